//! Fair rewrites: the facts stay, their clothes change.

use super::{Edit, MONTHS, Random, amount, apply, find, grouped, outside, paragraphs, people, span};

/// What a fair rewrite does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fair {
    NumberWords,
    Grouping,
    PercentSign,
    ScaleWords,
    QuoteMarks,
    Surname,
    DateFormat,
    Clock,
    ParagraphOrder,
    SplitOrMerge,
    Contraction,
    FunctionWords,
    UnitConversion,
    Spelling,
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// British, American.
const SPELLINGS: [(&str, &str); 22] = [
    ("harbour", "harbor"),
    ("neighbour", "neighbor"),
    ("neighbours", "neighbors"),
    ("colour", "color"),
    ("favour", "favor"),
    ("labour", "labor"),
    ("honour", "honor"),
    ("rumour", "rumor"),
    ("centre", "center"),
    ("metres", "meters"),
    ("kilometres", "kilometers"),
    ("litres", "liters"),
    ("theatre", "theater"),
    ("organised", "organized"),
    ("apologised", "apologized"),
    ("defence", "defense"),
    ("travelled", "traveled"),
    ("cancelled", "canceled"),
    ("programme", "program"),
    ("grey", "gray"),
    ("tonnes", "metric tons"),
    ("recognise", "recognize"),
];

const SYNONYMS: [(&str, &str); 15] = [
    (r"\b(although)\b", "though"),
    (r"\b(because)\b [^o]", "since"),
    (r"\b(until)\b", "till"),
    (r"\b(about) \d", "around"),
    (r"\b([Ss]ome) \d", "about"),
    (r"\b([Aa]bout) \d", "roughly"),
    (r"\b(more than) \d", "over"),
    (r"\b(More than) \d", "Over"),
    (r"\b(near) [A-Z]", "close to"),
    (r"\b(began)\b", "started"),
    (r"\b(almost) (?:half|\d)", "nearly"),
    (r"\b(so far)\b", "to date"),
    (r"said (on) [A-Z][a-z]+day", ""),
    (r"\b(several)\b", "a number of"),
    (r"\b(every day)\b", "each day"),
];

const CONTRACTIONS: [(&str, &str); 16] = [
    ("did not", "didn't"),
    ("does not", "doesn't"),
    ("do not", "don't"),
    ("is not", "isn't"),
    ("are not", "aren't"),
    ("was not", "wasn't"),
    ("were not", "weren't"),
    ("has not", "hasn't"),
    ("have not", "haven't"),
    ("had not", "hadn't"),
    ("will not", "won't"),
    ("would not", "wouldn't"),
    ("could not", "couldn't"),
    ("cannot", "can't"),
    ("can not", "can't"),
    ("should not", "shouldn't"),
];

impl Fair {
    pub const ALL: [Fair; 14] = [
        Fair::NumberWords,
        Fair::Grouping,
        Fair::PercentSign,
        Fair::ScaleWords,
        Fair::QuoteMarks,
        Fair::Surname,
        Fair::DateFormat,
        Fair::Clock,
        Fair::ParagraphOrder,
        Fair::SplitOrMerge,
        Fair::Contraction,
        Fair::FunctionWords,
        Fair::UnitConversion,
        Fair::Spelling,
    ];

    /// The text with about two thirds of the places changed that can be; nothing where there is none.
    pub fn apply(self, text: &str, random: &mut Random) -> Option<String> {
        let mut edits = match self {
            Fair::NumberWords => outside(text, number_words(text)),
            Fair::Grouping => outside(text, grouping(text, random)),
            Fair::PercentSign => percent_sign(text, random),
            Fair::ScaleWords => scale_words(text, random),
            Fair::QuoteMarks => return quote_marks(text, random),
            Fair::Surname => outside(text, surname(text, random)),
            Fair::DateFormat => date_format(text, random),
            Fair::Clock => clock(text),
            Fair::ParagraphOrder => return paragraph_order(text, random),
            Fair::SplitOrMerge => outside(text, split_or_merge(text)),
            Fair::Contraction => outside(text, words(text, CONTRACTIONS.iter().copied())),
            Fair::FunctionWords => outside(text, function_words(text)),
            Fair::UnitConversion => outside(text, unit_conversion(text)),
            Fair::Spelling => spelling(text),
        };
        edits.sort_by_key(|edit| edit.span);
        edits.dedup_by(|late, early| early.span.end > late.span.start);
        let surely = if edits.is_empty() { return None } else { random.below(edits.len()) };
        let chosen: Vec<Edit> = edits
            .into_iter()
            .enumerate()
            .filter(|(i, _)| *i == surely || random.percent(67))
            .map(|(_, edit)| edit)
            .collect();
        Some(apply(text, &chosen).0)
    }
}

