"""Several people keep a map in git, with Mapper as its diff and merge driver: three clones edit, pull and push.

    python -m tests.soak.git --count 100 [--state FILE]

Every edit is of a thing of its own, so nothing may conflict and nothing may be lost.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from lxml import etree

from mapper.app.comparing import states
from tests.soak import edits, tally
from tests.soak.diff import maps

NAME = "map.bpmn"
SAFE = (edits.rename, edits.retype, edits.reown, edits.retime, edits.reroute, edits.move, edits.foreign, edits.add)


def one(seed: int, corpus: Path | None = None, rounds: int = 3) -> Counter[str]:
    """One repository with three clones and some rounds of edits."""
    chance = random.Random(seed)
    path, root = chance.choice(maps(corpus or edits.corpus()))
    with tempfile.TemporaryDirectory() as folder:
        clones = begun(Path(folder), edits.edited(root, []))
        made: list[edits.Edit] = []
        conflicts = 0
        for _round in range(rounds):
            for clone in clones:
                made += edit(clone, root, chance, made)
            for clone in clones:
                conflicts += not pulled(clone)
                git(clone, "push", "-q", "origin", "HEAD:main")
        for clone in clones:
            conflicts += not pulled(clone)
        results = [(clone / NAME).read_bytes() for clone in clones]
    wanted = states.parsed(edits.edited(root, made), path)
    lost = states.differences(wanted, states.parsed(results[0], path))
    differ = len(set(results)) - 1
    return Counter(
        repositories=1, edits=len(made), merges=rounds * 3, conflicts=conflicts, lost=len(lost),
        clones_that_differ=differ, bad=int(bool(conflicts or lost or differ)),
    )  # fmt: skip


def begun(folder: Path, data: bytes) -> list[Path]:
    """A shared repository with one map, set up for Mapper, and three clones of it."""
    shared, first = folder / "shared.git", folder / "first"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(shared)], check=True)
    clones = []
    for name in ("first", "second", "third"):
        subprocess.run(["git", "clone", "-q", str(shared), str(folder / name)], check=True, capture_output=True)
        clone = folder / name
        git(clone, "config", "user.name", name)
        git(clone, "config", "user.email", f"{name}@example.com")
        git(clone, "config", "pull.rebase", "false")
        if clone == first:
            (clone / NAME).write_bytes(data)
            installed(clone)
            git(clone, "add", ".")
            git(clone, "commit", "-q", "-m", "A map")
            git(clone, "push", "-q", "origin", "HEAD:main")
        else:
            installed(clone)
        clones.append(clone)
    return clones


def installed(clone: Path) -> None:
    """`mapper git install` there."""
    subprocess.run(
        [sys.executable, "-m", "mapper", "git", "install", "--quiet"], cwd=clone, check=True, env=environment()
    )


def edit(clone: Path, root: etree._Element, chance: random.Random, made: list[edits.Edit]) -> list[edits.Edit]:
    """One more edit, of something nobody has edited yet, committed."""
    touched = frozenset().union(*(one.touches for one in made)) if made else frozenset()
    here = edits.Map(root)
    for _trial in range(60):
        found = chance.choice(SAFE)(here, chance)
        if found is not None and touched.isdisjoint(found.touches):
            file = clone / NAME
            file.write_bytes(edits.edited(etree.fromstring(file.read_bytes()), [found]))
            git(clone, "commit", "-q", "-am", found.name)
            return [found]
    return []


def pulled(clone: Path) -> bool:
    """Whether a pull merged without a conflict."""
    done = subprocess.run(
        ["git", "-C", str(clone), "pull", "-q", "--no-edit", "origin", "main"],
        capture_output=True, text=True, env=environment(), check=False,
    )  # fmt: skip
    if done.returncode:
        print(done.stdout, done.stderr)
        git(clone, "commit", "-q", "-am", "conflict")
    return done.returncode == 0


def git(clone: Path, *arguments: str) -> str:
    """What git prints."""
    done = subprocess.run(
        ["git", "-C", str(clone), *arguments], capture_output=True, text=True, check=True, env=environment()
    )
    return done.stdout


def environment() -> dict[str, str]:
    """The surroundings in which git starts the Mapper of this checkout."""
    source = Path(__file__).resolve().parents[2] / "src"
    return {**os.environ, "PYTHONPATH": str(source), "GIT_CONFIG_GLOBAL": os.devnull, "LANGUAGE": "en"}


if __name__ == "__main__":
    tally.run("git", 100, one)
