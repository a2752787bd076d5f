//! A figure that stands in both texts, and went up in the one and down in the other: *6.8 percent lower*, *up 6.8 percent*.

use super::align::{Fate, Word, Words};
use super::opposite::{tell, turned};
use super::{Cause, Change, Context, Relation, Told, bends, is_of_bound};
use crate::fact::Kind;
use crate::finding::Confidence;
use crate::language::{Part, Syntax};
use crate::pair::{Pair, Side};
use crate::token::{Class, Token, TokenKind};

/// A word of rising or falling stands at most so many tokens before its figure,
const BEFORE: usize = 4;
/// and so many behind it;
const BEHIND: usize = 3;
/// where verbs may stand last, so many either way.
const CLAUSE: usize = 10;

/// Tells the words of rising and falling beside kept figures that say the opposite, where nothing else stands for them.
pub(super) fn find(context: &Context, words: &mut Words, changes: &[Change], told: &mut Vec<Told>) {
    for change in changes.iter().filter(|change| change.kind.is_numeric()) {
        let (Some(o), Some(r)) = (change.facts.original, change.facts.rewrite) else { continue };
        let by = |side: Side, fact: usize| beside(context, words, side, fact);
        let levels = level(context, Side::Original, o).zip(level(context, Side::Rewrite, r));
        let levels = levels.filter(|(a, b)| change.relation == Relation::Kept && a.1 != b.1);
        let trends = || by(Side::Original, o).zip(by(Side::Rewrite, r));
        let levelled = levels.is_some();
        let Some((a, b)) = levels.or_else(trends) else { continue };
        let places = Pair::new((Side::Original, a.0), (Side::Rewrite, b.0));
        let at = places.map(|(side, at)| words.places(side, (at, at + 1)).next());
        let (Some(i), Some(j)) = (at.original, at.rewrite) else { continue };
        // *A rose 5 percent, B fell 3 percent*: the words may stand for one another crosswise.
        let open = |word: &Word| !matches!(word.fate, Fate::Fact | Fate::Told);
        let open = open(&words.of.original[i]) && open(&words.of.rewrite[j]);
        if a.1 != b.1
            && open
            && (levelled
                || !turned(context, words, Side::Original, i) && !turned(context, words, Side::Rewrite, j))
        {
            told.push(tell(words, (i, j), Cause::Opposite, Confidence::Medium));
        }
    }
}

/// The phrase that says whether what is measured lies above a figure or below it, with nothing but what the figure is between
/// the two.
fn level(context: &Context, side: Side, fact: usize) -> Option<(usize, bool)> {
    /// Tokens between: *the consensus estimate of*.
    const BETWEEN: usize = 7;
    /// A negation so many before it turns it.
    const TURNS: usize = 5;
    let fact = context.fact(side, fact);
    let document = &context.documents[side];
    let (tokens, segment) = (&document.tokens, &document.segments[fact.segment].tokens);
    let levels = context.language.consistency.levels();
    let plain = |at: &usize| {
        let token = &tokens[*at];
        token.kind == TokenKind::Word || token.is("-")
    };
    let reach = (segment.start..fact.tokens.0).rev().take_while(plain).take(BETWEEN + 1);
    reach.into_iter().find_map(|at| {
        let (length, &above) = levels.longest(&tokens[..fact.tokens.0], at)?;
        let before = &tokens[at.saturating_sub(TURNS).max(segment.start)..at];
        let turned = before.iter().any(|token| token.class.has(Class::NEGATION));
        (!turned && at + length <= fact.tokens.0).then_some((at, above))
    })
}

