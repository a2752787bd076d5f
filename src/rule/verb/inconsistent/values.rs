//! *12 people were killed* and *14 people were killed*: two figures for the same thing, said in the same words.

use rustc_hash::FxHashMap;

use super::{Clash, Text, is_exact, near};
use crate::fact::{Fact, Kind};
use crate::token::TokenKind;

/// A figure with a word that it counts is named by these many words beside it, of content.
const BESIDE: usize = 2;
/// How far they are looked for.
const REACH: usize = 5;

pub(super) fn clashes(text: &Text) -> Vec<Clash> {
    let mut said: FxHashMap<(&str, Vec<&str>), &Fact> = FxHashMap::default();
    let mut out = Vec::new();
    for (_, facts) in text.segments() {
        let mut figures = facts.iter().filter(|fact| fact.kind.is_numeric());
        // A sentence with other figures, dates or names speaks of more than one thing.
        let (Some(fact), None) = (figures.next(), figures.next()) else { continue };
        let named = facts.iter().any(|other| matches!(other.kind, Kind::Name | Kind::Quote));
        let Some(counted) =
            fact.counted.as_deref().filter(|_| fact.kind == Kind::Number && is_exact(fact) && !named)
        else {
            continue;
        };
        let words = beside(text, fact, counted);
        if words.len() < BESIDE {
            continue;
        }
        let Some(earlier) = said.insert((counted, words), fact) else { continue };
        let (Some((a, _)), Some((b, _))) = (text.amount(earlier), text.amount(fact)) else { continue };
        if !near(a, b, 0.0) {
            out.push(Clash {
                topic: counted.to_owned(),
                values: [earlier, fact].into_iter().filter_map(|fact| text.key(fact)).collect(),
                place: fact.span,
                spots: vec![earlier.span, fact.span],
                expected: text.told(earlier.span),
            });
        }
    }
    out
}

/// Stems of the content words around a figure, sorted.
fn beside<'a>(text: &Text<'a>, fact: &Fact, counted: &str) -> Vec<&'a str> {
    let segment = text.document.segments[fact.segment].tokens.clone();
    let from = fact.tokens.0.saturating_sub(REACH).max(segment.start);
    let to = (fact.tokens.1 + REACH + 1).min(segment.end);
    let around = (from..fact.tokens.0).chain(fact.tokens.1..to).map(|at| &text.document.tokens[at]);
    let mut words: Vec<&str> = around
        .filter(|t| t.kind == TokenKind::Word && t.is_content() && t.stem != counted)
        .map(|t| t.stem.as_str())
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}
