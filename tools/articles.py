"""Writes invented articles as JSON lines, as many as asked for and as long as asked for, to measure runs with.

    python3 tools/articles.py 1000000 > million.jsonl
    python3 tools/articles.py 100 --bytes 1000000 > long.jsonl

The same arguments give the same articles. Names and numbers come from a closed set, so that what grows with the number of
articles is seen apart from what grows with the number of people that they speak of.
"""

import argparse
import json
import random

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Ngô".split()
MIDDLE = "Văn Thị Đức Minh Quốc Thanh Hữu Ngọc".split()
GIVEN = "An Bình Cường Dũng Giang Hà Khánh Lan Mai Nam Phúc Quân Sơn Trang Vinh Yến".split()
ROLES = ["Chủ tịch UBND tỉnh", "Giám đốc Sở Y tế", "Phó Bí thư Tỉnh ủy", "Trưởng ban Tổ chức Thành ủy"]
SENTENCES = [
    "Ngày {day}-{month}-2020, {role} {name} cho biết địa phương đã chi {count},5 tỷ đồng cho {small} công trình.",
    "Theo Nghị định {number}/2019/NĐ-CP, mức hỗ trợ là {count}.000 đồng mỗi hộ trong {small} tháng.",
    "Ông {name} nói tỷ lệ đạt {small},{day}% và sẽ tăng trong quý {quarter}/2021.",
    "Bà con trong xã gặt được {count} tấn lúa, hơn năm trước {small} tạ mỗi ha.",
]


def sentence(chance: random.Random) -> str:
    name = " ".join(chance.choice(part) for part in (FAMILY, MIDDLE, GIVEN))
    return chance.choice(SENTENCES).format(
        day=chance.randint(1, 28),
        month=chance.randint(1, 12),
        quarter=chance.choice(["I", "II", "III", "IV"]),
        role=chance.choice(ROLES),
        name=name,
        count=chance.randint(1, 999),
        small=chance.randint(2, 99),
        number=chance.randint(1, 150),
    )


def article(number: int, length: int) -> dict:
    chance = random.Random(number)
    text = []
    size = 0
    while size < length:
        text.append(sentence(chance))
        size += len(text[-1].encode()) + 1
    title = f"Tin số {number} trong ngày"
    return {"id": f"a{number}", "title": title, "text": " ".join(text), "published": "2020-10-12"}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("count", type=int, help="number of articles")
    arguments.add_argument("--bytes", type=int, default=600, help="length of an article [default: 600]")
    given = arguments.parse_args()
    for number in range(given.count):
        print(json.dumps(article(number, given.bytes), ensure_ascii=False))


if __name__ == "__main__":
    main()
