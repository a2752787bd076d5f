//! What countries are called: adjectives and inhabitants that are written small, governments and other bodies by their
//! several names, and a text's own country.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::data::{Cldr, PeoplesData};
use super::phrases::Phrases;
use crate::token::{Class, Token, normal_form};

/// The tables of one language.
#[derive(Default)]
pub(crate) struct Peoples {
    /// Every form that may be written small.
    forms: FxHashSet<CompactString>,
    /// Sovereign states, as [`super::Language`]'s places have them.
    states: FxHashSet<CompactString>,
    /// The state that a region belongs to.
    within: FxHashMap<CompactString, CompactString>,
    /// Bodies, the number of each, and whether the word is the first of its list.
    bodies: Phrases<(usize, bool)>,
    /// Before a city they say where something is.
    located: FxHashSet<CompactString>,
    /// They stand for a text's own country,
    home: Phrases<()>,
    /// which may be one of these.
    homelands: FxHashSet<CompactString>,
    /// Adjectives and inhabitants with capitals.
    demonyms: FxHashSet<CompactString>,
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
                    // *saudi-arabisch*: the first of several tokens.
                    let first = form.split('-').next().unwrap_or(form);
                    peoples.forms.extend([form, first].map(|form| normal_form(form).0));
                }
            };
            add(place, false);
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
        for (number, words) in data.bodies.iter().enumerate() {
            for (at, word) in words.iter().enumerate() {
                peoples.bodies.insert(word, false, (number, at == 0));
            }
        }
        peoples.located = data.located.iter().map(|word| normal_form(word).0).collect();
        data.home.iter().for_each(|words| peoples.home.insert(words, false, ()));
        peoples.homelands =
            data.homelands.iter().filter_map(|code| Some(normal_form(name(code)?).0)).collect();
        peoples.within =
            within.map(|(region, state)| (normal_form(region).0, normal_form(state).0)).collect();
        peoples
    }

    /// The word, in normal form, stands for a place though it is written small.
    pub fn has(&self, norm: &str) -> bool {
        self.forms.contains(norm)
    }

    /// Adds adjectives and inhabitants that are written with capitals.
    pub(super) fn add_demonyms<'a>(&mut self, forms: impl Iterator<Item = &'a String>) {
        self.demonyms.extend(forms.map(|form| normal_form(form).0));
    }

    /// The word, in normal form, is an adjective of a place or stands for an inhabitant.
    pub fn is_demonym(&self, norm: &str) -> bool {
        self.forms.contains(norm) || self.demonyms.contains(norm)
    }

    /// The place is a state.
    pub fn is_state(&self, place: &str) -> bool {
        self.states.contains(place)
    }

    /// The one place is a region of the other.
    pub fn is_within(&self, region: &str, state: &str) -> bool {
        self.within.get(region).is_some_and(|of| of == state)
    }

    /// The body that words from `at` on stand for, by its number, and how many words do; a city is none where something is in
    /// it, or from it, and a word written small only where it is the first of its list.
    pub fn body(&self, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
        if !tokens[at].class.has(Class::BODY) {
            return None;
        }
        let (length, &(body, first)) = self.bodies.longest(tokens, at)?;
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let within = before.is_some_and(|before| self.located.contains(&before.norm));
        let named = if tokens[at].is_capital() { !within } else { first };
        (length > 1 || named).then_some((body, length))
    }

    /// Words with which a name of a body begins.
    pub(super) fn firsts(&self) -> impl Iterator<Item = &CompactString> {
        self.bodies.firsts()
    }

    /// A word or phrase of these stands for a text's own country.
    pub fn tells_home(&self, tokens: &[Token]) -> bool {
        (0..tokens.len()).any(|at| self.home.longest(tokens, at).is_some())
    }

    /// The place may be a text's own country.
    pub fn is_homeland(&self, place: &str) -> bool {
        self.homelands.contains(place)
    }
}

#[cfg(test)]
mod tests {
    use crate::language::get;
    use crate::token::{Token, normal_form};
    use crate::{Document, ReadOptions, Source};

    fn tokens(text: &str, code: &str) -> Vec<Token> {
        let options = ReadOptions { language: code.to_owned(), ..ReadOptions::default() };
        Document::read(&Source::text(text), &options).tokens
    }

    #[test]
    fn endings_make_the_forms_of_a_people() {
        for (code, words, place) in [
            ("de", ["dänische", "dänen", "dänin"], "dänemark"),
            ("es", ["francés", "francesas", "galos"], "francia"),
        ] {
            for word in words {
                let place_of = get(code).places.word(&normal_form(word).0);
                assert_eq!(place_of, Some(&normal_form(place).0), "{word}");
                assert!(get(code).peoples.has(&normal_form(word).0));
            }
        }
        assert!(!get("de").peoples.has("danemark"));
        assert!(get("de").peoples.is_state("danemark"));
    }

    #[test]
    fn a_city_is_no_government_where_something_is_in_it() {
        let body =
            |text: &str, at: usize| get("de").peoples.body(&tokens(text, "de"), at).map(|(body, _)| body);
        assert_eq!(body("Berlin will zahlen.", 0), body("Der Bund will zahlen.", 1));
        assert!(body("Berlin will zahlen.", 0).is_some());
        assert_eq!(body("Wer in Berlin wohnt, zahlt.", 2), None);
    }
}
