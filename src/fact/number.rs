//! Numerals, in figures or words: tokens → amounts, without what they count.

mod words;

use num_traits::{CheckedDiv, One};

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
    /// *three of every ten euros*: a part of one, whatever unit stands behind.
    pub share: bool,
}

/// The numeral that begins at token `at`.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Numeral> {
    let numeral = plain(scan, at)?;
    Some(ratio(scan, at, &numeral).unwrap_or(numeral))
}

/// The same without a look at *out of five* behind it.
fn plain(scan: &Scan, at: usize) -> Option<Numeral> {
    let token = scan.token(at)?;
    match token.kind {
        TokenKind::Figure => figures(scan, at),
        TokenKind::Sign => decimal_first(scan, at),
        TokenKind::Word if scan.is_article(at) && !words::counts(scan, at) => words::article(scan, at),
        TokenKind::Word if token.class.has(Class::NUMBER) && !in_name(scan, at) => words::at(scan, at),
        _ => None,
    }
}

/// *Three-River-Source Park*: the number word begins a name of three words or more with hyphens between.
fn in_name(scan: &Scan, at: usize) -> bool {
    let hyphen = |i: usize| scan.token(i).is_some_and(|t| t.is("-") && t.joined);
    let word = |i: usize| {
        scan.token(i).is_some_and(|t| {
            t.joined && t.case == Case::Title && !t.class.has(Class::NUMBER) && !t.class.has(Class::UNIT)
        })
    };
    scan.tokens[at].case == Case::Title && hyphen(at + 1) && word(at + 2) && hyphen(at + 3) && word(at + 4)
}

fn numeral(to: usize, value: Amount) -> Numeral {
    Numeral {
        to,
        readings: vec![value],
        rank: false,
        plain: false,
        one_word: false,
        glued_scale: None,
        share: false,
    }
}

/// *and a half* behind one of a unit: one and a half.
pub(super) fn one_and_part(scan: &Scan, at: usize) -> Option<Numeral> {
    let article = scan.is_and(at) && (scan.is_article(at + 1) || scan.language.grammar.bare_halves);
    let (to, value) = words::and_part(scan, at, Amount::from(1), 1).filter(|_| article)?;
    Some(numeral(to, value))
}

/// A number that stands before `to`, told in more than one numeral.
pub(super) fn whole(to: usize, value: Amount) -> Numeral {
    numeral(to, value)
}

/// *one in five*, *three out of ten*: a share. Behind *in* only of one, or of ten: *two in three days* are no two thirds.
fn ratio(scan: &Scan, at: usize, part: &Numeral) -> Option<Numeral> {
    let phrase = |at: usize| scan.language.ratios.longest(scan.upto(), at);
    // *one adult in ten*: what is counted may stand between, where nothing is counted behind.
    let noun =
        scan.token(part.to).is_some_and(|t| t.kind == TokenKind::Word && t.is_content() && !t.is_capital());
    let inside = usize::from(noun && phrase(part.to).is_none());
    let (length, any) = phrase(part.to + inside)?;
    let length = length + inside;
    let above = *part.readings.first().filter(|value| !part.rank && value.is_integer())?;
    let below = plain(scan, part.to + length)?;
    let whole = *below.readings.first().filter(|value| value.is_integer() && !below.rank)?;
    let figure = scan.token(part.to + length).is_some_and(|t| t.kind == TokenKind::Figure);
    let year = figure && below.plain && whole >= Amount::from(1000);
    let small = above == Amount::one() || whole == Amount::from(10);
    let behind = scan.token(below.to);
    // *three of every ten euros*
    let share = *any
        && whole <= Amount::from(10)
        && behind.is_some_and(|t| t.class.has(Class::UNIT) && !t.joined)
        && scan.language.currencies.longest(scan.upto(), below.to).is_some();
    let measured = !share
        && behind.is_some_and(|t| {
            t.class.has(Class::UNIT)
                || t.class.has(Class::DATE)
                || t.joined && t.kind != TokenKind::Sign
                || t.is("%")
        });
    let bare = part.plain || scan.token(at).is_some_and(|t| t.class.has(Class::NUMBER));
    let noun_behind = behind.is_some_and(|t| t.kind == TokenKind::Word && t.is_content());
    // *two in three of the jobs*
    let parts = whole <= Amount::from(10) && behind.is_some_and(|t| t.class.has(Class::CONNECTOR));
    let free =
        if inside == 1 { !*any && above == Amount::one() && !noun_behind } else { *any || small || parts };
    let fits = bare && above >= Amount::one() && above < whole && free && !year && !measured;
    fits.then(|| Numeral { share, ..numeral(below.to, above / whole) })
}

