//! Files → texts, rules, configuration; every mistake with what was read and what would be right.

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, IsTerminal, Read};
use std::path::{Path, PathBuf};

use annotate_snippets::Renderer;

use super::args::{Options, Switch};
use super::{Failure, UNCHECKED};
use crate::config::{Config, ConfigFile};
use crate::document::Source;
use crate::report::text::Look;
use crate::rule::Problem;

/// Reads a text; `-` is standard input.
pub(super) fn text(path: &Path) -> Result<Source, Failure> {
    let source = raw(path)?;
    if !source.text.chars().any(char::is_alphanumeric) {
        let what = if source.text.is_empty() { "is empty" } else { "holds no words" };
        let message = format!("unchecked: {} {what}; there is nothing to check", path.display());
        return Err(Failure { message, status: UNCHECKED });
    }
    Ok(source)
}

/// Reads a text, blank or not.
pub(super) fn raw(path: &Path) -> Result<Source, Failure> {
    let bytes = bytes(path)?;
    let name = if is_stdin(path) { "<stdin>".to_owned() } else { path.display().to_string() };
    match String::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => Err(Failure::new(format!(
            "error: {name} is a binary file (a zero byte at offset {}); factdiff reads plain text and Markdown",
            text.find('\0').unwrap_or(0)
        ))),
        Ok(text) => Ok(Source { name: Some(name), text, ..Source::default() }),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let line = bytes[..at].iter().filter(|b| **b == b'\n').count() + 1;
            Err(Failure::new(match bytes {
                _ if bytes[..bytes.len().min(1024)].contains(&0) => {
                    format!("error: {name} is a binary file; factdiff reads plain text and Markdown")
                }
                _ => format!(
                    "error: {name} is not UTF-8: byte 0x{:02X} on line {line} (offset {at}); convert it, for example with `iconv -f WINDOWS-1252 -t UTF-8`",
                    bytes[at]
                ),
            }))
        }
    }
}

pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    if is_stdin(path) {
        let mut all = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut all)
            .map_err(|error| Failure::new(format!("error: cannot read standard input: {error}")))?;
        return Ok(all);
    }
    fs::read(path).map_err(|error| unreadable(path, &error))
}

/// What is wrong with a path.
pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let shown = path.display();
    Failure::new(match error.kind() {
        ErrorKind::NotFound => format!("error: there is no file {shown}{}", neighbour(path)),
        _ if path.is_dir() => format!("error: {shown} is a folder; name a file in it"),
        _ => format!("error: cannot read {shown}: {error}"),
    })
}

/// The name most like a missing one in its folder.
fn neighbour(path: &Path) -> String {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    // One ending alone makes no two names alike: *n2.txt* is not *missing.txt*.
    let stem = |name: &str| Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let is_like = |name: &&str| crate::rule::nearest(&stem(&wanted), [stem(name).as_str()]).is_some();
    crate::rule::nearest(&wanted, names.iter().map(String::as_str).filter(is_like))
        .map_or_else(String::new, |name| format!("; did you mean {}?", folder.join(name).display()))
}

/// Defaults, configuration file and options, in this order.
pub(super) fn config(options: &Options) -> Result<Config, Failure> {
    let mut config = rules_and_file(&options.rules, options.config.as_deref())?;
    config.mode = options.mode.unwrap_or(config.mode);
    config.fail_on = options.fail_on.unwrap_or(config.fail_on);
    config.review_on = options.review_on.unwrap_or(config.review_on);
    config.min_confidence = options.min_confidence.unwrap_or(config.min_confidence);
    config.assume = options.assume;
    config.each_original |= options.each_original;
    config.boilerplate = options.boilerplate.map_or(config.boilerplate, |switch| switch == Switch::On);
    Ok(config)
}

/// The built-in rules, those that a configuration file names, and those of the command line.
pub(super) fn rules_and_file(rules: &[PathBuf], file: Option<&Path>) -> Result<Config, Failure> {
    let mut config = Config::default();
    let found = match file {
        Some(path) => Some(path.to_owned()),
        None => nearest_config(),
    };
    let file = match found {
        Some(path) => {
            let text = raw(&path)?.text;
            let file = ConfigFile::read(&path.display().to_string(), &text)
                .map_err(|problem| problems(&[*problem]))?;
            let folder = path.parent().unwrap_or_else(|| Path::new("")).to_owned();
            for named in file.rule_paths() {
                let rules = folder.join(named);
                if named.is_empty() || !rules.exists() {
                    let (file, near) = (path.display(), neighbour(&rules));
                    let message =
                        format!("error: `rules` in {file} names \"{named}\", which is not there{near}");
                    return Err(Failure::new(message));
                }
                read_rules(&mut config, &rules)?;
            }
            Some(file)
        }
        None => None,
    };
    for path in rules {
        read_rules(&mut config, path)?;
    }
    if let Some(file) = file {
        file.apply(&mut config).map_err(|found| problems(&found))?;
    }
    Ok(config)
}

fn nearest_config() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join("factdiff.toml")).find(|path| path.is_file())
}

fn read_rules(config: &mut Config, path: &Path) -> Result<(), Failure> {
    let files = rule_files(path)?;
    config.rules.read(&files).map_err(|found| problems(&found))
}

/// The rule files at a path, with their texts, by name.
pub(super) fn rule_files(path: &Path) -> Result<Vec<(String, String)>, Failure> {
    let mut paths = Vec::new();
    if path.is_dir() {
        collect(path, &mut paths, &mut BTreeSet::new())?;
        if paths.is_empty() {
            return Err(Failure::new(format!(
                "error: there is no rule (a file ending in .toml) in the folder {}",
                path.display()
            )));
        }
    } else {
        paths.push(path.to_owned());
    }
    paths.sort();
    let mut files = Vec::new();
    for path in &paths {
        let (name, text) = (path.display().to_string(), raw(path)?.text);
        if let Some(glossary) = crate::rule::glossary(&name, &text).filter(|path| Path::new(path).is_file()) {
            let text = raw(Path::new(&glossary))?.text;
            files.push((glossary, text));
        }
        files.push((name, text));
    }
    Ok(files)
}

/// The rule files of a folder and those below it; one that a link leads back to is entered once.
fn collect(folder: &Path, into: &mut Vec<PathBuf>, entered: &mut BTreeSet<PathBuf>) -> Result<(), Failure> {
    if !entered.insert(fs::canonicalize(folder).map_err(|error| unreadable(folder, &error))?) {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        if path.is_dir() {
            collect(&path, into, entered)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            into.push(path);
        }
    }
    Ok(())
}

/// Several mistakes as one failure, each with its excerpt.
pub(super) fn problems(found: &[Problem]) -> Failure {
    let renderer = if std::io::stderr().is_terminal() { Renderer::styled() } else { Renderer::plain() };
    let shown: Vec<String> = found.iter().map(|problem| problem.render(&renderer)).collect();
    Failure::new(shown.join("\n\n"))
}

/// How the report looks on this standard output.
pub(super) fn look() -> Look {
    let terminal = std::io::stdout().is_terminal();
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let measured =
        || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
    let width = told.or_else(measured).unwrap_or(110);
    Look { colour: terminal && std::env::var("NO_COLOR").map_or(true, |value| value.is_empty()), width }
}
