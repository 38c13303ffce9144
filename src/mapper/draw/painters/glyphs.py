"""Shaped text in a PDF: fonts made of the glyphs that are used, so that any font of the system can be embedded.

reportlab sets text character by character from TrueType files. Joined, stacked and reordered letters need glyphs by
number, and many fonts have other outlines: here the outlines of the used glyphs become a small TrueType font of their
own (PDF 1.7, 9.7.4), with a table of what they mean (9.10.3), so that text can be selected and searched.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]
from fontTools.pens.cu2quPen import Cu2QuPen  # type: ignore[import-untyped]
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.ttLib.tables._g_l_y_f import Glyph as Outline  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfdoc

from mapper.lettering import fallback
from mapper.lettering.fallback import Face
from mapper.lettering.shaping import Glyph, Run
from mapper.model.geometry import Point

_EM = 1000
_FINE = 0.5
"""How far a curve may be off its original, thousandths of the size."""


class Group(NamedTuple):
    """Glyphs that are drawn as one, for text that has no smaller parts: number, x and y of each, thousandths of the
    size; how far the group moves the pen; what it stands for."""

    parts: tuple[tuple[int, int, int], ...]
    advance: float
    text: str


def groups(run: Run) -> Iterator[Group]:
    """A run's glyphs in groups, from left to right."""
    found: list[Glyph] = []
    for glyph in run.glyphs:
        if glyph.text and found:
            yield _group(found)
            found = []
        found.append(glyph)
    if found:
        yield _group(found)


def _group(glyphs: list[Glyph]) -> Group:
    parts, x = [], 0.0
    for glyph in glyphs:
        if glyph.id:
            parts.append((glyph.id, round(x + glyph.dx), round(glyph.dy)))
        x += glyph.advance
    return Group(tuple(parts), round(x, 2), "".join(glyph.text for glyph in glyphs))


class GlyphFont:
    """The groups of glyphs of one font that a document uses, each with a code."""

    def __init__(self, face: Face, number: int) -> None:
        self.face, self.name = face, f"MapperGlyphs{number}"
        self._codes: dict[Group, int] = {}

    def code(self, group: Group) -> int:
        """The code of a group, 1 for the first."""
        return self._codes.setdefault(group, len(self._codes) + 1)

    def addObjects(self, doc: Any) -> None:
        """Write the font into a document that is about to be saved."""
        file = pdfdoc.PDFStream(content=self._file())
        file.dictionary["Length1"] = len(file.content)
        meaning = pdfdoc.PDFStream(content=self._meaning())
        for stream in (file, meaning):
            stream.filters = [pdfdoc.PDFZCompress] if doc.compression else []
        name = pdfdoc.PDFName(f"{_tag(self.name)}+{self.name}")
        descriptor = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("FontDescriptor"), "FontName": name, "Flags": 4, "ItalicAngle": 0,
            "FontBBox": pdfdoc.PDFArray([-_EM, -_EM, 2 * _EM, 2 * _EM]), "Ascent": 1000, "Descent": -300,
            "CapHeight": 700, "StemV": 80, "FontFile2": doc.Reference(file),
        })  # fmt: skip
        system = pdfdoc.PDFDictionary({
            "Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0,
        })  # fmt: skip
        widths = pdfdoc.PDFArray([1, pdfdoc.PDFArray([group.advance for group in self._codes])])
        within = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("Font"), "Subtype": pdfdoc.PDFName("CIDFontType2"), "BaseFont": name,
            "CIDSystemInfo": system, "FontDescriptor": doc.Reference(descriptor), "W": widths, "DW": 0,
            "CIDToGIDMap": pdfdoc.PDFName("Identity"),
        })  # fmt: skip
        font = pdfdoc.PDFDictionary({
            "Type": pdfdoc.PDFName("Font"), "Subtype": pdfdoc.PDFName("Type0"), "BaseFont": name,
            "Encoding": pdfdoc.PDFName("Identity-H"), "ToUnicode": doc.Reference(meaning),
            "DescendantFonts": pdfdoc.PDFArray([doc.Reference(within)]),
        })  # fmt: skip
        doc.idToObject["BasicFonts"].dict[self.name] = doc.Reference(font, self.name)

    def _file(self) -> bytes:
        opened = fallback.opened(self.face)
        scale = _EM / opened.face.upem
        names = [".notdef", *(f"g{n}" for n in self._codes.values())]
        outlines = {".notdef": Outline()}
        for group, code in self._codes.items():
            pen = TTGlyphPen(None)
            for id, x, y in group.parts:
                smooth = Cu2QuPen(pen, _FINE, reverse_direction=False)
                opened.draw_glyph_with_pen(id, TransformPen(smooth, (scale, 0, 0, scale, x, y)))
            outlines[f"g{code}"] = pen.glyph()
        builder = FontBuilder(_EM, isTTF=True)
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap({0xE000 + code: f"g{code}" for code in self._codes.values() if code < 0x1900})
        builder.setupGlyf(outlines)
        # Readers shift an outline by what its left edge is off the bearing that is written here.
        edges = (getattr(outlines[name], "xMin", 0) for name in names)
        rows = zip(names, (0.0, *(group.advance for group in self._codes)), edges, strict=True)
        builder.setupHorizontalMetrics({name: (round(width), edge) for name, width, edge in rows})
        builder.setupHorizontalHeader(ascent=1000, descent=-300)
        builder.setupNameTable({"familyName": self.name, "styleName": "Regular"})
        builder.setupOS2()
        builder.setupPost()
        builder.font["head"].created = builder.font["head"].modified = 0
        target = BytesIO()
        builder.font.recalcTimestamp = False
        builder.save(target)
        return target.getvalue()

    def _meaning(self) -> bytes:
        """The ToUnicode table."""
        said = ((code, group.text.encode("utf-16-be", "replace").hex().upper()) for group, code in self._codes.items())
        rows = [f"<{code:04X}> <{text}>" for code, text in said if text]
        parts = [rows[n : n + 100] for n in range(0, len(rows), 100)]
        body = "\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\n"
            f"endcodespacerange\n{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        ).encode()


