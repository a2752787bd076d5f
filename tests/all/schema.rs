//! The schemas accept what factdiff reads and writes, and refuse what it refuses.

use factdiff::schema;
use serde_json::Value;

use crate::cli::{REPOSITORY, run, run_on_example};

fn problems(schema: &Value, instance: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).expect("a schema is a schema");
    validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[allow(clippy::disallowed_methods, reason = "rules lie on the disk")]
fn toml_file(path: &str) -> Value {
    let text = std::fs::read_to_string(format!("{REPOSITORY}/{path}")).expect("the file can be read");
    toml::from_str(&text).expect("the file is TOML")
}

#[test]
#[allow(clippy::disallowed_methods, reason = "rules lie on the disk")]
fn every_rule_fits_its_schema() {
    let schema = schema::rule();
    let mut files: Vec<String> = std::fs::read_dir(format!("{REPOSITORY}/rules"))
        .expect("the rules lie there")
        .filter_map(|entry| Some(format!("rules/{}", entry.ok()?.file_name().to_string_lossy())))
        .filter(|name| name.ends_with(".toml"))
        .collect();
    files.push("tests/example/rules/many-zeros.toml".to_owned());
    files.push("src/cli/init/rules/share-doubled.toml".to_owned());
    for file in files {
        assert_eq!(problems(&schema, &toml_file(&file)), [""; 0], "{file}");
    }
}

#[test]
fn a_rule_with_a_mistake_does_not_fit() {
    let schema = schema::rule();
    let right = toml_file("tests/example/rules/many-zeros.toml");
    for (key, value) in [
        ("sevrity", Value::from("major")),
        ("severity", Value::from("horrible")),
        ("category", Value::from("numbers")),
        ("id", Value::from("Many Zeros")),
        ("check", serde_json::json!({"altered": {"fact": "Money"}})),
        ("check", serde_json::json!({"altered": {"fact": "money", "tolerance": "1"}})),
        ("check", serde_json::json!({"forbidden": {"fact": "money"}})),
    ] {
        let mut wrong = right.clone();
        wrong[key] = value;
        assert_ne!(problems(&schema, &wrong), [""; 0], "{key}");
    }
}

#[test]
fn configurations_fit_their_schema() {
    let schema = schema::config();
    for file in ["tests/example/factdiff.toml", "src/cli/init/factdiff.toml"] {
        assert_eq!(problems(&schema, &toml_file(file)), [""; 0], "{file}");
    }
    for wrong in [
        serde_json::json!({"moed": "summary"}),
        serde_json::json!({"mode": "sumary"}),
        serde_json::json!({"language": "english"}),
        serde_json::json!({"rule": {"name-added": {"severty": "minor"}}}),
    ] {
        assert_ne!(problems(&schema, &wrong), [""; 0], "{wrong}");
    }
}

#[test]
fn reports_fit_their_schema() {
    let schema = schema::report();
    let fits = |line: &str| {
        let report: Value = serde_json::from_str(line).expect("a report is JSON");
        assert_eq!(problems(&schema, &report), [""; 0], "{line}");
    };
    fits(&run_on_example(&["check", "--format", "json", "--links", "--why"]).stdout);
    let lines = run(REPOSITORY, &["batch", "tests/labelled/pairs.jsonl"], b"").stdout;
    lines.lines().for_each(fits);
    let meta = r#"{"id": [1], "original": "It costs 5 euros.", "rewrite": " ", "meta": {"desk": 1}}"#;
    fits(&run(REPOSITORY, &["batch", "-"], meta.as_bytes()).stdout);
}
