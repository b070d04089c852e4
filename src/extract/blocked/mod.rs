//! Places that look like facts and are none.
//!
//! # What it finds
//! Web and e-mail addresses, telephone numbers, plates, numbers of houses, codes and names with digits (`A320`, `U23`,
//! `lớp 12A`, `quận 1`, `bão số 3`, `giai đoạn 2`), posts of roads (`km 312+500`), versions, articles of laws, markers of
//! lists. They take part in the settling of overlaps, as candidates that cover the digits and the words which give them
//! away, and are dropped afterwards.
//!
//! # What it leaves out
//! Numbers of documents, which the document room reads; dates.
//!
//! # Examples
//!
//! | text | blocked |
//! |---|---|
//! | `ở quận 7, 8 và 12` | `quận 7, 8 và 12` |
//! | `theo khoản 3 Điều 31` | `khoản 3`, `Điều 31` |
//! | `số 12/4 đường Lê Lợi` | `số 12/4` |
//! | `cấp 3 tỷ đồng` | nothing: a scale follows |
//!
//! # Grammar
//! A head word with a number (`heads.rs`), or a shape of digits, letters and marks that touch (`shapes.rs`).
//!
//! # Sources
//! `lexicon/`, see `SOURCES.md`.

mod heads;
mod shapes;

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::extract::{Candidate, Cell, Column, Context, Fact, Finding, Mention, Room, Shared, Triggers};
use crate::lexicon::Builder;
use crate::segment::Kind;

use heads::Heads;
use shapes::Shapes;

/// The guard.
pub struct Blocked {
    heads: Heads,
    shapes: Shapes,
}

impl Room for Blocked {
    const NAME: &'static str = "blocked";
    type Seen = ();
    type Fact<'a> = NoFact;

    fn load(builder: &mut Builder) -> Result<Blocked, Error> {
        Ok(Blocked { heads: Heads::load(builder)?, shapes: Shapes::load(builder)? })
    }

    fn triggers(&self) -> Triggers {
        Triggers { kinds: vec![Kind::Digits], tags: vec![self.heads.tag(), self.shapes.web_tag()] }
    }

    fn find(&self, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, ()>) -> usize {
        let kind = cx.token(at).kind;
        if kind == Kind::Digits || self.heads.may_lead(cx, at) || shapes::is_web(cx.token(at)) {
            self.block(cx, at, kind, finding);
        }
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

impl Blocked {
    /// Proposes the place of which token `at` is a part, if it is one.
    fn block(&self, cx: &Context<'_>, at: usize, kind: Kind, finding: &mut Finding<'_, ()>) {
        let place = match kind {
            Kind::Digits => self.shapes.find(cx, at),
            _ if shapes::is_web(cx.token(at)) => shapes::web(cx, at),
            _ => self.heads.find(cx, at),
        };
        if let Some((from, next, rule)) = place {
            finding.push(cx.span(from, next), rule, ());
        }
    }
}

/// First token, token after the last one, rule.
type Place = (usize, usize, &'static str);

/// Guards state nothing.
#[derive(Clone, Debug)]
pub enum NoFact {}

impl Fact for NoFact {
    fn heading() -> &'static str {
        ""
    }

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
