//! Which mentions name one document.
//!
//! Full references come first and open entities; shorter ones then join an entity where exactly one fits, before or
//! after them in the text. Where none fits they stand for themselves; where several fit they join none.

use std::collections::HashMap;

use super::code::Code;
use super::identity::{plain_code, plain_number, slug};
use super::known::Known;
use super::lists::{Class, Lists};
use super::pinpoint::Part;
use super::seen::{Body, Congress, Named, Plenum, Seen, Standard};
use super::tail::{DateFrom, Tail};
use crate::extract::Context;
use crate::text::Span;

/// A mention with what stands beside it.
#[derive(Debug)]
pub(super) struct Place {
    pub span: Span,
    pub rule: &'static str,
    pub seen: Seen,
    pub tail: Tail,
    pub pinpoints: Vec<Part>,
    /// Indices of the entities that it names: one, none where it was dropped, several for a plenum of several terms.
    pub entities: Vec<usize>,
}

/// A document of the article.
#[derive(Clone, Debug, Default)]
pub(super) struct Entity {
    pub key: Key,
    /// Name that the record shows for one known by name.
    pub shown: Option<String>,
    /// The number itself has the year: `155/2016`.
    pub has_year: bool,
    /// Known only by a form that fits several documents.
    pub is_ambiguous: bool,
}

/// What entities are compared by.
#[derive(Clone, Debug, Default)]
pub(super) struct Key {
    pub kind: usize,
    /// The type was printed as "văn bản" throughout.
    pub is_any: bool,
    pub number: Option<String>,
    /// Number as printed in the fullest mention.
    pub printed_number: Option<String>,
    pub year: Option<u16>,
    pub code: Option<Code>,
    /// Folded name, plenum, congress or standard.
    pub name: Option<String>,
    /// What kind of body issued it, as far as the words or the code say.
    pub authority: Option<&'static str>,
}

impl Key {
    /// True where both can mean one document: nothing that both state differs.
    fn fits(&self, other: &Key, lists: &Lists) -> bool {
        self.same_type(other, lists)
            && self.same_main(other)
            && agree(&self.year, &other.year)
            && agree_by(&self.code, &other.code, |a, b| plain_code(a) == plain_code(b))
            && agree(&self.authority, &other.authority)
    }

    fn same_type(&self, other: &Key, lists: &Lists) -> bool {
        let (own, others) = (&lists.types[self.kind], &lists.types[other.kind]);
        let is_joint = |one: &str, other: &str| one == "thong-tu" && other == "thong-tu-lien-tich";
        let is_code = |one: &str, other: &str| one == "luat" && other == "bo-luat";
        let is_loosely_named = self.name.is_some() && self.name == other.name;
        self.kind == other.kind
            || is_loosely_named && (is_code(own.slug, others.slug) || is_code(others.slug, own.slug))
            || is_joint(own.slug, others.slug) && self.code.is_none()
            || is_joint(others.slug, own.slug) && other.code.is_none()
            || self.is_any && others.class != Class::Law
            || other.is_any && own.class != Class::Law
    }

    /// Number or name: what both give must be the same, and there must be one that both give.
    fn same_main(&self, other: &Key) -> bool {
        let numbers = self.number.is_some() && other.number.is_some();
        let names = self.name.is_some() && other.name.is_some();
        (numbers || names) && agree(&self.number, &other.number) && (numbers || agree(&self.name, &other.name))
    }

    /// Takes what `other` knows in addition.
    fn merge(&mut self, other: &Key, lists: &Lists) {
        let is_fuller = other.code.is_some() && self.code.is_none();
        if is_fuller || self.printed_number.is_none() {
            self.printed_number = other.printed_number.clone().or(self.printed_number.take());
        }
        if self.is_any && !other.is_any
            || lists.types[other.kind].slug == "bo-luat"
            || self.kind != other.kind && lists.types[self.kind].class == Class::Any
        {
            self.kind = other.kind;
            self.is_any = other.is_any;
        }
        self.number = self.number.take().or_else(|| other.number.clone());
        self.year = self.year.or(other.year);
        self.code = self.code.take().or_else(|| other.code.clone());
        self.name = self.name.take().or_else(|| other.name.clone());
        self.authority = self.authority.or(other.authority);
    }
}

