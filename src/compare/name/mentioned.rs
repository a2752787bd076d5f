//! Where a name is mentioned: in the linked segments, or anywhere in a document.

use std::cell::OnceCell;

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::around::Around;
use super::{Mention, SHORTEST};
use crate::align::Link;
use crate::compare::Context;
use crate::document::Document;
use crate::fact::{Fact, Value, roman};
use crate::language::{Language, NumberWord};
use crate::pair::{Pair, Side};
use crate::segment::Segment;
use crate::token::{self, Case, Class, Token, TokenKind};

/// What is mentioned in each document.
pub(crate) struct Names<'a> {
    /// Each word and how often it stands there, by its number.
    words: Pair<FxHashMap<u64, (&'a str, u32)>>,
    places: Pair<FxHashSet<&'a str>>,
    /// Bodies that have several names, by their numbers.
    bodies: Pair<FxHashSet<usize>>,
    /// Words that stand in one name, in either document, by their numbers: given name and surname.
    together: FxHashSet<(u64, u64)>,
    /// First letters of runs of words that an acronym may shorten, only where asked for.
    initials: Pair<OnceCell<Initials>>,
    /// Names of the original by each of their words, only where asked for.
    by_word: OnceCell<FxHashMap<&'a str, Vec<usize>>>,
    /// Each fact as a name, once it was asked for.
    pub mentions: Pair<Vec<OnceCell<Option<Mention<'a>>>>>,
    /// What stands around each fact, once it was asked for.
    pub around: Pair<Vec<OnceCell<Around>>>,
}

/// First letters of words, and whether they are capitals.
enum Initials {
    /// Of a short document: in a row, with a line break behind each segment; and which bytes begin a capital.
    Few(String, Vec<bool>),
    /// Of a long one: hashes of all runs that an acronym may shorten.
    Many(FxHashSet<u64>),
}

/// A document with more tokens than this is long.
const LONG: usize = 4_000;

impl<'a> Names<'a> {
    pub fn new(documents: &'a Pair<Document>, language: &'a Language) -> Self {
        let words = documents.as_ref().map(|document| {
            let mut words: FxHashMap<u64, (&str, u32)> = FxHashMap::default();
            words.reserve(document.tokens.len() / 3);
            for token in document.tokens.iter().filter(|t| t.kind != TokenKind::Sign) {
                words.entry(bare_key(token)).or_insert_with(|| (bare(&token.norm), 0)).1 += 1;
            }
            words
        });
        let places = documents.as_ref().map(|document| {
            let mut places = FxHashSet::default();
            let small = |t: &Token| t.case == Case::None || language.peoples.has(&t.norm);
            let named = |t: &Token| t.class.has(Class::PLACE) && (t.is_capital() || small(t));
            for (at, _) in document.tokens.iter().enumerate().filter(|(_, token)| named(token)) {
                let place = language.places.longest(&document.tokens, at);
                places.extend(place.map(|(_, place)| place.as_str()));
            }
            places
        });
        let bodies = documents.as_ref().map(|document| {
            let segments = document.segments.iter().map(|segment| &document.tokens[segment.tokens.clone()]);
            segments.flat_map(|tokens| bodies(language, tokens)).collect::<FxHashSet<_>>()
        });
        let mut together = FxHashSet::default();
        for fact in Side::BOTH.into_iter().flat_map(|side| &documents[side].facts) {
            if let Some(Value::Name { words, .. }) = fact.readings.first()
                && (2..=4).contains(&words.len())
            {
                let words: Vec<u64> = words.iter().map(|word| token::key(word)).collect();
                for &a in &words {
                    together.extend(words.iter().filter(|b| **b != a).map(|&b| (a, b)));
                }
            }
        }
        let mentions = documents.as_ref().map(|document| vec![OnceCell::new(); document.facts.len()]);
        let around = documents.as_ref().map(|document| vec![OnceCell::new(); document.facts.len()]);
        Self {
            words,
            places,
            bodies,
            together,
            initials: Pair::default(),
            by_word: OnceCell::new(),
            mentions,
            around,
        }
    }

    /// The document names the place, in any form.
    pub fn has_place(&self, side: Side, place: &str) -> bool {
        self.places[side].contains(place)
    }

