//! Who did what to whom: two names or nouns of a sentence that stand on the other side of the same verb or comparison.
//!
//! *Arden sued Belmont* and *Belmont sued Arden* have the same words. Only what stands between two neighbours is looked at,
//! word for word, so that nothing else can explain the exchange; a passive verb turns both round. Where the rest is reworded,
//! a verb still tells it whose two neighbours are each other's counterparts crosswise.

use std::ops::Range;

use super::align::{Fate, Word, Words};
use super::{Cause, Context, Relation, Told};
use crate::fact::Kind;
use crate::finding::Confidence;
use crate::language::{Part, Syntax};
use crate::pair::{Pair, Side};
use crate::token::Class;

/// More words than this between two names are no verb with its small words.
const BETWEEN: usize = 7;
/// More names than this in a link are a list.
const MANY: usize = 16;

/// Words between a verb and what acts.
const BEFORE: usize = 4;
/// Verbs that are so nearly the same, in percent, are one.
const SURELY: u8 = 90;

/// A name or noun in a link: its range of words, and what tells it from others.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Named {
    from: usize,
    to: usize,
    key: u64,
    noun: bool,
}

/// Two neighbouring names with what is said between them.
struct Clause<'a> {
    agent: u64,
    patient: u64,
    /// One of them is a noun.
    noun: bool,
    /// The second one acts, by the words between.
    passive: bool,
    /// Words between the names, without those of the passive.
    between: Vec<&'a Word<'a>>,
    /// From the first name's beginning to the second one's end.
    words: (usize, usize),
}

/// Finds clauses of both sides with the same words between exchanged names, else between exchanged nouns, and comparisons
/// turned round.
pub(super) fn find(context: &Context, words: &Words, told: &mut Vec<Told>) {
    let mut names = Pair::from_fn(|side| names(context, words, side));
    let before = told.len();
    exchanged(context, words, &names, told);
    if told.len() > before {
        return;
    }
    if is_crossed(words) {
        if let Some(found) = compared(context, words) {
            told.push(found);
            return;
        }
        for side in Side::BOTH {
            add_nouns(context, words, side, &mut names[side]);
        }
        exchanged(context, words, &names, told);
    }
    if told.len() == before {
        told.extend(turned(context, words));
    }
}

/// Where who acts and what is acted on stand around a verb.
struct Sides {
    agent: Range<usize>,
    patient: Range<usize>,
}

/// Verbs whose two sides changed places, whatever else the sentence says: *the dog bit the guard*, *the guard bit the dog*,
/// *the dog was bitten by the guard*.
fn turned(context: &Context, words: &Words) -> Option<Told> {
    let (original, rewrite) = (&words.of.original, &words.of.rewrite);
    let once = |all: &[Word], verb: &Word| all.iter().filter(|word| word.is_form_of(verb)).count() == 1;
    // Words of substance of a part of the original that stand for some of a part of the rewrite, the first of them.
    let facing = |here: &Range<usize>, there: &Range<usize>| {
        let stands = |at: &usize| original[*at].fact || original[*at].content;
        here.clone().filter(stands).find(|&at| original[at].mate.is_some_and(|mate| there.contains(&mate)))
    };
    original.iter().enumerate().find_map(|(i, verb)| {
        let same = |j: &usize| match verb.fate {
            Fate::Same | Fate::Related(SURELY..) => true,
            Fate::Fact => verb.is_form_of(&rewrite[*j]),
            _ => false,
        };
        let j = verb.mate.filter(same)?;
        // Words in front may stand behind the verb now, or the verb may do so in the passive.
        let crosses = || {
            original[i.saturating_sub(BEFORE)..i].iter().any(|word| word.mate.is_some_and(|mate| mate > j))
        };
        let passive = |side: Side, at: usize| {
            let before = &words.of[side][at.saturating_sub(BEFORE)..at];
            before.iter().any(|word| word.token.syntax.any(Syntax::PASSIVE))
        };
        if !crosses() && passive(Side::Original, i) == passive(Side::Rewrite, j)
            || !is_act(context, verb)
            || !is_act(context, &rewrite[j])
        {
            return None;
        }
        let here = sides(context, words, Side::Original, i)?;
        let there = sides(context, words, Side::Rewrite, j)?;
        let agent = facing(&here.agent, &there.patient)?;
        let patient = facing(&here.patient, &there.agent)?;
        let stays = facing(&here.agent, &there.agent);
        let around = |at: [Option<usize>; 3]| {
            let at = || at.into_iter().flatten();
            at().min().zip(at().max().map(|last| last + 1))
        };
        let alone = stays.is_none() && once(original, verb) && once(rewrite, &rewrite[j]);
        alone.then(|| Told {
            relation: Relation::Altered,
            cause: Cause::Swapped,
            words: Pair::new(
                around([Some(agent), Some(patient), Some(i)]),
                around([original[agent].mate, original[patient].mate, Some(j)]),
            ),
            confidence: Confidence::Medium,
        })
    })
}

