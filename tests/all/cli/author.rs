//! What a rule author needs: eval, why, label, init, completions, schema.

use super::{REPOSITORY, folder, run};

const PAIRS: &str = "tests/labelled/pairs.jsonl";
const FINDINGS: &str = "tests/labelled/findings.jsonl";
const SCORED: [&str; 4] = ["eval", PAIRS, "--findings", FINDINGS];

#[test]
fn figures_are_shown_in_a_table() {
    run(REPOSITORY, &SCORED, b"").is("eval-table");
    run(REPOSITORY, &["eval", "--help"], b"").is("help-eval");
}

#[test]
fn examples_are_shown_with_what_is_meant_in_marks() {
    run(REPOSITORY, &[&SCORED[..], &["--show", "misses"]].concat(), b"").is("eval-misses");
    run(REPOSITORY, &[&SCORED[..], &["--show", "alarms"]].concat(), b"").is("eval-alarms");
    let of_rule = ["--show", "alarms", "--rule", "name-altered", "--limit", "1"];
    run(REPOSITORY, &[&SCORED[..], &of_rule].concat(), b"").is("eval-alarms-rule");
}

#[test]
fn two_runs_are_compared() {
    let old = run(REPOSITORY, &[&SCORED[..], &["--json"]].concat(), b"").stdout;
    let files = folder([("old.json", old.as_bytes())]);
    let old = files.path().join("old.json");
    let old = old.to_str().expect("a path is text");
    let same = run(REPOSITORY, &[&SCORED[..], &["--compare", old]].concat(), b"");
    assert_eq!(same.stdout, "nothing changed\n");
    let now = run(REPOSITORY, &[&SCORED[..], &["--without", "name", "--compare", old]].concat(), b"");
    assert!(now.stdout.contains("recall        0.5000 → 0.2500 (-0.2500)"), "{}", now.stdout);
    assert!(now.stdout.contains("right 1 → 0, false 1 → 0"), "{}", now.stdout);
}

#[test]
fn a_setting_is_swept() {
    let pairs = concat!(
        r#"{"id": 1, "group": 1, "phenomenon": "number", "original": "It cost 100 euros.", "rewrite": "It cost 103 euros.", "faults": []}"#,
        "\n",
        r#"{"id": 2, "group": 2, "phenomenon": "number", "original": "It cost 100 euros.", "rewrite": "It cost 110 euros.", "faults": [{"kind": "money", "relation": "altered", "original": [8, 17], "rewrite": [8, 17]}]}"#
    );
    let files = folder([("pairs.jsonl", pairs.as_bytes())]);
    let sweep = |setting: &str| run(files.path(), &["eval", "pairs.jsonl", "--sweep", setting], b"");
    sweep("money-altered.tolerance=1%,5%,20%").is("eval-sweep");
    sweep("monney-altered.tolerance=1%").is("eval-sweep-rule");
    sweep("money-altered.tolerance").is("eval-sweep-values");
}

