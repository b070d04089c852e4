//! The word lists of the anatomy, and short stretches of text as words.

use std::borrow::Cow;
use std::collections::HashSet;

use memchr::memmem::Finder;

use crate::error::Error;
use crate::lexicon::Table;
use crate::segment::{Key, Kind, Token, spread, tokenize};
use crate::text::Span;

/// What the words of `markers.tsv` tell of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Tags,
    Related,
    Boilerplate,
    Timestamp,
    Byline,
    Caption,
    Note,
}

/// Number of roles.
const ROLES: usize = Role::Note as usize + 1;

/// Where the words of `markers.tsv` count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Start,
    Line,
    Inline,
    Whole,
}

/// A row of `agencies.tsv`.
#[derive(Clone, Copy)]
struct Agency {
    /// Papers open their text with the name.
    opens: bool,
    /// They may do so without a dash after it.
    is_bare: bool,
    /// The name stands for an author.
    is_reporter: bool,
}

/// How `Ảnh minh họa` begins, in both spellings.
pub(super) const ILLUSTRATION: &str = "Ảnh minh h";

/// The word lists.
pub(super) struct Lists {
    /// By role.
    markers: [Phrases<Place>; ROLES],
    sections: Phrases<()>,
    agencies: Phrases<Agency>,
    openers: Phrases<()>,
    stops: Phrases<()>,
    abbreviations: HashSet<&'static str>,
    /// Words that no line ends with.
    joints: Vec<&'static str>,
    /// Finds [`ILLUSTRATION`].
    pub(super) illustration: Finder<'static>,
    /// Labels before the credit of a picture, in small letters.
    pub(super) credit_labels: Vec<&'static str>,
    /// Labels of the site's footer inside flattened text, in small letters.
    pub(super) footer_labels: Vec<&'static str>,
    /// Phrases of `footers.tsv` that open a footer.
    pub(super) footer_phrases: Vec<Finder<'static>>,
    /// Phrases of `footers.tsv` that open a notice of the site.
    pub(super) notices: Vec<Finder<'static>>,
}

/// Phrases by the keys of their words.
struct Phrases<T> {
    /// The first words, each at the bit [`first_bit`]: nearly every stretch of text is refused by it.
    firsts: [u64; 8],
    /// Sorted by the keys.
    entries: Vec<(Vec<Key>, T)>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Phrases<T> {
        Phrases { firsts: [0; 8], entries: Vec::new() }
    }
}

/// The place of a word in a set of first words.
fn first_bit(key: Key) -> (usize, u64) {
    let spread = spread(key.0);
    ((spread >> 61) as usize, 1 << (spread >> 55 & 63))
}

impl<T: Copy> Phrases<T> {
    fn add(&mut self, words: &str, value: T) {
        let keys: Vec<Key> = tokenize(words).iter().map(|token| token.key).collect();
        if let Some(&first) = keys.first() {
            let (word, bit) = first_bit(first);
            self.firsts[word] |= bit;
        }
        let place = self.entries.partition_point(|(entry, _)| *entry < keys);
        self.entries.insert(place, (keys, value));
    }

    /// The longest phrase at the start of `tokens`, with its length.
    fn prefix(&self, tokens: &[Token]) -> Option<(T, usize)> {
        let first = tokens.first()?.key;
        let (word, bit) = first_bit(first);
        if self.firsts[word] & bit == 0 {
            return None;
        }
        let start = self.entries.partition_point(|(entry, _)| entry.first() < Some(&first));
        let same = self.entries[start..].iter().take_while(|(entry, _)| entry.first() == Some(&first));
        same.filter(|(entry, _)| begins(tokens, entry)).map(|(entry, value)| (*value, entry.len())).last()
    }

    fn contains(&self, tokens: &[Token]) -> bool {
        self.entries.binary_search_by(|(entry, _)| entry.iter().cmp(tokens.iter().map(|token| &token.key))).is_ok()
    }
}

