//! What one text says was refused, failed or avoided, and the other says was done: *refused to pay*, *paid*.

use rustc_hash::FxHashSet;

use super::super::{Change, Context, Relation};
use crate::align::Link;
use crate::document::ratio;
use crate::fact::Kind;
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::span::Span;
use crate::token::{Class, Token, TokenKind};

/// The verb stands at most so many tokens behind its phrase, unless verbs stand last.
const REACH: usize = 4;
/// What turns a verb, or says that it is not done, stands at most so many tokens before it.
const NEAR: usize = 6;
/// A negation so many tokens before the phrase turns it: *did not refuse*.
const TURNS: usize = 3;
/// Share of the clause's content words that the other side must have to say the same.
const CLAUSE: f64 = 0.5;

/// Tells the phrases of either side whose verb the other side has as done.
pub(super) fn compare(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    for side in Side::BOTH {
        for &segment in &link.segments[side] {
            let tokens = context.documents[side].segments[segment].tokens.clone();
            for at in
                tokens.clone().filter(|&at| context.documents[side].tokens[at].class.has(Class::REFUSAL))
            {
                if let Some(span) = lost(context, link, side, segment, at) {
                    changes.push(told(context, index, side, span));
                    break;
                }
            }
        }
    }
}

/// A phrase of a side turns the word that stands right behind it: *ran out of bread*, *no bread*.
pub(super) fn says(context: &Context, side: Side, link: &Link, stem: Option<&str>) -> bool {
    phrases(context, side, link).any(|behind| {
        let mut clause = behind.iter().take(REACH).take_while(|token| token.kind != TokenKind::Sign);
        clause.any(|token| Some(token.stem.as_str()) == stem)
    })
}

/// For each phrase of a side of the link what stands behind it in its segment.
pub(super) fn phrases<'a>(
    context: &Context<'a>,
    side: Side,
    link: &Link,
) -> impl Iterator<Item = &'a [Token]> {
    let (document, language) = (&context.documents[side], context.language);
    link.segments[side].iter().flat_map(move |&segment| {
        let range = document.segments[segment].tokens.clone();
        let tokens = &document.tokens[..range.end];
        range.filter(move |&at| tokens[at].class.has(Class::REFUSAL)).filter_map(move |at| {
            let (length, ()) = language.stance.refusals.longest(tokens, at)?;
            Some(&tokens[at + length..])
        })
    })
}

fn told(context: &Context, index: usize, side: Side, span: Span) -> Change {
    let relation = if side == Side::Original { Relation::Dropped } else { Relation::Added };
    let mut change = context.change(index, relation, Pair::new(None, None));
    change.kind = Kind::Negation;
    change.places[side] = Place::Here(span);
    change.confidence = Confidence::Medium;
    change
}

/// Where the phrase stands that begins at `at`, if nothing of the other side answers it and its verb is done there.
fn lost(context: &Context, link: &Link, side: Side, segment: usize, at: usize) -> Option<Span> {
    let document = &context.documents[side];
    let range = document.segments[segment].tokens.clone();
    let tokens = &document.tokens;
    let (length, ()) = context.language.stance.refusals.longest(&tokens[..range.end], at)?;
    let denied = context.facts_of[side][segment].iter().any(|&fact| {
        let fact = context.fact(side, fact);
        fact.kind == Kind::Negation && (fact.tokens.0..fact.tokens.1).contains(&at)
    });
    let turned = tokens[at.saturating_sub(TURNS).max(range.start)..at].iter().any(negates);
    let last = context.language.stance.verbs_last;
    let comma = last && tokens[..range.end].get(at + length).is_some_and(|next| next.is(","));
    let behind = at + length + usize::from(comma)..range.end;
    let mut clause = tokens[behind.clone()]
        .iter()
        .take_while(|token| token.kind != TokenKind::Sign)
        .take(if last { usize::MAX } else { REACH })
        .filter(|token| token.is_content());
    let verb = if last { clause.last() } else { clause.next() }?;
    let here: Vec<&Token> = tokens[range].iter().collect();
    let there: Vec<&Token> = context.tokens(side.other(), link).collect();
    if denied || turned || answered(context, link, side, &there) || done(context, &here, verb) {
        return None;
    }
    let words: FxHashSet<&str> = there.iter().map(|token| token.stem.as_str()).collect();
    let clause: Vec<&Token> = tokens[behind].iter().filter(|token| token.is_content()).collect();
    let kept = clause.iter().filter(|token| words.contains(token.stem.as_str())).count();
    let same = clause.len() > 1 && ratio(kept, clause.len()) >= CLAUSE;
    let span = Span::new(tokens[at].span.start, tokens[at + length - 1].span.end);
    (same && done(context, &there, verb)).then_some(span)
}

