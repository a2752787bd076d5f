//! Which segments are linked: what is the same, anchors in chains with what stands between them, then single pairs, groups,
//! and what is left.

use rustc_hash::FxHashMap;

use super::anchor::{anchors, heaviest_chain};
use super::gaps;
use super::vectors::Vectors;
use super::{Alignment, Candidate, Link};
use crate::document::Document;
use crate::pair::{Pair, Side};
use crate::segment::Role;

/// Furniture links to the body less readily.
const FURNITURE: f64 = 0.5;
/// Two headlines this alike are a pair.
const HEADLINES: f64 = 0.06;
/// A link less alike than this is none.
const LEAST: f64 = 0.25;
/// Chains sought for; what keeps no order with many others is taken pair by pair.
const CHAINS: usize = 8;
/// How far around a chain that is not the main one its segments may link to more.
const AROUND: usize = 3;
/// Pairs that count as support.
const SUPPORT: f64 = 0.30;

/// The links so far.
pub(super) struct Search<'a> {
    pub documents: &'a Pair<Document>,
    pub vectors: &'a mut Vectors,
    /// Link of each segment.
    pub of: Pair<Vec<Option<usize>>>,
    pub links: Vec<Link>,
}

pub(super) fn links(documents: &Pair<Document>, vectors: &mut Vectors) -> Alignment {
    let mut candidates = vectors.candidates();
    for (i, j, score) in &mut candidates {
        if documents.original.is_boilerplate(*i) != documents.rewrite.is_boilerplate(*j) {
            *score *= FURNITURE;
        }
    }
    let support = candidates.iter().copied().filter(|(_, _, score)| *score >= SUPPORT).collect();
    let of = documents.as_ref().map(|d| vec![None; d.segments.len()]);
    let mut search = Search { documents, vectors, of, links: Vec::new() };
    search.order(&mut candidates);
    search.identical();
    search.headlines();
    search.chains(&candidates);
    search.in_place(&candidates);
    search.beside(&candidates);
    search.loosen();
    search.last_pair();
    search.grow(&candidates);
    search.fill();
    search.holes();
    search.frames();
    search.bridge();
    search.rest(&candidates);
    search.parts();
    search.exchange();
    Alignment { links: search.finish(), support }
}

