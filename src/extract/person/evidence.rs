//! Decides a run of capitalised words by all that speaks for and against a person.
//!
//! Every kind of evidence is worth some points: the words of the name (`names`), what stands before it (`titles`), what
//! stands after it (`surroundings`, `apposition`), credits (`credit`), heads and places. A candidate with enough points
//! is a person; one with fewer is kept in mind until the whole article is known (`keep`).

use super::lists::{HeadKind, Lists, PlaceKind, TitleKind, WordKind};
use super::names::{self, Form, Part, Run, Shape};
use super::peel::{peel, starts_sentence};
use super::surroundings::Right;
use super::syllable::is_syllable;
use super::titles::{self, Left, TitleAt};
use super::{Credit, Seen, apposition, credit, org, split, surroundings};
use crate::extract::{Context, Evidence, Finding};
use crate::segment::{Key, Kind};

/// A candidate with this score is a person by itself.
pub(super) const SURE: i32 = 3;
/// A candidate with this score is a person even where the article uses the same words for a place.
pub(super) const STRONG: i32 = 5;
/// Appositions are read only for candidates with this score.
const HOPEFUL: i32 = -3;
/// A name with this score is hardly anything else.
const CLEAR: i32 = 5;
/// What the words of a lone given name of another language are worth.
const KNOWN_GIVEN: i32 = 2;
/// How many times more often a syllable is a word that no name is at the start of a sentence, and inside it.
const WORD_AT_START: u32 = 40;
/// See [`WORD_AT_START`].
const WORD_INSIDE: u32 = 250;
/// What a credit is worth.
const CREDIT: i32 = 6;
/// What the name of a well-known person is worth.
const WELL_KNOWN: i32 = 4;
/// What a title in apposition is worth.
const APPOSITION: i32 = 4;

/// Judges the run at token `at`; returns the token after it.
pub(super) fn judge(lists: &Lists, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Seen>) -> usize {
    if names::is_lone_opener(lists, cx, at) {
        return at + 1;
    }
    let run = Run::read(lists, cx, at);
    if run.is_code(cx) || (cx.token(at).is_glued() && cx.before(at).kind == Kind::Digits) {
        return run.end();
    }
    if is_headline(cx, &run) {
        return headline_end(cx, run.end());
    }
    let Some(first) = peel(lists, cx, &run) else { return run.end() };
    let parts = &run.parts()[first..];
    let parts = &parts[split::cut(lists, cx, parts)..];
    let glued = usize::from(opens_next(lists, cx, parts)).max(team_parts(lists, cx, parts));
    let end = parts.len() - credit::parts_of_sentence(lists, cx, parts).max(glued);
    if let Some(case) = Case::new(lists, cx, &parts[..end]) {
        case.propose(finding);
    }
    run.end()
}

/// True where the last part of a full name opens what glued text goes on with: `Nguyễn Hồng Sơn Hàng loạt`,
/// `Đào Vân Báo Tin Sáng`.
fn opens_next(lists: &Lists, cx: &Context<'_>, parts: &[Part]) -> bool {
    const SOURCES: &[Key] = &[Key::of("Báo"), Key::of("Theo"), Key::of("Nguồn"), Key::of("Ảnh")];
    let [.., last] = parts else { return false };
    let next = cx.token(last.to());
    let goes_on = !next.starts_line() && (!next.is_glued() || next.is_mark(':'));
    let sourced =
        parts.len() > 2 && SOURCES.contains(&cx.token(last.from()).key) && (next.kind.is_word() || next.is_mark(':'));
    let complete = parts.len() > 3 || (parts.len() == 3 && lists.surname(cx, parts[0].from()).is_none());
    let glued = complete && next.kind == Kind::Lower && lists.is_compound(cx, last.from());
    goes_on && (sourced || glued)
}

/// Number of last parts that name the team whose players a colon announces: 2 of `Paul Keller Hà Tĩnh: Thanh Tùng`.
fn team_parts(lists: &Lists, cx: &Context<'_>, parts: &[Part]) -> usize {
    const NAME: usize = 2;
    let end = parts[parts.len() - 1].to();
    if !cx.is_mark(end, ':') || parts.len() < NAME + 2 {
        return 0;
    }
    let is_place = |&first: &usize| {
        let from = parts[first].from();
        lists.place(cx, from, end).is_some_and(|(to, _)| to == end) && parts.len() - first > 1
    };
    (NAME..parts.len()).find(is_place).map_or(0, |first| parts.len() - first)
}

