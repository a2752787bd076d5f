//! A hedge of the original where the rewrite makes sure instead: *another strike is possible*, *another strike will follow*.

use super::other::is_month;
use super::{Cause, Change, Context, Relation};
use crate::align::Link;
use crate::fact::{Fact, Kind, Step, Value};
use crate::finding::{Confidence, Place};
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
    // *as early as possible* doubts nothing, nor does *could you*.
    let asked = |at: usize| {
        original.get(at + 1).is_some_and(|next| next.class.has(Class::PRONOUN) && !next.is_content())
    };
    let equated = |at: usize| {
        at > 1
            && original[at - 1].class.has(Class::FUNCTION)
            && original[..at - 1].iter().rev().take(TURNS).any(|t| t.norm_key == original[at - 1].norm_key)
    };
    let doubted: Vec<&Token> = (0..original.len())
        .filter(|&at| doubts(&original[at]) && !equated(at) && !asked(at))
        .map(|at| original[at])
        .collect();
    if doubted.is_empty() || original.len() > LONGEST || original.iter().any(assures) {
        return;
    }
    let rewrite: Vec<&Token> = context.tokens(Side::Rewrite, link).collect();
    let hedged = |fact: &Fact| {
        let first = &context.documents.rewrite.tokens[fact.tokens.0];
        let open = |step: &Step| !matches!(step, Step::Planned | Step::Legal(_));
        matches!(&fact.readings[0], Value::Certainty { step, .. } if open(step))
            && !doubts(&first)
            && !assures(&first)
    };
    let hedges =
        rewrite.iter().filter(|t| doubts(t)).count() + context.facts(Side::Rewrite, link, hedged).len();
    let turned = |at: usize| {
        let before = &rewrite[at.saturating_sub(TURNS)..at];
        before.iter().any(|t| t.class.has(Class::NEGATION) || t.class.has(Class::WEAK_NEGATION))
    };
    // *will be able to*
    let softened =
        |at: usize| rewrite[at + 1..].iter().take(SOFTENS).any(|t| t.class.has(Class::SOFT) && !assures(t));
    let sure = (0..rewrite.len()).find(|&at| assures(&rewrite[at]) && !turned(at) && !softened(at));
    let (Some(sure), true) = (sure.map(|at| rewrite[at]), hedges < doubted.len()) else { return };
    let told = |change: &Change| {
        change.kind == Kind::Certainty
            && change.relation != Relation::Kept
            && change.confidence > Confidence::Low
    };
    if changes.iter().rev().take_while(|change| change.link == index).any(told) {
        return;
    }
    let Some(doubt) = doubted.into_iter().find(|doubt| shared(context, link, doubt, sure) >= SHARED) else {
        return;
    };
    let mut change = context.change(index, Relation::Altered, Pair::new(None, None));
    change.kind = Kind::Certainty;
    change.causes = vec![Cause::Certainty];
    change.confidence = Confidence::Medium;
    change.places = Pair::new(Place::Here(doubt.span), Place::Here(sure.span));
    changes.push(change);
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
