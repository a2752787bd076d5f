//! What holds for all but one, and what holds for that one alone: *nobody except the mayor knew*, *only the mayor knew*.

use super::{CLAUSE, HALF, One, carried, clause};
use crate::align::Link;
use crate::compare::{Cause, Change, Context, Relation};
use crate::fact::Kind;
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::span::Span;
use crate::token::{Class, Token, TokenKind};

/// Tokens between *only* and who it is.
const NEAR: usize = 5;

/// *nobody except the mayor knew* on this side, *only the mayor knew* on the other.
pub(super) fn is_sole(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    let fact = context.fact(side, one.fact);
    let segment = context.documents[side].segments[fact.segment].tokens.clone();
    let (from, to) = fact.tokens;
    let behind = excepted(context, side, (to, segment.end.min(to + CLAUSE)), segment.end);
    // *außer Bussen darf kein Fahrzeug fahren*
    let before = || {
        excepted(context, side, (from.saturating_sub(CLAUSE).max(segment.start), from), segment.end)
            .filter(|_| context.language.stance.verbs_last)
    };
    let Some((_, who)) = behind.or_else(before) else { return false };
    let told: Vec<&Token> = clause(context, side, one);
    sole(context, side.other(), link, who).is_some()
        && sole(context, side, link, who).is_none()
        && carried(context, link, side, &told) >= HALF
}

/// Tells what holds for all except some on the one side, and only for those on the other: *everyone except her left*, *only she
/// left*.
pub(super) fn compare(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    let language = context.language;
    let only = |token: &Token| language.grammar.frames.sole.contains(&token.norm_key);
    for side in Side::BOTH {
        if !context.tokens(side.other(), link).any(only) {
            continue;
        }
        for &segment in &link.segments[side] {
            let range = context.documents[side].segments[segment].tokens.clone();
            let tokens = &context.documents[side].tokens;
            let Some(all) = range.clone().find(|&at| language.universals.contains(&tokens[at].norm)) else {
                continue;
            };
            let denies = |side: Side| {
                context
                    .tokens(side, link)
                    .any(|token| token.class.any(Class(Class::NEGATION.0 | Class::IDLE.0)))
            };
            let Some((at, who)) = excepted(context, side, (all + 1, range.end.min(all + CLAUSE)), range.end)
            else {
                continue;
            };
            let Some(only) =
                sole(context, side.other(), link, who).filter(|_| !denies(side) && !denies(side.other()))
            else {
                continue;
            };
            // What all are says nothing: *all boats but one*.
            let content = |token: &&Token| token.is_content() && !language.universals.contains(&token.norm);
            let sentence: Vec<&Token> =
                tokens[range.start..all].iter().chain(&tokens[at + 1..range.end]).filter(content).collect();
            let there: Vec<&Token> = context.tokens(side.other(), link).collect();
            if sentence.len() < 2
                || !sentence.iter().all(|word| there.iter().any(|other| is_form(word, other)))
            {
                continue;
            }
            let mut change = context.change(index, Relation::Altered, Pair::new(None, None));
            change.kind = Kind::Negation;
            change.causes = vec![Cause::Value];
            change.places[side] = Place::Here(Span::new(tokens[all].span.start, who.span.end));
            change.places[side.other()] = Place::Here(only.span);
            change.confidence = Confidence::Medium;
            changes.push(change);
            return;
        }
    }
}

/// *the coach was the only one who did not know* on this side, *everybody but the coach knew* on the other.
pub(super) fn is_left_out(context: &Context, side: Side, link: &Link) -> bool {
    let other = side.other();
    link.segments[other].iter().any(|&segment| {
        let range = context.documents[other].segments[segment].tokens.clone();
        let tokens = &context.documents[other].tokens;
        let mut all = range.clone().filter(|&at| context.language.universals.contains(&tokens[at].norm));
        let who = |all: usize| excepted(context, other, (all + 1, range.end.min(all + CLAUSE)), range.end);
        all.find_map(who).is_some_and(|(_, who)| sole(context, side, link, who).is_some())
    })
}

/// Two words with one stem, or forms of one verb: *sank*, *sanken*.
fn is_form(word: &Token, other: &Token) -> bool {
    const BEGINNING: usize = 4;
    let shared = word.norm.bytes().zip(other.norm.bytes()).take_while(|(a, b)| a == b).count();
    word.stem_key == other.stem_key || shared >= BEGINNING && other.is_content()
}

/// Of the tokens in a range the word that takes something out, and the first word of content behind it.
fn excepted<'a>(
    context: &Context<'a>,
    side: Side,
    (from, to): (usize, usize),
    end: usize,
) -> Option<(usize, &'a Token)> {
    let upto = &context.documents[side].tokens[..end];
    (from..to).find_map(|at| {
        let (length, ()) = context.language.grammar.frames.excepting.longest(upto, at)?;
        // *no one but her*: further behind it joins clauses.
        let joins = length == 1
            && at > from + 2
            && upto[at].class.has(Class::FUNCTION)
            && is_joint(context, &upto[at]);
        let who = upto[at + length..].iter().take(NEAR).find(|token| token.is_content())?;
        let figure = who.kind == TokenKind::Figure || who.class.has(Class::NUMBER);
        (!joins && !figure).then_some((at, who))
    })
}

/// The word for *only* near a word of a side.
fn sole<'a>(context: &Context<'a>, side: Side, link: &Link, who: &Token) -> Option<&'a Token> {
    let tokens: Vec<&Token> = context.tokens(side, link).collect();
    let is_sole = |at: &usize| context.language.grammar.frames.sole.contains(&tokens[*at].norm_key);
    let near = |at: &usize| {
        let around = at.saturating_sub(NEAR)..(at + NEAR + 1).min(tokens.len());
        tokens[around].iter().any(|token| token.stem_key == who.stem_key)
    };
    (0..tokens.len()).filter(is_sole).find(near).map(|at| tokens[at])
}

/// *but*: it joins clauses too.
fn is_joint(context: &Context, token: &Token) -> bool {
    context.language.correlatives.contains(&token.norm)
}
