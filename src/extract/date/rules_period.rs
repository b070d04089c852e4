//! Months, quarters, halves, years, decades, centuries, seasons, terms and stages.

use super::DateMod;
use super::expr::{Calendar, From, Lunar, Month, Season, Unit, Year};
use super::reader::{Reader, keys::*};
use crate::segment::{Key, Kind};

impl Reader<'_, '_> {
    /// A month, quarter, half, year, decade, century or season at token `at`.
    pub fn period(&self, at: usize) -> Option<(Calendar, usize)> {
        let key = self.token(at).key;
        if key == THANG {
            return self.month_period(at);
        }
        if key == QUY {
            return self.quarter(at);
        }
        if key == NAM {
            return self.plain_year(at);
        }
        if key == THAP || key == NHUNG {
            return self.decade(at);
        }
        if key == THE {
            return self.century(at);
        }
        if key == NUA {
            return self.half(at);
        }
        if self.token(at).kind == Kind::Digits {
            return self.leading_months(at);
        }
        self.season(at).or_else(|| self.leading_months(at))
    }

    /// `tháng 9`, `tháng 9/2020`, `tháng tư năm ngoái`, `tháng Giêng`, `tháng 3 âm lịch`.
    fn month_period(&self, at: usize) -> Option<(Calendar, usize)> {
        let (month, is_lunar, next) = self.month(at + 1)?;
        if self.token(at + 1).starts_line() || self.is_counted_month(at, next) {
            return None;
        }
        if self.token(at + 1).kind == Kind::Digits && !self.ends_clean(next) && self.year_after(next, true).is_none() {
            return None;
        }
        let (leap, next) = if self.is(next, NHUAN) { (true, next + 1) } else { (false, next) };
        let (year, after) = self.year_after(next, true).unwrap_or((Year::Open, next));
        if let Some(after) =
            self.lunar_mark(after).or((is_lunar || leap || matches!(year, Year::CanChi(_))).then_some(after))
        {
            return Some((Calendar::Lunar(Lunar { year, month, leap, day: 0 }), after));
        }
        Some((Calendar::Month(year, Month::Known(month)), after))
    }

    /// `tháng 2 lần`, `mỗi tháng 12 triệu`, `ngày tháng năm sinh`: no month.
    fn is_counted_month(&self, at: usize, next: usize) -> bool {
        if self.words.counted.is_at(self.cx, next) || self.cx.is_mark(next, '%') {
            return true;
        }
        let before = at.wrapping_sub(1);
        if self.is(before, MANG) && self.is(before.wrapping_sub(1), CACH_MANG) {
            return true;
        }
        let is_each = self.is_any(before, &[MOI_EACH, HANG, HANG_EVERY, MAY, VAI, MOT]);
        let is_birth = self.is(before, NGAY) && self.token(at + 1).kind == Kind::Lower;
        let is_years = self.is(before, NAM) && self.is(at + 1, NAM);
        is_each || is_birth || is_years || self.is(at + 1, NAM) && self.is(before, NHUNG)
    }

    /// The token after `âm lịch`, `(âm lịch)`, `ÂL`.
    pub fn lunar_mark(&self, at: usize) -> Option<usize> {
        if self.token(at).starts_line() {
            return None;
        }
        if self.is(at, AM) && self.is(at + 1, LICH) {
            return Some(at + 2);
        }
        let is_bracketed = self.cx.is_mark(at, '(') && self.is(at + 1, AM) && self.is(at + 2, LICH);
        if is_bracketed && self.cx.is_mark(at + 3, ')') {
            return Some(at + 4);
        }
        (self.is(at, AL) && self.token(at).kind == Kind::Upper).then_some(at + 1)
    }

    /// `quý III/2020`, `quý 3 năm nay`, `quý cuối năm 2020`.
    fn quarter(&self, at: usize) -> Option<(Calendar, usize)> {
        let (quarter, next) = self.quarter_number(at + 1)?;
        let (year, next) = match self.is(next, THIS) {
            true => (Year::Open, next + 1),
            false => self.year_after(next, true).unwrap_or((Year::Open, next)),
        };
        Some((Calendar::Quarter(year, quarter), next))
    }

