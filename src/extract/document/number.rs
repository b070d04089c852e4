//! References by number: a type word, "số", a number and its code, and the numbers of a list that follow.

use super::code::{self, Code, Read};
use super::lists::{Class, Lists};
use super::seen::{Body, Seen};
use crate::extract::{Context, Finding};
use crate::lexicon::Hit;
use crate::segment::{Key, Kind};
use crate::text::Span;

const NUMBER: Key = Key::of("số");
const YEAR: Key = Key::of("năm");
const DAY: Key = Key::of("ngày");

/// Greatest number of words between a type and its number (`quyết định khởi tố vụ án hình sự số …`).
const MOST_BETWEEN: usize = 14;
/// Greatest number of items in a list.
const MOST_ITEMS: usize = 40;

/// The words of a type, from token `from` to `to`.
#[derive(Clone, Copy, Debug)]
pub(super) struct TypeWords {
    pub from: usize,
    pub to: usize,
    pub kind: usize,
    /// First byte; inside token `from` where the scraper glued another word to the type (`theoNghị định`).
    pub start: u32,
    /// Capitals of an abbreviation: `NĐ`.
    pub is_abbreviation: bool,
}

impl TypeWords {
    /// From the type to the token before `next`.
    pub fn span(&self, cx: &Context<'_>, next: usize) -> Span {
        Span::new(self.start, cx.span(self.from, next).end)
    }
}

/// Finds the reference by number that the type words announce, and those of its list. Gives the token after them.
pub(super) fn find(
    cx: &Context<'_>,
    lists: &Lists,
    words: TypeWords,
    finding: &mut Finding<'_, Seen>,
) -> Option<usize> {
    let first = direct(cx, lists, words).or_else(|| behind_words(cx, lists, words))?;
    let items = with_list(cx, lists, words, first);
    let next = items.last()?.read.next;
    push_all(cx, lists, words, items, finding);
    Some(next)
}

/// Proposes a number and those of its list.
fn push_all(cx: &Context<'_>, lists: &Lists, words: TypeWords, mut items: Vec<Item>, finding: &mut Finding<'_, Seen>) {
    if items.len() > 1 {
        share_code(&mut items);
    }
    let list = (items.len() > 1).then_some(words.from as u32);
    for item in items {
        push(cx, lists, words, item, list, finding);
    }
}

/// A number of a list, or the only one.
struct Item {
    from: usize,
    read: Read,
    is_tentative: bool,
}

/// `Nghị định (số) 100…`: the number follows the type at once.
fn direct(cx: &Context<'_>, lists: &Lists, words: TypeWords) -> Option<Item> {
    let (at, has_word) = after_number_word(cx, words.to);
    let read = code::read(cx, lists, at, true)?;
    let is_tentative = match is_accepted(cx, lists, words, &read, has_word) {
        Verdict::Accepted => false,
        Verdict::Tentative => true,
        Verdict::Rejected => return None,
    };
    Some(Item { from: words.from, read, is_tentative })
}

/// The token after "số" and a colon, and whether the word stands there.
fn after_number_word(cx: &Context<'_>, at: usize) -> (usize, bool) {
    if !cx.is(at, NUMBER) {
        return (at, false);
    }
    let at = if cx.is(at + 1, NUMBER) { at + 1 } else { at };
    (if cx.is_mark(at + 1, ':') { at + 2 } else { at + 1 }, true)
}

/// `quyết định khởi tố vụ án hình sự số 11/QĐ-…`: words stand between the type and "số". The number has a code, or a day or
/// an issuer behind it.
fn behind_words(cx: &Context<'_>, lists: &Lists, words: TypeWords) -> Option<Item> {
    if words.is_abbreviation || lists.types[words.kind].class == Class::Law {
        return None;
    }
    let gap = words.to..number_word_behind(cx, words.to)?;
    let is_type = |at: usize, hit: Hit| !is_part_of_gap(lists, hit.payload as usize) && !is_discipline(cx, lists, at);
    if gap.clone().any(|at| cx.entry(at, lists.tags.kind).is_some_and(|hit| is_type(at, hit))) {
        return None;
    }
    let read = code::read(cx, lists, after_number_word(cx, gap.end).0, true)?;
    let is_coded = read.code.segments.iter().any(|segment| segment.chars().count() > 1);
    let letters = read.code.type_code.as_deref();
    let has_comma = gap.clone().any(|at| cx.is_mark(at, ','));
    let is_own = !has_comma || letters.is_some_and(|letters| lists.has_code(words.kind, letters));
    let is_whole = is_coded && is_own || is_decision_by_number(cx, lists, words, gap, &read);
    is_whole.then_some(Item { from: words.from, read, is_tentative: false })
}

