//! Mistakes of users: one clear message each, and status 2, or 3 where there is nothing to check.

use super::{folder, pair, run};

/// A rule without a mistake.
pub const RULE: &str = r#"id = "fare-lost"
summary = "The fare is gone."
category = "omission"
severity = "major"
message = "{original} is not told"

[check.dropped]
fact = "money"
when = "confidence == 'high' || mode == 'rewrite'"

[[level]]
causes = ["value"]
severity = "critical"

[[test]]
name = "a lost fare is flagged"
original = "The ferry costs {{12 euros}}."
rewrite = "The ferry is dear."
"#;

#[test]
fn texts_that_cannot_be_read_are_named() {
    let texts = folder([
        ("article.md", "The ferry costs 12 euros.".as_bytes()),
        ("folder/inside.md", b"It sails."),
        ("latin.txt", b"The ferry.\nThe caf\xe9 is open."),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("zero.txt", b"The ferry\0 costs 12 euros."),
        ("empty.txt", b""),
        ("blank.txt", b" \n\n\t\n"),
    ]);
    for (name, file) in [
        ("text-missing", "artcle.md"),
        ("text-missing-unlike", "nowhere/at/all"),
        ("text-folder", "folder"),
        ("text-not-utf-8", "latin.txt"),
        ("text-binary", "picture.png"),
        ("text-zero-byte", "zero.txt"),
        ("text-empty", "empty.txt"),
        ("text-blank", "blank.txt"),
    ] {
        run(texts.path(), &["article.md", file], b"").is(name);
    }
}

#[test]
fn arguments_that_are_wrong_are_told() {
    let texts = pair("It sails.", "It sails.");
    for (name, arguments) in [
        ("arguments-one-text", &["original.txt"][..]),
        ("arguments-fail-on", &["original.txt", "rewrite.txt", "--fail-on", "horrible"]),
        ("arguments-mode", &["original.txt", "rewrite.txt", "--mode", "sumary"]),
        ("arguments-option", &["original.txt", "rewrite.txt", "--fial-on", "minor"]),
        ("arguments-date", &["original.txt", "rewrite.txt", "--date-original", "17.5.2021"]),
        ("arguments-rules", &["original.txt", "rewrite.txt", "--rules", "ruels"]),
        ("arguments-config", &["original.txt", "rewrite.txt", "--config", "factdif.toml"]),
    ] {
        run(texts.path(), arguments, b"").is(name);
    }
}

#[test]
fn the_rule_without_a_mistake_loads() {
    let run = run(folder([("rules/fare-lost.toml", RULE.as_bytes())]).path(), &["test", "rules"], b"");
    assert_eq!(
        (run.stdout.as_str(), run.status),
        ("1 rule, 1 test: 1 passed, 0 failed\n", Some(0)),
        "{}",
        run.stderr
    );
}

