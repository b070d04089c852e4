//! Lengths of time and repetitions: `3 ngày`, `4 năm rưỡi`, `2-3 tháng`, `cách đây 5 năm`, `hai năm qua`, `mỗi năm`.

use super::DateMod;
use super::expr::{Amount, Calendar, From, Length, Measure, Point, Seen, Set, Toward, Unit};
use super::reader::{Reader, keys::*};
use crate::numeral::{self, Word, behind_repetition};
use crate::segment::{Key, Kind};

impl Reader<'_, '_> {
    /// A length, a range of lengths, or a point so far away, at token `at`.
    pub fn length_expression(&self, at: usize) -> Option<(Seen, usize)> {
        if self.token(at).kind == Kind::Digits && !self.starts_clean(at) {
            return None;
        }
        let length = self.length(at);
        if let Some((first, last, next)) = self.lengths(at, length) {
            return Some(self.after_lengths(first, last, next));
        }
        let (length, next) = length?;
        self.after_length(at, length, next)
    }

    /// `2-3 tháng`, `một đến hai năm`, `30 giây đến 2 phút`, `hai, ba ngày`, where `first` is the length at `at`.
    fn lengths(&self, at: usize, first: Option<(Length, usize)>) -> Option<(Length, Length, usize)> {
        if let Some((length, next)) = first {
            let joined = self.range_word(next)?;
            let (last, after) = self.length(joined)?;
            return (length.unit() >= last.unit() || length.unit() > Some(Unit::Day)).then_some((length, last, after));
        }
        let (first, next) = self.amount(at)?;
        let (joined, is_list) = match self.range_word(next) {
            Some(joined) => (joined, false),
            None if self.is(next, HOAC) || self.is(next, HAY) => (next + 1, true),
            None if self.cx.is_mark(next, ',') => (next + 1, true),
            None if self.token(at).kind != Kind::Digits => (next, true),
            None => return None,
        };
        let (last, unit) = self.amount(joined)?;
        let (name, after) = self.words.units.at(self.cx, unit)?;
        let is_rising = value(last) > value(first) && (!is_list || value(last) == value(first) + 1.0);
        if !is_rising || !self.is_unit(unit, after) {
            return None;
        }
        let scale = |amount: Amount| Amount { digits: amount.digits * u64::from(name.factor), ..amount };
        Some((Length::of(scale(first), name.unit), Length::of(scale(last), name.unit), after))
    }

    /// The token after `-`, `đến`, `tới`.
    fn range_word(&self, at: usize) -> Option<usize> {
        let is_word = self.is_any(at, &[DEN, TOI]) || self.is_dash(at);
        (is_word && !self.token(at).starts_line() && !self.token(at + 1).starts_line()).then_some(at + 1)
    }

    /// `2-3 năm tới`: the window's word goes along.
    fn after_lengths(&self, first: Length, last: Length, next: usize) -> (Seen, usize) {
        let next = self.window(next).map_or(next, |(_, after)| after);
        (Seen::Lengths(Box::new((first, last))), next)
    }

    /// `3 ngày`, `2 năm 6 tháng`, `4 năm rưỡi`, `nửa tháng`.
    pub fn length(&self, at: usize) -> Option<(Length, usize)> {
        let (mut length, mut next) = self.one_length(at)?;
        if self.is(next, RUOI) && !self.token(next).starts_line() {
            return Some((and_a_half(length)?, next + 1));
        }
        // "2 ngày 1 đêm"
        if length.unit() == Some(Unit::Day) && self.is(next + 1, DEM) && self.opens_number(next) {
            return Some((length, next + 2));
        }
        while self.opens_amount(next)
            && let Some((more, after)) = self.one_length(next)
        {
            let [Some(Measure { digits, places, unit }), None, None] = more.parts else { break };
            match length.and(Amount { digits, places }, unit) {
                Some(longer) => (length, next) = (longer, after),
                None => break,
            }
        }
        Some((length, next))
    }

