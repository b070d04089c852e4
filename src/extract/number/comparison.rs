//! Words before a number that look like a qualifier and compare or add instead: `cao hơn 8 điểm so với`, `ngoài 16 huấn
//! luyện viên`.

use super::lists::Lists;
use super::quantity::{Quantity, is_number_word};
use crate::extract::Context;
use crate::segment::{Key, Kind};

/// How many tokens behind a number `so với` may stand.
const REACH: usize = 6;

/// True where the word before the quantity does not qualify it.
pub(super) fn is_no_qualifier(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    const BESIDES: Key = Key::of("ngoài");
    const MORE: Key = Key::of("hơn");
    const OUT_OF: Key = Key::of("trên");
    match cx.before(quantity.from).key {
        BESIDES => !is_age(lists, cx, quantity),
        MORE => is_difference(lists, cx, quantity),
        // `8 trên 10 người`
        OUT_OF => is_number_before(cx, quantity.from - 1),
        _ => false,
    }
}

/// True behind a number in digits or words.
fn is_number_before(cx: &Context<'_>, at: usize) -> bool {
    cx.before(at).kind == Kind::Digits || is_number_word(cx, at.wrapping_sub(1))
}

/// `ngoài 30 tuổi`, `tuổi ngoài 40`: of anything else `ngoài` says that there is more (`ngoài 6 môn học bắt buộc`).
fn is_age(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    const AGE: Key = Key::of("tuổi");
    let has_unit = cx.before(quantity.next).is(AGE);
    let is_ten = quantity.value.as_whole().is_some_and(|value| (20..100).contains(&value) && value % 10 == 0);
    has_unit || is_ten && quantity.unit.is_none() && lists.noun(cx, quantity.next).is_none()
}

/// `thấp hơn 1 triệu đồng so với hôm qua`, `cao hơn 1,5 lần`: behind a comparison of two words the number is how much
/// more; `hơn 5 triệu khách so với` is a bound.
fn is_difference(lists: &Lists, cx: &Context<'_>, quantity: &Quantity) -> bool {
    const TIMES: Key = Key::of("lần");
    const AS: [Key; 2] = [Key::of("so"), Key::of("với")];
    let is_compared = |at: usize| cx.is(at, AS[0]) && cx.is(at + 1, AS[1]);
    let ends = |at: &usize| !cx.token(*at).starts_line() && !matches!(cx.word(*at), "," | "." | ";" | "");
    let within = || (quantity.next..quantity.next + REACH).take_while(ends).any(is_compared);
    let has_quality = cx.entry_ending(quantity.from, lists.tags.approx).is_some_and(|(_, hit)| hit.len == 2);
    has_quality && (cx.is(quantity.next, TIMES) || within())
}
