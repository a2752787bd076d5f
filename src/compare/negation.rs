//! Negations of one link: how many there are, and what they negate.

mod answered;
pub(super) mod contrary;
mod excepting;
mod refused;

use compact_str::CompactString;
use rustc_hash::FxHashSet;

use super::{Cause, Change, Context, Relation};
use crate::align::Link;
use crate::document::ratio;
use crate::fact::{Kind, Value};
use crate::finding::Confidence;
use crate::language::{Part, Syntax};
use crate::pair::{Pair, Side};
use crate::token::{Class, Token, TokenKind};

/// How far before a word of its clause a negation may stand and still turn it, in tokens.
const NEAR: usize = 5;
/// The same for a strong one.
const FAR: usize = 8;
/// A comparative stands at most so many tokens behind its *no*: *no painting sold this year was more expensive*.
const CLAUSE: usize = 12;
/// Share of a sentence's content words that the rewrite has where only its negation was left out.
const WHOLE: f64 = 0.8;
/// Share of a clause's content words that the other side has where a lost negation of another word is likely lost.
const TOLD: f64 = 0.34;
/// The same where no dictionary knows words that mean nearly the same.
const HALF: f64 = 0.5;
/// Fewer words of content are no clause.
const FEWEST: usize = 2;
/// A condition begins at most so many tokens before its negation.
const SUPPOSED: usize = 10;
/// More negations than this in a link are paired in their order.
const MOST: usize = 24;
/// In longer sentences, in words of content, only the same words are looked for.
const LONGEST: usize = 60;

/// A negation, read.
#[derive(Clone, Copy)]
struct One<'a> {
    fact: usize,
    cue: &'a str,
    scope: Option<&'a str>,
    partial: bool,
    /// Where it stands in its side of the link, 0 to 1.
    at: f64,
}

/// Compares the strong negations and the denials of a full link. A weak negation (*refuse*, *without*) or a negative prefix
/// on the other side answers for one that is missing.
pub(super) fn compare(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    refused::compare(context, index, link, changes);
    excepting::compare(context, index, link, changes);
    let mut rest = Pair::from_fn(|side| read(context, side, link));
    let mut denials = Pair::from_fn(|side| {
        context.facts(side, link, |fact| matches!(fact.readings[0], Value::Denial { .. }))
    });
    if rest.original.is_empty()
        && rest.rewrite.is_empty()
        && denials.original.is_empty()
        && denials.rewrite.is_empty()
    {
        return;
    }
    let mut kept = Vec::new();
    rest.original.retain(|o| {
        let same = |r: &One| o.scope.is_some() && o.scope == r.scope;
        let Some(at) = rest.rewrite.iter().position(same) else { return true };
        kept.push((*o, rest.rewrite.remove(at)));
        false
    });
    // A denial faces a denial, or a negation that says the same: *declined to comment*, *did not answer*.
    while let (Some(o), Some(r)) = (denials.original.first(), denials.rewrite.first()) {
        changes.push(context.change(index, Relation::Kept, Pair::new(Some(*o), Some(*r))));
        denials.original.remove(0);
        denials.rewrite.remove(0);
    }
    likeliest(context, link, &mut rest, &mut kept);
    face(context, index, &mut denials, &mut rest, changes);
    for (o, r) in kept {
        let mut change = context.change(index, Relation::Kept, Pair::new(Some(o.fact), Some(r.fact)));
        if let Some(confidence) = turned(context, link, o, r) {
            change.relation = Relation::Altered;
            change.causes = vec![Cause::Value];
            change.confidence = confidence;
        }
        changes.push(change);
    }
    for side in Side::BOTH {
        unpaired(context, index, link, side, &rest[side], changes);
        for &denial in &denials[side] {
            changes.push(lost_denial(context, index, link, side, denial));
        }
    }
}

