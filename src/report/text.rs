//! For people: findings with both places shown, links side by side, facts in a list. Control characters of the articles are
//! shown, never sent.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Gate, Report, Verdict};
use crate::align::why;
use crate::compare::{Cause, Relation};
use crate::document::{Document, ratio};
use crate::fact::value::print_grouped;
use crate::fact::{Fact, Kind, Value};
use crate::finding::{Finding, Place, Severity};
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::span::{LineIndex, Span};

/// More findings of one rule than this are shown as the first few and a count.
const MANY: usize = 8;
/// Further places that are shown of what takes part in a finding, and of what it tells of again.
const ELSEWHERE: usize = 3;
const FIRST: usize = 3;
/// Behind what is of low confidence.
const UNSURE: &str = " (unsure)";
/// So many reworded quotes of one article are told together.
const TOGETHER: usize = 3;
/// From so many added sentences without a fact of their own, they are told as one.
const PADDING: usize = 3;
/// A line longer than this, in bytes, is cut before it is shown.
const LONGEST_LINE: usize = 20_000;
/// Bytes of such a line that are shown on each side of what is meant.
const CONTEXT: usize = 400;

/// How the text report looks.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Escape sequences for colours: on a terminal only.
    pub colour: bool,
    /// Columns.
    pub width: usize,
}

impl Look {
    fn renderer(self) -> Renderer {
        let renderer = if self.colour { Renderer::styled() } else { Renderer::plain() };
        renderer.term_width(self.width)
    }
}

/// The documents with their lines.
struct Located<'a> {
    originals: Vec<(&'a Document, LineIndex)>,
    rewrite: (&'a Document, LineIndex),
}

impl<'a> Located<'a> {
    fn new(report: &'a Report) -> Self {
        let with_lines = |document: &'a Document| (document, LineIndex::new(&document.text));
        let others = report.others.iter().map(|(document, _)| document);
        Self {
            originals: std::iter::once(&report.documents.original).chain(others).map(with_lines).collect(),
            rewrite: with_lines(&report.documents.rewrite),
        }
    }

    /// The document of a finding's side.
    fn of(&self, finding: &Finding, side: Side) -> &(&'a Document, LineIndex) {
        match side {
            Side::Original => &self.originals[finding.document],
            Side::Rewrite => &self.rewrite,
        }
    }
}

/// The report of one rewrite, and with it every deduction from its quality.
#[must_use]
pub fn report_with_quality(of: &Report, look: Look) -> String {
    format!("{}\n{}", report(of, look), super::quality::told(of))
}

/// The report of one rewrite.
#[must_use]
pub fn report(report: &Report, look: Look) -> String {
    let renderer = look.renderer();
    let mut out = String::new();
    for note in &report.notes {
        let note = Group::with_title(Level::NOTE.primary_title(note.as_str()));
        _ = writeln!(out, "{}", renderer.render(&[note]));
    }
    let located = Located::new(report);
    let mut of_rule: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    report.findings.iter().for_each(|finding| of_rule.entry(&finding.rule).or_default().0 += 1);
    let padding: Vec<&Finding> = report.findings.iter().filter(|finding| is_padding(finding)).collect();
    let told_as_one = padding.len() >= PADDING;
    let together: Vec<&Finding> = report.findings.iter().filter(|finding| is_reworded(finding)).collect();
    let together = if together.len() < TOGETHER { Vec::new() } else { together };
    for finding in &report.findings {
        if told_as_one && is_padding(finding) {
            if std::ptr::eq(finding, padding[0]) {
                out.push_str(&padding_as_one(&padding, report, &located.rewrite.1, &renderer));
            }
            continue;
        }
        if !together.is_empty() && is_reworded(finding) {
            if std::ptr::eq(finding, together[0]) {
                out.push_str(&reworded(&together, &located, &renderer));
                out.push_str("\n\n");
            }
            continue;
        }
        let (all, position) = of_rule.entry(&finding.rule).or_default();
        *position += 1;
        if *all <= MANY || *position <= FIRST {
            out.push_str(&one(finding, &located, *position == 1, &renderer));
            out.push_str("\n\n");
        }
        if *all > MANY && *position == FIRST {
            let (rest, rule) = (*all - FIRST, &finding.rule);
            _ = writeln!(out, "… and {rest} more of {rule}; `--format json` lists them all\n");
        }
    }
    out.push_str(&summary(report));
    out
}

/// A quote whose words changed and nothing worse.
fn is_reworded(finding: &Finding) -> bool {
    finding.kind == Kind::Quote
        && (finding.relation == Relation::Altered || finding.causes.contains(&Cause::Paraphrased))
        && finding.severity < Severity::Critical
}

/// The reworded quotes of an article: how many, then a line for each of the first.
fn reworded(findings: &[&Finding], located: &Located, renderer: &Renderer) -> String {
    let worst = findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Minor);
    let title = format!("{} quotes have other words in the rewrite", findings.len());
    let line =
        |finding: &Finding, side: Side| located.of(finding, side).1.line(finding.places[side].span().start);
    let mut notes: Vec<(&'static str, String)> = findings
        .iter()
        .take(MANY)
        .map(|finding| {
            let (original, rewrite) = (line(finding, Side::Original), line(finding, Side::Rewrite));
            let message = visible(&finding.message, &mut []);
            (finding.severity.as_str(), format!("line {original}, in the rewrite line {rewrite}: {message}"))
        })
        .collect();
    if findings.len() > MANY {
        let rest = findings.len() - MANY;
        notes.push(("note", format!("and {rest} more; `--format json` lists them all")));
    }
    let group = level(worst).primary_title(title).id(findings[0].rule.clone());
    let why = Level::NOTE.with_name(Some("why")).message(visible(&findings[0].why, &mut []));
    let notes = notes.into_iter().map(|(name, note)| Level::NOTE.with_name(Some(name)).message(note));
    renderer.render(&[group.elements(notes).element(why)])
}

/// How a severity looks, under its own name.
fn level(severity: Severity) -> Level<'static> {
    let level = match severity {
        Severity::Critical | Severity::Major => Level::ERROR,
        Severity::Minor => Level::WARNING,
        Severity::Neutral => Level::INFO,
    };
    level.with_name(Some(severity.as_str()))
}

