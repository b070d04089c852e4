//! Text after decoding: normalization, spans, and the way from normalized text back to the file.
//!
//! Inside the program a place in an article is a [`Span`] of bytes of its normalized text, always on character
//! boundaries. What leaves the program counts Unicode scalar values; [`CharIndex`] converts.

mod bare;
mod char_index;
mod gate;
mod line;
mod lookalike;
mod markup;
mod normalize;
mod offset_map;
mod places;
mod rebuild;
mod span;

pub use bare::{bare, unmarked};
pub use char_index::CharIndex;
pub use line::{flat, one_line};
pub use markup::escaped;
pub use normalize::{Normalized, normalize};
pub use offset_map::OffsetMap;
pub use places::{Places, context};
pub use span::Span;
