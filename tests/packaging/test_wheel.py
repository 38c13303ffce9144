"""A wheel has everything inside it, since an installed Mapper has no checkout to look into."""

import subprocess
import sys
from pathlib import Path

import pytest


def test_resources_and_examples_are_packed(repository: Path, tmp_path: Path) -> None:
    # given the checkout and a build backend that reads its pyproject.toml
    pytest.importorskip("setuptools", minversion="77")
    # when the package's files are gathered for a wheel
    command = [sys.executable, "setup.py", "-q", "build_py", "--build-lib", str(tmp_path)]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    # then all that stands in the two folders is there, and the note that the package is typed
    for name in ("resources", "examples"):
        assert files(tmp_path / "mapper" / f"_{name}") == files(repository / name)
    assert (tmp_path / "mapper" / "py.typed").is_file()


def files(folder: Path) -> set[str]:
    found = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    return {file.as_posix() for file in found if not file.name.startswith(".") and file.suffix != ".mo"}
