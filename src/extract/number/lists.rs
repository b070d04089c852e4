//! The room's word lists.

use std::collections::HashMap;

use crate::error::Error;
use crate::extract::Context;
use crate::lexicon::{Builder, Hit, Row, Table, Tag};
use crate::numeral::Decimal;
use crate::segment::Key;
use crate::text::Span;

use super::Approx;
use super::quantity::{Base, Unit};

/// A unit of measurement, or a percent sign.
pub(super) struct Measure {
    words: &'static str,
    /// What the record shows; `None` for words that only look like a unit.
    pub symbol: Option<&'static str>,
    how: How,
    /// True for percent, per mille and percentage points.
    pub is_percent: bool,
    /// SI unit, and one of the unit in it.
    pub si: Option<(Decimal, &'static str)>,
}

/// When the words of a unit are one.
enum How {
    Always,
    /// In these letters only.
    Exact,
    /// Not where they touch the number.
    Apart,
    /// Only before one of these words.
    Before(Vec<&'static str>),
}

/// A currency.
pub(super) struct Currency {
    /// ISO code; `None` for words that only look like a currency.
    pub code: Option<&'static str>,
    needs: Needs,
}

#[derive(PartialEq)]
enum Needs {
    Nothing,
    Touch,
    Scale,
}

/// Where an approximator stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

/// What an ordinal head takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// thứ: digits, words, Roman.
    Thu,
    /// hạng, top: digits.
    Rank,
    /// gió cấp: digits, with the last word.
    Force,
    /// khóa: digits, Roman.
    Term,
    /// Đại hội: Roman, without the head.
    Roman,
    /// nhóm: a stretch, without the head.
    Band,
    /// số: `số 28 trong 41`.
    Number,
}

/// The part that a word plays in a comparison before a number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    /// quá: a comparison by itself.
    Beyond,
    /// cao: one with hơn.
    Quality,
}

/// The part that a word plays in a count of results.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tally {
    /// thắng, hòa, thua.
    Result,
    /// What may stand behind the count.
    End,
}

/// The part that a word plays in a negation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Negation {
    /// không.
    No,
    /// A word behind it with which it negates nothing.
    Void,
}

/// Tags of the lists that say no more than that a word belongs to them.
pub(super) struct Tags {
    pub unit: Tag,
    pub currency: Tag,
    pub prefix: Tag,
    pub noun: Tag,
    pub time_unit: Tag,
    pub time_head: Tag,
    pub approx: Tag,
    pub ordinal: Tag,
    pub vague: Tag,
    pub idiom: Tag,
    pub tail: Tag,
    pub motto: Tag,
    pub grammar: Tag,
    pub score: Tag,
    pub test: Tag,
    pub word: Tag,
}

/// The room's lists.
pub(super) struct Lists {
    pub tags: Tags,
    measures: Vec<Measure>,
    currencies: Vec<Currency>,
    approx: Vec<Option<(Approx, Side)>>,
    heads: Vec<Head>,
    comparisons: Parts<Comparison>,
    negations: Parts<Negation>,
    tallies: Parts<Tally>,
    /// The row of `tuổi`.
    age: Option<u32>,
    /// The row of `đồng`.
    dong: Option<u32>,
}

/// First words of numbers in words, and of signs and halves.
const STARTS: [&str; 16] =
    ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "âm", "trừ", "nửa", "rưỡi"];

macro_rules! list {
    ($name:literal, $($column:literal),+) => {
        Table::parse(concat!("number/", $name), include_str!(concat!("lexicon/", $name)), &[$($column),+])?
    };
}

