//! Sentence boundaries.
//!
//! *What it finds*: what a reader takes as one sentence, inside one block. A sentence ends at `.`, `!`, `?` or an
//! ellipsis before a capital, a number, a bullet or an opening quote; its closing quotes and brackets belong to it. Two
//! sentences that a scraper glued (`trọn vẹn?Kể từ`) are cut where the words on both sides leave no doubt.
//!
//! *What it leaves out*: stops of abbreviations (`TP. Huế`, `PGS.TS. Lan`), initials (`N.V.A.`, `George W. Bush`), list
//! marks (`1. Hồ sơ`), numbers, dates and addresses of the web; stops inside short brackets.
//!
//! *Examples*: `src/segment/cases.tsv`.
//!
//! *Grammar*: one walk over the tokens; only a stop, or a capital that may open a sentence without one, is looked at
//! twice.
//!
//! *Sources*: `src/segment/lexicon/SOURCES.md`.

use super::{Key, Kind, Token};
use crate::article::{Block, BlockKind};
use crate::error::Error;
use crate::lexicon::{Builder, Hits, Table, Tag};
use crate::text::Span;

/// One sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its words, with the closing mark and quotes, without white space around.
    pub span: Span,
    /// Index of its block.
    pub block: u32,
}

/// Cuts blocks into sentences.
pub struct Splitter {
    abbreviation: Tag,
    opener: Tag,
    strong: Tag,
    numbered: Tag,
    honorific: Tag,
    abbreviations: Vec<Abbreviation>,
}

/// The words open a sentence.
const OPENS: u32 = 1;
/// The words open a name.
const NAMES: u32 = 0;

/// A row of `abbreviations.tsv`.
struct Abbreviation {
    surface: &'static str,
    before_capital: bool,
    before_digit: bool,
    before_other: bool,
    /// An opener after it starts a new sentence.
    may_end: bool,
}

impl Splitter {
    /// Registers the word lists.
    pub fn load(builder: &mut Builder) -> Result<Splitter, Error> {
        let splitter = Splitter {
            abbreviation: builder.tag("sentence/abbreviation"),
            opener: builder.tag("sentence/opener"),
            strong: builder.tag("sentence/strong-opener"),
            numbered: builder.tag("sentence/numbered"),
            honorific: builder.tag("sentence/honorific"),
            abbreviations: read_abbreviations()?,
        };
        for (index, abbreviation) in splitter.abbreviations.iter().enumerate() {
            builder.add(abbreviation.surface, splitter.abbreviation, index as u32)?;
        }
        let openers = Table::parse("openers.tsv", include_str!("lexicon/openers.tsv"), &["words", "strength"])?;
        for row in openers.rows() {
            let row = row?;
            match row.get(1) {
                "plain" => builder.add(row.get(0), splitter.opener, OPENS)?,
                "name" => builder.add(row.get(0), splitter.opener, NAMES)?,
                "strong" => {
                    builder.add(row.get(0), splitter.opener, OPENS)?;
                    builder.add(row.get(0), splitter.strong, OPENS)?;
                }
                _ => return Err(row.expected(1, "plain, strong or name")),
            }
        }
        let numbered = Table::parse("numbered.tsv", include_str!("lexicon/numbered.tsv"), &["word"])?;
        for row in numbered.rows() {
            builder.add(row?.get(0), splitter.numbered, 0)?;
        }
        let honorifics = Table::parse("honorifics.tsv", include_str!("lexicon/honorifics.tsv"), &["word"])?;
        for row in honorifics.rows() {
            builder.add(row?.get(0), splitter.honorific, 0)?;
        }
        Ok(splitter)
    }

    /// The sentences of each block, in order; each lies in one block and is trimmed of white space.
    pub fn split(&self, text: &str, tokens: &[Token], hits: &Hits, blocks: &[Block]) -> Vec<Sentence> {
        let mut out = Vec::with_capacity(tokens.len() / 24 + blocks.len());
        let cutter = Cutter { splitter: self, text, tokens, hits };
        let mut from = 0;
        for (index, block) in blocks.iter().enumerate() {
            from += tokens[from..].partition_point(|token| token.span.start < block.span.start);
            let len = tokens[from..].partition_point(|token| token.span.start < block.span.end);
            cutter.block(block.kind, from, from + len, index as u32, &mut out);
            from += len;
        }
        out
    }
}

