//! Words whose place in a sentence or on a scale matters: opposites, genders, small words of syntax.

use compact_str::{CompactString, format_compact};
use rustc_hash::{FxHashMap, FxHashSet};

use super::data;
use super::phrases::Phrases;
use crate::token::{Class, Token, key, normal_form};

/// What may not stand beside what: sets of flags of small words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Syntax(u16);

impl Syntax {
    /// *the*, *my*: a noun follows.
    pub const DETERMINER: Syntax = Syntax(1);
    /// *of*, *into*: a noun follows.
    pub const PREPOSITION: Syntax = Syntax(1 << 1);
    /// *is*, *has*, *will*
    pub const AUXILIARY: Syntax = Syntax(1 << 2);
    /// *and*, *or*
    pub const CONJUNCTION: Syntax = Syntax(1 << 3);
    /// *he*, *they*: a verb follows, or nothing.
    pub const SUBJECT: Syntax = Syntax(1 << 4);

    /// *from*, *with*: may end a clause.
    pub const STRANDED: Syntax = Syntax(1 << 5);
    /// *should*, *had*: may begin a clause.
    pub const INVERTS: Syntax = Syntax(1 << 6);
    /// *have*, *had*: may stand behind another auxiliary.
    pub const PERFECT: Syntax = Syntax(1 << 7);
    /// *was*, *been*: a form of the past behind it may be passive.
    pub const PASSIVE: Syntax = Syntax(1 << 8);
    /// *down*: the second of two words of which something is listed: *turned down*.
    pub const SECOND: Syntax = Syntax(1 << 9);

    /// True where one of the flags of `other` is set.
    pub const fn any(self, other: Syntax) -> bool {
        self.0 & other.0 != 0
    }

    /// The flags of both.
    pub const fn or(self, other: Syntax) -> Self {
        Syntax(self.0 | other.0)
    }
}

/// The tables of one language.
#[derive(Default)]
pub(crate) struct Wording {
    /// Words that stand on scales or among words that are no opposites.
    listed: FxHashMap<CompactString, Places>,
    /// From this scale on they tell of how many or how far a statement holds.
    scopes: usize,
    /// Of the words that are listed with accents only, keys of how they may be written: *bajó* is not *bajo*.
    written: FxHashMap<CompactString, Vec<u64>>,
    /// Small words that make one verb with another where they close its clause.
    particles: FxHashSet<CompactString>,
    /// Words and phrases of what was, 1, and of what is now, 2.
    times: Phrases<u8>,
    genders: FxHashMap<CompactString, u8>,
    /// Nouns for a relative of each gender.
    kin: FxHashMap<CompactString, u8>,
    syntax: FxHashMap<CompactString, Syntax>,
    /// Beginnings of what a language model says of itself or its work, longest first.
    pub leftovers: Phrases<()>,
    /// Words that no dictionary lists.
    known: FxHashSet<CompactString>,
    /// Endings, and what stands there in the dictionary.
    derivations: Vec<(String, String)>,
    prefixes: Vec<String>,
    /// Small words that may stand twice in a row.
    doubles: FxHashSet<CompactString>,
    /// Small words with which a sentence may end.
    finals: FxHashSet<CompactString>,
    /// Words of content that say little by themselves.
    light: FxHashSet<CompactString>,
    unchanging: FxHashSet<CompactString>,
    lessening: FxHashSet<CompactString>,
    /// Before the one who acts, behind a passive verb.
    agents: FxHashSet<CompactString>,
    /// Verbs of which both sides do the same, by themselves or by their stem.
    mutual: FxHashSet<CompactString>,
    /// Words of substance that qualify what is said: their loss changes it.
    qualifiers: Vec<CompactString>,
}

/// Where a word is listed.
#[derive(Debug, Default)]
struct Places {
    /// Scales, and on which end of each the word stands.
    scales: Vec<(usize, bool)>,
    /// Sets of words that are no opposites, whatever the dictionary says.
    neutral: Vec<usize>,
}

/// What is listed of a word, for comparing it with others; of most words nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Listed<'a>(Option<&'a Places>);

