//! Names of one link: variants, short forms, acronyms and demonyms are the same name; a name is dropped only if the
//! rewrite never mentions it.

mod around;
mod coordinated;
mod facing;
pub(super) mod first;
mod gloss;
pub(super) mod hole;
mod mentioned;
mod misplaced;
mod numbered;
mod part;
mod people;
mod stray;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use self::coordinated::one_of_two;
use self::facing::{Absent, in_place, replaced, respelt, strangers, surplus};
use self::gloss::{in_apposition, is_gloss, spelt_out};
pub(crate) use self::mentioned::Names;
use self::mentioned::{
    Reach, acronym_in_link, body_of, has_all, is_credit, mentioned, mentions_name, misspelt_there, place_of,
    place_phrase,
};
use self::misplaced::{misplaced, repeated};
use self::numbered::renumbered;
use self::part::{garbled, grafted, parted};
use self::stray::exchanged;
use super::{Cause, Change, Context, Relation};
use crate::align::Link;
use crate::fact::{Kind, Value};
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::token::{Case, Class, Token};

/// A link with more names than this on a side is a list: its names are looked up, not set against each other.
const MANY: usize = 64;
/// Shorter words are alike by chance.
const SHORTEST: usize = 4;

/// A name as it is compared.
#[derive(Clone)]
pub(crate) struct Mention<'a> {
    fact: usize,
    /// Words that tell it from others: no titles, suffixes or dictionary words, where others are left.
    core: Vec<&'a str>,
    /// All its words but titles, suffixes and single letters.
    words: Vec<&'a str>,
    place: Option<&'a str>,
    /// The body of several names that it is, by its number.
    body: Option<usize>,
    /// All its words are in the dictionary.
    common: bool,
    confidence: Confidence,
}

/// A name fact as it is compared; read once.
fn mention<'c, 'a>(context: &'c Context<'a>, side: Side, fact: usize) -> Option<&'c Mention<'a>> {
    context.names.mentions[side][fact].get_or_init(|| read_mention(context, side, fact)).as_ref()
}

fn read_mention<'a>(context: &Context<'a>, side: Side, fact: usize) -> Option<Mention<'a>> {
    let this = context.fact(side, fact);
    let Some(Value::Name { words, place }) = this.readings.first() else { return None };
    if is_credit(context, side, this) {
        return None;
    }
    let doubtful = words.len() > 1 || this.confidence == Confidence::Low;
    let ordinary =
        |word: &str| context.language.is_common(word) || doubtful && context.language.is_ordinary(word);
    let weak = |word: &str| {
        context.language.class_of(word).any(Class(Class::TITLE.0 | Class::SUFFIX.0))
            || word.chars().nth(1).is_none()
    };
    let written = words.iter().map(CompactString::as_str);
    let mut all: Vec<&str> = written.clone().filter(|word| !weak(word)).collect();
    let strong: Vec<&str> = all.iter().copied().filter(|word| !ordinary(word)).collect();
    let common = strong.is_empty();
    // *American Civil Liberties Union* is not told from others by its country.
    let only_places = strong.iter().all(|word| place_of(context, word).is_some());
    let several = words.len() > 1;
    if all.is_empty() {
        all = written.collect();
    }
    let core = if common || only_places && several { all.clone() } else { strong };
    Some(Mention {
        fact,
        core,
        words: all,
        place: place.as_deref(),
        body: body_of(context, side, this),
        common: common && place.is_none(),
        confidence: this.confidence,
    })
}

/// The other document mentions the name, in full or by what tells it from others.
pub(super) fn is_known(context: &Context, side: Side, fact: usize) -> bool {
    mention(context, side, fact).is_some_and(|name| {
        name.core.iter().all(|word| mentioned(context, side.other(), word))
            || mentions_name(context, side.other(), name, context.fact(side, fact))
    })
}

/// The other document has the place or body of the name by another word.
pub(super) fn is_told_otherwise(context: &Context, side: Side, fact: usize) -> bool {
    let other = side.other();
    mention(context, side, fact).is_some_and(|name| {
        name.place.is_some_and(|place| context.names.has_place(other, place))
            || name.body.is_some_and(|body| context.names.has_body(other, body))
    })
}

