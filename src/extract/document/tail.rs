//! What stands beside a reference: date of issue, issuer, title, and the frame "Ngày D, X ban hành …".

use jiff::civil::Date;

use super::code;
use super::date::{Day, day_at};
use super::lists::Lists;
use super::relation;
use super::seen::{Body, Seen};
use crate::extract::{Context, Shared};
use crate::lexicon::Tag;
use crate::segment::{Key, Kind};
use crate::text::Span;

const DAY: Key = Key::of("ngày");
const YEAR: Key = Key::of("năm");
const AND: Key = Key::of("và");
const OF: Key = Key::of("của");
const BY: Key = Key::of("do");

/// Words that begin the time of what is told, not of an issue: `…, sáng 22/10`.
const PARTS_OF_DAY: [Key; 5] = [Key::of("sáng"), Key::of("trưa"), Key::of("chiều"), Key::of("tối"), Key::of("đêm")];

/// Greatest number of tokens in an open title, and in one in quotes.
const MOST_TITLE: usize = 70;
const MOST_QUOTED: usize = 120;

/// Greatest number of tokens in a name that an open title quotes; what is longer is a quotation from the document.
const MOST_NAME: usize = 20;

/// Where the date of issue was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateFrom {
    /// Right after the reference.
    Adjacent,
    /// At the head of the sentence: "Ngày D, X ban hành …".
    Frame,
}

/// Where a title ends, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quality {
    /// By quotes.
    Quoted,
    /// By a mark that ends it.
    Bounded,
    /// By a word at which it seems to end.
    Open,
}

/// What stands beside one reference.
#[derive(Clone, Debug, Default)]
pub(super) struct Tail {
    pub date: Option<(Date, DateFrom)>,
    /// A year alone: `Nghị định 64/CP năm 1993`.
    pub year: Option<u16>,
    /// Words that name the issuer after "của" or "do".
    pub issuer: Option<Span>,
    /// Words before the verb of issue.
    pub frame_issuer: Option<Span>,
    pub title: Option<(Span, Quality)>,
    /// The day from which the document is in force.
    pub effective: Option<Date>,
    /// Token after date and issuer, before the title.
    pub before_title: usize,
    /// Token after all of it.
    pub next: usize,
}

/// Reads what stands beside `seen`.
/// `following` is the first token of the next mention.
pub(super) fn read(cx: &Context<'_>, lists: &Lists, shared: &Shared, seen: &Seen, following: Option<u32>) -> Tail {
    let following = following.map_or(usize::MAX, |from| from as usize);
    let mut reader =
        Reader { cx, lists, shared, seen, following, tail: Tail { next: seen.to as usize, ..Tail::default() } };
    while reader.date() || reader.year() || reader.issuer() || reader.in_force() {}
    reader.tail.before_title = reader.tail.next;
    if reader.title() && (reader.has_quoted_title() || cx.is(reader.tail.next, BY)) {
        while reader.date() || reader.issuer() {}
    }
    reader.in_force();
    reader.frame();
    reader.tail
}

pub(super) struct Reader<'r, 'a> {
    pub(super) cx: &'r Context<'a>,
    pub(super) lists: &'r Lists,
    pub(super) shared: &'r Shared,
    pub(super) seen: &'r Seen,
    following: usize,
    pub(super) tail: Tail,
}

impl Reader<'_, '_> {
    pub(super) fn has(&self, at: usize, tag: Tag) -> bool {
        self.cx.entry(at, tag).is_some() && self.cx.token(at).kind == Kind::Lower
    }

    /// The token after a comma, on the same line.
    fn after_comma(&self) -> usize {
        self.tail.next + usize::from(self.cx.is_mark(self.tail.next, ','))
    }

    fn has_quoted_title(&self) -> bool {
        self.tail.title.is_some_and(|(_, quality)| quality == Quality::Quoted)
    }

