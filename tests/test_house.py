"""The plan of the house, held by a test: who may import whom, how long things may be, what no file may name.

The lists of exceptions below may only shrink: an entry that is no longer needed fails as well.
"""

import ast
import re
import statistics
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
SOURCE = REPOSITORY / "src" / "mapper"

# Each row may import the rows before it, never its neighbours. Text reads its catalogues through resources.
ROWS = (
    ("resources",),
    ("text",),
    ("lettering",),
    ("model",),
    ("analysis", "compare", "bpmn", "guide"),
    ("route", "library", "eventlog"),
    ("edit", "draw"),
    ("tools", "arrange"),
    ("check", "outline"),
    ("document",),
    ("app",),
    ("cli", "gui", "mcp"),
    ("__main__",),
)
ROW = {room: number for number, rooms in enumerate(ROWS) for room in rooms}

# What a room below is no business of: numbers and tints reach `draw` as tables, and nothing that edits knows XML.
STRANGERS = {
    "draw": ("analysis", "compare", "bpmn", "guide", "eventlog"),
    "edit": ("bpmn", "eventlog", "library"),
    "route": ("bpmn", "compare", "guide"),
    "tools": ("bpmn",),
    "arrange": ("bpmn",),
}

# Inside the window, too, a row imports the rows before it only.
WINDOW_ROWS = (("kit",), ("canvas",), ("forms",), ("panels", "views", "dialogs"), ("window",), ("main",))
WINDOW_ROW = {name: number for number, names in enumerate(WINDOW_ROWS) for name in names}

MOST_MODULES = 15
# Folders that still hold more, and pairs of folders that still import each other.
CROWDED: tuple[str, ...] = ()
PAIRS: tuple[tuple[str, str], ...] = ()

# (file, function) that may import inside itself; (file) that is a table; (file, function) that may be long.
LAZY_IMPORTS: tuple[tuple[str, str], ...] = ()
TABLES: tuple[str, ...] = ()
LONG_FUNCTIONS: tuple[tuple[str, str], ...] = ()

LONGEST_FILE, P90_FILE = 400, 300
LONGEST_FUNCTION, P90_FUNCTION = 50, 25

FILES = sorted(SOURCE.rglob("*.py"))
WATCHED = FILES + sorted((REPOSITORY / "packaging").glob("*.py"))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def test_a_room_imports_only_from_rooms_below_it() -> None:
    wrong = [
        f"{short(file)}:{line}: {room_of(file)} may not import {imported}"
        for file in FILES
        for line, name in imports(file)
        if (imported := room_named(name)) and not may_import(room_of(file), imported)
    ]

    assert not wrong, "\n".join(wrong)


def test_every_room_stands_in_the_table() -> None:
    assert {room_of(file) for file in FILES} - {""} <= set(ROW)


def test_inside_the_window_a_part_imports_only_from_parts_below_it() -> None:
    wrong = [
        f"{short(file)}:{line}: {part} may not import {imported}"
        for file in FILES
        if room_of(file) == "gui" and (part := window_part(dotted(file)))
        for line, name in imports(file)
        if (imported := window_part(name))
        and part != imported
        and not WINDOW_ROW.get(imported, -1) < WINDOW_ROW.get(part, -1)
    ]

    assert not wrong, "\n".join(wrong)


def test_no_folder_is_a_corridor() -> None:
    modules = Counter(folder_of(file) for file in FILES if file.name != "__init__.py")

    assert {folder for folder, count in modules.items() if count > MOST_MODULES} == set(CROWDED)


def test_no_two_folders_import_each_other() -> None:
    ties = {(folder_of(file), folder_of(target)) for file in FILES for target in imported_files(file)}
    both = {tuple(sorted(tie)) for tie in ties if tie[0] != tie[1] and (tie[1], tie[0]) in ties}

    assert both == set(PAIRS)


def test_no_circle_leads_through_a_face() -> None:
    # A package's face is its `__init__`: what it imports must not lead back to it by any way.
    faces = [file for file in FILES if file.name == "__init__.py"]
    circles = [short(face) for face in faces if face in reached_from(imported_files(face))]

    assert not circles


