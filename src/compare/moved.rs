//! A fact that left one sentence and came up in another was moved: the two texts cut the same statements differently.
//!
//! Only what nothing faces in its linked sentence gets here: one fact that is gone and one that is new, of the same kind and
//! value. They are one fact where the words around both are the same, or mean the same, and where both count the same thing. A
//! headline that was written anew says less, and rounds.

use rustc_hash::FxHashSet;

use super::{Change, Context, Relation, numeric};
use crate::fact::{Amount, Fact, Kind, Unit, Value};
use crate::finding::Confidence;
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::token::{Class, Token, TokenKind};

/// More facts than this that are gone, or new, are no story's.
const MANY: usize = 200;
/// Words of content looked at on each side of a fact.
const WINDOW: usize = 5;
/// So many of them are the same around both facts.
const SHARED: usize = 2;

/// Takes back what was told as gone and as new and is one fact that stands in another sentence. A summary that gathers from
/// many sentences leaves out enough to excuse anything.
pub(super) fn reconcile(context: &Context, gathers: bool, changes: &mut [Change]) {
    // What was excused on one side already may be what is told as gone or new on the other.
    let alone = |relation: Relation, side: Side| -> Vec<(usize, &Fact)> {
        let told = |at: usize| {
            let change = &changes[at];
            let lone = change.relation == Relation::Moved && change.facts[side.other()].is_none();
            let may = change.kind.is_numeric() || may_move(change);
            let fact = change.facts[side].filter(|_| may && (lone || change.relation == relation))?;
            Some((at, context.fact(side, fact)))
        };
        (0..changes.len()).filter_map(told).take(MANY).collect()
    };
    let gone = alone(Relation::Dropped, Side::Original);
    let mut new = alone(Relation::Added, Side::Rewrite);
    let mut moved = Vec::new();
    for (o, dropped) in gone {
        let one = |(r, added): &(usize, &Fact)| {
            let pair = Pair::new(dropped, *added);
            same_value(context, pair)
                && (is_near(context, pair, changes[*r].link)
                    || !gathers
                        && (same_thing(context, pair)
                            || is_next(context, pair, (changes[o].link, changes[*r].link))
                                && is_only_one(context, pair)))
        };
        if let Some(at) = new.iter().position(one) {
            moved.extend([o, new.swap_remove(at).0]);
        }
    }
    let links = context.alignment.links.iter().filter(|link| !gathers && !link.is_full());
    let lone: FxHashSet<(Side, usize)> = links
        .flat_map(|link| {
            Side::BOTH.into_iter().flat_map(|side| link.segments[side].iter().map(move |&s| (side, s)))
        })
        .collect();
    let unmatched = changes.iter().enumerate().filter_map(|(at, change)| {
        let side = match change.relation {
            Relation::Dropped => Side::Original,
            Relation::Added => Side::Rewrite,
            _ => return None,
        };
        Some((at, side, change.facts[side].filter(|_| change.kind.is_numeric())?))
    });
    let told_apart = |&(_, side, fact): &(usize, Side, usize)| is_told_apart(context, &lone, side, fact);
    moved.extend(unmatched.take(MANY).filter(told_apart).map(|(at, ..)| at));
    for at in moved {
        changes[at].relation = Relation::Moved;
        changes[at].causes.clear();
    }
}

/// Makes unsure what is gone or another in a headline that was written anew: a name or a small number that only the original's
/// has, and a figure with a unit in the place of another that the original's body gives.
pub(super) fn headlines(context: &Context, changes: &mut [Change]) {
    /// Headlines count in words: *two held*, *bottom three*.
    const SMALL: i128 = 12;
    let heads =
        |side: Side| context.documents[side].segments.first().is_some_and(|s| s.role == Role::Heading);
    if !heads(Side::Original) || !heads(Side::Rewrite) {
        return;
    }
    // A headline that shares half its words was not written anew.
    let keys = |side: Side| {
        let tokens = context.documents[side].segment_tokens(0).iter().filter(|token| token.is_content());
        tokens.map(|token| token.stem_key).collect::<FxHashSet<u64>>()
    };
    let (own, other) = (keys(Side::Original), keys(Side::Rewrite));
    if 2 * own.intersection(&other).count() >= own.len().min(other.len()) {
        return;
    }
    let spare = |fact: &Fact| match fact.readings.first() {
        Some(Value::Name { .. }) => true,
        Some(Value::Amount { amount, unit: Unit::One | Unit::Rank }) => *amount <= Amount::from(SMALL),
        _ => false,
    };
    // *three years in prison*, *three years and two months*: a figure with a unit that the body of the original gives.
    let exact = |change: &Change| {
        let unit = matches!(change.kind, Kind::Money | Kind::Percent | Kind::Quantity | Kind::Duration);
        let (Some(o), Some(r)) = (change.facts.original, change.facts.rewrite) else { return false };
        let (o, r) = (context.fact(Side::Original, o), context.fact(Side::Rewrite, r));
        let same = |own: &Fact| own.segment > 0 && numeric::is_same(context, Pair::new(own, r));
        unit && o.segment == 0 && r.segment == 0 && context.documents.original.facts.iter().any(same)
    };
    let gone = |change: &Change| {
        let fact = change.facts.original.map(|fact| context.fact(Side::Original, fact));
        fact.is_some_and(|fact| fact.segment == 0 && spare(fact))
    };
    for change in changes {
        let unsure = match change.relation {
            Relation::Altered => exact(change),
            Relation::Dropped => gone(change),
            _ => false,
        };
        if unsure {
            change.confidence = Confidence::Low;
        }
    }
}