    /// The document names the body, in any of its names.
    pub fn has_body(&self, side: Side, body: usize) -> bool {
        self.bodies[side].contains(&body)
    }

    /// How often a word in normal form, without the stops of an abbreviation, stands in a document.
    pub fn count(&self, side: Side, word: &str) -> u32 {
        self.words[side].get(&token::key(word)).map_or(0, |(_, count)| *count)
    }

    /// Two words stand in one name, in either document.
    pub fn together(&self, a: &str, b: &str) -> bool {
        self.together.contains(&(token::key(a), token::key(b)))
    }

    /// Names of the original that have this word.
    pub fn named(&self, context: &Context<'a>, word: &str) -> &[usize] {
        let by_word = self.by_word.get_or_init(|| {
            let mut by_word: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
            for (at, fact) in context.documents.original.facts.iter().enumerate() {
                if let Some(Value::Name { words, .. }) = fact.readings.first() {
                    for word in words {
                        by_word.entry(word).or_default().push(at);
                    }
                }
            }
            by_word
        });
        by_word.get(word).map_or(&[], Vec::as_slice)
    }
}

impl Initials {
    fn new(document: &Document) -> Self {
        let of = |segment: &Segment| initial_letters(&document.tokens[segment.tokens.clone()]);
        let letters = document.segments.iter().map(of);
        if document.tokens.len() <= LONG {
            let mut row = String::with_capacity(document.tokens.len() + document.segments.len());
            let mut capitals = Vec::with_capacity(row.capacity());
            for (letter, capital) in letters.flat_map(|letters| letters.into_iter().chain([('\n', false)])) {
                row.push(letter);
                capitals.push(capital);
                capitals.resize(row.len(), false);
            }
            return Self::Few(row, capitals);
        }
        let mut runs = FxHashSet::default();
        for letters in letters {
            for from in 0..letters.len() {
                for to in from + 2..=letters.len().min(from + 6) {
                    if may_be_shortened(&letters[from..to]) {
                        runs.insert(hashed(letters[from..to].iter().map(|(letter, _)| *letter)));
                    }
                }
            }
        }
        Self::Many(runs)
    }

    /// A run of words begins with the letters of this word.
    fn have(&self, word: &str) -> bool {
        match self {
            Self::Many(runs) => runs.contains(&hashed(word.chars())),
            Self::Few(letters, capitals) => {
                let count = word.chars().count();
                let shortened = |at: usize| {
                    let of_run = capitals[at..at + word.len()].iter();
                    of_run.filter(|capital| **capital).count() * 2 >= count
                };
                let finder = memchr::memmem::Finder::new(word);
                let next = |from: usize| Some(from + finder.find(letters.as_bytes().get(from..)?)?);
                let mut runs = std::iter::successors(next(0), |at| next(at + 1));
                count >= 2 && runs.any(shortened)
            }
        }
    }
}

/// Half of the words or more have capitals.
fn may_be_shortened(run: &[(char, bool)]) -> bool {
    run.iter().filter(|(_, capital)| *capital).count() * 2 >= run.len()
}

/// A hash of letters in a row.
fn hashed(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0, |hash, letter| (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3).rotate_left(17))
}

/// First letters of the words that an acronym is made from, and whether they are capitals.
fn initial_letters(tokens: &[Token]) -> Vec<(char, bool)> {
    let lettered = tokens.iter().filter(|t| t.kind == TokenKind::Word && !t.class.has(Class::UNLETTERED));
    let mut letters = Vec::with_capacity(tokens.len());
    letters.extend(lettered.filter_map(|t| Some((t.norm.chars().next()?, t.is_capital()))));
    letters
}

/// The bodies among the tokens that have several names.
fn bodies(language: &Language, tokens: &[Token]) -> impl Iterator<Item = usize> {
    (0..tokens.len()).filter_map(|at| Some(language.peoples.body(tokens, at)?.0))
}

