//! What the fuzzer looks at (`fuzz/`), without a fuzzer: every input that it kept or that was a fault once, and changes of
//! these by chance. `TRICH_FUZZ=60 cargo test --test fuzz` changes for so many seconds a target.

mod checks;
#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use checks::TARGETS;
use support::files_below;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// Inputs of a target below a folder of `fuzz/`, with their paths.
fn inputs(folder: &str, target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = root().join(folder).join(target);
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// Tells the input where a check fails.
fn run(target: &str, what: &str, data: &[u8]) {
    let told = Told(target, what, data);
    checks::run(target, data);
    std::mem::forget(told);
}

struct Told<'t>(&'t str, &'t str, &'t [u8]);

impl Drop for Told<'_> {
    fn drop(&mut self) {
        let Told(target, what, data) = self;
        eprintln!("{target}, {what}: {:?}", String::from_utf8_lossy(data));
    }
}

#[test]
fn what_was_a_fault_once_is_none() {
    for (target, _) in TARGETS {
        for (path, data) in inputs("regressions", target) {
            run(target, &path.display().to_string(), &data);
        }
    }
}

#[test]
fn what_the_fuzzer_kept_holds() {
    for (target, _) in TARGETS {
        for (path, data) in inputs("corpus", target) {
            run(target, &path.display().to_string(), &data);
        }
    }
}

/// Changes of each target where nothing is asked for.
const CHANGES: u32 = 40;

#[test]
fn changes_by_chance_hold() {
    let seconds = std::env::var("TRICH_FUZZ").ok().and_then(|seconds| seconds.parse().ok());
    for (target, _) in TARGETS {
        let kept: Vec<Vec<u8>> = [inputs("corpus", target), inputs("regressions", target)]
            .into_iter()
            .flatten()
            .map(|(_, data)| data)
            .chain([b"\x00Gi\xc3\xa1 t\xc4\x83ng 5% ng\xc3\xa0y 5-3-2018.".to_vec()])
            .collect();
        let (start, mut chance, mut done) = (Instant::now(), Chance(0x2018_0305), 0);
        let is_done = |done: u32| match seconds {
            Some(seconds) => start.elapsed() >= Duration::from_secs(seconds),
            None => done >= CHANGES,
        };
        while !is_done(done) {
            run(target, "changed", &chance.changed(&kept));
            done += 1;
        }
    }
}

#[test]
fn every_target_can_be_fuzzed() {
    // a package has no fuzzer
    let Ok(manifest) = fs::read_to_string(root().join("Cargo.toml")) else { return };
    for (target, _) in TARGETS {
        assert!(manifest.contains(&format!("name = \"{target}\"")), "{target} is not in fuzz/Cargo.toml");
        let main = fs::read_to_string(root().join(format!("targets/{target}.rs"))).unwrap();
        assert!(main.contains(&format!("checks::run(\"{target}\"")), "targets/{target}.rs fuzzes another");
    }
    assert_eq!(files_below(&root().join("targets"), "rs").len(), TARGETS.len(), "files in fuzz/targets");
}

/// Numbers that look like chance, the same ones each time (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    /// One of the inputs with some changes: bytes set, cut out, or taken from another input.
    fn changed(&mut self, kept: &[Vec<u8>]) -> Vec<u8> {
        let mut data = kept[self.below(kept.len())].clone();
        for _ in 0..=self.below(4) {
            let at = self.below(data.len() + 1);
            let to = (at + self.below(16)).min(data.len());
            match self.below(3) {
                0 => drop(data.drain(at..to)),
                1 => data.insert(at, self.below(256) as u8),
                _ => {
                    let other = &kept[self.below(kept.len())];
                    let from = self.below(other.len() + 1);
                    let piece = &other[from..(from + self.below(64)).min(other.len())];
                    drop(data.splice(at..to, piece.iter().copied()));
                }
            }
        }
        data
    }
}
