//! Rule-based number formats: spells numbers in words.

use std::collections::BTreeMap;

use serde_json::Value;

use super::members;
use crate::table::push_new;

/// How deep rules may call one another.
const DEEPEST: usize = 40;

/// The rule sets of a language.
pub struct Rules {
    sets: BTreeMap<String, Vec<Rule>>,
}

struct Rule {
    base: u64,
    divisor: u64,
    body: Vec<char>,
}

impl Rules {
    /// The rule sets below `SpelloutRules`.
    pub fn read(sets: &Value) -> Rules {
        let list = |rules: &Value| -> Vec<Rule> {
            let pairs = rules.as_array().into_iter().flatten();
            pairs.filter_map(|pair| rule(pair[0].as_str()?, pair[1].as_str()?)).collect()
        };
        Rules { sets: members(sets).map(|(name, rules)| (name.clone(), list(rules))).collect() }
    }

    /// The public rule sets whose names start with one of the words.
    pub fn named(&self, starts: &[&str]) -> Vec<&str> {
        let is_asked =
            |name: &&str| starts.iter().any(|start| name.starts_with(start)) && !name.ends_with("-year");
        self.sets.keys().map(String::as_str).filter(is_asked).collect()
    }

    /// The spellings of a number; more than one where a word depends on the plural, none where it is in digits.
    pub fn spell(&self, set: &str, number: u64) -> Vec<String> {
        self.spell_at(set, number, 0).unwrap_or_default()
    }

    fn spell_at(&self, set: &str, number: u64, depth: usize) -> Option<Vec<String>> {
        if depth > DEEPEST {
            return None;
        }
        let rules = self.sets.get(set)?;
        let mut chosen = rules.iter().rposition(|rule| rule.base <= number)?;
        let rule = &rules[chosen];
        let has_rest = rule.body.contains(&'→');
        if has_rest && number.is_multiple_of(rule.divisor) && !rule.base.is_multiple_of(rule.divisor) {
            chosen = chosen.checked_sub(1)?;
        }
        let rule = &rules[chosen];
        self.body(set, &rule.body, number, rule.divisor, depth + 1)
    }

    fn body(&self, set: &str, body: &[char], number: u64, divisor: u64, depth: usize) -> Option<Vec<String>> {
        let mut spellings = vec![String::new()];
        let mut rest = body;
        while let Some((&first, after)) = rest.split_first() {
            let (parts, left) = match first {
                '[' => {
                    let (inner, left) = until(after, "]")?;
                    let parts = if number.is_multiple_of(divisor) {
                        vec![String::new()]
                    } else {
                        self.body(set, inner, number, divisor, depth)?
                    };
                    (parts, left)
                }
                '←' | '→' | '=' => {
                    let (name, left) = until(after, &first.to_string())?;
                    let name: String = name.iter().collect();
                    let value = match first {
                        '←' => number / divisor,
                        '→' => number % divisor,
                        _ => number,
                    };
                    let name = if name.is_empty() { set } else { name.as_str() };
                    (self.spell_at(name, value, depth + 1)?, left)
                }
                '$' => {
                    let (plural, left) = until(after, ")$")?;
                    (alternatives(&plural.iter().collect::<String>()), left)
                }
                literal => (vec![literal.to_string()], after),
            };
            let mut longer = Vec::new();
            for spelling in &spellings {
                parts.iter().for_each(|part| push_new(&mut longer, format!("{spelling}{part}")));
            }
            if parts.iter().any(|part| !part.is_empty()) {
                spellings = longer;
            }
            rest = left;
        }
        Some(spellings)
    }
}

/// A rule from its base value, which may name a radix (`100000/1000`), and its body; none for `-x`, `x.x` and others.
fn rule(base: &str, body: &str) -> Option<Rule> {
    let lowered = base.chars().rev().take_while(|&c| c == '>').count() as u32;
    let (base, radix) =
        base.trim_end_matches('>').split_once('/').unwrap_or((base.trim_end_matches('>'), "10"));
    let (base, radix) = (base.parse::<u64>().ok()?, radix.parse::<u64>().ok()?);
    let exponent = base.checked_ilog(radix).unwrap_or(0).saturating_sub(lowered);
    let body = body.strip_suffix(';').unwrap_or(body);
    let body = body.strip_prefix('\'').unwrap_or(body).chars().collect();
    Some(Rule { base, divisor: radix.checked_pow(exponent)?, body })
}

