//! `rules`: what rules there are, and why.

use std::fmt::Write as _;

use super::args::RulesArgs;
use super::{Failure, Outcome, input, print};
use crate::rule::{Rule, RuleSet, RuleTest, condition_names};

pub(super) fn explain(args: &RulesArgs) -> Outcome {
    let config = input::rules_and_file(&args.rules, args.config.as_deref())?;
    if args.markdown {
        print(&reference(
            config.rules.iter().filter(|rule| args.id.as_ref().is_none_or(|id| *id == rule.id)),
        ))?;
        return Ok(0);
    }
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
    let tests = rule.tests();
    for (title, reported) in [("Reported", true), ("Left in peace", false)] {
        let examples: Vec<_> = tests.iter().filter(|test| flagged(test) == reported).collect();
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

/// A page for each rule, in Markdown: what it finds, why, and an example of both sorts, from its tests.
fn reference<'a>(rules: impl Iterator<Item = &'a Rule>) -> String {
    let rules: Vec<&Rule> = rules.collect();
    let mut out = "# Rules\n\nMade by `factdiff rules --markdown`; a test compares.\n\n".to_owned();
    out.push_str("| rule | severity | category | what it finds |\n|---|---|---|---|\n");
    for rule in &rules {
        let (severity, category) = (rule.severity.as_str(), rule.category.mqm());
        _ = writeln!(
            out,
            "| [`{}`](#{}) | {severity} | {category} | {} |",
            rule.id,
            rule.id,
            cell(&rule.summary)
        );
    }
    for rule in &rules {
        _ = writeln!(out, "\n## {}\n{}", rule.id, rule.summary);
        if !rule.why.is_empty() {
            _ = writeln!(out, "\n{}", rule.why.trim());
        }
        let flagged = |test: &&RuleTest| test.original.contains("{{") || test.rewrite.contains("{{");
        let tests = rule.tests();
        let reported = tests.iter().find(flagged);
        let silent = tests.iter().find(|test| !flagged(test));
        let row = |name: &str, test: &RuleTest| {
            format!("| {name} | {} | {} |\n", marked(&test.original), marked(&test.rewrite))
        };
        if reported.is_some() || silent.is_some() {
            out.push_str("\n| | original | rewrite |\n|---|---|---|\n");
            out.push_str(&reported.map_or_else(String::new, |test| row("reported", test)));
            out.push_str(&silent.map_or_else(String::new, |test| row("left in peace", test)));
        }
    }
    out
}

/// A text in a cell of a table, its marks in bold.
fn marked(text: &str) -> String {
    cell(text).replace("{{", "**").replace("}}", "**")
}

fn cell(text: &str) -> String {
    flat(text).replace('|', "\\|").replace('*', "\\*").replace('<', "&lt;").replace('`', "\\`")
}
