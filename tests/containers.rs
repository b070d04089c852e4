//! Articles are read out of whatever a scraper brings home, by what it is and not only by its name; what is broken or
//! refused in it costs nothing else.

mod support;

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use support::{Place, strings};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TEXT: &str = "Hội nghị bàn về 25 km đường tại Hà Nội.";
const LINE: &str = "{\"id\":\"packed\",\"text\":\"Một bài.\"}\n";
/// [`LINE`], compressed.
const XZ: &str = "fd377a585a000004e6d6b4460200210116000000742fe5a30100247b226964223a227061636b6564222c2274657874223a224de1bb99742062c3a0692e227d0a00000000fc6096e73a3e805f00013d25d2296a011fb6f37d010000000004595a";
const ZSTD: &str =
    "28b52ffd04582901007b226964223a227061636b6564222c2274657874223a224de1bb99742062c3a0692e227d0aebdd2fcd";

fn page() -> String {
    let paragraph =
        format!("<p>{TEXT} Công trình dài mười hai cây số nối hai xã ở phía bắc của huyện với quốc lộ.</p>");
    format!(
        "<!DOCTYPE html><html><head><title>Bàn về con đường mới</title></head><body><h1>Bàn về con đường mới</h1>\
         <div class=\"content\">{}</div></body></html>",
        paragraph.repeat(6)
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn hex(digits: &str) -> Vec<u8> {
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tar(files: &[(&str, u8, &[u8])]) -> Vec<u8> {
    const BLOCK: usize = 512;
    let mut archive = Vec::new();
    for (name, kind, content) in files {
        let mut header = vec![0; BLOCK];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..136].copy_from_slice(format!("{:011o} ", content.len()).as_bytes());
        header[156] = *kind;
        header[257..263].copy_from_slice(b"ustar\0");
        header[148..156].copy_from_slice(b"        ");
        let sum: u64 = header.iter().map(|&byte| u64::from(byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        archive.extend(header);
        archive.extend(*content);
        archive.resize(archive.len().next_multiple_of(BLOCK), 0);
    }
    archive.resize(archive.len() + 2 * BLOCK, 0);
    archive
}

fn warc(kind: &str, url: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype={kind}\r\n\
         Content-Length: {}\r\n\r\n",
        content.len()
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn answer(kind: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n").as_bytes(), body].concat()
}

/// The records and the failures (id and code) of a run over `in`.
fn run(place: &Place, args: &[&str]) -> (Vec<Value>, Vec<(String, String)>) {
    let args = [&["run", "in", "-o", "out", "--format", "jsonl"], args].concat();
    let ran = place.trich(&args);
    assert!(matches!(ran.code, Some(0 | 1)) && !ran.stderr.contains("panicked"), "{}", ran.stderr);
    let failures = match ran.code {
        Some(0) => Vec::new(),
        _ => place.lines("out/errors.jsonl"),
    };
    let failures = strings(&failures, "id").into_iter().zip(strings(&failures, "code")).collect();
    (place.lines("out/articles.jsonl"), failures)
}

#[track_caller]
fn check(place: &Place, ids: &[&str], failures: &[(&str, &str)]) -> Vec<Value> {
    let (records, failed) = run(place, &[]);
    assert_eq!(strings(&records, "id"), ids);
    assert_eq!(failed.iter().map(|(id, code)| (id.as_str(), code.as_str())).collect::<Vec<_>>(), failures);
    records
}

#[test]
fn compressed_files_are_read_whatever_their_names() {
    let place = Place::new();
    for (name, bytes) in [
        ("in/a.jsonl.gz", gzip(LINE.as_bytes())),
        ("in/b.jsonl.bz2", bzip2(LINE.as_bytes())),
        ("in/c.jsonl.xz", hex(XZ)),
        ("in/d.jsonl.zst", [hex(ZSTD), hex(ZSTD)].concat()),
        ("in/e.jsonl", gzip(LINE.as_bytes())),
        ("in/f", gzip(&gzip(LINE.as_bytes()))),
        ("in/g.txt.gz", gzip(TEXT.as_bytes())),
        ("in/h.html", gzip(page().as_bytes())),
        ("in/i.bz2", bzip2(TEXT.as_bytes())),
        // as `gzip -c a b` and parallel tools write
        ("in/j.jsonl.gz", [gzip(LINE.as_bytes()), gzip(LINE.as_bytes())].concat()),
    ] {
        place.file(name, bytes);
    }
    let packed = |number| if number == 1 { "packed".to_owned() } else { format!("packed~{number}") };
    let ids: Vec<String> =
        (1..=7).map(packed).chain(["g", "h", "i"].map(str::to_owned)).chain([packed(8), packed(9)]).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let records = check(&place, &ids, &[]);
    assert_eq!(records[7]["text"], TEXT);
    assert_eq!(records[8]["source"]["format"], "html");
    assert_eq!(records[8]["article"]["title"], "Bàn về con đường mới");
}

#[test]
fn archives_are_read_file_by_file() {
    let (place, page) = (Place::new(), page());
    let (lines, packed) = (LINE.repeat(2), gzip(LINE.as_bytes()));
    let files: [(&str, &[u8]); 6] = [
        ("hà nội/a.txt", TEXT.as_bytes()),
        ("b.jsonl", lines.as_bytes()),
        ("c.jsonl.gz", &packed),
        ("picture.jpg", b"\xFF\xD8\xFF"),
        ("saved", page.as_bytes()),
        ("__MACOSX/._a.txt", b"x"),
    ];
    place.file("in/z.zip", zip(&files));
    let tarred: Vec<(&str, u8, &[u8])> = files.iter().map(|(name, content)| (*name, b'0', *content)).collect();
    place.file("in/t.tgz", gzip(&tar(&tarred)));
    let ids = [
        "t/hà nội/a",
        "packed",
        "packed~2",
        "packed~3",
        "t/saved",
        "z/hà nội/a",
        "packed~4",
        "packed~5",
        "packed~6",
        "z/saved",
    ];
    let records = check(&place, &ids, &[]);
    assert_eq!(records[0]["source"]["path"], "in/t.tgz/hà nội/a.txt");
    assert_eq!(records[6]["source"]["path"], "in/z.zip/b.jsonl");
    assert_eq!(records[6]["source"]["line"], 1);
}

#[test]
fn metadata_beside_a_text_in_an_archive_are_its_own() {
    let place = Place::new();
    let meta = |title: &str| format!("{{\"title\":\"{title}\",\"published\":\"2020-10-12\"}}");
    let [before, behind, broken] = [meta("Trước"), meta("Sau"), "{".to_owned()];
    let files: [(&str, &[u8]); 9] = [
        ("x/a.meta.json", before.as_bytes()),
        ("x/a.txt", TEXT.as_bytes()),
        ("x/b.txt", TEXT.as_bytes()),
        ("x/b.meta.json", behind.as_bytes()),
        ("x/c.txt", TEXT.as_bytes()),
        ("x/far.meta.json", behind.as_bytes()),
        ("x/d.txt", TEXT.as_bytes()),
        ("x/d.meta.json", broken.as_bytes()),
        ("x/far.txt", TEXT.as_bytes()),
    ];
    place.file("in/z.zip", zip(&files));
    let tarred: Vec<(&str, u8, &[u8])> = files.iter().map(|(name, content)| (*name, b'0', *content)).collect();
    place.file("in/t.tar", tar(&tarred));
    let ids = ["t/x/a", "t/x/b", "t/x/c", "t/x/d", "t/x/far", "z/x/a", "z/x/b", "z/x/c", "z/x/d", "z/x/far"];
    let records = check(&place, &ids, &[]);
    for five in records.chunks(5) {
        assert_eq!(five[0]["article"]["title"], "Trước");
        assert_eq!(five[1]["article"]["published"], "2020-10-12");
        assert!(five[2]["article"]["published"].is_null());
        assert_eq!(five[3]["diagnostics"][0]["code"], "source/bad-meta");
        assert!(five[4]["article"]["published"].is_null());
    }
}

#[test]
fn tables_without_a_text_column_in_an_archive_are_passed_over() {
    let place = Place::new();
    let files: [(&str, &[u8]); 2] =
        [("prices.csv", b"day,price\n2020-10-12,25\n"), ("news.csv", b"title,text\nA,Gia 25 km.\n")];
    place.file("in/z.zip", zip(&files));
    let tarred: Vec<(&str, u8, &[u8])> = files.iter().map(|(name, content)| (*name, b'0', *content)).collect();
    place.file("in/t.tar", tar(&tarred));
    check(&place, &["t/news#2", "z/news#2"], &[]);
}

#[test]
fn what_leads_out_of_an_archive_is_refused_and_the_rest_read() {
    let place = Place::new();
    place.file(
        "in/z.zip",
        zip(&[("../a.txt", b"x"), ("/etc/b.txt", b"x"), ("n.zip", &zip(&[])), ("d.txt", TEXT.as_bytes())]),
    );
    let inner = tar(&[("x.txt", b'0', b"x")]);
    let files: [(&str, u8, &[u8]); 4] =
        [("../a.txt", b'0', b"x"), ("link.txt", b'2', b""), ("n.tar", b'0', &inner), ("d.txt", b'0', TEXT.as_bytes())];
    place.file("in/t.tar", tar(&files));
    check(
        &place,
        &["t/d", "z/d"],
        &[
            ("t#1", "source/unsafe-name"),
            ("t#2", "source/link"),
            ("t/n", "source/nested-archive"),
            ("z#1", "source/unsafe-name"),
            ("z#2", "source/unsafe-name"),
            ("z/n", "source/nested-archive"),
        ],
    );
    // a zip archive needs to be read from its end
    place.file("in/z.zip.gz", gzip(&zip(&[("d.txt", TEXT.as_bytes())])));
    std::fs::remove_dir_all(place.path("out")).unwrap();
    assert!(run(&place, &[]).1.contains(&("z".to_owned(), "source/nested-archive".to_owned())));
}

#[test]
fn broken_files_cost_what_is_behind_the_break() {
    let place = Place::new();
    let lines: String = (0..3000u32).map(|n| format!("{{\"text\":\"{}\"}}\n", n.wrapping_mul(2_654_435_761))).collect();
    let packed = gzip(lines.as_bytes());
    place.file("in/a.jsonl.gz", &packed[..packed.len() / 2]);
    place.file("in/b.jsonl.gz", [&packed[..200], &[0xAA; 100], &packed[300..]].concat());
    place.file("in/c.txt.gz", &gzip(TEXT.as_bytes())[..30]);
    place.file("in/d.zip", &zip(&[("a.txt", TEXT.as_bytes())])[..60]);
    place.file("in/e.tar", &tar(&[("a.txt", b'0', TEXT.as_bytes()), ("b.txt", b'0', &[b'x'; 2000])])[..2100]);
    place.file("in/f.jsonl.xz", &hex(XZ)[..50]).file("in/g.jsonl.zst", &hex(ZSTD)[..30]);
    place.file("in/h.txt", TEXT);
    let (records, failures) = run(&place, &[]);
    let ids = strings(&records, "id");
    assert!(ids.iter().filter(|id| id.starts_with("a#")).count() > 1000, "{}", ids.len());
    assert!(ids.contains(&"e/a".to_owned()) && ids.contains(&"h".to_owned()));
    let broken: Vec<&str> =
        failures.iter().filter(|(_, code)| code == "source/broken").map(|(id, _)| id.as_str()).collect();
    assert_eq!(broken, ["a", "b", "c", "d", "e/b", "e", "f", "g"]);
}

#[test]
fn bombs_are_refused() {
    let place = Place::new();
    let zeros = vec![b'0'; 3 << 20];
    place
        .file("in/a.txt.gz", gzip(&zeros))
        .file("in/b.jsonl.bz2", bzip2(&[LINE.as_bytes(), &zeros, b"\n", LINE.as_bytes()].concat()));
    place.file("in/c.zip", zip(&[("x.txt", &zeros), ("y.txt", TEXT.as_bytes())]));
    place.file("in/d.jsonl.gz", gzip(&vec![b'0'; 40 << 20])).file("in/e.txt", TEXT);
    let (records, failures) = run(&place, &["--max-article", "1M"]);
    assert_eq!(strings(&records, "id"), ["packed", "packed~2", "c/y", "e"]);
    let failures: Vec<(&str, &str)> = failures.iter().map(|(id, code)| (id.as_str(), code.as_str())).collect();
    let too_long = "source/too-long";
    assert_eq!(failures, [("a", too_long), ("b#2", too_long), ("c/x", too_long), ("d", "source/broken")]);
}

#[test]
fn tables_are_read_row_by_row() {
    let place = Place::new();
    place
        .file("in/a.csv", format!("id,title,content,date\r\nx,Tiêu đề,\"{TEXT}\r\n{TEXT}\",2020-10-12\r\n,,Hai.,\r\n"));
    place.file("in/a-table-of-facts.tsv", "article\tvalue\nx\t12\n");
    place.file("in/b.tsv", format!("noi_dung\ttua\n{TEXT}\tTựa\n"));
    let utf16 =
        format!("\u{feff}text\ttitle\n{TEXT}\tTựa\n").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    place.file("in/c.csv", utf16);
    place.file("in/d.csv", format!("text\n\"{}", "x ".repeat(700_000)));
    let (records, failures) = run(&place, &["--map", "text=noi_dung,title=tua", "--max-article", "1M"]);
    assert_eq!(strings(&records, "id"), ["x", "a#4", "b#2", "c#2"]);
    assert_eq!(records[0]["article"]["published"], "2020-10-12");
    assert_eq!(records[0]["source"]["line"], 2);
    assert_eq!(records[2]["article"]["title"], "Tựa");
    assert_eq!(records[3]["text"], TEXT);
    assert_eq!(failures, [("d".to_owned(), "source/broken".to_owned())]);
}

#[test]
fn pages_are_read_out_of_warc_files() {
    let place = Place::new();
    let (page, url) = (answer("text/html; charset=utf-8", page().as_bytes()), "https://bao.example/bai-1.html");
    let records = [
        warc("request", url, b"GET / HTTP/1.1\r\n\r\n"),
        warc("response", url, &page),
        warc("response", "https://bao.example/a.png", &answer("image/png", b"x")),
        warc("response", url, &page),
        warc("response", "https://bao.example/b", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>"),
        warc("response", "https://bao.example/c", &answer("text/html\r\nContent-Encoding: br", b"\x1B")),
    ];
    place.file("in/plain.warc", records.concat());
    place.file("in/packed.warc.gz", records[..2].iter().flat_map(|record| gzip(record)).collect::<Vec<u8>>());
    place.file("in/cut.warc", &records[1][..600]);
    let records =
        check(&place, &["packed#1", "plain#1", "plain#2"], &[("cut", "source/broken"), ("plain#3", "source/broken")]);
    assert_eq!(records[0]["article"]["url"], url);
    assert!(records[0].get("duplicate_of").is_none());
    assert_eq!(records[1]["duplicate_of"], "packed#1");
    assert_eq!(records[1]["diagnostics"][0]["code"], "source/duplicate-url");
}

#[test]
fn pages_are_read_out_of_what_a_browser_saves() {
    let place = Place::new();
    let body: String = page()
        .bytes()
        .map(|byte| if byte.is_ascii() && byte != b'=' { char::from(byte).to_string() } else { format!("={byte:02X}") })
        .collect();
    let mail = format!(
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://bao.example/a.html\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"----x\"\r\n\r\n------x\r\nContent-Type: text/html\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{body}\r\n------x--\r\n"
    );
    place
        .file("in/a.mhtml", &mail)
        .file("in/b.mht", "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n");
    place.file("in/c", &mail);
    let records = check(&place, &["a", "c"], &[("b", "source/other-content")]);
    assert_eq!(records[0]["source"]["format"], "mhtml");
    assert_eq!(records[0]["article"]["url"], "https://bao.example/a.html");
    assert!(records[0]["text"].as_str().unwrap().contains(TEXT));
}

#[test]
fn pages_and_their_pieces_are_read_out_of_objects() {
    let place = Place::new();
    let whole =
        serde_json::json!({"id": "whole", "url": "https://bao.example/a", "title": "Tựa riêng", "html": page()});
    let piece = serde_json::json!({"id": "piece", "title": {"rendered": "Tựa"}, "content": {"rendered": format!("<p>{TEXT}</p><p>Hai &amp; ba.</p>")}});
    place.file("in/a.jsonl", format!("{whole}\n{piece}\n"));
    let records = check(&place, &["whole", "piece"], &[]);
    assert_eq!(records[0]["article"]["title"], "Tựa riêng");
    assert!(records[0]["text"].as_str().unwrap().contains(TEXT));
    assert_eq!(records[1]["text"], format!("{TEXT}\n\nHai & ba."));
}

#[test]
fn files_with_other_content_than_their_names_say_are_told() {
    let place = Place::new();
    place
        .file("in/a.txt", zip(&[("x.txt", b"x")]))
        .file("in/b.html", warc("response", "x", b""))
        .file("in/c.jsonl", page());
    let other = "source/other-content";
    let records = check(&place, &["c"], &[("a", other), ("b", other)]);
    assert_eq!(records[0]["source"]["format"], "html");
}

#[test]
fn old_encodings_are_read_and_can_be_asked_for() {
    let place = Place::new();
    let tcvn = b"H\xB5 N\xE9i: nh\xA9n d\xA9n ph\xB8t tri\xD3n kinh t\xD5 n\xABng th\xABn";
    let text = "Hà Nội: nhân dân phát triển kinh tế nông thôn";
    place.file("in/a.txt", tcvn).file("in/b.jsonl", [b"{\"text\":\"", &tcvn[..], b"\"}\n"].concat());
    place.file("in/c.html", [b"<html><body><h1>", &tcvn[..], b"</h1><p>", &tcvn[..], b"</p></body></html>"].concat());
    let (records, _) = run(&place, &[]);
    assert_eq!(records[0]["text"], text);
    assert_eq!(records[0]["source"]["encoding"], "tcvn3");
    assert!(records[0]["source"]["encoding_confidence"].as_f64().unwrap() > 0.8);
    assert_eq!(records[0]["diagnostics"][0]["code"], "decode/legacy-encoding");
    assert_eq!(records[1]["text"], text);
    place.file("in/d.txt", b"\xA9");
    std::fs::remove_dir_all(place.path("out")).unwrap();
    let (records, _) = run(&place, &["--encoding", "tcvn3"]);
    assert_eq!(records.last().unwrap()["text"], "â");
    assert!(records[0]["source"].get("encoding_confidence").is_none());
    place.trich(&["run", "in", "-o", "x", "--encoding", "latin-9"]).exits(2).says("expected one of utf-8");
}

#[test]
fn a_page_on_standard_input_is_shown() {
    let place = Place::new();
    for args in [&["show", "-", "--format", "html"][..], &["show", "-"]] {
        let ran = place.trich_with(args, page().as_bytes()).exits(0);
        assert!(ran.stdout.contains("[25 km]"), "{}", ran.stdout);
    }
    let ran = place.trich_with(&["show", "-", "--to", "html"], page().as_bytes()).exits(0);
    assert!(ran.stdout.contains("<html") && ran.stdout.contains("25 km"), "{}", ran.stdout);
}

#[cfg(unix)]
#[test]
fn odd_names_and_links_out_of_the_folder_are_told() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    let place = Place::new();
    place.file("in/a.txt", TEXT).file("elsewhere/b.txt", "Hai bài.").file("in/deep/c.txt", "Ba bài.");
    symlink("../elsewhere", place.path("in/link")).unwrap();
    symlink("..", place.path("in/deep/back")).unwrap();
    if std::fs::write(place.path("in").join(OsStr::from_bytes(b"h\xE0.txt")), TEXT).is_err() {
        return; // some systems have no such names
    }
    let ran = place.trich(&["run", "in", "-o", "out", "--format", "jsonl"]).exits(0);
    ran.says("in/link: leads out of in to ").says("in/deep/back: leads back to in: read there");
    let records = place.lines("out/articles.jsonl");
    assert_eq!(strings(&records, "id"), ["a", "deep/c", "h\u{FFFD}", "link/b"]);
    assert_eq!(records[2]["diagnostics"][0]["code"], "source/bad-name");
}
