//! Places: which territory of CLDR a name of WordNet means.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::{LOCATION, OBJECT, Synset, WordNet};
use crate::cldr::Names;

/// Kinds of places that merely share a territory's name: the state of Georgia, the river Niger, Kuwait City.
const NAMESAKES: [&str; 10] = [
    "American state",
    "Colony",
    "city",
    "empire",
    "lake",
    "mandate",
    "national capital",
    "river",
    "sea",
    "volcano",
];

/// What CLDR calls differently from every word of WordNet's synset.
const RENAMED: [(&str, &str); 4] = [
    ("Macedonia", "MK"),
    ("Republic of the Congo", "CG"),
    ("Democratic Republic of the Congo", "CD"),
    ("Isle of Man", "IM"),
];

/// Synonyms that mean somewhere or something else at least as often.
const NO_ALIASES: [&str; 6] = ["Central Africa", "Gold Coast", "Man", "Salvador", "Sion", "Zion"];

/// The names of places.
pub struct Places {
    /// Names in their compared form, and what CLDR calls them first.
    territories: BTreeMap<String, String>,
    renamed: BTreeMap<&'static str, String>,
    aliases: BTreeMap<String, String>,
    /// Synonyms of a country that are words for its people: *Kazakh*.
    peoples: BTreeMap<String, String>,
    known: BTreeSet<String>,
}

impl Places {
    pub fn new(wordnet: &WordNet, names: &Names) -> Self {
        let mut territories = BTreeMap::new();
        for names in names.values() {
            for name in names {
                territories.entry(normal(name)).or_insert_with(|| names[0].clone());
            }
        }
        let renamed =
            RENAMED.iter().filter_map(|(name, code)| Some((*name, names.get(*code)?.first()?.clone())));
        let mut places = Places {
            territories,
            renamed: renamed.collect(),
            aliases: BTreeMap::new(),
            peoples: BTreeMap::new(),
            known: BTreeSet::new(),
        };
        let mut ambiguous = BTreeSet::new();
        let synsets = wordnet.of_file('n', LOCATION).chain(wordnet.of_file('n', OBJECT));
        for synset in synsets.filter(|synset| is_place(wordnet, synset)) {
            places.known.extend(synset.words.iter().cloned());
            let Some(territory) = places.territory(wordnet, synset) else { continue };
            for word in places.new_names(synset, &territory, names) {
                let people = is_people(&word, &territory);
                let list = if people { &mut places.peoples } else { &mut places.aliases };
                let known = list.entry(word.clone()).or_insert_with(|| territory.clone());
                if *known != territory {
                    ambiguous.insert(word);
                }
            }
        }
        places.aliases.retain(|alias, _| !ambiguous.contains(alias));
        places
    }

    /// What CLDR calls the territory that a synset names first; none for its namesakes.
    fn territory(&self, wordnet: &WordNet, synset: &Synset) -> Option<String> {
        if kinds(wordnet, synset).any(|kind| NAMESAKES.contains(&kind)) {
            return None;
        }
        let named = self.territories.get(&normal(synset.words.first()?));
        named.or_else(|| synset.words.iter().find_map(|word| self.renamed.get(word.as_str()))).cloned()
    }

    /// The words of a synset that CLDR does not have, for this territory or for another.
    fn new_names(&self, synset: &Synset, territory: &str, names: &Names) -> Vec<String> {
        let is_new = |word: &&String| {
            let in_cldr = names.values().flatten().any(|name| name == *word);
            let of_another = self.territories.get(&normal(word)).is_some_and(|other| other != territory);
            is_alias(word) && !in_cldr && !of_another
        };
        synset.words.iter().filter(is_new).cloned().collect()
    }

    /// Names WordNet gives to a territory beside those of CLDR.
    pub fn aliases(&self) -> &BTreeMap<String, String> {
        &self.aliases
    }

    /// Synonyms of a country that are words for its people.
    pub fn peoples(&self) -> &BTreeMap<String, String> {
        &self.peoples
    }

    /// The name of a place as CLDR has it, else as it is.
    pub fn name(&self, word: &str) -> String {
        let territory = self.territories.get(&normal(word)).or_else(|| self.aliases.get(word));
        territory.cloned().unwrap_or_else(|| word.to_string())
    }

    /// The same for a word of a synset, which tells one Congo from the other.
    pub fn name_in(&self, wordnet: &WordNet, synset: &Synset, word: &str) -> String {
        let named = self.territories.get(&normal(word)).cloned();
        named.or_else(|| self.territory(wordnet, synset)).unwrap_or_else(|| self.name(word))
    }

    /// A name of a territory, CLDR's or another.
    pub fn is_name(&self, word: &str) -> bool {
        self.territories.contains_key(&normal(word)) || self.aliases.contains_key(word)
    }

    /// National capitals, and the territory each is the capital of.
    pub fn capitals(&self, wordnet: &WordNet) -> BTreeMap<String, String> {
        let mut capitals = BTreeMap::new();
        let synsets = wordnet.of_file('n', LOCATION);
        for synset in synsets.filter(|synset| kinds(wordnet, synset).any(|kind| kind == "national capital")) {
            let Some(territory) = self.above(wordnet, synset) else { continue };
            for word in synset.words.iter().filter(|word| !word.contains("capital") && **word != territory) {
                capitals.insert(word.clone(), territory.clone());
            }
        }
        capitals
    }

