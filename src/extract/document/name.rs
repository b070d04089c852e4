//! Laws, codes, ordinances, the Constitution and treaties by name.
//!
//! Where the name ends is told by the list of names, and else by grammar: small words go on until a word that cannot
//! stand in a name, such as a verb or a preposition (class `end` of `words.tsv`).

use super::code;
use super::lists::{Class, Lists};
use super::number::TypeWords;
use super::relation;
use super::seen::{Body, Named, Seen};
use crate::extract::{Context, Finding};
use crate::segment::{Key, Kind};
use crate::text::one_line;

/// Greatest number of words in a name that is not listed.
const MOST_WORDS: usize = 12;
/// Greatest number of laws that one law amends.
const MOST_AMENDED: usize = 6;

const OF: Key = Key::of("của");
const YEAR: Key = Key::of("năm");
const NUMBER: Key = Key::of("số");
const VIETNAM: [Key; 2] = [Key::of("Việt"), Key::of("Nam")];

/// Finds a law by name after its type words. Gives the token after it.
pub(super) fn find(
    cx: &Context<'_>,
    lists: &Lists,
    words: TypeWords,
    finding: &mut Finding<'_, Seen>,
) -> Option<usize> {
    let is_constitution = lists.types[words.kind].slug == "hien-phap";
    // there is one constitution, which its draft is not
    let is_draft = is_constitution && relation::is_draft(cx, words.from);
    if is_draft || is_part_of_other(cx, lists, words.from) {
        return None;
    }
    let (named, next, rule) = if is_constitution {
        constitution(cx, lists, words)?
    } else if let Some((named, next)) = amending(cx, lists, words) {
        (named, next, "document/amending-law")
    } else {
        let (named, next) = law(cx, lists, words)?;
        (named, next, "document/law-name")
    };
    let is_tentative = is_constitution && named.year.is_none() && named.name.is_empty();
    push(cx, words, named, next, rule, is_tentative, finding);
    Some(next)
}

/// An abbreviation that stands for type and name, `BLHS`; in brackets it only explains what stands before them.
pub(super) fn find_short(
    cx: &Context<'_>,
    lists: &Lists,
    at: usize,
    name: usize,
    finding: &mut Finding<'_, Seen>,
) -> Option<usize> {
    let in_brackets = cx.is_mark(at.wrapping_sub(1), '(') && cx.is_mark(at + 1, ')');
    if cx.token(at).kind != Kind::Upper || in_brackets {
        return None;
    }
    let kind = lists.names[name].kind;
    let start = cx.token(at).span.start;
    let words = TypeWords { from: at, to: at + 1, kind, start, is_abbreviation: true };
    let mut named = Named { row: Some(name as u16), name: lists.names[name].name.clone(), ..Named::default() };
    let next = finish(cx, lists, at + 1, &mut named);
    push(cx, words, named, next, "document/law-abbreviation", false, finding);
    Some(next)
}

fn push(
    cx: &Context<'_>,
    words: TypeWords,
    named: Named,
    next: usize,
    rule: &'static str,
    is_tentative: bool,
    finding: &mut Finding<'_, Seen>,
) {
    let kind = words.kind as u16;
    let (from, to) = (words.from as u32, next as u32);
    let seen = Seen { from, to, kind, printed: kind, body: Body::Name(Box::new(named)), is_tentative, list: None };
    finding.push(words.span(cx, next), rule, seen);
}

/// True where the words before make the type word part of another name: `Đại học Luật`, `pháp luật`.
fn is_part_of_other(cx: &Context<'_>, lists: &Lists, from: usize) -> bool {
    cx.entry_ending(from, lists.tags.before).is_some()
}

