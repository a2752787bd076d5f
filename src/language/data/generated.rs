//! The shape of the language files that are generated from CLDR and WordNet.

use serde::Deserialize;

use super::{Map, Words};

/// `language/cldr/<code>.toml`, generated.
#[derive(Debug, Default, Deserialize)]
pub(in crate::language) struct Cldr {
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
pub(in crate::language) struct CldrNumbers {
    pub decimal: String,
    pub group: String,
    pub percent: Words,
}

/// A count that may be too large for TOML's integers.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(in crate::language) enum Count {
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
pub(in crate::language) struct Spellout {
    pub cardinals: Map<Count>,
    pub multipliers: Map<Count>,
    pub ordinals: Map<Count>,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::language) struct NameLists {
    pub names: Vec<Words>,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::language) struct Periods {
    pub am: Words,
    pub pm: Words,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::language) struct CldrDates {
    pub order: String,
}

/// `language/cldr/units.toml`, generated.
#[derive(Debug, Deserialize)]
pub(in crate::language) struct Conversion {
    pub base: String,
    pub factor: String,
    pub offset: Option<String>,
}

/// `language/wordnet/<code>.toml`, generated.
#[derive(Debug, Default, Deserialize)]
pub(in crate::language) struct WordNet {
    #[serde(default)]
    pub demonyms: Map<OneOrMore>,
    #[serde(default)]
    pub places: Map<OneOrMore>,
    #[serde(default)]
    pub capitals: Map<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(in crate::language) enum OneOrMore {
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

/// `language/peoples/<code>.toml`, written by hand.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::language) struct PeoplesData {
    /// What a sign at the end of a word stands for.
    pub endings: Map<Words>,
    /// What the genitive adds to a country's name.
    pub genitives: Words,
    pub countries: Map<Words>,
    pub regions: Map<Words>,
    /// The country of a region.
    pub within: Map<String>,
    /// Bodies by their several names; those of one list may stand for each other.
    pub bodies: Vec<Words>,
    /// Before a city they say where something is: *in*.
    pub located: Words,
    /// They stand for a text's own country: *nationwide*.
    pub home: Words,
    /// Countries that it may be.
    pub homelands: Words,
}

/// `language/cldr/supplemental.toml`, generated.
#[derive(Debug, Default, Deserialize)]
pub(in crate::language) struct Supplemental {
    /// Territory → ISO 4217.
    pub currency: Map<String>,
}
