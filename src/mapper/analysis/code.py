"""The content code: eight letters and figures that differ when the content does."""

from __future__ import annotations

import hashlib

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""None is easily taken for another: no I, O, 0 or 1."""


def content_code(*content: object) -> str:
    """The code of anything whose `repr` says all that counts.

    >>> content_code("a", (1, 2)), content_code("a", (1, 3))
    ('6BY6-GGP5', '3V3M-PSNE')
    """
    digest = hashlib.sha256(repr(content).encode("utf-8", "backslashreplace")).digest()
    letters = "".join(_LETTERS[byte % 32] for byte in digest[:8])
    return f"{letters[:4]}-{letters[4:]}"
