"""One line of the text form: its sort, its parts, and how they are written and read.

Shape of a line: indentation (two spaces a level), a sign for its sort, then words. Names that hold anything a line
could misread stand in quotes, with JSON's escapes.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from mapper.text import _

INDENT = 2
"""Spaces a level; a tab counts as one level."""

POOL, LANE, STEP, BRANCH, BOUNDARY, INSIDE, JUMP, MESSAGE, STOP, BREAK = (
    "pool", "lane", "step", "branch", "boundary", "inside", "jump", "message", "stop", "break",
)  # fmt: skip
"""Sorts of lines. break: an empty line, behind which a new chain begins."""

SIGNS = {POOL: "# ", LANE: "| ", BRANCH: "- ", BOUNDARY: "! ", INSIDE: ">", JUMP: "-> ", MESSAGE: "~ ", STOP: "."}
"""How a line of a sort begins; a step begins with its lane or its name."""


class OutlineError(ValueError):
    """A line that cannot be read. `line` counts from 1; `what` and `advice` are for the user."""

    def __init__(self, line: int, what: str, advice: str) -> None:
        super().__init__(f"{line}: {what}; {advice}")
        self.line, self.what, self.advice = line, what, advice


@dataclass(slots=True)
class Line:
    """depth: levels of indentation. path: the lanes that hold a step, outermost first; None when none is named.
    words: what stands in braces, conditions apart. label: the number that jumps call it by. to: what a jump, branch or
    message leads to, `frm` where a message comes from: a name, or a number as "#2".
    """

    sort: str
    depth: int = 0
    name: str = ""
    path: tuple[str, ...] | None = None
    words: list[str] = field(default_factory=list)
    condition: str | None = None
    owner: str = ""
    label: str = ""
    to: str = ""
    frm: str = ""
    number: int = 0


# -- writing -----------------------------------------------------------------------------------------------------------

_ODD = re.compile(r'^[#|!~.>"\-]|[{}\\\x00-\x1f\x7f\u2028\u2029"]|: |:$| @|^@| -> |^\s|\s$| / ')


def quoted(name: str) -> str:
    """A name as it stands in a line: bare where nothing in it could be misread.

    >>> quoted("Check invoice"), quoted("Note: check"), quoted("")
    ('Check invoice', '"Note: check"', '""')
    """
    return name if name and not _ODD.search(name) else json.dumps(name, ensure_ascii=False)


def written(line: Line) -> str:
    """The line as text, without its end.

    >>> written(Line(STEP, 1, "Check", ("Sales",), ["user"], owner="Anna Holm"))
    '  Sales: Check {user} @Anna Holm'
    """
    text = SIGNS.get(line.sort, "")
    if line.sort in (STEP, BOUNDARY, LANE) and line.path is not None:
        text += " / ".join(quoted(name) for name in line.path) + (": " if line.sort != LANE else "")
    if line.sort == JUMP:
        text += reference(line.to)
    elif line.sort == MESSAGE:
        text += f"{reference(line.frm)} -> {reference(line.to)}" + (f": {quoted(line.name)}" if line.name else "")
    elif line.sort == BRANCH:
        text += quoted(line.name) if line.name else ""
    elif line.sort in (STEP, BOUNDARY, POOL):
        text += quoted(line.name)
    text = text.rstrip() + _braces(line)
    if line.owner:
        text += f" @{quoted(line.owner)}"
    if line.sort == BRANCH and line.to:
        text += f" -> {reference(line.to)}"
    return " " * INDENT * line.depth + text


def reference(to: str) -> str:
    """A name or number that something is called by."""
    return to if re.fullmatch(r"#\d+", to) else quoted(to)


def _braces(line: Line) -> str:
    words = list(line.words)
    if line.condition is not None:
        words.append(f"if {json.dumps(line.condition, ensure_ascii=False)}")
    if line.label:
        words.append(f"#{line.label}")
    return " {" + ", ".join(words) + "}" if words else ""


# -- reading -----------------------------------------------------------------------------------------------------------


def lines(text: str) -> list[Line]:
    """The lines of a text. Raises OutlineError."""
    # Not splitlines: it also parts at characters that may stand inside a quoted name.
    whole = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return [read(raw, number) for number, raw in enumerate(whole.split("\n"), 1)]


def read(raw: str, number: int = 1) -> Line:
    """One line. Raises OutlineError.

    >>> read("  Sales: Check {user} @Anna Holm")
    Line(sort='step', depth=1, name='Check', path=('Sales',), words=['user'], condition=None, owner='Anna Holm', \
label='', to='', frm='', number=1)
    """
    body = raw.expandtabs(INDENT).rstrip()
    depth = (len(body) - len(body.lstrip())) // INDENT
    body = body.strip()
    sort = _sort(body)
    line = Line(sort, depth, number=number)
    if sort in (BREAK, STOP, INSIDE):
        return line
    rest = _Rest(body.removeprefix(SIGNS.get(sort, "").rstrip()).strip(), number)
    _READERS.get(sort, _step)(line, rest)
    rest.finish()
    return line


def _sort(body: str) -> str:
    if not body:
        return BREAK
    if body in (SIGNS[STOP], SIGNS[INSIDE], "-"):
        return {".": STOP, ">": INSIDE, "-": BRANCH}[body]
    for sort in (JUMP, POOL, LANE, BRANCH, BOUNDARY, MESSAGE):
        if body.startswith(SIGNS[sort]):
            return sort
    return STEP


class _Rest:
    """What of a line has not been read yet."""

    def __init__(self, text: str, number: int) -> None:
        self.text, self.number = text, number

    def name(self, *ends: str) -> str:
        """The next name: quoted, or as far as the first of some marks."""
        self.text = self.text.lstrip()
        if self.text.startswith('"'):
            try:
                name, stop = json.JSONDecoder(strict=False).raw_decode(self.text)
            except ValueError:
                what = _("a quotation mark is not closed")
                raise OutlineError(self.number, what, _("close it, or leave both out")) from None
            self.text = self.text[stop:]
            return str(name)
        places = [place for end in (*ends, " {", " @") if (place := self.text.find(end)) >= 0]
        places += [0] if self.text[:1] in ("{", "@") else []
        stop = min(places, default=len(self.text))
        name, self.text = self.text[:stop].strip(), self.text[stop:]
        return name

    def takes(self, mark: str) -> bool:
        """Whether a mark comes next; it is then read."""
        rest = self.text.lstrip()
        if not rest.startswith(mark):
            return False
        self.text = rest[len(mark) :]
        return True

    def words(self, line: Line) -> None:
        """What stands in braces, if they come next."""
        if not self.takes("{"):
            return
        while not self.takes("}"):
            if not self.text.strip():
                raise OutlineError(self.number, _("a brace is not closed"), _("put } behind the last word"))
            if self.takes("if "):
                line.condition = self.name(",", "}")
            elif word := self.name(",", "}"):
                if word.startswith("#"):
                    line.label = word[1:]
                else:
                    line.words.append(word)
            self.takes(",")

    def finish(self) -> None:
        if self.text.strip():
            what = _("“{text}” was not understood").format(text=self.text.strip()[:60])
            raise OutlineError(self.number, what, _("put names that hold : { } @ or -> in quotes"))


def _step(line: Line, rest: _Rest) -> None:
    path: list[str] = []
    if rest.takes(": "):
        line.path = ()
        line.name = rest.name()
    while line.path is None:
        before = rest.text
        name = rest.name(": ", " / ")
        if rest.takes("/ "):
            path.append(name)
        elif rest.takes(": ") or (rest.text == ":" and rest.takes(":")):
            path.append(name)
            line.path = tuple(path)
            line.name = rest.name()
        else:
            # No lane after all: what looked like one is a part of the name.
            rest.text = before
            line.name = rest.name() if not path else " / ".join((*path, rest.name()))
            break
    rest.words(line)
    if rest.takes("@"):
        line.owner = rest.name()


def _pool(line: Line, rest: _Rest) -> None:
    line.name = rest.name()
    rest.words(line)
    if rest.takes("@"):
        line.owner = rest.name()


def _lane(line: Line, rest: _Rest) -> None:
    path = [rest.name(" / ")]
    while rest.takes("/ "):
        path.append(rest.name(" / "))
    line.path = tuple(path)
    rest.words(line)
    if rest.takes("@"):
        line.owner = rest.name()


def _branch(line: Line, rest: _Rest) -> None:
    line.name = rest.name(" -> ") if not rest.text.startswith("->") else ""
    rest.words(line)
    if rest.takes("->"):
        line.to = rest.name()


def _jump(line: Line, rest: _Rest) -> None:
    line.to = rest.name()


def _message(line: Line, rest: _Rest) -> None:
    line.frm = rest.name(" -> ")
    if not rest.takes("->"):
        what = _("a message needs two ends")
        raise OutlineError(rest.number, what, _("write ~ from -> to: name"))
    line.to = rest.name(": ")
    line.name = rest.name() if rest.takes(": ") else ""


_READERS = {POOL: _pool, LANE: _lane, BRANCH: _branch, JUMP: _jump, MESSAGE: _message}