/// The abbreviations, as written.
pub(crate) fn abbreviations() -> Result<Vec<&'static str>, Error> {
    Ok(read_abbreviations()?.into_iter().map(|abbreviation| abbreviation.surface).collect())
}

/// The words that open sentences.
pub(crate) fn openers() -> Result<Vec<&'static str>, Error> {
    let table = Table::parse("openers.tsv", include_str!("lexicon/openers.tsv"), &["words", "strength"])?;
    let mut words = Vec::new();
    for row in table.rows() {
        let row = row?;
        if row.get(1) != "name" {
            words.push(row.get(0));
        }
    }
    Ok(words)
}

fn read_abbreviations() -> Result<Vec<Abbreviation>, Error> {
    let columns = ["surface", "next", "end", "note"];
    let table = Table::parse("abbreviations.tsv", include_str!("lexicon/abbreviations.tsv"), &columns)?;
    let rows = table.rows().map(|row| {
        let row = row?;
        let (before_capital, before_digit, before_other) = match row.get(1) {
            "cap" => (true, false, false),
            "digit" => (false, true, false),
            "cap_or_digit" => (true, true, false),
            "any" => (true, true, true),
            _ => return Err(row.expected(1, "cap, digit, cap_or_digit or any")),
        };
        let may_end = match row.get(2) {
            "no" => false,
            "maybe" => true,
            _ => return Err(row.expected(2, "no or maybe")),
        };
        Ok(Abbreviation { surface: row.get(0), before_capital, before_digit, before_other, may_end })
    });
    rows.collect()
}

/// A text on its way into sentences.
struct Cutter<'a> {
    splitter: &'a Splitter,
    text: &'a str,
    tokens: &'a [Token],
    hits: &'a Hits,
}

const STOP: Key = Key::mark('.');
const QUESTION: Key = Key::mark('?');
const EXCLAMATION: Key = Key::mark('!');
const ELLIPSIS: Key = Key::mark('…');
const OPEN_QUOTE: Key = Key::mark('“');
const CLOSE_QUOTE: Key = Key::mark('”');
const STRAIGHT: Key = Key::mark('"');
const WWW: Key = Key::of("www");

/// Marks in brackets up to this many tokens long do not end a sentence.
const BRACKET: usize = 30;

fn is_end_mark(token: &Token) -> bool {
    token.kind == Kind::Mark && matches!(token.key, STOP | QUESTION | EXCLAMATION | ELLIPSIS)
}

fn is_closer(token: &Token) -> bool {
    const CLOSERS: [Key; 9] = [
        Key::mark('”'),
        Key::mark('’'),
        Key::mark('»'),
        Key::mark(')'),
        Key::mark(']'),
        Key::mark('}'),
        STRAIGHT,
        Key::mark('\''),
        Key::mark('″'),
    ];
    token.kind == Kind::Mark && CLOSERS.contains(&token.key)
}

fn is_opener(token: &Token) -> bool {
    const OPENERS: [Key; 9] = [
        Key::mark('“'),
        Key::mark('‘'),
        Key::mark('«'),
        Key::mark('('),
        Key::mark('['),
        Key::mark('{'),
        STRAIGHT,
        Key::mark('\''),
        Key::mark('„'),
    ];
    token.kind == Kind::Mark && OPENERS.contains(&token.key)
}

/// Dashes and bullets that begin an item.
fn is_bullet(token: &Token) -> bool {
    const BULLETS: [Key; 10] = [
        Key::mark('-'),
        Key::mark('–'),
        Key::mark('—'),
        Key::mark('•'),
        Key::mark('·'),
        Key::mark('*'),
        Key::mark('+'),
        Key::mark('●'),
        Key::mark('►'),
        Key::mark('>'),
    ];
    token.kind == Kind::Mark && BULLETS.contains(&token.key)
}

