//! Cost goes up with the length of the text, whatever stands in it: no text that is twice as long takes much more than twice
//! the time. Time is that of the processor, so that a busy machine changes little.

use std::fmt::Write;

use serde_json::json;
use trich::source::{Raw, Settings};
use trich::{Content, Input, Pipeline};

use crate::support::{Place, Ran};

/// Bytes of the shorter text.
const SHORT: usize = 1 << 15;

/// How much more a text of double length may cost: 2, and what a table that grows and a cache that is full add.
const MOST: f64 = 2.6;

/// Runs of each text, of which the fastest counts.
const RUNS: usize = 3;

/// A text of at least so many bytes.
type Text = fn(usize) -> String;

/// Texts that are made to cost time.
const TEXTS: &[(&str, Text)] = &[
    ("digits", |n| "7".repeat(n)),
    ("separated digits", |n| repeated(n, |_| "123.".to_owned())),
    ("capitalised words", |n| repeated(n, |i| ["Đồng ", "Tháp ", "Minh ", "An "][i % 4].to_owned())),
    ("words in capitals", |n| repeated(n, |i| ["ĐỒNG ", "THÁP ", "MINH ", "AN "][i % 4].to_owned())),
    ("nested quotes", |n| repeated(n, |_| "“".to_owned())),
    ("quotes and words", |n| repeated(n, |_| "“Ông nói ".to_owned())),
    ("combining marks", |n| format!("a{}", repeated(n, |i| ["\u{301}", "\u{323}", "\u{31b}"][i % 3].to_owned()))),
    ("letters with many marks", |n| repeated(n, |_| "e\u{323}\u{302}\u{301}\u{300}".to_owned())),
    ("commas", |n| ",".repeat(n)),
    ("line breaks", |n| "\n".repeat(n)),
    ("short lines", |n| repeated(n, |i| format!("Dòng {i}\n"))),
    ("titles", |n| repeated(n, |_| "Phó Chủ tịch ".to_owned())),
    ("titles and commas", |n| repeated(n, |_| "Phó Chủ tịch, ".to_owned())),
    ("number words", |n| repeated(n, |i| ["hai ", "mươi ", "trăm ", "nghìn "][i % 4].to_owned())),
    ("near-miss numbers", |n| repeated(n, |_| "1.2.3,4.5/ ".to_owned())),
    ("open brackets", |n| repeated(n, |_| "(số ".to_owned())),
    ("one syllable", |n| "ba ".repeat(n / 3)),
    ("document codes", |n| repeated(n, |i| format!("Nghị định {}/2019/NĐ-CP, ", i % 9000))),
    ("bare document codes", |n| repeated(n, |i| format!("{i}/QĐ-UBND; "))),
    ("documents by number", |n| repeated(n, |i| format!("Nghị định {i}. "))),
    ("slashes and dashes", |n| repeated(n, |_| "1/2-".to_owned())),
    ("other names", |n| repeated(n, |i| format!("Ông Nguyễn Văn {} nói. ", syllable(i)))),
    ("given names", |n| repeated(n, |i| format!("ông {}, ", syllable(i)))),
    ("one name", |n| repeated(n, |_| "Bà Trần Thị Hạnh đi. ".to_owned())),
    ("dates", |n| repeated(n, |i| format!("ngày {}/{}, ", 1 + i % 28, 1 + i % 12))),
    ("heads of dates", |n| repeated(n, |_| "ngày ".to_owned())),
    ("ranges of dates", |n| repeated(n, |_| "từ 2019 đến ".to_owned())),
    ("relative dates", |n| repeated(n, |_| "hôm qua, sáng nay ".to_owned())),
    ("dots", |n| ".".repeat(n)),
    ("abbreviations", |n| repeated(n, |_| "TP. ".to_owned())),
    ("sums", |n| repeated(n, |_| "tổng số 10 gồm 5 và ".to_owned())),
    ("escapes", |n| repeated(n, |_| "&amp;".to_owned())),
    ("mojibake", |n| repeated(n, |_| "Viá»‡t ".to_owned())),
];

