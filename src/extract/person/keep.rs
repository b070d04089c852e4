//! Which candidates are persons: those that stand by themselves, and those that the rest of the article backs.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::evidence::{STRONG, SURE};
use super::lists::{HeadKind, Lists};
use super::names::Shape;
use super::surroundings::is_dash;
use super::{Seen, aliases, opened};
use crate::extract::{Candidate, Context};
use crate::segment::{Key, Kind, spread};

/// A candidate with less than this is no person, whatever the article says elsewhere.
const LEAST: i32 = -4;
/// A candidate with less than this is none, either, where many names stand in a row.
const LISTED: i32 = -9;
/// What the words beside a lone foreign name must say at all its places together.
const TOLD: i32 = 5;
/// Words of a name that are looked at.
const MOST_WORDS: usize = 8;

/// A person's mention with the keys of its name's words.
pub(super) struct Place {
    pub candidate: Candidate<Seen>,
    keys: [Key; MOST_WORDS],
    len: usize,
    /// True behind `bầu`, which tells a patron of a club, who is rarely named in full: `bầu Đức`.
    pub is_patron: bool,
}

impl Place {
    fn new(cx: &Context<'_>, mut candidate: Candidate<Seen>) -> Place {
        if candidate.seen.score < SURE {
            candidate.rule = "person/repeated";
        }
        const PATRON: Key = Key::of("bầu");
        let is_patron = candidate.seen.titles.iter().any(|title| cx.is(title.role, PATRON));
        let mut place = Place { keys: [Key::default(); MOST_WORDS], len: 0, candidate, is_patron };
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

/// A map from words, whose keys are nearly hashes already.
pub(super) type WordMap<K, V> = HashMap<K, V, BuildHasherDefault<WordHasher>>;

/// See [`WordMap`].
#[derive(Default)]
pub(super) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = spread(self.0 ^ word).rotate_left(32);
    }
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
    /// What the words beside the name say at all places.
    context: i32,
    /// At how many places the words before speak of a place or a thing.
    placed: i32,
}

impl Cluster {
    /// True where the words name a place or a thing. A lone syllable may stand after such a word, too, and yet be a
    /// person: `công ty Hùng`.
    fn is_placed(&self, is_lone_given: bool) -> bool {
        const SHARE: i32 = 4;
        if is_lone_given { self.placed * SHARE > self.count } else { self.placed > 0 }
    }

