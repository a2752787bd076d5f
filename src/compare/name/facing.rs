//! Names that stand where another one stood: spelt differently, replaced, or exchanged.

use super::around::{beside, between};
use super::mentioned::{
    Reach, acronym_of, belongs, has_all, in_place_of, is_person, mentioned, place_of, same_place,
};
use super::{MANY, Mention, SHORTEST, is_known, same_core};
use crate::align::Link;
use crate::compare::{Cause, Change, Context, Relation};
use crate::document::ratio;
use crate::fact::{Kind, Value};
use crate::finding::Confidence;
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::token::{Case, Class, Token, TokenKind};

/// Two spellings of one name are at least this alike (Jaro–Winkler, 0 to 1).
const SPELLING: f64 = 0.86;

/// Mentions of a name beyond those that the original's side of the link has: the ones beside none of the same words.
pub(super) fn surplus<'a>(
    context: &Context<'a>,
    link: &Link,
    names: &Pair<Vec<&Mention<'a>>>,
) -> Vec<Mention<'a>> {
    let all = Pair::from_fn(|side| context.facts(side, link, |fact| fact.kind == Kind::Name));
    let mut out = Vec::new();
    for name in names.rewrite.iter().take(MANY) {
        let of = |side: Side| {
            all[side].iter().copied().filter(move |&fact| same_core(context, side, fact, &name.core))
        };
        let before = of(Side::Original).count();
        if before == 0 || of(Side::Rewrite).count() <= before {
            continue;
        }
        // A sentence that was split says the name where a pronoun or a relative clause was.
        let first = of(Side::Rewrite).map(|fact| context.fact(Side::Rewrite, fact).segment).min();
        let split = link.segments.rewrite.len() > link.segments.original.len();
        let again = |r: usize| split && Some(context.fact(Side::Rewrite, r).segment) != first;
        let stray = of(Side::Rewrite)
            .filter(|&r| !again(r) && of(Side::Original).all(|o| beside(context, o, r) == 0.0));
        out.extend(stray.map(|fact| Mention {
            fact,
            core: name.core.clone(),
            words: name.words.clone(),
            place: name.place,
            body: name.body,
            common: name.common,
            confidence: name.confidence,
        }));
    }
    out
}

