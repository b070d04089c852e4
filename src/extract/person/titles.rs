//! Titles before a name.

use std::borrow::Cow;

use super::Title;
use super::lists::{HeadKind, Honorific, Lists, TitleKind};
use super::names::{self, Run};
use super::org;
use super::surroundings::is_dash;
use crate::extract::Context;
use crate::segment::{Key, Kind, Token};

/// Where a title stands: tokens, each end excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TitleAt {
    /// Where it begins, with `nguyên`, `cựu` and the like.
    pub from: usize,
    /// Where the role begins.
    pub role: usize,
    /// Where the role ends and its organisation begins.
    pub org: usize,
    /// Where it ends.
    pub to: usize,
}

/// What stands before a name.
#[derive(Debug, Default)]
pub(super) struct Left {
    /// Token and form of address.
    pub honorific: Option<(usize, Honorific)>,
    /// Titles, in text order.
    pub titles: Vec<TitleAt>,
    /// True where a word says that a person follows that is no title: `bị cáo`.
    pub status: bool,
    /// True where that word is one of many, as `người dân`, whose place may follow, too.
    pub public: bool,
    /// First token of all this.
    pub from: usize,
}

/// Titles in one chain.
pub(super) const MOST_TITLES: usize = 8;

const COMMA: char = ',';
const ALSO: Key = Key::of("kiêm");
const OF: Key = Key::of("của");
/// Words before a role that say how it is held.
pub(super) const MODIFIERS: &[Key] = &[
    Key::of("nguyên"),
    Key::of("cựu"),
    Key::of("cố"),
    Key::of("quyền"),
    Key::of("tân"),
    Key::of("kim"),
    Key::of("đương"),
    Key::of("nữ"),
];
const NAKED: &[Key] = &[Key::of("Trưởng"), Key::of("Phó"), Key::of("phụ"), Key::of("thành"), Key::of("đại")];

/// Reads the words before the name that begins at token `at`.
pub(super) fn before(lists: &Lists, cx: &Context<'_>, at: usize) -> Left {
    let mut left = Left { from: at, ..Left::default() };
    if cx.token(at).starts_line() {
        return left;
    }
    if !may_end(cx.before(at)) {
        return dashed(lists, cx, at).unwrap_or(left);
    }
    let mut at = at;
    let titled = |start| lists.title_ending(cx, at).is_some_and(|(title, _)| title < start);
    let is_address = |start| !titled(start) && !is_country(lists, cx, start);
    if let Some((start, honorific)) = lists.honorific_ending(cx, at).filter(|&(start, _)| is_address(start)) {
        left.honorific = Some((start, honorific));
        left.from = start;
        at = if joins_apart(cx, start) { start - 1 } else { start };
    }
    while left.titles.len() < MOST_TITLES {
        let adjacent = at == left.from && !left.titles.is_empty();
        let found = if adjacent { direct_title(lists, cx, at) } else { title_before(lists, cx, at) };
        let Some((title, kind)) = found else { break };
        let holds = || has_holder(lists, cx, &title) || org::is_holder(lists, cx, kind, title.org, title.to);
        let other = || holds() || is_represented(cx, title.from) || is_reporter(cx, &title);
        if at < left.from && ((left.status && left.titles.is_empty()) || other()) {
            break;
        }
        let apart = at < left.from && left.titles.is_empty() && left.honorific.is_some();
        // `thầy chủ nhiệm - thầy Thọ`
        let dashed = apart && is_dash(cx, at) && title.org == title.to;
        if dashed || apart && (!matches!(kind, TitleKind::Office | TitleKind::Fixed) || is_addressee(cx, title.from)) {
            break;
        }
        if matches!(kind, TitleKind::Status | TitleKind::Public) {
            left.status = true;
            left.public |= kind == TitleKind::Public;
        } else {
            left.titles.push(title);
        }
        left.from = title.from;
        at = connector_before(cx, title.from);
    }
    left.titles.reverse();
    left
}

/// The office with its organisation and a dash before a name that is hardly anything else: `chủ tịch PayPal - Scott
/// Thompson`, but not `Chủ tịch Hồ Chí Minh - Văn Miếu`.
fn dashed(lists: &Lists, cx: &Context<'_>, at: usize) -> Option<Left> {
    const CLEAR: i32 = 5;
    let dash = at.checked_sub(1).filter(|&dash| is_dash(cx, dash) && !cx.token(dash).is_glued())?;
    if cx.token(at).is_glued() || cx.token(dash).starts_line() || !may_end(cx.before(dash)) {
        return None;
    }
    let run = Run::read(lists, cx, at);
    let is_clear = |score: (i32, names::Shape)| score.0 >= CLEAR && score.1 != names::Shape::Given;
    if run.parts().len() < 2 || !names::score(lists, cx, run.parts()).is_some_and(is_clear) {
        return None;
    }
    let (title, kind) = title_before(lists, cx, dash)?;
    let is_office = matches!(kind, TitleKind::Office | TitleKind::Fixed) && title.org < title.to;
    if !is_office || has_holder(lists, cx, &title) || names_holder(lists, cx, &title) {
        return None;
    }
    Some(Left { from: title.from, titles: vec![title], ..Left::default() })
}