/// *.08*: a decimal without a figure before its sign.
fn decimal_first(scan: &Scan, at: usize) -> Option<Numeral> {
    let sign = scan.token(at).filter(|t| t.norm.chars().eq([scan.language.decimal]))?;
    let figure = scan.token(at + 1).filter(|t| t.joined && t.kind == TokenKind::Figure)?;
    let digits = figure.norm.bytes().all(|b| b.is_ascii_digit());
    if sign.joined && at > scan.begin && scan.tokens[at - 1].kind != TokenKind::Sign || !digits {
        return None;
    }
    let value = super::value::parse_rational(&format!("0.{}", figure.norm))?;
    let behind = number_behind(scan, at + 2, value);
    Some(behind.unwrap_or_else(|| numeral(at + 2, value)))
}

/// Scale words behind a decimal.
fn number_behind(scan: &Scan, at: usize, value: Amount) -> Option<Numeral> {
    scaled(scan, at, value).map(|(to, value, _)| numeral(to, value))
}

/// Digits, with group and decimal signs, powers, vulgar fractions and scale words behind.
fn figures(scan: &Scan, at: usize) -> Option<Numeral> {
    let token = scan.token(at)?;
    let bare = token.norm.bytes().all(|b| b.is_ascii_digit());
    let (mut to, mut readings) = match bare.then(|| grouped(scan, at)).flatten() {
        Some((to, value)) => (to, vec![value]),
        None => (at + 1, digits(scan, token)?),
    };
    if let Some((next, value)) = readings.first().and_then(|&value| power(scan, to, value)) {
        return Some(numeral(next, value));
    }
    if let Some((next, fraction)) = written_fraction(scan, to) {
        readings = readings.into_iter().filter_map(|value| plus(value, fraction)).collect();
        to = next;
    } else if bare && let Some((next, value)) = quotient(scan, at) {
        return Some(numeral(next, value));
    }
    if bare && to == at + 1 && (dotted_rank(scan, at) || dotted_suffix(scan, at)) {
        let to = to + 1 + usize::from(dotted_suffix(scan, at));
        return Some(Numeral { rank: true, plain: true, readings, ..numeral(to, Amount::one()) });
    }
    if let Some(suffix) = scan.token(to).filter(|t| t.joined && t.kind == TokenKind::Word)
        && let Some(found) = suffixed(scan, to, suffix, &readings, bare)
    {
        return Some(found);
    }
    if bare && to == at + 1 && is_age_group(scan, at) {
        return Some(Numeral { plain: true, readings, ..numeral(to + 1, Amount::one()) });
    }
    let plain = bare && to == at + 1;
    let mut scaled_to = None;
    for value in &mut readings {
        if let Some((next, larger, scale)) = scaled(scan, to, *value) {
            let (next, larger) = more(scan, next, larger, scale);
            *value = larger;
            scaled_to = Some(next);
        }
    }
    if scaled_to.is_some() {
        // *4.176 thousand* has a decimal sign.
        readings.truncate(1);
    }
    let plain = plain && scaled_to.is_none();
    Some(Numeral {
        to: scaled_to.unwrap_or(to),
        readings,
        rank: false,
        plain,
        one_word: false,
        glued_scale: None,
        share: false,
    })
}

