//! Figures that the other side says without a figure of their own, or that follow from its figures.

use num_traits::Zero;

use super::share;
use crate::align::Link;
use crate::compare::amount::{self, Agreement};
use crate::compare::{Change, Context, Relation};
use crate::fact::roman;
use crate::fact::value::{DatePart, plus};
use crate::fact::{Amount, Fact, Kind, Unit, Value};
use crate::finding::Confidence;
use crate::pair::{Pair, Side};
use crate::token::{Class, Token, TokenKind};

/// Said on the other side without a numeral of its own: by a word (*both*, *twice*), by a unit alone (*a week* for seven
/// days), as an end of a range, or inside a name.
pub(super) fn otherwise(
    context: &Context,
    side: Side,
    fact: usize,
    link: &Link,
    index: usize,
    changes: &mut Vec<Change>,
) -> bool {
    let this = context.fact(side, fact);
    let said = is_implied(context, side, this, link)
        || is_unit_alone(context, side, this, link)
        || is_named(context, side, this, link)
        || is_round(context, side, this, link)
        || is_nth_quarter(context, side, this, link)
        || is_sum_of_score(context, side, this, link)
        || share::is_bounded(context, side, this, link)
        || is_date_word(context, side, this, link)
        || is_in_a_word(context, side, this, link)
        || is_roman(context, side, this, link)
        || ends_of_ranges(context, side, this, link);
    if said {
        let mut facts = Pair::new(None, None);
        facts[side] = Some(fact);
        changes.push(context.change(index, Relation::Kept, facts));
    }
    said
}

/// A small number said by a word that is no numeral: *both*, *twice*, *a dozen*.
fn is_implied(context: &Context, side: Side, this: &Fact, link: &Link) -> bool {
    this.readings.iter().any(|reading| match reading {
        Value::Amount { amount, unit } => {
            let small = matches!(unit, Unit::One | Unit::Rank | Unit::Measure(_) | Unit::Percent);
            let wanted = if *unit == Unit::Percent { *amount / Amount::from(100) } else { *amount };
            small
                && context.tokens(side.other(), link).any(|token| {
                    let said = |norm: &str| context.language.implied.get(norm) == Some(&wanted);
                    said(&token.norm) && token.kind == TokenKind::Word || said(&token.stem)
                })
        }
        _ => false,
    })
}

/// A score without a goal (*a goalless draw*), a length of time by its name (*the quarter*), or a second one as another.
fn is_named(context: &Context, side: Side, this: &Fact, link: &Link) -> bool {
    let (Some(data), Some(value)) = (&context.language.number_data, this.readings.first()) else {
        return false;
    };
    let there = &context.documents[side.other()];
    let mut tokens = context.tokens(side.other(), link);
    match value {
        Value::Range { low, high, unit: Unit::Score } if low.is_zero() && high.is_zero() => {
            let mut without = false;
            tokens.any(|token| {
                let said =
                    data.goalless.contains(&token.norm) || without && data.scoring.contains(&token.norm);
                without = context.language.circumstances.contains(&token.norm);
                said
            })
        }
        Value::Amount { amount, unit: Unit::Rank } if *amount == Amount::from(2) => {
            tokens.any(|token| data.repeating.contains(&token.norm))
        }
        Value::Amount { amount, unit: unit @ Unit::Measure(_) } => {
            let named = |upto: &[Token], at: usize| {
                data.lengths.longest(upto, at).is_some_and(|(_, (count, name))| {
                    let named = Unit::Measure(name.clone());
                    amount::agree(context.language, (*amount, unit), (*count, &named), false)
                        == Some(Agreement::Same)
                })
            };
            link.segments[side.other()].iter().any(|&segment| {
                let mut range = there.segments[segment].tokens.clone();
                let upto = &there.tokens[..range.end];
                range.any(|at| named(upto, at))
            })
        }
        _ => false,
    }
}

/// A quarter that is counted on both sides, and no part of a year: *the third quarter in a row*, *a third consecutive quarter*.
fn is_nth_quarter(context: &Context, side: Side, this: &Fact, link: &Link) -> bool {
    /// *in a row*
    const NEAR: usize = 3;
    let ranked = matches!(this.readings.first(), Some(Value::Amount { unit: Unit::Rank, .. }));
    if !ranked && this.kind != Kind::Date {
        return false;
    }
    let same = |date: &Fact, rank: &Fact| match (date.readings.first(), rank.readings.first()) {
        (Some(Value::Date(date)), Some(Value::Amount { amount, unit: Unit::Rank })) => match date.part {
            Some(DatePart::Quarter(quarter)) => *amount == Amount::from(i128::from(quarter)),
            _ => false,
        },
        _ => false,
    };
    let mut others = link.segments[side.other()].iter().flat_map(|&s| &context.facts_of[side.other()][s]);
    others.any(|&other| {
        let other = context.fact(side.other(), other);
        let (date, rank, of) =
            if this.kind == Kind::Date { (this, other, side.other()) } else { (other, this, side) };
        let dated = &context.documents[of.other()].tokens;
        let behind = &context.documents[of].tokens[rank.tokens.1..];
        let run = |token: &Token| {
            context.language.number_data.as_ref().is_some_and(|data| data.runs.contains(&token.norm))
        };
        same(date, rank)
            && dated[date.tokens.1..].iter().take(NEAR).any(run)
            && matches!((behind, &dated[..date.tokens.1]), ([word, noun, ..], [.., quarter])
                if run(word) && noun.stem_key == quarter.stem_key)
    })
}

