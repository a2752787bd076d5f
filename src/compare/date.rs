//! When two dates may be the same day, month or year.

use jiff::civil;

use super::Cause;
use crate::fact::value::{Date, DatePart, Period};
use crate::pair::Pair;

/// True where nothing can be said: a date counts from a day of writing that is not known, or not in days; a weekday stands
/// beside a day of a month.
pub(super) fn is_open(dates: Pair<&Date>, anchors: Pair<Option<civil::Date>>) -> bool {
    let (a, b) = (dates.original, dates.rewrite);
    let counted = |date: &Date, anchor| date.relative.is_some() && possible(date, anchor).is_none();
    let weekday = |date: &Date| date.weekday.is_some() && date.day.is_none() && date.month.is_none();
    let apart = weekday(a)
        && b.weekday.is_none()
        && (possible(a, anchors.original).is_none() || b.day.is_none())
        || weekday(b) && a.weekday.is_none() && (possible(b, anchors.rewrite).is_none() || a.day.is_none());
    apart && a.civil().is_none() && b.civil().is_none()
        || (counted(a, anchors.original) || counted(b, anchors.rewrite))
            && (a.relative.is_none() || b.relative.is_none())
}

/// Whether two dates agree: no part of the one contradicts the other. `anchors` are the days of writing.
pub(super) fn agree(dates: Pair<&Date>, anchors: Pair<Option<civil::Date>>) -> bool {
    let (a, b) = (dates.original, dates.rewrite);
    if a == b {
        return anchors.original.is_none()
            || anchors.rewrite.is_none()
            || anchors.original == anchors.rewrite
            || a.relative.is_none();
    }
    let (days_a, days_b) = (possible(a, anchors.original), possible(b, anchors.rewrite));
    match (days_a, days_b) {
        (Some(a), Some(b)) => return a.iter().any(|day| b.contains(day)),
        (Some(days), None) => return days.iter().any(|day| fits(*day, b)),
        (None, Some(days)) => return days.iter().any(|day| fits(*day, a)),
        (None, None) => {}
    }
    if (a.relative.is_some() || b.relative.is_some()) && a.relative != b.relative {
        return false;
    }
    let clash = |x: Option<i16>, y: Option<i16>| matches!((x, y), (Some(x), Some(y)) if x != y);
    let small = |x: Option<i8>, y: Option<i8>| clash(x.map(i16::from), y.map(i16::from));
    if let (Some(DatePart::Decade), None) | (None, Some(DatePart::Decade)) = (a.part, b.part) {
        return matches!((a.year, b.year), (Some(x), Some(y)) if x / 10 == y / 10);
    }
    if let (Some(DatePart::Century), other) | (other, Some(DatePart::Century)) = (a.part, b.part)
        && matches!(other, None | Some(DatePart::Decade))
    {
        return matches!((a.year, b.year), (Some(x), Some(y)) if x / 100 == y / 100);
    }
    let shared = a.year.is_some() && b.year.is_some()
        || a.month.is_some() && b.month.is_some()
        || a.day.is_some() && b.day.is_some()
        || a.weekday.is_some() && b.weekday.is_some()
        || a.part.is_some() && b.part.is_some();
    let weekday_only = |d: &Date| d.weekday.is_some() && d.day.is_none() && d.month.is_none();
    (shared || weekday_only(a) || weekday_only(b) || quarter_holds(a, b) || quarter_holds(b, a))
        && !clash(a.year, b.year)
        && !small(a.month, b.month)
        && !small(a.day, b.day)
        && !small(a.weekday, b.weekday)
        && (a.part.is_none() || b.part.is_none() || a.part == b.part)
}

/// A quarter and a month inside it.
fn quarter_holds(quarter: &Date, month: &Date) -> bool {
    matches!((quarter.part, month.month), (Some(DatePart::Quarter(q)), Some(m)) if (m - 1) / 3 + 1 == q)
}

