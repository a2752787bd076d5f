//! What each rule reports on a folder of pairs, held against snapshots in insta's file format.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use similar::{ChangeTag, TextDiff};

use super::super::args::TestArgs;
use super::super::{Failure, input, print};
use super::{count, failure, ids};
use crate::config::Config;
use crate::document::Source;
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::report::{Assume, Report, check};
use crate::rule::RuleSet;
use crate::rule::test::marks;
use crate::span::LineIndex;

/// A snapshot that is not what the rule reports now.
struct Difference {
    rule: String,
    path: PathBuf,
    old: Option<String>,
    new: String,
}

/// Compares, updates or reviews the snapshots of a corpus folder: how many still differ.
pub(super) fn compare(args: &TestArgs, folder: &Path, rules: &RuleSet) -> Result<usize, Failure> {
    let pairs = pairs(folder)?;
    let reported = reported(&pairs, rules);
    let home = folder.join("snapshots");
    fs::create_dir_all(&home).map_err(|error| failure(&home, &error))?;
    let mut out = String::new();
    let mut differences = Vec::new();
    let wanted = |rule: &str| args.filter.as_deref().is_none_or(|part| rule.contains(part));
    for rule in ids(rules).into_iter().filter(|rule| wanted(rule)) {
        let path = home.join(format!("{rule}.snap"));
        let old = fs::read_to_string(&path).ok().map(|text| contents(&text));
        let new = reported.get(rule).cloned().unwrap_or_default();
        if old.as_deref().unwrap_or_default() == new.trim_end() {
            _ = fs::remove_file(pending(&path));
        } else {
            differences.push(Difference { rule: rule.to_owned(), path, old, new });
        }
    }
    let mut open = 0;
    for difference in &differences {
        open += usize::from(!settle(args, difference, &mut out)?);
    }
    out.push_str(&stale(args, &home, &ids(rules))?);
    let (pairs, open_text) = (count(pairs.len(), "pair"), count(open, "difference"));
    _ = writeln!(out, "{pairs}, {}: {open_text}", count(reported.len(), "reporting rule"));
    if open > 0 && !args.review {
        _ = writeln!(out, "`--review` goes through them, `--update` accepts them all");
    }
    print(&out)?;
    Ok(open)
}

/// Accepts, rejects or keeps a difference; true where nothing is left to do.
fn settle(args: &TestArgs, difference: &Difference, out: &mut String) -> Result<bool, Failure> {
    let Difference { rule, path, old, new } = difference;
    let accept = || -> Result<bool, Failure> {
        let done = if new.is_empty() { fs::remove_file(path) } else { fs::write(path, snapshot(rule, new)) };
        done.map_err(|error| failure(path, &error))?;
        _ = fs::remove_file(pending(path));
        Ok(true)
    };
    if args.update {
        _ = writeln!(out, "accepted {rule}");
        return accept();
    }
    let fresh = pending(path);
    fs::write(&fresh, snapshot(rule, new)).map_err(|error| failure(&fresh, &error))?;
    let shown = format!("differs {rule}\n{}", diff(old.as_deref().unwrap_or_default(), new));
    if !args.review {
        out.push_str(&shown);
        return Ok(false);
    }
    print(&format!("{shown}accept, reject or skip [a/r/s]? "))?;
    let mut answer = String::new();
    _ = std::io::stdin().lock().read_line(&mut answer);
    match answer.trim().chars().next() {
        Some('a') => accept(),
        Some('r') => {
            _ = fs::remove_file(&fresh);
            Ok(false)
        }
        _ => Ok(false),
    }
}

/// Snapshots whose rule is gone: told, or removed.
fn stale(args: &TestArgs, home: &Path, rules: &BTreeSet<&str>) -> Result<String, Failure> {
    let mut out = String::new();
    let mut names: Vec<PathBuf> =
        fs::read_dir(home).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    names.sort();
    for path in names {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(rule) = name.strip_suffix(".snap").or_else(|| name.strip_suffix(".snap.new")) else {
            continue;
        };
        if rules.contains(rule) {
            continue;
        }
        if args.prune {
            fs::remove_file(&path).map_err(|error| failure(&path, &error))?;
        }
        _ = writeln!(out, "{} {name}: no rule `{rule}`", if args.prune { "removed" } else { "stale" });
    }
    Ok(out)
}

fn pending(path: &Path) -> PathBuf {
    path.with_extension("snap.new")
}

/// A snapshot file, as insta writes it.
fn snapshot(rule: &str, text: &str) -> String {
    format!("---\nsource: factdiff test\ndescription: {rule}\n---\n{}\n", text.trim_end())
}