/// True for a run of words in capitals that is too long for a name.
fn is_headline(cx: &Context<'_>, run: &Run) -> bool {
    let long = |part: &&Part| cx.token(part.from()).kind == Kind::Upper && cx.token(part.from()).span.len() > 1;
    run.parts().len() > 5 && run.parts().iter().filter(long).count() > 5
}

fn headline_end(cx: &Context<'_>, from: usize) -> usize {
    let mut at = from;
    while cx.token(at).kind.is_capital() && !cx.token(at).starts_line() {
        at += 1;
    }
    at
}

/// What speaks for and against the person that was seen, in words and points, without what says nothing.
pub(super) fn explain(lists: &Lists, cx: &Context<'_>, seen: &Seen) -> Vec<Evidence> {
    let run = Run::read(lists, cx, seen.tokens().start);
    let end = run.part_at(seen.tokens().end);
    let mut evidence = Vec::new();
    if let Some(case) = Case::new(lists, cx, &run.parts()[..end]) {
        case.weigh(|what, points| {
            if points != 0 {
                evidence.push(Evidence { what, points });
            }
        });
    }
    evidence
}

/// What [`Case::weigh`] saw.
struct Weighed {
    before: i32,
    head: i32,
    right: Right,
    context: i32,
    /// Titles in apposition.
    after: Vec<TitleAt>,
}

/// A run in its place.
struct Case<'c> {
    lists: &'c Lists,
    cx: &'c Context<'c>,
    parts: &'c [Part],
    from: usize,
    to: usize,
    /// What the words of the name are worth by themselves.
    name: i32,
    shape: Shape,
    left: Left,
    credit: Option<Credit>,
}

