"""Bundled files are found, from a checkout and from an installed wheel."""

from pathlib import Path

import pytest

from mapper import resources


def test_a_checkout_uses_its_own_folders(repository: Path) -> None:
    assert resources.resource("locale") == repository / "resources" / "locale"
    assert resources.example("a.bpmn") == repository / "examples" / "a.bpmn"


def test_a_wheel_uses_what_was_packed_into_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given an installed package with its resources inside
    (tmp_path / "_resources" / "locale").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    # when a resource is asked for, then it is the packed one
    assert resources.resource("locale") == tmp_path / "_resources" / "locale"


@pytest.mark.parametrize("cut", ["Regular", "It", "Semibold", "SemiboldIt", "Bold"])
def test_every_cut_in_use_is_a_truetype_font(cut: str) -> None:
    assert resources.font(cut).read_bytes()[:4] == b"\0\1\0\0"


def test_an_unknown_cut_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="'Comic'"):
        resources.font("Comic")
