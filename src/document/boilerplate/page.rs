//! Signs that only a page as a whole shows: lines that stand twice, teasers that are cut off, the author's name again behind
//! the article, heads of readers' comments.

use rustc_hash::{FxHashMap, FxHashSet};

use super::line::{Line, Sign, author};
use crate::language::Language;
use crate::segment::{Block, Role};

/// A menu entry has at most so many words.
const ENTRY: usize = 4;
/// A full sentence of at least so many words stands twice on no purpose,
const PARAGRAPH: usize = 12;
/// where so many of its bytes are the same: a gallery shows one caption whole and cut off.
const SAME: usize = 60;
/// So many cut-off lines are teasers,
const TEASERS: usize = 3;
/// and so many heads of comments a thread.
const HEADS: usize = 2;
/// A line that names the author behind the article has at most so many words beside the name.
const BESIDE: usize = 3;

/// Raises the signs of lines that the whole page shows to be furniture.
pub(super) fn read(text: &str, blocks: &[Block], lines: &mut [Line], language: &Language) {
    entries(text, blocks, lines);
    teasers(text, blocks, lines);
    authors(text, blocks, lines, language);
    threads(lines);
}

/// A short line that stands twice on a page is an entry of its menus.
fn entries(text: &str, blocks: &[Block], lines: &mut [Line]) {
    let mut seen: FxHashMap<&str, usize> = FxHashMap::default();
    for (i, block) in blocks.iter().enumerate() {
        if lines[i].terminal || lines[i].words > ENTRY {
            continue;
        }
        if let Some(before) = seen.insert(block.span.of(text), i) {
            for at in [before, i] {
                if lines[at].sign == Sign::None {
                    lines[at].sign = Sign::Hint;
                }
            }
        }
    }
}

/// Several lines that break off with dots lead to other articles.
fn teasers(text: &str, blocks: &[Block], lines: &mut [Line]) {
    let cut_off = |&i: &usize| {
        let raw = blocks[i].span.of(text);
        let end = raw.trim_end_matches([']', ')', ' ']);
        lines[i].sign == Sign::None
            && lines[i].words > ENTRY
            && end.ends_with(['.', '…'])
            && (end.ends_with("...") || end.ends_with('…'))
            && !raw.starts_with(['"', '“', '‘', '…', '.'])
    };
    let found: Vec<usize> = (0..lines.len()).filter(cut_off).collect();
    if found.len() >= TEASERS {
        for i in found {
            lines[i].sign = Sign::Hint;
            lines[i].terminal = false;
        }
    }
}

/// The author's name on a line of its own, or at the end of a short one, behind a sentence of the article: what is told of
/// them, and what else they wrote.
fn authors(text: &str, blocks: &[Block], lines: &mut [Line], language: &Language) {
    let Some(begin) = lines.iter().position(Line::is_text) else { return };
    let named: Vec<String> = (0..begin)
        .filter(|&i| lines[i].sign == Sign::Sure)
        .filter_map(|i| author(blocks[i].span.of(text), language))
        .collect();
    for i in begin..lines.len() {
        let line = lines[i];
        let names = |name: &String| {
            line.words <= name.split(' ').count() + BESIDE
                && blocks[i].span.of(text).to_lowercase().ends_with(name.as_str())
        };
        if !line.terminal && line.sign != Sign::Sure && named.iter().any(names) {
            lines[i].sign = Sign::Section;
        }
    }
}

/// From the first of several heads of comments, *who, on what day, at what time:*, all is comments, where a sentence of the
/// article stands before it.
fn threads(lines: &mut [Line]) {
    let Some(first) = lines.iter().position(|line| line.heads) else { return };
    let several = lines[first..].iter().filter(|line| line.heads).count() >= HEADS;
    if several && lines[..first].iter().any(Line::is_text) {
        lines[first..].iter_mut().for_each(|line| line.sign = Sign::Section);
    }
}

/// Of blocks that stand twice among those kept, the later ones: captions of a gallery, a headline above its picture.
pub(super) fn twice(text: &str, blocks: &[Block], lines: &[Line], furniture: &mut [bool]) {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for (i, block) in blocks.iter().enumerate() {
        if furniture[i] || lines[i].words < PARAGRAPH || !lines[i].terminal || block.role == Role::Cell {
            continue;
        }
        let raw = block.span.of(text);
        let start = &raw[..raw.floor_char_boundary(SAME)];
        furniture[i] = !seen.insert(start);
    }
}

#[cfg(test)]
mod tests {
    use crate::Source;
    use crate::document::Document;
    use crate::segment::Role;

    const HEAD: &str = "Home | News | Sport\n\nShare this article\n\nLog in\n\nBridge of Tarn closed for the winter\n\n\
        By Odo Brack | Tarn Courier\n\n\
        The bridge of Tarn will be closed until April because two of its pillars are cracked, the county said on Monday.\n\n\
        Engineers found the cracks when the river was at its lowest level for sixty years.\n\n";

    fn body(text: &str) -> Vec<String> {
        let document = Document::read(&Source::text(text), &Default::default());
        let kept = document.segments.iter().filter(|s| s.role != Role::Boilerplate);
        kept.map(|s| s.span.of(&document.text).to_owned()).skip(3).collect()
    }

    #[test]
    fn a_caption_that_stands_twice_is_kept_once() {
        let caption =
            "A diver looks at the second pillar of the bridge of Tarn on Sunday, when the river was low.";
        let text = format!(
            "{HEAD}{caption}\n\n{caption}\n\nThe work will cost 2 million euros, and half of that is paid by the state."
        );
        assert_eq!(
            body(&text),
            [caption, "The work will cost 2 million euros, and half of that is paid by the state."]
        );
    }

    #[test]
    fn what_the_author_is_and_wrote_is_furniture() {
        let text = format!(
            "{HEAD}About Odo Brack\n\nOdo Brack has written about bridges and those who build them since he left school."
        );
        assert_eq!(body(&text), [""; 0]);
    }

    #[test]
    fn from_the_first_comment_on_all_is_furniture() {
        let first = "Hilde on March 3, 2021 at 5:23 pm said:\n\nI have crossed that bridge every day of my life and never saw any crack in it.";
        let second = "Old Tom on March 4, 2021 at 9:02 am said:\n\nThen you have never looked over the side, where everybody can see them.";
        assert_eq!(body(&format!("{HEAD}{first}\n\n{second}")), [""; 0]);
    }

    #[test]
    fn teasers_that_break_off_are_furniture() {
        let teasers = "Farmers of Pell want to sell their milk without the dairy because...\n\n\
            Why the last lighthouse keeper of the coast does not want to leave his...\n\n\
            Ten things that you should never put into a tent when it is raining and...";
        assert_eq!(body(&format!("{HEAD}{teasers}")), [""; 0]);
    }
}