@pytest.mark.parametrize(
    ("room", "imported", "allowed"),
    [
        ("bpmn", "model", True),
        ("draw", "draw", True),
        ("model", "bpmn", False),
        ("draw", "bpmn", False),
        ("gui", "cli", False),
        ("cli", "app", True),
    ],
)
def test_the_table_says_what_the_design_says(room: str, imported: str, allowed: bool) -> None:
    assert may_import(room, imported) is allowed


def test_relative_and_type_checking_imports_are_seen(tmp_path: Path) -> None:
    # given a module with every spelling of an import
    file = tmp_path / "module.py"
    file.write_text(
        "from typing import TYPE_CHECKING\nfrom . import near\nfrom ..model import query\nfrom mapper import edit\n"
        "if TYPE_CHECKING:\n    import mapper.draw.marks\ndef f():\n    from mapper.gui import window\n"
    )
    # when its imports are read as if it stood in bpmn
    found = {room_named(name) for _line, name in imports(file, package=("mapper", "bpmn"))}
    # then all rooms are named
    assert found == {None, "bpmn", "model", "edit", "draw", "gui"}


def test_only_the_window_and_the_qt_painter_know_qt() -> None:
    wrong = [
        f"{short(file)}:{line}: imports {name}"
        for file in FILES
        for line, name in imports(file)
        if name.startswith("PySide6") and not may_use_qt(file, name)
    ]

    assert not wrong, "\n".join(wrong)


def test_the_model_knows_neither_files_nor_xml() -> None:
    foreign = ("lxml", "xml", "pathlib", "io", "os")
    wrong = [
        f"{short(file)}:{line}: imports {name}"
        for file in FILES
        if room_of(file) == "model"
        for line, name in imports(file)
        if name.split(".")[0] in foreign
    ]

    assert not wrong, "\n".join(wrong)


def test_no_imports_inside_functions() -> None:
    found = {
        (short(file), function.name)
        for file in FILES
        for function in functions(file)
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(function))
    }

    assert found == set(LAZY_IMPORTS)


def test_files_are_short() -> None:
    lengths = {short(file): len(file.read_text("utf-8").splitlines()) for file in WATCHED}
    print(f"files: median {statistics.median(lengths.values())} lines, p90 {p90(lengths.values())}")

    assert {file for file, length in lengths.items() if length > LONGEST_FILE} == set(TABLES)
    assert p90(length for file, length in lengths.items() if file not in TABLES) <= P90_FILE


def test_functions_are_short() -> None:
    lengths = {(short(file), one.name, one.lineno): body_length(one) for file in WATCHED for one in functions(file)}
    print(f"functions: median {statistics.median(lengths.values())} lines, p90 {p90(lengths.values())}")

    assert {key[:2] for key, length in lengths.items() if length > LONGEST_FUNCTION} == set(LONG_FUNCTIONS)
    assert p90(lengths.values()) <= P90_FUNCTION


def test_every_module_says_why_it_exists() -> None:
    assert not [short(file) for file in WATCHED if not ast.get_docstring(tree(file))]


def test_no_file_names_a_registry_or_this_machine() -> None:
    # Spelt in pieces, or this file would be the first finding.
    hosts = ("pypi" + ".org", "python" + "hosted", "npmjs" + ".", "deb.debian" + ".", "archive.ubuntu" + ".")
    forbidden = re.compile("|".join(map(re.escape, hosts)) + r"|(?<![\w.\-*/])/(?:" + "work|root" + r")(?=[/\s\"'`]|$)")
    wrong = [
        f"{short(file)}:{number}: {line.strip()[:120]}"
        for file in repository_files()
        for number, line in enumerate(text_of(file).splitlines(), 1)
        if forbidden.search(line)
    ]

    assert not wrong, "\n".join(wrong)


def test_every_room_has_tests() -> None:
    rooms = {room_of(file) for file in FILES if tree(file).body[1:]} - {"", "__main__"}
    untested = {
        room
        for room in rooms
        if not (REPOSITORY / "tests" / f"test_{room}.py").is_file()
        and not list((REPOSITORY / "tests" / room).glob("**/test_*.py"))
    }

    assert not untested


def test_test_folders_mirror_rooms() -> None:
    folders = {file.relative_to(REPOSITORY / "tests").parts[0] for file in (REPOSITORY / "tests").glob("*/test_*.py")}

    assert folders <= {*ROW, "packaging", "benchmarks", "interop"}


