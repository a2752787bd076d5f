//! Segment: text → blocks (headings, items, captions, cells, paragraphs) → segments, sentence by sentence.
//!
//! Sentences come from `sentencex`; our own pass mends what it leaves: stops of abbreviations and initials, sentences
//! without a space between, fragments of punctuation.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use crate::language::Language;
use crate::span::Span;
use crate::token::{self, Class};

/// What a segment is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A headline or a heading between paragraphs.
    Heading,
    /// A sentence of running text.
    Sentence,
    /// A list item.
    Item,
    /// The words of a picture.
    Caption,
    /// A cell of a table.
    Cell,
    /// Page furniture: in the page, not of the article.
    Boilerplate,
}

/// The unit of alignment: a sentence, heading, item, caption or cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where it stands, without white space at its ends.
    pub span: Span,
    /// What it is.
    pub role: Role,
    /// Number of the block it belongs to.
    pub paragraph: usize,
    /// Its tokens, in the document's.
    pub tokens: Range<usize>,
}

/// A line or paragraph before it is cut into sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub span: Span,
    pub role: Role,
    /// An empty line stands before it.
    pub gap: bool,
    /// A numbered list item.
    pub numbered: bool,
}

/// Cuts a text into its blocks, in order; every letter of the text lies in one.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut lines: Vec<Span> = Vec::new();
    let mut gap = false;
    let mut start = 0;
    let mut fenced = false;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    for end in ends.chain([text.len(), text.len()]) {
        let span = Span::new(start, end).trimmed(text);
        start = end;
        let content = span.of(text);
        let fence = content.starts_with("```");
        fenced ^= fence;
        let rule = is_rule(content);
        if rule && content.starts_with(['=', '-']) && lines.len() == 1 {
            let heading = lines.remove(0);
            blocks.push(Block { span: heading, role: Role::Heading, gap, numbered: false });
            gap = false;
        }
        let marked = if fenced { Vec::new() } else { marked_line(text, span) };
        if content.is_empty() || rule || fence || !marked.is_empty() {
            flush(text, &mut lines, &mut gap, &mut blocks);
            for (span, role, numbered) in marked {
                blocks.push(Block { span, role, gap, numbered });
                gap = false;
            }
            gap |= content.is_empty() || rule || fence;
        } else {
            lines.push(span);
        }
    }
    flush(text, &mut lines, &mut gap, &mut blocks);
    headings(text, &mut blocks);
    blocks
}

fn is_rule(line: &str) -> bool {
    let Some(mark) = line.chars().next().filter(|c| matches!(c, '-' | '*' | '_' | '=')) else { return false };
    line.len() >= 3 && line.chars().all(|c| c == mark || c.is_whitespace())
}

