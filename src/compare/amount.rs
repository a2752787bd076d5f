//! When two amounts are the same: by value, through conversions, within what rounding allows.

use num_traits::{CheckedDiv, CheckedSub, Signed, Zero};

use super::Cause;
use crate::fact::value::{approximately, times};
use crate::fact::{Amount, Unit, in_base};
use crate::language::Language;

/// How two amounts agree.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Agreement {
    /// The same value of the same thing.
    Same,
    /// The same figure; one side does not say of what, or says it in another kind of fact.
    Loose,
    /// The same measure in another unit, within rounding.
    Converted,
    /// One is the other rounded.
    Rounded,
}

/// Years and seconds have no exact factor between them; for lengths of time a mean year serves.
pub(super) fn in_seconds(value: Amount, unit: &str) -> Option<Amount> {
    match unit {
        "second" => Some(value),
        "year" => times(value, Amount::from(31_556_952)),
        _ => None,
    }
}

/// Whether two amounts agree, and how.
pub(super) fn agree(
    language: &Language,
    a: (Amount, &Unit),
    b: (Amount, &Unit),
    hedged: bool,
) -> Option<Agreement> {
    if a.0 == b.0 && a.1 == b.1 {
        return Some(Agreement::Same);
    }
    let ((x, x_unit), (y, y_unit)) = (in_base(language, a.0, a.1)?, in_base(language, b.0, b.1)?);
    if x_unit == y_unit {
        if x == y {
            return Some(Agreement::Same);
        }
        let converted = matches!((a.1, b.1), (Unit::Measure(u), Unit::Measure(v)) if u != v);
        if converted {
            return fits_conversion(language, a, b, hedged).then_some(Agreement::Converted);
        }
        return is_rounding(a.0, b.0).then_some(Agreement::Rounded);
    }
    if let (Some(x), Some(y)) = (in_seconds(x, &x_unit), in_seconds(y, &y_unit)) {
        return within(x, y, Amount::new(1, 50)).then_some(Agreement::Converted);
    }
    loosely(a, b).then_some(Agreement::Loose)
}

/// The same figure where one side names no unit, or a share of a hundred is said as a fraction.
fn loosely(a: (Amount, &Unit), b: (Amount, &Unit)) -> bool {
    /// *a third* is said of 34 percent, *89 in 100* is not.
    const ROUND: i128 = 10;
    let fraction = |share: Amount, whole: Amount| {
        let near = |part: Amount| match *whole.denom() {
            ..=ROUND => within(share, part, Amount::new(1, 50)),
            _ => gap(share, part).is_some_and(|gap| gap < Amount::new(1, 2)),
        };
        whole < Amount::from(1) && times(whole, Amount::from(100)).is_some_and(near)
    };
    match (a.1, b.1) {
        (Unit::Percent, Unit::One) if fraction(a.0, b.0) => true,
        (Unit::One, Unit::Percent) if fraction(b.0, a.0) => true,
        (Unit::One, Unit::Percent | Unit::Points) | (Unit::Percent | Unit::Points, Unit::One) => a.0 == b.0,
        (Unit::One | Unit::Rank | Unit::Score, _) | (_, Unit::One | Unit::Rank | Unit::Score) => a.0 == b.0,
        _ => false,
    }
}

/// A conversion is right where the converted figure, rounded as far as it is written, is what stands there.
fn fits_conversion(language: &Language, a: (Amount, &Unit), b: (Amount, &Unit), hedged: bool) -> bool {
    let into = |(amount, from): (Amount, &Unit), to: &Unit| -> Option<Amount> {
        let (value, _) = in_base(language, amount, from)?;
        let Unit::Measure(to) = to else { return None };
        let conversion = language.conversions.get(to)?;
        value.checked_sub(&conversion.offset)?.checked_div(&conversion.factor)
    };
    let right = |from: (Amount, &Unit), to: (Amount, &Unit)| {
        into(from, to.1).is_some_and(|exact| {
            let step = last_place(to.0);
            let slack = if hedged { Amount::new(5, 100) } else { Amount::new(1, 100) };
            gap(exact, to.0).is_some_and(|gap| gap <= step / Amount::from(2))
                && within(exact, to.0, Amount::new(6, 100))
                || within(exact, to.0, slack)
        })
    };
    right(a, b) || right(b, a)
}

/// Two amounts of two digits or more that end in the same place: neither is the other rounded.
pub(crate) fn end_alike(a: Amount, b: Amount) -> bool {
    let (place, other) = (last_place(a), last_place(b));
    let long = |amount: Amount| times(place, Amount::from(10)).is_some_and(|ten| amount.abs() >= ten);
    place == other && long(a) && long(b)
}

/// Worth of the last place that is not zero: 62.1 → 0.1, 1200 → 100.
pub(super) fn last_place(amount: Amount) -> Amount {
    let mut step = Amount::from(1);
    if amount.is_integer() {
        let mut value = amount.to_integer();
        while value != 0 && value % 10 == 0 {
            value /= 10;
            step *= Amount::from(10);
        }
        return step;
    }
    let mut value = amount;
    for _ in 0..12 {
        let Some(tenfold) = times(value, Amount::from(10)).filter(|_| !value.is_integer()) else { break };
        value = tenfold;
        step /= Amount::from(10);
    }
    step
}

