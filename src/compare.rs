//! Compare: the facts of linked segments → what happened to each, one answer per fact. How bad it is, rules say.
//!
//! A fact that faces another in its linked segment is altered. What faces nothing is looked for in the whole other
//! document before it is called dropped or added. A sentence without a partner answers for the facts in it, and so does a
//! quote for what changed inside it.

mod amount;
mod attribution;
mod cause;
mod certainty;
mod date;
mod moved;
mod name;
mod negation;
mod numeric;
mod quote;
mod sentence;
mod swap;
mod text;
mod wording;

use std::cell::{OnceCell, RefCell};

pub use self::cause::{CAUSES, Cause};
pub use self::wording::Deduction;
use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use self::amount::end_alike;
pub(crate) use self::quote::explain as explain_quote;
use crate::align::{Alignment, Link};
use crate::document::Document;
use crate::fact::value::approximately;
use crate::fact::{Amount, Fact, Kind, Step, Value, in_base};
use crate::finding::{Confidence, Place};
use crate::language::{self, Language, Meanings};
use crate::pair::{Pair, Side};
use crate::span::Span;
use crate::token::{Token, TokenKind};

/// What happened to a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// Says the same in its linked segment.
    Kept,
    /// Says the same elsewhere.
    Moved,
    /// Says something else.
    Altered,
    /// Is gone.
    Dropped,
    /// Is new.
    Added,
}

impl Relation {
    /// As in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Relation::Kept => "kept",
            Relation::Moved => "moved",
            Relation::Altered => "altered",
            Relation::Dropped => "dropped",
            Relation::Added => "added",
        }
    }
}

/// How strictly quotes are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QuotePolicy {
    /// Word for word.
    #[default]
    Verbatim,
    /// The facts and negations inside them count, the words do not.
    Translated,
    /// Not at all; the facts inside them count as anywhere else.
    Off,
}

/// What happened to one fact, or to two that face each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Kind of the original's fact, else of the rewrite's.
    pub kind: Kind,
    /// What happened.
    pub relation: Relation,
    /// Indices into each document's facts; none for sentences.
    pub facts: Pair<Option<usize>>,
    /// Index into the alignment's links.
    pub link: usize,
    /// Where, in both texts.
    pub places: Pair<Place>,
    /// In what respect; empty where kept or moved.
    pub causes: Vec<Cause>,
    /// Relative difference of two amounts.
    pub difference: Option<f64>,
    /// How sure.
    pub confidence: Confidence,
    /// Kinds of the facts that a sentence or quote answers for.
    pub contains: Vec<Kind>,
}

/// Both documents with what is looked up in them again and again.
pub(crate) struct Context<'a> {
    pub documents: &'a Pair<Document>,
    pub alignment: &'a Alignment,
    pub language: &'static Language,
    /// Facts of each segment.
    pub facts_of: Pair<Vec<Vec<usize>>>,
    /// How often each stem stands in the body of each side, by its number.
    pub stems: Pair<FxHashMap<u64, u32>>,
    pub names: name::Names<'a>,
    /// Names of which earlier links tell something.
    told_names: RefCell<name::Told<'a>>,
    /// Steps of a legal case that each side has anywhere, a bit each; the lowest for any allegation.
    pub legal: Pair<u8>,
    /// Denials of each side.
    pub denials: Pair<usize>,
    /// The segments of the other side most like each segment, with likeness.
    pub support: Pair<Vec<Vec<(usize, f64)>>>,
    /// Numeric facts of each side.
    pub numeric: Pair<Vec<usize>>,
    /// The same by their first amount in base units.
    by_value: Pair<FxHashMap<(Amount, String), Vec<usize>>>,
    /// Words that each side negates anywhere, by stem.
    pub negated: Pair<FxHashSet<&'a str>>,
    /// The script of the original.
    pub script: Option<whatlang::Script>,
    /// What the original says and the rewrite keeps.
    pub told: OnceCell<sentence::Told>,
    link_of: OnceCell<Pair<Vec<usize>>>,
    /// The first segment of each side in the link nearest to each link that has any.
    nearest: OnceCell<Pair<Vec<Option<usize>>>>,
    /// What the words of each side mean.
    meanings: Pair<OnceCell<Meanings>>,
    /// The offices that each side names.
    offices: Pair<OnceCell<wording::Named>>,
}

