//! JSON, version 1: keys may be added, none renamed or removed. Offsets are characters of the text as given.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;

use super::{Gate, Lowered, Report, Verdict, lowered};
use crate::align::Link;
use crate::document::Document;
use crate::fact::value::print;
use crate::fact::{Bound, Fact, Value, in_base};
use crate::finding::{Confidence, Finding, Place, Severity};
use crate::language;
use crate::pair::{Pair, Side};
use crate::score::Score;
use crate::segment::{Role, Segment};
use crate::span::{LineIndex, Span};
use crate::verbatim::Verbatim;

/// Version of the form.
pub const SCHEMA: u8 = 1;

/// A line of the report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Record<'a> {
    schema: u8,
    id: Json,
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    gate: Gate,
    mode: &'static str,
    languages: Pair<&'a str>,
    score: Score,
    coverage: Pair<f64>,
    boilerplate: Pair<f64>,
    verbatim: Verbatim,
    version: &'static str,
    rules: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<&'a Json>,
    findings: Vec<FindingRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<Vec<LinkRecord<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deductions: Option<Vec<DeductionRecord>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    segments: Option<Pair<Vec<SegmentRecord<'a>>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<&'a str>,
}

/// Part of a report on request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Detail {
    /// With links and segments.
    pub links: bool,
    /// With every deduction from the quality.
    pub why: bool,
}

/// A place in each text.
#[derive(Debug, Serialize, JsonSchema)]
struct PlacesRecord<'a> {
    original: PlaceRecord<'a>,
    rewrite: PlaceRecord<'a>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct FindingRecord<'a> {
    rule: &'a str,
    kind: &'static str,
    relation: &'static str,
    causes: Vec<&'static str>,
    category: &'static str,
    its: &'static str,
    severity: Severity,
    confidence: Confidence,
    message: &'a str,
    original: PlaceRecord<'a>,
    rewrite: PlaceRecord<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    elsewhere: Vec<PlaceRecord<'a>>,
    /// Further places of the same fault: the fact that was lost, altered or added in the same way there, too. One finding
    /// stands for all of them; left out where there is one place only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    repeats: Vec<PlacesRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<Values<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contains: Vec<&'static str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    also: &'a [String],
    fingerprint: &'a str,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Values<'a> {
    original: Option<&'a str>,
    rewrite: Option<&'a str>,
}

/// Where a finding stands on one side.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
enum PlaceRecord<'a> {
    Here {
        start: usize,
        end: usize,
        text: &'a str,
        line: usize,
        #[serde(skip_serializing_if = "Option::is_none")]
        document: Option<usize>,
    },
    At {
        at: Offsets,
        #[serde(skip_serializing_if = "Option::is_none")]
        document: Option<usize>,
    },
}

#[derive(Debug, Serialize, JsonSchema)]
struct Offsets {
    start: usize,
    end: usize,
}

/// Something that lowers the quality: a finding by its rule, or a word by its cause.
#[derive(Debug, Serialize, JsonSchema)]
struct DeductionRecord {
    weight: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    what: String,
    side: Side,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<usize>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct LinkRecord<'a> {
    original: &'a [usize],
    rewrite: &'a [usize],
    score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<usize>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct SegmentRecord<'a> {
    start: usize,
    end: usize,
    role: Role,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

/// A document with its index, for turning bytes into characters.
struct Located<'a> {
    document: &'a Document,
    index: LineIndex,
}

impl<'a> Located<'a> {
    fn new(document: &'a Document) -> Self {
        Self { document, index: LineIndex::new(&document.text) }
    }

    fn offsets(&self, span: Span) -> Offsets {
        let at = |byte| self.index.character(&self.document.text, byte);
        Offsets { start: at(span.start), end: at(span.end) }
    }

    /// `document` where there are several originals.
    fn place(&self, place: Place, document: Option<usize>) -> PlaceRecord<'a> {
        match place {
            Place::Here(span) => {
                let Offsets { start, end } = self.offsets(span);
                PlaceRecord::Here {
                    start,
                    end,
                    text: span.of(&self.document.text),
                    line: self.index.line(span.start),
                    document,
                }
            }
            Place::At(span) => PlaceRecord::At { at: self.offsets(span), document },
        }
    }

    fn segment(&self, segment: &Segment, text: bool) -> SegmentRecord<'a> {
        let Offsets { start, end } = self.offsets(segment.span);
        SegmentRecord {
            start,
            end,
            role: segment.role,
            document: None,
            text: text.then(|| segment.span.of(&self.document.text)),
        }
    }
}

