//! What somebody claims, blames or complains of told as a fact, with nobody who says so: *residents blamed the council for
//! closing the gates too late*, *the council closed the gates too late*.

use rustc_hash::FxHashSet;

use super::other::is_sourced;
use super::{Cause, Change, Context, Relation};
use crate::align::Link;
use crate::fact::Kind;
use crate::finding::{Confidence, Place};
use crate::language::Syntax;
use crate::pair::{Pair, Side};
use crate::token::{Class, Token, TokenKind};

/// Of more tokens than these a summary takes what it wants.
const LONGEST: usize = 60;
/// Words of content of the claim that the rewrite must have.
const SHARED: usize = 2;

/// Tells a claim of the original of which the rewrite keeps what is claimed and nothing else.
pub(super) fn compare(context: &Context, index: usize, link: &Link, changes: &mut Vec<Change>) {
    let &[segment] = &link.segments.original[..] else { return };
    let original = context.documents.original.segment_tokens(segment);
    let Some(at) = claim(context, link, segment, original) else { return };
    if original.len() > LONGEST {
        return;
    }
    let told = |change: &Change| {
        matches!(change.kind, Kind::Certainty | Kind::Attribution)
            && change.relation != Relation::Kept
            && change.confidence > Confidence::Low
    };
    if changes.iter().rev().take_while(|change| change.link == index).any(told) {
        return;
    }
    let quoted = |side: Side| !context.facts(side, link, |fact| fact.kind == Kind::Quote).is_empty();
    let here: FxHashSet<u64> = original.iter().map(|token| token.stem_key).collect();
    let rewrite: Vec<&Token> = context.tokens(Side::Rewrite, link).collect();
    let says = |segment: usize| {
        let voice = |token: &Token| is_voice(context, token) || token.class.has(Class::SOURCED);
        is_sourced(context, Side::Rewrite, segment)
            || context.documents.rewrite.segment_tokens(segment).iter().any(voice)
    };
    let soft = |token: &&Token| {
        (token.class.has(Class::SOFT) || token.class.has(Class::SOFT_LEGAL))
            && !here.contains(&token.stem_key)
    };
    let asked = rewrite.last().is_some_and(|token| token.is("?"));
    if asked
        || Side::BOTH.into_iter().any(quoted)
        || link.segments.rewrite.iter().any(|&s| says(s))
        || rewrite.iter().any(soft)
    {
        return;
    }
    let (claimant, claimed) = parts(original, at);
    let there: FxHashSet<u64> = rewrite.iter().map(|token| token.stem_key).collect();
    let shared = claimed.iter().filter(|token| is_told(context, token, &rewrite)).count();
    let named = |keys: &FxHashSet<u64>| claimant.iter().any(|key| keys.contains(key));
    // *in fact*: that it is so is told besides.
    let assured = rewrite.iter().any(|token| context.language.stance.is_assuring(token));
    let few = shared < SHARED || shared * 3 < claimed.len();
    if few && !(assured && shared > 0) || claimant.is_empty() || named(&there) {
        return;
    }
    // The sentence before or behind may go on with the one who says so.
    let document = &context.documents.rewrite;
    let beside = link.segments.rewrite.iter().flat_map(|&s| [s.checked_sub(1), s.checked_add(1)]).flatten();
    let goes_on =
        beside.filter(|&s| s < document.segments.len() && !link.segments.rewrite.contains(&s)).any(|s| {
            let tokens = document.segment_tokens(s);
            let keys: FxHashSet<u64> = tokens.iter().map(|token| token.stem_key).collect();
            named(&keys) && says(s)
        });
    let Some(first) = rewrite.iter().find(|token| token.kind == TokenKind::Word).filter(|_| !goes_on) else {
        return;
    };
    let mut change = context.change(index, Relation::Dropped, Pair::new(None, None));
    change.kind = Kind::Certainty;
    change.causes = vec![Cause::Certainty];
    change.confidence = Confidence::Medium;
    change.places = Pair::new(Place::Here(original[at].span), Place::At(first.span));
    changes.push(change);
}

/// Where a sentence says that somebody claims something: a verb that only claims, or any verb of saying where somebody
/// contests it right behind.
fn claim(context: &Context, link: &Link, segment: usize, tokens: &[Token]) -> Option<usize> {
    /// A negation so many words before a verb takes it back.
    const TURNS: usize = 3;
    let stance = &context.language.stance;
    let verb = |at: usize| {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let noun = before.is_some_and(|before| {
            before.syntax.any(Syntax::DETERMINER.or(Syntax::PREPOSITION)) || before.class.has(Class::ARTICLE)
        });
        let turns = |token: &Token| {
            token.class.has(Class::NEGATION)
                || token.class.has(Class::WEAK_NEGATION)
                || token.class.has(Class::UNDONE)
        };
        let claims = stance.is_claim(&tokens[at]) || stance.begins_claim(&tokens[at..]);
        !noun && claims && !tokens[at.saturating_sub(TURNS)..at].iter().any(turns)
    };
    if let Some(at) = (0..tokens.len()).find(|&at| verb(at)) {
        return Some(at);
    }
    let at = tokens.iter().position(|token| token.class.has(Class::SPEECH))?;
    let contested = |side: Side, segment: Option<usize>| {
        let document = &context.documents[side];
        let next = segment.map(|segment| segment + 1).filter(|&next| next < document.segments.len());
        let disputes = |token: &Token| stance.disputing.contains(&token.stem);
        next.is_some_and(|next| document.segment_tokens(next).iter().any(disputes))
    };
    let last = link.segments.rewrite.last().copied();
    (contested(Side::Original, Some(segment)) || contested(Side::Rewrite, last)).then_some(at)
}

/// The stems of the one who claims something and of what is claimed; that stands before the verb where it closes the
/// sentence.
fn parts(tokens: &[Token], at: usize) -> (Vec<u64>, Vec<&Token>) {
    /// Words of content of a claim.
    const LEAST: usize = 2;
    fn content(tokens: &[Token]) -> Vec<&Token> {
        tokens.iter().filter(|token| token.is_content()).collect()
    }
    let keys = |tokens: Vec<&Token>| tokens.into_iter().map(|token| token.stem_key).collect::<Vec<_>>();
    let behind = content(&tokens[at + 1..]);
    if behind.len() > LEAST {
        return (keys(content(&tokens[..at])), behind);
    }
    let from = tokens[..at].iter().rposition(|token| token.is(",")).unwrap_or(at);
    let claimant = content(&tokens[from..at]).into_iter().chain(behind).collect();
    (keys(claimant), content(&tokens[..from]))
}

/// The rewrite has the word, or one that says nearly the same.
fn is_told(context: &Context, token: &Token, rewrite: &[&Token]) -> bool {
    let meaning = token.meaning(context.language);
    let near = |other: &&Token| {
        other.stem_key == token.stem_key
            || other.is_content() && meaning.is_near(other.meaning(context.language))
    };
    rewrite.iter().any(near)
}

/// *criticism*, *in her view*: somebody speaks.
fn is_voice(context: &Context, token: &Token) -> bool {
    context.language.stance.is_claim(token) || context.language.stance.is_voice(token)
}
