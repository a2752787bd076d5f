//! Align: the segments of two documents → links, n:m, with crossings; what has no partner is linked to nothing.
//!
//! Anchors first, then a restricted search, as Bertalign does (Liu & Zhu 2023), but without a model: likeness is the
//! cosine of TF-IDF vectors of stems and character n-grams, weighted by the two documents themselves. Candidates come from
//! an inverted index, so that long texts never need a full matrix. Neighbours of sure links raise a doubtful pair, the
//! vicinity of MASSAlign (Paetzold, Alva-Manchego & Specia 2017). Groups then grow by one segment at a time as long as the
//! group grows more alike, as in Vecalign's search over concatenations (Thompson & Koehn 2019).

mod search;
mod similarity;

use serde::Serialize;

use crate::document::Document;
use crate::pair::Pair;

/// Segments that say the same; an empty side means left out or added.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// Indices of segments, ascending.
    pub segments: Pair<Vec<usize>>,
    /// Likeness from 0 to 1; 0 where a side is empty.
    pub score: f64,
}

impl Link {
    /// True where both sides hold a segment.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        !self.segments.original.is_empty() && !self.segments.rewrite.is_empty()
    }
}

/// Links that part the segments of both sides among them, in the original's order with added ones at their place; and all
/// pairs that are alike, linked or not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// Each segment of each side is in exactly one.
    pub links: Vec<Link>,
    /// Segment of the original, of the rewrite, likeness.
    pub support: Vec<(usize, usize, f64)>,
}

impl Alignment {
    /// The best likeness of a segment to any of the other side.
    #[must_use]
    pub fn best_support(&self, side: crate::Side, segment: usize) -> f64 {
        let of = |pair: &&(usize, usize, f64)| match side {
            crate::Side::Original => pair.0 == segment,
            crate::Side::Rewrite => pair.1 == segment,
        };
        self.support.iter().filter(of).map(|pair| pair.2).fold(0.0, f64::max)
    }
}

/// Links two documents.
///
/// ```
/// use factdiff::{Document, Pair, Source};
/// let read = |text: &str| Document::read(&Source::text(text), &Default::default());
/// let pair = Pair::new(read("The mill burned down. It rained."), read("It was raining. The mill has burned down."));
/// let alignment = factdiff::align::align(&pair);
/// assert_eq!(alignment.links[0].segments.rewrite, [1]);
/// ```
#[must_use]
pub fn align(documents: &Pair<Document>) -> Alignment {
    let vectors = similarity::Vectors::new(documents);
    search::links(documents, &vectors)
}
