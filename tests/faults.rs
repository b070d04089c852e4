//! Faults of the machine and of people: full disks, interrupts, files that change while they are read. Nothing is lost.
#![cfg(unix)]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use support::{Place, Ran};

/// Articles that take about a second.
fn articles(count: usize) -> Place {
    let place = Place::new();
    let line = |number: usize| {
        let text =
            format!("Ông Nguyễn Văn An, Chủ tịch UBND tỉnh, có {number},5 triệu đồng ngày 12-10-2020. ").repeat(4);
        format!("{}\n", serde_json::json!({"id": format!("a{number}"), "text": text}))
    };
    place.file("in/feed.jsonl", (0..count).map(line).collect::<String>());
    place
}

fn begin(place: &Place, args: &[&str]) -> Child {
    place.command(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

fn send(child: &Child, signal: &str) {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

fn end(child: Child) -> Ran {
    child.wait_with_output().unwrap().into()
}

#[test]
fn an_interrupted_run_ends_and_can_be_gone_on_with() {
    let place = articles(1000);
    place.trich(&["run", "in", "-o", "whole", "--format", "jsonl,csv"]).exits(0);
    for signal in ["-INT", "-TERM"] {
        let args = ["run", "in", "-o", "out", "--format", "jsonl,csv"];
        let child = begin(&place, &args);
        let index = place.path("out/.trich-run/.trich/index");
        while !fs::metadata(&index).is_ok_and(|data| data.len() > 4_000) {
            thread::sleep(Duration::from_millis(2));
        }
        send(&child, signal);
        end(child).exits(130).says("interrupted: trich run --resume");
        assert!(!place.path("out/articles.jsonl").exists());
        place.trich(&[&args[..], &["--resume"]].concat()).exits(0);
        for name in ["articles.jsonl", "numbers.csv", "persons_index.csv", "manifest.json"] {
            assert!(place.read(&format!("out/{name}")) == place.read(&format!("whole/{name}")), "{signal} {name}");
        }
        fs::remove_dir_all(place.path("out")).unwrap();
    }
}

/// Runs with a limit on the length of files in blocks of 512 bytes, which stands for a full disk.
fn limited(place: &Place, blocks: usize, args: &[&str]) -> Ran {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.current_dir(place.path("")).args(["-c", &script, env!("CARGO_BIN_EXE_trich")]).args(args);
    command.env_remove("RUST_BACKTRACE").output().unwrap().into()
}

/// Lets the disk be full at `count` points, goes on where there is room again, and compares.
fn full_disk(articles_in_all: usize, forms: &[&str], count: usize) {
    let place = articles(articles_in_all);
    for form in forms {
        place.trich(&["run", "in", "-o", "whole", "--format", form]).exits(0);
        let whole = place.tree("whole");
        let longest = whole.values().map(Vec::len).max().unwrap() / 512;
        for point in 0..count {
            let blocks = longest * (2 * point + 1) / (2 * count) + 1;
            let args = ["run", "in", "-o", "out", "--format", form];
            let ran = limited(&place, blocks, &args);
            if ran.code == Some(0) {
                fs::remove_dir_all(place.path("out")).unwrap();
                continue; // no file of this form is as long
            }
            ran.exits(2).says("error: could not write");
            assert!(!place.path("out/manifest.json").exists());
            place.trich(&[&args[..], &["--resume"]].concat()).exits(0);
            let found = place.tree("out");
            assert!(found == whole, "{form} at {blocks} blocks");
            fs::remove_dir_all(place.path("out")).unwrap();
        }
        fs::remove_dir_all(place.path("whole")).unwrap();
    }
}

#[test]
fn a_run_that_a_full_disk_stopped_can_be_gone_on_with() {
    full_disk(200, &["jsonl", "csv", "xlsx"], 1);
}

/// `cargo test --test faults -- --ignored full`
#[test]
#[ignore = "takes some minutes"]
fn fifty_full_disks() {
    let forms = ["jsonl", "json", "csv", "xlsx", "sqlite", "parquet", "report", "brat", "conll"];
    full_disk(600, &forms, 6);
}

#[test]
fn files_may_come_go_and_change_while_they_are_read() {
    let place = Place::new();
    for number in 0..400 {
        place.file(&format!("in/{number:04}.txt"), format!("Ông Lê Văn {number} có {number} con gà. ").repeat(4));
    }
    let child = begin(&place, &["run", "in", "-o", "out", "--format", "jsonl"]);
    for number in (0..400).rev().step_by(2) {
        let path = place.path(&format!("in/{number:04}.txt"));
        match number % 3 {
            0 => drop(fs::remove_file(path)),
            1 => drop(fs::write(path, "Khác.")),
            _ => drop(fs::set_permissions(path, fs::Permissions::from_mode(0o000))),
        }
    }
    let ran = end(child);
    assert!(matches!(ran.code, Some(0 | 1)) && !ran.stderr.contains("panicked"), "{}", ran.stderr);
    // the journal holds what was read, whatever it was: the next run sees the files as they are now
    place.trich(&["run", "in", "-o", "out", "--format", "jsonl", "--incremental"]);
    place.trich(&["run", "in", "-o", "whole", "--format", "jsonl"]);
    assert!(place.read("out/articles.jsonl") == place.read("whole/articles.jsonl"));
}

#[test]
fn a_folder_that_may_not_be_written_is_told() {
    let place = articles(3);
    fs::create_dir(place.path("out")).unwrap();
    fs::set_permissions(place.path("out"), fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(place.path("out/x"), "").is_ok() {
        eprintln!("skipped: this user may write everywhere");
        return;
    }
    place.trich(&["run", "in", "-o", "out"]).exits(2).says("could not write into out: Permission denied");
}
