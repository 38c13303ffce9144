"""The pages for people who carry on: what they name exists, and each task written down before them is one link away."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
SOURCE = REPOSITORY / "src" / "mapper"
PAGES = sorted((REPOSITORY / "docs").glob("*.md"))
ROOMS = {folder.name for folder in SOURCE.iterdir() if folder.is_dir()}

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_DOTTED = re.compile(r"[a-z_]+(\.\w+)+")
_PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:py|md|toml|txt|po|xsd)|justfile")
_TASK = re.compile(r"^\| (?!task)([^|]+) \| `([^`]+)` \|$", re.MULTILINE)

NAMES = [(page.name, name) for page in PAGES for name in dict.fromkeys(_CODE.findall(page.read_text("utf-8")))]
TASKS = _TASK.findall((REPOSITORY / "docs" / "tasks.md").read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    lost = [link for link in _LINK.findall(text) if not (page.parent / link.partition("#")[0]).exists()]

    assert not lost


@pytest.mark.parametrize(("page", "name"), NAMES)
def test_what_a_page_names_exists(page: str, name: str) -> None:
    if _PATH.fullmatch(name) and not name.startswith("../"):
        assert (REPOSITORY / name).exists(), f"{page}: no path {name}"
    elif _DOTTED.fullmatch(name) and name.split(".")[0] in ROOMS:
        assert is_there(name), f"{page}: nothing is called {name}"


def test_names_are_found_and_missed() -> None:
    assert is_there("model.diagram.Diagram.put")
    assert is_there("model.details._ROWS")
    assert is_there("draw.painters")
    assert is_there("model.kinds.Kind.is_solid")
    assert not is_there("model.diagram.Diagram.shove")
    assert not is_there("model.nowhere")
    assert sum(1 for _page, name in NAMES if _DOTTED.fullmatch(name)) > 50


@pytest.mark.parametrize(("task", "name"), TASKS, ids=[task for task, _name in TASKS])
def test_each_task_is_one_link_away(task: str, name: str) -> None:
    # given where the work is done
    assert is_there(name)
    file, _rest = module_of(name)
    # then a link of the page on the architecture leads to that very file, or to its folder
    page = REPOSITORY / "docs" / "architecture.md"
    linked = {(page.parent / link).resolve() for link in _LINK.findall(page.read_text("utf-8"))}
    assert file in linked, task


def test_there_are_ten_tasks_or_more() -> None:
    assert len(TASKS) >= 10


def test_every_room_stands_on_the_page() -> None:
    page = (REPOSITORY / "docs" / "architecture.md").read_text("utf-8")
    rooms = {room for room in ROOMS if (SOURCE / room / "__init__.py").exists()}

    assert not [room for room in rooms if f"`src/mapper/{room}`" not in page]


def is_there(name: str) -> bool:
    """Whether a name, dotted below `mapper`, is a module, a folder, or something defined in one."""
    file, rest = module_of(name)
    return file.exists() and defines(tree(file).body if file.suffix == ".py" else [], rest)


def module_of(name: str) -> tuple[Path, list[str]]:
    """The file of the longest part of a name that is a module, and what is left of the name."""
    at, rest = SOURCE, name.split(".")
    while rest and (at / rest[0]).is_dir():
        at /= rest.pop(0)
    if rest and (at / f"{rest[0]}.py").is_file():
        return at / f"{rest.pop(0)}.py", rest
    return at / "__init__.py", rest


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def defines(body: list[ast.stmt], rest: list[str]) -> bool:
    """Whether the first of the names is defined here, and the others within it."""
    if not rest:
        return True
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == rest[0]:
            return defines(node.body, rest[1:])
        if rest[0] in bound(node):
            return len(rest) == 1
    return False


def bound(node: ast.stmt) -> set[str]:
    """The names that a statement binds by assignment."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
