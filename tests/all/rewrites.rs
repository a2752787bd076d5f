//! Rewrites, plain and free: how loud the rules are on faithful ones, and how many faults put into them are found. Figures, not
//! verdicts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use factdiff::{Confidence, Config, Pair, Report, Severity, Source, check};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Article {
    id: String,
    language: String,
    #[serde(rename = "topic")]
    _topic: String,
    original: String,
    rewrite: String,
    fault: Vec<Fault>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    kind: String,
    from: String,
    to: String,
    what: String,
}

#[allow(clippy::disallowed_methods, reason = "the articles lie on the disk")]
fn articles(set: &str) -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rewrites").join(set);
    let entries = std::fs::read_dir(&folder).expect("the set is there").filter_map(Result::ok);
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let text =
            std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    paths.iter().map(read).collect()
}

/// English articles with their rewrites.
pub fn pairs() -> Vec<Pair<String>> {
    articles("en").into_iter().map(|article| Pair::new(article.original, article.rewrite)).collect()
}

fn report(article: &Article, rewrite: &str) -> Report {
    let source = |text: &str| Source {
        language: Some(article.language.clone()),
        ..Source::text(text.trim_matches('\n').to_owned())
    };
    check(&Pair::new(source(&article.original), source(rewrite)), &Config::default())
}

/// What the default gate looks at.
fn loud(report: &Report) -> BTreeSet<(String, String)> {
    let loud = report.findings.iter().filter(|finding| finding.confidence > Confidence::Low);
    loud.map(|finding| (finding.rule.to_string(), finding.message.clone())).collect()
}

/// Reworded as it is usual, and told in other words throughout.
const SETS: [&str; 11] = [
    "en-plain",
    "en-plain-2",
    "de-plain",
    "de-plain-2",
    "es-plain",
    "es-plain-2",
    "en",
    "en-2",
    "en-3",
    "de",
    "es",
];

#[test]
fn figures_of_rewrites() {
    let mut figures = String::from("set         articles  loud  blocked  found of faults\n");
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for set in SETS {
        let (mut alarms, mut missed) = (String::new(), String::new());
        let (mut count, mut blocked, mut found, mut faults) = (0, 0, 0, 0);
        let articles = articles(set);
        for article in &articles {
            let faithful = report(article, &article.rewrite);
            let known = loud(&faithful);
            count += known.len();
            blocked += usize::from(
                faithful
                    .findings
                    .iter()
                    .any(|f| f.confidence > Confidence::Low && f.severity >= Severity::Major),
            );
            for (rule, message) in &known {
                _ = writeln!(alarms, "{} {rule}: {message}", article.id);
            }
            for fault in &article.fault {
                assert_eq!(article.rewrite.matches(&fault.from).count(), 1, "{}: {}", article.id, fault.from);
                let faulty = report(article, &article.rewrite.replace(&fault.from, &fault.to));
                let new = loud(&faulty).difference(&known).count() > 0;
                faults += 1;
                found += usize::from(new);
                let of_kind = kinds.entry(fault.kind.clone()).or_default();
                of_kind.0 += usize::from(new);
                of_kind.1 += 1;
                if !new {
                    _ = writeln!(missed, "{} {}: {} ({})", article.id, fault.kind, fault.to, fault.what);
                }
            }
        }
        _ = writeln!(figures, "{set:12}{:8}{count:6}{blocked:9}{found:7} of {faults}", articles.len());
        if !set.ends_with(|c: char| c.is_ascii_digit()) {
            snapshot(&format!("{set}-alarms"), &alarms);
            snapshot(&format!("{set}-missed"), &missed);
        }
    }
    figures.push_str("\nfound by kind\n");
    for (kind, (found, all)) in kinds {
        _ = writeln!(figures, "{kind:12}{found:4} of {all}");
    }
    snapshot("figures", &figures);
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/rewrites"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
