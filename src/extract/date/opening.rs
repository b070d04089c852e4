//! What can begin at a token, told by its word and the one after it, so that only those rules are asked that have a chance.
//!
//! Most words that open expressions (`năm`, `một`, `đầu`, any figure) open none where they stand. What they need after
//! them is a short list, which is checked here before anything is read.

use super::reader::{Reader, keys::*};
use crate::numeral::{self, Word};
use crate::segment::{Key, Kind};

/// Which rules have a chance at a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// None.
    Nothing,
    /// `mỗi`, `hằng`.
    Repetition,
    /// `cách đây`.
    Ago,
    /// A point or a range.
    Point,
    /// A length.
    Length,
    /// The longer one of a point and a length.
    Either,
}
use Opening::{Ago, Either, Length, Nothing, Point, Repetition};

impl Reader<'_, '_> {
    /// What can begin at token `at`.
    pub fn opening(&self, at: usize) -> Opening {
        if self.token(at).kind == Kind::Digits {
            return self.opening_of_figures(at);
        }
        let point_if = |is_point| if is_point { Point } else { Nothing };
        let next = at + 1;
        match self.token(at).key {
            MOI_EACH if self.opens_amount(next) => Repetition,
            MOI_EACH | HANG | HANG_EVERY if self.opens_repeated(next) => Repetition,
            MOI_EACH | HANG | HANG_EVERY => Nothing,
            CACH if self.is_any(next, &[DAY, NAY]) => Ago,
            CACH => Nothing,
            TRUOC if self.is(next, DO) && self.opens_amount(next + 1) => Ago,
            NAM => self.opening_of_year(at),
            MOT | HAI | BA | BON | SAU_SIX | BAY | BAY_TOO | TAM | CHIN | MUOI => self.opening_of_words(at),
            NUA => match self.is_any(next, &[DAU, CUOI, GIUA]) || self.words.parts.is_at(self.cx, at) {
                true => Either,
                false if self.words.units.is_at(self.cx, next) => Length,
                false => Nothing,
            },
            NGAY | HOM => point_if(self.opens_day(at)),
            THANG => point_if(self.opens_month(next) || self.is_relative(at)),
            QUY => point_if(
                self.opens_number(next)
                    || self.is(next, TU_FOUR)
                    || self.token(next).is_roman()
                    || self.is_relative(at),
            ),
            TUAN => point_if(self.is_relative(at)),
            NHUNG | CAC => point_if(self.is_any(next, &[NGAY, THANG, TUAN, NAM])),
            DAU | GIUA | CUOI => point_if(self.opens_stretch(next) || self.words.parts.is_at(self.cx, at)),
            THUONG | HA => point_if(self.is(next, TUAN)),
            TRUNG => point_if(self.is(next, TUAN) || self.words.holidays.is_at(self.cx, at)),
            THE => point_if(self.is(next, KI)),
            THAP => point_if(self.is_any(next, &[KI, NIEN])),
            MUNG | MONG => point_if(self.opens_number(next)),
            RAM => point_if(self.is(next, THANG)),
            THU_AUTUMN | DONG | XUAN | HE => point_if(self.opens_season_year(next)),
            _ => point_if(self.opens_named(at)),
        }
    }

    /// What comes again: a unit, a part of the day, a weekday.
    fn opens_repeated(&self, at: usize) -> bool {
        let (cx, words) = (self.cx, self.words);
        words.units.is_at(cx, at) || words.parts.is_at(cx, at) || words.weekdays.is_at(cx, at)
    }

    /// Figures need a separator and figures after them, or a word that takes a number, or to be a year.
    fn opening_of_figures(&self, at: usize) -> Opening {
        let next = at + 1;
        let token = self.token(next);
        let is_year = self.year_digits(at).is_some();
        if token.kind.is_word() {
            return match token.key {
                THANG | THG | QUY | GIO | DEN | TOI => Either,
                G | H | TET => Point,
                _ if is_year && (token.is_glued() || self.words.units.is_at(self.cx, next)) => Either,
                _ if is_year => Point,
                HOAC | HAY | P | S => Length,
                _ if self.words.units.is_at(self.cx, next) => Length,
                key if self.is(next + 1, NAM) && numeral::word(key).is_some() => Length,
                _ => Nothing,
            };
        }
        if !self.starts_clean(at) {
            return Nothing;
        }
        let is_point = match is_year {
            true => self.ends_clean(next) || self.year_span(at).is_some(),
            false => self.joins_day(at),
        };
        match (is_point, self.joins_length(at)) {
            (true, true) => Either,
            (true, false) => Point,
            (false, true) => Length,
            (false, false) => Nothing,
        }
    }

