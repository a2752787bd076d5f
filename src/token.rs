//! Words, figures and signs of a text: what every later stage reads instead of characters.

use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use compact_str::CompactString;
use rustc_hash::FxHasher;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use crate::language::{Language, Meaning, Syntax};
use crate::span::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Begins with a letter.
    Word,
    /// Begins with a digit.
    Figure,
    /// A mark, a symbol, a dash.
    Sign,
    /// A web address, an e-mail address or a handle, whole.
    Link,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// No letter with a case.
    None,
    /// All small.
    Lower,
    /// First letter a capital, the rest small.
    Title,
    /// All capitals, two letters or more.
    Upper,
    /// Capitals inside: *SpaceX*, *iPhone*.
    Mixed,
}

/// What the language's word list says of a word: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(pub u64);

impl Class {
    /// *the*, *of*: carries no content.
    pub const FUNCTION: Class = Class(1);
    /// A dictionary word in lower case, so no name by itself.
    pub const COMMON: Class = Class(1 << 1);
    /// Says a number: *ten*, *million*, *first*, *half*.
    pub const NUMBER: Class = Class(1 << 2);
    /// Begins a currency's or a unit's name.
    pub const UNIT: Class = Class(1 << 3);
    /// Belongs to a date: months, weekdays, *yesterday*.
    pub const DATE: Class = Class(1 << 4);
    /// Negates: *not*, *never*, *-n't*.
    pub const NEGATION: Class = Class(1 << 5);
    /// May answer a lost negation: *refuse*, *without*.
    pub const WEAK_NEGATION: Class = Class(1 << 6);
    /// A verb of saying.
    pub const REPORTING: Class = Class(1 << 7);
    /// *President*, *Mr*.
    pub const TITLE: Class = Class(1 << 8);
    /// *Inc.*, *Ltd*.
    pub const SUFFIX: Class = Class(1 << 9);
    /// May stand between two words of a name: *of*, *van*.
    pub const CONNECTOR: Class = Class(1 << 10);
    /// Begins an expression of approximation or bound.
    pub const HEDGE: Class = Class(1 << 11);
    /// Never a name, whatever its case.
    pub const NEVER_NAME: Class = Class(1 << 12);
    /// Ends with a full stop that ends no sentence.
    pub const ABBREVIATION: Class = Class(1 << 13);
    /// *Russian*, *America*: stands for a place.
    pub const PLACE: Class = Class(1 << 14);
    /// *he*, *they*.
    pub const PRONOUN: Class = Class(1 << 15);
    /// May begin a figure, a date or a time.
    pub const FIGURE: Class = Class(1 << 16);
    /// Begins a phrase that negates nothing: *not only*.
    pub const IDLE: Class = Class(1 << 17);
    /// Begins a phrase of certainty: *may*, *expected to*, *arrested*.
    pub const CERTAINTY: Class = Class(1 << 20);
    /// May answer a lost hedge: *can*, *fear*.
    pub const SOFT: Class = Class(1 << 21);
    /// May answer a lost allegation: *count*, *claim*.
    pub const SOFT_LEGAL: Class = Class(1 << 22);
    /// *will*.
    pub const SURE: Class = Class(1 << 23);
    /// Before a verb in the past: not yet done.
    pub const UNDONE: Class = Class(1 << 24);
    /// Begins a phrase that joins clauses, or one of the future.
    pub const JOINT: Class = Class(1 << 18);
    /// A noun for a person.
    pub const PERSON: Class = Class(1 << 25);
    /// A verb of saying that attributes.
    pub const SPEECH: Class = Class(1 << 26);
    /// Begins a phrase of attribution: *according to*.
    pub const ACCORDING: Class = Class(1 << 27);
    /// May answer a lost source: *study*, *statement*.
    pub const SOURCED: Class = Class(1 << 28);
    /// Begins a denial.
    pub const DENIAL: Class = Class(1 << 29);
    /// A finite auxiliary.
    pub const AUXILIARY: Class = Class(1 << 30);
    /// Says a crime: *steal*, *stab*.
    pub const CRIME: Class = Class(1 << 31);
    /// *only*, *alleged*: qualifies what is said.
    pub const QUALIFIER: Class = Class(1 << 35);
    /// Stands on a scale, or among words that are no opposites.
    pub const LISTED: Class = Class(1 << 36);
    /// *of*, *the*: an acronym leaves it out.
    pub const UNLETTERED: Class = Class(1 << 37);
    /// Begins a phrase that says a verb is not done: *refused to*.
    pub const REFUSAL: Class = Class(1 << 38);
    /// A pronoun that tells a gender.
    pub const GENDER: Class = Class(1 << 39);
    /// Begins a phrase for an office or rank: *foreign minister*.
    pub const OFFICE: Class = Class(1 << 40);
    /// Begins one of several names of a body.
    pub const BODY: Class = Class(1 << 41);
    /// Doubts, assures or claims, by itself or by its stem.
    pub const STANCE: Class = Class(1 << 42);
    /// *a*, *the*.
    pub const ARTICLE: Class = Class(1 << 32);
    /// *noon*, or begins a phrase before an hour.
    pub const TIME: Class = Class(1 << 33);
    /// Begins a phrase for a decade.
    pub const DECADE: Class = Class(1 << 34);

