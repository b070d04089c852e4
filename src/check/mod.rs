//! Regression tests for extraction: today's output against the accepted one, article by article.
//!
//! A *corpus* is a folder of articles. Beside an article `a.txt` may stand `a.expected.tsv`, what the program said when
//! its output was last accepted ([`crate::score::expected`]), and `a.gold.tsv`, what is right ([`crate::score::parse`]).
//! [`Corpus`] runs over the articles, [`compare()`] finds what was gained, lost and changed, [`Tally`] counts it by kind
//! and rule, and [`machine`] writes it for other programs. [`Runs`] does the same for two outputs of `trich run`.
//!
//! Nothing here writes a file but [`accept`].

mod accepted;
mod compare;
mod config;
mod corpus;
mod draft;
mod lint;
pub mod machine;
mod runs;
mod scored;
mod suggest;
mod tally;

pub use accepted::{accept, beside};
pub use compare::{Change, Line, What, compare};
pub use config::{Config, Floor, NAME, config_path};
pub use corpus::{Checked, Corpus, Outcome};
pub use draft::draft;
pub use lint::{Flaw, Linted, try_examples};
pub use runs::{Runs, is_output};
pub use scored::Scored;
pub use suggest::{Suggestion, Suggestions, sightings};
pub use tally::{Count, Tally};

/// The words at bytes `start..end` of a text in their context, on one line: `… quỹ [35 triệu đồng] cho xã…`.
fn around(text: &str, start: usize, end: usize) -> String {
    const CONTEXT: usize = 30;
    let [before, words, after] = crate::text::context(text, start, end, CONTEXT);
    crate::text::flat(&format!("…{before}[{words}]{after}…"))
}
