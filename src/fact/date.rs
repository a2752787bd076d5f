//! Dates: calendar dates in full or in part, weekdays, decades, quarters, and days counted from the day of writing.

mod part;

use self::part::{century, half, quarter, season};
use super::value::{Date, DatePart, Period};
use super::{Amount, Fact, Kind, Scan, Unit, Value};
use crate::finding::Confidence;
use crate::language::DateWord;
use crate::token::{Case, Class, Token, TokenKind};

/// The date at token `at`.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Fact> {
    let token = scan.token(at)?;
    let figure = token.kind == TokenKind::Figure;
    if !figure
        && !token.class.has(Class::DATE)
        && !token.class.has(Class::NUMBER)
        && !token.is("'")
        && !token.is("’")
        && !token.is("-")
    {
        return None;
    }
    if let Some(fact) = part::months(scan, at) {
        return Some(fact);
    }
    let (to, readings) = if figure {
        half(scan, at)
            .map(one)
            .or_else(|| numeric(scan, at))
            .or_else(|| named_month(scan, at).map(one))
            .or_else(|| slashed(scan, at))
            .or_else(|| day_month(scan, at).map(one))
            .or_else(|| first_day(scan, at).map(one))
            .or_else(|| century(scan, at).map(one))
            .or_else(|| decade(scan, at).map(one))
            .or_else(|| day_alone(scan, at).map(one))
            .or_else(|| year_alone(scan, at).map(one))?
    } else if token.is("-") {
        // A dash that opens a line or a bracket is no minus before a date.
        let (to, readings) = numeric(scan, at + 1)?;
        let opens = !token.joined || at == scan.begin;
        return opens
            .then(|| scan.fact(Kind::Date, at + 1, to, readings.into_iter().map(Value::Date).collect()));
    } else {
        weekday(scan, at)
            .or_else(|| named_month(scan, at))
            .or_else(|| month_day(scan, at))
            .or_else(|| day_month(scan, at))
            .or_else(|| quarter(scan, at))
            .or_else(|| half(scan, at))
            .or_else(|| century(scan, at))
            .or_else(|| season(scan, at))
            .or_else(|| decade(scan, at))
            .or_else(|| relative(scan, at))
            .map(one)?
    };
    let mut fact = scan.fact(Kind::Date, at, to, readings.into_iter().map(Value::Date).collect());
    // *He scored on 31*: a minute, where a month is said beside every day.
    if let Value::Date(Date { day: Some(day), month: None, .. }) = fact.readings[0]
        && !scan.language.grammar.dates.bare_days
        && to == at + 1
    {
        fact.readings.push(Value::Amount { amount: Amount::from(i128::from(day)), unit: Unit::One });
    }
    if matches!(fact.readings[0], Value::Date(Date { relative: Some(_), .. })) {
        fact.confidence = Confidence::Low;
    }
    Some(fact)
}

fn one((to, date): (usize, Date)) -> (usize, Vec<Date>) {
    (to, vec![date])
}

/// The month at token `at`. A month that is also a common word (*may*, *march*) must stand with a capital, and not first.
fn month(scan: &Scan, at: usize) -> Option<(usize, i8)> {
    let token = scan.token(at)?;
    let month = *scan.language.months.get(&token.norm)?;
    let behind_day = at > scan.begin && scan.tokens[at - 1].kind == TokenKind::Figure;
    if token.case == Case::Lower
        && (token.class.has(Class::COMMON)
            || token.class.has(Class::FUNCTION)
            || token.norm.len() <= 3 && !behind_day)
    {
        return None;
    }
    let stop =
        usize::from(token.norm.len() <= 4 && scan.token(at + 1).is_some_and(|t| t.is(".") && t.joined));
    let stop =
        if stop == 1 && scan.token(at + 2).is_none_or(|t| t.kind != TokenKind::Figure) { 0 } else { stop };
    Some((at + 1 + stop, month))
}

