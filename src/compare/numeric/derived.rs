//! Figures that follow from the other side's: the years between two years, the whole number that something is more than, a day
//! carried on from the sentence before.

use num_traits::CheckedSub;

use super::reckoned::amount_of;
use super::{Context, is_poor, unit};
use crate::compare::amount::{self, Agreement};
use crate::fact::value::{Date, plus};
use crate::fact::{Amount, Bound, Fact, Kind, Unit, Value, in_base};
use crate::finding::Confidence;
use crate::language::Language;
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::token::{Class, Token, TokenKind};

/// A length in years that lies between two years of the other side of the link: *from 1939 to 1943*, *four years*. Where its
/// own side has both years too, it stands beside one of them: *four years, from 1939 to 1943*.
pub(super) fn spans_years(context: &Context, index: usize, side: Side, this: &Fact) -> bool {
    /// More years than this in a link make any length.
    const MOST: usize = 6;
    let Some(Value::Amount { amount, unit: Unit::Measure(unit) }) = this.readings.first() else {
        return false;
    };
    if unit != "year" || *amount <= Amount::from(1) {
        return false;
    }
    let link = &context.alignment.links[index];
    let years = |side: Side| -> Vec<(i16, &Fact)> {
        let facts = link.segments[side].iter().flat_map(|&s| &context.facts_of[side][s]);
        let dated = facts.filter_map(|&fact| match context.fact(side, fact).readings.first()? {
            Value::Date(date) => Some((date.year?, context.fact(side, fact))),
            _ => None,
        });
        dated.collect()
    };
    let (there, here) = (years(side.other()), years(side));
    let has = |year: i16| here.iter().any(|(own, _)| *own == year);
    let beside = |year: i16| here.iter().any(|(own, fact)| *own == year && touch(context, side, this, fact));
    let excuses = |a: i16, b: i16| {
        Amount::from(i128::from(a) - i128::from(b)) == *amount
            && (!has(a) || !has(b) || beside(a) || beside(b))
    };
    there.len() <= MOST && there.iter().any(|(a, _)| there.iter().any(|(b, _)| excuses(*a, *b)))
}

/// *since 1989* on one side, *in more than three decades* on the other: high where a year that a text gives, or its day of
/// writing, makes the one the other; low where none does and none forbids it.
pub(super) fn since(context: &Context, index: usize, side: Side, this: &Fact) -> Option<Confidence> {
    let data = context.language.number_data.as_ref()?;
    let cued = |side: Side, fact: &Fact| {
        let before = fact.tokens.0.checked_sub(1).map(|at| &context.documents[side].tokens[at].norm);
        before.is_some_and(|norm| data.since.contains(norm))
    };
    let year = |fact: &Fact| match fact.readings.first() {
        Some(Value::Date(date)) => date.year.filter(|_| date.part.is_none()),
        _ => None,
    };
    let link = &context.alignment.links[index];
    if Side::BOTH.into_iter().any(|side| context.numeric[side].len() > super::LARGE) {
        return None;
    }
    let starts: Vec<i16>;
    let lengths: Vec<&Fact>;
    if this.kind == Kind::Duration && side == Side::Rewrite {
        // A headline tells what stands anywhere below.
        let headline = context.documents.rewrite.segments[this.segment].role == Role::Heading;
        let facts = context.numeric.original.iter().map(|&fact| context.fact(Side::Original, fact));
        let linked = |fact: &&Fact| headline || link.segments.original.contains(&fact.segment);
        starts = facts.filter(linked).filter(|fact| cued(Side::Original, fact)).filter_map(year).collect();
        lengths = vec![this];
    } else if this.kind == Kind::Date && side == Side::Original && cued(side, this) {
        starts = year(this).into_iter().collect();
        let facts = context.facts(Side::Rewrite, link, |fact| fact.kind == Kind::Duration);
        lengths = facts.into_iter().map(|fact| context.fact(Side::Rewrite, fact)).collect();
    } else {
        return None;
    }
    let written = context.documents.original.date.or(context.documents.rewrite.date).map(|date| date.year());
    let all =
        || Side::BOTH.into_iter().flat_map(|side| context.documents[side].facts.iter().filter_map(year));
    /// Between these years a text that names none was written.
    const PRESENT: (i16, i16) = (2015, 2028);
    let mut best = None;
    for (&start, length) in starts.iter().flat_map(|start| lengths.iter().map(move |length| (start, length)))
    {
        let Some((least, most)) = years_of(context, length).filter(|_| !is_moment(context, length)) else {
            continue;
        };
        let lasted = |now: i16| Amount::from(i128::from(now) - i128::from(start));
        let fits = |now: i16| least <= lasted(now) && lasted(now) <= most;
        /// Years that a text may be older than the last it names.
        const LATER: i16 = 3;
        let latest = written.or_else(|| all().max()).filter(|latest| *latest > start);
        let (first, last) = latest.map_or(PRESENT, |latest| (latest, latest.saturating_add(LATER)));
        let possible = least <= lasted(last) && lasted(first) <= most;
        if written.map_or_else(|| all().any(fits), fits) {
            return Some(Confidence::High);
        }
        if written.is_none() && possible && least >= Amount::from(9) {
            best = Some(Confidence::Low);
        }
    }
    best
}

