"""Large and deep maps open in their time, or are refused at once with what they hold and what may be held."""

import time

import pytest

from mapper import bpmn
from mapper.model.diagram import Diagram

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x"><process id="p">'
TAIL = "</process></definitions>"


def _nested(depth: int) -> bytes:
    opened = "".join(f'<subProcess id="s{number}">' for number in range(depth))
    return f'{HEAD}{opened}<task id="t"/>{"</subProcess>" * depth}{TAIL}'.encode()


def test_two_thousand_levels_open_rename_and_are_written_in_a_second() -> None:
    begin = time.process_time()
    source = bpmn.read(_nested(2_000))
    diagram = Diagram(source.records)
    with diagram.transaction("Rename"):
        diagram.put(diagram.node("t").but(name="Deep"))
    written = bpmn.write_checked(source, diagram.records())
    assert time.process_time() - begin < 1
    assert written.faults == ()
    assert b'<task id="t" name="Deep"/>' in written.data


@pytest.mark.parametrize(
    ("data", "numbers"),
    [
        (_nested(3_000), ("3,003", "2,000")),
        ((HEAD + "<task/>" * 600_000 + TAIL).encode(), ("600,002", "500,000")),
        ((HEAD + "<task/>" * 600_000 + TAIL).encode("utf-16"), ("600,002", "500,000")),
    ],
    ids=["deep", "large", "large, in 16 bits"],
)
def test_beyond_that_a_sentence_has_both_numbers(data: bytes, numbers: tuple[str, str]) -> None:
    begin = time.process_time()
    with pytest.raises(bpmn.Unreadable) as refusal:
        bpmn.read(data)
    assert time.process_time() - begin < 2
    assert all(number in refusal.value.what for number in numbers)
