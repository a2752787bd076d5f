//! Rewrites the language files as JSON, which is read several times faster than TOML when the program starts, and makes one
//! list of words of the dictionary and the relations of a language, and an index of each list.

#![allow(clippy::disallowed_methods, reason = "a build script reads and writes files")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/language/dictionary/index.rs"]
mod index;

const SOURCE: &str = "src/language";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={SOURCE}");
    let source = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join(SOURCE);
    let target = PathBuf::from(env::var("OUT_DIR")?).join("language");
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    copy(&source, &target)
}

/// Tables as JSON, word lists as they are; code is left out.
fn copy(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let name = path.file_name().ok_or("a file has a name")?;
        let kind = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else if kind == Some("toml") {
            let table: toml::Table = toml::from_str(&fs::read_to_string(&path)?)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            fs::write(to.join(name).with_extension("json"), serde_json::to_string(&table)?)?;
        } else if kind == Some("txt") && !is_merged(&path) {
            list(&to.join(name), &fs::read_to_string(&path)?)?;
        } else if let Some(relations) = path.to_str().filter(|path| path.ends_with(RELATIONS)) {
            let dictionary = fs::read_to_string(relations.replace(RELATIONS, DICTIONARY))?;
            let merged = merged(&fs::read_to_string(&path)?, &dictionary);
            list(&to.join(name), &merged)?;
        }
    }
    Ok(())
}

/// Writes a list of words without its comments, and its index.
fn list(to: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    let words: String = text.split_inclusive('\n').filter(|line| !line.starts_with('#')).collect();
    fs::write(to.with_extension("index"), index::of(&words))?;
    Ok(fs::write(to, words)?)
}

const RELATIONS: &str = ".relations.txt";
const DICTIONARY: &str = ".dictionary.txt";

fn is_merged(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.ends_with(RELATIONS) || path.ends_with(DICTIONARY))
}

/// One line for each word of either list, in the order of bytes: the word, then its relations; a star before them where the
/// dictionary does not have the word.
fn merged(relations: &str, dictionary: &str) -> String {
    let mut words: BTreeMap<&str, (&str, bool)> = BTreeMap::new();
    for line in relations.lines().filter(|line| !line.starts_with('#')) {
        let (word, told) = line.split_once(' ').unwrap_or((line, ""));
        words.insert(word, (told, false));
    }
    for word in dictionary.lines().filter(|line| !line.starts_with('#')) {
        words.entry(word).or_default().1 = true;
    }
    let mut out = String::new();
    for (word, (told, listed)) in words {
        let star = if listed { "" } else { "*" };
        out.push_str(&format!("{word} {star}{told}\n"));
    }
    out
}
