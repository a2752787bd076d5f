//! Exact conversions: every unit as a factor (and an offset) of its base unit.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use num_rational::BigRational;
use num_traits::{One, Zero};
use serde_json::Value;

use super::rational::{Constants, decimal, expression, power};
use super::{Cldr, forms, members, text};
use crate::fetch::{Packages, Source};
use crate::table::{Table, string};

/// The table of conversions.
pub fn units(cldr: &Cldr) -> Result<String> {
    let units = Units::read(&cldr.supplemental("units", "")?)?;
    let about = [
        "An amount in the base unit = amount × factor + offset. A quantity that ends in -inverse converts only to itself.",
    ];
    let mut table = Table::new(Packages::header(Source::Cldr, &about));
    for id in forms::ids(cldr)? {
        let unit = units.convert(&id).with_context(|| format!("no conversion for {id}"))?;
        let offset =
            if unit.offset.is_zero() { String::new() } else { format!(", offset = \"{}\"", unit.offset) };
        let (base, quantity) = units.quantity(&unit).with_context(|| format!("no quantity for {id}"))?;
        let value = format!(
            "{{ base = {}, factor = \"{}\"{offset}, quantity = {} }}",
            string(&base),
            unit.factor,
            string(&quantity)
        );
        table.entry(&id, &value);
    }
    Ok(table.finish())
}

/// Base units with their powers, above and below the line.
#[derive(Clone, Debug, Default, PartialEq)]
struct Dimensions {
    above: BTreeMap<String, u32>,
    below: BTreeMap<String, u32>,
}

impl Dimensions {
    fn multiply(&mut self, other: &Dimensions, exponent: u32, inverse: bool) {
        let (above, below) =
            if inverse { (&other.below, &other.above) } else { (&other.above, &other.below) };
        above
            .iter()
            .for_each(|(unit, power)| *self.above.entry(unit.clone()).or_default() += power * exponent);
        below
            .iter()
            .for_each(|(unit, power)| *self.below.entry(unit.clone()).or_default() += power * exponent);
    }

    fn inverse(&self) -> Dimensions {
        Dimensions { above: self.below.clone(), below: self.above.clone() }
    }

    fn cancelled(&self) -> Dimensions {
        let without = |one: &BTreeMap<String, u32>, other: &BTreeMap<String, u32>| {
            let left =
                one.iter().map(|(unit, power)| (unit, power.saturating_sub(*other.get(unit).unwrap_or(&0))));
            left.filter(|(_, power)| *power > 0).map(|(unit, power)| (unit.clone(), power)).collect()
        };
        Dimensions { above: without(&self.above, &self.below), below: without(&self.below, &self.above) }
    }
}

/// A unit in terms of base units.
#[derive(Clone, Debug)]
struct Unit {
    factor: BigRational,
    offset: BigRational,
    dimensions: Dimensions,
}

struct Units {
    /// Simple units in terms of their base, which is an id.
    simple: BTreeMap<String, (String, BigRational, BigRational)>,
    prefixes: BTreeMap<String, BigRational>,
    /// Units that are their own base.
    bases: BTreeSet<String>,
    /// Base unit, its dimensions, the quantity it measures.
    quantities: Vec<(String, Dimensions, String)>,
}

impl Units {
    fn read(data: &Value) -> Result<Self> {
        let constants = constants(&data["unitConstants"])?;
        let mut units = Units {
            simple: BTreeMap::new(),
            prefixes: BTreeMap::new(),
            bases: BTreeSet::new(),
            quantities: Vec::new(),
        };
        for (prefix, value) in members(&data["unitPrefixes"]) {
            let exponent = |key: &str| text(&value[key]).parse::<i32>().ok();
            let factor =
                exponent("_power10").map(|it| power(10, it)).or(exponent("_power2").map(|it| power(2, it)));
            units.prefixes.insert(prefix.clone(), factor.with_context(|| format!("prefix {prefix}"))?);
        }
        for (id, unit) in members(&data["convertUnits"]).filter(|(_, unit)| unit.get("_special").is_none()) {
            let factor = unit.get("_factor").map_or("1", text);
            let offset = unit.get("_offset").map_or("0", text);
            let base = text(&unit["_baseUnit"]);
            if base == id {
                units.bases.insert(id.clone());
            }
            let entry = (base.to_string(), expression(factor, &constants)?, expression(offset, &constants)?);
            units.simple.insert(id.clone(), entry);
        }
        for (base, quantity) in members(&data["unitQuantities"]) {
            let unit = units.product(base).with_context(|| format!("base unit {base}"))?;
            units.quantities.push((base.clone(), unit.dimensions, text(&quantity["_quantity"]).to_string()));
        }
        Ok(units)
    }