impl<'a> Context<'a> {
    fn new(documents: &'a Pair<Document>, alignment: &'a Alignment) -> Self {
        let facts_of = documents.as_ref().map(|document| {
            let mut of = vec![Vec::new(); document.segments.len()];
            for (i, fact) in document.facts.iter().enumerate() {
                of[fact.segment].push(i);
            }
            of
        });
        let stems = documents.as_ref().map(|document| {
            let mut stems: FxHashMap<u64, u32> = FxHashMap::default();
            stems.reserve(document.tokens.len() / 3);
            for token in document.tokens.iter().filter(|t| t.kind != TokenKind::Sign) {
                *stems.entry(token.stem_key).or_default() += 1;
            }
            stems
        });
        let language = language::get(&documents.original.language);
        let names = name::Names::new(documents, language);
        let numeric = documents.as_ref().map(|document| {
            (0..document.facts.len()).filter(|&i| document.facts[i].kind.is_numeric()).collect::<Vec<_>>()
        });
        let mut by_value: Pair<FxHashMap<(Amount, String), Vec<usize>>> = Pair::default();
        for side in Side::BOTH {
            for &fact in &numeric[side] {
                if let Some(key) = value_key(language, &documents[side].facts[fact]) {
                    by_value[side].entry(key).or_default().push(fact);
                }
            }
        }
        let legal =
            documents.as_ref().map(|document| document.facts.iter().map(accusation).fold(0, |a, b| a | b));
        let denials = documents.as_ref().map(|document| {
            document.facts.iter().filter(|fact| matches!(fact.readings[0], Value::Denial { .. })).count()
        });
        let negated = documents.as_ref().map(|document| {
            let scope = |fact: &'a Fact| match &fact.readings[0] {
                Value::Negation { scope: Some(scope), .. } => Some(scope.as_str()),
                _ => None,
            };
            document.facts.iter().filter_map(scope).collect::<FxHashSet<_>>()
        });
        let mut support = documents.as_ref().map(|document| vec![Vec::new(); document.segments.len()]);
        for &(i, j, likeness) in &alignment.support {
            support.original[i].push((j, likeness));
            support.rewrite[j].push((i, likeness));
        }
        let script = wording::script(start_of(&documents.original.text));
        Self {
            documents,
            alignment,
            language,
            facts_of,
            stems,
            names,
            told_names: RefCell::default(),
            legal,
            denials,
            support,
            numeric,
            by_value,
            negated,
            script,
            told: OnceCell::new(),
            link_of: OnceCell::new(),
            nearest: OnceCell::new(),
            offices: Pair::default(),
            meanings: Pair::default(),
        }
    }

    /// Facts of the other side with the same amount in base units.
    pub fn same_value(&self, side: Side, fact: &Fact) -> &[usize] {
        let found = value_key(self.language, fact).and_then(|key| self.by_value[side.other()].get(&key));
        found.map_or(&[], Vec::as_slice)
    }

    /// What the words of a side mean.
    pub fn meanings(&self, side: Side) -> &Meanings {
        self.meanings[side].get_or_init(|| {
            let words = self.documents[side].tokens.iter().filter(|token| token.is_content());
            let lone = |token: &Token| !self.stems[side.other()].contains_key(&token.stem_key);
            words.map(|token| (token.meaning(self.language), lone(token))).collect()
        })
    }

    pub fn fact(&self, side: Side, index: usize) -> &'a Fact {
        &self.documents[side].facts[index]
    }

    /// Facts of a link's side that satisfy a test. A rewrite may leave out the dateline: those in the original's count only
    /// beside another one.
    pub fn facts(&self, side: Side, link: &Link, test: impl Fn(&Fact) -> bool) -> Vec<usize> {
        let alone = side == Side::Original && !self.opens(Side::Rewrite, link);
        let counts = |fact: &Fact| !(alone && self.documents[side].is_opening(fact)) && test(fact);
        let mut found = Vec::new();
        for &segment in &link.segments[side] {
            let facts = self.facts_of[side][segment].iter().copied();
            found.extend(facts.filter(|&i| counts(self.fact(side, i))));
        }
        found
    }

    /// The link of each segment of a side.
    pub fn link_of(&self, side: Side) -> &[usize] {
        let table = || {
            Pair::from_fn(|side| {
                let mut of = vec![0; self.documents[side].segments.len()];
                for (index, link) in self.alignment.links.iter().enumerate() {
                    link.segments[side].iter().for_each(|&s| of[s] = index);
                }
                of
            })
        };
        &self.link_of.get_or_init(table)[side]
    }

    /// The link's side holds the dateline.
    fn opens(&self, side: Side, link: &Link) -> bool {
        let document = &self.documents[side];
        let within =
            |opening: Span| link.segments[side].iter().any(|&s| document.segments[s].span.contains(opening));
        document.opening.is_some_and(within)
    }

    /// Tokens of a link's side.
    pub fn tokens(&self, side: Side, link: &Link) -> impl Iterator<Item = &'a Token> {
        let document = &self.documents[side];
        link.segments[side].iter().flat_map(move |&s| document.segment_tokens(s))
    }

    /// The place for a fact of one side that has no counterpart: the other side's linked segments, or the neighbours'.
    pub fn missing_at(&self, side: Side, link: usize) -> Place {
        let nearest = self.nearest.get_or_init(|| self.alignment.nearest_segments())[side][link];
        let span = nearest.map(|segment| self.documents[side].segments[segment].span);
        Place::At(span.unwrap_or_default())
    }

    /// A change of one fact, or of two that face each other.
    pub fn change(&self, link: usize, relation: Relation, facts: Pair<Option<usize>>) -> Change {
        let place = |side: Side| match facts[side] {
            Some(index) => Place::Here(self.fact(side, index).span),
            None => {
                let segments = &self.alignment.links[link].segments[side];
                segments.first().map_or_else(
                    || self.missing_at(side, link),
                    |&s| Place::At(self.documents[side].segments[s].span),
                )
            }
        };
        let kind = facts
            .original
            .map(|i| self.fact(Side::Original, i))
            .or_else(|| facts.rewrite.map(|i| self.fact(Side::Rewrite, i)));
        Change {
            kind: kind.map_or(Kind::Sentence, |fact| fact.kind),
            relation,
            facts,
            link,
            places: Pair::from_fn(place),
            causes: Vec::new(),
            difference: None,
            confidence: Confidence::High,
            contains: Vec::new(),
        }
    }
}

