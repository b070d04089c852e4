//! Codes that their shape gives away: web addresses, telephone numbers, plates, `A320`, markers of lists.

use super::Place;
use super::heads::{MOST_GLUED, glued_end, is_inner_mark, next_group};
use crate::error::Error;
use crate::extract::Context;
use crate::lexicon::{Builder, Tag};
use crate::segment::{Key, Kind, Token};

/// The lists of the shapes.
pub(super) struct Shapes {
    web: Tag,
    prefix: Tag,
}

const DOT: Key = Key::mark('.');
const COMMA: Key = Key::mark(',');
const COLON: Key = Key::mark(':');
const SEMICOLON: Key = Key::mark(';');
const EXCLAMATION: Key = Key::mark('!');
const QUESTION: Key = Key::mark('?');
const OPEN: Key = Key::mark('(');
const CLOSE: Key = Key::mark(')');
const SLASH: Key = Key::mark('/');
const HYPHEN: Key = Key::mark('-');
const LOW_LINE: Key = Key::mark('_');
const EQUALS: Key = Key::mark('=');
const AMPERSAND: Key = Key::mark('&');
const PERCENT: Key = Key::mark('%');
const HASH: Key = Key::mark('#');
const PLUS: Key = Key::mark('+');
const TILDE: Key = Key::mark('~');
const AT: Key = Key::mark('@');
const QUOTE: Key = Key::mark('"');
const OPEN_QUOTE: Key = Key::mark('“');

/// What web and e-mail addresses begin with or hold.
const WEB: [&str; 5] = ["http", "https", "www", "@", "ftp"];
const WEB_KEYS: [Key; 5] = [Key::of("http"), Key::of("https"), Key::of("www"), AT, Key::of("ftp")];

impl Shapes {
    pub fn load(builder: &mut Builder) -> Result<Shapes, Error> {
        let shapes = Shapes { web: builder.tag("blocked/web"), prefix: builder.tag("number/currency-prefix") };
        for words in WEB {
            builder.add(words, shapes.web, 0)?;
        }
        Ok(shapes)
    }

    pub fn web_tag(&self) -> Tag {
        self.web
    }

    /// The code of which the digits at token `at` are a part.
    pub fn find(&self, cx: &Context<'_>, at: usize) -> Option<Place> {
        let token = |at: usize| cx.tokens.get(at).unwrap_or(&Token::END);
        let digits = Digits { cx, at, own: token(at), before: token(at.wrapping_sub(1)), after: token(at + 1) };
        marker(&digits)
            .or_else(|| domain(&digits))
            .or_else(|| plate(&digits))
            .or_else(|| phone(&digits))
            .or_else(|| around_the_clock(&digits))
            .or_else(|| self.code(&digits))
            .or_else(|| house(&digits))
    }

    /// Digits behind capitals that they touch: `A320`, `H5N1`, `iPhone12`; behind a hyphen: `Covid-19`, `F-16`.
    fn code(&self, digits: &Digits<'_, '_>) -> Option<Place> {
        let Digits { cx, at, own, before, .. } = *digits;
        if !own.is_glued() || !before.is_glued() && before.is_mark('-') {
            return split_name(digits);
        }
        let hyphen = usize::from(before.is_mark('-') && before.is_glued());
        let from = at.checked_sub(1 + hyphen)?;
        let head = cx.token(from);
        if !head.kind.is_capital() || cx.entry(from, self.prefix).is_some() || hyphen == 1 && !is_model(cx, from, at) {
            return None;
        }
        Some((code_start(cx, from), glued_end(cx, at), "blocked/code"))
    }
}

/// Digits, and what stands beside them, by which each shape is ruled out first.
#[derive(Clone, Copy)]
struct Digits<'c, 'a> {
    cx: &'c Context<'a>,
    at: usize,
    own: &'c Token,
    before: &'c Token,
    after: &'c Token,
}

