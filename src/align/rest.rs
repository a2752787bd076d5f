//! What is left at the end: a sentence that was told inside another one, and the only two left in one place.
//!
//! *The study was paid for by the Wells Trust* became *the author of the Wells Trust-funded study*: the sentence belongs to the
//! link that holds its words, wherever that stands. Two sentences that alone are left beside the same linked neighbours
//! need less in common than two anywhere.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::gaps::WIDEST;
use super::search::Search;
use super::{Candidate, Link};
use crate::document::{Document, ratio};
use crate::fact::{Fact, Kind};
use crate::finding::Confidence;
use crate::language::{self, Language};
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::token::{Class, Token, TokenKind};

/// A sentence with more words of content is no short one.
const LONGEST: usize = 20;
/// A word of the same meaning stands for so much of a word.
const MEANT: f64 = 0.8;
/// A sentence finds this share of its weight in the one that tells it, near its place;
const TOLD: f64 = 0.45;
/// and this anywhere else.
const TOLD_AFAR: f64 = 0.65;
/// or this, where both texts give a name in full there and nowhere else.
const TIED: f64 = 0.3;
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
/// Sentences that are looked at in pairs for one.
const MOST: usize = 8;
/// Two that are left alone in one place share so many meanings,
const MEETS: usize = 2;
/// as the geometric mean this part of those that each has, and a word that makes them so much alike;
const MEETING: f64 = 0.2;
const FAINTLY: f64 = 0.1;
/// or they are this much alike;
const ALIKE: f64 = 0.18;
/// or this, where nothing else is left between the same neighbours.
const ALONE: f64 = 0.12;
/// one is at most so many times as long as the other.
const LENGTHIER: usize = 2;
/// Words that begin with so many of the same letters, half of the longer one, are akin.
const BEGINNING: usize = 4;
/// Where one side has a run of more sentences without a partner, place tells little.
const RUN: usize = 2;
/// Two sentences without a partner that stand far from each other's place are this much alike, and hold each other's names and
/// figures.
const AFAR: f64 = 0.42;

/// The search for what is left.
struct Rest<'s, 'd> {
    search: &'s mut Search<'d>,
    /// Words of the names of each segment.
    named: Pair<Vec<Vec<u64>>>,
    /// Pairs of segments that alone give a name in full, or two names one behind the other.
    ties: FxHashSet<(usize, usize)>,
}

/// Where two words of names were met.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Once(usize),
    Often,
}

impl Search<'_> {
    /// Puts sentences without a partner to the links that tell them, and links those that are left alone in one place.
    pub fn rest(&mut self, candidates: &[Candidate]) {
        let linked = self.of.as_ref().map(|of| of.iter().flatten().count());
        let all = self.of.as_ref().map(Vec::len);
        let tells = Side::BOTH.into_iter().all(|side| ratio(linked[side], all[side]) >= LINKED);
        if linked == all || !tells {
            return;
        }
        let mut rest = Rest::new(self);
        for _ in 0..ROUNDS {
            if !rest.absorb(candidates) && !rest.gather(candidates) {
                break;
            }
        }
        rest.lone();
    }
}

