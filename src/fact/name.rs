//! Names: runs of capitals, told from sentence beginnings and headlines by the rest of the document.

mod evidence;

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Fact, Kind, Scan, Value};
use crate::document::Document;
use crate::finding::Confidence;
use crate::language::{Language, Part};
use crate::segment::Role;
use crate::token::{Case, Class, Token, TokenKind};

/// How often a word stands in small letters, and with a capital where no sentence begins.
#[derive(Clone, Copy, Default)]
struct Seen {
    small: u32,
    capital: u32,
}

/// Finds the names of a document.
pub(super) fn find(document: &Document, language: &Language, facts: &mut Vec<Fact>) {
    let shouted: Vec<bool> = document
        .segments
        .iter()
        .map(|segment| is_title_case(&document.tokens[segment.tokens.clone()]))
        .collect();
    let seen = survey(document, &shouted);
    let proven = evidence::proven(document, language);
    let mut taken = vec![false; document.tokens.len()];
    for fact in facts.iter().filter(|fact| fact.kind.is_numeric()) {
        taken[fact.tokens.0..fact.tokens.1].fill(true);
    }
    for (index, segment) in document.segments.iter().enumerate() {
        let scan = Scan {
            language,
            text: &document.text,
            tokens: &document.tokens,
            segment: index,
            begin: segment.tokens.start,
            end: segment.tokens.end,
        };
        let survey = Survey { seen: &seen, taken: &taken, shouted: shouted[index], proven: &proven };
        let mut at = scan.begin;
        while at < scan.end {
            // Most words have no capital.
            let found = if scan.tokens[at].is_capital() { name(&scan, &survey, at) } else { None };
            match found {
                Some(fact) => {
                    at = fact.tokens.1.max(at + 1);
                    facts.push(fact);
                }
                None => at += 1,
            }
        }
    }
}

/// What tells names from other capitals: how words are written elsewhere, which tokens belong to figures and dates, and
/// whether the segment writes every word with a capital.
struct Survey<'a> {
    /// By the number of the normal form.
    seen: &'a FxHashMap<u64, Seen>,
    taken: &'a [bool],
    shouted: bool,
    /// Words that stand in somebody's full name, where the language needs such evidence.
    proven: &'a FxHashSet<&'a str>,
}

/// Counts how each word of the body is written that stands with a capital somewhere.
fn survey(document: &Document, shouted: &[bool]) -> FxHashMap<u64, Seen> {
    /// Words are first told by the last bits of their number.
    const PLACES: usize = 1 << 12;
    let words = document.tokens.iter().filter(|token| token.kind == TokenKind::Word);
    let place = |token: &Token| usize::try_from(token.norm_key >> 40).unwrap_or_default() % PLACES;
    let mut capitals = vec![false; PLACES];
    for token in words.filter(|token| token.is_capital()) {
        capitals[place(token)] = true;
    }
    let mut seen: FxHashMap<u64, Seen> = FxHashMap::default();
    for (segment, &shouted) in document.segments.iter().zip(shouted) {
        let tokens = &document.tokens[segment.tokens.clone()];
        let title_case = segment.role == Role::Boilerplate || shouted;
        for (i, token) in tokens.iter().enumerate().filter(|(_, t)| t.kind == TokenKind::Word) {
            if token.case == Case::Lower {
                if capitals[place(token)] {
                    seen.entry(token.norm_key).or_default().small += 1;
                }
            } else if token.is_capital() && !title_case && !begins_sentence(tokens, i) {
                seen.entry(token.norm_key).or_default().capital += 1;
            }
        }
    }
    seen
}

/// First word of the segment, of a quote inside it, or behind a colon.
fn begins_sentence(tokens: &[Token], at: usize) -> bool {
    let Some(before) = tokens[..at].last() else { return true };
    let opens = |sign: char| {
        matches!(
            sign,
            '"' | '“'
                | '”'
                | '‘'
                | '\''
                | '«'
                | '„'
                | ':'
                | '.'
                | '!'
                | '?'
                | '•'
                | '*'
                | '#'
                | '…'
                | '—'
                | '–'
                | '>'
        )
    };
    // *(EFE).- Un grupo*: a dash behind another sign.
    let dashed =
        || before.is("-") && at > 1 && tokens[at - 2].kind == TokenKind::Sign && !tokens[at - 2].is("-");
    before.kind == TokenKind::Sign && (before.norm.chars().next().is_some_and(opens) || dashed())
        || tokens[..at].iter().all(|t| t.kind != TokenKind::Word)
}

