"""Without a screen the window is refused in one line, before Qt can end the program."""

import socket
from pathlib import Path

import pytest

from mapper.app import display
from mapper.app.errors import MapperError


@pytest.mark.parametrize("environ", [{}, {"DISPLAY": ":61789"}, {"DISPLAY": ":61789.0"}])
def test_no_screen_and_a_screen_that_is_gone_are_refused(environ: dict[str, str]) -> None:
    with pytest.raises(MapperError, match="no screen"):
        display.require(environ, "linux")


@pytest.mark.parametrize(
    ("environ", "platform"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux"),
        ({"DISPLAY": "elsewhere:10"}, "linux"),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux"),
        ({}, "darwin"),
        ({}, "win32"),
    ],
)
def test_everything_else_is_for_qt_to_try(environ: dict[str, str], platform: str) -> None:
    display.require(environ, platform)


def test_a_screen_that_answers_is_enough() -> None:
    # given something that listens where an X server would
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X61788")
        server.listen()
        # then a window may be opened
        display.require({"DISPLAY": ":61788"}, "linux")


def test_without_qt_the_window_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "find_spec", lambda name: None)
    with pytest.raises(MapperError, match="PySide6"):
        display.require({"DISPLAY": ":0"}, "linux")


def test_a_missing_library_is_named() -> None:
    error = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    assert "libEGL.so.1; " in str(display.missing(error))
    assert "/" not in str(display.missing(error)).removesuffix(
        "packaging/bootstrap.py finds and installs what is missing"
    )


def test_the_answer_names_no_machine_path(tmp_path: Path) -> None:
    with pytest.raises(MapperError) as caught:
        display.require({}, "linux")
    assert "mapper --help" in str(caught.value)
