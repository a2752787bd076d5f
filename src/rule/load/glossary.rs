//! Reads the terms of a glossary: in the rule itself, or in a CSV, TSV or TBX file beside it.
//!
//! TBX is ISO 30042, in the forms of 2008 (`termEntry`, `langSet`) and 2019 (`conceptEntry`, `langSec`).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use roxmltree::{Document, Node};
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::Reader;
use super::search::of;
use crate::fact::Kind;
use crate::pair::Pair;
use crate::rule::verb::{Glossary, Term};
use crate::rule::{Check, Problem, Search, Verb};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGlossary {
    /// The terms, where they stand in the rule.
    #[serde(default)]
    #[schemars(with = "Vec<RawTerm>")]
    terms: Vec<Spanned<RawTerm>>,
    /// A .csv, .tsv or .tbx file of terms beside the rule.
    #[schemars(with = "Option<String>")]
    file: Option<Spanned<String>>,
    /// Of a TBX file in several languages: which is the original's, which the rewrite's.
    languages: Option<RawLanguages>,
    /// Inflected forms are other words.
    #[serde(default)]
    exact: bool,
    /// Only where this CEL condition holds.
    #[schemars(with = "Option<String>")]
    pub(super) when: Option<Spanned<String>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawLanguages {
    /// ISO 639-1 code.
    original: String,
    /// ISO 639-1 code.
    rewrite: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawTerm {
    /// Variants in the original.
    #[serde(default)]
    original: Vec<String>,
    /// Allowed variants in the rewrite.
    #[serde(default)]
    rewrite: Vec<String>,
    /// Variants that the rewrite must not have.
    #[serde(default)]
    forbid: Vec<String>,
    /// It stands in the rewrite as in the original.
    #[serde(default)]
    keep: bool,
    /// Holds for records that say this of themselves.
    #[serde(default)]
    meta: BTreeMap<String, String>,
}

/// What is wrong, and what would be right.
type Wrong = (String, String);

impl Reader<'_> {
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
                Err((wrong, help)) => self.wrong(term.span(), wrong, Some(help)),
            }
        }
        if let Some(file) = &raw.file {
            terms.extend(self.glossary_file(file, raw.languages.as_ref()));
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

    fn glossary_file(&mut self, file: &Spanned<String>, languages: Option<&RawLanguages>) -> Vec<Term> {
        let name = file.get_ref();
        let path = super::super::beside(self.path, name);
        let Some((_, text)) = self.files.iter().find(|(known, _)| *known == path) else {
            let help = "a glossary is a .csv, .tsv or .tbx file beside the rule".to_owned();
            self.wrong(file.span(), format!("there is no file {path}"), Some(help));
            return Vec::new();
        };
        let source = Source { path: &path, text };
        let (terms, problems) = match name.rsplit_once('.') {
            Some((_, "tbx")) => source.tbx(languages),
            extension => source.table(matches!(extension, Some((_, "tsv")))),
        };
        self.problems.extend(problems);
        terms
    }
}

/// A glossary file.
struct Source<'a> {
    path: &'a str,
    text: &'a str,
}

/// Columns of a CSV or TSV file.
const COLUMNS: &str = "the columns are original, rewrite, forbid, keep and any meta.<key>";

