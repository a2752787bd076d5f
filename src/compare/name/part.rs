//! A part of a name that is another one: *Ada Finch* and *Ada Pell*, *University of Varnes* and *University of Torvald*; and
//! a word of a name with its letters mixed up.

use super::around::beside;
use super::facing::{Absent, alike, letters, same_word, told, unshared};
use super::mentioned::{Reach, belongs, mentioned, place_of, same_place};
use super::{MANY, Mention, SHORTEST, mention};
use crate::compare::{Cause, Change, Context, Relation};
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::token::{Token, TokenKind};

/// No more words than this differ between two names of which a part is another one.
const PART: usize = 2;

/// Tells names of the rewrite that are names of the original but for a word that the original does not have anywhere; `from`
/// is the first change of this link.
pub(super) fn parted<'a>(
    context: &Context<'a>,
    index: usize,
    names: &Pair<Vec<&Mention<'a>>>,
    reach: &Pair<Reach>,
    (gone, new): (&mut Absent, &mut Absent),
    from: usize,
    changes: &mut Vec<Change>,
) {
    for other in names.rewrite.iter().filter(|name| name.words.len() > 1) {
        if is_told(&changes[from..], other) || !other.words.iter().any(|word| is_foreign(context, word)) {
            continue;
        }
        let Some(fact) = counterpart(context, names, &reach.rewrite, other, &changes[from..]) else {
            continue;
        };
        let mut change = context.change(index, Relation::Altered, Pair::new(Some(fact), Some(other.fact)));
        change.causes = vec![Cause::Value];
        change.confidence = Confidence::Medium;
        if let Some(name) = mention(context, Side::Original, fact)
            && told(context, changes, name, other)
        {
            change.relation = Relation::Moved;
        }
        changes.push(change);
        gone.retain(|(gone, _)| gone.fact != fact);
        new.retain(|(new, _)| new.fact != other.fact);
    }
}

/// *Asian-Pacific Americans*, *Asian-Harbour Council*: the first word of a name with a hyphen, and behind it a whole other name
/// of the story.
pub(super) fn grafted(
    context: &Context,
    index: usize,
    names: &Pair<Vec<&Mention>>,
    from: usize,
    changes: &mut Vec<Change>,
) {
    for other in names.rewrite.iter().filter(|name| name.words.len() > 2) {
        let range = context.fact(Side::Rewrite, other.fact).tokens;
        let tokens = &context.documents.rewrite.tokens[range.0..range.1];
        let hyphen = tokens.get(1).is_some_and(|token| token.joined && token.is("-"));
        if !hyphen || tokens[0].norm != other.words[0] || is_told(&changes[from..], other) {
            continue;
        }
        let (first, rest) = (other.words[0], &other.words[1..]);
        let whole = |&fact: &usize| mention(context, Side::Original, fact).is_some_and(|m| m.words == rest);
        let is_part = |name: &&&Mention| {
            name.words.len() > 1
                && name.words[0] == first
                && !name.words[1..].iter().any(|word| rest.contains(word))
        };
        let Some(name) = names.original.iter().find(is_part) else { continue };
        if !context.names.named(context, rest[0]).iter().take(MANY).any(whole) {
            continue;
        }
        let mut change =
            context.change(index, Relation::Altered, Pair::new(Some(name.fact), Some(other.fact)));
        change.causes = vec![Cause::Value];
        change.confidence = Confidence::Medium;
        changes.push(change);
    }
}

/// A change tells of this name of the rewrite.
fn is_told(changes: &[Change], name: &Mention) -> bool {
    changes.iter().any(|change| change.facts.rewrite == Some(name.fact) && change.relation != Relation::Kept)
}

/// The original has the word nowhere, in no form.
fn is_foreign(context: &Context, word: &str) -> bool {
    !mentioned(context, Side::Original, word)
}

/// The name of the original that this one is, but for a part of it: one of the link, else one of the whole document that
/// shares a word which is in no dictionary.
fn counterpart(
    context: &Context,
    names: &Pair<Vec<&Mention>>,
    reach: &Reach,
    other: &Mention,
    changes: &[Change],
) -> Option<usize> {
    let is_free = |fact: usize| changes.iter().all(|c| c.facts.original != Some(fact));
    let stands_for = |name: &Mention| is_free(name.fact) && another_part(context, reach, name, other);
    if let Some(name) = names.original.iter().find(|name| stands_for(name)) {
        return Some(name.fact);
    }
    let telling = other.core.iter().filter(|word| !other.common && !context.language.is_ordinary(word));
    let named = telling.flat_map(|word| context.names.named(context, word)).take(MANY);
    named.copied().find(|&fact| mention(context, Side::Original, fact).is_some_and(stands_for))
}

