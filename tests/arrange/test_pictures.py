"""The layout of each fixture is as it was approved; `approve.py` shows what differs and renews it on purpose."""

import difflib

import pytest
from tests.helpers import fixture_pictures as pictures

HINT = "if this is meant: python tests/edit/arrange/approve.py {case} (then with --yes)"


@pytest.mark.parametrize("case", pictures.CASES)
def test_the_layout_is_as_it_was_approved(case: str) -> None:
    before, now = pictures.approved(case), pictures.drawn(case)
    told = difflib.unified_diff(before.splitlines(), now.splitlines(), "approved", "now", lineterm="", n=0)
    assert now == before, "\n".join([HINT.format(case=case), *list(told)[:40]])


def test_every_family_of_the_contract_has_a_fixture() -> None:
    families = {case.partition(".")[0] for case in pictures.CASES}
    assert families >= {
        "annotation", "association", "boundary", "branch", "data", "disconnected", "events", "flow", "group", "join",
        "lanes", "linear", "loop", "message", "pools", "subprocess",
    }  # fmt: skip


def test_no_picture_is_left_without_its_fixture() -> None:
    pictured = {path.name.removesuffix(".svg") for path in pictures.FIXTURES.glob("*.svg")}
    assert pictured <= set(pictures.CASES)
