//! Why: some words of a pair → what was read in them, what they were linked to, what happened, and what every rule decided,
//! for a finding and for silence.

use std::fmt::Write as _;

use super::text::{reading, visible, wrap};
use super::{Report, judged_mode, side_name};
use crate::align;
use crate::compare::{CAUSES, Change, Relation};
use crate::config::Config;
use crate::fact::Fact;
use crate::finding::{Finding, Place};
use crate::pair::{Pair, Side};
use crate::rule::{Aside, Explanation, Judge, Miss, Rule, Scene, middle_cut};
use crate::span::{LineIndex, Span};
use crate::verdict::Verdict;

/// Places with the words that are explained, on each side.
const SHOWN: usize = 5;
/// Columns of the labels.
const LABEL: usize = 10;
/// Columns of a line.
const WIDTH: usize = 110;
/// Characters of a sentence that are shown.
const LONG: usize = 300;

/// What is said of a text that stands in either side, whatever its case and spaces; nothing where it stands in neither.
///
/// ```
/// use factdiff::{Config, Pair, Source, check, report::why::why};
/// let config = Config::default();
/// let texts = Pair::new(Source::text("It cost 5 million euros."), Source::text("It cost 5 billion euros."));
/// let report = check(&texts, &config);
/// let told = why(&report, &config, &serde_json::Value::Null, "5 million").unwrap();
/// assert!(told.contains("money-altered"));
/// assert!(why(&report, &config, &serde_json::Value::Null, "6 million").is_none());
/// ```
#[must_use]
pub fn why(report: &Report, config: &Config, meta: &serde_json::Value, text: &str) -> Option<String> {
    let scene = Scene { documents: &report.documents, alignment: &report.alignment, meta };
    let mode = judged_mode(report.mode, 1.0 - report.coverage.original, config);
    let mut told = Told {
        report,
        config,
        judge: Judge::new(scene, config, mode),
        shared: align::why(&report.documents, &report.alignment),
        out: String::new(),
    };
    for side in Side::BOTH {
        let places = occurrences(&report.documents[side].text, text);
        for place in places.iter().take(SHOWN) {
            told.place(side, *place);
        }
        if places.len() > SHOWN {
            _ = writeln!(
                told.out,
                "… and in {} more places of the {}\n",
                places.len() - SHOWN,
                side_name(side)
            );
        }
    }
    (!told.out.is_empty()).then_some(told.out)
}

/// Where a text stands in another: letters in any case, any white space for any other.
fn occurrences(text: &str, wanted: &str) -> Vec<Span> {
    let wanted: Vec<String> = wanted.split_whitespace().map(str::to_lowercase).collect();
    let Some(first) = wanted.first().and_then(|word| word.chars().next()) else { return Vec::new() };
    let mut found: Vec<Span> = Vec::new();
    for (at, c) in text.char_indices() {
        if c.to_lowercase().next() != Some(first) || found.last().is_some_and(|last| at < last.end) {
            continue;
        }
        if let Some(length) = begins(&text[at..], &wanted) {
            found.push(Span::new(at, at + length));
        }
    }
    found
}

/// The bytes of a text that these words take up at its beginning.
fn begins(text: &str, words: &[String]) -> Option<usize> {
    let mut rest = text;
    for (i, word) in words.iter().enumerate() {
        let trimmed = rest.trim_start();
        if i > 0 && trimmed.len() == rest.len() {
            return None;
        }
        rest = trimmed;
        let mut wanted = word.chars();
        let mut chars = rest.char_indices().peekable();
        let mut end = 0;
        while let Some(expected) = wanted.next() {
            let (at, c) = chars.next()?;
            let mut lower = c.to_lowercase();
            if lower.next() != Some(expected) || lower.any(|more| wanted.next() != Some(more)) {
                return None;
            }
            end = at + c.len_utf8();
        }
        rest = &rest[end..];
    }
    Some(text.len() - rest.len())
}

struct Told<'a> {
    report: &'a Report,
    config: &'a Config,
    judge: Judge<'a>,
    /// Words that each link shares.
    shared: Vec<Vec<(String, usize)>>,
    out: String,
}