/// The names begin or end with the same words and differ in the rest: words that the rewrite's side of the link does not
/// have became words that the original does not have.
fn another_part(context: &Context, reach: &Reach, name: &Mention, other: &Mention) -> bool {
    let (a, b) = (&name.words[..], &other.words[..]);
    let same = |(x, y): &(&&str, &&str)| same_word(context, x, y);
    let start = a.iter().zip(b).take_while(same).count();
    let rest = a.len().min(b.len()) - start;
    let end = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(same).count();
    let (was, now) = (&a[start..a.len() - end], &b[start..b.len() - end]);
    let shared = a.iter().take(start).chain(&a[a.len() - end..]);
    let telling = |word: &&&str| !context.language.generic_in_names.contains(**word);
    let longest = was.len().max(now.len());
    !was.is_empty()
        && !now.is_empty()
        && longest <= PART
        && shared.clone().filter(telling).count() >= longest
        && (a.len() > 2 || shared.into_iter().any(|word| place_of(context, word).is_none()))
        && now.iter().all(|word| is_foreign(context, word))
        && !was.iter().any(|word| reach.holds(context, word))
        && !translates(context, (name, was), (other, now))
}

/// What differs may say the same in other words: a word in place of one like it, or of a foreign one; two bodies named by
/// dictionary words are told apart by the words around them too.
fn translates(
    context: &Context,
    (name, was): (&Mention, &[&str]),
    (other, now): (&Mention, &[&str]),
) -> bool {
    let common = |word: &str| context.language.is_common(word) || context.language.stems_common(word);
    let plain = |words: &[&str]| words.iter().all(|word| common(word));
    let some = |words: &[&str]| words.iter().any(|word| common(word));
    let one_plain = plain(was) != plain(now) || was.len() > 1 && some(was) != some(now);
    was.iter().any(|x| now.iter().any(|y| says_the_same(context, x, y)))
        || was.iter().any(|word| alike(word, &now.concat()))
        || alike(&was.concat(), &now.concat())
        || one_plain && name.words.len() > 2
        || plain(was) && plain(now) && beside(context, name.fact, other.fact) < 0.5
}

/// Words in place of each other that may translate one word.
fn says_the_same(context: &Context, a: &str, b: &str) -> bool {
    let generic = |word: &str| context.language.generic_in_names.contains(word);
    same_word(context, a, b)
        || generic(a) && generic(b)
        || context.language.meaning(a).is_near(&context.language.meaning(b))
}

/// Tells words of the rewrite's names that are a word of the original with its letters mixed up.
pub(super) fn garbled<'a>(
    context: &Context<'a>,
    index: usize,
    names: &Pair<Vec<&Mention<'a>>>,
    reach: &Pair<Reach<'a>>,
    (new, borrowed): (&mut Absent, &mut Absent),
    from: usize,
    changes: &mut Vec<Change>,
) {
    for other in &names.rewrite {
        let Some(token) = misspelt(context, reach, other) else { continue };
        if is_told(&changes[from..], other) {
            continue;
        }
        let fact = names.original.iter().map(|name| name.fact).find(|&fact| {
            let range = context.fact(Side::Original, fact).tokens;
            context.documents.original.tokens[range.0..range.1].iter().any(|t| t.norm == token.norm)
        });
        let mut change = context.change(index, Relation::Altered, Pair::new(fact, Some(other.fact)));
        if other.words.len() == 1 || fact.is_none() {
            change.places.original = Place::Here(token.span);
        }
        change.causes = vec![Cause::Slip];
        change.confidence = Confidence::Medium;
        changes.push(change);
        new.retain(|(new, _)| new.fact != other.fact);
        borrowed.retain(|(new, _)| new.fact != other.fact);
    }
}

/// The word of the original's link that a word of a name is with its letters mixed up: a word that the language does not
/// know and the original does not have, where the rewrite's link has the right one less often.
fn misspelt<'a>(context: &Context<'a>, reach: &Pair<Reach<'a>>, name: &Mention) -> Option<&'a Token> {
    let strange = |word: &&&str| {
        word.chars().count() >= SHORTEST
            && word.chars().all(char::is_alphabetic)
            && context.names.count(Side::Original, word) == 0
            && !context.language.knows(word)
            && is_foreign(context, word)
    };
    name.words.iter().filter(strange).find_map(|word| {
        let count = |side: Side, norm: &str| reach[side].link.iter().filter(|t| t.norm == norm).count();
        let right = reach.original.link.iter().find(|t| {
            t.kind == TokenKind::Word
                && (t.is_capital() || t.is_content() && t.norm.len() > SHORTEST + 1)
                && is_slip(&t.norm, word)
                && !belongs(context.language, &t.norm, word)
                && !same_place(context, &t.norm, word)
                && count(Side::Rewrite, &t.norm) < count(Side::Original, &t.norm)
        });
        right
            .filter(|t| context.language.transliterated(&t.norm) != context.language.transliterated(word))
            .copied()
    })
}

/// One letter more, less or other, or two letters exchanged; two of them in a long word.
fn is_slip(a: &str, b: &str) -> bool {
    /// Words of so many bytes may have two slips.
    const LONG: usize = 9;
    let least = a.len().min(b.len());
    let most = if least >= LONG { 2 } else { 1 };
    let (of_a, of_b) = (letters(a), letters(b));
    least >= SHORTEST
        && a.len().abs_diff(b.len()) <= most
        && unshared(of_a, of_b).max(unshared(of_b, of_a)) <= most
        && crate::spelling::distance(a, b) <= most
}
