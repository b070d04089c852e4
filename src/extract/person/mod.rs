//! Persons: who is in the article, as what, and which mentions are the same person.
//!
//! # What it finds
//!
//! Vietnamese names with a surname (of any people of Viet Nam), given names alone where the article or the words around
//! say that they are names, foreign names, monks, stage names, names cut short (`N.V.A.`, `Nguyễn Văn T.`). The span is
//! the name alone. Titles before the name and in apposition after it stand with the mention, with role, organisation
//! and modifiers apart; age, year of birth and form of address where the text gives them. Names of bylines and pictures
//! are marked as credits and form persons of their own.
//!
//! # What it leaves out
//!
//! Names inside other names (roads, schools, prizes, ships, firms), honorifics, titles without a name, nicknames in
//! quotes, words that mean a person without naming one (victim, accused, kin). A shorter mention joins a person only
//! where exactly one fits.
//!
//! # Examples
//!
//! | text | person | titles |
//! |---|---|---|
//! | `Phó Chủ tịch UBND tỉnh Hà Giang Trần Đức Thọ` | `Trần Đức Thọ` | `Phó Chủ tịch UBND tỉnh Hà Giang` |
//! | `Hiệu trưởng Trường THPT Nguyễn Du Lê Thị Vân` | `Lê Thị Vân` | `Hiệu trưởng Trường THPT Nguyễn Du` |
//! | `PGS.TS Đỗ Thị Mai, Trưởng khoa Nhi, nói` | `Đỗ Thị Mai` | `PGS.TS`; `Trưởng khoa Nhi` |
//! | `ông Mai nói` | `Mai` | |
//! | `đường Lê Duẩn` | | |
//!
//! # Grammar
//!
//! ```text
//! run        = capitalised words with blanks between them                          (names)
//! name       = run without what opens it: titles, heads, places, openers           (peel, split)
//! left       = title ("," | "kiêm") … honorific?                                   (titles)
//! title      = modifier* role organisation?                                        (titles, org)
//! right      = "(" age | birth ")" | "," age ","                                   (surroundings)
//! apposition = ("," | "-" | "(" | "kiêm") "một"? title …                           (apposition)
//! ```
//!
//! Each run is scored by all of this (`evidence`). A run with enough points is a person; another one becomes a person
//! where the article names it better elsewhere, repeats it, or lists it among persons (`keep`). Mentions are then
//! joined (`coref`). The rule id tells what decided: `person/honorific`, `person/titled`, `person/surname`,
//! `person/given`, `person/foreign`, `person/initials`, `person/credit`, `person/repeated`. A bare title before a
//! verb points back to the only holder of the office (`anaphors`, `person/anaphor`).
//!
//! # Sources
//!
//! The lists under `lexicon/` and their origin are described in `SOURCES.md`; name statistics are made by
//! `tools/name_stats.py`.

mod aliases;
mod anaphors;
mod apposition;
mod coref;
mod credit;
mod evidence;
mod keep;
mod lists;
mod names;
mod opened;
mod org;
mod peel;
mod split;
mod surroundings;
mod syllable;
mod titles;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::extract::{
    Candidate, Cell, Column, Context, Evidence, Fact, Finding, Gather, IndexColumn, Mention, Room, Shared, Sighting,
    Triggers, View,
};
use crate::lexicon::Builder;
use crate::segment::Kind;
use lists::{Honorific, Lists};
use names::Shape;
use titles::TitleAt;

/// Which list of names a person belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Credit {
    /// Took the picture.
    Photo,
    /// Wrote the article.
    Author,
}

/// Gender, only where an honorific says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// bà, chị, cô.
    F,
    /// ông, anh, chú.
    M,
}

/// A role, office, rank or degree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Title<'a> {
    /// The words, as in the text: `Trưởng ban Tổ chức Thành ủy`.
    pub text: Cow<'a, str>,
    /// The office alone: `Trưởng ban`.
    pub role: Cow<'a, str>,
    /// Its organisation: `Ban Tổ chức Thành ủy`; absent where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org: Option<Cow<'a, str>>,
    /// The organisation as the article completes it: `Ban Tổ chức Thành ủy Hà Nội`; absent where it adds nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org_resolved: Option<Cow<'a, str>>,
    /// deputy, standing, former, acting, candidate, late, new, in the order of the words.
    #[serde(default)]
    pub modifier: Vec<Cow<'a, str>>,
}

