"""The map alone on paper: each diagram on pages of its own, without words around it."""

from __future__ import annotations

from dataclasses import replace

from mapper.analysis import approval
from mapper.analysis.mandates import one_line
from mapper.document.blocks import Document, Figure, content_code
from mapper.document.packs.frame import Options, UnknownSubject, context, meta
from mapper.document.sections import picture
from mapper.document.sections.context import Context
from mapper.document.words import process as pw
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.records import Node


def compile(diagram: Diagram, subject: str | None, language: str, options: Options) -> Document:
    """The pages of one diagram, or of all. Raises UnknownSubject, and ValueError for an unknown language."""
    frame = context(diagram, language, options)
    planes = [plane for plane in drawn(diagram) if subject in (None, plane.id)]
    if not planes:
        raise UnknownSubject(f"{subject!r} is no diagram of this map")
    made = (picture.alone(frame, plane, options.sheets, options.crop, options.selection) for plane in planes)
    figures: tuple[Figure, ...] = tuple(one for one in made if one is not None)
    shown = [home for plane in planes if (home := query.process_of(diagram, plane.ref)) is not None]
    found = list({n.id: n for n in (*shown, *_processes(diagram, planes))}.values())
    title = frame.listed(name(frame, plane) for plane in planes)
    code = content_code(title, language, blocks=figures)
    around = meta(frame, frame.t(pw.MAP), title, found, code, options)
    approved = all(approval.state(diagram, process) == "approved" for process in found)
    around = replace(around, watermark="" if approved else frame.t(pw.DRAFT), bare=True, framed=options.framed)
    return Document(title, "", frame.language, around, figures)


def drawn(diagram: Diagram) -> list[Node]:
    """The diagrams with anything on them, in the order of the file."""
    planes = [plane for plane in query.planes(diagram) if not plane.trait("sheet")]
    return [plane for plane in planes if query.extent(diagram, plane.id) is not None]


def name(frame: Context, plane: Node) -> str:
    """What a diagram is called: its own name, else that of the process it shows."""
    return one_line(plane.name) or frame.process_name(query.process_of(frame.diagram, plane.ref))


def _processes(diagram: Diagram, planes: list[Node]) -> list[Node]:
    """Those of the pools on some diagrams, where they have steps."""
    pools = (n for plane in planes for n in query.drawn_on(diagram, plane.id) if isinstance(n, Node) and n.ref)
    found = (diagram.get(pool.ref) for pool in pools)
    return [n for n in found if isinstance(n, Node) and n.kind == "process" and query.children(diagram, n.id)]
