"""Everything but the window and the Qt painter works where PySide6 is not installed."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
SOURCE = REPOSITORY / "src" / "mapper"

# Put before the program: whatever asks for PySide6 is told that it is not there.
WITHOUT_QT = """
import sys
class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6"):
            raise ImportError(name + " is blocked by this test")
sys.meta_path.insert(0, NoQt())
"""


def test_every_other_module_imports() -> None:
    # given all modules that may not need Qt
    modules = [name(file) for file in sorted(SOURCE.rglob("*.py")) if not needs_qt(file)]
    # when each is imported where there is no Qt
    done = without_qt(f"import importlib\nfor name in {modules!r}: importlib.import_module(name)")
    # then none asked for it
    assert done.returncode == 0, done.stderr


def test_the_block_blocks() -> None:
    done = without_qt("import PySide6.QtCore")

    assert "is blocked by this test" in done.stderr


@pytest.mark.skipif(not (SOURCE / "cli" / "__init__.py").exists(), reason="the command line is not written yet")
def test_a_map_is_drawn(tmp_path: Path) -> None:
    # given an example
    example = min((REPOSITORY / "examples").glob("*.bpmn"))
    picture = tmp_path / "map.svg"
    # when it is converted where there is no Qt
    arguments = ["mapper", "convert", str(example), str(picture)]
    done = without_qt(f"sys.argv = {arguments!r}\nfrom mapper.__main__ import main\nsys.exit(main())")
    # then the picture is there
    assert done.returncode == 0, done.stderr
    assert "<svg" in picture.read_text("utf-8")


def without_qt(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", WITHOUT_QT + program], capture_output=True, text=True, check=False)


def needs_qt(file: Path) -> bool:
    parts = file.relative_to(SOURCE).parts
    return parts[0] == "gui" or (parts[0] == "draw" and parts[-1].startswith("qt"))


def name(file: Path) -> str:
    parts = ("mapper", *file.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(part for part in parts if part != "__init__")
