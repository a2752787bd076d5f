//! Several originals for one rewrite: what any of them says is supported.
//!
//! The rewrite is compared with each original by itself, so that align and compare know of two texts only, each original
//! keeps its own date, language and offsets, and nothing is mapped back. Then each place of the rewrite is judged once, by
//! the original that its sentence is linked to best, and only where no other one supports it. (One document of all originals
//! would need no such choice, but would face a sentence with one of its sources and call what the other one says altered.)
//!
//! A later version of a story supersedes an earlier one: a figure that the rewrite has from the earlier one, and that the
//! later one changed, is stale.

use rustc_hash::FxHashSet;

use super::{Judged, Report, furniture, languages, report};

use crate::align::{Alignment, align};
use crate::compare::{Cause, Change, Deduction, Relation, compare_with};
use crate::config::Config;
use crate::document::{Document, ReadOptions, Source};
use crate::fact::Kind;
use crate::finding::{Finding, Place};
use crate::pair::{Pair, Side};
use crate::rule::{Judge, Mode, Scene};
use crate::span::Span;
use crate::verdict::{COVERING, Verdict, coverage, coverage_by_any, verdict};

/// One original beside the rewrite.
#[derive(Default)]
pub(super) struct Beside {
    pub documents: Pair<Document>,
    pub alignment: Alignment,
    pub changes: Vec<Change>,
    pub deductions: Vec<Deduction>,
    /// Which original this one replaces.
    supersedes: Option<usize>,
    pub superseded: bool,
    /// Likeness of each segment of the rewrite to what it is linked to; 0 for none.
    likeness: Vec<f64>,
}

impl Beside {
    /// Before it is compared.
    pub fn new(documents: Pair<Document>, alignment: Alignment, supersedes: Option<usize>) -> Self {
        let mut likeness = vec![0.0; documents.rewrite.segments.len()];
        for link in alignment.links.iter().filter(|link| link.is_full() && link.score >= COVERING) {
            for &segment in &link.segments.rewrite {
                likeness[segment] = link.score;
            }
        }
        Self { documents, alignment, supersedes, likeness, ..Self::default() }
    }

    /// What rules look at, with the `meta` of the record.
    pub fn scene<'a>(&'a self, meta: &'a serde_json::Value) -> Scene<'a> {
        Scene { documents: &self.documents, alignment: &self.alignment, meta }
    }
}

/// Checks a rewrite against several originals; places of findings tell which one by `Finding::document`.
///
/// ```
/// use factdiff::{Config, Source, report::check_several};
/// let originals = ["The mill burned down.", "The fire brigade came late."].map(Source::text);
/// let rewrite = Source::text("The mill burned down. The fire brigade came late.");
/// let report = check_several(&originals, &rewrite, &Config::default());
/// assert!(report.findings.is_empty());
/// ```
#[must_use]
pub fn check_several(originals: &[Source], rewrite: &Source, config: &Config) -> Report {
    check_several_with(originals, rewrite, config, config.mode, &serde_json::Value::Null)
}

/// The same, in a mode and with the `meta` of a batch record. One original is checked as by [`super::check_with`].
#[must_use]
pub fn check_several_with(
    originals: &[Source],
    rewrite: &Source,
    config: &Config,
    mode: Mode,
    meta: &serde_json::Value,
) -> Report {
    if originals.len() < 2 {
        let original = originals.first().cloned().unwrap_or_default();
        return super::check_with(&Pair::new(original, rewrite.clone()), config, mode, meta);
    }
    let mut notes = Vec::new();
    let mut all = read(originals, rewrite, config, &mut notes);
    let rewritten: Vec<_> = all.iter().map(|one| (&one.documents, &one.alignment)).collect();
    let covered = Pair::new(
        coverage(&all[0].documents, &all[0].alignment, Side::Original),
        coverage_by_any(&rewritten),
    );
    let verdicts: Vec<_> = all.iter().map(|one| verdict(&one.documents, &covered, config)).collect();
    let unchecked = verdicts.iter().copied().find(|(verdict, _)| *verdict == Verdict::Unchecked);
    let (verdict, reason) = unchecked.unwrap_or(verdicts[0]);
    let (mut findings, mut told) = (Vec::new(), Vec::new());
    if verdict == Verdict::Rewrite {
        for one in &mut all {
            (one.changes, one.deductions) = compare_with(&one.documents, &one.alignment, config.manner(mode));
        }
        findings = judge_all(&all, config, mode, meta);
        told = (0..all.len()).flat_map(|k| deductions(&all, k)).collect();
    }
    let judged = Judged { verdict, reason, coverage: covered, findings, deductions: told, notes };
    report(all, judged, config, mode)
}

