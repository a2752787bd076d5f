//! What words mean, as far as their relations go: the same, nearly the same, a kind of, the opposite.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::dictionary::Dictionary;
use super::memory::Memory;
use super::{Language, words};

/// Stands before the relations of a word that is not in the dictionary (see `build.rs`).
const UNLISTED: char = '*';

/// How two words are related in meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kinship {
    /// Nothing is known.
    None,
    /// Kinds of the same thing.
    Sibling,
    /// One is a kind of the other.
    Kind,
    /// Derived from one another, similar, one follows from the other.
    Near,
    /// The same in one sense.
    Same,
    /// The opposite of something similar.
    FarOpposite,
    /// Opposites.
    Opposite,
}

/// A part of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Noun,
    Verb,
    Adjective,
    Adverb,
}

/// The meanings of a word, as numbers; each list ascends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meaning {
    /// Parts of speech, the commonest first.
    pub parts: Vec<Part>,
    own: Vec<u32>,
    up: Vec<u32>,
    side: Vec<u32>,
    against: Vec<u32>,
    far: Vec<u32>,
    /// The kinds of concrete things that it is (see [`steps_apart`]).
    kinds: Vec<&'static str>,
    /// Of the numbers of each list, in the order of the lists.
    bits: [Bits; 5],
    /// Of all lists together.
    all_bits: Bits,
}

/// A bit of 512 for each number: two lists without a common bit do not meet.
#[derive(Clone, Copy, Debug, Default)]
struct Bits([u64; 8]);

impl Bits {
    fn overlap(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).fold(0, |common, (a, b)| common | a & b) != 0
    }

    fn join(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
    }

    fn of(numbers: &[u32]) -> Self {
        let mut bits = Self::default();
        for number in numbers {
            let bit = number.wrapping_mul(0x9e37_79b1) >> 23;
            bits.0[(bit / 64) as usize] |= 1 << (bit % 64);
        }
        bits
    }
}

const OWN: usize = 0;
const UP: usize = 1;
const SIDE: usize = 2;
const AGAINST: usize = 3;
const FAR: usize = 4;

impl Meaning {
    /// The part of speech that the word mostly is.
    pub fn part(&self) -> Option<Part> {
        self.parts.first().copied()
    }

    /// True where the table has the word, or a word that it is a form of.
    pub const fn is_known(&self) -> bool {
        !self.parts.is_empty()
    }

    /// No two of the lists that are compared have a bit in common.
    fn is_apart(&self, other: &Self) -> bool {
        let (a, b) = (&self.bits, &other.bits);
        !(a[OWN].overlap(&other.all_bits)
            || self.all_bits.overlap(&b[OWN])
            || a[UP].overlap(&b[UP])
            || a[SIDE].overlap(&b[AGAINST])
            || a[AGAINST].overlap(&b[SIDE]))
    }

    /// How this word is related to another.
    pub fn kinship(&self, other: &Self) -> Kinship {
        if self.is_apart(other) {
            return Kinship::None;
        }
        let meets =
            |f: usize, g: usize| self.bits[f].overlap(&other.bits[g]) && meet(self.list(f), other.list(g));
        let either = |f: usize, g: usize| meets(f, g) || meets(g, f);
        if either(OWN, AGAINST) {
            Kinship::Opposite
        } else if meets(OWN, OWN) {
            Kinship::Same
        } else if either(OWN, SIDE) {
            Kinship::Near
        } else if either(OWN, FAR) || either(SIDE, AGAINST) {
            Kinship::FarOpposite
        } else if either(OWN, UP) {
            Kinship::Kind
        } else if meets(UP, UP) {
            Kinship::Sibling
        } else {
            Kinship::None
        }
    }

    /// The same, or nearly: one is a kind of the other, or derived from it.
    pub fn is_near(&self, other: &Self) -> bool {
        matches!(self.kinship(other), Kinship::Same | Kinship::Near | Kinship::Kind)
    }

    /// Whether it is a concrete thing of a listed kind.
    pub const fn has_kinds(&self) -> bool {
        !self.kinds.is_empty()
    }

    /// How many steps below the nearest kind that both are of the further of two things is: 1 for *wheat* and *barley*.
    /// Nothing where they have no kind in common, or where one is a kind of the other in any sense.
    pub fn steps_apart(&self, other: &Self) -> Option<usize> {
        let mut nearest = None;
        for a in &self.kinds {
            for b in &other.kinds {
                match steps_apart(a, b) {
                    Some(0) => return None,
                    Some(steps) => nearest = Some(nearest.map_or(steps, |least: usize| least.min(steps))),
                    None => {}
                }
            }
        }
        nearest
    }

    /// One of two things is a kind of the other in any sense, in any number of steps.
    pub fn is_within(&self, other: &Self) -> bool {
        self.kinds.iter().any(|a| other.kinds.iter().any(|b| steps_apart(a, b) == Some(0)))
    }

