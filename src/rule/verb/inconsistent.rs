//! `inconsistent`: two things inside the rewrite that cannot both hold, and that the original does not say so either.
//!
//! Each aspect finds its clashes in one document. What clashes in the original in the same way is its author's, and stays
//! silent; what clashes only because two statements of the original came together is told with low confidence.

mod ages;
mod heading;
mod shares;
mod total;
mod trend;
mod values;

use schemars::JsonSchema;

use super::{Hit, Scene};
use crate::document::Document;
use crate::fact::value::{approximately, print, print_grouped};
use crate::fact::{Amount, Fact, Kind, Unit, Value, in_base};
use crate::finding::Confidence;
use crate::language::{self, Figure, Language};
use crate::pair::Side;
use crate::span::Span;
use crate::token::TokenKind;

/// What is held against what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Aspect {
    /// A figure or name of a heading, and the body's.
    Heading,
    /// A rise or fall, and the figures it goes from and to.
    Trend,
    /// A total, and the sum of the parts beside it.
    Total,
    /// Shares of one whole, and a hundred percent.
    Shares,
    /// Two ages of one person.
    Ages,
    /// Two figures for the same thing in the same words.
    Values,
}

impl Aspect {
    /// Every aspect with its name in rule files.
    pub const ALL: [(Aspect, &'static str); 6] = [
        (Aspect::Heading, "heading"),
        (Aspect::Trend, "trend"),
        (Aspect::Total, "total"),
        (Aspect::Shares, "shares"),
        (Aspect::Ages, "ages"),
        (Aspect::Values, "values"),
    ];

    fn clashes(self, text: &Text) -> Vec<Clash> {
        match self {
            Aspect::Heading => heading::clashes(text),
            Aspect::Trend => trend::clashes(text),
            Aspect::Total => total::clashes(text),
            Aspect::Shares => shares::clashes(text),
            Aspect::Ages => ages::clashes(text),
            Aspect::Values => values::clashes(text),
        }
    }

    /// What a text says of a topic, as keys.
    fn says(self, text: &Text, topic: &str) -> Vec<String> {
        match self {
            Aspect::Ages => ages::of(text, topic),
            Aspect::Shares => text.keys(|fact| fact.kind == Kind::Percent),
            _ => text.keys(|fact| fact.counted.as_deref() == Some(topic) || fact.kind.as_str() == topic),
        }
    }

    /// Both figures stand in one sentence that says how they belong together.
    const fn is_plain(self) -> bool {
        matches!(self, Aspect::Trend | Aspect::Total)
    }
}

/// Two statements of a text that cannot both hold.
struct Clash {
    /// What both speak of; empty where the sentence itself says so.
    topic: String,
    /// What is said, as keys; by them the same clash is known again.
    values: Vec<String>,
    /// The later statement, which is reported.
    place: Span,
    /// All statements that take part.
    spots: Vec<Span>,
    /// What the earlier one says, or what would be right.
    expected: String,
}

/// A document with its language.
#[derive(Clone, Copy)]
struct Text<'a> {
    document: &'a Document,
    language: &'static Language,
}

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Inconsistent {
    /// What is held against what; everything where unset.
    pub of: Option<Aspect>,
}

impl Inconsistent {
    pub(super) fn find(self, scene: &Scene) -> Vec<Hit> {
        let aspects = Aspect::ALL.into_iter().map(|(aspect, _)| aspect);
        aspects
            .filter(|aspect| self.of.is_none_or(|of| of == *aspect))
            .flat_map(|of| of.find(scene))
            .collect()
    }
}

impl Aspect {
    fn find(self, scene: &Scene) -> Vec<Hit> {
        let language = language::get(&scene.documents.rewrite.language);
        let texts = scene.documents.as_ref().map(|document| Text { document, language });
        let clashes = self.clashes(&texts.rewrite);
        if clashes.is_empty() {
            return Vec::new();
        }
        let known = self.clashes(&texts.original);
        let fresh = clashes.into_iter().filter(|clash| !known.iter().any(|old| old.values == clash.values));
        fresh
            .map(|clash| {
                let sure = self.confidence(&texts.original, &clash, !known.is_empty());
                let places = scene.one_sided(Side::Rewrite, clash.place);
                let mut hit = scene.hit(Kind::Inconsistency, places, clash.expected);
                hit.change.confidence = sure;
                hit.spots = clash.spots;
                hit
            })
            .collect()
    }