impl Told<'_> {
    fn line(&mut self, label: &str, text: &str) {
        for (i, line) in wrap(&visible(text, &mut []), WIDTH - LABEL - 2).iter().enumerate() {
            let label = if i == 0 { label } else { "" };
            _ = writeln!(self.out, "  {label:LABEL$}{line}");
        }
    }

    /// All there is to say of the words at a place.
    fn place(&mut self, side: Side, place: Span) {
        let report = self.report;
        let document = &report.documents[side];
        let line = LineIndex::new(&document.text).line(place.start);
        let words = visible(&middle_cut(place.of(&document.text), LONG), &mut []);
        _ = writeln!(self.out, "“{words}” in the {}, line {line}", side_name(side));
        let segment = document.segments.iter().position(|segment| segment.span.overlaps(place));
        if let Some(segment) = segment {
            let role = serde_json::to_value(document.segments[segment].role).ok();
            let role = role.as_ref().and_then(serde_json::Value::as_str).unwrap_or("sentence").to_owned();
            self.line(&role, &middle_cut(document.segment_text(segment), LONG));
        }
        let facts: Vec<usize> =
            (0..document.facts.len()).filter(|&i| document.facts[i].span.overlaps(place)).collect();
        for &fact in &facts {
            let fact = &document.facts[fact];
            let text = describe(fact, fact.span.of(&document.text));
            self.line("fact", &text);
        }
        if facts.is_empty() {
            self.line(
                "fact",
                "none was found in these words: only rules for sentences, wording and text can fire on them",
            );
        }
        if let Some(segment) = segment {
            self.link(side, segment);
        }
        self.changes(side, place, &facts);
        self.out.push('\n');
    }

    fn link(&mut self, side: Side, segment: usize) {
        let report = self.report;
        let links = &report.alignment.links;
        let Some(index) = links.iter().position(|link| link.segments[side].contains(&segment)) else {
            return;
        };
        let (link, other) = (&links[index], side.other());
        let there: Vec<&str> =
            link.segments[other].iter().map(|&s| report.documents[other].segment_text(s)).collect();
        if there.is_empty() {
            let best = report.alignment.best_support(side, segment);
            let text =
                format!("no sentence of the {} is linked to it; the likest has {best:.2}", side_name(other));
            return self.line("link", &text);
        }
        let text =
            format!("{:.2} to the {}: {}", link.score, side_name(other), middle_cut(&there.join(" "), LONG));
        self.line("link", &text);
        let shared = self.shared.get(index).map(Vec::as_slice).unwrap_or_default();
        if !shared.is_empty() {
            let words: Vec<&str> = shared.iter().map(|(word, _)| word.as_str()).collect();
            self.line("", &format!("both have: {}", words.join(", ")));
        }
    }

    fn changes(&mut self, side: Side, place: Span, facts: &[usize]) {
        let report = self.report;
        if report.verdict != Verdict::Rewrite {
            let reason = report.reason.map_or_else(String::new, |reason| format!(" ({reason})"));
            return self.line(
                "change",
                &format!("nothing was compared: the pair is not taken for a rewrite{reason}"),
            );
        }
        let here = |change: &&Change| change.places[side].here().is_some_and(|span| span.overlaps(place));
        let of_facts = |change: &&Change| change.facts[side].is_some_and(|fact| facts.contains(&fact));
        let changes: Vec<&Change> = report.changes.iter().filter(|c| here(c) || of_facts(c)).collect();
        for change in &changes {
            self.change(side, change);
        }
        self.searches(side, place);
        for &fact in facts {
            let fact = &report.documents[side].facts[fact];
            let told = |c: &&&Change| c.kind == fact.kind && c.places[side].span().overlaps(fact.span);
            if changes.iter().any(|c| told(&c)) {
                continue;
            }
            let holder = changes.iter().find(|change| change.contains.contains(&fact.kind));
            let text = holder.map_or_else(
                || format!("nothing is said of the {} by itself", fact.kind.as_str()),
                |holder| {
                    format!(
                        "the {} is answered for by the {} around it",
                        fact.kind.as_str(),
                        holder.kind.as_str()
                    )
                },
            );
            self.line("", &text);
        }
        if changes.is_empty() && facts.is_empty() {
            self.line("change", "none");
        }
    }

    /// Rules that look at the texts themselves: those that hit these words, and those of the user that do not.
    fn searches(&mut self, side: Side, place: Span) {
        let (report, config) = (self.report, self.config);
        let tried = self.judge.explain_searches();
        let here = |places: &Pair<Place>| places[side].here().is_some_and(|span| span.overlaps(place));
        for rule in config.rules.iter().filter(|rule| rule.searches()) {
            let (hits, elsewhere): (Vec<_>, Vec<_>) = tried
                .iter()
                .filter(|(tried, ..)| tried.id == rule.id)
                .partition(|(_, places, _)| here(places));
            for (_, places, decided) in &hits {
                let same = |finding: &&Finding| finding.places == *places && finding.rule == rule.id;
                let told = match (decided, report.findings.iter().find(same)) {
                    (_, Some(finding)) => reported(finding),
                    (Ok(_), None) => {
                        "hits these words; another rule reports them, or its confidence is too low".to_owned()
                    }
                    (Err(miss), None) => missed(rule, miss),
                };
                self.line("search", &format!("{}: {told}", rule.id));
            }
            if hits.is_empty() && !rule.builtin {
                let told = match (rule.enabled, elsewhere.len()) {
                    (false, _) => "switched off".to_owned(),
                    (true, 0) => "hits nothing in this pair".to_owned(),
                    (true, n) => format!("does not hit these words, but {n} other places of the pair"),
                };
                self.line("search", &format!("{}: {told}", rule.id));
            }
        }
    }

    fn change(&mut self, side: Side, change: &Change) {
        let report = self.report;
        let text = |side: Side| {
            change.places[side].here().map(|span| middle_cut(span.of(&report.documents[side].text), LONG))
        };
        let kind = change.kind.as_str();
        let mut what = match Pair::from_fn(text) {
            Pair { original: Some(original), rewrite: Some(rewrite) } => {
                let (this, partner) =
                    if side == Side::Original { (original, rewrite) } else { (rewrite, original) };
                format!(
                    "{kind} {}: “{this}” faces “{partner}” in the {}",
                    change.relation.as_str(),
                    side_name(side.other())
                )
            }
            Pair { original, rewrite } => {
                let this = original.or(rewrite).unwrap_or_default();
                format!("{kind} {}: “{this}” faces nothing", change.relation.as_str())
            }
        };
        if let Some(fact) = change.facts[side.other()] {
            let fact = &report.documents[side.other()].facts[fact];
            _ = write!(what, ", which is {}", readings(fact));
        }
        self.line("change", &what);
        if !matches!(change.relation, Relation::Kept | Relation::Moved) {
            self.line("", &respects(change));
        }
        self.rules(change, &self.judge.explain(change));
    }

    fn rules(&mut self, change: &Change, explanation: &Explanation) {
        match explanation.aside {
            Some(Aside::Kept) => return self.line("rules", "none is asked about what is kept"),
            Some(Aside::Fair) => {
                let text = format!("none is asked: the mode {} allows this", self.report.mode.as_str());
                return self.line("rules", &text);
            }
            Some(Aside::Expected) => {
                return self.line("rules", "none is asked: [expected] of factdiff.toml allows this line");
            }
            None => {}
        }
        let judging = explanation.tried.iter().filter(|(rule, _)| !rule.searches());
        let (near, far): (Vec<_>, Vec<_>) = judging.partition(|(_, decided)| *decided != Err(Miss::Fact));
        let mut label = "rules";
        for (rule, decided) in near {
            let decided = match decided {
                Ok(severity) => {
                    let reports = explanation.reports.is_some_and(|reports| reports.id == rule.id);
                    let rank = if reports { "reports" } else { "stands back for a rule that goes before it" };
                    format!("matches, {}: {rank}", severity.as_str())
                }
                Err(miss) => missed_of(rule, change, miss),
            };
            self.line(label, &format!("{}: {decided}", rule.id));
            label = "";
        }
        let off = |rule: &&Rule| !rule.enabled && rule.check.fact == change.kind;
        for rule in self.config.rules.iter().filter(off) {
            self.line(label, &format!("{}: switched off", rule.id));
            label = "";
        }
        let kinds = format!("{} more rules look at other kinds than {}", far.len(), change.kind.as_str());
        self.line(label, &kinds);
        let verdict = self.verdict(change, explanation);
        self.line("so", &verdict);
    }

    /// Whether it is in the report, and if not, why.
    fn verdict(&self, change: &Change, explanation: &Explanation) -> String {
        let Some(rule) = explanation.reports else { return "silent: no rule matches".to_owned() };
        let same = |finding: &&Finding| finding.rule == rule.id && finding.places == change.places;
        match self.report.findings.iter().find(same) {
            Some(finding) => reported(finding),
            None => format!(
                "left out: its confidence is {}, below --min-confidence {}",
                change.confidence.as_str(),
                self.config.min_confidence.as_str()
            ),
        }
    }
}

