"""Parallel lines in one channel are set apart evenly, their order kept (the last step of Wybrow, Marriott, Stuckey).

The search lays a second line at a fixed distance beside the first; where the channel has room they are spread in it. A
move that would make a line meet something it did not meet before is not made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mapper.model.records import Flow
from mapper.route.lines.moved import tried, with_level
from mapper.route.lines.network import Network, Route
from mapper.route.scene.grid import AWAY

_NEAR = 14.0
"""Lines this near to each other share a channel, in pixels."""
_WIDE = 8 * AWAY


class _Inner(NamedTuple):
    """A piece between two bends: its axis, level and ends, whose it is and which of its points starts it."""

    axis: int
    level: float
    low: float
    high: float
    flow: str
    start: int


def spread(network: Network, flows: Mapping[str, Flow]) -> None:
    """Set the lines of each channel apart."""
    for group in _channels(_inner(network.routes)):
        if len({round(piece.level, 1) for piece in group}) > 1:
            _even_out(network, flows, group)


def _inner(routes: Mapping[str, Route]) -> list[_Inner]:
    found = []
    for id, route in routes.items():
        for i in range(1, len(route) - 2):
            a, b = route[i], route[i + 1]
            axis = 0 if abs(a.y - b.y) < 0.5 else 1
            found.append(_Inner(axis, a[1 - axis], min(a[axis], b[axis]), max(a[axis], b[axis]), id, i))
    return sorted(found)


def _channels(inner: Iterable[_Inner]) -> list[list[_Inner]]:
    """Groups of pieces that run side by side close to each other."""
    groups: list[list[_Inner]] = []
    open_groups: list[list[_Inner]] = []
    for piece in inner:
        open_groups = [g for g in open_groups if g[-1].axis == piece.axis and piece.level - g[-1].level <= _NEAR]
        group = next((g for g in open_groups if any(p.low < piece.high and piece.low < p.high for p in g)), None)
        if group is None:
            group = []
            groups.append(group)
            open_groups.append(group)
        group.append(piece)
    return groups


def _even_out(network: Network, flows: Mapping[str, Flow], group: list[_Inner]) -> None:
    low, high = _room(network, group)
    levels = sorted({piece.level for piece in group})
    step = min(AWAY, (high - low) / (len(levels) + 1))
    middle = (low + high) / 2 if high - low < _WIDE else (levels[0] + levels[-1]) / 2
    reach = step * (len(levels) - 1) / 2
    middle = min(max(middle, low + step + reach), high - step - reach)
    fresh = {level: middle - reach + i * step for i, level in enumerate(levels)}
    routes = {piece.flow: network.routes[piece.flow] for piece in group}
    for piece in group:
        routes[piece.flow] = with_level(routes[piece.flow], piece.start, piece.axis, fresh[piece.level])
    tried(network, flows, routes)


def _room(network: Network, group: list[_Inner]) -> tuple[float, float]:
    """From where to where the channel of a group reaches."""
    axis, low, high = group[0].axis, -1e9, 1e9
    for piece in group:
        span = (piece.low, piece.high)
        low = max(low, piece.level - network.blocks.gap(axis, piece.level, -1, span, _WIDE))
        high = min(high, piece.level + network.blocks.gap(axis, piece.level, 1, span, _WIDE))
    return low, high