    /// `ngày 20-9-2017`, `(22/10/2018)`, `ban hành ngày 5/8/2016`.
    fn date(&mut self) -> bool {
        let mut at = self.after_comma();
        let is_hour = PARTS_OF_DAY.contains(&self.cx.token(at).key);
        if self.tail.date.is_some() || self.cx.token(at).starts_line() || is_hour {
            return false;
        }
        let opens = self.cx.is_mark(at, '(');
        at += usize::from(opens);
        if let Some(hit) = self.cx.entry(at, self.lists.tags.issue) {
            at += hit.len as usize;
        }
        let Some(Day { date, next }) = day_at(self.cx, self.shared, at) else { return self.day_without_year(at) };
        self.tail.date = Some((date, DateFrom::Adjacent));
        self.tail.next = next + usize::from(opens && self.cx.is_mark(next, ')'));
        true
    }

    /// `ngày 29/5` of an article whose date is unknown: passed over, for what stands behind it.
    fn day_without_year(&mut self, at: usize) -> bool {
        let is_digits = |at: usize| self.cx.token(at).kind == Kind::Digits;
        let is_joint = ['/', '-', '.'].iter().any(|&mark| self.cx.is_mark(at + 2, mark));
        let is_day = self.cx.is(at, DAY) && is_digits(at + 1) && is_joint && is_digits(at + 3);
        if is_day {
            self.tail.next = at + 4;
        }
        is_day
    }

    /// `năm 1993` after a number; `ban hành năm 2014` after a name, too.
    fn year(&mut self) -> bool {
        let mut at = self.tail.next;
        let can_follow = match &self.seen.body {
            Body::Number(_) => true,
            Body::Name(named) => {
                let verb = self.cx.entry(at, self.lists.tags.issue).map_or(0, |hit| hit.len as usize);
                at += verb;
                verb > 0 && named.year.is_none()
            }
            _ => false,
        };
        if !can_follow || self.tail.year.is_some() || !self.cx.is(at, YEAR) {
            return false;
        }
        self.tail.year = code::year(self.cx.token(at + 1));
        if self.tail.year.is_some() {
            self.tail.next = at + 2;
        }
        self.tail.year.is_some()
    }

    /// `của Thủ tướng Chính phủ`, `do Bộ Công an ban hành`.
    fn issuer(&mut self) -> bool {
        let at = self.after_comma();
        let has_word = self.cx.is(at, OF) || self.cx.is(at, BY);
        if self.tail.issuer.is_some() || !has_word || self.cx.token(at).starts_line() {
            return false;
        }
        let is_capital = self.cx.token(at + 1).kind.is_capital();
        if !is_capital && self.cx.entry(at + 1, self.lists.tags.org).is_none() {
            return false;
        }
        let mut next = self.end_of_issuer(at + 1);
        if next == at + 1 {
            return false;
        }
        self.tail.issuer = Some(self.cx.span(at + 1, self.before_holder(at + 1, next)));
        if self.cx.is(at, BY) {
            next += self.cx.entry(next, self.lists.tags.issue).map_or(0, |hit| hit.len as usize);
        }
        self.tail.next = self.behind_term(next);
        true
    }

    /// The token after a term of office in brackets: `(khóa XII)`.
    fn behind_term(&self, at: usize) -> usize {
        const TERM: Key = Key::of("khóa");
        let is_term = self.cx.is_mark(at, '(') && self.cx.is(at + 1, TERM) && self.cx.is_mark(at + 3, ')');
        if is_term { at + 4 } else { at }
    }

