//! What a language says by hand of quotes, negations, definitions, furniture and grammar.

use super::super::connectives::Connectives;
use super::super::consistency::Consistency;
use super::super::data::Hand;
use super::super::offices::Offices;
use super::super::wording::Wording;
use super::{Language, folded};
use crate::token::Class;

impl Language {
    pub(super) fn read_rest(&mut self, hand: Hand) {
        self.mark(&hand.function_words, Class::FUNCTION);
        self.mark(&hand.articles, Class::FUNCTION);
        self.mark(&hand.never_names, Class::NEVER_NAME);
        self.mark(&hand.abbreviations, Class::ABBREVIATION);
        self.mark(&hand.quotes.reporting, Class::REPORTING);
        self.mark(&hand.quotes.pronouns, Class::PRONOUN);
        self.mark(&hand.negation.strong, Class::NEGATION);
        self.mark(&hand.negation.weak, Class::WEAK_NEGATION);
        self.mark(&hand.negation.auxiliaries, Class::AUXILIARY);
        let stems: Vec<_> = hand.negation.weak.iter().map(|word| self.stem_anew(word).to_string()).collect();
        self.mark(&stems, Class::WEAK_NEGATION);
        let stems: Vec<_> =
            hand.quotes.reporting.iter().map(|word| self.stem_anew(word).to_string()).collect();
        self.mark(&stems, Class::REPORTING);
        for phrase in &hand.negation.idle {
            self.idle_negation.insert(phrase, false, ());
        }
        self.universals = folded(&hand.negation.universals);
        self.partitives = folded(&hand.negation.partitives);
        self.embedding = hand.negation.embedding.iter().map(|verb| self.stem_anew(verb)).collect();
        self.nominal = folded(&hand.negation.nominal);
        self.circumstances = folded(&hand.negation.circumstances);
        self.limits = folded(&hand.negation.limits);
        self.privatives = hand.negation.privatives.iter().map(|verb| self.stem_anew(verb)).collect();
        self.exceptions = hand.negation.exceptions.each_ref().map(|words| folded(words));
        self.litotes = folded(&hand.negation.litotes);
        self.needs = folded(&hand.negation.needs);
        let stems = hand.negation.needs.iter().map(|word| self.stem_anew(word)).collect::<Vec<_>>();
        self.needs.extend(stems);
        self.earliest = folded(&hand.negation.earliest);
        self.limiting = hand.negation.limiting.iter().map(|word| self.stem_anew(word)).collect();
        self.affirming = folded(&hand.negation.affirming);
        self.degrees.clone_from(&hand.negation.degrees);
        self.raising = hand.negation.raising.iter().map(|word| self.stem_anew(word)).collect();
        self.continuing = folded(&hand.negation.continuing);
        self.time_cues = folded(&hand.times.cues);
        self.focus = folded(&hand.negation.focus);
        self.correlatives = folded(&hand.negation.correlatives);
        self.articles = folded(&hand.articles);
        for phrase in &hand.definitions {
            self.definitions.insert(phrase, false, ());
        }
        self.inflections = hand.inflections;
        self.negated_endings = hand.negation.endings;
        self.negative_prefixes = hand.negation.prefixes;
        self.negative_suffixes = hand.negation.suffixes;
        self.least_quote_words = hand.quotes.least_words;
        self.boilerplate = hand.boilerplate.indexed();
        self.grammar = hand.grammar.read();
        self.wording = Wording::new(&hand.wording);
        self.consistency = Consistency::new(&hand.consistency);
        self.offices = Offices::new(&hand.offices);
        self.connectives = Connectives::new(&hand.connectives, |word| self.stem(word));
    }
}
