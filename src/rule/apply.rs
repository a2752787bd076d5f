//! Changes → findings: each change is reported once, by the most severe rule that matches it.

mod search;

use super::condition::Record;
use super::template::Field;
use super::{Level, Mode, Rule, Verb, fnv};
use crate::align::Alignment;
use crate::compare::{Cause, Change, Relation, end_alike, explain_quote};
use crate::config::Config;
use crate::document::Document;
use crate::fact::value::{approximately, print_grouped};
use crate::fact::{Fact, Kind, Unit, Value};
use crate::finding::{Confidence, Finding, Place, Severity};
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::span::Span;

/// Texts longer than this lose their middle in messages, in characters.
const SHOWN: usize = 90;
/// Relative difference taken as kept where one of two amounts is approximate and the rule sets none.
const APPROXIMATE: f64 = 0.1;

/// Judges all changes of a pair of documents.
pub(crate) fn judge(
    documents: &Pair<Document>,
    alignment: &Alignment,
    changes: &[Change],
    config: &Config,
    mode: Mode,
    meta: &serde_json::Value,
) -> Vec<Finding> {
    let expected = expected(&documents.rewrite, &config.expected);
    let mut findings: Vec<Finding> = changes
        .iter()
        .filter(|change| aside(documents, change, &expected, mode).is_none())
        .filter_map(|change| finding(documents, change, config, mode, meta))
        .collect();
    let mut found = search::findings(documents, alignment, config, mode, meta, &expected);
    found.retain(|finding| !search::answered(&mut findings, finding, config.min_confidence));
    findings.extend(found);
    findings.sort_by_key(|f| (order(f), f.rule.clone()));
    findings
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

/// Explains how a change is judged.
pub(crate) fn explain<'a>(
    documents: &Pair<Document>,
    change: &Change,
    config: &'a Config,
    mode: Mode,
    meta: &serde_json::Value,
) -> Explanation<'a> {
    let expected = expected(&documents.rewrite, &config.expected);
    let aside = aside(documents, change, &expected, mode);
    let record = record(documents, change, mode, meta);
    let tried: Vec<_> = weigh(documents, change, config, &record).collect();
    let reports = ranked(tried.iter().copied()).first().map(|(rule, _)| *rule).filter(|_| aside.is_none());
    Explanation { aside, tried, reports }
}

/// What the searches of rules that look at the texts themselves hit: where, and how each is judged.
pub(crate) fn explain_searches<'a>(
    documents: &Pair<Document>,
    alignment: &Alignment,
    config: &'a Config,
    mode: Mode,
    meta: &serde_json::Value,
) -> Vec<(&'a Rule, Pair<Place>, Result<Severity, Miss>)> {
    let expected = expected(&documents.rewrite, &config.expected);
    let tried = search::tried(documents, alignment, config, mode, meta, &expected);
    tried.into_iter().map(|(rule, hit, decided)| (rule, hit.change.places, decided)).collect()
}

fn aside(documents: &Pair<Document>, change: &Change, expected: &[Span], mode: Mode) -> Option<Aside> {
    match change.relation {
        Relation::Kept | Relation::Moved => Some(Aside::Kept),
        _ if is_fair(documents, change, mode) => Some(Aside::Fair),
        _ if is_expected(expected, change) => Some(Aside::Expected),
        _ => None,
    }
}

/// In the rewrite's order; what it lost, where it should have been.
fn order(finding: &Finding) -> (usize, usize) {
    let (original, rewrite) = (finding.places.original.span(), finding.places.rewrite.span());
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

/// Added where an expected line stands.
fn is_expected(expected: &[Span], change: &Change) -> bool {
    change.relation == Relation::Added
        && change.places.rewrite.here().is_some_and(|here| expected.iter().any(|line| line.contains(here)))
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

/// What a condition and a message can see of a change.
fn record<'a>(
    documents: &'a Pair<Document>,
    change: &Change,
    mode: Mode,
    meta: &'a serde_json::Value,
) -> Record<'a> {
    let texts =
        Pair::from_fn(|side| change.places[side].here().map_or("", |span| span.of(&documents[side].text)));
    Record {
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
    }
}

/// What each rule says of a change: how bad it is, or what does not match.
fn weigh<'a>(
    documents: &Pair<Document>,
    change: &Change,
    config: &'a Config,
    record: &Record,
) -> impl Iterator<Item = (&'a Rule, Result<Severity, Miss>)> {
    config.rules.in_force().map(move |rule| {
        let severity = || severity(rule, change, record).max(severity_held(rule, change, config));
        (rule, miss(documents, rule, change, record).map_or_else(|| Ok(severity()), Err))
    })
}

/// The rules that match, the one that reports first: the most severe, then the user's, then by id.
fn ranked<'a>(tried: impl Iterator<Item = (&'a Rule, Result<Severity, Miss>)>) -> Vec<(&'a Rule, Severity)> {
    let mut matching: Vec<(&Rule, Severity)> =
        tried.filter_map(|(rule, severity)| Some((rule, severity.ok()?))).collect();
    matching.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.builtin.cmp(&b.builtin)).then_with(|| a.id.cmp(&b.id)));
    matching
}

fn finding(
    documents: &Pair<Document>,
    change: &Change,
    config: &Config,
    mode: Mode,
    meta: &serde_json::Value,
) -> Option<Finding> {
    let record = record(documents, change, mode, meta);
    let matching = ranked(weigh(documents, change, config, &record));
    let (rule, severity) = *matching.first()?;
    let also = matching[1..].iter().map(|(rule, _)| rule.id.clone()).collect();
    Some(report(documents, change, &record, rule, severity, also, |_| None))
}

