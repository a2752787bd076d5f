//! Word alignment within a link: which word of the rewrite stands for which of the original.
//!
//! After Sultan, Bethard & Sumner (2014), "Back to Basics for Monolingual Alignment": first what is the same, then what
//! is related in meaning, each decided by how the neighbours are aligned; function words only beside an aligned
//! neighbour. Taken from it: the order of steps, the evidence of neighbours, many passes of which the surest is first.
//! Left out: dependency parses and paraphrase tables, for which WordNet's synsets, derivations and similar adjectives stand.
//! Facts that were compared already come first and are never touched again.

use compact_str::{CompactString, format_compact};

use crate::align::Link;
use crate::compare::{Change, Context, Relation};
use crate::fact::Kind;
use crate::finding::Confidence;
use crate::language::{Kinship, Listed, Meaning, Syntax};
use crate::pair::{Pair, Side};
use crate::token::{Class, Token, TokenKind};

/// How far neighbours are looked for.
const NEAR: usize = 4;
/// Longer words that begin alike are variants or forms.
const PREFIX: usize = 5;

/// What became of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing stands for it.
    Free,
    /// The same word, or another form of it.
    Same,
    /// A word related in meaning: how nearly, in percent.
    Related(u8),
    /// Part of a fact that is kept.
    Fact,
    /// Part of a fact about which something is said already, or that others judge.
    Told,
}

/// A word of a link.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    pub token: &'a Token,
    /// Index into the document's tokens.
    pub at: usize,
    /// Index into the document's segments.
    pub segment: usize,
    /// Stands for the stem.
    pub key: u64,
    pub content: bool,
    /// Part of a fact: matched and counted here, reported by others.
    pub fact: bool,
    pub fate: Fate,
    /// Index of its counterpart among the words of the other side.
    pub mate: Option<usize>,
    pub meaning: Option<&'a Meaning>,
    pub listed: Listed<'a>,
    /// What is listed is so of it and the next word together: *turned down*.
    pub paired: bool,
}

impl Word<'_> {
    /// The same stem.
    pub const fn is_form_of(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// The words of both sides of a link, signs left out, with their counterparts.
pub(super) struct Words<'a> {
    pub of: Pair<Vec<Word<'a>>>,
    /// Verbs, and what each makes with the small word that closes its clause.
    joined: Pair<Vec<(usize, CompactString)>>,
    /// Words of content that had no counterpart by form, related in meaning: `(original, rewrite, how)`, ascending.
    kin: Vec<(usize, usize, Kinship)>,
}

impl<'a> Words<'a> {
    /// Reads a link and aligns its words; `changes` are those of its facts.
    pub fn new(context: &Context<'a>, link: &Link, changes: &[Change]) -> Self {
        let mut of = Pair::from_fn(|side| read(context, side, link));
        let particles = context.language.wording.has_particles();
        let joined = Pair::from_fn(|side| if particles { join(context, &mut of[side]) } else { Vec::new() });
        let mut words = Self { of, joined, kin: Vec::new() };
        words.take_facts(context, link, changes);
        let rows = Rows::new(&words.of.rewrite);
        words.match_same(&rows, true);
        words.match_same(&rows, false);
        words.match_related(context);
        words
    }

    /// The verb that a word makes with the small word that closes its clause.
    pub fn joined(&self, side: Side, at: usize) -> Option<&str> {
        self.joined[side].iter().rfind(|(verb, _)| *verb == at).map(|(_, joined)| joined.as_str())
    }

    /// Words of one side that carry content and for which nothing stands.
    pub fn free(&self, side: Side) -> Vec<usize> {
        let words = &self.of[side];
        let is_free = |word: &Word| word.fate == Fate::Free && word.content && !word.fact;
        let mut free = Vec::with_capacity(words.len());
        free.extend((0..words.len()).filter(|&i| is_free(&words[i])));
        free
    }

