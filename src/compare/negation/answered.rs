//! What says the same as a negation without being one: *until* for *not before*, *only if* for *not unless*, *the strongest* for
//! *nothing stronger*, a second negation that cancels it.

use super::{CLAUSE, NEAR, One, SUPPOSED, Scope, around, contrary, excepting, is_weak, refused};
use crate::align::Link;
use crate::compare::Context;
use crate::compare::numeric::framed::{exceptions, limit};
use crate::fact::Fact;
use crate::language::{Joint, Part};
use crate::pair::Side;
use crate::token::{Class, Token, TokenKind};

/// Something on the other side says the same, by how the negated word stands there and how many words there may answer.
pub(super) fn is_answered(
    context: &Context,
    side: Side,
    link: &Link,
    one: &One,
    (there, answers): (Scope, usize),
) -> bool {
    let circumstance = context.language.circumstances.iter().any(|cue| cue == one.cue);
    let weak = || one.scope.is_some_and(|scope| context.language.class_of(scope).has(Class::WEAK_NEGATION));
    // *could not halt*, *was unable to stop*: what is denied denies as little as the word that stands for it.
    let double = || weak() && !(answers > 1 && has_like(context, side, link, one.scope));
    let said = match there {
        Scope::Answered => true,
        Scope::Absent => {
            circumstance
                || one.scope.is_some_and(|scope| context.language.limiting.iter().any(|word| word == scope))
                || side == Side::Rewrite && is_supposed(context, link, one)
                || is_limited(context, side, link, one)
                || (answers == 0) == double()
        }
        // *no water*, *the water was cut off*
        Scope::Affirmed if contrary::is_taken(context, side, link, one) => true,
        // *will be without her*, *she will miss it*; *without power*, *lost power*
        Scope::Affirmed if circumstance && (answers > 0 || deprives(context, side, link, one.scope)) => true,
        // *many refuse to go*, *many will not leave*
        Scope::Affirmed => side == Side::Rewrite && refused::refuses(context, link, one.scope),
    };
    said || is_excepted(context, side, link, one)
        || is_cancelled(context, side, link, one)
        || is_contrast(context, side, one)
        || is_litotes(context, side, link, one)
        || is_superlative(context, side, link, one)
        || contrary::is_contrary(context, side, link, one)
        || contrary::is_extreme(context, side, link, one)
        || contrary::is_vacant(context, side, link, one)
        || contrary::is_pending(context, side, link, one)
        || is_earliest(context, side, link, one)
        || excepting::is_sole(context, side, link, one)
        || excepting::is_left_out(context, side, link)
        || is_taken_out(context, side, link, one)
        || is_limit(context, side, link, one)
}

/// *groups that do not exceed 15 people*, *at most 15 people*; *no trucks of more than 10 tonnes*, *up to 10 tonnes*: the negation
/// makes a limit of a figure, and the other side has a limit on it, too.
fn is_limit(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    let negation = context.fact(side, one.fact);
    let behind = |fact: &&Fact| {
        fact.kind.is_numeric()
            && fact.tokens.0 >= negation.tokens.1
            && fact.tokens.0 - negation.tokens.1 <= CLAUSE
    };
    let own = context.facts_of[side][negation.segment].iter().map(|&fact| context.fact(side, fact));
    let there = || {
        let segments = link.segments[side.other()].iter();
        segments
            .flat_map(|&s| &context.facts_of[side.other()][s])
            .map(|&fact| context.fact(side.other(), fact))
    };
    own.filter(behind).any(|fact| {
        let Some((bound, span)) = limit(context, side, fact) else { return false };
        // The verb's limit has the negation in it; where the other one is turned round, the figure tells so.
        let within = span.contains(negation.span);
        there().filter(|other| other.readings == fact.readings).any(|other| {
            let told = limit(context, side.other(), other);
            told.is_some_and(|(other, _)| within || other.is_lower() != bound.is_lower())
        })
    })
}

