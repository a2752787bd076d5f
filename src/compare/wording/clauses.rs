//! How clauses belong together: a time that became a cause or the reverse, a condition that is gone, a plan that reads as done.
//!
//! A connective is known by the first word of content behind it: where that word's counterpart stands behind a connective of
//! another sense, the relation changed. Words that may say several things answer for all of them and raise nothing.

mod conceded;
mod order;

use super::align::{Fate, Word, Words};
use super::{Cause, Context, Relation, Told};
use crate::finding::Confidence;
use crate::language::{Joint, Part};
use crate::pair::{Pair, Side};
use crate::token::Class;

/// Words between a connective and the first word of content behind it.
const BEHIND: usize = 4;
/// Words between an auxiliary and its verb, or before a verb where it says whether it is done.
const VERB: usize = 4;
/// Share of the words outside a lost condition that must be kept for it to be sure, and for it to be told.
const SURELY_KEPT: f64 = 0.85;
const KEPT: f64 = 0.7;
/// Words of content of a reason, at least.
const REASON: usize = 2;

/// A connective in a link: its words, half-open, and the first word of content behind it.
#[derive(Clone, Copy)]
struct Joined {
    joint: Joint,
    from: usize,
    to: usize,
    first: Option<usize>,
}

/// Finds what changed in how the clauses of a link belong together.
pub(super) fn find(context: &Context, words: &mut Words, told: &mut Vec<Told>) {
    let joined = Pair::from_fn(|side| joined(context, words, side));
    let mut found = Vec::new();
    order::find(context, words, told, &mut found);
    if joined.original.is_empty() && joined.rewrite.is_empty() && found.is_empty() {
        return;
    }
    connections(words, &joined, &mut found);
    conceded::find(context, words, &joined, &mut found);
    conditions(context, words, &joined, &mut found);
    if context.language.has_thesaurus() {
        reasons(context, words, &joined, &mut found);
    }
    stages(context, words, &joined, &mut found);
    for one in &found {
        for side in Side::BOTH {
            let (from, to) = one.words[side].unwrap_or_default();
            let loose = words.of[side][from..to].iter_mut().filter(|word| word.mate.is_none());
            loose.for_each(|word| word.fate = Fate::Told);
        }
    }
    told.append(&mut found);
}

/// The connectives of a side.
fn joined(context: &Context, words: &Words, side: Side) -> Vec<Joined> {
    let document = &context.documents[side];
    let all = &words.of[side];
    let joints = context.language.connectives.joints();
    let mut out = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let word = &all[at];
        if !word.token.class.has(Class::JOINT) {
            at += 1;
            continue;
        }
        let end = document.segments[word.segment].tokens.end;
        let Some((length, &joint)) = joints.longest(&document.tokens[..end], word.at) else {
            at += 1;
            continue;
        };
        let to = at + words.places(side, (word.at, word.at + length)).len().max(1);
        let behind = to..(to + BEHIND).min(all.len());
        let first = behind.clone().find(|&i| all[i].content || all[i].fact);
        if joint != Joint::Idle {
            out.push(Joined { joint, from: at, to, first });
        }
        at = to;
    }
    out
}

/// The connective of the other side whose first word of content is the counterpart of this one's.
fn answer(joined: &[Joined], mate: usize) -> Option<Joined> {
    joined.iter().copied().find(|one| one.first == Some(mate))
}

/// A time or purpose told as a cause, a condition told as one; a cause told as a time.
fn connections(words: &Words, joined: &Pair<Vec<Joined>>, found: &mut Vec<Told>) {
    let says = |side: Side| joined[side].iter().any(|one| one.joint == Joint::Cause);
    if says(Side::Original) == says(Side::Rewrite) {
        return;
    }
    for there in &joined.rewrite {
        let mate = there.first.and_then(|first| words.of.rewrite[first].mate);
        let Some(here) = mate.and_then(|mate| answer(&joined.original, mate)) else { continue };
        let confidence = match (here.joint, there.joint) {
            (Joint::Condition, Joint::Cause) => Confidence::High,
            (Joint::Time | Joint::Purpose, Joint::Cause) | (Joint::Cause, Joint::Time)
                if kept(words) >= KEPT =>
            {
                Confidence::Medium
            }
            (Joint::Time | Joint::Purpose, Joint::Cause) | (Joint::Cause, Joint::Time) => Confidence::Low,
            _ => continue,
        };
        found.push(Told {
            relation: Relation::Altered,
            cause: Cause::Connection,
            words: Pair::new(Some((here.from, here.to)), Some((there.from, there.to))),
            confidence,
        });
    }
}

/// The lower share of words kept of both sides.
fn kept(words: &Words) -> f64 {
    words.kept(Side::Original).min(words.kept(Side::Rewrite))
}

