//! Captions of plain text: lines of their own that say who took the picture, or that stand between headline and body and end
//! without a stop.

use crate::language::Language;
use crate::segment::{Block, Role};

/// Bytes of a caption, and of the credit at its end.
const LONGEST: usize = 500;
const CREDIT: usize = 80;
/// Words of a line between headline and body, and of the first sentence of the body.
const DECK: std::ops::RangeInclusive<usize> = 4..=40;
const BODY: usize = 8;

/// Labels the blocks that are captions.
pub(super) fn label(text: &str, blocks: &mut [Block], language: &Language) {
    let titled = blocks.first().is_some_and(|block| block.role == Role::Heading);
    let body = titled.then(|| blocks.iter().position(|block| is_text(text, block))).flatten().unwrap_or(0);
    let last = blocks.len().saturating_sub(1);
    for (at, block) in blocks.iter_mut().enumerate().skip(1) {
        let line = block.span.of(text);
        let plain = matches!(block.role, Role::Sentence | Role::Heading) && line.len() <= LONGEST;
        let deck = at < body && is_open(line);
        if plain && (deck || at < last && is_credited(line, language)) {
            block.role = Role::Caption;
        }
    }
}

/// A block that begins the body.
fn is_text(text: &str, block: &Block) -> bool {
    let line = block.span.of(text);
    block.role == Role::Sentence && ends(line) && line.split_whitespace().take(BODY).count() == BODY
}

fn ends(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '”', '’', '\'', '“', '»', ')', ']']);
    end.ends_with(['.', '!', '?', '…', ':', ';', ','])
}

fn is_open(line: &str) -> bool {
    !ends(line) && DECK.contains(&line.split_whitespace().take(DECK.end() + 1).count())
}

/// *Photo: Ida Holm*, *… (Reuters)*, *… | AFP*.
fn is_credited(line: &str, language: &Language) -> bool {
    let signs = &language.boilerplate;
    let first = line.trim_start_matches(['(', '[']);
    let cue = first.split_once(':').map(|(cue, _)| cue).filter(|cue| cue.len() <= CREDIT / 2);
    let opened = cue.is_some_and(|cue| {
        let mut words = words(cue).peekable();
        words.peek().is_some() && words.all(|word| signs.pictures.contains(&word))
    });
    opened
        || tail(line).is_some_and(|(before, tail)| {
            words(tail).any(|word| signs.pictures.contains(&word))
                || !has_stop(before) && words(tail).any(|word| signs.credits.contains(&word))
        })
}

/// A sentence ends there: an agency signs its paragraphs, too.
fn has_stop(text: &str) -> bool {
    ends(text.trim_end()) || [". ", "! ", "? "].iter().any(|stop| text.contains(stop))
}

/// What stands in brackets at the end of a line, or behind its last stroke, and what before.
fn tail(line: &str) -> Option<(&str, &str)> {
    let short = |(_, tail): &(&str, &str)| tail.len() <= CREDIT;
    if let Some(inner) = line.strip_suffix([')', ']']) {
        return inner.rfind(['(', '[']).map(|at| (&inner[..at], &inner[at + 1..])).filter(short);
    }
    let from = line.floor_char_boundary(line.len().saturating_sub(CREDIT + " / ".len()));
    let end = &line[from..];
    let at = from + end.rfind(['|', '©']).or_else(|| end.rfind(" / ").map(|at| at + 1))?;
    line[at..].chars().next().map(|mark| (&line[..at], &line[at + mark.len_utf8()..])).filter(short)
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Source};
    use crate::finding::Severity;
    use crate::segment::Role;
    use crate::{Config, Pair};

    const BODY: &str =
        "The ferry to Brisk has stopped running, the company said on Monday. It needs a new engine.";

    fn roles(text: &str) -> Vec<Role> {
        let document = Document::read(&Source::text(text), &Default::default());
        document.segments.iter().map(|segment| segment.role).collect()
    }

    #[test]
    fn a_line_with_a_credit_is_a_caption() {
        let between = |line: &str| roles(&format!("{BODY}\n\n{line}\n\n{BODY}"))[2];
        assert_eq!(between("Ida Holm steers the ferry for the last time. (Photo: Jon Ask)"), Role::Caption);
        assert_eq!(between("Ida Holm steers the ferry for the last time [AFP]"), Role::Caption);
        assert_eq!(between("Picture: the ferry leaves the harbour of Brisk"), Role::Caption);
        assert_eq!(between("Ida Holm steers the ferry | Reuters"), Role::Caption);
        assert_eq!(between("Ida Holm steered the ferry for the last time (on Friday)."), Role::Sentence);
        assert_eq!(
            roles(
                "Harwick closes its harbour\n\nThree people died on Monday. Four are missing. (AP)\n\nIt rains."
            )[1..3],
            [Role::Sentence, Role::Sentence]
        );
        assert_eq!(
            between("She told Reuters: the engine is old and nobody wants to mend it."),
            Role::Sentence
        );
    }

    #[test]
    fn a_dropped_caption_is_a_minor_loss() {
        let body = "A new engine has been ordered in Norway.";
        let line = "Ida Holm steers the ferry past the lighthouse of Sund.";
        let severities = |line: &str| -> Vec<Severity> {
            let texts = Pair::new(format!("{BODY}\n\n{line}\n\n{body}"), format!("{BODY}\n\n{body}"));
            let report = crate::check(&texts.map(Source::text), &Config::default());
            report.findings.iter().map(|finding| finding.severity).collect()
        };
        assert_eq!(severities(&format!("{line} (Photo: Jon Ask)")), [Severity::Minor]);
        assert_eq!(severities(line), [Severity::Major]);
    }

    #[test]
    fn a_line_without_a_stop_above_the_body_is_one() {
        let text = format!("Ferry to Brisk stops\n\nIda Holm says the engine “will not last”\n\n{BODY}");
        assert_eq!(roles(&text)[1], Role::Caption);
        assert_eq!(roles(&format!("Ferry to Brisk stops\n\n{BODY}"))[1], Role::Sentence);
    }
}
