//! `cargo bench --bench stages -- --readme`: measures anew what the README says of speed, and writes it there.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use factdiff::align::align;
use factdiff::compare::compare;
use factdiff::{Config, Pair, Source, check};

use super::{ARTICLES, english, read, varied};

/// Measurements of which the fastest counts: others use the machine too.
const TURNS: usize = 7;

/// Measures everything and puts it between the marks in README.md.
pub fn write() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once("<!-- speed -->").unwrap();
    let (_, after) = rest.split_once("<!-- /speed -->").unwrap();
    let block = format!("{}\n{}", stages(), shapes());
    println!("{block}");
    std::fs::write(path, format!("{before}<!-- speed -->\n{block}<!-- /speed -->{after}")).unwrap();
}

/// The fastest of some turns.
fn fastest(mut work: impl FnMut()) -> Duration {
    let turn = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..TURNS).map(turn).min().unwrap_or_default()
}

/// Article by article on one core, as `batch` works: each stage in megabytes a second, with its share of the whole.
fn stages() -> String {
    let texts: Vec<Pair<Source>> = ARTICLES.iter().map(|article| article.clone().map(english)).collect();
    let bytes: usize = texts.iter().map(|pair| pair.original.text.len() + pair.rewrite.text.len()).sum();
    let documents: Vec<_> = texts.iter().map(read).collect();
    let alignments: Vec<_> = documents.iter().map(align).collect();
    let config = Config::default();
    let alone = fastest(|| {
        for text in texts.iter().flat_map(|pair| [&pair.original.text, &pair.rewrite.text]) {
            _ = sentencex::get_sentence_boundaries("en", text).len();
        }
    });
    let reading = fastest(|| texts.iter().for_each(|pair| drop(read(pair))));
    let aligning = fastest(|| documents.iter().for_each(|pair| drop(align(pair))));
    let comparing =
        fastest(|| documents.iter().zip(&alignments).for_each(|(pair, links)| drop(compare(pair, links))));
    let whole = fastest(|| texts.iter().for_each(|pair| drop(check(pair, &config))));
    let rest = whole.saturating_sub(reading + aligning + comparing);
    let mut out = String::from("| stage | speed | share of the whole |\n|---|---|---|\n");
    for (name, time) in [
        ("read, segment, extract", reading),
        ("align", aligning),
        ("compare", comparing),
        ("language, judge, score, copied words", rest),
        ("whole check", whole),
        ("`sentencex` alone, for comparison", alone),
    ] {
        let speed = bytes as f64 / time.as_secs_f64().max(1e-9) / 1e6;
        let share = time.as_secs_f64() / whole.as_secs_f64() * 100.0;
        _ = writeln!(out, "| {name} | {speed:.1} MB/s | {share:.0} % |");
    }
    out
}

/// So many articles in one text on each side, with an empty line between.
fn joined(count: usize, article: impl Fn(usize) -> Pair<String>) -> Pair<String> {
    let mut texts = Pair::new(String::new(), String::new());
    for at in 0..count {
        let Pair { original, rewrite } = article(at);
        texts.original.push_str(&original);
        texts.rewrite.push_str(&rewrite);
        texts.original.push_str("\n\n");
        texts.rewrite.push_str("\n\n");
    }
    texts
}

fn different(at: usize) -> Pair<String> {
    let round = at / ARTICLES.len();
    ARTICLES[at % ARTICLES.len()].clone().map(|text| varied(&text, round))
}

/// A record of `batch` for two English texts.
fn record(texts: &Pair<String>) -> String {
    let record = serde_json::json!({
        "original": texts.original, "rewrite": texts.rewrite, "language_original": "en", "language_rewrite": "en",
    });
    format!("{record}\n")
}

/// Runs the program on one core; the time of the run, and the most memory it held, in megabytes, where the system tells.
fn run(args: &[&str], input: &str) -> (Duration, f64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_factdiff"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut most = 0.0_f64;
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let held = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
        most = held.map_or(most, |held| most.max(held / 1000.0));
        std::thread::sleep(Duration::from_micros(500));
    }
    (start.elapsed(), most)
}

fn batch(texts: &Pair<String>, turns: usize) -> (Duration, f64) {
    let input = record(texts);
    let all = (0..turns).map(|_| run(&["batch", "--jobs", "1", "-"], &input));
    all.fold((Duration::MAX, 0.0), |(time, most), (t, m)| (time.min(t), most.max(m)))
}

/// What longer texts cost beside one article, what a book takes, how soon the program starts.
fn shapes() -> String {
    let short = Pair::new("It rained on Monday.".to_owned(), "It rained on Monday.".to_owned());
    let start = batch(&short, TURNS).0;
    let many = 200;
    let records: String = (0..many).map(|at| record(&different(at))).collect();
    let all = fastest(|| _ = run(&["batch", "--jobs", "1", "-"], &records));
    let one = all.saturating_sub(start).as_secs_f64() / many as f64;
    let mut out = String::from("| text | time | times one article | memory |\n|---|---|---|---|\n");
    let mut row = |name: &str, texts: &Pair<String>, turns: usize| {
        let (time, most) = batch(texts, turns);
        let time = time.saturating_sub(start).as_secs_f64();
        _ = writeln!(out, "| {name} | {time:.2} s | {:.0} | {most:.0} MB |", time / one);
    };
    for (count, turns) in [(10, TURNS), (100, 3), (1000, 2)] {
        row(&format!("{count} different articles in one"), &joined(count, different), turns);
    }
    row("one article 1,000 times", &joined(1000, |_| different(0)), 2);
    let sentences = |count: usize| joined(count, different).original.matches(['.', '?', '!']).count();
    let book = 20_000 * 100 / sentences(100).max(1);
    row("two books of 20,000 sentences", &joined(book, different), 1);
    let rules = fastest(|| _ = run(&["rules"], ""));
    _ = writeln!(
        out,
        "\nThe program starts and lists its rules in {:.1} ms, and checks a pair of one sentence in {:.1} ms.",
        rules.as_secs_f64() * 1e3,
        start.as_secs_f64() * 1e3
    );
    out
}
