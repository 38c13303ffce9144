"""Gateways: a diamond and the marker of how it decides (BPMN 2.0, 10.6)."""

from __future__ import annotations

from mapper.draw import paths
from mapper.draw.look import Look
from mapper.draw.marks import Mark, Path, Style
from mapper.draw.shapes import icons
from mapper.draw.shapes.common import NOWHERE, colours
from mapper.draw.theme import Theme
from mapper.model.records import Node


def gateway(node: Node, theme: Theme, look: Look) -> list[Mark]:
    """A diamond with its marker; an exclusive one shows the X only where its file says so."""
    box = node.bounds or NOWHERE
    paint = colours(node, theme, theme.gateway, theme.gateway_fill)
    c, scale = box.center, min(box.w, box.h) / 50
    marks: list[Mark] = [Path(paths.diamond(box), Style(paint.line, paint.fill, theme.line_width * 1.2, join="miter"))]
    for radius in _rings(node):
        ring = Style(paint.icon, None, 2.6 if node.kind == "inclusiveGateway" else 1.15)
        marks.append(Path(paths.circle(c, radius * scale), ring))
    marks += icons.painted(icons.GATEWAYS.get(_picture(node), ()), c, scale, paint.icon, paint.fill, 1.2)
    return marks


def _rings(node: Node) -> tuple[float, ...]:
    if node.kind == "inclusiveGateway":
        return (9.8,)
    if node.kind != "eventBasedGateway":
        return ()
    return (13.2,) if node.trait("instantiate") else (13.4, 10.8)


def _picture(node: Node) -> str:
    if node.kind == "exclusiveGateway":
        return "exclusive" if node.trait("marker") else ""
    if node.kind == "eventBasedGateway":
        return "plus" if node.trait("parallel") and node.trait("instantiate") else "pentagon"
    return node.sort.marker
