//! Times of the clock: `10h45`, `10 giờ 30`, `10 giờ kém 15`, `10:12:51`.

use super::expr::{Clock, Part, Unit};
use super::reader::{Reader, keys::*};
use crate::segment::{Key, Kind};

/// A clock and how sure it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    /// The time as told, before a part of the day has turned it to 24 hours.
    pub clock: Clock,
    /// Token after it.
    pub next: usize,
    /// True where it can't be a length of time.
    pub sure: bool,
}

impl Reader<'_, '_> {
    /// A time of the clock at token `at`.
    pub fn clock(&self, at: usize) -> Option<Told> {
        let token = self.token(at);
        match token.kind {
            Kind::Digits if self.starts_clean(at) || self.follows_clock(at) => {
                self.colon_clock(at).or_else(|| self.hour_clock(at))
            }
            Kind::Lower | Kind::Capitalized => self.hour_clock(at),
            _ => None,
        }
    }

    /// `14h00-14h15`, `9-10h`: a dash after the minutes of a clock, or after an hour whose unit follows.
    fn follows_clock(&self, at: usize) -> bool {
        let minute = at.wrapping_sub(2);
        let is_hour = self.is_any(at + 1, &[H, GIO]) && self.digits(minute, 2, 0, 24).is_some();
        if is_hour && self.is_dash(at.wrapping_sub(1)) && self.starts_clean(minute) {
            return true;
        }
        let is_joined = self.is_dash(at.wrapping_sub(1)) && self.token(minute).kind == Kind::Digits;
        let unit = minute.wrapping_sub(1);
        is_joined && self.token(minute).is_glued() && (self.is_any(unit, &[H, G]) || self.cx.is_mark(unit, ':'))
    }

    /// `10:30`, `10:12:51`, `3:15 PM`.
    fn colon_clock(&self, at: usize) -> Option<Told> {
        let hour = self.digits(at, 2, 0, 24)? as u8;
        if !self.is_tight_colon(at + 1) {
            return None;
        }
        let minute = self.sixty(at + 2)?;
        let (second, next) = match self.is_tight_colon(at + 3).then(|| self.sixty(at + 4)).flatten() {
            Some(second) => (Some(second), at + 5),
            None => (None, at + 3),
        };
        let clock = Clock { hour, minute: Some(minute), second };
        let (clock, next) = self.meridiem(clock, next);
        let is_ratio = self.words.names.before(self.cx, at).is_some();
        (!is_ratio && self.ends_clean(next)).then_some(Told { clock, next, sure: true })
    }

    fn is_tight_colon(&self, at: usize) -> bool {
        self.cx.is_mark(at, ':') && self.token(at).is_glued() && self.token(at + 1).is_glued()
    }

    /// Two digits below sixty.
    fn sixty(&self, at: usize) -> Option<u8> {
        (self.token(at).span.len() == 2).then(|| self.digits(at, 2, 0, 59))?.map(|value| value as u8)
    }

    /// `AM`, `PM`, `SA`, `CH` after a clock.
    fn meridiem(&self, clock: Clock, next: usize) -> (Clock, usize) {
        let is_upper = self.token(next).kind == Kind::Upper || self.token(next).is_glued();
        if !is_upper || clock.hour > 12 {
            return (clock, next);
        }
        if self.is_any(next, &[PM, CH]) {
            return (Clock { hour: clock.hour % 12 + 12, ..clock }, next + 1);
        }
        if self.is_any(next, &[AM_CLOCK, SA]) {
            return (Clock { hour: clock.hour % 12, ..clock }, next + 1);
        }
        (clock, next)
    }

