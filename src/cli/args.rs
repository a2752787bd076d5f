//! Arguments.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::config::language_code;
use crate::finding::{Confidence, Severity};
use crate::report::Assume;
use crate::rule::Mode;

/// diff for facts: what a rewritten article dropped, altered or added.
#[derive(Debug, Parser)]
#[command(name = "factdiff", version, max_term_width = 100)]
#[command(override_usage = "factdiff [OPTIONS] <ORIGINAL> <REWRITE>\n       factdiff <COMMAND>")]
#[command(
    after_help = "Exit status: 0 pass or review, 1 block, 2 the run itself failed, 3 nothing could be checked."
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

impl Cli {
    /// Reads the arguments; two texts without a command are checked.
    pub fn read(mut words: Vec<OsString>) -> Self {
        let first = words.get(1).and_then(|word| word.to_str()).unwrap_or_default();
        let own = matches!(first, "" | "-h" | "--help" | "-V" | "--version" | "help");
        if !own && !Self::command().get_subcommands().any(|command| command.get_name() == first) {
            words.insert(1, "check".into());
        }
        Self::parse_from(words)
    }
}

/// The command with all its arguments, for help texts.
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check a rewrite against its original (the default).
    Check(CheckArgs),
    /// Check many pairs: a JSON line in, a JSON line out, in order.
    Batch(BatchArgs),
    /// Show which sentences of two texts were linked.
    Align(AlignArgs),
    /// Show the facts found in a text.
    Facts(FactsArgs),
    /// List the rules, or explain one.
    Rules(RulesArgs),
    /// Run the tests that rules carry.
    Test(TestArgs),
    /// Measure on labelled pairs: recall, false alarms, precision by phenomenon and rule.
    Eval(EvalArgs),
    /// Explain what was, or was not, said of some words of a pair.
    Why(WhyArgs),
    /// Say of findings which are right: a labelled file for eval.
    Label(LabelArgs),
    /// Write a first configuration, rule and pair to start from.
    Init(InitArgs),
    /// Print completions for a shell.
    Completions(CompletionsArgs),
    /// Print the JSON Schema of a file that factdiff reads or writes.
    Schema(SchemaArgs),
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// The text that was there first; `-` reads standard input. Left out where `--original` names it.
    pub original: PathBuf,
    /// The text made from it; `-` reads standard input.
    #[arg(required_unless_present = "originals")]
    pub rewrite: Option<PathBuf>,
    /// An original, one of several: what any of them says is supported.
    #[arg(long = "original", id = "originals", value_name = "FILE")]
    pub originals: Vec<PathBuf>,
    /// A later version of the first original, or of the update before: a figure that it changed is stale.
    #[arg(long = "update", value_name = "FILE")]
    pub updates: Vec<PathBuf>,
    /// How to print the report.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Every deduction from the quality: findings below the gate and single words too.
    #[arg(long)]
    pub why: bool,
    /// With JSON: the links and segments too.
    #[arg(long)]
    pub links: bool,
    #[command(flatten)]
    pub dates: DateArgs,
    #[command(flatten)]
    pub options: Options,
}

#[derive(Debug, Args)]
pub(super) struct DateArgs {
    /// Day the original was written, YYYY-MM-DD: "Monday" counts from it.
    #[arg(long, value_name = "DATE")]
    pub date_original: Option<jiff::civil::Date>,
    /// Day the rewrite was written.
    #[arg(long, value_name = "DATE")]
    pub date_rewrite: Option<jiff::civil::Date>,
    /// Language of the original, ISO 639-1.
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub language_original: Option<String>,
    /// Language of the rewrite, ISO 639-1.
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub language_rewrite: Option<String>,
}

/// Options of every command that judges.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// A rule file, or a folder of them, beside the built-in ones; a rule replaces one with its id.
    #[arg(long, value_name = "PATH")]
    pub rules: Vec<PathBuf>,
    /// Configuration; without it, the nearest factdiff.toml upward from here.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What must hold: rewrite (nothing may be lost), condense, summary or translation.
    #[arg(long, value_parser = mode)]
    pub mode: Option<Mode>,
    /// A finding this bad blocks: neutral, minor, major, critical [default: major].
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    pub fail_on: Option<Severity>,
    /// A finding this bad asks for a review [default: minor].
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    pub review_on: Option<Severity>,
    /// Leave out what is less sure: low, medium, high [default: medium].
    #[arg(long, value_name = "CONFIDENCE", value_parser = confidence)]
    pub min_confidence: Option<Confidence>,
    /// Of several originals, tell what the rewrite leaves out of each.
    #[arg(long)]
    pub each_original: bool,
    /// Take the verdict for granted: rewrite.
    #[arg(long, value_name = "VERDICT", value_parser = assume)]
    pub assume: Option<Assume>,
    /// Page furniture (share bars, related stories, comments): label it, or take it for the article.
    #[arg(long, value_enum, value_name = "WHEN")]
    pub boilerplate: Option<Switch>,
}

