//! What a corpus has that the word lists lack: titles, organisations and abbreviations, by how often they occur.
//!
//! A *title* is the run of words right before a person who has none there: either a known title with words behind it
//! (`hậu vệ trái`), or words with a capital that begin as several known titles do (`Tổng quản kho`). Vietnamese titles begin
//! with their head, and the words of a sentence rarely do. An *abbreviation* stands in brackets behind
//! words that begin with its letters, and these words are an *organisation* where a known head opens them or stands before
//! them (`Cục Quản lý cạnh tranh (QLCT)`). What a list has already is left out, and the same words in other cases are one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

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
    titles: Titles,
    /// By kind and words in small letters.
    seen: BTreeMap<(&'static str, String), Seen>,
}

/// What was seen of some words.
struct Seen {
    articles: usize,
    /// Names and expansions beside them.
    beside: BTreeSet<String>,
    /// As written, and how often.
    forms: BTreeMap<String, usize>,
    context: String,
}

impl Seen {
    fn at(context: String) -> Seen {
        Seen { articles: 0, beside: BTreeSet::new(), forms: BTreeMap::new(), context }
    }

    /// The form that is written most often, of several the one in small letters.
    fn words(&self) -> String {
        self.forms.iter().max_by_key(|(_, count)| **count).map_or_else(String::new, |(words, _)| words.clone())
    }
}

/// The kinds, in the order in which they are told: those that find most facts first.
const KINDS: [&str; 3] = ["title", "organisation", "abbreviation"];

/// One article's: kind, words, name or expansion beside it, place.
pub type Sightings = Vec<(&'static str, String, String, String)>;

/// Words of the longest title that is suggested.
const MOST_WORDS: usize = 4;
/// Names that a title has to stand before, so that it is none of them.
const FEWEST_NAMES: usize = 2;

/// Known titles that begin with a word, so that it counts as their head.
const TITLES_OF_HEAD: usize = 2;

/// Words of grammar that no title ends with.
static OPEN_ENDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| entries_of("check/open_ends").collect());

/// Heads in small letters; those of organisations say whether their own name ends that of the whole.
static HEADS: LazyLock<BTreeMap<String, Option<bool>>> = LazyLock::new(|| {
    let rows = entries_of("person/heads").filter_map(|entry| entry.split_once('\t'));
    let kind = |kind: &str| match kind {
        "org" | "office" => Some(false),
        "firm" => Some(true),
        _ => None,
    };
    let heads = rows.map(|(words, named)| (words.to_lowercase(), kind(named)));
    let types = entries_of("document/types").filter_map(|entry| entry.split('\t').next());
    heads.chain(types.map(|words| (words.to_lowercase(), None))).collect()
});

/// The entries of a built-in list.
fn entries_of(name: &str) -> impl Iterator<Item = &'static str> {
    builtin::lists().into_iter().filter(move |list| list.name == name).flat_map(|list| list.entries())
}

impl Default for Suggestions {
    fn default() -> Suggestions {
        let entries = builtin::lists().into_iter().flat_map(|list| list.entries());
        let cells = entries.flat_map(|entry| entry.split('\t').take(2));
        Suggestions { known: cells.map(str::to_lowercase).collect(), titles: Titles::default(), seen: BTreeMap::new() }
    }
}

impl Suggestions {
    /// Adds an article.
    pub fn add(&mut self, sightings: Sightings) {
        let mut here = BTreeSet::new();
        for (kind, words, beside, context) in sightings {
            let key = (kind, words.to_lowercase());
            if self.known.contains(&key.1) || kind == "title" && !self.titles.are_like(&words) {
                continue;
            }
            let is_first = here.insert(key.clone());
            let seen = self.seen.entry(key).or_insert_with(|| Seen::at(context));
            seen.articles += usize::from(is_first);
            seen.beside.insert(beside);
            *seen.forms.entry(words).or_default() += 1;
        }
    }

