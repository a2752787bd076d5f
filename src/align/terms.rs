//! The vocabulary of two documents: terms with their weight, and which terms are nearly the same word.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::document::Document;
use crate::fact::{Amount, Fact, Unit, Value, in_base};
use crate::language::{self, Language};
use crate::pair::{Pair, Side};
use crate::token::{Token, TokenKind};

/// Length of the character n-grams by which words are compared.
const GRAM: usize = 3;
/// Words that share less of their n-grams (Dice) are not alike.
const ALIKE: f32 = 0.7;
/// Words shorter than this, in characters, are like no other.
const SHORTEST: usize = 4;
/// Longer runs of letters, in bytes, are no compounds.
const COMPOUND: usize = 80;
/// An n-gram of more words than this tells nothing.
const COMMON_GRAM: usize = 48;
/// A part of a compound has so many bytes at least, and what is left of the word;
const PART: usize = 4;
const REST: usize = 5;
/// it says so much of what the whole word says.
const PARTLY: f32 = 0.5;
/// Function words count for little, but not for nothing.
const FUNCTION_WEIGHT: f32 = 0.13;
/// A figure says more than a word.
const FIGURE_WEIGHT: f32 = 1.3;

/// Terms of a segment, ascending: number in the vocabulary, weight in the segment.
pub(super) type Vector = Vec<(u32, f32)>;

/// Terms of both documents.
#[derive(Default)]
pub(super) struct Terms {
    /// Of each segment.
    pub vectors: Pair<Vec<Vector>>,
    /// Other terms that are nearly the same word, with likeness below 1.
    pub alike: Vec<Vec<(u32, f32)>>,
    /// Carries content, so that it finds candidates.
    pub tells: Vec<bool>,
    /// What the figures and dates of each segment say, small numbers left out.
    pub values: Pair<Vec<Vec<u64>>>,
}

/// Terms while both documents are read, numbered in the order of their appearance.
#[derive(Default)]
struct Vocabulary<'a> {
    ids: FxHashMap<u64, u32>,
    values: FxHashMap<u64, u32>,
    words: Vec<&'a str>,
    factor: Vec<f32>,
    /// In how many segments of each side.
    frequency: Pair<Vec<u32>>,
}

impl<'a> Vocabulary<'a> {
    fn fresh(&mut self, word: &'a str, factor: f32) -> u32 {
        let id = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(word);
        self.factor.push(factor);
        self.frequency.original.push(0);
        self.frequency.rewrite.push(0);
        id
    }

    fn token(&mut self, token: &'a Token) -> u32 {
        let content = token.is_content();
        let key = if content { token.stem_key } else { token.norm_key };
        if let Some(&id) = self.ids.get(&key) {
            return id;
        }
        let factor = match token.kind {
            _ if !content => FUNCTION_WEIGHT,
            TokenKind::Figure => FIGURE_WEIGHT,
            _ => 1.0,
        };
        let word = if content { token.stem.as_str() } else { token.norm.as_str() };
        let id = self.fresh(word, factor);
        self.ids.insert(key, id);
        id
    }

    fn value(&mut self, value: u64) -> u32 {
        if let Some(&id) = self.values.get(&value) {
            return id;
        }
        let id = self.fresh("", 1.0);
        self.values.insert(value, id);
        id
    }

    /// Terms of a segment with their counts.
    fn vector(&mut self, side: Side, tokens: &'a [Token], values: &[u64]) -> Vector {
        let mut ids: Vec<u32> = Vec::with_capacity(tokens.len() + values.len());
        ids.extend(values.iter().map(|&value| self.value(value)));
        ids.extend(tokens.iter().filter(|t| t.kind != TokenKind::Sign).map(|token| self.token(token)));
        ids.sort_unstable();
        let mut vector: Vector = Vec::with_capacity(ids.len());
        for id in ids {
            match vector.last_mut() {
                Some(last) if last.0 == id => last.1 += 1.0,
                _ => {
                    vector.push((id, 1.0));
                    self.frequency[side][id as usize] += 1;
                }
            }
        }
        vector
    }

