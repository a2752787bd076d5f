//! Several originals for one rewrite: what any of them says is supported, what a later version changed is stale.

use factdiff::report::check_several;
use factdiff::{Config, Report, Source};

const WIRE: &str = "A goods train left the rails near Ostry on Tuesday. The driver was treated for a broken arm. \
                    The line will stay shut until Friday, the railway said.";
const LOCAL: &str = "The train that derailed near Ostry carried 40 wagons of gravel. Residents of three streets left \
                     their homes. The mayor, Jana Kolar, opened the school gym to them.";

fn check(originals: &[&str], rewrite: &str) -> Report {
    let originals: Vec<Source> = originals.iter().map(|text| Source::text(*text)).collect();
    check_several(&originals, &Source::text(rewrite), &Config::default())
}

fn told(report: &Report) -> Vec<(&str, usize, &str)> {
    let rewrite = &report.documents.rewrite.text;
    let place = |finding: &factdiff::Finding| finding.places.rewrite.span();
    report.findings.iter().map(|f| (f.rule.as_str(), f.document, place(f).of(rewrite))).collect()
}

#[test]
fn what_any_original_says_is_supported_and_what_one_leaves_out_is_not_told() {
    let rewrite = "Near Ostry a goods train left the rails on Tuesday. The train carried 40 wagons of gravel. \
                   The mayor, Jana Kolar, opened the gym of the school to residents of three streets. The driver \
                   was treated for a broken arm.";
    let report = check(&[WIRE, LOCAL], rewrite);
    assert_eq!(told(&report), []);
    assert!(!check(&[WIRE], rewrite).findings.is_empty());
}

#[test]
fn what_no_original_says_is_told_once_against_the_nearest() {
    let rewrite = "Near Ostry a goods train left the rails on Tuesday. The train that derailed near Ostry \
                   carried 60 wagons of gravel. The driver was treated for a broken arm.";
    let report = check(&[WIRE, LOCAL], rewrite);
    assert_eq!(told(&report), [("number-altered", 1, "60")]);
    let original = &report.others[0].0.text;
    assert_eq!(report.findings[0].places.original.span().of(original), "40");
}

#[test]
fn what_each_original_loses_is_told_on_request() {
    let config = Config { each_original: true, ..Config::default() };
    let originals = [WIRE, LOCAL].map(Source::text);
    let report = check_several(&originals, &Source::text(WIRE), &config);
    assert!(!report.findings.is_empty());
    assert!(report.findings.iter().all(|finding| finding.document == 1), "{:?}", told(&report));
}

#[test]
fn a_figure_that_the_update_changed_is_stale() {
    let earlier = format!("{WIRE} Two people were hurt in the crash.");
    let later = format!("{WIRE} Seven people were hurt in the crash.");
    let originals = [Source::text(&earlier), Source { supersedes: Some(0), ..Source::text(&later) }];
    let check = |rewrite: &str| check_several(&originals, &Source::text(rewrite), &Config::default());
    assert_eq!(told(&check(&later)), []);
    assert_eq!(told(&check(&earlier)), [("stale-altered", 1, "Two")]);
    let neither = check(&later.replace("Seven", "Eight"));
    assert_eq!(told(&neither), [("number-altered", 1, "Eight")]);
}

#[test]
fn originals_in_a_language_without_data_leave_the_rewrite_unchecked() {
    let french = Source { language: Some("fr".to_owned()), ..Source::text(WIRE) };
    let report = check_several(&[Source::text(WIRE), french], &Source::text(WIRE), &Config::default());
    assert_eq!(report.verdict, factdiff::report::Verdict::Unchecked);
}

#[test]
fn a_text_beside_itself_and_another_is_silent() {
    for originals in [[WIRE, LOCAL], [LOCAL, WIRE]] {
        let report = check(&originals, WIRE);
        assert_eq!(told(&report), []);
        assert!((report.score.quality - 100.0).abs() < 1e-9, "{}", report.score.quality);
    }
}
