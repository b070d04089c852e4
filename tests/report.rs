//! The report: the same bytes for any number of threads, small enough, and right in a real browser.
//!
//! The browser test needs Chromium, Node.js and `npm ci` in `tests/report`. Where one of them is missing it says so and
//! passes; with `TRICH_BROWSER=1`, as in CI, it fails then.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;
use support::{Place, files_below};

/// Longest report of the sample corpus.
const MAX_SAMPLE: usize = 2_000_000;

/// Articles of the large report.
const MANY: usize = 5_000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_report_of_the_sample_corpus_is_small() {
    let place = Place::new();
    place.trich(&["run", root().join("corpus").to_str().unwrap(), "-o", "out", "--format", "report", "-q"]).exits(0);
    let files = place.tree("out");
    assert!(files.contains_key(Path::new("report/index.html")));
    let size: usize = files.values().map(Vec::len).sum();
    assert!(size < MAX_SAMPLE, "{size} bytes");
}

#[test]
fn any_number_of_threads_gives_the_same_report() {
    let place = Place::new();
    place.file("in.jsonl", lines(600));
    let trees = ["1", "3"].map(|jobs| {
        let out = format!("out{jobs}");
        place.trich(&["run", "in.jsonl", "-o", &out, "--format", "report", "-q", "--jobs", jobs]).exits(0);
        place.tree(&out)
    });
    assert!(trees[0].len() > 2, "{:?}", trees[0].keys());
    assert!(trees[0] == trees[1]);
}

#[test]
fn no_article_is_an_empty_report() {
    let place = Place::new();
    place.file("in.jsonl", "");
    place.trich(&["run", "in.jsonl", "-o", "out", "--format", "report", "-q"]).exits(0);
    assert!(place.read("out/report/index.html").contains("\"articles\":[]"));
}

/// Articles in which the browser test knows what there is.
fn small() -> String {
    let decomposed = "Ông Nguye\u{302}\u{303}n Văn Bảo".to_owned();
    let markup = "</script><script>window.hacked=1</script><img src=x onerror=\"window.hacked=1\">\"onmouseover=\"window.hacked=1\"<!--";
    let articles = [
        json!({"id": "evil", "title": format!("Bài về {markup} 5%"), "outlet": markup, "date": "2020-10-12", "author": markup,
            "url": "javascript:window.hacked=1",
            "text": format!("Ông Nguyễn Văn <b>An</b>{markup} nói 42,9% & &lt;b&gt; có 12 người. Bà Trần Thị Hoa{markup} là Giám đốc Sở Y tế. \
                'onclick='window.hacked=1' `${{window.hacked=1}}` {{{{constructor}}}} \u{2028} {} ", "dài".repeat(300))}),
        json!({"id": "news-links", "title": "Phá đường dây buôn lậu 7,5 tỷ đồng", "outlet": "Báo Thử", "date": "2020-10-12",
            "text": "Tăng 42,9% so với năm 2019.\n\nÔng Nguyễn Văn Bảo, Giám đốc Sở Y tế, cho biết có 151 đồng chí tham dự. Ông Bảo nói việc này theo Luật \
                Đất đai 2013.\n\nChiều 11/10, ông Bảo đã ký Quyết định số 12/QĐ-UBND ngày 5-3-2018. Chuyện sâu trong bài."}),
        json!({"id": "astral", "title": "😀 Mặt cười", "outlet": "Báo Khác", "date": "2020-10-13",
            "text": format!("😀😀 {decomposed} trả 𝒜 5,2 triệu đồng 👨‍👩‍👧 và 3 tỷ 200 triệu đồng ngày 20-9-2017 🇻🇳 tăng 7%.")}),
        json!({"id": "odd", "title": "Ngày không có", "outlet": "Báo Thử", "date": "2020-10-14T08:00:00+07:00",
            "text": "Hạn chót là ngày 32/13/2020. Có 5 người."}),
        json!({"id": "huge", "date": "0001-01-01", "text": format!("Thu {} tỷ đồng và 0 đồng.", "9".repeat(300))}),
        json!({"id": "dot", "title": "", "text": "."}),
        json!({"id": "undated", "text": "Không có ngày đăng, chỉ có 5 km."}),
    ];
    articles.iter().map(|article| format!("{article}\n")).collect()
}

