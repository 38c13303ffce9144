"""Sizes of papers by name."""

PAPERS: dict[str, tuple[float, float]] = {
    "A4": (595.276, 841.89),
    "A3": (841.89, 1190.551),
    "Letter": (612.0, 792.0),
    "Tabloid": (792.0, 1224.0),
}
"""Width and height, upright, in points (ISO 216; ANSI/ASME Y14.1)."""
