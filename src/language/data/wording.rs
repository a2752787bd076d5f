//! The shape of what a language file says of words for the comparison of wording.

use serde::Deserialize;

use super::Words;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::language) struct Wording {
    pub opposites: Vec<[Words; 2]>,
    /// Likewise, of words that say of how many or how far a statement holds: *all*, *most*.
    pub scopes: Vec<[Words; 2]>,
    /// Small words that make one verb with another where they close its clause: *lehnte … ab*.
    pub particles: Words,
    pub neutral: Vec<Words>,
    /// Behind a verb they say that nothing changed: *left the rate unchanged*.
    pub unchanging: Words,
    /// Behind a verb they turn it round: *earned less*.
    pub lessening: Words,
    /// Words and phrases of what was, and of what is now.
    pub times: Vec<Words>,
    pub genders: Vec<Words>,
    /// Nouns for a relative of each gender, in the same order.
    pub kin: Vec<Words>,
    pub known: Words,
    pub prefixes: Words,
    pub doubles: Words,
    pub finals: Words,
    pub derivations: Vec<(String, String)>,
    pub determiners: Words,
    pub prepositions: Words,
    pub stranded: Words,
    pub auxiliaries: Words,
    pub inverting: Words,
    pub perfect: Words,
    pub conjunctions: Words,
    pub subjects: Words,
    pub qualifiers: Words,
    pub agents: Words,
    pub passives: Words,
    /// *took*, *place*: of content, and saying little by themselves.
    pub light: Words,
    pub mutual: Words,
    pub leftovers: Words,
}

/// Words by which a text says one thing in two ways, so that both can be held against each other.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::language) struct Consistency {
    /// Words for going up, and for going down, in the forms they take.
    pub rising: Words,
    pub falling: Words,
    /// Between what is measured and a figure: above it, and below it.
    #[serde(default)]
    pub levels: [Words; 2],
    /// Right behind a figure: so much more, and so much less.
    #[serde(default)]
    pub surplus: [Words; 2],
    /// Before the figure something came from, and before the one it went to.
    pub from: Words,
    pub to: Words,
    /// Before the last figure of a day or a period: *closing at*.
    pub closing: Words,
    /// Before a sum of what stands before it: *for a total of*; and behind such a sum: *in total*.
    pub sums: Words,
    pub sums_behind: Words,
    /// What follows is not all of it: *including*.
    pub parts: Words,
    /// Before the last share of a whole: *the remaining*.
    pub rest: Words,
    /// The shares of a sentence with one of these are shares of one whole.
    pub wholes: Words,
    /// Between a name and an age: *aged*.
    pub aged: Words,
    /// Between a figure and *old*.
    pub years: Words,
}

/// Words that join clauses.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::language) struct Connectives {
    pub time: Words,
    pub cause: Words,
    pub purpose: Words,
    pub condition: Words,
    /// They may say several of these.
    pub open: Words,
    /// Phrases with such a word that join nothing of the kind.
    pub idle: Words,
    /// Before a verb: not yet done.
    pub future: Words,
    /// Verbs, as dictionary forms, behind which *if* is *whether*.
    pub asking: Words,
    /// They answer a lost condition on the other side.
    pub conditional: Words,
    /// The same of small words, with the words of the condition: *with*.
    pub circumstantial: Words,
    /// What follows changes nothing: *even if*, *whatever*.
    pub conceding: Words,
    /// Before a condition, it holds in other cases too: *also*.
    pub widening: Words,
    /// It holds in no other case: *only*.
    pub limiting: Words,
    /// Before what something came before, and before what it came after.
    pub orders: [Words; 2],
    /// They say what came first as well: *already*.
    pub ordering: Words,
    /// Before a verb in the past: not told as done.
    pub unfinished: Words,
    /// Before a verb: told as done.
    pub perfect: Words,
    /// Behind a verb they make another one of it.
    pub particles: Words,
    /// Between two things that are compared.
    pub than: Words,
}

/// Offices and ranks, of which one excludes the others.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::language) struct Offices {
    /// Phrases with a word for an office that name none.
    pub idle: Words,
    /// Before an office they make another one of it.
    pub deputies: Words,
    /// Each office in its several words; with capitals where only these mean it.
    pub same: Vec<Words>,
}
