#!/usr/bin/env python3
"""things.py RECORDS.jsonl OUT: foreign words that name no person, for the list things.tsv.

RECORDS holds the records that `trich run` makes of news articles. A foreign word counts that stands alone with a capital in
three articles or more, where no article has it in the name of a person. Persons among them were taken out by hand.
"""
import collections
import json
import sys

from name_contexts import runs, shape

LEAST = 3  # articles


def main(path, out):
    articles, persons = collections.Counter(), set()
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        names = [mention["text"] for person in record["persons"] for mention in person["mentions"]]
        persons.update(word for name in names for word in name.split())
        lone = (words[0] for _, _, words, _, _ in runs(record["text"]) if shape(words) == "lone" and len(words[0]) > 1)
        articles.update(set(lone))
    with open(out, "w", encoding="utf-8") as file:
        file.write("word\tarticles\n")
        for word, count in sorted(articles.items()):
            if count >= LEAST and word not in persons:
                file.write(f"{word}\t{count}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
