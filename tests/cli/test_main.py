"""The command line as a whole: help in two languages, the window's door, and errors nobody foresaw."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mapper import __version__
from mapper.__main__ import main
from mapper.app import display
from mapper.cli import table
from mapper.cli.verbs import info

PAGES = [[], *([name] for name in table.VERBS)]


def test_the_version(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capfd.readouterr().out == f"mapper {__version__}\n"


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_every_help_page_is_in_both_languages(page: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    # given the page in English
    assert main([*page, "--help"]) == 0
    english = capfd.readouterr().out
    # when it is shown in Danish
    assert main([*page, "-h", "--lang", "da"]) == 0
    danish = capfd.readouterr().out
    # then every sentence is another
    assert english.startswith("Usage: mapper")
    assert danish.startswith("Brug: mapper")
    assert not sentences(english) & sentences(danish)


def sentences(page: str) -> set[str]:
    """The texts of a help page that end like one."""
    return {line.strip() for line in re.findall(r"(?:^|  )([^ ].*\.) *$", page, re.MULTILINE)}


def test_the_first_page_lists_every_verb(capfd: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    page = capfd.readouterr().out
    assert all(re.search(rf"^ *{name} ", page, re.MULTILINE) for name in table.VERBS)


def test_options_may_stand_before_the_verb(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "da", "info", "--help"]) == 0
    assert capfd.readouterr().out.startswith("Brug: mapper info")


def test_the_language_of_a_sentence_is_the_one_asked_for(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["info", str(tmp_path / "x.bpmn")]) == main(["info", str(tmp_path / "x.bpmn"), "--lang=da"]) == 3
    english, danish = capfd.readouterr().err.splitlines()
    assert "there is no such file" in english
    assert "findes ikke" in danish


def test_an_unforeseen_error_is_one_line(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    # given a verb with a mistake in it
    def wrong(file: Path, json: bool, quiet: bool) -> int:
        raise KeyError("surprise")

    monkeypatch.setattr(info, "command", wrong)
    # when it is called
    status = main(["info", "x.bpmn"])
    # then the user reads one line, and the traceback is on file
    said = capfd.readouterr()
    assert (status, said.out, said.err.count("\n")) == (1, "", 1)
    (report,) = home.rglob("mapper.log")
    assert str(report) in said.err
    assert "surprise" in report.read_text("utf-8")


def test_a_stopped_command_has_a_status_of_its_own(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(file: Path, json: bool, quiet: bool) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(info, "command", stopped)
    assert main(["info", "x.bpmn"]) == 130
    assert capfd.readouterr() == ("", "")


def test_without_a_screen_the_window_is_refused(file: Path) -> None:
    # given a session without a screen
    environ = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "mapper", str(file)]
    # when a window is asked for
    done = subprocess.run(command, capture_output=True, check=False, text=True, env=environ)
    # then one line says so
    if sys.platform.startswith("linux"):
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert done.stderr.startswith("mapper: there is no screen")


def test_without_qt_the_window_is_refused(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "find_spec", lambda name: None)
    assert main([]) == 1
    assert "PySide6" in capfd.readouterr().err


def test_a_mistyped_verb_is_told_from_a_file(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["convrt", "a.bpmn", "b.svg"]) == 2
    assert "did you mean convert?" in capfd.readouterr().err


@pytest.mark.parametrize("word", ["frobnicate", "öffnen"])
def test_a_word_that_is_no_file_is_an_unknown_command(word: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main([word]) == 2
    said = f"mapper: {word}: there is neither such a file nor such a command; see mapper --help\n"
    assert capfd.readouterr().err == said


def test_help_is_a_verb_too(capfd: pytest.CaptureFixture[str]) -> None:
    for page in PAGES:
        assert main([*page, "--help"]) == 0
        by_option = capfd.readouterr().out
        assert main(["help", *page]) == 0
        assert capfd.readouterr().out == by_option
    assert main(["help", "nothing"]) == 2
    assert "there is no command nothing" in capfd.readouterr().err


@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_a_help_page_is_quick_and_loads_no_layout(page: list[str]) -> None:
    """At most 0.3 s of processor time, the interpreter's own start included (docs/decisions.md, 23)."""
    code = "import sys; from mapper.__main__ import main; main(sys.argv[1:])\n"
    heavy = ("mapper.arrange", "mapper.bpmn", "mapper.model")
    code += f"print([name for name in sys.modules if name.startswith({heavy})])\n"
    code += "import time; print(time.process_time())"
    done = subprocess.run([sys.executable, "-c", code, *page, "--help"], capture_output=True, check=True, text=True)
    *_page, loaded, seconds = done.stdout.splitlines()
    assert loaded == "[]"
    assert float(seconds) <= 0.3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["convert", "--foo"], "there is no option --foo; see mapper convert --help"),
        (["info"], "FILE is missing; see mapper info --help"),
        (["pack", "x", "--paper", "B9", "-o", "-"], "there is no paper called “B9”"),
        (["pack", "x", "--date", "2020", "-o", "-"], "--date YYYY-MM-DD does not take what is given"),
        (["pack", "x", "-o"], "-o lacks its value"),
        (["diff", "a", "b", "c"], "there are more words than it takes; see mapper diff --help"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    arguments: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    printed = capfd.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert printed.err.startswith("mapper: ")
    assert said in printed.err


def test_a_closed_pipe_is_no_failure(file: Path) -> None:
    # given somebody who has read enough
    command = [sys.executable, "-m", "mapper", "info", str(file), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        # then the program ends quietly
        assert program.stderr.read() == b""
    assert program.returncode == 0
