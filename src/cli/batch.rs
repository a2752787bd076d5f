//! `batch` and `facts`: JSON Lines in and out, in order, in parallel, in constant memory.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value as Json;

use super::args::{BatchArgs, FactsArgs, Format, Switch};
use super::check::line;
use super::{FAILED, Failure, Outcome, UNCHECKED, input, print, print_json};
use crate::config::{Config, language_code};
use crate::document::{Document, ReadOptions, Source};
use crate::language;
use crate::report::json::{Detail, ErrorRecord, FactsRecord, Record};
use crate::report::{self, check_several_with};
use crate::rule::Mode;

/// Lines worked on at a time: enough to keep every processor busy, few enough to hold.
const CHUNK: usize = 256;

/// What some programs write before the first line.
const BOM: &[u8] = "\u{feff}".as_bytes();

/// A pair as it comes in; other keys are ignored.
#[derive(Debug, Deserialize)]
pub(super) struct PairRecord {
    #[serde(default)]
    pub id: Json,
    original: Option<Text>,
    originals: Option<Vec<Text>>,
    rewrite: Option<Text>,
    pub mode: Option<Mode>,
    language_original: Option<String>,
    language_rewrite: Option<String>,
    date_original: Option<String>,
    date_rewrite: Option<String>,
    pub meta: Option<Json>,
}

/// A text: a string, segments as they stand, or an object.
#[derive(Debug)]
struct Text(Source);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let wrong = |found: &str| {
            D::Error::custom(format!(
                "a text is a string, an array of strings or an object with `text`, not {found}"
            ))
        };
        match Json::deserialize(deserializer)? {
            Json::String(text) => Ok(Text(Source::text(text))),
            Json::Array(parts) => {
                let parts: Option<Vec<&str>> = parts.iter().map(Json::as_str).collect();
                parts
                    .map(|parts| Text(Source::segments(parts)))
                    .ok_or_else(|| wrong("an array of other things"))
            }
            Json::Object(fields) => {
                let text =
                    fields.get("text").and_then(Json::as_str).ok_or_else(|| wrong("an object without it"))?;
                let name = fields.get("name").and_then(Json::as_str).map(str::to_owned);
                let supersedes = match fields.get("supersedes") {
                    None | Some(Json::Null) => None,
                    Some(index) => Some(
                        index.as_u64().and_then(|index| usize::try_from(index).ok()).ok_or_else(|| {
                            D::Error::custom(format!(
                                "`supersedes` is {index}; it is the index of an earlier original, from 0"
                            ))
                        })?,
                    ),
                };
                Ok(Text(Source { name, supersedes, ..Source::text(text) }))
            }
            Json::Number(_) => Err(wrong("a number")),
            Json::Bool(_) => Err(wrong("true or false")),
            Json::Null => Err(wrong("null")),
        }
    }
}

#[derive(Debug, Deserialize)]
struct TextRecord {
    #[serde(default)]
    id: Json,
    text: String,
    format: Option<String>,
    language: Option<String>,
    date: Option<String>,
}

/// What became of a line.
struct Done {
    line: String,
    status: u8,
    error: Option<String>,
}

pub(super) fn pairs(args: &BatchArgs) -> Outcome {
    let config = input::config(&args.options)?;
    let detail = Detail { links: args.links, why: args.why };
    let statuses = lines(&args.pairs, args.jobs, |text| pair(text, &config, detail))?;
    Ok([FAILED, 1, UNCHECKED].into_iter().find(|status| statuses.contains(status)).unwrap_or(0))
}

fn pair(text: &str, config: &Config, detail: Detail) -> Done {
    let (record, texts) = match read_pair(text) {
        Ok(read) => read,
        Err((id, error)) => return failed(id, error),
    };
    let nothing = Json::Null;
    let report = check_several_with(
        &texts.original,
        &texts.rewrite,
        config,
        record.mode.unwrap_or(config.mode),
        record.meta.as_ref().unwrap_or(&nothing),
    );
    let line = line(&Record::new(&report, record.id, record.meta.as_ref(), detail));
    Done { line, status: super::check::status(&report), error: None }
}

fn failed(id: Json, error: String) -> Done {
    Done { line: line(&ErrorRecord::new(id, error.clone())), status: FAILED, error: Some(error) }
}

/// The texts of a record.
pub(super) struct Texts {
    pub original: Vec<Source>,
    pub rewrite: Source,
}