/// A denial and a negation that nothing else faces face each other.
fn face(
    context: &Context,
    index: usize,
    denials: &mut Pair<Vec<usize>>,
    rest: &mut Pair<Vec<One>>,
    changes: &mut Vec<Change>,
) {
    for side in Side::BOTH {
        while let (Some(denial), Some(one)) = (denials[side].first(), rest[side.other()].first()) {
            let mut pair = Pair::new(None, None);
            pair[side] = Some(*denial);
            pair[side.other()] = Some(one.fact);
            changes.push(context.change(index, Relation::Kept, pair));
            denials[side].remove(0);
            rest[side.other()].remove(0);
        }
    }
}

fn read<'a>(context: &Context<'a>, side: Side, link: &Link) -> Vec<One<'a>> {
    let document = &context.documents[side];
    let total: usize = link.segments[side].iter().map(|&s| document.segment_tokens(s).len()).sum();
    let before = |segment: usize| -> usize {
        let earlier = link.segments[side].iter().take_while(|&&s| s != segment);
        earlier.map(|&s| document.segment_tokens(s).len()).sum()
    };
    let one = |index: usize| {
        let fact = context.fact(side, index);
        let Value::Negation { cue, scope, partial } = &fact.readings[0] else { return None };
        let tokens = before(fact.segment) + fact.tokens.0 - document.segments[fact.segment].tokens.start;
        let at = ratio(tokens, total);
        Some(One { fact: index, cue, scope: scope.as_deref(), partial: *partial, at })
    };
    context.facts(side, link, |fact| fact.kind == Kind::Negation).into_iter().filter_map(one).collect()
}

/// Pairs negations of other words: first those whose words the other side does not affirm, then the nearest.
fn likeliest<'a>(
    context: &Context,
    link: &Link,
    rest: &mut Pair<Vec<One<'a>>>,
    kept: &mut Vec<(One<'a>, One<'a>)>,
) {
    while rest.original.len() > MOST && !rest.rewrite.is_empty() {
        kept.push((rest.original.remove(0), rest.rewrite.remove(0)));
    }
    let affirmed = Pair::from_fn(|side| -> Vec<bool> {
        let one = |one: &One| {
            one.scope.is_some_and(|scope| look(context, side, link, scope, true) == Scope::Affirmed)
        };
        rest[side].iter().take(MOST).map(one).collect()
    });
    let mut costs = Vec::new();
    for (i, o) in rest.original.iter().enumerate() {
        for (j, r) in rest.rewrite.iter().take(MOST).enumerate() {
            let turned = u8::from(affirmed.original[i]) + u8::from(affirmed.rewrite[j]);
            costs.push((f64::from(turned) + (o.at - r.at).abs(), i, j));
        }
    }
    costs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut taken: Pair<Vec<usize>> = Pair::default();
    for (_, i, j) in costs {
        if !taken.original.contains(&i) && !taken.rewrite.contains(&j) {
            taken.original.push(i);
            taken.rewrite.push(j);
            kept.push((rest.original[i], rest.rewrite[j]));
        }
    }
    for side in Side::BOTH {
        let mut at = 0;
        rest[side].retain(|_| {
            at += 1;
            !taken[side].contains(&(at - 1))
        });
    }
}

