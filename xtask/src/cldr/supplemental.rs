//! What holds for every language: digits of currencies, currencies of territories.

use anyhow::Result;
use serde_json::Value;

use super::currency::recent;
use super::{Cldr, members, text};
use crate::fetch::{Packages, Source};
use crate::table::{Table, string};

/// The table of what holds for every language.
pub fn supplemental(cldr: &Cldr) -> Result<String> {
    let about = [
        "digits: decimals of a currency, where they are not DEFAULT.",
        "currency: what a territory pays with now.",
    ];
    let mut table = Table::new(Packages::header(Source::Cldr, &about));
    let regions = cldr.supplemental("currencyData", "/currencyData/region")?;
    let fractions = cldr.supplemental("currencyData", "/currencyData/fractions")?;
    let recent = recent(&regions);
    let usual = text(&fractions["DEFAULT"]["_digits"]);
    table.section("digits");
    for (code, fraction) in members(&fractions) {
        let digits = text(&fraction["_digits"]);
        if code == "DEFAULT" || recent.contains(code) && digits != usual {
            table.entry(code, digits);
        }
    }
    table.section("currency");
    for (territory, uses) in members(&regions) {
        if let Some(code) = current(uses) {
            table.entry(territory, &string(code));
        }
    }
    Ok(table.finish())
}

/// The first currency that is tender and has not ended.
fn current(uses: &Value) -> Option<&String> {
    let mut uses = uses.as_array().into_iter().flatten().flat_map(members);
    uses.find(|(_, time)| time.get("_to").is_none() && time.get("_tender").is_none()).map(|(code, _)| code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_territory_pays_with_what_has_not_ended() {
        let croatia = json!([{"HRD": {"_to": "1995-01-01"}}, {"EUR": {"_from": "2023-01-01"}}, {"HRK": {"_to": "2023-01-14"}}]);
        assert_eq!(current(&croatia).map(String::as_str), Some("EUR"));
        assert_eq!(current(&json!([{"XXX": {"_tender": "false"}}])), None);
    }
}
