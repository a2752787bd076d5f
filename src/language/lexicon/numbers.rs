//! Numbers, hedges, currencies and units of a language, from its files.

use std::collections::BTreeMap;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::super::data::{Cldr, Conversion, Hand, Supplemental};
use super::super::file;
use super::super::phrases::Phrases;
use super::{Currency, Hedge, Language, NumberWord, Share, ToBase, UnitForm, folded, parse};
use crate::fact::Amount;
use crate::fact::value::parse_rational;
use crate::token::normal_form;

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
    pub pronoun_cues: Vec<CompactString>,
    pub score_cues: Vec<CompactString>,
    pub identifier_cues: Vec<CompactString>,
    pub reaching: Vec<CompactString>,
    pub differing: Vec<CompactString>,
    pub stating: Vec<CompactString>,
    pub later: Vec<CompactString>,
    pub sooner: Vec<CompactString>,
    pub goalless: Vec<CompactString>,
    pub scoring: Vec<CompactString>,
    /// Words for a length of time, with the number and the unit.
    pub lengths: Phrases<(Amount, CompactString)>,
    /// *13 hundredths*
    pub second_parts: FxHashMap<CompactString, Amount>,
    /// *half a point*
    pub bare_points: Vec<CompactString>,
    /// *a third contained*
    pub done_endings: Vec<CompactString>,
    /// *three hundredths slower*
    pub paces: Vec<CompactString>,
    /// *the remaining 10%*, *and the rest*
    pub remaining: Vec<CompactString>,
    /// *the month before*, with the unit.
    pub one_before: Phrases<CompactString>,
    /// *von null auf hundert*
    pub figures_of_speech: Phrases<()>,
    /// Rounds of a cup, with how many are left in them.
    pub rounds: FxHashMap<CompactString, Amount>,
    pub round_cues: Vec<CompactString>,
    pub halves: Vec<CompactString>,
    pub rank_cues: Vec<CompactString>,
    pub repeating: Vec<CompactString>,
    /// Words of a count without a break.
    pub runs: Vec<CompactString>,
    pub wholes: Vec<CompactString>,
    /// *every third*
    pub every: Vec<CompactString>,
    /// *quince días* may be two weeks.
    pub idioms: Phrases<(Amount, CompactString)>,
    /// *one day*: some time in the future, behind one of the words after it.
    pub somedays: Phrases<()>,
    pub somedays_before: Vec<CompactString>,
    /// *of added time*, *before half-time*: from where a minute of a game is counted.
    pub added_time: Phrases<()>,
    pub to_play: Phrases<()>,
    /// *all but five*, *the other 29*
    pub rests: Vec<CompactString>,
    /// *all but five*
    pub excepts: Vec<CompactString>,
    /// *three decades ago*, *until 2026*
    pub ago: Vec<CompactString>,
    pub until: Vec<CompactString>,
    /// *two years late*, *two years early*; *40 minutes late*
    pub late: Vec<CompactString>,
    pub early: Vec<CompactString>,
    pub tardy: Vec<CompactString>,
    /// *evening*: from which hour to which.
    pub day_parts: Phrases<[i32; 2]>,
    /// *since 1989*
    pub since: Vec<CompactString>,
    /// Words for more and for less beside what something changed by, beyond those of a trend.
    pub gaining: Vec<CompactString>,
    pub losing: Vec<CompactString>,
    /// *all three*, *these two*
    pub definite: Vec<CompactString>,
}

