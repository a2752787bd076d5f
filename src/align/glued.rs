//! Segments that hold two sentences without a stop between them, one linked and one not: where to cut them.
//!
//! Scraped pages run a headline or a pointer to another story into the next sentence. Only the other text tells that these
//! are two: nothing of one part is there, and the rest is.

use super::{Alignment, Link};
use crate::document::{Document, leads_elsewhere};
use crate::language::{self, Language};
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::token::{Case, Class, Token, TokenKind};

/// A part has at least so many words of content; a pointer to another story and the part that is there may have fewer.
const FEWEST: usize = 5;
const FEWEST_THERE: usize = 3;
/// Of a part that is not there the other text has at most this share,
const ABSENT: f64 = 0.17;
/// and of the rest at least this.
const PRESENT: f64 = 0.5;

/// Places in the texts of both sides, in bytes, where a segment should be cut: at most one for each segment.
pub(crate) fn glued(documents: &Pair<Document>, alignment: &Alignment) -> Pair<Vec<usize>> {
    let mut cuts: Pair<Vec<usize>> = Pair::default();
    let mut stems: Vec<u64> = Vec::new();
    let language = language::get(&documents.original.language);
    for link in alignment.links.iter().filter(|link| link.is_full()) {
        for side in Side::BOTH {
            if !may_be_longer(documents, link, side) {
                continue;
            }
            stems.clear();
            let there = &documents[side.other()];
            for &segment in &link.segments[side.other()] {
                stems.extend(there.segment_tokens(segment).iter().map(|t| t.stem_key));
            }
            for &segment in &link.segments[side] {
                // A dateline is no sentence.
                let tokens = documents[side].segment_tokens(segment);
                let opening = documents[side].opening.map_or(0, |opening| opening.end);
                let from = tokens.partition_point(|token| token.span.start < opening);
                let tokens = &tokens[from..];
                if documents[side].segments[segment].role == Role::Heading {
                    continue;
                }
                cuts[side].extend(best_cut(&documents[side].text, tokens, language, &stems));
            }
        }
    }
    for side in Side::BOTH {
        cuts[side].sort_unstable();
    }
    cuts
}

/// A side of a link that holds a sentence more has so many more tokens.
fn may_be_longer(documents: &Pair<Document>, link: &Link, side: Side) -> bool {
    let tokens = |side: Side| -> usize {
        link.segments[side].iter().map(|&s| documents[side].segments[s].tokens.len()).sum()
    };
    tokens(side) >= tokens(side.other()) + FEWEST
}

/// The cut that parts what is there from what is not most clearly.
fn best_cut(text: &str, tokens: &[Token], language: &Language, there: &[u64]) -> Option<usize> {
    let counts = |tokens: &[Token]| {
        tokens
            .iter()
            .filter(|t| t.is_content())
            .fold((0, 0), |(hits, all), token| (hits + usize::from(there.contains(&token.stem_key)), all + 1))
    };
    let whole = counts(tokens);
    if whole.1 < FEWEST + FEWEST_THERE || whole.1 - whole.0 < FEWEST {
        return None;
    }
    let pointer = leads_elsewhere(tokens[0].span.join(tokens[tokens.len() - 1].span).of(text), language);
    let mut before = (0, 0);
    let mut best: Option<(usize, usize)> = None;
    for at in 1..tokens.len() {
        let last = counts(&tokens[at - 1..at]);
        before = (before.0 + last.0, before.1 + last.1);
        let behind = (whole.0 - before.0, whole.1 - before.1);
        let begins = may_begin(text, &tokens[at - 1], &tokens[at])
            || pointer && tokens[at].is_capital() && !tokens[at - 1].class.has(Class::FUNCTION);
        if !begins {
            continue;
        }
        for (absent, present) in [(before, behind), (behind, before)] {
            let gain = (absent.1 - absent.0) + present.0;
            let parted = absent.1 >= FEWEST
                && present.1 >= FEWEST_THERE
                && share(absent) <= ABSENT
                && share(present) >= PRESENT;
            if parted && best.is_none_or(|(most, _)| gain > most) {
                best = Some((gain, tokens[at].span.start));
            }
        }
    }
    best.map(|(_, at)| at)
}

fn share((hits, all): (usize, usize)) -> f64 {
    crate::document::ratio(hits, all)
}

/// A sentence may begin at a token: with a capital and a space before it; behind the end of a sentence or a figure, or with a
/// word that is no part of a name.
fn may_begin(text: &str, before: &Token, token: &Token) -> bool {
    let starts = token.is_capital() && !token.joined;
    let small = token.class.has(Class::FUNCTION);
    let plain = small || token.class.has(Class::COMMON) && token.case == Case::Title;
    starts
        && match before.kind {
            TokenKind::Sign => before.text(text).starts_with(['.', '!', '?', ':', ')', '”', '"', '…']),
            TokenKind::Figure => !token.class.has(Class::UNIT),
            TokenKind::Word if before.class.has(Class::FUNCTION) => false,
            TokenKind::Word | TokenKind::Link => small || plain && !before.is_capital(),
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;

    fn cuts(original: &str, rewrite: &str) -> Pair<Vec<usize>> {
        let read = |text: &str| Document::read(&Source::text(text), &Default::default());
        let documents = Pair::new(read(original), read(rewrite));
        glued(&documents, &super::super::align(&documents))
    }

    #[test]
    fn a_headline_run_into_a_sentence_is_cut_off() {
        let original = "The council of Harwick closed the swimming pool after the storm damaged its roof.";
        let headline = "Farmers in Denmark sell fewer tractors for the third year ";
        let rewrite =
            "The council of Harwick shut the swimming pool after its roof was damaged by the storm.";
        let joined = format!("{headline}{rewrite}");
        assert_eq!(cuts(original, &joined), Pair::new(vec![], vec![headline.len()]));
        assert_eq!(cuts(&joined, original), Pair::new(vec![headline.len()], vec![]));
        assert_eq!(cuts(original, rewrite), Pair::default());
    }

    #[test]
    fn a_clause_added_before_a_name_is_not_cut_off() {
        let original = "Harwick closed the swimming pool after the storm damaged its roof.";
        let rewrite = "Late on Friday, in a terse letter sent to every household by ordinary mail, officials in \
                       Harwick closed the swimming pool after the storm damaged its roof.";
        assert_eq!(cuts(original, rewrite), Pair::default());
    }
}
