//! Align: the segments of two documents → links, n:m, with crossings; what has no partner is linked to nothing.
//!
//! Anchors first, then a restricted search, as Bertalign does (Liu & Zhu 2022), but without a model: two segments are alike
//! by the share of each one's rare words and figures that the other has, words being the same by stem, or nearly so by
//! character n-grams, and rare by what the two documents themselves hold. Candidates come from an inverted index, so that
//! long texts never need a full matrix.
//!
//! | step | from | file |
//! |---|---|---|
//! | anchors are each other's best, by a margin; the heaviest chain in order first, then the next, so that a moved block is a chain of its own | Bertalign's anchors; the margin is that of Artetxe & Schwenk 2019 | `anchor.rs` |
//! | between two anchors a dynamic program over groups up to 5:5, in order; leaving out costs nothing, linking costs what segments of these documents share by chance, more where the gap is wide; where one side's segments are the shorter, several of them cost less | Vecalign's concatenations and its normalisation by random pairs (Thompson & Koehn 2019) | `gaps.rs` |
//! | sentences left on both sides near one place are linked by what their words mean (WordNet's synsets, derivations, kinds) | Sultan, Bethard & Sumner 2014, for words | `bridge.rs` |
//! | of texts that are linked for the most part: a sentence that another one tells, or two together, and brings what their link lacks; a name in full that each text gives once ties them | as above | `rest.rs` |
//! | and the few sentences that are left beside the same neighbours, for which less in common will do | MASSAlign's vicinity | `rest.rs` |
//! | in texts that split sentences, what stands between two links and nowhere else is a part of one of them; two links that hold parts of each other are one | Bertalign's and Vecalign's many-to-many links, here judged by what a neighbour adds | `parts.rs` |
//! | a doubtful pair counts more beside links, and not at all far from any | MASSAlign's vicinity (Paetzold, Alva-Manchego & Specia 2017); the neural CRF aligner's reward of keeping pace (Jiang et al. 2020) | `doubtful.rs` |
//!
//! After that, a segment of which one part is linked and another is nowhere is cut in two, and all is linked again (`glued.rs`).
//!
//! Meanings weigh nothing before that: on two translations of one article, words and n-grams leave nothing to gain by them.
//! Where a language writes words together, a word that is a part of another one counts as half of it (`terms.rs`).

mod anchor;
mod bridge;
mod doubtful;
mod gaps;
mod glued;
mod parts;
mod rest;
mod search;
mod terms;
mod vectors;
mod why;

pub(crate) use glued::glued;
pub use why::why;

use serde::Serialize;

use crate::document::Document;
use crate::pair::Pair;

/// Two segments that may be a pair: of the original, of the rewrite, likeness.
type Candidate = (usize, usize, f64);

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
    /// For each link the first segment of a side in the nearest link that has one there; of two equally near the earlier.
    pub(crate) fn nearest_segments(&self) -> Pair<Vec<Option<usize>>> {
        Pair::from_fn(|side| {
            let first = |at: usize| self.links[at].segments[side].first().map(|&segment| (at, segment));
            let (mut last, mut next) = (None, None);
            let mut before = Vec::with_capacity(self.links.len());
            for at in 0..self.links.len() {
                last = first(at).or(last);
                before.push(last);
            }
            let mut nearest = vec![None; self.links.len()];
            for at in (0..self.links.len()).rev() {
                next = first(at).or(next);
                let near = [before[at], next].into_iter().flatten();
                nearest[at] = near.min_by_key(|(link, _)| link.abs_diff(at)).map(|(_, segment)| segment);
            }
            nearest
        })
    }

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
    let mut vectors = vectors::Vectors::new(documents);
    search::links(documents, &mut vectors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_segment_is_told_for_every_link() {
        let link = |original: &[usize], rewrite: &[usize]| Link {
            segments: Pair::new(original.to_vec(), rewrite.to_vec()),
            score: 0.0,
        };
        let links =
            vec![link(&[0], &[]), link(&[1], &[0]), link(&[2], &[]), link(&[3], &[1]), link(&[], &[2])];
        let nearest = Alignment { links, support: Vec::new() }.nearest_segments();
        assert_eq!(nearest.original, [Some(0), Some(1), Some(2), Some(3), Some(3)]);
        assert_eq!(nearest.rewrite, [Some(0), Some(0), Some(0), Some(1), Some(2)]);
    }
}
