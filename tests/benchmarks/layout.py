"""How good and how fast Mapper's automatic layout is. Prints figures; fails only where the issue says what must be 0.

    python tests/benchmarks/layout.py quality [PATH…] [--keep] [--order-lanes] [--out DIR] [--brief] [--jobs N]
    python tests/benchmarks/layout.py reference [FOLDER] [--order-lanes]
    python tests/benchmarks/layout.py speed [--sizes N…] [--node DIR]
    python tests/benchmarks/layout.py pictures FILE… --out DIR [--keep]
    python tests/benchmarks/layout.py twice [PATH…]

quality: every file laid out anew, measured by `layout_quality.py` of `../shared/perf`: all columns, the milliseconds
that the layout took, and whatever must be 0 and is not. Without --keep its diagram data is taken away first; with
--keep it is known which sub-processes are collapsed. Without a path: the corpus.
reference: the models of the corpus that people drew, their figures beside Mapper's, held against the issue's limits.
speed: milliseconds beside those of bpmn-auto-layout on the same maps in the same run.
pictures: the original drawing beside the new one.
twice: whether laying out what was laid out changes anything.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import layout_pictures
import layout_speed
from layout_figures import CORPUS, PERF, Figures, anew, faults, figures, maps, quality, summed, table

AREA = 1.3
BACK = 0.03
"""The issue's limits: area beside the people's, and the share of flows that run backward."""


@dataclass(slots=True)
class Result:
    """What became of one file: its figures, or why there are none."""

    name: str
    row: dict[str, Any] = field(default_factory=dict)
    crash: str = ""
    unmeasured: bool = False


# -- quality -----------------------------------------------------------------------------------------------------------


def show_quality(options: argparse.Namespace) -> int:
    module = quality()
    if module is None:
        return _skip("no layout_quality.py")
    files = maps(options.paths or [CORPUS])
    with ExitStack() as stack:
        out = options.out or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        out.mkdir(parents=True, exist_ok=True)
        targets = [out / f"{number:04}-{file.name}" for number, file in enumerate(files)]
        work = partial(measured, keep=options.keep, order_lanes=options.order_lanes)
        results = []
        for result in _each(work, list(zip(files, targets, strict=True)), options.jobs):
            results.append(result)
            _progress(len(results), len(files))
    return _print_quality(results, [*module.COLS, "ms"], options.brief)


def measured(pair: tuple[Path, Path], keep: bool, order_lanes: bool) -> Result:
    """Lay one file out into another and measure that."""
    source, target = pair
    result = Result(f"{source.parent.name[:12]}/{source.name}")
    module = quality()
    assert module is not None
    try:
        laid = anew(source.read_bytes(), keep=keep, order_lanes=order_lanes)
        target.write_bytes(laid.data)
        if keep and not _measurable(module, source):
            result.unmeasured = True
            return result
        result.row = {**figures(module, target), "ms": round(laid.layout, 1)}
    except (Exception, RecursionError) as error:
        result.crash = _short(error)
    return result


def _measurable(module: Any, file: Path) -> bool:
    """Whether the file itself can be measured: of one that Mapper had to mend, the new one cannot be either."""
    try:
        module.load(file)
    except (Exception, RecursionError):
        return False
    return True


def _print_quality(results: Sequence[Result], columns: list[str], brief: bool) -> int:
    sound = [result for result in results if not result.crash and not result.unmeasured]
    bad = [result for result in sound if faults(result.row)]
    rows = [[r.name, *(r.row[c] for c in columns)] for r in (bad if brief else sound)]
    total = summed([r.row for r in sound], columns) if sound else dict.fromkeys(columns, 0)
    print(table(["file", *columns], [*rows, ["SUM", *total.values()]]))
    for result in bad:
        print("NOT 0:", result.name, " ".join(f"{name}={count}" for name, count in faults(result.row).items()))
    for result in results:
        if result.crash:
            print("CRASH:", result.name, result.crash)
        if result.unmeasured:
            print("not measured:", result.name, "(layout_quality.py cannot read the file as it was given either)")
    crashed = sum(bool(result.crash) for result in results)
    said = f"{len(results)} files: {crashed} crashed, {len(bad)} with something that must be 0"
    print(f"{said}, {faults(total) or 'all 0'}")
    return 1 if bad or crashed else 0


# -- reference models --------------------------------------------------------------------------------------------------

_COMPARED = ("cross", "bends_per_edge", "back", "area_Mpx")


def show_reference(options: argparse.Namespace) -> int:
    module = quality()
    if module is None:
        return _skip("no layout_quality.py")
    folder = options.folder or CORPUS / "miwg" / "Reference"
    if not folder.is_dir():
        return _skip(f"no folder {folder}")
    status = 0
    for keep in (False, True):
        print("\nwith what the drawing says of collapsed steps" if keep else "diagram data ignored", end=":\n")
        status |= _compare(module, maps([folder]), keep, options.order_lanes)
    return status


def _compare(module: ModuleType, files: Sequence[Path], keep: bool, order_lanes: bool) -> int:
    theirs, ours, names = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            result = measured((file, Path(folder) / file.name), keep, order_lanes)
            if result.crash:
                print("CRASH:", file.name, result.crash)
                continue
            names.append(file.name)
            theirs.append(figures(module, file))
            ours.append(result.row)
    rows = [*zip(names, theirs, ours, strict=True)]
    if rows:
        rows.append(("SUM", summed(theirs, _COMPARED), summed(ours, _COMPARED)))
    head = ["theirs / ours", *(f"{name}{who}" for name in _COMPARED for who in ("", " ·"))]
    print(table([*head, "ratio", ""], [_row(*row) for row in rows]))
    verdicts = _verdicts(*rows[-1][1:]) if rows else {}
    for name, (said, passed) in verdicts.items():
        print(f"{'PASS' if passed else 'FAIL'} {name}: {said}")
    bad = [(name, faults(row)) for name, row in zip(names, ours, strict=True) if faults(row)]
    for name, wrong in bad:
        print("NOT 0:", name, wrong)
    return 0 if len(names) == len(files) and not bad and all(passed for _said, passed in verdicts.values()) else 1


def _row(name: str, theirs: Figures, ours: Figures) -> list[object]:
    over = [what for what, (_said, passed) in _verdicts(theirs, ours).items() if not passed]
    pairs = [value for column in _COMPARED for value in (theirs[column], ours[column])]
    return [name, *pairs, _ratio(theirs, ours), " ".join(f"{what}!" for what in over)]


def _verdicts(theirs: Figures, ours: Figures) -> dict[str, tuple[str, bool]]:
    """The issue's limits: what was reached of each, and whether that is enough."""
    ratio = _ratio(theirs, ours)
    found = {
        name: (f"{ours[key]:.2f} against {theirs[key]:.2f}", ours[key] <= theirs[key] + 1e-9)
        for name, key in (("crossings", "cross"), ("bends per flow", "bends_per_edge"))
    }
    found["backward"] = (f"{ours['back']:.1%} of at most {BACK:.0%}", ours["back"] <= BACK)
    found["area"] = (f"{ratio:.2f} times theirs of at most {AREA}", ratio <= AREA)
    return found


