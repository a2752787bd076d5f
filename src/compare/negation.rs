//! Negations of one link: how many there are, and what they negate.

use super::{Cause, Change, Context, Relation};
use crate::align::Link;
use crate::fact::{Kind, Value};
use crate::finding::Confidence;
use crate::pair::{Pair, Side};
use crate::token::{Class, Token, TokenKind};

/// How far before a word of its clause a negation may stand and still turn it, in tokens.
const NEAR: usize = 5;

/// Compares the strong negations of a full link. A weak one (*refuse*, *without*) or a negative prefix on the other side
/// answers for one that is missing.
pub(super) fn compare(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    let of = |side: Side| context.facts(side, link, |fact| fact.kind == Kind::Negation);
    let (mut original, mut rewrite) = (of(Side::Original), of(Side::Rewrite));
    let scope = |side: Side, i: usize| match &context.fact(side, i).readings[0] {
        Value::Negation { scope, .. } => scope.as_deref(),
        _ => None,
    };
    let mut kept = Vec::new();
    original.retain(|&o| {
        let Some(at) = rewrite.iter().position(|&r| {
            scope(Side::Original, o).is_some() && scope(Side::Original, o) == scope(Side::Rewrite, r)
        }) else {
            return true;
        };
        kept.push((o, rewrite.remove(at)));
        false
    });
    while !original.is_empty() && !rewrite.is_empty() {
        kept.push((original.remove(0), rewrite.remove(0)));
    }
    for (o, r) in kept {
        let mut change = context.change(index, Relation::Kept, Pair::new(Some(o), Some(r)));
        if turned(context, link, o, r) {
            change.relation = Relation::Altered;
            change.causes = vec![Cause::Value];
        }
        changes.push(change);
    }
    for (side, relation, facts) in
        [(Side::Original, Relation::Dropped, original), (Side::Rewrite, Relation::Added, rewrite)]
    {
        let mut answers = answers(context, side, link);
        for fact in facts {
            let mut pair = Pair::new(None, None);
            pair[side] = Some(fact);
            let there =
                scope(side, fact).map(|scope| answered(context, side, link, scope)).unwrap_or_default();
            let (answered, sure) = match there {
                Scope::Absent => (answers > 0, false),
                Scope::Affirmed => (false, true),
                Scope::Answered => (true, true),
            };
            if answered {
                answers = answers.saturating_sub(1);
                changes.push(context.change(index, Relation::Kept, pair));
                continue;
            }
            let mut change = context.change(index, relation, pair);
            change.confidence = if sure { Confidence::High } else { Confidence::Medium };
            changes.push(change);
        }
    }
}

/// What the other side says of the word that is negated here.
#[derive(Default)]
enum Scope {
    /// It does not have the word.
    #[default]
    Absent,
    /// It has the word, and nothing near turns it.
    Affirmed,
    /// It has the word beside a weak negation.
    Answered,
}

/// Looks for the word in the other side of the link, and for a weak negation right before it.
fn answered(context: &Context, side: Side, link: &Link, scope: &str) -> Scope {
    let tokens: Vec<&Token> = context.tokens(side.other(), link).collect();
    let mut found = Scope::Absent;
    for at in (0..tokens.len()).filter(|&at| tokens[at].stem == scope) {
        let mut near =
            tokens[..at].iter().rev().take(NEAR).take_while(|t| t.kind != TokenKind::Sign || t.is("-"));
        if near.any(|token| token.stem != scope && is_weak(context, token)) {
            return Scope::Answered;
        }
        found = Scope::Affirmed;
    }
    found
}

/// *none* became *not all*, or the negation moved from one verb to another that both texts have.
fn turned(context: &Context, link: &Link, o: usize, r: usize) -> bool {
    let value = |side: Side, i: usize| match &context.fact(side, i).readings[0] {
        Value::Negation { scope, partial, .. } => (scope.as_deref(), *partial),
        _ => (None, false),
    };
    let ((a, partial_a), (b, partial_b)) = (value(Side::Original, o), value(Side::Rewrite, r));
    let quantified =
        |side: Side| context.tokens(side, link).any(|t| context.language.universals.contains(&t.norm));
    if partial_a != partial_b {
        return !(quantified(Side::Original) && quantified(Side::Rewrite));
    }
    let (Some(a), Some(b)) = (a, b) else { return false };
    let verb = |side: Side, stem: &str| {
        context.tokens(side, link).any(|t| t.stem == stem && !t.class.has(Class::NEGATION))
    };
    // *no reports* and *no injuries reported* negate the same.
    let noun = |side: Side, i: usize| matches!(&context.fact(side, i).readings[0], Value::Negation { cue, .. } if context.language.implied.contains_key(cue));
    if noun(Side::Original, o) || noun(Side::Rewrite, r) {
        return false;
    }
    let light = |stem: &str| context.language.raising.iter().any(|raising| raising == stem);
    let reporting = context.language.class_of(a).has(Class::REPORTING)
        || context.language.class_of(b).has(Class::REPORTING);
    a != b && reporting && !light(a) && !light(b) && verb(Side::Rewrite, a) && verb(Side::Original, b)
}

/// How many words of the other side may stand for a negation of this one: weak negations and negative prefixes that this
/// side does not have.
fn answers(context: &Context, side: Side, link: &Link) -> usize {
    let here: Vec<&Token> = context.tokens(side, link).collect();
    let fresh =
        |token: &&Token| is_weak(context, token) && !here.iter().any(|other| other.stem == token.stem);
    context.tokens(side.other(), link).filter(fresh).count()
}

fn is_weak(context: &Context, token: &Token) -> bool {
    token.kind == TokenKind::Word && (token.class.has(Class::WEAK_NEGATION) || is_negative(context, token))
}

/// *unlawful*, *careless*: a prefix or ending that negates a word that exists without it.
fn is_negative(context: &Context, token: &Token) -> bool {
    let language = context.language;
    let common = |word: &str| {
        word.len() > 3 && language.class_of(word).has(Class::COMMON)
            || word.len() > 6 && language.stems_common(word)
    };
    language.negative_prefixes.iter().any(|p| token.norm.strip_prefix(p.as_str()).is_some_and(common))
        || language.negative_suffixes.iter().any(|s| token.norm.strip_suffix(s.as_str()).is_some_and(common))
}
