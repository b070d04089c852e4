"""A component for spaCy: the facts of a text as spans of its ``Doc``.

>>> import spacy, trich.spacy
>>> nlp = spacy.blank("xx")
>>> _ = nlp.add_pipe("trich")
>>> doc = nlp("Ông Lê Văn Bình đến ngày 3/4/2020.")
>>> [(span.text, span.label_) for span in doc.spans["trich"]]
[('ngày 3/4/2020', 'DATE'), ('Lê Văn Bình', 'PERSON')]

``doc._.trich`` is the whole record; ``span._.trich`` is the fact of a span, with its value.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from trich import _api

LABELS = {"numbers": "NUMBER", "dates": "DATE", "documents": "DOCUMENT", "persons": "PERSON", "custom": "CUSTOM"}
"""The label of each kind of fact."""


@Language.factory("trich", default_config={"published": None, "lexicon": None, "spans_key": "trich"})
class Component:
    """Adds the facts of trich to a ``Doc``.

    Where a fact ends within a token, its span takes in the whole token. The component sets no ``doc.ents``.

    Args:
        published: publication date of the texts, where one holds for all.
        lexicon: own word lists.
        spans_key: the group of ``doc.spans`` that takes the facts.
    """

    def __init__(
        self, nlp: Language, name: str, published: str | None, lexicon: str | list[str] | None, spans_key: str
    ) -> None:
        self.published = published
        self.spans_key = spans_key
        self.pipeline = _api._pipeline(lexicon)
        for holder in (Doc, Span):
            if not holder.has_extension("trich"):
                holder.set_extension("trich", default=None)

    def __call__(self, doc: Doc) -> Doc:
        record = self.pipeline.extract(doc.text, published=self.published)
        doc._.trich = record
        places = _api.normalize(doc.text)
        spans = []
        for kind, fact, mention in _mentions(record):
            start, end = places.source(*mention["chars"])
            span = doc.char_span(start, end, label=LABELS.get(kind, kind.upper()), alignment_mode="expand")
            if span is not None:
                span._.trich = fact
                spans.append(span)
        doc.spans[self.spans_key] = spans
        return doc


def _mentions(record: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Kind, fact and mention of each place; facts of one place are their own mention."""
    for kind in LABELS:
        for fact in record.get(kind, []):
            for mention in fact.get("mentions", [fact]):
                yield kind, fact, mention