impl Source<'_> {
    fn problem(&self, span: Range<usize>, (message, help): Wrong) -> Problem {
        Problem::at(self.path, self.text, span, message).help(Some(help))
    }

    /// The bytes of a line, counted from 1; of a long one its beginning.
    fn line(&self, line: u64) -> Range<usize> {
        let line = usize::try_from(line).unwrap_or(1).max(1) - 1;
        let start = self.text.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
        let line = self.text[start..].lines().next().unwrap_or_default();
        start..start + line.char_indices().nth(80).map_or(line.len(), |(end, _)| end)
    }

    /// CSV or TSV; a cell holds variants with a vertical line between them.
    fn table(&self, tabs: bool) -> (Vec<Term>, Vec<Problem>) {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(if tabs { b'\t' } else { b',' })
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(self.text.as_bytes());
        let header: Vec<String> =
            reader.headers().map(|row| row.iter().map(str::to_owned).collect()).unwrap_or_default();
        let known = |name: &str| {
            matches!(name, "original" | "rewrite" | "forbid" | "keep" | "note") || name.starts_with("meta.")
        };
        if let Some(bad) = header.iter().find(|name| !known(name)) {
            let wrong = (format!("unknown column `{bad}`"), COLUMNS.to_owned());
            return (Vec::new(), vec![self.problem(self.line(1), wrong)]);
        }
        let (mut terms, mut problems) = (Vec::new(), Vec::new());
        for record in reader.records() {
            let (line, read) = match record {
                Ok(row) => (row.position().map(csv::Position::line), checked(term_of_row(&header, &row))),
                Err(error) => {
                    (error.position().map(csv::Position::line), Err((error.to_string(), COLUMNS.to_owned())))
                }
            };
            match read {
                Ok(term) => terms.push(term),
                Err(wrong) => problems.push(self.problem(self.line(line.unwrap_or(1)), wrong)),
            }
        }
        (terms, problems)
    }

    /// TBX: a term for each concept. Of one language, its variants stand for each other, and what is deprecated or superseded
    /// is forbidden; of two, any term of the original's language asks for one of the rewrite's.
    fn tbx(&self, languages: Option<&RawLanguages>) -> (Vec<Term>, Vec<Problem>) {
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
        let document = match Document::parse_with_options(self.text, options) {
            Ok(document) => document,
            Err(error) => {
                let line = self.line(u64::from(error.pos().row));
                let wrong = (format!("not XML: {error}"), "TBX is ISO 30042".to_owned());
                return (Vec::new(), vec![self.problem(line, wrong)]);
            }
        };
        let mut problems = Vec::new();
        let all: Vec<Node> = named(document.root(), &["termEntry", "conceptEntry"]).collect();
        let there: BTreeSet<&str> =
            all.iter().flat_map(|entry| sections(*entry)).map(|(code, _)| code).collect();
        let wanted = match (languages, there.first()) {
            (Some(given), _) => Pair::new(given.original.as_str(), given.rewrite.as_str()),
            (None, Some(only)) if there.len() == 1 => Pair::new(*only, *only),
            (None, _) => {
                let codes = there.into_iter().collect::<Vec<_>>().join(", ");
                let wrong = if codes.is_empty() {
                    (
                        "no terms are in this file".to_owned(),
                        "TBX has `termEntry` or `conceptEntry`".to_owned(),
                    )
                } else {
                    (
                        format!("the file has terms in {codes}; the rule does not say which is whose"),
                        "add `languages = { original = \"…\", rewrite = \"…\" }` to [check.term]".to_owned(),
                    )
                };
                return (Vec::new(), vec![self.problem(self.line(1), wrong)]);
            }
        };
        for code in [wanted.original, wanted.rewrite] {
            if !there.contains(code) {
                let codes = there.iter().copied().collect::<Vec<_>>().join(", ");
                let wrong = (format!("no term is in `{code}`"), format!("the file has terms in {codes}"));
                problems.push(self.problem(self.line(1), wrong));
            }
        }
        (all.iter().filter_map(|entry| concept(*entry, &wanted)).collect(), problems)
    }
}

fn term_of_row(header: &[String], row: &csv::StringRecord) -> Term {
    let mut term = Term::default();
    for (name, cell) in header.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
        let list = || cell.split('|').map(|part| part.trim().to_owned()).collect();
        match name.as_str() {
            "original" => term.original = list(),
            "rewrite" => term.rewrite = list(),
            "forbid" => term.forbid = list(),
            "keep" => term.keep = matches!(cell, "true" | "yes" | "x" | "1"),
            "note" => {}
            key => term.meta.push((key.trim_start_matches("meta.").to_owned(), cell.to_owned())),
        }
    }
    term
}

/// Elements below a node that have one of these names, in any namespace.
fn named<'a>(node: Node<'a, 'a>, names: &'static [&str]) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants().filter(move |node| node.is_element() && names.contains(&node.tag_name().name()))
}

/// The sections of a concept, by the first part of their language tags (BCP 47): *de* for *de-AT*.
fn sections<'a>(entry: Node<'a, 'a>) -> impl Iterator<Item = (&'a str, Node<'a, 'a>)> {
    named(entry, &["langSet", "langSec"]).filter_map(|section| {
        let tag = section.attribute((roxmltree::NS_XML_URI, "lang"))?;
        Some((tag.split(['-', '_']).next().unwrap_or(tag), section))
    })
}

