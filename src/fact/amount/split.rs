//! Small parts of a unit of time: *by 13 hundredths*, *an hour and 20*.

use compact_str::CompactString;
use num_traits::CheckedDiv;

use super::{Measured, with_unit_behind};
use crate::fact::number::{self, Numeral};
use crate::fact::value::times;
use crate::fact::{Amount, Scan, Unit};
use crate::token::{Class, Token, TokenKind};

/// Tenths, hundredths or thousandths whose numeral stands at token `at`: of what is named behind them, else of a second where
/// nothing that they could be parts of follows. *Two tenths* may be of a percentage point too.
pub(super) fn parts(scan: &Scan, at: usize, numeral: &Numeral) -> Option<Measured> {
    let data = scan.language.number_data.as_ref()?;
    let part_at = |at: usize| {
        let word = scan.token(at).filter(|t| t.kind == TokenKind::Word)?;
        data.second_parts.get(&word.norm).copied()
    };
    let first = *numeral.readings.first()?;
    let (to, amount, part, apart) = match part_at(numeral.to) {
        Some(part) => (numeral.to + 1, times(first, part).filter(|_| first.is_integer())?, part, true),
        None if numeral.to > at => (numeral.to, first, part_at(numeral.to - 1)?, false),
        None => return None,
    };
    if amount >= Amount::from(1) && !apart || amount <= part {
        return None;
    }
    let whole = number::whole(to, amount);
    if apart {
        let named = with_unit_behind(scan, whole.clone()).filter(|measured| measured.has_unit);
        if named.is_some() {
            return named;
        }
    }
    let by = at > scan.begin && data.differing.contains(&scan.tokens[at - 1].norm);
    let free = scan.token(to).is_none_or(|t| {
        data.paces.contains(&t.norm)
            || t.kind == TokenKind::Sign && !t.is("%") && !t.is("-")
            || t.kind == TokenKind::Word
                && !t.is_content()
                && !t.class.any(Class(Class::CONNECTOR.0 | Class::ARTICLE.0 | Class::UNIT.0))
    });
    if !by && !free {
        return None;
    }
    let mut readings = vec![(amount, Unit::Measure("second".into()))];
    if part == Amount::new(1, 10) {
        readings.push((amount, Unit::Points));
        // *fell by three tenths*
        readings.extend((!apart).then_some((amount, Unit::One)));
    }
    Some(Measured { to, readings, numeral: whole, has_unit: true })
}

/// *an hour and 20*, *two hours and ten*: minutes or seconds that name no unit, where nothing is counted behind them; as a part of
/// the unit `of`.
pub(super) fn bare(scan: &Scan, numeral: &Numeral, of: &CompactString) -> Option<(usize, Amount)> {
    let sixty = Amount::from(60);
    let amount = *numeral.readings.first().filter(|amount| amount.is_integer())?;
    let counts = |t: &Token| t.kind == TokenKind::Figure || t.class.has(Class::NUMBER);
    let free = scan.token(numeral.to).is_none_or(|t| {
        scan.is_and(numeral.to) && !scan.token(numeral.to + 1).is_some_and(counts)
            || matches!(t.norm.as_str(), "." | "," | ";" | ":" | ")" | "!" | "?" | "”" | "\"" | "»" | "“")
    });
    let fits = matches!(of.as_str(), "hour" | "minute") && amount > Amount::from(1) && amount < sixty;
    (fits && free).then(|| Some((numeral.to, amount.checked_div(&sixty)?)))?
}
