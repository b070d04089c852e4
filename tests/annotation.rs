//! Mentions out to annotation tools and corrections back in.

mod support;

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use support::{Place, json_lines};

const TOOLS: &str = "jsonl,brat,doccano,label-studio,conll,spacy";

/// Text behind an emoji and a mathematical letter, which JavaScript counts as two units each.
const ASTRAL: &str = "😀😀 Ông Nguyễn Văn Bảo, Giám đốc Sở Y tế, trả 𝒜 5,2 triệu đồng ngày 20-9-2017 theo Nghị định 100/2019/NĐ-CP. Ông Bảo đi.";

/// A run over the sample corpus and the astral text.
fn ran() -> Place {
    let place = Place::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    place.file("astral.txt", ASTRAL);
    place.trich(&["run", corpus.to_str().unwrap(), "astral.txt", "-o", "out", "--format", TOOLS, "-q"]).exits(0);
    place
}

/// The mentions of a gold folder: for each file its lines without directives.
fn gold(place: &Place, folder: &str) -> Vec<(String, Vec<String>)> {
    let files =
        place.tree(folder).into_iter().filter(|(path, _)| path.extension().is_some_and(|ending| ending == "tsv"));
    files
        .map(|(path, bytes)| {
            let text = String::from_utf8(bytes).unwrap();
            let lines = text
                .lines()
                .filter_map(|line| line.strip_prefix("# glued | ").or((!line.starts_with('#')).then_some(line)));
            (
                path.file_name().unwrap().to_str().unwrap().to_owned(),
                lines.map(|line| line.trim_end().to_owned()).collect(),
            )
        })
        .collect()
}

/// What people would get who change nothing: every mention with its value.
fn expected(record: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let mut push = |mention: &Value, line: String| {
        let words = text(&mention["text"]);
        lines.push((mention["chars"][0].as_u64(), line.replacen("{}", &words, 1).trim_end().to_owned()));
    };
    for fact in record["numbers"].as_array().unwrap() {
        let value = fact["value"]
            .as_str()
            .map_or_else(|| format!("{}..{}", text(&fact["min"]), text(&fact["max"])), str::to_owned);
        let sign = if fact["kind"] == "ordinal" { "#" } else { "" };
        push(fact, format!("N | {{}} | {sign}{value} | {}", text(&fact["unit"])));
    }
    for fact in record["dates"].as_array().unwrap() {
        push(fact, format!("D | {{}} | {}", text(&fact["value"])));
    }
    for fact in record["documents"].as_array().unwrap() {
        for mention in fact["mentions"].as_array().unwrap().iter().filter(|mention| mention["anaphor"] != true) {
            push(mention, format!("R | {{}} | {}", text(&fact["canonical"])));
        }
    }
    for fact in record["persons"].as_array().unwrap() {
        for mention in fact["mentions"].as_array().unwrap() {
            let titles = mention["titles"]
                .as_array()
                .unwrap()
                .iter()
                .map(|at| text(&fact["titles"][at.as_u64().unwrap() as usize]["text"]));
            push(mention, format!("P | {{}} | {} | {}", text(&fact["id"]), titles.collect::<Vec<_>>().join(" ; ")));
        }
    }
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

/// As Label Studio exports what someone accepted.
fn accepted(tasks: &str) -> Value {
    let mut tasks: Value = serde_json::from_str(tasks).unwrap();
    for task in tasks.as_array_mut().unwrap() {
        let result = task["predictions"][0]["result"].take();
        task["annotations"] = json!([{"id": 1, "was_cancelled": false, "result": result}]);
    }
    tasks
}

#[test]
fn what_nobody_changed_comes_back_whole() {
    let place = ran();
    place.file("accepted.json", accepted(&place.read("out/label-studio.json")).to_string());
    let records = json_lines(&place.read("out/articles.jsonl"));
    let mut expected: Vec<Vec<String>> = records.iter().map(expected).collect();
    expected.sort();
    for (from, folder) in [("out/brat", "brat"), ("out/doccano.jsonl", "doccano"), ("accepted.json", "label-studio")] {
        place.trich(&["import", from, "-o", folder]).exits(0).says(&format!("gold of {} articles", records.len()));
        let mut found: Vec<Vec<String>> = gold(&place, folder).into_iter().map(|(_, lines)| lines).collect();
        found.sort();
        assert_eq!(found.len(), records.len(), "{from}");
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{from}");
        }
    }
}

