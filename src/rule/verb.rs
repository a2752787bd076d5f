//! Verbs: what a rule may look for. Three judge what compare found; the others look at the texts themselves, a file each.

mod inconsistent;
mod pattern;
mod ratio;
mod repeated;
mod term;

pub use self::inconsistent::{Aspect, Inconsistent};
pub use self::pattern::{Demand, Pattern, Where};
pub use self::ratio::{Measure, Ratio};
pub use self::repeated::Repeated;
pub use self::term::{Glossary, Term};
use super::Check;
use crate::align::Alignment;
use crate::compare::{Change, Relation};
use crate::document::Document;
use crate::fact::Kind;
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::span::Span;

/// More findings of one verb than this in a pair say nothing new.
const MOST: usize = 100;

/// What a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// A fact of the original that the rewrite does not have.
    Dropped,
    /// A fact that says something else in the rewrite.
    Altered,
    /// A fact that only the rewrite has.
    Added,
    /// A text that is forbidden, required or to be kept.
    Pattern,
    /// A word of a glossary.
    Term,
    /// Too little or too much of something.
    Ratio,
    /// A sentence said twice.
    Repeated,
    /// Two things that cannot both hold.
    Inconsistent,
}

impl Verb {
    /// As in rule files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Verb::Dropped => "dropped",
            Verb::Altered => "altered",
            Verb::Added => "added",
            Verb::Pattern => "pattern",
            Verb::Term => "term",
            Verb::Ratio => "ratio",
            Verb::Repeated => "repeated",
            Verb::Inconsistent => "inconsistent",
        }
    }

    /// What must have happened to a fact; none for a verb that looks at the texts itself.
    #[must_use]
    pub const fn relation(self) -> Option<Relation> {
        match self {
            Verb::Dropped => Some(Relation::Dropped),
            Verb::Altered => Some(Relation::Altered),
            Verb::Added => Some(Relation::Added),
            Verb::Pattern | Verb::Term | Verb::Ratio | Verb::Repeated | Verb::Inconsistent => None,
        }
    }
}

/// What a verb that looks at the texts itself has to know.
#[derive(Clone, Debug, Default)]
pub enum Search {
    /// Nothing: the verb judges what compare found.
    #[default]
    Changes,
    /// Forbidden, required and kept texts.
    Pattern(Pattern),
    /// A glossary.
    Term(Glossary),
    /// Limits of a share.
    Ratio(Ratio),
    /// What is said twice.
    Repeated(Repeated),
    /// What cannot both hold.
    Inconsistent(Inconsistent),
}

/// What a verb found: a change of its own, and what the message says of it.
pub(crate) struct Hit {
    pub change: Change,
    /// Stands in the message instead of the text of the place.
    pub shown: Pair<Option<String>>,
    /// What would be right.
    pub expected: String,
    /// What of the rewrite takes part, the place reported included or not.
    pub spots: Vec<Span>,
}

/// What verbs look at.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub documents: &'a Pair<Document>,
    pub alignment: &'a Alignment,
    pub meta: &'a serde_json::Value,
}

/// What a rule's own search finds; nothing for a rule that judges changes.
pub(crate) fn find(check: &Check, scene: &Scene) -> Vec<Hit> {
    let mut hits = match &check.search {
        Search::Changes => Vec::new(),
        Search::Pattern(pattern) => pattern.find(scene),
        Search::Term(glossary) => glossary.find(scene),
        Search::Ratio(ratio) => ratio.find(scene),
        Search::Repeated(repeated) => repeated.find(scene),
        Search::Inconsistent(inconsistent) => inconsistent.find(scene),
    };
    hits.truncate(MOST);
    hits
}

impl Scene<'_> {
    /// A hit at these places: what stands in the rewrite only was added, in the original only was dropped.
    fn hit(&self, kind: Kind, places: Pair<Place>, expected: String) -> Hit {
        let relation = match (places.original.here(), places.rewrite.here()) {
            (None, Some(_)) => Relation::Added,
            (Some(_), None) => Relation::Dropped,
            _ => Relation::Altered,
        };
        let change = Change {
            kind,
            relation,
            facts: Pair::new(None, None),
            link: 0,
            places,
            causes: Vec::new(),
            difference: None,
            confidence: Confidence::High,
            contains: Vec::new(),
        };
        Hit { change, shown: Pair::new(None, None), expected, spots: Vec::new() }
    }

    /// A text of one side, and where it would stand in the other.
    fn one_sided(&self, side: Side, span: Span) -> Pair<Place> {
        Pair::from_fn(|s| if s == side { Place::Here(span) } else { Place::At(self.across(side, span)) })
    }

    /// The segment that holds the beginning of a span, else the last before it.
    fn segment(&self, side: Side, span: Span) -> usize {
        let segments = &self.documents[side].segments;
        segments.partition_point(|s| s.span.start <= span.start).saturating_sub(1)
    }

    /// The segments of the other side that a segment is linked to.
    fn linked(&self, side: Side, segment: usize) -> &[usize] {
        let link = self.alignment.links.iter().find(|link| link.segments[side].contains(&segment));
        link.map_or(&[], |link| link.segments[side.other()].as_slice())
    }

    /// Where the other side is linked to the place of a span, or to what stands near it.
    fn across(&self, side: Side, span: Span) -> Span {
        let here = self.segment(side, span);
        let there = (0..self.documents[side].segments.len())
            .flat_map(|step| [here.checked_sub(step), here.checked_add(step)])
            .flatten()
            .find_map(|segment| self.linked(side, segment).first());
        there.map_or_else(Span::default, |&segment| self.documents[side.other()].segments[segment].span)
    }
}
