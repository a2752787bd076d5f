//! A thing in whose place another one stands: *wheat exports*, *barley exports*.
//!
//! Kinds that exclude each other are listed (animals, food, vehicles, illnesses, trades): what is wheat is not barley. Other
//! nouns are told only where next to nothing else of the sentence changed: *a raincoat*, *a backpack*. Elsewhere in its
//! document the other text must have nothing that means nearly the same as the word, so that a summary which goes on to another
//! thing, or a text with both, is silent.

use super::align::{Fate, Word, Words};
use super::{Cause, Context, Relation, Told};
use crate::finding::Confidence;
use crate::language::{Kinship, Meaning, Part};
use crate::pair::{Pair, Side};
use crate::token::Class;

/// Share of the words of both sides that must stand unchanged for kinds that are further apart, and for nouns of no kind,
const KEPT: f64 = 0.85;
/// for two such things of the same number,
const KEPT_FACING: f64 = 0.5;
/// and for a word that stands in another place of its sentence.
const KEPT_MOVED: f64 = 0.4;
/// Steps to the kind that both are of, of things that are near: *cardiologist*, *neurologist*.
const NEAR: usize = 2;

/// Finds words of the original in whose place another thing of the same kind stands, or another length of time.
pub(super) fn find(context: &Context, words: &mut Words, told: &mut Vec<Told>) {
    /// More pairs of words than this are not compared.
    const MOST: usize = 40 * 40;
    let things = Pair::from_fn(|side| things(context, words, side));
    if things.original.len() * things.rewrite.len() > MOST {
        return;
    }
    let mut found = Vec::new();
    for &i in &things.original {
        for &j in &things.rewrite {
            let sure = other_time(context, words, i, j)
                .or_else(|| replaced(context, words, &things, i, j))
                .or_else(|| other_noun(context, words, i, j));
            found.extend(sure.map(|confidence| (confidence, i, j)));
        }
    }
    found.sort_by_key(|&(confidence, ..)| std::cmp::Reverse(confidence));
    for (confidence, i, j) in found {
        let (word, other) = (&mut words.of.original[i], &mut words.of.rewrite[j]);
        if word.fate != Fate::Free || other.fate != Fate::Free {
            continue;
        }
        (word.fate, other.fate) = (Fate::Told, Fate::Told);
        told.push(Told {
            relation: Relation::Altered,
            cause: Cause::Object,
            words: Pair::new(Some((i, i + 1)), Some((j, j + 1))),
            confidence,
        });
    }
}

/// Free words that are nouns or of a listed kind, or a length of time, and no part of a name.
fn things(context: &Context, words: &Words, side: Side) -> Vec<usize> {
    let of = &words.of[side];
    let begins = |at: usize| at == 0 || of[at - 1].segment != of[at].segment;
    let is_thing = |&at: &usize| {
        let word = &of[at];
        let is_kind = word.meaning.is_some_and(|meaning| meaning.has_kinds() || is_noun(meaning));
        is_kind && (begins(at) || !word.token.is_capital()) || time(context, side, word).is_some()
    };
    words.free(side).into_iter().filter(is_thing).collect()
}

/// *the first year*, *the first month*: another length of time in the same place.
fn other_time(context: &Context, words: &Words, i: usize, j: usize) -> Option<Confidence> {
    let times = Pair::new(
        time(context, Side::Original, &words.of.original[i])?,
        time(context, Side::Rewrite, &words.of.rewrite[j])?,
    );
    (times.original != times.rewrite && words.in_place(i, j)).then_some(Confidence::Medium)
}

/// The length of time that a word stands for, as the CLDR id of a unit.
fn time<'a>(context: &Context<'a>, side: Side, word: &Word) -> Option<&'a str> {
    if !word.token.class.has(Class::UNIT) {
        return None;
    }
    let (length, form) = context.language.units.longest(&context.documents[side].tokens, word.at)?;
    let base = &context.language.conversions.get(&form.unit)?.base;
    let is_time = length == 1 && !form.attached && matches!(base.as_str(), "second" | "year");
    is_time.then_some(form.unit.as_str())
}