/// A line that its first characters mark as heading, item, caption or table row: the spans inside it.
fn marked_line(text: &str, span: Span) -> Vec<(Span, Role, bool)> {
    let line = span.of(text);
    let inner = |skip: usize| Span::new(span.start + skip, span.end).trimmed(text);
    let hashes = line.bytes().take_while(|&b| b == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
        return vec![(inner(hashes), Role::Heading, false)];
    }
    if let Some(rest) = line.strip_prefix("![") {
        let end = rest.find(']').unwrap_or(rest.len());
        return vec![(Span::new(span.start + 2, span.start + 2 + end), Role::Caption, false)];
    }
    if line.starts_with('|') && line.ends_with('|') && line.len() > 2 {
        return cells(text, span);
    }
    for bullet in ["- ", "* ", "+ ", "• ", "· ", "‣ ", "▪ ", "– "] {
        if line.starts_with(bullet) && line.len() > bullet.len() {
            return vec![(inner(bullet.len()), Role::Item, false)];
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits) && (line[digits..].starts_with(". ") || line[digits..].starts_with(") ")) {
        return vec![(inner(digits + 1), Role::Item, true)];
    }
    if let Some(rest) = line.strip_prefix("> ") {
        let skip = line.len() - rest.trim_start_matches("> ").len();
        return vec![(inner(skip), Role::Sentence, false)];
    }
    Vec::new()
}

fn cells(text: &str, row: Span) -> Vec<(Span, Role, bool)> {
    let mut out = Vec::new();
    let mut start = row.start + 1;
    for cell in row.of(text)[1..].split('|') {
        let span = Span::new(start, (start + cell.len()).min(row.end)).trimmed(text);
        if span.of(text).chars().any(char::is_alphanumeric) {
            out.push((span, Role::Cell, false));
        }
        start += cell.len() + 1;
    }
    out
}

/// Turns the plain lines since the last break into blocks: one where they are a wrapped paragraph, else one a line.
fn flush(text: &str, lines: &mut Vec<Span>, gap: &mut bool, blocks: &mut Vec<Block>) {
    let longest = lines.iter().map(|line| line.len()).max().unwrap_or(0);
    let wrapped = lines.len() > 2
        && (40..=100).contains(&longest)
        && lines[..lines.len() - 1].iter().all(|line| line.len() * 10 >= longest * 6);
    let mut open: Option<Span> = None;
    for line in lines.drain(..) {
        open = Some(match open {
            Some(before) if wrapped || continues(text, before, line) => before.join(line),
            Some(before) => {
                blocks.push(Block {
                    span: before,
                    role: Role::Sentence,
                    gap: std::mem::take(gap),
                    numbered: false,
                });
                line
            }
            None => line,
        });
    }
    if let Some(span) = open {
        blocks.push(Block { span, role: Role::Sentence, gap: std::mem::take(gap), numbered: false });
    }
}

/// A line that breaks inside its sentence.
fn continues(text: &str, before: Span, line: Span) -> bool {
    let unfinished = before.of(text).ends_with(|c: char| c.is_lowercase() || c == ',' || c == '-');
    before.len() > 30 && unfinished && line.of(text).starts_with(|c: char| c.is_lowercase())
}

/// Short lines without a full stop before a longer block are headings; the first one also before a deck, a byline, a score.
fn headings(text: &str, blocks: &mut [Block]) {
    /// Words of a heading.
    const MOST: usize = 18;
    /// Such lines between headline and body.
    const BETWEEN: usize = 3;
    let is_open = |line: &str| !line.ends_with(['.', '!', ':', ';', ',', '"', '”', '…', ')']);
    for i in 0..blocks.len() {
        let line = blocks[i].span.of(text);
        let open = || is_open(line);
        let leads = || {
            let short = |block: &&Block| i == 0 && block.gap && is_open(block.span.of(text));
            let between = blocks[i + 1..].iter().take(BETWEEN).take_while(short).count();
            let mut next = blocks[i + 1..].iter().take(between + 1);
            next.any(|next| next.span.len() > 2 * line.len() && next.role == Role::Sentence)
        };
        let starts = || line.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || !c.is_alphabetic());
        let fits = || (2..=MOST).contains(&line.split_whitespace().take(MOST + 1).count());
        let alone = blocks[i].gap || i == 0;
        if blocks[i].role == Role::Sentence && alone && open() && leads() && starts() && fits() {
            blocks[i].role = Role::Heading;
        }
    }
}

/// Bytes that are cut into sentences at a time: what encloses what (quotes, brackets) is sought in all of them.
const AT_ONCE: usize = 8_000;

/// Spans of the sentences of a block, in order, without white space between.
pub(crate) fn sentences(text: &str, block: Span, language: &Language) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let (mut start, mut open) = (block.start, false);
    while start < block.end {
        let end = text.floor_char_boundary(start.saturating_add(AT_ONCE)).min(block.end);
        let mut found: Vec<Span> = if is_single(&text[start..end]) {
            vec![Span::new(start, end)]
        } else {
            sentencex::get_sentence_boundaries(&language.code, &text[start..end])
                .iter()
                .map(|boundary| Span::new(start + boundary.start_byte, start + boundary.end_byte))
                .collect()
        };
        // The last sentence may go on behind what was looked at.
        let goes_on = end < block.end && found.last().is_some_and(|last| last.start > start);
        let next = if goes_on { found.pop().map_or(end, |last| last.start) } else { end };
        for span in found {
            for part in unspaced(text, span.trimmed(text), language) {
                match out.last_mut() {
                    Some(last) if open || belongs_to(text, *last, part, language) => *last = last.join(part),
                    _ if part.is_empty() => {}
                    _ => out.push(part),
                }
                open = false;
            }
        }
        open = next == end && end < block.end;
        start = next;
    }
    out
}

