//! Titles before a name, and in apposition after it.

use std::borrow::Cow;

use super::Title;
use super::lists::{HeadKind, Honorific, Lists, TitleKind, WordKind};
use super::names::{self, Run};
use crate::extract::Context;
use crate::segment::{Key, Kind};

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
const MOST_TITLES: usize = 8;
/// Tokens of an organisation.
const LONGEST_ORG: usize = 26;

const COMMA: char = ',';
const AND: Key = Key::of("và");
const ALSO: Key = Key::of("kiêm");
const ONE: Key = Key::of("một");
const OF: Key = Key::of("của");
const FOR: Key = Key::of("cho");
/// Words before a role that say how it is held.
const MODIFIERS: &[Key] = &[
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
    let mut at = at;
    if !cx.token(at).starts_line() {
        let titled = |start| lists.title_ending(cx, at).is_some_and(|(title, _)| title < start);
        if let Some((start, honorific)) = lists.honorific_ending(cx, at).filter(|&(start, _)| !titled(start)) {
            left.honorific = Some((start, honorific));
            left.from = start;
            at = if cx.is_mark(start.wrapping_sub(1), COMMA) { start - 1 } else { start };
        }
    }
    while left.titles.len() < MOST_TITLES {
        let adjacent = at == left.from && !left.titles.is_empty();
        let found = if adjacent { direct_title(lists, cx, at) } else { title_before(lists, cx, at) };
        let Some((title, kind)) = found else { break };
        let apart = at < left.from && left.titles.is_empty() && left.honorific.is_some();
        if apart && !matches!(kind, TitleKind::Office | TitleKind::Fixed) {
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
    let end = if cx.is(at - 2, Key::of("số")) { at - 2 } else { at - 1 };
    let (role, kind) = lists.title_ending(cx, end)?;
    (kind == TitleKind::Status).then_some((TitleAt { from: role, role, org: end, to: end }, kind))
}

/// A title without an organisation, right before the name: `PGS.TS`, `ca sĩ`.
fn direct(lists: &Lists, cx: &Context<'_>, at: usize) -> Option<(TitleAt, TitleKind)> {
    let abbreviation = cx.is_mark(at - 1, '.') && at > 1 && cx.token(at - 2).kind != Kind::Lower;
    let at = bracketed(cx, at);
    let end = if abbreviation || (cx.is_mark(at - 1, ':') && at > 1) { at - 1 } else { at };
    let (start, kind) = lists.title_ending(cx, end)?;
    if cx.is_mark(at - 1, ':') && !matches!(kind, TitleKind::Office | TitleKind::Work) {
        return None;
    }
    if end - start == 1 && NAKED.contains(&cx.token(start).key) {
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

/// Where an abbreviation in brackets opens that ends right before a token: `Luật sư (LS) `.
fn bracketed(cx: &Context<'_>, at: usize) -> usize {
    let short = at > 3 && cx.is_mark(at - 1, ')') && cx.is_mark(at - 3, '(') && cx.token(at - 2).kind == Kind::Upper;
    if short { at - 3 } else { at }
}

/// Start of a degree that a point or hyphen joins to the one at `at`: `GS.` of `GS.TS`.
fn joined_degree(lists: &Lists, cx: &Context<'_>, at: usize, kind: TitleKind) -> Option<usize> {
    if !matches!(kind, TitleKind::Degree | TitleKind::Honour) || at < 2 {
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
    let mut org = at;
    while org > 1 && at - org < LONGEST_ORG {
        if !is_org_word(lists, cx, org - 1) || cx.token(org).starts_line() {
            return None;
        }
        org -= 1;
        let Some((role, kind)) = lists.title_ending(cx, org) else { continue };
        if lists.head_ending(cx, role).is_some_and(|head| head.1 != HeadKind::Place) && kind != TitleKind::Office {
            continue;
        }
        let naked = org - role == 1 && NAKED.contains(&cx.token(role).key) && lists.head(cx, org).is_none();
        if naked
            || !takes_org(lists, cx, kind, org, at)
            || !is_org(lists, cx, org, at)
            || holds_name(lists, cx, org, at)
        {
            return None;
        }
        return Some((TitleAt { from: modifiers_before(cx, role), role, org, to: at }, kind));
    }
    None
}

/// True where a title of this kind may be followed by the organisation at token `org`.
fn takes_org(lists: &Lists, cx: &Context<'_>, kind: TitleKind, org: usize, limit: usize) -> bool {
    match kind {
        TitleKind::Office | TitleKind::Work | TitleKind::Crowd | TitleKind::Degree | TitleKind::Faith => true,
        TitleKind::Fixed => lists.place(cx, org, limit).is_some() || lists.head(cx, org).is_some(),
        TitleKind::Rank | TitleKind::Honour | TitleKind::Public | TitleKind::Status => false,
    }
}

/// True where tokens `org..at` hold a full name that no head word takes: `Chủ tịch nước Lương Cường`.
fn holds_name(lists: &Lists, cx: &Context<'_>, org: usize, at: usize) -> bool {
    (org..at).any(|start| {
        if !cx.token(start).kind.is_capital() || cx.token(start).is_glued() || lists.head(cx, start).is_some() {
            return false;
        }
        let surname = lists.surname(cx, start).is_some_and(|(_, weight)| weight > 1);
        let foreign = lists.foreign(cx, start).is_some_and(|counts| counts.first > 0);
        if (!surname && !foreign) || lists.place(cx, start, at).is_some() {
            return false;
        }
        if lists.head_ending(cx, start).is_some_and(|(_, kind)| kind != HeadKind::Office) {
            return false;
        }
        let run = Run::read(lists, cx, start);
        run.end() <= at && names::score(lists, cx, run.parts()).is_some_and(|(score, _)| score >= 5)
    })
}

/// True for a word that may stand inside the name of an organisation.
fn is_org_word(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    let token = cx.token(at);
    match token.kind {
        Kind::Capitalized | Kind::Upper | Kind::Mixed | Kind::Digits => true,
        Kind::Lower => {
            lists.word(cx, at, WordKind::Org).is_some() || lists.head(cx, at).is_some() || is_inside_head(lists, cx, at)
        }
        Kind::Mark if token.is_mark('.') => token.is_glued() && cx.token(at + 1).is_glued(),
        Kind::Mark => ['&', '-', COMMA, '(', ')', '/'].iter().any(|&mark| token.is_mark(mark)),
        Kind::End => false,
    }
}

fn is_inside_head(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    (at.saturating_sub(3)..at).any(|start| lists.head(cx, start).is_some_and(|head| head.0 > at))
}

/// True where a run at token `at` ends the name of a firm or school: `Công ty TNHH Vật liệu xây dựng Thiên Thanh`.
pub(super) fn ends_firm(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    const MOST: usize = 14;
    let mut start = at;
    while start > 0 && at - start < MOST && !cx.token(start).starts_line() {
        start -= 1;
        let joins =
            is_org_word(lists, cx, start) && !['(', ')', COMMA, '.'].iter().any(|&mark| cx.is_mark(start, mark));
        if !joins {
            return false;
        }
        if lists.head(cx, start).is_some_and(|(end, kind)| kind == HeadKind::Firm && end < at) {
            return true;
        }
    }
    false
}

/// True where tokens `org..at` can be the organisation of a title, and not another person's name.
fn is_org(lists: &Lists, cx: &Context<'_>, org: usize, at: usize) -> bool {
    let token = cx.token(org);
    if token.kind == Kind::Mark || token.starts_line() {
        return false;
    }
    const JOINTS: &[Key] = &[OF, AND, Key::of("tại"), Key::of("về"), Key::of("thuộc"), Key::of("ở")];
    if (cx.token(at - 1).kind == Kind::Mark && !closes_bracket(cx, org, at - 1))
        || JOINTS.contains(&cx.token(at - 1).key)
    {
        return false;
    }
    let known = lists.head(cx, org).is_some()
        || lists.place(cx, org, at).is_some()
        || lists.word(cx, org, WordKind::Field).is_some();
    if known || token.kind == Kind::Lower {
        return true;
    }
    !is_name(lists, cx, org)
}

/// True for a closing bracket whose opening one stands after token `org`.
fn closes_bracket(cx: &Context<'_>, org: usize, at: usize) -> bool {
    cx.is_mark(at, ')') && (org..at).any(|open| cx.is_mark(open, '('))
}

/// True where a full name begins at a token.
fn is_name(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    if !cx.token(at).kind.is_capital() {
        return false;
    }
    let run = Run::read(lists, cx, at);
    names::score(lists, cx, run.parts()).is_some_and(|(score, _)| score >= 4)
}

/// Reads the titles in apposition after the name that ends before token `end`: `, Giám đốc Sở Y tế,`.
pub(super) fn after(lists: &Lists, cx: &Context<'_>, end: usize) -> Vec<TitleAt> {
    let mut titles = Vec::new();
    let mut at = skip_birth(lists, cx, end);
    while titles.len() < MOST_TITLES {
        let Some(next) = apposition_start(cx, at) else { break };
        let Some(title) = title_after(lists, cx, next) else { break };
        at = title.to;
        titles.push(title);
    }
    titles
}

/// Skips what stands between a name and its titles: `(45 tuổi)`, `, 45 tuổi`, `(Hà Nội)`.
fn skip_birth(lists: &Lists, cx: &Context<'_>, at: usize) -> usize {
    const MOST: usize = 16;
    if cx.token(at).starts_line() {
        return at;
    }
    if cx.is_mark(at, '(')
        && lists.title(cx, at + 1, usize::MAX).is_none()
        && !MODIFIERS.contains(&cx.token(at + 1).key)
    {
        let close = (at..at + MOST).find(|&close| cx.is_mark(close, ')'));
        return close.map_or(at, |close| close + 1);
    }
    let aged = cx.is_mark(at, COMMA) && cx.token(at + 1).kind == Kind::Digits && cx.is(at + 2, Key::of("tuổi"));
    if aged { at + 3 } else { at }
}

/// The first token after the comma, dash, bracket or `kiêm` that opens an apposition.
fn apposition_start(cx: &Context<'_>, at: usize) -> Option<usize> {
    let token = cx.token(at);
    if token.starts_line() {
        return None;
    }
    if token.is(ALSO) {
        return Some(at + 1);
    }
    let opens = [COMMA, '-', '–', '—', '('].iter().any(|&mark| token.is_mark(mark));
    let glued_hyphen = !token.is_mark(COMMA) && !token.is_mark('(') && token.is_glued();
    if !opens || glued_hyphen {
        return None;
    }
    let next = at + 1;
    let next = if cx.is(next, ALSO) { next + 1 } else { next };
    let next = if cx.is(next, ONE) { next + 1 } else { next };
    (!cx.token(next).starts_line()).then_some(next)
}

fn title_after(lists: &Lists, cx: &Context<'_>, from: usize) -> Option<TitleAt> {
    let mut role = from;
    while MODIFIERS.contains(&cx.token(role).key) && role < from + 2 {
        role += 1;
    }
    let (org, kind) = lists.title(cx, role, usize::MAX)?;
    if matches!(kind, TitleKind::Status | TitleKind::Public) {
        return None;
    }
    let (org, joined) = join_after(lists, cx, org, kind);
    let takes = !joined && takes_org(lists, cx, kind, org, usize::MAX);
    let to = match bracket_end(cx, from, org) {
        Some(end) if takes => end,
        _ if takes => org_end(lists, cx, org),
        _ => org,
    };
    let title = TitleAt { from, role, org, to };
    is_apposition(lists, cx, &title, kind).then_some(title)
}

/// End of a title that fills the bracket it stands in: `(phó vụ trưởng Vụ Thị trường trong nước, Bộ Công Thương)`.
fn bracket_end(cx: &Context<'_>, from: usize, org: usize) -> Option<usize> {
    const BIRTH: &[Key] = &[Key::of("sinh"), Key::of("SN"), Key::of("ngụ"), Key::of("trú"), Key::of("quê")];
    if from == 0 || !cx.is_mark(from - 1, '(') {
        return None;
    }
    let ends = |at: usize| {
        let next = cx.token(at + 1);
        cx.is_mark(at, ')') || (cx.is_mark(at, COMMA) && (next.kind == Kind::Digits || BIRTH.contains(&next.key)))
    };
    let end = (org..org + LONGEST_ORG).find(|&at| ends(at))?;
    let plain = (org..end)
        .all(|at| !['.', ';', ':', '('].iter().any(|&mark| cx.is_mark(at, mark) && !cx.token(at + 1).is_glued()));
    plain.then_some(end)
}

/// End of degrees joined by points: `TS.BS`.
fn join_after(lists: &Lists, cx: &Context<'_>, end: usize, kind: TitleKind) -> (usize, bool) {
    if kind != TitleKind::Degree || !cx.is_mark(end, '.') {
        return (end, false);
    }
    match lists.title(cx, end + 1, usize::MAX) {
        Some((end, TitleKind::Degree)) => (end, true),
        _ => (end, false),
    }
}

/// True where the title belongs to the name before it and not to one after it.
fn is_apposition(lists: &Lists, cx: &Context<'_>, title: &TitleAt, kind: TitleKind) -> bool {
    if (title.org..=title.to).any(|at| at > title.role && begins_name(lists, cx, at, title)) {
        return false;
    }
    if lists.honorific(cx, title.to).is_some() && cx.token(title.to).kind == Kind::Lower {
        return cx.token(title.to + 1).kind == Kind::Lower;
    }
    if title.org == title.to && NAKED.contains(&cx.token(title.role).key) && title.org - title.role == 1 {
        return false;
    }
    let closed = matches!(cx.token(title.to).kind, Kind::Mark | Kind::End) || cx.token(title.to).starts_line();
    let says = lists.says(cx, title.to).is_some();
    match kind {
        TitleKind::Office | TitleKind::Fixed => closed || title.org < title.to,
        _ => closed || says,
    }
}

/// True where another person's name begins inside or right after a title.
fn begins_name(lists: &Lists, cx: &Context<'_>, at: usize, title: &TitleAt) -> bool {
    let token = cx.token(at);
    if !token.kind.is_capital() || token.starts_line() || (at == title.to && token.is_glued()) {
        return false;
    }
    if lists.head_ending(cx, at).is_some_and(|(start, kind)| start >= title.org && kind != HeadKind::Office) {
        return false;
    }
    let Some((_, weight)) = lists.surname(cx, at) else {
        return at == title.org
            && title.to == at
            && names::score(lists, cx, Run::read(lists, cx, at).parts()).is_some();
    };
    if weight < 2 || lists.place(cx, at, usize::MAX).is_some() {
        return false;
    }
    let run = Run::read(lists, cx, at);
    names::score(lists, cx, run.parts()).is_some_and(|(score, _)| score >= if at == title.org { 3 } else { 6 })
}

/// Where the organisation ends that begins at token `org` of an apposition.
fn org_end(lists: &Lists, cx: &Context<'_>, org: usize) -> usize {
    let mut at = org;
    while at - org < LONGEST_ORG && continues_org(lists, cx, at, org) {
        at += 1;
    }
    while at > org
        && (cx.is(at - 1, AND) || cx.is(at - 1, FOR) || cx.is(at - 1, OF) || cx.token(at - 1).kind == Kind::Mark)
    {
        at -= 1;
    }
    at
}

fn continues_org(lists: &Lists, cx: &Context<'_>, at: usize, org: usize) -> bool {
    let token = cx.token(at);
    if token.starts_line() {
        return false;
    }
    match token.kind {
        Kind::Capitalized | Kind::Upper | Kind::Mixed | Kind::Digits => true,
        Kind::End => false,
        Kind::Lower => !is_stop(lists, cx, at) && (at > org || !token.is(AND)) && follows_word(lists, cx, at, org),
        Kind::Mark => {
            let touches = token.is_glued() && cx.token(at + 1).is_glued();
            let field = lists.word(cx, at + 1, WordKind::Field).is_some() && cx.token(at + 1).kind == Kind::Capitalized;
            token.is_mark('&')
                || (token.is_mark('-') && at > org && field)
                || (touches && ['-', '.', '/', '\'', '’'].iter().any(|&mark| token.is_mark(mark)))
                || (token.is_mark(COMMA) && at > org && continues_after_comma(lists, cx, at + 1, org))
        }
    }
}

/// True unless a small word that organisations do not have follows a proper name: `Vietnam Airlines tháp tùng`.
fn follows_word(lists: &Lists, cx: &Context<'_>, at: usize, org: usize) -> bool {
    const JOINTS: &[Key] = &[OF, AND, Key::of("tại"), Key::of("thuộc"), Key::of("cấp"), Key::of("khu")];
    let before = at - usize::from(at > org);
    if at == org || cx.token(before).kind == Kind::Lower || lists.head(cx, before).is_some() {
        return true;
    }
    let sandwiched = cx.token(at + 1).kind == Kind::Capitalized;
    let joins = JOINTS.contains(&cx.token(at).key) || lists.head(cx, at).is_some();
    let field = lists.word(cx, before, WordKind::Field).is_some_and(|end| end > at);
    sandwiched || joins || field || opens_word(lists, cx, before)
}

/// True for a lone capital syllable that begins a word of an organisation: `Phát triển`, `Chẩn đoán`.
fn opens_word(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    let alone = !cx.before(at).kind.is_capital() || lists.head(cx, at.wrapping_sub(1)).is_some();
    let lone = cx.token(at).kind == Kind::Capitalized && alone;
    lone && lists.place_ending(cx, at + 1).is_none() && super::syllable::is_syllable(cx.word(at))
}

/// True where a comma stands inside the organisation: `Viện X, Bộ Y`, `Bộ Văn hóa, Thể thao và Du lịch`.
fn continues_after_comma(lists: &Lists, cx: &Context<'_>, at: usize, org: usize) -> bool {
    let token = cx.token(at);
    if !token.kind.is_capital() || token.starts_line() || lists.title(cx, at, usize::MAX).is_some() {
        return false;
    }
    let field = lists.word(cx, at, WordKind::Field).is_some() && lists.head(cx, org).is_some();
    field || lists.head(cx, at).is_some_and(|head| head.1 == HeadKind::Org)
}

/// True where the predicate begins: a verb of saying, another verb, a small word that ends an apposition.
fn is_stop(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    const STOPS: &[Key] = &[
        Key::of("đã"),
        Key::of("đang"),
        Key::of("sẽ"),
        Key::of("cũng"),
        Key::of("là"),
        Key::of("vừa"),
        Key::of("vẫn"),
        Key::of("bị"),
        Key::of("được"),
        Key::of("khi"),
        Key::of("để"),
        Key::of("vì"),
        Key::of("nhưng"),
        Key::of("mà"),
        Key::of("thì"),
        Key::of("với"),
        Key::of("cùng"),
        Key::of("từng"),
        Key::of("đến"),
        Key::of("ông"),
        Key::of("bà"),
        Key::of("không"),
        Key::of("có"),
        Key::of("này"),
        Key::of("tới"),
        Key::of("ký"),
        Key::of("làm"),
        Key::of("nên"),
        Key::of("do"),
        Key::of("theo"),
        Key::of("trong"),
        Key::of("chúc"),
        Key::of("trao"),
        Key::of("dẫn"),
        Key::of("thay"),
        Key::of("đồng"),
        Key::of("nhân"),
        Key::of("tiếp"),
    ];
    let key = cx.token(at).key;
    if lists.word(cx, at, WordKind::Act).is_some_and(|end| end > at + 1) {
        return true;
    }
    if lists.says(cx, at).is_some_and(|end| end > at + 1 || lists.word(cx, at, WordKind::Org).is_none()) {
        return true;
    }
    STOPS.contains(&key) && lists.head(cx, at).is_none() && !is_compound(lists, cx, at)
}

/// True where a stop word is part of a compound: `đồng` of `hội đồng`, `nhân` of `nhân dân`.
fn is_compound(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    let known = |at| lists.word(cx, at, WordKind::Org).is_some();
    known(at) && (known(at + 1) || known(at.wrapping_sub(1)) || is_inside_head(lists, cx, at))
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
