//! Which mentions are the same person, and the record of each person.
//!
//! Full names come first; a shorter mention then joins the only person whose name it ends (`ông Bảo`), or opens where
//! that is how the person is called (`ông Tập`, `Marilyn`). Where two persons fit, none is taken.

use std::borrow::Cow;
use std::collections::HashMap;

use super::keep::{Place, keep};
use super::lists::Lists;
use super::names::Shape;
use super::titles::TitleAt;
use super::{Gender, Person, PersonMention, Seen, Title, titles};
use crate::extract::{Candidate, Context};
use crate::segment::Key;

/// Mentions that are one person.
struct Group {
    /// Place with the fullest name.
    fullest: usize,
    gender: Option<Gender>,
    members: Vec<usize>,
}

/// The persons of an article.
pub(super) fn resolve<'a>(lists: &Lists, cx: &Context<'a>, mentions: Vec<Candidate<Seen>>) -> Vec<Person<'a>> {
    let mut places = keep(cx, mentions);
    share_titles(cx, &mut places);
    let mut groups = join(&places);
    for group in &mut groups {
        group.members.sort_unstable();
    }
    groups.sort_by_key(|group| group.members[0]);
    let persons = groups.iter().enumerate();
    let mut persons: Vec<Person<'a>> = persons.map(|(index, group)| person(lists, cx, index, group, &places)).collect();
    complete_orgs(&mut persons);
    persons
}

/// Gives the titles of a list to all its persons: `hai Phó Thủ tướng A và B`, `các ông A và B, Phó Chủ tịch`.
fn share_titles(cx: &Context<'_>, places: &mut [Place]) {
    for right in 1..places.len() {
        let left = right - 1;
        if !is_linked(cx, places[left].seen(), places[right].seen()) {
            continue;
        }
        let (before, after) = (places[left].seen().titles.clone(), places[right].seen().titles.clone());
        if places[left].seen().many && after.is_empty() {
            places[right].candidate.seen.titles = before;
            places[right].candidate.seen.many = true;
        } else if before.is_empty() && (places[left].seen().many || after.iter().any(|title| is_shared(cx, title))) {
            places[left].candidate.seen.titles = after;
        }
    }
}

/// True where `và` or a comma, and perhaps a form of address, stands between two names.
fn is_linked(cx: &Context<'_>, left: &Seen, right: &Seen) -> bool {
    let to = right.honorific.map_or(right.from, |(at, _)| at);
    let joint = cx.is_mark(left.to, ',') || cx.is(left.to, const { Key::of("và") });
    joint && to == left.to + 1 && !cx.token(to).starts_line()
}

/// True for a title after several names that is said of all of them.
fn is_shared(cx: &Context<'_>, title: &TitleAt) -> bool {
    const SHARED: &[Key] = &[Key::of("lãnh"), Key::of("đại"), Key::of("thành"), Key::of("đều"), Key::of("cùng")];
    SHARED.contains(&cx.token(title.role).key)
}

/// Joins the places into persons.
fn join(places: &[Place]) -> Vec<Group> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&index| (std::cmp::Reverse(rank(&places[index])), index));
    let mut joiner = Joiner { places, groups: Vec::new(), by_end: HashMap::new(), by_start: HashMap::new() };
    for index in order {
        match joiner.home(index) {
            Some(group) => joiner.add(group, index),
            None => joiner.open(index),
        }
    }
    joiner.groups
}

/// Full names first, then by length.
fn rank(place: &Place) -> (bool, usize) {
    (place.seen().shape == Shape::Full, place.keys().len())
}

/// The groups so far, by the last and the first word of their names.
struct Joiner<'p> {
    places: &'p [Place],
    groups: Vec<Group>,
    by_end: HashMap<Key, Vec<usize>>,
    by_start: HashMap<Key, Vec<usize>>,
}

impl Joiner<'_> {
    /// The only group that a place can belong to.
    fn home(&self, index: usize) -> Option<usize> {
        let keys = self.places[index].keys();
        let (first, last) = (*keys.first()?, *keys.last()?);
        let ends = self.by_end.get(&last).map_or(&[][..], Vec::as_slice);
        let starts = self.by_start.get(&first).map_or(&[][..], Vec::as_slice);
        if let Found::One(group) = self.only(index, ends, |name, _| name == keys) {
            return Some(group);
        }
        if self.places[index].seen().credit.is_some() {
            return None;
        }
        match self.only(index, ends, |name, _| name.len() > keys.len() && name.ends_with(keys)) {
            Found::One(group) => Some(group),
            Found::Many => None,
            Found::None => {
                let addressed = self.places[index].seen().honorific.is_some();
                let opens = |name: &[Key], shape| {
                    name.len() > keys.len() && name.starts_with(keys) && (shape == Shape::Foreign || addressed)
                };
                match self.only(index, starts, opens) {
                    Found::One(group) => Some(group),
                    _ => None,
                }
            }
        }
    }

    /// The groups of a list that fit a place and pass a test on their name.
    fn only(&self, index: usize, groups: &[usize], test: impl Fn(&[Key], Shape) -> bool) -> Found {
        let place = &self.places[index];
        let mut found = groups.iter().copied().filter(|&group| {
            let group = &self.groups[group];
            let fullest = &self.places[group.fullest];
            let credits = fullest.seen().credit.is_some() == place.seen().credit.is_some();
            credits && genders_fit(group.gender, gender(place)) && test(fullest.keys(), fullest.seen().shape)
        });
        match (found.next(), found.next()) {
            (Some(group), None) => Found::One(group),
            (None, _) => Found::None,
            _ => Found::Many,
        }
    }

    fn add(&mut self, group: usize, index: usize) {
        let group = &mut self.groups[group];
        group.members.push(index);
        group.gender = group.gender.or(gender(&self.places[index]));
    }

    fn open(&mut self, index: usize) {
        let place = &self.places[index];
        let keys = place.keys();
        let group = self.groups.len();
        if let (Some(&first), Some(&last)) = (keys.first(), keys.last()) {
            self.by_end.entry(last).or_default().push(group);
            self.by_start.entry(first).or_default().push(group);
        }
        let woman = place.seen().shape == Shape::Full && keys.get(1) == Some(&const { Key::of("Thị") });
        let gender = gender(place).or(woman.then_some(Gender::F));
        self.groups.push(Group { fullest: index, gender, members: vec![index] });
    }
}

