//! Names of one link: variants, short forms, acronyms and demonyms are the same name; a name is dropped only if the
//! rewrite never mentions it.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Cause, Change, Context, Relation};
use crate::align::Link;
use crate::document::{Document, ratio};
use crate::fact::{Fact, Kind, Value};
use crate::finding::{Confidence, Place};
use crate::language::Language;
use crate::pair::{Pair, Side};
use crate::token::{Case, Class, Token, TokenKind};

/// Two spellings of one name are at least this alike (Jaro–Winkler, 0 to 1).
const SPELLING: f64 = 0.86;
/// A link with more names than this on a side is a list: its names are looked up, not set against each other.
const MANY: usize = 64;
/// In a document with more words than this, spellings are not searched.
const LARGE: usize = 6_000;
/// Shorter words are alike by chance.
const SHORTEST: usize = 4;

/// What is mentioned in each document, by word.
pub(crate) struct Names {
    words: Pair<FxHashMap<CompactString, u32>>,
    places: Pair<FxHashSet<CompactString>>,
    /// Words that stand in one name, in either document: given name and surname.
    together: FxHashSet<(CompactString, CompactString)>,
    /// First letters of the names of several words, and of runs of words that an acronym may shorten.
    /// Hashed, since there are so many.
    initials: Pair<FxHashSet<u64>>,
}

impl Names {
    pub fn new(documents: &Pair<Document>, language: &Language) -> Self {
        let words = documents.as_ref().map(|document| {
            let mut words: FxHashMap<CompactString, u32> = FxHashMap::default();
            for token in document.tokens.iter().filter(|t| t.kind != TokenKind::Sign) {
                *words.entry(bare(&token.norm).into()).or_default() += 1;
            }
            words
        });
        let places = documents.as_ref().map(|document| {
            let mut places = FxHashSet::default();
            for (at, token) in document.tokens.iter().enumerate().filter(|(_, t)| t.class.has(Class::PLACE)) {
                if let Some((_, place)) = language.places.longest(&document.text, &document.tokens, at)
                    && (token.is_capital() || token.case == Case::None)
                {
                    places.insert(place.clone());
                }
            }
            places
        });
        let initials = documents.as_ref().map(|document| {
            let mut initials = FxHashSet::default();
            for segment in &document.segments {
                let letters = initial_letters(&document.tokens[segment.tokens.clone()], language);
                for from in 0..letters.len() {
                    for to in from + 2..=letters.len().min(from + 6) {
                        if letters[from..to].iter().filter(|(_, capital)| *capital).count() * 2 >= to - from {
                            initials.insert(hashed(letters[from..to].iter().map(|(letter, _)| *letter)));
                        }
                    }
                }
            }
            initials
        });
        let mut together = FxHashSet::default();
        for fact in Side::BOTH.into_iter().flat_map(|side| &documents[side].facts) {
            if let Some(Value::Name { words, .. }) = fact.readings.first()
                && (2..=4).contains(&words.len())
            {
                together.extend(words.iter().flat_map(|a| words.iter().map(move |b| (a.clone(), b.clone()))));
            }
        }
        Self { words, places, together, initials }
    }
}

/// A hash of letters in a row.
fn hashed(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0, |hash, letter| (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3).rotate_left(17))
}

/// First letters of the words that an acronym is made from, and whether they are capitals.
fn initial_letters(tokens: &[Token], language: &Language) -> Vec<(char, bool)> {
    tokens
        .iter()
        .filter(|t| t.kind == TokenKind::Word && !language.acronym_skips.contains(&t.norm))
        .filter_map(|t| Some((t.norm.chars().next()?, t.is_capital())))
        .collect()
}

/// Without the stops of an abbreviation.
fn bare(norm: &str) -> &str {
    norm.trim_end_matches('.')
}

/// A name as it is compared.
struct Mention<'a> {
    fact: usize,
    /// Words that tell it from others: no titles, suffixes or dictionary words, where others are left.
    core: Vec<&'a str>,
    place: Option<&'a str>,
    /// All its words are in the dictionary.
    common: bool,
    confidence: Confidence,
}

