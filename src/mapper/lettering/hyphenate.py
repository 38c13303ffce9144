"""Where words may be cut: by pyphen's dictionaries, for Danish, English and German, with a few words of our own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
        "proces-ejer", "proces-ejer-en", "proces-ejer-ens", "proces-ejer-ne", "proces-ejere", "proces-ejer-rolle",
        "proces-inge-niør", "proces-inge-niøren", "proces-inge-niører", "bench-mar-king", "med-delelse", "med-delelser",
        "tredje-lande", "skrive-bords-ses-sion", "regel-op-gave", "arbejds-uge", "arbejds-ugen", "arbejds-uger",
    ),
    "en": ("docu-men-ta-tion", "work-flow", "data-base", "over-view", "hand-over", "stake-holder", "back-office"),
    "de": ("Prozess-eigner", "Prozess-inge-nieur", "Auftrags-ein-gang"),
}  # fmt: skip
"""Words that the dictionaries cut badly; a hyphen stands where they, and words that begin with them, may be cut."""

_SECOND = {"da": ("opgave", "oplysning", "procent", "point", "analyse", "ansvar", "opfølgning", "aftale", "ordre")}
"""Words that are glued to others: a cut stands before them, and none close by."""

_DANISH, _GERMAN = frozenset("æøå"), frozenset("äöüß")
_VOWELS = frozenset("aeiouyæøåäöü")

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


def language_of(text: str, usual: str) -> str:
    """The language of one text: that of letters which only one language has, else the usual one of the map.

    >>> language_of("Prüfe Größe", "en"), language_of("Kontrollér ordren på lager", "en"), language_of("Check", "da")
    ('de', 'da', 'da')
    """
    if text.isascii():
        return usual
    letters = frozenset(text.lower())
    return "da" if letters & _DANISH else "de" if letters & _GERMAN else usual


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


def pairs(word: str, language: str = "en") -> Iterator[tuple[str, str]]:
    """A word in two parts, cut later or earlier: the longest beginning first.

    >>> list(pairs("dokumentation", "da"))[0]
    ('dokumenta', 'tion')
    """
    for at in reversed(points(word, language)):
        yield word[:at], word[at:]


def _points(word: str, language: str) -> tuple[int, ...]:
    small = word.lower()
    known = _without_lone_letters(small, list(_dictionary(language).positions(word)))
    for part in _SECOND.get(language, ()):
        at = small.find(part, LEAST)
        if at >= LEAST:
            known = sorted([p for p in known if abs(p - at) >= LEAST] + [at])
    for length in range(len(word), 2 * LEAST - 1, -1):
        if (cuts := _own(language).get(small[:length])) is not None:
            known = [*cuts, *(p for p in known if p >= length + LEAST - 1)]
            break
    return tuple(p for p in known if LEAST <= p <= len(word) - LEAST)


def _without_lone_letters(word: str, known: list[int]) -> list[int]:
    """Of two cuts around a single letter one is wrong: vowels go with what follows, consonants with what precedes."""
    found: list[int] = []
    for at in known:
        if found and at - found[-1] == 1:
            if word[at - 1] in _VOWELS:
                continue
            found.pop()
        found.append(at)
    return found


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
