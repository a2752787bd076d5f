//! How sure a text is of what it says.

use serde::Deserialize;

use super::{Frame, Words};

/// How sure a text is of what it says; phrases in the forms they take, other words as dictionary forms.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::language) struct Certainty {
    /// *may*, *might*
    pub possible: Words,
    /// *could*: also says what somebody was able to do.
    pub able: Words,
    /// *likely*, *is expected to*
    pub probable: Words,
    /// *reportedly*
    pub reported: Words,
    /// *plans to*
    pub planned: Words,
    /// *allegedly*, *accused of*
    pub alleged: Words,
    /// Steps of a legal case, the lowest first.
    pub legal: Vec<Words>,
    /// *will*: the sure end of the scale.
    pub sure: Words,
    /// Words by which something is doubted or thought, as dictionary forms: *may*, *think*.
    #[serde(default)]
    pub doubts: Words,
    /// They make sure: *will*, *clearly*, *confirmed*.
    #[serde(default)]
    pub assuring: Words,
    /// Verbs that only claim, as dictionary forms: *claim*, *blame*.
    #[serde(default)]
    pub claims: Words,
    /// Likewise with a word that closes their clause: *wirft … vor*.
    pub parted_claims: Vec<[String; 2]>,
    /// Words by which somebody speaks at all: *criticism*, *view*.
    #[serde(default)]
    pub voices: Words,
    /// Words that say what is to come: *will*.
    #[serde(default)]
    pub futures: Words,
    /// Endings of verbs that say so: *-ará*.
    #[serde(default)]
    pub future_endings: Words,
    /// Before one of these such a phrase compares: *more likely than*.
    pub comparing: Words,
    /// They answer a lost hedge on the other side, and raise nothing themselves.
    pub soft: Words,
    /// They answer a lost allegation likewise.
    pub soft_legal: Words,
    /// Before a verb in the past: not yet done.
    pub undone: Words,
    /// Endings of verbs in the past.
    pub past_endings: Words,
    /// Verbs in the past without such an ending.
    pub past: Words,
    /// Some are told by an accent alone: *pagó*.
    pub past_by_accent: bool,
    /// Nouns for a person.
    pub persons: Words,
    /// A verb may stand last in its clause: what a phrase is said of stands before it, or behind a comma.
    pub verbs_last: bool,
    /// Verbs that say so together with the last word of their clause.
    pub framed: Vec<Framed>,
}

/// A verb and what closes its clause: *soll … haben*.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::language) struct Framed {
    /// What they say together.
    pub step: Frame,
    /// The verb, in the forms it takes.
    pub opening: Words,
    /// The last word of the clause.
    pub closing: Words,
    /// Endings of the word before that; none where any word may stand there.
    pub endings: Words,
}
