//! What one block looks like by itself: its shape, and the signs of furniture that the language knows.

use crate::language::{Boilerplate, Language};
use crate::segment::{Block, Role};
use crate::token::Class;

/// Words that a full sentence of an article has at least; shorter ones may be a slogan.
pub(super) const SENTENCE: usize = 8;
/// A line with a phrase of furniture in it is no longer than this.
const LONG: usize = 60;
/// A button, a menu entry, a stamp is no longer than this.
const SHORT: usize = 12;

/// How sure a line is furniture by itself, whatever stands around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    None,
    /// Furniture where other furniture is near.
    Hint,
    /// Leads to another article or to an offer: furniture, yet often found in a clean text.
    Pointer,
    /// Furniture.
    Sure,
    /// Furniture that heads more of it.
    Section,
}

impl Sign {
    /// True where the line needs no other sign.
    pub(super) fn is_sure(self) -> bool {
        matches!(self, Sign::Pointer | Sign::Sure | Sign::Section)
    }
}

/// The shape of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub words: usize,
    /// Ends as sentences do.
    pub terminal: bool,
    /// Ends with a colon: what follows belongs to it.
    pub leads: bool,
    /// Heads a reader's comment: a day, a time and a colon behind a name.
    pub heads: bool,
    pub sign: Sign,
}

impl Line {
    /// Reads the block; `opening` is true before the first sentence of the article, except for the headline.
    pub(super) fn read(text: &str, block: &Block, language: &Language, opening: bool) -> Self {
        let raw = block.span.of(text);
        let mut shape = Shape::read(raw);
        let end = raw.trim_end_matches(|c: char| c.is_whitespace() || is_closing(c));
        let terminal = shape.lower > 0 && end.ends_with(['.', '!', '?', '…', '。', '！', '？', '।']);
        let leads = raw.ends_with([':', '：']);
        let mut line = Self { words: shape.words, terminal, leads, heads: false, sign: Sign::None };
        if block.role != Role::Cell && shape.words <= 2 * LONG {
            let lower = lowered(raw);
            if shape.words <= LONG {
                shape.read_words(&lower, language);
            }
            line.heads = leads && shape.words <= 2 * SHORT && shape.dates >= 2 && shape.clock;
            line.sign = line.find_sign(&lower, &shape, block, language, opening);
        }
        line
    }

    /// A sentence of some length, as articles have them.
    pub(super) fn is_text(&self) -> bool {
        self.terminal && self.words >= SENTENCE && !self.sign.is_sure()
    }

    fn find_sign(
        &self,
        lower: &str,
        shape: &Shape,
        block: &Block,
        language: &Language,
        opening: bool,
    ) -> Sign {
        let signs = &language.boilerplate;
        let bare = bare(lower);
        let quoted = || is_quoted(lower);
        let first = block.span.start == 0;
        let single = || ![". ", "? ", "! "].iter().any(|stop| lower.contains(stop));
        if signs.sections.contains(bare)
            || !self.terminal && self.words <= 6 && starts_with(signs, |s| &s.section_openings, lower)
        {
            Sign::Section
        } else if signs.headings.contains(bare)
            || shape.is_share_bar(self.words) && !self.terminal && block.role != Role::Item
        {
            Sign::Sure
        } else if !first
            && is_pointer(lower, || self.words, signs)
            && single()
            && (block.role != Role::Item || lower.contains(':'))
        {
            Sign::Pointer
        } else if self.words <= LONG && single() && !quoted() && signs.phrases.stand_in(lower)
            || self.is_byline(lower, shape, language, opening)
        {
            Sign::Sure
        } else if self.words <= LONG && shape.is_promotion() && !quoted() {
            Sign::Pointer
        } else if shape.is_menu(self.words) || shape.is_stamp(self) || self.is_hint(lower, signs) {
            Sign::Hint
        } else {
            Sign::None
        }
    }

    fn is_hint(&self, lower: &str, signs: &Boilerplate) -> bool {
        self.words <= if self.terminal { 2 * SHORT } else { SHORT } && signs.hints.stand_in(lower)
    }

