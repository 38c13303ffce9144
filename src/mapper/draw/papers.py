"""Sizes of papers, by name or as people write them."""

from __future__ import annotations

import re
from typing import TypeAlias

Paper: TypeAlias = str
"""A key of PAPERS, or the width and height of other paper in millimetres: "297x210"."""
PAPERS: dict[str, tuple[float, float]] = {
    "A4": (210.0, 297.0), "A3": (297.0, 420.0), "A2": (420.0, 594.0), "A1": (594.0, 841.0), "A0": (841.0, 1189.0),
    "A5": (148.0, 210.0), "Letter": (215.9, 279.4), "Legal": (215.9, 355.6), "Tabloid": (279.4, 431.8),
}  # fmt: skip
"""Upright sheets by name: width and height, millimetres."""
_OTHER_PAPER = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)")


def paper_size(paper: Paper) -> tuple[float, float]:
    """Width and height of an upright sheet in millimetres. Raises ValueError for what is no paper.

    >>> paper_size("A4"), paper_size("420x297")
    ((210.0, 297.0), (297.0, 420.0))
    """
    other = _OTHER_PAPER.fullmatch(paper.strip())
    if paper not in PAPERS and other is None:
        raise ValueError(paper)
    wide, high = PAPERS[paper] if other is None else sorted((float(other[1]), float(other[2])))
    if not 90 <= wide <= high <= 5000:
        raise ValueError(paper)
    return wide, high
