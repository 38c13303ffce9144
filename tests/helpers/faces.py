"""A face without a window, for the tests of commands."""

from collections.abc import Callable, Sequence
from pathlib import Path

from mapper.app.commands.context import Choice, Details, Result
from mapper.app.commands.offers import Offer
from mapper.app.formats.pictures import Picture
from mapper.app.session.clipboard import Clip
from mapper.app.session.session import Session
from mapper.app.settings import Settings
from mapper.model.geometry import Point
from mapper.model.records import Node


class Face:
    """A context that notes what is asked of it, and answers as told."""

    def __init__(self, session: Session | None = None) -> None:
        self.session = session
        self.selection: tuple[str, ...] = ()
        self.tool = "select"
        self.settings = Settings()
        self.said: list[tuple[str, object]] = []
        self.choices: dict[str, Callable[[], None]] = {}
        self.to_open: list[Path] = []
        self.to_save: Path | None = None
        self.cursor: Point | None = None
        self.middle = Point(400, 300)
        self.clip: bytes | None = None
        self.text = ""
        self.picture: Picture | None = None
        self.clip_text = ""
        self.offers: list[Offer] = []
        self.then: Callable[[Offer], None] = lambda offer: None
        self.details: Details = None

    @property
    def plane(self) -> str | None:
        return next((n.id for n in self.session.diagram.nodes() if n.kind == "plane"), None) if self.session else None

    def select(self, ids: Sequence[str], reveal: bool = True) -> None:
        self.selection = tuple(ids)

    def keep(self, clip: Clip) -> None:
        self.clip, self.text = clip.data, clip.text

    has_marks = False

    def mark_place(self) -> None:
        self.has_marks = True

    def go_back(self) -> None:
        self.said.append(("back", None))

    def keep_picture(self, picture: Picture) -> None:
        self.picture = picture

    def use(self, tool: str) -> None:
        self.tool = tool

    def give_up(self) -> bool:
        had, self.tool = self.tool != "select", "select"
        return had

    def offer(self, title: str, offers: Sequence[Offer], then: Callable[[Offer], None]) -> None:
        self.said.append(("offer", title))
        self.offers, self.then = list(offers), then

    def take(self, text: str) -> None:
        """Choose what is called so from what is offered."""
        self.then(next(offer for offer in self.offers if offer.text == text))

    def show_plane(self, plane: str) -> None:
        self.said.append(("plane", plane))

    def pan(self, dx: float, dy: float) -> None:
        self.said.append(("pan", (dx, dy)))

    def edit_label(self, id: str) -> None:
        self.said.append(("edit", id))

    def zoom(self, factor: float | None) -> None:
        self.said.append(("zoom", factor))

    def fit(self, ids: Sequence[str] = ()) -> None:
        self.said.append(("fit", tuple(ids) or None))

    def labour(self, doing: str, work: Callable[[], Result], then: Callable[[Callable[[], Result]], None]) -> None:
        self.said.append(("apart", doing))
        then(work)

    def change(self, settings: Settings) -> None:
        self.settings = settings

    def show(self, session: Session) -> None:
        self.session = session

    def close_map(self) -> None:
        self.said.append(("close", None))

    def open(self, part: str) -> None:
        self.said.append(("open", part))

    def is_open(self, part: str) -> bool:
        return False

    def turn(self, to: str, by: int) -> None:
        self.said.append((to, by))

    def quit(self) -> None:
        self.said.append(("quit", None))

    def ask_open(self, then: Callable[[Sequence[Path]], None]) -> None:
        then(self.to_open)

    def ask_save(self, suggested: Path, suffixes: Sequence[str], then: Callable[[Path], None]) -> None:
        self.said.append(("save where", (suggested.name, tuple(suffixes))))
        if self.to_save is not None:
            then(self.to_save)

    def ask_table(self, then: Callable[[Path], None]) -> None:
        then(self.to_open[0])

    def ask(self, sentence: str, choices: Sequence[Choice]) -> None:
        self.said.append(("ask", sentence))
        self.choices = dict(choices)

    def tell(self, sentence: str, details: Details = None) -> None:
        self.said.append(("tell", sentence))
        self.details = details

    def warn(self, sentence: str) -> None:
        self.said.append(("warn", sentence))

    def told(self, what: str) -> list[object]:
        return [text for kind, text in self.said if kind == what]


def a_task(face: Face) -> Node:
    """A task that stands in a lane of the map in front."""
    assert face.session is not None
    return next(n for n in face.session.diagram.nodes() if n.family == "task" and n.lane)
