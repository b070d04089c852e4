"""Records as Apache Arrow: a declared schema, and the extraction from batch to batch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from trich import _api
from trich._record import Record
from trich._tables import AnyRecord, as_json

FIELDS = ("id", "title", "published", "url", "outlet", "authors")
"""Fields of an article that are taken from the columns of their names, where a batch has them."""


def schema() -> pa.Schema:
    """The columns of :func:`extract_batch`: ``record``, the record as a line of JSON; ``error``, what kept the article from
    being read, null for others; then the fields of the record, typed as ``trich.schema()`` says.

    The types follow from the JSON Schema: they grow with it, and never change within ``trich/1``. The fields of scrapers
    (``article.extra``), which may hold anything, are JSON.
    """
    described = _api.schema()
    named = described["$defs"]
    fields = [pa.field(name, _type(shape, named)) for name, shape in described["properties"].items()]
    return pa.schema([pa.field("record", pa.string()), pa.field("error", pa.string()), *fields])


def _type(shape: Mapping[str, Any], named: Mapping[str, Any]) -> pa.DataType:
    if "$ref" in shape:
        return _type(named[shape["$ref"].rsplit("/", 1)[1]], named)
    for choice in shape.get("anyOf", []):
        if choice.get("type") != "null":
            return _type(choice, named)
    kind = shape.get("type", "string")
    if isinstance(kind, list):
        kind = next(one for one in kind if one != "null")
    if kind == "array":
        return pa.list_(_type(shape["items"], named))
    if kind == "object" and "properties" in shape:
        return pa.struct([pa.field(name, _type(inner, named)) for name, inner in shape["properties"].items()])
    plain = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    return plain.get(kind, pa.string())


def to_batch(records: Iterable[AnyRecord]) -> pa.RecordBatch:
    """Records as a batch of :func:`schema`."""
    return _batch([as_json(record) for record in records])


def extract_batch(
    batch: pa.RecordBatch, *, text: str = "text", pipeline: _api.Pipeline | None = None, **names: str
) -> pa.RecordBatch:
    """The records of the articles of a batch, a row for a row, in the order of the rows.

    Each article is taken by itself: copies of others are not marked. An article that cannot be read, such as one whose text
    is null, has the reason in ``error``; the others are not touched by it.

    Args:
        batch: articles, a row each.
        text: the column that holds the texts.
        pipeline: rules and lists; the built-in ones unless given.
        names: columns of :data:`FIELDS` under other names, such as ``published="date"``.

    Raises:
        KeyError: where the batch lacks a column that was named.
    """
    inner = (pipeline or _api._built_in())._inner
    columns = {"text": text, **_columns(batch.schema.names, names)}
    articles = batch.select(list(columns.values())).rename_columns(list(columns)).to_pylist()
    lines = [_api._line({name: value for name, value in article.items() if value is not None}) for article in articles]
    return _batch([inner.record(line) for line in lines])


def _columns(present: list[str], names: Mapping[str, str]) -> dict[str, str]:
    if unknown := set(names) - set(FIELDS):
        raise KeyError(f"expected fields among {', '.join(FIELDS)}, but found {', '.join(sorted(unknown))}")
    return {**{name: name for name in FIELDS if name in present}, **names}


def _batch(lines: list[bytes]) -> pa.RecordBatch:
    target = schema()
    return pa.RecordBatch.from_pylist([_row(Record(line)) for line in lines], schema=target)


def _row(record: Record) -> dict[str, Any]:
    fields = record.to_dict()
    extra = fields["article"].get("extra")
    if extra is not None:
        fields["article"]["extra"] = json.dumps(extra, ensure_ascii=False)
    errors = [note["message"] for note in fields["diagnostics"] if note["severity"] == "error"]
    return {**fields, "record": record.json.decode(), "error": "; ".join(errors) or None}
