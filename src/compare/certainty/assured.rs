//! A hedge of the original where the rewrite makes sure instead: *another strike is possible*, *another strike will follow*.

use rustc_hash::FxHashSet;

use super::other::is_month;
use super::{Cause, Change, Context, Relation};
use crate::align::Link;
use crate::fact::{Fact, Kind, Step, Value};
use crate::finding::{Confidence, Place};
use crate::language::{Part, Syntax};
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
    let future =
        |side: Side, token: &Token| stance.is_future(&token.norm, token.text(&context.documents[side].text));
    let assures = |token: &&Token| stance.is_assuring(token) || future(Side::Rewrite, token);
    let doubts = |token: &&Token| stance.is_doubt(token) && !is_month(token);
    if !context.tokens(Side::Original, link).any(|token| doubts(&token)) {
        return;
    }
    let original: Vec<&Token> = context.tokens(Side::Original, link).collect();
    let doubted: Vec<usize> =
        (0..original.len()).filter(|&at| doubts(&original[at]) && is_meant(&original, at)).collect();
    if doubted.is_empty()
        || original.len() > LONGEST
        || original.iter().any(|t| stance.is_assuring(t) || future(Side::Original, t))
    {
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
    let hedges =
        rewrite.iter().filter(|t| doubts(t)).count() + context.facts(Side::Rewrite, link, hedged).len();
    let turned = |at: usize| {
        let before = &rewrite[at.saturating_sub(TURNS)..at];
        before.iter().any(|t| t.class.has(Class::NEGATION) || t.class.has(Class::WEAK_NEGATION))
    };
    let soft = |token: &Token| {
        token.class.has(Class::SOFT) && !token.class.has(Class::SURE) && !assures(&token) && !doubts(&token)
    };
    // *will be able to*
    let softened = |at: usize| {
        rewrite[at + 1..]
            .iter()
            .take(SOFTENS)
            .any(|t| t.class.has(Class::SOFT) && !assures(t) && !here.contains(&t.stem_key))
    };
    let sure = || {
        (0..rewrite.len()).filter(|&at| {
            assures(&rewrite[at]) && !qualifies(context, &rewrite, at) && !turned(at) && !softened(at)
        })
    };
    // *will* is said of its verb alone.
    let of_verb = |at: usize| future(Side::Rewrite, rewrite[at]);
    let explicit = sure().find(|&at| !of_verb(at));
    let (Some(sure), true) = (explicit.or_else(|| sure().next()), hedges < doubted.len()) else { return };
    // *a risk that it will*
    let clause = || rewrite[..sure].iter().rev().take_while(|t| t.kind != TokenKind::Sign || t.is("-"));
    let is_soft = || clause().any(|token| soft(token) && !here.contains(&token.stem_key));
    let is_doubted = || clause().any(doubts);
    let told = |change: &Change| {
        change.kind == Kind::Certainty
            && change.relation != Relation::Kept
            && change.confidence > Confidence::Low
    };
    if changes.iter().rev().take_while(|change| change.link == index).any(told) {
        return;
    }
    let of_same = |doubt: usize| {
        explicit.is_some()
            || !is_doubted()
                && (same_figure((&original, doubt), (&rewrite, sure))
                    || !is_soft() && is_of_same(context, (&original, doubt), (&rewrite, sure)))
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

/// A word that makes sure is said of a noun only: *certain drugs*, *confirmed cases*, *the proof*.
fn qualifies(context: &Context, tokens: &[&Token], at: usize) -> bool {
    let part = |token: &Token| token.meaning(context.language).part();
    let token = tokens[at];
    let before = at.checked_sub(1).map(|before| tokens[before]);
    let set_off = before.is_some_and(|before| before.syntax.any(Syntax::DETERMINER));
    let of_noun = tokens.get(at + 1).is_some_and(|next| next.is_content() && part(next) == Some(Part::Noun));
    let loose = token.class.has(Class::FUNCTION) && !context.language.stance.futures.contains(&token.norm)
        || part(token) == Some(Part::Adjective)
        || context.language.is_past(&token.norm)
            && !before.is_some_and(|before| before.class.has(Class::AUXILIARY));
    of_noun && loose || set_off && part(token) != Some(Part::Verb)
}

/// What is doubted and what is sure is the same: the verb behind both, or other words behind both.
fn is_of_same(
    context: &Context,
    (here, doubt): (&[&Token], usize),
    (there, sure): (&[&Token], usize),
) -> bool {
    /// Tokens to the verb, and to the end of what is said.
    const VERB: usize = 4;
    const CLAUSE: usize = 12;
    fn verb<'t>(tokens: &[&'t Token], at: usize) -> Option<&'t Token> {
        tokens[at + 1..].iter().take(VERB).copied().find(|token| token.is_content())
    }
    let near = |a: &Token, b: &Token| {
        a.stem_key == b.stem_key || a.meaning(context.language).is_near(b.meaning(context.language))
    };
    let told = |tokens: &[&Token], at: usize| -> Vec<u64> {
        let clause = tokens[at..].iter().take(CLAUSE).take_while(|t| t.kind != TokenKind::Sign || t.is("-"));
        clause.filter(|token| token.is_content()).map(|token| token.stem_key).collect()
    };
    let same_words = || {
        let there = told(there, sure);
        told(here, doubt).iter().any(|key| there.contains(key))
    };
    matches!((verb(here, doubt), verb(there, sure)), (Some(a), Some(b)) if near(a, b)) || same_words()
}

/// One figure stands behind both.
fn same_figure((here, doubt): (&[&Token], usize), (there, sure): (&[&Token], usize)) -> bool {
    /// Tokens to it.
    const FIGURE: usize = 8;
    let figures = |tokens: &[&Token], at: usize| -> Vec<u64> {
        let behind = tokens[at + 1..].iter().take(FIGURE);
        behind.filter(|token| token.kind == TokenKind::Figure).map(|token| token.norm_key).collect()
    };
    let there = figures(there, sure);
    figures(here, doubt).iter().any(|key| there.contains(key))
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
