"""What the context pad, the quick menus and single keys do: one edit verb each, then selection and label."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from mapper.edit.effects.rules import Refused
from mapper.edit.structure import lanes
from mapper.edit.verbs import colour, connect, create, delete, replace
from mapper.gui.canvas.board import Board
from mapper.gui.canvas.mouse import Mouse
from mapper.gui.canvas.picture.camera import qrect
from mapper.gui.canvas.popup import choices
from mapper.gui.canvas.popup.quick_menu import Choice
from mapper.gui.kit import ask
from mapper.model import query
from mapper.model.geometry import Point
from mapper.model.kinds import FLOW_NODES, KINDS, LANE, POOL
from mapper.model.records import Node, Value
from mapper.text import N_, _
from mapper.tools.create import create as create_tool

_ONE_STEP = N_("Select one step first.")


class Deeds:
    """The verbs as the canvas offers them. A refusal becomes one sentence in the status line."""

    def __init__(self, board: Board, mouse: Mouse) -> None:
        self._board, self._mouse = board, mouse

    def do(self, name: str) -> None:
        """What a button of the context pad says."""
        self._board.editor.commit()
        record = self._board.only()
        if record is None:
            return
        what, _space, detail = name.partition(" ")
        if what == "append":
            self.append(detail)
        elif what == "lane":
            self._lane(record.id, detail)
        else:
            deeds: dict[str, Callable[[], None]] = {
                "more": self.choose_append,
                "annotate": partial(self._new, lambda: create.annotation(self._board.diagram, record.id)),
                "connect": partial(self._mouse.connect_from, record.id),
                "open": partial(self.go_inside, record.id),
                "change": self.choose_kind,
                "colour": self.choose_colour,
                "delete": self.delete,
            }
            deeds[what]()

    def drag(self, name: str, widget: QWidget) -> None:
        """A button of the pad was pulled off it: what it makes hangs on the pointer until it is let go."""
        self._board.editor.commit()
        record = self._board.only()
        if record is None:
            return
        if name == "connect":
            self._mouse.connect_from(record.id)
        else:
            kind = "textAnnotation" if name == "annotate" else name.partition(" ")[2]
            self._mouse.carry(partial(create_tool, kind=kind, source=record.id), "create")
        self._mouse.borrow(widget)

    # -- appending -------------------------------------------------------------------------------------------------

    def append(self, kind: str | None = None, traits: Mapping[str, Value] | None = None) -> None:
        """Append after the one selected thing and write its name; on a lane or pool: one more lane.

        Without a kind: the same sort of step again, a task after anything else. Gateways and events mostly go without
        a name, and the next key would end up in an open text field: theirs stays closed.
        """
        record = self._board.only()
        if record is not None and self._board.tell_read_only():
            return
        if isinstance(record, Node) and record.family in (LANE, POOL):
            self._lane(record.id, "below")
        elif isinstance(record, Node) and record.family in FLOW_NODES:
            kind = kind or create.likely_next(record)
            named = KINDS[kind].is_activity
            self._new(lambda: create.append(self._board.diagram, record.id, kind, traits or None), named)
        else:
            self._board.message.emit(_(_ONE_STEP))

    def choose_append(self) -> None:
        """Choose by typing what comes next."""
        if self._board.tell_read_only():
            return
        if isinstance(record := self._board.only(), Node) and record.family in FLOW_NODES:
            self._ask(_("Append…"), choices.after_step(), lambda c: self.append(c.value, c.traits))
        else:
            self._board.message.emit(_(_ONE_STEP))

    def choose_kind(self) -> None:
        """Choose by typing what the selected thing becomes."""
        if self._board.tell_read_only():
            return
        record = self._board.only()
        offered = choices.instead_of(record) if isinstance(record, Node) else []
        if record is None or not offered:
            self._board.message.emit(_(_ONE_STEP))
            return
        diagram = self._board.diagram
        self._ask(
            _("Change to…"),
            offered,
            lambda c: self.attempt(lambda: replace.kind(diagram, record.id, c.value, c.traits or None)),
        )

    def choose_colour(self) -> None:
        """Choose by typing the colour of what is selected."""
        board, diagram, ids = self._board, self._board.diagram, self._board.selection
        if not any(colour.can_paint(diagram.get(id)) for id in ids):
            board.message.emit(_("Select something on the map first."))
            return
        title = _("Colour… (the owners’ are shown)") if board.map.lens else _("Colour…")
        self._ask(title, choices.colours(), lambda c: self._paint(ids, c.value))

    def choose_new(self) -> None:
        """Choose by typing what to put on the map; it stands where there is room near the middle of the view."""
        self._ask(_("Create…"), choices.anything(), lambda c: self._create_here(c))

    def choose_partner(self, typed: str = "") -> None:
        """Choose by typing where the flow from the selected thing leads."""
        record = self._board.only()
        if record is None:
            return
        self._mouse.put_away()
        offered = choices.partners(self._board.diagram, self._board.plane, record.id)
        self._ask(
            _("Connect to…"),
            offered,
            lambda c: self.attempt(lambda: connect.flow(self._board.diagram, record.id, c.value)),
            typed,
        )

    # -- the rest --------------------------------------------------------------------------------------------------

    def delete(self) -> None:
        """Delete the selection; what came before a deleted step is selected, so that the keys go on from there."""
        board = self._board
        ids = board.selection
        if ids and not board.tell_read_only():
            before = _before(board, ids)
            self.attempt(lambda: delete.records(board.diagram, ids, heal=True))
            board.select([before] if before is not None else ())

    def go_inside(self, id: str) -> None:
        """Open the diagram that shows the inside of a step."""
        if plane := self._board.inner_plane(id):
            self._board.planeRequested.emit(plane)

    def attempt(self, verb: Callable[[], object]) -> object:
        """Do something to the map; a refusal is told and nothing happens. What the verb returns, or None."""
        try:
            return verb()
        except Refused as refusal:
            self._board.message.emit(str(refusal))
            return None

    # -- inside ----------------------------------------------------------------------------------------------------

    def _new(self, verb: Callable[[], str], named: bool = True) -> None:
        """Make something, select it, bring it into view, and write its name when it is of the sort that has one."""
        id = self.attempt(verb)
        if isinstance(id, str):
            self._board.select([id])
            self._board.reveal_selection()
            if named:
                self._board.edit_label(id)

    def _lane(self, id: str, where: str) -> None:
        diagram = self._board.diagram
        if where == "split":
            # The first of the parts that has no name yet is named at once.
            self._new(lambda: next(part for part in lanes.split(diagram, id) if not diagram.node(part).name))
        else:
            self._new(lambda: lanes.add(diagram, id, "above" if where == "above" else "below"))

    def _create_here(self, choice: Choice) -> None:
        board = self._board
        place = _free_place(board)
        named = not KINDS[choice.value].family.startswith(("gateway", "event"))
        self._new(lambda: create.shape(board.diagram, choice.value, place, board.plane, choice.traits or None), named)

    def _paint(self, ids: tuple[str, ...], pair: colour.Pair | None) -> None:
        """Give things a pair of colours; None: the one that the user now chooses."""
        diagram = self._board.diagram
        if pair is not None:
            self.attempt(lambda: colour.paint(diagram, ids, *pair))
            return
        present = colour.common(diagram, ids) or colour.NONE
        ask.colour(self._board, present.fill, partial(self._paint_own, ids))

    def _paint_own(self, ids: tuple[str, ...], chosen: str) -> None:
        self.attempt(lambda: colour.paint_own(self._board.diagram, ids, chosen))

    def _ask(self, title: str, offered: list[Choice], chosen: Callable[[Choice], object], typed: str = "") -> None:
        board = self._board
        if board.tell_read_only():
            return
        box = board.map.places.box(board.selection[0]) if board.selection else None
        shown = board.viewportTransform().mapRect(qrect(box or board.seen()))
        place = QPoint(round(shown.right()) + 16, round(shown.top())) if box else shown.center().toPoint()
        board.menu.open(title, offered, place, chosen, typed)
        board.refresh()


def _before(board: Board, ids: tuple[str, ...]) -> str | None:
    """What leads to a single deleted step."""
    flows = query.incoming(board.diagram, ids[0]) if len(ids) == 1 else []
    return next((flow.source for flow in flows if flow.source != ids[0]), None)


def _free_place(board: Board) -> Point:
    """At the beginning of the selected lane or pool, behind what stands there; else near the middle of the view."""
    record = board.only()
    if isinstance(record, Node) and record.family in (LANE, POOL) and record.bounds is not None:
        box, lying = record.bounds, bool(record.trait("horizontal"))
        place = Point(box.x + 120, box.center.y) if lying else Point(box.center.x, box.y + 110)
        step = (150.0, 0.0) if lying else (0.0, 130.0)
    else:
        place, step = Point(*(round(v / 10) * 10 for v in board.seen().center)), (0.0, 110.0)
    for _try in range(200):
        if not any(_is_step(board, id) for id in board.map.places.at(place, 60)):
            break
        place = place.moved(*step)
    return place


def _is_step(board: Board, id: str) -> bool:
    record = board.diagram.get(id)
    return isinstance(record, Node) and record.family not in (LANE, POOL)
