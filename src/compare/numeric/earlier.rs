//! Dates told by one that stands beside them: *in January from 4.8% the month before*, *from 4.8% in December*; *in 1967 … two
//! years later*, *in 1969*.

use compact_str::CompactString;

use super::reckoned::{amount_of, date_of};
use crate::align::Link;
use crate::compare::Context;
use crate::fact::value::{Date, DatePart};
use crate::fact::{Amount, Fact, Kind, Unit};
use crate::language::NumberData;
use crate::pair::{Pair, Side};
use crate::token::Class;

/// Finds what is left of a side and is the day, month, quarter or year right before another date of it, where the other side has
/// that other date and words for one of that unit before.
pub(super) fn take(context: &Context, link: &Link, left: &Pair<Vec<usize>>, found: &mut Vec<(Side, usize)>) {
    let Some(data) = &context.language.number_data else { return };
    for side in Side::BOTH {
        let other = side.other();
        steps(context, data, link, (side, &left[side]), found);
        for &fact in &left[side] {
            let this = context.fact(side, fact);
            let Some(date) = date_of(this).filter(|_| this.kind == Kind::Date) else { continue };
            let beside = context.facts(side, link, |fact| fact.kind == Kind::Date);
            let beside = beside.into_iter().filter(|&partner| partner != fact);
            let there = context.facts(other, link, |fact| fact.kind == Kind::Date);
            let kept = |partner: &Date| {
                there
                    .iter()
                    .any(|&fact| date_of(context.fact(other, fact)).is_some_and(|d| is_same(&d, partner)))
            };
            let partners = beside.filter_map(|partner| date_of(context.fact(side, partner)));
            let units: Vec<&str> =
                partners.filter(kept).filter_map(|partner| unit_between(&date, &partner)).collect();
            let document = &context.documents[other];
            let told = !units.is_empty()
                && link.segments[other].iter().any(|&segment| {
                    let mut range = document.segments[segment].tokens.clone();
                    let upto = &document.tokens[..range.end];
                    range.any(|at| {
                        data.one_before
                            .longest(upto, at)
                            .is_some_and(|(_, unit)| units.contains(&unit.as_str()))
                    })
                });
            if told {
                found.push((side, fact));
            }
        }
    }
}

/// Finds a year that is left of a side where the other side counts from another year to it, and what it counts.
fn steps(
    context: &Context,
    data: &NumberData,
    link: &Link,
    (side, left): (Side, &[usize]),
    found: &mut Vec<(Side, usize)>,
) {
    let other = side.other();
    let years: Vec<(usize, i16)> =
        left.iter().filter_map(|&fact| Some((fact, year_of(context.fact(side, fact))?))).collect();
    if years.is_empty() {
        return;
    }
    for step in context.facts(other, link, |fact| fact.kind == Kind::Duration) {
        let fact = context.fact(other, step);
        let Some(years_on) = years_on(context, data, other, fact) else { continue };
        // The year that is told last before, in this sentence or the one before it.
        let facts = &context.documents[other].facts[..step];
        let near = facts.iter().rev().take_while(|own| own.segment + 1 >= fact.segment);
        let Some(from) = near.filter(|own| own.kind == Kind::Date).find_map(year_of) else { continue };
        if let Some(&(year, _)) = years.iter().find(|(_, year)| *year == from.saturating_add(years_on)) {
            found.extend([(side, year), (other, step)]);
        }
    }
}

/// The year of a date that is nothing else.
fn year_of(fact: &Fact) -> Option<i16> {
    let date = date_of(fact).filter(|_| fact.kind == Kind::Date)?;
    let alone = Date { year: date.year, ..Date::default() };
    date.year.filter(|_| date == alone)
}

/// *two years later*, *three years before*: how many years on.
fn years_on(context: &Context, data: &NumberData, side: Side, fact: &Fact) -> Option<i16> {
    /// Words to the one that says whether it is later.
    const BEHIND: usize = 2;
    let (amount, unit) = amount_of(fact)?;
    let document = &context.documents[side];
    let end = document.segments[fact.segment].tokens.end;
    let tokens = &document.tokens[..end];
    // *two years earlier than planned*, *three years before the war*
    let of_another = |at: usize| {
        tokens.get(at + 1).is_some_and(|next| {
            context.language.connectives.compares(next)
                || next.class.has(Class::FUNCTION) && !next.class.has(Class::PRONOUN)
        })
    };
    let says = |words: &[CompactString], alone: bool| {
        (fact.tokens.1..end.min(fact.tokens.1 + BEHIND))
            .any(|at| words.contains(&tokens[at].norm) && !(alone && of_another(at)))
    };
    let years = i16::try_from(amount.to_integer()).ok()?;
    let whole = unit == Unit::Measure("year".into()) && amount == Amount::from(i128::from(years));
    match (says(&data.later, false), says(&data.sooner, true)) {
        _ if !whole || fact.approximate || fact.bound.is_some() => None,
        (true, false) => Some(years),
        (false, true) => Some(-years),
        _ => None,
    }
}

/// Two dates of two texts are the same as far as both tell them, and both tell the same parts but for the year.
fn is_same(a: &Date, b: &Date) -> bool {
    let years = a.year.is_none() || b.year.is_none() || a.year == b.year;
    Date { year: None, ..*a } == Date { year: None, ..*b }
        && years
        && (*a == *b || a.month.or(a.day).is_some() || a.part.is_some())
}

/// The unit by one of which a date lies before another that is told in the same way.
fn unit_between(date: &Date, later: &Date) -> Option<&'static str> {
    let plain = |date: &Date| date.relative.is_none();
    if !plain(date) || !plain(later) {
        return None;
    }
    let next_year = matches!((date.year, later.year), (Some(a), Some(b)) if a + 1 == b);
    // So many years on, where both are told.
    let on = |years: i16| match (date.year, later.year) {
        (Some(a), Some(b)) => a + years == b,
        _ => true,
    };
    let follows = |a: i8, b: i8, last: i8| a % last + 1 == b && on(i16::from(a == last));
    match (
        (date.part, date.month, date.day, date.weekday),
        (later.part, later.month, later.day, later.weekday),
    ) {
        ((None, Some(a), None, _), (None, Some(b), None, _)) => {
            if a == b && next_year {
                return Some("year");
            }
            follows(a, b, 12).then_some("month")
        }
        ((Some(DatePart::Quarter(a)), ..), (Some(DatePart::Quarter(b)), ..)) => {
            if a == b && next_year {
                return Some("year");
            }
            follows(a, b, 4).then_some("quarter")
        }
        ((None, None, None, Some(a)), (None, None, None, Some(b))) => (a % 7 + 1 == b).then_some("day"),
        ((None, Some(month), Some(day), _), (None, Some(_), Some(_), _)) => {
            let year = date.year.or(later.year).unwrap_or(2023);
            let next = jiff::civil::Date::new(year, month, day).ok()?.tomorrow().ok()?;
            let same = (later.month, later.day) == (Some(next.month()), Some(next.day()));
            (same && later.year.is_none_or(|year| date.year.is_none() || year == next.year()))
                .then_some("day")
        }
        ((None, None, None, None), (None, None, None, None)) => next_year.then_some("year"),
        _ => None,
    }
}
