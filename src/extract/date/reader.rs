//! What every rule of the room needs: numbers, neighbours, and whether a bare number may be a date.

use super::expr::{Unit, Year};
use super::words::{Cue, Words};
use crate::extract::Context;
use crate::numeral::{roman, small};
use crate::segment::{Key, Kind, Token};

/// Folded words of the grammar.
pub(super) mod keys {
    use crate::segment::Key;

    macro_rules! keys {
        ($($name:ident = $word:literal,)+) => { $(pub const $name: Key = Key::of($word);)+ };
    }
    keys! {
        NGAY = "ngày", THANG = "tháng", THG = "thg", NAM = "năm", QUY = "quý", HOM = "hôm", MUNG = "mùng", MONG = "mồng",
        RAM = "rằm", DEN = "đến", TOI = "tới", HET = "hết", VA = "và", CUA = "của", CUNG = "cùng", KY = "kỳ",
        DAU = "đầu", GIUA = "giữa", CUOI = "cuối", NUA = "nửa", NHUNG = "những", CAC = "các", TIEN = "tiên", MOI = "mới",
        GIO = "giờ", PHUT = "phút", GIAY = "giây", RUOI = "rưỡi", KEM = "kém", LUC = "lúc", TU = "từ", THU = "thứ",
        TUAN = "tuần", THAP = "thập", NIEN = "niên", KI = "kỷ", THE = "thế", TRUOC = "trước", SAU = "sau", QUA = "qua",
        NAY = "nay", NUA_MORE = "nữa", DAY = "đây", DO = "đó", CACH = "cách", MOI_EACH = "mỗi", HANG = "hàng", HANG_EVERY = "hằng",
        MOT = "một", LAN = "lần", AM = "âm", LICH = "lịch", NHUAN = "nhuận", TCN = "TCN", CONG = "công",
        NGUYEN = "nguyên", SCN = "SCN", TUOI = "tuổi", HOAC = "hoặc", HAY = "hay", THUONG = "thượng",
        TRUNG = "trung", HA = "hạ", VUA = "vừa", GAN = "gần", TRO = "trở", LAI = "lại", TIEP = "tiếp", THEO = "theo",
        KE = "kế", KHOANG = "khoảng", HON = "hơn", CHUNG = "chừng", KHI = "khi", H = "h", G = "g", P = "p", S = "s",
        ROI = "rồi", VE = "về", TET = "Tết", CANG = "càng", HOC = "học", AM_CLOCK = "AM", PM = "PM",
        SA = "SA", CH = "CH", CHUC = "chục", TRAM = "trăm", RANG = "rạng", NGHIN = "nghìn", NGAN = "ngàn", TRIEU = "triệu",
        TY = "tỷ", HAI = "hai", BA = "ba", BON = "bốn", SAU_SIX = "sáu", BAY = "bảy", BAY_TOO = "bẩy", TAM = "tám",
        CHIN = "chín", MUOI = "mười", MUOI_TENS = "mươi", TU_FOUR = "tư", VAO = "vào", HOI = "hồi", TRONG = "trong",
        SUOT = "suốt", MAT = "mất", THEM = "thêm", VONG = "vòng", MAY = "mấy", VAI = "vài", NHIEU = "nhiều", BAO = "bao",
        DIP = "dịp", SINH = "sinh", NHAT = "nhất", LIEN = "liền", NGOAI = "ngoái", THIS = "này", DOT = "đợt", KHOA = "khóa",
        SO = "số", DEM = "đêm", CHIEU = "chiều",
    }
}
use keys::*;

/// Reads an article with the room's word lists.
#[derive(Clone, Copy)]
pub(super) struct Reader<'r, 'a> {
    /// The article.
    pub cx: &'r Context<'a>,
    /// The lists.
    pub words: &'r Words,
}

impl Reader<'_, '_> {
    /// Token `at`.
    pub fn token(&self, at: usize) -> Token {
        self.cx.token(at)
    }

    /// True where token `at` is the word.
    pub fn is(&self, at: usize, key: Key) -> bool {
        self.cx.is(at, key)
    }

