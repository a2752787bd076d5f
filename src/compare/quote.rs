//! Quotes of the whole documents: kept word for word, trimmed with a mark, reworded, put into another mouth, turned into
//! paraphrase, invented. Halves around a reporting clause answer together for the whole.

mod words;

use std::collections::VecDeque;

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use self::words::explain;
use self::words::{causes, common, dice, keys, shared};
use super::{Cause, Change, Context, QuotePolicy, Relation};
use crate::fact::{Fact, Kind, Value};
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::span::Span;
use crate::token::{self, Class, TokenKind};

/// Shared words over all words of both (Dice): below, two quotes are not each other's.
const LIKE: f64 = 0.34;
/// Quotes in one link need less to be each other's.
const LIKE_LINKED: f64 = 0.18;
/// This much alike and linked, what stands between marks is the same with a word changed, whether or not anybody says it.
const SAME_MARKS: f64 = 0.6;
/// Share of a quote's words in the other text, outside quotation marks, that makes it a paraphrase.
const PARAPHRASED: f64 = 0.5;
/// A quote of more parts than this takes no further one.
const PARTS: usize = 64;
/// A word of more quotes of the rewrite than this finds none.
const COMMON: usize = 24;
/// Among more quotes than this on the other side, the words of a lost one are not looked for.
const QUOTES: usize = 1000;
/// Share of a half's words that the whole must have besides those of the other half.
const HALF: f64 = 0.6;

/// What a translated quote may have. A *not* that it lost or gained is the finding of its sentence.
const OF_WORDS: [Cause; 3] = [Cause::ContentWords, Cause::FunctionWords, Cause::Negation];

/// Quotes of both sides that are each other's; each side's in order, one at least.
struct Group {
    quotes: Pair<Vec<usize>>,
    link: usize,
}

/// All quotes and where they stand.
struct Table<'c, 'a> {
    context: &'c Context<'a>,
    quotes: Pair<Vec<usize>>,
}

/// Compares all quotes, as strictly as `policy` says.
pub(super) fn compare(context: &Context, policy: QuotePolicy, changes: &mut Vec<Change>) {
    let first = changes.len();
    if policy == QuotePolicy::Off {
        return;
    }
    verbatim(context, changes);
    if policy == QuotePolicy::Translated {
        for change in &mut changes[first..] {
            change.causes.retain(|cause| !OF_WORDS.contains(cause));
            if change.relation == Relation::Altered && change.causes.is_empty() {
                change.relation = Relation::Kept;
            }
        }
    }
}

fn verbatim(context: &Context, changes: &mut Vec<Change>) {
    let table = Table::new(context);
    let mut groups = table.groups();
    let mut left = table.left(&groups);
    table.absorb(&mut groups, &mut left);
    table.face(&mut groups, &mut left);
    for group in &groups {
        table.tell(group, changes);
    }
    for side in Side::BOTH {
        let mut there = (usize::MAX, FxHashSet::default());
        for &quote in &left[side] {
            let index = table.link(side, quote);
            if !context.alignment.links[index].is_full() {
                continue;
            }
            if there.0 != index {
                there = (index, link_words(context, index, side.other()));
            }
            changes.push(alone(context, (index, &there.1), side, quote, &table.quotes));
        }
    }
}

impl<'c, 'a> Table<'c, 'a> {
    fn new(context: &'c Context<'a>) -> Self {
        let quotes = Pair::from_fn(|side| {
            let facts = &context.documents[side].facts;
            (0..facts.len()).filter(|&i| facts[i].kind == Kind::Quote).collect::<Vec<_>>()
        });
        Self { context, quotes }
    }

    fn link(&self, side: Side, quote: usize) -> usize {
        self.context.link_of(side)[self.context.fact(side, quote).segment]
    }

