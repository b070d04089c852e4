//! Runs that are disturbed, repeated, cut into shards: the results are those of a run that nothing disturbed.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use support::{Place, Ran};

/// Every form of output.
const FORMS: &str = "jsonl,json,csv,xlsx,sqlite,parquet,report,brat,doccano,label-studio,conll,spacy";

/// Files of a kind of tree: what a run leaves for those who look.
type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// An article that no other one is like, but every tenth one is a copy of the one five before.
fn article(number: u64) -> Value {
    let source = if number % 10 == 9 { number - 5 } else { number };
    let words = (0..60).map(|at| format!("từ{}", (source * 1000 + at).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 44));
    let words = words.collect::<Vec<_>>().join(" ");
    let text = format!(
        "Tin số {number}.\n\nNgày {}-9-2017, ông Nguyễn Văn An, Chủ tịch UBND tỉnh, nói về Nghị định {}/2019/NĐ-CP và {number},5 triệu đồng. {words}",
        number % 28 + 1,
        number % 9 + 30
    );
    json!({"id": format!("a{number}"), "text": text, "published": "2020-10-12", "score": 0.1 + number as f64 / 7.0})
}

fn lines(numbers: impl Iterator<Item = u64>) -> String {
    numbers.map(|number| format!("{}\n", article(number))).collect()
}

/// Articles in a feed, in files and in files with metadata beside them; one that fails.
fn articles(count: u64) -> Place {
    let place = Place::new();
    place.file("in/feed.jsonl", lines(0..count) + "oops\n");
    for number in 0..20 {
        place.file(&format!("in/files/{number}.txt"), format!("Ông Trần Văn Bảo có {number} con gà."));
    }
    place.file("in/files/3.meta.json", r#"{"title":"Gà","published":"2020-10-12"}"#);
    place
}

fn run(place: &Place, out: &str, more: &[&str]) -> Ran {
    place.trich(&[&["run", "in", "-o", out], more].concat()).exits(1)
}

/// The visible files of a run's results.
fn tree(place: &Place, out: &str) -> Tree {
    let mut tree = place.tree(out);
    tree.retain(|path, _| !path.to_string_lossy().starts_with('.'));
    tree
}

#[track_caller]
fn check_same(found: &Tree, expected: &Tree) {
    let names = |tree: &Tree| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(found), names(expected));
    for (path, bytes) in expected {
        assert!(found[path] == *bytes, "{} differs", path.display());
    }
}

/// The hidden names in a folder.
fn hidden(place: &Place, out: &str) -> Vec<String> {
    let names = fs::read_dir(place.path(out)).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.starts_with('.')).collect();
    names.sort();
    names
}

