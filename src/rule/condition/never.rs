//! Conditions that cannot hold for any change that a rule may see: its kind and relation are settled when it is read.

use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, operators};

use super::Condition;
use crate::finding::Confidence;
use crate::rule::Mode;

/// What is known of every change that a rule may see, besides that mode and confidence are among a few.
pub(crate) struct Settled<'a> {
    /// Kind of fact.
    pub kind: &'a str,
    /// Relation; none for a verb that finds several.
    pub relation: Option<&'a str>,
}

impl Condition {
    /// Whether no change of this sort meets the condition, as far as comparisons of names with values tell.
    pub(crate) fn never(&self, settled: &Settled) -> bool {
        Mode::ALL.into_iter().all(|(_, mode)| {
            Confidence::ALL.into_iter().all(|confidence| {
                let case = Case { settled, mode, confidence: confidence.as_str() };
                case.truth(self.program.expression()) == Some(false)
            })
        })
    }
}

/// One of the cases that a condition is tried on.
struct Case<'a> {
    settled: &'a Settled<'a>,
    mode: &'a str,
    confidence: &'a str,
}

/// A value that is known.
#[derive(PartialEq, PartialOrd)]
enum Known<'a> {
    Text(&'a str),
    Number(f64),
}

impl Case<'_> {
    /// True, false, or not known (Kleene's three values).
    fn truth(&self, at: &IdedExpr) -> Option<bool> {
        match &at.expr {
            Expr::Literal(LiteralValue::Boolean(truth)) => Some(*truth.inner()),
            Expr::Call(call) => self.call(call),
            _ => None,
        }
    }

    fn call(&self, call: &CallExpr) -> Option<bool> {
        match (call.func_name.as_str(), &call.args[..]) {
            (operators::LOGICAL_NOT, [a]) => self.truth(a).map(|truth| !truth),
            (operators::LOGICAL_AND, [a, b]) => match (self.truth(a), self.truth(b)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            (operators::LOGICAL_OR, [a, b]) => match (self.truth(a), self.truth(b)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            (operators::IN, [a, b]) => {
                let Expr::List(list) = &b.expr else { return None };
                let value = self.value(a)?;
                let among: Option<Vec<bool>> =
                    list.elements.iter().map(|element| Some(self.value(element)? == value)).collect();
                among.map(|among| among.contains(&true))
            }
            (name, [a, b]) => {
                let (a, b) = (self.value(a)?, self.value(b)?);
                match name {
                    operators::EQUALS => Some(a == b),
                    operators::NOT_EQUALS => Some(a != b),
                    operators::GREATER => Some(a > b),
                    operators::GREATER_EQUALS => Some(a >= b),
                    operators::LESS => Some(a < b),
                    operators::LESS_EQUALS => Some(a <= b),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn value<'e>(&'e self, at: &'e IdedExpr) -> Option<Known<'e>> {
        match &at.expr {
            #[allow(clippy::cast_precision_loss, reason = "a number that a person wrote")]
            Expr::Literal(literal) => match literal {
                LiteralValue::String(text) => Some(Known::Text(text.inner())),
                LiteralValue::Double(number) => Some(Known::Number(*number.inner())),
                LiteralValue::Int(number) => Some(Known::Number(*number.inner() as f64)),
                _ => None,
            },
            Expr::Ident(name) => match name.as_str() {
                "kind" => Some(Known::Text(self.settled.kind)),
                "relation" => self.settled.relation.map(Known::Text),
                "mode" => Some(Known::Text(self.mode)),
                "confidence" => Some(Known::Text(self.confidence)),
                // What faces nothing differs from nothing.
                "difference" => self.settled.relation.filter(|r| *r != "altered").map(|_| Known::Number(0.0)),
                _ => None,
            },
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_hold_is_told_from_what_may() {
        let never = |source: &str, relation: &str| {
            let settled = Settled { kind: "money", relation: Some(relation) };
            Condition::read(source).unwrap().never(&settled)
        };
        for (source, relation) in [
            ("false", "altered"),
            ("kind == 'name'", "altered"),
            ("relation == 'dropped' && difference > 0.5", "altered"),
            ("difference > 0.5", "dropped"),
            ("mode == 'summary' && mode == 'rewrite'", "altered"),
            ("!(confidence in ['low', 'medium', 'high'])", "altered"),
        ] {
            assert!(never(source, relation), "{source}");
        }
        for (source, relation) in [
            ("kind == 'name' || meta.desk == 'sport'", "altered"),
            ("difference > 0.5", "altered"),
            ("mode == 'summary' || confidence == 'low'", "dropped"),
            ("original.contains('euro') && relation != 'added'", "dropped"),
        ] {
            assert!(!never(source, relation), "{source}");
        }
    }
}