/// Names, and what of each the other side of the link does not have.
pub(super) type Absent<'a, 'b> = Vec<(&'b Mention<'a>, Vec<&'a str>)>;

/// Names that differ by a few letters: *Tenev* and *Teneff*. Those that share most other words go together.
pub(super) fn respelt(
    context: &Context,
    index: usize,
    gone: &mut Absent,
    new: &mut Absent,
    changes: &mut Vec<Change>,
) {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (o, (name, missing)) in gone.iter().enumerate() {
        for (r, (other, fresh)) in new.iter().enumerate() {
            if is_respelt((name, missing), (other, fresh)) {
                let shared = name.words.iter().filter(|word| other.words.contains(word)).count();
                pairs.push((ratio(shared, name.words.len().max(other.words.len())), o, r));
            }
        }
    }
    let taken = greedy(pairs);
    for &(_, o, r) in &taken {
        let ((name, missing), (other, fresh)) = (&gone[o], &new[r]);
        let mut change =
            context.change(index, Relation::Altered, Pair::new(Some(name.fact), Some(other.fact)));
        change.causes = vec![Cause::Spelling];
        change.confidence = spelling_sureness(context, (name, missing), (other, fresh));
        if told(context, changes, name, other) {
            change.relation = Relation::Moved;
        }
        changes.push(change);
    }
    leave_out(gone, |o| taken.iter().any(|(_, taken, _)| *taken == o));
    leave_out(new, |r| taken.iter().any(|(.., taken)| *taken == r));
}

/// A word of the one that the other text lacks is like a word of the other that the one lacks.
fn is_respelt((name, missing): (&Mention, &[&str]), (other, fresh): (&Mention, &[&str])) -> bool {
    let shares = name.core.iter().any(|word| other.core.contains(word));
    other.core.len().abs_diff(name.core.len()) <= 1
        && missing.iter().any(|a| fresh.iter().any(|b| alike(a, b) || shares && one_ending(a, b)))
}

/// How sure it is that two spellings are no fair ones of a foreign name.
fn spelling_sureness(
    context: &Context,
    (name, missing): (&Mention, &[&str]),
    (other, fresh): (&Mention, &[&str]),
) -> Confidence {
    let read = |word: &&str| context.language.transliterated(word);
    let same = missing.iter().map(read).eq(fresh.iter().map(read));
    let mended = name.words.len() > 1
        && missing.iter().all(|word| !context.language.is_ordinary(word))
        && fresh.iter().all(|word| context.language.is_ordinary(word));
    let known = fresh.iter().all(|word| mentioned(context, Side::Original, word));
    if same || mended || known || translated_in_part(context, name, other) {
        Confidence::Low
    } else {
        Confidence::Medium.min(name.confidence.min(other.confidence))
    }
}

/// Leaves out the names at the places that a test picks.
fn leave_out(names: &mut Absent, picked: impl Fn(usize) -> bool) {
    let mut at = 0;
    names.retain(|_| {
        at += 1;
        !picked(at - 1)
    });
}

/// Pairs by falling points, each side's members once.
pub(super) fn greedy(mut pairs: Vec<(f64, usize, usize)>) -> Vec<(f64, usize, usize)> {
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut taken: Vec<(f64, usize, usize)> = Vec::new();
    for (points, o, r) in pairs {
        if taken.iter().all(|&(_, i, j)| i != o && j != r) {
            taken.push((points, o, r));
        }
    }
    taken
}

/// *Xil* and *Xili*: one word is the other with one letter more.
fn one_ending(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.len() + 1 >= SHORTEST && long.strip_prefix(short).is_some_and(|rest| rest.chars().count() == 1)
}

/// Of two spellings of a foreign name one has a word for what it is that the other lacks, or keeps untranslated: *Altyn-Tagh*,
/// *Altun Mountain*.
fn translated_in_part(context: &Context, name: &Mention, other: &Mention) -> bool {
    let generic = |name: &Mention| {
        name.words.iter().filter(|word| context.language.generic_in_names.contains(**word)).count()
    };
    generic(name) != generic(other)
        && name.core.iter().chain(&other.core).all(|word| {
            !context.language.is_common(word) || context.language.generic_in_names.contains(*word)
        })
}

/// Names of two sorts: what a minister is of, and another; or beside different words, a country is neither a numbered thing such as a disease, nor a body named by dictionary words.
pub(super) fn of_two_sorts(context: &Context, name: &Mention, other: &Mention) -> bool {
    let numbered = |name: &Mention| name.words.iter().any(|w| w.bytes().any(|b| b.is_ascii_digit()));
    let apart = |a: &Mention, b: &Mention| {
        a.place.is_some() && b.place.is_none() && (numbered(b) || b.common && b.words.len() > 1)
    };
    let department = |name: &Mention| {
        name.confidence == Confidence::Low
            && name.words.iter().all(|word| context.language.offices.is_department(word))
    };
    department(name) != department(other)
        || (apart(name, other) || apart(other, name)) && between(context, name.fact, other.fact) == 0.0
}

/// A name of several dictionary words, and a single foreign one behind an article: a translation, or a nickname. Persons and
/// most places stand without an article.
fn nickname(context: &Context, name: &Mention, other: &Mention) -> bool {
    let plain = |name: &Mention| name.common && name.words.len() > 1;
    let named = |side: Side, name: &Mention| {
        let fact = context.fact(side, name.fact);
        let (at, end) = fact.tokens;
        let tokens = &context.documents[side].tokens;
        let begins = context.documents[side].segments[fact.segment].tokens.start;
        end == at + 1
            && !name.common
            && name.place.is_none()
            && tokens[at].case == Case::Title
            && at > begins
            && context.language.articles.contains(&tokens[at - 1].norm)
    };
    plain(name) && named(Side::Rewrite, other) || plain(other) && named(Side::Original, name)
}

/// The same name became the same other one in an earlier link: that is told once.
pub(super) fn told(context: &Context, changes: &[Change], name: &Mention, other: &Mention) -> bool {
    context.told_names.borrow().alters(context, name, other, changes)
}

/// Two words that stand for each other in names: spellings, forms, places.
pub(super) fn same_word(context: &Context, a: &str, b: &str) -> bool {
    a == b
        || alike(a, b)
        || belongs(context.language, a, b)
        || context.language.stem(a) == context.language.stem(b)
        || same_place(context, a, b)
        || in_place_of(context, a, b)
}

pub(super) fn alike(a: &str, b: &str) -> bool {
    alike_by((a, letters(a)), (b, letters(b)))
}

/// The same with the [`letters`] of both at hand.
pub(super) fn alike_by((a, of_a): (&str, u64), (b, of_b): (&str, u64)) -> bool {
    a.len().min(b.len()) >= SHORTEST
        && may_be_alike((a, of_a), (b, of_b))
        && a.chars().count() >= SHORTEST
        && b.chars().count() >= SHORTEST
        && crate::spelling::likeness(a, b) >= SPELLING
}

/// A bit for each letter of a word of ASCII letters; none for another word.
pub(super) fn letters(word: &str) -> u64 {
    if word.is_ascii() { word.bytes().fold(0, |set, byte| set | 1 << (byte & 63)) } else { 0 }
}

/// How many letters a word has that another one has not, at least; 0 where that is not known.
pub(super) fn unshared(of_a: u64, of_b: u64) -> usize {
    if of_a == 0 || of_b == 0 { 0 } else { (of_a & !of_b).count_ones() as usize }
}

/// A cheap first look: how alike two words are at most, by the letters that only one of them has.
fn may_be_alike((a, of_a): (&str, u64), (b, of_b): (&str, u64)) -> bool {
    /// What a common beginning of four letters adds at most to a Jaro likeness below [`SPELLING`], with a margin.
    const WITH_BEGINNING: f64 = 0.76;
    if of_a == 0 || of_b == 0 {
        return true;
    }
    let most = (a.len() - unshared(of_a, of_b)).min(b.len() - unshared(of_b, of_a));
    let least = if a.as_bytes().first() == b.as_bytes().first() { WITH_BEGINNING } else { SPELLING - 0.001 };
    ratio(most, a.len()) + ratio(most, b.len()) + 1.0 >= 3.0 * least
}

/// A name that is gone faces a new one, else one that the original has elsewhere. What is hardly a name comes last.
pub(super) fn replaced(
    context: &Context,
    index: usize,
    gone: &mut Absent,
    new: &mut Absent,
    borrowed: &mut Absent,
    changes: &mut Vec<Change>,
) {
    /// More than any two names have in points.
    const RANK: f64 = 8.0;
    let fresh = new.len();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (o, (name, missing)) in gone.iter().enumerate() {
        for (r, (other, fresh_words)) in new.iter().chain(borrowed.iter()).enumerate() {
            let points = facing(context, (name, missing), (other, fresh_words));
            if points > 0.0 {
                let sure = !by_chance(name, other, points);
                let rank = 2 * usize::from(sure) + usize::from(r < fresh);
                pairs.push((RANK * rank as f64 + points, o, r));
            }
        }
    }
    let taken = greedy(pairs);
    for &(points, o, r) in &taken {
        let name = gone[o].0;
        let other = new.get(r).unwrap_or_else(|| &borrowed[r - fresh]).0;
        let mut change =
            context.change(index, Relation::Altered, Pair::new(Some(name.fact), Some(other.fact)));
        change.causes = vec![Cause::Value];
        change.confidence = sureness(context, name, other, points % RANK);
        if told(context, changes, name, other) {
            change.relation = Relation::Moved;
        }
        changes.push(change);
    }
    leave_out(gone, |o| taken.iter().any(|(_, taken, _)| *taken == o));
    leave_out(new, |r| taken.iter().any(|(.., taken)| *taken == r));
    leave_out(borrowed, |r| taken.iter().any(|(.., taken)| *taken == r + fresh));
}

/// A dictionary word with a capital faces a name of several words by chance.
fn by_chance(name: &Mention, other: &Mention, points: f64) -> bool {
    let chance = |a: &Mention, b: &Mention| {
        a.common && a.words.len() == 1 && a.confidence == Confidence::Low && b.words.len() > 1
    };
    points < 1.5 && !two_institutions(name, other) && (chance(name, other) || chance(other, name))
}

/// Two bodies that the language knows, each by its several names: *White House*, *Kremlin*.
fn two_institutions(name: &Mention, other: &Mention) -> bool {
    matches!((name.body, other.body), (Some(a), Some(b)) if a != b)
}

/// How sure it is that a name which faces another one stands for it.
fn sureness(context: &Context, name: &Mention, other: &Mention, points: f64) -> Confidence {
    if by_chance(name, other, points) || !telling(context, name, other, points) {
        return Confidence::Low;
    }
    if two_institutions(name, other) {
        return Confidence::Medium;
    }
    let sure = points >= 1.0 && !name.common && !other.common;
    if sure { Confidence::High } else { Confidence::Medium }
        .min(name.confidence.max(Confidence::Medium))
        .min(other.confidence.max(Confidence::Medium))
}

/// Whether two names that face each other are names: of dictionary words, those of several words with capitals on both
/// sides are; single ones may just begin a sentence, or say the same.
pub(super) fn telling(context: &Context, name: &Mention, other: &Mention, points: f64) -> bool {
    let (o, r) = ((Side::Original, name), (Side::Rewrite, other));
    if is_seat(context, o, r) || is_seat(context, r, o) {
        return false;
    }
    if two_institutions(name, other) {
        return true;
    }
    if !(name.common && other.common) {
        return !nickname(context, name, other);
    }
    let begins = |side: Side, name: &Mention| {
        let fact = context.fact(side, name.fact);
        context.documents[side].segments[fact.segment].tokens.start == fact.tokens.0
    };
    match (&name.words[..], &other.words[..]) {
        ([a], [b]) if name.confidence == Confidence::Low && other.confidence == Confidence::Low => {
            points >= 1.0
                && !context.language.meaning(a).is_near(&context.language.meaning(b))
                && !begins(Side::Original, name)
                && !begins(Side::Rewrite, other)
        }
        ([_, _, ..], [_, _, ..]) => true,
        _ => points >= 1.0,
    }
}

/// *Moscow* for *Russia*: a capital that acts, as the first of its sentence or clause, stands for its government; and *the
/// Russian capital* or *the Russian authorities* for it anywhere.
fn is_seat(context: &Context, city: (Side, &Mention), country: (Side, &Mention)) -> bool {
    let acts = |(side, name): (Side, &Mention)| {
        let fact = context.fact(side, name.fact);
        let document = &context.documents[side];
        let begin = document.segments[fact.segment].tokens.start;
        let before = |at: usize| at == begin || document.tokens[at - 1].kind == TokenKind::Sign;
        let from = fact.tokens.0;
        before(from) || document.tokens[from - 1].class.has(Class::ARTICLE) && before(from - 1)
    };
    let spelt_out = || {
        let (side, name) = country;
        let next = context.documents[side].tokens.get(context.fact(side, name.fact).tokens.1);
        next.is_some_and(|next| context.language.seats.contains(&next.norm))
    };
    let words = city.1.words.join(" ");
    country.1.place.is_some_and(|place| {
        context.language.capitals.get(words.as_str()).is_some_and(|of| of == place)
            && (acts(city) && acts(country) || spelt_out())
    })
}

/// A text has a word of the one and a word of the other in one name: *Anthony* and *Belgrave*; or the one is a part of the
/// other.
pub(super) fn one_person(context: &Context, name: &Mention, other: &Mention) -> bool {
    let count = |name: &Mention, word: &str| name.words.iter().filter(|w| **w == word).count();
    let within = |a: &Mention, b: &Mention| a.words.iter().all(|word| count(a, word) <= count(b, word));
    !two_of_a_sort(context, name, other)
        && (within(name, other) || within(other, name) || in_one_name(context, name, other))
}

/// A text has a word of the one and a word of the other in one name.
pub(super) fn in_one_name(context: &Context, name: &Mention, other: &Mention) -> bool {
    together(context, name, other, |_, _| true)
}

/// A text has a word of the one and a word of the other in one name, and `counts` says that it shows something.
fn together(context: &Context, name: &Mention, other: &Mention, counts: impl Fn(&str, &str) -> bool) -> bool {
    let place = |word: &str| place_of(context, word).is_some();
    let one =
        |a: &str, b: &str| a != b && context.names.together(a, b) && !place(a) && !place(b) && counts(a, b);
    name.core.iter().any(|a| other.core.iter().any(|b| one(a, b)))
}

/// Two places of one sort: *Marsden Island* and *Western Island*.
fn two_of_a_sort(context: &Context, name: &Mention, other: &Mention) -> bool {
    match (&name.words[..], &other.words[..]) {
        ([a, sort], [b, same]) => a != b && sort == same && context.language.generic_in_names.contains(*sort),
        _ => false,
    }
}

/// How often a side of the link has a name, by its first telling word or its place.
fn mentions_in(context: &Context, reach: &Reach, name: &Mention) -> usize {
    let of_place = |t: &&&Token, place: &str| {
        t.class.has(Class::PLACE) && place_of(context, &t.norm).is_some_and(|p| p == place)
    };
    match name.place {
        Some(place) => reach.link.iter().filter(|t| of_place(t, place)).count(),
        None => reach.count(name.core[0], &context.language.stem(name.core[0])),
    }
}

/// Two names that stand between the same two words and share nothing, though each text has both elsewhere in the link.
pub(super) fn in_place(
    context: &Context,
    index: usize,
    names: &Pair<Vec<&Mention>>,
    reach: &Pair<Reach>,
    changes: &mut Vec<Change>,
) {
    let altered = |changes: &[Change], side: Side, fact: usize| {
        context
            .told_names
            .borrow()
            .here(changes)
            .any(|c| c.relation == Relation::Altered && c.facts[side] == Some(fact))
    };
    for name in &names.original {
        for other in &names.rewrite {
            if between(context, name.fact, other.fact) < 1.0 {
                continue;
            }
            let fact =
                Pair::new(context.fact(Side::Original, name.fact), context.fact(Side::Rewrite, other.fact));
            let related = name.place.is_some() && name.place == other.place
                || name.body.is_some() && name.body == other.body
                || name.core.iter().any(|a| other.core.iter().any(|b| same_word(context, a, b)))
                || acronym_of(context, Side::Rewrite, fact.original)
                || acronym_of(context, Side::Original, fact.rewrite)
                || altered(changes, Side::Original, name.fact)
                || altered(changes, Side::Rewrite, other.fact);
            let fewer =
                mentions_in(context, &reach.rewrite, name) < mentions_in(context, &reach.original, name);
            let more =
                mentions_in(context, &reach.rewrite, other) > mentions_in(context, &reach.original, other);
            if related || one_person(context, name, other) || !fewer && !more {
                continue;
            }
            let stood_there = |before: &Mention| {
                before.core == other.core && between(context, before.fact, other.fact) >= 1.0
            };
            if !more && names.original.iter().copied().any(stood_there) {
                continue;
            }
            let mut change =
                context.change(index, Relation::Altered, Pair::new(Some(name.fact), Some(other.fact)));
            change.causes = vec![Cause::Value];
            change.confidence =
                if telling(context, name, other, 0.0) { Confidence::Medium } else { Confidence::Low };
            changes.push(change);
        }
    }
}

/// How much a name that is gone and a new one stand in the same place; 0 for never. A name that its text has elsewhere too
/// must stand between the same words.
fn facing(
    context: &Context,
    (name, missing): (&Mention, &[&str]),
    (other, fresh): (&Mention, &[&str]),
) -> f64 {
    let exchanged = || {
        missing.iter().all(|word| !mentioned(context, Side::Rewrite, word))
            && fresh.iter().all(|word| !mentioned(context, Side::Original, word))
            && !has_all(context, Side::Original, other, fresh)
    };
    let shares = name.core.iter().any(|word| other.core.contains(word));
    if !shares && one_person(context, name, other) {
        return 0.0;
    }
    let partial = missing.len() < name.core.len() && fresh.len() < other.core.len();
    if partial && shares {
        let figures = |words: &[&str]| words.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit()));
        if shares && figures(missing) && figures(fresh) {
            return 2.0;
        }
        // Of two names of dictionary words, words in the same place stand for each other.
        let placed = || name.core.iter().zip(&other.core).any(|(a, b)| a == b);
        let one_body = !(name.common && other.common) || placed();
        return if name.core.len() == other.core.len() && one_body && exchanged() { 2.0 } else { 0.0 };
    }
    if of_two_sorts(context, name, other) {
        return 0.0;
    }
    let beside = beside(context, name.fact, other.fact);
    let of_a_sort = two_of_a_sort(context, name, other);
    // *South Korea*, *North Korean*
    let places = name.place.is_some() && other.place.is_some() && name.place != other.place;
    let whole = missing.len() == name.core.len()
        || places
        || name.common && missing.len() * 2 > name.core.len()
        || of_a_sort && missing == [name.words[0]];
    let new = fresh.len() == other.core.len()
        || places
        || other.common && fresh.len() * 2 > other.core.len()
        || of_a_sort && fresh == [other.words[0]];
    if !whole || !new || !exchanged() {
        let stands = beside >= 0.5 && whole && !both_stay(context, name, other);
        return if stands { beside } else { 0.0 };
    }
    1.0 + beside
}

