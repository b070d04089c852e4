//! Organisation against name: `Trường THPT Lê Quý Đôn Trần Văn Quang`.

use super::lists::{Lists, WordKind};
use super::names::{self, Form, Part, Shape};
use super::surroundings;
use super::titles;
use crate::extract::Context;

/// Index of the part at which the name begins; 0 where the parts hold nothing else.
///
/// A run is cut where its end is a complete name and its beginning is explained otherwise: it belongs to the
/// organisation of a title, or it holds words that no name has.
pub(super) fn cut(lists: &Lists, cx: &Context<'_>, parts: &[Part]) -> usize {
    if parts.len() < 3 || !is_doubtful(lists, cx, parts) {
        return 0;
    }
    let whole = names::score(lists, cx, parts).map_or(-9, |(score, _)| score);
    let cuts = (1..parts.len() - 1).filter_map(|cut| Some((name_after(lists, cx, parts, cut)?, cut)));
    let best = cuts.max_by_key(|&(score, cut)| (score, std::cmp::Reverse(cut)));
    best.filter(|&(score, _)| score > whole || parts.len() > 4).map_or(0, |(_, cut)| cut)
}

/// True where the parts may hold more than a name.
fn is_doubtful(lists: &Lists, cx: &Context<'_>, parts: &[Part]) -> bool {
    let native = parts.iter().filter(|part| part.form == Form::Syllable).count();
    parts.len() > 4
        || (native > 1 && native < parts.len())
        || lists.head_ending(cx, parts[0].from()).is_some()
        || parts.iter().any(|part| part.form == Form::Acronym || lists.word(cx, part.from(), WordKind::Never).is_some())
}

/// A foreign name with this score is one after an office: the surname is known, the given name is not.
const LIKELY: i32 = 3;

/// True for several words before a verb: `CEO TikTok Shou Zi Chew nói`.
fn acts(lists: &Lists, cx: &Context<'_>, parts: &[Part]) -> bool {
    parts.len() > 1 && surroundings::verb(lists, cx, parts[parts.len() - 1].to(), false) > 0
}

/// True where all that stands before part `cut` is an abbreviation that ends a title: `Chủ tịch UBS Colm Kelleher`.
fn holds_office(lists: &Lists, cx: &Context<'_>, parts: &[Part], cut: usize) -> bool {
    let short = parts[..cut].iter().all(|part| part.form == Form::Acronym);
    short && !titles::before(lists, cx, parts[cut].from()).titles.is_empty()
}

/// True for a surname and a given name after an abbreviation that ends a title: `giám đốc VFS Vương Đức`, but not
/// `giám đốc BIDV Hà Tây`.
fn is_pair_of_office(lists: &Lists, cx: &Context<'_>, parts: &[Part], cut: usize, score: i32) -> bool {
    let to = parts[parts.len() - 1].to();
    let is_place = lists.place(cx, parts[cut].from(), to).is_some_and(|(end, _)| end == to);
    score >= 4 && !is_place && holds_office(lists, cx, parts, cut)
}

/// Score of the name that begins at part `cut`, where it is complete and what stands before it is explained.
fn name_after(lists: &Lists, cx: &Context<'_>, parts: &[Part], cut: usize) -> Option<i32> {
    let (score, shape) = names::score(lists, cx, &parts[cut..])?;
    let complete = match shape {
        Shape::Full if score < 5 => is_pair_of_office(lists, cx, parts, cut, score),
        Shape::Full => score > 5 || lists.is_common_surname(cx, parts[cut].from()),
        Shape::Foreign if score >= 4 => true,
        Shape::Foreign => (score >= LIKELY || acts(lists, cx, &parts[cut..])) && holds_office(lists, cx, parts, cut),
        _ => false,
    };
    if !complete {
        return None;
    }
    let before = &parts[..cut];
    let alien = before
        .iter()
        .all(|part| matches!(part.form, Form::Acronym) || lists.word(cx, part.from(), WordKind::Never).is_some());
    let place = lists.place(cx, before[0].from(), parts[cut].from()).is_some_and(|(end, _)| end == parts[cut].from());
    (alien || place || !titles::before(lists, cx, parts[cut].from()).titles.is_empty()).then_some(score)
}
