//! What the words of a link cost in quality: every loose, replaced or moved word a little, by how much it carries.

use super::align::{Fate, Word, Words};
use super::{Cause, Change, Context, Relation, Told};
use crate::document::ratio;
use crate::fact::Kind;
use crate::finding::Confidence;
use crate::language::{Kinship, Part};
use crate::pair::{Pair, Side};
use crate::span::Span;
use crate::token::{Class, TokenKind};

/// A change too small or too unsure to report by itself, which still lowers the quality.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deduction {
    /// Of several originals, the one it was made against, from 0.
    pub document: usize,
    /// The text that is meant.
    pub side: Side,
    /// Where it stands.
    pub span: Span,
    /// In what respect.
    pub cause: Cause,
    /// Penalty points: a lost word of content is 1.
    pub weight: f64,
}

/// A word of content that is gone.
const LOST: f64 = 1.0;
/// One that is new.
const NEW: f64 = 0.1;
/// One in whose place another stands, both taken together.
const REPLACED: f64 = 0.72;
/// The same where both are kinds of one thing.
const SIBLING: f64 = 0.6;
/// A new word that is in letters like no loose word of the original costs so much more; with more of those than so many, none
/// is compared.
const STRANGE: f64 = 0.05;
const FEW: usize = 12;
/// One that is gone here and stands elsewhere in the document.
const MOVED: f64 = 0.4;
/// A function word that is gone, or new, or stands far from its place in the link.
const SMALL_LOST: f64 = 0.4;
const SMALL_NEW: f64 = 0.02;
const SMALL_MOVED: f64 = 0.1;
/// A word of a name that is kept without it.
const SHORTENED: f64 = 0.2;
/// A negation without a counterpart.
const DENIED: f64 = 1.5;
/// A new word that negates another by its prefix.
const NEGATIVE: f64 = 0.5;
/// A word that no longer follows the word it followed.
const BREAK: f64 = 0.15;
/// What was found and is not sure enough to be reported; less for a word in whose place a kind of the same thing stands.
const UNSURE: f64 = 7.0;
const UNSURE_OBJECT: f64 = 1.5;
/// A word that cannot stand where it stands.
const BROKEN: f64 = 2.0;

/// One verb less than in the original, where both are in other words.
const VERB_LESS: f64 = 0.5;

/// Two words that seldom follow each other.
const ODD: f64 = 0.5;

/// An altered fact that looks like nothing that was there.
const UNLIKE: f64 = 2.0;
/// A fact that is gone costs more than one that is altered.
const GONE: f64 = 13.0;
/// A name in whose place another stands.
const OTHER_NAME: f64 = 10.0;
/// Longer texts are not compared letter by letter, in bytes.
const LONGEST: usize = 80;

