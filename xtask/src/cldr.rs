//! Reads CLDR's JSON; the modules below each make a part of a table.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::{Map, Value};

use crate::Language;
use crate::fetch::{Packages, Source};
use crate::table::Table;

mod currency;
mod formats;
mod forms;
mod names;
mod rational;
mod rbnf;
mod spellout;
mod supplemental;
mod units;

pub use supplemental::supplemental;
pub use units::units;

/// CLDR's packages.
pub struct Cldr {
    packages: Packages,
}

/// Names by code, the usual one first.
pub type Names = BTreeMap<String, Vec<String>>;

impl Cldr {
    pub fn new(packages: &Packages) -> Self {
        Cldr { packages: packages.clone() }
    }

    fn json(&self, package: &str, path: &str) -> Result<Value> {
        let text = self.packages.read(package, path)?;
        serde_json::from_str(&text).with_context(|| format!("{package}/{path}"))
    }

    /// What a file of one locale says at a JSON pointer below `main/<locale>`.
    fn locale(&self, package: &str, locale: &str, file: &str, pointer: &str) -> Result<Value> {
        let value = self.json(package, &format!("main/{locale}/{file}.json"))?;
        at(&value, &format!("/main/{locale}{pointer}"))
            .cloned()
            .with_context(|| format!("{package}/{locale}"))
    }

    /// What a supplemental file says at a JSON pointer below `supplemental`.
    fn supplemental(&self, file: &str, pointer: &str) -> Result<Value> {
        let value = self.json("cldr-core", &format!("supplemental/{file}.json"))?;
        at(&value, &format!("/supplemental{pointer}")).cloned()
    }

    /// The same place in the files of the language and of its regions, the language first.
    fn locales(&self, package: &str, language: &Language, file: &str, pointer: &str) -> Result<Vec<Value>> {
        let regions = language.regions.iter().copied();
        std::iter::once(language.code)
            .chain(regions)
            .map(|locale| self.locale(package, locale, file, pointer))
            .collect()
    }
}

/// The value at a JSON pointer.
fn at<'a>(value: &'a Value, pointer: &str) -> Result<&'a Value> {
    value.pointer(pointer).with_context(|| format!("nothing at {pointer}"))
}

/// The keys and values of an object; none if it is something else.
fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

/// The text of a string, or of an object that wraps one.
fn text(value: &Value) -> &str {
    value.as_str().or_else(|| value.get("_value")?.as_str()).unwrap_or_default()
}

/// The table of a language.
pub fn language(cldr: &Cldr, language: &Language) -> Result<String> {
    let about = [
        "currencies: symbols, names, then symbols that belong to another currency first.",
        "units: short forms, long forms, then narrow ones.",
    ];
    let mut table = Table::new(Packages::header(Source::Cldr, &about));
    formats::numbers(cldr, language, &mut table)?;
    spellout::spellout(cldr, language, &mut table)?;
    formats::compact(cldr, language, &mut table)?;
    formats::calendar(cldr, language, &mut table)?;
    currency::currencies(cldr, language, &mut table)?;
    forms::units(cldr, language, &mut table)?;
    names::write(&territories(cldr, language)?, "territories", &mut table);
    names::write(&names::languages(cldr, language)?, "languages", &mut table);
    Ok(table.finish())
}

/// The territories' names in a language.
pub fn territories(cldr: &Cldr, language: &Language) -> Result<Names> {
    names::territories(cldr, language)
}
