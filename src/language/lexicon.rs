//! A language ready for use: one look-up a word, phrases by their first word.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use compact_str::CompactString;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::data::{Boilerplate, Cldr, Conversion, Hand, WordNet};
use super::file;
use super::phrases::Phrases;
use super::wording::Wording;
use crate::fact::Amount;
use crate::fact::value::parse_rational;
use crate::span::Span;
use crate::token::{Case, Class, Token, TokenKind, case_of, normal_form, pieces};

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

/// A way to write a unit.
#[derive(Clone, Debug)]
pub struct UnitForm {
    /// CLDR unit id.
    pub unit: CompactString,
    /// Stands right behind its figure or not at all.
    pub attached: bool,
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
    /// Month names, full and short, in normal form: 1 to 12.
    pub months: FxHashMap<CompactString, i8>,
    /// Weekday names likewise: Monday is 1.
    pub weekdays: FxHashMap<CompactString, i8>,
    pub(crate) classes: FxHashMap<CompactString, Class>,
    stemmer: Option<Stemmer>,
    spelling: Vec<(String, String)>,
    irregular: FxHashMap<CompactString, CompactString>,
    inflections: Vec<(String, String)>,
    negated_endings: Vec<String>,
    pub(crate) numbers: FxHashMap<CompactString, NumberWord>,
    pub(crate) suffixes: FxHashMap<CompactString, i128>,
    pub(crate) fractions: FxHashMap<CompactString, Amount>,
    pub(crate) implied: FxHashMap<CompactString, Amount>,
    pub(crate) decimal: char,
    pub(crate) group: char,
    pub(crate) number_data: Option<NumberData>,
    pub(crate) percent: Phrases<bool>,
    pub(crate) hedges: Phrases<Vec<Hedge>>,
    pub(crate) hedges_after: Phrases<Hedge>,
    pub(crate) currencies: Phrases<Vec<CompactString>>,
    pub(crate) minor_units: Phrases<CompactString>,
    pub(crate) units: Phrases<UnitForm>,
    pub(crate) conversions: FxHashMap<CompactString, ToBase>,
    pub(crate) periods: FxHashMap<CompactString, bool>,
    pub(crate) day_first: bool,
    pub(crate) relative_days: FxHashMap<CompactString, i32>,
    pub(crate) relative_periods: FxHashMap<CompactString, String>,
    pub(crate) deictics: FxHashMap<CompactString, i32>,
    pub(crate) date_words: FxHashMap<CompactString, DateWord>,
    pub(crate) year_cues: Vec<CompactString>,
    pub(crate) local_time: Phrases<()>,
    pub(crate) named_times: FxHashMap<CompactString, i32>,
    pub(crate) clock: Vec<CompactString>,
    pub(crate) zones: Vec<CompactString>,
    pub(crate) places: Phrases<CompactString>,
    pub(crate) acronym_skips: Vec<CompactString>,
    pub(crate) articles: Vec<CompactString>,
    pub(crate) least_quote_words: usize,
    pub(crate) idle_negation: Phrases<()>,
    pub(crate) correlatives: Vec<CompactString>,
    pub(crate) focus: Vec<CompactString>,
    pub(crate) time_cues: Vec<CompactString>,
    pub(crate) continuing: Vec<CompactString>,
    pub(crate) universals: Vec<CompactString>,
    pub(crate) raising: Vec<CompactString>,
    pub(crate) negative_prefixes: Vec<String>,
    pub(crate) negative_suffixes: Vec<String>,
    pub(crate) boilerplate: Boilerplate,
    pub(crate) wording: Wording,
    pub(super) relations: OnceLock<&'static str>,
}

/// Small words of number syntax.
#[derive(Debug)]
pub(crate) struct NumberData {
    pub minus: Vec<CompactString>,
    pub and: Vec<CompactString>,
    pub point: Vec<CompactString>,
    pub ordinal_suffixes: Vec<CompactString>,
    pub between: Vec<CompactString>,
    pub from: Vec<CompactString>,
    pub range: Vec<CompactString>,
}

/// Words of a date that are neither month nor weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateWord {
    /// Spring is 1.
    Season(i8),
    Era,
    Part,
}

