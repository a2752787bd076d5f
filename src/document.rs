//! Read: a text as given → a [`Document`]: its language, date, segments, tokens and facts.

mod boilerplate;
mod caption;
mod dateline;

pub(crate) use boilerplate::leads_elsewhere;

use std::sync::Arc;

use jiff::civil;

use crate::fact::own::Own;
use crate::fact::{self, Fact, Kind, Value};
use crate::language::{self, Language};
use crate::segment::{self, Role, Segment};
use crate::span::Span;
use crate::token::Token;

/// A text before it is read.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// File name or other name for reports.
    pub name: Option<String>,
    /// The text as given; it is never changed.
    pub text: String,
    /// Segments given by the caller, in order: then nothing is split, merged or labelled.
    pub segments: Option<Vec<Span>>,
    /// ISO 639-1 code, where it is known.
    pub language: Option<String>,
    /// The day of writing, which *Monday* and *last week* count from.
    pub date: Option<civil::Date>,
    /// Of several originals: the index of the earlier version that this one replaces.
    pub supersedes: Option<usize>,
}

impl Source {
    /// A text without a name.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Segments as they stand; the text is the segments joined by line feeds.
    ///
    /// ```
    /// let source = factdiff::Source::segments(["One.", "Two."]);
    /// assert_eq!(source.text, "One.\nTwo.");
    /// ```
    #[must_use]
    pub fn segments<T: AsRef<str>>(segments: impl IntoIterator<Item = T>) -> Self {
        let (mut text, mut spans) = (String::new(), Vec::new());
        for (i, segment) in segments.into_iter().enumerate() {
            if i > 0 {
                text.push('\n');
            }
            let start = text.len();
            text.push_str(segment.as_ref());
            spans.push(Span::new(start, text.len()));
        }
        Self { text, segments: Some(spans), ..Self::default() }
    }
}

/// How texts are read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// ISO 639-1 code of the text.
    pub language: String,
    /// Label page furniture; else all of it belongs to the article.
    pub boilerplate: bool,
    /// Kinds of fact that rule files define.
    pub own: Arc<[Own]>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { language: "en".to_owned(), boilerplate: true, own: Arc::default() }
    }
}

/// A text with all that was found in it. Spans are bytes of `text`.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// File name or other name for reports.
    pub name: Option<String>,
    /// ISO 639-1 code.
    pub language: String,
    /// The day of writing: as given, else from the dateline.
    pub date: Option<civil::Date>,
    /// The text as given.
    pub text: String,
    /// Place, day and agency before the first sentence.
    pub(crate) opening: Option<Span>,
    /// In order, not overlapping.
    pub segments: Vec<Segment>,
    /// In order; each belongs to one segment.
    pub tokens: Vec<Token>,
    /// In the order of their places.
    pub facts: Vec<Fact>,
}

impl Document {
    /// Reads a text: segments, tokens, facts. A language without data of its own gives no facts.
    ///
    /// ```
    /// use factdiff::{Document, Source};
    /// let document = Document::read(&Source::text("It rained. It stopped."), &Default::default());
    /// assert_eq!(document.segments.len(), 2);
    /// ```
    #[must_use]
    pub fn read(source: &Source, options: &ReadOptions) -> Self {
        let language = language::get(&options.language);
        let mut document = Document {
            name: source.name.clone(),
            language: options.language.clone(),
            date: source.date,
            text: source.text.clone(),
            ..Self::default()
        };
        match &source.segments {
            Some(spans) => {
                for (paragraph, span) in spans.iter().enumerate() {
                    document.push(span.trimmed(&source.text), Role::Sentence, paragraph, language);
                }
            }
            None => document.cut(language, options.boilerplate),
        }
        document.facts = fact::extract(&document, language, &options.own);
        document.date = document.date.or_else(|| document.dateline());
        document
    }

    fn cut(&mut self, language: &Language, label: bool) {
        /// Bytes for each token, about.
        const TOKEN: usize = 4;
        self.tokens.reserve(self.text.len() / TOKEN);
        let mut blocks = segment::blocks(&self.text);
        if label {
            boilerplate::label(&self.text, &mut blocks, language);
        }
        caption::label(&self.text, &mut blocks, language);
        let dateline = dateline::find(&self.text, &blocks, language);
        self.opening = dateline.map(|(_, span)| span);
        for (paragraph, block) in blocks.iter().enumerate() {
            let spans = match block.role {
                Role::Sentence | Role::Item => {
                    let opening = dateline.filter(|(of, _)| *of == paragraph).map(|(_, span)| span);
                    let from = opening.map_or(block.span.start, |opening| opening.end);
                    let body = Span::new(from, block.span.end).trimmed(&self.text);
                    let mut spans = segment::sentences(&self.text, body, language);
                    if let (Some(opening), Some(first)) = (opening, spans.first_mut()) {
                        *first = opening.join(*first);
                    }
                    spans
                }
                _ => vec![block.span],
            };
            let several = label && spans.len() > 1;
            for span in spans {
                let leaked = several && boilerplate::interrupts(span.of(&self.text), language);
                self.push(span, if leaked { Role::Boilerplate } else { block.role }, paragraph, language);
            }
        }
    }

