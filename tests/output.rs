//! What a run writes: the same bytes for any number of threads, tables that say what the records say, whole files or
//! none.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;
use support::{Place, Rows, csv_rows, xlsx_rows};
use trich::extract::Facts;
use trich::sink::table::{TABLES, Table};

/// Articles of many forms, in an order that differs from that of their lengths.
fn articles() -> Place {
    let place = Place::new();
    for n in 0..60 {
        let text = format!("Ngày {}-9-2017, có {n},5 triệu đồng. ", n % 28 + 1).repeat(1 + (n * 37) % 40);
        place.file(
            &format!("in/{}/{n}.txt", n % 7),
            format!("{text}\nÔng Nguyễn Văn Bảo nói về Luật Đất đai 2013, Nghị định {}/2019/NĐ-CP.", n % 7 + 30),
        );
    }
    let line = |n: usize| format!("{{\"text\":\"=1+{n}, -7 độ\",\"title\":\"+{n}\",\"date\":\"2020-10-12\"}}\n");
    place.file("in/feed.jsonl", (0..200).map(line).collect::<String>() + "oops\n");
    place
}

const ALL: &str = "jsonl,json,csv,xlsx,sqlite,parquet";

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let place = articles();
    let mut trees = Vec::new();
    for jobs in ["1", "2", "7"] {
        let out = format!("out{jobs}");
        place.trich(&["run", "in", "-o", &out, "--format", ALL, "--jobs", jobs]).exits(1);
        trees.push(place.tree(&out));
    }
    assert!(trees[0].len() > 260 + TABLES.len());
    for tree in &trees[1..] {
        assert!(trees[0].keys().eq(tree.keys()));
        for (path, bytes) in &trees[0] {
            assert!(tree[path] == *bytes, "{} differs", path.display());
        }
    }
}

#[test]
fn the_tree_and_the_lines_hold_the_same_records() {
    let place = articles();
    place.trich(&["run", "in", "-o", "out", "--format", "jsonl,json"]).exits(1);
    let by_id = |values: Vec<Value>| -> BTreeMap<String, Value> {
        values.into_iter().map(|value| (value["id"].as_str().unwrap().to_owned(), value)).collect()
    };
    let tree = place.tree("out/json").into_values();
    let tree = by_id(tree.map(|bytes| serde_json::from_slice(&bytes).unwrap()).collect());
    assert!(tree == by_id(place.lines("out/articles.jsonl")));
    assert!(place.path("out/json/3/10.json").is_file());
    assert!(place.path("out/json/feed/17.json").is_file());
}

#[test]
fn names_do_not_lead_out_of_the_tree() {
    let place = Place::new();
    let ids = ["../../up", "/etc/passwd", "..", "a/../../b", "C:\\x", "nul"];
    let lines: String = ids.iter().map(|id| format!("{}\n", serde_json::json!({"id": id, "text": "x"}))).collect();
    place.file("in/deep/feed.jsonl", lines);
    place.trich(&["run", "in", "-o", "out/deep", "--format", "json"]).exits(0);
    assert_eq!(place.tree("out/deep/json").len(), ids.len());
    // with the manifest, and nothing outside
    assert_eq!(place.tree("out").len(), ids.len() + 1);
}

/// The tables that have a row for each fact.
fn tables_of_facts() -> impl Iterator<Item = &'static Table> {
    TABLES.iter().filter(|table| Facts::KINDS.contains(&table.name))
}

/// The rows that the tables of facts should have, by the records: kind, id, words, start.
fn facts(records: &[Value]) -> Vec<(String, String, String, String)> {
    let mut rows = Vec::new();
    for record in records {
        for table in tables_of_facts() {
            // the kinds of the user are left out where there are none
            for fact in record[table.name].as_array().into_iter().flatten() {
                let mentions = fact["mentions"].as_array().cloned().unwrap_or_else(|| vec![fact.clone()]);
                for mention in mentions {
                    let text = |value: &Value| value.as_str().unwrap().to_owned();
                    let start = mention["chars"][0].to_string();
                    rows.push((table.name.to_owned(), text(&record["id"]), text(&mention["text"]), start));
                }
            }
        }
    }
    rows.sort();
    rows
}

