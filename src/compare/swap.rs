//! Figures of one sentence that changed places: every value is there, and counts another thing.

pub(super) mod rows;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::Context;
use super::amount::Agreement;
use crate::align::Link;
use crate::fact::{Fact, Kind, Value};
use crate::finding::Confidence;
use crate::language::{Figure, Syntax};
use crate::pair::{Pair, Side};
use crate::token::{Class, Token, TokenKind};

/// A clause that ends between a word and a figure counts as so many tokens.
const CLAUSE: usize = 8;

/// Two figures of one kind that stand where the other stood: words that were nearest to the one are nearest to the
/// other now, and none to the same. What leads up to both says nothing.
pub(super) fn take(
    context: &Context,
    link: &Link,
    kept: &mut Vec<(usize, usize, Agreement)>,
) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for i in 0..kept.len() {
        for j in i + 1..kept.len() {
            let ((a, x, _), (b, y, _)) = (&kept[i], &kept[j]);
            let fact = |side: Side, index: usize| context.fact(side, index);
            let facts = [
                fact(Side::Original, *a),
                fact(Side::Original, *b),
                fact(Side::Rewrite, *x),
                fact(Side::Rewrite, *y),
            ];
            let one_sentence = facts[0].segment == facts[1].segment && facts[2].segment == facts[3].segment;
            let ends = ends(context, &Pair::new([facts[0], facts[1]], [facts[2], facts[3]]));
            let turned = (a < b) != (x < y) || ends == Some(Ends::Turned);
            let sure =
                facts.iter().all(|fact| fact.confidence > Confidence::Low && shape(fact) == shape(facts[0]));
            let alike = facts[0].readings[0] == facts[1].readings[0]
                || again(context, link, Pair::new((*a, *b), (*x, *y)));
            let dates = dates(context, &Pair::new([*a, *b], [*x, *y]));
            let redated = dates == Some(Ends::Turned)
                || bearers_turned(context, &Pair::new([facts[0], facts[1]], [facts[2], facts[3]]));
            if !turned && !redated
                || dates == Some(Ends::Same)
                || ends == Some(Ends::Same)
                || alike
                || !sure
                || [(*a, *x), (*b, *y)].into_iter().any(|(o, r)| is_of_same(context, o, r))
                || facts.windows(2).any(|f| f[0].kind != f[1].kind)
                || found.iter().any(|(o, _)| o == a || o == b)
            {
                continue;
            }
            let before = nearest(context, Side::Original, link, (*a, *b));
            let after = nearest(context, Side::Rewrite, link, (*x, *y));
            let mutual = facts[0].kind != Kind::Percent || is_mutual(&before, &after);
            let votes = |same: bool| {
                before
                    .iter()
                    .filter(|(stem, first)| after.get(*stem).is_some_and(|now| (now == *first) == same))
                    .count()
            };
            let least = if facts[0].kind == Kind::Number { 2 } else { 1 };
            let exchanged = mutual && votes(false) >= least && votes(true) == 0;
            if exchanged
                || redated
                || ends == Some(Ends::Turned)
                || one_sentence
                    && votes(true) <= votes(false)
                    && words_stay(context, Pair::new((*a, *b), (*y, *x)))
            {
                found.extend([(*a, *y), (*b, *x)]);
            }
        }
    }
    kept.retain(|(o, _, _)| !found.iter().any(|(swapped, _)| swapped == o));
    found.sort_unstable();
    found
}

/// *Dean Hollis, 34*, *Hollis (34)*: both figures stand in apposition to the same name.
fn is_of_same(context: &Context, original: usize, rewrite: usize) -> bool {
    let bearer = |side: Side, fact: usize| {
        let tokens = &context.documents[side].tokens;
        let [.., name, sign] = tokens.get(..context.fact(side, fact).tokens.0)? else { return None };
        let apposed = (sign.is(",") || sign.is("(")) && name.is_capital() && name.is_content();
        apposed.then_some(name.stem_key)
    };
    let name = bearer(Side::Original, original);
    name.is_some() && name == bearer(Side::Rewrite, rewrite)
}

