//! Values that facts are compared by: exact rationals with checked arithmetic, partial dates, times.

use compact_str::CompactString;
use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedMul, Zero};

/// An exact amount. Arithmetic that would overflow is refused, never wrapped.
pub type Amount = Ratio<i128>;

/// More digits than this make an identifier, no amount.
pub const MOST_DIGITS: usize = 30;

/// What an amount is an amount of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A plain number.
    One,
    /// A rank.
    Rank,
    /// Goals, points, votes of one side: only in a range, *3–1*.
    Score,
    /// Percent.
    Percent,
    /// Percentage points.
    Points,
    /// ISO 4217 code; a hundredth of it is `USD-cent`.
    Currency(CompactString),
    /// CLDR unit id.
    Measure(CompactString),
}

impl Unit {
    /// Its name in reports: ISO 4217, CLDR unit id, or `percent`; none for a plain number or rank.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Unit::One | Unit::Rank => None,
            Unit::Score => Some("score"),
            Unit::Percent => Some("percent"),
            Unit::Points => Some("percentage-point"),
            Unit::Currency(code) => Some(code),
            Unit::Measure(unit) => Some(unit),
        }
    }
}

/// A date as far as the text gives it. Absent parts are unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Date {
    /// Gregorian year; negative before year 1.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: Option<i8>,
    /// 1 to 31.
    pub day: Option<i8>,
    /// Monday is 1.
    pub weekday: Option<i8>,
    /// A part of a year or a span of years.
    pub part: Option<DatePart>,
    /// Counted from the day of writing.
    pub relative: Option<(Period, i32)>,
}

/// A part of a year, or several years together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatePart {
    /// 1 to 4.
    Quarter(i8),
    /// 1 or 2.
    Half(i8),
    /// Spring is 1, winter 4.
    Season(i8),
    /// *the 1990s*: `year` is the first.
    Decade,
    /// *the 19th century*, *the 1800s*: `year` is the first.
    Century,
}

/// What *last week* and *tomorrow* count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Week-ends.
    Weekend,
    /// Months.
    Month,
    /// Years.
    Year,
}

impl Date {
    /// EDTF where a calendar date or part of one is given (`2021-02-16`, `XXXX-02-16`, `2021-34` for the second quarter,
    /// `199X`), else TIMEX3 (`XXXX-WXX-1`, `P1W` counted from the day of writing).
    #[must_use]
    pub fn timex(&self) -> String {
        let year = self.year.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
        if let Some(part) = self.part {
            return match part {
                DatePart::Quarter(quarter) => format!("{year}-{}", 32 + quarter),
                DatePart::Half(half) => format!("{year}-{}", 39 + half),
                DatePart::Season(season) => format!("{year}-{}", 20 + season),
                DatePart::Decade => format!("{}X", &year[..3]),
                DatePart::Century => format!("{}XX", &year[..2]),
            };
        }
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year}-{month:02}"),
            (None, Some(day)) => format!("{year}-XX-{day:02}"),
            (None, None) if self.year.is_some() => year,
            _ => match (self.weekday, self.relative) {
                (Some(weekday), _) => format!("XXXX-WXX-{weekday}"),
                (None, Some((period, step))) => {
                    let letter = match period {
                        Period::Day => "D",
                        Period::Week => "W",
                        Period::Weekend => "WE",
                        Period::Month => "M",
                        Period::Year => "Y",
                    };
                    format!("{}P{}{letter}", if step < 0 { "-" } else { "" }, step.abs())
                }
                _ => "XXXX".to_owned(),
            },
        }
    }

    /// The civil date, where all of it is known and it exists.
    #[must_use]
    pub fn civil(&self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year?, self.month?, self.day?).ok()
    }
}

/// How sure a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// *may*
    Possible,
    /// *could*: possible, or able.
    Able,
    /// *is expected to*
    Probable,
    /// *reportedly*
    Reported,
    /// *plans to*
    Planned,
    /// *allegedly*
    Alleged,
    /// A step of a legal case, the lowest is 1.
    Legal(u8),
}

