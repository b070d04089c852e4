//! Gold files.
//!
//! ```text
//! N | surface | value | unit
//! D | surface | TIMEX value
//! R | surface | canonical
//! P | surface | entity | title ; title
//! S | a whole sentence            if there is any, all sentences are listed
//! B | kind | first words          if there is any, all blocks are listed
//! # remark
//! # skip | surface                passes over the next place of these words
//! # glued | P | surface | …       a mention that the text glues to its neighbour
//! ```
//!
//! Surfaces are aligned with the text from left to right, at word boundaries; one that is not found is an error that
//! names the line. Sentences and blocks are aligned each by themselves, so that they may stand between the mentions or
//! after them.

use std::fmt;

use crate::article::BlockKind;

/// A mention that a person marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldMention {
    /// `N`, `D`, `R` or `P`.
    pub kind: char,
    /// Bytes of the text.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
    /// Value, TIMEX value, canonical, or entity.
    pub value: String,
    /// Unit of a number.
    pub unit: String,
    /// Titles at this mention of a person.
    pub titles: Vec<String>,
    /// Line of the gold file, from 1.
    pub line: usize,
}

impl GoldMention {
    /// Where it stands, in bytes.
    pub fn place(&self) -> (usize, usize) {
        (self.start, self.end)
    }

    /// Value and unit.
    pub fn shown(&self) -> String {
        with_unit(&self.value, &self.unit)
    }
}

/// A value and its unit, where it has one.
pub(super) fn with_unit(value: &str, unit: &str) -> String {
    if unit.is_empty() { value.to_owned() } else { format!("{value} {unit}") }
}

/// Where a block begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begin {
    /// Its kind, as in the record.
    pub kind: String,
    /// Byte of the text.
    pub start: usize,
}

/// A line that could not be aligned or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Line of the gold file, from 1.
    pub line: usize,
    /// What was expected and what was found.
    pub message: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// The gold of one article.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// Mentions in text order.
    pub mentions: Vec<GoldMention>,
    /// Sentences: first byte, byte after the last one; none where the gold does not have them.
    pub sentences: Vec<(usize, usize)>,
    /// Beginnings of blocks; none where the gold does not have them.
    pub blocks: Vec<Begin>,
    /// Bytes of words that the gold passes over.
    pub skipped: Vec<(usize, usize)>,
    /// What could not be aligned or read.
    pub errors: Vec<Trouble>,
}

/// Reads a gold file and aligns it with its text.
pub fn parse(gold: &str, text: &str) -> Gold {
    let mut reading = Reading { text, mention: 0, sentence: 0, block: 0, out: Gold::default() };
    for (index, line) in gold.trim_start_matches('\u{feff}').lines().enumerate() {
        if let Err(message) = reading.take(line.trim_end(), index + 1) {
            reading.out.errors.push(Trouble { line: index + 1, message });
        }
    }
    reading.out.mentions.sort_by_key(|mention| (mention.start, mention.end));
    reading.out
}

/// A gold file while it is read.
struct Reading<'t> {
    text: &'t str,
    /// Byte after the last mention.
    mention: usize,
    /// Byte after the last sentence.
    sentence: usize,
    /// Byte after the last beginning of a block.
    block: usize,
    out: Gold,
}

