//! Times of day: *14:40*, *2:40 p.m.*, *9 am*, *noon*.

use super::{Fact, Kind, Scan, Value, time_words};
use crate::token::{Class, TokenKind};

const HALF_DAY: i32 = 12 * 60;

/// The time at token `at`. Without *a.m.* or *p.m.*, an hour up to twelve may be of either half of the day.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Fact> {
    let token = scan.token(at)?;
    if token.kind == TokenKind::Word {
        if !token.class.has(Class::TIME) {
            return None;
        }
        let minutes = *scan.language.named_times.get(&token.norm)?;
        return Some(scan.fact(Kind::Time, at, at + 1, vec![Value::Time(minutes)]));
    }
    if token.kind != TokenKind::Figure {
        return None;
    }
    let (mut to, hour, minute, exact) = clock_figures(scan, at)?;
    let figures = to;
    let afternoon = period(scan, at, hour, &mut to);
    let said = scan.token(to).is_some_and(|t| scan.language.clock.contains(&t.norm));
    let zone = scan.token(to).is_some_and(|t| scan.language.zones.contains(&t.norm) && !t.joined);
    let cued = at > scan.begin
        && token.norm.contains('.')
        && scan.language.time_cues.contains(&scan.tokens[at - 1].norm);
    let grammar = &scan.language.grammar.times;
    // *a las 21.00 ingresó*
    let opened = at >= scan.begin + 2
        && dotted_minutes(&token.norm)
        && !scan.token(to).is_some_and(|t| grammar.hours.contains(&t.norm))
        && grammar.articles.contains(&scan.tokens[at - 1].norm)
        && grammar.openers.contains(&scan.tokens[at - 2].norm);
    let counts =
        scan.token(to).is_some_and(|t| !opened && t.kind == TokenKind::Word && t.is_content() || t.is("%"));
    let dotted = token.norm.contains('.');
    let dated = dotted
        && scan.language.day_cues.iter().any(|cue| cue == scan.norm(to))
        && (scan.is_article(to + 1)
            || scan.token(to + 1).is_some_and(|t| t.class.has(Class::DATE) || t.kind == TokenKind::Figure));
    let written =
        exact && token.norm.len() <= 2 && scan.norm(at + 1) == ":" || zone && (exact || dotted) || dated;
    // *1.23 in the morning* may be an amount where a language asks for more than the half of the day.
    let halved = scan.language.grammar.times.halves.longest(scan.upto(), figures).is_some();
    if dotted && halved && !cued && !scan.language.time_cues.is_empty() {
        return None;
    }
    if afternoon.is_none() && !said && (!cued || counts) && !written {
        return shared(scan, at);
    }
    to += usize::from(said);
    let afternoon = afternoon.or_else(|| if said { period(scan, at, hour, &mut to) } else { None });
    let minutes = hour * 60 + minute;
    let readings = match afternoon {
        Some(_) if hour > 12 => vec![minutes],
        Some(true) => vec![minutes % HALF_DAY + HALF_DAY],
        Some(false) => vec![minutes % HALF_DAY],
        None if cued && hour > 12 => vec![minutes],
        None if (1..=12).contains(&hour) && !token.norm.starts_with('0') => {
            vec![minutes % (2 * HALF_DAY), (minutes + HALF_DAY) % (2 * HALF_DAY)]
        }
        None => vec![minutes],
    };
    Some(scan.fact(Kind::Time, at, to, readings.into_iter().map(Value::Time).collect()))
}

