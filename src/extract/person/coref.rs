//! Which mentions are the same person, and the record of each person.
//!
//! Full names come first; a shorter mention then joins the only person whose name it ends (`ông Bảo`), or opens where
//! that is how the person is called (`ông Tập`, `Marilyn`). Where two persons fit, none is taken.

use std::borrow::Cow;

use super::aliases;
use super::anaphors;
use super::keep::{Place, WordMap, keep};
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
    /// The group before it whose name ends with the same word.
    same_end: Option<usize>,
    /// The group before it whose name begins with the same word.
    same_start: Option<usize>,
}

/// The persons of an article.
pub(super) fn resolve<'a>(lists: &Lists, cx: &Context<'a>, mentions: Vec<Candidate<Seen>>) -> Vec<Person<'a>> {
    let mut places = keep(lists, cx, mentions);
    share_titles(cx, &mut places);
    let mut groups = join(lists, cx, &places);
    for group in &mut groups {
        group.members.sort_unstable();
    }
    groups.sort_by_key(|group| group.members[0]);
    let persons = groups.iter().enumerate();
    let mut persons: Vec<Person<'a>> = persons.map(|(index, group)| person(lists, cx, index, group, &places)).collect();
    complete_orgs(&mut persons);
    let members: Vec<&[usize]> = groups.iter().map(|group| &group.members[..]).collect();
    for (person, span) in anaphors::find(lists, cx, &places, &members) {
        persons[person].anaphors.push(cx.mention(span, "person/anaphor"));
    }
    persons
}

/// Gives the titles of a list to all its persons: `hai Phó Thủ tướng A và B`, `các ông A và B, Phó Chủ tịch`.
fn share_titles(cx: &Context<'_>, places: &mut [Place]) {
    for right in 1..places.len() {
        let left = right - 1;
        if !is_linked(cx, places[left].seen(), places[right].seen()) {
            continue;
        }
        let (before, after) = (&places[left].seen().titles, &places[right].seen().titles);
        if places[left].seen().many && after.is_empty() {
            places[right].candidate.seen.titles = before.clone();
            places[right].candidate.seen.many = true;
        } else if before.is_empty() && (places[left].seen().many || after.iter().any(|title| is_shared(cx, title))) {
            places[left].candidate.seen.titles = after.clone();
        }
    }
}

/// True where `và` or a comma, and perhaps a form of address, stands between two names.
fn is_linked(cx: &Context<'_>, left: &Seen, right: &Seen) -> bool {
    let joint = left.to as usize;
    let to = right.honorific.map_or(right.from, |(at, _)| at) as usize;
    let joins = cx.is_mark(joint, ',') || cx.is(joint, const { Key::of("và") });
    joins && to == joint + 1 && !cx.token(to).starts_line()
}

/// True for a title after several names that is said of all of them.
fn is_shared(cx: &Context<'_>, title: &TitleAt) -> bool {
    const SHARED: &[Key] = &[Key::of("lãnh"), Key::of("đại"), Key::of("thành"), Key::of("đều"), Key::of("cùng")];
    SHARED.contains(&cx.token(title.role).key)
}

