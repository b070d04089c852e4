"""Articles in, records out, with the bytes of the program."""

from __future__ import annotations

import doctest
import json
import multiprocessing
import pickle
import threading
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import trich

TEXT = "Ngày 12/10, ông Lê Văn Bình cho biết kho nhận 1.200 kg phân theo Quyết định số 15/QĐ-UBND."


def test_the_bytes_are_those_of_the_program(lines: bytes, told: list[bytes]) -> None:
    assert trich.extract_jsonl(lines).splitlines() == told


@pytest.mark.parametrize("jobs", [1, 2, 7])
def test_many_articles_are_told_in_their_order(articles: list[dict[str, Any]], told: list[bytes], jobs: int) -> None:
    records = trich.extract_many(iter(articles), jobs=jobs)
    assert [record.json for record in records] == told


def test_one_article_has_the_record_of_the_program(articles: list[dict[str, Any]], told: list[bytes]) -> None:
    for article, line in zip(articles, told, strict=True):
        expected = json.loads(line)
        record = trich.extract(**article)
        for fields in (expected, record):
            del fields["source"]["line"], fields["source"]["sha256"]
            fields.pop("duplicate_of", None)
        assert record == expected


def test_the_example_of_the_module_runs() -> None:
    assert doctest.testmod(trich) == (0, 3)


def test_dates_may_be_given_as_dates() -> None:
    record = trich.extract(TEXT, published=date(2020, 10, 13), title="Tin kho", url="https://a.vn/1", outlet="A", chuyen_muc="x")
    assert [found["value"] for found in record["dates"]] == ["2020-10-12"]
    assert record["article"]["title"] == "Tin kho"
    assert record["article"]["extra"] == {"chuyen_muc": "x"}


def test_a_record_is_parsed_when_it_is_asked() -> None:
    (record,) = trich.extract_many([TEXT])
    assert isinstance(record, Mapping)
    assert record["persons"][0]["name"] == "Lê Văn Bình"
    assert set(record) == set(record.to_dict()) and len(record) == len(record.to_dict())
    assert record == record.to_dict() and record == pickle.loads(pickle.dumps(record))
    assert "Record" in repr(record)


def test_nothing_odd_in_an_article_raises() -> None:
    odd = ["", "\ud800 nửa ký tự", "\x00\x01", "a" * 100_000, "\U0001f600 ngày 3/4"]
    records = trich.extract_many(odd)
    assert len(records) == len(odd)
    assert records[0]["diagnostics"][0]["severity"] == "error"
    assert records[1]["diagnostics"][0]["code"] == "source/lone-surrogate"
    assert records[4]["dates"][0]["chars"] == [2, 10]


def test_articles_are_the_lines_that_json_makes_of_them() -> None:
    odd: list[dict[str, Any]] = [
        {"text": 'a "b" \\ \n\r\t\b\f\x00\x1f\x7f/ đ \u2028 \U0001f600', "id": "1"},
        {"id": 7, "text": "ngày 3/4/2020"},
        {"text": "b", "title": None, "tags": ["x", 1.5, True]},
        {},
    ]
    lines = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in odd).encode()
    assert [record.json for record in trich.extract_many(odd)] == trich.extract_jsonl(lines).splitlines()


def test_what_is_no_article_is_told() -> None:
    with pytest.raises(TypeError, match="expected a text or the fields of an article, but found int"):
        trich.extract_many([3])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="expected a value that JSON can hold, but found set"):
        trich.extract("a", extra={1})
    with pytest.raises(ValueError, match="jobs of 1 at least"):
        trich.Pipeline(jobs=0)


