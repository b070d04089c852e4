//! Chains of mentions compared: MUC, B³ and CEAF over entities.

use std::collections::{BTreeMap, BTreeSet};

use super::Counts;

/// A mention's span in bytes.
pub(super) type Place = (usize, usize);

/// The mentions of each entity.
pub(super) type Chains = Vec<BTreeSet<Place>>;

/// The chains of mentions with their entities.
pub(super) fn chains<'m>(mentions: impl Iterator<Item = (Place, &'m str)>) -> Chains {
    let mut by_entity: BTreeMap<&str, BTreeSet<Place>> = BTreeMap::new();
    for (place, entity) in mentions {
        by_entity.entry(entity).or_default().insert(place);
    }
    by_entity.into_values().collect()
}

/// Chains that are the same on both sides.
pub(super) fn entity(gold: &Chains, found: &Chains) -> Counts {
    let same = gold.iter().filter(|chain| found.contains(chain)).count() as f64;
    Counts { gold: gold.len() as f64, found: found.len() as f64, right: same, recalled: same }
}

/// MUC: links that a chain needs, and those of them that the other side has.
pub(super) fn muc(gold: &Chains, found: &Chains) -> Counts {
    let links = |chains: &Chains| chains.iter().map(|chain| chain.len() as f64 - 1.0).sum();
    Counts { gold: links(gold), found: links(found), right: shared(found, gold), recalled: shared(gold, found) }
}

/// The links of `chains` that `others` keep: a chain falls into as many parts as there are others that share mentions
/// with it, and mentions without any.
fn shared(chains: &Chains, others: &Chains) -> f64 {
    let owner = owners(others);
    let kept = chains.iter().map(|chain| {
        let parts: BTreeSet<usize> = chain.iter().filter_map(|place| owner.get(place).copied()).collect();
        let alone = chain.iter().filter(|place| !owner.contains_key(place)).count();
        (chain.len() - parts.len() - alone) as f64
    });
    kept.sum()
}

fn owners(chains: &Chains) -> BTreeMap<Place, usize> {
    chains.iter().enumerate().flat_map(|(index, chain)| chain.iter().map(move |place| (*place, index))).collect()
}

/// B³: for each mention that both sides have, the share of its chain that the other side's chain holds too.
pub(super) fn b3(gold: &Chains, found: &Chains) -> Counts {
    let owner = owners(found);
    let size = |chains: &Chains| chains.iter().map(BTreeSet::len).sum::<usize>() as f64;
    let mut counts = Counts { gold: size(gold), found: size(found), ..Counts::default() };
    for chain in gold {
        for other in chain.iter().filter_map(|place| owner.get(place)).map(|&index| &found[index]) {
            let shared = chain.intersection(other).count() as f64;
            counts.right += shared / other.len() as f64;
            counts.recalled += shared / chain.len() as f64;
        }
    }
    counts
}

/// CEAF over entities: how alike the chains are, matched one for one so that they are most alike.
pub(super) fn ceafe(gold: &Chains, found: &Chains) -> Counts {
    let alike = |one: &BTreeSet<Place>, two: &BTreeSet<Place>| {
        2.0 * one.intersection(two).count() as f64 / (one.len() + two.len()) as f64
    };
    let (rows, columns) = if gold.len() <= found.len() { (gold, found) } else { (found, gold) };
    let values: Vec<Vec<f64>> =
        rows.iter().map(|row| columns.iter().map(|column| alike(row, column)).collect()).collect();
    let best = assignment(&values);
    Counts { gold: gold.len() as f64, found: found.len() as f64, right: best, recalled: best }
}

/// The greatest sum of values with one of each row and at most one of each column, by the Hungarian method: rows join one
/// by one along the path that costs least. There are at least as many columns as rows.
fn assignment(values: &[Vec<f64>]) -> f64 {
    let columns = values.first().map_or(0, Vec::len);
    let (mut of_row, mut of_column) = (vec![0.0; values.len() + 1], vec![0.0; columns + 1]);
    // Column 0 stands for the row that is joining; rows count from 1.
    let mut owner = vec![0; columns + 1];
    for row in 1..=values.len() {
        owner[0] = row;
        let mut at = 0;
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut before = vec![0; columns + 1];
        let mut is_done = vec![false; columns + 1];
        while owner[at] != 0 {
            is_done[at] = true;
            let (row, mut delta, mut next) = (owner[at], f64::INFINITY, 0);
            for column in (1..=columns).filter(|&column| !is_done[column]) {
                let cost = -values[row - 1][column - 1] - of_row[row] - of_column[column];
                if cost < least[column] {
                    (least[column], before[column]) = (cost, at);
                }
                if least[column] < delta {
                    (delta, next) = (least[column], column);
                }
            }
            for column in 0..=columns {
                if is_done[column] {
                    of_row[owner[column]] += delta;
                    of_column[column] -= delta;
                } else {
                    least[column] -= delta;
                }
            }
            at = next;
        }
        while at != 0 {
            (owner[at], at) = (owner[before[at]], before[at]);
        }
    }
    let taken = (1..=columns).filter(|&column| owner[column] != 0);
    taken.map(|column| values[owner[column] - 1][column - 1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(chains: &[&[usize]]) -> Chains {
        chains.iter().map(|chain| chain.iter().map(|&at| (at, at + 1)).collect()).collect()
    }

    fn close(counts: Counts, expected: [f64; 4]) {
        let found = [counts.gold, counts.found, counts.right, counts.recalled];
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9), "{found:?} instead of {expected:?}");
    }

    /// The example of Luo (2005), counted by hand: gold {1…5} {6 7} {8 … 12}, found {1…5} {6 … 12}.
    #[test]
    fn chains_count_as_in_the_literature() {
        let gold = of(&[&[1, 2, 3, 4, 5], &[6, 7], &[8, 9, 10, 11, 12]]);
        let found = of(&[&[1, 2, 3, 4, 5], &[6, 7, 8, 9, 10, 11, 12]]);
        close(muc(&gold, &found), [9.0, 10.0, 9.0, 9.0]);
        // 5 · 1, then 2 · 2/7 and 5 · 5/7
        close(b3(&gold, &found), [12.0, 12.0, 5.0 + 29.0 / 7.0, 12.0]);
        close(ceafe(&gold, &found), [3.0, 2.0, 1.0 + 10.0 / 12.0, 1.0 + 10.0 / 12.0]);
        close(entity(&gold, &found), [3.0, 2.0, 1.0, 1.0]);
    }

    #[test]
    fn mentions_of_one_side_only_cost() {
        let (gold, found) = (of(&[&[1, 2, 3]]), of(&[&[1, 2], &[9]]));
        close(muc(&gold, &found), [2.0, 1.0, 1.0, 1.0]);
        close(b3(&gold, &found), [3.0, 3.0, 2.0, 4.0 / 3.0]);
        close(ceafe(&gold, &found), [1.0, 2.0, 0.8, 0.8]);
        close(ceafe(&of(&[]), &found), [0.0, 2.0, 0.0, 0.0]);
    }

    #[test]
    fn the_best_matching_is_found_where_the_greedy_one_is_not() {
        assert!((assignment(&[vec![0.9, 0.8], vec![0.8, 0.1]]) - 1.6).abs() < 1e-9);
        assert!((assignment(&[vec![0.0, 0.5, 0.4], vec![0.3, 0.5, 0.1]]) - 0.9).abs() < 1e-9);
    }
}
