//! `diff` for facts: what a rewritten article dropped, altered or added.
//!
//! The pipeline is the layout; a module uses those above it and none below.
//!
//! | stage | module | from → to |
//! |---|---|---|
//! | read | [`document`] | [`Source`] → [`Document`]; page furniture labelled, never deleted |
//! | segment | [`segment`], [`token`] | text → segments (sentences, headings, items …) and tokens |
//! | extract | [`fact`] | segments → [`fact::Fact`]s, by value, with all readings |
//! | align | [`mod@align`] | `Pair<Document>` → [`align::Link`]s, n:m, crossings allowed |
//! | compare | [`mod@compare`] | facts of linked segments → [`compare::Change`]s: kept, moved, altered, dropped, added |
//! | verdict | [`verdict`] | coverage by links → a rewrite, or not |
//! | verbatim | [`verbatim`] | words of both → how much is copied |
//! | judge | [`rule`] | changes → [`Finding`]s, by rules that are data |
//! | report | [`report`] | findings → text or JSON |
//! | evaluate | [`eval`] | reports of labelled pairs → recall, false alarms, precision |
//!
//! [`language`] holds what a language needs as data, [`config`] what a project sets, [`score`] and [`finding`] what the report is
//! made of, [`schema`] the forms of the files; [`cli`] is the program; [`check`] runs all stages.
//!
//! # Invariants
//! - A document's text is never changed; spans are bytes of it, on character boundaries. Characters and lines appear in
//!   reports only.
//! - The links of an alignment part the segments of both sides: each is in exactly one.
//! - Compare says what happened, never how bad it is; severity and tolerance belong to rules.
//! - Nothing here reads a disk, a clock or the environment, except `src/cli`.
//! - The same input gives the same bytes.
//!
//! ```
//! use factdiff::{Config, Pair, Source, check};
//! let texts = Pair::new(
//!     Source::text("The bridge cost 5 million euros."),
//!     Source::text("The bridge cost 5 billion euros."),
//! );
//! let report = check(&texts, &Config::default());
//! assert_eq!(report.findings[0].rule, "money-altered");
//! ```

pub mod align;
pub mod compare;
pub mod config;
pub mod document;
pub mod eval;
pub mod fact;
pub mod finding;
pub mod language;
pub mod pair;
pub mod report;
pub mod rule;
pub mod schema;
pub mod score;
pub mod segment;
pub mod span;
mod spelling;
pub mod token;
pub mod verbatim;
pub mod verdict;

pub mod cli;

pub use config::Config;
pub use document::{Document, ReadOptions, Source};
pub use finding::{Category, Confidence, Finding, Place, Severity};
pub use pair::{Pair, Side};
pub use report::{Report, check};
pub use span::{LineIndex, Span};
