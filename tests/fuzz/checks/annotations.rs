//! Gold and scores, and what annotation tools give back.

use trich::Input;
use trich::annotation::{Corrected, brat, doccano, gold, label_studio, marked};
use trich::score::{self, MEASURES, Score};

use super::records::PIPELINE;
use super::{halves, split};

/// Gold beside a text: it is aligned in order, scored within bounds, and the score survives JSON.
pub fn score(data: &[u8]) {
    let (gold, text) = halves(data);
    let _ = score::from_json(&gold);
    PIPELINE.with(|pipeline| {
        let article = pipeline.read(Input::from_text(&text));
        let record = pipeline.extract(&article);
        let gold = score::parse(&gold, &record.text);
        for mention in &gold.mentions {
            let words = record.text.get(mention.start..mention.end);
            assert!(words.is_some_and(|words| !words.is_empty()), "{mention:?}");
        }
        let mut score = Score::default();
        score.add("a", &record, &gold);
        for name in MEASURES {
            let counts = score.counts(name);
            let shares = [counts.precision(), counts.recall(), counts.f1()];
            assert!(shares.iter().all(|share| (0.0..=1.000_001).contains(share)), "{name}: {shares:?}");
        }
        let intervals = score.intervals();
        let json = score::json(&score, &intervals);
        let back = score::from_json(&json.to_string()).expect("a score");
        assert_eq!(back.counts("numbers.span"), score.counts("numbers.span"));
        drop(score::page("a", &score, &intervals));
    });
}

/// What comes back from a tool is gold that aligns with its text, or is refused.
pub fn imports(data: &[u8]) {
    let Some((choice, rest)) = split(data) else { return };
    let (first, second) = halves(rest);
    match choice % 3 {
        0 => brat::read("a", &second, &first).into_iter().for_each(|article| check(&article)),
        1 => first.lines().filter_map(|line| doccano::read(line).ok()).for_each(|article| check(&article)),
        _ => {
            let tasks = label_studio::read(&first).into_iter().flatten();
            tasks.filter_map(|task| task.ok().flatten()).for_each(|article| check(&article));
        }
    }
}

fn check(article: &Corrected) {
    let own = PIPELINE.with(|pipeline| {
        let read = pipeline.read(Input::from_text(&article.text));
        let record = pipeline.extract(&read);
        if record.text == article.text { marked(&record) } else { Vec::new() }
    });
    let Ok(written) = gold::write(article, &own) else { return };
    let gold = score::parse(&written.gold, &article.text);
    assert!(gold.errors.is_empty(), "{:?} in\n{}", gold.errors, written.gold);
    assert_eq!(gold.mentions.len(), article.mentions.len(), "{}", written.gold);
}
