//! Who says a quote: the name beside a verb of saying, or the one that a pronoun stands for.

use std::ops::Range;

use compact_str::CompactString;

use crate::document::Document;
use crate::fact::{Fact, Kind, Value};
use crate::finding::Confidence;
use crate::language::Language;
use crate::token::{Class, Token};

/// Tokens between a quote and the verb that says it.
const VERB: usize = 12;
/// Tokens between that verb and the speaker's name.
const NAME: usize = 8;
/// Tokens between the verb and the name where words set off by commas stand between them.
const ASIDE: usize = 24;
/// Segments before the quote's in which a pronoun's name is looked for.
const BACK: usize = 3;

/// Who a quote is put down to.
#[derive(Default)]
pub(super) struct Told {
    pub speaker: Option<Vec<CompactString>>,
    /// Words of all names that may be meant.
    pub named: Vec<CompactString>,
    /// The name stands in an earlier sentence, not beside the verb.
    pub inferred: bool,
}

/// Indices of the facts that are names, in order.
pub(super) struct Names(Vec<usize>);

impl Names {
    pub fn new(facts: &[Fact]) -> Self {
        let mut names: Vec<usize> = (0..facts.len()).filter(|&i| facts[i].kind == Kind::Name).collect();
        names.sort_unstable_by_key(|&i| facts[i].tokens.0);
        Self(names)
    }

    /// Names within a range of tokens, outside the quote.
    fn outside<'a>(
        &'a self,
        facts: &'a [Fact],
        range: &'a Range<usize>,
        quote: (usize, usize),
    ) -> impl DoubleEndedIterator<Item = &'a Fact> {
        let first = self.0.partition_point(|&i| facts[i].tokens.0 < range.start);
        let last = self.0.partition_point(|&i| facts[i].tokens.0 < range.end);
        self.0[first..last.max(first)]
            .iter()
            .map(|&i| &facts[i])
            .filter(move |f| f.tokens.1 <= range.end && (f.tokens.1 <= quote.0 || f.tokens.0 > quote.1))
    }
}

/// The name nearest to a verb of saying beside the quote, and the words of all names near it.
pub(super) fn find(
    (document, language): (&Document, &Language),
    frame: &Range<usize>,
    quote: (usize, usize),
    facts: &[Fact],
    names: &Names,
) -> Told {
    let (open, close) = quote;
    let tokens = &document.tokens;
    let verb = (close + 1..frame.end)
        .take(VERB)
        .chain((frame.start..open).rev().take(VERB))
        .find(|&i| tokens[i].class.has(Class::REPORTING));
    let Some(verb) = verb else { return Told::default() };
    let same_side = |fact: &&Fact| (fact.tokens.0 < open) == (verb < open);
    let distance = |fact: &&Fact| {
        if fact.tokens.0 > verb { fact.tokens.0 - verb + 1 } else { verb - fact.tokens.1.min(verb) }
    };
    let nearest = names.outside(facts, frame, quote).filter(same_side).min_by_key(distance);
    // *“…,” she went on to say*: beside the verb, or right behind the quote.
    let behind = close + 1..(close + 3).min(verb);
    let pronoun = (verb.saturating_sub(2).max(frame.start)..(verb + 3).min(frame.end))
        .chain(behind)
        .find(|i| is_pronoun(&tokens[*i]) && !(open..=close).contains(i));
    let near = nearest.filter(|name| distance(name) <= if pronoun.is_some() { 1 } else { NAME });
    let aside = || before_aside(document, names.outside(facts, frame, quote).filter(same_side), verb);
    match near {
        Some(near) => {
            let aside = aside();
            let name = aside.unwrap_or(near);
            let all = names.outside(facts, frame, quote).filter(same_side);
            let all = all.filter(|f| distance(f) <= VERB).chain(aside);
            // A capital may begin a name that is none by itself: *Lund, head of the board, said*.
            let capitals = (verb.saturating_sub(VERB).max(frame.start)..(verb + VERB).min(frame.end))
                .filter(|i| !(open..=close).contains(i) && tokens[*i].is_capital())
                .map(|i| tokens[i].norm.clone());
            let named = all.flat_map(words).chain(capitals).collect();
            Told { speaker: Some(words(name)), named, inferred: false }
        }
        None => pronoun.map_or_else(Told::default, |at| {
            let gender = language.wording.gender(&tokens[at].norm);
            let of = |name: &Fact| gender_of(document, language, name, facts, names);
            earlier(document, frame, quote, facts, names, |name| {
                gender != 0 && of(name).is_some_and(|other| other != gender)
            })
        }),
    }
}

/// *he*, and no word that is an article as well: Spanish *él* and *el* have one normal form.
fn is_pronoun(token: &Token) -> bool {
    token.class.has(Class::PRONOUN) && !token.class.has(Class::ARTICLE)
}

/// The gender that a pronoun tells behind a name that begins its sentence, in its clause and before any other name: *Lund lost his keys*, but not
/// *Lund said she was late*.
fn gender_of(
    document: &Document,
    language: &Language,
    name: &Fact,
    facts: &[Fact],
    names: &Names,
) -> Option<u8> {
    let segment = &document.segments[name.segment].tokens;
    if name.tokens.0 != segment.start {
        return None;
    }
    let end = segment.end;
    let behind = name.tokens.1..end;
    let next = names.outside(facts, &behind, (end, end)).next().map_or(end, |other| other.tokens.0);
    let clause = document.tokens[name.tokens.1..next].iter().take_while(|t| !t.class.has(Class::REPORTING));
    clause.map(|token| language.wording.gender(&token.norm)).find(|gender| *gender != 0)
}

/// The person before words set off by commas: *Lund, head of the board in Graben, said*.
fn before_aside<'a>(
    document: &Document,
    names: impl Iterator<Item = &'a Fact>,
    verb: usize,
) -> Option<&'a Fact> {
    let comma = |at: usize| document.tokens.get(at).is_some_and(|token| token.is(","));
    let closed = verb.checked_sub(1).filter(|&at| comma(at))?;
    names.filter(|name| is_person(name) && comma(name.tokens.1)).find(|name| {
        let between = name.tokens.1 + 1..closed;
        !between.is_empty()
            && between.len() <= ASIDE
            && !between.clone().any(|at| document.tokens[at].is("."))
    })
}

/// A pronoun says it: the last person of the sentences before, and all that may be meant; nobody `other` than it may mean.
fn earlier(
    document: &Document,
    frame: &Range<usize>,
    quote: (usize, usize),
    facts: &[Fact],
    names: &Names,
    other: impl Fn(&Fact) -> bool,
) -> Told {
    let here = document.segments.partition_point(|s| s.tokens.start < frame.start);
    let from = document.segments[here.saturating_sub(BACK).min(document.segments.len() - 1)].tokens.start;
    let range = from..frame.end;
    let before: Vec<&Fact> =
        names.outside(facts, &range, quote).filter(|f| f.tokens.1 <= quote.0 && !other(f)).collect();
    let Some(name) = before.iter().rev().find(|name| is_person(name)) else { return Told::default() };
    let named = before.iter().copied().flat_map(words).collect();
    Told { speaker: Some(words(name)), named, inferred: true }
}

/// A sure name, and no place's.
fn is_person(fact: &Fact) -> bool {
    let place = matches!(fact.readings.first(), Some(Value::Name { place: Some(_), .. }));
    fact.confidence > Confidence::Low && !place
}

fn words(fact: &Fact) -> Vec<CompactString> {
    match fact.readings.first() {
        Some(Value::Name { words, .. }) => words.clone(),
        _ => Vec::new(),
    }
}
