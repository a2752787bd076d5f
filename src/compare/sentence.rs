//! Segments without a partner: left out or added, with what they held.

mod absorbed;
pub(super) mod support;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Cause, Change, Context, Relation, name, numeric};
use crate::align::Link;
use crate::document::{Document, leads_elsewhere, ratio};
use crate::fact::{Kind, Value};
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::span::Span;
use crate::token::{self, Class, Token, TokenKind};

/// A segment this like another one of the other side is carried there, though that one is linked elsewhere,
const CARRIED: f64 = 0.45;
/// if that one has this share of its content words.
const CARRIED_WORDS: f64 = 0.8;
/// From so many segments at the end of the original that are gone, a rewrite that stops inside a sentence is truncated.
const TRUNCATED: usize = 2;
/// In an original of so few segments a sentence of a rewrite that is hardly longer, up to so many times, is a piece of a split
/// one.
const FEW: usize = 2;
const HARDLY_LONGER: f64 = 1.25;
/// A definition has its subject at its beginning, within so many tokens.
const SUBJECT: usize = 6;
/// What repeats another segment is a headline or bullet, no longer than this in content words.
const LONGEST_REPEAT: usize = 20;
/// It has so many of that one's words;
const REPEATED: f64 = 0.9;
/// outside the running text so many,
const CHOSEN: f64 = 0.6;
/// and so many of all that is linked.
const KNOWN: f64 = 0.85;
/// What was merged into another sentence stands at most so many links away.
const NEAR: usize = 4;
/// Furniture at the end of a rewrite, up to this many segments, has leaked; a longer tail belongs to a whole scraped page.
const TAIL: usize = 3;
/// A promotion has at least this many words; shorter furniture that both pages carry is their frame.
const PROMOTION: usize = 6;
/// Words of the other text among which the words of a headline are sought by what they mean.
const START: usize = 1000;
/// Names that a headline in other words has of its story, at least.
const NAMES: usize = 2;
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
        let carried = is_carried(context, side, segment)
            || side == Side::Original
                && (repeats_linked(context, segment) || is_told_below(context, side, segment));
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
            change.confidence = confidence(context, side, (index, segment), &change.causes);
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

/// What the original says and the rewrite keeps, looked up by word; made at the first sentence that is missing.
pub(crate) struct Told {
    /// Linked segments that have a stem, ascending, by its number.
    holders: FxHashMap<u64, Vec<usize>>,
    /// The first linked sentence: what stands above it is a headline, a deck, the words of a picture, or highlights.
    lead: usize,
}

impl Told {
    fn new(context: &Context) -> Self {
        let document = &context.documents.original;
        let mut told = Self { holders: FxHashMap::default(), lead: document.segments.len() };
        told.holders.reserve(document.tokens.len() / 3);
        for link in context.alignment.links.iter().filter(|link| link.is_full()) {
            for &segment in &link.segments.original {
                if document.segments[segment].role == Role::Sentence {
                    told.lead = told.lead.min(segment);
                }
                for token in document.segment_tokens(segment) {
                    let holders = told.holders.entry(token.stem_key).or_default();
                    if holders.last() != Some(&segment) {
                        holders.push(segment);
                    }
                }
            }
        }
        told
    }
}

/// A segment whose words nearly all stand in one other segment of its own document that has a partner: a headline, a bullet,
/// a lead. Of a line outside the running text, whose words are a choice of the body's, fewer need to stand in one segment,
/// where the body has the rest and every figure and name.
fn repeats_linked(context: &Context, segment: usize) -> bool {
    let document = &context.documents.original;
    let told = context.told.get_or_init(|| Told::new(context));
    let mut words: Vec<&Token> = document.segment_tokens(segment).iter().filter(|t| t.is_content()).collect();
    words.sort_unstable_by_key(|t| t.stem.as_str());
    words.dedup_by_key(|t| t.stem_key);
    if words.len() < 3 || words.len() > LONGEST_REPEAT {
        return false;
    }
    let mut hits: FxHashMap<usize, usize> = FxHashMap::default();
    let (mut known, mut strict) = (0, true);
    for word in &words {
        let holders = told.holders.get(&word.stem_key);
        known += usize::from(holders.is_some());
        strict &= holders.is_some() || !(word.is_capital() || word.kind == TokenKind::Figure);
        for &holder in holders.into_iter().flatten() {
            *hits.entry(holder).or_default() += 1;
        }
    }
    let most = hits.into_values().max().unwrap_or(0);
    let apart = segment < told.lead
        || matches!(document.segments[segment].role, Role::Heading | Role::Caption | Role::Item);
    let all = words.len();
    ratio(most, all) >= REPEATED
        || apart && strict && ratio(most, all) >= CHOSEN && ratio(known, all) >= KNOWN
}

