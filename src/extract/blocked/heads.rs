//! Names and codes that a head word gives away: `lớp 12A`, `quận 7, 8`, `Điều 31`, `số 12/4`.

use super::Place;
use crate::error::Error;
use crate::extract::Context;
use crate::lexicon::{Builder, Hit, Table, Tag};
use crate::numeral::{Word, roman, word};
use crate::segment::{Key, Kind, Token};

/// A word that makes "số 5 trong 10" a count.
const AMONG: Key = Key::of("trong");

/// What follows a head, in the order in which the kinds are tried where words are several heads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Phone,
    Version,
    Article,
    Point,
    Strong,
    House,
    Weak,
}

impl Sort {
    const ALL: [Sort; 7] =
        [Sort::Phone, Sort::Version, Sort::Article, Sort::Point, Sort::Strong, Sort::House, Sort::Weak];

    /// As in `lexicon/heads.tsv`.
    fn name(self) -> &'static str {
        match self {
            Sort::Phone => "phone",
            Sort::Version => "version",
            Sort::Article => "article",
            Sort::Point => "point",
            Sort::Strong => "strong",
            Sort::House => "house",
            Sort::Weak => "weak",
        }
    }
}

/// The letter of a clock: `16h30`.
const HOUR: Key = Key::of("h");
const YEAR: Key = Key::of("năm");
const ROUND: Key = Key::of("đợt");
const MARK: Key = Key::of("mốc");
const SCHOOL: Key = Key::of("học");
const DAY: Key = Key::of("ngày");
const HOUR_WORD: Key = Key::of("giờ");
const MORE_AND_MORE: Key = Key::of("càng");
const SECTION: Key = Key::of("mục");
const PART: Key = Key::of("phần");
const CLASS: Key = Key::of("lớp");
/// The first word of `công lập`, and a unit of land.
const PUBLIC: Key = Key::of("công");
const LEG: Key = Key::of("lượt");
const GROUP: Key = Key::of("bảng");
const STAGE: Key = Key::of("vòng");

/// The head words.
pub(super) struct Heads {
    /// Heads; the payload is the place of their sort in [`Sort::ALL`].
    head: Tag,
    not_head: Tag,
    unit: Tag,
    currency: Tag,
    noun: Tag,
    grammar: Tag,
    /// `năm nay`, `năm trước`.
    relative: Tag,
    /// Units of time.
    time: Tag,
}

impl Heads {
    pub fn load(builder: &mut Builder) -> Result<Heads, Error> {
        let heads = Heads {
            head: builder.tag("blocked/head"),
            not_head: builder.tag("blocked/not-head"),
            unit: builder.tag("number/unit"),
            currency: builder.tag("number/currency"),
            noun: builder.tag("number/noun"),
            grammar: builder.tag("number/grammar"),
            relative: builder.tag("date/relative"),
            time: builder.tag("date/units"),
        };
        let table = Table::parse("blocked/heads.tsv", include_str!("lexicon/heads.tsv"), &["words", "kind"])?;
        for row in table.rows() {
            let row = row?;
            let sort = Sort::ALL.iter().position(|sort| sort.name() == row.get(1));
            let sort = sort.ok_or_else(|| row.expected(1, "a kind of head"))?;
            builder.add(row.get(0), heads.head, sort as u32)?;
        }
        let table = Table::parse("blocked/not_heads.tsv", include_str!("lexicon/not_heads.tsv"), &["words", "reason"])?;
        for row in table.rows() {
            builder.add(row?.get(0), heads.not_head, 0)?;
        }
        Ok(heads)
    }

    pub fn tag(&self) -> Tag {
        self.head
    }

    /// A quick look behind the head at token `at`: something that may be a number.
    #[inline]
    pub fn may_lead(&self, cx: &Context<'_>, at: usize) -> bool {
        let leads = |hit: Hit| may_be_number(cx.token(at + hit.len as usize));
        cx.tokens.get(at + 1).is_some_and(|&token| may_be_number(token)) || cx.hits.longer(at, self.head).any(leads)
    }

