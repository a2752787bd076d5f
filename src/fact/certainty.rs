//! Certainty: hedges, plans, allegations and the steps of a legal case, with what they are said of.

use compact_str::CompactString;

use super::{Fact, Kind, Scan, Step, Value};
use crate::language::Framed;
use crate::token::{Case, Class, Token, TokenKind};

/// How far behind a phrase its scope may begin, in tokens.
const REACH: usize = 6;

/// Finds the phrases of certainty of a segment.
pub(super) fn find(scan: &Scan, facts: &mut Vec<Fact>) {
    let mut at = scan.begin;
    while at < scan.end {
        let token = &scan.tokens[at];
        if !token.class.has(Class::CERTAINTY) || token.kind != TokenKind::Word {
            at += 1;
            continue;
        }
        let phrase = || scan.language.stance.certainty.longest(scan.upto(), at);
        let found =
            framed(scan, at).map(|step| (1, step)).or_else(|| phrase().map(|(length, &step)| (length, step)));
        let Some((length, step)) = found.filter(|(length, _)| is_meant(scan, at, *length)) else {
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

/// What a verb says together with the last word of its clause: *soll … haben*. Of a crime it is an accusation.
fn framed(scan: &Scan, at: usize) -> Option<Step> {
    let verb = &scan.tokens[at];
    let mut frames =
        scan.language.stance.framed.iter().filter(|frame| frame.opening.contains(&verb.norm_key)).peekable();
    // Only few words open a frame: the clause's end is sought for them alone.
    frames.peek()?;
    let end = (at + 1..scan.end).find(|&i| scan.tokens[i].kind == TokenKind::Sign && !scan.tokens[i].is("-"));
    let [.., before, last] = &scan.tokens[at + 1..end.unwrap_or(scan.end)] else { return None };
    let closes = |frame: &&Framed| {
        frame.closing.contains(&last.norm)
            && (frame.endings.is_empty()
                || before.case == Case::Lower
                    && frame.endings.iter().any(|e| before.norm.ends_with(e.as_str())))
    };
    let frame = frames.find(closes)?;
    let crime = || scan.tokens[at..end.unwrap_or(scan.end)].iter().any(|token| token.class.has(Class::CRIME));
    Some(if crime() { Step::Alleged } else { frame.step })
}

/// Not the month (*May 3*), not a comparison (*more likely than*), not denied (*may not*, *not expected to*).
fn is_meant(scan: &Scan, at: usize, length: usize) -> bool {
    let first = &scan.tokens[at];
    let name = first.is_capital() && at > scan.begin
        || first.case == Case::Upper
        || first.class.has(Class::DATE)
            && scan.token(at + 1).is_some_and(|next| length == 1 && next.kind == TokenKind::Figure);
    let before = |back: usize| at.checked_sub(back).filter(|&i| i >= scan.begin).map(|i| &scan.tokens[i]);
    let negates = |token: &Token| token.class.has(Class::NEGATION);
    let compared = before(1).is_some_and(|token| scan.language.stance.comparing.contains(&token.norm));
    let denied = (1..=2).any(|back| before(back).is_some_and(negates))
        || scan.token(at + length).is_some_and(negates)
        || (at..at + length).any(|i| negates(&scan.tokens[i]));
    !name && !compared && !denied
}

/// The first content word behind a phrase, in its clause; no title (*Mr Hale*). A phrase that begins its sentence may have a
/// comma behind it: *Allegedly, he …*. Where verbs stand last, so may any, or what it is said of stands before it.
fn scope(scan: &Scan, begin: usize, end: usize) -> Option<CompactString> {
    let last = scan.language.stance.verbs_last;
    let set_off = (begin == scan.begin || last) && scan.token(end).is_some_and(|next| next.is(","));
    let from = end + usize::from(set_off);
    let within = |token: &&Token| token.kind != TokenKind::Sign || token.is("-");
    let meant = |token: &&Token| token.is_content() && !(token.is_capital() && token.class.has(Class::TITLE));
    let behind = scan.tokens[from.min(scan.end)..(from + REACH).min(scan.end)].iter();
    let before = scan.tokens[begin.saturating_sub(REACH).max(scan.begin)..begin].iter().rev();
    let found = behind.take_while(within).find(meant);
    found.or_else(|| before.filter(|_| last).take_while(within).find(meant)).map(|token| token.stem.clone())
}
