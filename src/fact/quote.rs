//! Quotes: words between quotation marks of any style, over sentences and paragraphs, and who says them.

use std::ops::Range;

use compact_str::CompactString;

use super::{Fact, Kind, Value};
use crate::document::Document;
use crate::finding::Confidence;
use crate::language::Language;
use crate::segment::{Role, Segment};
use crate::span::Span;
use crate::token::{Class, Token, TokenKind};

/// A closing mark further away than this (in tokens) belongs to another quote.
const LONGEST: usize = 400;

/// Capitalised words in quotation marks, up to this many, are a title even beside a verb of saying.
const TITLE: usize = 5;

/// Finds the quotes of a document, paragraph by paragraph.
pub(super) fn find(document: &Document, language: &Language, facts: &mut Vec<Fact>) {
    let mut begin = 0;
    while begin < document.segments.len() {
        let paragraph = document.segments[begin].paragraph;
        let count = document.segments[begin..].iter().take_while(|s| s.paragraph == paragraph).count();
        let segments = begin..begin + count;
        if document.segments[begin].role != Role::Boilerplate {
            let tokens =
                document.segments[begin].tokens.start..document.segments[begin + count - 1].tokens.end;
            for (open, close) in marked(&document.text, &document.tokens, tokens) {
                facts.extend(quote(document, language, &segments, open, close, facts));
            }
        }
        begin += count;
    }
}

/// Pairs of tokens, the opening mark and the closing one (or the last token, where it never closes).
fn marked(text: &str, tokens: &[Token], range: Range<usize>) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let Some(closers) = opens(text, tokens, at, &range) else {
            // A mark that only closes: the quote began with the paragraph.
            let stray = out.is_empty()
                && at > range.start + 2
                && tokens[at].joined
                && matches!(tokens[at].text(text), "\"" | "”" | "»");
            if stray && closes(text, tokens, at, &range) {
                out.push((range.start, at));
            }
            at += 1;
            continue;
        };
        let limit = range.end.min(at + LONGEST);
        let close = (at + 1..limit)
            .find(|&i| closers.contains(&tokens[i].norm.as_str()) && closes(text, tokens, i, &range));
        let single = closers.contains(&"’");
        match close {
            Some(close) => {
                out.push((at, close));
                at = close + 1;
            }
            None if single => at += 1,
            None => {
                out.push((at, limit - 1));
                at = limit;
            }
        }
    }
    out
}

/// The marks that would close what the token opens, if it opens a quote.
fn opens(text: &str, tokens: &[Token], at: usize, range: &Range<usize>) -> Option<&'static [&'static str]> {
    let token = &tokens[at];
    if token.kind != TokenKind::Sign {
        return None;
    }
    let after_gap = at == range.start
        || !token.joined
        || matches!(tokens[at - 1].norm.as_str(), "(" | "[" | "—" | "–" | "-" | "*" | "_" | ">");
    let before_word = at + 1 < range.end && tokens[at + 1].joined;
    let closers: &[&str] = match token.text(text) {
        "“" | "„" | "‟" => &["”", "“", "\""],
        "\"" if before_word && (after_gap || at == range.start) => &["\"", "”"],
        "”" if before_word && after_gap => &["”", "\""],
        "«" => &["»"],
        "»" if before_word && after_gap => &["«"],
        "「" => &["」"],
        "『" => &["』"],
        "‘" | "'" if before_word && after_gap && tokens[at + 1].kind == TokenKind::Word => &["’", "'"],
        _ => return None,
    };
    Some(closers)
}

/// A mark that may also open or be an apostrophe closes only behind a word or mark, and before a gap or mark.
fn closes(text: &str, tokens: &[Token], at: usize, range: &Range<usize>) -> bool {
    let next_free = at + 1 >= range.end || !tokens[at + 1].joined || tokens[at + 1].kind == TokenKind::Sign;
    match tokens[at].text(text) {
        "”" | "»" | "」" | "』" => true,
        "’" | "'" => {
            tokens[at].joined
                && next_free
                && !(tokens[at - 1].norm.ends_with('s')
                    && tokens[at - 1].kind == TokenKind::Word
                    && at + 1 < range.end
                    && tokens[at + 1].kind == TokenKind::Word)
        }
        _ => tokens[at].joined || next_free,
    }
}