impl<'a> Listed<'a> {
    fn scales(self) -> &'a [(usize, bool)] {
        self.0.map_or(&[], |places| &places.scales)
    }

    fn neutral(self) -> &'a [usize] {
        self.0.map_or(&[], |places| &places.neutral)
    }

    /// Both words stand on a scale, at its two ends.
    pub fn opposite(self, other: Self) -> bool {
        self.scales().iter().any(|(scale, end)| other.scales().contains(&(*scale, !end)))
    }

    /// Both words stand at the same end of a scale.
    pub fn alike(self, other: Self) -> bool {
        self.scales().iter().any(|place| other.scales().contains(place))
    }

    /// Words that may be said for one another, whatever the dictionary says.
    pub fn is_neutral(self, other: Self) -> bool {
        self.neutral().iter().any(|set| other.neutral().contains(set))
    }

    /// The word stands on a scale.
    pub fn on_scale(self) -> bool {
        !self.scales().is_empty()
    }
}

impl Wording {
    fn add_syntax(&mut self, word: &str, flag: Syntax) {
        let entry = self.syntax.entry(normal_form(word).0).or_default();
        *entry = entry.or(flag);
    }

    pub(super) fn new(data: &data::Wording) -> Self {
        let mut wording = Self::default();
        data.leftovers.iter().for_each(|phrase| wording.leftovers.insert(phrase, false, ()));
        wording.scopes = data.opposites.len();
        for (scale, [high, low]) in data.opposites.iter().chain(&data.scopes).enumerate() {
            for (words, end) in [(high, true), (low, false)] {
                for word in words {
                    wording.listed.entry(normal_form(word).0).or_default().scales.push((scale, end));
                    if let Some((_, second)) = word.split_once(' ') {
                        wording.add_syntax(second, Syntax::SECOND);
                    }
                }
            }
        }
        wording.particles = data.particles.iter().map(|word| normal_form(word).0).collect();
        for word in data.opposites.iter().chain(&data.scopes).flatten().flatten() {
            let (norm, mut letters) = (normal_form(word).0, word.chars());
            let capital = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters);
            let written = [key(word), key(&capital.collect::<String>()), key(&word.to_uppercase())];
            wording.written.entry(norm).or_default().extend(written);
        }
        wording.written.retain(|norm, written| !written.contains(&key(norm)));
        for (set, words) in data.neutral.iter().enumerate() {
            for word in words {
                wording.listed.entry(normal_form(word).0).or_default().neutral.push(set);
            }
        }
        for (time, words) in (1..).zip(&data.times) {
            words.iter().for_each(|phrase| wording.times.insert(phrase, false, time));
        }
        for (gender, words) in (1..).zip(&data.genders) {
            wording.genders.extend(words.iter().map(|word| (normal_form(word).0, gender)));
        }
        for (gender, words) in (1..).zip(&data.kin) {
            wording.kin.extend(words.iter().map(|word| (normal_form(word).0, gender)));
        }
        for (words, flag) in [
            (&data.determiners, Syntax::DETERMINER),
            (&data.prepositions, Syntax::PREPOSITION),
            (&data.stranded, Syntax::STRANDED),
            (&data.auxiliaries, Syntax::AUXILIARY),
            (&data.inverting, Syntax::INVERTS),
            (&data.perfect, Syntax::PERFECT),
            (&data.conjunctions, Syntax::CONJUNCTION),
            (&data.subjects, Syntax::SUBJECT),
            (&data.passives, Syntax::PASSIVE),
        ] {
            words.iter().for_each(|word| wording.add_syntax(word, flag));
        }
        wording.doubles = data.doubles.iter().map(|word| normal_form(word).0).collect();
        wording.finals = data.finals.iter().map(|word| normal_form(word).0).collect();
        wording.known = data.known.iter().map(|word| normal_form(word).0).collect();
        wording.derivations.clone_from(&data.derivations);
        wording.prefixes.clone_from(&data.prefixes);
        wording.lessening = data.lessening.iter().map(|word| normal_form(word).0).collect();
        wording.unchanging = data.unchanging.iter().map(|word| normal_form(word).0).collect();
        wording.light = data.light.iter().map(|word| normal_form(word).0).collect();
        wording.agents = data.agents.iter().map(|word| normal_form(word).0).collect();
        wording.mutual = data.mutual.iter().map(|word| normal_form(word).0).collect();
        wording.qualifiers = data.qualifiers.iter().map(|word| normal_form(word).0).collect();
        wording
    }

    /// What is listed of a word, for comparing it with others.
    pub fn listed(&self, word: &Token) -> Listed<'_> {
        let is_written = || self.written.get(&word.norm).is_none_or(|keys| keys.contains(&word.text_key));
        if word.class.has(Class::LISTED) && is_written() {
            self.listed_as(&word.norm)
        } else {
            Listed::default()
        }
    }

    /// What is listed of a word in normal form.
    pub fn listed_as(&self, norm: &str) -> Listed<'_> {
        Listed(self.listed.get(norm))
    }

    /// What is listed of two words that stand side by side.
    pub fn listed_pair(&self, first: &Token, second: &Token) -> Option<Listed<'_>> {
        let both = || self.listed.get(format_compact!("{} {}", first.norm, second.norm).as_str());
        second.syntax.any(Syntax::SECOND).then(both)?.map(|places| Listed(Some(places)))
    }

    /// What differs is of how many or how far a statement holds: *most*, *all*.
    pub fn differ_in_scope(&self, a: Listed, b: Listed) -> bool {
        let mut between =
            a.scales().iter().filter(|(scale, end)| b.scales().contains(&(*scale, !end))).peekable();
        between.peek().is_some() && between.all(|(scale, _)| *scale >= self.scopes)
    }

    /// True where the language has words on scales.
    pub fn has_scales(&self) -> bool {
        self.listed.values().any(|places| !places.scales.is_empty())
    }

    /// True where a verb may have a small word that closes its clause.
    pub fn has_particles(&self) -> bool {
        !self.particles.is_empty()
    }

    /// *ab*, *zu*: makes another verb of the one before it where it closes the clause.
    pub fn is_particle(&self, norm: &str) -> bool {
        self.particles.contains(norm)
    }

    /// The word stands on a scale.
    pub fn on_scale(&self, word: &str) -> bool {
        self.listed_as(word).on_scale()
    }

    /// Whether what begins at `tokens[at]` speaks of what was, 1, or of what is now, 2; 0 where of neither.
    pub fn time(&self, tokens: &[Token], at: usize) -> u8 {
        self.times.longest(tokens, at).map_or(0, |(_, &time)| time)
    }

    /// Pronouns that tell a gender.
    pub(super) fn gendered(&self) -> impl Iterator<Item = &CompactString> {
        self.genders.keys()
    }

    /// The gender that a pronoun tells; 0 where none.
    pub fn gender(&self, word: &str) -> u8 {
        self.genders.get(word).copied().unwrap_or_default()
    }

    /// The word names a relative of another gender than this one.
    pub fn is_kin(&self, word: &str, gender: u8) -> bool {
        self.kin.get(word).is_some_and(|other| *other != gender)
    }

    /// Pronouns that tell another gender than this one.
    pub fn of_other_gender(&self, gender: u8) -> impl Iterator<Item = &str> {
        self.genders.iter().filter(move |(_, other)| **other != gender).map(|(word, _)| word.as_str())
    }

    /// A small word that may stand twice in a row.
    pub fn doubles(&self, word: &str) -> bool {
        self.doubles.contains(word)
    }

    /// A small word with which a sentence may end.
    pub fn ends(&self, word: &str) -> bool {
        self.finals.contains(word)
    }

    /// What a small word does in a sentence.
    pub fn syntax(&self, word: &str) -> Syntax {
        self.syntax.get(word).copied().unwrap_or_default()
    }

    /// A word that no dictionary lists.
    pub fn is_known(&self, word: &str) -> bool {
        self.known.contains(word)
    }

    /// Endings, and what stands there in the dictionary.
    pub fn derivations(&self) -> &[(String, String)] {
        &self.derivations
    }

    /// Beginnings that a word may have beyond those that negate.
    pub fn prefixes(&self) -> &[String] {
        &self.prefixes
    }

    /// *took place*: no statement of its own.
    pub fn is_unchanging(&self, word: &str) -> bool {
        self.unchanging.contains(word)
    }

    pub fn lessening(&self) -> impl Iterator<Item = &CompactString> {
        self.lessening.iter()
    }

    pub fn is_lessening(&self, word: &str) -> bool {
        self.lessening.contains(word)
    }

    pub fn is_light(&self, word: &str) -> bool {
        self.light.contains(word)
    }

    /// *by*: the one who acts follows a passive verb.
    pub fn is_agent(&self, word: &str) -> bool {
        self.agents.contains(word)
    }

    /// *meet*, *and*: says the same of both sides.
    pub fn is_mutual(&self, word: &str, stem: &str) -> bool {
        self.mutual.contains(word) || self.mutual.contains(stem)
    }

    /// *only*, *alleged*: qualify what is said.
    pub fn qualifiers(&self) -> impl Iterator<Item = &CompactString> {
        self.qualifiers.iter()
    }

    /// Words of which something is listed.
    pub fn all_listed(&self) -> impl Iterator<Item = &CompactString> {
        self.listed.keys()
    }
}
