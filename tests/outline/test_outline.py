"""A map written as text and read back holds the same steps, lanes, owners and flows."""

from pathlib import Path

import pytest
from tests.helpers.text_facts import facts

from mapper import bpmn
from mapper.app.formats.convert import convert
from mapper.app.session.session import Session
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Record
from mapper.outline.lines import OutlineError
from mapper.outline.read import build
from mapper.outline.write import outline

ORDER = """\
Sales: Order received {start, message}
Register order {user} @Anna Holm
Standard product?
  - Yes
  - No {if "size > 3"}
    Agree on price
      ! Too late {timer}
        -> Give up
Planning: Check stock
In stock?
  - Yes
    Ship {end}
  - No
    Purchase
    -> Check stock

Sales: Give up {end}
"""


def built(text: str) -> Diagram:
    diagram = Diagram(bpmn.fresh().records)
    build(diagram, text)
    return diagram


def by_id(diagram: Diagram) -> dict[str, Record]:
    return {record.id: record for record in diagram.records()}


def joined(diagram: Diagram) -> set[tuple[str, str, str]]:
    return {
        (diagram.node(f.source).name, f.name, diagram.node(f.target).name)
        for f in diagram.flows()
        if f.kind == "sequenceFlow"
    }


def test_a_typed_list_becomes_a_process() -> None:
    diagram = built(ORDER)

    assert joined(diagram) == {
        ("Order received", "", "Register order"),
        ("Register order", "", "Standard product?"),
        ("Standard product?", "Yes", "Check stock"),
        ("Standard product?", "No", "Agree on price"),
        ("Agree on price", "", "Check stock"),
        ("Too late", "", "Give up"),
        ("Check stock", "", "In stock?"),
        ("In stock?", "Yes", "Ship"),
        ("In stock?", "No", "Purchase"),
        ("Purchase", "", "Check stock"),
    }
    by_name = {node.name: node for node in diagram.nodes()}
    assert by_name["Standard product?"].kind == "exclusiveGateway"
    assert by_name["Too late"].host == by_name["Agree on price"].id
    assert query.own_owner(diagram, by_name["Register order"].id) == by_name["Anna Holm"]
    assert {lane.name for lane in query.lanes_above(diagram, by_name["Purchase"].id)} == {"Planning"}


def test_writing_is_one_step_that_can_be_undone() -> None:
    diagram = Diagram(bpmn.fresh().records)
    before = by_id(diagram)

    build(diagram, ORDER)
    diagram.undo()

    assert by_id(diagram) == before


def test_a_text_that_is_wrong_changes_nothing() -> None:
    diagram = Diagram(bpmn.fresh().records)
    before = by_id(diagram)

    with pytest.raises(OutlineError, match="did you mean “Check stock”") as caught:
        build(diagram, "Check stock\nBuy\n-> Check stok\n")

    assert caught.value.line == 3
    assert by_id(diagram) == before


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("A\n  B", "indented below a step"),
        ("A\n! B", "stands under nothing"),
        ("A\n  >\n    B", "only a sub-process"),
        ("A {usr}", "did you mean “user”"),
        ("A\nA\nB\n-> A", "2 steps are called"),
        ("# Bank {closed}\nA", "a closed pool holds steps"),
        ("\n\n", "no step"),
    ],
)
def test_what_makes_no_sense_is_refused_with_advice(text: str, what: str) -> None:
    with pytest.raises(OutlineError, match=what):
        built(text)


@pytest.mark.parametrize("name", ["order-to-delivery.bpmn", "ordre-til-levering.bpmn"])
def test_the_examples_come_back_the_same(repository: Path, name: str) -> None:
    found = [path for path in (repository / "examples").glob("*.bpmn") if path.name == name]
    if not found:
        pytest.skip(f"no example is called {name}")
    diagram = Diagram(bpmn.read(found[0].read_bytes()).records)

    told = outline(diagram)

    assert facts(built(told.text)) == facts(diagram)
    assert outline(built(told.text)).text == told.text


def test_every_map_of_the_corpus_comes_back_the_same(corpus: Path) -> None:
    wrong = []
    for path in sorted(corpus.rglob("*.bpmn")):
        diagram = Diagram(bpmn.read(path.read_bytes()).records)
        kept = facts(diagram)
        if not any(len(fact) == 5 and isinstance(fact[0], str) for fact in kept):
            continue
        again = facts(built(outline(diagram).text))
        # An event on the border of a step that another process holds has a lane that its own does not know.
        hosted = [(n, diagram.get(n.host)) for n in diagram.nodes() if n.host]
        astray = [node.name for node, host in hosted if node.parent != getattr(host, "parent", None)]
        if kept != again and not astray:
            wrong.append(f"{path.name}: {list((kept - again).items())[:1]} {list((again - kept).items())[:1]}")

    assert not wrong, "\n".join(wrong)


def test_what_the_text_cannot_say_is_counted() -> None:
    data = Path(__file__).resolve().parents[1] / "helpers" / "everything.bpmn"

    left_out = outline(Diagram(bpmn.read(data.read_bytes()).records)).left_out

    assert left_out["textAnnotation"] >= 1
    assert not {"userTask", "exclusiveGateway", "lane", "plane", "party"} & set(left_out)


def test_deep_maps_do_not_exhaust_the_interpreter() -> None:
    # given 300 decisions, each on a branch of the one before
    text = "\n".join(f"{'    ' * n}Ask {n}?\n{'    ' * n}  - yes -> End\n{'    ' * n}  - no" for n in range(150))
    diagram = built(text + "\n" + "    " * 150 + "Last\n\nEnd {end}")
    # when it is written and read
    again = built(outline(diagram).text)
    # then it is the same
    assert facts(again) == facts(diagram)


def test_a_text_opens_as_a_map_without_a_file(tmp_path: Path) -> None:
    # given a text
    file = tmp_path / "order.txt"
    file.write_text(ORDER, "utf-8")
    # when it is opened
    session = Session.open(file, keep=False).shown()
    # then it is an arranged map that asks for a name when it is saved
    assert session.path is None
    assert session.name == "order"
    assert all(n.bounds for n in query.steps(session.diagram))
    assert [lane.name for p in session.diagram.nodes() if p.kind == "participant"
            for lane in query.sublanes(session.diagram, p.id)] == ["Sales", "Planning"]  # fmt: skip


def test_text_to_map_to_text_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(outline(built(ORDER)).text, "utf-8")

    convert(tmp_path / "a.txt", tmp_path / "b.bpmn")
    convert(tmp_path / "b.bpmn", tmp_path / "c.txt")

    assert (tmp_path / "c.txt").read_text("utf-8") == (tmp_path / "a.txt").read_text("utf-8")
