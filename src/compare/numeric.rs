//! Numbers, money, percentages, quantities, durations, ranks, dates and times of one link.

mod converted;
mod derived;
mod earlier;
pub(super) mod framed;
mod known;
mod minute;
mod part_of_day;
mod part_of_year;
mod rate;
mod reckoned;
mod reckoning;
mod said;
mod share;
mod whole;

use self::converted::{conversion_of, conversion_swapped, only_converted};
use num_traits::Zero;
use rustc_hash::FxHashMap;

use super::amount::{self, Agreement};
use super::{Cause, Change, Context, Relation, date, swap};
use crate::align::Link;
use crate::fact::value::print;
use crate::fact::{Amount, Bound, Fact, Kind, Unit, Value};
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::token::{Token, TokenKind};

/// Words looked at on each side of a fact to see what it stands beside.
const WINDOW: usize = 5;
/// Below this a plain number says little by itself.
const POOR: i128 = 12;

/// A link with more figures than this on a side is a table or worse: its figures are matched by value and order alone.
const MANY: usize = 64;
/// In a document with more figures than this, the same value elsewhere must be exactly the same.
const LARGE: usize = 400;

/// How two facts agree, with the points that decide which pair is taken first.
struct Match {
    points: f64,
    agreement: Agreement,
}

/// Compares the numeric facts of a full link.
pub(super) fn compare(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    let of = |side: Side| context.facts(side, link, |fact| fact.kind.is_numeric());
    let (mut original, mut rewrite) = (of(Side::Original), of(Side::Rewrite));
    if original.is_empty() && rewrite.is_empty() {
        return;
    }
    let few = original.len().max(rewrite.len()) <= MANY;
    let mut kept = if few {
        pair_up(context, &mut original, &mut rewrite)
    } else {
        in_order(context, &mut original, &mut rewrite)
    };
    let swapped = if few { swap::take(context, link, &mut kept) } else { Vec::new() };
    for pair in swapped {
        let mut change = altered(context, index, pair);
        change.causes = vec![Cause::Swapped];
        changes.push(change);
    }
    for (o, r, agreement) in kept {
        changes.push(judge_kept(context, index, Pair::new(o, r), &agreement));
    }
    if few {
        original.retain(|&o| !said::otherwise(context, Side::Original, o, link, index, changes));
        rewrite.retain(|&r| !said::otherwise(context, Side::Rewrite, r, link, index, changes));
        let mut left = Pair::new(original, rewrite);
        reckoned::take(context, index, link, &mut left, changes);
        (original, rewrite) = (left.original, left.rewrite);
        said::sums(context, index, link, &mut original, &mut rewrite, changes);
        face(context, index, &mut original, &mut rewrite, changes);
    }
    for (side, facts) in [(Side::Original, original), (Side::Rewrite, rewrite)] {
        for fact in facts {
            let change = only_converted(context, index, side, fact, changes)
                .unwrap_or_else(|| alone(context, index, side, fact));
            changes.push(change);
        }
    }
}

/// Takes the pairs that agree out of both lists, best first.
fn pair_up(
    context: &Context,
    original: &mut Vec<usize>,
    rewrite: &mut Vec<usize>,
) -> Vec<(usize, usize, Agreement)> {
    let mut matches: Vec<(usize, usize, Match)> = Vec::new();
    for &o in original.iter() {
        for &r in rewrite.iter() {
            if let Some(found) = matching(context, o, r) {
                matches.push((o, r, found));
            }
        }
    }
    matches.sort_by(|a, b| b.2.points.total_cmp(&a.2.points).then_with(|| (a.0, a.1).cmp(&(b.0, b.1))));
    let mut kept = Vec::new();
    for (o, r, found) in matches {
        if original.contains(&o) && rewrite.contains(&r) {
            original.retain(|&other| other != o);
            rewrite.retain(|&other| other != r);
            kept.push((o, r, found.agreement));
        }
    }
    kept.sort_by_key(|&(o, r, _)| (o, r));
    kept
}

