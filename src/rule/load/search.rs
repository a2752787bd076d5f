//! Reads what the verbs need that look at the texts themselves, and kinds of fact of a user's own.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use toml::Spanned;

use super::Reader;
use crate::fact::own::{Name, Normalize, Own};
use crate::fact::value::{approximately, parse_rational};
use crate::fact::{Amount, Kind};
use crate::pair::Side;
use crate::rule::verb::{
    Aspect, Demand, Glossary, Inconsistent, Measure, Pattern, Ratio, Repeated, Term, Where,
};
use crate::rule::{Check, Search, Verb, nearest};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawPattern {
    forbid: Option<Spanned<String>>,
    require: Option<Spanned<String>>,
    keep: Option<Spanned<String>>,
    side: Option<Spanned<Side>>,
    #[serde(default, rename = "where")]
    part: Where,
    #[serde(default)]
    ignore_case: bool,
    if_other: Option<Spanned<String>>,
    unless_other: Option<Spanned<String>>,
    when: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGlossary {
    #[serde(default)]
    terms: Vec<Spanned<RawTerm>>,
    file: Option<Spanned<String>>,
    #[serde(default)]
    exact: bool,
    when: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerm {
    #[serde(default)]
    original: Vec<String>,
    #[serde(default)]
    rewrite: Vec<String>,
    #[serde(default)]
    forbid: Vec<String>,
    #[serde(default)]
    keep: bool,
    #[serde(default)]
    meta: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawRatio {
    of: Spanned<String>,
    at_least: Option<Spanned<String>>,
    at_most: Option<Spanned<String>>,
    when: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRepeated {
    #[serde(default = "four")]
    words: usize,
    when: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawInconsistent {
    of: Spanned<String>,
    when: Option<Spanned<String>>,
}

const fn four() -> usize {
    4
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawFact {
    pattern: Spanned<String>,
    #[serde(default)]
    ignore_case: bool,
    value: Option<Spanned<String>>,
    #[serde(default)]
    normalize: Normalize,
}

fn of(verb: Verb, fact: Kind, search: Search) -> Check {
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
    fn table(&self, name: &str) -> Range<usize> {
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

    pub(super) fn glossary(&mut self, raw: &RawGlossary) -> Option<Check> {
        let mut terms: Vec<Term> = Vec::new();
        for term in &raw.terms {
            let one = term.get_ref();
            let term_read = Term {
                original: one.original.clone(),
                rewrite: one.rewrite.clone(),
                forbid: one.forbid.clone(),
                keep: one.keep,
                meta: one.meta.clone().into_iter().collect(),
            };
            match checked(term_read) {
                Ok(term) => terms.push(term),
                Err((wrong, help)) => self.wrong(term.span(), wrong.to_owned(), Some(help.to_owned())),
            }
        }
        if let Some(file) = &raw.file {
            terms.extend(self.glossary_file(file));
        }
        if terms.is_empty() && self.problems.is_empty() {
            let span = self.table("check.term");
            self.wrong(
                span,
                "a glossary without terms".to_owned(),
                Some("give `terms` or `file`".to_owned()),
            );
        }
        let when = self.condition(raw.when.as_ref());
        let search = Search::Term(Glossary::new(terms, raw.exact));
        Some(Check { when, ..of(Verb::Term, Kind::Term, search) })
    }

    /// Terms of a CSV or TSV file beside the rule; a cell holds variants with a vertical line between them.
    fn glossary_file(&mut self, file: &Spanned<String>) -> Vec<Term> {
        let name = file.get_ref();
        let path = super::super::beside(self.path, name);
        let Some((_, text)) = self.files.iter().find(|(known, _)| *known == path) else {
            let help = "a glossary is a .csv or .tsv file beside the rule".to_owned();
            self.wrong(file.span(), format!("there is no file {path}"), Some(help));
            return Vec::new();
        };
        let tabs = name.ends_with(".tsv");
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(if tabs { b'\t' } else { b',' })
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let wrong = |at: u64, message: String, help: &str| {
            let line = usize::try_from(at).unwrap_or(1).max(1) - 1;
            let start = text.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
            let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
            crate::rule::Problem::at(&path, text, start..end, message).help(Some(help.to_owned()))
        };
        let header: Vec<String> =
            reader.headers().map(|row| row.iter().map(str::to_owned).collect()).unwrap_or_default();
        const COLUMNS: &str = "the columns are original, rewrite, forbid, keep and any meta.<key>";
        let known = |name: &str| {
            matches!(name, "original" | "rewrite" | "forbid" | "keep" | "note") || name.starts_with("meta.")
        };
        if let Some(bad) = header.iter().find(|name| !known(name)) {
            self.problems.push(wrong(1, format!("unknown column `{bad}`"), COLUMNS));
            return Vec::new();
        }
        let mut terms = Vec::new();
        for record in reader.records() {
            match record {
                Ok(row) => {
                    let line = row.position().map_or(1, csv::Position::line);
                    let mut term = Term::default();
                    for (name, cell) in header.iter().zip(&row).filter(|(_, cell)| !cell.is_empty()) {
                        let list = || cell.split('|').map(|part| part.trim().to_owned()).collect();
                        match name.as_str() {
                            "original" => term.original = list(),
                            "rewrite" => term.rewrite = list(),
                            "forbid" => term.forbid = list(),
                            "keep" => term.keep = matches!(cell, "true" | "yes" | "x" | "1"),
                            "note" => {}
                            key => {
                                term.meta.push((key.trim_start_matches("meta.").to_owned(), cell.to_owned()))
                            }
                        }
                    }
                    match checked(term) {
                        Ok(term) => terms.push(term),
                        Err((message, help)) => self.problems.push(wrong(line, message.to_owned(), help)),
                    }
                }
                Err(error) => {
                    let line = error.position().map_or(1, csv::Position::line);
                    self.problems.push(wrong(line, error.to_string(), COLUMNS));
                }
            }
        }
        terms
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
        let share = text.get_ref().strip_suffix('%').and_then(|share| parse_rational(share.trim()));
        match share.filter(|share| *share >= Amount::from(0)) {
            Some(share) => Some(share / Amount::from(100)),
            None => {
                let help = match parse_rational(text.get_ref()) {
                    Some(_) => format!("a percentage: did you mean \"{}%\"?", text.get_ref()),
                    None => "a percentage such as \"1%\"".to_owned(),
                };
                self.wrong(text.span(), format!("`{}` is {what}", text.get_ref()), Some(help));
                None
            }
        }
    }

    pub(super) fn repeated(&mut self, raw: &RawRepeated) -> Option<Check> {
        let when = self.condition(raw.when.as_ref());
        let search = Search::Repeated(Repeated { words: raw.words });
        Some(Check { when, ..of(Verb::Repeated, Kind::Repetition, search) })
    }

    pub(super) fn inconsistent(&mut self, raw: &RawInconsistent) -> Option<Check> {
        let name = raw.of.get_ref();
        let when = self.condition(raw.when.as_ref());
        let Some((aspect, _)) = Aspect::ALL.into_iter().find(|(_, known)| known == name) else {
            let help = Self::did_you_mean(name, &Aspect::ALL.map(|(_, name)| name));
            self.wrong(raw.of.span(), format!("`{name}` cannot be held against itself"), Some(help));
            return None;
        };
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

/// A term that can be looked for, or what is missing.
fn checked(term: Term) -> Result<Term, (&'static str, &'static str)> {
    let blank = [&term.original, &term.rewrite, &term.forbid]
        .iter()
        .any(|list| list.iter().any(|phrase| !phrase.chars().any(char::is_alphanumeric)));
    if blank {
        return Err(("a term without a word", "leave the list empty"));
    }
    if term.keep && term.original.is_empty()
        || !term.rewrite.is_empty() && term.original.is_empty() && term.forbid.is_empty()
    {
        return Err(("a term that stands for nothing", "give `original`, the words it is looked for by"));
    }
    if term.rewrite.is_empty() && term.forbid.is_empty() && !term.keep {
        return Err((
            "a term that asks for nothing",
            "give `rewrite` (allowed variants), `forbid` (forbidden ones), or `keep = true`",
        ));
    }
    Ok(term)
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
