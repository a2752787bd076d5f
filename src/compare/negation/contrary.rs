//! Words that say by themselves what the other side says with a negation: *not found*, *missing*; *not since 1989*, *the first
//! since 1989*.

use super::{CLAUSE, FAR, NEAR, One, nominal};
use crate::align::Link;
use crate::compare::Context;
use crate::fact::Kind;
use crate::language::{Kinship, Part, Syntax};
use crate::pair::Side;
use crate::token::{Class, Token, TokenKind};

/// A negation this many words before a word turns it.
const TURNS: usize = 3;
/// Words of content behind a negation that it may deny.
const DENIED: usize = 2;
/// What it reaches back to stands at most so many tokens behind its word.
const REACH: usize = 4;
/// In longer texts, in tokens, a word of an opposite sense is too likely to speak of something else.
const LONGEST: usize = 70;

/// The other side has a word that says the opposite of one that is denied here, and has that word nowhere.
pub(super) fn is_contrary(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    let there: Vec<&Token> = context.tokens(side.other(), link).collect();
    if there.len() > LONGEST {
        return false;
    }
    let fresh = fresh(context, side, link, &there);
    let said = |word: &Token| there.iter().any(|other| is_like(context, word, other));
    denied(context, side, one)
        .any(|word| fresh.iter().any(|&at| is_opposed(context, word, there[at])) && !said(word))
}

/// What is denied here the other side has as the subject of a word that takes it away: *no water*, *the water was cut off*.
pub(super) fn is_taken(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    let there: Vec<&Token> = context.tokens(side.other(), link).collect();
    let fresh = fresh(context, side, link, &there);
    let inside = |token: &&&Token| {
        (token.kind != TokenKind::Sign || token.is("-")) && !token.syntax.any(Syntax::CONJUNCTION)
    };
    let noun = |token: &Token| {
        !context.language.has_thesaurus() || token.meaning(context.language).part() == Some(Part::Noun)
    };
    let subject = |at: usize| Some(there[at].stem.as_str()) == one.scope && noun(there[at]);
    (0..there.len()).filter(|&at| subject(at)).any(|at| {
        let behind = at + 1..at + 1 + there[at + 1..].iter().take(CLAUSE).take_while(inside).count();
        let takes = |&at: &usize| context.language.stance.contraries.takes(&there[at].stem);
        fresh.iter().filter(|at| behind.contains(at)).any(takes)
    })
}

/// The negation here reaches back to a time, or compares: *not since 1989*, *never so many*, *none as weak as this*. The other
/// side has the first, the last, the most.
pub(super) fn is_extreme(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    let stance = &context.language.stance;
    let fact = context.fact(side, one.fact);
    let document = &context.documents[side];
    let end = document.segments[fact.segment].tokens.end;
    let behind = fact.tokens.1..end.min(fact.tokens.1 + CLAUSE);
    let time = |at: usize| {
        let dated = |&index: &usize| {
            let other = context.fact(side, index);
            matches!(other.kind, Kind::Date | Kind::Duration)
                && (at + 1..=at + REACH).contains(&other.tokens.0)
        };
        stance.reaching.contains(&document.tokens[at].norm)
            && (at == fact.tokens.1 || context.facts_of[side][fact.segment].iter().any(dated))
    };
    let compares = |at: usize| {
        stance.equatives.iter().any(|[one, other]| {
            *one == document.tokens[at].norm
                && (other.is_empty() || document.tokens.get(at + 2).is_some_and(|token| token.norm == *other))
        })
    };
    if !behind.into_iter().any(|at| time(at) || compares(at)) {
        return false;
    }
    let here = |word: &Token| context.tokens(side, link).any(|token| token.stem_key == word.stem_key);
    let extreme =
        |token: &Token| stance.extremes.contains(&token.norm) || is_superlative(context, &token.norm);
    context.tokens(side.other(), link).any(|token| extreme(token) && !here(token))
}

/// *smallest*: the ending of a superlative on a word that exists without it.
fn is_superlative(context: &Context, norm: &str) -> bool {
    context.language.degrees.iter().any(|[_, most]| {
        let base = most.strip_prefix('-').and_then(|ending| norm.strip_suffix(ending));
        let stands = |base: &str| {
            if context.language.has_thesaurus() { context.language.knows(base) } else { base.len() > 3 }
        };
        base.is_some_and(|base| base.len() > 2 && stands(base))
    })
}

/// Places of words of the other side that this side does not have and that nothing turns there.
fn fresh(context: &Context, side: Side, link: &Link, there: &[&Token]) -> Vec<usize> {
    let here: rustc_hash::FxHashSet<u64> = context.tokens(side, link).map(|token| token.stem_key).collect();
    let turned =
        |at: usize| there[at.saturating_sub(TURNS)..at].iter().any(|token| token.class.has(Class::NEGATION));
    (0..there.len())
        .filter(|&at| there[at].kind == TokenKind::Word && !here.contains(&there[at].stem_key) && !turned(at))
        .collect()
}

/// Words that the negation may deny: those behind it in its clause, and the verb before one that stands with a noun.
fn denied<'a>(context: &Context<'a>, side: Side, one: &One) -> impl Iterator<Item = &'a Token> {
    let fact = context.fact(side, one.fact);
    let document = &context.documents[side];
    let segment = &document.segments[fact.segment].tokens;
    let inside = |token: &&Token| token.kind != TokenKind::Sign || token.is("-");
    let back = if nominal(context, one.cue) || context.language.stance.verbs_last { NEAR } else { 0 };
    let before = document.tokens[segment.start..fact.tokens.0].iter().rev().take(back).take_while(inside);
    let again = move |token: &&Token| inside(token) && !token.class.has(Class::NEGATION);
    let behind = document.tokens[fact.tokens.1..segment.end].iter().take(FAR).take_while(again);
    behind.filter(|token| token.is_content()).take(DENIED).chain(before)
}

/// The same word, or one that says nearly the same.
fn is_like(context: &Context, a: &Token, b: &Token) -> bool {
    a.stem_key == b.stem_key
        || context.language.stance.contraries.alike(&a.stem, &b.stem)
        || a.is_content()
            && b.is_content()
            && a.meaning(context.language).part() == b.meaning(context.language).part()
            && a.meaning(context.language).is_near(b.meaning(context.language))
}

fn is_opposed(context: &Context, a: &Token, b: &Token) -> bool {
    let language = context.language;
    let (of_a, of_b) = (language.wording.listed(a), language.wording.listed(b));
    let antonyms =
        || a.meaning(language).kinship(b.meaning(language)) == Kinship::Opposite && !of_a.is_neutral(of_b);
    language.stance.contraries.oppose(&a.stem, &b.stem)
        || of_a.opposite(of_b)
        || a.is_content() && b.is_content() && antonyms()
}
