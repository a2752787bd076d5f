//! Report: two texts → everything there is to say of them, and its forms for people and programs.

pub mod json;
mod quality;
mod several;
pub mod text;
pub mod why;

pub use quality::{Lowered, lowered};
pub use several::{check_several, check_several_with};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::align::{Alignment, align, glued};
use crate::compare::{Change, Deduction, compare_with};
use crate::config::Config;
use crate::document::{Document, ReadOptions, Source};
use crate::finding::{Finding, Severity};
use crate::language;
use crate::pair::{Pair, Side};
use crate::rule::{Judge, Mode, counts};
use crate::score::Score;
use crate::verbatim::Verbatim;
pub use crate::verdict::{Assume, Verdict};
use crate::verdict::{coverage, verdict, words};
use several::Beside;

/// A rewrite that leaves out more of the original than this says so.
const MUCH: f64 = 0.4;

/// What to do with the rewrite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Gate {
    /// Publish.
    Pass,
    /// Let somebody look.
    Review,
    /// Do not publish.
    Block,
}

/// Everything there is to say of two texts.
#[derive(Clone, Debug)]
pub struct Report {
    /// As they were read.
    pub documents: Pair<Document>,
    /// Their links.
    pub alignment: Alignment,
    /// Further originals, in order, each with its links to the rewrite; `documents.original` is the first.
    pub others: Vec<(Document, Alignment)>,
    /// What happened to each fact, of the first original.
    pub changes: Vec<Change>,
    /// Changes too small or too unsure to report, which lower the quality.
    pub deductions: Vec<Deduction>,
    /// What is reported: sure enough, or critical.
    pub findings: Vec<Finding>,
    /// What is not: too unsure, but it lowers the quality.
    pub unsure: Vec<Finding>,
    /// How much is wrong for how much text.
    pub score: Score,
    /// What the pair is.
    pub verdict: Verdict,
    /// Why it is unrelated or unchecked.
    pub reason: Option<&'static str>,
    /// What to do.
    pub gate: Gate,
    /// What had to hold.
    pub mode: Mode,
    /// Share of the content words of each side in linked segments, 0 to 1.
    pub coverage: Pair<f64>,
    /// Share of each side that is page furniture, 0 to 1.
    pub boilerplate: Pair<f64>,
    /// What is copied word for word.
    pub verbatim: Verbatim,
    /// Hash of the rules in force.
    pub rules: String,
    /// What was noticed on the way: an assumed language, much page furniture.
    pub notes: Vec<String>,
}

/// Checks a rewrite against its original.
///
/// ```
/// use factdiff::{Config, Pair, Source, check, report::Gate};
/// let text = "The mayor opened the bridge on 3 May 2021.";
/// let report = check(&Pair::new(Source::text(text), Source::text(text)), &Config::default());
/// assert_eq!((report.findings.len(), report.gate), (0, Gate::Pass));
/// ```
#[must_use]
pub fn check(texts: &Pair<Source>, config: &Config) -> Report {
    check_with(texts, config, config.mode, &serde_json::Value::Null)
}

/// The same, in a mode and with the `meta` of a batch record.
#[must_use]
pub fn check_with(texts: &Pair<Source>, config: &Config, mode: Mode, meta: &serde_json::Value) -> Report {
    let mut notes = Vec::new();
    let languages = languages(texts.as_ref(), config, &mut notes);
    let documents = texts.as_ref().zip(languages.as_ref()).map(|(source, language)| {
        let own = config.rules.own_facts();
        let boilerplate = config.boilerplate;
        Document::read(source, &ReadOptions { language: language.clone(), boilerplate, own })
    });
    Side::BOTH.into_iter().for_each(|side| furniture(&documents[side], side, &mut notes));
    let (documents, alignment) = linked(texts, documents, config);
    let coverage = Pair::from_fn(|side| coverage(&documents, &alignment, side));
    let (verdict, reason) = verdict(&documents, &coverage, config);
    let left_out = 1.0 - coverage.original;
    if verdict == Verdict::Rewrite && left_out > MUCH && mode == Mode::Rewrite {
        notes.push(format!("{:.0} % of the original is left out", left_out * 100.0));
    }
    if verdict == Verdict::Rewrite && judged_mode(mode, left_out, config) != mode {
        notes.push(format!(
            "{:.0} % of the original is left out, more than the {:.0} % allowed: nothing of that is taken as fair",
            left_out * 100.0,
            config.budget * 100.0
        ));
    }
    let mut one = Beside::new(documents, alignment, None);
    let mut findings = Vec::new();
    if verdict == Verdict::Rewrite {
        (one.changes, one.deductions) = compare_with(&one.documents, &one.alignment, config.manner(mode));
        let judged = judged_mode(mode, left_out, config);
        findings = Judge::new(one.scene(meta), config, judged).findings(&one.changes);
    }
    let deductions = one.deductions.clone();
    let judged = Judged { verdict, reason, coverage, findings, deductions, notes };
    report(vec![one], judged, config, mode)
}

/// What was made of a rewrite beside all its originals.
struct Judged {
    verdict: Verdict,
    reason: Option<&'static str>,
    coverage: Pair<f64>,
    /// Those too that are not sure enough to report.
    findings: Vec<Finding>,
    deductions: Vec<Deduction>,
    notes: Vec<String>,
}

