//! Adjectives of places and names of those who live there.

use std::collections::{BTreeMap, BTreeSet};

use super::places::{Places, is_place};
use super::{PERSON, PERTAINYM, Synset, WordNet};
use crate::cldr::Names;
use crate::fetch::{Packages, Source};
use crate::table::{Table, push_new, string, strings};

/// Words that mean a people, a faith, a language, a given name or a games more often than where somebody lives.
const OTHER_MEANINGS: &[&str] = &[
    "Afrikaans",
    "Afrikander",
    "Afrikaner",
    "Afro-Asian",
    "Anglo-Indian",
    "Anglo-Saxon",
    "Attic",
    "Boer",
    "Cambrian",
    "Caucasian",
    "Caucasic",
    "Continental",
    "Dipylon",
    "Eurafrican",
    "Hindoo",
    "Hindu",
    "Ionian",
    "Ionic",
    "Lesbian",
    "Mongoloid",
    "Nazarene",
    "Norman",
    "Northerner",
    "Northman",
    "Occidental",
    "Olympian",
    "Olympic",
    "Tagalog",
    "Tai",
    "Tyke",
    "Yank",
    "Yankee",
];

/// Slips of WordNet.
const WRONG: [(&str, &str); 3] =
    [("Hispaniolan", "Haiti"), ("Mauritanian", "Mauritius"), ("Tunisian", "Tunis")];

type Demonyms = BTreeMap<String, Vec<String>>;

/// The table of demonyms, of aliases of territories and of capitals.
pub fn demonyms(wordnet: &WordNet, names: &Names) -> String {
    let places = Places::new(wordnet, names);
    let about = [
        "demonyms: adjective of a place, or who lives there, and the place, by its CLDR name if it has one.",
        "places: other names of territories, and the CLDR name.",
        "capitals: seats of national governments, and the territory, by its CLDR name.",
    ];
    let mut table = Table::new(Packages::header(Source::WordNet, &about));
    table.section("demonyms");
    for (word, targets) in collect(wordnet, &places) {
        table.entry(&word, &strings(&targets));
    }
    table.section("places");
    places.aliases().iter().for_each(|(alias, name)| table.entry(alias, &string(name)));
    table.section("capitals");
    places.capitals(wordnet).iter().for_each(|(city, name)| table.entry(city, &string(name)));
    table.finish()
}

fn collect(wordnet: &WordNet, places: &Places) -> Demonyms {
    let mut demonyms = Demonyms::new();
    for synset in wordnet.of_file('a', PERTAINYM) {
        for (pointer, place) in wordnet.targets(synset, "\\").filter(|(_, place)| is_place(wordnet, place)) {
            let home = places.name_in(wordnet, place, place.target(pointer));
            add(&mut demonyms, synset.sources(pointer).iter().filter(|word| is_proper(word)), &home);
        }
    }
    places.peoples().iter().for_each(|(word, home)| add(&mut demonyms, [word], home));
    let common: BTreeSet<&str> =
        wordnet.synsets.values().flat_map(|it| &it.words).map(String::as_str).collect();
    for synset in wordnet.of_file('n', PERSON).filter(|synset| wordnet.targets(synset, "@i").next().is_none())
    {
        let mut words = inhabitants(synset, &common, &demonyms);
        words.extend(words.clone().iter().filter(|word| takes_s(word)).map(|word| format!("{word}s")));
        for home in homes(wordnet, places, synset, &demonyms) {
            add(&mut demonyms, &words, &home);
        }
    }
    for (word, place) in WRONG {
        demonyms.entry(word.into()).or_default().retain(|home| home != place);
    }
    for (word, homes) in &mut demonyms {
        homes.retain(|home| home != word);
    }
    demonyms.retain(|word, homes| {
        !homes.is_empty() && !places.is_name(word) && !OTHER_MEANINGS.contains(&word.as_str())
    });
    demonyms
}

fn add<'a>(demonyms: &mut Demonyms, words: impl IntoIterator<Item = &'a String>, home: &str) {
    words.into_iter().for_each(|word| push_new(demonyms.entry(word.clone()).or_default(), home));
}

/// *Chinese* and *British* are their own plurals.
fn takes_s(word: &str) -> bool {
    !["ese", "ish", "ch", "s", "man", "men"].iter().any(|ending| word.ends_with(ending))
}

