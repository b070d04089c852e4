//! Which candidates are persons, and which of them are the same person.

use std::borrow::Cow;

use super::evidence::{STRONG, SURE};
use super::lists::Lists;
use super::names::Shape;
use super::{Gender, Person, PersonMention, Seen, Title};
use crate::extract::{Candidate, Context};
use crate::segment::{Key, Kind};

/// A candidate with less than this is no person, whatever the article says elsewhere.
const LEAST: i32 = -4;

/// A candidate with the keys of its name's words.
struct Place {
    candidate: Candidate<Seen>,
    keys: Vec<Key>,
}

/// Mentions that are one person.
struct Group {
    keys: Vec<Key>,
    shape: Shape,
    gender: Option<Gender>,
    credit: bool,
    members: Vec<usize>,
}

/// Keeps the candidates that the article backs and joins them.
pub(super) fn resolve<'a>(lists: &Lists, cx: &Context<'a>, mentions: Vec<Candidate<Seen>>) -> Vec<Person<'a>> {
    let places: Vec<Place> = mentions.into_iter().map(|candidate| place(cx, candidate)).collect();
    let places = keep(cx, places);
    let groups = join(lists, cx, &places);
    let mut groups: Vec<Group> = groups.into_iter().filter(|group| !group.members.is_empty()).collect();
    groups.sort_by_key(|group| group.members.iter().min().copied());
    let persons = groups.iter().enumerate();
    persons.map(|(index, group)| person(lists, cx, index, group, &places)).collect()
}

fn place(cx: &Context<'_>, candidate: Candidate<Seen>) -> Place {
    let tokens = candidate.seen.from..candidate.seen.to;
    let keys = tokens.map(|at| cx.token(at)).filter(|token| token.kind != Kind::Mark).map(|token| token.key).collect();
    Place { candidate, keys }
}

/// Drops the candidates that nothing backs.
fn keep(cx: &Context<'_>, places: Vec<Place>) -> Vec<Place> {
    let mut backed: Vec<bool> = places.iter().map(|place| is_sure(place, &places)).collect();
    for _ in 0..2 {
        backed = (0..places.len()).map(|index| backed[index] || is_backed(index, &places, &backed)).collect();
        back_lists(cx, &places, &mut backed);
    }
    let kept = places.into_iter().zip(backed).filter(|(_, backed)| *backed).map(|(place, _)| place);
    kept.map(|mut place| {
        if place.candidate.seen.score < SURE {
            place.candidate.rule = "person/repeated";
        }
        place
    })
    .collect()
}

/// True where a candidate is a person by itself.
fn is_sure(place: &Place, places: &[Place]) -> bool {
    let seen = &place.candidate.seen;
    let elsewhere = || places.iter().any(|other| other.keys == place.keys && other.candidate.seen.placed);
    seen.score >= STRONG || (seen.score >= SURE && (place.keys.len() == 1 || !elsewhere()))
}

/// True where a person of the article has this name, or the places of the same words together say enough.
fn is_backed(index: usize, places: &[Place], backed: &[bool]) -> bool {
    let place = &places[index];
    if place.candidate.seen.score < LEAST || place.candidate.seen.placed {
        return false;
    }
    if places.iter().zip(backed).any(|(other, &backed)| backed && names(other, place)) {
        return true;
    }
    let same = places.iter().filter(|other| other.keys == place.keys).map(|other| &other.candidate.seen);
    let (mut count, mut best, mut sum, mut placed) = (0, i32::MIN, 0, false);
    for seen in same {
        count += 1;
        best = best.max(seen.score);
        sum += seen.score.clamp(-6, 4);
        placed |= seen.placed;
    }
    if placed {
        return false;
    }
    match place.candidate.seen.shape {
        Shape::Initials => count > 2 && best >= -1 && place.candidate.seen.to - place.candidate.seen.from > 1,
        Shape::Foreign if place.keys.len() == 1 => count > 1 && best >= 5,
        _ if place.keys.len() == 1 => count > 1 && best >= 2 && sum + count > SURE,
        _ => count > 1 && best >= 3 && sum + count > SURE,
    }
}

