//! Sentences told in parts: what stands between two links and belongs to one of them, and two links that hold parts of each
//! other.
//!
//! A rewrite in plain language splits one sentence in many short ones, of which some have hardly a word of it. Where no
//! other segment of the original is left near them, or none that holds as much of them, their place tells whose they are. And
//! a clause that moved over into the next sentence ties two pairs to one link.

use super::Link;
use super::doubtful::Part;
use super::gaps::{LIGHTER, WIDEST};
use super::search::Search;
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::token::{Class, Token, TokenKind};

/// Parts of one sentence at most.
const MOST: usize = 8;
/// A part finds this share of its weight in the sentence,
const HELD: f64 = 0.05;
/// and together with what of the sentence is not told yet it comes to this.
const TELLS: f64 = 0.2;
/// Where other segments are left beside the sentence, the part finds this share in it,
const RIVALLED: f64 = 0.1;
/// and so many times what it finds in any of them,
const TIMES: f64 = 3.0;
/// which are so many at most.
const RIVALS: usize = 8;
/// Two links are one where the original of one and the rewrite of the other hold this share of each other that their own
/// partners do not.
const EXCHANGED: f64 = 0.22;
/// Where each does so to this share for the other, two things may have changed places, and the links stay.
const SWAPPED: f64 = 0.11;
/// So many words make a clause.
const CLAUSE: usize = 2;

