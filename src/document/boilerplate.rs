//! Page furniture: blocks of a scraped page that are not of the article, told by general signs.
//!
//! Blocks are first read alone, then among their neighbours. From jusText (Pomikálek, *Removing Boilerplate and
//! Duplicate Content from Web Corpora*, 2011): length and full sentences make a block good, and a short block takes
//! after the blocks around it. From Pasternack and Roth (*Extracting Article Text from the Web with Maximum Subsequence
//! Segmentation*, 2009): the article is the run of blocks with the greatest sum of scores.
//!
//! A text without several signs of a page is taken for a clean article: only lines that are furniture by themselves are
//! labelled in it.

mod line;
mod page;

pub(crate) use line::{interrupts, leads_elsewhere};

use std::ops::Range;

use line::{Line, SENTENCE, Sign};

use crate::language::Language;
use crate::segment::{Block, Role};

/// Labels the blocks that are page furniture.
pub(super) fn label(text: &str, blocks: &mut [Block], language: &Language) {
    let mut lines = read(text, blocks, language);
    if !lines.iter().any(|line| line.terminal && line.words >= 3 && !line.sign.is_sure()) {
        return;
    }
    if is_page(&lines) {
        page::read(text, blocks, &mut lines, language);
    }
    let mut furniture: Vec<bool> = lines.iter().map(|line| line.sign.is_sure()).collect();
    let body = if is_page(&lines) { body(&lines, blocks) } else { 0..0 };
    if !body.is_empty() {
        inside(&lines, &body, &mut furniture);
        furniture[body.end..].fill(true);
        above(text, blocks, &lines, body.start, &mut furniture);
        page::twice(text, blocks, &lines, &mut furniture);
    }
    lists(&lines, blocks, &mut furniture);
    for (block, _) in blocks.iter_mut().zip(furniture).filter(|(_, furniture)| *furniture) {
        block.role = Role::Boilerplate;
    }
}

fn read(text: &str, blocks: &[Block], language: &Language) -> Vec<Line> {
    const DECK: usize = 25;
    // A picture's words may stand above the byline.
    let mut left = 2;
    let mut lines = Vec::with_capacity(blocks.len());
    for (i, block) in blocks.iter().enumerate() {
        let line = Line::read(text, block, language, left > 0 && i > 0);
        left -= usize::from(left > 0 && line.is_text() && line.words >= DECK);
        lines.push(line);
    }
    lines
}

/// Several signs together, or long menus at an edge.
fn is_page(lines: &[Line]) -> bool {
    const MENU: usize = 10;
    let sure = lines.iter().filter(|line| matches!(line.sign, Sign::Sure | Sign::Section)).count();
    let hints = lines.iter().filter(|line| line.sign == Sign::Hint).count();
    let short = |line: &&Line| !line.is_text();
    let head = lines.iter().take_while(short).count();
    sure >= 3 || sure >= 1 && sure + hints >= 4 || head >= MENU && sure + hints >= 2
}

/// The run of blocks with the greatest sum of scores; it begins with a full sentence.
fn body(lines: &[Line], blocks: &[Block]) -> Range<usize> {
    let (mut best, mut sum, mut start) = ((0, 0..0), 0, 0);
    let mut listed = false;
    for (i, line) in lines.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, i);
        }
        listed = line.leads && line.words >= SENTENCE || listed && !line.terminal && line.sign == Sign::None;
        sum += if listed { 0 } else { score(line, blocks[i].role) };
        if sum > best.0 || listed && sum == best.0 && best.1.end == i {
            best = (sum, start..i + 1);
        }
    }
    let begin = best.1.clone().find(|&i| lines[i].is_text()).unwrap_or(best.1.start);
    begin..best.1.end
}

/// A line that the page's title begins with.
fn is_headline(text: &str, blocks: &[Block], lines: &[Line], i: usize) -> bool {
    i > 0 && lines[i].words >= 4 && blocks[0].span.of(text).starts_with(blocks[i].span.of(text))
}

