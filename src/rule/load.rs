//! The one door from a rule file to a [`Rule`].

mod glossary;
mod reach;
mod search;

use std::collections::BTreeMap;
use std::path::Path;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use self::glossary::RawGlossary;
use self::search::{RawFact, RawInconsistent, RawPattern, RawRatio, RawRepeated};
use super::{Check, Condition, Level, Mode, Problem, Rule, RuleTest, Search, Template, Verb, nearest};
use crate::compare::{CAUSES, Cause};
use crate::fact::Kind;
use crate::fact::own::{Name, Own};
use crate::finding::{Category, Confidence, Severity};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRule {
    /// The name of the file: a-z, 0-9 and hyphens.
    #[schemars(with = "String", regex(pattern = r"^[a-z0-9-]+$"))]
    id: Spanned<String>,
    /// One sentence: what the rule finds.
    #[schemars(with = "String")]
    summary: Spanned<String>,
    /// MQM category.
    #[schemars(schema_with = "crate::schema::category")]
    category: Spanned<String>,
    /// How bad it is, where no level says otherwise.
    severity: Severity,
    /// `false` where it is asked only when factdiff.toml switches it on.
    #[serde(default = "yes")]
    enabled: bool,
    /// How sure its findings are taken to be, whatever the comparison says.
    confidence: Option<Confidence>,
    /// What the report says; `{original}`, `{rewrite}` and more are filled in.
    #[schemars(with = "String")]
    message: Spanned<String>,
    /// Why it matters.
    #[serde(default)]
    why: String,
    /// When the rule applies.
    check: RawCheck,
    /// Kinds of fact of your own, by name.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, RawFact>")]
    fact: BTreeMap<Spanned<String>, RawFact>,
    /// Other severities: the first that holds decides.
    #[serde(default)]
    level: Vec<RawLevel>,
    /// Examples: `{{marks}}` stand where the rule must report; without marks it must be silent.
    #[serde(default)]
    test: Vec<RawTest>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum RawCheck {
    /// A fact of the original that the rewrite does not have.
    Dropped(RawOne),
    /// A fact that says something else in the rewrite.
    Altered(RawAltered),
    /// A fact that only the rewrite has.
    Added(RawOne),
    /// A text that must be there, must not be there, or must be kept.
    Pattern(RawPattern),
    /// Words that have a settled counterpart.
    Term(RawGlossary),
    /// The length of the rewrite, or how many facts it has, against the original.
    Ratio(RawRatio),
    /// Words that stand twice in a row of sentences.
    Repeated(RawRepeated),
    /// Two places of the rewrite that cannot both be true.
    Inconsistent(RawInconsistent),
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawOne {
    /// Kind of fact.
    #[schemars(schema_with = "crate::schema::kind")]
    fact: Spanned<String>,
    /// Only where one of these is among the causes.
    #[serde(default)]
    #[schemars(schema_with = "crate::schema::causes")]
    causes: Vec<Spanned<String>>,
    /// Only where this CEL condition holds.
    #[schemars(with = "Option<String>")]
    when: Option<Spanned<String>>,
    /// As severe as the rules for what is lost with it.
    #[serde(default)]
    held: bool,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawAltered {
    /// Kind of fact.
    #[schemars(schema_with = "crate::schema::kind")]
    fact: Spanned<String>,
    /// Only where one of these is among the causes.
    #[serde(default)]
    #[schemars(schema_with = "crate::schema::causes")]
    causes: Vec<Spanned<String>>,
    /// Only where this CEL condition holds.
    #[schemars(with = "Option<String>")]
    when: Option<Spanned<String>>,
    /// A difference up to this is taken as kept: `1%`.
    #[serde(default)]
    #[schemars(schema_with = "crate::schema::percentage")]
    tolerance: Option<Spanned<String>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawLevel {
    /// Only where one of these is among the causes.
    #[serde(default)]
    #[schemars(schema_with = "crate::schema::causes")]
    causes: Vec<Spanned<String>>,
    /// Only where this CEL condition holds.
    #[schemars(with = "Option<String>")]
    when: Option<Spanned<String>>,
    #[schemars(with = "Severity")]
    severity: Spanned<Severity>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawTest {
    /// A sentence: what the example shows.
    #[schemars(with = "String")]
    name: Spanned<String>,
    /// With marks.
    #[schemars(with = "String")]
    original: Spanned<String>,
    /// A later version of the original, with marks.
    #[schemars(with = "Option<String>")]
    update: Option<Spanned<String>>,
    /// With marks.
    #[schemars(with = "String")]
    rewrite: Spanned<String>,
    /// The mode it runs in.
    #[serde(default)]
    mode: Mode,
    /// The language of its texts, ISO 639-1.
    #[serde(default = "english")]
    language: String,
    /// A known gap: reported once it passes.
    #[serde(default)]
    todo: bool,
    /// What a record says of itself.
    #[serde(default)]
    meta: BTreeMap<String, String>,
}

const fn yes() -> bool {
    true
}

fn english() -> String {
    "en".to_owned()
}

impl RawCheck {
    /// The table of a verb that judges facts that face nothing.
    fn one(&self) -> Option<&RawOne> {
        match self {
            RawCheck::Dropped(one) | RawCheck::Added(one) => Some(one),
            _ => None,
        }
    }

    /// Its condition, as written.
    fn when(&self) -> Option<&Spanned<String>> {
        match self {
            RawCheck::Dropped(raw) | RawCheck::Added(raw) => raw.when.as_ref(),
            RawCheck::Altered(raw) => raw.when.as_ref(),
            RawCheck::Pattern(raw) => raw.when.as_ref(),
            RawCheck::Term(raw) => raw.when.as_ref(),
            RawCheck::Ratio(raw) => raw.when.as_ref(),
            RawCheck::Repeated(raw) => raw.when.as_ref(),
            RawCheck::Inconsistent(raw) => raw.when.as_ref(),
        }
    }
}

/// A file being read, with what is wrong in it so far.
struct Reader<'a> {
    path: &'a str,
    text: &'a str,
    /// All files of the set.
    files: &'a [(String, String)],
    /// Kinds of fact that this set defines.
    own: &'a [String],
    problems: Vec<Problem>,
}

/// The names of the kinds of fact that a file defines; none where it cannot be read.
pub(super) fn kinds(text: &str) -> Vec<String> {
    if !may_define(text) {
        return Vec::new();
    }
    let table: Option<toml::Table> = toml::from_str(text).ok();
    let facts = table.as_ref().and_then(|table| table.get("fact")).and_then(toml::Value::as_table);
    facts.map(|facts| facts.keys().cloned().collect()).unwrap_or_default()
}

/// A cheap first look: a table's head, or a line before the first, speaks of facts.
fn may_define(text: &str) -> bool {
    let mut headed = false;
    text.lines().map(str::trim_start).any(|line| {
        headed |= line.starts_with('[');
        (!headed || line.starts_with('[')) && line.contains("fact")
    })
}

/// Reads one rule file, with the kinds of fact that it defines.
pub(super) fn rule(
    path: &str,
    text: &str,
    files: &[(String, String)],
    own: &[String],
) -> Result<(Rule, Vec<Own>), Vec<Problem>> {
    let raw: RawRule = toml::from_str(text).map_err(|error| vec![Problem::from_toml(path, text, &error)])?;
    let mut reader = Reader { path, text, files, own, problems: Vec::new() };
    let id = reader.id(&raw.id);
    let category = reader.category(&raw.category);
    let message = reader.template(&raw.message);
    if raw.summary.get_ref().trim().is_empty() {
        reader.wrong(
            raw.summary.span(),
            "a summary says in one sentence what the rule finds; this one is empty".to_owned(),
            None,
        );
    }
    let facts: Vec<Own> = raw.fact.iter().filter_map(|(name, fact)| reader.own(name, fact)).collect();
    let check = reader.check(&raw.check);
    let levels = raw
        .level
        .iter()
        .map(|level| Level {
            causes: reader.causes(&level.causes),
            when: reader.condition(level.when.as_ref()),
            severity: *level.severity.get_ref(),
        })
        .collect::<Vec<_>>();
    let tests: Vec<RuleTest> = raw.test.iter().map(|test| reader.test(test)).collect();
    if let Some(check) = &check
        && reader.problems.is_empty()
    {
        reader.reach(&raw, check, &levels);
    }
    if !reader.problems.is_empty() {
        return Err(reader.problems);
    }
    let (Some(category), Some(message), Some(check)) = (category, message, check) else {
        return Err(reader.problems);
    };
    let rule = Rule {
        id,
        summary: raw.summary.into_inner(),
        category,
        severity: raw.severity,
        levels,
        message,
        why: raw.why,
        confidence: raw.confidence,
        check,
        tests,
        path: path.to_owned(),
        builtin: false,
        enabled: raw.enabled,
    };
    Ok((rule, facts))
}

/// Two files for one rule.
pub(super) fn duplicate(path: &str, text: &str, id: &str, first: &str) -> Problem {
    let at = text.find(id).unwrap_or(0);
    Problem::at(
        path,
        text,
        at..at + id.len(),
        format!("two rules have the id `{id}`; the other is in {first}"),
    )
    .help(Some("give one of them another id".to_owned()))
}

impl Reader<'_> {
    fn wrong(&mut self, span: std::ops::Range<usize>, message: String, help: Option<String>) {
        self.problems.push(Problem::at(self.path, self.text, span, message).help(help));
    }

    fn id(&mut self, id: &Spanned<String>) -> String {
        let name = id.get_ref();
        let stem = Path::new(self.path).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let plain = !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !plain {
            self.wrong(
                id.span(),
                format!("`{name}` is no rule id"),
                Some("an id is made of a-z, 0-9 and hyphens".to_owned()),
            );
        } else if stem != name {
            self.wrong(
                id.span(),
                format!("the id is `{name}`, the file is called `{stem}`"),
                Some(format!("name the file `{name}.toml`, or write id = \"{stem}\"")),
            );
        }
        name.clone()
    }

    fn category(&mut self, category: &Spanned<String>) -> Option<Category> {
        let name = category.get_ref();
        let found = Category::ALL.into_iter().find(|category| category.mqm() == name);
        if found.is_none() {
            let names = Category::ALL.map(Category::mqm);
            let help = nearest(name, names).map_or_else(
                || format!("one of {}", names.join(", ")),
                |right| format!("did you mean `{right}`?"),
            );
            self.wrong(category.span(), format!("unknown category `{name}`"), Some(help));
        }
        found
    }

    fn template(&mut self, message: &Spanned<String>) -> Option<Template> {
        match Template::read(message.get_ref()) {
            Ok(template) => Some(template),
            Err((wrong, help, inner)) => {
                let span = self.inside(message, inner);
                self.wrong(span, wrong, help);
                None
            }
        }
    }

    /// Bytes of the file for bytes of a string in it: exact where the string holds no escapes, else all of it.
    fn inside(&self, string: &Spanned<String>, inner: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let span = string.span();
        let raw = &self.text[span.clone()];
        match raw.find(string.get_ref().as_str()) {
            Some(at) => span.start + at + inner.start..span.start + at + inner.end,
            None => span,
        }
    }

    fn check(&mut self, raw: &RawCheck) -> Option<Check> {
        let held = matches!(raw, RawCheck::Dropped(one) | RawCheck::Added(one) if one.held);
        let (verb, fact, causes, when, tolerance) = match raw {
            RawCheck::Dropped(one) => (Verb::Dropped, &one.fact, &one.causes, &one.when, None),
            RawCheck::Added(one) => (Verb::Added, &one.fact, &one.causes, &one.when, None),
            RawCheck::Altered(altered) => {
                (Verb::Altered, &altered.fact, &altered.causes, &altered.when, altered.tolerance.as_ref())
            }
            RawCheck::Pattern(raw) => return self.pattern(raw),
            RawCheck::Term(raw) => return self.glossary(raw),
            RawCheck::Ratio(raw) => return self.ratio(raw),
            RawCheck::Repeated(raw) => return self.repeated(raw),
            RawCheck::Inconsistent(raw) => return self.inconsistent(raw),
        };
        let kind = self.kind(fact);
        let causes = self.causes(causes);
        let when = self.condition(when.as_ref());
        let tolerance = tolerance.and_then(|tolerance| self.percentage(tolerance, "no tolerance"));
        Some(Check { verb, fact: kind?, causes, tolerance, when, held, search: Search::Changes })
    }

    fn kind(&mut self, fact: &Spanned<String>) -> Option<Kind> {
        let name = fact.get_ref();
        let mut changing = Kind::ALL.into_iter().filter(|kind| kind.changes());
        let own = || self.own.iter().find(|own| *own == name).map(|own| Kind::Own(Name::new(own)));
        let found = changing.find(|kind| kind.as_str() == name).or_else(own);
        if found.is_none() {
            let built_in = Kind::ALL.into_iter().filter(|kind| kind.changes());
            let mut known: Vec<&str> = built_in.map(Kind::as_str).collect();
            known.extend(self.own.iter().map(String::as_str));
            let help = Self::did_you_mean(name, &known);
            self.wrong(fact.span(), format!("unknown kind of fact `{name}`"), Some(help));
        }
        found
    }

    fn causes(&mut self, causes: &[Spanned<String>]) -> Vec<Cause> {
        let mut out = Vec::new();
        for cause in causes {
            let name = cause.get_ref();
            match CAUSES.iter().find(|(_, known, _)| known == name) {
                Some((cause, ..)) => out.push(*cause),
                None => {
                    let names = CAUSES.map(|(_, name, _)| name);
                    let help = nearest(name, names).map_or_else(
                        || format!("one of {}", names.join(", ")),
                        |right| format!("did you mean `{right}`?"),
                    );
                    self.wrong(cause.span(), format!("unknown cause `{name}`"), Some(help));
                }
            }
        }
        out
    }

    fn condition(&mut self, when: Option<&Spanned<String>>) -> Option<Condition> {
        let when = when?;
        match Condition::read(when.get_ref()) {
            Ok(condition) => Some(condition),
            Err((wrong, help, inner)) => {
                let span = self.inside(when, inner);
                self.wrong(span, wrong, help);
                None
            }
        }
    }

    fn test(&mut self, test: &RawTest) -> RuleTest {
        for text in [Some(&test.original), test.update.as_ref(), Some(&test.rewrite)].into_iter().flatten() {
            if let Err((wrong, at)) = crate::rule::test::marks(text.get_ref()) {
                let span = self.inside(text, at..at + 2);
                self.wrong(span, wrong.to_owned(), Some("marks are written {{so}}".to_owned()));
            }
        }
        RuleTest {
            name: test.name.get_ref().clone(),
            original: test.original.get_ref().clone(),
            update: test.update.as_ref().map(|update| update.get_ref().clone()),
            rewrite: test.rewrite.get_ref().clone(),
            mode: test.mode,
            language: test.language.clone(),
            todo: test.todo,
            meta: test.meta.clone(),
        }
    }
}
