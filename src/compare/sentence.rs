//! Segments without a partner: left out or added, with what they held.

use super::{Cause, Change, Context, Relation};
use crate::align::Link;
use crate::document::{leads_elsewhere, ratio};
use crate::fact::{Kind, Value};
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::token::{Class, TokenKind};

/// A segment this like another one of the other side is carried there, though that one is linked elsewhere.
const CARRIED: f64 = 0.45;
/// What repeats another segment is a headline or bullet, no longer than this in content words.
const LONGEST_REPEAT: usize = 20;
/// Furniture at the end of a rewrite, up to this many segments, has leaked; a longer tail belongs to a whole scraped page.
const TAIL: usize = 3;
/// A promotion has at least this many words; shorter furniture that both pages carry is their frame.
const PROMOTION: usize = 6;
/// Share of a segment's content words that stand in the other document: above, its subject is known there.
const FAMILIAR: f64 = 0.5;

/// Judges a link with an empty side.
pub(super) fn compare(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    let side = if link.segments.original.is_empty() { Side::Rewrite } else { Side::Original };
    let document = &context.documents[side];
    for &segment in &link.segments[side] {
        let here = &document.segments[segment];
        let furniture = here.role == Role::Boilerplate;
        let letters = document.segment_tokens(segment).iter().filter(|t| t.kind == TokenKind::Word).count();
        if letters == 0 && context.facts_of[side][segment].is_empty() {
            continue;
        }
        if side == Side::Original && furniture
            || side == Side::Rewrite && furniture && !is_inside(context, index, segment)
        {
            continue;
        }
        let carried = context.alignment.best_support(side, segment) >= CARRIED
            || side == Side::Original && repeats_linked(context, segment);
        let relation = match (side, carried) {
            (_, true) => Relation::Moved,
            (Side::Original, false) => Relation::Dropped,
            (Side::Rewrite, false) => Relation::Added,
        };
        let mut change = context.change(index, relation, Pair::new(None, None));
        change.kind = Kind::Sentence;
        change.places[side] = Place::Here(here.span);
        change.places[side.other()] = context.missing_at(side.other(), index);
        if !carried {
            change.causes = causes(context, side, segment);
            change.confidence = confidence(context, side, segment);
        }
        for &fact in &context.facts_of[side][segment] {
            let kind = context.fact(side, fact).kind;
            if !change.contains.contains(&kind) {
                change.contains.push(kind);
            }
        }
        changes.push(change);
    }
}

/// A headline, bullet or lead whose words all stand in another segment of its own document that has a partner.
fn repeats_linked(context: &Context, segment: usize) -> bool {
    let document = &context.documents.original;
    let mut words: Vec<&str> =
        document.segment_tokens(segment).iter().filter(|t| t.is_content()).map(|t| t.stem.as_str()).collect();
    words.sort_unstable();
    words.dedup();
    let linked =
        context.alignment.links.iter().filter(|link| link.is_full()).flat_map(|link| &link.segments.original);
    words.len() >= 3
        && words.len() <= LONGEST_REPEAT
        && linked.into_iter().any(|&other| {
            let there = document.segment_tokens(other);
            there.len() >= words.len()
                && words.iter().filter(|word| there.iter().any(|t| t.stem == **word)).count() * 10
                    >= words.len() * 9
        })
}

/// Furniture inside the body: a pointer to another article, furniture with body before and behind it, or a last line or two.
fn is_inside(context: &Context, index: usize, segment: usize) -> bool {
    let document = &context.documents.rewrite;
    let pointer = leads_elsewhere(document.segment_text(segment), context.language);
    let linked = |mut range: std::ops::Range<usize>| {
        range.any(|i| {
            let link = &context.alignment.links[i];
            link.is_full() && link.segments.rewrite.iter().any(|&s| !document.is_boilerplate(s))
        })
    };
    let tail = document.segments[segment..].len() <= TAIL;
    body_before(context, index) && (pointer || tail || linked(index + 1..context.alignment.links.len()))
}

/// A sentence of the body is linked before this link.
fn body_before(context: &Context, index: usize) -> bool {
    let document = &context.documents.rewrite;
    context.alignment.links[..index].iter().any(|link| {
        link.is_full() && link.segments.rewrite.iter().any(|&s| document.segments[s].role == Role::Sentence)
    })
}

fn causes(context: &Context, side: Side, segment: usize) -> Vec<Cause> {
    let document = &context.documents[side];
    if document.is_boilerplate(segment) {
        return vec![Cause::Boilerplate];
    }
    let mut causes = Vec::new();
    if document.segments[segment].role == Role::Heading {
        causes.push(Cause::Heading);
    }
    let answers = |&fact: &usize| matches!(context.fact(side, fact).readings[0], Value::Denial { .. });
    if side == Side::Original
        && context.legal.rewrite != 0
        && context.denials.rewrite == 0
        && context.facts_of[side][segment].iter().any(answers)
    {
        causes.push(Cause::Denial);
    }
    if side == Side::Rewrite {
        causes.push(if familiar(context, side, segment) >= FAMILIAR {
            Cause::Unsupported
        } else {
            Cause::Unrelated
        });
    }
    causes
}

/// Share of a segment's content words that the other document has.
fn familiar(context: &Context, side: Side, segment: usize) -> f64 {
    let words: Vec<&str> = context.documents[side]
        .segment_tokens(segment)
        .iter()
        .filter(|t| t.is_content() && !t.class.has(Class::FUNCTION))
        .map(|t| t.stem.as_str())
        .collect();
    let known = words.iter().filter(|stem| context.stems[side.other()].contains_key(*stem)).count();
    ratio(known, words.len())
}

/// A short segment, or one whose words all stand in the other text, may have been merged into another sentence.
fn confidence(context: &Context, side: Side, segment: usize) -> Confidence {
    let words = context.documents[side].content_words(segment);
    let familiar = familiar(context, side, segment);
    if words < 2 || familiar > 0.85 {
        Confidence::Low
    } else if words < 4 || familiar > 0.7 {
        Confidence::Medium
    } else {
        Confidence::High
    }
}

/// Furniture that both texts carry in other words: somebody rewrote a promotion.
pub(super) fn promotion(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    let segments = Pair::from_fn(|side| link.segments[side][0]);
    let furniture = |side: Side| context.documents[side].is_boilerplate(segments[side]);
    let words = Pair::from_fn(|side| -> Vec<&str> {
        context.documents[side]
            .segment_tokens(segments[side])
            .iter()
            .filter(|t| t.kind != TokenKind::Sign)
            .map(|t| t.stem.as_str())
            .collect()
    });
    let reworded = words.original != words.rewrite && words.rewrite.len() >= PROMOTION;
    if !furniture(Side::Original)
        || !furniture(Side::Rewrite)
        || !reworded
        || !is_inside(context, index, segments.rewrite)
    {
        return;
    }
    let mut change = context.change(index, Relation::Added, Pair::new(None, None));
    change.kind = Kind::Sentence;
    change.places = Pair::from_fn(|side| Place::Here(context.documents[side].segments[segments[side]].span));
    change.causes = vec![Cause::Boilerplate, Cause::Promotion];
    changes.push(change);
}