/// Most words that could stand in small letters do not: a headline, or shouting.
fn is_title_case(tokens: &[Token]) -> bool {
    let (mut total, mut capital, mut common) = (0, 0, 0);
    for token in tokens {
        if token.kind == TokenKind::Word && token.case != Case::None && token.is_content() {
            let has_capital = token.is_capital();
            total += 1;
            capital += usize::from(has_capital);
            common += usize::from(has_capital && token.class.has(Class::COMMON));
        }
    }
    total >= 4 && capital * 4 >= total * 3 && common * 3 >= total
}

/// The name that begins at token `at`.
fn name(scan: &Scan, survey: &Survey, at: usize) -> Option<Fact> {
    if !may_belong(scan, survey, at) || !begins_name(scan, survey, at) {
        return None;
    }
    let mut to = at + scan.language.places.longest(scan.upto(), at).map_or(1, |(length, _)| length);
    while let Some(next) = extend(scan, survey, to) {
        to = next;
    }
    let begin = (at..to).find(|&i| !is_title(scan, i) || i + 1 == to)?;
    let words = words(&scan.tokens[begin..to]);
    let place = place(scan, begin, to);
    let title_only = (begin..to).all(|i| is_title(scan, i));
    if words.is_empty() || title_only && place.is_none() {
        return None;
    }
    let confidence = match place {
        Some(_) => Confidence::High,
        None if is_department(scan, begin, to) => Confidence::Low,
        None => confidence(scan, survey, begin, to),
    };
    let mut fact = scan.fact(Kind::Name, begin, to, vec![Value::Name { words, place }]);
    fact.confidence = confidence;
    Some(fact)
}

/// *ministra boliviana de Exteriores*: what somebody is minister of belongs to the office.
fn is_department(scan: &Scan, begin: usize, to: usize) -> bool {
    /// Tokens before it among which the office is sought.
    const BEFORE: usize = 4;
    let of = begin > scan.begin && scan.tokens[begin - 1].class.has(Class::CONNECTOR);
    let from = begin.saturating_sub(BEFORE).max(scan.begin);
    of && scan.tokens[from..begin].iter().any(|token| token.class.has(Class::TITLE))
        && scan.tokens[begin..to].iter().all(|token| scan.language.offices.is_department(&token.norm))
}

/// The words of a name: no signs, and no small words unless they are written in capitals.
fn words(tokens: &[Token]) -> Vec<CompactString> {
    let small = |t: &Token| t.class.has(Class::CONNECTOR) || t.class.has(Class::FUNCTION);
    let told = |t: &&Token| t.kind != TokenKind::Sign && (!small(t) || t.case == Case::Upper);
    tokens.iter().filter(told).map(|t| t.norm.trim_end_matches('.').into()).collect()
}

/// How sure it is that a run of capitals is a name: less where every word is of the dictionary, or where a capital is due.
fn confidence(scan: &Scan, survey: &Survey, begin: usize, to: usize) -> Confidence {
    let first =
        begin == scan.begin || begins_sentence(&scan.tokens[scan.begin..scan.end], begin - scan.begin);
    let single = to == begin + 1;
    let open = first || survey.shouted || !single;
    let known = |token: &Token| {
        token.class.any(KNOWN)
            || scan.language.stems_common(&token.norm)
            || open && scan.language.is_ordinary(&token.norm)
    };
    let head = &scan.tokens[begin];
    let elsewhere = || survey.seen.get(&head.norm_key).is_some_and(|seen| seen.capital > 0);
    if scan.tokens[begin..to].iter().all(known) {
        Confidence::Low
    } else if (first || survey.shouted) && single && head.case == Case::Title && !elsewhere() {
        // Where no dictionary tells words from names, any word may begin a sentence.
        let says = || scan.token(to).is_some_and(|next| next.class.has(Class::REPORTING));
        let told = scan.language.has_thesaurus() || head.class.has(Class::PLACE) || says();
        if told { Confidence::Medium } else { Confidence::Low }
    } else {
        Confidence::High
    }
}

