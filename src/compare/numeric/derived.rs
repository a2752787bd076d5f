//! Figures that follow from the other side's: the years between two years, and what something is a little more than.

use super::Context;
use crate::fact::{Amount, Bound, Fact, Kind, Unit, Value};
use crate::pair::{Pair, Side};

/// A length in years that lies between two years of the other side of the link: *from 1939 to 1943*, *four years*.
pub(super) fn spans_years(context: &Context, index: usize, side: Side, this: &Fact) -> bool {
    /// More years than this in a link make any length.
    const MOST: usize = 6;
    let Some(Value::Amount { amount, unit: Unit::Measure(unit) }) = this.readings.first() else { return false };
    if unit != "year" {
        return false;
    }
    let link = &context.alignment.links[index];
    let facts = link.segments[side.other()].iter().flat_map(|&s| &context.facts_of[side.other()][s]);
    let years: Vec<i16> = facts
        .filter_map(|&fact| match context.fact(side.other(), fact).readings.first()? {
            Value::Date(date) => date.year,
            _ => None,
        })
        .collect();
    let length = |(i, a): (usize, &i16)| {
        years[..i].iter().any(|b| Amount::from(i128::from(*a) - i128::from(*b)) == *amount)
    };
    years.len() <= MOST && *amount > Amount::from(1) && years.iter().enumerate().any(length)
}

/// One side says exactly how much, the other that it is more than the whole number below: *four and a half years*, *more
/// than four years*.
pub(super) fn is_floor(facts: Pair<&Fact>) -> bool {
    let below = |exact: &Fact, bound: &Fact| {
        let (Some(Value::Amount { amount: x, unit: u }), Some(Value::Amount { amount: y, unit: v })) =
            (exact.readings.first(), bound.readings.first())
        else {
            return false;
        };
        exact.kind == Kind::Duration
            && exact.bound.is_none()
            && bound.bound == Some(Bound::MoreThan)
            && u == v
            && !x.is_integer()
            && *y > Amount::from(1)
            && x.floor() == *y
    };
    below(facts.original, facts.rewrite) || below(facts.rewrite, facts.original)
}
