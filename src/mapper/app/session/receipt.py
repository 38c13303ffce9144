"""What opening and saving did to a file, told from its bytes: a check on the writer, of whose work it knows nothing.

Two files are parsed and held against each other element by element. An element is known by its id; what has none
belongs to the nearest one around it that has, and a shape or line of a diagram to what it shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from mapper.bpmn import GUESSED, KEPT, LOST, REPAIRED, Note
from mapper.bpmn.file.names import BPMNDI, DC, DI, MAPPER, MODEL
from mapper.model.kinds import KINDS
from mapper.model.pause import collector_paused
from mapper.text import N_, _, ngettext

SORTS: dict[str, str] = {
    LOST: N_("Missing in this copy"),
    REPAIRED: N_("Repaired"),
    GUESSED: N_("Guessed"),
    KEPT: N_("Kept, but not shown"),
}
"""The headings of what was noted while a file was read, in the order they are told."""

CHANGED, ADDED, REMOVED = "changed", "added", "removed"
_HEADINGS = {CHANGED: N_("Changed"), ADDED: N_("Added"), REMOVED: N_("Removed")}
_OWN = frozenset({MODEL, BPMNDI, DC, DI, MAPPER, "http://www.w3.org/2001/XMLSchema-instance"})
_NAMELESS = ""


@dataclass(frozen=True, slots=True)
class Element:
    """One element that differs. kind: its local name in the file; how: "changed", "added" or "removed"."""

    id: str
    kind: str
    name: str
    how: str

    @property
    def said(self) -> str:
        """What it is, for people."""
        label = _(KINDS[self.kind].label) if self.kind in KINDS else self.kind
        return f"{label} “{' '.join(self.name.split())}”" if self.name else f"{label} {self.id}".strip()


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did. elements: all that differ. untouched, size: bytes of the file before that are still there, and
    all its bytes. kept, foreign: what other tools wrote and stands unchanged in elements still there, and all of that.
    """

    elements: tuple[Element, ...]
    untouched: int
    size: int
    kept: int
    foreign: int

    @property
    def sentence(self) -> str:
        """One calm sentence."""
        count = len(self.elements)
        if not count:
            return _("nothing changed")
        said = ngettext("{count} element changed", "{count} elements changed", count).format(count=count)
        if self.kept < self.foreign:
            lost = _("{kept} of {all} extensions of other tools kept").format(kept=self.kept, all=self.foreign)
            return f"{said}, {lost}"
        return _("{elements}, everything else untouched").format(elements=said)


@dataclass(slots=True)
class _Facts:
    """A parsed file: for each id its tag, name and what it says; what other tools wrote, by the id it belongs to."""

    said: dict[str, list[Any]] = field(default_factory=dict)
    shown: dict[str, tuple[str, str]] = field(default_factory=dict)
    foreign: Counter[tuple[str, str]] = field(default_factory=Counter)


def noted(notes: Sequence[Note]) -> dict[str, list[Note]]:
    """What reading a file told, by sort, in the order of `SORTS`; sorts without notes are left out."""
    found = {sort: [note for note in notes if note.sort == sort] for sort in SORTS}
    return {sort: some for sort, some in found.items() if some}


@collector_paused()
def saved(before: bytes, after: bytes) -> Saved:
    """What differs between two states of a file."""
    if before == after:
        facts = _read(before)
        own = sum(facts.foreign.values())
        return Saved((), len(before), len(before), own, own)
    old, new = _read(before), _read(after)
    here = Counter({key: count for key, count in old.foreign.items() if key[0] in new.shown or key[0] == _NAMELESS})
    kept = here & new.foreign
    return Saved(tuple(_differing(old, new)), _untouched(before, after), len(before), kept.total(), here.total())


def lines(notes: Sequence[Note], done: Saved | None = None) -> list[str]:
    """The receipt as text: what was noted while reading, then what saving did."""
    found = []
    for sort, some in noted(notes).items():
        found.append(f"{_(SORTS[sort])}:")
        found += [f"  {said(note)}" for note in some]
    return found + (details(done) if done is not None else [])


def details(done: Saved) -> list[str]:
    """What saving did, in lines."""
    told = [_("{untouched} of {size} bytes untouched").format(untouched=done.untouched, size=done.size)]
    for how, heading in _HEADINGS.items():
        some = [element for element in done.elements if element.how == how]
        told += [f"{_(heading)}:", *(f"  {element.said}" for element in some)] if some else []
    if done.foreign:
        told.append(_("{kept} of {all} extensions of other tools kept").format(kept=done.kept, all=done.foreign))
    return told