/// *three decades ago*: a length of the rewrite that says when, and not for how long.
fn is_moment(context: &Context, fact: &Fact) -> bool {
    let Some(data) = &context.language.number_data else { return false };
    let tokens = &context.documents.rewrite.tokens;
    let ago = |token: Option<&Token>| token.is_some_and(|token| data.ago.contains(&token.norm));
    let before = tokens[..fact.tokens.0].iter().rev();
    let mut before =
        before.skip_while(|token| token.class.has(Class::HEDGE) && !data.ago.contains(&token.norm));
    let (near, far) = (before.next(), before.next());
    // *desde hace tres décadas*
    let since = far.is_some_and(|token| data.since.contains(&token.norm));
    ago(tokens.get(fact.tokens.1)) || ago(near) && !since
}

/// The least and the most years that a length of time of ten years or more may mean, its limits regarded.
fn years_of(context: &Context, fact: &Fact) -> Option<(Amount, Amount)> {
    let Value::Amount { amount, unit: Unit::Measure(unit) } = fact.readings.first()? else { return None };
    let (years, base) = in_base(context.language, *amount, &Unit::Measure(unit.clone()))?;
    if base != "year" || years < Amount::from(2) {
        return None;
    }
    // *three decades* are told to the decade.
    let step = Amount::from(if unit == "decade" { 10 } else { 5 });
    let one = Amount::from(1);
    match fact.bound {
        Some(Bound::MoreThan | Bound::AtLeast) => Some((years, plus(years, step)?)),
        Some(Bound::LessThan | Bound::AtMost) => Some((years.checked_sub(&step)?, years)),
        None if fact.approximate || unit == "decade" => {
            Some((years.checked_sub(&(step / Amount::from(3)))?, plus(years, step / Amount::from(3))?))
        }
        None => Some((years.checked_sub(&one)?, plus(years, one)?)),
    }
}

/// No word of content stands between two facts of one sentence.
fn touch(context: &Context, side: Side, one: &Fact, other: &Fact) -> bool {
    let (first, second) = if one.tokens.0 < other.tokens.0 { (one, other) } else { (other, one) };
    let between = context.documents[side].tokens.get(first.tokens.1..second.tokens.0).unwrap_or_default();
    one.segment == other.segment && !between.iter().any(|token| token.is_content())
}

/// One side says exactly how much, the other that it is more than the whole number below, or less than the one above: *four
/// and a half years*, *more than four years*; *16 days*, *more than two weeks*.
pub(super) fn is_floor(language: &Language, facts: Pair<&Fact>) -> bool {
    if facts.original.kind != Kind::Duration || facts.rewrite.kind != Kind::Duration {
        return false;
    }
    let limits = |exact: &Fact, limit: &Fact| -> Option<bool> {
        let ((x, exact_unit), (y, unit)) = (amount_of(exact)?, amount_of(limit)?);
        let (x, base) = in_base(language, x, &exact_unit)?;
        let (whole, same) = in_base(language, y, &unit)?;
        let (one, _) = in_base(language, Amount::from(1), &unit)?;
        let (low, high) = match limit.bound? {
            Bound::MoreThan => (whole, plus(whole, one)?),
            Bound::LessThan => (whole.checked_sub(&one)?, whole),
            _ => return None,
        };
        // Nearer to this limit than to the next.
        let more = limit.bound == Some(Bound::MoreThan);
        let near = if more { x.checked_sub(&low)? } else { high.checked_sub(&x)? };
        let lengths = near <= one / Amount::from(2) && base == same;
        Some(lengths && exact.bound.is_none() && y > Amount::from(1) && low < x && x < high)
    };
    limits(facts.original, facts.rewrite).or(limits(facts.rewrite, facts.original)) == Some(true)
}