    /// Indices of the words of one side without a counterpart, whatever was said of them.
    pub fn unmated(&self, side: Side) -> Vec<usize> {
        let words = &self.of[side];
        let mut unmated = Vec::with_capacity(words.len());
        unmated.extend((0..words.len()).filter(|&i| words[i].mate.is_none()));
        unmated
    }

    /// Tokens inside facts are not matched again: kept ones are each other's counterparts, the rest is told.
    fn take_facts(&mut self, context: &Context, link: &Link, changes: &[Change]) {
        for side in Side::BOTH {
            for &segment in &link.segments[side] {
                for &fact in &context.facts_of[side][segment] {
                    let fact = context.fact(side, fact);
                    let doubtful = fact.kind == Kind::Name && fact.confidence == Confidence::Low;
                    if doubtful || matches!(fact.kind, Kind::Quote | Kind::Attribution | Kind::Certainty) {
                        continue;
                    }
                    for word in self.range(side, fact.tokens) {
                        word.fact = true;
                        if fact.kind != Kind::Name {
                            word.fate = Fate::Told;
                        }
                    }
                }
            }
        }
        for change in changes.iter().filter(|change| change.relation != Relation::Kept) {
            for side in Side::BOTH {
                // *40 tonnes a day*, *40 tonnes a week*: the unit is told with the amount that is spread over it.
                let rate = change.facts[side].and_then(|fact| context.fact(side, fact).rate.as_ref());
                if let Some(rate) = rate.filter(|rate| rate.from < rate.to) {
                    self.range(side, (rate.to - 1, rate.to))
                        .iter_mut()
                        .for_each(|word| word.fate = Fate::Told);
                }
                let Some(span) = change.places[side].here() else { continue };
                let words = &mut self.of[side];
                let begin = words.partition_point(|word| word.token.span.end <= span.start);
                let inside = words[begin..].iter_mut().take_while(|word| word.token.span.start < span.end);
                inside.for_each(|word| word.fate = Fate::Told);
            }
        }
        for change in changes.iter().filter(|change| change.relation == Relation::Kept) {
            let (Some(o), Some(r)) = (change.facts.original, change.facts.rewrite) else { continue };
            let tokens =
                Pair::new(context.fact(Side::Original, o).tokens, context.fact(Side::Rewrite, r).tokens);
            let inside = Pair::from_fn(|side| -> Vec<usize> { self.places(side, tokens[side]).collect() });
            for side in Side::BOTH {
                for (step, &i) in inside[side].iter().enumerate() {
                    let other = &inside[side.other()];
                    if let Some(&mate) = other.get(step.min(other.len().saturating_sub(1))) {
                        self.of[side][i].fate = Fate::Fact;
                        self.of[side][i].mate = Some(mate);
                    }
                }
            }
        }
    }

    /// Indices of the words that stand in a range of tokens; words ascend as tokens do.
    pub fn places(&self, side: Side, (from, to): (usize, usize)) -> std::ops::Range<usize> {
        let words = &self.of[side];
        let start = words.partition_point(|word| word.at < from);
        start..start + words[start..].partition_point(|word| word.at < to)
    }

    fn range(&mut self, side: Side, tokens: (usize, usize)) -> &mut [Word<'a>] {
        let places = self.places(side, tokens);
        &mut self.of[side][places]
    }

