//! Currencies: symbols and names.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::Value;

use super::{Cldr, members, text};
use crate::Language;
use crate::table::{Table, plain, push_new, strings};

/// Currencies that ended before this year are left out (thirty years before this release of CLDR).
const ENDED_AFTER: &str = "1996";

/// `[currencies]`
pub fn currencies(cldr: &Cldr, language: &Language, table: &mut Table) -> Result<()> {
    let recent = recent(&cldr.supplemental("currencyData", "/currencyData/region")?);
    let locales = cldr.locales("cldr-numbers-full", language, "currencies", "/numbers/currencies")?;
    let owners = owners(&locales[0], &recent);
    table.section("currencies");
    for code in &recent {
        let forms = forms(code, &locales, &owners);
        if !forms.is_empty() {
            table.entry(code, &strings(&forms));
        }
    }
    Ok(())
}

/// The codes of all currencies that are legal tender somewhere, or were within thirty years.
pub fn recent(regions: &Value) -> BTreeSet<String> {
    let uses = members(regions).flat_map(|(_, uses)| uses.as_array().into_iter().flatten()).flat_map(members);
    uses.filter(|(_, time)| {
        let ended = time.get("_to").map(text);
        time.get("_tender").is_none() && ended.is_none_or(|date| date >= ENDED_AFTER)
    })
    .map(|(code, _)| code.clone())
    .collect()
}

/// Whose standard symbol a symbol is.
fn owners(locale: &Value, recent: &BTreeSet<String>) -> BTreeMap<String, String> {
    let symbols = recent.iter().map(|code| (plain(text(&locale[code]["symbol"])), code.clone()));
    symbols.filter(|(symbol, code)| symbol != code && !symbol.is_empty()).collect()
}

/// Own symbols, names in lower case, then the symbols that are another currency's first of all.
fn forms(code: &str, locales: &[Value], owners: &BTreeMap<String, String>) -> Vec<String> {
    let mut own = Vec::new();
    let mut shared = Vec::new();
    for key in ["symbol", "symbol-alt-variant", "symbol-alt-formal", "symbol-alt-narrow"] {
        for symbol in locales.iter().map(|locale| plain(text(&locale[code][key]))).filter(|it| it != code) {
            match owners.get(&symbol) {
                Some(owner) if owner != code => push_new(&mut shared, symbol),
                _ => push_new(&mut own, symbol),
            }
        }
    }
    for (_, name) in locales.iter().flat_map(|locale| members(&locale[code])).filter(|(key, _)| is_name(key))
    {
        let name = plain(text(name)).to_lowercase();
        if !has_years(&name) {
            push_new(&mut own, name);
        }
    }
    shared.into_iter().for_each(|symbol| push_new(&mut own, symbol));
    own
}

fn is_name(key: &str) -> bool {
    key.starts_with("displayName")
}

/// Names such as *Zambian kwacha (1968–2012)*, which nobody writes.
fn has_years(name: &str) -> bool {
    name.contains(['(', '（']) && name.contains(|c: char| c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_symbol_that_is_another_currencys_comes_last() {
        let english = json!({
            "GBP": {"displayName": "British Pound", "symbol": "£", "symbol-alt-narrow": "£"},
            "FKP": {"displayName": "Falkland Islands Pound", "symbol": "FKP", "symbol-alt-narrow": "£"},
        });
        let recent = BTreeSet::from(["FKP".to_string(), "GBP".to_string()]);
        let owners = owners(&english, &recent);
        let locales = [english];
        assert_eq!(forms("GBP", &locales, &owners), ["£", "british pound"]);
        assert_eq!(forms("FKP", &locales, &owners), ["falkland islands pound", "£"]);
    }

    #[test]
    fn money_that_ended_long_ago_or_never_was_tender_is_left_out() {
        let regions = json!({"DE": [
            {"EUR": {"_from": "1999-01-01"}},
            {"DEM": {"_from": "1948-06-20", "_to": "2002-02-28"}},
            {"DDM": {"_from": "1948-07-20", "_to": "1990-10-02"}},
            {"XEU": {"_tender": "false", "_to": "1998-12-31"}},
        ]});
        assert_eq!(recent(&regions).into_iter().collect::<Vec<_>>(), ["DEM", "EUR"]);
    }
}
