//! A part of the articles, drawn by chance that can be repeated.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{Raw, Reader};

impl Reader {
    /// `count` articles of all, in their order: those whose ids have the smallest hashes with the seed. All input is gone
    /// through once, without anything being extracted; as many articles are held in memory.
    pub fn sampled(mut self, count: usize, seed: u64) -> Reader {
        let mut drawn: BTreeMap<(u64, u64), Raw> = BTreeMap::new();
        for number in 0.. {
            let Some(raw) = self.next() else { break };
            let lot = (lot(seed, &raw.id), number);
            if drawn.len() < count || drawn.last_key_value().is_some_and(|(last, _)| lot < *last) {
                drawn.insert(lot, raw);
            }
            if drawn.len() > count {
                drawn.pop_last();
            }
        }
        let mut drawn: Vec<(u64, Raw)> = drawn.into_iter().map(|((_, number), raw)| (number, raw)).collect();
        drawn.sort_unstable_by_key(|&(number, _)| number);
        self.ready.extend(drawn.into_iter().map(|(_, raw)| raw));
        self
    }
}

/// A number that depends on the seed and the id alone, the same on every machine.
fn lot(seed: u64, id: &str) -> u64 {
    let hash = Sha256::new().chain_update(seed.to_le_bytes()).chain_update(id).finalize();
    hash.iter().take(8).fold(0, |lot, &byte| lot << 8 | u64::from(byte))
}
