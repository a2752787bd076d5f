//! Findings of the verbs that look at the texts themselves.

use super::{Judge, Miss, severity};
use crate::compare::Relation;
use crate::fact::Kind;
use crate::finding::{Confidence, Finding, Place, Severity};
use crate::pair::Pair;
use crate::rule::Rule;
use crate::rule::template::Field;
use crate::rule::verb::{Hit, find};
use crate::span::Span;

/// What a rule's search hit, and how bad the rule finds it or why it does not count.
type Tried<'a> = (&'a Rule, Hit, Result<Severity, Miss>);

impl<'a> Judge<'a> {
    /// What the searches of rules that look at the texts themselves hit: where, and how each is judged.
    pub(crate) fn explain_searches(&self) -> Vec<(&'a Rule, Pair<Place>, Result<Severity, Miss>)> {
        self.tried().map(|(rule, hit, decided)| (rule, hit.change.places, decided)).collect()
    }

    /// One finding for each place and kind: where several rules hit it the most severe
    /// reports, the others stand under `also`.
    pub(super) fn searched(&self) -> Vec<Finding> {
        let counting = self.tried().filter_map(|(rule, hit, decided)| Some((rule, decided.ok()?, hit)));
        let mut hits: Vec<(&Rule, Severity, Hit)> = counting.collect();
        hits.sort_by(|(a, x, _), (b, y, _)| {
            y.cmp(x).then(a.builtin.cmp(&b.builtin)).then_with(|| a.id.cmp(&b.id))
        });
        let mut out: Vec<Finding> = Vec::new();
        for (rule, severity, hit) in &hits {
            let change = &hit.change;
            let same =
                |f: &&mut Finding| f.kind == change.kind && f.places == change.places && f.rule != rule.id;
            if let Some(first) = out.iter_mut().find(same) {
                first.also.push(rule.id.clone());
                continue;
            }
            let own = |field| match field {
                Field::Original => hit.shown.original.clone(),
                Field::Rewrite => hit.shown.rewrite.clone(),
                Field::Expected => Some(hit.expected.clone()),
                _ => None,
            };
            let here = change.places.rewrite.span();
            let elsewhere = hit.spots.iter().copied().filter(|spot| !spot.overlaps(here)).collect();
            out.push(Finding { elsewhere, ..self.report(change, rule, *severity, own) });
        }
        out
    }

    fn tried(&self) -> impl Iterator<Item = Tried<'a>> {
        let hits = |rule: &'a Rule| find(&rule.check, &self.scene).into_iter().map(move |hit| (rule, hit));
        self.config.rules.searching().flat_map(hits).map(|(rule, hit)| {
            let record = self.record(&hit.change);
            let decided = if rule.check.when.as_ref().is_some_and(|when| !when.holds(&record)) {
                Err(Miss::Condition)
            } else if self.expects(&hit.change) {
                Err(Miss::Expected)
            } else {
                Ok(severity(rule, &record))
            };
            (rule, hit, decided)
        })
    }
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
            && first.all_places().filter_map(|places| places.rewrite.here()).any(takes_part)
    };
    let Some(first) = findings.iter_mut().find(told) else { return false };
    if !first.also.contains(&finding.rule) {
        first.also.push(finding.rule.clone());
    }
    true
}