    /// The same stem; of several the one with the same neighbours, then the nearest by place. Function words come after
    /// content words, so that their neighbours are known.
    fn match_same(&mut self, rows: &Rows, content: bool) {
        let is_open = |word: &Word| word.fate == Fate::Free && word.content == content;
        let original = self.of.original.iter().enumerate();
        let mut open: Vec<usize> = Vec::with_capacity(original.len());
        let has_same = |word: &Word| rows.of(&self.of.rewrite, word.key).next().is_some();
        open.extend(original.filter(|(_, word)| is_open(word) && has_same(word)).map(|(i, _)| i));
        for least in [2, 0] {
            for &i in &open {
                if self.of.original[i].fate != Fate::Free {
                    continue;
                }
                let best = rows
                    .of(&self.of.rewrite, self.of.original[i].key)
                    .filter(|&j| is_open(&self.of.rewrite[j]) && !self.opposes(i, j))
                    .map(|j| (self.neighbours(i, j) + if content { 0 } else { self.faces(i, j) }, j))
                    .filter(|(score, _)| *score >= least && (content || *score > 0))
                    .max_by_key(|&(score, j)| (score, std::cmp::Reverse(self.distance(i, j))));
                if let Some((_, j)) = best {
                    self.link(i, j, Fate::Same);
                }
            }
        }
    }

    /// Words related in meaning, the surest first.
    fn match_related(&mut self, context: &Context) {
        /// More pairs of free words than this are not worth comparing one by one.
        const MOST: usize = 40 * 40;
        let free = Pair::from_fn(|side| self.free(side));
        let pairs = free.original.len() * free.rewrite.len();
        if pairs == 0 || pairs > MOST {
            return;
        }
        for side in Side::BOTH {
            for &i in &free[side] {
                let meaning = self.of[side][i].token.meaning(context.language);
                self.of[side][i].meaning = Some(meaning);
            }
        }
        let mut pairs: Vec<(usize, u8, usize, usize)> = Vec::new();
        for &i in &free.original {
            for &j in &free.rewrite {
                let strength = self.strength(i, j);
                if strength > 0 {
                    pairs.push((usize::from(strength) + 8 * self.neighbours(i, j), strength, i, j));
                }
            }
        }
        pairs.sort_by_key(|&(score, _, i, j)| (std::cmp::Reverse(score), self.distance(i, j), i, j));
        for (_, strength, i, j) in pairs {
            if self.of.original[i].fate == Fate::Free && self.of.rewrite[j].fate == Fate::Free {
                self.link(i, j, Fate::Related(strength));
            }
        }
    }

    /// How nearly two words say the same, in percent; 0 where they do not. Remembers their kinship.
    fn strength(&mut self, i: usize, j: usize) -> u8 {
        let (a, b) = (&self.of.original[i], &self.of.rewrite[j]);
        let kinship = match (&a.meaning, &b.meaning) {
            (Some(a), Some(b)) => a.kinship(b),
            _ => Kinship::None,
        };
        if kinship > Kinship::None {
            self.kin.push((i, j, kinship));
        }
        if a.listed.opposite(b.listed) {
            return 0;
        }
        if a.listed.alike(b.listed) {
            return 90;
        }
        match kinship {
            Kinship::Same => return 90,
            Kinship::Near => return 80,
            Kinship::Opposite | Kinship::FarOpposite => return 0,
            Kinship::Kind => return 70,
            Kinship::Sibling | Kinship::None => {}
        }
        if may_be_forms(&a.token.norm, &b.token.norm) { 75 } else { 0 }
    }

    /// Two words stand at the two ends of a scale.
    pub fn opposes(&self, i: usize, j: usize) -> bool {
        self.of.original[i].listed.opposite(self.of.rewrite[j].listed)
    }

    /// How the meanings of two words are related that had no counterpart by form.
    pub fn kinship(&self, i: usize, j: usize) -> Kinship {
        let found = self.kin.binary_search_by_key(&(i, j), |&(i, j, _)| (i, j));
        found.map_or(Kinship::None, |at| self.kin[at].2)
    }

    fn link(&mut self, i: usize, j: usize, fate: Fate) {
        (self.of.original[i].fate, self.of.original[i].mate) = (fate, Some(j));
        (self.of.rewrite[j].fate, self.of.rewrite[j].mate) = (fate, Some(i));
    }

