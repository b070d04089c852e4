//! What a sentence says happens to a document, and which other document does it.

use std::borrow::Cow;

use super::join::Place;
use super::lists::Lists;
use super::seen::Body;
use super::{Document, Relation};
use crate::extract::Context;
use crate::segment::Key;

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

/// What the words before a mention say happens to its document.
pub(super) fn before(cx: &Context<'_>, _lists: &Lists, place: &Place) -> Option<&'static str> {
    verb(cx, place.seen.from as usize).map(|(_, relation)| relation)
}

/// The verb before token `from`, with its first token.
fn verb(cx: &Context<'_>, from: usize) -> Option<(usize, &'static str)> {
    let mut end = from;
    while end > 0 && from - end < 8 && BETWEEN.iter().any(|&word| cx.is(end - 1, word)) {
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

/// Links documents of which one sentence states that one amends, replaces or repeals the other.
pub(super) fn link<'a>(
    cx: &Context<'a>,
    _lists: &Lists,
    places: &[Place],
    index: &[Option<usize>],
    documents: &mut [Document<'a>],
) {
    for pair in places.windows(2) {
        let [one, other] = pair else { continue };
        let Some((verb, relation)) = verb(cx, other.seen.from as usize) else { continue };
        let is_act = matches!(relation, "amended" | "replaced" | "repealed");
        let same_sentence = cx.sentence(one.span.start) == cx.sentence(other.span.start);
        let is_subject = verb >= one.seen.to as usize && verb <= one.tail.before_title + 1;
        if !is_act || !same_sentence || !is_subject || matches!(other.seen.body, Body::Anaphor) {
            continue;
        }
        let (Some(&from), Some(&to)) = (one.entities.first(), other.entities.first()) else { continue };
        let (Some(from), Some(to)) = (index[from], index[to]) else { continue };
        if from != to {
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
}
