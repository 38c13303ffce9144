"""An error is one line that says where, what, and what to do."""

from pathlib import Path

from mapper.app.errors import MapperError, UsageError


def test_the_line_number_is_left_out_when_there_is_none() -> None:
    assert str(MapperError(Path("a b.bpmn"), 7, "is broken", "mend it")) == "a b.bpmn:7: is broken; mend it"
    assert str(MapperError("map.bpmn", None, "is broken", "mend it")) == "map.bpmn: is broken; mend it"
    assert str(UsageError(None, None, "is broken")) == "is broken"


def test_a_name_cannot_break_the_line_or_steer_the_terminal() -> None:
    said = str(MapperError("a\nb\x1b[31m", None, "is\tbroken", ""))
    assert said == "a b [31m: is broken"
