//! Who did what to whom: two names of a sentence that stand on the other side of the same verb.
//!
//! *Arden sued Belmont* and *Belmont sued Arden* have the same words. Only what stands between two neighbouring names is
//! looked at, word for word, so that nothing else can explain the exchange; a passive verb turns both names round.

use super::align::{Word, Words};
use super::{Cause, Context, Relation, Told};
use crate::fact::Kind;
use crate::finding::Confidence;
use crate::language::Part;
use crate::pair::{Pair, Side};
use crate::token::Class;

/// More words than this between two names are no verb with its small words.
const BETWEEN: usize = 7;
/// More names than this in a link are a list.
const MANY: usize = 16;

/// A name in a link: its range of words, and what tells it from others.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Named {
    from: usize,
    to: usize,
    key: u64,
}

/// Two neighbouring names with what is said between them.
struct Clause<'a> {
    agent: u64,
    patient: u64,
    /// Words between the names, without those of the passive.
    between: Vec<&'a Word<'a>>,
    /// From the first name's beginning to the second one's end.
    words: (usize, usize),
}

/// Finds clauses of both sides with the same words between exchanged names.
pub(super) fn find(context: &Context, words: &Words, told: &mut Vec<Told>) {
    let names = Pair::from_fn(|side| names(context, words, side));
    if Side::BOTH.into_iter().any(|side| names[side].len() < 2 || names[side].len() > MANY) {
        return;
    }
    let original = clauses(context, words, Side::Original, &names.original);
    if original.is_empty() {
        return;
    }
    for there in clauses(context, words, Side::Rewrite, &names.rewrite) {
        let turned = |here: &&Clause| {
            here.agent == there.patient
                && here.patient == there.agent
                && here.between.len() == there.between.len()
                && here.between.iter().zip(&there.between).all(|(a, b)| a.is_form_of(b))
        };
        let Some(here) = original.iter().find(turned) else { continue };
        if acts(context, &here.between) {
            told.push(Told {
                relation: Relation::Altered,
                cause: Cause::Swapped,
                words: Pair::new(Some(here.words), Some(there.words)),
                confidence: Confidence::High,
            });
        }
    }
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
                out.push(Named { from: places.start, to: places.end, key: last.key });
            }
        }
    }
    out
}

/// What stands between neighbouring names of a side, where no sign does.
fn clauses<'a>(context: &Context, words: &'a Words, side: Side, names: &[Named]) -> Vec<Clause<'a>> {
    let all = &words.of[side];
    let mut out = Vec::new();
    for pair in names.windows(2) {
        let (first, second) = (pair[0], pair[1]);
        let between = &all[first.to..second.from];
        let apart = all[second.from].at - all[first.to - 1].at;
        if between.is_empty()
            || between.len() > BETWEEN
            || apart != between.len() + 1
            || first.key == second.key
        {
            continue;
        }
        let mut between: Vec<&Word> = between.iter().collect();
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
        out.push(Clause { agent, patient, between, words: (first.from, second.to) });
    }
    out
}

/// The words hold a verb, or an end of a scale (*more than*), and none that holds both ways (*met*, *and*).
fn acts(context: &Context, between: &[&Word]) -> bool {
    let wording = &context.language.wording;
    let verb = |word: &&Word| {
        let meaning = context.language.meaning(&word.token.norm);
        word.content && meaning.part() == Some(Part::Verb) || wording.listed(&word.token.norm).on_scale()
    };
    let mutual = |word: &&Word| wording.is_mutual(&word.token.norm, &word.token.stem);
    between.iter().any(verb) && !between.iter().any(mutual)
}
