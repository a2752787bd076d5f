//! `label`: a person says of a sample of findings which are right; what comes out is a labelled file that `eval` reads.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::BufRead;
use std::path::Path;

use serde_json::{Map, Value as Json, json};

use super::args::LabelArgs;
use super::batch::Numbered;
use super::{Failure, Outcome, UNCHECKED, print};
use crate::eval::{Found, Labelled, Options, excerpt};
use crate::pair::Side;
use crate::rule::fnv;

/// An object of a JSON Lines file.
type Object = Map<String, Json>;

/// A record of the batch with its findings, and what was said of them.
struct Entry {
    /// The record as it was read.
    pair: Object,
    findings: Vec<Json>,
    /// By fingerprint: whether the finding is right.
    answers: BTreeMap<String, bool>,
}

/// A finding to ask about.
struct Question {
    record: usize,
    finding: usize,
    rule: String,
}

pub(super) fn label(args: &LabelArgs) -> Outcome {
    let mut entries = entries(args)?;
    let questions = sample(&entries, args);
    if questions.is_empty() {
        let message = format!("unchecked: {} holds no findings to ask about", args.findings.display());
        return Err(Failure { message, status: UNCHECKED });
    }
    let mut input = std::io::stdin().lock();
    for (number, question) in questions.iter().enumerate() {
        let entry = &mut entries[question.record];
        let fingerprint = fingerprint(&entry.findings[question.finding]).to_owned();
        if entry.answers.contains_key(&fingerprint) {
            continue;
        }
        let (number, all) = (number + 1, questions.len());
        print(&format!("\n{number} of {all}  {}", shown(entry, question.finding)?))?;
        match ask(&mut input)? {
            Answer::Right => _ = entry.answers.insert(fingerprint, true),
            Answer::Wrong => _ = entry.answers.insert(fingerprint, false),
            Answer::Skip => {}
            Answer::Stop => break,
        }
    }
    write(args, &entries)?;
    print(&summary(&entries, &questions, &args.to))?;
    Ok(0)
}

/// The records that have findings, in the batch's order, with the answers of an earlier session.
fn entries(args: &LabelArgs) -> Result<Vec<Entry>, Failure> {
    let mut findings: BTreeMap<String, Vec<Json>> = BTreeMap::new();
    for (id, record) in lines(&args.findings)? {
        if let Some(Json::Array(found)) = record.get("findings").filter(|found| found != &&json!([])) {
            findings.insert(id, found.clone());
        }
    }
    let mut answers: BTreeMap<String, BTreeMap<String, bool>> = BTreeMap::new();
    if args.to.exists() {
        for (id, record) in lines(&args.to)? {
            let given = record.get("labels").cloned().unwrap_or_default();
            answers.insert(id, serde_json::from_value(given).unwrap_or_default());
        }
    }
    let mut entries = Vec::new();
    for (id, pair) in lines(&args.pairs)? {
        if pair.contains_key("originals") {
            continue;
        }
        if let Some(findings) = findings.remove(&id) {
            entries.push(Entry { pair, findings, answers: answers.remove(&id).unwrap_or_default() });
        }
    }
    match findings.keys().next() {
        Some(id) => Err(Failure::new(format!(
            "error: {} has no pair with one original and the id {id}, which {} holds findings of",
            args.pairs.display(),
            args.findings.display()
        ))),
        None => Ok(entries),
    }
}

/// The objects of a JSON Lines file, by their ids as JSON.
fn lines(path: &Path) -> Result<Vec<(String, Object)>, Failure> {
    let mut out = Vec::new();
    for (number, line) in Numbered::open(path)? {
        let wrong = |error: String| Failure::new(format!("error: {}:{number}: {error}", path.display()));
        let record: Object =
            serde_json::from_str(&line.map_err(wrong)?).map_err(|e| wrong(format!("not a record: {e}")))?;
        out.push((record.get("id").unwrap_or(&Json::Null).to_string(), record));
    }
    Ok(out)
}

/// So many findings of each rule: which, depends on their fingerprints alone.
fn sample(entries: &[Entry], args: &LabelArgs) -> Vec<Question> {
    let mut by_rule: BTreeMap<&str, Vec<(u64, usize, usize)>> = BTreeMap::new();
    for (record, entry) in entries.iter().enumerate() {
        for (finding, found) in entry.findings.iter().enumerate() {
            let rule = found["rule"].as_str().unwrap_or_default();
            if args.rule.as_ref().is_none_or(|wanted| wanted == rule) {
                let key = fnv(format!("{}\u{1f}{}", entry.pair["id"], fingerprint(found)).as_bytes());
                by_rule.entry(rule).or_default().push((key, record, finding));
            }
        }
    }
    let mut questions = Vec::new();
    for (rule, mut found) in by_rule {
        found.sort_unstable();
        let chosen = found.into_iter().take(args.sample);
        questions.extend(chosen.map(|(_, record, finding)| Question {
            record,
            finding,
            rule: rule.to_owned(),
        }));
    }
    questions
}

