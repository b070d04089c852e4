//! The words that name an issuer: how far they go.

use super::tail::Reader;
use crate::segment::{Key, Kind};

const AND: Key = Key::of("và");

/// Greatest number of tokens in the words of an issuer.
const MOST_ISSUER: usize = 18;

/// Numbers of syllables in the name of a holder, the likeliest first.
const HOLDER: [usize; 2] = [3, 4];

/// `TP` before a city, or at the end of the words, before the name of the holder.
const CITY: Key = Key::of("TP");

/// Words that a name of a place follows, be it like a person's (`tỉnh Hà Sơn Bình`).
const PLACES: [Key; 8] = [
    Key::of("tỉnh"),
    Key::of("phố"),
    Key::of("huyện"),
    Key::of("quận"),
    Key::of("xã"),
    Key::of("phường"),
    Key::of("trấn"),
    Key::of("khu"),
];

impl Reader<'_, '_> {
    /// The token after the words of an issuer.
    pub(super) fn end_of_issuer(&self, from: usize) -> usize {
        let cx = self.cx;
        let named = cx.entry(from, self.lists.tags.org).map_or(1, |hit| hit.len as usize);
        let mut at = if named > 1 { from + named } else { from };
        while at < from + MOST_ISSUER {
            let token = cx.token(at);
            if token.kind == Kind::End || token.starts_line() && at > from {
                break;
            }
            let goes_on = match token.kind {
                Kind::Mark => self.mark_in_issuer(at),
                Kind::Digits => token.is_glued(),
                Kind::Lower if cx.is(at, AND) => self.and_in_issuer(at),
                Kind::Lower => at == from || !self.has(at, self.lists.tags.stop),
                _ if at > from && self.opens_clause(at) => false,
                _ => cx.entry(at, self.lists.tags.kind).is_none_or(|_| self.is_ministry(from)),
            };
            if !goes_on {
                break;
            }
            at += 1;
        }
        while at > from && cx.token(at - 1).kind == Kind::Mark {
            at -= 1;
        }
        at
    }

    /// The end of the words without the holder of the office: `Phó Chủ tịch UBND thành phố` before `Phạm Văn Nam`.
    pub(super) fn before_holder(&self, from: usize, end: usize) -> usize {
        let is_surname = |at: usize| self.cx.entry(at, self.lists.tags.surname).is_some_and(|hit| hit.payload > 1);
        let is_name = |start: usize| (start..end).all(|at| self.cx.token(at).kind == Kind::Capitalized);
        let is_place = |start: usize| self.cx.entry(start, self.lists.tags.province).is_some();
        let is_free = |start: usize| match self.cx.before(start) {
            before if PLACES.contains(&before.key) => false,
            before if before.is(CITY) => !is_place(start),
            before => matches!(before.kind, Kind::Lower | Kind::Capitalized),
        };
        let starts = HOLDER.map(|length| end.saturating_sub(length));
        let is_holder = |&at: &usize| at >= from + 2 && is_surname(at) && is_name(at) && is_free(at);
        let holder = starts.into_iter().find(is_holder);
        let is_city = |at: usize| self.cx.is(at - 1, const { Key::of("thành") });
        let bears_name = || (from..end).any(|at| self.cx.entry(at, self.lists.tags.bearer).is_some() && !is_city(at));
        holder.filter(|_| !bears_name()).unwrap_or(end)
    }

    /// `Bộ Lao động - Thương binh`, `GD&ĐT`, `TP.HCM`, `Bộ Văn hóa, Thể thao`.
    fn mark_in_issuer(&self, at: usize) -> bool {
        const SPORT: [Key; 2] = [Key::of("thể"), Key::of("thao")];
        let cx = self.cx;
        let is_capital = cx.token(at + 1).kind.is_capital();
        let is_glued = cx.token(at).is_glued() && cx.token(at + 1).is_glued();
        let is_dash = ['-', '–'].iter().any(|&dash| cx.is_mark(at, dash));
        let is_town = cx.is_mark(at, '.') && is_capital && self.cx.is(at - 1, const { Key::of("TP") });
        let is_joint = self.lists.types[usize::from(self.seen.kind)].name.contains("liên");
        let next_body =
            is_joint && is_capital && cx.is_mark(at, ',') && cx.entry(at + 1, self.lists.tags.org).is_some();
        let is_comma = is_town || next_body || cx.is_mark(at, ',') && cx.are(at + 1, &SPORT);
        let is_short = cx.is_mark(at, '&') || cx.is_mark(at, '.') && !self.is_glued_sentence(at);
        is_comma || is_dash && is_capital || is_glued && is_capital && is_short
    }

    /// `Bộ Giáo dục và Đào tạo`, but not `Chính phủ và Thông tư …`.
    fn and_in_issuer(&self, at: usize) -> bool {
        self.cx.token(at + 1).kind.is_capital() && self.cx.entry(at + 1, self.lists.tags.kind).is_none()
    }

    /// `Bộ Kế hoạch`: a type word inside a ministry's name.
    fn is_ministry(&self, from: usize) -> bool {
        const BODIES: [Key; 3] = [Key::of("bộ"), Key::of("sở"), Key::of("phòng")];
        BODIES.iter().any(|&word| self.cx.is(from, word))
    }

    /// A capital that begins the next sentence, whose full stop is lost: `Chính phủ Về nội dung này`.
    fn opens_clause(&self, at: usize) -> bool {
        let opens = self.cx.entry(at, self.lists.tags.fresh).is_some_and(|hit| {
            let after = self.cx.token(at + hit.len as usize);
            after.kind == Kind::Lower || after.kind == Kind::Digits
        });
        opens && self.cx.token(at).kind == Kind::Capitalized
    }
}
