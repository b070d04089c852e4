//! What the program withstands: texts made to cost time, names and links made to lead astray, words made to be obeyed; and
//! what it says of it all.

#[path = "../support/mod.rs"]
mod support;

mod errors;
mod linear;
mod same;
mod security;