/// A day of the month: *16*, *16th*, *sixteenth*.
pub(super) fn day(scan: &Scan, at: usize) -> Option<(usize, i8)> {
    let token = scan.token(at)?;
    if token.kind == TokenKind::Figure {
        let day: i8 =
            token.norm.parse().ok().filter(|day| (1..=31).contains(day) && token.norm.len() <= 2)?;
        let suffix = scan.token(at + 1).is_some_and(|t| t.joined && is_ordinal_suffix(scan, t));
        let glued = scan.token(at + 1).is_some_and(|t| {
            t.joined && (t.kind == TokenKind::Word && !suffix || matches!(t.norm.as_str(), "%" | ":" | "°"))
        });
        let dot = if super::number::dotted_suffix(scan, at) {
            2
        } else {
            usize::from(super::number::dotted_rank(scan, at) || dotted_list(scan, at))
        };
        return (!glued).then_some((at + 1 + usize::from(suffix) + dot, day));
    }
    if !token.class.has(Class::NUMBER) {
        return None;
    }
    let numeral = super::number::at(scan, at)?;
    let value = numeral.readings.first().filter(|value| numeral.rank && value.is_integer())?;
    let day = i8::try_from(value.to_integer()).ok().filter(|day| (1..=31).contains(day))?;
    Some((numeral.to, day))
}

/// *3., 4. und 5. Mai*, *16.–20. Mai*
fn dotted_list(scan: &Scan, at: usize) -> bool {
    scan.language.grammar.ordinal_dot
        && scan.token(at + 1).is_some_and(|t| t.is(".") && t.joined)
        && scan.token(at + 2).is_some_and(|t| matches!(t.norm.as_str(), "," | "-" | "–" | "/"))
}

fn is_ordinal_suffix(scan: &Scan, token: &Token) -> bool {
    scan.language.number_data.as_ref().is_some_and(|data| data.ordinal_suffixes.contains(&token.norm))
}

/// A year in four digits, behind an optional comma.
fn year(scan: &Scan, at: usize) -> Option<(usize, i16)> {
    let of = scan.token(at).is_some_and(|t| scan.language.grammar.of.contains(&t.norm));
    let comma = usize::from(of || scan.token(at).is_some_and(|t| t.is(",")));
    let token = scan.token(at + comma)?;
    let year = four_digits(token)?;
    let unit = scan.token(at + comma + 1).is_some_and(|t| t.joined && t.kind == TokenKind::Word);
    (!unit).then_some((at + comma + 1, year))
}

fn four_digits(token: &Token) -> Option<i16> {
    (token.kind == TokenKind::Figure
        && token.norm.len() == 4
        && token.norm.bytes().all(|b| b.is_ascii_digit()))
    .then(|| token.norm.parse().ok())?
    .filter(|year| (1000..2200).contains(year))
}

/// *Monday*, *Monday, 15 February 2021*, *last Monday*.
fn weekday(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let token = scan.token(at)?;
    let weekday = *scan.language.weekdays.get(&token.norm)?;
    if token.norm.len() <= 3
        && (token.case == Case::Lower
            || token.class.has(Class::COMMON) && !scan.token(at + 1).is_some_and(|t| t.is(",") || t.is(".")))
    {
        return None;
    }
    let stop =
        usize::from(scan.token(at + 1).is_some_and(|t| t.is(".") && t.joined && token.norm.len() <= 4));
    let comma = usize::from(scan.token(at + 1 + stop).is_some_and(|t| t.is(",") || t.is("-") && t.joined));
    let behind = at + 1 + stop + comma;
    let named = month_day(scan, behind).or_else(|| day_month(scan, behind));
    let figures = || numeric(scan, behind).or_else(|| pair(scan, behind)).map(|(to, days)| (to, days[0]));
    if let Some((to, date)) = named.or_else(figures).filter(|(_, date)| date.day.is_some()) {
        return Some((to, Date { weekday: Some(weekday), ..date }));
    }
    // *el martes 20*
    if at > scan.begin
        && scan.tokens[at - 1].class.has(Class::FUNCTION)
        && behind == at + 1
        && let Some((to, day)) = day(scan, behind).filter(|(to, _)| *to == behind + 1)
        && scan.token(to).is_none_or(|t| {
            t.kind == TokenKind::Sign && !t.joined || t.class.has(Class::FUNCTION) || t.is(".") || t.is(",")
        })
    {
        return Some((to, Date { weekday: Some(weekday), day: Some(day), ..Date::default() }));
    }
    Some((at + 1, Date { weekday: Some(weekday), ..Date::default() }))
}