    /// The best pairs, one partner each.
    fn groups(&self) -> Vec<Group> {
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (o, r) in candidates(self.context, &self.quotes) {
            let linked = self.link(Side::Original, o) == self.link(Side::Rewrite, r);
            let facts = Pair::new(self.context.fact(Side::Original, o), self.context.fact(Side::Rewrite, r));
            let like = dice(words(facts.original), words(facts.rewrite));
            let sure = facts.map(|fact| fact.confidence);
            // Somebody's words and a slogan are two things, unless they are much alike.
            let least = match (sure.original.min(sure.rewrite), sure.original.max(sure.rewrite)) {
                (Confidence::Low, Confidence::High) => SAME_MARKS,
                _ if linked => LIKE_LINKED,
                _ => LIKE,
            };
            if like >= least {
                pairs.push((like + if linked { 0.3 } else { 0.0 }, o, r));
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
        let mut used: Pair<FxHashSet<usize>> = Pair::default();
        let mut groups = Vec::new();
        for (o, r) in pairs.into_iter().map(|(_, o, r)| (o, r)).chain(refrains(self.context, &self.quotes)) {
            if used.original.contains(&o) || used.rewrite.contains(&r) {
                continue;
            }
            used.original.insert(o);
            used.rewrite.insert(r);
            groups.push(Group { quotes: Pair::new(vec![o], vec![r]), link: self.link(Side::Original, o) });
        }
        groups
    }

    /// Quotes in no group.
    fn left(&self, groups: &[Group]) -> Pair<Vec<usize>> {
        Pair::from_fn(|side| {
            let taken: FxHashSet<usize> =
                groups.iter().flat_map(|g| g.quotes[side].iter().copied()).collect();
            self.quotes[side].iter().copied().filter(|quote| !taken.contains(quote)).collect()
        })
    }

    /// A half whose neighbour is paired with a whole that has the words of both joins its neighbour.
    fn absorb(&self, groups: &mut [Group], left: &mut Pair<Vec<usize>>) {
        for side in Side::BOTH {
            let mut group_of: FxHashMap<usize, usize> = FxHashMap::default();
            for (index, group) in groups.iter().enumerate() {
                group.quotes[side].iter().for_each(|&quote| _ = group_of.insert(quote, index));
            }
            let mut join = |quote: &usize| -> bool {
                let Ok(at) = self.quotes[side].binary_search(quote) else { return false };
                let beside = [at.checked_sub(1), at.checked_add(1)];
                let near = beside.into_iter().flatten().filter_map(|i| self.quotes[side].get(i));
                let found = near.filter_map(|neighbour| group_of.get(neighbour).copied()).find(|&index| {
                    let group = &groups[index];
                    if group.quotes[side].len() >= PARTS {
                        return false;
                    }
                    let all = |side: Side, quotes: &[usize]| -> Vec<u64> {
                        quotes.iter().flat_map(|&quote| keys(words(self.context.fact(side, quote)))).collect()
                    };
                    let own = all(side, &group.quotes[side]);
                    let whole = all(side.other(), &group.quotes[side.other()]);
                    let half = keys(words(self.context.fact(side, *quote)));
                    let (both, count) = ([own.as_slice(), &half].concat(), half.len());
                    (common(both, whole.clone()) - common(own, whole)) as f64 >= HALF * count as f64
                });
                let Some(index) = found else { return false };
                groups[index].quotes[side].push(*quote);
                groups[index].quotes[side].sort_unstable();
                group_of.insert(*quote, index);
                true
            };
            left[side].retain(|quote| !join(quote));
            // The other way round: the first half was looked at before its neighbour had joined.
            let mut again: Vec<usize> = left[side].iter().rev().copied().collect();
            again.retain(|quote| !join(quote));
            again.reverse();
            left[side] = again;
        }
    }

    /// What is left over on both sides of one link, and somebody says it there, faces each other.
    fn face(&self, groups: &mut Vec<Group>, left: &mut Pair<Vec<usize>>) {
        let said = |side: Side, quote: usize| self.context.fact(side, quote).confidence == Confidence::High;
        let mut facing: FxHashMap<usize, VecDeque<usize>> = FxHashMap::default();
        for &r in left.rewrite.iter().filter(|&&r| said(Side::Rewrite, r)) {
            facing.entry(self.link(Side::Rewrite, r)).or_default().push_back(r);
        }
        let mut taken: FxHashSet<usize> = FxHashSet::default();
        left.original.retain(|&o| {
            let link = self.link(Side::Original, o);
            let found = facing.get_mut(&link).filter(|_| said(Side::Original, o));
            let Some(r) = found.and_then(VecDeque::pop_front) else { return true };
            taken.insert(r);
            groups.push(Group { quotes: Pair::new(vec![o], vec![r]), link });
            false
        });
        left.rewrite.retain(|r| !taken.contains(r));
    }

    fn all_words(&self, side: Side, quotes: &[usize]) -> Vec<CompactString> {
        quotes.iter().flat_map(|&quote| words(self.context.fact(side, quote))).cloned().collect()
    }

    /// One change for the group; its further quotes are kept with it.
    fn tell(&self, group: &Group, changes: &mut Vec<Change>) {
        let context = self.context;
        let main = group.quotes.as_ref().map(|quotes| quotes[0]);
        let facts = Pair::from_fn(|side| context.fact(side, main[side]));
        let all = Pair::from_fn(|side| self.all_words(side, &group.quotes[side]));
        let like = dice(&all.original, &all.rewrite);
        let mut change =
            context.change(group.link, Relation::Kept, Pair::new(Some(main.original), Some(main.rewrite)));
        change.places = Pair::from_fn(|side| Place::Here(self.cover(side, &group.quotes[side])));
        let linked = group.link == self.link(Side::Rewrite, main.rewrite);
        change.confidence = facts.original.confidence.max(facts.rewrite.confidence);
        let balanced = Side::BOTH.into_iter().all(|side| self.balanced(side, main[side]));
        if linked && balanced && like >= SAME_MARKS {
            change.confidence = change.confidence.max(Confidence::Medium);
        }
        change.causes = causes(context, group.link, &all, &change.places);
        if self.other_speaker(group) {
            change.causes.insert(0, Cause::Speaker);
        } else if self.merged(group) {
            change.causes.push(Cause::Merged);
        }
        if !change.causes.is_empty() {
            change.relation = Relation::Altered;
            if self.names_another(group, &all) {
                change.contains.push(Kind::Name);
            }
        }
        changes.push(change);
        for side in Side::BOTH {
            for &further in &group.quotes[side][1..] {
                let mut facts = Pair::new(None, None);
                facts[side] = Some(further);
                changes.push(context.change(group.link, Relation::Moved, facts));
            }
        }
    }

    /// The rewrite's words have a name of which the original's have nothing.
    fn names_another(&self, group: &Group, all: &Pair<Vec<CompactString>>) -> bool {
        let span = self.cover(Side::Rewrite, &group.quotes.rewrite);
        let segments = &self.context.documents.rewrite.segments;
        let first =
            group.quotes.rewrite.first().map_or(0, |&quote| self.context.fact(Side::Rewrite, quote).segment);
        let inside = (first..segments.len()).take_while(|&s| segments[s].span.start < span.end);
        let known = |word: &CompactString| {
            all.original.contains(word) || all.original.contains(&self.context.language.stem(word))
        };
        inside.flat_map(|s| &self.context.facts_of.rewrite[s]).any(|&fact| {
            let fact = self.context.fact(Side::Rewrite, fact);
            match fact.readings.first() {
                Some(Value::Name { words, place: None }) => {
                    span.contains(fact.span) && fact.confidence > Confidence::Low && !words.iter().any(known)
                }
                _ => false,
            }
        })
    }

    /// From the first quote to the last.
    fn cover(&self, side: Side, quotes: &[usize]) -> Span {
        let span = |quote: &usize| self.context.fact(side, *quote).span;
        let (first, last) = (quotes.first().map(span), quotes.last().map(span));
        Span::new(first.unwrap_or_default().start, last.unwrap_or_default().end)
    }

    /// Quotes of the original with a whole sentence of the teller between them became one.
    fn merged(&self, group: &Group) -> bool {
        let segments = &self.context.documents.original.segments;
        group.quotes.rewrite.len() < group.quotes.original.len()
            && group.quotes.original.windows(2).any(|two| {
                let (a, b) =
                    (self.context.fact(Side::Original, two[0]), self.context.fact(Side::Original, two[1]));
                let end = segments.partition_point(|s| s.tokens.end < a.tokens.1);
                end + 1 < b.segment
            })
    }

    /// Both sides name who says it, and they are two people.
    fn other_speaker(&self, group: &Group) -> bool {
        let told = |side: Side| {
            group.quotes[side].iter().filter_map(move |&quote| speaker(self.context.fact(side, quote)))
        };
        let known = |side: Side, name: &[CompactString]| {
            let stands = |word: &str| self.context.stems[side].contains_key(&token::key(word));
            name.iter().all(|word| stands(word) || stands(&self.context.language.stem(word)))
        };
        let two = |o: &Speaker, r: &Speaker| {
            // A name that only an earlier sentence gives must be one of the other text, too.
            let sure =
                !(o.inferred || r.inferred) || known(Side::Rewrite, o.name) && known(Side::Original, r.name);
            sure && !same_person(self.context, o.name, r.named) && !same_person(self.context, o.named, r.name)
        };
        told(Side::Original)
            .any(|o| told(Side::Rewrite).next().is_some() && told(Side::Rewrite).all(|r| two(&o, &r)))
    }

    /// A quote between two marks of one paragraph.
    fn balanced(&self, side: Side, quote: usize) -> bool {
        let document = &self.context.documents[side];
        let (first, end) = self.context.fact(side, quote).tokens;
        let sign = |at: usize| document.tokens[at].kind == TokenKind::Sign;
        let last = document.segments.partition_point(|s| s.tokens.end < end);
        let paragraph = document.segments[self.context.fact(side, quote).segment].paragraph;
        sign(first) && sign(end - 1) && document.segments.get(last).is_some_and(|s| s.paragraph == paragraph)
    }
}

/// Quotes so common that none is a candidate, which both sides have word for word and equally often: each with the one in the
/// same turn.
fn refrains(context: &Context, quotes: &Pair<Vec<usize>>) -> Vec<(usize, usize)> {
    let mut places: FxHashMap<&[CompactString], Pair<Vec<usize>>> = FxHashMap::default();
    for side in Side::BOTH {
        for &quote in &quotes[side] {
            places.entry(words(context.fact(side, quote))).or_default()[side].push(quote);
        }
    }
    let often = |places: &Pair<Vec<usize>>| {
        places.original.len() > COMMON && places.original.len() == places.rewrite.len()
    };
    let mut pairs: Vec<(usize, usize)> = places
        .into_values()
        .filter(often)
        .flat_map(|places| places.original.into_iter().zip(places.rewrite))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// Pairs of quotes that share a word of substance.
fn candidates(context: &Context, quotes: &Pair<Vec<usize>>) -> Vec<(usize, usize)> {
    let mut by_word: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for &r in &quotes.rewrite {
        for word in words(context.fact(Side::Rewrite, r)) {
            by_word.entry(word).or_default().push(r);
        }
    }
    let mut out = Vec::new();
    for &o in &quotes.original {
        let own = words(context.fact(Side::Original, o));
        let substance = |word: &&CompactString| !context.language.class_of(word).has(Class::FUNCTION);
        // *“I did,”* has no word of substance to share.
        let bare = !own.iter().any(|word| substance(&word));
        let mut found: Vec<usize> = own
            .iter()
            .filter(|word| bare || substance(word))
            .filter_map(|w| by_word.get(w.as_str()))
            .filter(|l| l.len() <= COMMON)
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        out.extend(found.into_iter().map(|r| (o, r)));
    }
    out
}

fn words(fact: &Fact) -> &[CompactString] {
    match &fact.readings[0] {
        Value::Quote { words, .. } => words,
        _ => &[],
    }
}

/// Who says a quote, the words of all names that may be meant, and whether an earlier sentence gives the name.
struct Speaker<'a> {
    name: &'a [CompactString],
    named: &'a [CompactString],
    inferred: bool,
}

fn speaker(fact: &Fact) -> Option<Speaker<'_>> {
    match &fact.readings[0] {
        Value::Quote { speaker: Some(name), named, inferred, .. } => {
            Some(Speaker { name, named, inferred: *inferred })
        }
        _ => None,
    }
}

/// One of the two is named by a word of the other, or by the place or letters it stands for.
fn same_person(context: &Context, a: &[CompactString], b: &[CompactString]) -> bool {
    let known = |word: &CompactString| {
        let class = context.language.class_of(word);
        !class.has(Class::TITLE) && !context.language.is_common(word)
    };
    let initials =
        |words: &[CompactString]| words.iter().filter_map(|w| w.chars().next()).collect::<String>();
    a.iter().any(|word| b.contains(word))
        || !a.iter().any(known)
        || !b.iter().any(known)
        || a.iter().any(|x| b.iter().any(|y| crate::spelling::likeness(x, y) > 0.9))
        || a.len() == 1 && initials(b) == a[0].as_str()
        || b.len() == 1 && initials(a) == b[0].as_str()
}

/// A quote without a counterpart: its words stand in another quote, in plain text, or nowhere; `there` are the words of the
/// other side of its link.
fn alone(
    context: &Context,
    (index, there): (usize, &FxHashSet<u64>),
    side: Side,
    quote: usize,
    quotes: &Pair<Vec<usize>>,
) -> Change {
    let fact = context.fact(side, quote);
    let mut facts = Pair::new(None, None);
    facts[side] = Some(quote);
    let own = words(fact);
    let inside = |&other: &usize| {
        let there = words(context.fact(side.other(), other));
        let enough = |count: usize| count * 10 >= own.len() * 9;
        enough(there.len()) && enough(shared(own, there))
    };
    if quotes[side.other()].len() <= QUOTES && quotes[side.other()].iter().any(inside) {
        return context.change(index, Relation::Moved, facts);
    }
    let relation = if side == Side::Original { Relation::Dropped } else { Relation::Added };
    let mut change = context.change(index, relation, facts);
    change.confidence = fact.confidence;
    if fact.confidence < Confidence::High && own.len() < 6 {
        change.confidence = Confidence::Low;
    }
    let known = own.iter().filter(|word| there.contains(&token::key(word))).count();
    let carried = crate::document::ratio(known, own.len());
    // What may be no quote at all is not called invented.
    let likely = change.confidence == Confidence::Low || carried > 0.4;
    // A word of substance that its linked sentence has: it is told there, by and large.
    let substance = |word: &CompactString| {
        !context.language.class_of(word).has(Class::FUNCTION) && there.contains(&token::key(word))
    };
    change.causes = match side {
        Side::Original if carried >= PARAPHRASED || own.iter().any(substance) => {
            vec![Cause::Paraphrased]
        }
        Side::Original => Vec::new(),
        Side::Rewrite if likely => vec![Cause::Quoted],
        Side::Rewrite => vec![Cause::Invented],
    };
    change
}

/// Words of the segments of a link's side, as they stand and by their stems, by their numbers.
fn link_words(context: &Context, index: usize, side: Side) -> FxHashSet<u64> {
    let document = &context.documents[side];
    context.alignment.links[index].segments[side]
        .iter()
        .flat_map(|&s| document.segment_tokens(s))
        .filter(|t| t.kind != TokenKind::Sign)
        .flat_map(|t| [t.stem_key, t.norm_key])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Manner, compare_with};
    use crate::{Document, Source, align::align};