impl Reading<'_> {
    fn take(&mut self, line: &str, number: usize) -> Result<(), String> {
        let (line, is_glued) = match line.strip_prefix('#') {
            None => (line, false),
            Some(remark) => match directive(remark) {
                Directive::Skip(surface) => return self.skip(surface),
                Directive::Glued(line) => (line, true),
                Directive::None => return Ok(()),
            },
        };
        if line.trim().is_empty() {
            return Ok(());
        }
        if let Some(sentence) = line.strip_prefix("S |") {
            return self.take_sentence(sentence.trim());
        }
        let fields: Vec<&str> = line.split(" |").map(str::trim).collect();
        match fields[..] {
            [kind @ ("N" | "D" | "R" | "P"), surface, value, ..] if !surface.is_empty() => {
                let last = fields.get(3).copied().unwrap_or("");
                self.take_mention(kind.as_bytes()[0] as char, surface, [value, last], is_glued, number)
            }
            ["B", kind, words] => self.take_block(kind, words),
            _ => Err(format!("expected `N|D|R|P | surface | value`, but found {line:?}")),
        }
    }

    fn skip(&mut self, surface: &str) -> Result<(), String> {
        let start = self.text[self.mention..].find(surface).ok_or_else(|| format!("skip not found: {surface:?}"))?;
        let start = self.mention + start;
        self.mention = start + surface.len();
        self.out.skipped.push((start, self.mention));
        Ok(())
    }

    fn take_mention(
        &mut self,
        kind: char,
        surface: &str,
        [value, last]: [&str; 2],
        is_glued: bool,
        line: usize,
    ) -> Result<(), String> {
        let start = locate(self.text, self.mention, surface, kind, is_glued);
        let start = start.ok_or_else(|| self.not_found(surface, kind))?;
        let end = start + surface.len();
        self.mention = end;
        let titles = if kind == 'P' { last } else { "" };
        let unit = if kind == 'N' { last } else { "" };
        let titles = titles.split(" ; ").map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned).collect();
        let (value, unit) = (value.to_owned(), unit.to_owned());
        self.out.mentions.push(GoldMention { kind, start, end, value, unit, titles, line });
        Ok(())
    }

    /// Says where the words do stand, if anywhere.
    fn not_found(&self, surface: &str, kind: char) -> String {
        let last = self.out.mentions.last();
        if let Some(last) = last {
            let overlap = locate(self.text, last.start, surface, kind, false).filter(|&start| start < last.end);
            if overlap.is_some() {
                let words = &self.text[last.start..last.end];
                return format!("{surface:?} overlaps the mention before it, {words:?} in line {}", last.line);
            }
        }
        match locate(self.text, 0, surface, kind, false) {
            Some(_) => format!(
                "not found: {surface:?} after the mention before it (it stands before: is the order that of the text?)"
            ),
            None => format!("not found: {surface:?}"),
        }
    }

    fn take_sentence(&mut self, sentence: &str) -> Result<(), String> {
        let rest = &self.text[self.sentence..];
        let start = self.sentence + (rest.len() - rest.trim_start().len());
        match matching(&self.text[start..], sentence) {
            Some(len) => {
                self.sentence = start + len;
                self.out.sentences.push((start, self.sentence));
                Ok(())
            }
            None => {
                let next: String = self.text[start..].chars().take(40).collect();
                Err(format!("expected the next sentence, which begins with {next:?}, but found {sentence:?}"))
            }
        }
    }

    fn take_block(&mut self, kind: &str, words: &str) -> Result<(), String> {
        let is_kind = serde_json::from_value::<BlockKind>(serde_json::Value::String(kind.to_owned())).is_ok();
        if !is_kind {
            return Err(format!("expected a kind of block, such as title or body, but found {kind:?}"));
        }
        let start = locate(self.text, self.block, words, 'B', false).ok_or_else(|| format!("not found: {words:?}"))?;
        self.block = start + words.len();
        self.out.blocks.push(Begin { kind: kind.to_owned(), start });
        Ok(())
    }
}

/// Bytes at the beginning of `text` that are these words, blanks aside.
fn matching(text: &str, words: &str) -> Option<usize> {
    let mut wanted = words.chars().filter(|char| !char.is_whitespace()).peekable();
    wanted.peek()?;
    for (at, char) in text.char_indices().filter(|(_, char)| !char.is_whitespace()) {
        if wanted.next() != Some(char) {
            return None;
        }
        if wanted.peek().is_none() {
            return Some(at + char.len_utf8());
        }
    }
    None
}

