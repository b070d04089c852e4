#!/usr/bin/env python3
"""name_contexts.py RECORDS.jsonl OUT: counts what stands right before and after names, for the list contexts.tsv.

RECORDS holds the records that `trich run` makes of news articles. The sure rules label them: a person that has a title, a
form of address or a name of several words somewhere in the article is a person wherever the article names it, and the
places where it stands without title and form of address are counted. They are compared with all other runs of one to
three capitalised words of the same shape (a foreign word alone, foreign words, two Vietnamese syllables) that are no known
person. The points of a word, or of two words, are the rounded binary logarithm of how much more often they stand beside a
person; two words are listed where they say something else than the one next to the name. The sentences are not kept.
"""
import collections
import json
import math
import re
import sys

from name_stats import syllable

TOKEN = re.compile(r"[^\W\d_]+|\d+|\S")
SURE = ("person/titled", "person/honorific")
LEAST = 12  # places that a word, or two words, must have
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
        mentions = person["mentions"]
        sure = any(m["rule"] in SURE or " " in m["text"] for m in mentions) and not person.get("credit")
        for mention in mentions:
            places[tuple(mention["chars"])] = sure and mention["rule"] not in SURE
    return places


def runs(text):
    """Yields start, end, words, words before (the nearest first), words after."""
    tokens = list(TOKEN.finditer(text))
    at = 0
    while at < len(tokens):
        end = at + 1
        if tokens[at][0][0].isupper():
            while end < len(tokens) and tokens[end][0][0].isupper() and text[tokens[end - 1].end():tokens[end].start()] == " ":
                end += 1
            first, last = tokens[at].start(), tokens[end - 1].end()
            before = [t[0].lower() for t in reversed(tokens[max(0, at - 2):at]) if "\n" not in text[t.end():first]]
            after = [t[0].lower() for t in tokens[end:end + 2] if "\n" not in text[last:t.start()]]
            yield first, last, [token[0] for token in tokens[at:end]], before, after
        at = end


def phrases(side, words):
    """The word next to a name, and that with the next one, in text order."""
    if words and (words[0] in MARKS or syllable(words[0])):
        yield side, words[0]
        if len(words) > 1 and all(syllable(word) for word in words):
            yield side, " ".join(words if side == "after" else reversed(words))


def points_of(forms, totals):
    """Points, places of persons and other places."""
    persons = sum(person for person, _ in forms.values())
    others = sum(other for _, other in forms.values())
    expected = sum(other * totals[form][0] / totals[form][1] for form, (_, other) in forms.items())
    points = round(math.log2((persons + 1) / (expected + 1)))
    return max(-MOST, min(MOST, points)), persons, others


def rows(counts, totals):
    weighed = {key: points_of(forms, totals) for key, forms in counts.items()}
    for (side, phrase), (points, persons, others) in weighed.items():
        words = phrase.split()
        nearest = weighed[side, words[0 if side == "after" else -1]] if len(words) > 1 else (0,)
        if persons + others >= LEAST and points != nearest[0]:
            yield side, phrase, points, persons, others


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
            for key in [*phrases("before", before), *phrases("after", after)]:
                counts[key][form][column] += 1
    with open(out, "w", encoding="utf-8") as file:
        file.write("side\tword\tpoints\tpersons\tothers\n")
        for row in sorted(rows(counts, totals)):
            file.write("\t".join(map(str, row)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
