//! Amounts: numerals with what they count, their unit, hedges before and behind, and ranges.

mod conversion;
mod hedge;
mod idle;
mod money;
mod rate;
mod split;
mod style;

use compact_str::CompactString;
use num_traits::CheckedDiv;

use self::idle::{excepts, is_moment, is_part_of_name, is_pronoun, is_someday};
use super::number::{self, Numeral};
use super::value::{plus, times};
use super::{Amount, Fact, Kind, Scan, Unit, Value};
use crate::finding::Confidence;
use crate::language::{Hedge, Share};
use crate::token::{Class, Token, TokenKind};
pub(super) use conversion::pair_conversions;
pub(crate) use hedge::said as hedged;
pub(super) use idle::figure_of_speech;
pub(super) use money::settle as settle_currencies;
pub(super) use style::settle as settle_decimals;

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
        || token.class.has(Class::ARTICLE);
    if !begins {
        return None;
    }
    if token.kind == TokenKind::Figure && is_part_of_name(scan, at) {
        return None;
    }
    let mut from = at;
    let mut hedges: Vec<Hedge> = Vec::new();
    let may_bend = |at: usize| scan.token(at).is_some_and(|t| t.class.has(Class::HEDGE));
    while (may_bend(from) || from == at && token.kind == TokenKind::Sign)
        && let Some((length, found)) = scan.language.hedges.longest(scan.upto(), from)
    {
        if from + length >= scan.end || hedges.len() > 3 {
            break;
        }
        hedges.extend(found);
        from += length;
    }
    let about = || hedges.iter().all(|hedge| *hedge == Hedge::About);
    let year = || super::date::year_alone(scan, from).filter(|_| about());
    // *from 12 April*: what bends a number here bends no day.
    if from > at
        && let Some(fact) = super::date::at(scan, from).filter(is_day)
    {
        return Some(fact);
    }
    if from > at
        && let Some(mut fact) = super::lapse::at(scan, from)
            .or_else(|| super::time::at(scan, from))
            .or_else(|| super::time_words::at(scan, from))
            .or_else(|| year().map(|(to, date)| scan.fact(Kind::Date, from, to, vec![Value::Date(date)])))
    {
        hedge::apply(&mut fact, &hedges);
        return Some(fact);
    }
    let opened = from > scan.begin && matches!(scan.tokens[from - 1].norm.as_str(), "(" | "[");
    let sign =
        scan.token(from).is_some_and(|t| matches!(t.norm.as_str(), "-" | "−" | "+") && (!t.joined || opened))
            && scan.token(from + 1).is_some_and(|t| t.joined);
    let word = scan
        .language
        .number_data
        .as_ref()
        .is_some_and(|data| data.minus.iter().any(|minus| minus == scan.norm(from)))
        && !excepts(scan, from);
    let negative = word || sign && !scan.token(from).is_some_and(|t| t.is("+"));
    let start = from + usize::from(sign || word);
    let measured = measured(scan, start)?;
    if measured.numeral.rank && is_moment(scan, start)
        || is_pronoun(scan, start, &measured)
        || is_someday(scan, start)
    {
        return None;
    }
    let mut fact = ranged(scan, start, &measured).unwrap_or_else(|| single(scan, start, &measured));
    if negative && start > from {
        negate(&mut fact);
        fact.span = scan.span(from, fact.tokens.1);
    }
    if let Some(to) = idle::below_zero(scan, &fact) {
        negate(&mut fact);
        fact.tokens.1 = to;
        fact.span.end = scan.tokens[to - 1].span.end;
    }
    hedge::apply(&mut fact, &hedges);
    hedge::behind(scan, &mut fact);
    fact.counted = counted(scan, fact.tokens.1);
    fact.rate = rate::behind(scan, &fact);
    Some(fact)
}

/// A day of a month.
fn is_day(fact: &Fact) -> bool {
    matches!(&fact.readings[0], Value::Date(date) if date.day.is_some() && date.month.is_some())
}

