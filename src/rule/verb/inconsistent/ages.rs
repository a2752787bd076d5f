//! *Hugo Lantz, 34* and *the 43-year-old Lantz*: two ages of one person.

use compact_str::CompactString;

use super::{Clash, Text, is_exact};
use crate::fact::{Fact, Kind, Value};
use crate::language::Figure;
use crate::span::Span;

/// Nobody in the news is older.
const OLDEST: i128 = 115;
/// More people with an age than this are a list.
const MOST: usize = 60;
/// Tokens between *34-year-old* and the name behind it.
const TITLE: usize = 3;

/// An age that is given beside a name.
struct Aged<'a> {
    name: &'a [CompactString],
    age: i128,
    span: Span,
}

pub(super) fn clashes(text: &Text) -> Vec<Clash> {
    let aged = all(text);
    let mut out: Vec<Clash> = Vec::new();
    for (i, later) in aged.iter().enumerate() {
        let earlier =
            aged[..i].iter().find(|earlier| earlier.age != later.age && same(&aged, earlier, later));
        let Some(earlier) = earlier else { continue };
        if out.iter().any(|clash| clash.topic == later.name.join(" ")) {
            continue;
        }
        out.push(Clash {
            topic: later.name.join(" "),
            values: [earlier, later].map(|one| one.age.to_string()).to_vec(),
            place: later.span,
            spots: vec![earlier.span, later.span],
            expected: text.told(earlier.span),
        });
    }
    out
}

/// Ages of a name in a text.
pub(super) fn of(text: &Text, name: &str) -> Vec<String> {
    let last = |words: &[CompactString]| words.last().cloned();
    let wanted = name.rsplit(' ').next();
    let of_one = |one: &&Aged| last(one.name).as_deref() == wanted;
    all(text).iter().filter(of_one).map(|one| one.age.to_string()).collect()
}

/// The same name, or its last word where no other full name ends so.
fn same(aged: &[Aged], a: &Aged, b: &Aged) -> bool {
    let (short, long) = if a.name.len() < b.name.len() { (a.name, b.name) } else { (b.name, a.name) };
    let ambiguous = || {
        aged.iter()
            .any(|other| other.name.len() >= long.len() && other.name != long && other.name.ends_with(short))
    };
    short == long || long.ends_with(short) && !ambiguous()
}

/// Every age of the body that stands right beside a name.
fn all<'a>(text: &Text<'a>) -> Vec<Aged<'a>> {
    let mut out = Vec::new();
    for (_, facts) in text.segments() {
        let names: Vec<&Fact> =
            facts.iter().filter(|fact| matches!(fact.readings[0], Value::Name { place: None, .. })).collect();
        if names.is_empty() {
            continue;
        }
        for fact in
            facts.iter().filter(|fact| matches!(fact.kind, Kind::Number | Kind::Duration) && is_exact(fact))
        {
            let Some(age) = years(fact) else { continue };
            if let Some(name) = names.iter().find(|name| belongs(text, name, fact))
                && let Value::Name { words, .. } = &name.readings[0]
            {
                out.push(Aged { name: words, age, span: fact.span });
                if out.len() == MOST {
                    return out;
                }
            }
        }
    }
    out
}

/// Whole years that a person may have lived.
fn years(fact: &Fact) -> Option<i128> {
    let Value::Amount { amount, .. } = &fact.readings[0] else { return None };
    (amount.is_integer() && (1..=OLDEST).contains(amount.numer())).then(|| *amount.numer())
}

/// *Lantz, 34,* or *Lantz (34)*, *Lantz, aged 34*, *34-year-old Lantz*.
fn belongs(text: &Text, name: &Fact, age: &Fact) -> bool {
    let tokens = &text.document.tokens;
    let is = |at: usize, marks: &[&str]| tokens.get(at).is_some_and(|t| marks.contains(&t.norm.as_str()));
    let gap = age.tokens.0.checked_sub(name.tokens.1);
    let (open, close) = (name.tokens.1, age.tokens.1);
    let told = text.role(age) == Some(Figure::Age);
    let enclosed = is(open, &[","]) && is(close, &[",", "."]) || is(open, &["("]) && is(close, &[")"]);
    if gap == Some(1) && enclosed && age.kind == Kind::Number && unit_free(age) {
        return true;
    }
    if told && matches!(gap, Some(1..=2)) && (age.kind == Kind::Duration || age.counted.is_none()) {
        return true;
    }
    // The unit may be part of the figure or stand behind it.
    let old = (age.tokens.0..=close)
        .find_map(|at| text.language.consistency.years().longest(tokens, at).map(|(length, _)| at + length));
    old.is_some_and(|old| {
        name.tokens.0 >= old
            && name.tokens.0 - old <= TITLE
            && tokens[old..name.tokens.0].iter().all(|t| !t.norm.starts_with([',', '.', ';', ':', '(']))
    })
}

fn unit_free(age: &Fact) -> bool {
    age.counted.is_none() && matches!(super::unit(age), Some(crate::fact::Unit::One))
}