    /// The name or code whose head stands at token `at`.
    pub fn find(&self, cx: &Context<'_>, at: usize) -> Option<Place> {
        if self.is_no_head(cx, at) {
            return None;
        }
        let mut longest = [0; Sort::ALL.len()];
        for hit in cx.entries(at).iter().filter(|hit| hit.tag == self.head) {
            longest[hit.payload as usize] = hit.len as usize;
        }
        let heads = Sort::ALL.into_iter().zip(longest).filter(|&(_, len)| len > 0);
        heads.into_iter().find_map(|(sort, len)| self.find_as(cx, sort, at, at + len))
    }

    /// The name or code behind a head of a sort, whose number begins at token `number`.
    fn find_as(&self, cx: &Context<'_>, sort: Sort, at: usize, number: usize) -> Option<Place> {
        if cx.token(number).starts_line() {
            return None;
        }
        match sort {
            Sort::Phone => self.phone(cx, at, number),
            Sort::Version => version(cx, at, number),
            Sort::Article => self.article(cx, at, number),
            Sort::Point => self.point(cx, at, number),
            Sort::Strong => self.strong(cx, at, number),
            Sort::House => self.house(cx, at, number),
            Sort::Weak => self.weak(cx, at, number),
        }
    }

    /// True where words that are a head of this sort stand at token `at`.
    fn is_head(&self, cx: &Context<'_>, at: usize, sort: Sort) -> bool {
        cx.entries(at).iter().any(|hit| hit.tag == self.head && hit.payload == sort as u32)
    }

    /// True where the head is the end of words before which real numbers stand (`con số`, `mỗi lớp`).
    fn is_no_head(&self, cx: &Context<'_>, at: usize) -> bool {
        (1..=2usize).any(|back| {
            let Some(start) = at.checked_sub(back) else { return false };
            cx.entry(start, self.not_head).is_some_and(|hit| hit.len as usize > back)
        })
    }

    fn phone(&self, cx: &Context<'_>, at: usize, number: usize) -> Option<Place> {
        let colon = usize::from(cx.is_mark(number, ':') || cx.is_mark(number, '.'));
        let first = number + colon;
        if cx.token(first).kind != Kind::Digits || cx.token(first).span.len() < 3 {
            return None;
        }
        let mut next = first + 1;
        while let Some(after) = next_group(cx, next) {
            next = after;
        }
        let counts = next == first + 1 && colon == 0 && cx.entry(next, self.noun).is_some();
        (!counts && !self.is_amount(cx, next)).then_some((at, next, "blocked/phone"))
    }

    /// `Điều 31`, `khoản 3 và 4`.
    fn article(&self, cx: &Context<'_>, at: usize, number: usize) -> Option<Place> {
        let next = self.numbers(cx, number)?;
        // `Điều 21 Công ước …`: a capital begins a title, no unit
        let is_amount = self.is_amount(cx, next) && cx.token(next).kind != Kind::Capitalized;
        (!is_amount).then_some((at, next, "blocked/article"))
    }

    /// `điểm 1 khoản 2`, `điểm 4, mục VI`.
    fn point(&self, cx: &Context<'_>, at: usize, number: usize) -> Option<Place> {
        let next = self.numbers(cx, number)?;
        let above = next + usize::from(cx.is_mark(next, ','));
        let is_inside = self.is_head(cx, above, Sort::Article) || is_section(cx, above);
        is_inside.then_some((at, next, "blocked/article"))
    }

    fn strong(&self, cx: &Context<'_>, at: usize, number: usize) -> Option<Place> {
        let is_counted = cx.before(at).kind == Kind::Digits || is_number_word(cx, at.wrapping_sub(1));
        if is_counted && cx.entry(number + 1, self.noun).is_some() {
            return None;
        }
        let mut next = self.numbers(cx, number)?;
        if cx.is_mark(next, '-') && cx.token(next + 1).kind == Kind::Digits && !cx.token(next).is_glued() {
            next = glued_end(cx, next + 1);
        }
        (!self.is_amount(cx, next)).then_some((at, next, "blocked/name"))
    }

