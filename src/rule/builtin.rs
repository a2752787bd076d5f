//! The rules that come with factdiff: the files in `rules/`.

use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use super::RuleSet;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// Read once per run.
pub(super) fn rules() -> &'static RuleSet {
    static RULES: LazyLock<RuleSet> = LazyLock::new(|| {
        let mut set = RuleSet::empty();
        let files: Vec<(String, String)> = FILES
            .files()
            .filter(|file| file.path().extension().is_some_and(|e| e == "toml"))
            .map(|file| {
                (
                    format!("rules/{}", file.path().display()),
                    file.contents_utf8().unwrap_or_default().to_owned(),
                )
            })
            .collect();
        set.read(&files).unwrap_or_else(|problems| {
            let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
            unreachable!("the built-in rules are checked by the tests:\n{}", all.join("\n"))
        });
        set.rules.values_mut().for_each(|rule| rule.builtin = true);
        set
    });
    &RULES
}