/// Takes the pairs with equal readings out of both lists, the first with the first.
fn in_order(
    context: &Context,
    original: &mut Vec<usize>,
    rewrite: &mut Vec<usize>,
) -> Vec<(usize, usize, Agreement)> {
    let key = |side: Side, fact: usize| format!("{:?}", context.fact(side, fact).readings[0]);
    let mut waiting: FxHashMap<String, std::collections::VecDeque<usize>> = FxHashMap::default();
    for &r in rewrite.iter() {
        waiting.entry(key(Side::Rewrite, r)).or_default().push_back(r);
    }
    let mut kept = Vec::new();
    original.retain(|&o| {
        match waiting.get_mut(&key(Side::Original, o)).and_then(std::collections::VecDeque::pop_front) {
            Some(r) => {
                kept.push((o, r, Agreement::Same));
                false
            }
            None => true,
        }
    });
    let left: rustc_hash::FxHashSet<usize> = waiting.into_values().flatten().collect();
    rewrite.retain(|r| left.contains(r));
    kept
}

fn matching(context: &Context, o: usize, r: usize) -> Option<Match> {
    let facts = Pair::new(context.fact(Side::Original, o), context.fact(Side::Rewrite, r));
    let agreement = agreement(context, facts)?;
    let points = match agreement {
        Agreement::Same => 100.0,
        Agreement::Converted => 90.0,
        Agreement::Loose => 70.0,
        Agreement::Rounded => 60.0,
    };
    let same_kind = if facts.original.kind == facts.rewrite.kind { 10.0 } else { 0.0 };
    Some(Match { points: points + same_kind + 10.0 * likeness(context, o, r), agreement })
}

/// Two facts are the same, in whatever unit.
pub(super) fn is_same(context: &Context, facts: Pair<&Fact>) -> bool {
    matches!(agreement(context, facts), Some(Agreement::Same | Agreement::Converted))
}

/// Two facts of one text are the same, in whatever unit.
pub(super) fn is_again(context: &Context, a: &Fact, b: &Fact) -> bool {
    matches!(readings_agree(context, Pair::new(a, b)), Some(Agreement::Same | Agreement::Converted))
}

/// How two facts agree by any of their readings, or by the words around them.
fn agreement(context: &Context, facts: Pair<&Fact>) -> Option<Agreement> {
    if part_of_day::clashes(context, facts)
        || part_of_year::clashes(context, facts)
        || whole::is_no_share(context, facts)
    {
        return None;
    }
    readings_agree(context, facts)
        .or_else(|| derived::is_floor(context.language, facts).then_some(Agreement::Rounded))
        .or_else(|| derived::is_shortly(context, facts).then_some(Agreement::Loose))
        .or_else(|| minute::is_same(context, facts).then_some(Agreement::Loose))
        .or_else(|| share::holds(context, facts).then_some(Agreement::Rounded))
        .or_else(|| derived::is_round_limit(context.language, facts).then_some(Agreement::Rounded))
        .or_else(|| derived::is_hour_of(context, facts).then_some(Agreement::Loose))
        .or_else(|| derived::is_year_of(facts).then_some(Agreement::Loose))
}

/// How two facts agree by any of their readings alone: both may stand in one text.
fn readings_agree(context: &Context, facts: Pair<&Fact>) -> Option<Agreement> {
    let hedged = facts.original.approximate
        || facts.rewrite.approximate
        || facts.original.bound.is_some()
        || facts.rewrite.bound.is_some();
    let spread = rate::factor(context.language, facts);
    let mut best: Option<Agreement> = None;
    for a in &facts.original.readings {
        for b in &facts.rewrite.readings {
            let found = match spread {
                Some(factor) => rate::agree(context.language, a, b, factor),
                None => values_agree(
                    context,
                    a,
                    b,
                    hedged,
                    facts.rewrite.bound.filter(|_| facts.original.bound.is_none()),
                ),
            };
            match found {
                Some(Agreement::Same) => return found,
                Some(_) if best.is_none() || best == Some(Agreement::Rounded) => best = found,
                _ => {}
            }
        }
    }
    best
}