def _tag(name: str) -> str:
    """Six letters that tell subsets of one document apart (PDF 1.7, 9.6.4)."""
    number, letters = int(name.removeprefix("MapperGlyphs")), ""
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters += chr(65 + letter)
    return letters


def font_of(canvas: Any, face: Face) -> GlyphFont:
    """The font of a canvas's document for the glyphs of a face, made when it is first asked for."""
    doc = canvas._doc
    fonts: dict[Face, GlyphFont] = doc.__dict__.setdefault("_mapper_glyphs", {})
    if face not in fonts:
        fonts[face] = GlyphFont(face, len(fonts) + 1)
        doc.delayedFonts.append(fonts[face])
    return fonts[face]


def operators(canvas: Any, runs: tuple[Run, ...], size: float) -> str:
    """The operators that show runs along the line at whose start the text stands (PDF 1.7, 9.4.2 and 9.4.3)."""
    parts, at = [], 0.0
    for run in runs:
        parts.append(f"{(run.x - at) * size / 1000:.3f} 0 Td")
        at = run.x
        font = font_of(canvas, run.face)
        codes = "".join(f"{font.code(group):04X}" for group in groups(run))
        parts.append(f"/{font.name} {size:.4g} Tf <{codes}> Tj")
    return " ".join(parts)


def outlines(canvas: Any, runs: tuple[Run, ...]) -> None:
    """Fill and stroke the outlines of runs, in thousandths of the size, where the canvas stands. No text: each glyph is
    a form of its own, drawn as often as it is needed."""
    shapes: dict[tuple[Face, int], str] = canvas._doc.__dict__.setdefault("_mapper_outlines", {})
    at = Point(0.0, 0.0)
    for run in runs:
        x = run.x
        for glyph in run.glyphs:
            key = (run.face, glyph.id)
            if key not in shapes:
                shapes[key] = f"MapperOutline{len(shapes)}"
                canvas._doc.addForm(shapes[key], _form(*key, canvas._pageCompression))
            if glyph.id and not glyph.text.isspace():
                place = Point(x + glyph.dx, glyph.dy)
                canvas._code.append(f"1 0 0 1 {place.x - at.x:.1f} {place.y - at.y:.1f} cm")
                canvas.doForm(shapes[key])
                at = place
            x += glyph.advance


def _form(face: Face, id: int, compressed: int) -> Any:
    """A glyph's outline, filled and stroked in whatever colours hold where it is drawn."""
    opened = fallback.opened(face)
    scale = _EM / opened.face.upem
    pen = _Operators()
    opened.draw_glyph_with_pen(id, TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
    form = pdfdoc.PDFFormXObject(-_EM, -_EM, 3 * _EM, 2 * _EM)
    form.compression = compressed
    form.setStreamList([*pen.found, "B"] if pen.found else ["n"])
    return form


class _Operators(BasePen):  # type: ignore[misc]
    """Draws an outline as the operators of a PDF's path."""

    def __init__(self) -> None:
        super().__init__(None)
        self.found: list[str] = []

    def _moveTo(self, to: tuple[float, float]) -> None:
        self.found.append(f"{to[0]:.0f} {to[1]:.0f} m")

    def _lineTo(self, to: tuple[float, float]) -> None:
        self.found.append(f"{to[0]:.0f} {to[1]:.0f} l")

    def _curveToOne(self, *points: tuple[float, float]) -> None:
        self.found.append(" ".join(f"{x:.0f} {y:.0f}" for x, y in points) + " c")

    def _closePath(self) -> None:
        self.found.append("h")
