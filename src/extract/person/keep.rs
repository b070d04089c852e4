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

/// A person's mention with the keys of its name's words.
pub(super) struct Place {
    pub candidate: Candidate<Seen>,
    keys: [Key; MOST_WORDS],
    len: usize,
}

impl Place {
    fn new(cx: &Context<'_>, mut candidate: Candidate<Seen>) -> Place {
        if candidate.seen.score < SURE {
            candidate.rule = "person/repeated";
        }
        let mut place = Place { keys: [Key::default(); MOST_WORDS], len: 0, candidate };
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
fn words(cx: &Context<'_>, seen: &Seen) -> impl Iterator<Item = Key> + Clone {
    let tokens = cx.tokens[seen.tokens()].iter();
    tokens.filter(|token| token.kind != Kind::Mark).map(|token| token.key).take(MOST_WORDS)
}

/// The folded words of a name as one number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Name(u64);

impl Name {
    fn of(words: impl Iterator<Item = Key>) -> Name {
        Name(words.fold(0, |hash, key| key.mix(hash)))
    }
}

/// What the candidates with the same words say together.
#[derive(Clone, Copy)]
struct Cluster {
    count: i32,
    best: i32,
    sum: i32,
    placed: bool,
}

/// A candidate that may be a person.
struct Hopeful<'m> {
    index: usize,
    seen: &'m Seen,
    name: Name,
    cluster: Cluster,
    is_backed: bool,
}

/// Keeps the candidates that are persons.
pub(super) fn keep(cx: &Context<'_>, mentions: Vec<Candidate<Seen>>) -> Vec<Place> {
    let mut hopefuls = hopefuls(cx, &mentions);
    for hopeful in &mut hopefuls {
        hopeful.is_backed = is_sure(cx, hopeful);
    }
    const ROUNDS: usize = 2;
    for _ in 0..ROUNDS {
        let names = names(cx, &hopefuls);
        for hopeful in &mut hopefuls {
            hopeful.is_backed = hopeful.is_backed || is_backed(cx, hopeful, &names);
        }
        back_lists(cx, &mut hopefuls);
    }
    let backed = hopefuls.iter().filter(|hopeful| hopeful.is_backed);
    let mut kept = backed.map(|hopeful| hopeful.index).collect::<Vec<_>>().into_iter().peekable();
    let mentions = mentions.into_iter().enumerate();
    let persons = mentions.filter(|&(index, _)| kept.next_if_eq(&index).is_some());
    persons.map(|(_, mention)| Place::new(cx, mention)).collect()
}

/// The candidates that may be persons, with what all of the same words say together.
fn hopefuls<'m>(cx: &Context<'_>, mentions: &'m [Candidate<Seen>]) -> Vec<Hopeful<'m>> {
    let names: Vec<Name> = mentions.iter().map(|mention| Name::of(words(cx, &mention.seen))).collect();
    let clusters = clusters(mentions, &names);
    let seen = mentions.iter().map(|mention| &mention.seen).zip(names).enumerate();
    let hopeful = seen.filter(|(_, (seen, _))| seen.score >= LEAST);
    let hopeful = hopeful.map(|(index, (seen, name))| {
        let cluster = clusters[clusters.partition_point(|&(other, _)| other < name)].1;
        Hopeful { index, seen, name, cluster, is_backed: false }
    });
    hopeful.collect()
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
fn is_sure(cx: &Context<'_>, hopeful: &Hopeful<'_>) -> bool {
    let score = hopeful.seen.score;
    score >= STRONG || (score >= SURE && (!hopeful.cluster.placed || is_lone(cx, hopeful.seen)))
}

/// True for a name of one word.
fn is_lone(cx: &Context<'_>, seen: &Seen) -> bool {
    words(cx, seen).nth(1).is_none()
}

/// Every name of a known person and the ends of it by which the person may be called, sorted.
fn names(cx: &Context<'_>, hopefuls: &[Hopeful<'_>]) -> Vec<Name> {
    let mut names = Vec::new();
    for Hopeful { seen, name, .. } in hopefuls.iter().filter(|hopeful| hopeful.is_backed) {
        names.push(*name);
        if seen.credit.is_some() || seen.shape == Shape::Initials {
            continue;
        }
        let words = words(cx, seen);
        let count = words.clone().count();
        names.extend((1..count).map(|from| Name::of(words.clone().skip(from))));
        if seen.shape == Shape::Foreign {
            names.extend((1..count).map(|to| Name::of(words.clone().take(to))));
        }
    }
    names.sort_unstable();
    names
}

/// True where a person of the article has this name, or the places of the same words together say enough.
fn is_backed(cx: &Context<'_>, hopeful: &Hopeful<'_>, names: &[Name]) -> bool {
    let Hopeful { seen, cluster, .. } = hopeful;
    if seen.placed {
        return false;
    }
    if names.binary_search(&hopeful.name).is_ok() {
        return true;
    }
    if cluster.placed || cluster.count < 2 {
        return false;
    }
    let enough = cluster.sum + cluster.count > SURE + 2;
    match seen.shape {
        Shape::Initials => cluster.count > 2 && cluster.best >= -1 && seen.tokens().len() > 1,
        Shape::Foreign if is_lone(cx, seen) => cluster.best >= 2,
        _ if is_lone(cx, seen) => cluster.best >= 2 && enough,
        _ => cluster.best >= SURE && enough,
    }
}

/// Backs candidates that stand in a list with a person: `Văn Cường, Thiago và Ngọc Nguyên`.
fn back_lists(cx: &Context<'_>, hopefuls: &mut [Hopeful<'_>]) {
    let linked = |left: &Hopeful<'_>, right: &Hopeful<'_>| {
        let (left, right) = (left.seen.tokens(), right.seen.tokens());
        right.start == left.end + 1 && is_list_joint(cx, left.end) && !cx.token(right.start).starts_line()
    };
    let weak = |hopeful: &Hopeful<'_>| hopeful.seen.score >= -1;
    for index in 1..hopefuls.len() {
        let (left, right) = (&hopefuls[index - 1], &hopefuls[index]);
        hopefuls[index].is_backed |= left.is_backed && !right.is_backed && weak(right) && linked(left, right);
    }
    for index in (1..hopefuls.len()).rev() {
        let (left, right) = (&hopefuls[index - 1], &hopefuls[index]);
        hopefuls[index - 1].is_backed |= right.is_backed && !left.is_backed && weak(left) && linked(left, right);
    }
}

fn is_list_joint(cx: &Context<'_>, at: usize) -> bool {
    const JOINTS: &[Key] = &[Key::of("và"), Key::of("hoặc"), Key::of("hay"), Key::of("cùng")];
    cx.is_mark(at, ',') || JOINTS.contains(&cx.token(at).key)
}
