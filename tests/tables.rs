//! Facts in tables: every form says the same, with types of its own; the database answers the usual questions.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use support::{Place, Rows};
use trich::extract::Holds;
use trich::sink::table::{TABLES, Table};

/// A table as rows of cells by column; an empty cell is an empty text.
const FORMS: &str = "jsonl,csv,xlsx,sqlite,parquet";

/// Results in `out`, in all forms of tables.
fn results(more: &[&str]) -> Place {
    let place = Place::new();
    for n in 0..20 {
        let text = format!(
            "Đường {n} đã mở rộng.\nNgày {}-9-2017, tỉnh chi {n},5 triệu đồng, tăng 12,{n}%, còn 47/81 xã và \
             12.345.678.901.234.567 km. Ông Nguyễn Văn Bảo, Chủ tịch UBND tỉnh, nói về Luật Đất đai 2013.",
            n + 1
        );
        let article = serde_json::json!({
            "text": text, "title": format!("=1+{n}"), "date": format!("2020-10-{:02}T09:30:00+07:00", n + 1),
            "url": format!("https://bao.vn/{n}?a=\"1\""), "authors": ["An", "Bình"], "id": format!("b{n}"),
        });
        place.file(&format!("in/{n:02}.jsonl"), format!("{article}\n"));
    }
    place.trich(&[&["run", "in", "-o", "out", "--format", FORMS], more].concat()).exits(0);
    place
}

/// Only the columns that a table is defined with.
fn own_columns(rows: &Rows, table: &Table) -> Rows {
    let is_own = |name: &String| table.columns.iter().any(|column| column.name == name);
    let own = |row: &BTreeMap<String, String>| {
        row.iter().filter(|(name, _)| is_own(name)).map(|(name, cell)| (name.clone(), cell.clone())).collect()
    };
    rows.iter().map(own).collect()
}

/// The table as the CSV file has it, without the quote that keeps a cell from being a formula.
fn csv_rows(place: &Place, table: &Table) -> Rows {
    let plain = |cell: String| match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => cell,
    };
    let rows = support::csv_rows(place, table.name).into_iter();
    rows.map(|row| row.into_iter().map(|(name, cell)| (name, plain(cell))).collect()).collect()
}

fn xlsx_rows(place: &Place, table: &Table) -> Rows {
    support::xlsx_rows(place, table.name)
}

fn sqlite_rows(place: &Place, table: &Table) -> Rows {
    let database = Connection::open(place.path("out/trich.sqlite")).unwrap();
    let mut statement = database.prepare(&format!("SELECT * FROM \"{}\" ORDER BY id", table.name)).unwrap();
    let names: Vec<String> = statement.column_names().iter().map(|&name| name.to_owned()).collect();
    let mut rows = statement.query(()).unwrap();
    let mut all = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let cell = |at: usize| {
            let holds = table.columns.iter().find(|column| column.name == names[at]).map(|column| column.holds);
            match (row.get_ref(at).unwrap(), holds) {
                (ValueRef::Null, _) => String::new(),
                (ValueRef::Integer(flag), Some(Holds::Flag)) => (flag == 1).to_string(),
                (ValueRef::Integer(number), _) => number.to_string(),
                (ValueRef::Real(number), _) => number.to_string(),
                (ValueRef::Text(text), Some(Holds::List)) => {
                    serde_json::from_slice::<Vec<String>>(text).unwrap().join("; ")
                }
                (other, _) => other.as_str().unwrap().to_owned(),
            }
        };
        all.push((0..names.len()).map(|at| (names[at].clone(), cell(at))).collect());
    }
    all
}

fn parquet_rows(place: &Place, table: &Table) -> Rows {
    let file = fs::File::open(place.path(&format!("out/{}.parquet", table.name))).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let cell = |field: &Field| match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::ListInternal(list) => {
            let text = |field: &Field| if let Field::Str(text) = field { text.clone() } else { panic!("{field}") };
            list.elements().iter().map(text).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    };
    let rows = reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| row.unwrap().get_column_iter().map(|(name, field)| (name.clone(), cell(field))).collect());
    rows.collect()
}

