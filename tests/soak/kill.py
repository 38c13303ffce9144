"""The real window is killed at random moments, and what it had done is read back.

    python -m tests.soak.kill [--count 300] [--state FILE] [--disk full|fsync|rename|readonly|gone|nochmod]

Needs Xvfb. The window (`tests.soak.killed`) works with a moving hand and writes a log of what it has committed. It
ends by SIGKILL, either from outside at a random time or inside one of its own file calls: before it, half way through
what is written, or after it. A third of them are killed again while, or after, they restore what was left. `--disk`:
the disk of maps, of journals, or both fail now and then, by replaced file functions (`tests.soak.calls`); `full` is a
real small file system where there are the rights to mount one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mapper.app import files, place, rescue
from mapper.app.errors import MapperError
from mapper.app.session.session import Session
from mapper.app.store import journal, leftovers
from tests.soak import tally
from tests.soak.killed import FAULTS, state

REPOSITORY = Path(__file__).resolve().parents[2]
MAPS = ("invoice", "checkout", "departments", "vertical", "everything")
LONGEST = 90.0
"""Seconds that a window may take to show itself."""


@dataclass
class Expected:
    """What one map must come back as: `now` is the last state that was committed, `coming` one that was about to be,
    `file` what it was being saved to, and the fingerprint."""

    now: str | None = None
    coming: str | None = None
    file: tuple[str, str] | None = None

    def is_in_its_file(self) -> bool:
        """Whether it ended between writing the file and forgetting the journal."""
        return self.file is not None and files.digest_on_disk(Path(self.file[0])) == self.file[1]


@dataclass
class Ledger:
    """What the logs of the windows say. `maps` by (window, serial); `held`: file → fingerprints that it may have;
    `names`: another name of a file → the one it has in `held`."""

    maps: dict[tuple[int, int], Expected] = field(default_factory=dict)
    held: dict[str, set[str]] = field(default_factory=dict)
    figures: Counter[str] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    _saving: Expected | None = None

    def read(self, log: Path, window: int) -> None:
        for line in log.read_text().splitlines():
            with suppress(ValueError):  # the last one may be cut
                self._take(json.loads(line), window)

    def _take(self, told: dict[str, Any], window: int) -> None:
        if "s" in told:
            self._map(told, (window, told["s"]))
        elif "write" in told:
            if self._saving is not None:
                self._saving.file = told["write"], told["sha"]
            self.held.setdefault(self.names.get(told["write"], told["write"]), set()).add(told["sha"])
        elif "written" in told:
            self.held[self.names.get(told["written"], told["written"])] = {told["sha"]}
        elif "fault" in told or "untold" in told:
            self.odd.append(str(told))

    def _map(self, told: dict[str, Any], key: tuple[int, int]) -> None:
        one = self.maps.setdefault(key, Expected())
        if "begin" in told:
            one.coming = told["state"]
        elif "done" in told:
            self.figures["steps"] += 1
            # What the disk did not take was told at once; nothing older may be missing.
            one.now, one.coming = (one.coming, None) if told["safe"] else (one.now, one.coming)
            self.figures["told_unsafe"] += not told["safe"]
        elif "saving" in told:
            self._saving = one
        elif "unsaved" in told:
            self._saving = one.file = None
        elif "saved" in told:
            self._saving = one.file = None
            self.figures["saves"] += 1
            one.now = one.coming = None
        elif "closed" in told:
            self.maps.pop(key)
        elif "restored" in told:
            self._restored(told["restored"], key)

    def _restored(self, found: str, key: tuple[int, int]) -> None:
        """A later window has restored what an earlier one must have left."""
        for other, one in self.maps.items():
            if other[0] < key[0] and found in (one.now, one.coming):
                self.maps.pop(other)
                self.figures["restored_in_a_window"] += 1
                break
        else:
            self.figures["ghosts"] += 1
        self.maps[key] = Expected(now=found)


def one(seed: int, display: str, disk: str = "") -> Counter[str]:
    """One or two windows that are killed, and what came back."""
    chance = random.Random(f"{seed}{disk}")
    with tempfile.TemporaryDirectory(prefix="kill-") as folder, filesystem(Path(folder), disk) as (root, real):
        maps, home = root / "maps", root / "state"
        maps.mkdir()
        home.mkdir()
        ledger = Ledger()
        paths = _maps(maps, chance, ledger)
        environment = {
            **os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_STATE_HOME": str(home), "LANGUAGE": "en",
            "XDG_CONFIG_HOME": f"{folder}/config", "PYTHONPATH": f"{REPOSITORY / 'src'}:{REPOSITORY}",
        }  # fmt: skip
        windows = 2 if chance.random() < 0.34 else 1
        inside = 0
        for window in range(windows):
            log = Path(folder) / f"log-{window}"
            spec = {
                "seed": seed * 10 + window, "log": str(log), "roots": [str(maps), str(home)], "disk": disk,
                "real": real, "paths": [str(path) for path in paths] if not window else [], "restore": bool(window),
                "die_at": chance.randint(30, 900) if chance.random() < 0.6 and not real else 0,
            }  # fmt: skip
            inside += _end(spec, environment, chance)
            (root / "filler").unlink(missing_ok=True)
            ledger.read(log, window)
        os.environ["XDG_STATE_HOME"] = str(home)
        found = judged(ledger, maps, home)
        if found["bad"]:
            kept = Path(tempfile.gettempdir()) / f"kill-{seed}{disk}"
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(folder, kept)
        return found + Counter(kills=windows, inside_a_file_call=inside)


def _maps(folder: Path, chance: random.Random, ledger: Ledger) -> list[Path]:
    """One or two maps; now and then one with two names, which can only be written in place."""
    paths = []
    for name in chance.sample(MAPS, chance.choice((1, 2))):
        path = folder / f"{name}.bpmn"
        path.write_bytes((REPOSITORY / "tests" / "files" / f"{name}.bpmn").read_bytes())
        ledger.held[os.path.realpath(path)] = {files.digest(path.read_bytes())}
        paths.append(path)
    if chance.random() < 0.2:
        os.link(paths[0], other := folder / "second name.bpmn")
        ledger.names[os.path.realpath(other)] = os.path.realpath(paths[0])
    return paths


def _end(spec: dict[str, Any], environment: dict[str, str], chance: random.Random) -> int:
    """Let a window work and kill it; 1 when it died inside a file call of its own."""
    command = [sys.executable, "-m", "tests.soak.killed", json.dumps(spec)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        ready, _, _ = select.select([process.stdout], [], [], LONGEST)
        if ready and process.stdout.readline() == "ready\n":
            # Short times hit restoring and the first steps, longer ones a map with a history.
            with suppress(subprocess.TimeoutExpired):
                process.wait(chance.choice((0.05, 0.6, 2.0, 6.0)) * chance.random() * 2 if not spec["die_at"] else 25.0)
        elif process.poll() is None:
            print("the window did not come up", flush=True)
        own = process.poll()
        if own is None:
            process.kill()
        elif own != -9:
            raise RuntimeError(f"ended with {own}: {process.stderr.read() if process.stderr else ''}")
        process.wait()
    finally:
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()
    return int(own is not None)


def judged(ledger: Ledger, maps: Path, home: Path) -> Counter[str]:
    """Read everything back, as the next start does, and hold it against the log."""
    put_back = rescue.put_back()
    torn = [name for name, may in ledger.held.items() if files.digest(Path(name).read_bytes()) not in may]
    found, told = leftovers.survey()
    came: list[str] = []
    for number, left in enumerate(found):
        try:
            session = Session.recovered(left)
        except MapperError as error:
            ledger.odd.append(f"{left.path}: {error}")
            continue
        came.append(state(session.diagram.records()))
        session.save(session.path or maps / f"restored {number}.bpmn")
        session.close()
    wanted = [one for one in ledger.maps.values() if one.now is not None]
    lost = [one for one in wanted if not ({one.now, one.coming} & set(came) or one.is_in_its_file())]
    for path in sorted(maps.glob("*.bpmn")):  # the next save sweeps what a killed one has left
        with suppress(MapperError):
            session = Session.open(path)
            session.save(confirm=True)
            session.close()
    litter = [str(path) for path in maps.iterdir() if path.suffix != ".bpmn" and not path.name.endswith(".original")]
    for folder in (journal.folder(), place.rescues()):
        litter += [str(path) for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    for what, entries in (("lost", lost), ("torn", torn), ("litter", litter), ("odd", ledger.odd), ("told", told)):
        if entries:
            print(what, entries, came if what == "lost" else "", flush=True)
    return ledger.figures + Counter(
        recovered=len(wanted) - len(lost), lost=len(lost), torn=len(torn), litter=len(litter), odd=len(ledger.odd),
        put_back=len(put_back), bad=int(bool(lost or torn or litter or ledger.odd or told)),
    )  # fmt: skip


@contextmanager
def filesystem(folder: Path, disk: str) -> Iterator[tuple[Path, bool]]:
    """Where maps and journals stand, and whether its faults are the system's own: a small disk that can be filled."""
    root = folder / "disk"
    root.mkdir()
    mounted = disk == "full" and os.geteuid() == 0 and not subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "none", str(root)], check=False, capture_output=True
    ).returncode  # fmt: skip
    try:
        yield root, mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(root)], check=False)


@contextmanager
def screen() -> Iterator[str]:
    """A screen of its own."""
    read, write = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1500x950x24", "-nolisten", "tcp"], pass_fds=(write,),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        process.terminate()
        process.wait(10)


def main() -> None:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--disk", choices=sorted(FAULTS), default="")
    given, rest = parser.parse_known_args()
    sys.argv[1:] = rest
    name = f"kill --disk {given.disk}" if given.disk else "kill"
    with screen() as display:
        time.sleep(0.2)
        tally.run(name, 300, lambda seed: one(seed, display, given.disk))


if __name__ == "__main__":
    main()