/// Words that are no names by themselves.
const KNOWN: Class = Class(Class::COMMON.0 | Class::TITLE.0 | Class::SUFFIX.0 | Class::FUNCTION.0);

/// A capital that no date, function word or rule of the language explains.
fn may_belong(scan: &Scan, survey: &Survey, at: usize) -> bool {
    let Some(token) = scan.token(at) else { return false };
    token.is_capital()
        && token.kind == TokenKind::Word
        && !survey.taken[at]
        && !token.class.has(Class::NEVER_NAME)
        && !is_currency(scan, survey, at)
        && (token.case != Case::Upper || !scan.language.zones.contains(&token.norm))
        && !(token.class.has(Class::DATE) && is_dated(scan, at))
        && (!token.class.has(Class::FUNCTION)
            || token.case == Case::Upper && token.norm.len() > 1 && is_place(scan, at))
        && !(token.class.has(Class::NUMBER) && token.class.has(Class::COMMON))
}

/// A currency's code, or its name behind a figure or an amount.
fn is_currency(scan: &Scan, survey: &Survey, at: usize) -> bool {
    let token = &scan.tokens[at];
    let behind = at > scan.begin
        && (survey.taken[at - 1]
            || scan.tokens[at - 1].kind == TokenKind::Figure
            || scan.tokens[at - 1].class.has(Class::NUMBER));
    token.class.has(Class::UNIT)
        && (token.case == Case::Upper || behind)
        && scan.language.currencies.longest(scan.upto(), at).is_some()
}

/// A weekday, or a month's name beside a day or a year, or by itself.
fn is_dated(scan: &Scan, at: usize) -> bool {
    let norm = &scan.tokens[at].norm;
    scan.language.weekdays.contains_key(norm) || scan.language.months.contains_key(norm) && is_month(scan, at)
}

fn is_month(scan: &Scan, at: usize) -> bool {
    let figure = |i: usize| scan.token(i).is_some_and(|t| t.kind == TokenKind::Figure);
    let beside = scan.token(at + 1).is_some_and(|t| t.is_capital())
        || at > scan.begin && scan.tokens[at - 1].is_capital();
    figure(at + 1) || at > scan.begin && figure(at - 1) || !beside
}

fn is_place(scan: &Scan, at: usize) -> bool {
    scan.language.places.longest(scan.upto(), at).is_some()
}

fn is_title(scan: &Scan, at: usize) -> bool {
    scan.tokens[at].class.has(Class::TITLE)
}

/// Whether a name may begin here: at the beginning of a sentence and in headlines a capital alone says nothing.
fn begins_name(scan: &Scan, survey: &Survey, at: usize) -> bool {
    let token = &scan.tokens[at];
    let evidence = &scan.language.grammar.names;
    if evidence.nouns_are_capitalised {
        return evidence::shows(scan, survey.proven, at);
    }
    let tokens = &scan.tokens[scan.begin..scan.end];
    let first = begins_sentence(tokens, at - scan.begin);
    if !first && !survey.shouted {
        return true;
    }
    let spread = survey.seen.get(&token.norm_key).copied().unwrap_or_default();
    if is_place(scan, at) || spread.capital > 0 && spread.capital >= spread.small {
        return true;
    }
    // *New Jersey*, *Common Cause*: a dictionary word before another capital.
    let next = scan.token(at + 1).filter(|next| next.case == Case::Title && may_belong(scan, survey, at + 1));
    let leads = first
        && !survey.shouted
        && !token.class.has(Class::FUNCTION)
        && next.is_some_and(|next| next.class.has(Class::COMMON) || spread.capital > 0);
    if leads {
        return true;
    }
    if token.class.has(Class::COMMON)
        || scan.language.stems_common(&token.norm)
        || is_title(scan, at)
        || spread.small > 0
    {
        return false;
    }
    !(token.class.has(Class::FUNCTION) || first && next.is_none() && is_quality(scan.language, token))
        && (evidence.given.is_empty() || evidence::is_known(scan, survey.proven, at))
}

