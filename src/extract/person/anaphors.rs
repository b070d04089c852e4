//! Bare titles that point back to a person: `Thủ tướng yêu cầu` after `Thủ tướng Trần Văn A`.
//!
//! Only where one person of the article has held the office so far and later, and a verb follows.

use std::collections::HashMap;

use super::keep::{Place, WordMap};
use super::lists::{Lists, TitleKind, WordKind};
use super::titles::TitleAt;
use crate::extract::Context;
use crate::segment::{Key, Kind};
use crate::text::Span;

/// Who has an office.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holder {
    /// The person of this number, named first before this token.
    One { person: usize, named: usize },
    /// Several persons, or one who has left it.
    Unclear,
}

/// Offices by the mixed keys of their words.
type Offices = WordMap<u64, Holder>;

/// Bare titles and the number of the person that each points to, in text order. `persons` gives the places of each.
pub(super) fn find(lists: &Lists, cx: &Context<'_>, places: &[Place], persons: &[&[usize]]) -> Vec<(usize, Span)> {
    let offices = offices(lists, cx, places, persons);
    let first = offices.values().filter_map(|&holder| named(holder)).min();
    let mut found = Vec::new();
    let mut at = first.unwrap_or(cx.tokens.len());
    while at < cx.tokens.len() {
        let Some((end, _)) = lists.title(cx, at, usize::MAX) else {
            at += 1;
            continue;
        };
        match offices.get(&role(cx, at, end)) {
            Some(&Holder::One { person, named })
                if named < at && is_bare(lists, cx, at, end) && !is_named(places, at) =>
            {
                found.push((person, cx.span(at, end)));
            }
            _ => {}
        }
        at = end;
    }
    found
}

fn named(holder: Holder) -> Option<usize> {
    match holder {
        Holder::One { named, .. } => Some(named),
        Holder::Unclear => None,
    }
}

/// The offices of the article's persons.
fn offices(lists: &Lists, cx: &Context<'_>, places: &[Place], persons: &[&[usize]]) -> Offices {
    let mut offices: Offices = HashMap::default();
    for (person, members) in persons.iter().enumerate() {
        for seen in members.iter().map(|&index| places[index].seen()) {
            for title in seen.titles.iter().filter(|title| is_office(lists, cx, title)) {
                let new = match title.from == title.role {
                    true => Holder::One { person, named: seen.tokens().end },
                    false => Holder::Unclear,
                };
                let holder = offices.entry(role(cx, title.role, title.org)).or_insert(new);
                *holder = joined(*holder, new);
            }
        }
    }
    offices
}

/// What two mentions of an office say together.
fn joined(one: Holder, other: Holder) -> Holder {
    match (one, other) {
        (Holder::One { person, named }, Holder::One { person: same, named: next }) if person == same => {
            Holder::One { person, named: named.min(next) }
        }
        _ => Holder::Unclear,
    }
}

fn is_office(lists: &Lists, cx: &Context<'_>, title: &TitleAt) -> bool {
    let kind = lists.title(cx, title.role, title.org).map(|(_, kind)| kind);
    matches!(kind, Some(TitleKind::Office | TitleKind::Fixed))
}

/// The words of a role as one number.
fn role(cx: &Context<'_>, from: usize, to: usize) -> u64 {
    cx.tokens[from..to].iter().fold(0, |mixed, token| token.key.mix(mixed))
}

/// True for a token of a title that stands with a name.
fn is_named(places: &[Place], at: usize) -> bool {
    places.iter().flat_map(|place| &place.seen().titles).any(|title| title.from <= at && at < title.to)
}

/// True where the title in tokens `from..to` stands alone before a verb, and speaks of one person.
fn is_bare(lists: &Lists, cx: &Context<'_>, from: usize, to: usize) -> bool {
    const OTHERS: &[Key] = &[
        Key::of("các"),
        Key::of("những"),
        Key::of("một"),
        Key::of("mọi"),
        Key::of("mỗi"),
        Key::of("hai"),
        Key::of("phó"),
        Key::of("nguyên"),
        Key::of("cựu"),
        Key::of("tân"),
        Key::of("quyền"),
        Key::of("làm"),
        Key::of("chức"),
    ];
    let (before, next) = (cx.before(from), cx.token(to));
    let inside = before.kind.is_capital() && !cx.token(from).starts_line();
    if next.kind != Kind::Lower || next.starts_line() || inside || OTHERS.contains(&before.key) {
        return false;
    }
    let acts = lists.acting(cx, to).is_some() && lists.word(cx, to, WordKind::Org).is_none();
    acts || lists.says(cx, to).is_some()
}
