//! Money: signs, codes and words of currencies, their hundredths, and which country's is meant.

use compact_str::CompactString;
use num_traits::One;

use crate::document::Document;
use crate::fact::number::{self, Numeral};
use crate::fact::value::times;
use crate::fact::{Amount, Fact, Kind, Scan, Unit, Value};
use crate::language::{Currency, Language, NumberWord};
use crate::token::{Case, Class, TokenKind};

/// A scale letter apart from its figure, as only money has it: *$5 m*.
pub(super) fn loose_scale(scan: &Scan, numeral: Numeral) -> Numeral {
    let stop = |to: usize| to + usize::from(scan.token(to).is_some_and(|t| t.is(".") && t.joined));
    let Some(&scale) = scan.language.suffixes.get(scan.norm(numeral.to)) else { return numeral };
    let scaled: Option<Vec<Amount>> =
        numeral.readings.iter().map(|&value| times(value, Amount::from(scale))).collect();
    match scaled {
        Some(readings) if numeral.glued_scale.is_none() => {
            Numeral { to: stop(numeral.to + 1), readings, plain: false, ..numeral }
        }
        _ => numeral,
    }
}

/// A currency sign or code before its amount, with the stop of *Rs.*
pub(super) fn before<'a>(scan: &Scan<'a>, at: usize) -> Option<(usize, &'a Vec<CompactString>)> {
    let (length, form) = find(scan, at)?;
    let token = scan.token(at)?;
    let word = token.text(scan.text);
    let one_case =
        word.bytes().all(|b| b.is_ascii_uppercase()) || word.bytes().all(|b| b.is_ascii_lowercase());
    // *US $5*, but not *a $5 note*.
    let ends_in_sign = length > 1
        && scan
            .token(at + length - 1)
            .is_some_and(|t| t.kind == TokenKind::Sign && (t.joined || word.len() > 1));
    if length > 1 && !ends_in_sign && scan.token(at + length - 1).is_some_and(|t| t.kind == TokenKind::Sign) {
        return None;
    }
    let known = token.class.has(Class::COMMON) || token.class.has(Class::FUNCTION);
    let symbol = token.kind == TokenKind::Sign
        || ends_in_sign
        || form.sign
            && (word.len() == 3 && one_case && !known
                || word.len() <= 3 && token.is_capital() && word.len() != 3)
        || form.sign && word.len() == 3 && token.is_capital() && !one_case;
    if !symbol {
        return None;
    }
    let stop = usize::from(scan.token(at + length).is_some_and(|t| t.is(".") && t.joined));
    let behind = at + length + stop;
    let number = scan.token(behind)?;
    if word.len() == 1 && token.kind == TokenKind::Word && !number.joined {
        return None;
    }
    let decimal = number.kind == TokenKind::Sign && scan.token(behind + 1).is_some_and(|t| t.joined);
    (number.kind == TokenKind::Figure || number.class.has(Class::NUMBER) || decimal)
        .then_some((length + stop, &form.codes))
}

/// A currency by any of its names.
pub(super) fn find<'a>(scan: &Scan<'a>, at: usize) -> Option<(usize, &'a Currency)> {
    let token = scan.token(at)?;
    if !token.class.has(Class::UNIT) && token.kind != TokenKind::Sign {
        return None;
    }
    scan.language.currencies.longest(scan.upto(), at)
}

/// A code with the letter of its scale before it: *30 MUSD*, *5 kEUR*.
pub(super) fn scaled_code<'a>(scan: &Scan<'a>, at: usize) -> Option<(i128, &'a [CompactString])> {
    let token =
        scan.token(at).filter(|t| matches!(t.case, Case::Upper | Case::Mixed) && t.norm.len() == 4)?;
    let (letter, code) = token.norm.split_at_checked(1)?;
    let form = scan.language.currencies.word(code).filter(|form| form.sign)?;
    Some((*scan.language.suffixes.get(letter)?, &form.codes))
}

/// A scale word behind its currency: *75 USD million*.
pub(super) fn late_scale(scan: &Scan, at: usize) -> Option<i128> {
    match scan.language.numbers.get(scan.norm(at)) {
        Some(NumberWord::Multiplier(scale)) if !scan.language.indefinite.contains(scan.norm(at)) => {
            Some(*scale)
        }
        _ => None,
    }
}

/// Hundredths behind a sum: *3 dollars 50 cents*, *thirteen dollars and five cents*, *15 dollars 50*.
pub(super) fn hundredths(scan: &Scan, at: usize, codes: &[CompactString]) -> Option<(usize, Amount)> {
    let with = scan.language.grammar.with_fraction.iter().any(|word| word == scan.norm(at));
    let and = usize::from(with || scan.is_and(at));
    let part: Numeral = number::at(scan, at + and)?;
    let amount = *part.readings.first().filter(|amount| amount.is_integer() && !part.rank)?;
    if amount < Amount::one() || amount >= Amount::from(100) {
        return None;
    }
    let hundredth = amount / Amount::from(100);
    if let Some((length, code)) = scan.language.minor_units.longest(scan.upto(), part.to) {
        let main = code.split('-').next().unwrap_or(code);
        return codes.iter().any(|known| known == main).then_some((part.to + length, hundredth));
    }
    let last =
        scan.token(part.to).is_none_or(|t| matches!(t.norm.as_str(), "." | "," | ";" | ")" | "!" | "?"));
    ((and == 0 || with) && last && amount >= Amount::from(10)).then_some((part.to, hundredth))
}

/// Where a sign or word may mean several currencies, the document decides: the codes it gives elsewhere and the countries
/// it names. A currency of the whole world stays open beside them.
pub(in crate::fact) fn settle(document: &Document, language: &Language, facts: &mut [Fact]) {
    let open = |fact: &Fact| fact.kind == Kind::Money && codes(fact).count() > 1;
    if !facts.iter().any(open) {
        return;
    }
    let mut known: Vec<CompactString> = Vec::new();
    for fact in facts.iter().filter(|fact| fact.kind == Kind::Money && codes(fact).count() == 1) {
        known.extend(codes(fact).map(|code| code.trim_end_matches("-cent").into()));
    }
    for at in 0..document.tokens.len() {
        if document.tokens[at].class.has(Class::PLACE)
            && let Some((_, place)) = language.places.longest(&document.tokens, at)
            && let Some(code) = language.place_currencies.get(place)
            && !known.contains(code)
        {
            known.push(code.clone());
        }
    }
    for fact in facts.iter_mut().filter(|fact| open(fact)) {
        let world = |code: &str| language.world_currencies.iter().any(|known| known == code);
        let named = |code: &str| known.iter().any(|known| known == code);
        let decided = codes(fact).any(|code| world(code) || named(code));
        if decided {
            let keep: Vec<CompactString> =
                codes(fact).filter(|code| world(code) || named(code)).map(CompactString::from).collect();
            fact.readings
                .retain(|reading| code_of(reading).is_none_or(|code| keep.iter().any(|k| k == code)));
        }
    }
}

fn codes(fact: &Fact) -> impl Iterator<Item = &str> {
    fact.readings.iter().filter_map(code_of)
}

fn code_of(reading: &Value) -> Option<&str> {
    match reading {
        Value::Amount { unit: Unit::Currency(code), .. }
        | Value::Range { unit: Unit::Currency(code), .. } => Some(code),
        _ => None,
    }
}