/// The original says exactly how many, the rewrite that there are more than a rounder number right below, or fewer than one right
/// above: *214*, *more than 200*; *14*, *more than a dozen*.
pub(super) fn is_round_limit(language: &Language, facts: Pair<&Fact>) -> bool {
    const CLOSE: (i128, i128) = (1, 10);
    let same = facts.original.kind == facts.rewrite.kind;
    if !same || facts.original.bound.is_some() || facts.original.kind == Kind::Date {
        return false;
    }
    let (Some(Value::Amount { amount: x, unit }), Some(Value::Amount { amount: y, unit: of })) =
        (facts.original.readings.first(), facts.rewrite.readings.first())
    else {
        return false;
    };
    let Some(((x, base), (y, other))) = in_base(language, *x, unit).zip(in_base(language, *y, of)) else {
        return false;
    };
    let dozen = Amount::from(12);
    let close = match plus(x, -y) {
        Some(gap) if y == dozen && *unit == Unit::One => gap < dozen / Amount::from(2),
        _ => amount::within(x, y, Amount::new(CLOSE.0, CLOSE.1)),
    };
    let side = match facts.rewrite.bound {
        Some(Bound::MoreThan) => x > y,
        Some(Bound::LessThan) => x < y,
        _ => false,
    };
    let rounder = y == dozen || amount::is_rounder(y, x);
    base == other
        && side
        && close
        && rounder
        && y > Amount::from(10)
        && !matches!(unit, Unit::Rank | Unit::Score)
}

/// A day of the rewrite that the original names right before or behind the linked passage, and not again in it.
pub(super) fn is_carried(context: &Context, index: usize, this: &Fact) -> bool {
    /// So many segments around the linked ones.
    const NEAR: usize = 1;
    let Some(Value::Date(date)) = this.readings.first() else { return false };
    let link = &context.alignment.links[index].segments.original;
    let (Some(first), Some(last)) = (link.first(), link.last()) else { return false };
    let near = first.saturating_sub(NEAR)..=(last + NEAR).min(context.facts_of.original.len() - 1);
    is_only_weekday(context, this)
        || date.weekday.is_some()
            && context.facts_of.original[near].iter().flatten().any(|&fact| {
                let other = context.fact(Side::Original, fact);
                other.readings.first() == this.readings.first()
            })
}

/// A day of the week and no more, the only one that the original names, however often: *earlier in the day* is earlier on
/// that day.
fn is_only_weekday(context: &Context, this: &Fact) -> bool {
    let named = |fact: &Fact| match fact.readings.first() {
        Some(Value::Date(date)) => date.weekday,
        _ => None,
    };
    let bare = match this.readings.first() {
        Some(Value::Date(date)) => date.year.is_none() && date.month.is_none() && date.day.is_none(),
        _ => false,
    };
    let mut days =
        context.numeric.original.iter().filter_map(|&fact| named(context.fact(Side::Original, fact)));
    let own = named(this);
    bare && own.is_some() && days.next() == own && days.all(|day| Some(day) == own)
}

/// *the 2019 killing*, *in November 2019*: a bare number is the year of a date.
pub(super) fn is_year_of(facts: Pair<&Fact>) -> bool {
    let year = |number: &Fact, date: &Fact| {
        let (Some(Value::Amount { amount, unit: Unit::One }), Some(Value::Date(date))) =
            (number.readings.first(), date.readings.first())
        else {
            return false;
        };
        let bare = number.counted.is_none() && number.bound.is_none() && !number.approximate;
        bare && date.year.is_some_and(|year| year >= 1000 && *amount == Amount::from(i128::from(year)))
    };
    year(facts.original, facts.rewrite) || year(facts.rewrite, facts.original)
}

/// *from the start of 2026* for 1 January 2026: the words before a year make it that day.
pub(super) fn is_first_day(context: &Context, day: &Date, facts: Pair<&Fact>) -> bool {
    /// Words before in which an end may be told.
    const NEAR: usize = 2;
    /// *the start of*
    const LONGEST: usize = 5;
    let year = facts.rewrite;
    let tokens = &context.documents.rewrite.tokens[..year.tokens.0];
    let starts = &context.language.grammar.dates.year_starts;
    let begin = context.documents.rewrite.segments[year.segment].tokens.start;
    // *until the beginning of 2026*
    let until = |side: Side, at: usize| {
        let data = context.language.number_data.as_ref();
        let before = context.documents[side].tokens[..at].iter().rev().take(NEAR);
        data.is_some_and(|data| before.into_iter().any(|token| data.until.contains(&token.norm)))
    };
    let phrase = |at: usize| {
        starts.longest(tokens, at).is_some_and(|(length, ())| at + length == tokens.len())
            && until(Side::Rewrite, at) == until(Side::Original, facts.original.tokens.0)
    };
    day.month == Some(1)
        && day.day == Some(1)
        && (tokens.len().saturating_sub(LONGEST).max(begin)..tokens.len()).any(phrase)
}

