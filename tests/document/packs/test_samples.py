"""The processes that come along, complete in both languages, and every field of the table in some document."""

import re
from pathlib import Path

import pytest

from mapper.analysis import blind_spots, outline
from mapper.analysis.figures import kpis
from mapper.analysis.mandates import mandate
from mapper.app.formats import library
from mapper.app.session.session import Session
from mapper.document.packs import job_description, pack
from mapper.document.packs.frame import Options
from mapper.document.packs.table import DOCUMENTS, subjects
from mapper.document.print import html, markdown
from mapper.model import query
from mapper.model.details import CHOICE, DATE, DETAILS, NUMBER, PARTY_ID, PARTY_IDS, ROWS, Detail
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES, CONTAINER, DATA, EVENT, FLOW, GATEWAY, LANE, PARTY, POOL
from mapper.model.records import Flow, Node

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
SAMPLES = sorted(EXAMPLES.rglob("*.bpmn"))
OWNERS_ONLY = {
    "en": ("may redesign", "percentage points", "for process improvement"),
    "da": ("kan omlægge", "procentpoint", "til procesforbedring"),
}


def language(path: Path) -> str:
    return "da" if path.parent.name == "da" or path.stem.startswith("ordre") else "en"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_sample_is_complete_enough_for_a_pack(path: Path) -> None:
    # given a sample
    diagram = Session.open(path, keep=False).diagram
    process = next(n for n in diagram.nodes() if n.kind == "process")
    # then its pack has every section but those that need something else, and none that says nothing is recorded
    text = markdown.render(pack.compile(diagram, None, language(path), Options()))
    assert text.count("\n## ") >= 21
    for nothing in ("Nothing has been recorded", "Der er endnu ikke angivet", "not recorded", "ikke angivet\n"):
        assert nothing not in text
    assert all(kpi.met is not None and len(kpi.readings) > 2 for kpi in kpis(process))
    assert not [step for step in query.steps(diagram) if query.owner(diagram, step.id) is None]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_only_owners_of_a_process_read_of_redesign_and_of_time(path: Path) -> None:
    diagram, spoken = Session.open(path, keep=False).diagram, language(path)
    for party in query.parties(diagram):
        text = markdown.render(job_description.compile(diagram, party.id, spoken, Options()))
        for words in OWNERS_ONLY[spoken]:
            assert (words in text) == ("owner" in mandate(diagram, party.id).roles), (party.name, words)


@pytest.mark.parametrize("folder", ["en", "da"])
def test_a_folder_of_samples_makes_every_document(folder: str) -> None:
    # given the six processes of a language as one
    maps = library.read(EXAMPLES / folder)
    diagram, options = maps.diagram(), Options(numbers=maps.numbers)
    for kind in DOCUMENTS.values():
        found = subjects(kind, diagram)
        for subject in [id for id, _name in found][:3] if kind.needs_subject else [None]:
            made = kind.compile(diagram, subject, folder, options)
            text = markdown.render(made)
            assert html.render(made).count("<h1>") == 1
            # then no sentence is left unfilled, and no number of the one language stands in the other
            assert not re.search(r"(?<!\\)\{[a-z]+\}", text)
    # and an owner of two shares the time between them
    ida = next(p for p in query.parties(diagram) if p.name == "Ida Bruun")
    text = markdown.render(job_description.compile(diagram, ida.id, folder, options))
    assert re.search(r"2 process", text)


def test_choices_are_told_as_branches() -> None:
    diagram = Session.open(EXAMPLES / "order-to-delivery.bpmn", keep=False).diagram
    process = next(n for n in diagram.nodes() if n.kind == "process")
    told = [(line.depth, line.label, line.node.name, [n.name for n in line.goes])
            for line in outline.outline(diagram, process)]  # fmt: skip
    assert (1, "Yes", "Standard product?", ["Confirm order"]) in told
    assert (1, "No", "Agree on specification and price", []) in told
    assert (0, "", "Confirm order", []) in told
    assert (2, "", "Tell customer the new date", []) in told