/// One is the other rounded to fewer places: 11.73 million and 12 million, not 11 million.
fn is_rounding(a: Amount, b: Amount) -> bool {
    let rounds = |exact: Amount, round: Amount| {
        within(exact, round, Amount::new(1, 20)) && {
            let step = last_place(round);
            step > last_place(exact) && gap(exact, round).is_some_and(|gap| gap <= step / Amount::from(2))
        }
    };
    // Two years are two years.
    let year = |amount: Amount| amount.is_integer() && (1900..2100).contains(&amount.to_integer());
    !(a.is_zero() || b.is_zero() || year(a) && year(b)) && (rounds(a, b) || rounds(b, a))
}

/// The one ends in a higher place than the other: 200 and 214.
pub(super) fn is_rounder(round: Amount, exact: Amount) -> bool {
    last_place(round) > last_place(exact)
}

/// Absolute distance, or none where it overflows.
fn gap(a: Amount, b: Amount) -> Option<Amount> {
    a.checked_sub(&b).map(|gap| gap.abs())
}

/// Relative distance at most `share` of the larger.
pub(super) fn within(a: Amount, b: Amount, share: Amount) -> bool {
    let larger = a.abs().max(b.abs());
    times(larger, share).zip(gap(a, b)).is_some_and(|(limit, gap)| gap <= limit)
}

/// Relative difference, rewrite to original: 0.1 is a tenth more.
pub(super) fn difference(original: Amount, rewrite: Amount) -> Option<f64> {
    let gap = rewrite.checked_sub(&original)?;
    gap.checked_div(&original.abs()).map(approximately)
}

/// Why two amounts of one dimension differ.
pub(super) fn causes(language: &Language, a: (Amount, &Unit), b: (Amount, &Unit)) -> Vec<Cause> {
    let mut causes = Vec::new();
    let value = if a.0 == -b.0 && !a.0.is_zero() {
        Some(Cause::Sign)
    } else if a.0 != b.0 && is_power_of_ten(a.0, b.0) {
        Some(Cause::Magnitude)
    } else if a.0 != b.0 {
        Some(Cause::Value)
    } else {
        None
    };
    match (a.1, b.1) {
        (Unit::Currency(x), Unit::Currency(y))
            if x.trim_end_matches("-cent") != y.trim_end_matches("-cent") =>
        {
            causes.push(Cause::Currency)
        }
        (x, y) if x != y => {
            causes.push(Cause::Unit);
            let same_dimension =
                in_base(language, a.0, a.1).zip(in_base(language, b.0, b.1)).is_some_and(|(x, y)| x.1 == y.1);
            if !same_dimension {
                causes.extend(value);
                return causes;
            }
        }
        _ => {}
    }
    causes.extend(value);
    causes
}

fn is_power_of_ten(a: Amount, b: Amount) -> bool {
    if a.is_zero() || b.is_zero() {
        return false;
    }
    let (larger, smaller) = if a.abs() > b.abs() { (a, b) } else { (b, a) };
    let Some(mut quotient) = larger.checked_div(&smaller) else { return false };
    while quotient.is_integer() && quotient > Amount::from(1) && (quotient.to_integer() % 10).is_zero() {
        quotient /= Amount::from(10);
    }
    quotient == Amount::from(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    fn measure(amount: (i128, i128), unit: &str) -> (Amount, Unit) {
        (Amount::new(amount.0, amount.1), Unit::Measure(unit.into()))
    }

    fn agreement(a: (Amount, Unit), b: (Amount, Unit)) -> Option<Agreement> {
        agree(language::get("en"), (a.0, &a.1), (b.0, &b.1), false)
    }

    #[test]
    fn conversions_agree_as_far_as_they_are_written() {
        assert_eq!(
            agreement(measure((100, 1), "kilometer"), measure((621, 10), "mile")),
            Some(Agreement::Converted)
        );
        assert_eq!(agreement(measure((100, 1), "kilometer"), measure((621, 10), "kilometer")), None);
        assert_eq!(
            agreement(measure((37, 1), "celsius"), measure((986, 10), "fahrenheit")),
            Some(Agreement::Same)
        );
        assert_eq!(agreement(measure((2, 1), "hour"), measure((120, 1), "minute")), Some(Agreement::Same));
    }

    #[test]
    fn rounding_goes_to_the_nearer_side_only() {
        let one = |n: i128, d: i128| (Amount::new(n, d), Unit::One);
        assert_eq!(agreement(one(11_730_000, 1), one(12_000_000, 1)), Some(Agreement::Rounded));
        assert_eq!(agreement(one(11_730_000, 1), one(11_000_000, 1)), None);
        assert_eq!(agreement(one(67, 1), one(68, 1)), None);
    }
}