/// *February 16*, *Feb. 16, 2021*, *February 2021*, *February*.
fn month_day(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let (mut to, month) = month(scan, at)?;
    let mut date = Date { month: Some(month), ..Date::default() };
    if let Some((day, year)) = glued_day_year(scan, to) {
        return Some((to + 1, Date { day: Some(day), year: Some(year), ..date }));
    }
    let comma = scan.token(to).is_some_and(|t| t.is(","))
        && scan.token(to + 2).is_some_and(|t| t.joined && is_ordinal_suffix(scan, t));
    let dash = scan.token(to).is_some_and(|t| t.joined && matches!(t.norm.as_str(), "-" | "/"));
    let article = usize::from(comma || dash || scan.is_article(to));
    if let Some((next, day)) = day(scan, to + article) {
        date.day = Some(day);
        to = next;
        if let Some((next, year)) = year(scan, to) {
            date.year = Some(year);
            to = next;
        }
        return Some((to, date));
    }
    let of = usize::from(scan.token(to).is_some_and(|t| t.class.has(Class::CONNECTOR)));
    if let Some((next, year)) = year(scan, to + of) {
        date.year = Some(year);
        return Some((next, date));
    }
    // A month alone may be somebody's name, or a word of its own that begins the sentence.
    let token = scan.token(at)?;
    let stop = usize::from(at > scan.begin + 1 && scan.tokens[at - 1].is("."));
    let titled = at > scan.begin && scan.tokens[at - 1 - stop].class.has(Class::TITLE);
    if titled && (stop == 1 || scan.token(at + 1).is_some_and(|t| t.is_capital())) {
        return None;
    }
    // *Jan Novak*
    let surname = |t: &Token| t.is_capital() && !t.class.has(Class::DATE);
    if token.norm.len() <= 3 && scan.token(at + 1).is_some_and(surname) {
        return None;
    }
    let given = scan.language.grammar.names.given.contains(&token.norm) && token.is_capital();
    let doubtful = token.class.has(Class::FUNCTION) || token.class.has(Class::COMMON) || given;
    if doubtful
        && (at == scan.begin
            || token.case == Case::Lower
            || token.norm.len() <= 4 && !preceded_by_cue(scan, at))
    {
        return None;
    }
    Some((at + 1, date))
}

/// *1,2005*: day and year without the space behind the comma.
fn glued_day_year(scan: &Scan, at: usize) -> Option<(i8, i16)> {
    let (day, year) = scan.norm(at).split_once(',')?;
    let year = year.parse().ok().filter(|_| year.len() == 4)?;
    Some((day.parse().ok().filter(|day| (1..=31).contains(day))?, year))
}

fn preceded_by_cue(scan: &Scan, at: usize) -> bool {
    at > scan.begin && scan.language.year_cues.iter().any(|cue| *cue == scan.tokens[at - 1].norm)
}

/// *16 February 2021*, *16th of February*, *the sixteenth of February*.
pub(super) fn day_month(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let (next, day) = day(scan, at)?;
    let of =
        usize::from(scan.token(next).is_some_and(|t| t.class.has(Class::CONNECTOR) || t.is("-") && t.joined));
    let (mut to, month) = month(scan, next + of)?;
    let mut date = Date { month: Some(month), day: Some(day), ..Date::default() };
    if let Some((next, year)) =
        year(scan, to + usize::from(scan.token(to).is_some_and(|t| t.is("-") && t.joined)))
    {
        date.year = Some(year);
        to = next;
    }
    Some((to, date))
}

