//! The words by which a text takes its stance: how sure it is, who says it, who denies it.

use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Language;
use super::data::{Attribution, Certainty, Denial, Frame, Hand, Negation};
use super::lexicon::folded;
use super::phrases::Phrases;
use crate::fact::Step;
use crate::token::{Class, Token, key, normal_form};

/// Look-ups for certainty, attribution and denials.
#[derive(Debug, Default)]
pub(crate) struct Stance {
    pub(crate) certainty: Phrases<Step>,
    /// Words by which something is doubted or thought, by keys of theirs.
    doubts: FxHashSet<u64>,
    /// Words that make sure, likewise.
    assuring: FxHashSet<u64>,
    /// Verbs that claim, and words by which somebody speaks at all, likewise.
    claims: FxHashSet<u64>,
    parted_claims: Vec<[CompactString; 2]>,
    voices: FxHashSet<u64>,
    /// *will*
    pub(crate) futures: Vec<CompactString>,
    /// Endings of verbs in the future, as written: *-ará*.
    pub(crate) future_endings: Vec<String>,
    /// Words of plans, by their stems.
    pub(crate) plans: FxHashSet<CompactString>,
    pub(crate) comparing: Vec<CompactString>,
    pub(crate) past_endings: Vec<String>,
    /// Verbs in the past without such an ending.
    pub(crate) past: FxHashSet<CompactString>,
    /// Some are told by an accent alone.
    pub(crate) past_by_accent: bool,
    /// A verb may stand last in its clause.
    pub(crate) verbs_last: bool,
    pub(crate) framed: Vec<Framed>,
    pub(crate) according: Phrases<()>,
    /// Stage of each verb of saying, by its stem.
    pub(crate) speech: FxHashMap<CompactString, u8>,
    /// Groups of each noun of a source, a bit each, by its stem.
    pub(crate) sources: FxHashMap<CompactString, u32>,
    pub(crate) accusers: Vec<CompactString>,
    pub(crate) participle_endings: Vec<String>,
    pub(crate) denials: Phrases<()>,
    /// Before a verb: it is not done.
    pub(crate) refusals: Phrases<()>,
    pub(crate) passive: Vec<CompactString>,
    pub(crate) denial_objects: Vec<CompactString>,
    /// Stems of words that deny as well: *disputes*, *false*.
    pub(crate) disputing: FxHashSet<CompactString>,
    pub(crate) contraries: Contraries,
    /// In the clause of a negation they reach back to a time: *not since 1989*.
    pub(crate) reaching: Vec<CompactString>,
    /// In the clause of a negation they compare, with another word behind what is compared: *as weak as*, *so many*.
    pub(crate) equatives: Vec<[CompactString; 2]>,
    /// They deny what stands behind them, with a second word or none.
    pub(crate) contrasts: Vec<[CompactString; 2]>,
    /// A place is so where nothing is in it.
    pub(crate) vacant: Vec<CompactString>,
    /// Two words that compare with all times.
    pub(crate) ever: Vec<[CompactString; 2]>,
    /// Beside a negation they say that it may still come, and what says so without one.
    pub(crate) yet: Vec<CompactString>,
    pub(crate) pending: Vec<[CompactString; 2]>,
    /// Stems of verbs that put off what comes behind them.
    pub(crate) waiting: Vec<CompactString>,
    /// Before a negation in the past they say that it held until then.
    pub(crate) anterior: Vec<CompactString>,
    /// They say the same without a negation: the first, the last, a record.
    pub(crate) extremes: [Vec<CompactString>; 4],
}

impl Stance {
    /// *may*, *think*
    pub(crate) fn is_doubt(&self, token: &Token) -> bool {
        has(&self.doubts, token)
    }

    /// *clearly*, *confirmed*
    pub(crate) fn is_assuring(&self, token: &Token) -> bool {
        has(&self.assuring, token)
    }

    /// *claims*, *blames*
    pub(crate) fn is_claim(&self, token: &Token) -> bool {
        has(&self.claims, token)
    }

    /// *wirft … vor*: the verb of a claim begins these words.
    pub(crate) fn begins_claim(&self, tokens: &[Token]) -> bool {
        let parts = |[verb, particle]: &[CompactString; 2]| {
            tokens.first().is_some_and(|token| token.norm == *verb)
                && tokens.iter().any(|token| token.norm == *particle)
        };
        self.parted_claims.iter().any(parts)
    }

    /// *criticism*, *view*: somebody says so.
    pub(crate) fn is_voice(&self, token: &Token) -> bool {
        has(&self.voices, token)
    }

    /// *will*, *abrirá*: says what is to come, by its normal form or as it is written.
    pub(crate) fn is_future(&self, norm: &CompactString, written: &str) -> bool {
        let ends = |ending: &String| written.len() > ending.len() && written.ends_with(ending.as_str());
        self.futures.contains(norm) || self.future_endings.iter().any(ends)
    }
}

/// The word stands among those of [`Language::keyed`].
fn has(keys: &FxHashSet<u64>, token: &Token) -> bool {
    token.class.has(Class::STANCE)
        && (keys.contains(&token.stem_key)
            || keys.contains(&token.norm_key)
            || keys.contains(&token.text_key))
}

