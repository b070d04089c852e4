//! One matcher for every word list of every room.
//!
//! A list is a TSV file beside the rule that uses it. Rooms read their lists with [`Table`] and register each entry's
//! words with [`Builder::add`]; the finished [`Lexicon`] then marks every token at which an entry begins, in one walk.
//! Entries match by folded key ([`crate::segment::Key`]): case, tone placement and i/y do not matter. Where case does,
//! the rule looks at the token.
//!
//! The user's own lists ([`OwnList`]) have the columns of the built-in list that they add to.

pub mod builtin;
mod hits;
mod kinds;
mod matcher;
mod own;
mod table;
mod trie;

pub use hits::{Entries, Hit, Hits, Tag, Tags};
pub use kinds::{Example, OwnKind};
pub use matcher::{Builder, Lexicon};
pub(crate) use own::kept;
pub use own::{Own, OwnList, OwnSite};
pub use table::{Row, Table};
