//! Amounts that are spread over different units: *10 a day* is *70 a week*, and not *10 a week*.

use num_traits::CheckedDiv;

use super::Agreement;
use crate::compare::amount;
use crate::fact::value::times;
use crate::fact::{Amount, Fact, Unit, Value, in_base};
use crate::language::Language;
use crate::pair::Pair;

/// How many of the original's unit make one of the rewrite's, where both amounts are spread over units of one dimension and
/// these are not the same.
pub(super) fn factor(language: &Language, facts: Pair<&Fact>) -> Option<Amount> {
    let (o, r) = (facts.original.rate.as_ref()?, facts.rewrite.rate.as_ref()?);
    let base = |unit: &str| {
        let (amount, base) = in_base(language, Amount::from(1), &Unit::Measure(unit.into()))?;
        Some(amount::in_seconds(amount, &base).map_or((amount, base), |amount| (amount, "second".to_owned())))
    };
    let ((one, dimension), (other, same)) = (base(&o.unit)?, base(&r.unit)?);
    (o.unit != r.unit && dimension == same).then(|| other.checked_div(&one))?
}

/// The original's amount, spread over the rewrite's unit, is about the rewrite's.
pub(super) fn agree(language: &Language, a: &Value, b: &Value, factor: Amount) -> Option<Agreement> {
    /// Months and weeks are not of one length.
    const ROUGHLY: (i128, i128) = (1, 20);
    let (Value::Amount { amount: x, unit: u }, Value::Amount { amount: y, unit: v }) = (a, b) else {
        return None;
    };
    let ((x, of), (y, same)) = (in_base(language, times(*x, factor)?, u)?, in_base(language, *y, v)?);
    (of == same && amount::within(x, y, Amount::new(ROUGHLY.0, ROUGHLY.1))).then_some(Agreement::Converted)
}
