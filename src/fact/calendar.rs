//! Dates that only the language's grammar shows: *16.5.*, *90er Jahre*, *la semana pasada*.

use super::value::{Date, DatePart, Period};
use super::{Fact, Kind, Scan, Value};
use crate::finding::Confidence;
use crate::language::NumberWord;
use crate::token::{Class, TokenKind};

/// The date at token `at`.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Fact> {
    let token = scan.token(at)?;
    let found = match token.kind {
        TokenKind::Figure => day_and_month(scan, at).or_else(|| decade(scan, at)),
        TokenKind::Word if token.class.has(Class::DECADE) => {
            decade_opened(scan, at).or_else(|| decade_named(scan, at)).or_else(|| step_behind(scan, at))
        }
        TokenKind::Word => step_behind(scan, at),
        _ => None,
    };
    let (to, date) = found?;
    let mut fact = scan.fact(Kind::Date, at, to, vec![Value::Date(date)]);
    if date.relative.is_some() {
        fact.confidence = Confidence::Low;
    }
    Some(fact)
}

/// *16.5.*, *29/2*, *12/05*: where the day stands first.
fn day_and_month(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    if !scan.language.day_first {
        return None;
    }
    let glued = |at: usize, sign: &str| scan.token(at).is_some_and(|t| t.joined && t.is(sign));
    let token = scan.token(at)?;
    let (to, day, month) =
        if let Some((day, month)) = token.norm.split_once('.') {
            let dotted = scan.language.grammar.ordinal_dot && glued(at + 1, ".");
            (dotted && scan.token(at + 2).is_none_or(|t| !t.joined || t.kind == TokenKind::Sign))
                .then_some((at + 2, day, month))?
        } else {
            let free = glued(at + 1, "/")
                && scan.token(at + 2).is_some_and(|t| t.joined)
                && !scan
                    .token(at + 3)
                    .is_some_and(|t| t.joined && (t.is("/") || t.is("%") || t.kind == TokenKind::Word))
                && !(at > scan.begin && token.joined && scan.tokens[at - 1].is("/"));
            free.then_some((at + 3, token.norm.as_str(), scan.norm(at + 2)))?
        };
    let slash = to == at + 3;
    let (day, wide): (i8, bool) = (day.parse().ok()?, month.len() == 2 && month.starts_with('0'));
    let month: i8 = month.parse().ok()?;
    let real = jiff::civil::Date::new(2020, month, day).is_ok();
    let sure = !slash || wide || day > 12 && !(day == 24 && month == 7);
    (real && sure).then_some((to, Date { day: Some(day), month: Some(month), ..Date::default() }))
}

/// A decade in figures with its ending: *1990er*, *1990er Jahre*, *90er-Jahre*.
fn decade(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let grammar = &scan.language.grammar.dates;
    let ending = scan.token(at + 1).filter(|t| t.joined && !grammar.decade_words.is_empty())?;
    if !scan.language.decade_endings.contains(&ending.norm) {
        return None;
    }
    let hyphen = usize::from(scan.token(at + 2).is_some_and(|t| t.is("-") && t.joined));
    let worded = scan.token(at + 2 + hyphen).is_some_and(|t| grammar.decade_words.contains(&t.norm));
    let year = decade_year(scan.norm(at), worded)?;
    Some((at + 2 + if worded { hyphen + 1 } else { 0 }, decade_of(year)))
}

/// *los años 90*, *la década de 1990*, *los años noventa*.
fn decade_opened(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let grammar = &scan.language.grammar.dates;
    let (length, ()) = grammar.decade_openings.longest(scan.upto(), at)?;
    let token = scan.token(at + length)?;
    let year = match (token.kind, scan.language.numbers.get(&token.norm)) {
        (TokenKind::Figure, _) => decade_year(&token.norm, true)?,
        (_, Some(&NumberWord::Cardinal(tens @ 20..=90))) => 1900 + i16::try_from(tens).ok()?,
        _ => return None,
    };
    (year % 10 == 0).then(|| (at + length + 1, decade_of(year)))
}

/// *Neunzigerjahre*
fn decade_named(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let grammar = &scan.language.grammar.dates;
    let (length, year) = grammar.decade_names.longest(scan.upto(), at)?;
    Some((at + length, decade_of(*year)))
}

fn decade_year(figures: &str, worded: bool) -> Option<i16> {
    let year: i16 = figures.parse().ok().filter(|year| year % 10 == 0)?;
    match figures.len() {
        4 if (1000..2100).contains(&year) => Some(year),
        2 if worded => Some(1900 + year),
        _ => None,
    }
}

fn decade_of(year: i16) -> Date {
    Date { year: Some(year), part: Some(DatePart::Decade), ..Date::default() }
}

/// *la semana pasada*, *el año próximo*
fn step_behind(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let token = scan.token(at)?;
    if !scan.language.grammar.dates.step_behind || !token.class.has(Class::DATE) {
        return None;
    }
    let period = match scan.language.relative_periods.get(&token.norm)?.as_str() {
        "week" => Period::Week,
        "weekend" => Period::Weekend,
        "month" => Period::Month,
        _ => Period::Year,
    };
    let step = *scan.language.deictics.get(scan.norm(at + 1))?;
    Some((at + 2, Date { relative: Some((period, step)), ..Date::default() }))
}
