"""The table of commands: what it holds, and what is possible without a map."""

from collections import Counter

from tests.helpers.faces import Face

from mapper.app import commands
from mapper.resources import resource


def test_no_key_stands_for_two_commands_at_once(face: Face) -> None:
    diagram = face.session.diagram
    for chosen in [(), *((record.id,) for record in diagram.records() if record.plane == face.plane)]:
        face.select(chosen)
        ready = (row for row in commands.COMMANDS.values() if row.enabled(face))
        keys = Counter(key for row in ready for key in row.keys)
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
    assert {id.partition(".")[0] for id in enabled} == {"file", "view", "theme", "language", "window", "help", "lens"}
    assert {id for id in enabled if id.startswith("file")} == {"file.new", "file.open", "file.autosave"}


def test_what_is_not_enabled_is_not_done() -> None:
    assert commands.run("file.save", Face()) is False
