//! Likeness of segments: TF-IDF vectors of stems and character n-grams, and the candidates that share rare features.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::document::Document;
use crate::fact::{Amount, Fact, Unit, Value, in_base};
use crate::language;
use crate::pair::{Pair, Side};
use crate::token::{Token, TokenKind};

/// Length of the character n-grams.
const GRAM: usize = 4;
/// Weight of a stem against an n-gram: one stem is worth the n-grams of a word or so.
const STEM_WEIGHT: f64 = 1.6;
/// A figure says more than a word.
const FIGURE_WEIGHT: f64 = 2.0;
/// What a figure or date says, however it says it: *ten* and *10*, *580 crore* and *5.8 billion*.
const VALUE_WEIGHT: f64 = 1.5;
/// Function words count for little, but not for nothing.
const FUNCTION_WEIGHT: f64 = 0.15;
/// A feature in more segments than this of the other side finds no candidates.
const COMMON: usize = 48;
/// Candidates kept for a segment.
const CANDIDATES: usize = 16;

/// A sparse vector: features ascending, with weights of length 1 in all.
type Vector = Vec<(u32, f32)>;

/// Vectors of all segments of both sides.
pub(super) struct Vectors {
    vectors: Pair<Vec<Vector>>,
    /// What the figures and dates of each segment say, small numbers left out.
    values: Pair<Vec<Vec<u64>>>,
    postings: Vec<Vec<u32>>,
}

impl Vectors {
    /// Reads both documents once.
    pub fn new(documents: &Pair<Document>) -> Self {
        let mut ids: FxHashMap<u64, u32> = FxHashMap::default();
        let mut frequency: Vec<u32> = Vec::new();
        let mut telling: Pair<Vec<Vec<u64>>> =
            Pair::from_fn(|side| vec![Vec::new(); documents[side].segments.len()]);
        for side in Side::BOTH {
            for fact in documents[side].facts.iter().filter(|fact| !is_small(fact)) {
                telling[side][fact.segment].extend(anchor(&documents[side], fact));
            }
        }
        let mut raw = documents.as_ref().map(|document| {
            let count = document.segments.len();
            let mut values: Vec<Vec<u64>> = vec![Vec::new(); count];
            for fact in &document.facts {
                values[fact.segment].extend(anchor(document, fact));
            }
            (0..count)
                .map(|i| features(document.segment_tokens(i), &values[i], &mut ids, &mut frequency))
                .collect::<Vec<_>>()
        });
        let total = f64::from(u32::try_from(raw.original.len() + raw.rewrite.len()).unwrap_or(u32::MAX));
        for vector in Side::BOTH
            .into_iter()
            .flat_map(|side| std::mem::take(&mut raw[side]).into_iter().map(move |v| (side, v)))
            .collect::<Vec<_>>()
        {
            let (side, mut vector) = vector;
            let mut norm = 0.0;
            for (feature, weight) in &mut vector {
                let seen = f64::from(frequency[*feature as usize]);
                #[allow(clippy::cast_possible_truncation, reason = "weights need no more")]
                let weighted = (f64::from(*weight) * (1.0 + (total / seen)).ln()) as f32;
                *weight = weighted;
                norm += weighted * weighted;
            }
            let norm = norm.sqrt().max(f32::MIN_POSITIVE);
            vector.iter_mut().for_each(|(_, weight)| *weight /= norm);
            raw[side].push(vector);
        }
        let mut postings = vec![Vec::new(); frequency.len()];
        for (j, vector) in (0_u32..).zip(&raw.rewrite) {
            for (feature, _) in vector {
                postings[*feature as usize].push(j);
            }
        }
        Self { vectors: raw, values: telling, postings }
    }

    /// Pairs (original, rewrite, likeness) that share a rare feature, the best few of each segment.
    pub fn candidates(&self) -> Vec<(usize, usize, f64)> {
        let mut out = Vec::new();
        let mut sums = vec![0.0_f32; self.vectors.rewrite.len()];
        let mut touched: Vec<u32> = Vec::new();
        for (i, vector) in self.vectors.original.iter().enumerate() {
            for (feature, weight) in vector {
                let posting = &self.postings[*feature as usize];
                if posting.len() > COMMON {
                    continue;
                }
                for &j in posting {
                    if sums[j as usize] == 0.0 {
                        touched.push(j);
                    }
                    sums[j as usize] += weight;
                }
            }
            touched.sort_by(|&a, &b| sums[b as usize].total_cmp(&sums[a as usize]).then(a.cmp(&b)));
            for &j in touched.iter().take(CANDIDATES) {
                let score = dot(vector, &self.vectors.rewrite[j as usize]);
                out.push((i, j as usize, score));
            }
            touched.drain(..).for_each(|j| sums[j as usize] = 0.0);
        }
        out
    }