/// An added sentence without a fact of its own.
fn is_padding(finding: &Finding) -> bool {
    finding.causes.contains(&Cause::Padding) && finding.severity < Severity::Critical
}

/// Sentences that add nothing but words, in one finding: how many, how much of the rewrite, where.
fn padding_as_one(findings: &[&Finding], report: &Report, index: &LineIndex, renderer: &Renderer) -> String {
    let document = &report.documents.rewrite;
    let spans: Vec<Span> = findings.iter().filter_map(|finding| finding.places.rewrite.here()).collect();
    let words = |test: &dyn Fn(Span) -> bool| -> usize {
        (0..document.segments.len())
            .filter(|&s| !document.is_boilerplate(s) && test(document.segments[s].span))
            .map(|s| document.content_words(s))
            .sum()
    };
    let share = ratio(words(&|span| spans.contains(&span)), words(&|_| true));
    let title = format!("{} sentences, {:.0} % of the rewrite, have no support", spans.len(), share * 100.0);
    let lines = spans.iter().map(|span| {
        let text = span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let line = format!("line {}: {text}", index.line(span.start));
        Level::NOTE.with_name(None::<&str>).message(visible(&line, &mut []))
    });
    let id = findings.first().map_or("", |finding| finding.rule.as_str()).to_owned();
    let worst = findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Minor);
    let group = level(worst).primary_title(title).id(id).elements(lines);
    format!("{}\n\n", renderer.render(&[group]))
}