/// Negations that face none on the other side.
fn unpaired(
    context: &Context,
    index: usize,
    link: &Link,
    side: Side,
    rest: &[One],
    changes: &mut Vec<Change>,
) {
    if rest.is_empty() {
        return;
    }
    let relation = if side == Side::Original { Relation::Dropped } else { Relation::Added };
    let mut answers = answers(context, side, link);
    for one in rest {
        let mut pair = Pair::new(None, None);
        pair[side] = Some(one.fact);
        let mut there = one.scope.map(|scope| stands(context, side, link, scope)).unwrap_or_default();
        let said = |scope: &str| look(context, side, link, scope, true) == Scope::Answered;
        if there == Scope::Affirmed
            && (refused::says(context, side.other(), link, one.scope)
                || is_coordinated(context, side, one) && one.scope.is_some_and(said))
        {
            there = Scope::Answered;
        }
        if there == Scope::Absent
            && one.scope.is_some_and(|scope| context.negated[side.other()].contains(scope))
        {
            changes.push(context.change(index, Relation::Moved, pair));
            continue;
        }
        if answered::is_answered(context, side, link, one, (there, answers)) {
            answers = answers.saturating_sub(1);
            changes.push(context.change(index, Relation::Kept, pair));
            continue;
        }
        let mut change = context.change(index, relation, pair);
        change.confidence = match there {
            Scope::Affirmed => Confidence::High,
            Scope::Absent if !is_told(context, link, side, one) => Confidence::Low,
            _ => Confidence::Medium,
        };
        if there == Scope::Affirmed && side == Side::Original && whole(context, link, one) {
            change.causes = vec![Cause::Negation];
        }
        changes.push(change);
    }
}

/// *no sponsor and no coach*: this negation is joined with another one, before or behind it.
fn is_coordinated(context: &Context, side: Side, one: &One) -> bool {
    let fact = context.fact(side, one.fact);
    let segment = &context.documents[side].segments[fact.segment].tokens;
    let tokens = &context.documents[side].tokens[..segment.end];
    let joined = |at: usize| {
        tokens[at].class.has(Class::NEGATION)
            && at.checked_sub(1).is_some_and(|before| tokens[before].syntax.any(Syntax::CONJUNCTION))
    };
    let (from, to) = fact.tokens;
    joined(from)
        && tokens[from.saturating_sub(NEAR).max(segment.start)..from]
            .iter()
            .any(|t| t.class.has(Class::NEGATION))
        || (to..segment.end.min(to + NEAR)).any(joined)
}

/// The rewrite has the sentence as a whole, so that the negation alone was left out of it.
fn whole(context: &Context, link: &Link, one: &One) -> bool {
    let kept = |content: &[&Token]| carried(context, link, Side::Original, content) >= WHOLE;
    let sentence: Vec<&Token> =
        context.tokens(Side::Original, link).filter(|token| token.is_content()).collect();
    let clause = clause(context, Side::Original, one);
    clause.len() >= FEWEST && kept(&clause) || kept(&sentence)
}

/// The other side says much of the clause that is negated here: it was not told in other words throughout, which may say
/// the negation too. Where no dictionary knows words for one another, a negation is added to what stands there by half, and
/// of one that is lost the list of words that answer it tells all.
fn is_told(context: &Context, link: &Link, side: Side, one: &One) -> bool {
    let least = match side {
        _ if context.language.has_thesaurus() => TOLD,
        Side::Original => return true,
        Side::Rewrite => HALF,
    };
    let clause = clause(context, side, one);
    if clause.len() >= FEWEST {
        return carried(context, link, side, &clause) >= least;
    }
    let sentence: Vec<&Token> = context.tokens(side, link).filter(|token| token.is_content()).collect();
    carried(context, link, side, &sentence) >= least
}

/// Share of words of content of one side that the other side of the link has, or words that mean nearly the same.
fn carried(context: &Context, link: &Link, side: Side, content: &[&Token]) -> f64 {
    let there: Vec<&Token> = context.tokens(side.other(), link).filter(|token| token.is_content()).collect();
    let words: FxHashSet<u64> = there.iter().map(|token| token.stem_key).collect();
    let near = |token: &&&Token| {
        let meaning = || token.meaning(context.language);
        words.contains(&token.stem_key)
            || there.len().max(content.len()) <= LONGEST
                && there.iter().any(|other| meaning().is_near(other.meaning(context.language)))
    };
    ratio(content.iter().filter(near).count(), content.len())
}

/// Words of content of the clause that a negation stands in.
fn clause<'a>(context: &Context<'a>, side: Side, one: &One) -> Vec<&'a Token> {
    around(context, side, one).filter(|token| token.is_content()).collect()
}

