//! Words of linked segments: opposites, lost and added content, changed relations, disorder; and what each loose word costs in quality.
//!
//! The words of a link are aligned once ([`align`]); every check here reads that alignment. A link whose two sides are the
//! same words costs nothing. Words of facts that were compared before are left to those comparisons.

mod align;
mod clauses;
mod content;
mod fluency;
mod foreign;
mod gender;
mod office;
mod opposite;
mod replaced;
mod roles;
mod trend;
mod worth;

pub use worth::Deduction;

use self::align::Words;
pub(super) use self::foreign::script;
pub(super) use self::office::Named;
use super::{Cause, Change, Context, Relation};
use crate::align::Link;
use crate::fact::Kind;
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::span::Span;
use crate::token::{Class, Token, TokenKind};

/// Longer links are not aligned word by word.
const LONGEST: usize = 300;

/// What a check found in the words of a link: half-open ranges of words of either side.
struct Told {
    relation: Relation,
    cause: Cause,
    words: Pair<Option<(usize, usize)>>,
    confidence: Confidence,
}

/// Compares the words of a full link; `from` is where the changes of its facts begin.
pub(super) fn compare(
    context: &Context,
    index: usize,
    link: &Link,
    from: usize,
    changes: &mut Vec<Change>,
    deductions: &mut Vec<Deduction>,
) {
    // Opposites need scales; what else the words say needs a dictionary.
    let language = context.language;
    let full = language.has_thesaurus();
    if !full && !language.wording.has_scales() || same_words(context, link) || furniture(context, link) {
        return;
    }
    let mut words = Words::new(context, link, &changes[from..]);
    let mut told = Vec::new();
    opposite::find(context, &mut words, &mut told);
    trend::find(context, &mut words, &changes[from..], &mut told);
    trend::confirm(context, &words, &changes[from..], &mut told);
    one_bound(context, &words, &told, &mut changes[from..]);
    if full {
        roles::find(context, &words, &mut told);
    }
    gender::find(context, &words, &mut told);
    office::find(context, link, &mut words, &mut told);
    replaced::find(context, &mut words, &mut told);
    let broken = full.then(|| {
        foreign::find(context, &mut words, &mut told);
        let broken = fluency::broken(context, link, &words);
        fluency::find(context, &words, &broken, &mut told);
        broken
    });
    clauses::find(context, &mut words, &mut told);
    if let Some(broken) = broken {
        content::find(context, &mut words, &mut told);
        worth::deduct(context, &words, &told, &broken, deductions);
        worth::unlike(context, &changes[from..], deductions);
    }
    for one in told {
        let mut change = change(context, index, link, &words, &one);
        if one.cause == Cause::Condition {
            swallow(&mut change, from, changes);
        }
        changes.push(change);
    }
}

/// *more than 40* became *less than 40*: the opposite says so, and the figure is kept.
fn one_bound(context: &Context, words: &Words, told: &[Told], changes: &mut [Change]) {
    /// Words between such a word and its figure.
    const NEAR: usize = 3;
    let is_bound = |change: &&mut Change| change.kind.is_numeric() && is_of_bound(change);
    for change in changes.iter_mut().filter(is_bound) {
        let facts = change.facts;
        let before = |one: &Told, side: Side| {
            let fact = facts[side].map(|fact| context.fact(side, fact).tokens.0);
            let word = one.words[side].map(|(from, _)| words.of[side][from].at);
            fact.zip(word).is_some_and(|(fact, word)| word < fact && fact - word <= NEAR)
        };
        let says = |one: &&Told| one.cause == Cause::Opposite && one.confidence > Confidence::Low;
        if told.iter().filter(says).any(|one| Side::BOTH.into_iter().all(|side| before(one, side))) {
            change.relation = Relation::Kept;
            change.causes.clear();
        }
    }
}

/// Nothing else changed but the limit.
fn is_of_bound(change: &Change) -> bool {
    matches!(change.causes[..], [Cause::Bound | Cause::Opposite])
}

/// What was lost with a condition is told with it.
fn swallow(condition: &mut Change, from: usize, changes: &mut Vec<Change>) {
    let Some(span) = condition.places.original.here() else { return };
    let mut at = from;
    while at < changes.len() {
        let lost = changes[at].relation == Relation::Dropped
            && changes[at].places.original.here().is_some_and(|here| span.contains(here));
        if !lost {
            at += 1;
            continue;
        }
        let kind = changes.remove(at).kind;
        if !condition.contains.contains(&kind) {
            condition.contains.push(kind);
        }
    }
}

/// Both sides are the same words in the same order, or there are too many.
fn same_words(context: &Context, link: &Link) -> bool {
    let tokens = |side: Side| context.tokens(side, link).filter(|t| t.kind != TokenKind::Sign);
    let same = |a: &Token, b: &Token| a.norm_key == b.norm_key;
    let (mut original, mut rewrite) = (tokens(Side::Original), tokens(Side::Rewrite));
    loop {
        match (original.next(), rewrite.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if same(a, b) => {}
            _ => break,
        }
    }
    Side::BOTH.into_iter().any(|side| context.tokens(side, link).count() > LONGEST)
}

fn furniture(context: &Context, link: &Link) -> bool {
    Side::BOTH
        .into_iter()
        .all(|side| link.segments[side].iter().all(|&s| context.documents[side].is_boilerplate(s)))
}

/// The token is part of what bends a figure behind it: *at least*, *up to*.
fn bends(context: &Context, side: Side, at: usize) -> bool {
    /// Tokens of a phrase before its last.
    const LONGEST: usize = 3;
    let tokens = &context.documents[side].tokens;
    (at.saturating_sub(LONGEST)..=at).filter(|&from| tokens[from].class.has(Class::HEDGE)).any(|from| {
        let phrase = context.language.hedges.longest(tokens, from);
        phrase.is_some_and(|(length, _)| {
            from + length > at
                && tokens.get(from + length).is_some_and(|next| {
                    next.kind == TokenKind::Figure
                        || next.class.any(Class(Class::NUMBER.0 | Class::ARTICLE.0))
                })
        })
    })
}

/// A change of words: where, and where not.
fn change(context: &Context, index: usize, link: &Link, words: &Words, told: &Told) -> Change {
    let mut change = context.change(index, told.relation, Pair::new(None, None));
    change.kind = match told.cause {
        Cause::Order | Cause::Foreign | Cause::Grammar => Kind::Text,
        _ => Kind::Wording,
    };
    change.causes = vec![told.cause];
    change.confidence = told.confidence;
    change.places = Pair::from_fn(|side| match told.words[side] {
        Some((from, to)) if from < to => {
            let of = &words.of[side];
            Place::Here(Span::new(of[from].token.span.start, of[to - 1].token.span.end))
        }
        _ => Place::At(context.documents[side].segments[link.segments[side][0]].span),
    });
    change
}
