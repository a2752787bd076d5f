//! How much is found of what is wrong, and how much is reported of what is not.

use std::fmt::Write as _;

use factdiff::{Config, Finding, Pair, Place, Side, check};
use rayon::prelude::*;

use crate::corpus::{english, none, originals};
use crate::generate::Random;
use crate::generate::fair::Fair;
use crate::generate::fault::{Fault, Sort};

/// Different rewrites of each text and kind.
const SEEDS: u64 = 6;

/// Least share of faults that are found at their place, as their kind.
const RECALL: [(Sort, f64); 13] = [
    (Sort::DigitChanged, 0.98),
    (Sort::Magnitude, 0.98),
    (Sort::CurrencySwapped, 0.98),
    (Sort::DateShifted, 0.98),
    (Sort::NameReplaced, 0.95),
    (Sort::NameDropped, 0.95),
    (Sort::NegationRemoved, 0.98),
    (Sort::NegationAdded, 0.96),
    (Sort::QuoteWordChanged, 0.98),
    (Sort::SentenceDropped, 0.97),
    (Sort::SentenceInserted, 0.97),
    (Sort::LineLeaked, 0.58),
    (Sort::FiguresSwapped, 0.45),
];

/// Most findings for 1,000 words of fair rewrites.
const ALARMS: [(Fair, f64); 14] = [
    (Fair::NumberWords, 0.1),
    (Fair::Grouping, 0.1),
    (Fair::PercentSign, 0.1),
    (Fair::ScaleWords, 0.1),
    (Fair::QuoteMarks, 0.1),
    (Fair::Surname, 0.1),
    (Fair::DateFormat, 0.1),
    (Fair::Clock, 0.1),
    (Fair::ParagraphOrder, 0.1),
    (Fair::SplitOrMerge, 0.3),
    (Fair::Contraction, 0.1),
    (Fair::FunctionWords, 0.1),
    (Fair::UnitConversion, 0.1),
    (Fair::Spelling, 0.1),
];

/// Fewer rewrites of a kind than this measure nothing.
const FEWEST: usize = 10;

/// Examples of each kind that the table shows.
const SHOWN: usize = 4;

/// Texts that are clean against themselves; the tests of the corpus answer for the others.
fn texts() -> Vec<(String, String)> {
    originals().into_iter().filter(|(_, text)| findings(text, text).is_empty()).collect()
}

fn random(seed: u64, text: usize) -> Random {
    Random::new(seed.wrapping_mul(1_000_003) + text as u64)
}

fn findings(original: &str, rewrite: &str) -> Vec<Finding> {
    check(&Pair::new(english(original), english(rewrite)), &Config::default()).findings
}

/// True where the finding stands on the fault, on every side where the fault stands.
fn is_there(finding: &Finding, fault: &Fault) -> bool {
    let stands = |side: Side| match (fault.places[side], finding.places[side].here()) {
        (Some(place), Some(here)) => place.overlaps(here),
        (Some(_), None) => false,
        (None, _) => true,
    };
    Side::BOTH.into_iter().all(stands)
}

/// True where the finding touches the fault on some side.
fn touches(finding: &Finding, fault: &Fault) -> bool {
    let overlap = |side: Side| {
        fault.places[side].zip(finding.places[side].here()).is_some_and(|(place, here)| place.overlaps(here))
    };
    Side::BOTH.into_iter().any(overlap)
}

#[derive(Default)]
struct Tally {
    made: usize,
    found: usize,
    located: usize,
    elsewhere: usize,
    examples: Vec<String>,
}

impl Tally {
    fn add(mut self, other: Tally) -> Tally {
        self.made += other.made;
        self.found += other.found;
        self.located += other.located;
        self.elsewhere += other.elsewhere;
        self.examples.extend(other.examples);
        self
    }

    fn share(&self, part: usize) -> f64 {
        ratio(part, self.made)
    }
}

#[allow(clippy::cast_precision_loss, reason = "small counts")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn told(finding: &Finding, original: &str, rewrite: &str) -> String {
    let words = |place: Place, text: &str| {
        place.here().map_or_else(|| "nothing".to_owned(), |at| format!("{:?}", at.of(text)))
    };
    format!(
        "{} {} → {}",
        finding.rule,
        words(finding.places.original, original),
        words(finding.places.rewrite, rewrite)
    )
}

