//! Tokens and sentences.

mod key;
mod sentence;
mod token;
mod tokenize;

pub use key::Key;
pub(crate) use key::letter;
pub(crate) use sentence::{abbreviations, openers};
pub use sentence::{Sentence, Splitter};
pub use token::{Kind, Token};
pub use tokenize::tokenize;
