//! `eval`: labelled pairs in, figures out.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use rayon::prelude::*;
use serde_json::Value as Json;

use super::args::{EvalArgs, ShowArg};
use super::batch::{Numbered, pool, read_pair};
use super::{FAILED, Failure, UNCHECKED, input, print};
use crate::config::{Config, ConfigFile};
use crate::eval::{Example, Figures, Labelled, Options, Outcome, Show, changes, examples, table};
use crate::fact::Kind;
use crate::report::check_several_with;
use crate::rule::nearest;

/// Labelled records with the lines they came of.
struct Data {
    lines: Vec<String>,
    records: Vec<(Labelled, String)>,
}

pub(super) fn eval(args: &EvalArgs) -> super::Outcome {
    let options = Options {
        by: args.by.clone(),
        kinds: (!args.kinds.is_empty()).then(|| args.kinds.clone()),
        without: args.without.clone(),
    };
    let config = input::config(&args.options)?;
    let old = args.compare.as_deref().map(earlier).transpose()?;
    let data = read(&args.labelled, &options)?;
    if let Some(sweep) = &args.sweep {
        print(&swept(sweep, &data, &config, &options, args.jobs)?)?;
        return Ok(0);
    }
    let outcomes = match &args.findings {
        Some(path) => found(path, &data)?,
        None => check_all(&data, &config, args.jobs)?,
    };
    check_kinds(&options, &outcomes)?;
    let figures = Figures::new(&data.records, &outcomes, &options);
    if let Some(show) = args.show {
        print(&shown(show, args, &data, &outcomes, &options, &config)?)?;
    } else if args.json {
        let text = serde_json::to_string_pretty(&figures).expect("figures are numbers and names");
        print(&format!("{text}\n"))?;
    } else if let Some(old) = old {
        print(&changes(&old, &figures))?;
    } else {
        print(&table(&figures, &args.by))?;
    }
    Ok(if figures.missing > 0 { FAILED } else { 0 })
}

fn read(path: &Path, options: &Options) -> Result<Data, Failure> {
    let mut data = Data { lines: Vec::new(), records: Vec::new() };
    for (number, line) in Numbered::open(path)? {
        let wrong = |error: String| Failure::new(format!("error: {}:{number}: {error}", path.display()));
        let line = line.map_err(wrong)?;
        let record = Labelled::read(&line, options).map_err(|error| {
            wrong(format!("not a labelled pair: {error}; `factdiff eval --help` shows one"))
        })?;
        data.records.push(record);
        data.lines.push(line);
    }
    if data.records.is_empty() {
        let message = format!("unchecked: {} holds no records", path.display());
        return Err(Failure { message, status: UNCHECKED });
    }
    Ok(data)
}

fn check_all(data: &Data, config: &Config, jobs: Option<usize>) -> Result<Vec<Outcome>, Failure> {
    let one = |line: &String| {
        let Ok((record, texts)) = read_pair(line) else { return Outcome::default() };
        let mode = record.mode.unwrap_or(config.mode);
        let meta = record.meta.as_ref().unwrap_or(&Json::Null);
        Outcome::of(&check_several_with(&texts.original, &texts.rewrite, config, mode, meta))
    };
    Ok(pool(jobs)?.install(|| data.lines.par_iter().map(one).collect()))
}

/// Outcomes that an earlier batch wrote, by the ids of the records.
fn found(path: &Path, data: &Data) -> Result<Vec<Outcome>, Failure> {
    let mut by_id: HashMap<String, Outcome> = HashMap::new();
    for (number, line) in Numbered::open(path)? {
        let wrong = |error: String| Failure::new(format!("error: {}:{number}: {error}", path.display()));
        let line: Json = serde_json::from_str(&line.map_err(wrong)?).map_err(|e| wrong(e.to_string()))?;
        let id = line.get("id").unwrap_or(&Json::Null).to_string();
        let outcome = serde_json::from_value(line)
            .map_err(|error| wrong(format!("not a line that factdiff batch wrote: {error}")))?;
        by_id.insert(id, outcome);
    }
    let of =
        |(record, _): &(Labelled, String)| by_id.get(&record.id.to_string()).cloned().unwrap_or_default();
    Ok(data.records.iter().map(of).collect())
}

