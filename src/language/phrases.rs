//! Phrases of a language, looked up while a text is scanned.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::span::Span;
use crate::token::{Token, key, normal_form, pieces};

/// Phrases of one or more words, found by their first; words are compared by what stands for them (see [`Token`]).
#[derive(Debug)]
pub struct Phrases<T> {
    /// The longest come first.
    by_first: FxHashMap<u64, Vec<Phrase<T>>>,
    firsts: Vec<CompactString>,
}

/// What stands behind the first word of a phrase, and what the phrase stands for.
#[derive(Debug)]
struct Phrase<T> {
    /// The second word; 0 where the phrase is one word.
    second: u64,
    rest: Vec<u64>,
    value: T,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default(), firsts: Vec::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase; letters with a case count where `exact`.
    pub(super) fn insert(&mut self, phrase: &str, exact: bool, value: T) {
        let mut words = Vec::new();
        let mut first = None;
        pieces(phrase, Span::new(0, phrase.len()), |span, _| {
            let written = span.of(phrase);
            let word = if exact { CompactString::from(written) } else { normal_form(written).0 };
            match first {
                None => first = Some(word),
                Some(_) => words.push(key(&word)),
            }
        });
        let Some(first) = first else { return };
        let list = self.by_first.entry(key(&first)).or_default();
        if list.is_empty() {
            self.firsts.push(first);
        }
        let at = list.partition_point(|phrase| phrase.rest.len() >= words.len());
        if !list.iter().any(|phrase| phrase.rest == words) {
            let second = words.first().copied().unwrap_or_default();
            list.insert(at, Phrase { second, rest: words, value });
        }
    }

    /// The longest phrase that begins at `tokens[at]`: how many tokens it takes, and what it stands for. A phrase in exact
    /// letters comes first.
    #[must_use]
    pub fn longest<'a>(&'a self, tokens: &[Token], at: usize) -> Option<(usize, &'a T)> {
        let first = tokens.get(at)?;
        let behind = &tokens[at + 1..];
        let next = behind.first().map_or((0, 0), |token| (token.norm_key, token.text_key));
        let fits = |key: u64| {
            let goes_on = |second: u64| second == 0 || second == next.0 || second == next.1;
            let mut phrases = self.by_first.get(&key)?.iter();
            let phrase = phrases.find(|phrase| goes_on(phrase.second) && phrase.begins(behind))?;
            Some((phrase.rest.len() + 1, &phrase.value))
        };
        fits(first.text_key).or_else(|| fits(first.norm_key).filter(|_| first.norm_key != first.text_key))
    }

    /// Whether a phrase begins with this word, in normal form or exact.
    #[must_use]
    pub fn begin_with(&self, word: &str) -> bool {
        self.by_first.contains_key(&key(word))
    }

    /// The same by the number of its normal form.
    #[must_use]
    pub fn begin_with_key(&self, key: u64) -> bool {
        self.by_first.contains_key(&key)
    }

    /// What a single word in normal form stands for.
    #[must_use]
    pub fn word(&self, word: &str) -> Option<&T> {
        // The longest come first, a word alone last.
        self.by_first
            .get(&key(word))?
            .last()
            .filter(|phrase| phrase.rest.is_empty())
            .map(|phrase| &phrase.value)
    }

    pub(super) fn firsts(&self) -> impl Iterator<Item = &CompactString> {
        self.firsts.iter()
    }
}

impl<T> Phrase<T> {
    /// The rest of the phrase stands at the beginning of `tokens`.
    fn begins(&self, tokens: &[Token]) -> bool {
        let same = |(&word, token): (&u64, &Token)| word == token.norm_key || word == token.text_key;
        self.rest.len() <= tokens.len() && self.rest.iter().zip(tokens).all(same)
    }
}