/// Words of the clause that a negation stands in, those before it backwards.
fn around<'a>(context: &Context<'a>, side: Side, one: &One) -> impl Iterator<Item = &'a Token> + use<'a> {
    let fact = context.fact(side, one.fact);
    let document = &context.documents[side];
    let segment = &document.segments[fact.segment].tokens;
    let inside = |token: &&Token| token.kind != TokenKind::Sign || token.is("-");
    let before = document.tokens[segment.start..fact.tokens.0].iter().rev().take_while(inside);
    before.chain(document.tokens[fact.tokens.1..segment.end].iter().take_while(inside))
}

/// A denial that faces nothing: gone, or put in, unless the other side denies elsewhere or says it with a word of its own.
fn lost_denial(context: &Context, index: usize, link: &Link, side: Side, denial: usize) -> Change {
    let mut pair = Pair::new(None, None);
    pair[side] = Some(denial);
    if answers(context, side, link) > 0 {
        return context.change(index, Relation::Kept, pair);
    }
    let elsewhere = context.denials[side.other()] >= context.denials[side];
    let here: FxHashSet<u64> = context.tokens(side, link).map(|token| token.stem_key).collect();
    let (from, to) = context.fact(side, denial).tokens;
    let own: Vec<u64> = context.documents[side].tokens[from..to].iter().map(|token| token.stem_key).collect();
    let answers = |token: &Token| {
        let denies = token.class.has(Class::WEAK_NEGATION)
            || token.class.has(Class::NEGATION)
            || context.language.stance.disputing.contains(&token.stem);
        denies && (own.contains(&token.stem_key) || !here.contains(&token.stem_key))
    };
    if elsewhere || context.tokens(side.other(), link).any(answers) {
        return context.change(index, Relation::Moved, pair);
    }
    let relation = if side == Side::Original { Relation::Dropped } else { Relation::Added };
    let mut change = context.change(index, relation, pair);
    change.causes = vec![Cause::Denial];
    if side == Side::Rewrite {
        change.confidence = Confidence::Medium;
    }
    change
}

/// What the other side says of the word that is negated here.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Scope {
    /// It does not have the word.
    #[default]
    Absent,
    /// It has the word, and nothing near turns it.
    Affirmed,
    /// It has the word beside a negation.
    Answered,
}

/// Looks for the word in the other side of the link, and for a weak negation right before it.
fn stands(context: &Context, side: Side, link: &Link, scope: &str) -> Scope {
    look(context, side, link, scope, false)
}

/// The same; where `strong`, any negation counts.
fn look(context: &Context, side: Side, link: &Link, scope: &str, strong: bool) -> Scope {
    let tokens: Vec<&Token> = context.tokens(side.other(), link).collect();
    let mut found = Scope::Absent;
    for at in (0..tokens.len()).filter(|&at| tokens[at].stem == scope) {
        let near = tokens[..at]
            .iter()
            .rev()
            .take(if strong { FAR } else { NEAR })
            .take_while(|t| t.kind != TokenKind::Sign || t.is("-"));
        let mut ended = false;
        for token in near {
            // *unless it is treated*: a conjunction turns its whole clause.
            let reaches = !ended || token.class.has(Class::JOINT);
            let weak = reaches
                && token.stem != scope
                && is_weak(context, token)
                && !excepts_here(context, side, link, token);
            if weak || strong && token.class.has(Class::NEGATION) && (!ended || nominal(context, &token.norm))
            {
                return Scope::Answered;
            }
            ended |= token.class.has(Class::AUXILIARY);
        }
        // *by height rather than by noise*
        if is_contrasted(context, &tokens[..at]) {
            return Scope::Answered;
        }
        // *charges did not follow*: behind its subject a negation turns the clause too.
        let turned = matches!(tokens[at + 1..], [helper, cue, ..]
            if helper.class.has(Class::AUXILIARY) && cue.class.has(Class::NEGATION));
        // *the rains fail*: there is no rain.
        let fails = matches!(tokens[at + 1..], [verb, ..]
            if is_weak(context, verb) && verb.meaning(context.language).part() == Some(Part::Verb)
                && !excepts_here(context, side, link, verb)
                && tokens[at].meaning(context.language).part() == Some(Part::Noun));
        if strong && turned
            || fails
            || context.language.stance.verbs_last
                && turned_behind(context, (side, link), &tokens[at..], strong)
        {
            return Scope::Answered;
        }
        found = Scope::Affirmed;
    }
    found
}