    fn weak(&self, cx: &Context<'_>, at: usize, number: usize) -> Option<Place> {
        if (cx.is(at, ROUND) || cx.is(at, MARK)) && is_day(cx, number) || self.is_length(cx, number) {
            return None;
        }
        let next = self.numbers(cx, number)?;
        let is_band = next == number + 3 && cx.token(number).span.len() == 3 && !cx.is_mark(number + 1, ',');
        let noun = cx.entry(next, self.noun).filter(|_| next == number + 1);
        let counts = noun.is_some_and(|noun| !begins_name(cx, next + noun.len as usize))
            && cx.token(next).kind == Kind::Lower
            && !is_grade(cx, at, number);
        let is_amount = self.is_amount(cx, next) && !(is_grade(cx, at, number) && cx.is(next, PUBLIC));
        let is_count = is_band || (is_amount || counts) && !is_leg(cx, at, number);
        (!is_count).then_some((at, next, "blocked/name"))
    }

    /// `số 12/4`, `số 5A`. Numbers of documents are longer candidates of another room.
    fn house(&self, cx: &Context<'_>, at: usize, number: usize) -> Option<Place> {
        let token = cx.token(number);
        if token.kind != Kind::Digits || token.span.len() > 4 || is_separated(cx, number) {
            return None;
        }
        let next = glued_end(cx, number);
        let ranked = cx.is(next, AMONG) && cx.token(next + 1).kind == Kind::Digits;
        let is_count = self.is_amount(cx, next) || ranked;
        (!is_count).then_some((at, next, "blocked/house"))
    }

    /// The numbers behind a head, with those of a list: `7, 8 và 12`; of a road with the metres: `123 + 200`.
    fn numbers(&self, cx: &Context<'_>, at: usize) -> Option<usize> {
        let mut next = self.number(cx, at)?;
        if cx.is_mark(next, '+') && cx.token(next + 1).kind == Kind::Digits {
            next += 2;
        }
        while let Some(after) = self.more(cx, next) {
            next = after;
        }
        Some(next)
    }

    /// One number in digits, with what touches it, in Roman letters, or in one word.
    fn number(&self, cx: &Context<'_>, at: usize) -> Option<usize> {
        let token = cx.token(at);
        if token.kind == Kind::Digits {
            let is_year = token.span.len() == 4 && matches!(token.digits(), Some(1900..2100));
            let is_amount = cx.token(at + 1).is_glued() && (self.is_amount(cx, at + 1) || cx.word(at + 1) == "m");
            let is_clock = cx.is(at + 1, HOUR) && cx.token(at + 1).is_glued() && cx.token(at + 2).is_glued();
            let is_date = is_year || is_clock && cx.token(at + 2).kind == Kind::Digits;
            let fits = token.span.len() <= 4 && !is_separated(cx, at) && !is_date && !is_amount;
            return fits.then(|| glued_end(cx, at));
        }
        // `bệnh nhân V.H.C.` hides a name.
        let initial = cx.is_mark(at + 1, '.') && cx.token(at + 1).is_glued() && cx.token(at + 2).is_glued();
        let initial = initial || (token.span.len() == 1 && cx.is_mark(at + 1, '.') && cx.token(at + 1).is_glued());
        if roman(cx, at).is_some() && !initial {
            return Some(at + 1);
        }
        let is_word = matches!(word(token.key), Some(Word::Digit(1..=9))) && !is_number_word(cx, at + 1);
        (is_word && !self.is_year(cx, at)).then_some(at + 1)
    }

