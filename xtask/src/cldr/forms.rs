//! The written forms of units.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::Value;

use super::{Cldr, members, text};
use crate::Language;
use crate::table::{Table, plain, push_new, strings};

/// Left out: not linear (beaufort), no unit of its own (generic, item, part, ofglucose, ofhg), a variant of the same
/// name (-it), or a word that means something else nearly always (a point, a drop, the sun).
const LEFT_OUT: &[&str] = &[
    "beaufort",
    "british-thermal-unit-it",
    "bu-jp",
    "calorie-it",
    "chain",
    "cho",
    "cup-jp",
    "dessert-spoon",
    "dessert-spoon-imperial",
    "dot",
    "dram",
    "drop",
    "em",
    "fun",
    "gasoline-energy-density",
    "generic",
    "grain",
    "item",
    "jigger",
    "jo-jp",
    "ken",
    "koku",
    "kosaji",
    "light-speed",
    "milligram-ofglucose-per-deciliter",
    "ofglucose",
    "ofhg",
    "osaji",
    "part",
    "pinch",
    "point",
    "revolution",
    "ri-jp",
    "rin",
    "rod",
    "sai",
    "se-jp",
    "shaku",
    "shaku-cloth",
    "shaku-length",
    "slug",
    "steradian",
    "sun",
    "to-jp",
];

/// Slips of CLDR's regional files.
const SLIPS: [(&str, &str); 2] = [("carat", "CM"), ("century", "C")];

/// Multiples that news writes and CLDR does not spell, with the unit whose forms they take and its prefix there.
const MULTIPLES: [Multiple; 12] = [
    Multiple { id: "watt-hour", model: "kilowatt-hour", from: "10p3", to: "" },
    Multiple { id: "megawatt-hour", model: "kilowatt-hour", from: "10p3", to: "10p6" },
    Multiple { id: "gigawatt-hour", model: "kilowatt-hour", from: "10p3", to: "10p9" },
    Multiple { id: "terawatt-hour", model: "kilowatt-hour", from: "10p3", to: "10p12" },
    Multiple { id: "terawatt", model: "gigawatt", from: "10p9", to: "10p12" },
    Multiple { id: "kilotonne", model: "tonne", from: "", to: "10p3" },
    Multiple { id: "megatonne", model: "tonne", from: "", to: "10p6" },
    Multiple { id: "gigatonne", model: "tonne", from: "", to: "10p9" },
    Multiple { id: "kilovolt", model: "volt", from: "", to: "10p3" },
    Multiple { id: "millisievert", model: "sievert", from: "", to: "10p-3" },
    Multiple { id: "microsievert", model: "sievert", from: "", to: "10p-6" },
    Multiple { id: "exabyte", model: "petabyte", from: "10p15", to: "10p18" },
];

struct Multiple {
    id: &'static str,
    model: &'static str,
    from: &'static str,
    to: &'static str,
}

/// Forms of one width by unit.
type Width = BTreeMap<String, Vec<String>>;

/// `[units]`
pub fn units(cldr: &Cldr, language: &Language, table: &mut Table) -> Result<()> {
    let mut forms = Width::new();
    for width in ["short", "long", "narrow"] {
        for locale in cldr.locales("cldr-units-full", language, "units", &format!("/units/{width}"))? {
            for (id, list) in forms_of_width(&locale, width == "long") {
                let is_slip = |form: &String| SLIPS.contains(&(id.as_str(), form.as_str()));
                let list: Vec<String> = list.into_iter().filter(|form| !is_slip(form)).collect();
                let known = forms.entry(id).or_default();
                for form in list {
                    let pointless =
                        form.strip_suffix('.').is_some_and(|bare| known.iter().any(|it| it == bare));
                    if !pointless {
                        push_new(known, form);
                    }
                }
            }
        }
    }
    table.section("units");
    forms.iter().for_each(|(id, list)| table.entry(id, &strings(list)));
    Ok(())
}

