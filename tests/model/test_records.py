"""Records are values: they go to another process and come back as they were."""

import pickle

from mapper.model.geometry import Point, Rect
from mapper.model.records import Depiction, Flow, Node


def test_records_can_be_pickled() -> None:
    node = Node("a", "userTask", "Ask", bounds=Rect(1, 2, 100, 80), also=(Depiction("p"),))
    node = node.with_trait("loop", "standard").with_detail("documentation", "Why")
    flow = Flow("f", "sequenceFlow", "a", "b", points=(Point(0, 0), Point(1, 1)))
    assert pickle.loads(pickle.dumps([node, flow])) == [node, flow]
    assert pickle.loads(pickle.dumps(node)).trait("loop") == "standard"