impl Lists {
    pub fn load(builder: &mut Builder) -> Result<Lists, Error> {
        let tags = Tags::new(builder);
        for words in STARTS {
            builder.add(words, tags.word, 0)?;
        }
        load_plain(builder, &list!("nouns.tsv", "words"), tags.noun)?;
        load_plain(builder, &list!("grammar.tsv", "words"), tags.grammar)?;
        load_plain(builder, &list!("scores.tsv", "words"), tags.score)?;
        load_plain(builder, &list!("tests.tsv", "words"), tags.test)?;
        load_kinds(
            builder,
            &list!("time.tsv", "words", "kind"),
            &[("unit", tags.time_unit), ("head", tags.time_head)],
        )?;
        load_kinds(
            builder,
            &list!("idioms.tsv", "words", "kind"),
            &[("vague", tags.vague), ("idiom", tags.idiom), ("tail", tags.tail), ("motto", tags.motto)],
        )?;
        let measures = load_measures(builder, tags.unit)?;
        let currencies = load_currencies(builder, &tags)?;
        Ok(Lists {
            dong: currencies.iter().position(|currency| currency.code == Some("VND")).map(|row| row as u32),
            age: measures.iter().position(|measure| measure.symbol == Some("tuổi")).map(|row| row as u32),
            measures,
            currencies,
            approx: load_approximators(builder, tags.approx)?,
            heads: load_heads(builder, tags.ordinal)?,
            comparisons: load_parts(
                &list!("comparisons.tsv", "word", "part"),
                &[("beyond", Comparison::Beyond), ("quality", Comparison::Quality)],
            )?,
            negations: load_parts(
                &list!("negations.tsv", "word", "part"),
                &[("no", Negation::No), ("many", Negation::Void), ("noun", Negation::Void)],
            )?,
            tallies: load_parts(
                &list!("tallies.tsv", "word", "part"),
                &[("result", Tally::Result), ("end", Tally::End)],
            )?,
            tags,
        })
    }

    pub fn measure(&self, row: u32) -> &Measure {
        &self.measures[row as usize]
    }

    pub fn currency(&self, row: u32) -> &Currency {
        &self.currencies[row as usize]
    }

    /// The unit whose symbol is a length and a raised figure: `m` and `2`.
    pub fn measure_by_symbol(&self, length: &str, power: &str) -> Option<u32> {
        let fits = |symbol: &str| symbol.strip_prefix(length) == Some(power);
        self.measures.iter().position(|measure| measure.symbol.is_some_and(fits)).map(|row| row as u32)
    }

    /// The unit of ages.
    pub fn age(&self) -> Option<Unit> {
        Some(Unit { base: Base::Measure(self.age?), per: None, then: None })
    }

    /// The unit of prices whose currency papers leave out.
    pub fn dong(&self) -> Option<Unit> {
        Some(Unit { base: Base::Currency(self.dong?), per: None, then: None })
    }

    pub fn head(&self, hit: Hit) -> Head {
        self.heads[hit.payload as usize]
    }

    /// True where words of a currency or unit begin at token `at`, even if they turn out to be none.
    pub fn is_unit(&self, cx: &Context<'_>, at: usize) -> bool {
        self.has(cx, at, self.tags.unit) || self.has(cx, at, self.tags.currency)
    }

    /// The currency or unit at token `at`, and the token after it. `is_large` is asked for currencies only.
    pub fn unit_at(&self, cx: &Context<'_>, at: usize, is_large: impl Fn() -> bool) -> Option<(Base, usize)> {
        let currency = || self.currency_at(cx, at, is_large()).map(|(row, next)| (Base::Currency(row), next));
        let measure = || self.measure_at(cx, at).map(|(row, next)| (Base::Measure(row), next));
        cx.entry(at, self.tags.currency).and_then(|_| currency()).or_else(measure)
    }

    /// The unit at token `at`, longest first, as its row and the token after it. The second level tells that the words
    /// only look like a unit.
    pub fn measure_at(&self, cx: &Context<'_>, at: usize) -> Option<(u32, usize)> {
        cx.entry(at, self.tags.unit)?;
        let hit = self.hits(cx, at, self.tags.unit).find(|hit| self.measure(hit.payload).fits(cx, at, hit.len))?;
        self.measure(hit.payload).symbol?;
        Some((hit.payload, at + hit.len as usize))
    }

    /// The currency behind a number that ends before token `at`. `large` says that a scale or many digits stand before:
    /// then `tỷ đồng tiền thuế` is money, where `hai đồng tiền` are coins.
    pub fn currency_at(&self, cx: &Context<'_>, at: usize, large: bool) -> Option<(u32, usize)> {
        let mut hits = self.hits(cx, at, self.tags.currency);
        let hit = if large { hits.find(|hit| self.currency(hit.payload).code.is_some())? } else { hits.next()? };
        let currency = self.currency(hit.payload);
        currency.code?;
        let fits = match currency.needs {
            Needs::Nothing => true,
            Needs::Touch => cx.token(at).is_glued() || large && cx.word(at) == "đ",
            Needs::Scale => large,
        };
        fits.then_some((hit.payload, at + hit.len as usize))
    }

