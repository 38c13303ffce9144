"""The translations, read from the `.po` files at run time.

Reading costs about 10 ms per thousand messages; that is less than a compile step costs in files that can be stale.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from mapper.resources import resource

NAMES = {"en": "English", "da": "Dansk"}
"""Each language by its own name, so that whoever reads it finds it."""

LANGUAGES = tuple(NAMES)


@cache
def catalogue(language: str) -> NullTranslations:
    """All messages of one of LANGUAGES. English is the source, so it needs none."""
    if language == LANGUAGES[0]:
        return NullTranslations()
    packed = BytesIO()
    with resource("locale", language, "LC_MESSAGES", "mapper.po").open("rb") as source:
        write_mo(packed, read_po(source, locale=language))
    packed.seek(0)
    return GNUTranslations(packed)
