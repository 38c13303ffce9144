"""The same map with other line breaks between its elements, as tools write it and as hands and transfers leave it.

Only what stands between two tags, and is white space, is another; texts, comments and CDATA sections stay as they are.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from mapper.bpmn.file.decode import decode
from mapper.bpmn.file.spans import TOKEN

Gap = Callable[[str, random.Random], str]
"""What stands in place of the white space between two tags."""


REMARK = "<!-- between -->"


def _comment(gap: str, chance: random.Random) -> str:
    return f"{gap}{REMARK}" if chance.random() < 0.5 else REMARK


VARIANTS: dict[str, Gap] = {
    "as is": lambda gap, chance: gap,
    "no line breaks": lambda gap, chance: "",
    "blanks": lambda gap, chance: " ",
    "some line breaks": lambda gap, chance: gap if chance.random() < 0.5 else "",
    "comments": _comment,
}


def variant(data: bytes, name: str, seed: str) -> bytes:
    """A file in one of the VARIANTS, always the same for a seed."""
    if name == "as is":
        return data
    text = decode(data)
    return text.encode("".join(_pieces(text.text, VARIANTS[name], random.Random(f"{seed} {name}"))))


def _pieces(text: str, gap: Gap, chance: random.Random) -> Iterator[str]:
    at, inside = 0, False
    for token in TOKEN.finditer(text):
        between = text[at : token.start()]
        # Before the first tag and behind the last one a file has no elements.
        blank = inside and not between.strip() and _is_tag(token[0])
        yield gap(between, chance) if blank else between
        yield token[0]
        at, inside = token.end(), (inside or token.lastindex is not None) and _is_tag(token[0])
    yield text[at:]


def _is_tag(token: str) -> bool:
    return not token.startswith(("<!", "<?"))
