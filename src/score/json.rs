//! The score as JSON, and back: what a later score is compared with.

use serde_json::{Map, Value, json};

use super::{ArticleScore, Counts, Interval, MEASURES, Mistake, Score, Share, measure};

/// The score with bounds, counts by rule, mistakes, and the counts of each article.
pub fn json(score: &Score, intervals: &[Interval]) -> Value {
    let measures = MEASURES.iter().zip(intervals).filter(|(name, _)| score.has(name)).map(|(name, interval)| {
        let counts = score.counts(name);
        let share = |share| rounded(score.figure(name, share));
        let value = json!({
            "gold": counts.gold, "found": counts.found, "precision": share(Share::Precision),
            "recall": share(Share::Recall), "f1": share(Share::F1),
            "f1_bounds": [rounded(interval.low), rounded(interval.high)],
        });
        ((*name).to_owned(), value)
    });
    let rules = score.rules.iter().map(|(rule, counts)| {
        (rule.clone(), json!({ "found": counts.found, "span": counts.span, "value": counts.value }))
    });
    json!({
        "measures": Map::from_iter(measures),
        "rules": Map::from_iter(rules),
        "articles": score.articles.iter().map(article).collect::<Vec<_>>(),
    })
}

/// Six digits: enough for any corpus, and the same on every machine.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

fn article(article: &ArticleScore) -> Value {
    let counts = MEASURES.iter().zip(&article.counts).filter(|(_, counts)| counts.gold + counts.found > 0.0);
    let counts =
        counts.map(|(name, c)| ((*name).to_owned(), json!([c.gold, c.found, rounded(c.right), rounded(c.recalled)])));
    let mistakes: Vec<Value> = article.mistakes.iter().map(mistake).collect();
    json!({ "id": article.id, "counts": Map::from_iter(counts), "mistakes": mistakes })
}

fn mistake(mistake: &Mistake) -> Value {
    json!({
        "kind": mistake.kind.to_string(), "wrong": mistake.wrong.name(), "line": mistake.line,
        "context": mistake.context, "gold": mistake.gold, "found": mistake.found, "rule": mistake.rule,
        "why": mistake.why,
    })
}

/// The counts by article of a score that [`json()`] wrote; `None` where it is none.
pub fn from_json(text: &str) -> Option<Score> {
    let value: Value = serde_json::from_str(text).ok()?;
    let articles = value.get("articles")?.as_array()?.iter().map(|article| {
        let mut counts = vec![Counts::default(); MEASURES.len()];
        for (name, figures) in article.get("counts")?.as_object()? {
            let figure = |at: usize| figures.get(at)?.as_f64();
            // A measure of another version is no fault.
            if let Some(at) = measure(name) {
                counts[at] = Counts { gold: figure(0)?, found: figure(1)?, right: figure(2)?, recalled: figure(3)? };
            }
        }
        Some(ArticleScore { id: article.get("id")?.as_str()?.to_owned(), counts, mistakes: Vec::new() })
    });
    Some(Score { articles: articles.collect::<Option<_>>()?, ..Score::default() })
}
