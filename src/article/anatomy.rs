//! Takes plain text apart into blocks and completes the metadata from it.
//!
//! *What it finds*: kicker, title, lead, headings, captions, byline, source line, dateline, timestamp, repeated lead,
//! tags, related links and footers, in text with a paragraph a line and in text that a scraper flattened to one or two
//! long lines (captions inside, the author's name at the very end).
//!
//! *What it leaves out*: whatever is not sure stays running text, because facts are extracted from it. Only what is
//! surely no part of the story becomes `related`, `duplicate` or `boilerplate`.
//!
//! *Examples*: `src/article/cases/`.
//!
//! *Grammar*: the text is cut into pieces, paragraph by paragraph; each step below labels pieces or cuts them further.
//!
//! *Sources*: `src/article/lexicon/SOURCES.md`.

use super::byline::{self, Byline, at_end};
use super::caption::captions;
use super::line::{
    dateline, ends_heading, ends_sentence, first_letter, head, is_dated_link, is_name_line, is_site_name, same_words,
    timestamp,
};
use super::links::links;
use super::lists::{Lists, Place, Role, Words};
use super::paragraph::{Piece, paragraphs};
use super::repeat::repeats;
use super::{Article, Block, BlockKind, Meta, Published, PublishedFrom};
use crate::error::Error;
use crate::segment::{Key, Kind, Token};
use crate::text::Span;

/// Takes articles apart.
pub struct Anatomy {
    lists: Lists,
}

impl Anatomy {
    /// Loads the word lists.
    pub fn load() -> Result<Anatomy, Error> {
        Ok(Anatomy { lists: Lists::load()? })
    }

    /// Fills the article's `blocks`, unless its container told them, and completes its `meta`.
    pub fn read(&self, article: &mut Article<'_>) {
        if !article.blocks.is_empty() {
            return complete(&mut article.meta, &article.text, &[], Found::default());
        }
        let mut reader = Reader::new(&self.lists, &article.text, &article.tokens, article.meta.title.as_deref());
        reader.read();
        let Reader { pieces, found, .. } = reader;
        complete(&mut article.meta, &article.text, &pieces, found);
        article.blocks = pieces.into_iter().map(|piece| Block { kind: piece.kind, span: piece.span }).collect();
    }
}

/// What the text says of the article.
#[derive(Default)]
struct Found {
    authors: Vec<Span>,
    source: Option<Span>,
    timestamp: Option<Published>,
    dateline: Option<Published>,
}

/// Longest line that is looked at as a line of its own kind, in bytes.
const SHORT: usize = 160;
/// Longest heading, title or kicker, in bytes.
const HEADLINE: usize = 200;
/// A text with paragraphs longer than this was flattened, in bytes.
const FLAT: usize = 1500;
/// Words of a title, at most.
const LONGEST_TITLE: usize = 32;
/// Words of a lead.
const LEAD: std::ops::RangeInclusive<usize> = 12..=130;
/// Longest dateline, in bytes.
const DATELINE: usize = 80;
/// Bytes that a lead and its repetition share.
const SAME_LEAD: usize = 40;
/// Longest link to another article, in bytes.
const LINK: usize = 240;

/// A text on its way to being blocks.
pub(super) struct Reader<'a> {
    pub(super) lists: &'a Lists,
    pub(super) text: &'a str,
    tokens: &'a [Token],
    title: Option<&'a str>,
    pub(super) pieces: Vec<Piece>,
    found: Found,
}

