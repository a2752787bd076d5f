//! Figures of two rows of a list or a table that changed places: each row is known by its words.

use rustc_hash::FxHashMap;

use crate::compare::{Cause, Change, Context, Relation};
use crate::document::Document;
use crate::fact::{Fact, Kind, Value};
use crate::pair::{Pair, Side};
use crate::segment::Role;
use crate::token::TokenKind;

/// Longer rows are sentences.
const WORDS: usize = 12;
/// More figures in the wrong row than this are another table.
const MOST: usize = 64;

/// The words of a row without its figures, and the figures in their order.
type Row = (String, Vec<usize>);

/// Replaces what was said of figures that stand in another row now; rows are found by words that only one row has.
pub(in crate::compare) fn exchanged(context: &Context, changes: &mut Vec<Change>) {
    let rows = Pair::from_fn(|side| rows(context, side));
    if rows.original.len() < 2 || rows.rewrite.len() < 2 {
        return;
    }
    let wrong = misplaced(context, &rows);
    if wrong.len() > MOST {
        return;
    }
    let value = |side: Side, fact: usize| &context.fact(side, fact).readings[0];
    let swapped = |(column, facts): &&(usize, Pair<usize>)| {
        wrong.iter().any(|(other, there)| {
            other == column
                && value(Side::Original, there.original) == value(Side::Rewrite, facts.rewrite)
                && value(Side::Rewrite, there.rewrite) == value(Side::Original, facts.original)
        })
    };
    for (_, facts) in wrong.iter().filter(swapped) {
        tell(context, *facts, changes);
    }
}

/// Figures that the same row of the rewrite has another value for, with their column.
fn misplaced(context: &Context, rows: &Pair<Vec<Row>>) -> Vec<(usize, Pair<usize>)> {
    let by_words = rows.as_ref().map(|rows| {
        let mut by_words: FxHashMap<&str, Option<usize>> = FxHashMap::default();
        for (i, (words, _)) in rows.iter().enumerate() {
            by_words.entry(words.as_str()).and_modify(|row| *row = None).or_insert(Some(i));
        }
        by_words
    });
    let mut wrong = Vec::new();
    for (words, figures) in &rows.original {
        let row = |side: Side| by_words[side].get(words.as_str()).copied().flatten();
        let Some(other) = row(Side::Original).and(row(Side::Rewrite)) else { continue };
        let there = &rows.rewrite[other].1;
        if figures.len() != there.len() {
            continue;
        }
        for (column, (&o, &r)) in figures.iter().zip(there).enumerate() {
            let (a, b) = (context.fact(Side::Original, o), context.fact(Side::Rewrite, r));
            if a.kind == b.kind && a.readings[0] != b.readings[0] {
                wrong.push((column, Pair::new(o, r)));
            }
        }
    }
    wrong
}

/// One swapped figure: what was said of the two facts before is taken back.
fn tell(context: &Context, facts: Pair<usize>, changes: &mut Vec<Change>) {
    let is_one = |change: &Change| {
        change.kind.is_numeric()
            && (change.facts.original == Some(facts.original) || change.facts.rewrite == Some(facts.rewrite))
    };
    if changes.iter().any(|change| is_one(change) && change.relation == Relation::Altered) {
        return;
    }
    let segment = context.fact(Side::Original, facts.original).segment;
    let links = &context.alignment.links;
    let Some(link) = links.iter().position(|link| link.segments.original.contains(&segment)) else { return };
    changes.retain(|change| !is_one(change));
    let mut change = context.change(link, Relation::Altered, facts.map(Some));
    change.causes = vec![Cause::Swapped];
    changes.push(change);
}

/// Items with figures, and cells of one line.
fn rows(context: &Context, side: Side) -> Vec<Row> {
    let document = &context.documents[side];
    let mut rows: Vec<Row> = Vec::new();
    let mut cell_end = None;
    for (index, segment) in document.segments.iter().enumerate() {
        let cell = segment.role == Role::Cell;
        let between = |end: usize| document.text.get(end..segment.span.start);
        let same_line = cell && cell_end.and_then(between).is_some_and(|gap| !gap.contains('\n'));
        cell_end = cell.then_some(segment.span.end);
        if !cell && segment.role != Role::Item {
            continue;
        }
        let facts = &context.facts_of[side][index];
        let figures = facts.iter().copied().filter(|&fact| is_figure(context.fact(side, fact)));
        let words = words(document, index, facts);
        match rows.last_mut().filter(|_| same_line) {
            Some(row) => {
                row.0.push_str(&words);
                row.1.extend(figures);
            }
            None => rows.push((words, figures.collect())),
        }
    }
    rows.retain(|(words, figures)| {
        !words.is_empty() && !figures.is_empty() && words.split(' ').count() <= WORDS + 1
    });
    rows
}

fn is_figure(fact: &Fact) -> bool {
    matches!(fact.kind, Kind::Number | Kind::Money | Kind::Percent | Kind::Quantity)
        && matches!(fact.readings[0], Value::Amount { .. })
}

/// The words of a segment that belong to no figure, a space before each.
fn words(document: &Document, segment: usize, facts: &[usize]) -> String {
    let figure = |at: usize| {
        facts
            .iter()
            .map(|&fact| &document.facts[fact])
            .any(|fact| is_figure(fact) && (fact.tokens.0..fact.tokens.1).contains(&at))
    };
    let mut out = String::new();
    for at in document.segments[segment].tokens.clone() {
        let token = &document.tokens[at];
        if token.kind == TokenKind::Word && !figure(at) {
            out.push(' ');
            out.push_str(&token.stem);
        }
    }
    out
}
