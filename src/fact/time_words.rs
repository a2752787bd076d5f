//! Times of day in words, as the language's grammar has them: *halb drei*, *a las dos y media*, *drei Uhr*.

use super::{Fact, Kind, Scan, Value};
use crate::language::NumberWord;
use crate::token::{Class, Token, TokenKind};

const HALF_DAY: i32 = 12 * 60;

/// The time at token `at`; without a word for the half of the day, an hour up to twelve may be of either.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Fact> {
    let grammar = &scan.language.grammar.times;
    // *a quarter past six*
    let first = at + usize::from(scan.is_article(at));
    if scan.token(first).is_some_and(|token| token.class.has(Class::TIME)) {
        if let Some((length, &offset)) = grammar.before.longest(scan.upto(), first) {
            return past(scan, at, first + length, offset);
        }
        if let Some((length, &offset)) = grammar.before_cued.longest(scan.upto(), first)
            && let Some(fact) = past(scan, at, first + length, offset)
            && is_told_by(scan, &fact)
        {
            return Some(fact);
        }
    }
    let (mut to, hour, minutes) = hour(scan, at)?;
    if is_clock(scan, to) && scan.token(at).is_some_and(|t| t.kind == TokenKind::Word) {
        return Some(fact(scan, at, to + 1, hour * 60 + minutes));
    }
    let article = at > scan.begin && grammar.articles.contains(&scan.tokens[at - 1].norm);
    if !article {
        // *four in the morning*
        let half = half_of_day(scan, at, to, hour).is_some();
        let word = scan.token(at).is_some_and(|token| token.kind == TokenKind::Word);
        let fits = half && word && grammar.articles.is_empty() && (1..=12).contains(&hour);
        return fits.then(|| fact(scan, at, to, hour * 60 + minutes));
    }
    let opened = at >= scan.begin + 2 && grammar.openers.contains(&scan.tokens[at - 2].norm);
    let offset = grammar.behind.longest(scan.upto(), to);
    if let Some((length, _)) = offset {
        to += length;
    }
    let hours = scan.token(to).is_some_and(|t| grammar.hours.contains(&t.norm));
    to += usize::from(hours);
    let half = half_of_day(scan, at, to, hour).is_some();
    let fits = opened && (is_free(scan, to) || half || hours) || (offset.is_some() || half) && hour <= 12;
    fits.then(|| fact(scan, at, to, hour * 60 + minutes + offset.map_or(0, |(_, &offset)| offset)))
}

/// The hour at token `hour_at` with the words before it, from token `at`: *ten past six*.
fn past(scan: &Scan, at: usize, hour_at: usize, offset: i32) -> Option<Fact> {
    let (to, hour, _) = hour(scan, hour_at).filter(|(_, hour, _)| (1..=12).contains(hour))?;
    let to = to + usize::from(is_clock(scan, to));
    Some(fact(scan, at, to, hour * 60 + offset))
}

/// *at ten to nine*, *ten to nine in the evening*: no score and no range, for a word of time stands beside it and nothing is
/// counted.
fn is_told_by(scan: &Scan, fact: &Fact) -> bool {
    let (from, to) = fact.tokens;
    let half = fact.readings.len() == 1;
    half || is_opened(scan, from) && is_free(scan, to)
}

/// *at*, *shortly before*: a word that asks for a time stands before token `at`.
pub(super) fn is_opened(scan: &Scan, at: usize) -> bool {
    let before = (scan.begin..at).rev().find(|&at| !scan.tokens[at].class.has(Class::HEDGE));
    let opens = |at: usize| scan.language.grammar.times.openers.contains(&scan.tokens[at].norm);
    before.is_some_and(opens) || at > scan.begin && opens(at - 1)
}

/// Nothing is counted or measured at token `to`.
fn is_free(scan: &Scan, to: usize) -> bool {
    scan.token(to).is_none_or(|t| t.kind == TokenKind::Sign && !t.is("%") && !t.is("-") || !t.is_content())
}

/// The fact, with the words for the half of the day behind it.
fn fact(scan: &Scan, at: usize, to: usize, minutes: i32) -> Fact {
    let minutes = minutes.rem_euclid(2 * HALF_DAY);
    let half = half_of_day(scan, at, to, minutes / 60);
    let readings = match half {
        Some((_, true)) if minutes >= HALF_DAY => vec![minutes],
        Some((_, afternoon)) => vec![minutes % HALF_DAY + if afternoon { HALF_DAY } else { 0 }],
        None if minutes < HALF_DAY + 60 && minutes > 0 => {
            vec![minutes, (minutes + HALF_DAY) % (2 * HALF_DAY)]
        }
        None => vec![minutes],
    };
    let to = to + half.map_or(0, |(length, _)| length);
    scan.fact(Kind::Time, at, to, readings.into_iter().map(Value::Time).collect())
}

/// The words at token `to` for the half of the day of an hour that begins at token `at`: how many they are, and true for the
/// afternoon. *at night* is late before midnight and early behind it.
pub(super) fn half_of_day(scan: &Scan, at: usize, to: usize, hour: i32) -> Option<(usize, bool)> {
    /// *six at night* is late.
    const LATE: std::ops::RangeInclusive<i32> = 6..=11;
    let times = &scan.language.grammar.times;
    if let Some((length, &afternoon)) = times.halves.longest(scan.upto(), to) {
        return Some((length, afternoon));
    }
    let (length, ()) = times.nights.longest(scan.upto(), to)?;
    let clock = !times.articles.is_empty() || is_clock(scan, to - 1) || is_opened(scan, at);
    clock.then(|| (length, LATE.contains(&(hour % 12))))
}

fn is_clock(scan: &Scan, at: usize) -> bool {
    scan.token(at).is_some_and(|t| scan.language.clock.contains(&t.norm))
}

/// An hour in a word or in figures, with the minutes where they stand behind a stop or colon.
fn hour(scan: &Scan, at: usize) -> Option<(usize, i32, i32)> {
    let token = scan.token(at)?;
    if token.kind == TokenKind::Figure {
        let glued = |at: usize| scan.token(at).filter(|t| t.joined);
        if let Some((hour, minutes)) = token.norm.split_once(['.', ',']) {
            return Some((at + 1, small(hour, 24)?, small(minutes, 59).filter(|_| minutes.len() == 2)?));
        }
        if glued(at + 1).is_some_and(|t| t.is(":")) {
            let minutes = glued(at + 2).filter(|t| t.norm.len() == 2)?;
            return Some((at + 3, small(&token.norm, 24)?, small(&minutes.norm, 59)?));
        }
        return Some((at + 1, small(&token.norm, 24)?, 0));
    }
    if token.kind != TokenKind::Word || !token.class.has(Class::NUMBER) {
        return None;
    }
    match scan.language.numbers.get(&token.norm) {
        Some(&NumberWord::Cardinal(hour @ 1..=24)) if plain(scan, at) => {
            Some((at + 1, i32::try_from(hour).ok()?, 0))
        }
        _ => None,
    }
}

fn small(figures: &str, most: i32) -> Option<i32> {
    figures.parse().ok().filter(|value| (0..=most).contains(value) && figures.len() <= 2)
}

/// No further number word behind.
fn plain(scan: &Scan, at: usize) -> bool {
    let number = |t: &Token| t.joined && (scan.language.numbers.contains_key(&t.norm) || t.is("-"));
    !scan.token(at + 1).is_some_and(number)
}