/// A fact of a headline that both texts have below; or one that the other text has in a sentence without a partner, which is told
/// as a whole.
fn is_told_apart(context: &Context, lone: &FxHashSet<(Side, usize)>, side: Side, fact: usize) -> bool {
    let (here, there) = (&context.documents[side], &context.documents[side.other()]);
    let fact = context.fact(side, fact);
    let again = |own: &Fact| {
        own.segment != fact.segment && own.kind == fact.kind && numeric::is_again(context, fact, own)
    };
    let below = here.segments[fact.segment].role == Role::Heading && here.facts.iter().any(again);
    there.facts.iter().filter(|other| other.kind == fact.kind).any(|other| {
        let pair = if side == Side::Original { Pair::new(fact, other) } else { Pair::new(other, fact) };
        (below || lone.contains(&(side.other(), other.segment)))
            && same_value(context, pair)
            && !counts_another(context, pair)
    })
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

/// The links of two facts are neighbours in one of the texts.
fn is_next(context: &Context, facts: Pair<&Fact>, (gone, new): (usize, usize)) -> bool {
    let near = |link: usize, side: Side| {
        let there = &context.alignment.links[link].segments[side];
        there.iter().any(|there| there.abs_diff(facts[side].segment) <= 1)
    };
    near(new, Side::Original) || near(gone, Side::Rewrite)
}

/// A plain number that stands once in each text, of the same by a word of its clause: *eight of them slight*, *in eight cases the
/// injuries were slight*.
fn is_only_one(context: &Context, facts: Pair<&Fact>) -> bool {
    let plain = facts.original.kind == Kind::Number
        && matches!(facts.original.readings.first(), Some(Value::Amount { unit: Unit::One, .. }));
    let once = |side: Side| {
        let same = |fact: &&Fact| fact.kind == Kind::Number && numeric::is_again(context, fact, facts[side]);
        context.documents[side].facts.iter().filter(same).count() == 1
    };
    let back = Side::BOTH.into_iter().any(|side| points_back(context, side, facts[side]));
    plain
        && context.numeric.original.len().max(context.numeric.rewrite.len()) <= MANY
        && Side::BOTH.into_iter().all(once)
        && (back || !counts_another(context, facts))
        && {
            let words = Pair::from_fn(|side| clause(context, side, facts[side]));
            words.original.iter().any(|word| words.rewrite.iter().any(|other| is_same(context, word, other)))
        }
}

/// *eight of them*: what is counted was named before.
fn points_back(context: &Context, side: Side, fact: &Fact) -> bool {
    let Some(data) = &context.language.number_data else { return false };
    let document = &context.documents[side];
    let end = document.segments[fact.segment].tokens.end;
    let behind = document.tokens[fact.tokens.1.min(end)..end].iter();
    let mut small = behind.take(3).take_while(|token| token.kind == TokenKind::Word);
    small.any(|token| data.wholes.contains(&token.norm))
}

/// Words of content in the clause of a fact, no names.
fn clause<'a>(context: &Context<'a>, side: Side, fact: &Fact) -> Vec<&'a Token> {
    let document = &context.documents[side];
    let range = document.segments[fact.segment].tokens.clone();
    let before = document.tokens[range.start..fact.tokens.0.max(range.start)].iter().rev();
    let behind = document.tokens[fact.tokens.1.min(range.end)..range.end].iter();
    let word = |token: &&Token| token.kind == TokenKind::Word;
    let nouns = context.language.grammar.names.nouns_are_capitalised;
    let content = |token: &&Token| {
        token.is_content() && (nouns || !token.is_capital()) && !token.class.has(Class::NUMBER)
    };
    before.take_while(word).chain(behind.take_while(word)).filter(content).collect()
}

/// The words around two facts are the same or mean nearly the same, those behind a negation among them.
fn same_thing(context: &Context, facts: Pair<&Fact>) -> bool {
    let around = Pair::from_fn(|side| around(context, side, facts[side]));
    let has = |word: &&Token, words: &[&Token]| words.iter().any(|other| is_same(context, word, other));
    let there: Vec<&Token> = around.rewrite.concat();
    let mut here: Vec<&Token> = around.original.concat();
    here.sort_unstable_by_key(|word| word.stem_key);
    here.dedup_by_key(|word| word.stem_key);
    let turned = facts.original.kind != Kind::Negation
        || around.original[1].iter().any(|word| !word.is_capital() && has(word, &around.rewrite[1]));
    turned
        && !counts_another(context, facts)
        && here.iter().filter(|word| has(word, &there)).count() >= SHARED
}

/// Both facts say what they count, and it is not the same.
fn counts_another(context: &Context, facts: Pair<&Fact>) -> bool {
    let (Some(a), Some(b)) = (&facts.original.counted, &facts.rewrite.counted) else { return false };
    let word = |side: Side, stem: &str| {
        around(context, side, facts[side])[1].iter().copied().find(|word| word.stem == stem)
    };
    let same = || match (word(Side::Original, a), word(Side::Rewrite, b)) {
        (Some(a), Some(b)) => is_same(context, a, b),
        _ => false,
    };
    a != b && !same()
}

fn is_same(context: &Context, a: &Token, b: &Token) -> bool {
    a.stem_key == b.stem_key || a.meaning(context.language).is_near(b.meaning(context.language))
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
