//! Disorder inside a sentence of the rewrite: small words that cannot stand where they stand, verbs that lost their subject,
//! and words that kept no neighbour of theirs.

use super::align::{Fate, Word, Words};
use super::{Cause, Context, Relation, Told};
use crate::align::Link;
use crate::finding::Confidence;
use crate::language::{Part, Syntax};
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::token::{Class, Token, TokenKind};

/// Order that a sentence built anew may have, too.
const DOUBTFUL: f64 = 0.2;
/// Words that follow within this many places in the original still follow.
const STEP: usize = 3;
/// Fewer neighbours than this tell nothing.
const FEWEST: usize = 4;
/// Word salad shares at least this part of its words,
const SHARED: f64 = 0.45;
/// and half of them where nothing but their order tells it.
const HALF: f64 = 0.5;

/// Places, among the words of the rewrite, where a small word stands that cannot stand there: *the of*, *the.*, *is was*.
/// What the original has too is no fault.
pub(super) fn broken(context: &Context, link: &Link, words: &Words) -> Vec<usize> {
    let document = &context.documents.rewrite;
    let mut found = Vec::new();
    for (at, word) in words.of.rewrite.iter().enumerate() {
        let segment = &document.segments[word.segment];
        let next = (word.at + 1 < segment.tokens.end).then(|| &document.tokens[word.at + 1]);
        let first = word.at == segment.tokens.start;
        let last = document.segment_tokens(word.segment).last();
        let compound = || {
            segment.tokens.end > word.at + 2
                && document.tokens[word.at + 2].is("-")
                && document.tokens[word.at + 2].joined
        };
        let breaks = (first || !word.token.is_capital()) && breaks(word.token, next) && !compound();
        let headless = first && headless(word.token, next, last) && !begins(context, link, word.token);
        let bare =
            first && word.token.syntax.any(Syntax::PREPOSITION) && next.is_some_and(|next| next.is(","));
        let headless = headless || lost_subject(context, words, at);
        if headless || (breaks || bare) && !follows(context, link, word.token, next) {
            found.push(at);
        }
    }
    found
}

/// A verb at the beginning of a sentence or behind a comma, before which the original has a subject, in the same place, of
/// which nothing is left; and no loose word of the rewrite stands for it.
fn lost_subject(context: &Context, words: &Words, at: usize) -> bool {
    /// Words of a subject.
    const LONGEST: usize = 8;
    let (original, rewrite) = (&words.of.original, &words.of.rewrite);
    let verb = &rewrite[at];
    let Some(mate) = verb.mate.filter(|_| matches!(verb.fate, Fate::Same | Fate::Related(_))) else {
        return false;
    };
    if !begins_clause(context, words, Side::Rewrite, at)
        || context.documents.rewrite.segments[verb.segment].role != Role::Sentence
        || !is_finite(context, verb, &original[mate])
    {
        return false;
    }
    let loose = |&i: &usize| {
        let (word, next) = (&original[i], &original[i + 1]);
        word.fate == Fate::Free && !word.fact && word.segment == next.segment && word.at + 1 == next.at
    };
    let run = (0..mate).rev().take_while(loose).count();
    let from = mate - run;
    let subject = &original[from..mate];
    let gone = |word: &Word| !rewrite.iter().any(|other| other.is_form_of(word));
    let told_before = rewrite[..at]
        .iter()
        .any(|word| word.segment == verb.segment && word.mate.is_none() && (word.content || word.fact));
    (1..=LONGEST).contains(&run)
        && begins_clause(context, words, Side::Original, from)
        && subject.last().is_some_and(|word| word.content && is_noun(context, word))
        && subject.iter().filter(|word| word.content).all(gone)
        && !told_before
}

/// A word begins its sentence, or stands behind a comma.
fn begins_clause(context: &Context, words: &Words, side: Side, at: usize) -> bool {
    let (all, document) = (&words.of[side], &context.documents[side]);
    let first = document.segments[all[at].segment].tokens.start;
    let comma = |token: &Token| token.kind == TokenKind::Sign && token.is(",");
    all[at].at == first || comma(&document.tokens[all[at].at - 1])
}

/// Mostly a noun, or a word that the dictionary does not have.
fn is_noun(context: &Context, word: &Word) -> bool {
    word.token.meaning(context.language).part().is_none_or(|part| part == Part::Noun)
}