/// One place that names a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PersonMention<'a> {
    /// Where it stands: the name only.
    #[serde(flatten)]
    pub mention: Mention<'a>,
    /// Indices into the person's `titles`: those that stand at this place.
    #[serde(default)]
    pub titles: Vec<u32>,
    /// Honorific at this place, in small letters; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub honorific: Option<Cow<'a, str>>,
}

/// A person, with every place of the article that names them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Person<'a> {
    /// Name of the entity in this article: `p1`.
    pub id: Cow<'a, str>,
    /// The fullest form of the name.
    pub name: Cow<'a, str>,
    /// Surname, where the name is Vietnamese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surname: Option<Cow<'a, str>>,
    /// Middle name, where the name is Vietnamese and has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub middle: Option<Cow<'a, str>>,
    /// Given name, where the name is Vietnamese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Cow<'a, str>>,
    /// First honorific in the text, in small letters; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub honorific: Option<Cow<'a, str>>,
    /// Gender, only where an honorific says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Age in years as the text gives it; absent where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u16>,
    /// Year of birth as the text gives it; absent where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<u16>,
    /// Set for bylines and picture credits; absent for persons of the story.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Credit>,
    /// True where the name is cut short to hide it (`N.V.A.`); else absent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub anonymised: bool,
    /// Titles, each once, in text order.
    #[serde(default)]
    pub titles: Vec<Title<'a>>,
    /// The places, in text order.
    pub mentions: Vec<PersonMention<'a>>,
    /// Bare titles that point to the person, in text order: `Thủ tướng` of `Thủ tướng yêu cầu` where the article names
    /// one holder of the office; left out where there are none. They are no mentions by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anaphors: Vec<Mention<'a>>,
}

impl Credit {
    /// The name that the record shows.
    pub fn name(self) -> &'static str {
        match self {
            Credit::Photo => "photo",
            Credit::Author => "author",
        }
    }
}

impl Gender {
    /// The name that the record shows.
    pub fn name(self) -> &'static str {
        match self {
            Gender::F => "f",
            Gender::M => "m",
        }
    }
}

/// What a rule saw of a person.
#[derive(Clone, Debug)]
pub struct Seen {
    /// First token of the name.
    from: u32,
    /// Token after the name.
    to: u32,
    /// Token and form of address.
    honorific: Option<(u32, Honorific)>,
    titles: Box<[TitleAt]>,
    /// How much speaks for a person; see `evidence`.
    score: i32,
    age: Option<u16>,
    born: Option<u16>,
    /// What the words beside the name say; part of `score`, too.
    context: i8,
    shape: Shape,
    credit: Option<Credit>,
    /// True where the words before speak of a place or a thing.
    placed: bool,
    /// True where the words before speak of several persons: `các ông`, `hai Phó Thủ tướng`.
    many: bool,
}

impl Seen {
    /// Tokens of the name.
    fn tokens(&self) -> std::ops::Range<usize> {
        self.from as usize..self.to as usize
    }
}

/// The room.
pub struct Persons {
    lists: Lists,
}

impl Room for Persons {
    const NAME: &'static str = "person";
    type Seen = Seen;
    type Fact<'a> = Person<'a>;

    fn load(builder: &mut Builder) -> Result<Persons, Error> {
        Ok(Persons { lists: Lists::load(builder)? })
    }

    fn triggers(&self) -> Triggers {
        Triggers { kinds: vec![Kind::Capitalized, Kind::Upper, Kind::Mixed], tags: Vec::new() }
    }

    fn find(&self, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Seen>) -> usize {
        evidence::judge(&self.lists, cx, at, finding)
    }

    fn evidence(&self, cx: &Context<'_>, seen: &Seen) -> Vec<Evidence> {
        evidence::explain(&self.lists, cx, seen)
    }

    fn resolve<'a>(
        &self,
        cx: &Context<'a>,
        mentions: Vec<Candidate<Seen>>,
        _shared: &mut Shared,
        _diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Person<'a>> {
        coref::resolve(&self.lists, cx, mentions)
    }
}

