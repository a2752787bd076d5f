//! `ratio`: the rewrite has too little or too much of something, against the original, or has copied too much of it.

use super::{Hit, Scene};
use crate::document::Document;
use crate::fact::Kind;
use crate::finding::Place;
use crate::pair::Pair;
use crate::segment::Role;
use crate::token::TokenKind;
use crate::verbatim::Verbatim;

/// What is counted, outside page furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Words and figures.
    Words,
    /// Sentences, list items and headings.
    Sentences,
    /// Characters (Unicode scalar values) without white space.
    Characters,
    /// Facts of a kind.
    Facts(Kind),
    /// Words outside quotes that stand in long runs of the original: a share of the rewrite's words, not of the original's.
    Copied,
}

impl Measure {
    fn of(self, document: &Document) -> usize {
        let body = || {
            let segments = document.segments.iter().enumerate();
            segments.filter(|(_, segment)| segment.role != Role::Boilerplate)
        };
        match self {
            Measure::Words => body()
                .map(|(i, _)| {
                    document.segment_tokens(i).iter().filter(|token| token.kind != TokenKind::Sign).count()
                })
                .sum(),
            Measure::Sentences => body().count(),
            Measure::Characters => body()
                .map(|(i, _)| document.segment_text(i).chars().filter(|c| !c.is_whitespace()).count())
                .sum(),
            Measure::Facts(kind) => {
                let facts = document.facts.iter().filter(|fact| fact.kind == kind);
                facts.filter(|fact| !document.is_boilerplate(fact.segment)).count()
            }
            Measure::Copied => 0,
        }
    }
}

/// Limits of a share.
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    /// What is counted.
    pub of: Measure,
    /// The rewrite has at least this share of the original's; 1 is as many.
    pub least: Option<f64>,
    /// And at most this.
    pub most: Option<f64>,
}

impl Ratio {
    /// One hit at the beginning of both texts; nothing where the original has none of it.
    pub(super) fn find(&self, scene: &Scene) -> Vec<Hit> {
        if self.of == Measure::Copied {
            return self.copied(scene).into_iter().collect();
        }
        let counts = scene.documents.as_ref().map(|document| self.of.of(document));
        let first = scene
            .documents
            .as_ref()
            .map(|document| document.segments.iter().find(|segment| segment.role != Role::Boilerplate));
        let (Some(original), Some(rewrite)) = (first.original, first.rewrite) else { return Vec::new() };
        if counts.original == 0 {
            return Vec::new();
        }
        let share = crate::document::ratio(counts.rewrite, counts.original);
        let (little, much) =
            (self.least.filter(|least| share < *least), self.most.filter(|most| share > *most));
        let Some(limit) = little.or(much) else { return Vec::new() };
        let places = Pair::new(Place::At(original.span), Place::Here(rewrite.span));
        let sign = if little.is_some() { '≥' } else { '≤' };
        let mut hit = scene.hit(Kind::Ratio, places, format!("{sign} {:.0} %", limit * 100.0));
        hit.change.difference = Some(share - 1.0);
        hit.shown = counts.map(|count| Some(count.to_string()));
        vec![hit]
    }

    /// The longest run of copied words, where the share of all of them is beyond a limit. The message shows the share as
    /// `{rewrite}` and the words of the longest run as `{original}`.
    fn copied(&self, scene: &Scene) -> Option<Hit> {
        let (verbatim, places) = Verbatim::with_longest(scene.documents);
        let little = self.least.filter(|least| verbatim.share < *least);
        let limit = little.or(self.most.filter(|most| verbatim.share > *most))?;
        let sign = if little.is_some() { '≥' } else { '≤' };
        let mut hit =
            scene.hit(Kind::Ratio, places?.map(Place::Here), format!("{sign} {:.0} %", limit * 100.0));
        hit.change.difference = Some(verbatim.share);
        hit.shown =
            Pair::new(verbatim.longest.to_string(), format!("{:.0} %", verbatim.share * 100.0)).map(Some);
        Some(hit)
    }
}