/// Words of which one denied says much the same as another, by their stems.
#[derive(Debug, Default)]
pub(crate) struct Contraries {
    /// For each word the rows it stands in, and on which side.
    rows: FxHashMap<CompactString, Vec<(usize, bool)>>,
    taking: FxHashSet<CompactString>,
}

impl Contraries {
    /// The two stand on the two sides of a row.
    pub(crate) fn oppose(&self, a: &str, b: &str) -> bool {
        let (Some(a), Some(b)) = (self.rows.get(a), self.rows.get(b)) else { return false };
        a.iter().any(|(row, end)| b.contains(&(*row, !end)))
    }

    /// The two stand on one side of a row.
    pub(crate) fn alike(&self, a: &str, b: &str) -> bool {
        let (Some(a), Some(b)) = (self.rows.get(a), self.rows.get(b)) else { return false };
        a.iter().any(|place| b.contains(place))
    }

    /// A verb that takes its subject or object away.
    pub(crate) fn takes(&self, stem: &str) -> bool {
        self.taking.contains(stem)
    }
}

/// A verb that says something together with the last word of its clause.
#[derive(Debug)]
pub(crate) struct Framed {
    /// By their numbers (see [`Token`](crate::token::Token)).
    pub(crate) opening: Vec<u64>,
    pub(crate) closing: Vec<CompactString>,
    /// Endings of the word before the last; none where any will do.
    pub(crate) endings: Vec<String>,
    pub(crate) step: Step,
}

impl Language {
    /// Takes the tables over.
    pub(super) fn read_stance(&mut self, hand: &Hand) {
        self.read_certainty(&hand.certainty);
        self.read_attribution(&hand.attribution, &hand.denial);
        hand.negation.refusals.iter().for_each(|phrase| self.stance.refusals.insert(phrase, false, ()));
        self.read_contraries(&hand.negation);
        let firsts: Vec<String> = self.stance.refusals.firsts().map(ToString::to_string).collect();
        self.mark(&firsts, Class::REFUSAL);
    }

    fn read_contraries(&mut self, data: &Negation) {
        let mut contraries = Contraries::default();
        for (row, sides) in data.contraries.iter().enumerate() {
            for (words, end) in sides.iter().zip([false, true]) {
                for word in words {
                    contraries.rows.entry(self.stem_anew(&normal_form(word).0)).or_default().push((row, end));
                }
            }
        }
        contraries.taking = data.taking.iter().map(|word| self.stem_anew(&normal_form(word).0)).collect();
        self.stance.contraries = contraries;
        self.stance.reaching = folded(&data.reaching);
        let pairs = |pairs: &[[String; 2]]| {
            pairs.iter().map(|pair| pair.each_ref().map(|word| normal_form(word).0)).collect()
        };
        self.stance.equatives = pairs(&data.equatives);
        self.stance.contrasts = pairs(&data.contrasts);
        self.stance.ever = pairs(&data.ever);
        self.stance.pending = pairs(&data.pending);
        self.stance.vacant = folded(&data.vacant);
        self.stance.yet = folded(&data.yet);
        self.stance.waiting = data.waiting.iter().map(|verb| self.stem_anew(verb)).collect();
        self.stance.anterior = folded(&data.anterior);
        self.stance.extremes = data.extremes.each_ref().map(|words| folded(words));
    }

    /// Marks words, given as dictionary forms, and their stems.
    fn mark_with_stems(&mut self, words: &[String], class: Class) {
        let stems: Vec<String> =
            words.iter().map(|word| self.stem_anew(&normal_form(word).0).to_string()).collect();
        self.mark(words, class);
        self.mark(&stems, class);
    }

    /// Marks words as they are written: *würde*, not *wurde*.
    fn mark_written(&mut self, words: &[String], class: Class) {
        for word in words {
            let spellings = written(word);
            if spellings.len() == 1 {
                self.mark([word], class);
            } else {
                let keys = spellings.iter().map(|spelling| key(spelling));
                keys.for_each(|key| self.written.entry(key).or_default().add(class));
            }
        }
    }

    /// Keys of words by their stems; by themselves where the stem is that of a small word, and as written where their accents
    /// make another word of them.
    fn keyed(&self, words: &[String]) -> FxHashSet<u64> {
        /// A stem of so many letters is hardly that of another word with other accents.
        const LONG: usize = 6;
        let small = |norm: &str| self.class_of(norm).has(Class::FUNCTION);
        let mut keys = FxHashSet::default();
        for word in words {
            let (norm, spellings) = (normal_form(word).0, written(word));
            let stem = self.stem_anew(&norm);
            if spellings.len() > 1 && (small(&norm) || stem.len() < LONG) {
                keys.extend(spellings.iter().map(|spelling| key(spelling)));
            } else if small(&norm) || small(&stem) {
                keys.insert(key(&norm));
            } else {
                keys.insert(key(&stem));
            }
        }
        keys
    }

