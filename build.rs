//! Rewrites the language files as JSON, which is read several times faster than TOML when the program starts.

#![allow(clippy::disallowed_methods, reason = "a build script reads and writes files")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

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
        } else if kind == Some("txt") {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}