/// What the rules say of all that is to be told, in the rewrite's order.
fn judge_all(all: &[Beside], config: &Config, mode: Mode, meta: &serde_json::Value) -> Vec<Finding> {
    let stale: Vec<Vec<Change>> = (0..all.len()).map(|k| stale(all, k)).collect();
    let mut judged: Vec<Finding> = Vec::new();
    for k in 0..all.len() {
        let told = told(all, k, &stale, config.each_original);
        let of_one = Judge::new(all[k].scene(meta), config, mode).findings(&told);
        judged.extend(of_one.into_iter().map(|finding| Finding { document: k, ..finding }));
    }
    // What a rule finds in the rewrite alone, it finds beside each original.
    let mut seen = FxHashSet::default();
    judged.retain(|f| {
        f.places.rewrite.here().is_none() || seen.insert((f.fingerprint.clone(), f.places.rewrite.span()))
    });
    judged.sort_by_key(|f| (f.places.rewrite.span().start, f.document, f.places.original.span().start));
    judged
}

/// Each original read and linked with the rewrite.
fn read(originals: &[Source], rewrite: &Source, config: &Config, notes: &mut Vec<String>) -> Vec<Beside> {
    let mut rewritten: Option<Document> = None;
    let mut all: Vec<Beside> = Vec::with_capacity(originals.len());
    for original in originals {
        let texts = Pair::new(original, rewrite);
        let languages = languages(texts, config, notes);
        let read = |side: Side| {
            let options = ReadOptions {
                language: languages[side].clone(),
                boilerplate: config.boilerplate,
                own: config.rules.own_facts(),
            };
            Document::read(texts[side], &options)
        };
        let rewritten = rewritten.get_or_insert_with(|| read(Side::Rewrite)).clone();
        let documents = Pair::new(read(Side::Original), rewritten);
        Side::BOTH.into_iter().for_each(|side| furniture(&documents[side], side, notes));
        let alignment = align(&documents);
        all.push(Beside::new(documents, alignment, original.supersedes));
    }
    for k in 0..all.len() {
        if let Some(older) = all[k].supersedes.filter(|&older| older < k) {
            all[older].superseded = true;
        }
    }
    let mut seen = FxHashSet::default();
    notes.retain(|note| seen.insert(note.clone()));
    all
}

/// The segment of the rewrite in which a place begins.
fn segment(document: &Document, span: Span) -> Option<usize> {
    let at = document.segments.partition_point(|segment| segment.span.end <= span.start);
    (at < document.segments.len()).then_some(at)
}

/// The original that a segment of the rewrite is linked to best, versions in force first; the first in force where none is.
fn best(all: &[Beside], segment: Option<usize>) -> usize {
    let likeness = |one: &Beside| segment.map_or(0.0, |segment| one.likeness[segment]);
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&all[a], &all[b]);
        (likeness(b) > 0.0)
            .cmp(&(likeness(a) > 0.0))
            .then(a.superseded.cmp(&b.superseded))
            .then(likeness(b).total_cmp(&likeness(a)))
    });
    order[0]
}

/// True where an original says what the rewrite says at a place: its sentence is linked, and nothing there changed.
fn supports(one: &Beside, segment: Option<usize>, span: Span) -> bool {
    segment.is_some_and(|segment| one.likeness[segment] > 0.0)
        && !one.changes.iter().any(|change| {
            matches!(change.relation, Relation::Altered | Relation::Added)
                && change.places.rewrite.here().is_some_and(|here| here.overlaps(span))
        })
}

