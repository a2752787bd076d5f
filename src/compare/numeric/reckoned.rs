//! Figures that can be reckoned from the other side's: what something changed by, from what it was and what it became; how long
//! it took, from two times of day; a part of a year, from its first and last month; a share, from the part and the whole.

use num_traits::{CheckedDiv, CheckedSub, Signed};

use super::{earlier, reckoning, share, whole};
use crate::align::Link;
use crate::compare::{Change, Context, Relation, amount, date};
use crate::fact::value::{Date, DatePart, times};
use crate::fact::{Amount, Fact, Kind, Unit, Value, in_base};
use crate::language::NumberData;
use crate::pair::{Pair, Side};
use crate::token::{Class, Token, TokenKind};

/// Tokens between what something was and what it became, at most: *from 30 minutes under the old roster to 20*.
const APART: usize = 8;
/// More times of day than this make any length.
const TIMES: usize = 8;

/// What something was and what it became, in one sentence.
struct Step {
    side: Side,
    /// The facts; the same one twice where it is a range.
    facts: (usize, usize),
    from: Amount,
    to: Amount,
    unit: Unit,
}

/// Takes out of both lists what can be reckoned from the other side, and keeps it.
pub(super) fn take(
    context: &Context,
    index: usize,
    link: &Link,
    left: &mut Pair<Vec<usize>>,
    changes: &mut Vec<Change>,
) {
    let mut found: Vec<(Side, usize)> = Vec::new();
    if !(left.original.is_empty() && left.rewrite.is_empty()) {
        steps(context, link, left, &mut found);
        clocks(context, link, left, &mut found);
        days(context, link, left, &mut found);
        whole::shares(context, link, left, &mut found);
        whole::rests(context, link, left, &mut found);
        whole::remainders(context, left, &mut found);
        whole::remaining(context, link, left, &mut found);
        earlier::take(context, link, left, &mut found);
        whole::margins(context, link, left, &mut found);
        whole::joined(context, link, left, &mut found);
        for side in Side::BOTH {
            let told = |&&fact: &&usize| {
                is_part_of_year(context, side, fact, link)
                    || is_of_hundred(context, side, fact, link)
                    || side == Side::Rewrite && share::is_said_twice(context, context.fact(side, fact))
            };
            found.extend(left[side].iter().filter(told).map(|&fact| (side, fact)));
        }
    }
    for (side, fact) in found {
        if left[side].contains(&fact) {
            left[side].retain(|&other| other != fact);
            let mut facts = Pair::new(None, None);
            facts[side] = Some(fact);
            changes.push(context.change(index, Relation::Kept, facts));
        }
    }
}

/// What a fact is an amount of, where it is one and no rank.
pub(super) fn amount_of(fact: &Fact) -> Option<(Amount, Unit)> {
    match fact.readings.first()? {
        Value::Amount { amount, unit } if !matches!(unit, Unit::Rank | Unit::Score) => {
            Some((*amount, unit.clone()))
        }
        _ => None,
    }
}

/// *from 30 minutes to 20* on one side, *by ten minutes, to 20* on the other.
fn steps(context: &Context, link: &Link, left: &Pair<Vec<usize>>, found: &mut Vec<(Side, usize)>) {
    for step in Side::BOTH.into_iter().flat_map(|side| all_steps(context, side, link)) {
        let other = step.side.other();
        let stands = |value: Amount| {
            let facts = context.facts(other, link, |fact| fact.kind.is_numeric());
            facts.iter().any(|&fact| {
                let same = |(amount, unit): (Amount, Unit)| {
                    amount == value && (unit == step.unit || unit == Unit::One || step.unit == Unit::One)
                };
                amount_of(context.fact(other, fact)).is_some_and(same)
            })
        };
        if contradicts(context, other, link, &step) {
            continue;
        }
        let (was, became) = (stands(step.from), stands(step.to));
        let differs = left[other].iter().copied().find(|&fact| is_difference(context, other, fact, &step));
        if became && differs.is_none() && is_ratio(context, other, link, left, &step, found) {
            found.push((step.side, step.facts.0));
        }
        // Only the rewrite may leave out both ends: it cannot know them.
        let Some(fact) = differs.filter(|_| was || became || other == Side::Rewrite) else { continue };
        if reckoning::is_of_another(context, step.side, step.facts, fact) {
            continue;
        }
        found.push((other, fact));
        if became || step.facts.0 == step.facts.1 && was {
            found.push((step.side, step.facts.0));
        }
        if was {
            found.push((step.side, step.facts.1));
        }
    }
}

