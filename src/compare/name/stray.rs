//! Mentions counted: a name of the same story put where another one stood. Each mention of the one side is matched with one
//! of the other; what is left over on both sides and stands in the same place was exchanged.

use compact_str::CompactString;

use super::around::{beside, headed_alike};
use super::facing::{
    Absent, alike_by, both_stay, greedy, in_one_name, letters, of_two_sorts, one_person, telling, tells_else,
    told,
};
use super::mentioned::{Reach, acronym_in_link, acronym_of, belongs, place_of};
use super::{MANY, Mention, is_known, mention};
use crate::align::Link;
use crate::compare::{Cause, Change, Context, Relation};
use crate::document::ratio;
use crate::fact::Kind;
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::token;

/// Tells names that were exchanged for another of the story; `from` is the first change of this link.
pub(super) fn exchanged(
    context: &Context,
    index: usize,
    link: &Link,
    reach: &Pair<Reach>,
    (gone, new): (&mut Absent, &mut Absent),
    from: usize,
    changes: &mut Vec<Change>,
) {
    let all = Pair::from_fn(|side| {
        let facts = context.facts(side, link, |fact| fact.kind == Kind::Name);
        facts.into_iter().take(MANY).filter_map(|fact| mention(context, side, fact)).collect::<Vec<_>>()
    });
    if all.original.is_empty() || all.rewrite.is_empty() {
        return;
    }
    let matched = matched(context, &all);
    relocate(context, &all, &matched, &mut changes[from..]);
    let mut left = Pair::new(
        (0..all.original.len()).filter(|o| matched.iter().all(|(i, _)| i != o)).collect::<Vec<_>>(),
        (0..all.rewrite.len()).filter(|r| matched.iter().all(|(_, j)| j != r)).collect::<Vec<_>>(),
    );
    let altered = |changes: &[Change], side: Side, fact: usize| {
        changes[from..].iter().any(|c| c.relation == Relation::Altered && c.facts[side] == Some(fact))
    };
    for side in Side::BOTH {
        left[side].retain(|&i| {
            let name = all[side][i];
            !altered(changes, side, name.fact) && !acronym_in_link(context, side, name, &reach[side.other()])
        });
    }
    let pairs = facing(context, &all, &left, &matched);
    for (_, o, r) in greedy(pairs) {
        let (name, other) = (all.original[o], all.rewrite[r]);
        let mut change =
            context.change(index, Relation::Altered, Pair::new(Some(name.fact), Some(other.fact)));
        change.causes = vec![Cause::Value];
        change.confidence =
            if telling(context, name, other, 0.0) { Confidence::Medium } else { Confidence::Low };
        if told(context, changes, name, other) {
            change.relation = Relation::Moved;
        }
        changes.push(change);
        gone.retain(|(gone, _)| gone.fact != name.fact);
        new.retain(|(new, _)| new.fact != other.fact);
    }
}

/// Pairs of what is left over that stand in the same place, with how surely.
fn facing(
    context: &Context,
    all: &Pair<Vec<&Mention>>,
    left: &Pair<Vec<usize>>,
    matched: &[(usize, usize)],
) -> Vec<(f64, usize, usize)> {
    let mut pairs = Vec::new();
    for &o in &left.original {
        for &r in &left.rewrite {
            let (name, other) = (all.original[o], all.rewrite[r]);
            // Another headline may name another thing of the story.
            let retold = || tells_else(context, name, other) && is_known(context, Side::Rewrite, other.fact);
            let gap = if in_one_gap(all, matched, o, r) && !retold() { 0.5 } else { 0.0 };
            let words = beside(context, name.fact, other.fact);
            let points = words.max(gap);
            // *the estuary of the Elbe*, *the mouth of the Council*, where every other name has its partner.
            let alone = left.original.len() == 1 && left.rewrite.len() == 1 && matched.len() > 1;
            let surely = words >= 0.5 && (gap > 0.0 || alone && headed_alike(context, name.fact, other.fact));
            let apart = || !surely && both_stay(context, name, other);
            if points >= 0.5 && !apart() && two_bodies(name, other) && !of_two_sorts(context, name, other) {
                pairs.push((points, o, r));
            }
        }
    }
    pairs
}

/// The mentions before the two are of one name, and so are those behind them.
fn in_one_gap(all: &Pair<Vec<&Mention>>, matched: &[(usize, usize)], o: usize, r: usize) -> bool {
    let before = o.checked_sub(1).zip(r.checked_sub(1));
    let behind = Some((o + 1, r + 1)).filter(|(o, r)| *o < all.original.len() && *r < all.rewrite.len());
    let first = o == 0 && r == 0;
    let last = o + 1 == all.original.len() && r + 1 == all.rewrite.len();
    let is_one = |pair: Option<(usize, usize)>| pair.is_some_and(|pair| matched.contains(&pair));
    (first || is_one(before)) && (last || is_one(behind)) && !(first && last)
}

/// A dictionary word with a capital may be no name at all: two of them in a row are one.
fn two_bodies(name: &Mention, other: &Mention) -> bool {
    (!name.common && !other.common) || other.words.len() > 1
}

