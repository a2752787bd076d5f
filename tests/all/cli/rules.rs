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
    for (expect, from, status) in [("flag", &[][..], Some(0)), ("silent", &["--from", "out.jsonl"], Some(1))]
    {
        let words = ["test", "rules", "--add", &fingerprint, "--pairs", "pairs.jsonl", "--expect", expect];
        let added = run(files.path(), &[&words[..], from].concat(), b"");
        assert_eq!(added.status, Some(0), "{}", added.stderr);
        assert_eq!(run(files.path(), &["test", "rules"], b"").status, status, "{expect}");
    }
    run(files.path(), &["test", "rules"], b"").is("test-added");
}

#[test]
fn a_finding_of_a_built_in_rule_becomes_a_test_of_a_copy() {
    let files = folder([
        ("original.txt", b"It sails at noon. The ferry costs 12 euros.".as_slice()),
        ("rewrite.txt", b"It sails at noon. The ferry is dear.".as_slice()),
        ("rules/fare-lost.toml", RULE.replace("money", "ordinal").as_bytes()),
    ]);
    let texts = ["original.txt", "rewrite.txt"];
    let out = run(files.path(), &[&texts[..], &["--format", "json"]].concat(), b"").stdout;
    let report: serde_json::Value = serde_json::from_str(&out).expect("an answer is JSON");
    let fingerprint = report["findings"][0]["fingerprint"].as_str().expect("a finding").to_owned();
    let add = |rules: &[&str]| {
        let words = ["--add", &fingerprint, "--expect", "flag", "--pairs"];
        run(files.path(), &[&["test"], rules, &words[..], &texts[..]].concat(), b"")
    };
    add(&[]).is("test-add-told");
    assert!(!files.path().join("rules/money-dropped.toml").exists());
    add(&["rules"]).is("test-add-copied");
    let tested = run(files.path(), &["test", "rules", "--filter", "money-dropped"], b"");
    assert_eq!(tested.status, Some(0), "{}", tested.stdout);
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

#[test]
fn rules_are_listed_by_file_with_their_state() {
    let files = folder([("rules/fare-lost.toml", RULE.as_bytes())]);
    super::write(
        files.path(),
        "factdiff.toml",
        "rules = [\"rules\"]\n[rule.money-dropped]\nenabled = false\n[rule.money-added]\nconfidence = \"low\"\n",
    );
    let listed = run(files.path(), &["rules"], b"").stdout;
    let line = |id: &str| {
        let line = listed.lines().find(|line| line.contains(id)).unwrap_or_default();
        line.split_whitespace().take(5).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line(" money-dropped "), "off money-dropped money major as");
    assert_eq!(line(" money-added "), "on money-added money major low");
    assert_eq!(line(" fare-lost "), "on fare-lost money major as");
    let last: Vec<&str> = listed.lines().rev().take(2).collect();
    assert!(last[1].ends_with("fare-lost.toml:"), "{listed}");
    let why = run(files.path(), &["why", "--rules", "rules", "a.txt", "b.txt", "x"], b"");
    assert_eq!(why.status, Some(2));
}

#[test]
fn a_rule_that_is_off_is_tested_and_told_of_and_asked_only_when_switched_on() {
    let off = RULE.replace("severity = \"major\"", "severity = \"major\"\nenabled = false");
    let files = folder([
        ("rules/fare-lost.toml", off.as_bytes()),
        ("a.txt", b"The ferry costs 12 euros. It sails at noon.".as_slice()),
        ("b.txt", b"The ferry is dear. It sails at noon.".as_slice()),
    ]);
    assert_eq!(run(files.path(), &["test", "rules", "--jobs", "1"], b"").status, Some(0));
    let check = || run(files.path(), &["--rules", "rules", "a.txt", "b.txt"], b"").stdout;
    assert!(!check().contains("fare-lost"));
    let why = run(files.path(), &["why", "--rules", "rules", "a.txt", "b.txt", "12 euros"], b"").stdout;
    assert!(why.contains("fare-lost: switched off"), "{why}");
    super::write(files.path(), "factdiff.toml", "[rule.fare-lost]\nenabled = true\n");
    assert!(check().contains("[fare-lost]"), "{}", check());
}

#[test]
fn a_tbx_glossary_in_two_languages_is_a_rule() {
    let tbx = "<tbx><text><body><conceptEntry>\
        <langSec xml:lang=\"en\"><termSec><term>ferry</term></termSec></langSec>\
        <langSec xml:lang=\"en-US\"><termSec><term>boat</term>\
        <termNote type=\"administrativeStatus\">deprecatedTerm-admn-sts</termNote></termSec></langSec>\
        </conceptEntry></body></text></tbx>";
    let rule = RULE.split("[check.dropped]").next().expect("a head").to_owned()
        + "[check.term]\nfile = \"terms.tbx\"\n\n[[test]]\nname = \"the term is kept\"\noriginal = \"The ferries sail.\"\n\
           rewrite = \"The ferries leave.\"\n\n[[test]]\nname = \"a deprecated variant is flagged\"\n\
           original = \"The {{ferry}} sails daily.\"\nrewrite = \"The {{boat}} sails daily.\"\n";
    let files = folder([("rules/fare-lost.toml", rule.as_bytes()), ("rules/terms.tbx", tbx.as_bytes())]);
    let run = run(files.path(), &["test", "rules"], b"");
    assert_eq!(run.stdout, "1 rule, 2 tests: 2 passed, 0 failed\n", "{}", run.stderr);
}
