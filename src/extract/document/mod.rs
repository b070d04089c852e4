//! References to official documents, resolved to one identity.
//!
//! # What it finds
//!
//! Laws, decrees, resolutions, decisions, directives, circulars, dispatches, plans, projects, notices, judgements,
//! standards and treaties that are identified by a number, by a code or by a name:
//!
//! - numbers of the State (`100/2019/NĐ-CP`, `1722/QĐ-TTg`), of the Party (`04-ĐA/TU`), of the assembly
//!   (`45/2013/QH13`), of courts (`50/2020/HS-ST`), dispatches (`763/UBND-TNMT`), old ones (`64/CP`), standards
//!   (`QCVN 10-MT:2015/BTNMT`), and short forms (`Nghị định 100`, `Thông tư 22/2021`), in lists, too;
//! - laws, codes, ordinances, the Constitution and treaties by name, a law that amends others as one mention;
//! - resolutions of plenums and congresses of the Party;
//! - words that point back to one of them ("Nghị định này"), where exactly one fits.
//!
//! Each mention comes with what stands beside it: date of issue, issuer, title, cited parts, and what the sentence says
//! happens to the document. Mentions of one document are one entity, with a name for people and a uri for machines.
//!
//! # What it leaves out
//!
//! - A type alone or only described: `đề án nhân sự`, `Nghị định về …`, `kế hoạch năm 2020`.
//! - Counts after a type word: `nghị quyết 5 điểm`, `kế hoạch 512 tỷ`, `bản án 5 năm tù`.
//! - Contracts and cases, laws of other countries by name, `Điều 5` without a document.
//! - Drafts of the constitution; other drafts by name are found, with the relation `drafted` (`dự thảo Luật X`).
//! - Projects, plans and programmes by name; they count with a number only.
//! - An abbreviation in brackets that only explains the name before it.
//!
//! # Examples
//!
//! | text | mention | canonical |
//! |---|---|---|
//! | Đề án số 04-ĐA/TU ngày 20-9-2017 | `Đề án số 04-ĐA/TU` | `Đề án 04-ĐA/TU` |
//! | Nghị định 121/2013/NĐ – CP của Chính phủ | `Nghị định 121/2013/NĐ – CP` | `Nghị định 121/2013/NĐ-CP` |
//! | các quyết định 106, 107/QĐ-TTg | `quyết định 106`, `107/QĐ-TTg` | `Quyết định 106/QĐ-TTg`, `Quyết định 107/QĐ-TTg` |
//! | điểm a khoản 2 Điều 5 Luật Đất đai năm 2013 | `Luật Đất đai năm 2013` (D5.K2.a) | `Luật Đất đai 2013` |
//! | Nghị quyết Trung ương 4 (khóa XII) | `Nghị quyết Trung ương 4 (khóa XII)` | `Nghị quyết Trung ương 4 khóa XII` |
//!
//! # Grammar
//!
//! A mention begins at the words of a type ([`find`]). What follows decides: "số" and a number ([`number`], with the
//! grammar of codes in [`code`]), a name ([`name`]), a plenum or congress ([`party`]), the letters of a standard
//! ([`standard`]). The type comes from the word; the code tells it only where the word is "văn bản" or where no word
//! stands there. Slips of typists are repaired for matching and reported as printed; a diagnostic `document/repaired`
//! says what was repaired.
//!
//! When overlaps are settled, [`resolve`] reads what stands beside each mention ([`tail`], [`frame`], [`pinpoint`],
//! [`relation`]) and joins the mentions ([`join`]): those that say more open entities, shorter ones join where exactly one fits,
//! before or after them in the text; where several fit they join none and are marked `ambiguous`. [`known`] documents
//! complete what the article says; the user may add some. [`identity`] gives the uri, with the place of a local issuer
//! that stands beside the reference or that the article names as the only one ([`home`]).
//!
//! # Sources
//!
//! The word lists and where they come from are in `SOURCES.md`.

