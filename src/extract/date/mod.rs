//! Dates, times of the clock, stretches, lengths of time and repetitions.
//!
//! # What it finds
//!
//! A point, a stretch or a repetition in the calendar or on the clock, with its head words: days in figures and words,
//! months, quarters, halves, weeks, weekdays, parts of the day, clocks, years, terms and stages, decades, centuries,
//! seasons, holidays, lunar dates, words that point from the publication date (`hôm qua`, `cách đây 5 năm`), ranges,
//! lengths (`45 phút`) and repetitions (`mỗi năm`). A rule says what it saw with unknown parts open ([`Seen`]); the
//! resolver completes it by the publication date, by the words around, or by the date named before.
//!
//! A day without a year is the occurrence that makes most sense: `hôm`, `đã`, `vừa qua` look back, `tới`, `sẽ`,
//! `dự kiến` ahead, and without such a word the nearest one counts, the past before the future and this year before
//! others. Beside `hằng năm`, `thỉnh thoảng` no year is meant and none is given. `so với năm trước` compares with the
//! year that its sentence has named. `cùng ngày`, `hôm sau` point to the day named before, `một tháng sau` to a day or
//! month, `năm đó` to any date; where none is exact enough, they have no value. A clock without a day takes the day that
//! its sentence has named; else it stays open once some day was named in the article.
//!
//! # What it leaves out
//!
//! Vague words (`hiện nay`, `gần đây`, `vài ngày`, `nhiều năm`, `cuối tuần`), parts of the day without a day
//! (`buổi sáng`), minutes of a match (`phút 82`), ages, counts, fractions, scores, versions, numbers of documents, and
//! dates inside names (`đường 30/4`, `Cách mạng Tháng Tám`, `World Cup 2022`). A day that no calendar has is no date; a
//! diagnostic `date/impossible` says so where a head word shows that one was meant. A clock alone gets no day where it comes
//! again each day, or where the text tells of another day and the clock does not go on with that tale.
//!
//! # Examples
//!
//! | text | value |
//! |---|---|
//! | `ngày 20-9-2017` | `2017-09-20` |
//! | `chiều thứ Ba (2/11)`, published 2021-11-05 | `2021-11-02TAF` |
//! | `ngày 3-5/11`, published 2021-11-04 | `2021-11-03/2021-11-05` |
//! | `9 tháng đầu năm 2020` | `2020-01/2020-09` |
//! | `quý IV năm ngoái`, published 2021-11-05 | `2020-Q4` |
//! | `10 giờ kém 15 ngày 2/3/2020` | `2020-03-02T09:45` |
//! | `nhiệm kỳ 2020-2025` | `2020/2025` |
//! | `mùng 3 Tết Đinh Dậu 2017` | `2017-01-30`, lunar `2017-01-03` |
//! | `hai năm qua` | `P2Y`, an interval with both days where the publication date is known |
//! | `4 năm rưỡi`, `2-3 tháng` | `P4Y6M`, `P2M..P3M` |
//! | `thứ Hai hằng tuần` | `SET XXXX-WXX-1` |
//!
//! # Grammar
//!
//! ```text
//! expression = repetition | ago | range | point | length
//! point      = [đầu|giữa|cuối] piece { [, | của | lúc | "("] piece }     rules_point
//! piece      = clock | part of the day | weekday | day                   rules_clock, rules_day
//! day        = figures | words | relative | lunar | holiday | period     rules_day, rules_lunar, rules_period
//! range      = point joint point | numbers joint point                   rules_range
//! joint      = "-" | đến [hết] | tới
//! list       = point { , | và point }                                    rules_list
//! length     = amount unit { amount unit } [rưỡi] [qua|tới|nữa|trước]    rules_length
//! ```
//!
//! A bare `12/10` or `2020` counts only beside a cue (`từ`, `vào`, `dịp`), another part of a date, or in brackets.
//!
//! # Sources
//!
//! The lists are described in `SOURCES.md`. Lunar dates are converted by a table of the Vietnamese calendar; before 1976
//! North and South did not always agree, which a diagnostic `date/lunar-before-1976` recalls.

