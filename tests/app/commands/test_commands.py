"""The table of commands does what its rows say, on a map and without one."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from mapper.app import commands
from mapper.app.clipboard import Clip
from mapper.app.commands.context import Choice, Details
from mapper.app.session import Session
from mapper.app.settings import Settings
from mapper.edit import label
from mapper.model.geometry import Point
from mapper.model.records import Node
from mapper.resources import example, resource


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
        self.details: Details = None

    @property
    def plane(self) -> str | None:
        return next((n.id for n in self.session.diagram.nodes() if n.kind == "plane"), None) if self.session else None

    def select(self, ids: Sequence[str]) -> None:
        self.selection = tuple(ids)

    def keep(self, clip: Clip) -> None:
        self.clip, self.text = clip.data, clip.text

    def use(self, tool: str) -> None:
        self.tool = tool

    def edit_label(self, id: str) -> None:
        self.said.append(("edit", id))

    def zoom(self, factor: float | None) -> None:
        self.said.append(("zoom", factor))

    def fit(self) -> None:
        self.said.append(("fit", None))

    def wait(self) -> AbstractContextManager[None]:
        return nullcontext()

    def glide(self, work: Callable[[], None]) -> None:
        self.said.append(("glide", None))
        work()

    def change(self, settings: Settings) -> None:
        self.settings = settings

    def show(self, session: Session) -> None:
        self.session = session

    def close_map(self) -> None:
        self.said.append(("close", None))

    def preview_job_description(self) -> None:
        self.said.append(("preview", None))

    def ask_open(self, then: Callable[[Sequence[Path]], None]) -> None:
        then(self.to_open)

    def ask_save(self, suggested: Path, suffixes: Sequence[str], then: Callable[[Path], None]) -> None:
        self.said.append(("save where", (suggested.name, tuple(suffixes))))
        if self.to_save is not None:
            then(self.to_save)

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


@pytest.fixture
def file(corpus: Path, tmp_path: Path) -> Path:
    path = tmp_path / "C.1.0.bpmn"
    path.write_bytes((corpus / "miwg" / "Reference" / "C.1.0.bpmn").read_bytes())
    return path


@pytest.fixture
def face(file: Path) -> Face:
    return Face(Session.open(file))


def a_task(face: Face) -> Node:
    assert face.session is not None
    return next(n for n in face.session.diagram.nodes() if n.family == "task" and n.lane)


# -- the table ---------------------------------------------------------------------------------------------------------


def test_no_key_stands_for_two_commands() -> None:
    keys = Counter(key for row in commands.COMMANDS.values() for key in row.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_the_keys_people_know_are_there() -> None:
    keys = {key for row in commands.COMMANDS.values() for key in row.keys}
    wanted = "A C E F2 H L Ctrl+Z Ctrl+Y Ctrl+S Ctrl+O Ctrl+N Ctrl+W Ctrl+A Delete Ctrl+0 Ctrl+1 Ctrl++ Ctrl+-"
    assert set(wanted.split()) <= keys


def test_every_icon_is_drawn() -> None:
    names = {row.icon for row in commands.COMMANDS.values() if row.icon}
    assert [name for name in sorted(names) if not resource("icons", f"{name}.svg").is_file()] == []


def test_without_a_map_only_beginning_and_the_settings_are_possible() -> None:
    enabled = {row.id for row in commands.COMMANDS.values() if row.enabled(Face())}
    assert {id.partition(".")[0] for id in enabled} == {"file", "view", "theme"}
    assert {id for id in enabled if id.startswith("file")} == {"file.new", "file.open"}


def test_what_is_not_enabled_is_not_done() -> None:
    assert commands.run("file.save", Face()) is False


# -- files -------------------------------------------------------------------------------------------------------------


def test_a_new_map_is_saved_where_the_user_says(tmp_path: Path) -> None:
    # given a new map
    face = Face()
    commands.run("file.new", face)
    face.to_save = tmp_path / "new.bpmn"
    # when it is saved
    commands.run("file.save", face)
    # then it is there, among the recent files, and said to be
    assert face.to_save.exists()
    assert face.settings.recent == (str(face.to_save),)
    (told,) = face.told("tell")
    assert re.fullmatch(r"Saved \d\d:\d\d", str(told))


def test_saving_says_what_was_changed(face: Face) -> None:
    # given a map in which one step has another name
    label.rename(face.session.diagram, a_task(face).id, "Renamed")
    # when it is saved
    commands.run("file.save", face)
    # then one sentence says so, and its details name the step
    (told,) = face.told("tell")
    assert re.fullmatch(r"Saved \d\d:\d\d · 1 element changed, everything else untouched", str(told))
    assert face.details is not None
    assert any("Renamed" in line for line in face.details())


def test_a_large_map_is_compared_only_when_that_is_asked_for(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands.file, "LARGE", 1000)
    label.rename(face.session.diagram, a_task(face).id, "Renamed")
    commands.run("file.save", face)
    assert re.fullmatch(r"Saved \d\d:\d\d", str(face.told("tell")[0]))
    assert any("Renamed" in line for line in face.details())


def test_opening_goes_on_after_a_file_that_is_no_map(file: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.bpmn").write_bytes(b"no map")
    face = Face()
    face.to_open = [tmp_path / "bad.bpmn", file]
    commands.run("file.open", face)
    assert face.session is not None
    assert face.session.path == file
    assert len(face.told("warn")) == 1


def test_a_file_changed_by_somebody_else_is_overwritten_only_when_chosen(face: Face, file: Path) -> None:
    # given a changed map whose file somebody else has saved
    assert face.session is not None
    with face.session.diagram.transaction("rename"):
        face.session.diagram.put(a_task(face).but(name="mine"))
    file.write_bytes(file.read_bytes() + b"\n")
    # when it is saved
    commands.run("file.save", face)
    # then the user is asked, and "Overwrite" does it
    assert b"mine" not in file.read_bytes()
    assert set(face.choices) == {"Overwrite", "Save as…"}
    face.choices["Overwrite"]()
    assert b"mine" in file.read_bytes()


def test_a_write_protected_file_is_kept_and_another_name_offered(face: Face, file: Path, tmp_path: Path) -> None:
    # given a changed map whose file is write-protected
    with face.session.diagram.transaction("rename"):
        face.session.diagram.put(a_task(face).but(name="mine"))
    before = file.read_bytes()
    file.chmod(0o444)
    face.to_save = tmp_path / "other.bpmn"
    # when it is saved
    commands.run("file.save", face)
    # then the file is as it was, and "Save as" writes the map elsewhere
    assert file.read_bytes() == before
    assert set(face.choices) == {"Save as…"}
    face.choices["Save as…"]()
    assert b"mine" in face.to_save.read_bytes()
    assert face.session.path == face.to_save


def test_what_a_crash_left_of_a_file_is_restored_or_discarded(file: Path) -> None:
    # given a process that ended without saving
    lost = Session.open(file)
    with lost.diagram.transaction("rename"):
        lost.diagram.put(next(n for n in lost.diagram.nodes() if n.kind == "userTask").but(name="mine"))
    lost._journal._out.close()
    # when the file is opened again
    face = Face()
    face.to_open = [file]
    commands.run("file.open", face)
    # then the words are those used for a map without a file, and restoring brings the change back
    assert set(face.choices) == {"Restore", "Discard"}
    face.choices["Restore"]()
    assert any(n.name == "mine" for n in face.session.diagram.nodes())


def test_an_example_is_opened_as_a_map_without_a_file(tmp_path: Path) -> None:
    # given an example that ships with the program
    shipped = example("order-to-delivery.bpmn")
    before = shipped.read_bytes()
    face = Face()
    face.to_open = [shipped]
    face.to_save = tmp_path / "mine.bpmn"
    # when it is opened and saved
    commands.run("file.open", face)
    assert face.session.name == "order-to-delivery.bpmn"
    commands.run("file.save", face)
    # then a name was asked for, and the bytes stand there as they were shipped
    assert face.session.path == face.to_save
    assert face.to_save.read_bytes() == before
    assert face.settings.recent == (str(face.to_save),)


def test_exporting_writes_the_format_chosen(face: Face, tmp_path: Path) -> None:
    face.to_save = tmp_path / "map.svg"
    commands.run("file.export", face)
    assert b"<svg" in face.to_save.read_bytes()
    assert face.told("save where") == [("C.1.0.svg", (".svg", ".png", ".pdf", ".csv"))]


def test_exporting_to_an_unknown_format_is_a_warning(face: Face, tmp_path: Path) -> None:
    face.to_save = tmp_path / "map.docx"
    commands.run("file.export", face)
    assert len(face.told("warn")) == 1


# -- editing -----------------------------------------------------------------------------------------------------------


def test_append_puts_a_task_behind_the_selected_one_and_types_its_name(face: Face) -> None:
    # given a selected task
    assert face.session is not None
    task, diagram = a_task(face), face.session.diagram
    face.select([task.id])
    before = len(diagram)
    # when something is appended
    assert commands.run("append.task", face)
    # then it is joined to the task, selected, and its text is open; undo takes all of it back
    (new,) = face.selection
    assert any(flow.target == new for flow in diagram.flows() if flow.source == task.id)
    assert face.told("edit") == [new]
    commands.run("edit.undo", face)
    assert len(diagram) == before


def test_after_a_user_task_a_user_task_is_appended(face: Face) -> None:
    assert face.session is not None
    diagram = face.session.diagram
    approve = next(n for n in diagram.nodes() if n.name == "Approve Invoice")
    face.select([approve.id])
    commands.run("append.task", face)
    assert diagram.node(face.selection[0]).kind == approve.kind == "userTask"


def test_nothing_can_be_appended_to_an_end_event(face: Face) -> None:
    assert face.session is not None
    face.select([next(n.id for n in face.session.diagram.nodes() if n.kind == "endEvent")])
    assert not commands.COMMANDS["append.task"].enabled(face)
    assert commands.COMMANDS["append.annotation"].enabled(face)


def test_everything_can_be_selected_deleted_and_brought_back(face: Face) -> None:
    assert face.session is not None
    diagram = face.session.diagram
    before = diagram.records()
    commands.run("edit.select_all", face)
    commands.run("edit.delete", face)
    assert not any(record.plane for record in diagram.records())
    commands.run("edit.undo", face)
    assert diagram.records() == before


def test_what_the_rules_forbid_is_a_warning(face: Face) -> None:
    # given a task that is not drawn
    assert face.session is not None
    diagram, task = face.session.diagram, a_task(face)
    with diagram.transaction("hide"):
        diagram.put(Node("Hidden", "task", parent=task.parent))
    face.select(["Hidden"])
    # when something is appended to it
    commands.run("append.task", face)
    # then that is told, and nothing is open
    assert len(face.told("warn")) == 1
    assert not diagram.in_transaction


def test_a_lane_is_added_below_the_selected_one(face: Face) -> None:
    assert face.session is not None
    diagram = face.session.diagram
    lane = diagram.node(a_task(face).lane or "")
    face.select([lane.id])
    commands.run("lane.below", face)
    (new,) = face.selection
    added = diagram.node(new)
    lower = diagram.node(lane.id).bounds
    assert (added.kind, added.parent) == ("lane", lane.parent)
    assert added.bounds is not None
    assert lower is not None
    assert added.bounds.y >= lower.bottom - 1


# -- the view ----------------------------------------------------------------------------------------------------------


def test_a_switch_turns_and_says_so() -> None:
    face = Face()
    lens = commands.COMMANDS["view.lens"]
    assert lens.on is not None
    assert not lens.on(face)
    lens.run(face)
    assert lens.on(face)
    assert face.settings.lens


def test_one_theme_is_on_at_a_time() -> None:
    face = Face()
    commands.COMMANDS["theme.dark"].run(face)
    rows = [row for id, row in commands.COMMANDS.items() if id.startswith("theme.")]
    assert [row.id for row in rows if row.on is not None and row.on(face)] == ["theme.dark"]


def test_a_tool_is_taken_in_hand(face: Face) -> None:
    commands.run("tool.lasso", face)
    assert face.tool == "lasso"
    assert commands.COMMANDS["tool.lasso"].on is not None
    assert commands.COMMANDS["tool.lasso"].on(face)


def test_zooming_in_and_out_leads_back(face: Face) -> None:
    for id in ("view.zoom_in", "view.zoom_out", "view.zoom_100"):
        commands.run(id, face)
    bigger, smaller, whole = face.told("zoom")
    assert bigger * smaller == pytest.approx(1)  # type: ignore[operator]
    assert whole is None


# -- lining up ---------------------------------------------------------------------------------------------------------


def test_lining_up_needs_two_and_even_gaps_three(face: Face) -> None:
    assert face.session is not None
    tasks = [n.id for n in face.session.diagram.nodes() if n.family == "task" and n.bounds]
    for count, enabled in ((1, (False, False)), (2, (True, False)), (3, (True, True))):
        face.select(tasks[:count])
        assert tuple(commands.COMMANDS[id].enabled(face) for id in ("align.top", "space.x")) == enabled


def test_two_steps_are_lined_up(face: Face) -> None:
    # given two tasks of one lane at different heights
    assert face.session is not None
    diagram, task = face.session.diagram, a_task(face)
    face.select([task.id])
    commands.run("append.task", face)
    (other,) = face.selection
    with diagram.transaction("shift"):
        bounds = diagram.node(other).bounds
        assert bounds is not None
        diagram.put(diagram.node(other).but(bounds=bounds.moved(0, 7)))
    # when their tops are aligned
    face.select([task.id, other])
    commands.run("align.top", face)
    # then they are level
    tops = {diagram.node(id).bounds.y for id in (task.id, other)}  # type: ignore[union-attr]
    assert len(tops) == 1


def test_a_sub_process_is_either_opened_or_closed(face: Face) -> None:
    assert face.session is not None
    diagram, task = face.session.diagram, a_task(face)
    for expanded in (True, False):
        with diagram.transaction("make"):
            diagram.put(Node("Sub", "subProcess", parent=task.parent).with_trait("expanded", expanded))
        face.select(["Sub"])
        enabled = [commands.COMMANDS[id].enabled(face) for id in ("sub.collapse", "sub.expand")]
        assert enabled == [expanded, not expanded]


# -- the clipboard -----------------------------------------------------------------------------------------------------


def test_what_is_copied_is_pasted_under_the_mouse_and_selected(face: Face) -> None:
    task = a_task(face)
    face.selection, face.cursor = (task.id,), Point(400, 1500)
    assert commands.run("edit.copy", face)
    assert face.text == task.name
    assert commands.run("edit.paste", face)
    (id,) = face.selection
    pasted = face.session.diagram.node(id)
    assert (pasted.name, pasted.kind) == (task.name, task.kind)
    assert pasted.bounds.center == (400, 1500)


def test_what_is_cut_is_one_step_and_comes_back_beside_nothing(face: Face) -> None:
    task = a_task(face)
    face.selection = (task.id,)
    commands.run("edit.cut", face)
    assert task.id not in face.session.diagram
    assert face.session.diagram.undo_label == "Cut"
    commands.run("edit.paste", face)
    assert face.session.diagram.node(face.selection[0]).bounds == task.bounds


def test_what_comes_from_another_map_lands_in_the_middle_of_the_view(face: Face) -> None:
    face.selection = (a_task(face).id,)
    commands.run("edit.copy", face)
    face.session = Session.new(keep=False)
    commands.run("edit.paste", face)
    assert face.session.diagram.node(face.selection[0]).bounds.center == face.middle


def test_a_pasted_call_of_what_stays_behind_is_told(face: Face) -> None:
    diagram = face.session.diagram
    with diagram.transaction("call"):
        diagram.put(Node("away", "process"))
        diagram.put(a_task(face).but(kind="callActivity", ref="away"))
    face.selection = (next(n.id for n in diagram.nodes() if n.kind == "callActivity"),)
    commands.run("edit.copy", face)
    face.session = Session.new(keep=False)
    commands.run("edit.paste", face)
    assert face.told("tell") == ["1 call leads to what is not in this map (away); it was kept"]


def test_an_empty_clipboard_is_told(face: Face) -> None:
    commands.run("edit.paste", face)
    assert face.told("tell") == ["There is nothing here that can be pasted."]


def test_a_flow_alone_is_not_copied_and_stays(face: Face) -> None:
    flow = next(face.session.diagram.flows())
    face.selection = (flow.id,)
    commands.run("edit.cut", face)
    assert flow.id in face.session.diagram
    assert face.told("tell") == ["Nothing of the selection can be copied."]


def test_a_duplicate_is_selected(face: Face) -> None:
    task = a_task(face)
    face.selection = (task.id,)
    commands.run("edit.duplicate", face)
    assert face.selection != (task.id,)
    assert face.session.diagram.node(face.selection[0]).name == task.name


def test_ctrl_down_moves_steps_to_the_next_lane_and_a_lane_among_lanes(face: Face) -> None:
    assert face.session is not None
    diagram = face.session.diagram
    approve = next(n for n in diagram.nodes() if n.name == "Approve Invoice")
    face.select([approve.id])
    commands.run("lane.up", face)
    assert diagram.node(approve.id).lane != approve.lane
    commands.run("edit.undo", face)
    assert approve.lane is not None
    before = diagram.node(approve.lane).bounds
    face.select([approve.lane])
    commands.run("lane.up", face)
    after = diagram.node(approve.lane).bounds
    assert before is not None
    assert after is not None
    assert after.y < before.y
