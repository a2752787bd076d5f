//! Places in a text: bytes inside, characters and lines only at the edge.

use std::cmp::Ordering;
use std::ops::Range;

use serde::Serialize;

/// Bytes `start..end` of a document's text, on character boundaries.
///
/// ```
/// let span = factdiff::Span::new(4, 7);
/// assert_eq!(span.of("the cat"), "cat");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// First byte after.
    pub end: usize,
}

impl Span {
    /// From its two ends, in bytes.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// True where it holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range, for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The text it covers.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// True where the two share at least a byte.
    #[must_use]
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True where `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Span) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Without white space at its ends.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let inner = self.of(text);
        let start = self.start + (inner.len() - inner.trim_start().len());
        Self::new(start, start + inner.trim().len())
    }
}

/// In the order of the text; of two that begin together the shorter one comes first.
impl Ord for Span {
    fn cmp(&self, other: &Self) -> Ordering {
        // Both ends in one number: lists of spans are sorted all the time, and no processor could foresee which end tells.
        let key = |span: &Self| (span.start as u128) << 64 | span.end as u128;
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Turns byte offsets of one text into characters and lines, in a search each.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// Byte offset of each line's start.
    lines: Vec<usize>,
    /// Characters before each block of [`BLOCK`] bytes; empty where the text is ASCII.
    characters: Vec<usize>,
}

const BLOCK: usize = 128;

impl LineIndex {
    /// Reads through `text` once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let lines =
            std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1)).collect();
        let mut characters = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for block in text.as_bytes().chunks(BLOCK) {
                characters.push(count);
                count += starts_in(block);
            }
            characters.push(count);
        }
        Self { lines, characters }
    }

    /// Line of a byte offset, counted from 1.
    #[must_use]
    pub fn line(&self, byte: usize) -> usize {
        self.lines.partition_point(|&start| start <= byte)
    }

    /// Byte offset at which a line (from 1) begins.
    #[must_use]
    pub fn line_start(&self, line: usize) -> usize {
        self.lines[line - 1]
    }

    /// Characters (Unicode scalar values) of `text` before a byte offset.
    ///
    /// ```
    /// let text = "né le 3 mai";
    /// let index = factdiff::LineIndex::new(text);
    /// assert_eq!(index.character(text, 4), 3);
    /// ```
    #[must_use]
    pub fn character(&self, text: &str, byte: usize) -> usize {
        if self.characters.is_empty() {
            return byte;
        }
        let block = byte / BLOCK;
        self.characters[block] + starts_in(&text.as_bytes()[block * BLOCK..byte])
    }
}

/// How many characters begin in these bytes of UTF-8.
fn starts_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_across_blocks() {
        let text = "é".repeat(300);
        let index = LineIndex::new(&text);
        for at in 0..=300 {
            assert_eq!(index.character(&text, at * 2), at);
        }
    }

    #[test]
    fn lines_begin_at_one() {
        let index = LineIndex::new("a\nb\n");
        assert_eq!([index.line(0), index.line(1), index.line(2), index.line(4)], [1, 1, 2, 3]);
    }
}