fn negate(fact: &mut Fact) {
    for reading in &mut fact.readings {
        if let Value::Amount { amount, .. } = reading {
            *amount = -*amount;
        }
    }
}

/// A numeral with its currency, unit or percent sign.
fn measured(scan: &Scan, at: usize) -> Option<Measured> {
    if let Some((length, codes)) = money::before(scan, at) {
        return sum_of_money(scan, at + length, codes);
    }
    if let Some(found) = one_and_part(scan, at).or_else(|| split::one(scan, at)) {
        return Some(found);
    }
    let numeral = number::at(scan, at)?;
    if numeral.rank {
        let mut readings: Vec<_> = numeral.readings.iter().map(|&amount| (amount, Unit::Rank)).collect();
        readings.extend(share_of_rank(scan, at, &numeral));
        return Some(Measured { to: numeral.to, readings, numeral, has_unit: false });
    }
    if let Some(found) = split::parts(scan, at, &numeral) {
        return Some(found);
    }
    if let Some(glued) = numeral.glued_scale
        && let Some((length, form)) = scan.language.units.longest(scan.upto(), glued)
        && money::find(scan, numeral.to).is_none()
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

/// *the western third*, *every third customer*: a rank that ranks nothing may be a part.
fn share_of_rank(scan: &Scan, at: usize, numeral: &Numeral) -> Option<(Amount, Unit)> {
    let rank = *numeral.readings.first().filter(|_| numeral.one_word)?;
    let every = at > scan.begin
        && scan
            .language
            .number_data
            .as_ref()
            .is_some_and(|data| data.every.contains(&scan.tokens[at - 1].norm));
    let next = scan.token(numeral.to);
    let ranked = next.is_some_and(|t| t.is_content() && t.kind == TokenKind::Word || t.is("-"));
    // *the remaining third got a placebo*
    let told = at >= scan.begin + 2
        && scan.tokens[at - 1].is_content()
        && !scan.tokens[at - 1].is_capital()
        && scan.is_article(at - 2);
    let part = scan.language.grammar.ordinals_divide && (!ranked || told) && rank > Amount::from(2)
        || every && rank > Amount::from(1);
    part.then(|| Some((Amount::from(1).checked_div(&rank)?, Unit::One)))?
}

/// *a year and a half*, *a year and ten months*: one of a unit and a part of it.
fn one_and_part(scan: &Scan, at: usize) -> Option<Measured> {
    // *hora y media*: where halves need no article, the unit needs none.
    let article = usize::from(scan.is_article(at));
    let bare = scan.language.grammar.bare_halves;
    if article == 0 && !bare || !scan.token(at + article)?.class.has(Class::UNIT) {
        return None;
    }
    let (to, form) = unit(scan, at + article)?;
    if article == 1
        && scan.is_and(to)
        && let Some((to, part)) = smaller(scan, to, &form)
    {
        let numeral = number::whole(to, plus(Amount::from(1), part)?);
        let readings = readings(&numeral, [Unit::Measure(form)]);
        return Some(Measured { to, readings, numeral, has_unit: true });
    }
    let numeral = number::one_and_part(scan, to)?;
    let readings = readings(&numeral, [Unit::Measure(form)]);
    Some(Measured { to: numeral.to, readings, numeral, has_unit: true })
}

/// The amount behind a currency sign: *$5.8bn*, *$-99.99*, *US$ 5 m*.
fn sum_of_money(scan: &Scan, at: usize, codes: &[CompactString]) -> Option<Measured> {
    let minus = scan.token(at).is_some_and(|t| matches!(t.norm.as_str(), "-" | "−"));
    let mut numeral = number::at(scan, at + usize::from(minus))?;
    if numeral.rank {
        return None;
    }
    if minus {
        numeral.readings.iter_mut().for_each(|amount| *amount = -*amount);
    }
    let numeral = money::loose_scale(scan, numeral);
    let mut to = numeral.to;
    if let Some((length, after)) = money::find(scan, to)
        && after.codes.iter().any(|code| codes.contains(code))
    {
        to += length;
    }
    let readings = readings(&numeral, codes.iter().map(|code| Unit::Currency(code.clone())));
    Some(Measured { to, readings, numeral, has_unit: true })
}

/// A numeral as a share, or as the difference of two.
fn shares(numeral: &Numeral, share: Share) -> Vec<(Amount, Unit)> {
    match share {
        Share::Percent => readings(numeral, [Unit::Percent]),
        Share::Points => readings(numeral, [Unit::Points]),
        Share::BasisPoints => {
            let points = readings(numeral, [Unit::Points]).into_iter();
            points
                .filter_map(|(amount, unit)| Some((amount.checked_div(&Amount::from(100))?, unit)))
                .collect()
        }
    }
}

/// A currency, percent sign or unit behind the numeral.
fn with_unit_behind(scan: &Scan, numeral: Numeral) -> Option<Measured> {
    if numeral.share {
        let readings = readings(&numeral, [Unit::One]);
        return Some(Measured { to: numeral.to, readings, numeral, has_unit: false });
    }
    let numeral = match money::find(scan, numeral.to + 1) {
        Some(_) if numeral.glued_scale.is_none() => money::loose_scale(scan, numeral),
        _ => numeral,
    };
    let hyphen = usize::from(scan.token(numeral.to).is_some_and(|t| t.is("-") && t.joined));
    let behind = numeral.to + hyphen + usize::from(hyphen == 0 && connects(scan, &numeral));
    if let Some((length, share)) = scan.language.percent.longest(scan.upto(), behind) {
        let readings = shares(&numeral, *share);
        return Some(Measured { to: behind + length, readings, numeral, has_unit: true });
    }
    let of = scan.token(behind).is_some_and(|t| t.class.has(Class::CONNECTOR)) && scan.is_article(behind + 1);
    if of && let Some((length, share)) = scan.language.percent.longest(scan.upto(), behind + 2) {
        // *half of a percent*, *a quarter of a percentage point*
        let readings = shares(&numeral, *share);
        return Some(Measured { to: behind + 2 + length, readings, numeral, has_unit: true });
    }
    if let Some(found) = split::points(scan, behind, &numeral) {
        return Some(found);
    }
    // *three-quarters of an hour*, *tres cuartos de hora*
    let part = numeral.readings.first().is_some_and(|amount| *amount < Amount::from(1));
    let bare = scan.language.grammar.bare_halves
        && scan.token(behind).is_some_and(|t| t.class.has(Class::CONNECTOR));
    if part
        && (of || bare)
        && let Some((to, form)) = unit(scan, behind + 1 + usize::from(of))
    {
        let readings = readings(&numeral, [Unit::Measure(form)]);
        return Some(Measured { to, readings, numeral, has_unit: true });
    }
    if let Some((scale, codes)) = money::scaled_code(scan, behind) {
        let mut readings = readings(&numeral, codes.iter().map(|code| Unit::Currency(code.clone())));
        for (amount, _) in &mut readings {
            *amount = times(*amount, Amount::from(scale))?;
        }
        return Some(Measured { to: behind + 1, readings, numeral, has_unit: true });
    }
    if let Some((length, form)) = money::find(scan, behind)
        && (hyphen == 0 || scan.token(behind).is_some_and(|t| t.joined))
        && !is_loose_letter(scan, behind)
    {
        return Some(money_behind(scan, numeral, behind, length, &form.codes, hyphen == 1));
    }
    if let Some((length, code)) = scan.language.minor_units.longest(scan.upto(), behind) {
        return Some(Measured {
            to: behind + length,
            readings: readings(&numeral, [Unit::Currency(code.clone())]),
            numeral,
            has_unit: true,
        });
    }
    if let Some((to, form)) = unit(scan, behind).or_else(|| bracketed(scan, behind)) {
        let (to, form) = rate::compound(scan, to, &form).unwrap_or((to, form));
        let mut all = readings(&numeral, [Unit::Measure(form.clone())]);
        all.extend(loose_million(scan, behind, &numeral));
        all.extend(idiom(scan, behind, &numeral));
        let mut to = to;
        while let Some((next, amount)) = smaller(scan, to, &form) {
            for (sum, unit) in &mut all {
                *sum = if *unit == Unit::One { *sum } else { plus(*sum, amount)? };
            }
            to = next;
        }
        return Some(Measured { to, readings: all, numeral, has_unit: true });
    }
    let readings = readings(&numeral, [Unit::One]);
    Some(Measured { to: numeral.to, readings, numeral, has_unit: false })
}

/// *quince días*: the other length that a phrase before token `unit_at` may mean.
fn idiom(scan: &Scan, unit_at: usize, numeral: &Numeral) -> Option<(Amount, Unit)> {
    let idioms = &scan.language.number_data.as_ref()?.idioms;
    let (_, (count, unit)) = idioms.longest(scan.upto(), unit_at.checked_sub(1)?)?;
    (numeral.to == unit_at).then(|| (*count, Unit::Measure(unit.clone())))
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

/// *5 million euros*, *75 USD million*, *3 dollars 50 cents*, *200 pounds of flour*.
fn money_behind(
    scan: &Scan,
    numeral: Numeral,
    behind: usize,
    length: usize,
    codes: &[CompactString],
    hyphen: bool,
) -> Measured {
    let mut all = readings(&numeral, codes.iter().map(|code| Unit::Currency(code.clone())));
    let mut to = behind + length;
    if let Some(scale) = money::late_scale(scan, to).filter(|_| numeral.plain) {
        all.iter_mut()
            .for_each(|(amount, _)| *amount = times(*amount, Amount::from(scale)).unwrap_or(*amount));
        to += 1;
    } else if let Some((next, part)) = money::hundredths(scan, to, codes) {
        all.iter_mut().for_each(|(amount, _)| *amount = plus(*amount, part).unwrap_or(*amount));
        to = next;
    } else if let Some((_, form)) = scan.language.units.longest(scan.upto(), behind) {
        // A weight before it is money: *200 pounds of flour*, *a 300-pound bell*.
        let weighs = hyphen || scan.token(to).is_some_and(|t| t.class.has(Class::CONNECTOR));
        let at = if weighs { 0 } else { all.len() };
        all.splice(at..at, readings(&numeral, [Unit::Measure(form.unit.clone())]));
    }
    Measured { to, readings: all, numeral, has_unit: true }
}

fn readings(numeral: &Numeral, units: impl IntoIterator<Item = Unit> + Clone) -> Vec<(Amount, Unit)> {
    numeral
        .readings
        .iter()
        .flat_map(|&amount| units.clone().into_iter().map(move |unit| (amount, unit)))
        .collect()
}

/// A unit of measure at `at`: where it ends, and its CLDR id.
fn unit(scan: &Scan, at: usize) -> Option<(usize, CompactString)> {
    let token = scan.token(at)?;
    if !token.class.has(Class::UNIT) && token.kind != TokenKind::Sign {
        return None;
    }
    let (length, form) = scan.language.units.longest(scan.upto(), at)?;
    let to = at + length;
    if form.attached && !token.joined {
        let stop = scan.token(to).is_some_and(|t| t.joined && t.is("."))
            && scan.token(to + 1).is_some_and(|t| !t.is_capital());
        if !form.loose || stop || token.text(scan.text) != token.norm {
            return None;
        }
    }
    Some((to, form.unit.clone()))
}

/// *20 K*: a letter apart from its figure says no currency.
fn is_loose_letter(scan: &Scan, at: usize) -> bool {
    scan.token(at).is_some_and(|t| t.kind == TokenKind::Word && !t.joined && t.norm.len() == 1)
}

/// *5 m people*: a letter apart from its figure, before a noun, may be a scale letter as well as a unit.
fn loose_million(scan: &Scan, at: usize, numeral: &Numeral) -> Vec<(Amount, Unit)> {
    let letter = scan.token(at).filter(|_| is_loose_letter(scan, at));
    let noun = scan.token(at + 1).is_some_and(|t| t.kind == TokenKind::Word && t.is_content());
    match letter.and_then(|t| scan.language.suffixes.get(&t.norm)) {
        Some(&scale) if noun => numeral
            .readings
            .iter()
            .filter_map(|&amount| Some((times(amount, Amount::from(scale))?, Unit::One)))
            .collect(),
        _ => Vec::new(),
    }
}

/// *20 (kg)*
fn bracketed(scan: &Scan, at: usize) -> Option<(usize, CompactString)> {
    scan.token(at).filter(|t| t.is("(") && !t.joined)?;
    let (to, form) = unit(scan, at + 1)?;
    scan.token(to).is_some_and(|t| t.is(")")).then_some((to + 1, form))
}

/// A smaller unit of the same dimension right behind: *5 ft 11 in*, *2 hours and 30 minutes*, *2 hours, 5 minutes and 10 seconds*;
/// the sum in the first unit.
fn smaller(scan: &Scan, at: usize, of: &CompactString) -> Option<(usize, Amount)> {
    if scan.token(at).is_some_and(|t| t.is(",") && t.joined) {
        let (next, amount) = smaller(scan, at + 1, of)?;
        let (to, rest) = smaller(scan, next, of).filter(|_| !scan.is_and(at + 1))?;
        return Some((to, plus(amount, rest)?));
    }
    if let Some(found) = split::half(scan, at) {
        return Some(found);
    }
    let and = usize::from(scan.is_and(at));
    let numeral = number::at(scan, at + and)?;
    if numeral.rank {
        return None;
    }
    let glued = numeral.glued_scale;
    let Some((length, form)) = scan.language.units.longest(scan.upto(), glued.unwrap_or(numeral.to)) else {
        return split::bare(scan, &numeral, of);
    };
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
        Unit::One | Unit::Score => Kind::Number,
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
        || is_anaphor(scan, from, measured)
    {
        fact.confidence = Confidence::Low;
    }
    fact
}

/// *the two*: a small number word with an article and no noun points back to what was counted before.
fn is_anaphor(scan: &Scan, at: usize, measured: &Measured) -> bool {
    measured.numeral.one_word
        && !measured.numeral.rank
        && !measured.has_unit
        && at > scan.begin
        && scan.is_article(at - 1)
        && scan.token(measured.to).is_none_or(|t| !t.is_content() && !t.is("-"))
}

/// Two numerals with a dash, or *to* between them where only one carries the unit, or *between … and …*.
fn ranged(scan: &Scan, from: usize, first: &Measured) -> Option<Fact> {
    let data = scan.language.number_data.as_ref()?;
    let joint = scan.token(first.to)?;
    let before = if from > scan.begin { scan.norm(from - 1) } else { "" };
    let came = data.from.iter().any(|word| word == before);
    let reaches = came && data.reaching.contains(&joint.norm);
    if !data.range.contains(&joint.norm) && !reaches && !joint.is(":") || first.numeral.rank {
        return None;
    }
    let second = measured(scan, first.to + 1).filter(|second| !second.numeral.rank)?;
    let dash = joint.kind == TokenKind::Sign;
    if let Some(score) = score(scan, from, first, &second) {
        return Some(score);
    }
    if joint.is(":") {
        return None;
    }
    let between = data.between.iter().any(|word| word == before);
    let framed = between || came;
    let bare_first = !first.has_unit && second.has_unit;
    let alike = first.has_unit == second.has_unit && first.readings[0].1 == second.readings[0].1;
    // *8.9 to 9.8 billion*: the scale word holds for both.
    let figure = scan.tokens[from].kind == TokenKind::Figure
        && first.numeral.to == from + 1
        && first.numeral.glued_scale.is_none();
    let scaled = second.numeral.to > first.to + 2 || second.numeral.glued_scale.is_some();
    let scale = (first.numeral.plain && !second.numeral.plain || figure && scaled && !first.has_unit)
        && second.readings[0].0 >= Amount::from(1000);
    let sign = first.has_unit && !second.has_unit && matches!(first.readings[0].1, Unit::Currency(_));
    let and = !dash && data.and.contains(&joint.norm);
    let fits = if dash {
        first.has_unit == second.has_unit || bare_first || sign
    } else {
        (bare_first || scale && !first.has_unit) && (!and || framed) || between && alike
    };
    if !fits || dash && !joint.joined && !framed && !bare_first {
        return None;
    }
    let (low, _) = first.readings.first()?;
    let (high, unit) = second.readings.first()?;
    let unit = if sign { &first.readings[0].1 } else { unit };
    let low = if scale && *low < Amount::from(1000) { scale_like(*low, *high, reaches) } else { *low };
    let kind = kind_of(scan, unit);
    Some(scan.fact(kind, from, second.to, vec![Value::Range { low, high: *high, unit: unit.clone() }]))
}

/// *3–1*, *6-4*, *102-98*: two small figures with a dash between, the first the larger, or a word of winning near.
fn score(scan: &Scan, from: usize, first: &Measured, second: &Measured) -> Option<Fact> {
    const NEAR: usize = 6;
    let plain =
        |part: &Measured| part.numeral.plain && !part.has_unit && part.readings[0].0 < Amount::from(1000);
    let joint = scan.token(first.to)?;
    if !plain(first) || !plain(second) || scan.token(second.to).is_some_and(|t| t.joined && !is_stop(t)) {
        return None;
    }
    let data = scan.language.number_data.as_ref()?;
    let near = from.saturating_sub(NEAR).max(scan.begin)..(second.to + 3).min(scan.end);
    let cue = || scan.tokens[near.clone()].iter().any(|t| data.score_cues.contains(&t.norm));
    let dash = joint.kind == TokenKind::Sign
        && joint.joined
        && (scan.token(first.to + 1)?.joined || joint.is(":") && cue());
    let (low, high) = (first.readings[0].0, second.readings[0].0);
    let fits = dash && (low >= high || cue())
        || !dash && joint.kind == TokenKind::Word && low > high && cue() && !scan.is_and(first.to);
    fits.then(|| {
        scan.fact(Kind::Number, from, second.to, vec![Value::Range { low, high, unit: Unit::Score }])
    })
}

fn is_stop(token: &Token) -> bool {
    matches!(token.norm.as_str(), "." | "," | ";" | ":" | ")" | "]" | "!" | "?" | "\"" | "”" | "'" | "’")
}

/// *5 to 7 million*: the scale word of the second numeral holds for the first, unless that made it the larger one; *from 17 to
/// 12 million* may fall.
fn scale_like(low: Amount, high: Amount, falls: bool) -> Amount {
    let mut scale = Amount::from(1);
    for step in [1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000_i128] {
        if high >= Amount::from(step) {
            scale = Amount::from(step);
        }
    }
    times(low, scale).filter(|scaled| falls || *scaled <= high).unwrap_or(low)
}

/// Stem of the first content word behind an amount, inside its clause.
fn counted(scan: &Scan, from: usize) -> Option<CompactString> {
    (from..(from + 4).min(scan.end))
        .map(|at| &scan.tokens[at])
        .take_while(|token| token.kind == TokenKind::Word || token.is("-"))
        .find(|token| token.kind == TokenKind::Word && token.is_content() && token.stem.len() > 1)
        .map(|token| token.stem.clone())
}
