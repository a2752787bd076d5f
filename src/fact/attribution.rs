//! Attribution: who is named as the source of a statement, and with what verb.

use std::ops::Range;

use compact_str::CompactString;

use super::{Fact, Kind, Value};
use crate::document::Document;
use crate::finding::Confidence;
use crate::language::{Language, Syntax};
use crate::segment::Role;
use crate::span::Span;
use crate::token::{Class, Token, TokenKind};

/// How far from its verb a source may stand, in tokens.
const REACH: usize = 6;
/// The words with which an attribution may begin.
const CUES: Class = Class(Class::ACCORDING.0 | Class::SPEECH.0);

/// A source that was found: its tokens, its words, and whether it is a name.
struct Source {
    tokens: Range<usize>,
    words: Vec<CompactString>,
    named: bool,
}

/// The names of a document in order: their tokens and their facts.
struct Names(Vec<((usize, usize), usize)>);

impl Names {
    /// The name that begins at a token.
    fn from(&self, token: usize) -> Option<&usize> {
        self.0.binary_search_by_key(&token, |((from, _), _)| *from).ok().map(|at| &self.0[at].1)
    }

    /// The name that ends before a token.
    fn upto(&self, token: usize) -> Option<&usize> {
        self.0.binary_search_by_key(&token, |((_, to), _)| *to).ok().map(|at| &self.0[at].1)
    }
}

/// Finds the attributions of a document; its names have been found.
pub(super) fn find(document: &Document, language: &Language, facts: &mut Vec<Fact>) {
    let names = facts.iter().enumerate().filter(|(_, fact)| fact.kind == Kind::Name);
    let names = Names(names.map(|(i, fact)| (fact.tokens, i)).collect());
    let mut found = Vec::new();
    for (index, segment) in document.segments.iter().enumerate() {
        if segment.role == Role::Boilerplate {
            continue;
        }
        let mut at = segment.tokens.start;
        while at < segment.tokens.end {
            if !document.tokens[at].class.any(CUES) {
                at += 1;
                continue;
            }
            let one = one(document, language, facts, &names, segment.tokens.clone(), at);
            at = one.as_ref().map_or(at, |(cue, ..)| cue.end - 1) + 1;
            if let Some((cue, source, verb)) = one {
                found.push(fact(document, index, cue, source, verb));
            }
        }
    }
    facts.append(&mut found);
}

fn fact(
    document: &Document,
    segment: usize,
    cue: Range<usize>,
    source: Source,
    (verb, level): (Option<CompactString>, u8),
) -> Fact {
    let (from, to) = (cue.start.min(source.tokens.start), cue.end.max(source.tokens.end));
    Fact {
        kind: Kind::Attribution,
        span: Span::new(document.tokens[from].span.start, document.tokens[to - 1].span.end),
        segment,
        tokens: (from, to),
        readings: vec![Value::Attribution { verb, level, source: source.words, named: source.named }],
        approximate: false,
        bound: None,
        counted: None,
        rate: None,
        conversion: None,
        confidence: Confidence::High,
    }
}

type Found = (Range<usize>, Source, (Option<CompactString>, u8));

/// The attribution whose verb or phrase begins at `at`.
fn one(
    document: &Document,
    language: &Language,
    facts: &[Fact],
    names: &Names,
    segment: Range<usize>,
    at: usize,
) -> Option<Found> {
    let tokens = &document.tokens;
    let token = &tokens[at];
    if token.class.has(Class::ACCORDING)
        && let Some((length, ())) = language.stance.according.longest(&tokens[..segment.end], at)
    {
        let source = behind(tokens, language, facts, names, at + length..segment.end)?;
        return Some((at..at + length, source, (None, 0)));
    }
    if !token.class.has(Class::SPEECH) || token.is_capital() {
        return None;
    }
    // *four points behind the leaders* says nothing.
    let counted = at > segment.start
        && (tokens[at - 1].kind == TokenKind::Figure || tokens[at - 1].class.has(Class::NUMBER));
    let passive = at > segment.start && language.stance.passive.contains(&tokens[at - 1].norm);
    let participle = |ending: &String| token.norm.ends_with(ending.as_str());
    // *the secretary of state*
    let noun = at > segment.start && tokens[at - 1].syntax.any(Syntax::PREPOSITION);
    if passive || counted || noun || language.stance.participle_endings.iter().any(participle) {
        return None;
    }
    let level = *language.stance.speech.get(&token.stem)?;
    let source = before(tokens, language, facts, names, segment.start..at)
        .or_else(|| next_to(tokens, language, facts, names, at + 1..segment.end))?;
    Some((at..at + 1, source, (Some(token.stem.clone()), level)))
}