#[test]
fn places_are_characters_behind_emoji() {
    let place = Place::new();
    place.file("a.txt", ASTRAL).trich(&["run", "a.txt", "-o", "out", "--format", TOOLS, "-q"]).exits(0);
    let chars: Vec<char> = ASTRAL.chars().collect();
    let words = |start: u64, end: u64| chars[start as usize..end as usize].iter().collect::<String>();
    let expected = ["Nguyễn Văn Bảo", "5,2 triệu đồng", "ngày 20-9-2017", "Nghị định 100/2019/NĐ-CP", "Bảo"];

    let doccano = &place.lines("out/doccano.jsonl")[0];
    let of_doccano = doccano["label"]
        .as_array()
        .unwrap()
        .iter()
        .map(|span| words(span[0].as_u64().unwrap(), span[1].as_u64().unwrap()));
    assert_eq!(of_doccano.collect::<Vec<_>>(), expected);

    let tasks: Value = serde_json::from_str(&place.read("out/label-studio.json")).unwrap();
    let regions =
        tasks[0]["predictions"][0]["result"].as_array().unwrap().iter().filter(|region| region["type"] == "labels");
    let of_studio = regions
        .map(|region| words(region["value"]["start"].as_u64().unwrap(), region["value"]["end"].as_u64().unwrap()));
    assert_eq!(of_studio.collect::<Vec<_>>(), expected);

    let brat = place.read("out/brat/a.ann");
    let of_brat = brat.lines().filter(|line| line.starts_with('T')).map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let place: Vec<u64> = fields[1].split(' ').skip(1).map(|number| number.parse().unwrap()).collect();
        assert_eq!(words(place[0], place[1]), fields[2]);
        fields[2].to_owned()
    });
    assert_eq!(of_brat.collect::<Vec<_>>(), expected);
    assert!(brat.ends_with("*\tEquiv T1 T5\n"), "{brat}");
    assert!(place.read("out/articles.conll").contains("Ông O\nNguyễn B-PERSON\nVăn I-PERSON\nBảo I-PERSON\n, O\n"));
}

#[test]
fn an_older_label_studio_counts_units() {
    let place = Place::new();
    place.file("a.txt", ASTRAL).trich(&["run", "a.txt", "-o", "out", "--format", "label-studio", "-q"]).exits(0);
    let mut tasks = accepted(&place.read("out/label-studio.json"));
    place.file("chars.json", tasks.to_string());
    let units: Vec<usize> = ASTRAL.chars().map(char::len_utf16).collect();
    for region in tasks[0]["annotations"][0]["result"].as_array_mut().unwrap() {
        for key in ["start", "end"] {
            let at = region["value"][key].as_u64().unwrap() as usize;
            region["value"][key] = units[..at].iter().sum::<usize>().into();
        }
    }
    place.file("units.json", tasks.to_string());
    place.trich(&["import", "chars.json", "-o", "chars"]).exits(0);
    place.trich(&["import", "units.json", "-o", "units"]).exits(0);
    assert_eq!(place.tree("chars"), place.tree("units"));
    assert!(place.read("units/a.gold.tsv").contains("P | Nguyễn Văn Bảo | p1 | Giám đốc Sở Y tế\n"));
}