impl Language {
    /// Reads the files of a language; what is not there stays empty.
    pub(super) fn load(code: &str) -> Self {
        let mut language = Self::bare(code);
        if let Some(text) = file(&format!("{code}.toml")) {
            let hand: Hand = parse(text);
            let cldr: Cldr = file(&format!("cldr/{code}.toml")).map(parse).unwrap_or_default();
            let wordnet: WordNet = file(&format!("wordnet/{code}.toml")).map(parse).unwrap_or_default();
            let units: BTreeMap<String, Conversion> = file("cldr/units.toml").map(parse).unwrap_or_default();
            let words = file(&format!("wordnet/{code}.txt")).unwrap_or_default();
            language.read_words(words);
            language.read_numbers(&hand, &cldr);
            language.read_amounts(&hand, &cldr, &units);
            language.read_dates(&hand, &cldr);
            language.read_names(&hand, &cldr, &wordnet);
            language.read_rest(hand);
            language.mark_firsts();
        }
        language
    }

    /// Function words and stems, for any language that has them.
    fn bare(code: &str) -> Self {
        let mut classes: FxHashMap<CompactString, Class> = FxHashMap::default();
        for word in stop_words::lookup(code).unwrap_or_default() {
            classes.entry(normal_form(word).0).or_default().add(Class::FUNCTION);
        }
        Self {
            code: code.into(),
            months: FxHashMap::default(),
            weekdays: FxHashMap::default(),
            classes,
            stemmer: algorithm(code).map(Stemmer::create),
            spelling: Vec::new(),
            irregular: FxHashMap::default(),
            inflections: Vec::new(),
            negated_endings: Vec::new(),
            numbers: FxHashMap::default(),
            suffixes: FxHashMap::default(),
            fractions: FxHashMap::default(),
            implied: FxHashMap::default(),
            decimal: '.',
            group: ',',
            number_data: None,
            percent: Phrases::default(),
            hedges: Phrases::default(),
            hedges_after: Phrases::default(),
            currencies: Phrases::default(),
            minor_units: Phrases::default(),
            units: Phrases::default(),
            conversions: FxHashMap::default(),
            periods: FxHashMap::default(),
            day_first: false,
            relative_days: FxHashMap::default(),
            relative_periods: FxHashMap::default(),
            deictics: FxHashMap::default(),
            date_words: FxHashMap::default(),
            year_cues: Vec::new(),
            local_time: Phrases::default(),
            named_times: FxHashMap::default(),
            clock: Vec::new(),
            zones: Vec::new(),
            places: Phrases::default(),
            acronym_skips: Vec::new(),
            articles: Vec::new(),
            least_quote_words: 4,
            idle_negation: Phrases::default(),
            correlatives: Vec::new(),
            focus: Vec::new(),
            time_cues: Vec::new(),
            continuing: Vec::new(),
            universals: Vec::new(),
            raising: Vec::new(),
            negative_prefixes: Vec::new(),
            negative_suffixes: Vec::new(),
            boilerplate: Boilerplate::default(),
            wording: Wording::default(),
            relations: OnceLock::new(),
        }
    }

