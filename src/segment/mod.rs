//! Tokens and sentences.

mod key;
mod memo;
mod sentence;
mod token;
mod tokenize;

pub use key::Key;
pub(crate) use key::{letter, spread};
pub use memo::Memo;
pub use sentence::{Sentence, Splitter};
pub(crate) use sentence::{abbreviations, openers};
pub use token::{Kind, Token};
pub use tokenize::tokenize;
