"""What a cell, a block of cells or a whole table says, done to the map: one step of undo, however many cells.

A cell that says what the map says already changes nothing, so that an inherited owner stays inherited.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mapper.app.tables import cells, columns, new_steps
from mapper.app.tables.columns import BY_KEY, ID, LANE, NAME, OWNER, Column
from mapper.edit.verbs import label, owner
from mapper.model.diagram import Diagram
from mapper.model.kinds import ACTIVITIES, PARTY
from mapper.model.records import Node, Record
from mapper.text import _

Block = Sequence[Sequence[str]]


@dataclass(slots=True)
class Done:
    """changed: how many cells; added: ids of new steps; refused: a sentence for each cell that was left as it was."""

    changed: int = 0
    added: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def put(diagram: Diagram, step: str, column: Column, text: str) -> bool:
    """Let a cell say something else; False when it says so already. Raises ValueError, in words for the user."""
    node = diagram.get(step)
    if node is None or not column.editable or _says(diagram, node, column, text):
        return False
    with diagram.transaction(_("Change {field}").format(field=_(column.label).lower())):
        if column.detail is None:
            (owner.rename_party if diagram.node(step).family == PARTY else label.rename)(diagram, step, text)
        else:
            owner.set_detail(diagram, step, column.key, cells.read(diagram, column.detail, text))
    return True


def put_value(diagram: Diagram, steps: Sequence[str], column: Column, text: str) -> Done:
    """The same text for one column of several steps."""
    return put_block(diagram, steps, [column], [[text]] * len(steps))


def put_block(diagram: Diagram, steps: Sequence[str], under: Sequence[Column], block: Block) -> Done:
    """Put a block of texts onto the cells of some steps, as a spreadsheet pastes: a single text or row fills them all.
    Rows beyond the last step become new steps, if the block has their names."""
    done = Done()
    with diagram.transaction(_("Change steps")):
        for at, texts in enumerate(_spread(block, len(steps))):
            if at < len(steps):
                _fill(diagram, steps[at], zip(under, texts, strict=False), done)
            else:
                _add(diagram, dict(zip((c.key for c in under), texts, strict=False)), steps[-1:], done)
    return done


def fill(diagram: Diagram, table: Block) -> Done:
    """Bring a map in step with a table that has a head: rows find what they are about by its id, rows without one are
    new steps in their lane. What makes no sense is left, and told. Raises ValueError for a table of something else."""
    return fill_all(diagram, [table])


def fill_all(diagram: Diagram, tables: Sequence[Block]) -> Done:
    """The same for the sheets of a workbook, all as one step of undo; a sheet that is no table of a map is passed over
    where another is one."""
    known = [table for table in tables if {ID, NAME} & _keys(table)]
    if not known:
        raise ValueError(_("the first row names no columns of a table of steps, such as “{id}” or “{name}”")
                         .format(id=ID, name=_(BY_KEY[NAME].label)))  # fmt: skip
    # Who is renamed is renamed everywhere: what a cell changes is found before anything is, and names come first.
    changes = [_differing(diagram, table) for table in sorted(known, key=lambda table: "partyKind" not in _keys(table))]
    done = Done()
    with diagram.transaction(_("Fill in the table of steps")):
        for rows in changes:
            before: list[str] = []
            for at, row in rows:
                before = _take(diagram, row, before, done, at)
    return done


def _keys(table: Block) -> set[str]:
    return {column.key for column in map(columns.named, table[0]) if column is not None} if table else set()


def _differing(diagram: Diagram, table: Block) -> list[tuple[int, dict[str, str]]]:
    """The rows of a table by their numbers, without the cells that say what the map says already."""
    heads = [columns.named(text) for text in table[0]]
    found = []
    for at, texts in enumerate(table[1:], 2):
        row = {c.key: text for c, text in zip(heads, texts, strict=False) if c is not None}
        record = diagram.get(row.get(ID, "").strip())
        if record is not None:
            same = {key for key, text in row.items() if key != ID and _says(diagram, record, columns.of(key), text)}
            row = {key: text for key, text in row.items() if key not in same}
        if any(text.strip() for text in row.values()):
            found.append((at, row))
    return found


def _take(diagram: Diagram, row: dict[str, str], before: list[str], done: Done, at: int) -> list[str]:
    """One row of a table; the step it is about, which the next new one follows."""
    id = row.get(ID, "").strip()
    told = len(done.refused)
    if id:
        node = diagram.get(id)
        if node is None:
            done.refused.append(_("row {row}: the map has nothing with the id “{id}”").format(row=at, id=id))
            return before
        _fill(diagram, id, ((columns.of(key), text) for key, text in row.items()), done)
        found = [id] if node.family in ACTIVITIES else before
    else:
        found = _add(diagram, row, before, done) or before
    done.refused[told:] = [_("row {row}: {what}").format(row=at, what=what) for what in done.refused[told:]]
    return found


def _fill(diagram: Diagram, step: str, texts: Iterable[tuple[Column, str]], done: Done) -> None:
    for column, text in texts:
        try:
            done.changed += put(diagram, step, column, text)
        except ValueError as error:
            said = _("“{column}” of “{step}”: {what}")
            record = diagram.get(step)
            name = " ".join(record.name.split()) if record is not None else step
            done.refused.append(said.format(column=_(column.label), step=name, what=str(error)))


def _add(diagram: Diagram, row: dict[str, str], before: Sequence[str], done: Done) -> list[str]:
    """A new step for a row without one."""
    name = " ".join(row.get(NAME, "").split())
    if not name:
        done.refused.append(_("a new step needs a name"))
        return []
    lane = new_steps.lane_named(diagram, row.get(LANE, ""))
    if lane is None and row.get(LANE, "").strip():
        done.refused.append(_("the map has no lane called “{lane}”").format(lane=row[LANE].strip()))
        return []
    id = new_steps.add(diagram, name, lane, before[-1] if before else None)
    done.added.append(id)
    _fill(diagram, id, ((BY_KEY[key], text) for key, text in row.items() if key != NAME), done)
    return [id]


def _says(diagram: Diagram, node: Record, column: Column, text: str) -> bool:
    """Whether a text is what stands there, as people or as programs write it."""
    if column.key == OWNER and not text.strip():
        return OWNER not in node.details
    if not isinstance(node, Node) and column.detail is None:
        return " ".join(node.name.split()) == text.strip()
    forms = ((people, mark) for people in (True, False) for mark in ".,")
    return any(columns.text(diagram, node, column, "", people=p, mark=m) == text.strip() for p, m in forms)


def _spread(block: Block, rows: int) -> Block:
    """A single row goes to every step that is marked."""
    return [block[0]] * rows if len(block) == 1 and rows > 1 else block