/// `Quyết định thu hồi đất số 2594 (ngày 12/11/2015)`, `quyết định giải quyết khiếu nại số 333 của Chủ tịch …`; not
/// `quyết định cưỡng chế đối với nhà số 5 …`.
fn is_decision_by_number(
    cx: &Context<'_>,
    lists: &Lists,
    words: TypeWords,
    gap: std::ops::Range<usize>,
    read: &Read,
) -> bool {
    const OF: Key = Key::of("của");
    const LINKS: [Key; 7] =
        [OF, Key::of("về"), Key::of("với"), Key::of("tại"), Key::of("theo"), Key::of("cho"), Key::of("nhà")];
    let is_described = |at: usize| cx.token(at).kind == Kind::Lower && !LINKS.contains(&cx.token(at).key);
    let behind = read.next + usize::from(cx.is_mark(read.next, '('));
    let is_dated = cx.is(behind, DAY) && cx.token(behind + 1).kind == Kind::Digits;
    let is_issued = cx.is(read.next, OF) && cx.token(read.next + 1).kind.is_capital();
    lists.types[words.kind].name == "Quyết định"
        && read.code.is_bare()
        && read.code.number.len() >= 2
        && (is_dated || is_issued)
        && gap.into_iter().all(is_described)
}

/// The word "số" behind other words and commas, as the first look that rules out most type words.
fn number_word_behind(cx: &Context<'_>, from: usize) -> Option<usize> {
    for at in from..from + MOST_BETWEEN {
        let token = cx.token(at);
        if token.key == NUMBER {
            return Some(at);
        }
        let is_gap = token.kind.is_word() && !token.starts_line() || token.is_mark(',') && at > from;
        if !is_gap {
            return None;
        }
    }
    None
}

/// Types that also occur as words inside a document's description: `quyết định về kế hoạch số …` names the plan, but
/// `quyết định xử phạt … hợp đồng` does not stop.
fn is_part_of_gap(lists: &Lists, kind: usize) -> bool {
    matches!(lists.types[kind].name, "Lệnh" | "Dự án" | "Phương án" | "Điều lệ" | "Quy hoạch" | "Quy trình")
}

/// "luật" of "kỷ luật" and other words that only end like a type.
fn is_discipline(cx: &Context<'_>, lists: &Lists, at: usize) -> bool {
    cx.entry_ending(at, lists.tags.before).is_some()
}

enum Verdict {
    Accepted,
    Tentative,
    Rejected,
}

/// Whether a number after a type word makes a reference.
fn is_accepted(cx: &Context<'_>, lists: &Lists, words: TypeWords, read: &Read, has_word: bool) -> Verdict {
    if !read.code.is_bare() {
        // "kết luật số 19-TB/TW" is a slip for "kết luận", not a law.
        let is_law = lists.types[words.kind].class == Class::Law;
        let is_other = read.code.type_code.as_deref().is_some_and(|letters| !lists.has_code(words.kind, letters));
        return if is_law && is_other { Verdict::Rejected } else { Verdict::Accepted };
    }
    if !has_word && is_counted(cx, lists, read) {
        return Verdict::Rejected;
    }
    let class = lists.types[words.kind].class;
    let is_code = words.is_abbreviation && cx.token(words.to).is_glued() && lists.types[words.kind].codes[0] == "CT";
    if words.is_abbreviation && !follows_tail(cx, lists, read.next) || is_code {
        return Verdict::Rejected;
    }
    if words.is_abbreviation || class == Class::Strong {
        let is_number = looks_like_number(cx, lists, words, read, has_word)
            || announces_list(cx, lists, words.from) && is_listed(cx, read);
        return if is_number { Verdict::Accepted } else { Verdict::Rejected };
    }
    match class {
        Class::Weak | Class::Any => weak(cx, lists, words, read, has_word),
        Class::Law if has_word => Verdict::Accepted,
        Class::Law if is_law_number(cx, read) && follows_tail(cx, lists, read.next) => Verdict::Tentative,
        _ => Verdict::Rejected,
    }
}

/// `Luật 106`, but not `Luật 2013`: such a number is a law's only where the article names the law in full.
fn is_law_number(cx: &Context<'_>, read: &Read) -> bool {
    read.code.number.len() >= 2 && code::year(cx.token(read.next - 1)).is_none()
}

