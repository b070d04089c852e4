"""Articles in, records out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from os import PathLike
from typing import Any

from trich import _trich
from trich._record import Record

Path = str | PathLike[str]
"""A path of the file system."""
Lexicon = Path | Sequence[Path]
"""Own word lists, files ``trich.toml``, or folders of such, as ``trich run --lexicon`` takes them."""
Article = str | Mapping[str, Any]
"""A text, or the fields of an article: ``text``, and any of ``id``, ``title``, ``published``, ``url``, ``outlet``,
``authors``. Other fields are kept in ``record["article"]["extra"]``."""


class Pipeline:
    """Rules and word lists, loaded once for many calls.

    Args:
        lexicon: own lists and kinds of facts; a later one adds to those before it.
        jobs: threads that work on articles where many are given; one for each processor unless said.

    Raises:
        LexiconError: where a list cannot be used; file, line and what was expected there are in the message.
        OSError: where a list cannot be read.
    """

    def __init__(self, *, lexicon: Lexicon | None = None, jobs: int | None = None) -> None:
        if jobs is not None and jobs < 1:
            raise ValueError(f"expected jobs of 1 at least, but found {jobs}")
        self._lexicon = _paths(lexicon)
        self._jobs = jobs
        self._inner = _trich.Pipeline(self._lexicon, jobs)

    def extract(
        self,
        text: str,
        *,
        published: str | date | datetime | None = None,
        title: str | None = None,
        url: str | None = None,
        **fields: Any,
    ) -> dict[str, Any]:
        """The record of one article; see :func:`trich.extract`."""
        given = {"published": published, "title": title, "url": url, **fields}
        article = {name: value for name, value in given.items() if value is not None}
        record: dict[str, Any] = json.loads(self._inner.record(_line({"text": text, **article})))
        return record

    def extract_many(self, articles: Iterable[Article]) -> list[Record]:
        """The records of many articles; see :func:`trich.extract_many`."""
        return [Record(record) for record in self._inner.records_list(articles, _line)]

    def extract_jsonl(self, lines: bytes) -> bytes:
        """The records of lines of JSON; see :func:`trich.extract_jsonl`."""
        return self._inner.records(lines)

    def sentences(self, text: str) -> list[tuple[str, int, int]]:
        """The sentences of a text; see :func:`trich.sentences`."""
        return self._inner.sentences(text)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuilt, (self._lexicon, self._jobs))


def _rebuilt(lexicon: list[Path], jobs: int | None) -> Pipeline:
    return Pipeline(lexicon=lexicon, jobs=jobs)


def _paths(lexicon: Lexicon | None) -> list[Path]:
    if lexicon is None:
        return []
    return [lexicon] if isinstance(lexicon, (str, PathLike)) else list(lexicon)


@cache
def _built_in() -> Pipeline:
    return Pipeline()


def _pipeline(lexicon: Lexicon | None, jobs: int | None = None) -> Pipeline:
    return _built_in() if lexicon is None and jobs is None else Pipeline(lexicon=lexicon, jobs=jobs)


def _line(article: Article) -> bytes:
    """The article as a line of JSON."""
    fields = {"text": article} if isinstance(article, str) else article
    if not isinstance(fields, Mapping):
        raise TypeError(f"expected a text or the fields of an article, but found {type(article).__name__}")
    try:
        return json.dumps(dict(fields), ensure_ascii=False, default=_plain).encode()
    except UnicodeEncodeError:  # halves of surrogate pairs, which JSON writes as escapes
        return json.dumps(dict(fields), default=_plain).encode()


def _plain(value: object) -> object:
    """What JSON has for a value that it does not know."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"expected a value that JSON can hold, but found {type(value).__name__}")


def extract(
    text: str,
    *,
    published: str | date | datetime | None = None,
    title: str | None = None,
    url: str | None = None,
    lexicon: Lexicon | None = None,
    **fields: Any,
) -> dict[str, Any]:
    """The record of one article.

    Args:
        text: the article. It is normalized; places in the record count characters of ``record["text"]``.
        published: publication date, ISO 8601, with a clock or without; dates such as ``ngày 3/4`` get their year from it.
        title: headline, where ``text`` does not begin with it.
        url: address of the page.
        lexicon: own word lists; they are read anew at each call, so use a :class:`Pipeline` for many calls.
        fields: other fields of a scraper, such as ``id`` and ``outlet``.

    Raises:
        LexiconError: where a list cannot be used.
        OSError: where a list cannot be read.

    What is odd in an article never raises: it stands in ``record["diagnostics"]``.
    """
    return _pipeline(lexicon).extract(text, published=published, title=title, url=url, **fields)


def extract_many(
    articles: Iterable[Article], *, lexicon: Lexicon | None = None, jobs: int | None = None
) -> list[Record]:
    """The records of many articles, in their order, worked on by ``jobs`` threads while Python goes on.

    Copies of earlier articles of the same call are marked by ``duplicate_of``, and ids are made unique, as in a run of the
    program. Articles are held in memory; for a stream of any length give it in portions, or use the program.

    Raises:
        TypeError: where an item is neither a text nor a mapping, or has a value that JSON cannot hold.
        LexiconError, OSError: as :func:`extract`.
    """
    return _pipeline(lexicon, jobs).extract_many(articles)


def extract_jsonl(lines: bytes, *, lexicon: Lexicon | None = None, jobs: int | None = None) -> bytes:
    """The records of articles that are lines of JSON, as lines of JSON: the bytes that ``trich run -`` writes."""
    return _pipeline(lexicon, jobs).extract_jsonl(lines)


def sentences(text: str) -> list[tuple[str, int, int]]:
    """The sentences of a text: words, first character and the one after the last, in ``normalize(text).text``."""
    return _built_in().sentences(text)


def normalize(text: str) -> _trich.Normalized:
    """The text as trich reads it, with the way back: ``normalize(text).source(start, end)``."""
    return _trich.Normalized(text)


def score(corpus: Path, *, lexicon: Lexicon | None = None, jobs: int | None = None) -> dict[str, Any]:
    """Precision, recall and F1 of trich on a corpus with gold, as ``trich score --format json`` gives them.

    Raises:
        UsageError: where gold does not align with its article.
        LexiconError, OSError: as :func:`extract`.
    """
    measured: dict[str, Any] = json.loads(_trich.score(corpus, _paths(lexicon), jobs))
    return measured


def schema() -> dict[str, Any]:
    """The JSON Schema of a record: every field with its unit, its range and what its absence means."""
    described: dict[str, Any] = json.loads(_trich.schema())
    return described