/// The record and its texts, or its id as far as it can be told, and what is wrong.
pub(super) fn read_pair(text: &str) -> Result<(PairRecord, Texts), (Json, String)> {
    let mut record: PairRecord = record(text, "batch").map_err(|error| (id_of(text), error))?;
    let originals = match (record.original.take(), record.originals.take()) {
        (Some(original), None) => vec![original],
        (None, Some(all)) if all.is_empty() => {
            return Err((record.id, "`originals` is empty".to_owned()));
        }
        (None, Some(all)) => all,
        (Some(_), Some(_)) => {
            return Err((
                record.id,
                "both `original` and `originals` are given; give one of them".to_owned(),
            ));
        }
        (None, None) => return Err((record.id, "the record has no `original`".to_owned())),
    };
    let Some(rewrite) = record.rewrite.take() else {
        return Err((record.id, "the record has no `rewrite`".to_owned()));
    };
    let date =
        |date: &Option<String>, key: &str| date.as_deref().map(|date| read_date(date, key)).transpose();
    let dates = date(&record.date_original, "date_original")
        .and_then(|a| Ok((a, date(&record.date_rewrite, "date_rewrite")?)));
    let (date_original, date_rewrite) = dates.map_err(|error| (record.id.clone(), error))?;
    let language = |tag: &Option<String>, key: &str| {
        tag.as_deref()
            .map(|tag| read_language(tag, key))
            .transpose()
            .map_err(|error| (record.id.clone(), error))
    };
    let language_original = language(&record.language_original, "language_original")?;
    let language_rewrite = language(&record.language_rewrite, "language_rewrite")?;
    let wrong = originals
        .iter()
        .enumerate()
        .find_map(|(at, text)| Some((at, text.0.supersedes.filter(|old| *old >= at)?)));
    if let Some((at, old)) = wrong {
        let error = format!(
            "original {at} supersedes {old}; a version can only replace an earlier one, counted from 0"
        );
        return Err((record.id, error));
    }
    let original = originals
        .into_iter()
        .map(|text| Source { language: language_original.clone(), date: date_original, ..text.0 })
        .collect();
    let rewrite = Source { language: language_rewrite, date: date_rewrite, ..rewrite.0 };
    Ok((record, Texts { original, rewrite }))
}

fn read_date(date: &str, key: &str) -> Result<jiff::civil::Date, String> {
    date.parse().map_err(|_| format!("`{key}` is \"{date}\"; a date is written YYYY-MM-DD"))
}

fn read_language(tag: &str, key: &str) -> Result<String, String> {
    language_code(tag)
        .ok_or_else(|| format!("`{key}` is \"{tag}\"; a language is a code of two letters, such as \"en\""))
}

/// Reads a line as a record of a command.
fn record<T: serde::de::DeserializeOwned>(text: &str, command: &str) -> Result<T, String> {
    let other = match text.trim_start().as_bytes().first() {
        Some(b'[') => Some("an array"),
        Some(b'"') => Some("a string"),
        Some(b'n') if text.trim() == "null" => Some("null"),
        _ => None,
    };
    match other {
        Some(other) => Err(format!("not a record of factdiff {command}: a record is an object, not {other}")),
        None => {
            serde_json::from_str(text).map_err(|error| format!("not a record of factdiff {command}: {error}"))
        }
    }
}

/// The id of a line that is JSON but no record.
fn id_of(text: &str) -> Json {
    serde_json::from_str::<Json>(text).ok().and_then(|value| value.get("id").cloned()).unwrap_or(Json::Null)
}

pub(super) fn facts(args: &FactsArgs) -> Outcome {
    let label = args.boilerplate == Switch::On;
    if args.jsonl || args.text.extension().is_some_and(|e| e == "jsonl") {
        let statuses = lines(&args.text, None, |text| facts_line(text, args.segments, label))?;
        return Ok([FAILED, UNCHECKED].into_iter().find(|status| statuses.contains(status)).unwrap_or(0));
    }
    let source = input::text(&args.text)?;
    let language = args
        .language
        .clone()
        .or_else(|| language::detect(&source.text).filter(|d| d.believed).map(|d| d.code))
        .unwrap_or_else(|| "en".to_owned());
    let document = Document::read(
        &source,
        &ReadOptions { language: language.clone(), boilerplate: label, ..ReadOptions::default() },
    );
    match args.format {
        Format::Text => print(&report::text::facts(&document))?,
        Format::Json => print_json(&line(&FactsRecord::new(&document, Json::Null, args.segments)))?,
    }
    if language::is_complete(&language) {
        return Ok(0);
    }
    Err(Failure {
        message: format!("unchecked: there is no data for the language `{language}`"),
        status: UNCHECKED,
    })
}

