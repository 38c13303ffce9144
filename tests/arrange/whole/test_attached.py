"""Bands and messages go along with what they are drawn on."""

from tests.helpers import maps
from tests.helpers.maps import bounds, center, do

from mapper.arrange import verbs
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect, along
from mapper.model.records import Flow, Node


def test_the_bands_of_a_choreography_activity_move_with_it():
    # given a choreography activity far from its successor, with a band at its top
    one, two = (Node(id, "choreographyTask", id, "choreo", plane=maps.PLANE) for id in ("one", "two"))
    one, two = one.but(bounds=Rect(100, 100, 100, 120)), two.but(bounds=Rect(900, 400, 100, 120))
    band = Node("band", "participant", "Buyer", "choreo", plane=maps.PLANE, bounds=Rect(900, 400, 100, 20))
    records = [Node("choreo", "choreography"), Node(maps.PLANE, "plane", ref="choreo"), one, two]
    diagram = Diagram([*records, band.with_trait("band", "top_initiating"), maps.flow("f", one, two)])
    verbs.everything(diagram)
    assert bounds(diagram, "band") == Rect(bounds(diagram, "two").x, bounds(diagram, "two").y, 100, 20)
    assert center(diagram, "one").y == center(diagram, "two").y


def test_a_message_drawn_on_a_flow_stays_at_its_middle():
    letter = Node("letter", "message", "Order", "collaboration", plane=maps.PLANE, bounds=Rect(585, 490, 30, 20))
    diagram = Diagram([*maps.two_pools().records(), letter])
    do(diagram, verbs.everything)
    assert center(diagram, "letter").distance(along(diagram.flow("m1").points)) < 1


def test_a_message_tied_to_a_step_stands_beside_that():
    letter = Node("letter", "message", "", "process", plane=maps.PLANE, bounds=Rect(900, 900, 30, 20))
    tie = Flow("tie", "association", "check", "letter", "", "process", maps.PLANE, (Point(320, 215), Point(900, 900)))
    diagram = Diagram([*maps.order().records(), letter, tie])
    verbs.everything(diagram)
    assert center(diagram, "letter").distance(center(diagram, "check")) < 200
