//! Kinds of concrete things that exclude each other: for each, the way down to it from a group of kinds.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{ANIMAL, Key, PERSON, PLANT, SUBSTANCE, Synset, WordNet};

/// Where kinds begin, by a noun and which of its senses is meant. What is one kind of these is not another, and no text calls
/// it so, as it may call a crash a collision, or a firm a company.
const ROOTS: [(&str, u32); 31] = [
    ("animal", 1),
    ("plant", 2),
    ("plant_part", 1),
    ("food", 1),
    ("food", 2),
    ("substance", 1),
    ("body_part", 1),
    ("disease", 1),
    ("injury", 1),
    ("drug", 1),
    ("conveyance", 3),
    ("weapon", 1),
    ("furniture", 1),
    ("clothing", 1),
    ("jewelry", 1),
    ("container", 1),
    ("fuel", 1),
    ("musical_instrument", 1),
    ("building", 1),
    ("facility", 1),
    ("room", 1),
    ("precipitation", 3),
    ("color", 1),
    ("sport", 1),
    ("crime", 1),
    ("scientist", 1),
    ("health_professional", 1),
    ("engineer", 1),
    ("musician", 1),
    ("athlete", 1),
    ("relative", 1),
];

/// What is below these is one kind: a ship is called a boat, and a calf a cub.
const ONE: [(&str, u32); 8] = [
    ("vessel", 2),
    ("airplane", 1),
    ("truck", 1),
    ("meal", 1),
    ("dwelling", 1),
    ("waste", 1),
    ("young", 1),
    ("brass", 2),
];

/// Letters of a path that name its group.
const GROUP: usize = 2;
/// A group has at most so many kinds below it: what only *animal* or *substance* joins is too far apart to be mistaken.
const LARGEST: usize = 1050;
/// Senses of a noun beyond this one are rare, and so are those met less often than one in so many of its word.
const SENSES: u32 = 3;
const SHARE: u32 = 8;
/// Words of animals, plants and substances that fewer glosses have, and no tagged text, are left to specialists.
const GLOSSES: usize = 2;

/// The kinds of a WordNet.
pub struct Kinds<'a> {
    wordnet: &'a WordNet,
    below: HashMap<Key, Vec<Key>>,
    /// What makes one kind with all below it.
    one: BTreeSet<Key>,
    /// The ways down to each synset.
    paths: HashMap<Key, Vec<String>>,
    /// Words of each group.
    words: HashMap<String, HashSet<&'a str>>,
    /// How often each word was tagged, as anything.
    tagged: HashMap<&'a str, u32>,
    /// How many glosses have each word.
    glosses: HashMap<String, usize>,
}

impl<'a> Kinds<'a> {
    /// Finds the groups below the roots, and numbers all that is below them.
    pub fn new(wordnet: &'a WordNet) -> Self {
        let mut below: HashMap<Key, Vec<Key>> = HashMap::new();
        for key in &wordnet.order {
            for up in wordnet.synsets.get(key).into_iter().flat_map(|synset| wordnet.targets_of(synset, "@"))
            {
                below.entry(up).or_default().push(*key);
            }
        }
        let one = nouns(wordnet, &ONE);
        let mut tagged = HashMap::new();
        for (lemma, _, _, count) in &wordnet.senses {
            *tagged.entry(lemma.as_str()).or_default() += count;
        }
        let mut glosses = HashMap::new();
        for synset in wordnet.synsets.values() {
            words_of(&synset.gloss).into_iter().for_each(|word| *glosses.entry(word).or_default() += 1);
        }
        let mut kinds =
            Kinds { wordnet, below, one, paths: HashMap::new(), words: HashMap::new(), tagged, glosses };
        kinds.number_groups();
        kinds
    }

    /// The ways down to a sense of a word, if it is a kind and common enough.
    pub fn of(&self, lemma: &str, key: Key, rank: u32, count: u32) -> Vec<String> {
        let tagged = self.tagged.get(lemma).copied().unwrap_or_default();
        let (Some(paths), Some(synset)) = (self.paths.get(&key), self.wordnet.synsets.get(&key)) else {
            return Vec::new();
        };
        let special = [ANIMAL, PLANT, SUBSTANCE].contains(&synset.file) && tagged == 0;
        let rare = rank > SENSES || (count + 1) * SHARE < tagged;
        if rare || special && self.glosses(lemma) < GLOSSES {
            return Vec::new();
        }
        // Of what it covers it is no other kind: it stands above its whole group.
        let group = |path: &String| path.get(..GROUP).map(str::to_owned);
        if self.is_cover(key, synset) { paths.iter().filter_map(group).collect() } else { paths.clone() }
    }

    /// Glosses that have a word or a regular plural of it.
    fn glosses(&self, lemma: &str) -> usize {
        ["", "s", "es"].iter().filter_map(|end| self.glosses.get(&format!("{lemma}{end}"))).sum()
    }

