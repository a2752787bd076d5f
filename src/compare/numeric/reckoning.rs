//! What forbids a reckoned figure: another subject, the other end of a span of time, the other direction.

use super::reckoned;
use crate::compare::Context;
use crate::fact::value::Date;
use crate::language::NumberData;
use crate::pair::Side;
use crate::token::{Token, TokenKind};

/// Words looked at on each side of a figure.
const NEAR: usize = 3;

/// *40 minutes late*: no length of what lasted from one time to another.
pub(super) fn is_tardy(context: &Context, side: Side, length: usize) -> bool {
    let data = context.language.number_data.as_ref();
    data.is_some_and(|data| stands_beside(context, side, length, |token| data.tardy.contains(&token.norm)))
}

/// A word stands among those right before or right behind a fact, in its sentence.
fn stands_beside(context: &Context, side: Side, fact: usize, is: impl Fn(&Token) -> bool) -> bool {
    let fact = context.fact(side, fact);
    let document = &context.documents[side];
    let range = &document.segments[fact.segment].tokens;
    let behind = &document.tokens[fact.tokens.1.min(range.end)..range.end];
    let before = &document.tokens[range.start.min(fact.tokens.0)..fact.tokens.0];
    behind.iter().take(NEAR - 1).any(&is) || before.iter().rev().take(NEAR - 1).any(&is)
}

/// Of the words before the two times of the one side, the one before the wrong time is the nearest to the kept time on the other:
/// *starts at 6am and ends at 2pm*, *starts at 2pm*.
pub(super) fn is_crossed(context: &Context, side: Side, (own, end): (usize, usize), kept: usize) -> bool {
    let before = |side: Side, fact: usize| {
        let document = &context.documents[side];
        let fact = context.fact(side, fact);
        let begin = document.segments[fact.segment].tokens.start.min(fact.tokens.0);
        let words = document.tokens[begin..fact.tokens.0].iter().rev();
        words.filter(|token| token.kind == TokenKind::Word && token.is_content())
    };
    let (Some(own), Some(end)) = (before(side, own).next(), before(side, end).next()) else { return false };
    let told = |word: &&Token| word.stem_key == own.stem_key || word.stem_key == end.stem_key;
    own.stem_key != end.stem_key
        && before(side.other(), kept).find(told).is_some_and(|word| word.stem_key == end.stem_key)
}

/// *two years early* beside a length that a later date lies from the one left out, or *two years late* beside an earlier one.
/// The gone date is the first of both.
pub(super) fn is_turned(
    context: &Context,
    (side, length): (Side, usize),
    (gone, kept): (&Date, &Date),
) -> bool {
    let Some(data) = &context.language.number_data else { return false };
    let order = |date: &Date| (date.year, date.month, date.day);
    let full = |date: &Date| date.year.is_some() || date.month.is_some();
    if !full(gone) || !full(kept) || gone.year.is_some() != kept.year.is_some() {
        return false;
    }
    let says = |words: fn(&NumberData) -> &[compact_str::CompactString]| {
        stands_beside(context, side, length, |token| words(data).contains(&token.norm))
    };
    let (late, early) = (says(|data| &data.late), says(|data| &data.early));
    late != early && (order(kept) > order(gone)) != late
}

/// What changed on the one side stands behind what it changed by on the other, where something else has taken its place: *sales
/// rose to 120 million*, *profit rose by 20 million on sales of 120 million*.
pub(super) fn is_of_another(context: &Context, side: Side, step: (usize, usize), difference: usize) -> bool {
    let content = |token: &&Token| {
        token.kind == TokenKind::Word && token.is_content() && reckoned::trend(context, token).is_none()
    };
    let document = &context.documents[side];
    let first = context.fact(side, step.0).tokens.0.min(context.fact(side, step.1).tokens.0);
    let begin = document.segments[context.fact(side, step.0).segment].tokens.start.min(first);
    let subject: Vec<u64> =
        document.tokens[begin..first].iter().filter(content).map(|token| token.stem_key).collect();
    let (fact, there) = (context.fact(side.other(), difference), &context.documents[side.other()]);
    let range = there.segments[fact.segment].tokens.clone();
    let shared = |token: &Token| subject.contains(&token.stem_key);
    let mut before =
        there.tokens[range.start.min(fact.tokens.0)..fact.tokens.0].iter().filter(content).peekable();
    let mut behind = there.tokens[fact.tokens.1.min(range.end)..range.end].iter().filter(content);
    before.peek().is_some() && !before.any(shared) && behind.any(shared)
}
