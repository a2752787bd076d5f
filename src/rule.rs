//! Judge: changes → findings, by rules. Rules are data (`rules/<id>.toml`), verbs are code.

mod apply;
mod builtin;
mod condition;
mod load;
mod problem;
mod template;
pub mod test;
pub mod verb;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::apply::{Aside, Explanation, Miss};
pub(crate) use self::apply::{Judge, counts, middle_cut};
pub use self::condition::Condition;
pub(crate) use self::condition::names as condition_names;
pub(crate) use self::load::RawRule;
pub use self::problem::Problem;
pub(crate) use self::problem::nearest;
pub use self::template::Template;
pub(crate) use self::verb::Scene;
pub use self::verb::{Search, Verb};
use crate::compare::{Cause, Relation};
use crate::fact::own::Own;
use crate::fact::{Amount, Kind};
use crate::finding::{Category, Confidence, Severity};

/// What must hold of a rewrite: presets of what a rule set says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Nothing may be lost.
    #[default]
    Rewrite,
    /// Leaving out is fair, except denials and what headline and lead say.
    Condense,
    /// Leaving out is fair; altering and adding are not.
    Summary,
    /// Two languages: of quotes the facts count, not the words.
    Translation,
}

impl Mode {
    /// Every mode with its name.
    pub const ALL: [(Mode, &'static str); 4] = [
        (Mode::Rewrite, "rewrite"),
        (Mode::Condense, "condense"),
        (Mode::Summary, "summary"),
        (Mode::Translation, "translation"),
    ];

    /// As in JSON and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(mode, _)| *mode == self).map_or("rewrite", |(_, name)| name)
    }
}

/// The part of a rule that decides whether it applies.
#[derive(Clone, Debug)]
pub struct Check {
    /// What happened.
    pub verb: Verb,
    /// To which kind of fact.
    pub fact: Kind,
    /// Only where one of these is among the causes; any where empty.
    pub causes: Vec<Cause>,
    /// Relative difference that is taken as kept; where unset, a tenth between amounts of which one is approximate.
    pub tolerance: Option<Amount>,
    /// Only where this holds.
    pub when: Option<Condition>,
    /// As severe as the rules for what is lost with it: a dropped sentence that held a denial is as bad as a dropped denial.
    pub held: bool,
    /// What a verb looks for that does not judge changes.
    pub search: Search,
}

impl Check {
    /// A fact of this kind is one that is judged.
    pub(crate) fn judges(&self, kind: Kind) -> bool {
        self.fact == kind || self.fact == Kind::Figure && kind.is_numeric()
    }
}

/// A severity for some of the changes that a rule finds.
#[derive(Clone, Debug)]
pub struct Level {
    /// One of these is among the causes; any where empty.
    pub causes: Vec<Cause>,
    /// And this holds.
    pub when: Option<Condition>,
    /// Then it is this bad.
    pub severity: Severity,
}

/// An example that shows what a rule does: marks `{{…}}` stand where it must report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleTest {
    /// A sentence.
    pub name: String,
    /// With marks.
    pub original: String,
    /// A later version of the original, with marks; then those of the original stand here.
    pub update: Option<String>,
    /// With marks.
    pub rewrite: String,
    /// The mode it runs in.
    pub mode: Mode,
    /// ISO 639-1 code of both texts.
    pub language: String,
    /// A known gap: the test fails as long as the rule cannot do it, and must be told when it can.
    pub todo: bool,
    /// `meta` of the record.
    pub meta: BTreeMap<String, String>,
}

/// A checked rule: applying it cannot fail.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its file's name.
    pub id: String,
    /// One sentence.
    pub summary: String,
    /// MQM category.
    pub category: Category,
    /// How bad, where no level says otherwise.
    pub severity: Severity,
    /// The first that holds decides.
    pub levels: Vec<Level>,
    /// What the report says.
    pub message: Template,
    /// Why it matters.
    pub why: String,
    /// How sure its findings are, whatever compare says.
    pub confidence: Option<Confidence>,
    /// In force; a rule that says `enabled = false` waits for a configuration that turns it on.
    pub enabled: bool,
    /// When it applies.
    pub check: Check,
    /// Its own examples; those of a built-in rule are read when they are asked for.
    tests: Vec<RuleTest>,
    /// Its file.
    pub path: String,
    /// Comes with factdiff.
    pub builtin: bool,
}

impl Rule {
    /// Looks at the texts itself, and does not judge what compare found.
    #[must_use]
    pub fn searches(&self) -> bool {
        !matches!(self.check.search, Search::Changes)
    }

    /// Its own examples.
    #[must_use]
    pub fn tests(&self) -> Cow<'_, [RuleTest]> {
        if self.builtin { Cow::Owned(builtin::tests(&self.id)) } else { Cow::Borrowed(&self.tests) }
    }
}

/// Rules in force, by id.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// In the order of their ids.
    rules: Vec<Rule>,
    /// Which of them judge a fact of a kind to which something happened: so a change meets only rules that may fire.
    judging: FxHashMap<(Kind, Relation), Vec<usize>>,
    /// Which of them look at the texts themselves.
    searching: Vec<usize>,
    /// Kinds of fact that rule files define.
    own: Arc<[Own]>,
    /// FNV-1a over all files read.
    hash: u64,
}

impl Default for RuleSet {
    /// The built-in rules.
    fn default() -> Self {
        builtin::rules().clone()
    }
}

impl RuleSet {
    /// No rules.
    #[must_use]
    pub fn empty() -> Self {
        Self::of(Vec::new(), Arc::default(), FNV_OFFSET)
    }

