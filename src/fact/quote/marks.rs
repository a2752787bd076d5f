//! Quotation marks: which one opens, which one closes it, and what an unbalanced one may mean.

use std::ops::Range;

use crate::token::{Token, TokenKind};

/// A closing mark further away than this (in tokens) belongs to another quote.
const LONGEST: usize = 400;

/// Words between two marks, or between one and the end of what it can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marked {
    /// First token: the opening mark, or the first word where the mark is missing.
    pub open: usize,
    /// Last token: the closing mark, or the last word where the mark is missing.
    pub close: usize,
    /// The opening mark is there.
    pub opened: bool,
    /// The closing mark is there.
    pub closed: bool,
}

/// How a mark stands in the text.
struct Stand<'a> {
    sign: &'a str,
    /// White space, an opening bracket or a dash before it.
    free_before: bool,
    /// White space or another sign behind it.
    free_behind: bool,
    /// Letters or signs touch its left side.
    touches_before: bool,
}

/// The marks of one paragraph.
pub(super) struct Scan<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// Tokens of the paragraph.
    pub range: Range<usize>,
}

impl Scan<'_> {
    /// All quotes of the paragraph, in order. A mark that only closes makes a quote from the paragraph's beginning; one
    /// that never closes makes a quote to its end.
    pub fn marked(&self) -> Vec<Marked> {
        let mut out: Vec<Marked> = Vec::new();
        let mut at = self.range.start;
        while at < self.range.end {
            if self.tokens[at].kind != TokenKind::Sign {
                at += 1;
                continue;
            }
            let Some(closers) = self.opens(at) else {
                if out.is_empty() && self.strays(at) {
                    out.push(Marked { open: self.range.start, close: at, opened: false, closed: true });
                }
                at += 1;
                continue;
            };
            match self.closing(at, closers) {
                Ok(close) => {
                    out.push(Marked { open: at, close, opened: true, closed: true });
                    at = close + 1;
                }
                // An apostrophe, or a mark that stands by itself.
                Err(_) if closers.contains(&"'") || !self.touches_word(at) => at += 1,
                Err(end) => {
                    out.push(Marked { open: at, close: end - 1, opened: true, closed: false });
                    at = end;
                }
            }
        }
        out
    }

    fn stand(&self, at: usize) -> Stand<'_> {
        let token = &self.tokens[at];
        let first = at == self.range.start;
        let before = if first { "" } else { self.tokens[at - 1].norm.as_str() };
        let lead = matches!(before, "(" | "[" | "—" | "–" | "-" | "*" | "_" | ">" | "“" | "‘" | "\"" | "«");
        let next = self.tokens.get(at + 1).filter(|_| at + 1 < self.range.end);
        Stand {
            sign: token.text(self.text),
            free_before: first || !token.joined || lead,
            free_behind: next.is_none_or(|next| {
                !next.joined
                    || next.kind == TokenKind::Sign
                        && !matches!(
                            next.norm.as_str(),
                            "[" | "(" | "…" | "$" | "£" | "€" | "'" | "‘" | "#" | "@"
                        )
            }),
            touches_before: !first && token.joined,
        }
    }

    fn touches_word(&self, at: usize) -> bool {
        at + 1 < self.range.end && self.tokens[at + 1].joined
    }

    /// The marks that would close what the token opens, if it opens a quote.
    fn opens(&self, at: usize) -> Option<&'static [&'static str]> {
        if !is_mark(self.tokens[at].text(self.text)) {
            return None;
        }
        let stand = self.stand(at);
        let introduced = at > self.range.start && matches!(self.tokens[at - 1].norm.as_str(), ":" | ",");
        let opening = (stand.free_before || introduced) && !stand.free_behind;
        // Spaces on both sides: it opens where another mark follows.
        let loose = stand.free_before && stand.free_behind && self.another(at);
        match stand.sign {
            "“" | "‟" if opening || loose || !stand.touches_before => Some(&["”", "“", "\""]),
            "„" => Some(&["“", "”", "\""]),
            "\"" if opening || loose => Some(&["\"", "”"]),
            "”" if opening => Some(&["”", "\""]),
            "«" => Some(&["»"]),
            "‹" => Some(&["›"]),
            "»" if opening => Some(&["«"]),
            "「" => Some(&["」"]),
            "『" => Some(&["』"]),
            "‘" | "'" if opening && self.tokens[at + 1].kind == TokenKind::Word => Some(&["’", "'"]),
            _ => None,
        }
    }

    /// Another straight or curly double mark stands in the paragraph behind this one.
    fn another(&self, at: usize) -> bool {
        let limit = self.range.end.min(at + LONGEST);
        self.tokens[at + 1..limit]
            .iter()
            .any(|t| t.kind == TokenKind::Sign && matches!(t.text(self.text), "\"" | "”" | "“"))
    }

    /// The token that closes the quote opened at `at`; else where it must have ended: before another quote, at the end.
    fn closing(&self, at: usize, closers: &[&str]) -> Result<usize, usize> {
        let limit = self.range.end.min(at + LONGEST);
        let single = closers.contains(&"'");
        let mut maybe = None;
        let mut i = at + 1;
        while i < limit {
            let token = &self.tokens[i];
            if token.kind != TokenKind::Sign {
                i += 1;
                continue;
            }
            let sign = token.text(self.text);
            if closers.contains(&sign) && self.closes(i) {
                if !single || !self.plural_owner(i) {
                    return Ok(i);
                }
                maybe = maybe.or(Some(i));
            } else if i > at + 1
                && !single
                && same_style(self.tokens[at].text(self.text), sign)
                && self.reopens(i)
            {
                // A quote inside of the same style needs two closing marks; else the first one never closed.
                match self.nested(i, limit, closers) {
                    Some(inner) => i = inner,
                    None => return Err(i),
                }
            }
            i += 1;
        }
        maybe.ok_or(limit)
    }

    /// The end of a quote within a quote, if the outer one closes behind it.
    fn nested(&self, open: usize, limit: usize, closers: &[&str]) -> Option<usize> {
        let own = self.tokens[open].text(self.text);
        let mut marks = (open + 1..limit).filter(|&i| {
            let sign = self.tokens[i].text(self.text);
            self.tokens[i].kind == TokenKind::Sign && (sign == own || closers.contains(&sign))
        });
        let (inner, outer) = (marks.next()?, marks.next()?);
        (self.closes(inner) && !self.reopens(outer) && self.closes(outer)).then_some(inner)
    }

    /// Clearly an opening mark: white space before, a word behind.
    fn reopens(&self, at: usize) -> bool {
        let stand = self.stand(at);
        stand.free_before && !stand.free_behind && !stand.touches_before
    }

    /// A mark that may also open, or be an apostrophe, closes only where a word or sign ends before it.
    fn closes(&self, at: usize) -> bool {
        let stand = self.stand(at);
        match stand.sign {
            "”" => !self.reopens(at),
            "»" | "›" | "」" | "』" | "«" => true,
            "’" | "'" => stand.touches_before && stand.free_behind,
            "“" => stand.free_behind || stand.touches_before,
            _ => stand.free_behind || stand.touches_before && !stand.free_before,
        }
    }

    /// *the sailors' boat*: an apostrophe behind a plural, as likely as a closing mark.
    fn plural_owner(&self, at: usize) -> bool {
        let before = &self.tokens[at - 1];
        let next = self.tokens.get(at + 1).filter(|_| at + 1 < self.range.end);
        before.kind == TokenKind::Word
            && before.norm.ends_with('s')
            && next.is_some_and(|next| next.kind == TokenKind::Word)
    }

    /// A mark that can only close, and opened nowhere in its paragraph; inches are none.
    fn strays(&self, at: usize) -> bool {
        let sign = self.tokens[at].text(self.text);
        if !matches!(sign, "\"" | "”" | "»") || at <= self.range.start + 2 {
            return false;
        }
        let stand = self.stand(at);
        let figure = self.tokens[at - 1].kind == TokenKind::Figure;
        stand.free_behind && !(figure && stand.touches_before) && (stand.touches_before || sign != "»")
    }
}

