//! Numerals, in figures or words: tokens → amounts, without what they count.

use num_traits::{One, Zero};

use super::Scan;
use super::value::{Amount, MOST_DIGITS, plus, times};
use crate::language::NumberWord;
use crate::token::{Case, Class, Token, TokenKind};

/// A numeral: tokens `..to`, its readings, and how it was written.
#[derive(Clone, Debug)]
pub(super) struct Numeral {
    pub to: usize,
    pub readings: Vec<Amount>,
    /// *third*, *21st*
    pub rank: bool,
    /// Only figures, no scale: may be a year, a day, a label.
    pub plain: bool,
    /// A single word such as *one*.
    pub one_word: bool,
    /// *100m*: what the glued letter means besides a scale is for the caller to see; the token of that letter.
    pub glued_scale: Option<usize>,
}

/// The numeral that begins at token `at`.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Numeral> {
    let token = scan.token(at)?;
    match token.kind {
        TokenKind::Figure => figures(scan, at),
        TokenKind::Word if scan.language.articles.contains(&token.norm) && !counts(scan, at) => article(scan, at),
        TokenKind::Word if token.class.has(Class::NUMBER) => words(scan, at),
        _ => None,
    }
}

/// *eine Million dreihunderttausend*: an article that is a number word too, before a scale word.
fn counts(scan: &Scan, at: usize) -> bool {
    scan.tokens[at].class.has(Class::NUMBER)
        && matches!(scan.language.numbers.get(scan.norm(at + 1)), Some(NumberWord::Multiplier(_)))
}

/// *a million*, *a dozen*, *half a million*'s tail: an article before a scale word counts as one.
fn article(scan: &Scan, at: usize) -> Option<Numeral> {
    let next = scan.token(at + 1)?;
    if let Some(NumberWord::Multiplier(_)) = scan.language.numbers.get(&next.norm)
        && !scan.language.grammar.is_plural(&next.norm)
    {
        let (to, value) = scaled(scan, at + 1, Amount::one())?;
        let (to, value) = half_behind(scan, to, value).unwrap_or((to, value));
        return Some(numeral(to, value));
    }
    let (to, part) = denominator(scan, at + 1, false)?;
    if let Some((to, value)) = scaled(scan, to, part) {
        return Some(numeral(to, value));
    }
    let of = !scan.language.grammar.ordinals_divide || scan.token(to).is_none_or(|token| {
        token.class.has(Class::CONNECTOR) || matches!(token.norm.as_str(), "." | "," | ";" | ")")
    });
    of.then(|| numeral(to, part))
}

fn numeral(to: usize, value: Amount) -> Numeral {
    Numeral { to, readings: vec![value], rank: false, plain: false, one_word: false, glued_scale: None }
}