    /// The territory that a place is a part of, or what it is a part of is.
    fn above(&self, wordnet: &WordNet, synset: &Synset) -> Option<String> {
        let wholes = || wordnet.targets(synset, "#p").map(|(_, whole)| whole);
        wholes()
            .find_map(|whole| self.territory(wordnet, whole))
            .or_else(|| wholes().find_map(|whole| self.above(wordnet, whole)))
    }

    /// The longest name of a place that opens a text.
    pub fn opening(&self, text: &str) -> Option<String> {
        let words: Vec<&str> = text.split([' ', ';', ',']).take_while(|word| !word.is_empty()).collect();
        (1..=words.len()).rev().map(|count| words[..count].join(" ")).find(|name| self.known.contains(name))
    }
}

/// A proper name of somewhere on the map of today: no place of antiquity, and of the world's objects the continents
/// only.
pub fn is_place(wordnet: &WordNet, synset: &Synset) -> bool {
    let proper = synset.words.first().is_some_and(|word| word.starts_with(char::is_uppercase));
    let instance = synset.pointers.iter().any(|pointer| pointer.symbol == "@i");
    let ancient = synset.gloss.split(' ').take(5).any(|word| word == "ancient");
    let continent = || kinds(wordnet, synset).any(|kind| kind == "continent");
    proper && instance && !ancient && (synset.file == LOCATION || synset.file == OBJECT && continent())
}

fn kinds<'a>(wordnet: &'a WordNet, synset: &'a Synset) -> impl Iterator<Item = &'a str> {
    let classes = wordnet.targets(synset, "@i").chain(wordnet.targets(synset, "@"));
    classes.filter_map(|(_, class)| class.words.first()).map(String::as_str)
}

/// No postal code and no description.
fn is_alias(word: &str) -> bool {
    word.len() > 2 && !word.contains("capital of") && !NO_ALIASES.contains(&word)
}

/// *Kazakh* among the names of Kazakhstan.
fn is_people(word: &str, territory: &str) -> bool {
    territory.ends_with("stan") && !word.contains(' ') && !word.ends_with("stan") && !word.ends_with("ia")
}

/// A name as it is compared: lower case, no accents, no points, *and* and *St* in one form.
fn normal(name: &str) -> String {
    let letters: String =
        name.nfd().filter(|c| !is_combining_mark(*c) && !matches!(c, '.' | '\'' | '’')).collect();
    let words = letters.to_lowercase().replace('&', "and").replace("saint ", "st ");
    words.strip_prefix("the ").unwrap_or(&words).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let names = |list: &[&str]| list.iter().map(|name| name.to_string()).collect();
        Names::from([
            ("US".into(), names(&["United States", "US"])),
            ("GE".into(), names(&["Georgia"])),
            ("RU".into(), names(&["Russia"])),
            ("CI".into(), names(&["Côte d’Ivoire", "Ivory Coast"])),
        ])
    }

    fn wordnet() -> WordNet {
        WordNet::of(&[
            ('n', "00000010 14 n 01 country 0 000 | a nation"),
            ('n', "00000011 15 n 01 American_state 0 000 | one of fifty"),
            ('n', "00000001 15 n 03 United_States 0 America 0 U.S.A. 0 001 @i 00000010 n 0000 | a republic"),
            ('n', "00000002 15 n 02 Georgia 0 Peach_State 0 001 @i 00000011 n 0000 | a state"),
            ('n', "00000003 15 n 02 Soviet_Union 0 Russia 0 001 @i 00000010 n 0000 | a former country"),
            ('n', "00000004 15 n 01 Troy 0 001 @i 00000010 n 0000 | an ancient city"),
            ('n', "00000012 15 n 01 national_capital 0 000 | a seat of government"),
            (
                'n',
                "00000013 15 n 02 Washington 0 American_capital 0 002 @i 00000012 n 0000 #p 00000014 n 0000 | a city",
            ),
            ('n', "00000014 15 n 01 District 0 001 #p 00000001 n 0000 | a district"),
            ('n', "00000005 15 n 02 Ivory_Coast 0 Cote_d'Ivoire 0 001 @i 00000010 n 0000 | a republic"),
        ])
    }

    #[test]
    fn an_alias_is_a_synonym_of_a_territory_and_not_of_its_namesake() {
        let wordnet = wordnet();
        let places = Places::new(&wordnet, &names());
        let aliases: Vec<_> =
            places.aliases().iter().map(|(alias, name)| format!("{alias} = {name}")).collect();
        assert_eq!(
            aliases,
            ["America = United States", "Cote d'Ivoire = Côte d’Ivoire", "U.S.A. = United States"]
        );
    }

    #[test]
    fn a_capital_belongs_to_the_territory_above_it() {
        let wordnet = wordnet();
        let capitals = Places::new(&wordnet, &names()).capitals(&wordnet);
        assert_eq!(capitals.into_iter().collect::<Vec<_>>(), [("Washington".into(), "United States".into())]);
    }

    #[test]
    fn a_place_has_the_name_cldr_gives_it() {
        let wordnet = wordnet();
        let places = Places::new(&wordnet, &names());
        assert_eq!(places.name("America"), "United States");
        assert_eq!(places.name("Cote d'Ivoire"), "Côte d’Ivoire");
        assert_eq!(places.name("Soviet Union"), "Soviet Union");
        assert_eq!(places.opening("United States of old").as_deref(), Some("United States"));
        assert_eq!(places.opening("Troy"), None);
    }
}
