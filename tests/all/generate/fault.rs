//! Faults: one thing of a text is made wrong, and where and of what kind is told.

use factdiff::fact::Kind;
use factdiff::{Pair, Side, Span};

use super::{
    Edit, MONTHS, Random, amount, apply, find, grouped, outside, paragraphs, people, sentences, span,
    untouchable,
};

/// What a fault does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    DigitChanged,
    Magnitude,
    CurrencySwapped,
    DateShifted,
    NameReplaced,
    NameDropped,
    NegationRemoved,
    NegationAdded,
    QuoteWordChanged,
    SentenceDropped,
    SentenceInserted,
    LineLeaked,
    FiguresSwapped,
}

/// A faulty rewrite.
#[derive(Clone, Debug)]
pub struct Fault {
    pub text: String,
    /// Where the fault stands, on the sides where it does.
    pub places: Pair<Option<Span>>,
    /// What a finding of it may be called.
    pub kinds: Vec<Kind>,
}

impl Fault {
    /// One place says something else.
    fn altered(text: &str, edit: Edit, kinds: &[Kind]) -> Self {
        let (out, landed) = apply(text, std::slice::from_ref(&edit));
        Self { text: out, places: Pair::new(Some(edit.span), Some(landed[0])), kinds: kinds.to_vec() }
    }

    /// `cut` is gone, and with it what counts: `what`.
    fn dropped(text: &str, cut: Span, what: Span, kinds: &[Kind]) -> Self {
        Self {
            text: apply(text, &[Edit::new(cut, "")]).0,
            places: Pair::new(Some(what), None),
            kinds: kinds.to_vec(),
        }
    }

    /// `words` came in at `at`, between `before` and `after`.
    fn added(text: &str, at: usize, [before, words, after]: [&str; 3], kinds: &[Kind]) -> Self {
        let (out, landed) = apply(text, &[Edit::new(Span::new(at, at), format!("{before}{words}{after}"))]);
        let start = landed[0].start + before.len();
        Self {
            text: out,
            places: Pair::new(None, Some(Span::new(start, start + words.len()))),
            kinds: kinds.to_vec(),
        }
    }

    /// What was wrong, for people.
    pub fn told(&self, original: &str) -> String {
        let of = |side: Side, text: &str| {
            self.places[side].map_or_else(|| "nothing".to_owned(), |at| format!("{:?}", at.of(text)))
        };
        format!("{} became {}", of(Side::Original, original), of(Side::Rewrite, &self.text))
    }
}

impl Sort {
    pub const ALL: [Sort; 13] = [
        Sort::DigitChanged,
        Sort::Magnitude,
        Sort::CurrencySwapped,
        Sort::DateShifted,
        Sort::NameReplaced,
        Sort::NameDropped,
        Sort::NegationRemoved,
        Sort::NegationAdded,
        Sort::QuoteWordChanged,
        Sort::SentenceDropped,
        Sort::SentenceInserted,
        Sort::LineLeaked,
        Sort::FiguresSwapped,
    ];

    /// The text with one such fault below its headline; nothing where none fits.
    pub fn apply(self, text: &str, random: &mut Random) -> Option<Fault> {
        match self {
            Sort::DigitChanged => digit_changed(text, random),
            Sort::Magnitude => magnitude(text, random),
            Sort::CurrencySwapped => currency_swapped(text, random),
            Sort::DateShifted => date_shifted(text, random),
            Sort::NameReplaced => name_replaced(text, random),
            Sort::NameDropped => name_dropped(text, random),
            Sort::NegationRemoved => negation_removed(text, random),
            Sort::NegationAdded => negation_added(text, random),
            Sort::QuoteWordChanged => quote_word_changed(text, random),
            Sort::SentenceDropped => sentence_dropped(text, random),
            Sort::SentenceInserted => sentence_inserted(text, random),
            Sort::LineLeaked => line_leaked(text, random),
            Sort::FiguresSwapped => figures_swapped(text, random),
        }
    }
}

