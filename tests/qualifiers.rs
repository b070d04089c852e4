//! What the case table of the number room cannot show: how a number is qualified.

use trich::{Input, Pipeline};

/// The qualifiers of the numbers of a text, `-` for none.
fn qualifiers(pipeline: &Pipeline, text: &str) -> String {
    let article = pipeline.read(Input::from_text(text));
    let record = pipeline.extract(&article);
    let names = record.facts.numbers.iter().map(|number| number.approx.map_or("-", |approx| approx.name()));
    names.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_number_is_qualified_by_what_stands_around_it() {
    let pipeline = Pipeline::new().unwrap();
    let cases = [
        ("Kho chứa khoảng 20 tấn gạo.", "about"),
        ("Phạt từ 5 tỷ đồng trở lên.", "at_least"),
        // Behind what is counted.
        ("Đoàn từ 10 người trở lên được giảm giá, xe chín chỗ ngồi trở xuống thì không.", "at_least at_most"),
        ("Có 40 doanh nghiệp quay trở lại chợ.", "-"),
        ("Có 40 người đạt từ mức khá trở lên.", "-"),
        // A negation turns a comparison round.
        ("Phòng không nhỏ hơn 30 m2, quy mô không sụt giảm quá 20%.", "at_least at_most"),
        ("Mức thu không được cao hơn 15%.", "at_most"),
        ("Xã chưa trồng được rừng hơn 15 ha.", "over"),
        ("Không ít xe vượt quá 60 km/h.", "over"),
        ("Tài khoản không kỳ hạn nhỏ hơn 1.000 đồng bị khóa.", "under"),
        // Between the ends of a range, no estimate.
        ("Giá dao động trong khoảng 17-25 triệu đồng.", "-"),
        ("Giá nằm trong khoảng từ 17 đến 25 triệu đồng.", "-"),
        ("Giá vào khoảng 17-25 triệu đồng.", "about"),
        ("Giá trong khoảng 17 triệu đồng.", "about"),
        // How much more, no bound.
        ("Điểm chuẩn cao hơn 8 điểm so với năm ngoái.", "-"),
        ("Giá thấp hơn 1 triệu đồng so với hôm qua, cao hơn 1,5 lần tháng trước.", "- -"),
        ("Xe này đắt hơn 150 USD.", "-"),
        ("Chợ đón hơn 5 triệu khách, tăng so với năm ngoái.", "over"),
        ("Mức cao hơn 30 mg bị coi là độc.", "over"),
        ("Có 8 trên 10 người đồng ý, trên 40 người phản đối.", "- - over"),
        // What is left out of account, and other words that end so.
        ("Ngoài 6 môn bắt buộc, trường có 2 môn tự chọn.", "- -"),
        ("Ông mới ngoài 50, vợ ngoài 40 tuổi.", "over over"),
        ("Bậc mầm non 845 phòng, xuất ra nước ngoài 60 tấn, xây cầu vượt 3 tầng.", "- - -"),
    ];
    for (text, expected) in cases {
        assert_eq!(qualifiers(&pipeline, text), expected, "{text}");
    }
}
