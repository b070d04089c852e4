//! Counts of what differs, by kind and rule.

use std::collections::BTreeMap;

use super::{Change, Checked, Outcome, What};

/// How many lines were gained, lost and changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Only today's output has them.
    pub gained: u64,
    /// Only the accepted output has them.
    pub lost: u64,
    /// Other values, rules or spans at the same place.
    pub changed: u64,
    /// The same elsewhere.
    pub moved: u64,
}

impl Count {
    /// Lines that say something else than before: all but those that only stand elsewhere.
    pub fn told(&self) -> u64 {
        self.gained + self.lost + self.changed
    }

    fn add(&mut self, what: What) {
        match what {
            What::Gained => self.gained += 1,
            What::Lost => self.lost += 1,
            What::Changed => self.changed += 1,
            What::Moved => self.moved += 1,
        }
    }
}

/// What a check came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles that were checked.
    pub articles: u64,
    /// Articles whose output differs.
    pub differing: u64,
    /// Articles without accepted output.
    pub new: u64,
    /// Accepted outputs without an article.
    pub gone: u64,
    /// Accepted outputs that cannot be read.
    pub unreadable: u64,
    /// By kind of line.
    pub kinds: BTreeMap<String, Count>,
    /// Of facts, by kind and rule: a fact that another rule finds now is counted once for either, as lost and gained.
    pub rules: BTreeMap<(String, String), Count>,
}

impl Tally {
    /// Adds an article.
    pub fn add(&mut self, checked: &Checked) {
        self.articles += u64::from(!matches!(checked.outcome, Outcome::Gone));
        match &checked.outcome {
            Outcome::Same => {}
            Outcome::New => self.new += 1,
            Outcome::Gone => self.gone += 1,
            Outcome::Unreadable(_) => self.unreadable += 1,
            Outcome::Differs(changes) => {
                self.differing += 1;
                changes.iter().for_each(|change| self.add_change(change));
            }
        }
    }

    fn add_change(&mut self, change: &Change) {
        self.kinds.entry(change.line.kind.clone()).or_default().add(change.what);
        if !change.line.is_fact() {
            return;
        }
        let mut add = |rule: &str, what| {
            self.rules.entry((change.line.kind.clone(), rule.to_owned())).or_default().add(what);
        };
        match &change.was {
            Some(was) if was.rule != change.line.rule => {
                add(&was.rule, What::Lost);
                add(&change.line.rule, What::Gained);
            }
            _ => add(&change.line.rule, change.what),
        }
    }

    /// True where nothing differs.
    pub fn is_clean(&self) -> bool {
        self.differing + self.new + self.gone + self.unreadable == 0
    }

    /// The gained and lost facts by rule as a Markdown table, ready for a changelog. Empty where no fact differs.
    pub fn markdown(&self) -> String {
        let rows = self.rules.iter().filter(|(_, count)| count.told() > 0);
        let rows: Vec<String> = rows
            .map(|((kind, rule), count)| {
                format!("| {kind} | `{rule}` | {} | {} | {} |\n", count.gained, count.lost, count.changed)
            })
            .collect();
        if rows.is_empty() {
            return String::new();
        }
        format!("| kind | rule | gained | lost | changed |\n|---|---|--:|--:|--:|\n{}", rows.concat())
    }
}
