//! Pairs that are no anchors: accepted in their place, or beside links, or where they are alike beyond doubt; and segments
//! without a partner that join the link which holds what they say.

use super::gaps::WIDEST;
use super::search::Search;
use super::{Candidate, Link};
use crate::language;
use crate::pair::Side;
use crate::token::{Token, TokenKind};

/// A pair below this likeness is no pair, wherever it stands.
const LEAST: f64 = 0.10;
/// A pair above this needs no neighbours,
const SURE: f64 = 0.4;
/// and above this it may cross other links.
const CROSSING: f64 = 0.54;
/// What a linked neighbour on either side adds to a doubtful pair.
const VICINITY: f64 = 0.14;
/// With neighbours counted, a doubtful pair must reach this.
const DOUBTFUL: f64 = 0.37;
/// Rounds of the search beside links.
const ROUNDS: usize = 4;
/// How far the nearest links are looked for, in segments; their partners may stand twice as far.
const NEAR: usize = 16;
/// A link less alike than this needs another one near it, so many segments away at most.
const LONELY: f64 = 0.7;
const COMPANY: usize = 5;
/// A group must grow this much more alike to take in another segment,
const GROWTH: f64 = 0.02;
/// which finds this share of its weight there;
const COVERED: f64 = 0.30;
/// or this much, where it brings a figure that its group lacks, and the group is the lighter side.
const VALUE_COVERED: f64 = 0.25;
/// A segment beside a link tells the rest of its other side where that is heavier than the link's own side by so many times
/// the segment's weight at least,
const UNTOLD: f64 = 0.2;
/// and the segment finds this share of its weight there at least;
const TIED: f64 = 0.1;
/// the share, and this part of the times up to one, come to so much together.
const OF_UNTOLD: f64 = 0.23;
const TELLS: f64 = 0.35;
/// A segment of the rewrite between two of a group belongs to it where it finds this share of its weight there.
const BETWEEN: f64 = 0.1;
/// A short sentence that has so many words at most says the same as another in its place that has all of them but one,
const FRAME: usize = 8;
/// where the two words mean nearly the same; as a link it is this much alike.
const FRAMED: f64 = 0.5;

/// What a segment has to do with a link.
pub(super) struct Part {
    /// Share of its weight that the link's other side holds.
    pub own: f64,
    /// How many times the segment's weight that side is heavier than the link's own.
    pub untold: f64,
}

impl Part {
    /// Both together.
    pub fn tells(&self) -> f64 {
        self.own + OF_UNTOLD * self.untold.clamp(0.0, 1.0)
    }
}

