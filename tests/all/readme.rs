//! What the README shows of the program is what the program prints: each block between `<!-- NAME -->` and
//! `<!-- /NAME -->` is made anew and compared. `UPDATE_README=1 cargo test readme` writes it.

use crate::cli::{REPOSITORY, run, run_on_example};

/// Figures of the rules on labelled news pairs, see the README beside it.
const MEASURED: &str = "tests/labelled/measured.json";

/// A block of output, as Markdown shows it.
fn fenced(text: &str) -> String {
    format!("```text\n{}\n```", text.trim_end())
}

/// A file, as Markdown shows it.
#[allow(clippy::disallowed_methods, reason = "the examples lie on the disk")]
fn shown(language: &str, path: &str) -> String {
    let text = std::fs::read_to_string(format!("{REPOSITORY}/{path}")).expect("the example can be read");
    format!("```{language}\n{}\n```", text.trim_end())
}

/// The answer to the record that the README shows, without what changes with each version.
fn answer(readme: &str) -> String {
    let record = readme.split("```json\n").nth(1).and_then(|rest| rest.lines().next());
    let record = record.expect("the README shows a record");
    let out = run(REPOSITORY, &["batch", "-"], record.as_bytes()).stdout;
    let mut answer: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&out).expect("an answer is JSON");
    for key in ["languages", "boilerplate", "version", "rules"] {
        answer.shift_remove(key);
    }
    format!("```json\n{}\n```", serde_json::to_string_pretty(&answer).expect("an answer is JSON"))
}

/// The text with what stands between the marks of this name replaced.
fn with_block(text: &str, name: &str, block: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&open).unwrap_or_else(|| panic!("README.md has no {open}"));
    let (_, after) = rest.split_once(&close).unwrap_or_else(|| panic!("README.md has no {close}"));
    format!("{before}{open}\n{block}\n{close}{after}")
}

#[test]
#[allow(clippy::disallowed_methods, reason = "the README lies on the disk")]
fn the_readme_shows_what_the_program_prints() {
    let path = format!("{REPOSITORY}/README.md");
    let written = std::fs::read_to_string(&path).expect("the README can be read");
    let mut made = written.clone();
    for (name, block) in [
        ("example", fenced(&run_on_example(&[]).stdout)),
        ("help", fenced(&run(REPOSITORY, &["--help"], b"").stdout)),
        ("batch", answer(&written)),
        ("own-rule", shown("toml", "tests/example/rules/many-zeros.toml")),
        ("own-run", fenced(&run(REPOSITORY, &["test", "tests/example/rules"], b"").stdout)),
        ("config", shown("toml", "tests/example/factdiff.toml")),
    ] {
        made = with_block(&made, name, &block);
    }
    if std::env::var("UPDATE_README").is_ok() {
        std::fs::write(&path, made).expect("the README can be written");
    } else {
        assert!(made == written, "README.md is stale; `UPDATE_README=1 cargo test readme` writes it anew");
    }
}

#[test]
fn the_rule_and_the_settings_that_the_readme_shows_work() {
    let tested = run(REPOSITORY, &["test", "tests/example/rules"], b"");
    assert_eq!(tested.status, Some(0), "{}{}", tested.stdout, tested.stderr);
    let configured = run_on_example(&["check", "--config", "tests/example/factdiff.toml"]);
    assert_eq!((configured.stderr.as_str(), configured.status), ("", Some(1)));
}

#[test]
#[allow(clippy::disallowed_methods, reason = "the page lies on the disk")]
fn the_page_of_rules_is_what_the_program_prints() {
    let path = format!("{REPOSITORY}/rules/README.md");
    let made = run(REPOSITORY, &["rules", "--markdown", "--measured", MEASURED], b"").stdout;
    if std::env::var("UPDATE_README").is_ok() {
        std::fs::write(&path, made).expect("the page can be written");
    } else {
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            made == written,
            "rules/README.md is stale; `UPDATE_README=1 cargo test readme` writes it anew"
        );
    }
}