/// `Covid- 19`, `Covid -19`: a blank beside the hyphen.
fn split_name(digits: &Digits<'_, '_>) -> Option<Place> {
    const NAME: Key = Key::of("covid");
    let Digits { cx, at, before: hyphen, .. } = *digits;
    let from = at.checked_sub(2)?;
    let is_name = hyphen.is_mark('-') && !hyphen.starts_line() && cx.token(from).key == NAME;
    is_name.then_some((from, at + 1, "blocked/code"))
}

/// With a hyphen, only short digits behind capitals, or names of diseases, are codes.
fn is_model(cx: &Context<'_>, head: usize, at: usize) -> bool {
    const NAMES: [Key; 3] = [Key::of("covid"), Key::of("vinasat"), Key::of("cov")];
    let token = cx.token(head);
    let is_short = token.kind == Kind::Upper && token.span.len() <= 4 && cx.token(at).span.len() <= 3;
    is_short || NAMES.contains(&token.key)
}

/// The first token of letters, digits and hyphens that touch token `at`.
fn code_start(cx: &Context<'_>, at: usize) -> usize {
    let mut from = at;
    while from > 0 && cx.token(from).is_glued() && from + 8 > at {
        let before = cx.before(from);
        let is_joint = before.kind == Kind::Digits || before.kind.is_word() || before.is_mark('-');
        if !is_joint {
            break;
        }
        from -= 1;
    }
    if cx.token(from).kind == Kind::Mark { from + 1 } else { from }
}

/// `1.`, `2)`, `(3)`, `4/` at the start of a line or sentence.
fn marker(digits: &Digits<'_, '_>) -> Option<Place> {
    let Digits { cx, at, own: token, before, after: mark } = *digits;
    if mark.kind != Kind::Mark || token.span.len() > 2 {
        return None;
    }
    if let Some(place) = sections(cx, at) {
        return Some(place);
    }
    let is_note = before.is_mark('[') && mark.is_mark(']');
    if is_note || before.is_mark('(') && mark.is_mark(')') && token.is_glued() {
        return Some((at - 1, at + 2, "blocked/marker"));
    }
    if !mark.is_glued() || !ends_marker(mark.key) {
        return None;
    }
    let after = cx.token(at + 2);
    let is_slashed = mark.is_mark('/') && !after.is_glued() && after.kind.is_capital();
    let opens = token.starts_line() || opens_item(cx, at) || is_slashed;
    let is_marker = match after.kind {
        Kind::Digits => !after.is_glued() && token.starts_line() && !mark.is_mark(',') && !mark.is_mark('-'),
        Kind::Lower => !after.is_glued() && token.starts_line() && mark.is_mark(')'),
        Kind::End => false,
        // `(tiểu học: 53, THCS: 29).`: the bracket closes
        Kind::Mark if mark.is_mark(')') => !matches!(after.key, DOT | COMMA | SEMICOLON | CLOSE),
        _ => !mark.is_mark(','),
    };
    (opens && is_marker && !after.starts_line()).then_some((at, at + 2, "blocked/marker"))
}

/// True for the marks behind a marker.
fn ends_marker(mark: Key) -> bool {
    matches!(mark, DOT | CLOSE | SLASH | HYPHEN | COMMA | COLON)
}

/// True behind the end of a sentence or item, and behind an opening quote.
fn opens_item(cx: &Context<'_>, at: usize) -> bool {
    let touches = cx.token(at).is_glued();
    match cx.before(at).key {
        COLON | SEMICOLON | EXCLAMATION | QUESTION => !touches,
        DOT => !touches || cx.before(at - 1).kind == Kind::Lower,
        QUOTE | OPEN_QUOTE => touches,
        _ => false,
    }
}