/// About the words of a paragraph; what cuts an article off weighs as much as a paragraph.
fn score(line: &Line, role: Role) -> i32 {
    let words = i32::try_from(line.words.min(60)).unwrap_or(60);
    match line.sign {
        Sign::Section => -60,
        Sign::Sure => -12,
        Sign::Pointer => -1,
        Sign::Hint if line.terminal => -2,
        Sign::Hint => -4,
        Sign::None if line.is_text() => words,
        Sign::None if line.terminal || line.leads => 2,
        Sign::None if role == Role::Cell => 0,
        Sign::None if line.words > 30 => words / 2,
        Sign::None if role == Role::Item => -1,
        Sign::None => -4,
    }
}

/// Furniture between the paragraphs: what is like it and stands beside it.
fn inside(lines: &[Line], body: &Range<usize>, furniture: &mut [bool]) {
    for i in body.clone() {
        let near =
            |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|line| line.sign != Sign::None);
        furniture[i] |= lines[i].sign == Sign::Hint
            && (!lines[i].terminal || near(i.checked_sub(1)) || near(Some(i + 1)));
    }
}

/// Lists under a head that leads elsewhere go with it.
fn lists(lines: &[Line], blocks: &[Block], furniture: &mut [bool]) {
    let mut open = false;
    for (i, line) in lines.iter().enumerate() {
        open = match line.sign {
            Sign::Section => true,
            _ => open && !line.is_text() && (!line.terminal || blocks[i].role == Role::Item),
        };
        furniture[i] |= open;
    }
}

/// Above the body all is furniture but the headline, the deck and a list of highlights.
fn above(text: &str, blocks: &[Block], lines: &[Line], start: usize, furniture: &mut [bool]) {
    const WINDOW: usize = 14;
    const MISSES: usize = 3;
    let mut misses = 0;
    let mut top = start;
    for i in (start.saturating_sub(WINDOW)..start).rev() {
        let kept = lines[i].sign == Sign::None && (lines[i].words >= 5 || blocks[i].role == Role::Item);
        misses = if kept { 0 } else { misses + usize::from(lines[i].sign == Sign::None) };
        if kept {
            top = i;
            if is_headline(text, blocks, lines, i) {
                break;
            }
        }
        if misses > MISSES {
            break;
        }
    }
    furniture[..top].fill(true);
    for i in top..start {
        let small = lines[i].words < 5 && blocks[i].role != Role::Item;
        let between = i + 1 < start && blocks[i + 1].role == Role::Item;
        furniture[i] |= lines[i].sign != Sign::None || small && !between;
    }
}

#[cfg(test)]
mod tests {
    use crate::Source;
    use crate::document::Document;
    use crate::segment::Role;

    const BODY: &str = "The harbour of Ostrell will be dredged for the first time in thirty years, the port authority said on Tuesday.\n\n\
        Two ships from Norway are to take 400,000 cubic metres of mud out of the basin before the winter begins.\n\n\
        \"We have waited long enough,\" said the harbour master, Ilva Brandt.\n\n\
        The work costs 9 million euros. Half of it is paid by the region.";

    fn furniture(text: &str) -> Vec<String> {
        let document = Document::read(&Source::text(text), &Default::default());
        let labelled = |s: &&crate::segment::Segment| s.role == Role::Boilerplate;
        document.segments.iter().filter(labelled).map(|s| s.span.of(&document.text).to_owned()).collect()
    }

    #[test]
    fn a_clean_article_has_no_furniture() {
        let parts = [
            "# Harbour of Ostrell to be dredged\n\nFirst works in thirty years\n\n",
            BODY,
            "\n\nWhat comes next\n\nThe plan has three steps:\n\n- the basin\n- the canal, by 2030\n- the new quay\n\n",
            "| step | cost |\n|---|---|\n| basin | 4 million |\n\n",
            "Share of the region\n\nNobody protested. Why? \"They read more than we do,\" Brandt joked.\n\n",
            "The privacy policy of the port is not affected. Readers of its newsletter knew of the plan.\n\n",
            "Home at last\n\nThe dredgers sail on 3 May 2025.",
        ];
        assert_eq!(furniture(&parts.concat()), [""; 0]);
    }

