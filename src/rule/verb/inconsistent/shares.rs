//! *45 percent said yes, 35 percent no and the remaining 30 percent …*: shares of one whole that miss a hundred.

use super::{Clash, Text, printed};
use crate::fact::value::{approximately, plus};
use crate::fact::{Amount, Fact, Kind};
use crate::language::Figure;

/// Rounding of several shares, in percent.
const ROUNDED: f64 = 2.5;

pub(super) fn clashes(text: &Text) -> Vec<Clash> {
    text.segments().filter_map(|(segment, facts)| in_segment(text, segment, facts)).collect()
}

fn in_segment(text: &Text, segment: usize, facts: &[Fact]) -> Option<Clash> {
    let shares: Vec<&Fact> = facts.iter().filter(|fact| fact.kind == Kind::Percent).collect();
    let (first, last) = (shares.first()?, shares.last()?);
    if shares.len() < 2 || shares.iter().any(|fact| fact.approximate || fact.bound.is_some()) {
        return None;
    }
    let rest = text.role(last) == Some(Figure::Rest);
    let tokens = text.document.segment_tokens(segment);
    let whole = tokens.iter().any(|t| text.language.consistency.is_whole(&t.norm));
    let moving = tokens.iter().any(|t| text.language.consistency.trend(&t.norm).is_some());
    if !rest && (shares.len() < 3 || !whole || moving) {
        return None;
    }
    let mut sum = Amount::from(0);
    for share in &shares {
        let (amount, unit) = text.amount(share)?;
        // Behind a change in points or a share of a share the rest adds up to something else.
        if unit != "percent" || amount < Amount::from(0) {
            return None;
        }
        sum = plus(sum, amount)?;
    }
    let over = approximately(sum) - 100.0;
    if over <= ROUNDED && (!rest || over >= -ROUNDED) {
        return None;
    }
    Some(Clash {
        topic: Kind::Percent.as_str().to_owned(),
        values: shares.iter().filter_map(|fact| text.key(fact)).collect(),
        place: first.span.join(last.span),
        spots: shares.iter().map(|fact| fact.span).collect(),
        expected: printed(sum, "percent"),
    })
}
