//! A name that left a hole: the rewrite has a word that something must follow, nothing follows it, and a name of the
//! original is mentioned less often.

use super::mentioned::{bare, place_of};
use super::{Mention, mention};
use crate::align::Link;
use crate::compare::{Cause, Change, Context, Relation};
use crate::fact::Kind;
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::token::{Token, TokenKind};

/// Turns holes of a link into the names that are gone from them; `from` is the link's first change. A hole that no name
/// explains stays.
pub(in crate::compare) fn explain(
    context: &Context,
    index: usize,
    link: &Link,
    from: usize,
    changes: &mut Vec<Change>,
) {
    let is_hole = |change: &Change| {
        change.relation == Relation::Added && change.causes == [Cause::Grammar] && change.kind == Kind::Text
    };
    if !changes[from..].iter().any(is_hole) {
        return;
    }
    let mut gone = fewer(context, link, &changes[from..]);
    let mut at = from;
    while at < changes.len() && !gone.is_empty() {
        let before = match changes[at].places.rewrite {
            Place::Here(span) if is_hole(&changes[at]) => {
                context.tokens(Side::Rewrite, link).find(|t| t.span.start >= span.start)
            }
            _ => None,
        };
        let found = before.and_then(|word| {
            let same =
                gone.iter().position(|name| word_before(context, name).is_some_and(|t| t.norm == word.norm));
            same.or((gone.len() == 1).then_some(0))
        });
        let Some(found) = found else {
            at += 1;
            continue;
        };
        let name = gone.remove(found);
        let mut change = context.change(index, Relation::Dropped, Pair::new(Some(name.fact), None));
        change.confidence = if name.common { Confidence::Medium } else { Confidence::High };
        changes.remove(at);
        changes.retain(|c| !(c.kind == Kind::Name && c.facts.original == Some(name.fact)));
        changes.push(change);
        at = from;
    }
}

/// Names of the original's side of a link with a word that the rewrite's side has less often, and that no change tells.
fn fewer<'c, 'a>(context: &'c Context<'a>, link: &Link, changes: &[Change]) -> Vec<&'c Mention<'a>> {
    let told = |fact: usize| {
        changes.iter().any(|c| {
            c.facts.original == Some(fact)
                && c.confidence > Confidence::Low
                && matches!(c.relation, Relation::Altered | Relation::Dropped)
        })
    };
    let count = |side: Side, word: &str| {
        let stem = context.language.stem(word);
        let place = place_of(context, word);
        let same = |t: &&Token| {
            bare(&t.norm) == word
                || t.stem == stem
                || place.is_some() && place_of(context, bare(&t.norm)) == place
        };
        context.tokens(side, link).filter(same).count()
    };
    let names = context.facts(Side::Original, link, |fact| fact.kind == Kind::Name);
    names
        .into_iter()
        .filter(|&fact| !told(fact))
        .filter_map(|fact| mention(context, Side::Original, fact))
        .filter(|name| name.core.iter().any(|word| count(Side::Rewrite, word) < count(Side::Original, word)))
        .collect()
}

/// The word before a name of the original, or behind it where the name begins its sentence.
fn word_before<'a>(context: &Context<'a>, name: &Mention) -> Option<&'a Token> {
    let (first, end) = context.fact(Side::Original, name.fact).tokens;
    let tokens = &context.documents.original.tokens;
    let segment = context.fact(Side::Original, name.fact).segment;
    let range = context.documents.original.segments[segment].tokens.clone();
    let word = |t: &&Token| t.kind == TokenKind::Word && !context.language.articles.contains(&t.norm);
    tokens[range.start..first].iter().rfind(word).or_else(|| tokens.get(end.min(range.end)))
}