    /// Weight of each term: rarer ones tell more.
    fn weights(&self, segments: usize) -> Vec<f32> {
        #[allow(clippy::cast_precision_loss, reason = "counts of segments")]
        let weight = |id: usize| {
            let seen = (self.frequency.original[id] + self.frequency.rewrite[id]) as f32;
            self.factor[id] * (1.0 + segments as f32 / seen).ln()
        };
        (0..self.words.len()).map(weight).collect()
    }

    /// A word with content that stands on this side only.
    fn is_alone(&self, side: Side, id: usize) -> bool {
        self.frequency[side][id] > 0
            && self.frequency[side.other()][id] == 0
            && self.factor[id] >= 1.0
            && self.words[id].len() >= SHORTEST
    }
}

impl Terms {
    /// Reads both documents once.
    pub fn new(documents: &Pair<Document>) -> Self {
        let mut vocabulary = Vocabulary::default();
        vocabulary.ids.reserve(documents.original.tokens.len().max(documents.rewrite.tokens.len()) / 2);
        let mut terms = Terms::default();
        for side in Side::BOTH {
            let document = &documents[side];
            let language = language::get(&document.language);
            let count = document.segments.len();
            let mut values: Vec<Vec<u64>> = vec![Vec::new(); count];
            terms.values[side] = vec![Vec::new(); count];
            for fact in &document.facts {
                let Some(value) = value(language, fact) else { continue };
                values[fact.segment].push(value);
                if !is_small(fact) {
                    terms.values[side][fact.segment].push(value);
                }
            }
            terms.vectors[side] = (0..count)
                .map(|segment| vocabulary.vector(side, document.segment_tokens(segment), &values[segment]))
                .collect();
        }
        let weights = vocabulary.weights(terms.vectors.original.len() + terms.vectors.rewrite.len());
        for side in Side::BOTH {
            for (id, weight) in terms.vectors[side].iter_mut().flatten() {
                *weight = weight.sqrt() * weights[*id as usize];
            }
        }
        terms.alike = alike(&vocabulary);
        if language::get(&documents.original.language).grammar.joins_words {
            compounds(&vocabulary, &mut terms.alike);
        }
        terms.tells = vocabulary.factor.iter().map(|factor| *factor >= 1.0).collect();
        terms
    }
}

/// Words that only one side has, with those of the other side's own that share most of their n-grams: other forms of a word,
/// misspelt names.
fn alike(vocabulary: &Vocabulary) -> Vec<Vec<(u32, f32)>> {
    let count = vocabulary.words.len();
    let mut edges: Vec<Vec<(u32, f32)>> = vec![Vec::new(); count];
    let mut lengths = vec![0_u16; count];
    let mut grams: Vec<u64> = Vec::new();
    let mut holders = Holders::new(&vocabulary.words);
    // The last comes first, so that each chain begins with the first word.
    for id in (0..count).rev().filter(|&id| vocabulary.is_alone(Side::Rewrite, id)) {
        n_grams(vocabulary.words[id], &mut grams);
        lengths[id] = u16::try_from(grams.len()).unwrap_or(u16::MAX);
        for &gram in &grams {
            holders.push(gram, u32::try_from(id).unwrap_or(u32::MAX));
        }
    }
    let mut shared = vec![0_u16; count];
    let mut touched: Vec<u32> = Vec::new();
    for id in (0..count).filter(|&id| vocabulary.is_alone(Side::Original, id)) {
        n_grams(vocabulary.words[id], &mut grams);
        let own = u16::try_from(grams.len()).unwrap_or(u16::MAX);
        for &gram in &grams {
            for holder in holders.of(gram).take(COMMON_GRAM) {
                if shared[holder as usize] == 0 {
                    touched.push(holder);
                }
                shared[holder as usize] = shared[holder as usize].saturating_add(1);
            }
        }
        for holder in touched.drain(..) {
            let both = f32::from(std::mem::take(&mut shared[holder as usize]));
            let likeness = 2.0 * both / (f32::from(own) + f32::from(lengths[holder as usize]));
            if likeness >= ALIKE {
                let likeness = likeness.min(0.95);
                edges[id].push((holder, likeness));
                edges[holder as usize].push((u32::try_from(id).unwrap_or(u32::MAX), likeness));
            }
        }
    }
    edges
}

