//! Changes → findings: each change is reported once, by the most severe rule that matches it.

use super::condition::Record;
use super::template::Field;
use super::{Level, Mode, Rule, Verb, fnv};
use crate::compare::{Cause, Change, Relation};
use crate::config::Config;
use crate::document::Document;
use crate::fact::value::{approximately, print_grouped};
use crate::fact::{Fact, Kind, Unit, Value};
use crate::finding::{Confidence, Finding, Severity};
use crate::pair::{Pair, Side};
use crate::segment::Role;

/// Texts longer than this are cut in messages, in characters.
const SHOWN: usize = 90;
/// Relative difference taken as kept where one of two amounts is approximate and the rule sets none.
const APPROXIMATE: f64 = 0.1;

/// Judges all changes of a pair of documents.
pub(crate) fn judge(
    documents: &Pair<Document>,
    changes: &[Change],
    config: &Config,
    mode: Mode,
    meta: &serde_json::Value,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = changes
        .iter()
        .filter(|change| {
            !matches!(change.relation, Relation::Kept | Relation::Moved) && !is_fair(documents, change, mode)
        })
        .filter_map(|change| finding(documents, change, config, mode, meta))
        .collect();
    findings.sort_by_key(|f| (order(f), f.rule.clone()));
    findings
}

/// In the rewrite's order; what it lost, where it should have been.
fn order(finding: &Finding) -> (usize, usize) {
    let (original, rewrite) = (finding.places.original.span(), finding.places.rewrite.span());
    (rewrite.start, original.start)
}

/// What the mode allows: leaving out in a summary, and in a condensed text where neither denial, headline nor lead lose.
fn is_fair(documents: &Pair<Document>, change: &Change, mode: Mode) -> bool {
    let left_out = change.relation == Relation::Dropped || change.causes.first() == Some(&Cause::Precision);
    match mode {
        Mode::Rewrite | Mode::Translation => false,
        Mode::Summary => left_out,
        Mode::Condense => {
            let denial = change.kind == Kind::Negation || change.contains.contains(&Kind::Negation);
            let span = change.places.original.span();
            let body = documents.original.segments.iter().filter(|s| s.role != Role::Boilerplate);
            let lead = body.take(2).any(|segment| segment.span.overlaps(span));
            left_out && !denial && !lead
        }
    }
}

fn finding(
    documents: &Pair<Document>,
    change: &Change,
    config: &Config,
    mode: Mode,
    meta: &serde_json::Value,
) -> Option<Finding> {
    let texts =
        Pair::from_fn(|side| change.places[side].here().map_or("", |span| span.of(&documents[side].text)));
    let record = Record {
        kind: change.kind.as_str(),
        relation: change.relation.as_str(),
        causes: change.causes.iter().map(|cause| cause.as_str()).collect(),
        contains: change.contains.iter().map(|kind| kind.as_str()).collect(),
        original: texts.original,
        rewrite: texts.rewrite,
        difference: change.difference.unwrap_or(0.0),
        confidence: change.confidence.as_str(),
        mode: mode.as_str(),
        meta,
    };
    let mut matching: Vec<(&Rule, Severity)> = config
        .rules
        .iter()
        .filter(|rule| applies(documents, rule, change, &record))
        .map(|rule| (rule, severity(rule, change, &record)))
        .collect();
    matching.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.builtin.cmp(&b.builtin)).then_with(|| a.id.cmp(&b.id)));
    let (rule, severity) = *matching.first()?;
    let values = Pair::from_fn(|side| change.facts[side].map(|fact| describe(&documents[side].facts[fact])));
    let difference = change.difference;
    let message = rule.message.fill(|field| match field {
        Field::Original => shorten(texts.original),
        Field::Rewrite => shorten(texts.rewrite),
        Field::Difference => difference.map_or_else(String::new, percent),
        Field::Kind => change.kind.as_str().to_owned(),
        Field::Causes => record.causes.join(", "),
        Field::Contains => record.contains.join(", "),
    });
    let key = format!("{}\u{1f}{}\u{1f}{}\u{1f}{:?}", rule.id, texts.original, texts.rewrite, values);
    Some(Finding {
        rule: rule.id.clone(),
        kind: change.kind,
        relation: change.relation,
        causes: change.causes.clone(),
        category: rule.category,
        severity,
        confidence: change.confidence,
        message,
        why: rule.why.clone(),
        places: change.places,
        values,
        difference,
        contains: change.contains.clone(),
        also: matching[1..].iter().map(|(rule, _)| rule.id.clone()).collect(),
        fingerprint: format!("{:016x}", fnv(key.as_bytes())),
    })
}

