//! Names that explain another one beside them: in brackets, as what an acronym stands for, or as the country of a place.

use super::Mention;
use super::mentioned::mentioned;
use crate::compare::Context;
use crate::fact::{Fact, Kind, Value};
use crate::pair::Side;
use crate::token::{Case, Class, Token};

/// The name stands in brackets right behind another one: the same in another language, or its short form.
pub(super) fn is_gloss(context: &Context, side: Side, name: &Fact) -> bool {
    /// Words that a gloss may go on with behind the name.
    const TAIL: usize = 2;
    let document = &context.documents[side];
    let segment = document.segments[name.segment].tokens.clone();
    let (before, behind) = (&document.tokens[segment.start..name.tokens.0], name.tokens.1..segment.end);
    let opened = matches!(before, [.., named, bracket] if bracket.is("(") && named.is_capital());
    opened && behind.take(TAIL + 1).any(|at| document.tokens[at].is(")"))
}

/// A name of the rewrite is part of the long form of an acronym that stands in brackets behind it, and that the original has.
pub(super) fn spelt_out(context: &Context, name: &Fact) -> bool {
    /// A long form has no more words than this.
    const LONGEST: usize = 8;
    let document = &context.documents.rewrite;
    let segment = document.segments[name.segment].tokens.clone();
    let tokens = &document.tokens[segment.clone()];
    let from = name.tokens.0.saturating_sub(segment.start);
    let Some(open) = (from..tokens.len().min(from + LONGEST)).find(|&at| tokens[at].is("(")) else {
        return false;
    };
    let [_, acronym, close, ..] = &tokens[open..] else { return false };
    if acronym.case != Case::Upper || !close.is(")") || !mentioned(context, Side::Original, &acronym.norm) {
        return false;
    }
    let skipped = |token: &Token| token.class.has(Class::UNLETTERED);
    let initials =
        || tokens[..open].iter().rev().filter(|token| !skipped(token)).map(|t| t.norm.chars().next());
    acronym.norm.chars().rev().map(Some).eq(initials().take(acronym.norm.chars().count()))
}

/// A place of the rewrite stands behind a comma and another name of the original's, which it says more of: *Tulsa, USA*.
pub(super) fn in_apposition(context: &Context, name: &Mention) -> bool {
    let document = &context.documents.rewrite;
    let fact = context.fact(Side::Rewrite, name.fact);
    let Some(comma) = fact.tokens.0.checked_sub(1).filter(|&at| document.tokens[at].is(",")) else {
        return false;
    };
    let segment = &document.segments[fact.segment];
    let closed = document.tokens[..segment.tokens.end]
        .get(fact.tokens.1)
        .is_none_or(|next| [",", ".", ";", ":", ")"].iter().any(|sign| next.is(sign)));
    let known = |other: &Fact| match other.readings.first() {
        Some(Value::Name { words, .. }) => {
            other.tokens.1 == comma && words.iter().all(|word| mentioned(context, Side::Original, word))
        }
        _ => false,
    };
    let mut names =
        context.facts_of.rewrite[fact.segment].iter().map(|&other| context.fact(Side::Rewrite, other));
    name.place.is_some() && closed && names.any(|other| other.kind == Kind::Name && known(other))
}
