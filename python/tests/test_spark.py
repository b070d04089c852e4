"""The extraction on Apache Spark, on workers that are processes of their own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trich
import trich.arrow
import trich.spark
from conftest import ROOT
from pyspark.sql import DataFrame, SparkSession

if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java, which is not there", allow_module_level=True)


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    import pyspark

    home = str(Path(pyspark.__file__).parent)
    os.environ.update(
        PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1", SPARK_LOCAL_HOSTNAME="localhost", SPARK_HOME=home
    )
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "16").config("spark.task.maxFailures", "4")
    session = builder.config("spark.sql.shuffle.partitions", "4").getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def given(spark: SparkSession, articles: list[dict[str, Any]]) -> DataFrame:
    rows = [(article["id"], article.get("title"), article.get("published"), article["text"]) for article in articles]
    return spark.createDataFrame(rows, "id string, title string, day string, text string")


@pytest.fixture(scope="module")
def expected(articles: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What the program says of the same fields."""
    kept = ("id", "title", "published", "text")
    fields = [{name: article[name] for name in kept if article.get(name) is not None} for article in articles]
    records = [_own(record.to_dict()) for record in trich.extract_many(fields)]
    return {record["id"]: record for record in records}


def _own(record: dict[str, Any]) -> dict[str, Any]:
    """A record without its place among others; the order of an article's fields is in its hash."""
    del record["source"]["line"], record["source"]["sha256"]
    record.pop("duplicate_of", None)
    return record


def test_records_are_those_of_the_program(given: DataFrame, expected: dict[str, dict[str, Any]]) -> None:
    for frame in (given.repartition(1), given.repartition(7, "text"), given.orderBy("text")):
        found = trich.spark.extract(frame, published="day").select("record").collect()
        records = [_own(json.loads(row.record)) for row in found]
        assert {record["id"]: record for record in records} == expected
        assert len(records) == len(expected)


def test_tables_are_those_of_the_program(given: DataFrame) -> None:
    records = trich.spark.extract(given, published="day").cache()
    lines = [row.record for row in records.select("record").collect()]
    local = trich.frames(lines)
    for name, table in trich.spark.tables(records).items():
        assert table.count() == len(local[name]), name
        assert table.columns == list(local[name].columns)


@pytest.mark.parametrize("kind", ["documents", "persons"])
def test_indexes_are_those_of_the_program(given: DataFrame, kind: str) -> None:
    records = trich.spark.extract(given, published="day")
    lines = [row.record for row in records.select("record").collect()]
    whole = trich.index(lines, library="polars")[f"{kind}_index"]
    indexed = trich.spark.documents_index(records) if kind == "documents" else trich.spark.persons_index(records)
    rows = sorted(tuple(row.asDict().values()) for row in indexed.select(*_exact(kind)).collect())
    assert rows == sorted(whole.select(_exact(kind)).rows())


def _exact(kind: str) -> list[str]:
    """Columns of an index without empty cells, which cannot be sorted."""
    return {"documents": ["uri", "articles", "mentions", "first_article", "last_article"]}.get(
        kind, ["name", "articles", "mentions", "first_article", "last_article"]
    )


def test_a_bad_article_is_told_in_its_row(spark: SparkSession) -> None:
    frame = spark.createDataFrame([("ngày 3/4/2020",), (None,), ("5 kg",)], "text string")
    rows = trich.spark.extract(frame).select("text", "error").collect()
    assert sorted((row.text, row.error is None) for row in rows) == [("", False), ("5 kg", True), ("ngày 3/4/2020", True)]


def test_a_worker_that_dies_costs_nothing(given: DataFrame, tmp_path: Path, expected: dict[str, dict[str, Any]]) -> None:
    mark = str(tmp_path / "died")

    def die_once(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            try:
                os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
                os.kill(os.getpid(), signal.SIGKILL)
            except FileExistsError:
                pass
            yield batch

    frail = given.repartition(4).mapInArrow(die_once, given.schema)
    found = trich.spark.extract(frail, published="day").select("record").collect()
    assert Path(mark).exists()
    assert {record["id"]: record for record in (_own(json.loads(row.record)) for row in found)} == expected


def test_records_are_piped_through_the_program(spark: SparkSession, lines: bytes, told: list[bytes]) -> None:
    program = os.environ.get("TRICH_PROGRAM", str(ROOT / "target" / "debug" / "trich"))
    texts = spark.sparkContext.parallelize(lines.decode().splitlines(), 4)
    piped = [_own(json.loads(line)) for line in texts.pipe(f"{program} run - --quiet").collect()]
    assert piped == [_own(json.loads(line)) for line in told]
