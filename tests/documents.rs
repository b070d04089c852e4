//! What the case tables of the document room cannot show: identities, registers of the user, the index.

use trich::lexicon::OwnList;
use trich::{Input, Pipeline, Record};

const HEADER: &str = "type\tnumber\tname\tshort\tissuer\ttitle\tdate\tfrom\tto\n";

fn register(rows: &str) -> Pipeline {
    Pipeline::with_lists(vec![OwnList::new("own.tsv", &format!("{HEADER}{rows}"))]).unwrap()
}

/// Runs `check` on the record of a text published on a day.
fn on_record<T>(pipeline: &Pipeline, text: &str, published: &str, check: impl FnOnce(&Record<'_>) -> T) -> T {
    let mut input = Input::from_text(text);
    input.meta.published_raw = Some(published.to_owned()).filter(|day| !day.is_empty());
    let article = pipeline.read(input);
    check(&pipeline.extract(&article))
}

fn uris(pipeline: &Pipeline, text: &str, published: &str) -> Vec<String> {
    on_record(pipeline, text, published, |record| {
        record.facts.documents.iter().map(|document| document.uri.to_string()).collect()
    })
}

fn error(rows: &str) -> String {
    Pipeline::with_lists(vec![OwnList::new("own.tsv", rows)]).err().unwrap().to_string()
}

#[test]
fn a_local_document_takes_the_place_that_the_article_names() {
    let pipeline = Pipeline::new().unwrap();
    let cases = [
        // A body decides, also where it stands elsewhere in the article.
        ("Chủ tịch UBND tỉnh Nghệ An nói. Quyết định số 12/QĐ-UBND của UBND tỉnh có hiệu lực.", "@nghe-an"),
        // Without a body the only province of the article does.
        ("Người dân tỉnh Lào Cai phấn khởi. Quyết định số 12/QĐ-UBND của UBND tỉnh có hiệu lực.", "@lao-cai"),
        ("Quyết định 12/QĐ-SYT của Sở Y tế Bắc Ninh có hiệu lực.", "@bac-ninh"),
        ("Đề án số 04-ĐA/TU của Thành ủy được Bí thư Thành ủy Đà Nẵng nêu.", "@da-nang"),
        // Two provinces, or a city of a province: none.
        ("Tỉnh Lào Cai giáp tỉnh Yên Bái. Quyết định số 12/QĐ-UBND của UBND tỉnh có hiệu lực.", ""),
        ("Ở TP Vinh và TP Hà Nội, Quyết định số 12/QĐ-UBND của UBND thành phố có hiệu lực.", ""),
        // A city is no province, a person no city, and a district no province.
        ("Tại Hà Nội, Quyết định số 12/QĐ-UBND của UBND tỉnh được nhắc.", ""),
        ("Học tập Hồ Chí Minh, Quyết định số 12/QĐ-UBND của UBND thành phố được nhắc.", ""),
        ("UBND tỉnh Nghệ An nhắc Quyết định số 12/QĐ-UBND của UBND huyện.", ""),
    ];
    for (text, scope) in cases {
        let uris = uris(&pipeline, text, "");
        let found = uris[0].find('@').map_or("", |at| &uris[0][at..]);
        assert_eq!(found, scope, "{text}: {uris:?}");
    }
}

#[test]
fn an_issuer_ends_before_its_holder_and_before_the_next_sentence() {
    let pipeline = Pipeline::new().unwrap();
    let cases = [
        ("Quyết định 88/QĐ-UBND do Phó Chủ tịch UBND TP Nam Thành Phạm Văn Nam ký.", "Phó Chủ tịch UBND TP Nam Thành"),
        ("Công văn 12/UBND-NC của UBND tỉnh Hà Sơn Bình gửi các huyện.", "UBND tỉnh Hà Sơn Bình"),
        ("Quyết định 5/QĐ-NQT của Trường THPT Phan Văn Trị nêu rõ.", "Trường THPT Phan Văn Trị"),
        ("Thông báo 7/TB-BGDĐT của Bộ Giáo dục và Đào tạo.Kỳ thi sẽ lùi lại.", "Bộ Giáo dục và Đào tạo"),
        ("Chủ tịch UBND thành phố Hà Thanh Trần Văn Nam đã ký Quyết định 9/QĐ-UBND.", "UBND thành phố Hà Thanh"),
        ("Chủ tịch UBND huyện Mỹ Lộc vừa có Công điện số 3/CĐ-CT gửi các xã.", "Chủ tịch UBND huyện Mỹ Lộc"),
        ("Phó Chủ tịch UBND TP Đặng Văn Minh vừa ký Quyết định 6/QĐ-UBND.", "UBND TP"),
        ("Bộ trưởng Bộ Y tế Trần Văn Nam ký Quyết định 6/QĐ-BYT.", "Bộ Y tế"),
        ("Nghị định 45/2031/NĐ-CP của Chính phủ Về nội dung này, sở đã báo cáo.", "Chính phủ"),
    ];
    for (text, issuer) in cases {
        let found =
            on_record(&pipeline, text, "", |record| record.facts.documents[0].issuer.as_deref().map(str::to_owned));
        assert_eq!(found.as_deref(), Some(issuer), "{text}");
    }
}

#[test]
fn a_title_keeps_the_name_that_it_quotes() {
    let text = "Bộ ký Quyết định số 844/QĐ-TTg phê duyệt Đề án \"Hỗ trợ vùng cao đến năm 2025\", có hiệu lực từ nay.";
    let title = on_record(&Pipeline::new().unwrap(), text, "", |record| {
        record.facts.documents[0].title.as_deref().map(str::to_owned)
    });
    assert_eq!(title.as_deref(), Some("phê duyệt Đề án \"Hỗ trợ vùng cao đến năm 2025\""));
}

#[test]
fn an_open_title_ends_before_a_quotation_and_its_issuer() {
    let pipeline = Pipeline::new().unwrap();
    let quotation = "“Các xã phải rà soát hết hồ sơ của bà con trước mùa lũ, không để hộ nào thiếu gạo, thiếu nước sạch và \
                     thiếu thuốc men trong những ngày nước lên”";
    let cases = [
        (format!("Theo Chỉ thị 9/CT-UBND về phòng chống lũ {quotation}."), "phòng chống lũ".to_owned()),
        (format!("Theo Quyết định 9/QĐ-UBND về phê duyệt dự án {quotation}."), format!("phê duyệt dự án {quotation}")),
        ("Thông tư 3/2031/TT-BTC về phí đò ngang do Bộ Tài chính ban hành.".to_owned(), "phí đò ngang".to_owned()),
    ];
    for (text, title) in cases {
        let found =
            on_record(&pipeline, &text, "", |record| record.facts.documents[0].title.as_deref().map(str::to_owned));
        assert_eq!(found.as_deref(), Some(title.as_str()), "{text}");
    }
}

#[test]
fn a_treaty_is_one_under_its_names() {
    let pipeline = Pipeline::new().unwrap();
    let uri = "int/cong-uoc/~lien-hop-quoc-ve-luat-bien/1982/-";
    for name in
        ["của Liên hợp quốc về Luật Biển 1982", "Liên Hiệp Quốc về Luật biển (UNCLOS) năm 1982", "luật Biển năm 1982"]
    {
        assert_eq!(uris(&pipeline, &format!("Hai bên tôn trọng Công ước {name}."), ""), [uri], "{name}");
    }
}

#[test]
fn a_register_completes_what_an_article_says() {
    let pipeline = register("Nghị định\t41/2031/NĐ-CP\t\t\t\tQuy định về chợ nổi\t2031-05-06\t\t\n");
    let check = |record: &Record<'_>| {
        let document = &record.facts.documents[0];
        assert_eq!(document.uri, "vn/nghi-dinh/41/2031/nd-cp");
        assert_eq!(document.date.as_deref(), Some("2031-05-06"));
        assert_eq!(document.date_from.as_deref(), Some("table"));
        assert_eq!(document.title.as_deref(), Some("Quy định về chợ nổi"));
        assert_eq!(document.title_quality.as_deref(), Some("table"));
    };
    on_record(&pipeline, "Nghị định 41/2031/NĐ-CP đã có hiệu lực.", "", check);
}

