//! A long word list, searched where it lies: next to nothing is built when the program starts.

use std::cmp::Ordering;

/// Where the words stand: made by `build.rs` with the same code.
#[path = "dictionary/index.rs"]
pub(super) mod index;

/// Words in the order of their bytes, one a line; behind a space, what the list says of the word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dictionary {
    text: &'static str,
    index: &'static [u8],
}

impl Dictionary {
    /// From a list of words and its index.
    pub const fn new(text: &'static str, index: &'static [u8]) -> Self {
        Self { text, index }
    }

    /// Whether there are any words.
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the word is in the list.
    pub fn contains(&self, word: &str) -> bool {
        self.find(word).is_some()
    }

    /// What the list says of a word: nothing, where the word stands alone.
    pub fn find(&self, word: &str) -> Option<&'static str> {
        let bytes = self.text.as_bytes();
        index::places(self.index, word).find_map(|at| {
            let behind = bytes.get(at..)?.strip_prefix(word.as_bytes())?;
            match behind.first() {
                None | Some(b'\n') => Some(""),
                Some(b' ') => {
                    let from = at + word.len() + 1;
                    let end =
                        memchr::memchr(b'\n', &bytes[from..]).map_or(bytes.len(), |length| from + length);
                    self.text.get(from..end)
                }
                Some(_) => None,
            }
        })
    }

    /// Whether a word of the list begins so.
    pub fn has_beginning(&self, beginning: &str) -> bool {
        let bytes = self.text.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        while low < high && !beginning.is_empty() {
            let middle = low.midpoint(high);
            let begin = memchr::memrchr(b'\n', &bytes[low..middle]).map_or(low, |at| low + at + 1);
            let end = memchr::memchr(b'\n', &bytes[middle..]).map_or(bytes.len(), |at| middle + at);
            let line = &self.text[begin..end];
            match line.split(' ').next().unwrap_or(line) {
                word if word.starts_with(beginning) => return true,
                word if word.cmp(beginning) == Ordering::Less => low = (end + 1).min(high),
                _ => high = begin,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_list_is_found_and_no_other() {
        let text = "alder\nash\nbeech\nbirch\nelm\nwent go\nzest";
        let words = Dictionary::new(text, Box::leak(index::of(text).into_boxed_slice()));
        assert!(
            ["alder", "ash", "beech", "birch", "elm", "zest"].iter().all(|word| words.find(word) == Some(""))
        );
        assert_eq!(words.find("went"), Some("go"));
        let others = ["", "a", "aspen", "bee", "oak", "go", "zoo", "étage", "{", "Elm"];
        assert!(others.iter().all(|word| !words.contains(word)));
        assert!(!Dictionary::default().contains("elm"));
        assert!(words.has_beginning("bee") && words.has_beginning("z") && words.has_beginning("went"));
        assert!(!words.has_beginning("bea") && !words.has_beginning("zoo") && !words.has_beginning(""));
    }
}
