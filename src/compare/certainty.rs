//! Certainty of one link: hedges lost or added, plans that became deeds, allegations that read as proven, steps of a legal
//! case.

mod assured;
mod claimed;
mod other;
mod retold;

use self::other::{NEAR, Other};
use super::{Cause, Change, Context, Relation};
use crate::align::Link;
use crate::fact::{Kind, Step, Value};
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::token::{Class, Token, TokenKind};

/// More facts of certainty than this in a link are not paired by their scope.
const MOST: usize = 40;
/// The highest step of a legal case before a verdict.
const BEFORE_VERDICT: u8 = 5;

/// A fact of certainty, read.
#[derive(Clone, Copy)]
struct One<'a> {
    fact: usize,
    step: Step,
    scope: Option<&'a str>,
}

impl One<'_> {
    /// The token that the phrase is said of.
    fn scope_at(self, context: &Context, side: Side) -> Option<usize> {
        let fact = context.fact(side, self.fact);
        let document = &context.documents[side];
        let mut behind = fact.tokens.1..document.segments[fact.segment].tokens.end;
        behind.find(|&at| Some(document.tokens[at].stem.as_str()) == self.scope)
    }
}

/// Compares the facts of certainty of a full link.
pub(super) fn compare(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    compare_facts(context, index, link, changes);
    assured::compare(context, index, link, changes);
    claimed::compare(context, index, link, changes);
}

fn compare_facts(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    let mut rest = Pair::from_fn(|side| read(context, side, link));
    if rest.original.is_empty() && rest.rewrite.is_empty() {
        return;
    }
    let legal = rest.as_ref().map(|list| list.iter().copied().filter_map(level).collect::<Vec<_>>());
    let alleged = rest.as_ref().map(|list| list.iter().any(|one| accuses(one.step)));
    let case = legal_case(context, &legal, &rest);
    if let Some((one, other, cause)) = case {
        let facts = Pair::new(Some(one.fact), Some(other.fact));
        let mut change = context.change(index, Relation::Altered, facts);
        change.causes = vec![cause];
        changes.push(change);
        rest.original.retain(|o| o.fact != one.fact);
        rest.rewrite.retain(|r| r.fact != other.fact);
    }
    pair_up(context, index, &mut rest, changes);
    for side in Side::BOTH {
        if rest[side].is_empty() {
            continue;
        }
        let other = Other::new(context, side, link, alleged[side.other()]);
        for one in &rest[side] {
            changes.push(single(context, index, link, side, *one, &other));
        }
    }
}

/// Pairs phrases that say much the same of one word, then those that say the same at all, then the rest.
fn pair_up(context: &Context, index: usize, rest: &mut Pair<Vec<One>>, changes: &mut Vec<Change>) {
    let tests: [fn(&One, &One) -> bool; 4] = [
        |o, r| o.scope.is_some() && o.scope == r.scope && alike(o.step, r.step),
        |o, r| alike(o.step, r.step),
        |o, r| o.scope.is_some() && o.scope == r.scope,
        |_, _| true,
    ];
    let paired = tests.into_iter().skip(if rest.original.len() + rest.rewrite.len() > MOST { 3 } else { 0 });
    for test in paired {
        rest.original.retain(|o| {
            let Some(at) = rest.rewrite.iter().position(|r| test(o, r)) else { return true };
            let r = rest.rewrite.remove(at);
            let mut change = context.change(index, Relation::Kept, Pair::new(Some(o.fact), Some(r.fact)));
            if o.scope == r.scope
                && matches!(
                    (o.step, r.step),
                    (Step::Possible, Step::Probable) | (Step::Probable, Step::Possible)
                )
            {
                change.relation = Relation::Altered;
                change.causes = vec![Cause::Certainty];
                change.confidence = Confidence::Low;
            }
            changes.push(change);
            false
        });
    }
}

fn read<'a>(context: &Context<'a>, side: Side, link: &Link) -> Vec<One<'a>> {
    let facts = context.facts(side, link, |fact| fact.kind == Kind::Certainty);
    let one = |fact: usize| match &context.fact(side, fact).readings[0] {
        Value::Certainty { step, scope, .. } => Some(One { fact, step: *step, scope: scope.as_deref() }),
        _ => None,
    };
    facts.into_iter().filter_map(one).collect()
}

