//! Forms of words: what a word may be a form of, and which words are no names by themselves.

use std::cell::RefCell;

use super::super::memory::Memory;
use super::{Language, without_ending};

impl Language {
    /// A form of a common word, which the list has by its base only: *citing*, *evaluated*.
    #[must_use]
    pub(crate) fn stems_common(&self, norm: &str) -> bool {
        thread_local! {
            static MEMORY: RefCell<Memory<bool>> = RefCell::default();
        }
        let common = |word: &str| self.common.contains(word);
        Memory::recall(&MEMORY, self, norm, || common(&self.stem(norm)) || self.inflects(norm, common))
    }

    /// A word of the language that is no name by itself: in the dictionary, a form of such a word, or its negation.
    #[must_use]
    pub(crate) fn is_ordinary(&self, norm: &str) -> bool {
        thread_local! {
            static MEMORY: RefCell<Memory<bool>> = RefCell::default();
        }
        Memory::recall(&MEMORY, self, norm, || self.look_up_ordinary(norm))
    }

    fn look_up_ordinary(&self, norm: &str) -> bool {
        let known = |word: &str| self.common.contains(word) || self.in_dictionary(word);
        let form = |word: &str| known(word) || word.len() > 5 && self.inflects(word, known);
        norm.len() > 3 && form(norm)
            || self.negative_prefixes.iter().any(|prefix| {
                norm.strip_prefix(prefix.as_str()).is_some_and(|rest| rest.len() > 4 && form(rest))
            })
    }

    /// The word itself, and what it may be a form of: the irregular form's base, and what regular endings leave.
    pub(in crate::language) fn dictionary_forms(&self, norm: &str, mut each: impl FnMut(&str)) {
        each(norm);
        if let Some(base) = self.irregular(norm) {
            each(base);
        }
        for (ending, base) in &self.inflections {
            if let Some(stem) = without_ending(norm, ending).filter(|stem| stem.len() > 1) {
                each(&format!("{stem}{base}"));
            }
        }
    }

    /// A regular form of the word, both in normal form: *zahlte* of *zahlen*.
    pub(crate) fn is_form_of(&self, norm: &str, word: &str) -> bool {
        self.inflects(norm, |base| base == word)
    }

    /// A regular form of a word that `known` knows.
    fn inflects(&self, norm: &str, known: impl Fn(&str) -> bool) -> bool {
        self.inflections.iter().any(|(ending, base)| {
            without_ending(norm, ending).is_some_and(|stem| stem.len() > 2 && known(&format!("{stem}{base}")))
        })
    }
}
