//! Every library that is built into the program may be: its licence, its name and where it comes from are as `deny.toml`
//! has it. `cargo deny` says more, where it is installed.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The registry of cargo; nothing else is built in.
const REGISTRY: &str = "registry+";

/// The lists of `deny.toml`.
struct Rules {
    licences: Vec<String>,
    banned: Vec<String>,
}

impl Rules {
    fn read(path: &Path) -> Option<Rules> {
        let rules: toml::Table = std::fs::read_to_string(path).ok()?.parse().unwrap();
        let list = |table: &str, key: &str| rules[table][key].as_array().unwrap().clone();
        let text = |value: &toml::Value| value.as_str().unwrap().to_owned();
        Some(Rules {
            licences: list("licenses", "allow").iter().map(text).collect(),
            banned: list("bans", "deny").iter().map(|ban| text(&ban["name"])).collect(),
        })
    }

    /// True where one of the licences that an expression offers is allowed; brackets go one deep in all that is used.
    fn allow(&self, expression: &str) -> bool {
        let parts = expression.split(" AND ").map(|part| part.trim().trim_matches(['(', ')']));
        let one = |licence: &str| self.licences.iter().any(|allowed| allowed == licence.trim());
        parts.into_iter().all(|part| part.replace('/', " OR ").split(" OR ").any(one))
    }
}

/// The libraries that this machine builds the program with.
fn packages(manifest: &Path) -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let about = String::from_utf8(rustc.stdout).unwrap();
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host]);
    let output = command.arg("--manifest-path").arg(manifest).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

#[test]
fn what_is_built_in_may_be() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // a package has no such lists
    let Some(rules) = Rules::read(&root.join("deny.toml")) else { return };
    let mut failures = Vec::new();
    for package in packages(&root.join("Cargo.toml")) {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or("none");
        if !rules.allow(licence) {
            failures.push(format!("{name}: expected a licence of deny.toml, but found {licence}"));
        }
        if rules.banned.iter().any(|banned| banned == name) {
            failures.push(format!("{name}: deny.toml bans it"));
        }
        if package["source"].as_str().is_some_and(|source| !source.starts_with(REGISTRY)) {
            failures.push(format!("{name}: expected the registry of cargo, but it is from {}", package["source"]));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn expressions_are_read() {
    let rules = Rules { licences: vec!["MIT".to_owned(), "Zlib".to_owned()], banned: Vec::new() };
    for allowed in ["MIT", "MIT OR GPL-3.0", "GPL-3.0/MIT", "(GPL-3.0 OR MIT) AND Zlib"] {
        assert!(rules.allow(allowed), "{allowed}");
    }
    for refused in ["GPL-3.0", "MIT AND GPL-3.0", "none", "(GPL-3.0 OR MIT) AND LGPL-2.1"] {
        assert!(!rules.allow(refused), "{refused}");
    }
}