/// Both figures of a score.
fn score_of(fact: &Fact) -> Option<(Amount, Amount)> {
    match fact.readings.first() {
        Some(Value::Range { low, high, unit: Unit::Score }) => Some((*low, *high)),
        _ => None,
    }
}

/// All goals of a score: *a seven-goal thriller* of a 4-3. Where its own side has the score too, it counts the goals.
fn is_sum_of_score(context: &Context, side: Side, this: &Fact, link: &Link) -> bool {
    let Some(Value::Amount { amount, unit: Unit::One }) = this.readings.first() else { return false };
    let scores = |side: Side| {
        let facts = link.segments[side].iter().flat_map(move |&segment| &context.facts_of[side][segment]);
        let scores = facts.filter_map(move |&fact| score_of(context.fact(side, fact)));
        scores.filter(|(low, high)| plus(*low, *high) == Some(*amount))
    };
    let counts_goals = || {
        let behind = context.documents[side].tokens.get(this.tokens.1..).unwrap_or_default();
        let scoring = |token: &Token| {
            let data = context.language.number_data.as_ref();
            data.is_some_and(|data| data.scoring.contains(&token.norm) || data.scoring.contains(&token.stem))
        };
        matches!(behind, [next, ..] if next.is("-") && next.joined || scoring(next))
    };
    scores(side.other()).next().is_some() && (scores(side).next().is_none() || counts_goals())
}

/// A round of a cup by how many are left in it (*the last four*, *the semi-finals*), or a part of a game by its number (*the
/// second half*, *after the break*).
fn is_round(context: &Context, side: Side, this: &Fact, link: &Link) -> bool {
    let (Some(data), Some(Value::Amount { amount, unit })) =
        (&context.language.number_data, this.readings.first())
    else {
        return false;
    };
    let tokens = &context.documents[side].tokens;
    let (before, behind) = (this.tokens.0.checked_sub(1).map(|at| &tokens[at]), tokens.get(this.tokens.1));
    match unit {
        // A headline names the round that the story tells far below.
        Unit::One if before.is_some_and(|token| data.round_cues.contains(&token.norm)) => {
            let there = &context.documents[side.other()].tokens;
            (0..there.len()).any(|at| {
                let joined = |i: usize| there.get(at + i).is_some_and(|token| token.joined);
                let round = if joined(1) && joined(2) && there[at + 1].is("-") {
                    data.rounds.get(format!("{}-{}", there[at].norm, there[at + 2].norm).as_str())
                } else {
                    data.rounds.get(&there[at].norm)
                };
                round == Some(amount)
            })
        }
        Unit::Rank if behind.is_some_and(|token| data.halves.contains(&token.norm)) => {
            context.tokens(side.other(), link).any(|token| data.halves.contains(&token.norm))
        }
        _ => false,
    }
}

/// One of a unit, said by the unit alone: *a week* for 7 days, *a mile* for 1.6 km, *per US dollar* for $1.
fn is_unit_alone(context: &Context, side: Side, this: &Fact, link: &Link) -> bool {
    let lengths: Vec<(Amount, &Unit)> = (this.readings.iter())
        .filter_map(|reading| match reading {
            Value::Amount { amount, unit } => Some((*amount, unit)),
            _ => None,
        })
        .collect();
    let language = context.language;
    let document = &context.documents[side.other()];
    let one = |at: usize| -> bool {
        let token = &document.tokens[at];
        let counted = at > 0
            && (document.tokens[at - 1].kind == TokenKind::Figure
                || document.tokens[at - 1].class.has(Class::NUMBER)
                    && !document.tokens[at - 1].class.has(Class::ARTICLE)
                || document.tokens[at - 1].is("-"));
        if counted || !token.class.has(Class::UNIT) {
            return false;
        }
        lengths.iter().any(|&(amount, unit)| match unit {
            Unit::Measure(_) => language.units.longest(&document.tokens, at).is_some_and(|(_, form)| {
                let other = Unit::Measure(form.unit.clone());
                !form.attached
                    && matches!(
                        amount::agree(language, (amount, unit), (Amount::from(1), &other), false),
                        Some(Agreement::Same | Agreement::Converted)
                    )
            }),
            Unit::Currency(code) if amount == Amount::from(1) => language
                .currencies
                .longest(&document.tokens, at)
                .is_some_and(|(_, form)| form.codes.contains(code)),
            _ => false,
        })
    };
    link.segments[side.other()].iter().any(|&s| document.segments[s].tokens.clone().any(one))
}

