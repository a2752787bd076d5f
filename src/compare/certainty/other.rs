//! The other side of a link, as far as it can answer for a phrase of certainty that is missing there.

use rustc_hash::FxHashSet;

use super::{Context, One};
use crate::align::Link;
use crate::document::ratio;
use crate::language::Kinship;
use crate::pair::Side;
use crate::token::{Class, Token, TokenKind};

/// How far before a verb stands what makes it sure or not yet done, in tokens.
pub(super) const NEAR: usize = 3;
/// Share of a sentence's content words that the other side has where a hedge was put in.
const CLOSE: f64 = 0.6;

/// The words of the other side, and what is among them.
pub(super) struct Other<'a> {
    pub tokens: Vec<&'a Token>,
    /// Of all words of this side.
    pub own: Class,
    /// Of words that only the other side has.
    pub fresh: Class,
    /// A word that only the other side has softens what it says, and is not itself *would*.
    pub soft: bool,
    /// Of all its words.
    pub all: Class,
    /// The other side has most of this side's words.
    pub close: bool,
    pub accused: bool,
    /// This side says already who says so.
    pub sourced: bool,
}

/// Somebody says so.
pub(super) const SAID: [Class; 3] = [Class::SPEECH, Class::ACCORDING, Class::REPORTING];

impl<'a> Other<'a> {
    /// Reads the other side of `side`, of which an accusation is known or not.
    pub fn new(context: &Context<'a>, side: Side, link: &Link, accused: bool) -> Self {
        let here: FxHashSet<u64> = context.tokens(side, link).map(|token| token.stem_key).collect();
        let tokens: Vec<&Token> = context.tokens(side.other(), link).collect();
        let (mut own, mut fresh, mut all, mut soft) =
            (Class::default(), Class::default(), Class::default(), false);
        context.tokens(side, link).filter(|token| !is_month(token)).for_each(|token| own.add(token.class));
        for token in tokens.iter().filter(|token| !is_month(token)) {
            all.add(token.class);
            if !here.contains(&token.stem_key) {
                fresh.add(token.class);
                soft |= token.class.has(Class::SOFT) && !token.class.has(Class::SURE);
            }
        }
        let there: FxHashSet<u64> = tokens.iter().map(|token| token.stem_key).collect();
        let content: Vec<&Token> = context.tokens(side, link).filter(|token| token.is_content()).collect();
        let shared = content.iter().filter(|token| there.contains(&token.stem_key)).count();
        let close = ratio(shared, content.len()) >= CLOSE;
        let sourced = link.segments[side].iter().any(|&segment| is_sourced(context, side, segment));
        Self { tokens, own, fresh, soft, all, close, accused, sourced }
    }

    /// Somebody is said to say what stands at a token; nobody of this side is, or the words are of its own sentence.
    pub fn is_said(&self, context: &Context, side: Side, link: &Link, at: usize) -> bool {
        if !self.sourced {
            return self.has(&SAID);
        }
        let place = self.tokens[at].span;
        let document = &context.documents[side];
        let around = link.segments[side].iter().find(|&&s| document.segments[s].span.contains(place));
        around.is_some_and(|&segment| is_sourced(context, side, segment))
    }

    /// Where the word that a phrase is said of stands, by its stem or else in another form (*sell*, *sold*), and what is
    /// right before it in its clause.
    pub fn place(&self, context: &Context, side: Side, one: One) -> Option<(usize, Class)> {
        let scope = one.scope?;
        let by_stem = || self.tokens.iter().position(|token| token.stem == scope);
        let by_form = || {
            let at = one.scope_at(context, side)?;
            let meaning = context.documents[side].tokens[at].meaning(context.language);
            let same = |token: &&Token| token.meaning(context.language).kinship(meaning) == Kinship::Same;
            self.tokens.iter().position(|token| token.is_content() && same(token))
        };
        let at = by_stem().or_else(by_form)?;
        let mut class = Class::default();
        let before = self.tokens[..at].iter().rev().take(NEAR);
        before.take_while(|t| t.kind != TokenKind::Sign).for_each(|token| class.add(token.class));
        Some((at, class))
    }

    /// A word that only the other side has is of one of these classes.
    pub fn has(&self, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.fresh.has(*class))
    }
}

/// A segment tells who says what it says.
pub(super) fn is_sourced(context: &Context, side: Side, segment: usize) -> bool {
    let document = &context.documents[side];
    let range = document.segments[segment].tokens.clone();
    let tokens = &document.tokens[..range.end];
    let says = |token: &Token| token.class.has(Class::SPEECH) || token.class.has(Class::REPORTING);
    range.into_iter().any(|at| {
        let token = &tokens[at];
        says(token) && !token.class.has(Class::CERTAINTY)
            || token.class.has(Class::ACCORDING)
                && context.language.stance.according.longest(tokens, at).is_some()
    })
}

/// *12 May* is no *may*.
pub(super) fn is_month(token: &Token) -> bool {
    token.class.has(Class::DATE) && token.is_capital()
}