/// A table as rows of cells by column.
fn table_facts(read: fn(&Place, &str) -> Rows, place: &Place) -> Vec<(String, String, String, String)> {
    let mut rows = Vec::new();
    for table in tables_of_facts() {
        for row in read(place, table.name) {
            let text = row["text"].strip_prefix('\'').filter(|text| text.starts_with(['=', '+', '-', '@']));
            let text = text.unwrap_or(&row["text"]).to_owned();
            assert!(row["sentence"].contains(&text), "{row:?}");
            rows.push((table.name.to_owned(), row["article_id"].clone(), text, row["char_start"].clone()));
        }
    }
    rows.sort();
    rows
}

#[test]
fn tables_say_what_the_records_say() {
    let place = articles();
    place.trich(&["run", "in", "-o", "out", "--format", ALL]).exits(1);
    let records = place.lines("out/articles.jsonl");
    let expected = facts(&records);
    assert!(table_facts(csv_rows, &place) == expected);
    assert!(table_facts(xlsx_rows, &place) == expected);
    for read in [csv_rows, xlsx_rows] {
        assert_eq!(read(&place, "articles").len(), records.len());
        let sentences: usize = records.iter().map(|record| record["sentences"].as_array().unwrap().len()).sum();
        assert_eq!(read(&place, "sentences").len(), sentences);
    }
}

