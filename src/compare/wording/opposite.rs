//! A word whose counterpart says the opposite: an antonym, or the other end of a scale.

use compact_str::CompactString;

use super::align::{Fate, Word, Words};
use super::{Cause, Context, Relation, Told, bends};
use crate::document::ratio;
use crate::fact::{Fact, Value};
use crate::finding::Confidence;
use crate::language::{Kinship, Listed, Part, Syntax};
use crate::pair::{Pair, Side};
use crate::token::{Class, TokenKind};

/// A negation this many words before turns a word.
const TURNS: usize = 3;
/// One of nobody or of nothing turns its clause, so many words from its beginning.
const CLAUSE: usize = 10;
/// Where verbs may stand last, one so many words behind: *stieg im Mai nicht*.
const BEHIND: usize = 12;
/// More pairs of free words than this are not compared.
const MOST: usize = 40 * 40;

/// Finds opposites among the words for which no other stands.
pub(super) fn find(context: &Context, words: &mut Words, told: &mut Vec<Told>) {
    let loose = Pair::from_fn(|side| loose(words, side));
    if loose.original.len() * loose.rewrite.len() > MOST {
        return;
    }
    // *voted against*, *31 against, 57 in favour*: the word itself is there.
    let unmated = Pair::from_fn(|side| words.unmated(side));
    let new = Pair::from_fn(|side| {
        let there = |word: &Word| {
            let mut others = unmated[side.other()].iter().map(|&other| &words.of[side.other()][other]);
            others.any(|other| other.is_form_of(word) && !other.listed.opposite(word.listed))
        };
        loose[side].iter().filter(|(at, _)| !there(&words.of[side][*at])).collect::<Vec<_>>()
    });
    let mut pairs = Vec::new();
    for (i, a) in &new.original {
        for (j, b) in &new.rewrite {
            if swapped(words, &loose, *i, *j) {
                continue;
            }
            if let Some(sure) = opposite(context, words, (*i, *a), (*j, *b)) {
                pairs.push((sure, *i, *j));
            }
        }
    }
    pairs.sort_by_key(|&(sure, i, j)| (std::cmp::Reverse(sure), i, j));
    for (confidence, i, j) in pairs {
        if words.of.original[i].fate != Fate::Free || words.of.rewrite[j].fate != Fate::Free {
            continue;
        }
        let (a, b) = (words.of.original[i].listed, words.of.rewrite[j].listed);
        let scope = context.language.wording.differ_in_scope(a, b);
        told.push(tell(words, (i, j), if scope { Cause::Qualifier } else { Cause::Opposite }, confidence));
    }
}

/// One word says the opposite of the other; nothing more is said of them.
pub(super) fn tell(words: &mut Words, (i, j): (usize, usize), cause: Cause, confidence: Confidence) -> Told {
    words.of.original[i].fate = Fate::Told;
    words.of.rewrite[j].fate = Fate::Told;
    Told {
        relation: Relation::Altered,
        cause,
        words: Pair::new(
            Some((i, i + 1 + usize::from(words.of.original[i].paired))),
            Some((j, j + 1 + usize::from(words.of.rewrite[j].paired))),
        ),
        confidence,
    }
}

/// Words for which nothing stands, of content or on a scale, with what is listed of them.
fn loose<'a>(words: &Words<'a>, side: Side) -> Vec<(usize, Listed<'a>)> {
    let one = |i: usize| {
        let word = &words.of[side][i];
        if word.fate != Fate::Free || word.fact {
            return None;
        }
        (word.content || word.listed.on_scale()).then_some((i, word.listed))
    };
    (0..words.of[side].len()).filter_map(one).collect()
}

/// *eleven for it, eight against*, *eight against it, eleven for*: small words, each of which has another for it.
fn swapped(words: &Words, loose: &Pair<Vec<(usize, Listed)>>, i: usize, j: usize) -> bool {
    let (a, b) = (&words.of.original[i], &words.of.rewrite[j]);
    let has = |side: Side, listed: Listed| loose[side].iter().any(|(_, other)| other.alike(listed));
    !a.content && !b.content && has(Side::Rewrite, a.listed) && has(Side::Original, b.listed)
}