/// *the over-60s*, *under-5s*: people of an age, no seconds.
fn is_age_group(scan: &Scan, at: usize) -> bool {
    let ending =
        scan.token(at + 1).is_some_and(|t| t.joined && scan.language.decade_endings.contains(&t.norm));
    ending
        && at > scan.begin + 1
        && scan.tokens[at].joined
        && scan.tokens[at - 1].joined
        && scan.tokens[at - 1].is("-")
        && scan.tokens[at - 2].kind == TokenKind::Word
}

/// *21st*, *34.6m*: what is glued to figures.
fn suffixed(scan: &Scan, to: usize, suffix: &Token, readings: &[Amount], bare: bool) -> Option<Numeral> {
    let rank = is_ordinal_suffix(scan, suffix);
    let scale = if rank { 1 } else { *scan.language.suffixes.get(suffix.norm.as_str())? };
    Some(Numeral {
        to: to + 1,
        readings: readings.iter().filter_map(|&value| times(value, Amount::from(scale))).collect(),
        rank,
        plain: rank && bare,
        one_word: false,
        glued_scale: (!rank).then_some(to),
        share: false,
    })
}

/// *2 000 000*: groups of three with one space between.
fn grouped(scan: &Scan, at: usize) -> Option<(usize, Amount)> {
    let token = scan.token(at)?;
    if token.norm.len() > 3 || token.norm.starts_with('0') {
        return None;
    }
    let (mut to, mut joined) = (at + 1, token.norm.clone());
    while let Some(next) = scan.token(to) {
        let gap = &scan.text[scan.tokens[to - 1].span.end..next.span.start];
        let (whole, decimals) = next.norm.split_once(scan.language.decimal).unwrap_or((&next.norm, ""));
        let group = next.kind == TokenKind::Figure
            && whole.len() == 3
            && [whole, decimals].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        if !group || gap.chars().count() != 1 || joined.len() > MOST_DIGITS {
            break;
        }
        joined.push_str(whole);
        to += 1;
        if !decimals.is_empty() {
            joined.push('.');
            joined.push_str(decimals);
            break;
        }
    }
    (to > at + 1).then(|| Some((to, super::value::parse_rational(&joined)?)))?
}

