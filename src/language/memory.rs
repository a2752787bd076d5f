//! What a thread remembers of words: they come again and again, and each is looked up once.

use std::cell::RefCell;
use std::thread::LocalKey;

use rustc_hash::FxHashMap;

use super::Language;
use crate::token;

/// Words remembered by a thread at a time, of all languages together; then it begins anew.
const REMEMBERED: usize = 40_000;

/// Words and what was found out of each, by language.
pub(super) struct Memory<V> {
    /// By the number of the language, then by what stands for the word.
    languages: Vec<FxHashMap<u64, V>>,
    count: usize,
}

impl<V> Default for Memory<V> {
    fn default() -> Self {
        Self { languages: Vec::new(), count: 0 }
    }
}

impl<V: Clone> Memory<V> {
    /// What is known of a word; looked up where it is new.
    pub fn recall(
        memory: &'static LocalKey<RefCell<Self>>,
        language: &Language,
        word: &str,
        look_up: impl FnOnce() -> V,
    ) -> V {
        let key = token::key(word);
        let known = memory.with_borrow(|memory| memory.languages.get(language.number)?.get(&key).cloned());
        known.unwrap_or_else(|| {
            let found = look_up();
            memory.with_borrow_mut(|memory| memory.keep(language.number, key, found.clone()));
            found
        })
    }

    fn keep(&mut self, language: usize, key: u64, value: V) {
        if self.count >= REMEMBERED {
            *self = Self::default();
        }
        if self.languages.len() <= language {
            self.languages.resize_with(language + 1, FxHashMap::default);
        }
        self.count += 1;
        self.languages[language].insert(key, value);
    }
}