/// Of several mentions of the two names, those that stand in the same place are the ones that changed.
fn relocate(
    context: &Context,
    all: &Pair<Vec<&Mention>>,
    matched: &[(usize, usize)],
    changes: &mut [Change],
) {
    let at = |side: Side, fact: usize| all[side].iter().position(|m| m.fact == fact);
    // A mention that has its partner is not the one that changed.
    let points = |o: usize, r: usize| {
        let (i, j) = (at(Side::Original, o), at(Side::Rewrite, r));
        let taken = matched.iter().filter(|(a, _)| Some(*a) == i).count()
            + matched.iter().filter(|(_, b)| Some(*b) == j).count();
        let close = i.zip(j).map_or(0.0, |(i, j)| closeness(all, i, j));
        beside(context, o, r) + CLOSE * close - taken as f64
    };
    for change in changes.iter_mut().filter(|c| c.relation == Relation::Altered) {
        let (Some(o), Some(r)) = (change.facts.original, change.facts.rewrite) else { continue };
        let same = |side: Side, fact: usize| {
            let words = all[side].iter().find(|m| m.fact == fact).map(|m| &m.words);
            all[side].iter().filter(move |m| Some(&m.words) == words).map(|m| m.fact)
        };
        let mut best = (points(o, r), o, r);
        for o in same(Side::Original, o) {
            for r in same(Side::Rewrite, r) {
                let points = points(o, r);
                if points > best.0 {
                    best = (points, o, r);
                }
            }
        }
        let (_, o, r) = best;
        change.facts = Pair::new(Some(o), Some(r));
        change.places = Pair::new(
            Place::Here(context.fact(Side::Original, o).span),
            Place::Here(context.fact(Side::Rewrite, r).span),
        );
    }
}

/// How much the order of the names counts beside the words around them.
const CLOSE: f64 = 0.3;

/// How near two mentions are to each other in the order of their sides, 0 to 1.
fn closeness(all: &Pair<Vec<&Mention>>, o: usize, r: usize) -> f64 {
    1.0 - (ratio(2 * o + 1, 2 * all.original.len()) - ratio(2 * r + 1, 2 * all.rewrite.len())).abs()
}

/// Mentions that are of one name, each once.
fn matched(context: &Context, all: &Pair<Vec<&Mention>>) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let known = all.as_ref().map(|names| names.iter().map(|name| known(context, name)).collect::<Vec<_>>());
    let shortened = Pair::from_fn(|side| {
        let short = |name: &Mention| acronym_of(context, side.other(), context.fact(side, name.fact));
        all[side].iter().copied().map(short).collect::<Vec<_>>()
    });
    for (o, name) in all.original.iter().enumerate() {
        for (r, other) in all.rewrite.iter().enumerate() {
            let acronym = shortened.original[o] || shortened.rewrite[r];
            let likeness = likeness(context, (name, &known.original[o]), (other, &known.rewrite[r]), acronym);
            if likeness > 0.0 {
                let place = beside(context, name.fact, other.fact) + CLOSE * closeness(all, o, r);
                pairs.push((2.0 * likeness + place, o, r));
            }
        }
    }
    greedy(pairs).into_iter().map(|(_, o, r)| (o, r)).collect()
}

/// What is known of a word of a name.
struct Known<'a> {
    /// Stand for the word and its stem.
    word: u64,
    stem: u64,
    letters: u64,
    place: Option<&'a CompactString>,
    /// The first of the words that stand for each other in names.
    same: Option<&'a CompactString>,
}

fn known<'a>(context: &Context<'a>, name: &Mention) -> Vec<Known<'a>> {
    let of = |word: &&str| Known {
        word: token::key(word),
        stem: token::key(&context.language.stem(word)),
        letters: letters(word),
        place: place_of(context, word),
        same: context.language.same_in_names.get(*word),
    };
    name.words.iter().map(of).collect()
}

/// How surely two mentions are of one name, 0 to 1; `acronym` where one of them is the other text's acronym for it.
fn likeness(
    context: &Context,
    (name, of_name): (&Mention, &[Known]),
    (other, of_other): (&Mention, &[Known]),
    acronym: bool,
) -> f64 {
    if name.place.is_some() && name.place == other.place
        || name.body.is_some() && name.body == other.body
        || name.words == other.words
    {
        return 1.0;
    }
    let same = |i: usize, j: usize| {
        let (a, b) = (&of_name[i], &of_other[j]);
        a.word == b.word
            || a.stem == b.stem
            || a.place.is_some() && a.place == b.place
            || a.same.is_some() && a.same == b.same
            || alike_by((name.words[i], a.letters), (other.words[j], b.letters))
            || belongs(context.language, name.words[i], other.words[j])
    };
    let shares = |i: &usize| (0..other.words.len()).any(|j| same(*i, j));
    let shared = (0..name.words.len()).filter(shares).count();
    let (fewer, more) = (name.words.len().min(other.words.len()), name.words.len().max(other.words.len()));
    // Two bodies that share a dictionary word are not one.
    if shared > 0 && (shared * 2 > fewer || !name.common || !other.common) {
        return shared as f64 / more.max(1) as f64;
    }
    let joined = || name.words.iter().flat_map(|w| w.bytes()).eq(other.words.iter().flat_map(|w| w.bytes()));
    // Where no word is shared, neither is a part of the other.
    let one_person = || match shared {
        0 => in_one_name(context, name, other),
        _ => one_person(context, name, other),
    };
    if acronym || joined() || one_person() { 0.2 } else { 0.0 }
}
