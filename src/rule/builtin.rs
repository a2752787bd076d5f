//! The rules that come with factdiff: the files in `rules/`.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use super::{Problem, RuleSet, RuleTest, fnv_from, load};

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// In every file the tests stand last, and are not needed to judge.
const TESTS: &str = "\n[[test]]";

/// Read once per run, without their tests.
pub(super) fn rules() -> &'static RuleSet {
    static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
        let files = files();
        let heads: Vec<(String, String)> = files
            .iter()
            .map(|(path, text)| (path.clone(), text.split(TESTS).next().unwrap_or_default().to_owned()))
            .collect();
        let mut set = RuleSet::empty();
        let all = files.iter().fold(set.hash, |hash, (_, text)| fnv_from(hash, text.as_bytes()));
        set.read(&heads).unwrap_or_else(wrong);
        set.hash = all;
        set.rules.iter_mut().for_each(|rule| rule.builtin = true);
        set
    });
    &RULES
}

/// The tests of a rule.
pub(super) fn tests(id: &str) -> Vec<RuleTest> {
    let files = files();
    let path = format!("rules/{id}.toml");
    let Some((_, text)) = files.iter().find(|(own, _)| *own == path) else { return Vec::new() };
    load::rule(&path, text, &files, &[]).map_or_else(wrong, |(rule, _)| rule.tests)
}

/// Path and text of each.
fn files() -> Vec<(String, String)> {
    let rules = FILES.files().filter(|file| file.path().extension().is_some_and(|e| e == "toml"));
    let read = |file: &include_dir::File| {
        let text = file.contents_utf8().unwrap_or_default().to_owned();
        (format!("rules/{}", file.path().display()), text)
    };
    rules.map(read).collect()
}

fn wrong<T>(problems: Vec<Problem>) -> T {
    let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
    unreachable!("the built-in rules are checked by the tests:\n{}", all.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_tests_stands_behind_the_first_test() {
        for (path, text) in files() {
            let behind = text.split(TESTS).skip(1);
            let other = behind.flat_map(str::lines).find(|line| line.starts_with('['));
            assert_eq!(other.filter(|line| !line.starts_with("[test.")), None, "{path}");
            assert!(!text.starts_with(&TESTS[1..]), "{path}");
        }
    }
}