impl<'s, 'd> Rest<'s, 'd> {
    fn new(search: &'s mut Search<'d>) -> Self {
        let mut named = search.documents.as_ref().map(|document| vec![Vec::new(); document.segments.len()]);
        let mut full: FxHashMap<(u64, u64), Pair<Option<Place>>> = FxHashMap::default();
        for side in Side::BOTH {
            let document = &search.documents[side];
            let is_name = |fact: &&Fact| fact.kind == Kind::Name && fact.confidence > Confidence::Low;
            let mut note = |segment: usize, a: u64, b: u64| {
                let place = &mut full.entry((a.min(b), a.max(b))).or_default()[side];
                *place = Some(match *place {
                    None => Place::Once(segment),
                    Some(Place::Once(other)) if other == segment => Place::Once(other),
                    Some(_) => Place::Often,
                });
            };
            let mut before: Option<(usize, u64)> = None;
            for fact in document.facts.iter().filter(is_name) {
                let tokens = &document.tokens[fact.tokens.0..fact.tokens.1];
                named[side][fact.segment].extend(tokens.iter().map(|token| token.stem_key));
                let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
                if tokens.len() > 1 {
                    note(fact.segment, first.stem_key, last.stem_key);
                }
                if let Some((_, name)) = before.filter(|(segment, _)| *segment == fact.segment) {
                    note(fact.segment, name, first.stem_key);
                }
                before = Some((fact.segment, last.stem_key));
            }
        }
        let tie = |place: &Pair<Option<Place>>| match (place.original, place.rewrite) {
            (Some(Place::Once(i)), Some(Place::Once(j))) => Some((i, j)),
            _ => None,
        };
        let ties = full.values().filter_map(tie).collect();
        Self { search, named, ties }
    }

    /// One round; true where a link was made or grew.
    fn absorb(&mut self, candidates: &[Candidate]) -> bool {
        let mut told: Vec<(f64, Side, usize, usize)> = Vec::new();
        for &(i, j, _) in candidates {
            for (side, segment, other) in [(Side::Original, i, j), (Side::Rewrite, j, i)] {
                if self.search.of[side][segment].is_none()
                    && let Some(share) = self.told(side, segment, &[other])
                {
                    told.push((share, side, segment, other));
                }
            }
        }
        told.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
        let mut grown = false;
        for (share, side, segment, other) in told {
            if self.search.of[side][segment].is_none() {
                grown |= self.put(side, segment, &[other], share);
            }
        }
        grown
    }

