//! From an alarm to a test: the sentences of a finding become a `[[test]]` of its rule file, whose formatting is kept.

use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::super::args::{Expect, TestArgs};
use super::super::{Failure, input};
use super::failure;
use crate::align::align;
use crate::document::{Document, ReadOptions, Source};
use crate::pair::{Pair, Side};
use crate::rule::RuleSet;
use crate::span::Span;

/// Writes the test; gives what to print.
pub(super) fn add(
    args: &TestArgs,
    fingerprint: &str,
    files: &[(String, String)],
    rules: &RuleSet,
) -> Result<String, Failure> {
    let told = |message: String| Failure::new(format!("error: {message}"));
    let (Some(from), Some(pairs)) = (&args.from, &args.pairs) else {
        return Err(told("--add needs --from (what batch wrote) and --pairs (what it read)".to_owned()));
    };
    let (id, finding) = finding(from, fingerprint)?;
    let rule = finding["rule"].as_str().unwrap_or_default();
    let file = files.iter().find(|(path, _)| Path::new(path).file_stem().is_some_and(|stem| stem == rule));
    let Some((path, text)) = file.filter(|_| rules.get(rule).is_some()) else {
        return Err(told(format!(
            "the finding is of the rule `{rule}`; name its file or folder before --add"
        )));
    };
    let record = record(pairs, &id)?;
    let sources = Pair::from_fn(|side| source(&record, side));
    let documents = sources.map(|(text, language)| {
        let options = ReadOptions { language, own: rules.own_facts(), ..ReadOptions::default() };
        Document::read(&Source::text(text), &options)
    });
    let flag = args.expect == Some(Expect::Flag);
    let texts = sentences(&documents, &finding, flag);
    if Side::BOTH.iter().any(|side| texts[*side].1.contains("{{")) {
        return Err(told("the text holds `{{`, which a test would take for a mark".to_owned()));
    }
    let mut document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| told(format!("{path}: {error}")))?;
    let mut test = Table::new();
    let message = super::flat(finding["message"].as_str().unwrap_or_default());
    let name = format!("{}: {message}", if flag { "flagged" } else { "silent" });
    test["name"] = value(&name);
    test["original"] = value(&texts.original.0);
    test["rewrite"] = value(&texts.rewrite.0);
    if documents.original.language != "en" {
        test["language"] = value(&documents.original.language);
    }
    if !document.contains_key("test") {
        document["test"] = Item::ArrayOfTables(ArrayOfTables::new());
    }
    let Some(tests) = document["test"].as_array_of_tables_mut() else {
        return Err(told(format!("{path}: `test` is no list of [[test]] tables")));
    };
    tests.push(test);
    fs::write(path, document.to_string()).map_err(|error| failure(Path::new(path), &error))?;
    Ok(format!("{path}: added the test {name:?}\n"))
}

/// The finding with a fingerprint, and the id of its record.
fn finding(from: &Path, fingerprint: &str) -> Result<(Json, Json), Failure> {
    let text = input::raw(from)?.text;
    for record in text.lines().filter_map(|line| serde_json::from_str::<Json>(line).ok()) {
        let findings = record["findings"].as_array().into_iter().flatten();
        if let Some(found) = findings.into_iter().find(|f| f["fingerprint"] == fingerprint) {
            return Ok((record["id"].clone(), found.clone()));
        }
    }
    Err(Failure::new(format!("error: no finding in {} has the fingerprint {fingerprint}", from.display())))
}

fn record(pairs: &Path, id: &Json) -> Result<Json, Failure> {
    let text = input::raw(pairs)?.text;
    let found =
        text.lines().filter_map(|line| serde_json::from_str::<Json>(line).ok()).find(|r| r["id"] == *id);
    found.ok_or_else(|| Failure::new(format!("error: no record in {} has the id {id}", pairs.display())))
}

/// The text of one side of a record, and its language.
fn source(record: &Json, side: Side) -> (String, String) {
    let (name, language) = match side {
        Side::Original => ("original", "language_original"),
        Side::Rewrite => ("rewrite", "language_rewrite"),
    };
    let given = match &record[name] {
        Json::Null => &record["originals"][0],
        given => given,
    };
    let text = match given {
        Json::Array(parts) => parts.iter().filter_map(Json::as_str).collect::<Vec<_>>().join("\n"),
        Json::Object(object) => object.get("text").and_then(Json::as_str).unwrap_or_default().to_owned(),
        other => other.as_str().unwrap_or_default().to_owned(),
    };
    let told = record[language].as_str().map(str::to_owned);
    let language = told.or_else(|| crate::language::detect(&text).filter(|d| d.believed).map(|d| d.code));
    (text, language.unwrap_or_else(|| "en".to_owned()))
}

/// The sentences of a finding on both sides, marked where asked for, and the same without marks.
fn sentences(documents: &Pair<Document>, finding: &Json, flag: bool) -> Pair<(String, String)> {
    let links = align(documents).links;
    let places = Pair::from_fn(|side| {
        let place = &finding[if side == Side::Original { "original" } else { "rewrite" }];
        let here = place.get("text").is_some();
        let range = if here { place } else { &place["at"] };
        let text = &documents[side].text;
        let byte = |n: &Json| {
            let n = usize::try_from(n.as_u64().unwrap_or(0)).unwrap_or(usize::MAX);
            text.char_indices().nth(n).map_or(text.len(), |(at, _)| at)
        };
        let (start, end) = (byte(&range["start"]), byte(&range["end"]));
        (here, Span::new(start, end.max(start)))
    });
    let held = |side: Side| {
        let segments = documents[side].segments.iter().enumerate();
        segments.filter(move |(_, s)| s.span.overlaps(places[side].1)).map(|(i, _)| i).collect::<Vec<usize>>()
    };
    let held = Pair::from_fn(held);
    Pair::from_fn(|side| {
        let mut of = held[side].clone();
        let other = side.other();
        for link in links.iter().filter(|l| l.segments[other].iter().any(|s| held[other].contains(s))) {
            of.extend(&link.segments[side]);
        }
        of.sort_unstable();
        of.dedup();
        let document = &documents[side];
        let plain: Vec<&str> = of.iter().map(|&s| document.segment_text(s)).collect();
        let (here, span) = places[side];
        let marked = |&s: &usize| {
            let segment = document.segments[s].span;
            let inner =
                Span::new(span.start.max(segment.start), span.end.min(segment.end).max(segment.start));
            if !(flag && here && segment.overlaps(span)) {
                return document.segment_text(s).to_owned();
            }
            let (before, after) = (Span::new(segment.start, inner.start), Span::new(inner.end, segment.end));
            let text = &document.text;
            format!("{}{{{{{}}}}}{}", before.of(text), inner.of(text), after.of(text))
        };
        (of.iter().map(marked).collect::<Vec<_>>().join(" "), plain.join(" "))
    })
}
