"""A map in every format, from a file of another tool."""

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image

from mapper.analysis import numbering
from mapper.app.errors import UsageError
from mapper.app.formats import export
from mapper.app.session.session import Session
from mapper.draw.papers import PAPERS
from mapper.draw.theme import DARK
from mapper.model.geometry import Point


@pytest.fixture
def session(reference: Callable[[str], Path]) -> Session:
    return Session.open(reference("invoice"), keep=False)


@pytest.mark.parametrize(
    ("suffix", "begins"), [(".svg", b"<"), (".png", b"\x89PNG"), (".pdf", b"%PDF"), (".csv", b"\xef\xbb\xbfid,name")]
)
def test_each_format_is_written(session: Session, tmp_path: Path, suffix: str, begins: bytes) -> None:
    export.export(session, tmp_path / f"map{suffix}")
    assert (tmp_path / f"map{suffix}").read_bytes().startswith(begins)


def test_large_letters_in_an_ending_do_not_matter(session: Session, tmp_path: Path) -> None:
    export.export(session, tmp_path / "MAP.SVG")
    assert b"<svg" in (tmp_path / "MAP.SVG").read_bytes()


def test_an_unknown_format_is_refused_with_the_known_ones(session: Session, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.docx.*\.svg \.png \.pdf \.csv \.xlsx \.bpmn"):
        export.export(session, tmp_path / "map.docx")
    with pytest.raises(UsageError):
        export.export(session, tmp_path / "map")
    assert list(tmp_path.iterdir()) == []


def test_the_table_names_steps_lanes_and_owners(session: Session, tmp_path: Path) -> None:
    # given a lane with an owner and one step that has another, with a processing time
    diagram = session.diagram
    task = next(node for node in diagram.nodes() if node.family == "task" and node.lane)
    lane = diagram.node(task.lane or "")
    other = next(node for node in diagram.nodes() if node.lane == task.lane and node.id != task.id)
    mine, hers = (next(n for n in diagram.nodes() if n.name == name) for name in ("Accountant", "Approver"))
    with diagram.transaction("own"):
        diagram.put(lane.with_detail("owner", mine.id))
        diagram.put(task.with_detail("owner", hers.id).with_detail("processingTime", 7.5))
    # when the steps are written as a table
    export.export(session, tmp_path / "steps.csv")
    # then each row says whose step it is, and whether by inheritance
    table = list(csv.DictReader(StringIO((tmp_path / "steps.csv").read_text("utf-8-sig"))))
    rows = {row["id"]: row for row in table}
    assert (rows[task.id]["owner"], rows[task.id]["inherited"]) == ("Approver", "no")
    assert (rows[task.id]["lane"], rows[task.id]["processingTime"]) == (lane.name, "7.5")
    if other.family == "task":
        assert (rows[other.id]["owner"], rows[other.id]["inherited"]) == ("Accountant", "yes")
    assert len(rows) == sum(node.sort.is_activity for node in diagram.nodes())


def test_a_picture_shows_the_first_diagram_with_anything_on_it(session: Session, tmp_path: Path) -> None:
    # given a file with an empty diagram before the full one
    diagram = session.diagram
    first = export.front(session)
    with diagram.transaction("empty"):
        diagram.put(diagram.node(first).but(id="Empty", z=0.5))
    # then that is not the one
    assert export.front(session) == first
    assert export.drawn(session) == [first]


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_lines_jump_where_they_cross_unless_that_is_not_wanted(session: Session, tmp_path: Path, suffix: str) -> None:
    # given a map with a flow right across another one
    diagram = session.diagram
    flow = next(f for f in diagram.flows() if f.kind == "sequenceFlow" and f.points)
    other = next(f for f in diagram.flows() if f.kind == "sequenceFlow" and f.points and f.id != flow.id)
    with diagram.transaction("across"):
        diagram.put(flow.but(points=(Point(0, 0), Point(400, 0))))
        diagram.put(other.but(points=(Point(200, -100), Point(200, 100))))
    # when it is written with and without jumps, then the pictures differ
    export.export(session, tmp_path / f"on{suffix}")
    export.export(session, tmp_path / f"off{suffix}", export.Options(jumps=False))
    assert (tmp_path / f"on{suffix}").read_bytes() != (tmp_path / f"off{suffix}").read_bytes()


# -- how it looks ------------------------------------------------------------------------------------------------------


def picture(path: Path) -> Image.Image:
    with Image.open(path) as opened:
        return opened.convert("RGBA")


def test_a_picture_has_as_many_dots_as_are_wanted(session: Session, tmp_path: Path) -> None:
    export.export(session, tmp_path / "one.png", export.Options(scale=1.0))
    export.export(session, tmp_path / "three.png", export.Options(scale=3.0))
    small, large = picture(tmp_path / "one.png").size, picture(tmp_path / "three.png").size
    assert large == pytest.approx([3 * side for side in small], abs=3)


def test_a_picture_may_have_no_ground_and_dark_colours(session: Session, tmp_path: Path) -> None:
    export.export(session, tmp_path / "plain.png")
    export.export(session, tmp_path / "clear.png", export.Options(transparent=True))
    export.export(session, tmp_path / "dark.png", export.Options(theme=DARK))
    assert picture(tmp_path / "plain.png").getpixel((2, 2)) == (255, 255, 255, 255)
    assert picture(tmp_path / "clear.png").getpixel((2, 2))[3] == 0
    assert max(picture(tmp_path / "dark.png").getpixel((2, 2))[:3]) < 60
    export.export(session, tmp_path / "plain.svg")
    export.export(session, tmp_path / "clear.svg", export.Options(transparent=True))
    assert len((tmp_path / "plain.svg").read_text()) > len((tmp_path / "clear.svg").read_text())


@pytest.mark.parametrize("page", PAPERS)
def test_a_page_of_paper_holds_the_whole_map_across_or_upright(session: Session, tmp_path: Path, page: str) -> None:
    export.export(session, tmp_path / "map.pdf", export.Options(page=page))
    with pypdfium2.PdfDocument(tmp_path / "map.pdf") as opened:
        sizes = [sorted(opened[number].get_size()) for number in range(len(opened))]
        text = "".join(opened[number].get_textpage().get_text_range() for number in range(len(opened)))
    assert sizes
    assert all(size == pytest.approx([side * 72 / 25.4 for side in PAPERS[page]], abs=0.1) for size in sizes)
    assert "Archive" in text


def test_numbers_of_steps_are_the_same_in_pictures_and_in_the_table(tmp_path: Path) -> None:
    # given a sample written as a picture with numbers, and as one without
    session = Session.open(SAMPLE, keep=False)
    for name, shown in (("with", True), ("without", False)):
        export.export(session, tmp_path / f"{name}.svg", export.Options(numbers=shown))
    texts = {name: (tmp_path / f"{name}.svg").read_text("utf-8") for name in ("with", "without")}
    # then each step's group carries its number, and only where it was asked for
    numbers = numbering.numbers(session.diagram)
    for id, number in numbers.items():
        group = {name: text.split(f'data-id="{id}"')[1].split("</g>")[0] for name, text in texts.items()}
        assert f">{number}</text>" in group["with"]
        assert f">{number}</text>" not in group["without"]


SAMPLE = Path(__file__).resolve().parents[3] / "examples" / "order-to-delivery.bpmn"
