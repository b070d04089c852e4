//! The word lists of the room, read once.

use std::collections::HashMap;

use super::identity::{plain_number, slug};
use crate::error::Error;
use crate::extract::Context;
use crate::lexicon::{Builder, Row, Table, Tag};
use crate::segment::Key;

/// What must follow a type word; see `lexicon/types.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Strong,
    Weak,
    Coded,
    Law,
    Treaty,
    Standard,
    Any,
}

/// A type of document.
#[derive(Debug)]
pub(super) struct Type {
    pub name: &'static str,
    pub codes: Vec<&'static str>,
    pub base: Option<usize>,
    pub class: Class,
    pub system: &'static str,
    pub slug: &'static str,
}

/// A code of an issuer or of one of its units.
#[derive(Debug)]
pub(super) struct Issuer {
    pub code: &'static str,
    pub name: &'static str,
    pub level: &'static str,
    pub system: &'static str,
}

/// What a segment of a code can be.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Segment {
    /// A type has this code.
    pub is_type: bool,
    /// Row of the issuer.
    pub issuer: Option<u16>,
}

/// A slip, and what was meant.
#[derive(Debug)]
pub(super) struct Slip {
    pub meant: &'static str,
    pub is_slip: bool,
}

/// The name of a law, code, ordinance or treaty.
#[derive(Debug)]
pub(super) struct Name {
    pub kind: usize,
    pub name: &'static str,
    /// The name as it stands in a uri.
    pub slug: String,
    /// Year, number and date of each law of that name that is known.
    pub known: Vec<Known>,
}

/// A law whose year is known, and mostly its number.
#[derive(Debug)]
pub(super) struct Known {
    pub year: u16,
    /// Number as it stands in a uri, and code: `45` and `QH13`; empty where unknown.
    pub number: String,
    pub code: &'static str,
    pub date: &'static str,
}

/// A document known by a short form.
#[derive(Debug)]
pub(super) struct Nickname {
    pub kind: usize,
    /// Number or name, as it stands in a uri.
    pub number: String,
    pub from: Option<u16>,
    pub to: Option<u16>,
    pub means: &'static str,
    pub year: u16,
    pub code: &'static str,
}

/// Tags of the room in the lexicon.
#[derive(Debug)]
pub(super) struct Tags {
    pub kind: Tag,
    pub abbreviation: Tag,
    pub standard: Tag,
    pub short_law: Tag,
    pub name: Tag,
    pub country: Tag,
    pub count: Tag,
    pub before: Tag,
    pub end: Tag,
    pub inner: Tag,
    pub several: Tag,
    pub tail: Tag,
    pub title: Tag,
    pub about: Tag,
    pub over: Tag,
    pub clause: Tag,
    pub adverb: Tag,
    pub org: Tag,
    pub stop: Tag,
    pub issue: Tag,
    pub this: Tag,
    pub state: Tag,
    pub vessel: Tag,
}

/// Every list of the room.
#[derive(Debug)]
pub(super) struct Lists {
    pub tags: Tags,
    pub types: Vec<Type>,
    pub issuers: Vec<Issuer>,
    pub names: Vec<Name>,
    pub nicknames: Vec<Nickname>,
    /// Provinces: a spelling and the name that it stands for.
    provinces: Vec<(&'static str, &'static str)>,
    /// Types by their first word, with their words.
    heads: ByKey<Vec<(Vec<Key>, usize)>>,
    types_of_codes: ByKey<usize>,
    segments: ByKey<Segment>,
    slips: ByKey<Slip>,
    /// Rows of `names` by the name in a uri.
    by_name: HashMap<String, Vec<u16>>,
    /// Rows of `names` by the number of a law that is known.
    by_number: HashMap<String, Vec<u16>>,
}

/// Values by the key of a word.
#[derive(Debug)]
struct ByKey<T>(Vec<(Key, T)>);

impl<T> ByKey<T> {
    fn new(values: HashMap<Key, T>) -> ByKey<T> {
        let mut values: Vec<(Key, T)> = values.into_iter().collect();
        values.sort_by_key(|(key, _)| *key);
        ByKey(values)
    }

    fn get(&self, key: Key) -> Option<&T> {
        self.0.binary_search_by_key(&key, |(key, _)| *key).ok().map(|at| &self.0[at].1)
    }
}