/// `1.7.`, `2.3.1` at the start of a line or behind the end of a sentence: numbers of sections.
fn sections(cx: &Context<'_>, at: usize) -> Option<Place> {
    let opens = cx.token(at).starts_line() || matches!(cx.before(at).key, DOT | SEMICOLON | COLON);
    if !opens {
        return None;
    }
    let mut next = at + 1;
    while next < at + MOST_GLUED && cx.is_mark(next, '.') && cx.token(next).is_glued() && cx.token(next + 1).is_glued()
    {
        if cx.token(next + 1).kind != Kind::Digits || cx.token(next + 1).span.len() > 2 {
            return None;
        }
        next += 2;
    }
    let closes = usize::from(cx.is_mark(next, '.') && cx.token(next).is_glued());
    let after = cx.token(next + closes);
    let is_section = next > at + 1 && (closes == 1 || cx.token(at).starts_line());
    (is_section && after.kind == Kind::Capitalized && !after.starts_line()).then_some((
        at,
        next + closes,
        "blocked/marker",
    ))
}

/// True for what a web or e-mail address begins with or holds.
pub(super) fn is_web(token: Token) -> bool {
    WEB_KEYS.contains(&token.key)
}

/// `https://…`, `www.…`, `name@host`: everything that touches.
pub(super) fn web(cx: &Context<'_>, at: usize) -> Option<Place> {
    let is_mail = cx.is_mark(at, '@');
    let opens = is_mail || cx.is_mark(at + 1, ':') && cx.is_mark(at + 2, '/') || cx.is_mark(at + 1, '.');
    if !opens || is_mail && !(cx.token(at).is_glued() && cx.token(at + 1).is_glued()) {
        return None;
    }
    let mut from = at;
    while is_mail && from > 0 && cx.token(from).is_glued() && is_web_char(&cx.tokens[from - 1]) {
        from -= 1;
    }
    Some((from, touching_end(cx, at), "blocked/web"))
}

fn touching_end(cx: &Context<'_>, at: usize) -> usize {
    let mut next = at + 1;
    while cx.token(next).is_glued() && is_web_char(&cx.token(next)) {
        next += 1;
    }
    while next > at + 1 && matches!(cx.token(next - 1).key, DOT | COMMA | SEMICOLON | CLOSE | COLON) {
        next -= 1;
    }
    next
}

fn is_web_char(token: &Token) -> bool {
    match token.kind {
        Kind::Mark => matches!(
            token.key,
            DOT | SLASH
                | HYPHEN
                | LOW_LINE
                | COLON
                | QUESTION
                | EQUALS
                | AMPERSAND
                | PERCENT
                | HASH
                | PLUS
                | TILDE
                | AT
                | COMMA
        ),
        Kind::End => false,
        _ => true,
    }
}

/// `24h.com.vn`, `tuoitre24.vn`.
fn domain(digits: &Digits<'_, '_>) -> Option<Place> {
    const ENDS: [Key; 6] =
        [Key::of("com"), Key::of("vn"), Key::of("net"), Key::of("org"), Key::of("edu"), Key::of("gov")];
    let Digits { cx, at, after, .. } = *digits;
    if !after.is_glued() {
        return None;
    }
    let mut is_behind_dot = false;
    for &token in cx.tokens[at + 1..].iter().take(MOST_GLUED).take_while(|token| token.is_glued() && is_web_char(token))
    {
        if is_behind_dot && ENDS.contains(&token.key) {
            return Some((code_start(cx, at), touching_end(cx, at), "blocked/web"));
        }
        is_behind_dot = token.key == DOT;
    }
    None
}

/// `29A-123.45`, `51F 12345`, `30E-8888`.
fn plate(digits: &Digits<'_, '_>) -> Option<Place> {
    let Digits { cx, at, own, after: letters, .. } = *digits;
    if letters.kind != Kind::Upper || own.span.len() != 2 || letters.span.len() > 2 {
        return None;
    }
    let close = letters.is_glued() || cx.is_mark(at + 2, '-');
    let mut next = at + 2;
    if cx.token(next).kind == Kind::Digits && cx.token(next).is_glued() && cx.token(next).span.len() == 1 {
        next += 1;
    }
    let has_mark = cx.is_mark(next, '-') || cx.is_mark(next, '–') || cx.is_mark(next, '.');
    next += usize::from(has_mark);
    let digits = cx.token(next);
    let is_split = digits.span.len() == 3 && cx.is_mark(next + 1, '.') && cx.token(next + 2).span.len() == 2;
    let fits = digits.kind == Kind::Digits && (is_split || matches!(digits.span.len(), 4 | 5));
    let end = if is_split { next + 3 } else { next + 1 };
    (fits && close).then_some((at, end, "blocked/plate"))
}

