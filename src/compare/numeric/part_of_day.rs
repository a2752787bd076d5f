//! Parts of the day beside a time: *at seven on Monday evening* is not *at 7am*.

use crate::compare::Context;
use crate::fact::{Fact, Kind, Value};
use crate::pair::{Pair, Side};

/// The sentence of the rewrite's time names a part of the day in which none of the original's times lies, and which the
/// original's sentence does not name; a time of the rewrite that may be of one half of the day alone clashes by itself.
pub(super) fn clashes(context: &Context, facts: Pair<&Fact>) -> bool {
    const DAY: i32 = 24 * 60;
    if facts.original.kind != Kind::Time || !matches!(facts.rewrite.kind, Kind::Time | Kind::Number) {
        return false;
    }
    // *14:40* says itself when.
    if facts.rewrite.kind == Kind::Time && facts.rewrite.readings.len() == 1 {
        return false;
    }
    let Some(data) = &context.language.number_data else { return false };
    let parts = |side: Side| -> Vec<[i32; 2]> {
        let document = &context.documents[side];
        let range = document.segments[facts[side].segment].tokens.clone();
        let upto = &document.tokens[..range.end];
        range.filter_map(|at| data.day_parts.longest(upto, at)).map(|(_, hours)| *hours).collect()
    };
    let fits = |[first, last]: &[i32; 2]| {
        facts.original.readings.iter().any(|reading| match reading {
            Value::Time(time) => {
                [*time, time + DAY].iter().any(|time| (first * 60..last * 60).contains(time))
            }
            _ => true,
        })
    };
    let rewrite = parts(Side::Rewrite);
    if rewrite.is_empty() || rewrite.iter().any(fits) {
        return false;
    }
    let original = parts(Side::Original);
    rewrite.iter().any(|part| !original.contains(part))
}
