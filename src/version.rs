//! What this program is built from, and what records are made by.

use sha2::{Digest, Sha256};

use crate::hexadecimal::hexadecimal;
use crate::lexicon::Own;
use crate::source::Settings;

/// Version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Hash of the built-in word lists and profiles of sites.
pub const LEXICON: &str = env!("TRICH_LEXICON");

/// Hash of all sources of the program.
const SOURCES: &str = env!("TRICH_SOURCES");

/// The commit that the program was built from, where that was known.
pub fn commit() -> Option<&'static str> {
    let commit = env!("TRICH_COMMIT");
    (!commit.is_empty()).then_some(commit)
}

/// Version, commit and hash of the word lists in one line.
pub fn described() -> String {
    let commit = commit().map(|commit| format!("commit {commit}, ")).unwrap_or_default();
    format!("{VERSION} ({commit}lexicon {LEXICON})")
}

/// Hash of all that the record of an article depends on besides the article: the program, its lists, what the user adds,
/// and how articles are read.
pub fn made_by(own: &Own, settings: &Settings) -> String {
    let Settings { encoding, max_article, map, sites: _ } = settings;
    hash(&format!("{VERSION} {SOURCES} {own:?} {encoding:?} {max_article} {map:?}"))
}

fn hash(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes())[..16])
}
