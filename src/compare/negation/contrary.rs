//! Words that say by themselves what the other side says with a negation: *not found*, *missing*; *not since 1989*, *the first
//! since 1989*.

use compact_str::CompactString;
use rustc_hash::FxHashSet;

use super::{CLAUSE, FAR, NEAR, One, around, is_pair, nominal};
use crate::align::Link;
use crate::compare::Context;
use crate::fact::Kind;
use crate::language::{Joint, Kinship, Part, Syntax};
use crate::pair::{Pair, Side};
use crate::token::{Class, Token, TokenKind};

/// A negation this many words before a word turns it.
const TURNS: usize = 3;
/// Words of content behind a negation that it may deny.
const DENIED: usize = 2;
/// What it reaches back to stands at most so many tokens behind its word.
const REACH: usize = 4;
/// In longer texts, in tokens, a word of an opposite sense is too likely to speak of something else.
const LONGEST: usize = 70;

/// A clause of the other side says of a word of this sentence the opposite of what is denied here, and the other side has that
/// word nowhere.
pub(super) fn is_contrary(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    let there: Vec<&Token> = context.tokens(side.other(), link).collect();
    let fact = context.fact(side, one.fact);
    let end = context.documents[side].segments[fact.segment].tokens.end;
    let mut behind = fact.tokens.1..end.min(fact.tokens.1 + CLAUSE);
    // *never so high*
    if there.len() > LONGEST || behind.any(|at| compared(context, side, at).is_some()) {
        return false;
    }
    let own = content(context, side, fact.segment);
    let said = |word: &Token| there.iter().any(|other| is_like(context, word, other));
    let fresh = fresh(context, side, link);
    let tokens = &context.documents[side.other()].tokens;
    denied(context, side, one).any(|word| {
        let opposes = |at: usize| {
            is_opposed(context, word, &tokens[at])
                && !qualifies(context, side.other(), at)
                && clause(context, side.other(), at).any(|i| i != at && own.contains(&tokens[i].stem_key))
        };
        fresh.iter().copied().any(opposes) && !said(word)
    })
}

/// What is denied here the other side has as the subject of a passive that takes it away: *no water*, *the water was cut off*.
pub(super) fn is_taken(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    let other = side.other();
    let tokens = &context.documents[other].tokens;
    let noun = |token: &Token| {
        !context.language.has_thesaurus() || token.meaning(context.language).part() == Some(Part::Noun)
    };
    let taken = |at: usize| {
        let before = || clause(context, other, at).take_while(|&i| i < at);
        let subject = before().find(|&i| Some(tokens[i].stem.as_str()) == one.scope && noun(&tokens[i]));
        let free =
            |subject: usize| !tokens[subject + 1..at].iter().any(|token| token.class.has(Class::PRONOUN));
        before().any(|i| tokens[i].syntax.any(Syntax::PASSIVE)) && subject.is_some_and(free)
    };
    let takes = |&at: &usize| context.language.stance.contraries.takes(&tokens[at].stem);
    fresh(context, side, link).into_iter().filter(takes).any(taken)
}

/// The negation here reaches back to a time, or compares: *not since 1989*, *never so many*, *none as weak as this*. The other
/// side has the last, the first of an earlier past, the most of the same.
pub(super) fn is_extreme(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    let stance = &context.language.stance;
    let [first, last, record, _] = &stance.extremes;
    let fact = context.fact(side, one.fact);
    let document = &context.documents[side];
    let segment = &document.segments[fact.segment].tokens;
    // Where verbs stand last, so does their negation: *so low it had not been since May*.
    let from = if stance.verbs_last {
        fact.tokens.0.saturating_sub(CLAUSE).max(segment.start)
    } else {
        fact.tokens.1
    };
    let behind = from..segment.end.min(fact.tokens.1 + CLAUSE);
    let here = |word: &Token| context.tokens(side, link).any(|token| token.stem_key == word.stem_key);
    let there: Vec<&Token> = context.tokens(side.other(), link).collect();
    let has = |words: &[CompactString]| there.iter().any(|word| words.contains(&word.norm) && !here(word));
    let dated = |at: usize, index: usize| {
        let other = context.fact(side, index);
        matches!(other.kind, Kind::Date | Kind::Duration)
            && (at + 1..=at + REACH).contains(&other.tokens.0)
            && !document.tokens[at + 1..other.tokens.0].iter().any(Token::is_content)
    };
    let reaches = |at: usize| {
        stance.reaching.contains(&document.tokens[at].norm)
            && context.facts_of[side][fact.segment].iter().any(|&index| dated(at, index))
    };
    let anterior = || around(context, side, one).any(|token| stance.anterior.contains(&token.norm));
    let same =
        || denied(context, side, one).any(|word| there.iter().any(|other| is_like(context, word, other)));
    if behind.clone().any(reaches) && (has(last) && same() || has(first) && anterior()) {
        return true;
    }
    // *never so many*, *more than ever*
    let ever = |at: usize, word: &Token| {
        stance.ever.iter().any(|pair| is_pair(pair, &there, at))
            && is_more(context, &there[at.saturating_sub(CLAUSE)..at], word)
    };
    behind.into_iter().filter_map(|at| compared(context, side, at)).any(|word| {
        let most = |at: usize| {
            let other = there[at];
            !context.tokens(side, link).any(|token| token.norm_key == other.norm_key)
                && (is_superlative(context, &other.norm, &word.norm)
                    || nominal(context, one.cue) && is_most(context, &there, at, word))
        };
        let quality = word.meaning(context.language).part() == Some(Part::Adjective);
        (0..there.len()).any(|at| most(at) || ever(at, word))
            || !(quality && word.is_content()) && has(record)
    })
}

