//! A fault in several places: one finding, what it shows, what it takes from the quality.

use std::io::Write as _;

use factdiff::{Config, Pair, Report, Source, check};

use crate::cli::{folder, run};

fn report(original: &str, rewrite: &str, config: &Config) -> Report {
    check(&Pair::new(Source::text(original), Source::text(rewrite)), config)
}

/// Findings of a rule, by how many places each has.
fn places(report: &Report, rule: &str) -> Vec<usize> {
    let findings = report.findings.iter().filter(|finding| finding.rule == rule);
    findings.map(|finding| finding.all_places().count()).collect()
}

const MILL: &str = "The mill at Sorrel made six million planks in May. Its owner called the six million planks a record. The town \
                    had never seen six million planks before. A museum will be built beside the river.";

#[test]
fn a_fault_that_comes_again_is_one_finding() {
    let found = report(MILL, &MILL.replace("six", "five"), &Config::default());
    assert_eq!(places(&found, "number-altered"), [3]);
}

/// The rewrite that has the fault more often is the worse one.
#[test]
fn each_further_place_lowers_the_quality() {
    let quality = |count| {
        let found = report(MILL, &MILL.replacen("six", "five", count), &Config::default());
        assert_eq!(found.findings.len(), 1, "{:?}", found.findings);
        found.score.quality
    };
    let (two, three) = (quality(2), quality(3));
    assert!(three < two, "{three} {two}");
}

#[test]
fn two_things_that_cost_the_same_are_two_facts() {
    let original = "The school cost $5 million. A choir sang at noon. The bridge cost $5 million. The mayor thanked the \
                    builders for their work.";
    let rewrite = original.replace("$5", "$6");
    assert_eq!(places(&report(original, &rewrite, &Config::default()), "money-altered"), [1, 1]);
    let original = "The council in Sorrel will pay $5 million for the school. A choir sang at noon. The school got $5 million \
                    from the council. The mayor thanked the builders for their work.";
    let rewrite = original.replace("$5", "$6");
    assert_eq!(places(&report(original, &rewrite, &Config::default()), "money-altered"), [2]);
}

#[test]
fn ranges_of_two_things_are_two_facts() {
    let original = "The shelter takes 20 to 30 dogs. A choir sang at noon. The shelter takes 20 to 30 cats. The mayor thanked \
                    the builders for their work.";
    let rewrite = original.replace("30", "40");
    let found = report(original, &rewrite, &Config::default());
    let all: Vec<usize> = found.findings.iter().map(|finding| finding.all_places().count()).collect();
    assert_eq!(all, [1, 1], "{:?}", found.findings);
}

#[test]
fn further_places_are_shown_and_those_left_out_are_counted() {
    let mut original = Vec::new();
    for what in ["made", "sold", "lost", "burnt", "bought", "painted"] {
        writeln!(original, "In the spring the mill {what} six million planks near the river.\n").unwrap();
    }
    let rewrite = String::from_utf8(original.clone()).unwrap().replace("six", "five");
    let folder = folder([("a.txt", &original[..]), ("b.txt", rewrite.as_bytes())]);
    let shown = run(folder.path(), &["check", "a.txt", "b.txt"], b"").stdout;
    assert_eq!(shown.matches("the same again").count(), 6, "{shown}");
    assert!(shown.contains("and 2 more; `--format json` lists them all"), "{shown}");
}
