//! Misses and alarms to look at: what was said of which words, in marks as rule tests have them.

use std::fmt::Write as _;

use super::{Fault, Found, Labelled, Options, Outcome, Range, judge};
use crate::finding::Severity;
use crate::pair::Side;
use crate::report::text::visible;

/// Characters shown before and after what is meant.
const AROUND: usize = 70;

/// Which examples to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// Faults that nothing caught.
    Misses,
    /// Findings that meet no fault.
    Alarms,
}

/// The first `limit` examples, the worst alarms first, and how many there are. `wanted` picks misses by their fault, and
/// alarms by their rule.
#[must_use]
pub fn examples(
    records: &[(Labelled, String)],
    outcomes: &[Outcome],
    options: &Options,
    show: Show,
    limit: usize,
    wanted: impl Fn(Example) -> bool,
) -> String {
    let mut all: Vec<(Severity, String)> = Vec::new();
    for ((record, row), outcome) in records.iter().zip(outcomes) {
        let judged = judge(record, row, outcome, options);
        let (missed, counted) = (judged.faults.iter(), judged.verdict.is_none());
        if show == Show::Misses {
            let faults = record.faults.iter().zip(missed).filter(|(_, caught)| !caught.caught);
            let faults = faults.map(|(fault, _)| fault).filter(|fault| wanted(Example::Miss(fault)));
            all.extend(faults.map(|fault| (Severity::Neutral, miss(record, row, fault))));
            continue;
        }
        let findings = outcome.findings.as_deref().unwrap_or_default();
        let alarms = judged.alarms.iter().filter_map(|&index| findings.get(index));
        let alarms = alarms.filter(|found| wanted(Example::Alarm(found)));
        all.extend(alarms.map(|found| (found.severity, alarm(record, row, found))));
        if counted && judged.void && judged.faithful && wanted(Example::Void) {
            let verdict = outcome.verdict.as_deref().unwrap_or("in error");
            all.push((Severity::Critical, format!("{} · {row}: taken for {verdict}\n", id(record))));
        }
    }
    all.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
    let mut out = String::new();
    for (_, example) in all.iter().take(limit) {
        out.push_str(example);
        out.push('\n');
    }
    let what = if show == Show::Misses { "misses" } else { "alarms" };
    _ = writeln!(out, "{} of {} {what}", limit.min(all.len()), all.len());
    out
}

/// What [`examples`] asks about.
#[derive(Clone, Copy, Debug)]
pub enum Example<'a> {
    /// A fault that nothing caught.
    Miss(&'a Fault),
    /// A finding that meets no fault.
    Alarm(&'a Found),
    /// A faithful rewrite that was not compared.
    Void,
}

fn id(record: &Labelled) -> String {
    record.id.as_str().map_or_else(|| record.id.to_string(), |id| visible(id, &mut []))
}

fn miss(record: &Labelled, row: &str, fault: &Fault) -> String {
    let mut out = format!("{} · {row} · {} {}\n", id(record), fault.kind, fault.relation);
    let texts = record.texts();
    let apart = match (fault.original, fault.rewrite) {
        (None, None) => differing(texts.original, texts.rewrite),
        (original, rewrite) => [original, rewrite],
    };
    for (side, place) in Side::BOTH.into_iter().zip(apart) {
        shown(&mut out, side, texts[side], place, true);
    }
    out
}

/// A finding in the words around it, for somebody who judges it.
#[must_use]
pub fn excerpt(record: &Labelled, found: &Found) -> String {
    let mut out =
        format!("{}[{}]: {}\n", found.severity.as_str(), found.rule, visible(&found.message, &mut []));
    for side in Side::BOTH {
        let spot = found.spot(side);
        match (found.here(side), spot.at) {
            (Some(place), _) => shown(&mut out, side, record.texts()[side], Some(place), true),
            (None, Some(at)) => shown(&mut out, side, record.texts()[side], Some([at.start, at.end]), false),
            (None, None) => {}
        }
    }
    out
}

fn alarm(record: &Labelled, row: &str, found: &Found) -> String {
    format!("{} · {row} · {}", id(record), excerpt(record, found))
}

/// A line of a side: the words around a place, the place in marks.
fn shown(out: &mut String, side: Side, text: &str, place: Option<Range>, marked: bool) {
    let Some([start, end]) = place else { return };
    let name = if side == Side::Original { "original" } else { "rewrite" };
    let part =
        |from: usize, to: usize| text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>();
    let length = text.chars().count();
    let (from, to) = if marked {
        (start.saturating_sub(AROUND), (end + AROUND).min(length))
    } else {
        (start, end.min(start + 3 * AROUND))
    };
    let (open, close) = if marked { ("{{", "}}") } else { ("", "") };
    let (before, inside, after) = if marked {
        (part(from, start), part(start, end), part(end, to))
    } else {
        (String::new(), part(from, to), String::new())
    };
    let line = format!(
        "{}{before}{open}{inside}{close}{after}{}",
        if marked && from > 0 { "… " } else { "" },
        if to < length && (marked || to < end) { " …" } else { "" }
    );
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    _ = writeln!(out, "    {name:8}  {}", visible(&line, &mut []));
}

/// Where two texts differ, from the first to the last word that does.
fn differing(original: &str, rewrite: &str) -> [Option<Range>; 2] {
    let (a, b): (Vec<char>, Vec<char>) = (original.chars().collect(), rewrite.chars().collect());
    let least = a.len().min(b.len());
    let mut head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    while head > 0 && (head == least || !a[head - 1].is_whitespace()) {
        head -= 1;
    }
    let room = least - head;
    let mut tail = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    while tail > 0 && !a[a.len() - tail].is_whitespace() {
        tail -= 1;
    }
    [Some([head, a.len() - tail]), Some([head, b.len() - tail])]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_marked_where_they_differ() {
        let marked = |a: &str, b: &str| {
            let [x, y] = differing(a, b);
            let mut out = String::new();
            shown(&mut out, Side::Original, a, x, true);
            shown(&mut out, Side::Rewrite, b, y, true);
            out
        };
        assert_eq!(
            marked("The ferry costs ten euros.", "The ferry costs two euros."),
            "    original  The ferry costs {{ten}} euros.\n    rewrite   The ferry costs {{two}} euros.\n"
        );
        assert_eq!(
            marked("It is not late.", "It is late."),
            "    original  It is {{not late.}}\n    rewrite   It is {{late.}}\n"
        );
        assert_eq!(marked("", "x"), "    original  {{}}\n    rewrite   {{x}}\n");
    }
}
