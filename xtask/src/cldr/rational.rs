//! Exact numbers from CLDR's expressions.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// Named constants.
pub type Constants = BTreeMap<String, BigRational>;

/// A product over a product of decimals and constants. What follows the slash is the denominator, all of it:
/// `ft3_to_m3/12*12*12` divides by 1728.
pub fn expression(text: &str, constants: &Constants) -> Result<BigRational> {
    let (above, below) = text.split_once('/').unwrap_or((text, "1"));
    let below = product(below, constants)?;
    if below.is_zero() {
        bail!("division by zero in {text:?}");
    }
    Ok(product(above, constants)? / below)
}

fn product(text: &str, constants: &Constants) -> Result<BigRational> {
    text.split('*').map(str::trim).try_fold(BigRational::one(), |product, factor| {
        let value = match constants.get(factor) {
            Some(value) => value.clone(),
            None => decimal(factor).with_context(|| format!("no number and no constant: {factor:?}"))?,
        };
        Ok(product * value)
    })
}

/// A decimal, with an exponent or without: `6.02E+23`.
pub fn decimal(text: &str) -> Option<BigRational> {
    let (mantissa, exponent) = text.split_once(['E', 'e']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: BigInt = format!("{whole}{fraction}").parse().ok()?;
    let exponent = exponent.parse::<i32>().ok()? - i32::try_from(fraction.len()).ok()?;
    Some(BigRational::from(digits) * power(10, exponent))
}

/// `base` to a whole power.
pub fn power(base: u32, exponent: i32) -> BigRational {
    let power = BigRational::from(BigInt::from(base).pow(exponent.unsigned_abs()));
    if exponent < 0 { power.recip() } else { power }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, constants: &Constants) -> String {
        expression(text, constants).unwrap().to_string()
    }

    #[test]
    fn all_that_follows_the_slash_divides() {
        let mut constants = Constants::new();
        constants.insert("ft_to_m".into(), decimal("0.3048").unwrap());
        assert_eq!(shown("1/360*60", &constants), "1/21600");
        assert_eq!(shown("ft_to_m*ft_to_m * 43560", &constants), "316160658/78125");
        assert_eq!(shown("2298.35/9", &constants), "45967/180");
        assert_eq!(shown("411557987 / 131002976", &constants), "411557987/131002976");
    }

    #[test]
    fn decimals_are_exact() {
        assert_eq!(decimal("6.02E+2").unwrap().to_string(), "602");
        assert_eq!(decimal("1.5E-3").unwrap().to_string(), "3/2000");
        assert!(decimal("ft_to_m").is_none());
        assert!(expression("1/0", &Constants::new()).is_err());
    }
}
