"""From a folder of articles to a table and a plot.

    python examples/tour.py corpus tour.png

Each step stands by itself, so that it can be pasted into a notebook.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib
import pandas
import trich

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402

folder, picture = Path(sys.argv[1]), Path(sys.argv[2])


def article(path: Path) -> dict[str, str]:
    """A text, with what is known of it in the file beside it."""
    beside = path.with_suffix(".meta.json")
    known = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    return {"id": path.stem, **known, "text": path.read_text(encoding="utf-8")}


# 1. Articles in, records out. Everything is counted in characters of record["text"].
records = trich.extract_many(article(path) for path in sorted(folder.rglob("*.txt")))
first = records[0]
print(f"{len(records)} articles; the first one, {first['id']}, states {len(first['numbers'])} numbers, such as")
for number in first["numbers"][:3]:
    start, end = number["chars"]
    assert first["text"][start:end] == number["text"]
    print(f"  {number['text']!r} = {number.get('value')} {number.get('unit', '')}  [{number['rule']}]")

# 2. A frame for each kind of fact.
tables = trich.frames(records)
money = tables["numbers"].query("kind == 'money' and unit == 'VND'")
largest = money.nlargest(5, "value_number")[["text", "value_number", "article_title"]]
print("\nThe largest sums in dong:")
print(largest.to_string(index=False, max_colwidth=60))

# 3. Who is spoken of, over all articles.
persons = trich.index(records)["persons_index"]
print("\nThe persons in most articles:")
print(persons.head(5)[["name", "titles", "articles", "mentions"]].to_string(index=False, max_colwidth=60))

# 4. A plot: how many facts the articles of each year state.
years = pandas.to_datetime(tables["articles"]["published_date"]).dt.year
counts = tables["articles"].groupby(years)[["numbers", "dates", "documents", "persons"]].sum()
axes = counts.plot.bar(stacked=True, figsize=(9, 4), title="Facts by the year of the article")
axes.set_xlabel("")
pyplot.tight_layout()
pyplot.savefig(picture)
print(f"\nwritten to {picture}")