    /// True where all flags of `other` are set.
    #[must_use]
    pub const fn has(self, other: Class) -> bool {
        self.0 & other.0 == other.0
    }

    /// True where anything is said of the word beyond where it may begin something that is looked for.
    #[must_use]
    pub const fn tells(self) -> bool {
        let begins = Class::FIGURE.0 | Class::IDLE.0 | Class::ARTICLE.0 | Class::TIME.0 | Class::DECADE.0;
        let marks =
            Class::QUALIFIER.0 | Class::LISTED.0 | Class::UNLETTERED.0 | Class::REFUSAL.0 | Class::GENDER.0;
        self.0 & !(begins | marks) != 0
    }

    /// True where one of the flags of `other` is set.
    #[must_use]
    pub const fn any(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// Sets the flags of `other`.
    pub const fn add(&mut self, other: Class) {
        self.0 |= other.0;
    }
}

/// The letters of a word, figure or sign in their normal forms, and what it means.
#[derive(Clone, Debug)]
pub struct Word {
    /// Lower case, straight apostrophe, no accents, no possessive ending.
    pub norm: CompactString,
    /// Stem of a content word; the normal form of all else.
    pub stem: CompactString,
    /// Stands for the word as written: the same for the same, in every document of a run.
    pub text_key: u64,
    pub(crate) meaning: OnceLock<Arc<Meaning>>,
}

/// A word at its place in a text. What every pass over a text asks stands here, its letters elsewhere.
#[derive(Clone, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Stands for the normal form: the same for the same, in every document of a run.
    pub norm_key: u64,
    /// Stands for the stem likewise.
    pub stem_key: u64,
    /// What the language says of it.
    pub class: Class,
    pub(crate) syntax: Syntax,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is written.
    pub case: Case,
    /// Ended in *'s* or *s'*.
    pub possessive: bool,
    /// Has a digit.
    pub figured: bool,
    /// No white space before it.
    pub joined: bool,
    /// Its letters, which all tokens of a thread share that are written so.
    pub word: Arc<Word>,
}

impl Deref for Token {
    type Target = Word;

    fn deref(&self) -> &Word {
        &self.word
    }
}

impl Token {
    /// The token as written.
    #[must_use]
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        self.span.of(text)
    }

    /// True for a word or figure that carries content.
    #[must_use]
    pub fn is_content(&self) -> bool {
        self.kind != TokenKind::Sign && !self.class.has(Class::FUNCTION)
    }

    /// True where the first letter is a capital.
    #[must_use]
    pub fn is_capital(&self) -> bool {
        matches!(self.case, Case::Title | Case::Upper) || self.case == Case::Mixed
    }
}