    /// A unit by its id.
    fn convert(&self, id: &str) -> Option<Unit> {
        let product = || self.product(id);
        let Some((base, factor, offset)) = self.simple.get(id) else { return product() };
        let dimensions = self.product(base)?.dimensions;
        Some(Unit { factor: factor.clone(), offset: offset.clone(), dimensions })
    }

    /// The base unit and the quantity of a unit: as its parts stand, else as they cancel, else upside down.
    fn quantity(&self, unit: &Unit) -> Option<(String, String)> {
        let of = |dimensions: &Dimensions| self.quantities.iter().find(|(_, known, _)| known == dimensions);
        if let Some((base, _, quantity)) = of(&unit.dimensions).or_else(|| of(&unit.dimensions.cancelled())) {
            return Some((base.clone(), quantity.clone()));
        }
        let (base, _, quantity) = of(&unit.dimensions.inverse())?;
        let (above, below) = base.split_once("-per-")?;
        Some((format!("{below}-per-{above}"), format!("{quantity}-inverse")))
    }

    /// A unit from its parts: powers, prefixes, numbers, and what stands below the line.
    fn product(&self, id: &str) -> Option<Unit> {
        let (above, below) = match id.strip_prefix("per-") {
            Some(below) => ("", below),
            None => id.split_once("-per-").unwrap_or((id, "")),
        };
        let mut unit = Unit {
            factor: BigRational::one(),
            offset: BigRational::zero(),
            dimensions: Dimensions::default(),
        };
        for (side, inverse) in [(above, false), (below, true)] {
            let mut rest = side;
            while !rest.is_empty() {
                let (exponent, part) = exponent(rest);
                let (found, left) = self.part(part)?;
                let factor = num_traits::pow(found.factor, exponent as usize);
                unit.factor *= if inverse { factor.recip() } else { factor };
                unit.dimensions.multiply(&found.dimensions, exponent, inverse);
                rest = left;
            }
        }
        Some(unit)
    }

    /// The longest simple unit, with a prefix or without, or a number, at the start of an id; and what is left.
    fn part<'a>(&self, id: &'a str) -> Option<(Unit, &'a str)> {
        let ends = id.match_indices('-').map(|(end, _)| end).chain([id.len()]).collect::<Vec<_>>();
        ends.into_iter().rev().find_map(|end| {
            let left = id[end..].trim_start_matches('-');
            self.simple_or_prefixed(&id[..end]).map(|unit| (unit, left))
        })
    }

    fn simple_or_prefixed(&self, id: &str) -> Option<Unit> {
        if let Some(number) = decimal(id) {
            return Some(Unit {
                factor: number,
                offset: BigRational::zero(),
                dimensions: Dimensions::default(),
            });
        }
        if self.bases.contains(id) {
            let dimensions =
                Dimensions { above: BTreeMap::from([(id.to_string(), 1)]), below: BTreeMap::new() };
            return Some(Unit { factor: BigRational::one(), offset: BigRational::zero(), dimensions });
        }
        if self.simple.contains_key(id) {
            return self.convert(id);
        }
        self.prefixes.iter().find_map(|(prefix, scale)| {
            let simple = id.strip_prefix(prefix.as_str()).filter(|it| self.simple.contains_key(*it))?;
            let mut unit = self.convert(simple)?;
            unit.factor *= scale;
            Some(unit)
        })
    }
}

/// Constants may name one another; each is read once those it names are known.
fn constants(data: &Value) -> Result<Constants> {
    let mut constants = Constants::new();
    let mut waiting: Vec<_> = members(data).map(|(name, value)| (name, text(&value["_value"]))).collect();
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|(name, value)| match expression(value, &constants) {
            Ok(value) => constants.insert((*name).clone(), value).is_some(),
            Err(_) => true,
        });
        anyhow::ensure!(waiting.len() < before, "constants that cannot be read: {waiting:?}");
    }
    Ok(constants)
}