    /// `qua đời năm 1987`, `tình hình năm nay`: the word for five is the year.
    fn is_year(&self, cx: &Context<'_>, at: usize) -> bool {
        cx.is(at, YEAR) && (cx.token(at + 1).kind == Kind::Digits || cx.entry(at, self.relative).is_some())
    }

    /// `quãng đường 30 phút`, `phương án 10 ngày`: a length of time, and no date behind a name (`phố 2 ngày 5/6`).
    fn is_length(&self, cx: &Context<'_>, at: usize) -> bool {
        let unit = at + 1;
        let (token, after) = (cx.token(unit), cx.token(unit + 1));
        let is_date = after.kind == Kind::Digits
            || token.is(HOUR_WORD)
            || token.is(DAY) && after.is(MORE_AND_MORE)
            || token.is(YEAR) && after.is(SCHOOL)
            || cx.entry(unit, self.relative).is_some();
        cx.token(at).kind == Kind::Digits && cx.entry(unit, self.time).is_some() && !is_date && !token.starts_line()
    }

    /// The next number of a list, if nothing is counted by it.
    fn more(&self, cx: &Context<'_>, at: usize) -> Option<usize> {
        let token = cx.token(at + 1);
        if token.kind != Kind::Digits || !is_link(cx.word(at)) || token.starts_line() || token.span.len() > 4 {
            return None;
        }
        let next = self.number(cx, at + 1)?;
        let after = cx.token(next);
        let counts = after.kind == Kind::Lower && !self.is_grammar(cx, next) && !after.starts_line();
        (!counts && !self.is_amount(cx, next)).then_some(next)
    }

    /// True for words that are never counted, and heads of articles (`khoản 3 và 4 Điều 5`).
    fn is_grammar(&self, cx: &Context<'_>, at: usize) -> bool {
        cx.entry(at, self.grammar).is_some() || self.is_head(cx, at, Sort::Article) || self.is_head(cx, at, Sort::Point)
    }

    /// True where a scale, unit, currency or percent sign follows.
    fn is_amount(&self, cx: &Context<'_>, next: usize) -> bool {
        let token = cx.token(next);
        if token.starts_line() {
            return false;
        }
        let scaled = matches!(word(token.key), Some(Word::Scale(_) | Word::Hundred | Word::Half));
        let unit = cx.entry(next, self.unit).or(cx.entry(next, self.currency));
        scaled || unit.is_some_and(|hit| hit.len > 1 || token.span.len() > 1 || token.is_mark('%'))
    }
}

/// `mục VI`, `phần C`: a part of a law that holds points.
fn is_section(cx: &Context<'_>, at: usize) -> bool {
    let number = cx.token(at + 1);
    (cx.is(at, SECTION) || cx.is(at, PART))
        && !number.starts_line()
        && (number.is_roman() || number.kind == Kind::Digits || number.kind == Kind::Upper && number.span.len() == 1)
}

/// `lớp 9 cấp thành phố`, `lớp 12 trường chuyên`: a year of school, whatever follows.
fn is_grade(cx: &Context<'_>, at: usize, number: usize) -> bool {
    cx.is(at, CLASS) && matches!(cx.token(number).digits(), Some(1..=12))
}

/// `lượt hai bảng D`, `lượt ba vòng loại`: the second and third match of a group or stage, which are not counted.
fn is_leg(cx: &Context<'_>, at: usize, number: usize) -> bool {
    cx.is(at, LEG) && word(cx.token(number).key).is_some() && (cx.is(number + 1, GROUP) || cx.is(number + 1, STAGE))
}

/// `đợt 19-5`: a day and a month that touch.
fn is_day(cx: &Context<'_>, at: usize) -> bool {
    let (mark, month) = (cx.token(at + 1), cx.token(at + 2));
    let is_joined = (mark.is_mark('-') || mark.is_mark('/')) && mark.is_glued() && month.is_glued();
    is_joined && matches!(cx.token(at).digits(), Some(13..=31)) && matches!(month.digits(), Some(1..=12))
}