fn agree<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
    agree_by(one, other, |one, other| one == other)
}

fn agree_by<T>(one: &Option<T>, other: &Option<T>, same: impl Fn(&T, &T) -> bool) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => same(one, other),
        _ => true,
    }
}

/// Joins the mentions; gives the entities.
pub(super) fn join(cx: &Context<'_>, lists: &Lists, places: &mut [Place]) -> Vec<Entity> {
    let mut joiner = Joiner { lists, entities: Vec::new(), found: Index::default() };
    for rank in Rank::ALL {
        for place in places.iter_mut().filter(|place| Rank::of(&place.seen) == rank) {
            joiner.place(cx, place, rank);
        }
    }
    drop_lone_constitution(cx, lists, places, &joiner.entities);
    anaphors(cx, lists, places, &joiner.entities);
    joiner.entities
}

/// How much a mention says; those that say more come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    Coded,
    Dated,
    Short,
    Tentative,
    Anaphor,
}

impl Rank {
    const ALL: [Rank; 4] = [Rank::Coded, Rank::Dated, Rank::Short, Rank::Tentative];

    fn of(seen: &Seen) -> Rank {
        if matches!(seen.body, Body::Anaphor) {
            return Rank::Anaphor;
        }
        if seen.is_tentative {
            return Rank::Tentative;
        }
        match &seen.body {
            Body::Number(code) if !code.is_bare() => Rank::Coded,
            Body::Number(code) if code.year.is_some() => Rank::Dated,
            Body::Name(named) if named.code.is_some() || named.outside.is_some() => Rank::Coded,
            Body::Name(named) if named.year.is_some() => Rank::Dated,
            Body::Plenum(plenum) if !plenum.terms.is_empty() => Rank::Dated,
            Body::Standard(standard) if standard.year.is_some() => Rank::Dated,
            _ => Rank::Short,
        }
    }
}

/// Documents, the last ones of an article, that a mention is compared with: so that a list of many thousand costs by its
/// length. Articles have less than a hundred.
const MOST_COMPARED: usize = 200;

struct Joiner<'l> {
    lists: &'l Lists,
    entities: Vec<Entity>,
    found: Index,
}

/// Entities by their numbers and by their names: others cannot be meant by a key ([`Key::same_main`]).
#[derive(Default)]
struct Index {
    numbers: HashMap<String, Vec<usize>>,
    names: HashMap<String, Vec<usize>>,
}

impl Index {
    /// Entities from `from` on that share number or name with `key`, in order.
    fn candidates(&self, key: &Key, from: usize) -> Vec<usize> {
        let numbered = key.number.as_ref().and_then(|number| self.numbers.get(number));
        let named = key.name.as_ref().and_then(|name| self.names.get(name));
        let late = |all: &Vec<usize>| all[all.partition_point(|&entity| entity < from)..].to_vec();
        let mut all: Vec<usize> = [numbered, named].into_iter().flatten().flat_map(late).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Notes what an entity is known by now.
    fn note(&mut self, entity: usize, key: &Key) {
        let known_by = [(&mut self.numbers, &key.number), (&mut self.names, &key.name)];
        for (index, word) in known_by {
            let Some(word) = word else { continue };
            let all = index.entry(word.clone()).or_default();
            if let Err(place) = all.binary_search(&entity) {
                all.insert(place, entity);
            }
        }
    }
}

impl Joiner<'_> {
    fn place(&mut self, cx: &Context<'_>, place: &mut Place, rank: Rank) {
        let has_year = matches!(&place.seen.body, Body::Number(code) if code.year.is_some());
        for (key, shown) in keys(cx, self.lists, place) {
            if let Some(entity) = self.entity(key, shown, rank) {
                self.entities[entity].has_year |= has_year;
                place.entities.push(entity);
            }
        }
    }

