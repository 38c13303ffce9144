"""The original drawing of a map beside Mapper's own, as pictures to look at."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from layout_figures import anew
from PIL import Image, ImageDraw

from mapper import bpmn
from mapper.draw.painters import png
from mapper.model import query
from mapper.model.diagram import Diagram

WIDTH, HEIGHT, MARGIN = 1400, 1800, 20
"""Pixels: the most that one drawing takes of a sheet, and the space around it."""

FLAT = 2.2
"""A map wider than this times its height leaves room for another below it, not beside it."""

_PAPER, _INK = "white", "black"


def show(files: Sequence[Path], out: Path, keep: bool) -> int:
    """A sheet for each file, into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(files):
        data = file.read_bytes()
        drawn = pictures(data) if b"BPMNShape" in data else []
        columns = [("as it was drawn", drawn), ("laid out by Mapper", pictures(anew(data, keep=keep).data))]
        wide = max((picture.width / picture.height for _title, found in columns for picture in found), default=1)
        sheet = below(columns) if wide > FLAT else beside(columns)
        target = out / f"{number:03}-{file.stem}.png"
        sheet.save(target)
        print(target)
    return 0


def pictures(data: bytes) -> list[Image.Image]:
    """Each diagram of a file that has anything on it."""
    diagram = Diagram(bpmn.read(data).records)
    planes = [plane.id for plane in query.planes(diagram) if query.extent(diagram, plane.id) is not None]
    return [_fitting(Image.open(BytesIO(png.render(diagram, plane, scale=1.5)))) for plane in planes]


def beside(columns: Sequence[tuple[str, Sequence[Image.Image]]]) -> Image.Image:
    """Columns of pictures side by side, each with a title."""
    widths = [max((picture.width for picture in pictures), default=300) for _title, pictures in columns]
    heights = [sum(picture.height + MARGIN for picture in pictures) for _title, pictures in columns]
    sheet = Image.new("RGB", (sum(widths) + MARGIN * (len(columns) + 1), max(heights) + 3 * MARGIN), _PAPER)
    pen = ImageDraw.Draw(sheet)
    left = MARGIN
    for (title, pictures), width in zip(columns, widths, strict=True):
        pen.text((left, MARGIN // 2), title if pictures else f"{title}: nothing", fill=_INK)
        top = 2 * MARGIN
        for picture in pictures:
            sheet.paste(picture, (left, top))
            top += picture.height + MARGIN
        left += width + MARGIN
    return sheet


def below(rows: Sequence[tuple[str, Sequence[Image.Image]]]) -> Image.Image:
    """The same below each other, for flat maps."""
    sheets = [beside([row]) for row in rows]
    whole = Image.new("RGB", (max(sheet.width for sheet in sheets), sum(sheet.height for sheet in sheets)), _PAPER)
    top = 0
    for sheet in sheets:
        whole.paste(sheet, (0, top))
        top += sheet.height
    return whole


def _fitting(picture: Image.Image) -> Image.Image:
    share = min(1.0, WIDTH / picture.width, HEIGHT / picture.height)
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