/// What a search among the groups gives.
enum Found {
    None,
    One(usize),
    Many,
}

fn genders_fit(one: Option<Gender>, other: Option<Gender>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// Gender by the form of address.
fn gender(place: &Place) -> Option<Gender> {
    place.seen().honorific.and_then(|(_, honorific)| honorific.gender)
}

/// The record of one person.
fn person<'a>(lists: &Lists, cx: &Context<'a>, index: usize, group: &Group, places: &[Place]) -> Person<'a> {
    let members = || group.members.iter().map(|&index| &places[index]);
    let seen = || members().map(Place::seen);
    let fullest = &places[group.fullest];
    let (surname, middle, given) = name_parts(lists, cx, fullest);
    let mut titles: Vec<Title<'a>> = Vec::new();
    Person {
        id: Cow::Owned(format!("p{}", index + 1)),
        mentions: members().map(|place| mention(cx, place, &mut titles)).collect(),
        name: Cow::Borrowed(cx.words(fullest.candidate.span)),
        surname,
        middle,
        given,
        honorific: members().find_map(|place| honorific(cx, place)),
        gender: members().find_map(gender),
        age: seen().find_map(|seen| seen.age),
        born: seen().find_map(|seen| seen.born),
        credit: fullest.seen().credit,
        anonymised: fullest.seen().shape == Shape::Initials,
        titles,
    }
}

/// The form of address at a place, in small letters.
fn honorific<'a>(cx: &Context<'a>, place: &Place) -> Option<Cow<'a, str>> {
    let (from, _) = place.seen().honorific?;
    let words = cx.words(cx.span(from, place.seen().from));
    Some(if words.chars().any(char::is_uppercase) { Cow::Owned(words.to_lowercase()) } else { Cow::Borrowed(words) })
}

type Part<'a> = Option<Cow<'a, str>>;

/// Surname, middle and given name of a Vietnamese name.
fn name_parts<'a>(lists: &Lists, cx: &Context<'a>, place: &Place) -> (Part<'a>, Part<'a>, Part<'a>) {
    let seen = place.seen();
    let words = |from, to| (from < to).then(|| Cow::Borrowed(cx.words(cx.span(from, to))));
    match seen.shape {
        Shape::Full => {
            let first = seen.from + lists.surname(cx, seen.from).map_or(1, |(len, _)| len);
            (words(seen.from, first), words(first, seen.to - 1), words(seen.to - 1, seen.to))
        }
        Shape::Given => (None, None, words(seen.from, seen.to)),
        Shape::Foreign | Shape::Initials => (None, None, None),
    }
}

fn mention<'a>(cx: &Context<'a>, place: &Place, titles: &mut Vec<Title<'a>>) -> PersonMention<'a> {
    let own = place.seen().titles.iter().map(|title| index_of(titles, titles::title(cx, title))).collect();
    let honorific = honorific(cx, place);
    PersonMention { mention: cx.mention(place.candidate.span, place.candidate.rule), titles: own, honorific }
}

/// Index of a title, put at the end of the list where it is new.
fn index_of<'a>(titles: &mut Vec<Title<'a>>, title: Title<'a>) -> u32 {
    let known = titles.iter().position(|known| known.text.to_lowercase() == title.text.to_lowercase());
    known.unwrap_or_else(|| {
        titles.push(title);
        titles.len() - 1
    }) as u32
}

/// Completes organisations by longer ones of the article: `Thành ủy` by `Thành ủy Hà Nội`, where only one fits.
fn complete_orgs(persons: &mut [Person<'_>]) {
    let orgs: Vec<String> = persons
        .iter()
        .flat_map(|person| &person.titles)
        .filter_map(|title| Some(title.org.as_ref()?.to_string()))
        .collect();
    for title in persons.iter_mut().flat_map(|person| &mut person.titles) {
        let Some(org) = &title.org else { continue };
        let mut longer = orgs.iter().filter(|other| adds_place(org, other)).collect::<Vec<_>>();
        longer.sort_unstable();
        longer.dedup();
        if let [longer] = longer[..] {
            title.org_resolved = Some(Cow::Owned(longer.clone()));
        }
    }
}

/// True where the second name is the first with words in capitals behind it.
fn adds_place(org: &str, longer: &str) -> bool {
    let rest = longer.strip_prefix(org).and_then(|rest| rest.strip_prefix(' '));
    rest.is_some_and(|rest| rest.chars().next().is_some_and(char::is_uppercase))
}