/// An auxiliary, or the same form of a verb as in the original.
fn is_finite(context: &Context, word: &Word, original: &Word) -> bool {
    word.token.class.has(Class::AUXILIARY)
        || word.token.norm == original.token.norm && super::roles::is_verb(context, word)
}

/// Places in the rewrite where two words follow each other that seldom do, and did not in the original: *the redistributes*,
/// *to after*, *say must*. Not sure enough to report.
pub(super) fn odd(context: &Context, words: &Words) -> Vec<usize> {
    let all = &words.of.rewrite;
    let part = |at: usize| all[at].token.meaning(context.language).part();
    let syntax = |at: usize| all[at].token.syntax;
    let mut found = Vec::new();
    for at in 0..all.len() {
        let first = at == 0 || all[at - 1].segment != all[at].segment;
        let verb = |at: usize| all[at].content && !all[at].fact && part(at) == Some(Part::Verb);
        if first && all[at].mate != Some(0) && verb(at) {
            found.push(at);
        }
        let next = at + 1;
        if next >= all.len() || all[next].at != all[at].at + 1 {
            continue;
        }
        if all[at].mate.is_some_and(|mate| all[next].mate == Some(mate + 1)) {
            continue;
        }
        let here = syntax(at);
        let odd = if here.any(Syntax::DETERMINER) {
            verb(next) || all[next].token.class.has(Class::PRONOUN)
        } else if here.any(Syntax::CONJUNCTION) {
            verb(next)
        } else if here.any(Syntax::PREPOSITION) {
            syntax(next).any(Syntax::PREPOSITION)
        } else if all[at].content && syntax(next).any(Syntax::AUXILIARY) {
            verb(at)
        } else {
            syntax(next).any(Syntax::PREPOSITION)
                && all[at].content
                && at > 0
                && syntax(at - 1).any(Syntax::DETERMINER)
                && part(at) == Some(Part::Adjective)
        };
        if odd {
            found.push(at);
        }
    }
    found
}

/// The original's side of the link has the two tokens one behind the other.
fn follows(context: &Context, link: &Link, token: &Token, next: Option<&Token>) -> bool {
    let tokens: Vec<&Token> = context.tokens(Side::Original, link).collect();
    (0..tokens.len())
        .any(|i| tokens[i].norm == token.norm && tokens.get(i + 1).map(|t| &t.norm) == next.map(|t| &t.norm))
}

/// A segment of the original's side of the link begins with the token.
fn begins(context: &Context, link: &Link, token: &Token) -> bool {
    let document = &context.documents.original;
    let firsts = link.segments.original.iter().filter_map(|&s| document.segment_tokens(s).first());
    firsts.into_iter().any(|first| first.norm == token.norm)
}

/// Two tokens that cannot follow each other.
fn breaks(token: &Token, next: Option<&Token>) -> bool {
    let syntax = token.syntax;
    let doubled = || next.is_some_and(|next| next.norm_key == token.norm_key);
    if syntax == Syntax::default() || token.possessive || doubled() {
        return false;
    }
    let then = next.map_or(Syntax::default(), |next| {
        if next.is_capital() || next.possessive { Syntax::default() } else { next.syntax }
    });
    let stop = next.is_none_or(|next| matches!(next.norm.as_str(), "." | "," | ";" | "?" | "!" | ")"));
    let end = next.is_none_or(|next| matches!(next.norm.as_str(), "." | ";" | "?" | "!"));
    let noun_wanted = Syntax::AUXILIARY.or(Syntax::CONJUNCTION).or(Syntax::SUBJECT);
    if syntax.any(Syntax::DETERMINER) {
        return stop || then.any(noun_wanted.or(Syntax::PREPOSITION).or(Syntax::DETERMINER));
    }
    if syntax.any(Syntax::PREPOSITION) {
        let bare = !syntax.any(Syntax::STRANDED);
        return bare && (stop || then.any(noun_wanted));
    }
    if syntax.any(Syntax::CONJUNCTION) {
        return end;
    }
    syntax.any(Syntax::AUXILIARY) && then.any(Syntax::AUXILIARY) && !then.any(Syntax::PERFECT)
}

/// A statement that begins with an auxiliary has lost its subject.
fn headless(token: &Token, next: Option<&Token>, last: Option<&Token>) -> bool {
    let syntax = token.syntax;
    syntax.any(Syntax::AUXILIARY)
        && !syntax.any(Syntax::INVERTS)
        && next.is_some_and(|next| !next.is_capital() && next.kind == TokenKind::Word)
        && last.is_some_and(|last| last.is("."))
}

