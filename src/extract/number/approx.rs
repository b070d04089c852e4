//! What qualifies a number: `khoảng`, `không quá`, `không tăng quá`, `từ … người trở lên`.

use super::Approx;
use super::lists::{Comparison, Lists, Negation, Side};
use crate::extract::Context;
use crate::segment::{Key, Kind};

/// How many words of what is counted may stand before `trở lên`.
const NOUN: usize = 3;

/// How many words may stand between a negation and the comparison that it turns round.
const VERB: usize = 2;

impl Lists {
    /// The qualifier of the number in tokens `from..next`: behind it, behind what it counts, or before it.
    pub fn approx(&self, cx: &Context<'_>, from: usize, next: usize) -> Option<Approx> {
        self.approx_behind(cx, next).or_else(|| self.approx_before(cx, from))
    }

    /// `5 tỷ đồng trở lên`, `2 người trở lên`, `chín chỗ ngồi trở xuống`.
    fn approx_behind(&self, cx: &Context<'_>, next: usize) -> Option<Approx> {
        let direct = cx.entry(next, self.tags.approx).and_then(|hit| self.approx_on(Side::After, hit));
        direct.or_else(|| self.bound_behind_noun(cx, next))
    }

    /// `2 người trở lên`: a few words of one phrase stand between.
    fn bound_behind_noun(&self, cx: &Context<'_>, next: usize) -> Option<Approx> {
        const AGAIN: Key = Key::of("trở");
        const UP: Key = Key::of("lên");
        const DOWN: Key = Key::of("xuống");
        const FROM: Key = Key::of("từ");
        let is_noun = |at: &usize| {
            let token = cx.token(*at);
            token.kind.is_word() && !token.starts_line() && !token.is(AGAIN) && !token.is(FROM)
        };
        let bound = next + (next..next + NOUN).take_while(is_noun).count();
        // `5.564 doanh nghiệp quay trở lại`: coming back is no bound.
        let bounds = cx.is(bound, AGAIN) && (cx.is(bound + 1, UP) || cx.is(bound + 1, DOWN));
        let hit = cx.entry(bound, self.tags.approx).filter(|_| bounds && !cx.token(bound).starts_line())?;
        self.approx_on(Side::After, hit)
    }

    /// `khoảng 5`, `không quá 5`, `không tăng quá 5`.
    fn approx_before(&self, cx: &Context<'_>, from: usize) -> Option<Approx> {
        let (start, hit) = cx.entry_ending(from, self.tags.approx)?;
        let approx = self.approx_on(Side::Before, hit)?;
        Some(if self.is_comparison(cx, from) && self.is_negated(cx, start) { turned(approx) } else { approx })
    }

    /// True for `quá`, `vượt` and comparisons of two words (`cao hơn`) before token `from`; `hơn` and `trên` alone count
    /// what a negation before them does not touch (`chưa có rừng hơn 1.600 ha`).
    fn is_comparison(&self, cx: &Context<'_>, from: usize) -> bool {
        const MORE: Key = Key::of("hơn");
        let last = cx.before(from).key;
        let has_quality = || self.compares(cx.before(from - 1).key, Comparison::Quality);
        self.compares(last, Comparison::Beyond) || last == MORE && has_quality()
    }

    /// `không được cao hơn`, `không sụt giảm quá`: a negation shortly before token `start`, but none that means many
    /// (`không ít xe vượt quá`) or belongs to a noun (`tiền gửi không kỳ hạn nhỏ hơn`).
    fn is_negated(&self, cx: &Context<'_>, start: usize) -> bool {
        let has = |at: usize, part| self.negates(cx.token(at).key, part);
        let back = (1..=VERB + 1).filter_map(|back| start.checked_sub(back));
        let no = back.take_while(|&at| cx.token(at).kind == Kind::Lower).find(|&at| has(at, Negation::No));
        no.is_some_and(|at| !has(at + 1, Negation::Void))
    }
}

/// What a negation makes of a comparison.
fn turned(approx: Approx) -> Approx {
    match approx {
        Approx::Over => Approx::AtMost,
        Approx::Under => Approx::AtLeast,
        other => other,
    }
}