fn values_agree(
    context: &Context,
    a: &Value,
    b: &Value,
    hedged: bool,
    bound: Option<Bound>,
) -> Option<Agreement> {
    let language = context.language;
    match (a, b) {
        (Value::Amount { amount: x, unit: u }, Value::Amount { amount: y, unit: v }) => {
            amount::agree(language, (*x, u), (*y, v), hedged)
        }
        (Value::Range { low: a, high: b, unit: u }, Value::Range { low: c, high: d, unit: v }) => {
            amount::agree(language, (*a, u), (*c, v), true)?;
            amount::agree(language, (*b, u), (*d, v), true)
        }
        (Value::Range { low, high, unit: u }, Value::Amount { amount, unit: v }) => {
            let end = match bound {
                Some(Bound::AtMost) => high,
                Some(Bound::AtLeast | Bound::MoreThan) => low,
                _ => return None,
            };
            let same = *u != Unit::Score && end == amount && u == v;
            same.then_some(Agreement::Loose)
        }
        (Value::Date(a), Value::Date(b)) => {
            let anchors = context.documents.as_ref().map(|document| document.date);
            let dates = Pair::new(a, b);
            if date::is_open(dates, anchors) {
                Some(Agreement::Loose)
            } else {
                date::agree(dates, anchors).then_some(Agreement::Same)
            }
        }
        (Value::Identifier(a), Value::Identifier(b)) => (a == b).then_some(Agreement::Same),
        // *“Aquila 1.7”*, *the Aquila 1.7*
        (Value::Identifier(id), Value::Amount { amount, unit: Unit::One })
        | (Value::Amount { amount, unit: Unit::One }, Value::Identifier(id)) => {
            (*id == print(*amount)).then_some(Agreement::Loose)
        }
        (Value::Time(a), Value::Time(b)) => (a == b).then_some(Agreement::Same),
        (Value::Date(date), Value::Amount { amount, unit: Unit::One | Unit::Rank })
        | (Value::Amount { amount, unit: Unit::One | Unit::Rank }, Value::Date(date)) => {
            let bare = date
                .month
                .is_none()
                .then_some(date.year.map(i128::from).or(date.day.map(i128::from)))
                .flatten();
            (bare == Some(amount.to_integer()) && amount.is_integer()).then_some(Agreement::Loose)
        }
        _ => None,
    }
}

/// How alike the surroundings of two facts are, 0 to 1: what is counted, and the content words beside.
fn likeness(context: &Context, o: usize, r: usize) -> f64 {
    let facts = Pair::new(context.fact(Side::Original, o), context.fact(Side::Rewrite, r));
    let counted = match (&facts.original.counted, &facts.rewrite.counted) {
        (Some(a), Some(b)) if a == b => 1.0,
        _ => 0.0,
    };
    let (a, b) = (
        surroundings(context, Side::Original, facts.original),
        surroundings(context, Side::Rewrite, facts.rewrite),
    );
    let total = a.iter().map(|(_, w)| w).sum::<f64>().min(b.iter().map(|(_, w)| w).sum::<f64>());
    let shared: f64 = a
        .iter()
        .filter_map(|(stem, w)| b.iter().find(|(other, _)| other == stem).map(|(_, v)| w.min(*v)))
        .sum();
    0.3 * counted + 0.7 * if total > 0.0 { (shared / total).min(1.0) } else { 0.0 }
}

/// Stems of the content words near a fact, the nearer the heavier.
fn surroundings(context: &Context, side: Side, fact: &Fact) -> Vec<(u64, f64)> {
    let document = &context.documents[side];
    let range = document.segments[fact.segment].tokens.clone();
    let content = |t: &&Token| t.kind == TokenKind::Word && t.is_content();
    let before = document.tokens[range.start..fact.tokens.0.max(range.start)]
        .iter()
        .rev()
        .filter(content)
        .take(WINDOW);
    let after = document.tokens[fact.tokens.1.min(range.end)..range.end].iter().filter(content).take(WINDOW);
    let weights = [1.0, 0.8, 0.6, 0.5, 0.4];
    let mut found = Vec::with_capacity(2 * WINDOW);
    found.extend(
        before.zip(weights).chain(after.zip(weights)).map(|(token, weight)| (token.stem_key, weight)),
    );
    found
}

