//! What rule authors do: verbs, own kinds of fact, a corpus with snapshots, a test out of an alarm.

use tempfile::TempDir;

use super::mistakes::RULE;
use super::{REPOSITORY, folder, run};

#[test]
fn the_example_rules_do_what_their_tests_say() {
    run(REPOSITORY, &["test", "tests/example/rules"], b"").is("test-examples");
    run(REPOSITORY, &["test", "tests/example/rules", "--filter", "ticker"], b"").is("test-filter");
}

#[test]
fn a_known_gap_fails_once_the_rule_can_do_it() {
    let gap = RULE.replace("[[test]]", "[[test]]\ntodo = true");
    run(folder([("rules/fare-lost.toml", gap.as_bytes())]).path(), &["test", "rules"], b"")
        .is("test-todo-mended");
    let open = gap.replace("{{12 euros}}", "12 euros");
    run(folder([("rules/fare-lost.toml", open.as_bytes())]).path(), &["test", "rules"], b"").is("test-todo");
}

fn corpus() -> TempDir {
    folder([
        ("rules/fare-lost.toml", RULE.as_bytes()),
        ("corpus/ferry/original.en.md", b"The ferry costs 12 euros. It sails at noon.".as_slice()),
        ("corpus/ferry/rewrite.en.md", b"The ferry is dear. It sails at noon.".as_slice()),
        ("corpus/snapshots/gone.snap", b"---\nsource: factdiff test\n---\nx\n".as_slice()),
    ])
}

#[test]
fn a_corpus_is_compared_accepted_and_pruned() {
    let files = corpus();
    let test = |more: &[&str], input: &[u8]| {
        run(files.path(), &[&["test", "rules", "--corpus", "corpus"], more].concat(), input)
    };
    test(&[], b"").is("test-corpus-new");
    let pending = files.path().join("corpus/snapshots/fare-lost.snap.new");
    assert!(pending.is_file());
    test(&["--review"], b"s\n").is("test-corpus-skip");
    test(&["--review"], b"a\n").is("test-corpus-review");
    assert!(!pending.is_file());
    test(&["--prune"], b"").is("test-corpus-prune");
    assert_eq!(test(&[], b"").status, Some(0));
    let other = RULE.replace("is not told", "is lost");
    super::write(files.path(), "rules/fare-lost.toml", &other);
    assert_eq!(test(&[], b"").status, Some(1));
    assert_eq!(test(&["--update"], b"").status, Some(0));
    assert_eq!(test(&[], b"").status, Some(0));
}

#[test]
fn a_finding_becomes_a_test_of_its_rule() {
    let pair = r#"{"id": 1, "original": "It sails at noon. The ferry costs 12 euros.", "rewrite": "It sails at noon. The ferry is dear."}"#;
    let files = folder([("rules/fare-lost.toml", RULE.as_bytes()), ("pairs.jsonl", pair.as_bytes())]);
    super::write(files.path(), "factdiff.toml", "[rule.money-dropped]\nenabled = false\n");
    let out = run(files.path(), &["batch", "pairs.jsonl", "--rules", "rules"], b"").stdout;
    super::write(files.path(), "out.jsonl", &out);
    let report: serde_json::Value = serde_json::from_str(&out).expect("an answer is JSON");
    let fingerprint = report["findings"][0]["fingerprint"].as_str().expect("a finding").to_owned();
    for (expect, status) in [("flag", Some(0)), ("silent", Some(1))] {
        let from = ["--from", "out.jsonl", "--pairs", "pairs.jsonl", "--expect", expect];
        let added = run(files.path(), &[&["test", "rules", "--add", &fingerprint], &from[..]].concat(), b"");
        assert_eq!(added.status, Some(0), "{}", added.stderr);
        assert_eq!(run(files.path(), &["test", "rules"], b"").status, status, "{expect}");
    }
    run(files.path(), &["test", "rules"], b"").is("test-added");
}

#[test]
fn a_glossary_lies_in_a_file_beside_the_rule() {
    let rule = RULE.split("[check.dropped]").next().expect("a head").to_owned()
        + "[check.term]\nfile = \"terms.csv\"\n\n[[test]]\nname = \"a variant is fine\"\noriginal = \"The ferries sail.\"\n\
           rewrite = \"The boats sail.\"\n\n[[test]]\nname = \"another word is flagged\"\noriginal = \"The {{ferry}} sails daily.\"\n\
           rewrite = \"The ship sails daily.\"\n";
    let files = folder([
        ("rules/fare-lost.toml", rule.as_bytes()),
        (
            "rules/terms.csv",
            b"original,rewrite,meta.desk\nferry,ferry|boat,\nharbour,port,sport\n".as_slice(),
        ),
    ]);
    let run = run(files.path(), &["test", "rules"], b"");
    assert_eq!(run.stdout, "1 rule, 2 tests: 2 passed, 0 failed\n", "{}", run.stderr);
}