fn mentions<'a>(context: &Context<'a>, side: Side, link: &Link) -> Vec<Mention<'a>> {
    let mut out: Vec<Mention> = Vec::new();
    for fact in context.facts(side, link, |fact| fact.kind == Kind::Name) {
        let this = context.fact(side, fact);
        let Some(Value::Name { words, place }) = this.readings.first() else { continue };
        let class = |word: &str| context.language.class_of(word);
        let weak = |word: &&CompactString| {
            class(word).has(Class::TITLE) || class(word).has(Class::SUFFIX) || word.chars().count() < 2
        };
        let strong: Vec<&str> = words
            .iter()
            .filter(|w| !weak(w) && !class(w).has(Class::COMMON))
            .map(CompactString::as_str)
            .collect();
        let common = strong.is_empty();
        // *American Civil Liberties Union* is not told from others by its country.
        let only_places = strong.iter().all(|word| place_of(context, word).is_some());
        let core = if common || only_places && words.len() > 1 {
            words.iter().filter(|w| !weak(w)).map(CompactString::as_str).collect()
        } else {
            strong
        };
        let core: Vec<&str> =
            if core.is_empty() { words.iter().map(CompactString::as_str).collect() } else { core };
        if !out.iter().any(|other| other.core == core) {
            out.push(Mention {
                fact,
                core,
                place: place.as_deref(),
                common: common && place.is_none(),
                confidence: this.confidence,
            });
        }
    }
    out
}

/// Words in reach on the other side of a link.
struct Reach<'a> {
    link: Vec<&'a Token>,
    norms: FxHashSet<&'a str>,
    stems: FxHashSet<&'a str>,
    places: FxHashSet<&'a str>,
}

impl<'a> Reach<'a> {
    fn new(context: &Context<'a>, side: Side, link: &Link) -> Self {
        let link: Vec<&Token> = context.tokens(side, link).collect();
        let norms = link.iter().map(|t| bare(&t.norm)).collect();
        let stems = link.iter().map(|t| t.stem.as_str()).collect();
        let places = link
            .iter()
            .filter(|t| t.class.has(Class::PLACE))
            .filter_map(|t| place_of(context, &t.norm))
            .map(CompactString::as_str)
            .collect();
        Self { link, norms, stems, places }
    }

    /// The word stands in the link, by itself, by its stem, or as another form of the same place.
    fn holds(&self, context: &Context, word: &str) -> bool {
        self.norms.contains(word)
            || self.stems.contains(context.language.stem(word).as_str())
            || place_of(context, word).is_some_and(|place| self.places.contains(place.as_str()))
            || self.link.iter().any(|t| joined(&t.norm, word) || in_compound(context.language, &t.norm, word))
    }
}

/// *Elbe* in *Elbvertiefung*: a name at the beginning of a noun, where the language writes compounds in one word.
fn in_compound(language: &Language, token: &str, word: &str) -> bool {
    const SHORTEST: usize = 4;
    language.grammar.names.nouns_are_capitalised
        && word.len() >= SHORTEST
        && token.len() > word.len() + SHORTEST
        && word.char_indices().next_back().is_some_and(|(last, _)| token.starts_with(&word[..last]))
}

/// *Realme* in *RealmeX7*, *COVID* in *COVID19*.
fn joined(token: &str, word: &str) -> bool {
    word.len() > 3
        && token.len() > word.len()
        && token.starts_with(word)
        && token[word.len()..].bytes().all(|b| b.is_ascii_digit())
}

fn place_of<'a>(context: &Context<'a>, word: &str) -> Option<&'a CompactString> {
    context.language.places.get(&[word.into()])
}

fn same_place(context: &Context, a: &str, b: &str) -> bool {
    matches!((place_of(context, a), place_of(context, b)), (Some(a), Some(b)) if a == b)
}

