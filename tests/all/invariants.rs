//! What holds for every input, however broken.

use std::panic::catch_unwind;

use factdiff::report::json::{Detail, Record};
use factdiff::report::text::{Look, report as in_text};
use factdiff::report::{Report, Verdict, check};
use factdiff::{Config, Document, Pair, Side, Source, Span};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value as Json;

use crate::corpus::{english, none, originals};
use crate::rewrites::pairs;

/// Bytes of a text that is one piece again and again.
const REPEATED: usize = 1_000;

/// The same cases in every run.
const SEED: u64 = 20_261_122;

/// Cases of each property.
const CASES: u32 = 96;

/// What breaks readers of text: signs without partners, wide and joined characters, long runs, half of a markup.
const PIECES: [&str; 64] = [
    "The bridge cost 5 million euros. ",
    "\"",
    "“",
    "”",
    "‘",
    "’s ",
    "'",
    "«",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\0",
    "\u{7}",
    "\u{1b}[31m",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "\u{301}",
    "e\u{301}\u{323}",
    "👩‍👩‍👧",
    "🇳🇴",
    "你好。世界，十万元。",
    "３万円",
    "مرحبا ١٢٣ ",
    "שלום ",
    "हज़ार ",
    "9999999999999999999999999999999999999999",
    "1,2,3,4,5,6,7 ",
    "1.2.3.4 ",
    "-0 ",
    "0.0000000000000000000000001 ",
    "1e999 ",
    "$",
    "€€",
    "% ",
    " 100% ",
    "½ ",
    "-1/0 ",
    "31 February 2021 ",
    "2021-99-99 ",
    "25:61 ",
    "12 a.m. p.m. ",
    "not ",
    "n't ",
    "never no not ",
    "Dr. ",
    "J. K. ",
    "Mr Smith said ",
    "IBM’s ",
    "https://",
    "http://[::1",
    "[a](b",
    "](",
    "```",
    "# ",
    "- ",
    "1. ",
    "|a|b|\n|-|-|\n",
    "---\n",
    "...",
    "?!?! ",
    "million billion crore ",
    "(((",
];

fn debris() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
        1 => "(?s).{0,12}",
        1 => "[A-Z][a-z]{1,8} ",
        1 => "[0-9]{1,12}[,. ]",
        1 => (proptest::sample::select(&PIECES[..]), 2..30usize).prop_map(|(piece, times)| piece.repeat(times)),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![1 => "(?s).{0,300}", 4 => debris()]
}

/// One wound to a text: cut, repeat, put something in.
#[derive(Clone, Debug)]
enum Wound {
    Cut(usize, usize),
    Repeat(usize, usize),
    Insert(usize, String),
    End(usize),
}

fn wound() -> impl Strategy<Value = Wound> {
    prop_oneof![
        (any::<usize>(), 1..80usize).prop_map(|(at, length)| Wound::Cut(at, length)),
        (any::<usize>(), 1..200usize).prop_map(|(at, length)| Wound::Repeat(at, length)),
        (any::<usize>(), proptest::sample::select(&PIECES[..]))
            .prop_map(|(at, piece)| Wound::Insert(at, piece.to_owned())),
        any::<usize>().prop_map(Wound::End),
    ]
}

/// By characters, so that the text stays a text.
fn wounded(text: &str, wounds: &[Wound]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for wound in wounds {
        let length = characters.len();
        let range = |at: usize, count: usize| {
            let start = at % (length + 1);
            start..(start + count).min(length)
        };
        match wound {
            Wound::Cut(at, count) => drop(characters.drain(range(*at, *count))),
            Wound::Repeat(at, count) => {
                let copy = characters[range(*at, *count)].to_vec();
                characters.splice(range(*at, 0), copy);
            }
            Wound::Insert(at, piece) => drop(characters.splice(range(*at, 0), piece.chars())),
            Wound::End(at) => characters.truncate(length / 2 + at % (length / 2 + 1)),
        }
    }
    characters.into_iter().collect()
}