/// Backs candidates that stand in a list with a person: `Văn Cường, Thiago và Ngọc Nguyên`.
fn back_lists(cx: &Context<'_>, places: &[Place], backed: &mut [bool]) {
    let linked = |left: usize, right: usize| {
        let (left, right) = (&places[left].candidate.seen, &places[right].candidate.seen);
        right.from == left.to + 1 && is_list_joint(cx, left.to) && !cx.token(right.from).starts_line()
    };
    let weak = |index: usize| places[index].candidate.seen.score >= -1;
    for index in 1..places.len() {
        backed[index] |= backed[index - 1] && weak(index) && linked(index - 1, index);
    }
    for index in (1..places.len()).rev() {
        backed[index - 1] |= backed[index] && weak(index - 1) && linked(index - 1, index);
    }
}

fn is_list_joint(cx: &Context<'_>, at: usize) -> bool {
    const JOINTS: &[Key] = &[Key::of("và"), Key::of("hoặc"), Key::of("hay"), Key::of("cùng")];
    cx.is_mark(at, ',') || JOINTS.contains(&cx.token(at).key)
}

/// True where the first place names the person that the second may shorten.
fn names(full: &Place, short: &Place) -> bool {
    if full.keys == short.keys {
        return true;
    }
    if full.keys.len() <= short.keys.len() || full.candidate.seen.credit.is_some() {
        return false;
    }
    match full.candidate.seen.shape {
        Shape::Full | Shape::Given => full.keys.ends_with(&short.keys),
        Shape::Foreign => full.keys.ends_with(&short.keys) || full.keys.starts_with(&short.keys),
        Shape::Initials => false,
    }
}

/// Joins the places into persons.
fn join(lists: &Lists, cx: &Context<'_>, places: &[Place]) -> Vec<Group> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&index| (std::cmp::Reverse(rank(&places[index])), index));
    let mut groups: Vec<Group> = Vec::new();
    for index in order {
        let place = &places[index];
        match home(lists, cx, &groups, place) {
            Some(group) => groups[group].add(index, place),
            None => groups.push(Group::new(index, place, cx)),
        }
    }
    for group in &mut groups {
        group.members.sort_unstable();
    }
    groups
}

/// Full names first, then by length.
fn rank(place: &Place) -> (bool, usize) {
    (place.candidate.seen.shape == Shape::Full, place.keys.len())
}

/// The only group that a place can belong to.
fn home(_lists: &Lists, _cx: &Context<'_>, groups: &[Group], place: &Place) -> Option<usize> {
    let credit = place.candidate.seen.credit.is_some();
    let fits = |group: &Group| group.credit == credit && genders_fit(group.gender, place.gender());
    let only = |test: &dyn Fn(&Group) -> bool| -> Result<Option<usize>, ()> {
        let mut found = groups.iter().enumerate().filter(|(_, group)| fits(group) && test(group)).map(|(index, _)| index);
        match (found.next(), found.next()) {
            (first, None) => Ok(first),
            _ => Err(()),
        }
    };
    if let Ok(Some(group)) = only(&|group| group.keys == place.keys) {
        return Some(group);
    }
    if credit {
        return None;
    }
    let by_end = only(&|group| group.keys.len() > place.keys.len() && group.shortens_to(place));
    match by_end {
        Ok(Some(group)) => Some(group),
        Err(()) => None,
        Ok(None) => only(&|group| {
            let opens = group.keys.len() > place.keys.len() && group.keys.starts_with(&place.keys);
            opens && (group.shape == Shape::Foreign || place.candidate.seen.honorific.is_some())
        })
        .ok()
        .flatten(),
    }
}

fn genders_fit(one: Option<Gender>, other: Option<Gender>) -> bool {
    one.is_none() || other.is_none() || one == other
}

impl Place {
    fn gender(&self) -> Option<Gender> {
        self.candidate.seen.honorific.and_then(|(_, honorific)| honorific.gender)
    }
}

impl Group {
    fn new(index: usize, place: &Place, _cx: &Context<'_>) -> Group {
        let seen = &place.candidate.seen;
        let woman = place.keys.get(1) == Some(&Key::of("Thị")) && seen.shape != Shape::Foreign;
        Group {
            keys: place.keys.clone(),
            shape: seen.shape,
            gender: place.gender().or(woman.then_some(Gender::F)),
            credit: seen.credit.is_some(),
            members: vec![index],
        }
    }