/// A verb that says something else when its sides change places.
fn is_act(context: &Context, word: &Word) -> bool {
    let wording = &context.language.wording;
    is_verb(context, word)
        && !word.token.class.has(Class::REPORTING)
        && !wording.is_mutual(&word.token.norm, &word.token.stem)
}

/// What stands on both sides of a verb, up to the next sign or preposition; in the passive, up to what stands behind
/// *by*. Nothing where a preposition stands before the word in front, as in *into the room came a guard*.
fn sides(context: &Context, words: &Words, side: Side, verb: usize) -> Option<Sides> {
    /// Small words of what acts, and words behind a verb.
    const OWN: usize = 3;
    const BEHIND: usize = 7;
    let all = &words.of[side];
    let wording = &context.language.wording;
    let is_near = |at: usize| all[at].at + 1 == all[at + 1].at && all[at].segment == all[at + 1].segment;
    let is_preposition = |at: usize| all[at].token.syntax.any(Syntax::PREPOSITION);
    let adverb = |word: &Word| word.token.meaning(context.language).part() == Some(Part::Adverb);
    let stands = |word: &Word| word.fact || word.content && !adverb(word);
    // *the group's leader, Derek Hale, accused*: a comma may close what is set off before the verb.
    let tokens = &context.documents[side].tokens;
    let closed = |at: usize| {
        at + 1 == verb
            && all[at].fact
            && all[at].segment == all[verb].segment
            && all[at].at + 2 == all[verb].at
            && tokens[all[at].at + 1].is(",")
    };
    let mut reach = (verb.saturating_sub(BEFORE)..verb).rev().take_while(|&at| is_near(at) || closed(at));
    let noun =
        |word: &Word| word.token.meaning(context.language).part().is_none_or(|part| part == Part::Noun);
    let joint =
        |word: &Word| word.token.class.has(Class::JOINT) || word.token.class.has(Class::WEAK_NEGATION);
    let before = reach.find(|&at| stands(&all[at])).filter(|&at| all[at].fact || noun(&all[at]))?;
    let between = &all[before + 1..verb];
    let auxiliary =
        |word: &Word| word.token.class.has(Class::AUXILIARY) || word.token.syntax.any(Syntax::PASSIVE);
    if !between.iter().all(|word| auxiliary(word) || adverb(word) && !joint(word)) {
        return None;
    }
    let passive = between.iter().any(|word| word.token.syntax.any(Syntax::PASSIVE))
        && context.language.is_past(&all[verb].token.norm);
    let mut own = (before.saturating_sub(OWN)..before).rev().take_while(|&at| is_near(at));
    if own.any(is_preposition) {
        return None;
    }
    let part = |from: usize| {
        let goes_on = |&at: &usize| at == from || is_near(at - 1) && !is_preposition(at) && !joint(&all[at]);
        from..from + (from..all.len()).take(BEHIND).take_while(goes_on).count()
    };
    let by = |at: usize| all.get(at).is_some_and(|word| wording.is_agent(&word.token.norm));
    let front = before..before + 1;
    if passive {
        let mut reach = (verb + 1..all.len()).take(BEHIND).take_while(|&at| is_near(at - 1));
        let agent = reach.find(|&at| by(at))? + 1;
        return Some(Sides { agent: part(agent), patient: front });
    }
    let patient = part(verb + 1);
    // *points saved as he came back*, *passed by the council*: the word in front is what it was done to.
    let acted_on = |word: &Word| word.fact || word.content || word.token.syntax.any(Syntax::DETERMINER);
    let active = all.get(verb + 1).is_some_and(acted_on) && !(verb + 1..=patient.end).any(by);
    active.then_some(Sides { agent: front, patient })
}