    /// How alike the surroundings are: words next to both, twice; words one further, once.
    fn neighbours(&self, i: usize, j: usize) -> usize {
        let same = |x: Option<usize>, y: Option<usize>| {
            let (Some(a), Some(b)) =
                (x.and_then(|x| self.of.original.get(x)), y.and_then(|y| self.of.rewrite.get(y)))
            else {
                return false;
            };
            a.mate == y && y.is_some() || a.key == b.key
        };
        2 * (usize::from(same(i.checked_sub(1), j.checked_sub(1)))
            + usize::from(same(Some(i + 1), Some(j + 1))))
            + usize::from(same(i.checked_sub(2), j.checked_sub(2)))
            + usize::from(same(Some(i + 2), Some(j + 2)))
    }

    /// How far apart two words stand, as places in a thousand.
    fn distance(&self, i: usize, j: usize) -> usize {
        let (n, m) = (self.of.original.len().max(1), self.of.rewrite.len().max(1));
        (i * 1000 / n).abs_diff(j * 1000 / m)
    }

    /// On how many sides the nearest words with counterparts lead to each other: 0 to 2. The ends of both texts count.
    pub fn faces(&self, i: usize, j: usize) -> usize {
        let (o, r) = (&self.of.original, &self.of.rewrite);
        let before = (i.saturating_sub(NEAR)..i).rev().find(|&x| o[x].mate.is_some());
        let before = match before {
            Some(x) => o[x].mate.is_some_and(|y| y < j && j - y <= NEAR),
            None => i < NEAR && j < NEAR,
        };
        let after = (i + 1..(i + 1 + NEAR).min(o.len())).find(|&x| o[x].mate.is_some());
        let after = match after {
            Some(x) => o[x].mate.is_some_and(|y| y > j && y - j <= NEAR),
            None => i + NEAR >= o.len() && j + NEAR >= r.len(),
        };
        usize::from(before) + usize::from(after)
    }

    /// The words right before and behind both are each other's counterparts, or both texts begin or end there.
    pub fn in_place(&self, i: usize, j: usize) -> bool {
        let (o, r) = (&self.of.original, &self.of.rewrite);
        let before = match (i.checked_sub(1), j.checked_sub(1)) {
            (Some(x), Some(y)) => o[x].mate == Some(y),
            (x, y) => x == y,
        };
        let after = if i + 1 < o.len() && j + 1 < r.len() {
            o[i + 1].mate == Some(j + 1)
        } else {
            i + 1 == o.len() && j + 1 == r.len()
        };
        before && after
    }

    /// Share of the words of one side that stand unchanged on the other, 0 to 1.
    pub fn kept(&self, side: Side) -> f64 {
        let kept = self.of[side].iter().filter(|w| matches!(w.fate, Fate::Same | Fate::Fact)).count();
        crate::document::ratio(kept, self.of[side].len())
    }
}

/// Free words of one side: those whose stems' numbers have the same last bits stand in one row, each leads to the next.
struct Rows {
    /// The first word of each row, counted from 1; 0 for none.
    first: Vec<usize>,
    /// The word behind each word likewise.
    next: Vec<usize>,
}

impl Rows {
    fn new(words: &[Word]) -> Self {
        let is_free = |word: &Word| word.fate == Fate::Free;
        let mut rows =
            Self { first: vec![0; (2 * words.len()).next_power_of_two()], next: vec![0; words.len()] };
        // The last comes first, so that each row ascends.
        for (j, word) in words.iter().enumerate().rev().filter(|(_, word)| is_free(word)) {
            let row = rows.row(word.key);
            rows.next[j] = std::mem::replace(&mut rows.first[row], j + 1);
        }
        rows
    }

    fn row(&self, key: u64) -> usize {
        usize::try_from(key).unwrap_or_default() & (self.first.len() - 1)
    }

    /// The words with this stem that were free, ascending.
    fn of(&self, words: &[Word], key: u64) -> impl Iterator<Item = usize> {
        let from = self.first[self.row(key)].checked_sub(1);
        std::iter::successors(from, |&j| self.next[j].checked_sub(1)).filter(move |&j| words[j].key == key)
    }
}