fn in_words(number: usize) -> String {
    match (number / 10, number % 10) {
        (0 | 1, _) => SMALL[number].to_owned(),
        (tens, 0) => TENS[tens].to_owned(),
        (tens, ones) => format!("{}-{}", TENS[tens], SMALL[ones]),
    }
}

fn number_words(text: &str) -> Vec<Edit> {
    const SCALES: [&str; 7] = ["percent", "million", "billion", "lakh", "crore", "crores", "degrees"];
    let digits = find(r"(?:^|[\sa-z] )(\d{1,2}) ([a-z]{4,})", text).into_iter().filter_map(|m| {
        let number: usize = m[1].parse().ok()?;
        let ordinary = number > 1 && !SCALES.contains(&&m[2]) && !text[..m.get(1)?.start()].ends_with("day ");
        ordinary.then(|| Some(Edit::new(span(&m, 1)?, in_words(number))))?
    });
    let words =
        find(r"(?:^|[\sa-z]) ([a-z]+(?:-[a-z]+)?) ([a-z]{3,}s)\b", text).into_iter().filter_map(|m| {
            let number = (2..100).find(|&n| in_words(n) == m[1])?;
            Some(Edit::new(span(&m, 1)?, number.to_string()))
        });
    digits.chain(words).collect()
}

fn grouping(text: &str, random: &mut Random) -> Vec<Edit> {
    let mark = *random.pick(&["", "\u{a0}", "\u{202f}"]).expect("three");
    let grouped = find(r"\b\d{1,3}(?:,\d{3})+\b", text);
    grouped.iter().filter_map(|m| Some(Edit::new(span(m, 0)?, m[0].replace(',', mark)))).collect()
}

fn percent_sign(text: &str, random: &mut Random) -> Vec<Edit> {
    let style = *random.pick(&["%", " %", " percent", " per cent"]).expect("four");
    let found = find(r"\d( ?%| percent\b| per cent\b)", text);
    found.iter().filter(|m| &m[1] != style).filter_map(|m| Some(Edit::new(span(m, 1)?, style))).collect()
}

fn scale_words(text: &str, random: &mut Random) -> Vec<Edit> {
    let short = random.percent(50);
    let found = find(r"([$£€])?\b(\d{1,3})(?:\.(\d{1,3}))?( million| billion)\b", text);
    let edit = |m: &regex_lite::Captures| {
        let zeros = if &m[4] == " million" { 6 } else { 9 };
        let decimals = m.get(3).map_or("", |d| d.as_str());
        let at = factdiff::Span::new(m.get(2)?.start(), m.get(4)?.end());
        if m.get(1).is_some() && short {
            return Some(Edit::new(span(m, 4)?, if zeros == 6 { "m" } else { "bn" }));
        }
        let digits = format!("{}{decimals}{}", &m[2], "0".repeat(zeros - decimals.len()));
        let digits = digits.trim_start_matches('0');
        Some(Edit::new(at, grouped(digits, ",")))
    };
    found.iter().filter_map(edit).collect()
}

