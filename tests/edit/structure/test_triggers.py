"""What events wait for or tell, entered in words and kept in the file as BPMN says it."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from tests.helpers.maps import PLANE

from mapper import bpmn
from mapper.edit.effects import rules
from mapper.edit.structure import triggers
from mapper.edit.verbs import create, label, replace
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point

TODAY = datetime.date(2026, 12, 1)
BPMN = {"b": "http://www.omg.org/spec/BPMN/20100524/MODEL"}


class World:
    """A new file with an event for each definition, and the file as it would be saved."""

    def __init__(self) -> None:
        self.base = bpmn.fresh("Orders", "en")
        self.diagram = Diagram(self.base.records)
        self.plane = next(n.id for n in self.diagram.nodes() if n.kind == "plane")

    def event(self, event: str, kind: str = "intermediateCatchEvent") -> str:
        return create.shape(self.diagram, kind, Point(200, 200), self.plane, {"event": event})

    def saved(self) -> tuple[etree._Element, Diagram]:
        written = bpmn.write_checked(self.base, self.diagram.records())
        assert not written.left
        return etree.fromstring(written.data), Diagram(bpmn.read(written.data).records)


@pytest.mark.parametrize(
    ("words", "element", "text"),
    [("2 days", "timeDuration", "P2D"), ("every Monday 9:00", "timeCycle", "R/2026-12-07T09:00:00/P7D"),
     ("24 December 2026 18:00", "timeDate", "2026-12-24T18:00:00")],
)  # fmt: skip
def test_a_timer_takes_words_and_writes_what_bpmn_says(words: str, element: str, text: str) -> None:
    # given a timer event, when its time is said in words
    world = World()
    id = world.event("timer")
    triggers.say(world.diagram, id, words, "en", TODAY)
    # then the file says it as BPMN does, the event is named after it, and it is read back in words
    root, again = world.saved()
    (found,) = root.findall(f".//b:timerEventDefinition/b:{element}", BPMN)
    assert found.text == text
    assert again.node(id).name == words[:1].upper() + words[1:]
    assert triggers.said(again.node(id), "en") == words
    # and another sort of time takes its place
    triggers.say(world.diagram, id, "3 hours", "en", TODAY)
    root, again = world.saved()
    assert [child.tag.rpartition("}")[2] for child in root.find(".//b:timerEventDefinition", BPMN)] == ["timeDuration"]


def test_what_is_no_time_is_refused_with_an_example() -> None:
    world = World()
    id = world.event("timer")
    with pytest.raises(rules.Refused, match="every Monday"):
        triggers.say(world.diagram, id, "when the moon is full", "en", TODAY)


@pytest.mark.parametrize("event", ["message", "signal"])
def test_events_of_one_name_share_one_element(event: str) -> None:
    world = World()
    one, two = world.event(event), world.event(event, "startEvent")
    for id in (one, two):
        triggers.say(world.diagram, id, "Order came", "en")
    root, again = world.saved()
    (found,) = root.findall(f"b:{event}", BPMN)
    assert found.get("name") == "Order came"
    refs = {d.get(f"{event}Ref") for d in root.iter(f"{{{BPMN['b']}}}{event}EventDefinition")}
    assert refs == {found.get("id")}
    assert [row.users for row in triggers.register(again)] == [(one, two)]


def test_an_error_has_a_code_that_all_its_events_share() -> None:
    world = World()
    one, two = world.event("error", "endEvent"), world.event("error", "endEvent")
    for id in (one, two):
        triggers.say(world.diagram, id, "Out of stock", "en")
    triggers.code(world.diagram, one, "E42")
    root, again = world.saved()
    (found,) = root.findall("b:error", BPMN)
    assert (found.get("name"), found.get("errorCode")) == ("Out of stock", "E42")
    assert again.node(two).trait("code") == "E42"


def test_conditions_and_links_are_kept() -> None:
    world = World()
    condition, link = world.event("conditional"), world.event("link")
    triggers.say(world.diagram, condition, "stock < 10", "en")
    triggers.say(world.diagram, link, "Shipping", "en")
    root, again = world.saved()
    assert root.find(".//b:conditionalEventDefinition/b:condition", BPMN).text == "stock < 10"
    assert root.find(".//b:linkEventDefinition", BPMN).get("name") == "Shipping"
    assert again.node(condition).trait("trigger") == "stock < 10"


def test_renamed_in_the_register_it_is_renamed_everywhere_and_keeps_its_element() -> None:
    # given a file with a message of two events
    world = World()
    ids = [world.event("message"), world.event("message")]
    for id in ids:
        triggers.say(world.diagram, id, "Order", "en")
    data = bpmn.write_checked(world.base, world.diagram.records()).data
    base = bpmn.read(data)
    diagram = Diagram(base.records)
    before = etree.fromstring(data).find("b:message", BPMN).get("id")
    # when it is renamed
    triggers.rename(diagram, "message", "Order", "Purchase order")
    # then the same element has the new name, and no other was made
    (found,) = etree.fromstring(bpmn.write_checked(base, diagram.records()).data).findall("b:message", BPMN)
    assert (found.get("id"), found.get("name")) == (before, "Purchase order")
    assert {diagram.node(id).name for id in ids} == {"Purchase order"}


def test_a_message_that_a_task_uses_too_keeps_its_name(reference: Callable[[str], Path]) -> None:
    data = (
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">'
        b'<message id="m1" name="Order"/><process id="p"><receiveTask id="t" messageRef="m1"/>'
        b'<startEvent id="s"><messageEventDefinition id="d" messageRef="m1"/></startEvent></process></definitions>'
    )
    base = bpmn.read(data)
    diagram = Diagram(base.records)
    triggers.say(diagram, "s", "Reminder", "en")
    root = etree.fromstring(bpmn.write_checked(base, diagram.records()).data)
    assert sorted(m.get("name") for m in root.findall("b:message", BPMN)) == ["Order", "Reminder"]
    assert root.find(".//b:receiveTask", BPMN).get("messageRef") == "m1"


def test_changed_to_another_sort_an_event_forgets_what_it_said() -> None:
    world = World()
    id = world.event("timer")
    triggers.say(world.diagram, id, "2 days", "en")
    replace.kind(world.diagram, id, "intermediateCatchEvent", {"event": "message"})
    assert not world.diagram.node(id).trait("time")
    world.saved()


def test_a_name_given_by_hand_stays() -> None:
    world = World()
    id = world.event("timer")
    label.rename(world.diagram, id, "Deadline")
    triggers.say(world.diagram, id, "2 days", "en")
    assert world.diagram.node(id).name == "Deadline"
    assert PLANE
