//! Months, weekdays, times and words of dates of a language, from its files.

use super::super::data::{Cldr, Hand};
use super::{DateWord, Language, folded};
use crate::token::normal_form;

impl Language {
    pub(super) fn read_dates(&mut self, hand: &Hand, cldr: &Cldr) {
        for (table, lists) in [(&mut self.months, &cldr.months), (&mut self.weekdays, &cldr.weekdays)] {
            for (number, names) in (1..).zip(&lists.names) {
                let short = |name: &&str| name.chars().count() > 2;
                for name in names.iter().map(|name| name.trim_end_matches('.')).filter(short) {
                    table.insert(normal_form(name).0, number);
                }
            }
        }
        hand.grammar.weekdays(&mut self.weekdays);
        for word in hand.grammar.never_dates() {
            self.months.remove(&word);
            self.weekdays.remove(&word);
        }
        for (forms, afternoon) in [(&cldr.periods.am, false), (&cldr.periods.pm, true)] {
            for form in forms {
                self.periods.insert(normal_form(form).0, afternoon);
                self.periods.insert(normal_form(&form.replace('.', "")).0, afternoon);
            }
        }
        self.day_first = cldr.dates.order.starts_with('d');
        let dates = &hand.dates;
        self.relative_days = dates.relative.iter().map(|(word, days)| (normal_form(word).0, *days)).collect();
        self.relative_periods =
            dates.periods.iter().map(|(word, unit)| (normal_form(word).0, unit.clone())).collect();
        for (words, step) in [(&dates.last, -1), (&dates.this, 0), (&dates.next, 1)] {
            self.deictics.extend(words.iter().map(|word| (normal_form(word).0, step)));
        }
        for (words, kind) in [
            (&dates.eras, DateWord::Era),
            (&dates.decades, DateWord::Part),
            (&dates.centuries, DateWord::Century),
        ] {
            self.date_words.extend(words.iter().map(|word| (normal_form(word).0, kind)));
        }
        self.date_words.extend(
            dates.seasons.iter().map(|(word, season)| (normal_form(word).0, DateWord::Season(*season))),
        );
        self.date_words.extend(
            dates.quarters.iter().map(|(word, quarter)| (normal_form(word).0, DateWord::Quarter(*quarter))),
        );
        self.day_cues = folded(&dates.day_cues);
        self.decade_endings = folded(&dates.decade_endings);
        dates.local_time.iter().for_each(|phrase| self.local_time.insert(phrase, false, ()));
        self.year_cues = folded(&dates.year_cues);
        self.named_times = hand
            .times
            .named
            .iter()
            .filter_map(|(word, time)| {
                let (hours, minutes) = time.split_once(':')?;
                Some((normal_form(word).0, hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?))
            })
            .collect();
        self.clock = folded(&hand.times.clock);
        self.zones = folded(&hand.times.zones);
    }
}
