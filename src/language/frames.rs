//! Words around a figure that say what it is of: limits, what is kept or goes, sooner or later, parts of a year.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::phrases::Phrases;
use crate::fact::Bound;
use crate::token::{key, normal_form};

type Words = Vec<String>;

/// `[grammar.frames]` of `language/<code>.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FrameData {
    at_most: Words,
    at_least: Words,
    at_most_behind: Words,
    at_least_behind: Words,
    at_most_nouns: Words,
    at_least_nouns: Words,
    sooner: Words,
    later: Words,
    keeping: Words,
    parting: Words,
    excepting: Words,
    sole: Words,
    comparing: Words,
    below_zero: Words,
    year_parts: BTreeMap<String, (i8, i8)>,
}

/// The same, ready for use.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    /// Right before a figure, a limit by a verb: *capped at*, *starts at*;
    pub limits: Phrases<Bound>,
    /// and behind what is counted: *auf 30 Schüler begrenzt*.
    pub limits_behind: Phrases<Bound>,
    /// *the ceiling is*: a noun that a verb and a figure follow.
    pub limits_named: Phrases<Bound>,
    /// Near a length of time by which something was moved: true for *pushed back*, false for *brought forward*.
    pub moves: Phrases<bool>,
    /// Near a part of a whole: true for *keep*, false for *cut*.
    pub keeping: Phrases<bool>,
    /// Behind a negation, or a word for all: *nobody except*.
    pub excepting: Phrases<()>,
    /// *only*, *alone*: what is said holds for nothing else; by their numbers.
    pub sole: Vec<u64>,
    /// Behind a fraction that something is of another: *as much*.
    pub comparing: Phrases<()>,
    /// Behind a temperature: *below zero*.
    pub below_zero: Phrases<()>,
    /// *early*, *at the end of*: right before a year, its first and last month.
    pub year_parts: Phrases<(i8, i8)>,
}

impl FrameData {
    /// Ready for use.
    pub fn read(&self) -> Frames {
        Frames {
            limits: phrases([(&self.at_most, Bound::AtMost), (&self.at_least, Bound::AtLeast)]),
            limits_behind: phrases([
                (&self.at_most_behind, Bound::AtMost),
                (&self.at_least_behind, Bound::AtLeast),
            ]),
            limits_named: phrases([
                (&self.at_most_nouns, Bound::AtMost),
                (&self.at_least_nouns, Bound::AtLeast),
            ]),
            moves: phrases([(&self.sooner, false), (&self.later, true)]),
            keeping: phrases([(&self.keeping, true), (&self.parting, false)]),
            excepting: phrases([(&self.excepting, ())]),
            sole: self.sole.iter().map(|word| key(&normal_form(word).0)).collect(),
            comparing: phrases([(&self.comparing, ())]),
            below_zero: phrases([(&self.below_zero, ())]),
            year_parts: {
                let mut parts = Phrases::default();
                self.year_parts.iter().for_each(|(phrase, months)| parts.insert(phrase, false, *months));
                parts
            },
        }
    }
}

/// Lists of phrases, each with what it stands for.
fn phrases<'a, T: Copy>(lists: impl IntoIterator<Item = (&'a Words, T)>) -> Phrases<T> {
    let mut phrases = Phrases::default();
    for (list, value) in lists {
        list.iter().for_each(|phrase| phrases.insert(phrase, false, value));
    }
    phrases
}