    /// An amount and its unit.
    fn one_length(&self, at: usize) -> Option<(Length, usize)> {
        if self.token(at).kind == Kind::Mark {
            return None;
        }
        if self.is(at, NUA) {
            let (name, next) = self.words.units.at(self.cx, at + 1)?;
            return self.is_unit(at + 1, next).then(|| half_of(name.unit, name.factor))?.map(|length| (length, next));
        }
        let (amount, unit) = self.scaled_amount(at)?;
        let (name, next) = self.unit_at(unit)?;
        // "diesel 0,05S"
        if self.is(unit, S) && self.token(unit).kind != Kind::Lower {
            return None;
        }
        let amount = Amount { digits: amount.digits.checked_mul(u64::from(name.1))?, ..amount };
        self.is_unit(unit, next).then(|| (Length::of(amount, name.0), next))
    }

    /// An amount in figures with a scale behind it, where years are counted: `250 triệu năm`, `3,5 tỷ năm`.
    fn scaled_amount(&self, at: usize) -> Option<(Amount, usize)> {
        let (amount, scale) = self.amount(at)?;
        let exponent = match numeral::word(self.token(scale).key) {
            Some(Word::Hundred) => 2,
            Some(Word::Scale(exponent)) => exponent,
            _ => return Some((amount, scale)),
        };
        let unit = scale + 1;
        // "lãi 250 triệu năm trước" was last year, "12 triệu năm trước đây" is so long ago
        let is_ago = self.is(unit + 1, TRUOC) && self.is(unit + 2, DAY);
        let counts = self.is(unit, NAM) && (is_ago || !self.words.relative.is_at(self.cx, unit));
        let is_figure = self.token(at).kind == Kind::Digits;
        if !is_figure || !counts {
            return Some((amount, scale));
        }
        let digits = amount.digits.checked_mul(10u64.checked_pow(exponent.checked_sub(u32::from(amount.places))?)?)?;
        Some((Amount::whole(digits), unit))
    }

    /// The unit at a token: a word, or `h`, `p`, `s` right after figures.
    fn unit_at(&self, at: usize) -> Option<((Unit, u32), usize)> {
        if let Some((name, next)) = self.words.units.at(self.cx, at) {
            return Some(((name.unit, name.factor), next));
        }
        let is_letter = self.token(at).is_glued() && !self.token(at + 1).is_glued();
        if !is_letter || self.cx.before(at).kind != Kind::Digits {
            return None;
        }
        match self.token(at).key {
            S => Some(((Unit::Second, 1), at + 1)),
            P => Some(((Unit::Minute, 1), at + 1)),
            _ => None,
        }
    }

    /// True where the words at `unit..next` are a unit here: not an age, a date or another word's part.
    fn is_unit(&self, unit: usize, next: usize) -> bool {
        if self.token(unit).starts_line() || self.is(next, TUOI) || self.is(unit, NAM) && self.is(next, SINH) {
            return false;
        }
        let key = self.token(unit).key;
        let is_sound = self.words.sounds.is_at(self.cx, next) || self.token(next).kind == Kind::Capitalized;
        if key == TIENG && next == unit + 1 && is_sound && !self.token(next).starts_line() {
            return false;
        }
        let is_calendar = [NAM, THANG, NGAY, QUY, THE, THAP].contains(&key);
        if !is_calendar {
            // "West Ham - Portsmouth: 2-4 Phút 35, …": the next sentence
            return self.token(unit).kind != Kind::Capitalized || self.token(next).kind != Kind::Digits;
        }
        if key == QUY && !self.is_free(next) && !self.is_any(next, &[DAU, CUOI, LIEN_TEAM]) {
            return false;
        }
        let counts = self.words.units.is_at(self.cx, next + 1) || self.is(next + 1, DEM);
        let names_day = self.day_digits(next).is_some() && !counts;
        if key == NGAY && (names_day || self.worded(next, true).is_some()) {
            return false;
        }
        let number = next + usize::from(self.is(next, HOC));
        if key == NAM && self.year_digits(number).is_some() {
            return number == next && self.is_counted_year(unit) && self.year_span(next).is_some();
        }
        if key == THANG && next == unit + 1 && (self.is(next, GIENG) || self.is(next, CHAP)) {
            return false;
        }
        !(key == THANG && self.is(next, NAM) && self.year_digits(next + 1).is_some())
    }