/// A text of the corpus, and the same after some wounds.
fn wounded_pair() -> impl Strategy<Value = Pair<String>> {
    let texts: Vec<String> = originals().into_iter().map(|(_, text)| text).collect();
    let wounds = || proptest::collection::vec(wound(), 0..8);
    (proptest::sample::select(texts), wounds(), wounds()).prop_map(|(text, first, second)| {
        Pair::new(wounded(&text, &first[..first.len() / 3]), wounded(&text, &second))
    })
}

/// An article and a free rewrite, its own or another's, after some wounds.
fn wounded_rewrite() -> impl Strategy<Value = Pair<String>> {
    let wounds = || proptest::collection::vec(wound(), 0..8);
    let pair = || proptest::sample::select(pairs());
    (pair(), pair(), 0..4u8, wounds(), wounds()).prop_map(|(own, other, mixed, first, second)| {
        let half = other.rewrite.floor_char_boundary(other.rewrite.len() / 2);
        let rewrite = match mixed {
            0 => format!("{}\n\n{}", own.rewrite, &other.rewrite[half..]),
            _ => own.rewrite,
        };
        Pair::new(wounded(&own.original, &first), wounded(&rewrite, &second))
    })
}

fn checked(texts: &Pair<String>) -> Report {
    check(&texts.as_ref().map(|text| english(text.as_str())), &Config::default())
}

fn json(report: &Report) -> String {
    serde_json::to_string(&Record::new(report, Json::Null, None, Detail { links: true, why: true }))
        .expect("a record is plain data")
}

fn lies_in(span: Span, text: &str) -> bool {
    span.start <= span.end
        && text.is_char_boundary(span.start)
        && text.is_char_boundary(span.end)
        && span.end <= text.len()
}

fn sound_document(document: &Document) -> Result<(), TestCaseError> {
    let text = &document.text;
    let mut end = 0;
    let mut tokens = 0;
    for segment in &document.segments {
        prop_assert!(lies_in(segment.span, text), "segment {:?}", segment.span);
        prop_assert!(segment.span.start >= end, "segment {:?} begins before {end}", segment.span);
        prop_assert!(!segment.span.is_empty(), "an empty segment at {}", segment.span.start);
        prop_assert_eq!(segment.tokens.start, tokens, "the tokens of segment {:?}", segment.span);
        (end, tokens) = (segment.span.end, segment.tokens.end);
        let mut token_end = segment.span.start;
        for token in &document.tokens[segment.tokens.clone()] {
            prop_assert!(
                lies_in(token.span, text) && segment.span.contains(token.span),
                "token {:?} of {:?}",
                token.span,
                segment.span
            );
            prop_assert!(
                token.span.start >= token_end && !token.span.is_empty(),
                "token {:?} behind {token_end}",
                token.span
            );
            token_end = token.span.end;
        }
    }
    prop_assert_eq!(tokens, document.tokens.len(), "tokens without a segment");
    for fact in &document.facts {
        prop_assert!(lies_in(fact.span, text) && !fact.span.is_empty(), "{:?} at {:?}", fact.kind, fact.span);
        let segment = document.segments.get(fact.segment);
        prop_assert!(
            segment.is_some_and(|s| s.span.start <= fact.span.start && fact.span.start < s.span.end),
            "{:?}",
            fact
        );
        prop_assert!(fact.tokens.0 < fact.tokens.1 && fact.tokens.1 <= document.tokens.len(), "{:?}", fact);
        prop_assert!(!fact.readings.is_empty(), "{:?}", fact);
        prop_assert!(fact.conversion.is_none_or(|other| other < document.facts.len()), "{:?}", fact);
    }
    prop_assert!(document.facts.is_sorted_by_key(|fact| fact.span.start), "facts out of order");
    Ok(())
}