    /// The same document with segments cut at these places, ascending, and read again.
    #[must_use]
    pub(crate) fn recut(&self, cuts: &[usize], label: bool, own: &[Own]) -> Self {
        let language = language::get(&self.language);
        let mut document = Document {
            name: self.name.clone(),
            language: self.language.clone(),
            date: self.date,
            text: self.text.clone(),
            opening: self.opening,
            ..Self::default()
        };
        for segment in &self.segments {
            let (mut start, end) = (segment.span.start, segment.span.end);
            let inside = cuts.iter().copied().filter(|cut| (start + 1..end).contains(cut));
            let parts: Vec<usize> = inside.chain(std::iter::once(end)).collect();
            let whole = parts.len() == 1;
            for end in parts {
                let span = Span::new(start, end).trimmed(&self.text);
                let leaked = label && !whole && boilerplate::interrupts(span.of(&self.text), language);
                let role = match segment.role {
                    role if whole => role,
                    _ if leaked => Role::Boilerplate,
                    Role::Boilerplate => Role::Sentence,
                    role => role,
                };
                document.push(span, role, segment.paragraph, language);
                start = end;
            }
        }
        document.facts = fact::extract(&document, language, own);
        document.date = document.date.or_else(|| document.dateline());
        document
    }

    fn push(&mut self, span: Span, role: Role, paragraph: usize, language: &Language) {
        let begin = self.tokens.len();
        language.tokenize(&self.text, span, &mut self.tokens);
        self.segments.push(Segment { span, role, paragraph, tokens: begin..self.tokens.len() });
    }

    /// The first whole date among the lines above and at the beginning of the text.
    fn dateline(&self) -> Option<civil::Date> {
        const HEADER: usize = 12;
        const BEGINNING: usize = 60;
        self.facts.iter().filter(|fact| fact.kind == Kind::Date && fact.segment < HEADER).find_map(|fact| {
            let segment = &self.segments[fact.segment];
            let early = segment.role == Role::Boilerplate || fact.span.start - segment.span.start < BEGINNING;
            match fact.readings.first() {
                Some(Value::Date(date))
                    if early
                        && (segment.role == Role::Boilerplate
                            || self.is_opening(fact)
                            || self.opens_dateline(fact)) =>
                {
                    date.civil()
                }
                _ => None,
            }
        })
    }

    /// A dash or bracket right behind a date near the segment's beginning: *LISBON, March 4, 2024 —*.
    fn opens_dateline(&self, fact: &Fact) -> bool {
        let rest = self.text[fact.span.end..].trim_start_matches([' ', ')', '(']);
        rest.starts_with(['—', '–', '-', '|']) || rest.is_empty() || rest.starts_with('\n')
    }

    /// The fact stands in the dateline.
    pub(crate) fn is_opening(&self, fact: &Fact) -> bool {
        self.opening.is_some_and(|opening| opening.contains(fact.span))
    }

    /// Text of a segment.
    #[must_use]
    pub fn segment_text(&self, segment: usize) -> &str {
        self.segments[segment].span.of(&self.text)
    }

    /// Tokens of a segment.
    #[must_use]
    pub fn segment_tokens(&self, segment: usize) -> &[Token] {
        &self.tokens[self.segments[segment].tokens.clone()]
    }

    /// What tokens `from..to` take of the text; none where there are none.
    #[must_use]
    pub fn span_of(&self, from: usize, to: usize) -> Option<Span> {
        let tokens = self.tokens.get(from..to)?;
        Some(Span::new(tokens.first()?.span.start, tokens.last()?.span.end))
    }

    /// True where the segment is page furniture.
    #[must_use]
    pub fn is_boilerplate(&self, segment: usize) -> bool {
        self.segments[segment].role == Role::Boilerplate
    }

    /// Content words of a segment.
    #[must_use]
    pub fn content_words(&self, segment: usize) -> usize {
        self.segment_tokens(segment).iter().filter(|token| token.is_content()).count()
    }

    /// Share of the words that are page furniture, 0 to 1.
    #[must_use]
    pub fn boilerplate_share(&self) -> f64 {
        let words = |segment: &Segment| segment.tokens.len();
        let total: usize = self.segments.iter().map(words).sum();
        let labelled: usize = self.segments.iter().filter(|s| s.role == Role::Boilerplate).map(words).sum();
        ratio(labelled, total)
    }
}

/// A share of a whole; 0 of nothing.
#[must_use]
pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "counts of words")]
    let share = if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    share
}