/// A long word that the dictionary has, and not as a noun: *Statewide*.
fn is_quality(language: &Language, token: &Token) -> bool {
    /// Letters; shorter ones are surnames too.
    const LONG: usize = 7;
    let meaning = language.meaning(&token.norm);
    token.norm.len() >= LONG && meaning.is_known() && !meaning.parts.contains(&Part::Noun)
}

/// The end of a name that goes on at `at`: another capital, a hyphen, an initial's stop, or a connector before a capital.
fn extend(scan: &Scan, survey: &Survey, at: usize) -> Option<usize> {
    let before = &scan.tokens[at - 1];
    if before.possessive {
        return None;
    }
    let token = scan.token(at)?;
    let listed = is_title(scan, at)
        && !is_title(scan, at - 1)
        && scan.token(at + 1).is_some_and(|t| t.is_capital())
        && place_word(scan, at - 1);
    if listed {
        return None;
    }
    let capital = |i: usize| goes_on(scan, survey, i);
    if token.kind == TokenKind::Word && capital(at) {
        return Some(at + 1);
    }
    if token.kind == TokenKind::Word
        && !token.joined
        && token.case == Case::None
        && token.norm.bytes().any(|b| b.is_ascii_digit())
    {
        return Some(at + 1);
    }
    if token.is("-")
        && token.joined
        && scan.token(at + 1).is_some_and(|t| {
            t.joined && (t.kind == TokenKind::Figure || t.is_capital() && !t.norm.contains('.'))
        })
    {
        return Some(at + 2);
    }
    let short = before.norm.len() == 1
        || is_title(scan, at - 1)
        || scan.language.same_in_names.contains_key(&before.norm);
    if token.is(".") && token.joined && short && capital(at + 1) {
        return Some(at + 2);
    }
    connected(scan, survey, at)
}

/// The end of a name that goes on behind a connector at `at`, and perhaps an article: *University of the Arts*.
fn connected(scan: &Scan, survey: &Survey, at: usize) -> Option<usize> {
    let token = scan.token(at)?;
    if !(token.class.has(Class::CONNECTOR) || token.is("&")) || is_title(scan, at - 1) {
        return None;
    }
    let small = |t: &Token| scan.language.articles.contains(&t.norm) || t.class.has(Class::CONNECTOR);
    let article = usize::from(scan.token(at + 1).is_some_and(small));
    let next = at + 1 + article;
    // *Anna Reyk von der SPD*: an acronym behind connector and article is a name by itself.
    if article == 1 && scan.token(next).is_some_and(|t| t.case == Case::Upper && t.norm.len() > 1) {
        return None;
    }
    let person = token.norm.len() > 2 && !token.class.has(Class::UNLETTERED);
    (goes_on(scan, survey, next) && (person || !place_word(scan, next))).then_some(next + 1)
}

/// The token may be another word of a name.
fn goes_on(scan: &Scan, survey: &Survey, at: usize) -> bool {
    if !may_belong(scan, survey, at) {
        return false;
    }
    let token = &scan.tokens[at];
    let common = || token.class.has(Class::COMMON) || scan.language.stems_common(&token.norm);
    (!scan.language.grammar.names.nouns_are_capitalised || evidence::extends(scan, survey.proven, at))
        && (!survey.shouted || survey.seen.get(&token.norm_key).is_some_and(|s| s.capital > 0) || !common())
}

/// The word at `at` stands for a country or region by itself.
fn place_word(scan: &Scan, at: usize) -> bool {
    scan.tokens[at].class.has(Class::PLACE) && scan.language.places.word(&scan.tokens[at].norm).is_some()
}

/// The place that the whole name stands for.
fn place(scan: &Scan, from: usize, to: usize) -> Option<CompactString> {
    let (length, place) = scan.language.places.longest(scan.upto(), from)?;
    (from + length == to).then(|| place.clone())
}