fn facts_line(text: &str, segments: bool, label: bool) -> Done {
    let record: TextRecord = match record(text, "facts") {
        Ok(record) => record,
        Err(error) => return failed(id_of(text), error),
    };
    if let Some(format) = record.format.as_deref().filter(|format| !matches!(*format, "text" | "markdown")) {
        return failed(
            record.id,
            format!(
                "`format` is \"{format}\"; factdiff {} reads text and markdown",
                env!("CARGO_PKG_VERSION")
            ),
        );
    }
    let date = match record.date.as_deref().map(|date| read_date(date, "date")).transpose() {
        Ok(date) => date,
        Err(error) => return failed(record.id, error),
    };
    let language = match record.language.as_deref().map(|tag| read_language(tag, "language")).transpose() {
        Ok(language) => language,
        Err(error) => return failed(record.id, error),
    };
    let language = language
        .or_else(|| language::detect(&record.text).filter(|d| d.believed).map(|d| d.code))
        .unwrap_or_else(|| "en".to_owned());
    let source = Source { date, ..Source::text(record.text) };
    let document = Document::read(
        &source,
        &ReadOptions { language: language.clone(), boilerplate: label, ..ReadOptions::default() },
    );
    let status = if language::is_complete(&language) { 0 } else { UNCHECKED };
    Done { line: line(&FactsRecord::new(&document, record.id, segments)), status, error: None }
}

/// Works through JSON Lines chunk by chunk and prints the answers in order; says every error, with its line.
fn lines(path: &Path, jobs: Option<usize>, work: impl Fn(&str) -> Done + Sync) -> Result<Vec<u8>, Failure> {
    let mut lines = Numbered::open(path)?;
    let pool = pool(jobs)?;
    let mut statuses: Vec<u8> = Vec::new();
    loop {
        let chunk: Vec<(usize, Result<String, String>)> = lines.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            break;
        }
        let done: Vec<(usize, Done)> = pool.install(|| {
            chunk
                .into_par_iter()
                .map(|(number, text)| {
                    (number, text.map_or_else(|error| failed(Json::Null, error), |text| work(&text)))
                })
                .collect()
        });
        let mut out = String::new();
        for (number, done) in done {
            out.push_str(&done.line);
            if let Some(error) = done.error {
                eprintln!("error: {}:{number}: {error}", path.display());
            }
            if !statuses.contains(&done.status) {
                statuses.push(done.status);
            }
        }
        print_json(&out)?;
    }
    if statuses.is_empty() {
        return Err(Failure {
            message: format!("unchecked: {} holds no records", path.display()),
            status: UNCHECKED,
        });
    }
    Ok(statuses)
}

/// Threads: so many, or one for each processor.
pub(super) fn pool(jobs: Option<usize>) -> Result<rayon::ThreadPool, Failure> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or(0))
        .build()
        .map_err(|error| Failure::new(format!("error: cannot start {} threads: {error}", jobs.unwrap_or(0))))
}

/// Lines with their numbers, blank ones left out.
pub(super) struct Numbered {
    reader: Box<dyn BufRead>,
    line: usize,
}

impl Numbered {
    /// The lines of a file; `-` is standard input.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let reader: Box<dyn BufRead> = if input::is_stdin(path) {
            Box::new(BufReader::new(std::io::stdin()))
        } else {
            if path.is_dir() {
                return Err(input::unreadable(path, &std::io::Error::other("a folder")));
            }
            Box::new(BufReader::new(File::open(path).map_err(|error| input::unreadable(path, &error))?))
        };
        Ok(Self { reader, line: 0 })
    }
}

impl Iterator for Numbered {
    type Item = (usize, Result<String, String>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut bytes = Vec::new();
            match self.reader.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => self.line += 1,
                Err(error) => {
                    self.line += 1;
                    return Some((self.line, Err(format!("cannot read: {error}"))));
                }
            }
            if self.line == 1 && bytes.starts_with(BOM) {
                bytes.drain(..BOM.len());
            }
            let text = String::from_utf8(bytes).map_err(|error| {
                format!("not UTF-8: byte {} of the line", error.utf8_error().valid_up_to() + 1)
            });
            if text.as_ref().is_ok_and(|text| text.trim().is_empty()) {
                continue;
            }
            return Some((self.line, text));
        }
    }
}