    /// What at least so many articles have, the most frequent of each kind first.
    pub fn finish(self, fewest: usize) -> Vec<Suggestion> {
        let enough =
            |kind: &str, seen: &Seen| seen.articles >= fewest && (kind != "title" || seen.beside.len() >= FEWEST_NAMES);
        let seen = self.seen.into_iter().filter(|((kind, _), seen)| enough(kind, seen));
        let suggestion = |((kind, _), seen): ((&'static str, String), Seen)| Suggestion {
            kind,
            words: seen.words(),
            articles: seen.articles,
            context: seen.context,
        };
        let mut all: Vec<Suggestion> = seen.map(suggestion).collect();
        let order = |kind: &str| KINDS.iter().position(|other| *other == kind);
        all.sort_by(|a, b| (order(a.kind), b.articles, &a.words).cmp(&(order(b.kind), a.articles, &b.words)));
        all
    }
}

/// The known titles, in small letters.
struct Titles {
    whole: BTreeSet<String>,
    /// First words of several of them.
    heads: BTreeSet<String>,
}

impl Default for Titles {
    fn default() -> Titles {
        let rows = entries_of("person/titles").filter_map(|entry| entry.split_once('\t'));
        // victims and kin are no titles, nor is what they do
        let titles = rows.filter(|(_, kind)| !["status", "public"].contains(kind));
        let whole: BTreeSet<String> = titles.map(|(words, _)| words.to_lowercase()).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for first in whole.iter().filter_map(|words| words.split(' ').next()) {
            *counts.entry(first).or_default() += 1;
        }
        let heads = counts.iter().filter(|(_, count)| **count >= TITLES_OF_HEAD).map(|(word, _)| (*word).to_owned());
        Titles { heads: heads.collect(), whole }
    }
}

impl Titles {
    /// True for words that may be a title.
    fn are_like(&self, words: &str) -> bool {
        let is_capital = words.starts_with(char::is_uppercase);
        let words = words.to_lowercase();
        let mut starts = words.match_indices(' ').map(|(at, _)| &words[..at]);
        let first = words.split(' ').next().unwrap_or_default();
        starts.any(|start| self.whole.contains(start)) || is_capital && self.heads.contains(first)
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
            // `lái xe hạng D`: a letter may be anything
            let is_letter = person.name.chars().count() == 1;
            for words in titles_before(&record.text[..start]).into_iter().filter(|_| !is_letter) {
                let context = around(&record.text, start - 1 - words.len(), start - 1);
                out.push(("title", words.to_owned(), person.name.to_string(), context));
            }
        }
    }
    abbreviations(&record.text, &mut out);
    out
}

/// The last words of a text that may be a title, on the same line and behind the last mark: all from a capital on, or the
/// last few in small letters, from two to [`MOST_WORDS`] of them.
fn titles_before(text: &str) -> Vec<&str> {
    let clause =
        text.strip_suffix(' ').and_then(|text| text.rsplit(|char: char| char != ' ' && !char.is_alphabetic()).next());
    let Some(clause) = clause else { return Vec::new() };
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let mut found = Vec::new();
    let mut start = clause.len() + 1;
    for (at, word) in clause.rsplit(' ').take(MOST_WORDS).enumerate() {
        if word.is_empty() || OPEN_ENDS.contains(word) {
            break;
        }
        start -= word.len() + 1;
        // `Nguyễn Văn Toàn và`, `Cục Quản lý`: the end of a name, and no title
        let is_tail = is_capital(word) && clause[..start].trim_end().rsplit(' ').next().is_some_and(is_capital);
        if !is_tail && (at > 0 || is_capital(word)) {
            found.push(&clause[start..]);
        }
        if is_capital(word) {
            break;
        }
    }
    found
}

/// `Hiệp hội Chế biến và Xuất khẩu Thủy sản (VASEP)`, `Ủy ban nhân dân (UBND)`
fn abbreviations(text: &str, out: &mut Sightings) {
    for (open, _) in text.match_indices('(') {
        let Some(short) = text[open + 1..].split(')').next().filter(|short| is_short(short)) else { continue };
        let before = text[..open].trim_end();
        let line = before.rsplit(['\n', '.', ',', ';', ':', '(', ')', '"', '“', '”']).next().unwrap_or("");
        let Some(words) = expansion(line, short) else { continue };
        let context = around(text, open + 1, open + 1 + short.len());
        // two letters stand for many names: `Becamex Bình Dương (BD)`
        if short.chars().count() > 2 || words.starts_with(char::is_lowercase) {
            out.push(("abbreviation", short.to_owned(), words.to_owned(), context.clone()));
        }
        let behind = &text[open + 1 + short.len()..];
        if let Some(organisation) = organisation(line, line.len() - words.len(), behind) {
            out.push(("organisation", organisation.to_owned(), short.to_owned(), context));
        }
    }
}