/// One finding: what, both places, why.
fn one(finding: &Finding, located: &Located, with_why: bool, renderer: &Renderer) -> String {
    let mut title = visible(&finding.message, &mut []);
    if finding.confidence == crate::Confidence::Low {
        title.push_str(UNSURE);
    }
    let mut group = level(finding.severity)
        .primary_title(title)
        .id(finding.rule.clone())
        .elements(Vec::<annotate_snippets::Element>::new());
    // What clashes in the rewrite with itself, or stands there twice, the original may well say.
    let clashes = !finding.elsewhere.is_empty();
    for side in [Side::Original, Side::Rewrite] {
        let (document, index) = located.of(finding, side);
        let label = match (finding.places[side], side) {
            (Place::Here(_), Side::Original) => "original",
            (Place::Here(_), Side::Rewrite) => "rewrite",
            (Place::At(_), Side::Original) if clashes => "linked to this",
            (Place::At(_), Side::Original) => "nothing here says so",
            (Place::At(_), Side::Rewrite) => "missing here",
        };
        group = group.element(snippet(document, index, side, finding.places[side], label));
    }
    for &span in finding.elsewhere.iter().take(ELSEWHERE) {
        let (document, index) = located.of(finding, Side::Rewrite);
        group = group.element(snippet(document, index, Side::Rewrite, Place::At(span), "and here"));
    }
    for &places in finding.repeats.iter().take(ELSEWHERE) {
        for side in Side::BOTH.into_iter().filter(|&side| places[side].here().is_some()) {
            let (document, index) = located.of(finding, side);
            group = group.element(snippet(document, index, side, places[side], "the same again"));
        }
    }
    if finding.repeats.len() > ELSEWHERE {
        let rest = finding.repeats.len() - ELSEWHERE;
        group =
            group.element(Level::NOTE.message(format!("and {rest} more; `--format json` lists them all")));
    }
    if with_why && !finding.why.is_empty() {
        group = group.element(Level::NOTE.with_name(Some("why")).message(visible(&finding.why, &mut [])));
    }
    renderer.render(&[group])
}

/// The lines of the place, under its line and column in the whole file.
fn snippet<'a>(
    document: &Document,
    index: &LineIndex,
    side: Side,
    place: Place,
    label: &'static str,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = &document.text;
    let span = place.span();
    let around = surroundings(text, span);
    let fallback = match side {
        Side::Original => "original",
        Side::Rewrite => "rewrite",
    };
    let path = visible(document.name.as_deref().unwrap_or(fallback), &mut []);
    let mut ends = [span.start - around.start, span.end - around.start];
    let source = visible(around.of(text), &mut ends);
    let kind =
        if matches!(place, Place::Here(_)) { AnnotationKind::Primary } else { AnnotationKind::Context };
    let annotation = kind.span(ends[0]..ends[1]).label(label);
    Snippet::source(source).line_start(index.line(around.start)).path(path).annotation(annotation)
}

/// The whole lines of a span, as long as they are of a bearable length.
fn surroundings(text: &str, span: Span) -> Span {
    let before = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let after = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at);
    if after - before <= LONGEST_LINE {
        return Span::new(before, after);
    }
    Span::new(
        text.floor_char_boundary(span.start.saturating_sub(CONTEXT).max(before)),
        text.ceil_char_boundary((span.end + CONTEXT).min(after)),
    )
}

/// Control and direction characters as signs that can be seen; `ends` are byte offsets that move with the text.
pub(crate) fn visible(text: &str, ends: &mut [usize]) -> String {
    let hidden = |c: char| {
        c != '\n' && c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    if !text.chars().any(hidden) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut moved: Vec<Option<usize>> = vec![None; ends.len()];
    for (at, c) in text.char_indices() {
        for (slot, end) in moved.iter_mut().zip(ends.iter()) {
            if *end == at {
                *slot = Some(out.len());
            }
        }
        match c {
            '\t' | '\r' => out.push(' '),
            '\0'..='\u{1f}' if c != '\n' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}')),
            '\u{7f}' => out.push('\u{2421}'),
            _ if hidden(c) => _ = write!(out, "⟨U+{:04X}⟩", c as u32),
            _ => out.push(c),
        }
    }
    for (slot, end) in moved.into_iter().zip(ends) {
        *end = slot.unwrap_or(out.len());
    }
    out
}