/// The rewrite ends with a small word that the original does not end with.
fn ends_oddly(context: &Context, words: &Words) -> bool {
    let last = |side: Side| words.of[side].last().map(|word| word.token);
    let (Some(original), Some(rewrite)) = (last(Side::Original), last(Side::Rewrite)) else { return false };
    rewrite.class.has(Class::FUNCTION)
        && !rewrite.class.has(Class::PRONOUN)
        && !context.language.wording.ends(&rewrite.norm)
        && !original.class.has(Class::FUNCTION)
        && rewrite.kind == TokenKind::Word
}

/// Share of the words of either side that have counterparts, the lower of both.
fn shared(words: &Words) -> f64 {
    let share = |side: Side| {
        let of = &words.of[side];
        crate::document::ratio(of.iter().filter(|word| word.mate.is_some()).count(), of.len())
    };
    share(Side::Original).min(share(Side::Rewrite))
}

/// Share of the words of the rewrite whose next word, too, follows the counterpart in the original; and how many such
/// neighbours there are.
pub(super) fn order(words: &Words) -> (f64, usize) {
    let (mut kept, mut total) = (0, 0);
    let mut mates = words.of.rewrite.iter().filter_map(|word| word.mate);
    let Some(mut before) = mates.next() else { return (0.0, 0) };
    for mate in mates {
        total += 1;
        kept += usize::from((before..=before + STEP).contains(&mate));
        before = mate;
    }
    (crate::document::ratio(kept, total), total)
}

/// Behind its articles and prepositions the rewrite has what belongs there: nouns, qualities, figures, names.
fn is_well_built(context: &Context, words: &Words) -> bool {
    /// Fewer small words tell nothing.
    const LEAST: usize = 3;
    let all = &words.of.rewrite;
    let (mut small, mut next) = (0, 0..all.len().saturating_sub(1));
    let built = next.all(|at| {
        let (here, then) = (&all[at], &all[at + 1]);
        let syntax = here.token.syntax;
        if !syntax.any(Syntax::DETERMINER.or(Syntax::PREPOSITION)) {
            return true;
        }
        small += 1;
        let verb = || then.token.meaning(context.language).part() == Some(Part::Verb);
        let opens = syntax.any(Syntax::PREPOSITION)
            && (then.token.syntax.any(Syntax::DETERMINER) || then.token.class.has(Class::PRONOUN));
        then.at == here.at + 1 && (opens || then.fact || then.content && !verb())
    });
    built && small >= LEAST
}

/// More than every second word stands behind a comma: the items of a list may stand in any order.
fn is_list(context: &Context, words: &Words) -> bool {
    let all = &words.of.rewrite;
    let tokens = &context.documents.rewrite.tokens;
    let commas = all.iter().filter(|word| word.at > 0 && tokens[word.at - 1].is(",")).count();
    commas * 2 > all.len()
}

/// Word salad: the words are the original's, and hardly two of them follow each other as they did.
pub(super) fn find(context: &Context, words: &Words, broken: &[usize], told: &mut Vec<Told>) {
    let (order, total) = order(words);
    let whole = Pair::new(Some((0, words.of.original.len())), Some((0, words.of.rewrite.len())));
    let (limit, least) = match (broken.is_empty(), ends_oddly(context, words), total) {
        (false, ..) => (0.5, SHARED),
        (true, true, _) => (0.4, SHARED),
        (true, false, 8..) => (0.3, HALF),
        _ => (0.0, SHARED),
    };
    let salad = total >= FEWEST && order < limit && shared(words) >= least && !is_list(context, words);
    // A headline puts first what it likes.
    let segments = &context.documents.rewrite.segments;
    let heading = || words.of.rewrite.iter().all(|word| segments[word.segment].role == Role::Heading);
    let fair = broken.is_empty() && (heading() || order >= DOUBTFUL && is_well_built(context, words));
    let salad = salad && !fair;
    if salad {
        told.push(Told {
            relation: Relation::Altered,
            cause: Cause::Order,
            words: whole,
            confidence: if broken.len() > 1 || order < 0.2 { Confidence::High } else { Confidence::Medium },
        });
        return;
    }
    for &at in broken {
        told.push(Told {
            relation: Relation::Added,
            cause: Cause::Grammar,
            words: Pair::new(None, Some((at, (at + 2).min(words.of.rewrite.len())))),
            confidence: Confidence::Medium,
        });
    }
}
