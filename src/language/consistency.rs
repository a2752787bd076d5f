//! Words by which a text says one thing in two ways: rises and falls, sums and their parts, shares of a whole, ages.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::data;
use super::phrases::Phrases;
use crate::token::normal_form;

/// What a small word or phrase before a figure makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Figure {
    /// Something came from it.
    From,
    /// Something went to it.
    To,
    /// It was the last of its day.
    Closing,
    /// It is the sum of what stands before it.
    Sum,
    /// It is what remains of a whole.
    Rest,
    /// It is an age.
    Age,
}

/// The tables of one language.
#[derive(Default)]
pub(crate) struct Consistency {
    /// True for going up.
    trends: FxHashMap<CompactString, bool>,
    levels: Phrases<bool>,
    surplus: [Vec<CompactString>; 2],
    before: Phrases<Figure>,
    sums_behind: Phrases<()>,
    parts: Phrases<()>,
    wholes: FxHashSet<CompactString>,
    years: Phrases<()>,
}

impl Consistency {
    pub(super) fn new(data: &data::Consistency) -> Self {
        let mut out = Self::default();
        for (words, up) in [(&data.rising, true), (&data.falling, false)] {
            out.trends.extend(words.iter().map(|word| (normal_form(word).0, up)));
        }
        for (above, phrases) in [true, false].into_iter().zip(&data.levels) {
            phrases.iter().for_each(|phrase| out.levels.insert(phrase, false, above));
        }
        out.surplus =
            data.surplus.each_ref().map(|words| words.iter().map(|word| normal_form(word).0).collect());
        for (phrases, figure) in [
            (&data.from, Figure::From),
            (&data.to, Figure::To),
            (&data.closing, Figure::Closing),
            (&data.sums, Figure::Sum),
            (&data.rest, Figure::Rest),
            (&data.aged, Figure::Age),
        ] {
            phrases.iter().for_each(|phrase| out.before.insert(phrase, false, figure));
        }
        for (phrases, table) in [
            (&data.sums_behind, &mut out.sums_behind),
            (&data.parts, &mut out.parts),
            (&data.years, &mut out.years),
        ] {
            phrases.iter().for_each(|phrase| table.insert(phrase, false, ()));
        }
        out.wholes = data.wholes.iter().map(|word| normal_form(word).0).collect();
        out
    }

    /// Whether a word says that something goes up or down; none where it says neither.
    pub fn trend(&self, word: &str) -> Option<bool> {
        self.trends.get(word).copied()
    }

    /// *above*, *short of*: true for above.
    pub const fn levels(&self) -> &Phrases<bool> {
        &self.levels
    }

    /// Right behind a figure: whether it is so much more or so much less.
    pub fn surplus(&self, word: &CompactString) -> Option<bool> {
        let [more, less] = &self.surplus;
        more.contains(word).then_some(true).or_else(|| less.contains(word).then_some(false))
    }

    /// What the phrases that stand before a figure make of it.
    pub const fn before(&self) -> &Phrases<Figure> {
        &self.before
    }

    /// Behind a sum: *in total*.
    pub const fn sums_behind(&self) -> &Phrases<()> {
        &self.sums_behind
    }

    /// *including*: what follows is not all of it.
    pub const fn parts(&self) -> &Phrases<()> {
        &self.parts
    }

    /// Between a figure and the one who is so old: *-year-old*.
    pub const fn years(&self) -> &Phrases<()> {
        &self.years
    }

    /// *voters*: the shares beside it are shares of one whole.
    pub fn is_whole(&self, word: &str) -> bool {
        self.wholes.contains(word)
    }
}
