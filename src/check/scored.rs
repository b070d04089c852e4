//! The score of a corpus against the gold beside its articles.

use std::path::Path;

use super::Corpus;
use super::accepted::read_beside;
use crate::error::Error;
use crate::record::Record;
use crate::score::{ArticleScore, Score, parse};
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
#[derive(Default)]
struct One {
    id: String,
    score: Option<Score>,
    troubles: Vec<String>,
}

impl Corpus<'_> {
    /// Scores every article that has gold.
    pub fn score(&self) -> Result<Scored, Error> {
        let mut scored = Scored::default();
        let score = |raw: &Raw, record: &Record<'_>, path: &Path| self.score_one(raw, record, path);
        let left = self.each_beside("gold", &score, |one: One| {
            match one.score {
                Some(score) => scored.score.merge(score),
                None if one.troubles.is_empty() => scored.without_gold.push(one.id),
                None => {}
            }
            scored.troubles.extend(one.troubles);
            Ok(())
        })?;
        scored.troubles.extend(left.iter().map(|path| format!("{}: gold without an article", path.display())));
        Ok(scored)
    }

    fn score_one(&self, raw: &Raw, record: &Record<'_>, path: &Path) -> One {
        let mut one = One { id: raw.id.clone(), ..One::default() };
        let shown = path.display();
        match read_beside(path) {
            Ok(Some(text)) => {
                let gold = parse(&text, &record.text);
                one.troubles = gold.errors.iter().map(|e| format!("{shown}:{}: {}", e.line, e.message)).collect();
                let mut score = Score::default();
                score.add(&raw.id, record, &gold);
                score.articles.iter_mut().for_each(|article| self.explain(raw, article));
                one.score = Some(score);
            }
            Ok(None) => {}
            Err(reason) => one.troubles.push(format!("{shown}: {reason}")),
        }
        one
    }

    /// Says why facts of an article were missed, for which it is read once more.
    fn explain(&self, raw: &Raw, score: &mut ArticleScore) {
        if score.has_missed() {
            let mut loaded = raw.load(self.settings);
            let article = loaded.read(raw, self.pipeline);
            let (record, explanation) = self.pipeline.explain(&article);
            score.explain(&record, &explanation);
        }
    }
}