/// Which of two figures something came from and which it went to, or which date each is of, on both sides of a link.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    Same,
    /// *from 18 to 21*, *from 21 to 18*
    Turned,
}

/// Where both sides say of both figures which end it is, whether they say the same.
fn ends(context: &Context, facts: &Pair<[&Fact; 2]>) -> Option<Ends> {
    let figures = Pair::from_fn(|side| {
        facts[side].map(|fact| {
            let before = fact.tokens.0.checked_sub(1)?;
            let tokens = &context.documents[side].tokens;
            let before = before.saturating_sub(usize::from(tokens[before].class.has(Class::ARTICLE)));
            let phrase = context.language.consistency.before().longest(tokens, before);
            phrase.map(|(_, &figure)| figure)
        })
    });
    let is_way = |[a, b]: [Option<Figure>; 2]| {
        matches!((a, b), (Some(Figure::From), Some(Figure::To)) | (Some(Figure::To), Some(Figure::From)))
    };
    // *rose to 21, compared with 18*: where one is the end, the other is where it came from.
    let ends = |side: Side| figures[side].map(|figure| figure == Some(Figure::To));
    let one_end = ends(Side::Original)[0] != ends(Side::Original)[1];
    if one_end && ends(Side::Original) == ends(Side::Rewrite) {
        return Some(Ends::Same);
    }
    (is_way(figures.original) && is_way(figures.rewrite)).then_some(Ends::Turned)
}

/// Whether the dates right behind two figures are those of the same figures, or of the other ones: *161 cases last year, up
/// from 126 in 2023*, *161 cases in 2023*.
fn dates(context: &Context, facts: &Pair<[usize; 2]>) -> Option<Ends> {
    let dates = Pair::from_fn(|side| facts[side].map(|fact| date_behind(context, side, fact)));
    let ([a, b], [x, y]) = (dates.original, dates.rewrite);
    let same = |here: Option<&Value>, there: Option<&Value>| here.is_some() && here == there;
    match (same(a, x) || same(b, y), same(a, y) || same(b, x)) {
        _ if a == b => None,
        (true, _) => Some(Ends::Same),
        (false, true) => Some(Ends::Turned),
        (false, false) => None,
    }
}

/// *6 % in Austria, 4 % in Spain*, *Austria by 4 %, Spain by 6 %*: of two figures each stands nearest to the name that the other
/// stood nearest to.
fn bearers_turned(context: &Context, facts: &Pair<[&Fact; 2]>) -> bool {
    let names = Pair::from_fn(|side| facts[side].map(|fact| bearer(context, side, fact)));
    let ([Some(a), Some(b)], [Some(x), Some(y)]) = (names.original, names.rewrite) else { return false };
    a != b && a == y && b == x
}