fn is_proper(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Where the people of a synset live; nowhere if they are no inhabitants but a people, a party, a sect.
fn homes(wordnet: &WordNet, places: &Places, synset: &Synset, demonyms: &Demonyms) -> Vec<String> {
    let gloss = synset.gloss.split(';').next().unwrap_or_default();
    if gloss.contains("ancient") {
        return Vec::new();
    }
    let mut homes = Vec::new();
    if ["native", "inhabitant", "resident", "nationality"].iter().any(|word| gloss.contains(word)) {
        if let Some(place) = lives_in(gloss).and_then(|rest| places.opening(rest)) {
            return vec![places.name(&place)];
        }
        for (_, place) in wordnet.targets(synset, "#m").filter(|(_, place)| is_place(wordnet, place)) {
            if gloss.contains("nationality") || place.words.iter().any(|word| gloss.contains(word.as_str())) {
                push_new(&mut homes, places.name_in(wordnet, place, &place.words[0]));
            }
        }
        return homes;
    }
    for home in synset.words.iter().filter_map(|word| demonyms.get(word)).flatten() {
        if gloss.contains(home.as_str()) {
            push_new(&mut homes, home.clone());
        }
    }
    homes
}

/// What follows *a native or inhabitant of*.
fn lives_in(gloss: &str) -> Option<&str> {
    let (before, mut rest) = gloss.split_once(" of ")?;
    let last = before.rsplit(' ').next()?.trim_end_matches('s');
    if !["native", "inhabitant", "resident"].contains(&last) {
        return None;
    }
    for opening in ["the ", "island of ", "American ", "state of ", "city of ", "republic of "] {
        rest = rest.strip_prefix(opening).unwrap_or(rest);
    }
    Some(rest)
}

/// The words for one who lives there, with the plural of *-man*. No nicknames of American states that are words of
/// their own (*Badger*).
fn inhabitants(synset: &Synset, common: &BTreeSet<&str>, demonyms: &Demonyms) -> Vec<String> {
    let has_nicknames = synset.gloss.contains("resident");
    let mut words = Vec::new();
    for (position, word) in synset.words.iter().enumerate().filter(|(_, word)| is_proper(word)) {
        let nickname = has_nicknames && position > 0 && common.contains(word.to_lowercase().as_str());
        if nickname || word.ends_with(" person") || word.ends_with(" people") {
            continue;
        }
        words.push(word.clone());
        if let Some(stem) = word.strip_suffix("man").filter(|stem| demonyms.contains_key(*stem)) {
            words.push(format!("{stem}men"));
        }
        if let Some(stem) = word.strip_suffix("woman").filter(|stem| demonyms.contains_key(*stem)) {
            words.push(format!("{stem}women"));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wordnet() -> WordNet {
        WordNet::of(&[
            ('n', "00000010 14 n 01 country 0 000 | a nation"),
            ('n', "00000001 15 n 02 France 0 French_Republic 0 001 @i 00000010 n 0000 | a republic"),
            ('n', "00000002 15 n 02 Wisconsin 0 Badger_State 0 001 @i 00000010 n 0000 | a state"),
            ('n', "00000003 15 n 01 Croatia 0 001 @i 00000010 n 0000 | a republic"),
            ('n', "00000004 15 n 01 Burundi 0 001 @i 00000010 n 0000 | a republic"),
            ('n', "00000005 05 n 01 badger 0 000 | an animal"),
            ('a', "00000101 01 a 01 French 0 001 \\ 00000001 n 0101 | of France"),
            ('a', "00000102 01 a 01 Croatian 0 001 \\ 00000003 n 0101 | of Croatia"),
            ('a', "00000103 01 a 01 Burundi 0 001 \\ 00000004 n 0101 | of Burundi"),
            (
                'n',
                "00000201 18 n 02 Frenchman 0 French_person 0 001 #m 00000001 n 0000 | a person of French nationality",
            ),
            ('n', "00000202 18 n 02 Wisconsinite 0 Badger 0 000 | a native or resident of Wisconsin"),
            (
                'n',
                "00000203 18 n 02 Croatian 0 Croat 0 001 #m 00000003 n 0000 | a member of the people living in Croatia",
            ),
            ('n', "00000204 18 n 01 Hutu 0 001 #m 00000004 n 0000 | a member of a people living in Burundi"),
        ])
    }

    #[test]
    fn adjectives_and_inhabitants_lead_to_their_place() {
        let wordnet = wordnet();
        let names = Names::from([("FR".into(), vec!["France".into()])]);
        let demonyms = collect(&wordnet, &Places::new(&wordnet, &names));
        let shown: Vec<_> =
            demonyms.iter().map(|(word, homes)| format!("{word} = {}", homes.join(", "))).collect();
        let expected = [
            "Croat = Croatia",
            "Croatian = Croatia",
            "Croatians = Croatia",
            "Croats = Croatia",
            "French = France",
            "Frenchman = France",
            "Frenchmen = France",
            "Wisconsinite = Wisconsin",
            "Wisconsinites = Wisconsin",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_gloss_says_where_they_live() {
        assert_eq!(
            lives_in("a native or inhabitant of the island of Anguilla in the West"),
            Some("Anguilla in the West")
        );
        assert_eq!(lives_in("the natives or inhabitants of Switzerland"), Some("Switzerland"));
        assert_eq!(lives_in("a member of a people of Mexico"), None);
    }
}
