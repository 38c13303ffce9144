"""A map in other formats, chosen by a file's ending: written whole or not at all."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mapper.analysis import numbering
from mapper.app import files, lenses
from mapper.app.errors import MapperError, UsageError
from mapper.app.session.session import Session
from mapper.app.tables import files as tables
from mapper.app.tables import registers
from mapper.draw.look import Lens
from mapper.draw.painters import pdf, png, svg
from mapper.draw.papers import PAPERS, paper_size
from mapper.draw.theme import LIGHT, Theme
from mapper.lettering import fallback
from mapper.model import query
from mapper.model.texts import labels
from mapper.outline.write import outline
from mapper.text import _
from mapper.text.order import folded


@dataclass(frozen=True, slots=True)
class Options:
    """How a map is written; every format takes what it has a use for.

    plane: the only diagram that is shown; unless named a picture shows the first with anything on it, and a PDF all.
    jumps: lines jump over those they cross. scale: dots to a pixel of the map, for PNG. transparent: no ground.
    page: the paper that a diagram of a PDF is fitted on, as `sheet_size` reads it; "": a page as large as the map.
    lens: what the colour of the steps tells, a key of `analysis.lenses.LENSES`. numbers: steps carry theirs.
    decimal_comma: a .csv file parts its cells by semicolons. table_of: which table it holds, a key of
    `registers.TABLES`; a workbook holds them all.
    """

    plane: str | None = None
    jumps: bool = True
    theme: Theme = LIGHT
    scale: float = 2.0
    transparent: bool = False
    page: str = ""
    lens: str = ""
    numbers: bool = False
    decimal_comma: bool = False
    table_of: str = registers.STEPS

    def table(self, session: Session) -> Mapping[str, str]:
        """The numbers of a map's steps by id; none where they are not shown."""
        return numbering.numbers(session.diagram) if self.numbers else {}

    def seen(self, session: Session) -> Lens | bool:
        """What the steps of a map are coloured by."""
        return lenses.lens(session.diagram, self.lens, self.theme, datetime.date.today()) if self.lens else False


PLAIN = Options()
"""As a map is written unless somebody says how."""

Printer = Callable[[Session, Options], bytes]
"""Gives the bytes of a map."""


def _bpmn(session: Session, how: Options) -> bytes:
    return session.data()


def _svg(session: Session, how: Options) -> bytes:
    return svg.render(session.shown().diagram, how.plane or front(session), how.theme, lens=how.seen(session),
                      jumps=how.jumps, paper=not how.transparent, numbers=how.table(session))  # fmt: skip


def _png(session: Session, how: Options) -> bytes:
    return png.render(session.shown().diagram, how.plane or front(session), how.theme, scale=how.scale,
                      lens=how.seen(session), jumps=how.jumps, paper=not how.transparent,
                      numbers=how.table(session))  # fmt: skip


def _pdf(session: Session, how: Options) -> bytes:
    shown = session.shown().diagram
    return pdf.render(shown, [how.plane] if how.plane else drawn(session), how.theme, title=Path(session.name).stem,
                      lens=how.seen(session), jumps=how.jumps, paper=not how.transparent, numbers=how.table(session),
                      size=sheet_size(how.page) if how.page else None)  # fmt: skip


def _csv(session: Session, how: Options) -> bytes:
    marked = registers.table(session.diagram, how.table_of, mark="," if how.decimal_comma else ".")
    return tables.as_csv(marked, decimal_comma=how.decimal_comma)


def _xlsx(session: Session, how: Options) -> bytes:
    found = registers.tables(session.diagram)
    return tables.as_xlsx({_(registers.TABLES[name]): table for name, table in found.items()})


def _txt(session: Session, how: Options) -> bytes:
    return outline(session.diagram).text.encode("utf-8")


def unsaid(session: Session, path: Path, suffix: str = "") -> dict[str, int]:
    """What of a map a file of this ending does not hold: kind → how many. Only a text leaves things out."""
    return dict(outline(session.diagram).left_out) if (suffix or path.suffix).lower() == ".txt" else {}