/// A kind that is neither built in nor found anywhere is misspelt.
fn check_kinds(options: &Options, outcomes: &[Outcome]) -> Result<(), Failure> {
    let known = Kind::ALL.map(|kind| kind.as_str());
    for kind in options.kinds.iter().flatten().chain(&options.without) {
        let is_found = || {
            let mut findings = outcomes.iter().filter_map(|outcome| outcome.findings.as_ref()).flatten();
            findings.any(|found| found.kind == *kind)
        };
        if !known.contains(&kind.as_str()) && !is_found() {
            let help = nearest(kind, known.iter().copied()).map_or_else(
                || format!("one of {}", known.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            return Err(Failure::new(format!("error: there is no kind of finding `{kind}`; {help}")));
        }
    }
    Ok(())
}

pub(super) fn earlier(path: &Path) -> Result<Figures, Failure> {
    let text = input::raw(path)?.text;
    serde_json::from_str(&text).map_err(|error| {
        let path = path.display();
        Failure::new(format!("error: {path} is not what `factdiff eval --json` writes: {error}"))
    })
}

fn shown(
    show: ShowArg,
    args: &EvalArgs,
    data: &Data,
    outcomes: &[Outcome],
    options: &Options,
    config: &Config,
) -> Result<String, Failure> {
    let rule = match &args.rule {
        Some(id) => Some(config.rules.get(id).ok_or_else(|| super::rules::unknown(&config.rules, id))?),
        None => None,
    };
    let wanted = |example: Example| {
        rule.is_none_or(|rule| match example {
            Example::Alarm(found) => found.rule == rule.id,
            Example::Miss(fault) => {
                fault.kind == rule.check.fact.as_str() && fault.relation == rule.check.verb.as_str()
            }
            Example::Void => false,
        })
    };
    let show = match show {
        ShowArg::Misses => Show::Misses,
        ShowArg::Alarms => Show::Alarms,
    };
    Ok(examples(&data.records, outcomes, options, show, args.limit, wanted))
}

/// One run for each value of a setting: `rule.key=a,b` or `key=a,b`, as factdiff.toml has them.
fn swept(
    sweep: &str,
    data: &Data,
    config: &Config,
    options: &Options,
    jobs: Option<usize>,
) -> Result<String, Failure> {
    let wrong = |what: &str| {
        Failure::new(format!(
            "error: `{sweep}` {what}; a sweep is written money-altered.tolerance=1%,2%,5% or min-confidence=low,medium"
        ))
    };
    let (setting, values) = sweep.split_once('=').ok_or_else(|| wrong("names no values"))?;
    let values: Vec<&str> = values.split(',').map(str::trim).filter(|value| !value.is_empty()).collect();
    if values.is_empty() {
        return Err(wrong("names no values"));
    }
    let rule = setting.split_once('.').map(|(rule, _)| rule);
    let mut out = format!(
        "{setting:30} {:>6} {:>6} {:>8} {:>8} {:>7} {:>9}{}\n",
        "recall",
        "typed",
        "alarmed",
        "blocked",
        "/1000w",
        "precision",
        rule.map_or_else(String::new, |rule| format!("   {rule}: right, false"))
    );
    let configs: Vec<Config> =
        values.iter().map(|value| with_setting(config, setting, value)).collect::<Result<_, _>>()?;
    for (value, config) in values.iter().zip(&configs) {
        let outcomes = check_all(data, config, jobs)?;
        check_kinds(options, &outcomes)?;
        let figures = Figures::new(&data.records, &outcomes, options);
        let share = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.4}"));
        let of_rule = rule.map_or_else(String::new, |rule| {
            let counts = figures.rules.get(rule).cloned().unwrap_or_default();
            format!("   {}, {}", counts.hits, counts.alarms)
        });
        _ = writeln!(
            out,
            "{value:30} {:>6} {:>6} {:>8} {:>8} {:>7} {:>9}{of_rule}",
            share(figures.recall),
            share(figures.typed_recall),
            share(figures.false_alarm_rate),
            share(figures.blocked_rate),
            share(figures.alarms_per_1000_words),
            share(figures.precision)
        );
    }
    Ok(out)
}

/// The configuration with one more setting, read as a line of factdiff.toml.
fn with_setting(config: &Config, setting: &str, value: &str) -> Result<Config, Failure> {
    let value = if matches!(value, "true" | "false") {
        value.to_owned()
    } else {
        format!("{:?}", value.trim_matches('"'))
    };
    let text = match setting.split_once('.') {
        Some((rule, key)) => format!("[rule.{rule}]\n{key} = {value}\n"),
        None => format!("{setting} = {value}\n"),
    };
    let file = ConfigFile::read("--sweep", &text).map_err(|problem| input::problems(&[*problem]))?;
    let mut config = config.clone();
    file.apply(&mut config).map_err(|found| input::problems(&found))?;
    Ok(config)
}