    /// A count: `3`, `1,5`, `1.000`, `hai mươi`, `03 (ba)`.
    pub fn amount(&self, at: usize) -> Option<(Amount, usize)> {
        let (amount, next) = self.amount_once(at)?;
        let is_whole = amount.places == 0;
        let next = if is_whole { behind_repetition(self.cx, at, i128::from(amount.digits), next) } else { next };
        Some((amount, next))
    }

    fn amount_once(&self, at: usize) -> Option<(Amount, usize)> {
        if self.token(at).kind != Kind::Digits {
            let (value, next) = self.small(at)?;
            return Some((Amount::whole(value), next));
        }
        let first = self.digits(at, 9, 0, 999_999_999)?;
        let is_year = self.year_digits(at).is_some_and(|year| (1900..2100).contains(&year));
        let counts_years = self.is(at + 1, NAM) && !self.is_any(at + 2, &[NAY, NGOAI, HOC]);
        if is_year && !self.token(at + 1).is_glued() && !counts_years {
            return None;
        }
        let is_tight = |at: usize| self.token(at).is_glued() && self.token(at + 1).is_glued();
        let mut digits = first;
        let mut next = at + 1;
        while self.cx.is_mark(next, '.') && is_tight(next) && self.token(next + 1).span.len() == 3 && digits < 1 << 40 {
            digits = digits * 1000 + self.digits(next + 1, 3, 0, 999)?;
            next += 2;
        }
        // seconds are told to the thousandth
        let most = if self.is(next + 2, GIAY) { 3 } else { 2 };
        if self.cx.is_mark(next, ',') && is_tight(next) && self.token(next + 1).span.len() <= most {
            let places = self.token(next + 1).span.len() as u8;
            let part = self.digits(next + 1, 3, 0, 999)?;
            return Some((Amount { digits: digits * 10u64.pow(u32::from(places)) + part, places }, next + 2));
        }
        if next == at + 1
            && let Some(found) = self.english_amount(at, digits)
        {
            return Some(found);
        }
        Some((Amount::whole(digits), next))
    }

    /// `5.3 giây`: a decimal point, where a unit of the clock can only be counted.
    fn english_amount(&self, at: usize, whole: u64) -> Option<(Amount, usize)> {
        let is_tight = self.cx.is_mark(at + 1, '.') && self.token(at + 1).is_glued() && self.token(at + 2).is_glued();
        let part = self.digits(at + 2, 1, 0, 9).filter(|_| is_tight)?;
        self.is_any(at + 3, &[GIAY, PHUT, GIO]).then_some((Amount { digits: whole * 10 + part, places: 1 }, at + 3))
    }

    /// What a length means with the words around it.
    fn after_length(&self, at: usize, length: Length, next: usize) -> Option<(Seen, usize)> {
        if let Some(after) = self.once(next) {
            return Some((Seen::Set(Set::Every(length)), after));
        }
        if let Some((toward, after)) = self.window(next) {
            return Some((Seen::Window(length, toward), after));
        }
        if let Some((count, Unit::Year)) = length.single()
            && self.is_window_before(at, next)
        {
            return Some((Seen::YearsBefore(count), next + 2));
        }
        if let Some((count, unit)) = length.single()
            && let Some((sign, from, after)) = self.distance(at, next, unit)
        {
            return Some((away(sign * count, unit, from), after));
        }
        let is_one = length.single().is_some_and(|(count, _)| count == 1);
        let is_word = self.is(at, MOT);
        if is_one && (self.is_rate(at, next, is_word) || is_word && self.is_per(at, next)) {
            return Some((Seen::Set(Set::Every(length)), next));
        }
        self.is_plain_length(at, &length, next).then_some((Seen::Length(length), next))
    }

    /// `20 triệu đồng một năm`, `3 ngày một tuần`, `7tr5 một tháng`: so much in each. Where days are counted, and before
    /// `1 tuần` in digits, the number must stand there: `mỗi ngày một giờ` is an hour.
    fn is_rate(&self, at: usize, next: usize, is_word: bool) -> bool {
        if self.is_any(next, &[TRUOC, SAU]) || self.token(at).starts_line() {
            return false;
        }
        let is_number = |at: usize| self.cx.before(at).kind == Kind::Digits || self.small(at.wrapping_sub(1)).is_some();
        let is_short = || at >= 2 && self.is(at - 2, TR) && is_number(at - 2);
        match self.words.rates.before(self.cx, at) {
            Some((_, start)) => is_word && !self.is(start, NGAY) || is_number(start),
            None => is_short() && self.cx.before(at).is_glued() || is_word && self.is_counted_in(at, next),
        }
    }

