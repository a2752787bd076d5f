//! Messages with names in braces, checked when they are read.

use super::nearest;

/// What a name in a message stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Original,
    Rewrite,
    Difference,
    Kind,
    Causes,
    Contains,
    Words,
    Expected,
}

/// The names a message may use.
const FIELDS: [(&str, Field); 8] = [
    ("original", Field::Original),
    ("rewrite", Field::Rewrite),
    ("difference", Field::Difference),
    ("kind", Field::Kind),
    ("causes", Field::Causes),
    ("contains", Field::Contains),
    ("words", Field::Words),
    ("expected", Field::Expected),
];

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Field(Field),
}

/// A message with its names found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

impl Template {
    /// Reads a message.
    ///
    /// # Errors
    /// What is wrong, what would be right, and the bytes of the message that are meant.
    pub(crate) fn read(text: &str) -> Result<Self, (String, Option<String>, std::ops::Range<usize>)> {
        let mut pieces = Vec::new();
        let mut at = 0;
        while let Some(open) = text[at..].find('{') {
            let open = at + open;
            let Some(close) = text[open..].find('}').map(|close| open + close) else {
                return Err(("a brace opens here and never closes".to_owned(), None, open..text.len()));
            };
            let name = &text[open + 1..close];
            let Some((_, field)) = FIELDS.iter().find(|(known, _)| *known == name) else {
                let known: Vec<String> = FIELDS.iter().map(|(name, _)| format!("{{{name}}}")).collect();
                let help = nearest(name, FIELDS.iter().map(|(name, _)| *name)).map_or_else(
                    || format!("a message may use {}", known.join(", ")),
                    |right| format!("did you mean `{{{right}}}`?"),
                );
                return Err((
                    format!("unknown name `{{{name}}}` in the message"),
                    Some(help),
                    open..close + 1,
                ));
            };
            pieces.push(Piece::Text(text[at..open].to_owned()));
            pieces.push(Piece::Field(*field));
            at = close + 1;
        }
        pieces.push(Piece::Text(text[at..].to_owned()));
        Ok(Self(pieces))
    }

    /// The message with each name replaced.
    pub(crate) fn fill(&self, value: impl Fn(Field) -> String) -> String {
        self.0.iter().fold(String::new(), |message, piece| match piece {
            Piece::Text(text) => message + text,
            Piece::Field(field) => message + &value(*field),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_in() {
        let template = Template::read("{original} became {rewrite}").unwrap();
        assert_eq!(template.fill(|field| format!("{field:?}")), "Original became Rewrite");
    }

    #[test]
    fn a_misspelt_name_is_told_with_the_right_one() {
        let (message, help, span) = Template::read("lost: {orignal}").unwrap_err();
        assert_eq!(
            (message.as_str(), help.as_deref(), span),
            ("unknown name `{orignal}` in the message", Some("did you mean `{original}`?"), 6..15)
        );
    }
}