/// A pair that agrees: kept, or altered in bound, rounding or precision.
fn judge_kept(context: &Context, index: usize, pair: Pair<usize>, agreement: &Agreement) -> Change {
    let facts =
        Pair::new(context.fact(Side::Original, pair.original), context.fact(Side::Rewrite, pair.rewrite));
    let mut change =
        context.change(index, Relation::Kept, Pair::new(Some(pair.original), Some(pair.rewrite)));
    change.confidence = facts.original.confidence.min(facts.rewrite.confidence);
    if *agreement == Agreement::Rounded {
        let ((a, unit), (b, other)) = (first_amount(facts.original), first_amount(facts.rewrite));
        change.relation = Relation::Altered;
        change.causes.push(Cause::Rounding);
        // *16 days*, *more than two weeks*; *38 percent*, *more than a third*
        if unit != other && (derived::is_floor(context.language, facts) || share::holds(context, facts))
            || derived::is_round_limit(context.language, facts)
        {
            change.confidence = Confidence::Low;
            return change;
        }
        change.difference = amount::difference(a, b);
    }
    if let (Value::Date(a), Value::Date(b)) = (&facts.original.readings[0], &facts.rewrite.readings[0])
        && let Some(cause) = date::lost(Pair::new(a, b))
        && !derived::is_first_day(context, a, facts)
        && !reckoned::is_part_of_year(context, Side::Original, pair.original, &context.alignment.links[index])
    {
        change.relation = Relation::Altered;
        change.causes.push(cause);
        change.confidence = change.confidence.min(Confidence::Medium);
        return change;
    }
    if let Some(spans) = framed::turned(context, facts) {
        change.relation = Relation::Altered;
        change.places = spans.map(Place::Here);
        change.causes.push(Cause::Direction);
        change.confidence = change.confidence.min(Confidence::Medium);
        return change;
    }
    if *agreement != Agreement::Rounded
        && let Some(places) = framed::contrary(context, facts)
    {
        change.relation = Relation::Altered;
        change.places = places;
        change.causes.push(Cause::Opposite);
        change.confidence = change.confidence.min(Confidence::Medium);
        return change;
    }
    let (a, b) = (facts.original.bound, facts.rewrite.bound);
    // *at least two years*, *not in less than two years*: a negation turns the limit back.
    let denied = |side: Side| {
        let of_segment = &context.facts_of[side][facts[side].segment];
        of_segment.iter().any(|&fact| context.fact(side, fact).kind == Kind::Negation)
    };
    let opposed = matches!((a, b), (Some(a), Some(b)) if a.is_lower() != b.is_lower())
        && denied(Side::Original) == denied(Side::Rewrite);
    let hedged = |fact: &Fact| fact.approximate;
    let tightened = match (a, b) {
        (None, Some(_)) => facts.original.approximate && !facts.rewrite.approximate,
        (Some(_), None) => facts.rewrite.approximate && !facts.original.approximate,
        _ => false,
    };
    if opposed
        || tightened
        || a.is_some() != b.is_some() && !(hedged(facts.original) && hedged(facts.rewrite))
    {
        change.relation = Relation::Altered;
        change.causes.push(if opposed { Cause::Opposite } else { Cause::Bound });
        change.confidence = if opposed || tightened { Confidence::Medium } else { Confidence::Low };
        if change.causes.contains(&Cause::Rounding) {
            change.confidence = Confidence::Medium;
        }
    }
    change
}

fn first_amount(fact: &Fact) -> (Amount, Unit) {
    match &fact.readings[0] {
        Value::Amount { amount, unit } => (*amount, unit.clone()),
        Value::Range { low, unit, .. } => (*low, unit.clone()),
        _ => (Amount::zero(), Unit::One),
    }
}