/// Each segment of each side is in exactly one link.
fn sound_links(report: &Report) -> Result<(), TestCaseError> {
    for side in Side::BOTH {
        let mut linked: Vec<usize> =
            report.alignment.links.iter().flat_map(|link| link.segments[side].iter().copied()).collect();
        prop_assert!(
            report.alignment.links.iter().all(|link| link.segments[side].is_sorted()),
            "a link out of order"
        );
        linked.sort_unstable();
        let all: Vec<usize> = (0..report.documents[side].segments.len()).collect();
        prop_assert_eq!(linked, all, "links of the {:?}", side);
    }
    let scores = report.alignment.links.iter().map(|link| (link.score, link.is_full()));
    for (score, full) in scores {
        prop_assert!((0.0..=1.0001).contains(&score) && (full || score == 0.0), "a score of {score}");
    }
    Ok(())
}

fn sound_findings(report: &Report) -> Result<(), TestCaseError> {
    for finding in &report.findings {
        for side in Side::BOTH {
            let place = finding.places[side];
            prop_assert!(
                lies_in(place.span(), &report.documents[side].text),
                "{} at {:?}",
                finding.rule,
                place
            );
            prop_assert!(place.here().is_none_or(|span| !span.is_empty()), "{} at {:?}", finding.rule, place);
        }
        let somewhere = Side::BOTH.into_iter().any(|side| finding.places[side].here().is_some());
        prop_assert!(somewhere, "{} stands nowhere", finding.rule);
        prop_assert!(
            !finding.message.is_empty() && finding.difference.is_none_or(f64::is_finite),
            "{:?}",
            finding
        );
    }
    prop_assert!(
        report.verdict == Verdict::Rewrite || report.findings.is_empty(),
        "{:?} with findings",
        report.verdict
    );
    for side in Side::BOTH {
        prop_assert!((0.0..=1.0).contains(&report.coverage[side]), "coverage {:?}", report.coverage);
        prop_assert!((0.0..=1.0).contains(&report.boilerplate[side]), "boilerplate {:?}", report.boilerplate);
    }
    prop_assert!((0.0..=100.0).contains(&report.score.quality), "quality {}", report.score.quality);
    Ok(())
}

/// Characters `start..end` of a text.
fn characters(text: &str, place: &Json) -> Option<String> {
    let offset = |key: &str| usize::try_from(place[key].as_u64()?).ok();
    let (start, end) = (offset("start")?, offset("end")?);
    (start <= end && end <= text.chars().count())
        .then(|| text.chars().skip(start).take(end - start).collect())
}

fn sound_json(report: &Report) -> Result<(), TestCaseError> {
    let record: Json = serde_json::from_str(&json(report)).expect("it was written as JSON");
    let list = |json: &Json| json.as_array().cloned().unwrap_or_default();
    prop_assert_eq!(list(&record["findings"]).len(), report.findings.len());
    for (side, name) in Side::BOTH.into_iter().zip(["original", "rewrite"]) {
        let text = &report.documents[side].text;
        for (finding, of) in list(&record["findings"]).iter().zip(&report.findings) {
            let place = &finding[name];
            if let Some(at) = place.get("at") {
                let words = characters(text, at);
                prop_assert_eq!(words.as_deref(), Some(of.places[side].span().of(text)), "{}", place);
            } else {
                let words = characters(text, place);
                prop_assert_eq!(words.as_deref(), place["text"].as_str(), "{}", place);
                let before: String = text
                    .chars()
                    .take(usize::try_from(place["start"].as_u64().unwrap_or(0)).unwrap_or(0))
                    .collect();
                prop_assert_eq!(
                    place["line"].as_u64(),
                    Some(before.matches('\n').count() as u64 + 1),
                    "{}",
                    place
                );
            }
        }
        for (segment, of) in list(&record["segments"][name]).iter().zip(&report.documents[side].segments) {
            let words = characters(text, segment);
            prop_assert_eq!(words.as_deref(), Some(of.span.of(text)), "{}", segment);
        }
    }
    Ok(())
}