    /// `800 - 900 hồ sơ một năm.`, `6 triệu rưỡi một tháng,`: a counted thing stands before, and nothing goes on.
    fn is_counted_in(&self, at: usize, next: usize) -> bool {
        const REACH: usize = 3;
        let counted =
            (1..=REACH).filter_map(|back| at.checked_sub(back)).find(|&at| self.token(at).kind != Kind::Lower);
        let is_rate = self.is(at.wrapping_sub(1), RUOI) || self.cx.before(at).kind == Kind::Lower;
        let is_number = counted.is_some_and(|start| self.token(start).kind == Kind::Digits && start + 1 < at);
        let is_bound = self.words.cues.before(self.cx, at).is_some();
        self.ends_words(next) && is_rate && is_number && !is_bound
    }

    /// `trong 10 năm trước đó`, and `Hai năm trước đó công ty lỗ` without a comma: all of those years. With a comma, or
    /// after `từ`, it is the point that lies so far back.
    fn is_window_before(&self, at: usize, next: usize) -> bool {
        if !(self.is(next, TRUOC) && self.is(next + 1, DO)) {
            return false;
        }
        let is_inside = self.is_any(at.wrapping_sub(1), &[TRONG, VONG, KHOANG]);
        let is_subject = self.token(at).kind == Kind::Capitalized && self.token(next + 2).kind == Kind::Lower;
        is_inside || is_subject && !self.token(next + 2).starts_line()
    }

    /// `một năm chỉ có 2 kỳ thi`: each year.
    fn is_per(&self, at: usize, next: usize) -> bool {
        const REACH: usize = 5;
        if !self.is_any(next, &[CHI, PHAI, CO, DUOC, HOC]) || self.token(next).starts_line() {
            return false;
        }
        let before = self.cx.before(at);
        let is_subject = before.kind != Kind::Lower || self.cx.is_mark(at.wrapping_sub(1), ',');
        let after_noun = before.kind == Kind::Lower
            && self.words.cues.before(self.cx, at).is_none()
            && !self.is_any(at.wrapping_sub(1), &[HON, GAN, LA, SUOT, THEM, DUOC, MAT, DU]);
        let counts = (next..next + REACH).any(|at| self.token(at).kind == Kind::Digits);
        counts && (is_subject || after_noun)
    }

    /// Lengths that stand alone: `giờ` needs to be no clock, `năm tháng` and `một ngày kia` are idioms.
    fn is_plain_length(&self, at: usize, length: &Length, next: usize) -> bool {
        if self.is(at, NAM) && self.is_any(at + 1, &[THANG, NGAY]) {
            return !self.is_any(at.wrapping_sub(1), &[NHUNG, MOI_EACH, BAO, HANG, HANG_EVERY, QUA])
                && (self.is_free(next) || self.is_any(next, &[NUA_MORE, TROI]));
        }
        let is_one = self.is(at, MOT) && length.single().is_some_and(|(count, _)| count == 1);
        let is_noun = match length.unit() {
            Some(Unit::Day) => {
                self.is_any(next, &[KIA, NAO, DEP, DO, GAN, LE_DAY, HOI_FEAST, MOI, VUI, TRONG_BIG, MUA, HAI])
            }
            Some(Unit::Year) => self.is_any(next, &[HOC, MOI]),
            _ => false,
        };
        // "cho đến một ngày anh nói"
        let is_some_day =
            length.unit() == Some(Unit::Day) && self.is_any(at.wrapping_sub(1), &[DEN, TOI, VAO, ROI, LA]);
        !(is_one && (is_noun || is_some_day))
    }

    /// `một lần` after a length.
    fn once(&self, next: usize) -> Option<usize> {
        if self.cx.is_mark(next, '/') && self.is(next + 1, LAN) {
            return Some(next + 2);
        }
        let is_one = self.is(next, MOT) || self.token(next).digits() == Some(1);
        (is_one && self.is(next + 1, LAN) && !self.token(next).starts_line()).then_some(next + 2)
    }

