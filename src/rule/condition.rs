//! `when = '…'` of a rule: CEL over a record of the change, checked by its syntax tree when it is read.

mod never;

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, SourceInfo, operators};
use cel::{Context, Env, Program, Value};

pub(crate) use self::never::Settled;
use super::{Mode, nearest};
use crate::compare::{CAUSES, Change, Relation};
use crate::finding::Confidence;
use crate::pair::Pair;

/// Type of an expression, as far as the check goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    Text,
    Number,
    Truth,
    List,
    Any,
}

/// The names of the record, with their types.
const RECORD: [(&str, Type, &str); 10] = [
    ("kind", Type::Text, "kind of fact"),
    ("relation", Type::Text, "altered, dropped or added"),
    ("causes", Type::List, "list of causes"),
    ("contains", Type::List, "kinds inside a quote or sentence"),
    ("original", Type::Text, "text of the original's fact, or nothing"),
    ("rewrite", Type::Text, "text of the rewrite's fact, or nothing"),
    ("difference", Type::Number, "relative difference, 0.1 = a tenth more; 0 where there is none"),
    ("confidence", Type::Text, "low, medium or high"),
    ("mode", Type::Text, "rewrite, condense, summary or translation"),
    ("meta", Type::Any, "meta of the batch record"),
];

/// Functions that a condition may call, besides operators.
const FUNCTIONS: [&str; 8] =
    ["contains", "startsWith", "endsWith", "matches", "size", "has", "double", "int"];

/// A condition that was checked.
#[derive(Clone, Debug)]
pub struct Condition {
    source: String,
    /// Compiled once; copies of a rule share it.
    program: Arc<Program>,
}

/// What a condition can see of a change.
pub(crate) struct Record<'a> {
    pub change: &'a Change,
    /// What stands at the places that are meant; empty where nothing does.
    pub texts: Pair<&'a str>,
    pub mode: Mode,
    pub meta: &'a serde_json::Value,
}

impl<'a> Record<'a> {
    /// In what respects it changed, by name.
    pub(crate) fn causes(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.change.causes.iter().map(|cause| cause.as_str())
    }

    /// Kinds of what is inside, by name.
    pub(crate) fn contains(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.change.contains.iter().map(|kind| kind.as_str())
    }
}

/// What is wrong, what would be right, and the bytes of the condition that are meant.
pub(crate) type Wrong = (String, Option<String>, Range<usize>);

impl Condition {
    /// Compiles and checks a condition.
    pub(crate) fn read(source: &str) -> Result<Self, Wrong> {
        let program = Program::compile(source).map_err(|errors| {
            let first = errors.errors.first();
            let message = first
                .map_or_else(|| errors.to_string(), |e| e.msg.lines().next().unwrap_or_default().to_owned());
            let line_start =
                |line: usize| source.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
            let at = first.map_or(0, |e| {
                let column = usize::try_from(e.pos.1 - 1).unwrap_or(0);
                let begin = line_start(usize::try_from(e.pos.0 - 1).unwrap_or(0)).min(source.len());
                source[begin..].char_indices().nth(column).map_or(source.len(), |(i, _)| begin + i)
            });
            (format!("not a CEL expression: {message}"), None, at..source.len())
        })?;
        let walk = Walk { source, info: program.source_info(), bound: Vec::new() };
        let result = walk.type_of(program.expression())?;
        if !matches!(result, Type::Truth | Type::Any) {
            return Err(("a condition must be true or false".to_owned(), None, 0..source.len()));
        }
        Ok(Self { source: source.to_owned(), program: Arc::new(program) })
    }

    /// As written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it holds; what cannot be decided (a missing key of `meta`) does not hold.
    pub(crate) fn holds(&self, record: &Record) -> bool {
        /// The functions that a condition may use.
        static FUNCTIONS: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));
        let change = record.change;
        let mut context = Context::with_env(Arc::clone(&FUNCTIONS));
        context.add_variable_from_value("kind", change.kind.as_str());
        context.add_variable_from_value("relation", change.relation.as_str());
        context.add_variable_from_value("causes", record.causes().map(Value::from).collect::<Vec<_>>());
        context.add_variable_from_value("contains", record.contains().map(Value::from).collect::<Vec<_>>());
        context.add_variable_from_value("original", record.texts.original);
        context.add_variable_from_value("rewrite", record.texts.rewrite);
        context.add_variable_from_value("difference", change.difference.unwrap_or(0.0));
        context.add_variable_from_value("confidence", change.confidence.as_str());
        context.add_variable_from_value("mode", record.mode.as_str());
        if context.add_variable("meta", record.meta).is_err() {
            return false;
        }
        matches!(self.program.execute(&context), Ok(Value::Bool(true)))
    }
}

