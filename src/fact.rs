//! Extract: a document's segments → its facts, by value.
//!
//! Each kind of fact has a file. What is ambiguous keeps all its readings, the likeliest first.

pub(crate) mod amount;
mod attribution;
mod calendar;
mod certainty;
mod date;
mod identifier;
mod lapse;
mod link;
mod name;
mod negation;
mod number;
pub mod own;
mod quote;
mod time;
mod time_words;
pub mod value;

use compact_str::CompactString;
use num_traits::CheckedDiv;
use serde::Serialize;

pub(crate) use self::amount::hedged;
pub(crate) use self::attribution::text as attribution_text;
pub(crate) use self::number::roman;
pub use self::value::{Amount, Step, Unit, Value};
use crate::document::Document;
use crate::finding::Confidence;
use crate::language::Language;
use crate::segment::Segment;
use crate::span::Span;
use crate::token::{Class, Token, TokenKind};

/// A kind of fact, and of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A plain number.
    Number,
    /// A rank.
    Ordinal,
    /// An amount of money.
    Money,
    /// A percentage.
    Percent,
    /// An amount with a unit.
    Quantity,
    /// A calendar date, whole or in part.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// In rules: any of those before. No fact is of this kind.
    Figure,
    /// A person, place, organisation or product.
    Name,
    /// Somebody's words.
    Quote,
    /// *not*, *never*.
    Negation,
    /// *may*, *reportedly*.
    Certainty,
    /// *according to*.
    Attribution,
    /// An address or handle.
    Link,
    /// A whole segment.
    Sentence,
    /// Words of substance.
    Wording,
    /// What is garbled, hidden or left over.
    Text,
    /// Something said twice.
    Repetition,
    /// Two values for one thing.
    Inconsistency,
    /// A text that must or must not be there.
    Pattern,
    /// A word of a glossary.
    Term,
    /// How much of something there is.
    Ratio,
    /// A kind that a rule file defines, by its name there.
    Own(own::Name),
}

impl Kind {
    /// Every kind that is not a user's own, in the order of reports.
    pub const ALL: [Kind; 23] = [
        Kind::Number,
        Kind::Ordinal,
        Kind::Money,
        Kind::Percent,
        Kind::Quantity,
        Kind::Date,
        Kind::Time,
        Kind::Duration,
        Kind::Figure,
        Kind::Name,
        Kind::Quote,
        Kind::Negation,
        Kind::Certainty,
        Kind::Attribution,
        Kind::Link,
        Kind::Sentence,
        Kind::Wording,
        Kind::Text,
        Kind::Repetition,
        Kind::Inconsistency,
        Kind::Pattern,
        Kind::Term,
        Kind::Ratio,
    ];

    /// As in JSON and rule files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Number => "number",
            Kind::Ordinal => "ordinal",
            Kind::Money => "money",
            Kind::Percent => "percent",
            Kind::Quantity => "quantity",
            Kind::Date => "date",
            Kind::Time => "time",
            Kind::Duration => "duration",
            Kind::Figure => "figure",
            Kind::Name => "name",
            Kind::Quote => "quote",
            Kind::Negation => "negation",
            Kind::Certainty => "certainty",
            Kind::Attribution => "attribution",
            Kind::Link => "link",
            Kind::Sentence => "sentence",
            Kind::Wording => "wording",
            Kind::Text => "text",
            Kind::Repetition => "repetition",
            Kind::Inconsistency => "inconsistency",
            Kind::Pattern => "pattern",
            Kind::Term => "term",
            Kind::Ratio => "ratio",
            Kind::Own(name) => name.as_str(),
        }
    }

    /// True for what changes from text to text; the others only their own verbs find.
    #[must_use]
    pub const fn changes(self) -> bool {
        !matches!(self, Kind::Inconsistency | Kind::Pattern | Kind::Term | Kind::Ratio)
    }

    /// True for what is compared by amount, date or time.
    #[must_use]
    pub const fn is_numeric(self) -> bool {
        matches!(
            self,
            Kind::Number
                | Kind::Ordinal
                | Kind::Money
                | Kind::Percent
                | Kind::Quantity
                | Kind::Date
                | Kind::Time
                | Kind::Duration
        )
    }
}