/// True where a well-known or a foreign holder may end the title: `CEO Apple Tim Cook - …`.
fn names_holder(lists: &Lists, cx: &Context<'_>, title: &TitleAt) -> bool {
    (title.org..title.to)
        .any(|at| lists.foreign(cx, at).is_some_and(|name| name.first > 0) || lists.is_known(cx, at, title.to))
}

/// `Thủ tướng Anh Boris Johnson`: a form of address with a capital behind an office is the country.
fn is_country(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    let is_place = cx.token(at).kind == Kind::Capitalized && lists.place(cx, at, usize::MAX).is_some();
    let is_office = |kind| matches!(kind, TitleKind::Office | TitleKind::Fixed);
    is_place && lists.title_ending(cx, at).is_some_and(|(_, kind)| is_office(kind))
}

/// True where a comma or a dash stands between a title and the form of address at a token: `Chủ tịch UBND xã - ông A`.
fn joins_apart(cx: &Context<'_>, address: usize) -> bool {
    let mark = address.wrapping_sub(1);
    cx.is_mark(mark, COMMA) || (is_dash(cx, mark) && !cx.token(mark).is_glued() && !cx.token(address).is_glued())
}

/// True where the title before a comma ends with the name of its holder: `Chủ tịch UBND tỉnh Trần Văn An, Giám đốc …`.
fn has_holder(lists: &Lists, cx: &Context<'_>, title: &TitleAt) -> bool {
    const LIKELY: i32 = 4;
    // `UBND tỉnh Trần Văn An` is no province.
    let is_org =
        |at| lists.head_ending(cx, at).is_some_and(|(_, kind)| !matches!(kind, HeadKind::Office | HeadKind::Place));
    (title.org..title.to).any(|at| {
        if lists.surname(cx, at).is_none()
            || !cx.token(at).kind.is_capital()
            || is_org(at)
            || lists.place(cx, at, usize::MAX).is_some()
        {
            return false;
        }
        let run = Run::read(lists, cx, at);
        let is_whole = run.end() == title.to && (3..=4).contains(&run.parts().len());
        is_whole && names::score(lists, cx, run.parts()).is_some_and(|(score, _)| score >= LIKELY)
    })
}

/// True for the reporter to whom the one after the comma speaks: `Trao đổi với PV Dân trí, GS.TS A cho hay`.
fn is_reporter(cx: &Context<'_>, title: &TitleAt) -> bool {
    const REPORTERS: &[Key] = &[Key::of("PV"), Key::of("phóng")];
    REPORTERS.contains(&cx.token(title.role).key)
}

/// True for those in whose name the next one acts: `thay mặt lãnh đạo Đảng, Chủ tịch nước A chúc Tết`.
fn is_represented(cx: &Context<'_>, from: usize) -> bool {
    const NAME_OF: &[Key] = &[Key::of("thay"), Key::of("mặt")];
    from > 1 && cx.are(from - 2, NAME_OF)
}

/// True where the title before a comma is of somebody else: `gửi Chủ tịch UBND huyện, ông A cho rằng`.
fn is_addressee(cx: &Context<'_>, from: usize) -> bool {
    const TO: &[Key] = &[Key::of("gửi"), Key::of("lên"), Key::of("tới"), Key::of("đến")];
    TO.contains(&cx.before(from).key)
}

/// True for a token that can be the last one before a name that belongs to it: a word, or `BS.`, `Ảnh:`, `(LS)`.
fn may_end(last: Token) -> bool {
    last.kind != Kind::Mark || ['.', ':', ')'].iter().any(|&mark| last.is_mark(mark))
}

/// Where a title would end that a comma or `kiêm` joins to the one at `at`.
fn connector_before(cx: &Context<'_>, at: usize) -> usize {
    let mut at = at;
    if at > 0 && cx.is(at - 1, ALSO) {
        at -= 1;
    }
    if at > 0 && cx.is_mark(at - 1, COMMA) && !cx.token(at).starts_line() {
        at -= 1;
    }
    at
}

/// The title that ends right before token `at`.
fn title_before(lists: &Lists, cx: &Context<'_>, at: usize) -> Option<(TitleAt, TitleKind)> {
    if at == 0 || cx.token(at).starts_line() {
        return None;
    }
    numbered(lists, cx, at).or_else(|| direct(lists, cx, at)).or_else(|| with_org(lists, cx, at))
}