    /// `10h45`, `8g30`, `10 giờ 30 phút`, `3 giờ rưỡi`, `10 giờ kém 15`.
    fn hour_clock(&self, at: usize) -> Option<Told> {
        let (hour, unit) = match self.digits(at, 2, 0, 24) {
            Some(hour) => (hour, at + 1),
            None if self.token(at).kind == Kind::Digits => return None,
            None => self.small(at).filter(|&(hour, _)| hour <= 24)?,
        };
        let is_glued = self.token(unit).is_glued();
        let is_letter = self.is(unit, H) || self.is(unit, G) && is_glued;
        if !(is_letter || self.is(unit, GIO)) || self.token(unit).starts_line() {
            return None;
        }
        if self.token(at).kind != Kind::Digits && is_letter {
            return None;
        }
        self.after_hour(hour as u8, unit)
    }

    /// What follows the word or letter for hour at token `unit`.
    fn after_hour(&self, hour: u8, unit: usize) -> Option<Told> {
        let next = unit + 1;
        let clock = |minute, second| Clock { hour, minute, second };
        if self.is(next, RUOI) {
            return Some(Told { clock: clock(Some(30), None), next: next + 1, sure: false });
        }
        if self.is(next, KEM) {
            return self.quarter_to(hour, next + 1);
        }
        let is_letter = !self.is(unit, GIO);
        let says_minute = self.is(next + 1, PHUT);
        let is_minute = !self.token(next).starts_line() && (!is_letter || self.token(next).is_glued() || says_minute);
        let minute = is_minute.then(|| self.digits(next, 2, 0, 99)).flatten();
        let Some(minute) = minute else {
            let is_grams = self.is(unit, G) && !self.is_hour_of_day(unit);
            let is_clean = !self.token(next).is_glued() || self.token(next).kind == Kind::Mark && self.ends_clean(next);
            let sure = is_letter && self.is(next, GIO);
            return (!is_grams && is_clean && hour <= 24).then_some(Told { clock: clock(None, None), next, sure });
        };
        self.with_minute(hour, minute, unit)
    }

    /// `lúc 1g`, `4g sáng`, `21g ngày 2-4`: the letter stands for hours, not for grams.
    fn is_hour_of_day(&self, unit: usize) -> bool {
        let next = unit + 1;
        let names_day = self.is_any(next, &[NGAY, CUNG, HOM]) || self.words.parts.is_at(self.cx, next);
        let opens_range = self.is_dash(next)
            && self.is(next + 2, G)
            && (self.is(next + 3, NGAY) || self.words.parts.is_at(self.cx, next + 3));
        names_day || opens_range || self.is(unit.wrapping_sub(2), LUC)
    }

    /// The minute after the hour, with `phút`, `p` or nothing after it.
    fn with_minute(&self, hour: u8, minute: u64, unit: usize) -> Option<Told> {
        let mut next = unit + 2;
        let is_sign = ['\'', '’', '′'].iter().any(|&mark| self.cx.is_mark(next, mark)) && self.token(next).is_glued();
        let says_minute = self.is(next, PHUT) || self.is(next, P) && self.token(next).is_glued() || is_sign;
        let counts = self.words.units.at(self.cx, next).is_some_and(|(name, _)| name.unit >= Unit::Hour);
        if minute > 59 || !says_minute && counts && self.is(unit, GIO) {
            return None;
        }
        next += usize::from(says_minute);
        let mut second = None;
        let says_second = self.is(next + 1, GIAY) || self.is(next + 1, S) && self.token(next + 1).is_glued();
        if says_minute
            && says_second
            && let Some(value) = self.digits(next, 2, 0, 59)
        {
            second = Some(value as u8);
            next += 2;
        }
        let is_letter = !self.is(unit, GIO);
        if !is_letter
            && !says_minute
            && (self.token(unit + 1).span.len() < 2 || self.words.counted.is_at(self.cx, next))
        {
            return None;
        }
        let clock = Clock { hour, minute: Some(minute as u8), second };
        self.ends_clean(next).then_some(Told { clock, next, sure: is_letter || !says_minute })
    }

