//! Content that was lost, put in, or put in the place of other content, where the rest of the sentence stands as it stood.
//!
//! A sentence that is reworded freely says nothing by a word without a counterpart. One that is otherwise kept does: the more
//! of it stands unchanged, the surer it is that a loose word is another statement; and the more loose words stand together,
//! beside few on the other side, the less can be a rewording.

use super::align::{Fate, Word, Words};
use super::{Cause, Context, Relation, Told, bends};
use crate::fact::Kind;
use crate::finding::Confidence;
use crate::language::{Kinship, Part, Syntax};
use crate::pair::{Pair, Side};
use crate::token::Class;

/// Share of the other side's words that must stand unchanged beside a clause that is only on this side,
const KEPT_CLAUSE: f64 = 0.85;
/// beside a qualifier,
const KEPT_QUALIFIER: f64 = 0.7;
/// beside a longer clause, which says more than loose words of the other side could,
const KEPT_LONGER: f64 = 0.75;
/// and beside a long one.
const KEPT_LONG: f64 = 0.5;
/// The same of both sides for one noun in the place of another.
const KEPT_NOUN: f64 = 0.88;
/// Content words of a clause, of a longer one, and of one so long that it counts wherever it stands.
const CLAUSE: usize = 2;
const LONGER: usize = 3;
const LONG: usize = 4;

/// Finds runs of loose words on one side, and nouns of one kind that replaced each other.
pub(super) fn find(context: &Context, words: &mut Words, told: &mut Vec<Told>) {
    let kept = Pair::from_fn(|side| words.kept(side));
    let mut found = Vec::new();
    for side in Side::BOTH {
        let kept = kept[side.other()];
        if kept < KEPT_LONG {
            continue;
        }
        for (from, to) in runs(&words.of[side]) {
            if let Some(cause) = alone(context, words, side, (from, to), kept) {
                let mut at = Pair::new(None, None);
                at[side] = Some((from, to));
                let relation = if side == Side::Original { Relation::Dropped } else { Relation::Added };
                found.push(Told { relation, cause, words: at, confidence: Confidence::Medium });
            }
        }
    }
    if kept.original >= KEPT_NOUN && kept.rewrite >= KEPT_NOUN {
        nouns(words, &mut found);
    }
    for one in &found {
        for side in Side::BOTH {
            let (from, to) = one.words[side].unwrap_or_default();
            words.of[side][from..to].iter_mut().for_each(|word| word.fate = Fate::Told);
        }
    }
    told.append(&mut found);
}

/// Runs of words without a counterpart.
fn runs(words: &[Word]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (i, _) in words.iter().enumerate().filter(|(_, word)| word.mate.is_none()) {
        match runs.last_mut() {
            Some((_, to)) if *to == i => *to = i + 1,
            _ => runs.push((i, i + 1)),
        }
    }
    runs
}

/// Why a run of words without a counterpart matters, where `kept` of the other side's words stand unchanged; nothing where it
/// does not, or where something was said of it already.
fn alone(
    context: &Context,
    words: &Words,
    side: Side,
    (from, to): (usize, usize),
    kept: f64,
) -> Option<Cause> {
    let here = &words.of[side];
    let run = &here[from..to];
    let named = |word: &Word| word.fate == Fate::Told || word.fact || word.token.is_capital();
    if run.iter().any(named) || quoted(context, side, run) {
        return None;
    }
    let nothing = faces_nothing(words, side, from, to);
    let count = |side: Side, word: &Word| context.stems[side].get(&word.key).copied().unwrap_or(0);
    let light = |word: &Word| context.language.wording.is_light(&word.token.norm);
    let fresh =
        run.iter().filter(|word| word.content && count(side.other(), word) == 0 && !light(word)).count();
    let qualifies = |word: &Word| word.token.class.has(Class::QUALIFIER) && !bends(context, side, word.at);
    let qualified = (from..to).find(|&at| qualifies(&here[at]));
    let fewer = |word: &Word| count(side.other(), word) < count(side, word);
    if let Some(at) = qualified.filter(|&at| fewer(&here[at])) {
        let negated = at > 0 && here[at - 1].token.class.has(Class::NEGATION);
        let related = context.language.wording.on_scale(&here[at].token.norm) && fresh > 1;
        if nothing
            && kept >= KEPT_QUALIFIER
            && !negated
            && !related
            && !said_otherwise(context, words, side, at)
        {
            return Some(Cause::Qualifier);
        }
    }
    if fresh < CLAUSE || fresh * 4 < run.len() {
        return None;
    }
    // Other loose words may say the same.
    let loose = words.free(side.other()).len();
    // What begins with a word of substance and ends with a small one, *data shows that a total of*, is no clause.
    let small = |word: Option<&Word>| word.is_some_and(|word| word.token.class.has(Class::FUNCTION));
    let whole = fresh * 3 >= run.len() && (small(run.first()) || !small(run.last()));
    let longer = match fresh {
        LONG.. => nothing && loose < fresh || loose * 10 < fresh * 3,
        LONGER => nothing && loose <= 1 && kept >= KEPT_LONGER,
        _ => false,
    };
    (whole && longer || nothing && loose < fresh && kept >= KEPT_CLAUSE).then_some(Cause::Clause)
}

/// A loose word of the other side, small ones too, means nearly the same: *just the members*, *only the members*.
fn said_otherwise(context: &Context, words: &Words, side: Side, at: usize) -> bool {
    let own = words.of[side][at].token.meaning(context.language);
    let near = |word: &Word| own.is_near(word.token.meaning(context.language));
    let joins = |word: &Word| word.token.syntax.any(Syntax::CONJUNCTION);
    words.of[side.other()].iter().any(|word| word.mate.is_none() && !joins(word) && near(word))
}

/// The run lies inside a quote, which is compared as one.
fn quoted(context: &Context, side: Side, run: &[Word]) -> bool {
    run.iter().any(|word| {
        context.facts_of[side][word.segment].iter().any(|&fact| {
            let fact = context.fact(side, fact);
            fact.kind == Kind::Quote && fact.span.contains(word.token.span)
        })
    })
}

/// The words before and behind a run are counterparts of neighbours.
fn faces_nothing(words: &Words, side: Side, from: usize, to: usize) -> bool {
    let (here, there) = (&words.of[side], &words.of[side.other()]);
    let before = match from.checked_sub(1) {
        Some(at) => here[at].mate.map(|mate| mate + 1),
        None => Some(0),
    };
    let after = if to == here.len() { Some(there.len()) } else { here[to].mate };
    before.is_some() && before == after
}

/// A noun in the place of another of its kind: *milk* and *cheese*.
fn nouns(words: &Words, found: &mut Vec<Told>) {
    let noun = |word: &Word| word.meaning.as_ref().is_some_and(|meaning| meaning.part() == Some(Part::Noun));
    let free = Pair::from_fn(|side| words.free(side));
    for &i in &free.original {
        for &j in &free.rewrite {
            let sibling = noun(&words.of.original[i])
                && noun(&words.of.rewrite[j])
                && words.in_place(i, j)
                && words.kinship(i, j) == Kinship::Sibling;
            if sibling {
                found.push(Told {
                    relation: Relation::Altered,
                    cause: Cause::Object,
                    words: Pair::new(Some((i, i + 1)), Some((j, j + 1))),
                    confidence: Confidence::Low,
                });
            }
        }
    }
}