/// Words of one side of a link.
fn read<'a>(context: &Context<'a>, side: Side, link: &Link) -> Vec<Word<'a>> {
    let document = &context.documents[side];
    let tokens = link.segments[side].iter().map(|&segment| document.segments[segment].tokens.len());
    let mut words = Vec::with_capacity(tokens.sum());
    for &segment in &link.segments[side] {
        for at in document.segments[segment].tokens.clone() {
            let token = &document.tokens[at];
            if token.kind == TokenKind::Sign {
                continue;
            }
            words.push(Word {
                token,
                at,
                segment,
                key: token.stem_key,
                content: token.kind == TokenKind::Word
                    && (!token.class.has(Class::FUNCTION) || token.class.has(Class::QUALIFIER)),
                fact: false,
                fate: if token.kind == TokenKind::Word { Fate::Free } else { Fate::Told },
                mate: None,
                meaning: None,
                listed: context.language.wording.listed(token),
                paired: false,
            });
        }
    }
    let wording = &context.language.wording;
    for at in 1..words.len() {
        if let Some(listed) = wording.listed_pair(words[at - 1].token, words[at].token) {
            words[at - 1].listed = listed;
            words[at - 1].paired = true;
            words[at].listed = Listed::default();
        }
    }
    words
}

/// *lehnte … ab*: a verb is listed as what it makes with the small word that closes its clause, which says nothing by itself.
/// Gives each such verb with what it makes.
fn join<'a>(context: &Context<'a>, words: &mut [Word<'a>]) -> Vec<(usize, CompactString)> {
    /// Words between the two.
    const FRAME: usize = 20;
    let (wording, trends) = (&context.language.wording, &context.language.consistency);
    let follows = |words: &[Word], i: usize| {
        words[i].segment == words[i - 1].segment && words[i].at == words[i - 1].at + 1
    };
    let mut made = Vec::new();
    for at in 1..words.len() {
        let open = at + 1 < words.len()
            && follows(words, at + 1)
            && !words[at + 1].token.syntax.any(Syntax::CONJUNCTION);
        if open || !wording.is_particle(&words[at].token.norm) {
            continue;
        }
        let begin = (at.saturating_sub(FRAME) + 1..=at)
            .rfind(|&i| !follows(words, i))
            .unwrap_or_else(|| at.saturating_sub(FRAME));
        let small = words[at].token;
        let with = |word: &Word| format_compact!("{}{}", small.norm, word.token.norm);
        let known = |verb: &str| wording.on_scale(verb) || trends.trend(verb).is_some();
        let clause = || (begin..at).rev().filter(|&i| !words[i].token.is_capital());
        let verb = clause().find(|&i| known(&with(&words[i])));
        let verb = verb.or_else(|| clause().find(|&i| known(&words[i].token.norm)));
        words[at].listed = Listed::default();
        let Some(verb) = verb else { continue };
        let joined = with(&words[verb]);
        words[verb].listed = wording.listed_as(&joined);
        made.push((verb, joined));
    }
    made
}

/// Words that begin alike for most of the shorter one, or that are [`alike`].
fn may_be_forms(a: &str, b: &str) -> bool {
    // A cheap first look: either needs a common beginning.
    if a.as_bytes().first() != b.as_bytes().first() {
        return false;
    }
    let common = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    common >= PREFIX && common * 10 >= a.len().min(b.len()) * 7 || alike(a, b)
}

/// Longer words that differ in a letter or two: a variant of spelling or transliteration.
fn alike(a: &str, b: &str) -> bool {
    const LEAST: usize = 6;
    a.len() >= LEAST
        && b.len() >= LEAST
        && a.len().abs_diff(b.len()) <= 2
        && a.as_bytes()[..2] == b.as_bytes()[..2]
        && crate::spelling::distance(a, b) <= a.len().min(b.len()) / 4
}