/// A reading of a fact: what it says, apart from how it says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number, rank, percentage, sum of money, measure or length of time.
    Amount {
        /// As written, after scale words.
        amount: Amount,
        /// Of what.
        unit: Unit,
    },
    /// Two ends, in the order written.
    Range {
        /// First.
        low: Amount,
        /// Second.
        high: Amount,
        /// Of what.
        unit: Unit,
    },
    /// A date.
    Date(Date),
    /// Minutes after midnight.
    Time(i32),
    /// Words of a name in normal form, without titles; and the place it stands for, if it is one.
    Name {
        /// In order.
        words: Vec<CompactString>,
        /// A country or region in normal form: *russia* for *Russian*.
        place: Option<CompactString>,
    },
    /// Words inside quotation marks.
    Quote {
        /// As stems, in order; what an editor put in square brackets begins with one.
        words: Vec<CompactString>,
        /// Who says it, in normal form.
        speaker: Option<Vec<CompactString>>,
        /// Words of all names near the verb of saying, the speaker's among them.
        named: Vec<CompactString>,
        /// The speaker is named in an earlier sentence; a pronoun says it here.
        inferred: bool,
    },
    /// The word that negates, and the stem of what it negates.
    Negation {
        /// *not*, *never*.
        cue: CompactString,
        /// First content word in its scope.
        scope: Option<CompactString>,
        /// *not all*, *not always*
        partial: bool,
    },
    /// A denial or another reply: *denies*, *declined to comment*.
    Denial {
        /// As a phrase in normal form.
        cue: CompactString,
    },
    /// How sure the text is of something.
    Certainty {
        /// *might*, *expected to*, *accused of*.
        cue: CompactString,
        /// How sure.
        step: Step,
        /// Stem of the first content word behind it.
        scope: Option<CompactString>,
    },
    /// Who says something.
    Attribution {
        /// Stem of the verb; none for *according to*.
        verb: Option<CompactString>,
        /// Stage of the verb on its scale: 0 for *say*, the last for *confess*.
        level: u8,
        /// Stems of the source's words; empty for a pronoun.
        source: Vec<CompactString>,
        /// The source is a name.
        named: bool,
    },
    /// A telephone number, a version, an address of a machine: letters and digits, capitals.
    Identifier(CompactString),
    /// Address without scheme, `www.`, tracking parameters and last slash.
    Link(CompactString),
    /// What a user's own kind of fact is compared by.
    Pattern(CompactString),
}

/// `"5/9"`, `"-1"` or `"0.3048"` as an exact amount.
///
/// ```
/// use factdiff::fact::value::parse_rational;
/// assert_eq!(parse_rational("0.25"), parse_rational("1/4"));
/// ```
#[must_use]
pub fn parse_rational(text: &str) -> Option<Amount> {
    match text.split_once('/') {
        Some((above, below)) => {
            let (above, below) = (decimal(above.trim())?, decimal(below.trim())?);
            (!below.is_zero()).then(|| above / below)
        }
        None => decimal(text.trim()),
    }
}

/// A plain decimal numeral with a point, and no more than [`MOST_DIGITS`] digits.
fn decimal(text: &str) -> Option<Amount> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() + fraction.len() > MOST_DIGITS || whole.is_empty() && fraction.is_empty() {
        return None;
    }
    if fraction.is_empty() {
        return whole.parse().ok().map(|value: i128| Amount::from_integer(sign * value));
    }
    let value: i128 = format!("{whole}{fraction}").parse().ok()?;
    let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    Some(Amount::new(sign * value, scale))
}

/// An amount as a decimal numeral; what has no finite one is cut after twelve places.
///
/// ```
/// use factdiff::fact::value::{Amount, print};
/// assert_eq!(print(Amount::new(29, 5)), "5.8");
/// ```
#[must_use]
pub fn print(amount: Amount) -> String {
    let sign = if amount < Amount::zero() { "-" } else { "" };
    let (above, below) = (amount.numer().unsigned_abs(), amount.denom().unsigned_abs());
    let mut out = format!("{sign}{}", above / below);
    let mut rest = above % below;
    if rest != 0 {
        out.push('.');
        for _ in 0..12 {
            let Some(tenfold) = rest.checked_mul(10) else { break };
            out.push(char::from(b'0' + u8::try_from(tenfold / below).unwrap_or(0)));
            rest = tenfold % below;
            if rest == 0 {
                break;
            }
        }
    }
    out
}

/// An amount as a decimal with digits grouped by commas, for people: `5,800,000,000`.
#[must_use]
pub fn print_grouped(amount: Amount) -> String {
    let plain = print(amount);
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
    let mut out = String::from(sign);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Product, or none where it would overflow.
#[must_use]
pub fn times(a: Amount, b: Amount) -> Option<Amount> {
    a.checked_mul(&b)
}

/// Sum, or none where it would overflow.
#[must_use]
pub fn plus(a: Amount, b: Amount) -> Option<Amount> {
    a.checked_add(&b)
}

/// As a float, for ratios and messages only.
#[must_use]
pub fn approximately(amount: Amount) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a ratio shown to people")]
    let quotient = *amount.numer() as f64 / *amount.denom() as f64;
    quotient
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_and_too_long_ones_refused() {
        assert_eq!(decimal("0.1"), Some(Amount::new(1, 10)));
        assert_eq!(decimal(&"9".repeat(31)), None);
        assert_eq!(times(Amount::from(i128::MAX), Amount::from(2)), None);
    }

    #[test]
    fn amounts_print_as_people_write_them() {
        assert_eq!(print(Amount::new(1, 3)), "0.333333333333");
        assert_eq!(print(Amount::from(-5)), "-5");
        assert_eq!(print_grouped(Amount::new(11_735_000, 10)), "1,173,500");
    }

    #[test]
    fn dates_print_as_edtf_or_timex() {
        let date = Date { month: Some(2), day: Some(16), ..Date::default() };
        assert_eq!(date.timex(), "XXXX-02-16");
        assert_eq!(Date { weekday: Some(1), ..Date::default() }.timex(), "XXXX-WXX-1");
        assert_eq!(
            Date { year: Some(1990), part: Some(DatePart::Decade), ..Date::default() }.timex(),
            "199X"
        );
        assert_eq!(Date { relative: Some((Period::Week, -1)), ..Date::default() }.timex(), "-P1W");
    }
}
