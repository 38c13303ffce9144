"""A signed job description marks itself out of date when, and only when, something changes that it printed."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from mapper.__main__ import main
from mapper.app.session.session import Session
from mapper.document.packs import job_description, pack
from mapper.document.packs.frame import Options
from mapper.document.print import markdown
from mapper.edit.approval.approve import sign
from mapper.edit.verbs import label, move
from mapper.model import query
from mapper.model.details import CHOICE, DATE, DETAILS, NUMBER, PARTY_ID, PARTY_IDS, ROWS, Detail
from mapper.model.diagram import Diagram
from mapper.model.kinds import CONTAINER, DATA, FLOW, PARTY
from mapper.model.records import Record

SAMPLE = Path(__file__).resolve().parents[3] / "examples" / "order-to-delivery.bpmn"
DAY = datetime.date(2026, 12, 1)
WHO = ("Anna Holm", "Peter Dahl", "Planner", "Warehouse assistant")
"""The owner of the process, its manager, and two who do steps."""


@pytest.fixture(scope="module")
def diagram() -> Diagram:
    """A sample of which all four have signed their job descriptions, in English or Danish."""
    opened = Session.open(SAMPLE, keep=False).shown().diagram
    for at, name in enumerate(WHO):
        language = ("en", "da")[at % 2]
        id = party(opened, name)
        sign(opened, id, name, DAY, language, job_description.code(opened, id, language))
    return opened


def party(diagram: Diagram, name: str) -> str:
    return next(p.id for p in query.parties(diagram) if p.name == name)


def printed(diagram: Diagram, name: str) -> str:
    """What the job description says, without what it says of its signature."""
    language = ("en", "da")[WHO.index(name) % 2]
    made = job_description.compile(diagram, party(diagram, name), language, Options(date=DAY, numbers=None))
    text = markdown.render(made)
    aside = (made.meta.code, DAY_TOLD[language])
    return "\n".join(line for line in text.splitlines() if not any(one in line for one in aside))


DAY_TOLD = {"en": "1 December 2026", "da": "1. december 2026"}


def carriers(diagram: Diagram, row: Detail) -> list[Record]:
    """One record of each sort that carries the field, the process and the signing parties among them."""
    found: dict[str, Record] = {}
    for record in diagram.records():
        if record.family not in row.families:
            continue
        key = record.name if record.name in WHO else record.family
        if record.family == CONTAINER and not record.details:
            continue
        found.setdefault(key, record)
    return list(found.values())


def other(diagram: Diagram, row: Detail, value: Any) -> Any:
    """Another value that fits the field."""
    people = [p.id for p in query.parties(diagram)]
    if row.type == NUMBER:
        return (value or row.default or 10.0) + (1 if row.limits[1] > 60 else -1)
    if row.type == CHOICE:
        return next(key for key, _label in row.choices if key != value)
    if row.type == DATE:
        return "2027-03-04"
    if row.type == PARTY_ID:
        return next(id for id in people if id != value)
    if row.type == PARTY_IDS:
        return tuple(id for id in people if id not in (value or ()))[:1]
    if row.type == ROWS:
        line = ["2027-03-04" if name in ("date", "from", "to", "due") else f"a new {name}" for name, _l in row.columns]
        return (*(value or ()), tuple(line))
    return f"{value or ''} and something new"


FIELDS = [key for key in DETAILS if key != "signed"]


@pytest.mark.parametrize("key", FIELDS)
def test_it_is_out_of_date_if_and_only_if_a_fact_it_printed_has_changed(diagram: Diagram, key: str) -> None:
    row = DETAILS[key]
    before = {name: printed(diagram, name) for name in WHO}
    found = carriers(diagram, row)
    assert found
    for record in found:
        # when one fact changes
        with diagram.transaction("Change"):
            diagram.put(record.with_detail(key, other(diagram, row, record.details.get(key))))
        # then those are out of date whose text is another now, and no others
        marked = {one.party.name for one in job_description.outdated(diagram)}
        changed = {name for name in WHO if printed(diagram, name) != before[name]}
        diagram.undo()
        assert marked == changed, record.name
    assert not job_description.outdated(diagram)


def test_at_least_one_field_of_each_family_is_printed_and_one_is_not(diagram: Diagram) -> None:
    # given the same walk as a count, so that the test above cannot pass by never changing anything
    told: dict[str, set[bool]] = {}
    before = printed(diagram, "Anna Holm")
    for key in ("documentation", "systems", "risk", "purpose", "kpis", "budget", "title", "phone", "competences"):
        row = DETAILS[key]
        for record in carriers(diagram, row):
            with diagram.transaction("Change"):
                diagram.put(record.with_detail(key, other(diagram, row, record.details.get(key))))
            told.setdefault(record.family, set()).add(printed(diagram, "Anna Holm") != before)
            diagram.undo()
    assert {True, False} <= told[PARTY]
    assert True in told[CONTAINER]
    assert told.keys() - {DATA, FLOW}


def test_a_name_on_the_picture_counts_and_its_place_does_not(diagram: Diagram) -> None:
    event = next(n for n in diagram.nodes() if n.kind == "endEvent" and n.name)
    move.move_by(diagram, [event.id], 5, 0)
    assert not job_description.outdated(diagram)
    label.rename(diagram, event.id, "All is over")
    assert {one.party.name for one in job_description.outdated(diagram)} == set(WHO)
    diagram.undo()
    diagram.undo()


def test_the_next_print_says_so_and_so_does_the_pack(diagram: Diagram) -> None:
    id = party(diagram, "Anna Holm")
    text = markdown.render(job_description.compile(diagram, id, "da", Options()))
    assert "Underskrevet den 1. december 2026 af Anna Holm" in text
    title = diagram.node(id)
    with diagram.transaction("Change"):
        diagram.put(title.with_detail("title", "Director"))
    text = markdown.render(job_description.compile(diagram, id, "en", Options()))
    assert "Out of date: this job description was signed on 1 December 2026 by Anna Holm" in text
    whole = markdown.render(pack.compile(diagram, None, "en", Options()))
    assert "The job description signed on 1 December 2026 by Anna Holm is out of date." in whole
    diagram.undo()
    whole = markdown.render(pack.compile(diagram, None, "en", Options()))
    for name in WHO:
        assert f"Job description signed on 1 December 2026 by {name}, content code" in whole


def test_the_command_line_signs_approves_and_lists(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "map.bpmn"
    file.write_bytes(SAMPLE.read_bytes())
    assert main(["sign", str(file), "--for", "planner", "--by", "Ann Other", "--lang", "da"]) == 0
    assert main(["approve", str(file), "--by", "Anna Holm", "--date", "2026-12-01"]) == 0
    capfd.readouterr()
    assert main(["document", "--list", "job-description", str(file)]) == 0
    assert "by Ann Other, content code" in capfd.readouterr().out
    # when the file is edited, the list says that it must be signed again
    step = next(n for n in Session.open(file, keep=False).diagram.nodes() if n.kind == "userTask")
    file.write_text(file.read_text("utf-8").replace(f'name="{step.name}"', 'name="Else"'), "utf-8")
    assert main(["document", "--list", "job-description", str(file)]) == 0
    assert "out of date" in capfd.readouterr().out
    assert main(["pack", str(file), "-o", "-"]) == 0
    assert "It is to be approved again." in capfd.readouterr().out
    assert main(["approve", str(file), "--by", " "]) == 2
    assert "--by" in capfd.readouterr().err
