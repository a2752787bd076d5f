//! `why`: what was decided about some words of a pair, step by step.

use std::path::Path;

use serde_json::Value as Json;

use super::args::WhyArgs;
use super::batch::{Numbered, PairRecord, read_pair};
use super::{Failure, Outcome, input, print};
use crate::document::Source;
use crate::pair::Pair;
use crate::report::check_with;
use crate::report::why::why;
use crate::rule::{Mode, nearest};

/// A pair to explain: texts, mode and meta of its record.
struct Chosen {
    texts: Pair<Source>,
    mode: Option<Mode>,
    meta: Option<Json>,
}

pub(super) fn explain(args: &WhyArgs) -> Outcome {
    let config = input::config(&args.options)?;
    let (chosen, text) = chosen(args)?;
    let meta = chosen.meta.unwrap_or(Json::Null);
    let report = check_with(&chosen.texts, &config, chosen.mode.unwrap_or(config.mode), &meta);
    match why(&report, &config, &meta, text) {
        Some(told) => {
            print(&told)?;
            Ok(0)
        }
        None => Err(Failure::new(format!("error: “{text}” stands in neither text"))),
    }
}

fn chosen(args: &WhyArgs) -> Result<(Chosen, &str), Failure> {
    match (&args.words[..], &args.id) {
        ([original, rewrite, text], None) => {
            let mut texts = Pair::new(input::text(Path::new(original))?, input::text(Path::new(rewrite))?);
            texts.original.date = args.dates.date_original;
            texts.rewrite.date = args.dates.date_rewrite;
            texts.original.language.clone_from(&args.dates.language_original);
            texts.rewrite.language.clone_from(&args.dates.language_rewrite);
            Ok((Chosen { texts, mode: None, meta: None }, text))
        }
        ([pairs, text], Some(id)) => Ok((record(Path::new(pairs), id)?, text)),
        ([pair, text], None) => {
            let (pairs, id) = pair.rsplit_once('#').ok_or_else(|| {
                Failure::new(format!(
                    "error: `{pair}` names no record; write PAIRS.jsonl#ID \"text\", or ORIGINAL REWRITE \"text\""
                ))
            })?;
            Ok((record(Path::new(pairs), id)?, text))
        }
        _ => Err(Failure::new("error: with --id, give a batch file and a text".to_owned())),
    }
}

/// The record of this id in a batch file.
fn record(path: &Path, wanted: &str) -> Result<Chosen, Failure> {
    let mut ids = Vec::new();
    for (number, line) in Numbered::open(path)? {
        let wrong = |error: String| Failure::new(format!("error: {}:{number}: {error}", path.display()));
        let line = line.map_err(wrong)?;
        let Some(id) = serde_json::from_str::<Json>(&line).ok().and_then(|line| line.get("id").cloned())
        else {
            continue;
        };
        let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        if id == wanted {
            let (PairRecord { mode, meta, .. }, texts) =
                read_pair(&line).map_err(|(_, error)| wrong(error))?;
            let Ok([original]) = <[_; 1]>::try_from(texts.original) else {
                return Err(wrong(
                    "the record has several originals; give the one to look at, as two files".to_owned(),
                ));
            };
            let texts = Pair::new(original, texts.rewrite);
            return Ok(Chosen { texts, mode, meta });
        }
        ids.push(id);
    }
    let near = nearest(wanted, ids.iter().map(String::as_str))
        .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Err(Failure::new(format!("error: {} has no record with the id `{wanted}`{near}", path.display())))
}