/// The bit of a fact's step in a legal case.
fn accusation(fact: &Fact) -> u8 {
    match fact.readings[0] {
        Value::Certainty { step: Step::Legal(level), .. } => 1_u8.checked_shl(u32::from(level)).unwrap_or(0),
        Value::Certainty { step: Step::Alleged, .. } => 1,
        _ => 0,
    }
}

/// Enough of a text to tell its script.
fn start_of(text: &str) -> &str {
    &text[..text.floor_char_boundary(300)]
}

/// The first amount of a fact in base units.
fn value_key(language: &Language, fact: &Fact) -> Option<(Amount, String)> {
    match fact.readings.first()? {
        Value::Amount { amount, unit } => in_base(language, *amount, unit),
        _ => None,
    }
}

/// Compares two aligned documents of one language.
///
/// ```
/// use factdiff::{Document, Pair, Source, align::align, compare::{Relation, compare}};
/// let read = |text: &str| Document::read(&Source::text(text), &Default::default());
/// let documents = Pair::new(read("The bridge cost 5 million euros."), read("The bridge cost 5 billion euros."));
/// let changes = compare(&documents, &align(&documents));
/// assert_eq!(changes.iter().filter(|c| c.relation == Relation::Altered).count(), 1);
/// ```
#[must_use]
pub fn compare(documents: &Pair<Document>, alignment: &Alignment) -> Vec<Change> {
    compare_with(documents, alignment, Manner::default()).0
}

/// How two documents are compared.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Manner {
    pub quotes: QuotePolicy,
    /// A claim of the rewrite may gather support from several segments of the original, wherever they stand.
    pub gathers: bool,
}

