//! The lists of common words and of all others that are written in lower case.

use std::collections::{BTreeMap, BTreeSet};

use super::WordNet;
use crate::fetch::{Packages, Source};

/// Words that are written in lower case, were met in the tagged texts, and their irregular forms.
pub fn words(wordnet: &WordNet) -> String {
    let lemmas: BTreeSet<&str> = wordnet
        .tagged
        .iter()
        .filter(|(lemma, key)| {
            is_word(lemma) && wordnet.synsets.get(key).is_some_and(|it| it.words.contains(lemma))
        })
        .map(|(lemma, _)| lemma.as_str())
        .collect();
    let irregular =
        wordnet.exceptions.iter().filter(|(form, _)| is_word(form)).filter_map(|(form, bases)| {
            let base = bases.iter().find(|base| lemmas.contains(base.as_str()) && *base != form)?;
            Some((form.as_str(), Some(base.as_str())))
        });
    let mut words: BTreeMap<&str, Option<&str>> = lemmas.iter().map(|lemma| (*lemma, None)).collect();
    words.extend(irregular);
    let about =
        ["Common words that are written in lower case; behind an irregular form, its dictionary form."];
    let mut text = Packages::header(Source::WordNetAndExceptions, &about);
    for (word, base) in words {
        text += &base.map_or_else(|| format!("{word}\n"), |base| format!("{word} {base}\n"));
    }
    text
}

/// Every further word that WordNet writes in lower case only, in the order of bytes: *Polo* and *Tesla* are names too.
pub fn dictionary(wordnet: &WordNet) -> String {
    let common = words(wordnet);
    let common: BTreeSet<&str> = common.lines().filter_map(|line| line.split(' ').next()).collect();
    let written = || wordnet.synsets.values().flat_map(|synset| &synset.words).map(String::as_str);
    let names: BTreeSet<String> = written().filter(|word| !is_word(word)).map(str::to_lowercase).collect();
    let all: BTreeSet<&str> = written()
        .filter(|word| {
            is_word(word) && word.len() >= LEAST && !common.contains(word) && !names.contains(*word)
        })
        .collect();
    let about = ["Less common words that are never written with a capital, in the order of bytes."];
    let mut text = Packages::header(Source::WordNet, &about);
    for word in all {
        text += word;
        text.push('\n');
    }
    text
}

/// Shorter words are too often abbreviations.
const LEAST: usize = 4;

fn is_word(text: &str) -> bool {
    text.len() >= 2 && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_word_is_written_in_lower_case() {
        let mut wordnet = WordNet::of(&[
            ('n', "00000001 05 n 01 mouse 0 000 | a rodent"),
            ('n', "00000002 15 n 01 China 0 000 | a country"),
            ('n', "00000003 06 n 01 china 0 000 | porcelain"),
        ]);
        wordnet.tagged = vec![("mouse".into(), ('n', 1)), ("china".into(), ('n', 2))];
        wordnet.exceptions.insert("mice".into(), vec!["mouse".into()]);
        wordnet.exceptions.insert("lice".into(), vec!["louse".into()]);
        let text = words(&wordnet);
        let listed: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(listed, ["mice mouse", "mouse"]);
        wordnet.tagged.clear();
        assert!(dictionary(&wordnet).ends_with("\nmouse\n"));
    }
}
