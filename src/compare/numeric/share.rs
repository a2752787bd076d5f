//! Fractions in words against shares in percent: *more than a third*, *38 percent*; *close to one-fifth*, *19 percent*.

use num_traits::CheckedSub;

use crate::align::Link;
use crate::compare::{Context, amount};
use crate::fact::value::times;
use crate::fact::{Amount, Bound, Fact, Unit, Value, hedged};
use crate::pair::{Pair, Side};
use crate::token::Class;

/// Fractions that people round to, up to the whole: what is *more than* one of them is less than the next.
const COMMON: [(i128, i128); 12] =
    [(1, 10), (1, 5), (1, 4), (1, 3), (2, 5), (1, 2), (3, 5), (2, 3), (3, 4), (4, 5), (9, 10), (1, 1)];

/// A fact as a part of one: a fraction below one, or a share in percent.
pub(super) fn of_one(fact: &Fact) -> Option<Amount> {
    fact.readings.iter().find_map(fraction).or_else(|| percent(fact))
}

/// The fraction that a fact may be.
pub(super) fn fraction_of(fact: &Fact) -> Option<Amount> {
    fact.readings.iter().find_map(fraction)
}

fn fraction(reading: &Value) -> Option<Amount> {
    match reading {
        Value::Amount { amount, unit: Unit::One }
            if *amount < Amount::from(1) && *amount > Amount::from(0) =>
        {
            Some(*amount)
        }
        _ => None,
    }
}

fn percent(fact: &Fact) -> Option<Amount> {
    match fact.readings.first()? {
        Value::Amount { amount, unit: Unit::Percent } => Some(*amount / Amount::from(100)),
        _ => None,
    }
}

/// The original gives a share in percent, and the rewrite a fraction, hedged or bounded, that holds for it.
pub(super) fn holds(context: &Context, facts: Pair<&Fact>) -> bool {
    /// Tokens to a share in percent that is the rewrite's own.
    const NEAR: usize = 8;
    let exact = facts.original.bound.is_none();
    let (Some(share), Some(part)) =
        (percent(facts.original), facts.rewrite.readings.iter().find_map(fraction))
    else {
        return false;
    };
    // *close to one-fifth, 19%*: the share beside it answers.
    let own = || {
        let beside = context.facts_of.rewrite[facts.rewrite.segment].iter();
        let near = |fact: &Fact| fact.tokens.0.abs_diff(facts.rewrite.tokens.1) <= NEAR;
        beside
            .map(|&fact| context.fact(Side::Rewrite, fact))
            .any(|fact| percent(fact).is_some() && near(fact))
    };
    exact && is_about(share, part, limits(facts.rewrite)) && !own()
}

/// Whether a fact is no exact number, and its limit.
fn limits(fact: &Fact) -> (bool, Option<Bound>) {
    (fact.approximate, fact.bound)
}

/// A share is about a fraction, on the side of it that the words before the fraction say.
fn is_about(share: Amount, part: Amount, (approximate, bound): (bool, Option<Bound>)) -> bool {
    /// *about a fifth*, *nearly a fifth*, *more than a third*: how far off the share may be, in parts of the fraction.
    const ABOUT: (i128, i128) = (8, 100);
    const BELOW: (i128, i128) = (12, 100);
    const ABOVE: (i128, i128) = (20, 100);
    let off = |most: (i128, i128)| {
        let most = times(part, Amount::new(most.0, most.1));
        most.zip(share.checked_sub(&part)).is_some_and(|(most, gap)| gap <= most && -gap <= most)
    };
    let common = COMMON.map(|(above, below)| Amount::new(above, below));
    let next = common.into_iter().find(|next| *next > part).unwrap_or(Amount::from(1));
    let last = common.into_iter().rev().find(|last| *last < part).unwrap_or(Amount::from(0));
    match bound {
        Some(Bound::MoreThan) => share > part && share < next && off(ABOVE),
        Some(Bound::AtLeast) => share >= part && share < next && off(ABOVE),
        Some(Bound::LessThan) => share < part && share > last && off(BELOW),
        Some(Bound::AtMost) => share <= part && share > last && off(BELOW),
        None => approximate && off(ABOUT),
    }
}

/// A share of the original for which a fraction that is no number of its own holds: *more than half*.
pub(super) fn is_bounded(context: &Context, side: Side, this: &Fact, link: &Link) -> bool {
    /// The longest hedge, and an article.
    const LONGEST: usize = 5;
    let Some(share) = percent(this).filter(|_| side == Side::Original && this.bound.is_none()) else {
        return false;
    };
    let document = &context.documents.rewrite;
    link.segments.rewrite.iter().any(|&segment| {
        let range = document.segments[segment].tokens.clone();
        range.clone().any(|at| {
            let implied = context.language.implied.get(&document.tokens[at].norm);
            let Some(&part) = implied.filter(|part| **part < Amount::from(1) && **part > Amount::from(0))
            else {
                return false;
            };
            let hedge = |from: usize| {
                let (length, hedges) = context.language.hedges.longest(&document.tokens[..at], from)?;
                let article =
                    document.tokens[..at].last().is_some_and(|token| token.class.has(Class::ARTICLE));
                (from + length + usize::from(article) >= at).then_some(hedges)
            };
            let hedges = (at.saturating_sub(LONGEST).max(range.start)..at).find_map(hedge);
            hedges.is_some_and(|hedges| is_about(share, part, hedged(hedges)))
        })
    })
}

/// A fraction of the rewrite that only rounds a share which the same sentence gives: *close to one-fifth of the area, 19%*.
pub(super) fn is_said_twice(context: &Context, this: &Fact) -> bool {
    let Some(part) = this.readings.iter().find_map(fraction) else { return false };
    let beside = context.facts_of.rewrite[this.segment].iter().map(|&fact| context.fact(Side::Rewrite, fact));
    beside
        .filter_map(percent)
        .any(|share| is_about(share, part, limits(this)) || amount::within(share, part, Amount::new(1, 50)))
}
