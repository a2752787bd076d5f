//! Names of territories and languages.

use std::collections::BTreeSet;

use anyhow::Result;

use super::{Cldr, Names, at, members, text};
use crate::Language;
use crate::table::{Table, plain, push_new, strings};

/// Codes that are no place: pseudo-locales, the unknown region, what is left of Oceania.
const NO_PLACE: [&str; 4] = ["QO", "XA", "XB", "ZZ"];

/// Writes the names as a section of the table.
pub fn write(names: &Names, section: &str, table: &mut Table) {
    table.section(section);
    names.iter().for_each(|(code, names)| table.entry(code, &strings(names)));
}

/// Countries, territories and UN M49 regions with their names and the alternatives.
pub fn territories(cldr: &Cldr, language: &Language) -> Result<Names> {
    names(cldr, language, "territories", |code| !NO_PLACE.contains(&code))
}

/// The languages with a code of two letters, and all for which CLDR has a locale.
pub fn languages(cldr: &Cldr, language: &Language) -> Result<Names> {
    let levels = cldr.json("cldr-core", "coverageLevels.json")?;
    let levels = at(&levels, "/coverageLevels")?;
    let covered: BTreeSet<&str> =
        members(levels).filter_map(|(locale, _)| locale.split('-').next()).collect();
    names(cldr, language, "languages", |code| code.len() == 2 || covered.contains(code))
}

fn names(cldr: &Cldr, language: &Language, kind: &str, keep: impl Fn(&str) -> bool) -> Result<Names> {
    let mut names = Names::new();
    for locale in
        cldr.locales("cldr-localenames-full", language, kind, &format!("/localeDisplayNames/{kind}"))?
    {
        for (key, name) in members(&locale) {
            let (code, alternative) = key.split_once("-alt-").unwrap_or((key, ""));
            let menu = key.contains("-menu") || alternative == "menu";
            if keep(code) && !menu {
                push_new(names.entry(code.to_string()).or_default(), plain(text(name)));
            }
        }
    }
    Ok(names)
}
