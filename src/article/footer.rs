//! What a site puts around an article and a scraper flattened into its text: the footer, notices, the site's name behind
//! the lead.

use super::BlockKind;
use super::anatomy::Reader;
use super::line::{ends_with, head};
use super::lists::Words;
use crate::text::Span;

/// Longest piece that is looked at for the name of the site at its end, in bytes.
const LEAD: usize = 600;
/// Longest notice at the end of a story, in bytes.
const NOTICE: usize = 300;

impl Reader<'_> {
    /// Everything from a sure mark of the site's footer on.
    pub(super) fn cut_footer(&mut self) {
        let Some(start) = self.footer_start() else { return };
        let Some(index) = self.pieces.iter().position(|piece| piece.span.end as usize > start) else { return };
        let first = match self.pieces[index].span.start as usize == start {
            true => index,
            false if self.cut(index, start as u32) => index + 1,
            false => return,
        };
        for piece in &mut self.pieces[first..] {
            piece.kind = BlockKind::Boilerplate;
        }
    }

    /// Where the footer begins: at a phrase that none but a footer has, else at a label of its last quarter.
    fn footer_start(&self) -> Option<usize> {
        let from = head(self.text, self.text.len().saturating_sub((self.text.len() / 4).max(600))).len();
        let late = &self.text[from..];
        let label = memchr::memchr2_iter(b'(', b':', late.as_bytes()).find_map(|at| self.footer_label(from + at));
        // A footer with a mark of copyright may be longer than the article.
        let phrases_from = if memchr::memmem::find(self.text.as_bytes(), "©".as_bytes()).is_some() { 0 } else { from };
        let is_likely = phrases_from == 0 || memchr::memmem::find(late.as_bytes(), "iấy phép".as_bytes()).is_some();
        let phrase = is_likely.then(|| self.footer_phrase(phrases_from)).flatten();
        [label, phrase].into_iter().flatten().min()
    }

    /// The first phrase of a footer that stands after a sentence or on a line of its own.
    fn footer_phrase(&self, from: usize) -> Option<usize> {
        let all = self.lists.footer_phrases.iter();
        let places = all.filter_map(|finder| {
            let mut starts = finder.find_iter(&self.text.as_bytes()[from..]);
            starts.find(|at| self.stands_apart(from + at))
        });
        places.min().map(|at| from + at)
    }

    fn stands_apart(&self, start: usize) -> bool {
        let line = self.text[..start].trim_end_matches(' ');
        line.is_empty() || line.ends_with(['.', '!', '?', '…', '”', '"', ')', '\n'])
    }

    /// Where the footer's label begins whose bracket or colon stands at byte `at`; only after a sentence or on a line of
    /// its own.
    fn footer_label(&self, at: usize) -> Option<usize> {
        let mark = &self.text[at..=at];
        let before = self.text[..at].trim_end();
        let is_count = self.text[at + 1..].starts_with(|char: char| char.is_ascii_digit());
        let label = self.lists.footer_labels.iter().find_map(|label| {
            let words = label.strip_suffix(" (");
            let fits = if words.is_some() { mark == "(" && is_count } else { mark == ":" };
            Some(words.unwrap_or(label)).filter(|words| fits && ends_with(before, words))
        })?;
        let start = before.len() - label.len();
        // `Phó tổng biên tập:` of a flattened imprint stands behind a name
        self.stands_apart(start).then_some(start)
    }

    /// `… của Chính phủ. - VnExpress`: the name of the site behind the first paragraph, as titles of pages have it.
    pub(super) fn cut_site_name(&mut self) {
        let Some(first) = self.pieces.first().filter(|piece| piece.span.len() as usize <= LEAD) else { return };
        let text = first.span.of(self.text);
        let Some((lead, name)) = text.rsplit_once(" - ") else { return };
        let words = Words::new(name);
        let is_name = name.len() <= 40 && self.lists.agency(&words.tokens) == Some(words.len());
        if is_name
            && lead.ends_with(['.', '!', '?', '…', '”', '"'])
            && self.cut(0, first.span.start + lead.len() as u32)
        {
            self.pieces[1].kind = BlockKind::Boilerplate;
        }
    }

    /// `(*) Văn phong, nội dung bài viết thể hiện góc nhìn của tác giả.` behind the story's last sentence.
    pub(super) fn cut_notice(&mut self) {
        let Some(last) = self.pieces.iter().rposition(|piece| piece.kind == BlockKind::Body) else { return };
        let Span { start, end } = self.pieces[last].span;
        let text = self.pieces[last].span.of(self.text);
        let from = text.len() - super::line::tail(text, NOTICE).len();
        let places = self.lists.notices.iter().filter_map(|finder| finder.find(&text.as_bytes()[from..]));
        let Some(at) = places.min().map(|at| from + at) else { return };
        let begin = text[..at].trim_end_matches(['(', ')', '*', '>', ' ', '“', '"']).len();
        if begin == 0 {
            self.pieces[last].kind = BlockKind::Boilerplate;
        } else if self.stands_apart(start as usize + begin) && self.cut(last, start + begin as u32) {
            self.pieces[last + 1].kind = BlockKind::Boilerplate;
        }
        debug_assert!(self.pieces[last].span.end <= end);
    }
}
