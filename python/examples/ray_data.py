"""trich on Ray Data: python examples/ray_data.py scraped.jsonl OUT"""

from __future__ import annotations

import sys

import pyarrow as pa
import ray
import trich.arrow


def extract(articles: pa.Table) -> pa.Table:
    """The records of some articles, a row for a row."""
    return pa.Table.from_batches([trich.arrow.extract_batch(articles)])


articles = ray.data.read_json(sys.argv[1])
articles.map_batches(extract, batch_format="pyarrow", batch_size=512).write_parquet(sys.argv[2])
