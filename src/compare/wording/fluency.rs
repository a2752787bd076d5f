//! Disorder inside a sentence of the rewrite: small words that cannot stand where they stand, and words that kept no
//! neighbour of theirs.

use super::align::Words;
use super::{Cause, Context, Relation, Told};
use crate::align::Link;
use crate::finding::Confidence;
use crate::language::Syntax;
use crate::pair::{Pair, Side};
use crate::token::{Token, TokenKind};

/// Words that follow within this many places in the original still follow.
const STEP: usize = 3;
/// Fewer neighbours than this tell nothing.
const FEWEST: usize = 4;

/// Places, among the words of the rewrite, where a small word stands that cannot stand there: *the of*, *the.*, *is was*.
/// What the original has too is no fault.
pub(super) fn broken(context: &Context, link: &Link, words: &Words) -> Vec<usize> {
    let document = &context.documents.rewrite;
    let mut found = Vec::new();
    for (at, word) in words.of.rewrite.iter().enumerate() {
        let segment = &document.segments[word.segment];
        let next = (word.at + 1 < segment.tokens.end).then(|| &document.tokens[word.at + 1]);
        let first = word.at == segment.tokens.start;
        let last = document.segment_tokens(word.segment).last();
        if !breaks(context, word.token, next) && !(first && headless(context, word.token, next, last)) {
            continue;
        }
        let there = |side: Side| {
            let tokens: Vec<&Token> = context.tokens(side, link).collect();
            (0..tokens.len()).any(|i| {
                tokens[i].norm == word.token.norm
                    && tokens.get(i + 1).map(|t| &t.norm) == next.map(|t| &t.norm)
            })
        };
        if !there(Side::Original) {
            found.push(at);
        }
    }
    found
}

/// Two tokens that cannot follow each other.
fn breaks(context: &Context, token: &Token, next: Option<&Token>) -> bool {
    let wording = &context.language.wording;
    let syntax = wording.syntax(&token.norm);
    if syntax == Syntax::default() || token.possessive {
        return false;
    }
    let then = next.map_or(Syntax::default(), |next| {
        if next.is_capital() || next.possessive { Syntax::default() } else { wording.syntax(&next.norm) }
    });
    let stop = next.is_none_or(|next| matches!(next.norm.as_str(), "." | "," | ";" | "?" | "!" | ")"));
    let end = next.is_none_or(|next| matches!(next.norm.as_str(), "." | ";" | "?" | "!"));
    let noun_wanted = Syntax::AUXILIARY.or(Syntax::CONJUNCTION).or(Syntax::SUBJECT);
    if syntax.any(Syntax::DETERMINER) {
        return stop || then.any(noun_wanted.or(Syntax::PREPOSITION).or(Syntax::DETERMINER));
    }
    if syntax.any(Syntax::PREPOSITION) {
        let bare = !syntax.any(Syntax::STRANDED);
        return bare && (stop || then.any(noun_wanted)) || then.any(Syntax::AUXILIARY) && !bare;
    }
    if syntax.any(Syntax::CONJUNCTION) {
        return end;
    }
    syntax.any(Syntax::AUXILIARY)
        && then.any(Syntax::AUXILIARY)
        && next.is_some_and(|next| next.norm != token.norm)
        && !next.is_some_and(|next| next.norm == "had" || next.norm == "have")
}

/// A statement that begins with an auxiliary has lost its subject.
fn headless(context: &Context, token: &Token, next: Option<&Token>, last: Option<&Token>) -> bool {
    context.language.wording.syntax(&token.norm).any(Syntax::AUXILIARY)
        && next.is_some_and(|next| !next.is_capital() && next.kind == TokenKind::Word)
        && last.is_some_and(|last| last.is("."))
}

/// Share of the words of the rewrite whose next word, too, follows the counterpart in the original; and how many such
/// neighbours there are.
pub(super) fn order(words: &Words) -> (f64, usize) {
    let (mut kept, mut total) = (0, 0);
    let mated: Vec<usize> = words.of.rewrite.iter().filter_map(|word| word.mate).collect();
    for pair in mated.windows(2) {
        total += 1;
        kept += usize::from(pair[1] >= pair[0] && pair[1] - pair[0] <= STEP);
    }
    (crate::document::ratio(kept, total), total)
}

/// Word salad: the words are the original's, and hardly two of them follow each other as they did.
pub(super) fn find(words: &Words, broken: &[usize], told: &mut Vec<Told>) {
    let (order, total) = order(words);
    let whole = Pair::new(Some((0, words.of.original.len())), Some((0, words.of.rewrite.len())));
    let salad = total >= FEWEST && order < 0.4 && !broken.is_empty();
    if salad {
        told.push(Told {
            relation: Relation::Altered,
            cause: Cause::Order,
            words: whole,
            confidence: if broken.len() > 1 { Confidence::High } else { Confidence::Medium },
        });
        return;
    }
    for &at in broken {
        told.push(Told {
            relation: Relation::Added,
            cause: Cause::Grammar,
            words: Pair::new(None, Some((at, (at + 2).min(words.of.rewrite.len())))),
            confidence: Confidence::Medium,
        });
    }
}
