//! A name of the story in a passage that does not have it: the original has it a few times, far away and among other words.

use super::around::beside;
use super::facing::{Absent, one_person};
use super::mentioned::{Reach, is_credit, is_surname};
use super::{MANY, Mention, mention, same_core};
use crate::align::Link;
use crate::compare::{Cause, Change, Context, Relation};
use crate::fact::{Kind, Value};
use crate::finding::Confidence;
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::token::{Case, Class, Token, TokenKind};

/// A name with a word told more often may stand for a pronoun, or for what it is: the rewrite knows whom it speaks of.
const RARE: u32 = 3;
/// So many segments around the linked ones are near: a rewrite splits and joins sentences.
const NEAR: usize = 2;

/// Tells names of the rewrite that the original has elsewhere only; `from` is the first change of this link.
pub(super) fn misplaced(
    context: &Context,
    index: usize,
    link: &Link,
    borrowed: &Absent,
    names: &Pair<Vec<&Mention>>,
    from: usize,
    changes: &mut Vec<Change>,
) {
    // What is much shorter gathers names from everywhere.
    let tokens = context.documents.as_ref().map(|document| document.tokens.len());
    if tokens.rewrite * 3 < tokens.original * 2 {
        return;
    }
    for (name, missing) in borrowed {
        let whole = missing.len() == name.core.len()
            && (name.words.len() > 1 || !name.common)
            && name.place.is_none();
        let told = || changes[from..].iter().any(|c| c.facts.rewrite == Some(name.fact));
        if !whole
            || told()
            || name.words.len() == 1 && !is_surname(context, name.words[0]) && !is_of_person(context, name)
            || !is_running_text(context, name)
            || names.original.iter().any(|other| one_person(context, other, name))
            || !is_far(context, link, name)
            || is_resolved(context, link, name)
        {
            continue;
        }
        let mut change = context.change(index, Relation::Altered, Pair::new(None, Some(name.fact)));
        change.causes = vec![Cause::Misplaced];
        change.confidence = Confidence::Medium;
        changes.push(change);
    }
}

/// Tells a person's full name, known from before, behind the surname alone in one sentence, where the original has that surname
/// less often: *Pell said the ship of Jonas Pell was safe*.
pub(super) fn repeated(
    context: &Context,
    index: usize,
    link: &Link,
    reach: &Pair<Reach>,
    from: usize,
    changes: &mut Vec<Change>,
) {
    let document = &context.documents.rewrite;
    for &segment in &link.segments.rewrite {
        let facts = context.facts_of.rewrite[segment].iter().copied();
        let facts = facts.filter(|&fact| context.fact(Side::Rewrite, fact).kind == Kind::Name);
        let names: Vec<&Mention> =
            facts.filter_map(|fact| mention(context, Side::Rewrite, fact)).take(MANY).collect();
        for (at, full) in names.iter().enumerate() {
            let [given, surname] = full.words[..] else { continue };
            let short = names[..at].iter().find(|name| name.words == [surname]);
            let told = || changes[from..].iter().any(|c| c.facts.rewrite == Some(full.fact));
            if short.is_none() || full.common || full.place.is_some() || told() {
                continue;
            }
            let Some(short) = short else { continue };
            let own = context.fact(Side::Rewrite, full.fact).tokens;
            let between = &document.tokens[context.fact(Side::Rewrite, short.fact).tokens.1..own.0];
            let spoken = |token: &Token| token.kind == TokenKind::Sign && !token.is(",") && !token.is("-");
            let suffixed = document.tokens.get(own.1).is_some_and(|token| token.class.has(Class::SUFFIX));
            let introduced = document.facts.iter().any(|fact| {
                fact.segment < segment
                    && matches!(fact.readings.first(), Some(Value::Name { words, .. }) if *words == full.words)
            });
            // Nobody else of that surname.
            let alone = document.facts.iter().all(|fact| match fact.readings.first() {
                Some(Value::Name { words, .. }) if fact.kind == Kind::Name && words.len() > 1 => {
                    words.iter().all(|word| word != surname) || words.iter().any(|word| word == given)
                }
                _ => true,
            });
            let stem = context.language.stem(surname);
            let count = |side: Side| reach[side].count(surname, &stem);
            let less = count(Side::Original) < count(Side::Rewrite) && count(Side::Original) < 2;
            if between.iter().any(spoken) || suffixed || !introduced || !alone || !less {
                continue;
            }
            let mut change = context.change(index, Relation::Altered, Pair::new(None, Some(full.fact)));
            change.causes = vec![Cause::Misplaced];
            change.confidence = Confidence::Medium;
            changes.push(change);
        }
    }
}

