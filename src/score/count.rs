//! Counts of right, missed and extra mentions.

use std::collections::{BTreeMap, BTreeSet};

use super::bootstrap::figure;
use super::coref::{self, Place, chains};
use super::measure::of;
use super::{CONLL, Found, Gold, GoldMention, KINDS, MEASURES, Mistake, Share, Wrong, measure, mentions};
use crate::json;
use crate::record::Record;
use crate::text::{Places, one_line};

/// Right, gold and found mentions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// Mentions of the gold.
    pub gold: f64,
    /// Mentions found.
    pub found: f64,
    /// Found mentions that are right (for chains, their precision added up).
    pub right: f64,
    /// Gold mentions that were found (for chains, their recall added up).
    pub recalled: f64,
}

impl Counts {
    /// Counts of which as many were found as are right.
    fn new(gold: usize, found: usize, right: usize) -> Counts {
        Counts { gold: gold as f64, found: found as f64, right: right as f64, recalled: right as f64 }
    }

    /// Adds others.
    pub fn add(&mut self, other: &Counts) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
        self.recalled += other.recalled;
    }

    /// Share of the found mentions that are right; 1 where nothing was found.
    pub fn precision(&self) -> f64 {
        if self.found == 0.0 { 1.0 } else { self.right / self.found }
    }

    /// Share of the gold mentions that were found; 1 where there are none.
    pub fn recall(&self) -> f64 {
        if self.gold == 0.0 { 1.0 } else { self.recalled / self.gold }
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }
}

/// What became of a rule's mentions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleCounts {
    /// Mentions that it found.
    pub found: u64,
    /// Those with exactly the words of a gold mention of the kind.
    pub span: u64,
    /// Those of them with its value, too.
    pub value: u64,
}

/// The score of one article.
#[derive(Clone, Debug, Default)]
pub struct ArticleScore {
    /// Its name.
    pub id: String,
    /// Counts for each of [`MEASURES`].
    pub counts: Vec<Counts>,
    /// What is wrong in it, in text order.
    pub mistakes: Vec<Mistake>,
}

/// Counts over any number of articles.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// Article by article.
    pub articles: Vec<ArticleScore>,
    /// By rule.
    pub rules: BTreeMap<String, RuleCounts>,
}

impl Score {
    /// Adds the counts of one article.
    pub fn add(&mut self, id: &str, record: &Record<'_>, gold: &Gold) {
        let found = mentions(record);
        let mut one = One { text: &record.text, counts: vec![Counts::default(); MEASURES.len()], mistakes: Vec::new() };
        for kind in KINDS {
            let gold: Vec<&GoldMention> = gold.mentions.iter().filter(|mention| mention.kind == kind).collect();
            let found: Vec<&Found> = found.iter().filter(|mention| mention.kind == kind).collect();
            one.add_kind(kind, &gold, &found);
            self.add_rules(&gold, &found);
            match kind {
                'R' => one.add_documents(&gold, &found),
                'P' => {
                    one.add_titles(&gold, &found);
                    one.add_chains(&gold, &found);
                }
                _ => {}
            }
        }
        one.add_structure(record, gold);
        one.mistakes.sort_by_key(|mistake| (mistake.line, mistake.kind));
        self.articles.push(ArticleScore { id: id.to_owned(), counts: one.counts, mistakes: one.mistakes });
    }

    fn add_rules(&mut self, gold: &[&GoldMention], found: &[&Found]) {
        let by_place = by_place(gold);
        for mention in found {
            let rule = self.rules.entry(mention.rule.clone()).or_default();
            rule.found += 1;
            let Some(gold) = by_place.get(&mention.place()) else { continue };
            rule.span += 1;
            rule.value += u64::from(is_same_value(gold, mention));
        }
    }

    /// Adds the articles of another score.
    pub fn merge(&mut self, other: Score) {
        self.articles.extend(other.articles);
        for (rule, counts) in other.rules {
            let sum = self.rules.entry(rule).or_default();
            sum.found += counts.found;
            sum.span += counts.span;
            sum.value += counts.value;
        }
    }