/// *nobody was in the hall*, *the hall was empty*: all that is said here is said there of a place without anything.
pub(super) fn is_vacant(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    /// Words before *empty* that weaken it, or make it a part of a name for something: *far from empty*, *the empty bus*.
    const BEFORE: usize = 3;
    let (stance, other) = (&context.language.stance, side.other());
    let excepts = |token: &Token| context.language.grammar.frames.excepting.begin_with(&token.norm);
    let excepted = Pair::from_fn(|side| context.tokens(side, link).any(excepts));
    if !nominal(context, one.cue) || excepted.original != excepted.rewrite {
        return false;
    }
    let here = &context.documents[side].tokens;
    let own: Vec<u64> = clause(context, side, context.fact(side, one.fact).tokens.0)
        .map(|at| &here[at])
        .take_while(|token| !excepts(token))
        .filter(|token| token.is_content() && !token.class.has(Class::NEGATION))
        .map(|token| token.stem_key)
        .collect();
    let tokens = &context.documents[other].tokens;
    let is_it = |&at: &usize| {
        let before = &tokens[at.saturating_sub(BEFORE)..at];
        let weakens = |token: &Token| {
            token.class.has(Class::WEAK_NEGATION)
                || token.class.has(Class::HEDGE)
                || token.syntax.any(Syntax::PREPOSITION)
        };
        let predicate = before.last().is_some_and(|token| !token.is_content());
        let has = |key: &u64| clause(context, other, at).any(|i| tokens[i].stem_key == *key);
        stance.vacant.contains(&tokens[at].norm)
            && predicate
            && !before.iter().any(weakens)
            && !qualifies(context, other, at)
            && !own.is_empty()
            && own.iter().all(has)
    };
    fresh(context, side, link).iter().any(is_it)
}

/// *not yet cleaned*, *still to be cleaned*; *not yet financed*, *the financing is outstanding*: what is denied here is what is to
/// come there, and stands nowhere else.
pub(super) fn is_pending(context: &Context, side: Side, link: &Link, one: &One) -> bool {
    /// Words from a negation to its *yet*, and from *still to* to what is to come.
    const BESIDE: usize = 3;
    let stance = &context.language.stance;
    let fact = context.fact(side, one.fact);
    let tokens = &context.documents[side].tokens;
    // *Yet he did not come*: at the beginning it joins two sentences.
    let begin = context.documents[side].segments[fact.segment].tokens.start + 1;
    let near = fact.tokens.0.saturating_sub(BESIDE).max(begin)..(fact.tokens.1 + BESIDE).min(tokens.len());
    let near = near.start.min(near.end)..near.end;
    if !tokens[near].iter().any(|token| stance.yet.contains(&token.norm)) {
        return false;
    }
    let there: Vec<&Token> = context.tokens(side.other(), link).collect();
    let phrase = |at: usize| {
        let next = there.get(at + 1);
        // *the appeal is pending*, not *the pending appeal*, *pending an appeal*.
        let ends = next.is_none_or(|next| !next.is_content() && !next.class.has(Class::ARTICLE))
            && at.checked_sub(1).is_some_and(|before| !there[before].is_content());
        stance.pending.iter().any(|pair| is_pair(pair, &there, at) && (ends || !pair[1].is_empty()))
    };
    denied(context, side, one).any(|word| {
        let mut said = (0..there.len()).filter(|&at| is_akin(context, word, there[at]));
        let (Some(at), None) = (said.next(), said.next()) else { return false };
        // Right behind *still to be*, or the subject of what is outstanding.
        let small = |token: &&Token| !token.is_content() && !token.syntax.any(Syntax::CONJUNCTION);
        let behind =
            (at.saturating_sub(BESIDE + 1)..at).any(|i| phrase(i) && there[i + 1..at].iter().all(small));
        let subject = || {
            // *die Finanzierung steht noch aus*: at most a verb stands between.
            let joins =
                |token: &&Token| token.kind == TokenKind::Sign || token.syntax.any(Syntax::CONJUNCTION);
            let behind = (at + 1..there.len()).take_while(|&i| !joins(&there[i]));
            let mut content = 0;
            behind
                .into_iter()
                .find(|&i| {
                    content += usize::from(there[i].is_content() && !phrase(i));
                    phrase(i) || content > 1
                })
                .is_some_and(phrase)
        };
        behind || subject()
    })
}

