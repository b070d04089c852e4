//! How sources are read.

use super::Sites;
use crate::decode::Encoding;

/// How sources are read, the same for a whole run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The encoding of all text; `None` to find it out, file by file.
    pub encoding: Option<Encoding>,
    /// Bytes of the longest article that is read, uncompressed.
    pub max_article: usize,
    /// Fields of tables and objects under names of their own: the field (`text`) and the name (`content`).
    pub map: Vec<(String, String)>,
    /// Profiles of sites that the user has.
    pub sites: Sites,
}

/// Bytes of the longest article that is read, unless another bound is asked for. Far above any real one: a file beyond
/// it is something else.
pub const MAX_ARTICLE: usize = 32 << 20;

impl Default for Settings {
    fn default() -> Settings {
        Settings { encoding: None, max_article: MAX_ARTICLE, map: Vec::new(), sites: Sites::default() }
    }
}
