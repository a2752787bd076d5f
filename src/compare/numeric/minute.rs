//! Minutes of a game: *in the 93rd minute*, *in the third minute of added time*; *on 77 minutes*, *with 13 minutes remaining*.

use crate::compare::Context;
use crate::fact::{Amount, Fact, Unit, Value};
use crate::pair::{Pair, Side};

/// Where the halves of a game end.
const ENDS: [i128; 2] = [45, 90];
/// Tokens looked at behind a figure.
const NEAR: usize = 6;

/// From where a minute is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Start,
    /// *of added time*
    End,
    /// *before half-time*
    ToEnd,
}

/// Two facts are the same minute of a game, counted from different points.
pub(super) fn is_same(context: &Context, facts: Pair<&Fact>) -> bool {
    let one = |side: Side| minute(context, side, facts[side]);
    let (Some((a, from)), Some((b, other))) = (one(Side::Original), one(Side::Rewrite)) else { return false };
    let counted = |minute: Amount, from: From| -> Vec<Amount> {
        let ends = ENDS.map(Amount::from);
        match from {
            From::Start => vec![minute],
            From::End => ends.map(|end| end + minute).to_vec(),
            From::ToEnd => ends.map(|end| end - minute).to_vec(),
        }
    };
    from != other && counted(a, from).iter().any(|minute| counted(b, other).contains(minute))
}

/// The minute that a fact names, and from where it is counted.
fn minute(context: &Context, side: Side, fact: &Fact) -> Option<(Amount, From)> {
    let data = context.language.number_data.as_ref()?;
    let tokens = &context.documents[side].tokens;
    let end = context.documents[side].segments[fact.segment].tokens.end;
    let unit =
        |at: usize| context.language.units.longest(tokens, at).is_some_and(|(_, form)| form.unit == "minute");
    let Value::Amount { amount, unit: of } = fact.readings.first()? else { return None };
    let minutes = match of {
        Unit::Measure(of) => of == "minute",
        Unit::Rank => unit(fact.tokens.1),
        _ => false,
    };
    if !minutes || *amount > Amount::from(120) {
        return None;
    }
    let upto = &tokens[..end];
    let near = || fact.tokens.1..(fact.tokens.1 + NEAR).min(end);
    let from = if near().any(|at| data.added_time.longest(upto, at).is_some()) {
        From::End
    } else if near().any(|at| data.to_play.longest(upto, at).is_some()) {
        From::ToEnd
    } else {
        From::Start
    };
    Some((*amount, from))
}