    /// The entity of a key: the one that fits, or a new one.
    fn entity(&mut self, mut key: Key, shown: Option<String>, rank: Rank) -> Option<usize> {
        known_law(self.lists, &mut key);
        let from = self.entities.len().saturating_sub(MOST_COMPARED);
        let mut fitting = self.found.candidates(&key, from);
        fitting.retain(|&i| self.entities[i].key.fits(&key, self.lists));
        if let Some(same) = fitting.iter().find(|&&i| self.entities[i].is_ambiguous) {
            return (rank != Rank::Tentative).then_some(*same);
        }
        if let [only] = fitting[..] {
            let entity = &mut self.entities[only];
            entity.key.merge(&key, self.lists);
            self.found.note(only, &entity.key);
            let is_fuller = shown.as_ref().is_some_and(|shown| {
                entity.shown.as_ref().is_some_and(|old| shown.starts_with(old.as_str()) && shown.contains("/QH"))
            });
            entity.shown = if is_fuller { shown } else { entity.shown.take().or(shown) };
            return Some(only);
        }
        if rank == Rank::Tentative && self.needs_antecedent(&key) {
            return None;
        }
        self.found.note(self.entities.len(), &key);
        self.entities.push(Entity { key, shown, has_year: false, is_ambiguous: fitting.len() > 1 });
        Some(self.entities.len() - 1)
    }

    /// The bare Constitution may stand for itself; see [`drop_lone_constitution`].
    fn needs_antecedent(&self, key: &Key) -> bool {
        self.lists.types[key.kind].slug != "hien-phap"
    }
}

/// The keys of a mention: one, or one for each term of a plenum; with the name to show.
fn keys(cx: &Context<'_>, lists: &Lists, place: &Place) -> Vec<(Key, Option<String>)> {
    let kind = usize::from(place.seen.kind);
    let key = Key { kind, ..Key::default() };
    match &place.seen.body {
        Body::Number(code) => vec![(number_key(cx, lists, place, code), None)],
        Body::Name(named) => vec![name_key(lists, key, named, place.tail.year)],
        Body::Plenum(plenum) => plenum_keys(&key, plenum),
        Body::Congress(congress) => vec![congress_key(key, congress)],
        Body::Standard(standard) => vec![standard_key(key, standard)],
        Body::Anaphor => Vec::new(),
    }
}

fn number_key(cx: &Context<'_>, lists: &Lists, place: &Place, code: &Code) -> Key {
    let printed = usize::from(place.seen.printed);
    let dated = place.tail.date.filter(|(_, from)| *from == DateFrom::Adjacent || !code.is_bare());
    let year = code.year.or(place.tail.year).or(dated.map(|(date, _)| date.year() as u16));
    Key {
        kind: usize::from(place.seen.kind),
        is_any: lists.types[printed].class == Class::Any,
        number: Some(plain_number(&code.number)),
        printed_number: Some(code.number.clone()),
        year,
        code: (!code.is_bare()).then(|| code.clone()),
        name: None,
        authority: authority(cx, lists, place, code),
    }
}