fn is_mark(sign: &str) -> bool {
    matches!(
        sign,
        "“" | "”" | "‟" | "„" | "\"" | "«" | "»" | "‹" | "›" | "「" | "」" | "『" | "』" | "‘" | "'"
    )
}

fn same_style(a: &str, b: &str) -> bool {
    a == b || matches!((a, b), ("“", "\"") | ("\"", "“") | ("„", "\"") | ("‟", "“"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Source};

    /// The quotes of a text of one paragraph, as written.
    fn quotes(text: &str) -> Vec<&str> {
        let document = Document::read(&Source::text(text), &Default::default());
        let scan = Scan { text, tokens: &document.tokens, range: 0..document.tokens.len() };
        let of = |m: &Marked| &text[document.tokens[m.open].span.start..document.tokens[m.close].span.end];
        scan.marked().iter().map(of).collect()
    }

    #[test]
    fn marks_of_every_style_are_paired() {
        assert_eq!(quotes("He said: “We won.” She left."), ["“We won.”"]);
        assert_eq!(quotes("He said: „We won.“ She left."), ["„We won.“"]);
        assert_eq!(quotes("He said: «We won.» She left."), ["«We won.»"]);
        assert_eq!(quotes("He said: »We won.« She left."), ["»We won.«"]);
        assert_eq!(quotes("He said: \"We won. ” She left."), ["\"We won. ”"]);
        assert_eq!(quotes("He said, “We won. “ She left."), ["“We won. “"]);
    }

    #[test]
    fn marks_with_spaces_on_both_sides_open_and_close_in_turn() {
        assert_eq!(
            quotes("He said: \" We won. \" She said: \" So did we. \""),
            ["\" We won. \"", "\" So did we. \""]
        );
    }

    #[test]
    fn apostrophes_and_inches_are_no_marks() {
        assert_eq!(quotes("The '90s were Dan's, the sailors' boat was not."), [""; 0]);
        assert_eq!(quotes("A 24\" wheel costs 30 euros more than a 26\" wheel."), [""; 0]);
        assert_eq!(quotes("‘It’s the farmers’ land,’ she said."), ["‘It’s the farmers’ land,’"]);
    }

    #[test]
    fn a_quote_within_a_quote_belongs_to_it() {
        assert_eq!(
            quotes("“He called it ‘a gift’ and left,” she said."),
            ["“He called it ‘a gift’ and left,”"]
        );
        assert_eq!(
            quotes("\"He called it \"a gift\" and left,\" she said."),
            ["\"He called it \"a gift\" and left,\""]
        );
    }

    #[test]
    fn an_unclosed_mark_ends_before_the_next_quote() {
        assert_eq!(
            quotes("She said “we won and left. He said “we lost” and stayed."),
            ["“we won and left. He said", "“we lost”"]
        );
        assert_eq!(quotes("It was not reliable. “"), [""; 0]);
    }
}
