"""Shaped text in a PDF: fonts made of the glyphs that are used, so that any font of the system can be embedded.

reportlab sets text character by character from TrueType files. Joined, stacked and reordered letters need glyphs by
number, and many fonts have other outlines: here the outlines of the used glyphs become a small TrueType font of their
own (PDF 1.7, 9.7.4), with a table of what they mean (9.10.3), so that text can be selected and searched.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

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


class GlyphFont:
    """The glyphs of one font that a document uses. Each is a code of its own for each text it stands for."""

    def __init__(self, face: Face, number: int) -> None:
        self.face, self.name = face, f"MapperGlyphs{number}"
        self._codes: dict[tuple[int, str], int] = {}
        self._widths: list[float] = [0.0]

    def code(self, glyph: Glyph) -> int:
        """The code of a glyph."""
        key = (glyph.id, glyph.text)
        if key not in self._codes:
            self._codes[key] = len(self._codes) + 1
            opened = fallback.opened(self.face)
            self._widths.append(opened.get_glyph_h_advance(glyph.id) * _EM / opened.face.upem)
        return self._codes[key]

    def width(self, glyph: Glyph) -> float:
        """How far a glyph moves the pen by itself, thousandths of the size."""
        return self._widths[self.code(glyph)]

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
        widths = pdfdoc.PDFArray([0, pdfdoc.PDFArray([round(w, 2) for w in self._widths])])
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
        for (id, _), code in self._codes.items():
            pen = TTGlyphPen(None)
            opened.draw_glyph_with_pen(id, TransformPen(Cu2QuPen(pen, _FINE, reverse_direction=False),
                                                        (scale, 0, 0, scale, 0, 0)))  # fmt: skip
            outlines[f"g{code}"] = pen.glyph()
        builder = FontBuilder(_EM, isTTF=True)
        builder.setupGlyphOrder(names)
        builder.setupCharacterMap({0xE000 + code: f"g{code}" for code in self._codes.values() if code < 0x1900})
        builder.setupGlyf(outlines)
        builder.setupHorizontalMetrics({n: (round(self._widths[i]), 0) for i, n in enumerate(names)})
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
        """The ToUnicode table; glyphs after the first of a group mean nothing by themselves."""
        said = ((code, text.encode("utf-16-be", "replace").hex().upper()) for (_, text), code in self._codes.items())
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
        parts.append(f"/{font.name} {size:.4g} Tf")
        parts += _placed(font, run.glyphs, size)
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


def _placed(font: GlyphFont, glyphs: tuple[Glyph, ...], size: float) -> list[str]:
    """Glyphs with the pen moved between them; those raised or lowered have a rise of their own."""
    found: list[str] = []
    row, rise = "", 0.0
    for glyph in glyphs:
        if not glyph.id:
            continue
        if glyph.dy != rise:
            found += [f"[{row}] TJ", f"{glyph.dy * size / 1000:.3f} Ts"]
            row, rise = "", glyph.dy
        after = font.width(glyph) + glyph.dx - glyph.advance
        row += (f"{-glyph.dx:.2f} " if glyph.dx else "") + f"<{font.code(glyph):04X}> "
        row += f"{after:.2f} " if abs(after) > 0.01 else ""
    found.append(f"[{row}] TJ")
    if rise:
        found.append("0 Ts")
    return found
