//! Makes rewrites of a text of which it is known what they did: fair ones and faulty ones, the same for the same seed.
//!
//! Nothing here asks factdiff what it sees in a text: what it overlooks must show.

pub mod fair;
pub mod fault;

use factdiff::Span;
use regex_lite::{Captures, Regex};

/// English names of the months, in order.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `SplitMix64`: small, and the same on every machine.
pub struct Random(u64);

impl Random {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `count` - 1.
    pub fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).expect("less than a usize")
    }

    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        if of.is_empty() { None } else { Some(&of[self.below(of.len())]) }
    }
}

/// Other words for a place of the text.
#[derive(Clone, Debug)]
pub struct Edit {
    pub span: Span,
    pub with: String,
}

impl Edit {
    pub fn new(span: Span, with: impl Into<String>) -> Self {
        Self { span, with: with.into() }
    }
}

/// Makes edits that are in order and do not overlap; tells where each landed.
pub fn apply(text: &str, edits: &[Edit]) -> (String, Vec<Span>) {
    let (mut out, mut landed, mut from) = (String::new(), Vec::new(), 0);
    for edit in edits {
        out.push_str(&text[from..edit.span.start]);
        let start = out.len();
        out.push_str(&edit.with);
        landed.push(Span::new(start, out.len()));
        from = edit.span.end;
    }
    out.push_str(&text[from..]);
    (out, landed)
}

/// All matches of a pattern.
pub fn find<'t>(pattern: &str, text: &'t str) -> Vec<Captures<'t>> {
    Regex::new(pattern).expect("a pattern of these tests").captures_iter(text).collect()
}

/// Where a group of a match stands.
pub fn span(captures: &Captures, group: usize) -> Option<Span> {
    captures.get(group).map(|m| Span::new(m.start(), m.end()))
}

/// Where words are quoted, marks included, and where addresses stand: what most edits leave alone.
pub fn untouchable(text: &str) -> Vec<Span> {
    let pairs = find(r#""[^"\n]*"|“[^”\n]*”|‘[^’\n]*’ ?|"[^"\n]*\n|https?://[^\s)]+"#, text);
    pairs.iter().filter_map(|m| span(m, 0)).collect()
}

/// Without what touches a quote or an address.
pub fn outside(text: &str, edits: Vec<Edit>) -> Vec<Edit> {
    let quoted = untouchable(text);
    edits.into_iter().filter(|edit| !quoted.iter().any(|quote| quote.overlaps(edit.span))).collect()
}

/// A person, by the full name, and every place where the surname stands alone.
pub struct Person<'t> {
    pub full: &'t str,
    pub surname: &'t str,
    pub full_mentions: Vec<Span>,
    pub short_mentions: Vec<Span>,
}

/// People who are introduced by two names beside a verb of saying or a comma.
pub fn people(text: &str) -> Vec<Person<'_>> {
    const NO_FIRST_NAME: [&str; 15] = [
        "Two", "The", "Three", "Port", "New", "North", "South", "Mount", "Mrs", "Some", "Judge", "Coach",
        "Captain", "Mayor", "Joint",
    ];
    let pattern = r"(?:, |\b[a-z]+ )(([A-Z][a-zà-ÿ]+) ([A-Z][a-zà-ÿ]+))(?:,|\.| said| told| wrote| has| in )";
    let mut people: Vec<Person> = Vec::new();
    for found in find(pattern, text) {
        let (full, first, surname) = (&found[1], &found[2], &found[3]);
        let full = &text[text.find(full).expect("just found")..][..full.len()];
        if NO_FIRST_NAME.contains(&first) || people.iter().any(|person| person.surname == surname) {
            continue;
        }
        let surname = &full[first.len() + 1..];
        let mentions = |word: &str| {
            find(&format!(r"\b{word}\b"), text).iter().filter_map(|m| span(m, 0)).collect::<Vec<_>>()
        };
        let full_mentions = mentions(full);
        let alone = |at: &Span| {
            !full_mentions.iter().any(|mention| mention.overlaps(*at)) && !text[..at.start].ends_with("-")
        };
        let short_mentions = mentions(surname).into_iter().filter(alone).collect();
        people.push(Person { full, surname, full_mentions, short_mentions });
    }
    people
}

/// Sentences of the running text, each with the paragraph it stands in; the headline, lists and open quotes left out.
pub fn sentences(text: &str) -> Vec<(Span, usize)> {
    const ABBREVIATIONS: [&str; 14] =
        ["Dr", "Mr", "Mrs", "Rs", "Feb", "Sept", "Ill", "Mass", "Ala", "St", "a.m", "p.m", "No", "J"];
    let mut out = Vec::new();
    for (number, paragraph) in paragraphs(text).into_iter().enumerate().skip(1) {
        let body = paragraph.of(text);
        if body.starts_with(['-', '#', '|']) || body.ends_with(':') || body.matches('"').count() % 2 == 1 {
            continue;
        }
        let mut start = 0;
        let mut cuts: Vec<usize> = find(r#"[.!?]["”]? ["“A-Z]"#, body)
            .iter()
            .filter_map(|m| span(m, 0))
            .filter(|at| {
                body[..at.start].rsplit(' ').next().is_none_or(|word| !ABBREVIATIONS.contains(&word))
            })
            .map(|at| at.start + at.of(body).find(' ').expect("in the pattern"))
            .filter(|&cut| body[..cut].matches(['"', '“', '”']).count() % 2 == 0)
            .collect();
        cuts.push(body.len());
        for cut in cuts {
            out.push((Span::new(paragraph.start + start, paragraph.start + cut).trimmed(text), number));
            start = cut;
        }
    }
    out
}

/// Blocks between empty lines.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut out = Vec::new();
    for block in text.split("\n\n") {
        let span = Span::new(start, start + block.len()).trimmed(text);
        if !span.is_empty() {
            out.push(span);
        }
        start += block.len() + 2;
    }
    out
}

/// A figure with its separators, as an amount.
pub fn amount(figure: &str) -> f64 {
    figure.replace(',', "").parse().expect("digits, commas and at most one point")
}

/// A whole number with commas between thousands.
pub fn grouped(digits: &str, mark: &str) -> String {
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}

#[test]
fn the_same_seed_makes_the_same_rewrite() {
    let text = crate::corpus::originals().remove(3).1;
    for kind in fair::Fair::ALL {
        let made = |seed| kind.apply(&text, &mut Random::new(seed));
        assert_eq!(made(7), made(7));
    }
}

#[test]
fn edits_land_where_they_say() {
    let edits = [Edit::new(Span::new(0, 1), "eleven"), Edit::new(Span::new(4, 7), "")];
    let (text, landed) = apply("2 of the", &edits);
    assert_eq!(text, "eleven ofe");
    assert_eq!(landed[0].of(&text), "eleven");
}