mod code;
mod date;
mod find;
mod frame;
mod home;
mod identity;
mod issuing;
mod join;
mod known;
mod lists;
mod name;
mod number;
mod party;
mod pinpoint;
mod relation;
mod resolve;
mod seen;
mod standard;
mod tail;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::extract::{
    Candidate, Cell, Column, Context, Fact, Finding, Gather, IndexColumn, Mention, Room, Shared, Sighting, Triggers,
    View,
};
use crate::lexicon::Builder;
use crate::segment::Kind;

use lists::Lists;
pub use seen::Seen;

/// One place that names a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentMention<'a> {
    /// Where it stands.
    #[serde(flatten)]
    pub mention: Mention<'a>,
    /// True where the words only point back (`Nghị định này`); else absent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub anaphor: bool,
    /// True for a number without a code (`Nghị định 100`); else absent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub short: bool,
    /// True for an item of a list (`các Quyết định số 106, 107/QĐ-TTg`); else absent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub list: bool,
    /// True where it stands in the title of another document; else absent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inside_title: bool,
    /// What the words before say happens to the document: drafted, issued, amended, replaced, repealed; absent where
    /// nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Cow<'a, str>>,
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

/// What a document does to another one, where one sentence states it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relation<'a> {
    /// amends, replaces, repeals.
    pub kind: Cow<'a, str>,
    /// The other document's `id` in this article.
    pub target: Cow<'a, str>,
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
    /// Name of a document known by name, without type and year: `Đất đai`, `Trung ương 4 khóa XII`; else absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    /// Who issued it, in words; absent where unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<Cow<'a, str>>,
    /// Where `issuer` comes from: `text` (beside the reference), `frame` (the subject of "ban hành", "ký"), `table`
    /// (the code, the type or a known document); absent like `issuer`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer_from: Option<Cow<'a, str>>,
    /// state, party, assembly, court, union, company, standard, treaty; absent where unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<Cow<'a, str>>,
    /// Level of the issuer: central, province, district, local; absent where unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Cow<'a, str>>,
    /// Date of issue, ISO 8601; absent where neither the text nor the table of known documents gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Cow<'a, str>>,
    /// Where `date` comes from: `text` (beside the reference), `frame` ("Ngày D, X ban hành …"), `table` (known
    /// documents); absent like `date`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_from: Option<Cow<'a, str>>,
    /// Day from which it is in force, ISO 8601; absent where the text does not give it beside the reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective: Option<Cow<'a, str>>,
    /// Title, without quotes; absent where the text does not give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Cow<'a, str>>,
    /// How the end of `title` was found: `quoted`, `bounded` (by a mark), `open` (by a word), or `table` where a known
    /// document gives it; absent like `title`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_quality: Option<Cow<'a, str>>,
    /// True for a treaty and for a numbered instrument of an international body; else absent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub foreign: bool,
    /// True where the form printed fits several documents of the article, so that it was joined to none; else absent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ambiguous: bool,
    /// Documents that it amends, replaces or repeals, where one sentence states it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation<'a>>,
    /// The places, in text order.
    pub mentions: Vec<DocumentMention<'a>>,
}

/// The room.
pub struct Documents {
    lists: Lists,
}

impl Room for Documents {
    const NAME: &'static str = "document";
    /// An item of a list of documents may be a mere number.
    const PREVAILS: bool = true;
    type Seen = Seen;
    type Fact<'a> = Document<'a>;

    fn load(builder: &mut Builder) -> Result<Documents, Error> {
        Ok(Documents { lists: Lists::load(builder)? })
    }

    fn triggers(&self) -> Triggers {
        let tags = &self.lists.tags;
        Triggers {
            kinds: vec![Kind::Digits, Kind::Mixed],
            tags: vec![tags.kind, tags.abbreviation, tags.standard, tags.short_law],
        }
    }

    fn find(&self, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Seen>) -> usize {
        find::find(cx, &self.lists, at, finding)
    }

