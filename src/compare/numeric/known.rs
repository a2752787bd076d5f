//! Figures that count again what the texts have: *the two towns*, *all three points*, *line 6*, a score after one more goal.

use super::{Context, is_poor};
use crate::fact::value::plus;
use crate::fact::{Amount, Fact, Kind, Unit, Value};
use crate::pair::Side;
use crate::segment::Role;
use crate::token::{Class, TokenKind};

/// What stands right behind this figure stands a few words behind the other: *nine missing*, *nine people were missing*.
pub(super) fn counts_apart(context: &Context, side: Side, this: &Fact, other: &Fact) -> bool {
    /// Content words looked at behind the other figure.
    const NEAR: usize = 3;
    let words = |side: Side, fact: &Fact| {
        let document = &context.documents[side];
        let end = document.segments[fact.segment].tokens.end;
        document.tokens[fact.tokens.1.min(end)..end].iter()
    };
    let Some(what) =
        words(side, this).next().filter(|token| token.kind == TokenKind::Word && token.is_content())
    else {
        return false;
    };
    this.kind == Kind::Number
        && words(side.other(), other)
            .take_while(|token| token.kind == TokenKind::Word)
            .filter(|token| token.is_content())
            .take(NEAR)
            .any(|token| token.stem_key == what.stem_key)
}

/// *line 6*, *room 4*: figures behind the same noun are the same label.
pub(super) fn is_label(context: &Context, side: Side, this: &Fact, other: &Fact) -> bool {
    let label = |side: Side, fact: &Fact| {
        let tokens = &context.documents[side].tokens;
        let begin = context.documents[side].segments[fact.segment].tokens.start;
        let noun = (begin..fact.tokens.0).next_back().map(|at| &tokens[at])?;
        let figure = fact.tokens.1 == fact.tokens.0 + 1 && tokens[fact.tokens.0].kind == TokenKind::Figure;
        (figure && noun.kind == TokenKind::Word && noun.is_content()).then_some(noun.stem_key)
    };
    let of = label(side, this);
    side == Side::Original && this.kind == Kind::Number && of.is_some() && of == label(side.other(), other)
}

/// A count of the original's headline that the rewrite tells below, in a sentence with a word of the headline near it.
pub(super) fn is_of_headline(context: &Context, side: Side, this: &Fact, other: &Fact) -> bool {
    let document = &context.documents.original;
    if side == Side::Rewrite
        || this.kind != Kind::Number
        || document.segments[this.segment].role != Role::Heading
    {
        return false;
    }
    let near = super::surroundings(context, Side::Original, this);
    let there = context.documents.rewrite.segment_tokens(other.segment);
    there.iter().any(|token| token.is_content() && near.iter().any(|(stem, _)| *stem == token.stem_key))
}

/// *the second, a fisherman*: a rank in front of no noun only counts on in a list.
pub(super) fn goes_on_listing(context: &Context, fact: &Fact) -> bool {
    let document = &context.documents.original;
    let segment = &document.segments[fact.segment].tokens;
    let before = (segment.start..fact.tokens.0).next_back().map(|at| &document.tokens[at]);
    let behind = document.tokens[..segment.end].get(fact.tokens.1);
    fact.kind == Kind::Ordinal
        && before.is_some_and(|token| token.class.has(Class::ARTICLE))
        && behind.is_some_and(|token| token.is(","))
}

/// *the two towns*: a small number behind an article counts again what was counted, or named, before.
pub(super) fn counts_known(context: &Context, fact: &Fact) -> bool {
    /// Segments before, in which so many are named.
    const BEFORE: usize = 2;
    let document = &context.documents.original;
    let begin = document.segments[fact.segment].tokens.start;
    let article =
        (begin..fact.tokens.0).next_back().is_some_and(|at| document.tokens[at].class.has(Class::ARTICLE));
    let Some(Value::Amount { amount, unit: Unit::One }) = fact.readings.first() else { return false };
    if fact.kind != Kind::Number || !is_poor(fact) || !article {
        return false;
    }
    let earlier = |other: &&Fact| other.tokens.0 < fact.tokens.0;
    let counted = context.numeric.original.iter().map(|&other| context.fact(Side::Original, other));
    let again = |other: &Fact| other.readings.first() == fact.readings.first();
    let near = fact.segment.saturating_sub(BEFORE)..=fact.segment;
    let named = near.flat_map(|segment| &context.facts_of.original[segment]);
    let names =
        named.map(|&other| context.fact(Side::Original, other)).filter(|other| other.kind == Kind::Name);
    counted.into_iter().filter(earlier).any(again)
        || Amount::from(names.filter(earlier).count() as i128) >= *amount
}