def as_json(notes: Sequence[Note], done: Saved | None = None) -> dict[str, Any]:
    """The receipt for programs."""
    told = noted(notes)
    found: dict[str, Any] = {sort: [{"line": n.line, "what": n.what} for n in told.get(sort, ())] for sort in SORTS}
    if done is not None:
        elements = [{"id": e.id, "kind": e.kind, "name": e.name, "how": e.how} for e in done.elements]
        found["saved"] = {
            "untouched": done.untouched, "size": done.size, "elements": elements,
            "extensions": done.foreign, "extensionsKept": done.kept,
        }  # fmt: skip
    return found


def said(note: Note) -> str:
    """A note with its line."""
    return _("Line {line}: {what}").format(line=note.line, what=note.what) if note.line else note.what


# -- elements ----------------------------------------------------------------------------------------------------------


def _differing(old: _Facts, new: _Facts) -> Iterator[Element]:
    for id in dict.fromkeys((*new.shown, *old.shown)):
        if old.said.get(id) == new.said.get(id):
            continue
        how = ADDED if id not in old.shown else REMOVED if id not in new.shown else CHANGED
        kind, name = new.shown.get(id) or old.shown[id]
        yield Element(id, kind, name, how)


def _read(data: bytes) -> _Facts:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False)
    facts = _Facts()
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    # Files nest deeper than Python recurses, so the owners around an element are kept in a list.
    owners = [_NAMELESS]
    for event, element in etree.iterwalk(root, ("start", "end"), "*") if root is not None else ():
        if event == "end":
            owners.pop()
            continue
        owners.append(_take(facts, element, owners[-1]))
    return facts


def _take(facts: _Facts, element: Any, above: str) -> str:
    """Note what an element says; the id it belongs to."""
    space, _brace, local = element.tag[1:].rpartition("}")
    attributes = element.attrib.items()
    owner = _owner(element, space, local, above) if attributes else above
    if owner != above and (space == MODEL or owner not in facts.shown):
        facts.shown[owner] = (local, element.get("name", ""))
    facts.said.setdefault(owner, []).append((element.tag, sorted(attributes), _text(element)))
    if space not in _OWN:
        _take_foreign(facts, element, above)
    else:
        facts.foreign.update((owner, f"{name!s}={value!s}") for name, value in attributes if _is_foreign(str(name)))
    return owner


def _owner(element: Any, space: str, local: str, above: str) -> str:
    """Whose change a change of this element is: a drawing's that of what it shows, a foreign element's its holder's."""
    own = (element.get("id") or "").strip() if space in (MODEL, BPMNDI) else ""
    if space == BPMNDI and local != "BPMNPlane":
        return (element.get("bpmnElement") or "").strip().rpartition(":")[2] or above or own
    return above or own if space == BPMNDI else own or above


def _text(element: Any) -> str:
    """The text in an element, where that is more than indentation."""
    found = (element.text or "").strip()
    for child in element:
        if child.tail is not None:
            found += child.tail.strip()
    return found


def _take_foreign(facts: _Facts, element: Any, holder: str) -> None:
    """Note the outermost of the elements that other tools wrote, with all in it."""
    parent = element.getparent()
    if parent is not None and not _is_foreign(parent.tag):
        facts.foreign[holder, repr(list(_flat(element)))] += 1


def _flat(element: Any) -> Iterator[tuple[Any, ...]]:
    """All that an element holds, whatever prefixes it uses: what comes after its end tag is not its own."""
    for event, inner in etree.iterwalk(element, ("start", "end", "comment", "pi")):
        if event == "start":
            yield inner.tag, sorted(inner.attrib.items()), inner.text
        else:
            yield event, inner.text if event != "end" else None, inner.tail if inner is not element else None


def _is_foreign(name: str) -> bool:
    return name.startswith("{") and name[1:].partition("}")[0] not in _OWN


# -- bytes -------------------------------------------------------------------------------------------------------------


def _untouched(before: bytes, after: bytes) -> int:
    """How many bytes of a file still stand in it, in their order: told in whole tags, by walking along both."""
    old, new = before.split(b"<"), after.split(b"<")
    i = j = same = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            same += len(old[i]) + (i > 0)
            i, j = i + 1, j + 1
        else:
            i, j = _next_same(old, new, i, j)
    return same


_RUN, _FAR = 3, 4000
"""How many tags must be the same for two places to be, and how many tags away they are looked for."""


def _next_same(old: list[bytes], new: list[bytes], i: int, j: int) -> tuple[int, int]:
    """The nearest places at which both go on alike; their ends when there are none within reach."""
    places: dict[tuple[bytes, ...], int] = {}
    for k in range(j, min(j + _FAR, len(new))):
        places.setdefault(tuple(new[k : k + _RUN]), k)
    best: tuple[int, int] | None = None
    for k in range(i, min(i + _FAR, len(old))):
        if best is not None and k - i >= best[0] - i + best[1] - j:
            break
        found = places.get(tuple(old[k : k + _RUN]))
        if found is not None and (best is None or k + found < sum(best)):
            best = (k, found)
    return best or (len(old), len(new))
