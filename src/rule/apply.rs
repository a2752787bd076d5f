//! Changes → findings: each change is reported once, by the most severe rule that matches it.

mod fold;
mod message;
mod search;

pub(crate) use self::message::middle_cut;
use self::message::{describe, limit, percent, shown};
use super::condition::Record;
use super::template::Field;
use super::verb::Scene;
use super::{Level, Mode, Rule, RuleSet, fnv};
use crate::compare::{Cause, Change, Relation, end_alike, explain_quote};
use crate::config::Config;
use crate::document::Document;
use crate::fact::value::approximately;
use crate::fact::{Kind, Unit, Value};
use crate::finding::{Confidence, Finding, Place, Severity};
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::span::Span;

/// Relative difference taken as kept where one of two amounts is approximate and the rule sets none.
const APPROXIMATE: f64 = 0.1;

/// A linked pair of documents, and what it is judged by.
pub(crate) struct Judge<'a> {
    scene: Scene<'a>,
    config: &'a Config,
    mode: Mode,
    /// Segments of the rewrite that the configuration expects.
    expected: Vec<Span>,
}

/// Why a change is not put before the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// Nothing changed, or only its place.
    Kept,
    /// The mode allows it.
    Fair,
    /// The configuration expects this line in the rewrite.
    Expected,
}

/// The condition of a rule that a change does not meet: the first that failed, in the order in which they are tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Miss {
    /// Another kind of fact.
    Fact,
    /// Another relation: dropped, say, and not altered.
    Relation,
    /// None of the causes that the rule names.
    Causes,
    /// A difference within what the rule takes as kept.
    Tolerated {
        /// Relative difference, without sign.
        difference: f64,
        /// The largest that is tolerated.
        limit: f64,
    },
    /// `when` does not hold.
    Condition,
    /// The configuration expects this line in the rewrite.
    Expected,
}

/// What all rules say of a change, by the code that judges.
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    /// Why no rule is asked.
    pub aside: Option<Aside>,
    /// Every rule, with how bad it finds the change, or what did not match.
    pub tried: Vec<(&'a Rule, Result<Severity, Miss>)>,
    /// The rule that reports.
    pub reports: Option<&'a Rule>,
}

impl<'a> Judge<'a> {
    /// Judges in a mode, which need not be the configuration's.
    pub(crate) fn new(scene: Scene<'a>, config: &'a Config, mode: Mode) -> Self {
        Self { scene, config, mode, expected: expected(&scene.documents.rewrite, &config.expected) }
    }

    /// The findings of all changes and of the rules' own searches, in the rewrite's order.
    pub(crate) fn findings(&self, changes: &[Change]) -> Vec<Finding> {
        let judged = changes
            .iter()
            .filter(|change| self.aside(change).is_none())
            .filter_map(|change| Some((change, self.finding(change)?)));
        let mut findings = fold::fold(self.scene.documents, judged, self.config.min_confidence);
        let mut found = self.searched();
        found.retain(|finding| !search::answered(&mut findings, finding, self.config.min_confidence));
        findings.extend(found);
        findings.sort_by(|a, b| order(a.places).cmp(&order(b.places)).then_with(|| a.rule.cmp(&b.rule)));
        findings
    }

