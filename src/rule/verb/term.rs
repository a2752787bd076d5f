//! `term`: a glossary. A term of the original must be told by one of its allowed variants, a forbidden variant by none, and
//! what is not to be translated stays as it is. Inflected forms count by their stems.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::{Hit, Scene};
use crate::document::Document;
use crate::fact::Kind;
use crate::finding::{Confidence, Place};
use crate::language::{self, Language};
use crate::pair::{Pair, Side};
use crate::span::Span;
use crate::token::{Token, TokenKind};

/// One entry of a glossary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// What the original says, in any of these forms; empty where only a variant is forbidden.
    pub original: Vec<String>,
    /// How the rewrite may say it.
    pub rewrite: Vec<String>,
    /// How the rewrite must not say it.
    pub forbid: Vec<String>,
    /// It stands in the rewrite letter by letter.
    pub keep: bool,
    /// Only for records whose `meta` has these values.
    pub meta: Vec<(String, String)>,
}

/// Terms, ready to be found in a text.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// In the order of the file.
    pub terms: Vec<Term>,
    /// Capitals count, and inflected forms do not.
    pub exact: bool,
    /// By language, made when it is first needed.
    indexes: Arc<Mutex<FxHashMap<String, Arc<Index>>>>,
}

/// Which part of a term a phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Original,
    Rewrite,
    Forbid,
}

/// Phrases by their first word.
#[derive(Debug, Default)]
struct Index {
    by_first: FxHashMap<String, Vec<(Vec<String>, usize, Part)>>,
}

/// A phrase of a term in a document.
#[derive(Clone, Copy, Debug)]
struct Found {
    term: usize,
    part: Part,
    span: Span,
    segment: usize,
}

impl Glossary {
    /// Terms that are looked for as they are, or in any inflected form.
    #[must_use]
    pub fn new(terms: Vec<Term>, exact: bool) -> Self {
        Self { terms, exact, indexes: Arc::default() }
    }

    pub(super) fn find(&self, scene: &Scene) -> Vec<Hit> {
        let found = scene.documents.as_ref().map(|document| self.found(document));
        let mut hits = Vec::new();
        let mut of: Pair<Vec<Vec<Found>>> = Pair::from_fn(|_| vec![Vec::new(); self.terms.len()]);
        for side in Side::BOTH {
            for one in &found[side] {
                of[side][one.term].push(*one);
            }
        }
        for (i, term) in self.terms.iter().enumerate() {
            if !term.applies(scene.meta) {
                continue;
            }
            let asked: Vec<Found> =
                of.original[i].iter().filter(|f| f.part == Part::Original).copied().collect();
            let mut answered: Vec<Found> = Vec::new();
            for forbidden in of.rewrite[i].iter().filter(|f| f.part == Part::Forbid) {
                // *judgement* for *judgment*: one stem, so the spelling decides.
                let spelt = forbidden.span.of(&scene.documents.rewrite.text).to_lowercase();
                let spelling = term.forbid.iter().any(|phrase| phrase.to_lowercase() == spelt);
                let inside = |f: &Found| {
                    let same = f.span == forbidden.span && spelling;
                    f.part == Part::Rewrite && f.span.contains(forbidden.span) && !same
                };
                if of.rewrite[i].iter().any(inside) {
                    continue;
                }
                let linked = scene.linked(Side::Rewrite, forbidden.segment);
                let source = asked.iter().find(|f| linked.contains(&f.segment));
                if term.original.is_empty() || source.is_some() {
                    answered.extend(source);
                    hits.push(term.hit(scene, source, Some(forbidden.span), Confidence::High));
                }
            }
            if !term.rewrite.is_empty() {
                hits.extend(term.lost(scene, &asked, &answered, &of.rewrite[i]));
            }
        }
        hits
    }

