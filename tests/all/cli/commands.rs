//! Each command on good input, and the exit status of check.

use super::{EXAMPLE, REPOSITORY, folder, pair, run, run_on_example};

const FERRY: &str = "The ferry to Sorrel Island costs 12 euros. It sails at 9 a.m. every day but Sunday.";
const GERMAN: &str = "Die Fähre nach Sorrel kostet zwölf Euro und fährt jeden Tag außer am Sonntag um neun Uhr morgens ab, wie die \
                      Reederei am Montag mitteilte. Der Fahrpreis ist seit vier Jahren nicht mehr erhöht worden. Wer öfter fährt, \
                      kann eine Karte für zehn Fahrten kaufen, die auch am Wochenende und in den Ferien gilt.";

const FRENCH: &str = "Le bac de Sorrel coûte douze euros et part tous les jours à neuf heures du matin, sauf le dimanche, a annoncé la \
                      compagnie lundi. Le prix du billet n'a pas changé depuis quatre ans. Ceux qui prennent souvent le bac peuvent \
                      acheter une carte de dix voyages, valable aussi le week-end et pendant les vacances.";

#[test]
fn check_prints_a_report_for_people() {
    let run = run_on_example(&[]);
    run.is("check-text");
    assert_eq!(run.stdout, run_on_example(&["check"]).stdout);
}

#[test]
fn check_prints_one_line_of_json() {
    let run = run_on_example(&["check", "--format", "json"]);
    assert_eq!(run.stdout.lines().count(), 1);
    run.pretty().is("check-json");
    run_on_example(&[
        "check",
        "--format",
        "json",
        "--links",
        "--fail-on",
        "critical",
        "--min-confidence",
        "high",
    ])
    .pretty()
    .is("check-json-links");
}

#[test]
fn every_deduction_from_the_quality_is_shown() {
    run_on_example(&["check", "--why"]).is("check-why");
    let json = run_on_example(&["check", "--format", "json", "--why"]).stdout;
    let report: serde_json::Value = serde_json::from_str(&json).expect("a report is JSON");
    let taken = report["deductions"].as_array().expect("a list").iter();
    let sum: f64 = taken.filter_map(|one| one["weight"].as_f64()).sum();
    let words = report["score"]["words"].as_f64().expect("a number");
    let quality = report["score"]["quality"].as_f64().expect("a number");
    assert!((quality - (100.0 - 100.0 * sum / (words + sum))).abs() < 1e-9, "{quality} is not made of {sum}");
}

#[test]
fn check_reads_one_text_from_standard_input() {
    let texts = pair(FERRY, &FERRY.replace("12", "21"));
    run(texts.path(), &["original.txt", "-"], FERRY.replace("12", "21").as_bytes()).is("check-stdin");
    run(texts.path(), &["-", "-"], FERRY.as_bytes()).is("check-stdin-twice");
}

#[test]
fn check_tells_by_its_status_what_to_do() {
    let original = FERRY.replace("12", "about 12");
    for (name, rewrite, status) in [
        ("status-pass", original.clone(), 0),
        ("status-review", FERRY.replace("12", "more than 12"), 0),
        ("status-block", FERRY.replace("12 euros", "about 12 million euros"), 1),
        ("status-unchecked-language", GERMAN.to_owned(), 3),
    ] {
        let run = run(pair(&original, &rewrite).path(), &["original.txt", "rewrite.txt"], b"");
        assert_eq!(run.status, Some(status), "{name}: {}", run.stdout);
        run.is(name);
    }
}

#[test]
fn a_french_pair_is_never_passed() {
    let run = run(pair(FRENCH, FRENCH).path(), &["original.txt", "rewrite.txt"], b"");
    run.is("status-unchecked-french");
    assert_eq!(run.status, Some(3));
}

#[test]
fn a_language_may_come_with_its_region() {
    let files = pair("It costs 5 euros.", "It costs 5 euros.");
    let with = |tag: &str| {
        let words = ["original.txt", "rewrite.txt", "--language-original", tag, "--language-rewrite", tag];
        run(files.path(), &words, b"").status
    };
    assert_eq!(
        [with("en-GB"), with("EN"), with("fr-CA"), with("english")],
        [Some(0), Some(0), Some(3), Some(2)]
    );
}

#[test]
fn two_sentences_in_another_script_are_never_compared_as_english() {
    let japanese = "町議会は火曜日、予算を承認した。町長は十二の橋を修理すると述べた。";
    for (original, rewrite) in [("The council approved a budget.", japanese), (japanese, japanese)] {
        assert_eq!(
            run(pair(original, rewrite).path(), &["original.txt", "rewrite.txt"], b"").status,
            Some(3)
        );
    }
}