/// A limit that the words before an amount put on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// *more than*
    MoreThan,
    /// *at least*
    AtLeast,
    /// *up to*
    AtMost,
    /// *less than*, *nearly*
    LessThan,
}

impl Bound {
    /// True for *more than* and *at least*.
    #[must_use]
    pub const fn is_lower(self) -> bool {
        matches!(self, Bound::MoreThan | Bound::AtLeast)
    }
}

/// What an amount is spread over: *a day*, *per kilo*, *monthly*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// CLDR id of the unit: `day`.
    pub unit: CompactString,
    /// First token behind the amount, in the document's tokens.
    pub from: usize,
    /// First token behind the words that say it.
    pub to: usize,
}

/// Something a text states that can be checked by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
    /// Which segment holds its beginning.
    pub segment: usize,
    /// First and last-but-one token, in the document's tokens.
    pub tokens: (usize, usize),
    /// What it says, the likeliest reading first; never empty.
    pub readings: Vec<Value>,
    /// *about*, *some*, *nearly*
    pub approximate: bool,
    /// *more than*, *up to*
    pub bound: Option<Bound>,
    /// Stem of what is counted.
    pub counted: Option<CompactString>,
    /// *a day*: what the amount is spread over.
    pub rate: Option<Rate>,
    /// The fact (index in the document) that says the same in another unit, beside it in brackets.
    pub conversion: Option<usize>,
    /// How sure the extractor is that this is a fact at all.
    pub confidence: Confidence,
}

/// What an extractor works on: a document so far, one segment of it.
#[derive(Clone, Copy)]
pub(crate) struct Scan<'a> {
    pub language: &'a Language,
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub segment: usize,
    /// First token of the segment.
    pub begin: usize,
    /// First token after it.
    pub end: usize,
}

impl<'a> Scan<'a> {
    /// The token at `at`, inside the segment.
    pub fn token(&self, at: usize) -> Option<&'a Token> {
        if at < self.end { self.tokens.get(at) } else { None }
    }

    /// Tokens of the segment up to its end, for phrases.
    pub fn upto(&self) -> &'a [Token] {
        &self.tokens[..self.end]
    }

    /// Normal form of the token at `at`, or nothing.
    pub fn norm(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| token.norm.as_str())
    }

    /// True for *and* inside a number.
    pub fn is_and(&self, at: usize) -> bool {
        let data = self.language.number_data.as_ref();
        data.is_some_and(|data| data.and.iter().any(|word| word == self.norm(at)))
    }

    /// True for *a*, *an*, *the*.
    pub fn is_article(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.class.has(Class::ARTICLE))
    }

    /// The span of tokens `from..to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.tokens[from].span.start, self.tokens[to - 1].span.end)
    }

    /// A fact with one or more readings over tokens `from..to`.
    pub fn fact(&self, kind: Kind, from: usize, to: usize, readings: Vec<Value>) -> Fact {
        Fact {
            kind,
            span: self.span(from, to),
            segment: self.segment,
            tokens: (from, to),
            readings,
            approximate: false,
            bound: None,
            counted: None,
            rate: None,
            conversion: None,
            confidence: Confidence::High,
        }
    }
}

/// An amount in the base unit of its dimension, with that unit's name: *5 km* is 5000 meter, *34 cents* 0.34 USD. None for
/// a unit without a conversion, or where the arithmetic overflows.
pub fn in_base(language: &Language, amount: Amount, unit: &Unit) -> Option<(Amount, String)> {
    match unit {
        Unit::One => Some((amount, String::new())),
        Unit::Rank => Some((amount, "rank".to_owned())),
        Unit::Score => Some((amount, "score".to_owned())),
        Unit::Percent => Some((amount, "percent".to_owned())),
        Unit::Points => Some((amount, "points".to_owned())),
        Unit::Currency(code) => Some(match code.strip_suffix("-cent") {
            Some(main) => (amount.checked_div(&Amount::from(100))?, main.to_owned()),
            None => (amount, code.to_string()),
        }),
        Unit::Measure(unit) => {
            let conversion = language.conversions.get(unit)?;
            let amount = value::plus(value::times(amount, conversion.factor)?, conversion.offset)?;
            Some((amount, conversion.base.to_string()))
        }
    }
}