#[derive(Debug, Args)]
pub(super) struct BatchArgs {
    /// JSON Lines: {"id", "original", "rewrite", …}; `-` reads standard input.
    pub pairs: PathBuf,
    /// With every deduction from the quality of each pair.
    #[arg(long)]
    pub why: bool,
    /// With the links and segments of each pair.
    #[arg(long)]
    pub links: bool,
    /// Pairs checked at once [default: one for each processor].
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    #[command(flatten)]
    pub options: Options,
}

#[derive(Debug, Args)]
pub(super) struct AlignArgs {
    /// The text that was there first; `-` reads standard input.
    pub original: PathBuf,
    /// The text made from it; `-` reads standard input.
    pub rewrite: PathBuf,
    /// With the words that tied each link, the rarest first, and how many sentences have them.
    #[arg(long)]
    pub why: bool,
    /// How to print the links.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Page furniture: label it, or take it for the article.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Switch::On)]
    pub boilerplate: Switch,
}

#[derive(Debug, Args)]
pub(super) struct FactsArgs {
    /// A text, or JSON Lines where the name ends in .jsonl; `-` reads standard input.
    pub text: PathBuf,
    /// The input is JSON Lines: {"id", "text", "language"?, "date"?}.
    #[arg(long)]
    pub jsonl: bool,
    /// With the segments.
    #[arg(long)]
    pub segments: bool,
    /// How to print the facts of one text; JSON Lines give JSON Lines.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Language of the text, ISO 639-1.
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub language: Option<String>,
    /// Page furniture: label it, or take it for the article.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Switch::On)]
    pub boilerplate: Switch,
}

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// Explain this rule.
    pub id: Option<String>,
    /// A rule file, or a folder of them, beside the built-in ones.
    #[arg(long, value_name = "PATH")]
    pub rules: Vec<PathBuf>,
    /// Configuration; without it, the nearest factdiff.toml upward from here.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// A reference page in Markdown.
    #[arg(long)]
    pub markdown: bool,
    /// With --markdown: precision and recall of each rule, from what `factdiff eval --by kind --json` wrote.
    #[arg(long, value_name = "FIGURES.json", requires = "markdown")]
    pub measured: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct TestArgs {
    /// Rule files and folders; without any, the built-in rules.
    pub rules: Vec<PathBuf>,
    /// Only rules whose id, and tests whose name, holds this.
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
    /// A folder of pairs, a folder each with original.en.md and rewrite.en.md: compare what the rules report on them with
    /// the snapshots in its folder `snapshots`.
    #[arg(long, value_name = "DIR")]
    pub corpus: Option<PathBuf>,
    /// Accept all differences of the corpus.
    #[arg(long, requires = "corpus")]
    pub update: bool,
    /// Show each difference of the corpus and ask whether to accept it.
    #[arg(long, requires = "corpus", conflicts_with = "update")]
    pub review: bool,
    /// Remove snapshots of rules that are gone.
    #[arg(long, requires = "corpus")]
    pub prune: bool,
    /// Tests run, and pairs checked, at once [default: one for each processor].
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Make a test of the finding with this fingerprint and write it into the file of its rule; of a built-in rule, into a
    /// copy of it in the folder of rules that is named, or print it where none is.
    #[arg(long, value_name = "FINGERPRINT", requires_all = ["pairs", "expect"])]
    pub add: Option<String>,
    /// What `factdiff batch` wrote; without it, the pairs are checked again until the finding turns up.
    #[arg(long, value_name = "OUT.jsonl", requires = "add")]
    pub from: Option<PathBuf>,
    /// What `factdiff batch` read, or two texts: the original and its rewrite.
    #[arg(long, value_name = "PAIRS.jsonl", num_args = 1..=2, requires = "add")]
    pub pairs: Vec<PathBuf>,
    /// What the test asks of the rule.
    #[arg(long, value_enum, value_name = "WHAT", requires = "add")]
    pub expect: Option<Expect>,
}

/// What a test asks of its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Expect {
    /// Nothing is reported.
    Silent,
    /// The finding is reported.
    Flag,
}

