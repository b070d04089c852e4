"""trich on Dask: python examples/dask_bag.py scraped.jsonl OUT"""

from __future__ import annotations

import sys
from collections.abc import Iterable

import dask.bag
import trich


def extract(lines: Iterable[str]) -> list[str]:
    """The records of some lines, with one thread a task."""
    return trich.extract_jsonl("".join(lines).encode(), jobs=1).decode().splitlines()


if __name__ == "__main__":
    dask.bag.read_text(sys.argv[1], blocksize="20MB").map_partitions(extract).to_textfiles(sys.argv[2])
