//! Countries told by an adjective or an inhabitant that is written small: *dänisch*, *ecuatoriano*. They are no names, yet
//! another country is as wrong.

use super::mentioned::place_of;
use crate::align::Link;
use crate::compare::{Cause, Change, Context, Relation};
use crate::fact::Kind;
use crate::finding::{Confidence, Place};
use crate::pair::{Pair, Side};
use crate::token::{Case, Class, Token};

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
        let mut change = context.change(index, Relation::Altered, Pair::new(None, None));
        change.kind = Kind::Name;
        change.places = Pair::new(Place::Here(before.span), Place::Here(token.span));
        change.causes = vec![Cause::Value];
        change.confidence = Confidence::Medium;
        changes.push(change);
    }
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
