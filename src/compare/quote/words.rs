//! The words of two quotes that are each other's: how alike, what changed, and how to tell it in a sentence.

use compact_str::CompactString;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::speaker;
use crate::compare::{Cause, Change, Context};
use crate::document::{Document, ratio};
use crate::fact::{Fact, Kind};
use crate::finding::Place;
use crate::language::Kinship;
use crate::pair::{Pair, Side};
use crate::span::Span;
use crate::token::{self, Class, Token, TokenKind};

/// Less alike than this (Dice), two quotes have other words throughout, and no single word is told.
const ALIKE: f64 = 0.5;
/// A marked gap this small, in words, does not hide a clause of its own: a *not* lost in it is lost.
const GAP: usize = 4;
/// Of what a quote leaves out so large a share of the words of substance stands beside it where it is told there.
const RETOLD: f64 = 0.6;
/// So many places where the words differ are told; the rest is counted.
const TOLD: usize = 3;

/// Twice the shared words over all words, each counted as often as it stands.
pub(super) fn dice(a: &[CompactString], b: &[CompactString]) -> f64 {
    ratio(2 * shared(a, b), a.len() + b.len())
}

/// Words of `b` that `a` has, each counted as often as it stands in both.
pub(super) fn shared(a: &[CompactString], b: &[CompactString]) -> usize {
    common(keys(a), keys(b))
}

/// The same of words by what stands for them.
pub(super) fn common(mut a: Vec<u64>, mut b: Vec<u64>) -> usize {
    a.sort_unstable();
    b.sort_unstable();
    let mut rest = a.into_iter().peekable();
    let mut take = |word: &u64| {
        while rest.next_if(|other| other < word).is_some() {}
        rest.next_if_eq(word).is_some()
    };
    b.iter().filter(|word| take(word)).count()
}

/// What stands for each word: compared in no time.
pub(super) fn keys(words: &[CompactString]) -> Vec<u64> {
    words.iter().map(|word| token::key(word)).collect()
}

/// What changed in the words: nothing, small words, words of substance, a negation, or a part left out.
pub(super) fn causes(
    context: &Context,
    index: usize,
    words: &Pair<Vec<CompactString>>,
    places: &Pair<Place>,
) -> Vec<Cause> {
    let (a, b) = (&words.original, &words.rewrite);
    if a == b {
        return Vec::new();
    }
    let changed = differing(a, b);
    let (lost, gained) = (changed.iter().flat_map(|c| c.0), changed.iter().flat_map(|c| c.1));
    let (lost, gained): (Vec<_>, Vec<_>) = (lost.collect(), gained.collect());
    let outside = |side: Side, word: &CompactString| {
        let quote = places[side].span();
        let mut tokens = context.tokens(side, &context.alignment.links[index]);
        tokens.any(|t| {
            t.kind != TokenKind::Sign && !t.span.overlaps(quote) && (t.stem == *word || t.norm == *word)
        })
    };
    let negates = |word: &&&CompactString| context.language.class_of(word).has(Class::NEGATION);
    let turned = |run: &[CompactString]| {
        run.len() <= GAP && run.iter().any(|w| context.language.class_of(w).has(Class::NEGATION))
    };
    let substance = |word: &&&CompactString| !context.language.class_of(word).has(Class::FUNCTION);
    // Small words tell nothing one by one.
    let in_a_row = |side: Side, words: &[&CompactString]| {
        let all: Vec<&Token> = context
            .tokens(side, &context.alignment.links[index])
            .filter(|token| token.kind != TokenKind::Sign && !token.span.overlaps(places[side].span()))
            .collect();
        // *I never* became *he never*.
        let pronoun = |class: Class| class.has(Class::PRONOUN);
        let same = |(token, word): (&&Token, &&CompactString)| {
            token.stem == ***word
                || token.norm == **word
                || pronoun(token.class) && pronoun(context.language.class_of(word))
        };
        words.len() > 2 && all.windows(words.len()).any(|run| run.iter().zip(words).all(same))
    };
    let told = |side: Side, words: &[&CompactString]| {
        words.iter().any(|word| substance(&word)) && words.iter().all(|word| outside(side, word))
            || in_a_row(side, words)
    };
    let fair = told(Side::Rewrite, &lost)
        || shows_gap(context, places) && !changed.iter().any(|(run, _)| turned(run));
    let stance = |word: &CompactString| {
        let class = context.language.class_of(word);
        [Class::NEGATION, Class::WEAK_NEGATION, Class::SOFT].into_iter().any(|flag| class.has(flag))
            || context.language.universals.contains(word)
            || context.language.partitives.contains(word)
    };
    let opens_or_ends = |run: &[CompactString]| run.len() > 1 && (a.starts_with(run) || a.ends_with(run));
    // *“This is the best we have,”* became *called it “the best we have”*.
    let trimmed = changed.iter().all(|(run, _)| opens_or_ends(run))
        && !lost.iter().any(|word| substance(&word) || stance(word));
    // *“Sales were poor, but they are rising”* became *conceded poor sales: “They are rising”*.
    let retold = || {
        let part = a.starts_with(b) || a.ends_with(b);
        let ends = part || changed.iter().all(|(run, _)| a.starts_with(run) || a.ends_with(run));
        ends && is_retold(context, index, &lost, places.rewrite.span())
    };
    if gained.is_empty() && (fair || trimmed || retold()) || lost.is_empty() && told(Side::Original, &gained)
    {
        return Vec::new();
    }
    let mut causes = Vec::new();
    let count = Pair::new(lost.iter().filter(negates).count(), gained.iter().filter(negates).count());
    if count.original != count.rewrite && dice(a, b) >= ALIKE {
        causes.push(Cause::Negation);
    }
    if gained.is_empty() && lost.len() * 5 >= a.len() {
        causes.push(Cause::Truncated);
    } else if lost.iter().chain(&gained).any(|word| substance(&word)) {
        causes.push(Cause::ContentWords);
    } else {
        causes.push(Cause::FunctionWords);
    }
    causes
}