    /// True where token `at` is one of the words.
    pub fn is_any(&self, at: usize, keys: &[Key]) -> bool {
        keys.contains(&self.token(at).key)
    }

    /// True where the line ends before token `at`, or a mark stands there.
    pub fn ends_words(&self, at: usize) -> bool {
        let token = self.token(at);
        matches!(token.kind, Kind::End | Kind::Mark) || token.starts_line()
    }

    /// True for a hyphen or a dash.
    pub fn is_dash(&self, at: usize) -> bool {
        ['-', '–', '—'].iter().any(|&dash| self.cx.is_mark(at, dash))
    }

    /// A run of at most `most` digits within the bounds.
    pub fn digits(&self, at: usize, most: u32, low: u64, high: u64) -> Option<u64> {
        let token = self.token(at);
        if token.kind != Kind::Digits || token.span.len() > most {
            return None;
        }
        token.digits().filter(|value| (low..=high).contains(value))
    }

    /// A day of the month in digits.
    pub fn day_digits(&self, at: usize) -> Option<u8> {
        self.digits(at, 2, 1, 31).map(|day| day as u8)
    }

    /// A month in digits.
    pub fn month_digits(&self, at: usize) -> Option<u8> {
        self.digits(at, 2, 1, 12).map(|month| month as u8)
    }

    /// A year of four digits that an article can speak of.
    pub fn year_digits(&self, at: usize) -> Option<i32> {
        let token = self.token(at);
        if token.span.len() != 4 {
            return None;
        }
        self.digits(at, 4, 1000, 2199).map(|year| year as i32)
    }

    /// A small number in digits or words.
    pub fn small(&self, at: usize) -> Option<(u64, usize)> {
        if !self.opens_number(at) || self.token(at).kind == Kind::Mixed {
            return None;
        }
        small(self.cx, at).map(|small| (small.value, small.next))
    }

    /// A Roman number within the bounds.
    pub fn roman(&self, at: usize, high: u64) -> Option<u64> {
        roman(self.cx, at).filter(|value| (1..=high).contains(value))
    }

    /// True where the number at `at` is not the tail of a longer code, amount or word.
    pub fn starts_clean(&self, at: usize) -> bool {
        let token = self.token(at);
        if !token.is_glued() {
            return true;
        }
        let before = self.cx.before(at);
        match before.kind {
            Kind::Mark => {
                let joins = ['/', '-', '.', ',', '–', ':', '+', '$', '€', '#'].iter().any(|&mark| before.is_mark(mark));
                !joins || at < 2 || before.is_mark('–') || !is_part_of_code(self.token(at - 2), before)
            }
            _ => false,
        }
    }

    /// True where the number that ends before `next` is not the head of a longer code or amount.
    pub fn ends_clean(&self, next: usize) -> bool {
        let token = self.token(next);
        if !token.is_glued() {
            return true;
        }
        if token.kind != Kind::Mark {
            return false;
        }
        if token.is_mark('%') || token.is_mark('°') || token.is_mark('‰') {
            return false;
        }
        let after = self.token(next + 1);
        if self.is_list_or_range(next) {
            return true;
        }
        let joins = ['/', '-', '.', ',', ':'].iter().any(|&mark| token.is_mark(mark));
        !(joins && after.is_glued() && (after.kind == Kind::Digits || token.is_mark('/') || is_code_word(token, after)))
    }

    /// `30/5-7/6`, `8h40-8h50`, `2015,2016`: the mark at `next` joins two dates.
    fn is_list_or_range(&self, next: usize) -> bool {
        if self.cx.is_mark(next, ',') {
            return self.year_digits(next + 1).is_some() && self.year_digits(next - 1).is_some();
        }
        if !self.is_dash(next) || self.digits(next + 1, 2, 0, 59).is_none() {
            return false;
        }
        let is_day = self.cx.is_mark(next + 2, '/') && self.month_digits(next + 3).is_some();
        let is_hour = self.is_any(next + 2, &[H, G, GIO]) || self.cx.is_mark(next + 2, ':');
        is_day || is_hour
    }