/// Whether a document mentions a word of a name, in any form.
fn mentioned(context: &Context, side: Side, word: &str) -> bool {
    context.names.words[side].contains_key(word)
        || context.stems[side].contains_key(context.language.stem(word).as_str())
        || place_of(context, word).is_some_and(|place| context.names.places[side].contains(place))
        || word.len() <= 6 && word.len() >= 2 && context.names.initials[side].contains(&hashed(word.chars()))
}

/// Whether a document mentions a name: a word of its core, its place, or its initials.
fn mentions_name(context: &Context, side: Side, name: &Mention, own: &Fact) -> bool {
    if name.place.is_some_and(|place| context.names.places[side].contains(place)) {
        return true;
    }
    let found = name.core.iter().filter(|word| mentioned(context, side, word)).count();
    if name.common { found * 2 >= name.core.len() } else { found > 0 || acronym_of(context, side, own) }
}

/// The other side writes this name of several words by its first letters.
fn acronym_of(context: &Context, side: Side, fact: &Fact) -> bool {
    let document = &context.documents[side.other()];
    let letters = initial_letters(&document.tokens[fact.tokens.0..fact.tokens.1], context.language);
    if letters.len() < 2 {
        return false;
    }
    let all: String = letters.iter().map(|(letter, _)| *letter).collect();
    let dotted: String = all.chars().flat_map(|c| [c, '.']).collect();
    context.names.words[side].contains_key(all.as_str())
        || context.names.words[side].contains_key(bare(&dotted))
}

/// Compares the names of a full link.
pub(super) fn compare(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    let names = Pair::from_fn(|side| mentions(context, side, link));
    let reach = Pair::from_fn(|side| Reach::new(context, side, link));
    // What of each name the other side of the link does not have.
    let absent = |side: Side| -> Vec<(&Mention, Vec<&str>)> {
        names[side]
            .iter()
            .filter(|name| {
                !name.place.is_some_and(|place| {
                    reach[side.other()].places.contains(place)
                        || place_phrase(context, side.other(), link, name.place)
                })
            })
            .map(|name| {
                (
                    name,
                    name.core
                        .iter()
                        .copied()
                        .filter(|word| !reach[side.other()].holds(context, word))
                        .collect::<Vec<_>>(),
                )
            })
            .filter(|(name, missing)| {
                !missing.is_empty() && !acronym_in_link(context, side, name, &reach[side.other()])
            })
            .collect()
    };
    let (mut gone, mut new) = (absent(Side::Original), absent(Side::Rewrite));
    for name in &names.original {
        if !gone.iter().any(|(other, _)| other.fact == name.fact) {
            changes.push(context.change(index, Relation::Kept, Pair::new(Some(name.fact), None)));
        }
    }
    // A name that the original has elsewhere is not new, but may still stand where another one stood.
    let mut borrowed = Vec::new();
    new.retain(|(name, missing)| {
        let known = missing.iter().all(|word| mentioned(context, Side::Original, word));
        if known {
            borrowed.push((*name, missing.clone()));
        }
        !known
    });
    let surplus = surplus(context, link, &names);
    if names.original.len().max(names.rewrite.len()) <= MANY {
        respelt(context, index, &mut gone, &mut new, changes);
        replaced(context, index, &mut gone, &mut new, changes);
        borrowed.extend(surplus.iter().map(|name| (name, name.core.clone())));
        replaced(context, index, &mut gone, &mut borrowed, changes);
        in_place(context, index, &names, &reach, changes);
    }
    gone.retain(|(name, missing)| !lower_case(context, index, name, missing, &reach, changes));
    for (side, relation, left) in
        [(Side::Original, Relation::Dropped, gone), (Side::Rewrite, Relation::Added, new)]
    {
        for (name, missing) in left {
            changes.extend(alone(context, index, side, relation, name, &missing, changes));
        }
    }
}

