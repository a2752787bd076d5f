//! Parts and their whole: *14,000 of the 21,400* are two-thirds, *five of nine* leave four, *two women and a man* are three.

use num_traits::{CheckedDiv, CheckedSub, Signed};

use super::reckoned::amount_of;
use super::share;
use super::{framed, is_same};
use crate::align::Link;
use crate::compare::{Context, amount};
use crate::fact::value::{plus, times};
use crate::fact::{Amount, Fact, Kind, Unit, Value};
use crate::pair::{Pair, Side};
use crate::token::{Class, Token, TokenKind};

/// Words between a part and its whole.
const NEAR: usize = 4;

/// What was found on which side.
type Found = Vec<(Side, usize)>;

/// *Two-thirds received the vaccine* on one side, *14,000 of the 21,400* on the other, which knows the whole too.
pub(super) fn shares(context: &Context, link: &Link, left: &Pair<Vec<usize>>, found: &mut Found) {
    for side in Side::BOTH {
        let other = side.other();
        let given = left[side].iter().map(|&fact| (Some(fact), share::of_one(context.fact(side, fact))));
        let implied = context.tokens(side, link).filter_map(|t| context.language.implied.get(&t.norm));
        let said = implied.filter(|part| **part < Amount::from(1) && **part > Amount::from(0));
        let said: Vec<_> = said.map(|part| (None, Some(*part))).collect();
        for (fact, share) in given.chain(said) {
            let Some(share) = share else { continue };
            let percent = fact.is_some_and(|fact| context.fact(side, fact).kind == Kind::Percent);
            let part = left[other].iter().copied().find(|&part| {
                let this = context.fact(other, part);
                let wholes = wholes(context, other, this);
                wholes.into_iter().any(|(x, y, whole)| {
                    x > Amount::from(1)
                        && is_share((x, y), share, percent)
                        && is_known(context, other, whole)
                        && (tells_same(context, link, (side, fact), whole) || is_parted(context, link, share))
                })
            });
            if let Some(part) = part {
                found.extend(fact.map(|fact| (side, fact)));
                found.push((other, part));
            }
        }
    }
}

/// A part is a share of a whole, as far as the part is rounded, or as the share is to a whole percent.
fn is_share((part, whole): (Amount, Amount), share: Amount, percent: bool) -> bool {
    /// Part of the part that rounding may take at most: *100 of 500* are no quarter.
    const MOST: (i128, i128) = (1, 20);
    let (Some(exact), Some(found)) = (times(whole, share), part.checked_div(&whole)) else { return false };
    let off = |a: Amount, b: Amount| a.checked_sub(&b).map(|off| off.abs());
    let rounded = amount::last_place(part) / Amount::from(2);
    let most = times(part, Amount::new(MOST.0, MOST.1)).map(|most| most.min(rounded));
    off(exact, part).zip(most).is_some_and(|(off, most)| off <= most)
        || percent && off(found, share).is_some_and(|off| off < Amount::new(1, 200))
}

/// Both sides give what a share leaves of the whole: *two-thirds received it, and one-third a placebo*.
fn is_parted(context: &Context, link: &Link, share: Amount) -> bool {
    let rest = Amount::from(1).checked_sub(&share);
    Side::BOTH.into_iter().all(|side| {
        let facts = context.facts(side, link, |fact| fact.kind.is_numeric());
        facts.iter().any(|&fact| rest.is_some() && share::of_one(context.fact(side, fact)) == rest)
    })
}

/// The first word of content behind a share, or any where there is none, stands on the other side too, beyond what the whole
/// counts: *two-thirds of the seats were empty* is not *600 of the 900 seats were taken*.
fn tells_same(context: &Context, link: &Link, (side, share): (Side, Option<usize>), whole: &Fact) -> bool {
    let told = |token: &&Token| {
        let counted =
            whole.counted.as_ref().is_some_and(|counted| context.language.stem(&token.norm) == *counted);
        token.kind == TokenKind::Word && token.is_content() && !token.class.has(Class::NUMBER) && !counted
    };
    let there: Vec<u64> =
        context.tokens(side.other(), link).filter(told).map(|token| token.stem_key).collect();
    let next = share.and_then(|share| {
        let (share, document) = (context.fact(side, share), &context.documents[side]);
        let beside = context.facts_of[side][share.segment].iter().map(|&fact| context.fact(side, fact));
        // *two-thirds of the 900 seats*: past the whole.
        let ends = beside
            .filter(|fact| fact.tokens.0 >= share.tokens.1 && fact.readings == whole.readings)
            .map(|fact| fact.tokens.1);
        let from = ends.min().unwrap_or(share.tokens.1);
        let end = document.segments[share.segment].tokens.end;
        document.tokens[from.min(end)..end].iter().find(told)
    });
    match next {
        Some(word) => there.contains(&word.stem_key),
        None => context.tokens(side, link).filter(told).any(|token| there.contains(&token.stem_key)),
    }
}