    /// A name for either of two: *sibling: a person's brother or sister*; a *niece* is their daughter.
    fn is_cover(&self, key: Key, synset: &Synset) -> bool {
        let told = words_of(&synset.gloss);
        let own = self.all_words(key);
        let named = |path: &String| {
            let group = path.get(..GROUP).and_then(|group| self.words.get(group));
            group.map_or(0, |group| {
                told.iter().filter(|w| group.contains(w.as_str()) && !own.contains(w.as_str())).count()
            })
        };
        let either = synset.file == PERSON && told.contains("or");
        either && self.paths.get(&key).into_iter().flatten().any(|path| named(path) == 2)
    }

    /// A synset and all below it.
    fn all(&self, key: Key) -> HashSet<Key> {
        let (mut all, mut open) = (HashSet::from([key]), vec![key]);
        while let Some(key) = open.pop() {
            let new = self.below.get(&key).into_iter().flatten().filter(|below| all.insert(**below));
            open.extend(new.copied().collect::<Vec<Key>>());
        }
        all
    }

    fn all_words(&self, key: Key) -> HashSet<&'a str> {
        let synsets = self.all(key).into_iter().filter_map(|key| self.wordnet.synsets.get(&key));
        synsets.flat_map(|synset| &synset.words).map(String::as_str).collect()
    }

    fn number_groups(&mut self) {
        let all: BTreeSet<Key> =
            nouns(self.wordnet, &ROOTS).into_iter().flat_map(|root| self.all(root)).collect();
        let small: BTreeSet<Key> = all.into_iter().filter(|key| self.all(*key).len() <= LARGEST).collect();
        let ups = |key: &Key| {
            let synset = self.wordnet.synsets.get(key);
            synset
                .map(|synset| self.wordnet.targets_of(synset, "@").collect::<Vec<Key>>())
                .unwrap_or_default()
        };
        let tops: Vec<Key> =
            small.iter().filter(|key| !ups(key).iter().any(|up| small.contains(up))).copied().collect();
        let lone = |key: &Key| !self.below.contains_key(key);
        for (number, top) in tops.into_iter().filter(|top| !lone(top)).enumerate().collect::<Vec<_>>() {
            let group = format!("{}{}", letter(number / LETTERS.len()), letter(number % LETTERS.len()));
            self.words.insert(group.clone(), self.all_words(top));
            self.number(top, group);
        }
    }

    /// Numbers what is below a synset, and below that.
    fn number(&mut self, key: Key, path: String) {
        if self.one.contains(&key) {
            self.all(key).into_iter().for_each(|key| self.paths.entry(key).or_default().push(path.clone()));
            return;
        }
        for (at, below) in self.below.get(&key).cloned().unwrap_or_default().into_iter().enumerate() {
            self.number(
                below,
                format!("{path}{}{}", "~".repeat(at / LETTERS.len()), letter(at % LETTERS.len())),
            );
        }
        self.paths.entry(key).or_default().push(path);
    }
}

/// The synsets of nouns, each by a word and which of its senses is meant.
fn nouns(wordnet: &WordNet, senses: &[(&str, u32)]) -> BTreeSet<Key> {
    let is_meant = |(lemma, key, rank, _): &&(String, Key, u32, u32)| {
        key.0 == 'n' && senses.contains(&(lemma.as_str(), *rank))
    };
    wordnet.senses.iter().filter(is_meant).map(|sense| sense.1).collect()
}

/// What steps are named with.
const LETTERS: &[u8; 62] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

fn letter(number: usize) -> char {
    LETTERS.get(number).copied().map_or('~', char::from)
}

/// The words of a gloss before its examples.
fn words_of(gloss: &str) -> HashSet<String> {
    let told = gloss.split('"').next().unwrap_or_default();
    let words = told.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_below_a_root_has_a_way_down_and_what_is_one_kind_the_same() {
        let mut wordnet = WordNet::of(&[
            ('n', "00000001 06 n 01 conveyance 0 000 | a means of transport"),
            ('n', "00000002 06 n 01 vessel 0 001 @ 00000001 n 0000 | a craft"),
            ('n', "00000003 06 n 01 boat 0 001 @ 00000002 n 0000 | a small vessel"),
            ('n', "00000004 06 n 01 train 0 001 @ 00000001 n 0000 | cars on rails"),
            ('n', "00000005 06 n 01 idea 0 000 | a thought"),
        ]);
        let sense = |word: &str, key, rank| (word.to_string(), ('n', key), rank, 1);
        wordnet.senses = vec![
            sense("conveyance", 1, 3),
            sense("vessel", 2, 2),
            sense("boat", 3, 1),
            sense("train", 4, 1),
            sense("idea", 5, 1),
        ];
        let kinds = Kinds::new(&wordnet);
        let of = |word: &str, key| kinds.of(word, ('n', key), 1, 1);
        assert_eq!(of("boat", 3), ["000"]);
        assert_eq!(of("vessel", 2), ["000"]);
        assert_eq!(of("train", 4), ["001"]);
        assert!(of("idea", 5).is_empty());
    }
}
