//! Amounts: numerals with what they count, their unit, hedges before and behind, and ranges.

use compact_str::CompactString;

use num_traits::CheckedDiv;

use super::number::{self, Numeral};
use super::value::{plus, times};
use super::{Amount, Bound, Fact, Kind, Scan, Unit, Value};
use crate::document::Document;
use crate::finding::Confidence;
use crate::language::Hedge;
use crate::language::Language;
use crate::token::{Class, TokenKind};

/// A numeral with all that belongs to it: tokens `from..to`.
struct Measured {
    to: usize,
    /// Amount and unit of each reading.
    readings: Vec<(Amount, Unit)>,
    numeral: Numeral,
    /// A unit, currency or percent sign was read.
    has_unit: bool,
}

/// The amount at token `at`: money, percentage, quantity, duration, rank or plain number.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Fact> {
    let token = scan.token(at)?;
    let hedge_first = token.class.has(Class::HEDGE);
    let begins = token.kind == TokenKind::Figure
        || token.class.has(Class::NUMBER)
        || token.class.has(Class::UNIT)
        || token.kind == TokenKind::Sign
        || hedge_first
        || scan.language.number_data.as_ref().is_some_and(|data| data.minus.contains(&token.norm))
        || scan.language.articles.contains(&token.norm);
    if !begins {
        return None;
    }
    if token.kind == TokenKind::Figure && is_part_of_name(scan, at) {
        return None;
    }
    let mut from = at;
    let mut hedges: Vec<Hedge> = Vec::new();
    while let Some((length, found)) = scan.language.hedges.longest(scan.text, scan.upto(), from) {
        if from > at && !scan.token(from).is_some_and(|t| t.class.has(Class::HEDGE))
            || from + length >= scan.end
            || hedges.len() > 3
        {
            break;
        }
        hedges.extend(found);
        from += length;
    }
    let opened = from > scan.begin && matches!(scan.tokens[from - 1].norm.as_str(), "(" | "[");
    let sign =
        scan.token(from).is_some_and(|t| matches!(t.norm.as_str(), "-" | "−" | "+") && (!t.joined || opened))
            && scan.token(from + 1).is_some_and(|t| t.joined);
    let word = scan
        .language
        .number_data
        .as_ref()
        .is_some_and(|data| data.minus.iter().any(|minus| minus == scan.norm(from)));
    let negative = word || sign && !scan.token(from).is_some_and(|t| t.is("+"));
    let start = from + usize::from(sign || word);
    let measured = measured(scan, start)?;
    if measured.numeral.rank && is_moment(scan, start) {
        return None;
    }
    let mut fact = ranged(scan, start, &measured).unwrap_or_else(|| single(scan, start, &measured));
    if negative && start > from {
        negate(&mut fact);
        fact.span = scan.span(from, fact.tokens.1);
    }
    apply_hedges(&mut fact, &hedges);
    hedge_behind(scan, &mut fact);
    fact.counted = counted(scan, fact.tokens.1);
    Some(fact)
}

/// *a second before*: a rank that is also a unit of time, behind an article, with nothing ranked behind it.
fn is_moment(scan: &Scan, at: usize) -> bool {
    let unit = scan.language.units.longest(scan.text, scan.upto(), at).is_some();
    let article = at > scan.begin && scan.language.articles.contains(&scan.tokens[at - 1].norm);
    unit && article && scan.token(at + 1).is_none_or(|next| !next.is_content() && !next.is("-"))
}

/// *COVID-19*, *Russia-1*: a figure glued to a capitalised word by a hyphen.
fn is_part_of_name(scan: &Scan, at: usize) -> bool {
    at >= scan.begin + 2
        && scan.tokens[at].joined
        && scan.tokens[at - 1].joined
        && scan.tokens[at - 1].is("-")
        && scan.tokens[at - 2].kind == TokenKind::Word
        && scan.tokens[at - 2].is_capital()
        && !scan.tokens[at - 2].class.has(Class::DATE)
        && !scan.tokens[at - 2].class.has(Class::NUMBER)
}

fn negate(fact: &mut Fact) {
    for reading in &mut fact.readings {
        if let Value::Amount { amount, .. } = reading {
            *amount = -*amount;
        }
    }
}

fn apply_hedges(fact: &mut Fact, hedges: &[Hedge]) {
    for hedge in hedges {
        match hedge {
            Hedge::About => fact.approximate = true,
            Hedge::Nearly => {
                fact.approximate = true;
                fact.bound.get_or_insert(Bound::LessThan);
            }
            Hedge::MoreThan => _ = fact.bound.get_or_insert(Bound::MoreThan),
            Hedge::AtLeast => _ = fact.bound.get_or_insert(Bound::AtLeast),
            Hedge::AtMost => _ = fact.bound.get_or_insert(Bound::AtMost),
            Hedge::LessThan => _ = fact.bound.get_or_insert(Bound::LessThan),
        }
    }
}

