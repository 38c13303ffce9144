"""The order of names in lists: the Danish alphabet ends in Æ, Ø, Å, and in a Danish list AA counts as Å.

The same letters come last in an English list, where readers would not look for them among A and O; there AA stays AA.
"""

from __future__ import annotations

import unicodedata

import mapper.text as text

_LAST = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y", "đ": "d", "ð": "d", "þ": "th"})
"""Letters and what they are sorted as: the signs are the three that follow z in Unicode."""


def folded(name: str) -> str:
    """A name as people compare it: small and large letters alike, whatever blanks and line breaks stand between words.

    >>> folded("  Anna\\n SØRENSEN ") == folded("anna sørensen")
    True
    """
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def by_name(name: str, language: str | None = None) -> tuple[str, str, str]:
    """The key to sort names by, large and small letters alike, in a language (the interface's unless named).

    >>> sorted(["Åse", "Zoe", "Ærø", "Aage", "anna", "Øster"], key=lambda name: by_name(name, "da"))
    ['anna', 'Zoe', 'Ærø', 'Øster', 'Aage', 'Åse']
    >>> sorted(["Åse", "Aaron", "Bo"], key=lambda name: by_name(name, "en"))
    ['Aaron', 'Bo', 'Åse']
    """
    letters = folded(name)
    if (language or text.current()) == "da":
        letters = letters.replace("aa", "å")
    plain = unicodedata.normalize("NFD", letters.translate(_LAST))
    return "".join(c for c in plain if not unicodedata.combining(c)), letters, name
