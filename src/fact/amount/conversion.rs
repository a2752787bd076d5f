//! An amount and its conversion beside it.

use compact_str::CompactString;

use crate::document::Document;
use crate::fact::{Fact, Kind, Unit, Value};
use crate::language::Language;

/// Links an amount to its conversion in brackets behind it: *100 km (62 miles)*, *$80 million (Rs. 580 crores)*.
pub(in crate::fact) fn pair_conversions(document: &Document, language: &Language, facts: &mut [Fact]) {
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