    /// The words right before token `at` that let a date without head word follow.
    pub fn cue(&self, at: usize) -> Option<Cue> {
        self.words.cues.before(self.cx, at).map(|(cue, _)| cue).or_else(|| self.is_day_of_name(at).then_some(NAMED_DAY))
    }

    /// `Ngày Nhà giáo Việt Nam 20-11`: capitals lead back to `ngày` or `lễ`.
    fn is_day_of_name(&self, at: usize) -> bool {
        const MOST_WORDS: usize = 8;
        if self.cx.before(at).kind == Kind::Lower {
            return self.is_ceremony(at);
        }
        let words = (at.saturating_sub(MOST_WORDS)..at).rev();
        let mut words = words.map(|at| self.token(at)).take_while(|token| token.kind.is_word());
        words.next();
        words.any(|token| token.is(NGAY) || token.is(LE))
    }

    /// `lễ khai giảng 5/9`: the name of the ceremony in small letters.
    fn is_ceremony(&self, at: usize) -> bool {
        const MOST_WORDS: usize = 4;
        let mut words = (at.saturating_sub(MOST_WORDS)..at).rev().map(|at| self.token(at));
        self.cx.is_mark(at + 1, '/') && words.any(|token| token.is(LE))
    }

    /// True where a name word stands right before token `at`.
    pub fn is_name(&self, at: usize) -> bool {
        self.words.names.before(self.cx, at).is_some()
    }

    /// True where what follows a bare year or day is not something that it counts.
    pub fn is_free(&self, next: usize) -> bool {
        let token = self.token(next);
        match token.kind {
            Kind::End => true,
            Kind::Mark => !token.is_mark('%') && !token.is_mark('$') && !token.is_mark('°'),
            Kind::Capitalized => true,
            Kind::Upper | Kind::Mixed => token.span.len() > 3 || token.starts_line(),
            Kind::Lower => token.starts_line() || self.words.follow.is_at(self.cx, next),
            Kind::Digits => token.starts_line(),
        }
    }

    /// A month's name or number; true where the name is lunar.
    pub fn month(&self, at: usize) -> Option<(u8, bool, usize)> {
        if let Some(month) = self.month_digits(at) {
            return Some((month, false, at + 1));
        }
        let (name, next) = self.words.months.at(self.cx, at)?;
        Some((name.month, name.lunar, next))
    }

    /// The year that follows a month, quarter or day: `năm 2020`, `/2020`, `năm nay`, `của năm 2018`.
    pub fn year_after(&self, at: usize, loose: bool) -> Option<(Year, usize)> {
        if self.token(at).starts_line() {
            return None;
        }
        let is_separator = ['/', '-', '.', '–'].iter().any(|&mark| self.cx.is_mark(at, mark));
        if is_separator {
            let is_tight = self.token(at).is_glued() && self.token(at + 1).is_glued();
            let year = self.year_digits(at + 1)?;
            return ((is_tight || loose) && self.ends_clean(at + 2)).then_some((Year::Known(year), at + 2));
        }
        let mut from = at;
        if self.is(from, CUA) || (self.cx.is_mark(from, ',') && self.is(from + 1, NAM)) {
            from += 1;
        }
        self.named_year(from)
    }

    /// `năm 2020`, `năm nay`, `năm đó`, `năm 179 TCN`.
    pub fn named_year(&self, at: usize) -> Option<(Year, usize)> {
        if let Some((relative, next)) = self.words.relative.at(self.cx, at) {
            let is_year = relative.unit == Unit::Year && !self.reaches_beyond(next);
            return is_year.then_some((Year::Offset(relative.offset, relative.from), next));
        }
        if !self.is(at, NAM) {
            return None;
        }
        let number = if self.is(at + 1, MOI) && self.year_digits(at + 2).is_some() { at + 2 } else { at + 1 };
        if let Some((year, next)) = self.numbered_year(number) {
            return Some((Year::Known(year), next));
        }
        if let Some((place, next)) = self.words.canchi.at(self.cx, at + 1) {
            if let Some(year) = self.year_digits(next) {
                return Some((Year::Known(year), next + 1));
            }
            return Some((Year::CanChi(place), next));
        }
        None
    }

