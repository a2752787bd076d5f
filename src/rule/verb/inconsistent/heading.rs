//! A figure or name of a heading that the body gives otherwise.

use rustc_hash::FxHashMap;

use super::{Clash, Text, adds_up, near};
use crate::fact::{Amount, Fact, Kind};
use crate::segment::Role;
use crate::span::Span;
use crate::token::{Class, Token, TokenKind};

/// A headline rounds.
const ROUNDED: f64 = 0.1;
/// Shorter words are alike by chance.
const SHORTEST: usize = 5;
/// From so many letters on, two may differ.
const LONG: usize = 8;
/// Figures and names of the headings beyond these are not looked at.
const MOST: usize = 12;
/// Headings further down head their own part.
const FIRST: usize = 2;

pub(super) fn clashes(text: &Text) -> Vec<Clash> {
    let headings: Vec<usize> = (0..text.document.segments.len())
        .filter(|&s| text.document.segments[s].role != Role::Boilerplate)
        .take(FIRST)
        .take_while(|&s| text.document.segments[s].role == Role::Heading)
        .collect();
    if headings.is_empty() {
        return Vec::new();
    }
    let mut out = figures(text, &headings);
    out.extend(names(text, &headings));
    out
}

/// Figures of the headings with what the body says of the same thing, where it says one thing only.
fn figures(text: &Text, headings: &[usize]) -> Vec<Clash> {
    let (heads, body): (Vec<&Fact>, Vec<&Fact>) = text
        .document
        .facts
        .iter()
        .filter(|fact| adds_up(fact.kind) && !text.document.is_boilerplate(fact.segment))
        .partition(|fact| headings.contains(&fact.segment));
    let mut out = Vec::new();
    for head in heads.iter().filter(|fact| fact.bound.is_none()).take(MOST) {
        let Some((amount, unit)) = text.amount(head) else { continue };
        let of_unit = |fact: &&&Fact| text.amount(fact).is_some_and(|(_, its)| its == unit);
        let agrees = |fact: &&&Fact| text.amount(fact).is_some_and(|(other, _)| near(amount, other, ROUNDED));
        if body.iter().filter(of_unit).any(|fact| agrees(&fact)) {
            continue;
        }
        let plain = head.kind == Kind::Number;
        let counts = |fact: &&&Fact| !plain || head.counted.is_some() && fact.counted == head.counted;
        let same: Vec<&&Fact> = body.iter().filter(of_unit).filter(counts).collect();
        let Some(first) = same.first().filter(|first| only(text, first, &same)) else { continue };
        if !plain
            && (heads.iter().filter(|fact| fact.kind == head.kind).count() > 1 || !alike(text, head, first))
        {
            continue;
        }
        out.push(Clash {
            topic: head.counted.as_deref().filter(|_| plain).unwrap_or(head.kind.as_str()).to_owned(),
            values: [*head, **first].into_iter().filter_map(|fact| text.key(fact)).collect(),
            place: first.span,
            spots: vec![head.span, first.span],
            expected: text.told(head.span),
        });
    }
    out
}

/// All of them give the amount of the first.
fn only(text: &Text, first: &Fact, all: &[&&Fact]) -> bool {
    let amount = |fact: &Fact| -> Option<Amount> { text.amount(fact).map(|(amount, _)| amount) };
    first.bound.is_none() && all.iter().all(|fact| amount(fact) == amount(first))
}

/// The sentences of two facts share two words of content.
fn alike(text: &Text, a: &Fact, b: &Fact) -> bool {
    let words = |fact: &Fact| {
        let tokens = text.document.segment_tokens(fact.segment).iter();
        tokens.filter(|t| t.kind == TokenKind::Word && t.is_content() && !t.class.has(Class::NUMBER))
    };
    let shared = words(a).filter(|t| words(b).any(|other| other.stem == t.stem)).count();
    shared >= 2
}

/// Names of the headings that the body spells otherwise.
fn names(text: &Text, headings: &[usize]) -> Vec<Clash> {
    let document = text.document;
    let named = |fact: &&Fact| fact.kind == Kind::Name && !document.is_boilerplate(fact.segment);
    let words = |fact: &Fact| &document.tokens[fact.tokens.0..fact.tokens.1];
    let in_heading = |fact: &&Fact| headings.contains(&fact.segment);
    let mut body: FxHashMap<&str, (Span, usize)> = FxHashMap::default();
    for fact in document.facts.iter().filter(named).filter(|fact| !in_heading(fact)) {
        for token in words(fact).iter().filter(|t| is_name(t)) {
            body.entry(token.norm.as_str()).or_insert((token.span, 0)).1 += 1;
        }
    }
    let mut out = Vec::new();
    for fact in document.facts.iter().filter(named).filter(in_heading).take(MOST) {
        for token in words(fact).iter().filter(|t| is_name(t)) {
            let there = |s: usize| document.segment_tokens(s).iter().any(|t| t.norm == token.norm);
            if body.contains_key(token.norm.as_str()) {
                continue;
            }
            let Some((other, (span, _))) = body
                .iter()
                .filter(|(other, _)| misspelt(&token.norm, other))
                .min_by_key(|(_, (span, _))| span.start)
            else {
                continue;
            };
            let elsewhere = (0..document.segments.len()).any(|s| !headings.contains(&s) && there(s));
            if !elsewhere {
                out.push(Clash {
                    topic: String::new(),
                    values: vec![token.norm.to_string(), (*other).to_owned()],
                    place: *span,
                    spots: vec![token.span, *span],
                    expected: text.told(token.span),
                });
            }
        }
    }
    out
}

fn is_name(token: &Token) -> bool {
    token.kind == TokenKind::Word
        && token.is_capital()
        && token.norm.chars().count() >= SHORTEST
        && !token.class.has(Class::COMMON)
        && !token.class.has(Class::FUNCTION)
        && !token.class.has(Class::PLACE)
}

/// Two words of a name that differ in a letter or two inside: an ending is a form.
fn misspelt(a: &str, b: &str) -> bool {
    let most = if a.len().min(b.len()) >= LONG { 2 } else { 1 };
    let form = a.starts_with(b) || b.starts_with(a);
    !form
        && a.len().abs_diff(b.len()) <= most
        && a.chars().next() == b.chars().next()
        && crate::spelling::distance(a, b) <= most
}