impl Search<'_> {
    /// Lets segments of the rewrite between two links join these, from both ends; only where the rewrite's segments are the
    /// lighter ones, so that several of them tell what one of the original does.
    pub fn parts(&mut self) {
        let side = Side::Rewrite;
        if LIGHTER * self.vectors.heavier(side) >= 1.0 {
            return;
        }
        let mut end = 0;
        while let Some(start) = (end..self.of[side].len()).find(|&s| self.of[side][s].is_none()) {
            end = (start..self.of[side].len()).find(|&s| self.of[side][s].is_some()).unwrap_or(usize::MAX);
            let ends = (start.checked_sub(1).and_then(|s| self.of[side][s]), self.of[side].get(end));
            let (Some(before), Some(&Some(behind))) = ends else { continue };
            let Some(rivals) = self.rivals(before, behind) else { continue };
            let (mut first, mut last) = (start, end);
            while first < last && self.belongs(first, (before, behind), &rivals) {
                self.take_in(side, first, before);
                first += 1;
            }
            while first < last && self.belongs(last - 1, (behind, before), &rivals) {
                last -= 1;
                self.take_in(side, last, behind);
            }
        }
    }

    /// A segment of the rewrite is a part of a link, and more so than of the one at the other end.
    fn belongs(&mut self, segment: usize, (link, other): (usize, usize), rivals: &[usize]) -> bool {
        self.is_part(segment, link, rivals).is_some_and(|here| {
            link == other || self.is_part(segment, other, rivals).is_none_or(|there| there < here)
        })
    }

    /// Segments of the original without a partner between two links; none where these are out of order, or too many.
    fn rivals(&self, before: usize, behind: usize) -> Option<Vec<usize>> {
        let original = |link: usize| &self.links[link].segments.original;
        let (from, to) = (original(before).last()? + 1, *original(behind).first()?);
        if before == behind {
            return Some(Vec::new());
        }
        let free = |s: &usize| self.of.original[*s].is_none();
        let rivals: Vec<usize> = (from..to).filter(free).take(RIVALS + 1).collect();
        (from <= to && rivals.len() <= RIVALS).then_some(rivals)
    }

    /// How well a segment of the rewrite tells what is left of a link; none where it is no part of that.
    fn is_part(&mut self, segment: usize, link: usize, rivals: &[usize]) -> Option<f64> {
        let side = Side::Rewrite;
        if self.links[link].segments[side].len() >= MOST {
            return None;
        }
        let part: Part = self.part(side, segment, link)?;
        let rival =
            rivals.iter().map(|&rival| self.vectors.coverage(side, segment, &[rival])).fold(0.0, f64::max);
        let least = if rivals.is_empty() { HELD } else { RIVALLED.max(TIMES * rival) };
        (part.own >= least && part.tells() >= TELLS).then_some(part.tells())
    }

    /// Makes one link of two that stand side by side and hold parts of each other.
    pub fn exchange(&mut self) {
        for i in 1..self.of.original.len() {
            let (Some(first), Some(second)) = (self.of.original[i - 1], self.of.original[i]) else {
                continue;
            };
            if first != second && self.are_one(first, second) {
                let (a, b) = (&self.links[first].segments, &self.links[second].segments);
                let segments = Pair::from_fn(|side| [a[side].as_slice(), &b[side]].concat());
                let score = self.vectors.likeness(&segments.original, &segments.rewrite);
                for side in Side::BOTH {
                    for &segment in &segments[side] {
                        self.of[side][segment] = Some(first);
                    }
                }
                self.links[first] = Link { segments, score };
                self.links[second].segments = Pair::default();
            }
        }
        self.links.retain(Link::is_full);
        for (at, link) in self.links.iter().enumerate() {
            for side in Side::BOTH {
                for &segment in &link.segments[side] {
                    self.of[side][segment] = Some(at);
                }
            }
        }
    }

    /// Two links follow each other on both sides, and a part of one, but not of each, has moved over to the other.
    fn are_one(&mut self, first: usize, second: usize) -> bool {
        let (a, b) = (self.links[first].segments.clone(), self.links[second].segments.clone());
        let follow = Side::BOTH.into_iter().all(|side| {
            let of_body = |&s: &usize| {
                let document = &self.documents[side];
                document.segments[s].role != Role::Heading && !document.is_boilerplate(s)
            };
            a[side].last().map(|last| last + 1) == b[side].first().copied()
                && a[side].len() + b[side].len() <= WIDEST
                && a[side].iter().chain(&b[side]).all(of_body)
        });
        if !follow {
            return false;
        }
        // What moved is at most all that they hold of each other.
        let most = [(&a, &b), (&b, &a)].map(|(a, b)| self.vectors.likeness(&a.original, &b.rewrite));
        if most[0].max(most[1]) < EXCHANGED {
            return false;
        }
        let [forth, back] = [(most[0], &a, &b), (most[1], &b, &a)]
            .map(|(most, a, b)| if most < SWAPPED { 0.0 } else { self.moved_over(a, b) });
        let (from, to) = if forth > back { (&a, &b) } else { (&b, &a) };
        forth.max(back) >= EXCHANGED && forth.min(back) < SWAPPED && self.is_clause(from, to)
    }

    /// What the original of one link and the rewrite of another hold of each other and their own partners do not: the geometric
    /// mean of both shares.
    fn moved_over(&mut self, a: &Pair<Vec<usize>>, b: &Pair<Vec<usize>>) -> f64 {
        (self.gain(Side::Original, a, b) * self.gain(Side::Rewrite, b, a)).sqrt()
    }

    /// What the original of one link has in common with the rewrite of another alone is more than names and figures.
    fn is_clause(&self, a: &Pair<Vec<usize>>, b: &Pair<Vec<usize>>) -> bool {
        let tokens = |side: Side, segments: &[usize]| -> Vec<&Token> {
            let document = &self.documents[side];
            segments.iter().flat_map(|&segment| document.segment_tokens(segment)).collect()
        };
        let (own, other) = (tokens(Side::Rewrite, &a.rewrite), tokens(Side::Rewrite, &b.rewrite));
        let has = |there: &[&Token], word: &Token| there.iter().any(|t| t.stem_key == word.stem_key);
        let figure =
            |word: &Token| [Class::NUMBER, Class::UNIT, Class::DATE].iter().any(|c| word.class.has(*c));
        let mut moved = tokens(Side::Original, &a.original);
        moved.retain(|word| {
            word.kind == TokenKind::Word
                && word.is_content()
                && !figure(word)
                && !has(&own, word)
                && has(&other, word)
        });
        moved.len() >= CLAUSE && !moved.iter().all(|word| word.is_capital())
    }

    /// Share of a side of a group that its other side lacks and the other side of another group holds.
    fn gain(&mut self, side: Side, own: &Pair<Vec<usize>>, other: &Pair<Vec<usize>>) -> f64 {
        let there = side.other();
        let both = [own[there].as_slice(), &other[there]].concat();
        let mut held =
            |others: &[usize]| self.vectors.held_each(side, &own[side], others, 0.0).unwrap_or_default();
        let more = held(&both) - held(&own[there]);
        f64::from(more / self.vectors.weight(side, &own[side])).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Source};
    use crate::pair::Pair;

    fn links(original: &str, rewrite: &str) -> Vec<Pair<Vec<usize>>> {
        let read = |text: &str| Document::read(&Source::text(text), &Default::default());
        let alignment = super::super::align(&Pair::new(read(original), read(rewrite)));
        alignment.links.into_iter().map(|link| link.segments).collect()
    }

    #[test]
    fn a_clause_that_moved_over_ties_two_pairs() {
        let original = "The opposition Socialists voted against the plan, and it passed by 57 votes to 31. Their \
                        leader said consumers would pay through higher bills.";
        let rewrite = "The plan passed by 57 votes to 31. The opposition Socialists, whose leader said consumers \
                       would pay through higher bills, voted against it.";
        assert_eq!(links(original, rewrite), [Pair::new(vec![0, 1], vec![0, 1])]);
        let kept = "The opposition Socialists voted against the plan, which passed by 57 votes to 31. As their \
                    leader said, consumers would pay through higher bills.";
        assert_eq!(links(original, kept).len(), 2);
        let sums = "The company sold boats for 35 million euros in Spain. It paid 12 million dollars to its workers.";
        let swapped = "The company sold boats for 12 million dollars in Spain. It paid 35 million euros to its workers.";
        assert_eq!(links(sums, swapped).len(), 2);
    }

    #[test]
    fn what_stands_between_two_sentences_told_in_parts_is_a_part() {
        let original = "The old mill by the river burned down on Sunday night, the miller lost the flour of the \
                        whole harvest, and the firemen from three villages came too late because the bridge was \
                        closed. The mayor promised money for a new roof, new machines and a strong door, and hopes \
                        that bread can be baked in Harwick again before the winter comes.";
        let before = "The old mill burned down. It was Sunday night. The miller lost his flour. All of the harvest \
                      is gone. The firemen came too late.";
        let behind = "The mayor promised money. He wants a new roof and machines. And he wants bread before the \
                      winter.";
        let told = |between: &str| links(original, &format!("{before} {between} {behind}"));
        assert_eq!(told("They could not cross the bridge.")[0].rewrite, [0, 1, 2, 3, 4, 5]);
        assert_eq!(told("Cows are eating grass.")[0].rewrite, [0, 1, 2, 3, 4]);
    }
}
