//! One fault, one finding: a fact lost, altered or added in the same way in several places is told once.

use std::collections::hash_map::Entry;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::compare::{Cause, Change, Relation};
use crate::document::Document;
use crate::fact::{Fact, Kind, Value};
use crate::finding::Finding;
use crate::pair::{Pair, Side};

/// By what two findings tell the same fault.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    rule: String,
    kind: Kind,
    relation: Relation,
    causes: Vec<Cause>,
    values: Pair<Option<String>>,
    counted: Pair<Option<CompactString>>,
}

/// The findings in their order; the first of those that tell the same fault has the places of the others.
pub(super) fn fold<'c>(
    documents: &Pair<Document>,
    judged: impl Iterator<Item = (&'c Change, Finding)>,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut first: FxHashMap<Key, usize> = FxHashMap::default();
    for (change, finding) in judged {
        let Some(key) = key(documents, change, &finding) else {
            findings.push(finding);
            continue;
        };
        match first.entry(key) {
            Entry::Vacant(vacant) => {
                vacant.insert(findings.len());
                findings.push(finding);
            }
            Entry::Occupied(at) => {
                let told = &mut findings[*at.get()];
                told.severity = told.severity.max(finding.severity);
                told.confidence = told.confidence.max(finding.confidence);
                told.repeats.push(finding.places);
            }
        }
    }
    findings
}

/// Nothing for what may well be another fact of the same value: a negation, a bare *six*, a weekday.
fn key(documents: &Pair<Document>, change: &Change, finding: &Finding) -> Option<Key> {
    let fact = |side: Side| change.facts[side].map(|fact| &documents[side].facts[fact]);
    let known = Side::BOTH.into_iter().filter_map(fact).all(identifies);
    let one = change.facts.original.or(change.facts.rewrite).is_some();
    (known && one).then(|| Key {
        rule: finding.rule.clone(),
        kind: finding.kind,
        relation: finding.relation,
        causes: finding.causes.clone(),
        values: finding.values.clone(),
        counted: Pair::from_fn(|side| fact(side).filter(|f| of_something(f)).and_then(|f| f.counted.clone())),
    })
}

/// Two facts that say this, of the same thing, are most likely one.
fn identifies(fact: &Fact) -> bool {
    match (fact.kind, &fact.readings[0]) {
        (Kind::Name | Kind::Money, _) | (_, Value::Range { .. }) => true,
        (Kind::Date, Value::Date(date)) => date.year.is_some(),
        _ => of_something(fact) && fact.counted.is_some(),
    }
}

/// An amount that says little without what it counts.
fn of_something(fact: &Fact) -> bool {
    let kinds = [Kind::Number, Kind::Ordinal, Kind::Percent, Kind::Quantity, Kind::Duration];
    kinds.contains(&fact.kind) && !matches!(fact.readings[0], Value::Range { .. })
}
