"""The PDF printer, by what a reader finds in the file."""

import datetime
import re
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mapper.document.blocks import (
    Break,
    Contents,
    Document,
    Facts,
    Figure,
    Heading,
    Meta,
    Signatures,
    Table,
    Text,
    plain,
)
from mapper.document.blocks import Column as Col
from mapper.document.packs import job_description
from mapper.document.packs.frame import Options
from mapper.document.print import pdf
from mapper.model.diagram import Diagram

DAY = datetime.date(2026, 3, 9)


def made(diagram: Diagram, party: str = "anna", language: str = "en", paper: str = "A4") -> pypdfium2.PdfDocument:
    options = Options(paper=paper, date=DAY)  # type: ignore[arg-type]
    return pypdfium2.PdfDocument(pdf.render(job_description.compile(diagram, party, language, options)).data)


def texts(document: pypdfium2.PdfDocument) -> list[str]:
    return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in document]


def short(*blocks: object, **changes: object) -> Document:
    """A document of a few blocks."""
    foot = {"head": ("Process", "Name"), "foot": "Version 1", "page": "Page {page} of {pages}"}
    meta = Meta("Report", "s", "a", ("k",), **foot, date=DAY, code="AAAA-BBBB")  # type: ignore[arg-type]
    return Document("Title", "", "en", replace(meta, **changes), blocks)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("35 percentage points of total working time", "18.5", "12.95", "5.55")),
        ("da", ("35 procentpoint af den samlede arbejdstid", "18,5", "12,95", "5,55")),
    ],
)
def test_the_split_can_be_read_back(orders: Diagram, language: str, words: tuple[str, ...]) -> None:
    whole = " ".join(texts(made(orders, language=language)))

    for word in words:
        assert word in whole


def test_every_page_has_head_and_foot_and_counts_right(orders: Diagram) -> None:
    pages = texts(made(orders))

    assert len(pages) > 2
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
        assert "Order to delivery" in text
        assert "Job description · Anna Holm" in text
        assert re.search(r"Version 1\.2 · 9 March 2026 · Content code [A-Z2-9]{4}-[A-Z2-9]{4}", text)


def test_fonts_are_embedded(orders: Diagram) -> None:
    fonts = set()
    for page in made(orders):
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
            font = pdfium.FPDFTextObj_GetFont(item.raw)
            fonts.add(bool(pdfium.FPDFFont_GetIsEmbedded(font)))

    assert fonts == {True}
    printed = pdf.render(job_description.compile(orders, "anna", "en", Options(date=DAY)))
    assert b"/Helvetica" not in printed.data


def test_the_outline_has_all_numbered_headings(orders: Diagram) -> None:
    document = made(orders)
    entries = [(e.level, e.get_title(), e.get_dest().get_index()) for e in document.get_toc()]
    pages = texts(document)

    sections = [title for level, title, _page in entries if level == 0]
    parts = [title for level, title, _page in entries if level == 1]

    assert (sections[0], sections[12], parts[0]) == ("1  The position", "13  Signatures", "8.1  Processes")
    for _level, title, page in entries:
        assert title.split("  ")[-1] in pages[page]


def test_properties_and_language(danish: Diagram) -> None:
    data = pdf.render(job_description.compile(danish, "anna", "da", Options(date=DAY))).data
    meta = pypdfium2.PdfDocument(data).get_metadata_dict()

    assert meta["Title"].endswith("Procesejer – Anna Holm")
    assert meta["Subject"].endswith(": Anna Holm")
    assert "Ordre til levering" in meta["Keywords"]
    assert meta["Creator"] == "Mapper"
    assert meta["CreationDate"].startswith("D:20260309")
    assert b"/Lang (da)" in data


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("Letter", (612, 792))])
def test_paper(orders: Diagram, paper: str, size: tuple[int, int]) -> None:
    assert tuple(round(s) for s in made(orders, paper=paper)[0].get_size()) == size


def test_the_same_document_gives_the_same_bytes(orders: Diagram) -> None:
    document = job_description.compile(orders, "anna", "en", Options(date=DAY))

    assert pdf.render(document).data == pdf.render(document).data


def test_a_map_too_wide_is_numbered_small_and_shown_in_parts_where_it_stands(build: Callable[..., Diagram]) -> None:
    # given a map four times as wide as a page can show readably
    document = made(build(width=3200))
    pages = texts(document)
    # then its parts come before what follows the map, and every text in the file is at least 6 points
    sizes = [page.get_size() for page in document]
    parts = [i for i, text in enumerate(pages) if re.search(r"part \d of", text)]
    assert len(parts) == 3
    assert "8.3 Steps" in pages[parts[-1] + 1]
    assert {sizes[i][0] > sizes[i][1] for i in parts} == {True}
    assert "Signatures" in pages[-1]
    # each name stands on one part, once
    for name in ("Check the order", "Confirm the order", "Pack the goods", "Ship the goods"):
        assert sum(pages[i].count(name) for i in parts) == 1
    # where a flow leaves a part it says where it goes, and to which page
    assert re.search(rf"→ 3, page {parts[1] + 1}\b", pages[parts[0]])
    assert min(_heights(document)) >= 6 - 0.01