#[test]
fn the_index_counts_what_the_records_say() {
    let place = articles();
    place.trich(&["run", "in", "-o", "out", "--format", ALL]).exits(1);
    let mut expected: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for record in place.lines("out/articles.jsonl") {
        let mut seen = BTreeSet::new();
        for document in record["documents"].as_array().unwrap() {
            let uri = document["uri"].as_str().unwrap().to_owned();
            let (articles, mentions) = expected.entry(uri.clone()).or_default();
            *articles += usize::from(seen.insert(uri));
            *mentions += document["mentions"].as_array().unwrap().len();
        }
    }
    assert!(!expected.is_empty());
    for read in [csv_rows, xlsx_rows] {
        let rows = read(&place, "documents_index").into_iter();
        let counts =
            |row: &BTreeMap<String, String>| (row["articles"].parse().unwrap(), row["mentions"].parse().unwrap());
        let found: BTreeMap<String, (usize, usize)> = rows.map(|row| (row["uri"].clone(), counts(&row))).collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn spreadsheets_run_nothing() {
    let place = articles();
    place.trich(&["run", "in", "-o", "out", "--format", "csv,xlsx"]).exits(1);
    for table in TABLES.iter() {
        for row in csv_rows(&place, table.name) {
            for (column, cell) in row {
                let is_risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                assert!(!is_risky || cell.parse::<f64>().is_ok(), "{column}: {cell:?}");
            }
        }
    }
    let row = &csv_rows(&place, "articles")[60];
    assert_eq!(row["article_title"], "+0");
    let row = csv_rows(&place, "sentences").into_iter().find(|row| row["article_id"] == "feed#2").unwrap();
    assert!(row["text"].starts_with("'=1+1"), "{row:?}");
    let mut workbook: Xlsx<_> = open_workbook(place.path("out/trich.xlsx")).unwrap();
    for table in TABLES.iter() {
        assert!(workbook.worksheet_formula(&support::heading(table.name)).unwrap().is_empty(), "{}", table.name);
    }
    let sentences = workbook.worksheet_range("Sentences").unwrap();
    assert!(sentences.rows().any(|row| row.contains(&Data::String("=1+1, -7 độ".to_owned()))));
}

#[test]
fn a_folder_with_results_is_kept_unless_forced() {
    let place = Place::new();
    place.file("in/a.txt", "Một bài.").file("out/articles.jsonl", "mine").file("out/notes.md", "mine");
    place.file("out/errors.jsonl", "old");
    place.trich(&["run", "in", "-o", "out"]).exits(2).says("out is not empty").says("--force");
    assert_eq!(place.read("out/articles.jsonl"), "mine");
    place.trich(&["run", "in", "-o", "out", "--force"]).exits(0);
    assert_eq!(place.lines("out/articles.jsonl").len(), 1);
    assert_eq!(place.read("out/notes.md"), "mine");
    assert!(!place.path("out/errors.jsonl").exists());
}

#[test]
fn nothing_is_left_of_a_run_but_its_results() {
    let place = Place::new();
    place.file("in/a.txt", "Một bài.");
    place.trich(&["run", "in", "-o", "out", "--format", ALL]).exits(0);
    let names: Vec<String> = fs::read_dir(place.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let hidden: Vec<&String> = names.iter().filter(|name| name.starts_with('.')).collect();
    assert_eq!(hidden, [".trich"], "the journal for runs with --incremental");
    assert_eq!(names.len(), 6 + 2 * TABLES.len());
}

#[test]
fn what_a_killed_run_left_does_not_stop_the_next_one() {
    let place = Place::new();
    place.file("in/a.txt", "Một bài.").file("out/.trich-x/articles.jsonl", "");
    place.trich(&["run", "in", "-o", "out", "--format", "jsonl"]).exits(0);
    assert_eq!(place.lines("out/articles.jsonl").len(), 1);
}

#[test]
fn results_inside_the_input_are_not_read_again() {
    let place = Place::new();
    place.file("in/a.txt", "Một bài.");
    place.trich(&["run", "in", "-o", "in/out", "--format", "jsonl"]).exits(0);
    place.trich(&["run", "in", "-o", "in/out", "--format", "jsonl", "--force"]).exits(0);
    assert_eq!(place.lines("in/out/articles.jsonl").len(), 1);
    place.trich(&["run", "in", "-o", "in", "--force"]).exits(2).says("in is read from");
}

#[test]
fn sidecars_and_fields_reach_the_record() {
    let place = Place::new();
    place.file("in/a.txt", "Một bài.");
    place.file("in/a.meta.json", r#"{"title":"T","published":"2020-10-12","outlet":"HNM","url":"u","topic":"x"}"#);
    place.file("in/b.jsonl", r#"{"id":7,"content":"Một bài.","headline":"H","source":"S","author":"An","tags":[1]}"#);
    place.trich(&["run", "in", "-o", "out", "--format", "jsonl"]).exits(0);
    let records = place.lines("out/articles.jsonl");
    assert_eq!(records.len(), 2);
    assert_eq!(records[0]["article"]["title"], "T");
    assert_eq!(records[0]["article"]["published"], "2020-10-12");
    assert_eq!(records[0]["article"]["extra"]["topic"], "x");
    assert_eq!(records[1]["id"], "7");
    assert_eq!(records[1]["article"]["title"], "H");
    assert_eq!(records[1]["article"]["outlet"], "S");
    assert_eq!(records[1]["article"]["authors"][0], "An");
    assert_eq!(records[1]["article"]["extra"]["tags"][0], 1);
}

#[test]
fn ids_are_made_unique() {
    let place = Place::new();
    place.file("in/a.txt", "Một.").file("in/b.jsonl", "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"a\",\"text\":\"y\"}\n");
    place.trich(&["run", "in", "-o", "out", "--format", "jsonl"]).exits(0).says("source/duplicate-id");
    assert_eq!(support::strings(&place.lines("out/articles.jsonl"), "id"), ["a", "a~2", "a~3"]);
}

#[test]
fn the_published_schema_and_field_reference_are_current() {
    let place = Place::new();
    for (args, published, file) in [
        (&["schema"][..], include_str!("../docs/record.schema.json"), "record.schema.json"),
        (&["schema", "--reference"], include_str!("../docs/record.md"), "record.md"),
    ] {
        let current = place.trich(args).exits(0).stdout;
        assert!(current == published, "run `cargo run -- {} > docs/{file}`", args.join(" "));
    }
}
