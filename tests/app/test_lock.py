"""A lock is held by one, and ends with its process."""

import signal
import subprocess
import sys
from pathlib import Path

from mapper.app import lock

HOLD = """
import sys, time
from pathlib import Path
from mapper.app import lock
held = lock.take(Path(sys.argv[1]))
print("held" if held else "refused", flush=True)
time.sleep(60)
"""


def test_one_holds_it_until_it_lets_go(tmp_path: Path) -> None:
    held = lock.take(tmp_path / "a.lock")
    assert held is not None
    assert lock.take(tmp_path / "a.lock") is None
    held.release()
    assert not (tmp_path / "a.lock").exists()
    again = lock.take(tmp_path / "a.lock")
    assert again is not None
    again.release()


def test_it_ends_with_its_process(tmp_path: Path) -> None:
    # given a process that holds it
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "a.lock")], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert lock.take(tmp_path / "a.lock") is None
        # when that is killed
        other.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        other.wait()
    # then the lock is free
    held = lock.take(tmp_path / "a.lock", wait=2)
    assert held is not None
    held.release()


def test_a_lock_that_was_taken_away_is_not_taken_away_again(tmp_path: Path) -> None:
    # given a holder who has taken the lock's file away, after which another one made and locks a new one
    held = lock.take(tmp_path / "a.lock")
    assert held is not None
    held.remove()
    other = lock.take(tmp_path / "a.lock")
    assert other is not None
    # when the first one lets go
    held.release()
    # then the other one still keeps out a third
    assert lock.take(tmp_path / "a.lock") is None
    other.release()