/// *2021-02-16*, *2/16/21*, *16.02.2021*: where both orders fit, the language's own comes first.
fn numeric(scan: &Scan, at: usize) -> Option<(usize, Vec<Date>)> {
    let raw = scan.norm(at);
    let parts: Vec<&str> = raw.split('.').collect();
    let (to, parts) = if parts.len() == 3 {
        (at + 1, parts)
    } else {
        let mark = scan.norm(at + 1);
        let glued = |i: usize| scan.token(at + i).is_some_and(|t| t.joined);
        let shape = matches!(mark, "/" | "-" | ".") && scan.norm(at + 3) == mark && (1..=4).all(glued);
        if !shape {
            return None;
        }
        (at + 5, vec![raw, scan.norm(at + 2), scan.norm(at + 4)])
    };
    let numbers: Vec<i16> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [a, b, c] = numbers[..] else { return None };
    let make = |year: i16, month: i16, day: i16| {
        let year = if year < 50 {
            year + 2000
        } else if year < 100 {
            year + 1900
        } else {
            year
        };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        jiff::civil::Date::new(year, month, day).ok().filter(|_| (1000..2200).contains(&year))?;
        Some(Date { year: Some(year), month: Some(month), day: Some(day), ..Date::default() })
    };
    let readings: Vec<Date> = if parts[0].len() == 4 {
        make(a, b, c).into_iter().collect()
    } else if matches!(parts[2].len(), 2 | 4) {
        let (month_first, day_first) = (make(c, a, b), make(c, b, a));
        let (first, second) = if scan.language.day_first || raw.contains('.') {
            (day_first, month_first)
        } else {
            (month_first, day_first)
        };
        let mut both: Vec<Date> = first.into_iter().chain(second).collect();
        both.dedup();
        both
    } else {
        Vec::new()
    };
    (!readings.is_empty()).then_some((to, readings))
}

/// *the 1990s*, *mid-2000s*, *'90s*.
fn decade(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let quote = usize::from(scan.token(at)?.kind == TokenKind::Sign);
    let token = scan.token(at + quote)?;
    let plural = scan
        .token(at + quote + 1)
        .is_some_and(|t| t.joined && scan.language.decade_endings.contains(&t.norm));
    if !plural || token.kind != TokenKind::Figure {
        return None;
    }
    let year: i16 = token.norm.parse().ok()?;
    let before = at.checked_sub(1).filter(|&i| i >= scan.begin);
    let cued = before.is_some_and(|i| {
        let norm = &scan.tokens[i].norm;
        scan.is_article(i) || scan.is_and(i) || scan.language.date_words.get(norm) == Some(&DateWord::Part)
    });
    let (year, part) = match token.norm.len() {
        4 if year % 100 == 0 && (1000..2000).contains(&year) => (year, DatePart::Century),
        3 if year % 100 == 0 => (year, DatePart::Century),
        4 if year % 10 == 0 && (1000..2100).contains(&year) => (year, DatePart::Decade),
        2 if year % 10 == 0 && (quote == 1 || cued && year >= 20) => (1900 + year, DatePart::Decade),
        _ => return None,
    };
    Some((at + quote + 2, Date { year: Some(year), part: Some(part), ..Date::default() }))
}

/// A year by itself: behind a word that asks for one, in brackets, or at the end of its clause.
pub(super) fn year_alone(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let year = four_digits(scan.token(at)?).filter(|&year| year >= 1400)?;
    let next = scan.token(at + 1);
    let span = further_year(scan, at + 1, year).is_some();
    if !span
        && next.is_some_and(|t| {
            t.joined && (t.kind != TokenKind::Sign || matches!(t.norm.as_str(), "%" | "°" | "/"))
        })
    {
        return None;
    }
    let counts = next.is_some_and(|t| {
        t.kind == TokenKind::Word && counted_case(scan, t) && t.is_content() && !t.class.has(Class::REPORTING)
            || t.class.has(Class::UNIT) && !t.class.has(Class::FUNCTION)
    });
    let before = at.checked_sub(1).filter(|&i| i >= scan.begin).map(|i| &scan.tokens[i]);
    let bracketed = before.is_some_and(|t| matches!(t.norm.as_str(), "(" | "[" | "," | "-" | "–"));
    let cue = preceded_by_cue(scan, at);
    let labelled = before.is_some_and(|t| t.is_capital() && t.kind == TokenKind::Word);
    let fits = if counts {
        cue && (1900..2100).contains(&year) && !scan.tokens[at - 1].class.has(Class::HEDGE)
    } else {
        cue || bracketed || labelled || at == scan.begin || (1900..2100).contains(&year)
    };
    fits.then_some((at + 1, Date { year: Some(year), ..Date::default() }))
}

/// The case of a noun that a figure may count.
fn counted_case(scan: &Scan, token: &Token) -> bool {
    let nouns = scan.language.grammar.names.nouns_are_capitalised;
    token.case == if nouns { Case::Title } else { Case::Lower }
}