    /// Rules in the order of their ids.
    fn of(rules: Vec<Rule>, own: Arc<[Own]>, hash: u64) -> Self {
        let mut judging: FxHashMap<(Kind, Relation), Vec<usize>> = FxHashMap::default();
        for (i, rule) in rules.iter().enumerate() {
            let Some(relation) = rule.check.verb.relation() else { continue };
            let family = Kind::ALL.into_iter().filter(|kind| kind.is_numeric() && rule.check.judges(*kind));
            let alone = Some(rule.check.fact).filter(|kind| !kind.is_numeric());
            for kind in family.chain(alone) {
                judging.entry((kind, relation)).or_default().push(i);
            }
        }
        let searching = (0..rules.len()).filter(|&i| rules[i].searches()).collect();
        Self { rules, judging, searching, own, hash }
    }

    fn position(&self, id: &str) -> Result<usize, usize> {
        self.rules.binary_search_by(|rule| rule.id.as_str().cmp(id))
    }

    /// Reads rule files (path and text of each) into the set; a rule replaces one with its id. Files that do not end in
    /// `.toml` are the glossaries that rules name.
    ///
    /// # Errors
    /// Every mistake in every file, with its place; the set is left as it was.
    pub fn read(&mut self, files: &[(String, String)]) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        let mut fresh: BTreeMap<String, (String, Rule)> = BTreeMap::new();
        let mut own: Vec<Own> = self.own.to_vec();
        let rules = || files.iter().filter(|(path, _)| path.ends_with(".toml"));
        let mut kinds: Vec<String> = own.iter().map(|own| own.kind.as_str().to_owned()).collect();
        kinds.extend(rules().flat_map(|(_, text)| load::kinds(text)));
        for (path, text) in rules() {
            match load::rule(path, text, files, &kinds) {
                Ok((rule, facts)) => {
                    if let Some((first, _)) = fresh.get(&rule.id) {
                        problems.push(load::duplicate(path, text, &rule.id, first));
                        continue;
                    }
                    for fact in facts {
                        own.retain(|known| known.kind != fact.kind);
                        own.push(fact);
                    }
                    fresh.insert(rule.id.clone(), (path.clone(), rule));
                }
                Err(mut found) => problems.append(&mut found),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut rules = std::mem::take(&mut self.rules);
        rules.retain(|rule| !fresh.contains_key(&rule.id));
        rules.extend(fresh.into_values().map(|(_, rule)| rule));
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        let hash = files.iter().fold(self.hash, |hash, (_, text)| fnv_from(hash, text.as_bytes()));
        *self = Self::of(rules, own.into(), hash);
        Ok(())
    }

    /// All rules, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// The rules that are not turned off, by id.
    pub(crate) fn in_force(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|rule| rule.enabled)
    }

    /// The rules in force that judge facts of a kind to which something happened, by id.
    pub(crate) fn judging(&self, kind: Kind, relation: Relation) -> impl Iterator<Item = &Rule> {
        let judging = self.judging.get(&(kind, relation)).map_or(&[][..], Vec::as_slice);
        judging.iter().map(|&i| &self.rules[i]).filter(|rule| rule.enabled)
    }

    /// The rules in force that look at the texts themselves, by id.
    pub(crate) fn searching(&self) -> impl Iterator<Item = &Rule> {
        self.searching.iter().map(|&i| &self.rules[i]).filter(|rule| rule.enabled)
    }

    /// Kinds of fact that rule files define.
    #[must_use]
    pub fn own_facts(&self) -> Arc<[Own]> {
        Arc::clone(&self.own)
    }

    /// The rule with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.position(id).ok().map(|at| &self.rules[at])
    }

    /// A rule whose settings may be changed, as the configuration does, but not its id, its verb or its kind of fact.
    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut Rule> {
        self.position(id).ok().map(|at| &mut self.rules[at])
    }

    /// Only the rule with this id, switched on.
    #[must_use]
    pub fn only(&self, id: &str) -> Self {
        let rule = self.get(id).map(|rule| Rule { enabled: true, ..rule.clone() });
        Self::of(rule.into_iter().collect(), Arc::clone(&self.own), self.hash)
    }

    /// The same rules, those too that were switched off.
    #[must_use]
    pub fn switched_on(&self) -> Self {
        let mut all = self.clone();
        all.rules.iter_mut().for_each(|rule| rule.enabled = true);
        all
    }

    /// The id nearest to one that is not there.
    #[must_use]
    pub fn nearest(&self, id: &str) -> Option<&str> {
        nearest(id, self.rules.iter().map(|rule| rule.id.as_str()))
    }

    /// A hash over all rule files that were read (FNV-1a, 64 bits, in hexadecimal).
    #[must_use]
    pub fn hash(&self) -> String {
        format!("{:016x}", self.hash)
    }
}

/// The path of a file that a rule file names, beside it.
pub(crate) fn beside(rule: &str, name: &str) -> String {
    match rule.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}

/// The glossary that a rule file names; none where it names none or cannot be read.
pub(crate) fn glossary(rule: &str, text: &str) -> Option<String> {
    let table: toml::Table = toml::from_str(text).ok()?;
    Some(beside(rule, table.get("check")?.get("term")?.get("file")?.as_str()?))
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, 64 bits: stable over versions, unlike the hashers of the standard library.
pub(crate) fn fnv(bytes: &[u8]) -> u64 {
    fnv_from(FNV_OFFSET, bytes)
}

fn fnv_from(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