fn hedge_behind(scan: &Scan, fact: &mut Fact) {
    let Some((length, hedge)) = scan.language.hedges_after.longest(scan.text, scan.upto(), fact.tokens.1)
    else {
        return;
    };
    let sign = scan.token(fact.tokens.1).is_some_and(|t| t.kind == TokenKind::Sign);
    if sign && !scan.token(fact.tokens.1).is_some_and(|t| t.joined) {
        return;
    }
    if fact.bound.is_none() {
        fact.bound = Some(if *hedge == Hedge::AtLeast { Bound::AtLeast } else { Bound::AtMost });
        fact.tokens.1 += length;
    }
}

/// A numeral with its currency, unit or percent sign.
fn measured(scan: &Scan, at: usize) -> Option<Measured> {
    if let Some((length, codes)) = currency_before(scan, at) {
        let numeral = number::at(scan, at + length)?;
        if numeral.rank {
            return None;
        }
        let numeral = loose_scale(scan, numeral);
        let mut to = numeral.to;
        if let Some((length, after)) = currency(scan, to)
            && after.iter().any(|code| codes.contains(code))
        {
            to += length;
        }
        let readings = readings(&numeral, codes.iter().map(|code| Unit::Currency(code.clone())));
        return Some(Measured { to, readings, numeral, has_unit: true });
    }
    let numeral = number::at(scan, at)?;
    if numeral.rank {
        let readings = numeral.readings.iter().map(|&amount| (amount, Unit::Rank)).collect();
        return Some(Measured { to: numeral.to, readings, numeral, has_unit: false });
    }
    if let Some(glued) = numeral.glued_scale
        && let Some((length, form)) = scan.language.units.longest(scan.text, scan.upto(), glued)
        && currency(scan, numeral.to).is_none()
    {
        // *100m* is a hundred metres before it is a hundred million.
        let scale = scan.language.suffixes.get(scan.norm(glued)).copied().unwrap_or(1);
        let mut both: Vec<(Amount, Unit)> = numeral
            .readings
            .iter()
            .map(|&a| (a / Amount::from(scale), Unit::Measure(form.unit.clone())))
            .collect();
        both.extend(numeral.readings.iter().map(|&amount| (amount, Unit::One)));
        return Some(Measured { to: glued + length, readings: both, numeral, has_unit: true });
    }
    with_unit_behind(scan, numeral)
}

/// A currency, percent sign or unit behind the numeral.
fn with_unit_behind(scan: &Scan, numeral: Numeral) -> Option<Measured> {
    let hyphen = usize::from(scan.token(numeral.to).is_some_and(|t| t.is("-") && t.joined));
    let behind = numeral.to + hyphen + usize::from(hyphen == 0 && connects(scan, &numeral));
    if let Some((length, points)) = scan.language.percent.longest(scan.text, scan.upto(), behind) {
        let unit = if *points { Unit::Points } else { Unit::Percent };
        return Some(Measured {
            to: behind + length,
            readings: readings(&numeral, [unit]),
            numeral,
            has_unit: true,
        });
    }
    if let Some((length, codes)) = currency(scan, behind)
        && (hyphen == 0 || scan.token(behind).is_some_and(|t| t.joined))
    {
        let mut all = readings(&numeral, codes.iter().map(|code| Unit::Currency(code.clone())));
        if let Some((_, form)) = scan.language.units.longest(scan.text, scan.upto(), behind) {
            // *200 pounds of flour*, *a 300-pound bell*: a weight before it is money.
            let weighs =
                hyphen == 1 || scan.token(behind + length).is_some_and(|t| t.class.has(Class::CONNECTOR));
            let at = if weighs { 0 } else { all.len() };
            all.splice(at..at, readings(&numeral, [Unit::Measure(form.unit.clone())]));
        }
        return Some(Measured { to: behind + length, readings: all, numeral, has_unit: true });
    }
    if let Some((length, code)) = scan.language.minor_units.longest(scan.text, scan.upto(), behind) {
        return Some(Measured {
            to: behind + length,
            readings: readings(&numeral, [Unit::Currency(code.clone())]),
            numeral,
            has_unit: true,
        });
    }
    if let Some((length, form)) = unit(scan, behind) {
        let mut all = readings(&numeral, [Unit::Measure(form.clone())]);
        let mut to = behind + length;
        while let Some((next, amount)) = smaller(scan, to, &form) {
            for (sum, _) in &mut all {
                *sum = plus(*sum, amount)?;
            }
            to = next;
        }
        return Some(Measured { to, readings: all, numeral, has_unit: true });
    }
    let readings = readings(&numeral, [Unit::One]);
    Some(Measured { to: numeral.to, readings, numeral, has_unit: false })
}

