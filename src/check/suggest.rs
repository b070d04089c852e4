//! What a corpus has that the word lists lack: titles, organisations and abbreviations, by how often they occur.
//!
//! A *title* is the run of words right before a person who has none there, an *abbreviation* stands in brackets behind
//! words that begin with its letters, and these words are an *organisation* where they begin with a capital. What a list
//! has already is left out.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::around;
use crate::lexicon::builtin;
use crate::record::Record;
use crate::text::Places;

/// Something that a list may take up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// `title`, `organisation` or `abbreviation`.
    pub kind: &'static str,
    /// The words.
    pub words: String,
    /// Articles that have it.
    pub articles: usize,
    /// A place that has it.
    pub context: String,
}

/// Collects suggestions.
pub struct Suggestions {
    known: BTreeSet<String>,
    /// By kind and words: the number of articles, the names beside it, and a place.
    seen: BTreeMap<(&'static str, String), (usize, BTreeSet<String>, String)>,
}

/// One article's: kind, words, name or expansion beside it, place.
pub type Sightings = Vec<(&'static str, String, String, String)>;

/// Words of the longest title that is suggested.
const MOST_WORDS: usize = 4;
/// Names that a title has to stand before, so that it is none of them.
const FEWEST_NAMES: usize = 2;

/// Words of grammar that no title ends with.
const OPEN_ENDS: [&str; 20] = [
    "của", "và", "mà", "như", "là", "với", "cho", "cùng", "do", "theo", "từ", "tại", "ở", "khi", "để", "có", "bởi",
    "cấp", "nhưng", "vì",
];

impl Default for Suggestions {
    fn default() -> Suggestions {
        let entries = builtin::lists().into_iter().flat_map(|list| list.entries());
        let cells = entries.flat_map(|entry| entry.split('\t').take(2));
        Suggestions { known: cells.map(str::to_lowercase).collect(), seen: BTreeMap::new() }
    }
}

impl Suggestions {
    /// Adds an article.
    pub fn add(&mut self, sightings: Sightings) {
        let mut here = BTreeSet::new();
        for (kind, words, beside, context) in sightings {
            if self.known.contains(&words.to_lowercase()) {
                continue;
            }
            let is_first = here.insert((kind, words.clone()));
            let (articles, names, _) = self.seen.entry((kind, words)).or_insert_with(|| (0, BTreeSet::new(), context));
            *articles += usize::from(is_first);
            names.insert(beside);
        }
    }

    /// What at least so many articles have, the most frequent first.
    pub fn finish(self, fewest: usize) -> Vec<Suggestion> {
        let enough = |kind: &str, articles: usize, names: &BTreeSet<String>| {
            articles >= fewest && (kind != "title" || names.len() >= FEWEST_NAMES)
        };
        let seen = self.seen.into_iter().filter(|((kind, _), (articles, names, _))| enough(kind, *articles, names));
        let mut all: Vec<Suggestion> =
            seen.map(|((kind, words), (articles, _, context))| Suggestion { kind, words, articles, context }).collect();
        all.sort_by(|a, b| (a.kind, b.articles, &a.words).cmp(&(b.kind, a.articles, &b.words)));
        all
    }
}

/// What one article has.
pub fn sightings(record: &Record<'_>) -> Sightings {
    let places = Places::new(&record.text);
    let mut out = Vec::new();
    for person in &record.facts.persons {
        for mention in person.mentions.iter().filter(|mention| mention.titles.is_empty() && mention.honorific.is_none())
        {
            let start = places.byte(mention.mention.chars[0]);
            if let Some(words) = title_before(&record.text[..start]) {
                let context = around(&record.text, start - 1 - words.len(), start - 1);
                out.push(("title", words.trim().to_owned(), person.name.to_string(), context));
            }
        }
    }
    abbreviations(&record.text, &mut out);
    out
}

/// The last words of a text that may be a title: small letters but for the first one, on the same line, up to a mark.
fn title_before(text: &str) -> Option<&str> {
    let text = text.strip_suffix(' ')?;
    let clause = text.rsplit(|char: char| char != ' ' && !char.is_alphabetic()).next()?;
    let (mut start, mut count) = (clause.len() + 1, 0);
    for word in clause.rsplit(' ').take_while(|word| !word.is_empty()).take(MOST_WORDS) {
        start -= word.len() + 1;
        count += 1;
        if word.chars().next().is_some_and(char::is_uppercase) {
            break;
        }
    }
    let words = clause.get(start..)?;
    // `Nguyễn Văn Toàn và`: the end of a name, and no title
    let is_tail =
        clause[..start].trim_end().rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_uppercase));
    let begins_word = words.chars().next().is_some_and(char::is_uppercase);
    let is_open = words.rsplit(' ').next().is_some_and(|word| OPEN_ENDS.contains(&word));
    (count >= 1 && begins_word && !is_open && !is_tail && words.chars().skip(1).all(|char| !char.is_uppercase()))
        .then_some(words)
}