/// Plain letters of the Latin script with no mark inside that could end a sentence or begin an item: nothing to cut.
fn is_single(text: &str) -> bool {
    let inner = text.trim_end_matches(['.', '!', '?', '"', '”', '’']).as_bytes();
    let quiet = memchr::memchr3(b'.', b'!', b'?', inner).is_none()
        && memchr::memchr3(b')', b'\n', b'*', inner).is_none();
    let plain = |c: char| c < '\u{370}' || matches!(c, '‘' | '’' | '“' | '”' | '„' | '–' | '—');
    quiet && (text.is_ascii() || text.chars().all(plain))
}

/// Cuts where a sentence ends without a space behind: *…the end.Another one*.
fn unspaced(text: &str, span: Span, language: &Language) -> Vec<Span> {
    let inner = span.of(text);
    let mut out = Vec::new();
    let mut start = span.start;
    for at in memchr::memchr3_iter(b'.', b'!', b'?', inner.as_bytes()) {
        let end = at + 1;
        let next = inner.as_bytes().get(end).copied().unwrap_or(b'a');
        if inner.as_bytes()[at] == b'.' && ends_month(&inner[..at], &inner[end..], language) {
            out.push(Span::new(start, span.start + end));
            start = span.start + end + 1;
            continue;
        }
        if next.is_ascii_lowercase()
            || next == b' ' && inner.as_bytes().get(end + 1).is_some_and(u8::is_ascii)
        {
            continue;
        }
        // Some pages have a space before the closing mark: *… the end. ” Another one*.
        let apart = if inner[end..].starts_with(" ”") { 1 } else { 0 };
        let marks = inner[end + apart..]
            .chars()
            .take_while(|c| matches!(c, '"' | '”' | '’' | ')'))
            .map(char::len_utf8)
            .sum::<usize>();
        let closing = apart + marks;
        let rest = &inner[end + closing..];
        let mut after = if apart > 0 { rest.trim_start() } else { rest }.chars();
        let word_before = inner[..at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let begins =
            after.next().is_some_and(char::is_uppercase) && after.next().is_some_and(char::is_lowercase);
        let run = inner[..at].rsplit(char::is_whitespace).next().unwrap_or("");
        let plain = word_before.len() > 2
            && word_before.chars().all(char::is_lowercase)
            && !language.class_of(word_before).has(Class::ABBREVIATION)
            && !run.contains(['/', '@', '.']);
        if begins && plain {
            let cut = span.start + end + closing;
            out.push(Span::new(start, cut));
            start = cut + (rest.len() - rest.trim_start().len());
        }
    }
    out.push(Span::new(start, span.end));
    out
}

/// *… in May. The …*: a month that looks like an abbreviation ends a sentence where no date goes on.
fn ends_month(before: &str, behind: &str, language: &Language) -> bool {
    let mut after = behind.chars();
    if after.next() != Some(' ') || !after.next().is_some_and(char::is_uppercase) {
        return false;
    }
    let class = |word: &str| language.class_of(&token::normal_form(word).0);
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let next = behind[1..].split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    word.starts_with(char::is_uppercase)
        && next.len() > 1
        && class(word).has(Class::DATE)
        && !class(word).has(Class::ABBREVIATION)
        && !class(next).has(Class::DATE)
}

/// A fragment, or what follows a stop that ended no sentence.
fn belongs_to(text: &str, before: Span, part: Span, language: &Language) -> bool {
    let (head, tail) = (before.of(text), part.of(text));
    let run = head.rsplit(char::is_whitespace).next().unwrap_or("");
    let inside_address =
        before.end == part.start && (run.contains("://") || run.contains('@') || run.starts_with("www."));
    if inside_address || !tail.chars().any(char::is_alphanumeric) {
        return true;
    }
    let last = head.rsplit(char::is_whitespace).next().unwrap_or("");
    let word = last.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some(word) = word.strip_suffix('.') else {
        return tail.starts_with(|c: char| c.is_lowercase()) && !head.ends_with(['.', ':', ';']);
    };
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let lower = word.to_lowercase();
    let abbreviated = language.class_of(&lower).has(Class::ABBREVIATION)
        && (word != lower || tail.starts_with(|c: char| c.is_numeric() || c.is_lowercase()));
    let dotted = word.contains('.') && !tail.starts_with(|c: char| c.is_uppercase());
    let ranked = language.grammar.ordinal_dot && is_rank(head, word, tail, language);
    let number = lower == "no" && !tail.starts_with(|c: char| c.is_numeric());
    (initial || abbreviated || dotted || ranked || tail.starts_with(|c: char| c.is_lowercase()))
        && !number
        && before.end <= part.start
}

/// *auf dem 3.* | *Platz*, *Dienstag, 20.* | *August*: a figure whose full stop makes it a rank, behind an article and before a
/// noun, or before a month.
fn is_rank(head: &str, figure: &str, tail: &str, language: &Language) -> bool {
    let mut words = head.split_whitespace().rev().map(|word| token::normal_form(word).0);
    let before = words.nth(1).unwrap_or_default();
    let next = token::normal_form(tail.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("")).0;
    (1..=2).contains(&figure.len())
        && figure.bytes().all(|b| b.is_ascii_digit())
        && (language.months.contains_key(&next)
            || (language.articles.contains(&before) || language.day_cues.contains(&before))
                && !language.class_of(&next).has(Class::FUNCTION))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text, Span::new(0, text.len()), language::get("en"))
            .into_iter()
            .map(|s| s.of(text))
            .collect()
    }

    #[test]
    fn stops_of_abbreviations_and_initials_end_nothing() {
        let text = "Mr. Hale paid Rs. 40 to J. R. Ode. She left at 9 p.m. on Monday. It was over.";
        assert_eq!(
            cut(text),
            ["Mr. Hale paid Rs. 40 to J. R. Ode.", "She left at 9 p.m. on Monday.", "It was over."]
        );
    }

    #[test]
    fn the_stop_of_a_day_ends_nothing_before_a_month() {
        let text = "Am Dienstag, 20. August, beginnt der Streik. Er endet am Montag, 3. Mai. Dann ist Ruhe.";
        let found = sentences(text, Span::new(0, text.len()), language::get("de"));
        assert_eq!(found.iter().map(|s| s.of(text).len()).collect::<Vec<_>>(), [44, 27, 14]);
    }

    #[test]
    fn a_month_ends_a_sentence() {
        let text = "The rape was over in May. Pesticides matter as well. It ended on Tues. Nov. 3.";
        assert_eq!(cut(text)[..2], ["The rape was over in May.", "Pesticides matter as well."]);
    }

    #[test]
    fn a_block_of_any_length_is_cut_as_its_parts_are() {
        let one = "The ferry sank off the pier in the night. “Nobody was hurt,” the harbour master said. ";
        let long = one.repeat(300);
        let found = cut(&long);
        assert_eq!((found.len(), found[0], found[599]), (600, cut(one)[0], cut(one)[1]));
        let endless = "and the ferry sank ".repeat(2_000);
        assert_eq!(cut(&endless), [endless.trim()]);
    }

    #[test]
    fn a_missing_space_still_ends_a_sentence() {
        assert_eq!(cut("The ferry sank.Nobody was hurt. ."), ["The ferry sank.", "Nobody was hurt. ."]);
        assert_eq!(
            cut("“The ferry is old. ” Last week it sank."),
            ["“The ferry is old. ”", "Last week it sank."]
        );
    }

    #[test]
    fn markdown_marks_are_left_out_of_the_blocks() {
        let text = "# Ferry sinks\n\nTwo lines\n- one item\n2. another\n\n| a | 4 |\n";
        let found: Vec<(&str, Role)> = blocks(text).iter().map(|b| (b.span.of(text), b.role)).collect();
        assert_eq!(
            found,
            [
                ("Ferry sinks", Role::Heading),
                ("Two lines", Role::Sentence),
                ("one item", Role::Item),
                ("another", Role::Item),
                ("a", Role::Cell),
                ("4", Role::Cell)
            ]
        );
    }

    #[test]
    fn a_wrapped_paragraph_is_one_block() {
        let text = "The council met on Friday to talk about the new\nbridge over the river and agreed that it should\nbe built before the winter sets in.\n";
        assert_eq!(blocks(text).len(), 1);
    }
}