/// A number of the original that is a part of a whole other than a hundred is no share in percent: *20 of the 50 seats*, *20
/// percent of the seats*.
pub(super) fn is_no_share(context: &Context, facts: Pair<&Fact>) -> bool {
    let kinds = facts.original.kind == Kind::Number && facts.rewrite.kind == Kind::Percent;
    kinds && {
        let wholes = wholes(context, Side::Original, facts.original);
        wholes.into_iter().any(|(x, whole, fact)| {
            x > Amount::from(1)
                && whole != Amount::from(100)
                && is_of(context, Side::Original, facts.original, fact)
        })
    }
}

/// The plain numbers right behind a plain number that are larger: the part, the whole, and the whole's fact.
fn wholes<'a>(context: &Context<'a>, side: Side, part: &Fact) -> Vec<(Amount, Amount, &'a Fact)> {
    let Some((x, Unit::One)) = amount_of(part) else { return Vec::new() };
    let of = context.facts_of[side][part.segment].iter().map(|&whole| context.fact(side, whole));
    let of = of.filter(|whole| {
        whole.tokens.0.checked_sub(part.tokens.1).is_some_and(|apart| apart <= NEAR)
            || part.tokens.0.checked_sub(whole.tokens.1).is_some_and(|apart| apart <= NEAR)
    });
    of.filter_map(|whole| match amount_of(whole) {
        Some((y, Unit::One)) if x < y => Some((x, y, whole)),
        _ => None,
    })
    .collect()
}

/// The other side has the same number somewhere.
fn is_known(context: &Context, side: Side, fact: &Fact) -> bool {
    let there = &context.numeric[side.other()];
    there.iter().take(super::LARGE).any(|&given| {
        let given = context.fact(side.other(), given);
        let pair = if side == Side::Original { Pair::new(fact, given) } else { Pair::new(given, fact) };
        is_same(context, pair)
    })
}

/// *nine members, five of them women* on one side, *five women and four men* on the other; *22 of 27*, *all but five*; *eleven of
/// the 40 … the other 29*, *eleven of the 40*: what a part leaves of its whole.
pub(super) fn rests(context: &Context, link: &Link, left: &Pair<Vec<usize>>, found: &mut Found) {
    for side in Side::BOTH {
        let other = side.other();
        let there = numbers(context, other, link);
        let stands = |value: Amount| there.iter().find(|(_, amount)| *amount == value);
        for (part, x) in numbers(context, side, link) {
            let parted = wholes(context, side, context.fact(side, part));
            for (_, y, whole) in
                parted.into_iter().filter(|(.., whole)| is_of(context, side, context.fact(side, part), whole))
            {
                let Some(rest) = y.checked_sub(&x).filter(|rest| *rest > Amount::from(1)) else { continue };
                let index = |fact: &Fact| {
                    let same = |&&at: &&usize| context.fact(side, at).tokens == fact.tokens;
                    context.facts_of[side][fact.segment].iter().find(same).copied()
                };
                let (given, remains) = (stands(x), stands(rest).filter(|(at, _)| left[other].contains(at)));
                match (given, remains) {
                    // The whole is the sum of both parts.
                    (Some(&(kept, _)), Some(&(at, _)))
                        if stands(y).is_none() && counts_alike(context, side, (part, kept)) =>
                    {
                        found.push((other, at));
                        found.extend(index(whole).map(|whole| (side, whole)));
                    }
                    // *all but five*, or the part is there as well: *the other five* may have done the same.
                    (_, Some(&(at, _)))
                        if stands(y).is_some()
                            && (is_rest(context, other, at)
                                && (given.is_some() || is_excepted(context, other, at))
                                || is_complement(context, side, (part, at))) =>
                    {
                        found.push((other, at));
                        found.push((side, part));
                    }
                    _ => {}
                }
                // The original says the rest as well.
                let own = numbers(context, side, link);
                let rest = own.iter().find(|(at, amount)| *amount == rest && left[side].contains(at));
                let known = side == Side::Original && given.is_some() && stands(y).is_some();
                if let Some(&(at, _)) = rest.filter(|&&(at, _)| known && is_rest(context, side, at)) {
                    found.push((side, at));
                }
            }
        }
    }
}

