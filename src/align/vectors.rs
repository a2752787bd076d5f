//! Likeness of segments: what share of the weight of each is found in the other; and the candidates that share rare terms.

use super::Candidate;
use super::terms::{Terms, Vector};
use crate::document::Document;
use crate::pair::{Pair, Side};

/// A term in more segments than this of the other side finds candidates only at the same relative place, so many on each side
/// of it: refrains, a text made of repetitions.
const COMMON: usize = 48;
const AROUND: usize = 4;
/// Candidates kept for a segment.
const CANDIDATES: usize = 12;
/// A pair less alike than this, by a first estimate, is no candidate.
const FAINT: f32 = 0.06;
/// Pairs looked at to learn what two segments share by chance.
const SAMPLE: usize = 48;
/// With fewer segments on a side there are none far enough apart to learn that; then this is taken.
const FEW: usize = 6;
const USUAL_CHANCE: f32 = 0.05;

/// Segments of both sides as weighted terms.
pub(super) struct Vectors {
    pub terms: Terms,
    /// Weight of each segment.
    pub mass: Pair<Vec<f32>>,
    /// Terms of each segment and those like them, ascending, with how well the segment holds each.
    holds: Pair<Vec<Vector>>,
    /// How well each term is found in the segments looked at; between calls all 0.
    found: Vec<f32>,
    /// Weight of each term in the one segment looked at; between calls all 0.
    own: Vec<f32>,
}

impl Vectors {
    /// Reads both documents once.
    pub fn new(documents: &Pair<Document>) -> Self {
        let terms = Terms::new(documents);
        let mass = terms.vectors.as_ref().map(|vectors| {
            let weight = |v: &Vec<(u32, f32)>| v.iter().map(|(_, weight)| weight).sum::<f32>();
            vectors.iter().map(|vector| weight(vector).max(f32::MIN_POSITIVE)).collect()
        });
        let holds = terms
            .vectors
            .as_ref()
            .map(|vectors| vectors.iter().map(|vector| held_terms(vector, &terms.alike)).collect::<Vec<_>>());
        let (found, own) = (vec![0.0; terms.alike.len()], vec![0.0; terms.alike.len()]);
        Self { terms, mass, holds, found, own }
    }

    /// How many times a segment of a side is as heavy as one of the other, in the mean.
    #[allow(clippy::cast_precision_loss, reason = "counts of segments")]
    pub fn heavier(&self, side: Side) -> f32 {
        let mean = self.mass.as_ref().map(|mass| mass.iter().sum::<f32>() / mass.len().max(1) as f32);
        mean[side] / mean[side.other()].max(f32::MIN_POSITIVE)
    }

    /// Pairs that share a rare term, the best few of each segment of the original.
    pub fn candidates(&mut self) -> Vec<Candidate> {
        let postings = self.postings();
        let mut out = Vec::new();
        let mut sums = vec![0.0_f32; self.mass.rewrite.len()];
        let mut touched: Vec<u32> = Vec::new();
        let counts = (self.mass.original.len(), self.mass.rewrite.len());
        for i in 0..counts.0 {
            for &(term, weight) in &self.terms.vectors.original[i] {
                let own = std::iter::once((term, 1.0));
                for (term, likeness) in own.chain(self.terms.alike[term as usize].iter().copied()) {
                    for &j in near(postings.of(term), i, counts) {
                        if sums[j as usize] == 0.0 {
                            touched.push(j);
                        }
                        sums[j as usize] += weight * likeness;
                    }
                }
            }
            let mass = self.mass.original[i].sqrt();
            let mut best: Vec<(f32, u32)> = touched
                .drain(..)
                .map(|j| {
                    let sum = std::mem::take(&mut sums[j as usize]);
                    (sum / (mass * self.mass.rewrite[j as usize].sqrt()), j)
                })
                .filter(|(estimate, _)| *estimate >= FAINT)
                .collect();
            best.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            best.truncate(CANDIDATES);
            self.likenesses(i, best.into_iter().map(|(_, j)| j as usize), &mut out);
        }
        out
    }