    /// Who wrote it and when: an opening word, then names or a stamp, no sentence.
    fn is_byline(&self, lower: &str, shape: &Shape, language: &Language, opening: bool) -> bool {
        if self.terminal || !(2..=2 * SHORT).contains(&self.words) {
            return false;
        }
        let opener = |part: &str| {
            let part = begun(part);
            let all = language.boilerplate.bylines.iter().filter(|&by| begins(part, by));
            all.max_by_key(|by| by.len())
                .map(|by| (by.split(' ').count(), language.class_of(by).has(Class::FUNCTION)))
        };
        let Some((length, _)) = opener(lower) else { return false };
        let strong = lower.split(['|', '•', '·']).any(|part| opener(part).is_some_and(|(_, weak)| !weak));
        let names = shape.lower <= length && shape.function <= 3;
        let stamp = shape.digits > 0 && (strong || shape.dates > 0);
        opening && (names || stamp) || stamp && strong
    }
}

/// Counts over the words of a line.
#[derive(Default)]
struct Shape {
    words: usize,
    /// Words in small letters.
    lower: usize,
    function: usize,
    /// Words with digits.
    digits: usize,
    /// Words of a date.
    dates: usize,
    /// A time of day.
    clock: bool,
    buttons: usize,
    networks: usize,
    /// Neither button, network, function word nor digits.
    other: usize,
    calls: Vec<String>,
    offers: Vec<String>,
    address: usize,
    separators: usize,
}

impl Shape {
    /// What can be seen without knowing the language.
    fn read(raw: &str) -> Self {
        if is_plain(raw) {
            return Self::read_plain(raw);
        }
        let mut shape =
            Self { separators: raw.matches(['|', '•', '·', '»', '›']).count(), ..Self::default() };
        let mut capitals = 0;
        for word in raw.split(|c: char| c.is_whitespace() || matches!(c, '/' | '|')) {
            if let Some(first) = word.chars().find(|c| c.is_alphanumeric()) {
                shape.words += 1;
                shape.digits += usize::from(word.bytes().any(|b| b.is_ascii_digit()));
                capitals += usize::from(first.is_uppercase());
            }
        }
        let wide = raw.chars().filter(|&c| c > '\u{2E7F}').count();
        shape.words = shape.words.max(wide / 2);
        shape.lower = shape.words.saturating_sub(capitals + shape.digits);
        shape
    }

    /// The same, byte by byte.
    fn read_plain(raw: &str) -> Self {
        /// Bytes whose counts fit into one number.
        const CHUNK: usize = 1 << 20;
        let (mut words, mut capitals, mut digits) = (0, 0, 0);
        let mut state = 0;
        for chunk in raw.as_bytes().chunks(CHUNK) {
            let mut counts = 0_u64;
            for &byte in chunk {
                let (next, counted) = STEPS[usize::from(state | BYTES[usize::from(byte)])];
                state = next;
                counts += counted;
            }
            let count = |field: u32| usize::try_from(counts >> field & FIELD).unwrap_or(usize::MAX);
            words += count(0);
            capitals += count(CAPITALS);
            digits += count(DIGITS);
        }
        let separators = memchr::memchr_iter(b'|', raw.as_bytes()).count();
        let lower = words.saturating_sub(capitals + digits);
        Self { words, lower, digits, separators, ..Self::default() }
    }

    fn read_words(&mut self, lower: &str, language: &Language) {
        if !is_plain(lower) {
            for word in lower.split(|c: char| c.is_whitespace() || matches!(c, '/' | '|')) {
                self.count(word.trim_matches(|c: char| !c.is_alphanumeric()), language);
            }
            return;
        }
        // The same, byte by byte: from a word's first letter to its last.
        let mut begin = 0;
        for part in lower.as_bytes().split(|&byte| BYTES[usize::from(byte)] == BREAK) {
            let first = part.iter().position(u8::is_ascii_alphanumeric);
            let last = part.iter().rposition(u8::is_ascii_alphanumeric);
            if let (Some(first), Some(last)) = (first, last) {
                self.count(&lower[begin + first..=begin + last], language);
            }
            begin += part.len() + 1;
        }
    }

