//! Findings of the verbs that look at the texts themselves.

use super::{Miss, is_expected, record, report, severity};
use crate::align::Alignment;
use crate::compare::Relation;
use crate::config::Config;
use crate::document::Document;
use crate::fact::Kind;
use crate::finding::{Confidence, Finding, Severity};
use crate::pair::Pair;
use crate::rule::template::Field;
use crate::rule::verb::{Hit, Scene, find};
use crate::rule::{Mode, Rule};
use crate::span::Span;

/// One finding for each place and kind: where several rules hit it the most severe
/// reports, the others stand under `also`.
pub(super) fn findings(
    documents: &Pair<Document>,
    alignment: &Alignment,
    config: &Config,
    mode: Mode,
    meta: &serde_json::Value,
    expected: &[Span],
) -> Vec<Finding> {
    let mut hits: Vec<(&Rule, Severity, Hit)> = Vec::new();
    for (rule, hit, decided) in tried(documents, alignment, config, mode, meta, expected) {
        if let Ok(severity) = decided {
            hits.push((rule, severity, hit));
        }
    }
    hits.sort_by(|(a, x, _), (b, y, _)| {
        y.cmp(x).then(a.builtin.cmp(&b.builtin)).then_with(|| a.id.cmp(&b.id))
    });
    let mut out: Vec<Finding> = Vec::new();
    for (rule, severity, hit) in &hits {
        let change = &hit.change;
        let same = |f: &&mut Finding| f.kind == change.kind && f.places == change.places && f.rule != rule.id;
        if let Some(first) = out.iter_mut().find(same) {
            first.also.push(rule.id.clone());
            continue;
        }
        let record = record(documents, change, mode, meta);
        let own = |field| match field {
            Field::Original => hit.shown.original.clone(),
            Field::Rewrite => hit.shown.rewrite.clone(),
            Field::Expected => Some(hit.expected.clone()),
            _ => None,
        };
        let finding = report(documents, change, &record, rule, *severity, Vec::new(), own);
        let here = change.places.rewrite.span();
        let elsewhere = hit.spots.iter().copied().filter(|spot| !spot.overlaps(here)).collect();
        out.push(Finding { elsewhere, ..finding });
    }
    out
}

/// What each rule's search hits, and how bad the rule finds it or why it does not count.
pub(super) fn tried<'a>(
    documents: &Pair<Document>,
    alignment: &Alignment,
    config: &'a Config,
    mode: Mode,
    meta: &serde_json::Value,
    expected: &[Span],
) -> Vec<(&'a Rule, Hit, Result<Severity, Miss>)> {
    let scene = Scene { documents, alignment, meta };
    let mut out = Vec::new();
    for rule in config.rules.in_force().filter(|rule| rule.searches()) {
        for hit in find(&rule.check, &scene) {
            let record = record(documents, &hit.change, mode, meta);
            let decided = if rule.check.when.as_ref().is_some_and(|when| !when.holds(&record)) {
                Err(Miss::Condition)
            } else if is_expected(expected, &hit.change) {
                Err(Miss::Expected)
            } else {
                Ok(severity(rule, &hit.change, &record))
            };
            out.push((rule, hit, decided));
        }
    }
    out
}

/// Something was told already of what takes part in a contradiction: it answers for it, and the rule stands under its `also`.
pub(super) fn answered(findings: &mut [Finding], finding: &Finding, least: Confidence) -> bool {
    if finding.kind != Kind::Inconsistency {
        return false;
    }
    let takes_part = |here: Span| {
        finding.places.rewrite.span().overlaps(here)
            || finding.elsewhere.iter().any(|spot| spot.overlaps(here))
    };
    let told = |first: &&mut Finding| {
        first.relation != Relation::Dropped
            && first.confidence >= least
            && first.places.rewrite.here().is_some_and(takes_part)
    };
    let Some(first) = findings.iter_mut().find(told) else { return false };
    if !first.also.contains(&finding.rule) {
        first.also.push(finding.rule.clone());
    }
    true
}
