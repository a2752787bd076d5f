//! One of two names side by side that is gone, while the other one stays: *Finch and Pell*, *Finch*.

use super::mentioned::{Reach, same_place};
use super::{Mention, mention};
use crate::compare::Context;
use crate::fact::Kind;
use crate::finding::Confidence;
use crate::pair::{Pair, Side};
use crate::token::{Class, Token};

/// The original has the name beside another one, with a word for *and* between them; the rewrite has the other one in the
/// linked segments, and this one neither there, nor as a pronoun, nor in the segments beside them.
pub(super) fn one_of_two(
    context: &Context,
    segments: &[usize],
    name: &Mention,
    missing: &[&str],
    reach: &Pair<Reach>,
) -> bool {
    let pronouns = |side: Side| reach[side].link.iter().filter(|t| t.class.has(Class::PRONOUN)).count();
    // *He and Pell*
    let and =
        |t: &Token| context.language.number_data.as_ref().is_some_and(|data| data.and.contains(&t.norm));
    let stands_for = |two: &[&Token]| {
        and(two[1]) && two[0].class.has(Class::PRONOUN) || and(two[0]) && two[1].class.has(Class::PRONOUN)
    };
    let sure = name.confidence == Confidence::High && !name.common && missing.len() == name.core.len();
    sure && partner(context, name)
        .is_some_and(|other| other.core.iter().any(|word| reach.rewrite.holds(context, word)))
        && pronouns(Side::Rewrite) <= pronouns(Side::Original)
        && !reach.rewrite.link.windows(2).any(stands_for)
        && !is_near(context, segments, name)
}

/// The name on the other side of the word for *and*.
fn partner<'c, 'a>(context: &'c Context<'a>, name: &Mention) -> Option<&'c Mention<'a>> {
    let document = &context.documents.original;
    let own = context.fact(Side::Original, name.fact);
    let and = &context.language.number_data.as_ref()?.and;
    let joined = |from: usize, to: usize| {
        let between = document.tokens.get(from..to).unwrap_or_default();
        matches!(between, [first, rest @ ..] if and.contains(&first.norm)
            && rest.len() < 2
            && rest.iter().all(|t| context.language.articles.contains(&t.norm)))
    };
    let mut names = context.facts_of.original[own.segment].iter().copied().filter(|&fact| {
        let other = context.fact(Side::Original, fact);
        other.kind == Kind::Name
            && (joined(own.tokens.1, other.tokens.0) || joined(other.tokens.1, own.tokens.0))
    });
    names.next().and_then(|fact| mention(context, Side::Original, fact))
}

/// A segment beside the rewrite's linked ones has a word of the name.
fn is_near(context: &Context, segments: &[usize], name: &Mention) -> bool {
    let document = &context.documents.rewrite;
    let beside = segments.iter().flat_map(|&s| [s.checked_sub(1), Some(s + 1)]).flatten();
    beside.filter(|&s| s < document.segments.len()).any(|segment| {
        document
            .segment_tokens(segment)
            .iter()
            .any(|t| name.core.iter().any(|word| t.norm == *word || same_place(context, &t.norm, word)))
    })
}
