//! `rules`: what rules there are, and why.

use std::fmt::Write as _;

use super::args::RulesArgs;
use super::{Failure, Outcome, input, print};
use crate::compare::CAUSES;
use crate::eval::Figures;
use crate::finding::Category;
use crate::rule::{Rule, RuleSet, RuleTest, condition_names};

pub(super) fn explain(args: &RulesArgs) -> Outcome {
    let config = input::rules_and_file(&args.rules, args.config.as_deref())?;
    if args.markdown {
        let measured = args.measured.as_deref().map(super::eval::earlier).transpose()?;
        let rules = config.rules.iter().filter(|rule| args.id.as_ref().is_none_or(|id| *id == rule.id));
        print(&reference(rules, measured.as_ref()))?;
        return Ok(0);
    }
    let Some(id) = &args.id else {
        let out = list(&config.rules);
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

/// All rules, those of each file below its name: id, kind, severity, confidence, whether it is on, and what it finds.
fn list(rules: &RuleSet) -> String {
    let width = |text: fn(&Rule) -> &str| rules.iter().map(|rule| text(rule).len()).max().unwrap_or(0);
    let (id_width, kind_width) = (width(|rule| &rule.id), width(|rule| rule.check.fact.as_str()));
    let mut sorted: Vec<&Rule> = rules.iter().collect();
    sorted.sort_by_key(|rule| (!rule.builtin, (!rule.builtin).then_some(&rule.path)));
    let mut out = String::new();
    let mut last = None;
    for rule in sorted {
        let from = if rule.builtin { "built in" } else { &rule.path };
        if last.replace(from) != Some(from) {
            _ = writeln!(out, "{from}:");
        }
        let (state, severity) = (if rule.enabled { "on " } else { "off" }, rule.severity.as_str());
        let confidence = rule.confidence.map_or("as found", |confidence| confidence.as_str());
        _ = writeln!(
            out,
            "  {state}  {:<id_width$}  {:<kind_width$}  {severity:<8}  {confidence:<8}  {}",
            rule.id,
            rule.check.fact.as_str(),
            rule.summary
        );
    }
    out
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
    if !rule.enabled {
        _ = writeln!(out, "off       [rule.{}] enabled = true turns it on", rule.id);
    }
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
        let names: Vec<String> =
            condition_names().map(|(name, _, what)| format!("{name} ({what})")).collect();
        _ = writeln!(out, "\nIts condition may use: {}", names.join("; "));
    }
    out
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A page for each rule, in Markdown: what it finds, why, and an example of both sorts, from its tests.
fn reference<'a>(rules: impl Iterator<Item = &'a Rule>, measured: Option<&Figures>) -> String {
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
    if let Some(measured) = measured {
        out.push_str(&figures(&rules, measured));
    }
    out.push_str(&vocabulary());
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

/// How often each rule is right, and how much of its kind is found.
fn figures(rules: &[&Rule], measured: &Figures) -> String {
    let mut out = format!(
        "\nOn labelled pairs with {} faults, and {} faithful ones: how many findings of a rule met a fault (with the 95 % interval), \
        and how many of the faults of its kind and relation were found, by whichever rule. Rules that are not there found nothing \
        and had nothing to find.\n\n| rule | right | precision | faults | recall |\n|---|---|---|---|---|\n",
        measured.faults, measured.faithful
    );
    let share = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| format!("{share:.2}"));
    for rule in rules {
        let found = measured.rules.get(&rule.id);
        let row = measured.rows.get(&format!("{}/{}", rule.check.fact.as_str(), rule.check.verb.as_str()));
        let faults = row.map_or(0, |row| row.faults);
        if found.is_none() && faults == 0 {
            continue;
        }
        let (right, all) = found.map_or((0, 0), |found| (found.hits, found.hits + found.alarms));
        let interval = found.and_then(|found| found.interval);
        let interval = interval.map_or_else(String::new, |[low, high]| format!(" ({low:.2}–{high:.2})"));
        let precision = share(found.and_then(|found| found.precision));
        let recall = share(row.and_then(|row| row.typed));
        _ = writeln!(
            out,
            "| `{}` | {right} of {all} | {precision}{interval} | {faults} | {recall} |",
            rule.id
        );
    }
    out
}

/// What rules may say of a change: the names of a condition, and the causes.
fn vocabulary() -> String {
    let mut out =
        "\nA condition (`when`) is CEL over these names:\n\n| name | type | what it holds |\n|---|---|---|\n"
            .to_owned();
    for (name, kind, what) in condition_names() {
        _ = writeln!(out, "| `{name}` | {kind} | {what} |");
    }
    out.push_str("\nFor example `difference >= 0.5 && !('rounding' in causes)`, `meta.desk == 'sport'`, ");
    out.push_str("`original.contains('€') || size(rewrite) > 20`.\n");
    let categories: Vec<String> =
        Category::ALL.iter().map(|category| format!("`{}`", category.mqm())).collect();
    _ = writeln!(out, "\nCategories (MQM): {}.", categories.join(", "));
    out.push_str(
        "\nCauses, for `causes = […]` and for conditions:\n\n| cause | what it means |\n|---|---|\n",
    );
    for (_, name, what) in CAUSES {
        _ = writeln!(out, "| `{name}` | {what} |");
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
