"""How the canvas feels on large maps: milliseconds of a frame while one pans, zooms and drags, and until an edit shows.

    python tests/benchmarks/canvas.py [--sizes 1000 10000] [--runs 25] [--json]

The whole window is open (panels, inspector, journal as for a user), 1600 × 960, offscreen unless QT_QPA_PLATFORM says
otherwise. The maps are those that `../shared/perf/make_maps.py` makes (or MAPPER_PERF names that folder). A figure is
the median and the 95th percentile: of single frames (pan, zoom, drag), or from the event until everything in view is
painted as it now is (grab, drop, append, undo). Limit: no append takes 100 ms or more at the median. Exit status 1 if
one does.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from mapper.app.settings import Settings
from mapper.gui import main as start
from mapper.gui.canvas import Canvas
from mapper.gui.window.window import MainWindow
from mapper.model.geometry import Point
from mapper.model.records import Node

APPEND = 100.0
"""Limit in milliseconds."""
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


class Figure(NamedTuple):
    """Milliseconds of one kind of step."""

    name: str
    median: float
    p95: float
    worst: float


def figure(name: str, taken: list[float]) -> Figure:
    ranked = sorted(1000 * one for one in taken)
    return Figure(name, statistics.median(ranked), ranked[int(0.95 * (len(ranked) - 1))], ranked[-1])


def timed(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


class Bench:
    """One map in the window, and hands that work on it."""

    def __init__(self, window: MainWindow, path: Path, runs: int) -> None:
        self.window, self.runs = window, runs
        window.open([path])
        while window.busy.on:
            QApplication.processEvents()
        assert window.page is not None
        self.canvas: Canvas = window.page.canvas
        self.diagram = self.canvas.diagram
        self.canvas.zoom_to(1.0)
        drawn = (n for n in self.diagram.nodes() if n.bounds and n.plane == self.canvas.plane)
        self.steps = [n for n in drawn if n.family == "task"]
        self.settle()

    def frame(self) -> None:
        """Handle what waits, then paint once, whatever is missing yet."""
        QApplication.processEvents()
        self.canvas.viewport().repaint()

    def settle(self) -> None:
        """Paint until all that is in view is as it now is."""
        self.frame()
        while self.canvas._again.isActive():
            self.frame()

    def mouse(self, kind: QEvent.Type, place: QPointF, held: Qt.MouseButton) -> None:
        view = self.canvas.viewport()
        button = NONE if kind == QEvent.Type.MouseMove else LEFT
        event = QMouseEvent(kind, place, QPointF(view.mapToGlobal(place)), button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(view, event)

    # -- what is measured ------------------------------------------------------------------------------------------

    def figures(self) -> Iterator[Figure]:
        yield figure("pan", list(self.pan()))
        yield figure("zoom", list(self.zoom()))
        yield from self.drag()
        yield from self.append()

    def pan(self) -> Iterator[float]:
        self.look_at(self.steps[len(self.steps) // 2])
        for i in range(4 * self.runs):
            dx, dy = ((-37, -11), (-37, 11), (37, 13), (37, -13))[i * 4 // (4 * self.runs)]
            yield timed(lambda dx=dx, dy=dy: (self.canvas.pan_by(dx, dy), self.frame()))

    def zoom(self) -> Iterator[float]:
        middle = QPointF(self.canvas.viewport().rect().center())
        for i in range(4 * self.runs):
            factor = 1 / 1.1 if i < 2 * self.runs else 1.1
            yield timed(lambda factor=factor: (self.canvas.zoom_at(factor, middle), self.frame()))
        self.canvas.zoom_to(1.0)

    def drag(self) -> Iterator[Figure]:
        grabs, frames, drops, undos = [], [], [], []
        for step in self.chosen():
            place = self.canvas.to_view(self.middle(step))
            grabs.append(timed(lambda at=place: self.grab(at)))
            for i in range(12):
                away = place + QPointF(8 + 3 * i, 6)
                frames.append(timed(lambda at=away: (self.mouse(QEvent.Type.MouseMove, at, LEFT), self.frame())))
            drops.append(timed(lambda at=away: (self.mouse(QEvent.Type.MouseButtonRelease, at, NONE), self.settle())))
            undos.append(timed(lambda: (self.diagram.undo(), self.settle())))
        yield from (figure("grab", grabs), figure("drag", frames), figure("drop", drops), figure("undo move", undos))

    def grab(self, place: QPointF) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, place, LEFT)
        self.mouse(QEvent.Type.MouseMove, place + QPointF(6, 3), LEFT)
        self.frame()

    def append(self) -> Iterator[Figure]:
        appends, undos = [], []
        for step in self.chosen():
            self.canvas.select([step.id])
            self.settle()
            appends.append(timed(lambda: (self.window.commands.run("append.task"), self.settle())))
            self.canvas.editor.abandon()
            undos.append(timed(lambda: (self.diagram.undo(), self.settle())))
        yield from (figure("append", appends), figure("undo append", undos))

    # -- inside ----------------------------------------------------------------------------------------------------

    def chosen(self) -> Iterator[Node]:
        """Steps from all over the map, each brought to the middle and painted before its turn."""
        for i in range(self.runs):
            step = self.steps[(2 * i + 1) * len(self.steps) // (2 * self.runs)]
            self.look_at(step)
            yield step

    def look_at(self, step: Node) -> None:
        self.canvas.look_at(self.middle(step))
        self.settle()

    @staticmethod
    def middle(step: Node) -> Point:
        assert step.bounds is not None
        return step.bounds.center


def maps(sizes: list[int], folder: Path) -> list[Path]:
    """The maps, made first where they are not there."""
    maker = Path(os.environ.get("MAPPER_PERF", Path(__file__).parents[3] / "shared" / "perf")) / "make_maps.py"
    missing = [str(size) for size in sizes if not (folder / f"map_{size}.bpmn").exists()]
    if missing:
        subprocess.run([sys.executable, str(maker), str(folder), "--sizes", *missing], check=True, capture_output=True)
    return [folder / f"map_{size}.bpmn" for size in sizes]


def measured(paths: list[Path], runs: int) -> dict[str, list[Figure]]:
    """All figures of all maps, in one window."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    start.prepare(application, Settings(theme="light"))
    window = MainWindow(Settings(theme="light"))
    window.resize(1600, 960)
    window.show()
    found = {}
    for path in paths:
        found[path.stem] = list(Bench(window, path, runs).figures())
        for page in window.maps.pages:
            window.maps.close_page(page)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Frame times of the canvas.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
            os.environ[variable] = str(Path(folder) / variable.lower())
        found = measured(maps(given.sizes, Path(folder)), given.runs)
    if given.json:
        print(json.dumps({name: [figure._asdict() for figure in figures] for name, figures in found.items()}, indent=1))
    else:
        for name, figures in found.items():
            print(f"{name:14} {'median':>9} {'p95':>9} {'worst':>9}  ms")
            for one in figures:
                print(f"  {one.name:12} {one.median:9.1f} {one.p95:9.1f} {one.worst:9.1f}")
    return int(any(one.name == "append" and one.median >= APPEND for figures in found.values() for one in figures))


if __name__ == "__main__":
    sys.exit(main())