/// The other side says of another figure of that unit that something came from it, or went to it.
fn contradicts(context: &Context, side: Side, link: &Link, step: &Step) -> bool {
    let Some(data) = &context.language.number_data else { return false };
    let tokens = &context.documents[side].tokens;
    context.facts(side, link, |fact| fact.kind.is_numeric()).into_iter().any(|fact| {
        let fact = context.fact(side, fact);
        let mut before = tokens[..fact.tokens.0].iter().rev().skip_while(|t| t.class.has(Class::ARTICLE));
        let Some(word) = before.next() else { return false };
        let Some((amount, unit)) = amount_of(fact) else { return false };
        let of = unit == step.unit || unit == Unit::One || step.unit == Unit::One;
        of && (data.from.contains(&word.norm) && amount != step.from
            || data.reaching.contains(&word.norm) && amount != step.to)
    })
}

/// All that changed in the linked segments of a side.
fn all_steps(context: &Context, side: Side, link: &Link) -> Vec<Step> {
    let Some(data) = &context.language.number_data else { return Vec::new() };
    let tokens = &context.documents[side].tokens;
    // The word before a fact, past what bends its number.
    let before = |fact: &Fact| {
        let told = |token: &&Token| data.reaching.contains(&token.norm) || data.from.contains(&token.norm);
        let mut words = tokens[..fact.tokens.0].iter().rev().take(3);
        words.find(|token| !token.class.has(Class::HEDGE) || told(token))
    };
    let starts = |fact: &Fact| before(fact).is_some_and(|token| data.from.contains(&token.norm));
    let ends = |fact: &Fact| before(fact).is_some_and(|token| data.reaching.contains(&token.norm));
    let is_turned = |fact: &Fact| {
        let words = tokens[..fact.tokens.0].iter().rev().take(3);
        words.into_iter().any(|token| trend(context, token).is_some())
    };
    let mut steps = Vec::new();
    for &segment in &link.segments[side] {
        let facts = &context.facts_of[side][segment];
        for (i, &first) in facts.iter().enumerate() {
            let a = context.fact(side, first);
            if let Some(Value::Range { low, high, unit }) = a.readings.first()
                && *unit != Unit::Score
                && starts(a)
            {
                let unit = unit.clone();
                steps.push(Step { side, facts: (first, first), from: *low, to: *high, unit });
                continue;
            }
            for &second in &facts[i + 1..] {
                let b = context.fact(side, second);
                let near = b.tokens.0.checked_sub(a.tokens.1).is_some_and(|apart| apart <= APART);
                // *from 30 to 20*, *to 20 from 30*, *20, down from 30*
                let (was, became) = if starts(a) && ends(b) {
                    (first, second)
                } else if starts(b) && (ends(a) || is_turned(b)) {
                    (second, first)
                } else {
                    continue;
                };
                let (Some((from, unit)), Some((to, other))) =
                    (amount_of(context.fact(side, was)), amount_of(context.fact(side, became)))
                else {
                    continue;
                };
                if near && (other == unit || other == Unit::One || unit == Unit::One) {
                    let unit = if unit == Unit::One { other } else { unit };
                    steps.push(Step { side, facts: (was, became), from, to, unit });
                }
            }
        }
    }
    steps
}

/// The fact is what the step changes by, as an amount or in percent, and no word beside it says that it went the other way.
fn is_difference(context: &Context, side: Side, fact: usize, step: &Step) -> bool {
    let this = context.fact(side, fact);
    let (Some((amount, unit)), Some(gap)) = (amount_of(this), step.to.checked_sub(&step.from)) else {
        return false;
    };
    let same = match (&unit, &step.unit) {
        (Unit::Percent, _) => {
            // Rounded to a whole percent; of a percentage too, for only points are the difference of two.
            let percent = times(gap.abs(), Amount::from(100)).and_then(|gap| gap.checked_div(&step.from));
            percent
                .and_then(|exact| exact.checked_sub(&amount))
                .is_some_and(|off| off.abs() <= Amount::new(1, 2))
        }
        (Unit::Points, Unit::Percent) => gap.abs() == amount,
        (unit, of) => {
            let base = |amount: Amount, unit: &Unit| in_base(context.language, amount, unit);
            gap.abs() == amount && (unit == of || *unit == Unit::One)
                || unit != of && base(gap.abs(), of) == base(amount, unit)
        }
    };
    let up = direction(context, side, this);
    same && gap != Amount::from(0) && up.is_none_or(|up| up == gap.is_positive())
}

