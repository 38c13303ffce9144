"""Figures that add up over several runs: a seed that was done is not done again.

`python -m tests.soak.diff --count 2000 --state FILE` may be stopped at any time and started again.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path


def run(name: str, count: int, one: Callable[[int], Counter[str]]) -> None:
    """Do `one` for every seed up to --count that was not done yet, and print what it all came to.

    one: the figures of a seed; whatever is counted as "bad" is printed at once with its seed.
    """
    parser = argparse.ArgumentParser(prog=name)
    parser.add_argument("--count", type=int, default=count)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--state", type=Path, help="a file that keeps the figures between runs")
    given = parser.parse_args()
    state = json.loads(given.state.read_text()) if given.state and given.state.exists() else {"done": given.first}
    figures, begun = Counter(state.get("figures", {})), time.monotonic()
    for seed in range(state["done"], given.first + given.count):
        found = one(seed)
        figures.update(found)
        if found["bad"]:
            print(f"seed {seed}: bad", flush=True)
        if given.state:
            given.state.write_text(json.dumps({"done": seed + 1, "figures": figures}))
    spent = time.monotonic() - begun
    print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in sorted(figures.items())) + f" ({spent:.0f} s)")