/// *between 12 and 4 p.m.*, *zwischen 9 und 11 Uhr*: the first of two hours that share what tells their half of the day.
fn shared(scan: &Scan, at: usize) -> Option<Fact> {
    let data = scan.language.number_data.as_ref()?;
    let opens = |norm: &str| data.between.iter().chain(&data.from).any(|word| word == norm);
    let (to, hour, minute, _) = clock_figures(scan, at).filter(|(to, ..)| *to == at + 1)?;
    let joint = scan.token(to).filter(|t| t.kind == TokenKind::Word && data.range.contains(&t.norm))?;
    let times = &scan.language.grammar.times;
    // *entre las 12 y las 16 horas*
    let article = |at: usize| usize::from(times.articles.iter().any(|word| word == scan.norm(at)));
    let before = at.checked_sub(1)?;
    let opened = before.checked_sub(article(before)).filter(|&opened| opened >= scan.begin)?;
    if !opens(scan.norm(opened)) || joint.joined {
        return None;
    }
    let second = to + 1 + article(to + 1);
    let (mut end, last, last_minute, _) = clock_figures(scan, second)?;
    let mut half = period(scan, second, last, &mut end);
    let hours = opened < before && times.hours.iter().any(|word| word == scan.norm(end));
    let said = hours || scan.token(end).is_some_and(|t| scan.language.clock.contains(&t.norm));
    end += usize::from(said);
    half = half.or_else(|| if said { period(scan, second, last, &mut end) } else { None });
    let minutes = hour * 60 + minute;
    let readings = match half {
        Some(afternoon) if (1..=12).contains(&hour) && (1..=12).contains(&last) => {
            // *9 to 5 p.m.* begins in the other half of the day.
            let ascends = minutes % HALF_DAY < (last * 60 + last_minute) % HALF_DAY;
            let late = afternoon == ascends;
            vec![minutes % HALF_DAY + if late { HALF_DAY } else { 0 }]
        }
        None if said && (1..=12).contains(&hour) && last <= 12 => {
            vec![minutes % (2 * HALF_DAY), (minutes + HALF_DAY) % (2 * HALF_DAY)]
        }
        None if said => vec![minutes],
        _ => return None,
    };
    Some(scan.fact(Kind::Time, at, to, readings.into_iter().map(Value::Time).collect()))
}

/// *21.00*: two digits behind the stop.
fn dotted_minutes(figure: &str) -> bool {
    figure.split_once('.').is_some_and(|(_, minutes)| minutes.len() == 2)
}

/// Hour and minute in figures: `14:40`, `2.40`, `0900`, `9`; whether minutes were given.
fn clock_figures(scan: &Scan, at: usize) -> Option<(usize, i32, i32, bool)> {
    let norm = scan.norm(at);
    let valid = |hour: i32, minute: i32| (0..=24).contains(&hour) && (0..60).contains(&minute);
    if scan.norm(at + 1) == ":" && scan.token(at + 1)?.joined {
        // Some write a space behind the colon.
        let near = |span: crate::span::Span| span.start - scan.tokens[at + 1].span.end <= 1;
        let minutes = scan
            .token(at + 2)
            .filter(|t| near(t.span) && t.kind == TokenKind::Figure && t.norm.len() == 2)?;
        let (hour, minute) = (norm.parse().ok()?, minutes.norm.parse().ok()?);
        let mut to = at + 3;
        if scan.norm(to) == ":"
            && scan
                .token(to + 1)
                .is_some_and(|t| t.joined && t.norm.len() == 2 && t.kind == TokenKind::Figure)
        {
            to += 2;
        }
        return (norm.len() <= 2 && valid(hour, minute)).then_some((to, hour, minute, true));
    }
    if let Some((hour, minute)) = norm.split_once('.')
        && minute.len() == 2
    {
        let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
        return valid(hour, minute).then_some((at + 1, hour, minute, false));
    }
    let figure: i32 = norm.parse().ok()?;
    match norm.len() {
        1 | 2 if valid(figure, 0) => Some((at + 1, figure, 0, false)),
        4 if valid(figure / 100, figure % 100) => Some((at + 1, figure / 100, figure % 100, true)),
        _ => None,
    }
}

/// *a.m.* or *p.m.* at `to`, behind an hour at `at`: true for the afternoon.
fn period(scan: &Scan, at: usize, hour: i32, to: &mut usize) -> Option<bool> {
    if let Some((length, afternoon)) = time_words::half_of_day(scan, at, *to, hour) {
        *to += length;
        return Some(afternoon);
    }
    let token = scan.token(*to)?;
    let afternoon = *scan.language.periods.get(&token.norm)?;
    *to += 1;
    Some(afternoon)
}
