"""What an event waits for or tells in particular: the time, the name and code, the condition (BPMN 2.0, 10.5.5)."""

from __future__ import annotations

from mapper.bpmn.file.load import Element
from mapper.bpmn.file.names import TIMERS, m
from mapper.bpmn.reading.draft import Draft, Reading, trait
from mapper.model.kinds import CODED, NAMED_TRIGGERS


def read_particulars(reading: Reading, element: Element, draft: Draft, event: str) -> None:
    """Read what an event's one definition says."""
    if event == "timer":
        for child in element:
            if child.tag in TIMERS and (said := (child.text or "").strip()):
                trait(draft, "timer", TIMERS[child.tag])
                trait(draft, "time", said)
                return
    elif event == "conditional":
        condition = element.find(m("condition"))
        if condition is not None and (said := (condition.text or "").strip()):
            trait(draft, "trigger", said)
    elif event == "link":
        _set(draft, "trigger", element.get("name"))
    elif event in NAMED_TRIGGERS:
        named = (element.get(f"{event}Ref") or "").strip().rpartition(":")[2]
        found = next((root for root in reading.root.iter(m(event)) if named and root.get("id") == named), None)
        if found is not None:
            _set(draft, "trigger", found.get("name"))
            if event in CODED:
                _set(draft, "code", found.get(f"{event}Code"))


def _set(draft: Draft, key: str, said: str | None) -> None:
    if said and said.strip():
        trait(draft, key, said.strip())