impl<'a> Record<'a> {
    /// A report as one record. `id` is the batch record's, null for a single check.
    #[must_use]
    pub fn new(report: &'a Report, id: Json, meta: Option<&'a Json>, detail: Detail) -> Self {
        let located = report.documents.as_ref().map(Located::new);
        let others: Vec<Located> = report.others.iter().map(|(document, _)| Located::new(document)).collect();
        let findings =
            report.findings.iter().map(|finding| finding_record(finding, &located, &others)).collect();
        let links = detail.links.then(|| link_records(report));
        let segments = detail.links.then(|| {
            Pair::from_fn(|side| {
                let others: &[Located] = if side == Side::Original { &others } else { &[] };
                std::iter::once(&located[side])
                    .chain(others)
                    .enumerate()
                    .flat_map(|(at, located)| {
                        let document = (side == Side::Original && !report.others.is_empty()).then_some(at);
                        let segments = located.document.segments.iter();
                        segments
                            .map(move |segment| SegmentRecord { document, ..located.segment(segment, false) })
                    })
                    .collect()
            })
        });
        Self {
            schema: SCHEMA,
            id,
            verdict: report.verdict,
            reason: report.reason,
            gate: report.gate,
            mode: report.mode.as_str(),
            languages: report.documents.as_ref().map(|document| document.language.as_str()),
            score: report.score,
            coverage: report.coverage,
            boilerplate: report.boilerplate,
            verbatim: report.verbatim,
            version: env!("CARGO_PKG_VERSION"),
            rules: &report.rules,
            meta,
            findings,
            links,
            deductions: detail.why.then(|| deduction_records(report, &located, &others)),
            segments,
            notes: report.notes.iter().map(String::as_str).collect(),
        }
    }
}

fn link_record(link: &Link) -> LinkRecord<'_> {
    LinkRecord {
        original: &link.segments.original,
        rewrite: &link.segments.rewrite,
        score: link.score,
        document: None,
    }
}

/// Links of all originals; with several, each tells its original, whose segments it counts from 0.
fn link_records(report: &Report) -> Vec<LinkRecord<'_>> {
    let first = report.alignment.links.iter().map(|link| (0, link));
    let others = report.others.iter().zip(1..);
    let others = others.flat_map(|((_, alignment), at)| alignment.links.iter().map(move |link| (at, link)));
    let document = |at: usize| (!report.others.is_empty()).then_some(at);
    first.chain(others).map(|(at, link)| LinkRecord { document: document(at), ..link_record(link) }).collect()
}

fn deduction_records(report: &Report, located: &Pair<Located>, others: &[Located]) -> Vec<DeductionRecord> {
    let record = |one: Lowered| {
        let is_original = one.side == Side::Original;
        let at = match (is_original, one.document.checked_sub(1)) {
            (true, Some(other)) => &others[other],
            _ => &located[one.side],
        };
        let Offsets { start, end } = at.offsets(one.span);
        let document = (is_original && !others.is_empty()).then_some(one.document);
        DeductionRecord {
            weight: one.weight,
            rule: one.rule,
            what: one.what,
            side: one.side,
            start,
            end,
            document,
        }
    };
    lowered(report).into_iter().map(record).collect()
}

fn finding_record<'a>(
    finding: &'a Finding,
    located: &Pair<Located<'a>>,
    others: &[Located<'a>],
) -> FindingRecord<'a> {
    let document = (!others.is_empty()).then_some(finding.document);
    let original = finding.document.checked_sub(1).map_or(&located.original, |at| &others[at]);
    let values =
        Values { original: finding.values.original.as_deref(), rewrite: finding.values.rewrite.as_deref() };
    FindingRecord {
        rule: &finding.rule,
        kind: finding.kind.as_str(),
        relation: finding.relation.as_str(),
        causes: finding.causes.iter().map(|cause| cause.as_str()).collect(),
        category: finding.category.mqm(),
        its: finding.category.its(),
        severity: finding.severity,
        confidence: finding.confidence,
        message: &finding.message,
        original: original.place(finding.places.original, document),
        rewrite: located.rewrite.place(finding.places.rewrite, None),
        elsewhere: finding
            .elsewhere
            .iter()
            .map(|&span| located.rewrite.place(Place::Here(span), None))
            .collect(),
        repeats: finding
            .repeats
            .iter()
            .map(|places| PlacesRecord {
                original: original.place(places.original, document),
                rewrite: located.rewrite.place(places.rewrite, None),
            })
            .collect(),
        values: (values.original.is_some() || values.rewrite.is_some()).then_some(values),
        difference: finding.difference,
        contains: finding.contains.iter().map(|kind| kind.as_str()).collect(),
        also: &finding.also,
        fingerprint: &finding.fingerprint,
    }
}

/// The facts of one document.
#[derive(Debug, Serialize)]
pub struct FactsRecord<'a> {
    schema: u8,
    id: Json,
    language: &'a str,
    facts: Vec<FactRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    segments: Option<Vec<SegmentRecord<'a>>>,
}

