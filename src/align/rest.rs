//! What is left at the end: a sentence that was told inside another one, and the only two left in one place.
//!
//! *The study was paid for by the Wells Trust* became *the author of the Wells Trust-funded study*: the sentence belongs to the
//! link that holds its words, wherever that stands. Two sentences that alone are left beside the same linked neighbours
//! need less in common than two anywhere.

use super::Candidate;
use super::gaps::WIDEST;
use super::search::Search;
use crate::document::{Document, ratio};
use crate::fact::Kind;
use crate::finding::Confidence;
use crate::language;
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::token::{Token, TokenKind};

/// A sentence with more words of content is no short one.
const LONGEST: usize = 16;
/// A word of the same meaning stands for so much of a word.
const MEANT: f64 = 0.8;
/// A sentence finds this share of its weight in the one that tells it, near its place;
const TOLD: f64 = 0.55;
/// and this anywhere else.
const TOLD_AFAR: f64 = 0.65;
/// So far from the partners of its neighbours is near, in segments;
const REACH: usize = 3;
/// neighbours being so many segments away at most.
const COMPANY: usize = 3;
/// The sentence brings so many words that the link has on the other side alone,
const BRINGS: usize = 2;
/// and they are this share of those that both have.
const FRESH: f64 = 0.5;
/// So many segments of both sides have a partner where one text tells what the other tells; of a summary little is learnt.
const LINKED: f64 = 0.6;
/// Rounds, since a link that took in a sentence holds more than before.
const ROUNDS: usize = 3;

impl Search<'_> {
    /// Puts sentences without a partner to the links that tell them.
    pub fn rest(&mut self, candidates: &[Candidate]) {
        let linked = self.of.as_ref().map(|of| of.iter().flatten().count());
        let all = self.of.as_ref().map(Vec::len);
        let tells = Side::BOTH.into_iter().all(|side| ratio(linked[side], all[side]) >= LINKED);
        if linked == all || !tells {
            return;
        }
        for _ in 0..ROUNDS {
            if !self.absorb(candidates) {
                break;
            }
        }
    }

    /// One round; true where a link was made or grew.
    fn absorb(&mut self, candidates: &[Candidate]) -> bool {
        let mut told: Vec<(f64, Side, usize, usize)> = Vec::new();
        for &(i, j, _) in candidates {
            for (side, segment, other) in [(Side::Original, i, j), (Side::Rewrite, j, i)] {
                if self.of[side][segment].is_none()
                    && let Some(share) = self.told(side, segment, other)
                {
                    told.push((share, side, segment, other));
                }
            }
        }
        told.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
        let mut grown = false;
        for (share, side, segment, other) in told {
            if self.of[side][segment].is_some() {
                continue;
            }
            match self.of[side.other()][other] {
                Some(link) if self.links[link].segments[side].len() < WIDEST => {
                    self.take_in(side, segment, link);
                }
                Some(_) => continue,
                None => {
                    let mut pair = Pair::new(segment, segment);
                    pair[side.other()] = other;
                    self.link_pair(pair.original, pair.rewrite, share);
                }
            }
            grown = true;
        }
        grown
    }

    /// What share of a short sentence another one tells; none where that is too little, or lacks a name or figure of it.
    fn told(&mut self, side: Side, segment: usize, other: usize) -> Option<f64> {
        let documents = self.documents;
        let (here, there) = (&documents[side], &documents[side.other()]);
        let running = |document: &Document, segment: usize| {
            matches!(document.segments[segment].role, Role::Sentence | Role::Item)
        };
        if !running(here, segment) || !running(there, other) {
            return None;
        }
        let words = content(here, segment);
        if words.len() < 2 || words.len() > LONGEST {
            return None;
        }
        let others = content(there, other);
        let link = self.of[side.other()][other];
        let near = self.is_near(side, segment, other);
        if link.is_none() && !near {
            return None;
        }
        let least = if near { TOLD } else { TOLD_AFAR };
        let held = self.vectors.coverage(side, segment, &[other]);
        let missing: Vec<&Token> = words
            .iter()
            .filter(|word| others.iter().all(|other| other.stem_key != word.stem_key))
            .copied()
            .collect();
        let there = words.len() - missing.len();
        if held + ratio(missing.len(), words.len()) * MEANT < least || !self.holds_facts(side, segment, other)
        {
            return None;
        }
        if let Some(link) = link {
            let own: Vec<&Token> =
                self.links[link].segments[side].iter().flat_map(|&own| here.segment_tokens(own)).collect();
            let lacks = |word: &&&Token| own.iter().all(|own| own.stem_key != word.stem_key);
            let is_there = |word: &&&Token| others.iter().any(|other| other.stem_key == word.stem_key);
            let fresh = words.iter().filter(is_there).filter(lacks).count();
            if fresh < BRINGS || ratio(fresh, there) < FRESH {
                return None;
            }
        }
        let language = language::get(&here.language);
        let meant = missing
            .iter()
            .filter(|word| others.iter().any(|other| word.meaning(language).is_near(other.meaning(language))))
            .count();
        let share = (held + MEANT * ratio(meant, words.len())).min(1.0);
        (share >= least).then_some(share)
    }

    /// Every name and figure of a segment stands in another one of the other side.
    fn holds_facts(&self, side: Side, segment: usize, other: usize) -> bool {
        let (here, there) = (&self.documents[side], &self.documents[side.other()]);
        let words = there.segment_tokens(other);
        let stands = |token: &Token| words.iter().any(|word| word.stem_key == token.stem_key);
        let values = &self.vectors.terms.values;
        let range = &here.segments[segment].tokens;
        let facts = here.facts.iter().filter(|fact| fact.segment == segment);
        let valued = values[side][segment].iter().all(|value| values[side.other()][other].contains(value));
        let mut named = facts.filter(|fact| fact.kind == Kind::Name && fact.confidence > Confidence::Low);
        valued
            && here.tokens[range.clone()]
                .iter()
                .filter(|token| token.kind == TokenKind::Figure)
                .all(|token| stands(token) || !values[side][segment].is_empty())
            && named.all(|fact| here.tokens[fact.tokens.0..fact.tokens.1].iter().any(stands))
    }

    /// A segment stands where the partners of the other one's neighbours stand.
    fn is_near(&self, side: Side, segment: usize, other: usize) -> bool {
        let of = &self.of[side];
        let before = of[segment.saturating_sub(COMPANY)..segment].iter().rev().find_map(|link| *link);
        let behind = of[segment + 1..(segment + 1 + COMPANY).min(of.len())].iter().find_map(|link| *link);
        [before, behind]
            .into_iter()
            .flatten()
            .flat_map(|link| &self.links[link].segments[side.other()])
            .any(|partner| partner.abs_diff(other) <= REACH)
    }
}

/// Words of content of a segment, each once.
fn content(document: &Document, segment: usize) -> Vec<&Token> {
    let tokens = document.segment_tokens(segment).iter();
    let mut words: Vec<&Token> = tokens.filter(|token| token.is_content()).collect();
    words.sort_unstable_by_key(|token| token.stem_key);
    words.dedup_by_key(|token| token.stem_key);
    words
}