/// What stands behind these words is denied by a contrast in its clause.
fn is_contrasted(context: &Context, before: &[&Token]) -> bool {
    let clause = before.iter().rev().take(CLAUSE).take_while(|t| t.kind != TokenKind::Sign || t.is("-"));
    let from = before.len() - clause.count();
    let contrasts = &context.language.stance.contrasts;
    (from..before.len()).any(|at| contrasts.iter().any(|pair| is_pair(pair, before, at)))
}

/// Two words stand here one behind the other, or the first alone where there is no second.
fn is_pair([one, other]: &[CompactString; 2], tokens: &[&Token], at: usize) -> bool {
    let next = || tokens.get(at + 1).is_some_and(|next| next.norm == *other);
    tokens[at].norm == *one && (other.is_empty() || next())
}

/// *nobody except her*, *everyone except her*: a word that takes out of a whole, which this side has too, turns nothing.
fn excepts_here(context: &Context, side: Side, link: &Link, token: &Token) -> bool {
    context.language.grammar.frames.excepting.begin_with(&token.norm)
        && context.tokens(side, link).any(|here| here.norm_key == token.norm_key)
}

/// Where verbs stand last, what turns a word may stand behind it in its clause: *die Entlassungen schloss er aus*.
fn turned_behind(context: &Context, (side, link): (Side, &Link), tokens: &[&Token], strong: bool) -> bool {
    let turns = |token: &&Token| {
        let weak = token.stem != tokens[0].stem && is_weak(context, token);
        weak && !excepts_here(context, side, link, token) || strong && token.class.has(Class::NEGATION)
    };
    tokens[1..].iter().take(FAR).take_while(|token| token.kind != TokenKind::Sign || token.is("-")).any(turns)
}

/// *no*, *nobody*: negates a whole clause from its subject or object.
fn nominal(context: &Context, cue: &str) -> bool {
    context.language.nominal.iter().any(|word| word == cue)
}

/// *none* became *not all*, or the negation moved from one word to another that both texts have: how sure.
fn turned(context: &Context, link: &Link, o: One, r: One) -> Option<Confidence> {
    let language = context.language;
    let quantified = |side: Side| context.tokens(side, link).any(|t| language.universals.contains(&t.norm));
    if o.partial != r.partial {
        let both = quantified(Side::Original) && quantified(Side::Rewrite);
        // *not all are*, *some are not*
        let (side, one) = if o.partial { (Side::Rewrite, r) } else { (Side::Original, o) };
        let some = is_of_some(context, side, one);
        return (!both && !some).then_some(Confidence::High);
    }
    let (Some(a), Some(b)) = (o.scope, r.scope) else { return None };
    // *no reports* and *no injuries reported* negate the same.
    let noun = |one: One| nominal(context, one.cue);
    let light = |stem: &str| language.raising.iter().any(|raising| raising == stem);
    let elliptic = is_elliptic(context, Side::Original, o) || is_elliptic(context, Side::Rewrite, r);
    if a == b || noun(o) || noun(r) || light(a) || light(b) || elliptic {
        return None;
    }
    let verb = |side: Side, stem: &str| {
        context.tokens(side, link).any(|t| t.stem == stem && !t.class.has(Class::NEGATION))
    };
    let reporting = language.class_of(a).has(Class::REPORTING) || language.class_of(b).has(Class::REPORTING);
    if reporting && verb(Side::Rewrite, a) && verb(Side::Original, b) {
        return Some(Confidence::High);
    }
    let there =
        Pair::new(look(context, Side::Original, link, a, true), look(context, Side::Rewrite, link, b, true));
    let says = |stem: &str| language.class_of(stem).has(Class::SPEECH);
    let embeds = |stem: &str| language.embedding.iter().any(|verb| verb == stem);
    match (there.original, there.rewrite) {
        (Scope::Affirmed, Scope::Answered) if embeds(a) => Some(Confidence::High),
        (Scope::Answered, Scope::Affirmed) if embeds(b) => Some(Confidence::High),
        (Scope::Affirmed, Scope::Affirmed) => Some(Confidence::High),
        // *did not know why*, *could not say why*; *said* stands in every report.
        (Scope::Absent, Scope::Affirmed) if !says(b) => Some(Confidence::Medium),
        (Scope::Affirmed, Scope::Absent) if !says(a) => Some(Confidence::Medium),
        _ => None,
    }
}

