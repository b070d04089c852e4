//! The shape of the code: imports point upstream only, rooms do not know each other, files stay readable.

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use support::files_below;

/// The modules, from upstream to downstream. A module may use those before it and itself.
const LAYERS: &[&[&str]] = &[
    &["error", "guard", "hexadecimal", "json", "reuse", "spill"],
    &["text"],
    &["diagnostic"],
    &["segment", "lexicon", "decode", "article"],
    &["numeral", "extract"],
    &["record"],
    &["pipeline"],
    &["score", "source", "index", "near"],
    &["journal", "version"],
    &["annotation"],
    &["sink"],
    &["query"],
    &["batch"],
    &["check"],
    &["cli", "main", "lib"],
];

/// Longest file that is still one room.
const MOST_LINES: usize = 600;

#[test]
fn imports_point_upstream() {
    let layer = |module: &str| LAYERS.iter().position(|layer| layer.contains(&module));
    for (path, module, text) in sources() {
        let own = layer(&module).unwrap_or_else(|| panic!("{}: `{module}` has no layer", path.display()));
        for used in crate_paths(&text).filter_map(|used| layer(used).map(|at| (used.to_owned(), at))) {
            assert!(used.1 <= own, "{}: `{module}` uses `{}`, which is downstream of it", path.display(), used.0);
        }
    }
}

#[test]
fn rooms_do_not_import_each_other() {
    let rooms = rooms();
    for (path, _, text) in sources() {
        let Some(own) = room_of(&path) else { continue };
        for other in rooms.iter().filter(|other| **other != own) {
            let import = format!("extract::{other}::");
            assert!(!text.contains(&import), "{}: room `{own}` imports room `{other}`", path.display());
        }
    }
}

#[test]
fn every_room_folder_is_in_the_list_of_rooms() {
    let list = std::fs::read_to_string(root().join("src/extract/mod.rs")).unwrap();
    let list = list.split("rooms! {").nth(1).expect("the list of rooms");
    for room in rooms() {
        assert!(list.contains(&format!("{room}::")), "the folder src/extract/{room} is not in the list of rooms");
    }
}

#[test]
fn files_stay_readable() {
    let long: BTreeMap<PathBuf, usize> = sources()
        .into_iter()
        .map(|(path, _, text)| (path, text.lines().count()))
        .filter(|&(_, lines)| lines > MOST_LINES)
        .collect();
    assert!(long.is_empty(), "files of more than {MOST_LINES} lines: {long:?}");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file: path, top-level module, text.
fn sources() -> Vec<(PathBuf, String, String)> {
    files_below(&root().join("src"), "rs")
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(root().join("src")).unwrap();
            let module = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            (path, module, text)
        })
        .collect()
}

/// The first module of each `crate::…` path outside comments and tests.
fn crate_paths(text: &str) -> impl Iterator<Item = &str> {
    let text = text.split("#[cfg(test)]").next().unwrap_or("");
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split("crate::").skip(1))
        .map(|path| path.split(|char: char| !(char.is_alphanumeric() || char == '_')).next().unwrap_or(""))
}

/// The folders of `src/extract`.
fn rooms() -> Vec<String> {
    let entries = std::fs::read_dir(root().join("src/extract")).unwrap().map(|entry| entry.unwrap());
    entries.filter(|e| e.path().is_dir()).map(|e| e.file_name().into_string().unwrap()).collect()
}

fn room_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root().join("src/extract")).ok()?;
    (inside.iter().count() > 1).then(|| inside.iter().next().unwrap().to_str().unwrap().to_owned())
}
