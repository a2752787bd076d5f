//! Verdict: is the second text a rewrite of the first at all? Told from how much of it is linked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::align::Alignment;
use crate::config::Config;
use crate::document::{Document, ratio};
use crate::fact::Kind;
use crate::finding::Confidence;
use crate::language;
use crate::pair::{Pair, Side};
use crate::token::{Class, TokenKind};

/// Linked words of true rewrites are .65 of all and more, of other reports of the same event .31 to .47.
const UNRELATED: f64 = 0.55;
/// Below this length nothing can be called unrelated.
const FEWEST_SENTENCES: usize = 3;
const FEWEST_WORDS: usize = 60;
/// Share of the rewrite's names that the original has too: above, the event is the same.
const SAME_EVENT: f64 = 0.4;
/// A segment linked less closely than this covers nothing.
pub(crate) const COVERING: f64 = 0.25;

/// What the pair of texts is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// A rewrite of the original, checked sentence by sentence.
    Rewrite,
    /// Another article.
    Unrelated,
    /// Could not be checked.
    Unchecked,
}

/// A verdict taken for granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Assume {
    /// The second text is a rewrite of the first, whatever it looks like.
    Rewrite,
}

/// Share of a side's content words that stand in linked segments, page furniture left out.
pub(crate) fn coverage(documents: &Pair<Document>, alignment: &Alignment, side: Side) -> f64 {
    let document = &documents[side];
    let (mut linked, mut total) = (0, 0);
    for link in &alignment.links {
        for &segment in link.segments[side].iter().filter(|&&s| !document.is_boilerplate(s)) {
            let words = document.content_words(segment);
            total += words;
            let carried = link.is_full() && link.score >= COVERING;
            linked += if carried { words } else { 0 };
        }
    }
    if total == 0 { 1.0 } else { ratio(linked, total) }
}

/// Share of the content words of one rewrite that stand in segments linked to any of several originals.
pub(crate) fn coverage_by_any(all: &[(&Pair<Document>, &Alignment)]) -> f64 {
    let Some((documents, _)) = all.first() else { return 1.0 };
    let document = &documents.rewrite;
    let mut linked = vec![false; document.segments.len()];
    for (_, alignment) in all {
        for link in alignment.links.iter().filter(|link| link.is_full() && link.score >= COVERING) {
            link.segments.rewrite.iter().for_each(|&segment| linked[segment] = true);
        }
    }
    let words = |test: &dyn Fn(usize) -> bool| -> usize {
        let body = (0..linked.len()).filter(|&s| !document.is_boilerplate(s) && test(s));
        body.map(|s| document.content_words(s)).sum()
    };
    let total = words(&|_| true);
    if total == 0 { 1.0 } else { ratio(words(&|s| linked[s]), total) }
}

/// What the pair is, and why where it is no rewrite.
pub(crate) fn verdict(
    documents: &Pair<Document>,
    coverage: &Pair<f64>,
    config: &Config,
) -> (Verdict, Option<&'static str>) {
    let blank = |side: Side| !documents[side].text.chars().any(char::is_alphanumeric);
    if blank(Side::Original) || blank(Side::Rewrite) {
        return (Verdict::Unchecked, Some("empty"));
    }
    if documents.original.language != documents.rewrite.language {
        return (Verdict::Unchecked, Some("two-languages"));
    }
    if !language::is_complete(&documents.original.language) {
        return (Verdict::Unchecked, Some("language"));
    }
    if config.assume == Some(Assume::Rewrite) {
        return (Verdict::Rewrite, None);
    }
    let short = |document: &Document| {
        let body: Vec<usize> =
            (0..document.segments.len()).filter(|&s| !document.is_boilerplate(s)).collect();
        body.len() < FEWEST_SENTENCES || words(document) < FEWEST_WORDS
    };
    if coverage.rewrite >= UNRELATED || short(&documents.original) || short(&documents.rewrite) {
        return (Verdict::Rewrite, None);
    }
    let reason = if shared_names(documents) >= SAME_EVENT { "same-event" } else { "other-article" };
    (Verdict::Unrelated, Some(reason))
}

/// Share of the rewrite's names of which the original has a word.
fn shared_names(documents: &Pair<Document>) -> f64 {
    let words = |side: Side| -> Vec<&str> {
        let names = documents[side]
            .facts
            .iter()
            .filter(|fact| fact.kind == Kind::Name && fact.confidence > Confidence::Low);
        let mut words: Vec<&str> = names
            .flat_map(|fact| &documents[side].tokens[fact.tokens.0..fact.tokens.1])
            .filter(|t| t.kind == TokenKind::Word && !t.class.has(Class::FUNCTION))
            .map(|t| t.stem.as_str())
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let (original, rewrite) = (words(Side::Original), words(Side::Rewrite));
    ratio(rewrite.iter().filter(|word| original.binary_search(word).is_ok()).count(), rewrite.len())
}

/// Words of a document without page furniture.
pub(crate) fn words(document: &Document) -> usize {
    (0..document.segments.len())
        .filter(|&s| !document.is_boilerplate(s))
        .map(|s| document.segment_tokens(s).iter().filter(|t| t.kind != TokenKind::Sign).count())
        .sum()
}