/// How sure it is that one word says the opposite of the other, in its place.
fn opposite(
    context: &Context,
    words: &Words,
    (i, of_a): (usize, Listed),
    (j, of_b): (usize, Listed),
) -> Option<Confidence> {
    let (a, b) = (&words.of.original[i], &words.of.rewrite[j]);
    if context.language.wording.differ_in_scope(of_a, of_b) {
        let turned = Pair::new((Side::Original, i), (Side::Rewrite, j))
            .map(|(side, at)| turned(context, words, side, at));
        // *some 14 cm*
        let bent = bends(context, Side::Original, a.at) || bends(context, Side::Rewrite, b.at);
        let same = turned.original == turned.rewrite && !bent && same_scope(words, i, j);
        return same.then_some(Confidence::Medium);
    }
    let listed = of_a.opposite(of_b);
    let contrary = context.language.stance.contraries.oppose(&a.token.stem, &b.token.stem);
    let kinship = if listed { Kinship::Opposite } else { words.kinship(i, j) };
    let affixed = contrary || !listed && negates(context, &a.token.norm, &b.token.norm);
    if kinship < Kinship::FarOpposite && !affixed || of_a.is_neutral(of_b) {
        return None;
    }
    if turned(context, words, Side::Original, i) != turned(context, words, Side::Rewrite, j)
        || converse(context, words, i, j)
        || compared_crosswise(context, words, i, j)
        || turned_by_time(context, words, i, j)
        || is_ended(context, a, b)
        || unchanged(context, words, i, j)
        || lessened(context, &words.of.original, i) != lessened(context, &words.of.rewrite, j)
    {
        return None;
    }
    // *left the rails* and *came off the rails*: the verb is not the one that the dictionary opposes.
    if !listed
        && !affixed
        && phrasal(context, words, Side::Original, i) != phrasal(context, words, Side::Rewrite, j)
    {
        return Some(Confidence::Low);
    }
    // *falls below*, *make up less than*: of a verb and a small word beside one neither stands for the other.
    let beside_verb = |small: &Word, verb: &Word| {
        context.language.connectives.is_particle(&small.token.norm)
            && verb.meaning.is_some_and(|meaning| meaning.parts.contains(&Part::Verb))
    };
    if (beside_verb(a, b) || beside_verb(b, a)) && a.content != b.content && !words.in_place(i, j) {
        return Some(Confidence::Low);
    }
    // *rejected his appeal*, *upheld his conviction*: what is said of other things need not be opposed.
    if of_other_objects(words, i, j) {
        return Some(Confidence::Low);
    }
    let direct = kinship == Kinship::Opposite || affixed;
    let faces = words.faces(i, j);
    match (direct, faces, words.in_place(i, j)) {
        (true, _, true) => Some(Confidence::High),
        (true, 2, _) | (false, _, true) => Some(Confidence::Medium),
        (true, ..)
            if listed
                && a.content
                && b.content
                && (same_object(words, i, j)
                    || same_bearer(words, i, j)
                    || same_noun(words, i, j)
                    || faces > 0 && !compares(context, a) && mostly_told(words, i, j)) =>
        {
            Some(Confidence::Medium)
        }
        (true, ..) | (false, 2, _) => Some(Confidence::Low),
        _ => None,
    }
}

/// *earned 5 percent less*, *the profit fell by 5 percent*: a verb with a *less* behind it says the opposite of itself.
fn lessened(context: &Context, words: &[Word], at: usize) -> bool {
    /// Words from a verb to its *less*.
    const BEHIND: usize = 6;
    let wording = &context.language.wording;
    let verb =
        words[at].meaning.is_none_or(|meaning| !meaning.is_known() || meaning.parts.contains(&Part::Verb));
    let behind = words[at + 1..].iter().take(BEHIND).take_while(|word| word.segment == words[at].segment);
    verb && !wording.is_lessening(&words[at].token.norm)
        && behind.into_iter().any(|word| wording.is_lessening(&word.token.norm))
}

/// *left the rate unchanged*, *the rate remains the same*
fn unchanged(context: &Context, words: &Words, i: usize, j: usize) -> bool {
    /// Words from a verb to what it leaves a thing as.
    const BEHIND: usize = 8;
    let says = |side: &[Word], at: usize| {
        let verb = side[at].meaning.is_some_and(|meaning| meaning.parts.contains(&Part::Verb));
        let mut behind =
            side[at + 1..].iter().take(BEHIND).take_while(|word| word.segment == side[at].segment);
        verb && behind.any(|word| context.language.wording.is_unchanging(&word.token.norm))
    };
    says(&words.of.original, i) || says(&words.of.rewrite, j)
}