/// The last lines: verdict, counts, gate.
fn summary(report: &Report) -> String {
    let names =
        report.documents.as_ref().map(|document| visible(document.name.as_deref().unwrap_or("-"), &mut []));
    let gate = match report.gate {
        Gate::Pass => "pass",
        Gate::Review => "review",
        Gate::Block => "block",
    };
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    match report.verdict {
        Verdict::Unrelated => {
            let what = match report.reason {
                Some("same-event") => "tells of the same event, but is not a rewrite of this original",
                _ => "is another article",
            };
            format!(
                "unrelated: {} {what}: only {} of its words stand in sentences that have a counterpart in {}. Its sentences were not \
                 compared one by one; `--assume rewrite` does so all the same.\ngate: {gate}\n",
                names.rewrite,
                percent(report.coverage.rewrite),
                names.original
            )
        }
        Verdict::Unchecked => {
            let languages = report.documents.as_ref().map(|document| document.language.as_str());
            let why = match report.reason {
                Some("two-languages") => format!(
                    "the original is in `{}`, the rewrite in `{}`, and two languages cannot be compared yet",
                    languages.original, languages.rewrite
                ),
                Some("empty") => "there is no text".to_owned(),
                _ => format!("there is no data for the language `{}`", languages.original),
            };
            format!("unchecked: {why}. Nothing was compared.\ngate: {gate}\n")
        }
        Verdict::Rewrite => {
            let count = |severity: Severity| {
                report.findings.iter().filter(|finding| finding.severity == severity).count()
            };
            let counts: Vec<String> =
                [Severity::Critical, Severity::Major, Severity::Minor, Severity::Neutral]
                    .into_iter()
                    .filter(|&severity| count(severity) > 0)
                    .map(|severity| format!("{} {}", count(severity), severity.as_str()))
                    .collect();
            let found = match report.findings.len() {
                0 => "no findings".to_owned(),
                1 => format!("1 finding ({})", counts.join(", ")),
                n => format!("{n} findings ({})", counts.join(", ")),
            };
            format!(
                "{found} · {} words, penalty {} · {} of the original is carried, {} of the rewrite is supported\ngate: {gate}\n",
                report.score.words,
                report.score.penalty,
                percent(report.coverage.original),
                percent(report.coverage.rewrite)
            )
        }
    }
}

/// Links of two documents, side by side in at most 100 columns; with the words that tied them, where asked for.
#[must_use]
pub fn links(report: &Report, width: usize, with_why: bool) -> String {
    let width = width.clamp(60, 100);
    let column = (width - 10) / 2;
    let reasons = if with_why { why(&report.documents, &report.alignment) } else { Vec::new() };
    let mut out = String::new();
    for (index, link) in report.alignment.links.iter().enumerate() {
        let cells = Pair::from_fn(|side| {
            let document = &report.documents[side];
            let mut lines = Vec::new();
            for &segment in &link.segments[side] {
                let mark = if document.segments[segment].role == Role::Boilerplate { " ~" } else { "" };
                lines.extend(wrap(
                    &format!("{segment}{mark} {}", visible(document.segment_text(segment), &mut [])),
                    column,
                ));
            }
            if lines.is_empty() {
                lines.push("–".to_owned());
            }
            lines
        });
        for i in 0..cells.original.len().max(cells.rewrite.len()) {
            let score = if i == 0 && link.is_full() { format!("{:.2}", link.score) } else { String::new() };
            let cell = |side: Side| cells[side].get(i).map_or("", String::as_str);
            let left = cell(Side::Original);
            let pad = column.saturating_sub(left.width());
            _ = writeln!(
                out,
                "{}",
                format!("{left}{}  {score:^6}  {}", " ".repeat(pad), cell(Side::Rewrite)).trim_end()
            );
        }
        if let Some(shared) = reasons.get(index).filter(|shared| !shared.is_empty()) {
            let words: Vec<String> =
                shared.iter().map(|(word, count)| format!("{} ({count})", visible(word, &mut []))).collect();
            for line in wrap(&format!("both: {}", words.join(", ")), width - 2) {
                _ = writeln!(out, "  {line}");
            }
        }
        out.push('\n');
    }
    out
}

