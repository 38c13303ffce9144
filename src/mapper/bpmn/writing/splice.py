"""Edits to text: everything that is not edited is copied as it stands in the file.

Each edit becomes a patch, a piece of the text and what to put there; the rest is copied between them. A removed element
takes its line with it; a new one gets the line break and indentation of its neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from mapper.bpmn.file.decode import legal
from mapper.bpmn.file.load import Element
from mapper.bpmn.file.names import MODEL, XML, split
from mapper.bpmn.file.spans import Span
from mapper.bpmn.writing.edits import Edits, Item, New

_ATTRIBUTE = re.compile(r"""(\s+)([^\s=/>"']+)(\s*=\s*)("[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class Patch:
    """Put a text for the piece `begin`…`end`. The text is made when it is copied, when all patches are known, for what
    moved is copied with the patches inside it. `owner` is the element that a removal takes out. `rank` decides between
    patches of the very same piece: a whole content before the removal of its only child, a removal before the rest."""

    begin: int
    end: int
    make: Callable[[], str]
    owner: Element | None = None
    rank: int = 2

    @property
    def order(self) -> tuple[int, bool, int, int]:
        """What stands first; at one place what is put in between, then what reaches furthest: the outermost wins."""
        return self.begin, self.begin != self.end, -self.end, self.rank


_CONTENT, _REMOVAL = 0, 1


def splice(edits: Edits) -> str:
    """The whole text of the file after the edits."""
    return _Splicer(edits).whole()


class _Splicer:
    """One writing: the text, the spans, and the patches."""

    def __init__(self, edits: Edits) -> None:
        self.edits = edits
        self.source = edits.base.text.text
        self.spans = edits.base.spans
        self.root = edits.base.root
        self.newline = "\r\n" if "\r\n" in self.source else "\n"
        self.unit = self._unit()
        self.patches: list[Patch] = []
        self.begins: list[int] = []
        self.scopes: dict[Element, dict[str | None, str]] = {}
        self.names: dict[tuple[Element, str, bool], str] = {}

    def whole(self) -> str:
        edits = self.edits
        moved = [element for element in edits.parents if element not in edits.removed]
        for element in moved:
            self._carry_prefixes(element)
        self.patches = [self._removal(element) for element in (*edits.removed, *moved)]
        for element in {*edits.tags, *edits.attributes, *edits.texts, *edits.children} - {self.root}:
            self._element(element)
        if self.root in edits.children:
            self._inside(self.root, self.spans[self.root])
        self.patches.sort(key=lambda patch: patch.order)
        self.begins = [patch.begin for patch in self.patches]
        span = self.spans[self.root]
        # New elements may need a prefix, which the root declares: so its tag is written last.
        body = self._copy(span.inner, len(self.source))
        return self.source[: span.begin] + self._start_tag(self.root, span, False) + body

    # -- patches -------------------------------------------------------------------------------------------------------

    def _put(self, begin: int, end: int, make: Callable[[], str], rank: int = 2) -> None:
        self.patches.append(Patch(begin, end, make, rank=rank))

    def _removal(self, element: Element) -> Patch:
        """A removed element takes its line break and indentation along when nothing follows it on its line."""
        span = self.spans[element]
        lead = self._lead(span.begin)
        after = span.end
        while self.source[after : after + 1] in (" ", "\t"):
            after += 1
        alone = self.source[after : after + 1] in ("\n", "\r", "")
        return Patch(span.begin - len(lead) if alone else span.begin, span.end, str, element, _REMOVAL)

    def _element(self, element: Element) -> None:
        edits, span = self.edits, self.spans[element]
        text = edits.texts.get(element)
        if span.empty and (text or edits.children.get(element)):
            self._put(span.begin, span.end, lambda: self._filled(element, span, text or ""))
            return
        if element in edits.tags or element in edits.attributes:
            self._put(span.begin, span.inner, lambda: self._start_tag(element, span, False))
        if text is not None and not span.empty:
            self._put(span.inner, span.close, lambda: escape(text, self.newline), _CONTENT)
        elif element in edits.children:
            self._inside(element, span)
        if element in edits.tags and not span.empty:
            self._put(span.close, span.end, lambda: f"</{self._name(element)}>")

    def _filled(self, element: Element, span: Span, text: str) -> str:
        """An element that was one empty tag, now with content."""
        kids = self.edits.children.get(element, [])
        outer = self._lead(span.begin)
        lead = outer + self.unit if outer else ""
        content = escape(text, self.newline) + self._rendered(kids, element, lead)
        return f"{self._start_tag(element, span, True)}{content}{outer if kids else ''}</{self._name(element)}>"

    def _inside(self, element: Element, span: Span) -> None:
        """Patch in the new children behind those that stay."""
        edits = self.edits
        siblings: list[Element] = [child for child in element if isinstance(child.tag, str)]
        stays = {child for child in siblings if child not in edits.parents and child not in edits.removed}
        groups: list[tuple[Element | None, list[Item]]] = [(None, [])]
        for kid in edits.children[element]:
            if not isinstance(kid, New) and kid in stays:
                groups.append((kid, []))
            else:
                groups[-1][1].append(kid)
        if not siblings:
            self._first_inside(element, span, groups[0][1])
            return
        first = next((anchor for anchor, _ in groups if anchor is not None), siblings[0])
        for anchor, news in groups:
            if news:
                lead = self._lead(self.spans[first if anchor is None else anchor].begin)
                place = span.inner if anchor is None else self.spans[anchor].end
                self._put(place, place, partial(self._rendered, news, element, lead))

    def _first_inside(self, element: Element, span: Span, news: list[Item]) -> None:
        """New children of an element that had none."""
        if not news:
            return
        outer = self._lead(span.begin) or (self.newline if element is self.root else "")
        lead = outer + self.unit if outer else ""
        blank = not self.source[span.inner : span.close].strip()
        end = span.close if blank else span.inner
        self._put(span.inner, end, lambda: self._rendered(news, element, lead) + (outer if blank else ""))

    # -- copying -------------------------------------------------------------------------------------------------------

    def _copy(self, begin: int, end: int, owner: Element | None = None) -> str:
        """A piece of the text with the patches in it done; with an owner, the element that moved, not its removal.

        A patch that lies inside one already done is left out: what is removed, or replaced as a whole, has no edits.
        """
        parts = []
        at = begin
        for patch in self.patches[bisect_left(self.begins, begin) :]:
            if patch.begin > end or (owner is not None and patch.begin == end):
                break
            outside = owner is not None and (patch.owner is owner or patch.end == begin)
            if patch.begin < at or outside:
                continue
            parts.append(self.source[at : patch.begin])
            parts.append(patch.make())
            at = patch.end
        parts.append(self.source[at:end])
        return "".join(parts)

    def _rendered(self, items: Sequence[Item], scope: Element, lead: str) -> str:
        return "".join(lead + self._render(item, scope, lead) for item in items)

    def _render(self, item: Item, scope: Element, lead: str) -> str:
        """A new element, or one that moved here, as text. `lead` is the line break and indentation before it."""
        if not isinstance(item, New):
            span = self.spans[item]
            return self._copy(span.begin, span.end, item)
        if not item.tag:
            return self._text(item)
        name = self._qname(item.tag, scope)
        attributes = ""
        for key, text in item.attributes.items():
            attributes += f' {self._qname(key, scope, True)}="{escape(text, self.newline, True)}"'
        if item.tag[0] != "{" and scope.nsmap.get(None) and not _nameless(item.parent):
            attributes = f' xmlns=""{attributes}'
        text = self._text(item)
        kids: Sequence[Item] = item.children if item.inside is None else item.inside()
        if not kids and not text:
            return f"<{name}{attributes}/>"
        if item.mixed:
            inside = "".join(self._render(kid, scope, "") for kid in kids)
            return f"<{name}{attributes}>{text}{inside}</{name}>"
        inside = self._rendered(kids, scope, lead + self.unit if lead else "")
        return f"<{name}{attributes}>{text}{inside}{lead if kids else ''}</{name}>"

    def _text(self, item: New) -> str:
        """The text of a new element, or a text, comment, instruction or CDATA section between elements."""
        if not item.raw and not item.pieces:
            return escape(item.text, self.newline) if item.text else ""
        if item.pieces:
            return "".join(self._text(piece) for piece in item.pieces)
        raw = legal(item.raw)[0].replace("\r\n", "\n").replace("\n", self.newline)
        # In a CDATA section no reference could stand for a character that the encoding lacks.
        return raw if raw and (not item.text or self._writes(raw)) else escape(item.text, self.newline)

    def _writes(self, text: str) -> bool:
        """Whether the file's encoding has all characters of a text."""
        try:
            text.encode(self.edits.base.text.codec)
        except UnicodeEncodeError:
            return False
        return True

    def _carry_prefixes(self, element: Element) -> None:
        """Prefixes that an element uses and its new place does not know are declared on it."""
        holder = self.edits.parents[element]
        while isinstance(holder, New):
            if holder.parent is None:
                return
            holder = holder.parent
        known, span = holder.nsmap, self.spans[element]
        raw = self.source[span.begin : span.end]
        own = {found[2] for found in _ATTRIBUTE.finditer(self.source[span.begin : span.inner])}
        for prefix, uri in element.nsmap.items():
            name = f"xmlns:{prefix}" if prefix else "xmlns"
            if known.get(prefix) != uri and name not in own and (prefix is None or f"{prefix}:" in raw):
                self.edits.set(element, name, uri)

    # -- tags ----------------------------------------------------------------------------------------------------------

    def _start_tag(self, element: Element, span: Span, opened: bool) -> str:
        raw = self.source[span.begin : span.inner]
        for key, value in self.edits.attributes.get(element, {}).items():
            raw = self._with_attribute(raw, key, value, element)
        if element in self.edits.tags:
            raw = re.sub(r"^<[^\s/>]+", lambda _: f"<{self._name(element)}", raw)
        return re.sub(r"\s*/>$", ">", raw) if span.empty and opened else raw

    def _with_attribute(self, raw: str, key: str, value: str | None, element: Element) -> str:
        known = list(_ATTRIBUTE.finditer(raw))
        found = next((a for a in known if self._means(a[2], element) == key), None)
        if found is not None and value is None:
            return raw[: found.start()] + raw[found.end() :]
        if found is not None:
            quote = found[4][0]
            text = escape(value or "", self.newline, True, quote)
            return f"{raw[: found.start(4)]}{quote}{text}{quote}{raw[found.end() :]}"
        if value is None:
            return raw
        beside = self._beside(known, key)
        quote = beside[4][0] if beside else '"'
        place = beside.end() if beside else len(raw) - (2 if raw.endswith("/>") else 1)
        space = beside[1] if beside else " "
        if not beside:
            place = len(raw[:place].rstrip())
        new = f"{space}{self._qname(key, element, True)}={quote}{escape(value, self.newline, True, quote)}{quote}"
        return raw[:place] + new + raw[place:]

    def _beside(self, known: list[re.Match[str]], key: str) -> re.Match[str] | None:
        """The attribute before a new one: the id for a name, the last prefix for a prefix, else the last."""
        if key.startswith("xmlns"):
            return next((a for a in reversed(known) if a[2].startswith("xmlns")), known[-1] if known else None)
        if key == "name":
            return next((a for a in known if a[2] == "id"), known[-1] if known else None)
        return known[-1] if known else None

    def _means(self, raw: str, element: Element) -> str:
        """An attribute's name as lxml spells it."""
        prefix, colon, local = raw.partition(":")
        if not colon or prefix == "xmlns":
            return raw
        if prefix == "xml":
            return f"{{{XML}}}{local}"
        uri = element.nsmap.get(prefix)
        return f"{{{uri}}}{local}" if uri else raw

    def _name(self, element: Element) -> str:
        """An element's name as it stands, or will stand, in the text."""
        tag = self.edits.tags.get(element)
        if tag is not None:
            prefix = f"{element.prefix}:" if element.prefix else ""
            return prefix + split(tag)[1]
        raw = re.match(r"<([^\s/>]+)", self.source[self.spans[element].begin :][:500])
        return raw[1] if raw else ""

    def _qname(self, name: str, scope: Element, attribute: bool = False) -> str:
        """A name with the prefix that stands for its namespace at a place; the root declares it when there is none."""
        if name[0] != "{":
            return name
        asked = (scope, name, attribute)
        found = self.names.get(asked)
        if found is None:
            found = self.names[asked] = self._prefixed(name, scope, attribute)
        return found

    def _prefixed(self, name: str, scope: Element, attribute: bool) -> str:
        uri, local = split(name)
        if uri in self.edits.base.merged:
            uri = MODEL
        if uri == XML:
            return f"xml:{local}"
        known = self.scopes.get(scope)
        if known is None:
            known = self.scopes[scope] = dict(scope.nsmap)
        if not attribute and known.get(scope.prefix) == uri:
            return f"{scope.prefix}:{local}" if scope.prefix else local
        fit = [prefix for prefix, meant in known.items() if meant == uri and (prefix or not attribute)]
        if not fit:
            return f"{self.edits.declare(uri)}:{local}"
        prefix = next((p for p in fit if p), None)
        return f"{prefix}:{local}" if prefix else local

    # -- white space ---------------------------------------------------------------------------------------------------

    def _lead(self, begin: int) -> str:
        """The line break and indentation before a tag, "" when something stands before it on its line."""
        start = begin
        while start and self.source[start - 1] in " \t":
            start -= 1
        if not start or self.source[start - 1] != "\n":
            return ""
        start -= 2 if self.source[start - 2 : start] == "\r\n" else 1
        return self.source[start:begin]

    def _unit(self) -> str:
        """One step of the file's indentation."""
        for child in self.root:
            lead = self._lead(self.spans[child].begin) if isinstance(child.tag, str) else ""
            if lead:
                outer = self._lead(self.spans[self.root].begin)
                return lead.lstrip("\r\n")[len(outer.lstrip("\r\n")) :] or "  "
        return "" if len(self.root) else "  "


def _nameless(item: Item | None) -> bool:
    """Whether a new element is in no namespace, so that those in it need not say that they are in none."""
    return isinstance(item, New) and not split(item.tag)[0]


_SPECIAL = re.compile("[^ !#-%(-;=?-~\xa0-\ud7ff]")
"""What may have to be written in another way."""


def escape(text: str, newline: str, attribute: bool = False, quote: str = '"') -> str:
    """Text as it may stand in XML.

    >>> escape('a<b & "c"', "\\n", True)
    'a&lt;b &amp; &quot;c&quot;'
    """
    if _SPECIAL.search(text) is None:
        return text
    text = legal(text)[0].replace("&", "&amp;").replace("<", "&lt;")
    if not attribute:
        return text.replace(">", "&gt;").replace("\r\n", "\n").replace("\n", newline)
    text = text.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")
    return text.replace('"', "&quot;") if quote == '"' else text.replace("'", "&#39;")