    /// Explains how a change is judged.
    pub(crate) fn explain(&self, change: &Change) -> Explanation<'a> {
        let aside = self.aside(change);
        let record = self.record(change);
        let tried: Vec<_> =
            self.config.rules.in_force().map(|rule| (rule, self.decide(rule, &record))).collect();
        let reports =
            ranked(tried.iter().copied()).first().map(|(rule, _)| *rule).filter(|_| aside.is_none());
        Explanation { aside, tried, reports }
    }

    fn aside(&self, change: &Change) -> Option<Aside> {
        match change.relation {
            Relation::Kept | Relation::Moved => Some(Aside::Kept),
            _ if is_fair(self.scene.documents, change, self.mode) => Some(Aside::Fair),
            _ if self.expects(change) => Some(Aside::Expected),
            _ => None,
        }
    }

    /// Added where an expected line stands.
    fn expects(&self, change: &Change) -> bool {
        let expected = |here| self.expected.iter().any(|line| line.contains(here));
        change.relation == Relation::Added && change.places.rewrite.here().is_some_and(expected)
    }

    /// What a condition and a message can see of a change.
    fn record<'c>(&self, change: &'c Change) -> Record<'c>
    where
        'a: 'c,
    {
        let Scene { documents, meta, .. } = self.scene;
        let text = |side: Side| change.places[side].here().map_or("", |span| span.of(&documents[side].text));
        Record { change, texts: Pair::from_fn(text), mode: self.mode, meta }
    }

    /// How bad a rule finds a change, or what does not match.
    fn decide(&self, rule: &Rule, record: &Record) -> Result<Severity, Miss> {
        match miss(self.scene.documents, rule, record) {
            Some(miss) => Err(miss),
            None => Ok(severity(rule, record).max(severity_held(rule, record.change, &self.config.rules))),
        }
    }

    fn finding(&self, change: &Change) -> Option<Finding> {
        let rules = self.config.rules.judging(change.kind, change.relation);
        let record = self.record(change);
        let matching = ranked(rules.map(|rule| (rule, self.decide(rule, &record))));
        let (rule, severity) = *matching.first()?;
        let also = matching[1..].iter().map(|(rule, _)| rule.id.clone()).collect();
        Some(Finding { also, ..self.report(change, rule, severity, |_| None) })
    }

    /// The finding of a rule; `own` gives what a verb of its own puts in the message.
    fn report(
        &self,
        change: &Change,
        rule: &Rule,
        severity: Severity,
        own: impl Fn(Field) -> Option<String>,
    ) -> Finding {
        let documents = self.scene.documents;
        let record = self.record(change);
        let values =
            Pair::from_fn(|side| change.facts[side].map(|fact| describe(&documents[side].facts[fact])));
        let at_limit =
            change.causes.iter().any(|c| matches!(c, Cause::Bound | Cause::Opposite | Cause::Approximation));
        let in_unit = change.causes.contains(&Cause::Unit);
        let text = |side: Side| {
            let fact = change.facts[side].filter(|_| at_limit).map(|fact| &documents[side].facts[fact]);
            let text = format!("{}{}", fact.map_or("", limit), shown(change.kind, record.texts[side]));
            let spread = change.facts[side].filter(|_| in_unit).map(|fact| &documents[side].facts[fact]);
            match spread
                .and_then(|fact| fact.rate.as_ref())
                .and_then(|rate| documents[side].span_of(rate.from, rate.to))
            {
                Some(span) => format!("{text} {}", span.of(&documents[side].text)),
                None => text,
            }
        };
        let plain = |field| match field {
            Field::Original => text(Side::Original),
            Field::Rewrite => text(Side::Rewrite),
            Field::Words if change.kind == Kind::Quote => explain_quote(documents, change),
            Field::Words | Field::Expected => String::new(),
            Field::Difference => change.difference.map_or_else(String::new, percent),
            Field::Kind => change.kind.as_str().to_owned(),
            Field::Causes => record.causes().collect::<Vec<_>>().join(", "),
            Field::Contains => record.contains().collect::<Vec<_>>().join(", "),
        };
        let message = rule.message.fill(|field| own(field).unwrap_or_else(|| plain(field)));
        let Pair { original, rewrite } = record.texts;
        let key = format!("{}\u{1f}{original}\u{1f}{rewrite}\u{1f}{values:?}", rule.id);
        Finding {
            rule: rule.id.clone(),
            kind: change.kind,
            relation: change.relation,
            causes: change.causes.clone(),
            category: rule.category,
            severity,
            confidence: rule.confidence.unwrap_or(change.confidence),
            message,
            why: rule.why.clone(),
            document: 0,
            places: change.places,
            elsewhere: Vec::new(),
            repeats: Vec::new(),
            values,
            difference: change.difference,
            contains: change.contains.clone(),
            also: Vec::new(),
            fingerprint: format!("{:016x}", fnv(key.as_bytes())),
        }
    }
}

/// In the rewrite's order; what it lost, where it should have been.
fn order(places: Pair<Place>) -> (usize, usize) {
    let (original, rewrite) = (places.original.span(), places.rewrite.span());
    (rewrite.start, original.start)
}

/// Segments that the configuration expects, by their words.
fn expected(document: &Document, lines: &[String]) -> Vec<Span> {
    if lines.is_empty() {
        return Vec::new();
    }
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let lines: Vec<String> = lines.iter().map(|line| flat(line)).collect();
    let is_one = |text: &str| {
        let text = flat(text);
        lines.iter().any(|line| match line.strip_suffix('*') {
            Some(start) => text.starts_with(start.trim_end()),
            None => text == *line,
        })
    };
    document.segments.iter().map(|s| s.span).filter(|span| is_one(span.of(&document.text))).collect()
}

/// What the mode allows: leaving out in a summary, and in a condensed text where neither denial, headline nor lead lose.
fn is_fair(documents: &Pair<Document>, change: &Change, mode: Mode) -> bool {
    let left_out = change.relation == Relation::Dropped
        || matches!(change.causes.first(), Some(Cause::Precision | Cause::Shortened));
    let turned = change.kind == Kind::Negation && change.causes.contains(&Cause::Negation);
    let in_every_mode =
        turned || change.causes.iter().any(|cause| matches!(cause, Cause::Allegation | Cause::Denial));
    match mode {
        Mode::Rewrite | Mode::Translation => false,
        Mode::Summary => left_out && !in_every_mode,
        Mode::Condense => {
            let denial = change.kind == Kind::Negation || change.contains.contains(&Kind::Negation);
            let span = change.places.original.span();
            let body = documents.original.segments.iter().filter(|s| s.role != Role::Boilerplate);
            let lead = body.take(2).any(|segment| segment.span.overlaps(span));
            let attribution = change.kind == Kind::Attribution;
            left_out && !denial && !attribution && !in_every_mode && !lead
        }
    }
}