    fn count(&mut self, word: &str, language: &Language) {
        if word.is_empty() {
            return;
        }
        let marks = language.boilerplate.marks(word);
        let marked = |mark: u8| marks & mark != 0;
        self.address += usize::from(marked(Boilerplate::ADDRESS));
        for (mark, found) in [(Boilerplate::CALL, &mut self.calls), (Boilerplate::OFFER, &mut self.offers)] {
            if marked(mark) && !found.iter().any(|before| before == word) {
                found.push(word.to_owned());
            }
        }
        // A longer line can only be a promotion.
        if self.words > 2 * SHORT {
            return;
        }
        let class = language.class_of(word);
        let (button, network, function) =
            (marked(Boilerplate::BUTTON), marked(Boilerplate::NETWORK), class.has(Class::FUNCTION));
        let digits = word.bytes().any(|b| b.is_ascii_digit());
        self.buttons += usize::from(button);
        self.networks += usize::from(network);
        self.function += usize::from(function);
        self.clock |= digits && word.contains(':');
        self.dates += usize::from(class.has(Class::DATE) || digits && word.contains([':', '-']));
        self.other += usize::from(!(button || network || function || digits));
    }

    /// Nothing but buttons, one of them for a network or several.
    fn is_share_bar(&self, words: usize) -> bool {
        let many =
            self.buttons >= 1 && self.networks >= 1 || self.buttons >= 3 && self.function < self.buttons;
        self.other == 0 && self.digits == 0 && (2..=2 * SHORT).contains(&words) && many
    }

    /// Nothing but words of buttons and menus, or short entries between separators.
    fn is_menu(&self, words: usize) -> bool {
        let all = self.other == 0 && self.buttons + self.networks > 0 && words <= SHORT;
        all || self.separators >= 2 && words <= 4 * (self.separators + 1)
    }

    /// A date or time and hardly more.
    fn is_stamp(&self, line: &Line) -> bool {
        !line.terminal
            && line.words <= SHORT
            && self.dates > 0
            && self.digits > 0
            && self.other <= self.dates + 2
    }

    /// Asks readers twice for something, and offers two things.
    fn is_promotion(&self) -> bool {
        self.calls.len() >= 2 && self.offers.len() >= 2 && self.address > 0
    }
}

/// The author that a byline names, in lower case: two to four words behind its opening.
pub(super) fn author(raw: &str, language: &Language) -> Option<String> {
    let lower = raw.to_lowercase();
    let line = begun(&lower);
    let openers = language.boilerplate.bylines.iter().filter(|&by| begins(line, by));
    let opener = openers.max_by_key(|by| by.len())?;
    let rest = line[opener.len()..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = |c: char| c.is_ascii_digit() || matches!(c, '|' | '•' | '·' | ',' | '(' | '/' | '–' | '—');
    let name = rest.split(end).next()?.trim();
    (2..=4).contains(&name.split_whitespace().count()).then(|| name.to_owned())
}

/// No letter, figure, space or separator beyond ASCII: its bytes tell all.
fn is_plain(text: &str) -> bool {
    text.is_ascii()
        || text.chars().all(|c| c.is_ascii() || matches!(c, '‘' | '’' | '“' | '”' | '–' | '—' | '…'))
}

/// White space, or a sign between two entries.
const fn is_break(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'\x0b' | b'/' | b'|')
}

/// What a byte is to the shape of a line.
const OTHER: u8 = 0;
const BREAK: u8 = 1;
const SMALL: u8 = 2;
const CAPITAL: u8 = 3;
const DIGIT: u8 = 4;

static BYTES: [u8; 256] = {
    let mut bytes = [OTHER; 256];
    let mut byte = 0_u8;
    loop {
        bytes[byte as usize] = match byte {
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => CAPITAL,
            b'0'..=b'9' => DIGIT,
            _ if is_break(byte) => BREAK,
            _ => OTHER,
        };
        if byte == u8::MAX {
            break bytes;
        }
        byte += 1;
    }
};

/// Where in a line one is: between words,
const BETWEEN: u8 = 0;
/// in a word,
const INSIDE: u8 = 8;
/// in a word that has a digit.
const FIGURED: u8 = 16;