FORMATS: dict[str, Printer] = {
    ".svg": _svg,
    ".png": _png,
    ".pdf": _pdf,
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".bpmn": _bpmn,
    ".txt": _txt,
}
"""What can be written, by ending. A picture shows one diagram; a PDF holds them all, a page each."""

PICTURES = (".svg", ".png")
"""Endings of files that show one diagram."""


def export(session: Session, path: Path, how: Options = PLAIN, suffix: str = "") -> None:
    """Write the map in the format of the path's ending, or of `suffix`. Raises UsageError, UnwritableError."""
    files.write(path, printer(path, suffix)(session, how))


def export_all(session: Session, path: Path, how: Options = PLAIN, suffix: str = "") -> list[Path]:
    """The same for every diagram with anything on it, a picture each: OUT, OUT-2 and so on; the files that were
    written. What is no picture, or goes to standard output, is one file."""
    planes = drawn(session.shown()) if (suffix or path.suffix).lower() in PICTURES and path != files.STREAM else []
    if len(planes) < 2 or how.plane is not None:
        export(session, path, how, suffix)
        return [path]
    named = [path, *(path.with_name(f"{path.stem}-{at}{path.suffix}") for at in range(2, len(planes) + 1))]
    for plane, file in zip(planes, named, strict=True):
        export(session, file, replace(how, plane=plane), suffix)
    return named


def chosen(session: Session, wanted: str) -> str:
    """The diagram that is called so or has that number among those with anything on them. Raises UsageError."""
    planes = [session.shown().diagram.node(id) for id in drawn(session)]
    key = folded(wanted)
    for names in ([p.name for p in planes], [p.id for p in planes], [str(n) for n in range(1, len(planes) + 1)]):
        found = [p.id for p, name in zip(planes, names, strict=True) if folded(name) == key]
        if found:
            return found[0]
    listed = ", ".join(f"{at} “{p.name or p.id}”" for at, p in enumerate(planes, 1))
    what = _("the file has no diagram called “{name}”").format(name=wanted)
    raise UsageError(session.path, None, what, _("choose one of {names}").format(names=listed))


def unprintable(session: Session, path: Path, plane: str | None = None, suffix: str = "") -> str:
    """What to say about characters in the map that no font here has, where the format needs one; "" for nothing."""
    if (suffix or path.suffix).lower() not in (".png", ".pdf"):
        return ""
    planes = [plane] if plane else drawn(session)
    names = (labels.text(record) for id in planes for record in query.drawn_on(session.diagram, id))
    lacking = fallback.unprintable(names)
    return fallback.told(lacking) if lacking else ""


def printer(path: Path, suffix: str = "") -> Printer:
    """What writes a path's format, or that of `suffix`. Raises UsageError."""
    found = FORMATS.get((suffix or path.suffix).lower())
    if found is None:
        what = _("Mapper writes no {suffix} files").format(suffix=suffix or path.suffix or _("nameless"))
        raise UsageError(path, None, what, _("choose one of {formats}").format(formats=" ".join(FORMATS)))
    return found


def sheet_size(paper: str) -> tuple[float, float]:
    """Width and height of an upright sheet in points. Raises UsageError for what is no paper."""
    try:
        wide, high = paper_size(paper)
    except ValueError as error:
        what = _("there is no paper called “{name}”").format(name=paper)
        advice = _("choose one of {names}, or say its size in millimetres, as 297x420").format(names=" ".join(PAPERS))
        raise UsageError(None, None, what, advice) from error
    return wide * 72 / 25.4, high * 72 / 25.4


def drawn(session: Session) -> list[str]:
    """Ids of the diagrams with anything on them, in the file's order; all when none has."""
    planes = [plane.id for plane in query.planes(session.diagram) if not plane.trait("sheet")]
    return [id for id in planes if query.extent(session.diagram, id) is not None] or planes


def front(session: Session) -> str:
    """The diagram that a picture of the file shows. Raises MapperError when the file holds none."""
    planes = drawn(session)
    if not planes:
        raise MapperError(session.path, None, _("there is nothing to draw in it"), _("open it and add a step"))
    return planes[0]
