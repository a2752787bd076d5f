//! A hedge of the original where the rewrite makes sure instead: *another strike is possible*, *another strike will follow*.

use rustc_hash::FxHashSet;

use super::other::is_month;
use super::{Cause, Change, Context, Relation};
use crate::align::Link;
use crate::fact::{Fact, Kind, Step, Value};
use crate::finding::{Confidence, Place};
use crate::language::Syntax;
use crate::pair::{Pair, Side};
use crate::token::{Class, Token, TokenKind};

/// A negation so many words before a word that makes sure takes that back.
const TURNS: usize = 2;
/// A soft word so many words behind it does so too.
const SOFTENS: usize = 3;
/// Of more tokens than these a summary takes what is sure.
const LONGEST: usize = 70;
/// Words of content that both sentences have, so that they speak of the same.
const SHARED: usize = 2;

/// Tells a word of the rewrite that makes sure what the original doubts: the original has none, and the rewrite fewer hedges
/// than the original has doubts.
pub(super) fn compare(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    let stance = &context.language.stance;
    let assures = |token: &&Token| stance.assuring.contains(&token.stem_key);
    let doubts = |token: &&Token| stance.doubts.contains(&token.stem_key) && !is_month(token);
    if !context.tokens(Side::Original, link).any(|token| doubts(&token)) {
        return;
    }
    let original: Vec<&Token> = context.tokens(Side::Original, link).collect();
    let doubted: Vec<usize> =
        (0..original.len()).filter(|&at| doubts(&original[at]) && is_meant(&original, at)).collect();
    if doubted.is_empty() || original.len() > LONGEST || original.iter().any(assures) {
        return;
    }
    let rewrite: Vec<&Token> = context.tokens(Side::Rewrite, link).collect();
    let here: FxHashSet<u64> = original.iter().map(|token| token.stem_key).collect();
    let hedged = |fact: &Fact| {
        let first = &context.documents.rewrite.tokens[fact.tokens.0];
        let open = |step: &Step| !matches!(step, Step::Planned | Step::Legal(_));
        matches!(&fact.readings[0], Value::Certainty { step, .. } if open(step))
            && !doubts(&first)
            && !assures(&first)
    };
    let soft = |token: &&&Token| {
        token.class.has(Class::SOFT) && !token.class.has(Class::SURE) && !here.contains(&token.stem_key)
    };
    let hedges = rewrite.iter().filter(|t| doubts(t)).count()
        + context.facts(Side::Rewrite, link, hedged).len()
        + rewrite.iter().filter(|t| !doubts(t) && !assures(t)).filter(soft).count();
    let turned = |at: usize| {
        let before = &rewrite[at.saturating_sub(TURNS)..at];
        before.iter().any(|t| t.class.has(Class::NEGATION) || t.class.has(Class::WEAK_NEGATION))
    };
    // *will be able to*
    let softened =
        |at: usize| rewrite[at + 1..].iter().take(SOFTENS).any(|t| t.class.has(Class::SOFT) && !assures(t));
    let sure = (0..rewrite.len()).find(|&at| assures(&rewrite[at]) && !turned(at) && !softened(at));
    let (Some(sure), true) = (sure, hedges < doubted.len()) else { return };
    let told = |change: &Change| {
        change.kind == Kind::Certainty
            && change.relation != Relation::Kept
            && change.confidence > Confidence::Low
    };
    if changes.iter().rev().take_while(|change| change.link == index).any(told) {
        return;
    }
    // *will* is said of its verb alone.
    let of_same = |doubt: usize| {
        !rewrite[sure].class.has(Class::SURE) || is_of_same(context, (&original, doubt), (&rewrite, sure))
    };
    let sure_word = rewrite[sure];
    let meant = |&at: &usize| of_same(at) && shared(context, link, original[at], sure_word) >= SHARED;
    let Some(doubt) = doubted.into_iter().find(meant).map(|at| original[at]) else { return };
    let sure = sure_word;
    let mut change = context.change(index, Relation::Altered, Pair::new(None, None));
    change.kind = Kind::Certainty;
    change.causes = vec![Cause::Certainty];
    change.confidence = Confidence::Medium;
    change.places = Pair::new(Place::Here(doubt.span), Place::Here(sure.span));
    changes.push(change);
}

/// A word of doubt doubts: not *as early as possible*, *could you*, *could not be passed*, *a possible buyer*.
fn is_meant(tokens: &[&Token], at: usize) -> bool {
    let next = tokens.get(at + 1);
    let asked = next.is_some_and(|next| next.class.has(Class::PRONOUN) && !next.is_content());
    let denied = next.is_some_and(|next| next.class.has(Class::NEGATION));
    let before = at.checked_sub(1).map(|before| (before, tokens[before]));
    let qualifies =
        tokens[at].is_content() && before.is_some_and(|(_, word)| word.syntax.any(Syntax::DETERMINER));
    let equated = before.is_some_and(|(before, word)| {
        word.class.has(Class::FUNCTION)
            && tokens[..before].iter().rev().take(TURNS).any(|token| token.norm_key == word.norm_key)
    });
    !asked && !denied && !qualifies && !equated
}

/// What is doubted and what is sure is the same: the verb behind both, or a figure behind both.
fn is_of_same(
    context: &Context,
    (here, doubt): (&[&Token], usize),
    (there, sure): (&[&Token], usize),
) -> bool {
    /// Tokens to the verb, and to a figure.
    const VERB: usize = 4;
    const FIGURE: usize = 8;
    fn verb<'t>(tokens: &[&'t Token], at: usize) -> Option<&'t Token> {
        tokens[at + 1..].iter().take(VERB).copied().find(|token| token.is_content())
    }
    let near = |a: &Token, b: &Token| {
        a.stem_key == b.stem_key || a.meaning(context.language).is_near(b.meaning(context.language))
    };
    let figures = |tokens: &[&Token], at: usize| -> Vec<u64> {
        let behind = tokens[at + 1..].iter().take(FIGURE);
        behind.filter(|token| token.kind == TokenKind::Figure).map(|token| token.norm_key).collect()
    };
    let figure = figures(there, sure);
    matches!((verb(here, doubt), verb(there, sure)), (Some(a), Some(b)) if near(a, b))
        || figures(here, doubt).iter().any(|key| figure.contains(key))
}

/// How many words of content the sentence of the one has that the sentence of the other has too.
fn shared(context: &Context, link: &Link, doubt: &Token, sure: &Token) -> usize {
    let words = |side: Side, of: &Token| -> Vec<u64> {
        let document = &context.documents[side];
        let segment = link.segments[side].iter().find(|&&s| document.segments[s].span.contains(of.span));
        let tokens = segment.into_iter().flat_map(|&s| document.segment_tokens(s));
        let tells = |t: &&Token| t.is_content() || t.kind == TokenKind::Figure;
        tokens.filter(tells).map(|t| t.stem_key).collect()
    };
    let there = words(Side::Rewrite, sure);
    let mut own = words(Side::Original, doubt);
    own.sort_unstable();
    own.dedup();
    own.iter().filter(|stem| there.contains(stem)).count()
}