    /// The same with sentences that two others tell together.
    fn gather(&mut self, candidates: &[Candidate]) -> bool {
        let mut open: Vec<(Side, usize, usize)> = Vec::new();
        for &(i, j, _) in candidates {
            for (side, segment, other) in [(Side::Original, i, j), (Side::Rewrite, j, i)] {
                if self.search.of[side][segment].is_none() && self.is_near(side, segment, other) {
                    open.push((side, segment, other));
                }
            }
        }
        open.sort_unstable();
        let mut grown = false;
        for group in open.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (side, segment, _) = group[0];
            let others = || group.iter().take(MOST).map(|&(.., other)| other);
            let pairs = others().flat_map(|a| others().filter(move |b| a < *b).map(move |b| [a, b]));
            let told = pairs.filter_map(|pair| Some((self.told(side, segment, &pair)?, pair)));
            if let Some((share, pair)) = told.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) {
                grown |= self.put(side, segment, &pair, share);
            }
        }
        grown
    }

    /// Links a segment with others of the other side, and with what these are linked to; false where that would be too much.
    fn put(&mut self, side: Side, segment: usize, others: &[usize], share: f64) -> bool {
        let there = side.other();
        let mut segments: Pair<Vec<usize>> = Pair::default();
        segments[side].push(segment);
        let mut old: Vec<usize> = others.iter().filter_map(|&other| self.search.of[there][other]).collect();
        old.sort_unstable();
        old.dedup();
        segments[there].extend(others.iter().filter(|&&other| self.search.of[there][other].is_none()));
        for &link in &old {
            for side in Side::BOTH {
                segments[side].extend(&self.search.links[link].segments[side]);
            }
        }
        if Side::BOTH.into_iter().any(|side| segments[side].len() > WIDEST) {
            return false;
        }
        for side in Side::BOTH {
            segments[side].sort_unstable();
        }
        let Some(&first) = old.first() else {
            self.search.link(segments, share);
            return true;
        };
        let score = self.search.vectors.likeness(&segments.original, &segments.rewrite);
        self.search.links[first] = Link { segments, score };
        let second = old.get(1).copied();
        if let Some(second) = second {
            self.search.links.swap_remove(second);
        }
        for at in [Some(first), second].into_iter().flatten() {
            let Some(link) = self.search.links.get(at) else { continue };
            for side in Side::BOTH {
                for &segment in &link.segments[side] {
                    self.search.of[side][segment] = Some(at);
                }
            }
        }
        true
    }

    /// What share of a short sentence others tell together; none where that is too little, lacks a name or figure of it, or is
    /// what they are linked to already.
    fn told(&mut self, side: Side, segment: usize, others: &[usize]) -> Option<f64> {
        let documents = self.search.documents;
        let (here, there) = (&documents[side], &documents[side.other()]);
        let running = |document: &Document, segment: usize| {
            matches!(document.segments[segment].role, Role::Sentence | Role::Item)
        };
        if !running(here, segment) || !others.iter().all(|&other| running(there, other)) {
            return None;
        }
        let words = content(here, &[segment]);
        if words.len() < 2 || words.len() > LONGEST {
            return None;
        }
        let near = others.iter().all(|&other| self.is_near(side, segment, other));
        let tied = others.iter().any(|&other| {
            let mut pair = Pair::new(segment, segment);
            pair[side.other()] = other;
            self.ties.contains(&(pair.original, pair.rewrite))
        });
        let open = others.iter().any(|&other| self.search.of[side.other()][other].is_none());
        if open && !near && !tied && !self.is_same_afar(side, segment, others) {
            return None;
        }
        let least = match (tied, near) {
            (true, _) => TIED,
            (false, true) => TOLD,
            (false, false) => TOLD_AFAR,
        };
        let held = self.search.vectors.coverage(side, segment, others);
        let all = content(there, others);
        let missing: Vec<&Token> = words.iter().filter(|word| !has(&all, word)).copied().collect();
        if held + ratio(missing.len(), words.len()) * MEANT < least
            || !self.holds_facts(side, segment, others)
        {
            return None;
        }
        if !others.iter().all(|&other| self.brings(side, &words, other, others)) {
            return None;
        }
        let language = language::get(&here.language);
        let meant = |word: &&&Token| all.iter().any(|other| means(language, word, other));
        let share = held + MEANT * ratio(missing.iter().filter(meant).count(), words.len());
        (share >= least).then_some(share.min(1.0))
    }

    /// One of the others has words that no other of them has, nor what it is linked to; one alone that is linked to nothing need
    /// not.
    fn brings(&self, side: Side, words: &[&Token], other: usize, others: &[usize]) -> bool {
        let (here, there) = (&self.search.documents[side], &self.search.documents[side.other()]);
        let own = self.search.of[side.other()][other]
            .map_or(&[][..], |link| &self.search.links[link].segments[side]);
        let rest: Vec<usize> = others.iter().copied().filter(|&one| one != other).collect();
        if own.is_empty() && rest.is_empty() {
            return true;
        }
        let mut known = content(here, own);
        known.extend(content(there, &rest));
        let its = content(there, &[other]);
        let shared = || words.iter().filter(|word| has(&its, word));
        let fresh = shared().filter(|word| !has(&known, word)).count();
        fresh >= BRINGS && (!rest.is_empty() || ratio(fresh, shared().count()) >= FRESH)
    }

    /// Two sentences without a partner that have names and figures, and all in common.
    fn is_same_afar(&mut self, side: Side, segment: usize, others: &[usize]) -> bool {
        let &[other] = others else { return false };
        let facts = self.named[side][segment].len() + self.search.vectors.terms.values[side][segment].len();
        let group = if side == Side::Original { (segment, other) } else { (other, segment) };
        facts >= BRINGS
            && self.holds_facts(side, segment, others)
            && self.holds_facts(side.other(), other, &[segment])
            && self.search.vectors.likeness(&[group.0], &[group.1]) >= AFAR
    }

    /// Every name and figure of a segment stands in others of the other side.
    fn holds_facts(&self, side: Side, segment: usize, others: &[usize]) -> bool {
        let (here, there) = (&self.search.documents[side], &self.search.documents[side.other()]);
        let words = || others.iter().flat_map(|&other| there.segment_tokens(other));
        let stands = |token: &Token| words().any(|word| word.stem_key == token.stem_key);
        let values = &self.search.vectors.terms.values;
        let own = &values[side][segment];
        let named = |name: &u64| words().any(|word| word.stem_key == *name);
        let valued = |value: &u64| others.iter().any(|&other| values[side.other()][other].contains(value));
        let mut figures = here.segment_tokens(segment).iter().filter(|token| token.kind == TokenKind::Figure);
        own.iter().all(valued)
            && figures.all(|token| !own.is_empty() || stands(token))
            && self.named[side][segment].iter().all(named)
    }

    /// A segment stands where the partners of the other one's neighbours stand.
    fn is_near(&self, side: Side, segment: usize, other: usize) -> bool {
        let of = &self.search.of[side];
        let before = of[segment.saturating_sub(COMPANY)..segment].iter().rev().find_map(|link| *link);
        let behind = of[segment + 1..(segment + 1 + COMPANY).min(of.len())].iter().find_map(|link| *link);
        [before, behind]
            .into_iter()
            .flatten()
            .flat_map(|link| &self.search.links[link].segments[side.other()])
            .any(|partner| partner.abs_diff(other) <= REACH)
    }

    /// Links two sentences that are left beside partners of each other, with one more on either side at most, if they are no
    /// strangers.
    fn lone(&mut self) {
        let language = language::get(&self.search.documents.original.language);
        let mut i = 0;
        while i < self.search.of.original.len() {
            let run = self.run(Side::Original, i);
            i = run.end.max(i + 1);
            if !(1..=RUN).contains(&run.len()) {
                continue;
            }
            let beside = [run.start.checked_sub(1), Some(run.end)].into_iter().flatten();
            let links = beside.filter_map(|i| self.search.of.original.get(i).copied().flatten());
            let partners = links.flat_map(|link| self.search.links[link].segments.rewrite.iter().copied());
            let around = partners.flat_map(|j| [j.checked_sub(1), Some(j + 1)]).flatten();
            let mut runs: Vec<Range<usize>> = around.map(|j| self.run(Side::Rewrite, j)).collect();
            runs.retain(|run| (1..=RUN).contains(&run.len()));
            runs.sort_unstable_by_key(|run| run.start);
            runs.dedup();
            let pairs = run.flat_map(|i| runs.iter().cloned().flatten().map(move |j| (i, j)));
            let fits: Vec<Candidate> =
                pairs.filter_map(|(i, j)| Some((i, j, self.fits(language, i, j)?))).collect();
            if let Some(&(i, j, score)) = fits.iter().max_by(|a, b| a.2.total_cmp(&b.2)) {
                self.search.link_pair(i, j, score);
            }
        }
    }

    /// The sentences without a partner around one, or some of them where they are many; empty where it has one.
    fn run(&self, side: Side, segment: usize) -> Range<usize> {
        let open = |s: usize| {
            self.search.of[side].get(s) == Some(&None)
                && self.search.documents[side].segments[s].role == Role::Sentence
        };
        let mut run = segment..segment;
        while open(run.end) && run.len() <= RUN {
            run.end += 1;
        }
        while (1..=RUN).contains(&run.len()) && run.start > 0 && open(run.start - 1) {
            run.start -= 1;
        }
        run
    }

    /// How alike two sentences in one place are; none where both have names, or figures, and none in common, or, unless they
    /// are alone there, where one is too long for the other or they share too little but names.
    fn fits(&mut self, language: &Language, i: usize, j: usize) -> Option<f64> {
        let named = Pair::new(&self.named.original[i], &self.named.rewrite[j]);
        let values = &self.search.vectors.terms.values;
        let apart = |a: &Vec<u64>, b: &Vec<u64>| {
            !a.is_empty() && !b.is_empty() && !a.iter().any(|value| b.contains(value))
        };
        if apart(named.original, named.rewrite) || apart(&values.original[i], &values.rewrite[j]) {
            return None;
        }
        let likeness = self.search.vectors.likeness(&[i], &[j]);
        if likeness >= ALONE && self.search.neighbours(i, j) == 2 {
            return Some(likeness);
        }
        let words = |side: Side, segment: usize| {
            let mut words = content(&self.search.documents[side], &[segment]);
            words.retain(|word| !named[side].contains(&word.stem_key));
            words
        };
        let (a, b) = (words(Side::Original, i), words(Side::Rewrite, j));
        let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
        if shorter < 2 || longer > LENGTHIER * shorter {
            return None;
        }
        let share = shared(language, &a, &b);
        let mut same = a.iter().filter(|word| has(&b, word)).peekable();
        let meets = same.peek().is_some() && share >= MEETING;
        let value = same.any(|word| word.kind == TokenKind::Figure || word.class.has(Class::DATE));
        let fits = likeness >= ALIKE || likeness >= FAINTLY && (meets || value);
        fits.then_some(likeness.max(share))
    }
}