fn negates(token: &Token) -> bool {
    token.kind == TokenKind::Word && token.class.any(Class(Class::NEGATION.0 | Class::WEAK_NEGATION.0))
}

/// The other side has as many negations of its own, whatever they turn.
fn answered(context: &Context, link: &Link, side: Side, there: &[&Token]) -> bool {
    let here: FxHashSet<&str> =
        context.tokens(side, link).filter(|token| negates(token)).map(|token| token.stem.as_str()).collect();
    let fresh = |token: &&&Token| {
        super::is_weak(context, token) && !here.contains(token.stem.as_str())
            || token.class.has(Class::NEGATION)
            || token.class.has(Class::REFUSAL) && negates(token)
    };
    let strong = context.tokens(side, link).filter(|token| token.class.has(Class::NEGATION)).count();
    there.iter().filter(fresh).count() > strong
}

/// The verb stands among the words in a form of the past, active, and nothing before it says that it is not done.
fn done(context: &Context, tokens: &[&Token], verb: &Token) -> bool {
    let language = context.language;
    // Where no endings of the past are known, or not all, any other form of the verb must do.
    let any = language.stance.past_endings.is_empty() || language.stance.past_by_accent;
    let past = |token: &Token| language.is_past(&token.norm) || any && token.norm != verb.norm;
    let same = |token: &Token| {
        token.stem_key == verb.stem_key
            || language.stance.verbs_last && language.is_form_of(&token.norm, &verb.norm)
    };
    (0..tokens.len()).filter(|&at| same(tokens[at]) && past(tokens[at])).any(|at| {
        let mut before =
            tokens[..at].iter().rev().take(NEAR).take_while(|token| token.kind != TokenKind::Sign);
        let undone =
            |token: &&Token| negates(token) || token.class.any(Class(Class::UNDONE.0 | Class::REFUSAL.0));
        let passive = tokens[..at].last().is_some_and(|token| {
            language.stance.passive.contains(&token.norm) || token.class.has(Class::ARTICLE)
        });
        !passive && !before.any(undone)
    })
}

/// The original's side of the link has a phrase of refusing, which the rewrite's has not, before a word like that which the
/// rewrite denies: *many refuse to go*, *many will not leave*.
pub(super) fn refuses(context: &Context, link: &Link, scope: Option<&str>) -> bool {
    let Some(scope) = scope else { return false };
    let kept = |stem: u64| context.tokens(Side::Rewrite, link).any(|token| token.stem_key == stem);
    let denied = context.tokens(Side::Rewrite, link).find(|token| token.stem == scope);
    let near = |token: &Token, denied: &Token| {
        token.meaning(context.language).is_near(denied.meaning(context.language))
    };
    let like = |token: &Token| token.stem == scope || denied.is_some_and(|denied| near(token, denied));
    let last = context.language.stance.verbs_last;
    link.segments.original.iter().any(|&segment| {
        let range = context.documents.original.segments[segment].tokens.clone();
        let tokens = &context.documents.original.tokens[..range.end];
        let refused = |at: usize| {
            let Some((length, ())) = context.language.stance.refusals.longest(tokens, at) else {
                return false;
            };
            let comma = last && tokens.get(at + length).is_some_and(|next| next.is(","));
            let behind = tokens[at + length + usize::from(comma)..].iter();
            let mut clause = behind
                .take_while(|token| token.kind != TokenKind::Sign)
                .take(if last { usize::MAX } else { REACH })
                .filter(|token| token.is_content());
            !kept(tokens[at].stem_key) && clause.any(like)
        };
        range.into_iter().filter(|&at| tokens[at].class.has(Class::REFUSAL)).any(refused)
    })
}