/// *all three points*, *the two countries*: a small number in a word that points back to what the original counts or joins, and
/// says no other number of.
pub(super) fn is_definite(context: &Context, index: usize, fact: &Fact) -> bool {
    /// Larger ones are told by themselves.
    const MOST: usize = 3;
    let Some(Value::Amount { amount, unit: Unit::One }) = fact.readings.first() else { return false };
    let Some(data) = &context.language.number_data else { return false };
    let Some(count) = (2..=MOST).find(|&count| *amount == Amount::from(count as i128)) else { return false };
    let document = &context.documents.rewrite;
    let begin = document.segments[fact.segment].tokens.start;
    let Some(before) = (begin..fact.tokens.0).next_back().map(|at| &document.tokens[at]) else {
        return false;
    };
    let word = document.tokens[fact.tokens.0].kind == TokenKind::Word;
    let hyphen = document.tokens.get(fact.tokens.1).is_some_and(|token| token.is("-"));
    if !word || hyphen || !data.definite.contains(&before.norm) {
        return false;
    }
    let link = &context.alignment.links[index];
    let implied = |norm: &str| context.language.implied.get(norm).filter(|value| **value > Amount::from(1));
    // *both*, and not *the three*
    if context.tokens(Side::Original, link).any(|t| implied(&t.norm).is_some_and(|value| value != amount)) {
        return false;
    }
    let joined =
        context.tokens(Side::Original, link).filter(|t| data.and.contains(&t.norm) || t.is(",")).count();
    let names = context.facts(Side::Original, link, |fact| fact.kind == Kind::Name).len();
    !before.class.has(Class::ARTICLE) || joined + 1 >= count || names >= count
}

/// A score that follows from one of the original and a goal: *led 1-0* … *doubled the lead*, *made it 2-0*.
pub(super) fn is_running(context: &Context, this: &Fact) -> bool {
    let score = |fact: &Fact| match fact.readings.first() {
        Some(Value::Range { low, high, unit: Unit::Score }) => Some((*low.max(high), *low.min(high))),
        _ => None,
    };
    let (Some(found), Some(data)) = (score(this), &context.language.number_data) else { return false };
    let one = Amount::from(1);
    let next = |from: (Amount, Amount), to: (Amount, Amount)| {
        from.0 == to.0 && plus(from.1, one) == Some(to.1) || from.1 == to.1 && plus(from.0, one) == Some(to.0)
    };
    let tokens = context.documents.rewrite.segment_tokens(this.segment);
    let mut given = context.documents.original.facts.iter().filter_map(score);
    tokens.iter().any(|token| data.scoring.contains(&token.norm))
        && given.any(|other| next(other, found) || next(found, other))
}

/// A number says how many names follow: *two friends, Marlow and Tegen*.
pub(super) fn counts_names(context: &Context, fact: &Fact) -> bool {
    /// Longer lists are seldom counted before.
    const LONGEST: usize = 5;
    let Some(Value::Amount { amount, .. }) = fact.readings.first() else { return false };
    let Some(count) = (2..=LONGEST).find(|&count| *amount == Amount::from(count as i128)) else {
        return false;
    };
    let behind =
        context.facts_of.rewrite[fact.segment].iter().map(|&other| context.fact(Side::Rewrite, other));
    let near = fact.tokens.1..fact.tokens.1 + 3 * count + 2;
    fact.kind == Kind::Number
        && behind.filter(|other| other.kind == Kind::Name && near.contains(&other.tokens.0)).count() == count
}

/// What the other fact counts stands behind this one too, with content words alone between: *five new trails*, *five trails*.
pub(super) fn counts(context: &Context, side: Side, this: &Fact, other: &Fact) -> bool {
    /// So many words may stand before the noun, and the noun.
    const LONGEST: usize = 3;
    let document = &context.documents[side];
    let end = document.segments[this.segment].tokens.end;
    let behind = document.tokens[this.tokens.1.min(end)..end].iter().take(LONGEST);
    let mut words = behind.take_while(|token| token.kind == TokenKind::Word && token.is_content());
    this.counted.is_some()
        && other.counted.as_ref().is_some_and(|counted| words.any(|token| token.stem == *counted))
}