/// Plain numbers of a linked side.
fn numbers(context: &Context, side: Side, link: &Link) -> Vec<(usize, Amount)> {
    let facts = context.facts(side, link, |fact| fact.kind.is_numeric()).into_iter();
    facts
        .filter_map(|fact| match amount_of(context.fact(side, fact))? {
            (amount, Unit::One) => Some((fact, amount)),
            _ => None,
        })
        .collect()
}

/// *five of the nine*, *nine members, five of them*: a word for the whole stands right behind the part, or before the whole.
fn is_of(context: &Context, side: Side, part: &Fact, whole: &Fact) -> bool {
    let tokens = &context.documents[side].tokens;
    let connects = |at: usize| tokens.get(at).is_some_and(|token| token.class.has(Class::CONNECTOR));
    let before = |fact: &Fact| (1..=2).any(|back| fact.tokens.0.checked_sub(back).is_some_and(connects));
    // *22 der 27*
    let bare = || {
        tokens.get(part.tokens.1).is_some_and(|token| token.class.has(Class::ARTICLE))
            && whole.tokens.0 == part.tokens.1 + 1
    };
    connects(part.tokens.1) || bare() || before(whole)
}

/// The first word of content behind a part of the one side follows that part on the other side too: *five of them women*, *five
/// women*.
fn counts_alike(context: &Context, side: Side, (part, other): (usize, usize)) -> bool {
    let words = |side: Side, fact: usize| {
        let document = &context.documents[side];
        let fact = context.fact(side, fact);
        let content = |token: &&Token| token.kind == TokenKind::Word && token.is_content();
        let end = document.segments[fact.segment].tokens.end;
        document.tokens[fact.tokens.1.min(end)..end].iter().filter(content).take(NEAR / 2)
    };
    let label = words(side.other(), other).next();
    label.is_some_and(|label| words(side, part).any(|word| word.stem_key == label.stem_key))
}

/// *all but five*: what is told of the rest is not told of these.
fn is_excepted(context: &Context, side: Side, fact: usize) -> bool {
    let fact = context.fact(side, fact);
    let Some(data) = &context.language.number_data else { return false };
    let tokens = &context.documents[side].tokens[..fact.tokens.0];
    tokens.iter().rev().take(2).any(|token| data.excepts.contains(&token.norm))
}

/// *cut 100 of the 500*, *keep 400 of the 500*.
fn is_complement(context: &Context, side: Side, (part, rest): (usize, usize)) -> bool {
    let mut facts = Pair::new(context.fact(side, part), context.fact(side, part));
    facts[side.other()] = context.fact(side.other(), rest);
    framed::are_complements(context, facts)
}

/// *all but five*, *the other 29*: a word for what remains stands before the number.
fn is_rest(context: &Context, side: Side, fact: usize) -> bool {
    /// Tokens looked at.
    const BEFORE: usize = 3;
    let fact = context.fact(side, fact);
    let Some(data) = &context.language.number_data else { return false };
    let tokens = &context.documents[side].tokens[..fact.tokens.0];
    tokens.iter().rev().take(BEFORE).any(|token| data.rests.contains(&token.norm))
}

/// *a third as much* on one side, *less by two-thirds* on the other; *closes 12 of 40*, *keeps 28 of 40*.
pub(super) fn remainders(context: &Context, left: &Pair<Vec<usize>>, found: &mut Found) {
    /// Rounded shares: *a third*, *67 percent*.
    const OFF: (i128, i128) = (1, 100);
    for side in Side::BOTH {
        let other = side.other();
        for &kept in &left[side] {
            let Some(part) = share::of_one(context.fact(side, kept)) else { continue };
            let remains = framed::remains(context, side, context.fact(side, kept)).is_some();
            let gone = left[other].iter().copied().find(|&fact| {
                let gone = context.fact(other, fact);
                let rest = share::of_one(gone).and_then(|gone| plus(gone, part));
                let off = rest.and_then(|sum| sum.checked_sub(&Amount::from(1))).map(|off| off.abs());
                off.is_some_and(|off| off <= Amount::new(OFF.0, OFF.1))
                    && (remains && framed::goes(context, other, gone).is_some()
                        || side == Side::Original && is_complement(context, side, (kept, fact)))
            });
            found.extend(gone.into_iter().flat_map(|gone| [(side, kept), (other, gone)]));
        }
    }
}

