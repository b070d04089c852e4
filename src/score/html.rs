//! The score as a page that needs nothing but a browser.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Interval, MEASURES, Mistake, RuleCounts, Score, Share, Wrong};

const STYLE: &str = "\
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
table{border-collapse:collapse;margin:1rem 0}th,td{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #ddd}
th:first-child,td:first-child{text-align:left}td.words,td.what{text-align:left}td{vertical-align:top}\
mark{background:#ffe08a}
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
         <p>Articles: {}. Mistakes: {}.</p>\n",
        score.articles.len(),
        score.mistakes().count()
    );
    measures(&mut out, score, intervals);
    rules(&mut out, score);
    mistakes(&mut out, score);
    out.push_str("</body></html>\n");
    out
}

fn measures(out: &mut String, score: &Score, intervals: &[Interval]) {
    out.push_str(
        "<p class=dim><b>span</b>: exactly the words; <b>overlap</b>: some of them; <b>value</b>: the words and what they \
         mean; <b>entity</b>: all mentions of one document or person; <b>muc</b>, <b>b3</b>, <b>ceafe</b>, <b>conll</b>: \
         who is who, counted in four ways. The bounds hold 95 of 100 draws of the articles.</p>\n",
    );
    out.push_str("<table><tr><th>measure<th>gold<th>found<th>precision<th>recall<th>F1<th>bounds of F1</tr>\n");
    for (name, interval) in MEASURES.iter().zip(intervals).filter(|(name, _)| score.has(name)) {
        let counts = score.counts(name);
        let share = |share| score.figure(name, share);
        let (precision, recall, f1) = (share(Share::Precision), share(Share::Recall), share(Share::F1));
        let Interval { low, high } = interval;
        // a mean of other measures has no counts of its own
        let count = |count: f64| if counts.gold + counts.found > 0.0 { count.to_string() } else { String::new() };
        let (gold, found) = (count(counts.gold), count(counts.found));
        let _ = writeln!(
            out,
            "<tr><td>{name}<td>{gold}<td>{found}<td>{precision:.4}<td>{recall:.4}<td><b>{f1:.4}</b>\
             <td>{low:.4}–{high:.4}</tr>"
        );
    }
    out.push_str("</table>\n");
}

/// The rules that erred; those that did not are only counted.
fn rules(out: &mut String, score: &Score) {
    let (erring, right): (Vec<_>, Vec<_>) =
        score.rules_by_errors().into_iter().partition(|(_, counts)| counts.value < counts.found);
    out.push_str("<h2>Rules</h2>\n");
    if !erring.is_empty() {
        out.push_str("<table><tr><th>rule<th>found<th>wrong span<th>wrong value<th>precision</tr>\n");
    }
    for (rule, RuleCounts { found, span, value }) in &erring {
        let (wrong, other, share) = (found - span, span - value, *value as f64 / (*found).max(1) as f64);
        let rule = escaped(rule);
        let _ = writeln!(out, "<tr><td>{rule}<td>{found}<td>{wrong}<td>{other}<td>{share:.3}</tr>");
    }
    if !erring.is_empty() {
        out.push_str("</table>\n");
    }
    let names: Vec<String> = right.iter().map(|(rule, _)| escaped(rule)).collect();
    if !names.is_empty() {
        let _ = writeln!(
            out,
            "<details><summary>{} without a mistake</summary><p class=dim>{}</p></details>",
            names.len(),
            names.join(", ")
        );
    }
}

fn mistakes(out: &mut String, score: &Score) {
    out.push_str("<h2>Mistakes</h2>\n");
    legend(out, score);
    for article in score.articles.iter().filter(|article| !article.mistakes.is_empty()) {
        let (id, count) = (escaped(&article.id), article.mistakes.len());
        let _ = writeln!(
            out,
            "<details open><summary><b>{id}</b> <span class=dim>{count}</span></summary><table>\
             <tr><th>what<th>line<th>where<th>gold says<th>trich says<th>rule or reason</tr>"
        );
        article.mistakes.iter().for_each(|one| mistake(out, one));
        out.push_str("</table></details>\n");
    }
}

/// How many mistakes there are of each sort, and what that means.
fn legend(out: &mut String, score: &Score) {
    let mut counts: BTreeMap<Wrong, usize> = BTreeMap::new();
    score.mistakes().for_each(|(_, mistake)| *counts.entry(mistake.wrong).or_default() += 1);
    if counts.is_empty() {
        out.push_str("<p>None.</p>\n");
        return;
    }
    out.push_str("<table>\n");
    for (wrong, count) in counts {
        let (name, meaning) = (wrong.name(), wrong.meaning());
        let _ =
            writeln!(out, "<tr class={name}><td><mark>{name}</mark><td>{count}<td class=\"what dim\">{meaning}</tr>");
    }
    out.push_str("</table>\n");
}

fn mistake(out: &mut String, mistake: &Mistake) {
    let Mistake { wrong, context, gold, found, rule, line, why, .. } = mistake;
    let [before, words, after] = context.each_ref().map(|part| escaped(part));
    let [gold, found, rule, why] = [gold, found, rule, why].map(|part| escaped(part));
    let (name, about) = (wrong.name(), mistake.about());
    let [missing, extra] = match wrong {
        Wrong::Titles => ["missing: ", "extra: "],
        _ => ["", ""],
    };
    let told = |head: &str, words: &str| if words.is_empty() { String::new() } else { format!("{head}{words}") };
    let (gold, found) = (told(missing, &gold), told(extra, &found));
    let _ = writeln!(
        out,
        "<tr class={name}><td>{about} {name}<td>{line}<td class=words><span class=dim>…{before}</span>\
         <mark>{words}</mark><span class=dim>{after}…</span><td class=what>{gold}<td class=what>{found}\
         <td class=\"what dim\">{rule}{why}</tr>"
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
