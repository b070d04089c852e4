//! From what was seen to what the record shows: shared units, SI values, the written form.

use std::borrow::Cow;

use super::lists::Lists;
use super::quantity::{Base, Per, Unit};
use super::{Number, NumberKind, Seen, Value};
use crate::extract::{Candidate, Context};
use crate::numeral::{Decimal, Form, Style};
use crate::text::{Span, one_line};

/// Gives numbers of a list the scale and unit of its last member: `350 và 250 triệu đồng`, `3 x 5 m`, `10, 20 và 30%`.
pub(super) fn share(lists: &Lists, cx: &Context<'_>, mentions: &mut [Candidate<Box<Seen>>]) {
    for i in (1..mentions.len()).rev() {
        let (before, after) = mentions.split_at_mut(i);
        let (Some(first), Some(second)) = (before.last_mut(), after.first()) else { continue };
        if !may_share(&first.seen, &second.seen) {
            continue;
        }
        let Some(joint) = joint(cx, first, second) else { continue };
        share_with(joint, &mut first.seen, &second.seen);
    }
    for i in 1..mentions.len() {
        let (before, after) = mentions.split_at_mut(i);
        let (Some(first), Some(second)) = (before.last(), after.first_mut()) else { continue };
        if is_further_age(lists, &first.seen, &second.seen) && joint(cx, first, second) == Some(Joint::List) {
            second.seen.unit = first.seen.unit;
            second.seen.kind = first.seen.kind;
        }
    }
}

/// `ở tuổi 30, 40`: a greater number that could be the next age.
fn is_further_age(lists: &Lists, first: &Seen, second: &Seen) -> bool {
    let (Value::Exact(age), Value::Exact(value)) = (first.value, second.value) else { return false };
    first.kind == NumberKind::Measure
        && first.unit == lists.age()
        && second.kind == NumberKind::Cardinal
        && second.noun.is_none()
        && age.is_below(value)
        && value.is_below(Decimal::whole(120))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// `và`, `hoặc`, a comma.
    List,
    /// `lên`, `xuống còn`: the same thing before and after.
    Change,
    /// `x`.
    Times,
}

fn joint(cx: &Context<'_>, first: &Candidate<Box<Seen>>, second: &Candidate<Box<Seen>>) -> Option<Joint> {
    let between = cx.text.get(first.span.end as usize..second.span.start as usize)?;
    match between.trim_matches(' ') {
        "và" | "hoặc" | "hay" | "," => Some(Joint::List),
        "lên" | "xuống" | "còn" | "lên đến" | "lên tới" | "xuống còn" | "vọt lên" | "tăng lên" | "giảm xuống"
        | "giảm còn" | "nhảy lên" => Some(Joint::Change),
        "x" | "×" | "X" => Some(Joint::Times),
        _ => None,
    }
}

/// True where the first number has no unit, noun or scale of its own.
fn may_share(first: &Seen, second: &Seen) -> bool {
    let is_bare = first.unit.is_none() && first.kind == NumberKind::Cardinal;
    let is_amount =
        matches!(second.kind, NumberKind::Cardinal | NumberKind::Money | NumberKind::Measure | NumberKind::Percent);
    is_bare && is_amount && first.exponent == 0 && first.noun.is_none()
}

fn share_with(joint: Joint, first: &mut Seen, second: &Seen) {
    let Value::Exact(value) = first.value else { return };
    let is_small = value.is_below(Decimal::whole(1000)) && first.form != Form::Words;
    let is_alike = joint == Joint::Change && first.form == second.form && second.exponent == 0;
    if joint != Joint::Times && !is_small && !is_alike || first.form == Form::Scaled {
        return;
    }
    let scaled = value.shifted(second.exponent).filter(|_| second.exponent >= 3 && is_small);
    if let Some(scaled) = scaled {
        first.value = Value::Exact(scaled);
        first.exponent = second.exponent;
    }
    first.unit = second.unit;
    first.noun = second.noun;
    first.kind = second.kind;
}