/// A strong type takes any number but a lone digit (`ra nghị quyết 3`) or a year (`Nghị quyết 2017`) without "số".
fn looks_like_number(cx: &Context<'_>, lists: &Lists, words: TypeWords, read: &Read, has_word: bool) -> bool {
    let runs_high = matches!(lists.types[words.kind].name, "Công văn" | "Công điện");
    let is_year = !runs_high && code::year(cx.token(read.next - 1)).is_some();
    has_word || read.code.year.is_some() || read.code.number.len() >= 2 && !is_year
}

/// True where another number follows behind a comma or "và": `các nghị quyết 4, 9 và 12`.
fn is_listed(cx: &Context<'_>, read: &Read) -> bool {
    after_separator(cx, read.next).is_some_and(|at| cx.token(at).kind == Kind::Digits)
}

/// True for a project that is a class of ships: `tàu ngầm Đề án 877`.
fn is_vessel(cx: &Context<'_>, lists: &Lists, from: usize) -> bool {
    (1..=3).filter_map(|back| from.checked_sub(back)).any(|at| cx.entry(at, lists.tags.vessel).is_some())
}

/// A weak type takes a number after "số", or one of two digits or more after a capital where no count can be meant.
fn weak(cx: &Context<'_>, lists: &Lists, words: TypeWords, read: &Read, has_word: bool) -> Verdict {
    let is_capital = cx.token(words.from).kind.is_capital();
    let class = lists.types[words.kind].class;
    let is_year = read.code.year.is_none() && code::year(cx.token(read.next - 1)).is_some();
    let goes_on = has_word || follows_tail(cx, lists, read.next);
    if !has_word && is_vessel(cx, lists, words.from) {
        return Verdict::Rejected;
    }
    if !goes_on || is_year && !has_word || read.code.number.len() < 2 && !has_word {
        return Verdict::Rejected;
    }
    if has_word || is_capital && (class == Class::Weak || read.code.number.len() >= 3) {
        return Verdict::Accepted;
    }
    let runs_high = matches!(lists.types[words.kind].name, "Quyết định" | "Văn bản" | "Tờ trình");
    let is_plain = read.code.year.is_some() || runs_high && read.code.number.len() >= 3;
    if is_plain { Verdict::Accepted } else { Verdict::Tentative }
}

/// True where the number counts what follows: a unit, a noun, a currency, a percent sign.
fn is_counted(cx: &Context<'_>, lists: &Lists, read: &Read) -> bool {
    let (at, token) = (read.next, cx.token(read.next));
    if token.starts_line() || read.code.year.is_some() {
        return false;
    }
    if cx.is(at, YEAR) {
        return code::year(cx.token(at + 1)).is_none();
    }
    if cx.is(at, DAY) {
        return cx.token(at + 1).kind != Kind::Digits;
    }
    if token.is_glued() && token.kind.is_word() {
        return cx.word(at).chars().count() == 1 || cx.entry(at, lists.tags.tail).is_none() && !is_long(cx, at);
    }
    cx.entry(at, lists.tags.count).is_some() && cx.entry(at, lists.tags.tail).is_none()
        || token.is_mark('%')
        || token.is_mark('°')
}

/// A word glued to the number that a scraper left there, not a unit.
fn is_long(cx: &Context<'_>, at: usize) -> bool {
    cx.word(at).chars().count() >= 5
}

/// True where a word or mark follows that may stand behind a document's number.
fn follows_tail(cx: &Context<'_>, lists: &Lists, at: usize) -> bool {
    let token = cx.token(at);
    if token.kind == Kind::End || token.starts_line() {
        return true;
    }
    if token.kind == Kind::Mark {
        return !token.is_mark('%') && !token.is_mark('+') && !token.is_mark('°');
    }
    let is_dated = cx.is(at, YEAR) && code::year(cx.token(at + 1)).is_some();
    is_dated || cx.entry(at, lists.tags.tail).is_some() || cx.entry(at, lists.tags.adverb).is_some()
}

/// The first number with the items after it: `106, 107/QĐ-TTg`, `15/2020/NĐ-CP, 119/2020/NĐ-CP`, `số 1, 2 và 3`.
fn with_list(cx: &Context<'_>, lists: &Lists, words: TypeWords, first: Item) -> Vec<Item> {
    let is_tentative = first.is_tentative;
    let mut last = first.read.next;
    let mut items = vec![first];
    while let Some(from) = after_separator(cx, last).filter(|_| items.len() <= MOST_ITEMS) {
        let (at, has_word) = after_number_word(cx, from);
        let Some(read) = code::read(cx, lists, at, true) else { break };
        let is_announced = announces_list(cx, lists, words.from);
        let before = items.last().map(|item| &item.read);
        if !before.is_some_and(|before| continues(cx, lists, before, &read, is_announced, has_word)) {
            break;
        }
        last = read.next;
        let is_tentative = is_tentative && read.code.is_bare();
        items.push(Item { from, read, is_tentative });
    }
    items
}