    /// True where nearly all places speak of a place or a thing.
    fn is_mostly_placed(&self) -> bool {
        const SHARE: i32 = 3;
        self.count > SHARE && self.placed * (SHARE + 1) >= self.count * SHARE
    }
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
pub(super) fn keep(lists: &Lists, cx: &Context<'_>, mut mentions: Vec<Candidate<Seen>>) -> Vec<Place> {
    opened::cut(lists, cx, &mut mentions);
    let mut hopefuls = hopefuls(cx, &mentions);
    for hopeful in &mut hopefuls {
        hopeful.is_backed = is_sure(cx, hopeful);
    }
    back_teams(lists, cx, &mut hopefuls);
    const ROUNDS: usize = 2;
    for _ in 0..ROUNDS {
        let before = backed(&hopefuls);
        let names = names(cx, &hopefuls);
        for hopeful in &mut hopefuls {
            hopeful.is_backed = hopeful.is_backed || is_backed(lists, cx, hopeful, &names);
        }
        back_aliases(lists, cx, &mut hopefuls);
        back_lists(cx, &mut hopefuls);
        back_authors(cx, &mut hopefuls);
        // a round that changed nothing would change nothing again
        if backed(&hopefuls) == before {
            break;
        }
    }
    let backed = hopefuls.iter().filter(|hopeful| hopeful.is_backed);
    let mut kept = backed.map(|hopeful| hopeful.index).collect::<Vec<_>>().into_iter().peekable();
    let mentions = mentions.into_iter().enumerate();
    let persons = mentions.filter(|&(index, _)| kept.next_if_eq(&index).is_some());
    persons.map(|(_, mention)| Place::new(cx, mention)).collect()
}

/// How many are persons so far.
fn backed(hopefuls: &[Hopeful<'_>]) -> usize {
    hopefuls.iter().filter(|hopeful| hopeful.is_backed).count()
}

/// The candidates that may be persons, with what all of the same words say together.
fn hopefuls<'m>(cx: &Context<'_>, mentions: &'m [Candidate<Seen>]) -> Vec<Hopeful<'m>> {
    let names: Vec<Name> = mentions.iter().map(|mention| Name::of(words(cx, &mention.seen))).collect();
    let clusters = clusters(mentions, &names);
    let seen = mentions.iter().map(|mention| &mention.seen).zip(names).enumerate();
    let hopeful = seen.filter(|(_, (seen, _))| {
        seen.score >= LEAST || may_be_called(cx, seen) || may_be_listed(cx, seen) || may_be_alias(seen)
    });
    let hopeful = hopeful.map(|(index, (seen, name))| {
        let cluster = clusters[clusters.partition_point(|&(other, _)| other < name)].1;
        Hopeful { index, seen, name, cluster, is_backed: false }
    });
    hopeful.collect()
}

/// Puts candidates with the same words together, sorted by name.
fn clusters(mentions: &[Candidate<Seen>], names: &[Name]) -> Vec<(Name, Cluster)> {
    let single = |(mention, &name): (&Candidate<Seen>, &Name)| {
        let Seen { score, placed, context, .. } = mention.seen;
        let sum = score.clamp(-6, 4);
        (name, Cluster { count: 1, best: score, sum, context: context.into(), placed: placed.into() })
    };
    let mut clusters: Vec<(Name, Cluster)> = mentions.iter().zip(names).map(single).collect();
    clusters.sort_unstable_by_key(|&(name, _)| name);
    clusters.dedup_by(|(name, more), (kept, cluster)| {
        let same = name == kept;
        if same {
            cluster.count += more.count;
            cluster.best = cluster.best.max(more.best);
            cluster.sum += more.sum;
            cluster.context += more.context;
            cluster.placed += more.placed;
        }
        same
    });
    clusters
}

/// True where a candidate is a person by itself. A title alone does not make one of words that name a place or a thing
/// nearly everywhere else: `chủ cơ sở Ngân Hà` beside `cơ sở Ngân Hà`.
fn is_sure(cx: &Context<'_>, hopeful: &Hopeful<'_>) -> bool {
    let Hopeful { seen, cluster, .. } = hopeful;
    let score = seen.score;
    if cluster.is_mostly_placed() && seen.shape != Shape::Full && seen.honorific.is_none() {
        return false;
    }
    score >= STRONG || (score >= SURE && (hopeful.cluster.placed == 0 || is_lone(cx, hopeful.seen)))
}

/// True for a lone syllable that is also a place, or a word, and may yet be what a person of the article is called: `Đức`.
fn may_be_called(cx: &Context<'_>, seen: &Seen) -> bool {
    const LEAST: i32 = -9;
    seen.shape == Shape::Given && seen.score >= LEAST && is_lone(cx, seen)
}

/// True for two syllables that are also a place, or stand like one, and may yet be one of many names: `Văn Phú`.
fn may_be_listed(cx: &Context<'_>, seen: &Seen) -> bool {
    let next = seen.to as usize;
    seen.shape == Shape::Given && seen.score >= LISTED && (is_dash(cx, next) || is_list_joint(cx, next))
}

/// True for what stands after the word for a thing, which may be `biệt danh`.
fn may_be_alias(seen: &Seen) -> bool {
    const LEAST: i32 = -13;
    seen.placed && seen.score >= LEAST
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
fn is_backed(lists: &Lists, cx: &Context<'_>, hopeful: &Hopeful<'_>, names: &[Name]) -> bool {
    let Hopeful { seen, cluster, .. } = hopeful;
    let is_known = names.binary_search(&hopeful.name).is_ok();
    let lone_given = seen.shape == Shape::Given && is_lone(cx, seen);
    if seen.placed {
        return is_known && lone_given && !cluster.is_placed(true) && owns(lists, cx, seen.tokens().start);
    }
    if is_known || seen.score < LEAST {
        return is_known && (seen.score >= LEAST || cluster.context >= cluster.count);
    }
    if cluster.is_placed(lone_given) || cluster.count < 2 {
        return false;
    }
    let enough = cluster.sum + cluster.count > SURE + 2;
    // Two syllables that both are usual in names, several times, and never beside what speaks against them.
    let usual = cluster.count > 2 && cluster.context >= 0 && cluster.sum >= 2 * cluster.count;
    match seen.shape {
        Shape::Initials => cluster.count > 2 && cluster.best >= -1 && seen.tokens().len() > 1,
        Shape::Foreign if is_lone(cx, seen) => cluster.best >= 2 && is_told(cluster),
        _ if is_lone(cx, seen) => {
            (cluster.best >= 2 && enough) || (is_told(cluster) && is_usual(lists, cx, seen.tokens().start))
        }
        Shape::Given if usual => true,
        _ => (cluster.best >= SURE && enough) || (cluster.best >= 2 && cluster.context > cluster.count),
    }
}

/// True where what stands beside the words at all places together says enough.
fn is_told(cluster: &Cluster) -> bool {
    cluster.context > cluster.count && cluster.context >= TOLD
}

/// True for a syllable that is often enough a name, and neither a place nor another thing.
fn is_usual(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    const LEAST: u32 = 5;
    const WORD: u32 = 250;
    let counts = lists.syllable(cx, at).unwrap_or_default();
    let named = counts.last + counts.alone;
    let name = named >= LEAST && counts.small < WORD * named;
    name && lists.place(cx, at, at + 1).is_none() && lists.false_friend(cx, at).is_none()
}

/// True where a person's lone name may follow the word for what is theirs or what they are: `công ty Hùng`, `nhân vật
/// Hùng`. Peoples and families stand there, too: `người Đức`, `họ Nguyễn`.
fn owns(lists: &Lists, cx: &Context<'_>, from: usize) -> bool {
    let head = lists.head_ending(cx, from);
    let owned = head.is_some_and(|(start, kind)| {
        matches!(kind, HeadKind::Org | HeadKind::Firm | HeadKind::Thing) && cx.token(start).kind == Kind::Lower
    });
    owned
        && lists.false_friend(cx, from).is_none()
        && lists.place(cx, from, from + 1).is_none()
        && lists.surname(cx, from).is_none_or(|(_, weight)| weight < 2)
}

/// Backs other names of a person: `Nguyễn Văn Lâm (tức Lâm Đen)`.
fn back_aliases(lists: &Lists, cx: &Context<'_>, hopefuls: &mut [Hopeful<'_>]) {
    for index in 1..hopefuls.len() {
        let (name, other) = (&hopefuls[index - 1], &hopefuls[index]);
        let told = name.is_backed && !other.is_backed && aliases::is_alias(lists, cx, name.seen, other.seen);
        hopefuls[index].is_backed |= told;
    }
}

/// Backs candidates that stand in a list with a person: `Văn Cường, Thiago và Ngọc Nguyên`.
fn back_lists(cx: &Context<'_>, hopefuls: &mut [Hopeful<'_>]) {
    let linked = |left: &Hopeful<'_>, right: &Hopeful<'_>| {
        let (left, right) = (left.seen.tokens(), right.seen.tokens());
        right.start == left.end + 1 && is_list_joint(cx, left.end) && !cx.token(right.start).starts_line()
    };
    let weak = |hopeful: &Hopeful<'_>| {
        let letter = hopeful.seen.shape == Shape::Initials && hopeful.seen.tokens().len() == 1;
        hopeful.seen.score >= -1 && !letter
    };
    for index in 1..hopefuls.len() {
        let (left, right) = (&hopefuls[index - 1], &hopefuls[index]);
        hopefuls[index].is_backed |= left.is_backed && !right.is_backed && weak(right) && linked(left, right);
    }
    for index in (1..hopefuls.len()).rev() {
        let (left, right) = (&hopefuls[index - 1], &hopefuls[index]);
        hopefuls[index - 1].is_backed |= right.is_backed && !left.is_backed && weak(left) && linked(left, right);
    }
}

