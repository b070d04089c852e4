//! How good the extraction is, measured against gold annotation.
//!
//! A gold file lists the mentions of one article, one a line, without offsets ([`gold`]); [`count`] compares them with a
//! record: exact spans, spans with value, titles at a mention, and the person chains (B³). Counts come first, precision,
//! recall and F1 from them.

mod count;
mod expected;
mod gold;

pub use count::{Counts, Level, Score};
pub use expected::expected;
pub(crate) use gold::find;
pub use gold::{Gold, GoldMention, parse};

/// The four kinds, by the letter that gold files use.
pub const KINDS: [char; 4] = ['N', 'D', 'R', 'P'];