/// *accepted that she was ill but not that it explained it*: the verb that is denied stands before.
fn is_elliptic(context: &Context, side: Side, one: One) -> bool {
    let (from, to) = context.fact(side, one.fact).tokens;
    let tokens = &context.documents[side].tokens;
    let joined = from.checked_sub(1).is_some_and(|at| tokens[at].syntax.any(Syntax::CONJUNCTION));
    joined && tokens.get(to).is_some_and(|next| !next.is_content() && !next.class.has(Class::AUXILIARY))
}

/// *some experts are not*: what is negated holds for a part.
fn is_of_some(context: &Context, side: Side, one: One) -> bool {
    let fact = context.fact(side, one.fact);
    let document = &context.documents[side];
    let begin = document.segments[fact.segment].tokens.start;
    let before = document.tokens[begin..fact.tokens.0.max(begin)].iter().rev();
    let mut clause = before.take(FAR).take_while(|token| token.kind != TokenKind::Sign);
    !nominal(context, one.cue) && clause.any(|token| context.language.partitives.contains(&token.norm))
}

/// How many words of the other side may stand for a negation of this one: weak negations and negative prefixes that this
/// side does not have.
fn answers(context: &Context, side: Side, link: &Link) -> usize {
    let here: FxHashSet<u64> = context.tokens(side, link).map(|token| token.stem_key).collect();
    let fresh = |token: &&Token| is_weak(context, token) && !here.contains(&token.stem_key);
    let refused = |side: Side| refused::phrases(context, side, link).count();
    context.tokens(side.other(), link).filter(fresh).count()
        + refused(side.other()).saturating_sub(refused(side))
}

pub(super) fn is_weak(context: &Context, token: &Token) -> bool {
    token.kind == TokenKind::Word && (token.class.has(Class::WEAK_NEGATION) || is_negative(context, token))
}

/// *unlawful*, *careless*: a prefix or ending that negates a word that exists without it; without a dictionary to tell, whatever
/// word is not listed otherwise.
fn is_negative(context: &Context, token: &Token) -> bool {
    let language = context.language;
    if !language.has_thesaurus() {
        let affirms = || language.affirming.iter().any(|begin| token.norm.starts_with(begin.as_str()));
        let prefixes =
            || language.negative_prefixes.iter().filter_map(|p| token.norm.strip_prefix(p.as_str()));
        let suffixes =
            || language.negative_suffixes.iter().filter_map(|s| token.norm.strip_suffix(s.as_str()));
        return prefixes().chain(suffixes()).any(|rest| rest.len() > 3) && !affirms();
    }
    let common = |word: &str| {
        word.len() > 3 && language.is_common(word) || word.len() > 4 && language.stems_common(word)
    };
    language.negative_prefixes.iter().any(|p| token.norm.strip_prefix(p.as_str()).is_some_and(common))
        || language.negative_suffixes.iter().any(|s| token.norm.strip_suffix(s.as_str()).is_some_and(common))
}
