"""A diagram as PNG without a display: the PDF page, rasterised."""

from __future__ import annotations

from io import BytesIO
from math import sqrt

import pypdfium2  # type: ignore[import-untyped]

from mapper.draw.look import Lens
from mapper.draw.painters import pdf
from mapper.draw.pictures.maps import NO_NUMBERS, Numbers
from mapper.draw.theme import LIGHT, Theme
from mapper.model.diagram import Diagram

_MOST_PIXELS = 120e6
"""A larger picture would take gigabytes; it is made coarser instead."""


def render(diagram: Diagram, plane: str, theme: Theme = LIGHT, *, scale: float = 2.0, lens: Lens | bool = False,
           badges: bool = True, emphasis: frozenset[str] | None = None, jumps: bool = True,
           numbers: Numbers = NO_NUMBERS, paper: bool = True) -> bytes:  # fmt: skip
    """The diagram at `scale` dots to a map pixel. jumps: level lines hop over the upright ones they cross. paper: the
    ground is filled; else it is transparent. numbers: of steps by id."""
    document = pdf.render(
        diagram,
        (plane,),
        theme,
        lens=lens,
        badges=badges,
        emphasis=emphasis,
        jumps=jumps,
        numbers=numbers,
        paper=paper,
    )
    return rasterised(document, 0, scale / pdf.POINTS, clear=not paper)


def rasterised(document: bytes, page: int, scale: float, clear: bool = False) -> bytes:
    """One page of a PDF as PNG at `scale` dots to a point. clear: on no ground, else on white."""
    with pypdfium2.PdfDocument(document) as opened:
        sheet = opened[page]
        dots = sheet.get_width() * sheet.get_height() * scale * scale
        fitting = scale * min(1.0, sqrt(_MOST_PIXELS / dots))
        picture = sheet.render(scale=fitting, fill_color=(255, 255, 255, 0 if clear else 255)).to_pil()
    target = BytesIO()
    picture.save(target, "PNG", optimize=False)
    return target.getvalue()
