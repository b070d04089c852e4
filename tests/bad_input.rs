//! Bad input: every trouble has a message that names its file and place, costs no other article, and never panics.

mod support;

use std::fs;
use std::process::{Command, Stdio};

use support::{Place, Ran, json_lines, strings};

/// Runs over `in` and expects that only the articles of these ids fail, each with this code.
#[track_caller]
fn check_failures(place: &Place, expected: &[(&str, &str)]) {
    place.trich(&["run", "in", "-o", "out", "--format", "jsonl"]).exits(1);
    let failures = place.lines("out/errors.jsonl");
    let found: Vec<_> = strings(&failures, "id").into_iter().zip(strings(&failures, "code")).collect();
    let found: Vec<(&str, &str)> = found.iter().map(|(id, code)| (id.as_str(), code.as_str())).collect();
    assert_eq!(found, expected);
}

fn ids(place: &Place) -> Vec<String> {
    strings(&place.lines("out/articles.jsonl"), "id")
}

#[test]
fn an_empty_file_fails_and_its_neighbours_do_not() {
    let place = Place::new();
    place.file("in/a.txt", "Một bài.").file("in/b.txt", "").file("in/c.txt", " \n\t\n").file("in/d.txt", "Hai bài.");
    check_failures(&place, &[("b", "source/empty"), ("c", "source/empty")]);
    assert_eq!(ids(&place)[0], "a");
    assert!(ids(&place).contains(&"d".to_owned()));
}

#[test]
fn bad_lines_are_named_and_passed_over() {
    let place = Place::new();
    let lines = [
        r#"{"id":"first","text":"Một."}"#,
        "[1, 2]",
        "oops",
        r#"{"title":"no text"}"#,
        r#"{"text":null}"#,
        r#"{"text":""}"#,
        r#"{"text":"cut"#,
        "",
        r#"{"id":"last","text":"Hai."}"#,
    ];
    place.file("in/feed.jsonl", lines.join("\n"));
    check_failures(
        &place,
        &[
            ("feed#2", "source/not-an-object"),
            ("feed#3", "source/bad-json"),
            ("feed#4", "source/no-text"),
            ("feed#5", "source/no-text"),
            ("feed#6", "source/empty"),
            ("feed#7", "source/bad-json"),
        ],
    );
    assert_eq!(ids(&place), ["first", "last"]);
    let failures = place.lines("out/errors.jsonl");
    assert_eq!(failures[1]["path"], "in/feed.jsonl");
    assert_eq!(failures[1]["line"], 3);
    let message = failures[1]["message"].as_str().unwrap();
    assert_eq!(message, "expected a JSON object, but found an error at line 3, byte 1: expected value: \"oops\"");
}

#[test]
fn messages_on_standard_error_name_file_and_line() {
    let place = Place::new();
    place.file("feed.jsonl", "{\"text\":\"Một.\"}\n7\n");
    let ran = place.trich(&["run", "feed.jsonl", "-o", "out"]).exits(1);
    ran.says("feed.jsonl:2: expected a JSON object, but found a number: \"7\"").says("articles: 2, 1 failed");
}

#[test]
fn a_broken_element_of_an_array_costs_itself_only() {
    let place = Place::new();
    place.file("in/a.json", "[{\"text\":\"Một.\"},\n {\"text\":\"Hai.\",},\n 7,\n {\"text\":\"Ba.\"}]");
    check_failures(&place, &[("a#2", "source/bad-json"), ("a#3", "source/not-an-object")]);
    assert_eq!(ids(&place), ["a#1", "a#4"]);
}

#[test]
fn a_broken_line_of_a_json_file_costs_itself_only() {
    let place = Place::new();
    place.file("in/a.json", "{\"text\":\"Một.\"}\n{\"text\":\"Hai.\"\n{\"text\":\"Ba.\"}\n");
    check_failures(&place, &[("a#2", "source/bad-json")]);
    assert_eq!(ids(&place), ["a#1", "a#3"]);
}

