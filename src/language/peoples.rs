//! What countries and regions are called by adjectives and inhabitants that are written small.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::data::{Cldr, PeoplesData};
use super::phrases::Phrases;
use crate::token::normal_form;

/// The tables of one language; empty where demonyms have capitals.
#[derive(Default)]
pub(crate) struct Peoples {
    /// Every form that may be written small.
    forms: FxHashSet<CompactString>,
    /// Sovereign states, as [`super::Language`]'s places have them.
    states: FxHashSet<CompactString>,
    /// The state that a region belongs to.
    within: FxHashMap<CompactString, CompactString>,
}

impl Peoples {
    /// Reads the table, and adds its forms to the language's places.
    pub(super) fn read(data: &PeoplesData, cldr: &Cldr, places: &mut Phrases<CompactString>) -> Self {
        let mut peoples = Self::default();
        let name = |code: &str| cldr.territories.get(code).and_then(|names| names.first());
        let states = data.countries.iter().filter_map(|(code, words)| Some((name(code)?, words)));
        for (place, words) in states.chain(&data.regions) {
            let of = normal_form(place).0;
            let mut add = |form: &str, small: bool| {
                places.insert(form, false, of.clone());
                if small {
                    peoples.forms.insert(normal_form(form).0);
                }
            };
            for ending in &data.genitives {
                add(&format!("{place}{ending}"), false);
            }
            for word in words {
                let last = word.char_indices().next_back();
                match last.and_then(|(at, _)| Some((&word[..at], data.endings.get(&word[at..])?))) {
                    Some((stem, endings)) => {
                        endings.iter().for_each(|ending| add(&format!("{stem}{ending}"), true));
                    }
                    None => add(word, true),
                }
            }
        }
        peoples.states = data.countries.keys().filter_map(|code| Some(normal_form(name(code)?).0)).collect();
        let within = data.within.iter().filter_map(|(region, code)| Some((region, name(code)?)));
        peoples.within =
            within.map(|(region, state)| (normal_form(region).0, normal_form(state).0)).collect();
        peoples
    }

    /// The word, in normal form, stands for a place though it is written small.
    pub fn has(&self, norm: &str) -> bool {
        self.forms.contains(norm)
    }

    /// The place is a state.
    pub fn is_state(&self, place: &str) -> bool {
        self.states.contains(place)
    }

    /// The one place is a region of the other.
    pub fn is_within(&self, region: &str, state: &str) -> bool {
        self.within.get(region).is_some_and(|of| of == state)
    }
}
