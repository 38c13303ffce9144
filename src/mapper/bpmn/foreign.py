"""What the model does not know, compared and taken over: a timer's duration, another tool's attributes, messages.

Records say nothing of it, so two files are held against each other as trees, after the one was brought to the records
of the other: what differs then is foreign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lxml import etree

from mapper.bpmn.file.load import Element, load
from mapper.bpmn.file.names import DOCUMENTATION, EXTENSIONS, MAPPER, MODEL, PERFORMERS, m, split
from mapper.bpmn.file.source import Base, Source
from mapper.bpmn.writing.edits import Edits, New
from mapper.bpmn.writing.remarks import inner, lay_out
from mapper.bpmn.writing.splice import splice
from mapper.bpmn.writing.write import write
from mapper.model.pause import collector_paused
from mapper.model.records import Record

_WRITTEN = ("incoming", "outgoing", "flowNodeRef", "resourceRole", "text")
_KNOWN = PERFORMERS | {DOCUMENTATION} | {m(name) for name in _WRITTEN}
"""Children that the records say all about."""

_KNOWN_ATTRIBUTES = frozenset({"id", "name"})

_DEEPEST = 100
"""Levels of elements that are looked into one by one."""

Canonical: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """One difference in what the model does not know.

    id: of the element it is in, "" for the file as a whole. record: the id of the record around that, or "". what: the
    attribute, or the child's name. before, after: as text, None for what is not there.
    """

    id: str
    record: str
    what: str
    before: str | None
    after: str | None
    gone: Canonical | None = field(default=None, repr=False, compare=False)
    come: Element | None = field(default=None, repr=False, compare=False)


@collector_paused()
def foreign(one: Source, other: Source, records: Iterable[Record]) -> tuple[Foreign, ...]:
    """What `other` says beyond its records that `one` does not. records: those of `other`, places that are guesses as
    `one` has them."""
    if one.data == other.data:
        return ()
    first, second = _elements(one.base.root), _elements(other.base.root)
    names = {element: id for id, element in other.base.elements.items()}
    if not any(True for _ in _differences(first, first, second, names)):
        return ()
    # Some of that may be what the records say: the file is brought to them, and what differs still is foreign.
    brought = _elements(load(write(one, records)).root)
    return tuple(_differences(first, brought, second, names))


def take(source: Source, found: Iterable[Foreign], donor: Source) -> tuple[bytes, tuple[Foreign, ...]]:
    """The file with the differences of another one taken over, and those that do not fit it: it changed the same."""
    edits, here = Edits(source.base), _elements(source.base.root)
    clashes = tuple(one for one in found if not _taken(edits, here, one, donor.base))
    touched = edits.attributes or edits.children or edits.texts
    data = source.base.text.encode(splice(edits)) if touched else source.data
    edits.release()
    return data, clashes


# -- comparing ---------------------------------------------------------------------------------------------------------


def _elements(root: Element) -> dict[str, Element]:
    """BPMN's elements by id, and the file's root as ""; the first where an id stands twice."""
    found: dict[str, Element] = {"": root}
    for element in root.iter(f"{{{MODEL}}}*"):
        id = (element.get("id") or "").strip()
        if id and element is not root and element.tag not in _KNOWN:
            found.setdefault(id, element)
    return found


def _differences(
    first: dict[str, Element], brought: dict[str, Element], second: dict[str, Element], names: dict[Element, str]
) -> Iterator[Foreign]:
    records = set(names.values())
    for key, element in second.items():
        if key in brought and key in first:
            if not _alike(first[key], element):
                yield from _inside(key, _record(element, names), first[key], brought[key], element)
        elif key not in brought and key not in first and key not in records:
            above, record = _above(element), _record(element, names) or ""
            if above in first:
                yield Foreign(above, record, split(element.tag)[1], None, _text(element), None, element)
    for key, element in first.items():
        if key not in second and key in brought and (above := _above(element)) in second:
            record = _record(second[above], names) or ""
            yield Foreign(above, record, split(element.tag)[1], _text(element), None, _whole(element))


def _inside(key: str, record: str | None, was: Element, mine: Element, other: Element) -> Iterator[Foreign]:
    for name in dict.fromkeys((*was.attrib, *mine.attrib, *other.attrib)):
        said = other.get(name)
        if str(name) not in _KNOWN_ATTRIBUTES and said not in (was.get(name), mine.get(name)):
            yield Foreign(key, record or "", str(name), mine.get(name), said)
    old, now, new = (_children(element) for element in (was, mine, other))
    come = [form for form in new if form not in old and form not in now]
    gone = [form for form in old if form in now and form not in new]
    for form in come:
        lost = next((one for one in gone if one[0] == form[0]), None)
        if lost is not None:
            gone.remove(lost)
        before = _text(now[lost]) if lost is not None else None
        yield Foreign(key, record or "", split(form[0])[1], before, _text(new[form]), lost, new[form])
    for form in gone:
        yield Foreign(key, record or "", split(form[0])[1], _text(now[form]), None, form)
    if not len(other) and (other.text or "").strip() not in ((was.text or "").strip(), (mine.text or "").strip()):
        yield Foreign(key, record or "", "", (mine.text or "").strip(), (other.text or "").strip())


def _alike(one: Element, other: Element) -> bool:
    """Whether two elements say the same themselves, without looking at the elements in them that have ids."""
    if len(one) == len(other) == 0:
        return one.items() == other.items() and (one.text or "").strip() == (other.text or "").strip()
    return sorted(one.items()) == sorted(other.items()) and _children(one).keys() == _children(other).keys()


def _children(element: Element) -> dict[Canonical, Element]:
    """The children that have no ids of their own, those of the extensions among them, by all they say."""
    found: dict[Canonical, Element] = {}
    for child in inner(element):
        uri, _local = split(child.tag)
        if child.tag == EXTENSIONS:
            found |= {_whole(one): one for one in inner(child) if split(one.tag)[0] not in (MAPPER, "")}
        elif child.tag not in _KNOWN and uri != MAPPER and not (uri == MODEL and child.get("id")) and _named(child):
            found[_whole(child)] = child
    return found


def _named(child: Element) -> bool:
    """Whether an element is content: not a picture, nor a mere holder of elements that have ids."""
    return "/DI" not in split(child.tag)[0] and not any(one.get("id") for one in child.iter(f"{{{MODEL}}}*"))


def _whole(element: Element, depth: int = 0) -> Canonical:
    """All that an element says, comments and spaces apart."""
    if depth > _DEEPEST:
        return (element.tag, etree.tostring(element))
    kids = (_whole(child, depth + 1) for child in inner(element))
    return (element.tag, *sorted(element.items()), (element.text or "").strip(), *kids)


def _above(element: Element) -> str:
    """The id of the BPMN element around an element, "" for the root."""
    for one in element.iterancestors():
        if split(one.tag)[0] == MODEL and one.get("id") and one.getparent() is not None:
            return (one.get("id") or "").strip()
    return ""


def _record(element: Element, names: dict[Element, str]) -> str | None:
    """The record that an element is, or is in."""
    return next((names[one] for one in (element, *element.iterancestors()) if one in names), None)


def _text(element: Element) -> str:
    """What an element says, for people: its text, else its attributes."""
    said = " ".join(str(text).strip() for text in element.itertext() if str(text).strip())
    told = " ".join(f"{split(str(name))[1]}={value!s}" for name, value in element.items() if str(name) != "id")
    return said or told or split(element.tag)[1]


# -- taking over -------------------------------------------------------------------------------------------------------


def _taken(edits: Edits, here: dict[str, Element], one: Foreign, donor: Base) -> bool:
    """Take over one difference; False where the element is gone, or says something else by now."""
    item = here.get(one.id)
    if item is None:
        return False
    if one.come is None and one.gone is None:
        return _said(edits, item, one)
    kids = {_whole(kid): kid for kid in (*inner(item), *_extensions(item))}
    old = kids.get(one.gone) if one.gone is not None else None
    if one.come is None:
        if old is not None and not edits.gone(old):
            edits.remove(old)
        return True
    if _whole(one.come) in kids:
        return True
    if _depth(one.come) > _DEEPEST:
        return False
    if (one.gone is not None and old is None) or (one.gone is None and _rivals(item, one.come, here)):
        return False
    _put(edits, item, old, one.come, donor)
    return True


def _said(edits: Edits, item: Element, one: Foreign) -> bool:
    """An attribute, or the text when `what` is ""."""
    if not one.what:
        if (item.text or "").strip() not in (one.before, one.after):
            return False
        edits.set_text(item, one.after or "")
        return True
    if item.get(one.what) not in (one.before, one.after):
        return False
    edits.set(item, one.what, one.after)
    return True


def _rivals(item: Element, come: Element, here: dict[str, Element]) -> bool:
    """Whether OURS has something of its own in the place of what is added."""
    id = (come.get("id") or "").strip()
    if id and split(come.tag)[0] == MODEL:
        return id in here
    above = come.getparent()
    if split(come.tag)[0] != MODEL or above is None:
        return False
    alone = sum(kid.tag == come.tag for kid in inner(above)) == 1
    return alone and any(kid.tag == come.tag for kid in inner(item))


def _put(edits: Edits, item: Element, old: Element | None, come: Element, donor: Base) -> None:
    made = _copy(come, donor, edits)
    holder = old.getparent() if old is not None else None
    if old is not None and holder is not None:
        edits.insert(holder, made, old)
        edits.remove(old)
        return
    above = come.getparent()
    if above is not None and above.tag == EXTENSIONS:
        edits.add(edits.first(item, EXTENSIONS) or edits.add(item, New(EXTENSIONS)), made)
        return
    edits.add(item, made)


def _copy(element: Element, donor: Base, edits: Edits) -> New:
    made = New(str(element.tag), {str(name): str(value) for name, value in element.attrib.items()})
    for prefix, uri in element.nsmap.items():
        if prefix:
            edits.wishes.setdefault(uri, prefix)
    lay_out(made, element, donor, [_copy(child, donor, edits) for child in inner(element)])
    return made


def _depth(element: Element) -> int:
    depth, level = 0, [element]
    while level and depth <= _DEEPEST:
        depth, level = depth + 1, [child for one in level for child in inner(one)]
    return depth


def _extensions(item: Element) -> list[Element]:
    return [kid for child in item if child.tag == EXTENSIONS for kid in inner(child)]
