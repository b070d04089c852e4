"""Reads what trich wrote for annotation tools with the readers of these tools. `tests/annotation.rs` runs this:

    python3 readers.py FOLDER

FOLDER is the output of a run with `--format jsonl,conll,spacy,label-studio`. Needs spacy and label-studio-sdk.
"""

import json
import sys
import warnings
from pathlib import Path

import spacy
from label_studio_sdk.label_interface import LabelInterface
from spacy.tokens import Doc
from spacy.training.converters import conll_ner_to_docs

LABELS = {"numbers": "NUMBER", "dates": "DATE", "documents": "DOCUMENT", "persons": "PERSON"}


def mentions(record):
    """The words and label of each mention in text order, as the record says."""
    found = []
    for kind, label in LABELS.items():
        for fact in record[kind]:
            for mention in fact.get("mentions", [fact]):
                if not mention.get("anaphor"):
                    found.append((mention["chars"][0], mention["text"], label))
    return [(words, label) for _, words, label in sorted(found)]


def main(folder):
    records = [json.loads(line) for line in (folder / "articles.jsonl").read_text("utf-8").splitlines()]
    expected = [mentions(record) for record in records]
    vocab = spacy.blank("xx").vocab

    lines = (folder / "spacy.jsonl").read_text("utf-8").splitlines()
    docs = [Doc(vocab).from_json(json.loads(line), validate=True) for line in lines]
    assert [doc.text for doc in docs] == [record["text"] for record in records]
    assert [[(ent.text, ent.label_) for ent in doc.ents] for doc in docs] == expected
    for doc, record in zip(docs, records):
        assert len([token for token in doc if token.is_sent_start]) >= len(record["sentences"])

    conll = list(conll_ner_to_docs((folder / "articles.conll").read_text("utf-8"), no_print=True))
    assert len(conll) == len(records)
    for doc, own in zip(conll, expected):
        squeeze = lambda text: "".join(text.split())
        assert [(squeeze(ent.text), ent.label_) for ent in doc.ents] == [(squeeze(words), label) for words, label in own]

    interface = LabelInterface((folder / "label-studio.xml").read_text("utf-8"))
    interface.validate()
    tasks = json.loads((folder / "label-studio.json").read_text("utf-8"))
    for task, own in zip(tasks, expected, strict=True):
        prediction = task["predictions"][0]
        assert interface.validate_prediction(prediction, return_errors=True) == [], task["data"]["id"]
        regions = [region["value"] for region in prediction["result"] if region["type"] == "labels"]
        text = task["data"]["text"]
        assert [(text[region["start"] : region["end"]], region["labels"][0]) for region in regions] == own
    print(f"{len(records)} articles read")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(Path(sys.argv[1]))
