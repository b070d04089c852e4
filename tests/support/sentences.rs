//! Sentence ends of an annotated set against those that are found.

use std::collections::BTreeSet;
use std::path::Path;

use trich::{Input, Pipeline};

use crate::peers::lines;

/// A document and a sentence end in it, in characters that are no white space: normalization does not move them.
type End = (String, usize);

/// Sentence ends as annotated and as found.
pub struct Ends {
    annotated: BTreeSet<End>,
    found: BTreeSet<End>,
    /// Of each document, how many characters that are no white space stand before each character.
    inked: Vec<(String, Vec<usize>)>,
}

/// A row of `tests/sentence_exclusions.tsv`.
#[derive(Debug)]
pub struct Known {
    doc: String,
    end: usize,
    /// The annotation cuts there; else it does not.
    is_cut: bool,
}

/// The cuts that are known to be wrong.
pub fn known_wrong() -> Vec<Known> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sentence_exclusions.tsv");
    let table = std::fs::read_to_string(path).unwrap();
    let rows = table.lines().filter(|line| !line.starts_with('#') && !line.starts_with("doc\t"));
    let known = rows.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [doc, end, what, reason] = cells[..] else { panic!("expected 4 columns: {line:?}") };
        assert!(!reason.is_empty() && matches!(what, "cut" | "none"), "{line:?}");
        Known { doc: doc.to_owned(), end: end.parse().unwrap(), is_cut: what == "cut" }
    });
    known.collect()
}

impl Ends {
    pub fn read(path: &Path, pipeline: &Pipeline) -> Ends {
        let mut ends = Ends { annotated: BTreeSet::new(), found: BTreeSet::new(), inked: Vec::new() };
        for case in lines(path) {
            let (doc, text) = (case["id"].as_str().unwrap(), case["text"].as_str().unwrap());
            let before = inked(text);
            let sentences = case["sentences"].as_array().unwrap().iter();
            let annotated = sentences.map(|span| before[span[1].as_u64().unwrap() as usize]);
            ends.annotated.extend(annotated.map(|end| (doc.to_owned(), end)));
            let article = pipeline.read(Input::from_text(text));
            let record = pipeline.extract(&article);
            let after = inked(&record.text);
            let found = record.sentences.iter().map(|sentence| after[sentence.chars[1] as usize]);
            ends.found.extend(found.map(|end| (doc.to_owned(), end)));
            ends.inked.push((doc.to_owned(), before));
        }
        ends
    }

    /// F1 of the ends, without those that are known to be wrong.
    pub fn f1(&self, known: &[Known]) -> f64 {
        let left_out: BTreeSet<End> = known.iter().filter_map(|known| self.end(known)).collect();
        let [annotated, found] = [&self.annotated, &self.found].map(|ends| ends.difference(&left_out).count());
        let right = self.annotated.intersection(&self.found).filter(|end| !left_out.contains(end)).count();
        2.0 * right as f64 / (annotated + found) as f64
    }

    /// True where annotation and program say different things, as the row says.
    pub fn is_difference(&self, known: &Known) -> bool {
        let end = self.end(known);
        end.is_some_and(|end| {
            self.annotated.contains(&end) == known.is_cut && self.found.contains(&end) != known.is_cut
        })
    }

    fn end(&self, known: &Known) -> Option<End> {
        let (doc, before) = self.inked.iter().find(|(doc, _)| *doc == known.doc)?;
        Some((doc.clone(), *before.get(known.end)?))
    }
}

fn inked(text: &str) -> Vec<usize> {
    let mut counts = vec![0];
    for char in text.chars() {
        counts.push(counts[counts.len() - 1] + usize::from(!char.is_whitespace()));
    }
    counts
}
