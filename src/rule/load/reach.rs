//! What can never happen: a test that cannot fail, a level behind one that always holds, a rule that no text can trigger.

use super::{RawOne, RawRule, RawTest, Reader};
use crate::compare::Cause;
use crate::rule::condition::Settled;
use crate::rule::{Check, Level, Verb};

/// Causes that two facts have which face each other, and no fact that faces nothing.
const FACING: [Cause; 10] = [
    Cause::Magnitude,
    Cause::Currency,
    Cause::Unit,
    Cause::Bound,
    Cause::Rounding,
    Cause::Approximation,
    Cause::Sign,
    Cause::Swapped,
    Cause::Spelling,
    Cause::Speaker,
];

impl Reader<'_> {
    /// Holds a rule against what may happen to a text at all.
    pub(super) fn reach(&mut self, raw: &RawRule, check: &Check, levels: &[Level]) {
        self.causes_of_relation(raw, check);
        let relation =
            matches!(check.verb, Verb::Dropped | Verb::Altered | Verb::Added).then(|| check.verb.as_str());
        let settled = Settled { kind: check.fact.as_str(), relation };
        let whens = [(raw.check.when(), &check.when)];
        let whens = whens
            .into_iter()
            .chain(raw.level.iter().map(|l| l.when.as_ref()).zip(levels.iter().map(|l| &l.when)));
        for (written, read) in whens {
            if let (Some(written), Some(read)) = (written, read)
                && read.never(&settled)
            {
                let what =
                    relation.map_or_else(String::new, |relation| format!("{} {relation}, ", settled.kind));
                self.wrong(
                    written.span(),
                    "this condition never holds: no text can trigger it".to_owned(),
                    Some(format!(
                        "it is asked about changes with these values: {what}any mode, any confidence"
                    )),
                );
            }
        }
        for (i, level) in levels.iter().enumerate() {
            let covers = |earlier: &Level| {
                earlier.when.is_none()
                    && (earlier.causes.is_empty()
                        || !level.causes.is_empty()
                            && level.causes.iter().all(|cause| earlier.causes.contains(cause)))
            };
            if levels[..i].iter().any(covers) {
                self.wrong(
                    raw.level[i].severity.span(),
                    "this level is never reached: an earlier one holds wherever it would".to_owned(),
                    Some("the first level that holds decides: put the narrower one before it".to_owned()),
                );
            }
        }
        if relation.is_some() {
            raw.test.iter().for_each(|test| self.test_that_says_nothing(test));
        }
    }

    fn causes_of_relation(&mut self, raw: &RawRule, check: &Check) {
        let Some(RawOne { causes, .. }) = raw.check.one() else { return };
        for (written, cause) in causes.iter().zip(&check.causes) {
            if FACING.contains(cause) {
                let message = format!(
                    "`{}` is a cause of what is altered; nothing is {} because of it",
                    cause.as_str(),
                    check.verb.as_str()
                );
                self.wrong(written.span(), message, Some("no text can trigger this".to_owned()));
            }
        }
    }

    /// A text is clean against itself.
    fn test_that_says_nothing(&mut self, test: &RawTest) {
        let same = test.update.is_none() && test.original.get_ref() == test.rewrite.get_ref();
        if same && !test.rewrite.get_ref().contains("{{") {
            self.wrong(
                test.rewrite.span(),
                "this test can never fail: the rewrite is the original".to_owned(),
                Some(
                    "every rule is silent on a text against itself: change something in the rewrite"
                        .to_owned(),
                ),
            );
        }
    }
}
