//! Every built-in rule does what its own examples say, and has enough of them.

use factdiff::rule::RuleSet;
use factdiff::rule::test::run;

use crate::corpus::none;

#[test]
fn every_example_of_every_rule_holds() {
    let rules = RuleSet::default();
    let mut failures = Vec::new();
    for rule in rules.iter() {
        for test in rule.tests().iter() {
            let outcome = run(rule, test, &rules);
            if !outcome.passed() {
                let (noisy, missing) = (&outcome.noisy, &outcome.missing);
                failures.push(format!("{}: {}: noisy {noisy:?}, missing {missing:?}", rule.id, test.name));
            }
        }
    }
    none(&failures);
}

#[test]
fn every_rule_has_examples_of_both_sorts() {
    let rules = RuleSet::default();
    let mut failures = Vec::new();
    for rule in rules.iter() {
        let marked = |text: &str| text.contains("{{");
        let tests = rule.tests();
        let flagged = tests.iter().filter(|test| marked(&test.original) || marked(&test.rewrite)).count();
        let silent = tests.len() - flagged;
        if tests.len() < 4 || flagged < 1 || silent < 1 {
            failures.push(format!("{}: {flagged} flagged and {silent} silent examples", rule.id));
        }
    }
    none(&failures);
}

#[test]
fn no_two_examples_of_a_rule_have_one_name() {
    let mut failures = Vec::new();
    for rule in RuleSet::default().iter() {
        let tests = rule.tests();
        for (i, test) in tests.iter().enumerate() {
            if tests[..i].iter().any(|earlier| earlier.name == test.name) {
                failures.push(format!("{}: {}", rule.id, test.name));
            }
        }
    }
    none(&failures);
}

#[test]
fn every_rule_is_named_after_its_kind_and_verb_or_its_only_cause() {
    for rule in RuleSet::default().iter() {
        let verb = rule.check.verb.as_str();
        let cause = match rule.check.causes[..] {
            [cause] => cause.as_str(),
            _ => verb,
        };
        let named = [verb, cause].iter().any(|word| rule.id.ends_with(&format!("-{word}")));
        assert!(named, "{} reports what is {verb}", rule.id);
    }
}
