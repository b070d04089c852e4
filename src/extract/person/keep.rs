//! Which candidates are persons: those that stand by themselves, and those that the rest of the article backs.

use std::collections::HashMap;

use super::Seen;
use super::evidence::{STRONG, SURE};
use super::names::Shape;
use crate::extract::{Candidate, Context};
use crate::segment::{Key, Kind};

/// A candidate with less than this is no person, whatever the article says elsewhere.
const LEAST: i32 = -4;
/// Words of a name that are looked at.
const MOST_WORDS: usize = 8;

/// A candidate with the keys of its name's words.
pub(super) struct Place {
    pub candidate: Candidate<Seen>,
    keys: [Key; MOST_WORDS],
    len: usize,
    /// Index of the candidates with the same words.
    cluster: usize,
}

/// What the candidates with the same words say together.
#[derive(Clone, Copy)]
struct Cluster {
    count: i32,
    best: i32,
    sum: i32,
    placed: bool,
}

impl Place {
    fn new(cx: &Context<'_>, candidate: Candidate<Seen>) -> Place {
        let mut place = Place { keys: [Key::default(); MOST_WORDS], len: 0, cluster: 0, candidate };
        for at in place.candidate.seen.from..place.candidate.seen.to {
            let token = cx.token(at);
            if token.kind != Kind::Mark && place.len < MOST_WORDS {
                place.keys[place.len] = token.key;
                place.len += 1;
            }
        }
        place
    }

    /// The folded words of the name.
    pub fn keys(&self) -> &[Key] {
        &self.keys[..self.len]
    }

    /// What was seen.
    pub fn seen(&self) -> &Seen {
        &self.candidate.seen
    }
}

/// Keeps the candidates that are persons.
pub(super) fn keep(cx: &Context<'_>, mentions: Vec<Candidate<Seen>>) -> Vec<Place> {
    let mut places: Vec<Place> = mentions.into_iter().map(|candidate| Place::new(cx, candidate)).collect();
    let clusters = clusters(&mut places);
    let mut backed: Vec<bool> = places.iter().map(|place| is_sure(place, clusters[place.cluster])).collect();
    for _ in 0..2 {
        let names = names(&places, &backed);
        for (place, backed) in places.iter().zip(&mut backed) {
            *backed = *backed || is_backed(place, clusters[place.cluster], &names);
        }
        back_lists(cx, &places, &mut backed);
    }
    let kept = places.into_iter().zip(backed).filter(|(_, backed)| *backed).map(|(place, _)| place);
    kept.map(renamed).collect()
}

/// The place, whose rule tells that the article backed it.
fn renamed(mut place: Place) -> Place {
    if place.seen().score < SURE {
        place.candidate.rule = "person/repeated";
    }
    place
}

/// Puts candidates with the same words together.
fn clusters(places: &mut [Place]) -> Vec<Cluster> {
    let mut index: HashMap<([Key; MOST_WORDS], usize), usize> = HashMap::with_capacity(places.len());
    let mut clusters: Vec<Cluster> = Vec::new();
    for place in places {
        let next = clusters.len();
        place.cluster = *index.entry((place.keys, place.len)).or_insert(next);
        if place.cluster == next {
            clusters.push(Cluster { count: 0, best: i32::MIN, sum: 0, placed: false });
        }
        let (cluster, seen) = (&mut clusters[place.cluster], &place.candidate.seen);
        cluster.count += 1;
        cluster.best = cluster.best.max(seen.score);
        cluster.sum += seen.score.clamp(-6, 4);
        cluster.placed |= seen.placed;
    }
    clusters
}

/// True where a candidate is a person by itself.
fn is_sure(place: &Place, cluster: Cluster) -> bool {
    let score = place.seen().score;
    score >= STRONG || (score >= SURE && (place.len == 1 || !cluster.placed))
}

/// Every name of a known person and the ends of it by which the person may be called, sorted.
fn names(places: &[Place], backed: &[bool]) -> Vec<([Key; MOST_WORDS], usize)> {
    let mut names = Vec::new();
    for (place, _) in places.iter().zip(backed).filter(|(_, backed)| **backed) {
        let keys = place.keys();
        names.push(packed(keys));
        if place.seen().credit.is_some() || place.seen().shape == Shape::Initials {
            continue;
        }
        names.extend((1..keys.len()).map(|from| packed(&keys[from..])));
        if place.seen().shape == Shape::Foreign {
            names.extend((1..keys.len()).map(|to| packed(&keys[..to])));
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

fn packed(keys: &[Key]) -> ([Key; MOST_WORDS], usize) {
    let mut packed = [Key::default(); MOST_WORDS];
    packed[..keys.len()].copy_from_slice(keys);
    (packed, keys.len())
}

/// True where a person of the article has this name, or the places of the same words together say enough.
fn is_backed(place: &Place, cluster: Cluster, names: &[([Key; MOST_WORDS], usize)]) -> bool {
    let seen = place.seen();
    if seen.score < LEAST || seen.placed {
        return false;
    }
    if names.binary_search(&(place.keys, place.len)).is_ok() {
        return true;
    }
    if cluster.placed {
        return false;
    }
    let enough = cluster.sum + cluster.count > SURE + 2;
    match seen.shape {
        Shape::Initials => cluster.count > 2 && cluster.best >= -1 && seen.to - seen.from > 1,
        Shape::Foreign if place.len == 1 => cluster.count > 1 && cluster.best >= 2,
        _ if place.len == 1 => cluster.count > 1 && cluster.best >= 2 && enough,
        _ => cluster.count > 1 && cluster.best >= SURE && enough,
    }
}

/// Backs candidates that stand in a list with a person: `Văn Cường, Thiago và Ngọc Nguyên`.
fn back_lists(cx: &Context<'_>, places: &[Place], backed: &mut [bool]) {
    let linked = |left: usize, right: usize| {
        let (left, right) = (places[left].seen(), places[right].seen());
        right.from == left.to + 1 && is_list_joint(cx, left.to) && !cx.token(right.from).starts_line()
    };
    let weak = |index: usize| places[index].seen().score >= -1;
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
