//! What a sentence says happens to a document, and which other document does it.

use std::borrow::Cow;

use super::join::Place;
use super::seen::Body;
use super::{Document, Relation};
use crate::extract::Context;
use crate::segment::{Key, Kind};
use crate::text::Span;

/// Words that end before a reference, and what they say of it; the longest that fits is taken.
const VERBS: [(&[Key], &str); 9] = [
    (&[Key::of("sửa"), Key::of("đổi")], "amended"),
    (&[Key::of("bổ"), Key::of("sung")], "amended"),
    (&[Key::of("thay"), Key::of("thế")], "replaced"),
    (&[Key::of("thay"), Key::of("cho")], "replaced"),
    (&[Key::of("bãi"), Key::of("bỏ")], "repealed"),
    (&[Key::of("hủy"), Key::of("bỏ")], "repealed"),
    (&[Key::of("thu"), Key::of("hồi")], "repealed"),
    (&[Key::of("ban"), Key::of("hành")], "issued"),
    (&[Key::of("ký")], "issued"),
];

/// Words that may stand between the verb and the reference.
const BETWEEN: [Key; 8] = [
    Key::of("một"),
    Key::of("số"),
    Key::of("điều"),
    Key::of("của"),
    Key::of("các"),
    Key::of("cho"),
    Key::of("nội"),
    Key::of("dung"),
];

/// Words of parts that may stand between them, each with a number or letter.
const PARTS: [Key; 5] = [Key::of("điều"), Key::of("khoản"), Key::of("điểm"), Key::of("chương"), Key::of("mục")];
/// Greatest number of tokens between the verb and the reference.
const MOST_BETWEEN: usize = 10;