    fn read_certainty(&mut self, data: &Certainty) {
        let mut add = |phrases: &[String], step: Step| {
            for phrase in phrases {
                let spellings = written(phrase);
                for spelling in &spellings {
                    self.stance.certainty.insert(spelling, spellings.len() > 1, step);
                }
            }
        };
        add(&data.possible, Step::Possible);
        add(&data.able, Step::Able);
        add(&data.probable, Step::Probable);
        add(&data.reported, Step::Reported);
        add(&data.planned, Step::Planned);
        add(&data.alleged, Step::Alleged);
        for (level, phrases) in (1..).zip(&data.legal) {
            add(phrases, Step::Legal(level));
        }
        let words = data.planned.iter().flat_map(|phrase| phrase.split(' '));
        self.stance.plans = words.map(|word| self.stem_anew(&normal_form(word).0)).collect();
        let [doubts, assuring] = [&data.doubts, &data.assuring].map(|words| self.keyed(words));
        let [claims, voices] = [&data.claims, &data.voices].map(|words| self.keyed(words));
        (self.stance.claims, self.stance.voices) = (claims, voices);
        self.stance.parted_claims =
            data.parted_claims.iter().map(|pair| pair.each_ref().map(|word| normal_form(word).0)).collect();
        (self.stance.doubts, self.stance.assuring) = (doubts, assuring);
        for words in [&data.doubts, &data.assuring, &data.claims, &data.voices] {
            self.mark_with_stems(words, Class::STANCE);
        }
        self.stance.futures = folded(&data.futures);
        self.stance.future_endings.clone_from(&data.future_endings);
        self.mark_written(&data.soft, Class::SOFT);
        /// A stem of so many letters is hardly that of another word with other accents.
        const LONG: usize = 6;
        let stem = |word: &String| {
            let (stem, plain) = (self.stem_anew(&normal_form(word).0), written(word).len() == 1);
            (plain || stem.len() >= LONG).then(|| stem.to_string())
        };
        let stems: Vec<String> = data.soft.iter().filter_map(stem).collect();
        self.mark(&stems, Class::SOFT);
        self.mark_with_stems(&data.soft_legal, Class::SOFT_LEGAL);
        self.mark(&data.sure, Class::SURE);
        self.mark_written(&data.undone, Class::UNDONE);
        self.mark(&data.persons, Class::PERSON);
        self.stance.comparing = folded(&data.comparing);
        self.stance.past_endings.clone_from(&data.past_endings);
        self.stance.past = folded(&data.past).into_iter().collect();
        self.stance.past_by_accent = data.past_by_accent;
        self.stance.verbs_last = data.verbs_last;
        for frame in &data.framed {
            self.mark(&frame.opening, Class::CERTAINTY);
            self.stance.framed.push(Framed {
                opening: folded(&frame.opening).iter().map(|word| key(word)).collect(),
                closing: folded(&frame.closing),
                endings: frame.endings.clone(),
                step: match frame.step {
                    Frame::Reported => Step::Reported,
                    Frame::Alleged => Step::Alleged,
                },
            });
        }
    }

    fn read_attribution(&mut self, data: &Attribution, denial: &Denial) {
        data.according.iter().for_each(|phrase| self.stance.according.insert(phrase, false, ()));
        for (level, verbs) in (0..).zip(&data.scale) {
            self.mark_with_stems(verbs, Class::SPEECH);
            for verb in verbs {
                let stem = self.stem_anew(&normal_form(verb).0);
                self.stance.speech.insert(stem, level);
            }
        }
        for (group, nouns) in (0..u32::BITS).zip(&data.sources) {
            for noun in nouns {
                let stem = self.stem_anew(&normal_form(noun).0);
                *self.stance.sources.entry(stem).or_default() |= 1 << group;
            }
        }
        self.mark_with_stems(&data.crimes, Class::CRIME);
        self.stance.accusers =
            data.accusers.iter().map(|noun| self.stem_anew(&normal_form(noun).0)).collect();
        self.stance.participle_endings.clone_from(&data.participle_endings);
        self.mark_with_stems(&data.soft, Class::SOURCED);
        denial.phrases.iter().for_each(|phrase| self.stance.denials.insert(phrase, false, ()));
        self.stance.passive = folded(&denial.passive);
        self.stance.denial_objects = folded(&denial.objects);
        self.stance.disputing =
            denial.answers.iter().map(|word| self.stem_anew(&normal_form(word).0)).collect();
    }

    /// A verb in the past, as far as its form tells.
    pub(crate) fn is_past(&self, norm: &str) -> bool {
        self.stance.past_endings.iter().any(|ending| norm.ends_with(ending.as_str()))
            || self.stance.past.contains(norm)
            || self.irregular(norm).is_some()
    }
}

/// How a word or phrase may be written, where its accents make another word of it: small, and at the beginning of a sentence.
fn written(phrase: &str) -> Vec<String> {
    let plain = phrase.split(' ').all(|word| normal_form(word).0 == *word);
    if plain || phrase.is_ascii() {
        return vec![phrase.to_owned()];
    }
    let mut letters = phrase.chars();
    let capital = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters);
    vec![phrase.to_owned(), capital.collect()]
}