/// The same in a manner, and what each loose word costs in quality.
pub(crate) fn compare_with(
    documents: &Pair<Document>,
    alignment: &Alignment,
    manner: Manner,
) -> (Vec<Change>, Vec<Deduction>) {
    let context = Context::new(documents, alignment);
    let facts = documents.original.facts.len() + documents.rewrite.facts.len();
    let mut changes = Vec::with_capacity(facts);
    let mut deductions = Vec::with_capacity(documents.rewrite.tokens.len() / 2);
    quote::compare(&context, manner.quotes, &mut changes);
    let of_quotes = changes.len();
    let literal_kinds = literal_kinds(documents);
    let support = sentence::support::Index::default();
    for (index, link) in alignment.links.iter().enumerate() {
        let gathered = (manner.gathers && !link.segments.rewrite.is_empty())
            .then(|| sentence::support::gather(&context, &support, link))
            .flatten();
        let (from, costs) = (changes.len(), deductions.len());
        match &gathered {
            Some(gathered) if link.is_full() || gathered.is_enough() => {
                compare_link(&context, index, &gathered.link, &literal_kinds, &mut changes, &mut deductions);
                gathered.leave_out(&context, &mut changes, from, &mut deductions, costs);
            }
            _ if link.is_full() => {
                compare_link(&context, index, link, &literal_kinds, &mut changes, &mut deductions);
            }
            _ => {
                sentence::compare(&context, index, link, &mut changes);
                if gathered.is_some_and(|gathered| gathered.is_some()) {
                    changes[from..].iter_mut().for_each(|change| change.confidence = Confidence::Low);
                }
            }
        }
    }
    moved::reconcile(&context, manner.gathers, &mut changes);
    moved::headlines(&context, &mut changes);
    sentence::truncated(&context, &mut changes);
    swap::rows::exchanged(&context, &mut changes);
    name::first::shortened(&context, &mut changes);
    text::compare(&context, &mut changes);
    swallow(&mut changes, of_quotes);
    attribution::answer(&mut changes);
    changes.sort_by_cached_key(|change| {
        (change.places.original.span(), change.places.rewrite.span(), change.kind)
    });
    (changes, deductions)
}

/// Compares what a full link holds.
fn compare_link(
    context: &Context,
    index: usize,
    link: &Link,
    literal_kinds: &[Kind],
    changes: &mut Vec<Change>,
    deductions: &mut Vec<Deduction>,
) {
    let from = changes.len();
    context.told_names.borrow_mut().note(context, changes);
    numeric::compare(context, index, link, changes);
    name::compare(context, index, link, changes);
    negation::compare(context, index, link, changes);
    certainty::compare(context, index, link, changes);
    attribution::compare(context, index, link, changes);
    for &kind in literal_kinds {
        literal(context, index, link, kind, changes);
    }
    wording::compare(context, index, link, from, changes, deductions);
    name::hole::explain(context, index, link, from, changes);
    sentence::promotion(context, index, link, changes);
}