/// Digits, with group and decimal signs, vulgar fractions and scale words behind.
fn figures(scan: &Scan, at: usize) -> Option<Numeral> {
    let token = scan.token(at)?;
    let mut to = at + 1;
    let mut readings = digits(scan, token)?;
    let bare = token.norm.bytes().all(|b| b.is_ascii_digit());
    if bare && token.norm.len() <= 3 && !token.norm.starts_with('0') {
        let mut joined = token.norm.to_string();
        while let Some(next) = scan.token(to) {
            let gap = &scan.text[scan.tokens[to - 1].span.end..next.span.start];
            let (whole, decimals) = next.norm.split_once(scan.language.decimal).unwrap_or((&next.norm, ""));
            let grouped = next.kind == TokenKind::Figure
                && whole.len() == 3
                && [whole, decimals].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
            if !grouped || gap.chars().count() != 1 || joined.len() > MOST_DIGITS {
                break;
            }
            joined.push_str(whole);
            to += 1;
            if !decimals.is_empty() {
                joined = format!("{joined}.{decimals}");
                break;
            }
        }
        if to > at + 1 {
            readings = vec![super::value::parse_rational(&joined)?];
        }
    }
    if let Some((next, fraction)) = written_fraction(scan, to) {
        readings = readings.into_iter().filter_map(|value| plus(value, fraction)).collect();
        to = next;
    } else if bare && let Some((next, value)) = quotient(scan, at) {
        return Some(Numeral { plain: false, ..numeral(next, value) });
    }
    if bare && to == at + 1 && dotted_rank(scan, at) {
        return Some(Numeral { to: to + 1, readings, rank: true, plain: true, one_word: false, glued_scale: None });
    }
    if let Some(suffix) = scan.token(to).filter(|t| t.joined && t.kind == TokenKind::Word) {
        if is_ordinal_suffix(scan, suffix) {
            return Some(Numeral {
                to: to + 1,
                readings,
                rank: true,
                plain: bare,
                one_word: false,
                glued_scale: None,
            });
        }
        if let Some(&scale) = scan.language.suffixes.get(suffix.norm.as_str()) {
            let scaled = readings.iter().filter_map(|&value| times(value, Amount::from(scale))).collect();
            return Some(Numeral {
                to: to + 1,
                readings: scaled,
                rank: false,
                plain: false,
                one_word: false,
                glued_scale: Some(to),
            });
        }
    }
    let mut plain = bare && to == at + 1;
    let mut all = Vec::new();
    for value in readings {
        match scaled(scan, to, value) {
            Some((next, value)) => {
                plain = false;
                all.push(half_behind(scan, next, value).unwrap_or((next, value)));
            }
            None => all.push((to, value)),
        }
    }
    let to = all.first()?.0;
    Some(Numeral {
        to,
        readings: all.into_iter().map(|(_, v)| v).collect(),
        rank: false,
        plain,
        one_word: false,
        glued_scale: None,
    })
}

/// *3. Mai*, *der 25. Spieltag*: a full stop behind one or two digits inside a sentence, where it makes a rank.
pub(super) fn dotted_rank(scan: &Scan, at: usize) -> bool {
    scan.language.grammar.ordinal_dot
        && scan.norm(at).len() <= 2
        && scan.token(at + 1).is_some_and(|t| t.is(".") && t.joined)
        && scan.token(at + 2).is_some_and(|t| {
            t.kind == TokenKind::Word && (t.case == Case::Lower || !t.class.has(Class::FUNCTION))
        })
}

/// *2 millones y medio*: half of the scale word before.
fn half_behind(scan: &Scan, at: usize, value: Amount) -> Option<(usize, Amount)> {
    let data = scan.language.number_data.as_ref()?;
    let scale = match scan.language.numbers.get(scan.norm(at - 1)) {
        Some(&NumberWord::Multiplier(scale)) => scale,
        _ => return None,
    };
    let part = *scan.language.fractions.get(scan.norm(at + 1))?;
    if !data.and.iter().any(|word| word == scan.norm(at)) || part >= Amount::one() {
        return None;
    }
    if let Some((to, tail)) = scaled(scan, at + 1 + 1, part) {
        return Some((to, plus(value, tail)?));
    }
    Some((at + 2, plus(value, times(part, Amount::from(scale))?)?))
}

fn is_ordinal_suffix(scan: &Scan, token: &Token) -> bool {
    scan.language.number_data.as_ref().is_some_and(|data| data.ordinal_suffixes.contains(&token.norm))
}

