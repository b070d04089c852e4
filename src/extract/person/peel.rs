//! What stands at the beginning of a run and is no part of the name.

use super::credit;
use super::lists::{HeadKind, Lists, PlaceKind, WordKind};
use super::names::{self, Form, Part, Run, Shape};
use super::surroundings;
use super::titles::MODIFIERS;
use crate::extract::Context;
use crate::segment::Kind;

/// Index of the part that the name may begin with, after titles, forms of address, places and words that open the
/// sentence; `None` where the run is no name.
pub(super) fn peel(lists: &Lists, cx: &Context<'_>, run: &Run) -> Option<usize> {
    let parts = run.parts();
    let opens = starts_sentence(cx, parts[0].from());
    let peeler = Peeler { lists, cx, run };
    let is_opener = opens && names::is_opener(lists, cx, parts[0].from()) && !peeler.is_whole();
    if is_opener && parts.len() == 1 {
        return None;
    }
    if peeler.is_byline() {
        return Some(0);
    }
    if opens && peeler.is_known_thing() {
        return None;
    }
    let mut first = if is_opener { 1 } else { peeler.overlap() };
    while first < parts.len() {
        let Some(end) = peeler.end_at(first) else { return Some(first) };
        first = if end >= run.end() { return None } else { run.part_at(end) };
    }
    None
}

struct Peeler<'p> {
    lists: &'p Lists,
    cx: &'p Context<'p>,
    run: &'p Run,
}

/// End of the whole run, whatever stands in it.
const ALL: usize = usize::MAX;