fn exchanged(context: &Context, words: &Words, names: &Pair<Vec<Named>>, told: &mut Vec<Told>) {
    if Side::BOTH.into_iter().any(|side| names[side].len() < 2 || names[side].len() > MANY) {
        return;
    }
    let original = clauses(context, words, Side::Original, &names.original);
    if original.is_empty() {
        return;
    }
    for there in clauses(context, words, Side::Rewrite, &names.rewrite) {
        let turned = |here: &&Clause| {
            here.agent == there.patient && here.patient == there.agent && say_the_same(here, &there)
        };
        let Some(here) = original.iter().find(turned) else { continue };
        if acts(context, &here.between) {
            told.push(Told {
                relation: Relation::Altered,
                cause: Cause::Swapped,
                words: Pair::new(Some(here.words), Some(there.words)),
                confidence: if here.noun { Confidence::Medium } else { Confidence::High },
            });
        }
    }
}

/// The same words between both names; where one of the two is in the passive, the same words of substance.
fn say_the_same(here: &Clause, there: &Clause) -> bool {
    if here.passive == there.passive {
        return same(&here.between, &there.between);
    }
    let [a, b] = [here, there]
        .map(|clause| clause.between.iter().copied().filter(|word| word.content).collect::<Vec<_>>());
    same(&a, &b)
}

/// The same words in the same order, in any form.
fn same(a: &[&Word], b: &[&Word]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_form_of(b))
}

/// *Trains are faster than buses*: what is compared stands on the other side of the same words.
fn compared(context: &Context, words: &Words) -> Option<Told> {
    /// Words between *than* and what is compared.
    const BEHIND: usize = 3;
    let than = Pair::from_fn(|side| {
        words.of[side].iter().position(|word| context.language.connectives.compares(word.token))
    });
    let than = than.original.zip(than.rewrite).map(|(original, rewrite)| Pair::new(original, rewrite))?;
    let behind = |side: Side| {
        let all = &words.of[side];
        (than[side] + 1..(than[side] + 1 + BEHIND).min(all.len())).find(|&at| all[at].content || all[at].fact)
    };
    let (a, b) = (behind(Side::Original)?, behind(Side::Rewrite)?);
    let (here, there) = (words.of.rewrite[b].mate?, words.of.original[a].mate?);
    if here >= than.original || there >= than.rewrite {
        return None;
    }
    let between = |side: Side, from: usize| -> Vec<&Word> {
        words.of[side][from + 1..than[side]].iter().filter(|word| !is_article(word)).collect()
    };
    let (original, rewrite) = (between(Side::Original, here), between(Side::Rewrite, there));
    (!original.is_empty() && original.len() <= BETWEEN && same(&original, &rewrite)).then(|| Told {
        relation: Relation::Altered,
        cause: Cause::Swapped,
        words: Pair::new(Some((here, a + 1)), Some((there, b + 1))),
        confidence: Confidence::High,
    })
}

fn is_article(word: &Word) -> bool {
    word.token.syntax.any(Syntax::DETERMINER)
}

/// Some word of the link stands before another in the rewrite that it followed in the original.
fn is_crossed(words: &Words) -> bool {
    let mut mates = words.of.original.iter().filter(|word| word.content).filter_map(|word| word.mate);
    let mut last = 0;
    mates.any(|mate| mate < std::mem::replace(&mut last, mate))
}