/// One figure token as an amount; with a second reading where its one separator may be of either kind.
fn digits(scan: &Scan, token: &Token) -> Option<Vec<Amount>> {
    let raw = token.text(scan.text);
    if raw.chars().count() == 1
        && let Some(value) = vulgar(raw)
    {
        return Some(vec![value]);
    }
    let (decimal, group) = (scan.language.decimal, scan.language.group);
    let norm = token.norm.as_str();
    if norm.len() > MOST_DIGITS + 10
        || !norm.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',' || c == '\'')
    {
        return None;
    }
    let separators: Vec<char> = norm.chars().filter(|c| !c.is_ascii_digit()).collect();
    let parse = |decimal: Option<char>| -> Option<Amount> {
        let plain: String = norm
            .chars()
            .filter_map(|c| if Some(c) == decimal { Some('.') } else { c.is_ascii_digit().then_some(c) })
            .collect();
        super::value::parse_rational(&plain)
    };
    let Some(&last) = separators.last() else { return Some(vec![parse(None)?]) };
    let tail = norm.rsplit(last).next().unwrap_or("").len();
    let once = separators.iter().filter(|&&c| c == last).count() == 1;
    let mixed = separators.iter().any(|&c| c != last);
    let head = norm.split(last).next().unwrap_or("").len();
    if !once || tail == 3 && last == group && head <= 3 && !norm.starts_with('0') || tail == 2 && last == group && separators.len() > 1 {
        return Some(vec![parse(None)?]);
    }
    if mixed || tail != 3 || last == '\'' || norm.starts_with('0') {
        return Some(vec![parse(Some(last))?]);
    }
    // One decimal sign of this language before three digits: elsewhere it groups.
    let mut readings = vec![parse(Some(last))?];
    if last == decimal {
        readings.extend(parse(None));
    }
    Some(readings)
}

fn vulgar(raw: &str) -> Option<Amount> {
    let folded = crate::token::normal_form(raw).0;
    let (above, below) = folded.split_once('\u{2044}')?;
    Some(Amount::new(above.parse().ok()?, below.parse::<i128>().ok().filter(|&b| b != 0)?))
}

/// A vulgar fraction behind a whole number: *2½*, *2 1/2*.
fn written_fraction(scan: &Scan, at: usize) -> Option<(usize, Amount)> {
    let token = scan.token(at)?;
    if token.kind != TokenKind::Figure {
        return None;
    }
    if let Some(value) = vulgar(token.text(scan.text)) {
        return Some((at + 1, value));
    }
    quotient(scan, at)
}

/// *1/2*, *3/4*: small figures around a slash, the first the smaller.
fn quotient(scan: &Scan, at: usize) -> Option<(usize, Amount)> {
    let slash = scan.token(at + 1).filter(|t| t.is("/") && t.joined)?;
    let below = scan.token(at + 2).filter(|t| t.joined && t.kind == TokenKind::Figure)?;
    if slash.span.end != below.span.start || scan.token(at + 3).is_some_and(|t| t.is("/") && t.joined) {
        return None;
    }
    let above: i128 = scan.norm(at).parse().ok()?;
    let below: i128 = below.norm.parse().ok()?;
    (above < below && below <= 10 && above > 0).then(|| (at + 3, Amount::new(above, below)))
}

/// Scale words behind an amount: *million*, *lakh crore*, with a hyphen or a stop between where written so.
fn scaled(scan: &Scan, at: usize, value: Amount) -> Option<(usize, Amount)> {
    let (mut to, mut value, mut any) = (at, value, false);
    loop {
        let hyphen = usize::from(scan.token(to).is_some_and(|t| t.is("-") && t.joined));
        let Some(token) = scan.token(to + hyphen) else { break };
        let scale = match scan.language.numbers.get(&token.norm) {
            Some(NumberWord::Multiplier(scale)) => *scale,
            _ => match scan.language.suffixes.get(token.norm.as_str()) {
                Some(scale) if token.norm.len() > 1 && hyphen == 0 => *scale,
                _ => break,
            },
        };
        value = times(value, Amount::from(scale))?;
        to += hyphen + 1;
        to += usize::from(
            token.class.has(Class::ABBREVIATION)
                && scan.token(to).is_some_and(|t| t.is(".") && t.joined)
                && scan.token(to + 1).is_some(),
        );
        any = true;
    }
    any.then_some((to, value))
}