/// `Hiệp hội Chế biến và Xuất khẩu Thủy sản (VASEP)`, `Ủy ban nhân dân (UBND)`
fn abbreviations(text: &str, out: &mut Sightings) {
    for (open, _) in text.match_indices('(') {
        let Some(short) = text[open + 1..].split(')').next().filter(|short| is_short(short)) else { continue };
        let before = text[..open].trim_end();
        let line = before.rsplit(['\n', '.', ',', ';', ':', '(', ')', '"', '“', '”']).next().unwrap_or("");
        let Some(words) = expansion(line, short) else { continue };
        let context = around(text, open + 1, open + 1 + short.len());
        out.push(("abbreviation", short.to_owned(), words.to_owned(), context.clone()));
        if words.chars().next().is_some_and(char::is_uppercase) {
            out.push(("organisation", words.to_owned(), short.to_owned(), context));
        }
    }
}

fn is_short(short: &str) -> bool {
    let letters = short.chars().count();
    (2..=8).contains(&letters) && short.chars().all(|char| char.is_uppercase() || char == '-')
}

/// The last words of a line that begin with the letters of an abbreviation, all of them in order.
fn expansion<'l>(line: &'l str, short: &str) -> Option<&'l str> {
    let mut letters: Vec<char> = short.chars().filter(|char| char.is_alphabetic()).collect();
    let mut at = line.len();
    for word in line.rsplit(' ') {
        at -= word.len();
        // `UBND` of `Ủy ban nhân dân`: the letter without its marks
        let first = word.nfd().next().and_then(|char| char.to_uppercase().next());
        if first.is_some() && first == letters.last().copied() {
            letters.pop();
        }
        if letters.is_empty() {
            return Some(&line[at..]);
        }
        at = at.saturating_sub(1);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_the_words_before_a_name() {
        assert_eq!(title_before("Sáng nay, Tổng quản kho "), Some("Tổng quản kho"));
        assert_eq!(title_before("gặp Nghệ nhân "), Some("Nghệ nhân"));
        assert_eq!(title_before("ở đây có "), None);
        assert_eq!(title_before("Nguyễn Văn Toàn và "), None);
        assert_eq!(title_before("Tổng quản\n"), None);
        assert_eq!(title_before(""), None);
    }

    #[test]
    fn abbreviations_are_explained_by_the_words_before() {
        assert_eq!(expansion("của Dừa", "HHD"), None);
        assert_eq!(expansion("của Hiệp hội Dừa", "HHD"), Some("Hiệp hội Dừa"));
        let mut out = Vec::new();
        abbreviations("Theo Hiệp hội Dừa (HHD), ngày (X) và (Đ)", &mut out);
        let found: Vec<(&str, &str)> = out.iter().map(|(kind, words, ..)| (*kind, words.as_str())).collect();
        assert_eq!(found, [("abbreviation", "HHD"), ("organisation", "Hiệp hội Dừa")]);
    }

    #[test]
    fn what_the_lists_have_is_left_out() {
        let mut suggestions = Suggestions::default();
        let sighting = |words: &str, name: &str| ("title", words.to_owned(), name.to_owned(), String::new());
        suggestions.add(vec![sighting("Thượng tá", "A"), sighting("Tổng quản kho", "A")]);
        suggestions.add(vec![sighting("Thượng tá", "B"), sighting("Tổng quản kho", "B")]);
        let found: Vec<String> = suggestions.finish(2).into_iter().map(|one| one.words).collect();
        assert_eq!(found, ["Tổng quản kho"]);
    }
}