/// `0912.345.678`, `(028) 3822 1234`, `+84 912 345 678`.
fn phone(digits: &Digits<'_, '_>) -> Option<Place> {
    let Digits { cx, at, own, before, .. } = *digits;
    let digits = &cx.text.as_bytes()[own.span.start as usize..own.span.end as usize];
    let plus = before.is_mark('+') && own.is_glued() && digits.starts_with(b"84");
    if !(plus || digits[0] == b'0' && digits.len() >= 2) {
        return None;
    }
    let (mut next, mut count) = (at + 1, own.span.len());
    while let Some(after) = next_group(cx, next).filter(|_| count < 9) {
        count += cx.token(after - 1).span.len();
        next = after;
    }
    let from = if plus || before.is_mark('(') { at - 1 } else { at };
    (9..=12).contains(&count).then_some((from, next, "blocked/phone"))
}

/// `24/7`, `24/24`: always, not a date or a part.
fn around_the_clock(digits: &Digits<'_, '_>) -> Option<Place> {
    const DAY: [Key; 4] = [Key::of("ngày"), Key::of("sáng"), Key::of("chiều"), Key::of("tối")];
    let Digits { cx, at, own, before, after } = *digits;
    if !after.is_mark('/') {
        return None;
    }
    let number = cx.token(at + 2).digits()?;
    let fits = matches!((own.digits()?, number), (24, 7 | 24) | (7, 7))
        && cx.token(at + 2).is_glued()
        && !cx.is_mark(at + 3, '/')
        && !DAY.contains(&before.key);
    fits.then_some((at, at + 3, "blocked/always"))
}

/// `tại 24 Hai Bà Trưng`, `(12 Lê Lợi,`: a number of a house before the name of a street.
fn house(digits: &Digits<'_, '_>) -> Option<Place> {
    const BEFORE: [Key; 5] = [Key::of("tại"), Key::of("ở"), Key::of("địa"), Key::of("chỉ"), Key::of("nhà")];
    const STREET: [Key; 4] = [Key::of("đường"), Key::of("phố"), Key::of("hẻm"), Key::of("ngõ")];
    const AREA: [Key; 5] = [Key::of("phường"), Key::of("quận"), Key::of("P"), Key::of("Q"), Key::of("TP")];
    let Digits { cx, at, own, before, after } = *digits;
    if own.span.len() > 4 {
        return None;
    }
    let next = match after.is_glued() {
        false => at + 1,
        true if after.kind.is_word() || is_inner_mark(after.key) => glued_end(cx, at),
        true => return None,
    };
    let name = cx.token(next);
    if name.is_glued() || !name.kind.is_word() {
        return None;
    }
    let is_name = |i: usize| cx.token(i).kind == Kind::Capitalized && !cx.token(i).starts_line();
    if !is_name(next + 1) {
        return None;
    }
    let opens = || BEFORE.contains(&before.key) || before.is_mark('(') || before.is_mark(':');
    let ends = || (next + 2..next + 5).any(|i| matches!(cx.token(i).key, COMMA | OPEN | CLOSE | HYPHEN));
    // `ở 80 Trần Hưng Đạo`, `tòa nhà A, 15 Lê Thánh Tôn, phường B`
    let is_whole = || is_name(next + 2);
    let in_area = || before.is_mark(',') && cx.is_mark(next + 3, ',') && AREA.contains(&cx.token(next + 4).key);
    let is_street = || opens() && (ends() || is_whole()) || is_whole() && in_area();
    let is_house = STREET.contains(&name.key) || is_name(next) && is_street();
    is_house.then_some((at, next, "blocked/house"))
}
