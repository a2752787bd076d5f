//! Judged records → figures, rounded to four digits, with 95 % intervals.
//!
//! Intervals are Wilson's score interval for shares (Wilson 1927) and its counterpart for counts (alarms per 1,000 words).
//! They take records as drawn independently: several findings of one article make them a little too narrow.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Judged, Labelled, Options, Outcome, judge};

/// Half the width of 95 % of a normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Lowest and highest value that the data leave likely.
pub type Interval = [f64; 2];

/// How well a set of labelled records was met; every share is from 0 to 1, and nothing where there is nothing to share.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figures {
    /// Records that could not be read.
    pub missing: usize,
    /// Rewrites that were taken for something else.
    pub wrong_verdicts: usize,
    /// Labelled verdicts that were met, and all.
    pub verdicts: [usize; 2],
    /// Faults caught.
    pub recall: Option<f64>,
    /// Faults caught under their own kind.
    pub typed_recall: Option<f64>,
    /// Number of faults.
    pub faults: usize,
    /// Number of faithful records.
    pub faithful: usize,
    /// Faithful records with an alarm.
    pub false_alarm_rate: Option<f64>,
    /// Faithful records with an alarm of major or worse.
    pub blocked_rate: Option<f64>,
    /// Alarms in 1,000 words of faithful records.
    pub alarms_per_1000_words: Option<f64>,
    /// Mean of recall and of the share of faithful records left in peace.
    pub balanced_accuracy: Option<f64>,
    /// Findings that met a fault, of those that met one or are alarms.
    pub precision: Option<f64>,
    /// Faulty records with a lower quality than the faithful one of their group, of all such pairs.
    pub pair_accuracy: Option<f64>,
    /// The same by the penalty of the findings.
    pub pair_gate: Option<f64>,
    /// Intervals of the above.
    pub intervals: Intervals,
    /// By phenomenon, or as asked.
    pub rows: BTreeMap<String, Row>,
    /// By rule.
    pub rules: BTreeMap<String, RuleFigures>,
    /// Mean of the rows' balanced accuracies.
    pub mean_balanced_accuracy: Option<f64>,
}

/// Figures of a part of the records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "as in `Figures`")]
pub struct Row {
    pub faults: usize,
    pub recall: Option<f64>,
    pub typed: Option<f64>,
    pub faithful: usize,
    pub false_alarm_rate: Option<f64>,
    pub blocked_rate: Option<f64>,
    pub alarms_per_1000_words: Option<f64>,
    pub pair_accuracy: Option<f64>,
    pub pair_gate: Option<f64>,
    pub intervals: Intervals,
}

/// 95 % intervals of the figures of the same names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "as in `Figures`")]
pub struct Intervals {
    pub recall: Option<Interval>,
    pub typed_recall: Option<Interval>,
    pub false_alarm_rate: Option<Interval>,
    pub blocked_rate: Option<Interval>,
    pub alarms_per_1000_words: Option<Interval>,
    pub precision: Option<Interval>,
    pub pair_accuracy: Option<Interval>,
    pub pair_gate: Option<Interval>,
}

/// Findings of a rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleFigures {
    /// Met a fault.
    #[serde(rename = "true", skip_serializing_if = "is_zero")]
    pub hits: usize,
    /// Are alarms.
    #[serde(rename = "false", skip_serializing_if = "is_zero")]
    pub alarms: usize,
    /// Share of those that met a fault.
    pub precision: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<Interval>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// Counts of a row, or of all.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    faults: usize,
    caught: usize,
    typed: usize,
    faithful: usize,
    alarmed: usize,
    blocked: usize,
    alarms: usize,
    words: usize,
    pairs: usize,
    right: usize,
    gate: usize,
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.faults += other.faults;
        self.caught += other.caught;
        self.typed += other.typed;
        self.faithful += other.faithful;
        self.alarmed += other.alarmed;
        self.blocked += other.blocked;
        self.alarms += other.alarms;
        self.words += other.words;
    }

    fn row(&self) -> Row {
        Row {
            faults: self.faults,
            recall: rate(self.caught, self.faults),
            typed: rate(self.typed, self.faults),
            faithful: self.faithful,
            false_alarm_rate: rate(self.alarmed, self.faithful),
            blocked_rate: rate(self.blocked, self.faithful),
            alarms_per_1000_words: rate(1000 * self.alarms, self.words),
            pair_accuracy: rate(self.right, self.pairs),
            pair_gate: rate(self.gate, self.pairs),
            intervals: self.intervals(),
        }
    }

    fn intervals(&self) -> Intervals {
        Intervals {
            recall: wilson(self.caught, self.faults),
            typed_recall: wilson(self.typed, self.faults),
            false_alarm_rate: wilson(self.alarmed, self.faithful),
            blocked_rate: wilson(self.blocked, self.faithful),
            alarms_per_1000_words: of_count(self.alarms, self.words),
            precision: None,
            pair_accuracy: wilson(self.right, self.pairs),
            pair_gate: wilson(self.gate, self.pairs),
        }
    }
}