#[test]
fn all_forms_hold_the_same_cells() {
    let place = results(&[]);
    for table in TABLES.iter() {
        let expected = csv_rows(&place, table);
        // Only users who define kinds of their own have rows there.
        assert_eq!(expected.is_empty(), table.name == "custom", "{}", table.name);
        for (form, rows) in [
            ("xlsx", xlsx_rows(&place, table)),
            ("sqlite", sqlite_rows(&place, table)),
            ("parquet", parquet_rows(&place, table)),
        ] {
            let rows = own_columns(&rows, table);
            assert_eq!(rows.len(), expected.len(), "{form}: {}", table.name);
            for (row, expected) in rows.iter().zip(&expected) {
                assert_eq!(row, expected, "{form}: {}", table.name);
            }
        }
    }
}

#[test]
fn numbers_and_days_have_types_beside_the_exact_words() {
    let place = results(&[]);
    let numbers = TABLES.iter().find(|table| table.name == "numbers").unwrap();
    for read in [xlsx_rows, sqlite_rows, parquet_rows] {
        let rows = read(&place, numbers);
        let row = |value: &str| rows.iter().find(|row| row["value"] == value).unwrap_or_else(|| panic!("no {value}"));
        assert_eq!(row("19500000")["value_number"].parse::<f64>().unwrap(), 19_500_000.0);
        assert_eq!(row("12.7")["value_number"].parse::<f64>().unwrap(), 12.7);
        assert_eq!(row("47/81")["value_number"], "");
        assert_eq!(row("12345678901234567")["value_number"].parse::<f64>().unwrap(), 12_345_678_901_234_567.0);
    }
    let dates = TABLES.iter().find(|table| table.name == "dates").unwrap();
    assert_eq!(xlsx_rows(&place, dates)[0]["begin_date"], "2017-09-01 00:00:00");
    assert_eq!(xlsx_rows(&place, dates)[0]["published_date"], "2020-10-01 09:30:00");
    assert!(parquet_rows(&place, dates)[0]["begin_date"].starts_with("2017-09-01"));
}

/// The text of a file inside the workbook.
fn part(place: &Place, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(place.path("out/trich.xlsx")).unwrap()).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

#[test]
fn the_workbook_is_ready_to_be_filtered() {
    let place = results(&["--lang", "vi"]);
    let mut workbook: Xlsx<_> = open_workbook(place.path("out/trich.xlsx")).unwrap();
    assert_eq!(workbook.sheet_names()[..4], ["Tóm tắt", "Bài viết", "Câu", "Số liệu"]);
    let summary = workbook.worksheet_range("Tóm tắt").unwrap();
    assert_eq!(summary.get_value((1, 1)), Some(&Data::Float(20.0)));
    let sheet = part(&place, "xl/worksheets/sheet4.xml");
    for sign in ["<autoFilter ref=", "state=\"frozen\"", "<hyperlink ", "<b/>", "<ignoredError "] {
        assert!(sheet.contains(sign), "{sign}");
    }
    let styles = part(&place, "xl/styles.xml");
    for format in ["#,##0.0&quot;%&quot;", "[$₫-42A]", "yyyy-mm-dd"] {
        assert!(styles.contains(format), "{format} in {styles}");
    }
}

#[test]
fn libreoffice_reads_the_workbook_like_the_records() {
    if Command::new("soffice").arg("--version").output().is_err() {
        eprintln!("skipped: LibreOffice (soffice) is not installed");
        return;
    }
    let place = results(&[]);
    let profile = format!("-env:UserInstallation=file://{}", place.path("profile").display());
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    let (workbook, out) = (place.path("out/trich.xlsx"), place.path("office"));
    let ran = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", filter, "--outdir"])
        .args([&out, &workbook])
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    for table in TABLES.iter() {
        let text = place.read(&format!("office/trich-{}.csv", support::heading(table.name)));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let name = |cell: &str| cell.to_lowercase().replace(' ', "_");
        let headers: Vec<String> = reader.headers().unwrap().iter().map(name).collect();
        let rows: Rows = reader
            .records()
            .map(|row| headers.iter().cloned().zip(row.unwrap().iter().map(str::to_owned)).collect())
            .collect();
        let is_text = |name: &str| {
            let column = table.columns.iter().find(|column| column.name == name);
            column.is_some_and(|column| column.holds != Holds::Flag)
        };
        for (row, expected) in rows.iter().zip(csv_rows(&place, table)) {
            for (name, cell) in expected.iter().filter(|(name, _)| is_text(name)) {
                assert_eq!(row[name], *cell, "{}.{name}", table.name);
            }
        }
        assert_eq!(rows.len(), csv_rows(&place, table).len(), "{}", table.name);
    }
}