    /// `có hiệu lực từ ngày 1-1-2020`, also in brackets; `Từ ngày 1-1-2020, … có hiệu lực`.
    fn in_force(&mut self) -> bool {
        const IN_FORCE: [Key; 3] = [Key::of("có"), Key::of("hiệu"), Key::of("lực")];
        const ADVERBS: [Key; 5] = [Key::of("sẽ"), Key::of("chính"), Key::of("thức"), Key::of("bắt"), Key::of("đầu")];
        const FILLERS: [Key; 5] = [Key::of("thi"), Key::of("hành"), Key::of("kể"), Key::of("từ"), Key::of("áp")];
        let opens = self.cx.is_mark(self.tail.next, '(');
        let mut at = if opens { self.tail.next + 1 } else { self.after_comma() };
        while ADVERBS.iter().any(|&adverb| self.cx.is(at, adverb)) {
            at += 1;
        }
        if self.tail.effective.is_some() || !self.cx.are(at, &IN_FORCE) {
            return false;
        }
        at += IN_FORCE.len();
        while FILLERS.iter().any(|&filler| self.cx.is(at, filler)) {
            at += 1;
        }
        let day =
            day_at(self.cx, self.shared, at).or_else(|| self.day_of_sentence().map(|date| Day { date, next: at }));
        let Some(day) = day else { return false };
        let closes = usize::from(opens && self.cx.is_mark(day.next, ')'));
        self.tail.effective = Some(day.date);
        self.tail.next = day.next + closes;
        true
    }

    /// The day in "Từ ngày 1-1-2020, " at the head of the sentence.
    fn day_of_sentence(&self) -> Option<Date> {
        const FROM: [Key; 2] = [Key::of("kể"), Key::of("từ")];
        let mut at = self.head(self.seen.from as usize);
        while FROM.iter().any(|&word| self.cx.is(at, word)) {
            at += 1;
        }
        let day = day_at(self.cx, self.shared, at).filter(|day| self.cx.is_mark(day.next, ','))?;
        (self.cx.before(at).key == FROM[1]).then_some(day.date)
    }

    /// A title in quotes, or an open one.
    fn title(&mut self) -> bool {
        if self.tail.title.is_some() || !matches!(self.seen.body, Body::Number(_) | Body::Plenum(_)) {
            return false;
        }
        let mut at = self.after_comma();
        let is_list = self.cx.token(at).starts_line();
        let about = self
            .cx
            .entry(at, self.lists.tags.about)
            .filter(|_| self.cx.token(at).kind == Kind::Lower || at > self.tail.next || self.cx.is_mark(at + 1, '/'));
        if is_list {
            return false;
        }
        at += about.map_or(0, |hit| hit.len as usize);
        at += usize::from(self.cx.is_mark(at, ':'));
        let is_said = about.is_none() && at > self.tail.next && self.cx.token(at + 1).kind == Kind::Lower;
        if let Some((span, next)) = self.quoted(at).filter(|_| !is_said || self.begins_title(at + 1)) {
            self.tail.title = Some((span, Quality::Quoted));
            self.tail.next = next;
            return true;
        }
        let opens = about.is_some() || self.has(at, self.lists.tags.title) && !self.is_main_verb(at);
        opens && self.cx.token(at).kind != Kind::Mark && self.open(at, about.is_some())
    }

    /// True for a small word that begins titles: "về", "quy định".
    fn begins_title(&self, at: usize) -> bool {
        self.cx.entry(at, self.lists.tags.about).is_some() || self.cx.entry(at, self.lists.tags.title).is_some()
    }

    /// The words in the quotes that open at token `at`.
    fn quoted(&self, at: usize) -> Option<(Span, usize)> {
        let close = match self.cx.word(at) {
            "“" => "”",
            "”" if !self.cx.token(at).is_glued() => "”",
            "\"" => "\"",
            "«" => "»",
            "‘" => "’",
            _ => return None,
        };
        let end = (at + 1..at + MOST_QUOTED)
            .take_while(|&end| !self.cx.token(end).starts_line())
            .find(|&end| self.cx.word(end) == close || close == "”" && self.cx.word(end) == "\"")?;
        (end > at + 1).then(|| (self.cx.span(at + 1, end), end + 1))
    }