/// *three were not saved* on this side, *all but three were saved* on the other.
fn is_taken_out(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    let own = context.facts_of[side][context.fact(side, one.fact).segment].iter();
    let own: Vec<_> = own.map(|&fact| context.fact(side, fact)).collect();
    let same =
        |fact: &Fact| own.iter().any(|other| other.kind == fact.kind && other.readings == fact.readings);
    let mut there = link.segments[side.other()].iter();
    there.any(|&segment| exceptions(context, side.other(), segment).any(same))
}

/// *not back before Monday* on this side, *closed until Monday* on the other.
fn is_limited(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    let limits = |token: &Token| context.language.limits.contains(&token.norm);
    let fact = context.fact(side, one.fact);
    let document = &context.documents[side];
    let end = document.segments[fact.segment].tokens.end;
    let clause = || document.tokens[fact.tokens.1..end].iter().take(CLAUSE);
    let Some(limit) = clause().find(|token| limits(token)) else { return false };
    // *will not begin to accept visitors before Monday*, *accepts visitors until Monday*: the verb is the same, and denied.
    let verb = |token: &Token| token.meaning(context.language).part() == Some(Part::Verb);
    let again = |token: &Token| {
        let mut same = context.tokens(side.other(), link).filter(|other| other.stem_key == token.stem_key);
        same.any(|other| verb(token) || verb(other))
    };
    let mut there = context.tokens(side.other(), link).filter(|token| limits(token)).peekable();
    there.peek().is_some()
        && there.all(|other| other.norm_key != limit.norm_key)
        && !clause().take_while(|token| !limits(token)).filter(|token| token.is_content()).any(again)
}

/// The other side has a verb of losing, which this one has not, right before the word that is missed here.
fn deprives(context: &Context, side: Side, link: &Link, scope: Option<&str>) -> bool {
    let there: Vec<&Token> = context.tokens(side.other(), link).collect();
    let here = |stem: u64| context.tokens(side, link).any(|token| token.stem_key == stem);
    let missed = |token: &&Token| Some(token.stem.as_str()) == scope;
    (0..there.len()).any(|at| {
        context.language.privatives.contains(&there[at].stem)
            && there[at + 1..].iter().take(NEAR).any(missed)
            && !here(there[at].stem_key)
    })
}

/// A negation with an exception in its clause on this side, *only if* on the other.
fn is_excepted(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    /// Tokens between *only* and its condition.
    const BETWEEN: usize = 2;
    let [exceptions, only] = &context.language.exceptions;
    let fact = context.fact(side, one.fact);
    let document = &context.documents[side];
    let behind = &document.tokens[fact.tokens.1..document.segments[fact.segment].tokens.end];
    let mut clause = behind.iter().take(2 * CLAUSE).skip_while(|token| !exceptions.contains(&token.norm));
    if clause.next().is_none() {
        return false;
    }
    let excepted = clause.find(|token| token.is_content());
    let limited = |side: Side| {
        let tokens: Vec<&Token> = context.tokens(side, link).collect();
        (0..tokens.len()).any(|at| {
            let mut near = tokens[at + 1..].iter().take(BETWEEN);
            let same = |token: &Token| excepted.is_some_and(|excepted| excepted.stem_key == token.stem_key);
            only.contains(&tokens[at].norm) && near.any(|token| token.class.has(Class::JOINT) || same(token))
        })
    };
    limited(side.other()) && !limited(side)
}

