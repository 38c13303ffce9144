"""The differences of two maps as one page of HTML that stands alone: both maps side by side, and the list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import PurePath

from mapper.app.comparing.words import Words, by_what
from mapper.app.session import arrange
from mapper.bpmn import Source
from mapper.compare.differences import ADDED, REMOVED, Difference
from mapper.draw.painters import svg
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Flow, Node, Record
from mapper.text import _, current

COLOURS = {ADDED: "#1a7f4b", REMOVED: "#c0392b", "": "#b7791f"}
"""What came, what went, and whatever else differs; each is also dashed differently, for who cannot tell them apart."""

_DASHES = {ADDED: "", REMOVED: "2 4", "": "8 4"}

_PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 15px/1.45 "Source Sans 3", "Source Sans Pro", system-ui, sans-serif; margin: 2rem; color: #1f2933 }}
h1 {{ font-size: 1.5rem }} h2 {{ font-size: 1.1rem; margin: 1.4rem 0 .3rem }} ul {{ margin: 0; padding-left: 1.2rem }}
.maps {{ display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; break-inside: avoid }}
figure {{ margin: 0; border: 1px solid #d5dbe1; padding: .5rem }} figure svg {{ width: 100%; height: auto }}
figcaption {{ color: #52606d }} .legend span {{ margin-right: 1.2rem }} .legend b {{ font-weight: 600 }}
@media (max-width: 60rem) {{ .maps {{ grid-template-columns: 1fr }} }}
</style></head><body><h1>{title}</h1>
{legend}
{maps}
{list}
</body></html>
"""


def html(before: tuple[str, Source], after: tuple[str, Source], found: Iterable[Difference]) -> bytes:
    """The page. before, after: what the maps are called, and the maps."""
    told = tuple(found)
    title = _("{before} and {after} compared").format(before=before[0], after=after[0])
    words = Words(before[1], after[1])
    lists = [
        f"<h2>{escape(heading)}</h2><ul>{''.join(f'<li>{escape(words.line(one))}</li>' for one in group)}</ul>"
        for heading, group in by_what(told)
    ]
    page = _PAGE.format(
        language=current(), title=escape(title), legend=_legend(), maps=_pictures(before, after, told),
        list="\n".join(lists) or f"<p>{escape(_('The two maps say the same.'))}</p>",
    )  # fmt: skip
    return page.encode("utf-8", "backslashreplace")


def marked(records: Iterable[Record], found: Iterable[Difference], first: bool) -> dict[str, str]:
    """By id of what is drawn, the key of `COLOURS` for it. first: of the first of the two maps."""
    ids = {record.id for record in records}
    told = ((one.was if first else one.id, one.what) for one in found if one.what != (ADDED if first else REMOVED))
    return {id: what if what in COLOURS else "" for id, what in told if id in ids}


def _legend() -> str:
    said = ((ADDED, _("added")), (REMOVED, _("removed")), ("", _("changed")))
    spans = (f'<span style="color:{COLOURS[key]}"><b>▭</b> {escape(text)}</span>' for key, text in said)
    return f'<p class="legend">{"".join(spans)}</p>'


def _pictures(before: tuple[str, Source], after: tuple[str, Source], found: tuple[Difference, ...]) -> str:
    """The diagrams that differ, one below the other; all when none does."""
    maps = [Diagram(arrange.shown(source, PurePath(name).stem).records) for name, source in (before, after)]
    marks = [marked(maps[at].records(), found, at == 0) for at in (0, 1)]
    sides = [
        [(plane, _picture(maps[at], plane, marks[at])) for plane in query.planes(maps[at])
         if query.extent(maps[at], plane.id) is not None]
        for at in (0, 1)
    ]  # fmt: skip
    rows = []
    for at in range(max(len(sides[0]), len(sides[1]))):
        cells = [
            f"<figure><figcaption>{escape(name)}</figcaption>{side[at][1] if at < len(side) else ''}</figure>"
            for (name, _source), side in zip((before, after), sides, strict=True)
        ]
        rows.append(f'<div class="maps">{"".join(cells)}</div>')
    return "\n".join(rows)


def _picture(diagram: Diagram, plane: Node, marks: dict[str, str]) -> str:
    drawn = svg.render(diagram, plane.id, embed=False).decode()
    shown = query.shown_on(diagram, plane.id)
    frames = "".join(_frame(record, marks[record.id]) for record in shown if record.id in marks)
    body = re.sub(r"^<\?xml[^>]*\?>\s*", "", drawn)
    return body.replace("</svg>", f"{frames}</svg>")


def _frame(record: Record, key: str) -> str:
    style = f'stroke="{COLOURS[key]}" stroke-width="3" stroke-opacity="0.85" stroke-dasharray="{_DASHES[key]}"'
    if isinstance(record, Flow):
        points = " ".join(f"{p.x:g},{p.y:g}" for p in record.points)
        return f'<polyline points="{points}" {style}/>'
    if record.bounds is None:
        return ""
    x, y, w, h = record.bounds.grown(5)
    return f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="6" {style}/>'
