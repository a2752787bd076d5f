//! `init`, `completions` and `schema`: what is needed to begin.

use std::fs;
use std::path::PathBuf;

use super::args::{CompletionsArgs, InitArgs, SchemaArgs, SchemaOf, command};
use super::{Failure, Outcome, print};
use crate::schema;

/// What `init` writes: a configuration, a rule with its tests, a pair.
const FILES: [(&str, &str); 4] = [
    ("factdiff.toml", include_str!("init/factdiff.toml")),
    ("rules/share-doubled.toml", include_str!("init/rules/share-doubled.toml")),
    ("corpus/shares-doubled/original.en.md", include_str!("init/corpus/shares-doubled/original.en.md")),
    ("corpus/shares-doubled/rewrite.en.md", include_str!("init/corpus/shares-doubled/rewrite.en.md")),
];

const NEXT: &str = "
factdiff test rules                                     runs the tests of your rule
factdiff corpus/shares-doubled/original.en.md corpus/shares-doubled/rewrite.en.md
";

pub(super) fn init(args: &InitArgs) -> Outcome {
    let there: Vec<String> = FILES
        .iter()
        .map(|(name, _)| args.folder.join(name))
        .filter(|path| path.exists())
        .map(|path| path.display().to_string())
        .collect();
    if !there.is_empty() {
        let message = format!("error: {} already there; nothing was written", there.join(" and "));
        return Err(Failure::new(message));
    }
    let mut out = String::new();
    for (name, text) in FILES {
        let path = args.folder.join(name);
        let folder = path.parent().map(PathBuf::from).unwrap_or_default();
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| Failure::new(format!("error: cannot write {}: {error}", path.display())))?;
        out.push_str(&format!("wrote {}\n", path.display()));
    }
    print(&(out + NEXT))?;
    Ok(0)
}

pub(super) fn completions(args: &CompletionsArgs) -> Outcome {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "factdiff", &mut out);
    print(&String::from_utf8_lossy(&out))?;
    Ok(0)
}

pub(super) fn schema(args: &SchemaArgs) -> Outcome {
    let schema = match args.of {
        SchemaOf::Rule => schema::rule(),
        SchemaOf::Config => schema::config(),
        SchemaOf::Report => schema::report(),
    };
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    print(&format!("{text}\n"))?;
    Ok(0)
}