impl Search<'_> {
    /// So few segments that order tells nothing.
    fn is_short(&self) -> bool {
        self.of.original.len().min(self.of.rewrite.len()) <= COMPANY
    }

    /// Pairs that are alike and cross no near link, or so alike that they may.
    pub fn in_place(&mut self, candidates: &[Candidate]) {
        let crossing = if self.is_short() { SURE } else { CROSSING };
        for &(i, j, score) in candidates {
            if score >= SURE && self.free(i, j) && (score >= crossing || self.keeps_order(i, j)) {
                self.link_pair(i, j, score);
            }
        }
    }

    /// Doubtful pairs, raised by links of their neighbours, best first; a few rounds, since each link is a new neighbour.
    pub fn beside(&mut self, candidates: &[Candidate]) {
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
                if self.free(i, j) && self.keeps_order(i, j) {
                    self.link_pair(i, j, score);
                }
            }
            if self.links.len() == before {
                break;
            }
        }
    }

    /// The nearest links before and behind have their partners before and behind, not too far away.
    fn keeps_order(&self, i: usize, j: usize) -> bool {
        let of = &self.of.original;
        let before = of[i.saturating_sub(NEAR)..i].iter().rev().find_map(|link| *link);
        let behind = of[i + 1..(i + NEAR).min(of.len())].iter().find_map(|link| *link);
        let rewrite = |link: usize| &self.links[link].segments.rewrite;
        before.is_none_or(|link| {
            let first = rewrite(link).first().copied().unwrap_or(j);
            first < j && j - first <= 2 * NEAR
        }) && behind.is_none_or(|link| {
            let last = rewrite(link).last().copied().unwrap_or(j);
            last > j && last - j <= 2 * NEAR
        })
    }

    /// How many of the two neighbours are linked to each other.
    pub fn neighbours(&self, i: usize, j: usize) -> u8 {
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

    /// Takes links apart that are not much alike and have no other link near them on both sides.
    pub fn loosen(&mut self) {
        let has_company = |link: &Link| {
            let (i, j) = (link.segments.original[0], link.segments.rewrite[0]);
            let around = i.saturating_sub(COMPANY)..(i + COMPANY + 1).min(self.of.original.len());
            around.filter(|other| !link.segments.original.contains(other)).any(|other| {
                self.of.original[other].is_some_and(|link| {
                    self.links[link].segments.rewrite.iter().any(|r| r.abs_diff(j) <= 2 * COMPANY)
                })
            })
        };
        let few = self.is_short();
        let stays: Vec<bool> =
            self.links.iter().map(|link| few || link.score >= LONELY || has_company(link)).collect();
        for side in Side::BOTH {
            self.of[side].fill(None);
        }
        for (link, _) in std::mem::take(&mut self.links).into_iter().zip(stays).filter(|(_, stays)| *stays) {
            self.link(link.segments, link.score);
        }
    }

    /// Lets segments without a partner join the link that holds what they say.
    pub fn grow(&mut self, candidates: &[Candidate]) {
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
        let before = current.score;
        let covered = self.vectors.coverage(side, segment, &grown[side.other()]);
        let group = self.links[link].segments.as_ref().map(Vec::as_slice);
        let other = side.other();
        let more = self.vectors.weight(other, group[other]) >= self.vectors.weight(side, group[side]);
        let joins =
            score >= before + GROWTH && covered >= COVERED || brings && more && covered >= VALUE_COVERED;
        if joins {
            self.links[link] = Link { segments: grown, score };
            self.of[side][segment] = Some(link);
        }
        joins
    }

    /// A segment of the rewrite next to a link joins it where the original there says so much more that it must be told
    /// somewhere: a sentence split in several.
    pub fn fill(&mut self) {
        let side = Side::Rewrite;
        for segment in 0..self.of[side].len() {
            if self.of[side][segment].is_some() {
                continue;
            }
            let of = &self.of[side];
            let beside = [segment.checked_sub(1).and_then(|s| of[s]), of.get(segment + 1).copied().flatten()];
            let best = beside
                .into_iter()
                .flatten()
                .filter_map(|link| Some((self.untold(side, segment, link)?, link)));
            if let Some((_, link)) = best.max_by(|a, b| a.0.total_cmp(&b.0)) {
                self.take_in(side, segment, link);
            }
        }
    }

    /// How well a segment tells what the other side of a link holds and the link's own side does not; none where that is too
    /// little, or the segment has nothing to do with it.
    fn untold(&mut self, side: Side, segment: usize, link: usize) -> Option<f64> {
        if self.links[link].segments[side].len() >= WIDEST {
            return None;
        }
        let part = self.part(side, segment, link)?;
        (part.untold >= UNTOLD && part.own >= TIED && part.tells() >= TELLS).then_some(part.tells())
    }

    /// A segment as a part of a link; none where furniture would join the body.
    pub fn part(&mut self, side: Side, segment: usize, link: usize) -> Option<Part> {
        let group = self.links[link].segments.as_ref().map(Vec::as_slice);
        let same = self.documents[side].is_boilerplate(segment)
            == self.documents[side].is_boilerplate(group[side][0]);
        let other = side.other();
        let more = self.vectors.weight(other, group[other]) - self.vectors.weight(side, group[side]);
        let untold = f64::from(more / self.vectors.mass[side][segment]);
        let own = self.vectors.coverage(side, segment, group[other]);
        same.then_some(Part { own, untold })
    }

    /// A segment of the rewrite without a partner between two of a group belongs to the group: a sentence was split in
    /// several, and this part of it is in other words.
    pub fn holes(&mut self) {
        let side = Side::Rewrite;
        for segment in 1..self.of[side].len().saturating_sub(1) {
            let of = &self.of[side];
            let (None, Some(link)) = (of[segment], of[segment - 1]) else { continue };
            let group = &self.links[link].segments;
            let same = self.documents[side].is_boilerplate(segment)
                == self.documents[side].is_boilerplate(group[side][0]);
            if of[segment + 1] != Some(link) || group[side].len() > WIDEST || !same {
                continue;
            }
            let others = group[side.other()].clone();
            if self.vectors.coverage(side, segment, &others) >= BETWEEN {
                self.take_in(side, segment, link);
            }
        }
    }

    pub fn take_in(&mut self, side: Side, segment: usize, link: usize) {
        let mut segments = self.links[link].segments.clone();
        segments[side].push(segment);
        segments[side].sort_unstable();
        let score = self.vectors.likeness(&segments.original, &segments.rewrite);
        self.links[link] = Link { segments, score };
        self.of[side][segment] = Some(link);
    }

    /// Two short sentences without a partner, between the same neighbours, that are the same but for one word of the same
    /// meaning: *No one was hurt.*, *No one was injured.*
    pub fn frames(&mut self) {
        for i in 0..self.of.original.len() {
            if self.of.original[i].is_some() || self.documents.original.segments[i].tokens.len() > FRAME + 2 {
                continue;
            }
            let before = i.checked_sub(1).and_then(|i| self.of.original[i]);
            let j = match before {
                Some(link) => self.links[link].segments.rewrite.last().map_or(0, |j| j + 1),
                None if i == 0 => 0,
                None => continue,
            };
            if j < self.of.rewrite.len()
                && self.free(i, j)
                && self.neighbours(i, j) == 2
                && self.documents.original.is_boilerplate(i) == self.documents.rewrite.is_boilerplate(j)
                && self.same_frame(i, j)
            {
                self.link_pair(i, j, FRAMED);
            }
        }
    }

    fn same_frame(&self, i: usize, j: usize) -> bool {
        let words = |tokens: &[Token]| tokens.iter().filter(|t| t.kind != TokenKind::Sign).count();
        let (here, there) =
            (self.documents.original.segment_tokens(i), self.documents.rewrite.segment_tokens(j));
        if words(here) != words(there) || !(2..=FRAME).contains(&words(here)) {
            return false;
        }
        let plain = |t: &&Token| t.kind != TokenKind::Sign;
        let mut other = here
            .iter()
            .filter(plain)
            .zip(there.iter().filter(plain))
            .filter(|(a, b)| a.norm != b.norm && a.stem != b.stem);
        let language = language::get(&self.documents.original.language);
        match (other.next(), other.next()) {
            (None, _) => true,
            (Some((a, b)), None) => a.meaning(language).is_near(b.meaning(language)),
            _ => false,
        }
    }
}