/// Words before an expansion that may be the head of its organisation.
const HEAD_WORDS: usize = 3;

/// The organisation whose name ends with the line: it begins with a known head, at byte `start` or shortly before it.
/// `Bệnh viện Đa khoa (BVĐK) Lạng Sơn` goes on behind the bracket, and is none.
fn organisation<'l>(line: &'l str, start: usize, behind: &str) -> Option<&'l str> {
    let starts = line[..start].match_indices(' ').map(|(at, _)| at + 1).filter(|&at| at < start);
    let mut starts: Vec<usize> = starts.chain([0, start]).collect();
    starts.sort_unstable_by(|one, other| other.cmp(one));
    starts.dedup();
    let begins = |&at: &usize| line[at..].starts_with(char::is_uppercase);
    let found = starts.into_iter().take(HEAD_WORDS + 1).filter(begins);
    let (at, is_firm) = found.filter_map(|at| Some((at, head(&line[at..])?))).next()?;
    let goes_on = behind.strip_prefix(") ").is_some_and(|behind| behind.starts_with(char::is_uppercase));
    (!(is_firm && goes_on)).then(|| &line[at..])
}

/// Where a line begins with the head of an organisation and more words, whether its own name ends that of the whole.
fn head(line: &str) -> Option<bool> {
    let line = line.to_lowercase();
    let mut heads = line.match_indices(' ').filter_map(|(at, _)| HEADS.get(&line[..at]));
    heads.next_back().copied().flatten()
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
        let titles = Titles::default();
        let found = |text: &'static str| -> Vec<&str> {
            titles_before(text).into_iter().filter(|words| titles.are_like(words)).collect()
        };
        assert_eq!(found("Sáng nay, Tổng quản kho "), ["Tổng quản kho"]);
        assert_eq!(found("anh gặp hậu vệ trái "), ["hậu vệ trái"]);
        assert_eq!(found("và gặp Thủ kho "), ["Thủ kho"]);
        for none in ["ở đây có ", "Lúc này ", "Đội trưởng của ", "Cục Quản lý cạnh tranh ", "Tổng quản\n", ""]
        {
            assert!(found(none).is_empty(), "{none}");
        }
    }

    #[test]
    fn abbreviations_are_explained_by_the_words_before() {
        assert_eq!(expansion("của Dừa", "HHD"), None);
        assert_eq!(expansion("của Hiệp hội Dừa", "HHD"), Some("Hiệp hội Dừa"));
        let mut out = Vec::new();
        abbreviations("Theo Hiệp hội Dừa (HHD), ngày (X) và (Đ), Becamex Bình Dương (BD)", &mut out);
        let found: Vec<(&str, &str)> = out.iter().map(|(kind, words, ..)| (*kind, words.as_str())).collect();
        assert_eq!(found, [("abbreviation", "HHD"), ("organisation", "Hiệp hội Dừa")]);
    }

    #[test]
    fn organisations_begin_with_their_head() {
        let organisation =
            |line: &'static str, words: &str, behind| organisation(line, line.len() - words.len(), behind);
        assert_eq!(organisation("với Cục Quản lý dừa", "Quản lý dừa", ")"), Some("Cục Quản lý dừa"));
        assert_eq!(organisation("Hiệp hội Dừa", "Hiệp hội Dừa", ") An"), Some("Hiệp hội Dừa"));
        assert_eq!(organisation("theo Bộ luật Dừa", "Bộ luật Dừa", ")"), None);
        assert_eq!(organisation("theo An toàn vườn dừa", "An toàn vườn dừa", ")"), None);
        assert_eq!(organisation("ở Bệnh viện Đa khoa", "Bệnh viện Đa khoa", ") Bến Dừa"), None);
    }

    #[test]
    fn words_in_other_cases_are_one() {
        let mut suggestions = Suggestions::default();
        let sighting = |words: &str, name: &str| ("title", words.to_owned(), name.to_owned(), String::new());
        suggestions.add(vec![sighting("Hậu vệ trái", "A"), sighting("hậu vệ trái", "B")]);
        suggestions.add(vec![sighting("hậu vệ trái", "B")]);
        let found: Vec<(String, usize)> =
            suggestions.finish(2).into_iter().map(|one| (one.words, one.articles)).collect();
        assert_eq!(found, [("hậu vệ trái".to_owned(), 2)]);
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
