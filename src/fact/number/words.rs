//! Numerals in words: *two hundred and five*, *half a million*, *two-thirds*, *nineteen ninety-nine*.

use num_traits::One;

use super::{Numeral, numeral, scaled};
use crate::fact::Scan;
use crate::fact::value::{Amount, plus, times};
use crate::language::{Hedge, NumberData, NumberWord};
use crate::token::{Class, Token, TokenKind};

/// A whole number in words so far.
#[derive(Clone, Copy, Default)]
struct Whole {
    to: usize,
    /// What larger scales have closed, and what is still open.
    total: i128,
    current: i128,
    /// Scale word read last; 0 once a smaller number stands behind it.
    last_scale: i128,
    /// Smallest scale word read.
    scale: i128,
    words: usize,
    rank: bool,
    /// The value before the last *and*.
    before_and: Option<i128>,
}

impl Whole {
    fn value(&self) -> Option<i128> {
        self.total.checked_add(self.current)
    }

    /// Adds a cardinal where it fits: *hundred* + *five*, *twenty* + *one*, *nineteen* + *ninety*.
    fn cardinal(&mut self, value: i128) -> bool {
        let open = self.current % 100;
        let tens = (20..100).contains(&open) && open % 10 == 0;
        let joins = self.words == 0
            || self.last_scale > 0 && value < self.last_scale && self.current % 100 == 0
            || self.last_scale == 0 && value > 0 && value < 10 && tens
            || self.last_scale == 0 && self.current >= 100 && open == 0 && value > 0 && value < 100;
        let year = self.last_scale == 0
            && (13..=20).contains(&self.current)
            && (10..100).contains(&value)
            && self.words == 1;
        if year {
            self.current = self.current * 100 + value;
        } else if joins {
            self.current += value;
        }
        // A hundred in one word, *quinientos*, is a scale already.
        let hundreds = if value >= 100 { 100 } else { 0 };
        self.last_scale = if joins || year { hundreds } else { self.last_scale };
        joins || year
    }

    /// Multiplies by a scale word; none where it overflows, false where it is larger than one before it, unless scales nest.
    fn multiply(&mut self, scale: i128, nest: bool) -> Option<bool> {
        if nest && scale > 100 && self.total % scale > 0 && self.current > 0 {
            // *dos mil trescientos millones*: all that is smaller than the scale is counted by it.
            let lower = self.total % scale;
            self.total = (self.total - lower).checked_add((lower + self.current).checked_mul(scale)?)?;
            self.current = 0;
        } else if scale == 100 && self.current < 100 {
            self.current = self.current.max(1).checked_mul(100)?;
        } else {
            let base = if self.current == 0 { std::mem::take(&mut self.total) } else { self.current };
            let product = base.checked_mul(scale)?;
            if self.total > 0 && product >= self.total {
                return Some(false);
            }
            self.total = self.total.checked_add(product)?;
            self.current = 0;
        }
        self.last_scale = scale;
        self.scale = scale;
        Some(true)
    }

    fn ordinal(&mut self, value: i128) -> bool {
        let open = self.current % 100;
        let fits = self.words == 0
            || value < 10 && (20..100).contains(&open) && open % 10 == 0 && self.last_scale == 0
            || self.last_scale > 0 && value < self.last_scale;
        if fits {
            self.current += value;
            self.rank = true;
        }
        fits
    }
}

/// The numeral in words at token `at`.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Numeral> {
    if let Some(part) = half_scale(scan, at) {
        return Some(part);
    }
    let scale =
        |at: usize| matches!(scan.language.numbers.get(scan.norm(at)), Some(NumberWord::Multiplier(_)));
    let implied = scale(at) && scale(at + 1) && !scan.language.indefinite.contains(scan.norm(at));
    from(scan, at, implied)
}

/// *eine Million*: an article that is a number word too, before a scale word.
pub(super) fn counts(scan: &Scan, at: usize) -> bool {
    scan.tokens[at].class.has(Class::NUMBER)
        && matches!(scan.language.numbers.get(scan.norm(at + 1)), Some(NumberWord::Multiplier(_)))
}

