"""Which column each cell stands in: flows lead to the right, as near as their steps allow.

The first phase of the layered method (Sugiyama, Tagawa, Toda 1981; Gansner, Koutsofios, North, Vo 1993): loops are cut
by a depth-first walk from the starts, columns are longest routes, and starts are drawn up to what they lead to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import networkx as nx

from mapper.arrange.plan.plan import Cell, Container, Link, Plan

_WIDER = 1.25
"""Message flows may make a plan this much wider to stand vertical."""

_MANY = 600
"""Messages in larger plans do not decide about columns: to try each takes too long."""


def rank(container: Container) -> None:
    """Give the cells of a container their columns, and mark the links that close loops."""
    cells = [cell for cell in container.cells if not cell.full and cell.beside is None]
    graph = forward(cells, container)
    _longest(graph)
    _draw_up(graph)
    _spread_lone(cells, graph)


def forward(cells: Iterable[Cell], container: Container) -> nx.DiGraph[Cell]:
    """The cells with the flows that do not lead back; marks those that do."""
    graph: nx.DiGraph[Cell] = nx.DiGraph()
    graph.add_nodes_from(cells)
    links = [link for link in container.links if link.leads]
    follow: dict[Cell, list[tuple[Cell, Link]]] = defaultdict(list)
    for link in links:
        one, two = top(link.source, container), top(link.target, container)
        if one is not two and one in graph and two in graph:
            follow[one].append((two, link))
        link.back = one is two
    for link in _closing(list(graph), follow):
        link.back = True
    for one, found in follow.items():
        graph.add_edges_from((one, two) for two, link in found if not link.back)
    return graph


def top(cell: Cell, container: Container) -> Cell:
    """The cell directly in a container that is a cell or holds it at some depth."""
    while cell.block is not None and cell.block.id != container.id:
        cell = cell.block
    return cell


def _closing(cells: list[Cell], follow: dict[Cell, list[tuple[Cell, Link]]]) -> Iterator[Link]:
    """The links that lead back to a cell the walk is still in; starts are walked first, without recursion."""
    entered = {two for found in follow.values() for two, _ in found}
    done: set[Cell] = set()
    for start in sorted(cells, key=lambda cell: cell in entered):
        if start in done:
            continue
        path: dict[Cell, None] = {start: None}
        stack = [(start, iter(follow[start]))]
        done.add(start)
        while stack:
            cell, rest = stack[-1]
            for two, link in rest:
                if two in path:
                    yield link
                elif two not in done:
                    done.add(two)
                    path[two] = None
                    stack.append((two, iter(follow[two])))
                    break
            else:
                stack.pop()
                del path[cell]


def _longest(graph: nx.DiGraph[Cell]) -> None:
    for cell in nx.topological_sort(graph):
        cell.col = max((before.col + before.cols for before in graph.pred[cell]), default=0)


def _draw_up(graph: nx.DiGraph[Cell]) -> None:
    """Cells that nothing leads to stand right before the first thing they lead to."""
    for cell in reversed(list(nx.topological_sort(graph))):
        if graph.succ[cell] and not graph.pred[cell]:
            cell.col = max(cell.col, min(after.col for after in graph.succ[cell]) - cell.cols)


def _spread_lone(cells: list[Cell], graph: nx.DiGraph[Cell]) -> None:
    """Cells without flows stand one after the other, in each strip."""
    width = max((cell.col + cell.cols for cell in cells if graph.degree[cell]), default=0)
    lone = [cell for cell in cells if not graph.degree[cell]]
    width = max(width, 4, round(len(lone) ** 0.5) if not width else 0, max((c.cols for c in lone), default=1))
    at: dict[int, int] = defaultdict(int)
    for cell in lone:
        if at[cell.strip] + cell.cols > width:
            at[cell.strip] = 0
        cell.col = at[cell.strip]
        at[cell.strip] += cell.cols


def align_pools(plan: Plan) -> tuple[list[tuple[Cell, Cell]], list[tuple[Cell, Cell]]]:
    """Let pools share columns: a sequence flow between two of them runs forward; steps that exchange messages stand in
    one column where that costs little width. Returns the ends of such flows, and who sends and who receives, where the
    one who receives must not stand further left."""
    flows, messages = (list(_ends_between(plan, kind)) for kind in ("flow", "message"))
    if len(plan.cells) > _MANY:
        messages = []
    if not flows and not messages:
        return [], []
    graph = _pools_graph(plan)
    led = list(_joined(graph, flows))
    _push(graph)
    limit = max((cell.col + cell.cols for cell in graph), default=1) * _WIDER
    kept = []
    for one, two in messages:
        if one not in graph or two not in graph or graph.has_edge(one, two) or nx.has_path(graph, two, one):
            continue
        graph.add_edge(one, two, length=0)
        before = {cell: cell.col for cell in graph}
        _push(graph)
        if max(cell.col + cell.cols for cell in graph) > limit:
            graph.remove_edge(one, two)
            for cell, col in before.items():
                cell.col = col
        else:
            kept.append((one, two))
    _pull(graph, messages)
    return led, kept


def _ends_between(plan: Plan, kind: str) -> Iterator[tuple[Cell, Cell]]:
    ends = ((_outer(link.source), _outer(link.target)) for link in plan.between if link.kind == kind)
    yield from ((one, two) for one, two in ends if not one.full and not two.full)


def _pools_graph(plan: Plan) -> nx.DiGraph[Cell]:
    """The cells of all pools, with how many columns must lie between those that flows or their author order."""
    graph: nx.DiGraph[Cell] = nx.DiGraph()
    for pool in plan.pools:
        graph.add_nodes_from(cell for cell in pool.cells if not cell.full and cell.beside is None)
        for link in pool.links:
            one, two = top(link.source, pool), top(link.target, pool)
            if link.leads and not link.back and one is not two and one in graph and two in graph:
                graph.add_edge(one, two, length=one.cols)
    return graph


def _joined(graph: nx.DiGraph[Cell], flows: Iterable[tuple[Cell, Cell]]) -> Iterator[tuple[Cell, Cell]]:
    """The flows between pools that close no loop, which the graph then has as well."""
    for one, two in flows:
        if one in graph and two in graph and not nx.has_path(graph, two, one):
            graph.add_edge(one, two, length=one.cols)
            yield one, two


def _outer(cell: Cell) -> Cell:
    while cell.block is not None:
        cell = cell.block
    return cell


def _push(graph: nx.DiGraph[Cell]) -> None:
    for cell in nx.topological_sort(graph):
        least = max((one.col + data["length"] for one, _, data in graph.in_edges(cell, data=True)), default=cell.col)
        cell.col = max(cell.col, least)


def _pull(graph: nx.DiGraph[Cell], pairs: list[tuple[Cell, Cell]]) -> None:
    """Senders with room move to the right until they stand above or below who receives."""
    for one, two in pairs:
        if one in graph and two in graph and one.col < two.col:
            room = (after.col - data["length"] for _, after, data in graph.out_edges(one, data=True))
            one.col = max(one.col, min(two.col, min(room, default=two.col)))
