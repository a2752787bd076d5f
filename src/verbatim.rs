//! How much of a rewrite is copied: runs of words that stand in the original as they are, quotes left out.
//!
//! A few words in a row are anybody's; eight are hardly chance. The original's words are looked up in groups of four at every
//! fifth word, so every run of eight holds one; the cost grows with the texts' lengths alone.

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::document::{Document, ratio};
use crate::fact::Kind;
use crate::pair::{Pair, Side};
use crate::span::Span;
use crate::token::{Token, TokenKind};

/// Shorter runs are anybody's.
const LEAST: usize = 8;
/// Words that are looked up together.
const GROUP: usize = 4;
/// From one group of the original to the next.
const STEP: usize = LEAST - GROUP + 1;

/// What of the rewrite is copied word for word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
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
        Self::with_longest(documents).0
    }

    /// The same, and where the longest run stands in both texts.
    #[must_use]
    pub fn with_longest(documents: &Pair<Document>) -> (Self, Option<Pair<Span>>) {
        let original = words(&documents.original, false);
        let rewrite = words(&documents.rewrite, true);
        let (mut copied, mut longest) = (0, Run::default());
        each_run(&original, &rewrite, |run| {
            copied += run.words;
            if run.words > longest.words {
                longest = run;
            }
        });
        let total = rewrite.iter().filter(|word| **word != QUOTED).count();
        let place = |side: Side, at: usize| span(&documents[side], at, longest.words);
        let places = place(Side::Original, longest.original).zip(place(Side::Rewrite, longest.rewrite));
        let places =
            places.filter(|_| longest.words > 0).map(|(original, rewrite)| Pair::new(original, rewrite));
        (Self { share: ratio(copied, total), longest: longest.words }, places)
    }
}

/// Words that both texts have in a row: where they begin, counted in words, and how many they are.
#[derive(Clone, Copy, Default)]
struct Run {
    original: usize,
    rewrite: usize,
    words: usize,
}

/// Calls back for every copied run of the rewrite, in order; runs do not overlap.
fn each_run(original: &[u64], rewrite: &[u64], mut each: impl FnMut(Run)) {
    let mut groups: FxHashMap<u64, usize> = FxHashMap::default();
    groups.reserve(original.len() / STEP);
    for at in (0..original.len()).step_by(STEP) {
        if let Some(group) = group(original, at) {
            groups.entry(group).or_insert(at);
        }
    }
    let (mut at, mut free) = (0, 0);
    while at < rewrite.len() {
        let there = group(rewrite, at).and_then(|group| groups.get(&group).copied());
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
            let original = there.unwrap_or_default() - before;
            each(Run { original, rewrite: at - before, words: before + after });
            at += after;
            free = at;
        } else {
            at += 1;
        }
    }
}

/// The tokens of a document's body that are words or figures, in order.
fn body(document: &Document) -> impl Iterator<Item = &Token> {
    let segments = (0..document.segments.len()).filter(|&segment| !document.is_boilerplate(segment));
    segments
        .flat_map(|segment| document.segment_tokens(segment))
        .filter(|token| token.kind != TokenKind::Sign)
}

/// The text from a word on, so many words long.
fn span(document: &Document, at: usize, words: usize) -> Option<Span> {
    let mut run = body(document).skip(at).take(words);
    let first = run.next()?;
    Some(run.last().map_or(first.span, |last| first.span.join(last.span)))
}

/// Stands for a word inside a quote, which may be copied.
const QUOTED: u64 = 0;

/// A number for each word of a document's body; with `quotes` left out, these are marked.
fn words(document: &Document, quotes: bool) -> Vec<u64> {
    let mut out = Vec::with_capacity(document.tokens.len());
    let mut quoted = document.facts.iter().filter(|fact| quotes && fact.kind == Kind::Quote).peekable();
    for token in body(document) {
        while quoted.next_if(|fact| fact.span.end <= token.span.start).is_some() {}
        let is_quoted = quoted.peek().is_some_and(|fact| fact.span.contains(token.span));
        out.push(if is_quoted { QUOTED } else { token.norm_key | 1 });
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
    fn the_longest_run_is_shown_in_both_texts() {
        let rewrite =
            "He said that the harbour master closed the northern pier on Friday because it was old.";
        let read = |text: &str| Document::read(&Source::text(text), &Default::default());
        let documents = Pair::new(read(TEXT), read(rewrite));
        let (verbatim, places) = Verbatim::with_longest(&documents);
        let shown = places
            .unwrap()
            .zip(documents.as_ref())
            .map(|(span, document)| span.of(&document.text).to_owned());
        assert_eq!(verbatim.longest, 10);
        assert_eq!(shown.original, "The harbour master closed the northern pier on Friday because");
        assert_eq!(shown.rewrite, "the harbour master closed the northern pier on Friday because");
    }

    #[test]
    fn other_words_and_quotes_are_not_copied() {
        let reworded = "On Friday two wooden posts gave way, so the pier in the north was closed.";
        assert_eq!(verbatim(TEXT, reworded), Verbatim::default());
        let quote = format!("“{TEXT}”, the paper wrote.");
        assert_eq!(verbatim(&quote, &quote).longest, 0);
    }
}