/// Of the kinds that are compared by their values alone, addresses and those of a user's own, the ones that either document
/// has facts of.
fn literal_kinds(documents: &Pair<Document>) -> Vec<Kind> {
    let facts = documents.original.facts.iter().chain(&documents.rewrite.facts);
    let mut kinds: Vec<Kind> =
        facts.map(|fact| fact.kind).filter(|kind| matches!(kind, Kind::Link | Kind::Own(_))).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Facts of one kind in a link that are the same only where their values are: addresses, and kinds of a user's own.
fn literal(context: &Context, index: usize, link: &Link, kind: Kind, changes: &mut Vec<Change>) {
    let of = |side: Side| context.facts(side, link, |fact| fact.kind == kind);
    let value = |side: Side, i: usize| &context.fact(side, i).readings[0];
    let (mut original, mut rewrite) = (of(Side::Original), of(Side::Rewrite));
    original.retain(|&o| {
        let Some(at) = rewrite.iter().position(|&r| value(Side::Original, o) == value(Side::Rewrite, r))
        else {
            return true;
        };
        changes.push(context.change(index, Relation::Kept, Pair::new(Some(o), Some(rewrite.remove(at)))));
        false
    });
    let elsewhere = |side: Side, i: usize| {
        let other = &context.documents[side.other()].facts;
        (0..other.len()).any(|j| other[j].kind == kind && value(side.other(), j) == value(side, i))
    };
    // A fact of a user's own kind that stands elsewhere was moved, not changed into what faces it.
    if kind != Kind::Link {
        for (side, facts) in [(Side::Original, &mut original), (Side::Rewrite, &mut rewrite)] {
            facts.retain(|&fact| {
                let moved = elsewhere(side, fact);
                if moved {
                    changes.push(context.change(index, Relation::Moved, one_sided(side, fact)));
                }
                !moved
            });
        }
    }
    while !original.is_empty() && !rewrite.is_empty() {
        let facts = Pair::new(original.remove(0), rewrite.remove(0));
        let mut change = context.change(index, Relation::Altered, facts.map(Some));
        change.causes = vec![Cause::Value];
        change.difference =
            difference(value(Side::Original, facts.original), value(Side::Rewrite, facts.rewrite));
        changes.push(change);
    }
    for (side, relation, facts) in
        [(Side::Original, Relation::Dropped, original), (Side::Rewrite, Relation::Added, rewrite)]
    {
        for fact in facts {
            let relation = if elsewhere(side, fact) { Relation::Moved } else { relation };
            let mut change = context.change(index, relation, one_sided(side, fact));
            change.confidence = context.fact(side, fact).confidence;
            changes.push(change);
        }
    }
}

fn one_sided(side: Side, fact: usize) -> Pair<Option<usize>> {
    let mut facts = Pair::new(None, None);
    facts[side] = Some(fact);
    facts
}

/// How much more the second amount is than the first, as a share of the first.
fn difference(a: &Value, b: &Value) -> Option<f64> {
    let (Value::Amount { amount: a, .. }, Value::Amount { amount: b, .. }) = (a, b) else { return None };
    let (a, b) = (approximately(*a), approximately(*b));
    (a != 0.0).then(|| (b - a) / a.abs())
}

/// A quote that surely changed answers for the facts inside it: they leave the list, and their kinds stand in its `contains`.
fn swallow(changes: &mut Vec<Change>, quotes: usize) {
    /// So many quotes that begin before a fact may be around it, one within the other.
    const NESTED: usize = 8;
    let told =
        |change: &Change| matches!(change.relation, Relation::Altered | Relation::Dropped | Relation::Added);
    let mut kept: Vec<Change> = changes.drain(..quotes).collect();
    let holders = Pair::from_fn(|side| {
        let holds = |quote: &Change| {
            // A paraphrase says the same in its own words: what is wrong in them stands for itself.
            let rephrased = quote.relation == Relation::Dropped && quote.causes.contains(&Cause::Paraphrased);
            let sure =
                quote.kind == Kind::Quote && quote.confidence > Confidence::Low && !rephrased && told(quote);
            quote.places[side].here().filter(|_| sure)
        };
        let mut spans: Vec<_> =
            kept.iter().enumerate().filter_map(|(at, quote)| Some((holds(quote)?, at))).collect();
        spans.sort_unstable();
        spans
    });
    for change in std::mem::take(changes) {
        let holding = |side: Side| {
            let inner = change.places[side].here().filter(|_| change.kind != Kind::Sentence)?;
            let before = holders[side].partition_point(|(outer, _)| outer.start <= inner.start);
            let near = holders[side][before.saturating_sub(NESTED)..before].iter();
            near.filter(|(outer, _)| outer.contains(inner)).map(|(_, at)| *at).min()
        };
        let at = Side::BOTH.into_iter().filter_map(holding).min();
        let holder = at.map(|at| &mut kept[at]);
        match holder {
            Some(quote) if told(&change) => {
                if !quote.contains.contains(&change.kind) {
                    quote.contains.push(change.kind);
                }
                if change.kind == Kind::Negation && !quote.causes.contains(&Cause::Negation) {
                    quote.causes.push(Cause::Negation);
                }
            }
            _ => kept.push(change),
        }
    }
    *changes = kept;
}
