//! What is reported: a finding points at two places in two texts and says how bad and how sure.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::compare::{Cause, Relation};
use crate::fact::Kind;
use crate::pair::Pair;
use crate::span::Span;

/// How bad it is, by the levels of MQM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// No fault.
    Neutral,
    /// Noticed, harmless.
    Minor,
    /// Misleads.
    Major,
    /// Must not be published.
    Critical,
}

impl Severity {
    /// Penalty points: 0, 1, 5, 25.
    ///
    /// ```
    /// assert_eq!(factdiff::Severity::Major.weight(), 5);
    /// ```
    #[must_use]
    pub const fn weight(self) -> u32 {
        match self {
            Severity::Neutral => 0,
            Severity::Minor => 1,
            Severity::Major => 5,
            Severity::Critical => 25,
        }
    }

    /// As in JSON and rule files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Neutral => "neutral",
            Severity::Minor => "minor",
            Severity::Major => "major",
            Severity::Critical => "critical",
        }
    }
}

/// How sure we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Likely, unsure: outside the default gate.
    Low,
    /// More likely than not.
    Medium,
    /// Sure.
    High,
}

impl Confidence {
    /// Every confidence, the least first.
    pub const ALL: [Confidence; 3] = [Confidence::Low, Confidence::Medium, Confidence::High];

    /// As in JSON and rule files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        }
    }

    /// One step less sure.
    #[must_use]
    pub const fn lower(self) -> Self {
        match self {
            Confidence::High => Confidence::Medium,
            _ => Confidence::Low,
        }
    }
}

/// MQM categories with their ITS 2.0 localization quality issue types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names are MQM's own")]
pub enum Category {
    Number,
    UnitConversion,
    DateTime,
    Entity,
    Omission,
    Addition,
    Mistranslation,
    OverTranslation,
    UnderTranslation,
    Unintelligible,
    CharacterEncoding,
    Untranslated,
    NoTranslate,
    Terminology,
    UnpairedMarks,
    Duplication,
    Inconsistency,
    Length,
    PatternProblem,
    NumberFormat,
    DateFormat,
    CurrencyFormat,
}

impl Category {
    /// Every category, for messages that list them.
    pub const ALL: [Category; 22] = [
        Category::Number,
        Category::UnitConversion,
        Category::DateTime,
        Category::Entity,
        Category::Omission,
        Category::Addition,
        Category::Mistranslation,
        Category::OverTranslation,
        Category::UnderTranslation,
        Category::Unintelligible,
        Category::CharacterEncoding,
        Category::Untranslated,
        Category::NoTranslate,
        Category::Terminology,
        Category::UnpairedMarks,
        Category::Duplication,
        Category::Inconsistency,
        Category::Length,
        Category::PatternProblem,
        Category::NumberFormat,
        Category::DateFormat,
        Category::CurrencyFormat,
    ];

    /// The MQM id.
    #[must_use]
    pub const fn mqm(self) -> &'static str {
        match self {
            Category::Number => "number",
            Category::UnitConversion => "unit-conversion",
            Category::DateTime => "date-time",
            Category::Entity => "entity",
            Category::Omission => "omission",
            Category::Addition => "addition",
            Category::Mistranslation => "mistranslation",
            Category::OverTranslation => "over-translation",
            Category::UnderTranslation => "under-translation",
            Category::Unintelligible => "unintelligible",
            Category::CharacterEncoding => "character-encoding",
            Category::Untranslated => "untranslated",
            Category::NoTranslate => "no-translate",
            Category::Terminology => "terminology",
            Category::UnpairedMarks => "unpaired-marks",
            Category::Duplication => "duplication",
            Category::Inconsistency => "inconsistency",
            Category::Length => "length",
            Category::PatternProblem => "pattern-problem",
            Category::NumberFormat => "number-format",
            Category::DateFormat => "date-format",
            Category::CurrencyFormat => "currency-format",
        }
    }

    /// The ITS 2.0 `locQualityIssueType`.
    #[must_use]
    pub const fn its(self) -> &'static str {
        match self {
            Category::Number => "numbers",
            Category::Entity => "inconsistent-entities",
            Category::Omission => "omission",
            Category::Addition => "addition",
            Category::UnitConversion
            | Category::DateTime
            | Category::Mistranslation
            | Category::OverTranslation
            | Category::UnderTranslation
            | Category::NoTranslate => "mistranslation",
            Category::Unintelligible => "uncategorized",
            Category::CharacterEncoding => "characters",
            Category::Untranslated => "untranslated",
            Category::Terminology => "terminology",
            Category::UnpairedMarks => "typographical",
            Category::Duplication => "duplication",
            Category::Inconsistency => "inconsistency",
            Category::Length => "length",
            Category::PatternProblem => "pattern-problem",
            Category::NumberFormat | Category::DateFormat | Category::CurrencyFormat => "locale-violation",
        }
    }
}

/// One side of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The text that is meant.
    Here(Span),
    /// Nothing is here; the linked or neighbouring segment where it should have been.
    At(Span),
}

impl Place {
    /// The span of either.
    #[must_use]
    pub const fn span(self) -> Span {
        match self {
            Place::Here(span) | Place::At(span) => span,
        }
    }

    /// The span, where the text that is meant stands here.
    #[must_use]
    pub const fn here(self) -> Option<Span> {
        match self {
            Place::Here(span) => Some(span),
            Place::At(_) => None,
        }
    }
}

impl Finding {
    /// All places of what it tells, its own first.
    pub fn all_places(&self) -> impl Iterator<Item = Pair<Place>> {
        std::iter::once(self.places).chain(self.repeats.iter().copied())
    }
}

/// A change that a rule judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Id of the rule that reports.
    pub rule: String,
    /// Kind of fact.
    pub kind: Kind,
    /// What happened.
    pub relation: Relation,
    /// In what respect.
    pub causes: Vec<Cause>,
    /// MQM category.
    pub category: Category,
    /// How bad.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// For people.
    pub message: String,
    /// Why it matters, as the rule says.
    pub why: String,
    /// Of several originals, the one that the finding was made against, from 0.
    pub document: usize,
    /// Where, in both texts.
    pub places: Pair<Place>,
    /// What else in the rewrite takes part: the earlier statement of two that clash, the first of two sentences that are one.
    pub elsewhere: Vec<Span>,
    /// Where else the same fact was lost, altered or added in the same way, in the rewrite's order. The finding is the worst of
    /// all: severity, confidence and message are those of its own place.
    pub repeats: Vec<Pair<Place>>,
    /// Normalised values, for people and fingerprints.
    pub values: Pair<Option<String>>,
    /// Relative difference of two amounts, rewrite to original.
    pub difference: Option<f64>,
    /// Kinds of what changed inside a quote or sentence.
    pub contains: Vec<Kind>,
    /// Other rules that matched.
    pub also: Vec<String>,
    /// Stable across runs and over other edits of the texts: rule, values and the words of the places.
    pub fingerprint: String,
}
