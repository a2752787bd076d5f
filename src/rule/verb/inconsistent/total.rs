//! *30 people: 12 men, 10 women and 5 children*: a total that is not the sum of the parts beside it.

use super::{Clash, Text, is_exact, printed};
use crate::fact::value::{approximately, plus};
use crate::fact::{Amount, Fact, Kind};
use crate::language::Figure;

/// Words between a total and the colon or dash behind it.
const NEAR: usize = 6;
/// The parts are parts of this total only if they come near it.
const LEAST: f64 = 0.6;
const MOST: f64 = 1.6;

pub(super) fn clashes(text: &Text) -> Vec<Clash> {
    text.segments().filter_map(|(_, facts)| in_segment(text, facts)).collect()
}

fn in_segment(text: &Text, facts: &[Fact]) -> Option<Clash> {
    let figures: Vec<&Fact> = facts.iter().filter(|fact| fact.kind.is_numeric()).collect();
    if figures.len() < 3 || !figures.iter().all(|fact| is_exact(fact) && fact.kind != Kind::Percent) {
        return None;
    }
    let (total, parts) = listed_behind(text, &figures).or_else(|| summed_up(text, &figures))?;
    let (first, last) = (parts.first()?.tokens.0, parts.last()?.tokens.1);
    if parts.len() < 2 || is_partial(text, total.tokens.1.min(first)..last.max(total.tokens.0)) {
        return None;
    }
    let (whole, unit) = text.amount(total)?;
    let mut sum = Amount::from(0);
    for part in &parts {
        let (amount, its) = text.amount(part)?;
        if its != unit || amount >= whole || part.counted.is_none() && unit.is_empty() {
            return None;
        }
        sum = plus(sum, amount)?;
    }
    let share = approximately(sum) / approximately(whole);
    if sum == whole || !(LEAST..=MOST).contains(&share) {
        return None;
    }
    Some(Clash {
        topic: String::new(),
        values: std::iter::once(total)
            .chain(parts.iter().copied())
            .filter_map(|fact| text.key(fact))
            .collect(),
        place: total.span,
        spots: std::iter::once(total).chain(parts).map(|fact| fact.span).collect(),
        expected: printed(sum, &unit),
    })
}

/// The first figure with a colon or a dash behind it, and all figures behind that.
fn listed_behind<'a>(text: &Text, figures: &[&'a Fact]) -> Option<(&'a Fact, Vec<&'a Fact>)> {
    let (total, parts) = figures.split_first()?;
    let end = parts.first()?.tokens.0;
    let between = text.document.tokens.get(total.tokens.1..end)?;
    let mark = between.iter().position(|t| matches!(t.norm.as_str(), ":" | "—" | "–"))?;
    (mark <= NEAR && end - total.tokens.1 - mark <= NEAR).then(|| (*total, parts.to_vec()))
}

/// The last figure with *for a total of* before it or *in total* behind it, and all figures before that.
fn summed_up<'a>(text: &Text, figures: &[&'a Fact]) -> Option<(&'a Fact, Vec<&'a Fact>)> {
    let (total, parts) = figures.split_last()?;
    let behind = || {
        let tokens = &text.document.tokens;
        (total.tokens.1..(total.tokens.1 + 3).min(tokens.len()))
            .any(|at| text.language.consistency.sums_behind().longest(tokens, at).is_some())
    };
    (text.role(total) == Some(Figure::Sum) || behind()).then(|| (*total, parts.to_vec()))
}

/// A word in a range of tokens says that the parts are not all, or are compared.
fn is_partial(text: &Text, tokens: std::ops::Range<usize>) -> bool {
    let all = &text.document.tokens;
    tokens.into_iter().any(|at| text.language.consistency.parts().longest(all, at).is_some())
}