/// *open until 2010*, *closed since 2010*
fn is_ended(context: &Context, i: &Word, j: &Word) -> bool {
    let has = |side: Side, word: &Word, words: &[CompactString]| {
        context.documents[side].segment_tokens(word.segment).windows(2).any(|pair| {
            words.contains(&pair[0].norm)
                && (pair[1].kind == TokenKind::Figure || pair[1].class.has(Class::DATE))
        })
    };
    let (limits, reaching) = (&context.language.limits, &context.language.stance.reaching);
    has(Side::Original, i, limits) && has(Side::Rewrite, j, reaching)
        || has(Side::Original, i, reaching) && has(Side::Rewrite, j, limits)
}

/// A comparative says it of one of two: *the bus is slower*, *the boat is faster*.
fn compares(context: &Context, word: &Word) -> bool {
    context.language.degrees.iter().any(|[more, _]| match more.strip_prefix('-') {
        Some(ending) => word.token.norm.ends_with(ending),
        None => word.token.norm == more.as_str(),
    })
}

/// Most words of both sentences stand for one another, so that they say the same but for these two.
fn mostly_told(words: &Words, i: usize, j: usize) -> bool {
    /// So large a share of both,
    const MOST: f64 = 0.6;
    /// and so many words.
    const LEAST: usize = 3;
    let told = |side: &[Word], at: usize| {
        let of =
            || side.iter().filter(|word| word.segment == side[at].segment && (word.content || word.fact));
        let mated = of().filter(|word| word.mate.is_some() || word.fact).count();
        mated >= LEAST && ratio(mated, of().count()) >= MOST
    };
    // *a missing hiker*, *found alive*
    let qualifies = |side: &[Word], at: usize| {
        side.get(at + 1).is_some_and(|next| next.at == side[at].at + 1 && next.content && !next.fact)
    };
    told(&words.of.original, i)
        && told(&words.of.rewrite, j)
        && qualifies(&words.of.original, i) == qualifies(&words.of.rewrite, j)
}

/// *most growers*, *all growers*; *most of them*, *all of them*: what is said of so many, or so far, is the same.
fn same_scope(words: &Words, i: usize, j: usize) -> bool {
    /// Words to what is counted.
    const BEHIND: usize = 4;
    let (o, r) = (&words.of.original, &words.of.rewrite);
    let behind = |side: &[Word], at: usize| {
        let near = (at + 1)..(at + 1 + BEHIND).min(side.len());
        near.take_while(|&x| side[x].segment == side[at].segment)
            .find(|&x| side[x].content || side[x].fact || side[x].token.class.has(Class::PRONOUN))
    };
    let (Some(x), Some(y)) = (behind(o, i), behind(r, j)) else { return false };
    let pronouns = o[x].token.class.has(Class::PRONOUN) && r[y].token.class.has(Class::PRONOUN);
    o[x].mate == Some(y) || pronouns && words.faces(i, j) > 0
}

/// Both words are verbs, and right behind each stands a word that nothing on the other side stands for.
fn of_other_objects(words: &Words, i: usize, j: usize) -> bool {
    /// Words to what is said of.
    const BEHIND: usize = 3;
    let lone = |side: &[Word], at: usize| {
        let is_verb = side[at].meaning.is_some_and(|meaning| meaning.part() == Some(Part::Verb));
        let mut near =
            (at + 1..(at + 1 + BEHIND).min(side.len())).take_while(|&x| side[x].segment == side[at].segment);
        is_verb
            && near
                .find(|&x| side[x].content || side[x].fact)
                .is_some_and(|x| side[x].mate.is_none() && side[x].fate == Fate::Free)
    };
    lone(&words.of.original, i) && lone(&words.of.rewrite, j)
}

/// *the family backs the offer*, *opposes the bid*: what stands right behind both is each other's counterpart, and so is a
/// word of the same sentence before both.
fn same_object(words: &Words, i: usize, j: usize) -> bool {
    /// Words to what is said of, and of the sentence before.
    const BEHIND: usize = 3;
    const BEFORE: usize = 12;
    let (o, r) = (&words.of.original, &words.of.rewrite);
    let object = |side: &[Word], at: usize| {
        let near =
            (at + 1..(at + 1 + BEHIND).min(side.len())).take_while(|&x| side[x].segment == side[at].segment);
        near.clone().find(|&x| side[x].content || side[x].fact)
    };
    let (Some(x), Some(y)) = (object(o, i), object(r, j)) else { return false };
    o[x].mate == Some(y)
        && (i.saturating_sub(BEFORE)..i)
            .filter(|&x| o[x].segment == o[i].segment && (o[x].content || o[x].fact))
            .any(|x| o[x].mate.is_some_and(|y| y < j && j - y <= BEFORE && r[y].segment == r[j].segment))
}