/// All that must hold of a pair of texts.
fn sound(texts: &Pair<String>) -> Result<(), TestCaseError> {
    let report = checked(texts);
    for side in Side::BOTH {
        prop_assert_eq!(&report.documents[side].text, &texts[side], "the text was changed");
        sound_document(&report.documents[side])?;
    }
    sound_links(&report)?;
    sound_findings(&report)?;
    sound_json(&report)?;
    prop_assert_eq!(json(&report), json(&checked(texts)), "another report the second time");
    let shown = in_text(&report, Look { colour: false, width: 80 });
    prop_assert!(
        !shown.contains(['\u{1b}', '\0', '\u{7}', '\u{202e}']),
        "a control character reaches the terminal: {shown:?}"
    );
    Ok(())
}

fn clean(text: &str) -> Result<(), TestCaseError> {
    let report = checked(&Pair::new(text.to_owned(), text.to_owned()));
    let found: Vec<&str> = report.findings.iter().map(|finding| finding.message.as_str()).collect();
    prop_assert!(found.is_empty(), "against itself: {found:?}");
    prop_assert!(report.verdict != Verdict::Unrelated, "unrelated to itself: {:?}", report.coverage);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, rng_seed: RngSeed::Fixed(SEED), ..ProptestConfig::default() })]

    #[test]
    fn any_two_texts_are_checked_soundly(original in any_text(), rewrite in any_text()) {
        sound(&Pair::new(original, rewrite))?;
    }

    #[test]
    fn wounded_articles_are_checked_soundly(pair in wounded_pair()) {
        sound(&pair)?;
    }

    #[test]
    fn wounded_rewrites_are_checked_soundly(pair in wounded_rewrite()) {
        sound(&pair)?;
    }

    #[test]
    fn any_text_is_clean_against_itself(text in any_text()) {
        clean(&text)?;
    }

    #[test]
    fn a_wounded_article_is_clean_against_itself(pair in wounded_pair()) {
        clean(&pair.rewrite)?;
    }

    #[test]
    fn segments_given_by_the_caller_stand_as_they_are(texts in proptest::collection::vec(any_text(), 1..6)) {
        let source = || Source { language: Some("en".to_owned()), ..Source::segments(&texts) };
        let report = check(&Pair::new(source(), source()), &Config::default());
        for side in Side::BOTH {
            prop_assert_eq!(report.documents[side].segments.len(), texts.len());
        }
        sound_links(&report)?;
    }
}

#[test]
fn hostile_repetition_is_survived() {
    let mut failures = Vec::new();
    for piece in PIECES {
        let text = piece.repeat(REPEATED / piece.len());
        for pair in [
            Pair::new(text.clone(), text.clone()),
            Pair::new(text.clone(), text.chars().rev().skip(20).collect()),
        ] {
            match catch_unwind(|| sound(&pair)) {
                Ok(Ok(())) => {}
                Ok(Err(error)) => failures.push(format!("{piece:?} again and again: {error}")),
                Err(_) => failures.push(format!("{piece:?} again and again: a panic")),
            }
        }
    }
    none(&failures);
}

/// Small cost for a small text; the clock stands for the steps that nobody counts.
#[test]
fn a_long_row_of_figures_is_checked_in_time() {
    const SECONDS: u64 = 3;
    let mut failures = Vec::new();
    for piece in ["-1/0 ", "25:61 ", "½ ", "\u{1b}[31m"] {
        let (send, receive) = std::sync::mpsc::channel();
        let text = piece.repeat(4_000 / piece.len());
        std::thread::spawn(move || send.send(checked(&Pair::new(text.clone(), text)).findings.len()));
        if receive.recv_timeout(std::time::Duration::from_secs(SECONDS)).is_err() {
            failures.push(format!("4,000 bytes of {piece:?} take more than {SECONDS} s"));
        }
    }
    none(&failures);
}

/// Small inputs that once broke something.
#[test]
fn what_broke_once_is_sound() {
    let small = "1.0.0000000000000000000000001 0.0000000000000000000000001 The bridge cost 5 million euros. ";
    let mut failures = Vec::new();
    for text in ["@{:", small] {
        match catch_unwind(|| sound(&Pair::new(text.to_owned(), text.to_owned()))) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => failures.push(format!("{text:?}: {error}")),
            Err(_) => failures.push(format!("{text:?}: a panic")),
        }
    }
    none(&failures);
}
