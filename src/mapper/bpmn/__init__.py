"""BPMN 2.0 files in and out, with nothing lost: what is not edited is written back byte for byte.

Read: `read(data)` gives a Source with records and notes. Write: `write(source, records)`, and `write_checked` where a
file is replaced: it reads back what it wrote. New: `fresh()`.
file is replaced: it reads back what it wrote. New: `fresh()`.
Copy: `excerpt(source, records, ids)` gives the bytes for a clipboard, `read_excerpt(data)` what is pasted.
"""

from mapper.bpmn.excerpt import Excerpt, called, excerpt, led, read_excerpt
from mapper.bpmn.file.errors import GUESSED, KEPT, LOST, REPAIRED, Note, Unreadable
from mapper.bpmn.file.source import Source
from mapper.bpmn.foreign import Foreign, foreign, take
from mapper.bpmn.fresh import fresh
from mapper.bpmn.reading.document import read
from mapper.bpmn.writing.write import Written, write, write_checked

__all__ = [
    "GUESSED",
    "KEPT",
    "LOST",
    "REPAIRED",
    "Excerpt",
    "Foreign",
    "Note",
    "Source",
    "Unreadable",
    "Written",
    "called",
    "excerpt",
    "foreign",
    "fresh",
    "led",
    "read",
    "read_excerpt",
    "take",
    "write",
    "write_checked",
]