/// The name that stands nearest to a figure, with nothing else between: no other name, no other figure.
fn bearer<'a>(context: &Context<'a>, side: Side, figure: &Fact) -> Option<&'a [CompactString]> {
    /// Tokens between at most.
    const BETWEEN: usize = 4;
    /// Another name stands so many tokens farther.
    const CLEARLY: usize = 2;
    /// A sign or conjunction between counts as so many tokens.
    const SIGN: usize = 3;
    let document = &context.documents[side];
    let parts = |at: &usize| {
        let token = &document.tokens[*at];
        token.kind == TokenKind::Sign && !token.is("-")
            || token.syntax.any(Syntax::CONJUNCTION)
            || token.class.has(Class::JOINT)
                && context.language.connectives.joints().longest(&document.tokens, *at).is_some()
    };
    let distance = |from: usize, to: usize| {
        // *6 % growth in Austria*
        let leads = to.checked_sub(1).is_some_and(|at| document.tokens[at].syntax.any(Syntax::PREPOSITION));
        let apart = (from..to).filter(parts).count();
        let behind = from == figure.tokens.1 && to > from && leads && to - from < BETWEEN && apart == 0;
        if behind { 0 } else { to - from + SIGN * apart }
    };
    let between = |from: usize, to: usize| {
        let inside = |&&other: &&usize| {
            let other = context.fact(side, other);
            other.kind.is_numeric() && from <= other.tokens.0 && other.tokens.1 <= to
        };
        context.facts_of[side][figure.segment].iter().any(|other| inside(&other))
    };
    let named = context.facts_of[side][figure.segment].iter().filter_map(|&index| {
        let name = context.fact(side, index);
        let Value::Name { words, .. } = &name.readings[0] else { return None };
        let (from, to) = if name.tokens.1 <= figure.tokens.0 {
            (name.tokens.1, figure.tokens.0)
        } else if name.tokens.0 >= figure.tokens.1 {
            (figure.tokens.1, name.tokens.0)
        } else {
            return None;
        };
        (!between(from, to)).then(|| (distance(from, to), words.as_slice()))
    });
    let mut named: Vec<(usize, &[CompactString])> = named.collect();
    named.sort_by_key(|&(distance, _)| distance);
    match named[..] {
        [(near, name), (next, _), ..] if near <= BETWEEN && next >= near + CLEARLY => Some(name),
        [(near, name)] if near <= BETWEEN => Some(name),
        _ => None,
    }
}

/// The date that a figure is of, told by the words right behind it: *126 in 2023*, *161 cases in 2023*.
fn date_behind<'a>(context: &Context<'a>, side: Side, fact: usize) -> Option<&'a Value> {
    /// Tokens between a figure and its date.
    const BETWEEN: usize = 3;
    let fact = context.fact(side, fact);
    // *Friday at 9pm to Monday at 5am*: the second day begins something else.
    let goes_on = |token: &Token| {
        let data = context.language.number_data.as_ref();
        data.is_some_and(|data| data.range.contains(&token.norm) || data.reaching.contains(&token.norm))
    };
    let behind = |&&other: &&usize| {
        let other = context.fact(side, other);
        let gap = || &context.documents[side].tokens[fact.tokens.1..other.tokens.0];
        other.kind == Kind::Date
            && (fact.tokens.1 + 1..=fact.tokens.1 + BETWEEN).contains(&other.tokens.0)
            && gap().iter().all(|token| token.kind == TokenKind::Word && !goes_on(token))
    };
    // *Friday at 9pm*
    let before = |&&other: &&usize| {
        let other = context.fact(side, other);
        let gap = || &context.documents[side].tokens[other.tokens.1..fact.tokens.0];
        fact.kind == Kind::Time
            && other.kind == Kind::Date
            && (other.tokens.1..other.tokens.1 + BETWEEN).contains(&fact.tokens.0)
            && gap().iter().all(|token| token.kind == TokenKind::Word && !goes_on(token))
    };
    let of = &context.facts_of[side][fact.segment];
    let date = of.iter().find(behind).or_else(|| of.iter().find(before))?;
    Some(&context.fact(side, *date).readings[0])
}

/// Words of both figures moved: where those of one alone did, it may be that they speak of both.
fn is_mutual(before: &FxHashMap<&str, bool>, after: &FxHashMap<&str, bool>) -> bool {
    let moved = |of_first: bool| {
        before
            .iter()
            .any(|(stem, first)| *first == of_first && after.get(stem).is_some_and(|now| *now != of_first))
    };
    moved(true) && moved(false)
}

/// One of the values stands in its side of the link once more: which of them moved cannot be told.
fn again(context: &Context, link: &Link, facts: Pair<(usize, usize)>) -> bool {
    Side::BOTH.into_iter().any(|side| {
        let (first, second) = facts[side];
        let values = [first, second].map(|fact| &context.fact(side, fact).readings[0]);
        link.segments[side].iter().flat_map(|&segment| &context.facts_of[side][segment]).any(|&other| {
            other != first && other != second && values.contains(&&context.fact(side, other).readings[0])
        })
    })
}

