"""The command line in a real shell: pipes, patterns, several files, a reader who leaves, completion, the manual."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mapper.__main__ import main
from mapper.app.formats import export
from mapper.cli import table

Shell = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def shell(tmp_path: Path, file: Path) -> Shell:
    """Runs a line of bash in the folder of the map, where `mapper` is this Mapper."""
    program = tmp_path / "bin" / "mapper"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mapper "$@"\n')
    program.chmod(0o755)
    path = os.pathsep.join(str(Path(entry).resolve()) for entry in sys.path if entry)
    environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
                   "PYTHONPATH": path}  # fmt: skip

    def run(line: str, with_: str = "bash") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [with_, "-c", line], cwd=tmp_path, env=environment, capture_output=True, timeout=120, check=False
        )

    return run


def test_a_map_goes_through_a_pipe(shell: Shell, file: Path) -> None:
    # given a map on standard input, when it is converted to standard output and on through another Mapper
    ran = shell("set -o pipefail; mapper convert - --to txt < C.1.0.bpmn | mapper convert - --to svg -o - > out.svg")
    # then nothing but the picture came out
    assert (ran.returncode, ran.stdout) == (0, b"")
    assert b"the text does not hold" in ran.stderr
    assert (file.parent / "out.svg").read_bytes().startswith(b"<?xml")
    # and bytes that nobody touched are the same bytes
    assert shell("mapper convert - - < C.1.0.bpmn --to bpmn").stdout == file.read_bytes()
    assert b'"format": 1' in shell("mapper info - --json < C.1.0.bpmn").stdout


def test_a_reader_who_leaves_is_no_failure(shell: Shell) -> None:
    ran = shell("mapper convert C.1.0.bpmn --to svg -o - | head -c 20 > /dev/null; echo ${PIPESTATUS[0]}")
    assert ran.stdout.split() == [b"0"]
    assert b"Traceback" not in ran.stderr


def test_nothing_on_standard_input_is_said(shell: Shell) -> None:
    ran = shell("mapper convert - out.svg < /dev/null")
    assert (ran.returncode, ran.stderr) == (3, b"mapper: -: nothing came in; pipe a map into it, or name a file\n")


def test_several_files_and_patterns(shell: Shell, file: Path) -> None:
    # given three maps
    folder = file.parent
    for name in ("a.bpmn", "b.bpmn"):
        (folder / name).write_bytes(file.read_bytes())
    # when they become pictures beside themselves, by a pattern of the shell and by one that it did not see
    assert shell("mapper convert a.bpmn b.bpmn --to csv").returncode == 0
    assert sorted(one.name for one in folder.glob("*.csv")) == ["a.csv", "b.csv"]
    assert shell("mapper convert '*.bpmn' --to csv -o tables").returncode == 0
    assert sorted(one.name for one in folder.glob("tables/*")) == ["C.1.0.csv", "a.csv", "b.csv"]
    assert shell("mapper convert *.bpmn tables2").returncode == 0
    assert sorted(one.name for one in folder.glob("tables2/*")) == ["C.1.0.svg", "a.svg", "b.svg"]
    # then a pattern that fits nothing is said, and several maps do not go into one file
    ran = shell("mapper convert 'x*.bpmn' --to csv")
    assert (ran.returncode, b"no file fits this pattern" in ran.stderr) == (3, True)
    ran = shell("mapper convert a.bpmn b.bpmn out.svg")
    assert (ran.returncode, b"out.svg: several maps go into a folder" in ran.stderr) == (2, True)


@pytest.mark.parametrize(
    ("line", "status", "says"),
    [
        ("convert C.1.0.bpmn", 2, "convert needs IN and OUT"),
        ("convert C.1.0.bpmn --to zip", 2, "Mapper writes no .zip files"),
        ("convert C.1.0.bpmn out.png --to svg", 2, "the ending says another format than --to"),
        ("convert C.1.0.bpmn --to bpmn", 2, "would be written over itself"),
        ("convert C.1.0.bpmn out.png --scale 2 --dpi 300", 2, "--scale and --dpi say the same"),
        ("convert C.1.0.bpmn out.png --theme green", 2, "--theme"),
        ("convert C.1.0.bpmn C.1.0.bpmn --to svg -o -", 2, "several maps do not go to standard output"),
        ("convert - --to svg --watch", 2, "standard input cannot be watched"),
        ("layout C.1.0.bpmn", 2, "layout needs IN and OUT"),
        ("convrt a b", 2, "did you mean"),
    ],
)
def test_what_makes_no_sense_is_one_line(
    file: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], line: str, status: int, says: str
) -> None:
    monkeypatch.chdir(file.parent)
    before = sorted(file.parent.iterdir())
    assert main(line.split()) == status
    said = capfd.readouterr()
    assert said.err.startswith("mapper: ")
    assert says in said.err
    assert said.err.count("\n") == 1
    assert (said.out, sorted(file.parent.iterdir())) == ("", before)


@pytest.fixture
def watching(file: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Mapper that watches the map and writes out.svg."""
    started = subprocess.Popen(
        [sys.executable, "-m", "mapper", "convert", str(file), str(file.parent / "out.svg"), "--watch"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)},
        stderr=subprocess.PIPE,
    )  # fmt: skip
    yield started
    started.kill()
    started.wait()


