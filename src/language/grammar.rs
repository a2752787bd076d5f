//! In what a language differs from the others: how it builds numbers, dates and times, and what shows a name.

use std::collections::BTreeMap;

use compact_str::CompactString;
use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::frames::{FrameData, Frames};
use super::phrases::Phrases;
use crate::span::Span;
use crate::token::normal_form;

type Words = Vec<String>;
type Map<T> = BTreeMap<String, T>;

/// `[grammar]` of `language/<code>.toml`; what is not said is as the defaults have it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct GrammarData {
    ordinals_divide: bool,
    denominator_endings: Words,
    with_fraction: Words,
    ordinal_dot: bool,
    joins_words: bool,
    and_joins_tens: bool,
    bare_halves: bool,
    scales_nest: bool,
    bare_scales: Words,
    loose_scales: Words,
    compounds: Words,
    of: Words,
    pub unit_endings: Words,
    dates: DateGrammarData,
    times: TimeGrammarData,
    names: EvidenceData,
    frames: FrameData,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct DateGrammarData {
    pub never: Words,
    pub weekdays: Map<i8>,
    pub weekday_tails: Words,
    decade_words: Words,
    decade_openings: Words,
    decade_names: Map<i16>,
    quarters: Words,
    half_years: Words,
    year_starts: Words,
    week_starts: Words,
    year_ends: Words,
    bare_days: bool,
    step_behind: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct TimeGrammarData {
    before: Map<i32>,
    before_cued: Map<i32>,
    behind: Map<i32>,
    articles: Words,
    openers: Words,
    halves: Map<bool>,
    nights: Words,
    shortly: Map<bool>,
    hours: Words,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct EvidenceData {
    nouns_are_capitalised: bool,
    known: Words,
    given: Words,
    heads: Words,
    noun_endings: Words,
    modifier_endings: Words,
    speaking_endings: Words,
    title_endings: Words,
    adverb_endings: Words,
    adverbials: Words,
    possessives: Words,
    common: Words,
}

impl Default for GrammarData {
    fn default() -> Self {
        Self {
            ordinals_divide: true,
            denominator_endings: Words::new(),
            with_fraction: Words::new(),
            ordinal_dot: false,
            joins_words: false,
            and_joins_tens: false,
            bare_halves: false,
            scales_nest: false,
            bare_scales: Words::new(),
            loose_scales: Words::new(),
            compounds: Words::new(),
            of: Words::new(),
            unit_endings: Words::new(),
            dates: DateGrammarData::default(),
            times: TimeGrammarData::default(),
            names: EvidenceData::default(),
            frames: FrameData::default(),
        }
    }
}

/// In what a language differs from the others, ready for use.
#[derive(Debug, Default)]
pub(crate) struct Grammar {
    /// *a third*, *un quinto*: ranks are denominators.
    pub ordinals_divide: bool,
    /// *veinteavo*: make a denominator of a number word.
    pub denominator_endings: Vec<CompactString>,
    /// *cinco con tres cuartos*: join a whole and a fraction, beside *and*.
    pub with_fraction: Vec<CompactString>,
    /// *3. Mai*: a full stop makes a figure a rank.
    pub ordinal_dot: bool,
    /// *Krankenversicherung*: words are written together.
    pub joins_words: bool,
    /// *cuarenta y siete*.
    pub and_joins_tens: bool,
    /// *media hora*, *cinco y medio*: a half without an article.
    pub bare_halves: bool,
    /// *dos mil trescientos millones*: a larger scale word counts all before it.
    pub scales_nest: bool,
    /// Scale words that are numbers by themselves: *hundert*, *mil*.
    pub bare_scales: Vec<CompactString>,
    /// Scale letters that may stand apart from their figure: *50 k*.
    pub loose_scales: Vec<CompactString>,
    /// Numbers are written in one word; these may end or join it, beside the number words: *und*, *einhalb*, *jährige*.
    pub compounds: FxHashSet<CompactString>,
    /// Between a scale word and what is counted: *millones de euros*.
    pub of: Vec<CompactString>,
    pub dates: DateGrammar,
    pub times: TimeGrammar,
    pub names: Evidence,
    pub frames: Frames,
}

/// What dates look like.
#[derive(Debug, Default)]
pub(crate) struct DateGrammar {
    /// Behind a decade of two digits: *90er Jahre*.
    pub decade_words: Vec<CompactString>,
    /// Before a decade: *los años 90*, *la década de 1990*.
    pub decade_openings: Phrases<()>,
    /// *Neunzigerjahre*: the decade within its century.
    pub decade_names: Phrases<i16>,
    /// *Quartal*, *trimestre*
    pub quarters: Vec<CompactString>,
    /// *Halbjahr*, *semestre*
    pub half_years: Vec<CompactString>,
    /// *the start of*, *Jahresbeginn*: before a year they mean its first day.
    pub year_starts: Phrases<()>,
    /// *the end of the year*: December, or its last day.
    pub year_ends: Phrases<()>,
    /// *the start of the week*: Monday.
    pub week_starts: Phrases<()>,
    /// *am 31*: a figure behind the word for a day is one without its month.
    pub bare_days: bool,
    /// *la semana pasada*: the word that says which stands behind.
    pub step_behind: bool,
}

/// What times of day look like.
#[derive(Debug, Default)]
pub(crate) struct TimeGrammar {
    /// *halb drei*: minutes from the full hour.
    pub before: Phrases<i32>,
    /// The same where it may be a score or a range: *ten to nine*.
    pub before_cued: Phrases<i32>,
    /// *las dos y media*
    pub behind: Phrases<i32>,
    /// Before an hour: *las dos*.
    pub articles: Vec<CompactString>,
    /// Before that article, they make a number an hour: *a las dos*.
    pub openers: Vec<CompactString>,
    /// *de la tarde*: true for the afternoon.
    pub halves: Phrases<bool>,
    /// *at night*: late for six to eleven, early for twelve to five.
    pub nights: Phrases<()>,
    /// *shortly before*, *just after*: true for after.
    pub shortly: Phrases<bool>,
    /// Behind an hour that is one already: *a las 14.40 horas*.
    pub hours: Vec<CompactString>,
}

/// What shows a name where a capital alone does not.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    /// Every noun has a capital, so a capital shows nothing.
    pub nouns_are_capitalised: bool,
    /// Places, firms, parties that are names by themselves.
    pub known: FxHashSet<CompactString>,
    /// Given names: with the capitals behind them a person.
    pub given: FxHashSet<CompactString>,
    /// Nouns before a name: *Partei*, *Firma*.
    pub heads: FxHashSet<CompactString>,
    /// Endings of nouns that are no names.
    pub noun_endings: Vec<CompactString>,
    /// Endings of words that stand before nouns: *neuen*.
    pub modifier_endings: Vec<CompactString>,
    /// Endings of verbs of saying in the singular.
    pub speaking_endings: Vec<CompactString>,
    /// Endings of titles in one word with what they head: *Verkehrssenator*.
    pub title_endings: Vec<CompactString>,
    /// Endings of adjectives and participles: *Zurückhaltend äußerte sich*.
    pub adverb_endings: Vec<CompactString>,
    /// Where they begin a clause, its subject stands behind the verb: *im Radio sagte Müller*.
    pub adverbials: FxHashSet<CompactString>,
    /// Before a noun, also at the beginning of a sentence: *Ihr Mandant*.
    pub possessives: FxHashSet<CompactString>,
    /// Nouns that are no names.
    pub common: FxHashSet<CompactString>,
}

fn folded<C: FromIterator<CompactString>>(words: &[String]) -> C {
    words.iter().map(|word| normal_form(word).0).collect()
}

fn phrases<T: Copy>(map: &Map<T>) -> Phrases<T> {
    let mut phrases = Phrases::default();
    map.iter().for_each(|(phrase, value)| phrases.insert(phrase, false, *value));
    phrases
}

impl GrammarData {
    /// Ready for use.
    pub fn read(&self) -> Grammar {
        let (dates, times, names) = (&self.dates, &self.times, &self.names);
        let set = |phrases: &Words| {
            let mut set = Phrases::default();
            phrases.iter().for_each(|phrase| set.insert(phrase, false, ()));
            set
        };
        Grammar {
            ordinals_divide: self.ordinals_divide,
            denominator_endings: folded(&self.denominator_endings),
            with_fraction: folded(&self.with_fraction),
            ordinal_dot: self.ordinal_dot,
            joins_words: self.joins_words,
            and_joins_tens: self.and_joins_tens,
            bare_halves: self.bare_halves,
            scales_nest: self.scales_nest,
            bare_scales: folded(&self.bare_scales),
            loose_scales: folded(&self.loose_scales),
            compounds: folded(&self.compounds),
            of: folded(&self.of),
            dates: DateGrammar {
                decade_words: folded(&dates.decade_words),
                decade_openings: set(&dates.decade_openings),
                decade_names: phrases(&dates.decade_names),
                quarters: folded(&dates.quarters),
                half_years: folded(&dates.half_years),
                year_starts: set(&dates.year_starts),
                week_starts: set(&dates.week_starts),
                year_ends: set(&dates.year_ends),
                bare_days: dates.bare_days,
                step_behind: dates.step_behind,
            },
            times: TimeGrammar {
                before: phrases(&times.before),
                before_cued: phrases(&times.before_cued),
                behind: phrases(&times.behind),
                articles: folded(&times.articles),
                openers: folded(&times.openers),
                halves: phrases(&times.halves),
                nights: set(&times.nights),
                shortly: phrases(&times.shortly),
                hours: folded(&times.hours),
            },
            frames: self.frames.read(),
            names: Evidence {
                nouns_are_capitalised: names.nouns_are_capitalised,
                known: folded(&names.known),
                given: folded(&names.given),
                heads: folded(&names.heads),
                noun_endings: folded(&names.noun_endings),
                modifier_endings: folded(&names.modifier_endings),
                speaking_endings: folded(&names.speaking_endings),
                title_endings: folded(&names.title_endings),
                adverb_endings: folded(&names.adverb_endings),
                adverbials: folded(&names.adverbials),
                possessives: folded(&names.possessives),
                common: folded(&names.common),
            },
        }
    }

    /// Names of weekdays beyond CLDR's, with the parts of the day behind them: *Dienstagabend*.
    pub fn weekdays(&self, table: &mut rustc_hash::FxHashMap<CompactString, i8>) {
        let dates = &self.dates;
        table.extend(dates.weekdays.iter().map(|(word, day)| (normal_form(word).0, *day)));
        let whole: Vec<_> = table.iter().map(|(word, day)| (word.clone(), *day)).collect();
        for tail in &dates.weekday_tails {
            table.extend(whole.iter().map(|(word, day)| (normal_form(&format!("{word}{tail}")).0, *day)));
        }
    }

    /// Short forms of months and weekdays that are other words far more often.
    pub fn never_dates(&self) -> Vec<CompactString> {
        folded(&self.dates.never)
    }
}

impl Grammar {
    /// Where a number written in one word is cut, in bytes of `word`: *drei|hundert|fünfundzwanzig*; nothing for other
    /// words. `is_number` tells the number words.
    pub fn parts(&self, word: &str, is_number: impl Fn(&str) -> bool) -> Option<Vec<Span>> {
        const LONGEST: usize = 80;
        const SHORTEST: usize = 6;
        if self.compounds.is_empty() || !(SHORTEST..=LONGEST).contains(&word.len()) {
            return None;
        }
        let mut bounds: Vec<(usize, usize)> = vec![(0, 0)];
        let mut norm = String::with_capacity(word.len());
        for (at, c) in word.char_indices() {
            norm.push_str(&normal_form(c.encode_utf8(&mut [0; 4])).0);
            bounds.push((at + c.len_utf8(), norm.len()));
        }
        if is_number(&norm) || !self.may_be_number(&norm, &is_number) {
            return None;
        }
        let known = |a: usize, b: usize| {
            let part = norm.get(bounds[a].1..bounds[b].1);
            part.is_some_and(|part| is_number(part) || a > 0 && self.compounds.contains(part))
        };
        // The fewest parts that reach each character, from the left.
        let mut from: Vec<Option<(usize, usize)>> = vec![None; bounds.len()];
        from[0] = Some((0, 0));
        for end in 1..bounds.len() {
            from[end] = (0..end)
                .filter_map(|start| Some((from[start]?.1 + 1, start)).filter(|_| known(start, end)))
                .min()
                .map(|(count, start)| (start, count));
        }
        let mut spans = Vec::new();
        let mut end = bounds.len() - 1;
        while end > 0 {
            let (start, _) = from[end]?;
            spans.push(Span::new(bounds[start].0, bounds[end].0));
            end = start;
        }
        spans.reverse();
        (spans.len() > 1).then_some(spans)
    }

    /// A cheap first look: a number word begins it, of three letters or more.
    fn may_be_number(&self, norm: &str, is_number: impl Fn(&str) -> bool) -> bool {
        (3..=12.min(norm.len())).any(|end| norm.get(..end).is_some_and(&is_number))
    }
}

#[cfg(test)]
mod tests {
    use crate::language;

    #[test]
    fn a_number_in_one_word_is_cut_into_its_parts() {
        let german = language::get("de");
        let parts = |word: &str| {
            let spans = german.grammar.parts(word, |norm| german.numbers.contains_key(norm));
            spans.unwrap_or_default().into_iter().map(|span| span.of(word).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(parts("Dreihundertfünfundzwanzig"), ["Drei", "hundert", "fünfundzwanzig"]);
        assert_eq!(parts("zweieinhalb"), ["zwei", "einhalb"]);
        assert_eq!(parts("fünfjährige"), ["fünf", "jährige"]);
        assert!(parts("Achtung").is_empty() && parts("einheitlich").is_empty());
    }
}
