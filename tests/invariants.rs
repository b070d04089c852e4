//! What holds for every input: no panic, spans that can be sliced, text that comes back whole, records that survive JSON.

#[path = "fuzz/checks/whole.rs"]
mod whole;

use proptest::prelude::*;
use trich::{Content, Input, Pipeline};

thread_local! {
    static PIPELINE: Pipeline = Pipeline::new().unwrap();
}

/// Pieces that rules look at, so that random texts reach deep into the grammars.
const PIECES: &[&str] = &[
    "ngày",
    "tháng",
    "năm",
    "thứ",
    "Hai",
    "hôm qua",
    "quý",
    "III",
    "12",
    "2020",
    "1.234",
    "5,6",
    "%",
    "tỷ",
    "triệu",
    "đồng",
    "USD",
    "km",
    "Nghị định",
    "số",
    "Quyết định",
    "15/2020/NĐ-CP",
    "04-ĐA/TU",
    "Luật",
    "Đất đai",
    "Điều",
    "khoản",
    "điểm a",
    "ông",
    "bà",
    "Nguyễn",
    "Văn",
    "An",
    "Chủ tịch",
    "UBND",
    "tỉnh",
    "Phó",
    "Trưởng ban",
    "Ảnh:",
    "Theo",
    "(",
    ")",
    "“",
    "”",
    ",",
    ".",
    "-",
    "–",
    "/",
    ":",
    "…",
    "\n",
    "\n\n",
    " ",
    "\u{a0}",
    "\u{200b}",
    "N.V.A.",
    "Y",
    "H'Hen",
    "Niê",
    "mùng",
    "Tết",
    "một",
    "hai mươi",
    "lăm",
    "rưỡi",
    "linh",
    "lần thứ",
    "XVII",
    "từ",
    "đến",
    "và",
    "\u{323}",
    "Ð",
    "С",
    "😀",
    "10h45",
    "2-1",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = (0..PIECES.len(), any::<bool>());
    prop::collection::vec(piece, 0..60).prop_map(|list| {
        list.into_iter().map(|(index, blank)| format!("{}{}", PIECES[index], if blank { " " } else { "" })).collect()
    })
}

/// Runs `bytes` as a file, checks the record, and checks that it survives JSON.
fn check(bytes: &[u8]) {
    PIPELINE.with(|pipeline| {
        let mut input = Input::from_text("");
        input.content = Content::File(bytes);
        input.meta.published_raw = Some("2020-10-12T10:12:51+07:00".to_owned());
        let article = pipeline.read(input);
        whole::check(&pipeline.extract(&article), bytes.len());
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(&bytes);
    }

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        check(text.as_bytes());
    }

    #[test]
    fn texts_made_of_the_words_that_rules_look_at(text in pieces()) {
        check(text.as_bytes());
    }
}

#[test]
fn odd_texts() {
    let long = "1".repeat(10_000);
    let names = "Nguyễn ".repeat(3_000);
    let nested = "(\"".repeat(2_000);
    let marks = "\u{323}".repeat(2_000);
    for text in ["", " ", "\n", "\u{feff}", "\u{301}", &long, &names, &nested, &marks, "a\u{0}b", "năm năm năm năm"]
    {
        check(text.as_bytes());
    }
}
