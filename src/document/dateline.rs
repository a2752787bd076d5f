//! Datelines: the place, the day and the agency before the first sentence, *VIENNA, March 3 (Reuters) —*.

use crate::language::Language;
use crate::segment::{Block, Role};
use crate::span::Span;
use crate::token::{Case, Class, Token, TokenKind};

/// Blocks of text, headings left out, among which a dateline is sought.
const FIRST: usize = 3;
/// A dateline is no longer than this, in bytes and in tokens.
const LONG: usize = 120;
const MOST: usize = 18;
/// Words of a place in capitals before a colon.
const PLACE: usize = 3;

/// The first dateline among the blocks, and the number of its block.
pub(super) fn find(text: &str, blocks: &[Block], language: &Language) -> Option<(usize, Span)> {
    let texts = blocks.iter().enumerate().filter(|(_, block)| block.role == Role::Sentence);
    texts.take(FIRST).find_map(|(at, block)| Some((at, read(text, block.span, language)?)))
}

/// What of a block is a dateline: names and figures, in evidence of which an agency, a day, capitals or a known place
/// stand, up to a dash.
fn read(text: &str, block: Span, language: &Language) -> Option<Span> {
    let end = text.floor_char_boundary(block.start + LONG).min(block.end);
    if !text[block.start..end].contains(['-', '–', '—', ':']) {
        return None;
    }
    let mut tokens = Vec::new();
    language.tokenize(text, Span::new(block.start, end), &mut tokens);
    let (mut open, mut shown, mut dated, mut figured) = (false, false, false, false);
    for (i, token) in tokens.iter().enumerate().take(MOST) {
        let next = tokens.get(i + 1)?;
        match token.kind {
            TokenKind::Sign if is_dash(token) => {
                let apart = !token.joined || !next.joined || tokens[i - 1].is(".");
                if apart && !open {
                    let told = shown || dated && figured || is_place(&tokens[..i], language);
                    return told.then(|| Span::new(block.start, token.span.end));
                }
            }
            // *NEW DELHI: The cabinet …*
            TokenKind::Sign if token.is(":") => {
                let capitals = |token: &Token| token.case == Case::Upper && token.norm.chars().count() > 2;
                let told = (1..=PLACE).contains(&i) && tokens[..i].iter().all(capitals) && next.is_capital();
                return told.then(|| Span::new(block.start, token.span.end));
            }
            TokenKind::Sign if token.is("(") && !open && i > 0 => open = true,
            TokenKind::Sign if token.is(")") && open => open = false,
            TokenKind::Sign if token.is(",") || token.is(".") || token.is("/") => {}
            TokenKind::Figure => figured = true,
            TokenKind::Word if open || may_stand(token, i) || i > 0 && is_month(&tokens[i - 1], token) => {
                dated |= language.months.contains_key(&token.norm) || token.class.has(Class::DATE);
                shown |= open && language.agencies.contains(&token.norm)
                    || !open && i == 0 && token.case == Case::Upper && token.norm.chars().count() > 4;
            }
            _ => return None,
        }
    }
    None
}

fn is_dash(token: &Token) -> bool {
    matches!(&*token.norm, "-" | "–" | "—" | "--")
}

/// A capital, or a small word of a name or a date; the first word has a capital.
fn may_stand(token: &Token, at: usize) -> bool {
    token.is_capital() || at > 0 && (token.class.has(Class::CONNECTOR) || token.class.has(Class::DATE))
}

/// A short word behind a figure: *12 mar*.
fn is_month(before: &Token, token: &Token) -> bool {
    /// Letters of an abbreviation.
    const SHORT: usize = 4;
    before.kind == TokenKind::Figure && token.norm.chars().count() <= SHORT
}

/// Nothing but a place that the language knows.
fn is_place(tokens: &[Token], language: &Language) -> bool {
    match tokens {
        [token] => {
            language.grammar.names.known.contains(&token.norm) || language.capitals.contains_key(&token.norm)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{language, segment};

    fn dateline<'a>(text: &'a str, code: &str) -> &'a str {
        let blocks = segment::blocks(text);
        find(text, &blocks, language::get(code)).map_or("", |(_, span)| span.of(text))
    }

    #[test]
    fn place_day_and_agency_up_to_the_dash_are_a_dateline() {
        assert_eq!(
            dateline("VIENNA, March 3 (Reuters) — The council met.", "en"),
            "VIENNA, March 3 (Reuters) —"
        );
        assert_eq!(dateline("Berlin (dpa) - Der Rat hat getagt.", "de"), "Berlin (dpa) -");
        assert_eq!(dateline("Köln/Bonn (dpa/lnw) – Der Rat hat getagt.", "de"), "Köln/Bonn (dpa/lnw) –");
        assert_eq!(dateline("Madrid, 19 jun (EFE).- El pleno votó.", "es"), "Madrid, 19 jun (EFE).-");
        assert_eq!(
            dateline("Calarcá (Colombia), 15 jun.- El pleno votó.", "es"),
            "Calarcá (Colombia), 15 jun.-"
        );
        assert_eq!(dateline("A heading\n\nBerlin (dpa) - Der Rat hat getagt.", "de"), "Berlin (dpa) -");
    }

    #[test]
    fn a_name_before_a_dash_is_none() {
        assert_eq!(dateline("Angela Brandt (SPD) - sie ist 40 - hat getagt.", "de"), "");
        assert_eq!(dateline("Rovers 3 - City 1 was the score.", "en"), "");
        assert_eq!(dateline("The council - nine members - met.", "en"), "");
        assert_eq!(dateline("Anna Reyk — a judge — will lead it.", "en"), "");
    }
}