    fn list(&self, index: usize) -> &[u32] {
        match index {
            OWN => &self.own,
            UP => &self.up,
            SIDE => &self.side,
            AGAINST => &self.against,
            _ => &self.far,
        }
    }

    /// Sets the bits from the lists.
    fn mark(&mut self) {
        self.bits = std::array::from_fn(|list| Bits::of(self.list(list)));
        self.all_bits = Bits::default();
        self.bits.iter().for_each(|list| self.all_bits.join(list));
    }

    fn read(line: &'static str) -> Self {
        let mut meaning = Self::default();
        let (parts, lists) = line.split_once(' ').unwrap_or((line, ""));
        meaning.parts = parts
            .chars()
            .map(|part| match part {
                'n' => Part::Noun,
                'v' => Part::Verb,
                'a' => Part::Adjective,
                _ => Part::Adverb,
            })
            .collect();
        let mut lists = lists.split(';');
        for list in meaning.lists() {
            list.extend(numbers(lists.next().unwrap_or_default()));
        }
        meaning.kinds = lists.next().map(|kinds| kinds.split(' ').collect()).unwrap_or_default();
        meaning
    }

    fn lists(&mut self) -> [&mut Vec<u32>; 5] {
        [&mut self.own, &mut self.up, &mut self.side, &mut self.against, &mut self.far]
    }

    fn join(&mut self, mut other: Self) {
        for part in other.parts.drain(..) {
            if !self.parts.contains(&part) {
                self.parts.push(part);
            }
        }
        self.kinds.append(&mut other.kinds);
        for (mine, its) in self.lists().into_iter().zip(other.lists()) {
            if mine.is_empty() {
                *mine = std::mem::take(its);
                continue;
            }
            mine.append(its);
            mine.sort_unstable();
            mine.dedup();
        }
    }
}

/// Numbers to the base of 36, a space between.
fn numbers(list: &str) -> impl Iterator<Item = u32> {
    let digit = |letter: u8| char::from(letter).to_digit(36).unwrap_or_default();
    let number = move |letters: &[u8]| {
        letters.iter().fold(0, |sum: u32, &letter| sum.wrapping_mul(36).wrapping_add(digit(letter)))
    };
    list.as_bytes().split(|letter| *letter == b' ').filter(|letters| !letters.is_empty()).map(number)
}

/// Letters of a path that name its group, and the letter that a longer name of a step begins with.
const GROUP: usize = 2;
const LONGER: u8 = b'~';

/// How many steps below the last kind that two paths share the further of them ends; 0 where one leads to the other, nothing
/// where they have no group in common.
fn steps_apart(a: &str, b: &str) -> Option<usize> {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let shared = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let steps = |path: &[u8]| path[shared..].iter().filter(|&&letter| letter != LONGER).count();
    match (steps(a), steps(b)) {
        _ if shared < GROUP => None,
        (0, _) | (_, 0) => Some(0),
        (x, y) => Some(x.max(y)),
    }
}

/// A path and all that it leads down from.
fn beginnings(path: &'static str) -> impl Iterator<Item = &'static str> {
    (GROUP..=path.len()).filter_map(|end| path.get(..end))
}

/// What the words of a text mean, taken together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meanings {
    own: FxHashSet<u32>,
    /// What they are kinds of, and nearly the same.
    around: FxHashSet<u32>,
    /// The ways down to the kinds of words that the other text does not have, and the beginnings of these.
    kinds: FxHashSet<&'static str>,
    above: FxHashSet<&'static str>,
}

impl Meanings {
    /// Some word of the text means nearly the same as a word.
    pub fn has_near(&self, word: &Meaning) -> bool {
        word.own.iter().any(|number| self.own.contains(number) || self.around.contains(number))
            || word.up.iter().chain(&word.side).any(|number| self.own.contains(number))
    }

    /// Some word that only this text has is a kind of a thing, or the thing a kind of it, in any number of steps.
    pub fn has_kin(&self, word: &Meaning) -> bool {
        word.kinds
            .iter()
            .any(|path| self.above.contains(path) || beginnings(path).any(|above| self.kinds.contains(above)))
    }
}

/// Each word with whether the other text does not have it.
impl<'a> FromIterator<(&'a Meaning, bool)> for Meanings {
    fn from_iter<T: IntoIterator<Item = (&'a Meaning, bool)>>(words: T) -> Self {
        let mut all = Self::default();
        for (word, lone) in words {
            all.own.extend(&word.own);
            all.around.extend(word.up.iter().chain(&word.side));
            if lone {
                all.kinds.extend(&word.kinds);
                all.above.extend(word.kinds.iter().flat_map(|path| beginnings(path)));
            }
        }
        all
    }
}

/// Two ascending lists have a number in common.
fn meet(a: &[u32], b: &[u32]) -> bool {
    let (mut i, mut j) = (0, 0);
    // Both steps are taken or not without a branch, which no processor could foresee.
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x == y {
            return true;
        }
        i += usize::from(x < y);
        j += usize::from(y < x);
    }
    false
}