/// `Hiến pháp (nước Cộng hòa xã hội chủ nghĩa Việt Nam) (năm) 2013`.
fn constitution(cx: &Context<'_>, lists: &Lists, words: TypeWords) -> Option<(Named, usize, &'static str)> {
    const STATE: [Key; 8] = [
        Key::of("Cộng"),
        Key::of("hòa"),
        Key::of("xã"),
        Key::of("hội"),
        Key::of("chủ"),
        Key::of("nghĩa"),
        Key::of("Việt"),
        Key::of("Nam"),
    ];
    if !cx.token(words.from).kind.is_capital() {
        return None;
    }
    let mut named = Named::default();
    let after_word = if cx.is(words.to, const { Key::of("nước") }) { words.to + 1 } else { words.to };
    let mut at = words.to;
    if cx.are(after_word, &STATE) {
        at = after_word + STATE.len();
        named.name = words_between(cx, words.to, at);
    } else if cx.are(after_word, &VIETNAM) {
        at = after_word + 2;
        named.name = words_between(cx, words.to, at);
    }
    let next = finish(cx, lists, at, &mut named);
    (!named.is_foreign).then_some((named, next, "document/constitution"))
}

/// `Luật sửa đổi, bổ sung một số điều của Luật Giáo dục (và Luật …)`: one law, with the names that it amends.
fn amending(cx: &Context<'_>, lists: &Lists, words: TypeWords) -> Option<(Named, usize)> {
    const AMEND: [Key; 2] = [Key::of("sửa"), Key::of("đổi")];
    const ADD: [Key; 2] = [Key::of("bổ"), Key::of("sung")];
    const SOME: [Key; 3] = [Key::of("một"), Key::of("số"), Key::of("điều")];
    const THE: Key = Key::of("các");
    if !cx.are(words.to, &AMEND) || !cx.token(words.from).kind.is_capital() && !cx.token(words.to).kind.is_capital() {
        return None;
    }
    let mut at = words.to + 2;
    at += usize::from(cx.is_mark(at, ',') && cx.are(at + 1, &ADD));
    at = skip(cx, at, &ADD);
    at = skip(cx, skip(cx, at, &SOME), &[OF]);
    let is_several = cx.is(at, THE);
    at = skip(cx, at, &[THE]);
    let (_, mut next) = inner_law(cx, lists, at)?;
    for _ in 0..MOST_AMENDED {
        let joined = if cx.is_mark(next, ',') || cx.is(next, const { Key::of("và") }) { next + 1 } else { break };
        let Some((_, after)) = inner_law(cx, lists, joined) else { break };
        if !is_several && cx.is_mark(next, ',') {
            break;
        }
        next = after;
    }
    let mut inner = Named::default();
    let name = words_between(cx, words.to, next);
    let next = finish(cx, lists, next, &mut inner);
    let mut of = inner.amended.map(|amended| format!(" {amended}")).unwrap_or_default();
    of.push_str(&inner.year.map(|year| format!(" {year}")).unwrap_or_default());
    of.push_str(&inner.code.map(|code| format!(" {}", code.full())).unwrap_or_default());
    Some((Named { name, of, ..Named::default() }, next))
}

/// The law that another one amends.
fn inner_law(cx: &Context<'_>, lists: &Lists, at: usize) -> Option<(usize, usize)> {
    if let Some(hit) = cx.entry(at, lists.tags.short_law) {
        return Some((hit.payload as usize, at + hit.len as usize));
    }
    let hit = cx.entry(at, lists.tags.kind)?;
    let kind = hit.payload as usize;
    if lists.types[kind].class != Class::Law {
        return None;
    }
    let to = at + hit.len as usize;
    if lists.types[kind].slug == "hien-phap" {
        return Some((kind, to));
    }
    let words = TypeWords { from: at, to, kind, start: cx.token(at).span.start, is_abbreviation: false };
    let (_, next) = law_name(cx, lists, words)?;
    Some((kind, next))
}

/// `Luật Đất đai`, with year or number.
fn law(cx: &Context<'_>, lists: &Lists, words: TypeWords) -> Option<(Named, usize)> {
    let (mut named, at) = law_name(cx, lists, words)?;
    let next = finish(cx, lists, at, &mut named);
    let is_small = !cx.token(words.from).kind.is_capital() && !cx.token(words.to).kind.is_capital();
    let is_vague = is_small && named.year.is_none() && named.code.is_none();
    (!is_vague && !named.is_foreign).then_some((named, next))
}

