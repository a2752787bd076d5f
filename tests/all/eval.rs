//! Figures on labelled pairs, against figures worked out by hand.

use crate::cli::{REPOSITORY, folder, run};

const PAIRS: &str = "tests/labelled/pairs.jsonl";
const FINDINGS: &str = "tests/labelled/findings.jsonl";

fn figures(arguments: &[&str]) -> serde_json::Value {
    let run = run(REPOSITORY, &[&["eval", PAIRS, "--findings", FINDINGS, "--json"], arguments].concat(), b"");
    assert_eq!((run.stderr.as_str(), run.status), ("", Some(2)), "a record is missing, so the status is 2");
    serde_json::from_str(&run.stdout).expect("figures are JSON")
}

/// Four faults: the money is caught as a name, the sentence under its own kind; the negation is told on the original's
/// side alone, and the last record has no findings. Of three faithful texts one has a minor alarm, one an alarm in text
/// that is ignored, one is taken for another article.
#[test]
fn figures_are_those_worked_out_by_hand() {
    let all = figures(&[]);
    for (key, value) in [
        ("missing", 1.0),
        ("wrong_verdicts", 1.0),
        ("faults", 4.0),
        ("recall", 0.5),
        ("typed_recall", 0.25),
        ("faithful", 3.0),
        ("false_alarm_rate", 0.6667),
        ("blocked_rate", 0.3333),
        // Two alarms in three texts of 17 words: the words that are ignored do not count.
        ("alarms_per_1000_words", 39.2157),
        ("balanced_accuracy", 0.4167),
        // Right: the name and the sentence. False: the name in the faithful text, the date.
        ("precision", 0.5),
    ] {
        assert_eq!(all[key].as_f64(), Some(value), "{key}");
    }
    assert_eq!(all["verdicts"], serde_json::json!([1, 1]));
    assert_eq!(all["intervals"]["recall"], serde_json::json!([0.15, 0.85]));
    let name = &all["rules"]["name-altered"];
    assert_eq!((&name["true"], &name["false"], &name["precision"]), (&1.into(), &1.into(), &0.5.into()));
    assert!(all["rules"].get("negation-dropped").is_none(), "a loss told in a faulty sentence is neither");
}

/// The money text scores below its faithful text by quality and penalty, the negation by its penalty alone; the text that
/// was not read, and the one that was taken for another article, have no findings and so no penalty.
#[test]
fn a_faulty_text_must_score_below_the_faithful_one() {
    let rows = &figures(&[])["rows"];
    let row = |name: &str| (rows[name]["pair_accuracy"].as_f64(), rows[name]["pair_gate"].as_f64());
    assert_eq!(row("number"), (Some(0.5), Some(0.5)));
    assert_eq!(row("negation"), (Some(0.0), Some(1.0)));
    assert_eq!(row("sentence"), (Some(1.0), Some(1.0)));
}

#[test]
fn kinds_can_be_picked_and_left_out() {
    let names = figures(&["--kinds", "name"]);
    assert_eq!((names["recall"].as_f64(), names["precision"].as_f64()), (Some(0.25), Some(0.5)));
    let others = figures(&["--without", "name,date"]);
    assert_eq!((others["recall"].as_f64(), others["precision"].as_f64()), (Some(0.25), Some(1.0)));
    let kinds = figures(&["--by", "kind"]);
    assert_eq!(kinds["rows"]["sentence/dropped"]["typed"].as_f64(), Some(1.0));
}

/// A value that became another in two places is one finding, and both faults are caught by it.
#[test]
fn a_finding_answers_in_all_its_places() {
    let original =
        "The mill made six million planks in May. Its owner called the six million planks a record.";
    let rewrite =
        "The mill made five million planks in May. Its owner called the five million planks a record.";
    let fault = |from, to| serde_json::json!({"kind": "number", "relation": "altered", "original": [from, to], "rewrite": [from, to + 1]});
    let record = serde_json::json!({
        "id": 1, "group": 1, "phenomenon": "number", "original": original, "rewrite": rewrite,
        "faults": [fault(14, 25), fault(62, 73)],
    });
    let folder = folder([("pairs.jsonl", record.to_string().as_bytes())]);
    let run = run(folder.path(), &["eval", "pairs.jsonl", "--json"], b"");
    let figures: serde_json::Value = serde_json::from_str(&run.stdout).expect("figures are JSON");
    assert_eq!((&figures["faults"], &figures["recall"]), (&2.into(), &1.0.into()), "{}", run.stdout);
    assert_eq!(figures["rules"]["number-altered"]["true"], 1, "one finding");
}

/// The reference scorer and its data lie beside the project, on some machines only.
#[test]
#[allow(clippy::disallowed_methods, reason = "runs the reference scorer")]
fn the_reference_scorer_gives_the_same_figures() {
    let scorer = format!("{REPOSITORY}/../shared/eval/score.py");
    let run = std::process::Command::new(&scorer)
        .args([PAIRS, FINDINGS, "--json"])
        .current_dir(REPOSITORY)
        .output();
    let Some(output) = run.ok().filter(|output| !output.stdout.is_empty()) else {
        eprintln!("skipped: there is no {scorer}");
        return;
    };
    let reference: serde_json::Value = serde_json::from_slice(&output.stdout).expect("figures are JSON");
    same(&reference, &figures(&[]), "");
}

/// Every figure of the reference stands in ours.
fn same(reference: &serde_json::Value, ours: &serde_json::Value, path: &str) {
    match reference {
        serde_json::Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| same(value, &ours[key], &format!("{path}/{key}")));
        }
        _ => assert_eq!(reference, ours, "{path}"),
    }
}