/// Right behind a person: whom the person works or speaks for.
fn is_of_person(context: &Context, name: &Mention) -> bool {
    /// Tokens between the two.
    const BETWEEN: usize = 4;
    let document = &context.documents.rewrite;
    let own = context.fact(Side::Rewrite, name.fact);
    let person = |fact: &usize| {
        let tokens = context.fact(Side::Rewrite, *fact).tokens;
        let near = tokens.1 <= own.tokens.0 && own.tokens.0 - tokens.1 <= BETWEEN;
        near && mention(context, Side::Rewrite, *fact).is_some_and(|m| m.words.len() > 1 && m.place.is_none())
    };
    let stops = |token: &Token| token.kind == TokenKind::Sign && !token.is(",");
    context.facts_of.rewrite[own.segment].iter().filter(|fact| person(fact)).any(|&fact| {
        let end = context.fact(Side::Rewrite, fact).tokens.1;
        !document.tokens[end..own.tokens.0].iter().any(stops)
    })
}

/// The name stands in a sentence, and does not say who published the text.
fn is_running_text(context: &Context, name: &Mention) -> bool {
    let fact = context.fact(Side::Rewrite, name.fact);
    context.documents.rewrite.segments[fact.segment].role == Role::Sentence
        && !is_credit(context, Side::Rewrite, fact)
}

/// *his counterpart*, *the county*: the original has a pronoun here for the person named last, or says what the place is that
/// it named before or in its headline.
fn is_resolved(context: &Context, link: &Link, name: &Mention) -> bool {
    /// So many segments before.
    const BEFORE: usize = 6;
    let Some(&first) = link.segments.original.first() else { return false };
    let tokens = || context.tokens(Side::Original, link);
    let is = |fact: usize| same_core(context, Side::Original, fact, &name.words);
    let names = |segment: usize| {
        let facts = context.facts_of.original[segment].iter().copied();
        facts.filter(|&fact| context.fact(Side::Original, fact).kind == Kind::Name)
    };
    let mut before = (first.saturating_sub(BEFORE)..first).rev();
    let person = |fact: &usize| {
        is(*fact) || mention(context, Side::Original, *fact).is_some_and(|m| m.words.len() > 1)
    };
    let last = || {
        before.clone().flat_map(|segment| names(segment).collect::<Vec<_>>().into_iter().rev()).find(person)
    };
    let stands =
        |token: &Token| token.class.has(Class::PRONOUN) || context.language.wording.gender(&token.norm) > 0;
    let generic =
        |token: &Token| token.case == Case::Lower && context.language.generic_in_names.contains(&token.norm);
    tokens().any(stands) && last().is_some_and(is)
        || tokens().any(generic) && (names(0).any(is) || before.any(|segment| names(segment).any(is)))
}

/// The original has the name seldom, in no passage near the linked one or like it, and never among the same words.
fn is_far(context: &Context, link: &Link, name: &Mention) -> bool {
    let count = |word: &&str| context.names.count(Side::Original, word);
    if !name.common && name.core.iter().map(count).max().is_none_or(|count| count > RARE) {
        return false;
    }
    let here = &link.segments.original;
    let like = |segment: usize| {
        let mut alike = link.segments.rewrite.iter().flat_map(|&r| &context.support.rewrite[r]);
        alike.any(|(o, _)| *o == segment)
    };
    let near = |segment: usize| here.iter().any(|&o| o.abs_diff(segment) <= NEAR) || like(segment);
    let apart = |fact: usize| {
        !near(context.fact(Side::Original, fact).segment) && beside(context, fact, name.fact) < 0.5
    };
    let rarest = name.core.iter().min_by_key(|word| count(word));
    let mentions = rarest.map_or(&[][..], |word| context.names.named(context, word));
    let whole = mentions.iter().filter(|&&fact| same_core(context, Side::Original, fact, &name.words));
    (1..=RARE as usize).contains(&whole.clone().take(MANY).count())
        && whole.into_iter().all(|&fact| apart(fact))
}
