"""Settings survive a run, and a broken file costs nothing but the settings."""

import json
from pathlib import Path

import pytest

from mapper.app import settings
from mapper.app.settings import Settings


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_what_is_saved_is_loaded(place: Path) -> None:
    # given settings unlike the defaults
    chosen = Settings(language="da", theme="dark", paper="Letter", recent=("/maps/æøå.bpmn",), lens=True, grid=False)
    # when they are saved
    assert settings.save(chosen, place)
    # then they come back
    assert settings.load(place) == chosen


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000, b"null"])
def test_a_broken_file_gives_the_defaults(place: Path, content: bytes) -> None:
    place.parent.mkdir()
    place.write_bytes(content)
    assert settings.load(place) == Settings()


def test_what_makes_no_sense_has_its_default_and_the_rest_stays(place: Path) -> None:
    # given a file with wrong types, an unknown theme and an unknown setting
    place.parent.mkdir()
    said = {"theme": "pink", "lens": 1, "language": "da", "recent": ["a", 3], "future": True, "grid": False}
    place.write_text(json.dumps(said))
    # when it is loaded, then what makes sense is kept
    assert settings.load(place) == Settings(language="da", recent=("a",), grid=False)


def test_settings_that_cannot_be_saved_stop_nobody(tmp_path: Path) -> None:
    (tmp_path / "config").touch()
    assert settings.save(Settings(), tmp_path / "config" / "settings.json") is False


def test_recent_files_are_newest_first_and_few() -> None:
    chosen = Settings()
    for number in range(20):
        chosen = chosen.opened(Path(f"/maps/{number}.bpmn"))
    chosen = chosen.opened(Path("/maps/15.bpmn"))
    assert [Path(name).stem for name in chosen.recent[:3]] == ["15", "19", "18"]
    assert len(chosen.recent) == settings.RECENT
    assert chosen.folder == str(Path("/maps").absolute())
