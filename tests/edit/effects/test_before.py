"""What is noted of an edit while it goes on."""

from tests.helpers import maps

from mapper.edit.effects.before import _BLOCK, Before, shift
from mapper.edit.verbs import create
from mapper.model.geometry import Point


def test_many_that_made_way_alike_are_a_block_and_what_the_user_moved_is_none():
    # given a large map, of which all steps went down and one also to the right
    diagram = maps.plain()
    ids = [create.shape(diagram, "task", Point(2000 + 200 * (i % 10), 200 * i), maps.PLANE) for i in range(_BLOCK + 2)]
    was = Before()
    with diagram.transaction("Move"):
        shift(diagram, ids, 0, 50, was)
        shift(diagram, ids[:1], 30, 0, was)
    # when asked what went as one
    block, chosen = was.as_one(diagram), was.as_one(diagram, ids[1:2])
    # then it is all but the one that went elsewhere, and but what the user chose
    assert block == dict.fromkeys(ids[1:], (0.0, 50.0))
    assert chosen.keys() == set(ids[2:])
    # and few are no block
    assert not Before().as_one(diagram)
