//! Where a local document comes from, if only the article as a whole says it: the one province or city that it names.
//!
//! "UBND tỉnh" and "Thành ủy" beside a document name no place. Bodies decide first (`UBND tỉnh Nghệ An`, `Thành ủy Hà
//! Nội`); behind words that ask for a province or a city, then any naming of one. Where two places of the kind in question
//! are named, none is taken.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use super::identity::slug;
use super::lists::{Lists, Province};
use crate::extract::Context;
use crate::segment::Key;

const UNION: Key = Key::of("ủy");
const PROVINCE: Key = Key::of("tỉnh");
const CITY: Key = Key::of("phố");
const CITY_SHORT: Key = Key::of("TP");

/// Kind of place that the words of an issuer ask for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Province,
    City,
    Either,
}

/// The places of an article's documents. The article is looked through once for each kind of place, however many documents
/// ask for it.
pub(super) struct Home<'h> {
    pub cx: &'h Context<'h>,
    lists: &'h Lists,
    /// By [`Wanted`].
    found: [OnceCell<Option<String>>; 3],
    /// What issuers ask for, by their words.
    asked: RefCell<HashMap<Option<String>, Option<Wanted>>>,
}

impl<'h> Home<'h> {
    pub fn new(cx: &'h Context<'h>, lists: &'h Lists) -> Home<'h> {
        Home { cx, lists, found: Default::default(), asked: RefCell::default() }
    }

    /// The place of a document issued by `issuer`, as a slug.
    pub fn of(&self, issuer: Option<&str>) -> Option<String> {
        let issuer = issuer.map(str::to_owned);
        let wanted = *self.asked.borrow_mut().entry(issuer).or_insert_with_key(|issuer| wanted(issuer.as_deref()));
        let wanted = wanted?;
        self.found[wanted as usize].get_or_init(|| home(self.cx, self.lists, wanted)).clone()
    }
}

fn home(cx: &Context<'_>, lists: &Lists, wanted: Wanted) -> Option<String> {
    let mut by_body = Only::Nothing;
    let mut by_name = Only::Nothing;
    for at in 0..cx.tokens.len() {
        let token = &cx.tokens[at];
        if !token.kind.is_capital() {
            continue;
        }
        if let Some(province) = lists.province_at(cx, at) {
            let is_body = is_behind_body(cx, at);
            let is_named = is_body || !province.is_person || is_behind_city(cx, at);
            if fits(wanted, province) && is_named {
                by_name.add(province.name);
                if is_body {
                    by_body.add(province.name);
                }
            }
        } else if wanted == Wanted::City && is_behind_city(cx, at) {
            by_name = Only::Several;
        }
    }
    let name = match by_body {
        Only::Nothing if wanted != Wanted::Either => by_name.get()?,
        other => other.get()?,
    };
    Some(slug(name))
}

/// What an issuer's words ask for; nothing where it is a body below provinces, or one whose place is told by its name.
fn wanted(issuer: Option<&str>) -> Option<Wanted> {
    const BELOW: [&str; 10] =
        ["uyện", "uận", "thị xã", "Thị xã", "Thị ủy", "xã ", "Xã ", "phường", "Phường", "thị trấn"];
    let Some(issuer) = issuer else { return Some(Wanted::Either) };
    let says = |words: &[&str]| words.iter().any(|word| issuer.contains(word));
    if says(&BELOW) {
        return None;
    }
    let is_city = says(&["TP", "hành phố", "Thành ủy", "Thành uỷ", "hành Ủy"]);
    let is_province = says(&["tỉnh", "Tỉnh"]);
    Some(match (is_province, is_city) {
        (true, false) => Wanted::Province,
        (false, true) => Wanted::City,
        _ => Wanted::Either,
    })
}

fn fits(wanted: Wanted, province: &Province) -> bool {
    match wanted {
        Wanted::Province => !province.is_city,
        Wanted::City => province.is_city,
        Wanted::Either => true,
    }
}

/// True behind "Tỉnh ủy", "UBND tỉnh", "HĐND TP." and the like.
fn is_behind_body(cx: &Context<'_>, at: usize) -> bool {
    const BODIES: [Key; 3] = [Key::of("UBND"), Key::of("HĐND"), Key::of("dân")];
    let before = cx.before(at).key;
    if before == UNION {
        return true;
    }
    let Some(head) = head_of_place(cx, at) else { return false };
    BODIES.contains(&cx.before(head).key)
}

/// The first token of "tỉnh", "thành phố", "TP", "TP." before a name.
fn head_of_place(cx: &Context<'_>, at: usize) -> Option<usize> {
    let last = at.checked_sub(if cx.before(at).is_mark('.') { 2 } else { 1 })?;
    match cx.token(last).key {
        PROVINCE | CITY_SHORT => Some(last),
        CITY => last.checked_sub(1),
        _ => None,
    }
}

/// True for a name behind "TP" or "thành phố": a city that may be one of a province.
fn is_behind_city(cx: &Context<'_>, at: usize) -> bool {
    head_of_place(cx, at).is_some_and(|head| cx.token(head).key != PROVINCE)
}

/// Whether one place was named, or several.
#[derive(Clone, Copy)]
enum Only {
    Nothing,
    One(&'static str),
    Several,
}

impl Only {
    fn add(&mut self, name: &'static str) {
        *self = match *self {
            Only::Nothing => Only::One(name),
            Only::One(other) if other == name => Only::One(name),
            _ => Only::Several,
        };
    }

    fn get(self) -> Option<&'static str> {
        match self {
            Only::One(name) => Some(name),
            _ => None,
        }
    }
}
