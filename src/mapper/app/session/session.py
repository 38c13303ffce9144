"""A map that somebody works on: opened, edited, saved. Both faces of Mapper hold nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from weakref import WeakSet

from mapper import bpmn
from mapper.app import files, report, writer
from mapper.app.errors import (
    ChangedOnDiskError,
    MapperError,
    RepairedFileError,
    UnfaithfulError,
    UnreadableError,
    UsageError,
    one_line,
    shown_name,
)
from mapper.app.session import arrange, text_form
from mapper.app.store import journal, leftovers, versions
from mapper.app.store.leftovers import SAME, Leftover
from mapper.app.store.replay import bring_about
from mapper.bpmn import Excerpt, Note, Source, Unreadable, Written
from mapper.compare.apply import taken_back
from mapper.compare.differences import Difference
from mapper.edit.approval.lapse import Approvals
from mapper.edit.effects import readonly
from mapper.model import query
from mapper.model.diagram import Diagram
from mapper.model.pause import collector_paused
from mapper.model.records import Change, Record
from mapper.text import _, current

_open: WeakSet[Session] = WeakSet()
"""The maps that are being worked on in this process."""


def is_open(path: Path) -> bool:
    """Whether a file is being worked on in this process."""
    return any(other.path is not None and same_file(path, other.path) for other in _open)


ORIGINAL = ".original"
"""Ending of the copy that is kept of a file before its repaired form replaces it."""


class Session:
    """One map with its file. `diagram` is what is edited, `source` what was opened, `notes` what reading it told.

    keep: whether what is done is kept in the crash journal, as a window wants and a single command does not.
    donors: what was pasted from other maps, by digest; saving takes from there what the model does not know.
    rival: who else edits the map's file, as far as was seen when it was opened and first edited.
    restored: how many steps were done again after a crash, and how many could not be.
    told: content codes of signed job descriptions that were told to be out of date.
    copied: what was copied last, and the digest of the bytes that went into the clipboard for it.
    """

    def __init__(self, source: Source, path: Path | None, keep: bool) -> None:
        self.source = source
        self.path = path
        self._title = ""
        self._keep, self._shown = keep, False
        self._approvals = Approvals()
        self.told: frozenset[str] = frozenset()
        self.donors: dict[str, Source] = {}
        self.copied: tuple[str, Sequence[Record]] = ("", ())
        self._digest = files.digest(source.data)
        self._repaired = source.repaired
        self._journal = journal.Journal(path, source.data)
        self._take(source.records)
        self.restored = (0, 0)
        if keep:
            _open.add(self)
        self._writing = writer.Writing(path) if keep and path is not None else None
        self.rival = self._writing.look() if self._writing is not None else None
        self.recoverable = self._left() if keep else None

    @classmethod
    def open(cls, path: Path | str, *, keep: bool = True) -> Session:
        """Read a file, and no more: what it does not draw has no place yet. A text becomes a map that has no file.
        Raises UnreadableError."""
        path = Path(path)
        found = cls(cls.read(path), None if text_form.is_text(path) or path == files.STREAM else path, keep)
        found._title = path.stem if found.path is None else ""
        return found

    @staticmethod
    def read(path: Path) -> Source:
        """What a file holds. Raises UnreadableError."""
        try:
            data = files.read(path)
            return text_form.source(data, path) if text_form.is_text(path, data) else bpmn.read(data)
        except Unreadable as error:
            raise UnreadableError(path, error.line, error.what, error.advice) from error

    @classmethod
    def new(cls, name: str = "", language: str | None = None, *, keep: bool = True) -> Session:
        """An empty map without a file."""
        return cls(bpmn.fresh(name, language or current()), None, keep)

    @classmethod
    def sample(cls, path: Path) -> Session:
        """A map without a file that begins as another one and is called like it. Raises UnreadableError."""
        opened = cls.open(path, keep=False)
        found = cls(opened.source, None, keep=True)
        found._title = path.name
        return found

    @classmethod
    def beginning(cls, data: bytes, name: str, keep: bool = True) -> Session:
        """A map without a file that begins as some bytes say. Raises UnreadableError."""
        try:
            found = cls(bpmn.read(data), None, keep)
        except Unreadable as error:
            raise UnreadableError(name, error.line, error.what, error.advice) from error
        found._title = name
        return found

    @classmethod
    def recovered(cls, left: Leftover) -> Session:
        """The map that unsaved work was done to, with that work: with its file where that is as it was, else as a map
        without a file that is called like it. Raises MapperError; the work is then kept."""
        if left.state == SAME and left.path is not None:
            session = cls(cls.read(left.path), left.path, keep=True)
        else:
            try:
                source = bpmn.read(left.data)
            except Unreadable as error:
                raise UnreadableError(left.path, error.line, error.what, error.advice) from error
            session = cls(source, None, keep=True)
            session._title = left.path.name if left.path else ""
        session.recoverable = left
        session.recover()
        return session

    @classmethod
    def preview(cls, left: Leftover) -> bytes:
        """What the map would be with unsaved work restored; the work stays where it is. Raises MapperError."""
        session = cls.beginning(left.data, left.path.name if left.path else "", keep=False)
        for data in left.donors:
            with suppress(Unreadable):
                session.lend(data)
        left.replay(session.shown().diagram)
        return session.data()

    @collector_paused()
    def shown(self) -> Session:
        """The same session, with a place for everything that its file does not draw: whoever shows the map, or says
        where things are, asks for this first. It is no edit, unless the map was edited before."""
        title = Path(self.name).stem
        if not self._shown and self.dirty:
            arrange.fill(self.diagram, self.source.base.held, title)
        elif not self._shown:
            self.source = arrange.shown(self.source, title)
            self._take(self.source.records)
        self._shown = True
        return self

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was repaired, guessed or only kept, in the order of the file."""
        return self.source.notes

    @property
    def name(self) -> str:
        """The file's name, or what a map without a file is called: after its pool or process, once that has a name."""
        if self.path:
            return shown_name(self.path)
        return one_line(self._title) or one_line(query.map_name(self.diagram)) or _("Untitled")

    @property
    def is_sample(self) -> bool:
        """Whether it began as a map that ships with the program and has no file of its own yet."""
        return self.path is None and bool(self._title)

    @property
    def dirty(self) -> bool:
        """Whether there is anything to save."""
        return self.diagram.mark is not self._saved

    @property
    def repaired(self) -> bool:
        """Whether the file on disk is still the broken one, so that saving over it must be confirmed."""
        return self._repaired

    @property
    def is_unguarded(self) -> bool:
        """Whether edits would not survive a crash, because the disk does not take them."""
        return self._journal.broken

    def data(self) -> bytes:
        """The map as bytes of a BPMN file: those that were opened, but for what was changed. Raises UnfaithfulError."""
        return faithful(bpmn.write_checked(self.source, self.diagram.records(), self.donors), self.path)

    def save(self, path: Path | str | None = None, *, force: bool = False, confirm: bool = False) -> None:
        """Write the map to its file, or to another that is its file from then on; whole, or not at all.

        force: overwrite what somebody else has changed meanwhile. confirm: overwrite a file that was repaired; the
        original bytes then stay beside it. What is written is read back first; where it had to be written whole, only
        another file takes it. Raises ChangedOnDiskError, RepairedFileError, UnfaithfulError, UnwritableError,
        UsageError.
        """
        target = Path(path) if path is not None else self.path
        if target is None:
            raise UsageError(None, None, _("the map has no file yet"), _("choose a name for it"))
        records = self.diagram.records()
        own = self.path is not None and same_file(target, self.path)
        data = faithful(bpmn.write_checked(self.source, records, self.donors), target, keep=own)
        if not own:
            self._refuse_double(target)
        # Comparing, replacing and remembering are one act: nobody else saves the file in between.
        with writer.section(target):
            replaced = files.on_disk(target)
            if own:
                self._guard(target, replaced, force, confirm)
            digest = files.digest(data)
            self._journal.saving(target, digest)
            files.write(target, data)
            self._digest = digest
        if replaced and replaced != data:
            versions.keep(target, replaced, self._digest)
        self._saved_as(target, data, records)

    def _refuse_double(self, target: Path) -> None:
        """One file is one tab: what is edited in another one is not written over from here."""
        for other in _open:
            if other is not self and other.path is not None and same_file(target, other.path):
                what, advice = _("is open in another tab"), _("close it there, or choose another name")
                raise MapperError(target, None, what, advice)

    def _saved_as(self, target: Path, data: bytes, records: tuple[Record, ...]) -> None:
        """The map is what its file holds."""
        self.source = self.source.rebased(data, records)
        self._saved = self.diagram.mark
        self._repaired = False
        if self._writing is None or self.path is None or not same_file(target, self.path):
            self._write_no_more()
            self._writing = writer.Writing(target) if self._keep else None
        self.path = target
        self._journal.discard()
        self._journal = journal.Journal(target, data)

    def recover(self) -> None:
        """Do again what was done before a crash, each step as it was; of what was done to the map since, nothing is
        undone. Raises MapperError when nothing fits."""
        left = self.recoverable
        if left is None:
            return
        self.shown()
        for data in left.donors:
            with suppress(Unreadable):
                self.lend(data)
        with self._journal.together(), self._approvals.untouched():
            done = left.replay(self.diagram, exact=self.dirty)
        self.restored = (done, len(left.steps) - done)
        self.forget()

    @property
    def digest(self) -> str:
        """The fingerprint of what the map's file held when it was last read or written here."""
        return self._digest

    def adopt(self, data: bytes, held: bytes, label: str) -> None:
        """Become what some bytes say, as one step that can be undone. held: what the file holds now; where that is the
        same there is nothing to save. Raises UnreadableError."""
        try:
            source = arrange.shown(bpmn.read(data), Path(self.name).stem)
        except Unreadable as error:
            raise UnreadableError(self.path, error.line, error.what, error.advice) from error
        now = {record.id: record for record in self.diagram.records()}
        new = {record.id: record for record in source.records}
        become = {id: record for id, record in new.items() if record != now.get(id)}
        with self._approvals.untouched(), self.diagram.transaction(label):
            bring_about(self.diagram, {**become, **dict.fromkeys(now.keys() - new.keys())})
        self.source, self._shown = source, True
        self._digest, self._repaired = files.digest(held), source.repaired
        self._saved = self.diagram.mark if data == held else object()
        if data == held:
            self._journal.discard()
            self._journal = journal.Journal(self.path, data)

    def keep_mine(self) -> None:
        """What the map's file holds now was seen, and the next save may replace it."""
        held = files.on_disk(self.path) if self.path is not None else None
        self._digest = files.digest(held) if held is not None else self._digest
        self._saved = object()

    def restore(self, then: bytes, chosen: Sequence[Difference], label: str) -> int:
        """Bring back what some differences from an earlier state of the map to this one are about, as one step; how
        many of them could be. Raises Unreadable."""
        found = bpmn.read_excerpt(then)
        known = [one for one in chosen if not one.field.startswith("xml:")]
        was = arrange.shown(found.source, Path(self.name).stem).records
        become = taken_back(was, self.diagram.records(), known)
        self.donors[found.digest] = found.source
        self._journal.lend(then)
        for id, record in become.items():
            if record is not None and id not in self.source.base.elements and id not in self.diagram:
                become[id] = record.but(origin=f"{found.digest}#{id}")
        with self.diagram.transaction(label):
            bring_about(self.diagram, become)
        return len(known)

    def lend(self, data: bytes) -> Excerpt:
        """Read what is pasted from another map, and keep it: saving takes foreign content from there. Raises
        Unreadable."""
        found = bpmn.read_excerpt(data, arrange.shown)
        self.donors[found.digest] = found.source
        self._journal.lend(data)
        return found

    def forget(self) -> None:
        """Give up what was done before a crash."""
        if self.recoverable is not None:
            self.recoverable.discard()
        self.recoverable = None

    def close(self) -> None:
        """The user is done with the map, saved or not."""
        _open.discard(self)
        self._journal.discard()
        self._write_no_more()

    def take_over(self) -> None:
        """Be the one who edits the map, though somebody else does; that one is told."""
        if self._writing is not None:
            self.rival = self._writing.claim(take_over=True)

    def _write_no_more(self) -> None:
        if self._writing is not None:
            self._writing.release()

    def _take(self, records: Iterable[Record]) -> None:
        """Begin with these records, none of them edited."""
        self.diagram = Diagram(records)
        self.diagram.guard(readonly.check)
        self.diagram.guard(self._approvals)
        self._saved = self.diagram.mark
        if self._keep:
            self.diagram.listen(self._log)

    def _log(self, changes: tuple[Change, ...]) -> None:
        event = self.diagram.event
        if event is not None:
            self._journal.record(event)
        if self._writing is not None and self.rival is None:
            self.rival = self._writing.claim()

    def _left(self) -> Leftover | None:
        if self.path is None:
            return None
        return next((left for left in leftovers.leftovers(self.path) if left.digest == self._digest), None)

    def _guard(self, target: Path, held: bytes | None, force: bool, confirm: bool) -> None:
        """Let nobody lose bytes that only the file on disk holds."""
        if not force and held is not None and files.digest(held) != self._digest:
            what = _("somebody has changed the file since it was opened")
            raise ChangedOnDiskError(target, None, what, _("save under another name, or overwrite it"))
        if not self._repaired:
            return
        if not confirm:
            what = _("the file was repaired while it was read")
            raise RepairedFileError(target, None, what, _("save under another name, or confirm to replace it"))
        files.keep_beside(target, ORIGINAL, self.source.data)


def faithful(written: Written, path: Path | None, *, keep: bool = False) -> bytes:
    """The bytes of a map that were read back and are right; what was wrong first is kept in a report.

    keep: the file at `path` is the only one there is, so it takes nothing but what was right at once. Raises
    UnfaithfulError.
    """
    if written.faults:
        file = report.unfaithful((*written.faults, *(f"written whole: {line}" for line in written.left)))
        if keep or written.left:
            raise UnfaithfulError(path, None, *_refusal(written, file))
    return written.data


def _refusal(written: Written, file: Path | None) -> tuple[str, str]:
    """What is wrong, and what to do."""
    first = written.left[0] if written.left else written.faults[0]
    what = _("what would be written is not what the map holds ({what}), so the file was left as it is")
    if written.left:
        advice = _("undo the last step and save again, and please report it")
    else:
        advice = _("save the map under another name, where it is written whole, and please report it")
    return what.format(what=first), f"{advice} ({file})" if file else advice


def same_file(one: Path, other: Path) -> bool:
    """Whether two names are of one file, also by links."""
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()
