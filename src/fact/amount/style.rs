//! Decimal or group sign: what the other figures of a document say of *1.234*.

use crate::document::Document;
use crate::fact::Fact;
use crate::language::Language;
use crate::token::{Token, TokenKind};

/// Settles figures with two readings by the figures that have one: *1,234.5* or *146,000* make every stop a decimal
/// sign, *12,5* or *1.234.567* make it a group sign. Where both are there, or none, both readings stay.
pub(in crate::fact) fn settle(document: &Document, language: &Language, facts: &mut [Fact]) {
    let open = |fact: &Fact| {
        fact.readings.len() > 1
            && document.tokens[fact.tokens.0..fact.tokens.1]
                .iter()
                .any(|token| is_open(token, language.decimal))
    };
    if !facts.iter().any(open) {
        return;
    }
    let (mut own, mut other) = (false, false);
    for token in document.tokens.iter().filter(|token| token.kind == TokenKind::Figure) {
        match speaks(token, language) {
            Some(true) => own = true,
            Some(false) => other = true,
            None => {}
        }
    }
    if own == other {
        return;
    }
    for fact in facts.iter_mut().filter(|fact| open(fact)) {
        let half = fact.readings.len() / 2;
        if own {
            fact.readings.truncate(half);
        } else {
            fact.readings.drain(..half);
        }
    }
}

/// One decimal sign of the language with three digits behind.
fn is_open(token: &Token, decimal: char) -> bool {
    token.kind == TokenKind::Figure
        && token.norm.split_once(decimal).is_some_and(|(whole, rest)| {
            rest.len() == 3
                && rest.bytes().all(|b| b.is_ascii_digit())
                && !whole.is_empty()
                && !whole.starts_with('0')
        })
}

/// True for a figure that can only be written in the language's own style, false for one in the other.
fn speaks(token: &Token, language: &Language) -> Option<bool> {
    let norm = token.norm.as_str();
    let mut groups = norm.split(language.group);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if let Some((last, middle)) = rest.split_last() {
        let last = last.split(language.decimal).next()?;
        let fits =
            last.len() == 3 && middle.iter().all(|group| matches!(group.len(), 2 | 3)) && digits(first);
        return Some(fits);
    }
    let parts: Vec<&str> = norm.split(language.decimal).collect();
    match parts.as_slice() {
        [_, tail] if tail.len() != 3 && digits(tail) => Some(true),
        [_, middle @ .., last]
            if !middle.is_empty() && last.len() == 3 && middle.iter().all(|m| m.len() == 3) =>
        {
            Some(false)
        }
        _ => None,
    }
}