/// The body of several names that a name is, where its words, and perhaps small ones around it, say so.
pub(super) fn body_of(context: &Context, side: Side, fact: &Fact) -> Option<usize> {
    /// Words before a name's first that may belong to it: *russische*.
    const BEFORE: usize = 2;
    let document = &context.documents[side];
    let segment = document.segments[fact.segment].tokens.clone();
    let (tokens, begin) = (&document.tokens[segment.clone()], fact.tokens.0 - segment.start);
    let end = fact.tokens.1.min(segment.end) - segment.start;
    let mut found = (begin.saturating_sub(BEFORE)..=begin)
        .filter_map(|at| Some((at, context.language.peoples.body(tokens, at)?)));
    found.find(|(at, (_, length))| at + length >= end).map(|(_, (body, _))| body)
}

/// Without the stops of an abbreviation.
pub(super) fn bare(norm: &str) -> &str {
    norm.trim_end_matches('.')
}

/// The number of its normal form without the stops of an abbreviation.
fn bare_key(token: &Token) -> u64 {
    match token.norm.as_bytes() {
        [.., b'.'] => token::key(bare(&token.norm)),
        _ => token.norm_key,
    }
}

/// Words in reach on the other side of a link.
pub(super) struct Reach<'a> {
    pub link: Vec<&'a Token>,
    /// Normal forms and stems of the link by their numbers,
    norms: Vec<u64>,
    stems: Vec<u64>,
    /// and as sets, where the link is too long to be read through for each word.
    words: OnceCell<(FxHashSet<u64>, FxHashSet<u64>)>,
    pub places: FxHashSet<&'a str>,
    /// Bodies that have several names, by their numbers.
    pub bodies: FxHashSet<usize>,
}

/// Tokens that are sooner read through than hashed.
const FEW: usize = 80;

impl<'a> Reach<'a> {
    pub fn new(context: &Context<'a>, side: Side, of: &Link) -> Self {
        let link: Vec<&Token> = context.tokens(side, of).collect();
        let places = link
            .iter()
            .filter(|t| t.class.has(Class::PLACE))
            .filter_map(|t| place_of(context, &t.norm))
            .map(CompactString::as_str)
            .collect();
        let norms = link.iter().map(|t| bare_key(t)).collect();
        let stems = link.iter().map(|t| t.stem_key).collect();
        let document = &context.documents[side];
        let segments = of.segments[side].iter();
        let bodies = segments.flat_map(|&s| bodies(context.language, document.segment_tokens(s))).collect();
        Self { link, norms, stems, words: OnceCell::new(), places, bodies }
    }

    fn words(&self) -> &(FxHashSet<u64>, FxHashSet<u64>) {
        let set = |words: &[u64]| words.iter().copied().collect();
        self.words.get_or_init(|| (set(&self.norms), set(&self.stems)))
    }

    /// How many words of the link are this one, or have its stem.
    pub fn count(&self, word: &str, stem: &str) -> usize {
        let (word, stem) = (token::key(word), token::key(stem));
        self.norms.iter().zip(&self.stems).filter(|two| *two.0 == word || *two.1 == stem).count()
    }

    fn has_norm(&self, word: &str) -> bool {
        let word = token::key(word);
        match self.link.len() {
            0..=FEW => self.norms.contains(&word),
            _ => self.words().0.contains(&word),
        }
    }

    fn has_stem(&self, stem: &str) -> bool {
        let stem = token::key(stem);
        match self.link.len() {
            0..=FEW => self.stems.contains(&stem),
            _ => self.words().1.contains(&stem),
        }
    }

    /// The word stands in the link: by itself, by its stem, as another form of the same place, or as a word that stands
    /// for it in names.
    pub fn holds(&self, context: &Context, word: &str) -> bool {
        self.has_norm(word)
            || roman(word).is_some_and(|value| self.link.iter().any(|t| is_number(context, &t.norm, value)))
            || self.has_stem(context.language.stem(word).as_str())
            || place_of(context, word).is_some_and(|place| self.places.contains(place.as_str()))
            || context.language.same_in_names.get(word).is_some_and(|same| {
                let of_link = |t: &&&Token| context.language.same_in_names.get(bare(&t.norm)) == Some(same);
                self.link.iter().find(of_link).is_some()
            })
            || self.link.iter().filter(|t| begin_alike(&t.norm, word)).any(|t| {
                joined(&t.norm, word)
                    || in_compound(context.language, &t.norm, word)
                    || t.is_capital() && belongs(context.language, &t.norm, word)
            })
    }