/// Pages that are made to cost time.
const PAGES: &[(&str, Text)] = &[
    ("nested tags", |n| format!("<html><body>{}Bài.", "<div>".repeat(n / 5))),
    ("open paragraphs", |n| format!("<html><body>{}", repeated(n, |i| format!("<p>Đoạn {i} của bài. ")))),
    ("open emphasis", |n| format!("<html><body>{}", repeated(n, |_| "<b><i>chữ".to_owned()))),
    ("attributes", |n| format!("<html><body><p {}>Bài.</p>", repeated(n, |i| format!("a{i}=1 ")))),
    ("links", |n| format!("<html><body>{}", repeated(n, |i| format!("<a href=/{i}>Tin {i}</a>")))),
    ("open comment", |n| format!("<html><body><p>Bài.</p><!--{}", "-".repeat(n))),
    ("entities", |n| format!("<!DOCTYPE x [<!ENTITY a \"b\">]><html><body><p>{}", "&a;".repeat(n / 3))),
];

fn repeated(bytes: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(bytes + 64);
    for at in 0.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&piece(at));
    }
    text
}

fn ordinary(bytes: usize) -> String {
    let article = include_str!("../cmd/check.in/corpus/moi.txt");
    repeated(bytes, |at| format!("{article}\n{at}\n"))
}

/// A syllable with a capital, another one for each of some thousand numbers.
fn syllable(at: usize) -> String {
    const FIRST: [&str; 16] = ["B", "C", "D", "Đ", "G", "H", "K", "L", "M", "N", "Ph", "Qu", "S", "T", "Th", "V"];
    const MIDDLE: [&str; 12] = ["a", "á", "à", "ạ", "ê", "ế", "i", "í", "o", "ô", "ơ", "u"];
    const LAST: [&str; 6] = ["n", "ng", "m", "nh", "t", "c"];
    format!("{}{}{}", FIRST[at % 16], MIDDLE[at / 16 % 12], LAST[at / 192 % 6])
}

/// Nanoseconds that this thread had a processor; none where the system does not tell.
fn processor_time() -> Option<u64> {
    // the system adds up the time when a thread lets others run
    std::thread::yield_now();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok()
}

/// Measurements of what seems to cost too much.
const ATTEMPTS: usize = 3;

/// Seconds after which a text is not run again.
const LONG: f64 = 1.0;

/// Processor time of the fastest of some runs, in seconds.
fn cost(work: &dyn Fn()) -> f64 {
    let mut fastest = f64::INFINITY;
    for _ in 0..RUNS {
        let start = processor_time().unwrap_or_default();
        work();
        let time = processor_time().unwrap_or_default().saturating_sub(start) as f64 / 1e9;
        fastest = fastest.min(time);
        if time > LONG {
            break;
        }
    }
    fastest
}

fn cost_of_text(pipeline: &Pipeline, text: &str) -> f64 {
    cost(&|| {
        let input = Input { content: Content::File(text.as_bytes()), ..Input::from_text("") };
        let article = pipeline.read(input);
        trich::json::write(&pipeline.extract(&article), &mut Vec::new()).unwrap();
    })
}

fn cost_of_line(pipeline: &Pipeline, settings: &Settings, line: &[u8]) -> f64 {
    cost(&|| {
        let raw = Raw::of_line(line.to_vec());
        let mut loaded = raw.load(settings);
        let article = loaded.read(&raw, pipeline);
        trich::json::write(&pipeline.extract(&article), &mut Vec::new()).unwrap();
    })
}

/// How much more the long text costs, and nanoseconds for each of its bytes. What is too much is measured anew: other
/// programs empty the caches, and never three times alike.
fn ratio(short: &str, long: &str, cost: &dyn Fn(&str) -> f64) -> (f64, f64) {
    let measure = |_| {
        let (less, more) = (cost(short), cost(long));
        (more / less, more / long.len() as f64 * 1e9)
    };
    let mut measured = (0..ATTEMPTS).map(measure);
    let first = measured.next().unwrap_or_default();
    let better = |best: (f64, f64), next: (f64, f64)| if next.0 < best.0 { next } else { best };
    if first.0 <= MOST { first } else { measured.fold(first, better) }
}

