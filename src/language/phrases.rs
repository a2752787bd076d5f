//! Phrases of a language, looked up while a text is scanned.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::span::Span;
use crate::token::{Token, key, normal_form, pieces};

/// Phrases of one or more words, found by their first.
#[derive(Debug)]
pub struct Phrases<T> {
    /// The longest come first.
    pub(super) by_first: FxHashMap<CompactString, Vec<Phrase<T>>>,
}

/// What stands behind the first word of a phrase, and what the phrase stands for.
#[derive(Debug)]
pub(super) struct Phrase<T> {
    rest: Vec<CompactString>,
    /// Stands for the second word; 0 where there is none.
    second: u64,
    value: T,
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
        let at = list.partition_point(|phrase| phrase.rest.len() >= words.len());
        if !list.iter().any(|phrase| phrase.rest == words) {
            let second = words.first().map_or(0, |word| key(word));
            list.insert(at, Phrase { rest: words, second, value });
        }
    }

    /// The longest phrase that begins at `tokens[at]`: how many tokens it takes, and what it stands for.
    pub fn longest<'a>(&'a self, text: &str, tokens: &[Token], at: usize) -> Option<(usize, &'a T)> {
        let first = tokens.get(at)?;
        let written = first.text(text);
        let exact = self.by_first.get(written);
        let folded = || if first.norm == written { None } else { self.by_first.get(&first.norm) };
        let list = |list: &'a Vec<Phrase<T>>| longest_of(list, text, &tokens[at + 1..]);
        exact.and_then(list).or_else(|| folded().and_then(list))
    }

    /// What a single word in normal form stands for.
    #[must_use]
    pub fn word(&self, word: &str) -> Option<&T> {
        // The longest come first, a word alone last.
        self.by_first.get(word)?.last().filter(|phrase| phrase.rest.is_empty()).map(|phrase| &phrase.value)
    }

    /// What a whole phrase in normal form stands for.
    #[must_use]
    pub fn get(&self, words: &[CompactString]) -> Option<&T> {
        let (first, rest) = words.split_first()?;
        self.by_first.get(first)?.iter().find(|phrase| phrase.rest == rest).map(|phrase| &phrase.value)
    }

    pub(super) fn firsts(&self) -> impl Iterator<Item = &CompactString> {
        self.by_first.keys()
    }
}

/// The first of some phrases whose rest stands at the beginning of `tokens`.
fn longest_of<'a, T>(list: &'a [Phrase<T>], text: &str, tokens: &[Token]) -> Option<(usize, &'a T)> {
    // Most phrases fail at their second word.
    let next = match tokens.first() {
        Some(next) if list.len() > 1 || list.first().is_some_and(|phrase| !phrase.rest.is_empty()) => {
            let written = next.text(text);
            let written = if next.norm == written { next.norm_key } else { key(written) };
            [next.norm_key, written]
        }
        _ => [0, 0],
    };
    let fits = |phrase: &&Phrase<T>| {
        phrase.rest.is_empty()
            || next.contains(&phrase.second)
                && phrase.rest.len() <= tokens.len()
                && phrase
                    .rest
                    .iter()
                    .zip(tokens)
                    .all(|(word, token)| *word == token.norm || word == token.text(text))
    };
    list.iter().find(fits).map(|phrase| (phrase.rest.len() + 1, &phrase.value))
}