    /// The name stands in the link with its words run together, or the word as two: *Fu Tian*, *Futian*; *Co-operation*.
    pub fn holds_joined(&self, words: &[&str]) -> bool {
        let is_word = |t: &Token| t.kind != TokenKind::Sign;
        match words {
            [word] => {
                let run = |a: &Token, b: &Token| {
                    is_word(a) && word.strip_prefix(a.norm.as_str()).is_some_and(|rest| rest == b.norm)
                };
                self.link
                    .windows(2)
                    .any(|two| two[0].is_capital() && two[1].is_capital() && run(two[0], two[1]))
                    || self.link.windows(3).any(|three| three[1].is("-") && run(three[0], three[2]))
            }
            _ => self.has_norm(words.concat().as_str()),
        }
    }
}

/// *Elbe* in *Elbvertiefung*: a name at the beginning of a noun, where the language writes compounds in one word.
fn in_compound(language: &Language, token: &str, word: &str) -> bool {
    language.grammar.names.nouns_are_capitalised
        && word.len() >= SHORTEST
        && token.len() > word.len() + SHORTEST
        && word.char_indices().next_back().is_some_and(|(last, _)| token.starts_with(&word[..last]))
}

/// The word or figure says a number: *two*, *second*, *2*.
fn is_number(context: &Context, norm: &str, value: i128) -> bool {
    match context.language.numbers.get(norm) {
        Some(NumberWord::Cardinal(number) | NumberWord::Ordinal(number)) => *number == value,
        _ => norm.parse() == Ok(value),
    }
}

/// *Babylon* and *Babylonians*, *EKG* and *EKGs*: one word is the other with an ending that makes of a name what is of it.
pub(super) fn belongs(language: &Language, a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() < SHORTEST - 1 || !begin_alike(a, b) {
        return false;
    }
    long.strip_prefix(short).is_some_and(|rest| {
        language.belonging.iter().any(|ending| ending == rest && (rest.len() == 1 || short.len() > SHORTEST))
    })
}

/// A cheap first look: both words begin with the same byte.
pub(super) fn begin_alike(a: &str, b: &str) -> bool {
    a.as_bytes().first() == b.as_bytes().first()
}

/// *Realme* in *RealmeX7*, *COVID* in *COVID19*.
fn joined(token: &str, word: &str) -> bool {
    word.len() > 3
        && token.len() > word.len()
        && token.starts_with(word)
        && token[word.len()..].bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn place_of<'a>(context: &Context<'a>, word: &str) -> Option<&'a CompactString> {
    context.language.places.word(word)
}

pub(super) fn same_place(context: &Context, a: &str, b: &str) -> bool {
    matches!((place_of(context, a), place_of(context, b)), (Some(a), Some(b)) if a == b)
}

/// The words stand for each other in names: *Saint*, *St*.
pub(super) fn in_place_of(context: &Context, a: &str, b: &str) -> bool {
    let same = &context.language.same_in_names;
    same.get(a).is_some_and(|first| same.get(b) == Some(first))
}

/// Whether a document mentions a word of a name, in any form.
pub(super) fn mentioned(context: &Context, side: Side, word: &str) -> bool {
    context.names.count(side, word) > 0
        || context.stems[side].contains_key(&token::key(&context.language.stem(word)))
        || place_of(context, word).is_some_and(|place| context.names.places[side].contains(place as &str))
        || (context.language.same_in_names.get(word)).is_some_and(|first| has_same(context, side, first))
        || (2..=6).contains(&word.len()) && {
            let all = || Initials::new(&context.documents[side]);
            context.names.initials[side].get_or_init(all).have(word)
        }
}

/// A document has a word of those that stand for each other in names, of which this is the first.
fn has_same(context: &Context, side: Side, first: &CompactString) -> bool {
    let mut same = context.language.same_in_names.iter().filter(|(_, of)| *of == first);
    same.any(|(word, _)| context.names.count(side, word) > 0)
}

/// Whether a document has a place, or all words of a name that are missing elsewhere.
pub(super) fn has_all(context: &Context, side: Side, name: &Mention, missing: &[&str]) -> bool {
    name.place.is_some_and(|place| context.names.has_place(side, place))
        || missing.iter().all(|word| mentioned(context, side, word))
}