fn fingerprint(finding: &Json) -> &str {
    finding["fingerprint"].as_str().unwrap_or_default()
}

/// A finding in its sentences, in marks.
fn shown(entry: &Entry, finding: usize) -> Result<String, Failure> {
    let wrong =
        |error: serde_json::Error| Failure::new(format!("error: record {}: {error}", entry.pair["id"]));
    let line = Json::Object(labelled(entry)).to_string();
    let (record, _) = Labelled::read(&line, &Options::default()).map_err(wrong)?;
    let found: Found = serde_json::from_value(entry.findings[finding].clone()).map_err(wrong)?;
    Ok(excerpt(&record, &found))
}

enum Answer {
    Right,
    Wrong,
    Skip,
    Stop,
}

fn ask(input: &mut impl BufRead) -> Result<Answer, Failure> {
    loop {
        print("right? yes, no, skip, quit [y/n/s/q] ")?;
        let mut answer = String::new();
        if input.read_line(&mut answer).unwrap_or(0) == 0 {
            return Ok(Answer::Stop);
        }
        match answer.trim().chars().next() {
            Some('y' | 'Y') => return Ok(Answer::Right),
            Some('n' | 'N') => return Ok(Answer::Wrong),
            Some('s' | 'S') => return Ok(Answer::Skip),
            Some('q' | 'Q') => return Ok(Answer::Stop),
            _ => {}
        }
    }
}

/// The record that `eval` reads: right findings are faults; what nobody answered for counts neither way.
fn labelled(entry: &Entry) -> Object {
    let mut record = entry.pair.clone();
    record.entry("group").or_insert_with(|| entry.pair["id"].clone());
    record.entry("phenomenon").or_insert_with(|| json!("labelled"));
    let place = |finding: &Json, side: Side| {
        let place = &finding[if side == Side::Original { "original" } else { "rewrite" }];
        let range = json!([place["start"], place["end"]]);
        if place["start"].is_number() { range } else { Json::Null }
    };
    let (mut faults, mut ignore) = (Vec::new(), [Vec::new(), Vec::new()]);
    for finding in &entry.findings {
        let places = Side::BOTH.map(|side| place(finding, side));
        match entry.answers.get(fingerprint(finding)) {
            Some(true) => faults.push(json!({
                "kind": finding["kind"], "relation": finding["relation"],
                "original": places[0], "rewrite": places[1],
            })),
            Some(false) => {}
            None => {
                for (list, place) in ignore.iter_mut().zip(places) {
                    list.extend((!place.is_null()).then_some(place));
                }
            }
        }
    }
    let [original, rewrite] = ignore;
    record.insert("faults".to_owned(), Json::Array(faults));
    record.insert("ignore".to_owned(), json!({ "original": original, "rewrite": rewrite }));
    record.insert("labels".to_owned(), json!(entry.answers));
    record
}

/// Writes the records of which something is known.
fn write(args: &LabelArgs, entries: &[Entry]) -> Result<(), Failure> {
    let mut out = String::new();
    for entry in entries.iter().filter(|entry| !entry.answers.is_empty()) {
        _ = writeln!(out, "{}", Json::Object(labelled(entry)));
    }
    fs::write(&args.to, out)
        .map_err(|error| Failure::new(format!("error: cannot write {}: {error}", args.to.display())))
}

/// How many of the answered findings of each rule are right.
fn summary(entries: &[Entry], questions: &[Question], to: &Path) -> String {
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for question in questions {
        let entry = &entries[question.record];
        if let Some(right) = entry.answers.get(fingerprint(&entry.findings[question.finding])) {
            let (all, good) = rules.entry(&question.rule).or_default();
            *all += 1;
            *good += usize::from(*right);
        }
    }
    let width = rules.keys().map(|rule| rule.len()).max().unwrap_or(0);
    let mut out = "\n".to_owned();
    for (rule, (all, good)) in &rules {
        _ = writeln!(out, "{rule:<width$}  {good} of {all} right");
    }
    _ = writeln!(out, "labels are in {}; `factdiff eval {}` gives the figures", to.display(), to.display());
    out
}
