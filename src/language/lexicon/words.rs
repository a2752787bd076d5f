//! A text cut into tokens, with all that the language knows of each word.

use std::cell::RefCell;
use std::sync::{Arc, OnceLock};

use super::super::memory::Memory;
use super::Language;
use crate::fact::Amount;
use crate::language::Syntax;
use crate::span::Span;
use crate::token::{self, Case, Class, Token, TokenKind, Word, case_of, normal_form, pieces};

impl Language {
    /// Cuts `span` of `text` into tokens and appends them.
    pub fn tokenize(&self, text: &str, span: Span, out: &mut Vec<Token>) {
        let begin = out.len();
        pieces(text, span, |piece, kind| {
            if kind == TokenKind::Figure {
                return self.split_figure(text, piece, out);
            }
            let token = self.token(text, piece, kind);
            if kind == TokenKind::Word && token.figured {
                self.split_word(text, piece, out);
            } else if let Some(parts) = self.number_parts(piece.of(text), kind) {
                let part = |span: Span| Span::new(piece.start + span.start, piece.start + span.end);
                out.extend(parts.into_iter().map(|span| self.token(text, part(span), kind)));
            } else {
                out.push(token);
            }
        });
        let mut end = span.start;
        for token in &mut out[begin..] {
            token.joined = token.span.start == end && end > span.start;
            end = token.span.end;
        }
    }

    /// The parts of a number in one word, where the language writes numbers so.
    fn number_parts(&self, word: &str, kind: TokenKind) -> Option<Vec<Span>> {
        if kind != TokenKind::Word || self.grammar.compounds.is_empty() {
            return None;
        }
        // *eineinhalb* is a number by itself.
        let more_than_one = |norm: &str| self.fractions.get(norm).is_some_and(|part| *part > Amount::from(1));
        self.grammar.parts(word, |norm| self.numbers.contains_key(norm) || more_than_one(norm))
    }

    /// *34.6m*, *7,000mAh*, *1990s*, *21st*: the figure and what is glued to it, where that means something.
    fn split_figure(&self, text: &str, span: Span, out: &mut Vec<Token>) {
        let piece = span.of(text);
        let tail = piece.find(|c: char| c.is_alphabetic() && !c.is_numeric()).unwrap_or(piece.len());
        let letters = &piece[tail..];
        if self.split_power(text, span, tail, out) {
            return;
        }
        let known = letters.is_empty()
            || self.decade_endings.iter().any(|ending| ending == letters)
            || self.suffixes.contains_key(letters.to_lowercase().as_str())
            || self
                .number_data
                .as_ref()
                .is_some_and(|n| n.ordinal_suffixes.iter().any(|s| *s == letters.to_lowercase()))
            || self.units.begin_with(letters)
            || letters.len() > 2 && self.units.begin_with(&letters.to_lowercase())
            || letters.len() > 1 && self.currencies.begin_with(letters)
            || self.periods.contains_key(letters.to_lowercase().as_str());
        if known && !letters.is_empty() {
            let at = span.start + tail;
            out.push(self.token(text, Span::new(span.start, at), TokenKind::Figure));
            out.push(self.token(text, Span::new(at, span.end), TokenKind::Word));
        } else {
            out.push(self.token(
                text,
                span,
                if letters.is_empty() { TokenKind::Figure } else { TokenKind::Word },
            ));
        }
    }

    /// *1.3e6*, *1.3x10^6*, *12.32e+14*: figure, sign of a power, figure.
    fn split_power(&self, text: &str, span: Span, tail: usize, out: &mut Vec<Token>) -> bool {
        let piece = span.of(text);
        let mut behind = piece[tail..].chars();
        let Some(sign) = behind.next().filter(|c| matches!(c, 'e' | 'x')) else { return false };
        let exponent = behind.as_str();
        let next = &text.as_bytes()[span.end..];
        let power = next.first() == Some(&b'^');
        let signed = matches!(next, [b'+' | b'-', digit, ..] if digit.is_ascii_digit());
        let digits = exponent.bytes().all(|b| b.is_ascii_digit());
        let fits = digits
            && match sign {
                'e' => exponent.is_empty() == signed && exponent.len() <= 3,
                _ => exponent == "10" && power,
            };
        if fits {
            let at = span.start + tail;
            out.push(self.token(text, Span::new(span.start, at), TokenKind::Figure));
            out.push(self.token(text, Span::new(at, at + 1), TokenKind::Word));
            if !exponent.is_empty() {
                out.push(self.token(text, Span::new(at + 1, span.end), TokenKind::Figure));
            }
        }
        fits
    }