    /// `12/10`, `10:30`, `8.11`, `3-5`: the mark and the figures after those at `at` may make a day or a clock.
    fn joins_day(&self, at: usize) -> bool {
        let (mark, after) = (self.token(at + 1), self.token(at + 2));
        if self.token(at).span.len() > 2 {
            return false;
        }
        let is_short = after.kind == Kind::Digits && after.span.len() <= 2;
        let is_tight = mark.is_glued() && after.is_glued();
        match mark.key {
            SLASH | HYPHEN => is_short || self.year_digits(at + 2).is_some() || self.opens_end(at + 2),
            DASH | LONG_DASH => is_short || self.opens_end(at + 2),
            STOP | COLON => is_short && is_tight,
            COMMA => after.is(THANG),
            _ => false,
        }
    }

    /// `1.500 ngày`, `1,5 tháng`, `2-3 năm`, `hai, 3 ngày`: a unit follows the figures that marks join to those at `at`.
    fn joins_length(&self, at: usize) -> bool {
        let end = self.end_of_amount(at);
        let is_scaled = self.is(end + 1, NAM) && numeral::word(self.token(end).key).is_some();
        if end > at + 1 && (is_scaled || self.opens_unit(end) || self.joins_lengths(end)) || self.is_english_amount(at)
        {
            return true;
        }
        if !matches!(self.token(end).key, HYPHEN | DASH | LONG_DASH | COMMA) {
            return self.opens_repetition(end);
        }
        match self.token(end + 1).kind {
            Kind::Digits => self.opens_unit(self.end_of_amount(end + 1)),
            _ => self.opens_number(end + 1),
        }
    }

    /// `5.3 giây`.
    fn is_english_amount(&self, at: usize) -> bool {
        self.cx.is_mark(at + 1, '.') && self.token(at + 2).span.len() == 1 && self.is_any(at + 3, &[GIAY, PHUT, GIO])
    }

    /// The token after figures with their separators.
    fn end_of_amount(&self, at: usize) -> usize {
        let is_tight = |at: usize| self.token(at).is_glued() && self.token(at + 1).is_glued();
        let mut next = at + 1;
        while self.cx.is_mark(next, '.') && is_tight(next) && self.token(next + 1).span.len() == 3 {
            next += 2;
        }
        let is_decimal = self.cx.is_mark(next, ',')
            && is_tight(next)
            && self.token(next + 1).kind == Kind::Digits
            && self.token(next + 1).span.len() <= 2;
        if is_decimal { next + 2 } else { next }
    }

    /// A unit of time, or the letter for one.
    fn opens_unit(&self, at: usize) -> bool {
        self.is_any(at, &[P, S]) || self.words.units.is_at(self.cx, at)
    }

    /// What may follow `thu`, `hè`… to name the season of a year.
    fn opens_season_year(&self, at: usize) -> bool {
        let token = self.token(at);
        matches!(token.kind, Kind::Digits | Kind::Mark)
            || matches!(token.key, NAM | CUA | THIS)
            || self.words.relative.is_at(self.cx, at)
            || self.words.ends.is_at(self.cx, at)
    }

    /// Names of weekdays, holidays and relative days; parts of the day and terms need more behind them.
    fn opens_named(&self, at: usize) -> bool {
        let (words, cx) = (self.words, self.cx);
        if words.weekdays.is_at(cx, at) || words.relative.is_at(cx, at) || words.holidays.is_at(cx, at) {
            return true;
        }
        if let Some((_, next)) = words.parts.at(cx, at) {
            let token = self.token(next);
            return token.kind == Kind::Mark
                || matches!(token.key, CUA | LUC | RANG)
                || token.kind == Kind::Digits
                || self.opens_piece(next)
                || words.deictic.is_at(cx, next);
        }
        if let Some((_, next)) = words.seasons.at(cx, at) {
            return self.opens_season_year(next) || words.terms.is_at(cx, at);
        }
        words.terms.at(cx, at).is_some_and(|(_, next)| {
            self.is_any(next, &[NAM, TU]) || self.cx.is_mark(next, '(') || self.year_digits(next).is_some()
        })
    }

    /// What may follow the dash of a range whose first end is in figures.
    fn opens_end(&self, at: usize) -> bool {
        self.is_any(at, &[NGAY, MUNG, MONG, RAM]) || self.opens_number(at)
    }