    /// "quy định rõ", "hướng dẫn:": the verb of the sentence, not a title.
    fn is_main_verb(&self, at: usize) -> bool {
        const CLEAR: [Key; 7] = [
            Key::of("rõ"),
            Key::of("cụ"),
            Key::of("như"),
            Key::of("là"),
            Key::of("chi"),
            Key::of("này"),
            Key::of("trên"),
        ];
        let after = at + self.cx.entry(at, self.lists.tags.title).map_or(1, |hit| hit.len as usize);
        let is_clear = CLEAR.iter().any(|&word| self.cx.is(after, word));
        let is_bare = matches!(&self.seen.body, Body::Number(code) if code.is_bare());
        is_clear || self.cx.is_mark(after, ':') || self.cx.is_mark(after, ',') && !self.is_amending(at) || is_bare
    }

    fn is_amending(&self, at: usize) -> bool {
        self.cx.is(at, const { Key::of("sửa") })
    }

    /// "quy định" as the verb of the sentence in a title that "về" opened.
    fn rules(&self, at: usize) -> bool {
        const RULE: [Key; 2] = [Key::of("quy"), Key::of("định")];
        const BEFORE: [Key; 8] = [
            Key::of("việc"),
            Key::of("các"),
            Key::of("những"),
            Key::of("số"),
            Key::of("theo"),
            Key::of("của"),
            Key::of("và"),
            Key::of("phạm"),
        ];
        let is_rule = self.cx.are(at, &RULE) && self.cx.token(at).kind == Kind::Lower;
        is_rule && !BEFORE.iter().any(|&word| self.cx.is(at - 1, word)) && self.cx.before(at).kind != Kind::Mark
    }

    /// An open title from token `from`.
    fn open(&mut self, from: usize, is_about: bool) -> bool {
        let mut at = from;
        let mut is_forbidding = false;
        let mut quality = Quality::Open;
        while at < from + MOST_TITLE {
            let token = self.cx.token(at);
            if self.cx.is_mark(at, '“') || self.quotes_name(at) {
                let next = self.quoted(at).map_or(at + 1, |(_, next)| next);
                if next > at + MOST_NAME && !self.is_named(at) {
                    quality = Quality::Bounded;
                    break;
                }
                at = next;
                continue;
            }
            if self.is_issued_by(at) {
                quality = Quality::Bounded;
                break;
            }
            if token.kind == Kind::End || token.starts_line() || self.ends_at_mark(at) {
                quality = Quality::Bounded;
                break;
            }
            is_forbidding |= self.is_forbidding(from, at);
            let is_over = self.has(at, self.lists.tags.over) && !self.is_forbidding(from, at)
                || is_forbidding && self.cx.is(at, AND);
            if at > from && (is_over || is_about && self.rules(at) || self.is_dated(at)) {
                break;
            }
            if self.joins_next_mention(at) || self.joins_clause(at) {
                quality = Quality::Bounded;
                break;
            }
            if self.cx.is_mark(at, ',') && self.ends_at_comma(at) {
                quality = Quality::Bounded;
                break;
            }
            at += 1;
        }
        at = self.before_verb(from, at);
        // "không" of the predicate, but not that of "hàng không"
        let is_not = |at: usize| {
            let not = self.cx.is(at, const { Key::of("không") });
            not && !self.cx.is(at - 1, const { Key::of("hàng") })
        };
        let is_rest = |at: usize| is_not(at) || [',', '-', '–'].iter().any(|&mark| self.cx.is_mark(at, mark));
        while at > from && is_rest(at - 1) {
            at -= 1;
        }
        if at < from + 2 {
            return false;
        }
        self.tail.title = Some((self.cx.span(from, at), quality));
        self.tail.next = at;
        true
    }

    /// True before the quotes at token `at` where what is quoted is a name, however long: `Đề án “…”`.
    fn is_named(&self, at: usize) -> bool {
        (1..=3).filter_map(|back| at.checked_sub(back)).any(|at| {
            let is_type = self.cx.entry(at, self.lists.tags.kind).is_some();
            is_type || self.cx.entry(at, self.lists.tags.named).is_some()
        })
    }