    /// `10 giờ kém 15 (phút)`.
    fn quarter_to(&self, hour: u8, at: usize) -> Option<Told> {
        let (minutes, mut next) = self.small(at).filter(|&(minutes, _)| (1..60).contains(&minutes))?;
        if self.is(next, PHUT) {
            next += 1;
        }
        let hour = if hour == 0 { 23 } else { hour - 1 };
        let clock = Clock { hour, minute: Some(60 - minutes as u8), second: None };
        Some(Told { clock, next, sure: true })
    }

    /// True where the words before `at` say that a time of the clock follows.
    pub fn expects_clock(&self, at: usize) -> bool {
        const WORDS: [Key; 12] = [
            LUC,
            TU,
            DEN,
            TOI,
            VAO,
            HOI,
            TRUOC,
            Key::of("tầm"),
            Key::of("đúng"),
            Key::of("cữ"),
            Key::of("mốc"),
            Key::of("chừng"),
        ];
        let is_about = self.is_any(at.wrapping_sub(1), &[KHOANG, GAN, HON]);
        let before = if is_about { at.wrapping_sub(1) } else { at };
        // "Khoảng 20h, quán vắng": at the head of a sentence, and no length where a comma or a verb follows.
        let opens = is_about && self.token(before).kind == Kind::Capitalized && self.is(at + 1, H);
        // "lên tới 18 giờ": an amount.
        let is_amount = self.is(before.wrapping_sub(2), LEN) && self.is_any(before.wrapping_sub(1), &[DEN, TOI]);
        let is_told = self.is_any(before.wrapping_sub(1), &WORDS) && !is_amount;
        opens || is_told || self.follows_hour(at) || self.opens_sentence_with_hour(at) || self.is_evening(at)
    }

    /// `cấm dạy thêm sau 20h`, `giữ trẻ sau 17 giờ`; `sau 20 giờ di chuyển` is a length.
    fn is_evening(&self, at: usize) -> bool {
        let is_late = self.digits(at, 2, 16, 23).is_some() && self.is(at.wrapping_sub(1), SAU);
        is_late && (self.is(at + 1, H) || self.ends_words(at + 2) || self.is(at + 2, DEN))
    }

    /// `vào 6 giờ và 18 giờ`: the second of two hours.
    fn follows_hour(&self, at: usize) -> bool {
        let Some(first) = at.checked_sub(3) else { return false };
        let is_joined = self.is(at - 1, VA) && self.is_any(at - 2, &[GIO, H]);
        is_joined && self.token(first).kind == Kind::Digits && self.is(first.wrapping_sub(1), VAO)
    }

    /// `20 giờ, dưới bến …` at the start of a sentence.
    fn opens_sentence_with_hour(&self, at: usize) -> bool {
        let before = self.cx.before(at);
        let opens = self.token(at).starts_line() || !self.token(at).is_glued() && before.is_mark('.');
        opens && self.token(at).kind == Kind::Digits && self.is(at + 1, GIO) && self.cx.is_mark(at + 2, ',')
    }

    /// A part of the day; true where its words mean nothing else.
    pub fn part(&self, at: usize) -> Option<(Part, bool, usize)> {
        let (name, mut next) = self.words.parts.at(self.cx, at)?;
        // "đêm rạng sáng", "chiều và tối": the first part stands for the whole.
        if self.is(next, RANG) && self.is(next + 1, SANG_MORNING) {
            next += 2;
        }
        Some((name.part, name.sure, next))
    }
}

const LEN: Key = Key::of("lên");
const SANG_MORNING: Key = Key::of("sáng");

/// The clock in 24 hours: `3 giờ chiều` is 15.
pub(super) fn in_24_hours(clock: Clock, part: Part) -> Clock {
    let hour = clock.hour;
    let hour = match part {
        Part::Morning if hour == 12 => 0,
        Part::Noon if hour < 4 => hour + 12,
        Part::Afternoon | Part::Evening if hour < 12 => hour + 12,
        Part::Night if hour == 12 => 24,
        Part::Night if (6..12).contains(&hour) => hour + 12,
        _ => hour,
    };
    Clock { hour, ..clock }
}
