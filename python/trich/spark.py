"""The extraction on Apache Spark: one call for a data frame of articles of any size.

Workers import this module, so ``trich`` must be installed where they run. What they need of own word lists is handed to
them as paths, which must be there on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema

from trich import _api, _trich, arrow
from trich._tables import columns

Batches = Iterator[pa.RecordBatch]


def extract(
    df: DataFrame, text: str = "text", published: str | None = None, *, lexicon: _api.Lexicon | None = None, **names: str
) -> DataFrame:
    """The records of a frame of articles, a row for a row, with the columns of :func:`trich.arrow.schema`.

    Which worker takes a row, and in which order, changes nothing. An article that cannot be read has the reason in the
    column ``error``.

    Args:
        df: articles, a row each.
        text: the column that holds the texts.
        published: the column of publication dates; one named ``published`` is used unless said.
        lexicon: own word lists, as paths that are there for every worker.
        names: columns of ``id``, ``title``, ``url``, ``outlet`` and ``authors`` under other names.
    """
    if published is not None:
        names["published"] = published
    needed = [text, *arrow._columns(df.columns, names).values()]

    def work(batches: Batches) -> Batches:
        pipeline = _api._pipeline(lexicon)
        for batch in batches:
            yield arrow.extract_batch(batch, text=text, pipeline=pipeline, **names)

    return df.select(*dict.fromkeys(needed)).mapInArrow(work, from_arrow_schema(arrow.schema()))


def tables(df: DataFrame) -> dict[str, DataFrame]:
    """The tables of records that :func:`extract` gave: ``articles``, ``sentences`` and one for each kind of fact.

    Each is computed when it is asked for, from the column ``record``: cache that frame to extract once only.
    """
    records = df.select("record")
    described = {name: table_schema(name) for name in columns() if not name.endswith("_index")}
    return {
        name: records.mapInArrow(_per_batch(_trich.tables, name, schema), from_arrow_schema(schema))
        for name, schema in described.items()
    }


def documents_index(df: DataFrame) -> DataFrame:
    """The documents of records that :func:`extract` gave, a row each, in no order."""
    return _index(df, "documents")


def persons_index(df: DataFrame) -> DataFrame:
    """The persons of records that :func:`extract` gave, a row each, in no order."""
    return _index(df, "persons")


def table_schema(table: str) -> pa.Schema:
    """The columns of a table."""
    kinds = {"integer": pa.int64(), "double": pa.float64(), "flag": pa.bool_(), "list": pa.list_(pa.string())}
    described = columns()[table]
    return pa.schema([pa.field(column.name, kinds.get(column.holds, pa.string())) for column in described])


def _per_batch(
    tabulate: Callable[[list[bytes]], dict[str, dict[str, list[object]]]], table: str, schema: pa.Schema
) -> Callable[[Batches], Batches]:
    def work(batches: Batches) -> Batches:
        for batch in batches:
            records = [record.encode() for record in batch.column("record").to_pylist()]
            yield pa.RecordBatch.from_pydict(tabulate(records)[table], schema=schema)

    return work


def _index(df: DataFrame, kind: str) -> DataFrame:
    """Records go to the group of each key that they have; a group gives the rows of its key."""
    name = f"{kind}_index"
    schema = table_schema(name)
    keyed = pa.schema([pa.field("key", pa.string()), pa.field("record", pa.string())])

    def keys(batches: Batches) -> Batches:
        for batch in batches:
            rows = [row for record in batch.column("record").to_pylist() for row in _keyed(record, kind)]
            yield pa.RecordBatch.from_pylist(rows, schema=keyed)

    def rows(group: pa.Table) -> pa.Table:
        records = [record.encode() for record in group.column("record").to_pylist()]
        key = group.column("key")[0].as_py()
        return pa.Table.from_pydict(_trich.index(records, kind, key)[name], schema=schema)

    pairs = df.select("record").mapInArrow(keys, from_arrow_schema(keyed))
    return pairs.groupBy("key").applyInArrow(rows, from_arrow_schema(schema))


def _keyed(record: str, kind: str) -> Iterable[dict[str, str]]:
    return ({"key": key, "record": record} for own, key in _trich.index_keys(record.encode()) if own == kind)
