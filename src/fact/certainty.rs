//! Certainty: hedges, plans, allegations and the steps of a legal case, with what they are said of.

use compact_str::CompactString;

use super::{Fact, Kind, Scan, Value};
use crate::token::{Case, Class, Token, TokenKind};

/// How far behind a phrase its scope may begin, in tokens.
const REACH: usize = 6;

/// Finds the phrases of certainty of a segment.
pub(super) fn find(scan: &Scan, facts: &mut Vec<Fact>) {
    let mut at = scan.begin;
    while at < scan.end {
        let token = &scan.tokens[at];
        let found = if token.class.has(Class::CERTAINTY) && token.kind == TokenKind::Word {
            scan.language.stance.certainty.longest(scan.upto(), at)
        } else {
            None
        };
        let Some((length, &step)) = found.filter(|(length, _)| is_meant(scan, at, *length)) else {
            at += 1;
            continue;
        };
        let cue: Vec<&str> = (at..at + length).map(|i| scan.norm(i)).collect();
        let value = Value::Certainty {
            cue: CompactString::from(cue.join(" ")),
            step,
            scope: scope(scan, at, at + length),
        };
        facts.push(scan.fact(Kind::Certainty, at, at + length, vec![value]));
        at += length;
    }
}

/// Not the month, not a comparison (*more likely than*), not denied (*may not*, *not expected to*).
fn is_meant(scan: &Scan, at: usize, length: usize) -> bool {
    let first = &scan.tokens[at];
    let name = first.is_capital() && at > scan.begin
        || first.case == Case::Upper
        || scan.token(at + 1).is_some_and(|next| length == 1 && next.kind == TokenKind::Figure);
    let before = |back: usize| at.checked_sub(back).filter(|&i| i >= scan.begin).map(|i| &scan.tokens[i]);
    let negates = |token: &Token| token.class.has(Class::NEGATION);
    let compared = before(1).is_some_and(|token| scan.language.stance.comparing.contains(&token.norm));
    let denied = (1..=2).any(|back| before(back).is_some_and(negates))
        || scan.token(at + length).is_some_and(negates)
        || (at..at + length).any(|i| negates(&scan.tokens[i]));
    !name && !compared && !denied
}

/// The first content word behind a phrase, in its clause; no title (*Mr Hale*). A phrase that begins its sentence may have a
/// comma behind it: *Allegedly, he …*.
fn scope(scan: &Scan, begin: usize, end: usize) -> Option<CompactString> {
    let set_off = begin == scan.begin && scan.token(end).is_some_and(|next| next.is(","));
    let from = end + usize::from(set_off);
    (from..(from + REACH).min(scan.end))
        .map(|i| &scan.tokens[i])
        .take_while(|token| token.kind != TokenKind::Sign || token.is("-"))
        .find(|token| token.is_content() && !(token.is_capital() && token.class.has(Class::TITLE)))
        .map(|token| token.stem.clone())
}