def test_a_watched_map_is_converted_again(file: Path, watching: subprocess.Popen[bytes]) -> None:
    # given a map that is watched
    out = file.parent / "out.svg"

    def wait(done: Callable[[], bool]) -> None:
        until = time.monotonic() + 120
        while not done():
            assert watching.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)

    wait(out.exists)
    # when the map is broken by one save, and mended with another name by the next
    text = file.read_text("utf-8")
    file.write_text("no map", "utf-8")
    time.sleep(1.0)
    file.write_text(text.replace("Invoice", "Bill"), "utf-8")
    # then the picture follows, and Ctrl+C ends it without a word but that of the broken map
    wait(lambda: b"Bill" in out.read_bytes())
    watching.send_signal(signal.SIGINT)
    _out, said = watching.communicate(timeout=120)
    assert watching.returncode == 130
    assert b"Traceback" not in said
    assert said.count(b"\n") <= 1


# -- completion and the manual -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("mapper conv", {"convert"}),
        ("mapper convert --th", {"--theme"}),
        ("mapper convert --theme ''", {"light", "dark"}),
        ("mapper help do", {"document"}),
        ("mapper completion z", {"zsh"}),
        ("mapper diff C", {"C.1.0.bpmn"}),
    ],
)
def test_bash_completes(shell: Shell, words: str, offered: set[str]) -> None:
    count = len(words.split()) - 1
    ran = shell(
        f"source <(mapper completion bash); COMP_WORDS=({words}); COMP_CWORD={count}; _mapper;"
        ' printf "%s\\n" "${COMPREPLY[@]}"'
    )
    assert ran.stderr == b""
    assert set(ran.stdout.decode().split()) == offered


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_completes(shell: Shell) -> None:
    ran = shell(
        'mapper completion fish | source; complete -C "mapper conv"; complete -C "mapper convert --theme "', "fish"
    )
    assert {line.split("\t")[0] for line in ran.stdout.decode().splitlines()} == {"convert", "light", "dark"}


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_takes_the_script(shell: Shell) -> None:
    ran = shell(
        "autoload -Uz compinit; compinit -u -d ./dump; source <(mapper completion zsh);"
        " print $_comps[mapper] ${+functions[_mapper]}", "zsh",
    )  # fmt: skip
    assert (ran.stdout.split(), ran.stderr) == ([b"_mapper", b"1"], b"")


def test_the_manual_holds_every_verb_and_option(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "--man"]) == 0
    page = capfd.readouterr().out
    for verb in table.VERBS.values():
        assert f".SS mapper {verb.name}".replace("-", r"\-") in page
        for one in verb.parameters:
            assert all(name.replace("-", r"\-") in page for name in one.opts if name.startswith("-"))
    if shutil.which("groff") is not None:
        ran = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-Kutf8"], input=page.encode(), capture_output=True,
                             check=True)  # fmt: skip
        assert ran.stderr == b""


@pytest.mark.parametrize("name", ["convert", "layout"])
def test_the_help_page_names_every_format_there_is(name: str) -> None:
    # the table of verbs is light and does not load the formats, so it says their names itself
    taken = {one.name: one for one in table.VERBS[name].parameters}
    assert {f".{ending}" for ending in str(taken["to"].metavar).split("|")} == set(export.FORMATS)
    assert all(ending in str(getattr(taken["paths"], "help", "")) for ending in export.FORMATS)


@pytest.mark.parametrize("name", [name for name, verb in table.VERBS.items() if name != "git"])
def test_a_help_page_ends_with_examples_that_are_right(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    # given the help page of a verb
    assert main([name, "--help"]) == 0
    shown = capfd.readouterr().out
    verb = table.VERBS[name]
    # then it shows its examples, and each names only options that the verb takes
    assert verb.examples
    known = {spelling for one in verb.parameters for spelling in one.opts}
    for example, _about in verb.examples:
        assert f"  mapper {example}\n" in shown
        used = example.partition(" | ")[0].split()
        assert used[0] == name
        assert {word for word in used[1:] if word.startswith("-") and word != "-"} <= known


def test_verbose_says_what_was_done(file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", str(file), str(tmp_path / "out.svg"), "-v"]) == 0
    said = capfd.readouterr().err
    assert f"{file} → {tmp_path / 'out.svg'} (" in said
    assert main(["convert", str(file), str(tmp_path / "out.svg")]) == 0
    assert capfd.readouterr().err == ""
