"""Measures what an article costs, by the number of articles and by their length: the rows of `docs/scale.tsv`.

    cargo build --release
    python3 tools/scale.py target/release/trich > docs/scale.tsv
    python3 tools/plot.py docs/scale.tsv > docs/scale.svg

Time is that of the processor, which other programs disturb less than that of the clock; of three runs the least counts,
beyond a minute one run. Memory is the most that the program had at once. Unix only. Needs 2 GB of disk in the folder for
temporary files; `--most 100000` is done with a tenth.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

HEADINGS = """\
# What tools/scale.py measured; tools/plot.py draws it. Panel, line, x, y.
# count	Cost by number of articles (600 bytes each)	articles	µs of processor an article
# memory	Peak memory by number of articles	articles	MB
# length	Cost by length of an article	bytes	µs of processor per KB"""

JOBS = 2
TOTAL = 20_000_000
"""Bytes of all articles of a length, so that each length takes about as long."""


def run(trich, source, out):
    """Seconds of processor and kilobytes of memory of a run."""
    args = [trich, "run", source, "-o", out, "--format", "jsonl", "--quiet", "--force", "--jobs", str(JOBS)]
    child = subprocess.Popen(args)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(map(str, args))}: ended with {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def least(trich, source, out):
    """The least seconds and kilobytes of some runs."""
    seconds, memory = run(trich, source, out)
    for _ in range(2 if seconds < 60 else 0):
        other = run(trich, source, out)
        seconds, memory = min(seconds, other[0]), min(memory, other[1])
    return seconds, memory


def articles(at, count, length):
    source = at / "articles.jsonl"
    tool = pathlib.Path(__file__).with_name("articles.py")
    with open(source, "wb") as file:
        subprocess.run([sys.executable, tool, str(count), "--bytes", str(length)], stdout=file, check=True)
    return source


def measure(trich, at, most):
    start = least(trich, articles(at, 1, 600), at / "out")[0]
    count = 1000
    while count <= most:
        seconds, memory = least(trich, articles(at, count, 600), at / "out")
        print(f"count\tJSON lines\t{count}\t{(seconds - start) * 1e6 / count:.1f}", flush=True)
        print(f"memory\tJSON lines\t{count}\t{memory / 1024:.1f}", flush=True)
        count *= 10
    for power in range(3, 8):
        source = articles(at, max(TOTAL // 10**power, 2), 10**power)
        seconds, _ = least(trich, source, at / "out")
        print(f"length\tJSON lines\t{10**power}\t{(seconds - start) * 1e9 / source.stat().st_size:.2f}", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("trich", type=pathlib.Path, help="the program, built with optimisation")
    arguments.add_argument("--most", type=int, default=1_000_000, help="most articles [default: 1000000]")
    given = arguments.parse_args()
    print(HEADINGS)
    with tempfile.TemporaryDirectory(prefix="trich-scale-") as at:
        measure(given.trich.resolve(), pathlib.Path(at), given.most)


if __name__ == "__main__":
    main()
