"""What tests of the canvas ask of it with a hand in the room."""

from __future__ import annotations

from types import SimpleNamespace

from PySide6.QtCore import QObject, QPoint

from mapper.app.commands import Command
from mapper.app.session.session import Session
from mapper.app.settings import Settings
from mapper.draw.theme import LIGHT
from mapper.gui.canvas import Canvas
from mapper.gui.kit.actions import TABLE, Actions
from mapper.gui.window.context import Front
from mapper.gui.window.tables import VIEWS
from mapper.model.diagram import Diagram
from tests.helpers.hand import Hand


def canvas_of(diagram: Diagram, plane: str = "plane") -> Canvas:
    """A canvas without a window, with the table of commands under its keys and its pad."""
    session = Session.new(keep=False)
    session.diagram = diagram
    page = SimpleNamespace(session=session, canvas=None)
    window = SimpleNamespace(page=None, settings=Settings(), open_part=lambda name: VIEWS[name](page))
    context = Front(window, None)  # type: ignore[arg-type]

    def before(row: Command) -> None:
        page.canvas.hold_still(gestures=row.id != "edit.give_up")

    owner = QObject()
    actions = Actions(TABLE, context, before, owner)
    page.canvas = canvas = Canvas(diagram, plane, LIGHT, actions)
    page.show_plane = canvas.show_plane
    window.page = page
    window.say = lambda sentence, details=None: canvas.message.emit(sentence)
    window.warn = window.say
    owner.setParent(canvas)
    canvas.select(())
    return canvas


def pass_over(hand: Hand, canvas: Canvas) -> None:
    """To and fro over every button of the pad, none pressed."""
    pad = canvas.pad
    for x in (4, pad.width() - 4, 4):
        hand.over(pad, QPoint(x, pad.height() // 2))


def is_at_rest(canvas: Canvas) -> bool:
    """Whether nothing hangs on the pointer."""
    return canvas.tool == "select" and not canvas.mouse.gesturing and canvas.shown.preview is None
