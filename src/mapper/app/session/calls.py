"""Where a call activity or a link leads: into this map, or to another map of the same folder."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from mapper import bpmn
from mapper.app.session.session import Session
from mapper.model import query
from mapper.model.kinds import EVENT
from mapper.model.records import Node

_PROCESS = re.compile(rb"<(?:[\w.-]+:)?(?:process|globalTask|global\w+Task)\b[^>]*?\bid\s*=\s*[\"']([^\"']+)[\"']")
_OTHERS = {"intermediateThrowEvent": "intermediateCatchEvent", "intermediateCatchEvent": "intermediateThrowEvent"}


class Goal(NamedTuple):
    """Where something leads: a thing of this map, or a file. name: what is called, for the user."""

    id: str | None = None
    path: Path | None = None
    name: str = ""


def leads(session: Session, node: Node) -> Goal | None:
    """Where a step leads; None for what leads nowhere by its nature. A goal without id and path is not to be found."""
    if node.kind == "callActivity":
        return _of_call(session, node)
    if node.family == EVENT and node.trait("event") == "link":
        return _of_link(session, node)
    linked = [row[1] for row in node.details.get("systems", ()) if len(row) > 1 and row[1].endswith(".bpmn")]  # type: ignore[union-attr]
    return _of_path(session, linked[0]) if linked else None


def is_broken(session: Session, node: Node) -> bool:
    """Whether a step says where it leads, and that is not there."""
    goal = leads(session, node)
    return goal is not None and bool(goal.name) and goal.id is None and goal.path is None


def _of_call(session: Session, node: Node) -> Goal:
    if node.ref is not None:
        pool = query.pool_of(session.diagram, node.ref)
        plane = query.inner_plane(session.diagram, node.ref)
        return Goal(pool.id if pool is not None else plane, None, node.ref)
    name = bpmn.called(session.source, node.id)
    if not name or session.path is None:
        return Goal(name=name)
    files = sorted(session.path.parent.glob("*.bpmn"))
    found = next((file for file in files if file != session.path and name in _processes(file)), None)
    return Goal(None, found, name)


def _of_link(session: Session, node: Node) -> Goal:
    """The other end of the link (BPMN 2.0, 10.5.5)."""
    same = (n for n in session.diagram.nodes() if n.trait("event") == "link" and n.family == EVENT)
    fits = (n for n in same if n.kind == _OTHERS.get(node.kind) and (n.parent, n.name) == (node.parent, node.name))
    other = next(fits, None)
    return Goal(other.id if other is not None else None, None, node.name)


def _of_path(session: Session, link: str) -> Goal:
    file = session.path.parent / link if session.path is not None and "://" not in link else None
    return Goal(None, file if file is not None and file.is_file() else None, link)


def _processes(file: Path) -> frozenset[str]:
    """The ids of what may be called in a file, found without reading all of it as a map."""
    try:
        stat = file.stat()
        return _ids(file, stat.st_mtime_ns, stat.st_size)
    except OSError:
        return frozenset()


@lru_cache(maxsize=512)
def _ids(file: Path, _time: int, _size: int) -> frozenset[str]:
    return frozenset(id.decode("utf-8", "replace") for id in _PROCESS.findall(file.read_bytes()))
