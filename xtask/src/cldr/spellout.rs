//! Number words: cardinals, multipliers, ordinals, read off the spellings of chosen numbers.

use std::collections::BTreeMap;

use anyhow::Result;

use super::rbnf::Rules;
use super::{Cldr, at, formats};
use crate::Language;
use crate::table::{Table, name, plain};

/// The largest power of ten that is spelled.
const LARGEST: u32 = 17;

type Words = BTreeMap<String, u64>;

/// `[spellout]`
pub fn spellout(cldr: &Cldr, language: &Language, table: &mut Table) -> Result<()> {
    let data = cldr.json("cldr-rbnf", &format!("rbnf/{}.json", language.code))?;
    let words = NumberWords::read(&Rules::read(at(&data, "/rbnf/rbnf/SpelloutRules")?));
    table.section("spellout");
    for (kind, words) in
        [("cardinals", words.cardinals), ("multipliers", words.multipliers), ("ordinals", words.ordinals)]
    {
        let pairs = formats::by_value(words).into_iter();
        let pairs: Vec<_> = pairs.map(|(word, value)| format!("{} = {value}", name(&word))).collect();
        table.entry(kind, &format!("{{ {} }}", pairs.join(", ")).replace("{  }", "{}"));
    }
    Ok(())
}

/// The words numbers are made of.
#[derive(Default)]
struct NumberWords {
    cardinals: Words,
    multipliers: Words,
    ordinals: Words,
}

impl NumberWords {
    fn read(rules: &Rules) -> NumberWords {
        let mut words = NumberWords::default();
        let cardinals = rules.named(&["%spellout-cardinal", "%spellout-numbering"]);
        let ordinals = rules.named(&["%spellout-ordinal"]);
        for (number, text) in spellings(rules, &cardinals, 0..100) {
            if tokens(&text).len() == 1 || is_compound(&text) {
                words.cardinals.entry(plain(&text)).or_insert(number);
            }
        }
        for exponent in 1..=LARGEST {
            words.read_power(rules, &cardinals, exponent);
        }
        for (number, text) in spellings(rules, &cardinals, 0..100) {
            if is_hyphenated(&text) && words.value(&tokens(&text)) != Some(number) {
                words.cardinals.entry(plain(&text)).or_insert(number);
            }
        }
        let powers = (2..=LARGEST).map(|exponent| 10u64.pow(exponent));
        for (number, text) in spellings(rules, &ordinals, (0..100).chain(powers)) {
            words.read_ordinal(number, &text);
        }
        words
    }

    /// One to nine of a power of ten, with one more and without: what is left of the spelling is the multiplier.
    fn read_power(&mut self, rules: &Rules, sets: &[&str], exponent: u32) {
        let unit = 10u64.pow(exponent);
        for (count, rest) in (1..=9).flat_map(|count| [(count, 0), (count, 1)]) {
            for (_, text) in spellings(rules, sets, [count * unit + rest]) {
                let mut left = tokens(&text);
                if rest > 0 && !self.take(&mut left, rest) {
                    continue;
                }
                let counted = self.take(&mut left, count);
                let [word] = left.as_slice() else { continue };
                if self.knows(word) {
                    continue;
                }
                if counted || count == 1 {
                    self.multipliers.insert(word.clone(), unit);
                } else if rest == 0 {
                    self.cardinals.insert(word.clone(), count * unit);
                }
            }
        }
    }

    fn read_ordinal(&mut self, number: u64, text: &str) {
        let mut left = tokens(text);
        let whole = left.len() == 1 || is_compound(text);
        if !whole && number >= 100 {
            self.take(&mut left, 1);
        }
        let word = match left.as_slice() {
            _ if whole => plain(text),
            [word] => word.clone(),
            _ if is_hyphenated(text) && self.ordinal_value(&left) != Some(number) => plain(text),
            _ => return,
        };
        if !self.knows(&word) {
            self.ordinals.entry(word).or_insert(number);
        }
    }

    fn knows(&self, word: &str) -> bool {
        self.cardinals.contains_key(word) || self.multipliers.contains_key(word)
    }

    /// Takes the word of a cardinal out of the list.
    fn take(&self, words: &mut Vec<String>, number: u64) -> bool {
        let found = words.iter().position(|word| self.cardinals.get(word) == Some(&number));
        found.map(|position| words.remove(position)).is_some()
    }

    /// What the words come to when they are added up, and multiplied where one is a multiplier.
    fn value(&self, words: &[String]) -> Option<u64> {
        let (mut total, mut current) = (0u64, 0u64);
        for word in words {
            if let Some(cardinal) = self.cardinals.get(word) {
                current = current.checked_add(*cardinal)?;
            } else if let Some(multiplier) = self.multipliers.get(word) {
                total = total.checked_add(current.max(1).checked_mul(*multiplier)?)?;
                current = 0;
            }
        }
        total.checked_add(current)
    }

    /// The same, where the last word is an ordinal.
    fn ordinal_value(&self, words: &[String]) -> Option<u64> {
        let (last, before) = words.split_last()?;
        self.value(before)?.checked_add(*self.ordinals.get(last)?)
    }
}

