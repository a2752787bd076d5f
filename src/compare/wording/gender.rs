//! Pronouns of another gender: *he* became *she* where nobody else is meant.

use super::align::Words;
use super::{Cause, Context, Relation, Told};
use crate::finding::Confidence;
use crate::pair::{Pair, Side};

/// Where the pronouns of a link tell one gender in the original and only the other in the rewrite.
pub(super) fn find(context: &Context, words: &Words, told: &mut Vec<Told>) {
    let of = Pair::from_fn(|side: Side| -> Vec<(usize, u8)> {
        let gender = |i: usize| context.language.wording.gender(&words.of[side][i].token.norm);
        (0..words.of[side].len()).map(|i| (i, gender(i))).filter(|(_, gender)| *gender > 0).collect()
    });
    let only = |side: Side| {
        let first = of[side].first()?.1;
        of[side].iter().all(|(_, gender)| *gender == first).then_some(first)
    };
    let (Some(original), Some(rewrite)) = (only(Side::Original), only(Side::Rewrite)) else { return };
    if original == rewrite {
        return;
    }
    let even = of.original.len() == of.rewrite.len();
    let place = |side: Side| of[side].first().map(|(i, _)| (*i, *i + 1));
    told.push(Told {
        relation: Relation::Altered,
        cause: Cause::Gender,
        words: Pair::from_fn(place),
        confidence: if even { Confidence::High } else { Confidence::Medium },
    });
}
