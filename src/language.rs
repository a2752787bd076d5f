//! Languages are data: what a text in one of them needs, read from files, never from code.
//!
//! | file | what |
//! |---|---|
//! | `language/<code>.toml` | written by hand: hedges, verbs of saying, titles, negations, phrases of page furniture |
//! | `language/peoples/<code>.toml` | written by hand: adjectives and inhabitants of countries that are written small |
//! | `language/cldr/<code>.toml` | generated from CLDR: number words, months, currencies, units, countries |
//! | `language/wordnet/<code>.{toml,txt}` | generated from WordNet: country adjectives, common words |
//! | `language/wordnet/<code>.dictionary.txt` | generated from WordNet: all other words in lower case |
//! | `language/wordnet/<code>.relations.txt` | generated from WordNet: words that mean the same, nearly so, the opposite; kinds of concrete things |
//! | `language/cldr/units.toml` | generated from CLDR: exact conversions to base units |
//!
//! A language with a file of its own and its CLDR table is complete: adding one touches no code, and what it does another way
//! than the others stands under `[grammar]`. A text in any other language is aligned, but never judged; where there is a
//! CLDR table for it, its figures are read all the same.

mod connectives;
mod consistency;
mod data;
mod dictionary;
mod frames;
mod grammar;
mod lexicon;
mod memory;
mod offices;
mod peoples;
mod phrases;
mod stance;
mod thesaurus;
mod wording;

use std::sync::{LazyLock, Mutex};

use include_dir::{Dir, include_dir};
use rustc_hash::FxHashMap;

pub(crate) use connectives::Joint;
pub(crate) use consistency::Figure;
pub use data::Boilerplate;
use dictionary::Dictionary;
pub(crate) use lexicon::{DateWord, Hedge, NumberData, Share};
pub(crate) use offices::Office;
pub(crate) use stance::Framed;
pub(crate) use thesaurus::{Kinship, Meaning, Meanings, Part};
pub(crate) use wording::{Listed, Syntax};

pub use lexicon::{Currency, Language, NumberWord, UnitForm};
pub use phrases::Phrases;

/// The files of this folder, tables as JSON (see `build.rs`).
static FILES: Dir = include_dir!("$OUT_DIR/language");

/// Codes (ISO 639-1) of the languages that can be checked.
///
/// ```
/// assert!(factdiff::language::complete().any(|code| code == "en"));
/// ```
pub fn complete() -> impl Iterator<Item = &'static str> {
    FILES.files().filter_map(|file| {
        let path = file.path();
        path.extension().is_some_and(|e| e == "json").then(|| path.file_stem()?.to_str())?
    })
}

/// True where a text in this language can be checked.
#[must_use]
pub fn is_complete(code: &str) -> bool {
    complete().any(|known| known == code)
}

/// The data of a language by its ISO 639-1 code, read once per run. A language without files of its own gets function
/// words and stems only, enough to align.
///
/// ```
/// let english = factdiff::language::get("en");
/// assert_eq!(english.months.get("february"), Some(&2));
/// ```
#[must_use]
pub fn get(code: &str) -> &'static Language {
    static LOADED: LazyLock<Mutex<FxHashMap<String, &'static Language>>> = LazyLock::new(Mutex::default);
    let mut loaded = LOADED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(language) = loaded.get(code) {
        return language;
    }
    let language: &'static Language = Box::leak(Box::new(Language::load(code, loaded.len())));
    loaded.insert(code.to_owned(), language);
    language
}

fn file(path: &str) -> Option<&'static str> {
    FILES.get_file(path)?.contents_utf8()
}

/// A list of words; nothing where there is none.
fn words(name: &str) -> Dictionary {
    let index = FILES.get_file(format!("{name}.index")).map_or(&[][..], |file| file.contents());
    Dictionary::new(file(&format!("{name}.txt")).unwrap_or_default(), index)
}

/// What the detector makes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// ISO 639-1 code, or the ISO 639-3 code where there is none.
    pub code: String,
    /// The detector is sure, or the text is long enough to believe it.
    pub believed: bool,
}

/// How much of a text is looked at first, in bytes.
const GLANCE: usize = 400;

/// Guesses the language of a text from its beginning; `None` where there are no letters. Where a complete language has
/// its function words all over the text, no further look is needed.
#[must_use]
pub fn detect(text: &str) -> Option<Detected> {
    const LOOK_AT: usize = 1_000;
    const FEW: usize = 8;
    const SHORT: usize = 60;
    const LONG: usize = 300;
    let start = &text[..text.floor_char_boundary(LOOK_AT)];
    let glance = &text[..text.floor_char_boundary(GLANCE)];
    if let Some(code) = likeliest(glance).or_else(|| likeliest(start)) {
        return Some(Detected { code: code.to_owned(), believed: true });
    }
    let info = whatlang::detect(start)?;
    let letters = start.chars().filter(|c| c.is_alphabetic()).count();
    // No text in another script is in a language whose words are written in Latin letters.
    let foreign = info.script() != whatlang::Script::Latin && letters >= FEW;
    let believed =
        foreign || letters >= SHORT && info.is_reliable() || letters >= LONG && info.confidence() > 0.5;
    Some(Detected { code: short_code(info.lang().code()).to_owned(), believed })
}

