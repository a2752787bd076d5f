//! Quotes of the whole documents: kept word for word, trimmed with a mark, reworded, put into another mouth, turned into
//! paraphrase, invented.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Cause, Change, Context, Relation};
use crate::document::Document;
use crate::fact::{Fact, Kind, Value};
use crate::finding::Confidence;
use crate::pair::{Pair, Side};
use crate::token::{Class, Token, TokenKind};

/// Shared words over all words of both (Dice): below, two quotes are not each other's.
const LIKE: f64 = 0.34;
/// Quotes in one link need less to be each other's.
const LIKE_LINKED: f64 = 0.18;
/// Share of a quote's words in the other text, outside quotation marks, that makes it a paraphrase.
const PARAPHRASED: f64 = 0.7;

/// Compares all quotes.
pub(super) fn compare(context: &Context, changes: &mut Vec<Change>) {
    let quotes = Pair::from_fn(|side| {
        let facts = &context.documents[side].facts;
        (0..facts.len()).filter(|&i| facts[i].kind == Kind::Quote).collect::<Vec<_>>()
    });
    let link_of = Pair::from_fn(|side| {
        let mut of = vec![0; context.documents[side].segments.len()];
        for (index, link) in context.alignment.links.iter().enumerate() {
            link.segments[side].iter().for_each(|&s| of[s] = index);
        }
        of
    });
    let link = |side: Side, quote: usize| link_of[side][context.fact(side, quote).segment];
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (o, r) in candidates(context, &quotes) {
        let linked = link(Side::Original, o) == link(Side::Rewrite, r);
        let like = dice(words(context.fact(Side::Original, o)), words(context.fact(Side::Rewrite, r)));
        if like >= if linked { LIKE_LINKED } else { LIKE } {
            pairs.push((like + if linked { 0.3 } else { 0.0 }, o, r));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_o, mut used_r) = (FxHashSet::default(), FxHashSet::default());
    for (_, o, r) in pairs {
        if used_o.contains(&o) || used_r.contains(&r) {
            continue;
        }
        used_o.insert(o);
        used_r.insert(r);
        changes.push(pair(context, link(Side::Original, o), o, r));
    }
    for (side, relation, used) in
        [(Side::Original, Relation::Dropped, &used_o), (Side::Rewrite, Relation::Added, &used_r)]
    {
        for &quote in quotes[side].iter().filter(|quote| !used.contains(quote)) {
            let index = link(side, quote);
            if context.alignment.links[index].is_full() {
                changes.push(alone(context, index, side, relation, quote, &quotes));
            }
        }
    }
}

/// Pairs of quotes that share a word of substance.
fn candidates(context: &Context, quotes: &Pair<Vec<usize>>) -> Vec<(usize, usize)> {
    const COMMON: usize = 24;
    let mut by_word: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for &r in &quotes.rewrite {
        for word in words(context.fact(Side::Rewrite, r)) {
            by_word.entry(word).or_default().push(r);
        }
    }
    let mut out = Vec::new();
    for &o in &quotes.original {
        let mut found: Vec<usize> = words(context.fact(Side::Original, o))
            .iter()
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

/// The speaker, and the words of all names that may be meant.
fn speaker(fact: &Fact) -> Option<(&[CompactString], &[CompactString])> {
    match &fact.readings[0] {
        Value::Quote { speaker, named, .. } => speaker.as_deref().map(|speaker| (speaker, named.as_slice())),
        _ => None,
    }
}

/// Twice the shared words over all words, each counted as often as it stands.
fn dice(a: &[CompactString], b: &[CompactString]) -> f64 {
    crate::document::ratio(2 * shared(a, b), a.len() + b.len())
}

fn shared(a: &[CompactString], b: &[CompactString]) -> usize {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    a.iter().for_each(|word| *counts.entry(word).or_default() += 1);
    b.iter()
        .filter(|word| {
            counts.get_mut(word.as_str()).is_some_and(|count| {
                *count > 0 && {
                    *count -= 1;
                    true
                }
            })
        })
        .count()
}

/// Two quotes that are each other's.
fn pair(context: &Context, index: usize, o: usize, r: usize) -> Change {
    let facts = Pair::new(context.fact(Side::Original, o), context.fact(Side::Rewrite, r));
    let mut change = context.change(index, Relation::Kept, Pair::new(Some(o), Some(r)));
    change.confidence = facts.original.confidence.max(facts.rewrite.confidence);
    change.causes = word_causes(context, facts, index);
    if let (Some((a, all_a)), Some((b, all_b))) = (speaker(facts.original), speaker(facts.rewrite))
        && !same_person(context, a, all_b)
        && !same_person(context, all_a, b)
    {
        change.causes.insert(0, Cause::Speaker);
    }
    if !change.causes.is_empty() {
        change.relation = Relation::Altered;
    }
    change
}

/// One of the two is named by a word of the other, or by the place or letters it stands for.
fn same_person(context: &Context, a: &[CompactString], b: &[CompactString]) -> bool {
    let known = |word: &CompactString| {
        let class = context.language.class_of(word);
        !class.has(Class::TITLE) && !class.has(Class::COMMON)
    };
    let initials =
        |words: &[CompactString]| words.iter().filter_map(|w| w.chars().next()).collect::<String>();
    a.iter().any(|word| b.contains(word))
        || !a.iter().any(known)
        || !b.iter().any(known)
        || a.iter().any(|x| b.iter().any(|y| strsim::jaro_winkler(x, y) > 0.9))
        || a.len() == 1 && initials(b) == a[0].as_str()
        || b.len() == 1 && initials(a) == b[0].as_str()
}

/// What changed in the words: nothing, small words, words of substance, a negation, or a part left out.
fn word_causes(context: &Context, facts: Pair<&Fact>, index: usize) -> Vec<Cause> {
    let (a, b) = (words(facts.original), words(facts.rewrite));
    if a == b {
        return Vec::new();
    }
    let (lost, gained) = differing(a, b);
    if lost.is_empty() && gained.is_empty() {
        return Vec::new();
    }
    let outside = |side: Side, word: &CompactString| {
        outside_quotes(context, side, index, facts[side]).any(|t| t.stem == *word || t.norm == *word)
    };
    if gained.is_empty() && trimmed_fairly(context, facts, &lost, |word| outside(Side::Rewrite, word)) {
        return Vec::new();
    }
    if lost.is_empty() && gained.iter().all(|word| outside(Side::Original, word)) {
        return Vec::new();
    }
    let mut causes = Vec::new();
    let negates = |word: &&CompactString| context.language.class_of(word).has(Class::NEGATION);
    if lost.iter().filter(negates).count() != gained.iter().filter(negates).count() {
        causes.push(Cause::Negation);
    }
    let substance = |word: &&CompactString| !context.language.class_of(word).has(Class::FUNCTION);
    if gained.is_empty() && lost.len() * 5 >= a.len() {
        causes.push(Cause::Truncated);
    } else if lost.iter().chain(&gained).any(|w| substance(&w)) {
        causes.push(Cause::ContentWords);
    } else {
        causes.push(Cause::FunctionWords);
    }
    causes
}

/// Words of the one that the other does not have at that place, by a word diff.
fn differing(a: &[CompactString], b: &[CompactString]) -> (Vec<CompactString>, Vec<CompactString>) {
    let (mut lost, mut gained) = (Vec::new(), Vec::new());
    for op in similar::capture_diff_slices(similar::Algorithm::Myers, a, b) {
        match op.tag() {
            similar::DiffTag::Equal => {}
            _ => {
                let (old, new) = (&a[op.old_range()], &b[op.new_range()]);
                // What stands in square brackets explains what it replaces.
                let explains = |words: &[CompactString]| {
                    !words.is_empty() && words.iter().all(|word| word.starts_with('['))
                };
                if !explains(old) && !explains(new) {
                    lost.extend_from_slice(old);
                    gained.extend_from_slice(new);
                }
            }
        }
    }
    (lost, gained)
}

/// Left out with an ellipsis or bracket, or said outside the quotation marks of the same link.
fn trimmed_fairly(
    context: &Context,
    facts: Pair<&Fact>,
    lost: &[CompactString],
    outside: impl Fn(&CompactString) -> bool,
) -> bool {
    let text = facts.rewrite.span.of(&context.documents.rewrite.text);
    let marked = text.contains('…') || text.contains("...") || text.contains('[') || text.contains(". . .");
    let before = facts.original.span.of(&context.documents.original.text);
    let had = before.contains('…') || before.contains("...");
    marked && !had || lost.iter().all(outside)
}

/// Tokens of a link's side that stand outside a quote.
fn outside_quotes<'a>(
    context: &Context<'a>,
    side: Side,
    index: usize,
    quote: &Fact,
) -> impl Iterator<Item = &'a Token> {
    let span = quote.span;
    context
        .tokens(side, &context.alignment.links[index])
        .filter(move |t| t.kind != TokenKind::Sign && !t.span.overlaps(span))
}

/// A quote without a counterpart: its words stand in another quote, in plain text, or nowhere.
fn alone(
    context: &Context,
    index: usize,
    side: Side,
    relation: Relation,
    quote: usize,
    quotes: &Pair<Vec<usize>>,
) -> Change {
    let fact = context.fact(side, quote);
    let mut facts = Pair::new(None, None);
    facts[side] = Some(quote);
    let own = words(fact);
    let inside = |&other: &usize| {
        let there = words(context.fact(side.other(), other));
        shared(own, there) * 10 >= own.len() * 9
    };
    if quotes[side.other()].iter().any(inside) {
        return context.change(index, Relation::Moved, facts);
    }
    let mut change = context.change(index, relation, facts);
    change.confidence = fact.confidence;
    let carried = verbatim_share(&context.documents[side.other()], context, index, side.other(), own);
    change.causes = match (side, carried >= PARAPHRASED) {
        (Side::Original, true) => vec![Cause::Paraphrased],
        (Side::Original, false) => Vec::new(),
        (Side::Rewrite, true) => vec![Cause::Quoted],
        (Side::Rewrite, false) => vec![Cause::Invented],
    };
    if side == Side::Rewrite && carried > 0.4 && carried < PARAPHRASED {
        change.causes = vec![Cause::Quoted];
    }
    if fact.confidence < Confidence::High && own.len() < 6 {
        change.confidence = Confidence::Low;
    }
    change
}

/// Share of the words that stand in the linked segments of the other side.
fn verbatim_share(
    document: &Document,
    context: &Context,
    index: usize,
    side: Side,
    words: &[CompactString],
) -> f64 {
    let link = &context.alignment.links[index];
    let there: FxHashSet<&str> = link.segments[side]
        .iter()
        .flat_map(|&s| document.segment_tokens(s))
        .flat_map(|t| [t.stem.as_str(), t.norm.as_str()])
        .collect();
    crate::document::ratio(words.iter().filter(|w| there.contains(w.as_str())).count(), words.len())
}
