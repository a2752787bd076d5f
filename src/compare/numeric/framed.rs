//! Figures of one value among words that say the contrary: *capped at 30* and *at least 30*, *22 of 27* and *all but 22*, *cut 100
//! jobs* and *keep 100*, *pushed back by two years* and *brought forward by two years*.

use num_traits::CheckedAdd;

use super::reckoned::amount_of;
use super::{reckoned, share};
use crate::compare::Context;
use crate::fact::{Amount, Bound, Fact, Kind, Unit, Value};
use crate::finding::Place;
use crate::language::Phrases;
use crate::pair::{Pair, Side};
use crate::span::Span;
use crate::token::{Class, Token, TokenKind};

/// Tokens before a figure, and behind it, in which a phrase belongs to it.
const BEFORE: usize = 6;
const BEHIND: usize = 6;

/// The places of two facts of one value where the words around say the contrary, with those words.
pub(super) fn contrary(context: &Context, facts: Pair<&Fact>) -> Option<Pair<Place>> {
    let spans = match (facts.original.kind, facts.rewrite.kind) {
        (Kind::Duration, Kind::Duration) => moved(context, facts),
        (Kind::Number, Kind::Number) => excepted(context, facts).or_else(|| parted(context, facts)),
        _ => None,
    };
    let spans = spans.or_else(|| shrunk(context, facts)).or_else(|| limited(context, facts));
    Some(spans?.map(Place::Here))
}

/// A verb that gives a value stands at most so many tokens before it.
const STATED: usize = 7;

/// What is reached became what something changed by, or the reverse: *rose to 5 percent*, *rose by 5 percent*. The spans are
/// those of the prepositions with their figures.
pub(super) fn turned(context: &Context, facts: Pair<&Fact>) -> Option<Pair<Span>> {
    let data = context.language.number_data.as_ref()?;
    let counts = |fact: &Fact| {
        let unit = match &fact.readings[0] {
            Value::Amount { unit, .. } => !matches!(unit, Unit::Rank | Unit::Score),
            _ => false,
        };
        unit && fact.bound.is_none()
    };
    // *steered the side to a two-wicket win*
    let compound = |side: Side| {
        context.documents[side].tokens.get(facts[side].tokens.1).is_some_and(|t| t.joined && t.is("-"))
    };
    if !counts(facts.original) || !counts(facts.rewrite) || Side::BOTH.into_iter().any(compound) {
        return None;
    }
    let reaches = |token: &Token| data.reaching.contains(&token.norm);
    let differs = |token: &Token| data.differing.contains(&token.norm);
    let before = |side: Side| -> Option<&Token> {
        let document = &context.documents[side];
        let begin = document.segments[facts[side].segment].tokens.start;
        let idle = |t: &&Token| !reaches(t) && !differs(t) && t.class.has(Class::HEDGE);
        document.tokens[begin..facts[side].tokens.0.max(begin)].iter().rfind(|t| !idle(t))
    };
    let (a, b) = (before(Side::Original)?, before(Side::Rewrite)?);
    // *las pérdidas se cifran en 6 millones*: a verb that gives a value makes one preposition of the other.
    let stated = |side: Side, token: &Token| {
        let document = &context.documents[side];
        let clause = document.segment_tokens(facts[side].segment).iter().rev();
        let clause = clause.skip_while(|t| t.span.start >= token.span.start).take(STATED);
        clause.take_while(|t| t.kind != TokenKind::Sign).any(|t| data.stating.contains(&t.norm))
    };
    let changes = |side: Side, token: &Token| differs(token) && !stated(side, token);
    let turned = reaches(a) && changes(Side::Rewrite, b) || changes(Side::Original, a) && reaches(b);
    turned.then(|| {
        Pair::new(
            Span::new(a.span.start, facts.original.span.end),
            Span::new(b.span.start, facts.rewrite.span.end),
        )
    })
}

/// *capped at 30*, *at least 30*: one of the limits at least is a verb's.
fn limited(context: &Context, facts: Pair<&Fact>) -> Option<Pair<Span>> {
    if facts.original.bound.is_some() && facts.rewrite.bound.is_some() {
        return None;
    }
    let limit = |side: Side| limit(context, side, facts[side]);
    let (a, b) = (limit(Side::Original)?, limit(Side::Rewrite)?);
    (a.0.is_lower() != b.0.is_lower()).then(|| Pair::new(a.1, b.1))
}

