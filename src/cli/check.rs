//! `check` and `align`: two files.

use std::path::PathBuf;

use serde_json::Value as Json;

use super::args::{AlignArgs, CheckArgs, Format, Switch};
use super::{Outcome, UNCHECKED, input, print};
use crate::cli::Failure;
use crate::config::Config;
use crate::document::Source;
use crate::pair::Pair;
use crate::report::json::{Detail, LinksRecord, Record};
use crate::report::{self, Gate, Report, Verdict};

pub(super) fn check(args: &CheckArgs) -> Outcome {
    let (originals, rewrite) = paths(args);
    if originals.iter().chain([&rewrite]).filter(|path| input::is_stdin(path)).count() > 1 {
        return Err(Failure::new(
            "error: standard input can be the original or the rewrite, not both".to_owned(),
        ));
    }
    let config = input::config(&args.options)?;
    let updated = originals.len() - args.updates.len();
    let mut sources = Vec::with_capacity(originals.len());
    for (at, path) in originals.into_iter().enumerate() {
        sources.push(Source {
            date: args.dates.date_original,
            language: args.dates.language_original.clone(),
            supersedes: (at >= updated).then(|| if at == updated { 0 } else { at - 1 }),
            ..input::text(path)?
        });
    }
    let rewrite = Source {
        date: args.dates.date_rewrite,
        language: args.dates.language_rewrite.clone(),
        ..input::text(rewrite)?
    };
    let report = report::check_several(&sources, &rewrite, &config);
    match args.format {
        Format::Text if args.why => print(&report::text::report_with_quality(&report, input::look()))?,
        Format::Text => print(&report::text::report(&report, input::look()))?,
        Format::Json => {
            let detail = Detail { links: args.links, why: args.why };
            print(&line(&Record::new(&report, Json::Null, None, detail)))?;
        }
    }
    Ok(status(&report))
}

/// The originals, updates last: the first replaces the first original, each other one the update before it; and the rewrite.
fn paths(args: &CheckArgs) -> (Vec<&PathBuf>, &PathBuf) {
    let (first, rewrite) = match &args.rewrite {
        Some(rewrite) => (Some(&args.original), rewrite),
        None => (None, &args.original),
    };
    (first.into_iter().chain(&args.originals).chain(&args.updates).collect(), rewrite)
}

pub(super) fn status(report: &Report) -> u8 {
    match (report.verdict, report.gate) {
        (Verdict::Unchecked, _) => UNCHECKED,
        (_, Gate::Block) => 1,
        _ => 0,
    }
}

pub(super) fn line(record: &impl serde::Serialize) -> String {
    let mut line = serde_json::to_string(record).expect("records hold only texts, numbers and lists");
    line.push('\n');
    line
}

pub(super) fn align(args: &AlignArgs) -> Outcome {
    let texts = Pair::new(input::text(&args.original)?, input::text(&args.rewrite)?);
    let config = Config { boilerplate: args.boilerplate == Switch::On, ..Config::default() };
    let report = report::check(&texts, &config);
    match args.format {
        Format::Text => print(&report::text::links(&report, input::look().width, args.why))?,
        Format::Json => print(&line(&LinksRecord::new(&report, Json::Null)))?,
    }
    Ok(0)
}
