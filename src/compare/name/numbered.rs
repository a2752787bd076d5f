//! Names with a figure in them: *COVID-19* that is *COVID-17* once, beside the right ones.

use compact_str::CompactString;

use super::Mention;
use crate::compare::{Cause, Change, Context, Relation};
use crate::fact::{Kind, Value};
use crate::finding::Confidence;
use crate::pair::{Pair, Side};

/// Tells names of the rewrite that the original has with another figure only; `from` is the first change of this link.
pub(super) fn renumbered(
    context: &Context,
    index: usize,
    names: &Pair<Vec<&Mention>>,
    from: usize,
    changes: &mut Vec<Change>,
) {
    for name in names.rewrite.iter().filter(|name| name.words.iter().any(|word| is_figure(word))) {
        let told = changes[from..].iter().any(|change| change.facts.rewrite == Some(name.fact));
        if told || !name.words.iter().any(|word| !is_figure(word)) {
            continue;
        }
        let Some(other) = with_another_figure(context, name) else { continue };
        let mut change = context.change(index, Relation::Altered, Pair::new(Some(other), Some(name.fact)));
        change.causes = vec![Cause::Value];
        change.confidence = Confidence::High;
        changes.push(change);
    }
}

/// The first name of the original that has another figure and otherwise the same words; none where it has this name too.
fn with_another_figure(context: &Context, name: &Mention) -> Option<usize> {
    let facts = &context.documents.original.facts;
    let like = (0..facts.len()).filter(|&fact| {
        facts[fact].kind == Kind::Name
            && matches!(facts[fact].readings.first(), Some(Value::Name { words, .. }) if alike(words, &name.words))
    });
    let mut first = None;
    for fact in like {
        let Some(Value::Name { words, .. }) = context.fact(Side::Original, fact).readings.first() else {
            continue;
        };
        if words.iter().zip(&name.words).all(|(a, b)| a == b) {
            return None;
        }
        first = first.or(Some(fact));
    }
    first
}

/// The same words but for their figures.
fn alike(words: &[CompactString], other: &[&str]) -> bool {
    words.len() == other.len() && words.iter().zip(other).all(|(a, b)| a == b || is_figure(a) && is_figure(b))
}

fn is_figure(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}