    /// The currency sign or code before a number, as its row and the token after it.
    pub fn prefix_at(&self, cx: &Context<'_>, at: usize) -> Option<(u32, usize)> {
        let hit = cx.entry(at, self.tags.prefix)?;
        Some((hit.payload, at + hit.len as usize))
    }

    /// What a row of the qualifiers says where it stands on a side of the number.
    pub fn approx_on(&self, side: Side, hit: Hit) -> Option<Approx> {
        self.approx[hit.payload as usize].filter(|row| row.1 == side).map(|row| row.0)
    }

    /// True for a word that plays a part in a comparison.
    pub fn compares(&self, key: Key, part: Comparison) -> bool {
        self.comparisons.get(&key) == Some(&part)
    }

    /// True for a word that plays a part in a negation.
    pub fn negates(&self, key: Key, part: Negation) -> bool {
        self.negations.get(&key) == Some(&part)
    }

    /// True for a word that plays a part in a count of results.
    pub fn tallies(&self, key: Key, part: Tally) -> bool {
        self.tallies.get(&key) == Some(&part)
    }

    /// The counted noun at token `at`.
    pub fn noun(&self, cx: &Context<'_>, at: usize) -> Option<Span> {
        let hit = cx.entry(at, self.tags.noun)?;
        Some(cx.span(at, at + hit.len as usize))
    }

    pub fn has(&self, cx: &Context<'_>, at: usize, tag: Tag) -> bool {
        cx.entry(at, tag).is_some()
    }

    /// True where the word at token `at` may be counted: a word that is no grammar word.
    pub fn may_be_counted(&self, cx: &Context<'_>, at: usize) -> bool {
        cx.token(at).kind.is_word() && !cx.token(at).starts_line() && !self.has(cx, at, self.tags.grammar)
    }

    fn hits<'c>(&self, cx: &'c Context<'_>, at: usize, tag: Tag) -> impl Iterator<Item = Hit> + use<'c> {
        cx.entries(at).iter().rev().filter(move |hit| hit.tag == tag).copied()
    }
}

impl Measure {
    fn fits(&self, cx: &Context<'_>, at: usize, len: u32) -> bool {
        let next = at + len as usize;
        match &self.how {
            How::Always => true,
            How::Exact => cx.words(cx.span(at, next)) == self.words,
            How::Apart => !cx.token(at).is_glued(),
            How::Before(words) => words.iter().any(|word| cx.word(next).eq_ignore_ascii_case(word)),
        }
    }
}

impl Tags {
    fn new(builder: &mut Builder) -> Tags {
        Tags {
            unit: builder.tag("number/unit"),
            currency: builder.tag("number/currency"),
            prefix: builder.tag("number/currency-prefix"),
            noun: builder.tag("number/noun"),
            time_unit: builder.tag("number/time-unit"),
            time_head: builder.tag("number/time-head"),
            approx: builder.tag("number/approximator"),
            ordinal: builder.tag("number/ordinal"),
            vague: builder.tag("number/vague"),
            idiom: builder.tag("number/idiom"),
            tail: builder.tag("number/idiom-tail"),
            motto: builder.tag("number/motto"),
            grammar: builder.tag("number/grammar"),
            score: builder.tag("number/score"),
            test: builder.tag("number/test"),
            word: builder.tag("number/word"),
        }
    }
}

fn load_plain(builder: &mut Builder, table: &Table<'_>, tag: Tag) -> Result<(), Error> {
    for row in table.rows() {
        builder.add(row?.get(0), tag, 0)?;
    }
    Ok(())
}

fn load_kinds(builder: &mut Builder, table: &Table<'_>, kinds: &[(&str, Tag)]) -> Result<(), Error> {
    for row in table.rows() {
        let row = row?;
        builder.add(row.get(0), named(&row, 1, kinds)?, 0)?;
    }
    Ok(())
}

/// Words by themselves, each with the part that it plays.
type Parts<T> = HashMap<Key, T>;

