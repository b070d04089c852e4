//! Articles of every form, the whole way to their records.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use trich::decode::Encoding;
use trich::source::{Body, Container, File, Raw, Reader, Settings, find};
use trich::{Content, Input};

use super::records::PIPELINE;
use super::whole;
use super::{split, text};

/// Longest article: bombs are refused early.
const MOST_ARTICLE: usize = 1 << 16;

/// Most articles of a container that are read.
const MOST_ARTICLES: usize = 64;

fn settings() -> Settings {
    Settings { max_article: MOST_ARTICLE, ..Settings::default() }
}

/// A page, with the address of a site whose layout is known, or without.
pub fn html(data: &[u8]) {
    const HOSTS: [&str; 6] =
        ["vnexpress.net", "tuoitre.vn", "thanhnien.vn", "dantri.com.vn", "vietnamnet.vn", "nhandan.vn"];
    let Some((choice, page)) = split(data) else { return };
    let url = HOSTS.get(choice).map(|host| format!("https://{host}/thoi-su/bai-viet-20200304101512.html"));
    let file = File {
        path: Path::new("a.html").to_owned(),
        shown: "a.html".into(),
        stem: "a".into(),
        container: Container::Html,
        is_member: false,
        has_odd_name: false,
        len: page.len() as u64,
    };
    let body = Body::Bytes(page.to_owned(), url);
    read(&Raw {
        id: "a".to_owned(),
        file: Arc::new(file),
        line: None,
        body,
        duplicate_of: None,
        diagnostics: Vec::new(),
    });
}

/// JSON: lines, an object, an array.
pub fn json(data: &[u8]) {
    let Some((choice, bytes)) = split(data) else { return };
    contained(if choice % 2 == 0 { "a.jsonl" } else { "a.json" }, bytes);
}

/// Tables with commas, semicolons or tabs.
pub fn table(data: &[u8]) {
    let Some((choice, bytes)) = split(data) else { return };
    contained(if choice % 2 == 0 { "a.csv" } else { "a.tsv" }, bytes);
}

/// What a crawler keeps.
pub fn warc(data: &[u8]) {
    contained("a.warc", data);
}

/// A page with its pictures.
pub fn mhtml(data: &[u8]) {
    contained("a.mhtml", data);
}

/// An archive.
pub fn zip(data: &[u8]) {
    contained("a.zip", data);
}

/// An archive.
pub fn tar(data: &[u8]) {
    contained("a.tar", data);
}

/// A compressed file.
pub fn packed(data: &[u8]) {
    const NAMES: [&str; 4] = ["a.txt.gz", "a.jsonl.zst", "a.tar.bz2", "a.html.xz"];
    let Some((choice, bytes)) = split(data) else { return };
    contained(NAMES[choice % NAMES.len()], bytes);
}

/// Reads a file of this name as a run does.
fn contained(name: &str, bytes: &[u8]) {
    thread_local!(static FOLDER: tempfile::TempDir = tempfile::tempdir().expect("a folder"));
    FOLDER.with(|folder| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("a file");
        let settings = settings();
        let found = find(&[path], None, &settings).expect("a file that was found");
        Reader::new(found, &settings).take(MOST_ARTICLES).for_each(|raw| read(&raw));
    });
}

fn read(raw: &Raw) {
    let settings = settings();
    let mut loaded = raw.load(&settings);
    assert!(raw.digest(&settings).is_none_or(|digest| loaded.digest().is_none_or(|it| it == digest)), "two digests");
    PIPELINE.with(|pipeline| {
        let article = loaded.read(raw, pipeline);
        whole::check(&pipeline.extract(&article), MOST_ARTICLE);
    });
}

/// A text, as a file or a field, in an encoding that is asked for or not, with a day of publication or without.
pub fn pipeline(data: &[u8]) {
    const DAYS: [&str; 4] = ["2020-10-12T10:12:51+07:00", "29/02/2020", "0001-01-01", "9999-12-31"];
    let Some((choice, bytes)) = split(data) else { return };
    let field = text(bytes);
    let content = if choice % 2 == 0 { Content::File(bytes) } else { Content::Field(&field) };
    let mut input = Input { content, ..Input::from_text("") };
    input.encoding = Encoding::ALL.get(choice / 2 % 32).copied();
    input.meta.published_raw = DAYS.get(choice / 64).map(|day| (*day).to_owned());
    PIPELINE.with(|pipeline| {
        let article = pipeline.read(input);
        let (record, _) = pipeline.explain(&article);
        whole::check(&record, bytes.len());
        let plain = serde_json::to_string(&pipeline.extract(&article)).expect("JSON");
        assert_eq!(serde_json::to_string(&record).expect("JSON"), plain, "explained, the record is another");
    });
}
