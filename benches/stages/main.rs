//! Speed of each stage, over the article pairs of `tests/corpus`.
//!
//! `cargo bench` measures, `cargo bench --bench stages -- --readme` renews the README's figures; the bytes counted are those
//! of all texts a stage works on, so for a pair those of both sides.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a benchmark reads files and may fail")]
#![allow(missing_docs, reason = "a benchmark has no users")]

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use factdiff::align::align;
use factdiff::compare::compare;
use factdiff::rule::RuleSet;
use factdiff::rule::test::marks;
use factdiff::{Config, Document, Pair, ReadOptions, Source, check};

mod readme;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    if std::env::args().any(|argument| argument == "--readme") {
        readme::write();
    } else {
        divan::main();
    }
}

/// Sizes of each side, in bytes.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

/// Texts of a folder's files of one ending, by name.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut paths = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths.iter().map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())).collect()
}

/// The pairs of the corpus, without marks.
static ARTICLES: LazyLock<Vec<Pair<String>>> = LazyLock::new(|| {
    let side = |ending| files("tests/corpus", ending).into_iter().map(|(_, text)| marks(&text).unwrap().0);
    side("original.en.md").zip(side("rewrite.en.md")).map(|(a, b)| Pair::new(a, b)).collect()
});

/// The same article about other things: digits shifted, long and capitalised words with other letters.
fn varied(text: &str, round: usize) -> String {
    let turn = |c: char| -> char {
        for (letters, by) in [("aeiou", round % 5), ("lnrst", round / 5 % 5)] {
            if let Some(at) = letters.find(c) {
                return char::from(letters.as_bytes()[(at + by) % letters.len()]);
            }
        }
        c
    };
    let word = |word: &str| -> String {
        let name = word.chars().next().is_some_and(char::is_uppercase) && word.len() > 3;
        let other = name || word.len() > 7;
        let digit =
            |c: char| char::from_digit((c.to_digit(10).unwrap() - 1 + round as u32) % 9 + 1, 10).unwrap();
        word.chars()
            .map(|c| match c {
                '1'..='9' => digit(c),
                _ if other => turn(c),
                _ => c,
            })
            .collect()
    };
    text.split_inclusive(char::is_whitespace).map(word).collect()
}

/// A pair of long texts of different articles, each side of about `size` bytes.
fn pair(size: usize) -> Pair<Source> {
    let mut texts = Pair::new(String::new(), String::new());
    let mut round = 0;
    'full: loop {
        for article in ARTICLES.iter() {
            texts.original.push_str(&varied(&article.original, round));
            texts.original.push_str("\n\n");
            texts.rewrite.push_str(&varied(&article.rewrite, round));
            texts.rewrite.push_str("\n\n");
            if texts.original.len() >= size {
                break 'full;
            }
        }
        round += 1;
    }
    texts.map(english)
}

fn english(text: String) -> Source {
    Source { language: Some("en".to_owned()), ..Source::text(text) }
}

fn read(texts: &Pair<Source>) -> Pair<Document> {
    texts.as_ref().map(|source| Document::read(source, &ReadOptions::default()))
}

fn bytes(texts: &Pair<Source>) -> BytesCount {
    BytesCount::new(texts.original.text.len() + texts.rewrite.text.len())
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1, max_time = 10)]
fn sentences_by_sentencex_alone(bencher: Bencher, size: usize) {
    let texts = pair(size);
    bencher.counter(bytes(&texts)).bench_local(|| {
        texts.as_ref().map(|source| sentencex::get_sentence_boundaries("en", black_box(&source.text)).len())
    });
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1, max_time = 10)]
fn read_segment_extract(bencher: Bencher, size: usize) {
    let texts = pair(size);
    read(&texts);
    bencher.counter(bytes(&texts)).bench_local(|| read(black_box(&texts)));
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1, max_time = 10)]
fn align_sentences(bencher: Bencher, size: usize) {
    let texts = pair(size);
    let documents = read(&texts);
    bencher.counter(bytes(&texts)).bench_local(|| align(black_box(&documents)));
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1, max_time = 10)]
fn compare_facts(bencher: Bencher, size: usize) {
    let texts = pair(size);
    let documents = read(&texts);
    let alignment = align(&documents);
    bencher.counter(bytes(&texts)).bench_local(|| compare(black_box(&documents), black_box(&alignment)));
}

#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1, max_time = 10)]
fn whole_check(bencher: Bencher, size: usize) {
    let (texts, config) = (pair(size), Config::default());
    bencher.counter(bytes(&texts)).bench_local(|| check(black_box(&texts), &config));
}

/// What a batch does: article after article, on one core.
#[divan::bench(sample_count = 10, sample_size = 1, max_time = 10)]
fn whole_check_article_by_article(bencher: Bencher) {
    let config = Config::default();
    let all: Vec<Pair<Source>> = ARTICLES.iter().map(|article| article.clone().map(english)).collect();
    let bytes: usize = all.iter().map(|texts| texts.original.text.len() + texts.rewrite.text.len()).sum();
    _ = check(&all[0], &config);
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| all.iter().map(|texts| check(texts, &config).findings.len()).sum::<usize>());
}

/// Reading all built-in rules.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn load_rules(bencher: Bencher) {
    let files = files("rules", ".toml");
    bencher.bench_local(|| RuleSet::empty().read(black_box(&files)).unwrap());
}

/// The program as a whole on two short texts: starting, rules, language data, check.
#[divan::bench(sample_count = 30, sample_size = 1)]
fn start_up(bencher: Bencher) {
    let text = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/example/original.md");
    bencher.bench_local(|| Command::new(env!("CARGO_BIN_EXE_factdiff")).args([text, text]).output().unwrap());
}