/// A heading that says nothing but what the other text tells: most of its words are there, and every figure and name. What is
/// lost may be there in words that mean the same; by those a new heading could claim too much.
fn is_told_below(context: &Context, side: Side, segment: usize) -> bool {
    let document = &context.documents[side];
    if !is_headline(document, segment)
        || context.facts_of[side][segment].iter().any(|&fact| is_own(context, side, fact))
    {
        return false;
    }
    let there =
        || context.documents[side.other()].tokens.iter().take(START).filter(|token| token.is_content());
    let known = |word: &&Token| {
        let meaning = || word.meaning(context.language);
        context.stems[side.other()].contains_key(&word.stem_key)
            || side == Side::Original
                && there().any(|token| meaning().is_near(token.meaning(context.language)))
    };
    let words = || document.segment_tokens(segment).iter().filter(|token| token.is_content());
    ratio(words().filter(known).count(), words().count()) >= CHOSEN
}

/// The headline of the original where the rewrite has one of its own; that of the rewrite too, unless it has a fact of its own,
/// and where a table tells what words mean, only one that names two of the story.
fn is_new_title(context: &Context, side: Side, segment: usize, causes: &[Cause]) -> bool {
    let title = |side: Side| {
        let document = &context.documents[side];
        let first = (0..document.segments.len()).find(|&s| !document.is_boilerplate(s));
        first.filter(|&s| is_headline(document, s))
    };
    let named = || {
        let facts = context.facts_of[side][segment].iter();
        facts.filter(|&&fact| context.fact(side, fact).kind == Kind::Name).count() >= NAMES
    };
    let plain = || !causes.contains(&Cause::Invented) && (!context.language.has_thesaurus() || named());
    let fair = side == Side::Original || plain();
    fair && title(side) == Some(segment) && title(side.other()).is_some()
}

/// A sentence without a figure or name of its own, and one without a partner on the other side in the same place, may say the
/// same in other words. Where a table tells what words mean, two short ones alone do so, which stand between the same
/// neighbours and both deny something, or neither does.
fn faces_another(context: &Context, side: Side, (index, segment): (usize, usize)) -> bool {
    /// So many links before or behind, where no table tells what words mean.
    const NEAR: usize = 2;
    let full = context.language.has_thesaurus();
    let near = if full { 1 } else { NEAR };
    let links = &context.alignment.links;
    let around = index.saturating_sub(near)..(index + near + 1).min(links.len());
    let lone = || links[around].iter().filter(|link| !link.is_full() && link.segments[side].is_empty());
    let other = side.other();
    let alike = |there: usize| {
        is_plain(context, other, there)
            && is_short(context, other, there)
            && denies(context, side, segment) == denies(context, other, there)
    };
    is_plain(context, side, segment)
        && if full {
            is_short(context, side, segment)
                && lone().any(|link| matches!(link.segments[other][..], [one] if alike(one)))
        } else {
            lone().next().is_some()
        }
}

/// A segment without a figure or name.
fn is_plain(context: &Context, side: Side, segment: usize) -> bool {
    let telling = |&fact: &usize| {
        let fact = context.fact(side, fact);
        fact.kind.is_numeric() || fact.kind == Kind::Name && fact.confidence > Confidence::Low
    };
    !context.facts_of[side][segment].iter().any(telling)
}

/// A sentence of a few words.
fn is_short(context: &Context, side: Side, segment: usize) -> bool {
    /// Words of content.
    const SHORT: usize = 6;
    let document = &context.documents[side];
    document.segments[segment].role == Role::Sentence && document.content_words(segment) <= SHORT
}