/// Texts of one original: the first faithful one, and the faulty ones with their rows.
#[derive(Default)]
struct Group<'a> {
    good: Option<&'a Judged>,
    bad: Vec<&'a Judged>,
}

impl Figures {
    /// Scores outcomes against the records they came of, each with the name of its row.
    #[must_use]
    pub fn new(records: &[(Labelled, String)], outcomes: &[Outcome], options: &Options) -> Self {
        let judged: Vec<Judged> = records
            .iter()
            .zip(outcomes)
            .map(|((record, row), outcome)| judge(record, row, outcome, options))
            .collect();
        let mut rows: BTreeMap<String, Counts> = BTreeMap::new();
        judged.iter().for_each(|judged| count(judged, &mut rows));
        let mut all = Counts::default();
        rows.values().for_each(|row| all.add(row));
        pairs(&judged, options, &mut rows, &mut all);
        let rules = rules(&judged, outcomes);
        let hits: usize = rules.values().map(|rule| rule.hits).sum();
        let told = hits + rules.values().map(|rule| rule.alarms).sum::<usize>();
        let labelled = |right: bool| judged.iter().filter(|j| j.verdict == Some(right)).count();
        let total = all.row();
        let rows: BTreeMap<String, Row> =
            rows.into_iter().map(|(name, counts)| (name, counts.row())).collect();
        Self {
            missing: judged.iter().filter(|j| j.missing).count(),
            wrong_verdicts: judged.iter().filter(|j| j.void && !j.missing).count(),
            verdicts: [labelled(true), labelled(true) + labelled(false)],
            recall: total.recall,
            typed_recall: total.typed,
            faults: all.faults,
            faithful: all.faithful,
            false_alarm_rate: total.false_alarm_rate,
            blocked_rate: total.blocked_rate,
            alarms_per_1000_words: total.alarms_per_1000_words,
            balanced_accuracy: rate(
                all.caught * all.faithful + (all.faithful - all.alarmed) * all.faults,
                2 * all.faults * all.faithful,
            ),
            precision: rate(hits, told),
            pair_accuracy: total.pair_accuracy,
            pair_gate: total.pair_gate,
            intervals: Intervals { precision: wilson(hits, told), ..total.intervals },
            mean_balanced_accuracy: mean_balanced(&rows),
            rows,
            rules,
        }
    }
}

fn count(judged: &Judged, rows: &mut BTreeMap<String, Counts>) {
    if judged.verdict.is_some() {
        return;
    }
    for fault in &judged.faults {
        let counts = rows.entry(fault.row.clone()).or_default();
        counts.faults += 1;
        counts.caught += usize::from(fault.caught);
        counts.typed += usize::from(fault.typed);
    }
    if judged.faithful {
        let counts = rows.entry(judged.row.clone()).or_default();
        counts.faithful += 1;
        counts.alarmed += usize::from(judged.void || !judged.alarms.is_empty());
        counts.blocked += usize::from(judged.void || judged.severe);
        counts.alarms += judged.alarms.len() + usize::from(judged.void);
        counts.words += judged.words;
    }
}