/// The ids of all units that tables name, sorted.
pub fn ids(cldr: &Cldr) -> Result<BTreeSet<String>> {
    let long = cldr.locale("cldr-units-full", "en", "units", "/units/long")?;
    let multiples = MULTIPLES.iter().map(|multiple| multiple.id.to_string());
    Ok(members(&long).filter_map(|(key, _)| unit_id(key)).chain(multiples).collect())
}

fn forms_of_width(width: &Value, lower: bool) -> Width {
    let case = |form: String| if lower { form.to_lowercase() } else { form };
    let mut forms: Width = members(width)
        .filter_map(|(key, unit)| Some((unit_id(key)?, patterns(unit).into_iter().map(case).collect())))
        .collect();
    for multiple in &MULTIPLES {
        let (from, to) = (prefix(width, multiple.from, lower), prefix(width, multiple.to, lower));
        let model = forms.get(multiple.model).into_iter().flatten();
        let scales =
            |form: &&String| !from.is_empty() || !form.contains(' ') && (lower || form.chars().count() <= 3);
        let scaled = model.filter(scales).filter_map(|form| Some(to.clone() + form.strip_prefix(&from)?));
        let scaled: Vec<String> = scaled.collect();
        if !scaled.is_empty() {
            forms.insert(multiple.id.to_string(), scaled);
        }
    }
    forms
}

/// `length-kilometer` → kilometer; none for patterns that are no units and units that are left out.
fn unit_id(key: &str) -> Option<String> {
    let is_unit = !key.starts_with("10") && key != "coordinateUnit";
    let (_, id) = key.split_once('-').filter(|_| is_unit)?;
    (!LEFT_OUT.contains(&id)).then(|| id.to_string())
}

/// The prefix of a power of ten, such as `k` or `kilo`.
fn prefix(width: &Value, power: &str, lower: bool) -> String {
    let pattern = text(&width[power]["unitPrefixPattern"]).replace("{0}", "");
    if lower { pattern.to_lowercase() } else { pattern }
}

/// The forms of a unit with the place of the number taken out; forms on both sides of the number are left out.
pub fn patterns(unit: &Value) -> Vec<String> {
    let mut forms = Vec::new();
    for (key, pattern) in members(unit) {
        let pattern = text(pattern);
        let (before, after) = pattern.split_once("{0}").unwrap_or((pattern, ""));
        let is_form = key == "displayName" || key.starts_with("unitPattern");
        if is_form
            && !after.trim_start().starts_with('/')
            && (plain(before).is_empty() || plain(after).is_empty())
        {
            push_new(&mut forms, plain(&format!("{before}{after}")));
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_form_is_the_pattern_without_its_number() {
        let unit = json!({"displayName": "deg. C", "unitPattern-count-one": "{0}°C", "unitPattern-count-other": "{0}°C",
            "perUnitPattern": "{0} per °C"});
        assert_eq!(patterns(&unit), ["deg. C", "°C"]);
        assert_eq!(patterns(&json!({"unitPattern-count-other": "bis {0} km"})), Vec::<String>::new());
    }

    #[test]
    fn a_multiple_takes_the_forms_of_its_model() {
        let short = json!({
            "10p3": {"unitPrefixPattern": "k{0}"},
            "10p6": {"unitPrefixPattern": "M{0}"},
            "energy-kilowatt-hour": {"displayName": "kW-hour", "unitPattern-count-other": "{0} kWh"},
            "mass-tonne": {"unitPattern-count-other": "{0} t"},
        });
        let forms = forms_of_width(&short, false);
        assert_eq!(forms["megawatt-hour"], ["MW-hour", "MWh"]);
        assert_eq!(forms["watt-hour"], ["W-hour", "Wh"]);
        assert_eq!(forms["megatonne"], ["Mt"]);
    }

    #[test]
    fn an_id_has_no_category() {
        assert_eq!(unit_id("area-square-mile").as_deref(), Some("square-mile"));
        assert_eq!(unit_id("10p-3"), None);
        assert_eq!(unit_id("length-point"), None);
        assert_eq!(unit_id("per"), None);
    }
}