/// *a million*, *a hundred and two*, *a dozen*, *a third of*: an article before a scale word counts as one.
pub(super) fn article(scan: &Scan, at: usize) -> Option<Numeral> {
    let next = scan.token(at + 1)?;
    if let Some(NumberWord::Multiplier(_)) = scan.language.numbers.get(&next.norm)
        && !scan.language.indefinite.contains(&next.norm)
    {
        return from(scan, at + 1, true);
    }
    if !scan.language.part_articles.iter().any(|article| article == scan.norm(at)) {
        return None;
    }
    let (to, part) = denominator(scan, at + 1, false)?;
    if let Some((to, value, _)) = scaled(scan, to, part) {
        return Some(numeral(to, value));
    }
    let range =
        |norm: &str| scan.language.number_data.as_ref().is_some_and(|d| d.range.iter().any(|w| w == norm));
    let of = !scan.language.grammar.ordinals_divide
        || is_of_whole(scan, at)
        || is_difference(scan, at, to)
        || scan.language.grammar.frames.comparing.longest(scan.upto(), to).is_some()
        || is_limited(scan, at)
        || is_of_percent(scan, to + usize::from(scan.token(to).is_some_and(|t| t.is("-") && t.joined)))
        || is_done(scan, to)
        || scan.token(to).is_none_or(|token| {
            token.class.has(Class::CONNECTOR)
                || matches!(token.norm.as_str(), "." | "," | ";" | ")")
                || range(&token.norm)
                    && (scan.is_article(to + 1)
                        || scan.token(to + 1).is_some_and(|t| t.class.has(Class::NUMBER)))
        });
    let (to, value) = of_scale(scan, to, part);
    of.then(|| numeral(to, value))
}

/// *half a percentage point*, *a quarter point*: what a part of one is told of.
fn is_of_percent(scan: &Scan, at: usize) -> bool {
    let point = |data: &NumberData| data.bare_points.iter().any(|word| word == scan.norm(at));
    scan.language.percent.longest(scan.upto(), at).is_some()
        || scan.language.number_data.as_ref().is_some_and(point)
}

/// *a third contained by dusk*: a participle behind a part, with no noun behind it that could be ranked.
fn is_done(scan: &Scan, at: usize) -> bool {
    let Some(data) = &scan.language.number_data else { return false };
    let done = |t: &Token| {
        let ends = data.done_endings.iter().any(|ending| t.norm.ends_with(ending.as_str()));
        t.kind == TokenKind::Word && !t.is_capital() && t.norm.len() > 5 && ends
    };
    scan.token(at).is_some_and(done)
        && scan.token(at + 1).is_none_or(|t| !t.is_content() && t.kind != TokenKind::Figure && !t.is("-"))
}

/// *more than a third encircled*, *nearly a fifth vaccinated*: what has a limit is no rank.
fn is_limited(scan: &Scan, at: usize) -> bool {
    /// The longest words of a limit.
    const LONGEST: usize = 4;
    (1..=LONGEST).any(|back| {
        let Some(from) = at.checked_sub(back).filter(|&from| from >= scan.begin) else { return false };
        let limit = |hedge: &Hedge| !matches!(hedge, Hedge::About | Hedge::AtMost);
        let found = scan.language.hedges.longest(&scan.tokens[..at], from);
        found.is_some_and(|(length, hedges)| length == back && hedges.iter().any(limit))
    })
}

/// *by a quarter since May*: what something changed by, with nothing behind that it could count or rank.
fn is_difference(scan: &Scan, at: usize, to: usize) -> bool {
    let by = |data: &NumberData| at > scan.begin && data.differing.contains(&scan.tokens[at - 1].norm);
    let Some(data) = scan.language.number_data.as_ref().filter(|data| by(data)) else { return false };
    // *by a quarter to 186 million* is no range.
    let free = |token: &Token| {
        !token.is_content() && !data.range.contains(&token.norm) || token.class.has(Class::DATE)
    };
    scan.token(to).is_none_or(free)
}

/// *of which a third*: the whole stands before the part.
fn is_of_whole(scan: &Scan, at: usize) -> bool {
    let whole = |norm: &str| {
        scan.language.number_data.as_ref().is_some_and(|data| data.wholes.iter().any(|word| word == norm))
    };
    at >= scan.begin + 2 && whole(scan.norm(at - 1)) && scan.tokens[at - 2].class.has(Class::CONNECTOR)
}