/// *1.3e6*, *1.3x10^6*, *2^10*: a power behind a figure, and the value with it.
fn power(scan: &Scan, at: usize, value: Amount) -> Option<(usize, Amount)> {
    let glued = |at: usize| scan.token(at).filter(|t| t.joined);
    let mark = glued(at)?;
    let exponent = |at: usize| -> Option<(usize, i32)> {
        let sign = glued(at).filter(|t| matches!(t.norm.as_str(), "+" | "-" | "−"));
        let at = at + usize::from(sign.is_some());
        let figure: i32 = glued(at)?.norm.parse().ok()?;
        Some((at + 1, if sign.is_some_and(|t| !t.is("+")) { -figure } else { figure }))
    };
    let (base, (to, exponent)) = match mark.norm.as_str() {
        "e" => (Amount::from(10), exponent(at + 1)?),
        "^" => (value, exponent(at + 1)?),
        "x" | "×" if glued(at + 1)?.is("10") && glued(at + 2)?.is("^") => {
            (Amount::from(10), exponent(at + 3)?)
        }
        _ => return None,
    };
    let mut factor = Amount::one();
    for _ in 0..exponent.unsigned_abs().min(40) {
        factor = times(factor, base)?;
    }
    if exponent < 0 {
        factor = Amount::one().checked_div(&factor)?;
    }
    Some((to, if mark.is("^") { factor } else { times(value, factor)? }))
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

/// *1.º*, *3.er*: the ending of a rank behind a full stop.
pub(super) fn dotted_suffix(scan: &Scan, at: usize) -> bool {
    scan.token(at + 1).is_some_and(|t| t.is(".") && t.joined)
        && scan.token(at + 2).is_some_and(|t| t.joined && is_ordinal_suffix(scan, t))
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
    let groups = tail == 3 && last == group && head <= 3 && !norm.starts_with('0');
    if !once || groups || tail == 2 && last == group && separators.len() > 1 {
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

/// Scale words behind an amount: *million*, *lakh crore*, with a hyphen or a stop between where written so. The last scale
/// stands third.
fn scaled(scan: &Scan, at: usize, value: Amount) -> Option<(usize, Amount, i128)> {
    let (mut to, mut value, mut last) = (at, value, None);
    loop {
        let hyphen = usize::from(scan.token(to).is_some_and(|t| t.is("-") && t.joined));
        let Some(token) = scan.token(to + hyphen) else { break };
        let scale = match scan.language.numbers.get(&token.norm) {
            Some(NumberWord::Multiplier(scale)) => *scale,
            _ => match scan.language.suffixes.get(token.norm.as_str()) {
                Some(scale) if token.norm.len() > 1 && hyphen == 0 && !is_unit(scan, to) => *scale,
                Some(scale) if hyphen == 0 && is_loose(scan, to) => *scale,
                _ => break,
            },
        };
        value = times(value, Amount::from(scale))?;
        to += hyphen + 1;
        // The stop of *Mio.* inside a sentence.
        to += usize::from(
            token.class.has(Class::ABBREVIATION)
                && scan.token(to).is_some_and(|t| t.is(".") && t.joined)
                && scan.token(to + 1).is_some(),
        );
        last = Some(scale);
    }
    last.map(|scale| (to, value, scale))
}

/// *50 k*: a scale letter apart from its figure, with nothing behind that it could belong to.
fn is_loose(scan: &Scan, at: usize) -> bool {
    let (token, next) = (&scan.tokens[at], scan.token(at + 1));
    scan.language.grammar.loose_scales.contains(&token.norm)
        && token.case == Case::Lower
        && next.is_none_or(|next| next.kind == TokenKind::Sign && !(next.joined && next.is("-")))
}

/// *mm* is a millimetre before it is a million.
fn is_unit(scan: &Scan, at: usize) -> bool {
    scan.language.units.longest(scan.upto(), at).is_some()
}

/// What goes on behind a scale word: *4 thousand 3 hundred and 21*, *3 million and a half*.
fn more(scan: &Scan, to: usize, value: Amount, scale: i128) -> (usize, Amount) {
    if let Some((next, sum)) = words::and_part(scan, to, value, scale) {
        return (next, sum);
    }
    let and = usize::from(scan.is_and(to));
    let next = to + and;
    let Some(token) = scan.token(next) else { return (to, value) };
    let figure = match token.kind {
        TokenKind::Figure if token.norm.len() <= 3 => token.norm.parse::<i128>().ok(),
        TokenKind::Word if and == 1 => match scan.language.numbers.get(&token.norm) {
            Some(&NumberWord::Cardinal(value)) => Some(value),
            _ => None,
        },
        _ => None,
    };
    let Some(figure) = figure else { return (to, value) };
    let smaller = scaled(scan, next + 1, Amount::from(figure));
    if let Some((next, part, small)) = smaller.filter(|(_, _, small)| *small < scale && and == 0)
        && let Some(sum) = plus(value, part)
    {
        return more(scan, next, sum, small);
    }
    match plus(value, Amount::from(figure)) {
        Some(sum) if scale == 100 && figure > 0 && figure < 100 && and == 1 && smaller.is_none() => {
            (next + 1, sum)
        }
        _ => (to, value),
    }
}

/// The value of Roman figures up to 39, in lower case: *ii*, *xiv*.
pub(crate) fn roman(norm: &str) -> Option<i128> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let ones = norm.trim_start_matches('x');
    let tens = norm.len() - ones.len();
    let value = 10 * tens + ONES.iter().position(|form| *form == ones)?;
    i128::try_from(value).ok().filter(|value| (1..40).contains(value))
}
