"""The columns once more, with cells further right than they must be, and flows that lead straight up or down.

What `ranks` found is the first answer; here it is changed for the search, which asks often.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import networkx as nx

from mapper.arrange.plan.plan import Cell, Plan, Turn
from mapper.arrange.plan.ranks import top

_LED = "led"
"""What stands for a flow between pools among the flows to a cell."""


def in_turn(plan: Plan, led: Iterable[tuple[Cell, Cell]], messages: Iterable[tuple[Cell, Cell]]) -> list[Turn]:
    """The cells of pools that flows join, each after what leads to it. led: the ends of sequence flows between pools.
    messages: who sends and who receives, where the one who receives must not stand further left."""
    graph: nx.DiGraph[Cell] = nx.DiGraph()
    flows: dict[tuple[Cell, Cell], set[str]] = defaultdict(set)
    for pool in plan.pools:
        for link in pool.links:
            one, two = top(link.source, pool), top(link.target, pool)
            if link.leads and not link.back and one is not two:
                flows[one, two].add(link.id)
    for one, two in led:
        flows[one, two].add(_LED)
    graph.add_edges_from(flows)
    graph.add_edges_from((one, two) for one, two in messages)
    return [
        Turn(
            cell,
            tuple((one, frozenset(flows.get((one, cell), ()))) for one in graph.pred[cell]),
            not any((one, cell) in flows for one in graph.pred[cell]),
        )
        for cell in nx.topological_sort(graph)
    ]


def again(plan: Plan, delays: Mapping[str, int], drops: Collection[str]) -> None:
    """Give the cells of pools their columns anew. delays: by how many columns cells stand further right. drops: flows
    whose ends may stand in one column."""
    lengths: dict[Cell, list[tuple[Cell, int]]] = defaultdict(list)
    leading: set[Cell] = set()
    for cell, before, _is_start in plan.turn:
        col = 0
        for one, flows in before:
            length = 0 if not flows or not flows.isdisjoint(drops) else one.cols
            col = max(col, one.col + length)
            lengths[one].append((cell, length))
            leading.add(one)
        cell.col = col + max(0, delays.get(cell.id, 0))
    for cell, _before, is_start in reversed(plan.turn):
        if is_start and cell in leading:
            drawn = min(after.col - length for after, length in lengths[cell]) + min(0, delays.get(cell.id, 0))
            cell.col = max(drawn, cell.col) if delays.get(cell.id, 0) >= 0 else max(0, drawn)
