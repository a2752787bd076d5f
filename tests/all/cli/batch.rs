//! Batch: records in, records out, in order.

use super::{folder, run};

const FAIR: &str =
    r#"{"id": "fair", "original": "The ferry costs 12 euros.", "rewrite": "The ferry costs twelve euros."}"#;
const FAULTY: &str = r#"{"id": "faulty", "original": "The ferry costs 12 euros.", "rewrite": "The ferry costs 12 million euros."}"#;
const BLANK: &str = r#"{"id": "blank", "original": "The ferry costs 12 euros.", "rewrite": " \n"}"#;
const FRENCH: &str = r#"{"id": "french", "original": "The ferry costs 12 euros.", "rewrite": "Le bac coûte 12 euros.", "language_rewrite": "fr"}"#;

/// Runs these lines as a batch.
fn batch(lines: &[&str]) -> super::Run {
    run(folder([("pairs.jsonl", lines.join("\n").as_bytes())]).path(), &["batch", "pairs.jsonl"], b"")
}

#[test]
fn records_come_out_in_order_with_their_ids_and_meta() {
    let given = [
        r#"{"id": "meta", "original": "It costs 5 euros.", "rewrite": "It costs 6 euros.", "meta": {"desk": "travel"}, "other": 1}"#,
        r#"{"id": 7, "original": ["It costs 5 euros.", "It sails daily"], "rewrite": ["It sails every day", "It costs 5 pounds."]}"#,
        r#"{"id": null, "original": {"name": "wire", "text": "He spoke on Monday."}, "rewrite": "He spoke on 17 May 2021.", "date_original": "2021-05-19"}"#,
        r#"{"id": "several", "originals": ["It costs 5 euros."], "rewrite": "It costs 5 euros."}"#,
        r#"{"id": "two originals", "originals": ["The ferry costs 5 euros.", "The boat sails daily from Ostry."], "rewrite": "The ferry costs 6 euros. From Ostry the boat sails daily."}"#,
        r#"{"id": "update", "originals": ["The ferry costs 5 euros.", {"text": "The ferry costs 7 euros.", "supersedes": 0}], "rewrite": "The ferry costs 5 euros."}"#,
        r#"{"id": "summary", "mode": "summary", "original": "It costs 5 euros. The crew is kind.", "rewrite": "The crew is kind."}"#,
    ];
    batch(&given).pretty().is("batch-order");
}

#[test]
fn many_records_keep_their_order() {
    let lines: Vec<String> = (0..600).map(|id| FAIR.replace("\"fair\"", &id.to_string())).collect();
    let run = run(".", &["batch", "-", "--jobs", "4"], lines.join("\n").as_bytes());
    let ids: Vec<u64> = run
        .stdout
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()?["id"].as_u64())
        .collect();
    assert_eq!((ids, run.status), ((0..600).collect(), Some(0)));
}

#[test]
fn a_record_in_error_does_not_stop_the_others() {
    batch(&[
        FAIR,
        r#"{"id": "broken", "original": "#,
        r#"{"id": "no rewrite", "original": "The ferry costs 12 euros."}"#,
        r#"{"id": "no original", "rewrite": "The ferry costs 12 euros."}"#,
        r#"{"id": "no originals", "originals": [], "rewrite": "It costs 5 euros."}"#,
        r#"{"id": "supersedes itself", "originals": [{"text": "It sails.", "supersedes": 0}], "rewrite": "It sails."}"#,
        r#"{"id": "both", "original": "It sails.", "originals": ["It sails."], "rewrite": "It sails."}"#,
        r#"{"id": "number", "original": 12, "rewrite": "It sails."}"#,
        r#"{"id": "mixed", "original": ["It sails.", 12], "rewrite": "It sails."}"#,
        r#"{"id": "mode", "original": "It sails.", "rewrite": "It sails.", "mode": "sumary"}"#,
        r#"{"id": "date", "original": "It sails.", "rewrite": "It sails.", "date_rewrite": "17.5.2021"}"#,
        r#"{"id": "language", "original": "It sails.", "rewrite": "It sails.", "language_original": "English"}"#,
        r#"["no", "record"]"#,
        "null",
        FAULTY,
    ])
    .pretty()
    .is("batch-errors");
}

#[test]
fn the_status_is_that_of_the_worst_record() {
    let status = |lines: &[&str]| batch(lines).status;
    assert_eq!(status(&[FAIR, FAIR]), Some(0));
    assert_eq!(status(&[FAIR, BLANK, FAIR]), Some(3));
    assert_eq!(status(&[FAIR, FRENCH]), Some(3));
    assert_eq!(status(&[BLANK, FAULTY, FAIR]), Some(1));
    assert_eq!(status(&["{", FAULTY, BLANK, FAIR]), Some(2));
}

#[test]
fn a_record_that_cannot_be_checked_is_not_passed() {
    batch(&[BLANK, FRENCH]).pretty().is("batch-unchecked");
}

#[test]
fn a_batch_without_records_is_unchecked() {
    assert_eq!(batch(&[]).status, Some(3));
    assert_eq!(batch(&["", "  "]).status, Some(3));
    run(".", &["batch", "there-is-none.jsonl"], b"").is("batch-missing");
}

#[test]
fn a_line_that_is_not_utf_8_is_one_error() {
    let lines = [FAIR.as_bytes(), b"\n{\"id\": 2, \"original\": \"caf\xe9\"}\n", FAULTY.as_bytes()].concat();
    run(".", &["batch", "-"], &lines).pretty().is("batch-not-utf-8");
}

#[test]
fn a_mark_of_byte_order_before_the_first_record_is_no_fault() {
    let plain = run(".", &["batch", "-"], FAIR.as_bytes());
    let marked = run(".", &["batch", "-"], ["\u{feff}", FAIR].concat().as_bytes());
    assert_eq!((marked.status, marked.stdout), (plain.status, plain.stdout));
}

#[test]
fn a_line_that_is_no_object_is_told_in_the_words_of_the_format() {
    let told = run(".", &["batch", "-"], b"[1]\n").stdout;
    assert!(told.contains("a record is an object, not an array"), "{told}");
}