    /// The counts of a measure over all articles; nothing for a name that is none, and for `persons.conll`.
    pub fn counts(&self, name: &str) -> Counts {
        let mut sum = Counts::default();
        if let Some(at) = measure(name) {
            self.articles.iter().filter_map(|article| article.counts.get(at)).for_each(|counts| sum.add(counts));
        }
        sum
    }

    /// A figure of a measure over all articles.
    pub fn figure(&self, name: &str, share: Share) -> f64 {
        let all: Vec<Counts> = MEASURES.iter().map(|name| self.counts(name)).collect();
        measure(name).map_or(0.0, |at| figure(&all, at, share))
    }

    /// True where the gold or the output has anything of a measure.
    pub fn has(&self, name: &str) -> bool {
        let name = if name == CONLL { "persons.b3" } else { name };
        let counts = self.counts(name);
        counts.gold + counts.found > 0.0
    }

    /// The rules, those with most mistakes first.
    pub fn rules_by_errors(&self) -> Vec<(&str, RuleCounts)> {
        let mut rules: Vec<(&str, RuleCounts)> =
            self.rules.iter().map(|(rule, counts)| (rule.as_str(), *counts)).collect();
        rules.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.found - counts.value));
        rules
    }

    /// What is wrong, with the name of its article.
    pub fn mistakes(&self) -> impl Iterator<Item = (&str, &Mistake)> {
        self.articles.iter().flat_map(|article| article.mistakes.iter().map(|mistake| (article.id.as_str(), mistake)))
    }
}

/// One article while it is scored.
struct One<'t> {
    text: &'t str,
    counts: Vec<Counts>,
    mistakes: Vec<Mistake>,
}