/// Whether a document mentions a name: a word of its core, its place, or its initials.
pub(super) fn mentions_name(context: &Context, side: Side, name: &Mention, own: &Fact) -> bool {
    if name.place.is_some_and(|place| context.names.places[side].contains(place as &str))
        || name.body.is_some_and(|body| context.names.has_body(side, body))
    {
        return true;
    }
    let found = name.core.iter().filter(|word| mentioned(context, side, word)).count();
    if name.common { found * 2 >= name.core.len() } else { found > 0 || acronym_of(context, side, own) }
}

/// The other side writes this name of several words by its first letters.
pub(super) fn acronym_of(context: &Context, side: Side, fact: &Fact) -> bool {
    let document = &context.documents[side.other()];
    if fact.tokens.1 < fact.tokens.0 + 2 {
        return false;
    }
    let letters = initial_letters(&document.tokens[fact.tokens.0..fact.tokens.1]);
    if letters.len() < 2 {
        return false;
    }
    let mut all: String = letters.iter().map(|(letter, _)| *letter).collect();
    if context.language.class_of(&all).has(Class::FUNCTION) {
        return false;
    }
    let dotted: String = all.chars().flat_map(|c| [c, '.']).collect();
    let stands = |word: &str| context.names.count(side, word) > 0;
    stands(&all) || stands(bare(&dotted)) || {
        all.push('s');
        stands(&all)
    }
}

/// The place stands on the other side under a name of several words.
pub(super) fn place_phrase(context: &Context, side: Side, link: &Link, place: Option<&str>) -> bool {
    let document = &context.documents[side];
    place.is_some_and(|place| {
        link.segments[side].iter().any(|&segment| {
            let range = document.segments[segment].tokens.clone();
            range.clone().any(|at| {
                document.tokens[at].class.has(Class::PLACE)
                    && context
                        .language
                        .places
                        .longest(&document.tokens[..range.end], at)
                        .is_some_and(|(_, p)| p == place)
            })
        })
    })
}

/// The word is these letters, stops left out.
fn without_stops(word: &str, letters: &str) -> bool {
    word.bytes().filter(|byte| *byte != b'.').eq(letters.bytes())
}

/// An acronym whose long form the link has, or a long form whose acronym it has.
pub(super) fn acronym_in_link(context: &Context, side: Side, name: &Mention, reach: &Reach) -> bool {
    let own = context.fact(side, name.fact);
    let tokens = &context.documents[side].tokens[own.tokens.0..own.tokens.1];
    let letters: String = initial_letters(tokens).iter().map(|(letter, _)| *letter).collect();
    let long = letters.len() >= 2;
    let acronym = match name.core[..] {
        [word] if tokens.first().is_some_and(|t| t.case == Case::Upper) => Some(word),
        _ => None,
    };
    if !long && acronym.is_none() {
        return false;
    }
    // A small word at the beginning of a sentence is no acronym.
    let spells = |t: &Token| {
        t.case != Case::Lower
            && !(t.case == Case::Title && t.class.has(Class::FUNCTION))
            && without_stops(&t.norm, &letters)
    };
    if context.documents[side].segment_tokens(own.segment).iter().any(spells) {
        return false;
    }
    if long && reach.link.iter().any(|t| spells(t)) {
        return true;
    }
    let Some(word) = acronym else { return false };
    let wanted: Vec<char> = word.chars().filter(|c| *c != '.').collect();
    let there = |skips: bool| -> Vec<char> {
        let words = reach.link.iter().filter(|t| t.kind == TokenKind::Word);
        let told = words.filter(|t| !skips || !t.class.has(Class::UNLETTERED));
        told.filter_map(|t| t.norm.chars().next()).collect()
    };
    let spelt = |skips: bool| there(skips).windows(wanted.len()).any(|w| w == wanted);
    wanted.len() >= 2 && spelt(true)
        || wanted.len() >= 3 && (spelt(false) || spells_rest(&reach.link, &wanted))
}

