//! The corpus of article pairs: what is marked is found, and nothing else.

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use factdiff::report::Verdict;
use factdiff::rule::test::{compare, marks};
use factdiff::{Config, Finding, Pair, Place, Report, Side, Source, Span, check};

/// A pair of the corpus, each side with its marks taken out.
pub struct Situation {
    pub name: String,
    /// ISO 639-1, from the names of the files.
    pub language: String,
    pub marked: Pair<(String, Vec<Span>)>,
}

#[allow(clippy::disallowed_methods, reason = "the corpus lies on the disk")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every pair of the corpus, by name.
pub fn situations() -> Vec<Situation> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let entries = std::fs::read_dir(folder).expect("the corpus is there").filter_map(Result::ok);
    let mut folders: Vec<_> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    let situation = |folder: &std::path::PathBuf| {
        let language = language_of(folder);
        let side = |side: &str| {
            let path = folder.join(format!("{side}.{language}.md"));
            marks(&read(&path)).unwrap_or_else(|(what, at)| panic!("{}: {what} at byte {at}", path.display()))
        };
        Situation {
            name: folder.file_name().expect("a folder has a name").to_string_lossy().into_owned(),
            marked: Pair::new(side("original"), side("rewrite")),
            language,
        }
    };
    folders.iter().map(situation).collect()
}

/// The language in the name of a folder's `original.<code>.md`.
fn language_of(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).expect("a situation is a folder").filter_map(Result::ok);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let original = names
        .into_iter()
        .find(|name| name.starts_with("original."))
        .expect("every situation has an original");
    original.split('.').nth(1).unwrap_or_default().to_owned()
}

/// The English originals of the corpus without marks, by name.
pub fn originals() -> Vec<(String, String)> {
    situations().into_iter().filter(|s| s.language == "en").map(|s| (s.name, s.marked.original.0)).collect()
}

/// A text in English.
pub fn english(text: impl Into<String>) -> Source {
    Source { language: Some("en".to_owned()), ..Source::text(text) }
}

/// A text in a language.
fn source(text: &str, language: &str) -> Source {
    Source { language: Some(language.to_owned()), ..Source::text(text) }
}

fn report(situation: &Situation) -> Report {
    let texts = situation.marked.as_ref().map(|(text, _)| source(text, &situation.language));
    check(&texts, &Config::default())
}

fn place(report: &Report, side: Side, place: Place) -> String {
    match place {
        Place::Here(span) => format!("{:?}", span.of(&report.documents[side].text)),
        Place::At(span) => format!("nothing in {:?}", span.of(&report.documents[side].text)),
    }
}

/// Every finding on five lines.
fn listed(report: &Report) -> String {
    let mut out = format!("verdict: {:?}, gate: {:?}\n", report.verdict, report.gate);
    for finding in &report.findings {
        let causes: Vec<&str> = finding.causes.iter().map(|cause| cause.as_str()).collect();
        let (severity, confidence) = (finding.severity.as_str(), finding.confidence.as_str());
        let _ = writeln!(out, "\n{}: {severity}, confidence {confidence}", finding.rule);
        let _ = writeln!(out, "  {} ({})", finding.relation.as_str(), causes.join(", "));
        for (side, name) in Side::BOTH.into_iter().zip(["original", "rewrite"]) {
            let _ = writeln!(out, "  {name}: {}", place(report, side, finding.places[side]));
        }
    }
    out
}