/// *not before Monday* on this side, *on Monday at the earliest* or *only on Monday* on the other, in a clause without *before*.
fn is_earliest(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    let language = context.language;
    let limits = |token: &&Token| language.limits.contains(&token.norm);
    let earliest = |token: &&Token| language.earliest.contains(&token.norm);
    // *will not dissolve, before it opens*: where verbs stand last, the limit may stand behind a comma.
    let behind = || {
        let document = &context.documents[side];
        let fact = context.fact(side, one.fact);
        let rest = &document.tokens[fact.tokens.1..document.segments[fact.segment].tokens.end];
        let mut rest = rest.iter().skip_while(|token| token.kind != TokenKind::Sign);
        language.stance.verbs_last
            && rest.next().is_some_and(|sign| sign.is(","))
            && rest.next().is_some_and(|token| limits(&token))
    };
    if language.earliest.is_empty() || !around(context, side, one).any(|token| limits(&token)) && !behind() {
        return false;
    }
    let there: Vec<&Token> = context.tokens(side.other(), link).collect();
    let mut clauses = there.split(|token| token.kind == TokenKind::Sign && !token.is("-"));
    let says = |clause: &[&Token]| clause.iter().any(earliest) && !clause.iter().any(limits);
    let says_so = clauses.any(says) && !context.tokens(side, link).any(|token| earliest(&token));
    says_so || is_waited_for(context, side, link, one, &there)
}

/// *cannot be told until May*, *must wait until May to tell*: the other side waits, which this one does not, and nothing that is
/// denied here is done there.
fn is_waited_for(context: &Context, side: Side, link: &Link, one: &One, there: &[&Token]) -> bool {
    /// A word this far before *wait* turns it.
    const TURNS: usize = 3;
    let here = |token: &Token| context.tokens(side, link).any(|own| own.stem_key == token.stem_key);
    let waits = |&at: &usize| {
        let turned = there[at.saturating_sub(TURNS)..at]
            .iter()
            .any(|token| token.class.has(Class::NEGATION) || token.class.has(Class::WEAK_NEGATION));
        context.language.stance.waiting.contains(&there[at].stem) && !here(there[at]) && !turned
    };
    let verb = |word: &&Token| word.meaning(context.language).parts.contains(&Part::Verb);
    let done = || {
        contrary::denied(context, side, one)
            .take(1)
            .filter(verb)
            .any(|word| there.iter().any(|other| contrary::is_like(context, word, other)))
    };
    (0..there.len()).any(|at| waits(&at)) && !done()
}

/// *nothing stronger* on this side, *the strongest* on the other.
fn is_superlative(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    let fact = context.fact(side, one.fact);
    let document = &context.documents[side];
    let end = document.segments[fact.segment].tokens.end;
    let stands = |word: &str| context.tokens(side.other(), link).any(|token| token.norm == word);
    let most = |norm: &str| {
        context.language.degrees.iter().any(|[more, most]| {
            match (more.strip_prefix('-'), most.strip_prefix('-')) {
                (Some(more), Some(most)) => norm
                    .strip_suffix(more)
                    .is_some_and(|base| base.len() > 2 && stands(&format!("{base}{most}"))),
                _ => norm == more && stands(most),
            }
        })
    };
    let clause = document.tokens[fact.tokens.1..end].iter().take(CLAUSE);
    clause.take_while(|token| token.kind != TokenKind::Sign || token.is("-")).any(|token| most(&token.norm))
}

/// *if the site is not working*: a negation of the rewrite inside a condition denies nothing by itself, unless the original
/// has a condition that it may turn.
fn is_supposed(context: &Context, link: &Link, one: &One) -> bool {
    let conditional = |tokens: &[Token], at: usize| {
        let joints = context.language.connectives.joints();
        let found = tokens[at].class.has(Class::JOINT).then(|| joints.longest(tokens, at)).flatten();
        found.is_some_and(|(_, joint)| *joint == Joint::Condition)
    };
    let fact = context.fact(Side::Rewrite, one.fact);
    let document = &context.documents.rewrite;
    let segment = &document.segments[fact.segment].tokens;
    let tokens = &document.tokens[..fact.tokens.0];
    let clause = (segment.start..fact.tokens.0).rev().take(SUPPOSED);
    let mut inside = clause.take_while(|&at| tokens[at].kind != TokenKind::Sign);
    inside.any(|at| conditional(tokens, at))
        && !link.segments.original.iter().any(|&s| {
            let tokens = context.documents.original.segment_tokens(s);
            (0..tokens.len()).any(|at| conditional(tokens, at))
        })
}

