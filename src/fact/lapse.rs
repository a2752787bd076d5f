//! Lengths of time with colons: *2:34:11*, *2:26,41 Minuten*, *3:15 hours*.

use num_traits::CheckedDiv;

use super::value::{parse_rational, plus};
use super::{Amount, Fact, Kind, Scan, Unit, Value, time_words};
use crate::token::{Token, TokenKind};

/// The length at token `at`: hours, minutes and seconds; or two of them, where the unit behind or a decimal tells which.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Fact> {
    let digits = |t: &Token| t.kind == TokenKind::Figure && t.norm.bytes().all(|b| b.is_ascii_digit());
    let token = scan.token(at).filter(|t| digits(t) && t.norm.len() <= 2)?;
    let begins = !token.joined || at == scan.begin || matches!(scan.norm(at - 1), "(" | "“" | "„" | "\"");
    if let Some(fact) = always(scan, at) {
        return Some(fact);
    }
    let behind = |at: usize| {
        let colon = scan.token(at).is_some_and(|t| t.is(":") && t.joined);
        scan.token(at + 1).filter(|t| colon && t.joined && t.kind == TokenKind::Figure)
    };
    let whole = |token: &Token| token.norm.parse::<i128>().ok().map(Amount::from);
    let second = behind(at + 1).filter(|_| begins)?;
    // A unit that the last figure is a number of.
    let parts = |amounts: &[Amount]| {
        amounts
            .iter()
            .rev()
            .try_fold(Amount::from(0), |sum, &amount| plus(amount, sum.checked_div(&Amount::from(60))?))
    };
    if let Some(third) = behind(at + 3) {
        let clock = time_words::is_opened(scan, at) || is_clock(scan, at + 5);
        let figures = digits(second) && second.norm.len() == 2;
        // *14:40:05* may be a time of day.
        let hours = whole(token).filter(|_| figures && !clock && token.norm.len() == 1)?;
        let sum = parts(&[hours, sixtieths(second)?, sixtieths(third)?])?;
        return Some(fact(scan, at, at + 5, sum, "hour"));
    }
    let unit =
        scan.language.units.longest(scan.upto(), at + 3).map(|(length, form)| (length, form.unit.as_str()));
    let amounts = [whole(token)?, sixtieths(second)?];
    let clock = || scan.language.grammar.times.hours.iter().any(|word| word == scan.norm(at + 3));
    match unit {
        Some((length, "minute")) => Some(fact(scan, at, at + 3 + length, parts(&amounts)?, "minute")),
        Some((length, "hour"))
            if digits(second) && token.norm.len() == 1 && !clock() && !time_words::is_opened(scan, at) =>
        {
            Some(fact(scan, at, at + 3 + length, parts(&amounts)?, "hour"))
        }
        _ if !digits(second) => Some(fact(scan, at, at + 3, parts(&amounts)?, "minute")),
        _ => None,
    }
}

/// Two digits below sixty, with decimals or without.
fn sixtieths(token: &Token) -> Option<Amount> {
    let whole = token.norm.split(['.', ',']).next()?;
    let amount = parse_rational(&token.norm.replace(',', "."))?;
    (whole.len() == 2 && amount < Amount::from(60)).then_some(amount)
}

/// A word behind a time of day: *a.m.*, *Uhr*, *GMT*.
fn is_clock(scan: &Scan, at: usize) -> bool {
    let norm = scan.norm(at);
    let language = scan.language;
    language.periods.contains_key(norm)
        || language.clock.iter().any(|word| word == norm)
        || language.zones.iter().any(|word| word == norm)
        || language.grammar.times.hours.iter().any(|word| word == norm)
}

fn fact(scan: &Scan, from: usize, to: usize, amount: Amount, unit: &str) -> Fact {
    let value = Value::Amount { amount, unit: Unit::Measure(unit.into()) };
    scan.fact(Kind::Duration, from, to, vec![value])
}

/// *24/7*: all hours of the day.
fn always(scan: &Scan, at: usize) -> Option<Fact> {
    let glued = |at: usize, norm: &str| scan.token(at).is_some_and(|t| t.joined && t.is(norm));
    let fits = scan.norm(at) == "24" && glued(at + 1, "/") && glued(at + 2, "7");
    let ends = scan
        .token(at + 3)
        .is_none_or(|t| !t.joined || !matches!(t.norm.as_str(), "/" | "%") && t.kind == TokenKind::Sign);
    (fits && ends).then(|| fact(scan, at, at + 3, Amount::from(24), "hour"))
}
