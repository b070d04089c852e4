//! The word lists of the room, read once.

use std::collections::{HashMap, HashSet};

use super::known::{self, Register};
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
    pub name: String,
}

/// A spelling of a province or city under the central government.
#[derive(Debug)]
pub(super) struct Province {
    spelling: &'static str,
    /// The name that it stands for.
    pub name: &'static str,
    pub is_city: bool,
    /// No province, but a town whose name begins like one.
    is_town: bool,
    /// Its name is a person's, too.
    pub is_person: bool,
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
    pub fresh: Tag,
    pub bearer: Tag,
    pub named: Tag,
    /// Of the room of persons.
    pub surname: Tag,
    pub province: Tag,
}

/// Every list of the room.
#[derive(Debug)]
pub(super) struct Lists {
    pub tags: Tags,
    pub types: Vec<Type>,
    pub issuers: Vec<Issuer>,
    pub names: Vec<Name>,
    pub register: Register,
    provinces: Vec<Province>,
    /// Types by their first word, with their words.
    heads: ByKey<Vec<(Vec<Key>, usize)>>,
    types_of_codes: ByKey<usize>,
    segments: ByKey<Segment>,
    slips: ByKey<Slip>,
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
        let issuers = issuers(builder)?;
        let segments = segments(&types, &issuers);
        let mut names = Vec::new();
        laws(builder, &tags, &types, &mut names)?;
        treaties(builder, &tags, &types, &mut names)?;
        words(builder)?;
        let mut lists = Lists {
            provinces: provinces(builder, &tags)?,
            heads: ByKey::new(heads(&types)),
            types_of_codes: ByKey::new(types_of_codes(&types)),
            segments: ByKey::new(segments),
            slips: ByKey::new(slips()?),
            register: Register::default(),
            tags,
            types,
            issuers,
            names,
        };
        known::load(builder, &mut lists)?;
        Ok(lists)
    }

    /// Registers the name of a law of a type.
    pub fn add_name(&mut self, builder: &mut Builder, kind: usize, name: &str) -> Result<(), Error> {
        let index = intern(&mut self.names, kind, name);
        builder.add(name, self.tags.name, index as u32)
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
        let fitting = self.provinces.iter().filter(|province| words.starts_with(province.spelling));
        fitting.max_by_key(|province| province.spelling.len()).map(|province| province.name)
    }

    /// The province with whose name `words` end.
    pub fn last_province(&self, words: &str) -> Option<&'static str> {
        let is_last = |province: &&Province| {
            words.strip_suffix(province.spelling).is_some_and(|before| before.ends_with([' ', '.']))
        };
        let fitting = self.provinces.iter().filter(is_last);
        fitting.max_by_key(|province| province.spelling.len()).map(|province| province.name)
    }

    /// The province whose name begins at token `at`.
    pub fn province_at(&self, cx: &Context<'_>, at: usize) -> Option<&Province> {
        let province = cx.entry(at, self.tags.province).map(|hit| &self.provinces[hit.payload as usize]);
        province.filter(|province| !province.is_town)
    }

    /// The type of a name.
    pub fn kind(&self, name: &str) -> Option<usize> {
        find(&self.types, name)
    }
}

impl Tags {
    fn new(builder: &mut Builder) -> Tags {
        let surname = builder.tag("person/surname");
        let mut tag = |name: &str| builder.tag(&format!("document/{name}"));
        Tags {
            surname,
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
            fresh: tag("fresh"),
            bearer: tag("bearer"),
            named: tag("named"),
            province: tag("province"),
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
    let rows = builder.rows("types", include_str!("lexicon/types.tsv"), &COLUMNS)?;
    let mut types: Vec<Type> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let class = class(row)?;
        let words = split(row.get(1));
        if class == Class::Standard {
            for letters in split(row.get(2)) {
                builder.add(letters, tags.standard, index as u32)?;
            }
        } else {
            builder.add(row.get(0), tags.kind, index as u32)?;
        }
        for words in words {
            builder.add(words, tags.kind, index as u32)?;
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

fn issuers(builder: &mut Builder) -> Result<Vec<Issuer>, Error> {
    let rows = builder.rows("issuers", include_str!("lexicon/issuers.tsv"), &["code", "name", "level", "system"])?;
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
fn intern(names: &mut Vec<Name>, kind: usize, name: &str) -> usize {
    let found = names.iter().position(|entry| entry.kind == kind && entry.name == name);
    found.unwrap_or_else(|| {
        names.push(Name { kind, name: name.to_owned() });
        names.len() - 1
    })
}

fn laws(builder: &mut Builder, tags: &Tags, types: &[Type], names: &mut Vec<Name>) -> Result<(), Error> {
    let rows = table("laws.tsv", include_str!("lexicon/laws.tsv"), &["type", "name", "means"])?;
    let listed: HashSet<&str> = rows.iter().map(|row| row.get(1)).collect();
    for row in &rows {
        let index = intern(names, kind_of(types, row, 0)?, row.optional(2).unwrap_or(row.get(1)));
        builder.add(row.get(1), tags.name, index as u32)?;
        let without_commas = row.get(1).replace(',', "");
        if !listed.contains(without_commas.as_str()) {
            builder.add(&without_commas, tags.name, index as u32)?;
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

fn provinces(builder: &mut Builder, tags: &Tags) -> Result<Vec<Province>, Error> {
    let rows = table("provinces.tsv", include_str!("lexicon/provinces.tsv"), &["province", "means", "kind"])?;
    for (index, row) in rows.iter().enumerate() {
        builder.add(row.get(0), tags.province, index as u32)?;
    }
    let province = |row: &Row<'static>| Province {
        spelling: row.get(0),
        name: row.optional(1).unwrap_or(row.get(0)),
        is_city: matches!(row.get(2), "city" | "person"),
        is_town: row.get(2) == "town",
        is_person: row.get(2) == "person",
    };
    Ok(rows.iter().map(province).collect())
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