/// Mentions of a name beyond those that the original's side of the link has: the ones beside none of the same words.
fn surplus<'a>(context: &Context<'a>, link: &Link, names: &Pair<Vec<Mention<'a>>>) -> Vec<Mention<'a>> {
    let all = |side: Side, core: &[&str]| -> Vec<usize> {
        context
            .facts(side, link, |fact| fact.kind == Kind::Name)
            .into_iter()
            .filter(|&fact| same_core(context, side, fact, core))
            .collect()
    };
    let mut out = Vec::new();
    for name in names.rewrite.iter().take(MANY) {
        let (before, now) = (all(Side::Original, &name.core), all(Side::Rewrite, &name.core));
        if before.is_empty() || now.len() <= before.len() {
            continue;
        }
        let stray = now.iter().filter(|&&r| before.iter().all(|&o| beside(context, o, r) == 0.0));
        out.extend(stray.map(|&fact| Mention {
            fact,
            core: name.core.clone(),
            place: name.place,
            common: name.common,
            confidence: name.confidence,
        }));
    }
    out
}

/// The place stands on the other side under a name of several words.
fn place_phrase(context: &Context, side: Side, link: &Link, place: Option<&str>) -> bool {
    let document = &context.documents[side];
    place.is_some_and(|place| {
        link.segments[side].iter().any(|&segment| {
            let range = document.segments[segment].tokens.clone();
            range.clone().any(|at| {
                document.tokens[at].class.has(Class::PLACE)
                    && context
                        .language
                        .places
                        .longest(&document.text, &document.tokens[..range.end], at)
                        .is_some_and(|(_, p)| p == place)
            })
        })
    })
}

/// An acronym whose long form the link has, or a long form whose acronym it has.
fn acronym_in_link(context: &Context, side: Side, name: &Mention, reach: &Reach) -> bool {
    let own = context.fact(side, name.fact);
    let tokens = &context.documents[side].tokens[own.tokens.0..own.tokens.1];
    let letters: String =
        initial_letters(tokens, context.language).iter().map(|(letter, _)| *letter).collect();
    let also_here = context.documents[side]
        .segment_tokens(own.segment)
        .iter()
        .any(|t| t.case != Case::Lower && t.norm.replace('.', "") == letters);
    if also_here {
        return false;
    }
    if letters.len() >= 2
        && reach.link.iter().any(|t| t.case != Case::Lower && t.norm.replace('.', "") == letters)
    {
        return true;
    }
    let [word] = name.core[..] else { return false };
    let word: String = word.replace('.', "");
    let there: Vec<char> = reach
        .link
        .iter()
        .filter(|t| t.kind == TokenKind::Word && !context.language.acronym_skips.contains(&t.norm))
        .filter_map(|t| t.norm.chars().next())
        .collect();
    let wanted: Vec<char> = word.chars().collect();
    tokens.first().is_some_and(|t| t.case == Case::Upper)
        && wanted.len() >= 2
        && there.windows(wanted.len()).any(|w| w == wanted)
}