/// Adds what the words of a link cost.
pub(super) fn deduct(
    context: &Context,
    words: &Words,
    told: &[Told],
    broken: &[usize],
    deductions: &mut Vec<Deduction>,
) {
    let mut add = |side: Side, word: &Word, cause: Cause, weight: f64| {
        deductions.push(Deduction { document: 0, side, span: word.token.span, cause, weight });
    };
    for one in told.iter().filter(|one| one.confidence == Confidence::Low) {
        if let Some((from, _)) = one.words.rewrite {
            let weight = if one.cause == Cause::Object { UNSURE_OBJECT } else { UNSURE };
            add(Side::Rewrite, &words.of.rewrite[from], one.cause, weight);
        }
    }
    for at in super::fluency::odd(context, words) {
        add(Side::Rewrite, &words.of.rewrite[at], Cause::Grammar, ODD);
    }
    for &at in broken {
        add(Side::Rewrite, &words.of.rewrite[at], Cause::Grammar, BROKEN);
    }
    let loose = Pair::from_fn(|side| {
        let mut loose = words.unmated(side);
        loose.retain(|&i| is_loose(&words.of[side][i]));
        loose
    });
    let of = |side: Side| loose[side].iter().map(move |&i| (i, &words.of[side][i]));
    let mut verbs = of(Side::Original).filter(|(_, word)| acts(word));
    let others = of(Side::Rewrite).filter(|(_, word)| may_act(word)).count();
    if let Some((_, verb)) = verbs.nth(others) {
        add(Side::Original, verb, Cause::ContentWords, VERB_LESS);
    }
    let mut replacing = vec![false; words.of.rewrite.len()];
    let lost: Vec<u128> = of(Side::Original)
        .filter(|(_, word)| carries(word))
        .take(FEW + 1)
        .map(|(_, word)| letter_pairs(&word.token.norm))
        .collect();
    for (i, word) in of(Side::Original) {
        let (cause, weight) = if word.token.class.has(Class::NEGATION) {
            (Cause::Negation, DENIED)
        } else if !carries(word) {
            // The same small word, loose in the rewrite's side of the link, too.
            let same = |other: &Word| other.token.norm_key == word.token.norm_key;
            let moved = of(Side::Rewrite).find(|(j, other)| !replacing[*j] && same(other));
            moved.iter().for_each(|(j, _)| replacing[*j] = true);
            (Cause::FunctionWords, if moved.is_some() { SMALL_MOVED } else { SMALL_LOST })
        } else if let Some(j) = replacement(context, words, &replacing, i) {
            replacing[j] = true;
            let sibling = words.kinship(i, j) == Kinship::Sibling;
            let strange = STRANGE * strangeness(&words.of.rewrite[j], &lost);
            (Cause::ContentWords, if sibling { SIBLING } else { REPLACED } + strange)
        } else if context.stems.rewrite.contains_key(&word.key) {
            (Cause::ContentWords, MOVED)
        } else {
            (Cause::ContentWords, LOST)
        };
        add(Side::Original, word, cause, weight);
    }
    for (_, word) in of(Side::Rewrite).filter(|(j, word)| !replacing[*j] || denies(context, word)) {
        let (cause, weight) = if word.token.class.has(Class::NEGATION) {
            (Cause::Negation, DENIED)
        } else if denies(context, word) {
            (Cause::Negation, NEGATIVE)
        } else if carries(word) {
            (Cause::ContentWords, NEW + STRANGE * strangeness(word, &lost))
        } else {
            (Cause::FunctionWords, SMALL_NEW)
        };
        add(Side::Rewrite, word, cause, weight);
    }
    for (i, word) in words.of.original.iter().enumerate() {
        if let Fate::Related(strength) = word.fate {
            add(Side::Original, word, Cause::ContentWords, REPLACED * (1.0 - f64::from(strength) / 100.0));
        } else if is_shortened(words, i) {
            add(Side::Original, word, Cause::Shortened, SHORTENED);
        }
    }
    let mut last: Option<usize> = None;
    for word in &words.of.rewrite {
        if let Some(mate) = word.mate {
            if last.is_some_and(|last| mate < last || mate > last + 2) {
                add(Side::Rewrite, word, Cause::Order, BREAK);
            }
            last = Some(mate);
        }
    }
}

/// Adds what altered facts cost beyond their findings: the less they look like what they were, the more.
pub(super) fn unlike(context: &Context, changes: &[Change], deductions: &mut Vec<Deduction>) {
    for change in changes {
        if change.relation == Relation::Dropped && change.kind != Kind::Sentence {
            let span = change.places.original.span();
            deductions.push(Deduction {
                document: 0,
                side: Side::Original,
                span,
                cause: Cause::Value,
                weight: GONE,
            });
        }
        if change.relation != Relation::Altered {
            continue;
        }
        let (Some(o), Some(r)) = (change.places.original.here(), change.places.rewrite.here()) else {
            continue;
        };
        if o.len() > LONGEST || r.len() > LONGEST {
            continue;
        }
        let likeness =
            alikeness(o.of(&context.documents.original.text), r.of(&context.documents.rewrite.text));
        let whole = if change.kind == Kind::Name { OTHER_NAME } else { UNLIKE };
        let weight = whole * (1.0 - likeness);
        deductions.push(Deduction { document: 0, side: Side::Rewrite, span: r, cause: Cause::Value, weight });
    }
}

/// How alike two short texts are, by the letters to be put in, left out, changed or exchanged with the next, from 0 to 1.
fn alikeness(a: &str, b: &str) -> f64 {
    1.0 - ratio(strsim::osa_distance(a, b), a.chars().count().max(b.chars().count()))
}

