//! Findings of the verbs that look at the texts themselves.

use super::{is_expected, record, report, severity};
use crate::align::Alignment;
use crate::config::Config;
use crate::document::Document;
use crate::finding::{Finding, Severity};
use crate::pair::Pair;
use crate::rule::template::Field;
use crate::rule::verb::{Hit, Scene, find};
use crate::rule::{Mode, Rule, Search};
use crate::span::Span;

/// One finding for each place and kind: where several rules hit it the most severe reports, the others stand under `also`.
pub(super) fn findings(
    documents: &Pair<Document>,
    alignment: &Alignment,
    config: &Config,
    mode: Mode,
    meta: &serde_json::Value,
    expected: &[Span],
) -> Vec<Finding> {
    let scene = Scene { documents, alignment, meta };
    let mut hits: Vec<(&Rule, Severity, Hit)> = Vec::new();
    for rule in config.rules.iter().filter(|rule| !matches!(rule.check.search, Search::Changes)) {
        for hit in find(&rule.check, &scene) {
            let record = record(documents, &hit.change, mode, meta);
            let holds = rule.check.when.as_ref().is_none_or(|when| when.holds(&record));
            if holds && !is_expected(expected, &hit.change) {
                hits.push((rule, severity(rule, &hit.change, &record), hit));
            }
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
        out.push(report(documents, change, &record, rule, *severity, Vec::new(), own));
    }
    out
}
