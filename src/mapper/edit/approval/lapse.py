"""What follows when a fact of an approved process is changed, by whatever edit: the process is a draft of the next
version from then on, and its change log says what was changed. It belongs to the same step, so undo takes both back."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from mapper.analysis import approval
from mapper.analysis.mandates import one_line
from mapper.model.details import DETAILS, rows
from mapper.model.diagram import Diagram
from mapper.model.kinds import CONTAINER, PARTY, POOL, kind
from mapper.model.records import Change, Flow, Node, Record
from mapper.text import LANGUAGES, N_, _, translator

SINCE = N_("Since version {version}: {what}")
ADDED, REMOVED, CHANGED = N_("{name} added"), N_("{name} removed"), N_("{name} ({fields})")
MORE = N_("and {count} more")
NAME, COURSE = N_("name"), N_("place in the flow")


_KEPT = 40
"""As many changes are named one by one in a line of the change log; of more it says how many there are."""


class Approvals:
    """Guards a map: `lapse` after each transaction, but for what is only brought about as it was done elsewhere."""

    def __init__(self) -> None:
        self._asleep = False

    def __call__(self, diagram: Diagram, changes: tuple[Change, ...]) -> None:
        if not self._asleep:
            lapse(diagram, changes)

    @contextmanager
    def untouched(self) -> Iterator[None]:
        """Nothing follows from what is done meanwhile: a crash's steps done again, a file read anew."""
        self._asleep = True
        try:
            yield
        finally:
            self._asleep = False


def lapse(diagram: Diagram, changes: Iterable[Change]) -> None:
    """Bring approvals up to date with some changes, within their transaction."""
    changes = tuple(changes)
    found: dict[str, list[Change]] = {}
    for change in changes:
        if approval.differs(change.before, change.after):
            for id in _concerned(diagram, change):
                found.setdefault(id, []).append(change)
    for id, ones in found.items():
        was, process = diagram.before(id), diagram.get(id)
        if isinstance(was, Node) and isinstance(process, Node):
            _follow(diagram, was, process, ones)
    for change in changes:
        _keep_code(diagram, change)


def _follow(diagram: Diagram, was: Node, process: Node, changes: list[Change]) -> None:
    """One process whose facts were changed."""
    said = list(dict.fromkeys(_said(diagram, change) for change in changes))
    if _same_approval(was, process):
        version = one_line(str(process.details.get("version", "")))
        new = approval.next_version(version)
        what = _(SINCE).format(version=version or "–", what=_listed(said))
        line = (datetime.date.today().isoformat(), new, what, "")
        process = process.with_detail("status", approval.DRAFT).with_detail("version", new)
        diagram.put(process.with_detail("changes", (*_log(process), line)))
    elif approval.DRAFT == process.details.get("status") == was.details.get("status"):
        _continue(diagram, process, said)


def _same_approval(was: Node, process: Node) -> bool:
    """Whether a process was approved and says it still is, by no new approval."""
    both = approval.is_approved(was) and approval.is_approved(process)
    return both and _codes(was) == _codes(process)


def _continue(diagram: Diagram, process: Node, said: list[str]) -> None:
    """More was changed since the approval lapsed: the line of the change log that says so grows."""
    kept = rows(process.details, "changes")
    last = kept[-1] if kept else {}
    begins = next((b for b in _beginnings() if b.match(last.get("what", ""))), None)
    if begins is None or last["version"] != one_line(str(process.details.get("version", ""))):
        return
    start = begins.match(last["what"])
    known = last["what"][start.end() :].split("; ") if start else []
    what = last["what"][: start.end() if start else 0] + _listed([*known, *(s for s in said if s not in known)])
    if what != last["what"]:
        line = (last["date"], last["version"], what, last["who"])
        diagram.put(process.with_detail("changes", (*_log(process)[:-1], line)))


