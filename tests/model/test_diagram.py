import networkx as nx
import pytest

from mapper.model.diagram import Diagram, ModelError
from mapper.model.records import Flow, Node


def small():
    """process holding a → b by f."""
    process = Node("process", "process")
    a, b = Node("a", "task", parent="process"), Node("b", "task", parent="process")
    return Diagram([process, a, b, Flow("f", "sequenceFlow", "a", "b", parent="process")])


def rename(diagram, id, name, **named):
    with diagram.transaction("Rename", **named):
        diagram.put(diagram.get(id).but(name=name))


def test_changes_need_a_transaction():
    diagram = small()
    with pytest.raises(ModelError, match="transaction"):
        diagram.put(Node("c", "task"))
    with pytest.raises(ModelError, match="transaction"):
        diagram.drop("f")


def test_a_flow_needs_both_ends():
    diagram = small()
    with pytest.raises(ModelError, match="not on the map"), diagram.transaction("x"):
        diagram.put(Flow("g", "sequenceFlow", "a", "nobody"))
    with pytest.raises(ModelError, match="still has flows"), diagram.transaction("x"):
        diagram.drop("a")


@pytest.mark.parametrize("field", ["parent", "lane", "host", "plane"])
def test_references_must_lead_somewhere(field):
    diagram = small()
    with pytest.raises(ModelError, match=field), diagram.transaction("x"):
        diagram.put(diagram.node("a").but(**{field: "nobody"}))
    assert getattr(diagram.node("a"), field) == ("process" if field == "parent" else None)


def test_what_is_referred_to_stays():
    diagram = small()
    with pytest.raises(ModelError, match="refers"), diagram.transaction("x"):
        diagram.drop("process")
    assert "process" in diagram


def test_nothing_contains_itself():
    diagram = small()
    with diagram.transaction("x"):
        diagram.put(Node("s", "subProcess", parent="process"))
    with pytest.raises(ModelError, match="contain itself"), diagram.transaction("x"):
        diagram.put(diagram.node("process").but(parent="s"))


def test_an_id_is_a_node_or_a_flow():
    diagram = small()
    with pytest.raises(ModelError, match="taken"), diagram.transaction("x"):
        diagram.put(Node("f", "task"))


