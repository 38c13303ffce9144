"""Many files in one process: the bad ones leave their reason, the good ones their output."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mapper.app.errors import RepairedFileError, UnreadableError, UsageError
from mapper.app.formats import convert, export


@pytest.fixture
def good(reference: Callable[[str], Path]) -> Path:
    return reference("first_steps")


def test_a_failure_leaves_its_reason_and_the_rest_goes_on(good: Path, tmp_path: Path) -> None:
    # given a bad file before a good one
    bad = tmp_path / "bad.bpmn"
    bad.write_bytes(b"no map")
    pairs = [(bad, tmp_path / "bad.svg"), (good, tmp_path / "good.svg")]
    told = []
    # when both are converted
    failed = convert.each(pairs, told.append, convert.convert)
    # then the good one is there, and beside the bad one's place is the reason
    assert [source for source, _error in failed] == [bad]
    assert told == pairs
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.bpmn", "bad.svg.err", "good.svg"]
    assert (tmp_path / "bad.svg.err").read_text("utf-8") == f"{failed[0][1]}\n"


def test_a_fault_of_mappers_own_is_a_failure_like_any_other(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    # given a printer with a mistake in it
    monkeypatch.setitem(export.FORMATS, ".csv", lambda *_given: 1 // 0)
    # when it is used in a list
    ((source, error),) = convert.each([(good, tmp_path / "a.csv")], lambda pair: None, convert.convert)
    # then one line tells of it, and the traceback is on file
    assert "ZeroDivisionError" in str(error)
    assert str(source) in str(error)
    (report,) = home.rglob("mapper.log")
    assert "Traceback" in report.read_text("utf-8")


def test_an_old_reason_goes_when_the_conversion_works(good: Path, tmp_path: Path) -> None:
    (tmp_path / "a.svg.err").touch()
    assert convert.each([(good, tmp_path / "a.svg")], lambda pair: None, convert.convert) == []
    assert not (tmp_path / "a.svg.err").exists()


def test_a_list_is_read_with_names_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_bytes("\ufeffa b.bpmn\tæ ø.svg\r\n\n c.bpmn\td.svg".encode())
    assert convert.manifest(path) == [(Path("a b.bpmn"), Path("æ ø.svg")), (Path(" c.bpmn"), Path("d.svg"))]


@pytest.mark.parametrize(
    "content", [b"one\ttwo\nalone\n", b"one\ttwo\na\tb\tc\n", b"one\ttwo\na\t \n", b"one\ttwo\n\xff\t\n"]
)
def test_a_list_that_is_none_is_refused_with_its_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        convert.manifest(path)
    assert str(caught.value).startswith(f"{path}:2: ")


def test_a_list_that_is_missing_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        convert.manifest(tmp_path / "pairs.tsv")


def test_a_repaired_file_is_not_converted_onto_itself(tmp_path: Path) -> None:
    # given a map with a prefix that is not declared
    path = tmp_path / "map.bpmn"
    path.write_text(
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x"><process id="P">'
        '<task id="T" odd:name="one"/></process></definitions>'
    )
    before = path.read_bytes()
    # when it is to be written over itself
    with pytest.raises(RepairedFileError):
        convert.convert(path, path)
    # then it is as before
    assert path.read_bytes() == before