impl Word {
    /// What the word means in its language, which is looked up once.
    pub(crate) fn meaning(&self, language: &Language) -> &Meaning {
        self.meaning.get_or_init(|| language.meaning(&self.norm))
    }

    /// True for this one sign or word, in normal form.
    #[must_use]
    pub fn is(&self, norm: &str) -> bool {
        self.norm == norm
    }
}

/// A number that stands for a word: a hash of 64 bits, so that two words have hardly ever one.
#[must_use]
pub(crate) fn key(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}

/// Cuts `span` of `text` into pieces of one kind each, in order, without white space.
///
/// Word boundaries are those of UAX #29; addresses are kept whole, *U.S.* keeps its last full stop, and a colon or a
/// low line ends a word.
pub fn pieces(text: &str, span: Span, mut each: impl FnMut(Span, TokenKind)) {
    let mut at = span.start;
    while at < span.end {
        if let Some(end) = plain(&text.as_bytes()[at..span.end], at, &mut each) {
            at = end;
            continue;
        }
        let rest = &text[at..span.end];
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let word = &rest[..length];
        if looks_like_link(word) {
            let (before, link, after) = link_in(word);
            cut(text, Span::new(at, at + before), &mut each);
            if link > 0 {
                each(Span::new(at + before, at + before + link), TokenKind::Link);
            }
            cut(text, Span::new(at + before + link, at + before + link + after), &mut each);
        } else {
            cut(text, Span::new(at, at + length), &mut each);
        }
        at += length + rest[length..].chars().next().map_or(0, char::len_utf8);
    }
}

/// The plainest run without white space: ASCII letters, with no more than a sign behind; where it and a space behind it end.
fn plain(bytes: &[u8], at: usize, each: &mut impl FnMut(Span, TokenKind)) -> Option<usize> {
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let sign = matches!(bytes.get(letters), Some(b',' | b'.' | b';' | b'?' | b'!' | b')'));
    let length = letters + usize::from(sign);
    let space = match bytes.get(length) {
        None => 0,
        Some(b' ' | b'\n' | b'\t' | b'\r') => 1,
        Some(_) => return None,
    };
    if letters == 0 {
        return (length == 0).then_some(at + space);
    }
    if sign && bytes[letters] == b'.' && ends_with_www(&bytes[..letters]) {
        return None;
    }
    each(Span::new(at, at + letters), TokenKind::Word);
    if sign {
        each(Span::new(at + letters, at + length), TokenKind::Sign);
    }
    Some(at + length + space)
}

fn ends_with_www(letters: &[u8]) -> bool {
    letters.len() >= 3 && letters[letters.len() - 3..].eq_ignore_ascii_case(b"www")
}

fn cut(text: &str, span: Span, each: &mut impl FnMut(Span, TokenKind)) {
    let chunk = span.of(text);
    if is_simple(chunk) {
        cut_simple(chunk, span.start, each);
    } else {
        cut_by_standard(chunk, span.start, each);
    }
}

/// Only signs that always stand alone, ASCII letters and figures, and nothing between two of these that the standard joins
/// but the apostrophe of a word.
fn is_simple(chunk: &str) -> bool {
    let mut before = ' ';
    let mut chars = chunk.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let letters = before.is_ascii_alphabetic() && next.is_ascii_alphabetic();
        let figures = before.is_ascii_digit() && next.is_ascii_digit();
        let simple = match c {
            '_' => false,
            ':' => !letters,
            ',' | ';' => !figures,
            '.' => !letters && !figures,
            '\'' | '’' | '‘' => !figures,
            '“' | '”' | '„' | '«' | '»' | '–' | '—' | '…' | '€' | '£' => true,
            _ => c.is_ascii_graphic(),
        };
        if !simple {
            return false;
        }
        before = c;
    }
    true
}

