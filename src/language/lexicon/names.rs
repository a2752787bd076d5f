//! Places, titles and what else of names a language says, from its files.

use super::super::data::{Cldr, Hand, WordNet};
use super::{Language, folded};
use crate::token::{Class, normal_form};

impl Language {
    pub(super) fn read_names(&mut self, hand: &Hand, cldr: &Cldr, wordnet: &WordNet) {
        let names = &hand.names;
        for (form, place) in names.places.iter().chain(&names.demonyms) {
            self.places.insert(form, false, normal_form(place).0);
        }
        /// The world is no place that a story could get wrong.
        const WORLD: &str = "001";
        for forms in cldr.territories.iter().filter(|(code, _)| *code != WORLD).map(|(_, forms)| forms) {
            let Some(place) = forms.first() else { continue };
            for form in forms.iter().filter(|form| form.chars().count() > 2) {
                self.places.insert(form, false, normal_form(place).0);
            }
        }
        for (form, place) in wordnet.places.iter().chain(&wordnet.demonyms) {
            if let Some(place) = place.first() {
                self.places.insert(form, false, normal_form(place).0);
                self.places.insert(place, false, normal_form(place).0);
            }
        }
        for (city, place) in wordnet.capitals.iter().chain(&names.capitals) {
            self.capitals.insert(normal_form(city).0, normal_form(place).0);
        }
        self.mark(&names.acronym_skips, Class::UNLETTERED);
        self.seats = folded(&names.seats);
        self.agencies = folded(&names.agencies).into_iter().collect();
        for words in &names.same {
            let words = folded(words);
            let Some(first) = words.first() else { continue };
            self.same_in_names.extend(words.iter().map(|word| (word.clone(), first.clone())));
        }
        self.transliteration = names
            .transliteration
            .iter()
            .filter_map(|group| group.split_last())
            .flat_map(|(read, letters)| letters.iter().map(move |l| (l.clone(), read.clone())))
            .collect();
        self.transliteration.sort_by_key(|(letters, _)| std::cmp::Reverse(letters.len()));
        self.belonging.clone_from(&names.belonging);
        self.generic_in_names = folded(&names.generic).into_iter().collect();
        self.mark(&names.titles, Class::TITLE);
        self.mark(&names.suffixes, Class::SUFFIX);
        self.mark(&names.connectors, Class::CONNECTOR);
    }
}
