"""What was written is read back: what is not as the records say is found, and the map is written whole."""

import re
from collections.abc import Callable

import pytest
from lxml import etree
from tests.helpers.bpmn_edits import records

from mapper import bpmn
from mapper.bpmn.file import verify
from mapper.bpmn.file.verify import Skeleton, faults
from mapper.bpmn.writing import write
from mapper.bpmn.writing.edits import Edits
from mapper.bpmn.writing.splice import splice
from mapper.model.records import Node, Record


@pytest.fixture(params=[100_000, 0], ids=["small", "large"], autouse=True)
def many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """From how many records on a map counts as large, where a shorter way is tried first."""
    found: int = request.param
    monkeypatch.setattr(verify, "_MANY", found)
    return found


def _renamed(data: bytes) -> tuple[bpmn.Source, tuple[Record, ...]]:
    """The map with one step renamed and one in another lane."""
    source = bpmn.read(data)
    changed = {"check": records(data)["check"].but(name="Look", lane="bench")}
    return source, tuple(changed.get(record.id, record) for record in source.records)


def test_what_is_written_rightly_has_no_faults(repair: bytes) -> None:
    source, now = _renamed(repair)
    written = bpmn.write_checked(source, now)
    assert written.faults == ()
    assert written.data == bpmn.write(source, now)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (r'(<bpmn:userTask id="check".*?</bpmn:userTask>)', r"\1\1", "the id check stands 2 times"),
        (r'<bpmn:userTask id="check".*?</bpmn:userTask>', "", "check is missing"),
        (r'(<bpmn:sequenceFlow id="f1" sourceRef=)"[^"]*"', r'\1"done"', "f1 joins done"),
        (r'(<bpmn:userTask id="check".*?</bpmn:userTask>)(.*?</bpmn:process>)', r"\2\1", "check stands in None"),
        (r"<bpmn:timerEventDefinition[^>]*/>", "", "late_timer is missing in late"),
        (r"(<bpmn:timerEventDefinition[^>]*/>)", r"\1\1", "the id late_timer stands 2 times"),
        (r"^.*$", "nothing", "cannot be read"),
    ],
)
def test_each_sort_of_damage_is_found(repair: bytes, old: str, new: str, said: str) -> None:
    source, now = _renamed(repair)
    written = bpmn.write(source, now).decode()
    damaged = re.sub(old, new, written, count=1, flags=re.DOTALL)
    assert damaged != written
    found = faults(damaged.encode(), source.base, now)
    assert any(said in fault for fault in found), found


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace('id="check"', 'id="look"', 1),
        lambda text: text.replace('sourceRef="', 'sourceRef="x', 1),
        lambda text: text.replace("</bpmn:userTask>", "", 1),
        lambda text: text.replace('name="Look"', 'name="Look" name="Look"', 1),
        lambda text: text.replace('name="Look"', 'name="<Look"', 1),
        lambda text: text.replace("<bpmn:process", "<!-- <bpmn:process", 1),
    ],
)
def test_damage_beside_a_rename_is_found_in_a_map_of_any_size(repair: bytes, damage: Callable[[str], str]) -> None:
    source = bpmn.read(repair)
    now = tuple(r.but(name="Look") if r.id == "check" else r for r in source.records)
    written = bpmn.write(source, now).decode()
    assert faults(written.encode(), source.base, now) == []
    assert damage(written) != written
    assert faults(damage(written).encode(), source.base, now) != []


def test_in_a_large_map_names_and_places_are_checked_without_its_bones(
    repair: bytes, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a large map in which a step was renamed and moved
    source = bpmn.read(repair)
    step = records(repair)["check"]
    assert isinstance(step, Node)
    assert step.bounds is not None
    changed = step.but(name="Look > there", bounds=step.bounds.moved(0, 5))
    now = tuple(changed if r.id == "check" else r for r in source.records)
    asked: list[object] = []
    monkeypatch.setattr(verify, "skeleton", lambda *given: asked.append(given) or Skeleton({}, {}))
    # when it is written and held against the records
    faults(bpmn.write(source, now), source.base, now)
    # then only that of a small one is taken apart
    assert bool(asked) == bool(many)


def test_an_element_that_was_deleted_and_still_stands_is_found(repair: bytes) -> None:
    source = bpmn.read(repair)
    without = [record for record in source.records if record.id not in ("note", "a1")]
    assert "note was deleted, but still stands in the file" in faults(repair, source.base, without)


def _doubling(edits: Edits) -> str:
    """A splice that writes one element twice."""
    return re.sub(r"(<bpmn:laneSet\b)", r'<bpmn:task id="check"/>\1', splice(edits), count=1)


def test_what_the_splice_spoils_is_written_whole_with_nothing_lost(
    repair: bytes, monkeypatch: pytest.MonkeyPatch, schema: etree.XMLSchema
) -> None:
    # given a splice that goes wrong
    source, now = _renamed(repair)
    right = bpmn.write(source, now)
    monkeypatch.setattr(write, "splice", _doubling)
    # when the map is written
    written = bpmn.write_checked(source, now)
    # then the fault is told, and what came of it is right: the same elements, attributes, texts and comments
    assert written.faults == ("the id check stands 2 times",)
    assert written.left == ()
    assert _said(written.data) == _said(right)
    root = etree.fromstring(written.data)
    assert schema.validate(root), schema.error_log
    assert {r.id: r.but(z=0) for r in bpmn.read(written.data).records} == {r.id: r.but(z=0) for r in now}


def test_a_splice_that_raises_is_one_that_went_wrong(repair: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(edits: Edits) -> str:
        raise AssertionError("spans and tree differ")

    source, now = _renamed(repair)
    monkeypatch.setattr(write, "splice", raising)
    written = bpmn.write_checked(source, now)
    assert written.faults == ("AssertionError: spans and tree differ",)
    assert written.left == ()


def _said(data: bytes) -> list[object]:
    """All that a file says, in its order; white space at the ends of texts apart."""
    return [
        (str(node.tag), sorted(node.attrib.items()) if isinstance(node.tag, str) else "", (node.text or "").strip())
        for node in etree.fromstring(data).iter()
    ]