type Absent<'a, 'b> = Vec<(&'b Mention<'a>, Vec<&'a str>)>;

/// Names that differ by a few letters: *Tenev* and *Teneff*.
fn respelt(context: &Context, index: usize, gone: &mut Absent, new: &mut Absent, changes: &mut Vec<Change>) {
    gone.retain(|(name, missing)| {
        let found = new.iter().position(|(other, fresh)| {
            missing.iter().any(|a| fresh.iter().any(|b| alike(a, b)))
                && other.core.len().abs_diff(name.core.len()) <= 1
        });
        let Some(at) = found else { return true };
        let (other, _) = new.remove(at);
        let mut change =
            context.change(index, Relation::Altered, Pair::new(Some(name.fact), Some(other.fact)));
        change.causes = vec![Cause::Spelling];
        change.confidence = Confidence::Medium.min(name.confidence.min(other.confidence));
        if told(context, changes, name, other) {
            change.relation = Relation::Moved;
        }
        changes.push(change);
        false
    });
}

/// The same name became the same other one in an earlier link: that is told once.
fn told(context: &Context, changes: &[Change], name: &Mention, other: &Mention) -> bool {
    changes.iter().filter(|change| change.relation == Relation::Altered && change.kind == Kind::Name).any(
        |change| match (change.facts.original, change.facts.rewrite) {
            (Some(o), Some(r)) => {
                same_core(context, Side::Original, o, &name.core)
                    && same_core(context, Side::Rewrite, r, &other.core)
            }
            _ => false,
        },
    )
}

fn alike(a: &str, b: &str) -> bool {
    a.chars().count() >= SHORTEST && b.chars().count() >= SHORTEST && strsim::jaro_winkler(a, b) >= SPELLING
}

/// A name that is gone faces a new one.
fn replaced(context: &Context, index: usize, gone: &mut Absent, new: &mut Absent, changes: &mut Vec<Change>) {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (o, (name, missing)) in gone.iter().enumerate() {
        for (r, (other, fresh)) in new.iter().enumerate() {
            let points = facing(context, (name, missing), (other, fresh));
            if points > 0.0 {
                pairs.push((points, o, r));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let (mut taken_o, mut taken_r) = (Vec::new(), Vec::new());
    for (points, o, r) in pairs {
        if taken_o.contains(&o) || taken_r.contains(&r) {
            continue;
        }
        taken_o.push(o);
        taken_r.push(r);
        let (name, other) = (gone[o].0, new[r].0);
        let mut change =
            context.change(index, Relation::Altered, Pair::new(Some(name.fact), Some(other.fact)));
        change.causes = vec![Cause::Value];
        let sure = points >= 1.0 && !name.common && !other.common;
        change.confidence = if sure { Confidence::High } else { Confidence::Medium }
            .min(name.confidence.max(Confidence::Medium))
            .min(other.confidence.max(Confidence::Medium));
        if name.common && other.common && points < 1.0 {
            change.confidence = Confidence::Low;
        }
        if told(context, changes, name, other) {
            change.relation = Relation::Moved;
        }
        changes.push(change);
    }
    let mut at = 0;
    gone.retain(|_| {
        at += 1;
        !taken_o.contains(&(at - 1))
    });
    at = 0;
    new.retain(|_| {
        at += 1;
        !taken_r.contains(&(at - 1))
    });
}

/// A text has a word of the one and a word of the other in one name: *Anthony* and *Belgrave*.
fn one_person(context: &Context, name: &Mention, other: &Mention) -> bool {
    name.core
        .iter()
        .any(|a| other.core.iter().any(|b| context.names.together.contains(&((*a).into(), (*b).into()))))
}

/// How often a side of the link has a name, by its first telling word or its place.
fn mentions_in(context: &Context, reach: &Reach, name: &Mention) -> usize {
    let word = name.core[0];
    let stem = context.language.stem(word);
    let same = |t: &&&Token| match name.place {
        Some(place) => t.class.has(Class::PLACE) && place_of(context, &t.norm).is_some_and(|p| p == place),
        None => bare(&t.norm) == word || t.stem == stem,
    };
    reach.link.iter().filter(same).count()
}

/// Two names that stand between the same two words and share nothing, though each text has both elsewhere in the link.
fn in_place(
    context: &Context,
    index: usize,
    names: &Pair<Vec<Mention>>,
    reach: &Pair<Reach>,
    changes: &mut Vec<Change>,
) {
    let altered = |changes: &[Change], side: Side, fact: usize| {
        changes.iter().any(|c| c.relation == Relation::Altered && c.facts[side] == Some(fact))
    };
    for name in &names.original {
        for other in &names.rewrite {
            if between(context, name.fact, other.fact) < 1.0 {
                continue;
            }
            let fact =
                Pair::new(context.fact(Side::Original, name.fact), context.fact(Side::Rewrite, other.fact));
            let related = name.place.is_some() && name.place == other.place
                || name.core.iter().any(|a| {
                    other.core.iter().any(|b| {
                        a == b
                            || alike(a, b)
                            || context.language.stem(a) == context.language.stem(b)
                            || same_place(context, a, b)
                    })
                })
                || acronym_of(context, Side::Rewrite, fact.original)
                || acronym_of(context, Side::Original, fact.rewrite)
                || altered(changes, Side::Original, name.fact)
                || altered(changes, Side::Rewrite, other.fact);
            let fewer =
                mentions_in(context, &reach.rewrite, name) < mentions_in(context, &reach.original, name);
            let more =
                mentions_in(context, &reach.rewrite, other) > mentions_in(context, &reach.original, other);
            if related || one_person(context, name, other) || !fewer && !more {
                continue;
            }
            let mut change =
                context.change(index, Relation::Altered, Pair::new(Some(name.fact), Some(other.fact)));
            change.causes = vec![Cause::Value];
            change.confidence =
                if name.common && other.common { Confidence::Low } else { Confidence::Medium };
            changes.push(change);
        }
    }
}

/// How much a name that is gone and a new one stand in the same place; 0 for never. A name that its text has elsewhere too
/// must stand between the same words.
fn facing(
    context: &Context,
    (name, missing): (&Mention, &[&str]),
    (other, fresh): (&Mention, &[&str]),
) -> f64 {
    let lost = missing.iter().all(|word| !mentioned(context, Side::Rewrite, word));
    let foreign = fresh.iter().all(|word| !mentioned(context, Side::Original, word));
    let shares = name.core.iter().any(|word| other.core.contains(word));
    if !shares && one_person(context, name, other) {
        return 0.0;
    }
    let partial = missing.len() < name.core.len() && fresh.len() < other.core.len();
    if partial && shares {
        let figures = |words: &[&str]| words.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit()));
        if shares && figures(missing) && figures(fresh) {
            return 2.0;
        }
        return if lost && foreign && name.core.len() == other.core.len() { 2.0 } else { 0.0 };
    }
    let beside = beside(context, name.fact, other.fact);
    let whole = missing.len() == name.core.len() || name.common && missing.len() * 2 > name.core.len();
    if !whole || !lost || !foreign {
        return if beside >= 0.5 && whole { beside } else { 0.0 };
    }
    1.0 + beside
}

/// Words looked at on each side of a name.
const WINDOW: usize = 3;

/// Stems of the nearest content words before and behind a name.
fn around<'a>(context: &Context<'a>, side: Side, name: usize) -> Pair<Vec<&'a str>> {
    let fact = context.fact(side, name);
    let document = &context.documents[side];
    let range = document.segments[fact.segment].tokens.clone();
    let content = |t: &&Token| t.kind != TokenKind::Sign && t.is_content();
    Pair::new(
        document.tokens[range.start..fact.tokens.0]
            .iter()
            .rev()
            .filter(content)
            .take(WINDOW)
            .map(|t| t.stem.as_str())
            .collect(),
        document.tokens[fact.tokens.1.min(range.end)..range.end]
            .iter()
            .filter(content)
            .take(WINDOW)
            .map(|t| t.stem.as_str())
            .collect(),
    )
}

