//! Places that look like facts and are none.
//!
//! # What it finds
//! # What it leaves out
//! # Examples
//! # Grammar
//! # Sources

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::extract::{Candidate, Cell, Column, Context, Fact, Finding, Mention, Room, Shared, Triggers};
use crate::lexicon::Builder;

/// The guard.
pub struct Blocked;

impl Room for Blocked {
    const NAME: &'static str = "blocked";
    type Seen = ();
    type Fact<'a> = NoFact;

    fn load(_builder: &mut Builder) -> Result<Blocked, Error> {
        Ok(Blocked)
    }

    fn triggers(&self) -> Triggers {
        Triggers::default()
    }

    fn find(&self, _cx: &Context<'_>, at: usize, _finding: &mut Finding<'_, ()>) -> usize {
        at + 1
    }

    fn resolve<'a>(
        &self,
        _cx: &Context<'a>,
        _mentions: Vec<Candidate<()>>,
        _shared: &mut Shared,
        _diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<NoFact> {
        Vec::new()
    }
}

/// Guards state nothing.
#[derive(Clone, Debug)]
pub enum NoFact {}

impl Fact for NoFact {
    fn columns() -> &'static [Column] {
        &[]
    }

    fn rows<'s>(&'s self, _add: &mut dyn FnMut(&'s Mention<'s>, Vec<Cell<'s>>)) {}

    fn mentions(&self) -> impl Iterator<Item = &Mention<'_>> {
        std::iter::empty()
    }

    fn summary(&self) -> String {
        String::new()
    }
}