fn quote_marks(text: &str, random: &mut Random) -> Option<String> {
    let straight = text.replace(['“', '”'], "\"").replace(['‘', '’'], "'");
    let (open, close) = *random.pick(&[("“", "”"), ("«", "»"), ("\"", "\""), ("‘", "’")]).expect("four");
    let quotes: Vec<Edit> = find(r#""([^"\n]*)""#, &straight)
        .iter()
        .filter_map(|m| Some(Edit::new(span(m, 0)?, format!("{open}{}{close}", &m[1]))))
        .collect();
    let curled = if random.percent(50) { "’" } else { "'" };
    let out = apply(&straight, &quotes).0;
    let out =
        find("[a-z]'[a-z]", &out).iter().rev().filter_map(|m| span(m, 0)).fold(out.clone(), |mut out, at| {
            out.replace_range(at.start + 1..at.start + 2, curled);
            out
        });
    (out != text).then_some(out)
}

/// The full name where the surname stood alone, or the surname where the full name stood a second time.
fn surname(text: &str, random: &mut Random) -> Vec<Edit> {
    let mut edits = Vec::new();
    for person in people(text) {
        let first = person.full_mentions[0];
        if let Some(&at) = random.pick(&person.short_mentions).filter(|at| at.start > first.start) {
            edits.push(Edit::new(at, person.full));
        }
        edits.extend(person.full_mentions.iter().skip(1).map(|&at| Edit::new(at, person.surname)));
    }
    edits
}

fn date_format(text: &str, random: &mut Random) -> Vec<Edit> {
    let months = MONTHS.join("|");
    let named =
        |number: &str| number.parse::<usize>().ok().and_then(|n| MONTHS.get(n.checked_sub(1)?).copied());
    let day_first =
        find(&format!(r"\b(\d{{1,2}}) ({months})( \d{{4}})?\b"), text).into_iter().filter_map(|m| {
            let year = m.get(3).map_or(String::new(), |y| format!(",{}", y.as_str()));
            let month = if random.percent(30) && m[2].len() > 4 {
                format!("{}.", &m[2][..3])
            } else {
                m[2].to_owned()
            };
            Some(Edit::new(span(&m, 0)?, format!("{month} {}{year}", &m[1])))
        });
    let day_first: Vec<Edit> = day_first.collect();
    let month_first =
        find(&format!(r"\b({months}) (\d{{1,2}})(?:, (\d{{4}}))?\b"), text).into_iter().filter_map(|m| {
            let year = m.get(3).map_or(String::new(), |y| format!(" {}", y.as_str()));
            Some(Edit::new(span(&m, 0)?, format!("{} {}{year}", &m[2], &m[1])))
        });
    let iso = find(r"\b(\d{4})-(\d\d)-(\d\d)\b", text).into_iter().filter_map(|m| {
        let day = m[3].trim_start_matches('0').to_owned();
        Some(Edit::new(span(&m, 0)?, format!("{day} {} {}", named(&m[2])?, &m[1])))
    });
    day_first.into_iter().chain(month_first).chain(iso).collect()
}

fn clock(text: &str) -> Vec<Edit> {
    let twelve =
        find(r"\b(\d{1,2})(?::(\d\d))? ?(a\.m\.|p\.m\.|am\b|pm\b)", text).into_iter().filter_map(|m| {
            let hour: usize = m[1].parse().ok()?;
            let hour = hour % 12 + if m[3].starts_with('p') { 12 } else { 0 };
            let at = span(&m, 0)?;
            let rest = &text[at.end..];
            let ends = rest.is_empty() || rest.starts_with('\n') || find(r"^ [A-Z]", rest).len() == 1;
            let stop = if m[3].ends_with('.') && ends { "." } else { "" };
            Some(Edit::new(
                at,
                format!("{hour:02}:{}{stop}", m.get(2).map_or("00", |minutes| minutes.as_str())),
            ))
        });
    let twenty_four = find(r"\b([01]?\d|2[0-3]):([0-5]\d)\b", text).into_iter().filter_map(|m| {
        let hour: usize = m[1].parse().ok()?;
        let at = span(&m, 0)?;
        let rest = text[at.end..].trim_start();
        let plain = !rest.starts_with("a.m")
            && !rest.starts_with("p.m")
            && !rest.starts_with("am")
            && !rest.starts_with("pm");
        let half = if hour < 12 { "am" } else { "pm" };
        plain.then(|| Edit::new(at, format!("{}:{} {half}", (hour + 11) % 12 + 1, &m[2])))
    });
    twelve.chain(twenty_four).collect()
}

/// Two neighbouring paragraphs after the lead change places.
fn paragraph_order(text: &str, random: &mut Random) -> Option<String> {
    let all = paragraphs(text);
    let movable = |at: usize| {
        let body = all[at].of(text);
        let opens_list = body.ends_with(':');
        !body.starts_with(['-', '#', '"', '“'])
            && !opens_list
            && body.len() > 80
            && body.matches('"').count().is_multiple_of(2)
    };
    let places: Vec<usize> =
        (2..all.len().saturating_sub(1)).filter(|&at| movable(at) && movable(at + 1)).collect();
    let &at = random.pick(&places)?;
    let edits = [Edit::new(all[at], all[at + 1].of(text)), Edit::new(all[at + 1], all[at].of(text))];
    Some(apply(text, &edits).0)
}

fn split_or_merge(text: &str) -> Vec<Edit> {
    let split = find(r"(, (and|but) )(he|she|it|they) [a-z]", text).into_iter().filter_map(|m| {
        let at = factdiff::Span::new(m.get(1)?.start(), m.get(3)?.end());
        let pronoun = &m[3];
        let capital = format!("{}{}", pronoun[..1].to_uppercase(), &pronoun[1..]);
        Some(Edit::new(at, if &m[2] == "but" { format!(". But {pronoun}") } else { format!(". {capital}") }))
    });
    let merge = find(r"[a-z]{3}(\. (It|He|She|They)) (?:[a-z]+)", text)
        .into_iter()
        .filter_map(|m| Some(Edit::new(span(&m, 1)?, format!(", and {}", m[2].to_lowercase()))));
    split.chain(merge).collect()
}

fn words<'a>(text: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Edit> {
    let edits = |(from, to): (&str, &str)| {
        let found = find(&format!(r"\b{from}\b"), text);
        found.iter().filter_map(|m| Some(Edit::new(span(m, 0)?, to))).collect::<Vec<_>>()
    };
    pairs.flat_map(edits).collect()
}