/// A number in words.
fn words(scan: &Scan, at: usize) -> Option<Numeral> {
    if let Some(part) = half_scale(scan, at) {
        return Some(part);
    }
    let (mut total, mut current) = (0_i128, 0_i128);
    let (mut to, mut rank, mut last_scale) = (at, false, 0_i128);
    let mut count = 0;
    let grammar = &scan.language.grammar;
    let tens = |current: i128| {
        grammar.and_joins_tens && (30..100).contains(&(current % 100)) && current % 10 == 0
    };
    while let Some((next, token)) = next_word(scan, to, count > 0, last_scale > 0 || tens(current)) {
        match scan.language.numbers.get(&token.norm) {
            Some(&NumberWord::Cardinal(value)) => {
                let joins = count == 0
                    || tens(current) && value > 0 && value < 10
                    || last_scale > 0 && value < last_scale && current % 100 == 0
                    || last_scale == 0
                        && value > 0
                        && value < 10
                        && (20..100).contains(&current)
                        && current % 10 == 0
                    || last_scale == 0 && value < 10 && (1300..=2000).contains(&current) && current % 10 == 0;
                let year = last_scale == 0
                    && (13..=20).contains(&current)
                    && (10..100).contains(&value)
                    && count == 1;
                if joins {
                    current += value;
                } else if year {
                    current = current * 100 + value;
                } else {
                    break;
                }
                last_scale = if value >= 100 { 100 } else { 0 };
            }
            Some(&NumberWord::Multiplier(scale)) if count > 0 || grammar.bare_scales.contains(&token.norm) => {
                if scale == 100 && current < 100 {
                    current = current.max(1).checked_mul(100)?;
                } else {
                    // *dos mil trescientos millones*: all that is smaller than the scale is counted by it.
                    let lower = if scale > 0 { total % scale } else { 0 };
                    let base = match lower + current {
                        0 if count == 0 => 1,
                        0 => std::mem::take(&mut total),
                        sum => sum,
                    };
                    total = (total - lower.min(total)).checked_add(base.checked_mul(scale)?)?;
                    current = 0;
                }
                last_scale = scale;
            }
            Some(&NumberWord::Ordinal(value)) => {
                let fits = count == 0
                    || value < 10 && (20..100).contains(&current) && current % 10 == 0 && last_scale == 0
                    || last_scale > 0 && value < last_scale;
                if !fits {
                    break;
                }
                current += value;
                rank = true;
            }
            _ => break,
        }
        to = next;
        count += 1;
        if rank {
            break;
        }
    }
    if count == 0 {
        return None;
    }
    let mut value = Amount::from(total.checked_add(current)?);
    if !rank {
        (to, value) = fraction_behind(scan, to, value, count);
    }
    Some(Numeral {
        to,
        readings: vec![value],
        rank,
        plain: false,
        one_word: count == 1 && to == at + 1,
        glued_scale: None,
    })
}

/// The next word of a numeral: behind a hyphen or *and* once there is something to join.
fn next_word<'a>(scan: &Scan<'a>, at: usize, inside: bool, after_scale: bool) -> Option<(usize, &'a Token)> {
    let token = scan.token(at)?;
    if token.class.has(Class::NUMBER) && token.kind == TokenKind::Word {
        return Some((at + 1, token));
    }
    let joins = inside && token.is("-") && token.joined
        || after_scale
            && scan.language.number_data.as_ref().is_some_and(|data| data.and.contains(&token.norm));
    if !joins {
        return None;
    }
    let next = scan.token(at + 1)?;
    let number = next.kind == TokenKind::Word && scan.language.numbers.contains_key(&next.norm);
    let small = matches!(
        scan.language.numbers.get(&next.norm),
        Some(NumberWord::Cardinal(_) | NumberWord::Ordinal(_))
    );
    (number && small).then_some((at + 2, next))
}