    #[test]
    fn short_texts_have_no_furniture() {
        for text in [
            "See also the map.",
            "Comments",
            "Sign up for our free newsletter",
            "By Ilva Brandt",
            "It rained. It stopped.",
            "",
        ] {
            assert_eq!(furniture(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_byline_and_a_share_bar_above_the_body_are_furniture() {
        let text = format!(
            "Harbour of Ostrell to be dredged\n\nBoth ships come from Norway and cost a great deal.\n\nBy Tore Vann | Updated: 3 March 2025 10:20 GMT\n\nShare on Facebook Tweet Email\n\n{BODY}"
        );
        assert_eq!(
            furniture(&text),
            ["By Tore Vann | Updated: 3 March 2025 10:20 GMT", "Share on Facebook Tweet Email"]
        );
    }

    #[test]
    fn a_trending_list_goes_with_its_head() {
        let text = format!(
            "{BODY}\n\n#Trending Stories\n 1. Goat elected mayor of Pell\n 2. Why bread is blue now\n 3. Twelve ways to fold a map\n"
        );
        let labelled = furniture(&text);
        assert_eq!(
            labelled,
            [
                "#Trending Stories",
                "Goat elected mayor of Pell",
                "Why bread is blue now",
                "Twelve ways to fold a map"
            ]
        );
    }

    #[test]
    fn a_pointer_inside_the_body_is_furniture_alone() {
        let (first, rest) = BODY.split_once("\n\n").expect("the body has paragraphs");
        let own_line =
            format!("{first}\n\nSee also  Lighthouse of Pell sold for one euro to a poet\n\n{rest}");
        assert_eq!(furniture(&own_line), ["See also  Lighthouse of Pell sold for one euro to a poet"]);
        let in_paragraph = format!("{first} Read more: The lighthouse of Pell was sold. {rest}");
        assert_eq!(furniture(&in_paragraph), ["Read more: The lighthouse of Pell was sold."]);
    }

    #[test]
    fn a_comment_block_and_a_footer_are_furniture_to_the_end() {
        let tail = "Comments (2)\n\nLog in to join the conversation\n\nMudlark77\n\n2 hours ago\n\nAbout time!\n\n\
            Home | News | Sport | Weather\n\nPrivacy Policy\n\n© 2025 Ostrell Courier. All rights reserved.";
        let labelled = furniture(&format!("{BODY}\n\n{tail}"));
        assert_eq!(labelled.first().map(String::as_str), Some("Comments (2)"));
        assert!(
            labelled.iter().any(|line| line == "Mudlark77")
                && labelled.iter().any(|line| line == "About time!"),
            "{labelled:?}"
        );
        assert!(labelled.last().is_some_and(|line| line.ends_with("All rights reserved.")), "{labelled:?}");
    }

    #[test]
    fn a_menu_above_the_headline_is_furniture_and_the_headline_is_not() {
        let menu =
            "Home\nNews\nSport\nOstrell\nFishing\nMarkets\nWeather\nTides\nJobs\nShip spotters\nLog in\n\n";
        let labelled = furniture(&format!(
            "{menu}Harbour of Ostrell to be dredged\n\nFirst works there in thirty years\n\n{BODY}"
        ));
        assert_eq!(labelled.len(), 11, "{labelled:?}");
    }

    #[test]
    fn a_promotion_asks_twice_and_offers_two_things() {
        let call = "Too long to read? Our podcast tells it all: subscribe in your favourite app, or download the episode below.";
        assert_eq!(furniture(&format!("{BODY}\n\n{call}")), [call]);
        let news =
            "Listeners download each episode of the podcast two million times, and they subscribe in droves.";
        assert_eq!(furniture(&format!("{BODY}\n\n{news}")), [""; 0]);
    }
}