/// First and last month of a part of a year.
pub(super) fn months(part: DatePart) -> Option<(i8, i8)> {
    match part {
        DatePart::Quarter(quarter) => Some((3 * quarter - 2, 3 * quarter)),
        DatePart::Half(half) => Some((6 * half - 5, 6 * half)),
        _ => None,
    }
}

/// The days that a date may mean, where they can be counted.
fn possible(date: &Date, anchor: Option<civil::Date>) -> Option<Vec<civil::Date>> {
    if let Some(day) = date.civil() {
        return Some(vec![day]);
    }
    let anchor = anchor?;
    if let Some((period, step)) = date.relative {
        let span = |days: i64| anchor.checked_add(jiff::Span::new().days(days)).ok();
        return match period {
            Period::Day => Some(span(i64::from(step)).into_iter().collect()),
            _ => None,
        };
    }
    if let (Some(weekday), None, None) = (date.weekday, date.day, date.month) {
        let near = (-7..=6).filter_map(|days| anchor.checked_add(jiff::Span::new().days(days)).ok());
        return Some(near.filter(|day| day.weekday().to_monday_one_offset() == weekday).collect());
    }
    None
}

/// A day that a partial date does not contradict.
fn fits(day: civil::Date, date: &Date) -> bool {
    let free = |part: Option<i8>, value: i8| part.is_none_or(|part| part == value);
    let any = date.year.is_some() || date.month.is_some() || date.day.is_some() || date.weekday.is_some();
    any && date.year.is_none_or(|year| match date.part {
        Some(DatePart::Decade) => year / 10 == day.year() / 10,
        Some(DatePart::Century) => year / 100 == day.year() / 100,
        _ => year == day.year(),
    }) && free(date.month, day.month())
        && free(date.day, day.day())
        && (date.day.is_some() || free(date.weekday, day.weekday().to_monday_one_offset()))
        && (date.month.is_some() || date.day.is_some() || date.weekday.is_some() || date.year.is_some())
        && match date.part {
            Some(DatePart::Quarter(quarter)) => (day.month() - 1) / 3 + 1 == quarter,
            Some(DatePart::Half(half)) => (day.month() - 1) / 6 + 1 == half,
            _ => true,
        }
}

/// What is lost where two dates agree but the rewrite's says less.
pub(super) fn lost(dates: Pair<&Date>) -> Option<Cause> {
    let (a, b) = (dates.original, dates.rewrite);
    let day = a.day.is_some() && b.day.is_none() && b.weekday.is_none() && b.relative.is_none();
    let month = a.month.is_some()
        && b.month.is_none()
        && b.day.is_none()
        && b.weekday.is_none()
        && b.relative.is_none();
    (day || month).then_some(Cause::Precision)
}

/// Too little to be found elsewhere by itself: a year, a weekday, a day counted from today.
pub(super) fn is_poor(date: &Date) -> bool {
    date.month.is_none() && date.part.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: Option<i16>, month: Option<i8>, day: Option<i8>) -> Date {
        Date { year, month, day, ..Date::default() }
    }

    fn same(a: &Date, b: &Date, anchor: Option<civil::Date>) -> bool {
        agree(Pair::new(a, b), Pair::new(anchor, anchor))
    }

    #[test]
    fn a_weekday_counts_from_the_dateline() {
        let monday = Date { weekday: Some(1), ..Date::default() };
        let anchor = Some(civil::date(2021, 2, 16));
        assert!(same(&monday, &date(Some(2021), Some(2), Some(15)), anchor));
        assert!(!same(&monday, &date(Some(2021), Some(2), Some(16)), anchor));
        assert!(same(&monday, &date(None, Some(2), Some(15)), anchor));
    }

    #[test]
    fn parts_that_are_not_given_do_not_clash() {
        assert!(same(&date(Some(2021), Some(2), Some(16)), &date(None, Some(2), Some(16)), None));
        assert!(same(&date(Some(2021), Some(2), None), &date(None, Some(2), Some(16)), None));
        assert!(!same(&date(Some(2021), None, None), &date(Some(2022), None, None), None));
    }
}