/// A word of a segment denies something, or may answer one that does.
fn denies(context: &Context, side: Side, segment: usize) -> bool {
    let classes = Class(Class::NEGATION.0 | Class::WEAK_NEGATION.0 | Class::REFUSAL.0);
    let denies = |token: &Token| token.class.any(classes) || super::negation::is_weak(context, token);
    context.documents[side].segment_tokens(segment).iter().any(denies)
}

/// A heading, or the first line of a text that ends without a sign.
fn is_headline(document: &Document, segment: usize) -> bool {
    let first = || (0..segment).all(|before| document.is_boilerplate(before));
    let open = || document.segment_tokens(segment).last().is_some_and(|token| token.kind != TokenKind::Sign);
    document.segments[segment].role == Role::Heading
        || document.segments[segment].role == Role::Sentence && open() && first()
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
    pointer && headline_before(context, index)
        || body_before(context, index)
            && (pointer || tail || linked(index + 1..context.alignment.links.len()))
}

/// A heading is linked right before this link.
fn headline_before(context: &Context, index: usize) -> bool {
    let document = &context.documents.rewrite;
    index.checked_sub(1).map(|before| &context.alignment.links[before]).is_some_and(|link| {
        link.is_full() && link.segments.rewrite.iter().any(|&s| document.segments[s].role == Role::Heading)
    })
}

/// A sentence of the body is linked before this link.
fn body_before(context: &Context, index: usize) -> bool {
    let document = &context.documents.rewrite;
    context.alignment.links[..index].iter().any(|link| {
        link.is_full() && link.segments.rewrite.iter().any(|&s| document.segments[s].role == Role::Sentence)
    })
}

/// Another segment of the other side says it too, nearly all of it.
fn is_carried(context: &Context, side: Side, segment: usize) -> bool {
    let stems = |side: Side, segment: usize| {
        let tokens = context.documents[side].segment_tokens(segment).iter();
        tokens.filter(|t| t.is_content()).map(|t| t.stem_key)
    };
    let total = stems(side, segment).count();
    context.support[side][segment].iter().filter(|(_, likeness)| *likeness >= CARRIED).any(|&(other, _)| {
        let there: FxHashSet<u64> = stems(side.other(), other).collect();
        ratio(stems(side, segment).filter(|stem| there.contains(stem)).count(), total) >= CARRIED_WORDS
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
    } else if side == Side::Original && document.segments[segment].role == Role::Caption {
        causes.push(Cause::Caption);
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
        let invented = context.facts_of[side][segment].iter().any(|&fact| is_own(context, side, fact));
        let known = familiar(context, side, segment) >= FAMILIAR;
        causes.push(if known { Cause::Unsupported } else { Cause::Unrelated });
        causes.push(if invented { Cause::Invented } else { Cause::Padding });
        if !invented && defines(context, segment) {
            causes.push(Cause::Definition);
        }
    }
    causes
}

/// A figure, name, quote or address that the other document does not have.
fn is_own(context: &Context, side: Side, index: usize) -> bool {
    let fact = context.fact(side, index);
    let tokens = &context.documents[side].tokens[fact.tokens.0..fact.tokens.1];
    let words: Vec<&Token> = tokens.iter().filter(|t| t.is_content()).collect();
    let missing = words.iter().filter(|t| !context.stems[side.other()].contains_key(&t.stem_key)).count();
    match fact.kind {
        Kind::Negation | Kind::Certainty | Kind::Attribution => false,
        Kind::Quote => missing * 2 > words.len(),
        Kind::Name => {
            fact.confidence > Confidence::Low
                && missing > 0
                && !is_acronym_of(context, side, fact.tokens)
                && !name::is_told_otherwise(context, side, index)
        }
        kind if kind.is_numeric() => missing > 0 && context.same_value(side, fact).is_empty(),
        _ => missing > 0,
    }
}

/// The initials of a name are a word of the other document: *International Space Station* for *ISS*.
fn is_acronym_of(context: &Context, side: Side, (mut from, mut to): (usize, usize)) -> bool {
    let tokens = &context.documents[side].tokens;
    while from > 0 && tokens[from - 1].is_capital() {
        from -= 1;
    }
    while to < tokens.len() && tokens[to].is_capital() {
        to += 1;
    }
    let name = tokens[from..to].iter().filter(|t| t.is_capital());
    let initials: String = name.filter_map(|t| t.norm.chars().next()).collect();
    initials.len() > 1 && context.stems[side.other()].contains_key(&token::key(&initials))
}

/// A sentence whose subject, at its beginning, the original has, followed by words that say what it is.
fn defines(context: &Context, segment: usize) -> bool {
    let document = &context.documents.rewrite;
    let tokens = document.segment_tokens(segment);
    let cue =
        (1..tokens.len().min(SUBJECT)).find(|&at| context.language.definitions.longest(tokens, at).is_some());
    cue.is_some_and(|cue| {
        let mut subject = tokens[..cue].iter().filter(|t| t.is_content()).peekable();
        subject.peek().is_some() && subject.all(|t| context.stems.original.contains_key(&t.stem_key))
    })
}

/// Segments that are no page furniture.
fn body(document: &Document) -> Vec<usize> {
    (0..document.segments.len()).filter(|&s| !document.is_boilerplate(s)).collect()
}

/// A rewrite that stops inside a sentence, with the end of the original gone: one change for all of it.
pub(super) fn truncated(context: &Context, changes: &mut Vec<Change>) {
    let Pair { original, rewrite } = context.documents.as_ref();
    let (there, here) = (body(original), body(rewrite));
    let Some(&end) = here.last() else { return };
    let stops = rewrite.segments[end].role == Role::Sentence
        && rewrite.segment_text(end).ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ';' | '-'));
    if !stops {
        return;
    }
    let dropped: FxHashMap<usize, usize> = (0..changes.len())
        .filter(|&at| changes[at].kind == Kind::Sentence && changes[at].relation == Relation::Dropped)
        .map(|at| (changes[at].places.original.span().start, at))
        .collect();
    let at = |segment: &usize| dropped.get(&original.segments[*segment].span.start).copied();
    let tail: Vec<usize> = there.iter().rev().map_while(at).collect();
    if tail.len() < TRUNCATED {
        return;
    }
    let mut whole = changes[tail[tail.len() - 1]].clone();
    let last = changes[tail[0]].places.original.span();
    whole.places.original = Place::Here(Span::new(whole.places.original.span().start, last.end));
    whole.places.rewrite = Place::At(rewrite.segments[end].span);
    whole.causes = vec![Cause::Truncated];
    whole.confidence = Confidence::High;
    for &at in &tail {
        for kind in changes[at].contains.clone() {
            if !whole.contains.contains(&kind) {
                whole.contains.push(kind);
            }
        }
    }
    // What the sentence that breaks off lacks goes with the rest.
    let broken = context.alignment.links.iter().position(|link| link.segments.rewrite.contains(&end));
    let mut at = 0;
    changes.retain(|change| {
        at += 1;
        let lacks = change.relation == Relation::Dropped && Some(change.link) == broken;
        !tail.contains(&(at - 1)) && !lacks
    });
    changes.push(whole);
}