fn begin(place: &Place, args: &[&str]) -> Child {
    let mut command = place.command(args);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Kills a run after some time; true where it had not come to its end.
fn killed_after(place: &Place, args: &[&str], time: Duration) -> bool {
    let mut child = begin(place, args);
    thread::sleep(time);
    let is_over = child.try_wait().unwrap().is_some();
    child.kill().unwrap();
    child.wait().unwrap();
    !is_over
}

/// Waits until a run has written records to its journal.
fn wait_for_records(place: &Place, out: &str) {
    let index = place.path(out).join(".trich-run/.trich/index");
    for _ in 0..2000 {
        if fs::metadata(&index).is_ok_and(|data| data.len() > 4_000) {
            return;
        }
        thread::sleep(Duration::from_millis(5));
    }
    panic!("no records after ten seconds");
}

/// True where all results have been moved to their places: the manifest is there, and no journal to go on with.
fn is_over(place: &Place, out: &str) -> bool {
    let has = |name: &str| place.path(out).join(name).exists();
    has("manifest.json") && !has(".trich-run/.trich/index") && !has(".trich-earlier/.trich/index")
}

/// Kills runs at `count` moments and goes on with each until it ends; all of it is compared with an undisturbed run.
fn kill_and_resume(place: &Place, forms: &str, count: u64) {
    let start = std::time::Instant::now();
    run(place, "whole", &["--format", forms]);
    let time = start.elapsed();
    let expected = tree(place, "whole");
    for moment in 0..count {
        let out = format!("out{moment}");
        let args = ["run", "in", "-o", &out, "--format", forms];
        // spread over the run by a number that is no part of its rhythm
        let part = (moment.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as f64 / (1u64 << 24) as f64;
        killed_after(place, &args, time.mul_f64(part));
        let again = [&args[..], &["--resume"]].concat();
        // a second kill, while the run goes on
        if moment % 3 == 0 && !is_over(place, &out) {
            killed_after(place, &again, time.mul_f64(part / 2.0));
        }
        if !is_over(place, &out) {
            place.trich(&again).exits(1);
        }
        check_same(&tree(place, &out), &expected);
        fs::remove_dir_all(place.path(&out)).unwrap();
    }
    fs::remove_dir_all(place.path("whole")).unwrap();
}

#[test]
fn a_killed_run_is_gone_on_with_in_every_form() {
    kill_and_resume(&articles(400), FORMS, 4);
}

/// `cargo test --test scale -- --ignored kills`
#[test]
#[ignore = "takes some minutes"]
fn two_hundred_kills() {
    let place = articles(300);
    for form in FORMS.split(',') {
        kill_and_resume(&place, form, 14);
    }
    kill_and_resume(&place, FORMS, 32);
}

#[test]
fn what_was_done_before_a_kill_is_not_done_again() {
    let place = articles(1200);
    let args = ["run", "in", "-o", "out", "--format", "jsonl"];
    let mut child = begin(&place, &args);
    wait_for_records(&place, "out");
    child.kill().unwrap();
    child.wait().unwrap();
    place.trich(&args).exits(2).says("a run into out has not come to its end: give --resume");
    let ran =
        place.trich(&[&args[..], &["--resume"]].concat()).exits(1).says("records of earlier runs by this version");
    assert!(!ran.stderr.contains("settings: 0\n"), "{}", ran.stderr);
    run(&place, "whole", &["--format", "jsonl"]);
    check_same(&tree(&place, "out"), &tree(&place, "whole"));
    assert_eq!(hidden(&place, "out"), [".trich"]);
}

#[test]
fn a_torn_journal_costs_its_torn_part_only() {
    let place = articles(300);
    run(&place, "whole", &["--format", "csv", "--incremental"]);
    let whole = tree(&place, "whole");
    let read = |name: &str| fs::read(place.path("whole/.trich").join(name)).unwrap();
    let (index, records) = (read("index"), read("records"));
    for (cut_index, cut_records) in [(1, 1), (2, 3), (10, 1), (1, 2), (1, 100)] {
        place.file("out/.trich-run/.trich/index", &index[..index.len() / cut_index]);
        place.file("out/.trich-run/.trich/records", &records[..records.len() / cut_records]);
        run(&place, "out", &["--format", "csv", "--resume"]);
        check_same(&tree(&place, "out"), &whole);
        fs::remove_dir_all(place.path("out")).unwrap();
    }
}

#[test]
fn an_incremental_run_is_a_full_run() {
    let place = articles(300);
    for (forms, more) in [("jsonl,csv", &[][..]), ("xlsx,json", &[]), ("jsonl,csv", &["--dedup"])] {
        let args = [&["--format", forms], more].concat();
        run(&place, "out", &[&args[..], &["--incremental"]].concat());
        // other articles: some new, some gone, some changed in their text, in what stands beside them, in their place
        place.file("in/feed.jsonl", lines((20..200).chain(250..340)) + "oops\n" + &lines(5..8));
        place.file("in/files/3.meta.json", r#"{"title":"Vịt","published":"2020-10-13"}"#);
        place.file("in/files/4.meta.json", r#"{"title":"Ngan"}"#);
        place.file("in/files/5.txt", "Bà Lê Thị Cúc có 7 con ngan.");
        fs::remove_file(place.path("in/files/6.txt")).unwrap();
        run(&place, "out", &[&args[..], &["--incremental"]].concat());
        run(&place, "whole", &args);
        check_same(&tree(&place, "out"), &tree(&place, "whole"));
        for out in ["out", "whole"] {
            fs::remove_dir_all(place.path(out)).unwrap();
        }
        place.file("in/files/6.txt", "Sáu.").file("in/feed.jsonl", lines(0..300) + "oops\n");
    }
}

#[test]
fn nothing_is_extracted_again_where_nothing_has_changed() {
    let place = articles(100);
    run(&place, "out", &[]);
    let first = tree(&place, "out");
    run(&place, "out", &["--incremental"]).says("settings: 120\n");
    check_same(&tree(&place, "out"), &first);
    // a record that was changed by hand is none of the run's
    let changed = place.read("out/articles.jsonl").replacen("con gà", "con gá", 1);
    place.file("out/articles.jsonl", changed);
    run(&place, "out", &["--incremental"]);
    check_same(&tree(&place, "out"), &first);
}

#[test]
fn records_of_other_lists_or_settings_are_not_taken() {
    let place = articles(50);
    run(&place, "out", &[]);
    for more in [&["--encoding", "utf-8"][..], &["--map", "text=content"], &["--max-article", "1M"]] {
        run(&place, "out", &[more, &["--incremental"]].concat()).says("settings: 0\n");
    }
}

#[test]
fn what_stands_in_the_folder_decides_whether_a_run_may_begin() {
    let place = articles(5);
    place.file("mine/notes.md", "mine");
    for flag in ["--resume", "--incremental"] {
        place.trich(&["run", "in", "-o", "mine", flag]).exits(2).says("error: mine holds no ");
        run(&place, &format!("new{flag}"), &[flag]);
    }
    run(&place, "out", &[]);
    place.trich(&["run", "in", "-o", "out", "--resume"]).exits(2).says("out holds no run to resume");
    place.trich(&["run", "in", "-o", "out", "--resume", "--force"]).exits(2);
    place.trich(&["run", "in", "-o", "-", "--resume"]).exits(2).says("need a folder to write to");
    assert_eq!(place.read("mine/notes.md"), "mine");
    assert!(hidden(&place, "mine").is_empty());
}

#[test]
fn two_runs_do_not_write_into_one_folder() {
    let place = articles(1200);
    let mut child = begin(&place, &["run", "in", "-o", "out", "--format", "jsonl"]);
    wait_for_records(&place, "out");
    place.trich(&["run", "in", "-o", "out", "--force"]).exits(2).says("but another one is writing into it");
    place.trich(&["run", "in", "-o", "out", "--resume"]).exits(2).says("but another one is writing into it");
    child.kill().unwrap();
    child.wait().unwrap();
    // the lock of a dead process locks nobody out
    run(&place, "out", &["--resume", "--format", "jsonl"]);
}

/// The shards of a table or of the records, put together.
fn joined(place: &Place, out: &str, stem: &str, ending: &str) -> (usize, String) {
    let mut names: Vec<PathBuf> = fs::read_dir(place.path(out)).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with(&format!("{stem}-0")) && name.ends_with(ending)
    });
    names.sort();
    (names.len(), names.iter().map(|path| fs::read_to_string(path).unwrap()).collect())
}

#[test]
fn shards_hold_what_a_whole_run_holds() {
    let place = articles(180);
    run(&place, "whole", &["--format", FORMS]);
    for jobs in ["1", "3"] {
        run(&place, "out", &["--format", FORMS, "--shard", "50", "--jobs", jobs, "--force"]);
        let (count, lines) = joined(&place, "out", "articles", ".jsonl");
        // 180 of the feed, one that fails, 20 files
        assert_eq!(count, 5);
        assert_eq!(lines, place.read("whole/articles.jsonl"));
        let lines_of = |text: &str| text.lines().count();
        let (_, csv) = joined(&place, "out", "numbers", ".csv");
        assert_eq!(lines_of(&csv), lines_of(&place.read("whole/numbers.csv")) + 4);
        for name in ["json-00004", "brat-00000", "report-00004", "trich-00004.xlsx", "numbers-00004.parquet"] {
            assert!(place.path("out").join(name).exists(), "{name}");
        }
    }
    assert!(!place.path("out/trich-00005.sqlite").exists());
    // fewer shards: those that are too many go, and nothing else
    place.file("out/notes-00009.txt", "mine").file("in/feed.jsonl", lines(0..50));
    place.trich(&["run", "in", "-o", "out", "--format", FORMS, "--shard", "50", "--force"]).exits(0);
    assert!(!place.path("out/articles-00002.jsonl").exists() && place.path("out/articles-00001.jsonl").exists());
    assert_eq!(place.read("out/notes-00009.txt"), "mine");
}

#[test]
fn a_last_shard_that_is_full_is_the_last_one() {
    let place = Place::new();
    place.file("in.jsonl", lines(0..100));
    place.trich(&["run", "in.jsonl", "-o", "out", "--format", "jsonl", "--shard", "50"]).exits(0);
    assert_eq!(joined(&place, "out", "articles", ".jsonl").0, 2);
    place.file("none.jsonl", "");
    place.trich(&["run", "none.jsonl", "-o", "none", "--format", "jsonl", "--shard", "50"]).exits(0);
    assert_eq!(joined(&place, "none", "articles", ".jsonl"), (1, String::new()));
}

fn ungzipped(bytes: &[u8]) -> String {
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn compressed_results_are_the_same_results() {
    let place = articles(200);
    let forms = "jsonl,csv,doccano,label-studio,conll,spacy";
    run(&place, "whole", &["--format", forms]);
    run(&place, "gz", &["--format", forms, "--compress", "gz", "--jobs", "1"]);
    run(&place, "gz2", &["--format", forms, "--compress", "gz", "--jobs", "4"]);
    run(&place, "zst", &["--format", forms, "--compress", "zst", "--shard", "1000"]);
    check_same(&tree(&place, "gz2"), &tree(&place, "gz"));
    let packed = tree(&place, "gz");
    for (path, bytes) in tree(&place, "whole") {
        let name = path.to_str().unwrap();
        if let Some(found) = packed.get(&PathBuf::from(format!("{name}.gz"))) {
            assert!(ungzipped(found).as_bytes() == bytes, "{name}");
        } else {
            assert!(
                ["errors.jsonl", "manifest.json", "doccano-labels.json", "label-studio.xml"].contains(&name),
                "{name}"
            );
        }
    }
    // the program reads what it has written
    place.trich(&["run", "zst/articles-00000.jsonl.zst", "-o", "again", "--format", "jsonl"]).exits(0);
    let ids = |name: &str| support::strings(&place.lines(name), "id");
    assert_eq!(ids("again/articles.jsonl"), ids("whole/articles.jsonl"));
}

#[test]
fn questions_are_asked_of_shards_and_of_compressed_records() {
    let place = articles(180);
    let asked = |place: &Place, out: &str| place.trich(&["facts", out, "--kind", "documents"]).exits(0).stdout;
    run(&place, "whole", &["--format", "jsonl"]);
    let expected = asked(&place, "whole");
    assert_eq!(expected.lines().count(), 180);
    for more in [&["--shard", "50"][..], &["--compress", "zst"], &["--compress", "gz", "--shard", "70"]] {
        run(&place, "out", &[&["--format", "jsonl", "--force"], more].concat());
        assert!(asked(&place, "out") == expected, "{more:?}");
        fs::remove_dir_all(place.path("out")).unwrap();
    }
    run(&place, "out", &["--format", "json", "--shard", "50"]);
    assert_eq!(asked(&place, "out").lines().count(), 180);
    let packed = fs::read(place.path("whole/articles.jsonl")).unwrap();
    place.file("mine/articles-old.jsonl", &packed[..packed.len() / 2]).file("mine/articles.jsonl", &packed);
    assert!(asked(&place, "mine") == expected, "other files of the folder are not read");
}

#[test]
fn resumed_runs_compress_alike() {
    let place = articles(700);
    let more = ["--format", "jsonl,csv", "--compress", "zst", "--shard", "400"];
    run(&place, "whole", &more);
    let mut child = begin(&place, &[&["run", "in", "-o", "out"], &more[..]].concat());
    wait_for_records(&place, "out");
    child.kill().unwrap();
    child.wait().unwrap();
    run(&place, "out", &[&more[..], &["--resume"]].concat());
    check_same(&tree(&place, "out"), &tree(&place, "whole"));
}

#[test]
fn the_manifest_tells_what_there_is() {
    use sha2::{Digest, Sha256};
    let sum = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let place = articles(60);
    run(&place, "out", &["--format", "jsonl,json,csv", "--dedup"]);
    let manifest: Value = serde_json::from_str(&place.read("out/manifest.json")).unwrap();
    assert_eq!(manifest["counts"]["articles"], 81);
    assert_eq!(manifest["counts"]["failed"], 1);
    assert_eq!(manifest["counts"]["copies"], 6);
    assert_eq!(manifest["options"], json!({"format": ["jsonl", "json", "csv"], "dedup": true}));
    let (mut files, mut tree) = (tree(&place, "out"), String::new());
    files.remove(&PathBuf::from("manifest.json"));
    files.retain(|path, bytes| match path.starts_with("json") {
        true => {
            tree += &format!("{}  {}\n", sum(bytes), path.to_str().unwrap());
            false
        }
        false => true,
    });
    for listed in manifest["files"].as_array().unwrap() {
        let expected = match listed["name"].as_str().unwrap() {
            "json/" => sum(tree.as_bytes()),
            name => sum(&files.remove(&PathBuf::from(name)).unwrap()),
        };
        assert_eq!(listed["sha256"], expected, "{listed}");
    }
    assert!(files.is_empty(), "{:?}", files.keys());
}

#[test]
fn a_sample_is_the_same_each_time() {
    let place = articles(500);
    let ids = |out: &str, more: &[&str]| {
        let args = [&["run", "in", "-o", out, "--format", "jsonl", "--force"], more].concat();
        place.trich(&args);
        support::strings(&place.lines(&format!("{out}/articles.jsonl")), "id")
    };
    let all = ids("all", &[]);
    let one = ids("one", &["--sample", "50", "--jobs", "1"]);
    assert!((49..=50).contains(&one.len()), "{}", one.len());
    let mut rest = all.iter();
    assert!(one.iter().all(|id| rest.any(|other| other == id)), "in the order of the input");
    assert_eq!(one, ids("two", &["--sample", "50", "--jobs", "3"]));
    assert_ne!(one, ids("other", &["--sample", "50", "--seed", "1"]));
    assert_eq!(all, ids("every", &["--sample", "5000"]));
    // a larger sample holds the smaller one
    let larger = ids("larger", &["--sample", "100"]);
    assert!(one.iter().all(|id| larger.contains(id)));
}

#[test]
fn neither_home_nor_language_nor_clock_matter() {
    let place = articles(30);
    run(&place, "whole", &["--format", FORMS]);
    let mut command = place.command(&["run", "in", "-o", "out", "--format", FORMS]);
    let output = command.env_clear().envs([("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Pacific/Kiritimati")]).output().unwrap();
    Ran::from(output).exits(1);
    check_same(&tree(&place, "out"), &tree(&place, "whole"));
}

#[test]
fn a_version_names_its_lists() {
    let place = Place::new();
    let said = place.trich(&["--version"]).exits(0).stdout;
    assert!(said.starts_with("trich ") && said.contains("lexicon "), "{said}");
}