    /// `qua`, `vừa qua`, `gần đây`, `trở lại đây`, `nay`: up to now; `tới`, `tiếp theo`: from now on.
    fn window(&self, next: usize) -> Option<(Toward, usize)> {
        if self.token(next).starts_line() {
            return None;
        }
        let two = |first, second| self.is(next, first) && self.is(next + 1, second);
        if two(VUA, QUA) || two(VUA, ROI) || two(GAN, DAY) || two(GAN, NHAT) || two(TRO, LAI) {
            let is_long = self.is(next, TRO) && self.is(next + 2, DAY);
            return Some((Toward::Past, next + 2 + usize::from(is_long)));
        }
        if two(TIEP, THEO) || two(KE, TIEP) || two(SAP, TOI) || two(TOI, DAY) {
            return Some((Toward::Future, next + 2));
        }
        if self.is(next, TOI) {
            let is_end = self.is_free(next + 1) && self.token(next + 1).kind != Kind::Digits;
            return is_end.then_some((Toward::Future, next + 1));
        }
        let is_past = self.is(next, QUA) || self.is(next, NAY);
        is_past.then_some((Toward::Past, next + 1))
    }

    /// `trước`, `trước đây`, `trước đó`, `nữa`, `sau`: sign, anchor and the token after.
    fn distance(&self, at: usize, next: usize, unit: Unit) -> Option<(i32, From, usize)> {
        if self.token(next).starts_line() {
            return None;
        }
        if self.is(next, NUA_MORE) {
            if self.adds(at) || self.is_any(next + 1, &[TROI, QUA]) {
                return None;
            }
            return (unit < Unit::Hour).then_some((1, From::Dct, next + 1));
        }
        let before = if self.is(next, VE) && self.is(next + 1, TRUOC) { next + 1 } else { next };
        if self.is(before, TRUOC) {
            let after = before + 1;
            if self.is(after, DO) {
                return Some((-1, From::Mention, after + 1));
            }
            if self.is(after, DAY) {
                return Some((-1, From::Dct, after + 1));
            }
            // "30 phút trước Lào" were played against it; "15 phút trước bàn thắng" counts from that.
            let is_of_clock = unit >= Unit::Hour && !self.ends_words(after);
            let is_bound = is_of_clock || self.is_any(after, &BEFORE_WHAT) || self.is(after + 1, KET);
            return (!is_bound && self.token(after).kind != Kind::Digits).then_some((-1, From::Dct, after));
        }
        // "trong vòng một tháng sau đó" lasts a month.
        let lasts = self.is_any(at.wrapping_sub(1), &[VONG, TRONG]);
        if self.is(next, SAU) && unit < Unit::Hour && !lasts {
            if self.is(next + 1, DO) {
                return Some((1, From::Mention, next + 2));
            }
            return self.ends_words(next + 1).then_some((1, From::Mention, next + 1));
        }
        None
    }

    /// `năm qua`, `tháng qua`, `tuần vừa qua`: the last one up to now.
    pub fn last_unit(&self, at: usize) -> Option<(Seen, usize)> {
        let (name, next) = self.words.units.at(self.cx, at).filter(|&(_, next)| self.is(next, QUA))?;
        let is_calendar = name.unit <= Unit::Week && name.factor <= 10;
        let before = self.cx.before(at);
        let is_counted = before.kind == Kind::Digits && !self.token(at).starts_line()
            || self.small(at.wrapping_sub(1)).is_some() && at > 0
            || self.is_any(at.wrapping_sub(1), &[NHUNG, CAC, NHIEU, VAI, MAY, CHUC, TRAM, CUOI, DAU, GIUA, HANG]);
        let opens = before.kind == Kind::Mark || self.token(at).starts_line();
        if !is_calendar || is_counted || !(opens || self.is_free(next + 1)) {
            return None;
        }
        let length = Length::of(Amount::whole(u64::from(name.factor)), name.unit);
        Some((Seen::Window(length, Toward::Past), next + 1))
    }

    /// `thêm một năm nữa`: so much longer.
    fn adds(&self, at: usize) -> bool {
        (1..=3).any(|back| self.is(at.wrapping_sub(back), THEM))
    }

