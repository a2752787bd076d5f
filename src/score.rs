//! Score: findings and length → penalty and quality, in the terms of MQM.

use schemars::JsonSchema;
use serde::Serialize;

use crate::compare::Deduction;
use crate::fact::Kind;
use crate::finding::{Confidence, Finding};

/// How much is wrong for how much text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Score {
    /// Words of the original, without page furniture.
    pub words: usize,
    /// Weighted sum over the findings that count.
    pub penalty: u32,
    /// Penalty for 1,000 words.
    pub per_1000: f64,
    /// 100 less the share of the weighted changes seen, below the gate too, in these changes and the words together:
    /// 100 for a text against itself, 0 where nothing was compared, above 0 for any other. Orders two rewrites of one original; decides nothing.
    pub quality: f64,
}

/// What each further place of a fault takes from the quality, as a part of what the fault takes: of two rewrites the one
/// that has it more often is worse.
const REPEAT: f64 = 0.25;

impl Score {
    /// Of a pair that was not compared: nothing is said for it.
    pub(crate) const fn nothing_compared(words: usize) -> Self {
        Self { words, penalty: 0, per_1000: 0.0, quality: 0.0 }
    }

    /// From the findings that count, those too unsure to count, and the words of the original.
    pub(crate) fn new(
        counted: &[Finding],
        unsure: &[Finding],
        deductions: &[Deduction],
        words: usize,
    ) -> Self {
        let penalty: u32 = counted.iter().map(|finding| finding.severity.weight()).sum();
        let found = counted.iter().chain(unsure).map(weight);
        let mut seen: Vec<f64> = found.chain(deductions.iter().map(|deduction| deduction.weight)).collect();
        // A sum of floats depends on its order, and the score must not.
        seen.sort_unstable_by(f64::total_cmp);
        let seen: f64 = seen.iter().sum();
        #[allow(clippy::cast_precision_loss, reason = "counts of words")]
        let length = words as f64;
        let whole = length + seen;
        Self {
            words,
            penalty,
            per_1000: if words > 0 { f64::from(penalty) * 1000.0 / length } else { 0.0 },
            quality: if whole > 0.0 { 100.0 - 100.0 * seen / whole } else { 100.0 },
        }
    }
}

/// What a finding takes from the quality, in penalty points.
pub(crate) fn weight(finding: &Finding) -> f64 {
    if finding.kind == Kind::Wording && finding.confidence == Confidence::Low {
        // Its words are counted one by one.
        return 0.0;
    }
    #[allow(clippy::cast_precision_loss, reason = "a count of places")]
    let places = 1.0 + REPEAT * finding.repeats.len() as f64;
    f64::from(finding.severity.weight()) * sureness(finding.confidence) * places
}

/// What a change counts by how sure we are of it.
const fn sureness(confidence: Confidence) -> f64 {
    match confidence {
        Confidence::Low => 0.25,
        Confidence::Medium => 0.6,
        Confidence::High => 1.0,
    }
}
