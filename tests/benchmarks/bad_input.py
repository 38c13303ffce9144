"""How long Mapper takes to say that something is no map: one line, exit status 3, in at most two seconds each.

    python tests/benchmarks/bad_input.py [--runs 3]

Every input below is given to three verbs, each in a process of its own, start included; the figure is the shortest
wall time of N runs. Exit status 1 when one is over the limit or ends with another status. `cli/test_bad_input.py`
gives the same inputs and counts processor time instead, which a busy machine does not stretch.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SECONDS = 2.0
VERBS = {
    "info": ("info", "{}"),
    "convert": ("convert", "{}", "out.svg"),
    "job-description": ("job-description", "{}", "--for", "A", "-o", "out.pdf"),
}
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb004300") + bytes(range(256)) * 40
MAP = """<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x">
  <process id="P"><task id="T" name="{name}"/></process>
</definitions>
"""


def bad(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def truncated(tmp_path: Path) -> Path:
    return bad(tmp_path / "cut.bpmn", MAP.format(name="x")[:150])


def bomb(tmp_path: Path) -> Path:
    """50 MB, and entities that would expand to thousands of millions of letters."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE d [<!ENTITY a0 "ha">{entities}<!-- {"x" * (50 << 20)} -->]>'
    return bad(tmp_path / "bomb.bpmn", MAP.replace("<definitions", doctype + "<definitions", 1).format(name="&a9;"))


UNREADABLE: dict[str, Callable[[Path], Path]] = {
    "empty": lambda folder: bad(folder / "empty.bpmn", b""),
    "jpeg": lambda folder: bad(folder / "photo.bpmn", JPEG),
    "truncated": truncated,
    "entity bomb": bomb,
    "missing": lambda folder: folder / "æ ø å.bpmn",
    "other xml": lambda folder: bad(folder / "page.bpmn", "<html><body/></html>"),
}


def seconds(folder: Path, arguments: tuple[str, ...]) -> tuple[float, int]:
    """Wall time of one run of the program, and its exit status."""
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "mapper", *arguments], cwd=folder, capture_output=True, check=False)
    return time.perf_counter() - begin, done.returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    failed = False
    for name, make in UNREADABLE.items():
        with tempfile.TemporaryDirectory() as folder:
            path = make(Path(folder))
            for verb, words in VERBS.items():
                arguments = tuple(word.format(path.name) for word in words)
                taken, status = min(seconds(Path(folder), arguments) for _ in range(runs))
                wrong = taken > SECONDS or status != 3
                failed = failed or wrong
                print(f"{name:<14}{verb:<18}{taken:6.2f} s  status {status}{'  WRONG' if wrong else ''}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