/// How sure it is that one thing replaced the other.
fn replaced(
    context: &Context,
    words: &Words,
    things: &Pair<Vec<usize>>,
    i: usize,
    j: usize,
) -> Option<Confidence> {
    let steps = steps(words, i, j)?;
    let (a, b) = (&words.of.original[i], &words.of.rewrite[j]);
    if says(context, Side::Original, b) {
        return None;
    }
    let in_place = words.in_place(i, j);
    let kept = words.kept(Side::Original).min(words.kept(Side::Rewrite));
    if in_place && kept >= KEPT {
        return Some(Confidence::High);
    }
    // *ants and termites*, *bugs*: one word for several is their common name.
    let several = things.original.iter().any(|&x| x != i && self::steps(words, x, j).is_some())
        || things.rewrite.iter().any(|&y| y != j && self::steps(words, i, y).is_some());
    // *a balloon hit the aircraft*, *the plane*: of two things the rewrite may name the other by its kind.
    let of_kind = |side: Side, word: &Word| {
        says(context, side, word)
            || word.meaning.is_some_and(|meaning| context.meanings(side).has_kin(meaning))
    };
    if several || steps > NEAR && kept < KEPT || of_kind(Side::Rewrite, a) || of_kind(Side::Original, b) {
        return None;
    }
    // *a wrist problem*, *a knee problem*
    let head = words.of.original.get(i + 1).filter(|head| head.content && head.mate == Some(j + 1));
    let moved = kept >= KEPT_MOVED && words.faces(i, j) > 0;
    (in_place || head.is_some() || moved).then_some(Confidence::Medium)
}

/// Of two nouns that say nothing of each other one stands in the place of the other, and all around them is the same.
fn other_noun(context: &Context, words: &Words, i: usize, j: usize) -> Option<Confidence> {
    let (a, b) = (&words.of.original[i], &words.of.rewrite[j]);
    let meanings = (a.meaning?, b.meaning?);
    let in_place = words.in_place(i, j);
    // *with two horses and her grandson*, *with her grandson and two dogs*
    let counted = || {
        let before = |side: &[Word], at: usize| {
            at.checked_sub(1)
                .map(|before| side[before].token)
                .filter(|t| t.class.has(Class::NUMBER))
                .map(|t| t.norm_key)
        };
        let (x, y) = (before(&words.of.original, i), before(&words.of.rewrite, j));
        x.is_some() && x == y && words.faces(i, j) > 0 && meanings.0.has_kinds() && meanings.1.has_kinds()
    };
    if !is_noun(meanings.0) || !is_noun(meanings.1) || !in_place && !counted() {
        return None;
    }
    // *oversight*, *inspection*: of what can be seen and counted a text has fewer names.
    let concrete = meanings.0.has_kinds() || meanings.1.has_kinds();
    let apart = concrete && meanings.0.kinship(meanings.1) <= Kinship::Sibling;
    let (x, y) = (a.token.norm.as_str(), b.token.norm.as_str());
    let within = x.contains(y) || y.contains(x) || meanings.0.is_within(meanings.1);
    let kept = words.kept(Side::Original).min(words.kept(Side::Rewrite));
    let new = || !says(context, Side::Original, b) && !says(context, Side::Rewrite, a);
    (apart && !within && kept >= if in_place { KEPT } else { KEPT_FACING } && new())
        .then_some(Confidence::Medium)
}

/// A noun more than anything else.
fn is_noun(meaning: &Meaning) -> bool {
    meaning.part() == Some(Part::Noun)
}

/// How many steps two words are below the kind that both are of, where neither is a kind of the other and one at least is
/// a noun more than anything else, or stands in the place of the other.
fn steps(words: &Words, i: usize, j: usize) -> Option<usize> {
    let (a, b) = (words.of.original[i].meaning?, words.of.rewrite[j].meaning?);
    let steps = a.steps_apart(b).filter(|_| !a.is_near(b))?;
    (is_noun(a) || is_noun(b) || words.in_place(i, j)).then_some(steps)
}

/// A side has the word anywhere, or one that means nearly the same.
fn says(context: &Context, side: Side, word: &Word) -> bool {
    context.stems[side].contains_key(&word.key)
        || word.meaning.is_some_and(|meaning| context.meanings(side).has_near(meaning))
}
