//! The table of words that mean the same, nearly the same, or the opposite.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::kinds::Kinds;
use super::{Key, Synset, WordNet};
use crate::fetch::{Packages, Source};

/// Senses of a word beyond this one are rare.
const SENSES: u32 = 6;

/// Pointers to what a synset is a kind of.
const UP: [&str; 2] = ["@", "@i"];
/// Pointers to what says nearly the same: derivation, pertainym, similar, verb group, entailment, cause, attribute, also.
const SIDE: [&str; 8] = ["+", "\\", "&", "$", "*", ">", "=", "^"];

/// What the table says of one word: sets of synsets.
#[derive(Default)]
struct Entry {
    /// How often it was tagged as each part of speech.
    parts: BTreeMap<char, u32>,
    own: BTreeSet<Key>,
    up: BTreeSet<Key>,
    side: BTreeSet<Key>,
    against: BTreeSet<Key>,
    far: BTreeSet<Key>,
    /// Paths to the kinds of concrete things that it is.
    kinds: BTreeSet<String>,
}

impl Entry {
    fn sections(&self) -> [&BTreeSet<Key>; 5] {
        [&self.own, &self.up, &self.side, &self.against, &self.far]
    }

    /// Its parts of speech (n, v, a, r), the commonest first.
    fn parts(&self) -> String {
        let mut parts: Vec<(char, u32)> = self.parts.iter().map(|(part, count)| (*part, *count)).collect();
        parts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        parts.into_iter().map(|(part, _)| part).collect()
    }
}

/// A line a word, sorted: the word, its parts of speech, five lists of meanings and one of kinds divided by `;`.
pub fn relations(wordnet: &WordNet) -> String {
    let kinds = Kinds::new(wordnet);
    let mut entries: BTreeMap<&str, Entry> = BTreeMap::new();
    for (lemma, key, rank, count) in &wordnet.senses {
        let Some(synset) = wordnet.synsets.get(key) else { continue };
        let Some(number) = synset.words.iter().position(|word| word == lemma) else { continue };
        if *rank <= SENSES && is_word(lemma) {
            let entry = entries.entry(lemma).or_default();
            *entry.parts.entry(key.0).or_default() += count;
            add(wordnet, entry, *key, synset, number + 1);
            entry.kinds.extend(kinds.of(lemma, *key, *rank, *count));
        }
    }
    let mut seen: HashMap<Key, u32> = HashMap::new();
    for entry in entries.values() {
        let all: BTreeSet<Key> = entry.sections().into_iter().flatten().copied().collect();
        all.into_iter().for_each(|key| *seen.entry(key).or_default() += 1);
    }
    // What one word alone has relates to nothing; what many have gets the shortest number.
    let mut shared: Vec<(u32, Key)> =
        seen.into_iter().filter(|(_, count)| *count > 1).map(|(key, count)| (count, key)).collect();
    shared.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let numbers: HashMap<Key, usize> = shared.iter().enumerate().map(|(i, (_, key))| (*key, i)).collect();
    let about = [
        "A word, its parts of speech (noun, verb, adjective, adverb), the commonest first, and its meanings, as numbers in",
        "base 36, in five lists divided by `;`: its own, what they are kinds of, nearly the same, its opposites, opposites",
        "of what is similar. Only meanings that two words share have a number. Behind them, for concrete things, the way down",
        "from a group of kinds: two letters for the group, one for each step (more where each of all but the last is `~`).",
    ];
    let mut text = Packages::header(Source::WordNet, &about);
    for (word, entry) in &entries {
        let lists = entry.sections().map(|set| list(set, &numbers)).join(";");
        let kinds: Vec<&str> = entry.kinds.iter().map(String::as_str).collect();
        let told = format!("{lists};{}", kinds.join(" "));
        text += format!("{word} {} {}", entry.parts(), told.trim_end_matches(';')).trim_end();
        text += "\n";
    }
    text
}

/// Adds one sense of a word; `number` counts the words of the synset from 1.
fn add(wordnet: &WordNet, entry: &mut Entry, key: Key, synset: &Synset, number: usize) {
    entry.own.insert(key);
    for pointer in synset.pointers.iter().filter(|it| it.source == 0 || it.source == number) {
        let symbol = pointer.symbol.as_str();
        if UP.contains(&symbol) {
            entry.up.insert(pointer.to);
        } else if SIDE.contains(&symbol) {
            entry.side.insert(pointer.to);
        } else if symbol == "!" {
            entry.against.insert(pointer.to);
        }
        if symbol == "&" {
            let head = wordnet.synsets.get(&pointer.to);
            let opposites = head.into_iter().flat_map(|head| wordnet.targets_of(head, "!"));
            entry.far.extend(opposites);
        }
    }
    // The opposite of another word of the synset is an opposite in meaning.
    entry.far.extend(wordnet.targets_of(synset, "!"));
}

fn list(set: &BTreeSet<Key>, numbers: &HashMap<Key, usize>) -> String {
    let mut known: Vec<usize> = set.iter().filter_map(|key| numbers.get(key).copied()).collect();
    known.sort_unstable();
    known.into_iter().map(base36).collect::<Vec<_>>().join(" ")
}

fn base36(mut number: usize) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut digits = Vec::new();
    loop {
        digits.push(char::from(DIGITS[number % 36]));
        number /= 36;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

fn is_word(text: &str) -> bool {
    text.len() >= 2 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposites_share_numbers_across_their_lines() {
        let mut wordnet = WordNet::of(&[
            ('v', "00000001 30 v 01 rise 0 001 ! 00000002 v 0101 | go up"),
            ('v', "00000002 30 v 01 fall 0 001 ! 00000001 v 0101 | go down"),
        ]);
        wordnet.senses = vec![("rise".into(), ('v', 1), 1, 9), ("fall".into(), ('v', 2), 1, 5)];
        let text = relations(&wordnet);
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines, ["fall v 1;;;0;0", "rise v 0;;;1;1"]);
    }
}