    fn quarter_number(&self, at: usize) -> Option<(u8, usize)> {
        if self.token(at).starts_line() {
            return None;
        }
        if let Some(value) = self.digits(at, 2, 1, 4).or_else(|| self.roman(at, 4)) {
            return Some((value as u8, at + 1));
        }
        if self.is_any(at, &[TU_FOUR, BON]) {
            return Some((4, at + 1));
        }
        let (value, next) = self.small(at)?;
        let is_plain = value <= 4 && self.token(at).kind != Kind::Digits && !self.words.units.is_at(self.cx, next);
        (is_plain && value > 0).then_some((value as u8, next))
    }

    /// `năm 2020`, `năm Giáp Thìn`.
    fn plain_year(&self, at: usize) -> Option<(Calendar, usize)> {
        if !self.is(at, NAM) {
            return None;
        }
        let (year, next) = self.named_year(at)?;
        match year {
            Year::CanChi(_) => Some((Calendar::Lunar(Lunar { year, month: 0, leap: false, day: 0 }), next)),
            Year::Known(_) => Some((Calendar::Year(year), next)),
            _ => None,
        }
    }

    /// `thập niên 1960`, `thập niên 60 của thế kỷ trước`, `những năm 80`.
    fn decade(&self, at: usize) -> Option<(Calendar, usize)> {
        let is_named = self.is(at, THAP) && self.is_any(at + 1, &[NIEN, KI]);
        let is_years = self.is(at, NHUNG) && self.is(at + 1, NAM);
        if !is_named && !is_years {
            return None;
        }
        let number = if is_named && self.is(at + 2, NAM) { at + 3 } else { at + 2 };
        let (value, next) = self.small(number)?;
        let value = value as i32;
        let is_round = value % 10 == 0 && (is_named || value >= 1000 || self.is_free(next) || self.is_dash(next));
        let start = match value {
            1000..=2090 if is_round => value,
            20..=90 if is_round => 1900 + value,
            _ => return None,
        };
        if value >= 1000 && is_years && self.list_of_years(next) {
            return None;
        }
        Some((Calendar::Decade(start), self.own_century(next).unwrap_or(next)))
    }

    /// `những năm 2010, 2011`, `những năm 2010 và 2014`: years, no decade.
    fn list_of_years(&self, next: usize) -> bool {
        let is_joint = self.cx.is_mark(next, ',') || self.is_dash(next) || self.is(next, VA);
        let number = if is_joint { next + 1 } else { return false };
        self.year_digits(number).is_some_and(|year| year % 10 != 0)
    }

    /// `của thế kỷ trước`, `thế kỷ 20` after a decade.
    fn own_century(&self, at: usize) -> Option<usize> {
        let from = if self.is(at, CUA) { at + 1 } else { at };
        if let Some((relative, next)) = self.words.relative.at(self.cx, from) {
            return (relative.unit == Unit::Century).then_some(next);
        }
        self.century(from).map(|(_, next)| next)
    }

    /// `thế kỷ XX`, `thế kỷ thứ 15`, `thế kỷ III TCN`.
    fn century(&self, at: usize) -> Option<(Calendar, usize)> {
        if !(self.is(at, THE) && self.is(at + 1, KI)) {
            return None;
        }
        let number = if self.is(at + 2, THU) { at + 3 } else { at + 2 };
        if self.token(number).starts_line() {
            return None;
        }
        let (value, next) = match self.roman(number, 21) {
            Some(value) => (value, number + 1),
            None => self.small(number).filter(|&(value, _)| (1..=30).contains(&value))?,
        };
        let value = value as i32;
        match self.era(next) {
            Some((true, next)) => Some((Calendar::Century(-value), next)),
            Some((false, next)) => Some((Calendar::Century(value), next)),
            None => Some((Calendar::Century(value), next)),
        }
    }

    /// `nửa đầu năm 2023`, `nửa cuối năm`.
    fn half(&self, at: usize) -> Option<(Calendar, usize)> {
        let half = self.first_or_last(at + 1)?;
        let (year, next) = self.year_of_part(at + 2)?;
        Some((Calendar::Half(year, half), next))
    }

    /// 1 for `đầu`, 2 for `cuối`, `sau`.
    fn first_or_last(&self, at: usize) -> Option<u8> {
        match self.token(at).key {
            DAU => Some(1),
            CUOI => Some(2),
            _ => None,
        }
    }