impl Lists {
    /// Reads the lists and registers their words.
    pub fn load(builder: &mut Builder) -> Result<Lists, Error> {
        let tags = Tags::new(builder);
        let types = types(builder, &tags)?;
        let issuers = issuers()?;
        let segments = segments(&types, &issuers);
        let mut names = Vec::new();
        laws(builder, &tags, &types, &mut names)?;
        treaties(builder, &tags, &types, &mut names)?;
        words(builder)?;
        let (heads, nicknames, provinces, slips) = (heads(&types), nicknames(&types)?, provinces()?, slips()?);
        let types_of_codes = types_of_codes(&types);
        let (by_name, by_number) = (by_name(&names), by_number(&names));
        let lists = Lists {
            tags,
            types,
            issuers,
            names,
            nicknames,
            provinces,
            heads: ByKey::new(heads),
            types_of_codes: ByKey::new(types_of_codes),
            segments: ByKey::new(segments),
            slips: ByKey::new(slips),
            by_name,
            by_number,
        };
        Ok(lists)
    }

    /// The known laws of a type and name, as the name stands in a uri.
    pub fn laws_named(&self, kind: usize, name: &str) -> impl Iterator<Item = (&Name, &Known)> {
        self.laws(self.by_name.get(name), kind)
    }

    /// The laws of a type under a name of which one has the number, as it stands in a uri.
    pub fn laws_numbered(&self, kind: usize, number: &str) -> impl Iterator<Item = (&Name, &Known)> {
        self.laws(self.by_number.get(number), kind)
    }

    fn laws(&self, rows: Option<&Vec<u16>>, kind: usize) -> impl Iterator<Item = (&Name, &Known)> {
        let names = rows.into_iter().flatten().map(|&row| &self.names[usize::from(row)]);
        let names = names.filter(move |name| name.kind == kind);
        names.flat_map(|name| name.known.iter().map(move |known| (name, known)))
    }

    /// What a segment of a code can be, by its letters in good spelling. Digits at its end (`QH13`, `PV11`) may be
    /// unknown.
    pub fn segment(&self, letters: &str) -> Segment {
        let whole = self.segments.get(Key::of(letters));
        let trimmed = || {
            let word = letters.trim_end_matches(|char: char| char.is_ascii_digit());
            if word.len() < letters.len() { self.segments.get(Key::of(word)) } else { None }
        };
        whole.or_else(trimmed).copied().unwrap_or_default()
    }

    /// What was meant by the letters of a segment, where they are a slip or another spelling.
    pub fn slip(&self, letters: &str) -> Option<&Slip> {
        self.slips.get(Key::of(letters))
    }

    /// The type whose code this is, first in the list where several have it.
    pub fn type_of_code(&self, code: &str) -> Option<usize> {
        self.types_of_codes.get(Key::of(code)).copied()
    }

    /// True where `code` is a code of type `kind`.
    pub fn has_code(&self, kind: usize, code: &str) -> bool {
        let key = Key::of(code);
        self.types[kind].codes.iter().any(|&own| own == code || Key::of(own) == key)
    }

    /// The type whose first word is `first` and whose other words stand at token `at`, and the number of its words.
    pub fn type_behind(&self, cx: &Context<'_>, first: &str, at: usize) -> Option<(usize, usize)> {
        let types = self.heads.get(Key::of(first))?;
        let fitting = types.iter().filter(|(words, _)| cx.are(at, &words[1..]));
        fitting.max_by_key(|(words, _)| words.len()).map(|(words, kind)| (*kind, words.len()))
    }

    /// The province with whose name `words` begin.
    pub fn province(&self, words: &str) -> Option<&'static str> {
        let fitting = self.provinces.iter().filter(|(spelling, _)| words.starts_with(spelling));
        fitting.max_by_key(|(spelling, _)| spelling.len()).map(|(_, name)| *name)
    }

    /// The type of a name.
    pub fn kind(&self, name: &str) -> Option<usize> {
        find(&self.types, name)
    }
}

impl Tags {
    fn new(builder: &mut Builder) -> Tags {
        let mut tag = |name: &str| builder.tag(&format!("document/{name}"));
        Tags {
            kind: tag("type"),
            abbreviation: tag("abbreviation"),
            standard: tag("standard"),
            short_law: tag("short-law"),
            name: tag("name"),
            country: tag("country"),
            count: tag("count"),
            before: tag("before"),
            end: tag("end"),
            inner: tag("inner"),
            several: tag("several"),
            tail: tag("tail"),
            title: tag("title"),
            about: tag("about"),
            over: tag("over"),
            clause: tag("clause"),
            adverb: tag("adverb"),
            org: tag("org"),
            stop: tag("stop"),
            issue: tag("issue"),
            this: tag("this"),
            state: tag("state"),
            vessel: tag("vessel"),
        }
    }
}

