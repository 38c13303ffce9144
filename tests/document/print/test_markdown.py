"""The Markdown printer: nothing a user writes is taken for a mark."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from mapper.document.blocks import Break, Bullets, Column, Contents, Document, Heading, Meta, Span, Table, Text, plain
from mapper.document.print import markdown

META = Meta("Report", "s", "a", (), ("h", "d"), "foot", "Page {page} of {pages}", datetime.date(2026, 3, 9), "CODE")


def render(*blocks: object) -> str:
    return markdown.render(Document("Title", "", "en", META, blocks))  # type: ignore[arg-type]


def test_emphasis_and_line_breaks() -> None:
    text = render(
        Text((Span("A ", "plain"), Span("strong", "strong"), Span(" and\nquiet", "quiet"))), Bullets((plain("x"),))
    )

    assert "A **strong** and<br>quiet\n\n- x" in text


def test_marks_of_users_stay_text() -> None:
    text = render(Table((Column("a|b", 12),), ((plain("<b>*x*_y_`z`|&"),),)))

    assert r"| a\|b |" in text
    assert r"| \<b\>\*x\*\_y\_\`z\`\|\& |" in text


def test_contents_list_the_headings_down_to_their_depth() -> None:
    heads = (Heading(1, "One", "one", "1"), Heading(2, "Two", "two", "1.1"), Heading(3, "Deep", "deep"))

    assert "## Contents\n\n- 1 One\n  - 1.1 Two\n\n---" in render(Contents("Contents"), Break(), *heads)


@given(st.text())
def test_any_text_can_be_written_to_a_file(text: str) -> None:
    render(Text(plain(text)), Heading(1, text, "a"), Table((Column(text, 12),), ((plain(text),),))).encode()
