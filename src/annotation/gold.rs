//! Corrected mentions as a gold file (`corpus/GUIDELINES.md`, section 1).

use std::fmt::Write;

use super::{Corrected, Label, Marked};
use crate::score;
use crate::text::{Places, one_line};

/// A gold file, and what a person has to look at in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The lines.
    pub gold: String,
    /// Mentions that got no value: `"42,9%" at 12 has no value; ? stands for it`.
    pub open: Vec<String>,
}

/// Writes the gold of an article. `read` gives what the program itself says of a mention that came back without a note.
/// Fails where gold cannot hold what was marked: mentions that overlap, or that go over a line.
pub fn write(article: &Corrected, read: &[Marked]) -> Result<Written, String> {
    let places = Places::new(&article.text);
    let mut written = Written::default();
    let mut persons = Persons::of(article, &places);
    let (mut at, mut last) = (0, None);
    for mention in &article.mentions {
        let range = places.bytes(mention.chars).ok_or("expected a place in the text")?;
        let range = trimmed(&article.text, range);
        let surface = &article.text[range.clone()];
        check(surface, range.start, at, last)?;
        let note = note(mention, surface, read, &mut persons, &mut written.open);
        align(&article.text, &mut at, range.start, surface, mention.label, &mut written.gold)?;
        let _ = writeln!(written.gold, "{} | {surface} | {note}", mention.label.letter());
        at = range.end;
        last = Some(surface);
    }
    agrees(article, &places, &written.gold)?;
    Ok(written)
}