#[derive(Debug, Serialize)]
struct FactRecord<'a> {
    kind: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
    readings: Vec<Reading<'a>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    approximate: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<Bound>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counted: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<&'a str>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Reading<'a> {
    Amount {
        amount: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        base: Option<Base>,
    },
    Range {
        low: String,
        high: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<&'a str>,
    },
    Date {
        date: String,
    },
    Time {
        time: String,
    },
    Name {
        name: String,
    },
    Quote {
        quote: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        speaker: Option<String>,
    },
    Text {
        text: String,
    },
}

#[derive(Debug, Serialize)]
struct Base {
    amount: String,
    unit: String,
}

impl<'a> FactsRecord<'a> {
    /// The facts of a document, with its segments where asked for.
    #[must_use]
    pub fn new(document: &'a Document, id: Json, segments: bool) -> Self {
        let located = Located::new(document);
        Self {
            schema: SCHEMA,
            id,
            language: &document.language,
            facts: document.facts.iter().map(|fact| fact_record(&located, fact)).collect(),
            segments: segments
                .then(|| document.segments.iter().map(|segment| located.segment(segment, true)).collect()),
        }
    }
}

fn fact_record<'a>(located: &Located<'a>, fact: &'a Fact) -> FactRecord<'a> {
    let Offsets { start, end } = located.offsets(fact.span);
    let document = located.document;
    FactRecord {
        kind: fact.kind.as_str(),
        start,
        end,
        text: fact.span.of(&document.text),
        readings: fact.readings.iter().map(|reading| reading_record(document, fact, reading)).collect(),
        approximate: fact.approximate,
        bound: fact.bound,
        counted: fact.counted.as_deref(),
        rate: fact.rate.as_ref().map(|rate| rate.unit.as_str()),
    }
}

fn reading_record<'a>(document: &'a Document, fact: &Fact, reading: &'a Value) -> Reading<'a> {
    match reading {
        Value::Amount { amount, unit } => {
            let base = in_base(language::get(&document.language), *amount, unit)
                .filter(|(_, base)| unit.name().is_some_and(|name| name != base))
                .map(|(amount, unit)| Base { amount: print(amount), unit });
            Reading::Amount {
                amount: print(*amount),
                unit: unit.name(),
                base: base.filter(|b| !matches!(b.unit.as_str(), "percent" | "points")),
            }
        }
        Value::Range { low, high, unit } => {
            Reading::Range { low: print(*low), high: print(*high), unit: unit.name() }
        }
        Value::Date(date) => Reading::Date { date: date.timex() },
        Value::Time(minutes) => Reading::Time { time: format!("{:02}:{:02}", minutes / 60, minutes % 60) },
        Value::Name { words, .. } => Reading::Name { name: words.join(" ") },
        Value::Quote { speaker, .. } => {
            let inner = fact.span.of(&document.text).trim_matches(|c: char| {
                !c.is_alphanumeric() && !matches!(c, '.' | '!' | '?' | '…' | '[' | ']')
            });
            Reading::Quote { quote: inner.to_owned(), speaker: speaker.as_ref().map(|words| words.join(" ")) }
        }
        Value::Negation { cue, .. } | Value::Denial { cue } | Value::Certainty { cue, .. } => {
            Reading::Text { text: cue.to_string() }
        }
        Value::Attribution { verb, source, .. } => {
            Reading::Text { text: crate::fact::attribution_text(verb.as_deref(), source) }
        }
        Value::Link(text) | Value::Identifier(text) | Value::Pattern(text) => {
            Reading::Text { text: text.to_string() }
        }
    }
}

/// The links of two documents.
#[derive(Debug, Serialize)]
pub struct LinksRecord<'a> {
    schema: u8,
    id: Json,
    languages: Pair<&'a str>,
    links: Vec<LinkRecord<'a>>,
    segments: Pair<Vec<SegmentRecord<'a>>>,
}

impl<'a> LinksRecord<'a> {
    /// Links and segments of a report.
    #[must_use]
    pub fn new(report: &'a Report, id: Json) -> Self {
        let located = report.documents.as_ref().map(Located::new);
        Self {
            schema: SCHEMA,
            id,
            languages: report.documents.as_ref().map(|document| document.language.as_str()),
            links: report.alignment.links.iter().map(link_record).collect(),
            segments: Pair::from_fn(|side: Side| {
                located[side].document.segments.iter().map(|s| located[side].segment(s, true)).collect()
            }),
        }
    }
}

/// A record that could not be read; the run goes on.
#[derive(Debug, Serialize)]
pub struct ErrorRecord {
    schema: u8,
    id: Json,
    error: String,
}

impl ErrorRecord {
    /// What was wrong with the record of this id.
    #[must_use]
    pub const fn new(id: Json, error: String) -> Self {
        Self { schema: SCHEMA, id, error }
    }
}