/// Whether the nearest word on each side of two names is the same: 0, ½ or 1.
fn between(context: &Context, o: usize, r: usize) -> f64 {
    let nearest = |side: Side, name: usize| {
        let fact = context.fact(side, name);
        let document = &context.documents[side];
        let range = document.segments[fact.segment].tokens.clone();
        let content = |t: &&Token| t.kind != TokenKind::Sign && t.is_content();
        let before = document.tokens[range.start..fact.tokens.0].iter().rfind(content);
        let after = document.tokens[fact.tokens.1.min(range.end)..range.end].iter().find(content);
        Pair::new(before, after)
    };
    let (a, b) = (nearest(Side::Original, o), nearest(Side::Rewrite, r));
    let same = |x: Option<&Token>, y: Option<&Token>| -> f64 {
        if x.zip(y).is_some_and(|(x, y)| x.stem == y.stem) { 0.5 } else { 0.0 }
    };
    same(a.original, b.original) + same(a.rewrite, b.rewrite)
}

/// The same, or at least ½ where two of the nearest few words are shared in any order.
fn beside(context: &Context, o: usize, r: usize) -> f64 {
    let (a, b) = (around(context, Side::Original, o), around(context, Side::Rewrite, r));
    let all = |p: &Pair<Vec<&str>>| -> Vec<String> {
        p.original.iter().chain(&p.rewrite).map(|s| (*s).to_owned()).collect()
    };
    let (x, y) = (all(&a), all(&b));
    let shared = x.iter().filter(|stem| y.contains(stem)).count();
    let bag = if shared >= 2 { ratio(shared, x.len().min(y.len())).max(0.5) } else { 0.0 };
    between(context, o, r).max(bag)
}

