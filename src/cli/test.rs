//! `test`: do rules do what their examples say, and what do they report on a folder of pairs?

mod add;
mod corpus;

use std::fmt::Write as _;

use rayon::prelude::*;

use super::args::TestArgs;
use super::{Failure, Outcome, input, print};
use crate::pair::Side;
use crate::rule::RuleSet;
use crate::rule::test::{Outcome as TestOutcome, run};

pub(super) fn test(args: &TestArgs) -> Outcome {
    let mut rules = if args.rules.is_empty() { RuleSet::default() } else { RuleSet::empty() };
    let mut files = Vec::new();
    for path in &args.rules {
        files.extend(input::rule_files(path)?);
    }
    rules.read(&files).map_err(|found| input::problems(&found))?;
    if let Some(fingerprint) = &args.add {
        print(&add::add(args, fingerprint, &files, &rules)?)?;
        return Ok(0);
    }
    super::batch::pool(args.jobs)?.install(|| {
        let (out, failed) = examples(&rules, args.filter.as_deref());
        print(&out)?;
        let differs = match &args.corpus {
            Some(folder) => corpus::compare(args, folder, &rules)?,
            None => 0,
        };
        Ok(u8::from(failed + differs > 0))
    })
}

/// Runs the examples of all rules: what to print, and how many do not hold.
fn examples(rules: &RuleSet, filter: Option<&str>) -> (String, usize) {
    let wanted =
        |rule: &str, test: &str| filter.is_none_or(|part| rule.contains(part) || test.contains(part));
    let tests: Vec<_> = rules.iter().map(|rule| (rule, rule.tests())).collect();
    let jobs: Vec<_> = tests
        .iter()
        .flat_map(|(rule, tests)| tests.iter().map(move |test| (*rule, test)))
        .filter(|(rule, test)| wanted(&rule.id, &test.name))
        .collect();
    let outcomes: Vec<TestOutcome> = jobs.par_iter().map(|(rule, test)| run(rule, test, rules)).collect();
    let mut out = String::new();
    for (outcome, (_, test)) in outcomes.iter().zip(&jobs).filter(|(outcome, _)| !outcome.passed()) {
        _ = writeln!(out, "{} {}: {}", outcome.name(), outcome.rule, outcome.test);
        _ = writeln!(out, "    original  {}\n    rewrite   {}", flat(&test.original), flat(&test.rewrite));
        if outcome.todo {
            _ = writeln!(out, "    the rule can do this now: take `todo = true` away");
        }
        for (label, list) in
            [("not marked, but reported", &outcome.noisy), ("marked, but not reported", &outcome.missing)]
        {
            for (side, text) in list {
                let side = if *side == Side::Original { "original" } else { "rewrite" };
                _ = writeln!(out, "    {label} in the {side}: {text:?}");
            }
        }
    }
    let bare: Vec<&str> =
        tests.iter().filter(|(_, tests)| tests.is_empty()).map(|(rule, _)| rule.id.as_str()).collect();
    if !bare.is_empty() {
        _ = writeln!(out, "without tests: {}", bare.join(", "));
    }
    let failed = outcomes.iter().filter(|outcome| !outcome.passed()).count();
    let todo = outcomes.iter().filter(|outcome| outcome.todo && outcome.passed()).count();
    let rules: std::collections::BTreeSet<&str> =
        if filter.is_some() { jobs.iter().map(|(rule, _)| rule.id.as_str()).collect() } else { ids(rules) };
    _ = write!(out, "{}, {}: ", count(rules.len(), "rule"), count(outcomes.len(), "test"));
    _ = write!(out, "{} passed, {failed} failed", outcomes.len() - failed - todo);
    out.push_str(&if todo > 0 { format!(", {todo} to do\n") } else { "\n".to_owned() });
    (out, failed)
}

fn ids(rules: &RuleSet) -> std::collections::BTreeSet<&str> {
    rules.iter().map(|rule| rule.id.as_str()).collect()
}

/// *1 rule*, *2 rules*.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn failure(path: &std::path::Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("error: {}: {error}", path.display()))
}