/// Takes the English reading of doubtful separators (`1,299 tỷ`) in an article that proves that style elsewhere and
/// never the other one.
pub(super) fn agree_on_style(mentions: &mut [Candidate<Box<Seen>>]) {
    let has = |style| mentions.iter().any(|mention| mention.seen.style == Some(style));
    if !has(Style::English) || has(Style::Vietnamese) {
        return;
    }
    for mention in mentions {
        let seen = &mut mention.seen;
        if let (Value::Exact(value), Some(other)) = (seen.value, seen.other)
            && value.is_below(other)
        {
            (seen.value, seen.other) = (Value::Exact(other), Some(value));
        }
    }
}

/// Writes out one number.
pub(super) fn number<'a>(lists: &Lists, cx: &Context<'a>, candidate: Candidate<Box<Seen>>) -> Number<'a> {
    let Candidate { span, rule, seen } = candidate;
    let text = cx.words(span);
    let (value, min, max) = match seen.value {
        Value::Exact(value) => (Some(written(text, value)), None, None),
        Value::Range(min, max) => (None, Some(written(text, min)), Some(written(text, max))),
        Value::Fraction(upper, lower) => (Some(Cow::Owned(format!("{upper}/{lower}"))), None, None),
        Value::Score(home, away) => (Some(Cow::Owned(format!("{home}:{away}"))), None, None),
    };
    let si = match seen.value {
        Value::Exact(value) => seen.unit.and_then(|unit| lists.si(unit, value)),
        _ => None,
    };
    Number {
        mention: cx.mention(span, rule),
        kind: seen.kind,
        value,
        min,
        max,
        unit: seen.unit.map(|unit| unit_name(lists, cx, unit)),
        si_value: si.as_ref().map(|(value, _)| Cow::Owned(value.trimmed().to_string())),
        si_unit: si.map(|(_, unit)| unit),
        noun: seen.noun.map(|noun| Cow::Borrowed(cx.words(noun))),
        approx: seen.approx,
        alternatives: match seen.other {
            Some(other) => vec![Cow::Owned(other.to_string())],
            None => Vec::new(),
        },
    }
}

/// The digits of a value, out of the text where it begins with them.
fn written(text: &str, value: Decimal) -> Cow<'_, str> {
    let written = value.written();
    let begins = text.as_bytes().starts_with(written.as_bytes());
    match text.get(..written.as_bytes().len()).filter(|_| begins) {
        Some(digits) => Cow::Borrowed(digits),
        None => Cow::Owned(written.as_str().to_owned()),
    }
}

fn unit_name<'a>(lists: &Lists, cx: &Context<'a>, unit: Unit) -> Cow<'a, str> {
    let base = lists.name(unit.base);
    let Some(per) = unit.per else { return Cow::Borrowed(base) };
    let mut name = match per {
        Per::Measure(row) => format!("{base}/{}", lists.name(Base::Measure(row))),
        Per::Currency(row) => format!("{base}/{}", lists.name(Base::Currency(row))),
        Per::Words(words) => format!("{base}/{}", spaced(cx, words)),
    };
    if let Some(words) = unit.then {
        name.push('/');
        name.push_str(&spaced(cx, words));
    }
    Cow::Owned(name)
}

/// Words with one blank between them.
fn spaced(cx: &Context<'_>, words: Span) -> String {
    one_line(cx.words(words))
}

impl Lists {
    /// The symbol or code that the record shows.
    pub fn name(&self, base: Base) -> &'static str {
        let name = match base {
            Base::Measure(row) => self.measure(row).symbol,
            Base::Currency(row) => self.currency(row).code,
        };
        name.unwrap_or_default()
    }

    /// The value in SI units, where it is an exact decimal.
    fn si(&self, unit: Unit, value: Decimal) -> Option<(Decimal, Cow<'static, str>)> {
        let Base::Measure(row) = unit.base else { return None };
        if self.name(unit.base) == "°C" && unit.per.is_none() {
            return Some((value.plus(Decimal::parse("273.15")?)?, Cow::Borrowed("K")));
        }
        if unit.then.is_some() {
            return None;
        }
        let (factor, si) = self.measure(row).si?;
        let value = value.times(factor)?;
        match unit.per {
            None => Some((value, Cow::Borrowed(si))),
            Some(Per::Measure(per)) => {
                let (divisor, per) = self.measure(per).si?;
                Some((value.divided_by(divisor)?, Cow::Owned(format!("{si}/{per}"))))
            }
            Some(Per::Words(_) | Per::Currency(_)) => None,
        }
    }
}