def test_the_windows_tests_use_a_hand_that_moves() -> None:
    # A click without a move before and after it hid a pad that dragged by itself.
    jumping = re.compile(r"(?:QTest|qtbot)\.mouse\w+\(|\.click\(\)")
    wrong = [
        f"{short(file)}:{number}: {line.strip()}"
        for file in sorted((REPOSITORY / "tests" / "gui").rglob("*.py"))
        for number, line in enumerate(text_of(file).splitlines(), 1)
        if jumping.search(line)
    ]

    assert not wrong, "\n".join(wrong)


def short(file: Path) -> str:
    return file.relative_to(REPOSITORY).as_posix()


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"), str(file))


def room_of(file: Path) -> str:
    """The room a source file belongs to; "" for the package's own `__init__`."""
    first = file.relative_to(SOURCE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def room_named(module: str) -> str | None:
    """The room of a dotted name, None for another library or the package itself."""
    parts = module.split(".")
    return parts[1] if parts[0] == "mapper" and len(parts) > 1 and parts[1] in ROW else None


def dotted(file: Path) -> str:
    """A source file's dotted name."""
    return ".".join(("mapper", *file.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")


def folder_of(file: Path) -> str:
    """The folder of a source file, dotted, without the package's name."""
    return ".".join(file.relative_to(SOURCE).parts[:-1])


def window_part(name: str) -> str | None:
    """The part of the window that a dotted name belongs to, None outside `mapper.gui`."""
    parts = name.split(".")
    return parts[2] if parts[:2] == ["mapper", "gui"] and len(parts) > 2 else None


@cache
def modules_by_name() -> dict[str, Path]:
    return {dotted(file): file for file in FILES}


@cache
def imported_files(file: Path) -> frozenset[Path]:
    """The files of Mapper that one imports; the package's own `__init__`, which imports nothing, is left out."""
    found = set()
    for _line, name in imports(file):
        while name and name not in modules_by_name():
            name = name.rpartition(".")[0]
        if name and name != "mapper":
            found.add(modules_by_name()[name])
    return frozenset(found - {file})


def reached_from(files: Iterable[Path]) -> set[Path]:
    """All files that imports lead to, those given included."""
    found: set[Path] = set()
    waiting = list(files)
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting.extend(imported_files(file))
    return found


def may_import(room: str, imported: str) -> bool:
    stranger = imported in STRANGERS.get(room, ())
    return room == imported or (not stranger and ROW.get(imported, -1) < ROW.get(room, -1))


def may_use_qt(file: Path, name: str) -> bool:
    painter = room_of(file) == "draw" and file.name.startswith("qt")
    return room_of(file) == "gui" or (painter and "QtWidgets" not in name)


def imports(file: Path, package: tuple[str, ...] | None = None) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported; `from a import b` gives a.b, for b may be a module."""
    home = package or ("mapper", *file.relative_to(SOURCE).parts[:-1])
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = home[: len(home) - node.level + 1] if node.level else ()
            stem = [*base, *([node.module] if node.module else [])]
            yield from ((node.lineno, ".".join([*stem, alias.name])) for alias in node.names)


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(file)) if isinstance(node, FUNCTIONS))


def body_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring, which nobody should be tempted to shorten."""
    first = function.body[0]
    documented = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


def p90(lengths: Iterator[int] | object) -> float:
    values = sorted(lengths)  # type: ignore[call-overload]
    return values[min(len(values) - 1, int(len(values) * 0.9))]


def repository_files() -> list[Path]:
    """What git tracks or would track; in a copy without git, all but what tools leave behind."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        listed = [short(file) for file in REPOSITORY.rglob("*") if not left_behind(file)]
    return [file for name in listed if name and (file := REPOSITORY / name).is_file()]


def left_behind(file: Path) -> bool:
    parts = file.relative_to(REPOSITORY).parts
    hidden = any(part.startswith(".") and part not in (".ci", ".gitignore") for part in parts)
    return hidden or "__pycache__" in parts or parts[0] in ("build", "dist") or any(p.endswith("-info") for p in parts)


def text_of(file: Path) -> str:
    content = file.read_bytes()
    return "" if b"\0" in content[:8000] else content.decode("utf-8", "replace")