    /// `năm 2020`, `năm nay`, `năm Giáp Thìn`; `năm tháng` may be five months.
    fn opening_of_year(&self, at: usize) -> Opening {
        let next = at + 1;
        let token = self.token(next);
        if token.kind == Kind::Digits {
            return Point;
        }
        if self.goes_on(next) {
            return Either;
        }
        let is_point = matches!(token.key, MOI | QUA | TU)
            || self.words.terms.at(self.cx, at).is_some_and(|(_, after)| after > next)
            || token.is_mark('(')
            || self.words.relative.is_at(self.cx, at)
            || self.words.canchi.is_at(self.cx, next);
        if is_point { Point } else { Nothing }
    }

    /// Number words need a unit, or another number.
    fn opening_of_words(&self, at: usize) -> Opening {
        let next = at + 1;
        match self.goes_on(next) {
            true => Either,
            false => Nothing,
        }
    }

    /// What may follow the first word of a length: another word of the number, a unit, or the joint of a range.
    fn goes_on(&self, at: usize) -> bool {
        let token = self.token(at);
        let is_number = token.kind == Kind::Digits || numeral::word(token.key).is_some();
        is_number || self.words.units.is_at(self.cx, at) || self.joins_lengths(at) || self.opens_repetition(at)
    }

    /// The bracket of `bảy (07) ngày`, `03 (ba) tháng`.
    fn opens_repetition(&self, at: usize) -> bool {
        self.cx.is_mark(at, '(') && self.opens_number(at + 1)
    }

    /// The words and marks between the numbers of a range or a guess: `hai đến ba ngày`, `hai, ba ngày`.
    fn joins_lengths(&self, at: usize) -> bool {
        matches!(self.token(at).key, DEN | TOI | HOAC | HAY | HYPHEN | DASH | LONG_DASH | COMMA)
    }

    /// What may follow `ngày`, `hôm`: a number, a day's name, or a word of distance.
    fn opens_day(&self, at: usize) -> bool {
        let next = at + 1;
        self.opens_number(next) && !numeral::counts_times(self.cx, next)
            || self.is_any(next, &[MUNG, MONG, RAM])
            || self.is_relative(at)
            || self.words.weekdays.is_at(self.cx, next)
    }

    /// What may follow `tháng`.
    fn opens_month(&self, at: usize) -> bool {
        self.token(at).kind == Kind::Digits || self.words.months.is_at(self.cx, at)
    }

    /// What may follow `đầu`, `giữa`, `cuối`.
    fn opens_stretch(&self, at: usize) -> bool {
        let is_head = matches!(self.token(at).key, THANG | QUY | NAM | TUAN | THAP | NHUNG | THE | NUA);
        is_head
            || self.opens_number(at)
            || self.words.seasons.is_at(self.cx, at)
            || self.words.relative.is_at(self.cx, at)
    }

    /// `tuần trước`, `tuần qua`.
    fn is_relative(&self, at: usize) -> bool {
        self.is(at + 1, QUA) || self.words.relative.is_at(self.cx, at) || self.is(at + 2, QUA)
    }

    /// A word or figures at which a piece of a point can begin.
    pub fn opens_piece(&self, at: usize) -> bool {
        match self.token(at).key {
            NGAY | HOM | THANG | QUY | NAM | THAP | NHUNG | THE | NUA | MUNG | MONG | RAM => true,
            key => is_number_word(key) || self.names_piece(at),
        }
    }

    /// True where a list has a name for a piece.
    fn names_piece(&self, at: usize) -> bool {
        let (words, cx) = (self.words, self.cx);
        words.parts.is_at(cx, at)
            || words.relative.is_at(cx, at)
            || words.weekdays.is_at(cx, at)
            || words.holidays.is_at(cx, at)
            || words.seasons.is_at(cx, at)
    }

    /// Figures, or a word that can begin an amount.
    pub fn opens_amount(&self, at: usize) -> bool {
        self.opens_number(at) || self.is(at, NUA)
    }

    /// Figures, or a word of numbers.
    pub fn opens_number(&self, at: usize) -> bool {
        let token = self.token(at);
        token.kind == Kind::Digits || is_number_word(token.key)
    }
}

const THU_AUTUMN: Key = Key::of("thu");
const DONG: Key = Key::of("đông");
const XUAN: Key = Key::of("xuân");
const HE: Key = Key::of("hè");
const SLASH: Key = Key::mark('/');
const HYPHEN: Key = Key::mark('-');
const DASH: Key = Key::mark('–');
const LONG_DASH: Key = Key::mark('—');
const COLON: Key = Key::mark(':');
const STOP: Key = Key::mark('.');
const COMMA: Key = Key::mark(',');

/// True for the words that a number begins with.
fn is_number_word(key: Key) -> bool {
    matches!(numeral::word(key), Some(Word::Digit(_) | Word::Ten))
}
