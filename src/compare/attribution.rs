//! Attribution of one link: a source that is gone or another, a verb of saying that says more.

use compact_str::CompactString;
use rustc_hash::FxHashSet;

use super::{Cause, Change, Context, Relation};
use crate::align::Link;
use crate::document::ratio;
use crate::fact::{Kind, Value};
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::token::{Class, Token};

/// Share of the clause's content words that the rewrite keeps: below, it is another statement.
const CLAUSE: f64 = 0.6;
/// The same, above which a lost source is sure.
const SURE: f64 = 0.75;
/// Fewer content words are no clause.
const FEWEST: usize = 3;
/// Letters with which two stems of one family begin.
const AKIN: usize = 6;
/// From this stage on a verb of saying admits something.
const ADMITS: u8 = 3;

/// A link with more attributions than this on a side is no sentence, and they are not compared.
const MOST: usize = 40;

/// An attribution, read.
struct One<'a> {
    fact: usize,
    level: u8,
    source: &'a [CompactString],
    named: bool,
}

/// Compares the attributions of a full link.
pub(super) fn compare(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    let (mut original, mut rewrite) =
        (read(context, Side::Original, link), read(context, Side::Rewrite, link));
    if original.is_empty() && rewrite.is_empty() || original.len().max(rewrite.len()) > MOST {
        return;
    }
    let tests: [fn(&One, &One) -> bool; 3] = [
        |o, r| o.level == r.level && shares(o.source, r.source),
        |o, r| shares(o.source, r.source) || o.source.is_empty() || r.source.is_empty(),
        |_, _| true,
    ];
    let counts = Pair::new(original.len(), rewrite.len());
    for test in tests {
        original.retain(|o| {
            let Some(at) = rewrite.iter().position(|r| test(o, r)) else { return true };
            let r = rewrite.remove(at);
            let facts = Pair::new(Some(o.fact), Some(r.fact));
            let mut change = context.change(index, Relation::Kept, facts);
            if let Some((cause, confidence)) = differ(context, link, o, &r, counts) {
                change.relation = Relation::Altered;
                change.causes = vec![cause];
                change.confidence = confidence;
            }
            changes.push(change);
            false
        });
    }
    for (side, rest) in [(Side::Original, original), (Side::Rewrite, rewrite)] {
        for one in rest {
            let mut facts = Pair::new(None, None);
            facts[side] = Some(one.fact);
            let mut change = context.change(index, Relation::Kept, facts);
            if let Some((causes, confidence)) = lost(context, link, side, &one) {
                change.relation = if side == Side::Original { Relation::Dropped } else { Relation::Added };
                change.causes = causes;
                change.confidence = confidence;
            }
            changes.push(change);
        }
    }
}

fn read<'a>(context: &Context<'a>, side: Side, link: &Link) -> Vec<One<'a>> {
    let facts = context.facts(side, link, |fact| fact.kind == Kind::Attribution);
    let one = |fact: usize| match &context.fact(side, fact).readings[0] {
        Value::Attribution { level, source, named, .. } => {
            Some(One { fact, level: *level, source, named: *named })
        }
        _ => None,
    };
    facts.into_iter().filter_map(one).collect()
}

fn shares(a: &[CompactString], b: &[CompactString]) -> bool {
    a.iter().any(|word| b.contains(word))
}

/// In what two attributions of one link differ: a verb that admits, or a source of another sort.
fn differ(
    context: &Context,
    link: &Link,
    o: &One,
    r: &One,
    counts: Pair<usize>,
) -> Option<(Cause, Confidence)> {
    let single = counts.original == 1 && counts.rewrite == 1;
    let same = shares(o.source, r.source) || o.source.is_empty() || r.source.is_empty();
    let (low, high) = (o.level.min(r.level), o.level.max(r.level));
    if high > low && (single || same) && !says(context, link, o.level, r.level) {
        let sure = high >= ADMITS && low + 1 < ADMITS;
        return Some((Cause::ReportingVerb, if sure { Confidence::High } else { Confidence::Low }));
    }
    let group = |one: &One| {
        one.source.iter().filter_map(|w| context.language.stance.sources.get(w)).fold(0, |a, b| a | b)
    };
    let (a, b) = (group(o), group(r));
    // *the prosecutor's office*, *the prosecution*
    let elsewhere = |side: Side, words: &[CompactString]| {
        let alike = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count() >= AKIN;
        let akin = |token: &Token| words.iter().any(|word| alike(word, &token.stem));
        context.tokens(side, link).any(|token| words.contains(&token.stem) || akin(token))
    };
    let changed = single
        && !o.named
        && !r.named
        && a != 0
        && b != 0
        && a & b == 0
        && !elsewhere(Side::Rewrite, o.source)
        && !elsewhere(Side::Original, r.source);
    changed.then_some((Cause::Source, Confidence::High))
}

/// Another verb of the link stands on the stage of the other side's.
fn says(context: &Context, link: &Link, o: u8, r: u8) -> bool {
    let on = |side: Side, level: u8| {
        let speech = |token: &&Token| token.class.has(Class::SPEECH);
        context
            .tokens(side, link)
            .filter(speech)
            .any(|token| context.language.stance.speech.get(&token.stem) == Some(&level))
    };
    on(Side::Rewrite, o) || on(Side::Original, r)
}