/// A built-in list.
fn table(name: &'static str, text: &'static str, columns: &[&str]) -> Result<Vec<Row<'static>>, Error> {
    Table::parse(name, text, columns)?.rows().collect()
}

fn find(types: &[Type], name: &str) -> Option<usize> {
    types.iter().position(|kind| kind.name == name)
}

fn kind_of(types: &[Type], row: &Row<'static>, column: usize) -> Result<usize, Error> {
    find(types, row.get(column)).ok_or_else(|| row.expected(column, "a type of types.tsv"))
}

fn split(cell: &'static str) -> Vec<&'static str> {
    cell.split("; ").filter(|part| !part.is_empty()).collect()
}

fn types(builder: &mut Builder, tags: &Tags) -> Result<Vec<Type>, Error> {
    const COLUMNS: [&str; 8] = ["name", "also", "code", "abbr", "base", "class", "system", "slug"];
    let rows = table("types.tsv", include_str!("lexicon/types.tsv"), &COLUMNS)?;
    let mut types: Vec<Type> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let class = class(row)?;
        let (tag, words) = match class {
            Class::Standard => (tags.standard, split(row.get(2))),
            _ => (tags.kind, vec![row.get(0)]),
        };
        for words in words.into_iter().chain(split(row.get(1))) {
            builder.add(words, tag, index as u32)?;
        }
        if let Some(letters) = row.optional(3) {
            builder.add(letters, tags.abbreviation, index as u32)?;
        }
        let base = row.optional(4).map(|_| kind_of(&types, row, 4)).transpose()?;
        let (name, system, slug) = (row.get(0), row.get(6), row.get(7));
        types.push(Type { name, codes: split(row.get(2)), base, class, system, slug });
    }
    Ok(types)
}

fn heads(types: &[Type]) -> HashMap<Key, Vec<(Vec<Key>, usize)>> {
    let mut heads: HashMap<Key, Vec<(Vec<Key>, usize)>> = HashMap::new();
    for (index, kind) in types.iter().enumerate().filter(|(_, kind)| kind.class != Class::Standard) {
        let words: Vec<Key> = kind.name.split(' ').map(Key::of).collect();
        if words.len() > 1 {
            heads.entry(words[0]).or_default().push((words, index));
        }
    }
    heads
}

/// The first type of each code.
fn types_of_codes(types: &[Type]) -> HashMap<Key, usize> {
    let mut rows = HashMap::new();
    for (index, kind) in types.iter().enumerate() {
        for code in &kind.codes {
            rows.entry(Key::of(code)).or_insert(index);
        }
    }
    rows
}

fn class(row: &Row<'static>) -> Result<Class, Error> {
    Ok(match row.get(5) {
        "strong" => Class::Strong,
        "weak" => Class::Weak,
        "coded" => Class::Coded,
        "law" => Class::Law,
        "treaty" => Class::Treaty,
        "standard" => Class::Standard,
        "any" => Class::Any,
        _ => return Err(row.expected(5, "a class")),
    })
}

fn issuers() -> Result<Vec<Issuer>, Error> {
    let rows = table("issuers.tsv", include_str!("lexicon/issuers.tsv"), &["code", "name", "level", "system"])?;
    let issuer = |row: &Row<'static>| Issuer {
        code: row.get(0),
        name: plain_name(row.get(1)),
        level: row.get(2),
        system: row.get(3),
    };
    Ok(rows.iter().map(issuer).collect())
}