/// The power that opens an id, and the rest: `square-meter` → 2, `meter`.
fn exponent(id: &str) -> (u32, &str) {
    let words = [("square-", 2), ("cubic-", 3)];
    if let Some((rest, power)) = words.iter().find_map(|(word, power)| Some((id.strip_prefix(word)?, *power)))
    {
        return (power, rest);
    }
    let numbered = id.strip_prefix("pow").and_then(|rest| rest.split_once('-'));
    match numbered.and_then(|(digits, rest)| Some((digits.parse().ok()?, rest))) {
        Some(found) => found,
        None => (1, id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sample() -> Units {
        let data = json!({
            "unitPrefixes": {"kilo": {"_power10": "3"}, "kibi": {"_power2": "10"}, "centi": {"_power10": "-2"}},
            "unitConstants": {
                "ft3_to_m3": {"_value": "ft_to_m*ft_to_m*ft_to_m"},
                "in3_to_m3": {"_value": "ft3_to_m3/12*12*12"},
                "ft_to_m": {"_value": "0.3048"}
            },
            "unitQuantities": {
                "meter": {"_quantity": "length"}, "second": {"_quantity": "duration"}, "part": {"_quantity": "portion"},
                "square-meter": {"_quantity": "area"}, "cubic-meter": {"_quantity": "volume"},
                "kelvin": {"_quantity": "temperature"}, "meter-per-second": {"_quantity": "speed"},
                "cubic-meter-per-meter": {"_quantity": "consumption"},
                "kilogram-square-meter-per-cubic-second": {"_quantity": "power"},
                "kilogram-square-meter-per-square-second": {"_quantity": "energy"}
            },
            "convertUnits": {
                "meter": {"_baseUnit": "meter"}, "second": {"_baseUnit": "second"}, "kelvin": {"_baseUnit": "kelvin"},
                "kilogram": {"_baseUnit": "kilogram"}, "part": {"_baseUnit": "part"},
                "gram": {"_baseUnit": "kilogram", "_factor": "0.001"},
                "hour": {"_baseUnit": "second", "_factor": "3600"},
                "mile": {"_baseUnit": "meter", "_factor": "ft_to_m*5280"},
                "gallon": {"_baseUnit": "cubic-meter", "_factor": "231*in3_to_m3"},
                "liter": {"_baseUnit": "cubic-meter", "_factor": "0.001"},
                "watt": {"_baseUnit": "kilogram-square-meter-per-cubic-second"},
                "fahrenheit": {"_baseUnit": "kelvin", "_factor": "5/9", "_offset": "2298.35/9"},
                "beaufort": {"_baseUnit": "meter-per-second", "_special": "beaufort"}
            }
        });
        Units::read(&data).unwrap()
    }

    fn shown(id: &str) -> String {
        let units = sample();
        let unit = units.convert(id).unwrap();
        let (base, quantity) = units.quantity(&unit).unwrap();
        format!("{} {base} {quantity}", unit.factor)
    }

    #[test]
    fn a_unit_of_its_own_keeps_its_factor_and_offset() {
        assert_eq!(shown("mile"), "201168/125 meter length");
        assert_eq!(shown("fahrenheit"), "5/9 kelvin temperature");
        assert_eq!(sample().convert("fahrenheit").unwrap().offset.to_string(), "45967/180");
        assert_eq!(shown("gallon"), "473176473/125000000000 cubic-meter volume");
    }

    #[test]
    fn a_derived_unit_is_computed_from_its_parts() {
        assert_eq!(shown("kilometer"), "1000 meter length");
        assert_eq!(shown("square-centimeter"), "1/10000 square-meter area");
        assert_eq!(shown("kilometer-per-hour"), "5/18 meter-per-second speed");
        assert_eq!(shown("kilowatt-hour"), "3600000 kilogram-square-meter-per-square-second energy");
        assert_eq!(shown("part-per-1e6"), "1/1000000 part portion");
    }

    #[test]
    fn litres_for_a_distance_are_no_area() {
        assert_eq!(shown("liter-per-100-kilometer"), "1/100000000 cubic-meter-per-meter consumption");
        assert!(shown("mile-per-gallon").ends_with(" meter-per-cubic-meter consumption-inverse"));
    }

    #[test]
    fn what_is_not_linear_or_not_known_has_no_conversion() {
        assert!(sample().convert("beaufort").is_none());
        assert!(sample().convert("kilofurlong").is_none());
    }
}
