//! TODO doc
//!
//! # What it finds
//! # What it leaves out
//! # Examples
//! # Grammar
//! # Sources

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::extract::{Candidate, Cell, Column, Context, Fact, Finding, Mention, Room, Shared, Triggers};
use crate::lexicon::Builder;

/// One place that names a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentMention<'a> {
    /// Where it stands.
    #[serde(flatten)]
    pub mention: Mention<'a>,
    /// True where the words only point back (`Nghị định này`); else absent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub anaphor: bool,
    /// Parts of the document that are cited with it, `D5.K2.b` for `điểm b khoản 2 Điều 5`, in text order.
    #[serde(default)]
    pub pinpoints: Vec<Pinpoint<'a>>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pinpoint<'a> {
    /// Levels from the outer to the inner, joined by points: P part, C chapter, M section, D article, K clause, a
    /// letter for a point.
    pub path: Cow<'a, str>,
    /// The words, as in `text`.
    pub text: Cow<'a, str>,
    /// Half-open span of `text` in Unicode scalar values.
    pub chars: [u32; 2],
}

/// An official document, with every place of the article that names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document<'a> {
    /// Name of the entity in this article: `d1`.
    pub id: Cow<'a, str>,
    /// For people: type in full and number, `Đề án 04-ĐA/TU`, `Luật Đất đai 2013`.
    pub canonical: Cow<'a, str>,
    /// For machines: `vn/<type>/<number|~name>/<year|->/<code|->[@scope]`, `-` for what is unknown.
    pub uri: Cow<'a, str>,
    /// Type in full: `Nghị định`.
    #[serde(rename = "type")]
    pub kind: Cow<'a, str>,
    /// Number as printed, leading zeros kept; absent for documents known by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Cow<'a, str>>,
    /// Year of the number, or of the date of issue; absent where unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<Cow<'a, str>>,
    /// Code after the number: `NĐ-CP`, `ĐA/TU`; absent where the text does not give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Cow<'a, str>>,
    /// Who issued it, in words; absent where unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<Cow<'a, str>>,
    /// state, party, assembly, court, union, standard; absent where unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<Cow<'a, str>>,
    /// Date of issue, ISO 8601; absent where the text does not give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Cow<'a, str>>,
    /// Title, without quotes; absent where the text does not give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Cow<'a, str>>,
    /// True for a foreign or international instrument that has a number; else absent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub foreign: bool,
    /// The places, in text order.
    pub mentions: Vec<DocumentMention<'a>>,
}

/// The room.
pub struct Documents;

impl Room for Documents {
    const NAME: &'static str = "document";
    type Seen = ();
    type Fact<'a> = Document<'a>;

    fn load(_builder: &mut Builder) -> Result<Documents, Error> {
        Ok(Documents)
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
    ) -> Vec<Document<'a>> {
        Vec::new()
    }
}

impl Fact for Document<'_> {
    fn columns() -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column { name: "document", doc: "name of the entity in its article" },
            Column { name: "canonical", doc: "type in full and number, for people" },
            Column { name: "uri", doc: "identity for machines" },
            Column { name: "type", doc: "type in full" },
            Column { name: "number", doc: "number as printed" },
            Column { name: "year", doc: "year of the number or of the date of issue" },
            Column { name: "code", doc: "code after the number" },
            Column { name: "issuer", doc: "who issued it" },
            Column { name: "system", doc: "state, party, assembly, court, union, standard" },
            Column { name: "date", doc: "date of issue, ISO 8601" },
            Column { name: "title", doc: "title, without quotes" },
            Column { name: "anaphor", doc: "true where the words only point back" },
            Column { name: "pinpoints", doc: "cited parts, joined by `; `" },
        ];
        COLUMNS
    }

    fn rows<'s>(&'s self, add: &mut dyn FnMut(&'s Mention<'s>, Vec<Cell<'s>>)) {
        for place in &self.mentions {
            let pinpoints: Vec<&str> = place.pinpoints.iter().map(|pinpoint| pinpoint.path.as_ref()).collect();
            let pinpoints = (!pinpoints.is_empty()).then(|| pinpoints.join("; "));
            add(
                &place.mention,
                vec![
                    Cell::text(Some(&self.id)),
                    Cell::text(Some(&self.canonical)),
                    Cell::text(Some(&self.uri)),
                    Cell::text(Some(&self.kind)),
                    Cell::text(self.number.as_deref()),
                    Cell::text(self.year.as_deref()),
                    Cell::text(self.code.as_deref()),
                    Cell::text(self.issuer.as_deref()),
                    Cell::text(self.system.as_deref()),
                    Cell::text(self.date.as_deref()),
                    Cell::text(self.title.as_deref()),
                    Cell::Flag(place.anaphor),
                    pinpoints.map_or(Cell::Empty, |pinpoints| Cell::Text(Cow::Owned(pinpoints))),
                ],
            );
        }
    }

    fn mentions(&self) -> impl Iterator<Item = &Mention<'_>> {
        self.mentions.iter().map(|place| &place.mention)
    }

    fn summary(&self) -> String {
        self.canonical.to_string()
    }
}