/// Measures each text at both lengths, and tells those that cost too much.
fn check(named: &[(&str, Text)], cost: &dyn Fn(&str) -> f64) {
    if processor_time().is_none() {
        println!("skipped: the system does not tell the processor time of a thread");
        return;
    }
    let wanted = std::env::var("TRICH_LINEAR").unwrap_or_default();
    let mut failures = String::new();
    for (name, text) in named.iter().filter(|(name, _)| name.contains(&wanted)) {
        let [short, long] = [SHORT, 2 * SHORT].map(text);
        let (ratio, rate) = ratio(&short, &long, cost);
        println!("{name:25} {ratio:5.2} times for twice the length, {rate:8.1} ns a byte");
        if ratio > MOST {
            writeln!(failures, "{name}: {ratio:.2} times the time for twice the length").unwrap();
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn texts_cost_by_their_length() {
    let pipeline = Pipeline::new().unwrap();
    check(TEXTS, &|text| cost_of_text(&pipeline, text));
}

#[test]
fn pages_cost_by_their_length() {
    let (pipeline, settings) = (Pipeline::new().unwrap(), Settings::default());
    check(PAGES, &|page| cost_of_line(&pipeline, &settings, json!({ "html": page }).to_string().as_bytes()));
}

#[test]
fn objects_cost_by_their_length() {
    let (pipeline, settings) = (Pipeline::new().unwrap(), Settings::default());
    let objects: &[(&str, Text)] = &[
        ("nested lists", |n| format!("{{\"text\":\"Bài.\",\"x\":{}", "[".repeat(n))),
        ("closed lists", |n| format!("{{\"text\":\"Bài.\",\"x\":{}{}}}", "[".repeat(n / 2), "]".repeat(n / 2))),
        ("fields", |n| format!("{{{}\"text\":\"Bài.\"}}", repeated(n, |i| format!("\"f{i}\":{i},")))),
        ("escapes in a string", |n| format!("{{\"text\":\"{}\"}}", "\\u0061".repeat(n / 6))),
    ];
    check(objects, &|line| cost_of_line(&pipeline, &settings, line.as_bytes()));
}

/// Texts far longer than any article.
#[test]
fn long_texts_cost_by_their_length() {
    let pipeline = Pipeline::new().unwrap();
    let (short, long) = (ordinary(8 * SHORT), ordinary(16 * SHORT));
    let (ratio, _) = ratio(&short, &long, &|text| cost_of_text(&pipeline, text));
    assert!(processor_time().is_none() || ratio <= MOST, "{ratio:.2} times the time for twice the length");
}

/// A line of fifty megabytes is refused in little memory, and the next one is read.
#[test]
#[cfg(target_os = "linux")]
fn an_endless_line_takes_no_memory() {
    let place = Place::new();
    let line = json!({ "id": "long", "text": "Giá tăng 5%. ".repeat(50_000_000 / 15) }).to_string();
    place.file("a.jsonl", format!("{line}\n{}\n", json!({ "id": "short", "text": "Giá tăng 5%." })));
    let script = "ulimit -v 400000; exec \"$0\" run a.jsonl -o out --format jsonl --jobs 1";
    let mut command = std::process::Command::new("sh");
    let command = command.args(["-c", script, env!("CARGO_BIN_EXE_trich")]).current_dir(place.path(""));
    let ran = Ran::from(command.output().unwrap()).exits(1);
    ran.says("expected an article of at most 32 MiB");
    assert_eq!(place.lines("out/articles.jsonl").len(), 1);
}

/// Ordinary text, which the rates above are to be compared with.
#[test]
fn ordinary_text_costs_by_its_length() {
    let pipeline = Pipeline::new().unwrap();
    check(&[("ordinary text", ordinary)], &|text| cost_of_text(&pipeline, text));
}
