"""How long something takes: as people write it, as the file keeps it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.app.session.session import Session
from mapper.edit.verbs.owner import set_detail
from mapper.text import durations


@given(st.floats(0, 1e7, allow_nan=False))
def test_the_file_gives_back_what_was_written(value: float) -> None:
    assert durations.minutes(durations.iso(value)) == pytest.approx(value, rel=1e-12)
    if durations.iso(value).startswith("P"):
        assert durations.minutes(durations.iso(value)) == value


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("value", [0.0, 5.0, 90.0, 120.0, 150.0, 480.0, 1440.0, 4320.0, 14400.0])
def test_what_is_said_is_understood_again(value: float, language: str) -> None:
    assert durations.minutes(durations.spoken(value, language)) == value


def test_an_old_file_is_read_and_written_anew_only_where_it_is_touched(tmp_path: Path) -> None:
    # given a file whose steps say minutes
    file = tmp_path / "old.bpmn"
    file.write_text(OLD, "utf-8")
    session = Session.open(file, keep=False)
    assert [session.diagram.node(id).details["processingTime"] for id in ("a", "b")] == [10.0, 120.0]
    # when the time of one is changed
    set_detail(session.diagram, "a", "processingTime", durations.minutes("1 t 30 min"))
    set_detail(session.diagram, "a", "waitingTime", durations.minutes("3 dage"))
    session.save()
    # then that step says it in ISO 8601, and the other line is as it was
    text = file.read_text("utf-8")
    assert 'processingTime="PT1H30M"' in text
    assert 'waitingTime="P3D"' in text
    assert '<mapper:details processingTime="120"/>' in text
    again = Session.open(file, keep=False).diagram
    assert again.node("a").details["waitingTime"] == 4320.0
    assert again.node("b").details["processingTime"] == 120.0


OLD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:mapper="https://mapper.invalid/bpmn/1"
    id="d" targetNamespace="http://example.com">
  <bpmn:process id="p">
    <bpmn:task id="a" name="A">
      <bpmn:extensionElements><mapper:details processingTime="10"/></bpmn:extensionElements>
    </bpmn:task>
    <bpmn:task id="b" name="B">
      <bpmn:extensionElements><mapper:details processingTime="120"/></bpmn:extensionElements>
    </bpmn:task>
  </bpmn:process>
</bpmn:definitions>
"""
