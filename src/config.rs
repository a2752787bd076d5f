//! `factdiff.toml`: what holds for a project, over the defaults and under the command line.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::compare::QuotePolicy;
use crate::fact::value::parse_rational;
use crate::finding::{Confidence, Severity};
use crate::report::Assume;
use crate::rule::{Mode, Problem, RuleSet};

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
    /// How strictly quotes are compared in a mode: words of a translated quote are the translator's.
    pub(crate) fn policy(&self, mode: Mode) -> QuotePolicy {
        let by_mode = if mode == Mode::Translation { QuotePolicy::Translated } else { QuotePolicy::Verbatim };
        self.quotes.unwrap_or(by_mode)
    }
}

/// `factdiff.toml` as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Raw {
    #[serde(default)]
    extends: Vec<Preset>,
    mode: Option<Mode>,
    fail_on: Option<Severity>,
    review_on: Option<Severity>,
    min_confidence: Option<Confidence>,
    boilerplate: Option<bool>,
    quotes: Option<QuotePolicy>,
    language: Option<Spanned<String>>,
    each_original: Option<bool>,
    #[serde(default)]
    expected: RawExpected,
    #[serde(default)]
    condense: RawCondense,
    #[serde(default)]
    rules: Vec<String>,
    #[serde(default)]
    rule: BTreeMap<Spanned<String>, RawRule>,
}

/// Settings to begin with; what the file says goes over them.
#[derive(Clone, Copy, Debug, Deserialize)]
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
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExpected {
    #[serde(default)]
    rewrite: Vec<String>,
}

/// `[condense]`: what the mode of that name allows.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCondense {
    budget: Option<Spanned<String>>,
}

/// Settings of one rule: `[rule.money-altered]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    enabled: Option<bool>,
    severity: Option<Severity>,
    confidence: Option<Confidence>,
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
        let mut problems = Vec::new();
        let mut wrong = |span, message: String, help: Option<String>| {
            problems.push(Problem::at(&self.path, &self.text, span, message).help(help))
        };
        raw.extends.iter().for_each(|preset| preset.apply(config));
        config.mode = raw.mode.unwrap_or(config.mode);
        config.fail_on = raw.fail_on.unwrap_or(config.fail_on);
        config.review_on = raw.review_on.unwrap_or(config.review_on);
        config.min_confidence = raw.min_confidence.unwrap_or(config.min_confidence);
        config.boilerplate = raw.boilerplate.unwrap_or(config.boilerplate);
        config.quotes = raw.quotes.or(config.quotes);
        config.each_original = raw.each_original.unwrap_or(config.each_original);
        if let Some(language) = &raw.language {
            let code = language.get_ref();
            if code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase()) {
                config.language = Some(code.clone());
            } else {
                wrong(
                    language.span(),
                    format!("`{code}` is no language code"),
                    Some("two small letters, as in \"en\"".to_owned()),
                );
            }
        }
        config.expected.extend(raw.expected.rewrite.iter().cloned());
        if let Some(budget) = &raw.condense.budget {
            match percentage(budget.get_ref()) {
                Some(share) if share <= crate::fact::Amount::from(1) => {
                    config.budget = crate::fact::value::approximately(share);
                }
                _ => wrong(
                    budget.span(),
                    format!("`{}` is no share of a text", budget.get_ref()),
                    Some("a percentage up to \"100%\"".to_owned()),
                ),
            }
        }
        for (id, settings) in &raw.rule {
            let name = id.get_ref();
            if config.rules.get(name).is_none() {
                let help = config.rules.nearest(name).map(|right| format!("did you mean `{right}`?"));
                wrong(id.span(), format!("there is no rule `{name}`"), help);
                continue;
            }
            if settings.enabled == Some(false) {
                config.rules.remove(name);
                continue;
            }
            let Some(rule) = config.rules.get_mut(name) else { continue };
            rule.enabled |= settings.enabled == Some(true);
            if let Some(severity) = settings.severity {
                rule.severity = severity;
                rule.levels.clear();
                rule.check.held = false;
            }
            rule.confidence = settings.confidence.or(rule.confidence);
            if let Some(tolerance) = &settings.tolerance {
                match percentage(tolerance.get_ref()) {
                    Some(share) => rule.check.tolerance = Some(share),
                    None => wrong(
                        tolerance.span(),
                        format!("`{}` is no tolerance", tolerance.get_ref()),
                        Some("a percentage such as \"1%\"".to_owned()),
                    ),
                }
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

/// *1%* as a share.
fn percentage(text: &str) -> Option<crate::fact::Amount> {
    Some(text.strip_suffix('%').and_then(parse_rational)? / crate::fact::Amount::from(100))
}