/// What kind of body issued it, from the code or else from the words after "của".
fn authority(cx: &Context<'_>, lists: &Lists, place: &Place, code: &Code) -> Option<&'static str> {
    if let Some(first) = code.issuers().first() {
        return code_authority(lists, first);
    }
    let words = place.tail.issuer.map(|span| cx.words(span).to_lowercase())?;
    const WORDS: [(&str, &str); 13] = [
        ("bộ chính trị", "party"),
        ("ban bí thư", "party"),
        ("trung ương", "party"),
        ("ủy ban thường vụ quốc hội", "assembly"),
        ("quốc hội", "assembly"),
        ("hđnd", "council"),
        ("hội đồng nhân dân", "council"),
        ("ubnd", "committee"),
        ("ủy ban nhân dân", "committee"),
        ("thành ủy", "party"),
        ("tỉnh ủy", "party"),
        ("thủ tướng", "government"),
        ("chính phủ", "government"),
    ];
    let is_office = words.starts_with("văn phòng") || words.starts_with("thanh tra") || words.starts_with("phó");
    let found = WORDS.iter().find(|(start, _)| words.starts_with(start) || words.contains(start) && !is_office);
    found.map(|&(_, class)| class).or_else(|| words.starts_with("bộ ").then_some("ministry"))
}

fn code_authority(lists: &Lists, segment: &str) -> Option<&'static str> {
    let issuer = &lists.issuers[usize::from(lists.segment(segment).issuer?)];
    Some(match (issuer.code, issuer.system) {
        ("CP" | "TTg", _) => "government",
        (_, "party") => "party",
        (_, "assembly") => "assembly",
        ("HĐND", _) => "council",
        ("UBND" | "UB", _) => "committee",
        (code, "state") if code.starts_with('B') && issuer.level == "central" => "ministry",
        _ => return None,
    })
}

/// Completes a law's key from the table of known laws: number from name and year, or name from number.
fn known_law(lists: &Lists, key: &mut Key) {
    if lists.types[key.kind].class != Class::Law {
        return;
    }
    let register = &lists.register;
    let is_of_year = |law: &&Known| law.number.is_some() && key.year == Some(law.year);
    let law = match (&key.name, &key.number) {
        (Some(name), None) => register.named(key.kind, name).find(is_of_year),
        (None, Some(number)) => register.numbered(key.kind, number).find(|law| is_of_year(law) && has_code(law, key)),
        _ => None,
    };
    if let Some(law) = law {
        key.number = law.number.clone();
        key.name = law.slug.clone();
    }
}

/// True where the code of a key, if it has one, is that of a known document.
pub(super) fn has_code(known: &Known, key: &Key) -> bool {
    key.code.as_ref().is_none_or(|code| plain_code(code) == known.plain_code())
}

fn name_key(lists: &Lists, key: Key, named: &Named, year: Option<u16>) -> (Key, Option<String>) {
    let listed = named.row.map(|row| lists.names[usize::from(row)].name.as_str());
    let full = listed.unwrap_or(&named.name);
    let amended = named.amended.is_some();
    let name = if amended { format!("{} sửa đổi", full) } else { full.to_owned() };
    let code = named.code.as_ref().or(named.outside.as_ref());
    let number = code.map(|code| plain_number(&code.number));
    let is_constitution = lists.types[key.kind].slug == "hien-phap";
    let key = Key {
        name: Some(if is_constitution { String::new() } else { slug(&name) }),
        year: named.year.or(code.and_then(|code| code.year)).or(year),
        printed_number: code.map(|code| code.number.clone()),
        code: code.cloned(),
        number,
        ..key
    };
    let mut shown = match listed.filter(|listed| listed.to_lowercase() == named.name.to_lowercase()) {
        Some(listed) => listed.to_owned(),
        None if matches!(lists.types[key.kind].slug, "hien-phap") => named.name.clone(),
        None if lists.types[key.kind].class == Class::Treaty => named.name.clone(),
        None => shown_name(&named.name),
    };
    shown.push_str(&named.of);
    if let Some(amended) = &named.amended {
        shown.push(' ');
        shown.push_str(amended);
    }
    (key, named.code.is_none().then_some(shown))
}