fn tally_fault(name: &str, text: &str, fault: &Fault) -> Tally {
    let findings = findings(text, &fault.text);
    let found =
        findings.iter().any(|finding| fault.kinds.contains(&finding.kind) && is_there(finding, fault));
    let located = findings.iter().any(|finding| touches(finding, fault));
    let elsewhere = findings.iter().filter(|finding| !touches(finding, fault)).count();
    let reported: Vec<String> = findings.iter().map(|finding| told(finding, text, &fault.text)).collect();
    let missed =
        (!found).then(|| format!("{name}: {} ({:?}); reported: {reported:?}", fault.told(text), fault.kinds));
    Tally {
        made: 1,
        found: found.into(),
        located: located.into(),
        elsewhere,
        examples: missed.into_iter().collect(),
    }
}

#[test]
fn faults_are_found() {
    let originals = texts();
    let mut table = format!(
        "\n{:<18} {:>5} {:>7} {:>7} {:>8} {:>10}\n",
        "fault", "made", "found", "floor", "located", "elsewhere"
    );
    let (mut failures, mut missed) = (Vec::new(), String::new());
    for (sort, floor) in RECALL {
        let jobs: Vec<(u64, usize)> =
            (0..SEEDS).flat_map(|seed| (0..originals.len()).map(move |text| (seed, text))).collect();
        let one = |&(seed, at): &(u64, usize)| {
            let (name, text) = &originals[at];
            sort.apply(text, &mut random(seed, at))
                .map_or_else(Tally::default, |fault| tally_fault(name, text, &fault))
        };
        let tallies: Vec<Tally> = jobs.par_iter().map(one).collect();
        let all = tallies.into_iter().fold(Tally::default(), Tally::add);
        let recall = all.share(all.found);
        let (located, elsewhere) = (all.share(all.located), all.share(all.elsewhere));
        let _ = writeln!(
            table,
            "{:<18} {:>5} {recall:>7.3} {floor:>7.3} {located:>8.3} {elsewhere:>10.3}",
            format!("{sort:?}"),
            all.made
        );
        all.examples
            .iter()
            .take(SHOWN)
            .for_each(|example| missed.push_str(&format!("{sort:?}: {example}\n")));
        if all.made < FEWEST {
            failures.push(format!("{sort:?} fits only {} times", all.made));
        }
        if recall < floor {
            failures.push(format!(
                "{sort:?}: {recall:.3} found, {floor:.3} wanted; {}",
                all.examples.join("\n  ")
            ));
        }
    }
    println!("{table}\nmissed, for example\n{missed}");
    none(&failures);
}

#[test]
fn fair_rewrites_raise_few_alarms() {
    let originals = texts();
    let mut table = format!(
        "\n{:<18} {:>5} {:>8} {:>12} {:>8}\n",
        "fair rewrite", "made", "alarms", "per 1,000", "ceiling"
    );
    let (mut failures, mut examples) = (Vec::new(), String::new());
    for (kind, ceiling) in ALARMS {
        let jobs: Vec<(u64, usize)> =
            (0..SEEDS).flat_map(|seed| (0..originals.len()).map(move |text| (seed, text))).collect();
        let one = |&(seed, at): &(u64, usize)| {
            let (name, text) = &originals[at];
            let rewrite = kind.apply(text, &mut random(seed, at))?;
            let found = findings(text, &rewrite);
            let alarms: Vec<String> =
                found.iter().map(|finding| format!("{name}: {}", told(finding, text, &rewrite))).collect();
            Some((text.split_whitespace().count(), alarms))
        };
        let made: Vec<(usize, Vec<String>)> = jobs.par_iter().filter_map(one).collect();
        let words: usize = made.iter().map(|(words, _)| words).sum();
        let mut alarms: Vec<&String> = made.iter().flat_map(|(_, alarms)| alarms).collect();
        let rate = ratio(alarms.len() * 1000, words);
        let _ = writeln!(
            table,
            "{:<18} {:>5} {:>8} {rate:>12.3} {ceiling:>8.3}",
            format!("{kind:?}"),
            made.len(),
            alarms.len()
        );
        alarms.sort();
        alarms.dedup();
        alarms.iter().take(SHOWN).for_each(|alarm| examples.push_str(&format!("{kind:?}: {alarm}\n")));
        if made.len() < FEWEST {
            failures.push(format!("{kind:?} fits only {} times", made.len()));
        }
        if rate > ceiling {
            let list = alarms.iter().map(|alarm| alarm.as_str()).collect::<Vec<_>>().join("\n  ");
            failures
                .push(format!("{kind:?}: {rate:.3} alarms for 1,000 words, {ceiling:.3} allowed\n  {list}"));
        }
    }
    println!("{table}\nalarms, for example\n{examples}");
    none(&failures);
}

#[test]
fn every_kind_has_its_floor_or_ceiling() {
    assert_eq!(RECALL.map(|(sort, _)| sort), Sort::ALL);
    assert_eq!(ALARMS.map(|(kind, _)| kind), Fair::ALL);
}