/// Adds words that only one side has and that begin or end with a word of the other: *Krankenversicherung*, *Versicherung*.
fn compounds(vocabulary: &Vocabulary, edges: &mut [Vec<(u32, f32)>]) {
    let mut words: FxHashMap<&str, u32> = FxHashMap::default();
    for (id, word) in (0..).zip(&vocabulary.words) {
        if word.len() >= PART && vocabulary.factor[id as usize] >= 1.0 {
            words.insert(word, id);
        }
    }
    for side in Side::BOTH {
        for id in (0..vocabulary.words.len()).filter(|&id| vocabulary.is_alone(side, id)) {
            let word = vocabulary.words[id];
            if word.len() > COMPOUND {
                continue;
            }
            let own = u32::try_from(id).unwrap_or(u32::MAX);
            let cuts = (PART..word.len().saturating_sub(PART - 1)).filter(|&at| word.is_char_boundary(at));
            for (part, rest) in cuts.map(|at| word.split_at(at)).flat_map(|(a, b)| [(a, b), (b, a)]) {
                let found = words.get(part).copied().filter(|&found| {
                    rest.len() >= REST
                        && vocabulary.frequency[side.other()][found as usize] > 0
                        && edges[id].iter().all(|(other, _)| *other != found)
                });
                if let Some(found) = found {
                    edges[id].push((found, PARTLY));
                    edges[found as usize].push((own, PARTLY));
                }
            }
        }
    }
}

/// Which words hold an n-gram: chains by the hash of the n-gram.
struct Holders {
    /// First of each chain, one more than its index.
    first: Vec<u32>,
    /// The n-gram, the word that holds it, and the next of the chain likewise.
    links: Vec<(u64, u32, u32)>,
}

impl Holders {
    /// Room for the n-grams of these words.
    fn new(words: &[&str]) -> Self {
        let letters: usize = words.iter().map(|word| word.len()).sum();
        Self { first: vec![0; letters.next_power_of_two()], links: Vec::with_capacity(letters / 2) }
    }

    fn chain(&self, gram: u64) -> usize {
        let hash = gram.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        usize::try_from(hash).unwrap_or_default() & (self.first.len() - 1)
    }

    fn push(&mut self, gram: u64, holder: u32) {
        let chain = self.chain(gram);
        self.links.push((gram, holder, self.first[chain]));
        self.first[chain] = u32::try_from(self.links.len()).unwrap_or_default();
    }

    /// The words that hold an n-gram, the last that was put in first.
    fn of(&self, gram: u64) -> impl Iterator<Item = u32> {
        let link = |at: u32| self.links.get((at as usize).checked_sub(1)?);
        std::iter::successors(link(self.first[self.chain(gram)]), move |(.., next)| link(*next))
            .filter(move |(other, ..)| *other == gram)
            .map(|(_, holder, _)| *holder)
    }
}

/// The n-grams of a word, its beginning marked by a space.
fn n_grams(word: &str, into: &mut Vec<u64>) {
    into.clear();
    let mut window = u64::from(u32::from(' '));
    for (at, c) in word.chars().enumerate() {
        window = (window << 21 | u64::from(u32::from(c))) & ((1 << 63) - 1);
        if at + 2 >= GRAM {
            into.push(window);
        }
    }
}

/// An amount in its base unit, or a day of a month, as a term; a fraction as its percentage.
fn value(language: &Language, fact: &Fact) -> Option<u64> {
    let one = Amount::from(1);
    match fact.readings.first()? {
        Value::Amount { amount, unit: Unit::One }
            if *amount < one && *amount.numer() > 0 && *amount.denom() <= 100 =>
        {
            let percent = (*amount * Amount::from(100)).round();
            Some(hash(&("v", percent.numer(), percent.denom(), "percent")))
        }
        Value::Amount { amount, unit } => {
            let (amount, unit) = in_base(language, *amount, unit)?;
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