/// The name after the type words.
fn law_name(cx: &Context<'_>, lists: &Lists, words: TypeWords) -> Option<(Named, usize)> {
    if cx.token(words.to).starts_line() {
        return None;
    }
    if let Some((row, next)) = listed(cx, lists, words) {
        let name = words_between(cx, words.to, next);
        return Some((Named { row: Some(row), name, ..Named::default() }, next));
    }
    let next = unlisted(cx, lists, words)?;
    Some((Named { name: words_between(cx, words.to, next), ..Named::default() }, next))
}

/// The longest listed name of the type.
fn listed(cx: &Context<'_>, lists: &Lists, words: TypeWords) -> Option<(u16, usize)> {
    let entries = cx.entries(words.to).iter().rev();
    let mut names = entries.filter(|hit| hit.tag == lists.tags.name);
    let hit = names.find(|hit| lists.names[hit.payload as usize].kind == words.kind)?;
    let next = words.to + hit.len as usize;
    let goes_on = cx.token(next).is_glued() && cx.token(next).kind.is_word();
    (!goes_on).then_some((hit.payload as u16, next))
}

/// The end of a name that is not listed: a capital, then small words up to one that cannot stand in a name.
fn unlisted(cx: &Context<'_>, lists: &Lists, words: TypeWords) -> Option<usize> {
    let first = cx.token(words.to);
    let dash = words.from.wrapping_sub(1);
    let is_dashed = ['-', '–'].iter().any(|&mark| cx.is_mark(dash, mark)) && !cx.token(dash).starts_line();
    if is_dashed || !cx.token(words.from).kind.is_capital() || first.kind != Kind::Capitalized || !first.is_plain() {
        return None;
    }
    let mut at = words.to + 1;
    while at < words.to + MOST_WORDS {
        let token = cx.token(at);
        if let Some(hit) = cx.entry(at, lists.tags.state).filter(|_| !token.starts_line() && token.kind.is_capital()) {
            at += hit.len as usize;
            continue;
        }
        if token.kind != Kind::Lower || token.starts_line() || !token.is_plain() || ends_name(cx, lists, at) {
            break;
        }
        at += 1;
    }
    let is_long = at >= words.to + 2 && at < words.to + MOST_WORDS;
    let is_proper = cx.token(at).kind.is_capital() && !cx.token(at).starts_line();
    (is_long && !is_proper).then_some(at)
}

/// True for a word that ends a name, unless it is the second half of a word such as "tự do".
fn ends_name(cx: &Context<'_>, lists: &Lists, at: usize) -> bool {
    cx.entry(at, lists.tags.end).is_some() && cx.entry(at.wrapping_sub(1), lists.tags.inner).is_none()
}

/// Reads what may follow a name: "(sửa đổi)", a year, a number, a country. Gives the token after it.
fn finish(cx: &Context<'_>, lists: &Lists, start: usize, named: &mut Named) -> usize {
    let mut at = amended(cx, start, named);
    let explained = behind_abbreviation(cx, at);
    let next = year(cx, amended(cx, explained, named), named);
    if next > explained {
        at = next;
    }
    at = amended(cx, at, named);
    at = number(cx, lists, at, named);
    bracketed_number(cx, lists, at, named);
    named.is_foreign = is_foreign(cx, lists, at);
    at
}

/// The token after an abbreviation in brackets: `Luật Bảo hiểm xã hội (BHXH) năm 2014`.
fn behind_abbreviation(cx: &Context<'_>, at: usize) -> usize {
    let is_abbreviation = cx.is_mark(at, '(') && cx.token(at + 1).kind == Kind::Upper && cx.is_mark(at + 2, ')');
    if is_abbreviation { at + 3 } else { at }
}

/// `sửa đổi`, `sửa đổi, bổ sung`, `(sửa đổi)` after a name.
fn amended(cx: &Context<'_>, at: usize, named: &mut Named) -> usize {
    const AMEND: [Key; 2] = [Key::of("sửa"), Key::of("đổi")];
    if named.amended.is_some() || cx.token(at).starts_line() {
        return at;
    }
    let opens = cx.is_mark(at, '(');
    let from = at + usize::from(opens);
    if !cx.are(from, &AMEND) || opens && !cx.is_mark(from + 2, ')') {
        return at;
    }
    let next = from + 2 + usize::from(opens);
    let adds = cx.is_mark(next, ',') && cx.are(next + 1, &[const { Key::of("bổ") }, const { Key::of("sung") }]);
    let goes_on = !opens && (adds || amends_something(cx, next));
    if goes_on {
        return at;
    }
    named.amended = Some(words_between(cx, from, from + 2));
    if opens {
        named.amended = Some("(sửa đổi)".to_owned());
    }
    next
}

