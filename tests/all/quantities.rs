//! The conformance corpus of amounts, dates, times and units: `tests/quantities/<language>/<topic>.toml`.

use std::fmt::Write as _;
use std::path::Path;

use factdiff::fact::{self, Bound, Fact, Kind, Unit, Value, value::print};
use factdiff::{Document, ReadOptions, Source, language};
use serde::Deserialize;

use crate::corpus::none;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    facts: Vec<Expected>,
    date: Option<String>,
    #[allow(dead_code, reason = "for people who read the file")]
    why: Option<String>,
}

#[derive(Deserialize, Debug, Default, PartialEq)]
#[serde(deny_unknown_fields)]
struct Expected {
    text: String,
    kind: String,
    readings: Vec<String>,
    bound: Option<String>,
    #[serde(default)]
    approximate: bool,
    base: Option<String>,
    counted: Option<String>,
    rate: Option<String>,
}

#[test]
fn every_case_of_the_quantities_holds() {
    let mut failures = Vec::new();
    for (language, name, file) in files() {
        for case in file.case {
            let found = find(&language, &case);
            if found != case.facts {
                let mut text = format!("{language}/{name}: {}", case.text);
                for (sign, facts) in [('-', &case.facts), ('+', &found)] {
                    for fact in facts {
                        let _ = write!(text, "\n  {sign} {}", shown(fact));
                    }
                }
                failures.push(text);
            }
        }
    }
    none(&failures);
}

#[test]
fn english_has_three_hundred_cases_and_no_text_twice() {
    let mut texts: Vec<(String, String)> = files()
        .into_iter()
        .flat_map(|(language, _, file)| file.case.into_iter().map(move |case| (language.clone(), case.text)))
        .collect();
    assert!(texts.iter().filter(|(language, _)| language == "en").count() >= 300);
    texts.sort();
    let twice: Vec<String> = texts.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0].1.clone()).collect();
    none(&twice);
}

#[allow(clippy::disallowed_methods, reason = "the cases lie on the disk")]
fn files() -> Vec<(String, String, File)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/quantities");
    let mut out = Vec::new();
    for folder in sorted(&root).into_iter().filter(|path| path.is_dir()) {
        for path in sorted(&folder) {
            let text = std::fs::read_to_string(&path).expect("a readable file");
            let file = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let name =
                |path: &Path| path.file_name().expect("a path with a name").to_string_lossy().into_owned();
            out.push((name(&folder), name(&path), file));
        }
    }
    out
}

fn sorted(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// What is found in the text, told the way the case tells it.
fn find(code: &str, case: &Case) -> Vec<Expected> {
    let source = Source {
        date: case.date.as_ref().map(|date| date.parse().expect("a date as 2021-02-16")),
        ..Source::text(case.text.as_str())
    };
    let options = ReadOptions { language: code.to_owned(), boilerplate: false, ..ReadOptions::default() };
    let document = Document::read(&source, &options);
    let facts = document.facts.iter().filter(|fact| fact.kind.is_numeric());
    facts
        .enumerate()
        .map(|(i, fact)| {
            let asked = case.facts.get(i);
            Expected {
                text: fact.span.of(&case.text).to_owned(),
                kind: fact.kind.as_str().to_owned(),
                readings: fact.readings.iter().map(reading).collect(),
                bound: fact.bound.map(|bound| bound_name(bound).to_owned()),
                approximate: fact.approximate,
                base: asked.and_then(|asked| asked.base.as_ref()).map(|_| base(code, fact)),
                counted: asked
                    .and_then(|asked| asked.counted.as_ref())
                    .map(|_| fact.counted.as_ref().map(ToString::to_string).unwrap_or_default()),
                rate: asked
                    .and_then(|asked| asked.rate.as_ref())
                    .map(|_| fact.rate.as_ref().map(|rate| rate.unit.to_string()).unwrap_or_default()),
            }
        })
        .collect()
}

fn reading(value: &Value) -> String {
    let with = |amount: String, unit: Option<&str>| match unit {
        Some(unit) => format!("{amount} {unit}"),
        None => amount,
    };
    match value {
        Value::Amount { amount, unit } => with(print(*amount), unit.name()),
        Value::Range { low, high, unit: Unit::Score } => format!("{}:{}", print(*low), print(*high)),
        Value::Identifier(id) => format!("id {id}"),
        Value::Range { low, high, unit } => with(format!("{}..{}", print(*low), print(*high)), unit.name()),
        Value::Date(date) => date.timex(),
        Value::Time(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
        other => format!("{other:?}"),
    }
}

fn base(code: &str, fact: &Fact) -> String {
    match &fact.readings[0] {
        Value::Amount { amount, unit } => fact::in_base(language::get(code), *amount, unit)
            .map_or_else(String::new, |(amount, unit)| format!("{} {unit}", print(amount))),
        _ => String::new(),
    }
}

fn bound_name(bound: Bound) -> &'static str {
    match bound {
        Bound::MoreThan => "more-than",
        Bound::AtLeast => "at-least",
        Bound::AtMost => "at-most",
        Bound::LessThan => "less-than",
    }
}

fn shown(fact: &Expected) -> String {
    let Expected { text, kind, readings, bound, approximate, base, counted, rate } = fact;
    let mut out = format!("{kind} {text:?} {readings:?}");
    for (name, value) in [("bound", bound), ("base", base), ("counted", counted), ("rate", rate)] {
        if let Some(value) = value {
            let _ = write!(out, " {name}={value}");
        }
    }
    if *approximate {
        out.push_str(" approximate");
    }
    out
}

#[test]
fn every_kind_a_case_names_is_one() {
    let known = |kind: &str| Kind::ALL.iter().any(|known| known.is_numeric() && known.as_str() == kind);
    let unknown: Vec<String> = files()
        .into_iter()
        .flat_map(|(_, _, file)| file.case)
        .flat_map(|case| case.facts)
        .filter(|fact| !known(&fact.kind))
        .map(|fact| fact.kind)
        .collect();
    none(&unknown);
}