fn spelling(text: &str) -> Vec<Edit> {
    let either = SPELLINGS.iter().flat_map(|&(british, american)| [(british, american), (american, british)]);
    words(text, either)
}

fn function_words(text: &str) -> Vec<Edit> {
    let edits = |(from, to): (&str, &str)| {
        let found = find(from, text);
        let edit = |m: &regex_lite::Captures| {
            let mut at = span(m, 1)?;
            let capital = m[1].starts_with(char::is_uppercase) && !to.is_empty();
            let to = if capital { format!("{}{}", to[..1].to_uppercase(), &to[1..]) } else { to.to_owned() };
            at.end += usize::from(to.is_empty());
            Some(Edit::new(at, to))
        };
        found.iter().filter_map(edit).collect::<Vec<_>>()
    };
    SYNONYMS.iter().copied().flat_map(edits).collect()
}

fn unit_conversion(text: &str) -> Vec<Edit> {
    const UNITS: [(&str, &str, f64); 9] = [
        ("km", "miles", 0.621_371),
        ("kilometres", "miles", 0.621_371),
        ("kilometers", "miles", 0.621_371),
        ("miles", "km", 1.609_344),
        ("kg", "pounds", 2.204_62),
        ("kilograms", "pounds", 2.204_62),
        ("metres", "feet", 3.280_84),
        ("meters", "feet", 3.280_84),
        ("feet", "metres", 0.3048),
    ];
    let found = find(
        r"([^\d,.(-])(\d[\d,]*(?:\.\d+)?) (km|kilomet(?:re|er)s|miles|kg|kilograms|met(?:re|er)s|feet)\b",
        text,
    );
    let edit = |m: &regex_lite::Captures| {
        let (_, other, factor) = UNITS.iter().find(|(unit, ..)| *unit == &m[3])?;
        let at = factdiff::Span::new(m.get(2)?.start(), m.get(3)?.end());
        let alone = !text[at.end..].starts_with(['/', '²']) && !text[at.end..].starts_with(" (");
        alone.then(|| Edit::new(at, format!("{} {other}", rounded(amount(&m[2]) * factor))))
    };
    found.iter().filter_map(edit).collect()
}

/// To as few digits as keep the error within a hundredth.
fn rounded(value: f64) -> String {
    let places = (-3..3).find(|&places| {
        let unit = 10f64.powi(places);
        ((value * unit).round() / unit - value).abs() <= value * 0.01
    });
    let places = places.unwrap_or(3);
    let unit = 10f64.powi(places);
    let text = format!("{:.*}", usize::try_from(places).unwrap_or(0), (value * unit).round() / unit);
    let (whole, decimals) =
        text.split_once('.').map_or((text.as_str(), String::new()), |(w, d)| (w, format!(".{d}")));
    format!("{}{decimals}", grouped(whole, ","))
}

#[test]
fn every_kind_of_fair_rewrite_fits_some_text() {
    for kind in Fair::ALL {
        let fits = crate::corpus::originals()
            .iter()
            .filter(|(_, text)| kind.apply(text, &mut Random::new(1)).is_some())
            .count();
        assert!(fits >= 3, "{kind:?} fits {fits} texts");
    }
}

#[test]
fn examples_of_fair_rewrites() {
    let one = |kind: Fair, text: &str| kind.apply(text, &mut Random::new(1)).unwrap_or_default();
    assert_eq!(one(Fair::NumberWords, "It has 24 people."), "It has twenty-four people.");
    assert_eq!(one(Fair::Clock, "It opens at 7 a.m. The rest waits."), "It opens at 07:00. The rest waits.");
    assert_eq!(one(Fair::Clock, "It opens at 20:29 on Monday."), "It opens at 8:29 pm on Monday.");
    assert_eq!(one(Fair::UnitConversion, "It lies 100 km away."), "It lies 62 miles away.");
    assert_eq!(one(Fair::UnitConversion, "It lies 7,800 feet up."), "It lies 2,400 metres up.");
    assert_eq!(one(Fair::ScaleWords, "It has 2.5 million people."), "It has 2,500,000 people.");
    assert_eq!(one(Fair::SplitOrMerge, "He ran, but it rained."), "He ran. But it rained.");
}
