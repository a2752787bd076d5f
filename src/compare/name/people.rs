//! Countries told by an adjective or an inhabitant that is written small: *dänisch*, *ecuatoriano*. They are no names, yet
//! another country is as wrong.

use super::mentioned::place_of;
use crate::align::Link;
use crate::compare::{Cause, Change, Context, Relation};
use crate::fact::Kind;
use crate::finding::{Confidence, Place};
use crate::language::Part;
use crate::pair::{Pair, Side};
use crate::token::{Case, Class, Token, TokenKind};

/// A word for a country or region, and which.
type Country<'a> = (&'a Token, &'a str);

/// Tells countries of the rewrite that the original does not have in any form, or not beside the same word.
pub(super) fn compare(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    let words = Pair::from_fn(|side| countries(context, side, link));
    let state = |(_, place): &&Country| context.language.peoples.is_state(place);
    let small = |(token, _): &&Country| token.case == Case::Lower;
    for &(token, place) in words.rewrite.iter().filter(state).filter(small) {
        if known(context, &words.original, place) {
            continue;
        }
        let lost = |(_, other): &&Country| !known(context, &words.rewrite, other);
        let gone: Vec<&Country> = words.original.iter().filter(state).filter(lost).collect();
        let elsewhere = context.names.has_place(Side::Original, place) || is_told_by_city(context, place);
        let same_noun = |(other, _): &&&Country| {
            beside(context, Side::Original, other)
                .iter()
                .any(|a| beside(context, Side::Rewrite, token).iter().any(|b| a.stem_key == b.stem_key))
        };
        let faced = gone.iter().find(same_noun).or_else(|| gone.first().filter(|_| !elsewhere));
        let Some((before, _)) = faced else { continue };
        changes.push(told(context, index, before, token));
    }
    exchanged(context, index, link, &words, changes);
}

/// *an Indian drone*, *a Pakistani drone*: tells nouns that another country's adjective stands before, though both sides have both
/// countries.
fn exchanged(
    context: &Context,
    index: usize,
    link: &Link,
    words: &Pair<Vec<Country>>,
    changes: &mut Vec<Change>,
) {
    if words.original.len() < 2 || words.rewrite.len() < 2 {
        return;
    }
    let owned = Pair::from_fn(|side| -> Vec<(Country, &Token)> {
        let noun = |country: &Country| owned_by(context, side, country.0);
        words[side].iter().filter_map(|country| Some((*country, noun(country)?))).collect()
    });
    let once = |side: Side, noun: &Token| {
        context.tokens(side, link).filter(|token| token.stem_key == noun.stem_key).count() == 1
    };
    let mut found = owned.original.iter().filter_map(|&((before, of), noun)| {
        let other = owned.rewrite.iter().find(|(_, other)| other.stem_key == noun.stem_key);
        let &((token, place), other) = other?;
        let turned = !known(context, &[(before, of)], place)
            && known(context, &words.original, place)
            && known(context, &words.rewrite, of)
            && once(Side::Original, noun)
            && once(Side::Rewrite, other);
        turned.then_some((before, token))
    });
    let Some((before, token)) = found.next() else { return };
    // Two nouns that exchanged their countries are two that act or suffer: their roles tell, where they can be read; two that
    // meet stand in either order.
    let wording = &context.language.wording;
    let mutual = || context.tokens(Side::Rewrite, link).any(|t| wording.is_mutual(&t.norm, &t.stem));
    let adjectives = |side: Side| {
        words[side].iter().filter(|country| context.language.peoples.is_demonym(&country.0.norm)).count()
    };
    let two = found.next().is_some() || Side::BOTH.into_iter().all(|side| adjectives(side) > 1);
    if two && (context.language.has_thesaurus() || mutual()) {
        return;
    }
    changes.push(told(context, index, before, token));
}

/// A word for a country of the original and the one for another country in its place.
fn told(context: &Context, index: usize, before: &Token, token: &Token) -> Change {
    let mut change = context.change(index, Relation::Altered, Pair::new(None, None));
    change.kind = Kind::Name;
    change.places = Pair::new(Place::Here(before.span), Place::Here(token.span));
    change.causes = vec![Cause::Value];
    change.confidence = Confidence::Medium;
    change
}

/// The noun right behind an adjective of a country that no other word is joined to.
fn owned_by<'a>(context: &Context<'a>, side: Side, token: &Token) -> Option<&'a Token> {
    let tokens = &context.documents[side].tokens;
    let at = tokens.partition_point(|t| t.span.start < token.span.start);
    let before = at.checked_sub(1).map(|at| &tokens[at]);
    let data = context.language.number_data.as_ref()?;
    let joined = before.is_some_and(|t| {
        t.is_capital() && !t.class.has(Class::ARTICLE)
            || t.kind == TokenKind::Sign
            || data.and.contains(&t.norm)
    });
    let opens = before.is_none_or(|t| t.is(".") || t.is("\u{201c}") || t.is("\""));
    let nouns = context.language.grammar.names.nouns_are_capitalised;
    let is_noun = |t: &&Token| {
        let noun = if nouns { t.case == Case::Title } else { t.case == Case::Lower };
        let parts = &t.meaning(context.language).parts;
        // *a Greek ferry*: a verb behind *Greeks*, but a noun behind an article.
        let cued = parts.contains(&Part::Noun) && before.is_some_and(|t| t.class.has(Class::ARTICLE));
        t.kind == TokenKind::Word
            && t.is_content()
            && noun
            && (nouns || parts.first() == Some(&Part::Noun) || cued)
    };
    let next = tokens.get(at + 1).filter(is_noun)?;
    // *Indian and Pakistani drones*, *Indian drone pilots*
    let compound = tokens.get(at + 2).is_some_and(|t| {
        let noun = || t.meaning(context.language).part() == Some(Part::Noun) && is_noun(&t);
        t.is("-") || !nouns && noun()
    });
    (context.language.peoples.is_demonym(&token.norm) && (!joined || opens) && !compound).then_some(next)
}

/// The words of a link's side that stand for a country or region, and which.
fn countries<'a>(context: &Context<'a>, side: Side, link: &Link) -> Vec<Country<'a>> {
    let named = |token: &&Token| {
        token.class.has(Class::PLACE) && (token.is_capital() || context.language.peoples.has(&token.norm))
    };
    let country = |token: &'a Token| Some((token, place_of(context, &token.norm)?.as_str()));
    context.tokens(side, link).filter(named).filter_map(country).collect()
}

/// One of the words stands for the place, or for a region of it.
fn known(context: &Context, words: &[Country], place: &str) -> bool {
    let peoples = &context.language.peoples;
    words.iter().any(|(_, other)| {
        *other == place || peoples.is_within(other, place) || peoples.is_within(place, other)
    })
}

/// The original names a city that stands for the place: *Moscow* for *Russian*.
fn is_told_by_city(context: &Context, place: &str) -> bool {
    let mut cities = context.language.capitals.iter().filter(|(_, of)| *of == place);
    cities.any(|(city, _)| context.names.count(Side::Original, city) > 0)
}

/// The content words right before and behind a token.
fn beside<'a>(context: &Context<'a>, side: Side, token: &Token) -> Vec<&'a Token> {
    let tokens = &context.documents[side].tokens;
    let at = tokens.partition_point(|t| t.span.start < token.span.start);
    let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    near.filter_map(|at| tokens.get(at)).filter(|t| t.is_content()).collect()
}
