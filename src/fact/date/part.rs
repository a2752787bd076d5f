//! Parts of a year and spans of years: quarters, halves, seasons, centuries.

use num_traits::{One, ToPrimitive};

use super::{is_ordinal_suffix, year};
use crate::fact::number;
use crate::fact::value::{Amount, Date, DatePart};
use crate::fact::{Fact, Kind, Scan, Unit, Value};
use crate::language::{DateWord, NumberWord};
use crate::token::{Class, TokenKind};

/// *Q1 2021*, *the first quarter of 2021*.
pub(super) fn quarter(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let token = scan.token(at)?;
    let (mut to, quarter) = if let Some(&DateWord::Quarter(quarter)) =
        scan.language.date_words.get(&token.norm)
    {
        (at + 1, quarter)
    } else {
        let quarter = match scan.language.numbers.get(&token.norm) {
            Some(NumberWord::Ordinal(q @ 1..=4)) => i8::try_from(*q).ok()?,
            _ => return None,
        };
        // *fourth-quarter profit*
        let hyphen = usize::from(scan.token(at + 1).is_some_and(|t| t.is("-") && t.joined));
        let named = scan.token(at + 1 + hyphen).is_some_and(|t| {
            let plural = scan.language.plural_endings.iter().any(|ending| t.norm.ends_with(ending.as_str()));
            scan.language.fractions.get(&t.norm).is_some_and(|f| *f.denom() == 4) && !plural
                || scan.language.grammar.dates.quarters.contains(&t.norm)
        });
        if !named {
            return None;
        }
        (at + 2 + hyphen, quarter)
    };
    let mut date = Date { part: Some(DatePart::Quarter(quarter)), ..Date::default() };
    let of = usize::from(scan.token(to).is_some_and(|t| t.class.has(Class::CONNECTOR)));
    if let Some((next, year)) = year(scan, to + of) {
        date.year = Some(year);
        to = next;
    }
    Some((to, date))
}

/// *the 19th century*
pub(super) fn century(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let suffix = usize::from(scan.token(at + 1).is_some_and(|t| t.joined && is_ordinal_suffix(scan, t)));
    let hyphen = usize::from(scan.token(at + 1 + suffix).is_some_and(|t| t.is("-")));
    let word = at + 1 + suffix + hyphen;
    if scan.language.date_words.get(scan.norm(word)) != Some(&DateWord::Century) {
        return None;
    }
    // *her third century of the summer*
    if at > scan.begin && scan.tokens[at - 1].class.has(Class::PRONOUN) {
        return None;
    }
    let number: i16 = match scan.language.numbers.get(scan.norm(at)) {
        Some(NumberWord::Ordinal(value @ 1..=21)) => i16::try_from(*value).ok()?,
        _ if suffix == 1 => scan.norm(at).parse().ok().filter(|n| (1..=21).contains(n))?,
        _ => return None,
    };
    Some((
        word + 1,
        Date { year: Some((number - 1) * 100), part: Some(DatePart::Century), ..Date::default() },
    ))
}

/// *summer 2020*, *the spring of 2019*.
pub(super) fn season(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let token = scan.token(at)?;
    let Some(&DateWord::Season(season)) = scan.language.date_words.get(&token.norm) else { return None };
    let of = usize::from(scan.token(at + 1).is_some_and(|t| t.class.has(Class::CONNECTOR)));
    let (to, year) = year(scan, at + 1 + of)?;
    Some((to, Date { year: Some(year), part: Some(DatePart::Season(season)), ..Date::default() }))
}

/// *the first half of 2021*, *das erste Halbjahr*, *el primer semestre*.
pub(super) fn half(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let (to, rank) = rank(scan, at).filter(|(_, rank)| (1..=2).contains(rank))?;
    let named = scan.language.grammar.dates.half_years.iter().any(|word| word == scan.norm(to));
    let half = *scan.language.fractions.get(scan.norm(to)).unwrap_or(&Amount::one()) == Amount::new(1, 2);
    let (end, given) = of_year(scan, to + 1).filter(|_| named || half).or(named.then_some((to + 1, None)))?;
    Some((end, Date { part: Some(DatePart::Half(rank)), year: given, ..Date::default() }))
}

/// *the first six months of the year*, *los tres primeros meses*: so many months, and a part of a year.
pub(super) fn months(scan: &Scan, at: usize) -> Option<Fact> {
    /// Tokens from the first to the unit.
    const REACH: usize = 3;
    if !(at + 1..=at + REACH).any(|i| scan.token(i).is_some_and(|t| t.class.has(Class::UNIT))) {
        return None;
    }
    let count = |at: usize| {
        let numeral = number::at(scan, at).filter(|numeral| !numeral.rank)?;
        Some((numeral.to, numeral.readings.first()?.to_integer().to_i8()?))
    };
    let last = scan.language.number_data.as_ref()?.round_cues.iter().any(|cue| cue == scan.norm(at));
    let first = |at: usize| rank(scan, at).filter(|(_, rank)| *rank == 1);
    let (to, count) = match first(at) {
        Some((to, _)) => count(to)?,
        None if last => count(at + 1)?,
        None => {
            let (to, count) = count(at)?;
            (first(to)?.0, count)
        }
    };
    let (length, form) = scan.language.units.longest(scan.upto(), to)?;
    if form.unit != "month" {
        return None;
    }
    let part = match (count, last) {
        (3, false) => DatePart::Quarter(1),
        (6, false) => DatePart::Half(1),
        (3, true) => DatePart::Quarter(4),
        (6, true) => DatePart::Half(2),
        _ => return None,
    };
    // *the last six months* end today, where no year is named.
    let named = of_year(scan, to + length);
    let (end, year) = named.or((!last).then_some((to + length, None)))?;
    let amount =
        Value::Amount { amount: Amount::from(i128::from(count)), unit: Unit::Measure(form.unit.clone()) };
    let date = Date { part: Some(part), year, ..Date::default() };
    Some(scan.fact(Kind::Duration, at, end, vec![amount, Value::Date(date)]))
}

/// *first*, *1st*, *ersten* at a token: where it ends, and which.
fn rank(scan: &Scan, at: usize) -> Option<(usize, i8)> {
    let token = scan.token(at)?;
    if token.kind == TokenKind::Figure {
        return super::day(scan, at).filter(|(to, _)| *to > at + 1);
    }
    match scan.language.numbers.get(&token.norm) {
        Some(NumberWord::Ordinal(value)) => Some((at + 1, i8::try_from(*value).ok()?)),
        _ => None,
    }
}

/// *of 2021*, *of the year*, *of next year* behind a part of a year: where it ends, and the year. A year that is counted from
/// today is a date of its own.
fn of_year(scan: &Scan, at: usize) -> Option<(usize, Option<i16>)> {
    let of = usize::from(scan.token(at).is_some_and(|t| t.class.has(Class::CONNECTOR)));
    if let Some((to, year)) = year(scan, at + of) {
        return Some((to, Some(year)));
    }
    let article = usize::from(scan.is_article(at + of));
    let behind = at + of + article;
    let period = |at: usize| scan.language.relative_periods.get(scan.norm(at)).is_some_and(|p| p == "year");
    let step = |at: usize| scan.language.deictics.contains_key(scan.norm(at));
    if step(behind) && period(behind + 1) || period(behind) && step(behind + 1) {
        return Some((at, None));
    }
    period(behind).then_some((behind + 1, None))
}