/// What stands before a mark, and what after it.
fn until<'a>(text: &'a [char], mark: &str) -> Option<(&'a [char], &'a [char])> {
    let mark: Vec<char> = mark.chars().collect();
    let end = text.windows(mark.len()).position(|window| window == mark)?;
    Some((&text[..end], &text[end + mark.len()..]))
}

/// The words of a plural choice: `(cardinal,one{milhão}other{milhões}`.
fn alternatives(choice: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in choice.split('}') {
        if let Some((_, word)) = part.split_once('{') {
            push_new(&mut words, word);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn english() -> Rules {
        Rules::read(&json!({
            "%spellout-cardinal": [
                ["-x", "minus →→;"], ["x.x", "←← point →→;"], ["0", "zero;"], ["1", "one;"], ["2", "two;"], ["3", "three;"],
                ["20", "twenty[-→→];"], ["100", "←← hundred[ →→];"], ["1000", "←← thousand[ →→];"],
                ["1000000", "=#,##0=;"]],
            "%%tieth": [["0", "tieth;"], ["1", "ty-=%spellout-ordinal=;"]],
            "%spellout-ordinal": [["1", "first;"], ["2", "second;"], ["20", "twen→%%tieth→;"]],
            "%spellout-numbering-year": [["0", "=%spellout-cardinal=;"]],
        }))
    }

    #[test]
    fn numbers_are_spelled() {
        let rules = english();
        assert_eq!(rules.spell("%spellout-cardinal", 0), ["zero"]);
        assert_eq!(rules.spell("%spellout-cardinal", 20), ["twenty"]);
        assert_eq!(rules.spell("%spellout-cardinal", 2_321), ["two thousand three hundred twenty-one"]);
        assert_eq!(rules.spell("%spellout-ordinal", 20), ["twentieth"]);
        assert_eq!(rules.spell("%spellout-ordinal", 21), ["twenty-first"]);
    }

    #[test]
    fn a_number_in_digits_has_no_spelling() {
        assert!(english().spell("%spellout-cardinal", 1_000_000).is_empty());
        assert!(english().spell("%no-such-set", 1).is_empty());
    }

    #[test]
    fn years_and_private_sets_are_not_asked_for() {
        assert_eq!(english().named(&["%spellout-cardinal", "%spellout-numbering"]), ["%spellout-cardinal"]);
    }

    #[test]
    fn every_word_of_a_plural_choice_is_a_spelling() {
        let rules = Rules::read(&json!({"%spellout-cardinal": [
            ["1", "um;"], ["2", "dois;"], ["1000000", "←← $(cardinal,one{milhão}other{milhões})$[ →→];"]]}));
        assert_eq!(rules.spell("%spellout-cardinal", 2_000_000), ["dois milhão", "dois milhões"]);
    }

    #[test]
    fn a_rule_that_needs_a_rest_gives_way_to_the_one_before() {
        let rules = Rules::read(&json!({"%spellout-cardinal": [
            ["1", "uno;"], ["100", "cien;"], ["101", "ciento →→;"]]}));
        assert_eq!(rules.spell("%spellout-cardinal", 100), ["cien"]);
        assert_eq!(rules.spell("%spellout-cardinal", 101), ["ciento uno"]);
    }

    #[test]
    fn a_radix_sets_the_divisor() {
        assert_eq!(rule("100000/1000", "x;").map(|rule| rule.divisor), Some(1000));
        assert_eq!(rule("80/20", "x;").map(|rule| rule.divisor), Some(20));
        assert_eq!(rule("0", "x;").map(|rule| rule.divisor), Some(1));
        assert!(rule("x.x", "x;").is_none());
    }
}