    /// *USD34.6m*, *Rs5.8bn*: a currency glued to its amount; *A380* stays whole.
    fn split_word(&self, text: &str, span: Span, out: &mut Vec<Token>) {
        let piece = span.of(text);
        let digit = piece.find(|c: char| c.is_ascii_digit()).unwrap_or(piece.len());
        let head = &piece[..digit];
        let norm = normal_form(head).0;
        // *R500* is money, *L2* and *R8* are not.
        let known = match head.len() {
            0 => false,
            1 => piece.len() > 3 && self.currencies.word(&norm).is_some(),
            _ => self.currencies.begin_with(head) || self.currencies.begin_with(&norm),
        };
        if known {
            let at = span.start + digit;
            out.push(self.token(text, Span::new(span.start, at), TokenKind::Word));
            self.split_figure(text, Span::new(at, span.end), out);
        } else {
            out.push(self.token(text, span, TokenKind::Word));
        }
    }

    fn token(&self, text: &str, span: Span, kind: TokenKind) -> Token {
        thread_local! {
            static MEMORY: RefCell<Memory<Token>> = RefCell::default();
        }
        let written = span.of(text);
        let look_up = || self.look_up(written, kind);
        // Figures hardly ever come again; a sign has no letters, so that it is no word elsewhere.
        let token = match kind {
            TokenKind::Word | TokenKind::Sign => Memory::recall(&MEMORY, self, written, look_up),
            TokenKind::Figure | TokenKind::Link => look_up(),
        };
        Token { span, ..token }
    }

    /// A sign without its place.
    fn sign(&self, text: &str, key: u64) -> Token {
        let (norm, stem) = (text.into(), text.into());
        Token {
            span: Span::default(),
            norm_key: key,
            stem_key: key,
            class: Class(self.class_of(text).0 & Class::FIGURE.0),
            syntax: Syntax::default(),
            kind: TokenKind::Sign,
            case: Case::None,
            possessive: false,
            figured: false,
            joined: false,
            word: Arc::new(Word { norm, stem, text_key: key, meaning: OnceLock::new() }),
        }
    }

    /// A token without its place.
    fn look_up(&self, text: &str, kind: TokenKind) -> Token {
        let text_key = token::key(text);
        if kind == TokenKind::Sign {
            return self.sign(text, text_key);
        }
        let (norm, possessive) = normal_form(text);
        let mut class = self.class_of(&norm);
        if !text.is_ascii() {
            class.add(self.written.get(&text_key).copied().unwrap_or_default());
        }
        if self.common.contains(&norm) {
            class.add(Class::COMMON);
        }
        let stem = if class.has(Class::FUNCTION) || kind != TokenKind::Word {
            norm.clone()
        } else {
            self.stem(&norm)
        };
        if stem != norm {
            let of_stem = self.classes.get(&stem).copied().unwrap_or_default();
            for inherited in [
                Class::WEAK_NEGATION,
                Class::REPORTING,
                Class::SPEECH,
                Class::SOFT,
                Class::SOFT_LEGAL,
                Class::SOURCED,
                Class::CRIME,
                Class::STANCE,
            ] {
                if of_stem.has(inherited) {
                    class.add(inherited);
                }
            }
        }
        let (norm_key, stem_key) = (token::key(&norm), token::key(&stem));
        let syntax = self.wording.syntax(&norm);
        let figured = text.bytes().any(|byte| byte.is_ascii_digit());
        Token {
            span: Span::default(),
            norm_key,
            stem_key,
            class,
            syntax,
            kind,
            case: case_of(text),
            possessive,
            figured,
            joined: false,
            word: Arc::new(Word { norm, stem, text_key, meaning: OnceLock::new() }),
        }
    }
}