/// The limit on a fact, its own or that of a verb beside it, with the place of both.
pub(in crate::compare) fn limit(context: &Context, side: Side, fact: &Fact) -> Option<(Bound, Span)> {
    if let Some(bound) = fact.bound {
        return Some((bound, fact.span));
    }
    let frames = &context.language.grammar.frames;
    let document = &context.documents[side];
    let range = document.segments[fact.segment].tokens.clone();
    let upto = &document.tokens[..range.end];
    let first = fact.tokens.0.saturating_sub(BEFORE).max(range.start);
    let before = (first..fact.tokens.0).rev().find_map(|at| {
        let (length, bound) = frames.limits.longest(&upto[..fact.tokens.0], at)?;
        let idle = |token: &Token| token.kind == TokenKind::Sign && !token.is(",") || !token.is_content();
        let between = &upto[at + length..fact.tokens.0];
        between.iter().all(idle).then(|| (*bound, Span::new(upto[at].span.start, fact.span.end)))
    });
    before.or_else(|| named(context, side, fact)).or_else(|| opening(context, side, fact)).or_else(|| {
        let end = range.end.min(fact.tokens.1 + BEHIND);
        let clause = (fact.tokens.1.min(end)..end).take_while(|&at| upto[at].kind != TokenKind::Sign);
        clause.into_iter().find_map(|at| {
            let (length, bound) = frames.limits_behind.longest(upto, at)?;
            Some((*bound, Span::new(fact.span.start, upto[at + length - 1].span.end)))
        })
    })
}

/// *the ceiling for grants is 3,000 euros*: a noun for a limit in the clause, and a verb right before the figure.
fn named(context: &Context, side: Side, fact: &Fact) -> Option<(Bound, Span)> {
    let document = &context.documents[side];
    let begin = document.segments[fact.segment].tokens.start;
    let before = &document.tokens[..fact.tokens.0];
    let verb = before.last().filter(|token| token.class.has(Class::AUXILIARY))?;
    let mut clause =
        (begin..before.len()).rev().take_while(|&at| before[at].kind != TokenKind::Sign).take(2 * BEFORE);
    clause.find_map(|at| {
        let (_, bound) = context.language.grammar.frames.limits_named.longest(before, at)?;
        Some((*bound, Span::new(verb.span.start, fact.span.end)))
    })
}

/// *rooms from 80 euros*: a price from which others go up, where nothing rises or falls and no end is told.
fn opening(context: &Context, side: Side, fact: &Fact) -> Option<(Bound, Span)> {
    let data = context.language.number_data.as_ref().filter(|_| fact.kind == Kind::Money)?;
    let document = &context.documents[side];
    let range = document.segments[fact.segment].tokens.clone();
    let from = document.tokens[range.start..fact.tokens.0].last().filter(|t| data.from.contains(&t.norm))?;
    let turns =
        |token: &Token| data.reaching.contains(&token.norm) || reckoned::trend(context, token).is_some();
    let idle = !document.tokens[range].iter().any(turns);
    idle.then(|| (Bound::AtLeast, Span::new(from.span.start, fact.span.end)))
}

/// *pushed back by two years*, *brought forward by two years*.
fn moved(context: &Context, facts: Pair<&Fact>) -> Option<Pair<Span>> {
    let phrases = &context.language.grammar.frames.moves;
    opposed(context, facts, phrases)
}

/// *cut 100 of the 500 jobs*, *keep 100 of the 500 jobs*.
fn parted(context: &Context, facts: Pair<&Fact>) -> Option<Pair<Span>> {
    let wholes = Side::BOTH.into_iter().any(|side| is_whole(context, side, facts[side]));
    if wholes { None } else { opposed(context, facts, &context.language.grammar.frames.keeping) }
}

/// *500* in *100 of its 500*: a smaller number stands before it, small words between.
fn is_whole(context: &Context, side: Side, fact: &Fact) -> bool {
    /// Tokens between.
    const NEAR: usize = 3;
    let tokens = &context.documents[side].tokens;
    let (Some((whole, _)), of) = (amount_of(fact), &context.facts_of[side][fact.segment]) else {
        return false;
    };
    of.iter().map(|&part| context.fact(side, part)).any(|part| {
        let apart = fact.tokens.0.checked_sub(part.tokens.1);
        apart.is_some_and(|apart| (1..=NEAR).contains(&apart))
            && amount_of(part).is_some_and(|(part, _)| part < whole)
            && !tokens[part.tokens.1..fact.tokens.0]
                .iter()
                .any(|t| t.is_content() || t.kind == TokenKind::Sign)
    })
}

/// *a third as much*, *less by a third*: what remains on the one side, and what goes on the other. Of a half both are the same.
fn shrunk(context: &Context, facts: Pair<&Fact>) -> Option<Pair<Span>> {
    let part = share::of_one(facts.original)?;
    let half = part.checked_add(&part).is_some_and(|twice| twice == Amount::from(1));
    let remains = |side: Side| remains(context, side, facts[side]);
    let goes = |side: Side| goes(context, side, facts[side]);
    let (o, r) = (Side::Original, Side::Rewrite);
    if half {
        return None;
    }
    match (remains(o), goes(r), goes(o), remains(r)) {
        (Some(a), Some(b), ..) | (_, _, Some(a), Some(b)) => Some(Pair::new(a, b)),
        _ => None,
    }
}