/// Words with capitals in a row spell all of an acronym but its first letter, that of a country: *EPL*, *Premier League*.
fn spells_rest(link: &[&Token], wanted: &[char]) -> bool {
    let rest = &wanted[1..];
    link.windows(rest.len())
        .any(|words| words.iter().zip(rest).all(|(t, &letter)| t.is_capital() && t.norm.starts_with(letter)))
}

/// The original has the word behind another one in a name. A city or a firm by its one name may stand for what the original
/// calls it, a person does not.
pub(super) fn is_surname(context: &Context, word: &str) -> bool {
    let document = &context.documents.original;
    let behind = |at: usize| document.tokens[at - 1].is_capital() && document.tokens[at].norm == word;
    let mut longer = context.names.named(context, word).iter().map(|&fact| document.facts[fact].tokens);
    longer.any(|(from, to)| (from + 1..to).any(behind))
}

/// A surname, or a name of which the last word is in no dictionary or a surname by itself.
pub(super) fn is_person(context: &Context, name: &Mention) -> bool {
    let alone = |word: &str| {
        let named = context.names.named(context, word).iter();
        named.map(|&fact| context.fact(Side::Original, fact).tokens).any(|(from, to)| to == from + 1)
    };
    match name.words[..] {
        [word] => is_surname(context, word),
        [.., last] if name.place.is_none() => !context.language.is_ordinary(last) || alone(last),
        _ => false,
    }
}

/// Segments at each end of a text where it may say who published it.
const EDGE: usize = 3;

/// The name is where the text was published: an agency or a site beside a dash, a bracket or the dateline's comma, at
/// the beginning or the end of the text.
pub(super) fn is_credit(context: &Context, side: Side, fact: &Fact) -> bool {
    let document = &context.documents[side];
    let tokens = &document.tokens[fact.tokens.0..fact.tokens.1];
    if is_told(context, document, fact) {
        return true;
    }
    if fact.segment > EDGE && fact.segment + EDGE < document.segments.len() {
        return false;
    }
    let site = tokens.iter().any(|t| is_site(&t.norm));
    if !site && !tokens.iter().any(|t| context.language.agencies.contains(&t.norm)) {
        return false;
    }
    let segment = document.segments[fact.segment].tokens.clone();
    let sign = |t: &Token| t.kind == TokenKind::Sign;
    let before = document.tokens[segment.start..fact.tokens.0].last();
    let after = document.tokens[fact.tokens.1.min(segment.end)..segment.end].first();
    let opened = before.is_some_and(|t| sign(t) && !t.is(",") && !t.is("."));
    let closed = after.is_none_or(|t| sign(t) || t.kind == TokenKind::Figure || t.class.has(Class::DATE));
    (opened || before.is_none() && after.is_some()) && (closed || opened && site)
}

/// *told Reuters*, *sagte der dpa*: an agency by one word, right behind a verb of saying.
fn is_told(context: &Context, document: &Document, fact: &Fact) -> bool {
    let (at, end) = fact.tokens;
    let begin = document.segments[fact.segment].tokens.start;
    let small = |t: &&Token| t.class.has(Class::FUNCTION) || t.class.has(Class::ARTICLE);
    let before = || document.tokens[begin..at].iter().rev().find(|t| !small(t));
    end == at + 1
        && context.language.agencies.contains(&document.tokens[at].norm)
        && before().is_some_and(|t| t.class.has(Class::REPORTING))
}

/// *news.example*: the address of a site without its scheme.
fn is_site(norm: &str) -> bool {
    norm.rsplit_once('.').is_some_and(|(host, top)| {
        host.chars().count() >= 3
            && (2..=4).contains(&top.len())
            && top.bytes().all(|b| b.is_ascii_lowercase())
    })
}

/// In a document with more words than this, spellings are not searched.
const LARGE: usize = 6_000;

/// A word like it stands in the other document: a spelling, no loss.
pub(super) fn misspelt_there(context: &Context, side: Side, missing: &[&str]) -> bool {
    context.names.words[side].len() <= LARGE
        && missing.iter().any(|word| {
            word.chars().count() > 5
                && context.names.words[side].values().any(|(there, _)| {
                    there.len().abs_diff(word.len()) <= 2
                        && begin_alike(there, word)
                        && crate::spelling::likeness(there, word) >= 0.93
                })
        })
}