    /// `Đề án "…"` in straight quotes, which open behind a blank.
    fn quotes_name(&self, at: usize) -> bool {
        self.cx.is_mark(at, '"') && !self.cx.token(at).is_glued() && self.is_named(at) && self.quoted(at).is_some()
    }

    /// `… do Bộ Y tế ban hành`, `… mà Bộ Chính trị vừa ban hành`: the issuer behind an open title.
    fn is_issued_by(&self, at: usize) -> bool {
        const ISSUED: [Key; 2] = [Key::of("ban"), Key::of("hành")];
        const WHICH: Key = Key::of("mà");
        if self.cx.is(at, WHICH) {
            return self.cx.token(at + 1).kind.is_capital();
        }
        let is_body = self.cx.is(at, BY) && self.cx.entry(at + 1, self.lists.tags.org).is_some();
        is_body && self.cx.are(self.end_of_issuer(at + 1), &ISSUED)
    }

    /// The end of a title without the verb of issue behind a comma: `…, ban hành` before a date.
    fn before_verb(&self, from: usize, end: usize) -> usize {
        let starts = end.saturating_sub(3).max(from)..end;
        let ends_there = |at: &usize| {
            let hit = self.cx.entry(*at, self.lists.tags.issue);
            hit.is_some_and(|hit| at + hit.len as usize == end) && self.cx.before(*at).is_mark(',')
        };
        starts.into_iter().find(ends_there).unwrap_or(end)
    }

    /// "những điều đảng viên không được làm": what is forbidden belongs to the title.
    fn is_forbidding(&self, from: usize, at: usize) -> bool {
        const NOT: Key = Key::of("không");
        const SUCH: Key = Key::of("những");
        const ALLOWED: Key = Key::of("được");
        self.cx.is(at, ALLOWED) && self.cx.before(at).key == NOT && (from..at).any(|at| self.cx.is(at, SUCH))
    }

    /// An abbreviation in brackets: `(IVF)`.
    fn explains(&self, at: usize) -> bool {
        self.cx.is_mark(at, '(') && self.cx.token(at + 1).kind == Kind::Upper && self.cx.is_mark(at + 2, ')')
    }

    /// "ngày" with a date, unless it belongs to a count ("15 ngày").
    fn is_dated(&self, at: usize) -> bool {
        self.cx.is(at, DAY) && self.cx.token(at + 1).kind == Kind::Digits && self.cx.before(at).kind != Kind::Digits
    }

    /// A comma or "và" before the next reference, which stands beside this one.
    fn joins_next_mention(&self, at: usize) -> bool {
        let is_joint = self.cx.is_mark(at, ',') || self.cx.is(at, AND);
        is_joint && (at + 1 == self.following || at + 2 == self.following)
    }

    /// "và" before a body that does something: `… về bán hàng đa cấp và Cục Quản lý cạnh tranh đang yêu cầu`.
    fn joins_clause(&self, at: usize) -> bool {
        let is_body = self.cx.entry(at + 1, self.lists.tags.org).is_some() && self.cx.token(at + 1).kind.is_capital();
        self.cx.is(at, AND) && is_body && self.has_predicate(at + 1)
    }

    fn ends_at_mark(&self, at: usize) -> bool {
        if self.cx.is_mark(at, '.') && self.is_glued_sentence(at) {
            return true;
        }
        let is_dot = self.cx.is_mark(at, '.') && !self.cx.token(at + 1).is_glued();
        let is_ratio = self.cx.is_mark(at, ':') && self.cx.token(at + 1).is_glued();
        let is_bracket = self.cx.is_mark(at, ')') && self.explains(at.wrapping_sub(2));
        if is_ratio || is_bracket || self.explains(at) {
            return false;
        }
        is_dot || [';', ':', ')', '(', '”', '"', '!', '?', '…', '»'].iter().any(|&mark| self.cx.is_mark(at, mark))
    }