/// What a snapshot file holds below its header.
fn contents(file: &str) -> String {
    let file = file.replace("\r\n", "\n");
    let body = file.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map(|(_, body)| body);
    body.unwrap_or(&file).trim_end().to_owned()
}

/// Lines that differ, with the unchanged ones around them.
fn diff(old: &str, new: &str) -> String {
    let colour = std::io::stdout().is_terminal();
    let mut out = String::new();
    let texts = TextDiff::from_lines(old, new.trim_end());
    for change in texts.grouped_ops(2).iter().flatten().flat_map(|op| texts.iter_changes(op)) {
        let (sign, paint) = match change.tag() {
            ChangeTag::Delete => ('-', "\u{1b}[31m"),
            ChangeTag::Insert => ('+', "\u{1b}[32m"),
            ChangeTag::Equal => (' ', ""),
        };
        let line: String = change.value().trim_end().chars().filter(|c| !c.is_control()).collect();
        let (on, off) = if colour && !paint.is_empty() { (paint, "\u{1b}[0m") } else { ("", "") };
        _ = writeln!(out, "    {on}{sign} {line}{off}");
    }
    out
}

/// The pairs of a folder: each folder in it that holds `original…` and `rewrite…`, by name; marks are taken out.
fn pairs(folder: &Path) -> Result<Vec<(String, Pair<Source>)>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| input::unreadable(folder, &error))?;
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect();
    folders.sort();
    let mut pairs = Vec::new();
    for folder in folders {
        let files: Vec<PathBuf> = fs::read_dir(&folder)
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        let named = |start: &str| {
            let starts = |path: &&PathBuf| {
                path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(start))
            };
            files.iter().filter(starts).min()
        };
        let (Some(original), Some(rewrite)) = (named("original"), named("rewrite")) else { continue };
        let read = |path: &Path| -> Result<Source, Failure> {
            let mut source = input::raw(path)?;
            if let Ok((text, _)) = marks(&source.text) {
                source.text = text;
            }
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            source.language = stem.split('.').nth(1).filter(|code| code.len() == 2).map(str::to_owned);
            Ok(source)
        };
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        pairs.push((name, Pair::new(read(original)?, read(rewrite)?)));
    }
    if pairs.is_empty() {
        return Err(Failure::new(format!(
            "error: there is no pair in {}: a folder for each, with original.en.md and rewrite.en.md",
            folder.display()
        )));
    }
    Ok(pairs)
}

/// What each rule reports on all pairs; rules that report nothing are left out.
fn reported(pairs: &[(String, Pair<Source>)], rules: &RuleSet) -> BTreeMap<String, String> {
    let config = Config {
        rules: rules.switched_on(),
        min_confidence: Confidence::Low,
        assume: Some(Assume::Rewrite),
        ..Config::default()
    };
    let reports: Vec<Report> = pairs.par_iter().map(|(_, texts)| check(texts, &config)).collect();
    let mut out: BTreeMap<String, String> = BTreeMap::new();
    for ((name, _), report) in pairs.iter().zip(&reports) {
        let index = report.documents.as_ref().map(|document| LineIndex::new(&document.text));
        let mut last: BTreeMap<&str, ()> = BTreeMap::new();
        for finding in &report.findings {
            for rule in std::iter::once(&finding.rule).chain(&finding.also) {
                let text = out.entry(rule.clone()).or_default();
                if last.insert(rule, ()).is_none() {
                    _ = writeln!(text, "# {name}");
                }
                let by = if *rule == finding.rule {
                    String::new()
                } else {
                    format!(" (told by {})", finding.rule)
                };
                let (severity, confidence) = (finding.severity.as_str(), finding.confidence.as_str());
                _ = writeln!(text, "{severity}, {confidence}: {}{by}", super::flat(&finding.message));
                for places in finding.all_places() {
                    text.push_str(&shown(report, places, &index));
                }
            }
        }
    }
    out
}

/// What stands in one of the places of a finding, a line for each side where something does.
fn shown(report: &Report, places: Pair<Place>, index: &Pair<LineIndex>) -> String {
    let mut text = String::new();
    for (side, label) in [(Side::Original, "original"), (Side::Rewrite, "rewrite")] {
        if let Place::Here(span) = places[side] {
            let line = index[side].line(span.start);
            let words = span.of(&report.documents[side].text);
            _ = writeln!(text, "    {label} {line}: {:?}", crate::rule::middle_cut(words, 120));
        }
    }
    text
}
