//! The command line: everything that touches disk, terminal, clock and environment.

#![allow(clippy::disallowed_methods, reason = "this is the one module that does input and output")]

mod args;
mod batch;
mod check;
mod eval;
mod init;
mod input;
mod label;
mod rules;
mod test;
mod why;

use std::io::Write;
use std::process::ExitCode;

pub use args::command;
use args::{Cli, Command};

/// The run itself failed: arguments, rules, a file.
const FAILED: u8 = 2;
/// Nothing could be checked.
const UNCHECKED: u8 = 3;

/// What stops a run, for standard error, and the exit status it brings.
#[derive(Debug)]
struct Failure {
    message: String,
    status: u8,
}

impl Failure {
    const fn new(message: String) -> Self {
        Self { message, status: FAILED }
    }
}

type Outcome = Result<u8, Failure>;

/// Runs the command line and gives its exit status: 0 pass or review, 1 block, 2 the run failed, 3 nothing was checked.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::read(std::env::args_os().collect());
    let outcome = match cli.command {
        Command::Check(args) => check::check(&args),
        Command::Batch(args) => batch::pairs(&args),
        Command::Align(args) => check::align(&args),
        Command::Facts(args) => batch::facts(&args),
        Command::Rules(args) => rules::explain(&args),
        Command::Test(args) => test::test(&args),
        Command::Eval(args) => eval::eval(&args),
        Command::Why(args) => why::explain(&args),
        Command::Label(args) => label::label(&args),
        Command::Init(args) => init::init(&args),
        Command::Completions(args) => init::completions(&args),
        Command::Schema(args) => init::schema(&args),
    };
    match outcome {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            let mut err = anstream::stderr();
            _ = writeln!(err, "{}", failure.message.trim_end());
            ExitCode::from(failure.status)
        }
    }
}

/// Writes to standard output, without colours where nobody sees them; a reader that went away ends the run quietly.
fn print(text: &str) -> Result<(), Failure> {
    written(&mut anstream::stdout().lock(), text)
}

/// Writes JSON to standard output, which has no colours.
fn print_json(text: &str) -> Result<(), Failure> {
    written(&mut std::io::stdout().lock(), text)
}

fn written(out: &mut impl Write, text: &str) -> Result<(), Failure> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            Err(Failure { message: String::new(), status: 0 })
        }
        Err(error) => Err(Failure::new(format!("error: cannot write to standard output: {error}"))),
    }
}