fn load_parts<T: Copy>(table: &Table<'_>, parts: &[(&str, T)]) -> Result<Parts<T>, Error> {
    let rows = table.rows().map(|row| row.and_then(|row| Ok((Key::of(row.get(0)), named(&row, 1, parts)?))));
    rows.collect()
}

/// What the name in a column stands for.
fn named<T: Copy>(row: &Row<'_>, column: usize, names: &[(&str, T)]) -> Result<T, Error> {
    let found = names.iter().find(|(name, _)| *name == row.get(column));
    found.map(|&(_, meaning)| meaning).ok_or_else(|| {
        let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        row.expected(column, &format!("one of {names:?}"))
    })
}

fn load_measures(builder: &mut Builder, tag: Tag) -> Result<Vec<Measure>, Error> {
    let mut measures = Vec::new();
    let columns = &["words", "symbol", "how", "factor", "si"];
    for row in builder.rows("units", include_str!("lexicon/units.tsv"), columns)? {
        builder.add(row.get(0), tag, measures.len() as u32)?;
        let si = match (row.optional(3), row.optional(4)) {
            (Some(factor), Some(si)) => {
                Some((Decimal::parse(factor).ok_or_else(|| row.expected(3, "a decimal number"))?, si))
            }
            _ => None,
        };
        let how = match row.get(2) {
            "" => How::Always,
            "exact" => How::Exact,
            "word" => How::Apart,
            words => How::Before(words.split('|').collect()),
        };
        let symbol = Some(row.get(1)).filter(|&symbol| symbol != "-");
        let is_percent = matches!(symbol, Some("%" | "điểm %" | "‰"));
        measures.push(Measure { words: row.get(0), symbol, how, is_percent, si });
    }
    Ok(measures)
}

fn load_currencies(builder: &mut Builder, tags: &Tags) -> Result<Vec<Currency>, Error> {
    let mut currencies = Vec::new();
    for row in list!("currencies.tsv", "words", "code", "how", "place").rows() {
        let row = row?;
        let tag = named(&row, 3, &[("", tags.currency), ("prefix", tags.prefix)])?;
        builder.add(row.get(0), tag, currencies.len() as u32)?;
        let needs = match row.get(2) {
            "" => Needs::Nothing,
            "touch" => Needs::Touch,
            "scaled" => Needs::Scale,
            _ => return Err(row.expected(2, "nothing, `touch` or `scaled`")),
        };
        currencies.push(Currency { code: Some(row.get(1)).filter(|&code| code != "-"), needs });
    }
    Ok(currencies)
}

fn load_approximators(builder: &mut Builder, tag: Tag) -> Result<Vec<Option<(Approx, Side)>>, Error> {
    const KINDS: [(&str, Option<(Approx, Side)>); 10] = [
        ("-", None),
        ("about", Some((Approx::About, Side::Before))),
        ("almost", Some((Approx::Almost, Side::Before))),
        ("over", Some((Approx::Over, Side::Before))),
        ("under", Some((Approx::Under, Side::Before))),
        ("at_least", Some((Approx::AtLeast, Side::Before))),
        ("at_most", Some((Approx::AtMost, Side::Before))),
        ("at_least_after", Some((Approx::AtLeast, Side::After))),
        ("at_most_after", Some((Approx::AtMost, Side::After))),
        ("over_after", Some((Approx::Over, Side::After))),
    ];
    let mut kinds = Vec::new();
    for row in list!("approximators.tsv", "words", "kind").rows() {
        let row = row?;
        builder.add(row.get(0), tag, kinds.len() as u32)?;
        kinds.push(named(&row, 1, &KINDS)?);
    }
    Ok(kinds)
}

fn load_heads(builder: &mut Builder, tag: Tag) -> Result<Vec<Head>, Error> {
    const KINDS: [(&str, Head); 7] = [
        ("thu", Head::Thu),
        ("rank", Head::Rank),
        ("force", Head::Force),
        ("term", Head::Term),
        ("roman", Head::Roman),
        ("band", Head::Band),
        ("number", Head::Number),
    ];
    let mut heads = Vec::new();
    for row in list!("ordinals.tsv", "words", "kind").rows() {
        let row = row?;
        builder.add(row.get(0), tag, heads.len() as u32)?;
        heads.push(named(&row, 1, &KINDS)?);
    }
    Ok(heads)
}
