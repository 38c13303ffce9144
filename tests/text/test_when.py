"""Times in words, and as BPMN keeps them."""

import datetime

import pytest

from mapper.text.when import parse, spoken

TODAY = datetime.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("2 days", "duration", "P2D"),
        ("after 3 hours and 30 minutes", "duration", "PT3H30M"),
        ("en uge", "duration", "P7D"),
        ("every Monday 9:00", "cycle", "R/2026-12-07T09:00:00/P7D"),
        ("hver tirsdag kl. 9.30", "cycle", "R/2026-12-08T09:30:00/P7D"),
        ("daily at 8", "cycle", "R/2026-12-02T08:00:00/P1D"),
        ("every month on the 1st at 9", "cycle", "R/2027-01-01T09:00:00/P1M"),
        ("3 times every 10 minutes", "cycle", "R3/PT10M"),
        ("24.12.2026 kl. 18", "date", "2026-12-24T18:00:00"),
        ("R3/PT10H", "cycle", "R3/PT10H"),
        ("${dueDate}", "duration", "${dueDate}"),
    ],
)
def test_words_are_kept_as_bpmn_says(words: str, kind: str, value: str) -> None:
    assert parse(words, TODAY) == (kind, value)


@pytest.mark.parametrize("value", ["P2D", "P14D", "PT1H30M", "P1Y"])
@pytest.mark.parametrize("language", ["en", "da"])
def test_what_is_said_in_words_is_understood_again(value: str, language: str) -> None:
    for kind, said in (("duration", value), ("cycle", f"R/{value}"), ("cycle", f"R5/{value}")):
        assert parse(spoken(kind, said, language), TODAY) == (kind, said)


@pytest.mark.parametrize("words", ["", "soon", "every Monday 25:00", "31 February 2026", "2 flowers", "every moon"])
def test_what_says_no_time_is_not_guessed(words: str) -> None:
    assert parse(words, TODAY) is None


def test_what_no_words_say_stays_as_it_is() -> None:
    for kind, value in (("cycle", "0 0 9 ? * MON-FRI"), ("date", "2026-12-24T18:00:00+01:00"), ("duration", "${x}")):
        assert spoken(kind, value, "en") == value
