//! Evaluate: labelled pairs and what was found in them → recall, false alarms and precision, each with its interval.
//!
//! A labelled pair is a record of a batch with `group`, `phenomenon`, `faults` (where each fault stands, on either side) and
//! `ignore` (text that answers for nothing). A fault is *caught* by a finding that overlaps it in one of its places and is not
//! much wider, and *typed* where the kinds agree too; a finding that meets no fault is an *alarm*. Offsets are characters.

mod excerpt;
mod figures;
mod table;

use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;

pub use self::excerpt::{Example, Show, examples, excerpt};
pub use self::figures::{Figures, Interval, Intervals, Row, RuleFigures};
pub use self::table::{changes, table};
use crate::finding::{Finding, Place, Severity};
use crate::pair::{Pair, Side};
use crate::report::{Report, Verdict};
use crate::span::LineIndex;

/// From here to before there, in characters.
pub type Range = [usize; 2];

/// Kinds of fault that findings of other kinds name rightly too: a digit may stand in a date, a negation in a quote.
const ACCEPTED: [(&str, &[&str]); 4] = [
    (
        "number",
        &["number", "money", "percent", "quantity", "ordinal", "date", "time", "duration", "name", "link"],
    ),
    ("money", &["money", "number", "quantity", "percent"]),
    ("date", &["date", "time", "duration", "number"]),
    ("negation", &["negation", "wording", "quote"]),
];
/// A finding this many times as wide as the fault still says where it is.
const WIDER: usize = 3;
/// And so does one of this many characters.
const WIDE: usize = 400;

/// A pair of texts with what is wrong in the rewrite.
#[derive(Clone, Debug, Deserialize)]
pub struct Labelled {
    /// Of the batch record.
    #[serde(default)]
    pub id: Json,
    /// Records of one original: the faulty ones must score below the faithful one.
    pub group: Json,
    /// What the record shows.
    pub phenomenon: String,
    /// The verdict that is right, where it is not *rewrite*.
    pub verdict: Option<String>,
    /// What is wrong; nothing in a faithful rewrite.
    pub faults: Vec<Fault>,
    /// Text of which no finding is held against the tool.
    #[serde(default, deserialize_with = "or_default")]
    pub ignore: Pair<Vec<Range>>,
    #[serde(deserialize_with = "text", default)]
    original: String,
    #[serde(deserialize_with = "text", default)]
    rewrite: String,
}

/// Something wrong in a rewrite.
#[derive(Clone, Debug, Deserialize)]
pub struct Fault {
    /// Kind of fact; `any` and `wording` are met by all kinds.
    pub kind: String,
    /// altered, dropped or added.
    pub relation: String,
    /// Where it stood.
    pub original: Option<Range>,
    /// Where it stands; nothing where it is a loss. A fault without a place is caught by any finding.
    pub rewrite: Option<Range>,
}

/// What was found in a pair, as a batch prints it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Outcome {
    /// What the pair is taken for.
    pub verdict: Option<String>,
    /// Nothing where the record could not be read.
    pub findings: Option<Vec<Found>>,
    /// How much is wrong.
    pub score: Option<Quality>,
}

/// The part of a score that orders two rewrites.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct Quality {
    /// 0 to 100.
    pub quality: Option<f64>,
}

/// A finding, as far as it is scored.
#[derive(Clone, Debug, Deserialize)]
pub struct Found {
    /// Which rule reports.
    pub rule: String,
    /// Kind of fact.
    pub kind: String,
    /// Kinds inside a quote or sentence.
    #[serde(default)]
    pub contains: Vec<String>,
    /// How bad.
    pub severity: Severity,
    /// For people.
    #[serde(default)]
    pub message: String,
    /// In the original.
    #[serde(default)]
    pub original: Spot,
    /// In the rewrite.
    #[serde(default)]
    pub rewrite: Spot,
    /// Its further places.
    #[serde(default)]
    pub repeats: Vec<Pair<Spot>>,
    /// Why it does not count.
    pub muted: Option<Json>,
}

/// One side of a finding: where it is, or where it should have been.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct Spot {
    start: Option<usize>,
    end: Option<usize>,
    at: Option<At>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct At {
    start: usize,
    end: usize,
}

/// What is counted, and by what the rows are made.
#[derive(Clone, Debug)]
pub struct Options {
    /// A key of the records; `kind` gives a row to each kind and relation of fault.
    pub by: String,
    /// Only findings of these kinds count, where set.
    pub kinds: Option<Vec<String>>,
    /// Findings of these kinds do not count.
    pub without: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { by: "phenomenon".to_owned(), kinds: None, without: Vec::new() }
    }
}

