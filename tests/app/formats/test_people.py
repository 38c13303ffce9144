"""A name typed by somebody leads to a party, or to the names that may have been meant."""

from pathlib import Path

import pytest

from mapper.app.errors import UsageError
from mapper.app.formats import people
from mapper.model.diagram import Diagram
from mapper.model.records import Node

MAP = Path("map.bpmn")


def company(*names: str) -> Diagram:
    return Diagram(Node(f"P{number}", "party", name) for number, name in enumerate(names))


def test_letters_and_blanks_need_not_be_exact() -> None:
    assert people.find(company("Søren Ærlig", "Bo"), " søren  ærlig ", MAP).id == "P0"


def test_the_exact_name_goes_first() -> None:
    assert people.find(company("SALES", "Sales"), "Sales", MAP).id == "P1"


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        people.find(company("Anna Larsen", "Hanne Larsen", "Bo Dam"), "Ana Larsen", MAP)
    assert str(caught.value) == (
        "map.bpmn: nobody is called “Ana Larsen”; the nearest names are “Anna Larsen”, “Hanne Larsen”"
    )
    assert caught.value.status == 2


def test_a_name_like_no_other_is_answered_with_some() -> None:
    with pytest.raises(UsageError, match="are “Anna”, “Bo”"):
        people.find(company("Bo", "Anna"), "Zzyzx", MAP)


def test_a_map_without_parties_says_so() -> None:
    with pytest.raises(UsageError, match="no people, roles or units"):
        people.find(company(), "Anna", MAP)


def test_a_name_that_two_share_is_not_guessed() -> None:
    with pytest.raises(UsageError, match="more than one"):
        people.find(company("Anna", "Anna"), "anna", MAP)
