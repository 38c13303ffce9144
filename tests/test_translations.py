"""Nothing is shown in English to who chose Danish, and the chore that sees to it sees what it should."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog


@pytest.fixture(scope="module")
def chore() -> ModuleType:
    """packaging/ is no package, so the chore is loaded by its path."""
    path = Path(__file__).resolve().parents[1] / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_message_is_translated(chore: ModuleType) -> None:
    problems = [*chore.unreadable(), *chore.problems(chore.extracted(), "da")]

    assert not problems, "\n".join(["run packaging/translations.py and translate", *problems])


def test_marked_messages_are_found(chore: ModuleType, tmp_path: Path) -> None:
    # given a source with every way of marking a message
    (tmp_path / "room.py").write_text(
        'A = N_("in a table")\nprint(_("in a " "window"), t("in a document"), f"{_(\'in a format\')}")\n'
        'ngettext("{count} step", "{count} steps", n)\nprint("not marked")\n'
    )
    # when the messages are extracted
    found = {message.id for message in chore.extracted(tmp_path) if message.id}
    # then all marked ones are there, and no others
    assert found == {"in a table", "in a window", "in a document", "in a format", ("{count} step", "{count} steps")}


def test_a_message_put_together_too_early_is_found(chore: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "room.py").write_text('a = _("{n} steps").format(n=n)\nb = _(f"{n} steps")\nc = t("steps: " + n)\n')

    assert [line.split(":")[1] for line in chore.unreadable(tmp_path)] == ["2", "3"]


@pytest.mark.parametrize(
    ("translation", "finding"),
    [("", "not translated"), ("{ejer} har {count}", "other placeholders"), ("{owner} har {count}", None)],
)
def test_what_is_wrong_with_a_translation_is_said(
    chore: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, translation: str, finding: str | None
) -> None:
    # given a catalogue with a translation
    monkeypatch.setattr(chore, "LOCALE", tmp_path)
    chore.po("da").parent.mkdir(parents=True)
    catalogue, template = Catalog(locale="da"), Catalog()
    for one, string in ((catalogue, translation), (template, "")):
        one.add("{owner} has {count}", string, locations=[("src/room.py", 0)])
    chore.write(catalogue, chore.po("da"))
    # when it is held against the source
    problems = list(chore.problems(template, "da"))
    # then exactly what is wrong is found
    assert [finding in problem for problem in problems] == ([True] if finding else [])


def test_a_new_message_is_left_empty_and_an_old_one_goes(
    chore: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a catalogue whose only message was reworded in the source
    monkeypatch.setattr(chore, "LOCALE", tmp_path)
    chore.po("da").parent.mkdir(parents=True)
    catalogue, template = Catalog(locale="da"), Catalog()
    catalogue.add("Open the map", "Åbn kortet")
    chore.write(catalogue, chore.po("da"))
    template.add("Open the maps", locations=[("src/room.py", 0)])
    # when it is brought up to date
    chore.write(chore.updated(template, "da"), chore.po("da"))
    # then nothing was guessed and nothing is kept for nobody
    written = chore.po("da").read_text("utf-8")
    assert 'msgid "Open the maps"\nmsgstr ""' in written
    assert "Åbn" not in written
