//! Parts of a year against its months: *early 2026* is not *December 2026*.

use crate::compare::{Context, date};
use crate::fact::value::{Date, DatePart};
use crate::fact::{Fact, Kind, Value};
use crate::finding::Place;
use crate::pair::{Pair, Side};
use crate::span::Span;

/// Tokens of a phrase before a year, at most.
const LONGEST: usize = 5;
/// Months from the first year of a decade, or years of one.
const YEAR: i32 = 12;
const DECADE: i32 = 10;

/// Two dates of one year, or of one decade, of which the one says a month or a quarter and the other a part of the year that it
/// does not lie in.
pub(super) fn clashes(context: &Context, facts: Pair<&Fact>) -> bool {
    let one = |fact: &Fact| match &fact.readings[..] {
        [Value::Date(date)] if fact.kind == Kind::Date && date.relative.is_none() => Some(*date),
        _ => None,
    };
    let (Some(a), Some(b)) = (one(facts.original), one(facts.rewrite)) else { return false };
    let dates = Pair::new(a, b);
    Side::BOTH.into_iter().any(|side| {
        let (vague, exact) = (&dates[side], &dates[side.other()]);
        let told = |span: (i32, i32)| {
            let part = match vague.part.and_then(date::months) {
                Some((first, last)) => Some((i32::from(first), i32::from(last))),
                None => part(context, side, facts[side]),
            };
            part.is_some_and(|(first, last)| {
                let length = if vague.part == Some(DatePart::Decade) { DECADE } else { YEAR };
                let scaled = |month: i32| month * length / YEAR;
                span.1 < scaled(first) || span.0 > scaled(last)
            })
        };
        span_in(vague, exact).is_some_and(told)
    })
}

/// The months of a date in the year of another, or its year in the decade of another, where that other says no more than a part
/// of it.
fn span_in(vague: &Date, exact: &Date) -> Option<(i32, i32)> {
    let (year, other) = (vague.year?, exact.year?);
    if vague.month.is_some() || vague.day.is_some() {
        return None;
    }
    match vague.part {
        None | Some(DatePart::Quarter(_) | DatePart::Half(_)) if year == other => {
            let months = match exact.part {
                None => exact.month.map(|month| (month, month)),
                Some(part) => date::months(part),
            };
            months.map(|(first, last)| (i32::from(first), i32::from(last)))
        }
        Some(DatePart::Decade) if exact.part.is_none() && year / 10 == other / 10 => {
            let at = i32::from(other - year);
            Some((at, at))
        }
        _ => None,
    }
}

/// The places of two dates that clash so, with the words for the part of the year.
pub(super) fn places(context: &Context, facts: Pair<&Fact>) -> Option<Pair<Place>> {
    let place = |side: Side| {
        let at = phrase(context, side, facts[side]).map_or(facts[side].tokens.0, |(at, _)| at);
        let start = context.documents[side].tokens[at].span.start.min(facts[side].span.start);
        Place::Here(Span::new(start, facts[side].span.end))
    };
    clashes(context, facts).then(|| Pair::from_fn(place))
}

/// The part of a year that the words right before it name, in months.
fn part(context: &Context, side: Side, fact: &Fact) -> Option<(i32, i32)> {
    phrase(context, side, fact).map(|(_, months)| months)
}

/// The token at which a phrase for a part of a year begins, right before the year, and the months that it names.
fn phrase(context: &Context, side: Side, fact: &Fact) -> Option<(usize, (i32, i32))> {
    let document = &context.documents[side];
    let begin = document.segments[fact.segment].tokens.start;
    let (from, first) = (fact.tokens.0, fact.tokens.0.saturating_sub(LONGEST).max(begin));
    (first..from).find_map(|at| {
        let (length, (first, last)) =
            context.language.grammar.frames.year_parts.longest(&document.tokens[..from], at)?;
        // *mid-2027*, *the end of the 1990s*
        let between = &document.tokens[at + length..from];
        let idle =
            between.iter().all(|token| token.is("-") || context.language.articles.contains(&token.norm));
        idle.then(|| (at, (i32::from(*first), i32::from(*last))))
    })
}
