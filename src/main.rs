//! Stand-in for the command line: `trich run FILE.jsonl -o OUT`.

use std::io::Write;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let pipeline = trich::Pipeline::new().unwrap();
    let text = std::fs::read_to_string(&args[2]).unwrap();
    std::fs::create_dir_all(&args[4]).unwrap();
    let mut out = std::io::BufWriter::new(std::fs::File::create(format!("{}/articles.jsonl", args[4])).unwrap());
    for line in text.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let body = value["text"].as_str().unwrap();
        let mut input = trich::Input::from_text(body);
        input.id = value["id"].as_str().unwrap_or("").to_owned().into();
        input.source.path = args[2].as_str().into();
        input.meta.title = value["title"].as_str().map(str::to_owned);
        input.meta.url = value["url"].as_str().map(str::to_owned);
        input.meta.published_raw = value["published"].as_str().map(str::to_owned);
        let article = pipeline.read(input);
        serde_json::to_writer(&mut out, &pipeline.extract(&article)).unwrap();
        out.write_all(b"\n").unwrap();
    }
}