impl One<'_> {
    fn add(&mut self, name: Option<usize>, counts: Counts) {
        if let Some(sum) = name.and_then(|at| self.counts.get_mut(at)) {
            sum.add(&counts);
        }
    }

    fn add_kind(&mut self, kind: char, gold: &[&GoldMention], found: &[&Found]) {
        let places = by_place(gold);
        let same = found.iter().filter_map(|mention| Some((*places.get(&mention.place())?, *mention)));
        let same: Vec<(&GoldMention, &Found)> = same.collect();
        let values = same.iter().filter(|(gold, found)| is_same_value(gold, found)).count();
        let overlaps = overlaps(gold, found);
        for (level, right) in [("span", same.len()), ("overlap", overlaps.len()), ("value", values)] {
            let counts = Counts::new(gold.len(), found.len(), right);
            self.add(of(kind, level), counts);
            self.add(measure(&format!("all.{level}")), counts);
        }
        for (gold, found) in same.iter().filter(|(gold, found)| !is_same_value(gold, found)) {
            self.push(gold.place(), kind, Wrong::Value, gold.shown(), found.shown(), &found.rule);
        }
        self.add_span_mistakes(kind, gold, found, &overlaps);
    }

    /// Mentions of one side only; where two of them overlap, they are one mistake.
    fn add_span_mistakes(&mut self, kind: char, gold: &[&GoldMention], found: &[&Found], overlaps: &[(usize, usize)]) {
        let (in_gold, in_found): (BTreeSet<usize>, BTreeSet<usize>) = overlaps.iter().copied().unzip();
        for &(one, other) in overlaps {
            let (gold, found) = (gold[one], found[other]);
            if gold.place() != found.place() {
                let words = |(start, end): Place| self.text[start..end].to_owned();
                let (gold_words, found_words) = (words(gold.place()), words(found.place()));
                self.push(gold.place(), kind, Wrong::Span, gold_words, found_words, &found.rule);
            }
        }
        for (_, gold) in gold.iter().enumerate().filter(|(at, _)| !in_gold.contains(at)) {
            self.push(gold.place(), kind, Wrong::Missed, gold.shown(), String::new(), "");
        }
        for (_, found) in found.iter().enumerate().filter(|(at, _)| !in_found.contains(at)) {
            self.push(found.place(), kind, Wrong::Extra, String::new(), found.shown(), &found.rule);
        }
    }

    fn push(&mut self, place: Place, kind: char, wrong: Wrong, gold: String, found: String, rule: &str) {
        let mistake = Mistake::at(self.text, place, kind, wrong);
        self.mistakes.push(Mistake { gold, found, rule: rule.to_owned(), ..mistake });
    }

    fn add_documents(&mut self, gold: &[&GoldMention], found: &[&Found]) {
        let gold: BTreeSet<String> = gold.iter().map(|mention| folded(&mention.value)).collect();
        let found: BTreeSet<String> = found.iter().map(|mention| folded(&mention.value)).collect();
        let right = gold.intersection(&found).count();
        self.add(of('R', "entity"), Counts::new(gold.len(), found.len(), right));
    }

    fn add_titles(&mut self, gold: &[&GoldMention], found: &[&Found]) {
        let marked: Vec<(Place, String)> =
            gold.iter().flat_map(|m| m.titles.iter().map(|title| (m.place(), folded(title)))).collect();
        let mut open = marked.clone();
        let (mut right, mut count) = (0, 0);
        for mention in found {
            for title in &mention.titles {
                count += 1;
                let title = (mention.place(), folded(title));
                if let Some(at) = open.iter().position(|other| *other == title) {
                    open.swap_remove(at);
                    right += 1;
                }
            }
        }
        self.add(of('P', "titles"), Counts::new(marked.len(), count, right));
        self.add_title_mistakes(gold, found);
    }

    fn add_title_mistakes(&mut self, gold: &[&GoldMention], found: &[&Found]) {
        let places = by_place(gold);
        for mention in found {
            let Some(gold) = places.get(&mention.place()) else { continue };
            let (missing, extra) = (without(&gold.titles, &mention.titles), without(&mention.titles, &gold.titles));
            if !(missing.is_empty() && extra.is_empty()) {
                self.push(gold.place(), 'P', Wrong::Titles, missing.join(" ; "), extra.join(" ; "), &mention.rule);
            }
        }
    }

    fn add_chains(&mut self, gold: &[&GoldMention], found: &[&Found]) {
        let gold_chains = chains(gold.iter().map(|m| (m.place(), m.value.as_str())));
        let found_chains = chains(found.iter().map(|m| (m.place(), m.value.as_str())));
        self.add(of('P', "entity"), coref::entity(&gold_chains, &found_chains));
        self.add(of('P', "muc"), coref::muc(&gold_chains, &found_chains));
        self.add(of('P', "b3"), coref::b3(&gold_chains, &found_chains));
        self.add(of('P', "ceafe"), coref::ceafe(&gold_chains, &found_chains));
        self.add_chain_mistakes(&gold_chains, &found_chains, Wrong::Split);
        self.add_chain_mistakes(&found_chains, &gold_chains, Wrong::Merged);
    }

    /// Tells of each chain that belongs to several of the other side.
    fn add_chain_mistakes(&mut self, chains: &coref::Chains, others: &coref::Chains, wrong: Wrong) {
        for chain in chains {
            let parts: Vec<&BTreeSet<Place>> = others.iter().filter(|other| !other.is_disjoint(chain)).collect();
            let Some(&first) = chain.first().filter(|_| parts.len() > 1) else { continue };
            let names = |places: &BTreeSet<Place>| {
                let shared = places.intersection(chain).map(|&(start, end)| &self.text[start..end]);
                shared.collect::<BTreeSet<&str>>().into_iter().collect::<Vec<_>>().join(", ")
            };
            let (whole, parts) = (names(chain), parts.iter().map(|part| names(part)).collect::<Vec<_>>().join(" | "));
            let (gold, found) = if wrong == Wrong::Split { (whole, parts) } else { (parts, whole) };
            self.push(first, 'P', wrong, gold, found, "");
        }
    }

    /// Sentences and blocks, where the gold has them.
    fn add_structure(&mut self, record: &Record<'_>, gold: &Gold) {
        let places = Places::new(self.text);
        if !gold.sentences.is_empty() {
            let end = |at: usize| (at, "a sentence ends".to_owned());
            let marked = gold.sentences.iter().map(|&(_, at)| end(at)).collect();
            let found = record.sentences.iter().map(|sentence| end(places.byte(sentence.chars[1]))).collect();
            self.add_turns("sentences", 'S', Wrong::Sentence, &marked, &found);
        }
        if !gold.blocks.is_empty() {
            let begin = |at: usize, kind: &str| (at, format!("{kind} begins"));
            let marked = gold.blocks.iter().map(|block| begin(block.start, &block.kind)).collect();
            let found = record.blocks.iter().map(|block| begin(places.byte(block.chars[0]), &json::name(block.kind)));
            self.add_turns("blocks", 'B', Wrong::Block, &marked, &found.collect());
        }
    }

    /// Places where something ends or begins, with what does so in words.
    fn add_turns(&mut self, name: &str, kind: char, wrong: Wrong, marked: &Turns, found: &Turns) {
        self.add(measure(name), Counts::new(marked.len(), found.len(), marked.intersection(found).count()));
        for turn in marked.symmetric_difference(found) {
            let (here, no) = (format!("{} here", turn.1), String::new());
            let (gold, found) = if marked.contains(turn) { (here, no) } else { (no, here) };
            self.push((turn.0, turn.0), kind, wrong, gold, found, "");
        }
    }
}

