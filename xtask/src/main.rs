//! `cargo xtask tables [--check]` writes the committed language tables from CLDR and WordNet, and the NOTICE that
//! goes with them. `cargo xtask preview CODE…` writes the CLDR table of languages that are not committed yet into
//! `target/xtask/preview/`.
#![allow(clippy::disallowed_methods, reason = "xtask is a tool that reads and writes files")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

mod cldr;
mod fetch;
mod notice;
mod table;
mod wordnet;

use cldr::Cldr;
use wordnet::WordNet;

/// A language with committed tables. The forms of the regions are added to those of the language itself.
pub struct Language {
    code: &'static str,
    regions: &'static [&'static str],
}

/// The languages whose tables are committed.
const LANGUAGES: [Language; 12] = [
    Language { code: "en", regions: &["en-GB", "en-AU", "en-CA", "en-IN"] },
    Language { code: "de", regions: &["de-AT", "de-CH"] },
    Language { code: "es", regions: &["es-MX", "es-AR", "es-US"] },
    Language { code: "fr", regions: &["fr-CH", "fr-CA"] },
    Language { code: "it", regions: &["it-CH"] },
    Language { code: "pt", regions: &["pt-PT"] },
    Language { code: "nl", regions: &["nl-BE"] },
    Language { code: "ru", regions: &[] },
    Language { code: "hi", regions: &[] },
    Language { code: "zh", regions: &[] },
    Language { code: "ja", regions: &[] },
    Language { code: "ar", regions: &[] },
];

/// A generated file: its path below the project's root, and its text.
pub struct Generated {
    path: String,
    text: String,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["tables"] => tables().and_then(|files| write(&files)),
        ["tables", "--check"] => tables().and_then(|files| check(&files)),
        ["preview", codes @ ..] if !codes.is_empty() => preview(codes),
        _ => Err(anyhow::anyhow!("usage: cargo xtask tables [--check] | preview CODE…")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The project's root: the folder above xtask.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn tables() -> Result<Vec<Generated>> {
    let packages = fetch::packages(&root().join("target/xtask"))?;
    let cldr = Cldr::new(&packages);
    let wordnet = WordNet::read(&packages)?;
    let mut files = Vec::new();
    for language in &LANGUAGES {
        files.push(Generated {
            path: format!("src/language/cldr/{}.toml", language.code),
            text: cldr::language(&cldr, language)?,
        });
    }
    let names = cldr::territories(&cldr, &LANGUAGES[0])?;
    let mut add = |path: &str, text| files.push(Generated { path: path.into(), text });
    add("src/language/cldr/units.toml", cldr::units(&cldr)?);
    add("src/language/cldr/supplemental.toml", cldr::supplemental(&cldr)?);
    add("src/language/wordnet/en.toml", wordnet::demonyms(&wordnet, &names));
    add("src/language/wordnet/en.txt", wordnet::words(&wordnet));
    add("src/language/wordnet/en.dictionary.txt", wordnet::dictionary(&wordnet));
    add("src/language/wordnet/en.relations.txt", wordnet::relations(&wordnet));
    let notice = notice::text(&packages, &files)?;
    files.push(Generated { path: "NOTICE".into(), text: notice });
    Ok(files)
}

fn write(files: &[Generated]) -> Result<()> {
    for file in files {
        let path = root().join(&file.path);
        fs::create_dir_all(path.parent().context("a generated file has a folder")?)?;
        fs::write(&path, &file.text).with_context(|| format!("writing {}", file.path))?;
        println!("{:>8} bytes  {}", file.text.len(), file.path);
    }
    Ok(())
}

fn check(files: &[Generated]) -> Result<()> {
    let stale: Vec<&str> = files
        .iter()
        .filter(|file| fs::read_to_string(root().join(&file.path)).ok().as_ref() != Some(&file.text))
        .map(|file| file.path.as_str())
        .collect();
    if !stale.is_empty() {
        bail!("not what `cargo xtask tables` generates: {}", stale.join(", "));
    }
    Ok(())
}

fn preview(codes: &[&str]) -> Result<()> {
    let target = root().join("target/xtask");
    let cldr = Cldr::new(&fetch::packages(&target)?);
    fs::create_dir_all(target.join("preview"))?;
    for code in codes {
        let code: &'static str = code.to_string().leak();
        let text = cldr::language(&cldr, &Language { code, regions: &[] })?;
        let path = target.join(format!("preview/{code}.toml"));
        fs::write(&path, &text)?;
        println!("{:>8} bytes  {}", text.len(), path.display());
    }
    Ok(())
}