/// Share of a segment's content words that the other document has.
fn familiar(context: &Context, side: Side, segment: usize) -> f64 {
    share_known(context, side, segment, |stem| context.stems[side.other()].contains_key(&stem))
}

/// The same of what the rewrite has of an original's segment in one place: a segment that is like it, or a link near it with the next one.
fn familiar_near(context: &Context, (index, segment): (usize, usize)) -> f64 {
    let side = Side::Original;
    let links = &context.alignment.links;
    let document = &context.documents[side.other()];
    let near = &links[index.saturating_sub(NEAR)..(index + NEAR + 1).min(links.len())];
    let near: Vec<&[usize]> = near
        .iter()
        .filter(|link| link.is_full())
        .map(|link| link.segments[side.other()].as_slice())
        .collect();
    let mut there: FxHashSet<u64> = FxHashSet::default();
    let mut known = |segments: &mut dyn Iterator<Item = usize>| {
        there.clear();
        there.extend(segments.flat_map(|s| document.segment_tokens(s)).map(|token| token.stem_key));
        share_known(context, side, segment, |stem| there.contains(&stem))
    };
    let beside = (0..near.len()).map(|at| {
        known(&mut near[at..(at + 2).min(near.len())].iter().flat_map(|link| link.iter().copied()))
    });
    let most = beside.fold(0.0, f64::max);
    let like = context.support[side][segment].iter().map(|&(other, _)| known(&mut std::iter::once(other)));
    like.fold(most, f64::max)
}