def test_own_lists_are_used_and_their_faults_told(tmp_path: Path) -> None:
    (tmp_path / "units.tsv").write_text("words\tsymbol\thow\tfactor\tsi\nthúng\tthúng\t\t\t\n", encoding="utf-8")
    found = trich.extract("Kho nhận 3 thúng giống.", lexicon=tmp_path)["numbers"]
    assert [number.get("unit") for number in found] == ["thúng"]
    again = pickle.loads(pickle.dumps(trich.Pipeline(lexicon=[tmp_path], jobs=1)))
    assert again.extract("Kho nhận 3 thúng giống.")["numbers"] == found
    (tmp_path / "units.tsv").write_text("words\tsymbol\thow\tfactor\tsi\nthúng\n", encoding="utf-8")
    with pytest.raises(trich.LexiconError, match=r"units\.tsv:2"):
        trich.Pipeline(lexicon=str(tmp_path))
    with pytest.raises(OSError, match="missing"):
        trich.Pipeline(lexicon=tmp_path / "missing")
    assert issubclass(trich.LexiconError, trich.TrichError)


def test_sentences_are_places_of_the_normalized_text() -> None:
    source = "Thi ̣ trấn\r\ncó chợ.  Chợ đông."
    text = trich.normalize(source).text
    for words, start, end in trich.sentences(source):
        assert text[start:end] == words


def test_places_lead_back_to_the_source() -> None:
    source = "thi ̣trường\u200b và\u00a0ngày 3/4"
    normalized = trich.normalize(source)
    record = trich.extract(source)
    start, end = normalized.source(*record["dates"][0]["chars"])
    assert (normalized.text, source[start:end]) == (record["text"], "ngày 3/4")
    assert not normalized.is_unchanged and trich.normalize("ngày").is_unchanged
    with pytest.raises(IndexError, match="expected a place in"):
        normalized.source(0, 1000)


def test_the_score_of_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kho nhận 3 kg phân.", encoding="utf-8")
    (tmp_path / "a.gold.tsv").write_text("N | 3 kg | 3 | kg\n", encoding="utf-8")
    assert "numbers.value" in json.dumps(trich.score(tmp_path))
    (tmp_path / "a.gold.tsv").write_text("N | 4 kg | 4 | kg\n", encoding="utf-8")
    with pytest.raises(trich.UsageError, match=r"a\.gold\.tsv:1"):
        trich.score(tmp_path)


def test_the_schema_describes_every_field() -> None:
    assert set(trich.extract(TEXT)) <= set(trich.schema()["properties"])


def test_other_threads_go_on_meanwhile(lines: bytes) -> None:
    ticks = 0
    done = threading.Event()

    def work() -> None:
        trich.extract_jsonl(lines * 3, jobs=1)
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not done.is_set():
        ticks += 1
        time.sleep(0.001)
    thread.join()
    assert ticks > 20, "the interpreter stood still"


def _in_child(text: str) -> bytes:
    (record,) = trich.extract_many([text])
    return record.json


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_child_processes_extract_too(start: Any) -> None:
    (expected,) = trich.extract_many([TEXT])
    with multiprocessing.get_context(start).Pool(2) as pool:
        assert pool.map(_in_child, [TEXT] * 4) == [expected.json] * 4


def test_sites_of_the_user_are_used_and_their_faults_told(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    profile = tmp_path / "sites" / "a.toml"
    profile.write_text('hosts = ["a.example"]\nbody = [".text"]\ntitle = ["h2"]\n', encoding="utf-8")
    page = b"<html><head><link rel=canonical href=https://a.example/1></head><body><h2>T\xc3\xadt</h2>"
    page += b"<div class=text><p>Ng\xc3\xa0y 3/4/2020 tr\xe1\xbb\x9di m\xc6\xb0a.</p></div></body></html>"
    (record,) = trich.extract_jsonl(page, lexicon=tmp_path).splitlines()
    assert json.loads(record)["article"]["title"] == "Tít"
    profile.write_text('hosts = ["a.example"]\nbody = ["[["]\n', encoding="utf-8")
    with pytest.raises(trich.LexiconError, match=r"a\.toml:2"):
        trich.Pipeline(lexicon=tmp_path)
