//! A sentence told as a clause of the sentence beside it, in words too different to link it.

use rustc_hash::FxHashSet;

use super::is_lost_denial;
use crate::compare::negation::contrary::is_opposed;
use crate::compare::{Context, numeric};
use crate::document::ratio;
use crate::fact::Kind;
use crate::finding::Confidence;
use crate::pair::Side;
use crate::segment::Role;
use crate::token::{Class, Token};

/// Longer sentences, in words of content, leave more of their words where they are told.
const LONGEST: usize = 12;
/// What the sentence beside it has too many, as a share of the words of this one.
const SPARE: f64 = 0.6;
/// A word that the document has more often tells little.
const COMMON: u32 = 3;
/// So few words, none of them a name or a denial, may all be other ones where they are lost.
const BRIEF: usize = 4;
/// Where no table tells what words mean, so few words may all be other ones, and so many times as many are left there.
const SHORT: usize = 8;
const AMPLE: f64 = 1.5;
/// So many words,
const LEAST: usize = 2;
/// and so large a share of them, means nearly the same as some of those.
const TOLD: f64 = 0.3;

/// The partner of a neighbour says so much more than that neighbour does that it may tell this sentence too: it has its
/// names and figures, and words that mean nearly the same as some of it.
pub(super) fn is_absorbed(context: &Context, side: Side, segment: usize) -> bool {
    let document = &context.documents[side];
    let own = content(context, side, &[segment]);
    if document.segments[segment].role != Role::Sentence
        || own.is_empty()
        || own.len() > LONGEST
        || is_lost_denial(context, side, segment)
    {
        return false;
    }
    let beside = [segment.checked_sub(1), Some(segment + 1).filter(|&next| next < document.segments.len())];
    let mut links: Vec<usize> = beside.into_iter().flatten().map(|s| context.link_of(side)[s]).collect();
    links.dedup();
    links.into_iter().any(|link| {
        let segments = &context.alignment.links[link].segments;
        context.alignment.links[link].is_full()
            && holds_facts(context, side, segment, link)
            && tells(context, &own, side, (&segments[side], &segments[side.other()]))
    })
}

/// Of the words that `there` has and `here` has not there are nearly as many as this sentence has, and they mean nearly the
/// same as some of it.
fn tells(context: &Context, own: &[&Token], side: Side, (here, there): (&[usize], &[usize])) -> bool {
    let known = content(context, side, here);
    let mut spare = content(context, side.other(), there);
    spare.retain(|word| !known.iter().any(|other| is_like(context, word, other)));
    let rare = |word: &&&Token| context.stems[side].get(&word.stem_key).is_none_or(|&count| count <= COMMON);
    let all = content(context, side.other(), there);
    if own.iter().any(|word| all.iter().any(|other| is_opposed(context, word, other))) {
        return false;
    }
    let told: Vec<&&Token> = own
        .iter()
        .filter(rare)
        .filter(|word| spare.iter().any(|other| is_like(context, word, other)))
        .collect();
    let spare = ratio(spare.len(), own.len());
    // A name says more than another word.
    let share = ratio(told.iter().map(|word| 1 + usize::from(word.is_capital())).sum(), own.len());
    let shared = || own.iter().any(|word| all.iter().any(|other| other.stem_key == word.stem_key));
    let brief = || {
        side == Side::Original
            && own.len() <= BRIEF
            && !own.iter().any(|word| word.is_capital() || denies(word))
            && !shared()
    };
    told.len() >= LEAST && spare >= SPARE && share >= TOLD
        || spare >= 1.0 && brief()
        || !context.language.has_thesaurus()
            && own.len() <= SHORT
            && spare >= AMPLE
            && (told.len() >= LEAST || !shared())
}

fn denies(word: &Token) -> bool {
    word.class.any(Class(Class::NEGATION.0 | Class::WEAK_NEGATION.0 | Class::REFUSAL.0))
}

/// Every name and figure of the segment stands on the other side of the link.
fn holds_facts(context: &Context, side: Side, segment: usize, link: usize) -> bool {
    let link = &context.alignment.links[link];
    let there: FxHashSet<u64> = context.tokens(side.other(), link).map(|token| token.stem_key).collect();
    context.facts_of[side][segment].iter().all(|&index| {
        let fact = context.fact(side, index);
        let tokens = &context.documents[side].tokens[fact.tokens.0..fact.tokens.1];
        match fact.kind {
            Kind::Name if fact.confidence > Confidence::Low => {
                tokens.iter().any(|token| there.contains(&token.stem_key))
            }
            kind if kind.is_numeric() => numeric::elsewhere(context, side, index),
            Kind::Quote => false,
            _ => true,
        }
    })
}

/// The same word, or one that means nearly the same.
fn is_like(context: &Context, a: &Token, b: &Token) -> bool {
    a.stem_key == b.stem_key
        || context.language.has_thesaurus()
            && a.meaning(context.language).is_near(b.meaning(context.language))
}

fn content<'a>(context: &Context<'a>, side: Side, segments: &[usize]) -> Vec<&'a Token> {
    let document = &context.documents[side];
    let tokens = segments.iter().flat_map(|&segment| document.segment_tokens(segment));
    let mut words: Vec<&Token> = tokens.filter(|token| token.is_content()).collect();
    words.sort_unstable_by_key(|token| token.stem_key);
    words.dedup_by_key(|token| token.stem_key);
    words
}