/// Backs the names of a team: `Hải Phòng FC: Văn Phong, Anh Hùng, Văn Phú, Ngọc Thịnh.`
fn back_teams(lists: &Lists, cx: &Context<'_>, hopefuls: &mut [Hopeful<'_>]) {
    const LEAST: usize = 4;
    let mut first = 0;
    while first < hopefuls.len() {
        let mut end = first + 1;
        while end < hopefuls.len() && is_next(cx, &hopefuls[end - 1], &hopefuls[end]) {
            end += 1;
        }
        let team = &mut hopefuls[first..end];
        if team.len() >= LEAST && is_team(lists, cx, team) {
            team.iter_mut().for_each(|hopeful| hopeful.is_backed = true);
        }
        first = end;
    }
}

/// True where a comma or a semicolon alone stands between two names.
fn is_next(cx: &Context<'_>, left: &Hopeful<'_>, right: &Hopeful<'_>) -> bool {
    if [left, right].iter().any(|hopeful| hopeful.seen.shape == Shape::Initials) {
        return false;
    }
    let likely = right.seen.score >= if is_lone(cx, right.seen) { LEAST } else { LISTED };
    let (left, right) = (left.seen.tokens(), right.seen.tokens());
    let is_joint = |at| cx.is_mark(at, ',') || cx.is_mark(at, ';');
    // One name of the row may be no candidate.
    const MOST: usize = 4;
    let between = left.end + 1..right.start.max(left.end + 1) - usize::from(right.start > left.end + 1);
    let passed = between.len() <= MOST && between.clone().all(|at| cx.token(at).kind.is_capital());
    let line = (left.end..=right.start).all(|at| !cx.token(at).starts_line());
    let row = is_joint(left.end) && passed && (between.is_empty() || is_joint(between.end));
    line && (row || (likely && is_line_up(cx, left.end, right.start)))
}

