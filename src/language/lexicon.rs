//! A language ready for use: one look-up a word, phrases by their first word.

mod dates;
mod forms;
mod names;
mod numbers;
mod rest;
mod words;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use compact_str::CompactString;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use self::numbers::NumberData;
use super::connectives::Connectives;
use super::consistency::Consistency;
use super::data::{Boilerplate, Cldr, Conversion, Hand, WordNet};
use super::dictionary::Dictionary;
use super::grammar::{Grammar, GrammarData};
use super::memory::Memory;
use super::offices::Offices;
use super::peoples::Peoples;
use super::phrases::Phrases;
use super::stance::Stance;
use super::wording::Wording;
use super::{file, words};
use crate::fact::Amount;
use crate::token::{Class, normal_form};

/// A word that says a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberWord {
    /// *seven*, *twenty*
    Cardinal(i128),
    /// *hundred*, *million*, *crore*, *dozen*
    Multiplier(i128),
    /// *third*, *hundredth*
    Ordinal(i128),
}

/// How a phrase before or after an amount bends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hedge {
    About,
    Nearly,
    MoreThan,
    AtLeast,
    AtMost,
    LessThan,
}

/// A way to write a currency.
#[derive(Clone, Debug)]
pub struct Currency {
    /// ISO 4217, the likeliest first.
    pub codes: Vec<CompactString>,
    /// A sign or code that may stand before its amount; a word stands behind.
    pub sign: bool,
}

/// A way to write a unit.
#[derive(Clone, Debug, Default)]
pub struct UnitForm {
    /// CLDR unit id.
    pub unit: CompactString,
    /// The unit that it is spread over: *bpd* is barrels a day.
    pub per: Option<CompactString>,
    /// Stands right behind its figure or not at all.
    pub attached: bool,
    /// Attached, but may stand apart where no noun follows.
    pub loose: bool,
}

/// How a language says what an amount is spread over.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    /// *a*, *per*: before the unit.
    pub per: Phrases<()>,
    /// *daily* is a day.
    pub adverbs: FxHashMap<CompactString, CompactString>,
    /// *ago*: behind a unit, makes a moment of it.
    pub moments: Vec<CompactString>,
}

/// A conversion to the base unit: `base = amount × factor + offset`.
#[derive(Clone, Debug)]
pub(crate) struct ToBase {
    pub base: CompactString,
    pub factor: Amount,
    pub offset: Amount,
}