#[test]
fn lone_surrogates_are_replaced() {
    let place = Place::new();
    place.file("in/a.jsonl", r#"{"text":"nửa \ud83d biểu tượng, cả \ud83d\ude00"}"#);
    place.trich(&["run", "in", "-o", "out", "--format", "jsonl"]).exits(0);
    let record = &place.lines("out/articles.jsonl")[0];
    assert!(record["text"].as_str().unwrap().contains("cả 😀"));
    assert_eq!(record["diagnostics"][0]["code"], "source/lone-surrogate");
    let message = record["diagnostics"][0]["message"].as_str().unwrap();
    assert!(message.contains("line 1, byte 16"), "{message}");
}

#[test]
fn bad_bytes_in_a_line_are_replaced() {
    let place = Place::new();
    place.file("in/a.jsonl", b"{\"text\":\"x \xE1\xBB y\"}\n{\"text\":\"z\"}\n");
    place.trich(&["run", "in", "-o", "out", "--format", "jsonl"]).exits(0);
    let records = place.lines("out/articles.jsonl");
    assert_eq!(records[0]["diagnostics"][0]["code"], "source/bad-utf8");
    assert_eq!(records[1]["text"], "z");
}

#[test]
fn binary_and_cut_files_give_a_diagnostic() {
    let place = Place::new();
    let binary: Vec<u8> = (0..=255).cycle().take(5000).collect();
    let text = "Hà Nội đã";
    place.file("in/a.txt", binary).file("in/b.txt", &text.as_bytes()[..text.len() - 1]).file("in/c.txt", "Một bài.");
    let ran = place.trich(&["run", "in", "-o", "out"]);
    assert!(matches!(ran.code, Some(0 | 1)), "{}", ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    assert!(ran.stderr.contains("decode/"), "{}", ran.stderr);
    assert!(ids(&place).contains(&"c".to_owned()));
}

#[test]
fn containers_in_utf_16_are_read() {
    let place = Place::new();
    let utf16: Vec<u8> = "\u{feff}[{\"text\":\"Một.\"}]".encode_utf16().flat_map(u16::to_le_bytes).collect();
    place.file("in/a.json", &utf16).file("in/b.json", &utf16[..utf16.len() - 1]);
    check_failures(&place, &[("b#2", "source/bad-json")]);
    assert_eq!(ids(&place), ["a#1", "b#1"]);
}

#[test]
fn articles_beyond_the_limit_are_refused() {
    const LENGTH: u64 = 40 << 20;
    let place = Place::new();
    let long = "x".repeat(LENGTH as usize);
    place.file("in/b.jsonl", format!("{{\"text\":\"Một.\"}}\n{{\"text\":\"{long}\"}}\n{{\"text\":\"Ba.\"}}\n"));
    place.file("in/c.json", format!("[{{\"text\":\"Một.\"}},{{\"text\":\"{long}\"}},{{\"text\":\"Ba.\"}}]"));
    place.file("in/a.txt", "");
    fs::File::options().write(true).open(place.path("in/a.txt")).unwrap().set_len(LENGTH).unwrap();
    check_failures(&place, &[("a", "source/too-long"), ("b#2", "source/too-long"), ("c#2", "source/too-long")]);
    assert_eq!(ids(&place), ["b#1", "b#3", "c#1", "c#3"]);
}

#[test]
fn a_bad_sidecar_costs_the_metadata_only() {
    let place = Place::new();
    place.file("in/a.txt", "Một bài.").file("in/a.meta.json", "{");
    place.trich(&["run", "in", "-o", "out", "--format", "jsonl"]).exits(0);
    let record = &place.lines("out/articles.jsonl")[0];
    assert_eq!(record["diagnostics"][0]["code"], "source/bad-meta");
    assert!(record["diagnostics"][0]["message"].as_str().unwrap().contains("in/a.meta.json"));
}

#[test]
fn standard_input_gives_a_line_for_every_line() {
    let place = Place::new();
    let input = "{\"id\":\"a\",\"text\":\"Một.\"}\nnonsense\n{\"id\":\"c\",\"text\":\"Ba.\"}\n";
    let ran = place.trich_with(&["run", "-"], input.as_bytes()).exits(1).says("-:2: expected a JSON object");
    let records = json_lines(&ran.stdout);
    assert_eq!(strings(&records, "id"), ["a", "stdin#2", "c"]);
    assert_eq!(records[1]["diagnostics"][0]["code"], "source/bad-json");
}

#[test]
fn what_is_not_there_stops_the_run() {
    let place = Place::new();
    place.trich(&["run", "nowhere", "-o", "out"]).exits(2).says("nowhere");
    assert!(!place.path("out").exists());
    place.trich(&["show", "nowhere"]).exits(2).says("nowhere");
}

#[test]
fn a_folder_without_articles_is_told() {
    let place = Place::new();
    place.file("in/a.pdf", "x").file("in/b.jpg", "x");
    let ran = place.trich(&["run", "in", "-o", "out"]).exits(0);
    ran.says("passed over, as no articles by name or content: 1 .jpg, 1 .pdf").says("there is nothing to read");
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn folders_that_lead_back_to_themselves_are_told() {
        let place = Place::new();
        place.file("in/sub/a.txt", "Một bài.");
        symlink("..", place.path("in/sub/loop")).unwrap();
        place.trich(&["run", "in", "-o", "out"]).exits(0).says("in/sub/loop: leads back to in");
        assert_eq!(ids(&place), ["sub/a"]);
    }

    #[test]
    fn a_link_to_nowhere_fails_alone() {
        let place = Place::new();
        place.file("in/a.txt", "Một bài.");
        symlink("nowhere", place.path("in/b.txt")).unwrap();
        check_failures(&place, &[("b", "source/unreadable")]);
        assert_eq!(ids(&place), ["a"]);
    }

    #[test]
    fn what_may_not_be_read_fails_alone() {
        let place = Place::new();
        place.file("in/a/x.txt", "Một bài.").file("in/b.txt", "Hai bài.").file("in/c.txt", "Ba bài.");
        let close = |name: &str, mode| fs::set_permissions(place.path(name), fs::Permissions::from_mode(mode)).unwrap();
        close("in/a", 0o000);
        close("in/b.txt", 0o000);
        if fs::read(place.path("in/b.txt")).is_ok() {
            return; // root may read everything
        }
        check_failures(&place, &[("a", "source/unreadable"), ("b", "source/unreadable")]);
        close("in/a", 0o755);
        assert_eq!(ids(&place), ["c"]);
    }

    #[test]
    fn a_full_disk_stops_the_run() {
        let Ok(full) = fs::File::options().write(true).open("/dev/full") else { return };
        let place = Place::new();
        place.file("a.txt", "Một bài.");
        let mut command = place.command(&["run", "a.txt", "-o", "-"]);
        let output = command.stdout(Stdio::from(full)).stderr(Stdio::piped()).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains("could not write to standard output: No space left"), "{stderr}");
    }

    /// The visible names in a folder; none where it is not there. What `--resume` goes on with is hidden.
    fn names(folder: &std::path::Path) -> Vec<String> {
        let entries = fs::read_dir(folder).into_iter().flatten();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| !name.starts_with('.')).collect()
    }

    /// A limit on the length of files stands for a full disk, for every form of output.
    #[test]
    fn no_room_in_the_folder_stops_the_run_and_leaves_no_results() {
        const LIMITED: &str = "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\"";
        let place = Place::new();
        let words: String = (0..4000u32).map(|n| format!("{} ", n.wrapping_mul(2_654_435_761))).collect();
        place.file("a.jsonl", format!("{{\"text\":\"{words}\"}}\n").repeat(4));
        for format in ["jsonl", "json", "csv", "xlsx"] {
            let mut command = Command::new("sh");
            command.current_dir(place.path("")).args(["-c", LIMITED, env!("CARGO_BIN_EXE_trich")]);
            command.env_remove("RUST_BACKTRACE").args(["run", "a.jsonl", "-o", "out", "--format", format]);
            let ran = Ran::from(command.output().unwrap()).exits(2).says("error: could not write ").says("out/");
            assert!(!ran.stderr.contains(".trich-"), "{}", ran.stderr);
            assert!(names(&place.path("out")).is_empty(), "{format}");
            fs::remove_dir_all(place.path("out")).unwrap_or_default();
        }
    }

    /// A disk that is soon full; unmounted when it goes.
    struct SmallDisk<'p>(&'p std::path::Path);

    impl<'p> SmallDisk<'p> {
        /// None where this user may not mount.
        fn mount(at: &'p std::path::Path, size: &str) -> Option<SmallDisk<'p>> {
            fs::create_dir_all(at).unwrap();
            let mut command = Command::new("mount");
            command.args(["-t", "tmpfs", "-o", &format!("size={size}"), "none"]).arg(at);
            let ran = command.output().ok()?;
            ran.status.success().then_some(SmallDisk(at))
        }
    }

    impl Drop for SmallDisk<'_> {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(self.0).output();
        }
    }

    /// Every form of output on a disk without room: what stood there stays, no results of the run do.
    #[test]
    fn a_full_disk_stops_every_form_of_output_and_leaves_what_was_there() {
        let place = Place::new();
        let disk = place.path("disk");
        let Some(_mounted) = SmallDisk::mount(&disk, "512k") else {
            eprintln!("skipped: a small disk cannot be mounted here");
            return;
        };
        let words =
            |article: u32| (0..6000u32).map(move |n| format!("{} ", (n + article * 6000).wrapping_mul(2_654_435_761)));
        let lines = (0..64)
            .map(|article| format!("{{\"text\":\"Ông Nguyễn Văn An. {}\"}}\n", words(article).collect::<String>()));
        place.file("a.jsonl", lines.collect::<String>()).file("disk/out/mine", "mine");
        let forms = "jsonl json csv xlsx sqlite parquet report brat doccano label-studio conll spacy";
        for format in forms.split(' ') {
            let mut command = place.command(&["run", "a.jsonl", "-o", "disk/out", "--force", "--format", format]);
            let ran = Ran::from(command.env_remove("RUST_BACKTRACE").output().unwrap());
            let ran = ran.exits(2).says("error: could not ").says("disk/out/");
            assert!(!ran.stderr.contains(".trich-"), "{format}: {}", ran.stderr);
            let is_told = ["No space left", "is full"].iter().any(|words| ran.stderr.contains(words));
            assert!(is_told, "{format}: {}", ran.stderr);
            assert_eq!(names(&disk.join("out")), ["mine"], "{format}");
        }
    }

    #[test]
    fn a_closed_pipe_is_no_fault() {
        let place = Place::new();
        place.file("a.jsonl", "{\"text\":\"Một bài dài.\"}\n".repeat(20_000));
        for args in [&["run", "a.jsonl", "-o", "-", "--quiet"][..], &["show", "a.jsonl"], &["schema"]] {
            let mut command = place.command(args);
            let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            drop(child.stdout.take());
            let output = child.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{args:?}");
            assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{args:?}");
        }
    }
}
