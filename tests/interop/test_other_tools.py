"""Other tools read what Mapper writes, without a warning: SpiffWorkflow, bpmn-moddle and bpmn-js."""

import json
import subprocess
from pathlib import Path

import pytest
from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnValidator

from mapper import bpmn
from mapper.model.kinds import KINDS, PLANE
from mapper.model.records import Flow

HERE = Path(__file__).parent


def test_the_new_maps_show_what_bpmn_has(new_maps: list[Path]) -> None:
    met = {record.kind for file in new_maps for record in bpmn.read(file.read_bytes()).records}
    wanted = {name for name, row in KINDS.items() if row.is_flow_node and row.family != "choreography"}
    wanted |= {"participant", "lane", "textAnnotation", "group", "dataObjectReference", "dataStoreReference"}
    wanted |= {"sequenceFlow", "messageFlow", "association", "dataInputAssociation", "dataOutputAssociation"}
    wanted -= {"implicitThrowEvent"}
    assert wanted <= met


def test_spiffworkflow_finds_every_map_valid(all_maps: list[Path]) -> None:
    for file in all_maps:
        BpmnValidator().validate(etree.fromstring(file.read_bytes()), filename=file.name)


def test_bpmn_moddle_reads_every_map_without_a_warning(all_maps: list[Path], node: str, modules: Path) -> None:
    said = told([node, str(HERE / "bpmn_moddle.mjs"), str(modules), *map(str, all_maps)])
    assert len(said) == len(all_maps)
    assert {file: warnings for file, warnings in said.items() if warnings} == {}


def test_bpmn_js_draws_every_map_without_a_warning(
    all_maps: list[Path], node: str, modules: Path, chromium: str
) -> None:
    # given bpmn-js in a browser, when it opens every diagram of every map
    said = told([node, str(HERE / "bpmn_js.mjs"), str(modules), chromium, *map(str, all_maps)])
    assert len(said) == len(all_maps)
    # then it says nothing, and draws all that is drawn
    assert {file: found["warnings"] for file, found in said.items() if found["warnings"]} == {}
    missing = {file: sorted(drawn(Path(file)) - set(found["drawn"])) for file, found in said.items()}
    assert {file: ids for file, ids in missing.items() if ids} == {}


def drawn(file: Path) -> set[str]:
    """The ids of what a map draws."""
    records = bpmn.read(file.read_bytes()).records
    return {r.id for r in records if r.plane is not None and r.family != PLANE and (isinstance(r, Flow) or r.bounds)}


def told(command: list[str]) -> dict[str, object]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode:
        pytest.fail(done.stderr[-2000:])
    return json.loads(done.stdout)


def test_what_people_fill_in_survives_bpmn_moddle(node: str, modules: Path, repository: Path) -> None:
    # given the sample processes, which carry every item of docs/domain.md, when bpmn-moddle reads and writes them
    samples = sorted((repository / "examples").rglob("*.bpmn"))
    said = told([node, str(HERE / "moddle_round_trip.mjs"), str(modules), *map(str, samples)])
    assert len(said) == len(samples)
    # then every field of everything is as it was
    for file, xml in said.items():
        before, after = fields_of(Path(file).read_bytes()), fields_of(str(xml).encode())
        assert before
        assert after == before, file


def fields_of(data: bytes) -> dict[str, dict[str, object]]:
    """The details of everything in a map that has any, by id."""
    return {record.id: dict(record.details) for record in bpmn.read(data).records if record.details}