/// The other side has a weak negation that means nearly the same as the word that is negated here.
fn has_like(context: &Context, side: Side, link: &Link, scope: Option<&str>) -> bool {
    let Some(word) = context.tokens(side, link).find(|token| Some(token.stem.as_str()) == scope) else {
        return false;
    };
    let meaning = word.meaning(context.language);
    context
        .tokens(side.other(), link)
        .any(|token| is_weak(context, token) && token.meaning(context.language).is_near(meaning))
}

/// *nobody may enter without a permit*, *entering requires a permit*: two negations of one clause say the same as a word of
/// need that only the other side has, near to what would be wanting.
fn is_cancelled(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    /// Tokens from a word of need to what is needed.
    const REACH: usize = 6;
    let language = context.language;
    let is_circumstance = |norm: &str| language.circumstances.iter().any(|word| word == norm);
    let needs = |token: &Token| language.needs.contains(&token.stem) || language.needs.contains(&token.norm);
    let document = &context.documents[side];
    let segment = document.segments[context.fact(side, one.fact).segment].tokens.clone();
    let tokens = &document.tokens[segment];
    let Some(at) = tokens.iter().position(|token| is_circumstance(&token.norm)) else { return false };
    let own = around(context, side, one).filter(|token| token.class.has(Class::NEGATION));
    let wants_other = is_circumstance(one.cue);
    let both = own.into_iter().any(|token| is_circumstance(&token.norm) != wants_other);
    let wanting = tokens[at + 1..].iter().take(NEAR).find(|token| token.is_content());
    let there: Vec<&Token> = context.tokens(side.other(), link).collect();
    let Some(wanting) = wanting.filter(|_| both && !tokens.iter().any(needs)) else { return false };
    let meaning = wanting.meaning(language);
    let is_it = |token: &Token| {
        token.stem_key == wanting.stem_key || token.is_content() && token.meaning(language).is_near(meaning)
    };
    !there.iter().any(|token| token.class.has(Class::NEGATION))
        && (0..there.len()).filter(|&at| needs(there[at])).any(|at| {
            there[at.saturating_sub(REACH)..(at + REACH + 1).min(there.len())]
                .iter()
                .any(|token| is_it(token))
        })
}

/// *not far from the border*, *near the border*: the other side does not have the word that is denied here, or
/// one of its meaning.
fn is_litotes(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    let language = context.language;
    let Some(next) = context.documents[side].tokens.get(context.fact(side, one.fact).tokens.1) else {
        return false;
    };
    let says = |token: &Token| {
        token.stem_key == next.stem_key || token.meaning(language).is_near(next.meaning(language))
    };
    language.litotes.contains(&next.norm) && !context.tokens(side.other(), link).any(says)
}

/// *by 2.2 percent and not by 1.9*: the negation of the rewrite sets one figure against another.
fn is_contrast(context: &Context, side: Side, one: &One) -> bool {
    /// Small words between.
    const BETWEEN: usize = 2;
    if side == Side::Original {
        return false;
    }
    let fact = context.fact(side, one.fact);
    let document = &context.documents[side];
    let segment = &document.segments[fact.segment].tokens;
    let behind = document.tokens[fact.tokens.1..segment.end].iter().take(BETWEEN + 1);
    let mut figure = behind.skip_while(|token| token.kind == TokenKind::Word && !token.is_content());
    let joined = document.tokens[segment.start..fact.tokens.0].last();
    joined.is_some_and(|token| !token.is_content() && !token.class.has(Class::AUXILIARY))
        && figure.next().is_some_and(|token| token.kind == TokenKind::Figure)
}
