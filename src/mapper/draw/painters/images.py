"""What painters need to know of a picture's bytes."""

from __future__ import annotations

from base64 import b64encode


def media_type(data: bytes) -> str:
    """The media type of a PNG or JPEG by its first bytes.

    >>> media_type(b"\\xff\\xd8\\xff")
    'image/jpeg'
    """
    return "image/jpeg" if data.startswith(b"\xff\xd8") else "image/png"


def data_uri(data: bytes) -> str:
    """The picture inside an address."""
    return f"data:{media_type(data)};base64,{b64encode(data).decode()}"