/// The finding of a rule; `own` gives what a verb of its own puts in the message.
fn report(
    documents: &Pair<Document>,
    change: &Change,
    record: &Record,
    rule: &Rule,
    severity: Severity,
    also: Vec<String>,
    own: impl Fn(Field) -> Option<String>,
) -> Finding {
    let texts = Pair::new(record.original, record.rewrite);
    let values = Pair::from_fn(|side| change.facts[side].map(|fact| describe(&documents[side].facts[fact])));
    let difference = change.difference;
    let plain = |field| match field {
        Field::Original => shown(change.kind, texts.original),
        Field::Rewrite => shown(change.kind, texts.rewrite),
        Field::Words if change.kind == Kind::Quote => explain_quote(documents, change),
        Field::Words => String::new(),
        Field::Difference => difference.map_or_else(String::new, percent),
        Field::Kind => change.kind.as_str().to_owned(),
        Field::Causes => record.causes.join(", "),
        Field::Contains => record.contains.join(", "),
        Field::Expected => String::new(),
    };
    let message = rule.message.fill(|field| own(field).unwrap_or_else(|| plain(field)));
    let key = format!("{}\u{1f}{}\u{1f}{}\u{1f}{:?}", rule.id, texts.original, texts.rewrite, values);
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
        values,
        difference,
        contains: change.contains.clone(),
        also,
        fingerprint: format!("{:016x}", fnv(key.as_bytes())),
    }
}

/// The first condition of a rule that a change does not meet; nothing where the rule matches.
fn miss(documents: &Pair<Document>, rule: &Rule, change: &Change, record: &Record) -> Option<Miss> {
    let check = &rule.check;
    let relation = match check.verb {
        Verb::Dropped => Relation::Dropped,
        Verb::Altered => Relation::Altered,
        Verb::Added => Relation::Added,
        Verb::Pattern | Verb::Term | Verb::Ratio | Verb::Repeated | Verb::Inconsistent => {
            return Some(Miss::Relation);
        }
    };
    let figure = check.fact == Kind::Figure && change.kind.is_numeric();
    if check.fact != change.kind && !figure {
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

fn severity(rule: &Rule, change: &Change, record: &Record) -> Severity {
    let holds = |level: &&Level| {
        meets(&level.causes, &change.causes) && level.when.as_ref().is_none_or(|when| when.holds(record))
    };
    rule.levels.iter().find(holds).map_or(rule.severity, |level| level.severity)
}

/// The worst that rules say of losing what went with the change, where the rule asks for it; else nothing.
fn severity_held(rule: &Rule, change: &Change, config: &Config) -> Severity {
    if !rule.check.held || change.contains.is_empty() {
        return Severity::Neutral;
    }
    let lost =
        |other: &&Rule| other.check.verb == rule.check.verb && change.contains.contains(&other.check.fact);
    config.rules.in_force().filter(lost).map(|other| other.severity).max().unwrap_or(Severity::Neutral)
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
        Value::Denial { cue } | Value::Certainty { cue, .. } => cue.to_string(),
        Value::Attribution { verb, source, .. } => crate::fact::attribution_text(verb.as_deref(), source),
        Value::Link(text) | Value::Identifier(text) | Value::Pattern(text) => text.to_string(),
    }
}

/// A fact in a message; what is whole words of somebody stands in quotation marks.
fn shown(kind: Kind, text: &str) -> String {
    let text = middle_cut(text, SHOWN);
    let mark = |c: char| {
        matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '\'' | '「' | '」' | '『' | '』')
    };
    match kind {
        Kind::Quote => format!("“{}”", text.trim_start_matches(mark).trim_end_matches(mark).trim()),
        Kind::Sentence if !text.is_empty() => format!("“{text}”"),
        _ => text,
    }
}

/// A text on one line, in at most about `most` characters: where it is longer, words of its middle are left out.
pub(crate) fn middle_cut(text: &str, most: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = flat.chars().count();
    if count <= most {
        return flat;
    }
    let at = |n: usize| flat.char_indices().nth(n).map_or(flat.len(), |(at, _)| at);
    let (head, tail) = (&flat[..at(most * 3 / 5)], &flat[at(count - most * 2 / 5)..]);
    let head = head.rsplit_once(' ').map_or(head, |(head, _)| head);
    let tail = tail.split_once(' ').map_or(tail, |(_, tail)| tail);
    format!("{} … {}", head.trim_end(), tail.trim_start())
}

fn percent(difference: f64) -> String {
    format!("{:+.1} %", difference * 100.0)
}

/// True for what the gate looks at: sure enough, or critical though unsure.
pub(crate) fn counts(finding: &Finding, least: Confidence) -> bool {
    finding.confidence >= least || finding.severity == Severity::Critical
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_loses_its_middle_at_spaces() {
        assert_eq!(middle_cut("one  two\nthree", 20), "one two three");
        assert_eq!(middle_cut("one two three four five six seven eight", 20), "one two … eight");
    }

    #[test]
    fn whole_words_of_somebody_stand_in_one_pair_of_marks() {
        assert_eq!(shown(Kind::Quote, "«We won.»"), "“We won.”");
        assert_eq!(shown(Kind::Sentence, "We won."), "“We won.”");
        assert_eq!(shown(Kind::Money, "5 euros"), "5 euros");
    }
}
