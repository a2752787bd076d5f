//! Why segments were linked: the words and figures that both sides of a link have, the rarest first.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Alignment;
use crate::document::Document;
use crate::pair::{Pair, Side};
use crate::token::Token;

/// Words shown for a link.
const SHOWN: usize = 8;

/// For each link the words of the original that the rewrite has there too, with the number of segments of both documents
/// that have them: the fewer, the more they tell.
///
/// ```
/// use factdiff::{Document, Pair, Source, align::{align, why}};
/// let read = |text: &str| Document::read(&Source::text(text), &Default::default());
/// let pair = Pair::new(read("The mill burned down. It rained."), read("It rained. The mill has burned."));
/// assert_eq!(why(&pair, &align(&pair))[0], [("mill".to_owned(), 2), ("burned".to_owned(), 2)]);
/// ```
#[must_use]
pub fn why(documents: &Pair<Document>, alignment: &Alignment) -> Vec<Vec<(String, usize)>> {
    let mut frequency: FxHashMap<&str, usize> = FxHashMap::default();
    for side in Side::BOTH {
        for segment in 0..documents[side].segments.len() {
            let tokens = documents[side].segment_tokens(segment).iter().filter(|t| t.is_content());
            let stems: FxHashSet<&str> = tokens.map(|t| t.stem.as_str()).collect();
            for stem in stems {
                *frequency.entry(stem).or_default() += 1;
            }
        }
    }
    let of_link = |link: &super::Link| {
        let there: FxHashSet<&str> =
            content(&documents.rewrite, &link.segments.rewrite).map(|t| t.stem.as_str()).collect();
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let mut shared: Vec<(String, usize)> = content(&documents.original, &link.segments.original)
            .filter(|t| there.contains(t.stem.as_str()) && seen.insert(t.stem.as_str()))
            .map(|t| (t.text(&documents.original.text).to_owned(), frequency[t.stem.as_str()]))
            .collect();
        shared.sort_by_key(|(_, count)| *count);
        shared.truncate(SHOWN);
        shared
    };
    alignment.links.iter().map(of_link).collect()
}

fn content<'a>(document: &'a Document, segments: &'a [usize]) -> impl Iterator<Item = &'a Token> {
    segments.iter().flat_map(|&s| document.segment_tokens(s)).filter(|t| t.is_content())
}
