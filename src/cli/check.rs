//! `check` and `align`: two files.

use serde_json::Value as Json;

use super::args::{AlignArgs, CheckArgs, Format, Switch};
use super::{Outcome, UNCHECKED, input, print};
use crate::cli::Failure;
use crate::config::Config;
use crate::pair::Pair;
use crate::report::json::{Detail, LinksRecord, Record};
use crate::report::{self, Gate, Report, Verdict};

pub(super) fn check(args: &CheckArgs) -> Outcome {
    if input::is_stdin(&args.original) && input::is_stdin(&args.rewrite) {
        return Err(Failure::new(
            "error: standard input can be the original or the rewrite, not both".to_owned(),
        ));
    }
    let config = input::config(&args.options)?;
    let mut texts = Pair::new(input::text(&args.original)?, input::text(&args.rewrite)?);
    texts.original.date = args.dates.date_original;
    texts.rewrite.date = args.dates.date_rewrite;
    texts.original.language.clone_from(&args.dates.language_original);
    texts.rewrite.language.clone_from(&args.dates.language_rewrite);
    let report = report::check(&texts, &config);
    match args.format {
        Format::Text => print(&report::text::report(&report, input::look()))?,
        Format::Json => print(&line(&Record::new(&report, Json::Null, None, Detail { links: args.links })))?,
    }
    Ok(status(&report))
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
