//! Who did what to whom: two names or nouns of a sentence that stand on the other side of the same verb or comparison.
//!
//! *Arden sued Belmont* and *Belmont sued Arden* have the same words. Only what stands between two neighbours is looked at,
//! word for word, so that nothing else can explain the exchange; a passive verb turns both round.

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
    if told.len() > before || !is_crossed(words) {
        return;
    }
    if let Some(found) = compared(context, words) {
        told.push(found);
        return;
    }
    for side in Side::BOTH {
        add_nouns(context, words, side, &mut names[side]);
    }
    exchanged(context, words, &names, told);
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
            here.agent == there.patient && here.patient == there.agent && same(&here.between, &there.between)
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

/// The same words in the same order, in any form.
fn same(a: &[&Word], b: &[&Word]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_form_of(b))
}

/// *Trains are faster than buses*: what is compared stands on the other side of the same words.
fn compared(context: &Context, words: &Words) -> Option<Told> {
    /// Words between *than* and what is compared.
    const BEHIND: usize = 3;
    let than = Pair::from_fn(|side| {
        words.of[side].iter().position(|word| context.language.connectives.compares(&word.token.norm))
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
            between.remove(0);
            between.pop();
            (second.key, first.key)
        } else {
            (first.key, second.key)
        };
        let noun = first.noun || second.noun;
        out.push(Clause { agent, patient, noun, between, words: (first.from, second.to) });
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

/// The words hold a verb, or an end of a scale (*more than*), and none that holds both ways (*met*, *and*).
fn acts(context: &Context, between: &[&Word]) -> bool {
    let wording = &context.language.wording;
    let verb = |word: &&Word| {
        let acts = || {
            let meaning = word.token.meaning(context.language);
            meaning.part() == Some(Part::Verb)
                || context.language.is_past(&word.token.norm) && meaning.parts.contains(&Part::Verb)
        };
        wording.listed(word.token).on_scale() || word.content && acts()
    };
    let mutual = |word: &&Word| wording.is_mutual(&word.token.norm, &word.token.stem);
    between.iter().any(verb) && !between.iter().any(mutual)
}
