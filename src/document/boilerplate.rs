//! Page furniture: blocks of a scraped page that are not of the article, told by general signs.

use crate::language::Language;
use crate::segment::{Block, Role};

/// Labels the blocks that are page furniture.
pub(super) fn label(text: &str, blocks: &mut [Block], language: &Language) {
    let signs = &language.boilerplate;
    for block in blocks.iter_mut() {
        let line = block.span.of(text).to_lowercase();
        let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
        let heading = signs.headings.iter().any(|h| h == bare);
        let pointer = signs.pointers.iter().any(|p| line.starts_with(p.as_str()));
        if heading || pointer {
            block.role = Role::Boilerplate;
        }
    }
}