/// How much of the meaning of two lists of words is the same, 0 to 1; 0 where hardly a word is.
fn shared(language: &Language, a: &[&Token], b: &[&Token]) -> f64 {
    let near = |x: &Token, y: &Token| x.stem_key == y.stem_key || means(language, x, y);
    let of_a = a.iter().filter(|x| b.iter().any(|y| near(x, y))).count();
    let of_b = b.iter().filter(|y| a.iter().any(|x| near(x, y))).count();
    if of_a.min(of_b) < MEETS { 0.0 } else { (ratio(of_a, a.len()) * ratio(of_b, b.len())).sqrt() }
}

/// The same word, by its stem, is among words.
fn has(words: &[&Token], word: &Token) -> bool {
    words.iter().any(|other| other.stem_key == word.stem_key)
}

/// Two words mean nearly the same; where no table tells, they begin alike, or one is made of the other.
fn means(language: &Language, a: &Token, b: &Token) -> bool {
    if language.has_thesaurus() {
        return a.meaning(language).is_near(b.meaning(language));
    }
    let (a, b) = (a.stem.as_str(), b.stem.as_str());
    let (shorter, longer) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let common = letters(shorter).zip(letters(longer)).take_while(|(x, y)| x == y).count();
    let length = letters(longer).count();
    common >= BEGINNING && 2 * common >= length || shorter.len() >= BEGINNING && longer.ends_with(shorter)
}

