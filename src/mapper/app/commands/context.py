"""What a command may ask of the face that shows the map. The window implements it; tests use a plain object."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeAlias, TypeVar

from mapper.app.commands.offers import Offer
from mapper.app.formats.pictures import Picture
from mapper.app.session.clipboard import Clip
from mapper.app.session.session import Session
from mapper.app.settings import Settings
from mapper.edit.effects import readonly
from mapper.model.diagram import Diagram
from mapper.model.geometry import Point
from mapper.model.records import Node, Record
from mapper.text import _

Result = TypeVar("Result")

Choice: TypeAlias = tuple[str, Callable[[], None]]
"""An answer to a question: its text as shown, and what it does."""


Details: TypeAlias = Callable[[], Sequence[str]] | None
"""What gives the lines behind a sentence; None when there are none."""


class Context(Protocol):
    """The map in front of the user, and what the face can do. Asking never blocks: the answer calls back."""

    @property
    def session(self) -> Session | None:
        """The map in front, None when none is open."""

    @property
    def plane(self) -> str | None:
        """Id of the diagram that is shown."""

    @property
    def selection(self) -> tuple[str, ...]:
        """Ids of what is selected, in the order it was."""

    @property
    def tool(self) -> str:
        """The tool in hand: "select", "hand", "lasso", "space" or "connect"."""

    @property
    def cursor(self) -> Point | None:
        """The place of the map under the mouse; None when it is elsewhere."""

    @property
    def middle(self) -> Point:
        """The place of the map in the middle of the view."""

    @property
    def clip(self) -> bytes | None:
        """The part of a map that the clipboard holds, as a BPMN file; None when it holds something else."""

    @property
    def clip_text(self) -> str:
        """The text that the clipboard holds; "" for none."""

    @property
    def settings(self) -> Settings:
        """The settings in force."""

    def select(self, ids: Sequence[str], reveal: bool = True) -> None:
        """Make this the selection. reveal: and scroll as little as needed to see it."""

    def keep(self, clip: Clip) -> None:
        """Put a part of the map into the clipboard."""

    def keep_picture(self, picture: Picture) -> None:
        """Put a picture into the clipboard."""

    def use(self, tool: str) -> None:
        """Take a tool in hand."""

    def give_up(self) -> bool:
        """Give up the gesture that is being made, else put the tool away; False when there is neither."""

    def offer(self, title: str, offers: Sequence[Offer], then: Callable[[Offer], None]) -> None:
        """Let the user choose by typing, beside the selection; `title` says what for, as shown."""

    @property
    def has_marks(self) -> bool:
        """Whether there is a place to go back to."""

    def mark_place(self) -> None:
        """Keep what is in sight as a place to go back to."""

    def go_back(self) -> None:
        """Show the place that was marked last, if its map is still open."""

    def show_plane(self, plane: str) -> None:
        """Show another diagram of the map in front."""

    def edit_label(self, id: str) -> None:
        """Open the text of a node or flow for typing."""

    def zoom(self, factor: float | None) -> None:
        """Zoom about the middle of the view; None for 100 %."""

    def fit(self, ids: Sequence[str] = ()) -> None:
        """Show the whole diagram, or some things as large as the view allows."""

    def pan(self, dx: float, dy: float) -> None:
        """Move the view over the paper by screen pixels."""

    def labour(self, doing: str, work: Callable[[], Result], then: Callable[[Callable[[], Result]], None]) -> None:
        """Do work that changes nothing that is shown; `then` is given what returns its result or raises its error.

        What takes long the user can give up, and `then` is not called; `doing` says what goes on.
        """

    def glide(self, doing: str, work: Callable[[Diagram], None]) -> None:
        """Do work that moves much of the map; shapes are then seen moving to their places.

        It is done apart from what is shown, so that what takes long can be given up; `doing` says what goes on.
        """

    def change(self, settings: Settings) -> None:
        """Put other settings in force and keep them."""

    def show(self, session: Session) -> None:
        """Bring a map to the front in a tab of its own."""

    def close_map(self) -> None:
        """Close the map in front, asking first when it has unsaved changes."""

    def open(self, part: str) -> None:
        """Open a part of the face (a panel, dialog, document), by its name in the face's own tables; or fold an open
        panel again."""

    def is_open(self, part: str) -> bool:
        """Whether a part of the face is open."""

    def turn(self, to: Literal["map", "part"], by: int) -> None:
        """Go on with the next open map, or the next part of the face, or the one before; round and round."""

    def quit(self) -> None:
        """End the face, asking first about unsaved changes."""

    def ask_open(self, then: Callable[[Sequence[Path]], None]) -> None:
        """Let the user choose files to open."""

    def ask_save(self, suggested: Path, suffixes: Sequence[str], then: Callable[[Path], None]) -> None:
        """Let the user choose a name to write to; replacing an existing file has then been agreed to."""

    def ask_table(self, then: Callable[[Path], None]) -> None:
        """Let the user choose a file that holds a table."""

    def ask_colour(self, present: str, then: Callable[[str], None]) -> None:
        """Let the user choose a colour, "#rrggbb"; the one there is now may be ""."""

    def ask(self, sentence: str, choices: Sequence[Choice]) -> None:
        """Put a question to which doing nothing is the safe answer."""

    def tell(self, sentence: str, details: Details = None) -> None:
        """Say that something was done; details are lines that are shown when they are asked for."""

    def warn(self, sentence: str) -> None:
        """Say that something was not done, and what to do."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a user can ask for. `text` is English, translated when shown; `keys` are portable ("Ctrl+Z").

    keys: the first is shown beside the text. One that also writes a letter or moves in a text counts only on the map.
    Two commands may have the same key where never more than one of them is enabled.
    menu and group: where it stands; a change of group is a line in the menu; menu "" stands in none.
    on: for a switch, whether it is on now. why: what keeps it from being enabled, as shown; "" for nothing that needs
    saying. now: what it is called at the moment, as shown, where `text` leaves open what it would do.
    pull: what hangs on the pointer when its button is pulled onto the map: a kind of shape, or "connect".
    suits: whether it is offered beside what is selected, where that is not all it can be used for.
    """

    id: str
    text: str
    run: Callable[[Context], None]
    keys: tuple[str, ...] = ()
    enabled: Callable[[Context], bool] = lambda context: True
    icon: str = ""
    menu: str = ""
    group: str = ""
    on: Callable[[Context], bool] | None = None
    why: Callable[[Context], str] | None = None
    now: Callable[[Context], str] | None = None
    pull: str = ""
    suits: Callable[[Context], bool] | None = None


def has_map(context: Context) -> bool:
    """Whether a map is open."""
    return context.session is not None


def has_selection(context: Context) -> bool:
    """Whether anything is selected."""
    return context.session is not None and bool(context.selection)


def has_one(context: Context) -> bool:
    """Whether exactly one thing is selected."""
    return context.session is not None and len(context.selection) == 1


def only(context: Context) -> Record | None:
    """The one record that is selected; None for none or several."""
    return opened(context).diagram.get(context.selection[0]) if has_one(context) else None


def only_node(context: Context) -> Node | None:
    """The one node that is selected; None for none, several, or a flow."""
    record = only(context)
    return record if isinstance(record, Node) else None


def needs_one(context: Context) -> str:
    """Why nothing is done where one step is wanted; "" when one is selected."""
    return "" if has_one(context) else _("Select one step first.")


def refuse_read_only(context: Context) -> None:
    """Before asking for what cannot be done: raise ReadOnly where what is in front is only shown."""
    said = readonly.first(opened(context).diagram, context.plane, context.selection)
    if said is not None:
        raise readonly.ReadOnly(said)


def opened(context: Context) -> Session:
    """The map in front; for commands that are enabled only when there is one."""
    if context.session is None:
        raise LookupError("no map is open")
    return context.session
