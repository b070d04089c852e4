//! Facts: one pass over the tokens that asks the rooms, one place that settles overlaps, then each room's linking.
//!
//! A *room* is a folder here: one kind of fact with its types, rules, word lists and case table. The list of rooms is
//! the [`rooms!`] call below; sinks, scorer and schema know only the traits [`Room`] and [`Fact`].

mod context;
mod fact;
mod pass;
mod room;
mod settle;

pub mod blocked;
pub mod custom;
pub mod date;
pub mod document;
pub mod number;
pub mod person;

pub use context::Context;
pub use fact::{Cell, Column, Fact, Gather, Holds, IndexColumn, Mention, Sighting, Unit, View};
pub use pass::{Explanation, Extraction, Weighed, extract, watch};
pub use room::{Candidate, Dated, Evidence, Finding, Room, Shared, Triggers};
pub use settle::Loser;

use room::rooms;

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::lexicon::Builder;

// The rooms, in the order in which they are asked and linked, and that decides between candidates of equal length.
// Documents come after dates, since they take their date of issue from them.
rooms! {
    guards {
        blocked: blocked::Blocked,
    }
    facts {
        numbers: number::Numbers => number::Number,
        dates: date::Dates => date::Date,
        documents: document::Documents => document::Document,
        persons: person::Persons => person::Person,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        custom: custom::Customs => custom::Custom,
    }
}