def _ratio(theirs: Figures, ours: Figures) -> float:
    return float(ours["area_Mpx"] / theirs["area_Mpx"]) if theirs["area_Mpx"] else 0.0


# -- the same again ----------------------------------------------------------------------------------------------------


def show_twice(options: argparse.Namespace) -> int:
    different = []
    files = maps(options.paths or [CORPUS])
    for number, file in enumerate(files, 1):
        _progress(number, len(files))
        try:
            first = anew(file.read_bytes()).data
            if anew(first, keep=True).data != first:
                different.append(f"{file.parent.name}/{file.name}")
        except (Exception, RecursionError) as error:
            different.append(f"{file.parent.name}/{file.name}: {_short(error)}")
    print("\n".join([*different, f"{len(different)} of {len(files)} files differ when they are laid out twice"]))
    return 1 if different else 0


# -- all ---------------------------------------------------------------------------------------------------------------


def _each(work: Any, items: Sequence[Any], jobs: int) -> Iterator[Any]:
    if jobs < 2:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(work, items)


def _progress(done: int, count: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{count}", end="\n" if done == count else "", file=sys.stderr, flush=True)


def _short(error: BaseException) -> str:
    """An error with the last places of its way, on one line."""
    frames: Iterable[traceback.FrameSummary] = traceback.extract_tb(error.__traceback__)[-4:]
    way = " > ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__}: {str(error)[:200]} [{way}]"


def _skip(why: str) -> int:
    print(f"skipped: {why} beside the checkout (MAPPER_PERF is {PERF}, MAPPER_CORPUS is {CORPUS})")
    return 0


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = whole.add_subparsers(required=True)
    one = verbs.add_parser("quality")
    one.add_argument("paths", nargs="*", type=Path)
    one.add_argument("--keep", action="store_true")
    one.add_argument("--order-lanes", action="store_true")
    one.add_argument("--out", type=Path)
    one.add_argument("--brief", action="store_true")
    one.add_argument("--jobs", type=int, default=1)
    one.set_defaults(show=show_quality)
    one = verbs.add_parser("reference")
    one.add_argument("folder", nargs="?", type=Path)
    one.add_argument("--order-lanes", action="store_true")
    one.set_defaults(show=show_reference)
    one = verbs.add_parser("speed")
    one.add_argument("--sizes", nargs="+", type=int, default=layout_speed.SIZES)
    one.add_argument("--node", type=Path)
    one.set_defaults(show=lambda options: layout_speed.show(options.sizes, options.node))
    one = verbs.add_parser("pictures")
    one.add_argument("files", nargs="+", type=Path)
    one.add_argument("--out", type=Path, required=True)
    one.add_argument("--keep", action="store_true")
    one.set_defaults(show=lambda options: layout_pictures.show(maps(options.files), options.out, options.keep))
    one = verbs.add_parser("twice")
    one.add_argument("paths", nargs="*", type=Path)
    one.set_defaults(show=show_twice)
    return whole


if __name__ == "__main__":
    options = parser().parse_args()
    raise SystemExit(options.show(options))