/// *half a million*, *half million*, *a quarter of a million*.
fn half_scale(scan: &Scan, at: usize) -> Option<Numeral> {
    let part = *scan.language.fractions.get(scan.norm(at))?;
    let article = usize::from(scan.token(at + 1).is_some_and(|t| scan.language.articles.contains(&t.norm)));
    if part > Amount::one() {
        return Some(scaled(scan, at + 1, part).map_or(numeral(at + 1, part), |(to, value)| numeral(to, value)));
    }
    let scale = scan.token(at + 1 + article)?;
    if (article == 1 || scan.language.grammar.bare_halves)
        && scan.language.units.longest(scan.text, scan.upto(), at + 1 + article).is_some_and(|(_, form)| !form.attached)
    {
        return Some(numeral(at + 1 + article, part));
    }
    match scan.language.numbers.get(&scale.norm) {
        Some(NumberWord::Multiplier(_)) if !scan.language.grammar.is_plural(&scale.norm) => {
            let (to, value) = scaled(scan, at + 1 + article, part)?;
            Some(numeral(to, value))
        }
        _ => None,
    }
}

/// What may follow a whole number in words: *-thirds*, *and a half*, *point five*, more scale words.
fn fraction_behind(scan: &Scan, to: usize, value: Amount, words: usize) -> (usize, Amount) {
    if let Some(&part) = scan.language.fractions.get(scan.norm(to))
        && scan.token(to).is_some_and(|token| token.joined)
        && let Some(sum) = plus(value, part)
    {
        return scaled(scan, to + 1, sum).unwrap_or((to + 1, sum));
    }
    let hyphen = usize::from(scan.token(to).is_some_and(|t| t.is("-")));
    if words == 1
        && let Some((next, part)) = denominator(scan, to + hyphen, value != Amount::one())
        && let Some(value) = times(value, part)
    {
        return scaled(scan, next, value).unwrap_or((next, value));
    }
    if let Some(found) = half_behind(scan, to, value) {
        return found;
    }
    let data = scan.language.number_data.as_ref();
    if data.is_some_and(|d| d.and.iter().any(|w| w == scan.norm(to))) {
        let article =
            usize::from(scan.token(to + 1).is_some_and(|t| scan.language.articles.contains(&t.norm)));
        if let Some(&part) = scan.language.fractions.get(scan.norm(to + 1 + article))
            && (article == 1 || scan.language.grammar.bare_halves)
            && let Some(sum) = plus(value, part)
        {
            let at = to + 2 + article;
            return scaled(scan, at, sum).unwrap_or((at, sum));
        }
    }
    if data.is_some_and(|d| d.point.iter().any(|w| w == scan.norm(to))) {
        let (mut at, mut sum, mut place) = (to + 1, value, Amount::new(1, 10));
        while let Some(&NumberWord::Cardinal(digit)) = scan.language.numbers.get(scan.norm(at)) {
            let Some(next) = times(Amount::from(digit), place).and_then(|part| plus(sum, part)) else {
                break;
            };
            if digit > 9 {
                break;
            }
            sum = next;
            at += 1;
            let Some(smaller) = times(place, Amount::new(1, 10)) else { break };
            place = smaller;
        }
        if at > to + 1 {
            return scaled(scan, at, sum).unwrap_or((at, sum));
        }
    }
    (to, value)
}

/// A denominator: *third(s)*, *quarters*, *fifth*, *hundredths*. More than one of them stand in the plural.
fn denominator(scan: &Scan, at: usize, plural: bool) -> Option<(usize, Amount)> {
    let norm = scan.norm(at);
    let grammar = &scan.language.grammar;
    if let Some(&part) = scan.language.fractions.get(norm)
        && (grammar.is_plural(norm) == plural || grammar.plural_ending.is_empty())
        && part < Amount::one()
    {
        return Some((at + 1, part));
    }
    if !grammar.ordinals_divide {
        return None;
    }
    let base = if plural { norm.strip_suffix(grammar.plural_ending.as_str())? } else { norm };
    match scan.language.numbers.get(base) {
        Some(&NumberWord::Ordinal(value)) if value > 2 && !value.is_zero() => {
            Some((at + 1, Amount::new(1, value)))
        }
        _ => None,
    }
}