impl Cutter<'_> {
    fn token(&self, at: usize) -> Token {
        *self.tokens.get(at).unwrap_or(&Token::END)
    }

    fn block(&self, kind: BlockKind, from: usize, to: usize, block: u32, out: &mut Vec<Sentence>) {
        let mut start = from;
        let is_whole =
            matches!(kind, BlockKind::Byline | BlockKind::Source | BlockKind::Timestamp | BlockKind::Dateline);
        let mut at = if is_whole { to } else { from };
        while at < to {
            // only at these something ends or begins
            let is_turn = |token: &Token| matches!(token.kind, Kind::Mark | Kind::Capitalized);
            let Some(next) = self.tokens[at..to].iter().position(is_turn) else { break };
            at += next;
            match self.cut(start, at, to) {
                Some(next) => {
                    out.push(self.sentence(start, next, block));
                    start = next;
                    at = next.max(at + 1);
                }
                None => at += 1,
            }
        }
        if start < to {
            out.push(self.sentence(start, to, block));
        }
    }

    fn sentence(&self, from: usize, to: usize, block: u32) -> Sentence {
        Sentence { span: self.tokens[from].span.join(self.tokens[to - 1].span), block }
    }

    /// The token that begins the next sentence, if the one that began at `start` ends at or right before token `at`.
    fn cut(&self, start: usize, at: usize, to: usize) -> Option<usize> {
        let token = &self.tokens[at];
        if is_end_mark(token) {
            return if self.is_item_number(start, at) { Some(at - 1) } else { self.after_mark(start, at, to) };
        }
        let may_open = token.kind == Kind::Capitalized && at > start;
        (may_open && self.opens_without_stop(at)).then_some(at)
    }

    /// A capital that opens a sentence though no mark stands before it.
    fn opens_without_stop(&self, at: usize) -> bool {
        let before = self.tokens[at - 1];
        let Some(hit) = self.hits.longest(at, self.splitter.strong) else { return false };
        let after_word = matches!(before.kind, Kind::Lower | Kind::Digits) || before.kind.is_capital() && hit.len > 1;
        after_word && !self.tokens[at].is_glued()
    }

    /// The token after the marks and closers that end a sentence at the mark `at`.
    fn after_mark(&self, start: usize, at: usize, to: usize) -> Option<usize> {
        if at == start || is_end_mark(&self.tokens[at - 1]) && (at - 1 == start || self.tokens[at].is_glued()) {
            return None;
        }
        let next = self.closers(at + 1, to);
        if next >= to {
            return None;
        }
        let ends = match self.tokens[next].is_glued() {
            true => self.ends_glued(start, at, next),
            false => self.ends_spaced(start, at, next) && !self.in_bracket(start, at, next),
        };
        ends.then_some(next)
    }

    /// The first token after `at` that is neither another end mark nor a closing quote or bracket.
    fn closers(&self, mut at: usize, to: usize) -> usize {
        while at < to && (self.goes_with_mark(at) || self.is_stray_quote(at)) {
            at += 1;
        }
        at
    }

    fn goes_with_mark(&self, at: usize) -> bool {
        self.tokens[at].is_glued() && (is_end_mark(&self.tokens[at]) || self.closes(at))
    }

    /// A quote that a blank was put before, though a mark follows it: `đi... ".`
    fn is_stray_quote(&self, at: usize) -> bool {
        let (token, next) = (&self.tokens[at], self.token(at + 1));
        let is_quote = matches!(token.key, STRAIGHT | OPEN_QUOTE | CLOSE_QUOTE);
        is_quote && next.is_glued() && (is_end_mark(&next) || next.is_mark(','))
    }

    /// True for a closing quote or bracket. A straight quote closes where a blank, a mark or nothing follows it.
    fn closes(&self, at: usize) -> bool {
        let (token, next) = (&self.tokens[at], self.token(at + 1));
        let is_straight = matches!(token.key, STRAIGHT) || token.key == Key::mark('\'');
        is_closer(token) && (!is_straight || !next.is_glued() || next.kind == Kind::Mark)
    }

    /// True inside brackets that close soon after the mark at `at`.
    fn in_bracket(&self, start: usize, at: usize, next: usize) -> bool {
        let from = start.max(at.saturating_sub(BRACKET));
        let words = self.tokens[from].span.join(self.tokens[at].span).of(self.text);
        if memchr::memchr(b'(', words.as_bytes()).is_none() {
            return false;
        }
        let mut depth = 0;
        for token in &self.tokens[from..next] {
            depth += i32::from(token.is_mark('('));
            depth -= i32::from(token.is_mark(')'));
        }
        let to = self.tokens.len().min(next + BRACKET);
        let ahead = || self.tokens[next..to].iter().find(|token| token.is_mark(')') || token.is_mark('('));
        depth > 0 && ahead().is_some_and(|token| token.is_mark(')'))
    }

    /// After a mark and a blank.
    fn ends_spaced(&self, start: usize, at: usize, next: usize) -> bool {
        let (token, after) = (&self.tokens[next], self.token(next + 1));
        if is_bullet(token) {
            return next == at + 1 && (after.kind.is_capital() || after.kind == Kind::Digits) && !after.is_glued()
                || token.starts_line();
        }
        let is_weak = !self.tokens[at].is(STOP) || self.token(at + 1).is(STOP);
        let opens = token.kind.is_capital()
            || token.kind == Kind::Digits && !(is_weak && self.is_ellipsis(at))
            || is_opener(token) && !(is_weak && (token.is_mark('(') || after.kind == Kind::Lower))
            || self.is_ellipsis(next);
        opens && !(self.tokens[at].is(STOP) && next == at + 1 && self.stop_goes_on(start, at))
    }

    fn is_ellipsis(&self, at: usize) -> bool {
        self.tokens[at].is(ELLIPSIS) || self.tokens[at].is(STOP) && self.token(at + 1).is(STOP)
    }

    /// True where the stop `at` belongs to what stands before it: an abbreviation, an initial, a list mark.
    fn stop_goes_on(&self, start: usize, at: usize) -> bool {
        let (before, next) = (&self.tokens[at - 1], &self.tokens[at + 1]);
        if !self.tokens[at].is_glued() {
            return false;
        }
        match before.kind {
            Kind::Digits => self.is_list_number(start, at) || self.is_spaced_number(at),
            _ if at - 1 == start && self.is_list_letter(before) => true,
            _ if self.is_initial(start, at - 1) => {
                next.kind == Kind::Mark || !self.opens(at + 1) && !self.is_anonymous(start, at)
            }
            _ => self.abbreviation(at).is_some_and(|abbreviation| {
                abbreviation.goes_on(next.kind) && !(abbreviation.may_end && self.opens(at + 1))
            }),
        }
    }

    /// The abbreviation that ends right before the stop `at`.
    fn abbreviation(&self, at: usize) -> Option<&Abbreviation> {
        (1..=3.min(at)).rev().find_map(|len| {
            if !self.hits.may_have(at - len, self.splitter.abbreviation) {
                return None;
            }
            let words = self.tokens[at - len].span.join(self.tokens[at - 1].span).of(self.text);
            let mut hits = self.hits.at(at - len).iter();
            hits.find_map(|hit| {
                let is_same = hit.tag == self.splitter.abbreviation && hit.len as usize == len;
                let entry = is_same.then(|| &self.splitter.abbreviations[hit.payload as usize])?;
                (entry.surface == words).then_some(entry)
            })
        })
    }

    /// True where words that open sentences stand at `at`.
    fn opens(&self, at: usize) -> bool {
        self.hits.longest(at, self.splitter.opener).is_some_and(|hit| hit.payload == OPENS)
    }

    /// `1.` at the start of a sentence, `Điều 5.`
    fn is_list_number(&self, start: usize, at: usize) -> bool {
        let is_small = self.tokens[at - 1].digits().is_some_and(|value| value < 1000);
        let numbered =
            || self.hits.longest(start, self.splitter.numbered).is_some_and(|hit| start + hit.len as usize == at - 1);
        is_small && (at - 1 == start || numbered())
    }

    /// `như sau: 1. Hồ sơ gồm…; 2. …`: the number of an item in running text. The item begins with it.
    fn is_item_number(&self, start: usize, at: usize) -> bool {
        let next = self.token(at + 1);
        at >= start + 2
            && self.tokens[at].is(STOP)
            && self.tokens[at].is_glued()
            && self.tokens[at - 1].digits().is_some_and(|value| value < 100)
            && (self.tokens[at - 2].is_mark(':') || self.tokens[at - 2].is_mark(';'))
            && next.kind.is_capital()
            && !next.is_glued()
    }

    /// `25. 1. 2017`, `10. 000`: a number that a blank was put into.
    fn is_spaced_number(&self, at: usize) -> bool {
        let (next, after) = (&self.tokens[at + 1], self.token(at + 2));
        next.kind == Kind::Digits
            && (next.span.of(self.text).starts_with('0') || after.kind == Kind::Mark && after.is_glued())
    }

    /// `a.`, `I.`, `IV.`
    fn is_list_letter(&self, token: &Token) -> bool {
        token.is_roman() && token.span.len() <= 4 || self.is_one_letter(token)
    }

    fn is_one_letter(&self, token: &Token) -> bool {
        token.kind.is_word() && token.span.of(self.text).chars().nth(1).is_none()
    }

    /// True for a single capital that stands for a name: `N.V.A.`, `Nguyễn Văn A.`, `ông B.`, `George W.`
    fn is_initial(&self, start: usize, at: usize) -> bool {
        if self.tokens[at].kind != Kind::Upper || !self.is_one_letter(&self.tokens[at]) || at == start {
            return false;
        }
        let before = &self.tokens[at - 1];
        let is_dotted = before.is(STOP) && self.tokens[at].is_glued();
        let is_person = (1..=2.min(at - start))
            .any(|len| self.hits.longest(at - len, self.splitter.honorific).is_some_and(|hit| hit.len as usize == len));
        let is_spaced = before.is(STOP) && at >= start + 2 && self.is_one_letter(&self.tokens[at - 2]);
        is_dotted || is_person || is_spaced || before.kind.is_capital() && !self.tokens[at].is_glued()
    }

    /// True for three initials and more, `N.V.A.`: a whole name, not the start of one.
    fn is_anonymous(&self, start: usize, at: usize) -> bool {
        let is_initial = |at: usize| self.tokens[at].kind == Kind::Upper && self.is_one_letter(&self.tokens[at]);
        at >= start + 5
            && (1..=5).step_by(2).all(|back| is_initial(at - back))
            && [2, 4].iter().all(|back| self.tokens[at - back].is(STOP) && self.tokens[at - back].is_glued())
    }

    /// After a mark without a blank: only where a scraper glued two sentences.
    fn ends_glued(&self, start: usize, at: usize, next: usize) -> bool {
        let token = &self.tokens[next];
        if at == start || !self.tokens[at].is_glued() {
            return false;
        }
        let (before, after) = (&self.tokens[at - 1], self.token(next + 1));
        if is_opener(token) && token.key != STRAIGHT && token.key != Key::mark('\'') {
            return before.kind.is_word() && after.kind.is_capital() && !token.is_mark('(') && !token.is_mark('[');
        }
        let is_word = token.kind == Kind::Capitalized && token.is_plain();
        if !is_word || after.is_mark('.') && after.is_glued() && self.token(next + 2).is_glued() {
            return false;
        }
        if next > at + 1 || !self.tokens[at].is(STOP) {
            return true;
        }
        match before.kind {
            Kind::Lower => before.is_plain() && before.key != WWW && before.span.len() > 1,
            Kind::Capitalized => self.opens(next) && self.abbreviation(at).is_none(),
            Kind::Upper => self.opens(next) && before.span.len() > 2 && self.abbreviation(at).is_none(),
            Kind::Digits => at - 1 > start,
            Kind::Mark => is_closer(before),
            _ => false,
        }
    }
}

impl Abbreviation {
    /// True where the abbreviation stands before such a token.
    fn goes_on(&self, next: Kind) -> bool {
        match next {
            Kind::Digits => self.before_digit,
            _ if next.is_capital() => self.before_capital,
            _ => self.before_other,
        }
    }
}
