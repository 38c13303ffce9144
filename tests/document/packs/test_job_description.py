"""What a job description says: the golden Markdown is read by people, the rest checks what must never go wrong."""

import datetime
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mapper.analysis.mandates import UnknownParty, mandate
from mapper.app.session.session import Session
from mapper.document.blocks import Assessment, Chart, Figure, Heading, Signatures, Table, Text
from mapper.document.packs import job_description
from mapper.document.packs.frame import Options
from mapper.document.print import markdown
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Node

GOLDEN = Path(__file__).with_name("golden")
OPTIONS = Options(date=datetime.date(2026, 3, 9))


def printed(diagram: Diagram, party: str, language: str = "en") -> str:
    return markdown.render(job_description.compile(diagram, party, language, OPTIONS))


@pytest.mark.parametrize(
    ("name", "fixture", "party", "language"),
    [
        ("owner.en", "orders", "anna", "en"),
        ("owner.da", "danish", "anna", "da"),
        ("several.en", "orders", "jonas", "en"),
        ("performer.en", "orders", "boss", "en"),
        ("performer.da", "danish", "boss", "da"),
    ],
)
def test_the_text_is_the_golden_one(
    name: str, fixture: str, party: str, language: str, request: pytest.FixtureRequest
) -> None:
    # given a map, when its job description is printed
    text = printed(request.getfixturevalue(fixture), party, language)
    # then it reads as agreed, the content code aside (MAPPER_WRITE_GOLDEN=1 writes it anew, to be read before commit)
    text = re.sub(r"[A-Z2-9]{4}-[A-Z2-9]{4}", "CODE-CODE", text)
    path = GOLDEN / f"{name}.md"
    if os.environ.get("MAPPER_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_sections_come_in_the_domains_order_numbered_without_gaps(orders: Diagram) -> None:
    blocks = job_description.compile(orders, "anna", "en", OPTIONS).blocks
    sections = [b for b in blocks if isinstance(b, Heading) and b.level == 1]

    assert [b.number for b in sections] == [str(n) for n in range(1, 14)]
    assert [b.anchor for b in sections] == [
        "position", "purpose", "responsibilities", "goals", "required", "ideal", "time", "holdings", "functional",
        "manager", "risks", "development", "signatures",
    ]  # fmt: skip
    assert len({b.anchor for b in blocks if isinstance(b, Heading) and b.anchor}) == sum(
        1 for b in blocks if isinstance(b, Heading) and b.anchor
    )
    for kind in (Assessment, Chart, Figure, Signatures):
        assert sum(isinstance(b, kind) for b in blocks) == 1


@pytest.mark.parametrize(
    ("language", "unit", "hours"),
    [
        ("en", "percentage points of total working time", ("18.5", "12.95", "5.55")),
        ("da", "procentpoint af den samlede arbejdstid", ("18,5", "12,95", "5,55")),
    ],
)
def test_shares_are_points_of_total_working_time(
    orders: Diagram, language: str, unit: str, hours: tuple[str, ...]
) -> None:
    text = printed(orders, "anna", language)

    assert f"35 {unit}" in text
    assert f"15 {unit}" in text
    for figure in hours:
        assert f"| {figure} |" in text or f"**{figure}**" in text
    assert not re.search(r"\d %", text)


def test_an_owner_inherits_and_a_lane_owner_comes_first(orders: Diagram) -> None:
    text = printed(orders, "anna")

    assert re.search(r"\| 1 \| Check the order.*Anna Holm<br>from the process", text)
    assert re.search(r"Pack the goods.*Jonas Friis<br>from the lane", text)
    assert re.search(r"Ship the goods.*Anna Holm<br>named on the step", text)


def test_a_person_not_filled_in_is_signed_by_hand(build: Callable[..., Diagram]) -> None:
    document = job_description.compile(build(party={"partyKind": "role"}), "anna", "en", OPTIONS)

    signers = next(b for b in document.blocks if isinstance(b, Signatures)).signers
    assert signers == (("Process owner", ""), ("Top management", "Mette Lund"))
    assert "to be filled in" in markdown.render(document)


def test_overload_and_figures_that_do_not_add_up_are_said(build: Callable[..., Diagram]) -> None:
    diagram = build(party={"roleShare": 120.0, "improvementShare": 90.0})
    document = job_description.compile(diagram, "anna", "en", OPTIONS)

    warnings = [b.spans[0].text for b in document.blocks if isinstance(b, Text) and b.tone == "warning"]
    assert [w.split(":")[0] for w in warnings] == ["Overload", "The parts do not add up"]
    assert "20 more than there are" in warnings[0]
    chart = next(b for b in document.blocks if isinstance(b, Chart))
    assert [part.value for part in chart.parts] == [90, 15]


def test_several_processes_share_the_role(orders: Diagram) -> None:
    with orders.transaction("add"):
        orders.put(Node("second", "process", "Complaints", details={"owner": "anna"}))

    text = printed(orders, "anna")

    assert "The role covers 2 processes, which share the 50 percentage points by their weight" in text
    assert "| Complaints | 25 | 9.25 | 425.5 |" in text
    assert "**Order to delivery and Complaints**" in text


@pytest.mark.parametrize("hours", [37.0, 30.0, 40.0, 33.33])
@pytest.mark.parametrize("weights", [(1.0, 1.0, 1.0), (3.0, 2.0, 1.0), (1.0, 0.5)])
def test_printed_parts_add_up(build: Callable[..., Diagram], hours: float, weights: tuple[float, ...]) -> None:
    # given an owner of several processes of different weight, and any working week
    diagram = build(party={"weeklyHours": hours})
    with diagram.transaction("given"):
        diagram.put(diagram.node("process").with_detail("weight", weights[0]))
        for at, weight in enumerate(weights[1:]):
            diagram.put(Node(f"p{at}", "process", f"P{at}", details={"owner": "anna", "weight": weight}))
    # then what is printed adds up, column by column
    blocks = job_description.compile(diagram, "anna", "en", OPTIONS).blocks
    tables = [b for b in blocks if isinstance(b, Table) and b.columns[1].title.startswith("Percentage points")]
    times, shares = ([[float(cell[0].text.replace(",", "")) for cell in row[1:]] for row in t.rows] for t in tables)
    for at in range(3):
        assert times[0][at] + times[1][at] == pytest.approx(times[2][at], abs=1e-9)
        assert times[2][at] + times[3][at] == pytest.approx(times[4][at], abs=1e-9)
        assert sum(row[at] for row in shares[:-1]) == pytest.approx(shares[-1][at], abs=1e-9)
        assert shares[-1][at] == times[2][at]


def test_who_holds_a_role_has_what_the_role_has(orders: Diagram) -> None:
    # given a role that does a step, and the person who holds it
    with orders.transaction("given"):
        orders.put(Node("packer", "party", "Packer", details={"heldBy": (("jonas  friis", "50", "", ""),)}))
        orders.put(orders.node("pack").with_detail("responsible", ("packer",)))
    # then the person's own description tells of the step, and of the role
    text = printed(orders, "jonas")
    assert re.search(r"\| Holds the roles \| Packer \|", text)
    assert re.search(r"\| 3 \| Pack the goods .*\| Performer \| Packer", text)
    assert "jonas friis (50 %)" in " ".join(printed(orders, "packer").split())


def test_a_lane_of_the_partys_name_is_its_part(orders: Diagram) -> None:
    text = printed(orders, "clerk")

    assert re.search(r"\| 3 \| Pack the goods.*\| Performer \|", text)
    assert re.search(
        r"\| In \| Sales<br>2 Confirm the order \| Warehouse<br>3 Pack the goods \| Confirmed order \|", text
    )


MANDATE_OF_OWNERS = {
    "en": ("may redesign", "sets its goals", "percentage points", "35", "5.55", "# Process owner"),
    "da": ("kan omlægge", "fastsætter dens mål", "procentpoint", "35", "5,55", "# Procesejer"),
}
ROLES = {
    "en": {"owner": "Process owner", "part": "Accountable for a part", "manager": "Process manager",
           "engineer": "Process engineer", "performer": "Performer"},
    "da": {"owner": "Procesejer", "part": "Ansvarlig for en del", "manager": "Procesleder",
           "engineer": "Procesingeniør", "performer": "Udfører"},
}  # fmt: skip


@pytest.mark.parametrize(("language", "map"), [("en", "order-to-delivery"), ("da", "ordre-til-levering")])
def test_only_the_owner_of_a_whole_process_reads_of_redesign_and_of_time(
    repository: Path, language: str, map: str
) -> None:
    # given the sample, when the job descriptions of all its parties are printed
    diagram = Session.open(repository / "examples" / f"{map}.bpmn", keep=False).diagram
    for party in query.parties(diagram):
        text = re.sub(r"[A-Z2-9]{4}-[A-Z2-9]{4}", "", printed(diagram, party.id, language))
        roles = mandate(diagram, party.id).roles
        # then each is headed by its roles, and what is the process owner's stands in the owner's only
        heads = re.findall(r"^\| (?:Role|Rolle) \| (.*) \|$", text, re.MULTILINE)
        assert heads == [ROLES[language][role] for role in roles]
        for words in MANDATE_OF_OWNERS[language]:
            assert (words in text) == ("owner" in roles), (party.name, words)


def test_the_roles_of_the_sample_are_those_it_names(repository: Path) -> None:
    diagram = Session.open(repository / "examples" / "order-to-delivery.bpmn", keep=False).diagram
    roles = {party.name: mandate(diagram, party.id).roles for party in query.parties(diagram)}

    assert roles["Anna Holm"] == ("owner",)
    assert {roles[name] for name in ("Mikkel Lund", "Jonas Bæk", "Sara Nygaard")} == {("part",)}
    assert (roles["Peter Dahl"], roles["Line Krogh"], roles["Planner"]) == (("manager",), ("engineer",), ("performer",))


def test_a_share_of_time_that_was_given_is_told_to_others_too(build: Callable[..., Diagram]) -> None:
    diagram = build()
    with diagram.transaction("given"):
        boss = diagram.node("boss").with_detail("roleShare", 20.0).with_detail("improvementShare", 5.0)
        diagram.put(boss)

    text = printed(diagram, "boss")

    assert "20 percentage points of total working time have been set aside for this role" in text
    assert "| **This role in all** | **20** |" in text


def test_empty_sections_say_so(build: Callable[..., Diagram]) -> None:
    diagram = Diagram([Node("p", "party", "Ida"), Node("w", "process", "Work", details={"owner": "p"})])

    text = printed(diagram, "p")

    for sentence in ("No charter", "No steps are owned", "No KPIs", "no handoffs", "No systems", "no picture"):
        assert sentence in text


def test_who_has_no_part_is_told_so_and_no_more(orders: Diagram) -> None:
    with orders.transaction("add"):
        orders.put(Node("new", "party", "Ida"))

    text = printed(orders, "new")

    assert "Ida owns no process, lane or step on the map, and no step names Ida" in text
    assert "8.1" not in text


def test_an_unknown_party_is_refused(orders: Diagram) -> None:
    for id in ("nobody", "check", "f1"):
        with pytest.raises(UnknownParty, match=id):
            job_description.compile(orders, id)
    with pytest.raises(ValueError, match="language"):
        job_description.compile(orders, "anna", "xx")


def test_the_content_code_tells_contents_apart_and_not_days(build: Callable[..., Diagram]) -> None:
    def code(diagram: Diagram, day: int = 9, language: str = "en") -> str:
        options = replace(OPTIONS, date=datetime.date(2026, 3, day))
        return job_description.compile(diagram, "anna", language, options).meta.code

    first = code(build())
    assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}", first)
    assert code(build(), day=10) == first
    others = {code(build(), language="da"), code(build({"purpose": "x"})), code(build({"customer": "x"}))}
    assert first not in others
    assert len(others) == 3
