//! What cannot both hold inside a rewrite, and rules that wait to be turned on.

use factdiff::config::ConfigFile;
use factdiff::rule::RuleSet;
use factdiff::{Config, Pair, Source, check};

fn rules_of(original: &str, rewrite: &str, config: &Config) -> Vec<(String, Vec<String>)> {
    let report = check(&Pair::new(Source::text(original), Source::text(rewrite)), config);
    report.findings.into_iter().map(|finding| (finding.rule, finding.also)).collect()
}

const FERRY: &str = "The ferry carried 27 passengers: 12 men, 10 women and 5 children.";

#[test]
fn a_figure_that_was_told_answers_for_the_sum_it_breaks() {
    let found = rules_of(FERRY, &FERRY.replace("10 women", "15 women"), &Config::default());
    assert_eq!(found, [("number-altered".to_owned(), vec!["total-inconsistent".to_owned()])]);
}

#[test]
fn a_text_that_contradicts_itself_is_silent_beside_itself() {
    let text = "Unemployment rose from 20 percent in May to 15 percent in June. Hugo Lantz, 34, owns the mill. Lantz, 43, \
                will sell it. Of the voters 61 percent chose Arden, 38 percent Belmont and 21 percent nobody.";
    assert_eq!(rules_of(text, text, &Config::default()), []);
}

#[test]
fn a_rule_that_is_off_waits_for_the_configuration() {
    let text = "The harbour master closed the northern pier on Friday because two of its wooden posts had given way.";
    assert_eq!(rules_of(text, text, &Config::default()), []);
    let mut config = Config::default();
    let file = ConfigFile::read("factdiff.toml", "[rule.copied-ratio]\nenabled = true").unwrap();
    file.apply(&mut config).unwrap();
    let found = rules_of(text, text, &config);
    assert_eq!(found, [("copied-ratio".to_owned(), Vec::new())]);
}

#[test]
fn a_misspelt_aspect_is_told_with_the_right_one() {
    let rule = RULE.replace("OF", "haeding");
    let problems = RuleSet::empty().read(&[("x-inconsistent.toml".to_owned(), rule)]).unwrap_err();
    let told = problems[0].to_string();
    assert!(told.contains("`haeding` cannot be held against itself"), "{told}");
    assert!(told.contains("did you mean `heading`?"), "{told}");
}

const RULE: &str = r#"
id = "x-inconsistent"
summary = "A heading and its body."
category = "inconsistency"
severity = "minor"
message = "{rewrite} is not {expected}"
[check.inconsistent]
of = "OF"
"#;
