//! Checks what an article says twice: a ratio and its percent, a sum and its parts.
//!
//! | text | diagnostic |
//! |---|---|
//! | `47/81 đồng chí (58,02%)` | none |
//! | `47/81 đồng chí (57,02%)` | 47/81 is 58.02 % |
//! | `306 người (10 tiến sĩ, 266 thạc sĩ, 20 cử nhân)` | the parts make 296 |
//!
//! Either the paper slipped or a number was read wrongly. A sum is doubted only where its parts nearly make it: parts
//! that fall far short are a selection.

use std::ops::Range;

use super::{NumberKind, Seen, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::extract::{Candidate, Context};
use crate::numeral::Decimal;

/// Most bytes between a ratio and its percent.
const NEAR: u32 = 60;

/// A lower part below this makes a rough share (`gần 1/3 (28%)`).
const ROUGH: Decimal = Decimal::whole(11);

/// Reports the numbers that do not agree.
pub(super) fn check(cx: &Context<'_>, mentions: &[Candidate<Box<Seen>>], diagnostics: &mut Vec<Diagnostic>) {
    for i in 0..mentions.len() {
        let found = ratio(cx, mentions, i).or_else(|| sum(cx, mentions, i));
        if let Some(message) = found {
            diagnostics.push(Diagnostic::new("number/arithmetic", Severity::Warning, message).at(mentions[i].span));
        }
    }
}

fn ratio(cx: &Context<'_>, mentions: &[Candidate<Box<Seen>>], i: usize) -> Option<String> {
    let (upper, lower, last) = ratio_at(cx, mentions, i).filter(|(_, lower, _)| !lower.is_below(ROUGH))?;
    let percent = mentions.get(last + 1).filter(|next| next.seen.kind == NumberKind::Percent)?;
    let between = between(cx, &mentions[last], percent)?;
    let Value::Exact(stated) = percent.seen.value else { return None };
    if !is_bracketed(between) || percent.span.start - mentions[last].span.end > NEAR {
        return None;
    }
    let (computed, agrees) = compare(upper, lower, stated)?;
    (!agrees).then(|| format!("{upper}/{lower} is {computed} %, but the text says {stated} %"))
}

/// `47/81`, or `47 trong số 81`; the last part is the index of its last number.
fn ratio_at(cx: &Context<'_>, mentions: &[Candidate<Box<Seen>>], i: usize) -> Option<(Decimal, Decimal, usize)> {
    match mentions[i].seen.value {
        Value::Fraction(upper, lower) => Some((upper, lower, i)),
        Value::Exact(upper) if mentions[i].seen.kind == NumberKind::Cardinal => {
            let next = mentions.get(i + 1).filter(|next| next.seen.kind == NumberKind::Cardinal)?;
            let Value::Exact(lower) = next.seen.value else { return None };
            let words = between(cx, &mentions[i], next)?.trim_end().strip_suffix("số")?;
            let links = ["trong ", "trong tổng ", "trên tổng "].iter().any(|link| words.ends_with(link));
            (links && words.trim_start().len() + "số".len() < NEAR as usize).then_some((upper, lower, i + 1))
        }
        _ => None,
    }
}

/// The percent to the places of `stated`, and whether the two agree, rounded or cut off.
fn compare(upper: Decimal, lower: Decimal, stated: Decimal) -> Option<(Decimal, bool)> {
    let scale = 10i128.checked_pow(stated.places())?;
    let upper = upper.as_whole()?.checked_mul(100)?.checked_mul(scale)?;
    let lower = lower.as_whole().filter(|&lower| lower > 0)?;
    let (cut, rest) = (upper / lower, upper % lower);
    let rounded = cut + i128::from(rest * 2 >= lower);
    let stated = stated.shifted(stated.places())?.as_whole()?;
    let digits = rounded.to_string();
    let width = scale.to_string().len();
    let padded = format!("{digits:0>width$}");
    let (whole, fraction) = padded.split_at(padded.len() + 1 - width);
    let computed = Decimal::parse(&if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })?;
    Some((computed, stated == cut || stated == rounded))
}

