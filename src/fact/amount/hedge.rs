//! Hedges and limits of an amount, before it and behind it.

use crate::fact::{Bound, Fact, Scan};
use crate::language::Hedge;
use crate::token::{Class, TokenKind};

/// Puts what the hedges before a fact say on it.
pub(super) fn apply(fact: &mut Fact, hedges: &[Hedge]) {
    let (approximate, bound) = said(hedges);
    fact.approximate |= approximate;
    fact.bound = fact.bound.or(bound);
}

/// What hedges say of a number: that it is no exact one, and the limit that they make of it.
pub(crate) fn said(hedges: &[Hedge]) -> (bool, Option<Bound>) {
    let approximate = hedges.iter().any(|hedge| matches!(hedge, Hedge::About | Hedge::Nearly));
    let bound = hedges.iter().find_map(|hedge| match hedge {
        Hedge::About => None,
        Hedge::Nearly | Hedge::LessThan => Some(Bound::LessThan),
        Hedge::MoreThan => Some(Bound::MoreThan),
        Hedge::AtLeast => Some(Bound::AtLeast),
        Hedge::AtMost => Some(Bound::AtMost),
    });
    (approximate, bound)
}

/// Puts the limit behind a fact on it: *5 or more*, *100 million people or more*.
pub(super) fn behind(scan: &Scan, fact: &mut Fact) {
    let Some((length, hedge)) = scan.language.hedges_after.longest(scan.upto(), fact.tokens.1) else {
        behind_noun(scan, fact);
        return;
    };
    let sign = scan.token(fact.tokens.1).is_some_and(|t| t.kind == TokenKind::Sign);
    if sign && !scan.token(fact.tokens.1).is_some_and(|t| t.joined) {
        return;
    }
    if fact.bound.is_none() {
        fact.bound = Some(if *hedge == Hedge::AtLeast { Bound::AtLeast } else { Bound::AtMost });
        fact.tokens.1 += length;
    }
}

/// *100 million people or more*: what is counted stands between.
fn behind_noun(scan: &Scan, fact: &mut Fact) {
    /// So many words may stand between.
    const COUNTED: usize = 4;
    let first = fact.tokens.1;
    let counted = |at: &usize| {
        scan.token(*at).is_some_and(|t| t.kind == TokenKind::Word && !t.class.has(Class::NUMBER))
    };
    let phrase = |at: usize| scan.language.hedges_behind.longest(scan.upto(), at);
    let hedge = (first..first + COUNTED).take_while(counted).find_map(|at| phrase(at + 1));
    if let Some((_, hedge)) = hedge.filter(|_| fact.bound.is_none()) {
        fact.bound = Some(if *hedge == Hedge::AtLeast { Bound::AtLeast } else { Bound::AtMost });
    }
}
