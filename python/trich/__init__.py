"""Numbers, dates, document references and titled persons from Vietnamese news articles.

>>> import trich
>>> record = trich.extract("Ngày 12/10, ông Lê Văn Bình cho biết kho nhận 1.200 kg phân.", published="2020-10-13")
>>> record["dates"][0]["value"]
'2020-10-12'

A *record* is what trich says of one article: its text, blocks, sentences and facts, each with its place and the rule that
found it (schema ``trich/1``; ``trich.schema()`` describes every field). All places are counted in characters of
``record["text"]``, as Python counts them.
"""

from __future__ import annotations

from trich._api import Pipeline, extract, extract_jsonl, extract_many, normalize, schema, score, sentences
from trich._record import Record
from trich._tables import Column, columns, frames, index
from trich._trich import LexiconError, Normalized, TrichError, UsageError, __version__

__all__ = [
    "Column",
    "LexiconError",
    "Normalized",
    "Pipeline",
    "Record",
    "TrichError",
    "UsageError",
    "__version__",
    "columns",
    "extract",
    "extract_jsonl",
    "extract_many",
    "frames",
    "index",
    "normalize",
    "schema",
    "score",
    "sentences",
]
