//! The commands of `docs/regression.md`, carried out word for word in an empty folder.
#![cfg(unix)]

mod support;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use support::Place;

/// Each command that runs trich, with its exit code.
const SAID: &str = "\
check mine: 1
show mine/kho.txt: 0
accept mine kho: 0
check mine: 0
check mine: 1
accept mine kho: 0
check mine: 0
annotate mine/kho.txt: 0
lint mine: 0
score mine --errors: 0
score mine --format json: 0
score mine --baseline before.json: 0
score mine: 0
lint mine: 0
lint mine: 0
check mine --format github: 0
lint mine: 0
score mine: 0
run articles -o before: 0
run articles -o now: 0
check now --against before: 0
diff-report before now: 0
";

#[test]
fn the_commands_of_the_guide_do_what_it_says() {
    let place = Place::new();
    // What the guide calls `trich` notes how it ended.
    let noting = format!(
        "#!/bin/sh\n'{}' \"$@\"\ncode=$?\necho \"$*: $code\" >> '{}'\nexit $code\n",
        env!("CARGO_BIN_EXE_trich"),
        place.path("said").display()
    );
    place.file("bin/trich", noting).file("work/articles/a.txt", "Kho có 5 kg thóc.");
    std::fs::set_permissions(place.path("bin/trich"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", place.path("bin").display(), std::env::var("PATH").unwrap());
    let script = commands();
    let ran = Command::new("sh").args(["-c", &script]).current_dir(place.path("work")).env("PATH", path).output();
    let ran = ran.unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert_eq!(place.read("said"), SAID, "{told}");
    for words in ["no difference in 1 article", "3 → 3 thúng", "0 errors"] {
        assert!(told.contains(words), "expected {words:?}, but found:\n{told}");
    }
}

/// The indented lines of the guide.
fn commands() -> String {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/regression.md");
    let guide = std::fs::read_to_string(guide).unwrap();
    let lines = guide.lines().filter(|line| line.is_empty() || line.starts_with("    "));
    lines.map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line))).collect()
}
