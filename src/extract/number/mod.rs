//! Quantities: counts, shares, money, measures, ages, fractions, stretches, scores, places in an order.
//!
//! # What it finds
//! A number in digits, number words or both, with its sign, its scale and, directly behind it, its currency, unit of
//! measurement or percent sign, with what a price is for (`đồng/lượng`). Rates with a slash are one unit. Numbers that
//! share a scale or unit get it each (`350 và 250 triệu đồng`, `30 x 40 cm`). The counted noun and the qualifier
//! (`khoảng`, `hơn`) are fields, outside the span.
//!
//! # What it leaves out
//! Numbers before units of time and behind heads of dates (the date room's); vague amounts (`hàng chục nghìn`, `vài
//! trăm`); `một` without scale or unit; fixed words (`hai bên`, `ba mẹ`); digits in names and codes, which
//! [`super::blocked`] covers; weekdays (`thứ Hai`).
//!
//! # Examples
//!
//! | text | value |
//! |---|---|
//! | `3 tỷ 200 triệu đồng` | 3200000000 `VND` |
//! | `một trăm hai` | 120 |
//! | `62 tạ/ha` | 62 `tạ/ha` |
//! | `5 đến 10 triệu đồng` | 5000000..10000000 `VND` |
//! | `47/81` | 47/81 |
//! | `khóa XVI` | 16, ordinal |
//! | thắng `2-1` | 2:1 |
//!
//! # Grammar
//! `crate::numeral` reads the number, `quantity.rs` adds sign and unit, `range.rs` the other end; `fraction.rs`,
//! `ordinal.rs` and `score.rs` read their forms; `approx.rs` reads qualifiers, `comparison.rs` knows what only looks like one; `place.rs` decides whether a bare number is a fact, `label.rs` knows the digits that name
//! something; `rules.rs` is the
//! order in which they are tried; `resolve.rs` shares units among the numbers of a list, reads doubtful separators as
//! the rest of the article uses them, and writes the values out; `arithmetic.rs` compares ratios with their percents and
//! sums with their parts (diagnostic `number/arithmetic`).
//!
//! # Sources
//! `lexicon/`, see `SOURCES.md`.

mod approx;
mod arithmetic;
mod comparison;
mod fraction;
mod label;
mod lists;
mod ordinal;
mod place;
mod quantity;
mod range;
mod resolve;
mod rules;
mod score;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::extract::{Candidate, Cell, Column, Context, Fact, Finding, Mention, Room, Shared, Triggers, View};
use crate::lexicon::Builder;
use crate::numeral::{Decimal, Form, Style};
use crate::segment::Kind;
use crate::text::Span;

use lists::Lists;
use quantity::Unit;

/// What sort of quantity a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum NumberKind {
    /// A count or a bare number.
    Cardinal,
    /// Hundredths, or percentage points (unit `điểm %`).
    Percent,
    /// An amount of a currency, or a price with a rate.
    Money,
    /// An amount of a unit of measurement, ages included.
    Measure,
    /// A part of a whole.
    Fraction,
    /// A place in an order.
    Ordinal,
    /// The result of a match.
    Score,
}

/// How a number is qualified by the word before or after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Approx {
    /// khoảng, chừng, xấp xỉ.
    About,
    /// gần.
    Almost,
    /// hơn, trên.
    Over,
    /// dưới, chưa đến.
    Under,
    /// ít nhất, tối thiểu, từ … trở lên.
    AtLeast,
    /// tối đa, không quá, từ … trở xuống.
    AtMost,
}

/// A quantity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Number<'a> {
    /// Where it stands.
    #[serde(flatten)]
    pub mention: Mention<'a>,
    /// What sort of quantity.
    pub kind: NumberKind,
    /// Exact decimal with a point, no exponent (`1500000`, `42.9`); `47/81` for a fraction, `2:1` for a score; absent
    /// for a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Cow<'a, str>>,
    /// Lower bound of a range, exact decimal; absent for other numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Cow<'a, str>>,
    /// Upper bound of a range, exact decimal; absent for other numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Cow<'a, str>>,
    /// `%`, `điểm %`, ISO 4217 code of a currency (`VND`), symbol of a unit (`km`, `tạ/ha`), `tuổi`; with `/` and what
    /// the amount is for where it is a rate (`VND/lượng`). Absent for bare numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Cow<'a, str>>,
    /// The value in the SI unit of its dimension, exact decimal; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub si_value: Option<Cow<'a, str>>,
    /// The SI unit of `si_value`: `m`, `kg`, `m2`, `K`…
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub si_unit: Option<Cow<'a, str>>,
    /// The counted noun that follows, as written: `đồng chí` of `151 đồng chí`; absent where none is recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noun: Option<Cow<'a, str>>,
    /// How the number is qualified; absent where it is stated plainly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approx: Option<Approx>,
    /// Other readings of the digits, exact decimals: `1299` beside `1.299`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Cow<'a, str>>,
}

impl NumberKind {
    /// The name that the record shows.
    pub fn name(self) -> &'static str {
        match self {
            NumberKind::Cardinal => "cardinal",
            NumberKind::Percent => "percent",
            NumberKind::Money => "money",
            NumberKind::Measure => "measure",
            NumberKind::Fraction => "fraction",
            NumberKind::Ordinal => "ordinal",
            NumberKind::Score => "score",
        }
    }
}

