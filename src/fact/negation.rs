//! Negations: the words that turn a statement round, and what they turn.

use compact_str::CompactString;

use super::{Fact, Kind, Scan, Value};
use crate::token::{Class, TokenKind};

/// How far behind a negation its scope may begin, in tokens.
const REACH: usize = 6;

/// Finds the strong negations and the denials of a segment; idle phrases (*not only*) negate nothing.
pub(super) fn find(scan: &Scan, facts: &mut Vec<Fact>) {
    const BEGINS: Class = Class(Class::IDLE.0 | Class::DENIAL.0 | Class::NEGATION.0);
    let mut at = scan.begin;
    let mut before = false;
    while at < scan.end {
        if !scan.tokens[at].class.any(BEGINS) {
            at += 1;
            continue;
        }
        if scan.tokens[at].class.has(Class::IDLE)
            && let Some((length, ())) = scan.language.idle_negation.longest(scan.upto(), at)
            && is_answered(scan, at + length)
        {
            at += length;
            continue;
        }
        if let Some(length) = denial(scan, at) {
            let cue: Vec<&str> = (at..at + length).map(|i| scan.norm(i)).collect();
            let value = Value::Denial { cue: CompactString::from(cue.join(" ")) };
            facts.push(scan.fact(Kind::Negation, at, at + length, vec![value]));
            at += length;
            continue;
        }
        let token = &scan.tokens[at];
        let label = || {
            scan.token(at + 1).is_some_and(|next| next.is(".") && next.joined)
                && scan.token(at + 2).is_some_and(|next| next.kind == TokenKind::Figure)
        };
        if token.class.has(Class::NEGATION)
            && token.kind == TokenKind::Word
            && !label()
            && !(before && scan.language.continuing.contains(&token.norm))
        {
            before = true;
            let partial =
                scan.token(at + 1).is_some_and(|next| scan.language.universals.contains(&next.norm));
            let scope = (at + 1..(at + 1 + REACH).min(scan.end))
                .map(|i| &scan.tokens[i])
                .take_while(|next| next.kind != TokenKind::Sign || next.is("-"))
                .find(|next| next.is_content())
                .map(|next| next.stem.clone());
            facts.push(scan.fact(
                Kind::Negation,
                at,
                at + 1,
                vec![Value::Negation { cue: token.norm.clone(), scope, partial }],
            ));
        }
        at += 1;
    }
}

/// How many tokens a denial takes that begins here; *was denied* and *denied access* deny nothing.
fn denial(scan: &Scan, at: usize) -> Option<usize> {
    let language = scan.language;
    if !scan.tokens[at].class.has(Class::DENIAL) {
        return None;
    }
    let (length, ()) = language.stance.denials.longest(scan.upto(), at)?;
    let passive =
        length == 1 && at > scan.begin && language.stance.passive.contains(&scan.tokens[at - 1].norm);
    let refused = length == 1
        && scan.token(at + 1).is_some_and(|next| language.stance.denial_objects.contains(&next.norm));
    (!passive && !refused).then_some(length)
}

/// A phrase like *not only* needs its *but also*; other idle phrases need nothing.
fn is_answered(scan: &Scan, behind: usize) -> bool {
    let language = scan.language;
    !language.focus.contains(&scan.tokens[behind - 1].norm)
        || scan.tokens[behind..scan.end].iter().any(|token| language.correlatives.contains(&token.norm))
}
