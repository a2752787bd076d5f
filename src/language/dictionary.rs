//! A long word list, searched where it lies: nothing is built when the program starts.

use std::cmp::Ordering;

/// Words in the order of their bytes, one a line.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Dictionary(&'static str);

impl Dictionary {
    /// From a text whose first lines are comments.
    pub fn new(text: &'static str) -> Self {
        let comments: usize =
            text.split_inclusive('\n').take_while(|l| l.starts_with('#')).map(str::len).sum();
        Self(&text[comments..])
    }

    /// Whether the word is in the list.
    pub fn contains(self, word: &str) -> bool {
        let (mut low, mut high) = (0, self.0.len());
        while low < high {
            let middle = self.0.floor_char_boundary(low.midpoint(high));
            let begin = self.0[low..middle].rfind('\n').map_or(low, |at| low + at + 1);
            let end = self.0[begin..].find('\n').map_or(self.0.len(), |at| begin + at);
            match self.0[begin..end].cmp(word) {
                Ordering::Equal => return true,
                Ordering::Less => low = (end + 1).min(high),
                Ordering::Greater => high = begin,
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
        let words = Dictionary::new("# about\nalder\nash\nbeech\nbirch\nelm\n");
        assert!(["alder", "ash", "beech", "birch", "elm"].iter().all(|word| words.contains(word)));
        assert!(["", "a", "aspen", "bee", "oak", "# about"].iter().all(|word| !words.contains(word)));
        assert!(!Dictionary::default().contains("elm"));
    }
}