    /// `năm trước` before `khi` or a date is no year of its own.
    pub fn reaches_beyond(&self, next: usize) -> bool {
        let is_prepositional = self.is_any(next - 1, &[TRUOC, SAU]);
        is_prepositional && self.is_any(next, &[KHI, LUC, NGAY, NAM, THANG])
    }

    /// The number of a year after `năm`, with its era.
    fn numbered_year(&self, at: usize) -> Option<(i32, usize)> {
        let token = self.token(at);
        let (value, next) = if token.kind == Kind::Digits {
            (token.digits()?, at + 1)
        } else if self.is_any(at, &[MOT, HAI]) {
            self.small(at).filter(|&(value, _)| (1000..2200).contains(&value))?
        } else {
            return None;
        };
        if let Some((is_before, after)) = self.era(next) {
            let year = i32::try_from(value).ok().filter(|year| (1..10_000).contains(year))?;
            return Some((if is_before { -year } else { year }, after));
        }
        let width = token.span.len();
        let is_plain = match (token.kind, width) {
            (Kind::Digits, 4) => (1000..2200).contains(&value) && self.ends_clean(next),
            (Kind::Digits, 3) => value >= 100 && self.ends_clean(next) && self.is_old_year(at, next),
            (Kind::Digits, 2) => {
                (45..100).contains(&value) && self.ends_clean(next) && self.is_free(next) && !self.follows_age(at)
            }
            (Kind::Digits, _) => false,
            _ => true,
        };
        let year = value as i32;
        is_plain.then_some((if width == 2 && token.kind == Kind::Digits { 1900 + year } else { year }, next))
    }

    /// `khỏi bệnh năm 33 tuổi và năm 69`: ages, no years.
    fn follows_age(&self, at: usize) -> bool {
        const REACH: usize = 12;
        (at.saturating_sub(REACH)..at).any(|at| self.is(at, TUOI))
    }

    /// `năm 938`, where nothing says that it counts: `mỗi năm 300 tấn`.
    fn is_old_year(&self, at: usize, next: usize) -> bool {
        let head = at.wrapping_sub(1);
        let opens = self.cx.before(head).kind != Kind::Lower
            || self.words.cues.before(self.cx, head).is_some()
            || self.words.seasons.before(self.cx, head).is_some();
        self.is_free(next) || opens && !self.words.counted.is_at(self.cx, next)
    }

    /// `TCN`, `trước Công nguyên`, `sau Công nguyên`: true before our era.
    pub fn era(&self, at: usize) -> Option<(bool, usize)> {
        if self.is(at, TCN) {
            return Some((true, at + 1));
        }
        if self.is(at, SCN) {
            return Some((false, at + 1));
        }
        let is_era = self.is(at + 1, CONG) && self.is(at + 2, NGUYEN);
        (is_era && self.is_any(at, &[TRUOC, SAU])).then_some((self.is(at, TRUOC), at + 3))
    }
}

const LE: Key = Key::of("lễ");

/// A holiday's name as a cue.
const NAMED_DAY: Cue = Cue { strong: true, toward: None };

/// True where `mark` ties `before` to what follows it, as in `15/2020` or `1.5`.
fn is_part_of_code(before: Token, mark: Token) -> bool {
    if !mark.is_glued() {
        return mark.is_mark('$') || mark.is_mark('#');
    }
    match before.kind {
        Kind::Digits => true,
        Kind::Upper | Kind::Mixed => !mark.is_mark(',') && !mark.is_mark(':') && !mark.is_mark('.'),
        Kind::Lower | Kind::Capitalized => mark.is_mark('/') || mark.is_mark('#'),
        _ => mark.is_mark('$') || mark.is_mark('€'),
    }
}

/// True where `after` is the letters of a code: `12-CP`, `15/NĐ`.
fn is_code_word(mark: Token, after: Token) -> bool {
    mark.is_mark('-') && matches!(after.kind, Kind::Upper | Kind::Mixed)
}