/// Bytes of a text and what is told of each.
type Turns = BTreeSet<(usize, String)>;

fn by_place<'g>(gold: &[&'g GoldMention]) -> BTreeMap<Place, &'g GoldMention> {
    gold.iter().map(|mention| (mention.place(), *mention)).collect()
}

/// True where a mention says what the gold says; of persons the gold has entities, which chains are compared by.
fn is_same_value(gold: &GoldMention, found: &Found) -> bool {
    gold.kind == 'P' || folded(&gold.shown()) == folded(&found.shown())
}

/// Pairs of gold and found mentions that overlap, each in one pair at most; equal spans come first.
fn overlaps(gold: &[&GoldMention], found: &[&Found]) -> Vec<(usize, usize)> {
    let by_place: BTreeMap<Place, usize> =
        found.iter().enumerate().map(|(at, mention)| (mention.place(), at)).collect();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for (at, mention) in gold.iter().enumerate() {
        if let Some(&other) = by_place.get(&mention.place()).filter(|other| used.insert(**other)) {
            pairs.push((at, other));
        }
    }
    let paired: BTreeSet<usize> = pairs.iter().map(|&(at, _)| at).collect();
    for (at, mention) in gold.iter().enumerate().filter(|(at, _)| !paired.contains(at)) {
        let meets = |other: &usize| found[*other].start < mention.end && mention.start < found[*other].end;
        let free = (0..found.len()).filter(|other| !used.contains(other)).find(meets);
        if let Some(other) = free {
            used.insert(other);
            pairs.push((at, other));
        }
    }
    pairs
}

/// The titles that others lack, each as often as they lack it.
fn without<'t>(titles: &'t [String], others: &[String]) -> Vec<&'t str> {
    let mut others: Vec<String> = others.iter().map(|title| folded(title)).collect();
    let mut is_lacking = |title: &str| match others.iter().position(|other| *other == folded(title)) {
        Some(at) => {
            others.swap_remove(at);
            false
        }
        None => true,
    };
    titles.iter().map(String::as_str).filter(|title| is_lacking(title)).collect()
}

fn folded(value: &str) -> String {
    one_line(value).to_lowercase()
}