    /// `cách đây 5 năm`, `cách đây khoảng hai tuần`.
    pub fn ago(&self, at: usize) -> Option<(Seen, usize)> {
        if self.is(at, TRUOC) {
            return self.before_that(at);
        }
        if !(self.is(at, CACH) && self.is_any(at + 1, &[DAY, NAY])) {
            return None;
        }
        let is_about = self.is_any(at + 2, &[KHOANG, HON, GAN, CHUNG]);
        let is_exact = self.is_any(at + 2, &[DUNG, TRON]);
        let (length, next) = self.length(at + 2 + usize::from(is_about || is_exact))?;
        let (count, unit) = length.single()?;
        let mut seen = away(-count, unit, From::Dct);
        if let (Seen::Point(point), true) = (&mut seen, is_about) {
            point.modifier = Some(DateMod::Approx);
        }
        Some((seen, next))
    }

    /// `Trước đó hai ngày`: so long before what was told.
    fn before_that(&self, at: usize) -> Option<(Seen, usize)> {
        let (length, next) = self.length(at + 2).filter(|_| self.is(at + 1, DO))?;
        let (count, unit) = length.single()?;
        (self.ends_words(next) && unit < Unit::Hour).then(|| (away(-count, unit, From::Mention), next))
    }

    /// `mỗi năm`, `hằng tuần`, `mỗi 3 tháng`, `mỗi tối`, `mỗi thứ Hai`.
    pub fn repetition(&self, at: usize) -> Option<(Seen, usize)> {
        if !self.is_any(at, &[MOI_EACH, HANG, HANG_EVERY]) || self.is_compound(at) {
            return None;
        }
        let is_hang = !self.is(at, MOI_EACH);
        if let Some((name, next)) = self.words.units.at(self.cx, at + 1) {
            let is_vague = self.is(at, HANG) && (name.unit > Unit::Day || name.factor > 3);
            let is_other = is_vague || self.is_named_unit(at + 1, next, is_hang);
            let length = Length::of(Amount::whole(u64::from(name.factor)), name.unit);
            return (!is_other).then_some((Seen::Set(Set::Every(length)), next));
        }
        if let Some(found) = self.repeated_part(at) {
            return Some(found);
        }
        if is_hang {
            return None;
        }
        let (length, next) = self.length(at + 1)?;
        Some((Seen::Set(Set::Every(length)), next))
    }

    /// `mỗi tối`, `hằng đêm`, `mỗi thứ Hai`, `mỗi tối thứ bảy`.
    fn repeated_part(&self, at: usize) -> Option<(Seen, usize)> {
        let first = at + 1;
        let (part, day) = match self.words.parts.at(self.cx, first) {
            Some((name, next)) => (Some(name.part), next),
            None => (None, first),
        };
        if let Some((weekday, None, _, next)) = self.weekday(day).filter(|_| self.is(at, MOI_EACH)) {
            let day = Some(Calendar::Weekday(weekday, None));
            return Some((Seen::Set(Set::On(Point { part, day, ..Point::default() })), next));
        }
        let is_other = self.is_other_part(at, first, day);
        (part.is_some() && !is_other).then(|| (Seen::Set(Set::Every(Length::of(Amount::whole(1), Unit::Day))), day))
    }

    /// `làn xe mỗi chiều`, `hàng sáng`: a direction, a row; `mỗi sáng nay` and what a figure goes on with.
    fn is_other_part(&self, at: usize, part: usize, next: usize) -> bool {
        let is_direction = self.is(part, CHIEU) && next == part + 1 && self.token(at).kind != Kind::Capitalized;
        let is_row = self.is(at, HANG) && !self.is(part, DEM);
        let goes_on = self.words.deictic.is_at(self.cx, next) || self.token(next).kind == Kind::Digits;
        is_direction || is_row || goes_on || self.token(part).starts_line()
    }

    /// `khách hàng năm nay`, `mỗi tháng 7`: a unit that begins something of its own.
    fn is_named_unit(&self, unit: usize, next: usize, is_hang: bool) -> bool {
        if self.token(unit).starts_line() || self.is(next, CANG) || self.is(next, TUOI) {
            return true;
        }
        let names_stretch = self.words.relative.is_at(self.cx, unit);
        let is_school = self.is(unit, NAM) && self.is(next, HOC);
        let is_million = self.is(unit, NAM) && is_hang && self.is_any(next, &[TRIEU, NGHIN, TRAM, CHUC]);
        let is_number = is_hang && self.token(next).kind == Kind::Digits;
        names_stretch || is_school || is_million || is_number
    }

