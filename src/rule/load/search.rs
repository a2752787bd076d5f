//! Reads what the verbs need that look at the texts themselves, and kinds of fact of a user's own.

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::Reader;
use crate::fact::own::{Name, Normalize, Own};
use crate::fact::value::{approximately, parse_rational};
use crate::fact::{Amount, Kind};
use crate::pair::Side;
use crate::rule::verb::{Aspect, Demand, Inconsistent, Measure, Pattern, Ratio, Repeated, Where};
use crate::rule::{Check, Search, Verb, nearest, percentage};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawPattern {
    /// Regular expression of what must not be there.
    #[schemars(with = "Option<String>")]
    forbid: Option<Spanned<String>>,
    /// Regular expression of what must be there.
    #[schemars(with = "Option<String>")]
    require: Option<Spanned<String>>,
    /// Regular expression of what the rewrite must keep of the original.
    #[schemars(with = "Option<String>")]
    keep: Option<Spanned<String>>,
    /// The text it is looked for in; the rewrite, unless said.
    #[schemars(with = "Option<Side>")]
    side: Option<Spanned<Side>>,
    /// The part of the text it is looked for in.
    #[serde(default, rename = "where")]
    part: Where,
    /// Capitals count as small letters.
    #[serde(default)]
    ignore_case: bool,
    /// Only where the other text matches this.
    #[schemars(with = "Option<String>")]
    if_other: Option<Spanned<String>>,
    /// Only where the other text does not match this.
    #[schemars(with = "Option<String>")]
    unless_other: Option<Spanned<String>>,
    /// Only where this CEL condition holds.
    #[schemars(with = "Option<String>")]
    pub(super) when: Option<Spanned<String>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawRatio {
    /// `words`, `sentences`, `characters` or a kind of fact.
    #[schemars(with = "String")]
    of: Spanned<String>,
    /// The rewrite has at least this share of the original's: `60%`.
    #[serde(default)]
    #[schemars(schema_with = "crate::schema::percentage")]
    at_least: Option<Spanned<String>>,
    /// The rewrite has at most this share of the original's: `150%`.
    #[serde(default)]
    #[schemars(schema_with = "crate::schema::percentage")]
    at_most: Option<Spanned<String>>,
    /// Only where this CEL condition holds.
    #[schemars(with = "Option<String>")]
    pub(super) when: Option<Spanned<String>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRepeated {
    /// So many words in a row.
    #[serde(default = "four")]
    words: usize,
    /// Only where this CEL condition holds.
    #[schemars(with = "Option<String>")]
    pub(super) when: Option<Spanned<String>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawInconsistent {
    /// What is held against what; everything where unset.
    #[schemars(with = "Option<Aspect>")]
    of: Option<Spanned<String>>,
    /// Only where this CEL condition holds.
    #[schemars(with = "Option<String>")]
    pub(super) when: Option<Spanned<String>>,
}

const fn four() -> usize {
    4
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawFact {
    /// Regular expression of the fact; its group `value` is what is compared, else all of it.
    #[schemars(with = "String")]
    pattern: Spanned<String>,
    /// Capitals count as small letters.
    #[serde(default)]
    ignore_case: bool,
    /// The value, made of the groups of the pattern.
    #[schemars(with = "Option<String>")]
    value: Option<Spanned<String>>,
    /// What is done to a value before it is compared.
    #[serde(default)]
    normalize: Normalize,
}

pub(super) fn of(verb: Verb, fact: Kind, search: Search) -> Check {
    Check { verb, fact, causes: Vec::new(), tolerance: None, when: None, held: false, search }
}

impl Reader<'_> {
    pub(super) fn pattern(&mut self, raw: &RawPattern) -> Option<Check> {
        let given = [("forbid", &raw.forbid), ("require", &raw.require), ("keep", &raw.keep)];
        let given: Vec<_> =
            given.into_iter().filter_map(|(name, text)| Some((name, text.as_ref()?))).collect();
        let [(name, text)] = given[..] else {
            let span = given.get(1).map_or_else(|| self.table("check.pattern"), |(_, text)| text.span());
            let what = if given.is_empty() { "no text to look for" } else { "two texts to look for" };
            self.wrong(
                span,
                format!("the check has {what}"),
                Some("give one of `forbid`, `require` and `keep`".to_owned()),
            );
            return None;
        };
        let regex = self.regex(text, raw.ignore_case)?;
        let mut side = Side::Rewrite;
        if let Some(given) = &raw.side {
            side = *given.get_ref();
            if name == "keep" {
                self.wrong(
                    given.span(),
                    "what is kept is looked for in the original".to_owned(),
                    Some("leave `side` out".to_owned()),
                );
            }
        }
        let demand = match name {
            "forbid" => Demand::Forbid(regex),
            "require" => Demand::Require(regex),
            _ => {
                side = Side::Original;
                Demand::Keep(regex)
            }
        };
        let mut other =
            |text: &Option<Spanned<String>>| text.as_ref().and_then(|text| self.regex(text, raw.ignore_case));
        let (if_other, unless_other) = (other(&raw.if_other), other(&raw.unless_other));
        let when = self.condition(raw.when.as_ref());
        let search = Search::Pattern(Pattern { demand, side, part: raw.part, if_other, unless_other });
        Some(Check { when, ..of(Verb::Pattern, Kind::Pattern, search) })
    }

    /// The header of a table in the file.
    pub(super) fn table(&self, name: &str) -> Range<usize> {
        let header = format!("[{name}]");
        self.text.find(&header).map_or(0..0, |at| at..at + header.len())
    }

    /// A regular expression in the syntax of the `regex` crate, over lines, that matches something.
    fn regex(&mut self, text: &Spanned<String>, ignore_case: bool) -> Option<Regex> {
        match RegexBuilder::new(text.get_ref()).multi_line(true).case_insensitive(ignore_case).build() {
            Ok(regex) if regex.is_match("") => {
                self.wrong(
                    text.span(),
                    "this pattern matches nothing at all, too: it would be everywhere".to_owned(),
                    Some("a part of it must be there: `+` in place of `*`".to_owned()),
                );
                None
            }
            Ok(regex) => Some(regex),
            Err(error) => {
                let (what, span) = match regex_syntax_error(text.get_ref()) {
                    Some((what, at)) => (what, self.inside(text, at)),
                    None => (error.to_string(), text.span()),
                };
                self.wrong(span, format!("not a regular expression: {what}"), None);
                None
            }
        }
    }

    pub(super) fn ratio(&mut self, raw: &RawRatio) -> Option<Check> {
        let of_measure = match raw.of.get_ref().as_str() {
            "words" => Measure::Words,
            "sentences" => Measure::Sentences,
            "characters" => Measure::Characters,
            "copied" => Measure::Copied,
            _ => Measure::Facts(self.kind(&raw.of)?),
        };
        let mut share = |text: &Option<Spanned<String>>| -> Option<f64> {
            let text = text.as_ref()?;
            self.percentage(text, "no share of the original").map(approximately)
        };
        let (least, most) = (share(&raw.at_least), share(&raw.at_most));
        if raw.at_least.is_none() && raw.at_most.is_none() {
            self.wrong(
                raw.of.span(),
                "a ratio without a limit".to_owned(),
                Some("give `at-least = \"60%\"`, `at-most = \"150%\"` or both".to_owned()),
            );
        }
        if let (Some(low), Some(high), Some(text)) = (least, most, &raw.at_most)
            && low > high
        {
            self.wrong(text.span(), "`at-most` is less than `at-least`".to_owned(), None);
        }
        let when = self.condition(raw.when.as_ref());
        let search = Search::Ratio(Ratio { of: of_measure, least, most });
        Some(Check { when, ..of(Verb::Ratio, Kind::Ratio, search) })
    }

    /// A share written as a percentage.
    pub(super) fn percentage(&mut self, text: &Spanned<String>, what: &str) -> Option<Amount> {
        let share = percentage(text.get_ref());
        if share.is_none() {
            let help = match parse_rational(text.get_ref()) {
                Some(_) => format!("a percentage: did you mean \"{}%\"?", text.get_ref()),
                None => "a percentage such as \"1%\"".to_owned(),
            };
            self.wrong(text.span(), format!("`{}` is {what}", text.get_ref()), Some(help));
        }
        share
    }

    pub(super) fn repeated(&mut self, raw: &RawRepeated) -> Option<Check> {
        let when = self.condition(raw.when.as_ref());
        let search = Search::Repeated(Repeated { words: raw.words });
        Some(Check { when, ..of(Verb::Repeated, Kind::Repetition, search) })
    }

    pub(super) fn inconsistent(&mut self, raw: &RawInconsistent) -> Option<Check> {
        let when = self.condition(raw.when.as_ref());
        let mut aspect = None;
        if let Some(given) = &raw.of {
            let name = given.get_ref();
            aspect = Aspect::ALL.into_iter().find(|(_, known)| known == name).map(|(aspect, _)| aspect);
            if aspect.is_none() {
                let help = Self::did_you_mean(name, &Aspect::ALL.map(|(_, name)| name));
                self.wrong(given.span(), format!("`{name}` cannot be held against itself"), Some(help));
                return None;
            }
        }
        let search = Search::Inconsistent(Inconsistent { of: aspect });
        Some(Check { when, ..of(Verb::Inconsistent, Kind::Inconsistency, search) })
    }

    /// A kind of fact that the file defines.
    pub(super) fn own(&mut self, name: &Spanned<String>, raw: &RawFact) -> Option<Own> {
        let plain = name.get_ref().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !plain || name.get_ref().is_empty() {
            self.wrong(
                name.span(),
                format!("`{}` is no name of a kind", name.get_ref()),
                Some("a name is made of a-z, 0-9 and hyphens".to_owned()),
            );
            return None;
        }
        if Kind::ALL.into_iter().any(|kind| kind.as_str() == name.get_ref()) {
            self.wrong(
                name.span(),
                format!("`{}` is a built-in kind of fact", name.get_ref()),
                Some("choose another name".to_owned()),
            );
            return None;
        }
        let pattern = self.regex(&raw.pattern, raw.ignore_case)?;
        Some(Own {
            kind: Kind::Own(Name::new(name.get_ref())),
            pattern,
            value: raw.value.as_ref().map(|value| value.get_ref().clone()),
            normalize: raw.normalize,
        })
    }

    /// The name nearest to an unknown one among those known.
    pub(super) fn did_you_mean(name: &str, known: &[&str]) -> String {
        nearest(name, known.iter().copied()).map_or_else(
            || format!("one of {}", known.join(", ")),
            |right| format!("did you mean `{right}`?"),
        )
    }
}

/// What is wrong with a regular expression, and at which bytes.
fn regex_syntax_error(pattern: &str) -> Option<(String, Range<usize>)> {
    let (what, span) = match regex_syntax::Parser::new().parse(pattern) {
        Err(regex_syntax::Error::Parse(error)) => (error.kind().to_string(), *error.span()),
        Err(regex_syntax::Error::Translate(error)) => (error.kind().to_string(), *error.span()),
        _ => return None,
    };
    Some((what, span.start.offset..span.end.offset.max(span.start.offset + 1).min(pattern.len())))
}
