//! What the words around a mention say of it: past or future, a comparison, a habit.

use super::expr::Toward;
use super::resolve::Resolver;
use crate::segment::Key;

impl Resolver<'_, '_> {
    /// `so với năm 2019`, `so với cùng kỳ`: what is compared with, not what the sentence speaks of.
    pub(super) fn is_compared(&self) -> bool {
        const SO: Key = Key::of("so");
        const VOI: Key = Key::of("với");
        const KY: Key = Key::of("kỳ");
        let back = |count: usize, key| self.cx.is(self.at.wrapping_sub(count), key);
        back(1, SO) || back(2, SO) && back(1, VOI) || back(1, KY)
    }

    /// `từ 27/4 đến nay`: since when, not what the text tells of.
    pub(super) fn is_since(&self) -> bool {
        const DEN: Key = Key::of("đến");
        const TOI: Key = Key::of("tới");
        const NAY: Key = Key::of("nay");
        let joint = self.cx.token(self.next);
        (joint.is(DEN) || joint.is(TOI)) && self.cx.is(self.next + 1, NAY)
    }

    /// `mỗi sáng thứ Bảy`, `trừ chủ nhật`, `vào một tối thứ Hai`: no particular week.
    pub(super) fn is_any_week(&self) -> bool {
        const TRU: Key = Key::of("trừ");
        const CA: Key = Key::of("cả");
        const MOT: Key = Key::of("một");
        let before = self.cx.before(self.at);
        before.is(TRU) || before.is(CA) || before.is(MOT) || self.is_habit()
    }

    /// The nearest word of tense in the sentence.
    pub(super) fn tense(&self) -> Option<Toward> {
        const REACH: usize = 14;
        let span = self.cx.sentences.get(self.sentence)?.span;
        let inside = |at: usize| span.contains(self.cx.token(at).span) && at < self.cx.tokens.len();
        let (mut goes_on, mut goes_back) = (true, true);
        for step in 1..=REACH {
            let ahead = self.next + step - 1;
            let behind = self.at.wrapping_sub(step);
            for (at, open) in [(ahead, &mut goes_on), (behind, &mut goes_back)] {
                *open &= inside(at) && !self.ends_clause(at);
                if *open && let Some((toward, _)) = self.words.tense.at(self.cx, at) {
                    return Some(toward);
                }
            }
        }
        None
    }

    /// True for a mark that ends a sentence.
    fn ends_clause(&self, at: usize) -> bool {
        ['.', '!', '?', ';'].iter().any(|&mark| self.cx.is_mark(at, mark))
    }

    /// `mỗi năm có một ngày 20-11`: no year is meant.
    pub(super) fn is_habit(&self) -> bool {
        const REACH: usize = 12;
        let Some(sentence) = self.cx.sentences.get(self.sentence) else { return false };
        let from = self.at.saturating_sub(REACH);
        (from..self.next + 4).any(|at| {
            let is_inside = sentence.span.contains(self.cx.token(at).span);
            is_inside && (at < self.at || at >= self.next) && self.words.habits.is_at(self.cx, at)
        })
    }

    /// `mở tuyến lúc 5h30, đóng tuyến lúc 20h hàng ngày`: a clock of each day, said before or behind it, or hours of work.
    pub(super) fn is_clock_habit(&self) -> bool {
        const REACH: usize = 14;
        let Some(sentence) = self.cx.sentences.get(self.sentence) else { return false };
        let is_inside = |at: usize| sentence.span.contains(self.cx.token(at).span);
        let behind = (self.next..self.next + REACH).take_while(|&at| is_inside(at));
        self.is_habit() || behind.into_iter().any(|at| self.words.habits.is_at(self.cx, at)) || self.is_opening_hour()
    }

    /// `mở cửa lúc 11h`, `giờ học bắt đầu từ 6h30`: when something begins or ends on any day.
    fn is_opening_hour(&self) -> bool {
        const REACH: usize = 7;
        let Some(sentence) = self.cx.sentences.get(self.sentence) else { return false };
        let from = self.at.saturating_sub(REACH);
        (from..self.at)
            .any(|at| sentence.span.contains(self.cx.token(at).span) && self.words.routines.is_at(self.cx, at))
    }

    /// `Đến 8h03, …`, `Khoảng 18 giờ 20, …`: few words before the mention in its sentence.
    pub(super) fn opens_sentence(&self) -> bool {
        const MOST_WORDS_BEFORE: usize = 2;
        let Some(sentence) = self.cx.sentences.get(self.sentence) else { return false };
        let from = self.at.saturating_sub(MOST_WORDS_BEFORE);
        (from..=self.at).any(|at| self.cx.token(at).span.start == sentence.span.start)
    }

    /// True where the text is nothing but the expression, as in a line of a calendar: no report of what is over.
    pub(super) fn is_alone(&self) -> bool {
        const MOST_WORDS_AROUND: usize = 2;
        self.cx.tokens.len() <= self.next - self.at + MOST_WORDS_AROUND
    }
}