/// *60% by the region, 30% by the town and the rest by donors* on one side, *the remaining 10%* on the other.
pub(super) fn remaining(context: &Context, link: &Link, left: &Pair<Vec<usize>>, found: &mut Found) {
    /// Tokens between a share and the word for what remains.
    const BESIDE: usize = 2;
    const OFF: (i128, i128) = (1, 100);
    let Some(data) = &context.language.number_data else { return };
    let says = |token: &Token| data.remaining.contains(&token.norm);
    for side in Side::BOTH {
        let (own, there) = (&context.documents[side], &context.documents[side.other()]);
        for &fact in &left[side] {
            let this = context.fact(side, fact);
            let Some(share) = share::of_one(this) else { continue };
            let end = own.segments[this.segment].tokens.end;
            let beside = own.tokens[..this.tokens.0].iter().rev().take(BESIDE).any(says)
                || own.tokens[this.tokens.1.min(end)..end].iter().take(BESIDE).any(says);
            let later = context.facts_of[side][this.segment].iter().map(|&fact| context.fact(side, fact));
            let last =
                !later.filter(|fact| fact.tokens.0 > this.tokens.0).any(|fact| share::of_one(fact).is_some());
            let rest = |&&segment: &&usize| {
                let facts = context.facts_of[side.other()][segment].iter();
                let mut parts = facts.filter_map(|&fact| share::of_one(context.fact(side.other(), fact)));
                let all = parts.try_fold(share, plus);
                let off = all.and_then(|all| all.checked_sub(&Amount::from(1))).map(|off| off.abs());
                there.segment_tokens(segment).iter().any(says)
                    && off.is_some_and(|off| off <= Amount::new(OFF.0, OFF.1))
            };
            let told = link.segments[side.other()].iter().any(|segment| rest(&segment));
            if told && (beside || side == Side::Original && last) {
                found.push((side, fact));
            }
        }
    }
}

/// *52% to 48%* on one side, *by four points* on the other.
pub(super) fn margins(context: &Context, link: &Link, left: &Pair<Vec<usize>>, found: &mut Found) {
    let Some(data) = &context.language.number_data else { return };
    for side in Side::BOTH {
        let facts = context.facts(side.other(), link, |fact| fact.kind.is_numeric());
        let tokens = &context.documents[side.other()].tokens;
        let fact = |i: usize| context.fact(side.other(), facts[i]);
        let gap = |low: Amount, high: Amount| low.max(high).checked_sub(&low.min(high));
        let gaps = |i: usize| match fact(i).readings.first()? {
            Value::Range { low, high, unit: Unit::Score | Unit::Percent | Unit::One } => gap(*low, *high),
            // *52% to 48%*
            Value::Amount { amount, unit } if i + 1 < facts.len() => {
                let next = fact(i + 1);
                let joined = fact(i).tokens.1 + 1 == next.tokens.0
                    && data.range.contains(&tokens[fact(i).tokens.1].norm);
                let (other, of) = amount_of(next)?;
                if joined && of == *unit { gap(*amount, other) } else { None }
            }
            _ => None,
        };
        let gaps: Vec<Amount> = (0..facts.len()).filter_map(gaps).collect();
        let by = |&&fact: &&usize| {
            let this = context.fact(side, fact);
            let before = context.documents[side].tokens[..this.tokens.0].iter().rev();
            let before = before.take(2).any(|token| data.differing.contains(&token.norm));
            before && amount_of(this).is_some_and(|(amount, _)| gaps.contains(&amount))
        };
        found.extend(left[side].iter().filter(by).map(|&fact| (side, fact)));
    }
}

/// *two women and a man* of the original, *three people* of the rewrite.
pub(super) fn joined(context: &Context, link: &Link, left: &Pair<Vec<usize>>, found: &mut Found) {
    let tokens = &context.documents.original.tokens;
    let Some(data) = &context.language.number_data else { return };
    let and = |at: usize| tokens.get(at).is_some_and(|token| data.and.contains(&token.norm));
    let one = |at: usize| {
        let noun = tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Word && t.is_content());
        noun && tokens.get(at).is_some_and(|token| {
            token.class.has(Class::ARTICLE)
                && context.language.implied.get(&token.norm) == Some(&Amount::from(1))
        })
    };
    for (fact, count) in numbers(context, Side::Original, link) {
        let this = context.fact(Side::Original, fact);
        let behind = (this.tokens.1..this.tokens.1 + NEAR).any(|at| and(at) && one(at + 1));
        let before = this
            .tokens
            .0
            .checked_sub(1)
            .filter(|&at| and(at))
            .is_some_and(|at| (1..=NEAR).any(|back| at.checked_sub(back).is_some_and(one)));
        let sum = plus(count, Amount::from(1)).filter(|_| behind || before);
        let told =
            |&&fact: &&usize| amount_of(context.fact(Side::Rewrite, fact)) == sum.map(|sum| (sum, Unit::One));
        if sum.is_some() {
            found.extend(left.rewrite.iter().filter(told).map(|&fact| (Side::Rewrite, fact)));
        }
    }
}