    fn mark<'a>(&mut self, words: impl IntoIterator<Item = &'a String>, class: Class) {
        for word in words {
            self.classes.entry(normal_form(word).0).or_default().add(class);
        }
    }

    fn read_words(&mut self, list: &str) {
        self.classes.reserve(24_000);
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let (word, base) = line.split_once(' ').map_or((line, None), |(word, base)| (word, Some(base)));
            self.classes.entry(CompactString::from(word)).or_default().add(Class::COMMON);
            if let Some(base) = base {
                self.irregular.insert(word.into(), base.into());
            }
        }
    }

    fn read_numbers(&mut self, hand: &Hand, cldr: &Cldr) {
        let numbers = &hand.numbers;
        let mut add = |word: &str, value: NumberWord| {
            self.numbers.entry(normal_form(word).0).or_insert(value);
        };
        for (word, count) in &cldr.spellout.cardinals {
            count.value().into_iter().for_each(|value| add(word, NumberWord::Cardinal(value)));
        }
        for (word, count) in &cldr.spellout.multipliers {
            count.value().into_iter().for_each(|value| add(word, NumberWord::Multiplier(value)));
        }
        for (word, count) in &cldr.spellout.ordinals {
            count.value().into_iter().for_each(|value| add(word, NumberWord::Ordinal(value)));
        }
        for (word, value) in &numbers.scales {
            value.parse().into_iter().for_each(|value| add(word, NumberWord::Multiplier(value)));
        }
        for (word, value) in &numbers.suffixes {
            self.suffixes.extend(value.parse().map(|value| (CompactString::from(word.as_str()), value)));
        }
        let amounts = |map: &BTreeMap<String, String>| -> FxHashMap<CompactString, Amount> {
            map.iter()
                .filter_map(|(word, value)| Some((normal_form(word).0, parse_rational(value)?)))
                .collect()
        };
        self.fractions = amounts(&numbers.fractions);
        self.implied = amounts(&numbers.implied);
        self.decimal = cldr.numbers.decimal.chars().next().unwrap_or('.');
        self.group = cldr.numbers.group.chars().next().unwrap_or(',');
        for phrase in numbers.percent.iter().chain(&cldr.numbers.percent) {
            self.percent.insert(phrase, false, false);
        }
        for phrase in &numbers.points {
            self.percent.insert(phrase, false, true);
        }
        self.number_data = Some(NumberData {
            minus: folded(&numbers.minus),
            and: folded(&numbers.and),
            point: folded(&numbers.point),
            ordinal_suffixes: folded(&numbers.ordinal_suffixes),
            between: folded(&numbers.between),
            from: folded(&numbers.from),
            range: folded(&numbers.range),
        });
        let hedges = &hand.approximation;
        let mut table: BTreeMap<&str, Vec<Hedge>> = BTreeMap::new();
        for (phrases, hedge) in [
            (&hedges.about, Hedge::About),
            (&hedges.more_than, Hedge::MoreThan),
            (&hedges.at_least, Hedge::AtLeast),
            (&hedges.at_most, Hedge::AtMost),
            (&hedges.less_than, Hedge::LessThan),
        ] {
            phrases.iter().for_each(|phrase| table.entry(phrase).or_default().push(hedge));
        }
        for (phrase, hedges) in table {
            let hedges = if hedges == [Hedge::About, Hedge::LessThan] { vec![Hedge::Nearly] } else { hedges };
            self.hedges.insert(phrase, false, hedges);
        }
        for phrase in &hedges.or_more {
            self.hedges_after.insert(phrase, false, Hedge::AtLeast);
        }
        for phrase in &hedges.or_less {
            self.hedges_after.insert(phrase, false, Hedge::AtMost);
        }
    }

    fn read_amounts(&mut self, hand: &Hand, cldr: &Cldr, units: &BTreeMap<String, Conversion>) {
        let codes =
            |list: &[String]| list.iter().map(|code| CompactString::from(code.as_str())).collect::<Vec<_>>();
        for (form, list) in hand.money.symbols.iter().chain(&hand.money.words) {
            self.currencies.insert(form, false, codes(list));
        }
        for (code, forms) in &cldr.currencies {
            self.currencies.insert(code, true, vec![code.as_str().into()]);
            for form in forms {
                let exact = form.chars().count() <= 3;
                if self.currencies.by_first.contains_key(&normal_form(form).0) {
                    continue;
                }
                self.currencies.insert(form, exact, vec![code.as_str().into()]);
            }
        }
        for (form, code) in &hand.money.minor {
            self.minor_units.insert(form, false, format!("{code}-cent").into());
        }
        for (form, unit) in &hand.units.forms {
            self.units.insert(form, false, UnitForm { unit: unit.as_str().into(), attached: false });
        }
        for (unit, forms) in &cldr.units {
            for form in forms.iter().filter(|form| !hand.units.never.contains(&form.to_lowercase())) {
                let exact = form.chars().count() <= 3 || form.chars().any(char::is_uppercase);
                let attached = hand.units.attached.contains(&form.to_lowercase());
                self.units.insert(form, exact, UnitForm { unit: unit.as_str().into(), attached });
            }
        }
        for (unit, conversion) in units {
            let Some(factor) = parse_rational(&conversion.factor) else { continue };
            let offset = conversion.offset.as_deref().and_then(parse_rational).unwrap_or_default();
            self.conversions.insert(
                unit.as_str().into(),
                ToBase { base: conversion.base.as_str().into(), factor, offset },
            );
        }
    }

    fn read_dates(&mut self, hand: &Hand, cldr: &Cldr) {
        for (table, lists) in [(&mut self.months, &cldr.months), (&mut self.weekdays, &cldr.weekdays)] {
            for (number, names) in (1..).zip(&lists.names) {
                for name in names.iter().filter(|name| name.chars().count() > 2) {
                    table.insert(normal_form(name.trim_end_matches('.')).0, number);
                }
            }
        }
        for (forms, afternoon) in [(&cldr.periods.am, false), (&cldr.periods.pm, true)] {
            for form in forms {
                self.periods.insert(normal_form(form).0, afternoon);
                self.periods.insert(normal_form(&form.replace('.', "")).0, afternoon);
            }
        }
        self.day_first = cldr.dates.order.starts_with('d');
        let dates = &hand.dates;
        self.relative_days = dates.relative.iter().map(|(word, days)| (normal_form(word).0, *days)).collect();
        self.relative_periods =
            dates.periods.iter().map(|(word, unit)| (normal_form(word).0, unit.clone())).collect();
        for (words, step) in [(&dates.last, -1), (&dates.this, 0), (&dates.next, 1)] {
            self.deictics.extend(words.iter().map(|word| (normal_form(word).0, step)));
        }
        for (words, kind) in [(&dates.eras, DateWord::Era), (&dates.decades, DateWord::Part)] {
            self.date_words.extend(words.iter().map(|word| (normal_form(word).0, kind)));
        }
        self.date_words.extend(
            dates.seasons.iter().map(|(word, season)| (normal_form(word).0, DateWord::Season(*season))),
        );
        dates.local_time.iter().for_each(|phrase| self.local_time.insert(phrase, false, ()));
        self.year_cues = folded(&dates.year_cues);
        self.named_times = hand
            .times
            .named
            .iter()
            .filter_map(|(word, time)| {
                let (hours, minutes) = time.split_once(':')?;
                Some((normal_form(word).0, hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?))
            })
            .collect();
        self.clock = folded(&hand.times.clock);
        self.zones = folded(&hand.times.zones);
    }

    fn read_names(&mut self, hand: &Hand, cldr: &Cldr, wordnet: &WordNet) {
        let names = &hand.names;
        for (form, place) in names.places.iter().chain(&names.demonyms) {
            self.places.insert(form, false, normal_form(place).0);
        }
        for forms in cldr.territories.values() {
            let Some(place) = forms.first() else { continue };
            for form in forms.iter().filter(|form| form.chars().count() > 2) {
                self.places.insert(form, false, normal_form(place).0);
            }
        }
        for (form, place) in wordnet.places.iter().chain(&wordnet.demonyms) {
            if let Some(place) = place.first() {
                self.places.insert(form, false, normal_form(place).0);
            }
        }
        self.acronym_skips = folded(&names.acronym_skips);
        self.mark(&names.titles, Class::TITLE);
        self.mark(&names.suffixes, Class::SUFFIX);
        self.mark(&names.connectors, Class::CONNECTOR);
    }

    fn read_rest(&mut self, hand: Hand) {
        self.mark(&hand.function_words, Class::FUNCTION);
        self.mark(&hand.articles, Class::FUNCTION);
        self.mark(&hand.never_names, Class::NEVER_NAME);
        self.mark(&hand.abbreviations, Class::ABBREVIATION);
        self.mark(&hand.quotes.reporting, Class::REPORTING);
        self.mark(&hand.quotes.pronouns, Class::PRONOUN);
        self.mark(&hand.negation.strong, Class::NEGATION);
        self.mark(&hand.negation.weak, Class::WEAK_NEGATION);
        let stems: Vec<_> = hand.negation.weak.iter().map(|word| self.stem(word).to_string()).collect();
        self.mark(&stems, Class::WEAK_NEGATION);
        let stems: Vec<_> = hand.quotes.reporting.iter().map(|word| self.stem(word).to_string()).collect();
        self.mark(&stems, Class::REPORTING);
        for phrase in &hand.negation.idle {
            self.idle_negation.insert(phrase, false, ());
        }
        self.universals = folded(&hand.negation.universals);
        self.raising = hand.negation.raising.iter().map(|word| self.stem(word)).collect();
        self.continuing = folded(&hand.negation.continuing);
        self.time_cues = folded(&hand.times.cues);
        self.focus = folded(&hand.negation.focus);
        self.correlatives = folded(&hand.negation.correlatives);
        self.articles = folded(&hand.articles);
        self.inflections = hand.inflections;
        self.spelling = hand.spelling;
        self.negated_endings = hand.negation.endings;
        self.negative_prefixes = hand.negation.prefixes;
        self.negative_suffixes = hand.negation.suffixes;
        self.least_quote_words = hand.quotes.least_words;
        self.boilerplate = hand.boilerplate;
        self.wording = Wording::new(&hand.wording);
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
            .collect();
        for (word, class) in words {
            self.classes.entry(normal_form(&word).0).or_default().add(class);
        }
    }

    /// What is known of a word in normal form.
    #[must_use]
    pub fn class_of(&self, norm: &str) -> Class {
        let mut class = self.classes.get(norm).copied().unwrap_or_default();
        if self.negated_endings.iter().any(|ending| norm.ends_with(ending.as_str())) {
            class.add(Class::NEGATION);
            class.add(Class::FUNCTION);
        }
        class
    }

    /// The stem of a word in normal form; words that differ only in spelling variety share one.
    #[must_use]
    pub fn stem(&self, norm: &str) -> CompactString {
        let Some(stemmer) = &self.stemmer else { return norm.into() };
        let norm = self.irregular.get(norm).map_or(norm, CompactString::as_str);
        let ending = if norm.len() >= 6 {
            self.spelling.iter().find_map(|(from, to)| Some((norm.strip_suffix(from.as_str())?, to)))
        } else {
            None
        };
        match ending {
            Some((base, to)) => CompactString::from(stemmer.stem(&format!("{base}{to}"))),
            None => CompactString::from(stemmer.stem(norm)),
        }
    }

    /// A form of a common word, which the list has by its base only: *citing*, *evaluated*.
    #[must_use]
    pub(crate) fn stems_common(&self, norm: &str) -> bool {
        let common = |word: &str| self.class_of(word).has(Class::COMMON);
        common(&self.stem(norm))
            || self.inflections.iter().any(|(ending, base)| {
                norm.strip_suffix(ending.as_str())
                    .is_some_and(|stem| stem.len() > 2 && common(&format!("{stem}{base}")))
            })
    }

    /// The word itself, and what it may be a form of: the irregular form's base, and what regular endings leave.
    pub(super) fn dictionary_forms(&self, norm: &str, mut each: impl FnMut(&str)) {
        each(norm);
        if let Some(base) = self.irregular.get(norm) {
            each(base);
        }
        for (ending, base) in &self.inflections {
            if let Some(stem) = norm.strip_suffix(ending.as_str()).filter(|stem| stem.len() > 1) {
                each(&format!("{stem}{base}"));
            }
        }
    }

    /// Cuts `span` of `text` into tokens and appends them.
    pub fn tokenize(&self, text: &str, span: Span, out: &mut Vec<Token>) {
        let begin = out.len();
        pieces(text, span, |piece, kind| {
            if kind == TokenKind::Figure {
                self.split_figure(text, piece, out);
            } else if kind == TokenKind::Word && text[piece.range()].bytes().any(|b| b.is_ascii_digit()) {
                self.split_word(text, piece, out);
            } else {
                out.push(self.token(text, piece, kind));
            }
        });
        let mut end = span.start;
        for token in &mut out[begin..] {
            token.joined = token.span.start == end && end > span.start;
            end = token.span.end;
        }
    }

    /// *34.6m*, *7,000mAh*, *1990s*, *21st*: the figure and what is glued to it, where that means something.
    fn split_figure(&self, text: &str, span: Span, out: &mut Vec<Token>) {
        let piece = span.of(text);
        let tail = piece.find(|c: char| c.is_alphabetic() && !c.is_numeric()).unwrap_or(piece.len());
        let letters = &piece[tail..];
        let known = letters.is_empty()
            || letters == "s"
            || self.suffixes.contains_key(letters.to_lowercase().as_str())
            || self
                .number_data
                .as_ref()
                .is_some_and(|n| n.ordinal_suffixes.iter().any(|s| *s == letters.to_lowercase()))
            || self.units.by_first.contains_key(letters)
            || self.periods.contains_key(letters.to_lowercase().as_str());
        if known && !letters.is_empty() {
            let at = span.start + tail;
            out.push(self.token(text, Span::new(span.start, at), TokenKind::Figure));
            out.push(self.token(text, Span::new(at, span.end), TokenKind::Word));
        } else {
            out.push(self.token(
                text,
                span,
                if letters.is_empty() { TokenKind::Figure } else { TokenKind::Word },
            ));
        }
    }

    /// *USD34.6m*, *Rs5.8bn*: a currency glued to its amount; *A380* stays whole.
    fn split_word(&self, text: &str, span: Span, out: &mut Vec<Token>) {
        let piece = span.of(text);
        let digit = piece.find(|c: char| c.is_ascii_digit()).unwrap_or(piece.len());
        let head = &piece[..digit];
        let known = self.currencies.by_first.contains_key(head)
            || self.currencies.by_first.contains_key(&normal_form(head).0) && head.len() > 1;
        if known {
            let at = span.start + digit;
            out.push(self.token(text, Span::new(span.start, at), TokenKind::Word));
            self.split_figure(text, Span::new(at, span.end), out);
        } else {
            out.push(self.token(text, span, TokenKind::Word));
        }
    }

    fn token(&self, text: &str, span: Span, kind: TokenKind) -> Token {
        let word = span.of(text);
        if kind == TokenKind::Sign {
            let norm = CompactString::from(word);
            return Token {
                span,
                kind,
                stem: norm.clone(),
                norm,
                case: Case::None,
                class: Class::default(),
                joined: false,
                possessive: false,
            };
        }
        let Word { norm, stem, case, class, possessive } = self.word(word, kind);
        Token { span, kind, norm, stem, case, class, joined: false, possessive }
    }

    /// All that is known of a word as written; words come again and again, so what was found is remembered for a while.
    fn word(&self, text: &str, kind: TokenKind) -> Word {
        /// Words remembered by a thread, for one language.
        const REMEMBERED: usize = 40_000;
        thread_local! {
            static MEMORY: RefCell<(CompactString, FxHashMap<CompactString, Word>)> = RefCell::default();
        }
        if kind != TokenKind::Word {
            return self.look_up(text, kind);
        }
        MEMORY.with_borrow_mut(|(code, words)| {
            if *code != self.code || words.len() >= REMEMBERED {
                words.clear();
                code.clone_from(&self.code);
            }
            if let Some(word) = words.get(text) {
                return word.clone();
            }
            let word = self.look_up(text, kind);
            words.insert(text.into(), word.clone());
            word
        })
    }

    fn look_up(&self, text: &str, kind: TokenKind) -> Word {
        let (norm, possessive) = normal_form(text);
        let mut class = self.class_of(&norm);
        let stem = if class.has(Class::FUNCTION) || kind != TokenKind::Word {
            norm.clone()
        } else {
            self.stem(&norm)
        };
        if !class.has(Class::WEAK_NEGATION) && stem != norm {
            let of_stem = self.classes.get(&stem).copied().unwrap_or_default();
            for inherited in [Class::WEAK_NEGATION, Class::REPORTING] {
                if of_stem.has(inherited) {
                    class.add(inherited);
                }
            }
        }
        Word { norm, stem, case: case_of(text), class, possessive }
    }
}

/// A word apart from its place.
#[derive(Clone, Debug)]
struct Word {
    norm: CompactString,
    stem: CompactString,
    case: Case,
    class: Class,
    possessive: bool,
}

fn folded(words: &[String]) -> Vec<CompactString> {
    words.iter().map(|word| normal_form(word).0).collect()
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).expect("the language files in this crate are checked by its tests")
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