/// The same word, or one that is made of it: *finanziert*, *Finanzierung*.
fn is_akin(context: &Context, a: &Token, b: &Token) -> bool {
    /// Letters, in bytes, that two words of one root begin with.
    const ROOT: usize = 5;
    let begins =
        || a.norm.as_bytes().iter().zip(b.norm.as_bytes()).take_while(|(x, y)| x == y).count() >= ROOT;
    is_like(context, a, b) || a.is_content() && b.is_content() && begins()
}

/// What is compared behind an equative: *weak* in *as weak as*, *many* in *so many*.
fn compared<'a>(context: &Context<'a>, side: Side, at: usize) -> Option<&'a Token> {
    let tokens = &context.documents[side].tokens;
    let equates = |[one, other]: &[CompactString; 2]| {
        *one == tokens[at].norm
            && (other.is_empty() || tokens.get(at + 2).is_some_and(|token| token.norm == *other))
    };
    context.language.stance.equatives.iter().any(equates).then(|| tokens.get(at + 1))?
}

/// Words before *than ever* say more of what is compared: *more* for *so many*, *lower* for *so low*.
fn is_more(context: &Context, before: &[&Token], compared: &Token) -> bool {
    let language = context.language;
    let [.., most] = &language.stance.extremes;
    // *never so few*: fewer are meant.
    let stem = compared.norm.trim_end_matches('e');
    let fewer = language.wording.lessening().any(|word| word.starts_with(stem));
    if fewer
        || before
            .iter()
            .any(|token| language.wording.is_lessening(&token.norm) || is_opposed(context, compared, token))
    {
        return false;
    }
    let higher = |norm: &str| {
        let base = |more: &String| more.strip_prefix('-').and_then(|ending| norm.strip_suffix(ending));
        language.degrees.iter().any(|[more, _]| base(more) == Some(compared.norm.as_str()))
    };
    // *more tourists*, *more dangerous*
    let analytic = |norm: &str| {
        most.iter().any(|word| word == norm)
            || language
                .degrees
                .iter()
                .any(|[more, last]| more == norm && most.iter().any(|word| word == last))
    };
    let quality = compared.meaning(language).part() == Some(Part::Adjective) && compared.is_content();
    before.iter().enumerate().any(|(at, token)| {
        higher(&token.norm)
            || analytic(&token.norm)
                && (!quality || before.get(at + 1).is_some_and(|next| is_like(context, next, compared)))
    })
}

/// *most sought after* for *no other so sought after*, not *most of them*, *most people*, nor the opposite of what is compared.
fn is_most(context: &Context, tokens: &[&Token], at: usize, compared: &Token) -> bool {
    let language = context.language;
    let [.., most] = &language.stance.extremes;
    let noun = |token: &Token| token.meaning(language).part() == Some(Part::Noun);
    let [next, rest @ ..] = &tokens[at + 1..] else { return false };
    // *the tuner most in demand*
    let behind = || {
        next.syntax.any(Syntax::PREPOSITION)
            && at > 0
            && noun(tokens[at - 1])
            && rest.first().is_some_and(|token| token.is_content())
    };
    let quality = next.is_content()
        && !noun(next)
        && next.meaning(language).kinship(compared.meaning(language)) < Kinship::FarOpposite
        && (language.has_thesaurus() || next.stem_key == compared.stem_key);
    most.contains(&tokens[at].norm) && (quality || behind())
}

/// *smallest* of *small*.
fn is_superlative(context: &Context, norm: &str, base: &str) -> bool {
    context
        .language
        .degrees
        .iter()
        .any(|[_, most]| most.strip_prefix('-').is_some_and(|ending| norm.strip_suffix(ending) == Some(base)))
}