/// A name that became an ordinary word like it: *Clubhouse*, *the club*.
fn lower_case(
    context: &Context,
    index: usize,
    name: &Mention,
    missing: &[&str],
    reach: &Pair<Reach>,
    changes: &mut Vec<Change>,
) -> bool {
    let [word] = missing[..] else { return false };
    let token = reach.rewrite.link.iter().find(|t| {
        let root = t.norm.trim_end_matches('s');
        t.case == Case::Lower
            && root.len() >= SHORTEST
            && t.is_content()
            && word != root
            && (word.starts_with(root) && word.len() - root.len() >= 3
                || word.ends_with(root) && word.len() - root.len() >= 3)
            && !reach.original.link.iter().any(|o| o.stem == t.stem)
    });
    let Some(token) = token else { return false };
    let mut change = context.change(index, Relation::Altered, Pair::new(Some(name.fact), None));
    change.places.rewrite = Place::Here(token.span);
    change.causes = vec![Cause::CommonWord];
    change.confidence = Confidence::Medium;
    changes.push(change);
    true
}

/// A name that faces nothing: moved, dropped or added; told once for each name.
fn alone(
    context: &Context,
    index: usize,
    side: Side,
    relation: Relation,
    name: &Mention,
    missing: &[&str],
    changes: &[Change],
) -> Option<Change> {
    let own = context.fact(side, name.fact);
    let mut facts = Pair::new(None, None);
    facts[side] = Some(name.fact);
    let partly = missing.len() < name.core.len();
    if partly
        || mentions_name(context, side.other(), name, own)
        || misspelt_there(context, side.other(), missing)
    {
        return Some(context.change(index, Relation::Moved, facts));
    }
    let told = changes.iter().any(|change| {
        change.relation == relation
            && change.kind == Kind::Name
            && change.facts[side].is_some_and(|i| same_core(context, side, i, &name.core))
    });
    if told {
        return None;
    }
    let mut change = context.change(index, relation, facts);
    change.confidence = if name.common { Confidence::Low } else { name.confidence.min(Confidence::Medium) };
    let again = name
        .core
        .iter()
        .map(|word| context.names.words[side].get(*word).copied().unwrap_or(0))
        .max()
        .unwrap_or(0);
    if again > 1 && name.confidence == Confidence::High && !name.common {
        change.confidence = Confidence::High;
    }
    Some(change)
}

/// A word like it stands in the other document: a spelling, no loss.
fn misspelt_there(context: &Context, side: Side, missing: &[&str]) -> bool {
    context.names.words[side].len() <= LARGE
        && missing.iter().any(|word| {
            word.chars().count() > 5
                && context.names.words[side].keys().any(|there| {
                    there.len().abs_diff(word.len()) <= 2
                        && there.as_bytes().first() == word.as_bytes().first()
                        && strsim::jaro_winkler(there, word) >= 0.93
                })
        })
}

fn same_core(context: &Context, side: Side, fact: usize, core: &[&str]) -> bool {
    match context.fact(side, fact).readings.first() {
        Some(Value::Name { words, .. }) => core.iter().all(|word| words.iter().any(|w| w == word)),
        _ => false,
    }
}