/// A number in words from `at`; `implied`: a one stands before it unsaid.
fn from(scan: &Scan, at: usize, implied: bool) -> Option<Numeral> {
    let mut whole = whole(scan, at, implied)?;
    let value = Amount::from(whole.value()?);
    if whole.rank {
        return Some(Numeral { rank: true, one_word: whole.words == 1, ..numeral(whole.to, value) });
    }
    let (to, value) = tail(scan, &mut whole, value);
    Some(Numeral { one_word: whole.words == 1 && !implied && to == at + 1, ..numeral(to, value) })
}

fn whole(scan: &Scan, at: usize, implied: bool) -> Option<Whole> {
    let mut whole =
        Whole { to: at, current: i128::from(implied), words: usize::from(implied), ..Whole::default() };
    let grammar = &scan.language.grammar;
    while let Some((next, token)) = next_word(scan, &whole) {
        let before = whole.value()?;
        let taken = match scan.language.numbers.get(&token.norm) {
            Some(&NumberWord::Cardinal(value)) => whole.cardinal(value),
            Some(&NumberWord::Multiplier(scale)) if whole.words > 0 => {
                whole.multiply(scale, grammar.scales_nest)?
            }
            Some(&NumberWord::Multiplier(scale)) if grammar.bare_scales.contains(&token.norm) => {
                whole.current = 1;
                whole.multiply(scale, false)?
            }
            Some(&NumberWord::Ordinal(value)) => whole.ordinal(value),
            _ => false,
        };
        if !taken {
            break;
        }
        if next == whole.to + 2 && scan.is_and(whole.to) {
            whole.before_and = Some(before);
        }
        whole.to = next;
        whole.words += 1;
        if whole.rank {
            break;
        }
    }
    (whole.to > at).then_some(whole)
}

/// The next word of a numeral: behind a hyphen or *and* once there is something to join.
fn next_word<'a>(scan: &Scan<'a>, whole: &Whole) -> Option<(usize, &'a Token)> {
    let token = scan.token(whole.to)?;
    if token.class.has(Class::NUMBER) && token.kind == TokenKind::Word {
        return Some((whole.to + 1, token));
    }
    let open = whole.current % 100;
    let tens = (20..100).contains(&open) && open % 10 == 0;
    let hyphen = whole.words > 0 && token.is("-");
    let ones = tens && scan.language.grammar.and_joins_tens;
    let joins = hyphen && token.joined || (whole.last_scale > 0 || ones) && scan.is_and(whole.to);
    let next = scan.token(whole.to + 1).filter(|t| t.kind == TokenKind::Word)?;
    let fits = match scan.language.numbers.get(&next.norm) {
        Some(NumberWord::Cardinal(value)) => joins || hyphen && tens && (1..10).contains(value),
        Some(NumberWord::Ordinal(_)) => joins,
        _ => false,
    };
    fits.then_some((whole.to + 2, next))
}

/// *half a million*, *half million*, *half a mile*.
fn half_scale(scan: &Scan, at: usize) -> Option<Numeral> {
    let part = *scan.language.fractions.get(scan.norm(at))?;
    if part > Amount::one() {
        // *anderthalb*
        return Some(
            scaled(scan, at + 1, part).map_or(numeral(at + 1, part), |(to, value, _)| numeral(to, value)),
        );
    }
    let article = usize::from(scan.is_article(at + 1));
    let scale = scan.token(at + 1 + article)?;
    let behind = at + 1 + article;
    if (article == 1 || scan.language.grammar.bare_halves)
        && scan.language.units.longest(scan.upto(), behind).is_some_and(|(_, form)| !form.attached)
    {
        return Some(numeral(behind, part));
    }
    if is_of_percent(scan, behind) {
        return Some(numeral(behind, part));
    }
    match scan.language.numbers.get(&scale.norm) {
        Some(NumberWord::Multiplier(_)) if !scan.language.indefinite.contains(&scale.norm) => {
            let (to, value, _) = scaled(scan, at + 1 + article, part)?;
            Some(numeral(to, value))
        }
        _ => None,
    }
}