/// The names of a link's side, each once.
fn mentions<'c, 'a>(context: &'c Context<'a>, side: Side, link: &Link) -> Vec<&'c Mention<'a>> {
    let mut out: Vec<&Mention> = Vec::new();
    for fact in context.facts(side, link, |fact| fact.kind == Kind::Name) {
        let Some(name) = mention(context, side, fact) else { continue };
        if !out.iter().any(|other| other.core == name.core && other.words == name.words) {
            out.push(name);
        }
    }
    out
}

/// The names of both sides are the same words in the same order.
fn all_kept(context: &Context, link: &Link) -> bool {
    let values = Pair::from_fn(|side| {
        let facts = link.segments[side].iter().flat_map(move |&segment| &context.facts_of[side][segment]);
        let names = facts.map(move |&fact| context.fact(side, fact)).filter(|fact| fact.kind == Kind::Name);
        names.map(|fact| &fact.readings)
    });
    values.original.eq(values.rewrite)
}

/// Compares the names of a full link.
pub(super) fn compare(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    people::compare(context, index, link, changes);
    if all_kept(context, link) {
        for name in mentions(context, Side::Original, link) {
            changes.push(context.change(index, Relation::Kept, Pair::new(Some(name.fact), None)));
        }
        return;
    }
    let names = Pair::from_fn(|side| mentions(context, side, link));
    if names.original.is_empty() && names.rewrite.is_empty() {
        return;
    }
    let reach = Pair::from_fn(|side| Reach::new(context, side, link));
    let absent = |side: Side| absent(context, link, side, &names, &reach);
    let (mut gone, mut new) = (absent(Side::Original), absent(Side::Rewrite));
    for name in &names.original {
        if !gone.iter().any(|(other, _)| other.fact == name.fact) {
            changes.push(context.change(index, Relation::Kept, Pair::new(Some(name.fact), None)));
        }
    }
    // A name that the original has elsewhere is not new, but may still stand where another one stood.
    let mut borrowed = Vec::new();
    new.retain(|(name, missing)| {
        let known = has_all(context, Side::Original, name, missing);
        if known {
            borrowed.push((*name, missing.clone()));
        }
        !known
    });
    let from = changes.len();
    let surplus = surplus(context, link, &names);
    if names.original.len().max(names.rewrite.len()) <= MANY {
        respelt(context, index, &mut gone, &mut new, changes);
        respelt(context, index, &mut gone, &mut borrowed, changes);
        parted(context, index, &names, &reach, (&mut gone, &mut new), from, changes);
        garbled(context, index, &names, &reach, (&mut new, &mut borrowed), from, changes);
        borrowed.extend(surplus.iter().map(|name| (name, name.core.clone())));
        replaced(context, index, &mut gone, &mut new, &mut borrowed, changes);
        in_place(context, index, &names, &reach, changes);
        strangers(context, index, &names, &reach, (&mut gone, &mut new, &borrowed), changes);
        exchanged(context, index, link, &reach, (&mut gone, &mut new), from, changes);
        grafted(context, index, &names, from, changes);
        misplaced(context, index, link, &borrowed, &names, from, changes);
        repeated(context, index, link, &reach, from, changes);
    }
    renumbered(context, index, &names, from, changes);
    new.retain(|(name, _)| !changes[from..].iter().any(|c| c.facts.rewrite == Some(name.fact)));
    gone.retain(|(name, missing)| !lower_case(context, index, name, missing, &reach, changes));
    new.retain(|(_, missing)| !was_small(missing, &reach));
    left_alone(context, (index, link), &reach, (gone, new), changes);
}

