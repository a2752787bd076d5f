//! What the words of a link cost in quality: every loose, replaced or moved word a little, by how much it carries.

use super::align::{Fate, Word, Words};
use super::{Cause, Context, Told};
use crate::finding::Confidence;
use crate::pair::Side;
use crate::span::Span;

/// A change too small or too unsure to report by itself, which still lowers the quality.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deduction {
    /// The text that is meant.
    pub side: Side,
    /// Where it stands.
    pub span: Span,
    /// In what respect.
    pub cause: Cause,
    /// Penalty points: a lost word of content is 1.
    pub weight: f64,
}

/// A word of content that is gone.
const LOST: f64 = 1.0;
/// One that is new.
const NEW: f64 = 0.6;
/// One in whose place another stands, both taken together.
const REPLACED: f64 = 0.8;
/// One that is gone here and stands elsewhere in the document.
const MOVED: f64 = 0.7;
/// A function word that is gone, or new.
const SMALL_LOST: f64 = 0.2;
const SMALL_NEW: f64 = 0.12;
/// A word that no longer follows the word it followed.
const BREAK: f64 = 0.1;
/// An opposite, by how sure it is.
const OPPOSITE: f64 = 3.0;

/// Adds what the words of a link cost.
pub(super) fn deduct(context: &Context, words: &Words, told: &[Told], deductions: &mut Vec<Deduction>) {
    let mut add = |side: Side, word: &Word, cause: Cause, weight: f64| {
        deductions.push(Deduction { side, span: word.token.span, cause, weight });
    };
    for one in told.iter().filter(|one| one.confidence == Confidence::Low) {
        if let Some((from, _)) = one.words.rewrite {
            add(Side::Rewrite, &words.of.rewrite[from], one.cause, OPPOSITE);
        }
    }
    let new = words.of.rewrite.iter().filter(|w| w.fate == Fate::Free && w.content).count();
    let mut replaced = 0;
    for word in words.of.original.iter().filter(|w| w.mate.is_none() && w.fate == Fate::Free) {
        if !word.content {
            add(Side::Original, word, Cause::FunctionWords, SMALL_LOST);
        } else if replaced < new {
            replaced += 1;
            add(Side::Original, word, Cause::ContentWords, REPLACED);
        } else if context.stems.rewrite.contains_key(word.token.stem.as_str()) {
            add(Side::Original, word, Cause::ContentWords, MOVED);
        } else {
            add(Side::Original, word, Cause::ContentWords, LOST);
        }
    }
    for word in words.of.rewrite.iter().filter(|w| w.mate.is_none() && w.fate == Fate::Free) {
        if !word.content {
            add(Side::Rewrite, word, Cause::FunctionWords, SMALL_NEW);
        } else if replaced > 0 {
            replaced -= 1;
        } else {
            add(Side::Rewrite, word, Cause::ContentWords, NEW);
        }
    }
    for word in &words.of.original {
        if let Fate::Related(strength) = word.fate {
            add(Side::Original, word, Cause::ContentWords, REPLACED * (1.0 - f64::from(strength) / 100.0));
        }
    }
    let mut last: Option<usize> = None;
    for word in &words.of.rewrite {
        if let Some(mate) = word.mate {
            if last.is_some_and(|last| mate < last || mate > last + 2) {
                add(Side::Rewrite, word, Cause::Order, BREAK);
            }
            last = Some(mate);
        }
    }
}
