//! Words that join clauses: time, cause, purpose, condition; and what tells a plan from what is done.

use compact_str::CompactString;
use rustc_hash::FxHashSet;

use super::data;
use super::phrases::Phrases;
use crate::token::{Token, key, normal_form};

/// How a clause is joined to the one it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    /// *after*, *when*
    Time,
    /// *because of*
    Cause,
    /// *in order to*
    Purpose,
    /// *if*, *unless*
    Condition,
    /// *as*, *amid*: may say any of these.
    Open,
    /// *even if*: joins nothing of the kind.
    Idle,
    /// *will*, *is going to*: what follows is not yet done.
    Future,
}

/// The tables of one language.
#[derive(Default)]
pub(crate) struct Connectives {
    joints: Phrases<Joint>,
    /// Verbs behind which *if* is *whether*, by stem.
    asking: FxHashSet<CompactString>,
    /// They answer a lost condition.
    conditional: FxHashSet<CompactString>,
    circumstantial: FxHashSet<CompactString>,
    conceding: Phrases<()>,
    widening: FxHashSet<CompactString>,
    orders: Phrases<bool>,
    ordering: FxHashSet<CompactString>,
    limiting: FxHashSet<CompactString>,
    /// Before a verb in the past: not done, or not now.
    unfinished: FxHashSet<CompactString>,
    /// Before it what has been done is told in two words: *has opened*.
    perfect: FxHashSet<CompactString>,
    /// Behind a verb they make another one of it: *off*.
    particles: FxHashSet<CompactString>,
    /// Between two things that are compared.
    than: Vec<u64>,
}

impl Connectives {
    /// Reads the tables; `stem` gives the stem of a word.
    pub(super) fn new(data: &data::Connectives, stem: impl Fn(&str) -> CompactString) -> Self {
        let mut joints = Phrases::default();
        for (phrases, joint) in [
            (&data.time, Joint::Time),
            (&data.cause, Joint::Cause),
            (&data.purpose, Joint::Purpose),
            (&data.condition, Joint::Condition),
            (&data.open, Joint::Open),
            (&data.idle, Joint::Idle),
            (&data.future, Joint::Future),
        ] {
            phrases.iter().for_each(|phrase| joints.insert(phrase, false, joint));
        }
        let mut conceding = Phrases::default();
        data.conceding.iter().for_each(|phrase| conceding.insert(phrase, false, ()));
        let mut orders = Phrases::default();
        for (after, phrases) in [false, true].into_iter().zip(&data.orders) {
            phrases.iter().for_each(|phrase| orders.insert(phrase, false, after));
        }
        let set = |words: &[String]| words.iter().map(|word| normal_form(word).0).collect();
        Self {
            joints,
            asking: data.asking.iter().map(|word| stem(&normal_form(word).0)).collect(),
            conditional: set(&data.conditional),
            circumstantial: set(&data.circumstantial),
            conceding,
            widening: set(&data.widening),
            orders,
            ordering: set(&data.ordering),
            limiting: set(&data.limiting),
            unfinished: set(&data.unfinished),
            perfect: set(&data.perfect),
            particles: set(&data.particles),
            than: data.than.iter().map(|word| key(&normal_form(word).0)).collect(),
        }
    }

    /// Phrases that join clauses, and those of the future.
    pub const fn joints(&self) -> &Phrases<Joint> {
        &self.joints
    }

    /// *ask*, *know*: *if* behind it is *whether*.
    pub fn asks(&self, stem: &str) -> bool {
        self.asking.contains(stem)
    }

    /// *should*, *until*: may say a condition.
    pub fn is_conditional(&self, word: &str) -> bool {
        self.conditional.contains(word)
    }

    /// *with*, *by*: may say a condition together with its words.
    pub fn is_circumstantial(&self, word: &str) -> bool {
        self.circumstantial.contains(word)
    }

    /// *even if*, *whatever*: what follows changes nothing.
    pub const fn conceding(&self) -> &Phrases<()> {
        &self.conceding
    }

    /// *also*: before *if*, it holds in more cases than that.
    pub fn is_widening(&self, word: &str) -> bool {
        self.widening.contains(word)
    }

    /// *only*: not otherwise.
    pub fn is_limiting(&self, word: &str) -> bool {
        self.limiting.contains(word)
    }

    /// *before*, *after*: true for what came later.
    pub const fn orders(&self) -> &Phrases<bool> {
        &self.orders
    }

    /// *already*, *until*: may say what came first.
    pub fn is_ordering(&self, word: &str) -> bool {
        self.ordering.contains(word)
    }

    /// *is*, *being*, *before*: what follows is not told as done.
    pub fn is_unfinished(&self, word: &str) -> bool {
        self.unfinished.contains(word)
    }

    /// *has*, *was*: a verb behind it is told as done.
    pub fn is_perfect(&self, word: &str) -> bool {
        self.perfect.contains(word)
    }

    /// *off*, *out*: makes another verb of the one before it.
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word)
    }

    /// *than*
    pub fn compares(&self, word: &Token) -> bool {
        self.than.contains(&word.norm_key)
    }
}