/// *doubled to 80*, *fell by two-thirds, to 30*: a word or a fraction of the other side says what became of the first figure. The
/// fraction is found, too.
fn is_ratio(
    context: &Context,
    side: Side,
    link: &Link,
    left: &Pair<Vec<usize>>,
    step: &Step,
    found: &mut Vec<(Side, usize)>,
) -> bool {
    let Some(ratio) = step.to.checked_div(&step.from) else { return false };
    let one = Amount::from(1);
    let change = ratio.checked_sub(&one).map(|change| change.abs());
    let part = left[side].iter().copied().find(|&fact| {
        let this = context.fact(side, fact);
        let near =
            |share: Amount| change.is_some_and(|change| amount::within(share, change, Amount::new(1, 50)));
        let up = direction(context, side, this);
        share::fraction_of(this).filter(|part| *part.denom() <= 10).is_some_and(near)
            && up.is_none_or(|up| up == (ratio > one))
    });
    if let Some(part) = part {
        found.push((side, part));
        return true;
    }
    let said = |token: &Token| {
        let value = context.language.implied.get(&token.norm);
        let up = || context.language.consistency.trend(&token.norm);
        let half = Amount::new(1, 2);
        value.is_some_and(|value| {
            *value == ratio && *value >= Amount::from(2)
                || *value == half && (ratio == half || change == Some(half) && up().is_none())
        })
    };
    ratio != one && context.tokens(side, link).any(said)
}

/// What the nearest word before a fact, or behind it, says of rising or falling: true for up.
pub(super) fn direction(context: &Context, side: Side, fact: &Fact) -> Option<bool> {
    /// Words looked at on each side.
    const NEAR: usize = 8;
    let document = &context.documents[side];
    let segment = &document.segments[fact.segment].tokens;
    let trend = |at: usize| trend(context, &document.tokens[at]);
    let before = (segment.start..fact.tokens.0).rev().take(NEAR).find_map(trend);
    before.or_else(|| (fact.tokens.1..segment.end).take(NEAR).find_map(trend))
}

/// Whether a word says more or less: true for more.
pub(super) fn trend(context: &Context, token: &Token) -> Option<bool> {
    let data = context.language.number_data.as_ref();
    let listed = |up: bool| {
        let contains =
            |data: &NumberData| if up { &data.gaining } else { &data.losing }.contains(&token.norm);
        data.is_some_and(contains).then_some(up)
    };
    context.language.consistency.trend(&token.norm).or_else(|| listed(true)).or_else(|| listed(false))
}

/// *took off at 2.05pm … landed at 2.41pm* on one side, *landed thirty-six minutes later* on the other.
fn clocks(context: &Context, link: &Link, left: &Pair<Vec<usize>>, found: &mut Vec<(Side, usize)>) {
    for side in Side::BOTH {
        let other = side.other();
        let lengths: Vec<(usize, Amount)> = left[other]
            .iter()
            .filter_map(|&fact| Some((fact, minutes(context, context.fact(other, fact))?)))
            .collect();
        if lengths.is_empty() {
            continue;
        }
        if context.numeric[side].len() > super::LARGE || context.numeric[other].len() > super::LARGE {
            return;
        }
        let of = |side: Side| -> Vec<usize> {
            let facts = context.numeric[side].iter().copied();
            facts.filter(|&fact| context.fact(side, fact).kind == Kind::Time).collect()
        };
        let (times, there) = (of(side), of(other));
        if times.len() > TIMES {
            continue;
        }
        let linked = |fact: usize| link.segments[side].contains(&context.fact(side, fact).segment);
        let known = |fact: usize| {
            there.iter().copied().find(|&time| {
                let (this, that) = (context.fact(side, fact), context.fact(other, time));
                this.readings.iter().any(|reading| that.readings.contains(reading))
            })
        };
        for (i, &early) in times.iter().enumerate() {
            for &late in &times[i + 1..] {
                let length =
                    lengths.iter().find(|(_, length)| lies_between(context, side, early, late, *length));
                let Some(&(length, _)) = length.filter(|_| linked(early) || linked(late)) else { continue };
                if reckoning::is_tardy(context, other, length) {
                    continue;
                }
                let (a, b) = (known(early), known(late));
                // *starts at 6am and ends at 2pm*: the shift of eight hours does not start at 2pm.
                let crossed = |kept: Option<usize>, own: usize, end: usize| {
                    kept.is_some_and(|kept| reckoning::is_crossed(context, side, (own, end), kept))
                };
                if crossed(a, early, late) || crossed(b, late, early) {
                    continue;
                }
                let (a, b) = (a.is_some(), b.is_some());
                if side == Side::Original || a || b {
                    found.push((other, length));
                }
                if b {
                    found.push((side, early));
                }
                if a {
                    found.push((side, late));
                }
            }
        }
    }
}