/// Names that a condition can use, with their types and what they hold.
pub(crate) fn names() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    RECORD.iter().map(|(name, kind, what)| (*name, describe(*kind), *what))
}

struct Walk<'a> {
    source: &'a str,
    info: &'a SourceInfo,
    bound: Vec<String>,
}

impl Walk<'_> {
    fn wrong<T>(&self, at: &IdedExpr, message: String, help: Option<String>) -> Result<T, Wrong> {
        let span = self.info.offset_for(at.id).map_or(0..self.source.len(), |(start, stop)| {
            let byte =
                |n: u32| self.source.char_indices().nth(n as usize).map_or(self.source.len(), |(i, _)| i);
            byte(start)..byte(stop + 1).max(byte(start))
        });
        Err((message, help, span))
    }

    fn type_of(&self, at: &IdedExpr) -> Result<Type, Wrong> {
        match &at.expr {
            Expr::Literal(literal) => Ok(match literal {
                LiteralValue::String(_) => Type::Text,
                LiteralValue::Boolean(_) => Type::Truth,
                LiteralValue::Int(_) | LiteralValue::UInt(_) | LiteralValue::Double(_) => Type::Number,
                _ => Type::Any,
            }),
            Expr::Ident(name) => self.name(at, name),
            Expr::Select(select) => {
                let operand = self.type_of(&select.operand)?;
                if operand == Type::Any {
                    Ok(Type::Any)
                } else {
                    self.wrong(at, format!("`.{}`: only `meta` has fields", select.field), None)
                }
            }
            Expr::List(list) => {
                list.elements.iter().try_for_each(|element| self.type_of(element).map(drop))?;
                Ok(Type::List)
            }
            Expr::Call(call) => self.call(at, call),
            Expr::Comprehension(inner) => {
                self.type_of(&inner.iter_range)?;
                let bound =
                    [&inner.iter_var, &inner.accu_var].into_iter().chain(inner.iter_var2.as_ref()).cloned();
                let walk = Walk {
                    source: self.source,
                    info: self.info,
                    bound: self.bound.iter().cloned().chain(bound).collect(),
                };
                for part in [&inner.accu_init, &inner.loop_cond, &inner.loop_step, &inner.result] {
                    walk.type_of(part)?;
                }
                Ok(Type::Any)
            }
            _ => Ok(Type::Any),
        }
    }

    fn name(&self, at: &IdedExpr, name: &str) -> Result<Type, Wrong> {
        if self.bound.iter().any(|bound| bound == name) {
            return Ok(Type::Any);
        }
        if let Some((_, kind, _)) = RECORD.iter().find(|(known, ..)| *known == name) {
            return Ok(*kind);
        }
        let known: Vec<&str> = RECORD.iter().map(|(name, ..)| *name).collect();
        let help = nearest(name, known.iter().copied()).map_or_else(
            || format!("a condition may use {}", known.join(", ")),
            |right| format!("did you mean `{right}`?"),
        );
        self.wrong(at, format!("unknown name `{name}`"), Some(help))
    }

    /// A name of few values is compared with one of them, or with a list of them; a value is looked for in a list of few.
    fn values(&self, call: &CallExpr) -> Result<(), Wrong> {
        let [a, b] = &call.args[..] else { return Ok(()) };
        for (one, other) in [(a, b), (b, a)] {
            let Expr::Ident(name) = &one.expr else { continue };
            let Some(known) = few(name).filter(|_| !self.bound.contains(name)) else { continue };
            let elements = match &other.expr {
                Expr::List(list) => &list.elements[..],
                _ => std::slice::from_ref(other),
            };
            for element in elements {
                let Expr::Literal(LiteralValue::String(text)) = &element.expr else { continue };
                if !known.contains(&text.inner()) {
                    let help = nearest(text.inner(), known.iter().copied()).map_or_else(
                        || format!("one of {}", known.join(", ")),
                        |right| format!("did you mean `{right}`?"),
                    );
                    return self.wrong(
                        element,
                        format!("`{name}` never has the value `{}`", text.inner()),
                        Some(help),
                    );
                }
            }
        }
        Ok(())
    }

    fn call(&self, at: &IdedExpr, call: &CallExpr) -> Result<Type, Wrong> {
        let mut types = Vec::new();
        for part in call.target.as_deref().into_iter().chain(&call.args) {
            types.push(self.type_of(part)?);
        }
        match call.func_name.as_str() {
            operators::EQUALS
            | operators::NOT_EQUALS
            | operators::GREATER
            | operators::GREATER_EQUALS
            | operators::LESS
            | operators::LESS_EQUALS => match types[..] {
                [a, b] if a != b && a != Type::Any && b != Type::Any => {
                    self.wrong(at, format!("{} is compared with {}", describe(a), describe(b)), None)
                }
                _ => self.values(call).map(|()| Type::Truth),
            },
            operators::IN => self.values(call).map(|()| Type::Truth),
            operators::LOGICAL_AND
            | operators::LOGICAL_OR
            | operators::LOGICAL_NOT
            | operators::NOT_STRICTLY_FALSE => Ok(Type::Truth),
            operators::CONDITIONAL | operators::INDEX | operators::ADD => {
                Ok(types.get(1).copied().unwrap_or(Type::Any))
            }
            operators::SUBSTRACT
            | operators::MULTIPLY
            | operators::DIVIDE
            | operators::MODULO
            | operators::NEGATE => Ok(Type::Number),
            "contains" | "startsWith" | "endsWith" | "matches" | "has" => Ok(Type::Truth),
            "size" | "double" | "int" => Ok(Type::Number),
            name if name.starts_with(['_', '@', '!', '-']) => Ok(Type::Any),
            name => {
                let help = nearest(name, FUNCTIONS).map_or_else(
                    || format!("a condition may call {}", FUNCTIONS.join(", ")),
                    |right| format!("did you mean `{right}`?"),
                );
                self.wrong(at, format!("unknown function `{name}`"), Some(help))
            }
        }
    }
}

