//! The words around a name: two names that stand among the same words stand in the same place.

use crate::compare::Context;
use crate::document::{Document, ratio};
use crate::language::Language;
use crate::pair::Side;
use crate::token::{Class, TokenKind, key};

/// Words looked at on each side of a name.
const WINDOW: usize = 3;

/// The nearest content words of a name's segment, by the numbers of what they mean: of a place, else of their stem.
#[derive(Clone, Copy, Default)]
pub(crate) struct Around {
    /// Those before the name, the nearest first, then those behind it.
    words: [u64; 2 * WINDOW],
    before: usize,
    count: usize,
}

impl Around {
    fn new(document: &Document, language: &Language, fact: usize) -> Self {
        let fact = &document.facts[fact];
        let range = document.segments[fact.segment].tokens.clone();
        let content = |&at: &usize| {
            let token = &document.tokens[at];
            token.kind != TokenKind::Sign && token.is_content()
        };
        let mut around = Self::default();
        for at in (range.start..fact.tokens.0).rev().filter(content).take(WINDOW) {
            around.push(meant(document, language, at, fact.tokens.0));
        }
        around.before = around.count;
        for at in (fact.tokens.1.min(range.end)..range.end).filter(content).take(WINDOW) {
            around.push(meant(document, language, at, range.end));
        }
        around
    }

    fn push(&mut self, word: u64) {
        self.words[self.count] = word;
        self.count += 1;
    }

    fn all(&self) -> &[u64] {
        &self.words[..self.count]
    }

    fn nearest_before(&self) -> Option<u64> {
        self.all().first().copied().filter(|_| self.before > 0)
    }

    fn nearest_behind(&self) -> Option<u64> {
        self.all().get(self.before).copied()
    }

    /// Whether the nearest word on each side is the same: 0, ½ or 1.
    fn between(&self, other: &Self) -> f64 {
        let same = |a: Option<u64>, b: Option<u64>| if a.is_some() && a == b { 0.5 } else { 0.0 };
        same(self.nearest_before(), other.nearest_before())
            + same(self.nearest_behind(), other.nearest_behind())
    }
}

/// The number of a word by what it means to its neighbours.
fn meant(document: &Document, language: &Language, at: usize, end: usize) -> u64 {
    let token = &document.tokens[at];
    let place = token.class.has(Class::PLACE).then(|| language.places.longest(&document.tokens[..end], at));
    place.flatten().map_or(token.stem_key, |(_, place)| key(place))
}

/// What stands around a name; read once.
fn around<'c>(context: &'c Context, side: Side, fact: usize) -> &'c Around {
    context.names.around[side][fact]
        .get_or_init(|| Around::new(&context.documents[side], context.language, fact))
}

/// Whether the nearest word on each side of two names, of the original and the rewrite, is the same: 0, ½ or 1.
pub(super) fn between(context: &Context, o: usize, r: usize) -> f64 {
    around(context, Side::Original, o).between(around(context, Side::Rewrite, r))
}

/// *the mouth of the Elbe*, *the estuary of the Rhine*: both names stand behind a noun and the same small word, with an article or
/// without one.
pub(super) fn headed_alike(context: &Context, o: usize, r: usize) -> bool {
    let head = |side: Side, fact: usize| {
        let document = &context.documents[side];
        let fact = context.fact(side, fact);
        let begin = document.segments[fact.segment].tokens.start;
        let mut before = document.tokens[begin..fact.tokens.0].iter().rev().peekable();
        let article = before.next_if(|token| token.class.has(Class::ARTICLE)).is_some();
        let (small, noun) = (before.next()?, before.next()?);
        let fits =
            small.kind == TokenKind::Word && !small.is_content() && noun.is_content() && !noun.is_capital();
        fits.then_some((small.norm_key, article))
    };
    let (a, b) = (head(Side::Original, o), head(Side::Rewrite, r));
    a.is_some() && a == b
}

/// The same, or at least ½ where two of the nearest few words are shared in any order.
pub(super) fn beside(context: &Context, o: usize, r: usize) -> f64 {
    let (x, y) = (around(context, Side::Original, o), around(context, Side::Rewrite, r));
    let shared = x.all().iter().filter(|word| y.all().contains(word)).count();
    let bag = if shared >= 2 { ratio(shared, x.count.min(y.count)).max(0.5) } else { 0.0 };
    x.between(y).max(bag)
}
