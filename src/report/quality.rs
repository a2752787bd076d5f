//! Why a quality is what it is: every finding and every word that lowers it.

use std::fmt::Write as _;

use super::text::visible;
use super::{Report, Verdict, side_name};
use crate::finding::Place;
use crate::pair::Side;
use crate::rule::middle_cut;
use crate::score::weight;
use crate::span::{LineIndex, Span};

/// Characters of a text that are shown.
const LONG: usize = 60;

/// Something that lowers the quality.
#[derive(Clone, Debug, PartialEq)]
pub struct Lowered {
    /// Penalty points, by severity and confidence; a lost word of content is 1.
    pub weight: f64,
    /// The rule that found it; none for a single word.
    pub rule: Option<String>,
    /// In what respect: the message of a finding, the cause of a word's.
    pub what: String,
    /// The text that is meant.
    pub side: Side,
    /// Of several originals, the one it was made against, from 0.
    pub document: usize,
    /// Bytes of that text.
    pub span: Span,
}

/// Everything that lowers the quality of a rewrite, the heaviest first.
///
/// ```
/// use factdiff::{Config, Pair, Source, check, report::lowered};
/// let texts = Pair::new(Source::text("It cost 5 million euros."), Source::text("It cost 5 billion euros."));
/// let lowered = lowered(&check(&texts, &Config::default()));
/// assert_eq!(lowered[0].rule.as_deref(), Some("money-altered"));
/// ```
#[must_use]
pub fn lowered(report: &Report) -> Vec<Lowered> {
    let findings = report.findings.iter().chain(&report.unsure).map(|finding| {
        let side = match finding.places.rewrite {
            Place::Here(_) => Side::Rewrite,
            Place::At(_) => Side::Original,
        };
        Lowered {
            weight: weight(finding),
            rule: Some(finding.rule.clone()),
            what: finding.message.clone(),
            side,
            document: finding.document,
            span: finding.places[side].span(),
        }
    });
    let words = report.deductions.iter().map(|word| Lowered {
        weight: word.weight,
        rule: None,
        what: word.cause.as_str().to_owned(),
        side: word.side,
        document: word.document,
        span: word.span,
    });
    let mut all: Vec<Lowered> = findings.chain(words).filter(|one| one.weight > 0.0).collect();
    all.sort_by(|a, b| {
        b.weight
            .total_cmp(&a.weight)
            .then_with(|| (a.side, a.document, a.span).cmp(&(b.side, b.document, b.span)))
    });
    all
}

/// The same for people: a line each.
pub(super) fn told(report: &Report) -> String {
    if report.verdict != Verdict::Rewrite {
        return "quality 0: nothing was compared\n".to_owned();
    }
    let all = lowered(report);
    let (quality, words) = (report.score.quality, report.score.words);
    // Not the sum of the lines as printed, but of what they stand for.
    let sum: f64 = all.iter().map(|one| one.weight).sum();
    let mut out = format!("quality {quality:.2}: {sum:.2} points are taken off, against {words} words\n");
    for one in &all {
        let document = match (one.side, one.document.checked_sub(1)) {
            (Side::Original, Some(at)) => &report.others[at].0,
            _ => &report.documents[one.side],
        };
        let line = LineIndex::new(&document.text).line(one.span.start);
        let text = middle_cut(one.span.of(&document.text), LONG);
        let (text, side) =
            (visible(&text.split_whitespace().collect::<Vec<_>>().join(" "), &mut []), side_name(one.side));
        let what = match &one.rule {
            Some(rule) => format!("{rule}: {}", visible(&one.what, &mut [])),
            None => one.what.clone(),
        };
        _ = writeln!(out, "{:8.2}  {side} {line} “{text}”  {what}", one.weight);
    }
    out
}