/// *millones de euros*: a small word between a scale word and the unit that is counted.
fn connects(scan: &Scan, numeral: &Numeral) -> bool {
    scan.language.grammar.of.iter().any(|of| of == scan.norm(numeral.to))
        && scan.token(numeral.to + 1).is_some_and(|t| t.class.has(Class::UNIT))
        && matches!(
            scan.language.numbers.get(scan.norm(numeral.to - 1)),
            Some(crate::language::NumberWord::Multiplier(_))
        )
}

fn readings(numeral: &Numeral, units: impl IntoIterator<Item = Unit> + Clone) -> Vec<(Amount, Unit)> {
    numeral
        .readings
        .iter()
        .flat_map(|&amount| units.clone().into_iter().map(move |unit| (amount, unit)))
        .collect()
}

/// A scale letter apart from its figure, as only money has it: *$5 m*.
fn loose_scale(scan: &Scan, numeral: Numeral) -> Numeral {
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
fn currency_before<'a>(scan: &Scan<'a>, at: usize) -> Option<(usize, &'a Vec<CompactString>)> {
    let (length, codes) = currency(scan, at)?;
    let token = scan.token(at)?;
    let word = token.text(scan.text);
    let is_code = word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    let symbol = token.kind == TokenKind::Sign
        || is_code && !scan.language.class_of(&token.norm).has(Class::COMMON)
        || word.len() <= 3 && token.is_capital() && !is_code
        || length > 1 && scan.token(at + length - 1).is_some_and(|t| t.kind == TokenKind::Sign);
    if !symbol {
        return None;
    }
    let stop = usize::from(scan.token(at + length).is_some_and(|t| t.is(".") && t.joined));
    let number = scan.token(at + length + stop)?;
    (number.kind == TokenKind::Figure || number.class.has(Class::NUMBER)).then_some((length + stop, codes))
}

fn currency<'a>(scan: &Scan<'a>, at: usize) -> Option<(usize, &'a Vec<CompactString>)> {
    let token = scan.token(at)?;
    if !token.class.has(Class::UNIT) && token.kind != TokenKind::Sign {
        return None;
    }
    scan.language.currencies.longest(scan.text, scan.upto(), at)
}

/// A unit of measure at `at`: CLDR id, and with *-old* where it tells an age.
fn unit(scan: &Scan, at: usize) -> Option<(usize, CompactString)> {
    let token = scan.token(at)?;
    if !token.class.has(Class::UNIT) && token.kind != TokenKind::Sign {
        return None;
    }
    let (length, form) = scan.language.units.longest(scan.text, scan.upto(), at)?;
    if form.attached && !token.joined {
        return None;
    }
    Some((length, form.unit.clone()))
}

/// A smaller unit of the same dimension right behind: *5 ft 11 in*, *2 hours and 30 minutes*; the sum in the first unit.
fn smaller(scan: &Scan, at: usize, of: &CompactString) -> Option<(usize, Amount)> {
    let and = usize::from(scan.language.number_data.as_ref()?.and.iter().any(|word| word == scan.norm(at)));
    let numeral = number::at(scan, at + and)?;
    if numeral.rank {
        return None;
    }
    let glued = numeral.glued_scale;
    let (length, form) = scan.language.units.longest(scan.text, scan.upto(), glued.unwrap_or(numeral.to))?;
    let (big, small) = (scan.language.conversions.get(of)?, scan.language.conversions.get(&form.unit)?);
    if big.base != small.base || small.factor >= big.factor || numeral.readings.is_empty() {
        return None;
    }
    let scale = glued.and_then(|at| scan.language.suffixes.get(scan.norm(at))).copied().unwrap_or(1);
    let amount = times(numeral.readings[0] / Amount::from(scale), small.factor.checked_div(&big.factor)?)?;
    Some((glued.unwrap_or(numeral.to) + length, amount))
}

fn kind_of(scan: &Scan, unit: &Unit) -> Kind {
    match unit {
        Unit::One => Kind::Number,
        Unit::Rank => Kind::Ordinal,
        Unit::Percent | Unit::Points => Kind::Percent,
        Unit::Currency(_) => Kind::Money,
        Unit::Measure(unit) => match scan.language.conversions.get(unit) {
            Some(conversion) if matches!(conversion.base.as_str(), "second" | "year") => Kind::Duration,
            _ => Kind::Quantity,
        },
    }
}