/// The values that a name of few values may have.
fn few(name: &str) -> Option<Vec<&'static str>> {
    match name {
        "relation" => {
            Some([Relation::Altered, Relation::Dropped, Relation::Added].map(Relation::as_str).to_vec())
        }
        "confidence" => Some(Confidence::ALL.map(Confidence::as_str).to_vec()),
        "mode" => Some(Mode::ALL.map(|(_, name)| name).to_vec()),
        "causes" => Some(CAUSES.map(|(_, name, _)| name).to_vec()),
        _ => None,
    }
}

const fn describe(kind: Type) -> &'static str {
    match kind {
        Type::Text => "text",
        Type::Number => "a number",
        Type::Truth => "true or false",
        Type::List => "a list",
        Type::Any => "anything",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Cause;
    use crate::fact::Kind;
    use crate::finding::Place;
    use crate::span::Span;

    #[test]
    fn conditions_see_the_change_and_its_meta() {
        let change = Change {
            kind: Kind::Money,
            relation: Relation::Altered,
            facts: Pair::new(None, None),
            link: 0,
            places: Pair::new(Place::Here(Span::default()), Place::Here(Span::default())),
            causes: vec![Cause::Magnitude],
            difference: Some(999.0),
            confidence: Confidence::High,
            contains: Vec::new(),
        };
        let meta = serde_json::json!({"desk": "sport"});
        let texts = Pair::new("5 million", "5 billion");
        let record = Record { change: &change, texts, mode: Mode::Rewrite, meta: &meta };
        for (source, holds) in [
            ("'magnitude' in causes && difference > 1.0", true),
            ("meta.desk == 'sport'", true),
            ("meta.section == 'sport'", false),
            ("causes.exists(c, c == 'bound') || kind == 'name'", false),
        ] {
            assert_eq!(Condition::read(source).unwrap().holds(&record), holds, "{source}");
        }
    }

    #[test]
    fn mistakes_are_found_though_another_half_hides_them() {
        let wrong = |source: &str| Condition::read(source).unwrap_err();
        let (message, help, span) = wrong("kind == 'money' || knid == 'name'");
        assert_eq!(
            (message.as_str(), help.as_deref()),
            ("unknown name `knid`", Some("did you mean `kind`?"))
        );
        assert_eq!(span.start, 19);
        assert_eq!(wrong("kind > 3").0, "text is compared with a number");
        assert_eq!(wrong("difference").0, "a condition must be true or false");
        assert!(wrong("kind == ").0.starts_with("not a CEL expression"));
    }
}