#[test]
fn a_law_of_a_register_is_one_by_name_and_by_number() {
    let pipeline = register("Luật\t77/2031/QH17\tChợ, bến và ghe thuyền\t\t\t\t2031-06-07\t\t\n");
    let text = "Luật Chợ, bến và ghe thuyền năm 2031 có hiệu lực. Luật số 77/2031/QH17 gồm 9 chương.";
    assert_eq!(uris(&pipeline, text, ""), ["vn/luat/77/2031/qh17"]);
}

#[test]
fn a_short_form_means_a_document_only_on_its_days() {
    let pipeline = register("Nghị định\t41/2031/NĐ-CP\t\t41\t\t\t2031-05-06\t2031-07-01\t2033-12-31\n");
    let text = "Nghị định 41 giúp các chợ nổi.";
    assert_eq!(uris(&pipeline, text, "2032-01-02"), ["vn/nghi-dinh/41/2031/nd-cp"]);
    for published in ["2031-06-30", "2034-01-01", ""] {
        assert_eq!(uris(&pipeline, text, published), ["vn/nghi-dinh/41/-/-"], "{published}");
    }
}

#[test]
fn a_short_form_of_two_documents_means_none() {
    let rows =
        "Nghị định\t41/2031/NĐ-CP\t\t41\t\t\t\t2031-07-01\t\nNghị định\t41/2032/NĐ-CP\t\t41\t\t\t\t2032-07-01\t\n";
    let text = "Nghị định 41 giúp các chợ nổi.";
    assert_eq!(uris(&register(rows), text, "2032-01-02"), ["vn/nghi-dinh/41/2031/nd-cp"]);
    assert_eq!(uris(&register(rows), text, "2033-01-02"), ["vn/nghi-dinh/41/-/-"]);
}