/// The words before, between and behind two figures stand where they stood, so the figures alone changed places.
fn words_stay(context: &Context, facts: Pair<(usize, usize)>) -> bool {
    let slots = Pair::from_fn(|side| {
        let document = &context.documents[side];
        let (one, other) = (context.fact(side, facts[side].0), context.fact(side, facts[side].1));
        let (first, second) = if one.tokens.0 < other.tokens.0 { (one, other) } else { (other, one) };
        let mut slots: FxHashMap<&str, usize> = FxHashMap::default();
        let mut several = Vec::new();
        for at in document.segments[one.segment].tokens.clone() {
            let token = &document.tokens[at];
            let figure = [first, second].iter().any(|fact| (fact.tokens.0..fact.tokens.1).contains(&at));
            if figure || token.kind != TokenKind::Word || !token.is_content() {
                continue;
            }
            let slot = usize::from(at >= first.tokens.1) + usize::from(at >= second.tokens.1);
            if slots.insert(token.stem.as_str(), slot).is_some_and(|before| before != slot) {
                several.push(token.stem.as_str());
            }
        }
        slots.retain(|stem, _| !several.contains(stem));
        slots
    });
    let mut stayed = [0; 3];
    for (stem, slot) in &slots.original {
        match slots.rewrite.get(stem) {
            Some(now) if now == slot => stayed[*slot] += 1,
            Some(_) => return false,
            None => {}
        }
    }
    let between = |side: Side| slots[side].values().filter(|&&slot| slot == 1).count();
    2 * stayed[1] >= between(Side::Original).max(between(Side::Rewrite)).max(1) && stayed[0] + stayed[2] > 0
}

/// Which parts of a date are given; nothing for amounts.
fn shape(fact: &Fact) -> [bool; 5] {
    match &fact.readings[0] {
        Value::Date(date) => [
            date.year.is_some(),
            date.month.is_some(),
            date.day.is_some(),
            date.weekday.is_some(),
            date.relative.is_some(),
        ],
        _ => [false; 5],
    }
}

/// Content words that stand once in the segments of two facts, and whether they are nearer to the first: to the one of their
/// own sentence, where the facts have one each.
fn nearest<'a>(
    context: &Context<'a>,
    side: Side,
    link: &Link,
    (first, second): (usize, usize),
) -> FxHashMap<&'a str, bool> {
    let document = &context.documents[side];
    let (a, b) = (context.fact(side, first), context.fact(side, second));
    let apart = a.segment != b.segment;
    let distance = |fact: &Fact, at: usize| {
        let (between, apart) = if at < fact.tokens.0 {
            (at + 1..fact.tokens.0, fact.tokens.0 - at)
        } else {
            (fact.tokens.1..at.max(fact.tokens.1), (at + 1).saturating_sub(fact.tokens.1))
        };
        // *At present it is 6 %; last May it was 9 %*
        let ends = document.tokens[between].iter().filter(|token| token.is(";") || token.is(":")).count();
        apart + CLAUSE * ends
    };
    let mut out: FxHashMap<&str, bool> = FxHashMap::default();
    let mut unclear = Vec::new();
    let lead = a.tokens.1.min(b.tokens.1);
    for &segment in link.segments[side].iter().filter(|&&s| s == a.segment || s == b.segment) {
        for at in document.segments[segment].tokens.clone() {
            let token = &document.tokens[at];
            let (to_a, to_b) = (distance(a, at), distance(b, at));
            if token.kind != TokenKind::Word || !token.is_content() || to_a.min(to_b) == 0 {
                continue;
            }
            let again = out.contains_key(token.stem.as_str());
            if again || !apart && (at < lead || to_a == to_b) {
                unclear.push(token.stem.as_str());
            }
            out.insert(&token.stem, if apart { segment == a.segment } else { to_a < to_b });
        }
    }
    out.retain(|stem, _| !unclear.contains(stem));
    out
}