mod around;
mod calendar;
mod expr;
mod lunar;
mod memory;
mod opening;
mod reader;
mod resolve;
mod rules_clock;
mod rules_day;
mod rules_length;
mod rules_list;
mod rules_lunar;
mod rules_period;
mod rules_piece;
mod rules_point;
mod rules_range;
mod stretch;
mod timex;
mod words;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::expr::Seen;
use self::reader::Reader;
use self::resolve::{Resolved, Resolver};
use self::timex::day_text;
use self::words::Words;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::Error;
use crate::extract::{Candidate, Cell, Column, Context, Dated, Fact, Finding, Mention, Room, Shared, Triggers, View};
use crate::lexicon::Builder;
use crate::segment::Kind;
use crate::text::Span;

/// What a calendar expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum DateType {
    /// A day, month, year or other stretch named as one unit of the calendar.
    Date,
    /// A point of the clock.
    Time,
    /// A stretch with two ends.
    Interval,
    /// A length of time.
    Duration,
    /// A repetition.
    Set,
}

/// What completed the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Anchor {
    /// Nothing: it stands by itself.
    None,
    /// The publication date.
    Dct,
    /// Another date of the article.
    Mention,
}

/// How the value is qualified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum DateMod {
    /// đầu.
    Start,
    /// giữa.
    Mid,
    /// cuối.
    End,
    /// khoảng, gần.
    Approx,
    /// trước.
    Before,
    /// sau.
    After,
}

/// A point, a stretch or a repetition in the calendar or on the clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Date<'a> {
    /// Where it stands.
    #[serde(flatten)]
    pub mention: Mention<'a>,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: DateType,
    /// TIMEX3 value: `2017-11-08`, `2020-Q3`, `2020-10-12T10:30`, `2020/2025`, `P3D`, `SET P1Y`; `XXXX-10-12` where the
    /// year is unknown, `UNDEF` where nothing is.
    pub value: Cow<'a, str>,
    /// First calendar day meant, ISO 8601; absent for durations and sets, and where the year is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin: Option<Cow<'a, str>>,
    /// Last calendar day meant, included; absent like `begin`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Cow<'a, str>>,
    /// What completed the value.
    pub anchor: Anchor,
    /// How it is qualified; absent where it is not.
    #[serde(rename = "mod", default, skip_serializing_if = "Option::is_none")]
    pub modifier: Option<DateMod>,
    /// `lunar` where the value was converted from the lunar calendar; else absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Cow<'a, str>>,
    /// The lunar reading, `[year-]month-day` with a trailing `L` for a leap month; absent unless `calendar` is `lunar`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lunar: Option<Cow<'a, str>>,
}

impl DateType {
    /// The name that the record shows.
    pub fn name(self) -> &'static str {
        match self {
            DateType::Date => "date",
            DateType::Time => "time",
            DateType::Interval => "interval",
            DateType::Duration => "duration",
            DateType::Set => "set",
        }
    }
}

impl Anchor {
    /// The name that the record shows.
    pub fn name(self) -> &'static str {
        match self {
            Anchor::None => "none",
            Anchor::Dct => "dct",
            Anchor::Mention => "mention",
        }
    }
}

impl DateMod {
    /// The name that the record shows.
    pub fn name(self) -> &'static str {
        match self {
            DateMod::Start => "start",
            DateMod::Mid => "mid",
            DateMod::End => "end",
            DateMod::Approx => "approx",
            DateMod::Before => "before",
            DateMod::After => "after",
        }
    }
}

/// The room.
pub struct Dates {
    words: Words,
}

impl Room for Dates {
    const NAME: &'static str = "date";
    /// Where the words around make `26.10` a day, it is no number.
    const PREVAILS: bool = true;
    type Seen = Seen;
    type Fact<'a> = Date<'a>;

    fn load(builder: &mut Builder) -> Result<Dates, Error> {
        Ok(Dates { words: Words::load(builder)? })
    }

    fn triggers(&self) -> Triggers {
        Triggers { kinds: vec![Kind::Digits], tags: self.words.triggers() }
    }

    fn find(&self, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Seen>) -> usize {
        let reader = Reader { cx, words: &self.words };
        let Some((mut item, mut next)) = reader.expression(at) else { return at + 1 };
        let mut start = at;
        loop {
            let following = reader.list_item(&mut item, start, next);
            finding.push(cx.span(start, next), item.rule, item.seen);
            match following {
                Some((found, from, after)) => (item, start, next) = (found, from, after),
                None => return next,
            }
        }
    }

