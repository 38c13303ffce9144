"""`mapper convert` from the command line."""

import json
from pathlib import Path

import pytest
from lxml import etree

from mapper.__main__ import main
from mapper.lettering import fallback


def test_an_untouched_file_is_written_byte_for_byte(file: Path, tmp_path: Path) -> None:
    assert main(["convert", str(file), str(tmp_path / "out.bpmn")]) == 0
    assert (tmp_path / "out.bpmn").read_bytes() == file.read_bytes()


def test_nothing_is_said_when_all_is_well(file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", str(file), str(tmp_path / "out.svg")]) == 0
    assert capfd.readouterr() == ("", "")


def test_a_file_named_like_a_verb_is_converted(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file.rename("info")
    assert main(["convert", "info", "out.svg"]) == 0
    assert main(["convert", "--", "./info", "-out.svg"]) == 0
    assert (tmp_path / "-out.svg").read_bytes() == (tmp_path / "out.svg").read_bytes()


def test_a_list_goes_on_after_a_failure(file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    # given a list with a missing file in the middle
    missing = tmp_path / "missing.bpmn"
    pairs = [(file, tmp_path / "a.svg"), (missing, tmp_path / "b.svg"), (file, tmp_path / "c.bpmn")]
    manifest = tmp_path / "pairs.tsv"
    manifest.write_text("".join(f"{source}\t{target}\n" for source, target in pairs))
    # when it is converted
    assert main(["convert", "--manifest", str(manifest), "--json"]) == 1
    # then two are written, one has its reason, and the result says so
    said = capfd.readouterr()
    assert (tmp_path / "a.svg").exists()
    assert (tmp_path / "c.bpmn").exists()
    assert "no such file" in (tmp_path / "b.svg.err").read_text()
    assert said.err.count("\n") == 1
    result = json.loads(said.out)
    assert result["written"] == [str(tmp_path / "a.svg"), str(tmp_path / "c.bpmn")]
    assert [row["file"] for row in result["failed"]] == [str(missing)]


def test_a_folder_goes_into_another_with_the_same_names(
    file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # given a folder with maps at two depths, one of them broken, and with other files
    maps = tmp_path / "maps"
    (maps / "sales" / "north").mkdir(parents=True)
    (maps / "a.bpmn").write_bytes(file.read_bytes())
    (maps / "sales" / "north" / "b.BPMN").write_bytes(file.read_bytes())
    (maps / "sales" / "bad.bpmn").write_bytes(b"no map")
    (maps / "notes.txt").write_text("no map either")
    # when it is converted
    out = tmp_path / "out"
    assert main(["convert", str(maps), str(out), "--to", "svg", "--json"]) == 1
    # then each map is at the same place there, the broken one's place holds the reason, the rest is left alone
    found = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert found == {"a.svg", "sales/bad.svg.err", "sales/north/b.svg"}
    said = capfd.readouterr()
    assert said.err.count("\n") == 1
    assert {Path(name) for name in json.loads(said.out)["written"]} == {out / "a.svg", out / "sales/north/b.svg"}


def test_what_was_written_into_the_folder_before_is_not_read_again(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["convert", str(tmp_path), str(out), "--to", "bpmn"]) == 0
    assert main(["convert", str(tmp_path), str(out), "--to", "bpmn"]) == 0
    assert [str(path.relative_to(out)) for path in out.rglob("*")] == [file.name]
    assert (out / file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "status", "why"),
    [
        (["maps", "out", "--to", "doc"], 2, "writes no .doc files"),
        (["maps", "out", "--receipt"], 2, "--receipt is for one map"),
        (["empty", "out"], 3, "no maps in this folder"),
        (["maps", "maps/a.bpmn"], 1, "is a file, not a folder"),
    ],
)
def test_a_folder_that_cannot_be_converted_is_refused_in_one_line(
    arguments: list[str], status: int, why: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    for name in ("maps", "empty"):
        Path(name).mkdir()
    for name in ("a", "b"):
        Path("maps", f"{name}.bpmn").write_bytes(file.read_bytes())
    assert main(["convert", *arguments]) == status
    said = capfd.readouterr()
    assert why in said.err
    assert said.err.count("\n") == 1
    assert not Path("out").exists()


def test_several_diagrams_become_a_picture_each_and_that_is_said(
    corpus: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # given a file with several diagrams
    several = next(
        path for path in sorted(corpus.rglob("*.bpmn")) if path.read_bytes().count(b"<bpmndi:BPMNDiagram ") > 1
    )
    # when pictures are made of it, then one line on standard error says where the others are
    assert main(["convert", str(several), str(tmp_path / "out.svg")]) == 0
    assert "the others are in out-2.svg" in capfd.readouterr().err
    assert (tmp_path / "out-2.svg").exists()
    # and only one is made when one is named
    assert main(["convert", str(several), str(tmp_path / "one.svg"), "--diagram", "2"]) == 0
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "out-2.svg").read_bytes()
    assert not (tmp_path / "one-2.svg").exists()
    assert main(["convert", str(several), str(tmp_path / "one.svg"), "--diagram", "99"]) == 2
    assert "choose one of 1" in capfd.readouterr().err
    # and nothing when it is not to be said
    assert main(["convert", str(several), str(tmp_path / "out.svg"), "--quiet"]) == 0
    assert capfd.readouterr().err == ""


def test_the_receipt_says_what_was_noted_and_what_was_changed(
    file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # given a file with a reference that leads nowhere
    odd = tmp_path / "odd.bpmn"
    odd.write_bytes(file.read_bytes().replace(b'bpmnElement="', b'bpmnElement="no', 2))
    # when it is converted with a receipt
    assert main(["convert", str(odd), str(tmp_path / "out.bpmn"), "--receipt"]) == 0
    # then that is told with its line, and that no byte is another
    said = capfd.readouterr().out
    assert "Kept, but not shown:\n  Line " in said
    assert f"{odd.stat().st_size} of {odd.stat().st_size} bytes untouched" in said


def test_the_receipt_for_programs(file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", str(file), str(tmp_path / "out.bpmn"), "--receipt", "--json"]) == 0
    found = json.loads(capfd.readouterr().out)["receipt"]
    assert found["saved"]["elements"] == []
    assert found["saved"]["extensions"] == found["saved"]["extensionsKept"] > 0


def test_a_receipt_is_for_one_map(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "--manifest", str(tmp_path / "pairs.tsv"), "--receipt"]) == 2


@pytest.mark.parametrize("ending", [".png", ".pdf"])
def test_a_character_that_no_font_has_is_told(file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str],
                                              monkeypatch: pytest.MonkeyPatch, ending: str) -> None:  # fmt: skip
    # given a system whose fonts lack a character of some step's name
    monkeypatch.setattr(fallback, "source", lambda character, truetype=False: None)
    file.write_bytes(file.read_bytes().replace(b'name="Approve Invoice"', 'name="Approve ✈"'.encode()))
    # when a picture that needs fonts is made
    assert main(["convert", str(file), str(tmp_path / f"out{ending}")]) == 0
    # then it is told once, and not by one whose viewer finds fonts by itself
    assert "✈ (U+2708)" in capfd.readouterr().err
    assert main(["convert", str(file), str(tmp_path / "out.svg")]) == 0
    assert capfd.readouterr().err == ""


BROKEN = (
    b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x">\n<process id="p">\n'
    b'<task id="a" name="Pay & collect"/></process></definitions>'
)


def test_a_broken_map_becomes_one_that_is_well_formed_and_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # given a map that other programs refuse
    broken, out = tmp_path / "broken.bpmn", tmp_path / "out.bpmn"
    broken.write_bytes(BROKEN)
    # when it is converted
    assert main(["convert", str(broken), str(out)]) == 0
    # then what is written opens everywhere, and a line says what was wrong and where
    assert etree.parse(out).find(".//{*}task").get("name") == "Pay & collect"
    assert f"mapper: {broken}:3: " in capfd.readouterr().err
    assert broken.read_bytes() == BROKEN


def test_its_bytes_are_kept_where_that_is_asked_for(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    broken, out, listed = tmp_path / "broken.bpmn", tmp_path / "out.bpmn", tmp_path / "listed.bpmn"
    broken.write_bytes(BROKEN)
    assert main(["convert", str(broken), str(out), "--keep-bytes"]) == 0
    assert out.read_bytes() == BROKEN
    assert capfd.readouterr().err == ""
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text(f"{broken}\t{listed}\n")
    assert main(["convert", "--manifest", str(pairs), "--keep-bytes"]) == 0
    assert listed.read_bytes() == BROKEN