/// Without the blanks that a selection took along.
fn trimmed(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

fn check(surface: &str, start: usize, at: usize, last: Option<&str>) -> Result<(), String> {
    if start < at {
        return Err(format!("expected mentions side by side, but {surface:?} overlaps {:?}", last.unwrap_or("")));
    }
    if surface.is_empty() || surface.contains(['\n', '\t']) || surface.contains(" |") {
        return Err(format!("expected a mention on one line and without ` |`, but found {surface:?}"));
    }
    Ok(())
}

/// What stands behind the words.
fn note(mention: &Marked, surface: &str, read: &[Marked], persons: &mut Persons, open: &mut Vec<String>) -> String {
    if !mention.note.is_empty() {
        return mention.note.clone();
    }
    let own = read.iter().find(|own| own.label == mention.label && own.chars == mention.chars);
    match (mention.label, own) {
        (Label::Person, _) => format!("{} |", persons.entity(surface)),
        (_, Some(own)) => own.note.clone(),
        (Label::Document, None) => one_line(surface),
        (_, None) => {
            open.push(format!("{surface:?} at {} has no value; ? stands for it", mention.chars[0]));
            if mention.label == Label::Number { "? |" } else { "?" }.to_owned()
        }
    }
}

/// Which person a name without a note is.
struct Persons {
    /// Words and entity of each mention with a note.
    named: Vec<(String, String)>,
    new: usize,
}

impl Persons {
    fn of(article: &Corrected, places: &Places) -> Persons {
        let persons =
            article.mentions.iter().filter(|mention| mention.label == Label::Person && !mention.note.is_empty());
        let named = persons.filter_map(|mention| {
            let words = article.text[places.bytes(mention.chars)?].trim().to_owned();
            Some((words, mention.note.split('|').next()?.trim().to_owned()))
        });
        Persons { named: named.collect(), new: 0 }
    }

    /// The one person who has this name at another place, or else a new one.
    fn entity(&mut self, surface: &str) -> String {
        let mut same = self.named.iter().filter(|(words, _)| words == surface).map(|(_, entity)| entity);
        if let Some(first) = same.next().filter(|first| same.all(|other| other == *first)) {
            return first.clone();
        }
        loop {
            self.new += 1;
            let entity = format!("p{}", self.new);
            if !self.named.iter().any(|(_, other)| *other == entity) {
                self.named.push((surface.to_owned(), entity.clone()));
                return entity;
            }
        }
    }
}

/// Writes the lines that lead the alignment past other places of the words, up to `start`, and opens a line that is
/// glued to its neighbour.
fn align(
    text: &str,
    at: &mut usize,
    start: usize,
    surface: &str,
    label: Label,
    gold: &mut String,
) -> Result<(), String> {
    while *at < start {
        match score::locate(text, *at, surface, label.letter(), false) {
            Some(found) if found == start => return Ok(()),
            _ => {}
        }
        let next = text[*at..].find(surface).map_or(start, |found| *at + found);
        if next >= start {
            break;
        }
        // Where both places overlap, only what stands before this one is passed over.
        let passed = &text[next..(next + surface.len()).min(start)];
        if passed.trim() != passed || passed.contains('\n') {
            return Err(format!("gold cannot tell {surface:?} from the same words just before it"));
        }
        let _ = writeln!(gold, "# skip | {passed}");
        *at = next + passed.len();
    }
    if score::locate(text, *at, surface, label.letter(), false) != Some(start) {
        gold.push_str("# glued | ");
    }
    Ok(())
}

/// Reads the gold again, which must give the same places.
fn agrees(article: &Corrected, places: &Places, gold: &str) -> Result<(), String> {
    let read = score::parse(gold, &article.text);
    let expected = article.mentions.iter().filter_map(|mention| places.bytes(mention.chars));
    let expected: Vec<_> = expected.map(|range| trimmed(&article.text, range)).collect();
    let found: Vec<_> = read.mentions.iter().map(|mention| mention.start..mention.end).collect();
    match (read.errors.first(), expected == found) {
        (Some(error), _) => Err(format!("gold cannot hold what was marked: {error}")),
        (None, false) => Err("gold cannot hold what was marked: the words are found at other places".to_owned()),
        (None, true) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn article(text: &str, mentions: &[(Label, u32, u32, &str)]) -> Corrected {
        let mention = |&(label, start, end, note): &(Label, u32, u32, &str)| Marked {
            label,
            chars: [start, end],
            note: note.to_owned(),
        };
        Corrected::new("a".to_owned(), text.to_owned(), mentions.iter().map(mention).collect())
    }

    #[test]
    fn other_places_of_the_words_are_passed_over() {
        let text = "Hai bên thu hai tấn, hai người. Luật sư Lê Văn Bổnnói.";
        let gold =
            write(&article(text, &[(Label::Number, 21, 24, "2 |"), (Label::Person, 40, 50, "p1 | Luật sư")]), &[]);
        assert_eq!(gold.unwrap().gold, "# skip | hai\nN | hai | 2 |\n# glued | P | Lê Văn Bổn | p1 | Luật sư\n");
    }

    #[test]
    fn new_mentions_get_what_is_known() {
        let text = "Ông Bảo, ông Bảo, bà Hoa, 5 km, 7 kg, Luật X, hôm kia";
        let mentions = [
            (Label::Person, 4, 7, "p1 | Giám đốc"),
            (Label::Person, 13, 16, ""),
            (Label::Person, 21, 24, ""),
            (Label::Number, 26, 30, ""),
            (Label::Number, 32, 36, ""),
            (Label::Document, 38, 44, ""),
            (Label::Date, 46, 53, ""),
        ];
        let own = [Marked { label: Label::Number, chars: [26, 30], note: "5 | km".to_owned() }];
        let written = write(&article(text, &mentions), &own).unwrap();
        let lines: Vec<&str> = written.gold.lines().collect();
        assert_eq!(
            lines[1..],
            [
                "P | Bảo | p1 |",
                "P | Hoa | p2 |",
                "N | 5 km | 5 | km",
                "N | 7 kg | ? |",
                "R | Luật X | Luật X",
                "D | hôm kia | ?"
            ]
        );
        assert_eq!(written.open.len(), 2);
    }

    #[test]
    fn what_gold_cannot_hold_is_an_error() {
        let error = |text, mentions: &[_]| write(&article(text, mentions), &[]).unwrap_err();
        assert!(error("Có 5 km", &[(Label::Number, 3, 7, "5 | km"), (Label::Date, 3, 4, "?")]).contains("overlaps"));
        assert!(error("Có 5\nkm", &[(Label::Number, 3, 7, "5 | km")]).contains("one line"));
        assert_eq!(
            write(&article("Có 5 km", &[(Label::Number, 2, 7, "5 | km")]), &[]).unwrap().gold,
            "N | 5 km | 5 | km\n"
        );
    }

    proptest! {
        /// Whatever is marked, gold either gives the same places back or says why it cannot.
        #[test]
        fn gold_gives_the_places_back(text in "[ab5 |\\n😀đ]{0,30}", spans in prop::collection::vec((0u32..32, 0u32..6, 0usize..4), 0..6)) {
            let mentions = spans.into_iter().map(|(start, length, label)| Marked {
                label: Label::ALL[label],
                chars: [start, start + length],
                note: if length % 2 == 0 { String::new() } else { "p1 |".to_owned() },
            });
            let article = Corrected::new("a".to_owned(), text.clone(), mentions.collect());
            if let Ok(written) = write(&article, &[]) {
                let read = score::parse(&written.gold, &text);
                prop_assert!(read.errors.is_empty());
                prop_assert_eq!(read.mentions.len(), article.mentions.len());
            }
        }
    }
}