/// A month that was no date by itself (*its May forecast*), or a Monday as *the start of the week*.
fn is_date_word(context: &Context, side: Side, this: &Fact, link: &Link) -> bool {
    let Some(Value::Date(date)) = this.readings.first() else { return false };
    let last = date.month == Some(12) && date.day.is_none_or(|day| day == 31);
    if !last && (date.day.is_some() || date.year.is_some()) || date.part.is_some() {
        return false;
    }
    let document = &context.documents[side.other()];
    let (starts, ends) =
        (&context.language.grammar.dates.week_starts, &context.language.grammar.dates.year_ends);
    let said = |range: std::ops::Range<usize>, at: usize| match (date.month, date.weekday) {
        (Some(12), _) if ends.longest(&document.tokens[..range.end], at).is_some() => true,
        (Some(month), None) if date.day.is_none() => {
            let token = &document.tokens[at];
            at > range.start && token.is_capital() && context.language.months.get(&token.norm) == Some(&month)
        }
        (None, Some(1)) => starts.longest(&document.tokens[..range.end], at).is_some(),
        _ => false,
    };
    let ranges = link.segments[side.other()].iter().map(|&segment| document.segments[segment].tokens.clone());
    ranges.into_iter().any(|range| range.clone().any(|at| said(range.clone(), at)))
}

/// The figures end a word of the other side: *19* of *COVID-19*, *Z164*.
fn is_in_a_word(context: &Context, side: Side, this: &Fact, link: &Link) -> bool {
    if !matches!(this.kind, Kind::Number | Kind::Date) {
        return false;
    }
    let figures: Vec<&str> = context.documents[side].tokens[this.tokens.0..this.tokens.1]
        .iter()
        .filter(|t| t.kind == TokenKind::Figure)
        .map(|t| t.norm.as_str())
        .collect();
    let document = &context.documents[side.other()];
    let named = |at: usize, figure: &str| {
        let token = &document.tokens[at];
        let glued =
            at > 1 && document.tokens[at - 1].is("-") && document.tokens[at - 2].kind == TokenKind::Word;
        let behind = token.norm == *figure && token.joined && glued;
        // *150* does not say *50*, but *1980* says *80*.
        let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let year = figure.len() == 2;
        let inside = figure.len() > 1
            && token.norm.strip_suffix(figure).is_some_and(|rest| {
                !rest.is_empty() && (!rest.ends_with(digits) || year && matches!(rest, "18" | "19" | "20"))
            });
        token.kind != TokenKind::Sign && (behind || inside)
    };
    link.segments[side.other()]
        .iter()
        .flat_map(|&s| document.segments[s].tokens.clone())
        .any(|at| figures.iter().any(|figure| named(at, figure)))
}

/// The number stands in Roman figures behind a name: *World War II*, *Charles III*.
fn is_roman(context: &Context, side: Side, this: &Fact, link: &Link) -> bool {
    let Some(Value::Amount { amount, unit: Unit::One | Unit::Rank }) = this.readings.first() else {
        return false;
    };
    let document = &context.documents[side.other()];
    link.segments[side.other()].iter().any(|&segment| {
        let tokens = &document.tokens[document.segments[segment].tokens.clone()];
        tokens.windows(2).any(|two| {
            two[0].is_capital()
                && two[1].is_capital()
                && roman(&two[1].norm).is_some_and(|value| *amount == Amount::from(value))
        })
    })
}

/// The value is an end of a range on the other side; or this is a range, and both ends stand there by themselves.
fn ends_of_ranges(context: &Context, side: Side, this: &Fact, link: &Link) -> bool {
    let others = context.facts(side.other(), link, |fact| fact.kind.is_numeric());
    let amounts = |value: &Value| match value {
        Value::Amount { amount, .. } => vec![*amount],
        Value::Range { low, high, .. } => vec![*low, *high],
        _ => Vec::new(),
    };
    let there: Vec<(bool, Vec<Amount>)> = others
        .iter()
        .flat_map(|&i| context.fact(side.other(), i).readings.iter())
        .map(|value| (matches!(value, Value::Range { .. }), amounts(value)))
        .collect();
    // A score is told by both its figures: *9-5*, *nine votes to five*.
    let scores = others.iter().map(|&i| context.fact(side.other(), i)).filter_map(score_of);
    let scores: Vec<Vec<Amount>> = scores.map(|(low, high)| vec![low, high]).collect();
    let here = || context.facts(side, link, |fact| fact.kind == Kind::Number).into_iter();
    let stands = |end: &Amount| {
        here().any(|i| amounts(&context.fact(side, i).readings[0]).as_slice() == std::slice::from_ref(end))
    };
    let tells = |ends: &Vec<Amount>| !scores.contains(ends) || ends.iter().all(stands);
    match &this.readings[0] {
        Value::Range { low, high, unit } => {
            // *from 17 to 12 million*, *from 12 to 17 million*
            let turned = *unit != Unit::Score
                && low != high
                && there.iter().any(|(range, ends)| *range && **ends == [*high, *low]);
            !turned && [low, high].into_iter().all(|end| there.iter().any(|(_, ends)| ends.contains(end)))
        }
        Value::Amount { amount, .. } => {
            there.iter().any(|(range, ends)| *range && ends.contains(amount) && tells(ends))
        }
        _ => false,
    }
}