/// Words, figures and signs of a run that [`is_simple`].
fn cut_simple(chunk: &str, start: usize, each: &mut impl FnMut(Span, TokenKind)) {
    let apostrophe = |c: char| matches!(c, '\'' | '’' | '‘');
    let mut word: Option<(usize, TokenKind)> = None;
    let mut before = ' ';
    let mut chars = chunk.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, c)| *c);
        let inside = before.is_ascii_alphabetic() && apostrophe(c) && next.is_ascii_alphabetic();
        if c.is_ascii_alphanumeric() || inside {
            let kind = if c.is_ascii_digit() { TokenKind::Figure } else { TokenKind::Word };
            word.get_or_insert((at, kind));
        } else {
            if let Some((from, kind)) = word.take() {
                each(Span::new(start + from, start + at), kind);
            }
            each(Span::new(start + at, start + at + c.len_utf8()), TokenKind::Sign);
        }
        before = c;
    }
    if let Some((from, kind)) = word {
        each(Span::new(start + from, start + chunk.len()), kind);
    }
}

/// Words, figures and signs by the word boundaries of UAX #29.
fn cut_by_standard(chunk: &str, start: usize, each: &mut impl FnMut(Span, TokenKind)) {
    let mut skip_to = 0;
    for (at, piece) in chunk.split_word_bound_indices() {
        if at < skip_to {
            continue;
        }
        // *_so_*: marks may belong to a word for the standard.
        let marks = piece.find(char::is_alphanumeric).unwrap_or(piece.len());
        for (offset, sign) in piece[..marks].char_indices() {
            let start = start + at + offset;
            each(Span::new(start, start + sign.len_utf8()), TokenKind::Sign);
        }
        let (at, piece) = (at + marks, &piece[marks..]);
        let mut end = at + piece.len();
        if piece.starts_with(char::is_numeric) {
            each(Span::new(start + at, start + end), TokenKind::Figure);
        } else {
            let mut from = at;
            for (sign, mark) in piece.match_indices([':', '_', '·']) {
                if at + sign > from {
                    each(Span::new(start + from, start + at + sign), TokenKind::Word);
                }
                from = at + sign + mark.len();
                each(Span::new(start + at + sign, start + from), TokenKind::Sign);
            }
            if from < end {
                let dotted =
                    piece[from - at..].contains('.') && piece.split('.').all(|p| p.chars().count() == 1);
                if dotted && chunk[end..].starts_with('.') {
                    end += 1;
                    skip_to = end;
                }
                each(Span::new(start + from, start + end), TokenKind::Word);
            }
        }
    }
}

/// A cheap first look: an address has one of these inside.
fn looks_like_link(word: &str) -> bool {
    let bytes = word.as_bytes();
    if !bytes.iter().any(|b| matches!(b, b'@' | b'/' | b'.')) {
        return false;
    }
    word.contains("://")
        || bytes.windows(4).any(|w| w.eq_ignore_ascii_case(b"www."))
        || word.contains('@') && bytes.len() > 2
        || word.contains('/') && bare_domain(trimmed(word).1)
}

/// *news.example.org/today*: letters and dots with a common ending before a path; without one it is a name.
fn bare_domain(word: &str) -> bool {
    const ENDINGS: [&str; 14] =
        ["com", "org", "net", "gov", "edu", "io", "info", "co", "uk", "de", "fr", "eu", "in", "ru"];
    let host = word.split('/').next().unwrap_or(word);
    let Some((name, ending)) = host.rsplit_once('.') else { return false };
    name.len() > 1
        && ENDINGS.contains(&ending)
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-')
        && name.bytes().any(|b| b.is_ascii_lowercase())
        && !name.split('.').any(|part| part.len() < 2)
}

/// Lengths of what stands before, in and after the address inside one run without white space.
fn link_in(word: &str) -> (usize, usize, usize) {
    let (mut before, mut inner) = trimmed(word);
    for opening in ["](", "("] {
        if let Some(at) = inner.find(opening) {
            before += at + opening.len();
            inner = &inner[at + opening.len()..];
            if let Some(close) = inner.find(')') {
                inner = &inner[..close];
            }
        }
    }
    (before, inner.len(), word.len() - before - inner.len())
}

