//! First mention: a person whom the original gives in full is never given in full in the rewrite.

use rustc_hash::{FxHashMap, FxHashSet};

use super::mentioned::bare;
use crate::compare::{Cause, Change, Context, Relation};
use crate::fact::{Fact, Kind, Value};
use crate::finding::Confidence;
use crate::pair::{Pair, Side};
use crate::token::{Class, TokenKind};

/// Tells persons whose first name the rewrite has nowhere, though it has their surname by itself. A person is surely a name
/// of two words behind a title, and perhaps one whose second word the original goes on with.
pub(in crate::compare) fn shortened(context: &Context, changes: &mut Vec<Change>) {
    let alone = Pair::from_fn(|side| single(context, side));
    let mut told: FxHashSet<&str> = FxHashSet::default();
    for (index, fact) in context.documents.original.facts.iter().enumerate() {
        let Some((given, surname)) = full_name(context, fact) else { continue };
        let Some(&short) = alone.rewrite.get(surname) else { continue };
        let sure = titled(context, fact);
        if !sure && !alone.original.contains_key(surname)
            || context.names.count(Side::Rewrite, given) > 0
            || context.documents.original.is_boilerplate(fact.segment)
            || !told.insert(surname)
        {
            continue;
        }
        let concerns = |c: &Change| {
            c.kind == Kind::Name && (c.facts.original == Some(index) || c.facts.rewrite == Some(short))
        };
        if changes.iter().any(|c| concerns(c) && !matches!(c.relation, Relation::Kept | Relation::Moved)) {
            continue;
        }
        let Some(link) = changes.iter().find(|c| concerns(c)).map(|c| c.link) else { continue };
        let mut change = context.change(link, Relation::Altered, Pair::new(Some(index), Some(short)));
        change.causes = vec![Cause::Shortened];
        change.confidence = if sure { Confidence::Medium } else { Confidence::Low };
        changes.push(change);
    }
}

/// Names of one word, by that word, with the first fact of each.
fn single<'a>(context: &Context<'a>, side: Side) -> FxHashMap<&'a str, usize> {
    let mut out = FxHashMap::default();
    let documents: &'a Pair<crate::document::Document> = context.documents;
    for (index, fact) in documents[side].facts.iter().enumerate() {
        if let Some(Value::Name { words, place: None }) = fact.readings.first()
            && let [word] = &words[..]
        {
            out.entry(word.as_str()).or_insert(index);
        }
    }
    out
}

/// Given name and surname of a name that may be a person's: two words that no dictionary has; behind a title, the second.
fn full_name<'a>(context: &Context<'a>, fact: &'a Fact) -> Option<(&'a str, &'a str)> {
    let Some(Value::Name { words, place: None }) = fact.readings.first() else { return None };
    let [given, surname] = &words[..] else { return None };
    let language = context.language;
    let plain = |word: &str| {
        let class = language.class_of(word);
        word.chars().count() > 2
            && !class.has(Class::PLACE)
            && !class.has(Class::SUFFIX)
            && !class.has(Class::TITLE)
            && !language.is_ordinary(word)
            && word.bytes().all(|b| !b.is_ascii_digit())
    };
    let written = context.documents.original.tokens[fact.tokens.0..fact.tokens.1]
        .iter()
        .all(|t| t.kind == TokenKind::Word && t.case == crate::token::Case::Title);
    let person = plain(surname) && (plain(given) || titled(context, fact));
    (fact.confidence == Confidence::High && written && person).then_some((bare(given), surname.as_str()))
}

/// A title stands before the name.
fn titled(context: &Context, fact: &Fact) -> bool {
    let before = fact.tokens.0.checked_sub(1).map(|at| &context.documents.original.tokens[at]);
    before.is_some_and(|t| t.class.has(Class::TITLE))
}
