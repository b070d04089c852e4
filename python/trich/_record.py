"""The record of one article."""

from __future__ import annotations

import json as _json
from collections.abc import Iterator, Mapping
from typing import Any


class Record(Mapping[str, Any]):
    """What trich says of one article: a mapping of the fields of the schema ``trich/1``.

    The fields are parsed when one of them is first asked for, so that records which only go on to a table or a file
    cost nothing. ``json`` holds the record as the program ``trich run`` writes it, to the byte.
    """

    __slots__ = ("_fields", "json")

    json: bytes
    """The record as a line of JSON in UTF-8, without the line's end."""

    def __init__(self, json: bytes) -> None:
        self.json = json
        self._fields: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The fields as a dictionary of one's own."""
        fields: dict[str, Any] = _json.loads(self.json)
        return fields

    def _parsed(self) -> dict[str, Any]:
        if self._fields is None:
            self._fields = self.to_dict()
        return self._fields

    def __getitem__(self, name: str) -> Any:
        return self._parsed()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parsed())

    def __len__(self) -> int:
        return len(self._parsed())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Record):
            return self.json == other.json
        return self._parsed() == other

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type[Record], tuple[bytes]]:
        return (Record, (self.json,))

    def __repr__(self) -> str:
        return f"<Record {self['id']!r}>"