/// What may follow a whole number in words: *-thirds*, *and a half*, *point five*, more scale words.
fn tail(scan: &Scan, whole: &mut Whole, value: Amount) -> (usize, Amount) {
    let to = whole.to;
    if let Some(&part) = scan.language.fractions.get(scan.norm(to))
        && scan.token(to).is_some_and(|token| token.joined && token.kind == TokenKind::Word)
        && let Some(sum) = plus(value, part)
    {
        // *zweieinhalb*
        return scaled(scan, to + 1, sum).map_or((to + 1, sum), |(to, sum, _)| (to, sum));
    }
    if let Some(found) = divided(scan, whole, value) {
        return found;
    }
    let scale = if whole.last_scale > 0 { whole.scale } else { 1 };
    if let Some(found) = and_part(scan, to, value, scale) {
        return found;
    }
    point(scan, to, value).unwrap_or((to, value))
}

/// A denominator behind a whole number: *two thirds*, *twenty-one fifths*, *two million and three fifths*.
fn divided(scan: &Scan, whole: &Whole, value: Amount) -> Option<(usize, Amount)> {
    let hyphen = usize::from(scan.token(whole.to).is_some_and(|t| t.is("-")));
    let at = whole.to + hyphen;
    let last = Amount::from(whole.value()? - whole.before_and.unwrap_or(0));
    let (to, part) =
        denominator(scan, at, last != Amount::one()).or_else(|| long_denominator(scan, at, last))?;
    let fraction = times(last, part)?;
    let Some(before) = whole.before_and else {
        let value = times(value, part)?;
        return Some(of_scale(scan, to, value));
    };
    if fraction >= Amount::one() {
        return Some((to, times(value, part)?));
    }
    Some(sum(scan, to, Amount::from(before), fraction, whole.scale))
}

/// A denominator of several words: *one twenty-fifth*, *three twenty-firsts*, *one one hundred fifth*.
fn long_denominator(scan: &Scan, at: usize, above: Amount) -> Option<(usize, Amount)> {
    if above != Amount::one() {
        let tens = scan.language.numbers.get(scan.norm(at));
        let Some(NumberWord::Cardinal(tens @ 20..100)) = tens else { return None };
        let hyphen = usize::from(scan.token(at + 1).is_some_and(|t| t.is("-")));
        let (to, part) =
            denominator(scan, at + 1 + hyphen, true).or_else(|| first_of(scan, at + 1 + hyphen))?;
        return Some((to, Amount::new(1, tens + part.denom())));
    }
    let below = whole(scan, at, false).filter(|below| below.rank && below.words > 1)?;
    Some((below.to, Amount::new(1, below.value().filter(|&value| value > 2)?)))
}

/// *-firsts*, *-seconds*: denominators only behind tens.
fn first_of(scan: &Scan, at: usize) -> Option<(usize, Amount)> {
    let base =
        scan.language.plural_endings.iter().find_map(|ending| scan.norm(at).strip_suffix(ending.as_str()))?;
    match scan.language.numbers.get(base) {
        Some(&NumberWord::Ordinal(value @ 1..=2)) => Some((at + 1, Amount::new(1, value))),
        _ => None,
    }
}

/// *and a half*, *and a quarter million*, *and three quarters* behind `value`, which ended in a scale word or in 1.
pub(super) fn and_part(scan: &Scan, to: usize, value: Amount, scale: i128) -> Option<(usize, Amount)> {
    let past_hyphen = |at: usize| at + usize::from(scan.token(at).is_some_and(|t| t.is("-") && t.joined));
    let to = if scan.is_and(past_hyphen(to)) { past_hyphen(to) } else { to };
    let with = scan.language.grammar.with_fraction.iter().any(|word| word == scan.norm(to));
    if !scan.is_and(to) && !with {
        return None;
    }
    if scan.is_article(past_hyphen(to + 1)) {
        let (next, part) = denominator(scan, past_hyphen(past_hyphen(to + 1) + 1), false)?;
        return Some(sum(scan, next, value, part, scale));
    }
    if scan.language.grammar.bare_halves
        && let Some(&part) = scan.language.fractions.get(scan.norm(to + 1))
    {
        return Some(sum(scan, to + 2, value, part, scale));
    }
    let count = whole(scan, to + 1, false).filter(|count| !count.rank && count.before_and.is_none())?;
    let above = Amount::from(count.value()?);
    let hyphen = usize::from(scan.token(count.to).is_some_and(|t| t.is("-")));
    let (next, part) = denominator(scan, count.to + hyphen, above != Amount::one())?;
    let fraction = times(above, part).filter(|fraction| *fraction < Amount::one())?;
    Some(sum(scan, next, value, fraction, scale))
}

