"""Steps as people have them elsewhere, made lines of an outline: lines of a letter, a Markdown list, cells of a
spreadsheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.kinds import FLOW_NODES
from mapper.model.records import Node
from mapper.outline.apply import change
from mapper.outline.lines import BREAK, SIGNS, OutlineError, lines, quoted
from mapper.outline.write import outline
from mapper.text.order import folded

_BULLET = re.compile(r"^\s*(?:[-*+•‣–]|\(?\d{1,3}[.)]|\d{1,3}(?:\.\d{1,3})+\.?|[a-z][.)])\s+(?:\[[ xX]\]\s+)?")
_RULE = re.compile(r"^[\s|:+-]*-{3,}[\s|:+-]*$")
_HEADS: dict[str, frozenset[str]] = {
    "lane": frozenset({"lane", "role", "department", "who", "unit", "bane", "rolle", "afdeling", "hvem", "enhed"}),
    "name": frozenset({"step", "activity", "task", "name", "what", "trin", "aktivitet", "opgave", "navn", "hvad"}),
    "owner": frozenset({"owner", "responsible", "accountable", "person", "ejer", "ansvarlig"}),
}
"""What the head of a column may say, in either language."""

SHORT = 40
"""Letters of the longest name that is taken for a lane's."""


def as_outline(text: str, known: Collection[str] = ()) -> list[str]:
    """The lines of an outline that some text says, one a step, in order; [] where there is nothing. known: lanes that
    there are.

    >>> as_outline("1. Register order\\n2. Check stock\\n")
    ['Register order', 'Check stock']
    >>> as_outline("Sales\\tRegister order\\nSales\\tAgree\\nStore\\tPack\\n")
    ['Sales: Register order', 'Sales: Agree', 'Store: Pack']
    """
    rows = [row.rstrip() for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    rows = [row for row in rows if row.strip() and not _RULE.match(row)]
    if any("\t" in row for row in rows):
        return _cells([row.split("\t") for row in rows], known)
    if rows and all(row.strip().startswith("|") and row.strip().endswith("|") and row.count("|") > 2 for row in rows):
        return _cells([row.strip().strip("|").split("|") for row in rows], known)
    if _is_outline(text):
        return text.rstrip().split("\n")
    said = [_BULLET.sub("", row).strip() for row in rows]
    return [_line(row, _lanes(said, known)) for row in said if row]


def _is_outline(text: str) -> bool:
    """Whether a text uses what only outlines have: titles, jumps, words in braces, indented branches."""
    signs = [SIGNS[sort] for sort in ("pool", "lane", "jump", "message", "boundary")]
    marked = any(row.lstrip().startswith(tuple(signs)) or " {" in row for row in text.split("\n"))
    try:
        return marked and any(line.sort != BREAK for line in lines(text))
    except OutlineError:
        return False


def _lanes(said: Sequence[str], known: Collection[str]) -> frozenset[str]:
    """What stands before a colon and is a lane: there is one of that name, or several lines begin so."""
    heads = Counter(folded(row.partition(": ")[0]) for row in said if ": " in row and row.find(": ") <= SHORT)
    there = {folded(name) for name in known}
    return frozenset(head for head, count in heads.items() if count > 1 or head in there or len(heads) == len(said))


def _line(said: str, lanes: frozenset[str]) -> str:
    head, colon, rest = said.partition(": ")
    if colon and folded(head) in lanes and rest.strip():
        return f"{quoted(head.strip())}: {quoted(rest.strip())}"
    return quoted(said)


def _cells(rows: list[list[str]], known: Collection[str]) -> list[str]:
    rows = [[" ".join(cell.split()) for cell in row] for row in rows]
    columns = _columns(rows, known)
    if columns.pop("head", 0):
        rows = rows[1:]
    found = []
    for row in rows:
        said = {what: row[at] if at < len(row) else "" for what, at in columns.items()}
        name = _BULLET.sub("", said["name"])
        if name:
            lane = f"{quoted(said['lane'])}: " if said.get("lane") else ""
            found.append(lane + quoted(name) + (f" @{quoted(said['owner'])}" if said.get("owner") else ""))
    return found


def _columns(rows: list[list[str]], known: Collection[str]) -> dict[str, int]:
    """Which column says what: as its head says, else the one that repeats itself, or names lanes, is the lane's."""
    first = [folded(cell) for cell in rows[0]]
    headed = {what: at for what, words in _HEADS.items() for at, cell in enumerate(first) if cell in words}
    if "name" in headed:
        return {**headed, "head": 1}
    width = max(map(len, rows))
    columns = [[row[at] for row in rows if at < len(row) and row[at]] for at in range(width)]
    filled = [at for at in range(width) if columns[at] and not all(cell.strip(".)").isdigit() for cell in columns[at])]
    if len(filled) < 2:
        return {"name": filled[0] if filled else 0}
    there = {folded(name) for name in known}

    def like_lanes(at: int) -> tuple[int, float]:
        cells = [folded(cell) for cell in columns[at]]
        return sum(cell in there for cell in cells), 1 - len(set(cells)) / len(cells)

    lane = max(filled[:2], key=like_lanes)
    return {"lane": lane, "name": next(at for at in filled if at != lane)}


def added(diagram: Diagram, rows: Sequence[str], after: str | None = None) -> tuple[str, ...]:
    """Put lines of an outline on a map, as one step; the ids of the new steps. They follow the step `after` where
    nothing does so yet; else they begin a chain of their own in its pool. Raises as `change`."""
    base = outline(diagram)
    text = base.text.rstrip("\n").split("\n") if base.text.strip() else []
    at = base.ids.index(after) if after in base.ids else -1
    follows = at >= 0 and _leads_on(diagram, after) and not query.outgoing(diagram, after or "")
    if follows:
        text[at + 1 : at + 1] = rows
    else:
        ends = (i for i, row in enumerate(text) if i > max(at, 0) and row.startswith(("# ", "~ ")))
        end = next(ends, len(text))
        text[end:end] = ["", *rows, ""]
    return change(diagram, base, "\n".join(text) + "\n")


def _leads_on(diagram: Diagram, id: str | None) -> bool:
    node = diagram.get(id)
    return isinstance(node, Node) and node.family in FLOW_NODES and node.host is None