/// What the words before a mention say happens to its document.
pub(super) fn before(cx: &Context<'_>, place: &Place) -> Option<&'static str> {
    let from = place.seen.from as usize;
    if is_draft(cx, from) { Some("drafted") } else { verb(cx, from).map(|(_, relation)| relation) }
}

/// `dự thảo Luật Nhà giáo`, `dự án Luật Cảnh vệ`: what is not yet in force, though it has its name.
pub(super) fn is_draft(cx: &Context<'_>, from: usize) -> bool {
    const PLAN: Key = Key::of("dự");
    const DRAFTS: [Key; 2] = [Key::of("thảo"), Key::of("án")];
    DRAFTS.contains(&cx.before(from).key) && cx.is(from.wrapping_sub(2), PLAN) && !cx.token(from).starts_line()
}

/// The verb before token `from`, with its first token. Cited parts may stand between: `sửa đổi Điều 5 Nghị định …`.
pub(super) fn verb(cx: &Context<'_>, from: usize) -> Option<(usize, &'static str)> {
    let mut end = from;
    while end > 0 && from - end < MOST_BETWEEN && is_between(cx, end - 1) {
        end -= 1;
    }
    for (words, relation) in VERBS {
        let Some(start) = end.checked_sub(words.len()) else { continue };
        if cx.are(start, words) && !cx.token(end).starts_line() {
            return Some((first_verb(cx, start), relation));
        }
    }
    None
}

/// True for what may stand between the verb and the reference.
fn is_between(cx: &Context<'_>, at: usize) -> bool {
    let token = cx.token(at);
    let is_part = token.kind == Kind::Digits || token.kind.is_word() && token.span.len() <= 2;
    let is_comma = token.is_mark(',') && PARTS.contains(&cx.token(at + 1).key);
    BETWEEN.contains(&token.key) || PARTS.contains(&token.key) || is_comma || is_part && is_behind_part(cx, at)
}

/// True for a number or letter behind the word of a part: `khoản 3`, `điểm b`.
fn is_behind_part(cx: &Context<'_>, at: usize) -> bool {
    PARTS.contains(&cx.before(at).key)
}

/// The first of joined verbs: "sửa đổi" of "sửa đổi, bổ sung".
fn first_verb(cx: &Context<'_>, mut start: usize) -> usize {
    for _ in 0..2 {
        let joined =
            start.checked_sub(3).filter(|&at| cx.is_mark(at + 2, ',') || cx.is(at + 2, const { Key::of("và") }));
        let Some(at) = joined else { break };
        if !VERBS.iter().any(|(words, _)| words.len() == 2 && cx.are(at, words)) {
            break;
        }
        start = at;
    }
    start
}

/// Words between a subject and its verb.
const ADVERBS: [Key; 8] = [
    Key::of("đã"),
    Key::of("sẽ"),
    Key::of("nhằm"),
    Key::of("để"),
    Key::of("và"),
    Key::of("cũng"),
    Key::of("vừa"),
    Key::of("mới"),
];

/// What one mention says happens to the one after it in the sentence: the places of subject and object, and the act.
struct Act {
    subject: usize,
    object: usize,
    relation: &'static str,
}

/// The acts that sentences state: `X thay thế Y và Z`, `Y được thay thế bởi X`.
fn acts(cx: &Context<'_>, places: &[Place]) -> Vec<Act> {
    let mut acts: Vec<Act> = Vec::new();
    for at in 1..places.len() {
        let (one, other) = (&places[at - 1], &places[at]);
        let is_one_sentence = cx.sentence(one.span.start) == cx.sentence(other.span.start);
        if !is_one_sentence || matches!(other.seen.body, Body::Anaphor) {
            continue;
        }
        if let Some(relation) = passive(cx, one, other) {
            acts.push(Act { subject: at, object: at - 1, relation });
        } else if let Some(relation) = active(cx, one, other) {
            acts.push(Act { subject: at - 1, object: at, relation });
        } else if let Some(last) = acts.last().filter(|last| last.object == at - 1 && joins(cx, one, other)) {
            let (subject, relation) = (last.subject, last.relation);
            acts.push(Act { subject, object: at, relation });
        }
    }
    acts
}

/// `X … thay thế Y`: the verb of Y stands behind X and what belongs to it.
fn active(cx: &Context<'_>, one: &Place, other: &Place) -> Option<&'static str> {
    const AND: Key = Key::of("và");
    let (verb, relation) = verb(cx, other.seen.from as usize).filter(|(_, relation)| is_act(relation))?;
    let next = one.tail.next.max(one.seen.to as usize);
    let behind_comma = next + usize::from(cx.is_mark(next, ',') || cx.is(next, AND));
    let behind_adverbs = (behind_comma..behind_comma + 3).find(|&at| !ADVERBS.contains(&cx.token(at).key));
    let is_in_title = one.tail.title.is_some_and(|(title, _)| title.contains(other.span));
    let is_subject = verb >= one.seen.to as usize && verb <= one.tail.before_title + 1;
    (is_subject || !is_in_title && behind_adverbs == Some(verb)).then_some(relation)
}

/// `X được thay thế bởi Y`.
fn passive(cx: &Context<'_>, one: &Place, other: &Place) -> Option<&'static str> {
    const BY: [Key; 4] = [Key::of("bởi"), Key::of("bằng"), Key::of("tại"), Key::of("theo")];
    const IS: [Key; 2] = [Key::of("được"), Key::of("bị")];
    let by = (other.seen.from as usize).checked_sub(1).filter(|&by| BY.contains(&cx.token(by).key))?;
    let (verb, relation) = verb(cx, by).filter(|(_, relation)| is_act(relation))?;
    let mut start = verb.checked_sub(1).filter(|&is| IS.contains(&cx.token(is).key))?;
    while start > 0 && (ADVERBS.contains(&cx.before(start).key) || cx.before(start).is_mark(',')) {
        start -= 1;
    }
    (start == one.seen.to as usize || start == one.tail.before_title).then_some(relation)
}

fn is_act(relation: &str) -> bool {
    relation != "issued"
}

/// True where only a comma or "và" stands between what belongs to one mention and another: the next object.
fn joins(cx: &Context<'_>, one: &Place, other: &Place) -> bool {
    const AND: Key = Key::of("và");
    let from = one.tail.before_title.max(one.seen.to as usize);
    let to = other.seen.from as usize;
    from < to && to - from <= 2 && (from..to).all(|at| cx.is_mark(at, ',') || cx.is(at, AND))
}

/// Gives a day of coming into force that stands behind an object, or inside a title, to the document that acts.
pub(super) fn settle_effective(cx: &Context<'_>, places: &mut [Place]) {
    let mut moves: Vec<(usize, usize)> = acts(cx, places).iter().map(|act| (act.object, act.subject)).collect();
    let titles = Titles::of(places);
    for at in 1..places.len() {
        moves.extend(titles.around(places, at).next().map(|outer| (at, outer)));
    }
    for (from, to) in moves {
        if let Some(date) = places[from].tail.effective.take() {
            places[to].tail.effective.get_or_insert(date);
        }
    }
}

/// Mentions that a title may hold; real ones hold fewer than ten.
const MOST_IN_TITLE: usize = 64;

/// The places that have a title, so that others are not looked at for each mention.
pub(super) struct Titles(Vec<(usize, Span)>);

impl Titles {
    pub fn of(places: &[Place]) -> Titles {
        let titled = places.iter().enumerate().filter_map(|(at, place)| Some((at, place.tail.title?.0)));
        Titles(titled.collect())
    }

    /// The places before place `at`, the nearest first, whose title it stands in.
    pub fn around(&self, places: &[Place], at: usize) -> impl Iterator<Item = usize> + '_ {
        let (span, first) = (places[at].span, at.saturating_sub(MOST_IN_TITLE));
        let before = &self.0[..self.0.partition_point(|&(titled, _)| titled < at)];
        let near = before.iter().rev().take_while(move |(titled, _)| *titled >= first);
        near.filter(move |(_, title)| title.contains(span)).map(|&(titled, _)| titled)
    }
}

/// Links documents of which one sentence states that one amends, replaces or repeals the other.
pub(super) fn link(cx: &Context<'_>, places: &[Place], index: &[Option<usize>], documents: &mut [Document<'_>]) {
    for Act { subject, object, relation } in acts(cx, places) {
        let document = |place: &Place| place.entities.first().and_then(|&entity| index[entity]);
        let (Some(from), Some(to)) = (document(&places[subject]), document(&places[object])) else { continue };
        if from == to {
            continue;
        }
        let target = Cow::Owned(documents[to].id.to_string());
        let kind = Cow::Borrowed(match relation {
            "amended" => "amends",
            "replaced" => "replaces",
            _ => "repeals",
        });
        let relation = Relation { kind, target };
        if !documents[from].relations.contains(&relation) {
            documents[from].relations.push(relation);
        }
    }
}