impl Fact for Person<'_> {
    fn heading() -> &'static str {
        "nhân vật"
    }

    fn columns() -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::text("person", "mã trong bài", "name of the entity in its article"),
            Column::text("name", "họ và tên", "fullest form of the name").asked(),
            Column::text("surname", "họ", "surname of a Vietnamese name"),
            Column::text("middle", "tên đệm", "middle name of a Vietnamese name"),
            Column::text("given", "tên", "given name of a Vietnamese name"),
            Column::text("honorific", "kính ngữ", "honorific at this place"),
            Column::text("gender", "giới tính", "f or m, only where an honorific says it"),
            Column::integer("age", "tuổi", "age").unit("years"),
            Column::integer("born", "năm sinh", "year of birth"),
            Column::text("credit", "tác giả", "photo or author for credits; empty for persons of the story"),
            Column::list("titles", "chức danh", "titles at this place"),
            Column::list("roles", "chức vụ", "roles of those titles"),
            Column::list("orgs", "tổ chức", "organisations of those titles"),
        ];
        COLUMNS
    }

    fn rows<'s>(&'s self, add: &mut dyn FnMut(&'s Mention<'s>, Vec<Cell<'s>>)) {
        for place in &self.mentions {
            let titles: Vec<&Title<'_>> = place.titles.iter().filter_map(|&i| self.titles.get(i as usize)).collect();
            add(
                &place.mention,
                vec![
                    Cell::text(Some(&self.id)),
                    Cell::text(Some(&self.name)),
                    Cell::text(self.surname.as_deref()),
                    Cell::text(self.middle.as_deref()),
                    Cell::text(self.given.as_deref()),
                    Cell::text(place.honorific.as_deref()),
                    Cell::text(self.gender.map(Gender::name)),
                    whole(self.age),
                    whole(self.born),
                    Cell::text(self.credit.map(Credit::name)),
                    Cell::list(titles.iter().map(|title| title.text.as_ref())),
                    Cell::list(titles.iter().map(|title| title.role.as_ref())),
                    Cell::list(titles.iter().filter_map(|title| title.org.as_deref())),
                ],
            );
        }
    }

    fn index_columns() -> &'static [IndexColumn] {
        const COLUMNS: &[IndexColumn] = &[
            IndexColumn {
                column: Column::text("name", "họ và tên", "the fullest form of the name; names cut short are left out"),
                gather: Gather::Usual,
            },
            IndexColumn {
                column: Column::text(
                    "titles",
                    "chức danh",
                    "titles, each with the number of articles that give it; persons of one name are one row only \
                     where they share a title, or where no article gives one",
                ),
                gather: Gather::All,
            },
        ];
        COLUMNS
    }

    fn sighting(&self) -> Option<Sighting<'_>> {
        let is_given_alone = self.given.is_some() && self.surname.is_none();
        if self.anonymised || is_given_alone {
            return None;
        }
        let mut titles: Vec<Cow<'_, str>> = self.titles.iter().map(|title| Cow::Borrowed(&*title.text)).collect();
        titles.sort_unstable();
        titles.dedup();
        Some(Sighting {
            key: Cow::Owned(self.name.to_lowercase()),
            marks: titles.iter().map(|title| Cow::Owned(title.to_lowercase())).collect(),
            values: vec![vec![Cow::Borrowed(&*self.name)], titles],
            mentions: self.mentions.len(),
        })
    }

    fn views() -> &'static [View] {
        const VIEWS: &[View] = &[View {
            name: "persons_by_title",
            doc: "titles with the persons who bear them, and the number of articles that say so",
            sql: "SELECT title.value AS title, name, count(DISTINCT article_id) AS articles, count(*) AS mentions \
                  FROM persons, json_each(persons.titles) AS title \
                  GROUP BY title.value, name ORDER BY title.value, articles DESC, name",
        }];
        VIEWS
    }

    fn mentions(&self) -> impl Iterator<Item = &Mention<'_>> {
        self.mentions.iter().map(|place| &place.mention)
    }

    fn summary(&self) -> String {
        let titles: Vec<&str> = self.titles.iter().map(|title| title.text.as_ref()).collect();
        if titles.is_empty() { self.name.to_string() } else { format!("{} ({})", self.name, titles.join("; ")) }
    }
}

/// A whole number, or an empty cell.
fn whole<'a>(value: Option<u16>) -> Cell<'a> {
    value.map_or(Cell::Empty, |value| Cell::Number(Cow::Owned(value.to_string())))
}
