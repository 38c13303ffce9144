"""Where bundled files are.

In a checkout they stand at its top level, where people look for them; a wheel can only carry what is inside the
package. This room is the one place that knows both, so that nothing else builds a path from `__file__`.
"""

from importlib.util import find_spec
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = _PACKAGE.parents[1]


def resource(*parts: str) -> Path:
    """The file or folder under `resources/`.

    >>> resource("locale").name
    'locale'
    """
    return _root("resources").joinpath(*parts)


def example(*parts: str) -> Path:
    """The file or folder under `examples/`; `example()` is the folder of all examples."""
    return _root("examples").joinpath(*parts)


def font(name: str) -> Path:
    """The TrueType file of one cut of the bundled font: "Regular", "It", "Semibold", "SemiboldIt", "Bold", …

    Raises FileNotFoundError when the font has no such cut.

    >>> font("SemiboldIt").name
    'SourceSansPro-SemiboldIt.ttf'
    """
    path = _fonts() / f"SourceSansPro-{name}.ttf"
    if not path.is_file():
        raise FileNotFoundError(f"the bundled font has no cut named {name!r}")
    return path


def _root(name: str) -> Path:
    packed = _PACKAGE / f"_{name}"
    return packed if packed.is_dir() else _CHECKOUT / name


def _fonts() -> Path:
    # Importing the package would list its folder twice for names nobody here uses.
    spec = find_spec("font_source_sans_pro")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package font-source-sans-pro is not installed; run packaging/bootstrap.py")
    return Path(spec.submodule_search_locations[0]) / "files"
