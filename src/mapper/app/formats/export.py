"""A map in other formats, chosen by a file's ending: written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mapper.analysis import numbering
from mapper.app import files
from mapper.app.errors import MapperError, UsageError
from mapper.app.session.session import Session
from mapper.app.tables import columns
from mapper.app.tables import files as tables
from mapper.draw.painters import pdf, png, svg
from mapper.lettering import fallback
from mapper.model import query
from mapper.model.texts import labels
from mapper.outline.write import outline
from mapper.text import _
from mapper.text.order import folded


@dataclass(frozen=True, slots=True)
class Show:
    """What a picture shows. jumps: lines jump over those they cross; numbers: steps carry their number."""

    jumps: bool = True
    numbers: bool = False

    def table(self, session: Session) -> Mapping[str, str]:
        """The numbers of a map's steps by id; none where they are not shown."""
        return numbering.numbers(session.diagram) if self.numbers else {}


SHOW = Show()

Printer = Callable[[Session, str | None, Show], bytes]
"""Gives the bytes of a map: of this diagram of it, and what is shown."""


def _bpmn(session: Session, plane: str | None, show: Show) -> bytes:
    return session.data()


def _svg(session: Session, plane: str | None, show: Show) -> bytes:
    return svg.render(session.shown().diagram, plane or front(session), jumps=show.jumps, numbers=show.table(session))


def _png(session: Session, plane: str | None, show: Show) -> bytes:
    return png.render(session.shown().diagram, plane or front(session), jumps=show.jumps, numbers=show.table(session))


def _pdf(session: Session, plane: str | None, show: Show) -> bytes:
    shown = session.shown().diagram
    planes, title = [plane] if plane else drawn(session), Path(session.name).stem
    return pdf.render(shown, planes, title=title, jumps=show.jumps, numbers=show.table(session))


def _csv(session: Session, plane: str | None, show: Show) -> bytes:
    return tables.as_csv(columns.table(session.diagram))


def semicolons(session: Session) -> bytes:
    """The table of steps as .csv with semicolons between cells and a decimal comma."""
    return tables.as_csv(columns.table(session.diagram, mark=","), decimal_comma=True)


def _xlsx(session: Session, plane: str | None, show: Show) -> bytes:
    return tables.as_xlsx(columns.table(session.diagram), Path(session.name).stem)


def _txt(session: Session, plane: str | None, show: Show) -> bytes:
    return outline(session.diagram).text.encode("utf-8")


def unsaid(session: Session, path: Path) -> dict[str, int]:
    """What of a map a file of this ending does not hold: kind → how many. Only a text leaves things out."""
    return dict(outline(session.diagram).left_out) if path.suffix.lower() == ".txt" else {}


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


def export(session: Session, path: Path, plane: str | None = None, show: Show = SHOW) -> None:
    """Write the map in the format of the path's ending. Raises UsageError, UnwritableError.

    plane: the only diagram that is shown; unless named a picture shows the first with anything on it.
    """
    files.write(path, printer(path)(session, plane, show))


def export_all(session: Session, path: Path, show: Show = SHOW) -> list[Path]:
    """The same for every diagram with anything on it, a picture each: OUT, OUT-2 and so on; the files that were
    written. What is no picture is one file."""
    planes = drawn(session.shown()) if path.suffix.lower() in PICTURES else []
    if len(planes) < 2:
        export(session, path, None, show)
        return [path]
    named = [path, *(path.with_name(f"{path.stem}-{at}{path.suffix}") for at in range(2, len(planes) + 1))]
    for plane, file in zip(planes, named, strict=True):
        export(session, file, plane, show)
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


def unprintable(session: Session, path: Path, plane: str | None = None) -> str:
    """What to say about characters in the map that no font here has, where the format needs one; "" for nothing."""
    if path.suffix.lower() not in (".png", ".pdf"):
        return ""
    planes = [plane] if plane else drawn(session)
    names = (labels.text(record) for id in planes for record in query.drawn_on(session.diagram, id))
    lacking = fallback.unprintable(names)
    return fallback.told(lacking) if lacking else ""


def printer(path: Path) -> Printer:
    """What writes a path's format. Raises UsageError."""
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        what = _("Mapper writes no {suffix} files").format(suffix=path.suffix or _("nameless"))
        raise UsageError(path, None, what, _("choose one of {formats}").format(formats=" ".join(FORMATS)))
    return found


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