/// A finding as the report has it.
fn reported(finding: &Finding) -> String {
    let (severity, id) = (finding.severity.as_str(), &finding.rule);
    format!("{severity}[{id}]: {} (fingerprint {})", finding.message, finding.fingerprint)
}

/// In what respect, by how much, how surely.
fn respects(change: &Change) -> String {
    let mut parts = Vec::new();
    for cause in &change.causes {
        let meaning = CAUSES.iter().find(|(known, ..)| known == cause).map_or("", |(.., meaning)| *meaning);
        parts.push(format!("{} ({meaning})", cause.as_str()));
    }
    if let Some(difference) = change.difference {
        parts.push(format!("difference {:+.1} %", difference * 100.0));
    }
    if !change.contains.is_empty() {
        let kinds: Vec<&str> = change.contains.iter().map(|kind| kind.as_str()).collect();
        parts.push(format!("holds {}", kinds.join(", ")));
    }
    parts.push(format!("confidence {}", change.confidence.as_str()));
    parts.join("; ")
}

fn missed_of(rule: &Rule, change: &Change, miss: Miss) -> String {
    let causes = |causes: &[crate::compare::Cause]| {
        let names = causes.iter().map(|cause| cause.as_str()).collect::<Vec<_>>().join(", ");
        if names.is_empty() { "none".to_owned() } else { names }
    };
    match miss {
        Miss::Fact => "looks at another kind".to_owned(),
        Miss::Relation => {
            format!("looks for what is {}; this is {}", rule.check.verb.as_str(), change.relation.as_str())
        }
        Miss::Causes => {
            format!("wants one of {}; found {}", causes(&rule.check.causes), causes(&change.causes))
        }
        Miss::Tolerated { difference, limit } => {
            let whose = if rule.check.tolerance.is_some() {
                "its tolerance of"
            } else {
                "what approximate amounts may differ,"
            };
            format!("the difference of {:.1} % is within {whose} {:.1} %", difference * 100.0, limit * 100.0)
        }
        Miss::Condition | Miss::Expected => missed(rule, &miss),
    }
}