/// What became of a labelled record.
#[derive(Clone, Debug, Default)]
pub(crate) struct Judged {
    /// Name of its row.
    row: String,
    group: String,
    faithful: bool,
    /// The outcome holds no findings: the record could not be read.
    missing: bool,
    /// Nothing was compared though the record is a rewrite.
    void: bool,
    /// For a record with a label for its verdict: whether that was met. Nothing else is counted then.
    verdict: Option<bool>,
    penalty: u32,
    quality: Option<f64>,
    faults: Vec<Caught>,
    /// Findings that are alarms, by their place among all of the outcome.
    pub(crate) alarms: Vec<usize>,
    /// Findings that met a fault.
    hits: Vec<usize>,
    /// Alarms of major or worse.
    severe: bool,
    /// Words of the rewrite that are not ignored.
    words: usize,
}

#[derive(Clone, Debug)]
struct Caught {
    row: String,
    caught: bool,
    typed: bool,
}

impl Labelled {
    /// Reads a line, and the name of its row by the options.
    ///
    /// # Errors
    /// What is missing or of the wrong type.
    pub fn read(line: &str, options: &Options) -> Result<(Self, String), serde_json::Error> {
        let record: Json = serde_json::from_str(line)?;
        let row = match record.get(&options.by) {
            Some(Json::String(name)) if !name.is_empty() => Some(name.clone()),
            Some(other @ (Json::Number(_) | Json::Bool(true))) => Some(other.to_string()),
            _ => None,
        };
        let read = Self::deserialize(record)?;
        let row = row.unwrap_or_else(|| read.phenomenon.clone());
        Ok((read, row))
    }

    /// The texts.
    #[must_use]
    pub fn texts(&self) -> Pair<&str> {
        Pair::new(&self.original, &self.rewrite)
    }

    fn words(&self) -> usize {
        let chars: Vec<char> = self.rewrite.chars().collect();
        let count = |from: usize, to: usize| {
            let to = to.min(chars.len());
            words(&chars[from.min(to)..to])
        };
        let ignored: usize = self.ignore.rewrite.iter().map(|&[from, to]| count(from, to)).sum();
        count(0, chars.len()).saturating_sub(ignored).max(1)
    }
}

/// Runs of what is no white space.
fn words(chars: &[char]) -> usize {
    let blank = |c: &char| c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}');
    chars.split(blank).filter(|word| !word.is_empty()).count()
}

/// A text of a record, in whichever form it is given.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(match Json::deserialize(deserializer)? {
        Json::String(text) => text,
        Json::Array(parts) => parts.iter().filter_map(Json::as_str).collect::<Vec<_>>().join("\n"),
        other => other.get("text").and_then(Json::as_str).unwrap_or_default().to_owned(),
    })
}

fn or_default<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Pair<Vec<Range>>, D::Error> {
    #[derive(Deserialize)]
    struct Sides {
        #[serde(default)]
        original: Vec<Range>,
        #[serde(default)]
        rewrite: Vec<Range>,
    }
    let sides = Option::<Sides>::deserialize(deserializer)?;
    Ok(sides.map_or_else(Pair::default, |sides| Pair::new(sides.original, sides.rewrite)))
}

impl Outcome {
    /// What a report says of a pair.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let located = report.documents.as_ref().map(|document| (document, LineIndex::new(&document.text)));
        let spot = |side: Side, place: Place| {
            let (document, index) = &located[side];
            let at = |byte| index.character(&document.text, byte);
            let (start, end) = (at(place.span().start), at(place.span().end));
            match place {
                Place::Here(_) => Spot { start: Some(start), end: Some(end), at: None },
                Place::At(_) => Spot { start: None, end: None, at: Some(At { start, end }) },
            }
        };
        let spots = |places: Pair<Place>| Pair::from_fn(|side| spot(side, places[side]));
        let found = |finding: &Finding| Found {
            rule: finding.rule.clone(),
            kind: finding.kind.as_str().to_owned(),
            contains: finding.contains.iter().map(|kind| kind.as_str().to_owned()).collect(),
            severity: finding.severity,
            message: finding.message.clone(),
            original: spot(Side::Original, finding.places.original),
            rewrite: spot(Side::Rewrite, finding.places.rewrite),
            repeats: finding.repeats.iter().map(|&places| spots(places)).collect(),
            muted: None,
        };
        Self {
            verdict: Some(
                match report.verdict {
                    Verdict::Rewrite => "rewrite",
                    Verdict::Unrelated => "unrelated",
                    Verdict::Unchecked => "unchecked",
                }
                .to_owned(),
            ),
            findings: Some(report.findings.iter().map(found).collect()),
            score: Some(Quality { quality: Some(report.score.quality) }),
        }
    }
}

impl Spot {
    fn here(self) -> Option<Range> {
        Some([self.start?, self.end?])
    }
}

