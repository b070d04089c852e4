//! Cases of other programs' sets that mean something else by a fact than trich does (`tests/peer_exclusions.tsv`). They
//! are left out of the count; that a set is not emptied this way is checked.

use std::collections::BTreeSet;
use std::path::Path;

/// The cases that are left out: a set, and a case in it.
pub struct Exclusions {
    rows: BTreeSet<(String, String)>,
}

/// The part of a set that may be left out: one in this many.
const MOST: usize = 5;

impl Exclusions {
    pub fn read() -> Exclusions {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peer_exclusions.tsv");
        let table = std::fs::read_to_string(path).unwrap();
        let rows = table.lines().filter(|line| !line.starts_with('#') && !line.starts_with("set\t"));
        Exclusions { rows: rows.map(row).collect() }
    }

    fn has(&self, set: &str, id: &str) -> bool {
        self.rows.contains(&(set.to_owned(), id.to_owned()))
    }
}

fn row(line: &str) -> (String, String) {
    let cells: Vec<&str> = line.split('\t').collect();
    let [set, id, reason] = cells[..] else { panic!("expected 3 columns, but found {}: {line:?}", cells.len()) };
    assert!(!reason.is_empty(), "a case is left out without a reason: {line:?}");
    (set.to_owned(), id.to_owned())
}

/// How many cases of a set are right.
pub struct Count<'e> {
    set: &'static str,
    exclusions: &'e Exclusions,
    right: usize,
    counted: usize,
    left_out: usize,
    errors: Vec<String>,
}

impl<'e> Count<'e> {
    pub fn new(set: &'static str, exclusions: &'e Exclusions) -> Count<'e> {
        Count { set, exclusions, right: 0, counted: 0, left_out: 0, errors: Vec::new() }
    }

    /// Counts a case, unless it is left out. `error` tells what was found where it is wrong.
    pub fn add(&mut self, id: &str, right: bool, error: impl FnOnce() -> String) {
        if self.exclusions.has(self.set, id) {
            self.left_out += 1;
            return;
        }
        self.counted += 1;
        self.right += usize::from(right);
        if !right {
            self.errors.push(format!("{}\t{id}\t{}", self.set, error()));
        }
    }

    /// Tells the share of right cases, and what is wrong where it is below `floor`.
    pub fn check(self, floor: f64) -> Result<(), String> {
        let Count { set, right, counted, left_out, errors, .. } = self;
        assert!(
            left_out * MOST <= counted + left_out,
            "{set}: {left_out} of {} cases are left out",
            counted + left_out
        );
        let share = right as f64 / counted.max(1) as f64;
        println!("{set}: {right}/{counted} = {share:.4}, floor {floor}, {left_out} left out");
        if share >= floor {
            return Ok(());
        }
        Err(format!("{set}: {share:.4} is below the floor {floor}\n{}", errors.join("\n")))
    }
}