#[test]
fn a_local_document_of_a_register_is_not_that_of_another_place() {
    let pipeline = register("Đề án\t04-ĐA/TU\t\t\tThành ủy Hà Nội\t\t2017-09-20\t2017-09-20\t\n");
    let here = "Đề án 04-ĐA/TU được sơ kết.";
    assert_eq!(uris(&pipeline, here, "2018-01-02"), ["vn/de-an/4/2017/da.tu@ha-noi"]);
    let elsewhere = "Đề án 04-ĐA/TU của Thành ủy Cần Thơ được sơ kết.";
    assert_eq!(uris(&pipeline, elsewhere, "2018-01-02"), ["vn/de-an/4/-/da.tu@can-tho"]);
}

#[test]
fn the_row_of_the_user_wins_over_the_built_in_one() {
    let pipeline = register("Luật\t45/2013/QH13\tĐất đai\t\t\tĐất đai (bản của tôi)\t2013-11-29\t\t\n");
    let title = on_record(&pipeline, "Luật Đất đai 2013 còn hiệu lực.", "", |record| {
        record.facts.documents[0].title.as_deref().map(str::to_owned)
    });
    assert_eq!(title.as_deref(), Some("Đất đai (bản của tôi)"));
}

#[test]
fn a_bad_register_is_refused_with_its_line() {
    let bad = |row: &str| error(&format!("# mine\n{HEADER}{row}\n"));
    let cases = [
        (
            "Nghị địn\t1/2031/NĐ-CP\t\t\t\t\t\t\t",
            "own.tsv:3: expected a type such as Nghị định or Luật, but found \"Nghị địn\"",
        ),
        (
            "Nghị định\t\t\t\t\t\t\t\t",
            "own.tsv:3: expected a number such as 100/2019/NĐ-CP or 04-ĐA/TU, but found \"\"",
        ),
        (
            "Nghị định\tsố 1\t\t\t\t\t\t\t",
            "own.tsv:3: expected a number such as 100/2019/NĐ-CP or 04-ĐA/TU, but found \"số 1\"",
        ),
        ("Luật\t1/2031/QH17\t\t\t\t\t\t\t", "own.tsv:3: expected the name of the law, but found \"\""),
        (
            "Chỉ thị\t1/CT-TTg\t\t\t\t\t\t\t",
            "own.tsv:3: expected a date such as 2019-12-30, since the number has no year, but found \"\"",
        ),
        (
            "Chỉ thị\t1/CT-TTg\t\t\t\t\t30/12/2019\t\t",
            "own.tsv:3: expected a date such as 2019-12-30, but found \"30/12/2019\"",
        ),
        ("Chỉ thị\t1/CT-TTg", "own.tsv:3: expected 9 columns, but found 2: \"Chỉ thị\\t1/CT-TTg\""),
    ];
    for (row, message) in cases {
        assert_eq!(bad(row), message);
    }
    let columns = "documents.tsv (type, number, name, short, issuer, title, date, from, to)";
    let told = error("# mine\ntype\tnumber\n");
    assert!(told.starts_with("own.tsv:2: expected one of the lists ") && told.contains(columns), "{told}");
    assert!(told.ends_with(", but found the columns type, number"), "{told}");
}

/// The cited parts are no part of the span, although readers of laws often quote them together: a reference is found by
/// what identifies the document, and each part has a span of its own.
#[test]
fn cited_parts_have_spans_of_their_own() {
    let pipeline = Pipeline::new().unwrap();
    let cases = [
        ("Theo khoản 2 Điều 5 Luật Đất đai 2013, Nhà nước giao đất.", "Luật Đất đai 2013", "D5.K2"),
        ("Điều 260, khoản 2, điểm b BLHS áp dụng với tài xế.", "BLHS", "D260.K2.b"),
        (
            "Các điểm a, b khoản 2 và khoản 3 Điều 260 Bộ luật Hình sự năm 2015 áp dụng.",
            "Bộ luật Hình sự năm 2015",
            "D260.K2.a D260.K2.b D260.K3",
        ),
    ];
    for (text, words, paths) in cases {
        on_record(&pipeline, text, "", |record| {
            let mention = &record.facts.documents[0].mentions[0];
            assert_eq!(mention.mention.text, words, "{text}");
            let found: Vec<&str> = mention.pinpoints.iter().map(|part| part.path.as_ref()).collect();
            assert_eq!(found.join(" "), paths, "{text}");
            for part in &mention.pinpoints {
                assert!(part.chars[1] <= mention.mention.chars[0], "{text}: {part:?}");
            }
        });
    }
}
