//! Which candidates are persons: those that stand by themselves, and those that the rest of the article backs.

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
    name: Name,
    cluster: Cluster,
}

/// The folded words of a name as one number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Name(u64);

/// What the candidates with the same words say together.
#[derive(Clone, Copy)]
struct Cluster {
    count: i32,
    best: i32,
    sum: i32,
    placed: bool,
}

impl Place {
    fn new(cx: &Context<'_>, candidate: Candidate<Seen>, name: Name, cluster: Cluster) -> Place {
        let mut place = Place { keys: [Key::default(); MOST_WORDS], len: 0, candidate, name, cluster };
        for key in words(cx, &place.candidate.seen) {
            place.keys[place.len] = key;
            place.len += 1;
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

/// The folded words of a name.
fn words(cx: &Context<'_>, seen: &Seen) -> impl Iterator<Item = Key> {
    let tokens = cx.tokens[seen.tokens()].iter();
    tokens.filter(|token| token.kind != Kind::Mark).map(|token| token.key).take(MOST_WORDS)
}

impl Name {
    fn of(words: impl IntoIterator<Item = Key>) -> Name {
        Name(words.into_iter().fold(0, |hash, key| key.mix(hash)))
    }
}

/// Keeps the candidates that are persons.
pub(super) fn keep(cx: &Context<'_>, mentions: Vec<Candidate<Seen>>) -> Vec<Place> {
    let mut places = hopeful(cx, mentions);
    let mut backed: Vec<bool> = places.iter().map(is_sure).collect();
    for _ in 0..2 {
        let names = names(&places, &backed);
        for (place, backed) in places.iter().zip(&mut backed) {
            *backed = *backed || is_backed(place, &names);
        }
        back_lists(cx, &places, &mut backed);
    }
    let mut backed = backed.into_iter();
    places.retain(|_| backed.next() == Some(true));
    for place in &mut places {
        rename(place);
    }
    places
}

/// Where the article backed a person, the rule tells so.
fn rename(place: &mut Place) {
    if place.seen().score < SURE {
        place.candidate.rule = "person/repeated";
    }
}

/// The candidates that may be persons, with what all of the same words say together.
fn hopeful(cx: &Context<'_>, mentions: Vec<Candidate<Seen>>) -> Vec<Place> {
    let names: Vec<Name> = mentions.iter().map(|mention| Name::of(words(cx, &mention.seen))).collect();
    let clusters = clusters(&mentions, &names);
    let named = mentions.into_iter().zip(names);
    let hopeful = named.filter(|(mention, _)| mention.seen.score >= LEAST);
    let place = |(mention, name)| {
        let index = clusters.partition_point(|&(other, _)| other < name);
        Place::new(cx, mention, name, clusters[index].1)
    };
    hopeful.map(place).collect()
}

/// Puts candidates with the same words together, sorted by name.
fn clusters(mentions: &[Candidate<Seen>], names: &[Name]) -> Vec<(Name, Cluster)> {
    let single = |(mention, &name): (&Candidate<Seen>, &Name)| {
        let Seen { score, placed, .. } = mention.seen;
        (name, Cluster { count: 1, best: score, sum: score.clamp(-6, 4), placed })
    };
    let mut clusters: Vec<(Name, Cluster)> = mentions.iter().zip(names).map(single).collect();
    clusters.sort_unstable_by_key(|&(name, _)| name);
    clusters.dedup_by(|(name, more), (kept, cluster)| {
        let same = name == kept;
        if same {
            cluster.count += more.count;
            cluster.best = cluster.best.max(more.best);
            cluster.sum += more.sum;
            cluster.placed |= more.placed;
        }
        same
    });
    clusters
}

/// True where a candidate is a person by itself.
fn is_sure(place: &Place) -> bool {
    let score = place.seen().score;
    score >= STRONG || (score >= SURE && (place.len == 1 || !place.cluster.placed))
}

/// Every name of a known person and the ends of it by which the person may be called, sorted.
fn names(places: &[Place], backed: &[bool]) -> Vec<Name> {
    let mut names = Vec::new();
    for (place, _) in places.iter().zip(backed).filter(|(_, backed)| **backed) {
        let keys = place.keys();
        names.push(place.name);
        if place.seen().credit.is_some() || place.seen().shape == Shape::Initials {
            continue;
        }
        names.extend((1..keys.len()).map(|from| Name::of(keys[from..].iter().copied())));
        if place.seen().shape == Shape::Foreign {
            names.extend((1..keys.len()).map(|to| Name::of(keys[..to].iter().copied())));
        }
    }
    names.sort_unstable();
    names
}

/// True where a person of the article has this name, or the places of the same words together say enough.
fn is_backed(place: &Place, names: &[Name]) -> bool {
    let (seen, cluster) = (place.seen(), place.cluster);
    if seen.score < LEAST || seen.placed {
        return false;
    }
    if names.binary_search(&place.name).is_ok() {
        return true;
    }
    if cluster.placed {
        return false;
    }
    let enough = cluster.sum + cluster.count > SURE + 2;
    match seen.shape {
        Shape::Initials => cluster.count > 2 && cluster.best >= -1 && seen.tokens().len() > 1,
        Shape::Foreign if place.len == 1 => cluster.count > 1 && cluster.best >= 2,
        _ if place.len == 1 => cluster.count > 1 && cluster.best >= 2 && enough,
        _ => cluster.count > 1 && cluster.best >= SURE && enough,
    }
}

/// Backs candidates that stand in a list with a person: `Văn Cường, Thiago và Ngọc Nguyên`.
fn back_lists(cx: &Context<'_>, places: &[Place], backed: &mut [bool]) {
    let linked = |left: usize, right: usize| {
        let (left, right) = (places[left].seen().tokens(), places[right].seen().tokens());
        right.start == left.end + 1 && is_list_joint(cx, left.end) && !cx.token(right.start).starts_line()
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