    /// Likeness of one segment of the original to each of several of the rewrite.
    fn likenesses(&mut self, i: usize, others: impl Iterator<Item = usize>, out: &mut Vec<Candidate>) {
        self.look_at(Side::Original, &[i]);
        for &(term, weight) in &self.terms.vectors.original[i] {
            self.own[term as usize] = weight;
        }
        for j in others {
            let holds = self.holds.rewrite[j].iter();
            let original = holds.map(|(term, likeness)| self.own[*term as usize] * likeness).sum::<f32>();
            let rewrite = self.weight_found(Side::Rewrite, j);
            let shares = Pair::new(original / self.mass.original[i], rewrite / self.mass.rewrite[j]);
            out.push((i, j, geometric(shares)));
        }
        for (term, _) in &self.terms.vectors.original[i] {
            self.own[*term as usize] = 0.0;
        }
        self.look_away(Side::Original, &[i]);
    }

    /// Where each term that tells something stands in the rewrite.
    fn postings(&self) -> Postings {
        let vectors = &self.terms.vectors.rewrite;
        let tells = |term: &&(u32, f32)| self.terms.tells[term.0 as usize];
        let mut begins = vec![0_u32; self.terms.alike.len() + 1];
        for (term, _) in vectors.iter().flatten().filter(tells) {
            begins[*term as usize + 1] += 1;
        }
        for term in 1..begins.len() {
            begins[term] += begins[term - 1];
        }
        let mut free = begins.clone();
        let mut segments = vec![0_u32; begins.last().map_or(0, |end| *end as usize)];
        for (j, vector) in (0_u32..).zip(vectors) {
            for (term, _) in vector.iter().filter(tells) {
                let place = &mut free[*term as usize];
                segments[*place as usize] = j;
                *place += 1;
            }
        }
        Postings { begins, segments }
    }

    /// Share of a segment of each side that any other segment on the same subject holds: the mean over pairs that stand far
    /// apart.
    pub fn chance(&mut self) -> Pair<f32> {
        let counts = self.mass.as_ref().map(Vec::len);
        if counts.original < FEW || counts.rewrite < FEW {
            return Pair::new(USUAL_CHANCE, USUAL_CHANCE);
        }
        let mut sum = Pair::new(0.0_f32, 0.0_f32);
        let mut seen = 0.0_f32;
        for turn in 0..SAMPLE {
            let i = turn * 37 % counts.original;
            let third = counts.rewrite / 3;
            let j = (i * counts.rewrite / counts.original + third + turn * 11 % third) % counts.rewrite;
            sum.original += self.share(Side::Original, i, &[j]);
            sum.rewrite += self.share(Side::Rewrite, j, &[i]);
            seen += 1.0;
        }
        sum.map(|sum| sum / seen)
    }

    /// Notes the terms of segments and those like them.
    fn look_at(&mut self, side: Side, segments: &[usize]) {
        for &segment in segments {
            for &(term, likeness) in &self.holds[side][segment] {
                let found = &mut self.found[term as usize];
                if *found < likeness {
                    *found = likeness;
                }
            }
        }
    }

    /// Takes back what [`Self::look_at`] noted of the same segments.
    fn look_away(&mut self, side: Side, segments: &[usize]) {
        for &segment in segments {
            for &(term, _) in &self.holds[side][segment] {
                self.found[term as usize] = 0.0;
            }
        }
    }

    fn weight_found(&self, side: Side, segment: usize) -> f32 {
        self.terms.vectors[side][segment]
            .iter()
            .map(|(term, weight)| weight * self.found[*term as usize])
            .sum()
    }

    /// Weight of a segment that one segment of the other side holds.
    fn weight_held(&self, side: Side, segment: usize, other: usize) -> f32 {
        let mut held = self.holds[side.other()][other].iter().copied();
        let mut next = held.next();
        let mut sum = 0.0;
        for &(term, weight) in &self.terms.vectors[side][segment] {
            while next.is_some_and(|(other, _)| other < term) {
                next = held.next();
            }
            match next {
                Some((other, likeness)) if other == term => sum += weight * likeness,
                Some(_) => {}
                None => break,
            }
        }
        sum
    }

    /// Weight of each of some segments that one segment of the other side holds.
    pub fn held_by(
        &mut self,
        side: Side,
        segment: usize,
        others: &[usize],
        mut each: impl FnMut(usize, f32),
    ) {
        self.look_at(side, &[segment]);
        for (at, &other) in others.iter().enumerate() {
            each(at, self.weight_found(side.other(), other));
        }
        self.look_away(side, &[segment]);
    }