/// Fails with all that went wrong.
pub fn none(failures: &[String]) {
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_mark_is_found_and_nothing_else() {
    let mut failures = Vec::new();
    for situation in situations() {
        let report = report(&situation);
        let found =
            report.findings.iter().flat_map(Finding::all_places).map(|places| places.map(Place::here));
        let (noisy, missing) = compare(&situation.marked, found);
        let name = &situation.name;
        failures.extend(noisy.iter().map(|(side, text)| format!("{name}: noisy in the {side:?}: {text:?}")));
        failures
            .extend(missing.iter().map(|(side, text)| format!("{name}: missing in the {side:?}: {text:?}")));
        if report.verdict != Verdict::Rewrite {
            failures.push(format!("{name}: taken for {:?} ({:?})", report.verdict, report.reason));
        }
    }
    none(&failures);
}

#[test]
fn a_fair_pair_passes_and_a_faulty_one_does_not() {
    let mut failures = Vec::new();
    for situation in situations() {
        let fair = situation.marked.original.1.is_empty() && situation.marked.rewrite.1.is_empty();
        let gate = report(&situation).gate;
        if fair != (gate == factdiff::report::Gate::Pass) {
            failures.push(format!("{}: {gate:?}", situation.name));
        }
    }
    none(&failures);
}

#[test]
fn every_text_against_itself_is_clean() {
    let mut failures = Vec::new();
    for situation in situations() {
        for side in Side::BOTH {
            let text = &situation.marked[side].0;
            let text = || source(text, &situation.language);
            let report = check(&Pair::new(text(), text()), &Config::default());
            if !report.findings.is_empty() || report.verdict != Verdict::Rewrite {
                failures.push(format!("{} ({side:?}): {}", situation.name, listed(&report)));
            }
        }
    }
    none(&failures);
}

#[test]
fn what_is_reported_of_each_pair() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/corpus"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut failures = Vec::new();
    settings.bind(|| {
        for situation in situations() {
            let report = report(&situation);
            let same = || insta::assert_snapshot!(situation.name.as_str(), listed(&report));
            if catch_unwind(AssertUnwindSafe(same)).is_err() {
                failures.push(format!("{}: another snapshot, or none yet", situation.name));
            }
        }
    });
    none(&failures);
}

const GERMAN: &str = "\
Das Schwimmbad in Hohenlinde bleibt länger geschlossen als geplant. Bei der Prüfung des Daches haben Fachleute Risse \
in drei Trägern gefunden, wie die Stadt am Dienstag mitteilte. Die Reparatur soll rund 1,4 Millionen Euro kosten und \
bis zum Frühjahr dauern.

Bürgermeisterin Anke Feldhusen sagte, die Sicherheit der Kinder gehe vor. „Niemand soll unter einem Dach schwimmen, \
dem wir nicht trauen“, sagte sie vor dem Gemeinderat. Der Schwimmverein, der 340 Mitglieder hat, weicht in das \
Nachbardorf aus. Sein Vorsitzender hatte schon im vergangenen Jahr auf feuchte Stellen an der Decke hingewiesen.

Das Bad wurde 1974 gebaut und zuletzt 1998 renoviert. Einen Neubau kann sich die Stadt nach eigenen Angaben nicht \
leisten. Eintrittskarten bleiben gültig, und wer möchte, bekommt sein Geld zurück.";

#[test]
fn a_german_rewrite_of_an_english_original_is_unchecked() {
    let (_, english) = originals().remove(0);
    let report = check(&Pair::new(Source::text(english), Source::text(GERMAN)), &Config::default());
    assert_eq!((report.verdict, report.reason), (Verdict::Unchecked, Some("two-languages")));
    assert!(report.findings.is_empty());
    assert_ne!(report.gate, factdiff::report::Gate::Pass);
}

#[test]
fn a_german_text_against_itself_is_clean_without_a_word_about_its_language() {
    let report = check(&Pair::new(Source::text(GERMAN), Source::text(GERMAN)), &Config::default());
    assert_eq!((report.verdict, report.gate), (Verdict::Rewrite, factdiff::report::Gate::Pass));
    assert!(report.findings.is_empty());
}

#[test]
fn a_language_that_nobody_has_written_a_file_for_is_unchecked() {
    let french = "Le pont de la vieille ville sera fermé pendant deux ans, a annoncé la mairie mardi dans un communiqué. \
                  Les travaux doivent commencer au printemps et coûteront environ 4 millions d'euros, selon le maire. \
                  Les habitants du quartier demandent depuis longtemps que la route soit réparée.";
    let report = check(&Pair::new(Source::text(french), Source::text(french)), &Config::default());
    assert_eq!(report.verdict, Verdict::Unchecked);
    assert_ne!(report.gate, factdiff::report::Gate::Pass);
}
