"""One map with one of everything that BPMN 2.0 has: every edit of it is local, valid, and taken back to the byte."""

from pathlib import Path

import pytest
from lxml import etree

from mapper import bpmn
from mapper.edit.effects import readonly, rules
from mapper.edit.paste import clipboard
from mapper.edit.verbs import delete, label
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Node

DATA = (Path(__file__).parents[2] / "helpers" / "everything.bpmn").read_bytes()
IDS = [record.id for record in bpmn.read(DATA).records]
HEADS = ("<?tool before?>", "<!-- a map with one of everything -->", "<!-- after -->", "<?tool after?>")


@pytest.fixture
def diagram() -> Diagram:
    found = Diagram(bpmn.read(DATA).records)
    found.guard(readonly.check)
    return found


def written(diagram: Diagram, schema: etree.XMLSchema) -> bytes:
    """The file as it is now, which must be valid and have what stands around the map."""
    data = bpmn.write(bpmn.read(DATA), diagram.records())
    assert schema.validate(etree.fromstring(data)), schema.error_log
    assert all(head in data.decode() for head in HEADS)
    return data


def lost(id: str) -> set[str]:
    """What goes with a record: what stands in it, and what the schema does not allow to go on without it."""
    with_step = {"Rendering_1", "Rel_1"}
    return {
        "Process_1": with_step, "Participant_1": with_step, "UserTask_1": with_step, "SendTask_1": {"Rel_1"},
        "Message_1": {"Interface_1"},
    }.get(id, set())  # fmt: skip


def back(diagram: Diagram) -> None:
    """All taken back, the file is what it was."""
    while diagram.undo():
        pass
    assert bpmn.write(bpmn.read(DATA), diagram.records()) == DATA


def test_it_is_valid_and_all_of_it_is_understood(schema: etree.XMLSchema) -> None:
    assert schema.validate(etree.fromstring(DATA)), schema.error_log
    assert not bpmn.read(DATA).repaired


@pytest.mark.parametrize("id", IDS)
def test_a_rename_leaves_everything_else(id: str, diagram: Diagram, schema: etree.XMLSchema) -> None:
    try:
        label.rename(diagram, id, "Another & name")
    except rules.Refused:
        return
    data = written(diagram, schema)
    assert {r.id: r.name for r in bpmn.read(data).records} == {r.id: r.name for r in diagram.records()}
    back(diagram)


@pytest.mark.parametrize("id", IDS)
def test_a_deletion_stays_valid_and_comes_back(id: str, diagram: Diagram, schema: etree.XMLSchema) -> None:
    try:
        delete.records(diagram, [id])
    except rules.Refused:
        return
    data = written(diagram, schema)
    ids = {element.get("id") for element in etree.fromstring(data).iter()}
    assert ids >= {"Ct_1", "Signal_1", "Item_2", "Interface_1", "Ck_1", "Entity_1", "Rendering_1", "Rel_1"} - lost(id)
    back(diagram)


@pytest.mark.parametrize("id", IDS)
def test_a_copy_stays_valid_and_comes_back(id: str, diagram: Diagram, schema: etree.XMLSchema) -> None:
    node = diagram.get(id)
    if not isinstance(node, Node) or node.bounds is None or node.plane is None:
        return
    try:
        clipboard.duplicate(diagram, [id], node.plane)
    except rules.Refused:
        return
    data = written(diagram, schema)
    ids = [element.get("id") for element in etree.fromstring(data).iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    back(diagram)


def test_a_copied_step_takes_along_all_that_stands_in_it(diagram: Diagram, schema: etree.XMLSchema) -> None:
    (id,) = clipboard.duplicate(diagram, ["UserTask_1"], query.planes(diagram)[0].id)
    root = etree.fromstring(written(diagram, schema))
    one, two = (root.xpath("//*[@id=$id]", id=id)[0] for id in ("UserTask_1", id))
    tags = [[e.tag for e in task.iter() if not str(e.tag).endswith(("coming", "going"))] for task in (one, two)]
    # all but the data associations, whose other ends are not copied, and what these need
    gone = [tag for tag in map(str, tags[0]) if tag not in map(str, tags[1])]
    assert {tag.rpartition("}")[2] for tag in gone} <= {
        "dataInputAssociation", "dataOutputAssociation", "sourceRef", "targetRef", "transformation", "assignment",
        "from", "to",
    }  # fmt: skip
    assert b"<!-- field -->" in etree.tostring(two)
    assert b"<![CDATA[Look & see]]>" in written(diagram, schema).split(id.encode())[1]
