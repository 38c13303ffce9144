"""Some builds of PySide6 drop a reference to None in every call that returns nothing. Below Python 3.12, where None is
counted like anything else, the program then dies after some thousand calls, far from the cause."""

import subprocess
import sys

CALLS = 500
PROGRAM = f"""
import sys
from PySide6.QtCore import QRectF
rectangle = QRectF(0, 0, 1, 1)
before = sys.getrefcount(None)
for _ in range({CALLS}):
    rectangle.adjust(0, 0, 0, 0)
print(before - sys.getrefcount(None))
"""


def test_this_pyside_gives_none_back() -> None:
    # given another process, since a bad build would take this one down
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    # when it has made many calls that return nothing
    lost = int(done.stdout)
    # then no more references are gone than the interpreter's own work explains
    assert lost < CALLS // 10, f"{lost} references to None lost in {CALLS} calls; pin another PySide6-Essentials"
