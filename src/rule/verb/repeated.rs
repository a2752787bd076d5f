//! `repeated`: a sentence that the rewrite says more often than the original does.

use std::cell::LazyCell;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::{Hit, Scene};
use crate::document::Document;
use crate::fact::Kind;
use crate::pair::Side;
use crate::segment::Role;
use crate::span::Span;

/// What is said twice.
#[derive(Clone, Copy, Debug)]
pub struct Repeated {
    /// A shorter sentence may stand twice, in words that carry content.
    pub words: usize,
}

impl Repeated {
    pub(super) fn find(&self, scene: &Scene) -> Vec<Hit> {
        // Hardly any text says a sentence twice: only then is the original read for how often it does.
        let allowed = LazyCell::new(|| {
            let mut allowed: FxHashMap<u64, usize> = FxHashMap::default();
            self.sentences(&scene.documents.original)
                .for_each(|(_, key)| *allowed.entry(key).or_default() += 1);
            allowed
        });
        let mut said: FxHashMap<u64, (usize, Span)> = FxHashMap::default();
        let mut hits = Vec::new();
        for (segment, key) in self.sentences(&scene.documents.rewrite) {
            let span = scene.documents.rewrite.segments[segment].span;
            let (times, first) = said.entry(key).or_insert((0, span));
            *times += 1;
            if *times > 1 && *times > allowed.get(&key).copied().unwrap_or(0) {
                let places = scene.one_sided(Side::Rewrite, span);
                let hit = scene.hit(Kind::Repetition, places, String::new());
                hits.push(Hit { spots: vec![*first], ..hit });
            }
        }
        hits
    }

    /// Sentences of the body that are long enough, with a hash of their words in normal form.
    fn sentences(self, document: &Document) -> impl Iterator<Item = (usize, u64)> + '_ {
        let body = |&i: &usize| matches!(document.segments[i].role, Role::Sentence | Role::Item);
        let long = move |&i: &usize| document.content_words(i) >= self.words;
        (0..document.segments.len()).filter(body).filter(long).map(|i| {
            let mut hasher = FxHasher::default();
            let words = document.segment_tokens(i).iter().filter(|t| t.kind != crate::token::TokenKind::Sign);
            words.for_each(|token| token.norm_key.hash(&mut hasher));
            (i, hasher.finish())
        })
    }
}
