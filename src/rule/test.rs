//! Runs a rule's own examples: every mark is met by a finding, every place of a finding is marked.

use super::{Rule, RuleSet, RuleTest};
use crate::config::Config;
use crate::document::Source;
use crate::finding::{Finding, Place};
use crate::pair::{Pair, Side};
use crate::report::{Assume, check_several_with, check_with};
use crate::span::Span;

/// What a test showed, in the words of ast-grep: *noisy* reports what is not marked, *missing* does not report what is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Rule.
    pub rule: String,
    /// Test.
    pub test: String,
    /// Something was marked.
    pub expects: bool,
    /// A known gap, which must not hold yet.
    pub todo: bool,
    /// Texts that were reported and are not marked.
    pub noisy: Vec<(Side, String)>,
    /// Texts that are marked and were not reported.
    pub missing: Vec<(Side, String)>,
}

impl Outcome {
    /// True where the rule does what its example says; of a known gap, where it does not yet.
    #[must_use]
    pub const fn passed(&self) -> bool {
        (self.noisy.is_empty() && self.missing.is_empty()) != self.todo
    }

    /// *reported* and *validated* passed; *noisy* and *missing* did not.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match (self.missing.is_empty(), self.noisy.is_empty(), self.expects) {
            (false, ..) => "missing",
            (true, false, _) => "noisy",
            (true, true, true) => "reported",
            (true, true, false) => "validated",
        }
    }
}

/// Takes the marks out of a text: the text without them, and the spans they stood around.
///
/// # Errors
/// What is wrong with the marks, and at which byte.
///
/// ```
/// let (text, spans) = factdiff::rule::test::marks("It cost {{5 euros}}.").unwrap();
/// assert_eq!((text.as_str(), spans[0].of(&text)), ("It cost 5 euros.", "5 euros"));
/// ```
pub fn marks(marked: &str) -> Result<(String, Vec<Span>), (&'static str, usize)> {
    let (mut text, mut spans, mut open, mut at) = (String::new(), Vec::new(), None, 0);
    while at < marked.len() {
        let rest = &marked[at..];
        if rest.starts_with("{{") {
            if open.is_some() {
                return Err(("a mark opens inside another", at));
            }
            open = Some((text.len(), at));
            at += 2;
        } else if rest.starts_with("}}") {
            let Some((start, _)) = open.take() else { return Err(("a mark closes that never opened", at)) };
            spans.push(Span::new(start, text.len()));
            at += 2;
        } else {
            let next = rest.chars().next().map_or(1, char::len_utf8);
            text.push_str(&rest[..next]);
            at += next;
        }
    }
    match open {
        Some((_, at)) => Err(("a mark opens and never closes", at)),
        None => Ok((text, spans)),
    }
}

/// Runs one example of a rule, with no other rule in force.
#[must_use]
pub fn run(rule: &Rule, test: &RuleTest, rules: &RuleSet) -> Outcome {
    let original = test.update.as_ref().unwrap_or(&test.original);
    let marked = Pair::new(original, &test.rewrite).map(|text| marks(text).unwrap_or_default());
    let texts = marked.as_ref().map(|(text, _)| Source::text(text.clone()));
    let config = Config {
        rules: rules.only(&rule.id),
        mode: test.mode,
        assume: Some(Assume::Rewrite),
        ..Config::default()
    };
    let texts = texts.map(|source| Source { language: Some(test.language.clone()), ..source });
    let meta = serde_json::json!(test.meta);
    let report = match &test.update {
        None => check_with(&texts, &config, config.mode, &meta),
        Some(_) => {
            let (earlier, _) = marks(&test.original).unwrap_or_default();
            let earlier = Source { text: earlier, ..texts.original.clone() };
            let later = Source { supersedes: Some(0), ..texts.original };
            check_several_with(&[earlier, later], &texts.rewrite, &config, config.mode, &meta)
        }
    };
    let places = report.findings.iter().flat_map(Finding::all_places);
    let (noisy, missing) = compare(&marked, places.map(|places| places.map(Place::here)));
    Outcome {
        rule: rule.id.clone(),
        test: test.name.clone(),
        todo: test.todo,
        expects: !marked.original.1.is_empty() || !marked.rewrite.1.is_empty(),
        noisy,
        missing,
    }
}

type Texts = Vec<(Side, String)>;

/// Holds the places of findings against marks, by overlap: what is noisy, what is missing.
pub fn compare(
    marked: &Pair<(String, Vec<Span>)>,
    found: impl Iterator<Item = Pair<Option<Span>>>,
) -> (Texts, Texts) {
    let mut places: Pair<Vec<Span>> = Pair::default();
    for finding in found {
        for side in Side::BOTH {
            places[side].extend(finding[side]);
        }
    }
    let (mut noisy, mut missing) = (Vec::new(), Vec::new());
    for side in Side::BOTH {
        let (text, marks) = &marked[side];
        let told = |span: &Span| (side, span.of(text).to_owned());
        noisy.extend(
            places[side].iter().filter(|place| !marks.iter().any(|mark| mark.overlaps(**place))).map(told),
        );
        missing.extend(
            marks.iter().filter(|mark| !places[side].iter().any(|place| place.overlaps(**mark))).map(told),
        );
    }
    (noisy, missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_must_open_and_close_in_turn() {
        assert_eq!(marks("a {{b").unwrap_err(), ("a mark opens and never closes", 2));
        assert_eq!(marks("a }} b").unwrap_err(), ("a mark closes that never opened", 2));
        assert_eq!(marks("{{a {{b}} c}}").unwrap_err(), ("a mark opens inside another", 4));
    }

    #[test]
    fn what_is_not_marked_is_noisy_and_what_is_not_found_is_missing() {
        let marked = Pair::new(marks("{{one}} two").unwrap(), marks("one two").unwrap());
        let (noisy, missing) = compare(&marked, std::iter::once(Pair::new(None, Some(Span::new(4, 7)))));
        assert_eq!(noisy, [(Side::Rewrite, "two".to_owned())]);
        assert_eq!(missing, [(Side::Original, "one".to_owned())]);
    }
}
