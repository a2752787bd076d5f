//! Quotes: words between quotation marks of any style, over sentences and paragraphs, and who says them.

mod marks;
mod speaker;

use std::ops::Range;

use compact_str::CompactString;

use self::marks::{Marked, Scan};
use super::{Fact, Kind, Value};
use crate::document::Document;
use crate::finding::Confidence;
use crate::language::Language;
use crate::segment::Role;
use crate::span::Span;
use crate::token::{Case, Class, Token, TokenKind};

/// Capitalised words in quotation marks, up to this many, are a title even beside a verb of saying.
const TITLE: usize = 5;
/// More of them are no title of a work.
const LONG_TITLE: usize = 11;
/// A few words in the run of a sentence that nobody is said to say are a slogan as likely as a quote.
const SLOGAN: usize = 8;
/// Tokens between a quote and the verb that says it.
const NEAR: usize = 6;
/// The same where the quote stands by itself, between signs.
const FAR: usize = 14;

/// Finds the quotes of a document, paragraph by paragraph.
pub(super) fn find(document: &Document, language: &Language, facts: &mut Vec<Fact>) {
    let mut all: Vec<Found> = Vec::new();
    let mut begin = 0;
    while begin < document.segments.len() {
        let paragraph = document.segments[begin].paragraph;
        let count = document.segments[begin..].iter().take_while(|s| s.paragraph == paragraph).count();
        if document.segments[begin..begin + count].iter().any(|s| s.role != Role::Boilerplate) {
            let range =
                document.segments[begin].tokens.start..document.segments[begin + count - 1].tokens.end;
            let scan = Scan { text: &document.text, tokens: &document.tokens, range };
            for marked in scan.marked() {
                join(document, &mut all, Found { marked, segments: begin..begin + count, sure: true });
            }
        }
        begin += count;
    }
    let names = speaker::Names::new(facts);
    let quotes: Vec<Fact> =
        all.iter().filter_map(|found| quote(document, language, found, facts, &names)).collect();
    facts.extend(quotes);
}

/// Marked words and the segments of their paragraph.
struct Found {
    marked: Marked,
    segments: Range<usize>,
    /// Where it begins and ends is told by marks, or by the custom of opening each paragraph of a quote anew.
    sure: bool,
}

/// Adds a find. A quote that never closed goes on in the next paragraph if that only closes, or opens anew.
fn join(document: &Document, all: &mut Vec<Found>, mut next: Found) {
    let Marked { open, opened, closed, .. } = next.marked;
    let first = open == document.segments[next.segments.start].tokens.start;
    if let Some(last) =
        all.last_mut().filter(|last| !last.marked.closed && last.segments.end == next.segments.start)
    {
        if !opened {
            last.marked = Marked { close: next.marked.close, closed: true, ..last.marked };
            last.segments.end = next.segments.end;
            return;
        }
        last.sure |= first;
    }
    next.sure = opened && closed;
    if !opened {
        // Nothing says where it began: with its sentence.
        let words = next.marked.close.saturating_sub(1);
        let own = next.segments.clone().find(|&s| document.segments[s].tokens.contains(&words));
        next.marked.open = own.map_or(open, |s| document.segments[s].tokens.start);
    }
    all.push(next);
}

