//! Number symbols, compact number words, months, weekdays, day periods, the order of a date.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::Value;

use super::{Cldr, at, members, text};
use crate::Language;
use crate::table::{Table, plain, push_new, string, strings};

/// `[numbers]`
pub fn numbers(cldr: &Cldr, language: &Language, table: &mut Table) -> Result<()> {
    let numbers = cldr.locale("cldr-numbers-full", language.code, "numbers", "/numbers")?;
    let symbols = at(&numbers, &format!("/symbols-numberSystem-{}", numbering_system(&numbers)))?;
    let mut minus = vec!["-".to_string(), "−".to_string()];
    push_new(&mut minus, plain(text(&symbols["minusSign"])));
    let mut percent = Vec::new();
    push_new(&mut percent, plain(text(&symbols["percentSign"])));
    push_new(&mut percent, "%");
    for long in cldr.locales("cldr-units-full", language, "units", "/units/long/concentr-percent")? {
        for pattern in super::forms::patterns(&long) {
            push_new(&mut percent, pattern.to_lowercase());
        }
    }
    table.section("numbers");
    table.entry("decimal", &string(text(&symbols["decimal"])));
    table.entry("group", &string(text(&symbols["group"])));
    table.entry("minus", &strings(&minus));
    table.entry("percent", &strings(&percent));
    Ok(())
}

fn numbering_system(numbers: &Value) -> &str {
    text(&numbers["defaultNumberingSystem"])
}

/// `[compact]`: words in lower case, signs as written, each with its power of ten.
pub fn compact(cldr: &Cldr, language: &Language, table: &mut Table) -> Result<()> {
    let mut found = BTreeMap::new();
    for numbers in cldr.locales("cldr-numbers-full", language, "numbers", "/numbers")? {
        let formats = &numbers[format!("decimalFormats-numberSystem-{}", numbering_system(&numbers))];
        for style in ["long", "short"] {
            for (key, pattern) in members(&formats[style]["decimalFormat"]) {
                if let Some((word, value)) = compact_pattern(key, text(pattern)) {
                    let word = if style == "long" { word.to_lowercase() } else { word };
                    found.entry(word).or_insert(value);
                }
            }
        }
    }
    table.section("compact");
    by_value(found).iter().for_each(|(word, value)| table.entry(word, &value.to_string()));
    Ok(())
}

/// What stands beside the digits, and its value: `10000-count-other: 00 thousand` → thousand, 1000.
fn compact_pattern(key: &str, pattern: &str) -> Option<(String, u64)> {
    let amount: u64 = key.split('-').next()?.parse().ok()?;
    let pattern = pattern.split(';').next()?;
    let digits = pattern.matches('0').count();
    let word = plain(&pattern.replace(['0', '\''], ""));
    (digits > 0 && !word.is_empty()).then(|| (word, amount / 10u64.pow(digits as u32 - 1)))
}

/// Words in the order of their values.
pub fn by_value(words: BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut words: Vec<_> = words.into_iter().collect();
    words.sort_by_key(|(word, value)| (*value, word.clone()));
    words
}

/// `[months]`, `[weekdays]`, `[periods]` and `[dates]`
pub fn calendar(cldr: &Cldr, language: &Language, table: &mut Table) -> Result<()> {
    let pointer = "/dates/calendars/gregorian";
    let calendars = cldr.locales("cldr-dates-full", language, "ca-gregorian", pointer)?;
    let months = (1..=12).map(|month| month.to_string());
    table.section("months");
    table.lines("names", months.map(|month| strings(&forms(&calendars, "months", &[&month]))));
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    table.section("weekdays");
    table.lines("names", days.map(|day| strings(&forms(&calendars, "days", &[day]))));
    table.section("periods");
    table.entry("am", &strings(&forms(&calendars, "dayPeriods", &["am", "am-alt-variant"])));
    table.entry("pm", &strings(&forms(&calendars, "dayPeriods", &["pm", "pm-alt-variant"])));
    table.section("dates");
    table.entry("order", &string(&date_order(text(&calendars[0]["dateFormats"]["short"]))));
    Ok(())
}

/// The distinct wide and abbreviated forms, in a date and on their own.
fn forms(calendars: &[Value], kind: &str, keys: &[&str]) -> Vec<String> {
    let mut forms = Vec::new();
    for calendar in calendars {
        for (width, context) in [
            ("wide", "format"),
            ("wide", "stand-alone"),
            ("abbreviated", "format"),
            ("abbreviated", "stand-alone"),
        ] {
            for key in keys {
                push_new(&mut forms, plain(text(&calendar[kind][context][width][key])));
            }
        }
    }
    forms
}

/// The order of day, month and year in a short date: `dd/MM/y` → dmy.
fn date_order(pattern: &str) -> String {
    let mut order = String::new();
    for c in pattern.chars() {
        let field = match c {
            'd' => 'd',
            'M' | 'L' => 'm',
            'y' | 'u' | 'r' => 'y',
            _ => continue,
        };
        if !order.contains(field) {
            order.push(field);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compact_word_has_the_value_of_one() {
        assert_eq!(compact_pattern("10000-count-other", "00 thousand"), Some(("thousand".into(), 1_000)));
        assert_eq!(compact_pattern("1000000-count-one", "0 Mio'.'"), Some(("Mio.".into(), 1_000_000)));
        let crore = compact_pattern("1000000000000-count-one", "0\u{202f}lakh\u{202f}crore");
        assert_eq!(crore, Some(("lakh crore".into(), 1_000_000_000_000)));
        assert_eq!(compact_pattern("1000-count-one", "0"), None);
    }

    #[test]
    fn the_order_of_a_date_is_read_off_its_pattern() {
        assert_eq!(date_order("M/d/yy"), "mdy");
        assert_eq!(date_order("dd.MM.y"), "dmy");
        assert_eq!(date_order("y年M月d日"), "ymd");
    }
}
