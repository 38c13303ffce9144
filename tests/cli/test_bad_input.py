"""Whatever is handed to Mapper: one clear line, the right status, quickly, and nothing written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bad_input import MAP, SECONDS, UNREADABLE, VERBS, bad

from mapper.__main__ import main

# Root may read and write everything, so the child gives that up, once it has loaded what it needs itself.
AS_NOBODY = f"""
import os, pathlib, tempfile
with tempfile.TemporaryDirectory() as folder:
    warm = pathlib.Path(folder, "warm.bpmn")
    warm.write_text({MAP!r})
    main(["convert", str(warm), folder + "/warm.svg"])
os.geteuid() or os.seteuid(65534)
"""


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def mapper(*arguments: str | Path, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program; it must be quick and leave no traceback."""
    program = f"import sys; from mapper.__main__ import main; {before}sys.exit(main())"
    begun = seconds_of_children()
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=60
    )
    assert seconds_of_children() - begun < SECONDS
    assert "Traceback" not in done.stderr
    return done


def seconds_of_children() -> float:
    """Processor time, which other work on the machine hardly stretches; the benchmark looks at the clock."""
    times = os.times()
    return times.children_user + times.children_system


def assert_one_line(done: subprocess.CompletedProcess[str], status: int, named: str) -> None:
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("mapper: ")
    assert done.stderr.count("\n") == 1
    assert named in done.stderr
    assert "; " in done.stderr


@pytest.mark.parametrize("case", UNREADABLE)
@pytest.mark.parametrize("verb", VERBS)
def test_input_that_is_no_map(inside: Path, case: str, verb: str) -> None:
    # given something that is no map
    path = UNREADABLE[case](inside)
    before = sorted(inside.iterdir())
    # when a verb is to read it
    done = mapper(*(word.format(path.name) for word in VERBS[verb]))
    # then one line says so, and nothing was written
    assert_one_line(done, 3, path.name)
    assert sorted(inside.iterdir()) == before


@pytest.mark.parametrize("verb", [("info",), ("convert", "out.svg")])
def test_a_folder_is_no_map(inside: Path, verb: tuple[str, ...]) -> None:
    (inside / "maps").mkdir()
    done = mapper(verb[0], "maps", *verb[1:])
    assert_one_line(done, 3, "maps")
    assert sorted(inside.iterdir()) == [inside / "maps"]


def with_entity(tmp_path: Path) -> Path:
    secret = bad(tmp_path / "secret.txt", "the secret")
    doctype = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    return bad(tmp_path / "entity.bpmn", MAP.replace("<definitions", doctype + "<definitions", 1).format(name="&x;"))


def test_an_external_entity_is_not_followed(inside: Path) -> None:
    # given a map that names another file as an entity
    path = with_entity(inside)
    before = sorted(inside.iterdir())
    # when it is read
    done = mapper("info", path.name, "--json")
    # then it is refused, and the other file's text is not in what is said
    assert done.returncode == 3
    assert "the secret" not in done.stdout + done.stderr
    assert sorted(inside.iterdir()) == before


@pytest.mark.skipif(os.name != "posix", reason="file permissions are POSIX's")
@pytest.mark.parametrize("verb", [("info",), ("convert", "out.svg")])
def test_no_permission(inside: Path, verb: tuple[str, ...]) -> None:
    # given a map that this user may not read
    path = bad(inside / "locked.bpmn", MAP.format(name="x"))
    path.chmod(0)
    inside.chmod(0o755)
    # when it is read
    done = mapper(verb[0], "locked.bpmn", *verb[1:], before=AS_NOBODY)
    # then one line says so
    assert_one_line(done, 3, "locked.bpmn: no permission")
    assert sorted(inside.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="file permissions are POSIX's")
def test_no_permission_to_write(inside: Path) -> None:
    # given a folder in which this user may not write
    path = bad(inside / "map.bpmn", MAP.format(name="x"))
    (inside / "closed").mkdir(mode=0o555)
    inside.chmod(0o755)
    # when a picture is to go there
    done = mapper("convert", path.name, "closed/out.svg", before=AS_NOBODY)
    # then one line says so, and there is no picture
    assert_one_line(done, 1, "closed/out.svg: cannot be written")
    assert list((inside / "closed").iterdir()) == []


def test_a_name_with_danish_letters_and_blanks(inside: Path) -> None:
    # given a map with such a name
    path = bad(inside / "Ærlig  ø å.bpmn", MAP.format(name="Blåbærgrød"))
    # when it is read and converted
    assert "Blåbærgrød" in mapper("info", path.name, "--json").stdout
    assert mapper("convert", path.name, "ud åå.svg").returncode == 0
    # then the picture is there
    assert "Blåbærgrød" in (inside / "ud åå.svg").read_text("utf-8")


def test_an_unknown_name(inside: Path) -> None:
    path = bad(inside / "map.bpmn", MAP.format(name="x"))
    done = mapper("job-description", path.name, "--for", "Nobody\nat all", "-o", "out.pdf")
    assert_one_line(done, 2, "“Nobody at all”")
    assert sorted(inside.iterdir()) == [path]


@pytest.mark.parametrize(
    "arguments",
    [
        ("convert", "map.bpmn"),
        ("convert", "map.bpmn", "out.docx"),
        ("convert", "map.bpmn", "out"),
        ("convert", "a", "b", "c.svg"),
        ("convert", "--manifest", "pairs.tsv", "map.bpmn"),
        ("convert", "--nonsense", "map.bpmn", "out.svg"),
        ("convert", "map.bpmn", "out.svg", "--lang", "fr"),
        ("info",),
        ("info", "a", "b"),
        ("info", "map.bpmn", "--lang"),
        ("job-description", "map.bpmn", "--for", "A"),
        ("job-description", "map.bpmn", "-o", "out.pdf"),
        ("job-description", "map.bpmn", "--for", "A", "-o", "out.docx"),
        ("job-description", "map.bpmn", "--for", "A", "-o", "out.pdf", "--paper", "A3"),
        ("job-description", "map.bpmn", "--for", "A", "-o", "out.pdf", "--date", "soon"),
        ("--nonsense",),
        ("convrt", "map.bpmn", "out.svg"),
    ],
)
def test_a_request_that_makes_no_sense(
    inside: Path, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    # given a good map
    path = bad(inside / "map.bpmn", MAP.format(name="x"))
    # when something impossible is asked for
    status = main(arguments)
    # then one line says what, and nothing was written
    assert_one_line(subprocess.CompletedProcess(arguments, status, *capfd.readouterr()), 2, "")
    assert sorted(inside.iterdir()) == [path]