def _keep_code(diagram: Diagram, change: Change) -> None:
    """A process that was set to approved as a mere status: its content code is kept, and when; nobody is named."""
    was, process = change.before, diagram.get(change.id)
    if not isinstance(was, Node) or not isinstance(process, Node) or process.family != CONTAINER:
        return
    if approval.is_approved(process) and not approval.is_approved(was) and _codes(was) == _codes(process):
        version = one_line(str(process.details.get("version", ""))) or approval.next_version("")
        line = (datetime.date.today().isoformat(), version, "", approval.process_code(diagram, process))
        kept = (*process.details.get("approvals", ()), line)  # type: ignore[misc]
        diagram.put(process.with_detail("version", version).with_detail("approvals", kept))


def _codes(process: Node) -> list[tuple[str, str]]:
    return [(line["version"], line["code"]) for line in rows(process.details, "approvals")]


def _log(process: Node) -> tuple[tuple[str, ...], ...]:
    kept = process.details.get("changes", ())
    return kept if isinstance(kept, tuple) else ()


def _beginnings() -> Iterator[re.Pattern[str]]:
    """What a line that this module wrote begins with, in each language."""
    for language in LANGUAGES:
        begin = translator(language)(SINCE).split("{what}")[0]
        yield re.compile(re.escape(begin).replace(re.escape("{version}"), ".*?"))


def _listed(said: list[str]) -> str:
    left = len(said) - _KEPT
    return "; ".join([*said[:_KEPT], *([_(MORE).format(count=left)] if left > 0 else [])])


def _said(diagram: Diagram, change: Change) -> str:
    """What was done to one record, in a few words."""
    record = change.after or change.before
    if record is None:
        return ""
    name = f"“{_name(diagram, change.before or record)}”"
    if change.before is None or change.after is None:
        return _(ADDED if change.before is None else REMOVED).format(name=name)
    before, after = change.before, change.after
    fields = [_(NAME)] if one_line(before.name) != one_line(after.name) else []
    fields += [_(COURSE)] if _course(before) != _course(after) else []
    fields += [_(DETAILS[key].label) for key in approval.changed_fields(before, after)]
    return _(CHANGED).format(name=name, fields=", ".join(fields))


def _course(record: Record) -> tuple[object, ...]:
    """What a record is and where it belongs, without its name and fields."""
    kind, _name, *rest = approval.facts(record)
    return (kind, *rest[:2])


def _name(diagram: Diagram, record: Record) -> str:
    if name := one_line(record.name):
        return name
    if isinstance(record, Flow):
        ends = (diagram.get(id) or diagram.before(id) for id in (record.source, record.target))
        return " → ".join(_name(diagram, end) if isinstance(end, Node) else "–" for end in ends)
    return _(kind(record.kind).label)


def _concerned(diagram: Diagram, change: Change) -> set[str]:
    """The processes that a change is about, where it was and where it is."""
    found: set[str] = set()
    for record in (change.before, change.after):
        if record is None:
            continue
        if record.family == PARTY:
            renamed = change.before is not None and change.after is not None
            found |= _naming(diagram, record.id) if renamed else set()
        elif isinstance(record, Flow):
            ends = (record.parent, record.source, record.target)
            found |= {home for id in ends if (home := _home(diagram, id)) is not None}
        elif (home := _home(diagram, record.id, record)) is not None:
            found.add(home)
    return found


def _home(diagram: Diagram, id: str | None, record: Record | None = None) -> str | None:
    """The process that something belongs to, though it be gone already."""
    record = record or diagram.get(id) or diagram.before(id or "")
    seen: set[str] = set()
    while record is not None and record.id not in seen:
        seen.add(record.id)
        if record.kind == "process":
            return record.id
        above = record.ref if isinstance(record, Node) and record.family == POOL else record.parent
        record = diagram.get(above) or diagram.before(above or "")
    return None


def _naming(diagram: Diagram, party: str) -> set[str]:
    """The processes in which a party is named."""
    found = set()
    for record in diagram.records():
        named = (value for key, value in record.details.items() if key in DETAILS and not DETAILS[key].log)
        if any(value == party or (isinstance(value, tuple) and party in value) for value in named):
            home = _home(diagram, record.id, record)
            found |= {home} if home is not None else set()
    return found