impl Found {
    fn spot(&self, side: Side) -> Spot {
        match side {
            Side::Original => self.original,
            Side::Rewrite => self.rewrite,
        }
    }

    /// Where the text that is meant stands: its first place.
    fn here(&self, side: Side) -> Option<Range> {
        self.spot(side).here()
    }

    /// All places where it stands on a side, the first before the others.
    fn places(&self, side: Side) -> impl Iterator<Item = Range> {
        self.here(side).into_iter().chain(self.repeats.iter().filter_map(move |spots| spots[side].here()))
    }

    fn counts(&self, options: &Options) -> bool {
        let is = |kinds: &[String]| kinds.contains(&self.kind);
        self.severity.weight() > 0
            && self.muted.is_none()
            && options.kinds.as_ref().is_none_or(|kinds| is(kinds))
            && !is(&options.without)
    }

    /// The kinds of finding and fault agree.
    fn is_of_kind(&self, fault: &Fault) -> bool {
        if matches!(fault.kind.as_str(), "any" | "wording") {
            return true;
        }
        let accepted = ACCEPTED.iter().find(|(kind, _)| *kind == fault.kind).map(|(_, accepted)| *accepted);
        let fits =
            |kind: &String| accepted.map_or(*kind == fault.kind, |kinds| kinds.contains(&kind.as_str()));
        fits(&self.kind) || self.contains.iter().any(fits)
    }

    fn hits(&self, fault: &Fault) -> bool {
        let (side, place) = match (fault.original, fault.rewrite) {
            (None, None) => return true,
            (_, Some(place)) => (Side::Rewrite, place),
            (Some(place), None) => (Side::Original, place),
        };
        let width = (WIDER * (place[1].saturating_sub(place[0]))).max(WIDE);
        self.places(side).any(|here| overlap(here, place) && here[1].saturating_sub(here[0]) <= width)
    }

    /// Of the faulty sentence, told on the original's side alone: neither a hit nor an alarm.
    fn is_beside(&self, fault: &Fault) -> bool {
        let told = |place| self.places(Side::Original).any(|here| overlap(here, place));
        self.here(Side::Rewrite).is_none() && fault.original.is_some_and(told)
    }

    /// At least half of it, on either side, lies in text that is ignored.
    fn is_ignored(&self, record: &Labelled) -> bool {
        Side::BOTH.into_iter().any(|side| {
            self.here(side).is_some_and(|[start, end]| {
                let inside = |&[from, to]: &Range| end.min(to).saturating_sub(start.max(from));
                2 * record.ignore[side].iter().map(inside).sum::<usize>() >= end.saturating_sub(start)
            })
        })
    }
}

fn overlap(a: Range, b: Range) -> bool {
    a[0] < b[1] && b[0] < a[1]
}

/// Holds what was found in a record against its labels.
pub(crate) fn judge(record: &Labelled, row: &str, outcome: &Outcome, options: &Options) -> Judged {
    let mut judged = Judged {
        row: row.to_owned(),
        group: record.group.to_string(),
        faithful: record.faults.is_empty(),
        missing: outcome.findings.is_none(),
        ..Judged::default()
    };
    if let Some(verdict) = record.verdict.as_ref().filter(|verdict| !verdict.is_empty()) {
        judged.verdict = Some(outcome.verdict.as_ref() == Some(verdict));
        return judged;
    }
    judged.void = judged.missing || outcome.verdict.as_deref() != Some("rewrite");
    let all = if judged.void { &[][..] } else { outcome.findings.as_deref().unwrap_or_default() };
    let counted: Vec<(usize, &Found)> =
        all.iter().enumerate().filter(|(_, found)| found.counts(options)).collect();
    judged.penalty = counted.iter().map(|(_, found)| found.severity.weight()).sum();
    judged.quality = outcome.score.and_then(|score| score.quality).filter(|_| !judged.void);
    for fault in &record.faults {
        let hits: Vec<_> = counted.iter().filter(|(_, found)| found.hits(fault)).collect();
        judged.faults.push(Caught {
            row: if options.by == "kind" {
                format!("{}/{}", fault.kind, fault.relation)
            } else {
                row.to_owned()
            },
            caught: !hits.is_empty(),
            typed: hits.iter().any(|(_, found)| found.is_of_kind(fault)),
        });
    }
    for (index, found) in counted {
        if record.faults.iter().any(|fault| found.hits(fault)) {
            judged.hits.push(index);
        } else if !record.faults.iter().any(|fault| found.is_beside(fault)) && !found.is_ignored(record) {
            judged.alarms.push(index);
            judged.severe |= found.severity >= Severity::Major;
        }
    }
    judged.words = if judged.faithful { record.words() } else { 0 };
    judged
}