/// All that the pipeline knows of one language.
pub struct Language {
    /// ISO 639-1 code.
    pub code: CompactString,
    /// Tells it from the other languages of this run.
    pub(super) number: usize,
    /// Month names, full and short, in normal form: 1 to 12.
    pub months: FxHashMap<CompactString, i8>,
    /// Weekday names likewise: Monday is 1.
    pub weekdays: FxHashMap<CompactString, i8>,
    pub(crate) classes: FxHashMap<CompactString, Class>,
    stemmer: Option<Stemmer>,
    spelling: Vec<(String, String)>,
    /// Common words; behind an irregular form, its dictionary form.
    common: Dictionary,
    inflections: Vec<(String, String)>,
    negated_endings: Vec<String>,
    pub(crate) numbers: FxHashMap<CompactString, NumberWord>,
    pub(crate) suffixes: FxHashMap<CompactString, i128>,
    pub(crate) fractions: FxHashMap<CompactString, Amount>,
    pub(crate) implied: FxHashMap<CompactString, Amount>,
    pub(crate) indefinite: FxHashSet<CompactString>,
    pub(crate) plural_endings: Vec<CompactString>,
    /// *a* third, never *the* third.
    pub(crate) part_articles: Vec<CompactString>,
    /// *out of*; true where any two numbers may stand around it.
    pub(crate) ratios: Phrases<bool>,
    pub(crate) decimal: char,
    pub(crate) group: char,
    pub(crate) number_data: Option<NumberData>,
    pub(crate) percent: Phrases<Share>,
    pub(crate) hedges: Phrases<Vec<Hedge>>,
    pub(crate) hedges_after: Phrases<Hedge>,
    /// The same behind what is counted.
    pub(crate) hedges_behind: Phrases<Hedge>,
    pub(crate) currencies: Phrases<Currency>,
    /// Codes that a sign means wherever nothing else is said.
    pub(crate) world_currencies: Vec<CompactString>,
    /// What a place (in normal form) pays with.
    pub(crate) place_currencies: FxHashMap<CompactString, CompactString>,
    pub(crate) minor_units: Phrases<CompactString>,
    pub(crate) units: Phrases<UnitForm>,
    pub(crate) conversions: FxHashMap<CompactString, ToBase>,
    pub(crate) rates: Rates,
    pub(crate) periods: FxHashMap<CompactString, bool>,
    pub(crate) day_first: bool,
    pub(crate) relative_days: FxHashMap<CompactString, i32>,
    pub(crate) relative_periods: FxHashMap<CompactString, String>,
    pub(crate) deictics: FxHashMap<CompactString, i32>,
    pub(crate) date_words: FxHashMap<CompactString, DateWord>,
    pub(crate) year_cues: Vec<CompactString>,
    pub(crate) day_cues: Vec<CompactString>,
    pub(crate) decade_endings: Vec<CompactString>,
    pub(crate) local_time: Phrases<()>,
    pub(crate) named_times: FxHashMap<CompactString, i32>,
    pub(crate) clock: Vec<CompactString>,
    pub(crate) zones: Vec<CompactString>,
    pub(crate) places: Phrases<CompactString>,
    /// Seats of governments, and the place each stands for.
    pub(crate) capitals: FxHashMap<CompactString, CompactString>,
    /// Behind a country they mean its capital or government.
    pub(crate) seats: Vec<CompactString>,
    /// What countries, their people and other bodies are called.
    pub(crate) peoples: Peoples,
    /// Words that the names of news agencies have.
    pub(crate) agencies: FxHashSet<CompactString>,
    /// Words that stand for each other in names, and the first of their group.
    pub(crate) same_in_names: FxHashMap<CompactString, CompactString>,
    /// Letters that spell one sound of a foreign name, the longest first, and how they are read.
    transliteration: Vec<(String, String)>,
    /// Endings of words that belong to a name.
    pub(crate) belonging: Vec<String>,
    /// Words for what a named place is: *lake*, *mountain*.
    pub(crate) generic_in_names: FxHashSet<CompactString>,
    pub(crate) articles: Vec<CompactString>,
    /// *is a*, *stands for*: what follows says what the subject is.
    pub(crate) definitions: Phrases<()>,
    pub(crate) least_quote_words: usize,
    pub(crate) idle_negation: Phrases<()>,
    pub(crate) correlatives: Vec<CompactString>,
    pub(crate) focus: Vec<CompactString>,
    pub(crate) time_cues: Vec<CompactString>,
    pub(crate) continuing: Vec<CompactString>,
    pub(crate) universals: Vec<CompactString>,
    pub(crate) partitives: Vec<CompactString>,
    pub(crate) raising: Vec<CompactString>,
    pub(crate) negative_prefixes: Vec<String>,
    pub(crate) negative_suffixes: Vec<String>,
    pub(crate) circumstances: Vec<CompactString>,
    /// Classes of words that are another word without their accents, by the key of how they are written.
    pub(super) written: FxHashMap<u64, Class>,
    /// They end a time: *until*, *before*.
    pub(crate) limits: Vec<CompactString>,
    /// Verbs of what somebody is left without, by their stems.
    pub(crate) privatives: Vec<CompactString>,
    /// *unless*, and *only*.
    pub(crate) exceptions: [Vec<CompactString>; 2],
    /// Behind a negation they say much the same as their opposites: *not far*.
    pub(crate) litotes: Vec<CompactString>,
    /// Stems of words that answer two negations of one clause: *require*.
    pub(crate) needs: Vec<CompactString>,
    /// They begin a time: *at the earliest*.
    pub(crate) earliest: Vec<CompactString>,
    /// Stems: *no later than*.
    pub(crate) limiting: Vec<CompactString>,
    /// Beginnings of words that negate nothing, whatever their prefix or ending.
    pub(crate) affirming: Vec<CompactString>,
    /// Comparatives and their superlatives; with a hyphen, the endings of both.
    pub(crate) degrees: Vec<[String; 2]>,
    pub(crate) embedding: Vec<CompactString>,
    pub(crate) nominal: Vec<CompactString>,
    pub(crate) stance: Stance,
    pub(crate) boilerplate: Boilerplate,
    pub(crate) grammar: Grammar,
    pub(crate) wording: Wording,
    pub(crate) consistency: Consistency,
    pub(crate) connectives: Connectives,
    pub(crate) offices: Offices,
    pub(super) relations: OnceLock<Dictionary>,
}