fn share_known(context: &Context, side: Side, segment: usize, known: impl Fn(u64) -> bool) -> f64 {
    let (mut hits, mut all) = (0, 0);
    let tokens = context.documents[side].segment_tokens(segment).iter();
    for token in tokens.filter(|t| t.is_content() && !t.class.has(Class::FUNCTION)) {
        all += 1;
        hits += usize::from(known(token.stem_key));
    }
    ratio(hits, all)
}

/// *She was 91 years old.*: lengths of time that another sentence tells, and hardly a word beside them.
fn is_age_told(context: &Context, side: Side, segment: usize) -> bool {
    let facts = &context.facts_of[side][segment];
    let figures: Vec<usize> =
        facts.iter().copied().filter(|&fact| context.fact(side, fact).kind.is_numeric()).collect();
    let document = &context.documents[side];
    let beside = document.segments[segment].tokens.clone().filter(|&at| {
        let inside = |&fact: &usize| {
            (context.fact(side, fact).tokens.0..context.fact(side, fact).tokens.1).contains(&at)
        };
        document.tokens[at].is_content() && !figures.iter().any(inside)
    });
    let told = |&fact: &usize| {
        context.fact(side, fact).kind == Kind::Duration && numeric::elsewhere(context, side, fact)
    };
    !figures.is_empty() && beside.count() <= 1 && figures.iter().all(told)
}

/// *She denies it.*: short, and one denial more than the rewrite has.
fn is_lost_denial(context: &Context, side: Side, segment: usize) -> bool {
    let denies = |&fact: &usize| matches!(context.fact(side, fact).readings[0], Value::Denial { .. });
    side == Side::Original
        && context.denials.original > context.denials.rewrite
        && context.facts_of[side][segment].iter().any(denies)
}

/// A short segment, or one whose words all stand near its place in the other text, may have been merged into another
/// sentence; in a very short original, a padding sentence is likely a piece of a split one; a definition adds nothing that could be wrong.
fn confidence(
    context: &Context,
    side: Side,
    (index, segment): (usize, usize),
    causes: &[Cause],
) -> Confidence {
    let own = context.documents[side].content_words(segment);
    let words = |document: &Document| body(document).iter().map(|&s| document.content_words(s)).sum();
    // What was added may be a summary of what stands far apart.
    let familiar = match side {
        Side::Original => familiar_near(context, (index, segment)),
        Side::Rewrite => familiar(context, side, segment),
    };
    let original = &context.documents.original;
    let split = side == Side::Rewrite
        && causes.contains(&Cause::Padding)
        && !causes.contains(&Cause::Boilerplate)
        && body(original).len() <= FEW
        && ratio(words(&context.documents.rewrite), words(original)) <= HARDLY_LONGER;
    if own < 2 && !is_lost_denial(context, side, segment)
        || is_age_told(context, side, segment)
        || familiar > 0.85
        || split
        || causes.contains(&Cause::Definition)
        || is_told_below(context, side, segment)
        || is_new_title(context, side, segment, causes)
        || faces_another(context, side, (index, segment))
        || absorbed::is_absorbed(context, side, segment)
    {
        Confidence::Low
    } else if own < 4 || familiar > 0.7 {
        Confidence::Medium
    } else {
        Confidence::High
    }
}

/// Furniture that both texts carry in other words: somebody rewrote a promotion.
pub(super) fn promotion(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    let segments = Pair::from_fn(|side| link.segments[side][0]);
    if Side::BOTH.into_iter().any(|side| !context.documents[side].is_boilerplate(segments[side])) {
        return;
    }
    let words = Pair::from_fn(|side| -> Vec<&str> {
        context.documents[side]
            .segment_tokens(segments[side])
            .iter()
            .filter(|t| t.kind != TokenKind::Sign)
            .map(|t| t.stem.as_str())
            .collect()
    });
    let reworded = words.original != words.rewrite && words.rewrite.len() >= PROMOTION;
    if !reworded || !is_inside(context, index, segments.rewrite) {
        return;
    }
    let mut change = context.change(index, Relation::Added, Pair::new(None, None));
    change.kind = Kind::Sentence;
    change.places = Pair::from_fn(|side| Place::Here(context.documents[side].segments[segments[side]].span));
    change.causes = vec![Cause::Boilerplate, Cause::Promotion];
    changes.push(change);
}
