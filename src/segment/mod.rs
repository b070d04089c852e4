//! Tokens and sentences.

mod key;
mod sentence;
mod token;
mod tokenize;

pub use key::Key;
pub use sentence::{Sentence, sentences};
pub use token::{Kind, Token};
pub use tokenize::tokenize;
