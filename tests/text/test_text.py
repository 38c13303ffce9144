"""What is shown is shown in the language that was chosen, and in the one of the environment until then."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapper import text
from mapper.text import catalogues

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "owner"
msgstr "ejer"

msgid "{count} step"
msgid_plural "{count} steps"
msgstr[0] "{count} trin"
msgstr[1] "{count} trin i alt"
"""
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def danish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue that this test knows, in place of the shipped one."""
    folder = tmp_path / "locale" / "da" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "mapper.po").write_text(PO, "utf-8")
    monkeypatch.setattr(catalogues, "resource", tmp_path.joinpath)
    catalogues.catalogue.cache_clear()
    yield
    catalogues.catalogue.cache_clear()


def test_the_interface_speaks_the_language_in_use() -> None:
    text.use("da")

    assert text.current() == "da"
    assert text._("owner") == "ejer"


def test_a_document_has_a_language_of_its_own() -> None:
    text.use("en")
    t = text.translator("da")

    assert (t("owner"), text._("owner")) == ("ejer", "owner")


def test_a_mark_translates_nothing() -> None:
    text.use("da")

    assert text.N_("owner") == "owner"


def test_a_message_without_translation_stays_english() -> None:
    text.use("da")

    assert text._("handoff") == "handoff"


def test_an_empty_message_is_not_the_catalogue_header() -> None:
    text.use("da")

    assert text._("") == ""
    assert text.translator("da")("") == ""


@pytest.mark.parametrize(("count", "shown"), [(1, "1 trin"), (2, "2 trin i alt"), (0, "0 trin i alt")])
def test_plurals_follow_the_language(count: int, shown: str) -> None:
    assert text.ngettext("{count} step", "{count} steps", count, "da").format(count=count) == shown


def test_plurals_follow_the_interface_unless_told() -> None:
    text.use("da")

    assert text.ngettext("{count} step", "{count} steps", 1) == "{count} trin"


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "da_DK.UTF-8"}, "da"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "da_DK.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US", "LC_ALL": "da_DK"}, "da"),
        ({"LANGUAGE": "sv:da:en", "LANG": "en_US"}, "da"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_auto_asks_the_environment(variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert text.use("auto") == language


def test_a_desktop_without_variables_is_asked_for_its_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(text, "getlocale", lambda: ("Danish_Denmark", "1252"))

    assert text.resolve("auto") == "da"


def test_an_unknown_language_is_refused_with_the_choice() -> None:
    with pytest.raises(ValueError, match=r"'sv'.*en, da or auto"):
        text.use("sv")


@pytest.mark.parametrize(
    ("value", "digits", "english", "danish"),
    [
        (18.5, 2, "18.5", "18,5"),
        (1234567, 2, "1,234,567", "1.234.567"),
        (12.945, 1, "12.9", "12,9"),
        (37.4, 0, "37", "37"),
    ],
)
def test_numbers_are_written_as_the_language_does(value: float, digits: int, english: str, danish: str) -> None:
    assert text.number(value, "en", digits) == english
    assert text.number(value, "da", digits) == danish


@pytest.mark.parametrize(("language", "shown"), [("en", "9 March 2026"), ("da", "9. marts 2026")])
def test_dates_are_written_as_the_language_does(language: str, shown: str) -> None:
    assert text.date(datetime.date(2026, 3, 9), language) == shown