enum Directive<'a> {
    Skip(&'a str),
    Glued(&'a str),
    None,
}

fn directive(remark: &str) -> Directive<'_> {
    match remark.trim_start().split_once('|') {
        Some((word, rest)) if word.trim() == "skip" => Directive::Skip(rest.trim()),
        Some((word, rest)) if word.trim() == "glued" => Directive::Glued(rest.trim()),
        _ => Directive::None,
    }
}

/// The next place of `surface` at word boundaries. A number may touch the letters after it (`5m`).
pub(crate) fn locate(text: &str, from: usize, surface: &str, kind: char, is_glued: bool) -> Option<usize> {
    let mut from = from;
    loop {
        let start = from + text[from..].find(surface)?;
        let end = start + surface.len();
        let cut_before = joins(text[..start].chars().next_back(), surface.chars().next());
        let cut_after = kind != 'N' && joins(surface.chars().next_back(), text[end..].chars().next());
        if is_glued || !(cut_before || cut_after) {
            return Some(start);
        }
        from = start + surface.chars().next().map_or(1, char::len_utf8);
    }
}

/// True where both are letters or digits, so that a cut between them would go through a word.
fn joins(left: Option<char>, right: Option<char>) -> bool {
    left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aligns_in_order_and_skips() {
        let text = "Hai bên thu hai tấn, 5m, Lê Văn Bổnnói.";
        let gold = "N | hai | 2 | t\nN | 5m | 5 | m\n# glued | P | Lê Văn Bổn | p1 | Luật sư ; Tổ trưởng\n# note\n";
        let gold = parse(gold, text);
        assert!(gold.errors.is_empty(), "{:?}", gold.errors);
        let found: Vec<&str> = gold.mentions.iter().map(|m| &text[m.start..m.end]).collect();
        assert_eq!(found, ["hai", "5m", "Lê Văn Bổn"]);
        assert_eq!(gold.mentions[0].shown(), "2 t");
        assert_eq!(gold.mentions[1].line, 2);
        assert_eq!(gold.skipped, []);
        assert_eq!(gold.mentions[2].titles, ["Luật sư", "Tổ trưởng"]);
    }

    #[test]
    fn names_the_line_that_does_not_align() {
        let told = |gold: &str, text: &str| parse(gold, text).errors.iter().map(Trouble::to_string).collect::<Vec<_>>();
        assert_eq!(told("\nD | hôm qua | 2020-01-01", "hôm nay"), ["line 2: not found: \"hôm qua\""]);
        let order = told("N | 5 | 5\nN | 4 | 4", "4 và 5");
        assert!(order[0].starts_with("line 2: not found: \"4\" after"), "{order:?}");
        let overlap = told("D | ngày 5/4 | 2020-04-05\nN | 4 | 4", "ngày 5/4");
        assert!(overlap[0].contains("overlaps the mention before it, \"ngày 5/4\" in line 1"), "{overlap:?}");
        assert_eq!(told("N | 5", "5"), ["line 1: expected `N|D|R|P | surface | value`, but found \"N | 5\""]);
        assert_eq!(told("N |  | 5", "5").len(), 1);
        assert_eq!(told("# skip | x", "5"), ["line 1: skip not found: \"x\""]);
    }

    #[test]
    fn sentences_and_blocks_are_aligned_by_themselves() {
        let text = "Tít\n\nCâu một dài\n3 dòng. Câu hai.";
        let gold =
            parse("B | title | Tít\nS | Tít\nN | 3 | 3\nB | body | Câu\nS | Câu một dài 3 dòng.\nS | Câu hai.", text);
        assert!(gold.errors.is_empty(), "{:?}", gold.errors);
        let sentences: Vec<&str> = gold.sentences.iter().map(|&(start, end)| &text[start..end]).collect();
        assert_eq!(sentences, ["Tít", "Câu một dài\n3 dòng.", "Câu hai."]);
        assert_eq!(gold.blocks.iter().map(|block| block.start).collect::<Vec<_>>(), [0, text.find("Câu").unwrap()]);
        assert_eq!(parse("S | Câu hai.\nB | other | Tít", text).errors.len(), 2);
    }
}