/// Of two texts of one original, the faulty one must score worse: by quality, and by penalty. Equal is not right.
fn pairs(judged: &[Judged], options: &Options, rows: &mut BTreeMap<String, Counts>, all: &mut Counts) {
    let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
    for judged in judged.iter().filter(|judged| judged.verdict.is_none()) {
        let group = groups.entry(&judged.group).or_default();
        if judged.faithful {
            group.good.get_or_insert(judged);
        } else {
            group.bad.push(judged);
        }
    }
    for Group { good, bad } in groups.values() {
        for (good, bad) in good.iter().flat_map(|good| bad.iter().map(move |bad| (good, bad))) {
            let gate = bad.penalty > good.penalty;
            let right = match (bad.quality, good.quality) {
                (Some(bad), Some(good)) if options.kinds.is_none() => bad < good,
                _ => gate,
            };
            for counts in [&mut *all].into_iter().chain(rows.get_mut(&bad.row)) {
                counts.pairs += 1;
                counts.gate += usize::from(gate);
                counts.right += usize::from(right);
            }
        }
    }
}

fn rules(judged: &[Judged], outcomes: &[Outcome]) -> BTreeMap<String, RuleFigures> {
    let mut rules: BTreeMap<String, RuleFigures> = BTreeMap::new();
    for (judged, outcome) in judged.iter().zip(outcomes) {
        let rule = |index: usize| outcome.findings.as_ref().and_then(|all| all.get(index)).map(|f| &f.rule);
        for id in judged.hits.iter().filter_map(|&index| rule(index)) {
            rules.entry(id.clone()).or_default().hits += 1;
        }
        for id in judged.alarms.iter().filter_map(|&index| rule(index)) {
            rules.entry(id.clone()).or_default().alarms += 1;
        }
    }
    for rule in rules.values_mut() {
        rule.precision = rate(rule.hits, rule.hits + rule.alarms);
        rule.interval = wilson(rule.hits, rule.hits + rule.alarms);
    }
    rules
}

fn mean_balanced(rows: &BTreeMap<String, Row>) -> Option<f64> {
    let both: Vec<f64> = rows
        .values()
        .filter_map(|row| Some(f64::midpoint(row.recall? + 1.0, -row.false_alarm_rate?)))
        .collect();
    (!both.is_empty()).then(|| rounded(both.iter().sum::<f64>() / float(both.len())))
}

/// A share, rounded to four digits.
fn rate(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| rounded(float(part) / float(whole)))
}

/// To four digits, by the exact decimal value, as a printed figure is.
fn rounded(value: f64) -> f64 {
    format!("{value:.4}").parse().unwrap_or(value)
}

#[allow(clippy::cast_precision_loss, reason = "counts of records and words")]
const fn float(count: usize) -> f64 {
    count as f64
}

/// Wilson's interval of a share.
///
/// Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA 22.
fn wilson(part: usize, whole: usize) -> Option<Interval> {
    if whole == 0 {
        return None;
    }
    let (n, share) = (float(whole), float(part) / float(whole));
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    Some([rounded(((middle - half) / scale).max(0.0)), rounded(((middle + half) / scale).min(1.0))])
}

/// The score interval of a count (Poisson), for 1,000 words.
fn of_count(count: usize, words: usize) -> Option<Interval> {
    if words == 0 {
        return None;
    }
    let (count, scale) = (float(count), 1000.0 / float(words));
    let half = Z * (count + Z * Z / 4.0).sqrt();
    let middle = count + Z * Z / 2.0;
    Some([rounded((middle - half).max(0.0) * scale), rounded((middle + half) * scale)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_of_the_tables() {
        // Brown, Cai & DasGupta (2001) and any statistics package: 8 of 10 is 0.490 to 0.943.
        assert_eq!(wilson(8, 10), Some([0.4902, 0.9433]));
        assert_eq!(wilson(0, 10), Some([0.0, 0.2775]));
        assert_eq!(wilson(10, 10), Some([0.7225, 1.0]));
        assert_eq!(wilson(0, 0), None);
        assert_eq!(of_count(0, 1000), Some([0.0, 3.8415]));
    }

    #[test]
    fn shares_are_rounded_by_their_exact_value() {
        assert_eq!(rate(1, 3), Some(0.3333));
        assert_eq!(rate(1, 32), Some(0.0312));
        assert_eq!(rate(3, 32), Some(0.0938));
        assert_eq!(rate(1, 0), None);
    }
}