/// An issuer's name without its term and without what explains it.
fn plain_name(name: &'static str) -> &'static str {
    let ends = [" (", " / ", " khóa "].into_iter().filter_map(|mark| name.find(mark));
    &name[..ends.min().unwrap_or(name.len())]
}

fn segments(types: &[Type], issuers: &[Issuer]) -> HashMap<Key, Segment> {
    let mut segments: HashMap<Key, Segment> = HashMap::new();
    for code in types.iter().flat_map(|kind| &kind.codes) {
        segments.entry(Key::of(code)).or_default().is_type = true;
    }
    for (index, issuer) in issuers.iter().enumerate() {
        segments.entry(Key::of(issuer.code)).or_default().issuer = Some(index as u16);
    }
    segments
}

fn slips() -> Result<HashMap<Key, Slip>, Error> {
    let rows = table("slips.tsv", include_str!("lexicon/slips.tsv"), &["found", "meant", "slip"])?;
    let slip = |row: &Row<'static>| Slip { meant: row.get(1), is_slip: row.get(2) == "yes" };
    Ok(rows.iter().map(|row| (Key::of(row.get(0)), slip(row))).collect())
}

/// Index of a name in `names`, added where it is new.
fn intern(names: &mut Vec<Name>, kind: usize, name: &'static str) -> usize {
    let found = names.iter().position(|entry| entry.kind == kind && entry.name == name);
    found.unwrap_or_else(|| {
        names.push(Name { kind, name, slug: slug(name), known: Vec::new() });
        names.len() - 1
    })
}

fn laws(builder: &mut Builder, tags: &Tags, types: &[Type], names: &mut Vec<Name>) -> Result<(), Error> {
    const COLUMNS: [&str; 6] = ["type", "name", "means", "year", "number", "date"];
    for row in table("laws.tsv", include_str!("lexicon/laws.tsv"), &COLUMNS)? {
        let kind = kind_of(types, &row, 0)?;
        let index = intern(names, kind, row.optional(2).unwrap_or(row.get(1)));
        if let Some(words) = row.optional(1) {
            builder.add(words, tags.name, index as u32)?;
        }
        if row.optional(3).is_some() {
            let year = row.parse(3, "a year")?;
            let (number, code) = match row.get(4).split('/').collect::<Vec<_>>()[..] {
                [""] => (String::new(), ""),
                [number, _, code] => (plain_number(number), code),
                _ => return Err(row.expected(4, "number, year and code joined by /")),
            };
            names[index].known.push(Known { year, number, code, date: row.get(5) });
        }
    }
    for row in table("short_laws.tsv", include_str!("lexicon/short_laws.tsv"), &["word", "type", "name"])? {
        let index = intern(names, kind_of(types, &row, 1)?, row.get(2));
        builder.add(row.get(0), tags.short_law, index as u32)?;
    }
    Ok(())
}

fn treaties(builder: &mut Builder, tags: &Tags, types: &[Type], names: &mut Vec<Name>) -> Result<(), Error> {
    for row in table("treaties.tsv", include_str!("lexicon/treaties.tsv"), &["type", "name", "means"])? {
        let index = intern(names, kind_of(types, &row, 0)?, row.optional(2).unwrap_or(row.get(1)));
        builder.add(row.get(1), tags.name, index as u32)?;
    }
    Ok(())
}

fn nicknames(types: &[Type]) -> Result<Vec<Nickname>, Error> {
    const COLUMNS: [&str; 7] = ["type", "number", "from", "to", "means", "year", "code"];
    let rows = table("nicknames.tsv", include_str!("lexicon/nicknames.tsv"), &COLUMNS)?;
    let year = |row: &Row<'static>, column| row.optional(column).map(|_| row.parse(column, "a year")).transpose();
    rows.iter()
        .map(|row| {
            Ok(Nickname {
                kind: kind_of(types, row, 0)?,
                number: plain_number(row.get(1)),
                from: year(row, 2)?,
                to: year(row, 3)?,
                means: row.get(4),
                year: row.parse(5, "a year")?,
                code: row.get(6),
            })
        })
        .collect()
}

fn by_name(names: &[Name]) -> HashMap<String, Vec<u16>> {
    let mut rows: HashMap<String, Vec<u16>> = HashMap::new();
    for (row, name) in names.iter().enumerate() {
        rows.entry(name.slug.clone()).or_default().push(row as u16);
    }
    rows
}

fn by_number(names: &[Name]) -> HashMap<String, Vec<u16>> {
    let mut rows: HashMap<String, Vec<u16>> = HashMap::new();
    for (row, name) in names.iter().enumerate() {
        for known in name.known.iter().filter(|known| !known.number.is_empty()) {
            let rows = rows.entry(known.number.clone()).or_default();
            if rows.last() != Some(&(row as u16)) {
                rows.push(row as u16);
            }
        }
    }
    rows
}

fn provinces() -> Result<Vec<(&'static str, &'static str)>, Error> {
    let rows = table("provinces.tsv", include_str!("lexicon/provinces.tsv"), &["province", "means"])?;
    Ok(rows.iter().map(|row| (row.get(0), row.optional(1).unwrap_or(row.get(0)))).collect())
}

fn words(builder: &mut Builder) -> Result<(), Error> {
    for row in table("words.tsv", include_str!("lexicon/words.tsv"), &["class", "word"])? {
        let tag = builder.tag(&format!("document/{}", row.get(0)));
        builder.add(row.get(1), tag, 0)?;
    }
    let country = builder.tag("document/country");
    for row in table("countries.tsv", include_str!("lexicon/countries.tsv"), &["country"])? {
        builder.add(row.get(0), country, 0)?;
    }
    Ok(())
}