    /// Low where the original says all of it of the same topic, or clashes with itself in another way.
    fn confidence(self, original: &Text, clash: &Clash, clashes: bool) -> Confidence {
        if clashes {
            return Confidence::Low;
        }
        if self.is_plain() {
            return Confidence::High;
        }
        let said = self.says(original, &clash.topic);
        if clash.values.iter().all(|value| said.contains(value)) { Confidence::Low } else { Confidence::High }
    }
}

impl<'a> Text<'a> {
    /// Facts of each segment of the body, in order.
    fn segments(self) -> impl Iterator<Item = (usize, &'a [Fact])> {
        let document = self.document;
        document
            .facts
            .chunk_by(|a, b| a.segment == b.segment)
            .map(|facts| (facts[0].segment, facts))
            .filter(move |(segment, _)| !document.is_boilerplate(*segment))
    }

    /// The first amount of a fact in base units.
    fn amount(self, fact: &Fact) -> Option<(Amount, String)> {
        match fact.readings.first()? {
            Value::Amount { amount, unit } => in_base(self.language, *amount, unit),
            _ => None,
        }
    }

    /// What a fact says, as a key.
    fn key(self, fact: &Fact) -> Option<String> {
        self.amount(fact).map(|(amount, unit)| key(amount, &unit))
    }

    fn keys(self, test: impl Fn(&Fact) -> bool) -> Vec<String> {
        self.document.facts.iter().filter(|fact| test(fact)).filter_map(|fact| self.key(fact)).collect()
    }

    /// What the words right before a fact make of its figure.
    fn role(self, fact: &Fact) -> Option<Figure> {
        /// A phrase has no more words.
        const LONGEST: usize = 4;
        let tokens = &self.document.tokens;
        let begin = self.document.segments[fact.segment].tokens.start;
        let mut end = fact.tokens.0;
        // Hedges stand between: *from about 20*.
        for _ in 0..=2 {
            let from = end.saturating_sub(LONGEST).max(begin);
            let found = (from..end).find_map(|at| {
                let found = self.language.consistency.before().longest(&tokens[..end], at);
                found.filter(|(length, _)| at + length == end).map(|(_, figure)| *figure)
            });
            if found.is_some() {
                return found;
            }
            let hedge = |token: &crate::token::Token| token.kind == TokenKind::Word && !token.is_content();
            if end <= begin || !hedge(&tokens[end - 1]) {
                return None;
            }
            end -= 1;
        }
        None
    }

    /// A text of the document.
    fn told(self, span: Span) -> String {
        span.of(&self.document.text).to_owned()
    }
}

/// A figure that can be counted with: exact, of a kind that adds up.
fn is_exact(fact: &Fact) -> bool {
    !fact.approximate && fact.bound.is_none() && adds_up(fact.kind)
}

/// Ranks, dates and times are not added up or compared by size.
const fn adds_up(kind: Kind) -> bool {
    matches!(kind, Kind::Number | Kind::Money | Kind::Percent | Kind::Quantity | Kind::Duration)
}

/// An amount for people, in its unit.
fn printed(amount: Amount, unit: &str) -> String {
    match unit {
        "" => print_grouped(amount),
        "percent" => format!("{} %", print(amount)),
        unit => format!("{} {unit}", print_grouped(amount)),
    }
}

fn key(amount: Amount, unit: &str) -> String {
    format!("{} {unit}", print(amount))
}

/// Two amounts are a rounding apart, as a share of the larger.
fn near(a: Amount, b: Amount, share: f64) -> bool {
    let (a, b) = (approximately(a), approximately(b));
    (a - b).abs() <= share * a.abs().max(b.abs())
}

/// The unit of a fact's first reading.
fn unit(fact: &Fact) -> Option<&Unit> {
    match fact.readings.first()? {
        Value::Amount { unit, .. } | Value::Range { unit, .. } => Some(unit),
        _ => None,
    }
}