    /// The year after `6 tháng đầu`: `năm`, `năm 2017`, `năm nay`, `của năm 2017`.
    fn year_of_part(&self, at: usize) -> Option<(Year, usize)> {
        let at = if self.is(at, CUA) { at + 1 } else { at };
        if let Some(found) = self.named_year(at) {
            return Some(found);
        }
        (self.is(at, NAM) && !self.is(at + 1, HOC)).then_some((Year::Offset(0, From::Dct), at + 1))
    }

    /// `6 tháng đầu năm`, `9 tháng năm 2020`, `hai quý đầu năm`.
    fn leading_months(&self, at: usize) -> Option<(Calendar, usize)> {
        if self.token(at).kind == Kind::Digits && !self.is_any(at + 1, &[THANG, QUY]) {
            return None;
        }
        let (count, unit) = self.small(at)?;
        let is_quarters = self.is(unit, QUY);
        if !(self.is(unit, THANG) || is_quarters) || self.token(unit).starts_line() {
            return None;
        }
        let count = count.checked_mul(if is_quarters { 3 } else { 1 }).filter(|count| (1..=12).contains(count))? as u8;
        let (is_first, (year, next)) = match self.first_or_last(unit + 1) {
            Some(half) => (half == 1, self.year_of_part(unit + 2)?),
            None => {
                let year = self.named_year(unit + 1)?;
                (
                    true,
                    matches!(year.0, Year::Known(_))
                        .then_some(year)
                        .filter(|_| self.token(unit + 2).kind == Kind::Digits)?,
                )
            }
        };
        Some((months_of(year, count, is_first), next))
    }

    /// `mùa hè năm nay`, `hè 2017`, `mùa đông 2020`.
    fn season(&self, at: usize) -> Option<(Calendar, usize)> {
        let (name, next) = self.words.seasons.at(self.cx, at)?;
        let is_bare = next == at + 1;
        let is_summer = self.is(at, HE) && !self.is(at.wrapping_sub(1), VIA);
        let has_cue = is_summer
            || self.cue(at).is_some()
            || self.token(at).starts_line()
            || self.cx.before(at).kind == Kind::Mark;
        if self.is_collection(at, next) || self.is_name(at) || is_bare && !has_cue {
            return None;
        }
        let bare = self.year_digits(next).filter(|_| !self.token(next).starts_line() && self.ends_clean(next + 1));
        let year = self.year_after(next, false).or_else(|| bare.map(|year| (Year::Known(year), next + 1)));
        match year {
            Some((year, next)) => Some((Calendar::Season(year, name.season), next)),
            None if self.is(next, THIS) => Some((Calendar::Season(Year::Offset(0, From::Dct), name.season), next + 1)),
            None => self.ending(next).map(|_| (Calendar::Season(Year::Open, name.season), next)),
        }
    }

    /// `Xuân Hè 2017` names a collection, `vụ xuân` a crop.
    fn is_collection(&self, at: usize, next: usize) -> bool {
        let others = self.words.seasons.is_at(self.cx, at.wrapping_sub(1))
            || self.words.seasons.is_at(self.cx, next)
            || self.is_dash(next) && self.words.seasons.is_at(self.cx, next + 1)
            || self.is_dash(at.wrapping_sub(1)) && self.words.seasons.is_at(self.cx, at.wrapping_sub(2));
        others || self.is_any(at.wrapping_sub(1), &[VU, BONG, TAN])
    }

    /// The years of `nhiệm kỳ 2020-2025`, `năm học 2020 - 2021`, `mùa giải 2016/17`, or bare `2016-2020`.
    pub fn year_span(&self, at: usize) -> Option<(i32, i32, usize)> {
        let first = self.year_digits(at)?;
        let is_joined = self.is_dash(at + 1) || self.cx.is_mark(at + 1, '/') || self.is(at + 1, DEN);
        if !is_joined || self.token(at + 1).starts_line() {
            return None;
        }
        let mut number = at + 2;
        if self.is(number, NAM) && self.is(at + 1, DEN) {
            number += 1;
        }
        let last = match self.year_digits(number) {
            Some(last) => last,
            None => {
                let short = self.digits(number, 2, 0, 99).filter(|_| self.token(number).span.len() == 2)? as i32;
                let last = first - first % 100 + short;
                (last == first + 1 && self.token(number).is_glued()).then_some(last)?
            }
        };
        let is_span = last > first && last - first <= 200 && self.ends_clean(number + 1);
        is_span.then_some((first, last, number + 1))
    }

