//! What is left on both sides, told in other words: sentences that share meanings, though hardly a word.
//!
//! *The judge saw no proof that she knew the value*, *The court found no evidence that she was aware of the worth*. Only
//! sentences without a partner are looked at, near the place where their neighbours' partners stand, and only where the
//! language has a table of meanings; so a text that is linked already costs nothing.

use super::search::Search;
use crate::language::{self, Language};
use crate::pair::Side;
use crate::segment::Role;
use crate::token::Token;

/// How far from its place a sentence may stand, in segments.
const REACH: usize = 3;
/// It needs a neighbour with a partner, so many segments away at most.
const COMPANY: usize = 3;
/// Sentences that are looked at for one.
const MOST: usize = 12;
/// Two sentences share so many meanings at least,
const SHARED: usize = 3;
/// and, as the geometric mean, this part of those that each has.
const LEAST: f64 = 0.4;
/// Longer sentences are not compared word by word, in words of content.
const LONGEST: usize = 60;

impl Search<'_> {
    /// Links pairs of sentences without a partner that are each other's nearest in meaning.
    pub fn bridge(&mut self) {
        let language = language::get(&self.documents.original.language);
        let open = |side: Side| -> Vec<usize> {
            let document = &self.documents[side];
            let is_open =
                |&s: &usize| self.of[side][s].is_none() && document.segments[s].role == Role::Sentence;
            (0..self.of[side].len()).filter(is_open).collect()
        };
        let (left, added) = (open(Side::Original), open(Side::Rewrite));
        if left.is_empty() || added.is_empty() || !language.has_thesaurus() {
            return;
        }
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for &j in &added {
            let Some((from, to)) = self.place(j) else { continue };
            let first = left.partition_point(|&i| i < from);
            for &i in left[first..].iter().take_while(|&&i| i <= to).take(MOST) {
                let score = self.meanings(language, i, j);
                if score >= LEAST {
                    pairs.push((score, i, j));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (score, i, j) in pairs {
            if self.free(i, j) {
                self.link_pair(i, j, score);
            }
        }
    }

    /// Where in the original a segment of the rewrite belongs, by the partners of its neighbours: first and last segment;
    /// nowhere, without such neighbours.
    fn place(&self, j: usize) -> Option<(usize, usize)> {
        let of = &self.of.rewrite;
        let partners = |link: usize| &self.links[link].segments.original;
        let before = of[j.saturating_sub(COMPANY)..j].iter().rev().find_map(|link| *link);
        let behind = of[j + 1..(j + 1 + COMPANY).min(of.len())].iter().find_map(|link| *link);
        let before = before.and_then(|link| partners(link).last().copied());
        let behind = behind.and_then(|link| partners(link).first().copied());
        let (a, b) = (before.or(behind)?, behind.or(before)?);
        let last = self.of.original.len().saturating_sub(1);
        Some((a.min(b).saturating_sub(REACH), (a.max(b) + REACH).min(last)))
    }

    /// How much of the meaning of two sentences is the same, 0 to 1.
    fn meanings(&self, language: &Language, i: usize, j: usize) -> f64 {
        let words = |side: Side, segment: usize| -> Vec<&Token> {
            let tokens = self.documents[side].segment_tokens(segment).iter();
            let mut words: Vec<&Token> = tokens.filter(|token| token.is_content()).collect();
            words.sort_unstable_by_key(|token| token.stem_key);
            words.dedup_by_key(|token| token.stem_key);
            words
        };
        let (a, b) = (words(Side::Original, i), words(Side::Rewrite, j));
        if a.len().min(b.len()) < SHARED || a.len().max(b.len()) > LONGEST {
            return 0.0;
        }
        let near = |x: &Token, y: &Token| {
            x.stem_key == y.stem_key || x.meaning(language).is_near(y.meaning(language))
        };
        let there = |x: &Token, others: &[&Token]| others.iter().any(|y| near(x, y));
        let (of_a, of_b) =
            (a.iter().filter(|x| there(x, &b)).count(), b.iter().filter(|y| there(y, &a)).count());
        if of_a.min(of_b) < SHARED {
            return 0.0;
        }
        let share = crate::document::ratio;
        (share(of_a, a.len()) * share(of_b, b.len())).sqrt()
    }
}