fn begins(tokens: &[Token], keys: &[Key]) -> bool {
    tokens.len() >= keys.len() && tokens.iter().zip(keys).all(|(token, &key)| token.key == key)
}

impl Lists {
    pub(super) fn load() -> Result<Lists, Error> {
        let mut lists = Lists {
            markers: std::array::from_fn(|_| Phrases::default()),
            sections: Phrases::default(),
            agencies: Phrases::default(),
            openers: Phrases::default(),
            stops: Phrases::default(),
            abbreviations: HashSet::new(),
            joints: Vec::new(),
            illustration: Finder::new(ILLUSTRATION),
            credit_labels: Vec::new(),
            footer_labels: Vec::new(),
            footer_phrases: Vec::new(),
            notices: Vec::new(),
        };
        lists.load_markers()?;
        lists.load_footers()?;
        let sections = Table::parse("sections.tsv", include_str!("lexicon/sections.tsv"), &["words"])?;
        for row in sections.rows() {
            lists.sections.add(row?.get(0), ());
        }
        let agencies =
            Table::parse("agencies.tsv", include_str!("lexicon/agencies.tsv"), &["name", "dateline", "kind"])?;
        for row in agencies.rows() {
            let row = row?;
            let opens = row.get(1) != "no";
            let agency = Agency { opens, is_bare: row.get(1) == "bare", is_reporter: row.get(2) == "reporter" };
            lists.agencies.add(row.get(0), agency);
        }
        let stops = Table::parse("stops.tsv", include_str!("lexicon/stops.tsv"), &["word"])?;
        for row in stops.rows() {
            lists.stops.add(row?.get(0), ());
        }
        let joints = Table::parse("joints.tsv", include_str!("lexicon/joints.tsv"), &["word"])?;
        for row in joints.rows() {
            lists.joints.push(row?.get(0));
        }
        for words in crate::segment::openers()? {
            lists.openers.add(words, ());
        }
        lists.abbreviations = crate::segment::abbreviations()?.into_iter().collect();
        Ok(lists)
    }

    fn load_footers(&mut self) -> Result<(), Error> {
        let table = Table::parse("footers.tsv", include_str!("lexicon/footers.tsv"), &["phrase", "kind"])?;
        for row in table.rows() {
            let row = row?;
            let list = match row.get(1) {
                "footer" => &mut self.footer_phrases,
                "notice" => &mut self.notices,
                _ => return Err(row.expected(1, "footer or notice")),
            };
            list.push(Finder::new(row.get(0)));
        }
        Ok(())
    }

    fn load_markers(&mut self) -> Result<(), Error> {
        let columns = ["words", "role", "place"];
        let table = Table::parse("markers.tsv", include_str!("lexicon/markers.tsv"), &columns)?;
        for row in table.rows() {
            let row = row?;
            let role = match row.get(1) {
                "tags" => Role::Tags,
                "related" => Role::Related,
                "boilerplate" => Role::Boilerplate,
                "timestamp" => Role::Timestamp,
                "byline" => Role::Byline,
                "caption" => Role::Caption,
                "note" => Role::Note,
                _ => return Err(row.expected(1, "a role")),
            };
            let place = match row.get(2) {
                "start" => Place::Start,
                "line" => Place::Line,
                "inline" => Place::Inline,
                "whole" => Place::Whole,
                _ => return Err(row.expected(2, "start, line, inline or whole")),
            };
            self.markers[role as usize].add(row.get(0), place);
            match (role, place) {
                (Role::Caption, _) => self.credit_labels.push(row.get(0)),
                (Role::Boilerplate, Place::Inline) => self.footer_labels.push(row.get(0)),
                _ => {}
            }
        }
        for labels in [&mut self.credit_labels, &mut self.footer_labels] {
            labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
        }
        Ok(())
    }

    /// The longest marker of a role at the start of `tokens`, with its length.
    pub(super) fn marker(&self, role: Role, tokens: &[Token]) -> Option<(Place, usize)> {
        self.markers[role as usize].prefix(tokens)
    }

