"""`mapper diff` on pairs made by known random edits: each edit found and named rightly, nothing else.

python -m tests.soak.diff --count 2000 [--state FILE]
"""

import random
from collections import Counter
from functools import cache
from pathlib import Path

from mapper.app.comparing import states
from tests.soak import edits, tally


@cache
def maps(corpus: Path) -> list[tuple[Path, edits.etree._Element]]:
    """The maps of the corpus, read once."""
    return list(edits.maps(corpus))


def one(seed: int, corpus: Path | None = None) -> Counter[str]:
    """One pair: what was found, missed, and found though nobody did it."""
    chance = random.Random(seed)
    path, root = chance.choice(maps(corpus or edits.corpus()))
    made = edits.chosen(root, chance, chance.randint(1, 5))
    before, after = (states.parsed(edits.edited(root, which), path) for which in ([], made))
    wanted = Counter(told for edit in made for told in edit.told)
    found = Counter((one.what, one.id) for one in states.differences(before, after))
    missed, surplus = wanted - found, found - wanted
    if missed or surplus:
        print(f"{path.name}: {[edit.name for edit in made]} missed {dict(missed)} surplus {dict(surplus)}")
    return Counter(
        pairs=1, edits=len(made), missed=missed.total(), surplus=surplus.total(), bad=int(bool(missed or surplus))
    )


if __name__ == "__main__":
    tally.run("diff", 2000, one)