/// Opposites that were told with doubt are surer where both stand beside one kept figure or date: *14 missing people*, *14
/// people are alive*.
pub(super) fn confirm(context: &Context, words: &Words, changes: &[Change], told: &mut [Told]) {
    let doubtful = |one: &&mut Told| one.cause == Cause::Opposite && one.confidence == Confidence::Low;
    for one in told.iter_mut().filter(doubtful) {
        let (Some((i, _)), Some((j, _))) = (one.words.original, one.words.rewrite) else { continue };
        let at = Pair::new(words.of.original[i].at, words.of.rewrite[j].at);
        // Of verbs the one who acts counts, too: *beat them*, *a defeat for them*.
        let acts = |word: &Word| word.meaning.is_some_and(|meaning| meaning.part() == Some(Part::Verb));
        let verb = acts(&words.of.original[i]) || acts(&words.of.rewrite[j]);
        let of = &words.of;
        let same_deed = || {
            changes.iter().filter(|change| change.kind.is_numeric()).any(|change| {
                matches!((change.facts.original, change.facts.rewrite), (Some(o), Some(r))
                    if is_object(context, &of.original[i], Side::Original, o)
                        && is_object(context, &of.rewrite[j], Side::Rewrite, r))
            })
        };
        let one_sort = words.of.original[i].content == words.of.rewrite[j].content;
        if verb && !same_deed()
            || !one_sort
            || !words.of.original[i].listed.opposite(words.of.rewrite[j].listed)
        {
            continue;
        }
        let beside_both = |change: &Change| match (change.facts.original, change.facts.rewrite) {
            (Some(o), Some(r)) => {
                stands_beside(context, Side::Original, o, at.original)
                    && stands_beside(context, Side::Rewrite, r, at.rewrite)
            }
            _ => false,
        };
        let kept = |change: &&Change| {
            (change.relation == Relation::Kept || is_of_bound(change)) && change.kind.is_numeric()
        };
        if changes.iter().filter(kept).any(beside_both) {
            one.confidence = Confidence::Medium;
        }
    }
}

/// A verb is said of a figure: it stands right before it, or behind it in the passive: *hired 150 workers*, *150 workers were
/// dismissed*.
fn is_object(context: &Context, verb: &Word, side: Side, fact: usize) -> bool {
    let (from, to) = context.fact(side, fact).tokens;
    let tokens = &context.documents[side].tokens;
    let passive = |between: &[Token]| {
        between.len() <= BEFORE
            && between.iter().any(|token| token.syntax.any(Syntax::PASSIVE))
            && between.iter().all(|token| token.kind == TokenKind::Word)
    };
    verb.at + 1 == from || verb.paired && verb.at + 2 == from || verb.at > to && passive(&tokens[to..verb.at])
}

/// A token stands near a fact, with no sign between but a hyphen.
fn stands_beside(context: &Context, side: Side, fact: usize, at: usize) -> bool {
    let fact = context.fact(side, fact);
    let document = &context.documents[side];
    if !document.segments[fact.segment].tokens.contains(&at) {
        return false;
    }
    let between = if at < fact.tokens.0 { at + 1..fact.tokens.0 } else { fact.tokens.1..at };
    between.len() <= BEFORE
        && document.tokens[between].iter().all(|token| token.kind != TokenKind::Sign || token.is("-"))
}

/// The nearest word beside a figure that says up or down, in its clause, and whether it says up.
fn beside(context: &Context, words: &Words, side: Side, fact: usize) -> Option<(usize, bool)> {
    let fact = context.fact(side, fact);
    let document = &context.documents[side];
    let (tokens, segment) = (&document.tokens, &document.segments[fact.segment].tokens);
    let joins = context.language.wording.has_particles();
    let trend = |at: usize| {
        let mut places = words.places(side, (at, at + usize::from(joins)));
        let joined = places.find_map(|i| words.joined(side, i));
        let up = context.language.consistency.trend(joined.unwrap_or(&tokens[at].norm))?;
        (!bends(context, side, at)).then_some((at, up))
    };
    // *rose, from 2.1 to 2.4*
    let open = |at: usize| {
        tokens[at].is(",") && tokens.get(at + 1).is_some_and(|next| next.syntax.any(Syntax::PREPOSITION))
    };
    let in_clause = |at: &usize| tokens[*at].kind != TokenKind::Sign || open(*at);
    let last = context.language.stance.verbs_last;
    let (most_before, most_behind) = if last { (CLAUSE, CLAUSE) } else { (BEFORE, BEHIND) };
    let surplus = |at: usize| {
        let up = context.language.consistency.surplus(&tokens.get(at)?.norm)?;
        (fact.kind != Kind::Number && at < segment.end).then_some((at, up))
    };
    let before = (segment.start..fact.tokens.0).rev().take(most_before).take_while(in_clause).find_map(trend);
    let behind = (fact.tokens.1..segment.end).take(most_behind).take_while(in_clause).find_map(trend);
    let behind = surplus(fact.tokens.1).or(behind);
    match (before, behind) {
        (Some(before), Some(behind)) if behind.0 + 1 - fact.tokens.1 < fact.tokens.0 - before.0 => {
            Some(behind)
        }
        (before, behind) => before.or(behind),
    }
}