/// *the 25th*, *on the 3rd*: a day of a month that stands elsewhere, where nothing is counted or ranked.
fn day_alone(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let (to, day) = day(scan, at)?;
    if at == scan.begin {
        return None;
    }
    let suffixed = to > at + 1;
    let cue = |at: usize| scan.language.day_cues.iter().any(|cue| *cue == scan.norm(at));
    let next = scan.token(to);
    let free = next.is_none_or(|t| {
        t.kind == TokenKind::Sign && !matches!(t.norm.as_str(), "-" | "/" | "%" | "°" | "–")
            || t.class.has(Class::FUNCTION)
            || t.class.has(Class::REPORTING)
    });
    let article = scan.is_article(at - 1);
    let local = scan.language.local_time.longest(scan.upto(), to).is_some();
    let on = at >= 2 && cue(at - 1)
        || article
            && at >= scan.begin + 2
            && !ranks(scan, at - 2)
            && (cue(at - 2) || scan.language.year_cues.iter().any(|cue| cue == scan.norm(at - 2)));
    let fits = suffixed && article && free && on
        || local
        || cue(at - 1) && free && scan.token(at).is_some_and(|t| t.kind == TokenKind::Figure);
    fits.then_some((to, Date { day: Some(day), ..Date::default() }))
}

/// *in* of *in the 31st*: what follows is no day.
fn ranks(scan: &Scan, at: usize) -> bool {
    scan.language
        .number_data
        .as_ref()
        .is_some_and(|data| data.rank_cues.iter().any(|cue| cue == scan.norm(at)))
}

/// A date in figures stands here: *28/02/2021*, *2021-02-28*.
pub(super) fn is_numeral(scan: &Scan, at: usize) -> bool {
    numeric(scan, at).or_else(|| slashed(scan, at)).is_some()
}

/// *18* of *18 and 19 June*, *16* of *16–20 February 2021*: a day whose month stands behind a later one.
fn first_day(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    const DAYS: usize = 4;
    let (to, first) = day(scan, at)?;
    let mut last = to;
    for _ in 0..DAYS {
        let joint = scan.token(last)?;
        if !joint.is(",") && !scan.language.number_data.as_ref()?.range.contains(&joint.norm) {
            return None;
        }
        let behind = last + 1 + usize::from(joint.is(",") && scan.is_and(last + 1));
        // *el 17, el 24 y el 31 de julio*
        let cue =
            scan.is_article(behind) || scan.language.day_cues.iter().any(|cue| cue == scan.norm(behind));
        let behind = behind + usize::from(cue);
        if let Some((_, date)) = day_month(scan, behind) {
            let ascends = date.day.is_some_and(|day| day > first);
            return ascends.then_some((to, Date { day: Some(first), weekday: None, ..date }));
        }
        (last, _) = day(scan, behind)?;
    }
    None
}

/// What goes on behind a date: a further day of its month (*July 17 and 22*), or a further year (*2019-20*).
pub(super) fn further(scan: &Scan, before: &Fact) -> Option<Fact> {
    let Some(Value::Date(date)) = before.readings.first() else { return None };
    let at = before.tokens.1;
    let joint = scan.token(at)?;
    if date.year.is_some() && date.month.is_none() && date.part.is_none() {
        return further_year(scan, at, date.year?);
    }
    let list = joint.is(",") || scan.language.number_data.as_ref()?.range.contains(&joint.norm);
    if day_month(scan, at + 1).is_some() {
        return None;
    }
    if !list || date.month.is_none() || date.day.is_none() || date.year.is_some() {
        return None;
    }
    let (mut to, day) = day(scan, at + 1)?;
    let next = scan.token(to);
    let free = next.is_none_or(|t| {
        t.kind == TokenKind::Sign && !t.is("%")
            || t.class.has(Class::FUNCTION) && !t.class.has(Class::NUMBER)
            || t.class.has(Class::REPORTING)
    });
    let mut further = Date { day: Some(day), weekday: None, ..*date };
    if let Some((behind, year)) = year(scan, to).filter(|_| next.is_some_and(|t| t.is(","))) {
        (to, further.year) = (behind, Some(year));
    }
    let free = free || further.year.is_some();
    (free && month(scan, to).is_none()).then(|| scan.fact(Kind::Date, at + 1, to, vec![Value::Date(further)]))
}