/// A source of one side that is nowhere near the clause that the other side has.
fn lost(context: &Context, link: &Link, side: Side, one: &One) -> Option<(Vec<Cause>, Confidence)> {
    let quoted = Side::BOTH
        .into_iter()
        .any(|side| !context.facts(side, link, |fact| fact.kind == Kind::Quote).is_empty());
    let spoken = |side: Side| {
        let speaks = |token: &&Token| token.class.has(Class::SPEECH) || token.class.has(Class::ACCORDING);
        context.tokens(side, link).filter(speaks).count()
    };
    let as_often = spoken(side.other()) >= spoken(side);
    if one.source.is_empty() || quoted || as_often || carried(context, link, side.other(), one) {
        return None;
    }
    let accuser = side == Side::Original && shares(one.source, &context.language.stance.accusers);
    let here: FxHashSet<u64> = context.tokens(side, link).map(|token| token.stem_key).collect();
    let mut there: FxHashSet<u64> = FxHashSet::default();
    for token in context.tokens(side.other(), link) {
        let answers = [
            Class::SPEECH,
            Class::REPORTING,
            Class::ACCORDING,
            Class::SOURCED,
            Class::SOFT,
            Class::CERTAINTY,
        ];
        let fresh = !here.contains(&token.stem_key);
        let named = one.source.contains(&token.stem) || one.source.contains(&token.norm);
        let accuses = accuser && token.class.has(Class::SOFT_LEGAL);
        if fresh && (accuses || answers.into_iter().any(|class| token.class.has(class))) || named {
            return None;
        }
        there.insert(token.stem_key);
    }
    let (words, kept) = clause(context, side, one, &there);
    if words < FEWEST || kept < CLAUSE {
        return None;
    }
    if accuser && kept >= SURE && crime(context, link) {
        return Some((vec![Cause::Allegation], Confidence::High));
    }
    let known = one.named || one.source.iter().any(|word| context.language.stance.sources.contains_key(word));
    // What an accuser says of a person is more than news from a source.
    let accused = accuser && super::certainty::near_person(context, link);
    let confidence = if kept >= SURE && known || accused { Confidence::Medium } else { Confidence::Low };
    Some((Vec::new(), confidence))
}

/// How many content words the sentence has besides its source, and what share of them the other side has.
fn clause(context: &Context, side: Side, one: &One, there: &FxHashSet<u64>) -> (usize, f64) {
    let fact = context.fact(side, one.fact);
    let document = &context.documents[side];
    let words: Vec<&Token> = (document.segments[fact.segment].tokens.clone())
        .filter(|at| !(fact.tokens.0..fact.tokens.1).contains(at))
        .map(|at| &document.tokens[at])
        .filter(|token| token.is_content() && !(token.is_capital() && token.class.has(Class::TITLE)))
        .collect();
    let kept = words.iter().filter(|token| there.contains(&token.stem_key)).count();
    (words.len(), ratio(kept, words.len()))
}

/// A person does something criminal on both sides of the link: *stabbed*, not *was stabbed*.
fn crime(context: &Context, link: &Link) -> bool {
    let does = |side: Side| {
        let mut passive = false;
        context.tokens(side, link).any(|token| {
            let found = token.class.has(Class::CRIME) && !passive;
            passive = context.language.stance.passive.contains(&token.norm);
            found
        })
    };
    super::certainty::near_person(context, link) && does(Side::Original) && does(Side::Rewrite)
}

/// The sentence before or behind the link on a side names the source, or goes on with it by a pronoun.
fn carried(context: &Context, link: &Link, side: Side, one: &One) -> bool {
    let document = &context.documents[side];
    let (Some(first), Some(last)) = (link.segments[side].first(), link.segments[side].last()) else {
        return false;
    };
    let beside = [first.checked_sub(1), last.checked_add(1)];
    let mut near = beside.into_iter().flatten().filter(|&s| s < document.segments.len());
    near.any(|segment| {
        context.facts_of[side][segment].iter().any(|&fact| match &context.fact(side, fact).readings[0] {
            Value::Attribution { source, .. } => source.is_empty() && one.named || shares(source, one.source),
            _ => false,
        })
    })
}

/// A lost source answers for the names and allegations in it: they leave the list, and their kinds stand in its `contains`.
pub(super) fn answer(changes: &mut Vec<Change>) {
    let lost = |change: &Change| change.kind == Kind::Attribution && change.relation == Relation::Dropped;
    let place = |change: &Change| match change.places.original {
        Place::Here(span) => Some(span),
        Place::At(_) => None,
    };
    let mut holders: Vec<usize> = (0..changes.len()).filter(|&i| lost(&changes[i])).collect();
    if holders.is_empty() {
        return;
    }
    holders.sort_by_key(|&i| place(&changes[i]).map(|span| span.start));
    let mut gone = FxHashSet::default();
    for i in 0..changes.len() {
        let Some(inner) = place(&changes[i]) else { continue };
        let kind = changes[i].kind;
        if !matches!(kind, Kind::Name | Kind::Certainty) || changes[i].relation != Relation::Dropped {
            continue;
        }
        let at =
            holders.partition_point(|&h| place(&changes[h]).is_some_and(|span| span.start <= inner.start));
        let Some(&holder) = at.checked_sub(1).and_then(|at| holders.get(at)) else { continue };
        if place(&changes[holder]).is_some_and(|outer| outer.contains(inner)) {
            gone.insert(i);
            if !changes[holder].contains.contains(&kind) {
                changes[holder].contains.push(kind);
            }
            changes[holder].confidence = changes[holder].confidence.max(changes[i].confidence);
            if changes[i].causes.contains(&Cause::Allegation) {
                changes[holder].causes = vec![Cause::Allegation];
            }
        }
    }
    let mut i = 0;
    changes.retain(|_| {
        i += 1;
        !gone.contains(&(i - 1))
    });
}