/// *8.50am*, *shortly before nine in the morning*: the rewrite's time is near the original's, on the side that it says.
pub(super) fn is_shortly(context: &Context, facts: Pair<&Fact>) -> bool {
    /// So many minutes are a short while.
    const SHORT: i32 = 20;
    const DAY: i32 = 24 * 60;
    /// *a little before*
    const LONGEST: usize = 4;
    if facts.original.kind != Kind::Time || facts.rewrite.kind != Kind::Time {
        return false;
    }
    let document = &context.documents.rewrite;
    let begin = document.segments[facts.rewrite.segment].tokens.start;
    let tokens = &document.tokens[..facts.rewrite.tokens.1];
    let first = facts.rewrite.tokens.0;
    let phrase = |at: usize| context.language.grammar.times.shortly.longest(tokens, at);
    let after = (first.saturating_sub(LONGEST).max(begin)..=first)
        .find_map(|at| phrase(at).filter(|(length, _)| at + length >= first).map(|(_, after)| *after));
    let times = |fact: &Fact| {
        let times = fact.readings.iter().filter_map(|reading| match reading {
            Value::Time(time) => Some(*time),
            _ => None,
        });
        times.collect::<Vec<_>>()
    };
    let near = |after: bool, exact: i32, round: i32| {
        let gap = if after { exact - round } else { round - exact };
        (1..=SHORT).contains(&gap.rem_euclid(DAY))
    };
    after.is_some_and(|after| {
        times(facts.original)
            .iter()
            .any(|&exact| times(facts.rewrite).iter().any(|&round| near(after, exact, round)))
    })
}

/// *2pm*, *at two*: a bare number behind a word that asks for a time.
pub(super) fn is_hour_of(context: &Context, facts: Pair<&Fact>) -> bool {
    let hour = |side: Side| {
        let (number, time) = (facts[side], facts[side.other()]);
        let Some(Value::Amount { amount, unit: Unit::One }) = number.readings.first() else { return false };
        let tokens = &context.documents[side].tokens;
        let openers = &context.language.grammar.times.openers;
        let before = tokens[..number.tokens.0].last();
        let opened = before.is_some_and(|token| openers.contains(&token.norm));
        let counts = tokens.get(number.tokens.1).is_some_and(|t| t.kind == TokenKind::Word && t.is_content());
        opened
            && !counts
            && time.readings.iter().any(|reading| match reading {
                Value::Time(minutes) => {
                    let hour = i128::from(minutes / 60);
                    minutes % 60 == 0 && (*amount == Amount::from(hour) || *amount == Amount::from(hour - 12))
                }
                _ => false,
            })
    };
    hour(Side::Original) || hour(Side::Rewrite)
}

/// *aged 91*, *91 years old*: a number that counts nothing, and as many years of a life.
pub(super) fn is_age(a: &Fact, b: &Fact) -> bool {
    let years = |fact: &Fact| matches!(unit(fact), Some(Unit::Measure(unit)) if unit == "year");
    let bare = |fact: &Fact| fact.kind == Kind::Number && fact.counted.is_none() && !is_poor(fact);
    years(a) && bare(b) || bare(a) && years(b)
}

/// *the fourth minute* is reached after *four minutes*: a rank before the unit of the other fact.
pub(super) fn is_nth(context: &Context, side: Side, rank: &Fact, length: &Fact) -> bool {
    let (Some(Value::Amount { amount: a, unit: Unit::Rank }), Some(Value::Amount { amount: b, unit })) =
        (rank.readings.first(), length.readings.first())
    else {
        return false;
    };
    let tokens = Pair::new(&context.documents[side].tokens, &context.documents[side.other()].tokens);
    let (behind, word) = (tokens.original.get(rank.tokens.1), tokens.rewrite.get(length.tokens.1 - 1));
    let same = matches!((behind, word), (Some(behind), Some(word)) if behind.stem_key == word.stem_key);
    a == b && matches!(unit, Unit::Measure(_)) && same
}

/// A range became the amount in its middle, or the reverse.
pub(super) fn is_middle(context: &Context, a: &Value, b: &Value) -> bool {
    let ((Value::Range { low, high, unit }, Value::Amount { amount, unit: other })
    | (Value::Amount { amount, unit: other }, Value::Range { low, high, unit })) = (a, b)
    else {
        return false;
    };
    let middle = plus(*low, *high).map(|sum| sum / Amount::from(2));
    middle.is_some_and(|middle| {
        matches!(
            amount::agree(context.language, (middle, unit), (*amount, other), false),
            Some(Agreement::Same | Agreement::Converted)
        )
    })
}