/// *a third as much*: the place of what something is of another.
pub(super) fn remains(context: &Context, side: Side, fact: &Fact) -> Option<Span> {
    let document = &context.documents[side];
    let upto = &document.tokens[..document.segments[fact.segment].tokens.end];
    let phrases = &context.language.grammar.frames.comparing;
    let (length, ()) = phrases.longest(upto, fact.tokens.1)?;
    Some(Span::new(fact.span.start, upto[fact.tokens.1 + length - 1].span.end))
}

/// *fell by two-thirds*, *two-thirds lower*: the place of what something lost.
pub(super) fn goes(context: &Context, side: Side, fact: &Fact) -> Option<Span> {
    /// Words before the fact.
    const NEAR: usize = 2;
    let data = context.language.number_data.as_ref()?;
    let document = &context.documents[side];
    let segment = document.segments[fact.segment].tokens.clone();
    // *two-thirds lower*
    let lower = document.tokens[..segment.end].get(fact.tokens.1);
    if let Some(lower) = lower.filter(|token| reckoned::trend(context, token) == Some(false)) {
        return Some(Span::new(fact.span.start, lower.span.end));
    }
    let range = segment.start..fact.tokens.0;
    let by = document.tokens[range].iter().rev().take(NEAR).find(|t| data.differing.contains(&t.norm))?;
    let falls = reckoned::direction(context, side, fact) == Some(false);
    falls.then(|| Span::new(by.span.start, fact.span.end))
}

/// Of two parts of a whole the one is kept and the other goes.
pub(super) fn are_complements(context: &Context, facts: Pair<&Fact>) -> bool {
    parted(context, facts).is_some()
}

/// Near the one fact stands a phrase of the one sense, near the other one of the other, and no other in their clauses; neither
/// side denies more than the other.
fn opposed(context: &Context, facts: Pair<&Fact>, phrases: &Phrases<bool>) -> Option<Pair<Span>> {
    let near = |side: Side| sense(context, side, facts[side], phrases);
    let (a, b) = (near(Side::Original)?, near(Side::Rewrite)?);
    let denied = |side: Side| denials(context, side, facts[side].segment);
    (a.0 != b.0 && denied(Side::Original) == denied(Side::Rewrite)).then(|| Pair::new(a.1, b.1))
}

/// The sense of the phrases in a fact's clause, where all say the same and one is near, with the place of that one and the fact.
fn sense(context: &Context, side: Side, fact: &Fact, phrases: &Phrases<bool>) -> Option<(bool, Span)> {
    let document = &context.documents[side];
    let range = document.segments[fact.segment].tokens.clone();
    let upto = &document.tokens[..range.end];
    // A cheap first look.
    let near =
        fact.tokens.0.saturating_sub(2 * BEFORE).max(range.start)..range.end.min(fact.tokens.1 + BEHIND + 1);
    if !near.clone().any(|at| phrases.longest(upto, at).is_some()) {
        return None;
    }
    let inside = |&at: &usize| upto[at].kind != TokenKind::Sign || upto[at].is("-");
    let first = (range.start..fact.tokens.0).rev().take_while(inside).last().unwrap_or(fact.tokens.0);
    let end = (fact.tokens.1..range.end).take_while(inside).last().map_or(fact.tokens.1, |at| at + 1);
    let found: Vec<_> = (first..end)
        .filter(|at| !(fact.tokens.0..fact.tokens.1).contains(at))
        .filter_map(|at| Some((at, phrases.longest(upto, at)?)))
        .collect();
    let sense = *found.first()?.1.1;
    let apart = |fact: &Fact, at: usize, length: usize| match fact.tokens.0.checked_sub(at + length) {
        Some(apart) => Some(apart).filter(|apart| *apart <= BEFORE),
        None => at.checked_sub(fact.tokens.1).filter(|apart| *apart <= BEHIND),
    };
    let nearer = |other: &Fact, at: usize, length: usize| {
        other.kind == fact.kind
            && !is_whole(context, side, other)
            && apart(other, at, length) < apart(fact, at, length)
            && apart(other, at, length).is_some()
    };
    let others = || context.facts_of[side][fact.segment].iter().map(|&other| context.fact(side, other));
    let close = found.iter().find(|(at, (length, _))| {
        apart(fact, *at, *length).is_some() && !others().any(|other| nearer(other, *at, *length))
    });
    let (at, (length, _)) = close.filter(|_| found.iter().all(|(_, (_, other))| **other == sense))?;
    let (from, to) = (upto[*at].span, upto[at + length - 1].span);
    Some((sense, Span::new(from.start.min(fact.span.start), to.end.max(fact.span.end))))
}