/// *a small room*, *the large rooms*: two qualities of what is each other's counterpart.
fn same_noun(words: &Words, i: usize, j: usize) -> bool {
    let noun = |side: &[Word], at: usize| {
        let (word, next) = (&side[at], side.get(at + 1)?);
        let quality = word.meaning.and_then(|meaning| meaning.part()) == Some(Part::Adjective);
        (quality && next.at == word.at + 1 && (next.content || next.fact)).then_some(at + 1)
    };
    let (o, r) = (&words.of.original, &words.of.rewrite);
    noun(o, i).zip(noun(r, j)).is_some_and(|(x, y)| o[x].mate == Some(y))
}

/// *marks improved*, *worse marks*: the word right before the one is the counterpart of the word right behind the other.
fn same_bearer(words: &Words, i: usize, j: usize) -> bool {
    let tells = |side: &[Word], at: usize, from: usize| {
        let (word, other) = (side.get(at)?, side.get(from)?);
        (word.segment == other.segment && (word.content || word.fact)).then_some(at)
    };
    let (o, r) = (&words.of.original, &words.of.rewrite);
    let before = |side: &[Word], at: usize| at.checked_sub(1).and_then(|before| tells(side, before, at));
    let behind = |side: &[Word], at: usize| tells(side, at + 1, at);
    let meet =
        |x: Option<usize>, y: Option<usize>| x.is_some() && y.is_some() && x.and_then(|x| o[x].mate) == y;
    meet(before(o, i), behind(r, j)) || meet(behind(o, i), before(r, j))
}

/// One is the other with a negative prefix, or they differ in a negative ending.
fn negates(context: &Context, a: &str, b: &str) -> bool {
    let language = context.language;
    let prefixed = |long: &str, short: &str| {
        short.len() > 3
            && long.len() > short.len()
            && long.ends_with(short)
            && language
                .negative_prefixes
                .iter()
                .any(|p| long.strip_prefix(p.as_str()).is_some_and(|rest| rest == short))
    };
    prefixed(a, b) || prefixed(b, a)
}

/// What stood before the word stands behind its opposite, and the reverse: *Arden beat Belmont*, *Belmont lost to Arden*. A
/// passive turns the sentence, too, but says by whom.
fn converse(context: &Context, words: &Words, i: usize, j: usize) -> bool {
    /// Words from an auxiliary to its verb.
    const AUXILIARY: usize = 2;
    let (o, r) = (&words.of.original, &words.of.rewrite);
    let before = |side: &[Word], at: usize| {
        side[..at].iter().rev().filter(|word| word.content || word.fact).find_map(|word| word.mate)
    };
    // *won before he left*, *after he won, he left*: a small word may begin its sentence.
    let begins =
        |side: &[Word], at: usize| !side[at].content && (at == 0 || side[at - 1].segment != side[at].segment);
    let crossed = (before(o, i).is_some_and(|mate| mate > j) || begins(o, i))
        && (before(r, j).is_some_and(|mate| mate > i) || begins(r, j))
        && !(begins(o, i) && begins(r, j));
    let by = |side: &[Word], at: usize| {
        side[at + 1..].iter().take(2).any(|word| context.language.wording.is_agent(&word.token.norm))
    };
    // *hired 150*, *150 were dismissed*: a passive alone turns the sentence round.
    let passive = |side: &[Word], at: usize| {
        let before = &side[at.saturating_sub(AUXILIARY)..at];
        before.iter().any(|word| word.token.syntax.any(Syntax::PASSIVE))
            && context.language.is_past(&side[at].token.norm)
    };
    crossed && !by(o, i) && !by(r, j) && passive(o, i) == passive(r, j)
}

/// *the second half was weaker than the first*, *the first was stronger than the second*: figures or names on both sides of a
/// comparative stand on the other side of its opposite.
fn compared_crosswise(context: &Context, words: &Words, i: usize, j: usize) -> bool {
    /// Words on either side.
    const NEAR: usize = 7;
    let (o, r) = (&words.of.original, &words.of.rewrite);
    let than = |side: &[Word], at: usize| {
        side[at..].iter().take(NEAR).any(|word| context.language.connectives.compares(word.token))
    };
    let crosses = |mut near: std::ops::Range<usize>, over: &dyn Fn(usize) -> bool| {
        let told = |word: &Word| word.fact || word.token.class.has(Class::NUMBER);
        let same = |at: usize| r.iter().position(|word| word.is_form_of(&o[at]));
        near.any(|at| o[at].segment == o[i].segment && told(&o[at]) && same(at).is_some_and(over))
    };
    than(o, i)
        && than(r, j)
        && crosses(i.saturating_sub(NEAR)..i, &|mate| mate > j && mate - j <= NEAR)
        && crosses(i + 1..(i + 1 + NEAR).min(o.len()), &|mate| mate < j && j - mate <= NEAR)
}

