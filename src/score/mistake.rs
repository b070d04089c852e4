//! What was missed, extra or wrong, for a person to read.

use crate::text::context;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// Marked, but not found.
    Missed,
    /// Found, but not marked.
    Extra,
    /// Found with fewer or more words than marked.
    Span,
    /// Another value.
    Value,
    /// Other titles.
    Titles,
    /// One person taken for two.
    Split,
    /// Two persons taken for one.
    Merged,
    /// A sentence ends elsewhere.
    Sentence,
    /// A block begins elsewhere or is of another kind.
    Block,
}

impl Wrong {
    /// What it means, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Wrong::Missed => "marked in the gold, but not found",
            Wrong::Extra => "found, but not marked in the gold",
            Wrong::Span => "found with fewer or more words than marked",
            Wrong::Value => "the words are right, their value is not",
            Wrong::Titles => "titles that are missing at a person, or too many",
            Wrong::Split => "one person taken for several",
            Wrong::Merged => "several persons taken for one",
            Wrong::Sentence => "a sentence ends elsewhere",
            Wrong::Block => "a block begins elsewhere or is of another kind",
        }
    }

    /// The name that reports show.
    pub fn name(self) -> &'static str {
        match self {
            Wrong::Missed => "missed",
            Wrong::Extra => "extra",
            Wrong::Span => "span",
            Wrong::Value => "value",
            Wrong::Titles => "titles",
            Wrong::Split => "split",
            Wrong::Merged => "merged",
            Wrong::Sentence => "sentence",
            Wrong::Block => "block",
        }
    }
}

/// Something wrong in one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// `N`, `D`, `R`, `P`; `S` for sentences, `B` for blocks.
    pub kind: char,
    /// What is wrong.
    pub wrong: Wrong,
    /// The words before it, its own, and those after it.
    pub context: [String; 3],
    /// What the gold says; empty where it says nothing.
    pub gold: String,
    /// What the program says; empty where it says nothing.
    pub found: String,
    /// The rule that found it; empty where none did.
    pub rule: String,
    /// Line of the text, from 1.
    pub line: usize,
    /// Bytes of the text that it is about.
    pub place: (usize, usize),
    /// Why it was missed; empty where it was not, and where that was not asked for.
    pub why: String,
}

/// Characters of context on either side.
const CONTEXT: usize = 40;

impl Mistake {
    /// What it is about, in a word.
    pub fn about(&self) -> &'static str {
        match self.kind {
            'N' => "number",
            'D' => "date",
            'R' => "document",
            'P' => "person",
            'S' => "sentence",
            _ => "block",
        }
    }

    /// Something wrong at bytes `start..end` of a text.
    pub(super) fn at(text: &str, place: (usize, usize), kind: char, wrong: Wrong) -> Mistake {
        let (start, end) = place;
        let line = 1 + text[..start].bytes().filter(|&byte| byte == b'\n').count();
        let context = context(text, start, end, CONTEXT).map(str::to_owned);
        let [gold, found, rule, why] = [const { String::new() }; 4];
        Mistake { kind, wrong, context, gold, found, rule, line, place, why }
    }
}

impl std::fmt::Display for Mistake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Mistake { kind, wrong, context: [before, words, after], gold, found, rule, .. } = self;
        let line = format!("{kind}\t{}\t{before}[{words}]{after}\t{gold}\t{found}\t{rule}", wrong.name());
        f.write_str(&line.replace('\n', "⏎"))
    }
}
