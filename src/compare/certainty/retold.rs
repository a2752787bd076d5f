//! What one side holds possible, planned or alleged, and the other tells in other words as a fact.

use super::other::{Other, SAID, is_month};
use super::{Context, One, near_person, repeats, scope_of};
use crate::align::Link;
use crate::compare::Cause;
use crate::fact::Step;
use crate::language::Syntax;
use crate::pair::Side;
use crate::token::{Class, Token, TokenKind};

/// What became of a phrase of which the other side has not even the word that it is said of, and the verb that says so.
pub(super) fn find<'a>(
    context: &Context,
    link: &Link,
    side: Side,
    one: One,
    other: &Other<'a>,
) -> Option<(Cause, Option<&'a Token>)> {
    if is_told_anew(context, link, side, one, other) {
        Some((Cause::Allegation, None))
    } else if let Some(verb) = done_anew(context, side, one, other) {
        Some((Cause::Stage, Some(verb)))
    } else {
        is_lost(context, side, one, other).then_some((Cause::Certainty, None))
    }
}

/// The words of a phrase's clause behind it.
fn behind<'a>(context: &Context<'a>, side: Side, one: One) -> impl Iterator<Item = &'a Token> {
    let fact = context.fact(side, one.fact);
    let document = &context.documents[side];
    let end = document.segments[fact.segment].tokens.end;
    let inside = |token: &&Token| token.kind != TokenKind::Sign || token.is("-");
    document.tokens[fact.tokens.1..end].iter().take_while(inside)
}

/// The same word in any form, or one of nearly its meaning.
fn says(context: &Context, a: &Token, b: &Token) -> bool {
    let near = || a.meaning(context.language).is_near(b.meaning(context.language));
    a.stem_key == b.stem_key || a.is_content() && b.is_content() && near()
}

/// The verb by which a clause of the rewrite tells a plan as done in other words, with nothing in it that says otherwise:
/// *agreed to meet local traders in May*, *held a meeting with local traders in May*.
pub(super) fn done_anew<'a>(context: &Context, side: Side, one: One, other: &Other<'a>) -> Option<&'a Token> {
    let past = scope_of(context, side, one).is_some_and(|(past, negated)| past || negated);
    if one.step != Step::Planned || side == Side::Rewrite || past || repeats(context, side, one, other) {
        return None;
    }
    let language = context.language;
    let fact = context.fact(side, one.fact);
    let telling = |token: &&Token| token.is_content() || token.kind == TokenKind::Figure;
    let plan: Vec<&Token> = behind(context, side, one).filter(telling).collect();
    let cues =
        || context.documents[side].tokens[fact.tokens.0..fact.tokens.1].iter().filter(|cue| cue.is_content());
    let meant = |token: &Token| {
        token.is_content()
            && (language.stance.plans.contains(&token.stem)
                || cues().any(|cue| cue.meaning(language).is_near(token.meaning(language))))
    };
    let open = [Class::SOFT, Class::SURE, Class::NEGATION, Class::WEAK_NEGATION];
    // *moved to Norway*, not *vowed to move*
    let leads = |next: &&&Token| {
        next.is_capital() || next.syntax.any(Syntax::DETERMINER) || next.kind == TokenKind::Figure
    };
    let is_open = |clause: &[&Token], at: usize| {
        let token = clause[at];
        let undone = token.class.has(Class::UNDONE) && clause.get(at + 1).filter(leads).is_none();
        !is_month(token) && (undone || open.iter().any(|class| token.class.has(*class))) || meant(token)
    };
    let same = |token: &&&Token| plan.iter().any(|own| says(context, own, token));
    let of_plan = |clause: &[&Token]| {
        let shared = clause.iter().filter(|token| telling(token)).filter(same).count();
        shared > 1 && shared * 2 >= plan.len() && !(0..clause.len()).any(|at| is_open(clause, at))
    };
    let done = |token: &&Token| {
        let verb = token.is_content() && !token.is_capital() && language.is_past(&token.norm);
        verb && !token.class.has(Class::SPEECH) || language.connectives.is_perfect(&token.norm)
    };
    let mut clauses = other.tokens.split(|token| token.kind == TokenKind::Sign && !token.is("-"));
    // What leads somewhere is told as done where the verb itself is.
    let first = plan.first().copied();
    let verb = |clause: &[&Token]| {
        let of_plan = |token: &&&Token| first.is_some_and(|own| says(context, own, token));
        clause.iter().filter(|token| done(token)).any(|token| of_plan(&token))
    };
    let plain =
        |clause: &[&Token]| !clause.iter().any(|token| token.class.has(Class::UNDONE)) || verb(clause);
    clauses.find(|clause| of_plan(clause) && plain(clause))?.iter().copied().find(done)
}

/// What was alleged of a person is told in other words as done: *allegedly transferred*, *moved*.
fn is_told_anew(context: &Context, link: &Link, side: Side, one: One, other: &Other) -> bool {
    let stance = [Class::SOFT, Class::SPEECH, Class::ACCORDING, Class::REPORTING, Class::SOFT_LEGAL];
    let answered = other.accused
        || other.has(&stance)
        || other.has(&[Class::UNDONE, Class::NEGATION])
        || repeats(context, side, one, other);
    let done = scope_of(context, side, one).is_some_and(|(past, negated)| past && !negated);
    let told = || other.tokens.iter().any(|token| context.language.is_past(&token.norm));
    matches!(one.step, Step::Alleged | Step::Legal(2 | 4 | 5))
        && side == Side::Original
        && other.close
        && !answered
        && done
        && told()
        && near_person(context, link)
}

/// What was held possible or reported is told in other words, and no word of the other side is a hedge of any sort: *may have
/// gained access*, *accessed*.
fn is_lost(context: &Context, side: Side, one: One, other: &Other) -> bool {
    let open = match one.step {
        Step::Possible | Step::Probable => false,
        Step::Reported => other.has(&SAID),
        _ => true,
    };
    let asked = other.tokens.last().is_some_and(|token| token.is("?"));
    let denies = |class: Class| class.any(Class(Class::NEGATION.0 | Class::WEAK_NEGATION.0));
    let turned = other.all.has(Class::NEGATION) && !denies(other.own)
        || other.own.has(Class::NEGATION) && !denies(other.all);
    if side == Side::Rewrite || open || asked || turned || other.all.has(Class::SOFT) {
        return false;
    }
    let clause: Vec<&Token> = behind(context, side, one).filter(|token| token.is_content()).collect();
    let told = |word: &&&Token| other.tokens.iter().any(|token| says(context, word, token));
    let shared = clause.iter().filter(told).count();
    shared > 0 && shared * 3 >= clause.len()
}
