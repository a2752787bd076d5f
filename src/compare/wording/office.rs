//! Another office or rank: *the foreign minister*, *the interior minister*.
//!
//! Offices are listed with their several names, and each excludes the others. Only one that the whole other text does not
//! name counts, so that a sentence which speaks of two people, or borrows from its neighbour, is silent.

use super::align::{Fate, Words};
use super::{Cause, Context, Relation, Told};
use crate::align::Link;
use crate::finding::Confidence;
use crate::language::Office;
use crate::pair::{Pair, Side};

/// Finds the office of a link that each side alone names, where there is one on each.
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
    if is_named(context, Side::Rewrite, original.1) || is_named(context, Side::Original, rewrite.1) {
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

/// A text names an office anywhere.
fn is_named(context: &Context, side: Side, office: Office) -> bool {
    context.language.offices.named(&context.documents[side].tokens).any(|(_, other)| other == office)
}