def test_a_map_that_fits_a_page_across_stands_on_one(build: Callable[..., Diagram]) -> None:
    document = made(build(width=1200))
    across = [i for i, page in enumerate(document) if page.get_size()[0] > page.get_size()[1]]
    assert len(across) == 1
    assert "8.2 Map" in texts(document)[across[0]]
    assert "overview" not in " ".join(texts(document))


def test_each_of_two_maps_that_need_it_lies_across(build: Callable[..., Diagram]) -> None:
    # given a map that fits a page across, twice in a row
    document = job_description.compile(build(width=1200), "anna", "en", Options(date=DAY))
    map = next(block for block in document.blocks if isinstance(block, Figure))
    pages = pypdfium2.PdfDocument(pdf.render(replace(document, blocks=(map, map, Text(plain("after"))))).data)
    # then each has a page across of its own, and what follows stands upright
    across = [page.get_size()[0] > page.get_size()[1] for page in pages]
    assert across == [False, True, True, False]
    assert [("Ship the goods" in text) for text in texts(pages)] == across


def test_what_is_signed_stands_with_the_lines_and_the_code() -> None:
    sign = Signatures((("Owner", ""), ("Manager", "")), ("Signature", "Name", "Date"), plain("This is signed."))
    for lines in range(30, 52):
        document = pypdfium2.PdfDocument(pdf.render(short(*[Text(plain("x"))] * lines, sign)).data)
        page = next(text for text in texts(document) if "This is signed." in text)
        assert page.count("Signature") == 2


def test_a_draft_says_so_across_each_page() -> None:
    document = pypdfium2.PdfDocument(
        pdf.render(short(Text(plain("x")), Break(), Text(plain("y")), watermark="Draft")).data
    )
    assert all("Draft" in text for text in texts(document))


def _heights(document: pypdfium2.PdfDocument) -> list[float]:
    """The size of every text in points, turned and scaled text included."""
    found = []
    for page in document:
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
            size = pdfium.c_float()
            pdfium.FPDFTextObj_GetFontSize(item.raw, size)
            m = item.get_matrix()
            found.append(size.value * abs(m.a * m.d - m.b * m.c) ** 0.5)
    return found


def test_contents_name_the_pages() -> None:
    text = texts(
        pypdfium2.PdfDocument(
            pdf.render(
                short(
                    Contents("Contents"), Break(), Heading(1, "Far", "far", "1"), Break(), Heading(1, "End", "end", "2")
                )
            ).data
        )
    )

    assert "1 Far 2 2 End 3" in text[0]


def test_no_heading_stands_alone_at_the_foot() -> None:
    # given a heading after each of many fillings of the page
    for lines in range(30, 60):
        filling = [Text(plain("x")) for _ in range(lines)]
        document = pypdfium2.PdfDocument(
            pdf.render(
                short(*filling, Heading(1, "Section", "a", "1"), Heading(2, "Part", "b"), Text(plain("after it")))
            ).data
        )
        # then it shares a page with what follows
        for page in texts(document):
            assert ("Section" in page) == ("after it" in page)


def test_what_no_font_has_is_reported() -> None:
    # given a character from the private use area
    result = pdf.render(short(Text(plain("price \ue123"))))
    # then it is printed as a sign, and said
    assert "price ◊" in texts(pypdfium2.PdfDocument(result.data))[0]
    assert "U+E123" in result.warnings[0]
    assert pdf.render(short(Text(plain("blåbærgrød – ½ € ‑ \u200b")))).warnings == ()


def test_a_row_taller_than_a_page_is_split() -> None:
    table = Table((Col("A", 6), Col("B", 6)), ((plain("word " * 3000), plain("x")),))

    assert len(pypdfium2.PdfDocument(pdf.render(short(table, Facts((("label", plain("word " * 3000)),)))).data)) > 4


names = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "Procesejerskabsudviklingsmedarbejder" * 6,
            "<b>&amp;</i>",
            "🚚 læs & los",
            "a\nb\r\nc\td",
            "王 שלום",
            "{name} %s {",
        ]
    ),
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=names, text=names, title=names)
@example(name="\ud800", text="\x00\x1f", title="e\u0301\u0302")
def test_any_text_can_be_printed(build: Callable[..., Diagram], name: str, text: str, title: str) -> None:
    given = dict.fromkeys(("process", "sales", "check", "goods", "title", "customer"), name)
    diagram = build({**given, "owner": title, "purpose": text, "department": title, "kpi": (text, name, title)})

    assert len(made(diagram)) > 2
