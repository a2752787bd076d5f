//! Pronouns of another gender: *he* became *she* where nobody else is meant.

use super::align::Words;
use super::{Cause, Context, Relation, Told};
use crate::finding::Confidence;
use crate::pair::{Pair, Side};
use crate::token::{self, Class};

/// Pronouns of a gender that the link does not have in the original: in the same place, or where the original's pronouns
/// tell the other gender alone. Where the original names a relative of that gender (*his wife*), *she* is that person.
pub(super) fn find(context: &Context, words: &Words, told: &mut Vec<Told>) {
    let of = |side: Side| -> Vec<(usize, u8)> {
        let all = words.of[side].iter().enumerate().filter(|(_, word)| word.token.class.has(Class::GENDER));
        all.map(|(i, word)| (i, context.language.wording.gender(&word.token.norm))).collect()
    };
    let original = of(Side::Original);
    let Some(&(_, there)) = original.first() else { return };
    let of = Pair::new(original, of(Side::Rewrite));
    if of.original.iter().any(|(_, gender)| *gender != there) {
        return;
    }
    let unheard = !context
        .language
        .wording
        .of_other_gender(there)
        .any(|word| context.stems.original.contains_key(&token::key(word)));
    let turned = of.rewrite.iter().all(|(_, gender)| *gender != there);
    for &(j, _) in of.rewrite.iter().filter(|(_, gender)| *gender != there) {
        let Some(&(i, _)) =
            of.original.iter().max_by_key(|(i, _)| (words.faces(*i, j), std::cmp::Reverse(i.abs_diff(j))))
        else {
            continue;
        };
        // *his wife* became *she*: another person, whom the original has too.
        let kin = |at: usize| {
            words
                .of
                .original
                .get(at)
                .is_some_and(|word| context.language.wording.is_kin(&word.token.norm, there))
        };
        if kin(i + 1) || !words.in_place(i, j) && (0..words.of.original.len()).any(kin) {
            continue;
        }
        let confidence = if words.in_place(i, j) || unheard && words.faces(i, j) == 2 {
            Confidence::High
        } else if unheard || turned && words.faces(i, j) == 2 {
            Confidence::Medium
        } else {
            Confidence::Low
        };
        told.push(Told {
            relation: Relation::Altered,
            cause: Cause::Gender,
            words: Pair::new(Some((i, i + 1)), Some((j, j + 1))),
            confidence,
        });
        return;
    }
}
