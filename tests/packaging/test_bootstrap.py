"""The way from a clean checkout to the program: what is missing is found, said in one line, and done only once."""

import ast
import importlib
import os
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
NAMES = ("progress", "environment", "libraries", "screen", "commands")


@pytest.fixture(scope="module")
def modules() -> Iterator[dict[str, ModuleType]]:
    """packaging/ is no package; its modules find each other because Python starts there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(PACKAGING)
        yield {name: importlib.import_module(name) for name in NAMES}
    for name in NAMES:
        del sys.modules[name]


@pytest.fixture
def libraries(modules: dict[str, ModuleType]) -> ModuleType:
    return modules["libraries"]


@pytest.fixture
def environment(modules: dict[str, ModuleType]) -> ModuleType:
    return modules["environment"]


@pytest.fixture
def screen(modules: dict[str, ModuleType]) -> ModuleType:
    return modules["screen"]


@pytest.fixture
def progress(modules: dict[str, ModuleType], tmp_path: Path) -> object:
    return modules["progress"].Progress(1, tmp_path / "log")


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """An environment that looks finished."""
    folder = tmp_path / ".venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").touch()
    (folder / "pyvenv.cfg").write_text("home = /usr/bin\nversion = 3.12.1\n")
    return folder


# --- an old Python -----------------------------------------------------------------------------------------------


def test_the_door_parses_on_an_old_python() -> None:
    ast.parse((PACKAGING / "bootstrap.py").read_text("utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_so_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 9))

    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(PACKAGING / "bootstrap.py"))

    assert "Python 3.11 or later" in str(stop.value)
    assert "\n" not in str(stop.value)


# --- missing system libraries ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("ImportError: libEGL.so.1: cannot open shared object file: No such file or directory", {"libEGL.so.1"}),
        (
            "Cannot load library /x/libqxcb.so: (libxcb-cursor.so.0: cannot open shared object file: No such file)",
            {"libxcb-cursor.so.0"},
        ),
        ("\tlibGL.so.1 => not found\n\tlibm.so.6 => /lib/libm.so.6 (0x7f)\n\tlibSM.so.6 => not found\n", None),
        ("qt.qpa.xcb: could not connect to display :7", set()),
    ],
)
def test_the_loader_says_what_is_missing(libraries: ModuleType, said: str, missing: set[str] | None) -> None:
    assert libraries.missing_in(said) == ({"libGL.so.1", "libSM.so.6"} if missing is None else missing)


@pytest.mark.parametrize(
    ("soname", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libGL.so.1", "libgl1"),
        ("libxkbcommon.so.0", "libxkbcommon0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libX11.so.6", "libx11-6"),
        ("libSM.so.6", "libsm6"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libfreetype.so.6", "libfreetype6"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libglib-2.0.so.0", "libglib2.0-0t64"),
        ("libcups.so.2", "libcups2t64"),
        ("libz.so.1", "zlib1g"),
    ],
)
def test_the_package_follows_from_the_library(libraries: ModuleType, soname: str, package: str) -> None:
    assert package in libraries.debian_candidates(soname)


def test_the_newer_name_is_taken_where_it_is_offered(libraries: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a system that knows one library under its newer name only and another under its older
    policy = (
        "libglib2.0-0t64:\n  Installed: (none)\n  Candidate: 2.84.4-3\n  Version table:\n"
        "libglib2.0-0:\n  Installed: (none)\n  Candidate: (none)\n  Version table:\n"
        "libegl1:\n  Installed: (none)\n  Candidate: 1.7.0-1\n"
    )
    ran: list[list[str]] = []
    monkeypatch.setattr(libraries, "_output", lambda command, environ: policy)
    monkeypatch.setattr(libraries, "may_use_apt", lambda: ["apt-get"])
    # when both are to be installed
    choices = [libraries.debian_candidates(name) for name in ("libglib-2.0.so.0", "libEGL.so.1")]
    libraries.install_debian(SimpleNamespace(run=ran.append), *choices)
    # then each has the name it has there, and the lists are not fetched for nothing
    assert [command[-2:] for command in ran] == [["libglib2.0-0t64", "libegl1"]]


def test_package_lists_are_fetched_where_there_are_none(libraries: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a fresh system, which offers nothing until it has asked
    ran: list[list[str]] = []
    offer = "libegl1:\n  Installed: (none)\n  Candidate: 1.7.0-1\n"
    monkeypatch.setattr(libraries, "_output", lambda command, environ: offer if ran else "")
    monkeypatch.setattr(libraries, "may_use_apt", lambda: ["apt-get"])
    # when a package is to be installed
    libraries.install_debian(SimpleNamespace(run=ran.append), ["libegl1t64", "libegl1"])
    # then the lists come first
    assert [command[1] for command in ran] == ["update", "install"]


def test_without_the_right_to_install_there_is_one_line_to_type(
    libraries: ModuleType, modules: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch, progress: object
) -> None:
    monkeypatch.setattr(libraries, "may_use_apt", lambda: None)
    monkeypatch.setattr(libraries, "_output", lambda command, environ: "")
    monkeypatch.setattr(libraries.shutil, "which", lambda name: f"/usr/bin/{name}" if name == "apt-get" else None)

    with pytest.raises(modules["progress"].Failed) as failure:
        libraries.install_debian(progress, ["libegl1t64", "libegl1"], sonames=["libEGL.so.1"])

    assert str(failure.value) == "Qt lacks libEGL.so.1; type: sudo apt-get install libegl1"


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("dnf", "type: sudo dnf install 'libEGL.so.1()(64bit)'"),
        ("pacman", "type: sudo pacman -S qt6-base"),
        (None, "install the packages with libEGL.so.1, and run this again"),
    ],
)
def test_other_systems_get_their_own_line(
    libraries: ModuleType, monkeypatch: pytest.MonkeyPatch, manager: str | None, line: str
) -> None:
    monkeypatch.setattr(libraries.shutil, "which", lambda name: name if name == manager else None)

    assert libraries.advice(["libEGL.so.1"], "libegl1") == line


@pytest.mark.parametrize(
    ("user", "sudo_asks", "start"),
    [(0, True, "env"), (1000, False, "sudo"), (1000, True, None)],
)
def test_apt_is_used_only_where_nobody_is_asked(
    libraries: ModuleType, monkeypatch: pytest.MonkeyPatch, user: int, sudo_asks: bool, start: str | None
) -> None:
    monkeypatch.setattr(libraries.shutil, "which", lambda name: name)
    monkeypatch.setattr(libraries.os, "geteuid", lambda: user, raising=False)
    monkeypatch.setattr(libraries, "_succeeds", lambda *command: not sudo_asks)

    command = libraries.may_use_apt()

    assert (command[0] if command else None) == start


def test_a_library_that_stays_missing_ends_the_search(
    libraries: ModuleType, modules: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch, progress: object
) -> None:
    monkeypatch.setattr(libraries.sys, "platform", "linux")
    monkeypatch.setattr(libraries, "missing", lambda python, environ: {"libodd.so.1"})
    monkeypatch.setattr(libraries, "install_debian", lambda *arguments, **options: None)

    with pytest.raises(modules["progress"].Failed, match=r"still lacks libodd\.so\.1"):
        libraries.provide(progress, Path("python"), {})


def test_only_a_screen_asks_for_its_libraries(libraries: ModuleType) -> None:
    assert libraries.platforms({}) == ["offscreen"]
    assert libraries.platforms({"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}) == ["offscreen", "xcb", "wayland"]


# --- the environment ---------------------------------------------------------------------------------------------


def test_the_interpreter_is_where_the_system_puts_it(environment: ModuleType) -> None:
    assert environment.python(Path("v"), windows=False) == Path("v/bin/python")
    assert environment.python(Path("v"), windows=True) == Path("v/Scripts/python.exe")


@pytest.mark.skipif(os.name == "nt", reason="the made-up environment has the folders of the other systems")
def test_a_finished_environment_is_used(environment: ModuleType, venv: Path) -> None:
    assert environment.is_sound(venv)


@pytest.mark.parametrize("damage", ["interrupted", "interpreter gone", "too old", "no notes", "nothing there"])
def test_a_damaged_environment_is_remade(environment: ModuleType, venv: Path, damage: str) -> None:
    if damage == "interrupted":
        (venv / environment.HALF_MADE).touch()
    elif damage == "interpreter gone":
        (venv / "bin" / "python").unlink()
        (venv / "bin" / "python").symlink_to("/no/such/python3")
    elif damage == "too old":
        (venv / "pyvenv.cfg").write_text("version = 3.10.4\n")
    elif damage == "no notes":
        (venv / "pyvenv.cfg").unlink()
    else:
        venv = venv / "missing"

    assert not environment.is_sound(venv)


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints.txt", "setup.py", "the Python", "the place"])
def test_what_decides_the_contents_asks_for_a_new_installation(
    environment: ModuleType, tmp_path: Path, venv: Path, changed: str
) -> None:
    # given a checkout whose package was installed
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    for name in environment.DECIDING:
        (checkout / name).write_text("as it was")
    environment.stamp("installed:", environment.fingerprint(checkout, venv, ""), venv)
    assert environment.is_installed("", checkout, venv)
    # when something changes that decides what belongs in the environment
    if changed == "the Python":
        (venv / "pyvenv.cfg").write_text("version = 3.13.0\n")
    elif changed == "the place":
        checkout = checkout.rename(tmp_path / "elsewhere")
    else:
        (checkout / changed).write_text("otherwise")
    # then it is installed again
    assert not environment.is_installed("", checkout, venv)


def test_the_tests_bring_the_program_but_not_the_other_way(environment: ModuleType, tmp_path: Path, venv: Path) -> None:
    environment.stamp("installed:", environment.fingerprint(tmp_path, venv, ""), venv)
    assert not environment.is_installed("test", tmp_path, venv)

    (venv / environment.STAMPS).unlink()
    environment.stamp("installed:test", environment.fingerprint(tmp_path, venv, "test"), venv)
    assert environment.is_installed("", tmp_path, venv)


def test_damaged_notes_count_as_none(environment: ModuleType, venv: Path) -> None:
    (venv / environment.STAMPS).write_text('{"installed:": "abc')

    assert environment.read_stamps(venv) == {}


# --- what is shown -----------------------------------------------------------------------------------------------


def test_a_failing_program_leaves_its_error_in_one_line(modules: dict[str, ModuleType], progress: object) -> None:
    program = "import sys; print('ERROR: no such version'); print('hint: look'); sys.exit(2)"

    with pytest.raises(modules["progress"].Failed, match="failed: ERROR: no such version") as failure:
        progress.run([sys.executable, "-c", program])  # type: ignore[attr-defined]

    assert "\n" not in str(failure.value)


@pytest.mark.parametrize(
    ("variables", "platform", "named"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_only_linux_has_sessions_without_a_screen(
    screen: ModuleType, variables: dict[str, str], platform: str, named: bool
) -> None:
    assert screen.is_named(variables, platform) is named


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        ({"LANG": "da_DK.UTF-8"}, "ordre-til-levering.bpmn"),
        ({"LANG": "en_GB.UTF-8"}, "order-to-delivery.bpmn"),
        ({"LANG": "da_DK.UTF-8", "LC_ALL": "C"}, "order-to-delivery.bpmn"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "da:en"}, "ordre-til-levering.bpmn"),
        ({}, "order-to-delivery.bpmn"),
    ],
)
def test_the_example_speaks_the_language_of_the_session(
    screen: ModuleType, variables: dict[str, str], name: str
) -> None:
    assert screen.default_example(variables).name == name


@pytest.mark.parametrize(
    ("owners", "shown"),
    [
        ([("task", "r2"), ("process", "r1")], "Anna"),
        ([("process", None), ("task", "r2")], "Bo"),
        ([("task", None)], None),
    ],
)
def test_the_process_owner_comes_first(
    screen: ModuleType, owners: list[tuple[str, str | None]], shown: str | None
) -> None:
    info = {
        "nodes": [{"kind": kind, "owner": owner} for kind, owner in owners],
        "parties": [{"id": "r1", "name": "Anna"}, {"id": "r2", "name": "Bo"}],
    }

    assert screen.owner_of(info) == shown


# --- the two commands --------------------------------------------------------------------------------------------


@pytest.fixture
def started(modules: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """What was started or shown, with everything that would take time replaced by a note of it."""
    notes: list[list[str]] = []
    commands, environment = modules["commands"], modules["environment"]
    state = {"sound": False, "installed": False}
    monkeypatch.setattr(commands, "LOG", tmp_path / "build" / "log")
    monkeypatch.setattr(environment, "is_sound", lambda: state["sound"])
    monkeypatch.setattr(environment, "is_installed", lambda extra: state["installed"])
    monkeypatch.setattr(environment, "make", lambda progress: state.update(sound=True))
    monkeypatch.setattr(environment, "install", lambda progress, extra: state.update(installed=True))
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "stamp", lambda name, value: (tmp_path / "stamped").write_text(value))
    monkeypatch.setattr(
        environment, "read_stamps", lambda: {"libraries": f.read_text()} if (f := tmp_path / "stamped").exists() else {}
    )
    monkeypatch.setattr(modules["libraries"], "provide", lambda progress, python: None)
    monkeypatch.setattr(commands, "_become", lambda words: notes.append([str(word) for word in words[1:]]) or 0)
    monkeypatch.setattr(
        modules["screen"], "print_job_description", lambda python, file: notes.append(["job description", file.name])
    )
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return notes


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_without_a_screen_the_job_description_is_shown(
    modules: dict[str, ModuleType], started: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert modules["commands"].main(["run"]) == 0

    assert started == [["job description", "order-to-delivery.bpmn"]]
    assert "no screen here" in capsys.readouterr().out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_without_a_screen_the_named_maps_are_shown(modules: dict[str, ModuleType], started: list[list[str]]) -> None:
    modules["commands"].main(["run", "a.bpmn", "b.bpmn"])

    assert started == [["job description", "a.bpmn"], ["job description", "b.bpmn"]]


@pytest.mark.parametrize(
    ("arguments", "opened"),
    [(["a.bpmn", "b.bpmn"], ["a.bpmn", "b.bpmn"]), ([], ["order-to-delivery.bpmn"])],
)
def test_with_a_screen_the_window_opens_on_a_map(
    modules: dict[str, ModuleType],
    started: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    opened: list[str],
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(modules["screen"], "opens", lambda python: True)

    modules["commands"].main(["run", *arguments])

    assert started[0][:2] == ["-m", "mapper"]
    assert [Path(word).name for word in started[0][2:]] == opened


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
def test_what_follows_test_goes_to_pytest(modules: dict[str, ModuleType], started: list[list[str]]) -> None:
    modules["commands"].main(["test", "-k", "lanes", "--maxfail=1"])

    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"

    assert started == [["-m", "pytest", "-n", "auto", "-k", "lanes", "--maxfail=1"]]


def test_the_first_start_tells_its_steps_and_the_second_has_none(
    modules: dict[str, ModuleType], started: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    # given a clean checkout
    modules["commands"].main(["test"])
    first = capsys.readouterr().out
    # when the same is asked again
    modules["commands"].main(["test"])
    # then all was told the first time and nothing is left to do
    assert [line[:5] for line in first.splitlines()[:-1]] == ["[1/3]", "[2/3]", "[3/3]"]
    assert capsys.readouterr().out == ""
    assert len(started) == 2


def test_an_interruption_is_one_line(
    modules: dict[str, ModuleType], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(extra: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(modules["commands"], "prepare", interrupted)

    assert modules["commands"].main(["run"]) == 130
    assert capsys.readouterr().err.strip().count("\n") == 0