#[test]
fn check_names_another_article() {
    let other = "A baker in Dunwick has found a Roman mosaic under his oven. Archaeologists believe that it shows a harvest feast. \
                 The oven will move to the yard, and visitors may look at the floor through a sheet of glass. The baker says that he \
                 always wondered why his loaves came out crooked. The town council has promised to pay for a new chimney. A second \
                 mosaic may lie beneath the flour store, which has not been opened since the war.";
    let article = "Rail passengers in the Ellery valley must take buses until June because a viaduct is being repaired. Engineers found \
                   rust in its steel arches during the winter. The railway will lose 40,000 journeys a week, and commuters have \
                   asked for their money back. The minister of transport called the damage an embarrassment. Freight trains are \
                   sent over the northern line, which adds three hours to their trip. A timetable for the buses will appear on Friday.";
    let texts = pair(article, other);
    run(texts.path(), &["original.txt", "rewrite.txt"], b"").is("check-unrelated");
    run(texts.path(), &["original.txt", "rewrite.txt", "--assume", "rewrite", "--fail-on", "critical"], b"")
        .is("check-assume");
}

#[test]
fn control_characters_are_shown_and_never_sent() {
    let bad = "The ferry to Sorrel\u{1b}]0;owned\u{7} Island costs \u{1b}[31m21 euros\u{1b}[0m. It sails at 9 a.m. every day but Sunday.";
    let run = run(pair(FERRY, bad).path(), &["original.txt", "rewrite.txt"], b"");
    run.is("control-characters");
    assert!(!run.stdout.chars().any(|c| c.is_control() && c != '\n'), "{:?}", run.stdout);
    let align = super::run(pair(FERRY, bad).path(), &["align", "original.txt", "rewrite.txt"], b"");
    let facts = super::run(pair(FERRY, bad).path(), &["facts", "rewrite.txt"], b"");
    for text in [align.stdout, facts.stdout] {
        assert!(!text.contains(['\u{1b}', '\u{7}']), "{text:?}");
    }
}

#[test]
fn align_shows_links() {
    run_on_example(&["align"]).is("align-text");
    run_on_example(&["align", "--format", "json"]).pretty().is("align-json");
}

#[test]
fn facts_are_listed() {
    run(REPOSITORY, &["facts", EXAMPLE[0]], b"").is("facts-text");
    run(REPOSITORY, &["facts", EXAMPLE[0], "--format", "json"], b"").pretty().is("facts-json");
    let lines = b"{\"id\": 1, \"text\": \"It cost 34 cents.\"}\n{\"id\": 2}\n{\"id\": 3, \"text\": \"Two of 34.\", \"format\": \"docx\"}\n";
    run(REPOSITORY, &["facts", "--jsonl", "-"], lines).pretty().is("facts-jsonl");
}

#[test]
fn rules_are_listed_and_explained() {
    run(REPOSITORY, &["rules"], b"").is("rules");
    run(REPOSITORY, &["rules", "money-altered"], b"").is("rules-one");
    run(REPOSITORY, &["rules", "monney-altered"], b"").is("rules-misspelt");
}

#[test]
fn built_in_rules_do_what_their_examples_say() {
    let run = run(REPOSITORY, &["test"], b"");
    assert_eq!((run.stderr.as_str(), run.status), ("", Some(0)), "{}", run.stdout);
    let summary = run.stdout.lines().last().unwrap_or_default();
    assert!(summary.contains(" rules, ") && summary.ends_with(" passed, 0 failed"), "{summary}");
}

#[test]
fn a_rule_that_does_not_do_what_its_examples_say_fails_its_test() {
    let rule = super::mistakes::RULE
        .replace("{{12 euros}}", "12 euros")
        .replace("rewrite = \"The ferry is dear.\"", "rewrite = \"The ferry is {{dear}}.\"");
    run(folder([("rules/fare-lost.toml", rule.as_bytes())]).path(), &["test", "rules"], b"").is("test-fails");
}

#[test]
fn help_and_version_are_there() {
    run(REPOSITORY, &["--version"], b"").is("version");
    run(REPOSITORY, &[], b"").is("no-arguments");
    run(REPOSITORY, &["check", "--help"], b"").is("help-check");
}

#[test]
fn several_reworded_quotes_are_told_together() {
    let original = "“The road is open,” said Ada Flint.\n\n“The school needs a new roof before winter,” said Bo Marsh.\n\n\
                    “Our boats stay in the harbour tonight,” said Cy Orne.\n";
    let rewrite = original.replace("open", "clear").replace("roof", "floor").replace("boats", "ships");
    let texts = pair(original, &rewrite);
    run(texts.path(), &["original.txt", "rewrite.txt"], b"").is("check-quotes-together");
}

#[test]
fn several_originals_and_an_update() {
    let earlier = "The boat to Ostry sank on Tuesday. Two people were hurt in the harbour.\n";
    let later = earlier.replace("Two", "Seven");
    let texts = folder([
        ("wire.txt", earlier.as_bytes()),
        ("update.txt", later.as_bytes()),
        ("local.txt", b"The crew had 40 crates of plums on board.\n".as_slice()),
        ("rewrite.txt", b"On Tuesday the boat to Ostry sank. Two people were hurt in the harbour. The crew had 60 crates of plums on board.\n".as_slice()),
    ]);
    let several =
        ["--original", "wire.txt", "--original", "local.txt", "--update", "update.txt", "rewrite.txt"];
    run(texts.path(), &several, b"").is("check-several");
    run(texts.path(), &[&several[..], &["--format", "json"]].concat(), b"").pretty().is("check-several-json");
}
