//! Figures for people: a table of rows and rules, and what changed since an earlier run.

use std::fmt::Write as _;

use super::{Figures, Interval, Row};

const NAME: usize = 30;

/// Rows, rules and totals, with intervals in brackets.
#[must_use]
pub fn table(figures: &Figures, by: &str) -> String {
    let mut out = String::new();
    _ = writeln!(
        out,
        "{by:NAME$} {:>6} {:>6} {:>9} {:>6} {:>6} {:>6} {:>9} {:>8} {:>9} {:>8} {:>7}",
        "faults",
        "recall",
        "(95 %)",
        "typed",
        "pair",
        "gate",
        "faithful",
        "alarmed",
        "(95 %)",
        "blocked",
        "/1000w"
    );
    for (name, row) in &figures.rows {
        line(&mut out, name, row);
    }
    line(&mut out, "all", &total(figures));
    if !figures.rules.is_empty() {
        _ = writeln!(out, "\n{:NAME$} {:>8} {:>9} {:>9}", "rule", "findings", "precision", "(95 %)");
    }
    for (id, rule) in &figures.rules {
        _ = writeln!(
            out,
            "{:NAME$} {:>8} {:>9} {:>9}",
            id,
            rule.hits + rule.alarms,
            share(rule.precision),
            interval(rule.interval)
        );
    }
    out.push('\n');
    out.push_str(&summary(figures));
    out
}

/// The totals as a row.
fn total(figures: &Figures) -> Row {
    Row {
        faults: figures.faults,
        recall: figures.recall,
        typed: figures.typed_recall,
        faithful: figures.faithful,
        false_alarm_rate: figures.false_alarm_rate,
        blocked_rate: figures.blocked_rate,
        alarms_per_1000_words: figures.alarms_per_1000_words,
        pair_accuracy: figures.pair_accuracy,
        pair_gate: figures.pair_gate,
        intervals: figures.intervals,
    }
}

fn line(out: &mut String, name: &str, row: &Row) {
    let name: String = name.chars().take(NAME).collect();
    _ = writeln!(
        out,
        "{name:NAME$} {:>6} {:>6} {:>9} {:>6} {:>6} {:>6} {:>9} {:>8} {:>9} {:>8} {:>7}",
        row.faults,
        share(row.recall),
        interval(row.intervals.recall),
        share(row.typed),
        share(row.pair_accuracy),
        share(row.pair_gate),
        row.faithful,
        share(row.false_alarm_rate),
        interval(row.intervals.false_alarm_rate),
        share(row.blocked_rate),
        share(row.alarms_per_1000_words)
    );
}

fn summary(figures: &Figures) -> String {
    let mut out = String::new();
    _ = writeln!(
        out,
        "precision {}, balanced accuracy {} (mean of rows {})",
        with_interval(figures.precision, figures.intervals.precision),
        share(figures.balanced_accuracy),
        share(figures.mean_balanced_accuracy)
    );
    _ = writeln!(
        out,
        "typed recall {}, {} alarms in 1,000 faithful words",
        with_interval(figures.typed_recall, figures.intervals.typed_recall),
        with_interval(figures.alarms_per_1000_words, figures.intervals.alarms_per_1000_words)
    );
    let [met, all] = figures.verdicts;
    if all > 0 {
        _ = writeln!(out, "labelled verdicts met: {met} of {all}");
    }
    if figures.wrong_verdicts > 0 {
        _ = writeln!(out, "rewrites taken for something else: {}", figures.wrong_verdicts);
    }
    if figures.missing > 0 {
        _ = writeln!(out, "records that could not be read: {}", figures.missing);
    }
    out
}

pub(super) fn share(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"))
}

fn interval(interval: Option<Interval>) -> String {
    let short = |value: f64| {
        if value < 0.995 { format!("{value:.2}").replacen("0.", ".", 1) } else { format!("{value:.1}") }
    };
    interval.map_or_else(String::new, |[low, high]| format!("{}–{}", short(low), short(high)))
}

fn with_interval(value: Option<f64>, range: Option<Interval>) -> String {
    match range {
        Some(_) => format!("{} ({})", share(value), interval(range)),
        None => share(value),
    }
}

/// What is other than in an earlier run, a line each; a star where the new figure lies outside the old interval.
#[must_use]
pub fn changes(old: &Figures, new: &Figures) -> String {
    let mut out = String::new();
    compare_rows(&mut out, "all", &total(old), &total(new));
    one(&mut out, "all", "precision", (old.precision, new.precision), old.intervals.precision);
    let nothing = Row::default();
    let names: std::collections::BTreeSet<&String> = old.rows.keys().chain(new.rows.keys()).collect();
    for name in names {
        let row = |figures: &Figures| figures.rows.get(name).cloned().unwrap_or_else(|| nothing.clone());
        compare_rows(&mut out, name, &row(old), &row(new));
    }
    let ids: std::collections::BTreeSet<&String> = old.rules.keys().chain(new.rules.keys()).collect();
    for id in ids {
        let rule = |figures: &Figures| figures.rules.get(id).cloned().unwrap_or_default();
        let (before, after) = (rule(old), rule(new));
        if (before.hits, before.alarms) != (after.hits, after.alarms) {
            _ = writeln!(
                out,
                "  rule {id:NAME$} right {} → {}, false {} → {}",
                before.hits, after.hits, before.alarms, after.alarms
            );
        }
    }
    if out.is_empty() { "nothing changed\n".to_owned() } else { out }
}

fn compare_rows(out: &mut String, name: &str, old: &Row, new: &Row) {
    let (o, n) = (&old.intervals, old);
    for (figure, before, after, range) in [
        ("recall", n.recall, new.recall, o.recall),
        ("typed recall", n.typed, new.typed, o.typed_recall),
        ("alarmed", n.false_alarm_rate, new.false_alarm_rate, o.false_alarm_rate),
        ("blocked", n.blocked_rate, new.blocked_rate, o.blocked_rate),
        ("alarms/1000w", n.alarms_per_1000_words, new.alarms_per_1000_words, o.alarms_per_1000_words),
        ("pair", n.pair_accuracy, new.pair_accuracy, o.pair_accuracy),
        ("gate", n.pair_gate, new.pair_gate, o.pair_gate),
    ] {
        one(out, name, figure, (before, after), range);
    }
}

fn one(
    out: &mut String,
    name: &str,
    figure: &str,
    pair: (Option<f64>, Option<f64>),
    range: Option<Interval>,
) {
    let (before, after) = pair;
    if before == after {
        return;
    }
    let by =
        before.zip(after).map_or_else(String::new, |(before, after)| format!(" ({:+.4})", after - before));
    let beyond = after.zip(range).is_some_and(|(after, [low, high])| after < low || after > high);
    let star = if beyond { " *" } else { "" };
    let exact = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.4}"));
    _ = writeln!(out, "  {name:NAME$} {figure:13} {} → {}{by}{star}", exact(before), exact(after));
}