/// *20* of *2019-20* and *2019/20*.
fn further_year(scan: &Scan, at: usize, first: i16) -> Option<Fact> {
    scan.token(at).filter(|t| t.joined && matches!(t.norm.as_str(), "-" | "–" | "/"))?;
    let token =
        scan.token(at + 1).filter(|t| t.joined && t.norm.len() == 2 && t.kind == TokenKind::Figure)?;
    let last = first - first % 100 + token.norm.parse::<i16>().ok()?;
    let free =
        scan.token(at + 2).is_none_or(|t| !t.joined || t.kind == TokenKind::Sign && !t.is("%") && !t.is("-"));
    let date = Date { year: Some(last), ..Date::default() };
    (last > first && free).then(|| scan.fact(Kind::Date, at + 1, at + 2, vec![Value::Date(date)]))
}

/// *23/Sep/2020*, *2020-Sep-23*, *23-2020-September*: figures and a month's name with one sign between.
fn named_month(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let mark = scan.token(at + 1).filter(|t| t.joined && matches!(t.norm.as_str(), "/" | "-"))?;
    if scan.norm(at + 3) != mark.norm || !(2..=4).all(|i| scan.token(at + i).is_some_and(|t| t.joined)) {
        return None;
    }
    let parts = [at, at + 2, at + 4];
    let year = parts.iter().find_map(|&at| four_digits(scan.token(at)?))?;
    let month = parts.iter().find_map(|&at| scan.language.months.get(scan.norm(at)).copied())?;
    let day =
        parts.iter().find_map(|&at| scan.norm(at).parse::<i8>().ok().filter(|day| (1..=31).contains(day)))?;
    jiff::civil::Date::new(year, month, day).ok()?;
    Some((at + 5, Date { year: Some(year), month: Some(month), day: Some(day), ..Date::default() }))
}

/// *on 7/6*, *this 5/12*: two figures with a slash behind a word that asks for a day.
fn slashed(scan: &Scan, at: usize) -> Option<(usize, Vec<Date>)> {
    let before = at.checked_sub(1).filter(|&i| i >= scan.begin).map(|i| &scan.tokens[i])?;
    let cue =
        scan.language.day_cues.contains(&before.norm) || scan.language.deictics.contains_key(&before.norm);
    let slash = scan.norm(at + 1) == "/";
    (cue && slash).then(|| pair(scan, at))?
}

/// *7/6*, *7.6* behind a weekday: month and day in the language's order.
fn pair(scan: &Scan, at: usize) -> Option<(usize, Vec<Date>)> {
    let token = scan.token(at)?;
    let (to, a, b) = match token.norm.split_once('.') {
        Some((a, b)) => (at + 1, a, b),
        None => {
            scan.token(at + 1).filter(|t| t.joined && t.is("/"))?;
            (at + 3, token.norm.as_str(), scan.token(at + 2).filter(|t| t.joined)?.norm.as_str())
        }
    };
    if scan
        .token(to)
        .is_some_and(|t| t.joined && (t.kind != TokenKind::Sign || matches!(t.norm.as_str(), "/" | "%")))
    {
        return None;
    }
    let (a, b): (i8, i8) = (a.parse().ok()?, b.parse().ok()?);
    let make = |month: i8, day: i8| {
        let exists = jiff::civil::Date::new(2000, month, day).is_ok();
        exists.then(|| Date { month: Some(month), day: Some(day), ..Date::default() })
    };
    let both = if scan.language.day_first { [make(b, a), make(a, b)] } else { [make(a, b), make(b, a)] };
    let mut readings: Vec<Date> = both.into_iter().flatten().collect();
    readings.dedup();
    (!readings.is_empty()).then_some((to, readings))
}

/// *yesterday*, *last week*, *next year*.
fn relative(scan: &Scan, at: usize) -> Option<(usize, Date)> {
    let token = scan.token(at)?;
    if let Some(&days) = scan.language.relative_days.get(&token.norm) {
        return Some((at + 1, Date { relative: Some((Period::Day, days)), ..Date::default() }));
    }
    let step = *scan.language.deictics.get(&token.norm)?;
    let period = match scan.language.relative_periods.get(scan.norm(at + 1))?.as_str() {
        "week" => Period::Week,
        "weekend" => Period::Weekend,
        "month" => Period::Month,
        _ => Period::Year,
    };
    Some((at + 2, Date { relative: Some((period, step)), ..Date::default() }))
}
