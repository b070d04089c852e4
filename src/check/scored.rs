//! The score of a corpus against the gold beside its articles.

use std::collections::HashSet;
use std::path::PathBuf;

use super::corpus::left_over;
use super::{Corpus, beside};
use crate::error::Error;
use crate::record::Record;
use crate::score::{Score, parse};
use crate::source::Raw;

/// What scoring a corpus came to.
#[derive(Clone, Debug, Default)]
pub struct Scored {
    /// The articles that have gold.
    pub score: Score,
    /// Ids of those that have none.
    pub without_gold: Vec<String>,
    /// Lines of gold that do not align and files that could not be read: `corpus/a.gold.tsv:12: not found: "…"`.
    pub troubles: Vec<String>,
}

/// What one article adds.
struct One {
    id: String,
    gold: PathBuf,
    score: Option<Score>,
    troubles: Vec<String>,
}

impl Corpus<'_> {
    /// Scores every article that has gold.
    pub fn score(&self) -> Result<Scored, Error> {
        let mut scored = Scored::default();
        let mut seen: HashSet<PathBuf> = HashSet::new();
        let mut ids: HashSet<String> = HashSet::new();
        self.each(&score, |one: One| {
            ids.insert(one.id.clone());
            match one.score {
                Some(score) => scored.score.merge(score),
                None if one.troubles.is_empty() => scored.without_gold.push(one.id),
                None => {}
            }
            scored.troubles.extend(one.troubles);
            seen.insert(one.gold);
            Ok(())
        })?;
        self.expect_ids(&ids)?;
        if self.ids.is_empty() && self.root.is_dir() {
            let left = left_over(self.root, "gold", &seen)?;
            scored.troubles.extend(left.iter().map(|path| format!("{}: gold without an article", path.display())));
        }
        Ok(scored)
    }
}

fn score(raw: &Raw, record: &Record<'_>) -> One {
    let gold = beside(raw, "gold");
    let mut one = One { id: raw.id.clone(), gold, score: None, troubles: Vec::new() };
    let path = one.gold.display().to_string();
    match std::fs::read(&one.gold).map(String::from_utf8) {
        Ok(Ok(text)) => {
            let gold = parse(&text, &record.text);
            one.troubles = gold.errors.iter().map(|e| format!("{path}:{}: {}", e.line, e.message)).collect();
            let mut score = Score::default();
            score.add(&raw.id, record, &gold);
            one.score = Some(score);
        }
        Ok(Err(_)) => one.troubles.push(format!("{path}: expected UTF-8")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => one.troubles.push(format!("{path}: {error}")),
    }
    one
}