/// Tells the names that face nothing.
fn left_alone(
    context: &Context,
    (index, link): (usize, &Link),
    reach: &Pair<Reach>,
    (gone, new): (Absent, Absent),
    changes: &mut Vec<Change>,
) {
    // *Söder ()*: what stood in the brackets was lost, not left out.
    let emptied = reach.rewrite.link.windows(2).any(|two| two[0].is("(") && two[1].is(")"));
    for (side, relation, left) in
        [(Side::Original, Relation::Dropped, gone), (Side::Rewrite, Relation::Added, new)]
    {
        for (name, missing) in left {
            let mut change = alone(context, index, side, relation, name, &missing, changes);
            if let Some(change) = change.as_mut().filter(|c| c.relation == Relation::Moved)
                && side == Side::Original
                && one_of_two(context, &link.segments.rewrite, name, &missing, reach)
            {
                change.relation = Relation::Dropped;
                change.confidence = Confidence::Medium;
            }
            let homely = || name.place.is_some_and(|place| tells_home(context, link, place));
            let of_people = || name.words.len() == 1 && is_of_people(context, name);
            if let Some(change) = change.as_mut().filter(|c| c.relation == Relation::Dropped)
                && (!emptied && is_gloss(context, side, context.fact(side, name.fact))
                    || homely()
                    || of_people())
            {
                change.confidence = Confidence::Low;
            }
            changes.extend(change);
        }
    }
}

/// *Franzose*: an inhabitant or an adjective, which tells of somebody who is told of anyway, and no name of the country.
fn is_of_people(context: &Context, name: &Mention) -> bool {
    name.place.is_some_and(|place| place != name.words[0] && context.language.peoples.has(name.words[0]))
}

/// The rewrite has a word for its own country here: *hierzulande* for *in Deutschland*.
fn tells_home(context: &Context, link: &Link, place: &str) -> bool {
    let document = &context.documents.rewrite;
    let peoples = &context.language.peoples;
    peoples.is_homeland(place)
        && link.segments.rewrite.iter().any(|&segment| peoples.tells_home(document.segment_tokens(segment)))
}

/// What of each name of a side the other side of the link does not have.
fn absent<'a, 'b>(
    context: &Context<'a>,
    link: &Link,
    side: Side,
    names: &Pair<Vec<&'b Mention<'a>>>,
    reach: &Pair<Reach>,
) -> Absent<'a, 'b> {
    let there = &reach[side.other()];
    let placed = |name: &&Mention| {
        name.place.is_some_and(|place| {
            there.places.contains(place) || place_phrase(context, side.other(), link, name.place)
        })
    };
    let missing = |name: &'b Mention<'a>| -> (&'b Mention<'a>, Vec<&'a str>) {
        (name, name.core.iter().copied().filter(|word| !there.holds(context, word)).collect())
    };
    let gone = |(name, missing): &(&Mention, Vec<&str>)| {
        !missing.is_empty()
            && !names[side.other()].iter().any(|other| shortens(other, name))
            && !acronym_in_link(context, side, name, there)
            && !there.holds_joined(&name.words)
    };
    let seat = |word: &str| context.language.seats.iter().any(|seat| seat == word);
    let told = |name: &&Mention| {
        placed(name)
            || name.body.is_some_and(|body| there.bodies.contains(&body))
            || name.core.iter().all(|word| seat(word)) && there.link.iter().any(|token| seat(&token.norm))
    };
    names[side].iter().copied().filter(|name| !told(name)).map(missing).filter(gone).collect()
}

