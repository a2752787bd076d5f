//! From an alarm to a test: the sentences of a finding become a `[[test]]` of its rule file, whose formatting is kept.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::super::args::{Expect, TestArgs};
use super::super::batch::{Numbered, PairRecord, Texts, read_pair};
use super::super::{Failure, input};
use super::failure;
use crate::align::align;
use crate::config::Config;
use crate::document::{Document, ReadOptions};
use crate::finding::Confidence;
use crate::language;
use crate::pair::{Pair, Side};
use crate::report::check_several_with;
use crate::report::json::{Detail, Record};
use crate::rule::{RuleSet, builtin_source};
use crate::span::Span;

/// Writes the test, or only tells it; gives what to print.
pub(super) fn add(
    args: &TestArgs,
    fingerprint: &str,
    files: &[(String, String)],
    rules: &RuleSet,
) -> Result<String, Failure> {
    let (texts, finding) = match (&args.pairs[..], &args.from) {
        ([pairs], Some(from)) => {
            let (id, finding) = finding(from, fingerprint)?;
            (record(pairs, &id)?, finding)
        }
        ([pairs], None) => checked(pairs, fingerprint, &args.rules)?,
        ([original, rewrite], None) => {
            let texts = Texts { original: vec![input::text(original)?], rewrite: input::text(rewrite)? };
            let found = reported(&texts, None, &searching(&args.rules)?, fingerprint);
            (texts, found.ok_or_else(|| told(format!("no finding has the fingerprint {fingerprint}")))?)
        }
        _ => return Err(told("with --from, --pairs is the one file that `factdiff batch` read".to_owned())),
    };
    let rule = finding["rule"].as_str().unwrap_or_default();
    let flag = args.expect == Some(Expect::Flag);
    let test = test(texts, &finding, flag, rules)?;
    let name = test["name"].as_str().unwrap_or_default().to_owned();
    let own = files.iter().find(|(path, _)| Path::new(path).file_stem().is_some_and(|stem| stem == rule));
    let (path, text, note) = match (own, builtin_source(rule), args.rules.iter().find(|path| path.is_dir())) {
        (Some((path, text)), ..) => (PathBuf::from(path), text.clone(), ""),
        (None, Some(text), Some(folder)) => (
            folder.join(format!("{rule}.toml")),
            text.to_owned(),
            ", in a copy that replaces the built-in rule",
        ),
        (None, Some(_), None) => {
            let mut alone = DocumentMut::new();
            alone["test"] = Item::ArrayOfTables([test].into_iter().collect());
            return Ok(format!(
                "# `{rule}` is built in; name a folder of rules before --add, and a copy with this test is put there.\n{alone}"
            ));
        }
        (None, None, _) => {
            return Err(told(format!(
                "the finding is of the rule `{rule}`; name its file or folder before --add"
            )));
        }
    };
    write(&path, &text, test)?;
    Ok(format!("{}: added the test {name:?}{note}\n", path.display()))
}

fn told(message: String) -> Failure {
    Failure::new(format!("error: {message}"))
}

/// The sentences of a finding as a test.
fn test(texts: Texts, finding: &Json, flag: bool, rules: &RuleSet) -> Result<Table, Failure> {
    let document = finding["original"]["document"].as_u64().and_then(|at| usize::try_from(at).ok());
    let original = texts.original.into_iter().nth(document.unwrap_or(0)).unwrap_or_default();
    let documents = Pair::new(original, texts.rewrite).map(|source| {
        let detected = || language::detect(&source.text).filter(|d| d.believed).map(|d| d.code);
        let language = source.language.clone().or_else(detected).unwrap_or_else(|| "en".to_owned());
        Document::read(&source, &ReadOptions { language, own: rules.own_facts(), ..ReadOptions::default() })
    });
    let sentences = sentences(&documents, finding, flag);
    if Side::BOTH.iter().any(|side| sentences[*side].1.contains("{{")) {
        return Err(told("the text holds `{{`, which a test would take for a mark".to_owned()));
    }
    let mut test = Table::new();
    let message = super::flat(finding["message"].as_str().unwrap_or_default());
    test["name"] = value(format!("{}: {message}", if flag { "flagged" } else { "silent" }));
    test["original"] = value(&sentences.original.0);
    test["rewrite"] = value(&sentences.rewrite.0);
    if documents.original.language != "en" {
        test["language"] = value(&documents.original.language);
    }
    Ok(test)
}