/// The changes against one original that are to be told.
fn told(all: &[Beside], k: usize, all_stale: &[Vec<Change>], each: bool) -> Vec<Change> {
    let one = &all[k];
    let mut stale = all_stale[k].clone();
    let is_stale =
        |span: Span| all_stale.iter().flatten().any(|change| change.places.rewrite.span().overlaps(span));
    let mut told: Vec<Change> = Vec::new();
    for change in &one.changes {
        let place = change.places.rewrite;
        let segment = segment(&one.documents.rewrite, place.span());
        let others = || all.iter().enumerate().filter(|(other, _)| *other != k);
        match place {
            Place::Here(span) => {
                let by: Vec<usize> =
                    others().filter(|(_, other)| supports(other, segment, span)).map(|(at, _)| at).collect();
                let is_figure = change.kind.is_numeric() && change.facts.original.is_some();
                let outdated = |older: &usize| replaces(all, k, *older);
                if is_figure && !by.is_empty() && by.iter().all(outdated) && is_other_value(change) {
                    stale.push(Change { causes: vec![Cause::Stale], difference: None, ..change.clone() });
                } else if by.is_empty() && best(all, segment) == k && !is_stale(span) {
                    told.push(change.clone());
                }
            }
            Place::At(span) => {
                let says = matches!(change.kind, Kind::Negation | Kind::Certainty | Kind::Attribution);
                let alike = |other: &Beside| {
                    segment.is_none_or(|segment| other.likeness[segment] == 0.0)
                        || other
                            .changes
                            .iter()
                            .any(|c| c.kind == change.kind && c.places.rewrite == Place::At(span))
                };
                let lost = says && best(all, segment) == k && others().all(|(_, other)| alike(other));
                if lost || each && !one.superseded {
                    told.push(change.clone());
                }
            }
        }
    }
    stale.sort_by_key(|change| change.places.rewrite.span().start);
    stale.dedup_by_key(|change| change.places.rewrite.span().start);
    told.extend(stale);
    told
}

/// True where `newer` replaces `older`, or a version that does.
fn replaces(all: &[Beside], newer: usize, older: usize) -> bool {
    let mut at = newer;
    while let Some(next) = all[at].supersedes.filter(|next| *next < at) {
        if next == older {
            return true;
        }
        at = next;
    }
    false
}

/// Another value, not the same one said another way.
fn is_other_value(change: &Change) -> bool {
    use Cause::{Counted, Currency, Magnitude, Sign, Swapped, Unit, Value};
    change.relation == Relation::Altered
        && change
            .causes
            .iter()
            .any(|cause| matches!(cause, Value | Magnitude | Currency | Unit | Sign | Swapped | Counted))
}

/// Figures of the rewrite that are those of the version which original `k` replaces, where `k` has others.
fn stale(all: &[Beside], k: usize) -> Vec<Change> {
    let one = &all[k];
    let Some(older) = one.supersedes.filter(|&older| older < k).map(|older| &all[older]) else {
        return Vec::new();
    };
    let versions = Pair::new(older.documents.original.clone(), one.documents.original.clone());
    let (between, _) = compare_with(&versions, &align(&versions), crate::compare::Manner::default());
    let mut out = Vec::new();
    for change in between.iter().filter(|change| change.kind.is_numeric() && is_other_value(change)) {
        let (Some(was), Some(is)) = (change.facts.original, change.facts.rewrite) else { continue };
        for kept in &older.changes {
            let unchanged = matches!(kept.relation, Relation::Kept | Relation::Moved);
            let (true, true, Some(fact)) = (unchanged, kept.facts.original == Some(was), kept.facts.rewrite)
            else {
                continue;
            };
            let here = one.documents.rewrite.facts[fact].span;
            let segment = segment(&one.documents.rewrite, here);
            if !all
                .iter()
                .enumerate()
                .any(|(at, other)| !other.superseded && at != k && supports(other, segment, here))
                && !supports(one, segment, here)
            {
                out.push(Change {
                    facts: Pair::new(Some(is), Some(fact)),
                    places: Pair::new(Place::Here(one.documents.original.facts[is].span), Place::Here(here)),
                    causes: vec![Cause::Stale],
                    difference: None,
                    ..change.clone()
                });
            }
        }
    }
    out
}

/// What words cost against the original that each sentence is linked to best.
fn deductions(all: &[Beside], k: usize) -> Vec<Deduction> {
    let one = &all[k];
    let told = |deduction: &&Deduction| match deduction.side {
        Side::Rewrite => best(all, segment(&one.documents.rewrite, deduction.span)) == k,
        Side::Original => {
            let segment = segment(&one.documents.original, deduction.span);
            one.alignment.links.iter().any(|link| {
                segment.is_some_and(|segment| link.segments.original.contains(&segment))
                    && link.segments.rewrite.iter().any(|&segment| best(all, Some(segment)) == k)
            })
        }
    };
    one.deductions.iter().filter(told).map(|told| Deduction { document: k, ..*told }).collect()
}