/// *colder then*, *warmer now*: of two times that are compared, each text tells the other one.
fn turned_by_time(context: &Context, words: &Words, i: usize, j: usize) -> bool {
    let language = context.language;
    let compares = |word: &Word| {
        language.degrees.iter().any(|[more, _]| match more.strip_prefix('-') {
            Some(ending) => word.token.norm.ends_with(ending),
            None => word.token.norm == *more,
        })
    };
    let (o, r) = (&words.of.original, &words.of.rewrite);
    compares(&o[i])
        && compares(&r[j])
        && matches!(
            (times(context, Side::Original, o), times(context, Side::Rewrite, r)),
            ((true, false), (false, true)) | ((false, true), (true, false))
        )
}

/// Whether the words of a side speak of what was, by their words or a date that is past, and of what is now.
fn times(context: &Context, side: Side, words: &[Word]) -> (bool, bool) {
    let tokens = &context.documents[side].tokens;
    let told = words.iter().map(|word| context.language.wording.time(tokens, word.at));
    let (then, now) = told.fold((false, false), |(then, now), time| (then || time == 1, now || time == 2));
    let is_past = |fact: &Fact| match &fact.readings[0] {
        Value::Date(date) => date.relative.is_some_and(|(_, steps)| steps < 0),
        _ => false,
    };
    let dated =
        |segment: usize| context.facts_of[side][segment].iter().any(|&f| is_past(context.fact(side, f)));
    let mut segments: Vec<usize> = words.iter().map(|word| word.segment).collect();
    segments.dedup();
    (then || segments.into_iter().any(dated), now)
}

/// A small word right behind a verb makes another verb of it, and nothing stands for that word on the other side.
fn phrasal(context: &Context, words: &Words, side: Side, i: usize) -> bool {
    let (here, next) = (&words.of[side][i], words.of[side].get(i + 1));
    next.is_some_and(|next| {
        next.mate.is_none()
            && next.at == here.at + 1
            && context.language.connectives.is_particle(&next.token.norm)
    })
}

/// A negation stands right before a word of the link, or, where verbs may stand last, behind it in its clause.
pub(super) fn turned(context: &Context, words: &Words, side: Side, i: usize) -> bool {
    let of = &words.of[side];
    let negates =
        |word: &Word, class: Class| word.token.kind == TokenKind::Word && word.token.class.any(class);
    let behind = || {
        (i + 1..of.len())
            .take(BEHIND)
            .take_while(|&x| of[x].segment == of[i].segment && of[x].at - of[i].at == x - i)
            .any(|x| negates(&of[x], Class::NEGATION))
    };
    // *stop the turbines before rain*, *rejected a larger bond*: a verb that refuses something says nothing of what is beside it,
    // nor of a quality of its object; *will not play before it* is *will play only after it*.
    let noun = |word: &Word| word.token.meaning(context.language).parts.contains(&Part::Noun);
    let quality = of.get(i + 1).is_some_and(|next| next.at == of[i].at + 1 && next.content && noun(next));
    let there = &words.of[side.other()];
    let limited = there.iter().any(|word| context.language.earliest.contains(&word.token.norm));
    let weak = |x: usize| {
        let beside = if of[i].content { quality } else { !limited };
        negates(&of[x], Class::WEAK_NEGATION) && !beside
    };
    // *nobody on the ferry was hurt*
    let whole = |x: usize| {
        of[x].segment == of[i].segment
            && of[i].at - of[x].at == i - x
            && !of[x..i].iter().any(|word| word.token.syntax.any(Syntax::CONJUNCTION))
            && context.language.nominal.iter().any(|cue| *cue == of[x].token.norm)
    };
    (i.saturating_sub(TURNS)..i).any(|x| negates(&of[x], Class::NEGATION) || weak(x))
        || (i.saturating_sub(CLAUSE)..i).any(whole)
        || context.language.stance.verbs_last && behind()
}