    /// Weight of each side of a group that the other side holds.
    pub fn held(&mut self, group: &Pair<&[usize]>) -> Pair<f32> {
        Pair::from_fn(|side| {
            if let ([segment], [other]) = (group[side], group[side.other()]) {
                return self.weight_held(side, *segment, *other);
            }
            self.look_at(side.other(), group[side.other()]);
            let held = group[side].iter().map(|&segment| self.weight_found(side, segment)).sum();
            self.look_away(side.other(), group[side.other()]);
            held
        })
    }

    /// Weight of segments of a side that those of the other hold; none where one of them is held to less than a share.
    pub fn held_each(&mut self, side: Side, segments: &[usize], others: &[usize], least: f32) -> Option<f32> {
        self.look_at(side.other(), others);
        let sum = segments.iter().try_fold(0.0, |sum, &segment| {
            let held = self.weight_found(side, segment);
            (held >= least * self.mass[side][segment]).then_some(sum + held)
        });
        self.look_away(side.other(), others);
        sum
    }

    /// Weight of several segments of a side.
    pub fn weight(&self, side: Side, segments: &[usize]) -> f32 {
        segments.iter().map(|&segment| self.mass[side][segment]).sum()
    }

    fn share(&mut self, side: Side, segment: usize, others: &[usize]) -> f32 {
        if let [other] = others {
            return self.weight_held(side, segment, *other) / self.mass[side][segment];
        }
        self.look_at(side.other(), others);
        let share = self.weight_found(side, segment) / self.mass[side][segment];
        self.look_away(side.other(), others);
        share
    }

    /// Share of a segment's weight that segments of the other side hold, from 0 to 1.
    pub fn coverage(&mut self, side: Side, segment: usize, others: &[usize]) -> f64 {
        f64::from(self.share(side, segment, others))
    }

    /// Likeness of two groups of segments, each taken as one, from 0 to 1: the geometric mean of what share of each the
    /// other holds.
    pub fn likeness(&mut self, original: &[usize], rewrite: &[usize]) -> f64 {
        let group = Pair::new(original, rewrite);
        let held = self.held(&group);
        geometric(Pair::from_fn(|side| held[side] / self.weight(side, group[side])))
    }

    /// A segment says a figure that segments of the other side say, and that none of its own group does.
    pub fn brings_value(&self, side: Side, segment: usize, group: &[usize], others: &[usize]) -> bool {
        let values = &self.terms.values;
        let among = |side: Side, segments: &[usize], value: &u64| {
            segments.iter().any(|&s| values[side][s].contains(value))
        };
        values[side][segment]
            .iter()
            .any(|value| among(side.other(), others, value) && !among(side, group, value))
    }
}

/// Geometric mean of what share of each side the other holds.
fn geometric(shares: Pair<f32>) -> f64 {
    f64::from((shares.original * shares.rewrite).sqrt())
}

/// The segments of every term, ascending, one term behind the other.
struct Postings {
    begins: Vec<u32>,
    segments: Vec<u32>,
}

impl Postings {
    fn of(&self, term: u32) -> &[u32] {
        let term = term as usize;
        &self.segments[self.begins[term] as usize..self.begins[term + 1] as usize]
    }
}

/// The terms of a segment and those like them, ascending; of several ways to hold a term the best.
fn held_terms(vector: &[(u32, f32)], alike: &[Vec<(u32, f32)>]) -> Vector {
    let mut held: Vector = vector.iter().map(|(term, _)| (*term, 1.0)).collect();
    let own = held.len();
    held.extend(vector.iter().flat_map(|(term, _)| &alike[*term as usize]));
    if held.len() > own {
        held.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        held.dedup_by_key(|(term, _)| *term);
    }
    held
}

/// The segments of a posting, or of a common term's those nearest to the relative place of a segment of the original.
fn near(posting: &[u32], segment: usize, (original, rewrite): (usize, usize)) -> &[u32] {
    if posting.len() <= COMMON {
        return posting;
    }
    let expected = segment * rewrite / original.max(1);
    let at = posting.partition_point(|&j| (j as usize) < expected);
    &posting[at.saturating_sub(AROUND)..(at + AROUND).min(posting.len())]
}