#[derive(Debug, Args)]
#[command(after_help = "A labelled pair is a batch record with:
  group       the same for all rewrites of one original: a faulty one must score worse than the faithful one
  phenomenon  what the record shows; a row of the table
  faults      [{\"kind\", \"relation\", \"original\": [start, end] or null, \"rewrite\": [start, end] or null}], [] where faithful
  ignore      {\"original\": [[start, end]…], \"rewrite\": …}: findings there count neither way; may be left out
  verdict     the right verdict where it is not rewrite; may be left out
Offsets are characters. In brackets: 95 % intervals.")]
pub(super) struct EvalArgs {
    /// JSON Lines of labelled pairs; `-` reads standard input.
    pub labelled: PathBuf,
    /// A row for each value of this key of the records; `kind`: for each kind and relation of fault.
    #[arg(long, value_name = "KEY", default_value = "phenomenon")]
    pub by: String,
    /// Score only findings of these kinds.
    #[arg(long, value_name = "KIND,…", value_delimiter = ',')]
    pub kinds: Vec<String>,
    /// Leave out findings of these kinds.
    #[arg(long, value_name = "KIND,…", value_delimiter = ',')]
    pub without: Vec<String>,
    /// Print the figures as JSON.
    #[arg(long)]
    pub json: bool,
    /// Tell what changed since an earlier run, which `--json` wrote; a star: outside its 95 % interval.
    #[arg(long, value_name = "OLD.json", conflicts_with = "sweep")]
    pub compare: Option<PathBuf>,
    /// Show examples: faults that nothing caught, or findings that meet no fault.
    #[arg(long, value_enum, conflicts_with_all = ["json", "sweep"])]
    pub show: Option<ShowArg>,
    /// With --show: only alarms of this rule, or faults of its kind and relation.
    #[arg(long, value_name = "ID", requires = "show")]
    pub rule: Option<String>,
    /// With --show: so many examples, the worst first.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// Try values of a setting of factdiff.toml, a row each: money-altered.tolerance=1%,2%,5%.
    #[arg(long, value_name = "SETTING=V,V…", conflicts_with = "json")]
    pub sweep: Option<String>,
    /// Score what `factdiff batch` wrote earlier, instead of checking.
    #[arg(long, value_name = "OUT.jsonl", conflicts_with = "sweep")]
    pub findings: Option<PathBuf>,
    /// Pairs checked at once [default: one for each processor].
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
    #[command(flatten)]
    pub options: Options,
}

/// Examples to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ShowArg {
    /// Faults that nothing caught.
    Misses,
    /// Findings that meet no fault.
    Alarms,
}

#[derive(Debug, Args)]
#[command(
    override_usage = "factdiff why [OPTIONS] <ORIGINAL> <REWRITE> <TEXT>\n       factdiff why [OPTIONS] <PAIRS.jsonl#ID> <TEXT>"
)]
pub(super) struct WhyArgs {
    /// Two texts, or a record of a batch file; then words that stand in either text.
    #[arg(required = true, num_args = 2..=3, value_names = ["ORIGINAL", "REWRITE", "TEXT"])]
    pub words: Vec<String>,
    /// The record of the batch file, where its name does not say so after `#`.
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    #[command(flatten)]
    pub dates: DateArgs,
    #[command(flatten)]
    pub options: Options,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Answers are kept in the labelled file: a later session goes on where this one stopped."
)]
pub(super) struct LabelArgs {
    /// What `factdiff batch` wrote.
    #[arg(value_name = "OUT.jsonl")]
    pub findings: PathBuf,
    /// What `factdiff batch` read.
    #[arg(long, value_name = "PAIRS.jsonl")]
    pub pairs: PathBuf,
    /// The labelled file to write, for `factdiff eval`.
    #[arg(long, value_name = "LABELLED.jsonl", default_value = "labelled.jsonl")]
    pub to: PathBuf,
    /// So many findings of each rule.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub sample: usize,
    /// Only findings of this rule.
    #[arg(long, value_name = "ID")]
    pub rule: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// Where to write; nothing that is there already is touched.
    #[arg(default_value = ".")]
    pub folder: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell that will read them.
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// Which file.
    pub of: SchemaOf,
}

/// Files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    /// A rule: `rules/<id>.toml`.
    Rule,
    /// The configuration: `factdiff.toml`.
    Config,
    /// What `--format json` and `batch` print.
    Report,
}

/// Form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs: one JSON object on one line.
    Json,
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Switch {
    /// Label it.
    On,
    /// Keep all.
    Off,
}

/// Reads one of a closed list of names, through the same names that files use.
fn named<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).map_err(|error| error.to_string())
}

fn language(text: &str) -> Result<String, String> {
    language_code(text).ok_or_else(|| "a language is a code of two letters, such as en".to_owned())
}

fn mode(text: &str) -> Result<Mode, String> {
    named(text)
}

fn severity(text: &str) -> Result<Severity, String> {
    named(text)
}

fn confidence(text: &str) -> Result<Confidence, String> {
    named(text)
}

fn assume(text: &str) -> Result<Assume, String> {
    named(text)
}
