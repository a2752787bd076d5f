//! A condition of the original that holds no longer: *if the wind drops*, *even if the wind does not drop*, *whatever the
//! wind does*.

use super::{Cause, Context, Joined, Relation, Told, Word, Words, clause_end};
use crate::finding::Confidence;
use crate::language::Joint;
use crate::pair::{Pair, Side};

/// Words behind a phrase that concedes, in which the condition's words stand.
const BEHIND: usize = 12;
/// Words behind one that say that a condition follows: *also if*.
const NEAR: usize = 4;

/// Tells where the rewrite says that something holds whether or not, and the original under which condition.
pub(super) fn find(context: &Context, words: &Words, joined: &Pair<Vec<Joined>>, found: &mut Vec<Told>) {
    let limits = conditions(context, words, Side::Original, joined);
    if limits.is_empty() {
        return;
    }
    let Some((from, to)) =
        conceded(context, words, Side::Rewrite).or_else(|| widened(context, words, joined))
    else {
        return;
    };
    let outside = |(at, _): &(usize, bool)| !(from..to).contains(at);
    if conceded(context, words, Side::Original).is_some()
        || conditions(context, words, Side::Rewrite, joined).iter().any(outside)
    {
        return;
    }
    let (original, rewrite) = (&words.of.original, &words.of.rewrite);
    let end = clause_end(context, Side::Rewrite, rewrite, to.min(rewrite.len() - 1)).min(to + BEHIND);
    let tells = |word: &&Word| word.content || word.fact;
    let condition = limits.into_iter().find(|&(at, joint)| {
        let clause = at..clause_end(context, Side::Original, original, at);
        let mut mates = rewrite[to.min(end)..end].iter().filter(tells).filter_map(|word| word.mate);
        let gone = || joint && original[clause.clone()].iter().filter(tells).all(|word| word.mate.is_none());
        mates.any(|mate| clause.contains(&mate)) || gone()
    });
    found.extend(condition.map(|(at, _)| Told {
        relation: Relation::Altered,
        cause: Cause::Condition,
        words: Pair::new(Some((at, at + 1)), Some((from, to))),
        confidence: Confidence::Medium,
    }));
}

/// Where a side says under which condition something holds, and whether a word says *if*, not *only*.
fn conditions(
    context: &Context,
    words: &Words,
    side: Side,
    joined: &Pair<Vec<Joined>>,
) -> Vec<(usize, bool)> {
    let joints = joined[side].iter().filter(|one| one.joint == Joint::Condition).map(|one| (one.from, true));
    let only = |at: &usize| context.language.connectives.is_limiting(&words.of[side][*at].token.norm);
    let limits = (0..words.of[side].len()).filter(only);
    joints.chain(limits.map(|at| (at, false))).collect()
}

/// The first phrase of a side that concedes, half-open.
fn conceded(context: &Context, words: &Words, side: Side) -> Option<(usize, usize)> {
    let all = &words.of[side];
    let document = &context.documents[side];
    let phrases = context.language.connectives.conceding();
    (0..all.len()).find_map(|at| {
        let word = &all[at];
        let end = document.segments[word.segment].tokens.end;
        let (length, ()) = phrases.longest(&document.tokens[..end], word.at)?;
        Some((at, at + words.places(side, (word.at, word.at + length)).len().max(1)))
    })
}

/// *only if*, *also if*: a condition of the rewrite before which stands what widens it, where the original limits it.
fn widened(context: &Context, words: &Words, joined: &Pair<Vec<Joined>>) -> Option<(usize, usize)> {
    let all = &words.of.rewrite;
    let before = |at: usize| {
        (at.saturating_sub(NEAR)..at).rev().take_while(move |&i| all[i].segment == all[at].segment)
    };
    let widens = |at: &usize| context.language.connectives.is_widening(&all[*at].token.norm);
    let conditions = joined.rewrite.iter().filter(|one| one.joint == Joint::Condition);
    let (from, here) = conditions.filter_map(|one| Some((before(one.from).find(widens)?, one))).next()?;
    let limits = |word: &Word| context.language.connectives.is_limiting(&word.token.norm);
    let limited = words.of.original.iter().any(limits);
    limited.then_some((from, here.to))
}
