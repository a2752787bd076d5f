//! Offices and ranks that exclude each other: a governor is no mayor, and a deputy is not the minister.

use compact_str::CompactString;
use rustc_hash::FxHashSet;

use super::data;
use super::phrases::Phrases;
use super::wording::Syntax;
use crate::token::{Class, Token, normal_form};

/// An office, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Office {
    number: u16,
    deputy: bool,
}

/// The offices of one language.
#[derive(Debug, Default)]
pub(crate) struct Offices {
    /// What a phrase is called; nothing where it names no office: *general election*.
    phrases: Phrases<Option<u16>>,
    deputies: FxHashSet<CompactString>,
    /// What ministers are of, in phrases of three words or more: *exteriores*.
    departments: FxHashSet<CompactString>,
}

impl Offices {
    pub(super) fn new(data: &data::Offices) -> Self {
        let mut phrases = Phrases::default();
        data.idle.iter().for_each(|phrase| phrases.insert(phrase, false, None));
        for (number, words) in (0..).zip(&data.same) {
            for phrase in words {
                phrases.insert(phrase, phrase.chars().any(char::is_uppercase), Some(number));
            }
        }
        let named = data.same.iter().flatten().filter(|phrase| phrase.chars().all(|c| !c.is_uppercase()));
        let departments = named.flat_map(|phrase| phrase.split(' ').skip(2));
        let departments = departments.map(|word| normal_form(word).0).collect();
        Self {
            phrases,
            departments,
            deputies: data.deputies.iter().map(|word| normal_form(word).0).collect(),
        }
    }

    /// What somebody may be minister of, by a word in normal form.
    pub fn is_department(&self, norm: &str) -> bool {
        self.departments.contains(norm)
    }

    /// First words of all phrases, and those that may stand before one.
    pub fn firsts(&self) -> impl Iterator<Item = &CompactString> {
        self.phrases.firsts()
    }

    /// The offices that some tokens name, in order, each with its half-open range of tokens; a deputy's begins with the word
    /// that says so.
    pub fn named<'a>(
        &'a self,
        tokens: &'a [Token],
    ) -> impl Iterator<Item = ((usize, usize), Office)> + use<'a> {
        let (mut at, mut end) = (0, 0);
        std::iter::from_fn(move || {
            while at < tokens.len() {
                let found = tokens[at].class.has(Class::OFFICE).then(|| self.phrases.longest(tokens, at));
                let Some((length, number)) = found.flatten() else {
                    at += 1;
                    continue;
                };
                let from = at;
                at += length;
                // *the interior and justice ministers* hold two offices, of which one is cut short.
                let joins =
                    |at: usize| tokens.get(at).is_some_and(|token| token.syntax.any(Syntax::CONJUNCTION));
                let after_part = from > 0 && joins(from - 1) && end + 1 != from;
                let before_part = joins(at) && self.phrases.longest(tokens, at + 1).is_none();
                end = at;
                if let Some(number) = number.filter(|_| length == 1 || !after_part && !before_part) {
                    let before = self.deputy_before(tokens, from);
                    let office = Office { number, deputy: before.is_some() };
                    return Some(((before.unwrap_or(from), at), office));
                }
            }
            None
        })
    }

    /// Where *deputy* or *vice-* stands before an office.
    fn deputy_before(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        let before = if tokens[before].is("-") { before.checked_sub(1)? } else { before };
        self.deputies.contains(&tokens[before].norm).then_some(before)
    }
}
