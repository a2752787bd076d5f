//! Facts and texts as they stand in the message of a finding.

use crate::fact::value::print_grouped;
use crate::fact::{Fact, Kind, Unit, Value};

/// Texts longer than this lose their middle in messages, in characters.
const SHOWN: usize = 90;

/// A fact's first reading for people: `5,000,000 EUR`, `2021-02-16`.
pub(super) fn describe(fact: &Fact) -> String {
    let with_unit =
        |amount: String, unit: &Unit| unit.name().map_or(amount.clone(), |unit| format!("{amount} {unit}"));
    match &fact.readings[0] {
        Value::Amount { amount, unit } => with_unit(print_grouped(*amount), unit),
        Value::Range { low, high, unit } => {
            with_unit(format!("{}–{}", print_grouped(*low), print_grouped(*high)), unit)
        }
        Value::Date(date) => date.timex(),
        Value::Time(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
        Value::Name { words, .. } => words.join(" "),
        Value::Quote { words, .. } => words.join(" "),
        Value::Negation { cue, scope, .. } => {
            scope.as_ref().map_or_else(|| cue.to_string(), |scope| format!("{cue} {scope}"))
        }
        Value::Denial { cue } | Value::Certainty { cue, .. } => cue.to_string(),
        Value::Attribution { verb, source, .. } => crate::fact::attribution_text(verb.as_deref(), source),
        Value::Link(text) | Value::Identifier(text) | Value::Pattern(text) => text.to_string(),
    }
}

/// A fact in a message; what is whole words of somebody stands in quotation marks.
pub(super) fn shown(kind: Kind, text: &str) -> String {
    let text = middle_cut(text, SHOWN);
    let mark = |c: char| {
        matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '\'' | '「' | '」' | '『' | '』')
    };
    match kind {
        Kind::Quote => format!("“{}”", text.trim_start_matches(mark).trim_end_matches(mark).trim()),
        Kind::Sentence if !text.is_empty() => format!("“{text}”"),
        _ => text,
    }
}

/// A text on one line, in at most about `most` characters: where it is longer, words of its middle are left out.
pub(crate) fn middle_cut(text: &str, most: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = flat.chars().count();
    if count <= most {
        return flat;
    }
    let at = |n: usize| flat.char_indices().nth(n).map_or(flat.len(), |(at, _)| at);
    let (head, tail) = (&flat[..at(most * 3 / 5)], &flat[at(count - most * 2 / 5)..]);
    let head = head.rsplit_once(' ').map_or(head, |(head, _)| head);
    let tail = tail.split_once(' ').map_or(tail, |(_, tail)| tail);
    format!("{} … {}", head.trim_end(), tail.trim_start())
}

pub(super) fn percent(difference: f64) -> String {
    format!("{:+.1} %", difference * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_loses_its_middle_at_spaces() {
        assert_eq!(middle_cut("one  two\nthree", 20), "one two three");
        assert_eq!(middle_cut("one two three four five six seven eight", 20), "one two … eight");
    }

    #[test]
    fn whole_words_of_somebody_stand_in_one_pair_of_marks() {
        assert_eq!(shown(Kind::Quote, "«We won.»"), "“We won.”");
        assert_eq!(shown(Kind::Sentence, "We won."), "“We won.”");
        assert_eq!(shown(Kind::Money, "5 euros"), "5 euros");
    }
}