/// A reason of the rewrite of which the original has nothing, neither in the link nor beside it.
fn reasons(context: &Context, words: &Words, joined: &Pair<Vec<Joined>>, found: &mut Vec<Told>) {
    let rewrite = &words.of.rewrite;
    for there in joined.rewrite.iter().filter(|one| one.joint == Joint::Cause) {
        let end = clause_end(context, Side::Rewrite, rewrite, there.to);
        let told = |word: &&Word| word.content || word.fact;
        let clause: Vec<&Word> = rewrite[there.to..end].iter().filter(told).collect();
        let known = |word: &&&Word| word.mate.is_some() || word.fact || near_link(context, words, word);
        let new = clause.len() - clause.iter().filter(known).count();
        if new < REASON || new * 3 < clause.len() * 2 {
            continue;
        }
        found.push(Told {
            relation: Relation::Added,
            cause: Cause::Clause,
            words: Pair::new(None, Some((there.from, end))),
            confidence: Confidence::Medium,
        });
    }
}

/// The original has the word, or one that means nearly the same, in the link or right beside it.
fn near_link(context: &Context, words: &Words, word: &Word) -> bool {
    /// So many segments around the linked ones.
    const BESIDE: usize = 2;
    let document = &context.documents.original;
    let segments = || words.of.original.iter().map(|word| word.segment);
    let (Some(first), Some(last)) = (segments().min(), segments().max()) else { return true };
    let around = first.saturating_sub(BESIDE)..(last + BESIDE + 1).min(document.segments.len());
    let meaning = word.token.meaning(context.language);
    around
        .flat_map(|segment| document.segment_tokens(segment))
        .filter(|token| token.is_content())
        .any(|token| token.stem_key == word.key || meaning.is_near(token.meaning(context.language)))
}

/// A condition that is gone, or whose clause stands without it.
fn conditions(context: &Context, words: &Words, joined: &Pair<Vec<Joined>>, found: &mut Vec<Told>) {
    if joined.original.iter().all(|one| one.joint != Joint::Condition) {
        return;
    }
    let data = &context.language.connectives;
    let new = |word: &Word| !words.of.original.iter().any(|other| other.is_form_of(word));
    let says =
        |test: &dyn Fn(&str) -> bool| words.of.rewrite.iter().any(|word| test(&word.token.norm) && new(word));
    if joined.rewrite.iter().any(|one| one.joint == Joint::Condition)
        || says(&|word| data.is_conditional(word))
        || found.iter().any(|one| matches!(one.cause, Cause::Connection | Cause::Condition))
    {
        return;
    }
    // *if convicted*, *with a conviction*: a small word answers only with the words of the condition.
    let circumstance = says(&|word| data.is_circumstantial(word));
    let original = &words.of.original;
    for here in joined.original.iter().filter(|one| one.joint == Joint::Condition) {
        let asked = here.from > 0 && data.asks(&original[here.from - 1].token.stem);
        let loose = original[here.from..here.to].iter().all(|word| word.mate.is_none());
        if asked || !loose {
            continue;
        }
        let end = clause_end(context, Side::Original, original, here.to);
        let clause: Vec<&Word> =
            original[here.to..end].iter().filter(|word| word.content || word.fact).collect();
        let mated = clause.iter().filter(|word| word.mate.is_some()).count();
        let elsewhere = clause.iter().filter(|word| context.stems.rewrite.contains_key(&word.key)).count();
        if clause.is_empty() {
            continue;
        }
        // Loose words of the rewrite may say it another way: *if convicted*, *a verdict of guilty*.
        let reworded = words.free(Side::Rewrite).len() >= clause.len();
        if mated == 0 && elsewhere * 2 < clause.len() && !reworded {
            found.extend(lost(words, here.from, end));
        } else if mated * 4 >= clause.len() * 3
            && !circumstance
            && !inverted(context, words, end)
            && let Some(mate) = here.first.and_then(|first| original[first].mate)
            && answer(&joined.rewrite, mate).is_none()
        {
            found.push(Told {
                relation: Relation::Altered,
                cause: Cause::Condition,
                words: Pair::new(Some((here.from, end)), Some((mate, mate + 1))),
                confidence: if kept(words) >= KEPT { Confidence::Medium } else { Confidence::Low },
            });
        }
    }
}

/// *wenn es trocken bleibt*, *Bleibt es trocken, …*: where verbs stand last, the verb of a condition that ends before a word of
/// the original begins a clause of the rewrite.
fn inverted(context: &Context, words: &Words, end: usize) -> bool {
    let rewrite = &words.of.rewrite;
    let begins = |at: usize| {
        let before = at.checked_sub(1).map(|before| &rewrite[before]);
        before.is_none_or(|before| before.segment != rewrite[at].segment || before.at + 1 != rewrite[at].at)
    };
    let verb = end.checked_sub(1).map(|last| words.of.original[last].token.norm_key);
    context.language.stance.verbs_last
        && (0..rewrite.len()).any(|at| Some(rewrite[at].token.norm_key) == verb && begins(at))
}

