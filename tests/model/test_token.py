"""Long work looks at a token and ends where nobody waits for it any more; nothing of it has happened then."""

import threading

import pytest

from mapper import bpmn
from mapper.app.session import arrange
from mapper.arrange import verbs
from mapper.arrange.missing import draw
from mapper.model.diagram import Diagram
from mapper.model.token import GivenUp, Token, heeding, look

STEPS = "".join(
    f'<task id="t{n}"/><sequenceFlow id="f{n}" sourceRef="t{n}" targetRef="t{n * 7 % 30}"/>' for n in range(30)
)
FILE = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x">'
    f'<process id="p">{STEPS}</process></definitions>'
).encode()


def test_looking_ends_only_what_was_given_up() -> None:
    token = Token()
    with heeding(token):
        look()
        token.give_up()
        with pytest.raises(GivenUp):
            look()
    look()


def test_a_token_is_that_of_its_thread() -> None:
    token, ended = Token(), threading.Event()
    token.give_up()

    def work() -> None:
        look()
        ended.set()

    with heeding(token):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert ended.is_set()


@pytest.mark.parametrize("after", [0.0, 0.02])
def test_a_layout_that_is_given_up_leaves_the_map_as_it_was(after: float) -> None:
    diagram = Diagram(bpmn.read(FILE).records)
    draw.draw(diagram)
    before, token = diagram.records(), Token()
    timer = threading.Timer(after, token.give_up)
    timer.start()
    with heeding(token), pytest.raises(GivenUp):
        _for_ever(diagram)
    timer.join()
    assert diagram.records() == before


def _for_ever(diagram: Diagram) -> None:
    while True:
        verbs.everything(diagram)
        diagram.undo()


def test_reading_is_given_up_too() -> None:
    token = Token()
    token.give_up()
    with heeding(token), pytest.raises(GivenUp):
        arrange.shown(bpmn.read(FILE))
