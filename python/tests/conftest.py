"""What the tests share: the program's own records of the sample corpus."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def articles() -> list[dict[str, str]]:
    """The sample corpus as fields of a scraper."""

    def article(path: Path) -> dict[str, str]:
        meta = path.with_suffix(".meta.json")
        fields = json.loads(meta.read_text(encoding="utf-8")) if meta.exists() else {}
        return {"id": path.stem, **fields, "text": path.read_text(encoding="utf-8")}

    return [article(path) for path in sorted((ROOT / "corpus").glob("*/*.txt"))]


@pytest.fixture(scope="session")
def lines(articles: list[dict[str, str]]) -> bytes:
    """The same as lines of JSON."""
    return "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles).encode()


@pytest.fixture(scope="session")
def told(lines: bytes) -> list[bytes]:
    """What the program says of them, a record an item."""
    program = os.environ.get("TRICH_PROGRAM", str(ROOT / "target" / "debug" / "trich"))
    if not Path(program).exists():
        pytest.skip(f"{program} is not there: build the program first (cargo build)")
    done = subprocess.run([program, "run", "-", "--quiet"], input=lines, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout.splitlines()
