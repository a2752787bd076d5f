//! *rose from 20 to 15*, *15, up from 20*, *rose above 7.5, closing at 6.99*: figures that lie the other way.

use super::{Clash, Text, adds_up, key};
use crate::fact::{Amount, Bound, Fact, Kind, Value};
use crate::language::Figure;
use crate::span::Span;
use crate::token::Class;

/// A word of rising stands at most so many tokens before its figures.
const REACH: usize = 14;
/// Between a figure and *up from*.
const BEHIND: usize = 5;

/// More figures or movements than this in a sentence are a table.
const MOST: usize = 24;

/// A word that says up or down.
#[derive(Clone, Copy)]
struct Trend {
    at: usize,
    up: bool,
}

pub(super) fn clashes(text: &Text) -> Vec<Clash> {
    let mut out = Vec::new();
    for (segment, facts) in text.segments() {
        let figures: Vec<&Fact> = facts
            .iter()
            .filter(|fact| adds_up(fact.kind) && fact.kind != Kind::Duration)
            .take(MOST)
            .collect();
        let ranged = figures.iter().any(|fact| matches!(fact.readings[0], Value::Range { .. }));
        if figures.len() < 2 && !ranged {
            continue;
        }
        let trends = trends(text, segment);
        for (i, trend) in trends.iter().enumerate() {
            let end = trends.get(i + 1).map_or(usize::MAX, |next| next.at).min(trend.at + REACH);
            let behind: Vec<&Fact> = figures
                .iter()
                .copied()
                .filter(|fact| fact.tokens.0 > trend.at && fact.tokens.0 <= end)
                .collect();
            let before = figures.iter().copied().rfind(|fact| fact.tokens.1 <= trend.at);
            out.extend(clash(text, *trend, before, &behind));
        }
    }
    out
}

/// Words of a segment that say up or down and are not negated.
fn trends(text: &Text, segment: usize) -> Vec<Trend> {
    let range = text.document.segments[segment].tokens.clone();
    let tokens = &text.document.tokens;
    let negated = |at: usize| {
        tokens[at.saturating_sub(3).max(range.start)..at].iter().any(|t| t.class.has(Class::NEGATION))
    };
    range
        .clone()
        .filter_map(|at| Some(Trend { at, up: text.language.consistency.trend(&tokens[at].norm)? }))
        .filter(|trend| !negated(trend.at))
        .take(MOST)
        .collect()
}

/// The figures behind a word of rising or falling, and the one before it, against its direction.
fn clash(text: &Text, trend: Trend, before: Option<&Fact>, behind: &[&Fact]) -> Option<Clash> {
    if let Some(fact) = behind.iter().find(|fact| matches!(fact.readings[0], Value::Range { .. })) {
        let Value::Range { low, high, .. } = &fact.readings[0] else { return None };
        let from = text.document.tokens[..fact.tokens.0].last().is_some_and(|t| t.norm.len() > 1)
            || text.role(fact) == Some(Figure::From);
        return (from && goes_other_way(*low, *high, trend.up) && spelt_out(text, fact))
            .then(|| told(text, trend, (fact, *low), (fact, *high)));
    }
    let role = |wanted: Figure| behind.iter().copied().find(|fact| text.role(fact) == Some(wanted));
    let (from, to) = (role(Figure::From), role(Figure::To));
    // *15, up from 20*
    let behind_figure = before.filter(|fact| {
        trend.at - fact.tokens.1 <= BEHIND
            && from.is_some_and(|from| from.tokens.0 <= trend.at + 3)
            && tokens_apart(text, fact.tokens.1, trend.at)
    });
    if let (Some(from), Some(to)) = (from, to.or(behind_figure)) {
        let (a, b) = (text.amount(from)?, text.amount(to)?);
        let same = a.1 == b.1 && exact(from) && exact(to);
        return (same && goes_other_way(a.0, b.0, trend.up))
            .then(|| told(text, trend, (from, a.0), (to, b.0)));
    }
    let passed = behind.iter().copied().find(|fact| {
        let bound = if trend.up { Bound::MoreThan } else { Bound::LessThan };
        fact.bound == Some(bound) && !fact.approximate
    })?;
    let closing = behind.iter().copied().find(|fact| text.role(fact) == Some(Figure::Closing))?;
    let (a, b) = (text.amount(passed)?, text.amount(closing)?);
    (a.1 == b.1 && passed.tokens.0 < closing.tokens.0 && goes_other_way(a.0, b.0, trend.up))
        .then(|| told(text, trend, (passed, a.0), (closing, b.0)))
}

/// A range in words, *from 20 to 15*: a dash may stand for anything.
fn spelt_out(text: &Text, fact: &Fact) -> bool {
    !fact.span.of(&text.document.text).contains(['-', '–', '—', '~'])
}

/// A comma at most, or the words of a date, between a figure and *up from*.
fn tokens_apart(text: &Text, from: usize, to: usize) -> bool {
    let signs =
        text.document.tokens[from..to].iter().filter(|t| matches!(t.norm.as_str(), "," | "—" | "–" | "("));
    signs.count() == 1
}

fn exact(fact: &Fact) -> bool {
    !fact.approximate && fact.bound.is_none()
}

fn goes_other_way(from: Amount, to: Amount, up: bool) -> bool {
    if up { to < from } else { to > from }
}

fn told(text: &Text, trend: Trend, from: (&Fact, Amount), to: (&Fact, Amount)) -> Clash {
    let word = text.document.tokens[trend.at].span;
    let values = [from, to].map(|(fact, amount)| key(amount, fact.kind.as_str()));
    let whole = word.join(from.0.span).join(to.0.span);
    Clash {
        topic: String::new(),
        values: values.to_vec(),
        place: if from.0.span == to.0.span { from.0.span } else { later(from.0.span, to.0.span) },
        spots: vec![word, from.0.span, to.0.span],
        expected: text.told(whole),
    }
}

fn later(a: Span, b: Span) -> Span {
    if a.start > b.start { a } else { b }
}