impl<'a> Reader<'a> {
    fn new(lists: &'a Lists, text: &'a str, tokens: &'a [Token], title: Option<&'a str>) -> Reader<'a> {
        Reader { lists, text, tokens, title, pieces: paragraphs(lists, text), found: Found::default() }
    }

    fn read(&mut self) {
        self.cut_footer();
        self.cut_site_name();
        self.label_lines();
        self.cut_links();
        self.cut_notice();
        self.find_title();
        self.find_late_lead();
        self.label_credits();
        self.label_ending();
        self.cut_captions();
        self.cut_byline();
        self.find_duplicates();
        self.find_lead();
        self.find_headings();
        self.cut_dateline();
    }

    fn words(&self, index: usize) -> Words<'a> {
        Words::within(self.text, self.tokens, self.pieces[index].span)
    }

    fn is_body(&self, index: usize) -> bool {
        self.pieces.get(index).is_some_and(|piece| piece.kind == BlockKind::Body)
    }

    /// Cuts piece `index` at byte `at` of the text; the white space around the cut falls away. False where nothing would
    /// be left on one side.
    pub(super) fn cut(&mut self, index: usize, at: u32) -> bool {
        let piece = self.pieces[index];
        let (before, after) = (Span::new(piece.span.start, at), Span::new(at, piece.span.end));
        let before_len = before.of(self.text).trim_end().len() as u32;
        let after_len = after.of(self.text).trim_start().len() as u32;
        if before_len == 0 || after_len == 0 {
            return false;
        }
        self.pieces[index].span.end = before.start + before_len;
        let rest = Piece { span: Span::new(after.end - after_len, after.end), gap: 0, ..piece };
        self.pieces.insert(index + 1, rest);
        true
    }

    /// Labels the short lines that say themselves what they are.
    fn label_lines(&mut self) {
        let late = (self.text.len() / 4 * 3) as u32;
        let mut in_links = false;
        for index in 0..self.pieces.len() {
            let piece = self.pieces[index];
            if piece.kind != BlockKind::Body || piece.span.len() as usize > LINK {
                in_links = false;
                continue;
            }
            let words = self.words(index);
            if let Some(published) = timestamp(self.lists, &words) {
                self.pieces[index].kind = BlockKind::Timestamp;
                self.found.timestamp.get_or_insert(published);
            } else if let Some(kind) = self.line_kind(&words, index > 0, piece.span.start >= late) {
                self.pieces[index].kind = kind;
                in_links = kind == BlockKind::Related && words.count() <= 6;
            } else if in_links && !ends_sentence(&words) && words.text.len() <= SHORT {
                self.pieces[index].kind = BlockKind::Related;
            } else {
                in_links = false;
            }
        }
    }

    fn line_kind(&self, words: &Words<'_>, is_second: bool, is_late: bool) -> Option<BlockKind> {
        let bullets = (0..words.len()).take_while(|&at| words.is_mark(at, &['*', '-', '+', '•'])).count();
        let has = |role: Role| {
            self.lists.marker(role, words.from(bullets)).is_some_and(|(place, len)| {
                let end = bullets + len;
                let is_all = words.len() == end || words.len() == end + 1 && words.is_mark(end, &[':', '.', '…']);
                let is_label = words.is_mark(end, &[':']) || words.is_mark(end - 1, &['(']);
                let is_notice = role == Role::Boilerplate && !ends_sentence(words);
                match place {
                    Place::Start => true,
                    Place::Line => is_all || is_label || is_notice,
                    Place::Inline => is_label,
                    Place::Whole => is_all,
                }
            })
        };
        if has(Role::Tags) {
            return Some(BlockKind::Tags);
        }
        if has(Role::Related) || words.is_mark(0, &['>', '»']) || is_second && is_dated_link(words) {
            return Some(BlockKind::Related);
        }
        (is_late && has(Role::Boilerplate)).then_some(BlockKind::Boilerplate)
    }

    /// The title: the one known already, or the first line where it looks like one.
    fn find_title(&mut self) {
        match self.title.filter(|title| title.trim().contains(' ')) {
            Some(title) => self.find_known_title(&Words::new(title)),
            None => self.guess_title(),
        }
    }

    fn find_known_title(&mut self, title: &Words<'_>) {
        for index in 0..self.pieces.len().min(4) {
            let piece = self.pieces[index];
            let line = head(piece.span.of(self.text), title.text.len() * 2 + 40);
            let words = Words::new(if first_letter(line) == first_letter(title.text) { line } else { "" });
            let Some(end) = same_words(title, &words) else {
                if piece.span.len() as usize > HEADLINE {
                    return;
                }
                continue;
            };
            if end < words.len() {
                let next = words.token(end);
                let opens =
                    words.is_capital(end) || words.kind(end) == Kind::Digits || words.is_mark(end, &['"', '“', '(']);
                if next.is_glued() || !opens || !self.cut(index, piece.span.start + next.span.start) {
                    return;
                }
            }
            // some scrapers give the lead for the title
            let is_lead = title.count() > LONGEST_TITLE;
            self.pieces[index].kind = if is_lead { BlockKind::Lead } else { BlockKind::Title };
            self.label_kickers(index);
            return;
        }
    }

    fn guess_title(&mut self) {
        let first = (0..self.pieces.len().min(4)).find(|&index| self.is_body(index) && !self.is_kicker(index));
        let Some(index) = first else { return };
        let words = self.words(index);
        let next_is_longer =
            self.pieces.get(index + 1).is_some_and(|next| next.span.len() > self.pieces[index].span.len());
        let is_title = (4..=30).contains(&words.count()) && !ends_sentence(&words) && words.text.len() <= HEADLINE;
        if is_title && next_is_longer && self.pieces.len() > index + 2 && !is_name_line(&words) {
            self.pieces[index].kind = BlockKind::Title;
            self.label_kickers(index);
        }
    }

    fn label_kickers(&mut self, title: usize) {
        for index in 0..title {
            if self.is_body(index) && self.is_kicker(index) {
                self.pieces[index].kind = BlockKind::Kicker;
            }
        }
    }

    fn is_kicker(&self, index: usize) -> bool {
        let Span { start, .. } = self.pieces[index].span;
        let line = head(self.pieces[index].span.of(self.text), SHORT);
        let words = Words::within(self.text, self.tokens, Span::new(start, start + line.len() as u32));
        let end = words.len() - usize::from(words.is_mark(words.len().wrapping_sub(1), &[':']));
        words.count() <= 8 && (end < words.len() || self.lists.is_section(&words.tokens[..end]))
    }

    /// Some scrapers put the lead below, after a gap of blank lines.
    fn find_late_lead(&mut self) {
        let Some(last) = self.pieces.len().checked_sub(1).filter(|last| *last > 0) else { return };
        let piece = self.pieces[last];
        if piece.kind == BlockKind::Body
            && piece.gap >= 4
            && piece.span.len() > 80
            && self.pieces[..last].iter().all(|p| p.gap < 4)
        {
            self.pieces[last].kind = BlockKind::Lead;
        }
    }

    /// Labels short lines that name a source, wherever they stand, and those that repeat the title.
    fn label_credits(&mut self) {
        for index in 1..self.pieces.len() {
            let piece = self.pieces[index];
            if piece.kind != BlockKind::Body || piece.span.len() as usize > HEADLINE {
                continue;
            }
            let words = self.words(index);
            if self.title.is_some_and(|title| words.text == title.trim()) {
                let is_first = self.pieces.iter().all(|piece| piece.kind != BlockKind::Title);
                self.pieces[index].kind = if is_first { BlockKind::Title } else { BlockKind::Duplicate };
            } else if let Some(byline) = byline::parse(self.lists, &words).filter(Byline::names_source) {
                self.label_byline(index, &byline);
            }
        }
    }

    /// Labels source lines and bylines, from the end up to the story's last paragraph.
    fn label_ending(&mut self) {
        for index in (1..self.pieces.len()).rev() {
            let piece = self.pieces[index];
            match piece.kind {
                BlockKind::Body => {}
                _ => continue,
            }
            if piece.span.len() as usize > SHORT {
                if repeats(piece.span.of(self.text), self.text, &self.pieces[..index]) {
                    self.pieces[index].kind = BlockKind::Duplicate;
                    continue;
                }
                return;
            }
            let words = self.words(index);
            match byline::parse(self.lists, &words) {
                Some(byline) => self.label_byline(index, &byline),
                None if is_site_name(&words) => self.pieces[index].kind = BlockKind::Boilerplate,
                None => return,
            }
        }
    }

    /// Labels piece `index`; a source after names becomes a piece of its own.
    fn label_byline(&mut self, index: usize, byline: &Byline) {
        let base = self.pieces[index].span.start;
        let place = |span: Span| Span::new(base + span.start, base + span.end);
        self.found.authors.extend(byline.authors.iter().map(|&span| place(span)));
        self.found.source = byline.source.map(place).or(self.found.source);
        let is_source = byline.authors.is_empty() && byline.source.is_some();
        self.pieces[index].kind = if is_source { BlockKind::Source } else { BlockKind::Byline };
        if let Some(start) = byline.source_start.filter(|_| !is_source)
            && self.cut(index, base + start)
        {
            self.pieces[index + 1].kind = BlockKind::Source;
        }
    }

    /// Cuts links to other articles out of flattened text.
    fn cut_links(&mut self) {
        if memchr::memchr2(b'>', 0xc2, self.text.as_bytes()).is_none() {
            return;
        }
        let mut index = 0;
        while index < self.pieces.len() {
            if self.is_body(index) {
                let piece = self.pieces[index];
                for (span, kind) in links(self.lists, piece.span.of(self.text)).into_iter().rev() {
                    let place = Span::new(piece.span.start + span.start, piece.span.start + span.end);
                    self.cut_out(index, place, kind);
                }
            }
            index += 1;
        }
    }

    fn cut_captions(&mut self) {
        let is_flat = self.pieces.iter().any(|piece| piece.span.len() as usize > FLAT);
        let mut index = 0;
        while index < self.pieces.len() {
            if self.is_body(index) {
                let piece = self.pieces[index];
                for span in captions(self.lists, piece.span.of(self.text), is_flat).into_iter().rev() {
                    let place = Span::new(piece.span.start + span.start, piece.span.start + span.end);
                    let is_source =
                        place.end as usize == self.text.trim_end().len() && place.of(self.text).starts_with("Nguồn:");
                    self.cut_out(index, place, if is_source { BlockKind::Source } else { BlockKind::Caption });
                }
            }
            index += 1;
        }
    }

    /// Cuts the author's name from the end of the story.
    fn cut_byline(&mut self) {
        let Some(last) = self.pieces.iter().rposition(|piece| piece.kind == BlockKind::Body) else { return };
        if self.pieces[last + 1..].iter().any(|piece| piece.kind == BlockKind::Byline) {
            return;
        }
        let piece = self.pieces[last];
        let text = piece.span.of(self.text);
        if last > 0 && text.len() <= SHORT && piece.gap == 0 {
            // what stands after a caption that was cut off
            if let Some(byline) = byline::parse(self.lists, &self.words(last)).filter(|byline| byline.is_sure) {
                return self.label_byline(last, &byline);
            }
        }
        let Some((start, byline)) = at_end(self.lists, text) else { return };
        if self.cut(last, piece.span.start + start as u32) {
            self.label_byline(last + 1, &byline);
        }
    }

    /// Marks paragraphs that stand in the text already.
    fn find_duplicates(&mut self) {
        for index in 1..self.pieces.len() {
            let piece = self.pieces[index];
            let is_story = matches!(piece.kind, BlockKind::Body | BlockKind::Lead) && piece.gap > 0;
            if is_story && repeats(piece.span.of(self.text), self.text, &self.pieces[..index]) {
                self.pieces[index].kind = BlockKind::Duplicate;
            }
        }
    }

    /// Makes the bytes `span` of piece `index` a piece of their own, of kind `kind`.
    fn cut_out(&mut self, index: usize, span: Span, kind: BlockKind) {
        self.cut(index, span.end);
        let own = if self.cut(index, span.start) { index + 1 } else { index };
        self.pieces[own].kind = kind;
    }

    /// The first paragraph, if it is of a lead's length and more of the story follows.
    fn find_lead(&mut self) {
        if self.pieces.iter().any(|piece| piece.kind == BlockKind::Lead) {
            return;
        }
        // a title below the story says nothing of what stands above it
        let title = self.pieces.iter().take(4).position(|piece| piece.kind == BlockKind::Title);
        let from = title.map_or(0, |title| title + 1);
        let Some(first) = (from..self.pieces.len()).find(|&index| self.is_body(index)) else { return };
        let more: u32 =
            self.pieces[first + 1..].iter().filter(|p| p.kind == BlockKind::Body).map(|p| p.span.len()).sum();
        let piece = self.pieces[first];
        let is_own = self.pieces.get(first + 1).is_none_or(|next| next.gap > 0 || next.kind == BlockKind::Boilerplate);
        if is_own && LEAD.contains(&count_words(piece.span.of(self.text))) && more > piece.span.len() {
            self.pieces[first].kind = BlockKind::Lead;
        }
    }

    /// Short lines without a stop between paragraphs.
    fn find_headings(&mut self) {
        // Where the title is known, the first line may be a heading as well.
        let from = usize::from(self.title.is_none());
        for index in from..self.pieces.len().saturating_sub(1) {
            let piece = self.pieces[index];
            let next = self.pieces[index + 1];
            let is_line = self.is_body(index) && piece.gap > 0 && next.gap > 0 && piece.span.len() as usize <= HEADLINE;
            if !is_line || next.kind != BlockKind::Body || next.span.len() < 80.max(piece.span.len()) {
                continue;
            }
            let words = self.words(index);
            let after_sentence = || index == 0 || !self.is_body(index - 1) || ends_sentence(&self.words(index - 1));
            let goes_on = next.span.of(self.text).starts_with(char::is_lowercase);
            let begins =
                words.is_capital(0) || words.kind(0) == Kind::Digits || words.is_mark(0, &['"', '“', '\'', '‘']);
            let is_heading = || (1..=18).contains(&words.count()) && !ends_heading(&words) || is_article_of_law(&words);
            if begins && !goes_on && is_heading() && after_sentence() {
                self.pieces[index].kind = BlockKind::Heading;
            }
        }
    }

    /// `(HNMO) -`, `TTO -` at the start of the story.
    fn cut_dateline(&mut self) {
        let is_story = |piece: &Piece| matches!(piece.kind, BlockKind::Lead | BlockKind::Body);
        let Some(first) = self.pieces.iter().position(is_story) else { return };
        let lead = self.pieces.iter().position(|piece| piece.kind == BlockKind::Lead);
        // the story itself, where it opens with its own
        let story = lead.filter(|lead| *lead == first && self.is_body(lead + 1)).map(|lead| lead + 1);
        let mut places = [Some(first), lead.filter(|lead| *lead != first), story];
        // the later one first: cutting moves what stands below
        places.sort_unstable_by(|a, b| b.cmp(a));
        for index in places.into_iter().flatten() {
            let piece = self.pieces[index];
            let words = Words::new(head(piece.span.of(self.text), DATELINE));
            let Some(opening) = dateline(self.lists, &words) else { continue };
            let at = piece.span.start + words.token(opening.end - 1).span.end;
            if self.cut(index, at) {
                self.pieces[index].kind = BlockKind::Dateline;
                let place = |span: Span| Span::new(piece.span.start + span.start, piece.span.start + span.end);
                self.found.source = self.found.source.or(opening.agency.map(place));
                self.found.dateline = self.found.dateline.take().or(opening.published);
                self.cut_same_dateline(index);
            }
        }
    }

    /// Flattened stories repeat the lead, and its dateline with it: `TP HCM- 100 em…`, then `TP HCM100 em…`.
    fn cut_same_dateline(&mut self, dateline: usize) {
        let opening = self.pieces[dateline].span.of(self.text);
        let name = opening.trim_end_matches(['-', '–', '—', ' ']);
        let lead = head(self.pieces[dateline + 1].span.of(self.text), SAME_LEAD);
        let stories = (dateline + 2..self.pieces.len().min(dateline + 4)).filter(|&index| self.is_body(index));
        let place = stories.into_iter().find_map(|index| {
            let Span { start, .. } = self.pieces[index].span;
            let rest = self.pieces[index].span.of(self.text).strip_prefix(name)?;
            let story = rest.trim_start_matches(['-', '–', '—', ' ']);
            let at = start + (name.len() + rest.len() - story.len()) as u32;
            story.starts_with(lead).then_some((index, at))
        });
        if let Some((index, at)) = place
            && self.cut(index, at)
        {
            self.pieces[index].kind = BlockKind::Dateline;
        }
    }
}

