//! A mistake in a file that a user wrote: where, what is wrong, what would be right.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::span::LineIndex;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// File.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Bytes of the text that are meant.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub help: Option<String>,
}

impl Problem {
    /// From a message of the TOML reader, with the nearest valid key or value where it names what it expected.
    #[must_use]
    pub fn from_toml(path: &str, text: &str, error: &toml::de::Error) -> Self {
        // The reader's word for a name of a closed list.
        let message = error.message().replace("wanted string or table", "wanted a string");
        let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let (message, help) = match (message.split(' ').nth(1), &quoted[..]) {
            (Some(what @ ("field" | "variant")), [wrong, allowed @ ..])
                if !allowed.is_empty() && message.starts_with("unknown") =>
            {
                let what = if what == "field" { "key" } else { "value" };
                let help = match nearest(wrong, allowed.iter().copied()) {
                    Some(right) => format!("did you mean `{right}`?"),
                    None => format!("the {what}s here are {}", allowed.join(", ")),
                };
                (format!("unknown {what} `{wrong}`"), Some(help))
            }
            _ => (message, None),
        };
        let span = error.span().unwrap_or(0..0);
        Self { path: path.to_owned(), text: text.to_owned(), span, message, help }
    }

    /// At a span of a file's text.
    #[must_use]
    pub fn at(path: &str, text: &str, span: Range<usize>, message: String) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), span, message, help: None }
    }

    /// With a word on what would be right.
    #[must_use]
    pub fn help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// With the lines of the file that are meant, for a terminal or plain.
    #[must_use]
    pub fn render(&self, renderer: &Renderer) -> String {
        let end = self.span.end.min(self.text.len());
        let span = self.span.start.min(end)..end;
        let snippet =
            Snippet::source(&self.text).path(&self.path).annotation(AnnotationKind::Primary.span(span));
        let mut group = Level::ERROR.primary_title(&self.message).element(snippet);
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help));
        }
        renderer.render(&[group])
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.span.start.min(self.text.len());
        let index = LineIndex::new(&self.text);
        let line = index.line(at);
        let column = self.text[index.line_start(line)..at].chars().count() + 1;
        write!(f, "{}:{line}:{column}: {}", self.path, self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}

/// The allowed word most like a wrong one, if any is like it at all.
///
/// ```
/// # use factdiff::rule::RuleSet;
/// assert_eq!(RuleSet::default().nearest("monney-altered"), Some("money-altered"));
/// ```
pub(crate) fn nearest<'a>(wrong: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = allowed.into_iter().map(|word| (strsim::jaro_winkler(&wrong.to_lowercase(), word), word));
    scored.filter(|(score, _)| *score > 0.75).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, word)| word)
}
