"""What folders of maps without diagram data cost: an index must not lay anything out, nor a document without a map.

    python tests/benchmarks/undrawn.py [--maps 10] [--index 100] [--steps 60]

Maps are made of a chain of steps with choices, drawn by Mapper once, and the same without their diagram data. Printed:
processor seconds of a job description in Markdown over `--maps` of either kind, median of three, and their ratio;
of the index of `--index` undrawn maps, with how often the layout was called. Exit status 1 when the index called it.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from mapper.app.formats import library
from mapper.app.session import arrange
from mapper.app.session.session import Session
from mapper.arrange import verbs
from mapper.arrange.missing import draw

DIAGRAM = re.compile(rb"<(\w+:)?BPMNDiagram\b.*</(\w+:)?BPMNDiagram>", re.DOTALL)


def made(steps: int, number: int) -> bytes:
    """A process of so many tasks, every tenth of them behind a choice, owned by one of three people."""
    parts = ['<startEvent id="s0" name="Start"/>']
    flows, last = [], "s0"
    for i in range(steps):
        kind = "exclusiveGateway" if i % 10 == 9 else "userTask"
        parts.append(f'<{kind} id="t{i}" name="Step {i} of map {number}"/>')
        flows.append((last, f"t{i}"))
        if i % 10 == 4 and i + 6 < steps:
            flows.append((f"t{i}", f"t{i + 6}"))
        last = f"t{i}"
    parts.append('<endEvent id="e" name="Done"/>')
    flows.append((last, "e"))
    parts += [f'<sequenceFlow id="f{n}" sourceRef="{a}" targetRef="{b}"/>' for n, (a, b) in enumerate(flows)]
    owner = f"Owner {number % 3}"
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x">'
        f'<resource id="o" name="{owner}"/><process id="p{number}" name="Process {number}">'
        '<resourceRole id="r" name="owner"><resourceRef>o</resourceRef></resourceRole>'
        f"{''.join(parts)}</process></definitions>"
    ).encode()


def folders(at: Path, count: int, steps: int) -> tuple[Path, Path]:
    """The same maps with and without diagram data."""
    drawn, bare = at / f"drawn{count}", at / f"undrawn{count}"
    for folder in (drawn, bare):
        folder.mkdir()
    for number in range(count):
        data = made(steps, number)
        (bare / f"{number}.bpmn").write_bytes(data)
        if count <= 20:
            session = Session.beginning(data, "map", keep=False).shown()
            first = next(node for node in session.diagram.nodes() if node.kind == "userTask")
            with session.diagram.transaction("rename"):
                session.diagram.put(first.but(name=f"{first.name}."))
            told = session.data()
            assert DIAGRAM.search(told)
            (drawn / f"{number}.bpmn").write_bytes(told)
    return drawn, bare


def seconds(folder: Path) -> float:
    """Processor seconds of one job description in Markdown, in a process of its own; the median of three."""
    found = []
    for _round in range(3):
        out = folder.parent / "out.md"
        code = (
            "import sys, time; from mapper.__main__ import main\n"
            f"sys.argv = ['mapper', 'job-description', {str(folder)!r}, '--for', 'Owner 1', '-o', {str(out)!r}]\n"
            "try: main()\nexcept SystemExit as end: assert not end.code, end.code\n"
            "print(time.process_time(), file=sys.stderr)"
        )
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert out.stat().st_size > 1000
        found.append(float(ran.stderr.split()[-1]))
    return median(found)


def indexed(folder: Path) -> tuple[float, int]:
    """Processor seconds of an index of a folder, and how often anything was laid out for it."""
    calls = 0

    def counted(*_args: object, **_more: object) -> None:
        nonlocal calls
        calls += 1
        raise AssertionError("an index lays nothing out")

    for module, name in (
        (arrange, "shown"),
        (arrange, "fill"),
        (verbs, "everything"),
        (verbs, "missing"),
        (draw, "draw"),
    ):
        setattr(module, name, counted)
    start = time.process_time()
    found = library.read(folder)
    names = [(entry.processes, entry.parties) for entry in found.entries]
    spent = time.process_time() - start
    assert len(names) == len(list(folder.iterdir()))
    assert all(processes and parties for processes, parties in names)
    return spent, calls


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--maps", type=int, default=10)
    parser.add_argument("--index", type=int, default=100)
    parser.add_argument("--steps", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        drawn, bare = folders(Path(folder), options.maps, options.steps)
        with_data, without = seconds(drawn), seconds(bare)
        print(f"job description of {options.maps} maps: drawn {with_data:.2f} s, undrawn {without:.2f} s,"
              f" ratio {without / with_data:.2f}")  # fmt: skip
        _drawn, many = folders(Path(folder), options.index, options.steps) if options.index > 20 else ("", bare)
        spent, calls = indexed(many)
        print(f"index of {options.index} undrawn maps: {spent:.2f} s, layouts run {calls}")
    return int(calls > 0)


if __name__ == "__main__":
    sys.exit(main())
