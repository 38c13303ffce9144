"""Maps written as text: opened as a map without a file of its own, for what is saved is BPMN."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mapper import bpmn
from mapper.app.errors import MapperError, UnreadableError
from mapper.app.files import STREAM
from mapper.bpmn import Source
from mapper.model.diagram import Diagram
from mapper.model.kinds import LANE
from mapper.outline import read
from mapper.outline.lines import OutlineError
from mapper.outline.loose import added, as_outline
from mapper.text import _, current

SUFFIX = ".txt"


def is_text(path: Path, data: bytes = b"") -> bool:
    """Whether a file's ending says that it holds a map as text; what has no name is judged by what it holds."""
    if path == STREAM and data:
        return b"\0" not in data[:200] and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"PK", b"%PDF"))
    return path.suffix.lower() == SUFFIX


def source(data: bytes, path: Path | None = None) -> Source:
    """The map that a text says, undrawn. Raises UnreadableError with the line that could not be read."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(path, line, _("the text is not in UTF-8"), _("save it as UTF-8")) from error
    empty = bpmn.fresh(path.stem if path else "", current())
    diagram = Diagram(empty.records)
    try:
        read.build(diagram, text)
    except OutlineError as error:
        raise UnreadableError(path, error.line, error.what, error.advice) from error
    return bpmn.read(bpmn.write_checked(empty, diagram.records()).data)


def put(diagram: Diagram, text: str, selection: Sequence[str] = ()) -> tuple[str, ...]:
    """Put the steps that a text says on a map, as one step to undo: behind the selected one where nothing follows it,
    else as a chain of their own; their ids. Raises MapperError."""
    lanes = [node.name for node in diagram.nodes() if node.family == LANE]
    rows = as_outline(text, lanes)
    try:
        return added(diagram, rows, selection[-1] if selection else None) if rows else ()
    except OutlineError as error:
        raise MapperError(None, None, error.what, error.advice) from error
