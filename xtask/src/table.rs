//! Writes the tables: TOML, one entry a line, so that they diff well.

use std::fmt::Write as _;

/// A TOML file in the making.
pub struct Table {
    text: String,
}

impl Table {
    /// A table that opens with a header of `#` lines.
    pub fn new(header: String) -> Self {
        Table { text: header }
    }

    /// Opens `[name]`.
    pub fn section(&mut self, name: &str) {
        self.text += &format!("\n[{name}]\n");
    }

    /// Writes `key = value`; the value is TOML already.
    pub fn entry(&mut self, key: &str, value: &str) {
        self.text += &format!("{} = {value}\n", name(key));
    }

    /// Writes a list whose items, TOML already, stand on lines of their own.
    pub fn lines(&mut self, key: &str, items: impl IntoIterator<Item = String>) {
        self.text += &format!("{} = [\n", name(key));
        items.into_iter().for_each(|item| self.text += &format!("  {item},\n"));
        self.text += "]\n";
    }

    /// The file.
    pub fn finish(self) -> String {
        self.text
    }
}

/// A key: bare where TOML allows it.
pub fn name(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(bare) { key.to_string() } else { string(key) }
}

/// A basic string; what cannot be seen is escaped.
pub fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            _ if is_invisible(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out + "\""
}

/// A list of strings on one line.
pub fn strings<S: AsRef<str>>(items: &[S]) -> String {
    format!("[{}]", items.iter().map(|item| string(item.as_ref())).collect::<Vec<_>>().join(", "))
}

/// A space that is no plain space, a control or a format character.
fn is_invisible(c: char) -> bool {
    c.is_control() || (c.is_whitespace() && c != ' ') || is_format(c)
}

/// A character that only steers layout: soft hyphen, joiners, marks of direction.
fn is_format(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Text as it is looked up: no layout characters, every run of white space one space, trimmed.
pub fn plain(text: &str) -> String {
    let visible: String = text.chars().filter(|&c| !is_format(c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds what is not there yet and not empty.
pub fn push_new(list: &mut Vec<String>, item: impl Into<String>) {
    let item = item.into();
    if !item.is_empty() && !list.contains(&item) {
        list.push(item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_bare_where_toml_allows_it() {
        assert_eq!(name("square-kilometer"), "square-kilometer");
        assert_eq!(name("lakh crore"), "\"lakh crore\"");
        assert_eq!(name("€"), "\"€\"");
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        assert_eq!(string("a\u{A0}\"b\u{200E}"), "\"a\\u00A0\\\"b\\u200E\"");
        assert_eq!(plain("\u{200F}0\u{202F}lakh \u{AD}crore "), "0 lakh crore");
    }

    #[test]
    fn a_list_stands_on_lines_of_its_own() {
        let mut table = Table::new("# head\n".into());
        table.section("months");
        table.lines("names", [strings(&["January", "Jan"])]);
        assert_eq!(table.finish(), "# head\n\n[months]\nnames = [\n  [\"January\", \"Jan\"],\n]\n");
    }
}