/// The rules that match, the one that reports first: the most severe, then the user's, then by id.
fn ranked<'a>(tried: impl Iterator<Item = (&'a Rule, Result<Severity, Miss>)>) -> Vec<(&'a Rule, Severity)> {
    let mut matching: Vec<(&Rule, Severity)> =
        tried.filter_map(|(rule, severity)| Some((rule, severity.ok()?))).collect();
    matching.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.builtin.cmp(&b.builtin)).then_with(|| a.id.cmp(&b.id)));
    matching
}

/// The first condition of a rule that a change does not meet; nothing where the rule matches.
fn miss(documents: &Pair<Document>, rule: &Rule, record: &Record) -> Option<Miss> {
    let (check, change) = (&rule.check, record.change);
    let Some(relation) = check.verb.relation() else { return Some(Miss::Relation) };
    if !check.judges(change.kind) {
        return Some(Miss::Fact);
    }
    if relation != change.relation {
        return Some(Miss::Relation);
    }
    // What is stale was copied rightly: only a rule that asks for it tells it.
    let stale = change.causes.contains(&Cause::Stale) == check.causes.contains(&Cause::Stale);
    if !stale || !meets(&check.causes, &change.causes) {
        return Some(Miss::Causes);
    }
    let unmet = || check.when.as_ref().is_some_and(|when| !when.holds(record));
    tolerated(documents, rule, change).or_else(|| unmet().then_some(Miss::Condition))
}

fn meets(wanted: &[Cause], causes: &[Cause]) -> bool {
    wanted.is_empty() || wanted.iter().any(|cause| causes.contains(cause))
}

/// A difference in value alone, within the rule's tolerance or, unset, a tenth of an approximate amount.
fn tolerated(documents: &Pair<Document>, rule: &Rule, change: &Change) -> Option<Miss> {
    let difference = change.difference?.abs();
    if change.causes.iter().any(|cause| !matches!(cause, Cause::Value | Cause::Rounding)) {
        return None;
    }
    let hedged = |side: Side| change.facts[side].is_some_and(|fact| documents[side].facts[fact].approximate);
    let limit = match rule.check.tolerance {
        Some(tolerance) => approximately(tolerance),
        None if (hedged(Side::Original) || hedged(Side::Rewrite)) && !neither_rounded(documents, change) => {
            APPROXIMATE
        }
        None => return None,
    };
    (difference <= limit).then_some(Miss::Tolerated { difference, limit })
}

/// Both amounts are as exact as each other, in the same unit: *about 186,000* is not *about 168,000*.
fn neither_rounded(documents: &Pair<Document>, change: &Change) -> bool {
    let read = |side: Side| match documents[side].facts[change.facts[side]?].readings.first()? {
        Value::Amount { amount, unit } => Some((*amount, unit)),
        _ => None,
    };
    let same = |(a, b): ((_, &Unit), (_, &Unit))| a.1 == b.1 && end_alike(a.0, b.0);
    read(Side::Original).zip(read(Side::Rewrite)).is_some_and(same)
}

fn severity(rule: &Rule, record: &Record) -> Severity {
    let holds = |level: &&Level| {
        meets(&level.causes, &record.change.causes)
            && level.when.as_ref().is_none_or(|when| when.holds(record))
    };
    rule.levels.iter().find(holds).map_or(rule.severity, |level| level.severity)
}

/// The worst that rules say of losing what went with the change, where the rule asks for it; else nothing.
fn severity_held(rule: &Rule, change: &Change, rules: &RuleSet) -> Severity {
    // The words of a picture are no part of the story: what they held is lost with the picture.
    let held = rule.check.held && !change.causes.contains(&Cause::Caption);
    let Some(relation) = rule.check.verb.relation().filter(|_| held) else {
        return Severity::Neutral;
    };
    let lost = change
        .contains
        .iter()
        .flat_map(|&kind| rules.judging(kind, relation).filter(move |other| other.check.fact == kind));
    lost.map(|other| other.severity).max().unwrap_or(Severity::Neutral)
}

/// True for what the gate looks at: sure enough, or critical though unsure.
pub(crate) fn counts(finding: &Finding, least: Confidence) -> bool {
    finding.confidence >= least || finding.severity == Severity::Critical
}
