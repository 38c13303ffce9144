"""Where words may be cut: by pyphen's dictionaries, for Danish, English and German, with a few words of our own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from pyphen import Pyphen  # type: ignore[import-untyped]

LANGUAGES = {"da": "da_DK", "en": "en_US", "de": "de_DE"}
"""Language of a text → dictionary."""

LEAST = 3
"""Letters before a cut and after it, at least."""

_LONGEST = 80
"""Letters of the longest word that is looked up; what is longer is no word, and would take long."""

_AROUND = "()[]{}<>\"'“”‘’«».,:;!?…*"
"""Signs around a word that are no part of it."""

_OWN = {
    "da": (
        "proces-ejer", "proces-ejeren", "proces-ejere", "proces-inge-niør", "proces-leder", "proces-kort",
        "proces-ark", "proces-trin", "proces-analyse", "proces-optime-ring", "proces-beskri-velse",
        "ordre-bekræf-telse", "job-beskri-velse", "arbejds-instruk-tion", "arbejds-opga-ve", "arbejds-gang",
        "sags-behand-ling", "sags-behand-ler", "ansvars-områ-de", "medarbej-der", "medarbej-dere", "bestil-ling",
        "kunde-service", "kunde-henven-delse", "faktura-godken-delse", "leve-rings-tid", "sy-stem", "over-leve-ring",
    ),
    "en": ("docu-men-ta-tion", "work-flow", "data-base", "over-view", "hand-over", "stake-holder", "back-office"),
    "de": ("Prozess-eigner", "Prozess-eigen-tümer", "Prozess-inge-nieur", "Auftrags-ein-gang"),
}  # fmt: skip
"""Words, or beginnings of words, that the dictionaries cut badly; a hyphen stands where they may be cut."""

_SIGNS = {
    "da": re.compile(r"[æøå]|\b(?:og|der|til|ikke|af|på|med|hvis|skal|kunde|ordre|ja|nej)\b|(?:else|erne|ning|hed)\b"),
    "de": re.compile(r"[äöüß]|\b(?:und|der|die|das|nicht|mit|wenn|für|ja|nein|ist)\b|(?:ung|keit|heit|en)\b"),
    "en": re.compile(r"\b(?:the|and|of|to|not|with|if|for|yes|no|is|order|customer)\b|(?:tion|ing|ment|ed|ly)\b"),
}
"""What tells a language: letters, small words, endings."""


def language(texts: Iterable[str]) -> str:
    """The language in which most of the texts seem to be written, a key of LANGUAGES; English when nothing tells.

    >>> language(["Godkend ordren", "Afsend varerne til kunden"]), language(["Ship the order"])
    ('da', 'en')
    """
    whole = "\n".join(texts).lower()
    marks = {code: len(sign.findall(whole)) for code, sign in _SIGNS.items()}
    best = max(marks, key=lambda code: (marks[code], code == "en"))
    return best if marks[best] else "en"


@lru_cache(16384)
def points(word: str, language: str = "en") -> tuple[int, ...]:
    """The places in a word before which a line may end with a hyphen, ascending.

    >>> points("procesejeren", "da"), points("order")
    ((6,), ())
    """
    core = word.strip(_AROUND)
    if len(core) < 2 * LEAST or len(core) > _LONGEST or not core.isalpha():
        return ()
    shift = word.index(core)
    return tuple(shift + at for at in _points(core, language))


def _points(word: str, language: str) -> tuple[int, ...]:
    own, known = _own(language), tuple(_dictionary(language).positions(word))
    for length in range(len(word), 2 * LEAST - 1, -1):
        if (cuts := own.get(word[:length].lower())) is not None:
            rest = [at for at in known if at >= length + LEAST - 1]
            return tuple(at for at in (*cuts, *rest) if at <= len(word) - LEAST)
    return known


@cache
def _dictionary(language: str) -> Pyphen:
    return Pyphen(lang=LANGUAGES.get(language, LANGUAGES["en"]), left=LEAST, right=LEAST)


@cache
def _own(language: str) -> dict[str, tuple[int, ...]]:
    """Our own words without their hyphens → where they may be cut."""
    found = {}
    for entry in _OWN.get(language, ()):
        parts = entry.lower().split("-")
        found["".join(parts)] = tuple(sum(map(len, parts[:n])) for n in range(1, len(parts)))
    return found
