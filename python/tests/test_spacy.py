"""The component for spaCy."""

from __future__ import annotations

import doctest

import spacy
import trich.spacy


def test_the_example_of_the_module_runs() -> None:
    assert doctest.testmod(trich.spacy).failed == 0


def test_spans_carry_their_facts() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("trich", config={"published": "2020-10-13", "spans_key": "facts"})
    doc = nlp("Ngày\u00a012/10, kho nhận 1.200kg phân theo Quyết định số 15/QĐ-UBND.")
    found = {span.label_: (span.text, span._.trich) for span in doc.spans["facts"]}
    assert found["DATE"][0] == "Ngày\u00a012/10" and found["DATE"][1]["value"] == "2020-10-12"
    assert found["NUMBER"][1]["value"] == "1200"
    assert found["DOCUMENT"][1]["type"]
    assert doc._.trich["schema"] == "trich/1"
    assert list(nlp.pipe(["", "không có gì"]))