/// What a rule wants besides the change itself.
fn missed(rule: &Rule, miss: &Miss) -> String {
    if *miss == Miss::Expected {
        return "[expected] of factdiff.toml allows this line".to_owned();
    }
    let source = rule.check.when.as_ref().map_or("", |when| when.source());
    format!("its condition does not hold: {source}")
}

fn describe(fact: &Fact, text: &str) -> String {
    let mut out = format!("{} “{}” = {}", fact.kind.as_str(), middle_cut(text, LONG), readings(fact));
    if fact.approximate {
        out.push_str("; approximate");
    }
    if fact.bound.is_some() {
        out.push_str("; bounded");
    }
    if let Some(rate) = &fact.rate {
        _ = write!(out, "; per {}", rate.unit);
    }
    if let Some(counted) = &fact.counted {
        _ = write!(out, "; counts {counted}");
    }
    if fact.confidence != crate::Confidence::High {
        _ = write!(out, "; confidence {}", fact.confidence.as_str());
    }
    out
}

fn readings(fact: &Fact) -> String {
    fact.readings.iter().map(reading).collect::<Vec<_>>().join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_over_line_ends() {
        let found = |text: &str, wanted: &str| {
            occurrences(text, wanted).into_iter().map(|span| span.of(text).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("The Ferry  sails.\nThe\nferry", "the ferry"), ["The Ferry", "The\nferry"]);
        assert_eq!(found("aaa", "aa"), ["aa"]);
        assert_eq!(found("theferry", "the ferry"), [""; 0]);
        assert_eq!(found("x", " "), [""; 0]);
        assert_eq!(found("İstanbul", "i\u{307}s"), ["İs"]);
    }
}
