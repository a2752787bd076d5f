//! A claim of a summary may gather support from several sentences of the original, wherever they stand.
//!
//! Which ones is a cover: each next sentence is the one that holds most, by weight, of what the claim says and no sentence
//! chosen before holds, as in submodular summarisation (Lin & Bilmes 2011), turned round. A sentence that brings a single word
//! is no support: a name or a word taken from elsewhere is how claims are mixed up.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::align::Link;
use crate::compare::{Change, Context, Deduction, Relation, name};
use crate::document::Document;
use crate::fact::Kind;
use crate::finding::Confidence;
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::span::Span;
use crate::token::Token;

/// Sentences that may be added to what a claim is linked to.
const MOST: usize = 3;
/// A sentence brings so many terms at least that no other has,
const BRINGS: usize = 2;
/// and this share of the weight of the claim.
const SHARE: f32 = 0.1;
/// A claim without a link is supported where the sentences hold this share of its weight.
const SUPPORTED: f32 = 0.6;
/// One of which they hold so much is doubtful.
const PARTLY: f32 = 0.5;
/// Claims of fewer terms are left alone.
const FEWEST: usize = 3;
/// A word of more sentences than this leads to none of them.
const COMMON: usize = 64;
/// Sentences looked at closely in a turn.
const CLOSE: usize = 8;

/// Where the original has each stem: segments of its body, ascending.
#[derive(Default)]
pub(crate) struct Index {
    holders: OnceCell<FxHashMap<u64, Vec<usize>>>,
}

impl Index {
    fn holders(&self, document: &Document) -> &FxHashMap<u64, Vec<usize>> {
        self.holders.get_or_init(|| {
            let mut holders: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
            for (at, segment) in document.segments.iter().enumerate() {
                if segment.role == Role::Boilerplate {
                    continue;
                }
                for token in document.segment_tokens(at).iter().filter(|token| token.is_content()) {
                    let of = holders.entry(token.stem_key).or_default();
                    if of.last() != Some(&at) {
                        of.push(at);
                    }
                }
            }
            holders
        })
    }
}

/// What a claim says: a word of content or a figure, once.
struct Term<'a> {
    token: &'a Token,
    weight: f32,
    /// Words of one name, by the place of its first: taken from elsewhere they are one thing.
    unit: usize,
    covered: bool,
}

/// What sentences of the original say of a claim.
pub(crate) struct Gathered {
    /// The claim with all that supports it.
    pub link: Link,
    /// Segments of the original that the claim was not linked to, ascending.
    more: Vec<usize>,
    /// Share of the claim's weight that is supported, 0 to 1.
    covered: f32,
}

/// What supports the claim of a link beyond what the link holds; nothing where nothing does.
pub(crate) fn gather(context: &Context, index: &Index, link: &Link) -> Option<Gathered> {
    let holders = index.holders(&context.documents.original);
    let mut terms = terms(context, holders, link);
    let whole: f32 = terms.iter().map(|term| term.weight).sum();
    if terms.len() < FEWEST {
        return None;
    }
    for &segment in &link.segments.original {
        cover(context, segment, &mut terms);
    }
    let mut more = Vec::new();
    while more.len() < MOST {
        let Some(best) = best(context, holders, &terms, whole * SHARE) else { break };
        cover(context, best, &mut terms);
        more.push(best);
    }
    if more.is_empty() {
        return None;
    }
    more.sort_unstable();
    let covered: f32 = terms.iter().filter(|term| term.covered).map(|term| term.weight).sum();
    let mut original = link.segments.original.clone();
    original.extend(&more);
    original.sort_unstable();
    let covered = covered / whole;
    let segments = Pair::new(original, link.segments.rewrite.clone());
    Some(Gathered { link: Link { segments, score: f64::from(covered) }, more, covered })
}

impl Gathered {
    /// The sentences say the whole claim.
    pub fn is_enough(&self) -> bool {
        self.covered >= SUPPORTED
    }

    /// They say so much of it that the rest may be the summary's own words.
    pub fn is_some(&self) -> bool {
        self.covered >= PARTLY
    }

