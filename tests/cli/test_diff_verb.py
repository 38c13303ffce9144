"""`mapper diff`, `mapper merge` and `mapper git` from the command line."""

import json
import shutil
from pathlib import Path

import pytest
from tests.soak import git

from mapper.__main__ import main
from mapper.app.comparing import git as drivers


@pytest.fixture
def pair(file: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A map, and the same after a step was renamed."""
    other = tmp_path / "other.bpmn"
    other.write_bytes(file.read_bytes().replace(b'name="Approve Invoice"', b'name="Pay &amp; go"'))
    assert other.read_bytes() != file.read_bytes()
    return file, other


def test_what_differs_is_listed(pair: tuple[Path, Path], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *map(str, pair)]) == 0
    assert capfd.readouterr().out == "Renamed\n  “Approve Invoice” → “Pay & go”\n"


def test_the_status_tells_when_asked(pair: tuple[Path, Path]) -> None:
    assert main(["diff", *map(str, pair), "--exit-code", "--quiet"]) == 1
    assert main(["diff", str(pair[0]), str(pair[0]), "--exit-code"]) == 0


def test_json_follows_the_contract(pair: tuple[Path, Path], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *map(str, pair), "--json"]) == 0
    (row,) = json.loads(capfd.readouterr().out)["changes"]
    assert {key: row[key] for key in ("what", "name", "before", "after")} == {
        "what": "renamed", "name": "Pay & go", "before": "Approve Invoice", "after": "Pay & go",
    }  # fmt: skip
    assert row["id"]


def test_the_page_shows_both_maps(pair: tuple[Path, Path], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *map(str, pair), "--html", "--lang", "da"]) == 0
    page = capfd.readouterr().out
    assert page.count("<svg") == 2
    assert "»Approve Invoice« → »Pay &amp; go«" in page
    assert 'lang="da"' in page


def test_two_forms_at_once_are_none(pair: tuple[Path, Path]) -> None:
    assert main(["diff", *map(str, pair), "--html", "--json"]) == 2


def test_what_cannot_be_read_is_an_error(file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(file), str(tmp_path / "none.bpmn")]) == 3
    assert "none.bpmn: there is no such file" in capfd.readouterr().err


def test_conflicts_are_named_and_the_rest_is_merged(
    pair: tuple[Path, Path], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    # given OURS that renamed what THEIRS renamed too, and THEIRS that renamed another step
    base, ours = pair
    theirs, out = tmp_path / "theirs.bpmn", tmp_path / "out.bpmn"
    text = base.read_bytes().replace(b'name="Approve Invoice"', b'name="Sign"')
    theirs.write_bytes(text.replace(b'name="Assign Approver"', b'name="Find somebody"'))
    # when they are merged
    assert main(["merge", str(base), str(ours), str(theirs), "-o", str(out)]) == 1
    # then OUT is OURS and what merged, and the conflict is named on standard error
    assert out.read_bytes() == ours.read_bytes().replace(b'name="Assign Approver"', b'name="Find somebody"')
    first, *_rest = capfd.readouterr().err.splitlines()
    assert first.endswith("Name is “Pay & go” in OURS and “Sign” in THEIRS") or "Pay & go in OURS and Sign" in first


def test_without_conflicts_the_status_is_good(pair: tuple[Path, Path], tmp_path: Path) -> None:
    base, ours = pair
    assert main(["merge", str(base), str(ours), str(base), "-o", str(tmp_path / "out.bpmn")]) == 0
    assert (tmp_path / "out.bpmn").read_bytes() == ours.read_bytes()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_three_clones_keep_one_map(corpus: Path) -> None:
    assert git.one(0, corpus, rounds=1)["bad"] == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_shows_maps_by_meaning_and_is_set_back(
    pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    # given a repository with a map
    (clone, *_others) = git.begun(tmp_path, pair[0].read_bytes())
    # when the map differs from what was committed
    (clone / git.NAME).write_bytes(pair[1].read_bytes())
    # then git says so in words, and a whole new map is one that was added
    assert "“Approve Invoice” → “Pay & go”" in git.git(clone, "diff")
    assert "Added" in git.git(clone, "log", "-p", "--ext-diff")
    # when the set-up is taken back, then nothing of it is left
    monkeypatch.chdir(clone)
    assert main(["git", "install", "--remove"]) == 0
    assert not (clone / ".gitattributes").exists()
    assert "mapper" not in git.git(clone, "config", "--list", "--local").replace(str(clone), "")
    assert main(["git", "forget"]) == 2


def test_outside_a_repository_nothing_is_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(["git", "install"]) == 2
    assert drivers.LINE.startswith("*.bpmn ")