    /// Length of the agency's name at the start of `tokens`.
    pub(super) fn agency(&self, tokens: &[Token]) -> Option<usize> {
        self.agencies.prefix(tokens).map(|(_, len)| len)
    }

    /// True for a name of the list that stands for an author, such as `PV`.
    pub(super) fn is_reporter(&self, tokens: &[Token]) -> bool {
        self.agencies.prefix(tokens).is_some_and(|(agency, _)| agency.is_reporter)
    }

    /// Length of a name that papers open their text with, and whether the dash after it may be missing.
    pub(super) fn dateline(&self, tokens: &[Token]) -> Option<(usize, bool)> {
        self.agencies.prefix(tokens).filter(|(agency, _)| agency.opens).map(|(agency, len)| (len, agency.is_bare))
    }

    /// True for the name of a section.
    pub(super) fn is_section(&self, tokens: &[Token]) -> bool {
        self.sections.contains(tokens)
    }

    /// Length of the words at the start of `tokens` that open a sentence.
    pub(super) fn opener(&self, tokens: &[Token]) -> Option<usize> {
        self.openers.prefix(tokens).map(|(_, len)| len)
    }

    /// True where words stand at the start of `tokens` that no name of a credit has.
    pub(super) fn is_stop(&self, tokens: &[Token]) -> bool {
        self.stops.prefix(tokens).is_some()
    }

    /// True for a line that a word ends which no line ends with. Such a word has small letters, unless it is all of the
    /// line (`Theo`).
    pub(super) fn is_joint(&self, line: &str) -> bool {
        let ends = |word: &&str| line.strip_suffix(*word).is_some_and(|before| before.ends_with([' ', '\u{a0}']));
        self.joints.iter().any(ends) || !line.contains(' ') && self.joints.contains(&line.to_lowercase().as_str())
    }

    /// True for a word whose stop does not end the sentence.
    pub(super) fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
    }
}

/// A stretch of the text as words.
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Cow<'a, [Token]>,
    /// Where `text` begins in the text that the tokens' spans are of.
    base: u32,
}

impl<'a> Words<'a> {
    /// The words of a text that is read for this alone.
    pub(super) fn new(text: &'a str) -> Words<'a> {
        Words { text, tokens: Cow::Owned(tokenize(text)), base: 0 }
    }

    /// The tokens of `text` that lie in `span`.
    pub(super) fn within(text: &'a str, tokens: &'a [Token], span: Span) -> Words<'a> {
        let from = tokens.partition_point(|token| token.span.start < span.start);
        let len = tokens[from..].partition_point(|token| token.span.end <= span.end);
        Words { text: span.of(text), tokens: Cow::Borrowed(&tokens[from..from + len]), base: span.start }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Token `at`, or [`Token::END`].
    pub(super) fn token(&self, at: usize) -> Token {
        let Some(&(mut token)) = self.tokens.get(at) else { return Token::END };
        token.span = Span::new(token.span.start - self.base, token.span.end - self.base);
        token
    }

    /// Token `at` and those after it.
    pub(super) fn from(&self, at: usize) -> &[Token] {
        self.tokens.get(at..).unwrap_or(&[])
    }

    pub(super) fn is_mark(&self, at: usize, marks: &[char]) -> bool {
        let token = self.tokens.get(at).filter(|token| token.kind == Kind::Mark);
        token.is_some_and(|token| marks.iter().any(|&mark| token.key == Key::mark(mark)))
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.kind(at).is_capital()
    }

    pub(super) fn kind(&self, at: usize) -> Kind {
        self.tokens.get(at).map_or(Kind::End, |token| token.kind)
    }

    /// The words of token `at`.
    pub(super) fn word(&self, at: usize) -> &'a str {
        if at < self.len() { self.token(at).span.of(self.text) } else { "" }
    }

    /// Bytes of tokens `from..to`.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        self.token(from).span.join(self.token(to - 1).span)
    }

    /// Runs of letters.
    pub(super) fn count(&self) -> usize {
        self.tokens.iter().filter(|token| token.kind.is_word()).count()
    }
}
