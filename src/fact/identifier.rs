//! Figures that are no amounts: telephone numbers, versions, addresses of machines.

use compact_str::CompactString;

use super::{Fact, Kind, Scan, Value};
use crate::token::{Class, Token, TokenKind};

/// The identifier at token `at`.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Fact> {
    let token = scan.token(at)?;
    if token.kind == TokenKind::Figure || token.is("+") || token.is("(") {
        let to = dotted(scan, at)
            .or_else(|| telephone(scan, at))
            .or_else(|| no_date(scan, at))
            .or_else(|| no_power(scan, at))
            .or_else(|| named(scan, at))?;
        let written = scan.span(at, to).of(scan.text);
        let id: CompactString = written
            .chars()
            .map(|c| if c == ',' { '.' } else { c })
            .filter(|c| c.is_alphanumeric() || *c == '.')
            .flat_map(char::to_uppercase)
            .collect();
        return Some(scan.fact(Kind::Number, at, to, vec![Value::Identifier(id)]));
    }
    None
}

/// *„Aquila 1.7“*, *“Model 3”*: a figure that ends a name in quotation marks. Four digits may be a year.
fn named(scan: &Scan, at: usize) -> Option<usize> {
    /// Words of the name at most.
    const WORDS: usize = 3;
    let figure = scan.token(at).filter(|t| t.kind == TokenKind::Figure && t.norm.len() < 4)?;
    let mark =
        |t: &Token| matches!(t.norm.as_str(), "\"" | "“" | "”" | "„" | "«" | "»" | "‘" | "’" | "'" | "‚");
    let stop =
        usize::from(scan.token(at + 1).is_some_and(|t| t.joined && matches!(t.norm.as_str(), "," | ".")));
    scan.token(at + 1 + stop).filter(|t| t.joined && mark(t))?;
    let word = |t: &Token| {
        t.kind == TokenKind::Word
            && t.is_capital()
            && !t.class.any(Class(Class::DATE.0 | Class::NUMBER.0 | Class::UNIT.0))
    };
    let words = scan.tokens[scan.begin..at].iter().rev().take_while(|t| word(t)).count();
    let opened = at.checked_sub(words + 1).filter(|&open| open >= scan.begin).map(|open| &scan.tokens[open]);
    let fits = !figure.joined && (1..=WORDS).contains(&words) && opened.is_some_and(mark);
    fits.then_some(at + 1)
}

/// *192.168.1.2*, *version 3.5.1*: three figures or more with stops between that group no thousands.
fn dotted(scan: &Scan, at: usize) -> Option<usize> {
    let token = scan.token(at).filter(|t| t.kind == TokenKind::Figure)?;
    let parts = || token.norm.split('.');
    let digits = parts().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let thousands =
        parts().skip(1).all(|part| part.len() == 3) && parts().next().is_some_and(|first| first.len() <= 3);
    let date = parts().count() == 3
        && parts().next_back().is_some_and(|last| matches!(last.len(), 2 | 4))
        && !cued(scan, at);
    (parts().count() >= 3 && digits && !thousands && !date).then_some(at + 1)
}

/// *31/02/2021*, *2021-02-31*: the shape of a date that no calendar has.
fn no_date(scan: &Scan, at: usize) -> Option<usize> {
    let mark = scan.token(at + 1).filter(|t| matches!(t.norm.as_str(), "/" | "-"))?;
    let glued = (1..5).all(|i| scan.token(at + i).is_some_and(|t| t.joined));
    let digits = |i: usize| {
        let token = scan.token(at + i).filter(|t| t.norm.bytes().all(|b| b.is_ascii_digit()))?;
        Some(token.norm.len())
    };
    let lengths = [digits(0)?, digits(2)?, digits(4)?];
    let shape = matches!(lengths, [4, 2, 2] | [1 | 2, 1 | 2, 4]);
    let further =
        scan.token(at + 5).is_some_and(|t| t.joined && (t.is(&mark.norm) || t.kind != TokenKind::Sign));
    let found = glued && shape && !further && scan.norm(at + 3) == mark.norm;
    (found && !super::date::is_numeral(scan, at)).then_some(at + 5)
}

/// *1e400*: a power of ten larger than any amount that is told.
fn no_power(scan: &Scan, at: usize) -> Option<usize> {
    let mark = scan.token(at + 1).filter(|t| t.joined && t.is("e"))?;
    let sign =
        usize::from(scan.token(at + 2).is_some_and(|t| t.joined && matches!(t.norm.as_str(), "+" | "-")));
    let figure = scan.token(at + 2 + sign).filter(|t| t.joined)?;
    let digits = figure.norm.bytes().all(|b| b.is_ascii_digit()) && mark.kind == TokenKind::Word;
    let large = figure.norm.parse::<usize>().map_or(true, |power| power >= super::value::MOST_DIGITS);
    (digits && large).then_some(at + 3 + sign)
}

/// *+44 20 7946 0000*, *555-0199*, *(212) 555-0123*, *0800 123 456*: groups of digits that begin with a plus, or behind
/// a word that calls for a number, or of three, three and four digits.
fn telephone(scan: &Scan, at: usize) -> Option<usize> {
    let plus = scan.token(at)?.is("+");
    let opened = scan.token(at)?.is("(");
    let first = at + usize::from(plus || opened);
    let (mut to, mut lengths, mut count) = (first, [0_usize; 8], 0);
    let group = |t: &Token| t.kind == TokenKind::Figure && t.norm.bytes().all(|b| b.is_ascii_digit());
    while let Some(token) = scan.token(to).filter(|t| group(t)) {
        *lengths.get_mut(count)? = token.norm.len();
        count += 1;
        to += 1;
        let between = usize::from(scan.token(to).is_some_and(|t| t.is("-") && t.joined))
            + usize::from(count == 1 && opened && scan.token(to).is_some_and(|t| t.is(")")));
        let next = scan.token(to + between).is_some_and(group);
        if !next {
            break;
        }
        to += between;
    }
    let groups = &lengths[..count];
    let digits: usize = groups.iter().sum();
    let north_american = matches!(groups, [3, 3, 4] | [1, 3, 3, 4]);
    let zero = scan.norm(first).starts_with('0') && digits >= 9;
    let cued = || digits >= 6 && cued(scan, at);
    (count >= 2
        && (plus && digits >= 7 || north_american && !is_grouped(scan, first, count) || zero || cued()))
    .then_some(to)
}

/// Groups with nothing but spaces between them may be one large number.
fn is_grouped(scan: &Scan, first: usize, count: usize) -> bool {
    (first + 1..(first + count).min(scan.end)).all(|at| scan.tokens[at].kind == TokenKind::Figure)
}

/// A word before that calls for an identifier.
fn cued(scan: &Scan, at: usize) -> bool {
    const NEAR: usize = 4;
    let before = &scan.tokens[at.saturating_sub(NEAR).max(scan.begin)..at];
    let data = scan.language.number_data.as_ref();
    data.is_some_and(|data| before.iter().any(|token| data.identifier_cues.contains(&token.norm)))
}