impl Search<'_> {
    /// Best first; of equals, those at the same relative place.
    fn order(&self, candidates: &mut [Candidate]) {
        let (n, m) = (self.of.original.len().max(1), self.of.rewrite.len().max(1));
        let off = |i: usize, j: usize| (i * m).abs_diff(j * n);
        candidates.sort_unstable_by(|a, b| {
            b.2.total_cmp(&a.2)
                .then_with(|| off(a.0, a.1).cmp(&off(b.0, b.1)))
                .then_with(|| (a.0, a.1).cmp(&(b.0, b.1)))
        });
    }

    pub fn free(&self, i: usize, j: usize) -> bool {
        self.of.original[i].is_none() && self.of.rewrite[j].is_none()
    }

    pub fn link(&mut self, segments: Pair<Vec<usize>>, score: f64) {
        for side in Side::BOTH {
            for &segment in &segments[side] {
                self.of[side][segment] = Some(self.links.len());
            }
        }
        self.links.push(Link { segments, score });
    }

    pub fn link_pair(&mut self, i: usize, j: usize, score: f64) {
        self.link(Pair::new(vec![i], vec![j]), score);
    }

    /// Segments that both sides have word for word and equally often, each with the one in the same turn: refrains, lists,
    /// tables of scores.
    fn identical(&mut self) {
        let mut places: FxHashMap<&str, Pair<Vec<usize>>> = FxHashMap::default();
        let documents = self.documents;
        for side in Side::BOTH {
            let document = &documents[side];
            for segment in 0..document.segments.len() {
                places.entry(document.segment_text(segment)).or_default()[side].push(segment);
            }
        }
        let mut pairs: Vec<(usize, usize)> = places
            .into_values()
            .filter(|places| places.original.len() == places.rewrite.len())
            .flat_map(|places| places.original.into_iter().zip(places.rewrite))
            .collect();
        pairs.sort_unstable();
        for (i, j) in pairs {
            self.link_pair(i, j, 1.0);
        }
    }

    /// The headlines of two texts that are linked are each other's partner, however reworded.
    fn headlines(&mut self) {
        let first = Pair::from_fn(|side| {
            let document = &self.documents[side];
            (0..document.segments.len())
                .find(|&i| !document.is_boilerplate(i))
                .filter(|&i| document.segments[i].role == Role::Heading)
        });
        let documents_go_on = Side::BOTH.into_iter().all(|side| self.documents[side].segments.len() > 2);
        if let (Some(i), Some(j)) = (first.original, first.rewrite)
            && documents_go_on
            && self.free(i, j)
        {
            let score = self.vectors.likeness(&[i], &[j]);
            if score >= HEADLINES {
                self.link_pair(i, j, score);
            }
        }
    }

    /// Anchors in chains that keep their order, the heaviest first, and what stands between them.
    fn chains(&mut self, candidates: &[Candidate]) {
        let mut rest = anchors(candidates, self.vectors, |i, j| self.free(i, j));
        rest.extend(self.links.drain(..).map(|l| (l.segments.original[0], l.segments.rewrite[0], l.score)));
        let mut reserved = self.documents.as_ref().map(|d| vec![false; d.segments.len()]);
        for side in Side::BOTH {
            self.of[side].fill(None);
        }
        for &(i, j, _) in &rest {
            reserved.original[i] = true;
            reserved.rewrite[j] = true;
        }
        let chance = self.vectors.chance();
        for turn in 0.. {
            let chain = if turn < CHAINS { heaviest_chain(&rest) } else { rest.pop().into_iter().collect() };
            if chain.is_empty() && turn > 0 {
                break;
            }
            rest.sort_unstable_by_key(|pair| (pair.0, pair.1));
            rest.retain(|pair| chain.binary_search_by_key(&(pair.0, pair.1), |a| (a.0, a.1)).is_err());
            let around = if turn == 0 { usize::MAX } else { AROUND };
            let gaps = self.gaps(&chain, around, &reserved);
            let plain: Vec<(usize, usize)> = chain.iter().map(|pair| (pair.0, pair.1)).collect();
            let documents = self.documents;
            let fits = |i: usize, j: usize| {
                documents.original.is_boilerplate(i) == documents.rewrite.is_boilerplate(j)
            };
            for segments in gaps::Search::new(self.vectors, chance, &fits).links(&plain, gaps) {
                let score = self.vectors.likeness(&segments.original, &segments.rewrite);
                let anchor = |i: &usize| plain.binary_search_by_key(i, |pair| pair.0).is_ok();
                if score >= LEAST || segments.original.iter().any(anchor) {
                    self.link(segments, score);
                }
            }
        }
    }

    /// The free segments before a chain, between each two of its pairs, and behind it.
    fn gaps(
        &self,
        chain: &[Candidate],
        around: usize,
        reserved: &Pair<Vec<bool>>,
    ) -> Vec<(Vec<usize>, Vec<usize>)> {
        let ends = self.of.as_ref().map(Vec::len);
        let free = |side: Side, from: usize, to: usize| -> Vec<usize> {
            (from..to).filter(|&s| self.of[side][s].is_none() && !reserved[side][s]).collect()
        };
        let mut gaps = Vec::with_capacity(chain.len() + 1);
        let mut begin: Option<(usize, usize)> = None;
        for &(i, j, _) in chain {
            let (from, to) = begin.unwrap_or((i.saturating_sub(around), j.saturating_sub(around)));
            gaps.push((free(Side::Original, from, i), free(Side::Rewrite, to, j)));
            begin = Some((i + 1, j + 1));
        }
        let (from, to) = begin.unwrap_or((0, 0));
        let last = |from: usize, end: usize| from.saturating_add(around).min(end);
        gaps.push((
            free(Side::Original, from, last(from, ends.original)),
            free(Side::Rewrite, to, last(to, ends.rewrite)),
        ));
        gaps
    }

    /// Two texts of one segment each are each other's partner, however reworded.
    fn last_pair(&mut self) {
        let lone = |side: Side| {
            let document = &self.documents[side];
            let mut body = (0..document.segments.len()).filter(|&i| !document.is_boilerplate(i));
            match (body.next(), body.next()) {
                (Some(only), None) => Some(only),
                _ => None,
            }
        };
        if let (Some(i), Some(j)) = (lone(Side::Original), lone(Side::Rewrite))
            && self.free(i, j)
        {
            let score = self.vectors.likeness(&[i], &[j]);
            self.link_pair(i, j, score);
        }
    }

    /// Adds links for what is left, and puts all in order.
    fn finish(mut self) -> Vec<Link> {
        for side in Side::BOTH {
            for segment in 0..self.of[side].len() {
                if self.of[side][segment].is_none() {
                    let mut segments = Pair::<Vec<usize>>::default();
                    segments[side].push(segment);
                    self.links.push(Link { segments, score: 0.0 });
                }
            }
        }
        let mut last = 0;
        let mut place = |link: &Option<usize>| {
            if let Some(link) = link {
                last = self.links[*link].segments.original[0] * 2 + 1;
            }
            last
        };
        let place_of_rewrite: Vec<usize> = self.of.rewrite.iter().map(&mut place).collect();
        self.links.sort_by_key(|link| match link.segments.original.first() {
            Some(&i) => (i * 2 + 1, 0, i),
            None => (place_of_rewrite[link.segments.rewrite[0]], 1, link.segments.rewrite[0]),
        });
        self.links
    }
}
