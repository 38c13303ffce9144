"""Words are cut where a reader of their language expects it."""

import itertools

import pytest

from mapper.lettering.hyphenate import language, pairs, points


def cut(word: str, code: str) -> str:
    """A word with a hyphen wherever a line may end."""
    places = (0, *points(word, code), len(word))
    return "-".join(word[a:b] for a, b in itertools.pairwise(places))


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("da", "sags-be-hand-lings-sy-stem"),
        ("da", "proces-ejeren"),
        ("da", "proces-inge-niør"),
        ("da", "doku-men-ta-tions-pakke"),
        ("da", "bru-ger-opgave"),
        ("da", "per-son-oplys-nin-ger"),
        ("da", "gen-nem-løbs-tid"),
        ("da", "arbejds-ugen"),
        ("da", "pro-cent-point"),
        ("en", "respon-si-bil-ity"),
        ("en", "work-flow"),
        ("de", "Auf-trags-be-stä-ti-gung"),
        ("da", "ordre"),
        ("da", "(sags-be-hand-ling)"),
    ],
)
def test_words_of_the_domain(code: str, wanted: str) -> None:
    assert cut(wanted.replace("-", ""), code) == wanted


@pytest.mark.parametrize("word", ["https://example.org/path", "file_name_v2.docx", "12345678", "x" * 500, "", "人事部"])
def test_what_is_no_word_has_no_cuts(word: str) -> None:
    assert points(word, "en") == ()


@pytest.mark.parametrize("code", ["da", "en", "de"])
def test_no_part_is_shorter_than_three_letters_at_either_end(code: str) -> None:
    for word in ("sagsbehandlingssystemet", "internationalization", "Rechnungsprüfungsausschuss", "arbejdsugerne"):
        assert all(3 <= at <= len(word) - 3 for at in points(word, code))


def test_the_longest_beginning_comes_first() -> None:
    found = list(pairs("dokumentation", "da"))

    assert found[0] == ("dokumenta", "tion")
    assert [len(head) for head, _ in found] == sorted((len(head) for head, _ in found), reverse=True)


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["Modtag ordre", "Pak varer og afsend", "Betaling modtaget?"], "da"),
        (["Auftrag prüfen", "Ware versenden", "Rechnung stellen"], "de"),
        (["Receive the order", "Ship goods", "Payment received"], "en"),
        ([], "en"),
        (["12", "A1"], "en"),
    ],
)
def test_the_language_of_a_map_is_told_by_its_names(texts: list[str], code: str) -> None:
    assert language(texts) == code
