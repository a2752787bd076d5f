//! A long word list, searched where it lies: next to nothing is built when the program starts.

use std::cmp::Ordering;

/// Words in the order of their bytes, one a line; behind a space, what the list says of the word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dictionary {
    text: &'static str,
    /// Where the words begin that begin with a letter from a to z, and where those with z end.
    letters: Vec<usize>,
}

impl Dictionary {
    /// From a text whose first lines are comments.
    pub fn new(text: &'static str) -> Self {
        let comments: usize =
            text.split_inclusive('\n').take_while(|l| l.starts_with('#')).map(str::len).sum();
        let text = &text[comments..];
        let letters =
            if text.is_empty() { Vec::new() } else { (b'a'..=b'z' + 1).map(|l| start(text, l)).collect() };
        Self { text, letters }
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
        let (low, high) = self.reach(word)?;
        search(self.text, low, high, |line| key(line).cmp(word))
            .ok()
            .map(|line| line.split_once(' ').map_or("", |(_, told)| told))
    }

    /// Whether a word of the list begins so.
    pub fn has_beginning(&self, beginning: &str) -> bool {
        let Some((low, high)) = self.reach(beginning) else { return false };
        let order = |line: &str| {
            if key(line).starts_with(beginning) { Ordering::Equal } else { key(line).cmp(beginning) }
        };
        search(self.text, low, high, order).is_ok()
    }

    /// Where the words stand that begin with the same letter.
    fn reach(&self, word: &str) -> Option<(usize, usize)> {
        let first = usize::from(word.bytes().next()?.checked_sub(b'a')?);
        Some((*self.letters.get(first)?, *self.letters.get(first + 1)?))
    }
}

fn key(line: &str) -> &str {
    let end = memchr::memchr(b' ', line.as_bytes()).unwrap_or(line.len());
    &line[..end]
}

/// Where the words begin whose first byte is `letter` or later.
fn start(text: &'static str, letter: u8) -> usize {
    let order = |line: &str| match line.bytes().next() {
        Some(first) if first >= letter => Ordering::Greater,
        _ => Ordering::Less,
    };
    search(text, 0, text.len(), order).err().unwrap_or_default()
}

/// The line for which `order` says equal, or where it should begin.
fn search(
    text: &'static str,
    mut low: usize,
    mut high: usize,
    order: impl Fn(&str) -> Ordering,
) -> Result<&'static str, usize> {
    let bytes = text.as_bytes();
    while low < high {
        let middle = low.midpoint(high);
        let begin = memchr::memrchr(b'\n', &bytes[low..middle]).map_or(low, |at| low + at + 1);
        let end = memchr::memchr(b'\n', &bytes[middle..]).map_or(text.len(), |at| middle + at);
        let line = &text[begin..end];
        match order(line) {
            Ordering::Equal => return Ok(line),
            Ordering::Less => low = (end + 1).min(high),
            Ordering::Greater => high = begin,
        }
    }
    Err(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_list_is_found_and_no_other() {
        let words = Dictionary::new("# about\nalder\nash\nbeech\nbirch\nelm\nwent go\nzest\n");
        assert!(
            ["alder", "ash", "beech", "birch", "elm", "zest"].iter().all(|word| words.find(word) == Some(""))
        );
        assert_eq!(words.find("went"), Some("go"));
        let others = ["", "a", "aspen", "bee", "oak", "# about", "go", "zoo", "étage", "{", "Elm"];
        assert!(others.iter().all(|word| !words.contains(word)));
        assert!(!Dictionary::default().contains("elm"));
        assert!(words.has_beginning("bee") && words.has_beginning("z") && words.has_beginning("went"));
        assert!(!words.has_beginning("bea") && !words.has_beginning("zoo") && !words.has_beginning(""));
    }
}