fn trimmed(word: &str) -> (usize, &str) {
    let start = word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '@');
    let end = start.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/');
    (word.len() - start.len(), end)
}

/// How a word is written.
#[must_use]
pub fn case_of(word: &str) -> Case {
    let (mut upper, mut lower, mut first_upper, mut first) = (0, 0, false, true);
    for c in word.chars() {
        if c.is_uppercase() {
            upper += 1;
            first_upper |= first;
        } else if c.is_lowercase() {
            lower += 1;
        }
        first = false;
    }
    match (upper, lower) {
        (0, 0) => Case::None,
        (0, _) => Case::Lower,
        (1, 0) => Case::Title,
        (_, 0) => Case::Upper,
        (1, _) if first_upper => Case::Title,
        _ => Case::Mixed,
    }
}

/// Lower case, straight apostrophe, no accents, no possessive ending; and whether there was such an ending.
#[must_use]
pub fn normal_form(word: &str) -> (CompactString, bool) {
    if word.is_ascii() {
        let (base, possessive) = without_possessive(word);
        let mut norm = CompactString::from(base);
        norm.make_ascii_lowercase();
        return (norm, possessive);
    }
    let folded: CompactString = word
        .nfkd()
        .filter(|&c| !is_combining_mark(c))
        .map(|c| if matches!(c, '’' | '‘' | 'ʼ' | '＇') { '\'' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
    let (base, possessive) = without_possessive(&folded);
    (CompactString::from(base), possessive)
}

fn without_possessive(word: &str) -> (&str, bool) {
    match word.strip_suffix("'s").or_else(|| word.strip_suffix("'S")) {
        Some(base) if !base.is_empty() => (base, true),
        _ => (word, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_up(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        pieces(text, Span::new(0, text.len()), |span, _| out.push(span.of(text)));
        out
    }

    #[test]
    fn signs_stand_alone_and_abbreviations_keep_their_stops() {
        assert_eq!(cut_up("US$34.6m (U.S.)"), ["US", "$", "34.6m", "(", "U.S.", ")"]);
        assert_eq!(
            cut_up("a 49-year-old at 14:40"),
            ["a", "49", "-", "year", "-", "old", "at", "14", ":", "40"]
        );
        assert_eq!(cut_up("_so_ and so"), ["_", "so", "_", "and", "so"]);
    }

    #[test]
    fn a_simple_run_is_cut_as_the_standard_has_it() {
        let parts = [
            "it", "s", "7", "30", "'", "’", "‘", "\"", "“", "”", "-", "–", "$", "(", ")", ",", ".", ":", ";",
            "%",
        ];
        let mut simple = 0;
        for number in 0..parts.len().pow(4) {
            let part = |power: u32| parts[number / parts.len().pow(power) % parts.len()];
            let run = [part(0), part(1), part(2), part(3)].concat();
            if is_simple(&run) {
                simple += 1;
                let (mut found, mut expected) = (Vec::new(), Vec::new());
                cut_simple(&run, 3, &mut |span, kind| found.push((span, kind)));
                cut_by_standard(&run, 3, &mut |span, kind| expected.push((span, kind)));
                assert_eq!(found, expected, "{run}");
            }
        }
        assert!(simple > 100_000, "{simple}");
    }

    #[test]
    fn an_address_is_one_token_without_its_brackets() {
        assert_eq!(
            cut_up("see (https://a.example/b?c=1)."),
            ["see", "(", "https://a.example/b?c=1", ")", "."]
        );
        assert_eq!(
            cut_up("[our site](www.a.example/b), ok"),
            ["[", "our", "site", "]", "(", "www.a.example/b", ")", ",", "ok"]
        );
        assert_eq!(cut_up("by mail@a.example or @handle."), ["by", "mail@a.example", "or", "@handle", "."]);
    }

    #[test]
    fn normal_forms_fold_case_accents_and_the_possessive() {
        assert_eq!(normal_form("Müller’s"), ("muller".into(), true));
        assert_eq!(normal_form("DIDN'T"), ("didn't".into(), false));
    }
}