/// Reads the Parquet files with the engines that Python has here; says which it lacks.
const ENGINES: &str = r#"
import sys, datetime
folder, rows = sys.argv[1], int(sys.argv[2])
def check(name, types, first):
    assert first['begin_date'] == datetime.date(2017, 9, 1), (name, first)
    print('read by', name)
for name in ['pyarrow', 'duckdb', 'polars']:
    try:
        engine = __import__(name if name != 'pyarrow' else 'pyarrow.parquet', fromlist=['x'])
    except ImportError:
        print('skipped:', name, 'is not installed')
        continue
    if name == 'pyarrow':
        dates = engine.read_table(folder + '/dates.parquet')
        assert str(dates.schema.field('begin_date').type) == 'date32[day]', dates.schema
        articles = engine.read_table(folder + '/articles.parquet').to_pylist()
        assert str(engine.read_table(folder + '/numbers.parquet').schema.field('value').type) == 'string'
        first = dates.to_pylist()[0]
    elif name == 'duckdb':
        def rows_of(table):
            found = engine.sql(f"SELECT * FROM '{folder}/{table}.parquet'")
            return [dict(zip(found.columns, row)) for row in found.fetchall()]
        articles, first = rows_of('articles'), rows_of('dates')[0]
    else:
        articles = engine.read_parquet(folder + '/articles.parquet').to_dicts()
        first = engine.read_parquet(folder + '/dates.parquet').to_dicts()[0]
    assert len(articles) == rows, (name, len(articles))
    assert articles[0]['authors'] == ['An', 'Bình'], (name, articles[0])
    check(name, None, first)
"#;