/// True for a capital or digits: the noun before is the head of the next name (`phường 13 quận 5`).
fn begins_name(cx: &Context<'_>, at: usize) -> bool {
    let kind = cx.token(at).kind;
    kind.is_capital() || kind == Kind::Digits
}

/// A quick look: what a head leads to begins with digits, Roman letters, a number word or a mark before digits.
fn may_be_number(token: Token) -> bool {
    match token.kind {
        Kind::Digits | Kind::Mark => true,
        _ => token.is_roman() || word(token.key).is_some(),
    }
}

/// `công nghiệp 4.0`.
fn version(cx: &Context<'_>, at: usize, number: usize) -> Option<Place> {
    let is_version = cx.token(number).kind == Kind::Digits
        && cx.token(number).span.len() == 1
        && cx.is_mark(number + 1, '.')
        && cx.token(number + 1).is_glued()
        && cx.token(number + 2).is_glued()
        && cx.token(number + 2).span.len() <= 2
        && cx.token(number + 2).kind == Kind::Digits;
    is_version.then(|| (at, glued_end(cx, number), "blocked/version"))
}

/// True for what stands between the numbers of a list.
fn is_link(word: &str) -> bool {
    matches!(word, "," | "và" | "hoặc" | "-" | "–" | "đến" | "/" | "&" | "hay")
}

/// True for `1.000` and `2,5`.
fn is_separated(cx: &Context<'_>, at: usize) -> bool {
    let (mark, after) = (cx.token(at + 1), cx.token(at + 2));
    (mark.is_mark('.') || mark.is_mark(',')) && mark.is_glued() && after.is_glued() && after.kind == Kind::Digits
}

/// Tokens without blanks that are looked at from one of them on. Codes and domains have less than twenty; a text without
/// any blank costs by its length this way.
pub(super) const MOST_GLUED: usize = 64;

/// The token after letters, digits and `/`, `-`, `+` that touch the digits at token `at`. A mark counts only before a
/// letter or digit that touches it. Looks no further than [`MOST_GLUED`].
pub(super) fn glued_end(cx: &Context<'_>, at: usize) -> usize {
    let mut next = at + 1;
    while next < at + MOST_GLUED {
        let (token, after) = (cx.token(next), cx.token(next + 1));
        let is_joint = token.is_glued() && (token.kind == Kind::Digits || token.kind.is_word());
        let ends_sentence = token.is_mark('.') && after.kind != Kind::Digits;
        let is_inner = token.is_glued() && after.is_glued() && !ends_sentence && is_inner_mark(token.key);
        if is_joint {
            next += 1;
        } else if is_inner && (after.kind == Kind::Digits || after.kind.is_word()) {
            next += 2;
        } else {
            break;
        }
    }
    next
}

/// True for the marks that stand inside a code.
pub(super) fn is_inner_mark(mark: Key) -> bool {
    const MARKS: [Key; 4] = [Key::mark('/'), Key::mark('-'), Key::mark('+'), Key::mark('.')];
    MARKS.contains(&mark)
}

/// The token after a further group of digits, behind a blank, dot, hyphen or closing bracket.
pub(super) fn next_group(cx: &Context<'_>, at: usize) -> Option<usize> {
    let token = cx.token(at);
    let is_group =
        |i: usize| cx.token(i).kind == Kind::Digits && !cx.token(i).starts_line() && cx.token(i).span.len() >= 2;
    if is_group(at) {
        return Some(at + 1);
    }
    let is_mark = token.is_mark('.') || token.is_mark('-') || token.is_mark(')');
    let touches = token.is_glued() || cx.token(at + 1).is_glued();
    (is_mark && touches && is_group(at + 1)).then_some(at + 2)
}

fn is_number_word(cx: &Context<'_>, at: usize) -> bool {
    cx.token(at).kind.is_word() && word(cx.token(at).key).is_some()
}