impl<'c> Case<'c> {
    fn new(lists: &'c Lists, cx: &'c Context<'c>, parts: &'c [Part]) -> Option<Case<'c>> {
        let (name, shape) = names::score(lists, cx, parts)?;
        let (from, to) = (parts.first()?.from(), parts.last()?.to());
        let left = titles::before(lists, cx, from);
        let credit = credit::credit(cx, from, to, shape);
        if credit.is_some() && credit::is_reporter(cx, from, to) {
            return None;
        }
        Some(Case { lists, cx, parts, from, to, name, shape, left, credit })
    }

    /// Adds up the evidence and proposes the candidate.
    fn propose(self, finding: &mut Finding<'_, Seen>) {
        let mut score = 0;
        let weighed = self.weigh(|_, points| score += points);
        let Case { cx, from, to, shape, .. } = self;
        let rule = self.rule(weighed.before);
        let seen = Seen {
            from: from as u32,
            to: to as u32,
            shape,
            score,
            age: weighed.right.age,
            born: weighed.right.born,
            context: (weighed.context + weighed.right.score) as i8,
            credit: self.credit,
            placed: weighed.head < -STRONG,
            many: self.is_many(),
            honorific: self.left.honorific.map(|(at, honorific)| (at as u32, honorific)),
            titles: joined(self.left.titles, weighed.after),
        };
        finding.push(cx.span(from, to), rule, seen);
    }

    /// Tells `add` what speaks for and against a person, and how much. All of it together is the score.
    fn weigh(&self, mut add: impl FnMut(&'static str, i32)) -> Weighed {
        let Case { lists, cx, to, shape, .. } = *self;
        let before = self.before();
        let head = if self.is_bare() { self.head_before() } else { 0 };
        let like_firm = shape == Shape::Foreign && self.parts.len() == 1;
        let right = surroundings::right(lists, cx, to, like_firm);
        let context = match shape {
            _ if self.credit.is_some() => 0,
            Shape::Initials => self.hidden(),
            _ => self.context(head, right.score),
        };
        let mut score = 0;
        let mut count = |what, points| {
            score += points;
            add(what, points);
        };
        count("the words of the name", self.name);
        count("name of a well-known person", if lists.is_known(cx, self.from, to) { WELL_KNOWN } else { 0 });
        count("title or form of address before it", before);
        count("age, birth or verb after it", right.score);
        count("words beside it", context);
        count("place in the sentence", self.place_in_sentence());
        if self.credit.is_some() {
            count("place of a credit", CREDIT);
            count("word for a place or thing before it", self.head_of_credit());
        } else {
            count("word for a place or thing before it", head);
            self.against(&mut count);
        }
        let hopeful = score >= HOPEFUL && self.credit.is_none();
        let after = if hopeful { apposition::after(lists, cx, to) } else { Vec::new() };
        add("title in apposition", if after.is_empty() { 0 } else { APPOSITION });
        Weighed { before, head, right, context, after }
    }

    /// The rule that decides.
    fn rule(&self, before: i32) -> &'static str {
        let titled = !self.left.titles.is_empty() || self.left.status;
        match self.shape {
            _ if self.credit.is_some() => "person/credit",
            _ if before > 0 && titled => "person/titled",
            _ if before > 0 => "person/honorific",
            Shape::Full => "person/surname",
            Shape::Given => "person/given",
            Shape::Foreign => "person/foreign",
            Shape::Initials => "person/initials",
        }
    }

    /// True where neither a title nor a form of address stands before the name.
    fn is_bare(&self) -> bool {
        self.left.from == self.from
    }

    /// True where the words before the name say that several follow.
    fn is_many(&self) -> bool {
        const MANY: &[Key] = &[Key::of("các"), Key::of("hai"), Key::of("ba"), Key::of("bốn"), Key::of("những")];
        let counted = !self.left.titles.is_empty() && MANY.contains(&self.cx.before(self.left.from).key);
        counted || self.left.honorific.is_some_and(|(_, honorific)| honorific.many)
    }

    /// What titles and forms of address before the name are worth.
    fn before(&self) -> i32 {
        if let Some((at, _)) = self.left.honorific {
            // "cô gái Việt" may be a people or a place, "cô Việt" is a name.
            return if self.from - at > 1 && self.shape == Shape::Given { 4 } else { 7 };
        }
        let direct = self.left.titles.last().is_some_and(|title| title.org == title.to);
        if self.is_bare() || self.is_no_holder(direct) {
            return 0;
        }
        let crowd = self.kind() == Some(TitleKind::Crowd) || self.left.public;
        let headed = direct && self.lists.head_ending(self.cx, self.from).is_some();
        let lone = self.to - self.from == 1 && self.shape == Shape::Given;
        if headed && lone && !crowd {
            return 0;
        }
        let full = self.shape == Shape::Full && self.to - self.from > 2;
        if (crowd || headed) && !full && self.shape != Shape::Initials {
            return if self.left.public && !lone { 1 } else { 3 };
        }
        let backed = direct || self.left.status;
        match self.shape {
            Shape::Given if lone => self.lone(backed),
            Shape::Foreign if self.is_firm_like() => 3,
            _ if backed => 6,
            _ => 4,
        }
    }

    /// True where the words after the title are more likely its place, or a letter: `lãnh đạo Hà Nội`, `Trưởng phòng Y`.
    fn is_no_holder(&self, direct: bool) -> bool {
        let single = self.to - self.from == 1;
        let kind = self.kind();
        if self.left.status && self.shape == Shape::Foreign && is_named(self.cx, self.from) {
            return true;
        }
        let place = self.lists.place(self.cx, self.from, self.to).is_some_and(|(end, _)| end == self.to);
        let charged = self.left.status && !self.left.public;
        let takes_place = match kind {
            None => !charged,
            Some(kind) => matches!(kind, TitleKind::Office | TitleKind::Fixed | TitleKind::Crowd),
        };
        let letter = single && self.shape == Shape::Initials && kind == Some(TitleKind::Office);
        (place && (takes_place || !single || !(direct || charged))) || letter
    }

    /// True for an unknown foreign word after an office that firms have, or after a reporter of a paper.
    fn is_firm_like(&self) -> bool {
        const REPORTERS: &[Key] = &[Key::of("PV"), Key::of("phóng")];
        let reports = self.left.titles.last().is_some_and(|title| REPORTERS.contains(&self.cx.token(title.role).key));
        (reports || self.kind() == Some(TitleKind::Office)) && self.lists.foreign(self.cx, self.from).is_none()
    }

    /// Kind of the title next to the name.
    fn kind(&self) -> Option<TitleKind> {
        let title = self.left.titles.last()?;
        self.lists.title(self.cx, title.role, self.from).map(|(_, kind)| kind)
    }

    /// What a title says of a lone syllable: `Bộ trưởng Sơn`, but not `Chủ tịch Hội`.
    fn lone(&self, backed: bool) -> i32 {
        let Case { lists, cx, from, to, .. } = *self;
        let next = cx.token(to);
        let goes_on = next.kind.is_word() && !next.starts_line() && surroundings::verb(lists, cx, to, false) == 0;
        let office = self.kind() == Some(TitleKind::Office);
        let doubtful = lists.false_friend(cx, from).is_some() || cx.before(from).is_mark(':');
        if !backed || doubtful || lists.is_compound(cx, from) || (office && goes_on) {
            return 0;
        }
        let known = lists.syllable(cx, from).is_some_and(|counts| counts.last > 0 || counts.alone > 1);
        let follows = next.kind == Kind::Lower && lists.word(cx, to, WordKind::Org).is_some();
        match (known, follows) {
            (true, _) => 6,
            // `TS. Mặt khác`: the point may end a sentence.
            (false, false) if cx.before(from).is_mark('.') => 0,
            (false, false) => 7,
            (false, true) => 0,
        }
    }

    /// What speaks against a person.
    fn against(&self, count: &mut impl FnMut(&'static str, i32)) {
        count("a place of this name", self.as_place());
        count("part of an address", self.as_address());
        count("a thing of this name", self.as_false_friend());
        count("a word that names organisations", self.as_head());
        count("capitals beside it", self.neighbours());
        if !self.is_bare() && self.ends_org() {
            count("end of the organisation before it", -12);
        }
    }

    fn as_place(&self) -> i32 {
        let is_item = self.parts.len() > 2 && self.parts[0].form == Form::Initial;
        let place = self.lists.place(self.cx, self.from, self.to);
        if is_item && self.lists.place(self.cx, self.parts[1].from(), self.to).is_some_and(|(end, _)| end == self.to) {
            // `D. Hà Nội` is an answer to choose.
            return -9;
        }
        let Some((end, kind)) = place else { return 0 };
        if end == self.to {
            if kind == PlaceKind::Country && self.parts.len() > 1 {
                return -12;
            }
            let addressed = self.left.honorific.is_some_and(|(at, _)| self.from - at == 1);
            return match addressed {
                true => -3,
                // A player of this name may stand in a row of names.
                false if self.lists.is_known(self.cx, self.from, self.to) => -6,
                false => -9,
            };
        }
        if self.parts.len() > 1 && self.shape != Shape::Full { -3 } else { 0 }
    }

    /// What an address says: `P.Bến Nghé`, `số 6, Thái Văn Lung, phường 2`.
    fn as_address(&self) -> i32 {
        let Case { lists, cx, from, to, .. } = *self;
        if surroundings::is_district(cx, from, to) {
            return -12;
        }
        if self.is_bare() && surroundings::is_street(lists, cx, from, to) { -9 } else { 0 }
    }

    /// A lone head word is a person only where the article calls one so: `Trang`, `Khoa`.
    fn as_head(&self) -> i32 {
        let lone = self.is_bare() && self.shape == Shape::Given && self.parts.len() == 1;
        if lone && self.lists.head(self.cx, self.from).is_some() { -7 } else { 0 }
    }

    fn as_false_friend(&self) -> i32 {
        let friend = self.lists.false_friend(self.cx, self.from).filter(|&(end, _)| end >= self.to);
        match friend {
            Some(_) if surroundings::is_given_in_row(self.cx, self.from) => 0,
            Some((_, doubtful)) if self.left.honorific.is_none() => {
                if doubtful {
                    -3
                } else {
                    -9
                }
            }
            _ => 0,
        }
    }

    /// What a head word before a credit says: `Báo Hải Phòng` alone on its line.
    fn head_of_credit(&self) -> i32 {
        let headed = !self.cx.token(self.from).starts_line() && self.lists.head_ending(self.cx, self.from).is_some();
        if headed { -9 } else { 0 }
    }

    /// What a head word before the name says.
    fn head_before(&self) -> i32 {
        let is_clear = self.shape == Shape::Foreign && self.name >= CLEAR;
        surroundings::head_before(self.lists, self.cx, self.from, self.parts.len(), self.shape, is_clear)
    }

    /// What the words beside a name say that has no title, as far as neither a head word nor a verb has said it.
    fn context(&self, head: i32, right: i32) -> i32 {
        let Case { lists, cx, from, to, .. } = *self;
        let lone = self.shape == Shape::Given && self.parts.len() == 1;
        let doubtful = match self.shape {
            Shape::Foreign => true,
            Shape::Given => !lone || (self.name > 0 && !starts_sentence(cx, from) && !self.is_word(WORD_INSIDE)),
            Shape::Full => self.parts.len() == 2 && self.name < CLEAR,
            Shape::Initials => return 0,
        };
        if !self.is_bare() || !doubtful {
            return 0;
        }
        let before = if head != 0 || cx.token(from).starts_line() { 0 } else { lists.before(cx, from) };
        // What a verb has said counts once.
        let after = match right {
            _ if cx.token(to).starts_line() => 0,
            0 => lists.after(cx, to),
            1 => (lists.after(cx, to) - 1).max(0),
            _ => 0,
        };
        let points = before + after + i32::from(self.ends_quote());
        // Lone syllables are words, too, and stand everywhere.
        let points = if lone { points.clamp(-2, 2) } else { points };
        let apart = self.shape == Shape::Foreign && self.stands_apart();
        match self.name {
            CLEAR.. => points.max(-1),
            // A lone foreign name that is well known.
            SURE.. if self.parts.len() == 1 => points.max(0),
            // A lone given name of another language that nothing speaks against.
            KNOWN_GIVEN if apart && points >= 0 => points + 1,
            _ => points,
        }
    }

    /// True for one word that neither quotes nor a mark inside a word touch: not `“Joanne”`, `Hunter's moon`, `St.Andrew`.
    fn stands_apart(&self) -> bool {
        let Case { cx, from, to, .. } = *self;
        const TOUCHING: &[char] = &['"', '“', '‘', '\'', '’', '(', '/'];
        let touched = |at: usize| TOUCHING.iter().any(|&mark| cx.is_mark(at, mark));
        to - from == 1 && !cx.token(from).is_glued() && !touched(from.wrapping_sub(1)) && !touched(to)
    }

    /// What a point after a lone initial says inside a sentence: `T. ăn sáng`, but not `vitamin C.`
    fn hidden(&self) -> i32 {
        const POINTED: i32 = 5;
        let (before, next) = (self.cx.before(self.from), self.cx.token(self.to));
        let pointed = self.to - self.from == 2 && self.cx.is_mark(self.to - 1, '.');
        // `E. coli` is no person.
        let goes_on = next.kind == Kind::Lower && !next.is_glued() && !next.starts_line() && is_syllable(next.key);
        let foreign = before.kind == Kind::Lower && !is_syllable(before.key);
        if pointed && goes_on && !foreign && self.is_bare() { POINTED } else { 0 }
    }

    /// True for a lone foreign name between the end of a quotation and a verb of saying: `…”, Biles viết`.
    fn ends_quote(&self) -> bool {
        let Case { lists, cx, from, to, .. } = *self;
        const QUOTES: &[char] = &['"', '”', '\'', '’', '»'];
        let closes = from > 1 && cx.is_mark(from - 1, ',') && QUOTES.iter().any(|&mark| cx.is_mark(from - 2, mark));
        closes && !cx.token(to).starts_line() && lists.word(cx, to, WordKind::Say).is_some()
    }

    /// True where the words belong to the organisation of the title before them.
    fn ends_org(&self) -> bool {
        let titled = self.left.titles.last().is_some_and(|title| title.org < title.to);
        if self.is_highlander() {
            return false;
        }
        if !titled || self.left.honorific.is_some() {
            return false;
        }
        if self.shape == Shape::Full && self.parts.len() > 2 {
            return org::needs_name(self.cx, self.from);
        }
        let head = self.lists.head_ending(self.cx, self.from);
        // `Bí thư Huyện ủy Nhơn Trạch`: an office takes full names alone.
        let place_like = self.shape == Shape::Given && self.parts.len() > 1;
        head.is_some_and(|(_, kind)| kind != HeadKind::Office || place_like)
            || org::ends_firm(self.lists, self.cx, self.from)
    }

    /// True for a name of the Central Highlands that acts: `Chủ tịch UBND xã K'Brèo cho biết`, but not `xã K'Dang`.
    fn is_highlander(&self) -> bool {
        const PREFIXES: &[Key] = &[Key::of("K"), Key::of("H"), Key::of("Y")];
        let Case { lists, cx, from, to, .. } = *self;
        let prefixed = PREFIXES.contains(&cx.token(from).key) && cx.token(from + 1).is_glued();
        let closes = cx.is_mark(to, ';') || surroundings::verb(lists, cx, to, false) > 0;
        self.shape == Shape::Foreign && prefixed && closes && lists.place(cx, from, to).is_none()
    }

    /// A lone syllable is worth more inside a sentence than at its start, where every word has a capital.
    fn place_in_sentence(&self) -> i32 {
        if self.shape != Shape::Given || self.parts.len() > 1 || !self.is_bare() {
            return 0;
        }
        let Some(counts) = self.lists.syllable(self.cx, self.from) else { return 0 };
        match starts_sentence(self.cx, self.from) {
            true if self.is_word(WORD_AT_START) => -4,
            false if !self.is_word(WORD_INSIDE) => i32::from(counts.last > 0 || counts.alone > 1),
            _ => 0,
        }
    }

    /// True for a syllable that is so many times more often a word than a name: `Viết`.
    fn is_word(&self, times: u32) -> bool {
        let counts = self.lists.syllable(self.cx, self.from).unwrap_or_default();
        counts.small > times * (counts.last + counts.alone)
    }

    /// What capitals that touch the run say: `Lê Lợi - Hàm Nghi`, `T&T`.
    fn neighbours(&self) -> i32 {
        let Case { lists, cx, from, to, .. } = *self;
        let mut score = 0;
        if cx.is_mark(to, '&') || cx.before(from).is_mark('&') || cx.is(to, const { Key::of("and") }) {
            score -= 6;
        }
        if !self.is_bare() {
            return score;
        }
        if self.parts.len() < 4 && surroundings::is_home(lists, cx, from, to) {
            score -= 5;
        }
        if surroundings::follows_place(lists, cx, from) {
            // Parts of addresses follow each other; foreign full names are none, and no place acts.
            let acts = || surroundings::verb(lists, cx, to, false) > 0;
            let foreign = self.shape == Shape::Foreign && (self.parts.len() > 1 || acts());
            score -= if foreign { 1 } else { 6 };
        }
        let routed = from > 1 && surroundings::is_dash(cx, from - 1) && lists.place(cx, from, to).is_some();
        if routed || surroundings::is_route(lists, cx, to) {
            score -= 4;
        }
        score - if self.goes_on() { 2 } else { 0 }
    }

    /// True for a lone syllable before a small word of organisations: `Hội đồng`.
    fn goes_on(&self) -> bool {
        let next = self.cx.token(self.to);
        let lone = self.shape == Shape::Given && self.parts.len() == 1;
        lone && next.kind == Kind::Lower
            && !next.starts_line()
            && self.lists.word(self.cx, self.to, WordKind::Org).is_some()
    }
}

/// The titles before and after the name.
fn joined(mut before: Vec<TitleAt>, after: Vec<TitleAt>) -> Box<[TitleAt]> {
    before.extend(after);
    before.into_boxed_slice()
}

/// True after `tên` and `tên là`, which things have, too.
fn is_named(cx: &Context<'_>, from: usize) -> bool {
    const NAME: Key = Key::of("tên");
    from > 1 && (cx.is(from - 1, NAME) || cx.is(from - 2, NAME))
}
