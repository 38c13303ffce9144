"""Several processes edit and save one file: nobody overwrites what another has saved without being told.

    python -m tests.soak.writers --count 10 [--state FILE]     # each: 2 or 5 processes, 100 saves together

Every process adds one to a number in the map, and reads the file anew when it is told that somebody else has changed
it. So the number at the end is that of all saves that went well, or some were overwritten silently.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from mapper import bpmn
from mapper.app.session.session import Session
from mapper.model.geometry import Rect
from mapper.model.records import Node
from tests.soak import tally

SAVES, LONGEST = 100, 300.0


def one(seed: int, saves: int = SAVES, processes: int | None = None) -> Counter[str]:
    """One file and its writers."""
    count = processes or (2, 5)[seed % 2]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "map.bpmn"
        begin(file)
        given = {**os.environ, "XDG_STATE_HOME": f"{folder}/state", "XDG_CONFIG_HOME": f"{folder}/config"}
        command = [sys.executable, "-m", "tests.soak.writers", "--write", str(file), str(-(-saves // count))]
        at = time.monotonic()
        running = [subprocess.Popen(command, env=given, stdout=subprocess.PIPE, text=True) for _ in range(count)]
        told, stuck = Counter[str](), 0
        for process in running:
            try:
                out, _err = process.communicate(timeout=max(1.0, LONGEST - (time.monotonic() - at)))
                told.update({key: int(value) for key, value in re.findall(r"(\w+)=(\d+)", out)})
            except subprocess.TimeoutExpired:
                process.kill()
                stuck += 1
        number = count_in(file)
        left = [entry.name for entry in Path(folder).iterdir() if entry.name not in ("map.bpmn", "state", "config")]
    lost = told["saved"] - number
    return Counter(
        files=1, saved=told["saved"], refused=told["refused"], overwritten=lost, deadlocks=stuck, litter=len(left),
        bad=int(bool(lost or stuck or left)),
    )  # fmt: skip


def begin(file: Path) -> None:
    """A map with one step, called 0."""
    source = bpmn.fresh("Map", "en")
    plane = next(record.id for record in source.records if record.kind == "plane")
    process = Node("Process", "process")
    step = Node("Step", "task", "0", parent="Process", plane=plane, bounds=Rect(100, 100, 100, 80))
    file.write_bytes(bpmn.write(source, [*source.records, process, step]))


def count_in(file: Path) -> int:
    """The number that the map's step is called."""
    return int(next(record.name for record in bpmn.read(file.read_bytes()).records if record.id == "Step"))


def write(file: Path, saves: int) -> None:
    """Add one to the number, so many times."""
    saved = refused = 0
    session = Session.open(file)
    while saved < saves:
        step = session.diagram.node("Step")
        with session.diagram.transaction("count"):
            session.diagram.put(step.but(name=str(int(step.name) + 1)))
        try:
            session.save()
            saved += 1
        except Exception:  # told: read it anew
            refused += 1
            session.close()
            session = Session.open(file)
    session.close()
    print(f"saved={saved} refused={refused}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        tally.run("writers", 10, one)