/// *on Saturday, two days after* on one side, *since Thursday* on the other, which has that day too; *on October 14 instead of
/// October 7*, *by a week, to October 14*; *in 2031 instead of 2029*, *two years late*.
fn days(context: &Context, link: &Link, left: &Pair<Vec<usize>>, found: &mut Vec<(Side, usize)>) {
    for side in Side::BOTH {
        let other = side.other();
        for &length in &left[side] {
            let fact = context.fact(side, length);
            let Some((amount, unit)) = amount_of(fact).filter(|_| fact.kind == Kind::Duration) else {
                continue;
            };
            let given = |side: Side| -> Vec<(usize, Date)> {
                let facts = context.facts(side, link, |fact| fact.kind == Kind::Date).into_iter();
                facts.filter_map(|fact| Some((fact, date_of(context.fact(side, fact))?))).collect()
            };
            let (there, here) = (given(other), given(side));
            let apart = |one: &Date, two: &Date| lie_apart(context, (one, two), (amount, &unit));
            // One of the two days is on both sides, and one left.
            let gone = there.iter().find(|(fact, one)| {
                let apart = |one: &Date, two: &Date| {
                    apart(one, two) && !reckoning::is_turned(context, (side, length), (one, two))
                };
                let partner = |(at, two): &(usize, Date)| {
                    at != fact && apart(one, two) && here.iter().any(|(_, own)| own == two)
                };
                left[other].contains(fact)
                    && (there.iter().any(partner) || here.iter().any(|(_, two)| apart(one, two)))
            });
            if let Some(&(gone, _)) = gone {
                found.extend([(side, length), (other, gone)]);
            }
        }
    }
}

pub(super) fn date_of(fact: &Fact) -> Option<Date> {
    match fact.readings.first()? {
        Value::Date(date) => Some(*date),
        _ => None,
    }
}

/// Two dates lie as far apart as a length of time says: in days of a month, or in years; or as many days as from the weekday of
/// the one to that of the other.
fn lie_apart(context: &Context, (one, two): (&Date, &Date), (amount, unit): (Amount, &Unit)) -> bool {
    let Some((length, base)) = in_base(context.language, amount, unit) else { return false };
    if base == "year" {
        let year = |date: &Date| date.year.filter(|_| date.month.is_none() && date.part.is_none());
        return matches!((year(one), year(two)), (Some(a), Some(b))
            if a != b && Amount::from(i128::from((a - b).abs())) == length);
    }
    let days = length / Amount::from(24 * 60 * 60);
    if base != "second" || !days.is_integer() {
        return false;
    }
    let day = |date: &Date| {
        let day = jiff::civil::Date::new(date.year.unwrap_or(2023), date.month?, date.day?).ok()?;
        Some(day)
    };
    if let (Some(a), Some(b)) = (day(one), day(two)) {
        let apart = a.since(b).map_or(0, |span| span.get_days());
        return apart != 0 && Amount::from(i128::from(apart.abs())) == days;
    }
    let week = |date: &Date| date.weekday.filter(|_| date.day.is_none()).map(i128::from);
    days < Amount::from(7)
        && matches!((week(one), week(two)), (Some(a), Some(b)) if a != b && Amount::from((b - a).rem_euclid(7)) == days)
}

/// A length of time in minutes, less than a day.
fn minutes(context: &Context, fact: &Fact) -> Option<Amount> {
    if fact.kind != Kind::Duration || fact.bound.is_some() {
        return None;
    }
    let (amount, unit) = amount_of(fact)?;
    let (seconds, base) = in_base(context.language, amount, &unit)?;
    let minutes = seconds.checked_div(&Amount::from(60))?;
    (base == "second" && minutes < Amount::from(24 * 60)).then_some(minutes)
}

