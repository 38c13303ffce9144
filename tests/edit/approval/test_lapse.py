"""An approved process becomes a draft of the next version when what was approved changes, by whatever edit."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from mapper.analysis import approval
from mapper.app.formats import library
from mapper.app.session.session import Session
from mapper.edit.approval.approve import approve
from mapper.edit.verbs import colour, connect, delete, label, move
from mapper.edit.verbs.owner import rename_party, set_detail, set_owner
from mapper.model.diagram import Diagram
from mapper.model.records import Node

SAMPLE = Path(__file__).resolve().parents[3] / "examples" / "order-to-delivery.bpmn"
DAY = datetime.date(2026, 12, 1)


@pytest.fixture
def session() -> Session:
    """A sample whose process Anna has approved."""
    opened = Session.open(SAMPLE, keep=False).shown()
    approve(opened.diagram, process(opened.diagram).id, "Anna Holm", DAY)
    return opened


def process(diagram: Diagram) -> Node:
    return next(n for n in diagram.nodes() if n.kind == "process" and n.details)


def a_step(diagram: Diagram, at: int = 0) -> Node:
    return [n for n in diagram.nodes() if n.kind == "userTask"][at]


def renamed_owner(diagram: Diagram) -> None:
    rename_party(diagram, next(n.id for n in diagram.nodes() if n.name == "Anna Holm"), "Anna Holm Krogh")


FACTS: dict[str, Callable[[Diagram], object]] = {
    "a description": lambda d: set_detail(d, a_step(d).id, "documentation", "Read it twice."),
    "a name": lambda d: label.rename(d, a_step(d).id, "Look at the order"),
    "an owner": lambda d: set_owner(d, [a_step(d).id], None if a_step(d).details.get("owner") else next(
        n.id for n in d.nodes() if n.name == "Peter Dahl")),
    "a step that goes": lambda d: delete.records(d, [a_step(d).id]),
    "a flow": lambda d: connect.flow(d, a_step(d, 1).id, a_step(d, 3).id),
    "the charter": lambda d: set_detail(d, process(d).id, "purpose", "Something else."),
    "who the owner is called": renamed_owner,
}  # fmt: skip
NO_FACTS: dict[str, Callable[[Diagram], object]] = {
    "a place": lambda d: move.move_by(d, [a_step(d).id], 7, 0),
    "a colour": lambda d: colour.paint(d, [a_step(d).id], "#ffeecc", "#996600"),
    "when a step was verified": lambda d: set_detail(d, a_step(d).id, "verifiedOn", "2026-11-30"),
    "an action": lambda d: set_detail(d, process(d).id, "actions", (("Do it", "Anna Holm", "2027-01-01", "open"),)),
    "a telephone number": lambda d: set_detail(
        d, next(n.id for n in d.nodes() if n.name == "Anna Holm"), "phone", "1234"),
}  # fmt: skip


@pytest.mark.parametrize("what", FACTS)
def test_a_change_of_an_approved_fact_makes_a_draft_of_the_next_version(session: Session, what: str) -> None:
    diagram, before = session.diagram, process(session.diagram)
    log = len(before.details["changes"])  # type: ignore[arg-type]
    # when a fact is changed
    FACTS[what](diagram)
    # then the process is a draft, its version one higher, and the change log says so
    after = process(diagram)
    assert (after.details["status"], after.details["version"]) == ("draft", "2.2")
    lines = after.details["changes"]
    assert isinstance(lines, tuple)
    assert len(lines) == log + 1
    assert lines[-1][1] == "2.2"
    assert "Since version 2.1: " in lines[-1][2]
    # and one undo takes both back
    diagram.undo()
    assert process(diagram) == before
    assert approval.state(diagram, before) == "approved"


@pytest.mark.parametrize("what", NO_FACTS)
def test_what_is_no_fact_leaves_the_approval(session: Session, what: str) -> None:
    NO_FACTS[what](session.diagram)
    assert approval.state(session.diagram, process(session.diagram)) == "approved"


def test_readings_of_kpis_may_change_and_targets_may_not(session: Session) -> None:
    diagram = session.diagram
    kept = [list(line) for line in process(diagram).details["kpis"]]  # type: ignore[union-attr]
    kept[0][3], kept[0][4] = "95.0", "2026-11-30"
    set_detail(diagram, process(diagram).id, "kpis", kept)
    assert approval.state(diagram, process(diagram)) == "approved"
    kept[0][2] = "97"
    set_detail(diagram, process(diagram).id, "kpis", kept)
    assert approval.state(diagram, process(diagram)) == "draft"


def test_later_changes_stand_in_the_same_line_of_the_log(session: Session) -> None:
    diagram = session.diagram
    label.rename(diagram, a_step(diagram).id, "Look at the order")
    set_detail(diagram, a_step(diagram).id, "risk", "It is late.")
    set_detail(diagram, process(diagram).id, "purpose", "Something else.")
    lines = process(diagram).details["changes"]
    assert isinstance(lines, tuple)
    said = lines[-1][2]
    assert said.startswith("Since version 2.1: ")
    assert said.count("; ") == 2
    assert "(Risk)" in said
    assert "(Purpose)" in said
    # and a new approval begins anew
    approve(diagram, process(diagram).id, "Peter Dahl", DAY)
    set_detail(diagram, a_step(diagram).id, "risk", "None.")
    again = process(diagram).details["changes"]
    assert isinstance(again, tuple)
    assert len(again) == len(lines) + 1
    assert again[-1][1] == "2.3"


def test_an_approval_stands_in_the_file_and_shows_what_another_program_did(session: Session, tmp_path: Path) -> None:
    # given an approved map that was saved
    file = tmp_path / "map.bpmn"
    session.save(file)
    read = Session.open(file, keep=False).diagram
    assert approval.state(read, process(read)) == "approved"
    assert approval.approval(process(read))["who"] == "Anna Holm"  # type: ignore[index]
    # when another program renames a step
    step = a_step(read)
    file.write_text(file.read_text("utf-8").replace(f'name="{step.name}"', 'name="Something else"'), "utf-8")
    # then the file is not as it was approved
    read = Session.open(file, keep=False).diagram
    assert approval.state(read, process(read)) == "changed"


def test_a_status_set_by_hand_keeps_the_content_code(session: Session) -> None:
    diagram = session.diagram
    set_detail(diagram, process(diagram).id, "purpose", "Something else.")
    set_detail(diagram, process(diagram).id, "status", "approved")
    kept = approval.approval(process(diagram))
    assert kept is not None
    assert kept["who"] == ""
    assert kept["version"] == "2.2"
    assert approval.state(diagram, process(diagram)) == "approved"


def test_a_map_read_beside_others_has_the_same_code(session: Session, tmp_path: Path) -> None:
    session.save(tmp_path / "map.bpmn")
    (tmp_path / "a.bpmn").write_bytes((SAMPLE.parent / "en" / "customer-service.bpmn").read_bytes())
    joined = library.read(tmp_path).diagram()
    found = [n for n in joined.nodes() if n.kind == "process" and n.details.get("approvals")]
    assert [approval.state(joined, n) for n in found] == ["approved"]