fn applies(documents: &Pair<Document>, rule: &Rule, change: &Change, record: &Record) -> bool {
    let check = &rule.check;
    let relation = match check.verb {
        Verb::Dropped => Relation::Dropped,
        Verb::Altered => Relation::Altered,
        Verb::Added => Relation::Added,
    };
    check.fact == change.kind
        && relation == change.relation
        && meets(&check.causes, &change.causes)
        && !tolerated(documents, rule, change)
        && check.when.as_ref().is_none_or(|when| when.holds(record))
}

fn meets(wanted: &[Cause], causes: &[Cause]) -> bool {
    wanted.is_empty() || wanted.iter().any(|cause| causes.contains(cause))
}

/// A difference in value alone, within the rule's tolerance or, unset, a tenth of an approximate amount.
fn tolerated(documents: &Pair<Document>, rule: &Rule, change: &Change) -> bool {
    let Some(difference) = change.difference else { return false };
    if change.causes.iter().any(|cause| !matches!(cause, Cause::Value | Cause::Rounding)) {
        return false;
    }
    let limit = match rule.check.tolerance {
        Some(tolerance) => approximately(tolerance),
        None => {
            let hedged =
                |side: Side| change.facts[side].is_some_and(|fact| documents[side].facts[fact].approximate);
            if hedged(Side::Original) || hedged(Side::Rewrite) { APPROXIMATE } else { return false }
        }
    };
    difference.abs() <= limit
}

fn severity(rule: &Rule, change: &Change, record: &Record) -> Severity {
    let holds = |level: &&Level| {
        meets(&level.causes, &change.causes) && level.when.as_ref().is_none_or(|when| when.holds(record))
    };
    rule.levels.iter().find(holds).map_or(rule.severity, |level| level.severity)
}

/// A fact's first reading for people: `5,000,000 EUR`, `2021-02-16`.
fn describe(fact: &Fact) -> String {
    let with_unit =
        |amount: String, unit: &Unit| unit.name().map_or(amount.clone(), |unit| format!("{amount} {unit}"));
    match &fact.readings[0] {
        Value::Amount { amount, unit } => with_unit(print_grouped(*amount), unit),
        Value::Range { low, high, unit } => {
            with_unit(format!("{}–{}", print_grouped(*low), print_grouped(*high)), unit)
        }
        Value::Date(date) => date.timex(),
        Value::Time(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
        Value::Name { words, .. } => words.join(" "),
        Value::Quote { words, .. } => words.join(" "),
        Value::Negation { cue, scope, .. } => {
            scope.as_ref().map_or_else(|| cue.to_string(), |scope| format!("{cue} {scope}"))
        }
        Value::Link(text) | Value::Identifier(text) => text.to_string(),
    }
}

fn shorten(text: &str) -> String {
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}…", flat[..cut].trim_end()),
        None => flat,
    }
}

fn percent(difference: f64) -> String {
    format!("{:+.1} %", difference * 100.0)
}

/// True for what the gate looks at: sure enough, or critical though unsure.
pub(crate) fn counts(finding: &Finding, least: Confidence) -> bool {
    finding.confidence >= least || finding.severity == Severity::Critical
}