impl Language {
    pub(super) fn read_numbers(&mut self, hand: &Hand, cldr: &Cldr) {
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
        for (word, value) in &numbers.cardinals {
            value.parse().into_iter().for_each(|value| add(word, NumberWord::Cardinal(value)));
        }
        for (word, value) in &numbers.scales {
            value.parse().into_iter().for_each(|value| add(word, NumberWord::Multiplier(value)));
        }
        for (word, value) in &numbers.suffixes {
            self.suffixes.extend(value.parse().map(|value| (CompactString::from(word.as_str()), value)));
        }
        self.indefinite = folded(&numbers.indefinite).into_iter().collect();
        self.part_articles = folded(&numbers.part_articles);
        self.plural_endings = folded(&numbers.plural_endings);
        for (phrases, any) in [(&numbers.ratios, true), (&numbers.narrow_ratios, false)] {
            phrases.iter().for_each(|phrase| self.ratios.insert(phrase, false, any));
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
            self.percent.insert(phrase, false, Share::Percent);
        }
        for phrase in &numbers.points {
            self.percent.insert(phrase, false, Share::Points);
        }
        for phrase in &numbers.basis_points {
            self.percent.insert(phrase, false, Share::BasisPoints);
        }
        self.number_data = Some(NumberData {
            minus: folded(&numbers.minus),
            and: folded(&numbers.and),
            point: folded(&numbers.point),
            ordinal_suffixes: folded(&numbers.ordinal_suffixes),
            between: folded(&numbers.between),
            from: folded(&numbers.from),
            range: folded(&numbers.range),
            pronoun_cues: folded(&numbers.pronoun_cues),
            score_cues: folded(&numbers.score_cues),
            identifier_cues: folded(&numbers.identifier_cues),
            reaching: folded(&numbers.reaching),
            differing: folded(&numbers.differing),
            stating: folded(&numbers.stating),
            later: folded(&numbers.later),
            sooner: folded(&numbers.sooner),
            goalless: folded(&numbers.goalless),
            scoring: folded(&numbers.scoring),
            lengths: phrases(lengths(&numbers.lengths)),
            second_parts: amounts(&numbers.second_parts),
            bare_points: folded(&numbers.bare_points),
            done_endings: folded(&numbers.done_endings),
            paces: folded(&numbers.paces),
            remaining: folded(&numbers.remaining),
            one_before: phrases(
                numbers.one_before.iter().map(|(phrase, unit)| (phrase, unit.as_str().into())),
            ),
            figures_of_speech: phrases(numbers.figures_of_speech.iter().map(|phrase| (phrase, ()))),
            rounds: (numbers.rounds.iter())
                .filter_map(|(word, left)| Some((normal_form(word).0, parse_rational(left)?)))
                .collect(),
            round_cues: folded(&numbers.round_cues),
            halves: folded(&numbers.halves),
            rank_cues: folded(&numbers.rank_cues),
            repeating: folded(&numbers.repeating),
            runs: folded(&numbers.runs),
            wholes: folded(&numbers.wholes),
            every: folded(&numbers.every),
            somedays: phrases(numbers.somedays.iter().map(|phrase| (phrase, ()))),
            idioms: phrases(lengths(&numbers.idioms)),
            somedays_before: folded(&numbers.somedays_before),
            added_time: phrases(numbers.added_time.iter().map(|phrase| (phrase, ()))),
            to_play: phrases(numbers.to_play.iter().map(|phrase| (phrase, ()))),
            rests: folded(&numbers.rests),
            excepts: folded(&numbers.excepts),
            ago: folded(&numbers.ago),
            until: folded(&numbers.until),
            late: folded(&numbers.late),
            early: folded(&numbers.early),
            tardy: folded(&numbers.tardy),
            day_parts: phrases(numbers.day_parts.iter().map(|(phrase, hours)| (phrase, *hours))),
            since: folded(&numbers.since),
            gaining: folded(&numbers.gaining),
            losing: folded(&numbers.losing),
            definite: folded(&numbers.definite),
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
        for (phrases, hedge) in
            [(&hedges.noun_or_more, Hedge::AtLeast), (&hedges.noun_or_less, Hedge::AtMost)]
        {
            phrases.iter().for_each(|phrase| self.hedges_behind.insert(phrase, false, hedge));
        }
    }

    pub(super) fn read_amounts(&mut self, hand: &Hand, cldr: &Cldr, units: &BTreeMap<String, Conversion>) {
        let currency = |list: &[String], sign: bool| Currency {
            codes: list.iter().map(|code| CompactString::from(code.as_str())).collect(),
            sign,
        };
        for (forms, sign) in [(&hand.money.symbols, true), (&hand.money.words, false)] {
            forms.iter().for_each(|(form, list)| self.currencies.insert(form, false, currency(list, sign)));
        }
        for (code, forms) in &cldr.currencies {
            self.currencies.insert(code, true, currency(std::slice::from_ref(code), true));
            for form in forms {
                let exact = form.chars().count() <= 3;
                let hand = hand.money.symbols.contains_key(&form.to_lowercase());
                if hand || self.currencies.begin_with(&normal_form(form).0) {
                    continue;
                }
                self.currencies.insert(form, exact, currency(std::slice::from_ref(code), exact));
            }
        }
        self.world_currencies = folded_codes(&hand.money.world);
        self.read_place_currencies(cldr);
        for (form, code) in &hand.money.minor {
            self.minor_units.insert(form, false, format!("{code}-cent").into());
        }
        for (form, unit) in &hand.units.forms {
            let (unit, per) = match unit.split_once("-per-") {
                Some((unit, per)) if !units.contains_key(&format!("{unit}-per-{per}")) => {
                    (unit, Some(per.into()))
                }
                _ => (unit.as_str(), None),
            };
            self.units.insert(form, false, UnitForm { unit: unit.into(), per, ..UnitForm::default() });
        }
        for (form, unit) in &hand.units.signs {
            self.units.insert(
                form,
                true,
                UnitForm { unit: unit.as_str().into(), attached: true, ..UnitForm::default() },
            );
        }
        for (unit, forms) in &cldr.units {
            let never = |form: &String| {
                hand.units.never.contains(form) || hand.units.never.contains(&form.to_lowercase())
            };
            for form in forms.iter().filter(|form| !never(form)) {
                let exact = form.chars().count() <= 3 || form.chars().any(char::is_uppercase);
                let attached = hand.units.attached.contains(&form.to_lowercase());
                self.units.insert(
                    form,
                    exact,
                    UnitForm {
                        unit: unit.as_str().into(),
                        per: None,
                        attached,
                        loose: hand.units.loose.contains(form),
                    },
                );
                for ending in hand.grammar.unit_endings.iter().filter(|_| form.len() > 3) {
                    let (first, rest) = form.split_once(' ').unwrap_or((form.as_str(), ""));
                    let inflected = format!("{first}{ending} {rest}");
                    let form = UnitForm { unit: unit.as_str().into(), attached, ..UnitForm::default() };
                    self.units.insert(inflected.trim_end(), false, form);
                }
            }
        }
        for phrase in &hand.units.per {
            self.rates.per.insert(phrase, false, ());
        }
        let adverb = |(word, unit): (&String, &String)| (normal_form(word).0, unit.as_str().into());
        self.rates.adverbs = hand.units.adverbs.iter().map(adverb).collect();
        self.rates.moments = folded(&hand.units.moments);
        for (unit, conversion) in units {
            let Some(factor) = parse_rational(&conversion.factor) else { continue };
            let offset = conversion.offset.as_deref().and_then(parse_rational).unwrap_or_default();
            self.conversions.insert(
                unit.as_str().into(),
                ToBase { base: conversion.base.as_str().into(), factor, offset },
            );
        }
    }

    /// What each territory pays with, by all its names.
    fn read_place_currencies(&mut self, cldr: &Cldr) {
        let supplemental: Supplemental = file("cldr/supplemental.json").map(parse).unwrap_or_default();
        for (territory, code) in &supplemental.currency {
            for name in cldr.territories.get(territory).into_iter().flatten().take(1) {
                self.place_currencies.insert(normal_form(name).0, code.as_str().into());
            }
        }
    }
}

fn folded_codes(codes: &[String]) -> Vec<CompactString> {
    codes.iter().map(|code| code.as_str().into()).collect()
}

/// Phrases, each with what it stands for.
fn phrases<T>(list: impl IntoIterator<Item = (impl AsRef<str>, T)>) -> Phrases<T> {
    let mut phrases = Phrases::default();
    list.into_iter().for_each(|(phrase, value)| phrases.insert(phrase.as_ref(), false, value));
    phrases
}

/// Words for lengths of time, each with the number and the unit.
fn lengths(map: &BTreeMap<String, (String, String)>) -> FxHashMap<CompactString, (Amount, CompactString)> {
    let length = |(word, (count, unit)): (&String, &(String, String))| {
        Some((normal_form(word).0, (parse_rational(count)?, CompactString::from(unit.as_str()))))
    };
    map.iter().filter_map(length).collect()
}