    /// Every phrase of the glossary in the body of a document.
    fn found(&self, document: &Document) -> Vec<Found> {
        let index = self.index(&document.language);
        let mut out = Vec::new();
        for segment in (0..document.segments.len()).filter(|&s| !document.is_boilerplate(s)) {
            let words: Vec<&Token> =
                document.segment_tokens(segment).iter().filter(|t| t.kind != TokenKind::Sign).collect();
            let language = language::get(&document.language);
            let keys: Vec<String> = words.iter().map(|t| self.key(t, &document.text, language)).collect();
            for at in 0..keys.len() {
                for (rest, term, part) in index.by_first.get(&keys[at]).into_iter().flatten() {
                    if keys[at + 1..].starts_with(rest) {
                        let span = words[at].span.join(words[at + rest.len()].span);
                        out.push(Found { term: *term, part: *part, span, segment });
                    }
                }
            }
        }
        out
    }

    /// What of a word is compared.
    fn key(&self, token: &Token, text: &str, language: &Language) -> String {
        if self.exact { token.text(text).to_owned() } else { language.stem(&token.norm).to_string() }
    }

    fn index(&self, code: &str) -> Arc<Index> {
        let mut indexes = self.indexes.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(
            indexes.entry(code.to_owned()).or_insert_with(|| Arc::new(self.built(language::get(code)))),
        )
    }

    fn built(&self, language: &Language) -> Index {
        let mut index = Index::default();
        for (i, term) in self.terms.iter().enumerate() {
            let kept = if term.keep { &term.original } else { &term.rewrite };
            let parts =
                [(&term.original, Part::Original), (kept, Part::Rewrite), (&term.forbid, Part::Forbid)];
            for (phrase, part) in
                parts.into_iter().flat_map(|(list, part)| list.iter().map(move |p| (p, part)))
            {
                let mut tokens = Vec::new();
                language.tokenize(phrase, Span::new(0, phrase.len()), &mut tokens);
                let mut keys = tokens
                    .iter()
                    .filter(|token| token.kind != TokenKind::Sign)
                    .map(|token| self.key(token, phrase, language));
                if let Some(first) = keys.next() {
                    index.by_first.entry(first).or_default().push((keys.collect(), i, part));
                }
            }
        }
        index
    }
}

impl Term {
    fn applies(&self, meta: &serde_json::Value) -> bool {
        self.meta.iter().all(|(key, value)| meta.get(key).and_then(|v| v.as_str()) == Some(value))
    }

    /// The first place of the original whose linked sentences have no allowed variant. Sentences that were left out are
    /// another rule's; where a variant stands elsewhere in the rewrite, a pronoun may stand here, so it is unsure.
    fn lost(&self, scene: &Scene, asked: &[Found], answered: &[Found], there: &[Found]) -> Option<Hit> {
        let texts = scene.documents.as_ref().map(|document| document.text.as_str());
        let right = |f: &&Found, source: &Found| {
            f.part == Part::Rewrite
                && (!self.keep || f.span.of(texts.rewrite) == source.span.of(texts.original))
        };
        let lost = asked.iter().find(|source| {
            let linked = scene.linked(Side::Original, source.segment);
            !linked.is_empty()
                && !answered.iter().any(|a| a.span == source.span)
                && !there.iter().any(|f| linked.contains(&f.segment) && right(&f, source))
        })?;
        let elsewhere = there.iter().any(|f| right(&f, lost));
        let sure = if elsewhere { Confidence::Low } else { Confidence::High };
        Some(self.hit(scene, Some(lost), None, sure))
    }

    fn hit(&self, scene: &Scene, source: Option<&Found>, there: Option<Span>, sure: Confidence) -> Hit {
        let places = match (source, there) {
            (Some(source), Some(there)) => Pair::new(Place::Here(source.span), Place::Here(there)),
            (Some(source), None) => scene.one_sided(Side::Original, source.span),
            (None, there) => scene.one_sided(Side::Rewrite, there.unwrap_or_default()),
        };
        let mut hit = scene.hit(Kind::Term, places, self.rewrite.join(" / "));
        hit.change.confidence = sure;
        hit
    }
}
