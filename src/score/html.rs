//! The score as a page that needs nothing but a browser.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::{Interval, MEASURES, Mistake, RuleCounts, Score, Share};

const STYLE: &str = "\
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
table{border-collapse:collapse;margin:1rem 0}th,td{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #ddd}
th:first-child,td:first-child{text-align:left}td.words,td.what{text-align:left}mark{background:#ffe08a}
.missed mark{background:#f8c0c0}.extra mark{background:#bfe3bf}.dim{color:#666}details{margin:.5rem 0}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#1b1b1b}th,td{border-color:#444}mark{color:#222}.dim{color:#999}}";

/// The page: measures, rules, and every mistake in its context, by article.
pub fn page(title: &str, score: &Score, intervals: &[Interval]) -> String {
    let mut out = String::new();
    let title = escaped(title);
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><style>{STYLE}</style></head>\n<body><h1>{title}</h1>\n\
         <p>{} articles. The bounds hold 95 of 100 draws of the articles.</p>\n",
        score.articles.len()
    );
    measures(&mut out, score, intervals);
    rules(&mut out, score);
    mistakes(&mut out, score);
    out.push_str("</body></html>\n");
    out
}

fn measures(out: &mut String, score: &Score, intervals: &[Interval]) {
    out.push_str("<table><tr><th>measure<th>gold<th>found<th>precision<th>recall<th>F1<th>bounds of F1</tr>\n");
    for (name, interval) in MEASURES.iter().zip(intervals).filter(|(name, _)| score.has(name)) {
        let counts = score.counts(name);
        let share = |share| score.figure(name, share);
        let (precision, recall, f1) = (share(Share::Precision), share(Share::Recall), share(Share::F1));
        let Interval { low, high } = interval;
        let _ = writeln!(
            out,
            "<tr><td>{name}<td>{}<td>{}<td>{precision:.4}<td>{recall:.4}<td><b>{f1:.4}</b><td>{low:.4}–{high:.4}</tr>",
            counts.gold, counts.found
        );
    }
    out.push_str("</table>\n");
}

fn rules(out: &mut String, score: &Score) {
    out.push_str("<h2>Rules</h2>\n<table><tr><th>rule<th>found<th>wrong span<th>wrong value<th>precision</tr>\n");
    for (rule, counts) in score.rules_by_errors() {
        let RuleCounts { found, span, value } = counts;
        let (wrong, other, share) = (found - span, span - value, value as f64 / found.max(1) as f64);
        let rule = escaped(rule);
        let _ = writeln!(out, "<tr><td>{rule}<td>{found}<td>{wrong}<td>{other}<td>{share:.3}</tr>");
    }
    out.push_str("</table>\n");
}

fn mistakes(out: &mut String, score: &Score) {
    out.push_str("<h2>Mistakes</h2>\n");
    let wrong: BTreeSet<&str> = score.mistakes().map(|(_, mistake)| mistake.wrong.name()).collect();
    let counted = wrong.into_iter().map(|name| {
        let count = score.mistakes().filter(|(_, mistake)| mistake.wrong.name() == name).count();
        format!("{count} {name}")
    });
    let _ = writeln!(out, "<p>{}</p>", counted.collect::<Vec<_>>().join(", "));
    for article in score.articles.iter().filter(|article| !article.mistakes.is_empty()) {
        let (id, count) = (escaped(&article.id), article.mistakes.len());
        let _ = writeln!(out, "<details open><summary><b>{id}</b> <span class=dim>{count}</span></summary><table>");
        article.mistakes.iter().for_each(|one| mistake(out, one));
        out.push_str("</table></details>\n");
    }
}

fn mistake(out: &mut String, mistake: &Mistake) {
    let Mistake { kind, wrong, context, gold, found, rule, line } = mistake;
    let [before, words, after] = context.each_ref().map(|part| escaped(part));
    let (gold, found, rule, name) = (escaped(gold), escaped(found), escaped(rule), wrong.name());
    let _ = writeln!(
        out,
        "<tr class={name}><td>{kind} {name}<td>{line}<td class=words><span class=dim>…{before}</span>\
         <mark>{words}</mark><span class=dim>{after}…</span><td class=what>{gold}<td class=what>{found}\
         <td class=\"what dim\">{rule}</tr>"
    );
}

fn escaped(text: &str) -> String {
    crate::text::escaped(text, |char| match char {
        _ if char.is_control() => ' ',
        // Characters that turn the direction of writing around would turn around the page.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        _ => char,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_article_is_markup() {
        assert_eq!(escaped("<b>&\"\n\u{202e}"), "&lt;b&gt;&amp;&quot; \u{FFFD}");
    }
}