/// The token after a comma, a semicolon, or a joining word.
fn after_separator(cx: &Context<'_>, at: usize) -> Option<usize> {
    const WORDS: [Key; 4] = [Key::of("và"), Key::of("cùng"), Key::of("hoặc"), Key::of("hay")];
    let is_word = |at: usize| WORDS.iter().any(|&word| cx.is(at, word));
    let is_mark = cx.is_mark(at, ',') || cx.is_mark(at, ';');
    let next = match (is_mark, is_word(at)) {
        (true, _) if is_word(at + 1) => at + 2,
        (true, _) | (_, true) => at + 1,
        _ => return None,
    };
    (!cx.token(next).starts_line()).then_some(next)
}

/// True where a word before the type announces several documents.
fn announces_list(cx: &Context<'_>, lists: &Lists, from: usize) -> bool {
    from > 0 && cx.entry(from - 1, lists.tags.several).is_some()
}

/// Whether a number after a separator is the next item of the list.
fn continues(cx: &Context<'_>, lists: &Lists, before: &Read, read: &Read, is_announced: bool, has_word: bool) -> bool {
    if !read.code.is_bare() {
        let is_typed_so = read.code.type_code.is_some() || read.code.has_issuer;
        return is_typed_so || !before.code.is_bare() && read.code.year.is_some();
    }
    if is_counted(cx, lists, read) || !follows_tail(cx, lists, read.next) {
        return false;
    }
    if read.code.year.is_some() {
        return before.code.year.is_some() || has_word;
    }
    let is_alike = before.code.is_bare() && before.code.year.is_none();
    let leads_to_code = is_alike && leads_to_code(cx, lists, read.next);
    (is_announced && is_alike) || leads_to_code || has_word && is_alike
}

/// True where an item with a code ends the list: `106, 107, 108/QĐ-TTg`.
fn leads_to_code(cx: &Context<'_>, lists: &Lists, mut at: usize) -> bool {
    for _ in 0..MOST_ITEMS {
        let Some(from) = after_separator(cx, at) else { return false };
        let Some(read) = code::read(cx, lists, after_number_word(cx, from).0, true) else { return false };
        if !read.code.is_bare() {
            return read.code.type_code.is_some() || read.code.has_issuer;
        }
        at = read.next;
    }
    false
}

/// Gives the code of the last item to the items before it that have none.
fn share_code(items: &mut [Item]) {
    let mut shared: Option<Code> = None;
    for item in items.iter_mut().rev() {
        let code = &mut item.read.code;
        match (&shared, code.is_bare()) {
            (_, false) => shared = Some(code.clone()),
            (Some(last), true) => {
                let own = std::mem::take(code);
                *code = Code { number: own.number, year: own.year.or(last.year), repairs: own.repairs, ..last.clone() };
                item.is_tentative = false;
            }
            (None, true) => {}
        }
    }
}

fn push(
    cx: &Context<'_>,
    lists: &Lists,
    words: TypeWords,
    item: Item,
    list: Option<u32>,
    finding: &mut Finding<'_, Seen>,
) {
    let Item { from, mut read, is_tentative } = item;
    let kind = match item_kind(lists, words.kind, &read.code).filter(|_| from != words.from) {
        Some(kind) => kind,
        None => kind(lists, words.kind, &read.code),
    };
    complete(lists, kind, &mut read.code);
    let start = if from == words.from { words.start } else { cx.tokens[from].span.start };
    let span = Span::new(start, read.end);
    let rule = rule(lists, &read.code, words.kind, list.is_some() && from != words.from);
    let seen = Seen {
        from: from as u32,
        to: read.next as u32,
        kind: kind as u16,
        printed: words.kind as u16,
        body: Body::number(read.code),
        is_tentative,
        list,
    };
    finding.push(span, rule, seen);
}

/// The type of a list's item whose code has the letters of another type: `kết luận số 1956/KL-CT và số 2100/QĐ-CT`.
fn item_kind(lists: &Lists, printed: usize, code: &Code) -> Option<usize> {
    let letters = code.type_code.as_deref()?;
    let kind = lists.type_of_code(letters)?;
    (!lists.has_code(printed, letters)).then_some(kind)
}