/// What stands behind *according to*: the name or source noun in the next words, else the first content words.
fn behind(
    tokens: &[Token],
    language: &Language,
    facts: &[Fact],
    names: &Names,
    range: Range<usize>,
) -> Option<Source> {
    let end = range.end.min(range.start + REACH);
    let end = (range.start..end).find(|&i| tokens[i].kind == TokenKind::Sign).unwrap_or(end);
    let known =
        (range.start..end).find_map(|i| named(facts, names.from(i)).or_else(|| noun(tokens, language, i)));
    known.or_else(|| {
        let first = (range.start..end).find(|&i| tokens[i].is_content())?;
        Some(Source { tokens: first..first + 1, words: vec![tokens[first].stem.clone()], named: false })
    })
}

/// The subject before a verb of saying: the last name, source noun or pronoun of its clause.
fn before(
    tokens: &[Token],
    language: &Language,
    facts: &[Fact],
    names: &Names,
    range: Range<usize>,
) -> Option<Source> {
    let from = range.start.max(range.end.saturating_sub(REACH));
    for i in (from..range.end).rev() {
        if tokens[i].kind == TokenKind::Sign && !tokens[i].is("-") && i + 1 < range.end {
            return None;
        }
        let found = named(facts, names.upto(i + 1))
            .or_else(|| noun(tokens, language, i))
            .or_else(|| pronoun(tokens, i));
        if found.is_some() || tokens[i].is_content() && tokens[i].kind == TokenKind::Word {
            return found;
        }
    }
    None
}

/// The subject right behind a verb of saying: *said Novak*, *said a spokesman*.
fn next_to(
    tokens: &[Token],
    language: &Language,
    facts: &[Fact],
    names: &Names,
    range: Range<usize>,
) -> Option<Source> {
    let between = |i: usize| {
        let small = tokens[i].class.has(Class::FUNCTION) && !tokens[i].class.has(Class::ARTICLE);
        tokens[i].kind != TokenKind::Sign && !small
    };
    (range.start..range.end.min(range.start + 3))
        .take_while(|&i| between(i))
        .find_map(|i| named(facts, names.from(i)).or_else(|| noun(tokens, language, i)))
}

fn named(facts: &[Fact], index: Option<&usize>) -> Option<Source> {
    let fact = &facts[*index?];
    match fact.readings.first() {
        Some(Value::Name { words, .. }) => {
            Some(Source { tokens: fact.tokens.0..fact.tokens.1, words: words.clone(), named: true })
        }
        _ => None,
    }
}

fn noun(tokens: &[Token], language: &Language, at: usize) -> Option<Source> {
    let token = &tokens[at];
    let known = token.kind == TokenKind::Word && !token.class.has(Class::FUNCTION);
    (known && language.stance.sources.contains_key(&token.stem)).then(|| Source {
        tokens: at..at + 1,
        words: vec![token.stem.clone()],
        named: false,
    })
}

fn pronoun(tokens: &[Token], at: usize) -> Option<Source> {
    tokens[at].class.has(Class::PRONOUN).then(|| Source {
        tokens: at..at + 1,
        words: Vec::new(),
        named: false,
    })
}

/// An attribution for people: `say: police`.
pub(crate) fn text(verb: Option<&str>, source: &[CompactString]) -> String {
    let source = source.join(" ");
    match verb {
        Some(verb) if source.is_empty() => verb.to_owned(),
        Some(verb) => format!("{verb}: {source}"),
        None => source,
    }
}
