#!/usr/bin/env python3
"""name_contexts.py RECORDS.jsonl OUT: counts what stands right before and after names, for the list contexts.tsv.

RECORDS holds the records that `trich run` makes of news articles. The sure rules label them: a person that has a title or
a form of address somewhere in the article is a person wherever the article names it, and the places where it stands
without either are counted. They are compared with all other runs of one to three capitalised words of the same shape
(a foreign word alone, foreign words, two Vietnamese syllables) that are no known person. The points of a word are the
rounded binary logarithm of how much more often it stands beside a person; the sentences are not kept.
"""
import collections
import json
import math
import re
import sys

from name_stats import syllable

TOKEN = re.compile(r"[^\W\d_]+|\d+|\S")
SURE = ("person/titled", "person/honorific")
LEAST = 16  # places that a word must have
MOST = 3  # points
MARKS = "&/()"  # marks that say something


def shape(words):
    native = [syllable(word) for word in words]
    if any(len(word) > 1 and word.isupper() for word in words) or len(words) > 3:
        return None
    if all(native):
        return "native" if len(words) == 2 else None
    return "lone" if len(words) == 1 else "foreign"


def known(record):
    """Places of persons: True for those that count, False for others."""
    places = {}
    for person in record["persons"]:
        sure = any(m["rule"] in SURE for m in person["mentions"]) and not person.get("credit")
        for mention in person["mentions"]:
            places[tuple(mention["chars"])] = sure and mention["rule"] not in SURE
    return places


def runs(text):
    """Yields start, end, words, word before, word after."""
    tokens = list(TOKEN.finditer(text))
    at = 0
    while at < len(tokens):
        end = at + 1
        if tokens[at][0][0].isupper():
            while end < len(tokens) and tokens[end][0][0].isupper() and text[tokens[end - 1].end():tokens[end].start()] == " ":
                end += 1
            first, last = tokens[at].start(), tokens[end - 1].end()
            before = tokens[at - 1][0].lower() if at and "\n" not in text[tokens[at - 1].end():first] else None
            after = tokens[end][0].lower() if end < len(tokens) and "\n" not in text[last:tokens[end].start()] else None
            yield first, last, [token[0] for token in tokens[at:end]], before, after
        at = end


def main(path, out):
    counts = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0]))
    totals = collections.defaultdict(lambda: [0, 0])
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        places = known(record)
        for first, last, words, before, after in runs(record["text"]):
            form = shape(words)
            place = places.get((first, last))
            is_other = place is None and not any(a < last and first < b for a, b in places)
            if form is None or not (place or is_other):
                continue
            column = 0 if place else 1
            totals[form][column] += 1
            for side, word in (("before", before), ("after", after)):
                if word and (word in MARKS or syllable(word)):
                    counts[side, word][form][column] += 1
    rows = []
    for (side, word), forms in counts.items():
        persons = sum(person for person, _ in forms.values())
        others = sum(other for _, other in forms.values())
        expected = sum(other * totals[form][0] / totals[form][1] for form, (_, other) in forms.items())
        points = round(math.log2((persons + 1) / (expected + 1)))
        if persons + others >= LEAST and points:
            rows.append((side, word, max(-MOST, min(MOST, points)), persons, others))
    with open(out, "w", encoding="utf-8") as file:
        file.write("side\tword\tpoints\tpersons\tothers\n")
        for row in sorted(rows):
            file.write("\t".join(map(str, row)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