impl Approx {
    /// The name that the record shows.
    pub fn name(self) -> &'static str {
        match self {
            Approx::About => "about",
            Approx::Almost => "almost",
            Approx::Over => "over",
            Approx::Under => "under",
            Approx::AtLeast => "at_least",
            Approx::AtMost => "at_most",
        }
    }
}

/// What a rule saw.
#[derive(Clone, Debug)]
pub struct Seen {
    kind: NumberKind,
    value: Value,
    /// The other reading of the separators.
    other: Option<Decimal>,
    unit: Option<Unit>,
    approx: Option<Approx>,
    noun: Option<Span>,
    /// Power of ten of the scale word, for numbers that share it.
    exponent: u32,
    form: Form,
    /// What the separators say of the style of the article.
    style: Option<Style>,
}

/// A value before it is written out.
#[derive(Clone, Copy, Debug)]
enum Value {
    Exact(Decimal),
    Range(Decimal, Decimal),
    Fraction(Decimal, Decimal),
    Score(u64, u64),
}

/// The room.
pub struct Numbers {
    lists: Lists,
}

impl Room for Numbers {
    const NAME: &'static str = "number";
    type Seen = Box<Seen>;
    type Fact<'a> = Number<'a>;

    fn load(builder: &mut Builder) -> Result<Numbers, Error> {
        Ok(Numbers { lists: Lists::load(builder)? })
    }

    fn triggers(&self) -> Triggers {
        let tags = &self.lists.tags;
        Triggers { kinds: vec![Kind::Digits], tags: vec![tags.word, tags.prefix, tags.ordinal] }
    }

    fn find(&self, cx: &Context<'_>, at: usize, finding: &mut Finding<'_, Box<Seen>>) -> usize {
        rules::find(&self.lists, cx, at, finding)
    }

    fn resolve<'a>(
        &self,
        cx: &Context<'a>,
        mut mentions: Vec<Candidate<Box<Seen>>>,
        _shared: &mut Shared,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Number<'a>> {
        resolve::share(&self.lists, cx, &mut mentions);
        resolve::agree_on_style(&mut mentions);
        arithmetic::check(cx, &mentions, diagnostics);
        mentions.into_iter().map(|mention| resolve::number(&self.lists, cx, mention)).collect()
    }
}

impl Fact for Number<'_> {
    fn heading() -> &'static str {
        "số liệu"
    }

    fn columns() -> &'static [Column] {
        const COLUMNS: &[Column] = &[
            Column::text("kind", "loại", "cardinal, percent, money, measure, fraction, ordinal, score"),
            Column::decimal(
                "value",
                "giá trị",
                "exact decimal; `47/81` for a fraction, `2:1` for a score; empty for a range",
            )
            .unit_in("unit")
            .asked(),
            Column::decimal("min", "từ", "lower bound of a range").unit_in("unit"),
            Column::decimal("max", "đến", "upper bound of a range").unit_in("unit"),
            Column::text("unit", "đơn vị", "currency, unit or %, with `/` where it is a rate"),
            Column::decimal("si_value", "giá trị SI", "the value in the SI unit, where there is one")
                .unit_in("si_unit"),
            Column::text("si_unit", "đơn vị SI", "unit of si_value"),
            Column::text("noun", "danh từ", "counted noun"),
            Column::text(
                "approx",
                "mức chính xác",
                "about, almost, over, under, at_least, at_most; empty where stated plainly",
            ),
        ];
        COLUMNS
    }

    fn rows<'s>(&'s self, add: &mut dyn FnMut(&'s Mention<'s>, Vec<Cell<'s>>)) {
        let value = self.value.as_deref();
        let is_decimal = !matches!(self.kind, NumberKind::Fraction | NumberKind::Score);
        add(
            &self.mention,
            vec![
                Cell::Text(Cow::Borrowed(self.kind.name())),
                if is_decimal { Cell::number(value) } else { Cell::text(value) },
                Cell::number(self.min.as_deref()),
                Cell::number(self.max.as_deref()),
                Cell::text(self.unit.as_deref()),
                Cell::number(self.si_value.as_deref()),
                Cell::text(self.si_unit.as_deref()),
                Cell::text(self.noun.as_deref()),
                Cell::text(self.approx.map(Approx::name)),
            ],
        );
    }

    fn views() -> &'static [View] {
        const VIEWS: &[View] = &[View {
            name: "numbers_by_unit",
            doc: "units, with how often each stands in the articles, and the least and greatest value",
            sql: "SELECT kind, unit, count(*) AS mentions, count(DISTINCT article_id) AS articles, \
                  min(coalesce(value_number, min_number)) AS least, max(coalesce(value_number, max_number)) AS greatest \
                  FROM numbers GROUP BY kind, unit ORDER BY mentions DESC, kind, unit",
        }];
        VIEWS
    }

    fn mentions(&self) -> impl Iterator<Item = &Mention<'_>> {
        std::iter::once(&self.mention)
    }

    fn summary(&self) -> String {
        let value = match (&self.value, &self.min, &self.max) {
            (Some(value), ..) => value.to_string(),
            (None, min, max) => format!("{}..{}", min.as_deref().unwrap_or(""), max.as_deref().unwrap_or("")),
        };
        match &self.unit {
            Some(unit) => format!("{value} {unit}"),
            None => value,
        }
    }
}