/// The letters of a word without their marks.
fn letters(word: &str) -> impl Iterator<Item = char> + '_ {
    word.nfd().filter(|c| !is_combining_mark(*c))
}

/// Words of content of segments, each once.
fn content<'a>(document: &'a Document, segments: &[usize]) -> Vec<&'a Token> {
    let tokens = segments.iter().flat_map(|&segment| document.segment_tokens(segment));
    let mut words: Vec<&Token> = tokens.filter(|token| token.is_content()).collect();
    words.sort_unstable_by_key(|token| token.stem_key);
    words.dedup_by_key(|token| token.stem_key);
    words
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Source};
    use crate::pair::Pair;

    #[test]
    fn two_alone_between_the_same_neighbours_need_little_in_common() {
        let read = |text: &str| Document::read(&Source::text(text), &Default::default());
        let original = "The mayor opened the new bridge over the Wern on Monday. After all, she is there for her \
                        children day and night. The old bridge had been closed since March.";
        let linked = |between: &str| {
            let rewrite = format!(
                "On Monday the mayor opened the new bridge over the Wern. {between} The old bridge has been closed \
                 since March."
            );
            let links = super::super::align(&Pair::new(read(original), read(&rewrite))).links;
            links.iter().filter(|link| link.is_full()).count()
        };
        assert_eq!(linked("She is always there for them, after all."), 3);
        assert_eq!(linked("Fishermen on the coast sell fewer herrings."), 2);
    }
}