    /// Takes out again what only the sentences that support the claim have, too: a claim need not say all of them, and they
    /// are compared in their own links.
    pub fn leave_out(
        &self,
        context: &Context,
        changes: &mut Vec<Change>,
        from: usize,
        deductions: &mut Vec<Deduction>,
        costs: usize,
    ) {
        let segments = &context.documents.original.segments;
        let inside = |span: Span| self.more.iter().any(|&segment| segments[segment].span.contains(span));
        let mut at = 0;
        changes.retain(|change| {
            at += 1;
            let lacks = change.relation == Relation::Dropped
                || change.facts.rewrite.is_none() && change.relation == Relation::Moved;
            at <= from || !(lacks && change.places.original.here().is_some_and(inside))
        });
        // A name in the place of another of the claim's own sentence is no borrowed one.
        let borrowed = |change: &Change| {
            change.kind == Kind::Name
                && change.relation == Relation::Altered
                && change.confidence < Confidence::High
                && change.places.original.here().is_some_and(inside)
                && change.facts.rewrite.is_some_and(|fact| name::is_known(context, Side::Rewrite, fact))
        };
        for change in changes[from..].iter_mut().filter(|change| borrowed(change)) {
            change.relation = Relation::Moved;
            change.causes.clear();
        }
        let mut at = 0;
        deductions.retain(|cost| {
            at += 1;
            at <= costs || !(cost.side == Side::Original && inside(cost.span))
        });
    }
}

/// The terms of a claim, the rarer in the original the heavier.
fn terms<'a>(context: &Context<'a>, holders: &FxHashMap<u64, Vec<usize>>, link: &Link) -> Vec<Term<'a>> {
    let document = &context.documents.rewrite;
    #[allow(clippy::cast_precision_loss, reason = "counts of segments")]
    let weight = |token: &Token| {
        let all = context.documents.original.segments.len() as f32;
        let seen = holders.get(&token.stem_key).map_or(1, Vec::len) as f32;
        (1.0 + all / seen).ln()
    };
    let mut terms: Vec<Term> = Vec::new();
    for &segment in &link.segments.rewrite {
        let mut unit = None;
        for at in document.segments[segment].tokens.clone() {
            let token = &document.tokens[at];
            unit = if token.is_capital() { unit.or(Some(at)) } else { None };
            if token.is_content() && !terms.iter().any(|term| term.token.stem_key == token.stem_key) {
                terms.push(Term { token, weight: weight(token), unit: unit.unwrap_or(at), covered: false });
            }
        }
    }
    terms
}

/// Marks the terms that a segment of the original holds, in the same words or in nearly the same.
fn cover(context: &Context, segment: usize, terms: &mut [Term]) {
    let tokens = context.documents.original.segment_tokens(segment);
    for term in terms.iter_mut().filter(|term| !term.covered) {
        term.covered = holds(context, tokens, term);
    }
}

/// One of the words is the term, or means nearly the same.
fn holds(context: &Context, tokens: &[Token], term: &Term) -> bool {
    let meaning = || term.token.meaning(context.language);
    tokens.iter().any(|token| token.stem_key == term.token.stem_key)
        || tokens
            .iter()
            .filter(|token| token.is_content())
            .any(|token| meaning().is_near(token.meaning(context.language)))
}

/// The segment of the original that holds most of what is not covered yet, if that is worth it.
fn best(
    context: &Context,
    holders: &FxHashMap<u64, Vec<usize>>,
    terms: &[Term],
    least: f32,
) -> Option<usize> {
    let mut sums: FxHashMap<usize, f32> = FxHashMap::default();
    for term in terms.iter().filter(|term| !term.covered) {
        let of = holders.get(&term.token.stem_key).map(Vec::as_slice).unwrap_or_default();
        for &segment in of.iter().filter(|_| of.len() <= COMMON) {
            *sums.entry(segment).or_default() += term.weight;
        }
    }
    let mut ranked: Vec<(usize, f32)> = sums.into_iter().collect();
    ranked.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(CLOSE);
    let gain = |segment: usize| {
        let tokens = context.documents.original.segment_tokens(segment);
        let mut units: Vec<usize> = Vec::new();
        let mut sum = 0.0;
        for term in terms.iter().filter(|term| !term.covered && holds(context, tokens, term)) {
            sum += term.weight;
            if !units.contains(&term.unit) {
                units.push(term.unit);
            }
        }
        (units.len() >= BRINGS && sum >= least).then_some((sum, segment))
    };
    let gains = ranked.iter().filter_map(|&(segment, _)| gain(segment));
    gains.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, segment)| segment)
}
