"""New maps to be opened by other tools, and those tools where they are installed.

bpmn-js and bpmn-moddle come from npm: MAPPER_INTEROP_MODULES names a folder `node_modules` that holds them (see
`package.json` here), or MAPPER_INTEROP=1 allows npm to install them into a temporary folder.
"""

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from tests.edit.verbs.test_verbs_walk import Walk

from mapper import bpmn
from mapper.edit.effects import rules
from mapper.edit.verbs import connect, create
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.model.kinds import GATEWAY, KINDS, LANE

SEEDS = 30
STEPS = 120
HERE = Path(__file__).parent
PACKAGES = ("bpmn-js", "bpmn-moddle", "playwright-core")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def new_maps(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Maps drawn from an empty one: by random verbs, and one with a thing of every kind."""
    folder = tmp_path_factory.mktemp("maps")
    state = random.getstate()
    found = [_drawn(folder / f"{seed:02}.bpmn", partial(_walk, seed)) for seed in range(SEEDS)]
    random.setstate(state)
    return [*found, _drawn(folder / "everything.bpmn", _tour)]


def _drawn(file: Path, draw: Callable[[Diagram], None]) -> Path:
    source = bpmn.fresh(file.stem)
    diagram = Diagram(source.records)
    draw(diagram)
    file.write_bytes(bpmn.write(source, diagram.records()))
    return file


def _walk(seed: int, diagram: Diagram) -> None:
    hand = Walk(seed, diagram)
    for _ in range(STEPS):
        hand.step()
        # BPMN 2.0 has it in the file only, and no menu offers it: bpmn-js has no picture for it.
        while any(node.kind == "implicitThrowEvent" for node in diagram.nodes()) or _ties_inner_lane(diagram):
            diagram.undo()


def _ties_inner_lane(diagram: Diagram) -> bool:
    """Whether a note is tied to a lane within a lane: valid, but bpmn-js draws such lanes after all associations and
    then says that the lane is missing."""
    lanes = {node.id: node.parent for node in diagram.nodes() if node.family == LANE}
    inner = {id for id, parent in lanes.items() if parent in lanes}
    return any(flow.source in inner or flow.target in inner for flow in diagram.flows())


def _tour(diagram: Diagram) -> None:
    """A pool with a step of every kind in a row, each event with every definition, and every kind of flow."""
    plane = query.planes(diagram)[0].id
    pool = create.pool(diagram, Point(400, 200), plane, "Everything", ("Steps", "Rest"))
    create.pool(diagram, Point(400, 800), plane, "Customer", closed=True)
    last = create.shape(diagram, "startEvent", Point(150, 150), plane)
    for kind in KINDS.values():
        if kind.is_activity or kind.family == GATEWAY:
            last = create.append(diagram, last, kind.name, name=kind.label)
            if kind.is_activity:
                create.boundary(diagram, last, "timer", traits={"interrupting": False})
    for kind in ("intermediateThrowEvent", "intermediateCatchEvent", "endEvent", "startEvent"):
        for event in rules.DEFINITIONS[kind]:
            at = diagram.node(pool).bounds
            assert at is not None
            create.shape(diagram, kind, Point(at.right - 40, at.bottom - 60), plane, {"event": event}, event)
    step = next(node for node in diagram.nodes() if node.kind == "userTask")
    assert step.bounds is not None
    for kind, away in (("dataObjectReference", 90.0), ("dataStoreReference", 160.0)):
        data = create.shape(diagram, kind, Point(step.bounds.center.x, step.bounds.bottom + away), plane, name="Form")
        connect.flow(diagram, step.id, data)
        connect.flow(diagram, data, step.id)
    customer = next(node for node in diagram.nodes() if node.name == "Customer")
    connect.flow(diagram, step.id, customer.id)
    create.annotation(diagram, step.id, "A note")
    create.shape(diagram, "group", Point(500, 150), plane, name="A group")


@pytest.fixture(scope="session")
def all_maps(new_maps: list[Path], repository: Path) -> list[Path]:
    """The new maps and the examples."""
    return [*new_maps, *sorted((repository / "examples").glob("*.bpmn"))]


@pytest.fixture(scope="session")
def node() -> str:
    """The program that runs the other tools."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("bpmn-js and bpmn-moddle need node, which is not installed")
    return found


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser that bpmn-js draws in."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("bpmn-js needs chromium, which is not installed")
    return found


@pytest.fixture(scope="session")
def modules(node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `node_modules` with the other tools."""
    named = os.environ.get("MAPPER_INTEROP_MODULES")
    if named:
        missing = [name for name in PACKAGES if not (Path(named) / name / "package.json").is_file()]
        assert not missing, f"MAPPER_INTEROP_MODULES={named} lacks {missing}"
        return Path(named)
    npm = shutil.which("npm")
    if os.environ.get("MAPPER_INTEROP") != "1" or npm is None:
        pytest.skip("bpmn-js and bpmn-moddle are not installed: set MAPPER_INTEROP=1 to let npm fetch them")
    folder = tmp_path_factory.mktemp("npm")
    shutil.copy(HERE / "package.json", folder)
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=dev"]
    subprocess.run(command, cwd=folder, check=True, timeout=300)
    return folder / "node_modules"