/// A name that is not listed: with a capital at its head, but for "sửa đổi".
fn shown_name(words: &str) -> String {
    const AMEND: &str = "sửa đổi";
    if words.to_lowercase().starts_with(AMEND) {
        return words
            .char_indices()
            .nth(AMEND.chars().count())
            .map_or(AMEND.to_owned(), |(at, _)| AMEND.to_owned() + &words[at..]);
    }
    let mut chars = words.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

fn standard_key(key: Key, standard: &Standard) -> (Key, Option<String>) {
    let issuer = standard.issuer.clone();
    let key = Key {
        number: Some(slug(&standard.number)),
        printed_number: Some(standard.number.clone()),
        year: standard.year,
        code: issuer.map(|issuer| Code { segments: vec![issuer], has_issuer: true, ..Code::default() }),
        ..key
    };
    (key, Some(standard.text()))
}

fn plenum_keys(key: &Key, plenum: &Plenum) -> Vec<(Key, Option<String>)> {
    let Plenum { ordinal, terms, .. } = plenum;
    let one = |term: Option<u64>| {
        let mut shown = format!("Trung ương {ordinal}");
        if let Some(term) = term {
            shown.push_str(&format!(" khóa {}", roman_text(term)));
        }
        let name = Some(format!("tw{ordinal}"));
        (Key { name, year: term.map(|term| term as u16), ..key.clone() }, Some(shown))
    };
    if terms.is_empty() { vec![one(None)] } else { terms.iter().map(|&term| one(Some(term))).collect() }
}

fn congress_key(key: Key, congress: &Congress) -> (Key, Option<String>) {
    let Congress { name, ordinal } = congress;
    let folded = slug(name);
    let is_national = matches!(folded.as_str(), "" | "dang" | "dai-bieu-toan-quoc" | "dang-toan-quoc" | "toan-quoc")
        || folded == "dai-bieu-dang-toan-quoc";
    let number = roman_text(*ordinal);
    let (folded, shown) = match is_national {
        true => (format!("dai-hoi-{ordinal}"), format!("Đại hội {number}")),
        false => (format!("dai-hoi-{folded}-{ordinal}"), format!("Đại hội {name} lần thứ {number}")),
    };
    (Key { name: Some(folded), ..key }, Some(shown))
}

/// A number in Roman digits.
pub(super) fn roman_text(mut value: u64) -> String {
    const DIGITS: [(u64, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut text = String::new();
    for (size, digit) in DIGITS {
        while value >= size {
            text.push_str(digit);
            value -= size;
        }
    }
    text
}

/// Drops the bare Constitution from articles that name no other Vietnamese law: it may be another country's.
fn drop_lone_constitution(cx: &Context<'_>, lists: &Lists, places: &mut [Place], entities: &[Entity]) {
    let is_bare =
        |place: &Place| place.seen.is_tentative && lists.types[usize::from(place.seen.kind)].slug == "hien-phap";
    let is_vietnamese = |place: &Place| {
        !is_bare(place) && place.entities.iter().any(|&i| lists.types[entities[i].key.kind].class != Class::Treaty)
    };
    if places.iter().any(is_vietnamese) || cx.text.contains("Đại biểu Quốc hội") || cx.text.contains("ĐBQH") {
        return;
    }
    for place in places.iter_mut().filter(|place| is_bare(place)) {
        place.entities.clear();
    }
}

/// Joins "Nghị định này" to the one document of its type that the same sentence or the two before it name.
fn anaphors(cx: &Context<'_>, lists: &Lists, places: &mut [Place], entities: &[Entity]) {
    const SENTENCES: usize = 2;
    for i in 0..places.len() {
        if !matches!(places[i].seen.body, Body::Anaphor) {
            continue;
        }
        let sentence = cx.sentence(places[i].span.start);
        let mut found: Vec<usize> = Vec::new();
        for before in places[..i].iter().rev().filter(|before| !before.entities.is_empty()) {
            if cx.sentence(before.span.start) + SENTENCES < sentence {
                break;
            }
            for &entity in before.entities.iter().filter(|&&entity| answers(lists, &places[i].seen, &entities[entity]))
            {
                if !found.contains(&entity) {
                    found.push(entity);
                }
            }
        }
        if let [only] = found[..] {
            places[i].entities.push(only);
        }
    }
}

/// True where the type word of an anaphor can mean the entity.
fn answers(lists: &Lists, seen: &Seen, entity: &Entity) -> bool {
    let kind = &lists.types[usize::from(seen.kind)];
    let class = lists.types[entity.key.kind].class;
    kind.slug == lists.types[entity.key.kind].slug
        || kind.class == Class::Any && !matches!(class, Class::Law | Class::Treaty | Class::Standard)
}
