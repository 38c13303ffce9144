"""Packs the top-level `resources/` and `examples/` into the wheel, where `mapper.resources` looks for them.

Everything else about the package stands in pyproject.toml.
"""

from pathlib import Path
from shutil import copytree, ignore_patterns, rmtree

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent
BUNDLED = ("resources", "examples")


class BuildWithBundledFiles(build_py):
    """An editable install keeps using the checkout's own folders, so it copies nothing."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        for name in BUNDLED:
            target = Path(self.build_lib) / "mapper" / f"_{name}"
            rmtree(target, ignore_errors=True)
            copytree(HERE / name, target, ignore=ignore_patterns("*.mo", "__pycache__", ".*"))


setup(cmdclass={"build_py": BuildWithBundledFiles}, package_data={"mapper": ["py.typed"]})