/// Adds the nouns of a side that stand on the other side in the same form, and sorts all by place.
fn add_nouns(context: &Context, words: &Words, side: Side, named: &mut Vec<Named>) {
    let taken = |at: usize| named.iter().any(|name| (name.from..name.to).contains(&at));
    let noun = |(at, word): &(usize, &Word)| {
        word.content
            && word.fate == Fate::Same
            && !taken(*at)
            && word.token.meaning(context.language).part() == Some(Part::Noun)
    };
    let found: Vec<Named> = words.of[side]
        .iter()
        .enumerate()
        .filter(noun)
        .map(|(at, word)| Named { from: at, to: at + 1, key: word.key, noun: true })
        .collect();
    named.extend(found);
    named.sort_by_key(|name| name.from);
}

/// Names of a side of the link, in order; of names within names the first.
fn names(context: &Context, words: &Words, side: Side) -> Vec<Named> {
    let mut out: Vec<Named> = Vec::new();
    let mut segment = None;
    for word in &words.of[side] {
        if segment == Some(word.segment) {
            continue;
        }
        segment = Some(word.segment);
        for &fact in &context.facts_of[side][word.segment] {
            let fact = context.fact(side, fact);
            if fact.kind != Kind::Name || fact.confidence == Confidence::Low {
                continue;
            }
            let places = words.places(side, fact.tokens);
            if let Some(last) = words.of[side].get(places.clone()).and_then(<[Word]>::last)
                && out.last().is_none_or(|before| before.to <= places.start)
            {
                out.push(Named { from: places.start, to: places.end, key: last.key, noun: false });
            }
        }
    }
    out
}

/// What stands between neighbours of a side, where no sign does but the commas around an apposition.
fn clauses<'a>(context: &Context, words: &'a Words, side: Side, names: &[Named]) -> Vec<Clause<'a>> {
    let all = &words.of[side];
    let mut out = Vec::new();
    for (i, first) in names.iter().enumerate() {
        let from = behind_apposition(context, words, side, first.to);
        let Some(second) = names[i + 1..].iter().find(|name| name.from >= from) else { continue };
        let between = &all[from..second.from];
        if between.is_empty() || between.len() > BETWEEN || first.key == second.key {
            continue;
        }
        let begin = if from == first.to { all[from - 1].at } else { all[from].at.saturating_sub(1) };
        if all[second.from].at - begin != between.len() + 1 {
            continue;
        }
        let mut between: Vec<&Word> = between.iter().filter(|word| !is_article(word)).collect();
        let passive = between.len() > 2
            && between[0].token.class.has(Class::AUXILIARY)
            && context.language.wording.is_agent(&between[between.len() - 1].token.norm);
        let (agent, patient) = if passive {
            between.retain(|word| word.content);
            (second.key, first.key)
        } else {
            (first.key, second.key)
        };
        let noun = first.noun || second.noun;
        out.push(Clause { agent, patient, noun, passive, between, words: (first.from, second.to) });
    }
    out
}

/// The first word behind *, the champion of last year,*; the given one where no comma opens there.
fn behind_apposition(context: &Context, words: &Words, side: Side, from: usize) -> usize {
    /// Longer ones are clauses.
    const LONGEST: usize = 8;
    let all = &words.of[side];
    let tokens = &context.documents[side].tokens;
    let comma = |at: usize| {
        at > 0 && at < all.len() && tokens[all[at].at - 1].is(",") && all[at].segment == all[at - 1].segment
    };
    if !comma(from) {
        return from;
    }
    (from + 1..(from + LONGEST).min(all.len())).find(|&at| comma(at)).unwrap_or(from)
}

/// Mostly a verb, or one in the past.
pub(super) fn is_verb(context: &Context, word: &Word) -> bool {
    let meaning = || word.token.meaning(context.language);
    word.content
        && (meaning().part() == Some(Part::Verb)
            || context.language.is_past(&word.token.norm) && meaning().parts.contains(&Part::Verb))
}

/// The words hold a verb, or an end of a scale (*more than*), and none that holds both ways (*met*, *and*).
fn acts(context: &Context, between: &[&Word]) -> bool {
    let wording = &context.language.wording;
    let verb = |word: &&Word| word.listed.on_scale() || is_verb(context, word);
    let mutual = |word: &&Word| wording.is_mutual(&word.token.norm, &word.token.stem);
    between.iter().any(verb) && !between.iter().any(mutual)
}
