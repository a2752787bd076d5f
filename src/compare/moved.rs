//! A fact that left one sentence and came up in another was moved: the two texts cut the same statements differently.
//!
//! Only what nothing faces in its linked sentence gets here: one fact that is gone and one that is new, of the same kind and
//! value. They are one fact where the words around both are the same, or mean the same, and where both count the same thing.

use super::{Change, Context, Relation, numeric};
use crate::fact::{Fact, Kind};
use crate::finding::Confidence;
use crate::pair::{Pair, Side};
use crate::token::{Token, TokenKind};

/// More facts than this that are gone, or new, are no story's.
const MANY: usize = 200;
/// Words of content looked at on each side of a fact.
const WINDOW: usize = 5;
/// So many of them are the same around both facts.
const SHARED: usize = 2;

/// Takes back what was told as gone and as new and is one fact that stands in another sentence. A summary that gathers from
/// many sentences leaves out negations enough to excuse any.
pub(super) fn reconcile(context: &Context, gathers: bool, changes: &mut [Change]) {
    let alone = |relation: Relation, side: Side| -> Vec<(usize, &Fact)> {
        let fact = |at: usize| Some((at, context.fact(side, changes[at].facts[side]?)));
        let told = (0..changes.len()).filter(|&at| {
            changes[at].relation == relation && (changes[at].kind.is_numeric() || !gathers && may_move(&changes[at]))
        });
        told.filter_map(fact).take(MANY).collect()
    };
    let gone = alone(Relation::Dropped, Side::Original);
    let mut new = alone(Relation::Added, Side::Rewrite);
    let mut moved = Vec::new();
    for (o, dropped) in gone {
        let one = |(r, added): &(usize, &Fact)| {
            let pair = Pair::new(dropped, *added);
            same_value(context, pair)
                && (is_near(context, pair, changes[*r].link) || same_thing(context, pair))
        };
        if let Some(at) = new.iter().position(one) {
            moved.extend([o, new.swap_remove(at).0]);
        }
    }
    for at in moved {
        changes[at].relation = Relation::Moved;
    }
}

/// A negation whose words the other side does not have as done.
fn may_move(change: &Change) -> bool {
    change.kind == Kind::Negation && change.confidence < Confidence::High
}

fn same_value(context: &Context, facts: Pair<&Fact>) -> bool {
    let negation = facts.original.kind == Kind::Negation;
    facts.original.kind == facts.rewrite.kind && (negation || numeric::is_same(context, facts))
}

/// A day or an hour that only went over into the next sentence.
fn is_near(context: &Context, facts: Pair<&Fact>, link: usize) -> bool {
    let there = &context.alignment.links[link].segments.original;
    matches!(facts.original.kind, Kind::Date | Kind::Time)
        && facts.original.readings.first() == facts.rewrite.readings.first()
        && there.iter().any(|there| there.abs_diff(facts.original.segment) <= 1)
}

/// The words around two facts are the same or mean nearly the same, those behind a negation among them, and what is counted is
/// the same where both say what it is.
fn same_thing(context: &Context, facts: Pair<&Fact>) -> bool {
    let around = Pair::from_fn(|side| around(context, side, facts[side]));
    let same = |a: &Token, b: &Token| {
        a.stem_key == b.stem_key || a.meaning(context.language).is_near(b.meaning(context.language))
    };
    let has = |word: &&Token, words: &[&Token]| words.iter().any(|other| same(word, other));
    if let (Some(a), Some(b)) = (&facts.original.counted, &facts.rewrite.counted)
        && a != b
    {
        let what = |side: Side, stem: &str| around[side][1].iter().copied().find(|word| word.stem == stem);
        let (a, b) = (what(Side::Original, a), what(Side::Rewrite, b));
        if !matches!((a, b), (Some(a), Some(b)) if same(a, b)) {
            return false;
        }
    }
    let there: Vec<&Token> = around.rewrite.concat();
    let here = around.original.concat();
    let turned = facts.original.kind != Kind::Negation
        || around.original[1].iter().any(|word| !word.is_capital() && has(word, &around.rewrite[1]));
    turned && here.iter().filter(|word| has(word, &there)).count() >= SHARED
}

/// Words of content before a fact, and behind it, in its sentence.
fn around<'a>(context: &Context<'a>, side: Side, fact: &Fact) -> [Vec<&'a Token>; 2] {
    let document = &context.documents[side];
    let range = document.segments[fact.segment].tokens.clone();
    let content = |token: &&Token| token.kind == TokenKind::Word && token.is_content();
    let before = &document.tokens[range.start..fact.tokens.0.max(range.start)];
    let behind = &document.tokens[fact.tokens.1.min(range.end)..range.end];
    [
        before.iter().rev().filter(content).take(WINDOW).collect(),
        behind.iter().filter(content).take(WINDOW).collect(),
    ]
}