#[test]
fn corrections_come_back() {
    let place = Place::new();
    place
        .file("a.txt", "Có 5 km và 7 kg. Ông Bảo nói.")
        .trich(&["run", "a.txt", "-o", "out", "--format", "brat", "-q"])
        .exits(0);
    place.file(
        "out/brat/a.ann",
        "T1\tNUMBER 11 15\t7 kg\nT9\tPERSON 21 24\tBảo\n#1\tAnnotatorNotes T9\tp1 | Giám đốc\nT3\tDATE 0 2\tCó\n",
    );
    place
        .trich(&["import", "out/brat", "-o", "gold"])
        .exits(0)
        .says("a.ann: \"Có\" at 0 has no value; ? stands for it");
    assert_eq!(place.read("gold/a.gold.tsv"), "D | Có | ?\nN | 7 kg | 7 | kg\nP | Bảo | p1 | Giám đốc\n");
}

#[test]
fn a_bad_article_is_told_and_the_others_are_done() {
    let place = Place::new();
    place.file(
        "in.jsonl",
        concat!(
            "{\"id\": \"a\", \"text\": \"Có 5 km.\", \"label\": [[3, 7, \"NUMBER\"]]}\n",
            "{\"id\": \"b\", \"text\": \"Có 5 km.\", \"label\": [[3, 99, \"NUMBER\"]]}\n\n",
            "oops\n",
            "{\"id\": \"a\", \"text\": \"Có 5 km.\", \"label\": []}\n",
            "{\"id\": \"../../c\", \"text\": \"Có 5 km.\", \"label\": [[3, 7, \"NUMBER\"], [3, 4, \"DATE\"]]}\n",
            "{\"id\": \"../../d\", \"text\": \"Có 5 km.\", \"label\": []}\n",
        ),
    );
    let ran = place.trich(&["import", "in.jsonl", "-o", "gold"]).exits(1);
    let ran = ran
        .says("in.jsonl:2: expected a place in the text, but found 3 to 99")
        .says("in.jsonl:4: expected a JSON object");
    let ran = ran.says("in.jsonl:5: expected an id of its own").says("in.jsonl:6: expected mentions side by side");
    ran.says("gold of 2 articles, 4 failed");
    assert_eq!(place.read("gold/a.gold.tsv"), "N | 5 km | 5 | km\n");
    assert_eq!(place.read("gold/%2E%2E/%2E%2E/d.gold.tsv"), "");
    place.trich(&["import", "in.jsonl", "-o", "gold"]).exits(2).says("is not empty");
    place.trich(&["import", "missing", "-o", "other"]).exits(2).says("could not read missing");
    assert!(!place.path("other").exists());
}

/// With spacy and label-studio-sdk installed, in the `python3` of the path or the one that TRICH_PYTHON names.
#[test]
fn the_readers_of_the_tools_agree() {
    let python = std::env::var("TRICH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let modules = Command::new(&python).args(["-c", "import spacy, label_studio_sdk"]).output();
    if !modules.is_ok_and(|ran| ran.status.success()) {
        println!("skipped: needs Python with spacy and label-studio-sdk");
        return;
    }
    let place = ran();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/annotation/readers.py");
    let ran = Command::new(python).arg(script).arg(place.path("out")).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{said}");
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let place = Place::new();
    let line = |n: usize| {
        format!(
            "{}\n",
            json!({"id": format!("n{n}"), "text": format!("Ngày {}-9-2017, ông Nguyễn Văn Bảo có {n} km.", n % 28 + 1)})
        )
    };
    place.file("in.jsonl", (0..300).map(line).collect::<String>() + "{\"id\": \"empty\", \"text\": \"\"}\n");
    let trees = ["1", "3"].map(|jobs| {
        let out = format!("out{jobs}");
        place.trich(&["run", "in.jsonl", "-o", &out, "--format", TOOLS, "-q", "--jobs", jobs]);
        place.tree(&out)
    });
    assert!(trees[0].len() > 600);
    assert!(trees[0] == trees[1]);
}

#[test]
fn without_articles_the_files_are_empty_but_whole() {
    let place = Place::new();
    place.file("in.jsonl", "").trich(&["run", "in.jsonl", "-o", "out", "--format", TOOLS, "-q"]).exits(0);
    assert_eq!(place.read("out/label-studio.json"), "[]\n");
    place.trich(&["import", "out/label-studio.json", "-o", "gold"]).exits(0).says("gold of 0 articles");
}