/// The quote between two marks, unless it is a title or a word held at arm's length.
fn quote(
    document: &Document,
    language: &Language,
    found: &Found,
    facts: &[Fact],
    names: &speaker::Names,
) -> Option<Fact> {
    let tokens = &document.tokens;
    let Marked { open, close, opened, closed } = found.marked;
    let inner =
        &tokens[open + usize::from(opened)..(close + usize::from(!closed)).max(open + usize::from(opened))];
    let count = inner.iter().filter(|t| t.kind != TokenKind::Sign).count();
    let segment = found.segments.clone().find(|&s| document.segments[s].tokens.contains(&open))?;
    let frame = frame(document, &found.segments, open, close);
    let run = Run::of(tokens, &frame, open, close);
    let whole = run.introduced && run.ended;
    let reach = if whole { FAR } else { NEAR };
    let said = (frame.start..open)
        .rev()
        .take(NEAR)
        .chain((close + 1..frame.end).take(reach))
        .any(|i| tokens[i].class.has(Class::REPORTING));
    let enough = count >= language.least_quote_words || said && whole && count >= 2;
    // A term held at arm's length: compared with what faces it, and never missed by itself.
    let substance = || inner.iter().filter(|t| t.kind != TokenKind::Sign && t.is_content()).count() >= 2;
    let term = !enough && opened && closed && count + 1 == language.least_quote_words && substance();
    if !(enough || term) || count == 0 || is_title(inner, count, said, document.segments[segment].role) {
        return None;
    }
    let told = speaker::find((document, language), &frame, (open, close), facts, names);
    let words = in_brackets(inner)
        .into_iter()
        .map(|(t, bracketed)| {
            let word = if t.class.has(Class::FUNCTION) { &t.norm } else { &t.stem };
            if bracketed { CompactString::from(format!("[{word}")) } else { word.clone() }
        })
        .collect();
    let slogan = !said && count < SLOGAN && (!run.introduced || !run.ended);
    Some(Fact {
        kind: Kind::Quote,
        span: Span::new(tokens[open].span.start, tokens[close].span.end),
        segment,
        tokens: (open, close + 1),
        readings: vec![Value::Quote {
            words,
            speaker: told.speaker,
            named: told.named,
            inferred: told.inferred,
        }],
        approximate: false,
        bound: None,
        counted: None,
        rate: None,
        conversion: None,
        confidence: match (found.sure && !slogan && !term, said) {
            (false, _) => Confidence::Low,
            (true, true) => Confidence::High,
            (true, false) => Confidence::Medium,
        },
    })
}

/// How a quote stands in the run of its sentence.
struct Run {
    /// It begins a sentence, or stands behind a colon, a comma, a dash or a verb of saying.
    introduced: bool,
    /// It ends with a sign of its own, or a sign follows it.
    ended: bool,
}

impl Run {
    fn of(tokens: &[Token], frame: &Range<usize>, open: usize, close: usize) -> Self {
        let stop = |token: &Token| token.kind == TokenKind::Sign && !matches!(token.norm.as_str(), "(" | "[");
        let before = open.checked_sub(1).filter(|&i| i >= frame.start).map(|i| &tokens[i]);
        let behind = tokens.get(close + 1).filter(|_| close + 1 < frame.end);
        let last = &tokens[close.saturating_sub(1).max(open)];
        Self {
            introduced: before.is_none_or(|t| stop(t) || t.class.has(Class::REPORTING)),
            ended: stop(last) || behind.is_none_or(|t| stop(t) || t.class.has(Class::REPORTING)),
        }
    }
}

/// Capitalised throughout: the title of a work. In a heading, where all words may have capitals, only a short one is.
fn is_title(inner: &[Token], count: usize, said: bool, role: Role) -> bool {
    let content = || inner.iter().filter(|t| t.is_content());
    let trimmed = inner.iter().any(|t| t.is("…"));
    let capitals = !trimmed
        && content().nth(1).is_some()
        && content().all(|t| t.is_capital() || t.kind != TokenKind::Word)
        && content().any(|t| t.case != Case::Upper);
    capitals && (count <= TITLE || !said && count <= LONG_TITLE && role != Role::Heading)
}

/// The words of a quote, and whether an editor put them there in square brackets.
fn in_brackets(tokens: &[Token]) -> Vec<(&Token, bool)> {
    let mut inside = false;
    let mut out = Vec::new();
    for token in tokens {
        match token.norm.as_str() {
            "[" => inside = true,
            "]" => inside = false,
            _ if token.kind != TokenKind::Sign => out.push((token, inside)),
            _ => {}
        }
    }
    out
}

/// Tokens of the segments that the quote touches.
fn frame(document: &Document, paragraph: &Range<usize>, open: usize, close: usize) -> Range<usize> {
    let of = |token: usize| paragraph.clone().find(|&s| document.segments[s].tokens.contains(&token));
    let first = of(open).unwrap_or(paragraph.start);
    let last = of(close).unwrap_or(first);
    document.segments[first].tokens.start..document.segments[last].tokens.end
}
