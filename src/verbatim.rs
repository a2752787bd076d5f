//! How much of a rewrite is copied: runs of words that stand in the original as they are, quotes left out.
//!
//! A few words in a row are anybody's; eight are hardly chance. The original's words are looked up in groups of four at every
//! fifth word, so every run of eight holds one; the cost grows with the texts' lengths alone.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::document::{Document, ratio};
use crate::fact::Kind;
use crate::pair::Pair;
use crate::token::TokenKind;

/// Shorter runs are anybody's.
const LEAST: usize = 8;
/// Words that are looked up together.
const GROUP: usize = 4;
/// From one group of the original to the next.
const STEP: usize = LEAST - GROUP + 1;

/// What of the rewrite is copied word for word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Verbatim {
    /// Share of the rewrite's words outside quotes that stand in runs of eight words or more of the original, 0 to 1.
    pub share: f64,
    /// Words of the longest such run; 0 where there is none.
    pub longest: usize,
}

impl Verbatim {
    /// Compares the words of two documents, page furniture and case left out.
    #[must_use]
    pub fn new(documents: &Pair<Document>) -> Self {
        let original = words(&documents.original, false);
        let rewrite = words(&documents.rewrite, true);
        let mut groups: FxHashMap<u64, usize> = FxHashMap::default();
        for at in (0..original.len()).step_by(STEP) {
            if let Some(group) = group(&original, at) {
                groups.entry(group).or_insert(at);
            }
        }
        let (mut copied, mut longest, mut at, mut free) = (0, 0, 0, 0);
        while at < rewrite.len() {
            let there = group(&rewrite, at).and_then(|group| groups.get(&group).copied());
            let (before, after) = there.map_or((0, 0), |there| {
                let same = |a: Option<&u64>, b: Option<&u64>| a == b && a.is_some_and(|word| *word != QUOTED);
                let before = (1..=there.min(at - free))
                    .take_while(|step| same(original.get(there - step), rewrite.get(at - step)))
                    .count();
                let after = (0..rewrite.len() - at)
                    .take_while(|step| same(original.get(there + step), rewrite.get(at + step)))
                    .count();
                (before, after)
            });
            if before + after >= LEAST {
                copied += before + after;
                longest = longest.max(before + after);
                at += after;
                free = at;
            } else {
                at += 1;
            }
        }
        let total = rewrite.iter().filter(|word| **word != QUOTED).count();
        Self { share: ratio(copied, total), longest }
    }
}

/// Stands for a word inside a quote, which may be copied.
const QUOTED: u64 = 0;

/// A number for each word of a document's body; with `quotes` left out, these are marked.
fn words(document: &Document, quotes: bool) -> Vec<u64> {
    let mut out = Vec::with_capacity(document.tokens.len());
    let mut quoted = document.facts.iter().filter(|fact| quotes && fact.kind == Kind::Quote).peekable();
    for segment in (0..document.segments.len()).filter(|&segment| !document.is_boilerplate(segment)) {
        for token in document.segment_tokens(segment).iter().filter(|token| token.kind != TokenKind::Sign) {
            while quoted.next_if(|fact| fact.span.end <= token.span.start).is_some() {}
            if quoted.peek().is_some_and(|fact| fact.span.contains(token.span)) {
                out.push(QUOTED);
                continue;
            }
            out.push(token.norm_key | 1);
        }
    }
    out
}

/// A number for the words from a place on; none where a quote begins or the text ends.
fn group(words: &[u64], at: usize) -> Option<u64> {
    let group = words.get(at..at + GROUP)?;
    let join = |sum: u64, word: &u64| sum.rotate_left(5).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word;
    (!group.contains(&QUOTED)).then(|| group.iter().fold(0, join))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;

    fn verbatim(original: &str, rewrite: &str) -> Verbatim {
        let read = |text: &str| Document::read(&Source::text(text), &Default::default());
        Verbatim::new(&Pair::new(read(original), read(rewrite)))
    }

    const TEXT: &str = "The harbour master closed the northern pier on Friday because two of its wooden posts had given way.";

    #[test]
    fn an_unchanged_text_is_copied_as_a_whole() {
        assert_eq!(verbatim(TEXT, TEXT), Verbatim { share: 1.0, longest: 18 });
    }

    #[test]
    fn a_run_of_eight_words_is_found_wherever_it_begins() {
        for skip in 0..6 {
            let run: Vec<&str> = TEXT.trim_end_matches('.').split(' ').skip(skip).take(8).collect();
            let found = verbatim(TEXT, &format!("He said this: {} again.", run.join(" ")));
            assert_eq!(found.longest, 8, "{skip}");
        }
    }

    #[test]
    fn other_words_and_quotes_are_not_copied() {
        let reworded = "On Friday two wooden posts gave way, so the pier in the north was closed.";
        assert_eq!(verbatim(TEXT, reworded), Verbatim::default());
        let quote = format!("“{TEXT}”, the paper wrote.");
        assert_eq!(verbatim(&quote, &quote).longest, 0);
    }
}