/// Words that the rewrite's quote leaves out are told beside it, most of those of substance, and a negation among them too.
fn is_retold(context: &Context, index: usize, lost: &[&CompactString], quote: Span) -> bool {
    let language = context.language;
    let link = &context.alignment.links[index];
    let beside: Vec<&Token> = context
        .tokens(Side::Rewrite, link)
        .filter(|token| token.kind != TokenKind::Sign && !token.span.overlaps(quote))
        .collect();
    let denies = |class: Class| class.has(Class::NEGATION) || class.has(Class::WEAK_NEGATION);
    let told = |word: &&&CompactString| {
        let (stem, meaning) = (language.stem(word), language.meaning(word));
        beside.iter().any(|token| token.stem == stem || token.meaning(language).is_near(&meaning))
    };
    let substance: Vec<&&CompactString> = lost
        .iter()
        .filter(|word| {
            let class = language.class_of(word);
            !class.has(Class::FUNCTION) && !denies(class)
        })
        .collect();
    let found = substance.iter().copied().filter(told).count();
    // *here* is told as *there*.
    let turned = beside.iter().filter(|token| token.is_content()).any(|token| {
        let opposes = |word: &&&CompactString| {
            language.meaning(word).kinship(token.meaning(language)) == Kinship::Opposite
        };
        substance.iter().copied().any(|word| opposes(&word))
    });
    let denied = Pair::from_fn(|side| context.tokens(side, link).filter(|token| denies(token.class)).count());
    found > 0 && ratio(found, substance.len()) >= RETOLD && !turned && denied.original == denied.rewrite
}

/// Runs of words of the one and of the other that stand in each other's place, by a word diff. What stands in square
/// brackets explains what it replaces, and is left out.
fn differing<'a>(
    a: &'a [CompactString],
    b: &'a [CompactString],
) -> Vec<(&'a [CompactString], &'a [CompactString])> {
    let explains =
        |words: &[CompactString]| !words.is_empty() && words.iter().all(|word| word.starts_with('['));
    capture_diff_slices(Algorithm::Myers, &keys(a), &keys(b))
        .into_iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| (&a[op.old_range()], &b[op.new_range()]))
        .filter(|(old, new)| !explains(old) && !explains(new))
        .collect()
}

