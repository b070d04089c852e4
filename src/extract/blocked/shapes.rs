//! Codes that their shape gives away: web addresses, telephone numbers, plates, `A320`, markers of lists.

use super::Place;
use super::heads::{glued_end, next_group};
use crate::error::Error;
use crate::extract::Context;
use crate::lexicon::{Builder, Tag};
use crate::segment::{Key, Kind};

/// The lists of the shapes.
pub(super) struct Shapes {
    web: Tag,
    prefix: Tag,
}

/// What web and e-mail addresses begin with or hold.
const WEB: [&str; 5] = ["http", "https", "www", "@", "ftp"];

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

    /// The code at token `at`.
    pub fn find(&self, cx: &Context<'_>, at: usize) -> Option<Place> {
        if cx.token(at).kind != Kind::Digits {
            return if cx.entry(at, self.web).is_some() { web(cx, at) } else { None };
        }
        marker(cx, at)
            .or_else(|| domain(cx, at))
            .or_else(|| plate(cx, at))
            .or_else(|| phone(cx, at))
            .or_else(|| around_the_clock(cx, at))
            .or_else(|| self.code(cx, at))
            .or_else(|| house(cx, at))
    }

    /// Digits behind capitals that they touch: `A320`, `H5N1`, `iPhone12`; behind a hyphen: `Covid-19`, `F-16`.
    fn code(&self, cx: &Context<'_>, at: usize) -> Option<Place> {
        if !cx.token(at).is_glued() {
            return split_name(cx, at);
        }
        let hyphen = usize::from(cx.before(at).is_mark('-') && cx.before(at).is_glued());
        let from = at.checked_sub(1 + hyphen)?;
        let head = cx.token(from);
        if !head.kind.is_capital() || cx.entry(from, self.prefix).is_some() || hyphen == 1 && !is_model(cx, from, at) {
            return None;
        }
        Some((code_start(cx, from), glued_end(cx, at), "blocked/code"))
    }
}