/// Breaks a text into lines of at most `width` columns, at spaces where there are any; wide characters take two.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let room = width.saturating_sub(lines.last().map_or(0, |line| line.width()));
        let length = word.width();
        let last = lines.len() - 1;
        if lines[last].is_empty() {
            lines[last].push_str(word);
        } else if length < room {
            lines[last].push(' ');
            lines[last].push_str(word);
        } else {
            lines.push(word.to_owned());
        }
        while let Some(cut) = lines.last().and_then(|line| overflow(line, width)) {
            let last = lines.len() - 1;
            let rest = lines[last].split_off(cut);
            lines.push(rest);
        }
    }
    lines
}

/// The byte at which a line grows longer than so many columns, with one character before it at the least.
fn overflow(line: &str, width: usize) -> Option<usize> {
    let mut columns = 0;
    let over = |(_, c): &(usize, char)| {
        columns += c.width().unwrap_or(0);
        columns > width
    };
    line.char_indices().find(over).map(|(at, _)| at).filter(|at| *at > 0)
}

/// Facts of one document, a line each: line, kind, text, readings.
#[must_use]
pub fn facts(document: &Document) -> String {
    let index = LineIndex::new(&document.text);
    let mut out = String::new();
    for fact in &document.facts {
        let text: String =
            visible(fact.span.of(&document.text), &mut []).split_whitespace().collect::<Vec<_>>().join(" ");
        let readings: Vec<String> = fact.readings.iter().map(reading).collect();
        let hedge = match (fact.approximate, fact.bound) {
            (true, Some(_)) => " (about, bounded)",
            (true, None) => " (about)",
            (false, Some(_)) => " (bounded)",
            _ => "",
        };
        let rate = fact.rate.as_ref().map_or_else(String::new, |rate| format!(" per {}", rate.unit));
        _ = writeln!(
            out,
            "{:>4}  {:<9} {text}  =  {}{rate}{hedge}{}",
            index.line(fact.span.start),
            fact.kind.as_str(),
            readings.join(" | "),
            unsure(fact)
        );
    }
    out
}

fn unsure(fact: &Fact) -> &'static str {
    if fact.confidence == crate::Confidence::Low { UNSURE } else { "" }
}

pub(super) fn reading(value: &Value) -> String {
    match value {
        Value::Amount { amount, unit } => {
            format!("{} {}", print_grouped(*amount), unit.name().unwrap_or("")).trim_end().to_owned()
        }
        Value::Range { low, high, unit } => {
            format!("{}–{} {}", print_grouped(*low), print_grouped(*high), unit.name().unwrap_or(""))
                .trim_end()
                .to_owned()
        }
        Value::Date(date) => date.timex(),
        Value::Time(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
        Value::Name { words, place } => match place {
            Some(place) => format!("{} ({place})", words.join(" ")),
            None => words.join(" "),
        },
        Value::Quote { words, speaker, .. } => {
            let count = words.len();
            speaker.as_ref().map_or_else(
                || format!("{count} words"),
                |speaker| format!("{count} words, said by {}", speaker.join(" ")),
            )
        }
        Value::Negation { cue, scope, .. } => {
            scope.as_ref().map_or_else(|| cue.to_string(), |scope| format!("{cue} … {scope}"))
        }
        Value::Denial { cue } | Value::Certainty { cue, .. } => cue.to_string(),
        Value::Attribution { verb, source, .. } => crate::fact::attribution_text(verb.as_deref(), source),
        Value::Link(text) | Value::Identifier(text) | Value::Pattern(text) => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_and_offsets_follow() {
        let mut ends = [5, 8];
        assert_eq!(visible("a\u{1b}[0mred\u{202e}", &mut ends), "a␛[0mred⟨U+202E⟩");
        assert_eq!(ends, [7, 10]);
    }

    #[test]
    fn long_words_are_broken() {
        assert_eq!(wrap("aaaa bbbbbbbbb c", 5), ["aaaa", "bbbbb", "bbbb", "c"]);
        assert_eq!(wrap("市長 市長市長", 5), ["市長", "市長", "市長"]);
    }
}