/// The title that ends right before token `at`, without an organisation.
fn direct_title(lists: &Lists, cx: &Context<'_>, at: usize) -> Option<(TitleAt, TitleKind)> {
    if at == 0 || cx.token(at).starts_line() { None } else { direct(lists, cx, at) }
}

/// A patient with a number: `bệnh nhân số 19 L.T.H.`.
fn numbered(lists: &Lists, cx: &Context<'_>, at: usize) -> Option<(TitleAt, TitleKind)> {
    if cx.token(at - 1).kind != Kind::Digits || at < 2 {
        return None;
    }
    let end = if cx.is(at - 2, const { Key::of("số") }) { at - 2 } else { at - 1 };
    let (role, kind) = lists.title_ending(cx, end)?;
    (kind == TitleKind::Status).then_some((TitleAt { from: role, role, org: end, to: end }, kind))
}

/// A title without an organisation, right before the name: `PGS.TS`, `ca sĩ`.
fn direct(lists: &Lists, cx: &Context<'_>, at: usize) -> Option<(TitleAt, TitleKind)> {
    let abbreviation = cx.is_mark(at - 1, '.') && at > 1 && cx.token(at - 2).kind != Kind::Lower;
    let at = bracketed(cx, at);
    let end = if abbreviation || (cx.is_mark(at - 1, ':') && at > 1) { at - 1 } else { at };
    let (start, kind) = lists.title_ending(cx, end).filter(|&(start, _)| !is_half(cx, start))?;
    if cx.is_mark(at - 1, ':') && !matches!(kind, TitleKind::Office | TitleKind::Work) {
        return None;
    }
    if is_naked(cx, start, end) || is_heading(cx, start, at, kind) || is_field(cx, start, kind) {
        return None;
    }
    if lists.head_ending(cx, at).is_some_and(|(head, _)| head < start) {
        return None;
    }
    if lists.head_ending(cx, start).is_some_and(|(_, head)| head.is_org())
        && matches!(kind, TitleKind::Work | TitleKind::Office)
    {
        return None;
    }
    let mut role = start;
    while let Some(start) = joined_degree(lists, cx, role, kind) {
        role = start;
    }
    let from = modifiers_before(cx, role);
    Some((TitleAt { from, role, org: end, to: end }, kind))
}

/// True for the abbreviation of a monk's rank before another name than a monk's, as in the head of a table: `TT Giá trị`.
fn is_heading(cx: &Context<'_>, start: usize, name: usize, kind: TitleKind) -> bool {
    const MONK: Key = Key::of("Thích");
    kind == TitleKind::Faith && cx.token(start).kind == Kind::Upper && !cx.is(name, MONK)
}

/// True for the second half of an abbreviation: `TT` of `Bộ TT&TT`.
fn is_half(cx: &Context<'_>, start: usize) -> bool {
    cx.before(start).is_mark('&') && cx.token(start).is_glued()
}

/// Where an abbreviation in brackets opens that ends right before a token: `Luật sư (LS) `.
fn bracketed(cx: &Context<'_>, at: usize) -> usize {
    let short = at > 3 && cx.is_mark(at - 1, ')') && cx.is_mark(at - 3, '(') && cx.token(at - 2).kind == Kind::Upper;
    if short { at - 3 } else { at }
}

/// Start of a degree that a point or hyphen joins to the one at `at`: `GS.` of `GS.TS`.
fn joined_degree(lists: &Lists, cx: &Context<'_>, at: usize, kind: TitleKind) -> Option<usize> {
    if !matches!(kind, TitleKind::Degree | TitleKind::Honour) || at < 2 || cx.token(at).starts_line() {
        return None;
    }
    let end = if cx.is_mark(at - 1, '.') || (cx.is_mark(at - 1, '-') && cx.token(at).is_glued()) { at - 1 } else { at };
    let (start, kind) = lists.title_ending(cx, end)?;
    let short = matches!(cx.token(start).kind, Kind::Upper | Kind::Mixed);
    (short && matches!(kind, TitleKind::Degree | TitleKind::Honour)).then_some(start)
}

fn modifiers_before(cx: &Context<'_>, at: usize) -> usize {
    let mut from = at;
    while from > 0 && !cx.token(from).starts_line() && MODIFIERS.contains(&cx.token(from - 1).key) {
        from -= 1;
    }
    from
}