/// Counts are kept in fields of one number: words, words that begin with a capital, words with a digit.
const FIELD: u64 = (1 << 21) - 1;
const CAPITALS: u32 = 21;
const DIGITS: u32 = 42;

/// By where one is and what the next byte is: where one is then, and what it adds to the counts.
static STEPS: [(u8, u64); 32] = {
    let mut steps = [(BETWEEN, 0); 32];
    let mut at = 0_u8;
    while at < 32 {
        let (place, byte) = (at & 24, at & 7);
        let word = if place == BETWEEN { 1 } else { 0 };
        steps[at as usize] = match byte {
            BREAK => (BETWEEN, 0),
            SMALL if place == BETWEEN => (INSIDE, word),
            CAPITAL if place == BETWEEN => (INSIDE, word | 1 << CAPITALS),
            DIGIT if place != FIGURED => (FIGURED, word | 1 << DIGITS),
            _ => (place, 0),
        };
        at += 1;
    }
    steps
};

/// A line without marks and counts at its ends: `#Comments (37)` → `comments`.
fn bare(lower: &str) -> &str {
    let bare = lower.trim_matches(|c: char| !c.is_alphabetic());
    if bare.is_empty() { lower } else { bare }
}

/// In small letters, with straight apostrophes.
fn lowered(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower = if is_plain(text) { text.to_ascii_lowercase() } else { text.to_lowercase() };
    lower.replace('’', "'")
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '“')
}

/// A line from its first letter or figure on.
fn begun(line: &str) -> &str {
    line.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// A line that is [`begun`] begins with this word or phrase.
fn begins(line: &str, opening: &str) -> bool {
    // A cheap first look.
    if line.as_bytes().first() != opening.as_bytes().first() {
        return false;
    }
    line.strip_prefix(opening).is_some_and(|rest| {
        opening.ends_with(':') || !rest.starts_with(char::is_alphanumeric) && !rest.starts_with('\'')
    })
}

fn starts_with(signs: &Boilerplate, openings: impl Fn(&Boilerplate) -> &Vec<String>, line: &str) -> bool {
    let line = begun(line);
    openings(signs).iter().any(|opening| begins(line, opening))
}

/// A line in lower case that leads to another article: `see also: …`; without a colon no sentence may follow.
fn is_pointer(lower: &str, words: impl Fn() -> usize, signs: &Boilerplate) -> bool {
    let line = begun(lower);
    let open = || !lower.ends_with(['.', '!', '?', '"', '”', ',', ';']) && (6..=40).contains(&words());
    signs
        .pointers
        .iter()
        .filter(|pointer| begins(line, pointer))
        .any(|pointer| colon_after(line, pointer) || open())
}

/// A line that begins with this phrase has a colon behind it.
fn colon_after(line: &str, pointer: &str) -> bool {
    pointer.ends_with(':') || line[pointer.len()..].trim_start().starts_with(':')
}

/// True for a line that leads to another article.
pub(crate) fn leads_elsewhere(line: &str, language: &Language) -> bool {
    let lower = lowered(line);
    is_pointer(&lower, || lower.split_whitespace().count(), &language.boilerplate)
}

/// True for a sentence that is furniture though it stands inside a paragraph: a pointer with its colon, a sure phrase.
pub(crate) fn interrupts(sentence: &str, language: &Language) -> bool {
    let signs = &language.boilerplate;
    let short = memchr::memchr_iter(b' ', sentence.as_bytes()).count() < 2 * SHORT;
    // Only the beginning can be a pointer, and a pointer has a colon.
    const OPENING: usize = 60;
    let opening = &sentence[..sentence.floor_char_boundary(OPENING)];
    if memchr::memchr(b':', opening.as_bytes()).is_some() {
        let lower = lowered(opening);
        let line = begun(&lower);
        if signs.pointers.iter().any(|pointer| begins(line, pointer) && colon_after(line, pointer)) {
            return true;
        }
    }
    short && !is_quoted(sentence) && signs.phrases.stand_in(&sentence.to_ascii_lowercase())
}

fn is_quoted(line: &str) -> bool {
    memchr::memchr(b'"', line.as_bytes()).is_some() || !line.is_ascii() && line.contains(['“', '”', '„', '«'])
}