    fn resolve<'a>(
        &self,
        cx: &Context<'a>,
        mentions: Vec<Candidate<Seen>>,
        shared: &mut Shared,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Date<'a>> {
        let mut resolver = Resolver::new(cx, &self.words);
        let mut dates = Vec::with_capacity(mentions.len());
        for Candidate { span, rule, seen } in mentions {
            match resolver.resolve(span, &seen) {
                Some(resolved) => {
                    note_lunar(&resolved, span, diagnostics);
                    if let Some((begin, end)) = resolved.stretch {
                        shared.dates.push(Dated { span, begin, end });
                    }
                    dates.push(date(cx.mention(span, rule), resolved));
                }
                None if seen == Seen::Impossible => diagnostics.push(impossible(cx.words(span)).at(span)),
                None => {}
            }
        }
        dates
    }
}

/// A fact from a completed expression.
fn date<'a>(mention: Mention<'a>, resolved: Resolved) -> Date<'a> {
    let (begin, end) = resolved.stretch.unzip();
    let text = |day| Cow::Owned(day_text(day));
    Date {
        mention,
        kind: resolved.kind,
        value: Cow::Owned(resolved.value),
        begin: begin.map(text),
        end: end.map(text),
        anchor: resolved.anchor,
        modifier: resolved.modifier,
        calendar: resolved.lunar.is_some().then_some(Cow::Borrowed("lunar")),
        lunar: resolved.lunar.map(Cow::Owned),
    }
}

fn impossible(words: &str) -> Diagnostic {
    let message = format!("expected a day that the calendar has, but found {words:?}");
    Diagnostic::new("date/impossible", Severity::Warning, message)
}

/// North and South did not always count the same lunar days before 1976.
fn note_lunar(resolved: &Resolved, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    const FIRST_COMMON_YEAR: i16 = 1976;
    let is_early = resolved.stretch.is_some_and(|(begin, _)| begin.year() < FIRST_COMMON_YEAR);
    if resolved.lunar.is_some() && is_early {
        let message = "lunar day before 1976: North and South may have counted it differently";
        diagnostics.push(Diagnostic::new("date/lunar-before-1976", Severity::Info, message).at(span));
    }
}

impl Fact for Date<'_> {
    fn heading() -> &'static str {
        "thời gian"
    }

    fn columns() -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::text("type", "loại", "date, time, interval, duration, set"),
            Column::text("value", "giá trị", "TIMEX3 value"),
            Column::date("begin", "ngày đầu", "first day meant, ISO 8601; empty where unknown").asked(),
            Column::date("end", "ngày cuối", "last day meant, included"),
            Column::text("anchor", "mốc", "none, dct, mention: what completed the value"),
            Column::text("mod", "bổ nghĩa", "start, mid, end, approx, before, after"),
            Column::text("calendar", "lịch", "lunar where converted"),
            Column::text("lunar", "âm lịch", "the lunar reading"),
        ];
        COLUMNS
    }

    fn rows<'s>(&'s self, add: &mut dyn FnMut(&'s Mention<'s>, Vec<Cell<'s>>)) {
        add(
            &self.mention,
            vec![
                Cell::text(Some(self.kind.name())),
                Cell::text(Some(&self.value)),
                Cell::text(self.begin.as_deref()),
                Cell::text(self.end.as_deref()),
                Cell::text(Some(self.anchor.name())),
                Cell::text(self.modifier.map(DateMod::name)),
                Cell::text(self.calendar.as_deref()),
                Cell::text(self.lunar.as_deref()),
            ],
        );
    }

    fn views() -> &'static [View] {
        const VIEWS: &[View] = &[View {
            name: "dates_by_day",
            doc: "dates in the order of the calendar: ask it for a stretch with WHERE begin <= … AND end >= …",
            sql: "SELECT begin, end, value, text, article_id, article_title, published, sentence \
                  FROM dates WHERE begin IS NOT NULL ORDER BY begin, end, article_id",
        }];
        VIEWS
    }

    fn mentions(&self) -> impl Iterator<Item = &Mention<'_>> {
        std::iter::once(&self.mention)
    }

    fn summary(&self) -> String {
        self.value.to_string()
    }
}