    /// `nhiệm kỳ 2020-2025`, `năm học 2020-2021`, `giai đoạn từ 2016 đến 2020`, `mùa giải 2018`.
    pub fn term(&self, at: usize) -> Option<(i32, i32, usize)> {
        let (years, mut next) = self.words.terms.at(self.cx, at)?;
        if next == at + 1 && self.is_counted_year(at) {
            return None;
        }
        if self.is(next, NAM) {
            next += 1;
        }
        if self.cx.is_mark(next, '(') && self.year_digits(next + 1).is_some() {
            let (first, last, after) = self.year_span(next + 1)?;
            return self.cx.is_mark(after, ')').then_some((first, last, after + 1));
        }
        if self.is(next, TU) {
            next += 1;
            next += usize::from(self.is(next, NAM));
        }
        if let Some(span) = self.year_span(next) {
            return Some(span);
        }
        let year = self.year_digits(next).filter(|_| years == 1 && self.ends_clean(next + 1))?;
        (!self.token(next).starts_line()).then_some((year, year, next + 1))
    }

    /// `kế hoạch 5 năm 2016-2020`: the word for years belongs to the number before it; not `quý 4 năm 2016-2017`.
    pub fn is_counted_year(&self, at: usize) -> bool {
        const HEADS: [Key; 8] = [THU, LAN, DOT, KY, KHOA, QUY, THANG, SO];
        let number = at.wrapping_sub(1);
        let is_number = match self.token(number).kind {
            Kind::Digits => self.token(number).span.len() <= 2,
            _ => self.opens_number(number),
        };
        self.is(at, NAM) && is_number && !self.token(at).starts_line() && !self.is_any(at.wrapping_sub(2), &HEADS)
    }

    /// `đầu`, `giữa`, `cuối`, `những ngày đầu`, `nửa cuối` before a stretch.
    pub fn modifier(&self, at: usize) -> Option<(DateMod, usize)> {
        let word = |at| match self.token(at).key {
            DAU => Some(DateMod::Start),
            GIUA => Some(DateMod::Mid),
            CUOI => Some(DateMod::End),
            _ => None,
        };
        if let Some(modifier) = word(at) {
            let is_compound = self.words.compounds.is_at(self.cx, at.wrapping_sub(1));
            return (!is_compound || self.token(at).starts_line()).then_some((modifier, at + 1));
        }
        if self.is(at + 1, TUAN) {
            let modifier = match self.token(at).key {
                THUONG => DateMod::Start,
                TRUNG => DateMod::Mid,
                HA => DateMod::End,
                _ => return None,
            };
            return Some((modifier, at + 2));
        }
        if self.is(at, NUA) {
            if self.half(at).is_some() {
                return None;
            }
            return word(at + 1).map(|modifier| (modifier, at + 2));
        }
        let is_days = self.is_any(at, &[NHUNG, CAC]) && self.is_any(at + 1, &[NGAY, THANG, TUAN, NAM]);
        if !is_days {
            return None;
        }
        let modifier = word(at + 2)?;
        let mut next = at + 3;
        next += usize::from(self.is(next, TIEN) || self.is(next, CUNG));
        next += usize::from(self.is(next, CUA));
        Some((modifier, next))
    }
}

const CACH_MANG: Key = Key::of("cách");
const MANG: Key = Key::of("mạng");
const AL: Key = Key::of("ÂL");
const HE: Key = Key::of("hè");
const VIA: Key = Key::of("vỉa");
const VU: Key = Key::of("vụ");
const BONG: Key = Key::of("bóng");
const TAN: Key = Key::of("tân");

/// The months that `count` months at the start or the end of a year are.
fn months_of(year: Year, count: u8, is_first: bool) -> Calendar {
    match (count, is_first) {
        (3, true) => Calendar::Quarter(year, 1),
        (3, false) => Calendar::Quarter(year, 4),
        (6, true) => Calendar::Half(year, 1),
        (6, false) => Calendar::Half(year, 2),
        (12, _) => Calendar::Year(year),
        (count, true) => Calendar::Months(year, 1, count),
        (count, false) => Calendar::Months(year, 13 - count, 12),
    }
}

impl Season {
    /// TIMEX3 code.
    pub fn code(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }

    /// First and last month, as Northern Vietnam counts them.
    pub fn months(self) -> (u8, u8) {
        match self {
            Season::Spring => (3, 5),
            Season::Summer => (6, 8),
            Season::Autumn => (9, 11),
            Season::Winter => (12, 2),
        }
    }
}
