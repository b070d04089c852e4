"""Records as frames of pandas and polars, and as Apache Arrow."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pandas
import polars
import pyarrow as pa
import pytest
import trich
import trich.arrow
from conftest import ROOT


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory, lines: bytes, told: list[bytes]) -> Path:
    """The program's own tables of the sample corpus."""
    assert told
    program = os.environ.get("TRICH_PROGRAM", str(ROOT / "target" / "debug" / "trich"))
    out = tmp_path_factory.mktemp("tables") / "out"
    subprocess.run([program, "run", "-", "-o", out, "--quiet", "--format", "csv"], input=lines, check=False)
    return out


def _plain(value: Any) -> str:
    """A value as CSV shows it."""
    if value is None or value is pandas.NA or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, (bool,)) or type(value).__name__ == "bool_":
        return "true" if value else "false"
    if isinstance(value, (list, polars.Series)):
        return "; ".join(value)
    # the program keeps cells from being run as formulas
    text = str(value)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_hold_the_tables_of_the_program(library: Any, tables: Path, told: list[bytes]) -> None:
    frames = {**trich.frames(told, library=library), **trich.index(told, library=library)}
    files = {path.stem: path for path in tables.glob("*.csv")}
    assert set(frames) == set(files)
    for name, frame in frames.items():
        with files[name].open(encoding="utf-8-sig", newline="") as file:
            expected = list(csv.DictReader(file))
        rows = frame.to_dict("records") if library == "pandas" else frame.to_dicts()
        exact = [column.name for column in trich.columns()[name] if column.holds not in ("double", "day")]
        assert [[_plain(row[column]) for column in exact] for row in rows] == [
            [row[column] for column in exact] for row in expected
        ], name


def test_columns_are_typed(told: list[bytes]) -> None:
    numbers = trich.frames(told)["numbers"]
    assert str(numbers["value_number"].dtype) == "Float64" and str(numbers["char_start"].dtype) == "Int64"
    dates = trich.frames(told, library="polars")["dates"]
    assert dates.schema["begin_date"] == polars.Date
    assert dates["begin_date"].null_count() < len(dates)


def test_what_is_no_record_is_told() -> None:
    with pytest.raises(ValueError, match="expected a record of the schema trich/1 as item 1"):
        trich.frames([trich.extract("ngày 3/4"), "{}"])
    with pytest.raises(ValueError, match="pandas or polars"):
        trich.frames([], library="numpy")  # type: ignore[arg-type]


def test_a_batch_gives_a_row_for_a_row(articles: list[dict[str, Any]], told: list[bytes]) -> None:
    batch = pa.RecordBatch.from_pylist(
        [{"day" if name == "published" else name: value for name, value in article.items()} for article in articles]
    )
    found = trich.arrow.extract_batch(batch, published="day")
    assert found.schema == trich.arrow.schema() and found.num_rows == len(articles)
    for row, line in zip(found.to_pylist(), told, strict=True):
        expected = json.loads(line)
        record = json.loads(row["record"])
        assert record["dates"] == expected["dates"] and record["persons"] == expected["persons"]
        assert [date["value"] for date in row["dates"]] == [date["value"] for date in expected["dates"]]


def test_a_bad_row_costs_itself_alone() -> None:
    batch = pa.RecordBatch.from_pylist([{"text": "ngày 3/4/2020"}, {"text": None}, {"text": "5 kg"}])
    found = trich.arrow.extract_batch(batch).to_pylist()
    assert [row["error"] is None for row in found] == [True, False, True]
    assert "text" in found[1]["error"]
    with pytest.raises(KeyError, match="colour"):
        trich.arrow.extract_batch(batch, colour="text")


def test_records_go_into_the_declared_schema(told: list[bytes]) -> None:
    found = trich.arrow.to_batch(told)
    assert found.schema == trich.arrow.schema()
    assert [row.encode() for row in found.column("record").to_pylist()] == told
