//! `factdiff.toml`: what holds for a project, over the defaults and under the command line.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::compare::{Manner, QuotePolicy};
use crate::fact::Amount;
use crate::fact::value::approximately;
use crate::finding::{Confidence, Severity};
use crate::report::Assume;
use crate::rule::{Mode, Problem, RuleSet, percentage};

/// All that a run depends on besides the texts.
#[derive(Clone, Debug)]
pub struct Config {
    /// Rules in force.
    pub rules: RuleSet,
    /// What must hold of a rewrite, where the record does not say.
    pub mode: Mode,
    /// A finding this bad blocks.
    pub fail_on: Severity,
    /// A finding this bad asks for a review.
    pub review_on: Severity,
    /// A finding less sure than this is left out.
    pub min_confidence: Confidence,
    /// Overrides the verdict.
    pub assume: Option<Assume>,
    /// Label page furniture.
    pub boilerplate: bool,
    /// How strictly quotes are compared; unset, the mode decides.
    pub quotes: Option<QuotePolicy>,
    /// Language of texts that do not say, ISO 639-1.
    pub language: Option<String>,
    /// Lines that a rewrite may have though no original does: a byline, a notice; `*` at the end stands for anything.
    pub expected: Vec<String>,
    /// Of several originals, tell what the rewrite leaves out of each.
    pub each_original: bool,
    /// Share of the original that a condensed text may leave out, 0 to 1.
    pub budget: f64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            rules: RuleSet::default(),
            mode: Mode::Rewrite,
            fail_on: Severity::Major,
            review_on: Severity::Minor,
            min_confidence: Confidence::Medium,
            assume: None,
            boilerplate: true,
            quotes: None,
            language: None,
            expected: Vec::new(),
            each_original: false,
            budget: 0.7,
        }
    }
}

impl Config {
    /// How two documents are compared in a mode.
    pub(crate) fn manner(&self, mode: Mode) -> Manner {
        Manner { quotes: self.policy(mode), gathers: mode == Mode::Summary }
    }

    /// How strictly quotes are compared in a mode: words of a translated quote are the translator's.
    fn policy(&self, mode: Mode) -> QuotePolicy {
        let by_mode = if mode == Mode::Translation { QuotePolicy::Translated } else { QuotePolicy::Verbatim };
        self.quotes.unwrap_or(by_mode)
    }
}

/// `factdiff.toml` as written.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Raw {
    /// Presets to begin with; what stands here goes over them.
    #[serde(default)]
    extends: Vec<Preset>,
    /// What must hold of a rewrite.
    mode: Option<Mode>,
    /// A finding this bad blocks.
    fail_on: Option<Severity>,
    /// A finding this bad asks for a review.
    review_on: Option<Severity>,
    /// What is less sure is left out.
    min_confidence: Option<Confidence>,
    /// Leave page furniture out.
    boilerplate: Option<bool>,
    /// How strictly quotes are compared.
    quotes: Option<QuotePolicy>,
    /// Language of texts that do not say, ISO 639-1.
    #[schemars(with = "Option<String>", regex(pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9-]+)?$"))]
    language: Option<Spanned<String>>,
    /// Of several originals, tell what the rewrite leaves out of each.
    each_original: Option<bool>,
    /// What the rewrite may have of its own.
    #[serde(default)]
    expected: RawExpected,
    /// What the mode `condense` allows.
    #[serde(default)]
    condense: RawCondense,
    /// Own rules: folders and files, counted from this file.
    #[serde(default)]
    rules: Vec<String>,
    /// Settings of single rules, by id.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, RawRule>")]
    rule: BTreeMap<Spanned<String>, RawRule>,
}

/// Settings to begin with; what the file says goes over them.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
enum Preset {
    #[serde(rename = "builtin:quiet")]
    Quiet,
    #[serde(rename = "builtin:default")]
    Default,
    #[serde(rename = "builtin:strict")]
    Strict,
}

impl Preset {
    fn apply(self, config: &mut Config) {
        let (fail_on, review_on, least) = match self {
            Preset::Quiet => (Severity::Critical, Severity::Major, Confidence::High),
            Preset::Default => (Severity::Major, Severity::Minor, Confidence::Medium),
            Preset::Strict => (Severity::Minor, Severity::Neutral, Confidence::Low),
        };
        (config.fail_on, config.review_on, config.min_confidence) = (fail_on, review_on, least);
    }
}

/// `[expected]`: what the rewrite may have of its own.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawExpected {
    /// Lines; `*` at the end stands for anything.
    #[serde(default)]
    rewrite: Vec<String>,
}

/// `[condense]`: what the mode of that name allows.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawCondense {
    /// Share of the original that may be left out.
    #[serde(default)]
    #[schemars(schema_with = "crate::schema::percentage")]
    budget: Option<Spanned<String>>,
}