/// Joins the places into persons.
fn join(lists: &Lists, cx: &Context<'_>, places: &[Place]) -> Vec<Group> {
    let is_alias =
        |index: usize| index > 0 && aliases::is_alias(lists, cx, places[index - 1].seen(), places[index].seen());
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_cached_key(|&index| (is_alias(index), std::cmp::Reverse(rank(&places[index])), index));
    let mut joiner = Joiner { places, groups: Vec::new(), by_end: ByWord::default(), by_start: ByWord::default() };
    for index in order {
        let named = if is_alias(index) { joiner.group_of(index - 1) } else { None };
        match named.or_else(|| joiner.home(index)) {
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
    by_end: ByWord,
    by_start: ByWord,
}

/// The last group with a word.
type ByWord = WordMap<Key, usize>;

impl Joiner<'_> {
    /// The only group that a place can belong to.
    fn home(&self, index: usize) -> Option<usize> {
        let keys = self.places[index].keys();
        let (first, last) = (*keys.first()?, *keys.last()?);
        let ends = || self.chain(&self.by_end, last, |group| group.same_end);
        let starts = || self.chain(&self.by_start, first, |group| group.same_start);
        if let Found::One(group) = self.only(index, ends(), |name, _| name == keys) {
            return Some(group);
        }
        if self.places[index].seen().credit.is_some() || self.places[index].is_patron {
            return None;
        }
        match self.only(index, ends(), |name, _| name.len() > keys.len() && name.ends_with(keys)) {
            Found::One(group) => Some(group),
            Found::Many => None,
            Found::None => {
                let addressed = self.places[index].seen().honorific.is_some();
                let opens = |name: &[Key], shape| {
                    name.len() > keys.len() && name.starts_with(keys) && (shape == Shape::Foreign || addressed)
                };
                match self.only(index, starts(), opens) {
                    Found::One(group) => Some(group),
                    _ => None,
                }
            }
        }
    }

    /// The group that a place has joined.
    fn group_of(&self, index: usize) -> Option<usize> {
        self.groups.iter().position(|group| group.members.contains(&index))
    }

    /// The groups with a word, the last one first.
    fn chain(&self, by_word: &ByWord, word: Key, next: fn(&Group) -> Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(by_word.get(&word).copied(), move |&group| next(&self.groups[group]))
    }

    /// The groups that fit a place and pass a test on their name.
    fn only(
        &self,
        index: usize,
        mut groups: impl Iterator<Item = usize>,
        test: impl Fn(&[Key], Shape) -> bool,
    ) -> Found {
        let place = &self.places[index];
        let fits = |&group: &usize| {
            let group = &self.groups[group];
            let fullest = &self.places[group.fullest];
            let credits = fullest.seen().credit.is_some() == place.seen().credit.is_some();
            credits && genders_fit(group.gender, gender(place)) && test(fullest.keys(), fullest.seen().shape)
        };
        match (groups.find(fits), groups.find(fits)) {
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
        let same_end = keys.last().and_then(|&last| self.by_end.insert(last, group));
        let same_start = keys.first().and_then(|&first| self.by_start.insert(first, group));
        let woman = place.seen().shape == Shape::Full && keys.get(1) == Some(&const { Key::of("Thị") });
        let gender = gender(place).or(woman.then_some(Gender::F));
        self.groups.push(Group { fullest: index, gender, members: vec![index], same_end, same_start });
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
        anaphors: Vec::new(),
    }
}

/// The form of address at a place, in small letters.
fn honorific<'a>(cx: &Context<'a>, place: &Place) -> Option<Cow<'a, str>> {
    let (from, _) = place.seen().honorific?;
    let words = cx.words(cx.span(from as usize, place.seen().from as usize));
    Some(if words.chars().any(char::is_uppercase) { Cow::Owned(words.to_lowercase()) } else { Cow::Borrowed(words) })
}

type Part<'a> = Option<Cow<'a, str>>;

/// Surname, middle and given name of a Vietnamese name.
fn name_parts<'a>(lists: &Lists, cx: &Context<'a>, place: &Place) -> (Part<'a>, Part<'a>, Part<'a>) {
    let words = |from, to| (from < to).then(|| Cow::Borrowed(cx.words(cx.span(from, to))));
    let (from, to) = (place.seen().from as usize, place.seen().to as usize);
    match place.seen().shape {
        Shape::Full => {
            let first = from + lists.surname(cx, from).map_or(1, |(len, _)| len);
            (words(from, first), words(first, to - 1), words(to - 1, to))
        }
        Shape::Given => (None, None, words(from, to)),
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
    let known = titles.iter().position(|known| is_same(&known.text, &title.text));
    known.unwrap_or_else(|| {
        titles.push(title);
        titles.len() - 1
    }) as u32
}

/// True for the same words, in capitals or not.
fn is_same(one: &str, other: &str) -> bool {
    fn small(words: &str) -> impl Iterator<Item = char> {
        words.chars().flat_map(char::to_lowercase)
    }
    one == other || small(one).eq(small(other))
}

/// Completes organisations by longer ones of the article: `Thành ủy` by `Thành ủy Hà Nội`, where only one fits.
fn complete_orgs(persons: &mut [Person<'_>]) {
    let titles = persons.iter().flat_map(|person| &person.titles);
    let mut orgs: Vec<Cow<'_, str>> = titles.filter_map(|title| title.org.clone()).collect();
    orgs.sort_unstable();
    orgs.dedup();
    for title in persons.iter_mut().flat_map(|person| &mut person.titles) {
        let Some(org) = &title.org else { continue };
        let from = orgs.partition_point(|other| other < org);
        let same = orgs[from..].iter().take_while(|other| other.starts_with(org.as_ref()));
        let mut longer = same.filter(|other| adds_place(org, other));
        if let (Some(longer), None) = (longer.next(), longer.next()) {
            title.org_resolved = Some(longer.clone());
        }
    }
}

/// True where the second name is the first with words in capitals behind it.
fn adds_place(org: &str, longer: &str) -> bool {
    let rest = longer.strip_prefix(org).and_then(|rest| rest.strip_prefix(' '));
    rest.is_some_and(|rest| rest.chars().next().is_some_and(char::is_uppercase))
}