/// True where "sửa đổi" is a verb with an object: `Luật Đất đai sửa đổi các quy định`.
fn amends_something(cx: &Context<'_>, at: usize) -> bool {
    const OBJECTS: [Key; 7] = [
        Key::of("các"),
        Key::of("những"),
        Key::of("một"),
        Key::of("quy"),
        Key::of("điều"),
        Key::of("khoản"),
        Key::of("Điều"),
    ];
    OBJECTS.iter().any(|&object| cx.is(at, object)) || cx.is(at, const { Key::of("bổ") })
}

/// `năm 2013`, `2013`.
fn year(cx: &Context<'_>, at: usize, named: &mut Named) -> usize {
    let from = if cx.is(at, YEAR) { at + 1 } else { at };
    let token = cx.token(from);
    let Some(year) = code::year(token).filter(|_| !token.starts_line()) else { return at };
    let after = cx.token(from + 1);
    let is_joint =
        after.is_glued() && (after.is_mark('/') || after.is_mark('-')) && cx.token(from + 2).kind == Kind::Digits;
    if is_joint {
        return at;
    }
    named.year = Some(year);
    from + 1
}

/// `số 17/2003/QH11` after a name.
fn number(cx: &Context<'_>, lists: &Lists, at: usize, named: &mut Named) -> usize {
    let start = at;
    let at = behind_abbreviation(cx, at);
    let is_bare = cx.token(at).kind == Kind::Digits && cx.is_mark(at + 1, '/');
    if !cx.is(at, NUMBER) && !is_bare || cx.token(at).starts_line() {
        return start;
    }
    let from = if is_bare { at } else { at + 1 + usize::from(cx.is_mark(at + 1, ':')) };
    match code::read(cx, lists, from, true) {
        Some(read) if !read.code.is_bare() => {
            named.code = Some(read.code);
            read.next
        }
        _ => start,
    }
}

/// `(số 97/2015/QH13 …)`, `(Luật số …)` after a name: the number is the law's, but stands outside the mention.
fn bracketed_number(cx: &Context<'_>, lists: &Lists, at: usize, named: &mut Named) {
    if named.code.is_some() || !cx.is_mark(at, '(') {
        return;
    }
    let law = cx.entry(at + 1, lists.tags.kind).filter(|hit| lists.types[hit.payload as usize].class == Class::Law);
    let word = at + 1 + law.map_or(0, |hit| hit.len as usize);
    if !cx.is(word, NUMBER) {
        return;
    }
    named.outside = code::read(cx, lists, word + 1, true).map(|read| read.code).filter(|code| !code.is_bare());
}

/// True where a country other than Việt Nam follows: `(của) (nước) Mỹ`.
fn is_foreign(cx: &Context<'_>, lists: &Lists, at: usize) -> bool {
    let at = skip(cx, skip(cx, at, &[OF]), &[const { Key::of("nước") }]);
    let token = cx.token(at);
    token.kind.is_capital() && !token.starts_line() && cx.entry(at, lists.tags.country).is_some()
}

/// The words from one token to another as printed, with single blanks for all white space.
pub(super) fn words_between(cx: &Context<'_>, from: usize, to: usize) -> String {
    one_line(cx.words(cx.span(from, to)))
}

fn skip(cx: &Context<'_>, at: usize, words: &[Key]) -> usize {
    if cx.are(at, words) && !cx.token(at).starts_line() { at + words.len() } else { at }
}