/// Numbers with their spellings in every set, in lower case.
fn spellings<'a>(
    rules: &'a Rules,
    sets: &'a [&str],
    numbers: impl IntoIterator<Item = u64> + 'a,
) -> impl Iterator<Item = (u64, String)> + 'a {
    let all = move |number| {
        sets.iter().flat_map(move |set| rules.spell(set, number)).map(move |text| (number, text))
    };
    numbers.into_iter().flat_map(all).map(|(number, text)| (number, text.to_lowercase()))
}

/// The parts of a spelling: words, parts of hyphenated words and of compounds, characters of scripts without spaces.
fn tokens(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| c.is_whitespace() || c == '-' || c == '\u{AD}');
    let parts: Vec<String> =
        parts.map(|part| part.trim_matches(',').to_string()).filter(|it| !it.is_empty()).collect();
    match parts.as_slice() {
        [one] if one.chars().all(is_ideograph) => one.chars().map(String::from).collect(),
        _ => parts,
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// Written as one word, though its parts are marked: *ein\u{AD}und\u{AD}zwanzig*.
fn is_compound(text: &str) -> bool {
    text.contains('\u{AD}') && !text.contains([' ', '-'])
}

fn is_hyphenated(text: &str) -> bool {
    text.contains('-') && !text.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn words(rules: serde_json::Value) -> NumberWords {
        NumberWords::read(&Rules::read(&rules))
    }

    #[test]
    fn words_of_english() {
        let words = words(json!({
            "%spellout-cardinal": [
                ["0", "zero;"], ["1", "one;"], ["2", "two;"], ["3", "=#,##0=;"], ["20", "twenty[-→→];"], ["30", "=#,##0=;"],
                ["100", "←← hundred[ →→];"], ["1000", "←← thousand[ →→];"], ["1000000", "=#,##0=;"]],
            "%%th": [["0", "th;"], ["1", "' =%spellout-ordinal=;"]],
            "%%tieth": [["0", "tieth;"], ["1", "ty-=%spellout-ordinal=;"]],
            "%spellout-ordinal": [["0", "zeroth;"], ["1", "first;"], ["2", "second;"], ["3", "=#,##0=;"],
                ["20", "twen→%%tieth→;"], ["30", "=#,##0=;"], ["100", "←%spellout-cardinal← hundred→%%th→;"],
                ["1000", "=#,##0=;"]],
        }));
        let cardinals: Vec<_> = words.cardinals.iter().map(|(word, value)| (word.as_str(), *value)).collect();
        assert_eq!(cardinals, [("one", 1), ("twenty", 20), ("two", 2), ("zero", 0)]);
        assert_eq!(words.multipliers, Words::from([("hundred".into(), 100), ("thousand".into(), 1000)]));
        let ordinals: Vec<_> = words.ordinals.iter().map(|(word, value)| (word.as_str(), *value)).collect();
        assert_eq!(
            ordinals,
            [("first", 1), ("hundredth", 100), ("second", 2), ("twentieth", 20), ("zeroth", 0)]
        );
    }

    #[test]
    fn a_hyphenated_number_that_does_not_add_up_is_a_word_of_its_own() {
        let words = words(json!({"%spellout-cardinal": [
            ["0", "zéro;"], ["1", "un;"], ["2", "deux;"], ["3", "=#,##0=;"], ["4", "quatre;"], ["5", "=#,##0=;"],
            ["20", "vingt[-→→];"], ["30", "=#,##0=;"], ["80", "quatre-vingts;"], ["81", "quatre-vingt-→→;"],
            ["83", "=#,##0=;"], ["100", "cent[ →→];"], ["200", "←← cent[ →→];"], ["300", "=#,##0=;"]]}));
        assert_eq!(words.cardinals.get("quatre-vingts"), Some(&80));
        assert_eq!(words.cardinals.get("quatre-vingt-deux"), Some(&82));
        assert_eq!(words.cardinals.get("vingt-deux"), None);
        assert_eq!(words.multipliers.get("cent"), Some(&100));
    }

    #[test]
    fn a_multiplier_may_have_another_form_before_a_rest() {
        let words = words(json!({"%spellout-cardinal": [
            ["0", "cero;"], ["1", "uno;"], ["2", "=#,##0=;"], ["100", "cien;"], ["101", "ciento →→;"],
            ["200", "doscientos[ →→];"], ["300", "=#,##0=;"]]}));
        assert_eq!(words.multipliers, Words::from([("cien".into(), 100), ("ciento".into(), 100)]));
        assert_eq!(words.cardinals.get("doscientos"), Some(&200));
    }

    #[test]
    fn a_compound_is_one_word() {
        let words = words(json!({"%spellout-cardinal": [
            ["0", "null;"], ["1", "ein;"], ["2", "zwei;"], ["3", "=#,##0=;"], ["20", "[→→\u{AD}und\u{AD}]zwanzig;"],
            ["30", "=#,##0=;"], ["100", "←←\u{AD}hundert[\u{AD}→→];"], ["1000", "=#,##0=;"]]}));
        assert_eq!(words.cardinals.get("zweiundzwanzig"), Some(&22));
        assert_eq!(words.multipliers.get("hundert"), Some(&100));
    }
}
