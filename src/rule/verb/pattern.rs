//! `pattern`: a text that is forbidden, required, or to be kept as it stands.

use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Hit, Scene};
use crate::fact::Kind;
use crate::finding::Place;
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::span::Span;

/// In which part of a text a pattern is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Where {
    /// Sentences, list items and cells.
    Body,
    /// Headings.
    Heading,
    /// Words of a picture.
    Caption,
    /// Page furniture.
    Boilerplate,
    /// Everywhere.
    #[default]
    Any,
}

impl Where {
    fn holds(self, role: Role) -> bool {
        match self {
            Where::Body => matches!(role, Role::Sentence | Role::Item | Role::Cell),
            Where::Heading => role == Role::Heading,
            Where::Caption => role == Role::Caption,
            Where::Boilerplate => role == Role::Boilerplate,
            Where::Any => true,
        }
    }
}

/// What holds of a pattern.
#[derive(Clone, Debug)]
pub enum Demand {
    /// It must not stand there.
    Forbid(Regex),
    /// It must stand there.
    Require(Regex),
    /// What it finds in the original must stand in the rewrite letter by letter.
    Keep(Regex),
}

/// A text that is forbidden, required or kept, in a part of one side, under a condition on the other.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// What must hold.
    pub demand: Demand,
    /// Where it is looked for; of what is kept, the original.
    pub side: Side,
    /// In which part of it.
    pub part: Where,
    /// Only where this stands on the other side.
    pub if_other: Option<Regex>,
    /// Not where this stands on the other side.
    pub unless_other: Option<Regex>,
}

impl Pattern {
    pub(super) fn find(&self, scene: &Scene) -> Vec<Hit> {
        let other = &scene.documents[self.side.other()].text;
        let because = self.if_other.as_ref().map(|regex| regex.find(other));
        if because.is_some_and(|found| found.is_none())
            || self.unless_other.as_ref().is_some_and(|regex| regex.is_match(other))
        {
            return Vec::new();
        }
        let hit = |places, expected: &str| scene.hit(Kind::Pattern, places, expected.to_owned());
        match &self.demand {
            Demand::Forbid(regex) => {
                let places = self.matches(scene, regex).map(|span| scene.one_sided(self.side, span));
                places.take(super::MOST).map(|places| hit(places, "")).collect()
            }
            Demand::Keep(regex) => {
                let document = &scene.documents[self.side];
                let lost = self.matches(scene, regex).filter(|span| !other.contains(span.of(&document.text)));
                lost.take(super::MOST)
                    .map(|span| hit(scene.one_sided(self.side, span), span.of(&document.text)))
                    .collect()
            }
            Demand::Require(regex) => {
                let segments = &scene.documents[self.side].segments;
                let Some(first) = segments.iter().find(|segment| self.part.holds(segment.role)) else {
                    return Vec::new();
                };
                if self.matches(scene, regex).next().is_some() {
                    return Vec::new();
                }
                let mut places = Pair::new(Place::At(first.span), Place::At(first.span));
                places[self.side.other()] = match because.flatten() {
                    Some(found) => Place::Here(Span::new(found.start(), found.end())),
                    None => Place::At(scene.across(self.side, first.span)),
                };
                // Something has to be shown: where nothing asks for it, the place that lacks it.
                if because.is_none() {
                    places[self.side] = Place::Here(first.span);
                }
                vec![hit(places, regex.as_str())]
            }
        }
    }

    /// Matches in the part that is looked at.
    fn matches<'a>(&'a self, scene: &'a Scene, regex: &'a Regex) -> impl Iterator<Item = Span> + 'a {
        let document = &scene.documents[self.side];
        regex
            .find_iter(&document.text)
            .map(|found| Span::new(found.start(), found.end()))
            .filter(|span| !span.is_empty())
            .filter(|&span| {
                let segment = document.segments.get(scene.segment(self.side, span));
                segment.map_or(self.part == Where::Any, |segment| self.part.holds(segment.role))
            })
    }
}
