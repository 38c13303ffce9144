"""What people read, in their language.

English source strings are the message ids. A string is translated when it is shown, never at import, so that the
language can change while the program runs and a document can be printed in another language than the window's.
"""

import os
from collections.abc import Callable
from locale import getlocale

from mapper.text.catalogues import LANGUAGES, catalogue
from mapper.text.formats import clock, date, moment, number

__all__ = [
    "LANGUAGES",
    "N_",
    "_",
    "clock",
    "current",
    "date",
    "moment",
    "ngettext",
    "number",
    "resolve",
    "translator",
    "use",
]

_interface: list[str] = []


def N_(message: str) -> str:
    """Mark a message in a table for translation; whoever shows it calls `_`."""
    return message


def _(message: str) -> str:
    """The message in the interface's language; a message without a translation stays English."""
    return catalogue(current()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int, language: str | None = None) -> str:
    """The form for `count`, in the interface's language unless one is named; `{count}` is left for the caller.

    >>> ngettext("{count} step", "{count} steps", 2, "en").format(count=2)
    '2 steps'
    """
    return catalogue(resolve(language) if language else current()).ngettext(singular, plural, count)


def translator(language: str) -> Callable[[str], str]:
    """`_` for a document, whose language is chosen apart from the interface's.

    >>> t = translator("en")
    >>> t("job description")
    'job description'
    """
    messages = catalogue(resolve(language))
    return lambda message: messages.gettext(message) if message else ""


def use(language: str) -> str:
    """Make "en", "da" or "auto" the interface's language; returns the language this came to. Raises ValueError."""
    _interface[:] = [resolve(language)]
    return _interface[0]


def current() -> str:
    """The interface's language, from the environment until `use` was called."""
    return _interface[0] if _interface else use("auto")


def resolve(language: str) -> str:
    """A language of LANGUAGES for a name of one, for a locale such as "da_DK.UTF-8", or for "auto". Raises ValueError.

    >>> resolve("da_DK.UTF-8")
    'da'
    """
    if language == "auto":
        return _from_environment()
    found = _known(language)
    if found is None:
        raise ValueError(f"no language {language!r}; choose one of {', '.join(LANGUAGES)} or auto")
    return found


def _from_environment() -> str:
    """The first variable that is set decides, in gettext's own order; a desktop without them asks the C library."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if wanted := os.environ.get(variable):
            return next(filter(None, map(_known, wanted.split(":"))), LANGUAGES[0])
    return _known(getlocale()[0] or "") or LANGUAGES[0]


def _known(name: str) -> str | None:
    # Windows spells its locales out: "Danish_Denmark".
    return next((language for language in LANGUAGES if name[:2].lower() == language), None)
