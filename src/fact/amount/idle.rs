//! What looks like an amount, or like a negative one, and is none.

use super::Measured;
use crate::fact::{Amount, Fact, Scan, Unit, Value};
use crate::language::NumberData;
use crate::token::{Class, Token, TokenKind};

/// *a second before*: a rank that is also a unit of time, behind an article, with nothing ranked behind it.
pub(super) fn is_moment(scan: &Scan, at: usize) -> bool {
    let unit = scan.language.units.longest(scan.upto(), at).is_some();
    let article = at > scan.begin && scan.is_article(at - 1);
    unit && article && scan.token(at + 1).is_none_or(|next| !next.is_content() && !next.is("-"))
}

/// *that one*, *no one*: a one that counts nothing.
pub(super) fn is_pronoun(scan: &Scan, at: usize, measured: &Measured) -> bool {
    let one = measured.numeral.one_word && measured.readings[0].0 == Amount::from(1) && !measured.has_unit;
    let noun = scan.token(measured.to).is_some_and(|t| t.is_content() || t.is("-"));
    let cue = |data: &NumberData| data.pronoun_cues.contains(&scan.tokens[at - 1].norm);
    one && !measured.numeral.rank
        && at > scan.begin
        && (!noun || !scan.is_article(at - 1))
        && scan.language.number_data.as_ref().is_some_and(cue)
}

/// *one day*: no length, but some time in the future.
pub(super) fn is_someday(scan: &Scan, at: usize) -> bool {
    let Some(data) = &scan.language.number_data else { return false };
    let cued = || at > scan.begin && data.somedays_before.contains(&scan.tokens[at - 1].norm);
    let Some((length, ())) = data.somedays.longest(scan.upto(), at) else { return false };
    let end = scan.token(at + length);
    // *one day later*, *one day in jail*
    let goes_on = |t: &Token| {
        t.is("-")
            || scan.language.rates.moments.contains(&t.norm)
            || t.class.has(Class::CONNECTOR) && !t.is("be")
    };
    cued() && !end.is_some_and(goes_on)
}

/// *todos los miembros menos cinco*: a word for minus that takes out of a whole.
pub(super) fn excepts(scan: &Scan, at: usize) -> bool {
    /// Tokens back to the word for the whole.
    const WHOLE: usize = 6;
    let Some(data) = &scan.language.number_data else { return false };
    let first = at.saturating_sub(WHOLE).max(scan.begin);
    let mut clause = scan.tokens[first..at].iter().rev().take_while(|token| token.kind != TokenKind::Sign);
    data.excepts.iter().any(|word| word == scan.norm(at))
        && clause.any(|token| scan.language.universals.contains(&token.norm))
}

/// *five degrees below zero*: where a temperature that is told so ends.
pub(super) fn below_zero(scan: &Scan, fact: &Fact) -> Option<usize> {
    const DEGREES: [&str; 3] = ["degree", "celsius", "fahrenheit"];
    let Some(Value::Amount { unit: Unit::Measure(unit), amount }) = fact.readings.first() else {
        return None;
    };
    let positive = DEGREES.contains(&unit.as_str()) && *amount > Amount::from(0);
    let (length, ()) =
        scan.language.grammar.frames.below_zero.longest(scan.upto(), fact.tokens.1).filter(|_| positive)?;
    Some(fact.tokens.1 + length)
}

/// *von null auf hundert*: where words that only look like figures end, and no noun follows that they could count.
pub(in crate::fact) fn figure_of_speech(scan: &Scan, at: usize) -> Option<usize> {
    let data = scan.language.number_data.as_ref()?;
    let (length, ()) = data.figures_of_speech.longest(scan.upto(), at)?;
    let counts = scan.token(at + length).is_some_and(|t| t.kind == TokenKind::Word && t.is_content());
    (!counts).then_some(at + length)
}

/// *COVID-19*, *Russia-1*, *m^2*: a figure glued to a capitalised word or a single letter, or a power of a unit.
pub(super) fn is_part_of_name(scan: &Scan, at: usize) -> bool {
    if at < scan.begin + 2 || !scan.tokens[at].joined {
        return false;
    }
    let (before, sign) = (&scan.tokens[at - 2], &scan.tokens[at - 1]);
    let letters = before.kind == TokenKind::Word
        && (before.is_capital()
            || before.norm.len() == 1
            || before.norm.bytes().any(|b| b.is_ascii_digit())
            || !before.class.has(Class::COMMON)
                && !before.class.has(Class::FUNCTION)
                && before.norm.len() > 3)
        && !before.class.has(Class::DATE)
        && !before.class.has(Class::NUMBER);
    sign.is("^") || letters && sign.joined && sign.is("-")
}
