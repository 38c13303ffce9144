"""Edits of a file that leave its tree alone: what shall be different, element by element, until `splice` writes it.

An item is an element of the file or a New one. Asking an item gives what it will be like after the edits so far.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from mapper.bpmn.file.load import Element
from mapper.bpmn.file.names import PREFIXES
from mapper.bpmn.file.order import slot
from mapper.bpmn.file.source import Base


@dataclass(slots=True, eq=False)
class New:
    """An element to be: name and attributes as lxml spells them. Without a name it is what stands between elements: a
    text, or with `raw` a comment, instruction or CDATA section as it is written. mixed: texts stand between the
    children. pieces: the text piece by piece, where it is more than characters. inside: makes the children when they
    are asked for or written, for a map may get half a million shapes at once.
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Item] = field(default_factory=list)
    parent: Item | None = None
    mixed: bool = False
    raw: str = ""
    pieces: Sequence[New] = ()
    inside: Callable[[], list[New]] | None = None

    def filled(self) -> list[Item]:
        """The children, made now if they are not there yet."""
        if self.inside is not None:
            self.children, self.inside = [*self.inside()], None
            for kid in self.children:
                if isinstance(kid, New):
                    kid.parent = self
        return self.children


Item: TypeAlias = "Element | New"


class Edits:
    """All edits of one save. Cheap for a large file: only what is touched is held.

    wishes: the prefix that a namespace had where an element was copied from.
    """

    def __init__(self, base: Base) -> None:
        self.base = base
        self.tags: dict[Element, str] = {}
        self.attributes: dict[Element, dict[str, str | None]] = {}
        self.texts: dict[Element, str] = {}
        self.children: dict[Element, list[Item]] = {}
        self.parents: dict[Element, Item] = {}
        self.removed: set[Element] = set()
        self.wishes: dict[str, str] = {}

    # -- asking --------------------------------------------------------------------------------------------------------

    def tag(self, item: Item) -> str:
        return item.tag if isinstance(item, New) else self.tags.get(item, item.tag)

    def get(self, item: Item, name: str) -> str | None:
        """An attribute's value, or None."""
        if isinstance(item, New):
            return item.attributes.get(name)
        changed = self.attributes.get(item)
        return changed[name] if changed and name in changed else item.get(name)

    def text(self, item: Item) -> str:
        """The text at the beginning of the content, without white space around it."""
        if isinstance(item, New):
            return item.text.strip()
        return self.texts.get(item, (item.text or "")).strip()

    def kids(self, item: Item) -> Sequence[Item]:
        if isinstance(item, New):
            return item.filled()
        if item in self.children:
            return self.children[item]
        return [child for child in item if isinstance(child.tag, str)]

    def named(self, item: Item, tag: str) -> list[Item]:
        """The children of a name."""
        return [kid for kid in self.kids(item) if self.tag(kid) == tag]

    def first(self, item: Item, tag: str) -> Item | None:
        return next(iter(self.named(item, tag)), None)

    def parent(self, item: Item) -> Item | None:
        return item.parent if isinstance(item, New) else self.parents.get(item, item.getparent())

    def gone(self, item: Item | None) -> bool:
        """Whether an item, or something around it, was removed."""
        while item is not None:
            if not isinstance(item, New) and item in self.removed:
                return True
            item = self.parent(item)
        return False

    def release(self) -> None:
        """Let go of all new elements: they hold those around and in them, so they would stay in memory for long."""
        todo = list(self.children.values())
        while todo:
            kids = todo.pop()
            todo += [kid.children for kid in kids if isinstance(kid, New) and kid.children]
            kids.clear()

    # -- changing ------------------------------------------------------------------------------------------------------

    def set(self, item: Item, name: str, value: str | None) -> None:
        """Set an attribute, or remove it when the value is None."""
        if isinstance(item, New):
            if value is None:
                item.attributes.pop(name, None)
            else:
                item.attributes[name] = value
        elif self.get(item, name) != value:
            self.attributes.setdefault(item, {})[name] = value

    def set_text(self, item: Item, text: str) -> None:
        if isinstance(item, New):
            item.text, item.pieces = text, ()
        else:
            self.texts[item] = text

    def rename(self, item: Item, tag: str) -> None:
        if isinstance(item, New):
            item.tag = tag
        else:
            self.tags[item] = tag

    def declare(self, uri: str) -> str:
        """The prefix of a namespace that the root must declare, chosen so that it hides no other."""
        root = self.base.root
        changes = self.attributes.setdefault(root, {})
        for key, value in changes.items():
            if value == uri and key.startswith("xmlns:"):
                return key[6:]
        wanted = PREFIXES.get(uri) or self.wishes.get(uri) or "ns"
        prefix, number = wanted, 1
        while f"xmlns:{prefix}=" in self.base.text.text or f"xmlns:{prefix}" in changes:
            prefix, number = f"{wanted}{number}", number + 1
        changes[f"xmlns:{prefix}"] = uri
        return prefix

    def add(self, parent: Item, child: Item) -> Item:
        """Put a child where the schema wants it: after the last that may stand before it."""
        place = slot(self.tag(parent), self.tag(child))
        kids = self.kids(parent)
        before: Item | None = kids[-1] if kids and place is None else None
        if place is not None:
            holder = self.tag(parent)
            slots = ((kid, slot(holder, self.tag(kid))) for kid in reversed(kids))
            before = next((kid for kid, other in slots if other is not None and other <= place), None)
        return self.insert(parent, child, before)

    def insert(self, parent: Item, child: Item, after: Item | None) -> Item:
        """Put a child behind another one, or first."""
        kids = self._open(parent)
        if kids and kids[-1] is after:
            kids.append(child)
        else:
            kids.insert(0 if after is None else kids.index(after) + 1, child)
        if isinstance(child, New):
            child.parent = parent
        else:
            self.parents[child] = parent
            self.removed.discard(child)
        return child

    def move(self, child: Item, parent: Item, after: Item | None = None, ordered: bool = True) -> None:
        """Take an item with all its content elsewhere."""
        self._detach(child)
        if ordered:
            self.add(parent, child)
        else:
            self.insert(parent, child, after)

    def remove(self, item: Item) -> None:
        self._detach(item)
        if not isinstance(item, New):
            self.removed.add(item)

    def _detach(self, item: Item) -> None:
        parent = self.parent(item)
        if parent is not None:
            kids = self._open(parent)
            if item in kids:
                kids.remove(item)

    def _open(self, item: Item) -> list[Item]:
        if isinstance(item, New):
            return item.filled()
        if item not in self.children:
            self.children[item] = list(self.kids(item))
        return self.children[item]
