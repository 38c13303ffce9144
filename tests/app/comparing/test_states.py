"""Files compared and merged: known edits of other tools' maps, made on their XML, are found and kept."""

from pathlib import Path

import pytest
from lxml import etree
from tests.soak import diff, merge

from mapper.app.comparing import states
from mapper.bpmn import Source

TIMER = """<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x" xmlns:o="urn:other"
  ><signal id="M" name="Order"/>
  <process id="P">
    <startEvent id="S" name="Every day"><timerEventDefinition id="T"
      ><timeDuration>PT1H</timeDuration></timerEventDefinition></startEvent>
    <task id="A" name="Ask" o:form="one"><extensionElements><o:field key="a"/></extensionElements></task>
    <sequenceFlow id="F" sourceRef="S" targetRef="A"/>
  </process>
</definitions>
"""


def source(text: str) -> Source:
    return states.parsed(text.encode(), Path("map.bpmn"))


@pytest.mark.parametrize("seed", range(25))
def test_each_known_edit_is_found_and_nothing_else(corpus: Path, seed: int) -> None:
    assert diff.one(seed, corpus)["bad"] == 0


@pytest.mark.parametrize("seed", range(25))
def test_random_triples_merge(corpus: Path, xsd: Path, seed: int) -> None:
    schema = etree.XMLSchema(etree.parse(str(xsd / "BPMN20.xsd")))
    assert merge.one(seed, corpus, schema)["bad"] == 0


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("PT1H", "PT2H", ("S", "time", "PT1H", "PT2H")),
        ('o:form="one"', 'o:form="two"', ("A", "xml:{urn:other}form", "one", "two")),
        ('<o:field key="a"/>', '<o:field key="b"/>', ("A", "xml:field", "key=a", "key=b")),
        ('<signal id="M" name="Order"/>', "", ("", "xml:signal", "name=Order", None)),
    ],
)
def test_what_the_model_does_not_know_is_compared_and_merged(
    old: str, new: str, told: tuple[str, str, str | None, str | None]
) -> None:
    # given a change that no record shows
    base, theirs = source(TIMER), source(TIMER.replace(old, new))
    (found,) = states.differences(base, theirs)
    assert (found.what, found.id, found.field, found.before, found.after) == ("detail", *told)
    # when it is merged with a change of the same step on the other side
    ours = source(TIMER.replace('name="Ask"', 'name="Beg"'))
    merged = states.merged(base, ours, theirs)
    # then both are there, and nothing else is touched
    assert merged.conflicts == ()
    assert merged.data.decode().split() == TIMER.replace('name="Ask"', 'name="Beg"').replace(old, new).split()


def test_two_changes_of_what_the_model_does_not_know_are_a_conflict() -> None:
    found = states.merged(source(TIMER), *(source(TIMER.replace("PT1H", time)) for time in ("PT2H", "PT3H")))
    assert [conflict.key for conflict in found.conflicts] == [("S", "time")]
    assert b"PT2H" in found.data


def test_a_map_nobody_drew_is_compared_without_guessed_places() -> None:
    more = TIMER.replace("</process>", '<task id="B" name="New"/></process>')
    assert [(one.what, one.id) for one in states.differences(source(TIMER), source(more))] == [("added", "B")]


def test_additions_bring_their_foreign_content_along() -> None:
    new = '<userTask id="B" name="New" o:form="x"><extensionElements><o:field key="z"/></extensionElements></userTask>'
    theirs = source(TIMER.replace("</process>", f"{new}</process>"))
    data = states.merged(source(TIMER), source(TIMER.replace("Ask", "Beg")), theirs).data
    assert b'o:form="x"' in data
    assert b'<o:field key="z"/>' in data


def test_where_only_ours_changed_its_bytes_stay() -> None:
    ours = source(TIMER.replace("Ask", "Beg").replace("<task", "<task  "))
    assert states.merged(source(TIMER), ours, source(TIMER)).data == ours.data