/// Nothing stands for it, and nothing was said of it.
fn is_loose(word: &Word) -> bool {
    word.mate.is_none()
        && (word.fate == Fate::Free || word.fate == Fate::Told && word.token.class.has(Class::NEGATION))
}

/// Mostly a verb.
fn acts(word: &Word) -> bool {
    word.content && word.meaning.is_some_and(|meaning| meaning.part() == Some(Part::Verb))
}

/// Sometimes a verb.
fn may_act(word: &Word) -> bool {
    word.content && word.meaning.is_some_and(|meaning| meaning.parts.contains(&Part::Verb))
}

fn carries(word: &Word) -> bool {
    word.content || word.fact && word.token.kind == TokenKind::Word
}

/// How unlike the most similar of some words a word is, by the pairs of letters that both have (Dice), from 0 to 1.
fn strangeness(word: &Word, others: &[u128]) -> f64 {
    if others.len() > FEW {
        return 1.0;
    }
    let own = letter_pairs(&word.token.norm);
    let likeness = |other: &u128| {
        ratio(2 * (own & other).count_ones() as usize, (own.count_ones() + other.count_ones()) as usize)
    };
    1.0 - others.iter().map(likeness).fold(0.0, f64::max)
}

/// A bit of 128 for each two letters in a row, and for the first.
fn letter_pairs(word: &str) -> u128 {
    let bit = |a: u8, b: u8| 1 << ((u32::from(a) * 31 + u32::from(b)) % 128);
    let pairs = word.as_bytes().windows(2).fold(0_u128, |set, two| set | bit(two[0], two[1]));
    word.bytes().next().map_or(pairs, |first| pairs | bit(b' ', first))
}

/// A word of a name whose counterpart stands for the word before it, too: *United Nations*, *Nations*.
fn is_shortened(words: &Words, i: usize) -> bool {
    let (original, word) = (&words.of.original, &words.of.original[i]);
    word.fate == Fate::Fact
        && word.content
        && word.mate.is_some_and(|mate| {
            let beside = |other: Option<&Word>| other.is_some_and(|other| other.mate == Some(mate));
            !words.of.rewrite[mate].is_form_of(word)
                && (beside(original.get(i + 1)) || beside(i.checked_sub(1).map(|at| &original[at])))
        })
}

/// A prefix that negates a word of the language: *unprepared*.
fn denies(context: &Context, word: &Word) -> bool {
    let prefixes = &context.language.negative_prefixes;
    let common = |rest: &str| rest.len() > 4 && context.language.is_common(rest);
    word.content
        && prefixes.iter().any(|prefix| word.token.norm.strip_prefix(prefix.as_str()).is_some_and(common))
}

/// A loose word of the rewrite between the counterparts of the words around a loose word of the original, of a part of
/// speech that this may be.
fn replacement(context: &Context, words: &Words, taken: &[bool], i: usize) -> Option<usize> {
    let (o, r) = (&words.of.original, &words.of.rewrite);
    let before = o[..i].iter().rev().find_map(|word| word.mate);
    let after = o[i + 1..].iter().find_map(|word| word.mate);
    let from = before.map_or(0, |mate| mate + 1);
    let to = after.unwrap_or(r.len());
    // *extremely* and *very*: a small word that the dictionary knows may stand for a word of content.
    let stands = |j: &usize| {
        if taken[*j] || !is_loose(&r[*j]) {
            return false;
        }
        if carries(&r[*j]) {
            return may_be(&o[i], &r[*j]);
        }
        let (own, small) = (o[i].token.meaning(context.language), r[*j].token.meaning(context.language));
        own.parts.iter().any(|part| small.parts.contains(part))
    };
    (from..to).find(stands)
}

/// Both words are, or may be, of one part of speech.
fn may_be(original: &Word, rewrite: &Word) -> bool {
    match (&original.meaning, &rewrite.meaning) {
        (Some(a), Some(b)) if a.is_known() && b.is_known() => {
            a.parts.iter().any(|part| b.parts.contains(part))
        }
        _ => true,
    }
}
