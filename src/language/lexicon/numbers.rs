//! Numbers, hedges, currencies and units of a language, from its files.

use std::collections::BTreeMap;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::super::data::{Cldr, Conversion, Hand};
use super::{Hedge, Language, NumberData, NumberWord, ToBase, UnitForm, folded};
use crate::fact::Amount;
use crate::fact::value::parse_rational;
use crate::token::normal_form;

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
        for (word, value) in &hand.grammar.cardinals {
            add(word, NumberWord::Cardinal(i128::from(*value)));
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

    pub(super) fn read_amounts(&mut self, hand: &Hand, cldr: &Cldr, units: &BTreeMap<String, Conversion>) {
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
                for ending in hand.grammar.unit_endings.iter().filter(|_| form.len() > 3) {
                    let (first, rest) = form.split_once(' ').map_or((form.as_str(), ""), |(a, b)| (a, b));
                    let inflected = format!("{first}{ending} {rest}");
                    self.units.insert(inflected.trim_end(), false, UnitForm { unit: unit.as_str().into(), attached });
                }
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
}
