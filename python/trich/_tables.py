"""Records as data frames, a frame for each table of the program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from trich import _trich
from trich._record import Record

Library = Literal["pandas", "polars"]
"""Libraries of data frames."""
AnyRecord = Record | Mapping[str, Any] | bytes | str
"""A record, parsed or as a line of JSON."""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    """Name, as in the record."""
    holds: str
    """``text``, ``link``, ``integer``, ``decimal`` (an exact number, as a string), ``double`` (the nearest machine
    number), ``date`` (ISO 8601 as a string, perhaps without a day), ``day`` (the same as a day), ``flag`` or ``list``."""
    doc: str
    """What stands in it."""


def columns() -> dict[str, list[Column]]:
    """The columns of each table, in order."""
    return {name: [Column(*column) for column in told] for name, told in _trich.columns()}


def as_json(record: AnyRecord) -> bytes:
    """A record as a line of JSON."""
    if isinstance(record, Record):
        return record.json
    if isinstance(record, str):
        return record.encode()
    return record if isinstance(record, bytes) else json.dumps(record, ensure_ascii=False).encode()


def frames(records: Iterable[AnyRecord], *, library: Library = "pandas") -> dict[str, Any]:
    """The tables of some records: ``articles``, ``sentences`` and one for each kind of fact, with the columns of
    ``trich run --format csv`` (:func:`columns` describes them).

    Exact numbers are strings with the nearest double beside them (``value``, ``value_number``), dates are strings with the
    day beside them where they name one (``begin``, ``begin_date``).

    Args:
        records: what :func:`trich.extract_many` gave, records as dictionaries, or lines of JSON.
        library: ``pandas`` or ``polars``, which must be installed.

    Raises:
        ValueError: where an item is no record.
        ImportError: where the library is not installed.
    """
    return _framed(_trich.tables([as_json(record) for record in records]), library)


def index(records: Iterable[AnyRecord], *, library: Library = "pandas") -> dict[str, Any]:
    """The indexes over some records: ``documents_index`` and ``persons_index``, a row for each document and person."""
    return _framed(_trich.index([as_json(record) for record in records]), library)


def _framed(tables: dict[str, dict[str, list[object]]], library: Library) -> dict[str, Any]:
    if library not in ("pandas", "polars"):
        raise ValueError(f"expected the library pandas or polars, but found {library!r}")
    frame = _pandas_frame if library == "pandas" else _polars_frame
    described = columns()
    return {name: frame(described[name], values) for name, values in tables.items()}


def _pandas_frame(described: list[Column], values: dict[str, list[object]]) -> Any:
    import pandas

    kinds = {"integer": "Int64", "double": "Float64", "flag": "boolean", "list": "object"}

    def series(column: Column) -> Any:
        if column.holds == "day":
            return pandas.Series(pandas.to_datetime(values[column.name], errors="coerce"))
        return pandas.Series(values[column.name], dtype=kinds.get(column.holds, "string"))

    return pandas.DataFrame({column.name: series(column) for column in described})


def _polars_frame(described: list[Column], values: dict[str, list[object]]) -> Any:
    import polars

    kinds = {
        "integer": polars.Int64(),
        "double": polars.Float64(),
        "flag": polars.Boolean(),
        "list": polars.List(polars.String()),
    }

    def series(column: Column) -> Any:
        kind = kinds.get(column.holds, polars.String())
        made = polars.Series(column.name, values[column.name], dtype=kind)
        return made.str.to_date(strict=False) if column.holds == "day" else made

    return polars.DataFrame([series(column) for column in described])