/// The type that words and code agree on.
fn kind(lists: &Lists, printed: usize, code: &Code) -> usize {
    let kind = &lists.types[printed];
    if kind.class == Class::Any {
        return match &code.type_code {
            Some(letters) => lists.type_of_code(letters).unwrap_or(printed),
            None if code.is_bare() => printed,
            None => lists.kind("Công văn").unwrap_or(printed),
        };
    }
    let own = code.type_code.as_deref().is_some_and(|letters| lists.has_code(printed, letters));
    if own { printed } else { kind.base.unwrap_or(printed) }
}

/// Adds the type's letters where a number with a year lacks them: `Thông tư 02/2017-BYT`.
fn complete(lists: &Lists, kind: usize, code: &mut Code) {
    let has_letters = matches!(lists.types[kind].name, "Thông tư" | "Nghị định");
    let is_issuer = code.segments.first().is_some_and(|first| lists.segment(first).issuer.is_some());
    if !has_letters || code.type_code.is_some() || code.year.is_none() || !is_issuer {
        return;
    }
    let letters = lists.types[kind].codes[0].to_owned();
    code.repairs.push(format!("{letters} is missing"));
    code.segments.insert(0, letters.clone());
    code.type_code = Some(letters);
    code.is_annual = false;
}

fn rule(lists: &Lists, code: &Code, printed: usize, is_item: bool) -> &'static str {
    if is_item {
        return "document/list-item";
    }
    if code.is_bare() {
        return if code.year.is_some() { "document/number-year" } else { "document/short-number" };
    }
    if code.is_party {
        return "document/party-number";
    }
    if code.issuers().first().is_some_and(|issuer| issuer.starts_with("QH") || issuer.starts_with("UBTVQH")) {
        return "document/assembly-number";
    }
    let is_court = lists.types[printed].system == "court";
    match (is_court, &code.type_code, code.year) {
        (true, ..) => "document/court-number",
        (_, None, _) => "document/dispatch-number",
        (_, _, Some(_)) => "document/state-number",
        _ => "document/individual-number",
    }
}

/// A quick look behind digits: a slash or hyphen.
#[inline]
pub(super) fn leads_to_mark(cx: &Context<'_>, at: usize) -> bool {
    const MARKS: [Key; 2] = [Key::mark('/'), Key::mark('-')];
    cx.tokens.get(at + 1).is_some_and(|mark| MARKS.contains(&mark.key))
}

/// A code that no type word announces, behind digits and a mark: `theo 22/2015/QĐ-UBND`. Only codes of which type and issuer are known.
pub(super) fn find_bare(cx: &Context<'_>, lists: &Lists, at: usize, finding: &mut Finding<'_, Seen>) -> Option<usize> {
    if !may_be_code(cx, at + 2) {
        return None;
    }
    let before = cx.before(at);
    let is_inside = cx.token(at).is_glued() && (before.kind == Kind::Mark && is_joint(cx.word(at.wrapping_sub(1))));
    if is_inside {
        return None;
    }
    let mut read = code::read(cx, lists, at, false)?;
    let letters = read.code.type_code.as_deref()?;
    let assembly = read.code.issuers().iter().any(|issuer| issuer.contains("QH"));
    if !read.code.has_issuer || assembly {
        return None;
    }
    let kind = lists.type_of_code(letters)?;
    complete(lists, kind, &mut read.code);
    let has_word = at > 0 && cx.is(at - 1, NUMBER) && !cx.token(at).starts_line();
    let from = at - usize::from(has_word);
    let seen = Seen {
        from: from as u32,
        to: read.next as u32,
        kind: kind as u16,
        printed: kind as u16,
        body: Body::number(read.code),
        is_tentative: false,
        list: None,
    };
    finding.push(Span::new(cx.tokens[from].span.start, read.end), "document/bare-code", seen);
    Some(read.next)
}

/// A quick look behind a number and a mark: the capitals of a code, or a year and then capitals.
fn may_be_code(cx: &Context<'_>, at: usize) -> bool {
    let behind_year = cx.token(at).kind == Kind::Digits && cx.token(at + 1).kind == Kind::Mark;
    cx.token(at + if behind_year { 2 } else { 0 }).kind.is_capital()
}

/// Marks that join what is before them to what is after them.
fn is_joint(mark: &str) -> bool {
    matches!(mark, "/" | "-" | "." | "–" | "_" | ":")
}
