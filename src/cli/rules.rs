//! `rules` and `test`: what rules there are, why, and whether they do what their examples say.

use std::fmt::Write as _;

use rayon::prelude::*;

use super::args::{RulesArgs, TestArgs};
use super::{Failure, Outcome, input, print};
use crate::pair::Side;
use crate::rule::test::{Outcome as TestOutcome, run};
use crate::rule::{Rule, RuleSet, condition_names};

pub(super) fn explain(args: &RulesArgs) -> Outcome {
    let config = input::rules_and_file(&args.rules, args.config.as_deref())?;
    let Some(id) = &args.id else {
        let width = config.rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
        let mut out = String::new();
        for rule in config.rules.iter() {
            _ = writeln!(out, "{:<width$}  {:<8}  {}", rule.id, rule.severity.as_str(), rule.summary);
        }
        print(&out)?;
        return Ok(0);
    };
    match config.rules.get(id) {
        Some(rule) => {
            print(&explanation(rule))?;
            Ok(0)
        }
        None => Err(unknown(&config.rules, id)),
    }
}

/// A rule that is not there, and the nearest one that is.
pub(super) fn unknown(rules: &RuleSet, id: &str) -> Failure {
    let near = rules.nearest(id).map_or_else(
        || "; `factdiff rules` lists them".to_owned(),
        |near| format!("; did you mean `{near}`?"),
    );
    Failure::new(format!("error: there is no rule `{id}`{near}"))
}

/// All there is to know of a rule.
fn explanation(rule: &Rule) -> String {
    let mut out = format!("{}: {}\n", rule.id, rule.summary);
    if !rule.why.is_empty() {
        _ = writeln!(out, "\n{}", rule.why);
    }
    _ = writeln!(out, "\nkind      {} {}", rule.check.fact.as_str(), rule.check.verb.as_str());
    _ = writeln!(out, "severity  {}", rule.severity.as_str());
    for level in &rule.levels {
        let causes: Vec<&str> = level.causes.iter().map(|cause| cause.as_str()).collect();
        _ = writeln!(out, "          {} for {}", level.severity.as_str(), causes.join(", "));
    }
    _ = writeln!(out, "category  {} (MQM), {} (ITS 2.0)", rule.category.mqm(), rule.category.its());
    let flagged = |test: &&crate::rule::RuleTest| test.original.contains("{{") || test.rewrite.contains("{{");
    for (title, reported) in [("Reported", true), ("Left in peace", false)] {
        let examples: Vec<_> = rule.tests.iter().filter(|test| flagged(test) == reported).collect();
        if !examples.is_empty() {
            _ = writeln!(out, "\n{title}:");
        }
        for test in examples {
            _ = writeln!(
                out,
                "  {}\n    original  {}\n    rewrite   {}",
                test.name,
                flat(&test.original),
                flat(&test.rewrite)
            );
        }
    }
    if rule.check.when.is_some() {
        let names: Vec<String> = condition_names().map(|(name, what)| format!("{name} ({what})")).collect();
        _ = writeln!(out, "\nIts condition may use: {}", names.join("; "));
    }
    out
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn test(args: &TestArgs) -> Outcome {
    let mut rules = if args.rules.is_empty() { RuleSet::default() } else { RuleSet::empty() };
    for path in &args.rules {
        rules.read(&input::rule_files(path)?).map_err(|found| input::problems(&found))?;
    }
    let jobs: Vec<_> =
        rules.iter().flat_map(|rule| rule.tests.iter().map(move |test| (rule, test))).collect();
    let outcomes: Vec<TestOutcome> = jobs.par_iter().map(|(rule, test)| run(rule, test, &rules)).collect();
    let mut out = String::new();
    for outcome in outcomes.iter().filter(|outcome| !outcome.passed()) {
        _ = writeln!(out, "{} {}: {}", outcome.name(), outcome.rule, outcome.test);
        for (label, list) in
            [("not marked, but reported", &outcome.noisy), ("marked, but not reported", &outcome.missing)]
        {
            for (side, text) in list {
                let side = if *side == Side::Original { "original" } else { "rewrite" };
                _ = writeln!(out, "    {label} in the {side}: {text:?}");
            }
        }
    }
    let failed = outcomes.iter().filter(|outcome| !outcome.passed()).count();
    let bare: Vec<&str> =
        rules.iter().filter(|rule| rule.tests.is_empty()).map(|rule| rule.id.as_str()).collect();
    if !bare.is_empty() {
        _ = writeln!(out, "without tests: {}", bare.join(", "));
    }
    _ = writeln!(
        out,
        "{} rules, {} tests: {} passed, {failed} failed",
        rules.iter().count(),
        outcomes.len(),
        outcomes.len() - failed
    );
    print(&out)?;
    Ok(u8::from(failed > 0))
}