/// Where the headline ends.
fn body(text: &str) -> usize {
    paragraphs(text).get(1).map_or(text.len(), |span| span.start)
}

/// Matches of a pattern below the headline, outside of quotes and addresses.
fn places<'t>(pattern: &str, text: &'t str) -> Vec<regex_lite::Captures<'t>> {
    let (body, quoted) = (body(text), untouchable(text));
    let free = |m: &regex_lite::Captures| {
        let at = span(m, 0).expect("the whole match");
        at.start >= body && !quoted.iter().any(|quote| quote.overlaps(at))
    };
    find(pattern, text).into_iter().filter(free).collect()
}

/// A figure of the running text and what it is part of.
#[derive(Clone, Copy, Debug)]
struct Figure {
    digits: Span,
    kind: Kind,
    approximate: bool,
}

/// Amounts below the headline, outside of quotes; dates, times, scores, ranks and ages left out.
fn figures(text: &str) -> Vec<Figure> {
    const MONEY: [&str; 9] =
        ["euros", "dollars", "rupees", "kroner", "kronor", "zlotys", "yen", "francs", "euro"];
    const UNITS: [&str; 20] = [
        "knots",
        "centimetres",
        "km",
        "kilometres",
        "miles",
        "metres",
        "feet",
        "kg",
        "kilograms",
        "tonnes",
        "litres",
        "gallons",
        "cm",
        "acres",
        "degrees",
        "grams",
        "gigabytes",
        "calories",
        "cubic",
        "square",
    ];
    const TIMES: [&str; 10] =
        ["seconds", "minutes", "hours", "days", "weeks", "months", "years", "nights", "decades", "year"];
    const ABOUT: [&str; 8] =
        ["about", "around", "some", "nearly", "almost", "roughly", "approximately", "over"];
    let pattern = r"([$£€]|Rs\.? )?(\d[\d,]*\d(?:\.\d+)?|\d\.\d+|\d)( ?%| per ?cent| percent)?( million| billion| crore| lakh)?( [a-z]+)?";
    let figure = |m: regex_lite::Captures| {
        let digits = span(&m, 2)?;
        let start = m.get(0)?.start();
        let (before, after) = (&text[..start], &text[digits.end..]);
        let glued = before.ends_with(|c: char| c.is_alphanumeric() || "-−/:.,$’'#".contains(c))
            || after.trim_start().starts_with('°')
            || after.starts_with(|c: char| {
                c.is_alphanumeric() || "-/:–°".contains(c) || (c == '.' && follows_digit(after))
            });
        let word = m.get(5).map_or("", |w| w.as_str().trim());
        let last = before.split_whitespace().next_back().unwrap_or_default();
        let about = ABOUT.contains(&last.to_lowercase().as_str());
        let capital_beside = last.starts_with(char::is_uppercase) && m.get(1).is_none() && !about
            || after.trim_start().starts_with(char::is_uppercase) && m.get(4).is_none();
        let year = m[2].len() == 4 && !m[2].contains(',') && m.get(1).is_none() && word != "people";
        let age = before.ends_with(", ") && after.starts_with(',');
        if glued
            || year
            || age
            || capital_beside
            || word == "a"
            || word == "p"
            || ["day", "aged"].contains(&last)
        {
            return None;
        }
        let kind = match (m.get(1), m.get(3)) {
            (Some(_), _) => Kind::Money,
            (_, Some(_)) => Kind::Percent,
            _ if MONEY.contains(&word) => Kind::Money,
            // A pound is either; the amounts of these texts are money.
            _ if word == "pounds" => Kind::Money,
            _ if UNITS.contains(&word) => Kind::Quantity,
            _ if TIMES.contains(&word) => Kind::Duration,
            _ => Kind::Number,
        };
        Some(Figure { digits, kind, approximate: about || before.ends_with("more than ") })
    };
    places(pattern, text).into_iter().filter_map(figure).collect()
}

