//! The shape of the language files that are written by hand.

mod certainty;
mod generated;
mod wording;

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::grammar::GrammarData;
pub(super) use certainty::Certainty;
pub(super) use generated::{Cldr, Conversion, PeoplesData, Supplemental, WordNet};
pub(super) use wording::{Connectives, Consistency, Offices, Wording};

type Map<T> = BTreeMap<String, T>;
type Words = Vec<String>;
type Set = FxHashSet<String>;

/// `language/<code>.toml`, written by hand.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hand {
    #[allow(dead_code, reason = "shown to people who read the file")]
    pub name: String,
    pub articles: Words,
    /// Words after a subject that say what it is.
    #[serde(default)]
    pub definitions: Words,
    pub spelling: Vec<(String, String)>,
    pub inflections: Vec<(String, String)>,
    pub function_words: Words,
    pub never_names: Words,
    pub abbreviations: Words,
    pub numbers: Numbers,
    pub approximation: Approximation,
    pub money: Money,
    pub units: Units,
    pub dates: Dates,
    pub times: Times,
    pub names: Names,
    pub quotes: Quotes,
    pub negation: Negation,
    #[serde(default)]
    pub certainty: Certainty,
    #[serde(default)]
    pub attribution: Attribution,
    #[serde(default)]
    pub denial: Denial,
    pub boilerplate: Boilerplate,
    #[serde(default)]
    pub grammar: GrammarData,
    #[serde(default)]
    pub wording: Wording,
    #[serde(default)]
    pub consistency: Consistency,
    #[serde(default)]
    pub connectives: Connectives,
    #[serde(default)]
    pub offices: Offices,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Numbers {
    pub minus: Words,
    pub and: Words,
    pub point: Words,
    pub scales: Map<String>,
    pub suffixes: Map<String>,
    pub fractions: Map<String>,
    pub ordinal_suffixes: Words,
    pub implied: Map<String>,
    pub between: Words,
    pub from: Words,
    pub range: Words,
    pub points: Words,
    /// Hundredths of them.
    #[serde(default)]
    pub basis_points: Words,
    pub percent: Words,
    /// Number words beyond CLDR's.
    #[serde(default)]
    pub cardinals: Map<String>,
    /// Plural scale words that count nothing by themselves: *millions*.
    #[serde(default)]
    pub indefinite: Words,
    /// Articles before a denominator in the singular: *a third*.
    #[serde(default)]
    pub part_articles: Words,
    /// Endings that make a denominator of an ordinal: *fifths*.
    #[serde(default)]
    pub plural_endings: Words,
    /// Between the part and the whole, wherever they stand: *out of*; and only of one or of ten: *in*.
    #[serde(default)]
    pub ratios: Words,
    #[serde(default)]
    pub narrow_ratios: Words,
    /// Before *one* they make it a pronoun.
    #[serde(default)]
    pub pronoun_cues: Words,
    /// Near two figures with a dash between they make a score of them.
    #[serde(default)]
    pub score_cues: Words,
    /// Before figures they make an identifier of them: *phone*, *version*.
    #[serde(default)]
    pub identifier_cues: Words,
    /// Before what is reached, and before what something changed by: *rose to*, *rose by*.
    #[serde(default)]
    pub reaching: Words,
    #[serde(default)]
    pub differing: Words,
    /// Behind a length of time they count on from a date, or back: *two years later*.
    #[serde(default)]
    pub later: Words,
    #[serde(default)]
    pub sooner: Words,
    /// Verbs that give a value with the preposition of a change: *cifrar en*.
    #[serde(default)]
    pub stating: Words,
    /// Words for a score without a goal: *a goalless draw*.
    #[serde(default)]
    pub goalless: Words,
    /// Near a score that moves on: *made it 2-0*.
    #[serde(default)]
    pub scoring: Words,
    /// Words for a length of time without a numeral: *the quarter*, with the number and the unit.
    #[serde(default)]
    pub lengths: Map<(String, String)>,
    /// Small parts that seconds are told in where nothing else is named: *by 13 hundredths*.
    #[serde(default)]
    pub second_parts: Map<String>,
    /// Words for a point, which a part of one makes a percentage point: *half a point*.
    #[serde(default)]
    pub bare_points: Words,
    /// Endings of participles that may stand behind a part: *a third contained*.
    #[serde(default)]
    pub done_endings: Words,
    /// Behind such parts: *three hundredths slower*.
    #[serde(default)]
    pub paces: Words,
    /// Words beside what is left of a whole once its other parts are told: *the remaining 10%*, *and the rest by the town*.
    #[serde(default)]
    pub remaining: Words,
    /// One of a unit before a date that is told: *the month before*, with the unit.
    #[serde(default)]
    pub one_before: Map<String>,
    /// Figures of speech: *von null auf hundert*.
    #[serde(default)]
    pub figures_of_speech: Words,
    /// Rounds of a cup by how many are left in them, the words before such a number, and words for a part of a game or its end.
    #[serde(default)]
    pub rounds: Map<String>,
    #[serde(default)]
    pub round_cues: Words,
    #[serde(default)]
    pub halves: Words,
    /// Before *the 31st* they make no day of it: *in the 31st* is a minute, or a year of a reign.
    #[serde(default)]
    pub rank_cues: Words,
    /// Words for one more of a kind: *another voyage* is a second one.
    #[serde(default)]
    pub repeating: Words,
    /// Beside what is counted without a break: *a third consecutive quarter*, *in a row*.
    #[serde(default)]
    pub runs: Words,
    /// Behind *of* they are the whole that a part in front of no noun is of: *of which a third*.
    #[serde(default)]
    pub wholes: Words,
    /// Before a rank they make a share of it: *every third* is one of three.
    #[serde(default)]
    pub every: Words,
    /// Lengths of time by the phrase for them, with the number and the unit that they may mean beside what they say.
    #[serde(default)]
    pub idioms: Map<(String, String)>,
    /// *one day*: some time in the future, behind one of the words after it.
    #[serde(default)]
    pub somedays: Words,
    #[serde(default)]
    pub somedays_before: Words,
    /// Behind a minute of a game that is counted from the end of a half, and behind one that is counted back from it.
    #[serde(default)]
    pub added_time: Words,
    #[serde(default)]
    pub to_play: Words,
    /// Before what a part leaves of its whole: *all but five*, *the other 29*.
    #[serde(default)]
    pub rests: Words,
    /// Of those, the ones that take the number out: *all but five*.
    pub excepts: Words,
    /// Beside a length of time that is a moment in the past, and before a time that something lasts to.
    pub ago: Words,
    pub until: Words,
    /// Beside a length of time: *two years late*, *two years early*; of a train or a guest rather than of a plan.
    pub late: Words,
    pub early: Words,
    pub tardy: Words,
    /// Parts of the day with their first and last hour, those past midnight above 24.
    pub day_parts: Map<[i32; 2]>,
    /// Before a year that something lasts from.
    #[serde(default)]
    pub since: Words,
    /// Beside what something changed by, beyond the words for rising and falling: *lengthened by 15 minutes*.
    #[serde(default)]
    pub gaining: Words,
    #[serde(default)]
    pub losing: Words,
    /// Before a small number that counts again what is known: *all three*, *these two*.
    #[serde(default)]
    pub definite: Words,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Approximation {
    pub about: Words,
    pub more_than: Words,
    pub at_least: Words,
    pub at_most: Words,
    pub less_than: Words,
    pub or_more: Words,
    pub or_less: Words,
    /// The same behind what is counted: *100 people or more*.
    #[serde(default)]
    pub noun_or_more: Words,
    #[serde(default)]
    pub noun_or_less: Words,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Money {
    pub symbols: Map<Words>,
    pub words: Map<Words>,
    pub minor: Map<String>,
    /// Codes that a sign or word means wherever nothing else is said.
    #[serde(default)]
    pub world: Words,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Units {
    pub forms: Map<String>,
    pub attached: Words,
    /// Never a unit: in small letters in any case, with capitals as written.
    pub never: Words,
    /// Signs that stand right behind their figure, capitals as written.
    #[serde(default)]
    pub signs: Map<String>,
    /// *a*, *per*, *every*: before the unit that an amount is spread over.
    #[serde(default)]
    pub per: Words,
    /// *daily*: one word for such a unit.
    #[serde(default)]
    pub adverbs: Map<String>,
    /// *ago*: behind a unit that is a moment, nothing to spread over.
    #[serde(default)]
    pub moments: Words,
    /// Of the attached ones, those that may also stand apart from their figure.
    #[serde(default)]
    pub loose: Words,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dates {
    pub relative: Map<i32>,
    pub last: Words,
    pub this: Words,
    pub next: Words,
    pub periods: Map<String>,
    pub seasons: Map<i8>,
    pub year_cues: Words,
    pub eras: Words,
    pub decades: Words,
    pub local_time: Words,
    /// *Q1*
    #[serde(default)]
    pub quarters: Map<i8>,
    /// *century*
    #[serde(default)]
    pub centuries: Words,
    /// Before a day without a month.
    #[serde(default)]
    pub day_cues: Words,
    /// Behind the figures of a decade: *1990s*.
    #[serde(default)]
    pub decade_endings: Words,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Times {
    pub named: Map<String>,
    pub clock: Words,
    pub cues: Words,
    pub zones: Words,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub titles: Words,
    pub suffixes: Words,
    pub connectors: Words,
    pub acronym_skips: Words,
    #[serde(default)]
    pub agencies: Words,
    #[serde(default)]
    pub same: Vec<Words>,
    #[serde(default)]
    pub transliteration: Vec<Words>,
    /// What makes of a place or person the people, language or thing of it: *Babylonians*, *Londoner*.
    #[serde(default)]
    pub belonging: Words,
    /// What a named place is: *lake*, *mountain*. Left out or kept untranslated as the writer likes.
    #[serde(default)]
    pub generic: Words,
    pub places: Map<String>,
    /// Seats of governments and of unions of states, and what each stands for.
    #[serde(default)]
    pub capitals: Map<String>,
    /// Behind a country they mean its capital or government: *the Hungarian capital*.
    #[serde(default)]
    pub seats: Words,
    #[serde(default)]
    pub demonyms: Map<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quotes {
    pub reporting: Words,
    pub pronouns: Words,
    pub least_words: usize,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Negation {
    pub focus: Words,
    pub correlatives: Words,
    pub continuing: Words,
    pub universals: Words,
    /// Before a negation they say that it holds for a part: *some are not*.
    #[serde(default)]
    pub partitives: Words,
    pub raising: Words,
    pub endings: Words,
    pub strong: Words,
    pub weak: Words,
    pub prefixes: Words,
    pub suffixes: Words,
    pub idle: Words,
    /// Finite forms that end the reach of a weak negation before them: *the ban was lifted*.
    #[serde(default)]
    pub auxiliaries: Words,
    /// Negations that stand with a noun or for one: they turn a whole clause.
    #[serde(default)]
    pub nominal: Words,
    /// Verbs with a clause of their own, over which a negation may not move: *did not hear that he came*.
    #[serde(default)]
    pub embedding: Words,
    /// Phrases before a verb that say it is not done: *refused to*.
    #[serde(default)]
    pub refusals: Words,
    /// Comparatives and their superlatives, or with a hyphen the endings of both: *nothing stronger* says *the strongest*.
    #[serde(default)]
    pub degrees: Vec<[String; 2]>,
    /// Negations that add a circumstance and turn no statement: *without*.
    #[serde(default)]
    pub circumstances: Words,
    /// They end a time: what does not begin before it is over until then.
    #[serde(default)]
    pub limits: Words,
    /// Verbs of what somebody is left without: *lose*.
    #[serde(default)]
    pub privatives: Words,
    /// Behind a negation they name what it does not hold for; and what says the same without one: *not unless*, *only if*.
    #[serde(default)]
    pub exceptions: [Words; 2],
    /// Behind a negation they say much the same as their opposites.
    #[serde(default)]
    pub litotes: Words,
    /// Words of which each, denied, says much the same as one of the other list, as dictionary forms: *not found*, *missing*.
    #[serde(default)]
    pub contraries: Vec<[Words; 2]>,
    /// Verbs that take their subject or object away, as dictionary forms: *the water was cut off* leaves no water.
    #[serde(default)]
    pub taking: Words,
    /// In the clause of a negation they reach back to a time: *not since 1989*.
    #[serde(default)]
    pub reaching: Words,
    /// In the clause of a negation they compare, with another word behind what is compared or none: *as weak as*, *so many*.
    #[serde(default)]
    pub equatives: Vec<[String; 2]>,
    /// Before a negation in the past they say that it held until then: *had not lost for a year*.
    #[serde(default)]
    pub anterior: Words,
    /// They say the same without a negation: the first, the last, a record; before a quality, the most.
    #[serde(default)]
    pub extremes: [Words; 4],
    /// They deny what stands behind them in their clause, with a second word or none: *rather than*, *instead of*.
    pub contrasts: Vec<[String; 2]>,
    /// A place is so where nothing and nobody is in it: *empty*.
    pub vacant: Words,
    /// Two words that compare with all times: *more than ever* is *never so many*.
    pub ever: Vec<[String; 2]>,
    /// Beside a negation they say that it may still come, and what says so without one: *not yet cleaned*, *still to be cleaned*.
    pub yet: Words,
    pub pending: Vec<[String; 2]>,
    /// Verbs that put off what comes behind them: *wait until Monday* is not before it.
    pub waiting: Words,
    /// They answer two negations of one clause, as dictionary forms: *require*.
    pub needs: Words,
    /// They begin a time: *on Monday at the earliest* is not before it.
    #[serde(default)]
    pub earliest: Words,
    /// Negated, they set a limit: *no later than Monday* is by Monday.
    #[serde(default)]
    pub limiting: Words,
    /// Words begin so that have such a prefix or ending and negate nothing; for languages without a dictionary.
    #[serde(default)]
    pub affirming: Words,
}

/// What a verb and the end of its clause say.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Frame {
    /// Said to be so.
    Reported,
    /// An accusation.
    Alleged,
}

/// Who says it, and with what verb.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Attribution {
    /// *according to*
    pub according: Words,
    /// Verbs of saying, from neutral to a confession, as dictionary forms.
    pub scale: Vec<Words>,
    /// Endings of forms of a verb that attribute nothing.
    pub participle_endings: Words,
    /// Nouns of sources; those of one list may stand for each other.
    pub sources: Vec<Words>,
    /// Those that accuse.
    pub accusers: Words,
    /// Verbs for what is a crime, as dictionary forms.
    pub crimes: Words,
    /// They answer a lost source on the other side, and raise nothing themselves.
    pub soft: Words,
}

/// Denials and other replies.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Denial {
    /// In the forms they take.
    pub phrases: Words,
    /// Before one of these nobody denies anything: *was denied*.
    pub passive: Words,
    /// Behind it neither: *denied access*.
    pub objects: Words,
    /// They answer a lost denial, as dictionary forms: *disputes*, *false*.
    #[serde(default)]
    pub answers: Words,
}

/// Signs of page furniture; all in lower case, with straight apostrophes.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Boilerplate {
    /// Whole lines that are furniture wherever they stand.
    pub headings: Set,
    /// Whole lines that head links to other articles, or the readers' comments.
    pub sections: Set,
    /// Beginnings of such lines.
    pub section_openings: Words,
    /// Phrases that only furniture has.
    pub phrases: Fragments,
    /// Phrases that count on a page with other signs.
    pub hints: Fragments,
    /// Beginnings of a line that leads to another article.
    pub pointers: Words,
    /// Beginnings of a line that says who wrote the article and when.
    pub bylines: Words,
    /// What a caption calls its picture.
    #[serde(default)]
    pub pictures: Set,
    /// Whose pictures they are.
    #[serde(default)]
    pub credits: Set,
    /// Words of buttons and menus.
    pub buttons: Set,
    /// Where articles are shared.
    pub networks: Set,
    /// What a promotion asks of its readers.
    pub calls: Set,
    /// What a promotion has to offer.
    pub offers: Set,
    /// How a promotion speaks of readers and makers.
    pub address: Set,
    /// The flags of each word of these sets.
    #[serde(skip)]
    marks: FxHashMap<String, u8>,
}

impl Boilerplate {
    /// A word of buttons and menus.
    pub const BUTTON: u8 = 1;
    /// A place where articles are shared.
    pub const NETWORK: u8 = 1 << 1;
    /// What a promotion asks.
    pub const CALL: u8 = 1 << 2;
    /// What a promotion offers.
    pub const OFFER: u8 = 1 << 3;
    /// How a promotion speaks of people.
    pub const ADDRESS: u8 = 1 << 4;

    /// Which of its sets have a word, as flags.
    #[must_use]
    pub fn marks(&self, word: &str) -> u8 {
        self.marks.get(word).copied().unwrap_or_default()
    }

    /// The same with the words of its sets ready to be looked up all at once.
    pub(super) fn indexed(mut self) -> Self {
        for (words, mark) in [
            (&self.buttons, Self::BUTTON),
            (&self.networks, Self::NETWORK),
            (&self.calls, Self::CALL),
            (&self.offers, Self::OFFER),
            (&self.address, Self::ADDRESS),
        ] {
            for word in words {
                *self.marks.entry(word.clone()).or_default() |= mark;
            }
        }
        self
    }
}

/// Pieces of text that are looked for all at once.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Fragments {
    long: Option<AhoCorasick>,
    /// Those of a letter or two: where the others begin could not be told so fast with them.
    short: Vec<String>,
}

impl Fragments {
    /// Whether one of them stands in the text, which is in small letters as far as they are of ASCII.
    #[must_use]
    pub fn stand_in(&self, lower: &str) -> bool {
        self.long.as_ref().is_some_and(|fragments| fragments.is_match(lower))
            || self.short.iter().any(|fragment| lower.contains(fragment.as_str()))
    }
}

impl TryFrom<Vec<String>> for Fragments {
    type Error = aho_corasick::BuildError;

    fn try_from(mut fragments: Vec<String>) -> Result<Self, Self::Error> {
        fragments.iter_mut().for_each(|fragment| fragment.make_ascii_lowercase());
        let (short, long): (Vec<_>, Vec<_>) = fragments.into_iter().partition(|fragment| fragment.len() < 3);
        // A few fragments in small letters are looked for many bytes at a time, where the first match is asked for.
        AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostFirst)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(long)
            .map(|long| Self { long: Some(long), short })
    }
}