/// A condition of which nothing is left, where the rest of the sentence is.
fn lost(words: &Words, from: usize, end: usize) -> Option<Told> {
    let original = &words.of.original;
    let outside = || original[..from].iter().chain(&original[end..]);
    let kept = outside().filter(|word| word.mate.is_some()).count();
    let share = crate::document::ratio(kept, outside().count());
    (share >= KEPT).then(|| Told {
        relation: Relation::Dropped,
        cause: Cause::Condition,
        words: Pair::new(Some((from, end)), None),
        confidence: if share >= SURELY_KEPT { Confidence::High } else { Confidence::Medium },
    })
}

/// The end of the clause that begins at a word: before the next sign, or the end of the segment.
fn clause_end(context: &Context, side: Side, words: &[Word], from: usize) -> usize {
    let tokens = &context.documents[side].tokens;
    let ends = |i: &usize| {
        let (here, next) = (&words[*i], words.get(i + 1));
        next.is_none_or(|next| {
            next.segment != here.segment
                || tokens[here.at + 1..next.at]
                    .iter()
                    .any(|t| matches!(t.norm.as_str(), "," | ";" | ":" | "—" | "–"))
        })
    };
    (from..words.len()).find(ends).map_or(words.len(), |last| last + 1)
}

/// What will be done, told as done; what will not be done, told as not done.
fn stages(context: &Context, words: &Words, joined: &Pair<Vec<Joined>>, found: &mut Vec<Told>) {
    if joined.rewrite.iter().any(|one| one.joint == Joint::Future) {
        return;
    }
    let original = &words.of.original;
    for here in joined.original.iter().filter(|one| one.joint == Joint::Future) {
        let until = (here.to + VERB).min(original.len());
        let verb = (here.to..until).find(|&i| original[i].content);
        let Some((verb, mate)) = verb.and_then(|verb| Some((verb, original[verb].mate?))) else { continue };
        let negated = original[here.from..verb].iter().any(|word| word.token.class.has(Class::NEGATION));
        let loose = original[here.from..here.to].iter().all(|word| word.mate.is_none());
        let done =
            if negated { is_undone(context, words, mate) } else { is_done(context, words, verb, mate) };
        if !loose || !done {
            continue;
        }
        let sure = kept(words);
        found.push(Told {
            relation: Relation::Altered,
            cause: Cause::Stage,
            words: Pair::new(Some((here.from, verb + 1)), Some((mate, mate + 1))),
            confidence: if sure >= KEPT { Confidence::Medium } else { Confidence::Low },
        });
    }
}

/// A verb is denied of the past: *did not run*, *has not run*.
fn is_undone(context: &Context, words: &Words, at: usize) -> bool {
    let around = before(words, at);
    let past = |word: &Word| {
        let norm = &word.token.norm;
        let connectives = &context.language.connectives;
        word.token.class.has(Class::AUXILIARY)
            && !connectives.is_unfinished(norm)
            && (context.language.is_past(norm) || connectives.is_perfect(norm))
    };
    let open = |word: &Word| word.token.class.has(Class::UNDONE) || word.token.class.has(Class::SOFT);
    around.iter().any(|word| word.token.class.has(Class::NEGATION))
        && around.iter().any(past)
        && !around.iter().any(open)
}

/// The words of the rewrite right before a verb, in its segment.
fn before<'w, 'a>(words: &'w Words<'a>, at: usize) -> &'w [Word<'a>] {
    let all = &words.of.rewrite;
    let begin = (at.saturating_sub(VERB)..at)
        .rfind(|&i| all[i].segment != all[at].segment)
        .map_or(at.saturating_sub(VERB), |i| i + 1);
    &all[begin..at]
}

/// The counterpart of a verb is told as done: in the past, with nothing before it that says otherwise.
fn is_done(context: &Context, words: &Words, verb: usize, mate: usize) -> bool {
    let (before, after) = (&words.of.original[verb], &words.of.rewrite[mate]);
    let data = &context.language.connectives;
    let is_verb = before.token.meaning(context.language).parts.contains(&Part::Verb);
    let around = self::before(words, mate);
    let perfect = around.iter().any(|word| data.is_perfect(&word.token.norm));
    let open = around.iter().any(|word| {
        word.token.class.has(Class::UNDONE)
            || word.token.class.has(Class::SOFT)
            || word.token.class.has(Class::NEGATION)
            || data.is_unfinished(&word.token.norm)
    });
    // *the closed bridge*, *opened in May, the museum …*
    let subject = around.last().is_some_and(|word| {
        let syntax = word.token.syntax;
        !syntax.any(crate::language::Syntax::DETERMINER.or(crate::language::Syntax::PREPOSITION))
            && (word.at + 1 == after.at)
    });
    is_verb
        && !open
        && subject
        && context.language.is_past(&after.token.norm)
        && (perfect || after.token.norm != before.token.norm)
}