/// Many articles, made of the sample corpus.
fn lines(count: usize) -> String {
    let texts = files_below(&root().join("corpus"), "txt");
    let texts: Vec<String> = texts.iter().map(|path| std::fs::read_to_string(path).unwrap_or_default()).collect();
    let texts: Vec<&String> = texts.iter().filter(|text| !text.contains('\u{FFFD}') && !text.is_empty()).collect();
    let article = |n: usize| {
        let (year, month, day) = (2018 + n % 5, n % 12 + 1, n % 28 + 1);
        let (outlet, date) = (format!("Báo {}", n % 40), format!("{year}-{month:02}-{day:02}"));
        json!({"id": format!("n{n}"), "outlet": outlet, "date": date, "text": format!("{}\n\nTin {n}.", texts[n % texts.len()])})
    };
    (0..count).map(|n| format!("{}\n", article(n))).collect()
}

/// What the browser test needs, or what of it is missing.
fn browser() -> Result<&'static str, &'static str> {
    let runs = |program: &str| Command::new(program).arg("--version").output().is_ok_and(|ran| ran.status.success());
    let chromium = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|program| runs(program));
    let chromium = chromium.ok_or("Chromium")?;
    if !runs("node") {
        return Err("Node.js");
    }
    let modules = root().join("tests/report/node_modules");
    if modules.join("playwright-core").is_dir() { Ok(chromium) } else { Err("the modules of `npm ci` in tests/report") }
}

/// The path of a program.
fn which(program: &str) -> PathBuf {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&paths).map(|folder| folder.join(program)).find(|path| path.is_file());
    found.unwrap_or_else(|| program.into())
}

#[test]
fn the_report_is_right_in_a_browser() {
    let chromium = match browser() {
        Ok(chromium) => which(chromium),
        Err(missing) => {
            assert!(std::env::var_os("TRICH_BROWSER").is_none(), "the browser test needs {missing}");
            println!("skipped: the browser test needs {missing}");
            return;
        }
    };
    let place = Place::new();
    place.file("small.jsonl", small()).file("large.jsonl", lines(MANY));
    for name in ["small", "large"] {
        let input = format!("{name}.jsonl");
        place.trich(&["run", &input, "-o", name, "--format", "report,jsonl", "-q"]).exits(0);
    }
    let script = root().join("tests/report/browser.mjs");
    // A browser on a busy machine may be slower than the script waits: it has a second go.
    let look = || Command::new("node").arg(&script).arg(&chromium).arg(place.path("")).output().unwrap();
    let first = look();
    let ran = if first.status.success() { first } else { look() };
    let said = String::from_utf8_lossy(&ran.stdout);
    println!("{said}{}", String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{said}");
}

#[test]
fn one_article_is_a_page_of_its_own() {
    let place = Place::new();
    place.file("a.txt", "Có 5 km </script><script>alert(1)</script> theo Cáo trạng số 63/CT-VKS-P3.");
    let ran = place.trich(&["show", "a.txt", "--to", "html", "--explain"]).exits(0);
    assert!(ran.stdout.starts_with("<!doctype html>") && ran.stdout.ends_with("</html>\n"));
    assert!(ran.stdout.contains("\"lost\":[{\"text\":") && !ran.stdout.contains("<script>alert"));
    let plain = place.trich(&["show", "a.txt", "--to", "html"]).exits(0);
    assert!(!plain.stdout.contains("\"lost\":["));
    let record = place.trich(&["show", "a.txt", "--to", "json"]).exits(0).stdout;
    assert_eq!(serde_json::from_str::<serde_json::Value>(&record).unwrap()["schema"], "trich/1");
}

/// Less than three times as long as the run that writes lines.
#[test]
fn a_report_takes_little_longer_than_its_records() {
    let place = Place::new();
    place.file("in.jsonl", lines(400));
    let time = |format: &str| {
        let start = std::time::Instant::now();
        place.trich(&["run", "in.jsonl", "-o", "out", "--format", format, "-q", "--force", "--jobs", "1"]).exits(0);
        start.elapsed()
    };
    let least = |format| (0..2).map(|_| time(format)).min().unwrap();
    let (records, report) = (least("jsonl"), least("report"));
    println!("jsonl {records:?}, report {report:?}");
    assert!(report < records * 3, "jsonl {records:?}, report {report:?}");
}