    fn add(&mut self, index: usize, place: &Place) {
        self.members.push(index);
        self.gender = self.gender.or(place.gender());
    }

    /// True where the words of a place end the group's name.
    fn shortens_to(&self, place: &Place) -> bool {
        self.keys.ends_with(&place.keys)
    }
}

/// The record of one person.
fn person<'a>(lists: &Lists, cx: &Context<'a>, index: usize, group: &Group, places: &[Place]) -> Person<'a> {
    let members: Vec<&Place> = group.members.iter().map(|&index| &places[index]).collect();
    let fullest = members.iter().rev().max_by_key(|place| place.keys.len());
    let fullest = fullest.unwrap_or(&members[0]);
    let (surname, middle, given) = name_parts(lists, cx, fullest);
    let mut titles: Vec<Title<'a>> = Vec::new();
    let mentions = members.iter().map(|place| mention(cx, place, &mut titles)).collect();
    let seen = || members.iter().map(|place| &place.candidate.seen);
    let honorific = seen().find_map(|seen| seen.honorific).map(|(at, _)| honorific_text(cx, at, &members));
    Person {
        id: Cow::Owned(format!("p{}", index + 1)),
        name: Cow::Borrowed(cx.words(fullest.candidate.span)),
        surname,
        middle,
        given,
        honorific,
        gender: seen().find_map(|seen| seen.honorific.and_then(|(_, honorific)| honorific.gender)),
        age: seen().find_map(|seen| seen.age),
        born: seen().find_map(|seen| seen.born),
        credit: members[0].candidate.seen.credit,
        anonymised: group.shape == Shape::Initials,
        titles,
        mentions,
    }
}

/// The form of address in small letters.
fn honorific_text<'a>(cx: &Context<'a>, at: usize, members: &[&Place]) -> Cow<'a, str> {
    let member = members.iter().find(|place| place.candidate.seen.honorific.is_some_and(|(from, _)| from == at));
    let end = member.map_or(at + 1, |place| place.candidate.seen.from);
    lowered(cx.words(cx.span(at, end)))
}

fn lowered(words: &str) -> Cow<'_, str> {
    if words.chars().any(char::is_uppercase) { Cow::Owned(words.to_lowercase()) } else { Cow::Borrowed(words) }
}

/// Surname, middle and given name of a Vietnamese name.
fn name_parts<'a>(lists: &Lists, cx: &Context<'a>, place: &Place) -> (Option<Cow<'a, str>>, Option<Cow<'a, str>>, Option<Cow<'a, str>>) {
    let seen = &place.candidate.seen;
    let words = |from, to| (from < to).then(|| Cow::Borrowed(cx.words(cx.span(from, to))));
    match seen.shape {
        Shape::Full => {
            let taken = lists.surname(cx, seen.from).map_or(1, |(len, _)| len);
            (words(seen.from, seen.from + taken), words(seen.from + taken, seen.to - 1), words(seen.to - 1, seen.to))
        }
        Shape::Given => (None, None, words(seen.from, seen.to)),
        _ => (None, None, None),
    }
}

fn mention<'a>(cx: &Context<'a>, place: &Place, titles: &mut Vec<Title<'a>>) -> PersonMention<'a> {
    let seen = &place.candidate.seen;
    let own: Vec<u32> = seen.titles.iter().map(|title| index_of(titles, super::titles::title(cx, title))).collect();
    PersonMention {
        mention: cx.mention(place.candidate.span, place.candidate.rule),
        titles: own,
        honorific: seen.honorific.map(|(at, _)| honorific_text(cx, at, &[place])),
    }
}

/// Index of a title, put at the end of the list where it is new.
fn index_of<'a>(titles: &mut Vec<Title<'a>>, title: Title<'a>) -> u32 {
    let known = titles.iter().position(|known| known.text.to_lowercase() == title.text.to_lowercase());
    known.unwrap_or_else(|| {
        titles.push(title);
        titles.len() - 1
    }) as u32
}