fn level(one: One) -> Option<(u8, One)> {
    match one.step {
        Step::Legal(level) => Some((level, one)),
        _ => None,
    }
}

const fn accuses(step: Step) -> bool {
    matches!(step, Step::Alleged | Step::Legal(_))
}

/// Two phrases that say much the same.
fn alike(a: Step, b: Step) -> bool {
    let group = |step: Step| match step {
        Step::Possible | Step::Able => 0,
        Step::Probable => 1,
        Step::Reported => 2,
        Step::Planned => 3,
        Step::Alleged => 4,
        Step::Legal(level) => 4 + level,
    };
    group(a) == group(b)
}

/// The two facts by which a legal case went up or down, where the link says so and the rest of the other text does not.
fn legal_case<'a>(
    context: &Context,
    legal: &Pair<Vec<(u8, One<'a>)>>,
    rest: &Pair<Vec<One<'a>>>,
) -> Option<(One<'a>, One<'a>, Cause)> {
    let highest = |side: Side| legal[side].iter().max_by_key(|(level, _)| *level).copied();
    let known =
        |side: Side, step: u8| context.legal[side] & 1_u8.checked_shl(u32::from(step)).unwrap_or(0) != 0;
    let alleged = |side: Side| rest[side].iter().find(|one| one.step == Step::Alleged).copied();
    // An accusation stands below every verdict.
    let ((before, original), (step, rewrite)) = match (highest(Side::Original), highest(Side::Rewrite)) {
        (Some(original), Some(rewrite)) => (original, rewrite),
        (None, Some(rewrite)) if rewrite.0 > BEFORE_VERDICT => ((0, alleged(Side::Original)?), rewrite),
        (Some(original), None) if original.0 > BEFORE_VERDICT => (original, (0, alleged(Side::Rewrite)?)),
        _ => return None,
    };
    if step > before && !known(Side::Original, step) {
        return Some((original, rewrite, Cause::Raised));
    }
    let lowered = step < before
        && !known(Side::Rewrite, before)
        && !legal.original.iter().any(|(level, _)| *level == step);
    lowered.then_some((original, rewrite, Cause::Lowered))
}

/// A phrase of one side that nothing of the other faces.
fn single(context: &Context, index: usize, link: &Link, side: Side, one: One, other: &Other) -> Change {
    let mut pair = Pair::new(None, None);
    pair[side] = Some(one.fact);
    let relation = if side == Side::Original { Relation::Dropped } else { Relation::Added };
    let mut change = context.change(index, Relation::Kept, pair);
    if one.scope.is_none() {
        return change;
    }
    let Some((at, before)) = other.place(context, side, one) else {
        match retold::find(context, link, side, one, other) {
            Some((_, Some(verb))) => tell_done(&mut change, side, verb),
            Some((cause, None)) => {
                change.relation = relation;
                change.causes = vec![cause];
                change.confidence = Confidence::Medium;
            }
            None => {}
        }
        return change;
    };
    let last = context.language.stance.verbs_last;
    let clause = || clause(&other.tokens, at);
    let open = || last && clause().any(|token| token.class.has(Class::UNDONE));
    let (sure, undone) = (before.has(Class::SURE), before.has(Class::UNDONE) || open());
    let here = scope_of(context, side, one);
    if before.has(Class::NEGATION) != here.is_some_and(|(_, negated)| negated) {
        return change;
    }
    // What is done may be told anywhere in the clause, where words for that are listed.
    let past = |token: &&&Token| context.language.stance.past.contains(&token.norm);
    let told_as_done = || side == Side::Original && clause().any(|token| past(&token));
    let done = !undone && (context.language.is_past(&other.tokens[at].norm) || told_as_done());
    let soft = other.soft;
    let asked = other.tokens.last().is_some_and(|token| token.is("?"));
    let hedged = other.all.has(Class::SOFT) || asked || side == Side::Rewrite && !other.close;
    let told = other.is_said(context, side.other(), link, at);
    let accused = other.accused
        || told
        || soft
        || other.has(&[Class::SOFT_LEGAL])
        || repeats(context, side, one, other);
    let was_past = here.is_some_and(|(past, _)| past) || was_done(context, side, one);
    let (cause, confidence) = match one.step {
        Step::Possible | Step::Able if sure && !soft => (Cause::Certainty, Confidence::High),
        Step::Possible if !hedged && !undone => (Cause::Certainty, Confidence::High),
        Step::Probable | Step::Planned if done && !hedged && !was_past => (Cause::Stage, Confidence::High),
        Step::Probable if done && !hedged => (Cause::Certainty, Confidence::High),
        Step::Probable if sure && !soft => {
            (Cause::Certainty, if hedged { Confidence::Low } else { Confidence::Medium })
        }
        Step::Reported if !hedged && !told && !undone => (Cause::Certainty, Confidence::High),
        Step::Alleged | Step::Legal(2 | 4 | 5) if !accused && !undone => {
            (Cause::Allegation, Confidence::High)
        }
        _ => {
            if let Some(verb) = retold::done_anew(context, side, one, other) {
                tell_done(&mut change, side, verb);
            }
            return change;
        }
    };
    change.relation = if cause == Cause::Stage || sure { Relation::Altered } else { relation };
    change.causes = vec![cause];
    change.confidence = confidence;
    if change.relation == Relation::Altered {
        let before = other.tokens[..at].iter().rev().take(NEAR).find(|t| t.class.has(Class::SURE));
        change.places[side.other()] = Place::Here(before.unwrap_or(&other.tokens[at]).span);
    }
    let person = side == Side::Original && near_person(context, link);
    if cause == Cause::Allegation && !person {
        impersonal(&mut change, side, one.step);
    }
    change
}

