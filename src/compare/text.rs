//! What no rewrite should hold, whatever it says: what a language model says of its work, marks of a page or a template,
//! doubled marks, words said twice. What the original holds too is no fault.

use super::{Cause, Change, Context, Relation};
use crate::fact::Kind;
use crate::finding::{Confidence, Place};
use crate::language::Syntax;
use crate::pair::{Pair, Side};
use crate::span::Span;
use crate::token::{Token, TokenKind};

/// Runs of up to this many words are looked at for repetition.
const RUN: usize = 8;
/// A placeholder holds no more than this many bytes.
const PLACEHOLDER: usize = 40;

/// A text with more faults than this needs no further look.
const MOST: usize = 100;

/// Looks through every segment of the rewrite's body.
pub(super) fn compare(context: &Context, changes: &mut Vec<Change>) {
    let document = &context.documents.rewrite;
    let before = changes.len();
    changes.extend(fence(context));
    for segment in (0..document.segments.len()).filter(|&segment| !document.is_boilerplate(segment)) {
        if changes.len() - before > MOST {
            return;
        }
        if let Some(span) = leftover(context, segment) {
            changes.push(change(context, segment, span, Cause::Leftover, Confidence::High));
        }
        let tokens = document.segment_tokens(segment);
        for at in 0..tokens.len() {
            if let Some(span) = mark(context, tokens, at) {
                changes.push(change(context, segment, span, Cause::Markup, Confidence::High));
            }
        }
        let mut at = 0;
        while at < tokens.len() {
            let length = repeated(context, tokens, at);
            if length > 0 {
                let span = Span::new(tokens[at].span.start, tokens[at + 2 * length - 1].span.end);
                changes.push(change(context, segment, span, Cause::Repeated, Confidence::Medium));
            }
            at += 1 + 2 * length;
        }
    }
}

/// A line of code fence, which stands in no segment: language models put whole answers between two of them.
fn fence(context: &Context) -> Option<Change> {
    const FENCE: &str = "```";
    let document = &context.documents.rewrite;
    let found = |text: &str| memchr::memmem::find(text.as_bytes(), FENCE.as_bytes());
    let at = found(&document.text).filter(|_| found(&context.documents.original.text).is_none())?;
    let segment = document.segments.partition_point(|segment| segment.span.end <= at);
    let inside = document.segments.get(segment).is_some_and(|segment| segment.span.start <= at);
    let last = document.segments.len().checked_sub(1)?;
    (!inside).then(|| {
        let span = Span::new(at, at + FENCE.len());
        change(context, segment.min(last), span, Cause::Markup, Confidence::High)
    })
}

fn change(context: &Context, segment: usize, span: Span, cause: Cause, confidence: Confidence) -> Change {
    let links = &context.alignment.links;
    let link = links.iter().position(|link| link.segments.rewrite.contains(&segment)).unwrap_or_default();
    let mut change = context.change(link, Relation::Added, Pair::new(None, None));
    change.kind = if cause == Cause::Repeated { Kind::Repetition } else { Kind::Text };
    change.places.rewrite = Place::Here(span);
    change.places.original = context.missing_at(Side::Original, link);
    change.causes = vec![cause];
    change.confidence = confidence;
    change
}

/// A segment that begins as a language model speaks of itself or of its work, and the original has no such segment.
fn leftover(context: &Context, segment: usize) -> Option<Span> {
    let opening = |side: Side, segment: usize| {
        let tokens = context.documents[side].segment_tokens(segment);
        let first = tokens.iter().position(|token| token.kind != TokenKind::Sign)?;
        let (length, ()) = context.language.wording.leftovers.longest(tokens, first)?;
        Some(tokens[first..first + length].iter().map(|token| token.norm_key))
    };
    let phrase = opening(Side::Rewrite, segment)?;
    let mut there = (0..context.documents.original.segments.len()).filter_map(|s| opening(Side::Original, s));
    (!there.any(|other| other.eq(phrase.clone()))).then_some(context.documents.rewrite.segments[segment].span)
}

/// A code fence, a tag, a placeholder or a doubled mark that begins at a token.
fn mark(context: &Context, tokens: &[Token], at: usize) -> Option<Span> {
    let token = &tokens[at];
    if token.kind != TokenKind::Sign {
        return None;
    }
    let text = &context.documents.rewrite.text;
    let rest = || &text[token.span.start..text.floor_char_boundary(token.span.start + PLACEHOLDER)];
    let next = tokens.get(at + 1);
    let glued = next.is_some_and(|next| next.joined);
    let length = match token.norm.as_str() {
        "`" if rest().starts_with("```") && (at == 0 || !tokens[at - 1].is("`")) => 3,
        "[" | "{" | "<" => bracketed(rest()).unwrap_or(0),
        "," | ";" if glued && next.is_some_and(|next| matches!(next.norm.as_str(), "," | ";" | ".")) => 2,
        "." if glued && next.is_some_and(|next| next.is(",")) && is_stop(text, token) => 2,
        _ => 0,
    };
    let found = rest().get(..length).filter(|_| length > 0)?;
    (!context.documents.original.text.contains(found))
        .then(|| Span::new(token.span.start, token.span.start + length))
}

/// The full stop ends a longer word: no abbreviation, no initial.
fn is_stop(text: &str, token: &Token) -> bool {
    text[..token.span.start].chars().rev().take_while(|c| c.is_lowercase()).count() > 4
}

/// Bytes of `[Name]`, `{{title}}` or `<b>` at the beginning of a text.
fn bracketed(rest: &str) -> Option<usize> {
    let (close, double) = match rest.as_bytes() {
        [b'[', first, ..] if first.is_ascii_uppercase() => ("]", false),
        [b'{', b'{', ..] => ("}}", true),
        [b'<', first, ..] if first.is_ascii_lowercase() || *first == b'/' => (">", false),
        _ => return None,
    };
    let end = rest.find(close)?;
    let inner = &rest[if double { 2 } else { 1 }..end];
    let plain = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '_' | '/' | '\'' | '-');
    (inner.len() > usize::from(!rest.starts_with('<'))
        && inner.chars().all(plain)
        && inner.split(' ').count() <= 3)
        .then_some(end + close.len())
}

/// How many words are said twice in a row from a token on; 0 where none, or where the original says them twice too.
fn repeated(context: &Context, tokens: &[Token], at: usize) -> usize {
    let word = |i: usize| tokens.get(i).filter(|token| token.kind == TokenKind::Word);
    let Some(first) = word(at) else { return 0 };
    for (length, again) in (1..=RUN).zip(&tokens[at + 1..]) {
        if again.kind != TokenKind::Word {
            return 0;
        }
        if again.norm_key != first.norm_key {
            continue;
        }
        let same = (0..length).all(|step| match (word(at + step), word(at + length + step)) {
            (Some(a), Some(b)) => a.norm_key == b.norm_key && a.possessive == b.possessive,
            _ => false,
        });
        let telling = if length == 1 {
            first.syntax != Syntax::default() && !context.language.wording.doubles(&first.norm)
        } else {
            let joins = |i: usize| tokens[i].syntax.any(Syntax::CONJUNCTION);
            length > 2 || !(at..at + length).any(joins) && (at..at + length).any(|i| tokens[i].is_content())
        };
        if same && telling {
            return if twice(context, &tokens[at..at + 2 * length]) { 0 } else { length };
        }
    }
    0
}

/// The original has these words in a row.
fn twice(context: &Context, run: &[Token]) -> bool {
    let tokens = &context.documents.original.tokens;
    tokens.windows(run.len()).any(|window| window.iter().zip(run).all(|(a, b)| a.norm_key == b.norm_key))
}