/// Settings of one rule: `[rule.money-altered]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RawRule {
    /// `false` switches it off, `true` on.
    enabled: Option<bool>,
    /// How bad its findings are, whatever the rule says.
    severity: Option<Severity>,
    /// How sure its findings are taken to be.
    confidence: Option<Confidence>,
    /// A difference up to this is taken as kept: `1%`.
    #[serde(default)]
    #[schemars(schema_with = "crate::schema::percentage")]
    tolerance: Option<Spanned<String>>,
}

/// A configuration file that was read, before its rule folders are.
#[derive(Debug)]
pub struct ConfigFile {
    raw: Raw,
    path: String,
    text: String,
}

impl ConfigFile {
    /// Reads the text of a configuration file.
    ///
    /// # Errors
    /// A misspelt key or a value of the wrong type, with its place.
    ///
    /// ```
    /// use factdiff::config::ConfigFile;
    /// assert!(ConfigFile::read("factdiff.toml", "mode = 'summary'").is_ok());
    /// assert!(ConfigFile::read("factdiff.toml", "moed = 'summary'").is_err());
    /// ```
    pub fn read(path: &str, text: &str) -> Result<Self, Box<Problem>> {
        let raw = toml::from_str(text).map_err(|error| Box::new(Problem::from_toml(path, text, &error)))?;
        Ok(Self { raw, path: path.to_owned(), text: text.to_owned() })
    }

    /// Folders and files of rules that it names, relative to itself.
    #[must_use]
    pub fn rule_paths(&self) -> &[String] {
        &self.raw.rules
    }

    /// Puts the settings over `config`, whose rules are all read by now.
    ///
    /// # Errors
    /// Settings for a rule that is not there, a tolerance without a percent sign, a language code of another form.
    pub fn apply(&self, config: &mut Config) -> Result<(), Vec<Problem>> {
        let raw = &self.raw;
        raw.extends.iter().for_each(|preset| preset.apply(config));
        config.mode = raw.mode.unwrap_or(config.mode);
        config.fail_on = raw.fail_on.unwrap_or(config.fail_on);
        config.review_on = raw.review_on.unwrap_or(config.review_on);
        config.min_confidence = raw.min_confidence.unwrap_or(config.min_confidence);
        config.boilerplate = raw.boilerplate.unwrap_or(config.boilerplate);
        config.quotes = raw.quotes.or(config.quotes);
        config.each_original = raw.each_original.unwrap_or(config.each_original);
        config.expected.extend(raw.expected.rewrite.iter().cloned());
        let mut problems = Vec::new();
        if let Some(tag) = &raw.language {
            match language_code(tag.get_ref()) {
                Some(code) => config.language = Some(code),
                None => problems.push(self.wrong(tag, "no language code", "two small letters, as in \"en\"")),
            }
        }
        if let Some(budget) = &raw.condense.budget {
            match percentage(budget.get_ref()).filter(|share| *share <= Amount::from(1)) {
                Some(share) => config.budget = approximately(share),
                None => {
                    problems.push(self.wrong(budget, "no share of a text", "a percentage up to \"100%\""))
                }
            }
        }
        problems.extend(raw.rule.iter().filter_map(|(id, settings)| self.set(id, settings, config).err()));
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// Puts the settings of one rule over it.
    fn set(&self, id: &Spanned<String>, settings: &RawRule, config: &mut Config) -> Result<(), Problem> {
        let name = id.get_ref();
        let help = config.rules.nearest(name).map(|right| format!("did you mean `{right}`?"));
        let Some(rule) = config.rules.get_mut(name) else {
            let message = format!("there is no rule `{name}`");
            return Err(Problem::at(&self.path, &self.text, id.span(), message).help(help));
        };
        rule.enabled = settings.enabled.unwrap_or(rule.enabled);
        if let Some(severity) = settings.severity {
            rule.severity = severity;
            rule.levels.clear();
            rule.check.held = false;
        }
        rule.confidence = settings.confidence.or(rule.confidence);
        if let Some(tolerance) = &settings.tolerance {
            let share = percentage(tolerance.get_ref());
            let wrong = || self.wrong(tolerance, "no tolerance", "a percentage such as \"1%\"");
            rule.check.tolerance = Some(share.ok_or_else(wrong)?);
        }
        Ok(())
    }

    /// A value is none of what is wanted here.
    fn wrong(&self, value: &Spanned<String>, what: &str, help: &str) -> Problem {
        let message = format!("`{}` is {what}", value.get_ref());
        Problem::at(&self.path, &self.text, value.span(), message).help(Some(help.to_owned()))
    }
}

/// The code of a language (ISO 639, small letters) in a tag with or without a region; none where it is no tag.
///
/// ```
/// use factdiff::config::language_code;
/// assert_eq!(language_code("en-GB").as_deref(), Some("en"));
/// assert_eq!(language_code("English"), None);
/// ```
#[must_use]
pub fn language_code(tag: &str) -> Option<String> {
    let code = tag.split(['-', '_']).next().unwrap_or_default();
    let plain = matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_alphabetic());
    plain.then(|| code.to_ascii_lowercase())
}
