//! What shows a name where a capital alone does not: in languages that write every noun with one, and at the beginning of a
//! sentence where no word list tells the others. Rather silent than wrong.

use rustc_hash::FxHashSet;

use crate::document::Document;
use crate::fact::Scan;
use crate::language::Language;
use crate::token::{Case, Class, Token, TokenKind};

/// Words that somewhere in the document stand in a person's full name or behind a title, in normal form.
pub(super) fn proven<'a>(document: &'a Document, language: &Language) -> FxHashSet<&'a str> {
    let names = &language.grammar.names;
    let mut proven = FxHashSet::default();
    if names.given.is_empty() {
        return proven;
    }
    for pair in document.tokens.windows(2) {
        let [before, token] = pair else { continue };
        let word = token.kind == TokenKind::Word && token.is_capital() && !names.common.contains(&token.norm);
        let titled = is_head(language, before) && !is_head(language, token) && !is_noun(language, token);
        if word && (names.given.contains(&before.norm) && before.is_capital() || titled) {
            proven.insert(token.norm.as_str());
        }
    }
    proven
}

/// Whether the capital at `at` is a name by what stands in it or around it.
pub(super) fn shows(scan: &Scan, proven: &FxHashSet<&str>, at: usize) -> bool {
    let names = &scan.language.grammar.names;
    let token = &scan.tokens[at];
    if names.common.contains(&token.norm) || token.class.has(Class::FUNCTION) && token.case != Case::Upper {
        return false;
    }
    if is_known(scan, proven, at) {
        return true;
    }
    let before = at.checked_sub(1).filter(|&i| i >= scan.begin).map(|i| &scan.tokens[i]);
    let described = before.is_some_and(|t| is_modifier(scan, t));
    let headed =
        before.is_some_and(|t| is_head(scan.language, t) || names.heads.contains(&t.norm) && t.is_capital());
    let plain = !is_noun(scan.language, token) && !is_head(scan.language, token);
    plain && headed || plain && !described && speaks(scan, at)
}

/// A name by itself: an acronym, a brand, a place, a given name, a word proven elsewhere.
pub(super) fn is_known(scan: &Scan, proven: &FxHashSet<&str>, at: usize) -> bool {
    let names = &scan.language.grammar.names;
    let token = &scan.tokens[at];
    let norm = token.norm.as_str();
    let genitive = norm.strip_suffix('s').filter(|base| base.len() > 3);
    let acronym = matches!(token.case, Case::Upper | Case::Mixed) && norm.len() > 1;
    let listed = |norm: &str| names.known.contains(norm) || names.given.contains(norm);
    acronym
        || listed(norm)
        || proven.contains(norm)
        || genitive.is_some_and(|base| names.known.contains(base) || proven.contains(base))
        || token.class.has(Class::PLACE) && super::is_place(scan, at)
}

/// Whether a name goes on at `at`, behind the word before it.
pub(super) fn extends(scan: &Scan, proven: &FxHashSet<&str>, at: usize) -> bool {
    let names = &scan.language.grammar.names;
    let (before, token) = (&scan.tokens[at - 1], &scan.tokens[at]);
    let given = names.given.contains(&before.norm);
    // *Rolf Habben Jansen*, *Senator Anjes Tjarks*
    let third = at >= scan.begin + 2
        && (names.given.contains(&scan.tokens[at - 2].norm) || is_head(scan.language, &scan.tokens[at - 2]))
        && before.is_capital()
        && !is_noun(scan.language, token);
    let both = proven.contains(token.norm.as_str()) && proven.contains(before.norm.as_str());
    let connected = before.class.has(Class::CONNECTOR) || scan.language.articles.contains(&before.norm);
    given
        || third
        || both
        || names.given.contains(&token.norm)
        || token.class.has(Class::SUFFIX)
        || matches!(token.case, Case::Upper | Case::Mixed)
        || connected && !is_noun(scan.language, token) && !names.common.contains(&token.norm)
}

/// A title, or a word that ends in one: *Verkehrssenator*.
fn is_head(language: &Language, token: &Token) -> bool {
    let endings = &language.grammar.names.title_endings;
    token.class.has(Class::TITLE)
        || token.is_capital() && endings.iter().any(|ending| token.norm.ends_with(ending.as_str()))
}

/// A noun that is no name, by its ending.
fn is_noun(language: &Language, token: &Token) -> bool {
    let names = &language.grammar.names;
    names.common.contains(&token.norm)
        || names.noun_endings.iter().any(|ending| token.norm.ends_with(ending.as_str()))
}

/// An article, pronoun or adjective: a noun stands behind it.
fn is_modifier(scan: &Scan, token: &Token) -> bool {
    let names = &scan.language.grammar.names;
    let endings = &names.modifier_endings;
    token.kind == TokenKind::Figure
        || token.case == Case::Title
            && (scan.language.articles.contains(&token.norm) || names.possessives.contains(&token.norm))
        || token.kind == TokenKind::Word
            && token.case == Case::Lower
            && (scan.language.articles.contains(&token.norm)
                || !token.class.has(Class::REPORTING)
                    && endings.iter().any(|ending| token.norm.ends_with(ending.as_str())))
}

/// A noun stands before the verb at `at` in its clause, and no preposition begins the clause: the noun is who speaks, *Der
/// Bund äußerte Zweifel*.
fn has_subject(scan: &Scan, at: usize) -> bool {
    let sign = |t: &Token| t.kind == TokenKind::Sign && !t.is("-");
    let begin = (scan.begin..at).rev().find(|&i| sign(&scan.tokens[i])).map_or(scan.begin, |i| i + 1);
    let clause = &scan.tokens[begin..at];
    let set =
        |t: &Token| scan.language.grammar.names.adverbials.contains(&t.norm) || t.class.has(Class::DATE);
    let noun = |(i, t): (usize, &Token)| {
        t.is_capital()
            && !t.class.has(Class::DATE)
            && (i > 0 || begin > scan.begin || !t.class.has(Class::FUNCTION))
    };
    !clause.first().is_some_and(set) && clause.iter().enumerate().any(noun)
}

/// An adjective or participle by its ending: at the beginning of a sentence it says how.
fn is_adverb(language: &Language, token: &Token) -> bool {
    let endings = &language.grammar.names.adverb_endings;
    token.case == Case::Title && endings.iter().any(|ending| token.norm.ends_with(ending.as_str()))
}

/// Beside a verb of saying in the singular, with no other capital next to it that might be the speaker.
fn speaks(scan: &Scan, at: usize) -> bool {
    let verbs = &scan.language.grammar.names.speaking_endings;
    let verb = |t: &Token| {
        t.class.has(Class::REPORTING)
            && t.case == Case::Lower
            && !t.class.has(Class::FUNCTION)
            && verbs.iter().any(|ending| t.norm.ends_with(ending.as_str()))
    };
    let next = scan.token(at + 1);
    let behind = at > scan.begin && verb(&scan.tokens[at - 1]) && !has_subject(scan, at - 1);
    if at == scan.begin && is_adverb(scan.language, &scan.tokens[at]) {
        return false;
    }
    !next.is_some_and(|t| t.is_capital() || t.is("-")) && (behind || next.is_some_and(verb))
}