/// Words of a date that are neither month nor weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateWord {
    /// Spring is 1.
    Season(i8),
    /// 1 to 4.
    Quarter(i8),
    /// *century*
    Century,
    Era,
    Part,
}

/// What a word or sign behind a figure makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    Percent,
    /// Percentage points.
    Points,
    /// Hundredths of a percentage point.
    BasisPoints,
}

/// Signs before a figure: *-4*, *'99*, *(0221) 4711*.
const SIGNS: [&str; 7] = ["-", "−", "+", "(", "'", "’", "."];

impl Language {
    /// Reads the files of a language; what is not there stays empty.
    pub(super) fn load(code: &str, number: usize) -> Self {
        let mut language = Self::bare(code, number);
        if let Some(text) = file(&format!("{code}.json")) {
            let hand: Hand = parse(text);
            let cldr: Cldr = file(&format!("cldr/{code}.json")).map(parse).unwrap_or_default();
            let wordnet: WordNet = file(&format!("wordnet/{code}.json")).map(parse).unwrap_or_default();
            let units: BTreeMap<String, Conversion> = file("cldr/units.json").map(parse).unwrap_or_default();
            // Every stem depends on it.
            language.spelling.clone_from(&hand.spelling);
            language.read_numbers(&hand, &cldr);
            language.read_amounts(&hand, &cldr, &units);
            language.read_dates(&hand, &cldr);
            language.read_names(&hand, &cldr, &wordnet);
            let peoples = file(&format!("peoples/{code}.json")).map(parse).unwrap_or_default();
            language.peoples = Peoples::read(&peoples, &cldr, &mut language.places);
            language.peoples.add_demonyms(hand.names.demonyms.keys().chain(wordnet.demonyms.keys()));
            language.read_stance(&hand);
            language.read_rest(hand);
            language.mark_firsts();
        } else if let Some(text) = file(&format!("cldr/{code}.json")) {
            language.read_figures(&parse(text));
        }
        language
    }

    /// Number words, currencies, units, dates and countries of a language that nobody has written a file for: enough to list
    /// its figures, not to judge a text.
    fn read_figures(&mut self, cldr: &Cldr) {
        let hand = Hand::default();
        let units: BTreeMap<String, Conversion> = file("cldr/units.json").map(parse).unwrap_or_default();
        self.read_numbers(&hand, cldr);
        self.read_amounts(&hand, cldr, &units);
        self.read_dates(&hand, cldr);
        self.read_names(&hand, cldr, &WordNet::default());
        self.mark_firsts();
    }

    /// Function words and stems, for any language that has them.
    fn bare(code: &str, number: usize) -> Self {
        let mut classes: FxHashMap<CompactString, Class> = FxHashMap::default();
        for word in stop_words::lookup(code).unwrap_or_default() {
            classes.entry(normal_form(word).0).or_default().add(Class::FUNCTION);
        }
        for sign in SIGNS {
            classes.entry(sign.into()).or_default().add(Class::FIGURE);
        }
        Self {
            code: code.into(),
            number,
            months: FxHashMap::default(),
            weekdays: FxHashMap::default(),
            classes,
            stemmer: algorithm(code).map(Stemmer::create),
            spelling: Vec::new(),
            common: words(&format!("wordnet/{code}")),
            inflections: Vec::new(),
            negated_endings: Vec::new(),
            numbers: FxHashMap::default(),
            suffixes: FxHashMap::default(),
            fractions: FxHashMap::default(),
            implied: FxHashMap::default(),
            indefinite: FxHashSet::default(),
            plural_endings: Vec::new(),
            part_articles: Vec::new(),
            ratios: Phrases::default(),
            decimal: '.',
            group: ',',
            number_data: None,
            percent: Phrases::default(),
            hedges: Phrases::default(),
            hedges_after: Phrases::default(),
            hedges_behind: Phrases::default(),
            currencies: Phrases::default(),
            world_currencies: Vec::new(),
            place_currencies: FxHashMap::default(),
            minor_units: Phrases::default(),
            units: Phrases::default(),
            conversions: FxHashMap::default(),
            rates: Rates::default(),
            periods: FxHashMap::default(),
            day_first: false,
            relative_days: FxHashMap::default(),
            relative_periods: FxHashMap::default(),
            deictics: FxHashMap::default(),
            date_words: FxHashMap::default(),
            year_cues: Vec::new(),
            day_cues: Vec::new(),
            decade_endings: Vec::new(),
            local_time: Phrases::default(),
            named_times: FxHashMap::default(),
            clock: Vec::new(),
            zones: Vec::new(),
            places: Phrases::default(),
            capitals: FxHashMap::default(),
            seats: Vec::new(),
            peoples: Peoples::default(),
            agencies: FxHashSet::default(),
            same_in_names: FxHashMap::default(),
            transliteration: Vec::new(),
            belonging: Vec::new(),
            generic_in_names: FxHashSet::default(),
            articles: Vec::new(),
            definitions: Phrases::default(),
            least_quote_words: 4,
            idle_negation: Phrases::default(),
            correlatives: Vec::new(),
            focus: Vec::new(),
            time_cues: Vec::new(),
            continuing: Vec::new(),
            universals: Vec::new(),
            partitives: Vec::new(),
            raising: Vec::new(),
            negative_prefixes: Vec::new(),
            negative_suffixes: Vec::new(),
            circumstances: Vec::new(),
            written: FxHashMap::default(),
            limits: Vec::new(),
            privatives: Vec::new(),
            exceptions: Default::default(),
            litotes: Vec::new(),
            needs: Vec::new(),
            earliest: Vec::new(),
            limiting: Vec::new(),
            affirming: Vec::new(),
            degrees: Vec::new(),
            embedding: Vec::new(),
            nominal: Vec::new(),
            stance: Stance::default(),
            boilerplate: Boilerplate::default(),
            grammar: GrammarData::default().read(),
            wording: Wording::default(),
            consistency: Consistency::default(),
            connectives: Connectives::default(),
            offices: Offices::default(),
            relations: OnceLock::new(),
        }
    }