/// Puts a test at the end of a rule file.
fn write(path: &Path, text: &str, test: Table) -> Result<(), Failure> {
    let mut document: DocumentMut =
        text.parse().map_err(|error: toml_edit::TomlError| told(format!("{}: {error}", path.display())))?;
    if !document.contains_key("test") {
        document["test"] = Item::ArrayOfTables(ArrayOfTables::new());
    }
    let Some(tests) = document["test"].as_array_of_tables_mut() else {
        return Err(told(format!("{}: `test` is no list of [[test]] tables", path.display())));
    };
    tests.push(test);
    fs::write(path, document.to_string()).map_err(|error| failure(path, &error))
}

/// What batch judges by from here with these rules, at its most talkative.
fn searching(rules: &[PathBuf]) -> Result<Config, Failure> {
    let config = input::rules_and_file(rules, None)?;
    Ok(Config { min_confidence: Confidence::Low, ..config })
}

/// The finding with a fingerprint among those of a pair.
fn reported(texts: &Texts, record: Option<&PairRecord>, config: &Config, fingerprint: &str) -> Option<Json> {
    let nothing = Json::Null;
    let meta = record.and_then(|record| record.meta.as_ref()).unwrap_or(&nothing);
    let mode = record.and_then(|record| record.mode).unwrap_or(config.mode);
    let report = check_several_with(&texts.original, &texts.rewrite, config, mode, meta);
    let report = serde_json::to_value(Record::new(&report, Json::Null, None, Detail::default())).ok()?;
    report["findings"].as_array()?.iter().find(|finding| finding["fingerprint"] == fingerprint).cloned()
}

/// The first pair of a batch file that has a finding with a fingerprint.
fn checked(pairs: &Path, fingerprint: &str, rules: &[PathBuf]) -> Result<(Texts, Json), Failure> {
    let config = searching(rules)?;
    let found = Numbered::open(pairs)?
        .filter_map(|(_, line)| read_pair(&line.ok()?).ok())
        .find_map(|(record, texts)| Some((reported(&texts, Some(&record), &config, fingerprint)?, texts)));
    let (finding, texts) = found.ok_or_else(|| {
        told(format!("no finding of the pairs in {} has the fingerprint {fingerprint}", pairs.display()))
    })?;
    Ok((texts, finding))
}

/// The finding with a fingerprint, and the id of its record.
fn finding(from: &Path, fingerprint: &str) -> Result<(Json, Json), Failure> {
    for (_, line) in Numbered::open(from)? {
        let Some(record) = line.ok().and_then(|line| serde_json::from_str::<Json>(&line).ok()) else {
            continue;
        };
        let findings = record["findings"].as_array().into_iter().flatten();
        if let Some(found) = findings.into_iter().find(|f| f["fingerprint"] == fingerprint) {
            return Ok((record["id"].clone(), found.clone()));
        }
    }
    Err(told(format!("no finding in {} has the fingerprint {fingerprint}", from.display())))
}

/// The texts of the record with an id.
fn record(pairs: &Path, id: &Json) -> Result<Texts, Failure> {
    let mut records = Numbered::open(pairs)?.filter_map(|(_, line)| read_pair(&line.ok()?).ok());
    let found = records.find(|(record, _)| record.id == *id);
    found
        .map(|(_, texts)| texts)
        .ok_or_else(|| told(format!("no record in {} has the id {id}", pairs.display())))
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