def test_blind_spots_of_each_sort_are_found() -> None:
    out, into = {"outputs": "offer\nlist"}, {"inputs": "offer\nprice"}
    diagram = Diagram(
        [
            Node("p", "process", details={"owner": "a"}),
            Node("a", "party", "A"),
            Node("pool", "participant", "Us", ref="p"),
            Node("them", "participant", "Them"),
            Node("q", "process", "Other"),
            Node("other", "participant", "Other", ref="q"),
            Node("x", "task", "X", "p", details=out),
            Node("y", "task", "Y", "p", details=into),
            Node("got", "startEvent", "Got", "p"),
            Node("z", "task", "Z", "q"),
            Flow("f", "sequenceFlow", "x", "y", parent="p"),
            Flow("m", "messageFlow", "them", "got", "Complaint"),
            Flow("n", "messageFlow", "x", "z", "Parcel"),
        ]
    )
    found = [(f.sort, f.node.id, f.what) for f in blind_spots.blind_spots(diagram, diagram.node("p"))]
    assert found == [("unused", "x", "list"), ("unmade", "y", "price"), ("unreceived", "z", "Parcel"),
                     ("unanswered", "got", "Complaint")]  # fmt: skip


# -- every field -------------------------------------------------------------------------------------------------------

CARRIERS = {"process": CONTAINER, "step": next(iter(ACTIVITIES)), "data": DATA, "flow": FLOW, "party": PARTY}
UNPRINTED = {
    # told by what they do: shares and weights become figures, the kind of a party its wording
    "partyKind", "weeklyHours", "yearlyWeeks", "roleShare", "improvementShare", "documentationShare", "weight",
}  # fmt: skip


def marked(row: Detail) -> tuple[object, str]:
    """A value of the field's type, and what must be printed of it."""
    if row.type == NUMBER:
        return 7654.0 if row.limits[1] > 7654 else 43.0, ""
    if row.type == ROWS:
        cells = tuple("2026-03-04" if name == "date" else f"{row.key} {name}" for name, _label in row.columns)
        last = row.columns[0 if row.key == "kpis" else -1][0]
        return (cells,), "4 March 2026" if last == "date" else f"{row.key} {last}"
    return {
        CHOICE: (row.choices[0][0] if row.choices else "", row.choices[0][1] if row.choices else ""),
        DATE: ("2031-05-06", "6 May 2031"),
        PARTY_ID: ("someone", "Some One"),
        PARTY_IDS: (("someone",), "Some One"),
    }.get(row.type, (f"the {row.key}", f"the {row.key}"))


@pytest.mark.parametrize("key", [key for key in DETAILS if key not in UNPRINTED])
def test_every_field_is_printed_somewhere(key: str) -> None:
    # given a map on which one field is filled in on whatever carries it
    row = DETAILS[key]
    value, wanted = marked(row)
    records: list[Node | Flow] = [
        Node("someone", "party", "Some One", details={"partyKind": "person"}),
        Node("party", "party", "The Role"),
        Node("process", "process", "Work", details={"owner": "party"} if key != "owner" else {}),
        Node("step", "userTask", "Step", "process", details={"responsible": ("party",)}),
        Node("gate", "exclusiveGateway", "Which?", "process"),
        Node("next", "userTask", "Next", "process"),
        Node("data", "dataObjectReference", "Data", "process"),
        Flow("f", "sequenceFlow", "step", "gate", parent="process"),
        Flow("flow", "sequenceFlow", "gate", "next", "Yes", parent="process"),
        Flow("g", "sequenceFlow", "gate", "step", "No", parent="process"),
    ]
    carrier = next(
        r for r in records if r.id in ("process", "step", "data", "flow", "party") and r.family in row.families
    )
    made = carrier.with_detail(key, value)  # type: ignore[arg-type]
    diagram = Diagram([made if r.id == carrier.id else r for r in records])
    # then it stands in the pack or in the job description of the one concerned
    texts = [markdown.render(pack.compile(diagram, None, "en", Options()))]
    texts += [markdown.render(job_description.compile(diagram, id, "en", Options())) for id in ("party", "someone")]
    number = f"{value:,.0f}" if isinstance(value, float) else ""
    whole = "\n".join(texts)
    assert (wanted or number) in whole or (key.endswith("Time") and "127.57" in whole)


def test_the_families_of_fields_are_those_the_documents_know() -> None:
    known = ACTIVITIES | {EVENT, GATEWAY, LANE, POOL, CONTAINER, DATA, FLOW, PARTY}
    special = {family for key, row in DETAILS.items() if key != "documentation" for family in row.families}
    assert special <= known