/// `Covid- 19`: a blank behind the hyphen.
fn split_name(cx: &Context<'_>, at: usize) -> Option<Place> {
    let from = at.checked_sub(2)?;
    let hyphen = cx.before(at);
    let is_name = hyphen.is_mark('-') && hyphen.is_glued() && cx.token(from).key == Key::of("covid");
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
fn marker(cx: &Context<'_>, at: usize) -> Option<Place> {
    let token = cx.token(at);
    if token.span.len() > 2 {
        return None;
    }
    if let Some(place) = sections(cx, at) {
        return Some(place);
    }
    let (mark, after) = (cx.token(at + 1), cx.token(at + 2));
    let is_note = cx.before(at).is_mark('[') && mark.is_mark(']');
    if is_note || cx.before(at).is_mark('(') && mark.is_mark(')') && token.is_glued() {
        return Some((at - 1, at + 2, "blocked/marker"));
    }
    let is_slashed = mark.is_mark('/') && mark.is_glued() && !after.is_glued() && after.kind.is_capital();
    let opens = token.starts_line() || opens_item(cx, at) || is_slashed;
    let is_mark = mark.is_glued() && matches!(cx.word(at + 1), "." | ")" | "/" | "-" | "," | ":");
    let is_marker = match after.kind {
        Kind::Digits => !after.is_glued() && token.starts_line() && !mark.is_mark(',') && !mark.is_mark('-'),
        Kind::Lower => !after.is_glued() && token.starts_line() && mark.is_mark(')'),
        Kind::End => false,
        _ => !mark.is_mark(','),
    };
    (opens && is_mark && is_marker && !after.starts_line()).then_some((at, at + 2, "blocked/marker"))
}

/// True behind the end of a sentence or item, and behind an opening quote.
fn opens_item(cx: &Context<'_>, at: usize) -> bool {
    let touches = cx.token(at).is_glued();
    match cx.word(at.wrapping_sub(1)) {
        ":" | ";" | "!" | "?" => !touches,
        "." => !touches || cx.before(at - 1).kind == Kind::Lower,
        "\"" | "“" => touches,
        _ => false,
    }
}

/// `1.7.`, `2.3.1` at the start of a line or behind the end of a sentence: numbers of sections.
fn sections(cx: &Context<'_>, at: usize) -> Option<Place> {
    let mut next = at + 1;
    while cx.is_mark(next, '.') && cx.token(next).is_glued() && cx.token(next + 1).is_glued() {
        if cx.token(next + 1).kind != Kind::Digits || cx.token(next + 1).span.len() > 2 {
            return None;
        }
        next += 2;
    }
    let closes = usize::from(cx.is_mark(next, '.') && cx.token(next).is_glued());
    let after = cx.token(next + closes);
    let opens = cx.token(at).starts_line() || matches!(cx.word(at.wrapping_sub(1)), "." | ";" | ":");
    let is_section = next > at + 1 && opens && (closes == 1 || cx.token(at).starts_line());
    (is_section && after.kind == Kind::Capitalized && !after.starts_line()).then_some((
        at,
        next + closes,
        "blocked/marker",
    ))
}

/// `https://…`, `www.…`, `name@host`: everything that touches.
fn web(cx: &Context<'_>, at: usize) -> Option<Place> {
    let is_mail = cx.is_mark(at, '@');
    let opens = is_mail || cx.is_mark(at + 1, ':') && cx.is_mark(at + 2, '/') || cx.is_mark(at + 1, '.');
    if !opens || is_mail && !(cx.token(at).is_glued() && cx.token(at + 1).is_glued()) {
        return None;
    }
    let mut from = at;
    while is_mail && from > 0 && cx.token(from).is_glued() && is_web_char(cx, from - 1) {
        from -= 1;
    }
    Some((from, touching_end(cx, at), "blocked/web"))
}

fn touching_end(cx: &Context<'_>, at: usize) -> usize {
    let mut next = at + 1;
    while cx.token(next).is_glued() && is_web_char(cx, next) {
        next += 1;
    }
    while next > at + 1 && matches!(cx.word(next - 1), "." | "," | ";" | ")" | ":") {
        next -= 1;
    }
    next
}

fn is_web_char(cx: &Context<'_>, at: usize) -> bool {
    let token = cx.token(at);
    token.kind == Kind::Digits
        || token.kind.is_word()
        || matches!(cx.word(at), "." | "/" | "-" | "_" | ":" | "?" | "=" | "&" | "%" | "#" | "+" | "~" | "@" | ",")
}

/// `24h.com.vn`, `tuoitre24.vn`.
fn domain(cx: &Context<'_>, at: usize) -> Option<Place> {
    const ENDS: [Key; 6] =
        [Key::of("com"), Key::of("vn"), Key::of("net"), Key::of("org"), Key::of("edu"), Key::of("gov")];
    let end = touching_end(cx, at);
    let has_end = (at + 1..end).any(|i| ENDS.contains(&cx.token(i).key) && cx.is_mark(i - 1, '.'));
    has_end.then(|| (code_start(cx, at), end, "blocked/web"))
}

/// `29A-123.45`, `51F 12345`, `30E-8888`.
fn plate(cx: &Context<'_>, at: usize) -> Option<Place> {
    let letters = cx.token(at + 1);
    if cx.token(at).span.len() != 2 || letters.kind != Kind::Upper || letters.span.len() > 2 {
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
fn phone(cx: &Context<'_>, at: usize) -> Option<Place> {
    let word = cx.word(at);
    let plus = cx.before(at).is_mark('+') && cx.token(at).is_glued() && word.starts_with("84");
    if !(plus || word.starts_with('0') && word.len() >= 2) {
        return None;
    }
    let (mut next, mut digits) = (at + 1, word.len());
    while let Some(after) = next_group(cx, next).filter(|_| digits < 9) {
        digits += cx.word(after - 1).len();
        next = after;
    }
    let from = if plus || cx.before(at).is_mark('(') { at - 1 } else { at };
    (9..=12).contains(&digits).then_some((from, next, "blocked/phone"))
}

/// `24/7`, `24/24`: always, not a date or a part.
fn around_the_clock(cx: &Context<'_>, at: usize) -> Option<Place> {
    const DAY: [Key; 4] = [Key::of("ngày"), Key::of("sáng"), Key::of("chiều"), Key::of("tối")];
    let number = cx.token(at + 2).digits()?;
    let fits = matches!((cx.token(at).digits()?, number), (24, 7 | 24) | (7, 7))
        && cx.is_mark(at + 1, '/')
        && cx.token(at + 2).is_glued()
        && !cx.is_mark(at + 3, '/')
        && !DAY.contains(&cx.before(at).key);
    fits.then_some((at, at + 3, "blocked/always"))
}

/// `tại 24 Hai Bà Trưng`, `(12 Lê Lợi,`: a number of a house before the name of a street.
fn house(cx: &Context<'_>, at: usize) -> Option<Place> {
    const BEFORE: [Key; 5] = [Key::of("tại"), Key::of("ở"), Key::of("địa"), Key::of("chỉ"), Key::of("nhà")];
    const STREET: [Key; 4] = [Key::of("đường"), Key::of("phố"), Key::of("hẻm"), Key::of("ngõ")];
    let next = glued_end(cx, at);
    let before = cx.before(at);
    let opens = BEFORE.contains(&before.key) || before.is_mark('(') || before.is_mark(':');
    let is_name = |i: usize| cx.token(i).kind == Kind::Capitalized && !cx.token(i).starts_line();
    let is_street = is_name(next) && is_name(next + 1) && !cx.token(next).is_glued();
    let ends = (next + 2..next + 5).any(|i| {
        let token = cx.token(i);
        token.is_mark(',') || token.is_mark(')') || token.is_mark('(') || token.is_mark('-')
    });
    let before_street = STREET.contains(&cx.token(next).key) && is_name(next + 1) && !cx.token(next).is_glued();
    let is_house = before_street || opens && is_street && ends;
    (is_house && cx.token(at).span.len() <= 4).then_some((at, next, "blocked/house"))
}
