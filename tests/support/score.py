"""Counts the measures of `trich score` a second time, from the records and the gold files alone.

usage: score.py RECORDS.jsonl GOLD_FOLDER

Prints a line for each measure: name, gold, found, right, recalled. Written from the description of the measures, without
a look at the program, so that a slip in either shows.
"""
import functools
import json
import os
import sys
from collections import Counter, defaultdict

KIND = {"N": "numbers", "D": "dates", "R": "documents", "P": "persons"}


def squeeze(value):
    return " ".join(value.split()).lower()


def cuts_word(text, at):
    """True where a cut before character `at` goes through a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def locate(text, surface, cursor, kind, glued):
    while True:
        cursor = text.find(surface, cursor)
        if cursor < 0:
            return None
        after = cursor + len(surface)
        if glued or not (cuts_word(text, cursor) or (kind != "N" and cuts_word(text, after))):
            return cursor
        cursor += 1


def read_gold(path, text):
    out, cursor = [], 0
    with open(path, encoding="utf-8", newline="") as file:
        lines = file.read().replace("\r\n", "\n").split("\n")
    for line in lines:
        line, glued = line.rstrip(), False
        if line.startswith("#"):
            word, bar, rest = line[1:].partition("|")
            if bar and word.strip() == "skip":
                at = text.find(rest.strip(), cursor)
                if at >= 0:
                    cursor = at + len(rest.strip())
                continue
            if not (bar and word.strip() == "glued"):
                continue
            line, glued = rest.strip(), True
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split(" |")]
        if len(cells) < 3 or cells[0] not in KIND:
            continue
        kind, surface, value = cells[:3]
        last = cells[3] if len(cells) > 3 else ""
        at = locate(text, surface, cursor, kind, glued)
        if at is None:
            continue
        cursor = at + len(surface)
        titles = [squeeze(t) for t in last.split(" ; ") if t.strip()] if kind == "P" else []
        if kind == "N" and last:
            value += " " + last
        out.append((kind, at, cursor, value, titles))
    return sorted(out, key=lambda mention: mention[1:3])


def read_record(record):
    out = []
    for number in record["numbers"]:
        value = number.get("value")
        if value is None:
            value = (number.get("min") or "") + ".." + (number.get("max") or "")
        value = ("#" if number["kind"] == "ordinal" else "") + value
        unit = number.get("unit")
        out.append(("N", *number["chars"], value + (" " + unit if unit else ""), []))
    for date in record["dates"]:
        out.append(("D", *date["chars"], date["value"], []))
    for document in record["documents"]:
        for mention in document["mentions"]:
            if not mention.get("anaphor"):
                out.append(("R", *mention["chars"], document["canonical"], []))
    for person in record["persons"]:
        for mention in person["mentions"]:
            titles = [squeeze(person["titles"][at]["text"]) for at in mention["titles"]]
            out.append(("P", *mention["chars"], person["id"], titles))
    return out


def chains(mentions):
    by_entity = defaultdict(set)
    for _, start, end, entity, _ in mentions:
        by_entity[entity].add((start, end))
    return [frozenset(chain) for chain in by_entity.values()]


def muc(keys, others):
    """Links of `keys` that survive: size of a chain less the number of its parts."""
    total = 0
    for key in keys:
        rest = set(key)
        parts = 0
        for other in others:
            if rest & other:
                parts += 1
                rest -= other
        total += len(key) - parts - len(rest)
    return total


def b_cubed(keys, others):
    home = {mention: chain for chain in others for mention in chain}
    return sum(len(key & home[m]) / len(key) for key in keys for m in key if m in home)


def ceaf(keys, others):
    """Best one-for-one matching, found by trying all within each group of chains that hang together."""
    total, left = 0.0, list(range(len(keys)))
    while left:
        group, theirs, grown = {left[0]}, set(), True
        while grown:
            theirs_now = {j for j, other in enumerate(others) for i in group if keys[i] & other}
            group_now = {i for i in left for j in theirs_now if keys[i] & others[j]} | group
            grown = group_now != group or theirs_now != theirs
            group, theirs = group_now, theirs_now
        rows, columns = sorted(group), sorted(theirs)

        @functools.lru_cache(None)
        def best(at, free):
            if at == len(rows):
                return 0.0
            value = best(at + 1, free)
            for j in columns:
                shared = len(keys[rows[at]] & others[j])
                if shared and free >> j & 1:
                    alike = 2 * shared / (len(keys[rows[at]]) + len(others[j]))
                    value = max(value, alike + best(at + 1, free & ~(1 << j)))
            return value

        total += best(0, (1 << len(others)) - 1)
        left = [i for i in left if i not in group]
    return total


def main(records, folder):
    sums = defaultdict(lambda: [0.0] * 4)

    def add(measure, gold, found, right, recalled=None):
        for at, value in enumerate((gold, found, right, right if recalled is None else recalled)):
            sums[measure][at] += value

    for line in open(records, encoding="utf-8"):
        record = json.loads(line)
        path = os.path.join(folder, record["id"] + ".gold.tsv")
        if not os.path.exists(path):
            continue
        all_gold, all_found = read_gold(path, record["text"]), read_record(record)
        for kind, name in KIND.items():
            gold = [m for m in all_gold if m[0] == kind]
            found = [m for m in all_found if m[0] == kind]
            spans = {m[1:3] for m in gold} & {m[1:3] for m in found}
            values = {m[1:3]: squeeze(m[3]) for m in gold}
            same = sum(1 for m in found if m[1:3] in spans and (kind == "P" or squeeze(m[3]) == values[m[1:3]]))
            free = [m for m in found if m[1:3] not in spans]
            overlap = len(spans)
            for m in gold:
                if m[1:3] not in spans:
                    hit = next((f for f in free if f[1] < m[2] and m[1] < f[2]), None)
                    if hit:
                        free.remove(hit)
                        overlap += 1
            for measure, right in (("span", len(spans)), ("overlap", overlap), ("value", same)):
                add(f"all.{measure}", len(gold), len(found), right)
                if not (kind == "P" and measure == "value"):
                    add(f"{name}.{measure}", len(gold), len(found), right)
            if kind == "R":
                ours, theirs = ({squeeze(m[3]) for m in side} for side in (gold, found))
                add("documents.entity", len(ours), len(theirs), len(ours & theirs))
            if kind == "P":
                ours, theirs = (Counter((m[1:3], t) for m in side for t in m[4]) for side in (gold, found))
                add("persons.titles", sum(ours.values()), sum(theirs.values()), sum((ours & theirs).values()))
                keys, others = chains(gold), chains(found)
                add("persons.entity", len(keys), len(others), len(set(keys) & set(others)))
                links = [sum(len(chain) - 1 for chain in side) for side in (keys, others)]
                add("persons.muc", *links, muc(others, keys), muc(keys, others))
                add("persons.b3", len(gold), len(found), b_cubed(others, keys), b_cubed(keys, others))
                add("persons.ceafe", len(keys), len(others), ceaf(keys, others))
    for measure, counts in sorted(sums.items()):
        print(measure, *(f"{count:.6f}" for count in counts), sep="\t")


main(*sys.argv[1:])
