"""Thousands of random transactions of raw puts and drops, undone and redone: equal states, every order included."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapper.model.diagram import Diagram, ModelError
from mapper.model.geometry import Rect
from mapper.model.records import Flow, Node

KINDS = ["task", "userTask", "exclusiveGateway", "startEvent", "subProcess", "lane", "party", "textAnnotation"]


def state(diagram):
    """Records, nodes, edges and both adjacencies, each in its order."""
    graph = diagram.graph
    return (
        diagram.records(),
        [(id, data.get("record")) for id, data in graph.nodes(data=True)],
        [(u, v, key, data["record"]) for u, v, key, data in graph.edges(keys=True, data=True)],
        [(u, list(graph.adj[u])) for u in graph],
        [(u, list(graph.pred[u])) for u in graph],
    )


def change(dice, diagram):
    """One random put or drop, sensible or not."""
    ids = [r.id for r in diagram.records()] or ["nobody"]
    some = dice.choice([*(id for id in ids if id in diagram), None])
    new = f"n{dice.randint(0, 60)}"
    act = dice.randrange(7)
    if act == 0:
        box = Rect(dice.randrange(2000), dice.randrange(2000), 100, 80)
        z = dice.choice([0.0, 0.0, float(dice.randint(1, 200))])
        diagram.put(Node(new, dice.choice(KINDS), parent=some, plane="plane", bounds=box, z=z))
    elif act == 1:
        flow = f"f{dice.randint(0, 60)}"
        z = dice.choice([0.0, 0.0, float(dice.randint(1, 200))])
        diagram.put(Flow(flow, "association", dice.choice(ids), dice.choice(ids), z=z))
    elif act == 2 and some:
        diagram.drop(some)
    elif some:
        record = diagram.get(some)
        changes = {
            3: {"name": f"name {dice.randint(0, 9)}"},
            4: {"parent": dice.choice([*ids, None])},
            5: {"z": float(dice.randint(1, 200))},
            6: {"source" if dice.random() < 0.5 else "target": dice.choice(ids)} if isinstance(record, Flow) else {},
        }[act]
        diagram.put(record.but(**changes))


def walk(seed, transactions):
    dice = random.Random(seed)
    diagram = Diagram([Node("plane", "plane"), Node("process", "process"), Node("a", "task"), Node("b", "task")])
    states, heard = [state(diagram)], []
    diagram.listen(heard.append)
    for _ in range(transactions):
        mark = diagram.mark
        try:
            with diagram.transaction("step"):
                for _change in range(dice.randint(1, 6)):
                    change(dice, diagram)
        except (ModelError, KeyError):
            assert state(diagram) == states[-1], f"seed {seed}: a refused step left a trace"
            continue
        now = state(diagram)
        if diagram.mark is not mark:
            states.append(now)
        assert now == states[-1] or diagram.mark is not mark
        if dice.random() < 0.2 and len(states) > 2:
            assert diagram.undo()
            assert state(diagram) == states[-2], f"seed {seed}"
            assert diagram.redo()
            assert state(diagram) == states[-1], f"seed {seed}"
    assert len(heard) >= len(states) - 1
    for before in reversed(states[:-1]):
        assert diagram.undo()
        assert state(diagram) == before, f"seed {seed}"
    for after in states[1:]:
        assert diagram.redo()
        assert state(diagram) == after, f"seed {seed}"
    fresh = Diagram(diagram.records())
    assert state(fresh) == states[-1], f"seed {seed}: a map built from the records differs"
    return len(states)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9))
def test_undo_and_redo_lead_back_to_equal_states(seed):
    walk(seed, 120)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100))
def test_long_walks_lead_back_to_equal_states(seed):
    assert walk(seed, 2000) > 200
