"""A map laid out anew, and the figures of its drawing, for `layout.py`.

The figures are those of `layout_quality.py` in `../shared/perf` (or where MAPPER_PERF points): no measure of our own,
so that nobody can say we judge ourselves kindly.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from lxml import etree

from mapper import bpmn
from mapper.app.session import arrange
from mapper.model.diagram import Diagram

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared"
PERF = Path(os.environ.get("MAPPER_PERF") or SHARED / "perf")
CORPUS = Path(os.environ.get("MAPPER_CORPUS") or SHARED / "corpus")
DRAWING = "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNDiagram"
MUST_BE_NONE = (
    "overlap", "edge_node", "overlay", "slanted", "outside", "lane_mix", "lab_node", "lab_lab", "lab_edge", "no_lab",
    "undrawn_n", "undrawn_e", "undrawn_l",
)  # fmt: skip
"""What the issue wants 0 of."""

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Laid:
    """A file laid out: the new bytes, and the milliseconds that reading, layout and writing took."""

    data: bytes
    read: float
    layout: float
    write: float

    @property
    def all(self) -> float:
        return self.read + self.layout + self.write


def without_drawing(data: bytes) -> bytes:
    """A file without its diagram data."""
    root = etree.fromstring(data, etree.XMLParser(huge_tree=True, resolve_entities=False, recover=True))
    for drawing in list(root.iter(DRAWING)):
        above = drawing.getparent()
        if above is not None:
            above.remove(drawing)
    return etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)


def anew(data: bytes, *, keep: bool = False, order_lanes: bool = False) -> Laid:
    """Lay a file out anew. keep: what its drawing says apart from places (what is collapsed, say) is still known."""
    given = data if keep else without_drawing(data)
    marks = [time.perf_counter()]
    source = bpmn.read(given)
    diagram = Diagram(source.records)
    marks.append(time.perf_counter())
    arrange.whole(diagram, order_lanes=order_lanes, order_pools=not source.base.drawn)
    marks.append(time.perf_counter())
    written = bpmn.write(source, diagram.records())
    marks.append(time.perf_counter())
    took = [1000 * (b - a) for a, b in itertools.pairwise(marks)]
    return Laid(written, *took)


def quality() -> ModuleType | None:
    """The module that measures; None where it does not stand beside the checkout."""
    return _module(PERF / "layout_quality.py")


def maker() -> ModuleType | None:
    """The module that makes maps of a wanted size."""
    return _module(PERF / "make_maps.py")


def figures(module: ModuleType, file: Path) -> dict[str, Any]:
    """What the module says of a file; but a global task stands beside the processes and can be drawn nowhere."""
    row = dict(module.measure(file))
    _root, model, _diagrams = module.load(file)
    tags = (module.tag(element) for element in model.values())
    row["undrawn_n"] -= sum(tag.startswith("global") and module.is_flow_node(tag) for tag in tags)
    return row


def _module(path: Path) -> ModuleType | None:
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def faults(row: Figures) -> dict[str, int]:
    """What a map has of that which must not be."""
    return {name: row[name] for name in MUST_BE_NONE if row[name]}


def summed(rows: Sequence[Figures], columns: Iterable[str]) -> dict[str, Any]:
    """The sum of some maps; shares weigh by the number of edges, as in `layout_quality.py`. No aspect."""
    total: dict[str, Any] = {name: sum(row[name] for row in rows) for name in columns}
    for share in ("bends_per_edge", "back"):
        if share in total:
            total[share] = sum(row[share] * row["edges"] for row in rows) / max(1, sum(row["edges"] for row in rows))
    if "aspect" in total:
        total["aspect"] = "-"
    return total


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Columns side by side, the first to the left, numbers to the right.

    >>> print(table(["map", "n"], [["a", 10], ["bc", 0.5]]))
    map     n
    a      10
    bc   0.50
    """
    cells = [list(head)] + [[f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    lines = (
        " ".join(cell.rjust(w) if i else cell.ljust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True)))
        for row in cells
    )
    return "\n".join(line.rstrip() for line in lines)


def maps(paths: Iterable[Path]) -> list[Path]:
    """The BPMN files that paths name: themselves, or those in folders and in folders within."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("*.bpmn")) if path.is_dir() else [path]
    return found