impl Language {
    /// What a word in normal form means: all senses of itself and of the dictionary forms it may be a form of.
    pub(crate) fn meaning(&self, norm: &str) -> Arc<Meaning> {
        thread_local! {
            static MEMORY: RefCell<Memory<Arc<Meaning>>> = RefCell::default();
        }
        Memory::recall(&MEMORY, self, norm, || Arc::new(self.look_up_meaning(norm)))
    }

    /// A word of the language, in normal form: in the dictionary by itself, as a form, by a prefix or ending, or made of two
    /// words that are.
    pub(crate) fn knows(&self, norm: &str) -> bool {
        thread_local! {
            static MEMORY: RefCell<Memory<bool>> = RefCell::default();
        }
        Memory::recall(&MEMORY, self, norm, || self.look_up_word(norm))
    }

    fn look_up_word(&self, norm: &str) -> bool {
        /// Parts of a compound have at least so many letters, and at most so many bytes.
        const PART: usize = 4;
        const LONGEST: usize = 80;
        let simple = |word: &str| {
            self.class_of(word).tells()
                || self.is_common(word)
                || self.wording.is_known(word)
                || self.wording.on_scale(word)
                || self.meaning(word).is_known()
        };
        let derived = |word: &str| {
            self.wording.derivations().iter().any(|(ending, base)| {
                word.strip_suffix(ending.as_str())
                    .is_some_and(|stem| stem.len() > 2 && simple(&format!("{stem}{base}")))
            })
        };
        let whole = |word: &str| simple(word) || derived(word);
        whole(norm)
            || self.negative_prefixes.iter().chain(self.wording.prefixes()).any(|prefix| {
                norm.strip_prefix(prefix.as_str()).is_some_and(|rest| rest.len() > 2 && whole(rest))
            })
            || (PART..norm.len().saturating_sub(PART - 1).min(LONGEST))
                .filter(|&at| norm.is_char_boundary(at))
                .any(|at| simple(&norm[..at]) && simple(&norm[at..]))
    }

    /// A word of the dictionary begins like this one, for two thirds of its length: a derivation or a slip, no other language.
    pub(crate) fn begins_word(&self, norm: &str) -> bool {
        /// Shorter beginnings are shared by chance.
        const BEGINNING: usize = 5;
        let length = norm.floor_char_boundary((norm.len() * 7).div_ceil(10).max(BEGINNING));
        length < norm.len() && self.relations().has_beginning(&norm[..length])
    }

    /// Whether there is such a table for the language; without one its words cannot be judged.
    pub(crate) fn has_thesaurus(&self) -> bool {
        !self.relations().is_empty()
    }

    /// A word of the dictionary that is not a common one.
    pub(super) fn in_dictionary(&self, norm: &str) -> bool {
        self.relations().find(norm).is_some_and(|told| !told.starts_with(UNLISTED))
    }

    fn relations(&self) -> &Dictionary {
        self.relations.get_or_init(|| words(&format!("wordnet/{}.relations", self.code)))
    }

    fn look_up_meaning(&self, norm: &str) -> Meaning {
        let table = self.relations();
        let mut meaning = Meaning::default();
        self.dictionary_forms(norm, |form| {
            let told = table.find(form).map(|told| told.strip_prefix(UNLISTED).unwrap_or(told));
            if let Some(told) = told.filter(|told| !told.is_empty()) {
                meaning.join(Meaning::read(told));
            }
        });
        meaning.mark();
        meaning
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinship(a: &str, b: &str) -> Kinship {
        let english = crate::language::get("en");
        english.meaning(a).kinship(&english.meaning(b))
    }

    #[test]
    fn an_endless_word_is_unknown_at_once() {
        assert!(!crate::language::get("en").knows(&"ab".repeat(200_000)));
    }

    #[test]
    fn forms_of_words_are_related_as_the_words_are() {
        assert_eq!(kinship("rose", "falling"), Kinship::Opposite);
        assert_eq!(kinship("began", "started"), Kinship::Same);
        assert_eq!(kinship("decision", "decided"), Kinship::Near);
        assert_eq!(kinship("tulip", "engine"), Kinship::None);
        assert!(kinship("monday", "tuesday") < Kinship::Same);
    }

    #[test]
    fn kinds_of_one_thing_are_apart_and_a_thing_is_no_other_kind_of_itself() {
        let english = crate::language::get("en");
        let steps = |a: &str, b: &str| english.meaning(a).steps_apart(&english.meaning(b));
        assert_eq!(steps("wheat", "barley"), Some(1));
        assert_eq!(steps("trains", "ferries"), steps("ferry", "train"));
        assert!(steps("ferry", "train") > Some(1));
        assert_eq!(steps("rifle", "gun"), None);
        assert_eq!(steps("ship", "boat"), None);
        assert_eq!(steps("company", "firm"), None);
        assert_eq!(super::steps_apart("00~a", "00~b"), Some(1));
        assert_eq!(super::steps_apart("00~a", "01~a"), None);
        assert_eq!(super::steps_apart("00~ab", "00~a"), Some(0));
    }
}
