//! Small parts of a unit of time: *by 13 hundredths*, *an hour and 20*.

use compact_str::CompactString;
use num_traits::{CheckedDiv, CheckedSub};

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
    if !by && !free && !apart {
        return None;
    }
    let mut readings = vec![(amount, Unit::Measure("second".into()))];
    if part == Amount::new(1, 10) {
        readings.push((amount, Unit::Points));
        // *fell by three tenths*
        readings.extend((!apart).then_some((amount, Unit::One)));
    }
    // *3 hundredths of the area*, *a 38 centésimas de la ganadora*
    if apart
        && scan.token(to).is_some_and(|t| scan.language.grammar.of.contains(&t.norm) || scan.is_article(to))
    {
        readings.push((amount, Unit::One));
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

/// *by one hundredth*, *um eine Zehntelsekunde*, *subió una décima*: a single part behind its article, by a word that is no fraction
/// of its own and with nothing behind it.
pub(super) fn one(scan: &Scan, at: usize) -> Option<Measured> {
    let data = scan.language.number_data.as_ref()?;
    let article = scan.is_article(at) && scan.language.part_articles.iter().any(|word| word == scan.norm(at));
    let word = scan.token(at + 1).filter(|t| article && t.kind == TokenKind::Word)?;
    let part = *data.second_parts.get(&word.norm)?;
    let fraction = scan.language.grammar.ordinals_divide || scan.language.fractions.contains_key(&word.norm);
    let ranks =
        |t: &Token| t.is_content() || t.is("-") || t.class.any(Class(Class::CONNECTOR.0 | Class::ARTICLE.0));
    if fraction || scan.token(at + 2).is_some_and(ranks) {
        return None;
    }
    let mut readings = vec![(part, Unit::Measure("second".into()))];
    readings.extend((part == Amount::new(1, 10)).then_some((part, Unit::Points)));
    Some(Measured { to: at + 2, readings, numeral: number::whole(at + 2, part), has_unit: true })
}

/// *half a point*, *a quarter-point*, *medio punto*: a part of a point may be one of a percentage point. The word stands at token
/// `at`, behind *of* at most.
pub(super) fn points(scan: &Scan, at: usize, numeral: &Numeral) -> Option<Measured> {
    let amount = *numeral.readings.first().filter(|amount| **amount < Amount::from(1))?;
    let of = usize::from(scan.token(at).is_some_and(|t| scan.language.grammar.of.contains(&t.norm)));
    let to = at + of + 1;
    if !is_point(scan, at + of) {
        return None;
    }
    Some(Measured {
        to,
        readings: vec![(amount, Unit::Points), (amount, Unit::One)],
        numeral: number::whole(to, amount),
        has_unit: true,
    })
}

/// A bare word for a point.
fn is_point(scan: &Scan, at: usize) -> bool {
    scan.language
        .number_data
        .as_ref()
        .is_some_and(|data| data.bare_points.iter().any(|word| word == scan.norm(at)))
}

/// *two hours and a half*, *tres años y medio*: half of the unit, or a quarter of it, where nothing is counted or ranked behind.
pub(super) fn half(scan: &Scan, at: usize) -> Option<(usize, Amount)> {
    let numeral = number::one_and_part(scan, at)?;
    let part = numeral.readings.first()?.checked_sub(&Amount::from(1))?;
    let divides = part == Amount::new(1, 2) || *part.denom() == 4;
    let goes_on = |t: &Token| {
        t.is_content() && t.kind == TokenKind::Word
            || t.kind == TokenKind::Figure
            || t.is("-")
            || t.is("%")
            || t.class.any(Class(Class::NUMBER.0 | Class::UNIT.0))
    };
    (divides && !scan.token(numeral.to).is_some_and(goes_on)).then_some((numeral.to, part))
}
