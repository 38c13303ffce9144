"""A map written whole, element by element from the tree and its edits: what stands in for `splice` when that failed.

Line breaks, quotes and the order of attributes are not those of the file any more; what it says, comments and
processing instructions included, is.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from lxml import etree

from mapper.bpmn.file.decode import legal
from mapper.bpmn.file.load import Element, with_comments
from mapper.bpmn.file.names import PREFIXES
from mapper.bpmn.writing.edits import Edits, Item, New


def compose(edits: Edits) -> bytes:
    """The whole file after the edits, in UTF-8."""
    return _Composer(edits).whole()


class _Composer:
    """One writing. remarks: comments and instructions before each element of the file; last: those at its end."""

    def __init__(self, edits: Edits) -> None:
        self.edits = edits
        self.remarks: dict[Element, list[Element]] = {}
        self.last: dict[Element, list[Element]] = {}
        self._find_remarks()

    def whole(self) -> bytes:
        root = self.edits.base.root
        made = etree.Element(root.tag, nsmap={**_spare(root), **self._prefixes(root)})
        todo: list[tuple[Item, Element]] = [(root, made)]
        while todo:
            item, target = todo.pop()
            self._fill(item, target)
            for kid in self.edits.kids(item):
                for remark in self.remarks.get(kid, ()) if not isinstance(kid, New) else ():
                    target.append(copy(remark))
                if isinstance(kid, New) and not kid.tag:
                    self._between(kid, target)
                    continue
                child = etree.SubElement(target, self.edits.tag(kid), nsmap=self._prefixes(kid))
                child.tail = None if isinstance(kid, New) else legal(kid.tail or "")[0]
                todo.append((kid, child))
            if not isinstance(item, New):
                target.extend(copy(remark) for remark in self.last.get(item, ()))
        for remark in self.remarks.get(root, ()):
            made.addprevious(copy(remark))
        etree.cleanup_namespaces(made, keep_ns_prefixes=[prefix for prefix in root.nsmap if prefix])
        return etree.tostring(made.getroottree(), encoding="UTF-8", xml_declaration=True)

    def _prefixes(self, item: Item) -> dict[Any, str]:
        """What an element of the file declares, and for the root what the edits need beside."""
        if isinstance(item, New):
            return {}
        found: dict[Any, str] = dict(item.nsmap)
        for key, value in self.edits.attributes.get(item, {}).items():
            if key.startswith("xmlns:") and value:
                found[key[6:]] = value
        return found

    def _fill(self, item: Item, target: Element) -> None:
        """Attributes and the text before the first child."""
        if isinstance(item, New):
            attributes: Mapping[str, str | None] = item.attributes
            text = "".join(piece.text for piece in item.pieces) if item.pieces else item.text
        else:
            attributes = {**{str(k): str(v) for k, v in item.attrib.items()}, **self.edits.attributes.get(item, {})}
            text = self.edits.texts.get(item, item.text or "")
        for key, value in attributes.items():
            if value is not None and not key.startswith("xmlns"):
                target.set(key, legal(value)[0])
        target.text = legal(text)[0] or None

    def _between(self, item: New, target: Element) -> None:
        """A text among the children of a copy, or a comment."""
        if item.raw.startswith("<!--"):
            target.append(etree.Comment(item.raw[4:-3]))
            return
        text = legal(item.text)[0]
        before = target[-1] if len(target) else None
        if before is None:
            target.text = (target.text or "") + text
        else:
            before.tail = (before.tail or "") + text

    def _find_remarks(self) -> None:
        """Comments and instructions, by the element of the file that they stand before."""
        tree = with_comments(self.edits.base.text.text)
        order = self.edits.base.order
        if tree is None or sum(1 for _ in tree.iter("*")) != len(order):
            return
        twins = dict(zip(tree.iter("*"), order, strict=True))
        waiting = [node for node in reversed([*tree.itersiblings(preceding=True)]) if not isinstance(node.tag, str)]
        self.remarks[order[0]] = [_bare(node) for node in waiting]
        for holder, twin in twins.items():
            waiting = []
            for child in holder:
                if isinstance(child.tag, str):
                    if waiting:
                        self.remarks[twins[child]] = waiting
                    waiting = []
                else:
                    waiting.append(_bare(child))
            if waiting:
                self.last[twin] = waiting


def _spare(root: Element) -> dict[str, str]:
    """Prefixes for what the file had no namespace for yet; those that nothing uses are taken out again."""
    known = set(root.nsmap.values())
    return {prefix: uri for uri, prefix in PREFIXES.items() if uri not in known and prefix not in root.nsmap}


def _bare(node: Element) -> Element:
    """A comment or instruction without the text behind it."""
    found = copy(node)
    found.tail = None
    return found
