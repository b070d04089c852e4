//! The organisation of a title: where it begins, which words it may hold, where it ends.

use super::lists::{HeadKind, Lists, TitleKind, WordKind};
use super::names::{self, Run};
use super::syllable::is_syllable;
use crate::extract::Context;
use crate::segment::{Key, Kind, Token};

/// Tokens of an organisation.
pub(super) const LONGEST: usize = 26;

const COMMA: char = ',';
const AND: Key = Key::of("và");
const OF: Key = Key::of("của");
const FOR: Key = Key::of("cho");

/// True where a title of this kind may be followed by the organisation at token `org`.
pub(super) fn takes_org(lists: &Lists, cx: &Context<'_>, kind: TitleKind, org: usize, limit: usize) -> bool {
    match kind {
        TitleKind::Office | TitleKind::Work | TitleKind::Crowd | TitleKind::Degree | TitleKind::Faith => true,
        TitleKind::Fixed => lists.place(cx, org, limit).is_some() || lists.head(cx, org).is_some(),
        TitleKind::Rank | TitleKind::Honour | TitleKind::Public | TitleKind::Status => false,
    }
}

/// True where tokens `org..at` hold a full name that no head word takes: `Chủ tịch nước Lương Cường`.
pub(super) fn holds_name(lists: &Lists, cx: &Context<'_>, org: usize, at: usize) -> bool {
    (org..at).any(|start| {
        if !cx.token(start).kind.is_capital() || cx.token(start).is_glued() || lists.head(cx, start).is_some() {
            return false;
        }
        let surname = lists.is_common_surname(cx, start);
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
pub(super) fn is_org_word(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    let token = cx.token(at);
    match token.kind {
        Kind::Capitalized | Kind::Upper | Kind::Mixed | Kind::Digits => true,
        Kind::Lower => {
            let known = || lists.word(cx, at, WordKind::Org).is_some() || lists.head(cx, at).is_some();
            (lists.may_be_org(cx, at) && known()) || is_inside_head(lists, cx, at)
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
        let joins = !cx.is(start, OF)
            && is_org_word(lists, cx, start)
            && !['(', ')', COMMA, '.'].iter().any(|&mark| cx.is_mark(start, mark));
        if !joins {
            return false;
        }
        if lists.head(cx, start).is_some_and(|(end, kind)| kind == HeadKind::Firm && end < at) {
            return true;
        }
    }
    false
}

/// True after the word for a school that has no name yet: `học sinh Trường THPT Lê Hồng Phong`.
pub(super) fn needs_name(cx: &Context<'_>, at: usize) -> bool {
    const SCHOOLS: &[Key] = &[Key::of("THPT"), Key::of("THCS"), Key::of("PTTH"), Key::of("chuyên")];
    let primary = cx.before(at).is(const { Key::of("học") }) && at > 1 && cx.is(at - 2, const { Key::of("tiểu") });
    primary || SCHOOLS.contains(&cx.before(at).key)
}

/// True for a token that can be the last one of an organisation.
pub(super) fn may_end(last: Token) -> bool {
    const JOINTS: &[Key] = &[OF, AND, Key::of("tại"), Key::of("về"), Key::of("thuộc"), Key::of("ở")];
    match last.kind {
        Kind::Mark => last.is_mark(')'),
        _ => !JOINTS.contains(&last.key),
    }
}

/// True where tokens `org..at` can be the organisation of a title, and not another person's name.
pub(super) fn is_org(lists: &Lists, cx: &Context<'_>, org: usize, at: usize) -> bool {
    let token = cx.token(org);
    if token.kind == Kind::Mark || token.starts_line() {
        return false;
    }
    let last = cx.token(at - 1);
    if !may_end(last) || (last.kind == Kind::Mark && !closes_bracket(cx, org, at - 1)) {
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

/// True where what stands behind an occupation in tokens `org..to` is its holder and no organisation: `ca sĩ Hà Vy`.
pub(super) fn is_holder(lists: &Lists, cx: &Context<'_>, kind: TitleKind, org: usize, to: usize) -> bool {
    let known = || {
        lists.head(cx, org).is_some()
            || lists.place(cx, org, to).is_some()
            || lists.false_friend(cx, org).is_some()
            || lists.word(cx, org, WordKind::Field).is_some()
    };
    kind == TitleKind::Work
        && to - org > 1
        && (org..to).all(|at| cx.token(at).kind.is_capital())
        && cx.token(org).kind == Kind::Capitalized
        && is_syllable(cx.token(org).key)
        && !known()
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

/// Where the organisation ends that begins at token `org` of an apposition.
pub(super) fn org_end(lists: &Lists, cx: &Context<'_>, org: usize) -> usize {
    let mut at = org;
    while at - org < LONGEST && continues_org(lists, cx, at, org) {
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
            let field = cx.token(at + 1).kind == Kind::Capitalized
                && (lists.word(cx, at + 1, WordKind::Field).is_some() || opens_compound(lists, cx, at + 1));
            token.is_mark('&')
                || (token.is_mark('-') && at > org && (field || opens_people(lists, cx, at + 1)))
                || (touches && ['-', '/', '\'', '’'].iter().any(|&mark| token.is_mark(mark)))
                || (touches && token.is_mark('.') && is_abbreviated(cx, at))
                || (token.is_mark(COMMA) && at > org && continues_after_comma(lists, cx, at + 1, org))
        }
    }
}

/// True for a point inside `TP.HCM`, but not for one that lost its blank: `doanh nghiệp Hà Nội.Tiêu biểu`.
fn is_abbreviated(cx: &Context<'_>, point: usize) -> bool {
    let before = cx.before(point);
    before.kind != Kind::Lower && (before.kind != Kind::Capitalized || before.span.len() < 3)
}

/// True for people whom an office is for, behind a dash: `Vụ Học sinh - Sinh viên`.
fn opens_people(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    let crowd = lists.title(cx, at, usize::MAX).is_some_and(|(_, kind)| kind == TitleKind::Crowd);
    crowd && cx.token(at).kind == Kind::Capitalized && cx.token(at + 1).kind == Kind::Lower
}

/// True for the first half of a word of two syllables, in a field that no list has: `Trưởng khoa Kết - Giác mạc`.
fn opens_compound(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    let other = lists.title(cx, at, usize::MAX).is_some() || lists.head(cx, at).is_some();
    let word = lists.is_compound(cx, at) && cx.token(at + 1).kind == Kind::Lower;
    word && !other && !names::is_opener(lists, cx, at)
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
    lone && lists.place_ending(cx, at + 1).is_none() && is_syllable(cx.token(at).key)
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
    if lists.acting(cx, at).is_some_and(|end| end > at + 1) {
        return true;
    }
    if lists.says(cx, at).is_some_and(|end| end > at + 1 || lists.word(cx, at, WordKind::Org).is_none()) {
        return true;
    }
    lists.word(cx, at, WordKind::Stop).is_some() && lists.head(cx, at).is_none() && !is_compound(lists, cx, at)
}

/// True where a stop word is part of a compound: `đồng` of `hội đồng`, `nhân` of `nhân dân`.
fn is_compound(lists: &Lists, cx: &Context<'_>, at: usize) -> bool {
    let known = |at| lists.word(cx, at, WordKind::Org).is_some();
    known(at) && (known(at + 1) || known(at.wrapping_sub(1)) || is_inside_head(lists, cx, at))
}