    fn resolve<'a>(
        &self,
        cx: &Context<'a>,
        mentions: Vec<Candidate<Seen>>,
        shared: &mut Shared,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Document<'a>> {
        if mentions.is_empty() {
            return Vec::new();
        }
        resolve::resolve(cx, &self.lists, mentions, shared, diagnostics)
    }
}

impl Fact for Document<'_> {
    fn heading() -> &'static str {
        "văn bản"
    }

    fn columns() -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::text("document", "mã trong bài", "name of the entity in its article"),
            Column::text("canonical", "văn bản", "type in full and number, for people"),
            Column::text("uri", "định danh", "identity for machines").asked(),
            Column::text("type", "loại", "type in full"),
            Column::text("number", "số", "number as printed"),
            Column::text("year", "năm", "year of the number or of the date of issue"),
            Column::text("code", "ký hiệu", "code after the number"),
            Column::text("issuer", "cơ quan ban hành", "who issued it"),
            Column::text("system", "hệ thống", "state, party, assembly, court, union, standard"),
            Column::date("date", "ngày ban hành", "date of issue, ISO 8601"),
            Column::text("title", "trích yếu", "title, without quotes"),
            Column::flag("anaphor", "nhắc lại", "true where the words only point back"),
            Column::list("pinpoints", "điều khoản", "cited parts"),
        ];
        COLUMNS
    }

    fn rows<'s>(&'s self, add: &mut dyn FnMut(&'s Mention<'s>, Vec<Cell<'s>>)) {
        for place in &self.mentions {
            let pinpoints = place.pinpoints.iter().map(|pinpoint| pinpoint.path.as_ref());
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
                    Cell::list(pinpoints),
                ],
            );
        }
    }

    fn index_columns() -> &'static [IndexColumn] {
        const fn usual(column: Column) -> IndexColumn {
            IndexColumn { column, gather: Gather::Usual }
        }
        const COLUMNS: &[IndexColumn] = &[
            usual(Column::text(
                "canonical",
                "văn bản",
                "type in full and number, for people, as most articles give it",
            )),
            usual(Column::text("uri", "định danh", "identity for machines, one row for each")),
            usual(Column::text("type", "loại", "type in full")),
            usual(Column::text(
                "issuer",
                "cơ quan ban hành",
                "who issued it, as most articles give it; empty where none does",
            )),
            usual(Column::date(
                "date",
                "ngày ban hành",
                "date of issue, ISO 8601, as most articles give it; empty where none does",
            )),
            usual(Column::text("title", "trích yếu", "title, as most articles give it; empty where none does")),
        ];
        COLUMNS
    }

    fn sighting(&self) -> Option<Sighting<'_>> {
        let one = |value: &'_ str| vec![Cow::Owned(value.to_owned())];
        let maybe = |value: &Option<Cow<'_, str>>| value.as_deref().map(one).unwrap_or_default();
        Some(Sighting {
            key: Cow::Borrowed(&self.uri),
            marks: Vec::new(),
            values: vec![
                one(&self.canonical),
                one(&self.uri),
                one(&self.kind),
                maybe(&self.issuer),
                maybe(&self.date),
                maybe(&self.title),
            ],
            mentions: self.mentions.len(),
        })
    }

    fn views() -> &'static [View] {
        const VIEWS: &[View] = &[View {
            name: "documents_by_articles",
            doc: "documents, with the number of articles and of places that cite each, most cited first",
            sql: "SELECT canonical, uri, issuer, count(DISTINCT article_id) AS articles, count(*) AS mentions \
                  FROM documents GROUP BY uri ORDER BY articles DESC, mentions DESC, uri",
        }];
        VIEWS
    }

    fn mentions(&self) -> impl Iterator<Item = &Mention<'_>> {
        self.mentions.iter().map(|place| &place.mention)
    }

    fn summary(&self) -> String {
        self.canonical.to_string()
    }
}