    pub(super) fn mark<'a>(&mut self, words: impl IntoIterator<Item = &'a String>, class: Class) {
        for word in words {
            self.classes.entry(normal_form(word).0).or_default().add(class);
        }
    }

    /// Flags every word that begins something, so that a scan looks no further at the others.
    fn mark_firsts(&mut self) {
        let words: Vec<(CompactString, Class)> = self
            .numbers
            .keys()
            .chain(self.fractions.keys())
            .map(|w| (w.clone(), Class::NUMBER))
            .chain(self.hedges.firsts().map(|w| (w.clone(), Class::HEDGE)))
            .chain(self.currencies.firsts().chain(self.units.firsts()).map(|w| (w.clone(), Class::UNIT)))
            .chain(self.places.firsts().map(|w| (w.clone(), Class::PLACE)))
            .chain(self.stance.certainty.firsts().map(|w| (w.clone(), Class::CERTAINTY)))
            .chain(self.stance.according.firsts().map(|w| (w.clone(), Class::ACCORDING)))
            .chain(self.connectives.joints().firsts().map(|w| (w.clone(), Class::JOINT)))
            .chain(self.offices.firsts().map(|w| (w.clone(), Class::OFFICE)))
            .chain(self.stance.denials.firsts().map(|w| (w.clone(), Class::DENIAL)))
            .chain(
                [&self.months, &self.weekdays]
                    .into_iter()
                    .flat_map(|map| map.keys())
                    .map(|w| (w.clone(), Class::DATE)),
            )
            .chain(
                [&self.relative_days, &self.deictics]
                    .into_iter()
                    .flat_map(|map| map.keys())
                    .map(|w| (w.clone(), Class::DATE)),
            )
            .chain(self.date_words.keys().map(|w| (w.clone(), Class::DATE)))
            .chain(
                self.relative_periods
                    .keys()
                    .filter(|_| self.grammar.dates.step_behind)
                    .map(|w| (w.clone(), Class::DATE)),
            )
            .chain(self.idle_negation.firsts().map(|w| (w.clone(), Class::IDLE)))
            .chain(self.wording.qualifiers().map(|w| (w.clone(), Class::QUALIFIER)))
            .chain(self.wording.gendered().map(|w| (w.clone(), Class::GENDER)))
            .chain(self.peoples.firsts().map(|w| (w.clone(), Class::BODY)))
            .chain(self.wording.all_listed().map(|w| (w.clone(), Class::LISTED)))
            .collect();
        for (word, class) in words {
            self.classes.entry(normal_form(&word).0).or_default().add(class);
        }
        self.mark_figures();
    }

    /// Flags every word with which a figure, a date or a time may begin.
    fn mark_figures(&mut self) {
        let begins = Class(Class::NUMBER.0 | Class::UNIT.0 | Class::DATE.0 | Class::HEDGE.0);
        for class in self.classes.values_mut().filter(|class| class.any(begins)) {
            class.add(Class::FIGURE);
        }
        let dates = &self.grammar.dates;
        let times = &self.grammar.times;
        let before = times.before.firsts().chain(times.before_cued.firsts());
        let times = self.named_times.keys().chain(before);
        let decades = dates.decade_openings.firsts().chain(dates.decade_names.firsts());
        let minus = self.number_data.iter().flat_map(|data| &data.minus);
        let others = times.map(|word| (word, Class::TIME)).chain(decades.map(|word| (word, Class::DECADE)));
        let others = others.chain(minus.map(|word| (word, Class::FIGURE)));
        for (word, class) in others.chain(self.articles.iter().map(|word| (word, Class::ARTICLE))) {
            let known = self.classes.entry(normal_form(word).0).or_default();
            known.add(class);
            known.add(Class::FIGURE);
        }
        let decimal = CompactString::from(&*self.decimal.encode_utf8(&mut [0; 4]));
        self.classes.entry(decimal).or_default().add(Class::FIGURE);
    }

    /// What is known of a word in normal form, except whether it is a common one.
    #[must_use]
    pub fn class_of(&self, norm: &str) -> Class {
        let mut class = self.classes.get(norm).copied().unwrap_or_default();
        if self.negated_endings.iter().any(|ending| without_ending(norm, ending).is_some()) {
            class.add(Class::NEGATION);
            class.add(Class::FUNCTION);
        }
        class
    }

    /// A common word that is written in small letters.
    pub(crate) fn is_common(&self, norm: &str) -> bool {
        thread_local! {
            static MEMORY: RefCell<Memory<bool>> = RefCell::default();
        }
        Memory::recall(&MEMORY, self, norm, || self.common.contains(norm))
    }

    /// The dictionary form of an irregular form.
    pub(super) fn irregular(&self, norm: &str) -> Option<&'static str> {
        self.common.find(norm).filter(|base| !base.is_empty())
    }

    /// The stem of a word in normal form; words that differ only in spelling variety share one.
    #[must_use]
    pub fn stem(&self, norm: &str) -> CompactString {
        thread_local! {
            static MEMORY: RefCell<Memory<CompactString>> = RefCell::default();
        }
        Memory::recall(&MEMORY, self, norm, || self.stem_anew(norm))
    }

    /// The same, while the language is still being read.
    pub(super) fn stem_anew(&self, norm: &str) -> CompactString {
        let Some(stemmer) = &self.stemmer else { return norm.into() };
        let norm = self.irregular(norm).unwrap_or(norm);
        let ending = if norm.len() >= 6 {
            self.spelling.iter().find_map(|(from, to)| Some((without_ending(norm, from)?, to)))
        } else {
            None
        };
        match ending {
            Some((base, to)) => CompactString::from(stemmer.stem(&format!("{base}{to}"))),
            None => CompactString::from(stemmer.stem(norm)),
        }
    }

    /// A name's word as other spellings of the same foreign name have it: *Zelensky*, *Zelenskyy*.
    #[must_use]
    pub(crate) fn transliterated(&self, norm: &str) -> String {
        let mut out = String::with_capacity(norm.len());
        let mut rest = norm;
        while let Some(letter) = rest.chars().next() {
            match self
                .transliteration
                .iter()
                .find(|(letters, _)| letters.starts_with(letter) && rest.starts_with(letters.as_str()))
            {
                Some((letters, read)) => {
                    out.push_str(read);
                    rest = &rest[letters.len()..];
                }
                None => {
                    out.push(letter);
                    rest = &rest[letter.len_utf8()..];
                }
            }
        }
        out
    }
}

/// The word without an ending, where it has it. Most endings are told by their last byte alone.
pub(super) fn without_ending<'w>(word: &'w str, ending: &str) -> Option<&'w str> {
    let last = ending.as_bytes().last();
    if last.is_some() && last != word.as_bytes().last() { None } else { word.strip_suffix(ending) }
}

pub(super) fn folded(words: &[String]) -> Vec<CompactString> {
    words.iter().map(|word| normal_form(word).0).collect()
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).expect("the language files in this crate are checked by its tests")
}

fn algorithm(code: &str) -> Option<Algorithm> {
    Some(match code {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}