/// True for what stands between the players of a line-up: dashes between the lines, and who came in when, in brackets:
/// `Mạnh Tuấn (Hữu Phát 65), Văn Lộc - Quốc Tú`.
fn is_line_up(cx: &Context<'_>, from: usize, to: usize) -> bool {
    const MOST: usize = 5;
    let is_sign = |at: usize| {
        let glued = cx.token(at).is_glued() && cx.token(at + 1).is_glued();
        let sign = [',', ';', '(', ')', '.', '\'', '’', '+'].iter().any(|&mark| cx.is_mark(at, mark));
        sign || (is_dash(cx, at) && !glued) || cx.token(at).kind == Kind::Digits
    };
    let is_joint = |at: usize| is_dash(cx, at) || [',', ';', '('].iter().any(|&mark| cx.is_mark(at, mark));
    to.saturating_sub(from) <= MOST && (from..to).any(is_joint) && (from..to).all(is_sign)
}

/// True where names that follow each other are what a colon after a team or a line-up announces.
fn is_team(lists: &Lists, cx: &Context<'_>, names: &[Hopeful<'_>]) -> bool {
    const LINE_UPS: &[Key] = &[Key::of("hình"), Key::of("kiến"), Key::of("phát"), Key::of("bị")];
    let start = names[0].seen.tokens().start;
    let announced = start > 1 && cx.is_mark(start - 1, ':') && {
        let before = cx.token(start - 2);
        // Streets and districts stand after a place, too.
        let place = lists.place_ending(cx, start - 1);
        let is_place = place.is_some();
        let is_district = place.is_some_and(|place| lists.head_ending(cx, place).is_some());
        let sure = || names.iter().filter(|name| name.is_backed).count() > 1;
        (before.kind.is_capital() && !is_district && (!is_place || sure())) || LINE_UPS.contains(&before.key)
    };
    const LONG: usize = 6;
    let least = if names.len() < LONG { 0 } else { -1 };
    let likely = names.iter().filter(|name| name.seen.score >= least).count();
    announced && likely * 4 >= names.len() * 3
}

/// Backs authors that dashes join to one with a title: `tác giả: Ngọc Anh - Đức Hiệp - Xuân Hoàng`.
fn back_authors(cx: &Context<'_>, hopefuls: &mut [Hopeful<'_>]) {
    let mut is_author = false;
    for index in 0..hopefuls.len() {
        let seen = hopefuls[index].seen;
        let joined =
            index > 0 && { is_joined_by_dashes(cx, hopefuls[index - 1].seen.tokens().end, seen.from as usize) };
        let named = seen.score >= LISTED && seen.tokens().len() > 1 && !seen.placed;
        let is_next = is_author && joined && named;
        hopefuls[index].is_backed |= is_next;
        is_author = is_next || (hopefuls[index].is_backed && (seen.credit.is_some() || !seen.titles.is_empty()));
    }
}

/// True where a dash stands between two names, or two dashes and a third one that is no candidate.
fn is_joined_by_dashes(cx: &Context<'_>, from: usize, to: usize) -> bool {
    const MOST: usize = 6;
    let is_joint = |at: usize| is_dash(cx, at) && !cx.token(at).is_glued();
    let is_name = |at: usize| cx.token(at).kind.is_capital() && !cx.token(at).starts_line();
    (from + 1..=from + MOST).contains(&to)
        && is_joint(from)
        && is_joint(to - 1)
        && (from + 1..to.saturating_sub(1)).all(is_name)
}

fn is_list_joint(cx: &Context<'_>, at: usize) -> bool {
    const JOINTS: &[Key] = &[Key::of("và"), Key::of("hoặc"), Key::of("hay"), Key::of("cùng")];
    cx.is_mark(at, ',') || cx.is_mark(at, ';') || JOINTS.contains(&cx.token(at).key)
}
