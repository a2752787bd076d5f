//! Words of another language or script inside the rewrite, where the original has none.

use super::align::{Fate, Words};
use super::{Cause, Context, Relation, Told};
use crate::finding::Confidence;
use crate::pair::Pair;
use crate::token::{Case, Token, TokenKind};

/// Shorter words tell no language.
const SHORTEST: usize = 3;

/// Finds words that neither the language nor the original knows.
pub(super) fn find(context: &Context, words: &mut Words, told: &mut Vec<Told>) {
    for j in 0..words.of.rewrite.len() {
        let word = &words.of.rewrite[j];
        if word.mate.is_some() || word.token.kind != TokenKind::Word {
            continue;
        }
        let Some(confidence) = foreign(context, words, word.token, word.fate) else { continue };
        words.of.rewrite[j].fate = Fate::Told;
        told.push(Told {
            relation: Relation::Added,
            cause: Cause::Foreign,
            words: Pair::new(None, Some((j, j + 1))),
            confidence,
        });
    }
}

/// A slip of the pen: a word of the original but for a letter.
fn slip(words: &Words, norm: &str) -> bool {
    words.of.original.iter().any(|word| {
        let other = &word.token.norm;
        other.len().abs_diff(norm.len()) < 2 && crate::spelling::distance(other, norm) < 2
    })
}

/// The script of a text: what is ASCII is Latin, if it has letters.
pub(in crate::compare) fn script(text: &str) -> Option<whatlang::Script> {
    if text.is_ascii() {
        return text.bytes().any(|byte| byte.is_ascii_alphabetic()).then_some(whatlang::Script::Latin);
    }
    whatlang::detect_script(text)
}

fn foreign(context: &Context, words: &Words, token: &Token, fate: Fate) -> Option<Confidence> {
    let document = &context.documents.rewrite;
    let text = token.text(&document.text);
    if context.stems.original.contains_key(&token.stem_key) {
        return None;
    }
    if context.script.is_some() && script(text).is_some_and(|script| Some(script) != context.script) {
        return Some(Confidence::High);
    }
    if fate != Fate::Free
        || token.case != Case::Lower
        || token.norm.chars().count() < SHORTEST
        || !token.norm.chars().all(char::is_alphabetic)
        || token.class.tells()
        || context.language.knows(&token.norm)
    {
        return None;
    }
    let again = context.stems.rewrite.get(&token.stem_key).is_some_and(|count| *count > 1);
    let again = again || text.is_ascii() && context.language.begins_word(&token.norm);
    let again = again || text.is_ascii() && slip(words, &token.norm);
    Some(match (text.is_ascii(), again) {
        (false, false) => Confidence::High,
        (true, true) => Confidence::Low,
        _ => Confidence::Medium,
    })
}