def test_an_error_rolls_everything_back():
    diagram = small()
    before = diagram.records()

    def fail():
        with diagram.transaction("x"):
            diagram.drop("f")
            diagram.drop("a")
            diagram.put(Node("c", "task"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert diagram.records() == before
    assert not diagram.in_transaction
    assert not diagram.undo()


def test_nested_transactions_are_one_step():
    diagram = small()
    with diagram.transaction("Outer"):
        rename(diagram, "a", "A")
        rename(diagram, "b", "B")
    assert diagram.undo_label == "Outer"
    diagram.undo()
    assert (diagram.node("a").name, diagram.node("b").name) == ("", "")


def test_steps_with_the_same_key_merge():
    diagram = small()
    for name in ("A", "Ab", "Abc"):
        rename(diagram, "a", name, merge="typing")
    diagram.undo()
    assert diagram.node("a").name == ""
    diagram.redo()
    assert diagram.node("a").name == "Abc"


def test_a_step_that_changes_nothing_is_none():
    diagram = small()
    rename(diagram, "a", "")
    with diagram.transaction("there and back"):
        diagram.put(diagram.node("a").but(name="A"))
        diagram.put(diagram.node("a").but(name=""))
    assert diagram.undo_label is None


def test_a_new_step_forgets_what_was_undone():
    diagram = small()
    rename(diagram, "a", "A")
    diagram.undo()
    assert diagram.redo_label == "Rename"
    rename(diagram, "b", "B")
    assert diagram.redo_label is None


def test_the_mark_tells_whether_a_state_was_reached_again():
    diagram = small()
    rename(diagram, "a", "A")
    mark = diagram.mark
    rename(diagram, "b", "B")
    assert diagram.mark is not mark
    diagram.undo()
    assert diagram.mark is mark


def test_listeners_hear_one_event_a_step():
    diagram = small()
    heard = []
    stop = diagram.listen(heard.append)
    with diagram.transaction("x"):
        diagram.drop("f")
        diagram.drop("a")
    diagram.undo()
    stop()
    diagram.redo()
    assert [[(c.id, c.before is None, c.after is None) for c in event] for event in heard] == [
        [("f", False, True), ("a", False, True)],
        [("a", True, False), ("f", True, False)],
    ]


def test_the_graph_can_be_read_by_any_algorithm_and_edited_by_none():
    diagram = small()
    assert nx.has_path(diagram.graph, "a", "b")
    assert list(diagram.graph.edges(keys=True)) == [("a", "b", "f")]
    with pytest.raises(nx.NetworkXError):
        diagram.graph.add_node("c")


def test_a_flow_can_end_on_a_flow():
    diagram = small()
    with diagram.transaction("x"):
        diagram.put(Node("note", "textAnnotation", parent="process"))
        diagram.put(Flow("tie", "association", "note", "f", parent="process"))
    assert list(diagram.graph.successors("note")) == ["f"]
    with pytest.raises(ModelError, match="still has flows"), diagram.transaction("x"):
        diagram.drop("f")
    with diagram.transaction("x"):
        diagram.drop("tie")
    assert "f" not in diagram.graph


def test_records_stand_in_drawing_order_whatever_the_history():
    diagram = small()
    with diagram.transaction("x"):
        diagram.drop("f")
        diagram.drop("a")
    with diagram.transaction("y"):
        diagram.put(Node("c", "task", parent="process"))
    diagram.undo()
    diagram.undo()
    assert [r.id for r in diagram.records()] == ["process", "a", "b", "f"]
    assert list(diagram.graph.nodes) == ["process", "a", "b"]


def test_the_graph_is_the_map_at_every_moment():
    diagram = small()
    seen = diagram.graph
    with diagram.transaction("x"):
        diagram.put(Node("c", "task", parent="process"))
        diagram.put(diagram.flow("f").but(target="c"))
        assert seen.edges["a", "c", "f"]["record"] is diagram.flow("f")
        assert not seen.has_edge("a", "b")
    diagram.undo()
    assert list(seen.edges(data="record")) == [("a", "b", diagram.flow("f"))]
    assert "c" not in seen
    diagram.redo()
    with diagram.transaction("y"):
        diagram.drop("f")
        diagram.drop("a")
    diagram.undo()
    assert list(diagram.graph) == list(seen) == ["process", "a", "b", "c"]


def test_flows_at_a_place_stand_in_drawing_order_whatever_the_history():
    diagram = small()
    with diagram.transaction("x"):
        diagram.put(Flow("back", "sequenceFlow", "b", "a"))
        diagram.put(Flow("self", "sequenceFlow", "a", "a"))
    rename(diagram, "f", "late")
    assert diagram.index.flows_at("a") == ("f", "back", "self")
    assert diagram.index.flows_at("nobody") == ()


def test_what_broke_in_the_middle_is_taken_back_as_if_it_had_never_been():
    # given two steps, the second of several changes of the same thing
    diagram, heard = small(), []
    rename(diagram, "a", "first")
    mark, before = diagram.mark, diagram.records()
    rename(diagram, "a", "second")
    rename(diagram, "a", "third")
    with diagram.transaction("Drop"):
        diagram.drop("f")
        diagram.drop("b")
    diagram.listen(heard.append)
    # when
    assert diagram.rewind(mark)
    # then the map is as it was, listeners heard of it once, and there is nothing to be done again
    assert diagram.records() == before
    assert diagram.mark is mark
    assert len(heard) == 1
    assert not diagram.redo()
    assert diagram.rewind(None)
    assert diagram.node("a").name == ""


def test_where_undo_does_not_lead_nothing_is_taken_back():
    diagram = small()
    rename(diagram, "a", "first")
    mark = diagram.mark
    diagram.undo()
    rename(diagram, "a", "other")
    assert not diagram.rewind(mark)
    assert diagram.node("a").name == "other"


def test_a_listener_that_fails_keeps_nobody_from_hearing():
    diagram, heard = small(), []
    diagram.listen(lambda changes: 1 / 0)
    diagram.listen(heard.append)
    with pytest.raises(ZeroDivisionError):
        rename(diagram, "a", "first")
    assert len(heard) == 1
    assert diagram.node("a").name == "first"
    assert diagram.undo_label == "Rename"


def test_a_record_can_be_seen_as_it_was_before_the_open_transaction():
    diagram = Diagram([Node("p", "process"), Node("a", "task", "A", "p")])
    with diagram.transaction("edit"):
        diagram.put(diagram.node("a").but(name="B"))
        diagram.put(diagram.node("a").but(name="C"))
        diagram.put(Node("b", "task", "", "p"))
        assert diagram.before("a").name == "A"
        assert diagram.before("b") is None
        assert diagram.before("p") == diagram.node("p")
    assert diagram.before("a").name == "C"