/// `(`, and words that only lead to the percent.
fn is_bracketed(between: &str) -> bool {
    let Some((before, inside)) = between.rsplit_once('(') else { return false };
    let leads = ["", "chiếm", "đạt", "tương đương", "tức", "chiếm tỷ lệ", "đạt tỷ lệ", "tỷ lệ", "bằng"];
    !before.contains(['(', ')', '.', ';']) && leads.contains(&inside.trim())
}

fn sum(cx: &Context<'_>, mentions: &[Candidate<Box<Seen>>], i: usize) -> Option<String> {
    let [total, first, second] = mentions.get(i..i + 3)? else { return None };
    let (total, _, _) = (cardinal(total)?, cardinal(first)?, cardinal(second)?);
    let parts = parts(cx, mentions, i)?;
    let sum = mentions[parts].iter().try_fold(0i128, |sum, part| sum.checked_add(cardinal(part)?))?;
    let is_near = (total - sum).abs() * 10 <= total;
    (sum != total && is_near).then(|| format!("the parts make {sum}, but the text says {total}"))
}

fn cardinal(mention: &Candidate<Box<Seen>>) -> Option<i128> {
    match mention.seen.value {
        Value::Exact(value) if mention.seen.kind == NumberKind::Cardinal && mention.seen.approx.is_none() => {
            value.as_whole()
        }
        _ => None,
    }
}

/// The numbers of a bracket that opens behind number `i` and lists two counts or more.
fn parts(cx: &Context<'_>, mentions: &[Candidate<Box<Seen>>], i: usize) -> Option<Range<usize>> {
    let first = mentions.get(i + 1)?;
    let open = between(cx, &mentions[i], first)?;
    let bracket = open.bytes().take(NEAR as usize + 1).position(|byte| byte == b'(')?;
    let (before, inside) = (&open[..bracket], &open[bracket + 1..]);
    let leads = ["", "gồm", "bao gồm", "trong đó", "trong đó có"].contains(&inside.trim_end_matches(':').trim());
    if !leads || before.contains(['.', ';', ',', '\n']) {
        return None;
    }
    let mut end = i + 2;
    while let Some(next) = mentions.get(end) {
        let words = between(cx, &mentions[end - 1], next)?;
        if words.contains([')', '(', '.', '\n']) {
            break;
        }
        let is_item = words.trim_end().ends_with([',', ';']) || words.ends_with("và ");
        if !is_item {
            return None;
        }
        end += 1;
    }
    (end > i + 2).then_some(i + 1..end)
}

fn between<'a>(cx: &Context<'a>, first: &Candidate<Box<Seen>>, second: &Candidate<Box<Seen>>) -> Option<&'a str> {
    cx.text.get(first.span.end as usize..second.span.start as usize)
}

#[cfg(test)]
mod tests {
    use crate::{Input, Pipeline};

    fn messages(text: &str) -> Vec<String> {
        let pipeline = Pipeline::new().unwrap();
        let article = pipeline.read(Input::from_text(text));
        let notes = pipeline.extract(&article).diagnostics;
        let notes = notes.into_iter().filter(|note| note.code == "number/arithmetic");
        notes.map(|note| note.message.into_owned()).collect()
    }

    #[test]
    fn doubts_ratios_and_sums_that_do_not_agree() {
        for (text, expected) in [
            ("Có 47/81 đồng chí (57,02%) mới.", "47/81 is 58.02 %, but the text says 57.02 %"),
            ("Đạt 15 trong tổng số 40 xã (chiếm 35%).", "15/40 is 38 %, but the text says 35 %"),
            ("Có 306 người (10 tiến sĩ, 266 thạc sĩ, 20 cử nhân).", "the parts make 296, but the text says 306"),
        ] {
            assert_eq!(messages(text), [expected], "{text}");
        }
    }

    #[test]
    fn leaves_rounded_ratios_and_selections() {
        for text in [
            "Có 47/81 đồng chí (58,02%) mới.",
            "Gần 1/3 dân số (28%) ở thành thị.",
            "Có 306 người (10 tiến sĩ, 266 thạc sĩ, 30 cử nhân).",
            "Có 200 người (10 bác sĩ, 20 y tá).",
        ] {
            assert!(messages(text).is_empty(), "{text}");
        }
    }
}
