"""What an element of a file cannot take along when it becomes one of another type, so that this can be told."""

from __future__ import annotations

from mapper.bpmn.file.names import MODEL, split, tag_of
from mapper.bpmn.file.order import attributes_of, slot
from mapper.bpmn.file.source import Source


def left_behind(source: Source, id: str, kind: str) -> tuple[str, ...]:
    """The names of the attributes and child elements in the file that another type may not have. What the map shows
    (contents, flows) is not among them, nor anything of other tools: that stays."""
    element = source.base.elements.get(id)
    if element is None:
        return ()
    tag, allowed = tag_of(kind), attributes_of(kind)
    names = [str(name) for name in element.attrib if not str(name).startswith("{") and name not in allowed]
    for child in element.iterchildren("*"):
        space, local = split(child.tag)
        shown = (child.get("id") or "").strip() in source.base.elements
        if space == MODEL and not shown and slot(tag, child.tag) is None:
            names.append(local)
    return tuple(dict.fromkeys(names))
