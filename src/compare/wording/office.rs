//! Another office or rank: *the foreign minister*, *the interior minister*.
//!
//! Offices are listed with their several names, and each excludes the others. Only one that the whole other text does not
//! name counts, so that a sentence which speaks of two people, or borrows from its neighbour, is silent.

use rustc_hash::FxHashSet;

use super::align::{Fate, Words};
use super::{Cause, Context, Relation, Told};
use crate::align::Link;
use crate::finding::Confidence;
use crate::language::{Office, Syntax};
use crate::pair::{Pair, Side};
use crate::token::{Class, Token};

/// The offices that a text names, also with the person whose they are.
pub(in crate::compare) type Named = FxHashSet<(Office, Option<u64>)>;

/// Tokens from a comma to the office of an apposition: *, the late*.
const ARTICLES: usize = 3;

/// Finds the office of a link that each side alone names, where there is exactly one on each.
pub(super) fn find(context: &Context, link: &Link, words: &mut Words, told: &mut Vec<Told>) {
    let named = Pair::from_fn(|side| named(context, link, side));
    if Side::BOTH.into_iter().any(|side| named[side].is_empty()) {
        return;
    }
    let lone = Pair::from_fn(|side| {
        let there = |office: Office| named[side.other()].iter().any(|(_, other)| *other == office);
        let mut lone = named[side].iter().filter(|(_, office)| !there(*office));
        lone.next().filter(|one| lone.all(|(_, other)| *other == one.1)).copied()
    });
    let (Some(original), Some(rewrite)) = (lone.original, lone.rewrite) else { return };
    // *Prime Minister Lal*, *President Lal*: of one person it counts what else the text calls that person. Offices of two
    // people do not stand for each other.
    let bearers = (bearer(context, Side::Original, original.0), bearer(context, Side::Rewrite, rewrite.0));
    let person = match bearers {
        (Some(one), Some(other)) if one != other => return,
        (one, other) => one.and(other),
    };
    let known = |side: Side, office: Office| is_named(context, side, office, person);
    if known(Side::Rewrite, original.1) || known(Side::Original, rewrite.1) {
        return;
    }
    let places = Pair::new(words.places(Side::Original, original.0), words.places(Side::Rewrite, rewrite.0));
    for side in Side::BOTH {
        words.of[side][places[side].clone()].iter_mut().for_each(|word| word.fate = Fate::Told);
    }
    told.push(Told {
        relation: Relation::Altered,
        cause: Cause::Office,
        words: places.map(|place| Some((place.start, place.end))),
        confidence: Confidence::Medium,
    });
}

/// The offices that a side of a link names, with their tokens in the document.
fn named(context: &Context, link: &Link, side: Side) -> Vec<((usize, usize), Office)> {
    let document = &context.documents[side];
    let of_segment = |&segment: &usize| {
        let range = document.segments[segment].tokens.clone();
        let found = context.language.offices.named(&document.tokens[range.clone()]);
        found.map(move |((from, to), office)| ((range.start + from, range.start + to), office))
    };
    link.segments[side].iter().flat_map(of_segment).collect()
}

/// A text names an office anywhere; where a person is given, as that person's.
fn is_named(context: &Context, side: Side, office: Office, person: Option<u64>) -> bool {
    let named = context.offices[side].get_or_init(|| {
        let named = context.language.offices.named(&context.documents[side].tokens);
        named
            .flat_map(|(range, office)| [None, bearer(context, side, range)].map(|of| (office, of)))
            .collect()
    });
    named.contains(&(office, person))
}

/// The last word of the name that stands right behind an office, or before it in apposition: *Mayor Ada Lind*, *Ada Lind, the
/// mayor*.
fn bearer(context: &Context, side: Side, (from, to): (usize, usize)) -> Option<u64> {
    let tokens = &context.documents[side].tokens;
    let is_name = |at: usize| {
        let named = |token: &Token| token.is_capital() && token.is_content() && !token.class.has(Class::DATE);
        tokens.get(at).is_some_and(named)
    };
    let placed = |at: usize| at > 0 && tokens[at - 1].syntax.any(Syntax::PREPOSITION);
    let before = (from.saturating_sub(ARTICLES)..from).rev().find(|&at| tokens[at].is(","));
    let last = match before {
        _ if is_name(to) => (to..).take_while(|&at| is_name(at)).last()?,
        Some(comma) if comma > 0 && is_name(comma - 1) && !placed(comma - 1) => comma - 1,
        _ => return None,
    };
    Some(tokens[last].stem_key)
}
