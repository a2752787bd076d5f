//! What came before something told as what came after it: *evacuated before the storm arrived*, *after the storm had passed*.

use super::{Cause, Context, Relation, Told, Word, Words, clause_end};
use crate::document::ratio;
use crate::finding::Confidence;
use crate::language::Syntax;
use crate::pair::{Pair, Side};
use crate::token::Class;

/// Words behind a connective in which stands what something came before or after.
const BEHIND: usize = 14;
/// A negation so many words before it turns it.
const TURNS: usize = 6;
/// Words of what it came before or after that both sides must have, and a share of them that is enough where it is short.
const SHARED: usize = 2;
const MOST: f64 = 0.5;

/// A connective of order: its words, half-open, the end of what stands behind it, and whether it says *after*.
#[derive(Clone, Copy)]
struct Placed {
    from: usize,
    to: usize,
    end: usize,
    after: bool,
}

/// Tells where both sides name the same thing behind connectives of opposite order, and nothing else says what came first.
pub(super) fn find(context: &Context, words: &Words, told: &[Told], found: &mut Vec<Told>) {
    let original = placed(context, words, Side::Original);
    let Some(first) = original.first() else { return };
    let rewrite = placed(context, words, Side::Rewrite);
    if original.iter().any(|one| one.after != first.after)
        || rewrite.is_empty()
        || rewrite.iter().any(|one| one.after == first.after)
    {
        return;
    }
    let is_told = |here: &Placed| {
        let covers =
            |one: &Told| one.words.original.is_some_and(|(from, to)| from < here.to && here.from < to);
        told.iter().any(|one| one.confidence > Confidence::Low && covers(one))
    };
    for here in original.iter().filter(|here| !is_told(here)) {
        let there = rewrite.iter().find(|there| of_same(words, here, there));
        let Some(there) = there.filter(|_| !is_turned(context, words, Side::Original, here)) else {
            continue;
        };
        if is_turned(context, words, Side::Rewrite, there) || is_ordered(context, words, here, there) {
            continue;
        }
        found.push(Told {
            relation: Relation::Altered,
            cause: Cause::Connection,
            words: Pair::new(Some((here.from, here.to)), Some((there.from, there.to))),
            confidence: Confidence::Medium,
        });
        return;
    }
}

/// The connectives of order of a side.
fn placed(context: &Context, words: &Words, side: Side) -> Vec<Placed> {
    let all = &words.of[side];
    let document = &context.documents[side];
    let orders = context.language.connectives.orders();
    let mut out: Vec<Placed> = Vec::new();
    for at in 0..all.len() {
        let word = &all[at];
        if out.last().is_some_and(|last| at < last.to) || !orders.begin_with_key(word.token.norm_key) {
            continue;
        }
        let end = document.segments[word.segment].tokens.end;
        let Some((length, &after)) = orders.longest(&document.tokens[..end], word.at) else { continue };
        let to = at + words.places(side, (word.at, word.at + length)).len().max(1);
        if to < all.len() {
            let end = clause_end(context, side, all, to).min(to + BEHIND);
            let joins = |i: &usize| all[*i].token.syntax.any(Syntax::CONJUNCTION);
            let end = (to + 1..end).find(joins).unwrap_or(end);
            out.push(Placed { from: at, to, end, after });
        }
    }
    out
}

/// What stands behind both is the same.
fn of_same(words: &Words, here: &Placed, there: &Placed) -> bool {
    let tells = |word: &&Word| word.content || word.fact;
    let own: Vec<&Word> = words.of.original[here.to..here.end].iter().filter(tells).collect();
    let other = words.of.rewrite[there.to..there.end].iter().filter(tells).count();
    let mates = own.iter().filter(|word| word.mate.is_some_and(|mate| (there.to..there.end).contains(&mate)));
    let (shared, weighty) =
        mates.fold((0, false), |(count, weighty), word| (count + 1, weighty || !word.fact));
    // *before Easter*, *after Easter*; a date at the end of both says little.
    let first =
        |words: &[Word], from: usize| (from..words.len()).find(|&at| words[at].content || words[at].fact);
    let opens = || {
        let (here, there) = (first(&words.of.original, here.to), first(&words.of.rewrite, there.to));
        here.zip(there).is_some_and(|(here, there)| words.of.original[here].mate == Some(there))
    };
    shared >= SHARED && weighty
        || shared > 0 && ratio(shared, own.len().min(other)) >= MOST && (weighty || opens())
}

/// *not before the vote*
fn is_turned(context: &Context, words: &Words, side: Side, one: &Placed) -> bool {
    let limits = |word: &Word| context.language.connectives.is_limiting(&word.token.norm);
    let before = &words.of[side][one.from.saturating_sub(TURNS)..one.from];
    before.iter().any(|word| {
        !limits(word) && (word.token.class.has(Class::NEGATION) || word.token.class.has(Class::WEAK_NEGATION))
    })
}

/// Another word of the rewrite says what came first, or nothing but what stands behind the connectives is the same.
fn is_ordered(context: &Context, words: &Words, here: &Placed, there: &Placed) -> bool {
    let outside = |at: usize| !(there.from..there.end).contains(&at);
    let says = |word: &Word| context.language.connectives.is_ordering(&word.token.norm);
    let known = |side: Side, word: &Word| words.of[side].iter().any(|other| other.is_form_of(word));
    let fresh = words
        .of
        .rewrite
        .iter()
        .enumerate()
        .any(|(at, word)| outside(at) && says(word) && !known(Side::Original, word));
    let original = words.of.original.iter().enumerate();
    let told =
        original.filter(|(at, word)| !(here.from..here.end).contains(at) && (word.content || word.fact));
    let same = told.filter(|(_, word)| word.mate.is_some_and(outside)).count();
    fresh || same == 0
}