fn tell_done(change: &mut Change, side: Side, verb: &Token) {
    change.relation = Relation::Altered;
    change.causes = vec![Cause::Stage];
    change.confidence = Confidence::Medium;
    change.places[side.other()] = Place::Here(verb.span);
}

/// An allegation that is no person's is a hedge; one that the rewrite adds is hardly a fault.
fn impersonal(change: &mut Change, side: Side, step: Step) {
    if step != Step::Alleged {
        change.relation = Relation::Kept;
        change.causes = Vec::new();
        return;
    }
    change.causes = vec![Cause::Certainty];
    change.confidence = if side == Side::Rewrite { Confidence::Low } else { Confidence::Medium };
}

/// A content word of the phrase stands on the other side too.
fn repeats(context: &Context, side: Side, one: One, other: &Other) -> bool {
    let (from, to) = context.fact(side, one.fact).tokens;
    let phrase = &context.documents[side].tokens[from..to];
    let same = |token: &Token| phrase.iter().any(|word| word.is_content() && word.stem == token.stem);
    other.tokens.iter().any(|token| same(token))
}

/// Whether the word that the phrase is said of stands in the past already, and whether it is negated.
fn scope_of(context: &Context, side: Side, one: One) -> Option<(bool, bool)> {
    let tokens = &context.documents[side].tokens;
    let (from, at) = (context.fact(side, one.fact).tokens.1, one.scope_at(context, side)?);
    let negated = tokens[from..at].iter().any(|token| token.class.has(Class::NEGATION));
    Some((context.language.is_past(&tokens[at].norm), negated))
}

/// The words of the clause that a word stands in.
fn clause<'t, 'a>(tokens: &'t [&'a Token], at: usize) -> impl Iterator<Item = &'t &'a Token> {
    let inside = |token: &&&Token| token.kind != TokenKind::Sign || token.is("-");
    tokens[..at].iter().rev().take_while(inside).chain(tokens[at..].iter().take_while(inside))
}

/// The clause of a phrase tells something as done, but for the phrase itself.
fn was_done(context: &Context, side: Side, one: One) -> bool {
    let fact = context.fact(side, one.fact);
    let document = &context.documents[side];
    let segment = document.segments[fact.segment].tokens.clone();
    let tokens: Vec<&Token> = document.tokens[segment.clone()].iter().collect();
    let (from, to) = (fact.tokens.0 - segment.start, fact.tokens.1 - segment.start);
    let phrase = &tokens[from..to];
    clause(&tokens, from).any(|token| {
        context.language.stance.past.contains(&token.norm)
            && !phrase.iter().any(|word| word.span == token.span)
    })
}

/// The original's side of a link names a person.
pub(super) fn near_person(context: &Context, link: &Link) -> bool {
    let named = link.segments.original.iter().any(|&segment| {
        let facts = &context.facts_of.original[segment];
        facts.iter().any(|&fact| context.fact(Side::Original, fact).kind == Kind::Name)
    });
    named || context.tokens(Side::Original, link).any(|token| token.class.has(Class::PERSON))
}
