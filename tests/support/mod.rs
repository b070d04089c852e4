//! Runs the program in a folder of its own.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;
use tempfile::TempDir;

/// A folder with articles and results.
pub struct Place {
    folder: TempDir,
}

/// What a run said.
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Place {
    pub fn new() -> Place {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, with its folders.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Place {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The objects of a file of JSON lines.
    pub fn lines(&self, name: &str) -> Vec<Value> {
        json_lines(&self.read(name))
    }

    /// A command that runs here.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trich"));
        command.current_dir(self.folder.path()).args(args);
        command
    }

    pub fn trich(&self, args: &[&str]) -> Ran {
        self.command(args).stdin(Stdio::null()).output().unwrap().into()
    }

    /// Runs with `input` on standard input.
    pub fn trich_with(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(args);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        feeder.join().unwrap();
        output.into()
    }

    /// The bytes of every file below a folder, by path.
    pub fn tree(&self, name: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let root = self.path(name);
        let files = all_below(&root).into_iter();
        files.map(|path| (path.strip_prefix(&root).unwrap().to_owned(), fs::read(&path).unwrap())).collect()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        Ran {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// Asserts the exit code, and that nothing panicked.
    #[track_caller]
    pub fn exits(self, code: i32) -> Ran {
        assert_eq!(self.code, Some(code), "{}", self.stderr);
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self
    }

    /// Asserts that standard error says something.
    #[track_caller]
    pub fn says(self, words: &str) -> Ran {
        assert!(self.stderr.contains(words), "expected {words:?}, but found:\n{}", self.stderr);
        self
    }
}

/// Parses JSON lines.
pub fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The strings under `key`.
pub fn strings(values: &[Value], key: &str) -> Vec<String> {
    values.iter().map(|value| value[key].as_str().unwrap_or_default().to_owned()).collect()
}

/// The files below a folder whose names have an ending, in order.
pub fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let ending = format!(".{ending}");
    let mut files = all_below(folder);
    files.retain(|path| path.to_string_lossy().ends_with(&ending));
    files
}

fn all_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files.extend(all_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// A table: for each row its cells by column.
pub type Rows = Vec<BTreeMap<String, String>>;

/// A table of `out/` as it stands in its CSV file.
pub fn csv_rows(place: &Place, name: &str) -> Rows {
    let bytes = fs::read(place.path(&format!("out/{name}.csv"))).unwrap();
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(text);
    let headers = reader.headers().unwrap().clone();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        headers.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect()
    });
    rows.collect()
}

/// A table as it stands in the workbook of `out/`, with days as days.
pub fn xlsx_rows(place: &Place, name: &str) -> Rows {
    let mut workbook: Xlsx<_> = open_workbook(place.path("out/trich.xlsx")).unwrap();
    let sheet = workbook.worksheet_range(&heading(name)).unwrap();
    let mut rows = sheet.rows();
    let header = |cell: &Data| cell.to_string().to_lowercase().replace(' ', "_");
    let headers: Vec<String> = rows.next().unwrap().iter().map(header).collect();
    let text = |cell: &Data| match cell {
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:00")
        }
        cell => cell.to_string(),
    };
    rows.map(|row| headers.iter().cloned().zip(row.iter().map(text)).collect()).collect()
}

/// What the workbook calls a table or column in English.
pub fn heading(name: &str) -> String {
    let words = name.replace('_', " ");
    words[..1].to_uppercase() + &words[1..]
}
