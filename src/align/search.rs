//! Which segments are linked: sure pairs first, then doubtful ones beside them, then groups.

use super::similarity::Vectors;
use super::{Alignment, Link};
use rustc_hash::FxHashMap;

use crate::document::Document;
use crate::pair::{Pair, Side};
use crate::segment::Role;

/// A pair below this likeness is no pair, wherever it stands.
const LEAST: f64 = 0.10;
/// A pair above this needs no neighbours.
const SURE: f64 = 0.30;
/// What a linked neighbour on either side adds to a doubtful pair.
const VICINITY: f64 = 0.06;
/// With neighbours counted, a doubtful pair must reach this.
const DOUBTFUL: f64 = 0.22;
/// A group must grow this much more alike to take in another segment.
const GROWTH: f64 = 0.02;
/// Rounds of the search beside sure links.
const ROUNDS: usize = 4;
/// Share of its weight that a segment must find in a group to join it.
const COVERED: f64 = 0.30;
/// So much of it that the group need not grow more alike.
const WELL_COVERED: f64 = 0.45;
/// So much that it joins whatever becomes of the group.
const FULLY_COVERED: f64 = 0.58;
/// Enough where the segment brings a figure that its group lacks.
const VALUE_COVERED: f64 = 0.25;
/// Most segments on a side of a link.
const WIDEST: usize = 4;
/// Furniture links to the body less readily.
const FURNITURE: f64 = 0.8;
/// Two headlines this alike are a pair.
const HEADLINES: f64 = 0.06;
/// Pairs that count as support.
const SUPPORT: f64 = 0.30;

struct Search<'a> {
    documents: &'a Pair<Document>,
    vectors: &'a Vectors,
    /// Link of each segment.
    of: Pair<Vec<Option<usize>>>,
    links: Vec<Link>,
}

pub(super) fn links(documents: &Pair<Document>, vectors: &Vectors) -> Alignment {
    let mut search = Search {
        documents,
        vectors,
        of: documents.as_ref().map(|d| vec![None; d.segments.len()]),
        links: Vec::new(),
    };
    let mut candidates = vectors.candidates();
    for (i, j, score) in &mut candidates {
        let furniture =
            Pair::new(documents.original.is_boilerplate(*i), documents.rewrite.is_boilerplate(*j));
        if furniture.original != furniture.rewrite {
            *score *= FURNITURE;
        }
    }
    let support = candidates.iter().copied().filter(|(_, _, score)| *score >= SUPPORT).collect();
    search.order(&mut candidates);
    search.identical();
    search.headlines();
    search.sure(&candidates);
    search.beside(&candidates);
    search.last_pair();
    search.grow(&candidates);
    Alignment { links: search.finish(), support }
}

impl Search<'_> {
    /// Best first; of equals, those at the same relative place.
    fn order(&self, candidates: &mut [(usize, usize, f64)]) {
        let (n, m) = (self.of.original.len().max(1), self.of.rewrite.len().max(1));
        let off = |i: usize, j: usize| (i * m).abs_diff(j * n);
        candidates.sort_by(|a, b| {
            b.2.total_cmp(&a.2)
                .then_with(|| off(a.0, a.1).cmp(&off(b.0, b.1)))
                .then_with(|| (a.0, a.1).cmp(&(b.0, b.1)))
        });
    }

    fn free(&self, i: usize, j: usize) -> bool {
        self.of.original[i].is_none() && self.of.rewrite[j].is_none()
    }

    fn link(&mut self, i: usize, j: usize, score: f64) {
        self.of.original[i] = Some(self.links.len());
        self.of.rewrite[j] = Some(self.links.len());
        self.links.push(Link { segments: Pair::new(vec![i], vec![j]), score });
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
            self.link(i, j, 1.0);
        }
    }

    fn sure(&mut self, candidates: &[(usize, usize, f64)]) {
        for &(i, j, score) in candidates {
            if score >= SURE && self.free(i, j) {
                self.link(i, j, score);
            }
        }
    }

    /// Doubtful pairs, raised by links of their neighbours, best first; a few rounds, since each link is a new neighbour.
    fn beside(&mut self, candidates: &[(usize, usize, f64)]) {
        for _ in 0..ROUNDS {
            let mut raised: Vec<(usize, usize, f64, f64)> = candidates
                .iter()
                .filter(|&&(i, j, score)| (LEAST..SURE).contains(&score) && self.free(i, j))
                .map(|&(i, j, score)| (i, j, score, score + VICINITY * f64::from(self.neighbours(i, j))))
                .filter(|&(.., raised)| raised >= DOUBTFUL)
                .collect();
            raised.sort_by(|a, b| b.3.total_cmp(&a.3).then_with(|| (a.0, a.1).cmp(&(b.0, b.1))));
            let before = self.links.len();
            for (i, j, score, _) in raised {
                if self.free(i, j) {
                    self.link(i, j, score);
                }
            }
            if self.links.len() == before {
                break;
            }
        }
    }

    /// How many of the two neighbours are linked to each other.
    fn neighbours(&self, i: usize, j: usize) -> u8 {
        let linked = |i: Option<usize>, j: Option<usize>| match (i, j) {
            (Some(i), Some(j)) if i < self.of.original.len() && j < self.of.rewrite.len() => {
                self.of.original[i].is_some() && self.of.original[i] == self.of.rewrite[j]
            }
            (None, None) => true,
            (Some(i), Some(j)) => i >= self.of.original.len() && j >= self.of.rewrite.len(),
            _ => false,
        };
        u8::from(linked(i.checked_sub(1), j.checked_sub(1))) + u8::from(linked(Some(i + 1), Some(j + 1)))
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
                self.link(i, j, score);
            }
        }
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
            self.link(i, j, score);
        }
    }

    /// Lets segments without a partner join the link that holds what they say.
    fn grow(&mut self, candidates: &[(usize, usize, f64)]) {
        for _ in 0..ROUNDS {
            let mut grown = false;
            for &(i, j, _) in candidates.iter().filter(|(_, _, score)| *score >= LEAST) {
                for (side, segment, partner) in [(Side::Original, i, j), (Side::Rewrite, j, i)] {
                    let (None, Some(link)) = (self.of[side][segment], self.of[side.other()][partner]) else {
                        continue;
                    };
                    grown |= self.join(side, segment, link);
                }
            }
            if !grown {
                break;
            }
        }
    }

    /// Takes the segment into the link where that makes sense.
    fn join(&mut self, side: Side, segment: usize, link: usize) -> bool {
        let current = &self.links[link];
        let own = &current.segments[side];
        let near = own.iter().any(|&other| other.abs_diff(segment) <= 2);
        if own.len() >= WIDEST
            || !near
            || self.documents[side].is_boilerplate(segment) != self.documents[side].is_boilerplate(own[0])
        {
            return false;
        }
        let brings = self.vectors.brings_value(side, segment, own, &current.segments[side.other()]);
        let mut grown = current.segments.clone();
        grown[side].push(segment);
        grown[side].sort_unstable();
        let score = self.vectors.likeness(&grown.original, &grown.rewrite);
        let before = self.vectors.likeness(&current.segments.original, &current.segments.rewrite);
        let covered = self.vectors.coverage(side, segment, &grown[side.other()]);
        let joins = score >= before + GROWTH && covered >= COVERED
            || score >= before - GROWTH && covered >= WELL_COVERED
            || covered >= FULLY_COVERED
            || brings && covered >= VALUE_COVERED;
        if joins {
            self.links[link] = Link { segments: grown, score };
            self.of[side][segment] = Some(link);
        }
        joins
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
