//! The program from outside: what it prints, where, and the exit status.

mod author;
mod batch;
mod commands;
mod mistakes;
mod rules;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

pub const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");
const EXAMPLE: [&str; 2] = ["tests/example/original.md", "tests/example/rewrite.md"];

/// What a run printed, and its exit status.
pub struct Run {
    command: String,
    folder: String,
    pub stdout: String,
    pub stderr: String,
    pub status: Option<i32>,
}

/// Runs factdiff in a folder, as from a shell whose output is piped.
#[allow(clippy::disallowed_methods, reason = "a run of the program is input and output")]
pub fn run(folder: impl AsRef<Path>, arguments: &[&str], stdin: &[u8]) -> Run {
    let folder = folder.as_ref();
    let mut command = Command::new(env!("CARGO_BIN_EXE_factdiff"));
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    for name in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    let mut child = command.spawn().expect("the program starts");
    // A run that fails early does not read its input.
    _ = child.stdin.take().expect("standard input is a pipe").write_all(stdin);
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
    let line = ["factdiff"].iter().chain(arguments).copied().collect::<Vec<_>>().join(" ");
    Run {
        command: line,
        folder: format!("{}/", folder.display()),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
        status: output.status.code(),
    }
}

/// Runs factdiff on the example of the README.
pub fn run_on_example(arguments: &[&str]) -> Run {
    run(REPOSITORY, &[arguments, &EXAMPLE].concat(), b"")
}

impl Run {
    /// Each line of JSON over many lines, to be read by people.
    fn pretty(mut self) -> Self {
        let pretty = |line: &str| {
            let value: serde_json::Value =
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            serde_json::to_string_pretty(&value).expect("what was read can be written")
        };
        self.stdout = self.stdout.lines().map(pretty).collect::<Vec<_>>().join("\n");
        self
    }

    fn listed(&self) -> String {
        let mut out = format!("$ {}\n", self.command);
        for (name, text) in [("standard output", &self.stdout), ("standard error", &self.stderr)] {
            if !text.is_empty() {
                out.push_str(&format!("-- {name}\n{}\n", text.trim_end()));
            }
        }
        out.push_str(&format!(
            "-- exit status {}",
            self.status.map_or_else(|| "none".to_owned(), |status| status.to_string())
        ));
        let version =
            regex_lite::Regex::new(r#"("version": |"rules": )"[^"]*""#).expect("the pattern is right");
        let out = out.replace(&self.folder, "…/");
        version
            .replace_all(&out, r#"$1"…""#)
            .replace(concat!("factdiff ", env!("CARGO_PKG_VERSION")), "factdiff 0.0.0")
    }

    /// Compares with the snapshot of this name.
    pub fn is(&self, name: &str) {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/cli"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, self.listed()));
    }
}

/// A folder with these files in it.
#[allow(clippy::disallowed_methods, reason = "the program reads files")]
pub fn folder<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder"))
            .expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }
    folder
}

/// A folder with an original and a rewrite.
pub fn pair(original: &str, rewrite: &str) -> TempDir {
    folder([("original.txt", original.as_bytes()), ("rewrite.txt", rewrite.as_bytes())])
}

/// Writes a file of a folder.
#[allow(clippy::disallowed_methods, reason = "the program reads files")]
pub fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).expect("a file can be written");
}