/// Finds a treaty by name. Gives the token after it.
pub(super) fn find_treaty(
    cx: &Context<'_>,
    lists: &Lists,
    words: TypeWords,
    finding: &mut Finding<'_, Seen>,
) -> Option<usize> {
    if is_part_of_other(cx, lists, words.from) || cx.token(words.to).starts_line() {
        return None;
    }
    let (row, at) = match listed(cx, lists, words) {
        Some((row, next)) => (Some(row), next),
        None => (None, treaty_name(cx, lists, words)?),
    };
    let mut named = Named { row, name: words_between(cx, words.to, at), ..Named::default() };
    let explained = behind_abbreviation(cx, at);
    let next = Some(year(cx, explained, &mut named)).filter(|&next| next > explained).unwrap_or(at);
    push(cx, words, named, next, "document/treaty", false, finding);
    Some(next)
}

/// The end of a treaty's name: words and proper names up to a mark or an ending word; it must hold a proper name.
fn treaty_name(cx: &Context<'_>, lists: &Lists, words: TypeWords) -> Option<usize> {
    const MOST_WORDS: usize = 70;
    let mut at = words.to;
    let mut proper = 0;
    let is_capital = cx.token(words.from).kind.is_capital();
    while at < words.to + MOST_WORDS {
        let token = cx.token(at);
        if token.starts_line() {
            break;
        }
        if token.kind.is_capital() && begins_other(cx, lists, at) {
            break;
        }
        let is_inner_year = code::year(token).is_some() && cx.is(at + 1, const { Key::of("về") });
        let is_small = token.kind == Kind::Lower && goes_on(cx, lists, words.to, at);
        if !token.kind.is_capital() && !is_small && !is_inner_year && !joins_names(cx, at) {
            break;
        }
        proper += usize::from(token.kind.is_capital());
        at += 1;
    }
    while at > words.to && is_dangling(cx, at - 1) {
        at -= 1;
    }
    let first = cx.token(words.to);
    let is_named = first.kind.is_capital() || proper >= 2 && is_capital;
    let is_several =
        words.from > 0 && cx.entry(words.from - 1, lists.tags.several).is_some() && !first.kind.is_capital();
    (at > words.to && is_named && proper > 0 && !is_several).then_some(at)
}

/// True where a small word belongs to a treaty's name: "về" and "giữa" open its parts, "và" and "với" join parties.
fn goes_on(cx: &Context<'_>, lists: &Lists, from: usize, at: usize) -> bool {
    const OPEN: [Key; 5] = [Key::of("về"), Key::of("giữa"), Key::of("của"), Key::of("sửa"), Key::of("đổi")];
    const JOIN: [Key; 2] = [Key::of("và"), Key::of("với")];
    if JOIN.iter().any(|&join| cx.is(at, join)) {
        return has_before(cx, from, at, const { Key::of("giữa") }) && !begins_other(cx, lists, at + 1);
    }
    if OPEN.iter().any(|&open| cx.is(at, open)) {
        return true;
    }
    !ends_name(cx, lists, at)
}

/// True where the words of another type of document begin, other than a treaty that this one amends.
fn begins_other(cx: &Context<'_>, lists: &Lists, at: usize) -> bool {
    let hit = cx.entry(at, lists.tags.kind);
    hit.is_some_and(|hit| !matches!(lists.types[hit.payload as usize].class, Class::Treaty | Class::Law))
}

fn has_before(cx: &Context<'_>, from: usize, at: usize, word: Key) -> bool {
    (from..at).any(|at| cx.is(at, word))
}

/// A dash between two proper names, `Việt Nam - EU`, or inside one, `Giơ-ne-vơ`.
fn joins_names(cx: &Context<'_>, at: usize) -> bool {
    let is_dash = ['-', '–'].iter().any(|&dash| cx.is_mark(at, dash));
    let after = cx.token(at + 1);
    let touches = cx.token(at).is_glued() && after.is_glued() && after.kind.is_word();
    is_dash && (cx.before(at).kind.is_capital() && after.kind.is_capital() || touches)
}

/// A word that cannot end a name.
fn is_dangling(cx: &Context<'_>, at: usize) -> bool {
    const WORDS: [Key; 8] = [
        Key::of("về"),
        Key::of("giữa"),
        Key::of("của"),
        Key::of("và"),
        Key::of("với"),
        Key::of("các"),
        Key::of("sửa"),
        Key::of("ký"),
    ];
    WORDS.iter().any(|&word| cx.is(at, word))
}