/// Both texts have both names, no persons, and these do not stand beside the same word: each may have gone to another
/// sentence.
pub(super) fn both_stay(context: &Context, name: &Mention, other: &Mention) -> bool {
    between(context, name.fact, other.fact) < 0.5
        && is_known(context, Side::Original, name.fact)
        && is_known(context, Side::Rewrite, other.fact)
        && !(is_person(context, name) && is_person(context, other))
}

/// A name of the rewrite has no word, or next to none, in the original's segments, and one of the original's none in the
/// rewrite's: the one stands for the other, wherever each stands in its sentence.
pub(super) fn strangers(
    context: &Context,
    index: usize,
    names: &Pair<Vec<&Mention>>,
    reach: &Pair<Reach>,
    (gone, new, borrowed): (&mut Absent, &mut Absent, &Absent),
    changes: &mut Vec<Change>,
) {
    let told = |side: Side, fact: usize| {
        let told_names = context.told_names.borrow();
        told_names.here(changes).any(|c| c.relation == Relation::Altered && c.facts[side] == Some(fact))
    };
    let foreign = |side: Side| -> Vec<&Mention> {
        let absent: Vec<_> = match side {
            Side::Original => gone.iter().collect(),
            Side::Rewrite => new.iter().chain(borrowed).collect(),
        };
        let strange = |name: &&Mention| {
            is_strange(context, name, &absent, &reach[side.other()]) && !told(side, name.fact)
        };
        names[side].iter().copied().filter(strange).collect()
    };
    let [other] = foreign(Side::Rewrite)[..] else { return };
    // Another speaker is the quote's fault.
    if speaks(context, Side::Rewrite, other) {
        return;
    }
    let related = |name: &Mention| {
        let shared = name.words.iter().filter(|word| other.words.contains(word)).count();
        // That two words of one of the names stand together shows nothing.
        together(context, name, other, |a, b| !name.words.contains(&b) && !other.words.contains(&a))
            || of_two_sorts(context, name, other)
            || shared * 2 >= name.words.len().min(other.words.len())
            || acronym_of(context, Side::Rewrite, context.fact(Side::Original, name.fact))
            || acronym_of(context, Side::Original, context.fact(Side::Rewrite, other.fact))
    };
    let near = |name: &&Mention| beside(context, name.fact, other.fact);
    let known = borrowed.iter().any(|(known, _)| known.fact == other.fact);
    let related = |name: &Mention| {
        related(name) || known && (tells_else(context, name, other) || both_stay(context, name, other))
    };
    let lost = foreign(Side::Original).into_iter().rev().filter(|name| !related(name));
    let Some(name) = lost.max_by(|a, b| near(a).total_cmp(&near(b))) else { return };
    let mut change = context.change(index, Relation::Altered, Pair::new(Some(name.fact), Some(other.fact)));
    change.causes = vec![Cause::Value];
    change.confidence = if telling(context, name, other, 1.0) { Confidence::Medium } else { Confidence::Low };
    changes.push(change);
    gone.retain(|(gone, _)| gone.fact != name.fact);
    new.retain(|(new, _)| new.fact != other.fact);
}