    fn told(original: &str, rewrite: &str, policy: QuotePolicy) -> Vec<(Kind, Relation)> {
        let read = |text: &str| Document::read(&Source::text(text), &Default::default());
        let documents = Pair::new(read(original), read(rewrite));
        compare_with(&documents, &align(&documents), Manner { quotes: policy, gathers: false })
            .0
            .iter()
            .filter(|change| !matches!(change.relation, Relation::Kept | Relation::Moved))
            .map(|change| (change.kind, change.relation))
            .collect()
    }

    #[test]
    fn a_translated_quote_may_have_other_words_but_no_other_facts() {
        let original = "“We bought 40 goats at the market,” said the farmer Ansel Rook.";
        let words = "“We purchased 40 goats at the market,” said the farmer Ansel Rook.";
        let facts = "“We purchased 90 goats at the market,” said the farmer Ansel Rook.";
        assert_eq!(told(original, words, QuotePolicy::Verbatim), [(Kind::Quote, Relation::Altered)]);
        assert_eq!(told(original, words, QuotePolicy::Translated), []);
        assert_eq!(told(original, facts, QuotePolicy::Translated), [(Kind::Number, Relation::Altered)]);
    }

    #[test]
    fn quotes_can_be_left_alone_but_not_the_facts_in_them() {
        let original = "“We bought 40 goats at the market,” said the farmer Ansel Rook.";
        let other = "“We purchased 90 goats at the market,” said the farmer Ansel Rook.";
        assert_eq!(told(original, other, QuotePolicy::Off), [(Kind::Number, Relation::Altered)]);
    }

    #[test]
    fn a_quote_said_more_often_than_candidates_are_looked_for_is_kept_in_turn() {
        let line = "“We will rebuild the wall before winter,” said Ansel Rook.\n\n";
        let text = line.repeat(QUOTES + 1);
        assert_eq!(told(&text, &text, QuotePolicy::Verbatim), []);
    }
}
