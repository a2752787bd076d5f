//! One fault, one finding: a fact lost, altered or added in the same way in several places is told once.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::{counts, order};
use crate::compare::{Cause, Change, Relation};
use crate::document::Document;
use crate::fact::{Fact, Kind, Value};
use crate::finding::{Confidence, Finding};
use crate::language::{Language, Part, get};
use crate::pair::{Pair, Side};
use crate::token::Token;

/// By what two findings may tell the same fault.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    rule: String,
    kind: Kind,
    relation: Relation,
    causes: Vec<Cause>,
    values: Pair<Option<String>>,
    counted: Pair<Option<CompactString>>,
    /// Sure enough, and looked at by the gate: what is not must not hide behind what is.
    passes: (bool, bool),
}

/// A finding that others may be told with.
struct Told {
    /// Among the findings.
    at: usize,
    facts: Pair<Option<usize>>,
}

/// The findings in their order. Of those that tell the same fault the worst one stands, as sure as it is, and has the
/// places of the others; `least` is the confidence from which findings are reported.
pub(super) fn fold<'c>(
    documents: &Pair<Document>,
    judged: impl Iterator<Item = (&'c Change, Finding)>,
    least: Confidence,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut first: FxHashMap<Key, Vec<Told>> = FxHashMap::default();
    for (change, finding) in judged {
        let facts = change.facts;
        if let Some(key) = key(documents, change, &finding, least) {
            let alike = first.entry(key).or_default();
            if let Some(told) = alike.iter().take(MOST).find(|told| one_fact(documents, told.facts, facts)) {
                join(&mut findings[told.at], finding);
                continue;
            }
            alike.push(Told { at: findings.len(), facts });
        }
        findings.push(finding);
    }
    for finding in &mut findings {
        finding.repeats.sort_by_key(|&places| order(places));
    }
    findings
}

/// So many findings of one value are held against another.
const MOST: usize = 16;

/// The worse of two findings, then the surer, with the places of both; all is its own but the places.
fn join(told: &mut Finding, mut other: Finding) {
    if (other.severity, other.confidence) > (told.severity, told.confidence) {
        std::mem::swap(told, &mut other);
        told.repeats = std::mem::take(&mut other.repeats);
    }
    told.repeats.push(other.places);
}

/// Nothing for what may well be another fact of the same value: a negation, a bare *six*, a weekday.
fn key(documents: &Pair<Document>, change: &Change, finding: &Finding, least: Confidence) -> Option<Key> {
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
        passes: (finding.confidence >= least, counts(finding, least)),
    })
}

/// Two facts that say this, of the same thing, are most likely one.
fn identifies(fact: &Fact) -> bool {
    match (fact.kind, &fact.readings[0]) {
        (Kind::Name | Kind::Money, _) => true,
        (Kind::Date, Value::Date(date)) => date.year.is_some(),
        (_, Value::Range { .. }) => true,
        _ => of_something(fact) && fact.counted.is_some(),
    }
}

/// An amount that says little without what it counts.
fn of_something(fact: &Fact) -> bool {
    matches!(fact.kind, Kind::Number | Kind::Ordinal | Kind::Percent | Kind::Quantity | Kind::Duration)
        || matches!(fact.readings[0], Value::Range { .. })
}

/// Two changes of one value are of one fact; of sums of money that count nothing only where their sentences speak of the
/// same: *the school cost $5 million* and *the bridge cost $5 million* are two.
fn one_fact(documents: &Pair<Document>, a: Pair<Option<usize>>, b: Pair<Option<usize>>) -> bool {
    Side::BOTH.into_iter().all(|side| {
        let document = &documents[side];
        let (Some(a), Some(b)) = (a[side], b[side]) else { return true };
        let (a, b) = (&document.facts[a], &document.facts[b]);
        a.kind != Kind::Money || a.counted.is_some() && a.counted == b.counted || of_the_same(document, a, b)
    })
}

/// Of the things of which the sentence of each speaks, the one with fewer has more than half in the other. Twice in one
/// sentence a sum is of two things.
fn of_the_same(document: &Document, a: &Fact, b: &Fact) -> bool {
    if a.segment == b.segment {
        return false;
    }
    let language = get(&document.language);
    let things = |fact: &Fact| {
        let tokens = document.segment_tokens(fact.segment).iter();
        let mut keys: Vec<u64> = tokens
            .filter(|token| !fact.span.contains(token.span) && is_thing(language, token))
            .map(|token| token.stem_key)
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    let (a, b) = (things(a), things(b));
    let shared = a.iter().filter(|key| b.binary_search(key).is_ok()).count();
    2 * shared > a.len().min(b.len())
}

/// A noun or name; of a language without a dictionary any word of content.
fn is_thing(language: &Language, token: &Token) -> bool {
    token.is_content() && token.meaning(language).part().is_none_or(|part| part == Part::Noun)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::{Config, Source, check};

    /// What becomes of one fault that is told twice, with these severities and confidences.
    fn folded(told: [(Severity, Confidence); 2]) -> Vec<(Severity, Confidence, usize)> {
        let texts = Pair::new("Five million planks were sold.", "Six million planks were sold.");
        let report = check(&texts.map(Source::text), &Config::default());
        let change = report.changes.iter().find(|change| change.relation == Relation::Altered).unwrap();
        let judged = told.map(|(severity, confidence)| {
            (change, Finding { severity, confidence, ..report.findings[0].clone() })
        });
        let findings = fold(&report.documents, judged.into_iter(), Confidence::Medium);
        findings.iter().map(|f| (f.severity, f.confidence, f.all_places().count())).collect()
    }

    #[test]
    fn the_worst_stands_as_sure_as_it_is() {
        let (minor, critical) = (Severity::Minor, Severity::Critical);
        let (medium, high) = (Confidence::Medium, Confidence::High);
        for told in [[(minor, high), (critical, medium)], [(critical, medium), (minor, high)]] {
            assert_eq!(folded(told), [(critical, medium, 2)]);
        }
        assert_eq!(folded([(minor, medium), (minor, high)]), [(minor, high, 2)]);
    }

    #[test]
    fn a_sure_fault_and_an_unsure_one_are_told_apart() {
        let (unsure, sure) = ((Severity::Critical, Confidence::Low), (Severity::Minor, Confidence::High));
        assert_eq!(folded([unsure, sure]), [(unsure.0, unsure.1, 1), (sure.0, sure.1, 1)]);
        let minor = (Severity::Minor, Confidence::Low);
        assert_eq!(folded([unsure, minor]).len(), 2, "the gate sees the critical one alone");
    }
}