/// How many words of a segment deny.
fn denials(context: &Context, side: Side, segment: usize) -> usize {
    const DENIES: Class = Class(Class::NEGATION.0 | Class::WEAK_NEGATION.0);
    let excepts = |token: &Token| {
        context.language.number_data.as_ref().is_some_and(|d| d.excepts.contains(&token.norm))
    };
    let parts = |token: &Token| context.language.grammar.frames.keeping.begin_with(&token.norm);
    let denies = |token: &&Token| token.class.any(DENIES) && !excepts(token) && !parts(token);
    context.documents[side].segment_tokens(segment).iter().filter(denies).count()
}

/// *22 members voted*, *all but 22 members voted*: what is told of these on the one side is told of the others on the other.
fn excepted(context: &Context, facts: Pair<&Fact>) -> Option<Pair<Span>> {
    let starts = Pair::from_fn(|side| except_phrase(context, side, facts[side]));
    let side = match (starts.original, starts.rewrite) {
        (Some(_), None) => Side::Original,
        (None, Some(_)) => Side::Rewrite,
        _ => return None,
    };
    let (fact, other) = (facts[side], facts[side.other()]);
    let data = context.language.number_data.as_ref()?;
    let there = context.documents[side.other()].segment_tokens(other.segment);
    let told_of_rest = there.iter().any(|token| data.rests.contains(&token.norm));
    if told_of_rest
        || denials(context, side, fact.segment) != denials(context, side.other(), other.segment)
        || !says_the_same(context, side, fact, there)
    {
        return None;
    }
    let start = context.documents[side].tokens[starts[side]?].span.start;
    let mut spans = facts.map(|fact| fact.span);
    spans[side] = Span::new(start, fact.span.end);
    Some(spans)
}

/// The other segment has the words of content of the clause around a fact, but for figures, names and what is counted.
fn says_the_same(context: &Context, side: Side, fact: &Fact, there: &[Token]) -> bool {
    /// Of so many words one may be missing.
    const ONE_IN: usize = 4;
    let document = &context.documents[side];
    let range = document.segments[fact.segment].tokens.clone();
    let inside = |token: &&Token| token.kind != TokenKind::Sign || token.is("-");
    let before = document.tokens[range.start..fact.tokens.0].iter().rev().take_while(inside);
    let behind = document.tokens[fact.tokens.1.min(range.end)..range.end].iter().take_while(inside);
    let told = |token: &&Token| {
        token.kind == TokenKind::Word
            && token.is_content()
            && !token.class.has(Class::NUMBER)
            && fact.counted.as_ref().is_none_or(|counted| token.stem != *counted)
            && (!token.is_capital() || context.language.grammar.names.nouns_are_capitalised)
            && !context.language.universals.contains(&token.norm)
    };
    let words: Vec<&Token> = before.chain(behind).filter(told).collect();
    let same = |word: &&&Token| {
        there.iter().any(|other| {
            other.stem_key == word.stem_key
                || other.is_content()
                    && other.meaning(context.language).is_near(word.meaning(context.language))
        })
    };
    let found = words.iter().filter(same).count();
    found > 0 && (words.len() - found) * ONE_IN <= words.len()
}

/// *all but five*, *everyone except 22*: the token at which it begins, where a fact is what is taken out.
fn except_phrase(context: &Context, side: Side, fact: &Fact) -> Option<usize> {
    /// Tokens between *but* and the figure, and between *all* and *but*.
    const BETWEEN: usize = 2;
    const WHOLE: usize = 6;
    let data = context.language.number_data.as_ref()?;
    let document = &context.documents[side];
    let begin = document.segments[fact.segment].tokens.start;
    let tokens = &document.tokens;
    let near = fact.tokens.0.saturating_sub(BETWEEN).max(begin)..fact.tokens.0;
    let except = near.rev().find(|&at| data.excepts.contains(&tokens[at].norm))?;
    let clause = (except.saturating_sub(WHOLE).max(begin)..except).rev();
    let mut clause = clause.take_while(|&at| tokens[at].kind != TokenKind::Sign);
    clause.find(|&at| context.language.universals.contains(&tokens[at].norm))
}

/// Numbers of a segment that are taken out of all: *all but five*.
pub(in crate::compare) fn exceptions<'a>(
    context: &'a Context,
    side: Side,
    segment: usize,
) -> impl Iterator<Item = &'a Fact> {
    let facts = context.facts_of[side][segment].iter().map(move |&fact| context.fact(side, fact));
    facts.filter(move |fact| fact.kind == Kind::Number && except_phrase(context, side, fact).is_some())
}
