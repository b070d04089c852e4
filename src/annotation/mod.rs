//! Annotation tools: mentions out for people to correct, corrections back in as gold.
//!
//! # What goes out
//! [`Tool`] lists the forms. Each has the text, the mentions with one of four labels ([`Label`]), and, where the tool has
//! a place for it, a note: what stands behind the words in a gold file (`3.2 | ha`, `2018-03-05`, `p1 | Giám đốc`). All of
//! them count characters, not the UTF-16 units of JavaScript: brat and spaCy are Python, doccano and Label Studio turn
//! one into the other themselves.
//!
//! # What comes back
//! brat, doccano and Label Studio are read again ([`brat::read`], [`doccano::read`], [`label_studio::read`]) and written
//! as gold ([`gold::write`]). Older versions of Label Studio counted UTF-16 units; which of both it is, the words
//! that stand beside the places tell.

pub mod brat;
pub mod conll;
pub mod doccano;
pub mod gold;
pub mod label_studio;
pub mod spacy;

use crate::record::Record;
use crate::score::{Found, mentions};
use crate::text::one_line;

/// A form that annotation tools or trainers read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// brat: a `.txt` and an `.ann` file an article.
    Brat,
    /// doccano: a line of JSON an article.
    Doccano,
    /// Label Studio: a list of tasks with predictions.
    LabelStudio,
    /// A token a line with its tag (BIO), as in CoNLL-2003.
    Conll,
    /// spaCy: a line of JSON an article, for `Doc.from_json`.
    Spacy,
}

/// What a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Label {
    /// A number.
    Number,
    /// A date, time or duration.
    Date,
    /// A reference to a document.
    Document,
    /// A person.
    Person,
}

impl Label {
    /// All of them.
    pub const ALL: [Label; 4] = [Label::Number, Label::Date, Label::Document, Label::Person];

    /// The name that tools show.
    pub fn name(self) -> &'static str {
        match self {
            Label::Number => "NUMBER",
            Label::Date => "DATE",
            Label::Document => "DOCUMENT",
            Label::Person => "PERSON",
        }
    }

    /// The letter that gold files use.
    pub fn letter(self) -> char {
        match self {
            Label::Number => 'N',
            Label::Date => 'D',
            Label::Document => 'R',
            Label::Person => 'P',
        }
    }

    fn of_letter(letter: char) -> Option<Label> {
        Label::ALL.into_iter().find(|label| label.letter() == letter)
    }

    /// The label of a name, in any case.
    pub fn of(name: &str) -> Result<Label, String> {
        let found = Label::ALL.into_iter().find(|label| label.name().eq_ignore_ascii_case(name));
        found.ok_or_else(|| format!("expected a label NUMBER, DATE, DOCUMENT or PERSON, but found {name:?}"))
    }

    /// Colours in which tools show it, dark and light.
    fn colors(self) -> [&'static str; 2] {
        match self {
            Label::Number => ["#0072b2", "#cfe6f5"],
            Label::Date => ["#b34b00", "#fbdcc4"],
            Label::Document => ["#00714f", "#c5ecdd"],
            Label::Person => ["#a8437e", "#f3d3e5"],
        }
    }
}

/// A mention as tools know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// What it is.
    pub label: Label,
    /// Half-open span of the text in Unicode scalar values.
    pub chars: [u32; 2],
    /// What stands behind the words in a gold file; empty where nobody said it.
    pub note: String,
}

/// An article as it comes back from a tool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// Name of the article.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Its mentions, in text order.
    pub mentions: Vec<Marked>,
}

impl Corrected {
    /// An article with its mentions put in order.
    fn new(id: String, text: String, mut mentions: Vec<Marked>) -> Corrected {
        mentions.sort_by_key(|mention| mention.chars);
        Corrected { id, text, mentions }
    }
}

/// The mentions of a record, in text order. What only points back (`Nghị định này`) is left out, as in gold.
pub fn marked(record: &Record<'_>) -> Vec<Marked> {
    let mark =
        |found: &Found| Some(Marked { label: Label::of_letter(found.kind)?, chars: found.chars, note: note(found) });
    let mut all: Vec<Marked> = mentions(record).iter().filter_map(mark).collect();
    all.sort_by_key(|mention| mention.chars);
    all
}

/// What stands behind the words in a gold file: `#17 |`, `1..5 | km`, `2018-03-05`, `p1 | Giám đốc`.
fn note(found: &Found) -> String {
    let Found { value, unit, titles, .. } = found;
    let note = match found.kind {
        'N' => format!("{value} | {unit}"),
        'P' => format!("{value} | {}", titles.join(" ; ")),
        _ => value.clone(),
    };
    one_line(&note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_any_case() {
        assert_eq!(Label::of("Person"), Ok(Label::Person));
        assert!(Label::of("PER").unwrap_err().contains("\"PER\""));
    }
}