/// A long name without some of its words: *Autonomous Region Trade Unions* for *Ostmark Autonomous Region Trade Unions*.
fn shortens(short: &Mention, name: &Mention) -> bool {
    short.words.len() >= 3
        && short.words.len() < name.words.len()
        && short.words.iter().all(|word| name.words.contains(word))
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

/// A new name was an ordinary word like it: *biblical*, *Bible*.
fn was_small(missing: &[&str], reach: &Pair<Reach>) -> bool {
    let [word] = missing[..] else { return false };
    let like = |t: &&&Token| {
        let shared = t.norm.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
        t.case == Case::Lower && shared >= SHORTEST && shared + 1 >= word.len().min(t.norm.len())
    };
    reach
        .original
        .link
        .iter()
        .find(like)
        .is_some_and(|t| !reach.rewrite.link.iter().any(|r| r.stem == t.stem))
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
    let explained = || side == Side::Rewrite && spelt_out(context, own);
    if partly
        || explained()
        || mentions_name(context, side.other(), name, own)
        || misspelt_there(context, side.other(), missing)
    {
        return Some(context.change(index, Relation::Moved, facts));
    }
    if context.told_names.borrow().loses(context, side, name, changes) {
        return None;
    }
    let mut change = context.change(index, relation, facts);
    change.confidence = if name.common { Confidence::Low } else { name.confidence.min(Confidence::Medium) };
    let again = name.core.iter().map(|word| context.names.count(side, word)).max().unwrap_or(0);
    if again > 1 && name.confidence == Confidence::High && !name.common {
        change.confidence = Confidence::High;
    }
    // Nothing tells whether the place lies there: *Lyon, France*, *Lyon, Germany*.
    if side == Side::Rewrite && in_apposition(context, name) {
        change.confidence = Confidence::Low;
    }
    Some(change)
}

/// Names of which earlier links tell something, by each of their words.
#[derive(Default)]
pub(crate) struct Told<'a> {
    /// So many changes are of earlier links.
    earlier: usize,
    /// Dropped or added ones.
    lost: Pair<FxHashMap<&'a str, Vec<usize>>>,
    /// Altered ones, by the original's words.
    altered: FxHashMap<&'a str, Vec<(usize, usize)>>,
}

impl<'a> Told<'a> {
    /// Notes what the link before this one has told.
    pub fn note(&mut self, context: &Context<'a>, changes: &[Change]) {
        let words = |side: Side, fact: usize| match context.fact(side, fact).readings.first() {
            Some(Value::Name { words, .. }) => words.as_slice(),
            _ => &[],
        };
        for change in self.here(changes) {
            if let Some((side, fact)) = lost(change) {
                for word in words(side, fact) {
                    self.lost[side].entry(word).or_default().push(fact);
                }
            }
            if let Some((o, r)) = altered(change) {
                for word in words(Side::Original, o) {
                    self.altered.entry(word).or_default().push((o, r));
                }
            }
        }
        self.earlier = changes.len();
    }

    /// Of all changes those of this link: no other tells of its names.
    fn here<'c>(&self, changes: &'c [Change]) -> impl Iterator<Item = &'c Change> + use<'c> {
        changes.iter().skip(self.earlier)
    }

    /// A name with all words of this one's core was dropped, or added, before.
    fn loses(&self, context: &Context, side: Side, name: &Mention, changes: &[Change]) -> bool {
        let same = |fact: usize| same_core(context, side, fact, &name.core);
        let here = self.here(changes).filter_map(lost);
        let earlier = name.core.first().and_then(|first| self.lost[side].get(first));
        earlier.into_iter().flatten().any(|&fact| same(fact))
            || here.filter(|(of, _)| *of == side).any(|(_, fact)| same(fact))
    }

    /// The same name became the same other one before.
    fn alters(&self, context: &Context, name: &Mention, other: &Mention, changes: &[Change]) -> bool {
        let same = |(o, r): (usize, usize)| {
            same_core(context, Side::Original, o, &name.core)
                && same_core(context, Side::Rewrite, r, &other.core)
        };
        let earlier = name.core.first().and_then(|first| self.altered.get(first));
        earlier.into_iter().flatten().any(|&pair| same(pair))
            || self.here(changes).filter_map(altered).any(same)
    }
}

/// The facts of a name that became another.
fn altered(change: &Change) -> Option<(usize, usize)> {
    let is_one = change.relation == Relation::Altered && change.kind == Kind::Name;
    change.facts.original.zip(change.facts.rewrite).filter(|_| is_one)
}

/// The side and the fact of a name that is dropped or added.
fn lost(change: &Change) -> Option<(Side, usize)> {
    let side = match change.relation {
        Relation::Dropped => Side::Original,
        Relation::Added => Side::Rewrite,
        _ => return None,
    };
    change.facts[side].filter(|_| change.kind == Kind::Name).map(|fact| (side, fact))
}

fn same_core(context: &Context, side: Side, fact: usize, core: &[&str]) -> bool {
    match context.fact(side, fact).readings.first() {
        Some(Value::Name { words, .. }) => core.iter().all(|word| words.iter().any(|w| w == word)),
        _ => false,
    }
}