fn single(scan: &Scan, from: usize, measured: &Measured) -> Fact {
    let kind = measured.readings.first().map_or(Kind::Number, |(_, unit)| kind_of(scan, unit));
    let readings = measured
        .readings
        .iter()
        .map(|(amount, unit)| Value::Amount { amount: *amount, unit: unit.clone() })
        .collect();
    let mut fact = scan.fact(kind, from, measured.to, readings);
    let first = scan.token(from);
    let common_rank = measured.numeral.rank
        && measured.numeral.one_word
        && measured.readings.iter().any(|(amount, _)| *amount == Amount::from(1));
    if measured.numeral.one_word && first.is_some_and(|t| t.class.has(Class::FUNCTION)) && !measured.has_unit
        || common_rank
    {
        fact.confidence = Confidence::Low;
    }
    fact
}

/// Two numerals with a dash, or *to* between them where only one carries the unit, or *between … and …*.
fn ranged(scan: &Scan, from: usize, first: &Measured) -> Option<Fact> {
    let data = scan.language.number_data.as_ref()?;
    let joint = scan.token(first.to)?;
    if !data.range.contains(&joint.norm) || first.numeral.rank {
        return None;
    }
    let second = measured(scan, first.to + 1)?;
    let dash = joint.kind == TokenKind::Sign;
    let before = if from > scan.begin { scan.norm(from - 1) } else { "" };
    let framed =
        data.between.iter().any(|word| word == before) || data.from.iter().any(|word| word == before);
    let bare_first = !first.has_unit && second.has_unit;
    let and = !dash && (data.and.contains(&joint.norm) || joint.norm.len() == 2 && joint.is("or"));
    let fits = if dash {
        !second.numeral.rank && (first.has_unit == second.has_unit || bare_first)
    } else {
        bare_first && (!and || framed)
    };
    if !fits || dash && !joint.joined && !framed && !bare_first || second.numeral.rank {
        return None;
    }
    let (low, _) = first.readings.first()?;
    let (high, unit) = second.readings.first()?;
    let unscaled = first.numeral.plain
        && !second.numeral.plain
        && *low < Amount::from(1000)
        && *high >= Amount::from(1000);
    let low = if unscaled { scale_like(*low, *high) } else { *low };
    let kind = kind_of(scan, unit);
    Some(scan.fact(kind, from, second.to, vec![Value::Range { low, high: *high, unit: unit.clone() }]))
}

/// *5 to 7 million*: the scale word of the second numeral holds for the first.
fn scale_like(low: Amount, high: Amount) -> Amount {
    let mut scale = Amount::from(1);
    for step in [1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000_i128] {
        if high >= Amount::from(step) {
            scale = Amount::from(step);
        }
    }
    times(low, scale).unwrap_or(low)
}

/// Stem of the first content word behind an amount, inside its clause.
fn counted(scan: &Scan, from: usize) -> Option<CompactString> {
    (from..(from + 4).min(scan.end))
        .map(|at| &scan.tokens[at])
        .take_while(|token| token.kind == TokenKind::Word || token.is("-"))
        .find(|token| token.kind == TokenKind::Word && token.is_content() && token.stem.len() > 1)
        .map(|token| token.stem.clone())
}

/// Links an amount to its conversion in brackets behind it: *100 km (62 miles)*, *$80 million (Rs. 580 crores)*.
pub(super) fn pair_conversions(document: &Document, language: &Language, facts: &mut [Fact]) {
    let numeric: Vec<usize> =
        (0..facts.len()).filter(|&i| matches!(facts[i].kind, Kind::Money | Kind::Quantity)).collect();
    for window in numeric.windows(2) {
        let (a, b) = (window[0], window[1]);
        let between = &document.text[facts[a].span.end.min(facts[b].span.start)..facts[b].span.start];
        let bracket = between.trim_start().starts_with(['(', '['])
            && between.len() < 40
            && !between.contains([')', ']']);
        if facts[a].segment == facts[b].segment
            && facts[a].kind == facts[b].kind
            && bracket
            && differ_in_unit(language, &facts[a], &facts[b])
        {
            facts[a].conversion = Some(b);
            facts[b].conversion = Some(a);
        }
    }
}

fn differ_in_unit(language: &Language, a: &Fact, b: &Fact) -> bool {
    let unit = |fact: &Fact| match fact.readings.first() {
        Some(Value::Amount { unit, .. } | Value::Range { unit, .. }) => Some(unit.clone()),
        _ => None,
    };
    match (unit(a), unit(b)) {
        (Some(Unit::Currency(a)), Some(Unit::Currency(b))) => a != b,
        (Some(Unit::Measure(a)), Some(Unit::Measure(b))) => {
            let base = |unit: &CompactString| language.conversions.get(unit).map(|c| &c.base);
            a != b && base(&a) == base(&b)
        }
        _ => false,
    }
}