/// The term of a concept; none where it says nothing of the rewrite's language.
fn concept(entry: Node, wanted: &Pair<&str>) -> Option<Term> {
    let mut term = Term::default();
    for (code, section) in sections(entry) {
        for one in named(section, &["tig", "ntig", "termSec"]) {
            let text = named(one, &["term"]).find_map(|term| term.text());
            let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { continue };
            if code == wanted.original {
                term.original.push(text.to_owned());
            }
            if code == wanted.rewrite {
                let list = if is_deprecated(one) { &mut term.forbid } else { &mut term.rewrite };
                list.push(text.to_owned());
            }
        }
    }
    checked(term).ok()
}

/// Its administrative status, as a note (DCA style) or as an element of its own (DCT style), says that it is not to be used.
fn is_deprecated(term: Node) -> bool {
    let mut notes = term.descendants().filter(|node| {
        let own = matches!(node.tag_name().name(), "administrativeStatus" | "normativeAuthorization");
        own || matches!(node.attribute("type"), Some("administrativeStatus" | "normativeAuthorization"))
    });
    notes.any(|note| {
        note.text().is_some_and(|text| {
            let status = text.trim().to_ascii_lowercase();
            status.starts_with("deprecated") || status.starts_with("superseded")
        })
    })
}

/// A term that can be looked for, or what is missing.
fn checked(term: Term) -> Result<Term, Wrong> {
    let wrong = |message: &str, help: &str| Err((message.to_owned(), help.to_owned()));
    let blank = [&term.original, &term.rewrite, &term.forbid]
        .iter()
        .any(|list| list.iter().any(|phrase| !phrase.chars().any(char::is_alphanumeric)));
    if blank {
        return wrong("a term without a word", "leave the list empty");
    }
    if term.keep && term.original.is_empty()
        || !term.rewrite.is_empty() && term.original.is_empty() && term.forbid.is_empty()
    {
        return wrong("a term that stands for nothing", "give `original`, the words it is looked for by");
    }
    if term.rewrite.is_empty() && term.forbid.is_empty() && !term.keep {
        return wrong(
            "a term that asks for nothing",
            "give `rewrite` (allowed variants), `forbid` (forbidden ones), or `keep = true`",
        );
    }
    Ok(term)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TBX: &str = r#"<?xml version="1.0"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="en"><text><body>
<conceptEntry id="c1">
  <langSec xml:lang="en-GB"><termSec><term>ferry</term></termSec></langSec>
  <langSec xml:lang="de"><termSec><term>Fähre</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
    <termSec><term>Fährschiff</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec>
</conceptEntry>
<conceptEntry id="c2"><langSec xml:lang="en"><termSec><term>quay</term></termSec></langSec></conceptEntry>
</body></text></tbx>"#;

    fn read(languages: Option<(&str, &str)>) -> (Vec<Term>, Vec<Problem>) {
        let raw = languages.map(|(original, rewrite)| RawLanguages {
            original: original.to_owned(),
            rewrite: rewrite.to_owned(),
        });
        Source { path: "terms.tbx", text: TBX }.tbx(raw.as_ref())
    }

    #[test]
    fn a_concept_of_two_languages_is_a_term() {
        let (terms, problems) = read(Some(("en", "de")));
        let owned = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect::<Vec<String>>();
        let term = Term {
            original: owned(&["ferry"]),
            rewrite: owned(&["Fähre"]),
            forbid: owned(&["Fährschiff"]),
            ..Term::default()
        };
        assert_eq!((terms, problems), (vec![term], Vec::new()));
    }

    #[test]
    fn variants_of_one_language_stand_for_each_other() {
        let (terms, problems) = read(Some(("de", "de")));
        assert_eq!((terms.len(), problems.len()), (1, 0));
        assert_eq!((terms[0].original.len(), terms[0].rewrite.len(), terms[0].forbid.len()), (2, 1, 1));
    }

    #[test]
    fn languages_must_be_said_and_be_there() {
        assert_eq!(
            read(None).1[0].message,
            "the file has terms in de, en; the rule does not say which is whose"
        );
        assert_eq!(read(Some(("en", "fr"))).1[0].message, "no term is in `fr`");
    }
}