/// Figures of the rewrite that are the sum of figures of one sentence of the original, of the same unit: *5 dead, 3 hurt*
/// and *eight casualties*. They are kept, and so are the parts where the rewrite leaves them out.
pub(super) fn sums(
    context: &Context,
    index: usize,
    link: &Link,
    original: &mut Vec<usize>,
    rewrite: &mut Vec<usize>,
    changes: &mut Vec<Change>,
) {
    /// More figures than this in a sentence have sums by chance.
    const MANY: usize = 6;
    rewrite.retain(|&r| {
        let Some((sum, unit)) = summand(context.fact(Side::Rewrite, r)) else { return true };
        let parts = link.segments[Side::Original].iter().find_map(|&segment| {
            let facts: Vec<(usize, Amount)> = context.facts_of[Side::Original][segment]
                .iter()
                .filter_map(|&o| {
                    Some((o, summand(context.fact(Side::Original, o)).filter(|part| part.1 == unit)?.0))
                })
                .collect();
            if facts.len() <= MANY { adding_up(&facts, sum) } else { None }
        });
        let left = |part: &usize| original.contains(part);
        let parts = parts.filter(|parts| !is_of_one_part(context, r, parts));
        let Some(parts) = parts.filter(|parts| parts.iter().all(left) || !parts.iter().any(left)) else {
            return true;
        };
        changes.push(context.change(index, Relation::Kept, Pair::new(None, Some(r))));
        original.retain(|o| {
            let part = parts.contains(o);
            if part {
                changes.push(context.change(index, Relation::Kept, Pair::new(Some(*o), None)));
            }
            !part
        });
        false
    });
}

/// The sum counts what one part counts, and another part counts something else, or stands behind a semicolon: *twelve men and
/// eight women* are not *20 men*, *twelve people; eight were released* are not *20 people*.
fn is_of_one_part(context: &Context, sum: usize, parts: &[usize]) -> bool {
    let counted = |side: Side, fact: usize| context.fact(side, fact).counted.as_ref();
    let Some(of) = counted(Side::Rewrite, sum) else { return false };
    let own: Vec<_> = parts.iter().map(|&part| counted(Side::Original, part)).collect();
    let ends =
        |pick: fn(&Fact) -> usize| parts.iter().map(move |&part| pick(context.fact(Side::Original, part)));
    let (from, to) = (ends(|fact| fact.tokens.1).min(), ends(|fact| fact.tokens.0).max());
    let between = from.zip(to).and_then(|(from, to)| context.documents.original.tokens.get(from..to));
    let parted = between.is_some_and(|tokens| tokens.iter().any(|token| token.is(";")));
    own.contains(&Some(of)) && own.iter().any(|part| part.is_some_and(|part| part != of)) || parted
}

/// What may be added up: a certain count, sum of money or share, more than one.
fn summand(fact: &Fact) -> Option<(Amount, Unit)> {
    let counts =
        matches!(fact.kind, Kind::Number | Kind::Money | Kind::Percent) && fact.confidence > Confidence::Low;
    match fact.readings.first() {
        Some(Value::Amount { amount, unit }) if counts && *amount > Amount::from(1) => {
            Some((*amount, unit.clone()))
        }
        _ => None,
    }
}

/// Two of the figures, or all of them, that add up to `sum`.
fn adding_up(facts: &[(usize, Amount)], sum: Amount) -> Option<Vec<usize>> {
    let all = facts.iter().try_fold(Amount::from(0), |total, (_, amount)| plus(total, *amount));
    if facts.len() > 1 && all == Some(sum) {
        return Some(facts.iter().map(|(o, _)| *o).collect());
    }
    for (i, (a, x)) in facts.iter().enumerate() {
        for (b, y) in &facts[i + 1..] {
            if plus(*x, *y) == Some(sum) {
                return Some(vec![*a, *b]);
            }
        }
    }
    None
}