#[test]
fn other_engines_read_the_parquet_files() {
    let python = std::env::var("TRICH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let place = results(&[]);
    let mut command = Command::new(&python);
    let Ok(ran) = command.args(["-c", ENGINES]).arg(place.path("out")).arg("20").output() else {
        eprintln!("skipped: {python} is not installed");
        return;
    };
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    eprint!("{}", String::from_utf8_lossy(&ran.stdout));
}

fn asked(database: &Connection, sql: &str) -> Vec<String> {
    let mut statement = database.prepare(sql).unwrap();
    let count = statement.column_count();
    let rows = statement.query_map((), |row| {
        let cells = (0..count).map(|at| match row.get_ref(at).unwrap() {
            ValueRef::Null => String::new(),
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Real(number) => number.to_string(),
            other => other.as_str().unwrap().to_owned(),
        });
        Ok(cells.collect::<Vec<_>>().join("|"))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn the_database_answers_the_usual_questions() {
    let place = results(&[]);
    let database = Connection::open(place.path("out/trich.sqlite")).unwrap();
    for words in ["duong", "Đường", "duong 7", "\"mo rong\"", "nguyen"] {
        let sql = format!("SELECT text FROM sentences_found WHERE search MATCH '{words}'");
        assert!(!asked(&database, &sql).is_empty(), "{words}");
    }
    let one = asked(&database, "SELECT text FROM sentences_found WHERE search MATCH 'duong 7'");
    assert_eq!(one, ["Đường 7 đã mở rộng."]);
    let documents = asked(&database, "SELECT canonical, articles FROM documents_by_articles");
    assert_eq!(documents.len(), 1);
    assert!(documents[0].ends_with("|20"), "{documents:?}");
    let persons = asked(&database, "SELECT title, name, articles FROM persons_by_title");
    assert!(persons.contains(&"Chủ tịch UBND tỉnh|Nguyễn Văn Bảo|20".to_owned()), "{persons:?}");
    let money = asked(&database, "SELECT mentions, least, greatest FROM numbers_by_unit WHERE unit = 'VND'");
    assert_eq!(money, ["20|500000|19500000"]);
    let days =
        asked(&database, "SELECT count(*) FROM dates_by_day WHERE begin >= '2017-09-05' AND end <= '2017-09-09'");
    assert_eq!(days, ["5"]);
    let facts =
        asked(&database, "SELECT DISTINCT kind FROM facts WHERE published BETWEEN '2020-10-03' AND '2020-10-05'");
    let built_in = trich::extract::Facts::KINDS.iter().filter(|&&kind| kind != "custom").count();
    assert_eq!(facts.len(), built_in);
    assert_eq!(asked(&database, "PRAGMA integrity_check"), ["ok"]);
    assert!(asked(&database, "PRAGMA foreign_key_check").is_empty());
}

#[test]
fn excel_on_vietnamese_windows_gets_semicolons_and_decimal_commas() {
    let place = results(&["--csv-dialect", "excel-vi"]);
    let text = place.read("out/numbers.csv");
    assert!(text.starts_with("\u{feff}article_id;source_path;"), "{}", &text[..40]);
    assert!(text.contains(";percent;12,7;"), "{text}");
    assert!(text.contains(";19500000;"));
}

#[test]
fn facts_answers_simple_questions() {
    let place = results(&[]);
    let ask = |args: &[&str]| {
        let ran = place.trich(&[&["facts", "out", "-q"], args].concat()).exits(0);
        support::json_lines(&ran.stdout)
    };
    let money = ask(&["--kind", "money", "--over", "1.8e7"]);
    assert_eq!(support::strings(&money, "id"), ["b18", "b19"]);
    assert_eq!(money[0]["numbers"].as_array().unwrap().len(), 1);
    assert!(money[0]["persons"].as_array().unwrap().is_empty());
    assert_eq!(ask(&["--from", "2020-10-04", "--to", "2020-10-06"]).len(), 3);
    assert_eq!(ask(&["--to", "2020-09"]).len(), 0);
    let persons = ask(&["--person", "nguyen van bao"]);
    assert_eq!(persons.len(), 20);
    assert!(persons[0]["numbers"].as_array().unwrap().is_empty());
    assert_eq!(ask(&["--person", "Nguyễn Văn"]).len(), 20);
    assert_eq!(ask(&["--person", "Nguyễn Văn Bả"]).len(), 0);
    assert_eq!(ask(&["--document", "luat dat dai 2013", "--kind", "percent"]).len(), 20);
    assert_eq!(ask(&["--text", "dat dai", "--kind", "money"]).len(), 0);
    assert_eq!(ask(&["--text", "dat dai", "--kind", "persons"]).len(), 20);
}

#[test]
fn facts_writes_any_form() {
    let place = results(&[]);
    place.trich(&["facts", "out/articles.jsonl", "--kind", "percent", "-o", "few", "--format", "csv,sqlite"]).exits(0);
    let database = Connection::open(place.path("few/trich.sqlite")).unwrap();
    assert_eq!(asked(&database, "SELECT DISTINCT kind FROM numbers"), ["percent"]);
    assert_eq!(asked(&database, "SELECT count(*) FROM persons"), ["0"]);
    place.trich(&["facts", "out", "--kind", "x", "-o", "few"]).exits(2).says("few is not empty");
    place.trich(&["facts", "out", "--from", "12/2020"]).exits(2).says("expected --from 2020");
    place.trich(&["facts", "in"]).exits(1).says("in/00.jsonl:1: expected a record of trich run");
    place.trich(&["facts", "none"]).exits(2).says("could not read none");
}

#[test]
fn a_database_in_use_is_not_replaced() {
    let place = results(&[]);
    let before = fs::read(place.path("out/trich.sqlite")).unwrap();
    let other = Connection::open(place.path("out/trich.sqlite")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let again = ["run", "in", "-o", "out", "--format", "jsonl,sqlite", "--force"];
    place.trich(&again).exits(2).says("out/trich.sqlite: another program has it open");
    other.execute_batch("ROLLBACK").unwrap();
    drop(other);
    assert!(before == fs::read(place.path("out/trich.sqlite")).unwrap());
    place.trich(&again).exits(0);
}

#[cfg(unix)]
#[test]
fn where_one_file_cannot_be_replaced_all_stay() {
    let place = results(&[]);
    let before = place.read("out/articles.jsonl");
    // A folder that holds things cannot be moved over; nor can a workbook that Windows keeps locked.
    fs::remove_file(place.path("out/trich.xlsx")).unwrap();
    place.file("out/trich.xlsx/inside", "mine").file("in/new.txt", "Thêm một bài.");
    let ran = place.trich(&["run", "in", "-o", "out", "--format", "jsonl,xlsx", "--force"]);
    if ran.code == Some(2) {
        assert!(ran.stderr.contains("could not replace"), "{}", ran.stderr);
        assert_eq!(place.read("out/articles.jsonl"), before);
    }
    assert!(!place.path("out").read_dir().unwrap().any(|entry| entry.unwrap().file_name() == ".trich-"));
}
