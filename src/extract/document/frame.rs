//! The frame of issue before a reference: "Ngày D, X (đã) ban hành …".

use jiff::civil::Date;

use super::date::day_at;
use super::seen::Body;
use super::tail::{DateFrom, Reader};
use crate::segment::{Key, Kind};

impl Reader<'_, '_> {
    /// `Ngày D, X (đã) ban hành` before the reference.
    pub(super) fn frame(&mut self) {
        let from = self.seen.from as usize;
        let head = self.head(from);
        let Some(verb) = self.verb_before(head, from) else { return };
        let end = self.skip_adverbs(head, verb);
        let start = (head..end).rev().find(|&at| self.cx.token(at).kind == Kind::Mark && !self.joins(at));
        let mut start = start.map_or(head, |mark| mark + 1);
        if let Some(day) = day_at(self.cx, self.shared, start).filter(|day| day.next < end) {
            start = day.next;
            self.frame_date(day.date);
        } else if start > head {
            self.frame_date_before(head, start - 1);
            self.frame_date_at(head);
        }
        let end = self.before_holder(start, self.end_of_issuer(start).min(end));
        let is_org = self.cx.entry(start, self.lists.tags.org).is_some() && self.cx.token(start).kind.is_capital();
        if start < end && is_org {
            self.tail.frame_issuer = Some(self.cx.span(start, end));
        }
    }

    fn frame_date_at(&mut self, head: usize) {
        const FILLERS: [Key; 5] = [Key::of("trước"), Key::of("đó"), Key::of("vào"), Key::of("chiều"), Key::of("sáng")];
        let mut at = head;
        while at < head + 5 && (self.cx.is_mark(at, ',') || FILLERS.iter().any(|&word| self.cx.is(at, word))) {
            at += 1;
        }
        if let Some(day) = day_at(self.cx, self.shared, at).filter(|day| self.cx.is_mark(day.next, ',')) {
            self.frame_date(day.date);
        }
    }

    /// `…, ngày 3-3-2031, X ban hành`: the day right before the comma at token `comma`; not "từ ngày …".
    fn frame_date_before(&mut self, head: usize, comma: usize) {
        const BOUNDS: [Key; 5] = [Key::of("từ"), Key::of("đến"), Key::of("trước"), Key::of("sau"), Key::of("hết")];
        const MOST_TOKENS: usize = 8;
        if !self.cx.is_mark(comma, ',') {
            return;
        }
        let from = head.max(comma.saturating_sub(MOST_TOKENS));
        let is_printed = |at: usize| (at..comma).any(|at| self.cx.token(at).kind == Kind::Digits);
        let day_before = |at: usize| day_at(self.cx, self.shared, at).filter(|day| day.next == comma && is_printed(at));
        let Some((at, day)) = (from..comma).find_map(|at| Some((at, day_before(at)?))) else { return };
        if !BOUNDS.contains(&self.cx.before(at).key) {
            self.frame_date(day.date);
        }
    }

    fn frame_date(&mut self, date: Date) {
        if self.tail.date.is_none() && matches!(self.seen.body, Body::Number(_)) {
            self.tail.date = Some((date, DateFrom::Frame));
        }
    }

    /// A dash or point inside a name, or any mark inside a date.
    fn joins(&self, at: usize) -> bool {
        let (before, after) = (self.cx.before(at), self.cx.token(at + 1));
        if before.kind == Kind::Digits && after.kind == Kind::Digits && after.is_glued() {
            return true;
        }
        ['-', '–', '&', '.'].iter().any(|&mark| self.cx.is_mark(at, mark)) && self.cx.token(at + 1).kind.is_capital()
    }

    /// The verb of issue that ends right before token `from`.
    fn verb_before(&self, head: usize, from: usize) -> Option<usize> {
        (head..from).rev().take(3).find(|&at| {
            let hit = self.cx.entry(at, self.lists.tags.issue);
            hit.is_some_and(|hit| at + hit.len as usize == from)
        })
    }

    /// The token before which "đã", "vừa", "mới" and the like stand.
    fn skip_adverbs(&self, head: usize, verb: usize) -> usize {
        const ADVERBS: [Key; 9] = [
            Key::of("đã"),
            Key::of("vừa"),
            Key::of("mới"),
            Key::of("cũng"),
            Key::of("sẽ"),
            Key::of("ký"),
            Key::of("ra"),
            Key::of("tiếp"),
            Key::of("tục"),
        ];
        let mut end = verb;
        while end > head && ADVERBS.iter().any(|&word| self.cx.is(end - 1, word)) {
            end -= 1;
        }
        end
    }
}
