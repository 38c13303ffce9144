"""The graph and the one stream of changes on it: put, drop, transactions, undo, listeners."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

import networkx as nx

from mapper.model.history import DO, REDO, REWIND, UNDO, Event, Open, Step, joined, taking_back, tell_all
from mapper.model.index import Index
from mapper.model.pause import collector_paused
from mapper.model.records import Change, Flow, Node, Record
from mapper.model.token import look

Listener: TypeAlias = Callable[[tuple[Change, ...]], None]
Guard: TypeAlias = Callable[["Diagram", tuple[Change, ...]], None]


class ModelError(ValueError):
    """An edit that would break the map: a dangling end, an unknown reference, a change outside a transaction."""


class Diagram:
    """A map: a networkx.MultiDiGraph of records that changes only through `put` and `drop` in a transaction.

    Nodes stand in the graph as ``graph.nodes[id]["record"]``, flows as edges ``(source, target, id)`` likewise.
    A flow that another flow ends on stands there as a node without a record as well (an anchor). Beside the graph
    stand dicts of the records in drawing order and the index of references; the graph is made when first asked for.
    """

    @collector_paused()
    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self._nodes: dict[str, Node] = {}
        self._flows: dict[str, Flow] = {}
        self._built = False
        self._index = Index()
        self._open: Open | None = None
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._listeners: list[Listener] = []
        self._guards: list[Guard] = []
        self._event: Event | None = None
        self._top = 0.0
        self._fill([r if r.z else r.but(z=float(i)) for i, r in enumerate(records, 1)])

    # -- reading ---------------------------------------------------------------------------------------------------

    @property
    def graph(self) -> nx.MultiDiGraph[str]:
        """A read-only networkx view, nodes and edges in drawing order: any algorithm can run, none can edit."""
        self._restore_graph()
        return nx.graphviews.generic_graph_view(self._graph)  # type: ignore[type-var]

    @property
    def index(self) -> Index:
        """Who refers to whom, for `query`."""
        return self._index

    def __contains__(self, id: object) -> bool:
        return id in self._nodes or id in self._flows

    def __len__(self) -> int:
        return len(self._nodes) + len(self._flows)

    def node(self, id: str) -> Node:
        """The node with this id; KeyError when there is none."""
        return self._nodes[id]

    def flow(self, id: str) -> Flow:
        """The flow with this id; KeyError when there is none."""
        return self._flows[id]

    def get(self, id: str | None) -> Record | None:
        """The record with this id, or None."""
        return None if id is None else self._nodes.get(id) or self._flows.get(id)

    def nodes(self) -> Iterator[Node]:
        """All nodes in drawing order."""
        self._restore_order()
        return iter(tuple(self._nodes.values()))

    def flows(self) -> Iterator[Flow]:
        """All flows in drawing order."""
        self._restore_order()
        return iter(tuple(self._flows.values()))

    def records(self) -> tuple[Record, ...]:
        """Everything: nodes in drawing order, then flows in drawing order."""
        return (*self.nodes(), *self.flows())

    @property
    def top(self) -> float:
        """A `z` above everything there is."""
        return self._top + 1

    # -- changing --------------------------------------------------------------------------------------------------

    def put(self, record: Record) -> None:
        """Add a record, or replace the one with its id. Without `z` a new one comes on top, an old one keeps its own.

        Raises ModelError outside a transaction, when a flow's end is unknown, or when the id belongs to the other sort.
        """
        look()
        opened = self._require_open()
        old = self.get(record.id)
        taken = opened.before.get(record.id) or old
        if taken is not None and type(taken) is not type(record):
            raise ModelError(f"the id {record.id!r} is taken")
        if isinstance(record, Flow):
            self._check_ends(record)
        if record.z == 0:
            record = record.but(z=self.top if old is None else old.z)
        if record == old:
            return
        opened.before.setdefault(record.id, old)
        self._set(record)

    def drop(self, id: str) -> None:
        """Remove a record. ModelError outside a transaction, when unknown, or while a flow still ends on it."""
        opened = self._require_open()
        old = self.get(id)
        if old is None:
            raise ModelError(f"{id!r} is not on the map")
        if self._index.flows_at(id):
            raise ModelError(f"{id!r} still has flows")
        opened.before.setdefault(id, old)
        self._unset(old)

    @contextmanager
    def transaction(self, label: str, merge: str | None = None, onto: object = None) -> Iterator[None]:
        """Group changes into one undo step. Joins the transaction around it when nested; rolls back on any error.

        merge: steps that follow each other with the same key become one (a nudge by arrow keys). onto: the mark of a
        step; while that is the last one, this becomes part of it (the name of what it made).
        Raises ModelError when what is left refers to something that is not there.
        """
        if self._open is not None:
            yield
            return
        self._open = Open(label, merge)
        try:
            yield
            changes = self._collect(self._open)
            self._check(changes)
            for guard in self._guards:
                guard(self, changes)
            changes = self._collect(self._open) if self._guards else changes
        except BaseException:
            self._apply([c.inverse() for c in self._collect(self._open)])
            self._open = None
            raise
        self._open = None
        if changes:
            self._remember(Step(label, changes, merge), onto)
            self._tell(Event(DO, label, merge, changes))

    def before(self, id: str) -> Record | None:
        """A record as it was before the open transaction; as it is when none is open."""
        return self._open.before.get(id, self.get(id)) if self._open is not None else self.get(id)

    @property
    def in_transaction(self) -> bool:
        return self._open is not None

    # -- undo ------------------------------------------------------------------------------------------------------

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, or None."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """What redo would do again, or None."""
        return self._undone[-1].label if self._undone else None

    @property
    def mark(self) -> object:
        """A token of the present state: the same object after undo and redo lead back to it."""
        return self._done[-1] if self._done else None

    def steps(self, back: bool) -> Sequence[Step]:
        """The steps that undo (`back`) or redo would go through; the next one stands last."""
        return self._done if back else self._undone

    def has_just_made(self, id: str) -> bool:
        """Whether the last step put a record on the map."""
        return bool(self._done) and self._done[-1].made(id)

    def undo(self) -> bool:
        """Take back the last step; False when there is none."""
        return self._replay(self._done, self._undone, back=True)

    def redo(self) -> bool:
        """Do the last undone step again; False when there is none."""
        return self._replay(self._undone, self._done, back=False)

    @property
    def event(self) -> Event | None:
        """What listeners are being called for, or were last."""
        return self._event

    def ahead(self, back: bool) -> tuple[Change, ...]:
        """The changes that undo (`back`) or redo would make; none when there is nothing to be made."""
        if not (steps := self.steps(back)):
            return ()
        return tuple(c.inverse() for c in reversed(steps[-1].changes)) if back else steps[-1].changes

    def rewind(self, mark: object) -> bool:
        """Take back, as if it had never been, what was done since `mark`; False when undo does not lead there."""
        at = next((i + 1 for i, step in enumerate(self._done) if step is mark), 0)
        if self._open is not None or (mark is not None and not at):
            return False
        changes = taking_back(self._done[at:])
        del self._done[at:]
        if changes:
            self._apply(changes)
            self._tell(Event(REWIND, "", None, changes))
        return True

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the tuple of changes after each commit, undo and redo; returns what stops that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def guard(self, guard: Guard) -> None:
        """Show `guard` the changes of each transaction before they count; it may add to them, or raise to undo them."""
        self._guards.append(guard)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _fill(self, records: list[Record]) -> None:
        """Take in all records of an empty map at once, which is faster than one by one."""
        self._nodes = {r.id: r for r in records if isinstance(r, Node)}
        self._flows = {r.id: r for r in records if isinstance(r, Flow)}
        self._top = max((r.z for r in records), default=0.0)
        self._ordered = self._drawn = False
        sound: set[str] = set()
        for record in self.records():
            self._index.learn(record)
            self._check_references(record)
            self._check_acyclic(record, sound)

    def _require_open(self) -> Open:
        if self._open is None:
            raise ModelError("the map changes only inside a transaction")
        return self._open

    def _replay(self, source: list[Step], target: list[Step], back: bool) -> bool:
        if self._open is not None:
            raise ModelError("no undo or redo inside a transaction")
        if not source:
            return False
        changes, step = self.ahead(back), source.pop()
        self._apply(changes)
        target.append(step)
        self._tell(Event(UNDO if back else REDO, step.label, step.merge, changes))
        return True

    def _remember(self, step: Step, onto: object = None) -> None:
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last is not None and last is onto:
            self._done[-1] = Step(last.label, joined(last.changes, step.changes), last.merge, last.kept)
        elif last is not None and step.merge is not None and last.merge == step.merge:
            self._done[-1] = Step(step.label, joined(last.changes, step.changes), step.merge, last.kept)
        else:
            self._done.append(step)

    def _collect(self, opened: Open) -> tuple[Change, ...]:
        found = (Change(id, before, self.get(id)) for id, before in opened.before.items())
        return tuple(c for c in found if c.before != c.after)

    def _tell(self, event: Event) -> None:
        self._event = event
        tell_all(self._listeners, event.changes)

    def _apply(self, changes: Iterable[Change]) -> None:
        """Make each `after` true, whatever the order of the changes: flows that go first, nodes that go last."""
        changes = tuple(changes)
        for gone in (c.before for c in changes if isinstance(c.before, Flow) and c.after is None):
            self._unset(gone)
        for node in (c.after for c in changes if isinstance(c.after, Node)):
            self._set(node)
        for change in changes:
            if isinstance(change.after, Flow):
                self._set(change.after)
        for change in changes:
            if isinstance(change.before, Node) and change.after is None:
                self._unset(change.before)

    def _set(self, record: Record) -> None:
        old = self.get(record.id)
        if old is not None:
            self._index.forget(old)
        if (old is None and record.z <= self._top) or (old is not None and old.z != record.z):
            self._ordered = self._drawn = False
        elif old is None and len(self._graph) > len(self._nodes):
            self._drawn = False  # anchors stand after all nodes
        self._top = max(self._top, record.z)
        if isinstance(record, Node):
            self._nodes[record.id] = record
            if self._built:
                self._graph.add_node(record.id, record=record)
        else:
            self._set_edge(record, old)
        self._index.learn(record)

    def _set_edge(self, flow: Flow, old: Record | None) -> None:
        if isinstance(old, Flow) and (old.source, old.target) != (flow.source, flow.target):
            self._unset_edge(old)
            self._drawn = False
        self._flows[flow.id] = flow
        if self._built:
            self._graph.add_edge(flow.source, flow.target, key=flow.id, record=flow)

    def _unset(self, record: Record) -> None:
        self._index.forget(record)
        if isinstance(record, Node):
            del self._nodes[record.id]
            if self._built:
                self._graph.remove_node(record.id)
        else:
            del self._flows[record.id]
            self._unset_edge(record)

    def _unset_edge(self, flow: Flow) -> None:
        if not self._built:
            return
        self._graph.remove_edge(flow.source, flow.target, key=flow.id)
        for end in {flow.source, flow.target}:
            if end not in self._nodes and not self._graph.degree(end):
                self._graph.remove_node(end)
            elif end not in self._nodes:
                self._drawn = False
        if self._graph.has_edge(flow.source, flow.target):
            self._drawn = False  # a parallel flow now comes first, maybe behind other neighbours

    def _restore_order(self) -> None:
        """Bring the dicts back into drawing order after a change that added in the middle (an undone drop)."""
        if self._ordered:
            return
        self._nodes = dict(sorted(self._nodes.items(), key=_by_z))
        self._flows = dict(sorted(self._flows.items(), key=_by_z))
        self._ordered = True

    def _restore_graph(self) -> None:
        """The same for the graph, where it takes longer and edits do not need it. Views of the graph stay good."""
        self._restore_order()
        if self._drawn:
            return
        graph = self._graph
        graph.clear()
        graph.add_nodes_from(self._nodes)
        for id, data in graph.nodes(data=True):
            data["record"] = self._nodes[id]
        for flow in self._flows.values():
            graph.add_edge(flow.source, flow.target, key=flow.id, record=flow)
        self._built = self._drawn = True

    def _check(self, changes: Iterable[Change]) -> None:
        """Every reference of what changed, and every reference to what went, must lead somewhere."""
        sound: set[str] = set()
        for change in changes:
            if change.after is None:
                left = self._index.referrers(change.id)
                if left:
                    raise ModelError(f"{next(iter(left))!r} still refers to {change.id!r}")
            else:
                self._check_references(change.after)
                self._check_acyclic(change.after, sound)

    def _check_references(self, record: Record) -> None:
        for name in ("parent", "plane") if isinstance(record, Flow) else ("parent", "lane", "host", "plane"):
            target = getattr(record, name)
            if target is not None and target not in self._nodes:
                raise ModelError(f"{record.id!r} names {target!r} as its {name}, which is not on the map")
        if isinstance(record, Flow):
            self._check_ends(record)

    def _check_ends(self, flow: Flow) -> None:
        for end in (flow.source, flow.target):
            if (end not in self._nodes and end not in self._flows) or end == flow.id:
                raise ModelError(f"flow {flow.id!r} ends on {end!r}, which is not on the map")

    def _check_acyclic(self, record: Record, sound: set[str]) -> None:
        seen, above = {record.id}, record.parent
        while above is not None and above not in sound:
            if above in seen:
                raise ModelError(f"{record.id!r} would contain itself")
            seen.add(above)
            above = self._nodes[above].parent if above in self._nodes else None
        sound |= seen


def _by_z(item: tuple[str, Any]) -> tuple[float, str]:
    return (item[1].z, item[0])