/// A fraction behind a whole: of the scale word behind it, else of the whole's own.
fn sum(scan: &Scan, at: usize, value: Amount, fraction: Amount, scale: i128) -> (usize, Amount) {
    let whole_scale = if scale >= 1000 { scale } else { 1 };
    let (to, part) = match scaled(scan, at, fraction) {
        Some((to, _, behind)) if value < Amount::from(behind) => {
            let all = plus(value, fraction).and_then(|sum| times(sum, Amount::from(behind)));
            return all.map_or((at, value), |value| (to, value));
        }
        Some((to, part, _)) => (to, Some(part)),
        None => (at, times(fraction, Amount::from(whole_scale))),
    };
    part.and_then(|part| plus(value, part)).map_or((at, value), |value| (to, value))
}

/// *two thirds of a million*
fn of_scale(scan: &Scan, at: usize, part: Amount) -> (usize, Amount) {
    let of = scan.token(at).is_some_and(|t| t.class.has(Class::CONNECTOR)) && scan.is_article(at + 1);
    let scale = if of { scaled(scan, at + 2, part) } else { None };
    scale.map_or((at, part), |(to, value, _)| (to, value))
}

/// *point five*, *point seventy-one*: the words behind it are digits.
fn point(scan: &Scan, to: usize, value: Amount) -> Option<(usize, Amount)> {
    let data = scan.language.number_data.as_ref()?;
    if !data.point.iter().any(|w| w == scan.norm(to)) {
        return None;
    }
    let (mut at, mut sum, mut place) = (to + 1, value, Amount::one());
    while let Some(&NumberWord::Cardinal(first)) = scan.language.numbers.get(scan.norm(at)) {
        let several = (first >= 10).then(|| whole(scan, at, false)).flatten();
        let (next, digits) = match several {
            Some(whole) => (whole.to, whole.value()?),
            None => (at + 1, first),
        };
        if digits > 99 {
            break;
        }
        let smaller = times(place, Amount::new(1, if digits > 9 { 100 } else { 10 }))?;
        let Some(longer) = times(Amount::from(digits), smaller).and_then(|part| plus(sum, part)) else {
            break;
        };
        (sum, place, at) = (longer, smaller, next);
    }
    let (to, sum, _) = (at > to + 1).then(|| scaled(scan, at, sum).unwrap_or((at, sum, 1)))?;
    Some((to, sum))
}

/// A denominator: *third(s)*, *quarters*, *fifth*, *hundredths*. More than one of them stand in the plural.
fn denominator(scan: &Scan, at: usize, plural: bool) -> Option<(usize, Amount)> {
    let norm = scan.norm(at);
    let endings = &scan.language.plural_endings;
    let ending = endings.iter().find(|ending| norm.ends_with(ending.as_str()));
    if let Some(&part) = scan.language.fractions.get(norm)
        && (ending.is_some() == plural || endings.is_empty())
        && part < Amount::one()
    {
        return Some((at + 1, part));
    }
    if !scan.language.grammar.ordinals_divide {
        return None;
    }
    let base = if plural { norm.strip_suffix(ending?.as_str())? } else { norm };
    let grammar = &scan.language.grammar;
    if let Some(stem) =
        grammar.denominator_endings.iter().find_map(|ending| base.strip_suffix(ending.as_str()))
        && let Some(&NumberWord::Cardinal(value @ 3..)) = scan.language.numbers.get(stem)
    {
        return Some((at + 1, Amount::new(1, value)));
    }
    match scan.language.numbers.get(base) {
        Some(&NumberWord::Ordinal(value)) if value > 2 => Some((at + 1, Amount::new(1, value))),
        _ => None,
    }
}