/// Puts everything together, of one original or of several.
fn report(all: Vec<Beside>, judged: Judged, config: &Config, mode: Mode) -> Report {
    let Judged { verdict, reason, coverage, findings, deductions, notes } = judged;
    let main = all.iter().find(|one| !one.superseded).or(all.first());
    let words = main.map_or(0, |one| words(&one.documents.original));
    let (counted, unsure): (Vec<Finding>, Vec<Finding>) =
        findings.into_iter().partition(|finding| counts(finding, config.min_confidence));
    let score = match verdict {
        Verdict::Rewrite => Score::new(&counted, &unsure, &deductions, words),
        Verdict::Unrelated | Verdict::Unchecked => Score::nothing_compared(words),
    };
    let mut all = all.into_iter();
    let first = all.next().unwrap_or_default();
    Report {
        gate: gate(verdict, &counted, config),
        boilerplate: first.documents.as_ref().map(Document::boilerplate_share),
        verbatim: Verbatim::new(&first.documents),
        rules: config.rules.hash(),
        documents: first.documents,
        alignment: first.alignment,
        others: all.map(|one| (one.documents.original, one.alignment)).collect(),
        changes: first.changes,
        deductions,
        findings: counted,
        unsure,
        score,
        verdict,
        reason,
        mode,
        coverage,
        notes,
    }
}

/// Says so where much of a text is taken for page furniture.
fn furniture(document: &Document, side: Side, notes: &mut Vec<String>) {
    let share = document.boilerplate_share();
    if share > 0.4 {
        notes.push(format!(
            "{:.0} % of the {} is taken for page furniture; `--boilerplate off` keeps it",
            share * 100.0,
            side_name(side)
        ));
    }
}

/// The mode that rules see: a text condensed beyond its budget has no fair losses.
fn judged_mode(mode: Mode, left_out: f64, config: &Config) -> Mode {
    if mode == Mode::Condense && left_out > config.budget { Mode::Rewrite } else { mode }
}

/// Links two documents; where that shows two sentences in one segment, they are cut and all is linked again.
fn linked(
    texts: &Pair<Source>,
    mut documents: Pair<Document>,
    config: &Config,
) -> (Pair<Document>, Alignment) {
    let alignment = align(&documents);
    let cuts = glued(&documents, &alignment);
    let mut again = false;
    for side in Side::BOTH {
        if !cuts[side].is_empty() && texts[side].segments.is_none() {
            documents[side] =
                documents[side].recut(&cuts[side], config.boilerplate, &config.rules.own_facts());
            again = true;
        }
    }
    let alignment = if again { align(&documents) } else { alignment };
    (documents, alignment)
}

const fn side_name(side: Side) -> &'static str {
    match side {
        Side::Original => "original",
        Side::Rewrite => "rewrite",
    }
}

/// The language of each side: as given, as configured, as detected, the other side's, that of two short texts together, else
/// English with a note.
fn languages(texts: Pair<&Source>, config: &Config, notes: &mut Vec<String>) -> Pair<String> {
    let given = Pair::from_fn(|side| texts[side].language.clone().or_else(|| config.language.clone()));
    let detected =
        Pair::from_fn(|side| if given[side].is_some() { None } else { language::detect(&texts[side].text) });
    let mut believed = detected.map(|detected| detected.filter(|d| d.believed).map(|d| d.code));
    // A short text full of foreign names may be taken for another language than that of its function words.
    for side in Side::BOTH {
        let other = given[side.other()].clone().or_else(|| believed[side.other()].clone());
        let doubtful = believed[side].is_some() && believed[side] != other;
        if doubtful && other.as_ref().is_some_and(|code| language::may_be(&texts[side].text, code)) {
            believed[side] = other;
        }
    }
    if given.original.is_none()
        && given.rewrite.is_none()
        && believed.original.is_none()
        && believed.rewrite.is_none()
    {
        let together = [&texts.original.text, &texts.rewrite.text].map(String::as_str).join(" ");
        let code = language::likeliest(&together).or_else(|| language::clearest(&together));
        let code = code.map(str::to_owned);
        believed = Pair::new(code.clone(), code);
    }
    Pair::from_fn(|side| {
        // What the detector is sure of outweighs what is only inferred from the other side.
        let told = given[side].clone().or_else(|| believed[side].clone());
        let other = given[side.other()].clone().or_else(|| believed[side.other()].clone());
        told.or(other).unwrap_or_else(|| {
            if side == Side::Original && texts[side].text.len() > 400 {
                notes.push("the language could not be told; taken for English".to_owned());
            }
            "en".to_owned()
        })
    })
}

fn gate(verdict: Verdict, findings: &[Finding], config: &Config) -> Gate {
    let sure = |finding: &&Finding| finding.confidence >= config.min_confidence;
    let blocked = findings
        .iter()
        .filter(sure)
        .any(|finding| finding.severity >= config.fail_on && finding.severity > Severity::Neutral);
    if verdict == Verdict::Unrelated || blocked {
        return Gate::Block;
    }
    let doubtful = findings
        .iter()
        .any(|finding| finding.severity >= config.review_on || finding.severity == Severity::Critical);
    if doubtful || verdict == Verdict::Unchecked { Gate::Review } else { Gate::Pass }
}