#[test]
fn mistakes_in_labels_and_options_are_told() {
    let files = folder([("pairs.jsonl", br#"{"id": 1, "original": "A.", "rewrite": "A."}"#.as_slice())]);
    run(files.path(), &["eval", "pairs.jsonl"], b"").is("eval-no-labels");
    run(files.path(), &["eval", "missing.jsonl"], b"").is("eval-missing");
    run(REPOSITORY, &[&SCORED[..], &["--kinds", "nubmer"]].concat(), b"").is("eval-kind");
    run(REPOSITORY, &[&SCORED[..], &["--show", "alarms", "--rule", "name-alterd"]].concat(), b"")
        .is("eval-rule");
}

#[test]
fn a_finding_and_a_silence_are_explained() {
    let why = |text: &str| {
        run(REPOSITORY, &["why", "tests/example/original.md", "tests/example/rewrite.md", text], b"")
    };
    why("$3 million").is("why-finding");
    why("580 crore").is("why-kept");
    why("his LETTER").is("why-sentence");
    why("a text of nobody").is("why-nowhere");
    run(REPOSITORY, &["why", "--help"], b"").is("help-why");
}

#[test]
fn a_rule_that_does_not_fire_is_explained() {
    let rule =
        super::mistakes::RULE.replace("confidence == 'high' || mode == 'rewrite'", "mode == 'summary'");
    let pair = r#"{"id": "a/1", "original": "The ferry costs 12 euros. It sails at nine.", "rewrite": "The ferry is dear. It sails at nine."}"#;
    let files = folder([("rules/fare-lost.toml", rule.as_bytes()), ("pairs.jsonl", pair.as_bytes())]);
    run(files.path(), &["why", "--rules", "rules", "pairs.jsonl#a/1", "12 euros"], b"").is("why-condition");
    run(files.path(), &["why", "--id", "a/2", "pairs.jsonl", "12 euros"], b"").is("why-id");
    run(files.path(), &["why", "pairs.jsonl", "12 euros"], b"").is("why-no-id");
    let summary = run(files.path(), &["why", "--mode", "summary", "pairs.jsonl#a/1", "12 euros"], b"");
    assert!(summary.stdout.contains("the mode summary allows this"), "{}", summary.stdout);
}

#[test]
fn rules_that_look_at_the_text_are_explained() {
    let head = super::mistakes::RULE.split("[check.dropped]").next().expect("a head");
    let rule = format!(
        "{head}[check.pattern]\nforbid = 'dear'\nunless-other = 'cheap'\nwhen = \"mode == 'summary'\"\n"
    );
    let files = folder([
        ("rules/fare-lost.toml", rule.as_bytes()),
        ("a.txt", b"The ferry costs 12 euros. It sails at noon."),
        ("b.txt", b"The ferry is dear. It sails at noon."),
    ]);
    let why = |words: &str, more: &[&str]| {
        let run =
            run(files.path(), &[&["why", "--rules", "rules", "a.txt", "b.txt", words], more].concat(), b"");
        let lines = run.stdout.lines().filter(|line| line.contains("search"));
        lines.map(str::trim).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(why("is dear", &[]), "search    fare-lost: its condition does not hold: mode == 'summary'");
    let told = why("is dear", &["--mode", "summary"]);
    assert!(told.starts_with("search    fare-lost: major[fare-lost]:"), "{told}");
    let elsewhere = why("12 euros", &["--mode", "summary"]);
    assert_eq!(elsewhere, "search    fare-lost: does not hit these words, but 1 other places of the pair");
}

#[test]
fn a_sample_of_findings_is_labelled_and_scored() {
    let pairs = concat!(
        r#"{"id": 1, "original": "The ferry costs 12 euros. It sails at noon.", "rewrite": "The ferry costs 13 euros. It sails at dusk and at noon."}"#,
        "\n",
        r#"{"id": 2, "original": "The quay is 40 metres long.", "rewrite": "The quay is 50 metres long."}"#,
        "\n",
        r#"{"id": 3, "original": "The tram cost 3 million euros.", "rewrite": "The tram cost 3 million euros."}"#,
        "\n"
    );
    let files = folder([("pairs.jsonl", pairs.as_bytes())]);
    let out = run(files.path(), &["batch", "pairs.jsonl"], b"").stdout;
    super::write(files.path(), "out.jsonl", &out);
    let label =
        |answers: &[u8]| run(files.path(), &["label", "out.jsonl", "--pairs", "pairs.jsonl"], answers);
    label(b"what\ny\nq\n").is("label-first");
    label(b"n\n").is("label-again");
    let scored = run(files.path(), &["eval", "labelled.jsonl", "--json"], b"").stdout;
    let figures: serde_json::Value = serde_json::from_str(&scored).expect("figures are JSON");
    assert_eq!(figures["precision"], 0.5, "{scored}");
    super::write(files.path(), "pairs.jsonl", pairs.lines().next().unwrap_or_default());
    label(b"").is("label-no-pair");
    run(REPOSITORY, &["label", "--help"], b"").is("help-label");
}

#[test]
fn what_init_writes_works_and_is_never_written_over() {
    let files = folder([]);
    run(files.path(), &["init"], b"").is("init");
    let tested = run(files.path(), &["test", "rules"], b"");
    assert_eq!(tested.status, Some(0), "{}{}", tested.stdout, tested.stderr);
    let pair = ["corpus/shares-doubled/original.en.md", "corpus/shares-doubled/rewrite.en.md"];
    let checked = run(files.path(), &pair, b"");
    assert!(checked.stdout.contains("critical[share-doubled]"), "{}{}", checked.stdout, checked.stderr);
    run(files.path(), &["init"], b"").is("init-again");
}

#[test]
fn completions_and_schemas_are_printed() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = run(REPOSITORY, &["completions", shell], b"");
        assert!(run.stdout.contains("factdiff") && run.status == Some(0), "{shell}");
    }
    for schema in ["rule", "config", "report"] {
        run(REPOSITORY, &["schema", schema], b"").is(&format!("schema-{schema}"));
    }
}
