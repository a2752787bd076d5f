//! Amounts beside their conversions: which of the two is left, and whether an added one is right.

use super::{agreement, amount, readings_agree};
use crate::compare::{Cause, Change, Context, Relation};
use crate::fact::{Fact, Kind, Value, in_base};
use crate::pair::{Pair, Side};

/// The original's amount is gone and only its conversion is left: the same sum in another currency or unit.
pub(super) fn only_converted(
    context: &Context,
    index: usize,
    side: Side,
    fact: usize,
    changes: &mut Vec<Change>,
) -> Option<Change> {
    let this = context.fact(side, fact);
    let conversion = this.conversion.filter(|partner| side == Side::Original && *partner > fact)?;
    let at = changes
        .iter()
        .position(|change| change.facts.original == Some(conversion) && change.facts.rewrite.is_some())?;
    let kept = changes.remove(at);
    let mut change = context.change(index, Relation::Altered, Pair::new(Some(fact), kept.facts.rewrite));
    change.causes = vec![if this.kind == Kind::Money { Cause::Currency } else { Cause::Unit }];
    Some(change)
}

/// The original gives an amount and its conversion, the rewrite's figure is a conversion: only the unit is another.
pub(super) fn conversion_swapped(context: &Context, o: usize, r: usize) -> bool {
    let this = context.fact(Side::Original, o);
    let Some(partner) = this.conversion else { return false };
    agreement(context, Pair::new(context.fact(Side::Original, partner), context.fact(Side::Rewrite, r)))
        .is_some()
}

/// What an added amount is to the one beside it that it converts: right, rounded too far, or another amount. No table has the
/// rates of currencies.
pub(super) fn conversion_of(context: &Context, partner: &Fact, this: &Fact) -> Option<Cause> {
    /// *100 yards (100 metres)*
    const ROUGHLY: f64 = 0.15;
    if this.kind == Kind::Money || readings_agree(context, Pair::new(partner, this)).is_some() {
        return Some(Cause::Conversion);
    }
    let base = |fact: &Fact| match fact.readings.first()? {
        Value::Amount { amount, unit } => Some(in_base(context.language, *amount, unit)?.0),
        _ => None,
    };
    let off = amount::difference(base(partner)?, base(this)?)?;
    (off.abs() <= ROUGHLY).then_some(Cause::Rounding)
}
