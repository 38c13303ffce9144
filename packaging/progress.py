"""Says what is being done, which step of how many it is and for how long, so that nobody wonders whether it hangs."""

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

QUIET_TERMINAL_INTERVAL = 15.0  # seconds between lines where a line cannot be rewritten, such as a CI log


class Failed(Exception):
    """A step that cannot be done; the message is one line that says what to do."""


@dataclass
class Progress:
    """The steps of one start. `log` gets what the programs that are run print."""

    total: int
    log: Path
    number: int = 0
    started: float = field(default_factory=time.monotonic)

    def step(self, what: str) -> None:
        """Begin the next step."""
        self.number += 1
        say(f"[{self.number}/{self.total}] {what} ({self.elapsed():.0f} s)")

    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    def run(self, command: Sequence[str | Path], folder: Path | None = None) -> None:
        """Run a program of the current step to its end. Raises Failed when it fails."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(list(map(str, command)), stdout=log, stderr=subprocess.STDOUT, cwd=folder)
            try:
                self._watch(process)
            except BaseException:
                process.terminate()
                process.wait()
                raise
        if process.returncode:
            raise Failed(f"{_name(command)} failed: {last_line(self.log)} (all it said: {self.log})")

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        shown = self.elapsed()
        live = sys.stdout.isatty()
        while True:
            try:
                process.wait(0.25 if live else 1.0)
                break
            except subprocess.TimeoutExpired:
                if live:
                    _rewrite(f"      {self.elapsed():.0f} s  {last_line(self.log)}")
                elif self.elapsed() - shown >= QUIET_TERMINAL_INTERVAL:
                    shown = self.elapsed()
                    say(f"      {shown:.0f} s  {last_line(self.log)[:90]}")
        if live:
            _rewrite("")


def say(line: str) -> None:
    """Print a line now, also where the output is a pipe."""
    print(line, flush=True)


def last_line(log: Path) -> str:
    """What the running program said last; of a failed one, its last error."""
    lines = [line.strip() for line in log.read_text("utf-8", "replace").splitlines()[-200:] if line.strip()]
    errors = [line for line in lines if line.startswith(("ERROR", "E:", "Error"))]
    return (errors or lines or ["it said nothing"])[-1]


def _name(command: Sequence[str | Path]) -> str:
    words = [str(word) for word in command]
    return words[2] if words[1:2] == ["-m"] else Path(words[0]).name


def _rewrite(text: str) -> None:
    sys.stdout.write(f"\r\x1b[K{text[:78]}")
    sys.stdout.flush()