/// Two times of day lie so many minutes apart.
fn lies_between(context: &Context, side: Side, early: usize, late: usize, minutes: Amount) -> bool {
    const DAY: i32 = 24 * 60;
    let times = |fact: usize| {
        context.fact(side, fact).readings.iter().filter_map(|reading| match reading {
            Value::Time(time) => Some(*time),
            _ => None,
        })
    };
    times(early)
        .any(|a| times(late).any(|b| Amount::from(i128::from((b - a).rem_euclid(DAY))) == minutes && a != b))
}

/// *between January and June* for the first half of the year: the first or last month of a part that the other side names, with
/// the last or first beside it; or that part itself.
pub(super) fn is_part_of_year(context: &Context, side: Side, fact: usize, link: &Link) -> bool {
    let this = context.fact(side, fact);
    let dates = |fact: &Fact| {
        let dates = fact.readings.iter().filter_map(|reading| match reading {
            Value::Date(date) => Some(*date),
            _ => None,
        });
        dates.collect::<Vec<_>>()
    };
    let month = |side: Side, segment: usize, month: i8| {
        let mut facts =
            context.facts_of[side][segment].iter().flat_map(|&fact| dates(context.fact(side, fact)));
        facts.any(|date| date.month == Some(month) && date.day.is_none())
    };
    let there = &link.segments[side.other()];
    dates(this).into_iter().any(|own| {
        if let Some((first, last)) = own.part.and_then(date::months) {
            let both =
                |&segment: &usize| month(side.other(), segment, first) && month(side.other(), segment, last);
            // *the first half*: of the year.
            let ranked =
                || matches!(own.part, Some(DatePart::Half(half)) if is_ranked(context, side, link, half));
            return there.iter().any(both) || ranked();
        }
        let Some(own) = own.month.filter(|_| own.day.is_none()) else { return false };
        let beside =
            context.facts_of[side][this.segment].iter().flat_map(|&fact| dates(context.fact(side, fact)));
        let years: Vec<i16> =
            beside.filter(|date| date.month.is_some()).filter_map(|date| date.year).collect();
        let facts = there.iter().flat_map(|&segment| &context.facts_of[side.other()][segment]);
        let parts = facts.flat_map(|&fact| dates(context.fact(side.other(), fact)));
        let in_years = |date: &Date| date.year.is_none_or(|year| years.iter().all(|own| *own == year));
        parts.filter(in_years).filter_map(|date| date::months(date.part?)).any(|(first, last)| {
            (own == first || own == last)
                && month(side, this.segment, first)
                && month(side, this.segment, last)
        })
    })
}

/// The other side has a half of that rank.
fn is_ranked(context: &Context, side: Side, link: &Link, half: i8) -> bool {
    let Some(data) = &context.language.number_data else { return false };
    let tokens = &context.documents[side.other()].tokens;
    context.facts(side.other(), link, |fact| fact.kind == Kind::Ordinal).into_iter().any(|rank| {
        let rank = context.fact(side.other(), rank);
        let behind = tokens.get(rank.tokens.1).is_some_and(|token| data.halves.contains(&token.norm));
        let same = matches!(rank.readings.first(), Some(Value::Amount { amount, .. })
            if *amount == Amount::from(i128::from(half)));
        behind && same
    })
}

/// *of every hundred lets, fourteen*: the hundred of a share in percent.
fn is_of_hundred(context: &Context, side: Side, fact: usize, link: &Link) -> bool {
    /// The longest words before: *out of every*.
    const LONGEST: usize = 3;
    let this = context.fact(side, fact);
    let document = &context.documents[side];
    let phrase = |length: usize| {
        let at = this.tokens.0.checked_sub(length)?;
        let (found, _) = context.language.ratios.longest(&document.tokens[..this.tokens.0], at)?;
        (found == length && length > 1).then_some(())
    };
    let percents = || {
        let shares = context.facts(side.other(), link, |fact| fact.kind == Kind::Percent);
        let own = &context.facts_of[side][this.segment];
        shares.iter().filter_map(|&share| amount_of(context.fact(side.other(), share))).any(|(share, _)| {
            own.iter().any(|&part| amount_of(context.fact(side, part)) == Some((share, Unit::One)))
        })
    };
    let word = document.tokens[this.tokens.0].kind != TokenKind::Sign;
    word && amount_of(this) == Some((Amount::from(100), Unit::One))
        && (1..=LONGEST).any(|length| phrase(length).is_some())
        && percents()
}
