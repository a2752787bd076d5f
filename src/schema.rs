//! JSON Schemas of what users write and read, made from the very types that read and write it.

use schemars::{Schema, generate::SchemaSettings, json_schema};
use serde_json::Value as Json;

use crate::compare::CAUSES;
use crate::fact::Kind;
use crate::finding::Category;

/// The schema of a rule file.
///
/// ```
/// assert!(factdiff::schema::rule().get("properties").is_some());
/// ```
#[must_use]
pub fn rule() -> Json {
    titled::<crate::rule::RawRule>("A rule of factdiff")
}

/// The schema of `factdiff.toml`.
#[must_use]
pub fn config() -> Json {
    titled::<crate::config::Raw>("Configuration of factdiff")
}

/// The schema of a line that `--format json` and `batch` print, for pairs that could be read.
#[must_use]
pub fn report() -> Json {
    titled::<crate::report::json::Record<'static>>("Report of factdiff, version 1")
}

fn titled<T: schemars::JsonSchema>(title: &str) -> Json {
    let settings = if title.starts_with("Report") {
        SchemaSettings::draft2020_12().for_serialize()
    } else {
        SchemaSettings::draft2020_12()
    };
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    schema.to_value()
}

/// A kind of fact: a built-in one, or one that a rule file defines.
pub(crate) fn kind(_: &mut schemars::SchemaGenerator) -> Schema {
    json_schema!({ "anyOf": [{ "enum": Kind::ALL.map(Kind::as_str) }, { "type": "string", "pattern": "^[a-z0-9-]+$" }] })
}

/// Causes of a change.
pub(crate) fn causes(_: &mut schemars::SchemaGenerator) -> Schema {
    let names: Vec<&str> = CAUSES.iter().map(|(_, name, _)| *name).collect();
    json_schema!({ "type": "array", "items": { "type": "string", "enum": names } })
}

/// A category of MQM.
pub(crate) fn category(_: &mut schemars::SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": Category::ALL.map(Category::mqm) })
}

/// A percentage: `1%`.
pub(crate) fn percentage(_: &mut schemars::SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": r"^[0-9./]+\s*%$" })
}
