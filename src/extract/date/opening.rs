//! What can begin at a token, told by its word and the one after it, so that only those rules are asked that have a chance.
//!
//! Most words that open expressions (`năm`, `một`, `đầu`, any figure) open none where they stand. What they need after
//! them is a short list, which is checked here before anything is read.

use super::reader::{Reader, keys::*};
use crate::numeral;
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
            MOI_EACH | HANG | HANG_EVERY => Repetition,
            CACH if self.is_any(next, &[DAY, NAY]) => Ago,
            CACH => Nothing,
            NAM => self.opening_of_year(at),
            MOT | HAI | BA | BON | SAU_SIX | BAY | BAY_TOO | TAM | CHIN | MUOI => self.opening_of_words(at),
            NUA => match self.is_any(next, &[DAU, CUOI, GIUA]) || self.words.parts.is_at(self.cx, at) {
                true => Either,
                false if self.words.units.is_at(self.cx, next) => Length,
                false => Nothing,
            },
            NGAY | HOM => point_if(self.opens_day(at)),
            THANG => point_if(self.opens_month(next) || self.is_relative(at)),
            QUY => point_if(self.opens_number(next) || self.token(next).is_roman() || self.is_relative(at)),
            TUAN => point_if(self.is_relative(at)),
            NHUNG | CAC => point_if(self.is_any(next, &[NGAY, THANG, TUAN, NAM])),
            DAU | GIUA | CUOI => point_if(self.opens_stretch(next) || self.words.parts.is_at(self.cx, at)),
            THUONG | HA => point_if(self.is(next, TUAN)),
            TRUNG => point_if(self.is(next, TUAN) || self.words.holidays.is_at(self.cx, at)),
            THE => point_if(self.is(next, KI)),
            THAP => point_if(self.is_any(next, &[KI, NIEN])),
            RAM => point_if(self.is(next, THANG)),
            _ => Point,
        }
    }

    /// Figures need a separator and figures after them, or a word that takes a number, or to be a year.
    fn opening_of_figures(&self, at: usize) -> Opening {
        let next = at + 1;
        let token = self.token(next);
        let is_year = self.year_digits(at).is_some();
        if token.kind.is_word() {
            return match token.key {
                THANG | THG | QUY | GIO | H | DEN | TOI => Either,
                G | TET => Point,
                HOAC | HAY | P | S if !is_year => Length,
                _ if is_year => Either,
                _ if self.words.units.is_at(self.cx, next) => Length,
                _ => Nothing,
            };
        }
        if is_year {
            return Either;
        }
        if token.kind != Kind::Mark || !self.starts_clean(at) {
            return Nothing;
        }
        let follows = self.token(next + 1).kind == Kind::Digits;
        let is_tight = follows && token.is_glued() && self.token(next + 1).is_glued();
        match token.key {
            SLASH if follows => Point,
            HYPHEN | DASH | LONG_DASH if follows || self.opens_end(next + 1) => Either,
            COLON if is_tight => Point,
            STOP if is_tight => Either,
            COMMA if follows || self.opens_number(next + 1) => Length,
            COMMA if self.is(next + 1, THANG) => Point,
            _ => Nothing,
        }
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
        if self.opens_number(next) || self.words.units.is_at(self.cx, next) || self.joins_lengths(next) {
            return Either;
        }
        let is_point = matches!(token.key, MOI | HOC | QUA | TU)
            || token.is_mark('(')
            || self.words.relative.is_at(self.cx, at)
            || self.words.canchi.is_at(self.cx, next);
        if is_point { Point } else { Nothing }
    }

    /// Number words need a unit, or another number.
    fn opening_of_words(&self, at: usize) -> Opening {
        let next = at + 1;
        match self.opens_number(next) || self.words.units.is_at(self.cx, next) || self.joins_lengths(next) {
            true => Either,
            false => Nothing,
        }
    }

    /// The words and marks between the numbers of a range or a guess: `hai đến ba ngày`, `hai, ba ngày`.
    fn joins_lengths(&self, at: usize) -> bool {
        matches!(self.token(at).key, DEN | TOI | HOAC | HAY | HYPHEN | DASH | LONG_DASH | COMMA)
    }

    /// What may follow `ngày`, `hôm`: a number, a day's name, or a word of distance.
    fn opens_day(&self, at: usize) -> bool {
        let next = at + 1;
        self.opens_number(next)
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
            key => is_number_word(key) || !self.cx.entries(at).is_empty(),
        }
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

const SLASH: Key = Key::mark('/');
const HYPHEN: Key = Key::mark('-');
const DASH: Key = Key::mark('–');
const LONG_DASH: Key = Key::mark('—');
const COLON: Key = Key::mark(':');
const STOP: Key = Key::mark('.');
const COMMA: Key = Key::mark(',');

fn is_number_word(key: Key) -> bool {
    numeral::word(key).is_some()
}
