//! A thing of the original and the same thing of the rewrite.

use std::ops::{Index, IndexMut};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One of the two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The text that was there first.
    Original,
    /// The text made from it.
    Rewrite,
}

impl Side {
    /// Both sides, the original first.
    pub const BOTH: [Side; 2] = [Side::Original, Side::Rewrite];

    /// The other side.
    ///
    /// ```
    /// assert_eq!(factdiff::Side::Original.other(), factdiff::Side::Rewrite);
    /// ```
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Side::Original => Side::Rewrite,
            Side::Rewrite => Side::Original,
        }
    }
}

/// Two of a kind, one for each text.
///
/// ```
/// use factdiff::{Pair, Side};
/// let lengths = Pair::new("ten", "10").map(str::len);
/// assert_eq!(lengths[Side::Original], 3);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Pair<T> {
    /// Of the original.
    pub original: T,
    /// Of the rewrite.
    pub rewrite: T,
}

impl<T> Pair<T> {
    /// Pairs two things up.
    pub const fn new(original: T, rewrite: T) -> Self {
        Self { original, rewrite }
    }

    /// Applies `f` to both.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Pair<U> {
        Pair { original: f(self.original), rewrite: f(self.rewrite) }
    }

    /// Borrows both.
    pub const fn as_ref(&self) -> Pair<&T> {
        Pair { original: &self.original, rewrite: &self.rewrite }
    }

    /// Puts each beside its partner of another pair.
    pub fn zip<U>(self, other: Pair<U>) -> Pair<(T, U)> {
        Pair { original: (self.original, other.original), rewrite: (self.rewrite, other.rewrite) }
    }

    /// One for each side, made by `f`.
    pub fn from_fn(mut f: impl FnMut(Side) -> T) -> Self {
        Pair { original: f(Side::Original), rewrite: f(Side::Rewrite) }
    }
}

impl<T> Index<Side> for Pair<T> {
    type Output = T;
    fn index(&self, side: Side) -> &T {
        match side {
            Side::Original => &self.original,
            Side::Rewrite => &self.rewrite,
        }
    }
}

impl<T> IndexMut<Side> for Pair<T> {
    fn index_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Original => &mut self.original,
            Side::Rewrite => &mut self.rewrite,
        }
    }
}