/// Places of words of the other side that this side does not have and that nothing turns there.
fn fresh(context: &Context, side: Side, link: &Link) -> Vec<usize> {
    let here: FxHashSet<u64> = context.tokens(side, link).map(|token| token.stem_key).collect();
    let document = &context.documents[side.other()];
    let tokens = &document.tokens;
    let turned = |begin: usize, at: usize| {
        let before = &tokens[at.saturating_sub(TURNS).max(begin)..at];
        before.iter().any(|token| token.class.has(Class::NEGATION))
    };
    let of = |&segment: &usize| {
        let range = document.segments[segment].tokens.clone();
        let begin = range.start;
        range.filter(move |&at| !turned(begin, at))
    };
    let mut fresh: Vec<usize> = link.segments[side.other()].iter().flat_map(of).collect();
    fresh.retain(|&at| tokens[at].kind == TokenKind::Word && !here.contains(&tokens[at].stem_key));
    fresh
}

/// Stems of the words of content of a segment.
fn content(context: &Context, side: Side, segment: usize) -> Vec<u64> {
    let tokens = context.documents[side].segment_tokens(segment).iter();
    tokens.filter(|token| token.is_content()).map(|token| token.stem_key).collect()
}

/// The clause of a token, up to a sign or a word that joins two.
fn clause(context: &Context, side: Side, at: usize) -> impl Iterator<Item = usize> {
    let document = &context.documents[side];
    let tokens = &document.tokens;
    let segment = document.segments.partition_point(|segment| segment.tokens.end <= at);
    let range = document.segments[segment].tokens.clone();
    let ends = |i: &usize| {
        let token = &tokens[*i];
        token.kind == TokenKind::Sign && !token.is("-")
            || token.syntax.any(Syntax::CONJUNCTION)
            || context.language.limits.contains(&token.norm)
            || token.class.has(Class::JOINT)
                && (context.language.connectives.joints().longest(&tokens[..range.end], *i))
                    .is_some_and(|(_, joint)| *joint != Joint::Future)
    };
    let from = (range.start..at).rev().find(ends).map_or(range.start, |i| i + 1);
    let to = (at + 1..range.end).find(ends).unwrap_or(range.end);
    from..to
}

/// *the fatal crash*: the word belongs to a noun behind it, and says nothing by itself.
fn qualifies(context: &Context, side: Side, at: usize) -> bool {
    let [word, next] =
        &context.documents[side].tokens[at..(at + 2).min(context.documents[side].tokens.len())]
    else {
        return false;
    };
    let part = |token: &Token| token.meaning(context.language).part();
    next.is_content()
        && (!context.language.has_thesaurus()
            || part(word) == Some(Part::Adjective)
            || part(next) == Some(Part::Noun))
}

/// Words that the negation may deny: those behind it in its clause, and the verb before one that stands with a noun.
pub(super) fn denied<'a>(context: &Context<'a>, side: Side, one: &One) -> impl Iterator<Item = &'a Token> {
    let fact = context.fact(side, one.fact);
    let document = &context.documents[side];
    let segment = &document.segments[fact.segment].tokens;
    let inside = |token: &&Token| token.kind != TokenKind::Sign || token.is("-");
    let nominal = nominal(context, one.cue);
    let back = if nominal || context.language.stance.verbs_last { NEAR } else { 0 };
    let before = document.tokens[segment.start..fact.tokens.0].iter().rev().take(back).take_while(inside);
    let again = move |token: &&Token| inside(token) && (nominal || !token.class.has(Class::NEGATION));
    let far = if nominal { 2 * CLAUSE } else { FAR };
    let behind = document.tokens[fact.tokens.1..segment.end].iter().take(far).take_while(again);
    // *neither the hall nor the school will close*: of a subject its verb is denied.
    let (mut said, mut helped) = (0, false);
    let counts = move |token: &&Token| {
        said += usize::from(token.is_content());
        let verb = nominal && std::mem::replace(&mut helped, token.class.has(Class::AUXILIARY));
        token.is_content() && (said <= DENIED || verb)
    };
    behind.filter(counts).chain(before)
}

/// The same word, or one that says nearly the same.
pub(super) fn is_like(context: &Context, a: &Token, b: &Token) -> bool {
    a.stem_key == b.stem_key
        || context.language.stance.contraries.alike(&a.stem, &b.stem)
        || a.is_content()
            && b.is_content()
            && a.meaning(context.language).part() == b.meaning(context.language).part()
            && a.meaning(context.language).is_near(b.meaning(context.language))
}

/// One of the words says the opposite of the other, or what it says denied.
pub(in crate::compare) fn is_opposed(context: &Context, a: &Token, b: &Token) -> bool {
    let language = context.language;
    let (of_a, of_b) = (language.wording.listed(a), language.wording.listed(b));
    let antonyms =
        || a.meaning(language).kinship(b.meaning(language)) == Kinship::Opposite && !of_a.is_neutral(of_b);
    language.stance.contraries.oppose(&a.stem, &b.stem)
        || of_a.opposite(of_b)
        || a.is_content() && b.is_content() && antonyms()
}