fn follows_digit(after: &str) -> bool {
    after[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// True where the figure is nowhere in the text.
fn is_new(figure: &str, text: &str) -> bool {
    find(&format!(r"(?:^|[^\d,.]){}(?:$|[^\d,])", figure.replace('.', r"\.")), text).is_empty()
}

/// One of the first two digits.
fn digit_changed(text: &str, random: &mut Random) -> Option<Fault> {
    let all: Vec<Figure> = figures(text).into_iter().filter(|figure| figure.digits.len() > 1).collect();
    let figure = *random.pick(&all)?;
    let old = figure.digits.of(text);
    let at = old.char_indices().filter(|(_, c)| c.is_ascii_digit()).nth(random.below(2))?.0;
    let digit = char::from(b'1' + u8::try_from(random.below(9)).ok()?);
    let new = format!("{}{digit}{}", &old[..at], &old[at + 1..]);
    let least = if figure.approximate { 0.15 } else { 0.015 };
    let differs = (amount(&new) - amount(old)).abs() > amount(old) * least;
    (differs && is_new(&new, text))
        .then(|| Fault::altered(text, Edit::new(figure.digits, new), &[figure.kind]))
}

/// Millions become billions, tens become hundreds.
fn magnitude(text: &str, random: &mut Random) -> Option<Fault> {
    let figure = *random.pick(&figures(text))?;
    let after = &text[figure.digits.end..];
    for (from, to) in [(" million", " billion"), (" billion", " million")] {
        if after.starts_with(from) {
            let at = Span::new(figure.digits.start, figure.digits.end + from.len());
            return Some(Fault::altered(
                text,
                Edit::new(at, format!("{}{to}", figure.digits.of(text))),
                &[figure.kind],
            ));
        }
    }
    let old = figure.digits.of(text);
    let fits = !(old.contains('.') || figure.kind == Kind::Percent && amount(old) > 9.0);
    let digits = old.replace(',', "");
    let new = if random.percent(50) && digits.ends_with('0') && digits.len() > 2 {
        digits[..digits.len() - 1].to_owned()
    } else {
        format!("{digits}0")
    };
    let new = if old.contains(',') || new.len() > 4 { grouped(&new, ",") } else { new };
    (fits && is_new(&new, text)).then(|| Fault::altered(text, Edit::new(figure.digits, new), &[figure.kind]))
}

fn currency_swapped(text: &str, random: &mut Random) -> Option<Fault> {
    const SWAPS: [(&str, &str); 8] = [
        ("$", "£"),
        ("£", "$"),
        ("€", "$"),
        ("Rs ", "$"),
        (" euros", " dollars"),
        (" dollars", " euros"),
        (" kroner", " euros"),
        (" rupees", " dollars"),
    ];
    let signs = places(r"[$£]\d[\d,]*(?:\.\d+)?(?: million| billion|m\b)?", text);
    let words = places(r"\d[\d,]*(?:\.\d+)?(?: million| billion)? (?:euros|dollars|kroner|rupees)\b", text);
    let amounts: Vec<Span> = signs.iter().chain(&words).filter_map(|m| span(m, 0)).collect();
    let &at = random.pick(&amounts)?;
    let old = at.of(text);
    let (from, to) = SWAPS.iter().find(|(from, _)| old.contains(from))?;
    Some(Fault::altered(text, Edit::new(at, old.replace(from, to)), &[Kind::Money]))
}

/// Another day, weekday, month or year.
fn date_shifted(text: &str, random: &mut Random) -> Option<Fault> {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let months = MONTHS.join("|");
    let mut found: Vec<Span> = Vec::new();
    let mut collect = |pattern: &str| found.extend(places(pattern, text).iter().filter_map(|m| span(m, 1)));
    collect(&format!(r"\b(\d{{1,2}}) (?:{months})\b"));
    collect(&format!(r"\b\d{{1,2}} ({months})\b"));
    collect(&format!(r"\bin ({months})\b"));
    collect(r"\b(?:in|since|between|until|by|for|and) ((?:19|20)\d\d)\b");
    collect(&format!(r"\bon ({})\b", DAYS.join("|")));
    let &at = random.pick(&found)?;
    let old = at.of(text);
    let other = |names: &[&str], random: &mut Random| {
        let free: Vec<&str> = names.iter().copied().filter(|name| !text.contains(name)).collect();
        random.pick(&free).map(|name| (*name).to_owned())
    };
    let new = if MONTHS.contains(&old) {
        other(&MONTHS, random)?
    } else if DAYS.contains(&old) {
        other(&DAYS, random)?
    } else {
        let number: usize = old.parse().ok()?;
        let shift = 1 + random.below(5);
        if !(20..=100).contains(&number) { number + shift } else { number - shift - 1 }.to_string()
    };
    is_new(&new, text).then(|| Fault::altered(text, Edit::new(at, new), &[Kind::Date]))
}

/// A person gets an invented name, throughout; or a place that is named once.
fn name_replaced(text: &str, random: &mut Random) -> Option<Fault> {
    const PEOPLE: [(&str, &str); 6] = [
        ("Velma", "Torrance"),
        ("Odd", "Brekke"),
        ("Gideon", "Sparrow"),
        ("Milena", "Drastic"),
        ("Conrad", "Ibbotson"),
        ("Petra", "Vandermeer"),
    ];
    const TOWNS: [&str; 5] = ["Kolvenmouth", "Drusk", "Astelbury", "Nerrington", "Poldavia"];
    let body = body(text);
    if random.percent(40) {
        let towns = places_named_once(text);
        let &at = random.pick(&towns)?;
        return Some(Fault::altered(text, Edit::new(at, *random.pick(&TOWNS)?), &[Kind::Name]));
    }
    let people: Vec<_> =
        people(text).into_iter().filter(|person| person.full_mentions[0].start >= body).collect();
    let person = random.pick(&people)?;
    let (first, surname) = *random.pick(&PEOPLE)?;
    let full = person.full_mentions.iter().map(|&at| Edit::new(at, format!("{first} {surname}")));
    let short = person.short_mentions.iter().map(|&at| Edit::new(at, surname));
    let mut edits: Vec<Edit> = full.chain(short).collect();
    edits.sort_by_key(|edit| edit.span);
    let (out, landed) = apply(text, &edits);
    let first = edits.iter().position(|edit| edit.span == person.full_mentions[0])?;
    Some(Fault {
        text: out,
        places: Pair::new(Some(edits[first].span), Some(landed[first])),
        kinds: vec![Kind::Name],
    })
}

/// *in Toulouse*: the name alone.
fn places_named_once(text: &str) -> Vec<Span> {
    let months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|The";
    let found = places(r" (?:in|near|from) ([A-Z][a-zà-ÿ]+)(?:[,.]| [a-z])", text);
    let names = found.iter().filter_map(|m| span(m, 1));
    names
        .filter(|at| !find(&format!("^(?:{months})"), at.of(text)).iter().any(|_| true))
        .filter(|at| text.to_lowercase().matches(&at.of(text).to_lowercase()).count() == 1)
        .collect()
}

/// *, according to X*, *in X* and *the director, X, said* lose X.
fn name_dropped(text: &str, random: &mut Random) -> Option<Fault> {
    let mut cuts: Vec<(Span, Span)> = Vec::new();
    for m in places(r"(, according to ([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*))[.,]", text) {
        cuts.extend(span(&m, 1).zip(span(&m, 2)));
    }
    for m in places(r"[a-z](, (?:Dr |Professor )?([A-Z][a-zà-ÿ]+ [A-Z][a-zà-ÿ]+),) [a-z]", text) {
        cuts.extend(span(&m, 1).zip(span(&m, 2)));
    }
    for at in places_named_once(text) {
        let preposition = text[..at.start - 1].rfind(' ')?;
        cuts.push((Span::new(preposition, at.end), at));
    }
    let once = |what: &Span| what.of(text).split(' ').all(|word| text.matches(word).count() == 1);
    cuts.retain(|(_, what)| once(what));
    let &(cut, what) = random.pick(&cuts)?;
    Some(Fault::dropped(text, cut, what, &[Kind::Name]))
}

fn negation_removed(text: &str, random: &mut Random) -> Option<Fault> {
    let auxiliary = "did|does|do|is|are|was|were|has|have|had|will|would|could|can|should|may";
    let mut found: Vec<(Span, Span)> = Vec::new();
    for m in places(&format!(r"\b(?:{auxiliary})( not) [a-z]"), text)
        .iter()
        .chain(&places(r"\bhad( never) [a-z]", text))
    {
        let cut = span(m, 1)?;
        found.push((cut, Span::new(cut.start + 1, cut.end)));
    }
    for m in places(r"\bcan(not) ", text) {
        found.push((span(&m, 1)?, span(&m, 1)?));
    }
    let doubled = |cut: Span| {
        sentences(text).iter().any(|(s, _)| {
            s.contains(cut) && find(r"\b(?:not|no|never|nor|neither|nobody|fail\w*)\b", s.of(text)).len() > 1
        })
    };
    found.retain(|(cut, _)| !doubled(*cut));
    let &(cut, what) = random.pick(&found)?;
    Some(Fault::dropped(text, cut, what, &[Kind::Negation]))
}

fn negation_added(text: &str, random: &mut Random) -> Option<Fault> {
    let found = places(r"\b(?:was|were|will|had|has|is|are|could) ([a-z]+)\b", text);
    let plain = |m: &&regex_lite::Captures| {
        let following = ["not", "no", "never", "nothing", "nobody", "only", "also"];
        let denied = |(s, _): &(Span, usize)| {
            s.contains(span(m, 1).expect("group 1"))
                && find(r"\b(?:not|no|never|nor|neither|nobody)\b", s.of(text)).is_empty()
        };
        !following.contains(&&m[1]) && sentences(text).iter().any(denied)
    };
    let found: Vec<&regex_lite::Captures> = found.iter().filter(plain).collect();
    let at = random.pick(&found)?.get(1)?.start();
    Some(Fault::added(text, at, ["", "not", " "], &[Kind::Negation]))
}

fn quote_word_changed(text: &str, random: &mut Random) -> Option<Fault> {
    const OTHERS: [&str; 6] = ["promise", "wonderful", "yesterday", "committee", "gather", "terrible"];
    const KEEP: [&str; 10] =
        ["about", "which", "where", "while", "there", "their", "would", "could", "should", "after"];
    let body = body(text);
    let mut words: Vec<Span> = Vec::new();
    for quote in find(r#""[^"\n]{25,}"|“[^”\n]{25,}”"#, text)
        .iter()
        .filter_map(|m| span(m, 0))
        .filter(|q| q.start >= body)
    {
        let inner = find(r"\b[a-z]{5,}\b", quote.of(text));
        let inside = inner
            .iter()
            .filter_map(|m| span(m, 0))
            .map(|at| Span::new(at.start + quote.start, at.end + quote.start));
        words.extend(inside.filter(|at| !KEEP.contains(&at.of(text))));
    }
    let &at = random.pick(&words)?;
    Some(Fault::altered(text, Edit::new(at, *random.pick(&OTHERS)?), &[Kind::Quote]))
}

fn sentence_dropped(text: &str, random: &mut Random) -> Option<Fault> {
    let all = sentences(text);
    let long: Vec<Span> = all
        .iter()
        .map(|(span, _)| *span)
        .skip(1)
        .filter(|span| span.of(text).split(' ').count() > 7)
        .collect();
    let &what = random.pick(&long)?;
    let gap = text[what.end..].len() - text[what.end..].trim_start().len();
    let kinds: &[Kind] =
        if what.of(text).contains(['"', '“']) { &[Kind::Sentence, Kind::Quote] } else { &[Kind::Sentence] };
    Some(Fault::dropped(text, Span::new(what.start, what.end + gap), what, kinds))
}

fn sentence_inserted(text: &str, random: &mut Random) -> Option<Fault> {
    const STRANGERS: [&str; 6] = [
        "The price of copper climbed for a third session in Asian trading.",
        "Gardeners should cut back their lavender before the first frost.",
        "A new season of the baking contest starts with fourteen candidates.",
        "The goalkeeper is expected to sign a contract until the summer of next year.",
        "Astronomers have discovered a planet that rains molten glass.",
        "Many readers will remember how badly such promises ended before.",
    ];
    let all = sentences(text);
    let (after, _) = random.pick(&all)?;
    Some(Fault::added(text, after.end, [" ", random.pick(&STRANGERS)?, ""], &[Kind::Sentence]))
}

fn line_leaked(text: &str, random: &mut Random) -> Option<Fault> {
    const LINES: [&str; 8] = [
        "See also: Ten walks for a rainy weekend",
        "Read more: How to choose a bicycle lock",
        "Sign up for our newsletter",
        "Advertisement",
        "Share this article on Facebook",
        "RELATED: What the new parking rules mean",
        "Follow us on Instagram",
        "Click here to read the full story",
    ];
    let all = paragraphs(text);
    let after = all[1 + random.below(all.len() - 1)];
    Some(Fault::added(text, after.end, ["\n\n", random.pick(&LINES)?, ""], &[Kind::Sentence]))
}

/// Two figures of a kind within a sentence.
fn figures_swapped(text: &str, random: &mut Random) -> Option<Fault> {
    let (figures, sentences) = (figures(text), sentences(text));
    let mut pairs: Vec<(Figure, Figure)> = Vec::new();
    for (i, first) in figures.iter().enumerate() {
        for second in &figures[i + 1..] {
            let together =
                sentences.iter().any(|(s, _)| s.contains(first.digits) && s.contains(second.digits));
            let differ =
                first.digits.of(text) != second.digits.of(text) && !first.approximate && !second.approximate;
            let bracketed = text[first.digits.end..second.digits.start].contains('(');
            if together && differ && !bracketed && first.kind == second.kind {
                pairs.push((*first, *second));
            }
        }
    }
    let &(first, second) = random.pick(&pairs)?;
    let edits =
        [Edit::new(first.digits, second.digits.of(text)), Edit::new(second.digits, first.digits.of(text))];
    let (out, landed) = apply(text, &edits);
    let places = Pair::new(Some(first.digits.join(second.digits)), Some(landed[0].join(landed[1])));
    Some(Fault { text: out, places, kinds: vec![first.kind] })
}

#[test]
fn a_fault_stands_where_it_says() {
    for (name, text) in crate::corpus::originals() {
        for (seed, sort) in (0..3).flat_map(|seed| Sort::ALL.map(|sort| (seed, sort))) {
            let Some(fault) = sort.apply(&text, &mut Random::new(seed)) else { continue };
            assert_ne!(fault.text, text, "{name}: {sort:?}");
            let words = [
                fault.places.original.map(|at| at.of(&text)),
                fault.places.rewrite.map(|at| at.of(&fault.text)),
            ];
            assert!(
                words.iter().flatten().all(|words| !words.is_empty()) && words[0] != words[1],
                "{name}: {sort:?}: {words:?}"
            );
        }
    }
}

#[test]
fn edits_stay_outside_of_quotes() {
    let text = "# A\n\nHe said \"it did not rain\".";
    assert!(negation_removed(text, &mut Random::new(0)).is_none());
    assert!(outside(text, vec![Edit::new(Span::new(20, 23), "")]).is_empty());
}