/// Finds the facts of a document, in the order of their places.
///
/// ```
/// use factdiff::{Document, Source, fact::Kind};
/// let document = Document::read(&Source::text("The bridge cost 5 million euros."), &Default::default());
/// assert_eq!(document.facts[0].kind, Kind::Money);
/// ```
pub(crate) fn extract(document: &Document, language: &Language, own: &[own::Own]) -> Vec<Fact> {
    let scan_of = |(index, segment): (usize, &Segment)| Scan {
        language,
        text: &document.text,
        tokens: &document.tokens,
        segment: index,
        begin: segment.tokens.start,
        end: segment.tokens.end,
    };
    /// Tokens for each fact, about.
    const FACT: usize = 8;
    let mut facts = Vec::with_capacity(document.tokens.len() / FACT);
    for scan in document.segments.iter().enumerate().map(scan_of) {
        figures(&scan, &mut facts);
        negation::find(&scan, &mut facts);
        certainty::find(&scan, &mut facts);
    }
    name::find(document, language, &mut facts);
    attribution::find(document, language, &mut facts);
    quote::find(document, language, &mut facts);
    own::find(document, own, &mut facts);
    facts.sort_by_cached_key(|fact| (fact.span, fact.kind));
    amount::settle_decimals(document, language, &mut facts);
    amount::settle_currencies(document, language, &mut facts);
    amount::pair_conversions(document, language, &mut facts);
    facts
}

/// A cheap first look: a sign, or an article and nothing else, begins a figure only where the next token may go on with one.
fn may_begin(scan: &Scan, at: usize) -> bool {
    const MORE: Class =
        Class(Class::NUMBER.0 | Class::UNIT.0 | Class::DATE.0 | Class::HEDGE.0 | Class::TIME.0);
    let token = &scan.tokens[at];
    match token.kind {
        TokenKind::Figure | TokenKind::Link => true,
        _ if !token.class.has(Class::FIGURE) => false,
        TokenKind::Word if !token.class.has(Class::ARTICLE) || token.class.any(MORE) => true,
        TokenKind::Word | TokenKind::Sign => scan
            .token(at + 1)
            .is_some_and(|next| next.kind == TokenKind::Figure || next.class.has(Class::FIGURE)),
    }
}

/// A token without which there is no figure: the others may only stand before it. Where an ending makes the parts of a whole,
/// *un veinteavo*, their article does.
fn tells_figure(scan: &Scan, token: &Token) -> bool {
    const ALONE: Class = Class(Class::NUMBER.0 | Class::DATE.0 | Class::TIME.0 | Class::DECADE.0);
    matches!(token.kind, TokenKind::Figure | TokenKind::Link)
        || token.class.any(ALONE)
        || token.class.has(Class::ARTICLE) && !scan.language.grammar.denominator_endings.is_empty()
}

/// Links, dates, times and amounts of a segment: one pass, the first that fits takes its tokens.
fn figures(scan: &Scan, facts: &mut Vec<Fact>) {
    let last = scan.tokens[scan.begin..scan.end].iter().rposition(|token| tells_figure(scan, token));
    let end = last.map_or(scan.begin, |last| scan.begin + last + 1);
    let mut at = scan.begin;
    while at < end {
        if !may_begin(scan, at) {
            at += 1;
            continue;
        }
        if let Some(to) = amount::figure_of_speech(scan, at) {
            at = to;
            continue;
        }
        let found = link::at(scan, at)
            .or_else(|| lapse::at(scan, at))
            .or_else(|| time::at(scan, at))
            .or_else(|| time_words::at(scan, at))
            .or_else(|| identifier::at(scan, at))
            .or_else(|| calendar::at(scan, at))
            .or_else(|| date::at(scan, at))
            .or_else(|| amount::at(scan, at));
        match found {
            Some(mut fact) => {
                while let Some(further) = date::further(scan, &fact) {
                    facts.push(std::mem::replace(&mut fact, further));
                }
                at = fact.rate.as_ref().map_or(fact.tokens.1, |rate| rate.to);
                facts.push(fact);
            }
            None => at += 1,
        }
    }
}