/// The rewrite shows by dots or a bracket, which the original has not, that something was left out.
fn shows_gap(context: &Context, places: &Pair<Place>) -> bool {
    let text = |side: Side| places[side].span().of(&context.documents[side].text);
    let dots = |text: &str| text.contains('…') || text.contains("...") || text.contains(". . .");
    (dots(text(Side::Rewrite)) || text(Side::Rewrite).contains('[')) && !dots(text(Side::Original))
}

/// What changed between two quotes, for people: *“rebuild” became “repair”*, *said by Reyk, now by Brandt*.
pub(crate) fn explain(documents: &Pair<Document>, change: &Change) -> String {
    let mut out = Vec::new();
    if change.causes.contains(&Cause::Speaker) {
        let name = |side: Side| {
            let fact = change.facts[side].map(|fact| &documents[side].facts[fact])?;
            Some(written(&documents[side], fact, speaker(fact)?.name))
        };
        if let (Some(original), Some(rewrite)) = (name(Side::Original), name(Side::Rewrite)) {
            out.push(format!("said by {original}, now by {rewrite}"));
        }
    }
    if change.causes.contains(&Cause::Merged) {
        out.push("several quotes became one".to_owned());
    }
    out.extend(diff(documents, change));
    out.join("; ")
}

/// A name as the document first writes it.
fn written(document: &Document, quote: &Fact, name: &[CompactString]) -> String {
    let is = |fact: &&Fact| match fact.readings.first() {
        Some(crate::fact::Value::Name { words, .. }) => words == name,
        _ => false,
    };
    let near = |fact: &&Fact| fact.span.start.abs_diff(quote.span.start);
    document
        .facts
        .iter()
        .filter(is)
        .min_by_key(near)
        .map_or_else(|| name.join(" "), |fact| flat(fact.span.of(&document.text)))
}

/// The places where the words differ, the first few.
fn diff(documents: &Pair<Document>, change: &Change) -> Vec<String> {
    let tokens = Pair::from_fn(|side| tokens(&documents[side], change.facts[side], change.places[side]));
    let norms = tokens.as_ref().map(|tokens| tokens.iter().map(|t| t.norm_key).collect::<Vec<_>>());
    if norms.original == norms.rewrite {
        return Vec::new();
    }
    let words = norms.original.len() + norms.rewrite.len();
    let shared = common(norms.original.clone(), norms.rewrite.clone());
    if ratio(2 * shared, words) < ALIKE && shared < norms.rewrite.len() {
        return vec!["it has other words throughout".to_owned()];
    }
    let shown = |side: Side, range: std::ops::Range<usize>| {
        let run = &tokens[side][range];
        let words: Vec<&str> = run.iter().map(|t| t.text(&documents[side].text)).collect();
        format!("“{}”", crate::rule::middle_cut(&words.join(" "), 60))
    };
    let mut out: Vec<String> = capture_diff_slices(Algorithm::Myers, &norms.original, &norms.rewrite)
        .into_iter()
        .filter_map(|op| match op {
            DiffOp::Equal { .. } => None,
            DiffOp::Delete { .. } => Some(format!("{} is gone", shown(Side::Original, op.old_range()))),
            DiffOp::Insert { .. } => Some(format!("{} is new", shown(Side::Rewrite, op.new_range()))),
            DiffOp::Replace { .. } => Some(format!(
                "{} became {}",
                shown(Side::Original, op.old_range()),
                shown(Side::Rewrite, op.new_range())
            )),
        })
        .collect();
    if out.len() > TOLD + 1 {
        let more = out.split_off(TOLD).len();
        out.push(format!("{more} more"));
    }
    out
}

/// Words of the quotes in a place, of which `first` is the first; what stands between two of them is the teller's.
fn tokens(document: &Document, first: Option<usize>, place: Place) -> Vec<&Token> {
    let span = place.span();
    let facts = &document.facts[first.unwrap_or(document.facts.len())..];
    facts
        .iter()
        .take_while(|fact| fact.span.start < span.end)
        .filter(|fact| fact.kind == Kind::Quote)
        .flat_map(|fact| &document.tokens[fact.tokens.0..fact.tokens.1])
        .filter(|t| t.kind != TokenKind::Sign)
        .collect()
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
