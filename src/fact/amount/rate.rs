//! What an amount is spread over: *500,000 barrels a day*, *€20 pro Stunde*, *200 patients per week*.

use compact_str::CompactString;

use super::unit;
use crate::fact::{Fact, Rate, Scan, Unit, Value};
use crate::token::{Class, Token, TokenKind};

/// So many words of what is counted may stand between an amount and its rate: *of sparkling water*.
const COUNTED: usize = 3;

/// The rate behind an amount whose last token is `to - 1`, behind what it counts where it has no unit.
pub(super) fn behind(scan: &Scan, fact: &Fact) -> Option<Rate> {
    let (Value::Amount { unit, .. } | Value::Range { unit, .. }) = fact.readings.first()? else {
        return None;
    };
    if matches!(unit, Unit::Rank | Unit::Score | Unit::Points) {
        return None;
    }
    let to = fact.tokens.1;
    let last = scan.token(to - 1).and_then(|token| scan.language.units.word(&token.norm));
    if let Some(unit) = last.and_then(|form| form.per.clone()) {
        return Some(Rate { unit, from: to, to });
    }
    let noun = |at: usize| scan.token(at).is_some_and(|t| t.kind == TokenKind::Word && t.is_content());
    let of = |at: usize| at == to && scan.token(at).is_some_and(|t| t.class.has(Class::CONNECTOR));
    let counted = |at: usize| noun(at) || of(at);
    (to..=to + COUNTED)
        .take_while(|&at| at == to || counted(at - 1))
        .find_map(|at| said(scan, at))
        .map(|(end, unit)| Rate { unit, from: to, to: end })
}

/// A unit that the language gives a name of its own: *100 km an hour* is 100 kilometer-per-hour.
pub(super) fn compound(scan: &Scan, at: usize, of: &CompactString) -> Option<(usize, CompactString)> {
    let (end, unit) = said(scan, at)?;
    let id = CompactString::from(format!("{of}-per-{unit}"));
    scan.language.conversions.contains_key(&id).then_some((end, id))
}

/// *per day*, *a day*, *daily* at a token: where it ends, and its unit.
fn said(scan: &Scan, at: usize) -> Option<(usize, CompactString)> {
    let token = scan.token(at)?;
    let rates = &scan.language.rates;
    if let Some(unit) = rates.adverbs.get(&token.norm) {
        return Some((at + 1, unit.clone()));
    }
    let (length, ()) = rates.per.longest(scan.upto(), at)?;
    let (end, unit) = unit(scan, at + length)?;
    // *a year ago*, *in the year 2020*
    let moment = |t: &Token| t.kind == TokenKind::Figure || rates.moments.contains(&t.norm);
    (!scan.token(end).is_some_and(moment)).then_some((end, unit))
}