/// `Điều 4. Nguyên tắc hoạt động.`
fn is_article_of_law(words: &Words<'_>) -> bool {
    const ARTICLE: Key = Key::of("điều");
    words.token(0).key == ARTICLE && words.kind(1) == Kind::Digits && words.is_mark(2, &['.'])
}

/// Stretches without blanks.
fn count_words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let later = bytes.windows(2).filter(|pair| pair[0] == b' ' && pair[1] != b' ').count();
    later + usize::from(bytes.first().is_some_and(|&byte| byte != b' '))
}

/// Completes what the metadata lacks.
fn complete(meta: &mut Meta, text: &str, pieces: &[Piece], found: Found) {
    let of_kind =
        |kind: BlockKind| pieces.iter().find(|piece| piece.kind == kind).map(|piece| piece.span.of(text).to_owned());
    meta.title = meta.title.take().or_else(|| of_kind(BlockKind::Title));
    meta.lead = meta.lead.take().or_else(|| of_kind(BlockKind::Lead));
    if meta.authors.is_empty() {
        for author in found.authors {
            let name = author.of(text).to_owned();
            if !meta.authors.contains(&name) {
                meta.authors.push(name);
            }
        }
    }
    meta.credit = meta.credit.take().or_else(|| found.source.map(|source| source.of(text).to_owned()));
    let from_meta = meta.published_raw.as_deref().and_then(|raw| Published::parse(raw, PublishedFrom::Metadata));
    let published = meta.published.take().or(from_meta);
    meta.published =
        published.or_else(|| meta.url.as_deref().and_then(Published::from_url)).or(found.timestamp).or(found.dateline);
}