/// A title with its organisation: `Chủ tịch UBND tỉnh Hà Giang`.
fn with_org(lists: &Lists, cx: &Context<'_>, at: usize) -> Option<(TitleAt, TitleKind)> {
    if !org::may_end(cx.token(at - 1)) {
        return None;
    }
    let mut org = at;
    let mut charge = None;
    while org > 1 && at - org < org::LONGEST {
        if !org::is_org_word(lists, cx, org - 1) || cx.token(org).starts_line() {
            break;
        }
        org -= 1;
        let title = lists.title_ending(cx, org).filter(|&(role, _)| !is_half(cx, role));
        let Some((role, kind)) = title else { continue };
        if lists.head_ending(cx, role).is_some_and(|head| head.1 != HeadKind::Place) && kind != TitleKind::Office {
            continue;
        }
        if is_field(cx, role, kind) {
            continue;
        }
        if charge.is_none() && is_charge(cx, role) {
            charge = Some(TitleAt { from: role, role, org, to: at });
            continue;
        }
        let naked = is_naked(cx, role, org) && lists.head(cx, org).is_none();
        if naked
            || !org::takes_org(lists, cx, kind, org, at)
            || !org::is_org(lists, cx, org, at)
            || org::holds_name(lists, cx, org, at)
        {
            break;
        }
        return Some((TitleAt { from: modifiers_before(cx, role), role, org, to: at }, kind));
    }
    charge.map(|title| (title, TitleKind::Office))
}

/// True for people whom an office is for: `Vụ Học sinh - Sinh viên`, `Cục Nhà giáo và Cán bộ quản lý giáo dục`.
fn is_field(cx: &Context<'_>, role: usize, kind: TitleKind) -> bool {
    const AND: Key = Key::of("và");
    let joined = role > 0 && (cx.is(role - 1, AND) || is_dash(cx, role - 1));
    kind == TitleKind::Crowd && joined && cx.token(role).kind == Kind::Capitalized
}

/// True for what the holder of an office is in charge of: `Phó Chủ tịch UBND tỉnh phụ trách văn xã`.
fn is_charge(cx: &Context<'_>, role: usize) -> bool {
    const CHARGE: &[Key] = &[Key::of("phụ"), Key::of("trách")];
    cx.token(role).kind == Kind::Lower && cx.are(role, CHARGE)
}

/// True for a role that is one only with more words: `Trưởng`, `Phó`.
pub(super) fn is_naked(cx: &Context<'_>, role: usize, end: usize) -> bool {
    end - role == 1 && NAKED.contains(&cx.token(role).key)
}

/// The title as the record shows it.
pub(super) fn title<'a>(cx: &Context<'a>, at: &TitleAt) -> Title<'a> {
    Title {
        text: Cow::Borrowed(cx.words(cx.span(at.from, at.to))),
        role: Cow::Borrowed(cx.words(cx.span(at.role, at.org))),
        org: org_text(cx, at),
        org_resolved: None,
        modifier: modifiers(cx, at),
    }
}

/// The organisation; the last word of `Trưởng ban` belongs to it, too.
fn org_text<'a>(cx: &Context<'a>, at: &TitleAt) -> Option<Cow<'a, str>> {
    const SHARED: &[Key] =
        &[Key::of("ban"), Key::of("phòng"), Key::of("khoa"), Key::of("đoàn"), Key::of("trạm"), Key::of("nhóm")];
    const JOINTS: &[Key] = &[OF, Key::of("tại"), Key::of("thuộc")];
    if at.org == at.to {
        return None;
    }
    let last = at.org - 1;
    if at.org - at.role > 1 && SHARED.contains(&cx.token(last).key) {
        let words = cx.words(cx.span(last, at.to));
        let mut chars = words.chars();
        let first = chars.next()?;
        return Some(Cow::Owned(first.to_uppercase().chain(chars).collect()));
    }
    let from = if JOINTS.contains(&cx.token(at.org).key) { at.org + 1 } else { at.org };
    (from < at.to).then(|| Cow::Borrowed(cx.words(cx.span(from, at.to))))
}

/// What the words of a title say of how the office is held.
fn modifiers<'a>(cx: &Context<'a>, at: &TitleAt) -> Vec<Cow<'a, str>> {
    const MEANINGS: &[(Key, &str)] = &[
        (Key::of("nguyên"), "former"),
        (Key::of("cựu"), "former"),
        (Key::of("cố"), "late"),
        (Key::of("quyền"), "acting"),
        (Key::of("tân"), "new"),
        (Key::of("phó"), "deputy"),
        (Key::of("khuyết"), "candidate"),
        (Key::of("trực"), "standing"),
    ];
    let words = at.from..at.org;
    let meanings = words.filter_map(|word| MEANINGS.iter().find(|(key, _)| cx.is(word, *key)));
    meanings.map(|(_, meaning)| Cow::Borrowed(*meaning)).collect()
}
