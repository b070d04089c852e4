//! What a rule saw at one place, before the article completes it.

use super::code::Code;
use crate::text::Span;

/// A reference, as printed.
#[derive(Clone, Debug)]
pub struct Seen {
    /// First token, and the token after the last one.
    pub(super) from: u32,
    pub(super) to: u32,
    /// Row of the type: the one that the words and the code agree on.
    pub(super) kind: u16,
    /// The type as the words have it; `văn bản` where the code says more.
    pub(super) printed: u16,
    pub(super) body: Body,
    /// Kept only where the article names the document in full elsewhere.
    pub(super) is_tentative: bool,
    /// First token of the list that it stands in.
    pub(super) list: Option<u32>,
}

/// What identifies the document. Boxed, since candidates of all rooms are moved about and sorted.
#[derive(Clone, Debug)]
pub(super) enum Body {
    /// A number, with or without a code.
    Number(Box<Code>),
    /// A name.
    Name(Box<Named>),
    /// A plenum of the Party's central committee.
    Plenum(Box<Plenum>),
    /// A congress of the Party.
    Congress(Box<Congress>),
    /// Letters and number of a standard.
    Standard(Box<Standard>),
    /// Words that point back.
    Anaphor,
}

impl Body {
    /// The code as a body.
    pub fn number(code: Code) -> Body {
        Body::Number(Box::new(code))
    }
}

/// A plenum, and the terms that it is cited for.
#[derive(Clone, Debug)]
pub(super) struct Plenum {
    pub ordinal: u64,
    pub terms: Vec<u64>,
    /// Where each term stands, with its word.
    pub places: Vec<Span>,
}

/// A congress: its name and number.
#[derive(Clone, Debug)]
pub(super) struct Congress {
    pub name: String,
    pub ordinal: u64,
}

/// A law, code, ordinance or treaty by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Named {
    /// Row of the name, where it is listed.
    pub row: Option<u16>,
    /// The name as printed, blanks and line breaks made single blanks; empty for the Constitution.
    pub name: String,
    /// Year or number of the law that an amending law amends, as it follows the name.
    pub of: String,
    pub year: Option<u16>,
    /// Number and code that follow the name.
    pub code: Option<Code>,
    /// Number and code in brackets after the name.
    pub outside: Option<Code>,
    /// "sửa đổi" or "(sửa đổi)" as printed, where it follows the name.
    pub amended: Option<String>,
    /// A law of another country or of a body of states.
    pub is_foreign: bool,
}

/// A standard or technical code.
#[derive(Clone, Debug, Default)]
pub(super) struct Standard {
    /// `TCVN`, `QCVN`.
    pub letters: String,
    /// `5574`, `10-MT`, `ISO 9001`.
    pub number: String,
    pub year: Option<u16>,
    /// `BTNMT` after the year.
    pub issuer: Option<String>,
}

impl Standard {
    /// As printed in good spelling: `QCVN 10-MT:2015/BTNMT`.
    pub fn text(&self) -> String {
        let year = self.year.map(|year| format!(":{year}")).unwrap_or_default();
        let issuer = self.issuer.as_ref().map(|issuer| format!("/{issuer}")).unwrap_or_default();
        format!("{} {}{year}{issuer}", self.letters, self.number)
    }
}