#[test]
fn mistakes_in_a_rule_are_shown_where_they_are() {
    for (name, right, wrong) in [
        ("rule-key", "summary =", "sumary ="),
        ("rule-key-in-check", "fact =", "facts ="),
        ("rule-type", r#"severity = "major""#, "severity = 3"),
        ("rule-missing-key", "summary = \"The fare is gone.\"\n", ""),
        ("rule-not-toml", "[check.dropped]", "[check.dropped"),
        ("rule-verb", "check.dropped", "check.droped"),
        ("rule-kind", r#""money""#, r#""mony""#),
        ("rule-kind-unlike", r#""money""#, r#""zzz""#),
        ("rule-cause", r#"["value"]"#, r#"["valeu"]"#),
        ("rule-category", r#""omission""#, r#""omision""#),
        ("rule-severity", r#""major""#, r#""mayor""#),
        ("rule-template", "{original} is", "{orignal} is"),
        ("rule-template-brace", "{original} is", "{original is"),
        ("rule-cel-syntax", "confidence ==", "confidence = ="),
        ("rule-cel-name", "|| mode", "|| mdoe"),
        ("rule-cel-types", "'high'", "3"),
        ("rule-cel-no-truth", "confidence == 'high' || mode == 'rewrite'", "difference"),
        ("rule-cel-function", "mode == 'rewrite'", "original.startWith('a')"),
        ("rule-cel-value", "'high'", "'hihg'"),
        (
            "rule-cel-never",
            "confidence == 'high' || mode == 'rewrite'",
            "kind == 'name' || (difference > 0.1 && mode == 'summary')",
        ),
        ("rule-cause-of-altered", "fact = \"money\"", "fact = \"money\"\ncauses = [\"currency\"]"),
        (
            "rule-level-behind",
            "severity = \"critical\"",
            "severity = \"critical\"\n\n[[level]]\ncauses = [\"value\"]\nwhen = \"mode == 'summary'\"\nseverity = \"minor\"",
        ),
        (
            "rule-test-cannot-fail",
            "original = \"The ferry costs {{12 euros}}.\"\nrewrite = \"The ferry is dear.\"",
            "original = \"The ferry is dear.\"\nrewrite = \"The ferry is dear.\"",
        ),
        ("rule-marks", "euros}}", "euros"),
        ("rule-id", r#"id = "fare-lost""#, r#"id = "fare-dropped""#),
        ("rule-id-form", r#"id = "fare-lost""#, r#"id = "Fare Lost""#),
    ] {
        assert!(RULE.contains(right), "{right}");
        let text = RULE.replacen(right, wrong, 1);
        let files = folder([("rules/fare-lost.toml", text.as_bytes())]);
        let run = run(files.path(), &["rules", "--rules", "rules"], b"");
        assert_eq!((run.stdout.as_str(), run.status), ("", Some(2)), "{name}: {}", run.stderr);
        run.is(name);
    }
}

/// A glossary in two languages.
const TBX: &str = "<tbx><text><body><conceptEntry><langSec xml:lang=\"en\"><termSec><term>ferry</term></termSec></langSec>\
    <langSec xml:lang=\"de\"><termSec><term>F\u{e4}hre</term></termSec></langSec></conceptEntry></body></text></tbx>";

/// A rule of another verb: the head is that of every rule.
fn own(check: &str) -> String {
    let head = RULE.split("[check.dropped]").next().expect("the rule has a check");
    format!("{head}{check}\n")
}

#[test]
fn mistakes_in_the_verbs_that_look_at_texts_are_shown_where_they_are() {
    for (name, check) in [
        ("verb-pattern-nothing", "[check.pattern]\nwhere = \"body\""),
        ("verb-pattern-two", "[check.pattern]\nforbid = 'a'\nrequire = 'b'"),
        ("verb-pattern-regex", "[check.pattern]\nforbid = '\\b(fare'"),
        ("verb-pattern-empty", "[check.pattern]\nforbid = 'a*'"),
        ("verb-pattern-where", "[check.pattern]\nforbid = 'a'\nwhere = \"bdy\""),
        ("verb-pattern-side", "[check.pattern]\nforbid = 'a'\nside = \"orignal\""),
        ("verb-pattern-keep-side", "[check.pattern]\nkeep = 'a'\nside = \"rewrite\""),
        ("verb-pattern-key", "[check.pattern]\nforbids = 'a'"),
        ("verb-pattern-table", "[check.patern]\nforbid = 'a'"),
        ("verb-term-none", "[check.term]\nexact = true"),
        ("verb-term-nothing-asked", "[check.term]\nterms = [{ original = [\"ferry\"] }]"),
        ("verb-term-keep", "[check.term]\nterms = [{ keep = true }]"),
        ("verb-term-key", "[check.term]\nterms = [{ orignal = [\"ferry\"], keep = true }]"),
        ("verb-term-file", "[check.term]\nfile = \"words.csv\""),
        ("verb-term-column", "[check.term]\nfile = \"terms.csv\""),
        ("verb-term-row", "[check.term]\nfile = \"rows.tsv\""),
        ("verb-term-tbx", "[check.term]\nfile = \"terms.tbx\""),
        ("verb-term-tbx-xml", "[check.term]\nfile = \"broken.tbx\""),
        ("verb-ratio-limit", "[check.ratio]\nof = \"words\""),
        ("verb-ratio-percent", "[check.ratio]\nof = \"words\"\nat-least = \"50\""),
        ("verb-ratio-order", "[check.ratio]\nof = \"words\"\nat-least = \"90%\"\nat-most = \"50%\""),
        ("verb-ratio-of", "[check.ratio]\nof = \"qoute\"\nat-least = \"50%\""),
        ("verb-repeated-words", "[check.repeated]\nwords = \"four\""),
        ("fact-built-in", "[fact.money]\npattern = 'x'\n[check.dropped]\nfact = \"money\""),
        ("fact-name", "[fact.Ticker]\npattern = 'x'\n[check.dropped]\nfact = \"money\""),
        (
            "fact-normalize",
            "[fact.ticker]\npattern = 'x'\nnormalize = \"digits\"\n[check.dropped]\nfact = \"ticker\"",
        ),
        ("fact-misspelt", "[fact.ticker]\npattern = 'x'\n[check.dropped]\nfact = \"tikcer\""),
        ("fact-of-a-verb", "[check.dropped]\nfact = \"pattern\""),
        ("tolerance-without-unit", "[check.altered]\nfact = \"money\"\ntolerance = \"5\""),
        ("tolerance-of-dropped", "[check.dropped]\nfact = \"money\"\ntolerance = \"5%\""),
        ("confidence", "[check.dropped]\nfact = \"money\"\nconfidence = \"high\""),
    ] {
        let text = own(check);
        let files = folder([
            ("rules/fare-lost.toml", text.as_bytes()),
            ("rules/terms.csv", b"orignal,rewrite\nferry,boat\n".as_slice()),
            ("rules/terms.tbx", TBX.as_bytes()),
            ("rules/broken.tbx", b"<tbx>\n<text></tbx>".as_slice()),
            ("rules/rows.tsv", b"original\trewrite\nferry\tboat\nharbour\t\n".as_slice()),
        ]);
        let run = run(files.path(), &["rules", "--rules", "rules"], b"");
        assert_eq!((run.stdout.as_str(), run.status), ("", Some(2)), "{name}: {}", run.stderr);
        run.is(&format!("rule-{name}"));
    }
}

#[test]
fn several_mistakes_are_told_at_once_and_two_rules_of_one_name() {
    let two = RULE.replace("mode ==", "mdoe ==").replace("\"money\"", "\"mony\"");
    run(folder([("rules/fare-lost.toml", two.as_bytes())]).path(), &["test", "rules"], b"")
        .is("rule-two-mistakes");
    let twice =
        folder([("rules/a/fare-lost.toml", RULE.as_bytes()), ("rules/b/fare-lost.toml", RULE.as_bytes())]);
    run(twice.path(), &["rules", "--rules", "rules"], b"").is("rule-duplicate");
    let none = folder([("rules/README.md", b"no rules".as_slice())]);
    run(none.path(), &["test", "rules"], b"").is("rule-folder-empty");
}

#[test]
fn mistakes_in_the_configuration_are_shown_where_they_are() {
    for (name, text) in [
        ("config-key", "mode = \"rewrite\"\nfail_on = \"minor\"\n"),
        ("config-extends", "extends = [\"builtin:strcit\"]\n"),
        ("config-value", "review-on = \"tiny\"\n"),
        ("config-rule", "[rule.monney-altered]\nseverity = \"minor\"\n"),
        ("config-rule-key", "[rule.money-altered]\nseverty = \"minor\"\n"),
        ("config-tolerance", "[rule.money-altered]\ntolerance = \"0.1\"\n"),
        ("config-tolerance-negative", "[rule.money-altered]\ntolerance = \"-5%\"\n"),
        ("config-language", "language = \"english\"\n"),
        ("config-rules-missing", "rules = [\"ruels\"]\n"),
    ] {
        let files = folder([
            ("factdiff.toml", text.as_bytes()),
            ("a.txt", b"It sails."),
            ("rules/fare-lost.toml", RULE.as_bytes()),
        ]);
        run(files.path(), &["a.txt", "a.txt"], b"").is(name);
    }
}

#[test]
fn the_configuration_holds_and_the_command_line_goes_before_it() {
    let files = folder([
        ("factdiff.toml", b"fail-on = \"critical\"\n[rule.money-altered]\nseverity = \"major\"\n".as_slice()),
        ("a.txt", b"It costs 5 euros."),
        ("b.txt", b"It costs 9 euros."),
    ]);
    let status = |arguments: &[&str]| run(files.path(), arguments, b"").status;
    assert_eq!(status(&["a.txt", "b.txt"]), Some(0));
    assert_eq!(status(&["a.txt", "b.txt", "--fail-on", "major"]), Some(1));
}
