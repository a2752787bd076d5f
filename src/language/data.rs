//! The shape of the language files.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::Deserialize;

type Map<T> = BTreeMap<String, T>;
type Words = Vec<String>;
type Set = FxHashSet<String>;

/// `language/<code>.toml`, written by hand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hand {
    #[allow(dead_code, reason = "shown to people who read the file")]
    pub name: String,
    pub articles: Words,
    pub spelling: Vec<(String, String)>,
    pub inflections: Vec<(String, String)>,
    pub function_words: Words,
    pub never_names: Words,
    pub abbreviations: Words,
    pub numbers: Numbers,
    pub approximation: Approximation,
    pub money: Money,
    pub units: Units,
    pub dates: Dates,
    pub times: Times,
    pub names: Names,
    pub quotes: Quotes,
    pub negation: Negation,
    pub boilerplate: Boilerplate,
    #[serde(default)]
    pub wording: Wording,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Numbers {
    pub minus: Words,
    pub and: Words,
    pub point: Words,
    pub scales: Map<String>,
    pub suffixes: Map<String>,
    pub fractions: Map<String>,
    pub ordinal_suffixes: Words,
    pub implied: Map<String>,
    pub between: Words,
    pub from: Words,
    pub range: Words,
    pub points: Words,
    pub percent: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Approximation {
    pub about: Words,
    pub more_than: Words,
    pub at_least: Words,
    pub at_most: Words,
    pub less_than: Words,
    pub or_more: Words,
    pub or_less: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Money {
    pub symbols: Map<Words>,
    pub words: Map<Words>,
    pub minor: Map<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Units {
    pub forms: Map<String>,
    pub attached: Words,
    pub never: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dates {
    pub relative: Map<i32>,
    pub last: Words,
    pub this: Words,
    pub next: Words,
    pub periods: Map<String>,
    pub seasons: Map<i8>,
    pub year_cues: Words,
    pub eras: Words,
    pub decades: Words,
    pub local_time: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Times {
    pub named: Map<String>,
    pub clock: Words,
    pub cues: Words,
    pub zones: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub titles: Words,
    pub suffixes: Words,
    pub connectors: Words,
    pub acronym_skips: Words,
    pub places: Map<String>,
    pub demonyms: Map<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quotes {
    pub reporting: Words,
    pub pronouns: Words,
    pub least_words: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Negation {
    pub focus: Words,
    pub correlatives: Words,
    pub continuing: Words,
    pub universals: Words,
    pub raising: Words,
    pub endings: Words,
    pub strong: Words,
    pub weak: Words,
    pub prefixes: Words,
    pub suffixes: Words,
    pub idle: Words,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wording {
    pub opposites: Vec<[Words; 2]>,
    pub neutral: Vec<Words>,
    pub genders: Vec<Words>,
    pub known: Words,
    pub prefixes: Words,
    pub doubles: Words,
    pub derivations: Vec<(String, String)>,
    pub determiners: Words,
    pub prepositions: Words,
    pub stranded: Words,
    pub auxiliaries: Words,
    pub inverting: Words,
    pub conjunctions: Words,
    pub subjects: Words,
    pub qualifiers: Words,
    pub leftovers: Words,
}

/// Signs of page furniture; all in lower case, with straight apostrophes.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Boilerplate {
    /// Whole lines that are furniture wherever they stand.
    pub headings: Set,
    /// Whole lines that head links to other articles, or the readers' comments.
    pub sections: Set,
    /// Beginnings of such lines.
    pub section_openings: Words,
    /// Phrases that only furniture has.
    pub phrases: Words,
    /// Phrases that count on a page with other signs.
    pub hints: Words,
    /// Beginnings of a line that leads to another article.
    pub pointers: Words,
    /// Beginnings of a line that says who wrote the article and when.
    pub bylines: Words,
    /// Words of buttons and menus.
    pub buttons: Set,
    /// Where articles are shared.
    pub networks: Set,
    /// What a promotion asks of its readers.
    pub calls: Set,
    /// What a promotion has to offer.
    pub offers: Set,
    /// How a promotion speaks of readers and makers.
    pub address: Set,
}

/// `language/cldr/<code>.toml`, generated.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Cldr {
    pub numbers: CldrNumbers,
    pub spellout: Spellout,
    pub months: NameLists,
    pub weekdays: NameLists,
    pub periods: Periods,
    pub dates: CldrDates,
    pub currencies: Map<Words>,
    pub units: Map<Words>,
    pub territories: Map<Words>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct CldrNumbers {
    pub decimal: String,
    pub group: String,
    pub percent: Words,
}

/// A count that may be too large for TOML's integers.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Count {
    Small(i64),
    Large(String),
}

impl Count {
    pub fn value(&self) -> Option<i128> {
        match self {
            Count::Small(value) => Some(i128::from(*value)),
            Count::Large(text) => text.parse().ok(),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Spellout {
    pub cardinals: Map<Count>,
    pub multipliers: Map<Count>,
    pub ordinals: Map<Count>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct NameLists {
    pub names: Vec<Words>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Periods {
    pub am: Words,
    pub pm: Words,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct CldrDates {
    pub order: String,
}

/// `language/cldr/units.toml`, generated.
#[derive(Debug, Deserialize)]
pub(super) struct Conversion {
    pub base: String,
    pub factor: String,
    pub offset: Option<String>,
}

/// `language/wordnet/<code>.toml`, generated.
#[derive(Debug, Default, Deserialize)]
pub(super) struct WordNet {
    #[serde(default)]
    pub demonyms: Map<OneOrMore>,
    #[serde(default)]
    pub places: Map<OneOrMore>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMore {
    One(String),
    More(Words),
}

impl OneOrMore {
    pub fn first(&self) -> Option<&str> {
        match self {
            OneOrMore::One(one) => Some(one),
            OneOrMore::More(more) => more.first().map(String::as_str),
        }
    }
}