    /// A full stop to which a scraper glued the next sentence, but not that of an abbreviation (`TP.HCM`).
    pub(super) fn is_glued_sentence(&self, at: usize) -> bool {
        let next = self.cx.token(at + 1);
        let before = self.cx.before(at);
        let is_short = before.kind == Kind::Upper || self.cx.word(at - 1).chars().count() <= 2;
        next.is_glued() && next.kind == Kind::Capitalized && !is_short
    }

    /// Whether the title ends at the comma `at`: another clause begins, or the reference is part of an adverbial.
    fn ends_at_comma(&self, at: usize) -> bool {
        const AMEND: [Key; 2] = [Key::of("sửa"), Key::of("đổi")];
        const ADD: [Key; 2] = [Key::of("bổ"), Key::of("sung")];
        if at >= 2 && self.cx.are(at - 2, &AMEND) && self.cx.are(at + 1, &ADD) {
            return false;
        }
        let next = self.cx.token(at + 1);
        if self.cx.entry(at + 1, self.lists.tags.clause).is_some() || self.acts_on_next_mention(at + 1) {
            return true;
        }
        if self.is_adverbial() {
            return next.kind.is_capital() || self.has_predicate(at + 1) || self.is_last_comma(at);
        }
        let is_body = self.cx.entry(at + 1, self.lists.tags.org).is_some();
        next.kind.is_capital() && (is_body || self.has_predicate(at + 1)) || next.kind == Kind::Digits
    }

    /// "thay thế Nghị định …": a verb at token `at` whose object is the next mention.
    fn acts_on_next_mention(&self, at: usize) -> bool {
        let acts = |(verb, relation)| verb == at && relation != "issued";
        self.following < self.cx.tokens.len() && relation::verb(self.cx, self.following).is_some_and(acts)
    }

    fn is_last_comma(&self, at: usize) -> bool {
        (at + 1..at + MOST_TITLE)
            .take_while(|&at| !self.ends_at_mark(at) && !self.cx.token(at).starts_line())
            .all(|at| !self.cx.is_mark(at, ','))
    }

    /// True where a predicate stands between token `from` and the next mark.
    fn has_predicate(&self, from: usize) -> bool {
        (from..from + MOST_TITLE)
            .take_while(|&at| self.cx.token(at).kind != Kind::Mark && !self.cx.token(at).starts_line())
            .any(|at| self.has(at, self.lists.tags.over))
    }

    /// True where the part of the sentence in which the reference stands begins with "Theo", "Căn cứ", "Tại".
    fn is_adverbial(&self) -> bool {
        const CONNECTORS: [Key; 5] = [Key::of("còn"), Key::of("nhưng"), Key::of("cũng"), Key::of("và"), Key::of("vì")];
        let from = self.seen.from as usize;
        let head = self.head(from);
        let comma = (head..from).rev().find(|&at| self.cx.is_mark(at, ','));
        let start = comma.map_or(head, |comma| comma + 1);
        let start = start + usize::from(CONNECTORS.iter().any(|&word| self.cx.is(start, word)));
        self.cx.entry(start, self.lists.tags.adverb).is_some()
    }

    /// The first token of the sentence or line that token `at` stands in, not more than forty tokens before.
    pub(super) fn head(&self, at: usize) -> usize {
        let mut head = at;
        while head > 0 && head + 40 > at && !self.cx.token(head).starts_line() && !self.ends_sentence(head - 1) {
            head -= 1;
        }
        head
    }

    fn ends_sentence(&self, at: usize) -> bool {
        let is_dot = self.cx.is_mark(at, '.') && !self.cx.token(at + 1).is_glued();
        is_dot || self.cx.is_mark(at, '!') || self.cx.is_mark(at, '?') || self.cx.is_mark(at, ';')
    }
}