/// Where one of the two is a headline's: it may name another thing of the story, if not another person.
pub(super) fn tells_else(context: &Context, name: &Mention, other: &Mention) -> bool {
    let heads = |side: Side, name: &Mention| {
        context.documents[side].segments[context.fact(side, name.fact).segment].role == Role::Heading
    };
    (heads(Side::Rewrite, other) || heads(Side::Original, name))
        && !(is_person(context, name) && is_person(context, other))
}

/// The other side of the link has no telling word of the name, or of a long one next to none at all.
fn is_strange(context: &Context, name: &Mention, absent: &[&(&Mention, Vec<&str>)], there: &Reach) -> bool {
    let whole =
        absent.iter().any(|(other, missing)| other.fact == name.fact && missing.len() == other.core.len());
    let missing = || name.words.iter().filter(|word| !there.holds(context, word)).count();
    whole || name.words.len() > 2 && missing() * 3 >= name.words.len() * 2
}

/// The name is the speaker of a quote in its segment or the one before.
fn speaks(context: &Context, side: Side, name: &Mention) -> bool {
    let segment = context.fact(side, name.fact).segment;
    let near = context.facts_of[side][segment.saturating_sub(1)..=segment].iter().flatten();
    near.map(|&fact| context.fact(side, fact)).any(|fact| match fact.readings.first() {
        Some(Value::Quote { speaker: Some(speaker), .. }) => {
            name.core.iter().any(|word| speaker.iter().any(|s| s == word))
        }
        _ => false,
    })
}
