//! Kinds of fact that a rule file defines: a pattern, what of it is the value, and how values are made alike.

use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use compact_str::CompactString;
use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;

use super::value::parse_rational;
use super::{Fact, Kind, Unit, Value};
use crate::document::Document;
use crate::finding::Confidence;
use crate::span::Span;

/// The name of a kind of fact that a rule file defines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(&'static str);

impl Name {
    /// Each name is kept once, for as long as the program runs: a kind is a small value that is copied everywhere.
    ///
    /// ```
    /// use factdiff::fact::own::Name;
    /// assert_eq!(Name::new("ticker"), Name::new("ticker"));
    /// ```
    #[must_use]
    pub fn new(name: &str) -> Self {
        static NAMES: LazyLock<Mutex<BTreeSet<&'static str>>> = LazyLock::new(Mutex::default);
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = names.get(name) {
            return Self(known);
        }
        let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
        names.insert(kept);
        Self(kept)
    }

    /// As in the rule file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// What is done to a value before it is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Normalize {
    /// Runs of white space count as one space.
    #[default]
    Spaces,
    /// And capitals as small letters.
    LowerCase,
    /// Only the digits count.
    DigitsOnly,
    /// Only letters and digits count, capitals as small letters.
    LettersAndDigits,
    /// A decimal number, with commas or spaces between its thousands.
    Number,
}

/// A kind of fact that a rule file defines.
#[derive(Clone, Debug)]
pub struct Own {
    /// Its kind.
    pub kind: Kind,
    /// What it looks like.
    pub pattern: Regex,
    /// What of it is compared, as in `$country-$number`; unset, the group `value`, else the whole match.
    pub value: Option<String>,
    /// How values are made alike.
    pub normalize: Normalize,
}

impl Own {
    fn reading(&self, captures: &regex::Captures) -> Value {
        let text = match &self.value {
            Some(template) => {
                let mut text = String::new();
                captures.expand(template, &mut text);
                text
            }
            None => captures.name("value").or_else(|| captures.get(0)).map_or("", |m| m.as_str()).to_owned(),
        };
        let text = match self.normalize {
            Normalize::Spaces => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Normalize::LowerCase => text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase(),
            Normalize::DigitsOnly => text.chars().filter(char::is_ascii_digit).collect(),
            Normalize::LettersAndDigits => {
                text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
            }
            Normalize::Number => {
                let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
                match parse_rational(&plain) {
                    Some(amount) => return Value::Amount { amount, unit: Unit::One },
                    None => plain,
                }
            }
        };
        Value::Pattern(CompactString::from(text))
    }
}

/// Adds the facts of these kinds; what else was found inside one of them is no fact of its own.
pub(super) fn find(document: &Document, own: &[Own], facts: &mut Vec<Fact>) {
    let mut found: Vec<Fact> = Vec::new();
    for kind in own {
        for captures in kind.pattern.captures_iter(&document.text) {
            let Some(whole) = captures.name("value").or_else(|| captures.get(0)) else { continue };
            let span = Span::new(whole.start(), whole.end());
            let segment = document.segments.partition_point(|s| s.span.end <= span.start);
            let inside = document.segments.get(segment).filter(|s| s.span.overlaps(span));
            let Some(tokens) = inside.map(|s| s.tokens.clone()) else { continue };
            let first = document.tokens[tokens.clone()].partition_point(|t| t.span.end <= span.start);
            let last = document.tokens[tokens.clone()].partition_point(|t| t.span.start < span.end);
            found.push(Fact {
                kind: kind.kind,
                span,
                segment,
                tokens: (tokens.start + first, tokens.start + last),
                readings: vec![kind.reading(&captures)],
                approximate: false,
                bound: None,
                counted: None,
                rate: None,
                conversion: None,
                confidence: Confidence::High,
            });
        }
    }
    if found.is_empty() {
        return;
    }
    found.sort_by_key(|fact| fact.span);
    facts.retain(|fact| {
        let literal = fact.kind.is_numeric() || matches!(fact.kind, Kind::Name | Kind::Link);
        let from = found.partition_point(|own| own.span.end <= fact.span.start);
        !literal || !found[from..].iter().take(2).any(|own| own.span.contains(fact.span))
    });
    facts.append(&mut found);
}