/// Facts left on both sides of a link face each other, the most alike first.
fn face(
    context: &Context,
    index: usize,
    original: &mut Vec<usize>,
    rewrite: &mut Vec<usize>,
    changes: &mut Vec<Change>,
) {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for &o in original.iter() {
        for &r in rewrite.iter() {
            let points = facing(context, o, r);
            if points > 0.0 {
                pairs.push((points, o, r));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    for (points, o, r) in pairs {
        if !original.contains(&o) || !rewrite.contains(&r) {
            continue;
        }
        let moved =
            points < 1.3 && elsewhere(context, Side::Original, o) && elsewhere(context, Side::Rewrite, r);
        // *ten-man Whitcombe* and *all three points* count each their own.
        let definite = points < 1.2 && known::is_definite(context, index, context.fact(Side::Rewrite, r));
        if moved || definite {
            continue;
        }
        original.retain(|&other| other != o);
        rewrite.retain(|&other| other != r);
        let mut change = altered(context, index, (o, r));
        if is_weak(context.fact(Side::Original, o)) || is_weak(context.fact(Side::Rewrite, r)) {
            change.confidence = Confidence::Low;
        } else if points < 1.2 {
            change.confidence = Confidence::Medium;
        }
        let facts = Pair::new(context.fact(Side::Original, o), context.fact(Side::Rewrite, r));
        if let Some(places) = part_of_year::places(context, facts) {
            change.places = places;
        }
        if conversion_swapped(context, o, r) {
            change.causes = vec![if context.fact(Side::Original, o).kind == Kind::Money {
                Cause::Currency
            } else {
                Cause::Unit
            }];
        }
        changes.push(change);
    }
}

/// How much two facts that disagree look like each other's partner; 0 for never.
fn facing(context: &Context, o: usize, r: usize) -> f64 {
    let (a, b) = (context.fact(Side::Original, o), context.fact(Side::Rewrite, r));
    let like = likeness(context, o, r);
    let named = |fact: &Fact| matches!(fact.readings[0], Value::Identifier(_));
    let ranked =
        |a: &Fact, b: &Fact| a.kind == Kind::Ordinal && matches!(b.kind, Kind::Percent | Kind::Money);
    if named(a) != named(b) && like < 0.5 || ranked(a, b) || ranked(b, a) {
        return 0.0;
    }
    let family = |kind: Kind| match kind {
        Kind::Date => 1,
        Kind::Time => 2,
        _ => 0,
    };
    if a.kind == b.kind {
        return 1.0 + like;
    }
    if family(a.kind) != family(b.kind) {
        return if like > 0.45 && (a.kind == Kind::Number || b.kind == Kind::Number) { like } else { 0.0 };
    }
    if like > 0.2
        || matches!(
            (a.kind, b.kind),
            (Kind::Money | Kind::Percent | Kind::Quantity, Kind::Number)
                | (Kind::Number, Kind::Money | Kind::Percent | Kind::Quantity)
        )
    {
        return 0.6 + like;
    }
    0.0
}

fn altered(context: &Context, index: usize, (o, r): (usize, usize)) -> Change {
    let facts = Pair::new(context.fact(Side::Original, o), context.fact(Side::Rewrite, r));
    let mut change = context.change(index, Relation::Altered, Pair::new(Some(o), Some(r)));
    change.confidence = facts.original.confidence.min(facts.rewrite.confidence);
    let (a, b) = (&facts.original.readings[0], &facts.rewrite.readings[0]);
    match (a, b) {
        (Value::Amount { amount: x, unit: u }, Value::Amount { amount: y, unit: v }) => {
            change.causes = amount::causes(context.language, (*x, u), (*y, v));
            if u == v {
                change.difference = amount::difference(*x, *y);
            }
        }
        _ if derived::is_middle(context, a, b) => change.causes = vec![Cause::Precision],
        _ => change.causes = vec![Cause::Value],
    }
    if rate::factor(context.language, facts).is_some() {
        change.causes = vec![Cause::Unit];
    }
    if change.causes.is_empty() {
        change.causes.push(Cause::Value);
    }
    if facts.original.bound != facts.rewrite.bound
        && facts.original.bound.is_some()
        && facts.rewrite.bound.is_some()
    {
        change.causes.push(Cause::Bound);
    }
    change
}

/// The same value stands in another place of the other document.
pub(super) fn elsewhere(context: &Context, side: Side, fact: usize) -> bool {
    let this = context.fact(side, fact);
    let other = side.other();
    let facts = &context.documents[other].facts;
    let candidates = if context.numeric[other].len() <= LARGE {
        &context.numeric[other]
    } else {
        context.same_value(side, this)
    };
    candidates.iter().map(|&i| (i, &facts[i])).any(|(i, candidate)| {
        let pair =
            if side == Side::Original { Pair::new(this, candidate) } else { Pair::new(candidate, this) };
        let same = match agreement(context, pair) {
            Some(Agreement::Loose) => {
                matches!((this.kind, candidate.kind), (Kind::Number, Kind::Date))
                    || derived::is_age(this, candidate)
            }
            found => found.is_some(),
        };
        let (o, r) = if side == Side::Original { (fact, i) } else { (i, fact) };
        if derived::is_nth(context, side, this, candidate) || derived::is_nth(context, other, candidate, this)
        {
            return true;
        }
        // The amount that this converts does not stand for the conversion.
        let same = same && (this.conversion.is_none() || unit(this) == unit(candidate));
        same && (!is_poor(this)
            || this.counted.is_some() && this.counted == candidate.counted
            || known::counts(context, side, this, candidate)
            || known::counts(context, other, candidate, this)
            || known::counts_apart(context, side, this, candidate)
            || known::is_label(context, side, this, candidate)
            || known::is_of_headline(context, side, this, candidate)
            || likeness(context, o, r) > 0.5)
    })
}

fn unit(fact: &Fact) -> Option<&Unit> {
    match fact.readings.first()? {
        Value::Amount { unit, .. } | Value::Range { unit, .. } => Some(unit),
        _ => None,
    }
}

/// Says too little to be recognised by its value alone.
fn is_poor(fact: &Fact) -> bool {
    match &fact.readings[0] {
        Value::Amount { amount, unit: Unit::One | Unit::Rank } => {
            *amount <= Amount::from(POOR) && (amount.is_integer() || *amount < Amount::from(1))
        }
        Value::Date(date) => date::is_poor(date),
        _ => false,
    }
}

/// A number word that may be no number: *one*, *first*.
fn is_weak(fact: &Fact) -> bool {
    fact.confidence == Confidence::Low
}

/// A fact that faces nothing: moved, dropped or added.
fn alone(context: &Context, index: usize, side: Side, fact: usize) -> Change {
    let this = context.fact(side, fact);
    let mut facts = Pair::new(None, None);
    facts[side] = Some(fact);
    if elsewhere(context, side, fact)
        || derived::spans_years(context, index, side, this)
        || side == Side::Rewrite && derived::is_carried(context, index, this)
    {
        return context.change(index, Relation::Moved, facts);
    }
    let since = derived::since(context, index, side, this);
    if since == Some(Confidence::High) {
        return context.change(index, Relation::Moved, facts);
    }
    let relation = if side == Side::Original { Relation::Dropped } else { Relation::Added };
    let mut change = context.change(index, relation, facts);
    change.confidence = this.confidence;
    if is_poor(this) || this.kind == Kind::Time {
        change.confidence = change.confidence.min(Confidence::Medium);
    }
    let slight = since.is_some()
        || side == Side::Rewrite
            && (known::counts_names(context, this)
                || known::is_running(context, this)
                || known::is_definite(context, index, this));
    let lists = || known::counts_known(context, this) || known::goes_on_listing(context, this);
    if slight || side == Side::Original && lists() {
        change.confidence = Confidence::Low;
    }
    if let Some(partner) = this.conversion.filter(|partner| elsewhere(context, side, *partner)) {
        change.causes.extend(conversion_of(context, context.fact(side, partner), this));
    }
    change
}