/// True where a text is too short to be told from its letters and has the function words of the language all over.
pub(crate) fn may_be(text: &str, code: &str) -> bool {
    let bit = CODES.iter().position(|(_, known)| *known == code);
    text.len() < GLANCE && is_complete(code) && bit.is_some_and(|bit| SmallWords::count(text).speak(bit))
}

/// The complete language whose function words stand all over the text, more of them than of any other language.
pub(crate) fn likeliest(text: &str) -> Option<&'static str> {
    let small = SmallWords::count(text);
    let best = (0..CODES.len()).rev().max_by_key(|&bit| small.counts[bit])?;
    Some(CODES[best].1).filter(|code| small.speak(best) && is_complete(code))
}

/// The complete language of a text too short for that, if it has some of its function words and hardly any of another's.
pub(crate) fn clearest(text: &str) -> Option<&'static str> {
    /// So many, and so many times those of any other complete language.
    const LEAST: usize = 2;
    const TIMES: usize = 2;
    let small = SmallWords::count(text);
    let complete = || (0..CODES.len()).filter(|&bit| is_complete(CODES[bit].1));
    let best = complete().rev().max_by_key(|&bit| small.counts[bit])?;
    let next = complete().filter(|&bit| bit != best).map(|bit| small.counts[bit]).max().unwrap_or(0);
    (small.counts[best] >= LEAST.max(TIMES * next)).then_some(CODES[best].1)
}

/// How many words a text has, and how many of them are function words of each of [`CODES`].
struct SmallWords {
    words: usize,
    counts: [usize; CODES.len()],
}

impl SmallWords {
    fn count(text: &str) -> Self {
        /// Function words, and the languages that have them: a bit for each of [`CODES`].
        static SMALL: LazyLock<FxHashMap<&str, u64>> = LazyLock::new(|| {
            let mut small: FxHashMap<&str, u64> = FxHashMap::default();
            for (bit, (_, code)) in CODES.iter().enumerate() {
                for word in stop_words::lookup(*code).unwrap_or_default() {
                    *small.entry(word).or_default() |= 1 << bit;
                }
            }
            small
        });
        let mut found = Self { words: 0, counts: [0; CODES.len()] };
        for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()) {
            found.words += 1;
            let mut languages = match SMALL.get(word) {
                Some(languages) => *languages,
                None if word.len() < 20 && word.starts_with(char::is_uppercase) => {
                    SMALL.get(word.to_lowercase().as_str()).copied().unwrap_or_default()
                }
                None => 0,
            };
            while languages != 0 {
                found.counts[languages.trailing_zeros() as usize] += 1;
                languages &= languages - 1;
            }
        }
        found
    }

    /// At least 12 words, and a fifth of them function words of the language.
    const fn speak(&self, bit: usize) -> bool {
        self.words >= 12 && self.counts[bit] * 5 >= self.words
    }
}

/// ISO 639-3 and 639-1 of the languages that the detector knows.
const CODES: [(&str, &str); 43] = [
    ("eng", "en"),
    ("deu", "de"),
    ("spa", "es"),
    ("fra", "fr"),
    ("ita", "it"),
    ("por", "pt"),
    ("nld", "nl"),
    ("rus", "ru"),
    ("hin", "hi"),
    ("cmn", "zh"),
    ("jpn", "ja"),
    ("ara", "ar"),
    ("pol", "pl"),
    ("tur", "tr"),
    ("swe", "sv"),
    ("dan", "da"),
    ("nob", "nb"),
    ("fin", "fi"),
    ("ces", "cs"),
    ("slk", "sk"),
    ("hun", "hu"),
    ("ron", "ro"),
    ("bul", "bg"),
    ("ukr", "uk"),
    ("ell", "el"),
    ("heb", "he"),
    ("vie", "vi"),
    ("tha", "th"),
    ("ind", "id"),
    ("kor", "ko"),
    ("pes", "fa"),
    ("ben", "bn"),
    ("tam", "ta"),
    ("tel", "te"),
    ("urd", "ur"),
    ("cat", "ca"),
    ("hrv", "hr"),
    ("srp", "sr"),
    ("slv", "sl"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("afr", "af"),
];

/// ISO 639-3 to 639-1.
fn short_code(code: &str) -> &str {
    CODES.iter().find(|(long, _)| *long == code).map_or(code, |(_, short)| short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_complete_and_another_language_still_has_function_words() {
        assert!(is_complete("en"));
        assert!(!is_complete("units"));
        let german = get("de");
        assert!(german.class_of("und").has(crate::token::Class::FUNCTION));
        assert_eq!(german.stem("häuser").as_str(), german.stem("häusern").as_str());
    }

    #[test]
    fn a_short_text_may_be_in_the_language_of_its_function_words_only() {
        let english =
            "A court in Lier also stopped the sale of three mills: Vogt Nord, Vogt Sued and Vogt Haus.";
        let german =
            "Ein Gericht in Lier hat auch den Verkauf der drei Werke gestoppt, wie es am Montag hiess.";
        assert!(may_be(english, "en"));
        assert!(!may_be(german, "en"));
        assert!(!may_be(&english.repeat(9), "en"));
    }

    #[test]
    fn a_short_text_is_not_believed() {
        assert!(!detect("Berlin").is_some_and(|d| d.believed));
        assert!(detect("1, 2, 3").is_none());
    }
}
