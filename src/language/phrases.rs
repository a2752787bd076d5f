//! Phrases of a language, looked up while a text is scanned.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::span::Span;
use crate::token::{Case, Token, normal_form, pieces};

/// Phrases of one or more words, found by their first.
#[derive(Debug)]
pub struct Phrases<T> {
    pub(super) by_first: FxHashMap<CompactString, Vec<(Vec<CompactString>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default() }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase; letters with a case count where `exact`.
    pub(super) fn insert(&mut self, phrase: &str, exact: bool, value: T) {
        let mut words = Vec::new();
        pieces(phrase, Span::new(0, phrase.len()), |span, _| {
            let word = span.of(phrase);
            words.push(if exact { CompactString::from(word) } else { normal_form(word).0 });
        });
        if words.is_empty() {
            return;
        }
        let list = self.by_first.entry(words.remove(0)).or_default();
        let at = list.partition_point(|(rest, _)| rest.len() >= words.len());
        if !list.iter().any(|(rest, _)| *rest == words) {
            list.insert(at, (words, value));
        }
    }

    /// The longest phrase that begins at `tokens[at]`: how many tokens it takes, and what it stands for.
    pub fn longest<'a>(&'a self, text: &str, tokens: &[Token], at: usize) -> Option<(usize, &'a T)> {
        let first = tokens.get(at)?;
        let exact = self.by_first.get(first.text(text));
        let folded = if first.case == Case::Lower { None } else { self.by_first.get(&first.norm) };
        let list = |list: &'a Vec<(Vec<CompactString>, T)>| {
            list.iter().find(|(rest, _)| {
                rest.len() < tokens.len() - at
                    && rest
                        .iter()
                        .zip(&tokens[at + 1..])
                        .all(|(word, token)| *word == token.norm || word == token.text(text))
            })
        };
        let found = exact
            .and_then(list)
            .or_else(|| folded.and_then(list))
            .or_else(|| self.by_first.get(&first.norm).and_then(list))?;
        Some((found.0.len() + 1, &found.1))
    }

    /// What a single word in normal form stands for.
    #[must_use]
    pub fn word(&self, word: &str) -> Option<&T> {
        // The longest come first, a word alone last.
        self.by_first.get(word)?.last().filter(|(rest, _)| rest.is_empty()).map(|(_, value)| value)
    }

    /// What a whole phrase in normal form stands for.
    #[must_use]
    pub fn get(&self, words: &[CompactString]) -> Option<&T> {
        let (first, rest) = words.split_first()?;
        self.by_first.get(first)?.iter().find(|(words, _)| words == rest).map(|(_, value)| value)
    }

    pub(super) fn firsts(&self) -> impl Iterator<Item = &CompactString> {
        self.by_first.keys()
    }
}
