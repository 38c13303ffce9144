import pytest

from mapper.model.records import Node
from mapper.model.time import split


def test_the_default_week_is_split_as_the_domain_has_it():
    found = split(Node("p", "party"))
    assert found.total.weekly == 37
    assert (found.role.percent, found.role.weekly) == (50, 18.5)
    assert (found.improvement.percent, found.improvement.weekly) == (35, 12.95)
    assert (found.documentation.percent, found.documentation.weekly) == (15, 5.55)
    assert (found.other.percent, found.other.weekly) == (50, 18.5)


def test_years_have_their_own_weeks():
    party = Node("p", "party", details={"weeklyHours": 30.0, "yearlyWeeks": 40.0, "roleShare": 60.0})
    found = split(party)
    assert found.role.yearly == pytest.approx(720)
    assert found.role.weekly + found.other.weekly == pytest.approx(30)
