"""A small map that documents are printed from: two lanes, two owners, one customer; English or Danish names."""

from collections.abc import Callable
from typing import Any

import pytest

from mapper.model.diagram import Diagram
from mapper.model.geometry import Point, Rect
from mapper.model.records import Flow, Node

ENGLISH = {
    "process": "Order to delivery", "customer": "Customer", "sales": "Sales", "store": "Warehouse",
    "title": "Head of Sales", "department": "Sales", "boss": "Mette Lund", "check": "Check the order",
    "confirm": "Confirm the order", "pack": "Pack the goods", "ship": "Ship the goods", "order": "Order",
    "goods": "Confirmed order", "purpose": "Turn an order into goods delivered on time.",
    "kpi": ("Delivered on time", "%", "98", "94.5", "2026-02-28"),
}  # fmt: skip
DANISH = {
    "process": "Ordre til levering", "customer": "Kunde", "sales": "Salg", "store": "Lager",
    "title": "Salgschef", "department": "Salg", "boss": "Mette Lund", "check": "Kontrollér ordren",
    "confirm": "Bekræft ordren", "pack": "Pak varerne", "ship": "Send varerne", "order": "Ordre",
    "goods": "Bekræftet ordre", "purpose": "At gøre en ordre til varer, der leveres til tiden.",
    "kpi": ("Leveret til tiden", "%", "98", "94,5", "2026-02-28"),
}  # fmt: skip

Build = Callable[..., Diagram]


@pytest.fixture
def build() -> Build:
    """Make the map; `names` overrides texts, `party` the details of Anna, who owns the process."""
    return _build


@pytest.fixture
def orders() -> Diagram:
    """The map in English as it is."""
    return _build()


@pytest.fixture
def danish() -> Diagram:
    """The map in Danish as it is."""
    return _build(DANISH)


def _build(names: dict[str, Any] | None = None, party: dict[str, Any] | None = None, width: float = 800) -> Diagram:
    n: dict[str, Any] = {**ENGLISH, **(names or {})}
    return Diagram([*_people(n, party or {}), *_frames(n, width), *_steps(n, width), *_flows(n, width)])


def _people(n: dict[str, Any], details: dict[str, Any]) -> list[Node]:
    anna = {"partyKind": "person", "title": n["title"], "department": n["department"], "reportsTo": "boss"}
    return [
        Node("anna", "party", n.get("owner", "Anna Holm"), details={**anna, **details}),
        Node("boss", "party", n["boss"], details={"partyKind": "person"}),
        Node("jonas", "party", "Jonas Friis", details={"partyKind": "person"}),
        Node("clerk", "party", n["store"]),
    ]


def _frames(n: dict[str, Any], width: float) -> list[Node]:
    charter = {"owner": "anna", "manager": "jonas", "purpose": n["purpose"], "status": "approved", "version": "1.2"}
    return [
        Node("plane", "plane", n["process"], ref="collaboration"),
        Node("collaboration", "collaboration"),
        Node("process", "process", n["process"], details={**charter, "kpis": (n["kpi"],)}),
        Node("customer", "participant", n["customer"], "collaboration", plane="plane", bounds=Rect(0, 0, width, 60)),
        Node("pool", "participant", n["process"], "collaboration", ref="process", plane="plane",
             bounds=Rect(0, 100, width, 240)),
        Node("sales", "lane", n["sales"], "process", plane="plane", bounds=Rect(30, 100, width - 30, 120)),
        Node("store", "lane", n["store"], "process", plane="plane", bounds=Rect(30, 220, width - 30, 120),
             details={"owner": "jonas"}),
    ]  # fmt: skip


def _steps(n: dict[str, Any], width: float) -> list[Node]:
    erp = (("ERP", "https://erp.example.com"),)
    rows: list[tuple[str, str, str, float, dict[str, Any]]] = [
        ("check", "userTask", "sales", 60, {"processingTime": 10.0, "systems": erp}),
        ("confirm", "sendTask", "sales", 240, {"responsible": ("jonas",), "processingTime": 5.0, "waitingTime": 90.0}),
        ("pack", "manualTask", "store", width / 2, {"consulted": ("boss",)}),
        ("ship", "task", "store", width - 120, {"owner": "anna", "informed": ("boss", "jonas"), "systems": erp}),
    ]
    tops = {"sales": 120, "store": 240}
    return [
        Node(id, kind, n[id], "process", lane, plane="plane", bounds=Rect(x, tops[lane], 100, 80), details=details)
        for id, kind, lane, x, details in rows
    ]


def _flows(n: dict[str, Any], width: float) -> list[Flow]:
    half = width / 2
    ways = [
        ("order", "messageFlow", "customer", "check", n["order"], (Point(110, 60), Point(110, 120))),
        ("f1", "sequenceFlow", "check", "confirm", "", (Point(160, 160), Point(240, 160))),
        ("f2", "sequenceFlow", "confirm", "pack", n["goods"], (Point(340, 160), Point(half + 50, 160),
                                                               Point(half + 50, 240))),
        ("f3", "sequenceFlow", "pack", "ship", "", (Point(half + 100, 280), Point(width - 120, 280))),
    ]  # fmt: skip
    return [Flow(id, kind, a, b, name, "process", "plane", points) for id, kind, a, b, name, points in ways]