    /// `ngân hàng`, `khách hàng`: the second half of another word.
    fn is_compound(&self, at: usize) -> bool {
        self.is(at, HANG) && !self.token(at).starts_line() && self.words.compounds.is_at(self.cx, at.wrapping_sub(1))
    }
}

/// Nouns after `trước` that say before what: `hai tuần trước lễ hội`.
const BEFORE_WHAT: [Key; 18] =
    [KHI, LUC, NGAY, NAM, KY, HAN, THOI, MAT_FACE, TUAN, VONG, GIO, TRAN, TET, LE_DAY, GIAI, CUOC, PHIEN, EVE];
const KET: Key = Key::of("kết");
const GIAI: Key = Key::of("giải");
const CUOC: Key = Key::of("cuộc");
const PHIEN: Key = Key::of("phiên");
const EVE: Key = Key::of("thềm");
const TROI: Key = Key::of("trôi");
const DUNG: Key = Key::of("đúng");
const TRON: Key = Key::of("tròn");
const CHI: Key = Key::of("chỉ");
const PHAI: Key = Key::of("phải");
const CO: Key = Key::of("có");
const DUOC: Key = Key::of("được");
const LA: Key = Key::of("là");
const DU: Key = Key::of("đủ");
const LE_DAY: Key = Key::of("lễ");
const HOI_FEAST: Key = Key::of("hội");
const VUI: Key = Key::of("vui");
const TRONG_BIG: Key = Key::of("trọng");
const MUA: Key = Key::of("mùa");
const TIENG: Key = Key::of("tiếng");
const LIEN_TEAM: Key = Key::of("liên");
const GIENG: Key = Key::of("giêng");
const CHAP: Key = Key::of("chạp");
const SAP: Key = Key::of("sắp");
const HAN: Key = Key::of("hạn");
const THOI: Key = Key::of("thời");
const MAT_FACE: Key = Key::of("mặt");
const TRAN: Key = Key::of("trận");
const KIA: Key = Key::of("kia");
const NAO: Key = Key::of("nào");
const DEP: Key = Key::of("đẹp");
const TR: Key = Key::of("tr");

/// A point so many units away.
fn away(count: i32, unit: Unit, from: From) -> Seen {
    Seen::Point(Point { day: Some(Calendar::Offset(unit, count, from)), ..Point::default() })
}

fn value(amount: Amount) -> f64 {
    amount.digits as f64 / 10f64.powi(i32::from(amount.places))
}

/// `nửa năm`, `nửa thế kỷ`.
fn half_of(unit: Unit, factor: u32) -> Option<Length> {
    let (amount, unit) = match (unit, factor) {
        (Unit::Year, 1) => (Amount::whole(6), Unit::Month),
        (Unit::Year, factor) => (Amount::whole(u64::from(factor / 2)), Unit::Year),
        (Unit::Hour, _) => (Amount::whole(30), Unit::Minute),
        (Unit::Day, _) => (Amount::whole(12), Unit::Hour),
        (Unit::Month, 1) => (Amount { digits: 5, places: 1 }, Unit::Month),
        (Unit::Week, _) => (Amount { digits: 5, places: 1 }, Unit::Week),
        (Unit::Minute, _) => (Amount::whole(30), Unit::Second),
        _ => return None,
    };
    Some(Length::of(amount, unit))
}

/// `4 năm rưỡi`, `1 tiếng rưỡi`.
fn and_a_half(length: Length) -> Option<Length> {
    let [Some(Measure { digits, places: 0, unit }), None, None] = length.parts else { return None };
    match unit {
        Unit::Year if digits % 10 != 0 || digits == 10 => length.and(Amount::whole(6), Unit::Month),
        Unit::Year => Some(Length::of(Amount::whole(digits + 5), unit)),
        Unit::Hour => length.and(Amount::whole(30), Unit::Minute),
        Unit::Minute => length.and(Amount::whole(30), Unit::Second),
        _ => Some(Length::of(Amount { digits: digits * 10 + 5, places: 1 }, unit)),
    }
}