/// The quote between two marks, unless it is a title or a word held at arm's length.
fn quote(
    document: &Document,
    language: &Language,
    segments: &Range<usize>,
    open: usize,
    close: usize,
    facts: &[Fact],
) -> Option<Fact> {
    let tokens = &document.tokens;
    let first = open + usize::from(tokens[open].kind == TokenKind::Sign);
    let inner = &tokens[first..close.max(first)];
    let words: Vec<&Token> = inner.iter().filter(|t| t.kind != TokenKind::Sign).collect();
    let segment = segments.clone().find(|&s| document.segments[s].tokens.contains(&open))?;
    let frame = frame(&document.segments, segments, open, close);
    let said = (frame.start..open)
        .rev()
        .take(6)
        .chain((close + 1..frame.end).take(6))
        .any(|i| tokens[i].class.has(Class::REPORTING));
    let content: Vec<&&Token> = words.iter().filter(|t| t.is_content()).collect();
    let title = content.len() > 1
        && content.iter().all(|t| t.is_capital() || t.kind != TokenKind::Word)
        && words.len() < 12;
    let enough = words.len() >= language.least_quote_words || said && words.len() >= 2;
    if !enough || title && (!said || words.len() <= TITLE) || words.is_empty() {
        return None;
    }
    let span = Span::new(tokens[open].span.start, tokens[close].span.end);
    let (speaker, named) = speaker(document, &frame, open, close, facts)
        .map_or((None, Vec::new()), |(speaker, named)| (Some(speaker), named));
    let words = in_brackets(inner)
        .into_iter()
        .map(|(t, bracketed)| {
            let word = if t.class.has(Class::FUNCTION) { &t.norm } else { &t.stem };
            if bracketed { CompactString::from(format!("[{word}")) } else { word.clone() }
        })
        .collect();
    Some(Fact {
        kind: Kind::Quote,
        span,
        segment,
        tokens: (open, close + 1),
        readings: vec![Value::Quote { words, speaker, named }],
        approximate: false,
        bound: None,
        counted: None,
        conversion: None,
        confidence: if said { Confidence::High } else { Confidence::Medium },
    })
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

/// Tokens of the segments that the quote touches, and of the next one where the quote ends its own.
fn frame(segments: &[Segment], paragraph: &Range<usize>, open: usize, close: usize) -> Range<usize> {
    let first = paragraph.clone().find(|&s| segments[s].tokens.contains(&open)).unwrap_or(paragraph.start);
    let last = paragraph.clone().find(|&s| segments[s].tokens.contains(&close)).unwrap_or(first);
    segments[first].tokens.start..segments[last].tokens.end
}

/// The name nearest to a verb of saying beside the quote, and the words of all names near it.
fn speaker(
    document: &Document,
    frame: &Range<usize>,
    open: usize,
    close: usize,
    facts: &[Fact],
) -> Option<(Vec<CompactString>, Vec<CompactString>)> {
    let tokens = &document.tokens;
    let verb = (close + 1..frame.end)
        .take(12)
        .chain((frame.start..open).rev().take(12))
        .find(|&i| tokens[i].class.has(Class::REPORTING))?;
    let outside = |fact: &&Fact| {
        fact.kind == Kind::Name
            && frame.start <= fact.tokens.0
            && fact.tokens.1 <= frame.end
            && (fact.tokens.1 <= open || fact.tokens.0 > close)
    };
    let distance = |fact: &&Fact| {
        if fact.tokens.0 > verb { fact.tokens.0 - verb + 1 } else { verb - fact.tokens.1.min(verb) }
    };
    let name =
        facts.iter().filter(outside).filter(|fact| same_side(fact, verb, open)).min_by_key(distance)?;
    let pronoun = (verb.saturating_sub(2)..(verb + 3).min(frame.end))
        .any(|i| tokens[i].class.has(Class::PRONOUN) && !(open..=close).contains(&i));
    if distance(&name) > 8 || pronoun && distance(&name) > 1 {
        return None;
    }
    let words = |fact: &Fact| match fact.readings.first() {
        Some(Value::Name { words, .. }) => words.clone(),
        _ => Vec::new(),
    };
    let near =
        facts.iter().filter(outside).filter(|fact| same_side(fact, verb, open) && distance(fact) <= 12);
    Some((words(name), near.flat_map(words).collect()))
}

fn same_side(fact: &Fact, verb: usize, open: usize) -> bool {
    (fact.tokens.0 < open) == (verb < open)
}