impl Peeler<'_> {
    /// True for two syllables that stand alone at the end, whatever they also mean.
    fn is_byline(&self) -> bool {
        let parts = self.run.parts();
        parts.len() == 2
            && parts.iter().all(|part| part.form == Form::Syllable)
            && self.lists.false_friend(self.cx, parts[0].from()).is_none()
            && credit::is_author(self.cx, parts[0].from(), self.run.end())
    }

    /// True where a word that may open the sentence is part of what follows: the place `Hai Bà Trưng`, `Lại Xuân Hòa nói`.
    fn is_whole(&self) -> bool {
        let parts = self.run.parts();
        let (from, to) = (parts[0].from(), self.run.end());
        if self.lists.is_known(self.cx, from, to) {
            return true;
        }
        if parts.len() > 2 && self.lists.place(self.cx, from, to).is_some_and(|(end, _)| end == to) {
            return true;
        }
        let score = |parts| names::score(self.lists, self.cx, parts);
        parts.len() > 2
            && self.lists.surname(self.cx, from).is_some()
            && surroundings::verb(self.lists, self.cx, to, false) > 0
            && score(parts).is_some_and(|(score, shape)| shape == Shape::Full && score > 2)
            && score(&parts[1..]).is_some_and(|(_, shape)| shape == Shape::Given)
            && self.lists.place(self.cx, parts[1].from(), to).is_none()
    }

    /// True where the run is a false friend of several words.
    fn is_known_thing(&self) -> bool {
        let parts = self.run.parts();
        let friend = self.lists.false_friend(self.cx, parts[0].from());
        parts.len() > 1 && friend.is_some_and(|(end, doubtful)| end == self.run.end() && !doubtful)
    }

    /// Number of parts that end a place or a title which begins before the run: `Âu` of `châu Âu`, `Nước` of `Chủ tịch
    /// Nước`.
    fn overlap(&self) -> usize {
        let at = self.run.parts()[0].from();
        if self.cx.before(at).kind != Kind::Lower {
            return 0;
        }
        let before = (at.saturating_sub(2)..at).filter(|&start| self.cx.token(start).kind.is_word());
        let limit = self.run.end();
        // `từ Sơn Trà` holds one place, not two.
        if self.lists.place(self.cx, at, limit).is_some_and(|(end, _)| end == limit) {
            return 0;
        }
        let place = |start| self.lists.place(self.cx, start, limit).map(|(end, _)| end);
        // `anh Hùng` and `cầu Thủ Thiêm` are no titles.
        let title = |start| self.lists.title(self.cx, start, limit).filter(|_| start + 1 < at).map(|(end, _)| end);
        let end = before.filter_map(|start| place(start).max(title(start))).max();
        end.filter(|&end| end > at).map_or(0, |end| self.run.part_at(end))
    }

    /// End of what is no part of the name at part `first`.
    fn end_at(&self, first: usize) -> Option<usize> {
        if surroundings::is_given_in_row(self.cx, self.at(first)) {
            return None;
        }
        if self.modifies_title(first) {
            return Some(ALL);
        }
        if !self.lists.may_peel(self.cx, self.at(first)) {
            return None;
        }
        self.no_name(first)
            .or_else(|| self.title(first))
            .or_else(|| self.honorific(first))
            .or_else(|| self.head(first))
            .or_else(|| self.field(first))
            .or_else(|| self.place(first))
    }

    fn at(&self, first: usize) -> usize {
        self.run.parts()[first].from()
    }

    /// True where part `first` opens both the run and a sentence.
    fn opens(&self, first: usize) -> bool {
        first == 0 && starts_sentence(self.cx, self.at(first))
    }

    /// True for `Quyền` and the like before a title: `Quyền Trợ lý Bộ trưởng`.
    fn modifies_title(&self, first: usize) -> bool {
        let at = self.at(first);
        MODIFIERS.contains(&self.cx.token(at).key) && self.lists.title(self.cx, at + 1, usize::MAX).is_some()
    }

    /// Words that begin like a name and go on in small letters, and such as `Bà Triệu`.
    fn no_name(&self, first: usize) -> Option<usize> {
        let at = self.at(first);
        let addressed = self.lists.honorific(self.cx, at).is_some();
        let friend = self.lists.false_friend(self.cx, at);
        let place = self.lists.place(self.cx, at, usize::MAX);
        let is_friend = friend.is_some_and(|(end, _)| end > self.run.end() || (addressed && end > at + 1));
        (is_friend || place.is_some_and(|(end, _)| end > self.run.end())).then_some(ALL)
    }

    fn title(&self, first: usize) -> Option<usize> {
        let at = self.at(first);
        let (end, _) = self.lists.title(self.cx, at, usize::MAX)?;
        if self.is_addressed(at, end) {
            return None;
        }
        let opens = self.opens(first) && !self.lists.is_common_surname(self.cx, at);
        (end > at + 1 || self.is_short(at) || opens).then_some(end)
    }

    /// True for a form of address and a given name that are written like a title of two syllables: `Anh Hùng nói`.
    fn is_addressed(&self, at: usize, end: usize) -> bool {
        let whole = end == at + 2 && end == self.run.end() && self.cx.token(end).kind == Kind::Lower;
        whole && self.cx.token(at + 1).kind == Kind::Capitalized && self.lists.honorific(self.cx, at) == Some(at + 1)
    }

    fn honorific(&self, first: usize) -> Option<usize> {
        let at = self.at(first);
        let end = self.lists.honorific(self.cx, at)?;
        let glued = first == 0 && self.cx.before(at).kind == Kind::Upper;
        let opens = (self.opens(first) || glued) && !self.is_short(at);
        let goes_on = end < self.run.end() || self.cx.token(end).kind == Kind::Lower;
        (end > self.run.end() || (opens && goes_on) || self.is_before_full_name(end)).then_some(end)
    }

    /// True where a full name begins at a token of the run: `Cụ Đặng Thai Mai`.
    fn is_before_full_name(&self, at: usize) -> bool {
        let rest = &self.run.parts()[self.run.part_at(at)..];
        let full =
            || names::score(self.lists, self.cx, rest).is_some_and(|(score, shape)| shape == Shape::Full && score >= 5);
        rest.len() > 2 && self.lists.is_common_surname(self.cx, at) && full()
    }

    /// A head word of an organisation, a place or a thing.
    fn head(&self, first: usize) -> Option<usize> {
        let at = self.at(first);
        let (end, kind) = self.lists.head(self.cx, at)?;
        if self.lists.place(self.cx, at, self.run.end()).is_some_and(|(place, _)| place > end) {
            return None;
        }
        let surname = self.lists.is_common_surname(self.cx, at);
        let bare = end == self.run.end() && self.lists.honorific_ending(self.cx, at).is_none();
        if bare || (self.opens(first) && !surname) {
            return if self.may_be_called() && !self.opens_org(end) { None } else { Some(end) };
        }
        let titled = self.lists.title_ending(self.cx, at).is_some();
        if end == at + 1 && !titled && self.is_given_name() {
            return None;
        }
        let crosses = end > self.run.end() || (end > at + 1 && kind != HeadKind::Thing);
        let inside = end < self.run.end() && !surname;
        let of_title = kind == HeadKind::Place && titled;
        let org = kind.is_org() && self.cx.token(at).kind == Kind::Capitalized;
        (crosses || self.is_short(at) || (inside && (of_title || org))).then_some(end)
    }

    /// True where the word for another organisation follows: `Trường ĐH Sao Mai`.
    fn opens_org(&self, end: usize) -> bool {
        let next = self.cx.token(end);
        let goes_on = next.kind.is_capital() && !next.is_glued() && !next.starts_line();
        goes_on && self.lists.head(self.cx, end).is_some()
    }

    /// True for a lone head word that is also a given name, by which the article may call a person: `Trang`, `Khoa`.
    fn may_be_called(&self) -> bool {
        const LEAST: u32 = 5;
        let [part] = self.run.parts() else { return false };
        let counts = self.lists.syllable(self.cx, part.from()).unwrap_or_default();
        counts.last + counts.alone >= LEAST && part.form == Form::Syllable
    }

    /// True for two parts inside a sentence of which the second ends names: `Trường Giang`.
    fn is_given_name(&self) -> bool {
        let [first, last] = self.run.parts() else { return false };
        let known = self.lists.syllable(self.cx, last.from()).is_some_and(|counts| counts.last > 1);
        known && !starts_sentence(self.cx, first.from())
    }

    /// What an office or a department is for: `Bộ trưởng Quốc phòng`.
    fn field(&self, first: usize) -> Option<usize> {
        let at = self.at(first);
        let end = self.lists.word(self.cx, at, WordKind::Field)?;
        let follows = self.lists.head_ending(self.cx, at).is_some() || self.lists.title_ending(self.cx, at).is_some();
        (end > self.run.end() || (end > at + 1 && follows)).then_some(end)
    }

    /// A place before a full name: `Hà Nội Ngô Thị Thanh Hằng`, `Mỹ Donald Trump`.
    fn place(&self, first: usize) -> Option<usize> {
        let at = self.at(first);
        let (end, kind) = self.lists.place(self.cx, at, self.run.end())?;
        if end == self.run.end() {
            return None;
        }
        let next = self.run.part_at(end);
        let rest = &self.run.parts()[next..];
        let (score, shape) = names::score(self.lists, self.cx, rest)?;
        let certain = score >= 5 && next > first + 1;
        let fits = match kind {
            _ if shape == Shape::Given => false,
            PlaceKind::Country => self.is_of_office(at, end) && (rest.len() > 1 || is_foreign(rest)),
            PlaceKind::City | PlaceKind::Local => score >= 2,
        };
        (certain || fits).then_some(end)
    }

    /// True for a country that an office or an organisation belongs to, or one whose name is no name of a person.
    fn is_of_office(&self, at: usize, end: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return end > at + 1 };
        let small = self.cx.token(before).kind == Kind::Lower;
        end > at + 1
            || self.lists.title_ending(self.cx, at).is_some()
            || self.lists.head_ending(self.cx, at).is_some()
            || (small && self.lists.word(self.cx, before, WordKind::Org).is_some())
    }

    /// True for an abbreviation: `HLV`, `ThS`.
    fn is_short(&self, at: usize) -> bool {
        let token = self.cx.token(at);
        matches!(token.kind, Kind::Upper | Kind::Mixed) && token.span.len() > 1
    }
}

fn is_foreign(parts: &[Part]) -> bool {
    parts.first().is_some_and(|part| part.form == Form::Foreign)
}

/// True where a token opens a sentence.
pub(super) fn starts_sentence(cx: &Context<'_>, at: usize) -> bool {
    let (token, before) = (cx.token(at), cx.before(at));
    token.starts_line() || at == 0 || (before.kind == Kind::Mark && !before.is_mark(',') && !before.is_mark('&'))
}