    /// Likeness of two groups of segments, each taken as one, from 0 to 1.
    pub fn likeness(&self, original: &[usize], rewrite: &[usize]) -> f64 {
        match (original, rewrite) {
            ([i], [j]) => dot(&self.vectors.original[*i], &self.vectors.rewrite[*j]),
            _ => {
                let (a, b) = (sum(&self.vectors.original, original), sum(&self.vectors.rewrite, rewrite));
                dot(&a, &b)
            }
        }
    }

    /// A segment says a figure that segments of the other side say, and that none of its own group does.
    pub fn brings_value(&self, side: Side, segment: usize, group: &[usize], others: &[usize]) -> bool {
        let among = |side: Side, segments: &[usize], value: &u64| {
            segments.iter().any(|&s| self.values[side][s].contains(value))
        };
        self.values[side][segment]
            .iter()
            .any(|value| among(side.other(), others, value) && !among(side, group, value))
    }

    /// Share of a segment's weight that segments of the other side hold, from 0 to 1.
    pub fn coverage(&self, side: Side, segment: usize, others: &[usize]) -> f64 {
        let vector = &self.vectors[side][segment];
        let all = sum(&self.vectors[side.other()], others);
        let (mut covered, mut total, mut at) = (0.0, 0.0, 0);
        for (feature, weight) in vector {
            let weight = f64::from(weight * weight);
            total += weight;
            while at < all.len() && all[at].0 < *feature {
                at += 1;
            }
            if at < all.len() && all[at].0 == *feature {
                covered += weight;
            }
        }
        if total > 0.0 { covered / total } else { 0.0 }
    }
}

/// Hashed features of a segment with their counts, damped; ids are given in order of appearance.
fn features(
    tokens: &[Token],
    values: &[u64],
    ids: &mut FxHashMap<u64, u32>,
    frequency: &mut Vec<u32>,
) -> Vector {
    let mut counts: FxHashMap<u32, f64> = FxHashMap::default();
    let mut add = |hash: u64, weight: f64| {
        let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        let id = *ids.entry(hash).or_insert(next);
        if id as usize >= frequency.len() {
            frequency.push(0);
        }
        let entry = counts.entry(id).or_insert_with(|| {
            frequency[id as usize] += 1;
            0.0
        });
        *entry += weight;
    };
    for value in values {
        add(*value, VALUE_WEIGHT);
    }
    let mut gram: Vec<char> = Vec::new();
    for token in tokens.iter().filter(|t| t.kind != TokenKind::Sign) {
        if !token.is_content() {
            add(hash(&("w", token.norm.as_str())), FUNCTION_WEIGHT);
            continue;
        }
        let figure = token.kind == TokenKind::Figure;
        add(hash(&("s", token.stem.as_str())), if figure { FIGURE_WEIGHT } else { STEM_WEIGHT });
        if figure {
            continue;
        }
        gram.clear();
        gram.push(' ');
        gram.extend(token.norm.chars());
        gram.push(' ');
        for window in gram.windows(GRAM) {
            add(hash(&("g", window)), 0.5);
        }
    }
    #[allow(clippy::cast_possible_truncation, reason = "weights need no more")]
    let mut vector: Vector = counts.into_iter().map(|(id, count)| (id, count.sqrt() as f32)).collect();
    vector.sort_unstable_by_key(|(id, _)| *id);
    vector
}

/// An amount in its base unit, or a day of a month, as a feature.
fn anchor(document: &Document, fact: &Fact) -> Option<u64> {
    match fact.readings.first()? {
        Value::Amount { amount, unit } => {
            let (amount, unit) = in_base(language::get(&document.language), *amount, unit)?;
            Some(hash(&("v", amount.numer(), amount.denom(), unit)))
        }
        Value::Date(date) => Some(hash(&("d", date.month?, date.day?))),
        _ => None,
    }
}

/// A number so small that two segments may share it by chance.
fn is_small(fact: &Fact) -> bool {
    matches!(fact.readings.first(), Some(Value::Amount { amount, unit: Unit::One }) if *amount <= Amount::from(12))
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

fn dot(a: &Vector, b: &Vector) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0_f64);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += f64::from(a[i].1) * f64::from(b[j].1);
                i += 1;
                j += 1;
            }
        }
    }
    sum.min(1.0)
}

/// The sum of several vectors, of length 1.
fn sum(vectors: &[Vector], which: &[usize]) -> Vector {
    let mut all: Vector = which.iter().flat_map(|&i| vectors[i].iter().copied()).collect();
    all.sort_by_key(|(feature, _)| *feature);
    let mut out: Vector = Vec::with_capacity(all.len());
    for (feature, weight) in all {
        match out.last_mut() {
            Some(last) if last.0 == feature => last.1 += weight,
            _ => out.push((feature, weight)),
        }
    }
    let norm = out.iter().map(|(_, w)| w * w).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    out.iter_mut().for_each(|(_, weight)| *weight /= norm);
    out
}
